//! How much dearer taking a ledger in is than reading it and writing its rows plainly.
//!
//! All sides work on the same workbook in the same run. The plain side is calamine's streaming reader and
//! one transaction of inserts into an encrypted table of twelve columns; ours reads in a child process,
//! judges every cell, and writes records, evidence and the chained log. Goal: 2.5 times.
//! Cost grows linearly with the rows on all sides; the second size shows it.
//!
//! The bare side writes what the design asks for and does nothing else: for each row its record under a unique
//! number, a log entry with the record's image, sealed onto the one before, and the row as it stood, in packets
//! of deflated rows as the ledger keeps them. What it takes more than the plain side no import with such a log can save.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use calamine::{Data, Reader, Xlsx, open_workbook};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use mamori_core::import::{Cancel, Decisions, Judged, ReadFile, ReaderProcess, commit};
use sha2::{Digest, Sha256};

mod support;

use support::TOOL;

fn main() {
    for rows in [10_000, 100_000] {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("台帳.xlsx");
        support::workbook(&book, rows);
        let plain = plain(&book, folder.path());
        let bare = bare(&book, folder.path());
        let (reading, deciding, whole) = ours(&book, &folder.path().join("ledger"));
        let ratio = whole.as_secs_f64() / plain.as_secs_f64();
        println!(
            "import {rows} x 12 rows: {ratio:.2} x (calamine streaming read + plain insert); goal 2.50 \
             [plain {plain:.2?}, ours {whole:.2?}: read {reading:.2?}, preview {deciding:.2?}, commit {:.2?}]",
            whole - reading - deciding
        );
        let (against, floor) =
            (whole.as_secs_f64() / bare.as_secs_f64(), bare.as_secs_f64() / plain.as_secs_f64());
        println!(
            "import {rows} x 12 rows: {against:.2} x (the same with image, seal and evidence, unjudged: {bare:.2?}, itself \
             {floor:.2} x plain)"
        );
    }
}

/// calamine, cell by cell, into a plain table of an encrypted file, in one transaction.
fn plain(book: &Path, folder: &Path) -> Duration {
    let start = Instant::now();
    let mut db = encrypted(&folder.join("plain.db"));
    let columns: Vec<String> = (0..12).map(|n| format!("c{n} text")).collect();
    db.execute_batch(&format!("create table t ({})", columns.join(", "))).unwrap();
    let tx = db.transaction().unwrap();
    {
        let mut insert = tx.prepare("insert into t values (?,?,?,?,?,?,?,?,?,?,?,?)").unwrap();
        each_row(book, |row| _ = insert.execute(rusqlite::params_from_iter(row)).unwrap());
    }
    tx.commit().unwrap();
    start.elapsed()
}

/// The same rows with what the design keeps of each: image and seal in a log, and the row as it stood.
fn bare(book: &Path, folder: &Path) -> Duration {
    let start = Instant::now();
    let mut db = encrypted(&folder.join("bare.db"));
    let columns: Vec<String> = (1..12).map(|n| format!("c{n} text")).collect();
    db.execute_batch(&format!(
        "create table t (id integer primary key, uuid text unique, c0 text unique, {});
         create table event (seq integer primary key, at text, who text, image text, hash blob);
         create table evidence (id integer primary key, cells blob);",
        columns.join(", ")
    ))
    .unwrap();
    let tx = db.transaction().unwrap();
    {
        let mut record = tx.prepare("insert into t values (null,?,?,?,?,?,?,?,?,?,?,?,?,?)").unwrap();
        let mut event = tx.prepare("insert into event values (null,?,?,?,?)").unwrap();
        let mut evidence = tx.prepare("insert into evidence values (null,?)").unwrap();
        let mut packet = Vec::new();
        let (at, who, mut hash, mut headings) =
            ("2026-11-20T00:00:00.000Z", "辻󠄀 香織", [0_u8; 32], Vec::new());
        each_row(book, |row| {
            if headings.is_empty() {
                headings = row.to_vec();
            }
            let uuid = uuid::Uuid::now_v7().to_string();
            let texts: BTreeMap<&str, &str> =
                headings.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect();
            let cells = serde_json::to_string(&texts).unwrap();
            let image =
                format!("{{\"uuid\":\"{uuid}\",\"origin\":\"import\",\"version\":1,\"values\":{cells}}}");
            hash = Sha256::new().chain_update(hash).chain_update(at).chain_update(&image).finalize().into();
            record.execute(rusqlite::params_from_iter(std::iter::once(&uuid).chain(row))).unwrap();
            event.execute(rusqlite::params![at, who, image, hash]).unwrap();
            packet.push(cells);
            if packet.len() == 256 {
                evidence.execute([deflated(&std::mem::take(&mut packet))]).unwrap();
            }
        });
        evidence.execute([deflated(&packet)]).unwrap();
    }
    tx.commit().unwrap();
    start.elapsed()
}

/// Rows as they stood, many together, as the ledger keeps them.
fn deflated(cells: &[String]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::fast());
    out.write_all(format!("[{}]", cells.join(",")).as_bytes()).unwrap();
    out.finish().unwrap()
}

fn encrypted(path: &Path) -> rusqlite::Connection {
    let db = rusqlite::Connection::open(path).unwrap();
    db.pragma_update(None, "key", "x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'")
        .unwrap();
    // As the ledger has them: all sides have the same pages.
    db.pragma_update(None, "cipher_page_size", 16_384).unwrap();
    db.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256").unwrap();
    db.pragma_update(None, "synchronous", "full").unwrap();
    db
}

/// Every row of the first sheet as twelve texts.
fn each_row(book: &Path, mut visit: impl FnMut(&[String])) {
    let mut workbook: Xlsx<_> = open_workbook(book).unwrap();
    let sheet = workbook.sheet_names()[0].clone();
    let mut row: Vec<String> = vec![String::new(); 12];
    let mut at = 0;
    let mut cells = workbook.worksheet_cells_reader(&sheet).unwrap();
    while let Some(cell) = cells.next_cell().unwrap() {
        let (line, column) = cell.get_position();
        if line != at {
            visit(&row);
            row.iter_mut().for_each(String::clear);
            at = line;
        }
        if let Some(slot) = row.get_mut(column as usize) {
            *slot = Data::from(cell.get_value().clone()).to_string();
        }
    }
    visit(&row);
}

/// Reading, judging, and everything to the commit, as the window does it.
fn ours(book: &Path, ledger: &Path) -> (Duration, Duration, Duration) {
    let (mut ledgers, session) = support::ledger(ledger);

    let start = Instant::now();
    let file =
        ReadFile::open(book, support::today(), &ReaderProcess::at(TOOL), &Cancel::default(), &mut |_| {})
            .unwrap();
    let reading = start.elapsed();
    let decisions = Decisions { accept_all: true, ..Decisions::default() };
    let judged = black_box(Judged::of(vec![file], decisions));
    let deciding = start.elapsed() - reading;
    commit::commit(&mut ledgers, &session, &judged, &Cancel::default(), &mut |_, _| {}).unwrap();
    (reading, deciding, start.elapsed())
}
