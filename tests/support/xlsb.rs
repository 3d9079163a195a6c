//! A workbook saved again as .xlsb: its cells and the names of its sheets in the records of MS-XLSB, whole rows struck
//! through where it is said so. Knows nothing of the program but what it read.

use std::io::{Cursor, Write};
use std::path::Path;

use chrono::NaiveDate;
use mamori_core::import::cells::{Book, Raw, Row, Sheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Looks of cells, by their places in the styles below.
const PLAIN: u32 = 0;
const DAY: u32 = 1;
const STRUCK: u32 = 2;

/// Writes what was read of a workbook; rows for which `struck` holds have a line through them.
pub fn save_as(book: &Book, path: &Path, struck: impl Fn(&Row) -> bool) {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    };
    put("[Content_Types].xml", b"<Types/>");
    let relation = |n: usize| format!(r#"<Relationship Id="rId{n}" Target="worksheets/sheet{n}.bin"/>"#);
    let relations: String = (1..=book.sheets.len()).map(relation).collect();
    put("xl/_rels/workbook.bin.rels", format!("<Relationships>{relations}</Relationships>").as_bytes());
    put("xl/workbook.bin", &workbook(book));
    put("xl/styles.bin", &styles());
    for (n, sheet) in (1..).zip(&book.sheets) {
        put(&format!("xl/worksheets/sheet{n}.bin"), &worksheet(sheet, &struck));
    }
    std::fs::write(path, zip.finish().unwrap().into_inner()).unwrap();
}

fn workbook(book: &Book) -> Vec<u8> {
    let mut out = record(0x83, &[]);
    out.extend(record(0x8f, &[]));
    for (n, sheet) in (1_u32..).zip(&book.sheets) {
        let hidden = if sheet.head.hidden { 2 } else { 0_u32 };
        let name = sheet.head.name.as_deref().unwrap_or_default();
        let parts =
            [hidden.to_le_bytes().to_vec(), n.to_le_bytes().to_vec(), wide(&format!("rId{n}")), wide(name)];
        out.extend(record(0x9c, &parts.concat()));
    }
    out.extend(record(0x90, &[]));
    out.extend(record(0x9d, &[]));
    out.extend(record(0x84, &[]));
    out
}

fn styles() -> Vec<u8> {
    let font = |flags: u16| {
        [220_u16.to_le_bytes(), flags.to_le_bytes()].concat().into_iter().chain([0; 20]).collect::<Vec<u8>>()
    };
    let look = |format: u16, font: u16| {
        [0, format, font, 0].map(u16::to_le_bytes).concat().into_iter().chain([0; 8]).collect::<Vec<u8>>()
    };
    let parts = [
        record(0x263, &2_u32.to_le_bytes()),
        record(43, &font(0)),
        record(43, &font(0x0008)),
        record(0x264, &[]),
        record(0x269, &3_u32.to_le_bytes()),
        record(47, &look(0, 0)),
        record(47, &look(14, 0)),
        record(47, &look(0, 1)),
        record(0x26a, &[]),
    ];
    parts.concat()
}

fn worksheet(sheet: &Sheet, struck: &impl Fn(&Row) -> bool) -> Vec<u8> {
    let last = |of: fn(&Row) -> u32| sheet.rows.iter().map(of).max().unwrap_or_default();
    let (rows, cols) =
        (last(|row| row.number - 1), last(|row| row.cells.last().map_or(0, |cell| cell.col.into())));
    let size: Vec<u8> = [0, rows, 0, cols].map(u32::to_le_bytes).concat();
    let mut out = [record(0x81, &[]), record(0x94, &size), record(0x91, &[])].concat();
    for row in &sheet.rows {
        let flags = if row.hidden { 0x10 } else { 0 };
        let head = [(row.number - 1).to_le_bytes(), [0; 4]].concat();
        out.extend(record(0, &[head, vec![0, 0, 0, flags, 0], vec![0; 4]].concat()));
        for cell in &row.cells {
            let look = if struck(row) { STRUCK } else { PLAIN };
            out.extend(value(cell.col.into(), look, &cell.value));
        }
    }
    [out, record(0x92, &[]), record(0x82, &[])].concat()
}

fn value(col: u32, look: u32, value: &Raw) -> Vec<u8> {
    let at = |look: u32| [col.to_le_bytes(), look.to_le_bytes()].concat();
    let number = |look: u32, number: f64| record(5, &[at(look), number.to_le_bytes().to_vec()].concat());
    match value {
        Raw::DateTime(moment) => {
            let since =
                *moment - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap().and_hms_opt(0, 0, 0).unwrap();
            number(DAY, since.num_seconds() as f64 / 86_400.0)
        }
        Raw::Number(one) => number(look, *one),
        // Some programs write a text of several looks into its cell.
        other if look == STRUCK => record(0x3e, &[at(look), vec![0], wide(&other.text())].concat()),
        other => record(6, &[at(look), wide(&other.text())].concat()),
    }
}

/// Length and characters.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [((units.len() / 2) as u32).to_le_bytes().to_vec(), units].concat()
}

/// Kind and length, seven bits to a byte, and what it holds.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut out = match kind {
        0..=0x7f => vec![kind as u8],
        _ => vec![(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8],
    };
    let mut length = data.len();
    while length > 0x7f {
        out.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
    [out, data.to_vec()].concat()
}
