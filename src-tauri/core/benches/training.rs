//! Who was not trained, and the matrix, of an office of 1,000 people and 20 courses: after five years of
//! sessions beside after one. A year's answer must not grow with the years before it.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use mamori_core::ledgers::{Ledgers, Surroundings, setup};
use mamori_core::records::actions as records;
use mamori_core::records::view::Draft;
use mamori_core::training::actions;
use mamori_core::training::matrix::{self, MatrixQuery};
use mamori_core::training::rates;
use mamori_core::training::session::attendance::AttendanceEntry;
use mamori_core::training::untrained::{self, UntrainedQuery};
use mamori_core::users::Session;
use mamori_core::vocab::RegisterId;

const PEOPLE: usize = 1_000;
const COURSES: usize = 20;
const LAST_YEAR: i32 = 2026;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, of_one) = office(&folder.path().join("one"), 1);
    let (mut five, of_five) = office(&folder.path().join("five"), 5);
    let told = |what: &str, few: Duration, many: Duration| {
        println!(
            "{what} of {PEOPLE} people and {COURSES} courses after 5 years: {:.2} x after 1; goal 2.0 [{few:.2?}, {many:.2?}]",
            many.as_secs_f64() / few.as_secs_f64()
        );
    };
    told("untrained list", list(&mut one, &of_one), list(&mut five, &of_five));
    told("matrix", table(&mut one, &of_one), table(&mut five, &of_five));
    let all = middle(|| {
        black_box(rates::rates(&five, &of_five, LAST_YEAR - 4, LAST_YEAR).unwrap());
    });
    let year = middle(|| {
        black_box(rates::rates(&five, &of_five, LAST_YEAR, LAST_YEAR).unwrap());
    });
    println!(
        "rates of five years: {:.2} x those of one; goal 6.0 [{year:.2?}, {all:.2?}]",
        all.as_secs_f64() / year.as_secs_f64()
    );
}

fn list(ledgers: &mut Ledgers, session: &Session) -> Duration {
    let query = UntrainedQuery { fiscal_year: Some(LAST_YEAR), ..UntrainedQuery::default() };
    middle(|| {
        let list = untrained::list(ledgers, session, &query).unwrap();
        assert_eq!(list.rows.len(), PEOPLE * COURSES / 10);
    })
}

fn table(ledgers: &mut Ledgers, session: &Session) -> Duration {
    let query = MatrixQuery { fiscal_year: LAST_YEAR, ..MatrixQuery::default() };
    middle(|| {
        black_box(matrix::matrix(ledgers, session, &query).unwrap());
    })
}

/// The middle of seven runs.
fn middle(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..7)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[3]
}

/// An office with its sessions of the last so many fiscal years; every tenth person is absent.
fn office(dir: &std::path::Path, years: i32) -> (Ledgers, Session) {
    let setup = setup::Setup {
        dir: dir.display().to_string(),
        organisation: "計測用組合".into(),
        profile: "a".into(),
        person_name: "辻󠄀 香織".into(),
        person_kana: String::new(),
        department: "総務課".into(),
        title: String::new(),
        login: "tsuji".into(),
        password: "mamori-12#".into(),
    };
    let now: DateTime<FixedOffset> = "2026-11-20T09:00:00+09:00".parse().unwrap();
    let made = setup::create(&setup, Surroundings::with_clock("PC-012", move || now)).unwrap();
    let (mut ledgers, session) = (made.ledgers, made.session);
    let mut own = person(0);
    own.retain(|(key, _)| *key != "name");
    own.push(("name", "辻󠄀 香織".to_owned()));
    let at = (RegisterId::Staff, session.person(), 1);
    records::correct(&mut ledgers, &session, at, &draft(&own), "採用日を入れる").unwrap();
    for n in 1..PEOPLE {
        records::create(&mut ledgers, &session, RegisterId::Staff, &draft(&person(n))).unwrap();
    }
    let marks: Vec<AttendanceEntry> = (1..=PEOPLE).map(mark).collect();
    for course in 0..COURSES {
        let number = records::create(
            &mut ledgers,
            &session,
            RegisterId::TrainingCourses,
            &draft(&[
                ("course", format!("研修{course}")),
                ("course_kind", "system_use".to_owned()),
                ("targets", "all_staff".to_owned()),
                ("since_on", "2015-04-01".to_owned()),
            ]),
        );
        let number = number.unwrap().number;
        for year in LAST_YEAR - years + 1..=LAST_YEAR {
            let plan = draft(&[
                ("course_no", number.clone()),
                ("held_on", format!("{year}-06-{:02}", course + 1)),
                ("place", "大会議室".to_owned()),
                ("mode", "classroom".to_owned()),
                ("instructor", "外山 講師".to_owned()),
                ("content", "手順".to_owned()),
            ]);
            let late = "紙の名簿から入力";
            let plan = Draft { late_reason: Some(late.to_owned()), ..plan };
            let planned = actions::plan(&mut ledgers, &session, &plan).unwrap();
            let at = (planned.id, planned.version);
            actions::save_attendance(&mut ledgers, &session, at, &marks, Some(late)).unwrap();
        }
    }
    (ledgers, session)
}

fn mark(line: usize) -> AttendanceEntry {
    let attendance = if line.is_multiple_of(10) { "absent" } else { "attended" };
    AttendanceEntry {
        line: u32::try_from(line).ok(),
        attendance: Some(attendance.to_owned()),
        ..AttendanceEntry::default()
    }
}

fn person(n: usize) -> Vec<(&'static str, String)> {
    vec![
        ("staff_no", format!("{n:04}")),
        ("name", format!("髙橋 {n}")),
        ("department", format!("第{}課", n % 12)),
        ("employment", "正規".to_owned()),
        ("hired_on", "2010-04-01".to_owned()),
    ]
}

fn draft(values: &[(&'static str, String)]) -> Draft {
    let values = values.iter().map(|(key, text)| ((*key).to_owned(), text.clone())).collect();
    Draft { values, ..Draft::default() }
}
