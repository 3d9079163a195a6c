//! The first whole road: old workbooks in, every record found again, forms out, nothing altered.

use std::path::PathBuf;

use mamori_core::audit::verify::verify;
use mamori_core::error::ErrorCode;
use mamori_core::forms::{self, FormId, Subject};
use mamori_core::import::batches::{self, BatchInfo, TouchedRecords};
use mamori_core::import::{Cancel, Decisions, Judged, ReadFile, ReaderProcess, commit};
use mamori_core::records::actions;
use mamori_core::records::view::ListQuery;
use mamori_core::vocab::RegisterId;

use crate::support::{Office, draft, office};

pub fn sample(name: &str) -> ReadFile {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples").join(name);
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    ReadFile::open(&path, crate::support::today(), &reader, &Cancel::default(), &mut |_| {}).unwrap()
}

pub fn take_in(office: &mut Office, files: &[ReadFile]) -> mamori_core::error::Result<BatchInfo> {
    let decisions = Decisions { accept_all: true, ..Decisions::default() };
    let judged = Judged::of(files.to_vec(), decisions);
    commit::commit(&mut office.ledgers, &office.session, &judged, &Cancel::default(), &mut |_, _| {})
}

const SAMPLES: [&str; 6] = [
    "職員名簿.xlsx",
    "可搬型記録媒体管理台帳.xlsx",
    "バックアップ媒体・作業記録.xls",
    "情報機器台帳・廃棄記録.xlsx",
    "研修出席者名簿.xlsx",
    "情報機器等持出管理簿.csv",
];

fn whole_office() -> (Office, BatchInfo) {
    let mut office = office();
    let files: Vec<_> = SAMPLES.iter().map(|name| sample(name)).collect();
    let batch = take_in(&mut office, &files).unwrap();
    (office, batch)
}

fn total(office: &mut Office, register: RegisterId, text: Option<&str>) -> u32 {
    let query = ListQuery { text: text.map(str::to_owned), ..ListQuery::default() };
    actions::list(&mut office.ledgers, &office.session, register, &query).unwrap().total
}

#[test]
fn all_samples_come_in_are_found_and_verify() {
    let (mut office, batch) = whole_office();
    let expected = [
        (RegisterId::Staff, 16),
        (RegisterId::PortableMedia, 49),
        (RegisterId::BackupMedia, 14),
        (RegisterId::BackupWork, 22),
        (RegisterId::Devices, 40),
        (RegisterId::Disposals, 26),
        (RegisterId::Training, 3),
        (RegisterId::CarryOuts, 60),
    ];
    for (register, count) in expected {
        assert_eq!(total(&mut office, register, None), count, "{register}");
    }
    assert_eq!(batch.registers.iter().map(|count| count.records).sum::<u32>(), 230);
    // 辻󠄀 香織 set the ledger up; the file only completed her.
    assert_eq!(total(&mut office, RegisterId::Staff, Some("辻 香織")), 1);
    assert!(total(&mut office, RegisterId::PortableMedia, Some("高橋")) > 0);
    let report = verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap();
    assert!(report.ok, "{:?}", report.first_bad);
    let mut office = office.reopen();
    assert!(verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap().ok);
}

#[test]
fn a_record_shows_its_place_in_the_old_ledger() {
    let (mut office, _) = whole_office();
    let record =
        actions::find(&mut office.ledgers, &office.session, RegisterId::PortableMedia, "USB-003").unwrap();
    let source = record.imported.unwrap();
    assert_eq!((source.sheet.as_deref(), source.row), (Some("R5年度"), 9));
    assert_eq!(source.raw["管理番号"], "ＵＳＢ－００３");
    assert_eq!(record.cells["location"].text, "施錠キャビネットＢ");
    assert_eq!(record.extra["取消線"], "あり");
    assert!(!record.cells.contains_key("status"), "a struck line says nothing certain of the state");
}

#[test]
fn the_same_file_is_recognised_until_it_is_taken_back() {
    let mut office = office();
    let file = [sample("可搬型記録媒体管理台帳.xlsx")];
    let first = take_in(&mut office, &file).unwrap();
    let again = take_in(&mut office, &file).unwrap_err();
    assert_eq!(again.code(), ErrorCode::ImportKnownFile);

    let undone =
        batches::undo(&mut office.ledgers, &office.session, first.id, TouchedRecords::Refuse, "列の読み違い")
            .unwrap();
    assert!(undone.undone.is_some());
    assert_eq!(total(&mut office, RegisterId::PortableMedia, None), 0);
    let twice =
        batches::undo(&mut office.ledgers, &office.session, first.id, TouchedRecords::Refuse, "もう一度")
            .unwrap_err();
    assert_eq!(twice.code(), ErrorCode::BatchUndone);
    take_in(&mut office, &file).unwrap();
    assert_eq!(total(&mut office, RegisterId::PortableMedia, None), 49);
    assert!(verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap().ok);
}

#[test]
fn a_batch_somebody_worked_on_is_not_taken_back() {
    let (mut office, batch) = whole_office();
    let record =
        actions::find(&mut office.ledgers, &office.session, RegisterId::PortableMedia, "USB-009").unwrap();
    let at = (RegisterId::PortableMedia, record.id, record.version);
    actions::void(&mut office.ledgers, &office.session, at, "二重").unwrap();
    let refused =
        batches::undo(&mut office.ledgers, &office.session, batch.id, TouchedRecords::Refuse, "やり直し")
            .unwrap_err();
    assert_eq!(refused.code(), ErrorCode::BatchTouched);
    assert_eq!(refused.report().params["numbers"], "USB-009（取込みのあとに変更）");
    assert_eq!(total(&mut office, RegisterId::PortableMedia, None), 48, "nothing was done by halves");
}

