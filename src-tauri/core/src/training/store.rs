//! 研修の読取り: what was held for whom, which text and plan stand behind a session.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};

use super::plans;
use super::session::Proof;
use crate::error::{Error, ErrorCode, Result};
use crate::records::people::People;
use crate::records::{Record, store as records};
use crate::registers::Facts;
use crate::vocab::{Content, FiscalYear, PartialDate, RegisterId, Value};

/// What is read from; the readers beside this file name it so.
pub type Db = Connection;

/// A record in force by its number.
pub fn by_number(db: &Connection, id: RegisterId, number: &str) -> Result<Option<Record>> {
    match records::by_number(db, id, number) {
        Ok(record) if !record.voided => Ok(Some(record)),
        Ok(_) => Ok(None),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// How often a course was planned or held in a fiscal year.
pub fn sessions_of(db: &Connection, course: &str, year: FiscalYear) -> Result<i64> {
    let mut statement = db.prepare_cached(
        "select count(*)
           from training
          where course = ?1 and fiscal_year = ?2 and voided = 0 and coalesce(status, '') <> 'cancelled'",
    )?;
    Ok(statement.query_row((course, year.0), |row| row.get(0))?)
}

/// Whether the text's file is kept and the plan approved.
pub fn proof(db: &Connection, session: &Content) -> Result<Proof> {
    let linked = |key: &str, id: RegisterId| match session.values.get(key).map(Value::to_text) {
        Some(number) => by_number(db, id, &number),
        None => Ok(None),
    };
    let text = linked("text_no", RegisterId::TrainingTexts)?;
    let plan = linked("plan_no", RegisterId::TrainingPlans)?;
    let number = session.values.get("doc_no").map(Value::to_text).unwrap_or_default();
    let own = || Facts(&session.values).first_day("held_on").map(FiscalYear::of);
    let year = MadeUp::load(db)?.of_number(&number).or_else(own);
    Ok(Proof {
        text_file: text.is_some_and(|text| text.content.values.contains_key("file_sha256")),
        plan_approved: plan.is_some_and(|plan| plans::covers(&plan.content, session, year)),
    })
}

/// 補講が数えられる年度, of every make-up: list, rates, papers and the plan it needs all ask here.
pub struct MadeUp(HashMap<i64, (String, FiscalYear)>);

impl MadeUp {
    pub fn load(db: &Connection) -> Result<Self> {
        let mut statement = db.prepare_cached(include_str!("sql/made_up.sql"))?;
        let found = statement
            .query_map([], |row| Ok((row.get(0)?, (row.get::<_, String>(1)?, FiscalYear(row.get(2)?)))))?;
        Ok(Self(found.collect::<Result<_, _>>()?))
    }

    fn of(&self, session: i64) -> Option<FiscalYear> {
        self.0.get(&session).map(|(_, year)| *year)
    }

    fn of_number(&self, number: &str) -> Option<FiscalYear> {
        self.0.values().find(|(one, _)| one == number && !number.is_empty()).map(|(_, year)| *year)
    }

    /// Those that count for a year, as the statements take them.
    fn of_year(&self, year: FiscalYear) -> String {
        let late = self.0.iter().filter(|(_, (_, of))| *of == year).map(|(id, _)| id);
        serde_json::json!(late.collect::<Vec<_>>()).to_string()
    }
}

/// Sessions run by steps of a fiscal year, and those of others still open.
pub fn board(db: &Connection, year: FiscalYear) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached(include_str!("sql/board.sql"))?;
    let found = statement.query_map([year.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The session a sheet's code names.
pub fn by_uuid(db: &Connection, uuid: &str) -> Result<Option<i64>> {
    let mut statement = db.prepare_cached("select id from training where uuid = ?1 and voided = 0")?;
    Ok(statement.query_row([uuid], |row| row.get(0)).optional()?)
}

/// A session as the year's picture needs it.
#[derive(Debug, Clone)]
pub struct SessionRow {
    pub id: i64,
    pub number: String,
    pub course_no: String,
    pub course: String,
    pub kind: String,
    pub targets: String,
    pub departments: String,
    pub held_on: NaiveDate,
    pub status: String,
    pub named: bool,
    /// The fiscal year whose untrained it was held for.
    pub makes_up: Option<FiscalYear>,
}

impl SessionRow {
    /// The fiscal year it counts for: its own, or that of the session it makes up for.
    pub fn counts_for(&self) -> FiscalYear {
        self.makes_up.unwrap_or_else(|| FiscalYear::of(self.held_on))
    }
}

/// Sessions of a span of days, and make-ups of a fiscal year, that were not called off.
pub fn sessions(
    db: &Connection,
    (from, to): (NaiveDate, NaiveDate),
    (year, made_up): (FiscalYear, &MadeUp),
) -> Result<Vec<SessionRow>> {
    let mut statement = db.prepare_cached(include_str!("sql/sessions.sql"))?;
    let found = statement.query_and_then((written(from), written(to), made_up.of_year(year)), |row| {
        let id = row.get(0)?;
        Ok(SessionRow {
            id,
            number: row.get(1)?,
            course_no: row.get(2)?,
            course: row.get(3)?,
            kind: row.get(4)?,
            targets: row.get(5)?,
            departments: row.get(6)?,
            held_on: first_day(row, 7)?.unwrap_or(from),
            status: row.get(8)?,
            named: row.get(9)?,
            makes_up: made_up.of(id),
        })
    })?;
    found.collect()
}

/// One mark on a list.
pub struct MarkRow {
    pub session: i64,
    pub held_on: NaiveDate,
    pub person: Option<i64>,
    pub name: String,
    pub attendance: String,
    pub attended_on: Option<NaiveDate>,
    pub reason: String,
    /// Of a session that makes up for an earlier one.
    pub makeup: bool,
}

/// A day as the tables compare it; years before all records begin at the beginning.
fn written(day: NaiveDate) -> String {
    if day == NaiveDate::MIN { String::new() } else { day.to_string() }
}

/// Every mark of the sessions of a span of days, and of make-ups of a fiscal year.
pub fn marks(
    db: &Connection,
    (from, to): (NaiveDate, NaiveDate),
    (year, made_up): (FiscalYear, &MadeUp),
    mut visit: impl FnMut(MarkRow),
) -> Result<()> {
    // An old list may have come in before its people did.
    let people = People::load(db)?;
    let mut statement = db.prepare_cached(include_str!("sql/marks.sql"))?;
    let mut rows = statement.query((written(from), written(to), made_up.of_year(year)))?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(3)?;
        visit(MarkRow {
            session: row.get(0)?,
            held_on: first_day(row, 1)?.unwrap_or(from),
            person: people.who(row.get(2)?, &name),
            name,
            attendance: row.get(4)?,
            attended_on: first_day(row, 5)?,
            reason: row.get(6)?,
            makeup: row.get(7)?,
        });
    }
    Ok(())
}

fn first_day(row: &Row<'_>, at: usize) -> Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(at)?;
    let read = |text: String| {
        let date: Result<PartialDate, _> = text.parse();
        date.map(PartialDate::first_day).map_err(|_| Error::Corrupt(format!("training: the date {text}")))
    };
    text.map(read).transpose()
}

/// What was done about an untrained person.
#[derive(Debug, Clone)]
pub struct FollowupRow {
    pub id: i64,
    pub version: u32,
    pub course: String,
    pub person: i64,
    pub reason: String,
    pub reminders: Vec<String>,
    pub makeup_on: Option<String>,
    pub measure: String,
    pub exempt: bool,
    /// The make-up session: id, number, day.
    pub makeup: Option<(i64, String, String)>,
}

pub fn followups(db: &Connection, year: FiscalYear) -> Result<Vec<FollowupRow>> {
    let mut statement = db.prepare_cached(include_str!("sql/followups.sql"))?;
    let found = statement.query_map([year.0], |row| {
        let reminders: [Option<String>; 3] = [row.get(5)?, row.get(6)?, row.get(7)?];
        let exempt: Option<String> = row.get(10)?;
        let makeup: (Option<i64>, Option<String>, Option<String>) =
            (row.get(11)?, row.get(12)?, row.get(13)?);
        Ok(FollowupRow {
            id: row.get(0)?,
            version: row.get(1)?,
            course: row.get(2)?,
            person: row.get(3)?,
            reason: row.get(4)?,
            reminders: reminders.into_iter().flatten().collect(),
            makeup_on: row.get(8)?,
            measure: row.get(9)?,
            exempt: exempt.is_some(),
            makeup: makeup.0.zip(makeup.1).zip(makeup.2).map(|((id, number), on)| (id, number, on)),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The courses of the register, by number.
pub fn courses(db: &Connection) -> Result<Vec<Content>> {
    let mut found = Vec::new();
    records::walk(db, RegisterId::TrainingCourses, |record| {
        if !record.voided {
            found.push(record.content);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The newest record of a register about a fiscal year (plan, report).
pub fn of_year(db: &Connection, id: RegisterId, year: FiscalYear) -> Result<Option<Record>> {
    let sql = match id {
        RegisterId::TrainingPlans => {
            "select id from training_plans where voided = 0 and fiscal_year = ?1 order by id desc limit 1"
        }
        _ => "select id from training_reports where voided = 0 and fiscal_year = ?1 order by id desc limit 1",
    };
    let found: Option<i64> = db.prepare_cached(sql)?.query_row([year.0], |row| row.get(0)).optional()?;
    found.map(|found| records::get(db, id, found)).transpose()
}

/// The day of the first session or course there is.
pub fn begins(db: &Connection) -> Result<Option<NaiveDate>> {
    let mut statement = db.prepare_cached(
        "select min(day)
           from (select min(held_on) as day from training where voided = 0
                  union all
                 select min(since_on) from training_courses where voided = 0)",
    )?;
    statement.query_and_then([], |row| first_day(row, 0))?.next().transpose().map(Option::flatten)
}

/// The day of the last drill that was held.
pub fn last_drill(db: &Connection) -> Result<Option<NaiveDate>> {
    let mut statement = db.prepare_cached(
        "select max(held_on)
           from training
          where voided = 0 and course_kind = 'drill' and status in ('held', 'confirmed')",
    )?;
    statement.query_and_then([], |row| first_day(row, 0))?.next().transpose().map(Option::flatten)
}

/// The day of the next drill that is planned.
pub fn next_drill(db: &Connection, today: NaiveDate) -> Result<Option<NaiveDate>> {
    let mut statement = db.prepare_cached(
        "select min(held_on)
           from training
          where voided = 0 and course_kind = 'drill' and status in ('planned', 'announced') and held_on >= ?1",
    )?;
    statement
        .query_and_then([today.to_string()], |row| first_day(row, 0))?
        .next()
        .transpose()
        .map(Option::flatten)
}

/// Whether any training of a fiscal year was held.
pub fn was_held(db: &Connection, year: FiscalYear) -> Result<bool> {
    let mut statement = db.prepare_cached(
        "select 1
           from training
          where voided = 0 and fiscal_year = ?1 and status in ('held', 'confirmed')
          limit 1",
    )?;
    Ok(statement.exists([year.0])?)
}
