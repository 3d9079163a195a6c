//! A file that comes again: what it says that the ledger does not hold yet, and nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mamori_core::error::{ErrorCode, Result};
use mamori_core::export::{self, ExportFormat};
use mamori_core::import::batches::{self, BatchInfo, TouchedRecords};
use mamori_core::import::diff::Standing;
use mamori_core::import::diff::view::{Comparison, StandingCounts, TableDiff, compare};
use mamori_core::import::{
    Cancel, Decisions, Judged, ReadFile, ReaderProcess, TableDecisions, commit, preview::Side,
};
use mamori_core::records::actions;
use mamori_core::records::view::{ListQuery, RecordView};
use mamori_core::vocab::RegisterId;

use crate::support::workbook::Workbook;
use crate::support::{Office, draft, medium, office};

mod absent;
mod at_home;
mod beside_lists;
mod copied;
mod copies;
mod doubles;
mod edited;
mod identity;
mod list_counts;
mod numbers;
mod part_rows;
mod renumbered;
mod reused;
mod sums;
mod undone;
mod unmarked;

const MEDIA: RegisterId = RegisterId::PortableMedia;

fn read(path: &Path) -> ReadFile {
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    ReadFile::open(path, crate::support::today(), &reader, &Cancel::default(), &mut |_| {}).unwrap()
}

fn accepted() -> Decisions {
    Decisions { accept_all: true, ..Decisions::default() }
}

fn judged(path: &Path, decisions: Decisions) -> Judged {
    Judged::of(vec![read(path)], decisions)
}

fn diff(office: &Office, judged: &Judged) -> Comparison {
    compare(&office.ledgers, &office.session, judged).unwrap()
}

fn take_in(office: &mut Office, judged: &Judged) -> Result<BatchInfo> {
    commit::commit(&mut office.ledgers, &office.session, judged, &Cancel::default(), &mut |_, _| {})
}

fn exported(office: &mut Office, id: RegisterId) -> PathBuf {
    let path = office.folder.path().join(format!("{id}.xlsx"));
    let what = (id, ExportFormat::Xlsx);
    export::ledger(&mut office.ledgers, &office.session, what, &ListQuery::default(), &path).unwrap();
    path
}

fn find(office: &mut Office, id: RegisterId, number: &str) -> RecordView {
    actions::find(&mut office.ledgers, &office.session, id, number).unwrap()
}

/// Types another value into one field of a record.
fn correct(office: &mut Office, number: &str, field: &str, text: &str) {
    let record = find(office, MEDIA, number);
    let mut texts = draft(&[]);
    texts.values = record.cells.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect();
    texts.values.insert(field.into(), text.into());
    let at = (MEDIA, record.id, record.version);
    actions::correct(&mut office.ledgers, &office.session, at, &texts, "現物を確かめたため").unwrap();
}

/// Every difference as a line: row's number, field, ledger, file, and whether both changed it.
fn lines(table: &TableDiff) -> Vec<String> {
    let rows = table.rows.iter();
    rows.flat_map(|row| {
        let of_row = row.diffs.iter().map(|diff| format!("{} {}", row.number, diff.line_ja()));
        of_row.collect::<Vec<_>>()
    })
    .collect()
}

fn only(comparison: &Comparison) -> &TableDiff {
    comparison.tables.values().next().unwrap()
}

fn counts(counts: &[(Standing, u32)]) -> StandingCounts {
    let mut all = StandingCounts::default();
    for (standing, count) in counts {
        all.add(*standing, *count);
    }
    all
}

