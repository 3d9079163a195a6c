//! Of many files some bring nothing in: that is told by name and with the reason before anything is written, and
//! somebody says that it may be so.

use std::collections::BTreeSet;
use std::path::PathBuf;

use mamori_core::error::{Error, ErrorCode};
use mamori_core::export::{self, ExportFormat, ListWanted};
use mamori_core::import::left::LeftWhy;
use mamori_core::import::{
    Cancel, Decisions, Desk, ImportError, ImportPreview, Judged, ReadFailure, ReadFile, ReadOptions,
    ReaderProcess, TextEncoding, commit,
};
use mamori_core::watch::Watch;

use crate::support::{Office, office};

const HEAD: &str = "管理番号,種別,登録日,保管場所";

fn file(office: &Office, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = office.folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn reader() -> ReaderProcess {
    ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"))
}

fn desk(paths: &[PathBuf]) -> Desk {
    Desk::open((1, crate::support::today()), paths, &reader(), &mut |_| {}, &Watch::default()).unwrap()
}

fn seen(desk: &mut Desk, office: &Office, decisions: Decisions) -> ImportPreview {
    desk.decide(&office.ledgers, &office.session, decisions, &Watch::default()).unwrap()
}

fn commit_seen(desk: &mut Desk, office: &mut Office) -> Result<u32, Error> {
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    let batch = desk.commit(ledgers, session, &Cancel::default(), &mut |_, _| {})?;
    Ok(batch.registers.iter().map(|one| one.records).sum())
}

fn left(view: &ImportPreview) -> Vec<(&str, LeftWhy, bool)> {
    view.left.iter().map(|left| (left.file.as_str(), left.why, left.asks)).collect()
}

#[test]
fn files_that_bring_nothing_in_hold_up_the_commit_until_somebody_has_seen_them() {
    let mut office = office();
    let rows = |n: u32| format!("{HEAD}\nUSB-{n},CD-R,R6.4.1,金庫\n");
    let list = office.folder.path().join("期限.csv");
    let how = (&ListWanted::Duties, ExportFormat::CsvUtf8);
    export::list(&mut office.ledgers, &office.session, how, &list).unwrap();
    let paths = [
        file(&office, "台帳.csv", rows(1)),
        file(&office, "台帳(2).csv", rows(1)),
        file(&office, "覚え.csv", "札,しな\nA,B\n"),
        file(&office, "壊れた.xlsx", b"PK\x03\x04 broken"),
        list,
    ];
    let mut desk = desk(&paths);
    let decided = Decisions { accept_all: true, out: BTreeSet::from([1]), ..Decisions::default() };
    let view = seen(&mut desk, &office, decided.clone());
    assert_eq!(
        left(&view),
        [
            ("台帳(2).csv", LeftWhy::Copy, false),
            ("覚え.csv", LeftWhy::NoLedger, true),
            ("期限.csv", LeftWhy::OwnList, false),
            ("壊れた.xlsx", LeftWhy::Unreadable, true),
        ]
    );
    assert_eq!((view.left[0].of.as_str(), view.readiness.ready), ("台帳.csv", false));
    assert!(view.left[3].why_ja().contains("壊れているか途中で切れています"), "{:?}", view.left[3]);
    let refused = commit_seen(&mut desk, &mut office).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ImportFilesLeft);
    assert_eq!(refused.report().params["files"], "覚え.csv、壊れた.xlsx");

    // One of them is not enough.
    let half = Decisions { stay_out: BTreeSet::from(["覚え.csv".to_owned()]), ..decided };
    assert!(!seen(&mut desk, &office, half.clone()).readiness.ready);
    let mut all = half;
    all.stay_out.insert("壊れた.xlsx".to_owned());
    let view = seen(&mut desk, &office, all);
    assert!(view.readiness.ready && view.left.len() == 4 && view.left.iter().all(|left| !left.asks));
    assert_eq!(commit_seen(&mut desk, &mut office).unwrap(), 1);
}

