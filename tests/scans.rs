//! Scanned sign-in sheets: printed, scanned badly, and read back by the code on every page.

mod glass;

use std::time::Duration;

use mamori_core::error::{ErrorCode, Result};
use mamori_core::forms::{self, FormId, Subject};
use mamori_core::import::{Cancel, ReaderProcess};
use mamori_core::records::actions;
use mamori_core::records::view::RecordView;
use mamori_core::training::scan::{self, Scan, SheetCode};
use mamori_core::vocab::RegisterId;

use crate::support::{Office, draft, office};
use glass::{Glass, Grey, Packed, pdf, printed, tiff};

const NAMES: [&str; 7] = ["髙橋 一郎", "𠮷田 健", "辻󠄀 香里", "渡邉 美穂", "渡邊 誠", "齋藤 修", "齊藤 修"];
/// Grey and black and white, crooked both ways, upside down.
const BAD: [Glass; 4] = [
    Glass { turned: 2.0, noise: 20.0, bilevel: None },
    Glass { turned: -2.0, noise: 20.0, bilevel: Some(128) },
    Glass { turned: 181.5, noise: 20.0, bilevel: None },
    Glass { turned: 0.5, noise: 45.0, bilevel: None },
];

fn session(office: &mut Office, course: &str, people: usize) -> RecordView {
    let mut draft = draft(&[
        ("course", course),
        ("course_kind", "情報システム取扱い"),
        ("held_on", "R8.12.3"),
        ("started_at", "R8.12.3 13:30"),
        ("ended_at", "R8.12.3 15:00"),
        ("place", "本部3階大会議室"),
        ("mode", "集合"),
        ("instructor", "辻󠄀 香織"),
        ("targets", "全職員"),
        ("target_count", &people.to_string()),
        ("content", "規程の要点"),
        ("text_ref", "情報セキュリティの手引"),
        ("status", "計画"),
    ]);
    let person =
        |n: usize| [("department", "総務課"), ("name", NAMES[n % NAMES.len()]), ("employment", "正規")];
    let row = |n: usize| person(n).into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
    draft.parts.insert("attendees".into(), (0..people).map(row).collect());
    actions::create(&mut office.ledgers, &office.session, RegisterId::Training, &draft).unwrap()
}

fn sheet(office: &mut Office, record: &RecordView) -> Vec<u8> {
    let subject = Subject::Record { id: record.id };
    forms::print(&mut office.ledgers, &office.session, FormId::Training, &subject).unwrap().pdf
}

fn reader() -> ReaderProcess {
    ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"))
}

fn read(name: &str, bytes: &[u8]) -> Result<Scan> {
    scan::read(&reader(), name, bytes, &Cancel::default(), &mut |_| {})
}

/// `(page of the list, pages of the list)` of every page of the file; `None` where nothing was found.
fn found(scan: &Scan) -> Vec<Option<(u32, u32)>> {
    scan.pages.iter().map(|page| page.codes.first().map(|code| (code.page, code.pages))).collect()
}

#[test]
fn a_sheet_is_read_back_after_a_bad_scan() {
    let mut office = office();
    let record = session(&mut office, "情報セキュリティ研修", 35);
    let pages = printed(&sheet(&mut office, &record), 200);
    let expected = [(0, 2), (1, 2), (2, 2)];
    assert_eq!(pages.len(), expected.len());
    for (glass, (n, page)) in BAD.iter().zip(pages.iter().enumerate().cycle().skip(1)) {
        let scanned = page.scanned(*glass);
        for (name, file) in
            [("scan.png", scanned.png()), ("scan.jpg", scanned.jpeg()), ("scan.tif", tiff(&[&scanned]))]
        {
            let said = format!("{name}, turned by {}, noise {}", glass.turned, glass.noise);
            assert_eq!(found(&read(name, &file).expect(&said)), [Some(expected[n])], "{said}");
        }
    }
}

