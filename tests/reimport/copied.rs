//! Rows copied in Excel, with their marks and without: none of them comes in a second time unasked.

use mamori_core::import::{Issue, Verdict};

use super::identity::open;
use super::part_rows::{TRAINING, all, attendees, trainings};
use super::unmarked::{CARRY_OUTS, PLACE, answered, both, copies, edited, goes_out, two_copies};
use super::*;

#[test]
fn a_training_copied_whole_with_its_mark_is_asked_about() {
    let (mut office, path) = trainings();
    let before: Vec<Vec<String>> = all(&office).iter().map(attendees).collect();
    let title = all(&office)[0].title();
    edited(&path, |book| book.copy_to_end(1, &title));
    let asked = judged(&path, accepted());
    let found = diff(&office, &asked);
    let told = found.text_ja(&asked.preview);
    assert_eq!(open(&asked, &found), [(Issue::CopiedRow, 1)], "{told}");
    let same = judged(&path, answered("doc_no", &[(Issue::CopiedRow, Verdict::Accept)]));
    assert_eq!(diff(&office, &same).writes, 0, "{told}");
    let other = judged(&path, answered("doc_no", &[(Issue::CopiedRow, Verdict::KeepRaw)]));
    assert_eq!(diff(&office, &other).counts.new, 1, "{told}");
    take_in(&mut office, &other).unwrap();
    let now = all(&office);
    assert_eq!(now.len(), before.len() + 1);
    let people = now.iter().map(attendees).map(|people| people.len()).sum::<usize>();
    assert_eq!(people, before.iter().map(Vec::len).sum::<usize>(), "nobody was there twice");
}

#[test]
fn attendees_go_with_the_row_that_is_the_training_where_the_other_of_two_was_edited() {
    let (mut office, path) = trainings();
    let before: Vec<Vec<String>> = all(&office).iter().map(attendees).collect();
    let (title, place) = (all(&office)[0].title(), all(&office)[0].content.values["place"].to_text());
    edited(&path, |book| {
        // The row above is the edited one: the one below is found first from here on.
        book.set(1, &title, "場所", "別館");
        book.copy_to_end(1, &title);
        book.set(1, &title, "場所", &place);
    });
    let asked = judged(&path, accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::CopiedRow, 1)], "{}", found.text_ja(&asked.preview));
    let same = judged(&path, answered("doc_no", &[(Issue::CopiedRow, Verdict::Accept)]));
    let found = diff(&office, &same);
    assert_eq!((found.counts.changed, found.writes), (0, 0), "{}", found.text_ja(&same.preview));
    let other = judged(&path, answered("doc_no", &[(Issue::CopiedRow, Verdict::KeepRaw)]));
    assert_eq!(diff(&office, &other).counts.new, 1);
    take_in(&mut office, &other).unwrap();
    let now: Vec<Vec<String>> = all(&office).iter().map(attendees).collect();
    assert!(before.iter().all(|people| now.contains(people)), "{now:?}");
    assert_eq!(now.iter().filter(|people| people.is_empty()).count(), 1, "{now:?}");
}

#[test]
fn a_training_copied_whole_doubles_nobody_beside_a_copy_without_marks() {
    let (mut office, _) = trainings();
    let title = all(&office)[0].title();
    let [kept, lost] = copies(&mut office, TRAINING);
    edited(&lost, |book| book.remove_marks(2));
    edited(&kept, |book| book.copy_to_end(1, &title));
    for order in [[&kept, &lost], [&lost, &kept]] {
        let asked = both(order, accepted());
        let found = diff(&office, &asked);
        assert_eq!(open(&asked, &found), [(Issue::CopiedRow, 1)], "{}", found.text_ja(&asked.preview));
        let same = both(order, answered("doc_no", &[(Issue::CopiedRow, Verdict::Accept)]));
        let found = diff(&office, &same);
        assert_eq!((found.counts.new, found.writes), (0, 0), "{}", found.text_ja(&same.preview));
    }
}

