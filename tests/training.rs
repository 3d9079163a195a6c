//! 研修: planned, announced, held, confirmed; who was there, who was not, and what was done about it.

use mamori_core::audit::verify::verify;
use mamori_core::error::{Error, ErrorCode};
use mamori_core::import::Cancel;
use mamori_core::records::actions as records;
use mamori_core::records::view::{Draft, RecordView};
use mamori_core::training::chasing::{self, Missed};
use mamori_core::training::matrix::{self, MatrixQuery, MatrixState};
use mamori_core::training::session::Step;
use mamori_core::training::session::attendance::AttendanceEntry;
use mamori_core::training::signed::{self, SheetCode};
use mamori_core::training::untrained::{self, UntrainedQuery};
use mamori_core::training::{actions, guide, keeping, planning, rates, reports};
use mamori_core::vocab::RegisterId;

use crate::support::{Office, draft, late};

mod cast;
mod lists;
mod papers;
mod years;

use cast::{CONFIRM, HOLD, PLAN, Texts, by_number, changed, line, staffed, with_rows};

fn plan(office: &mut Office, changes: Texts<'_>) -> Result<RecordView, Error> {
    actions::plan(&mut office.ledgers, &office.session, &draft(&changed(PLAN, changes)))
}

fn go(office: &mut Office, session: &RecordView, step: Step, draft: &Draft) -> Result<RecordView, Error> {
    actions::advance(&mut office.ledgers, &office.session, (session.id, session.version), step, draft)
}

fn step(office: &mut Office, session: &RecordView, step: Step, texts: Texts<'_>) -> RecordView {
    go(office, session, step, &draft(texts)).unwrap_or_else(|error| panic!("{step:?}: {:?}", error.report()))
}

fn refused(office: &mut Office, session: &RecordView, step: Step, texts: Texts<'_>) -> ErrorCode {
    go(office, session, step, &draft(texts)).err().unwrap().code()
}

fn mark(office: &mut Office, session: &RecordView, entries: &[AttendanceEntry]) -> Result<RecordView, Error> {
    let at = (session.id, session.version);
    actions::save_attendance(&mut office.ledgers, &office.session, at, entries, None)
}

fn names(session: &RecordView) -> Vec<&str> {
    session.parts["attendees"].iter().map(|row| row["name"].text.as_str()).collect()
}

fn state(session: &RecordView) -> &str {
    &session.cells["status"].value
}

#[test]
fn a_session_goes_from_the_plan_to_the_confirmed_list() {
    let mut office = staffed();
    let session = plan(&mut office, &[]).unwrap();
    assert_eq!((session.number.as_str(), state(&session)), ("研修R8-001", "planned"));
    // Whoever left before the day, or joins after it, is not on the list.
    assert_eq!(names(&session), ["髙橋 一郎", "渡邊 誠", "渡辺 誠", "齋藤 優子", "齊藤 優子", "辻󠄀 香織"]);
    assert_eq!(session.cells["target_count"].value, "6");
    // 辻󠄀 set the ledger up and has no kind of employment yet: the first page says where it is missing.
    let home = mamori_core::records::home::home(&office.ledgers, &office.session).unwrap();
    let lacks = home.incomplete.iter().find(|one| one.register == RegisterId::Training).unwrap();
    assert_eq!(lacks.missing, ["出席者名簿の雇用区分"]);

    // Announced sixteen days ago and entered only now: why?
    let announced: Texts<'_> = &[("announced_on", "R8.11.4")];
    assert_eq!(refused(&mut office, &session, Step::Announce, announced), ErrorCode::LateReasonMissing);
    let session = go(&mut office, &session, Step::Announce, &late(draft(announced))).unwrap();
    assert_eq!(
        (session.history[0].late, session.history[0].reason.as_deref()),
        (true, Some("紙の控えから入力"))
    );
    let session = step(&mut office, &session, Step::Hold, HOLD);
    assert_eq!(refused(&mut office, &session, Step::Confirm, CONFIRM), ErrorCode::TrainingNoText);
    let session = mark(&mut office, &session, &[line(1, "attended"), by_number("11", "○")]).unwrap();
    let session =
        mark(&mut office, &session, &[line(3, "×"), line(4, "○"), line(5, "○"), line(6, "○")]).unwrap();
    assert_eq!(session.cells["attended_count"].value, "5");
    assert_eq!(session.cells["attendance_percent"].value, "83");
    let guide = guide::guide(&office.ledgers, &office.session, session.id).unwrap();
    let hindrances: Vec<_> = guide.hindrances.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(hindrances, ["training_no_text"]);
    assert_eq!(guide.next, [Step::Confirm]);
    let history: Vec<_> = session.history.iter().rev().map(|entry| entry.action.as_str()).collect();
    let steps = ["training_planned", "training_announced", "training_held"];
    assert_eq!(history, [&steps[..], &["attendance_marked"; 2][..]].concat());
}

