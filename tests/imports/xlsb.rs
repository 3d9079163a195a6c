//! .xlsb with what its cells say besides their values.

use mamori_core::import::cells::{Book, Cell, Raw, Row, Sheet, SheetHead};
use mamori_core::import::{Decisions, Issue, preview};

use super::hand::{open, values};
use crate::support::xlsb;

fn row(number: u32, texts: &[&str]) -> Row {
    let cell = |(col, text): (u16, &&str)| Cell { col, value: Raw::Text((*text).into()), ..Cell::default() };
    Row { number, hidden: number == 2, cells: (0..).zip(texts).map(cell).collect() }
}

#[test]
fn an_xlsb_comes_with_its_marks() {
    let rows = vec![
        row(1, &["管理番号", "種別", "保管場所"]),
        row(2, &["USB-001", "CD-R", "金庫"]),
        row(3, &["USB-002", "CD-R", "金庫"]),
    ];
    let head = SheetHead { name: Some("電子媒体管理台帳".into()), ..SheetHead::default() };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("台帳.xlsb");
    xlsb::save_as(&Book { sheets: vec![Sheet { head, rows }] }, &path, |row| row.number == 3);
    let file = open("台帳.xlsb", &std::fs::read(&path).unwrap());
    let preview = preview(&[file], &Decisions::default());
    let table = preview.tables().next().unwrap();
    let marks: Vec<(bool, bool)> = table.rows.iter().map(|row| (row.hidden, row.struck)).collect();
    assert_eq!(marks, [(true, false), (false, true)]);
    assert_eq!(values(&preview, "media_no"), ["USB-001", "USB-002"]);
    assert!(!table.problems.iter().any(|finding| finding.issue == Issue::MarksUnread));
}
