//! バックアップ作業記録の項目 (spec B-2, printed by the month as 様式第7号).

use crate::vocab::fields::{Choice, Field, Kind, Register, RegisterId, choice, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::BackupWork,
    label: label("バックアップ作業記録", "Backup work"),
    table: "backup_work",
    number: "doc_no",
    title: "system",
    fields: FIELDS,
    parts: &[],
    clause: "A 5.2.3(2)",
    series: Some("控"),
    personal: false,
};

/// 範囲.
const SCOPES: &[Choice] = &[
    choice("system_files", "システムファイル", "system files", &["システム", "OS"]),
    choice("information", "情報", "information", &["データ", "業務データ"]),
];

/// 方式.
const BACKUP_TYPES: &[Choice] = &[
    choice("full", "全体", "full", &["フル", "フルバックアップ", "全件", "完全"])
        .also("フルBU 全体バックアップ 完全バックアップ 全データ"),
    choice("differential", "差分", "differential", &["差分バックアップ"]).also("差分BU DIFF"),
    choice("incremental", "増分", "incremental", &["増分バックアップ"]).also("増分BU INC"),
    choice("image", "イメージ", "image", &["イメージバックアップ"]).also("システムイメージ"),
];

/// 結果. The words after × in an old record belong to `message`.
pub const RESULTS: &[Choice] = &[
    choice("ok", "正常", "ok", &["○", "〇", "◯", "OK", "成功", "完了", "正常終了", "良"])
        .also("異常なし 異常無し 異常無 問題なし 良好 正常完了 取得成功"),
    choice("warning", "警告", "warning", &["△", "警告あり", "警告有"]),
    choice(
        "error",
        "異常",
        "error",
        &["×", "NG", "失敗", "エラー", "異常終了", "×書込エラー", "書込エラー", "否"],
    ),
];

/// ベリファイ.
const VERIFIES: &[Choice] = &[
    choice("ok", "実施・正常", "verified", &["○", "〇", "◯", "OK", "済", "実施", "正常"])
        .also("異常なし 良好 問題なし 実施済 確認済"),
    choice("error", "実施・異常", "verify failed", &["×", "NG", "異常"]),
    choice("not_done", "未実施", "not done", &["未", "無", "なし", "-"]),
];

/// 状態.
pub const STATES: &[Choice] = &[
    choice("recorded", "承認待ち", "awaiting approval", &["未承認", "記録済"]),
    choice("approved", "承認済", "approved", &["承認", "承認済み"]),
];

pub const FIELDS: &[Field] = &[
    field("doc_no", "文書番号", "Document number", Kind::Code).auto().synonyms(&["記録番号"]).list(),
    field("fiscal_year", "年度", "Fiscal year", Kind::Int).auto(),
    field("performed_on", "実施日", "Performed on", Kind::Date)
        .save()
        .clause("A 5.2.3(2)")
        .synonyms(&[
            "日",
            "バックアップ日",
            "取得日",
            "採取日",
            "書込日",
            "作成日",
            "実施年月日",
            "日付",
            "年月日",
        ])
        .paper(8)
        .list(),
    field("started_at", "開始日時", "Started at", Kind::DateTime)
        .save()
        .clause("A 5.2.3(2)")
        .synonyms(&["開始", "開始時刻", "実施日時"])
        .paper(15),
    field("ended_at", "終了日時", "Ended at", Kind::DateTime)
        .save()
        .clause("A 5.2.3(2)")
        .synonyms(&["終了", "終了時刻"])
        .paper(15),
    field("system", "対象システム", "System", Kind::Text)
        .save()
        .clause("A 5.2.3(1)")
        .synonyms(&["システム名", "サーバ名", "サーバー名", "業務名", "システム", "対象"])
        .paper(34)
        .list(),
    field("scope", "範囲", "Scope", Kind::ManyOf(SCOPES))
        .save()
        .clause("A 5.2.3(1)")
        .synonyms(&["対象範囲", "バックアップ範囲"]),
    field("backup_type", "方式", "Type", Kind::Choice(BACKUP_TYPES))
        .save()
        .synonyms(&["種別", "取得区分", "フル/差分", "バックアップ方式"])
        .paper(16)
        .list(),
    field("media_no", "媒体番号", "Medium", Kind::Link(RegisterId::BackupMedia))
        .save()
        .clause("A 5.2.3(3)")
        .synonyms(&["使用媒体", "使用媒体番号", "テープ番号", "ボリューム", "VOLSER", "媒体", "管理番号"])
        .paper(24)
        .list(),
    field("generation", "世代", "Generation", Kind::Int)
        .clause("A 5.2.3(3)")
        .synonyms(&["世代番号"])
        .paper(12),
    field("data_size", "データ量", "Amount of data", Kind::Text).synonyms(&["容量", "サイズ", "データ容量"]),
    field("duration_minutes", "所要時間（分）", "Minutes taken", Kind::Int).synonyms(&["所要時間", "時間"]),
    field("result", "結果", "Result", Kind::Choice(RESULTS))
        .save()
        .clause("A 5.2.3(5)")
        .synonyms(&["取得結果", "正否", "成否", "確認結果", "実施結果"])
        .paper(14)
        .list(),
    field("message", "警告・エラーの内容", "Message", Kind::Text)
        .when("結果が警告又は異常のとき")
        .clause("A 5.2.3(5)")
        .synonyms(&["メッセージ", "エラー内容", "警告/エラー", "エラーメッセージ"])
        .paper(22),
    field("verify", "検証", "Verified", Kind::Choice(VERIFIES))
        .save()
        .synonyms(&["ベリファイ", "検証結果", "照合"])
        .paper(14),
    field("action", "異常時の処置", "Action taken", Kind::Note)
        .when("結果が警告又は異常のとき")
        .clause("A 5.2.3(4)(5)")
        .synonyms(&["処置", "対応", "再実施", "異常時の処置・再実施", "措置"])
        .paper(40),
    field("stored_at", "収納場所", "Put away in", Kind::Text).save().clause("A 5.2.3(3)").synonyms(&[
        "保管場所",
        "保管先",
        "格納場所",
    ]),
    field("stored_by", "収納者", "Put away by", Kind::Person)
        .save()
        .clause("A 5.2.3(3)")
        .synonyms(&["保管者", "格納者"]),
    field("operator", "作業者", "Done by", Kind::Person)
        .save()
        .clause("A 5.2.3(2)")
        .synonyms(&["実施者", "担当者", "作業者印", "担当", "作業担当者"])
        .paper(22)
        .list(),
    field("approved_by", "部門管理者承認", "Approved by", Kind::Person)
        .close()
        .clause("A 5.2.3(2)")
        .synonyms(&["承認", "承認者", "承認印", "部門管理者", "部門管理者印", "確認者", "確認印", "検印"])
        .paper(24)
        .list(),
    field("approved_at", "承認日時", "Approved at", Kind::DateTime)
        .close()
        .clause("A 5.2.3(2)")
        .synonyms(&["承認日"]),
    field("self_approval_reason", "同一人が承認した理由", "Why approved by the same person", Kind::Note)
        .when("作業者と承認者が同じとき")
        .clause("A 5.2.3(2)"),
    field("status", "状態", "State", Kind::Choice(STATES))
        .auto()
        .clause("A 5.2.3(2)")
        .synonyms(&["状況"])
        .list(),
    field("retain_until", "保存期間満了日", "Keep until", Kind::Date)
        .auto()
        .synonyms(&["保存期限", "保管期限"]),
    field("remarks", "備考", "Remarks", Kind::Note).synonyms(&["摘要", "特記事項", "メモ", "コメント"]),
];