#[test]
fn an_exported_workbook_comes_back_as_exactly_the_edits_made_in_excel() {
    let mut office = office();
    for number in ["USB-001", "USB-002", "USB-003", "USB-004"] {
        office.usb(number);
    }
    let path = exported(&mut office, MEDIA);
    let untouched = judged(&path, Decisions::default());
    assert_eq!(diff(&office, &untouched).counts, counts(&[(Standing::Same, 4)]));
    assert_eq!(take_in(&mut office, &untouched).unwrap_err().code(), ErrorCode::ImportNothingNew);

    let mut book = Workbook::open(&path);
    book.set(1, "USB-002", "保管場所", "書庫Ｂ");
    book.set(1, "USB-002", "備考", "棚卸で移動");
    book.set(1, "USB-003", "管理番号", "USB-033");
    book.remove(1, "USB-004");
    book.save(&path);

    let edited = judged(&path, Decisions::default());
    let found = diff(&office, &edited);
    assert_eq!(found.counts, counts(&[(Standing::Same, 1), (Standing::Changed, 2)]));
    let table = only(&found);
    let expected = [
        "USB-002 保管場所: 耐火金庫 棚2 → 書庫Ｂ",
        "USB-002 備考: （空欄） → 棚卸で移動",
        "USB-003 管理番号: USB-003 → USB-033",
    ];
    assert_eq!(lines(table), expected);
    let absent: Vec<&str> = table.absent.iter().map(|one| one.number.as_str()).collect();
    assert_eq!(absent, ["USB-004"], "shown, and left alone");

    let batch = take_in(&mut office, &edited).unwrap();
    let moved = find(&mut office, MEDIA, "USB-002");
    assert_eq!(moved.cells["location"].text, "書庫Ｂ");
    let newest = &moved.history[0];
    assert_eq!(newest.action, "corrected");
    assert!(newest.reason.as_deref().unwrap().starts_with(&format!("取込み{}", batch.id)), "{newest:?}");
    let before: BTreeMap<_, _> =
        newest.changes.iter().map(|change| (change.field.as_str(), change.before.as_str())).collect();
    assert_eq!(before["location"], "耐火金庫 棚2");
    assert!(!find(&mut office, MEDIA, "USB-004").voided);
    assert_eq!(find(&mut office, MEDIA, "USB-001").version, 1, "what did not change leaves no trace");
}

#[test]
fn what_was_changed_on_both_sides_stays_as_it_is_here_unless_the_file_is_chosen() {
    let mut office = office();
    office.usb("USB-001");
    let path = exported(&mut office, MEDIA);
    correct(&mut office, "USB-001", "location", "金庫室");
    correct(&mut office, "USB-001", "capacity", "32GB");
    let mut book = Workbook::open(&path);
    book.set(1, "USB-001", "保管場所", "書庫Ｂ");
    book.set(1, "USB-001", "備考", "移動");
    book.save(&path);

    let here = judged(&path, accepted());
    let found = diff(&office, &here);
    assert_eq!(found.counts, counts(&[(Standing::Conflict, 1)]));
    let expected = ["USB-001 保管場所［両方で変更］: 金庫室 → 書庫Ｂ", "USB-001 備考: （空欄） → 移動"];
    assert_eq!(lines(only(&found)), expected, "what only this side changed is no difference");
    let batch = take_in(&mut office, &here).unwrap();
    let record = find(&mut office, MEDIA, "USB-001");
    let texts =
        |record: &RecordView| ["location", "capacity", "remarks"].map(|key| record.cells[key].text.clone());
    assert_eq!(texts(&record), ["金庫室", "32GB", "移動"]);

    batches::undo(&mut office.ledgers, &office.session, batch.id, TouchedRecords::Refuse, "試し").unwrap();
    let mut decisions = accepted();
    let sides = BTreeMap::from([("location".to_owned(), Side::File)]);
    decisions.tables.insert("0/0/0".into(), TableDecisions { sides, ..TableDecisions::default() });
    let file = judged(&path, decisions);
    assert_eq!(diff(&office, &file).counts, counts(&[(Standing::Changed, 1)]));
    take_in(&mut office, &file).unwrap();
    assert_eq!(texts(&find(&mut office, MEDIA, "USB-001")), ["書庫Ｂ", "32GB", "移動"]);
}

#[test]
fn a_row_copied_in_excel_is_a_new_record_however_its_hidden_mark() {
    let mut office = office();
    office.usb("USB-001");
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.copy_to_end(1, "USB-001");
    book.set(1, "USB-001", "管理番号", "USB-002");
    book.save(&path);
    let copied = judged(&path, accepted());
    assert_eq!(diff(&office, &copied).counts, counts(&[(Standing::Same, 1), (Standing::New, 1)]));
    take_in(&mut office, &copied).unwrap();
    assert_eq!(find(&mut office, MEDIA, "USB-002").version, 1);
}

