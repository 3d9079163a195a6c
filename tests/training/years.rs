//! Over the years: what counts for which fiscal year, what the first page asks for, and plans put right in time.

use chrono::Duration;
use mamori_core::audit::verify::verify;
use mamori_core::error::ErrorCode;
use mamori_core::import::Cancel;
use mamori_core::records::actions as records;
use mamori_core::records::view::{ListQuery, RecordView};
use mamori_core::training::chasing::{self, Missed};
use mamori_core::training::duties::{self, DrillState, TrainingDuties};
use mamori_core::training::matrix::{self, MatrixQuery, MatrixState};
use mamori_core::training::session::attendance::AttendanceEntry;
use mamori_core::training::untrained::{self, Untrained, UntrainedQuery, Urgency};
use mamori_core::training::{actions, planning, reports};
use mamori_core::vocab::RegisterId;

use super::cast::{Texts, changed, line, staffed, with_rows};
use super::{PLAN, confirmed, mark, names, plan};
use crate::support::{Office, draft};

const FOLLOWUPS: RegisterId = RegisterId::TrainingFollowups;

fn course(office: &mut Office, more: Texts<'_>) -> String {
    let base: Texts<'_> = &[
        ("course", "情報セキュリティ研修"),
        ("course_kind", "システム取扱い"),
        ("targets", "全職員"),
        ("since_on", "R5.4.1"),
    ];
    office.create(RegisterId::TrainingCourses, &changed(base, more)).number
}

fn rows(office: &mut Office, year: i32, on: Option<&str>) -> Vec<Untrained> {
    let query =
        UntrainedQuery { fiscal_year: Some(year), on: on.map(str::to_owned), ..UntrainedQuery::default() };
    untrained::list(&mut office.ledgers, &office.session, &query).unwrap().rows
}

