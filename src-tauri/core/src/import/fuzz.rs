//! For the fuzz targets alone (`cfg(fuzzing)`): the readers of our own without their process.

use super::cells::{Book, Row, Sheet, SheetHead};
use super::file::ReadFile;
use super::options::{ReadOptions, Secret};
use super::preview::Decisions;
use super::sniff::{Format, sniff};
use super::stream::{self, Failure, Frame};
use super::workbook::{self, Sink};
use super::xlsx_extra::Parts;
use super::{preview, unlock};

/// Reads a text file, a page or an XML spreadsheet, judges it, and holds that its rows add up.
pub fn text(bytes: &[u8]) {
    if !matches!(sniff(bytes), Ok(Format::Text | Format::Html | Format::Xml2003)) {
        return;
    }
    let mut book = Collected::default();
    if workbook::read(bytes, &ReadOptions::default(), &mut book).is_err() {
        return;
    }
    let file = ReadFile {
        read_on: chrono::NaiveDate::MAX,
        file: "台帳.csv".to_owned(),
        path: "台帳.csv".into(),
        sha256: String::new(),
        bytes: Vec::new().into(),
        book: book.0,
    };
    for accept_all in [false, true] {
        let preview = preview(std::slice::from_ref(&file), &Decisions { accept_all, ..Decisions::default() });
        for table in preview.tables() {
            assert!(table.adds_up(), "{:?}", table.totals);
            table.drafts().for_each(drop);
        }
    }
}

/// Looks at a workbook without the workbook library.
pub fn parts(bytes: &[u8]) {
    let mut reading = stream::Reading::default();
    let mut frames = bytes;
    while stream::read(&mut frames, &mut reading).is_some() {}
    // That of the locked files among the seeds: what it opens is decrypted and unpacked too.
    let password = Secret::from("kumiai-R8金庫".to_owned());
    match sniff(bytes) {
        Ok(Format::Locked) => drop(unlock::unlock(bytes, Some(&password))),
        Ok(Format::LockedOds) => drop(unlock::ods::unlock(bytes, Some(&password))),
        Ok(Format::LockedXls) => drop(unlock::xls::unlock(bytes, Some(&password))),
        Ok(Format::Xlsx) => {
            let Ok(mut parts) = Parts::open(bytes) else { return };
            for name in parts.names() {
                let _ = parts.extra(&name);
            }
        }
        _ => {}
    }
}

/// What was read, handed over as the reader process does.
#[derive(Default)]
struct Collected(Book);

impl Sink for Collected {
    fn sheet(&mut self, head: &SheetHead) -> Result<(), Failure> {
        self.0.sheets.push(Sheet { head: head.clone(), rows: Vec::new() });
        Ok(())
    }

    fn row<T: AsRef<str>>(&mut self, row: &Row<T>) -> Result<(), Failure> {
        let mut frame = Vec::new();
        stream::write_row(&mut frame, &mut Vec::new(), row).expect("memory takes everything");
        let Some(Frame::Row(row)) = stream::read(&mut frame.as_slice(), &mut stream::Reading::default())
        else {
            panic!("what was written is no row");
        };
        self.0.sheets.last_mut().into_iter().for_each(|sheet| sheet.rows.push(row.clone()));
        Ok(())
    }

    fn sheet_end(&mut self, head: SheetHead) -> Result<(), Failure> {
        self.0.sheets.last_mut().into_iter().for_each(|sheet| sheet.finish(head.clone()));
        Ok(())
    }
}
