//! 廃棄簿 of other hands: whose number 番号 is, of which day 年月日, and lists of devices that say when each was disposed of.

use mamori_core::import::{Issue, Preview, ReadFile};
use mamori_core::vocab::RegisterId;

use super::hand::{sheet, texts, undecided, values};

fn list(name: &str, rows: &[&[&str]]) -> ReadFile {
    sheet(name, |sheet| {
        for (row, cells) in (0..).zip(rows) {
            texts(sheet, row, cells);
        }
    })
}

/// What was asked of the table as a whole.
fn told(preview: &Preview) -> Vec<(&str, Issue)> {
    let table = preview.tables().next().unwrap();
    table.problems.iter().map(|found| (found.field.as_str(), found.issue)).collect()
}

#[test]
fn numbers_of_things_in_a_list_of_disposals_are_proposed_as_theirs() {
    let rows: [&[&str]; 4] = [
        &["番号", "種別", "廃棄日", "方法", "立会者"],
        &["U-1", "USBメモリ", "R2.3.31", "破砕", "山田"],
        &["U-2", "USBメモリ", "R3.3.31", "破砕", "山田"],
        &["HD-1", "外付HDD", "R3.3.31", "破砕", "佐藤"],
    ];
    let preview = undecided(&list("廃棄", &rows));
    assert_eq!(values(&preview, "device_no"), ["U-1", "U-2", "HD-1"]);
    assert_eq!(told(&preview), [("device_no", Issue::GuessedColumn)]);
    let running: [&[&str]; 3] = [
        &["番号", "管理番号", "種別", "廃棄日", "方法", "立会者"],
        &["1", "U-1", "USBメモリ", "R2.3.31", "破砕", "山田"],
        &["2", "U-2", "USBメモリ", "R3.3.31", "破砕", "山田"],
    ];
    let preview = undecided(&list("廃棄", &running));
    assert_eq!(values(&preview, "device_no"), ["U-1", "U-2"]);
    assert_eq!(told(&preview), []);
}

#[test]
fn a_bare_day_in_a_log_is_proposed_as_the_day_it_was_done() {
    let disposals: [&[&str]; 3] = [
        &["年月日", "品名", "管理番号", "廃棄方法", "立会者"],
        &["R6.3.1", "USBメモリ", "U-1", "破砕", "山田"],
        &["R7.3.1", "ノートPC", "PC-1", "破砕", "佐藤"],
    ];
    let carry_outs: [&[&str]; 3] = [
        &["日付", "持出者", "持出物", "行先", "返却日"],
        &["R6.4.10", "山田", "ノートPC", "公民館", "R6.4.10"],
        &["R6.5.8", "佐藤", "USB-01", "連合会", "R6.5.8"],
    ];
    for (name, rows, field) in [("廃棄", disposals, "disposed_on"), ("持出", carry_outs, "out_at")] {
        let preview = undecided(&list(name, &rows));
        assert_eq!(told(&preview), [(field, Issue::GuessedColumn)]);
        assert!(values(&preview, field)[0].starts_with("2024-"));
    }
}

#[test]
fn a_list_of_devices_with_groups_over_its_days_is_asked_about() {
    let head: [&[&str]; 2] =
        [&["管理番号", "機種", "取得", "", "廃棄", ""], &["", "", "日付", "価格", "日付", "理由"]];
    let rows: [&[&str]; 3] = [
        &["PC-1", "ノートPC", "R2.4.1", "100000", "R6.3.31", "故障"],
        &["PC-2", "ノートPC", "R3.4.1", "100000", "", ""],
        &["PC-3", "ノートPC", "R3.4.1", "100000", "", ""],
    ];
    let file = sheet("PC", |sheet| {
        let plain = rust_xlsxwriter::Format::new();
        for (row, cells) in (0..).zip(head.into_iter().chain(rows)) {
            texts(sheet, row, cells);
        }
        for (first, last, text) in [(2, 3, "取得"), (4, 5, "廃棄")] {
            sheet.merge_range(0, first, 0, last, text, &plain).unwrap();
        }
        for (col, text) in [(0, "管理番号"), (1, "機種")] {
            sheet.merge_range(0, col, 1, col, text, &plain).unwrap();
        }
    });
    let preview = undecided(&file);
    assert_eq!(preview.tables().next().unwrap().register, RegisterId::Devices);
    assert_eq!(values(&preview, "acquired_on"), ["2020-04-01", "2021-04-01", "2021-04-01"]);
    assert_eq!(values(&preview, "disposed_on"), ["2024-03-31", "-", "-"]);
}