#[test]
fn a_scanned_number_nobody_has_or_nobody_expected_is_refused_whole() {
    let mut office = staffed();
    let session = plan(&mut office, &[("target_departments", "総務課")]).unwrap();
    let both = [by_number("10", "○"), by_number("999", "○")];
    assert_eq!(mark(&mut office, &session, &both).unwrap_err().code(), ErrorCode::TrainingStaffUnknown);
    let stranger = [by_number("12", "○")];
    assert_eq!(mark(&mut office, &session, &stranger).unwrap_err().code(), ErrorCode::TrainingNotOnList);
    let again =
        records::find(&mut office.ledgers, &office.session, RegisterId::Training, &session.number).unwrap();
    assert_eq!((again.version, state(&again)), (session.version, "planned"));

    let welcome = [AttendanceEntry { add: true, ..by_number("12", "○") }];
    let session = mark(&mut office, &session, &welcome).unwrap();
    assert_eq!(state(&session), "held");
    assert_eq!(names(&session).last(), Some(&"渡辺 誠"));
}

#[test]
fn marks_are_late_by_the_day_somebody_came_in_whatever_style_it_is_typed() {
    let mut office = staffed();
    let held = changed(
        PLAN,
        &[("held_on", "R8.11.2"), ("started_at", "R8.11.2 13:30"), ("ended_at", "R8.11.2 15:00")],
    );
    let plan = late(draft(&held));
    let session = actions::plan(&mut office.ledgers, &office.session, &plan).unwrap();
    let makeup = |on: &str| AttendanceEntry { attended_on: Some(on.into()), ..line(1, "補講") };
    let old = mark(&mut office, &session, &[makeup("R8.11.3")]);
    assert_eq!(old.unwrap_err().code(), ErrorCode::LateReasonMissing);
    let session = mark(&mut office, &session, &[makeup("R8.11.19")]).unwrap();
    assert!(!session.history[0].late);
}

fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.7 {text}").into_bytes()
}

/// A session held on the list's day, everybody marked as said, with its text kept, confirmed.
fn confirmed(office: &mut Office, changes: Texts<'_>, marks: &[&str]) -> RecordView {
    let session = held_with_text(office, changes, marks);
    step(office, &session, Step::Confirm, CONFIRM)
}

fn held_with_text(office: &mut Office, changes: Texts<'_>, marks: &[&str]) -> RecordView {
    let session = plan(office, changes).unwrap();
    let lines: Vec<_> = (1..).zip(marks).map(|(n, mark)| line(n, mark)).collect();
    let session = mark(office, &session, &lines).unwrap();
    let text = draft(&[("title", "持出しの手引き"), ("edition", "第3版"), ("author", "辻󠄀 香織")]);
    let at = (session.id, session.version);
    let file = pdf(&session.number);
    keeping::keep_for(&mut office.ledgers, &office.session, at, &text, ("手引き.pdf", &file)).unwrap()
}

fn untrained(office: &mut Office, query: &UntrainedQuery) -> Vec<(String, String)> {
    let list = untrained::list(&mut office.ledgers, &office.session, query).unwrap();
    list.rows.into_iter().map(|row| (row.name, row.due_on)).collect()
}

