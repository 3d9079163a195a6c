//! 受講状況の表: people × courses of a fiscal year.

use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::standing::{Cause, Standing, State};
use super::untrained::employment;
use super::year::Year;
use crate::audit::{Action, Event};
use crate::error::Result;
use crate::ledgers::{Ledgers, View};
use crate::people::roster::Member;
use crate::users::{Permission, Session};
use crate::vocab::{FiscalYear, RegisterId};

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct MatrixQuery {
    #[ts(optional = false)]
    pub fiscal_year: i32,
    pub department: Option<String>,
    pub employment: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Matrix {
    pub fiscal_year: i32,
    pub on: String,
    pub courses: Vec<MatrixCourse>,
    pub people: Vec<MatrixPerson>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct MatrixCourse {
    pub course_no: String,
    pub label: String,
    pub kind: String,
    /// Of the people shown.
    pub meant: u32,
    pub trained: u32,
    pub percent: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct MatrixPerson {
    #[ts(type = "number")]
    pub person: i64,
    pub staff_no: String,
    pub name: String,
    pub department: String,
    pub employment: String,
    pub hired_on: Option<String>,
    pub left_on: Option<String>,
    /// In the order of the courses.
    pub cells: Vec<MatrixCell>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum MatrixState {
    Trained,
    Makeup,
    Absent,
    Exempt,
    Due,
    Overdue,
    NotMeant,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct MatrixCell {
    pub state: MatrixState,
    pub on: Option<String>,
    #[ts(type = "number | null")]
    pub session: Option<i64>,
}

impl From<&Standing> for MatrixCell {
    fn from(standing: &Standing) -> Self {
        let state = match standing.state {
            State::NotMeant => MatrixState::NotMeant,
            State::Trained | State::Renew => MatrixState::Trained,
            State::MadeUp => MatrixState::Makeup,
            State::Exempt => MatrixState::Exempt,
            State::Due if standing.cause == Cause::Absent => MatrixState::Absent,
            State::Due => MatrixState::Due,
            State::Overdue => MatrixState::Overdue,
        };
        Self { state, on: standing.on.map(|day| day.to_string()), session: standing.session }
    }
}

/// How many are meant and how many of them are trained.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub meant: u32,
    pub trained: u32,
    /// Of no account for the rate.
    pub exempt: u32,
}

impl Tally {
    pub fn count(&mut self, state: State) {
        self.exempt += u32::from(state == State::Exempt);
        if !matches!(state, State::NotMeant | State::Exempt) {
            self.meant += 1;
            self.trained += u32::from(state.is_trained());
        }
    }

    /// Rounded down; nothing where nobody is meant.
    pub fn percent(self) -> Option<u32> {
        (100 * self.trained).checked_div(self.meant)
    }
}

/// The matrix; seeing it leaves an entry, as the list of the untrained does.
pub fn matrix(ledgers: &mut Ledgers, session: &Session, query: &MatrixQuery) -> Result<Matrix> {
    let matrix = ledgers.read(session, Permission::ReadLedgers, |view| made(view, query))?;
    let detail = json!({ "matrix": matrix.people.len(), "fiscal_year": matrix.fiscal_year });
    let event = Event::new(Action::Viewed).in_register(RegisterId::Training).detail(detail);
    ledgers.change(session, Permission::ReadLedgers, |_| Ok(((), event)))?;
    Ok(matrix)
}

/// The matrix for the program's own use: the printed one.
pub fn made(view: &View<'_>, query: &MatrixQuery) -> Result<Matrix> {
    let fiscal_year = FiscalYear(query.fiscal_year);
    let year = Year::load(view.db, view.profile, fiscal_year, view.today)?;
    let mut tallies = vec![Tally::default(); year.courses.len()];
    let mut people = Vec::new();
    let (first, last) = (fiscal_year.first_day(), fiscal_year.last_day());
    for member in year.members.iter().filter(|member| member.serves_between(first, last)) {
        let place = year.place(member);
        let narrowed = |wanted: &Option<String>, is: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted.is_empty() || wanted == is)
        };
        if !narrowed(&query.department, &place.department) || !narrowed(&query.employment, &employment(place))
        {
            continue;
        }
        let standings = year.courses.iter().map(|course| year.standing(course, member));
        let standings: Vec<Standing> = standings.collect();
        for (tally, standing) in tallies.iter_mut().zip(&standings) {
            tally.count(standing.state);
        }
        people.push(person(&year, member, &standings));
    }
    let courses = year.courses.iter().zip(tallies).map(|(course, tally)| MatrixCourse {
        course_no: course.key.clone(),
        label: course.name.clone(),
        kind: course.kind.clone(),
        meant: tally.meant,
        trained: tally.trained,
        percent: tally.percent(),
    });
    let courses = courses.collect();
    Ok(Matrix { fiscal_year: fiscal_year.0, on: view.today.to_string(), courses, people })
}

fn person(year: &Year, member: &Member, standings: &[Standing]) -> MatrixPerson {
    let place = year.place(member);
    MatrixPerson {
        person: member.id,
        staff_no: member.staff_no.clone(),
        name: member.name.clone(),
        department: place.department.clone(),
        employment: employment(place),
        hired_on: member.hired_on.map(|day| day.to_string()),
        left_on: member.left_on.map(|day| day.to_string()),
        cells: standings.iter().map(MatrixCell::from).collect(),
    }
}