#[test]
fn rows_of_parts_edited_in_excel_come_back_with_their_record() {
    let mut office = office();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    take_in(&mut office, &judged(&folder.join("研修出席者名簿.xlsx"), accepted())).unwrap();
    let path = exported(&mut office, RegisterId::Training);
    let same = judged(&path, Decisions::default());
    let rows = diff(&office, &same).counts;
    assert_eq!((rows.changed, rows.conflict, rows.new), (0, 0, 0), "{rows:?}");

    let name = same.preview.tables().find(|table| table.attached).unwrap().rows[3].values["name"].to_owned();
    let mut book = Workbook::open(&path);
    book.set(2, &name, "備考", "遅参");
    book.save(&path);
    let edited = judged(&path, Decisions::default());
    let found = diff(&office, &edited);
    assert_eq!(found.counts.changed, 2, "the training and the row of its attendee");
    let changed = found.tables.values().find(|table| !table.rows.is_empty()).unwrap();
    assert_eq!(changed.rows[0].diffs.len(), 1, "{:?}", changed.rows);
    assert!(changed.rows[0].diffs[0].line_ja().ends_with("備考: （空欄） → 遅参"));
    take_in(&mut office, &edited).unwrap();
    assert_eq!(diff(&office, &edited).counts.changed, 0);
}

/// An old ledger of media as CSV; each row is number, place, note.
fn old_ledger(office: &Office, name: &str, rows: &[[&str; 3]]) -> PathBuf {
    let path = office.folder.path().join(name);
    let rows = rows.iter().map(|row| row.join(","));
    let text =
        std::iter::once("管理番号,保管場所,備考".to_owned()).chain(rows).collect::<Vec<_>>().join("\r\n");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn an_old_ledger_that_comes_again_changed_brings_only_what_is_new() {
    let mut office = office();
    let first = old_ledger(
        &office,
        "台帳.csv",
        &[["USB-001", "金庫", ""], ["USB-002", "金庫", ""], ["", "棚", "番号なし"]],
    );
    take_in(&mut office, &judged(&first, accepted())).unwrap();
    assert_eq!(
        take_in(&mut office, &judged(&first, accepted())).unwrap_err().code(),
        ErrorCode::ImportKnownFile
    );
    correct(&mut office, "USB-001", "location", "書庫");

    let rows = [
        ["ＵＳＢ－００１", "金庫", ""],
        ["USB-002", "棚", "移した"],
        ["USB-009", "金庫", ""],
        ["", "棚", "番号なし"],
    ];
    let again = judged(&old_ledger(&office, "台帳.csv", &rows), accepted());
    let found = diff(&office, &again);
    let expected = counts(&[(Standing::Same, 2), (Standing::Changed, 1), (Standing::New, 1)]);
    assert_eq!(found.counts, expected, "a row without a number is known by what stands in it");
    take_in(&mut office, &again).unwrap();
    assert_eq!(
        find(&mut office, MEDIA, "USB-001").cells["location"].text,
        "書庫",
        "edited here, not in the file"
    );
    assert_eq!(find(&mut office, MEDIA, "USB-002").cells["location"].text, "棚");
}

#[test]
fn the_same_medium_in_the_sheets_of_two_years_is_one_record_with_its_history() {
    use rust_xlsxwriter::Workbook as Writer;
    let mut office = office();
    let path = office.folder.path().join("年度別.xlsx");
    let mut book = Writer::new();
    // The newest year stands first, as offices like it.
    for (name, place) in [("R6年度", "書庫"), ("R5年度", "金庫")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (col, text) in (0..).zip(["管理番号", "種別", "保管場所"]) {
            sheet.write_string(0, col, text).unwrap();
        }
        for (row, number) in (1..).zip(["USB-001", "USB-002"]) {
            for (col, text) in (0..).zip([number, "USBメモリ", place]) {
                sheet.write_string(row, col, text).unwrap();
            }
        }
    }
    book.save(&path).unwrap();

    let asked = judged(&path, Decisions::default());
    let questions: Vec<String> = asked.preview.groups().into_iter().map(|group| group.example).collect();
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(questions[0].contains("R5年度 シート 2行目にもあります"), "{questions:?}");
    assert_eq!(take_in(&mut office, &asked).unwrap_err().code(), ErrorCode::ImportOpenProposals);

    let years = judged(&path, accepted());
    assert_eq!(diff(&office, &years).counts, counts(&[(Standing::New, 2), (Standing::Older, 2)]));
    let batch = take_in(&mut office, &years).unwrap();
    assert_eq!(batch.registers[0].records, 2);
    let record = find(&mut office, MEDIA, "USB-001");
    assert_eq!(record.cells["location"].text, "書庫");
    assert_eq!(record.history.len(), 2);
    assert_eq!(record.history[0].changes[0].before, "金庫");
    batches::undo(&mut office.ledgers, &office.session, batch.id, TouchedRecords::Refuse, "試し").unwrap();
    assert!(find(&mut office, MEDIA, "USB-001").voided, "undone as a whole, not to the year before");
}

#[test]
fn a_row_of_several_numbers_beside_rows_of_one_on_the_next_years_sheet_mixes_nothing_up() {
    use rust_xlsxwriter::Workbook as Writer;
    let mut office = office();
    let path = office.folder.path().join("年度別.xlsx");
    let mut book = Writer::new();
    let places = [("USB-001", "書庫"), ("USB-002", "金庫"), ("USB-003", "別室")];
    for (name, rows) in [("R5年度", &[("USB-001〜003", "棚")][..]), ("R6年度", &places[..])] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["管理番号", "種別", "保管場所"]).unwrap();
        for (row, (number, place)) in (1..).zip(rows) {
            sheet.write_row(row, 0, [number, "USBメモリ", place]).unwrap();
        }
    }
    book.save(&path).unwrap();
    let years = judged(&path, accepted());
    let found = diff(&office, &years);
    let told = found.text_ja(&years.preview);
    assert_eq!((found.counts.new, found.writes), (3, 3), "{told}");
    take_in(&mut office, &years).unwrap();
    for (number, place) in places {
        let record = find(&mut office, MEDIA, number);
        assert_eq!((&*record.cells["location"].text, record.history.len()), (place, 2), "{number}");
        assert_eq!(record.history[0].changes[0].before, "棚", "{number}");
    }
}

