//! 可搬型記録媒体管理台帳の項目 (spec A-1, printed as 様式第1号).

use crate::registers::choices::{
    CHECK_RESULTS, ENCRYPTIONS, IMPORTANCES, MEDIA_KINDS, PII_CLASSES, PLACE_ATTRIBUTES, SCAN_RESULTS,
    TECHNOLOGIES,
};
use crate::vocab::fields::{Choice, Field, Kind, Register, RegisterId, choice, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::PortableMedia,
    label: label("可搬型記録媒体管理台帳", "Portable media"),
    table: "portable_media",
    number: "media_no",
    title: "content",
    fields: FIELDS,
    parts: &[],
    clause: "A 4.2.5(3)",
    series: None,
    personal: false,
};

/// 調達区分.
const ACQUISITIONS: &[Choice] = &[
    choice("own", "組合調達", "bought by the office", &["組合", "自所調達", "購入", "調達"])
        .also("自所 自組合 組合購入")
        .likely("支給 リース"),
    choice("from_principal", "委託元より受領", "from the principal", &["委託元", "委託元受領"]),
    choice("from_outside", "外部より受領", "from outside", &["外部", "外部受領", "受領"])
        .likely("国保連 連合会 国 県 寄贈"),
];

/// 状態: the states of its life cycle.
pub const STATES: &[Choice] = &[
    choice("intake_check", "受入検査待ち", "awaiting check", &["受入検査", "検査待ち"]),
    choice("in_storage", "保管中", "in storage", &["保管", "保管済", "在庫"])
        .also("空き 新品 未使用")
        .likely("予備 使用停止 休止 休止中"),
    choice("in_use", "使用中", "in use", &["使用", "利用中", "貸出中"])
        .also("稼働中 運用中 現用 現役 利用 貸出 貸出し中 貸与 貸与中 配布済"),
    choice("carried_out", "持出中", "carried out", &["持出し中", "持ち出し中", "持出"]),
    choice("handed_over", "授渡済", "handed over", &["授受中", "引渡し済", "引渡済", "提出中", "送付済"])
        .also("引渡し 引き渡し済")
        .likely("譲渡 移管"),
    choice("lost", "所在不明", "lost", &["紛失", "盗難", "紛失・盗難", "不明"]),
    choice("disposal_pending", "廃棄待ち", "awaiting disposal", &["廃棄予定", "廃棄待"]),
    choice("disposed", "廃棄済", "disposed", &["廃棄", "廃棄済み"])
        .also(
            "廃棄処分 廃棄処分済 処分 処分済 処分済み 破棄 破棄済 破棄済み 除却 除却済 除却済み \
             除籍",
        )
        .likely("抹消"),
    choice("returned_to_owner", "返却済", "returned to its owner", &["返却", "返却済み"]),
];

