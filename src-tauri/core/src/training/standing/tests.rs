//! One person, one course, one year: every case the office argues about.

use super::*;
use crate::people::roster::Place;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn course(kind: &str, months: u32) -> Course {
    Course {
        key: "研講R8-001".to_owned(),
        name: "情報セキュリティ研修".to_owned(),
        kind: kind.to_owned(),
        targets: vec![if kind == "new_hire" { "new_hires" } else { "all_staff" }.to_owned()],
        departments: Vec::new(),
        interval_months: months,
        since: None,
        ended: None,
        pass_score: None,
    }
}

fn member(hired: &str, left: &str) -> Member {
    Member {
        id: 1,
        hired_on: hired.parse().ok(),
        left_on: left.parse().ok(),
        place: Place { department: "総務課".to_owned(), ..Place::default() },
        ..Member::default()
    }
}

/// Marks as `2026-06-12 attended`, and the days of the sessions.
fn marks(facts: &[(&str, &str)]) -> Marks {
    let mut marks = Marks::default();
    for (on, attendance) in facts {
        let held = marks.held.entry("研講R8-001".to_owned()).or_default();
        held.insert(day(on));
        if let Some(mark) = Mark::of(attendance) {
            let year = FiscalYear::of(day(on));
            let fact = Fact { session: 7, on: day(on), year, mark, reason: String::new() };
            marks.add("研講R8-001", 1, fact);
        }
    }
    marks
}

fn stands(
    course: &Course,
    member: &Member,
    facts: &[(&str, &str)],
    (year, on): (i32, &str),
) -> (State, Cause, String) {
    let asked = Asked { year: FiscalYear(year), on: day(on), new_hire_days: 30 };
    let standing = asked.standing(course, member, &marks(facts));
    (standing.state, standing.cause, standing.due.to_string())
}

/// Hired, left, the marks, the year and the day asked, and how the person stands.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], (i32, &'a str), (State, Cause, &'a str));

#[test]
fn everybody_is_trained_once_in_a_fiscal_year() {
    use Cause::{Absent, Never, NewHire};
    use State::{Due, Exempt, MadeUp, NotMeant, Overdue, Trained};
    let held: &[(&str, &str)] = &[("2026-06-12", "")];
    let cases: [Case<'_>; 17] = [
        (
            "2020-04-01",
            "",
            &[("2026-06-12", "attended")],
            (2026, "2026-11-20"),
            (Trained, Never, "2027-03-31"),
        ),
        ("2020-04-01", "", &[("2026-06-12", "makeup")], (2026, "2026-11-20"), (MadeUp, Never, "2027-03-31")),
        ("2020-04-01", "", &[("2026-06-12", "absent")], (2026, "2026-11-20"), (Due, Absent, "2027-03-31")),
        (
            "2020-04-01",
            "",
            &[("2026-06-12", "absent")],
            (2026, "2027-04-01"),
            (Overdue, Absent, "2027-03-31"),
        ),
        ("2020-04-01", "", &[("2026-06-12", "exempt")], (2026, "2026-11-20"), (Exempt, Never, "2027-03-31")),
        // Last year's attendance is last year's.
        ("2020-04-01", "", &[("2026-03-31", "attended")], (2026, "2026-11-20"), (Due, Never, "2027-03-31")),
        // Attends twice, absent once between: trained.
        (
            "2020-04-01",
            "",
            &[("2026-06-12", "attended"), ("2026-07-01", "absent"), ("2026-09-01", "attended")],
            (2026, "2026-11-20"),
            (Trained, Never, "2027-03-31"),
        ),
        // What happens after the day asked is not known yet.
        ("2020-04-01", "", &[("2026-12-01", "attended")], (2026, "2026-11-20"), (Due, Never, "2027-03-31")),
        // New staff: thirty days after joining.
        ("2026-10-01", "", held, (2026, "2026-10-31"), (Due, NewHire, "2026-10-31")),
        ("2026-10-01", "", held, (2026, "2026-11-20"), (Overdue, NewHire, "2026-10-31")),
        ("2026-12-01", "", held, (2026, "2026-11-20"), (NotMeant, Never, "2026-12-31")),
        // Joins in March: until April, and attending then counts for both years.
        ("2027-03-15", "", held, (2026, "2027-04-10"), (Due, NewHire, "2027-04-14")),
        (
            "2027-03-15",
            "",
            &[("2027-04-10", "attended")],
            (2026, "2027-04-20"),
            (Trained, Never, "2027-04-14"),
        ),
        // Leaves before the session, leaves after having missed it.
        ("2020-04-01", "2026-05-31", held, (2026, "2026-11-20"), (NotMeant, Never, "2027-03-31")),
        ("2020-04-01", "2026-09-30", held, (2026, "2026-11-20"), (Due, Never, "2027-03-31")),
        ("2020-04-01", "2026-03-31", held, (2026, "2026-11-20"), (NotMeant, Never, "2027-03-31")),
        // Leaves in April, before any session of the year: what was attended in March is another year's.
        (
            "2020-04-01",
            "2026-04-30",
            &[("2026-03-20", "attended"), ("2026-06-12", "")],
            (2026, "2026-11-20"),
            (NotMeant, Never, "2027-03-31"),
        ),
    ];
    for (hired, left, facts, asked, (state, cause, due)) in cases {
        let found = stands(&course("system_use", 12), &member(hired, left), facts, asked);
        assert_eq!(found, (state, cause, due.to_owned()), "{hired} {left} {facts:?} {asked:?}");
    }
}

