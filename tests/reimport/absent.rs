//! Rows a colleague took out of what went out: told, wherever they stood and whatever the file is called now, and never
//! taken out here.

use mamori_core::import::cells::{Raw, Row};

use super::*;
use crate::support::xlsb;

const NUMBERS: [&str; 4] = ["USB-001", "USB-002", "USB-003", "USB-004"];

fn office_of_four() -> Office {
    let mut office = office();
    NUMBERS.iter().for_each(|number| _ = office.usb(number));
    office
}

fn exported_as(office: &mut Office, name: &str, format: ExportFormat, query: &ListQuery) -> PathBuf {
    let path = office.folder.path().join(name);
    export::ledger(&mut office.ledgers, &office.session, (MEDIA, format), query, &path).unwrap();
    path
}

/// The numbers a file lacks, whichever table they are told beside.
fn lacking(office: &Office, path: &Path) -> Vec<String> {
    let found = diff(office, &judged(path, Decisions::default()));
    let absent = found.tables.values().flat_map(|table| &table.absent);
    absent.map(|gone| gone.number.clone()).collect()
}

/// A CSV without the rows of these numbers, under another name.
fn without(path: &Path, numbers: &[&str]) -> PathBuf {
    let text = std::fs::read_to_string(path).unwrap();
    let stays = |line: &&str| !numbers.iter().any(|number| line.starts_with(number));
    let text: String = text.lines().filter(stays).map(|line| format!("{line}\r\n")).collect();
    let path = path.with_file_name("直したもの.csv");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn rows_taken_out_of_our_own_csv_are_told_under_any_name() {
    let mut office = office_of_four();
    let all = ListQuery::default();
    for format in [ExportFormat::CsvUtf8, ExportFormat::CsvCp932] {
        let csv = exported_as(&mut office, "台帳.csv", format, &all);
        assert_eq!(lacking(&office, &csv), [""; 0]);
        if format == ExportFormat::CsvUtf8 {
            assert_eq!(lacking(&office, &without(&csv, &["USB-002", "USB-003"])), ["USB-002", "USB-003"]);
        }
    }
    office.usb("USB-005");
    let csv = office.folder.path().join("直したもの.csv");
    assert_eq!(lacking(&office, &csv), ["USB-002", "USB-003"], "what came later never was in it");
    let gone = judged(&csv, accepted());
    assert_eq!(take_in(&mut office, &gone).unwrap_err().code(), ErrorCode::ImportNothingNew);
    assert!(!find(&mut office, MEDIA, "USB-002").voided, "told, and left alone");
}

#[test]
fn rows_a_narrowed_list_never_had_are_not_told() {
    let mut office = office_of_four();
    correct(&mut office, "USB-002", "location", "書庫");
    let query = ListQuery { text: Some("耐火金庫".into()), ..ListQuery::default() };
    let csv = exported_as(&mut office, "金庫.csv", ExportFormat::CsvUtf8, &query);
    assert_eq!(lacking(&office, &csv), [""; 0]);
    assert_eq!(lacking(&office, &without(&csv, &["USB-004"])), ["USB-004"]);
    let xlsx = exported_as(&mut office, "金庫.xlsx", ExportFormat::Xlsx, &query);
    assert_eq!(lacking(&office, &xlsx), [""; 0]);
}

#[test]
fn rows_taken_out_of_our_own_workbook_are_told_under_other_names() {
    let mut office = office_of_four();
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.remove(1, "USB-003");
    book.rename_sheet("可搬型記録媒体管理台帳", "R8棚卸");
    let renamed = path.with_file_name("棚卸の結果.xlsx");
    book.save(&renamed);
    assert_eq!(lacking(&office, &renamed), ["USB-003"]);
}

#[test]
fn a_sheet_taken_out_whole_is_told() {
    let mut office = office();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    take_in(&mut office, &judged(&folder.join("研修出席者名簿.xlsx"), accepted())).unwrap();
    let path = exported(&mut office, RegisterId::Training);
    let whole = lacking(&office, &path);
    let mut book = Workbook::open(&path);
    book.remove_sheet("研修実施記録・出席者名簿");
    book.save(&path);
    assert_eq!(whole, [""; 0]);
    assert!(!lacking(&office, &path).is_empty());
}

#[test]
fn what_went_out_of_another_ledger_file_is_not_told_here() {
    let mut other = office_of_four();
    let csv = exported_as(&mut other, "台帳.csv", ExportFormat::CsvUtf8, &ListQuery::default());
    let here = office_of_four();
    assert_eq!(lacking(&here, &without(&csv, &["USB-002"])), [""; 0]);
}

#[test]
fn an_export_saved_as_xlsb_is_known_by_its_marks() {
    let mut office = office_of_four();
    let gone = office.usb("USB-005");
    actions::void(&mut office.ledgers, &office.session, (MEDIA, gone.id, gone.version), "二重の登録")
        .unwrap();
    let path = exported(&mut office, MEDIA);
    let mut book = read(&path).book;
    let ours = &mut book.sheets[0];
    ours.rows.retain(|row| !row.cells.iter().any(|cell| cell.value.text() == "USB-003"));
    let row =
        ours.rows.iter_mut().find(|row| row.cells.iter().any(|cell| cell.value.text() == "USB-002")).unwrap();
    let cell = row.cells.iter_mut().find(|cell| cell.value.text() == "USB-002").unwrap();
    cell.value = Raw::Text("USB-022".into());
    let path = path.with_extension("xlsb");
    let voided = |row: &Row| row.cells.iter().any(|cell| cell.value.text() == "USB-005");
    xlsb::save_as(&book, &path, voided);
    let back = judged(&path, Decisions::default());
    let found = diff(&office, &back);
    assert_eq!(found.counts, counts(&[(Standing::Same, 2), (Standing::Changed, 1)]));
    assert_eq!(lines(only(&found)), ["USB-002 管理番号: USB-002 → USB-022"], "the mark says which it is");
    assert_eq!(lacking(&office, &path), ["USB-003"]);
}
