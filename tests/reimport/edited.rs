//! What a colleague types into the exported workbook is looked at as closely as any other file.

use std::collections::BTreeMap;

use mamori_core::error::ErrorCode;
use mamori_core::import::diff::Standing;
use mamori_core::import::{Decisions, Issue, Judged, Severity, TableDecisions, Verdict, memory};

use super::{MEDIA, accepted, correct, counts, diff, exported, find, judged, take_in};
use crate::support::workbook::Workbook;
use crate::support::{medium, office};

/// How much is asked.
fn open(judged: &Judged) -> usize {
    judged.preview.open(Severity::Proposal) + judged.preview.open(Severity::Error)
}

#[test]
fn an_individual_number_typed_into_an_export_is_hidden() {
    let mut office = office();
    office.create(MEDIA, &medium("USB-001"));
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.set(1, "USB-001", "備考", "本人 1234-5678-9018 を控え");
    book.save(&path);
    let asked = judged(&path, Decisions::default());
    let row = &asked.preview.tables().next().unwrap().rows[0];
    assert_eq!(&row.values["remarks"], "本人 〔12桁の番号〕 を控え");
    assert_eq!(row.problems.iter().filter(|finding| finding.issue == Issue::MyNumber).count(), 1);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    assert_eq!(find(&mut office, MEDIA, "USB-001").cells["remarks"].value, "本人 〔12桁の番号〕 を控え");
}

#[test]
fn a_number_that_went_out_comes_back_without_a_question() {
    let mut office = office();
    office.create(MEDIA, &medium("USB-001"));
    correct(&mut office, "USB-001", "serial", "123456789018");
    let path = exported(&mut office, MEDIA);
    let back = judged(&path, Decisions::default());
    let row = &back.preview.tables().next().unwrap().rows[0];
    assert_eq!((&row.values["serial"], row.problems.len()), ("123456789018", 0));
    assert_eq!(diff(&office, &back).counts.same, 1);

    let mut book = Workbook::open(&path);
    book.set(1, "USB-001", "備考", "123456789018");
    book.save(&path);
    let moved = judged(&path, Decisions::default());
    let row = &moved.preview.tables().next().unwrap().rows[0];
    assert_eq!(&row.values["serial"], "123456789018");
    assert_eq!(&row.values["remarks"], "〔12桁の番号〕", "elsewhere it is another statement");
}

#[test]
fn a_ditto_typed_into_an_export_is_asked_about_and_one_that_went_out_is_not() {
    let mut office = office();
    for number in ["USB-001", "USB-002", "USB-003"] {
        office.create(MEDIA, &medium(number));
    }
    correct(&mut office, "USB-002", "location", "〃");
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.set(1, "USB-003", "保管場所", "〃");
    book.save(&path);
    let back = judged(&path, Decisions::default());
    let found: Vec<(u32, &str)> = back
        .preview
        .tables()
        .flat_map(|table| &table.rows)
        .flat_map(|row| row.problems.iter().map(|finding| (row.row, finding.issue.as_str())))
        .collect();
    assert_eq!(found, [(6, "ditto")]);
}

#[test]
fn a_colour_put_into_an_export_is_asked_about_as_in_any_file() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.create(MEDIA, &medium(number));
    }
    let path = exported(&mut office, MEDIA);
    let plain = judged(&path, Decisions::default());
    assert!(plain.preview.tables().next().unwrap().marks.is_empty(), "nothing of ours is coloured");
    let mut book = Workbook::open(&path);
    book.paint(1, "USB-002", "保管場所");
    book.save(&path);
    let back = judged(&path, Decisions::default());
    let table = back.preview.tables().next().unwrap();
    let marks: Vec<(&str, u32)> = table.marks.iter().map(|group| (group.key.as_str(), group.rows)).collect();
    assert_eq!(marks, [("fill:E7ECF3", 1)]);
    assert_eq!(table.rows[1].extra["塗りつぶし"], "#E7ECF3");
}

