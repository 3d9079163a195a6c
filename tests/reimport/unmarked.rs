//! A copy of an export whose hidden marks were deleted, beside one that kept them: one record of each row.

use mamori_core::import::{Issue, Verdict};

use super::identity::open;
use super::*;
use crate::disposal_cases::cast::device;

pub const CARRY_OUTS: RegisterId = RegisterId::CarryOuts;
const HEAD: &str = "持出日,持出者,持出媒体,持出先,利用目的,返却日";
const LOG: [&str; 4] = [
    "2026/4/1,髙橋 一郎,USB-001,県庁,健診結果の提出,2026/4/2",
    "2026/5/1,髙橋 一郎,USB-001,保健センター,健診結果の提出,2026/5/2",
    "2026/6/1,吉田 健,USB-002,市役所,名簿の照合,2026/6/2",
    "2026/6/1,吉田 健,USB-002,市役所,名簿の照合,2026/6/2",
];

/// Where the medium went in the second row.
pub const PLACE: &str = "保健センター";

/// A log of carry-outs without numbers, gone out twice; the second copy lost its marks.
pub fn two_copies(office: &mut Office) -> [PathBuf; 2] {
    let log = office.folder.path().join("持出.csv");
    std::fs::write(&log, format!("{HEAD}\r\n{}\r\n", LOG.join("\r\n"))).unwrap();
    take_in(office, &judged(&log, accepted())).unwrap();
    copies(office, CARRY_OUTS)
}

pub fn copies(office: &mut Office, id: RegisterId) -> [PathBuf; 2] {
    let kept = exported(office, id);
    let lost = kept.with_file_name("印なし.xlsx");
    std::fs::copy(&kept, &lost).unwrap();
    edited(&lost, |book| book.remove_marks(1));
    [kept, lost]
}

pub fn edited(path: &Path, edit: impl FnOnce(&mut Workbook)) {
    let mut book = Workbook::open(path);
    edit(&mut book);
    book.save(path);
}

fn shelf(office: &mut Office) -> String {
    find(office, MEDIA, "USB-001").cells["location"].value.clone()
}

pub fn both(paths: [&PathBuf; 2], decisions: Decisions) -> Judged {
    Judged::of(paths.iter().map(|path| read(path)).collect(), decisions)
}

/// One answer for all rows of the first table of either file.
pub fn answered(field: &str, answers: &[(Issue, Verdict)]) -> Decisions {
    let groups = BTreeMap::from([(field.to_owned(), answers.iter().copied().collect())]);
    let table = TableDecisions { groups, ..TableDecisions::default() };
    let tables = ["0/0/0", "1/0/0"].map(|id| (id.to_owned(), table.clone()));
    Decisions { tables: BTreeMap::from(tables), ..accepted() }
}

/// What goes out now, row by row.
pub fn goes_out(office: &mut Office, id: RegisterId) -> Vec<String> {
    let path = exported(office, id);
    let out = judged(&path, Decisions::default());
    let rows = out.preview.tables().flat_map(|table| &table.rows).map(|row| {
        let cells = row.values.iter().map(|(key, text)| format!("{key}={text}"));
        cells.collect::<Vec<_>>().join(" ")
    });
    rows.collect()
}

#[test]
fn rows_without_number_and_mark_are_those_of_the_copy_that_kept_its_marks() {
    let mut office = office();
    let [kept, lost] = two_copies(&mut office);
    for order in [[&kept, &lost], [&lost, &kept]] {
        let untouched = both(order, accepted());
        let found = diff(&office, &untouched);
        assert_eq!(open(&untouched, &found), []);
        assert_eq!(found.counts, counts(&[(Standing::Same, 4), (Standing::Older, 4)]));
        assert_eq!(found.writes, 0);
    }
    edited(&kept, |book| book.set(1, PLACE, "備考", "甲の備考"));
    for order in [[&kept, &lost], [&lost, &kept]] {
        let one = both(order, accepted());
        let found = diff(&office, &one);
        assert_eq!(open(&one, &found), []);
        assert_eq!((found.counts.changed, found.counts.new, found.writes), (1, 0, 1), "{:?}", found.counts);
    }
    take_in(&mut office, &both([&lost, &kept], accepted())).unwrap();
    let rows = goes_out(&mut office, CARRY_OUTS);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows.iter().filter(|row| row.contains("remarks=甲の備考")).count(), 1);
}

