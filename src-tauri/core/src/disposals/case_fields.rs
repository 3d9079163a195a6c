//! 案件の項目: what a case holds beyond the record of an old ledger: certificates with the serial numbers
//! they name, and the pick lists of its steps. Declared here, listed in [`super::fields`].

use super::choices::CERTIFICATE_TYPES;
use crate::registers::choices::{LEVELS, METHODS, VERDICTS};
use crate::vocab::fields::{Choice, Kind, Part, choice, field, label};

/// 立会いの下か、持帰りか: the two are witnessed differently and are kept apart.
pub const HANDLINGS: &[Choice] = &[
    choice("own_place", "自所で作業", "by ourselves", &[]),
    choice("on_site", "庁舎内で業者が作業", "on site", &["オンサイト", "立会い"]),
    choice("taken_away", "業者が持帰り", "taken away", &["持ち帰り", "引取り", "オフサイト"]),
];

/// 中の記録媒体: what is in an RDX cartridge or an unknown thing, once somebody looked.
pub const INSIDES: &[Choice] = &[
    choice("magnetic", "HDD（磁気）", "HDD", &["HDD"]),
    choice("flash", "SSD（フラッシュ）", "SSD", &["SSD"]),
];

/// Which ledger an item stands in.
pub const ITEM_LEDGERS: &[Choice] = &[
    choice("portable_media", "可搬型記録媒体", "portable media", &[]),
    choice("backup_media", "バックアップ媒体", "backup media", &[]),
    choice("devices", "機器", "devices", &[]),
    choice("data", "台帳外（データのみ）", "data alone", &[]),
];

/// 確かめた条件: what turns a doubtful method into a sufficient one. None holds a mark that separates several.
pub const CIRCUMSTANCES: &[Choice] = &[
    choice("hidden_areas_covered", "隠し領域（HPAとDCOと代替セクタ）まで消去", "hidden areas covered", &[]),
    choice("encrypted_from_start", "記録の初めから暗号化（128bit以上）", "encrypted from the start", &[]),
    choice("keys_destroyed", "鍵の控えと預託分も破棄", "key copies destroyed", &[]),
    choice("degausser_rated", "消磁装置の能力が媒体に足りる", "degausser strong enough", &[]),
    choice("all_parts_destroyed", "全プラッタと全チップの破壊を写真で確認", "all parts destroyed", &[]),
    choice("particles_small", "粒度2mm以下", "particles of 2 mm or less", &[]),
    choice("device_encrypted", "端末の暗号化が有効", "device encryption on", &[]),
];

/// Those that are known before the work. The others are seen only afterwards: in the work or by the certificate.
pub const KNOWN_BEFORE: &[&str] = &["encrypted_from_start", "degausser_rated", "device_encrypted"];

/// 証明書の押印等.
const SEALS: &[Choice] = &[
    choice("stamp", "押印", "stamp", &["社印", "角印"]),
    choice("signature", "電子署名", "electronic signature", &[]),
    choice("timestamp", "タイムスタンプ", "time stamp", &[]),
    choice("none", "なし", "none", &[]),
];

/// 記載単位.
const GRANULARITIES: &[Choice] = &[
    choice("one_each", "1台ごと", "one each", &[]),
    choice("batch", "一括（明細あり）", "batch with a list", &["一括"]),
];

/// How it came in.
const SOURCES: &[Choice] = &[
    choice("typed", "手入力", "typed", &[]),
    choice("pdf", "PDF", "PDF", &[]),
    choice("csv", "CSV", "CSV", &[]),
    choice("xml", "XML", "XML", &[]),
    choice("log", "消去ログ", "erasure log", &[]),
];

/// 明細の照合. A number one character off is shown with its neighbour and never taken for it.
pub const LINE_MATCHES: &[Choice] = &[
    choice("match", "一致", "match", &[]),
    choice("near", "1文字違い", "one character off", &[]),
    choice("double", "重複", "named twice", &[]),
    choice("extra", "案件にない番号", "not in the case", &[]),
];

