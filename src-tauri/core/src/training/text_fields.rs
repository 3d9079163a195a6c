//! テキスト保管台帳の項目 (spec D-5): every edition of every text that was used, with its file (A 3.2, 3.3(2)).

use super::choices::TEXT_STATES;
use crate::vocab::fields::{Field, Kind, Register, RegisterId, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::TrainingTexts,
    label: label("テキスト保管台帳", "Texts"),
    table: "training_texts",
    number: "text_no",
    title: "title",
    fields: FIELDS,
    parts: &[],
    clause: "A 3.2",
    series: Some("研テ"),
    personal: false,
};

pub const FIELDS: &[Field] = &[
    field("text_no", "テキスト番号", "Text number", Kind::Code).auto().paper(24).list(),
    field("title", "名称", "Title", Kind::Text).save().clause("A 3.2").paper(60).list(),
    field("edition", "版", "Edition", Kind::Text).save().clause("A 3.2").paper(20).list(),
    field("author", "作成者", "Author", Kind::Text).save().paper(34).list(),
    field("made_on", "作成日", "Made on", Kind::Date).paper(24),
    field("last_used_on", "最後の使用日", "Used last on", Kind::Date).auto().paper(24),
    field("used_for", "使用研修", "Used for", Kind::Text).paper(40),
    field("file_name", "ファイル", "File", Kind::Text).auto().list(),
    field("file_sha256", "ファイルのSHA-256", "SHA-256 of the file", Kind::Text).auto(),
    field("paper_place", "紙の保管場所", "Paper kept in", Kind::Text).paper(34),
    field("status", "状態", "State", Kind::Choice(TEXT_STATES)).auto().list(),
    field("retain_until", "保存期間満了日", "Keep until", Kind::Date).auto(),
    field("remarks", "備考", "Remarks", Kind::Note),
];