fn who(rows: &[Untrained]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

fn duties(office: &Office) -> TrainingDuties {
    duties::duties(&office.ledgers, &office.session).unwrap()
}

/// On 20 February 2027: everybody came but 渡邊 誠 and 渡辺 誠; then it becomes 10 April.
fn held_in_february(office: &mut Office) -> (String, RecordView) {
    let number = course(office, &[]);
    office.clock.pass(Duration::days(92));
    let day = [
        ("course_no", number.as_str()),
        ("held_on", "R9.2.20"),
        ("started_at", "R9.2.20 13:30"),
        ("ended_at", "R9.2.20 15:00"),
    ];
    let session = plan(office, &day).unwrap();
    let marks = ["○", "欠", "欠", "○", "○", "○", "○"];
    let marks: Vec<_> = (1..).zip(marks).map(|(n, state)| line(n, state)).collect();
    let session = mark(office, &session, &marks).unwrap();
    office.clock.pass(Duration::days(49));
    (number, session)
}

#[test]
fn a_make_up_in_april_counts_for_the_year_of_the_session_it_makes_up_for() {
    let mut office = staffed();
    let (number, session) = held_in_february(&mut office);
    let late = rows(&mut office, 2026, None);
    assert_eq!(who(&late), ["渡邊 誠", "渡辺 誠"]);
    assert!(late.iter().all(|row| row.urgency == Urgency::Overdue));

    // One on the list of the session itself, one in a session of its own.
    let entry = AttendanceEntry { attended_on: Some("2027-04-10".into()), ..line(2, "補講") };
    mark(&mut office, &session, &[entry]).unwrap();
    let whom = (number.as_str(), &[late[1].person][..]);
    let given = draft(&[("held_on", "R9.4.10"), ("place", "小会議室")]);
    let makeup = chasing::plan_makeup(&mut office.ledgers, &office.session, 2026, whom, &given).unwrap();
    mark(&mut office, &makeup, &[line(1, "○")]).unwrap();

    assert_eq!(who(&rows(&mut office, 2026, None)), Vec::<&str>::new());
    let next = rows(&mut office, 2027, None);
    assert!(who(&next).contains(&"渡邊 誠") && who(&next).contains(&"渡辺 誠"), "and for no other year");
    let query = MatrixQuery { fiscal_year: 2026, ..MatrixQuery::default() };
    let matrix = matrix::matrix(&mut office.ledgers, &office.session, &query).unwrap();
    let made_up = matrix.people.iter().filter(|one| one.cells[0].state == MatrixState::Makeup);
    assert_eq!(made_up.count(), 2);
}

#[test]
fn the_make_up_of_a_make_up_counts_for_the_year_of_the_first_session() {
    let mut office = staffed();
    let (number, _) = held_in_february(&mut office);
    for (day, came) in [("R9.4.10", "欠"), ("R9.6.10", "○")] {
        let late = rows(&mut office, 2026, None);
        assert_eq!(who(&late), ["渡邊 誠", "渡辺 誠"], "before {day}");
        let persons: Vec<i64> = late.iter().map(|row| row.person).collect();
        let given = draft(&[("held_on", day), ("place", "小会議室")]);
        let whom = (number.as_str(), &persons[..]);
        let makeup = chasing::plan_makeup(&mut office.ledgers, &office.session, 2026, whom, &given).unwrap();
        mark(&mut office, &makeup, &[line(1, came), line(2, came)]).unwrap();
        office.clock.pass(Duration::days(61));
    }
    assert_eq!(who(&rows(&mut office, 2026, None)), Vec::<&str>::new());
    // Nothing but the sessions themselves says any more what they make up for.
    let all = records::list(&mut office.ledgers, &office.session, FOLLOWUPS, &ListQuery::default()).unwrap();
    assert_eq!(all.rows.len(), 2);
    for one in all.rows {
        let followed = records::view(&mut office.ledgers, &office.session, FOLLOWUPS, one.id).unwrap();
        let at = (FOLLOWUPS, followed.id, followed.version);
        records::void(&mut office.ledgers, &office.session, at, "二重の記録").unwrap();
    }
    assert_eq!(who(&rows(&mut office, 2026, None)), Vec::<&str>::new());
    let next = rows(&mut office, 2027, None);
    assert!(who(&next).contains(&"渡邊 誠") && who(&next).contains(&"渡辺 誠"), "and for no other year");
}

#[test]
fn the_first_page_keeps_last_year_in_sight_until_it_is_done_with() {
    let mut office = staffed();
    let years =
        |duties: &TrainingDuties| duties.years.iter().map(|year| year.fiscal_year).collect::<Vec<_>>();
    assert_eq!(years(&duties(&office)), [2026]);
    let (number, session) = held_in_february(&mut office);
    let now = duties(&office);
    assert_eq!(years(&now), [2026, 2027]);
    let before = &now.years[0];
    assert_eq!((before.past, before.courses[0].overdue, before.report.as_str()), (true, 2, "due"));
    assert_eq!(now.years[1].plan, "missing");

    let made_up = |n| AttendanceEntry { attended_on: Some("2027-04-09".into()), ..line(n, "補講") };
    mark(&mut office, &session, &[made_up(2), made_up(3)]).unwrap();
    let now = duties(&office);
    assert_eq!((years(&now), now.years[0].courses.len()), (vec![2026, 2027], 0), "the report is still due");
    let report = reports::draft(&mut office.ledgers, &office.session, 2026).unwrap();
    let given = draft(&[
        ("reported_on", "R9.4.10"),
        ("reporter", "辻󠄀 香織"),
        ("committee_on", "R9.4.10"),
        ("minutes_no", "委R9-1"),
    ]);
    let at = (report.id, report.version);
    reports::submit(&mut office.ledgers, &office.session, at, &given).unwrap();
    assert_eq!(years(&duties(&office)), [2027]);
    assert!(!number.is_empty());
}

#[test]
fn a_drill_is_asked_for_until_one_was_held_and_again_a_year_later() {
    let mut office = staffed();
    let drill = |office: &Office| duties(office).drill;
    assert_eq!((drill(&office).state, drill(&office).due_on.as_str()), (DrillState::Never, "2027-03-31"));
    let ahead = [("course_kind", "緊急時訓練"), ("held_on", "R8.12.1"), ("started_at", ""), ("ended_at", "")];
    plan(&mut office, &ahead).unwrap();
    assert_eq!(drill(&office).planned_on.as_deref(), Some("2026-12-01"));
    let session = plan(&mut office, &[("course_kind", "緊急時訓練")]).unwrap();
    mark(&mut office, &session, &[line(1, "○")]).unwrap();
    assert_eq!((drill(&office).state, drill(&office).due_on.as_str()), (DrillState::Ok, "2027-11-13"));
    office.clock.pass(Duration::days(365));
    assert_eq!(drill(&office).state, DrillState::Overdue);
}

#[test]
fn the_untrained_grow_urgent_in_october_and_red_in_march() {
    let mut office = staffed();
    course(&mut office, &[]);
    let cases = [
        ("2026-09-30", Urgency::Later),
        ("2026-10-01", Urgency::Soon),
        ("2027-02-28", Urgency::Soon),
        ("2027-03-01", Urgency::Red),
        ("2027-03-31", Urgency::Red),
        ("2027-04-01", Urgency::Overdue),
    ];
    for (on, urgency) in cases {
        let found = rows(&mut office, 2026, Some(on));
        let one = found.iter().find(|row| row.name == "渡邊 誠").unwrap();
        assert_eq!(one.urgency, urgency, "{on}");
    }
}

#[test]
fn a_course_known_by_its_name_keeps_its_reminders_when_it_is_registered() {
    let mut office = staffed();
    confirmed(&mut office, &[], &["○", "欠", "○", "○", "○", "○"]);
    let missed = rows(&mut office, 2026, None);
    let items: Vec<Missed> =
        missed.iter().map(|row| Missed { course_no: row.course_no.clone(), person: row.person }).collect();
    assert!(items[0].course_no.starts_with("name:"));
    chasing::remind(&mut office.ledgers, &office.session, 2026, &items, "2026-11-20").unwrap();
    let number = course(&mut office, &[]);
    let now = rows(&mut office, 2026, None);
    assert_eq!((now[0].course_no.as_str(), now[0].reminders.len()), (number.as_str(), 1));
}

#[test]
fn the_form_of_a_make_up_begins_as_the_course_was_held_last() {
    let mut office = staffed();
    let number = course(&mut office, &[]);
    confirmed(&mut office, &[("course_no", &number)], &["○", "欠", "○", "○", "○", "○"]);
    let person = rows(&mut office, 2026, None)[0].person;
    let begins = chasing::makeup_draft(&office.ledgers, &office.session, 2026, &number).unwrap().values;
    assert_eq!(
        [begins["mode"].as_str(), begins["instructor"].as_str(), begins["text_no"].as_str()],
        ["classroom", "外山 講師", "研テR8-001"]
    );
    // The window sends every field of its form: a blank one says nothing.
    let given = draft(&[
        ("held_on", "R8.11.20"),
        ("place", "小会議室"),
        ("mode", ""),
        ("content", ""),
        ("instructor", " "),
    ]);
    let whom = (number.as_str(), &[person][..]);
    let made = chasing::plan_makeup(&mut office.ledgers, &office.session, 2026, whom, &given).unwrap();
    assert_eq!(made.cells["content"].value, "持出しの手順と標的型攻撃への備え");
    assert_eq!(made.cells["frozen_on"].value, "2026-11-20");
}

#[test]
fn a_plan_is_changed_and_its_list_drawn_up_anew_until_it_is_held() {
    let mut office = staffed();
    let ahead: Texts<'_> = &[("held_on", "R8.12.10"), ("started_at", ""), ("ended_at", "")];
    let session = plan(&mut office, ahead).unwrap();
    assert_eq!(session.cells["frozen_on"].value, "2026-11-20", "the day it was drawn up, not the day ahead");
    let at = (session.id, session.version);
    let narrowed = draft(&changed(&changed(PLAN, ahead), &[("target_departments", "総務課")]));
    let silent = actions::amend(&mut office.ledgers, &office.session, at, &narrowed, " ");
    assert_eq!(silent.unwrap_err().code(), ErrorCode::ReasonMissing);
    let session =
        actions::amend(&mut office.ledgers, &office.session, at, &narrowed, "総務課だけで行う").unwrap();
    assert_eq!(names(&session), ["髙橋 一郎", "渡邊 誠", "外間 葵", "辻󠄀 香織"]);

    office.create(
        RegisterId::Staff,
        &[
            ("staff_no", "17"),
            ("name", "山﨑 幸子"),
            ("department", "総務課"),
            ("employment", "正規"),
            ("hired_on", "R8.12.1"),
        ],
    );
    let at = (session.id, session.version);
    let session = actions::refresh_targets(&mut office.ledgers, &office.session, at).unwrap();
    assert!(names(&session).contains(&"山﨑 幸子"));
    assert_eq!(session.history[0].action, "targets_frozen");
}

#[test]
fn a_name_nobody_was_sure_of_is_given_to_its_person() {
    let mut office = staffed();
    let attendee: Texts<'_> =
        &[("department", "総務課"), ("name", "高橋 一郎"), ("employment", "正規"), ("attendance", "○")];
    let old = with_rows(PLAN, &[("attendees", &[attendee])]);
    let session = records::create(&mut office.ledgers, &office.session, RegisterId::Training, &old).unwrap();
    let missed = rows(&mut office, 2026, None);
    let person = missed.iter().find(|row| row.name == "髙橋 一郎").unwrap().person;
    let at = (session.id, session.version);
    let mut assign = |line, reason| {
        actions::assign_attendee(&mut office.ledgers, &office.session, at, (line, person), reason)
    };
    assert_eq!(assign(2, "本人").unwrap_err().code(), ErrorCode::TrainingLineUnknown);
    assert_eq!(assign(1, "").unwrap_err().code(), ErrorCode::ReasonMissing);
    let assigned = assign(1, "本人に確認").unwrap();
    assert_eq!(names(&assigned), ["高橋 一郎"], "the name stays as the list had it");
    assert!(!who(&rows(&mut office, 2026, None)).contains(&"髙橋 一郎"));
    let report = verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap();
    assert!(report.ok, "{:?}", report.first_bad);
}

#[test]
fn a_rejected_plan_is_logged_as_what_the_committee_decided() {
    let mut office = staffed();
    let line: Texts<'_> =
        &[("course", "新任研修"), ("targets", "新規採用"), ("mode", "集合"), ("planned_on", "R9.1")];
    let texts: Texts<'_> = &[
        ("fiscal_year", "令和8年度"),
        ("planned_on", "R8.11.13"),
        ("planned_by", "辻󠄀 香織"),
        ("policy", "持出しを重点とする"),
        ("structure", "システム管理者が実施"),
    ];
    let plan = with_rows(texts, &[("lines", &[line])]);
    let made =
        records::create(&mut office.ledgers, &office.session, RegisterId::TrainingPlans, &plan).unwrap();
    // 新規採用 alone leaves the other roles without training (B 4-2(2)④).
    assert!(made.findings.iter().any(|finding| finding.code == "role_not_planned"));
    let given =
        draft(&[("committee_on", "R8.11.16"), ("committee_decision", "否決"), ("minutes_no", "委R8-1")]);
    let at = (made.id, made.version);
    let decided = planning::approve(&mut office.ledgers, &office.session, at, &given).unwrap();
    assert_eq!(
        (decided.cells["status"].value.as_str(), decided.history[0].action.as_str()),
        ("rejected", "plan_decided")
    );
}