#[test]
fn a_row_edited_in_the_copy_without_marks_is_asked_about_and_weighed_with_the_other() {
    let mut office = office();
    let [kept, lost] = two_copies(&mut office);
    edited(&kept, |book| book.set(1, PLACE, "備考", "甲の備考"));
    edited(&lost, |book| book.set(1, PLACE, "持出し先", "保健所"));
    let asked = both([&kept, &lost], accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::UnmarkedCopy, 1)], "{}", found.text_ja(&asked.preview));
    let text = &found.asked["1/0/0"].values().next().unwrap()[0].text;
    assert!(["持出し先", "備考", "carry_outs.xlsx"].iter().all(|word| text.contains(word)), "{text}");

    let other = both([&kept, &lost], answered("doc_no", &[(Issue::UnmarkedCopy, Verdict::KeepRaw)]));
    assert_eq!(diff(&office, &other).counts.new, 1, "another one is a new record");
    let same = both([&kept, &lost], answered("doc_no", &[(Issue::UnmarkedCopy, Verdict::Accept)]));
    take_in(&mut office, &same).unwrap();
    let rows = goes_out(&mut office, CARRY_OUTS);
    let merged = rows.iter().filter(|row| row.contains("甲の備考") && row.contains("保健所"));
    assert_eq!((rows.len(), merged.count()), (4, 1), "{rows:#?}");
}

#[test]
fn a_numbered_row_without_its_mark_is_no_earlier_state_of_the_marked_one() {
    let mut office = office();
    for number in ["USB-001", "USB-002", "USB-003"] {
        office.usb(number);
    }
    let [kept, lost] = copies(&mut office, MEDIA);
    edited(&kept, |book| {
        book.set(1, "USB-001", "備考", "甲の備考");
        book.set(1, "USB-003", "保管場所", "甲の棚");
    });
    edited(&lost, |book| {
        book.set(1, "USB-001", "保管場所", "乙の棚");
        book.set(1, "USB-003", "保管場所", "乙の棚");
    });
    for order in [[&kept, &lost], [&lost, &kept]] {
        let asked = both(order, accepted());
        let found = diff(&office, &asked);
        assert_eq!(open(&asked, &found), [(Issue::CopiesDiffer, 1)], "USB-003 alone");
    }
    let own = answered("location", &[(Issue::CopiesDiffer, Verdict::Accept)]);
    take_in(&mut office, &both([&lost, &kept], own)).unwrap();
    let found = |office: &mut Office, number| {
        let cells = find(office, MEDIA, number).cells;
        ["location", "remarks"].map(|key| cells.get(key).map(|cell| cell.value.clone()).unwrap_or_default())
    };
    assert_eq!(found(&mut office, "USB-001"), ["乙の棚", "甲の備考"]);
    assert_eq!(found(&mut office, "USB-003")[0], "甲の棚");
}

#[test]
fn a_copy_without_marks_from_before_a_correction_takes_nothing_back() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.usb(number);
    }
    let [_, lost] = copies(&mut office, MEDIA);
    edited(&lost, |book| book.set(1, "USB-001", "備考", "古い写しの備考"));
    correct(&mut office, "USB-001", "location", "書庫");
    let kept = exported(&mut office, MEDIA);
    let judged = both([&kept, &lost], Decisions::default());
    let found = diff(&office, &judged);
    assert_eq!(open(&judged, &found), []);
    take_in(&mut office, &judged).unwrap();
    let cells = find(&mut office, MEDIA, "USB-001").cells;
    assert_eq!((&*cells["location"].value, &*cells["remarks"].value), ("書庫", "古い写しの備考"));
}

#[test]
fn copies_with_and_without_marks_are_one_record_each_in_an_empty_ledger() {
    let mut from = office();
    let [kept, lost] = two_copies(&mut from);
    let mut into = office();
    let judged = both([&kept, &lost], accepted());
    assert_eq!(diff(&into, &judged).counts, counts(&[(Standing::New, 4), (Standing::Older, 4)]));
    take_in(&mut into, &judged).unwrap();
    assert_eq!(goes_out(&mut into, CARRY_OUTS).len(), 4);
}

#[test]
fn a_row_copied_in_one_copy_takes_nothing_from_the_edit_in_the_other() {
    let mut office = office();
    let [one, other] = two_copies(&mut office);
    std::fs::copy(&one, &other).unwrap();
    edited(&one, |book| book.copy_to_end(1, PLACE));
    edited(&other, |book| book.set(1, PLACE, "備考", "乙の備考"));
    for order in [[&one, &other], [&other, &one]] {
        for (verdict, writes) in [(Verdict::Accept, 1), (Verdict::KeepRaw, 2)] {
            let judged = both(order, answered("doc_no", &[(Issue::CopiedRow, verdict)]));
            let found = diff(&office, &judged);
            assert_eq!(open(&judged, &found), []);
            assert_eq!((found.counts.changed, found.writes), (1, writes), "{:?}", found.counts);
        }
    }
}