#[test]
fn a_course_of_its_own_interval_is_due_again_that_long_after_the_last_time() {
    use Cause::{Again, Lapsed, Never};
    use State::{Due, Overdue, Renew, Trained};
    let once: &[(&str, &str)] = &[("2025-10-10", "attended")];
    let june: &[(&str, &str)] = &[("2026-06-01", "attended")];
    type Case<'a> = (u32, &'a [(&'a str, &'a str)], (i32, &'a str), (State, Cause, &'a str));
    let cases: [Case<'_>; 11] = [
        (24, once, (2025, "2026-01-01"), (Trained, Never, "2027-10-10")),
        (24, once, (2026, "2026-11-20"), (Trained, Never, "2027-10-10")),
        (24, once, (2027, "2027-05-01"), (Trained, Never, "2027-10-10")),
        (24, once, (2027, "2027-09-20"), (Renew, Again, "2027-10-10")),
        (24, once, (2027, "2027-10-11"), (Overdue, Lapsed, "2027-10-10")),
        // Half a year: trained on 1 June, due again on 1 December and not a day after the training.
        (6, june, (2026, "2026-06-02"), (Trained, Never, "2026-12-01")),
        (6, june, (2026, "2026-12-01"), (Renew, Again, "2026-12-01")),
        (6, june, (2026, "2026-12-02"), (Overdue, Lapsed, "2026-12-01")),
        // A new year begins: what ran out in the old one stays so.
        (6, june, (2027, "2027-04-01"), (Overdue, Lapsed, "2026-12-01")),
        (6, &[], (2026, "2026-06-02"), (Due, Never, "2026-10-01")),
        (24, &[], (2026, "2026-06-02"), (Due, Never, "2027-03-31")),
    ];
    for (months, facts, asked, (state, cause, due)) in cases {
        let found = stands(&course("carry_out", months), &member("2020-04-01", ""), facts, asked);
        assert_eq!(found, (state, cause, due.to_owned()), "{months} {facts:?} {asked:?}");
    }
}

#[test]
fn a_make_up_after_the_years_end_counts_for_the_year_it_makes_up_for() {
    use State::{Due, MadeUp};
    let mut marks = marks(&[("2026-02-20", "")]);
    let fact = Fact {
        session: 7,
        on: day("2026-04-10"),
        year: FiscalYear(2025),
        mark: Mark::MadeUp,
        reason: String::new(),
    };
    marks.add("研講R8-001", 1, fact);
    for (year, state) in [(2025, MadeUp), (2026, Due)] {
        let asked = Asked { year: FiscalYear(year), on: day("2026-04-20"), new_hire_days: 30 };
        let course = course("system_use", 12);
        assert_eq!(asked.standing(&course, &member("2020-04-01", ""), &marks).state, state, "{year}");
    }
}

#[test]
fn a_course_begun_later_gives_those_of_the_year_their_days_from_its_beginning() {
    let begun = Course { since: Some(day("2026-10-01")), ..course("system_use", 12) };
    let cases = [("2026-04-10", "2026-10-31"), ("2026-10-20", "2026-11-19"), ("2020-04-01", "2027-03-31")];
    for (hired, due) in cases {
        let found = stands(&begun, &member(hired, ""), &[], (2026, "2026-10-25"));
        assert_eq!((found.0, found.2), (State::Due, due.to_owned()), "{hired}");
    }
}

#[test]
fn new_staff_are_trained_once_when_they_join() {
    use State::{Due, NotMeant, Overdue, Trained};
    let joining = course("new_hire", 12);
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], (i32, &'a str), State);
    let cases: [Case<'_>; 6] = [
        ("2026-04-01", &[], (2026, "2026-04-20"), Due),
        ("2026-04-01", &[], (2026, "2026-05-20"), Overdue),
        ("2026-04-01", &[("2026-06-01", "attended")], (2026, "2026-06-20"), Trained),
        ("2026-04-01", &[("2026-06-01", "attended")], (2027, "2027-06-20"), NotMeant),
        ("2027-03-15", &[], (2027, "2027-04-10"), Due),
        ("2020-04-01", &[], (2026, "2026-11-20"), NotMeant),
    ];
    for (hired, facts, asked, state) in cases {
        let found = stands(&joining, &member(hired, ""), facts, asked);
        assert_eq!(found.0, state, "{hired} {facts:?} {asked:?}");
    }
}