pub const FIELDS: &[Field] = &[
    field("media_no", "管理番号", "Control number", Kind::Code)
        .save()
        .clause("A 4.2.5(3)")
        .synonyms(&[
            "管理No",
            "媒体管理番号",
            "登録番号",
            "媒体番号",
            "整理番号",
            "資産番号",
            "備品番号",
            "ラベル番号",
            "シール番号",
            "管理番号（シール番号）",
        ])
        .paper(22)
        .list(),
    field("media_kind", "媒体種別", "Kind of medium", Kind::Choice(MEDIA_KINDS))
        .save()
        .clause("A 4.2.5(3)")
        .synonyms(&["種別", "媒体の種類", "媒体区分", "種類", "媒体名", "記録媒体", "メディア", "媒体/種別"])
        .paper(20)
        .list(),
    field("technology", "記録方式", "Technology", Kind::Choice(TECHNOLOGIES)).auto().synonyms(&["方式"]),
    field("maker", "メーカー", "Maker", Kind::Text).save().synonyms(&["製造元", "メーカ", "製造会社"]),
    field("model", "型番", "Model", Kind::Text)
        .coded()
        .save()
        .synonyms(&[
            "メーカー・型番",
            "メーカ・型番",
            "製品名",
            "品名",
            "機種",
            "型式",
            "モデル",
            "名称",
            "媒体/メーカー・型番",
        ])
        .paper(38),
    field("serial", "製造番号", "Serial number", Kind::Text).coded().save().synonyms(&[
        "シリアル番号",
        "シリアルNo",
        "シリアル",
        "S/N",
        "製造No",
        "製造番号(S/N)",
        "媒体/製造番号",
    ]),
    field("capacity", "容量", "Capacity", Kind::Text).synonyms(&["記憶容量", "サイズ"]).paper(14),
    field("encrypted", "暗号化", "Encryption", Kind::Choice(ENCRYPTIONS))
        .save()
        .clause("A 4.3.2(2)")
        .synonyms(&["暗号", "暗号化機能", "暗号化の有無", "暗号化有無", "パスワード設定", "セキュリティ機能"])
        .paper(12),
    field("enc_method", "暗号方式", "Encryption method", Kind::Text)
        .clause("A 4.3.2(2)")
        .synonyms(&["暗号化方式", "暗号化方法"]),
    field("acquisition", "調達区分", "Acquired from", Kind::Choice(ACQUISITIONS))
        .save()
        .synonyms(&["入手区分", "取得区分"]),
    field("registered_on", "登録日", "Registered on", Kind::Date)
        .save()
        .clause("A 4.2.5(3)")
        .synonyms(&["登録年月日", "購入日", "取得日", "導入日", "受入日", "購入年月日", "取得年月日"])
        .paper(17)
        .list(),
    field("in_use_from", "使用開始日", "In use from", Kind::Date)
        .save()
        .synonyms(&["使用開始年月日", "利用開始日"]),
    field("content", "格納情報の内容", "Information held", Kind::Text)
        .when("情報を格納しているとき")
        .clause("A 4.2.5(3)")
        .synonyms(&[
            "格納情報",
            "保存内容",
            "記録内容",
            "保存データ",
            "データ名",
            "内容",
            "用途",
            "使用目的",
            "格納情報/内容",
        ])
        .paper(44)
        .list(),
    field("pii_class", "個人情報区分", "Personal information", Kind::Choice(PII_CLASSES))
        .save()
        .clause("A 1.2(2)")
        .synonyms(&[
            "個人情報",
            "個人情報有無",
            "個人情報の有無",
            "個人データ",
            "特定個人情報",
            "格納情報/個人情報有無",
        ])
        .paper(14)
        .list(),
    field("importance", "重要性分類", "Importance", Kind::Choice(IMPORTANCES))
        .when("規程に重要性分類があるとき")
        .clause("B 2(1)")
        .synonyms(&["分類", "重要度", "重要性"])
        .paper(12),
    field("labelled", "ラベル表示済", "Labelled", Kind::Bool)
        .when("規程がラベルを求めるとき")
        .clause("B 2(2)②")
        .synonyms(&["ラベル", "ラベル表示"]),
    field("location", "保管場所", "Place", Kind::Text)
        .save()
        .clause("A 4.2.5(3)")
        .synonyms(&["保管先", "設置場所", "格納場所", "保管庫", "所在", "収納場所", "所在場所"])
        .paper(30)
        .list(),
    field("loc_attributes", "施錠・耐火等", "Qualities of the place", Kind::ManyOf(PLACE_ATTRIBUTES))
        .when("重要性分類Ⅱ以上のとき")
        .clause("A 4.2.5(3)")
        .synonyms(&["施錠", "保管設備"]),
    field("owner_dept", "管理部署", "Department in charge", Kind::Department)
        .save()
        .clause("A 2.1.2(4)")
        .synonyms(&["部署", "所属", "課名", "担当課", "所管課", "管理所属", "使用部署", "配置先"]),
    field("owner", "管理者", "Keeper", Kind::Person)
        .save()
        .clause("A 2.1.2(4)")
        .synonyms(&["保管者", "管理責任者", "取扱者", "保有者", "担当者", "使用者", "利用者", "氏名"])
        .paper(20)
        .list(),
    field("write_protected", "書込禁止措置", "Write-protected", Kind::Bool)
        .when("長期に保管するとき")
        .clause("B 2(2)⑥イ")
        .synonyms(&["書込禁止"]),
    field("status", "状態", "State", Kind::Choice(STATES))
        .auto()
        .clause("A 4.2.5(3)")
        .synonyms(&["状況", "現況", "使用状況", "ステータス", "送付状況"])
        .paper(16)
        .list(),
    field("last_checked_on", "最終所在確認日", "Last seen on", Kind::Date)
        .auto()
        .clause("A 4.3.3(5)")
        .synonyms(&["所在確認日", "棚卸日", "実査日", "点検日", "確認日"]),
    field("last_check_result", "最終所在確認の結果", "Last check", Kind::Choice(CHECK_RESULTS))
        .auto()
        .clause("A 4.3.3(5)")
        .synonyms(&["所在確認", "棚卸結果", "所在確認結果"]),
    field("av_checked_at", "ウイルス検査日時", "Virus scan at", Kind::DateTime)
        .when("外部から受領したとき")
        .clause("A 5.5.2(1)")
        .synonyms(&["ウイルス検査日", "ウィルス検査日", "ウイルスチェック日"]),
    field("av_result", "ウイルス検査の結果", "Virus scan result", Kind::Choice(SCAN_RESULTS))
        .when("外部から受領したとき")
        .clause("A 5.5.2(1)")
        .synonyms(&["ウイルス検査", "ウィルス検査", "ウイルスチェック", "ウイルス検査結果"]),
    field("retired_on", "使用中止日", "Retired on", Kind::Date).close().clause("A 4.2.5(5)").synonyms(&[
        "使用中止年月日",
        "使用停止日",
        "使用終了日",
    ]),
    field("disposed_on", "廃棄日", "Disposed of on", Kind::Date).close().clause("A 4.2.5(5)").synonyms(&[
        "廃棄年月日",
        "処分日",
        "廃棄/廃棄日",
        "廃棄処分日",
    ]),
    field("disposal_ref", "廃棄記録番号", "Disposal record", Kind::Link(RegisterId::Disposals))
        .close()
        .clause("A 4.2.5(5)")
        .synonyms(&["廃棄番号"]),
    field("remarks", "備考", "Remarks", Kind::Note).synonyms(&["摘要", "特記事項", "メモ", "コメント"]),
];