#[test]
fn a_confirmed_session_keeps_its_text_and_its_corrections() {
    let mut office = staffed();
    let session = confirmed(&mut office, &[], &["○", "○", "欠席", "○", "○", "○"]);
    assert_eq!(state(&session), "confirmed");
    assert_eq!(session.cells["text_ref"].value, "持出しの手引き");
    assert_eq!(session.cells["text_edition"].value, "第3版");
    let text = &session.cells["text_no"].value;
    let text = records::find(&mut office.ledgers, &office.session, RegisterId::TrainingTexts, text).unwrap();
    assert_eq!(
        (text.cells["status"].value.as_str(), text.cells["file_name"].value.as_str()),
        ("kept", "手引き.pdf")
    );
    let another = keeping::attach(&mut office.ledgers, &office.session, text.id, ("改.pdf", &pdf("another")));
    assert_eq!(another.unwrap_err().code(), ErrorCode::TextHasFile);

    // After the confirmation a mark is a correction: it asks for its reason and keeps what stood before.
    let at = (session.id, session.version);
    let late = [line(3, "○")];
    let silent = mark(&mut office, &session, &late);
    assert_eq!(silent.unwrap_err().code(), ErrorCode::ReasonMissing);
    let reason = Some("名簿の写し間違い");
    let session = actions::save_attendance(&mut office.ledgers, &office.session, at, &late, reason).unwrap();
    assert_eq!(state(&session), "confirmed");
    let change = &session.history[0];
    assert_eq!(change.reason.as_deref(), reason);
    let absent = change.changes.iter().find(|change| change.field == "absent_count").unwrap();
    assert_eq!((absent.before.as_str(), absent.after.as_str()), ("1", "0"));

    // Nobody is taken off the list of those who came without leaving one.
    let at = (session.id, session.version);
    let open: Vec<_> = (1..=6).map(|n| line(n, "")).collect();
    let emptied = actions::save_attendance(&mut office.ledgers, &office.session, at, &open, reason);
    assert_eq!(emptied.unwrap_err().code(), ErrorCode::TrainingNobodyCame);
    let title = draft(&[("place", "小会議室")]);
    let corrected = actions::correct(&mut office.ledgers, &office.session, at, &title, "会場の誤り").unwrap();
    assert_eq!(corrected.cells["place"].value, "小会議室");
    let generic = records::correct(
        &mut office.ledgers,
        &office.session,
        (RegisterId::Training, corrected.id, corrected.version),
        &title,
        "近道",
    );
    assert_eq!(generic.unwrap_err().code(), ErrorCode::CaseBySteps);
    let report = verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap();
    assert!(report.ok, "{:?}", report.first_bad);
}

#[test]
fn a_session_is_confirmed_by_somebody_of_the_post_or_not_at_all() {
    let mut office = staffed();
    let session = plan(&mut office, &[]).unwrap();
    let session = mark(&mut office, &session, &[1, 2, 3, 4, 5, 6].map(|n| line(n, "○"))).unwrap();
    let text = draft(&[("title", "手引き"), ("edition", "1"), ("author", "総務課")]);
    let at = (session.id, session.version);
    let file = pdf("1");
    let session =
        keeping::keep_for(&mut office.ledgers, &office.session, at, &text, ("a.pdf", &file)).unwrap();
    let by = changed(CONFIRM, &[("checked_by", "髙橋 一郎")]);
    assert_eq!(refused(&mut office, &session, Step::Confirm, &by), ErrorCode::CaseRole);
    let early = changed(CONFIRM, &[("checked_on", "R8.11.1")]);
    assert_eq!(refused(&mut office, &session, Step::Confirm, &early), ErrorCode::CaseOrder);
    assert_eq!(state(&step(&mut office, &session, Step::Confirm, CONFIRM)), "confirmed");
}

#[test]
fn whoever_left_confirms_nothing_as_the_system_manager_he_was() {
    let mut office = staffed();
    let base: Texts<'_> = &[
        ("staff_no", "20"),
        ("name", "山﨑 幸子"),
        ("department", "総務課"),
        ("employment", "正規"),
        ("hired_on", "H20.4.1"),
        ("left_on", "R8.9.30"),
    ];
    let role: Texts<'_> = &[("role", "システム管理者"), ("from_on", "R5.4.1")];
    let former = with_rows(base, &[("roles", &[role])]);
    records::create(&mut office.ledgers, &office.session, RegisterId::Staff, &former).unwrap();
    let session = held_with_text(&mut office, &[], &["○"; 6]);
    let by = changed(CONFIRM, &[("checked_by", "山﨑 幸子")]);
    assert_eq!(refused(&mut office, &session, Step::Confirm, &by), ErrorCode::CaseRole);
}

