//! Nothing of a file goes missing: rows that are left out, columns of one name, sheets that break off or say nothing
//! a ledger knows.

use std::collections::{BTreeMap, BTreeSet};

use mamori_core::import::diff::view::compare;
use mamori_core::import::{Decisions, Issue, Judged, RowClass, TableDecisions, Verdict};
use mamori_core::vocab::RegisterId;
use rust_xlsxwriter::{Color, Format};

use crate::support::office;

use super::hand::{asked, book, csv, decided, said, sheet, table, texts, undecided, values, verdict};
use super::hostile::{self, xlsx};

const HEAD: [&str; 4] = ["管理番号", "種別", "登録日", "保管場所"];

fn without(rows: &[u32]) -> TableDecisions {
    TableDecisions { exclude_rows: rows.iter().copied().collect(), ..TableDecisions::default() }
}

#[test]
fn a_row_left_out_still_stands_above_the_next() {
    let file = csv(
        "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\nUSB-2,CD-R,R6.5.1,書庫\nUSB-3,〃,〃,〃\n",
    );
    let preview = decided(&file, without(&[3]));
    assert_eq!(values(&preview, "location"), ["金庫", "書庫"]);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01", "2024-05-01"]);
}

#[test]
fn a_merge_that_begins_in_a_row_left_out_fills_what_is_below() {
    let file = sheet("台帳", |sheet| {
        let grey = Format::new().set_background_color(Color::RGB(0xc0_c0c0));
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["", "CD-R", "4/1"]);
        sheet.write_with_format(1, 0, "USB-1", &grey).unwrap();
        texts(sheet, 2, &["USB-2", "CD-R"]);
        sheet.merge_range(1, 3, 2, 3, "金庫", &Format::new()).unwrap();
    });
    let meanings = BTreeMap::from([("fill:C0C0C0".to_owned(), "exclude".to_owned())]);
    let preview = decided(&file, TableDecisions { meanings, ..TableDecisions::default() });
    assert_eq!((table(&preview).totals.excluded, values(&preview, "location")), (1, vec!["金庫".to_owned()]));
    let marks: Vec<&str> = table(&preview).marks.iter().map(|mark| mark.key.as_str()).collect();
    assert_eq!(marks, ["fill:C0C0C0"], "the meaning can be taken back");
}

#[test]
fn a_ditto_is_what_stands_above_it_even_where_that_is_no_value() {
    let file = csv(
        "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\nUSB-2,CD-R,未定,金庫\nUSB-3,CD-R,〃,金庫\nUSB-4,CD-R,そのうち,金庫\nUSB-5,CD-R,〃,金庫\n",
    );
    let preview = undecided(&file);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01", "-", "-", "-", "-"]);
    let found: Vec<(u32, &str)> = asked(&preview).into_iter().map(|(row, _, issue)| (row, issue)).collect();
    assert_eq!(found, [(4, "ditto"), (5, "not_a_date"), (6, "ditto_without_source")]);
}

#[test]
fn a_date_without_year_fills_its_merge() {
    let file = sheet("R6年度", |sheet| {
        texts(sheet, 0, &HEAD);
        for (row, number) in (1..).zip(["USB-1", "USB-2", "USB-3"]) {
            texts(sheet, row, &[number, "CD-R", "", "金庫"]);
        }
        sheet.merge_range(1, 2, 2, 2, "4/1", &Format::new()).unwrap();
    });
    assert_eq!(values(&undecided(&file), "registered_on"), ["2024-04-01", "2024-04-01", "-"]);
}

#[test]
fn two_columns_of_one_name_are_two_columns() {
    let file = csv("管理番号,種別,保管場所,確認,確認,備考,備考\nUSB-1,CD-R,金庫,春,秋,甲,乙\n");
    let preview = undecided(&file);
    let row = &table(&preview).rows[0];
    assert_eq!((row.extra["確認"].as_str(), row.extra["確認（E列）"].as_str()), ("春", "秋"));
    assert_eq!((&row.values["remarks"], row.extra["備考（G列）"].as_str()), ("甲", "乙"));
}

