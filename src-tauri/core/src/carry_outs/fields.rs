//! 情報・情報機器持出しの項目 (spec E-1; printed as 様式第14号, and all together as 様式第15号).

use crate::registers::choices::{ENCRYPTIONS, IMPORTANCES, PII_CLASSES, THING_KINDS};
use crate::vocab::fields::{Choice, Field, Kind, Part, Register, RegisterId, choice, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::CarryOuts,
    label: label("持出し", "Carry-outs"),
    table: "carry_outs",
    number: "doc_no",
    title: "content",
    fields: FIELDS,
    parts: &[ITEMS, EXTENSIONS],
    clause: "A 4.3.2(1)",
    series: Some("持出"),
    personal: true,
};

/// 区分.
const WHATS: &[Choice] = &[
    choice("information", "情報", "information", &["情報のみ", "データ"]),
    choice("device", "情報機器", "device", &["機器", "機器のみ", "端末"]),
    choice("both", "両方", "both", &["情報と機器", "情報及び情報機器", "情報と情報機器"]),
    choice("software", "ソフトウェア", "software", &["ソフト"]),
];

/// 手段.
const TRANSPORTS: &[Choice] = &[
    choice("public", "公共交通", "public transport", &["電車", "バス", "公共交通機関"]),
    choice("car", "自動車", "car", &["車", "公用車", "自家用車"]),
    choice("sent", "送付", "sent", &["郵送", "宅配", "書留"]),
    choice("on_foot", "徒歩", "on foot", &["自転車"]),
];

/// 安全措置.
const SAFEGUARDS: &[Choice] = &[
    choice("encryption", "暗号化", "encryption", &["データ暗号化"]),
    choice("password", "パスワード", "password", &["パスワード設定"]),
    choice("locked_case", "鍵付ケース", "locked case", &["鍵付きケース", "施錠ケース"]),
    choice("boot_password", "起動パスワード", "boot password", &["起動PW"]),
    choice("antivirus", "ウイルス対策最新", "antivirus up to date", &["ウイルス対策", "ウィルス対策"]),
    choice("os_updated", "OS最新", "system up to date", &["OS更新"]),
    choice("firewall", "パーソナルファイアウォール", "personal firewall", &["PFW"]),
    choice(
        "no_file_sharing",
        "ファイル交換ソフト無し",
        "no file-sharing software",
        &["ファイル交換ソフトなし"],
    ),
    choice("no_extra_apps", "規定外アプリ無し", "no other applications", &["規定外アプリなし"]),
    choice("remote_wipe", "遠隔消去", "remote wipe", &["リモートワイプ"]),
    choice("not_private", "私物でない", "not private", &[]),
];

/// 許可・不許可.
const DECISIONS: &[Choice] = &[
    choice("permitted", "許可する", "permitted", &["許可", "承認", "可", "○", "〇", "◯"])
        .also("許可済 許可済み 承認済 承認済み OK")
        .likely("済 印"),
    choice("refused", "許可しない", "refused", &["不許可", "却下", "否", "×"]).also("不可 不承認 NG"),
];

/// 持出時の確認事項.
const OUT_CHECKS: &[Choice] = &[
    choice("thing", "現物", "the thing itself", &[]),
    choice("seal", "封印", "seal", &[]),
    choice("encryption", "暗号化", "encryption", &[]),
];

/// 返却時の確認事項.
const IN_CHECKS: &[Choice] = &[
    choice("thing", "現物", "the thing itself", &[]),
    choice("erased", "情報消去", "information erased", &["消去確認"]),
    choice("scanned", "ウイルス検査", "virus scan", &["ウィルス検査"]),
    choice("works", "動作", "works", &["動作確認"]),
];

/// 状態: the states of a request. 返却期限超過 is read off the due date, never stored.
pub const STATES: &[Choice] = &[
    choice("draft", "作成中", "draft", &["下書き"]),
    choice("submitted", "申請中", "submitted", &["承認待ち", "申請"]),
    choice("rejected", "却下", "rejected", &["不許可", "不承認"]),
    choice("approved", "承認済", "approved", &["許可済", "許可", "承認"]),
    choice("withdrawn", "取下げ", "withdrawn", &["取り下げ", "中止"]).also("取消 取り消し キャンセル"),
    choice("out", "持出中", "out", &["持出し中", "貸出中", "未返却", "未"]),
    choice("returned", "返却済", "returned", &["返却", "返却済み"]).also("返還済 返納済 返納"),
    choice("closed", "完了", "closed", &["済", "返却確認済"]),
    choice("lost", "紛失・盗難", "lost", &["紛失", "盗難"]),
    choice("expired", "未使用失効", "expired", &["失効"]),
];

/// 一つの申請で持ち出すほかの物 (様式第14号 has room for three).
pub const ITEMS: Part = Part {
    key: "items",
    label: label("ほかの媒体・機器", "Further things"),
    table: "carry_outs_items",
    fields: &[
        field("item_no", "管理番号", "Control number", Kind::Code).save().clause("A 4.3.2(1)"),
        field("item_kind", "種別", "Kind", Kind::Choice(THING_KINDS)),
        field("serial", "製造番号", "Serial number", Kind::Text).coded(),
    ],
};

