//! Broken, odd and malicious files: refused by name with a remedy, or read, and never the end of the program.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mamori_core::import::{
    Cancel, Decisions, ImportError, ReadFailure, ReadFile, ReadOptions, ReaderProcess, cells::Book, preview,
};
use zip::write::SimpleFileOptions;

fn reader() -> ReaderProcess {
    ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"))
}

fn read(path: &Path) -> Result<ReadFile, ImportError> {
    ReadFile::open(path, crate::support::today(), &reader(), &Cancel::default(), &mut |_| {})
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Book, ImportError> {
    reader().read(bytes, name, &ReadOptions::default(), &Cancel::default(), &mut |_| {})
}

fn failure(name: &str, bytes: &[u8]) -> ReadFailure {
    let refused = read_bytes(name, bytes).unwrap_err();
    assert!(refused.message_ja().contains(name), "{}", refused.message_ja());
    refused.failure
}

/// An .xlsx of the parts a reader needs, around the given sheet.
pub fn xlsx(sheet_data: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 5] = [
        (
            "[Content_Types].xml",
            br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        (
            "_rels/.rels",
            br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet_data),
    ];
    for (name, body) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(body).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn sheet(rows: &str) -> Vec<u8> {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
    .into_bytes()
}

#[test]
fn every_hostile_sample_is_read_or_refused_in_words() {
    let folder = std::env::var_os("MAMORI_HOSTILE").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/hostile")),
        PathBuf::from,
    );
    // The files belong to others and are not part of this project.
    let Ok(files) = std::fs::read_dir(&folder) else { return };
    for file in files {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            continue;
        }
        let started = Instant::now();
        let answer = read(&path);
        let name = path.file_name().unwrap().to_string_lossy();
        match &answer {
            Ok(file) => {
                let preview = preview(std::slice::from_ref(file), &Decisions::default());
                println!("{name}: {} sheets, {} tables", file.book.sheets.len(), preview.tables().count());
            }
            Err(refused) => {
                println!("{}", refused.message_ja());
                assert!(refused.message_ja().contains(name.as_ref()));
                assert_ne!(refused.failure, ReadFailure::NoReader);
            }
        }
        assert!(started.elapsed() < Duration::from_secs(60), "{name}");
    }
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>管理番号</t></is></c></row>
        <row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let book = read_bytes("corner.xlsx", &xlsx(&sheet(rows))).unwrap();
    let at: Vec<(u32, u16)> = book.sheets[0].rows.iter().map(|row| (row.number, row.cells[0].col)).collect();
    assert_eq!(at, [(1, 0), (1_048_576, 16_383)]);
}

#[test]
fn a_cell_outside_the_sheet_makes_the_sheet_unreadable() {
    let book =
        read_bytes("out.xlsx", &xlsx(&sheet(r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#)));
    let why = book.unwrap().sheets[0].head.unreadable.clone().unwrap();
    assert!(why.starts_with("このシートは壊れていて読めません。"), "{why}");
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    assert_eq!(failure("ratio.xlsx", &xlsx(&vec![b' '; 20 * 1024 * 1024])), ReadFailure::Bomb);
    assert_eq!(failure("sum.xlsx", &with_blanks(103)), ReadFailure::Bomb);
}

/// A plain ledger of 50 MB unpacks to more than 400.
#[test]
fn a_workbook_may_be_ten_times_its_size_when_unpacked() {
    assert_eq!(read_bytes("heavy.xlsx", &with_blanks(50)).unwrap().sheets[0].rows.len(), 1);
}

/// A small workbook with so many parts of 10 MB beside its sheet, none of them too tightly packed.
fn with_blanks(parts: usize) -> Vec<u8> {
    let good = xlsx(&sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#));
    let mut blank = zip::ZipWriter::new(Cursor::new(Vec::new()));
    blank.start_file("blank", SimpleFileOptions::default()).unwrap();
    blank.write_all(&vec![b' '; 10 * 1024 * 1024]).unwrap();
    let mut blank = zip::ZipArchive::new(blank.finish().unwrap()).unwrap();
    let mut book = zip::ZipWriter::new_append(Cursor::new(good)).unwrap();
    for n in 0..parts {
        book.raw_copy_file_rename(blank.by_index_raw(0).unwrap(), format!("xl/media/{n}.bin")).unwrap();
    }
    book.finish().unwrap().into_inner()
}

#[test]
fn the_extension_says_nothing() {
    let good = xlsx(&sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#));
    for name in ["book.xls", "book.csv", "book"] {
        assert_eq!(read_bytes(name, &good).unwrap().sheets.len(), 1, "{name}");
    }
    let cases: [(&str, &[u8], ReadFailure); 5] = [
        ("empty.xlsx", b"", ReadFailure::Empty),
        ("biff2.xls", &[0x09, 0x00, 0x04, 0x00, 0x02, 0x00, 0x10, 0x00], ReadFailure::AncientExcel),
        ("word.docx", &zip_of("word/document.xml"), ReadFailure::UnknownFormat),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ReadFailure::UnknownFormat),
        ("cut.xlsx", &good[..good.len() / 2], ReadFailure::Damaged),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(failure(name, bytes), expected, "{name}");
    }
    assert_eq!(read_bytes("text.xls", "管理番号,品名\n1,USB\n".as_bytes()).unwrap().sheets[0].rows.len(), 2);
}

fn zip_of(name: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<w/>").unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_reader_that_takes_too_long_or_is_cancelled_is_ended() {
    let long = "1,2,3,4,5,6,7,8\n".repeat(400_000).into_bytes();
    let slow = ReaderProcess { time: Duration::ZERO, ..reader() };
    let refused =
        slow.read(&long, "long.csv", &ReadOptions::default(), &Cancel::default(), &mut |_| {}).unwrap_err();
    assert_eq!(refused.failure, ReadFailure::Timeout);

    let cancel = Cancel::default();
    cancel.cancel();
    let refused =
        reader().read(&long, "long.csv", &ReadOptions::default(), &cancel, &mut |_| {}).unwrap_err();
    assert_eq!(refused.failure, ReadFailure::Cancelled);
}

#[test]
fn what_is_no_file_of_an_office_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let lock = folder.path().join("~$台帳.xlsx");
    std::fs::write(&lock, b"lock").unwrap();
    assert_eq!(read(&lock).unwrap_err().failure, ReadFailure::LockFile);
    let gone = folder.path().join("台帳.xlsx");
    assert_eq!(read(&gone).unwrap_err().failure, ReadFailure::NotFound);
    let none = ReaderProcess::at(folder.path().join("nothing"));
    let refused = none.read(b"a,b", "台帳.csv", &ReadOptions::default(), &Cancel::default(), &mut |_| {});
    assert_eq!(refused.unwrap_err().failure, ReadFailure::NoReader);
}
