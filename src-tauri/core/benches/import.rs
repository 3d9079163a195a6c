//! How much dearer taking a ledger in is than reading it and writing its rows plainly.
//!
//! Both sides work on the same workbook in the same run. The plain side is calamine's streaming reader and
//! one transaction of inserts into an encrypted table of twelve columns; ours reads in a child process,
//! judges every cell, and writes records, search texts, evidence and the chained log. Goal: 2.5 times.
//! Cost grows linearly with the rows on both sides; the second size shows it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use calamine::{Data, Reader, Xlsx, open_workbook};
use mamori_core::import::{Cancel, Decisions, Judged, ReadFile, ReaderProcess, commit};

mod support;

use support::TOOL;

fn main() {
    for rows in [10_000, 100_000] {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("台帳.xlsx");
        support::workbook(&book, rows);
        let plain = plain(&book, folder.path());
        let (reading, deciding, whole) = ours(&book, &folder.path().join("ledger"));
        let ratio = whole.as_secs_f64() / plain.as_secs_f64();
        println!(
            "import {rows} x 12 rows: {ratio:.2} x (calamine streaming read + plain insert); goal 2.50 \
             [plain {plain:.2?}, ours {whole:.2?}: read {reading:.2?}, preview {deciding:.2?}, commit {:.2?}]",
            whole - reading - deciding
        );
    }
}

/// calamine, cell by cell, into a plain table of an encrypted file, in one transaction.
fn plain(book: &Path, folder: &Path) -> Duration {
    let start = Instant::now();
    let mut db = rusqlite::Connection::open(folder.join("plain.db")).unwrap();
    db.pragma_update(None, "key", "x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'")
        .unwrap();
    db.pragma_update(None, "synchronous", "full").unwrap();
    let columns: Vec<String> = (0..12).map(|n| format!("c{n} text")).collect();
    db.execute_batch(&format!("create table t ({})", columns.join(", "))).unwrap();
    let mut workbook: Xlsx<_> = open_workbook(book).unwrap();
    let sheet = workbook.sheet_names()[0].clone();
    let tx = db.transaction().unwrap();
    {
        let mut insert = tx.prepare("insert into t values (?,?,?,?,?,?,?,?,?,?,?,?)").unwrap();
        let mut row: Vec<String> = vec![String::new(); 12];
        let mut at = 0;
        let mut cells = workbook.worksheet_cells_reader(&sheet).unwrap();
        while let Some(cell) = cells.next_cell().unwrap() {
            let (line, column) = cell.get_position();
            if line != at {
                insert.execute(rusqlite::params_from_iter(&row)).unwrap();
                row.iter_mut().for_each(String::clear);
                at = line;
            }
            if let Some(slot) = row.get_mut(column as usize) {
                *slot = Data::from(cell.get_value().clone()).to_string();
            }
        }
        insert.execute(rusqlite::params_from_iter(&row)).unwrap();
    }
    tx.commit().unwrap();
    start.elapsed()
}

/// Reading, judging, and everything to the commit, as the window does it.
fn ours(book: &Path, ledger: &Path) -> (Duration, Duration, Duration) {
    let (mut ledgers, session) = support::ledger(ledger);

    let start = Instant::now();
    let file = ReadFile::open(book, &ReaderProcess::at(TOOL), &Cancel::default(), &mut |_| {}).unwrap();
    let reading = start.elapsed();
    let decisions = Decisions { accept_all: true, ..Decisions::default() };
    let judged = black_box(Judged::of(vec![file], decisions));
    let deciding = start.elapsed() - reading;
    commit::commit(&mut ledgers, &session, &judged, &Cancel::default(), &mut |_, _| {}).unwrap();
    (reading, deciding, start.elapsed())
}