#[test]
fn what_was_decided_is_offered_again_for_the_same_headings_and_never_applied_by_itself() {
    use mamori_core::import::memory;
    let mut office = office();
    let first = old_ledger(&office, "台帳.csv", &[["USB-001", "金庫", ""]]);
    let mut decisions = accepted();
    let columns = BTreeMap::from([(2, "-".to_owned())]);
    decisions.tables.insert("0/0/0".into(), TableDecisions { columns, ..TableDecisions::default() });
    take_in(&mut office, &judged(&first, decisions)).unwrap();

    let next = judged(&old_ledger(&office, "次.csv", &[["USB-002", "棚", "メモ"]]), Decisions::default());
    let table = next.preview.tables().next().unwrap();
    assert_eq!(&table.rows[0].values["remarks"], "メモ", "nothing is applied silently");
    let (ledgers, session) = (&office.ledgers, &office.session);
    let offers = memory::offers(ledgers, session, &next.preview, &Decisions::default()).unwrap();
    assert_eq!(offers["0/0/0"].lines, ["「備考」の列 → 取り込まない"]);
    let recalled = memory::recalled(ledgers, session, table, &Decisions::default()).unwrap();
    let again = judged(&office.folder.path().join("次.csv"), recalled.clone());
    assert!(!again.preview.tables().next().unwrap().rows[0].values.contains_key("remarks"));
    assert!(memory::offers(ledgers, session, &again.preview, &recalled).unwrap().is_empty());
}

#[test]
fn a_number_of_twelve_digits_that_fits_is_hidden_wherever_it_stands() {
    let mut office = office();
    let rows = [["USB-001", "金庫", "本人 1234-5678-9018 を控え"], ["USB-002", "金庫", "箱123456789012"]];
    let path = old_ledger(&office, "台帳.csv", &rows);
    let asked = judged(&path, Decisions::default());
    let rows = &asked.preview.tables().next().unwrap().rows;
    assert_eq!(&rows[0].values["remarks"], "本人 〔12桁の番号〕 を控え");
    assert_eq!(&rows[1].values["remarks"], "箱123456789012");
    assert_eq!(take_in(&mut office, &asked).unwrap_err().code(), ErrorCode::ImportOpenProposals);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let record = find(&mut office, MEDIA, "USB-001");
    let kept = serde_json::to_string(&record).unwrap();
    assert!(!kept.contains("9018"), "{kept}");
}

/// Everything a medium needs, so that a correction of it is accepted.
#[test]
fn a_required_field_emptied_in_excel_is_not_emptied_here() {
    let mut office = office();
    office.create(MEDIA, &medium("USB-001"));
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.set(1, "USB-001", "保管場所", "");
    book.save(&path);
    let emptied = judged(&path, accepted());
    let found = diff(&office, &emptied);
    assert_eq!(found.counts, counts(&[(Standing::Conflict, 1)]));
    assert_eq!(lines(only(&found)), ["USB-001 保管場所［空欄にできない項目］: 耐火金庫 棚2 → （空欄）"]);
    assert!(only(&found).conflicts.is_empty(), "only the file changed it");
    assert_eq!(take_in(&mut office, &emptied).unwrap_err().code(), ErrorCode::ImportNothingNew);
}

