//! 中止: long work stopped at any moment leaves neither a record, nor an entry, nor a file half done.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use mamori_core::audit::Head;
use mamori_core::audit::log::EventQuery;
use mamori_core::error::{ErrorCode, Result};
use mamori_core::export::{self, ExportFormat, ListWanted};
use mamori_core::import::batches::{self, TouchedRecords};
use mamori_core::import::diff::view::compare_watched;
use mamori_core::import::report::{self, ReportFormat};
use mamori_core::import::{
    Cancel, Decisions, Desk, Judged, ReadFile, ReadOptions, ReaderProcess, TextEncoding, commit,
};
use mamori_core::records::view::ListQuery;
use mamori_core::vocab::RegisterId;
use mamori_core::watch::Watch;

use crate::support::{Office, office};

const ROWS: usize = 600;

fn reader() -> ReaderProcess {
    ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"))
}

/// A ledger long enough to be looked after more than once.
fn long_ledger(office: &Office) -> PathBuf {
    let path = office.folder.path().join("台帳.csv");
    let rows: String = (1..=ROWS).map(|n| format!("USB-{n:04},USBﾒﾓﾘ,R6.4.1,金庫,控え{n}\n")).collect();
    std::fs::write(&path, format!("管理番号,種別,登録日,保管場所,覚え\n{rows}")).unwrap();
    path
}

fn judged(office: &Office) -> Judged {
    let file = ReadFile::open(
        &long_ledger(office),
        crate::support::today(),
        &reader(),
        &Cancel::default(),
        &mut |_| {},
    )
    .unwrap();
    Judged::of(vec![file], Decisions { accept_all: true, ..Decisions::default() })
}

/// An office whose ledger came in as one batch.
fn imported() -> Office {
    let mut office = office();
    let judged = judged(&office);
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    commit::commit(ledgers, session, &judged, &Cancel::default(), &mut |_, _| {}).unwrap();
    office
}

/// All that work could leave behind: the log's head, and what lies in the folder.
fn left_behind(office: &Office) -> (Head, Vec<PathBuf>) {
    let entries = std::fs::read_dir(office.folder.path()).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    (office.ledgers.head().unwrap(), files)
}

/// Stops the work the first time it is looked at, then the second time, and so on until it comes to its end.
/// Answers how often it was stopped.
fn stop_everywhere(office: &mut Office, work: impl Fn(&mut Office, &Watch<'_>) -> Result<()>) -> usize {
    for stopped in 0.. {
        let (cancel, looks, before) = (Cancel::default(), Cell::new(0), left_behind(office));
        let mut progress = |done: u64, total: u64| {
            assert!(total == 0 || done <= total, "{done} of {total}");
            if looks.replace(looks.get() + 1) == stopped {
                cancel.cancel();
            }
        };
        match work(office, &Watch::new(&cancel, &mut progress)) {
            Ok(()) => return stopped,
            Err(error) => assert_eq!(error.code(), ErrorCode::Cancelled),
        }
        assert_eq!(left_behind(office), before, "stopped at look {stopped}");
    }
    unreachable!("some time it is done")
}

#[test]
fn an_undoing_is_whole_or_not_at_all() {
    let mut office = imported();
    let undo = |office: &mut Office, watch: &Watch<'_>| {
        let why = (TouchedRecords::Refuse, "列の読み違い");
        batches::undo_watched(&mut office.ledgers, &office.session, 1, why, watch).map(drop)
    };
    // Both while the records are looked at and while they are taken back.
    assert!(stop_everywhere(&mut office, undo) >= 2 * ROWS / 256);
    assert!(batches::get(&office.ledgers, &office.session, 1).unwrap().undone.is_some());
}

#[test]
fn looking_what_an_undoing_would_do_can_be_stopped() {
    let mut office = imported();
    let plan = |office: &mut Office, watch: &Watch<'_>| {
        batches::plan_undo_watched(&office.ledgers, &office.session, 1, watch).map(drop)
    };
    assert!(stop_everywhere(&mut office, plan) >= ROWS / 256);
}

#[test]
fn comparing_with_the_ledger_can_be_stopped() {
    for mut office in [office(), imported()] {
        let judged = judged(&office);
        let compare = |office: &mut Office, watch: &Watch<'_>| {
            compare_watched(&office.ledgers, &office.session, &judged, watch).map(drop)
        };
        assert!(stop_everywhere(&mut office, compare) >= ROWS / 256);
    }
}

#[test]
fn a_report_that_was_stopped_leaves_no_file_and_no_entry() {
    let mut office = imported();
    for format in [ReportFormat::Pdf, ReportFormat::Xlsx] {
        let path = office.folder.path().join(report::file_name(1, format));
        let write = |office: &mut Office, watch: &Watch<'_>| {
            report::write_watched(&mut office.ledgers, &office.session, (1, format), &path, watch)
        };
        assert!(stop_everywhere(&mut office, write) > ROWS / 256);
        assert!(path.is_file());
    }
}