#[test]
fn a_number_two_colleagues_gave_to_two_things_is_told_before_anything_is_written() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.usb(number);
    }
    let [one, other] = copies(&mut office, MEDIA);
    std::fs::copy(&one, &other).unwrap();
    let new = [("管理番号", "USB-009"), ("媒体種別", "USBメモリ"), ("保管場所", "甲の棚")];
    edited(&one, |book| book.add(1, &new));
    edited(&other, |book| book.set(1, "USB-001", "管理番号", "USB-009"));
    let judged = both([&one, &other], accepted());
    let found = diff(&office, &judged);
    assert_eq!(open(&judged, &found), [(Issue::NumberTwice, 1)], "{}", found.text_ja(&judged.preview));
    assert_eq!(take_in(&mut office, &judged).unwrap_err().code(), ErrorCode::ImportNumberTaken);
}

#[test]
fn one_new_number_in_two_copies_is_one_record_of_what_both_say() {
    let mut office = office();
    office.usb("USB-001");
    let [one, other] = copies(&mut office, MEDIA);
    std::fs::copy(&one, &other).unwrap();
    let new = [("管理番号", "USB-009"), ("媒体種別", "USBメモリ"), ("保管場所", "甲の棚")];
    edited(&one, |book| book.add(1, &[&new[..], &[("備考", "甲の備考")]].concat()));
    edited(&other, |book| book.add(1, &[&new[..2], &[("保管場所", "乙の棚")]].concat()));
    let judged = both([&one, &other], accepted());
    assert_eq!(open(&judged, &diff(&office, &judged)), [(Issue::CopiesDiffer, 1)], "where it is kept");
    let last = answered("location", &[(Issue::CopiesDiffer, Verdict::Accept)]);
    take_in(&mut office, &both([&one, &other], last)).unwrap();
    let cells = find(&mut office, MEDIA, "USB-009").cells;
    assert_eq!((&*cells["location"].value, &*cells["remarks"].value), ("乙の棚", "甲の備考"));
}

/// A number of the unmarked copy that was given to a second thing; the copy with marks has the first, now gone.
fn a_number_reused_in_the_unmarked_copy(office: &mut Office) -> [PathBuf; 2] {
    for number in ["USB-001", "USB-002"] {
        office.usb(number);
    }
    correct(office, "USB-001", "serial", "SN-1111");
    let paths = copies(office, MEDIA);
    edited(&paths[0], |book| book.set(1, "USB-001", "状態", "廃棄済"));
    edited(&paths[1], |book| {
        for (heading, text) in [("製造番号", "SN-9999"), ("型番", "B-9"), ("保管場所", "総務課")]
        {
            book.set(1, "USB-001", heading, text);
        }
    });
    paths
}

#[test]
fn a_number_given_to_a_second_thing_in_the_unmarked_copy_is_asked_about() {
    let mut office = office();
    let [kept, lost] = a_number_reused_in_the_unmarked_copy(&mut office);
    let empty = self::office();
    for ledger in [&office, &empty] {
        for order in [[&kept, &lost], [&lost, &kept]] {
            let asked = both(order, accepted());
            let found = diff(ledger, &asked);
            let told = found.text_ja(&asked.preview);
            assert_eq!(open(&asked, &found), [(Issue::NumberReused, 1)], "{told}");
        }
    }
    let another = answered("media_no", &[(Issue::NumberReused, Verdict::Accept)]);
    for order in [[&kept, &lost], [&lost, &kept]] {
        let judged = both(order, another.clone());
        let found = diff(&office, &judged);
        let told = found.text_ja(&judged.preview);
        assert_eq!((found.counts.new, found.counts.changed, found.counts.conflict), (1, 1, 0), "{told}");
        assert_eq!(open(&judged, &found), [], "{told}");
    }
}

#[test]
fn a_number_given_to_a_second_thing_is_asked_about_where_both_copies_lost_their_marks() {
    let mut office = office();
    let [kept, lost] = a_number_reused_in_the_unmarked_copy(&mut office);
    edited(&kept, |book| book.remove_marks(1));
    let empty = self::office();
    let asked = both([&kept, &lost], accepted());
    assert_eq!(open(&asked, &diff(&empty, &asked)), [(Issue::NumberReused, 1)]);
}