#[test]
fn a_session_is_not_confirmed_without_its_times() {
    let mut office = staffed();
    let session = held_with_text(&mut office, &[("started_at", ""), ("ended_at", "")], &["○"; 6]);
    assert_eq!(refused(&mut office, &session, Step::Confirm, CONFIRM), ErrorCode::TrainingTimesMissing);
    let times = draft(&[("started_at", "R8.11.13 13:30"), ("ended_at", "R8.11.13 15:00")]);
    let at = (session.id, session.version);
    let session = actions::correct(&mut office.ledgers, &office.session, at, &times, "記入もれ").unwrap();
    assert_eq!(state(&step(&mut office, &session, Step::Confirm, CONFIRM)), "confirmed");
}

#[test]
fn a_make_up_day_lies_between_the_session_and_today() {
    let mut office = staffed();
    let session = plan(&mut office, &[]).unwrap();
    for on in ["R8.11.11", "R8.11.21"] {
        let entry = AttendanceEntry { attended_on: Some(on.to_owned()), ..line(1, "補講") };
        let code = mark(&mut office, &session, &[entry]).unwrap_err().code();
        assert_eq!(code, ErrorCode::TrainingDayImpossible, "{on}");
    }
    let other_day = [("started_at", "R8.11.11 13:30"), ("ended_at", "R8.11.12 15:00")];
    assert_eq!(plan(&mut office, &other_day).unwrap_err().code(), ErrorCode::CaseOrder);
}

#[test]
fn a_session_called_off_leaves_its_reason_and_trains_nobody() {
    let mut office = staffed();
    let session =
        plan(&mut office, &[("held_on", "R8.12.10"), ("started_at", ""), ("ended_at", "")]).unwrap();
    // It lies ahead: whoever joins by then is meant, and nobody can have come yet.
    assert!(names(&session).contains(&"外間 葵"));
    assert_eq!(mark(&mut office, &session, &[line(1, "○")]).unwrap_err().code(), ErrorCode::TrainingNotYet);
    assert_eq!(
        refused(&mut office, &session, Step::Hold, &changed(HOLD, &[("held_on", "R8.12.10")])),
        ErrorCode::CaseFuture
    );
    let off = [("cancelled_on", "R8.11.19"), ("cancelled_reason", "講師の都合")];
    let session = step(&mut office, &session, Step::Cancel, &off);
    assert_eq!(state(&session), "cancelled");
    assert_eq!(refused(&mut office, &session, Step::Hold, HOLD), ErrorCode::TrainingWrongState);
    assert_eq!(untrained(&mut office, &UntrainedQuery::default()), []);
}

/// One course, whose session 渡邊 and 齋藤 missed; with the course's number.
fn office_with_two_untrained() -> (Office, String) {
    let mut office = staffed();
    let course = office.create(
        RegisterId::TrainingCourses,
        &[
            ("course", "情報セキュリティ研修"),
            ("course_kind", "システム取扱い"),
            ("targets", "全職員"),
            ("since_on", "R5.4.1"),
        ],
    );
    confirmed(
        &mut office,
        &[("course_no", course.number.as_str())],
        &["○", "欠席（出張）", "○", "欠", "○", "○"],
    );
    (office, course.number)
}

