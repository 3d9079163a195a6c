//! Copies of an export of which one lost its marks and one of them gave a row another number; and people, of whom some have
//! none.

use mamori_core::import::{Issue, Verdict};

use super::identity::open;
use super::unmarked::{answered, both, copies, edited, goes_out};
use super::*;

const STAFF: RegisterId = RegisterId::Staff;

/// 職員名簿 with people who have no number, one of them twice by the name, gone out twice; the second copy lost its marks.
fn people(office: &mut Office) -> [PathBuf; 2] {
    let path = office.folder.path().join("名簿.csv");
    let rows = "氏名,所属,役職\r\n井上 一,総務課,主事\r\n木村 二,総務課,主事\r\n木村 二,会計課,係長\r\n";
    std::fs::write(&path, rows).unwrap();
    take_in(office, &judged(&path, accepted())).unwrap();
    copies(office, STAFF)
}

#[test]
fn somebody_without_a_number_is_one_person_in_copies_with_and_without_marks() {
    let mut office = office();
    let [kept, lost] = people(&mut office);
    let all = goes_out(&mut office, STAFF).len();
    for order in [[&kept, &lost], [&lost, &kept]] {
        let untouched = both(order, accepted());
        let found = diff(&office, &untouched);
        assert_eq!(open(&untouched, &found), []);
        assert_eq!((found.counts.older as usize, found.writes), (all, 0), "{:?}", found.counts);
    }
    edited(&kept, |book| book.set(1, "井上 一", "役職", "主任"));
    for order in [[&kept, &lost], [&lost, &kept]] {
        let one = both(order, accepted());
        let found = diff(&office, &one);
        assert_eq!(open(&one, &found), []);
        assert_eq!((found.counts.changed, found.counts.new), (1, 0), "{:?}", found.counts);
    }
}

#[test]
fn somebody_edited_in_the_copy_without_marks_is_asked_about_by_the_name() {
    let mut office = office();
    let [kept, lost] = people(&mut office);
    let all = goes_out(&mut office, STAFF).len();
    edited(&lost, |book| {
        book.set(1, "井上 一", "役職", "主任");
        book.set(1, "井上 一", "所属", "給付課");
    });
    for order in [[&kept, &lost], [&lost, &kept]] {
        let asked = both(order, accepted());
        let found = diff(&office, &asked);
        assert_eq!(open(&asked, &found), [(Issue::UnmarkedCopy, 1)], "{}", found.text_ja(&asked.preview));
        let other = both(order, answered("staff_no", &[(Issue::UnmarkedCopy, Verdict::KeepRaw)]));
        assert_eq!(diff(&office, &other).counts.new, 1, "another one of that name");
    }
    let same = answered("staff_no", &[(Issue::UnmarkedCopy, Verdict::Accept)]);
    take_in(&mut office, &both([&lost, &kept], same)).unwrap();
    let rows = goes_out(&mut office, STAFF);
    let moved = rows.iter().filter(|row| row.contains("井上 一") && row.contains("給付課"));
    assert_eq!((rows.len(), moved.count()), (all, 1), "{rows:#?}");
}

#[test]
fn which_of_two_namesakes_a_row_is_has_to_be_asked() {
    let mut office = office();
    let path = office.folder.path().join("名簿.csv");
    std::fs::write(&path, "氏名,所属\r\n木村 二,総務課\r\n木村 二,総務課\r\n").unwrap();
    let accepted_both = answered("staff_no", &[(Issue::SamePerson, Verdict::KeepRaw)]);
    take_in(&mut office, &judged(&path, accepted_both)).unwrap();
    let [kept, lost] = copies(&mut office, STAFF);
    let untouched = both([&kept, &lost], accepted());
    assert_eq!(open(&untouched, &diff(&office, &untouched)), [], "as many rows as people");
    // One of them was taken out of the copy without marks.
    edited(&lost, |book| book.remove(1, "木村 二"));
    let asked = both([&kept, &lost], accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::UnmarkedCopy, 1)], "{}", found.text_ja(&asked.preview));
}

/// Three media gone out twice; the second copy lost its marks.
fn three(office: &mut Office) -> [PathBuf; 2] {
    for number in ["USB-001", "USB-002", "USB-003"] {
        office.usb(number);
    }
    correct(office, "USB-003", "location", "第三の棚");
    copies(office, MEDIA)
}

