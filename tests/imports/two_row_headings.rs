//! Headings in two rows that no merge joins: they are read together, and nothing they stand over is lost.

use mamori_core::import::{Issue, ReadFile, TableDecisions};
use mamori_core::vocab::RegisterId;

use super::hand::{asked, decided, said, sheet, table, texts, undecided, values};

fn ledger(rows: &[&[&str]], across: &[(u16, u16, &str)]) -> ReadFile {
    sheet("Sheet1", |sheet| {
        for (row, cells) in (0..).zip(rows) {
            texts(sheet, row, cells);
        }
        for (first, last, text) in across {
            sheet.merge_range(0, *first, 0, *last, text, &rust_xlsxwriter::Format::new()).unwrap();
        }
    })
}

fn headings(file: &ReadFile) -> Vec<String> {
    let preview = undecided(file);
    table(&preview).columns.iter().map(|column| column.heading.clone()).collect()
}

const MEDIA: [&[&str]; 4] = [
    &["管理番号", "媒体", "", "登録", "", "廃棄"],
    &["", "種別", "容量", "登録日", "登録者", "廃棄日", "廃棄方法"],
    &["USB-1", "USBメモリ", "8GB", "R5.4.1", "山田 一"],
    &["USB-2", "USBメモリ", "8GB", "R5.4.1", "山田 一", "R7.3.1", "破砕"],
];

#[test]
fn groups_over_their_members_are_read_with_them_however_little_is_merged() {
    let across: [&[(u16, u16, &str)]; 2] = [&[], &[(1, 2, "媒体"), (3, 4, "登録"), (5, 6, "廃棄")]];
    for across in across {
        let file = ledger(&MEDIA, across);
        let preview = undecided(&file);
        let table = table(&preview);
        assert_eq!((table.register, table.header_row, table.rows.len()), (RegisterId::PortableMedia, 1, 2));
        let wanted = [
            "管理番号",
            "媒体/種別",
            "媒体/容量",
            "登録/登録日",
            "登録/登録者",
            "廃棄/廃棄日",
            "廃棄/廃棄方法",
        ];
        assert_eq!(headings(&file), wanted);
        assert_eq!(values(&preview, "media_no"), ["USB-1", "USB-2"]);
        assert_eq!(table.rows[0].extra["登録/登録者"], "山田 一");
        assert!(table.problems.is_empty(), "{:?}", table.problems);
    }
}

#[test]
fn lists_of_devices_work_and_people_keep_the_column_only_the_upper_row_names() {
    let devices = ledger(
        &[
            &["管理番号", "機器", "", "", "設置", "", "廃棄"],
            &["", "種別", "メーカー", "型番", "場所", "使用者", "廃棄日", "方法"],
            &["PC-1", "ノートPC", "NEC", "VK", "総務課", "山田 一"],
            &["PC-2", "ノートPC", "NEC", "VK", "総務課", "佐藤 一"],
        ],
        &[],
    );
    let preview = undecided(&devices);
    assert_eq!(table(&preview).register, RegisterId::Devices);
    assert_eq!(values(&preview, "device_no"), ["PC-1", "PC-2"]);
    let people = ledger(
        &[
            &["職員番号", "氏名", "", "所属"],
            &["", "漢字", "カナ", "課", "係"],
            &["001", "山田 一", "ヤマダ", "総務課", "庶務係"],
            &["002", "佐藤 一", "サトウ", "総務課", "庶務係"],
        ],
        &[],
    );
    let preview = undecided(&people);
    assert_eq!(preview.tables().count(), 1, "one list");
    assert_eq!(values(&preview, "staff_no"), ["001", "002"]);
    assert_eq!(values(&preview, "name"), ["山田 一", "佐藤 一"]);
}

#[test]
fn a_word_written_over_two_rows_is_one_heading() {
    let file = ledger(
        &[
            &["番号", "管理", "媒体", "保管", "登録", "備考"],
            &["", "番号", "種別", "場所", "年月日"],
            &["1", "U1", "USBメモリ", "金庫", "R6.4.1", "x"],
            &["2", "U2", "USBメモリ", "金庫", "R6.4.1", "x"],
        ],
        &[],
    );
    let preview = undecided(&file);
    assert_eq!(preview.tables().count(), 1);
    assert_eq!(values(&preview, "media_no"), ["U1", "U2"]);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01", "2024-04-01"]);
}

