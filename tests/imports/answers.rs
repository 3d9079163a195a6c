//! What is asked about a cell, and the answers there are: nothing is offered that cannot be stored, nothing stored
//! that was not said.

use std::collections::BTreeMap;

use mamori_core::import::groups::Group;
use mamori_core::import::{Issue, ReadFile, Severity, TableDecisions, Verdict};
use rust_xlsxwriter::{Format, Formula};

use super::hand::{asked, csv, decided, sheet, table, texts, undecided, values, verdict};

fn group(file: &ReadFile, field: &str) -> Group {
    let found = undecided(file).groups();
    let group = found.iter().find(|group| group.field == field && group.severity != Severity::Note);
    group.unwrap_or_else(|| panic!("nothing asked about {field}: {found:?}")).clone()
}

fn typed(file: &ReadFile, field: &str, word: &str, value: &str) -> mamori_core::import::Preview {
    let words = BTreeMap::from([(field.to_owned(), BTreeMap::from([(word.to_owned(), value.to_owned())]))]);
    decided(file, TableDecisions { words, ..TableDecisions::default() })
}

#[test]
fn a_broken_character_is_asked_about_in_any_column_and_never_kept_as_it_is() {
    let file = csv("管理番号,種別,保管場所,置き場\nUSB-1,CD-R,金\u{fffd},棚\u{fffd}1\n");
    let found = asked(&undecided(&file));
    let expected = [("location", "unreadable_char"), ("置き場", "unreadable_char")];
    assert_eq!(found.iter().map(|(_, field, issue)| (field.as_str(), *issue)).collect::<Vec<_>>(), expected);
    assert_eq!(group(&file, "location").verdicts, [Verdict::Blank]);

    for answer in [Verdict::Blank, Verdict::KeepRaw] {
        let blank = verdict(&file, "location", Issue::UnreadableChar, answer);
        assert_eq!(table(&blank).rows[0].extra["保管場所"], "金〔U+FFFD〕");
        assert_eq!(table(&blank).rows[0].problems[0].verdict, Verdict::Blank, "what it came to");
        let blank = verdict(&file, "置き場", Issue::UnreadableChar, answer);
        assert_eq!(table(&blank).rows[0].extra["置き場（原文）"], "棚〔U+FFFD〕1");
    }
}

#[test]
fn columns_no_field_takes_are_looked_at_as_closely() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "甲", "乙", "丙", "丁", "戊", "己"]);
        texts(sheet, 1, &["USB-1", "CD-R", "金庫", "", "", "", "川\u{e3eb}"]);
        sheet.write_formula(1, 3, Formula::new("=#REF!").set_result("#REF!")).unwrap();
        sheet.write_number(1, 4, 1.234_567_890_123_456_7e18).unwrap();
        sheet.write_formula(1, 5, Formula::new("=TEXT(TODAY(),\"e\")").set_result("8")).unwrap();
        let struck = Format::new().set_font_strikethrough();
        sheet.write_rich_string(1, 7, &[(&struck, "棚1"), (&Format::new(), "棚2")]).unwrap();
        sheet.write_number_with_format(1, 8, 0.5, &Format::new().set_num_format("0%")).unwrap();
    });
    let preview = undecided(&file);
    let found: Vec<(&str, &str)> = table(&preview).rows[0]
        .problems
        .iter()
        .map(|finding| (finding.field.as_str(), finding.issue.as_str()))
        .collect();
    let expected = [
        ("甲", "error_cell"),
        ("乙", "digits_lost"),
        ("丙", "stale_formula"),
        ("丁", "gaiji"),
        ("戊", "partly_struck"),
        ("己", "display_unknown"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_serial_number_excel_made_a_day_of_is_no_serial_number() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "製造番号"]);
        texts(sheet, 1, &["USB-1", "CD-R", "金庫"]);
        sheet.write_with_format(1, 3, 46_024, &Format::new().set_num_format("m-d")).unwrap();
    });
    assert_eq!(asked(&undecided(&file)), [(2, "serial".to_owned(), "date_in_id")]);
    let mended = typed(&file, "serial", "2026-01-02", "1-2");
    assert_eq!((values(&mended, "serial"), asked(&mended)), (vec!["1-2".to_owned()], Vec::new()));
    assert_eq!(
        &table(&mended).rows[0].raw["serial"],
        "2026-01-02",
        "what stands in the file stays beside it"
    );
}

