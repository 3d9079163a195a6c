//! バックアップ媒体管理台帳の項目 (spec B-1, printed as 様式第6号).

use crate::registers::choices::{ENCRYPTIONS, IMPORTANCES, MEDIA_KINDS, PII_CLASSES};
use crate::vocab::fields::{Choice, Field, Kind, Register, RegisterId, choice, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::BackupMedia,
    label: label("バックアップ媒体管理台帳", "Backup media"),
    table: "backup_media",
    number: "media_no",
    title: "system",
    fields: FIELDS,
    parts: &[],
    clause: "A 5.2.3(3)",
    series: None,
    personal: false,
};

/// ローテーション区分.
const ROTATIONS: &[Choice] = &[
    choice("daily", "日", "daily", &["日次", "毎日"]),
    choice("weekly", "週", "weekly", &["週次", "毎週"]),
    choice("monthly", "月", "monthly", &["月次", "毎月"]),
    choice("yearly", "年", "yearly", &["年次", "毎年"]),
    choice("archive", "長期保存", "archive", &["保存用", "永久保存"]),
];

/// 状態: the states of its life cycle.
pub const STATES: &[Choice] = &[
    choice("new_stock", "新品", "new", &["未使用", "予備"]).also("新品 空き 在庫 未開封"),
    choice("in_rotation", "使用中", "in rotation", &["使用", "保管", "保管中", "利用中"])
        .also("稼働中 運用中 現用 現役 保管済"),
    choice("due", "交換時期", "due for replacement", &["交換期限"]),
    choice("needs_replacement", "要交換", "needs replacement", &["劣化", "障害", "不良"])
        .also("故障")
        .likely("使用不可"),
    choice("copying", "複写中", "being copied", &[]),
    choice("retired", "使用終了", "retired", &["使用中止", "交換済", "使用停止"])
        .also("期限切れ")
        .likely("休止 休止中 停止中"),
    choice("disposal_pending", "廃棄待ち", "awaiting disposal", &["廃棄予定"]),
    choice("disposed", "廃棄済", "disposed", &["廃棄", "廃棄済み"])
        .also("廃棄処分 処分 処分済 処分済み 破棄 破棄済 破棄済み 除却 除却済"),
    choice("lost", "所在不明", "lost", &["紛失", "盗難", "不明"]),
];

pub const FIELDS: &[Field] = &[
    field("media_no", "媒体番号", "Medium number", Kind::Code)
        .save()
        .clause("A 5.2.3(3)")
        .synonyms(&[
            "テープ番号",
            "管理番号",
            "ボリューム",
            "VOLSER",
            "管理No",
            "整理番号",
            "登録番号",
            "ラベル番号",
        ])
        .paper(26)
        .list(),
    field("system", "対象システム", "System", Kind::Text)
        .save()
        .clause("A 5.2.3(1)")
        .synonyms(&[
            "システム名",
            "対象システム・業務",
            "サーバ名",
            "サーバー名",
            "業務名",
            "システム",
            "対象業務",
        ])
        .paper(42)
        .list(),
    field("media_kind", "媒体種別", "Kind of medium", Kind::Choice(MEDIA_KINDS))
        .save()
        .clause("A 5.2.3(3)")
        .synonyms(&["種別", "媒体の種類", "媒体区分", "種類", "媒体名", "記録媒体", "メディア"])
        .paper(22)
        .list(),
    field("maker", "メーカー", "Maker", Kind::Text).synonyms(&["製造元", "メーカ"]),
    field("model", "型番", "Model", Kind::Text)
        .coded()
        .save()
        .synonyms(&["メーカー・型番", "製品名", "品名", "型式"])
        .paper(30),
    field("serial", "製造番号・バーコード", "Serial or bar code", Kind::Text).coded().save().synonyms(&[
        "製造番号",
        "バーコード",
        "シリアル番号",
        "シリアルNo",
        "S/N",
        "製造No",
    ]),
    field("capacity", "容量", "Capacity", Kind::Text).synonyms(&["記憶容量"]),
    field("rotation", "ローテーション区分", "Rotation", Kind::Choice(ROTATIONS))
        .save()
        .clause("A 5.2.3(1)")
        .synonyms(&["ローテーション", "サイクル", "周期"]),
    field("generation", "世代", "Generation", Kind::Int)
        .save()
        .clause("A 5.2.3(1)")
        .synonyms(&["世代番号", "世代No"])
        .paper(14)
        .list(),
    field("encrypted", "暗号化", "Encryption", Kind::Choice(ENCRYPTIONS))
        .save()
        .clause("B 3-5⑥")
        .synonyms(&["暗号", "暗号化機能", "暗号化の有無"]),
    field("key_holder", "鍵保管者", "Key holder", Kind::Person)
        .when("暗号化しているとき")
        .clause("B 3-5⑥")
        .synonyms(&["鍵管理者", "暗号鍵保管者"]),
    field("purchased_on", "購入日", "Bought on", Kind::Date).synonyms(&[
        "購入年月日",
        "取得日",
        "登録日",
        "登録年月日",
    ]),
    field("in_use_from", "使用開始日", "In use from", Kind::Date)
        .save()
        .clause("A 5.2.3(4)")
        .synonyms(&["使用開始年月日", "利用開始日", "開始日", "使用開始"])
        .paper(22)
        .list(),
    field("replace_due", "交換期限", "Replace by", Kind::Date)
        .auto()
        .clause("A 5.2.3(4)")
        .synonyms(&["交換予定日", "交換予定", "交換期日", "交換日"])
        .paper(22)
        .list(),
    field("use_count", "使用回数", "Uses", Kind::Int).clause("A 5.2.3(4)").synonyms(&["書込回数"]),
    field("use_limit", "使用回数の上限", "Use limit", Kind::Int)
        .clause("A 5.2.3(4)")
        .synonyms(&["上限回数", "使用上限"]),
    field("err_count", "エラー累計", "Errors so far", Kind::Int)
        .clause("A 5.2.3(5)")
        .synonyms(&["エラー件数", "エラー回数"]),
    field("location", "保管場所", "Place", Kind::Text)
        .save()
        .clause("A 5.2.3(3)")
        .synonyms(&["保管先", "格納場所", "保管庫", "所在", "収納場所", "遠隔地保管", "外部保管", "預け先"])
        .paper(38)
        .list(),
    field("status", "状態", "State", Kind::Choice(STATES))
        .auto()
        .clause("A 5.2.3(4)")
        .synonyms(&["状況", "現況", "使用状況", "ステータス"])
        .paper(18)
        .list(),
    field("pii_class", "個人情報区分", "Personal information", Kind::Choice(PII_CLASSES))
        .save()
        .clause("A 1.2(2)")
        .synonyms(&["個人情報", "個人情報有無", "個人情報の有無", "個人データ"]),
    field("importance", "重要性分類", "Importance", Kind::Choice(IMPORTANCES))
        .when("規程に重要性分類があるとき")
        .clause("B 2(1)")
        .synonyms(&["分類", "重要度", "重要性"]),
    field("disposed_on", "廃棄日", "Disposed of on", Kind::Date)
        .close()
        .clause("A 4.2.5(5)")
        .synonyms(&["廃棄年月日", "処分日"]),
    field("disposal_ref", "廃棄記録番号", "Disposal record", Kind::Link(RegisterId::Disposals))
        .close()
        .clause("A 4.2.5(5)")
        .synonyms(&["廃棄番号"]),
    field("remarks", "備考", "Remarks", Kind::Note)
        .synonyms(&["摘要", "特記事項", "メモ", "コメント"])
        .paper(25),
];
