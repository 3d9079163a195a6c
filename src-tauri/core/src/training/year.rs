//! 年度の受講: everything that says who was trained in a fiscal year, read once. Courses, sessions, marks, people.
//!
//! Sessions find their course by number, or by name where an old list gives none; a name no course has is a
//! course by itself, known by that name, so that old lists count too.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::audience::new_hire_days;
use super::choices::TARGETS;
use super::courses::{BY_NAME, Course, departments, usual_interval};
use super::standing::{Asked, Fact, Mark, Marks, Standing};
use super::store::{self, FollowupRow, SessionRow};
use crate::error::{ErrorCode, Result, refuse_with};
use crate::people::roster::{Member, Place};
use crate::people::store as people;
use crate::profile::Profile;
use crate::vocab::FiscalYear;
use crate::vocab::fold::{match_key, name_key};
use crate::vocab::read::read_many;

/// A fiscal year as it stands on a day.
pub struct Year {
    pub asked: Asked,
    pub courses: Vec<Course>,
    pub members: Vec<Member>,
    pub sessions: Vec<SessionRow>,
    pub followups: HashMap<(String, i64), FollowupRow>,
    marks: Marks,
    /// Which course each session is of.
    course_of: HashMap<i64, String>,
}

impl Year {
    pub fn load(db: &store::Db, profile: &Profile, year: FiscalYear, on: NaiveDate) -> Result<Self> {
        Self::of(db, profile, people::roster(db)?, (year, on))
    }

    /// The same, with the people read already: the rates of many years ask for them once.
    pub fn of(
        db: &store::Db,
        profile: &Profile,
        members: Vec<Member>,
        (year, on): (FiscalYear, NaiveDate),
    ) -> Result<Self> {
        let asked = Asked { year, on, new_hire_days: new_hire_days(profile) };
        let mut courses: Vec<Course> =
            store::courses(db)?.iter().map(|course| Course::of(course, profile)).collect();
        let span = asked.span(&courses);
        let made_up = store::MadeUp::load(db)?;
        let sessions = store::sessions(db, (span.0, span.1.max(year.last_day())), (year, &made_up))?;
        let mut course_of = HashMap::new();
        for session in &sessions {
            let key = key_of(session, &mut courses, year, profile);
            course_of.insert(session.id, key);
        }
        let mut followups = store::followups(db, year)?;
        followups.iter_mut().for_each(|followup| followup.course = registered(&followup.course, &courses));
        let mut marks = Marks::default();
        for followup in followups.iter().filter(|followup| followup.exempt) {
            marks.exempted.insert((year.0, followup.course.clone(), followup.person));
        }
        let held = sessions.iter().filter(|session| matches!(session.status.as_str(), "held" | "confirmed"));
        for session in held.filter(|session| !session.named) {
            let course = course_of.get(&session.id).cloned().unwrap_or_default();
            marks.held.entry(course).or_default().insert(session.held_on);
        }
        let year_of: HashMap<i64, FiscalYear> =
            sessions.iter().map(|session| (session.id, session.counts_for())).collect();
        store::marks(db, span, (year, &made_up), |row| {
            let Some((course, mark)) = course_of.get(&row.session).zip(Mark::of(&row.attendance)) else {
                return;
            };
            let mark = if row.makeup && mark == Mark::Attended { Mark::MadeUp } else { mark };
            let on = row.attended_on.unwrap_or(row.held_on);
            let year = year_of.get(&row.session).copied().unwrap_or(FiscalYear::of(row.held_on));
            match row.person {
                Some(person) => {
                    let fact = Fact { session: row.session, on, year, mark, reason: row.reason };
                    marks.add(course, person, fact);
                }
                None if matches!(mark, Mark::Attended | Mark::MadeUp) => {
                    marks.unassigned.entry(course.clone()).or_default().insert(name_key(&row.name));
                }
                None => {}
            }
        })?;
        let followups = followups.into_iter().map(|one| ((one.course.clone(), one.person), one)).collect();
        Ok(Self { asked, courses, members, sessions, followups, marks, course_of })
    }

    pub fn standing(&self, course: &Course, member: &Member) -> Standing {
        self.asked.standing(course, member, &self.marks)
    }

    /// The place of the day on which the year looks at a person.
    pub fn place<'a>(&self, member: &'a Member) -> &'a Place {
        member.place_on(member.seen_on(self.asked.year, self.asked.on))
    }

    /// Whether somebody of this very name attended, and nobody said yet who it was.
    pub fn same_name(&self, course: &Course, member: &Member) -> bool {
        self.marks.unassigned.get(&course.key).is_some_and(|names| names.contains(&name_key(&member.name)))
    }

    /// Sessions of a course held for the year, make-ups after its end too.
    pub fn held(&self, course: &Course) -> impl Iterator<Item = &SessionRow> {
        self.sessions.iter().filter(move |session| {
            self.course_of.get(&session.id) == Some(&course.key)
                && self.asked.year == session.counts_for()
                && matches!(session.status.as_str(), "held" | "confirmed")
        })
    }

    pub fn course(&self, key: &str) -> Result<&Course> {
        let unknown = || refuse_with(ErrorCode::CourseUnknown, [("course", key.to_owned())]);
        self.courses.iter().find(|course| course.key == key).ok_or_else(unknown)
    }
}

/// The course a session is of; one that no register knows is added under its name.
fn key_of(session: &SessionRow, courses: &mut Vec<Course>, year: FiscalYear, profile: &Profile) -> String {
    if courses.iter().any(|course| course.key == session.course_no) {
        return session.course_no.clone();
    }
    let name = match_key(&session.course);
    if let Some(course) = courses.iter().find(|course| match_key(&course.name) == name) {
        return course.key.clone();
    }
    let key = format!("{BY_NAME}{}", session.course);
    if session.counts_for() == year {
        let targets = read_many(TARGETS, &session.targets).unwrap_or_default();
        courses.push(Course {
            key: key.clone(),
            name: session.course.clone(),
            kind: session.kind.clone(),
            targets: if targets.is_empty() { vec!["all_staff".to_owned()] } else { targets },
            departments: departments(&session.departments),
            interval_months: usual_interval(profile, &session.kind),
            since: None,
            ended: None,
            pass_score: None,
        });
    }
    key
}

/// What was put down about a course while only its name was known stays with it once it is registered.
fn registered(key: &str, courses: &[Course]) -> String {
    let Some(name) = key.strip_prefix(BY_NAME).map(match_key) else { return key.to_owned() };
    let found = courses.iter().find(|course| match_key(&course.name) == name);
    found.map_or_else(|| key.to_owned(), |course| course.key.clone())
}