#[test]
fn pages_of_two_sessions_in_one_file_part_by_their_codes() {
    let mut office = office();
    let (one, other) = (session(&mut office, "全職員研修", 35), session(&mut office, "採用時研修", 3));
    let (first, second) =
        (printed(&sheet(&mut office, &one), 200), printed(&sheet(&mut office, &other), 200));
    let on = |page: &Grey, turned: f64| page.scanned(Glass { turned, noise: 15.0, bilevel: None });
    let black = |page: &Grey, turned: f64| page.scanned(Glass { turned, noise: 15.0, bilevel: Some(128) });
    let pages = [
        on(&first[2], 1.0),
        black(&second[1], 180.0),
        first[0].white(),
        black(&first[1], -1.5),
        on(&first[0], 0.0),
    ];
    let packed = [Packed::Jpeg, Packed::Fax, Packed::Flate, Packed::Jbig2, Packed::Flate];
    let file = pdf(&pages.iter().zip(packed).collect::<Vec<_>>());

    let scan = read("研修.pdf", &file).unwrap();

    assert_eq!(found(&scan), [Some((2, 2)), Some((1, 1)), None, Some((1, 2)), Some((0, 2))]);
    assert_eq!(scan.without_code(), [3]);
    let mut sessions = scan.by_session();
    sessions.sort_by_key(|session| session.in_file[0]);
    let told: Vec<_> = sessions
        .iter()
        .map(|one| (one.pages.clone(), one.pages_of, one.front, one.in_file.clone()))
        .collect();
    assert_eq!(told, [(vec![1, 2], 2, true, vec![1, 4, 5]), (vec![1], 1, false, vec![2])]);
    assert_ne!(sessions[0].record, sessions[1].record);
}

#[test]
fn the_printed_file_itself_is_read_too() {
    let mut office = office();
    let record = session(&mut office, "情報セキュリティ研修", 61);
    let scan = read("様式第12号.pdf", &sheet(&mut office, &record)).unwrap();
    assert_eq!(found(&scan), [Some((0, 3)), Some((1, 3)), Some((2, 3)), Some((3, 3))]);
    let codes = scan.codes();
    assert!(codes.windows(2).all(|pair| pair[0].record == pair[1].record));
    assert_eq!(SheetCode::parse(&codes[1].to_string()).as_ref(), Some(&codes[1]));
}

#[test]
fn a_page_without_our_code_is_said_plainly() {
    let mut office = office();
    let blank =
        forms::print(&mut office.ledgers, &office.session, FormId::Training, &Subject::Blank).unwrap().pdf;
    let white = printed(&blank, 100)[0].white();
    for (name, file) in
        [("白紙.png", white.png()), ("手書き用.pdf", blank), ("白紙.pdf", pdf(&[(&white, Packed::Fax)]))]
    {
        let refused = read(name, &file).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::SheetNoCode, "{name}");
        assert_eq!(refused.report().params["file"], name);
    }
}

#[test]
fn what_is_no_scan_or_does_not_end_is_refused() {
    let mut office = office();
    let record = session(&mut office, "情報セキュリティ研修", 3);
    let sheet = sheet(&mut office, &record);
    let white = Grey { width: 400, height: 400, dots: vec![255; 160_000] };
    let mut huge = white.png();
    // 60,000 × 60,000 dots in a file of a few hundred bytes.
    huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let cases: [(&str, &[u8], ErrorCode); 6] = [
        ("名簿.xlsx", b"PK\x03\x04", ErrorCode::ScanUnknown),
        ("空.pdf", b"", ErrorCode::ScanUnknown),
        ("切れた.pdf", &sheet[..64], ErrorCode::ScanDamaged),
        ("切れた.png", &white.png()[..60], ErrorCode::ScanDamaged),
        ("巨大.png", &huge, ErrorCode::ScanDamaged),
        ("巨大.pdf", &vec![b' '; scan::LARGEST + 1], ErrorCode::ScanTooLarge),
    ];
    for (name, bytes, code) in cases {
        let refused = read(name, bytes).unwrap_err();
        assert_eq!((refused.code(), refused.report().params["file"].as_str()), (code, name));
    }
    let impatient = ReaderProcess { time: Duration::ZERO, ..reader() };
    let late = scan::read(&impatient, "遅い.pdf", &sheet, &Cancel::default(), &mut |_| {}).unwrap_err();
    assert_eq!(late.code(), ErrorCode::ScanTooSlow);
    let stopped = Cancel::default();
    stopped.cancel();
    let cancelled = scan::read(&reader(), "中止.pdf", &sheet, &stopped, &mut |_| {}).unwrap_err();
    assert_eq!(cancelled.code(), ErrorCode::ScanCancelled);
}
