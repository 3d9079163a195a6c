//! Copies that all lost their marks: the records here say what they went out of.

use mamori_core::import::{Issue, Verdict};

use super::identity::open;
use super::unmarked::{CARRY_OUTS, PLACE, answered, both, copies, edited, goes_out, two_copies};
use super::*;

/// Both copies without their marks.
fn two_bare_copies(office: &mut Office) -> [PathBuf; 2] {
    let [kept, lost] = two_copies(office);
    edited(&kept, |book| book.remove_marks(1));
    [kept, lost]
}

#[test]
fn a_row_edited_in_one_of_two_copies_without_marks_is_asked_about_and_comes_in_once() {
    let mut office = office();
    let [one, two] = two_bare_copies(&mut office);
    edited(&two, |book| book.set(1, PLACE, "備考", "乙の備考"));
    for order in [[&one, &two], [&two, &one]] {
        let asked = both(order, accepted());
        let found = diff(&office, &asked);
        assert_eq!(open(&asked, &found), [(Issue::UnmarkedCopy, 1)], "{}", found.text_ja(&asked.preview));
        assert_eq!((found.counts.changed, found.counts.new), (1, 0), "{:?}", found.counts);
        let other = both(order, answered("doc_no", &[(Issue::UnmarkedCopy, Verdict::KeepRaw)]));
        assert_eq!(diff(&office, &other).counts.new, 1, "another one is a new record");
    }
    let same = both([&one, &two], answered("doc_no", &[(Issue::UnmarkedCopy, Verdict::Accept)]));
    take_in(&mut office, &same).unwrap();
    let rows = goes_out(&mut office, CARRY_OUTS);
    let with = rows.iter().filter(|row| row.contains("remarks=乙の備考") && row.contains(PLACE));
    assert_eq!((rows.len(), with.count()), (4, 1), "{rows:#?}");
}

#[test]
fn what_each_of_two_copies_without_marks_edited_in_its_own_row_comes_in() {
    let mut office = office();
    let [one, two] = two_bare_copies(&mut office);
    edited(&one, |book| book.set(1, "県庁", "備考", "甲の備考"));
    edited(&two, |book| book.set(1, PLACE, "備考", "乙の備考"));
    let judged = both([&one, &two], answered("doc_no", &[(Issue::UnmarkedCopy, Verdict::Accept)]));
    assert_eq!(diff(&office, &judged).counts.changed, 2);
    take_in(&mut office, &judged).unwrap();
    let rows = goes_out(&mut office, CARRY_OUTS);
    let with = |text: &str| rows.iter().filter(|row| row.contains(text)).count();
    assert_eq!((rows.len(), with("甲の備考"), with("乙の備考")), (4, 1, 1), "{rows:#?}");
}

#[test]
fn an_export_of_before_a_correction_and_one_of_after_it_double_nothing_without_their_marks() {
    let mut office = office();
    let [kept, lost] = two_copies(&mut office);
    let old = lost.with_file_name("訂正前.xlsx");
    std::fs::rename(&lost, &old).unwrap();
    edited(&kept, |book| book.set(1, PLACE, "備考", "あとで訂正"));
    take_in(&mut office, &judged(&kept, accepted())).unwrap();
    let [_, after] = copies(&mut office, CARRY_OUTS);
    for order in [[&old, &after], [&after, &old]] {
        let judged = both(order, answered("doc_no", &[(Issue::UnmarkedCopy, Verdict::Accept)]));
        let found = diff(&office, &judged);
        assert_eq!((found.counts.new, found.writes), (0, 0), "{}", found.text_ja(&judged.preview));
    }
}

#[test]
fn an_export_without_its_numbers_and_marks_is_asked_about_and_doubles_nothing() {
    let mut office = office();
    for number in ["USB-001", "USB-002", "USB-003"] {
        office.create(MEDIA, &medium(number));
    }
    let [_, bare] = copies(&mut office, MEDIA);
    edited(&bare, |book| {
        for number in ["USB-001", "USB-002", "USB-003"] {
            book.set(1, number, "管理番号", "");
        }
    });
    let found = diff(&office, &judged(&bare, accepted()));
    assert_eq!(found.counts.new, 0, "{:?}", found.counts);
}

#[test]
fn rows_a_filter_hides_in_a_copy_without_marks_say_nothing_by_that() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.create(MEDIA, &medium(number));
    }
    let [_, bare] = copies(&mut office, MEDIA);
    edited(&bare, |book| book.hide(1, "USB-002"));
    let back = judged(&bare, Decisions::default());
    let row = &back.preview.tables().next().unwrap().rows[1];
    assert!(row.problems.iter().any(|finding| finding.issue == Issue::Hidden), "it is told all the same");
    assert!(row.hidden, "and shown");
    assert_eq!(diff(&office, &back).counts, counts(&[(Standing::Same, 2)]));
}

#[test]
fn what_has_no_number_is_told_apart_by_its_day_where_it_is_asked_about() {
    let mut office = office();
    let [_, bare] = two_copies(&mut office);
    edited(&bare, |book| book.set(1, PLACE, "備考", "あとから"));
    let back = judged(&bare, accepted());
    let found = diff(&office, &back);
    assert_eq!(open(&back, &found), [(Issue::NearlySame, 1)]);
    let text = &found.asked.values().next().unwrap().values().next().unwrap()[0].text;
    assert!(text.contains("2026-05-01の"), "{text}");
}

#[test]
fn a_copied_row_is_no_edit_of_the_row_that_was_deleted() {
    let mut office = office();
    let [kept, bare] = two_copies(&mut office);
    edited(&bare, |book| {
        book.copy_to_end(1, PLACE);
        book.remove(1, "県庁");
    });
    let alone = judged(&bare, accepted());
    let found = diff(&office, &alone);
    assert_eq!(open(&alone, &found), [(Issue::RepeatedRow, 1)], "{}", found.text_ja(&alone.preview));
    for order in [[&kept, &bare], [&bare, &kept]] {
        let beside = both(order, accepted());
        let found = diff(&office, &beside);
        assert_eq!(open(&beside, &found), [(Issue::RepeatedRow, 1)], "{}", found.text_ja(&beside.preview));
    }
}