#[test]
fn an_export_that_was_stopped_leaves_no_file_and_no_entry() {
    let mut office = imported();
    let folder = office.folder.path().to_owned();
    for (format, name) in [(ExportFormat::Xlsx, "媒体.xlsx"), (ExportFormat::CsvUtf8, "媒体.csv")] {
        let path = folder.join(name);
        let all = ListQuery::default();
        assert!(export_everywhere(&mut office, &path, &|office, path, watch| {
            let what = (RegisterId::PortableMedia, format);
            export::ledger_watched(&mut office.ledgers, &office.session, what, &all, path, watch).map(drop)
        }));
    }
    let log = ListWanted::Log { query: EventQuery::default() };
    assert!(export_everywhere(&mut office, &folder.join("履歴.xlsx"), &|office, path, watch| {
        let what = (&log, ExportFormat::Xlsx);
        export::list::list_watched(&mut office.ledgers, &office.session, what, path, watch).map(drop)
    }));
    assert!(export_everywhere(&mut office, &folder.join("全件"), &|office, path, watch| {
        export::everything::everything_watched(&mut office.ledgers, &office.session, path, watch).map(drop)
    }));
}

type Export<'a> = dyn Fn(&mut Office, &Path, &Watch<'_>) -> Result<()> + 'a;

/// Whether it was stopped several times before it came to its end.
fn export_everywhere(office: &mut Office, path: &Path, export: &Export<'_>) -> bool {
    let stopped = stop_everywhere(office, |office, watch| export(office, path, watch));
    path.exists() && stopped > ROWS / 256
}

#[test]
fn what_was_decided_before_counts_where_showing_a_decision_was_stopped() {
    let mut office = office();
    let path = long_ledger(&office);
    let mut desk =
        Desk::open((1, crate::support::today()), &[path], &reader(), &mut |_| {}, &Watch::default()).unwrap();
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    let all = Decisions { accept_all: true, ..Decisions::default() };
    desk.decide(ledgers, session, all.clone(), &Watch::default()).unwrap();

    let mut none = all;
    none.tables.entry("0/0/0".to_owned()).or_default().exclude_rows = (2..=300).collect();
    let (cancel, beginnings) = (Cancel::default(), Cell::new(0));
    // First the rows are judged, then they are compared; there it is stopped.
    let mut progress = |done: u64, _: u64| {
        if done == 0 && beginnings.replace(beginnings.get() + 1) == 1 {
            cancel.cancel();
        }
    };
    let stopped = desk.decide(ledgers, session, none, &Watch::new(&cancel, &mut progress));
    assert_eq!(stopped.unwrap_err().code(), ErrorCode::Cancelled);

    let batch = desk.commit(ledgers, session, &Cancel::default(), &mut |_, _| {}).unwrap();
    assert_eq!(batch.registers[0].records as usize, ROWS);
}

#[test]
fn files_are_put_away_where_judging_them_was_stopped() {
    let mut office = office();
    let path = long_ledger(&office);
    let stopped = stop_everywhere(&mut office, |_, watch| {
        Desk::open((1, crate::support::today()), std::slice::from_ref(&path), &reader(), &mut |_| {}, watch)
            .map(drop)
    });
    assert!(stopped > ROWS / 256, "{stopped}");
}

/// Read anew, judged and compared: stopped anywhere, the file lies there as it was read before.
#[test]
fn a_file_lies_as_it_lay_where_reading_it_anew_was_stopped() {
    let mut office = imported();
    let (path, other) = (long_ledger(&office), office.folder.path().join("別.csv"));
    std::fs::write(&other, "管理番号,種別,登録日,保管場所\nUSB-9001,CD-R,R6.4.1,金庫\n").unwrap();
    let cp932 = ReadOptions { encoding: Some(TextEncoding::Cp932), ..Default::default() };
    let mut desk = Desk::open(
        (1, crate::support::today()),
        &[path.clone(), other],
        &reader(),
        &mut |_| {},
        &Watch::default(),
    )
    .unwrap();
    let (ledgers, session) = (&office.ledgers, &office.session);
    let mut decisions = Decisions { accept_all: true, ..Decisions::default() };
    decisions.tables.entry("0/0/0".to_owned()).or_default().exclude_rows = (2..=300).collect();
    let before = desk.decide(ledgers, session, decisions, &Watch::default()).unwrap();
    let desk = std::cell::RefCell::new(desk);

    let stopped = stop_everywhere(&mut office, |office, watch| {
        let read = ReadFile::open_with(
            (&path, &cp932),
            crate::support::today(),
            &reader(),
            &Cancel::default(),
            &mut |_| {},
        );
        let (ledgers, session, mut desk) = (&office.ledgers, &office.session, desk.borrow_mut());
        let done = desk.reread(ledgers, session, (&path, read), watch);
        if done.is_err() {
            let now = desk.view(ledgers, session, &Watch::default())?;
            assert_eq!(now.decisions, before.decisions);
            assert_eq!(now.files[0].encoding, before.files[0].encoding);
            assert_eq!(now.readiness, before.readiness);
        }
        let view = done?;
        assert_eq!(view.files[0].encoding, Some(TextEncoding::Cp932));
        assert!(!view.decisions.tables.contains_key("0/0/0"), "it was decided about another reading");
        Ok(())
    });
    assert!(stopped > ROWS / 256, "{stopped}");
}