#[test]
fn a_sheet_that_breaks_off_is_asked_about_before_any_of_it_comes_in() {
    let cell = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row = |n: u32, texts: [&str; 3]| {
        let cells = ["A", "B", "C"].iter().zip(texts).map(|(col, text)| cell(&format!("{col}{n}"), text));
        format!("<row r=\"{n}\">{}</row>", cells.collect::<String>())
    };
    let rows = format!(
        "{}{}{}<row r=\"4\"><c r=\"A4\" t=\"s\"><v>x</v></c></row>",
        row(1, ["管理番号", "種別", "保管場所"]),
        row(2, ["USB-1", "CD-R", "金庫"]),
        row(3, ["USB-2", "CD-R", "金庫"])
    );
    let file = super::hand::open("台帳.xlsx", &xlsx(&hostile::sheet(&rows)));
    let preview = undecided(&file);
    assert_eq!(said(&preview), ["broken_off"]);
    let text = &table(&preview).problems[0].text;
    assert!(text.contains("2行目より後は読めていません"), "{text}");
    assert_eq!(preview.open(mamori_core::import::Severity::Error), 1);
    let taken = verdict(&file, "", Issue::BrokenOff, Verdict::KeepRaw);
    assert_eq!(taken.open(mamori_core::import::Severity::Error), 0);
    assert_eq!(values(&taken, "media_no"), ["USB-1"]);
}

#[test]
fn a_record_taken_for_a_heading_can_be_taken_in() {
    let file = csv("管理番号,種別,登録日,保管場所,備考\n金庫室のもの,,,,\nUSB-1,CD-R,R6.4.1,金庫,\n");
    assert_eq!(table(&undecided(&file)).totals.heading, 1);
    let taken =
        decided(&file, TableDecisions { include_rows: BTreeSet::from([2]), ..TableDecisions::default() });
    assert_eq!(values(&taken, "media_no"), ["金庫室のもの", "USB-1"]);
    assert!(table(&taken).rows[1].extra.is_empty(), "it heads nothing any more");
}

#[test]
fn a_sheet_without_known_headings_stays_until_somebody_says_what_it_is() {
    let file = book(&[
        ("台帳", &|sheet| {
            texts(sheet, 0, &HEAD);
            texts(sheet, 1, &["USB-1", "CD-R", "R6.4.1", "金庫"]);
        }),
        ("覚え", &|sheet| {
            texts(sheet, 0, &["しるし", "もの"]);
            texts(sheet, 1, &["USB-2", "CD-R"]);
            texts(sheet, 2, &["USB-3", "CD-R"]);
        }),
    ]);
    let preview = undecided(&file);
    let unknown = preview.tables().nth(1).unwrap();
    assert_eq!((unknown.id.as_str(), unknown.unmapped, unknown.is_taken()), ("0/1/0", true, false));
    assert_eq!((unknown.totals.rows, unknown.totals.excluded, unknown.adds_up()), (3, 2, true));
    assert_eq!(preview.files[0].sheets[1].tables, 0);

    let says = TableDecisions {
        register: Some(RegisterId::PortableMedia),
        columns: BTreeMap::from([(0, "media_no".to_owned()), (1, "media_kind".to_owned())]),
        ..TableDecisions::default()
    };
    let decisions = mamori_core::import::Decisions {
        tables: BTreeMap::from([("0/1/0".to_owned(), says)]),
        ..Default::default()
    };
    let told = mamori_core::import::preview(&[file], &decisions);
    assert!(told.tables().all(|table| table.is_taken()));
    assert_eq!(values(&told, "media_no"), ["USB-1", "USB-2", "USB-3"]);
}