/// 期間延長: each is a new permission.
pub const EXTENSIONS: Part = Part {
    key: "extensions",
    label: label("期間延長", "Extensions"),
    table: "carry_outs_extensions",
    fields: &[
        field("new_due_on", "新しい返却予定日", "New due date", Kind::Date).save().clause("A 4.3.2(1)"),
        field("reason", "延長の理由", "Reason", Kind::Text).save(),
        field("permitted_by", "許可者", "Permitted by", Kind::Person).close().clause("A 4.3.2(1)"),
        field("permitted_on", "許可日", "Permitted on", Kind::Date).close().clause("A 4.3.2(1)"),
    ],
};

pub const FIELDS: &[Field] = &[
    field("doc_no", "申請番号", "Document number", Kind::Code)
        .auto()
        .synonyms(&["文書番号", "受付番号"])
        .paper(22)
        .list(),
    field("fiscal_year", "年度", "Fiscal year", Kind::Int).auto(),
    // 申請: the seven items of A 4.3.2(1) first
    field("applied_on", "申請日", "Applied on", Kind::Date).save().synonyms(&[
        "申請年月日",
        "受付日",
        "届出日",
    ]),
    field("department", "所属", "Department", Kind::Department).save().clause("A 4.3.2(1)").synonyms(&[
        "部署",
        "課名",
        "担当課",
        "所属部署",
        "使用部署",
    ]),
    field("applicant", "氏名", "Applicant", Kind::Person)
        .save()
        .clause("A 4.3.2(1)")
        .synonyms(&["申請者", "持出者", "借用者", "使用者", "利用者", "申請者氏名", "持出者氏名"])
        .paper(34)
        .list(),
    field("contact", "連絡先", "Contact", Kind::Text).save().clause("A 4.3.2(1)").synonyms(&[
        "電話番号",
        "連絡先（持出中）",
        "電話",
        "連絡先電話番号",
    ]),
    field("content", "持出す情報の内容", "Information carried out", Kind::Note)
        .save()
        .clause("A 4.3.2(1)")
        .synonyms(&["内容", "持出情報", "データ内容", "持出データ", "情報の内容", "持出し情報"])
        .list(),
    field("item_no", "管理番号", "Control number", Kind::Code)
        .save()
        .clause("A 4.3.2(1)")
        .synonyms(&[
            "媒体番号",
            "機器番号",
            "機器管理番号",
            "媒体管理番号",
            "格納する媒体",
            "資産番号",
            "備品番号",
        ])
        .paper(46)
        .list(),
    field("item_name", "持出物", "Thing carried out", Kind::Text).clause("A 4.3.2(1)").synonyms(&[
        "持出機器",
        "持出し機器",
        "媒体",
        "物品",
        "機器名",
        "格納する媒体・機器",
        "品名",
        "種別",
        "持出品",
    ]),
    field("purpose", "持出す目的", "Purpose", Kind::Note)
        .save()
        .clause("A 4.3.2(1)")
        .synonyms(&["目的", "持出理由", "使用目的", "用件", "理由", "持出目的"])
        .paper(40),
    field("out_at", "持出日時", "Out from", Kind::DateTime)
        .save()
        .clause("A 4.3.2(1)")
        .synonyms(&["持出日", "貸出日", "搬出日", "持出し日時", "持出年月日", "貸出日時"])
        .paper(26)
        .list(),
    field("due_on", "返却予定日", "Due back on", Kind::Date)
        .save()
        .clause("A 4.3.2(1)")
        .synonyms(&["返却予定", "持帰予定日", "返却予定日時", "返却期限", "返却予定年月日"])
        .paper(26)
        .list(),
    field("due_time", "返却予定時刻", "Due back at", Kind::Text).clause("A 4.3.2(1)"),
    // そのほかの申請事項
    field("what", "区分", "What", Kind::Choice(WHATS))
        .save()
        .clause("A 4.3.2(1)")
        .synonyms(&["持出区分", "持出し区分"]),
    field("record_count", "件数", "Records", Kind::Int).synonyms(&["人数", "データ件数"]),
    field("pii_class", "個人情報区分", "Personal information", Kind::Choice(PII_CLASSES))
        .save()
        .clause("B 4-1(1)③ア")
        .synonyms(&["個人情報", "個人情報有無", "個人情報の有無"]),
    field("importance", "重要性分類", "Importance", Kind::Choice(IMPORTANCES))
        .when("規程に重要性分類があるとき")
        .clause("B 2(2)⑨ア")
        .synonyms(&["分類", "重要度"]),
    field("destination", "持出し先", "Destination", Kind::Text)
        .save()
        .clause("B 4-1(1)③ウ")
        .synonyms(&["持出先", "使用場所", "行先", "訪問先", "持ち出し先", "搬出先"])
        .list(),
    field("route", "経路", "Route", Kind::Text).clause("B 4-1(1)③ウ"),
    field("transport", "手段", "Transport", Kind::Choice(TRANSPORTS)).synonyms(&["移動手段", "交通手段"]),
    field("offsite_work", "外部での処理作業", "Work outside", Kind::Bool)
        .when("規程が外部での作業の申請を求めるとき")
        .clause("B 4-1(1)③ア"),
    field("offsite_work_detail", "外部での処理作業の内容", "Work done outside", Kind::Note)
        .when("外部で処理作業をするとき")
        .clause("B 4-1(1)③ア"),
    field("byod", "私物使用", "Private device", Kind::Bool)
        .save()
        .clause("A 4.2.3(3)")
        .synonyms(&["私物", "私物使用の有無"]),
    field("encrypted", "暗号化", "Encryption", Kind::Choice(ENCRYPTIONS))
        .save()
        .clause("A 4.3.2(2)")
        .synonyms(&["暗号化の有無", "保護措置", "パスワード"]),
    field("safeguards", "安全措置", "Safeguards", Kind::ManyOf(SAFEGUARDS))
        .save()
        .clause("A 4.3.3(2)")
        .synonyms(&["セキュリティ対策", "安全対策"]),
    field("risk", "リスク評価の結果", "Risk", Kind::Note).when("重要性分類Ⅱ以上のとき").clause("A 4.3.1(1)"),
    field("loss_plan", "紛失時の対応", "If lost", Kind::Note)
        .when("重要性分類Ⅱ以上のとき")
        .clause("A 4.3.5")
        .synonyms(&["紛失時の対応策"]),
    field("exception_no", "例外措置番号", "Exception", Kind::Text)
        .when("持出し対象一覧にないとき")
        .clause("A 4.3.1(1)"),
    field("pledge", "誓約", "Pledge", Kind::Bool).save().clause("A 2.1.2(5)f").synonyms(&["遵守事項"]),
    // 許可
    field("decision", "許可・不許可", "Decision", Kind::Choice(DECISIONS))
        .close()
        .clause("A 4.3.2(1)")
        .synonyms(&["許可", "許否", "決裁", "審査結果"]),
    field("permit_no", "許可番号", "Permit number", Kind::Text)
        .close()
        .clause("A 4.3.2(1)")
        .synonyms(&["承認番号"]),
    field("permit_condition", "許可の条件", "Condition", Kind::Text).synonyms(&["条件", "許可条件"]),
    field("permitted_by", "許可者", "Permitted by", Kind::Person)
        .close()
        .clause("A 4.3.2(1)")
        .synonyms(&["承認者", "所属長", "許可者氏名", "システム管理者"])
        .paper(18),
    field("permitted_on", "許可日", "Permitted on", Kind::Date).close().clause("A 4.3.2(1)").synonyms(&[
        "承認日",
        "許可年月日",
        "決裁日",
    ]),
    field("self_approval_reason", "同一人が許可した理由", "Why permitted by the same person", Kind::Note)
        .when("申請者と許可者が同じとき")
        .clause("B 1-2(8)①"),
    // 持出確認
    field("out_checked_by", "持出確認者", "Checked out by", Kind::Person)
        .close()
        .clause("A 4.3.3(5)")
        .synonyms(&["持出確認", "搬出確認者", "持出確認印"])
        .paper(14),
    field("out_checked_at", "持出確認日時", "Checked out at", Kind::DateTime).close().clause("A 4.3.3(5)"),
    field("out_check_items", "持出時の確認事項", "Checked on leaving", Kind::ManyOf(OUT_CHECKS))
        .close()
        .clause("A 4.3.3(5)"),
    // 返却確認
    field("returned_on", "返却日", "Returned on", Kind::Date)
        .close()
        .clause("A 4.3.3(5)")
        .synonyms(&["返納日", "持帰日", "搬入日", "返却年月日", "返却日時", "実返却日"])
        .paper(22)
        .list(),
    field("returned_time", "返却時刻", "Returned at", Kind::Text),
    field("in_checked_by", "返却確認者", "Checked in by", Kind::Person)
        .close()
        .clause("A 4.3.3(5)")
        .synonyms(&["返却確認", "受領者", "返却確認印", "消去確認者"])
        .paper(11),
    field("in_checked_at", "返却確認日時", "Checked in at", Kind::DateTime).close().clause("A 4.3.3(5)"),
    field("in_check_items", "返却時の確認事項", "Checked on return", Kind::ManyOf(IN_CHECKS))
        .close()
        .clause("A 4.3.3(5)")
        .synonyms(&["消去確認"]),
    field("status", "状態", "State", Kind::Choice(STATES)).auto().synonyms(&["状況", "ステータス"]).list(),
    field("retain_until", "保存期間満了日", "Keep until", Kind::Date).auto().synonyms(&["保存期限"]),
    field("remarks", "備考", "Remarks", Kind::Note).synonyms(&["摘要", "特記事項", "メモ"]),
];