#[test]
fn a_second_row_of_words_nobody_knows_is_asked_about() {
    let rows: [&[&str]; 4] = [
        &["職員番号", "氏名", "", "所属", ""],
        &["", "表記", "カナ", "課", "係"],
        &["001", "山田 一", "ヤマダ", "総務課", "庶務係"],
        &["002", "佐藤 一", "サトウ", "総務課", "庶務係"],
    ];
    let file = ledger(&rows, &[]);
    let asks = |preview: &mamori_core::import::Preview| {
        table(preview).problems.iter().filter(|finding| finding.issue == Issue::TwoRowHeadings).count()
    };
    assert_eq!(asks(&undecided(&file)), 1);
    let told = decided(&file, TableDecisions { header_row: Some(1), ..TableDecisions::default() });
    assert_eq!(asks(&told), 0, "whoever says which row it is need not be asked");
}

#[test]
fn a_heading_left_above_a_column_without_one_is_asked_about() {
    let rows: [&[&str]; 4] = [
        &["管理番号", "様式第3号"],
        &["", "媒体種別", "保管場所", "登録日"],
        &["U1", "USBメモリ", "金庫", "R6.4.1"],
        &["U2", "USBメモリ", "金庫", "R6.4.1"],
    ];
    let file = ledger(&rows, &[]);
    let preview = undecided(&file);
    let asked = table(&preview).problems.iter().find(|finding| finding.issue == Issue::TwoRowHeadings);
    assert!(asked.unwrap().text.contains("1行目の“管理番号”"), "{asked:?}");
}

#[test]
fn what_comes_again_in_row_after_row_is_no_second_row_of_headings() {
    let file = ledger(
        &[
            &["管理番号", "登録", "", "備考"],
            &["", "登録者", "登録日"],
            &["", "登録者", "登録日"],
            &["", "登録者", "登録日"],
        ],
        &[],
    );
    let preview = undecided(&file);
    assert!(preview.tables().all(|table| table.header_row != 1 || !table.columns[1].heading.contains('/')));
}

#[test]
fn headings_of_two_rows_come_again_on_every_page() {
    let rows = [MEDIA.as_slice(), MEDIA.as_slice()].concat();
    let preview = undecided(&ledger(&rows, &[]));
    assert_eq!(preview.tables().count(), 1);
    let table = table(&preview);
    assert_eq!((table.rows.len(), table.totals.header), (4, 4), "{:?}", table.not_data);
}

/// A list of devices of which `disposed` say on what day they were disposed of.
fn devices(disposed: &[bool]) -> ReadFile {
    sheet("PC", |sheet| {
        texts(sheet, 0, &["", "", "", "", "廃棄"]);
        texts(sheet, 1, &["管理番号", "機器名", "製造番号", "取得日", "年月日", "方法", "業者"]);
        for (row, disposed) in (2..).zip(disposed) {
            let (number, serial) = (format!("PC-{row}"), format!("S{row}"));
            let [day, how, who] = if *disposed { ["R7.3.1", "破砕", "A社"] } else { [""; 3] };
            texts(sheet, row, &[&number, "ノートPC", &serial, "R3.4.1", day, how, who]);
        }
    })
}

#[test]
fn a_group_of_disposal_over_a_few_devices_makes_no_disposals_of_the_others() {
    let preview = undecided(&devices(&[false, true, false]));
    let table = table(&preview);
    assert_eq!((table.register, table.header_row, table.rows.len()), (RegisterId::Devices, 1, 3));
    assert_eq!(values(&preview, "disposed_on"), ["-", "2025-03-01", "-"]);
    assert_eq!(table.rows[1].extra["廃棄/方法"], "破砕");
    assert_eq!((said(&preview).len(), asked(&preview).len()), (0, 0));
}

#[test]
fn devices_of_which_most_were_disposed_of_may_be_disposals_and_are_asked_about() {
    for (disposed, asks) in [([true, true, false], true), ([true, true, true], false)] {
        let preview = undecided(&devices(&disposed));
        assert_eq!(table(&preview).register, RegisterId::Disposals);
        assert_eq!(values(&preview, "disposed_on")[0], "2025-03-01");
        assert_eq!(said(&preview).contains(&"which_ledger"), asks, "{disposed:?}");
    }
}

#[test]
fn one_word_over_the_first_headings_is_their_title() {
    let file = sheet("Sheet1", |sheet| {
        texts(sheet, 0, &["廃棄"]);
        texts(sheet, 1, &["年月日", "方法", "管理番号", "品名"]);
        texts(sheet, 2, &["R7.3.1", "破砕", "USB-1", "USBメモリ"]);
    });
    assert_eq!(table(&undecided(&file)).header_row, 2);
}