/// 引渡しの記録: each time something went to a contractor. What a check sends back may go on a later day.
pub const HANDOVERS: Part = Part {
    key: "handovers",
    label: label("引渡しの記録", "Hand-overs"),
    table: "disposals_handovers",
    fields: &[
        field("handed_on", "引渡日", "Handed over on", Kind::Date).clause("A 4.2.5(4)").auto(),
        field("handed_by", "引渡者", "Handed over by", Kind::Person).clause("A 4.2.5(4)").auto(),
        field("collected_by", "受取人（業者）", "Collected by", Kind::Text).auto(),
        field("receipt_no", "引渡書（預り証）番号", "Receipt number", Kind::Text).auto(),
        field("vendor", "委託業者", "Contractor", Kind::Text).auto(),
        field("contract_no", "契約番号", "Contract number", Kind::Text).clause("A 2.4.1").auto(),
        field("handling", "作業の場所の別", "On site or taken away", Kind::Choice(HANDLINGS)).auto(),
        field("carrier", "搬出の運送者", "Carrier", Kind::Text).auto(),
        field("quantity", "数量", "Quantity", Kind::Int).auto(),
        field("things", "引き渡したもの", "What was handed over", Kind::Note).auto(),
    ],
};

/// 消去証明書 (spec C-4). Filled by the step that receives one, never typed into the record itself.
pub const CERTIFICATES: Part = Part {
    key: "certificates",
    label: label("受領した証明書", "Certificates received"),
    table: "disposals_certificates",
    fields: &[
        field("certificate_no", "証明書番号", "Certificate number", Kind::Text).clause("A 4.2.2(5)").auto(),
        field("certificate_type", "証明書種別", "Kind", Kind::Choice(CERTIFICATE_TYPES)).auto(),
        field("issuer", "発行者", "Issuer", Kind::Text).auto(),
        field("issued_on", "発行日", "Issued on", Kind::Date).auto(),
        field("received_on", "受領日", "Received on", Kind::Date).clause("A 4.2.2(5)").auto(),
        field("received_by", "受領者", "Received by", Kind::Person).auto(),
        field("seal", "押印・署名", "Seal", Kind::ManyOf(SEALS)).auto(),
        field("granularity", "記載単位", "One each or batch", Kind::Choice(GRANULARITIES)).auto(),
        field("method", "証明書の方法", "Method", Kind::Choice(METHODS)).auto(),
        field("level", "証明書の消去レベル", "Level", Kind::Choice(LEVELS)).auto(),
        field("tool", "証明書のツール", "Tool", Kind::Text).auto(),
        field("worked_on", "実施日", "Done on", Kind::Date).auto(),
        field("worked_by", "実施者", "Done by", Kind::Text).auto(),
        field("place", "実施場所", "Place", Kind::Text).auto(),
        field("verification", "検証の記載", "Verification", Kind::Text).auto(),
        field("extra_reason", "案件にない番号の理由", "Why there are other numbers", Kind::Note).auto(),
        field("checked_by", "確認者", "Checked by", Kind::Person).clause("A 4.2.2(5)").auto(),
        field("source", "読取元", "Read from", Kind::Choice(SOURCES)).auto(),
        field("file_sha256", "証明書ファイル", "File", Kind::Text).auto(),
        field("circumstances", "確かめた条件", "Circumstances", Kind::ManyOf(CIRCUMSTANCES)).auto(),
        field("superseded", "差替え済", "Superseded", Kind::Bool).auto(),
        field("replaces", "差替え前の証明書番号", "Replaces", Kind::Text).auto(),
    ],
};

/// 証明書の明細: every serial number as the certificate writes it, and what it was found to be.
pub const CERTIFICATE_LINES: Part = Part {
    key: "certificate_lines",
    label: label("証明書の明細と照合", "Lines of certificates"),
    table: "disposals_certificate_lines",
    fields: &[
        field("certificate_no", "証明書番号", "Certificate number", Kind::Text).auto(),
        field("serial", "証明書の製造番号", "Serial on the certificate", Kind::Text).auto(),
        field("model", "型番", "Model", Kind::Text).auto(),
        field("capacity", "容量", "Capacity", Kind::Text).auto(),
        field("method", "方法", "Method", Kind::Choice(METHODS)).auto(),
        field("result", "結果", "Result", Kind::Choice(VERDICTS)).auto(),
        field("error_count", "エラー数", "Errors", Kind::Int).auto(),
        field("retry_count", "再試行数", "Retries", Kind::Int).auto(),
        field("warnings", "警告", "Warnings", Kind::Note).auto(),
        field("found_as", "照合", "Match", Kind::Choice(LINE_MATCHES)).auto(),
        field("item_serial", "案件の製造番号", "Serial in the case", Kind::Text).auto(),
        field("superseded", "差替え済", "Superseded", Kind::Bool).auto(),
    ],
};