#[test]
fn no_import_goes_past_a_file_nobody_has_seen_to_bring_nothing_in() {
    let mut office = office();
    let read = |path: &PathBuf| {
        ReadFile::open(path, crate::support::today(), &reader(), &Cancel::default(), &mut |_| {})
    };
    let good = file(&office, "台帳.csv", format!("{HEAD}\nUSB-1,CD-R,R6.4.1,金庫\n"));
    let other = file(&office, "覚え.csv", "札,しな\nA,B\n");
    let broken = file(&office, "壊れた.xlsx", b"PK\x03\x04 broken");
    let empty = file(&office, "空.csv", b"");
    let files = [good, other].iter().map(|path| read(path).unwrap()).collect();
    let mut judged = Judged::of(files, Decisions { accept_all: true, ..Decisions::default() });
    judged.note_refused(&[read(&broken).unwrap_err(), read(&empty).unwrap_err()]);
    let mut take_in = |judged: &Judged| {
        commit::commit(&mut office.ledgers, &office.session, judged, &Cancel::default(), &mut |_, _| {})
    };
    let refused = take_in(&judged).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ImportFilesLeft);
    assert_eq!(refused.report().params["files"], "覚え.csv、壊れた.xlsx", "nothing is missed of 空.csv");
    judged.let_stay_out(["覚え.csv", "壊れた.xlsx"].map(str::to_owned));
    assert_eq!(take_in(&judged).unwrap().registers[0].records, 1);
}

#[test]
fn a_text_that_was_taken_for_none_is_read_as_somebody_says() {
    let office = office();
    // So many control characters that it could be anything.
    let text = format!("{HEAD}\r\nUSB-1,CD-R,R6.4.1,\u{1}\u{2}\u{3}\u{4}\u{5}金庫\r\n");
    let path = file(&office, "端末.csv", encoding_rs::SHIFT_JIS.encode(&text).0);
    let other = file(&office, "台帳.csv", format!("{HEAD}\nUSB-9,CD-R,R6.4.1,金庫\n"));
    let mut desk = desk(&[path.clone(), other]);
    let view = seen(&mut desk, &office, Decisions::default());
    let refused = &view.refused[0];
    assert_eq!(
        (refused.failure.as_str(), refused.samples[0].encoding),
        ("unknown_format", TextEncoding::Cp932)
    );
    assert!(refused.samples[0].text.starts_with(HEAD), "{:?}", refused.samples);
    assert!(refused.samples.iter().any(|sample| sample.encoding == TextEncoding::Utf8 && sample.broken > 5));

    let again = |desk: &mut Desk, read, watch: &Watch<'_>| {
        desk.reread(&office.ledgers, &office.session, (&path, read), watch)
    };
    // Stopped while it is read, it is refused for the same reason as before.
    let cancelled = ImportError::new("端末.csv", ReadFailure::Cancelled, "");
    let stopped = again(&mut desk, Err(cancelled), &Watch::default());
    assert_eq!(stopped.unwrap_err().code(), ErrorCode::Cancelled);
    let view = desk.view(&office.ledgers, &office.session, &Watch::default()).unwrap();
    assert_eq!(view.refused[0].failure, "unknown_format");

    let cp932 = ReadOptions { encoding: Some(TextEncoding::Cp932), ..ReadOptions::default() };
    let read = ReadFile::open_with(
        (&path, &cp932),
        crate::support::today(),
        &reader(),
        &Cancel::default(),
        &mut |_| {},
    );
    let view = again(&mut desk, read, &Watch::default()).unwrap();
    assert_eq!((view.refused.len(), view.files.len(), view.left.len()), (0, 2, 0));
    assert_eq!(view.files[1].encoding, Some(TextEncoding::Cp932));
    assert_eq!(view.files[1].tables[0].rows.len(), 1);
}