#[test]
fn taking_back_gives_the_completed_person_back_as_she_was() {
    let mut office = office();
    let batch = take_in(&mut office, &[sample("職員名簿.xlsx")]).unwrap();
    let tsuji = actions::find(&mut office.ledgers, &office.session, RegisterId::Staff, "S006").unwrap();
    assert_eq!(tsuji.cells["hired_on"].text, "H25.4.1");
    batches::undo(&mut office.ledgers, &office.session, batch.id, TouchedRecords::Refuse, "古い名簿")
        .unwrap();
    let now = actions::view(&mut office.ledgers, &office.session, RegisterId::Staff, tsuji.id).unwrap();
    assert!(!now.voided && !now.cells.contains_key("staff_no"), "{:?}", now.cells);
    assert_eq!(total(&mut office, RegisterId::Staff, None), 1);
}

#[test]
fn undecided_imports_write_nothing_and_what_stands_here_stays() {
    let mut office = office();
    let files = [sample("可搬型記録媒体管理台帳.xlsx")];
    let undecided = Judged::of(files.to_vec(), Decisions::default());
    let open =
        commit::commit(&mut office.ledgers, &office.session, &undecided, &Cancel::default(), &mut |_, _| {});
    assert_eq!(open.unwrap_err().code(), ErrorCode::ImportOpenProposals);
    office.usb("USB-009");
    let known = take_in(&mut office, &files).unwrap();
    assert_eq!(known.registers[0].records, 49, "USB-009 was here already; what lacked a value got it");
    let usb = actions::find(&mut office.ledgers, &office.session, RegisterId::PortableMedia, "USB-009");
    assert_eq!(usb.unwrap().cells["content"].text, "特定健診結果", "what stands here stays");
    let cancel = Cancel::default();
    cancel.cancel();
    let decisions = Decisions { accept_all: true, ..Decisions::default() };
    let judged = Judged::of(vec![sample("情報機器等持出管理簿.csv")], decisions);
    let stopped = commit::commit(&mut office.ledgers, &office.session, &judged, &cancel, &mut |_, _| {});
    assert_eq!(stopped.unwrap_err().code(), ErrorCode::Cancelled);
    assert_eq!(total(&mut office, RegisterId::CarryOuts, None), 0);
}

#[test]
fn forms_are_printed_filled_and_blank_and_leave_an_entry() {
    let (mut office, _) = whole_office();
    for (form, register) in
        [(FormId::Disposal, RegisterId::Disposals), (FormId::Training, RegisterId::Training)]
    {
        let page =
            actions::list(&mut office.ledgers, &office.session, register, &ListQuery::default()).unwrap();
        let record = page.rows[0].id;
        let before = office.ledgers.head().unwrap();
        let paper = forms::print(&mut office.ledgers, &office.session, form, &Subject::Record { id: record })
            .unwrap();
        assert!(paper.pdf.starts_with(b"%PDF-"));
        assert_eq!(office.ledgers.head().unwrap().seq, before.seq + 1);
        let seen = forms::preview(&mut office.ledgers, &office.session, form, &Subject::Blank).unwrap();
        let again = forms::preview(&mut office.ledgers, &office.session, form, &Subject::Blank).unwrap();
        assert_eq!(seen.pdf, again.pdf, "the same form gives the same bytes");
    }
}

#[test]
fn a_character_no_font_has_is_refused_before_printing() {
    let mut office = office();
    let training = draft(&[
        ("course", "外字\u{E000}の研修"),
        ("course_kind", "privacy"),
        ("held_on", "R8.11.20"),
        ("started_at", "2026-11-20T13:00"),
        ("ended_at", "2026-11-20T14:00"),
        ("place", "会議室"),
        ("mode", "classroom"),
        ("instructor", "山﨑 幸子"),
        ("targets", "all_staff"),
        ("target_count", "1"),
        ("content", "内容"),
        ("text_ref", "資料.pdf"),
    ]);
    let made =
        actions::create(&mut office.ledgers, &office.session, RegisterId::Training, &training).unwrap();
    let before = office.ledgers.head().unwrap();
    let subject = Subject::Record { id: made.id };
    let refused = forms::print(&mut office.ledgers, &office.session, FormId::Training, &subject);
    let error = refused.err().unwrap();
    assert_eq!(error.code(), ErrorCode::MissingGlyph);
    assert_eq!(error.report().params["code"], "U+E000");
    assert_eq!(office.ledgers.head().unwrap(), before, "what was not printed is not logged as printed");
}

#[test]
fn what_a_struck_line_left_open_can_be_said_by_a_correction() {
    let (mut office, _) = whole_office();
    let struck =
        actions::find(&mut office.ledgers, &office.session, RegisterId::PortableMedia, "USB-003").unwrap();
    let mut texts = draft(&[]);
    texts.values = struck.cells.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect();
    texts.values.insert("status".into(), "disposed".into());
    texts.values.insert("disposed_on".into(), "R7.3.24".into());
    let at = (RegisterId::PortableMedia, struck.id, struck.version);
    let said =
        actions::correct(&mut office.ledgers, &office.session, at, &texts, "備考のとおり廃棄済みのため")
            .unwrap();
    assert_eq!(said.cells["status"].text, "廃棄済");
    assert!(said.history[0].changes.iter().any(|change| change.field == "status"));

    // A slip of that correction is corrected the same way, as long as no step was taken.
    texts.values.insert("status".into(), "in_storage".into());
    texts.values.remove("disposed_on");
    let at = (RegisterId::PortableMedia, said.id, said.version);
    let back = actions::correct(&mut office.ledgers, &office.session, at, &texts, "別の媒体の記載だった");
    assert_eq!(back.unwrap().cells["status"].text, "保管中");
}