#[test]
fn the_untrained_are_those_who_missed_it_and_the_make_up_is_for_exactly_them() {
    let (mut office, number) = office_with_two_untrained();
    let number = number.as_str();
    let missed = untrained(&mut office, &UntrainedQuery::default());
    let due = "2027-03-31".to_owned();
    assert_eq!(missed, [("渡邊 誠".to_owned(), due.clone()), ("齋藤 優子".to_owned(), due)]);
    // 渡邊 is not 渡辺, 齋藤 is not 齊藤; and the department says where one worked.
    let only = UntrainedQuery { department: Some("給付課".to_owned()), ..UntrainedQuery::default() };
    assert_eq!(untrained(&mut office, &only).len(), 1);
    let before = UntrainedQuery { on: Some("2026-11-11".to_owned()), ..UntrainedQuery::default() };
    assert_eq!(untrained(&mut office, &before).len(), 6, "the day before, nobody was trained");

    let list = untrained::list(&mut office.ledgers, &office.session, &UntrainedQuery::default()).unwrap();
    let items: Vec<Missed> =
        list.rows.iter().map(|row| Missed { course_no: row.course_no.clone(), person: row.person }).collect();
    for day in ["2026-11-13", "2026-11-16", "2026-11-19"] {
        let done = chasing::remind(&mut office.ledgers, &office.session, 2026, &items, day);
        assert_eq!(done.unwrap(), 2);
    }
    let fourth = chasing::remind(&mut office.ledgers, &office.session, 2026, &items, "2026-11-20");
    assert_eq!(fourth.unwrap_err().code(), ErrorCode::RemindersUsed);

    let persons: Vec<i64> = items.iter().map(|item| item.person).collect();
    let makeup = draft(&[("held_on", "R8.11.20"), ("place", "小会議室")]);
    let whom = (number, persons.as_slice());
    let session = chasing::plan_makeup(&mut office.ledgers, &office.session, 2026, whom, &makeup).unwrap();
    assert_eq!(names(&session), ["渡邊 誠", "齋藤 優子"]);
    assert_eq!(session.cells["makeup_of"].value, "研修R8-001");
    let session = mark(&mut office, &session, &[line(1, "○"), line(2, "欠")]).unwrap();
    assert_eq!(names(&session), ["渡邊 誠", "齋藤 優子"], "holding it adds nobody");
    let list = untrained::list(&mut office.ledgers, &office.session, &UntrainedQuery::default()).unwrap();
    let left: Vec<_> = list.rows.iter().map(|row| (row.name.as_str(), row.reminders.len())).collect();
    assert_eq!(left, [("齋藤 優子", 3)]);

    let exempt = draft(&[("exempt_reason", "育児休業"), ("measure", "復職後に受講")]);
    let whom = (number, list.rows[0].person);
    let noted = chasing::note(&mut office.ledgers, &office.session, 2026, whom, &exempt).unwrap();
    assert_eq!(
        (noted.cells["status"].value.as_str(), noted.cells["exempt_by"].text.as_str()),
        ("exempt", "辻󠄀 香織")
    );
    assert_eq!(untrained(&mut office, &UntrainedQuery::default()), []);
    let trained = chasing::remind(&mut office.ledgers, &office.session, 2026, &items[..1], "2026-11-20");
    assert_eq!(trained.unwrap_err().code(), ErrorCode::NotUntrained);

    let query = MatrixQuery { fiscal_year: 2026, ..MatrixQuery::default() };
    let matrix = matrix::matrix(&mut office.ledgers, &office.session, &query).unwrap();
    let states: Vec<_> = matrix.people.iter().map(|one| (one.name.as_str(), one.cells[0].state)).collect();
    assert_eq!(
        states,
        [
            ("髙橋 一郎", MatrixState::Trained),
            ("渡邊 誠", MatrixState::Makeup),
            ("渡辺 誠", MatrixState::Trained),
            ("齋藤 優子", MatrixState::Exempt),
            ("齊藤 優子", MatrixState::Trained),
            ("𠮷田 武", MatrixState::NotMeant),
            ("外間 葵", MatrixState::NotMeant),
            ("辻󠄀 香織", MatrixState::Trained),
        ]
    );
    let rates = rates::rates(&office.ledgers, &office.session, 2025, 2026).unwrap();
    let all = &rates.by_course[0];
    assert_eq!(all.cells.iter().map(|cell| cell.percent).collect::<Vec<_>>(), [Some(0), Some(100)]);
}

#[test]
fn the_yearly_report_keeps_its_figures_once_the_committee_has_them() {
    let mut office = staffed();
    confirmed(&mut office, &[], &["○", "欠", "○", "○", "○", "○"]);
    let report = reports::draft(&mut office.ledgers, &office.session, 2026).unwrap();
    assert_eq!(report.number, "研報R8-001");
    let figure = |report: &RecordView, key: &str| report.cells[key].value.clone();
    assert_eq!(
        (figure(&report, "meant_count"), figure(&report, "trained_percent")),
        ("6".into(), "83".into())
    );
    assert_eq!(report.parts["untrained"][0]["name"].text, "渡邊 誠");
    let managers =
        report.parts["groups"].iter().find(|row| row["group_name"].text == "システム管理者").unwrap();
    assert_eq!((managers["meant"].value.as_str(), managers["percent"].value.as_str()), ("1", "100"));

    let given = [
        ("reported_on", "R8.11.19"),
        ("reporter", "辻󠄀 香織"),
        ("committee_on", "R8.11.19"),
        ("minutes_no", "委R8-4"),
        ("untrained_measure", "年度内に補講"),
    ];
    let at = (report.id, report.version);
    let bare = reports::submit(&mut office.ledgers, &office.session, at, &draft(&given[..2])).unwrap_err();
    assert_eq!(bare.report().problems.len(), 2);
    let report = reports::submit(&mut office.ledgers, &office.session, at, &draft(&given)).unwrap();
    assert_eq!(figure(&report, "status"), "submitted");
    let again = reports::draft(&mut office.ledgers, &office.session, 2026);
    assert_eq!(again.unwrap_err().code(), ErrorCode::ReportSubmitted);
}

