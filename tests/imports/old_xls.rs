//! Old .xls: Excel 95 in Shift_JIS, and texts of which a part is struck through.

use std::io::Write;

use mamori_core::import::cells::{Row, Struck};

use super::hand::{open, undecided};

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(body.len() as u16).to_le_bytes(), body].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn cp932(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

/// A workbook of Excel 95: one sheet, its texts in Shift_JIS, with or without the record that says so.
fn excel_95(sheet: &str, rows: &[&[&str]], says_codepage: bool) -> Vec<u8> {
    let bof = |kind: u16| record(0x0809, &words(&[0x0500, kind, 0x0dbb, 0x07cc]));
    let codepage = if says_codepage { record(0x0042, &words(&[932])) } else { Vec::new() };
    let name = cp932(sheet);
    let bound = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, name.len() as u8], &name].concat());
    let end = record(0x000a, &[]);
    let start = bof(5).len() + codepage.len() + bound(0).len() + end.len();
    let mut stream = [bof(5), codepage, bound(start as u32), end.clone(), bof(0x10)].concat();
    stream.extend(record(0x0200, &words(&[0, rows.len() as u16, 0, 4, 0])));
    for (row, cells) in (0u16..).zip(rows) {
        for (col, text) in (0u16..).zip(*cells) {
            let text = cp932(text);
            stream.extend(record(0x0204, &[words(&[row, col, 15, text.len() as u16]), text].concat()));
        }
    }
    stream.extend(end);
    // Below 4,096 bytes it would lie in the container's own small sectors.
    stream.resize(stream.len().max(5000), 0);
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Book").unwrap().write_all(&stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn excel_95_in_shift_jis_is_read_whether_it_says_so_or_not() {
    let rows: [&[&str]; 3] = [
        &["管理番号", "種別", "登録日", "保管場所"],
        &["USB-001", "ＵＳＢメモリ", "平成8年4月1日", "髙橋の机①"],
        &["MO-002", "ＭＯ", "H8.5.1", "ｷﾝｺ表十ソ能"],
    ];
    for says_codepage in [true, false] {
        let file = open("台帳.xls", &excel_95("平成８年度", &rows, says_codepage));
        let sheet = &file.book.sheets[0];
        assert_eq!(sheet.head.name.as_deref(), Some("平成８年度"));
        let texts = |row: &Row| -> Vec<String> {
            row.cells.iter().map(|cell| cell.value.text().into_owned()).collect()
        };
        let read: Vec<Vec<String>> = sheet.rows.iter().map(texts).collect();
        assert_eq!(read, rows, "says its code page: {says_codepage}");
        // What such a file says by strokes and colours is not known, and that is said.
        assert!(sheet.head.marks_unread);
        let preview = undecided(&file);
        let days: Vec<_> =
            preview.tables().next().unwrap().rows.iter().map(|row| &row.values["registered_on"]).collect();
        assert_eq!(days, ["1996-04-01", "1996-05-01"]);
    }
}

#[test]
fn a_text_struck_in_part_is_told_of_in_an_xls_too() {
    let path = format!("{}/../../tests/fixtures/xls/struck-part.xls", env!("CARGO_MANIFEST_DIR"));
    let file = open("台帳.xls", &std::fs::read(path).unwrap());
    let sheet = &file.book.sheets[0];
    assert!(!sheet.head.marks_unread);
    let struck = |row: usize, col: usize| sheet.rows[row].cells[col].struck;
    assert_eq!(
        [struck(1, 0), struck(2, 0), struck(3, 0), struck(3, 3), struck(4, 3), struck(104, 0)],
        [Struck::Partly, Struck::Whole, Struck::No, Struck::Partly, Struck::No, Struck::Partly],
        "the last stands after the end of a record"
    );
    let preview = undecided(&file);
    let rows = preview.tables().flat_map(|table| &table.rows);
    let partly = rows.filter(|row| {
        row.problems.iter().any(|found| matches!(found.issue.as_str(), "partly_struck" | "struck_part"))
    });
    assert_eq!(partly.map(|row| row.row).collect::<Vec<_>>(), [2, 4, 105]);
}