#[test]
fn a_ledger_that_fits_no_column_does_not_make_the_table_vanish() {
    let file = csv("管理番号,種別,保管場所\nUSB-1,CD-R,金庫\n");
    let chosen = decided(
        &file,
        TableDecisions { register: Some(RegisterId::TrainingCourses), ..TableDecisions::default() },
    );
    assert_eq!((chosen.tables().count(), table(&chosen).register), (1, RegisterId::TrainingCourses));
    let moved = decided(&file, TableDecisions { header_row: Some(99), ..TableDecisions::default() });
    assert_eq!((moved.tables().count(), table(&moved).totals.rows), (1, 2));
    assert!(
        table(&moved)
            .not_data
            .iter()
            .any(|row| row.class == RowClass::Excluded || row.class == RowClass::Header)
    );
}

#[test]
fn what_kind_of_nothing_a_cell_says_stays_with_the_record() {
    let file = csv(
        "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,未定,金庫\nUSB-2,CD-R,不明,金庫\nUSB-3,CD-R,－,金庫\n",
    );
    let preview = undecided(&file);
    assert_eq!(values(&preview, "registered_on"), ["-"; 3]);
    let words: Vec<Option<&str>> =
        table(&preview).rows.iter().map(|row| row.extra.get("登録日（原文）").map(String::as_str)).collect();
    assert_eq!(words, [Some("未定"), Some("不明"), None]);
}

#[test]
fn an_old_copy_of_a_sheet_is_proposed_to_be_left_out() {
    let year = |sheet: &mut rust_xlsxwriter::Worksheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["USB-1", "CD-R", "R6.4.1", "金庫"]);
    };
    let file = book(&[("台帳", &year), ("台帳(旧)", &year)]);
    let preview = undecided(&file);
    let issues: Vec<Issue> =
        preview.tables().flat_map(|table| &table.problems).map(|finding| finding.issue).collect();
    assert_eq!(issues, [Issue::OldSheet]);
    let all = mamori_core::import::preview(
        &[file],
        &mamori_core::import::Decisions { accept_all: true, ..Default::default() },
    );
    assert_eq!(all.tables().map(|table| table.excluded).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_sheet_that_may_be_a_sample_counts_for_nothing_until_it_is_answered() {
    let office = office();
    let with = |number: &'static str| {
        move |sheet: &mut rust_xlsxwriter::Worksheet| {
            texts(sheet, 0, &HEAD);
            texts(sheet, 1, &[number, "CD-R", "R6.4.1", "金庫"]);
        }
    };
    for name in ["記入例", "台帳(旧)", "台帳のコピー", "台帳（控え）"] {
        let (own, other) = (with("USB-1"), with("USB-9"));
        let file = book(&[("台帳", &own), (name, &other)]);
        let open = Judged::of(vec![file.clone()], Decisions::default());
        let found = compare(&office.ledgers, &office.session, &open).unwrap();
        assert_eq!((found.counts.new, found.counts.waiting, found.writes), (1, 1, 1), "{name}");
        assert!(
            open.preview
                .tables()
                .all(|table| table.adds_up() && found.tables[&table.id].counts.sum() == table.totals.data)
        );

        for (verdict, counted) in [(Verdict::Accept, (1, 0)), (Verdict::KeepRaw, (2, 0))] {
            let issue = open.preview.tables().nth(1).unwrap().problems[0].issue;
            let groups = BTreeMap::from([(String::new(), BTreeMap::from([(issue, verdict)]))]);
            let table = TableDecisions { groups, ..TableDecisions::default() };
            let tables = BTreeMap::from([("0/1/0".to_owned(), table)]);
            let said = Judged::of(vec![file.clone()], Decisions { tables, ..Decisions::default() });
            let found = compare(&office.ledgers, &office.session, &said).unwrap();
            assert_eq!((found.counts.new, found.counts.waiting), counted, "{name} {verdict:?}");
        }
    }
    let lent = book(&[("コピー機一覧", &with("USB-1"))]);
    assert!(undecided(&lent).tables().all(|table| !table.waits));
}