#[test]
fn a_row_copied_in_one_copy_and_renumbered_in_the_other_is_one_record() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.usb(number);
    }
    let [one, other] = copies(&mut office, MEDIA);
    std::fs::copy(&one, &other).unwrap();
    edited(&one, |book| book.copy_to_end(1, "USB-001"));
    edited(&other, |book| book.set(1, "USB-001", "管理番号", "USB-900"));
    for order in [[&one, &other], [&other, &one]] {
        let judged = both(order, accepted());
        let found = diff(&office, &judged);
        assert_eq!((found.counts.changed, found.counts.new), (1, 0), "{}", found.text_ja(&judged.preview));
    }
    let judged = both([&one, &other], accepted());
    take_in(&mut office, &judged).unwrap();
    assert_eq!(goes_out(&mut office, MEDIA).len(), 2);
    find(&mut office, MEDIA, "USB-900");
    let again = both([&one, &other], accepted());
    let found = diff(&office, &again);
    let told = found.text_ja(&again.preview);
    assert_eq!((open(&again, &found), found.writes), (vec![], 0), "{told}");
}

#[test]
fn a_row_more_than_the_ledger_has_of_its_kind_is_asked_about() {
    let mut office = office();
    let [kept, lost] = two_copies(&mut office);
    edited(&lost, |book| book.copy_to_end(1, PLACE));
    for paths in [&[&lost][..], &[&kept, &lost], &[&lost, &kept]] {
        let judged = |decisions| Judged::of(paths.iter().map(|path| read(path)).collect(), decisions);
        let asked = judged(accepted());
        let found = diff(&office, &asked);
        assert_eq!(open(&asked, &found), [(Issue::RepeatedRow, 1)], "{}", found.text_ja(&asked.preview));
        let own = judged(answered("doc_no", &[(Issue::RepeatedRow, Verdict::KeepRaw)]));
        assert_eq!(diff(&office, &own).counts.new, 1);
        let same = judged(answered("doc_no", &[(Issue::RepeatedRow, Verdict::Accept)]));
        assert_eq!(diff(&office, &same).writes, 0);
    }
}

#[test]
fn a_training_copied_whole_without_its_mark_is_asked_about() {
    let (mut office, _) = trainings();
    let title = all(&office)[0].title();
    let [_, lost] = copies(&mut office, TRAINING);
    edited(&lost, |book| {
        book.remove_marks(2);
        book.copy_to_end(1, &title);
    });
    let asked = judged(&lost, accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::RepeatedRow, 1)], "{}", found.text_ja(&asked.preview));
}

#[test]
fn a_copied_row_that_was_said_to_be_another_thing_is_not_asked_about_again() {
    let mut office = office();
    office.usb("USB-001");
    let path = exported(&mut office, MEDIA);
    edited(&path, |book| book.copy_to_end(1, "USB-001"));
    let other = judged(&path, answered("media_no", &[(Issue::DuplicateNumber, Verdict::Blank)]));
    let found = diff(&office, &other);
    assert_eq!(open(&other, &found), [], "{}", found.text_ja(&other.preview));
    assert_eq!((found.counts.same, found.counts.new), (1, 1));
}

#[test]
fn two_copies_without_marks_of_what_the_ledger_has_ask_nothing() {
    let mut office = office();
    let [kept, lost] = two_copies(&mut office);
    edited(&kept, |book| book.remove_marks(1));
    let judged = both([&kept, &lost], accepted());
    let found = diff(&office, &judged);
    assert_eq!(open(&judged, &found), [], "{}", found.text_ja(&judged.preview));
    assert_eq!((found.counts.same, found.writes), (8, 0));
    // Of an empty ledger nobody knows.
    let empty = self::office();
    let asked = both([&kept, &lost], accepted());
    assert_eq!(open(&asked, &diff(&empty, &asked)), [(Issue::RepeatedRow, 4)]);
    assert_eq!(goes_out(&mut office, CARRY_OUTS).len(), 4);
}
