//! 受講率の推移: per course and per department over fiscal years.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::matrix::Tally;
use super::year::Year;
use crate::error::Result;
use crate::ledgers::{Ledgers, View};
use crate::people::store as people;
use crate::users::{Permission, Session};
use crate::vocab::FiscalYear;

/// As many years as stand side by side on paper.
const YEARS: i32 = 20;

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Rates {
    pub years: Vec<i32>,
    pub by_course: Vec<RateLine>,
    pub by_department: Vec<RateLine>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RateLine {
    pub key: String,
    pub label: String,
    /// In the order of the years.
    pub cells: Vec<RateCell>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RateCell {
    pub meant: u32,
    pub trained: u32,
    /// Nothing where nobody was meant.
    pub percent: Option<u32>,
}

impl From<Tally> for RateCell {
    fn from(tally: Tally) -> Self {
        Self { meant: tally.meant, trained: tally.trained, percent: tally.percent() }
    }
}

pub fn rates(ledgers: &Ledgers, session: &Session, from: i32, to: i32) -> Result<Rates> {
    ledgers.read(session, Permission::ReadLedgers, |view| made(view, from, to))
}

/// One line of tallies for each key, one tally for each year.
type Lines = BTreeMap<String, (String, Vec<Tally>)>;

pub fn made(view: &View<'_>, from: i32, to: i32) -> Result<Rates> {
    let to = to.min(FiscalYear::of(view.today).0);
    let years: Vec<i32> = (from.max(to - YEARS + 1)..=to).collect();
    let (mut courses, mut departments) = (Lines::new(), Lines::new());
    let members = people::roster(view.db)?;
    for (n, fiscal_year) in years.iter().enumerate() {
        let asked = (FiscalYear(*fiscal_year), view.today);
        let year = Year::of(view.db, view.profile, members.clone(), asked)?;
        for course in &year.courses {
            for member in &year.members {
                let state = year.standing(course, member).state;
                tally(&mut courses, (&course.key, &course.name), years.len(), n).count(state);
                let department = &year.place(member).department;
                tally(&mut departments, (department, department), years.len(), n).count(state);
            }
        }
    }
    Ok(Rates { years, by_course: lines(courses), by_department: lines(departments) })
}

fn tally<'a>(lines: &'a mut Lines, (key, label): (&str, &str), years: usize, n: usize) -> &'a mut Tally {
    let line =
        lines.entry(key.to_owned()).or_insert_with(|| (label.to_owned(), vec![Tally::default(); years]));
    &mut line.1[n]
}

/// Lines with anybody meant in any year.
fn lines(lines: Lines) -> Vec<RateLine> {
    let some = lines.into_iter().filter(|(_, (_, cells))| cells.iter().any(|cell| cell.meant > 0));
    let line = |(key, (label, cells)): (String, (String, Vec<Tally>))| RateLine {
        key,
        label,
        cells: cells.into_iter().map(RateCell::from).collect(),
    };
    some.map(line).collect()
}