#[test]
fn whoever_misses_two_courses_is_two_of_the_counts_and_one_person() {
    let mut office = staffed();
    let one = plan(&mut office, &[]).unwrap();
    let marks = (1..).zip(["○", "欠", "○", "○", "○", "免除"]).map(|(n, state)| line(n, state));
    mark(&mut office, &one, &marks.collect::<Vec<_>>()).unwrap();
    let other = plan(&mut office, &[("course", "個人情報保護研修")]).unwrap();
    mark(&mut office, &other, &[1, 2, 3, 4, 5, 6].map(|n| line(n, if n == 2 { "欠" } else { "○" }))).unwrap();
    let report = reports::draft(&mut office.ledgers, &office.session, 2026).unwrap();
    let figure = |key: &str| report.cells[key].value.as_str();
    assert_eq!(
        [
            "meant_count",
            "trained_count",
            "untrained_count",
            "exempt_count",
            "meant_people",
            "untrained_people"
        ]
        .map(figure),
        ["11", "9", "2", "1", "6", "1"]
    );
}

#[test]
fn a_course_given_wrongly_is_put_right_after_the_session() {
    let mut office = staffed();
    let wrong = course(&mut office, &[("course", "個人情報保護研修")]);
    let right = course(&mut office, &[]);
    let session = plan(&mut office, &[("course_no", &wrong)]).unwrap();
    let session = mark(&mut office, &session, &[line(1, "○")]).unwrap();
    let at = (session.id, session.version);
    let given = draft(&[("course_no", &right), ("course", "情報セキュリティ研修")]);
    actions::correct(&mut office.ledgers, &office.session, at, &given, "講座の取違え").unwrap();
    let open = |office: &mut Office, course: &str| {
        let rows = rows(office, 2026, None);
        rows.iter().filter(|row| row.course_no == course).count()
    };
    assert_eq!((open(&mut office, &right), open(&mut office, &wrong)), (5, 6));
}