#[test]
fn an_edit_in_an_old_copy_without_marks_undoes_no_correction_made_here() {
    let mut office = office();
    office.usb("USB-001");
    let [_, lost] = copies(&mut office, MEDIA);
    edited(&lost, |book| book.set(1, "USB-001", "保管場所", "倉庫"));
    correct(&mut office, "USB-001", "location", "書庫");
    let kept = exported(&mut office, MEDIA);
    for paths in [[&kept, &lost], [&lost, &kept]] {
        let judged = both(paths, accepted());
        let found = diff(&office, &judged);
        let told = found.text_ja(&judged.preview);
        assert_eq!(open(&judged, &found), [(Issue::CopiesDiffer, 1)], "{told}");
        assert_eq!(take_in(&mut office, &judged).unwrap_err().code(), ErrorCode::ImportOpenProposals);
    }
    assert_eq!(shelf(&mut office), "書庫");
}

#[test]
fn a_row_edited_in_a_copy_without_marks_is_found_among_thousands() {
    let mut office = office();
    let day = |n: usize| format!("2026/{}/{}", n % 12 + 1, n % 28 + 1);
    let row = |n: usize| format!("{},髙橋 一郎,USB-001,行き先{n},用件{n},{}", day(n), day(n));
    let log = office.folder.path().join("持出.csv");
    let rows: Vec<String> = (0..2_100).map(row).collect();
    std::fs::write(&log, format!("{HEAD}\r\n{}\r\n", rows.join("\r\n"))).unwrap();
    take_in(&mut office, &judged(&log, accepted())).unwrap();
    let [kept, lost] = copies(&mut office, CARRY_OUTS);
    // All but one of its rows were deleted: nothing else of the other copy is spoken for.
    edited(&lost, |book| book.remove_below(1, "行き先0"));
    edited(&lost, |book| book.set(1, "行き先0", "備考", "直した"));
    let judged = both([&kept, &lost], accepted());
    let found = diff(&office, &judged);
    assert_eq!(open(&judged, &found), [(Issue::UnmarkedCopy, 1)]);
}

#[test]
fn a_mark_is_lent_to_one_row_of_a_file_only() {
    let mut office = office();
    office.usb("USB-001");
    let [kept, lost] = copies(&mut office, MEDIA);
    let renumbered = kept.with_file_name("番号を直した写し.xlsx");
    std::fs::copy(&kept, &renumbered).unwrap();
    edited(&renumbered, |book| book.set(1, "USB-001", "管理番号", "USB-101"));
    edited(&lost, |book| book.add(1, &[("管理番号", "USB-101"), ("媒体種別", "SDカード")]));
    let files = [&kept, &renumbered, &lost].iter().map(|path| read(path)).collect();
    let judged = Judged::of(files, accepted());
    let found = diff(&office, &judged);
    let told = found.text_ja(&judged.preview);
    assert_eq!(
        (found.counts.new, found.counts.older),
        (1, 2),
        "the second row is no copy of the first: {told}"
    );
    assert_eq!(open(&judged, &found), [(Issue::NumberTwice, 1)], "{told}");
}

#[test]
fn drives_written_into_one_device_in_two_copies_without_marks_are_two_and_both_come_in() {
    const DEVICES: RegisterId = RegisterId::Devices;
    let mut from = office();
    device(&mut from, "PC-012", "ノートPC", "5CG1234XYZ", &[("NVMe", "S64DNX0R123456")]);
    let [one, other] = copies(&mut from, DEVICES);
    edited(&one, |book| book.remove_marks(1));
    for (path, serial) in [(&one, "D-1111"), (&other, "D-2222")] {
        let drive = [("種別", "HDD"), ("型番", "M-1"), ("容量", "1TB"), ("製造番号", serial)];
        let drive = [&[("機器管理台帳の管理番号", "PC-012")][..], &drive].concat();
        edited(path, |book| {
            book.remove_marks(2);
            book.add(2, &drive);
        });
    }
    let mut into = office();
    for order in [[&one, &other], [&other, &one]] {
        let both = both(order, accepted());
        let found = diff(&into, &both);
        let told = found.text_ja(&both.preview);
        // Nothing is known of what they began from: it may be one drive in other words.
        assert_eq!(open(&both, &found), [(Issue::CopiesDiffer, 1)], "{told}");
        assert!(told.contains("追加（2）") && told.contains("D-1111") != told.contains("D-2222"), "{told}");
    }
    let added = answered("drives", &[(Issue::CopiesDiffer, Verdict::Accept)]);
    take_in(&mut into, &both([&one, &other], added)).unwrap();
    let out = judged(&exported(&mut into, DEVICES), Decisions::default());
    let drives = out.preview.tables().filter(|table| table.attached).flat_map(|table| &table.rows);
    let serials: Vec<&str> = drives.filter_map(|row| row.values.get("serial")).collect();
    assert_eq!(serials.len(), 3, "{serials:?}");
}