#[test]
fn two_columns_of_one_name_are_remembered_wherever_the_table_begins() {
    let mut office = office();
    let old = |name: &str, text: &str| {
        let path = office.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let first = old("一.csv", "管理番号,種別,保管場所,棚番,棚番\nUSB-001,CD-R,金庫,a,b\n");
    let next = old("二.csv", ",管理番号,種別,保管場所,棚番,棚番\n,USB-002,CD-R,金庫,a,b\n");
    let mut decisions = accepted();
    let columns = BTreeMap::from([(4, "-".to_owned())]);
    decisions.tables.insert("0/0/0".into(), TableDecisions { columns, ..TableDecisions::default() });
    take_in(&mut office, &judged(&first, decisions)).unwrap();
    let next = judged(&next, Decisions::default());
    let (ledgers, session) = (&office.ledgers, &office.session);
    let offers = memory::offers(ledgers, session, &next.preview, &Decisions::default()).unwrap();
    assert_eq!(offers["0/0/0"].lines, ["「棚番（F列）」の列 → 取り込まない"]);
}

#[test]
fn a_total_and_a_note_written_below_an_export_are_no_records() {
    let mut office = office();
    office.create(MEDIA, &medium("USB-001"));
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.add(1, &[("管理番号", "合計"), ("媒体種別", "1件")]);
    book.add(1, &[("管理番号", "以下余白")]);
    book.add(1, &[("管理番号", "※コピー禁止")]);
    book.add(1, &[("管理番号", "USB-002"), ("媒体種別", "CD-R"), ("保管場所", "金庫")]);
    book.save(&path);
    let back = judged(&path, Decisions::default());
    let table = back.preview.tables().next().unwrap();
    let numbers: Vec<&str> = table.rows.iter().map(|row| &row.values["media_no"]).collect();
    assert_eq!(numbers, ["USB-001", "USB-002"]);
    assert!(table.adds_up());
    let found = diff(&office, &back).counts;
    assert_eq!((found.same, found.new), (1, 1));
}

#[test]
fn a_name_typed_into_an_export_is_looked_at_and_one_that_went_out_is_not() {
    let mut office = office();
    for number in ["USB-001", "USB-002", "USB-003", "USB-004"] {
        office.create(MEDIA, &medium(number));
    }
    correct(&mut office, "USB-001", "owner", "佐藤・鈴木");
    let path = exported(&mut office, MEDIA);
    assert_eq!(open(&judged(&path, Decisions::default())), 0);
    let mut book = Workbook::open(&path);
    book.set(1, "USB-003", "管理者", "佐藤㊞");
    book.set(1, "USB-004", "管理者", "佐藤・鈴木");
    book.set(1, "USB-002", "管理者", "総務課　鈴木");
    book.save(&path);
    let back = judged(&path, Decisions::default());
    let table = back.preview.tables().next().unwrap();
    let asked: Vec<(&str, &str)> = table
        .rows
        .iter()
        .flat_map(|row| row.problems.iter().map(|one| (&row.values["owner"], one.issue.as_str())))
        .collect();
    assert_eq!(asked, [("鈴木", "role_in_name"), ("佐藤", "seal_removed"), ("佐藤・鈴木", "many_in_cell")]);
}

#[test]
fn an_error_kept_from_an_old_ledger_settles() {
    let mut office = office();
    let path = office.folder.path().join("可搬型記録媒体管理台帳.csv");
    std::fs::write(&path, "管理番号,種別,保管場所,照合\nUSB-1,CD-R,金庫,#N/A\nUSB-2,CD-R,金庫,#REF!\n")
        .unwrap();
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let path = exported(&mut office, MEDIA);
    let back = judged(&path, Decisions::default());
    assert_eq!(open(&back), 0);
    assert_eq!(diff(&office, &back).counts.same, 2);
    assert_eq!(
        take_in(&mut office, &judged(&path, accepted())).unwrap_err().code(),
        ErrorCode::ImportNothingNew
    );

    let mut book = Workbook::open(&path);
    book.set(1, "USB-1", "備考", "#N/A");
    book.save(&path);
    assert_eq!(open(&judged(&path, Decisions::default())), 1, "elsewhere it is asked about");
}

#[test]
fn words_kept_in_place_of_a_day_come_back_as_they_went_out() {
    let mut office = office();
    let text =
        "管理番号,種別,登録日,保管場所\r\nUSB-001,USBメモリ,4/2,#N/A\r\nUSB-002,USBメモリ,R6.4.1,棚\r\n";
    let path = office.folder.path().join("台帳.csv");
    std::fs::write(&path, text).unwrap();
    let blank = BTreeMap::from([
        ("registered_on".to_owned(), BTreeMap::from([(Issue::MissingYear, Verdict::Blank)])),
        ("location".to_owned(), BTreeMap::from([(Issue::ErrorCell, Verdict::Blank)])),
    ]);
    let table = TableDecisions { groups: blank, ..TableDecisions::default() };
    let decisions = Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..accepted() };
    take_in(&mut office, &judged(&path, decisions)).unwrap();
    let path = exported(&mut office, MEDIA);
    let again = judged(&path, Decisions::default());
    let found = diff(&office, &again);
    assert_eq!(found.counts, counts(&[(Standing::Same, 2)]), "{}", found.text_ja(&again.preview));
    assert!(again.preview.groups().iter().all(|group| group.severity == Severity::Note));
}

#[test]
fn an_export_whose_marks_were_deleted_is_a_ledger_known_by_its_numbers() {
    let mut office = office();
    for number in ["USB-001", "USB-002", "USB-003"] {
        office.create(MEDIA, &medium(number));
    }
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.set(1, "USB-002", "保管場所", "書庫Ｂ");
    book.remove_marks(1);
    book.remove(1, "USB-003");
    book.save(&path);
    let back = judged(&path, Decisions::default());
    assert_eq!(open(&back), 0, "{:?}", back.preview.groups());
    let found = diff(&office, &back);
    assert_eq!(
        (found.counts.same, found.counts.changed + found.counts.conflict),
        (1, 1),
        "{:?}",
        found.counts
    );
    let gone: Vec<&str> = super::only(&found).absent.iter().map(|one| one.number.as_str()).collect();
    assert_eq!(gone, ["USB-003"]);
}

#[test]
fn a_heading_changed_in_an_export_is_known_by_its_place_and_asked_about() {
    let mut office = office();
    let old = office.folder.path().join("可搬型記録媒体管理台帳.csv");
    let rows = "管理番号,種別,保管場所,登録日,備考,コメント\r\nU1,CD-R,金庫,2020/4/1,鍵は別,\r\nU2,CD-R,金庫,2020/4/1,,本体は書庫\r\n";
    std::fs::write(&old, rows).unwrap();
    take_in(&mut office, &judged(&old, accepted())).unwrap();
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.set(1, "備考", "備考", "メモ欄");
    book.save(&path);
    let back = judged(&path, Decisions::default());
    let table = back.preview.tables().next().unwrap();
    let asked: Vec<(&str, Issue)> =
        table.problems.iter().map(|finding| (finding.field.as_str(), finding.issue)).collect();
    assert!(asked.contains(&("remarks", Issue::GuessedColumn)), "{asked:?}");
    let counts = diff(&office, &judged(&path, accepted())).counts;
    assert_eq!((counts.same, counts.changed), (2, 0), "コメント takes no place that is free");
}