#[test]
fn an_approved_plan_is_changed_only_by_asking_again() {
    let mut office = staffed();
    let line: Texts<'_> = &[
        ("course", "情報セキュリティ研修"),
        ("targets", "全職員"),
        ("mode", "集合"),
        ("planned_on", "R8.11"),
    ];
    let plan = with_rows(
        &[
            ("fiscal_year", "令和8年度"),
            ("planned_on", "R8.4.10"),
            ("planned_by", "辻󠄀 香織"),
            ("policy", "持出しを重点とする"),
            ("structure", "システム管理者が実施"),
        ],
        &[("lines", &[line])],
    );
    let made =
        records::create(&mut office.ledgers, &office.session, RegisterId::TrainingPlans, &plan).unwrap();
    let given =
        draft(&[("committee_on", "R8.4.20"), ("committee_decision", "承認"), ("minutes_no", "委R8-1")]);
    let at = (made.id, made.version);
    let bare = planning::approve(&mut office.ledgers, &office.session, at, &given);
    assert_eq!(bare.unwrap_err().code(), ErrorCode::LateReasonMissing);
    let approved = planning::approve(&mut office.ledgers, &office.session, at, &late(given)).unwrap();
    assert_eq!(approved.cells["status"].value, "approved");
    let at = (RegisterId::TrainingPlans, approved.id, approved.version);
    let silent = records::correct(&mut office.ledgers, &office.session, at, &plan, "近道");
    assert_eq!(silent.unwrap_err().code(), ErrorCode::PlanApproved);
    let at = (approved.id, approved.version);
    let revised = planning::revise(&mut office.ledgers, &office.session, at, &plan, "講座を追加").unwrap();
    assert_eq!((revised.cells["status"].value.as_str(), revised.number.as_str()), ("draft", "研計R8-001"));
}

#[test]
fn a_scanned_sheet_goes_to_the_session_its_code_names() {
    let mut office = staffed();
    let session = confirmed(&mut office, &[], &["○"; 6]);
    let uuid = uuid_of(&office, &session);
    let scan = pdf("scan");
    let mut file = |codes: &[(&str, u32)]| {
        let codes: Vec<_> = codes.iter().map(|(uuid, page)| sheet_code(uuid, *page)).collect();
        signed::file(&mut office.ledgers, &office.session, ("名簿.pdf", &scan), &codes)
    };
    assert_eq!(file(&[]).unwrap_err().code(), ErrorCode::SheetNoCode);
    assert_eq!(file(&[(&uuid, 1), ("00000000-dead", 1)]).unwrap_err().code(), ErrorCode::SheetUnknown);
    assert_eq!(file(&[(&uuid, 10)]).unwrap_err().code(), ErrorCode::SheetPage, "of nine that were printed");
    let filed = file(&[(&uuid, 1)]).unwrap();
    assert_eq!((filed.sessions[0].number.as_str(), filed.sessions[0].missing_pages.len()), ("研修R8-001", 0));
    file(&[(&uuid, 1)]).unwrap();
    let guide = guide::guide(&office.ledgers, &office.session, session.id).unwrap();
    assert_eq!(guide.signed.len(), 1, "the same scan twice is filed once");
    let report = verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap();
    assert!(report.ok, "{:?}", report.first_bad);
}

/// What the printed page's code holds: the record's uuid, as the log has it.
fn uuid_of(office: &Office, session: &RecordView) -> String {
    guide::uuid(&office.ledgers, &office.session, session.id).unwrap()
}

fn sheet_code(uuid: &str, page: u32) -> SheetCode {
    SheetCode { record: uuid.to_owned(), page, pages: 9 }
}
