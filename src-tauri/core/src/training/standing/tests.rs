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
            let fact = Fact { session: 7, on: day(on), mark, reason: String::new() };
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
    let cases: [Case<'_>; 16] = [
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
    ];
    for (hired, left, facts, asked, (state, cause, due)) in cases {
        let found = stands(&course("system_use", 12), &member(hired, left), facts, asked);
        assert_eq!(found, (state, cause, due.to_owned()), "{hired} {left} {facts:?} {asked:?}");
    }
}

#[test]
fn a_course_of_its_own_interval_is_due_again_that_long_after() {
    use State::{Due, Trained};
    let two_years = course("carry_out", 24);
    let facts: &[(&str, &str)] = &[("2025-10-10", "attended")];
    let cases =
        [((2025, "2026-01-01"), Trained), ((2026, "2026-11-20"), Trained), ((2027, "2027-05-01"), Due)];
    for (asked, state) in cases {
        assert_eq!(stands(&two_years, &member("2020-04-01", ""), facts, asked).0, state, "{asked:?}");
    }
    let lapsed = stands(&two_years, &member("2020-04-01", ""), facts, (2027, "2027-05-01"));
    assert_eq!(lapsed.1, Cause::Lapsed);
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
