//! A made-up office for the benches: its ledger, and workbooks of any size.
#![allow(dead_code, clippy::unwrap_used, reason = "each bench uses its part")]

use std::path::Path;
use std::process::Command;

use mamori_core::import::{Cancel, Decisions, Judged, ReadFile, ReaderProcess, commit};
use mamori_core::ledgers::{Ledgers, Surroundings, setup};
use mamori_core::users::Session;

pub const TOOL: &str = env!("CARGO_BIN_EXE_mamorictl");

/// The day on which files are read.
pub fn today() -> chrono::NaiveDate {
    Surroundings::of_this_machine().now().date_naive()
}

pub fn ledger(dir: &Path) -> (Ledgers, Session) {
    let setup = setup::Setup {
        dir: dir.display().to_string(),
        organisation: "計測用組合".into(),
        profile: "a".into(),
        person_name: "辻󠄀 香織".into(),
        person_kana: String::new(),
        department: String::new(),
        title: String::new(),
        login: "tsuji".into(),
        password: "mamori-12#".into(),
    };
    let made = setup::create(&setup, Surroundings::of_this_machine()).unwrap();
    (made.ledgers, made.session)
}

pub fn workbook(path: &Path, rows: u32) {
    let rows = rows.to_string();
    let made = Command::new(TOOL).args(["bench-data", "--rows", &rows, "--out"]).arg(path).output().unwrap();
    assert!(made.status.success());
}

/// A ledger of so many portable media, taken in as the window does.
pub fn filled(dir: &Path, rows: u32) -> (Ledgers, Session) {
    let book = dir.join(format!("{rows}.xlsx"));
    workbook(&book, rows);
    let (mut ledgers, session) = ledger(&dir.join(format!("ledger-{rows}")));
    let file =
        ReadFile::open(&book, today(), &ReaderProcess::at(TOOL), &Cancel::default(), &mut |_| {}).unwrap();
    let judged = Judged::of(vec![file], Decisions { accept_all: true, ..Decisions::default() });
    commit::commit(&mut ledgers, &session, &judged, &Cancel::default(), &mut |_, _| {}).unwrap();
    (ledgers, session)
}
