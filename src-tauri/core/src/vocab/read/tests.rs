use std::collections::BTreeMap;

use super::*;
use crate::vocab::fields::{Part, RegisterId, choice, label};
use proptest::prelude::*;

const KINDS: &[Choice] = &[
    choice("usb_memory", "USBメモリ", "USB memory", &["ＵＳＢ", "フラッシュメモリ"]),
    choice("cd_r", "CD-R", "CD-R", &[]),
];

const fn field(key: &'static str, ja: &'static str, kind: Kind, required: Required) -> Field {
    Field {
        key,
        label: label(ja, key),
        kind,
        required,
        clause: "",
        synonyms: &[],
        paper_mm: 0,
        list: false,
        coded: false,
    }
}

const REGISTER: Register = Register {
    id: RegisterId::PortableMedia,
    label: label("媒体台帳", "Media"),
    table: "media",
    number: "no",
    title: "kind",
    fields: &[
        field("no", "管理番号", Kind::Code, Required::Save),
        field("kind", "種別", Kind::Choice(KINDS), Required::Save),
        field("kinds", "種別（複数）", Kind::ManyOf(KINDS), Required::Optional),
        field("on", "登録日", Kind::Date, Required::Optional),
        field("at", "日時", Kind::DateTime, Required::Optional),
        field("count", "件数", Kind::Int, Required::Optional),
        field("labelled", "ラベル", Kind::Bool, Required::Optional),
        field("owner", "管理者", Kind::Person, Required::Optional),
        field("note", "備考", Kind::Note, Required::Optional),
    ],
    parts: &[Part {
        key: "rows",
        label: label("明細", "Rows"),
        table: "rows",
        fields: &[field("name", "氏名", Kind::Person, Required::Save)],
    }],
    clause: "",
    series: None,
    personal: false,
};

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn entry(pairs: &[(&str, &str)]) -> Result<Content, Problems> {
    let texts = DraftTexts { values: texts(pairs), ..DraftTexts::default() };
    read(&REGISTER, &texts, Strictness::Entry, today())
}

#[test]
fn good_texts_become_values() {
    let content = entry(&[
        ("no", "ＵＳＢ－００３"),
        ("kind", "ＵＳＢメモリ"),
        ("kinds", "CD-R、ＵＳＢ"),
        ("on", "R8.11.20"),
        ("at", "11/20 9:05"),
        ("count", "１，２３４件"),
        ("labelled", "○"),
        ("owner", "  辻󠄀\u{3000}香織"),
        ("owner.id", "7"),
        ("note", " 一行目\r\n二行目 "),
    ]);
    let texts: BTreeMap<String, String> =
        content.unwrap().values.iter().map(|(k, v)| (k.to_string(), v.to_text())).collect();
    let expected = [
        ("at", "2026-11-20T09:05"),
        ("count", "1234"),
        ("kind", "usb_memory"),
        ("kinds", "cd_r,usb_memory"),
        ("labelled", "1"),
        ("no", "USB-003"),
        ("note", "一行目\n二行目"),
        ("on", "2026-11-20"),
        ("owner", "辻󠄀 香織"),
    ];
    assert_eq!(texts, expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
}

#[test]
fn all_problems_come_at_once() {
    let problems = entry(&[
        ("kind", "石板"),
        ("on", "R8.2.30"),
        ("at", "R8.11.20"),
        ("count", "約10"),
        ("labelled", "たぶん"),
        ("owner", "川\u{fffd}"),
        ("colour", "赤"),
    ])
    .unwrap_err();
    let codes: Vec<(&str, ProblemCode)> = problems.0.iter().map(|p| (p.field.as_str(), p.code)).collect();
    assert_eq!(
        codes,
        [
            ("no", ProblemCode::Required),
            ("kind", ProblemCode::UnknownChoice),
            ("on", ProblemCode::NoSuchDay),
            ("at", ProblemCode::NotADateTime),
            ("count", ProblemCode::NotANumber),
            ("labelled", ProblemCode::NotYesOrNo),
            ("owner", ProblemCode::UnreadableChar),
            ("colour", ProblemCode::UnknownField),
        ]
    );
    assert_eq!(
        problems.messages_ja(&REGISTER)[1],
        "「種別」に“石板”という選択肢はありません。USBメモリ・CD-Rから選んでください。"
    );
}

#[test]
fn an_old_ledger_may_lack_fields_and_the_lack_is_listed() {
    let mut texts =
        DraftTexts { values: texts(&[("no", "USB-1"), ("at", "R8.11.20")]), ..Default::default() };
    texts.parts.insert("rows".into(), vec![BTreeMap::new()]);
    let content = read(&REGISTER, &texts, Strictness::Import, today()).unwrap();
    let missing = missing(&REGISTER, &content);
    let keys: Vec<&str> = missing.iter().map(|m| m.field.as_str()).collect();
    assert_eq!(keys, ["kind", "name"]);
    let refused = read(&REGISTER, &texts, Strictness::Entry, today()).unwrap_err();
    assert_eq!(refused.messages_ja(&REGISTER)[2], "「明細 1行目の氏名」が入っていません。入力してください。");
}

proptest! {
    #[test]
    fn any_name_is_kept_but_for_its_blanks(name in "[\\p{Han}\\p{Hiragana}\\u{e000}-\\u{e0ff}]{1,6} [\\p{Han}]{1,6}\\u{e0100}?") {
        let content = entry(&[("no", "1"), ("kind", "cd_r"), ("owner", &name)]).unwrap();
        prop_assert_eq!(content.values["owner"].to_text(), name);
    }
}
