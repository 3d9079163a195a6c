//! Numbers that change hands in Excel.

use mamori_core::error::Error;
use mamori_core::import::{Issue, Severity, Verdict};

use super::*;

/// Three media that differ in more than their numbers.
fn three() -> (Office, PathBuf) {
    let mut office = office();
    for number in ["USB-001", "USB-002", "USB-003"] {
        office.usb(number);
        correct(&mut office, number, "serial", &format!("SN-{number}"));
        correct(&mut office, number, "location", &format!("棚{number}"));
    }
    let path = exported(&mut office, MEDIA);
    (office, path)
}

fn serial(office: &mut Office, number: &str) -> String {
    find(office, MEDIA, number).cells["serial"].text.clone()
}

#[test]
fn numbers_swapped_and_shifted_in_excel_come_in_as_they_stand_there() {
    let (mut office, path) = three();
    let mut book = Workbook::open(&path);
    // 1 and 2 swap; 3 becomes 4, and a new one gets the 3.
    book.set(1, "USB-001", "管理番号", "USB-X");
    book.set(1, "USB-002", "管理番号", "USB-001");
    book.set(1, "USB-X", "管理番号", "USB-002");
    book.set(1, "USB-003", "管理番号", "USB-004");
    book.add(1, &[("管理番号", "USB-003"), ("保管場所", "新しい棚")]);
    book.save(&path);
    let swapped = judged(&path, Decisions::default());
    let found = diff(&office, &swapped);
    let groups = swapped.preview.groups_with(&found.asked).into_iter();
    let open: Vec<_> =
        groups.filter(|one| one.severity != Severity::Note).map(|one| (one.issue, one.count)).collect();
    assert_eq!(open[0], (Issue::NumberElsewhere, 2), "{open:?}");
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let serials = ["USB-001", "USB-002", "USB-004"].map(|number| serial(&mut office, number));
    assert_eq!(serials, ["SN-USB-002", "SN-USB-001", "SN-USB-003"]);
    assert_eq!(find(&mut office, MEDIA, "USB-003").cells["location"].text, "新しい棚");
    assert_eq!(diff(&office, &judged(&path, accepted())).writes, 0);
}

#[test]
fn a_number_that_stays_with_its_record_is_told_before_anything_is_written() {
    let (mut office, path) = three();
    let mut book = Workbook::open(&path);
    book.remove(1, "USB-002");
    book.set(1, "USB-001", "管理番号", "USB-002");
    book.save(&path);
    let clash = judged(&path, accepted());
    let found = diff(&office, &clash);
    let groups = clash.preview.groups_with(&found.asked).into_iter();
    let open: Vec<_> =
        groups.filter(|one| one.verdict == Verdict::Open && one.severity != Severity::Note).collect();
    assert_eq!(open.iter().map(|one| one.issue).collect::<Vec<_>>(), [Issue::NumberClash]);
    assert!(open[0].example.contains("USB-002"), "{}", open[0].example);
    assert_eq!(take_in(&mut office, &clash).unwrap_err().code(), ErrorCode::ImportNumberTaken);

    // Beside another file it is said which of them holds the row.
    let other = office.folder.path().join("職員名簿.csv");
    std::fs::write(&other, "職員番号,氏名,所属\nS1,佐藤 一,総務課\n").unwrap();
    let both = Judged::of(vec![read(&other), read(&path)], accepted());
    let refused = take_in(&mut office, &both).unwrap_err();
    let named = matches!(&refused, Error::Refused { code: ErrorCode::ImportNumberTaken, params }
        if params["sheet"].starts_with("portable_media.xlsx-"));
    assert!(named, "{refused:?}");
}