#[test]
fn a_state_cleared_in_excel_does_not_become_the_first_of_all_states() {
    let mut office = office();
    office.create(MEDIA, &medium("USB-001"));
    let state = find(&mut office, MEDIA, "USB-001").cells["status"].text.clone();
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.set(1, "USB-001", "状態", "");
    book.save(&path);
    let found = diff(&office, &judged(&path, accepted()));
    let expected = format!("USB-001 状態［空欄にできない項目］: {state} → （空欄）");
    assert_eq!((lines(only(&found)), found.writes), (vec![expected], 0));
}

#[test]
fn the_report_says_what_was_changed_and_what_stayed() {
    use mamori_core::import::report::{self, ReportFormat};
    let mut office = office();
    office.usb("USB-001");
    office.usb("USB-002");
    let path = exported(&mut office, MEDIA);
    correct(&mut office, "USB-002", "location", "金庫室");
    let mut book = Workbook::open(&path);
    book.set(1, "USB-001", "備考", "移動");
    book.set(1, "USB-002", "保管場所", "書庫Ｂ");
    book.save(&path);
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    for format in [ReportFormat::Pdf, ReportFormat::Xlsx] {
        let path = office.folder.path().join(report::file_name(batch.id, format));
        report::write(&mut office.ledgers, &office.session, batch.id, format, &path).unwrap();
    }
    let book = read(&office.folder.path().join(report::file_name(batch.id, ReportFormat::Xlsx))).book;
    let sheet = book.sheets.iter().find(|sheet| sheet.head.name.as_deref() == Some("台帳との差分")).unwrap();
    let lines: Vec<String> = sheet
        .rows
        .iter()
        .skip(1)
        .map(|row| {
            row.cells.iter().skip(3).map(|cell| cell.value.text().into_owned()).collect::<Vec<_>>().join("|")
        })
        .collect();
    let expected = [
        "USB-001|備考|移動|ファイルのとおりに訂正",
        "USB-002|保管場所|金庫室|書庫Ｂ|台帳のまま（両方で変更）",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_a_mark_a_word_and_a_year_mean_is_said_once_for_all_rows() {
    let office = office();
    let path = office.folder.path().join("台帳.csv");
    let rows = ["管理番号,登録日,状態,備考", "USB-001,4/1,○,", "USB-002,3/31,×,", "USB-003,6.4.1,○,"];
    std::fs::write(&path, rows.join("\r\n")).unwrap();
    let mut table = TableDecisions { fiscal_year: Some(2023), ..TableDecisions::default() };
    table.eras.insert("registered_on".into(), "R".into());
    let words = [("○", "in_use"), ("×", "disposed")];
    let words = words.map(|(word, meant)| (word.to_owned(), meant.to_owned()));
    table.words.insert("status".into(), BTreeMap::from(words));
    let decisions =
        Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..Decisions::default() };
    let said = judged(&path, decisions);
    let rows = &said.preview.tables().next().unwrap().rows;
    let found: Vec<(&str, &str)> =
        rows.iter().map(|row| (&row.values["registered_on"], &row.values["status"])).collect();
    assert_eq!(found, [("2023-04-01", "in_use"), ("2024-03-31", "disposed"), ("2024-04-01", "in_use")]);
    assert_eq!(&rows[0].raw["status"], "○", "what stands in the file stays beside it");
}

#[test]
fn a_struck_line_without_a_state_goes_on_without_one_in_another_ledger() {
    let mut from = office();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    take_in(&mut from, &judged(&folder.join("可搬型記録媒体管理台帳.xlsx"), accepted())).unwrap();
    let out = exported(&mut from, MEDIA);
    let struck = |path: &Path| -> Vec<(String, bool)> {
        let out = judged(path, Decisions::default());
        let rows = out.preview.tables().flat_map(|table| &table.rows);
        let struck = rows.filter(|row| row.extra.contains_key("取消線"));
        struck.map(|row| (row.values["media_no"].to_owned(), row.values.contains_key("status"))).collect()
    };
    let before = struck(&out);
    assert!(before.iter().any(|(_, has_state)| !has_state), "{before:?}");
    let mut into = office();
    take_in(&mut into, &judged(&out, accepted())).unwrap();
    let again = exported(&mut into, MEDIA);
    assert_eq!(struck(&again), before);
}