#[test]
fn what_a_message_asks_for_can_be_typed_for_every_cell_that_says_so() {
    let cases = [
        ("登録日", "registered_on", "R6.4.31", "R6.4.30", "2024-04-30"),
        ("登録日", "registered_on", "令和6年度", "R6.4.1", "2024-04-01"),
        ("登録日", "registered_on", "そのうち", "R6.4", "2024-04"),
        ("保管場所", "location", "金\u{fffd}", "金庫", "金庫"),
    ];
    for (heading, field, word, value, stored) in cases {
        let file =
            csv(&format!("管理番号,種別,製造番号,{heading}\nUSB-1,CD-R,SN1,{word}\nUSB-2,CD-R,SN2,{word}\n"));
        let asks = group(&file, field);
        assert!(asks.typed && asks.count == 2, "{word}");
        assert_eq!(asks.words.iter().map(|one| one.word.as_str()).collect::<Vec<_>>(), [word]);
        let mended = typed(&file, field, word, value);
        assert_eq!((values(&mended, field), asked(&mended)), (vec![stored.to_owned(); 2], Vec::new()));
        let wrong = typed(&file, field, word, "\u{fffd}?");
        let again = wrong.groups().into_iter().find(|group| group.field == field).unwrap();
        assert_eq!(again.words[0].word, word, "whatever was typed, the next answer is for the file's word");
    }
}

#[test]
fn a_column_of_its_own_takes_a_typed_value_too() {
    let file = csv("管理番号,種別,保管場所,置き場\nUSB-1,CD-R,金庫,棚\u{fffd}\n");
    let mended = typed(&file, "置き場", "棚\u{fffd}", "棚一");
    assert!(asked(&mended).is_empty());
    let kept = &table(&mended).rows[0].extra;
    assert_eq!((kept["置き場"].as_str(), kept["置き場（原文）"].as_str()), ("棚一", "棚〔U+FFFD〕"));
}

#[test]
fn what_no_date_or_choice_can_hold_is_left_blank_and_said_so() {
    let file = csv("管理番号,種別,登録日,保管場所\nUSB-1,石板,そのうち,金庫\n");
    for (field, issue) in [("registered_on", Issue::NotADate), ("media_kind", Issue::UnknownChoice)] {
        assert_eq!(group(&file, field).verdicts, [Verdict::Blank], "{field}");
        let kept = verdict(&file, field, issue, Verdict::KeepRaw);
        let finding = table(&kept).rows[0].problems.iter().find(|one| one.field == field).unwrap();
        assert_eq!(finding.verdict, Verdict::Blank);
        assert_eq!(values(&kept, field), ["-"]);
    }
}

#[test]
fn unknown_formats_of_text_are_asked_about() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "保管場所"]);
        texts(sheet, 1, &["USB-1", "CD-R"]);
        sheet.write_number_with_format(1, 2, 3.0, &Format::new().set_num_format("[DBNum1]General")).unwrap();
    });
    assert_eq!(asked(&undecided(&file)), [(2, "location".to_owned(), "display_unknown")]);
}

#[test]
fn numbers_of_persons_are_hidden_wherever_they_stand() {
    let number = "123456789018";
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "登録日", "保管場所", "備考"]);
        texts(sheet, 1, &["USB-1", "CD-R", number, "金庫", "x"]);
        sheet
            .insert_note(1, 3, &rust_xlsxwriter::Note::new(format!("本人 {number}")).set_author("佐藤"))
            .unwrap();
        texts(sheet, 2, &[&format!("※{number}の件は別紙")]);
    });
    let json = serde_json::to_string(&undecided(&file)).unwrap();
    assert!(!json.contains(number), "{json}");
    let preview = undecided(&file);
    assert_eq!(table(&preview).not_data.last().unwrap().text, "※〔12桁の番号〕の件は別紙");
    assert!(table(&preview).rows[0].comment.as_ref().unwrap().contains("〔12桁の番号〕"));
    let told: Vec<&str> = table(&preview).rows[0]
        .problems
        .iter()
        .filter(|finding| finding.issue == Issue::MyNumber)
        .map(|finding| finding.field.as_str())
        .collect();
    assert_eq!(told, ["registered_on", "コメント"]);
}

#[test]
fn accepting_everything_is_one_answer_for_each_open_group() {
    let file = csv(
        "管理番号,種別,登録日,保管場所\nUSB-1,USBメモリ,,金庫\nUSB-2,,,〃\nUSB-3,,,棚\nCD-1,CD-R,,書庫\n",
    );
    let agreed: Vec<(String, Verdict)> = undecided(&file)
        .groups()
        .into_iter()
        .filter(|group| group.severity == Severity::Proposal)
        .map(|group| (group.field, group.agreed))
        .collect();
    let expected = [("location".to_owned(), Verdict::Accept), ("media_kind".to_owned(), Verdict::Blank)];
    assert_eq!(agreed, expected, "空欄＝上と同じ is never taken for granted");
}