#[test]
fn a_number_changed_in_the_copy_with_marks_makes_no_second_record_of_the_other() {
    let mut office = office();
    let [kept, lost] = three(&mut office);
    edited(&kept, |book| book.set(1, "USB-003", "管理番号", "USB-900"));
    edited(&lost, |book| book.set(1, "USB-003", "備考", "乙の備考"));
    for order in [[&kept, &lost], [&lost, &kept]] {
        let judged = both(order, accepted());
        let found = diff(&office, &judged);
        let told = found.text_ja(&judged.preview);
        assert_eq!(open(&judged, &found), [], "{told}");
        assert_eq!((found.counts.changed, found.counts.new, found.counts.older), (1, 0, 3), "{told}");
    }
    take_in(&mut office, &both([&lost, &kept], accepted())).unwrap();
    assert_eq!(find(&mut office, MEDIA, "USB-900").cells["remarks"].value, "乙の備考");
    let again = both([&lost, &kept], accepted());
    let found = diff(&office, &again);
    let told = found.text_ja(&again.preview);
    assert_eq!((open(&again, &found), found.writes), (vec![], 0), "its number went out with it: {told}");
    assert_eq!(goes_out(&mut office, MEDIA).len(), 3);
}

#[test]
fn a_number_changed_in_the_copy_with_marks_and_given_to_another_thing_in_the_other_is_asked_about() {
    let mut office = office();
    let [kept, lost] = three(&mut office);
    edited(&kept, |book| book.set(1, "USB-003", "管理番号", "USB-900"));
    edited(&lost, |book| {
        book.remove(1, "USB-003");
        book.add(1, &[("管理番号", "USB-003"), ("媒体種別", "SDカード"), ("備考", "別の品")]);
    });
    let asked = both([&kept, &lost], accepted());
    let found = diff(&office, &asked);
    let told = found.text_ja(&asked.preview);
    assert_eq!(open(&asked, &found), [(Issue::CopiesDiffer, 1), (Issue::UnmarkedCopy, 1)], "{told}");
    let other = both([&kept, &lost], answered("media_no", &[(Issue::UnmarkedCopy, Verdict::KeepRaw)]));
    let found = diff(&office, &other);
    assert_eq!((found.counts.changed, found.counts.new), (1, 1), "{}", found.text_ja(&other.preview));
    take_in(&mut office, &other).unwrap();
    assert_eq!(find(&mut office, MEDIA, "USB-003").cells["remarks"].value, "別の品");
}

#[test]
fn a_number_changed_in_the_copy_without_marks_is_asked_about() {
    let mut office = office();
    let [kept, lost] = three(&mut office);
    edited(&lost, |book| book.set(1, "USB-003", "管理番号", "USB-900"));
    let empty = self::office();
    for ledger in [&office, &empty] {
        for order in [[&kept, &lost], [&lost, &kept]] {
            let asked = both(order, accepted());
            let found = diff(ledger, &asked);
            let told = found.text_ja(&asked.preview);
            let open = open(&asked, &found);
            assert!(open.contains(&(Issue::UnmarkedCopy, 1)), "{told}");
            // What neither began from differs in the number too.
            assert_eq!(open.len(), if found.counts.new == 0 { 1 } else { 2 }, "{told}");
            assert!(told.contains("“USB-900”という番号") && told.contains("違う項目：管理番号"), "{told}");
        }
    }
    let same = answered("media_no", &[(Issue::UnmarkedCopy, Verdict::Accept)]);
    take_in(&mut office, &both([&kept, &lost], same)).unwrap();
    assert_eq!(goes_out(&mut office, MEDIA).len(), 3);
    assert_eq!(find(&mut office, MEDIA, "USB-900").cells["location"].value, "第三の棚");
}

#[test]
fn a_new_medium_in_the_copy_without_marks_is_no_other_one_that_it_lacks() {
    let mut office = office();
    let [kept, lost] = three(&mut office);
    edited(&lost, |book| {
        book.remove(1, "USB-003");
        let new =
            [("管理番号", "USB-901"), ("媒体種別", "SDカード"), ("保管場所", "甲の棚"), ("備考", "新品")];
        book.add(1, &new);
    });
    let judged = both([&kept, &lost], accepted());
    let found = diff(&office, &judged);
    assert_eq!(open(&judged, &found), [], "{}", found.text_ja(&judged.preview));
    assert_eq!(found.counts.new, 1);
}

#[test]
fn numbers_swapped_in_the_copy_with_marks_do_not_swap_what_the_other_says() {
    let mut office = office();
    let [kept, lost] = three(&mut office);
    edited(&kept, |book| {
        book.set(1, "USB-003", "管理番号", "USB-0");
        book.set(1, "USB-001", "管理番号", "USB-003");
        book.set(1, "USB-0", "管理番号", "USB-001");
    });
    for order in [[&kept, &lost], [&lost, &kept]] {
        let judged = both(order, accepted());
        let found = diff(&office, &judged);
        let told = found.text_ja(&judged.preview);
        assert_eq!(open(&judged, &found), [], "{told}");
        assert_eq!((found.counts.changed, found.counts.new), (2, 0), "{told}");
    }
    take_in(&mut office, &both([&kept, &lost], accepted())).unwrap();
    assert_eq!(find(&mut office, MEDIA, "USB-001").cells["location"].value, "第三の棚");
    assert_ne!(find(&mut office, MEDIA, "USB-003").cells["location"].value, "第三の棚");
}
