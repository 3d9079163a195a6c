//! 出欠の記録: many marks in one go, each for a line of the list, a person, or a scanned staff number.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::name_of;
use super::targets::{person, row};
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::people::roster::Member;
use crate::registers::{Facts, register};
use crate::vocab::fold;
use crate::vocab::read::{self, DraftTexts, Strictness};
use crate::vocab::{Content, PartialDate, RegisterId, Values};

/// One mark. Texts as typed: a blank one clears the field, an absent one leaves it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts")]
pub struct AttendanceEntry {
    /// The line of the list, from 1.
    pub line: Option<u32>,
    #[ts(type = "number | null")]
    pub person: Option<i64>,
    /// As scanned or typed.
    pub staff_no: Option<String>,
    /// Somebody who is not on the list is put on it.
    pub add: bool,
    pub attendance: Option<String>,
    pub reason: Option<String>,
    pub attended_on: Option<String>,
    pub signed: Option<String>,
    pub score: Option<String>,
    pub remarks: Option<String>,
}

const LIST: &str = "attendees";

impl AttendanceEntry {
    fn texts(&self) -> BTreeMap<String, String> {
        let given = [
            ("attendance", &self.attendance),
            ("absence_reason", &self.reason),
            ("attended_on", &self.attended_on),
            ("signed", &self.signed),
            ("score", &self.score),
            ("remarks", &self.remarks),
        ];
        let given = given.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text.clone()?)));
        given.collect()
    }
}

/// Puts the marks on the list, all or none. `day` is the day of the session. Answers the day the marks are about:
/// that one, or of the make-ups where they are about nothing else.
pub fn mark(
    session: &mut Content,
    entries: &[AttendanceEntry],
    members: &[Member],
    (day, today): (NaiveDate, NaiveDate),
) -> Result<NaiveDate> {
    let texts: Vec<BTreeMap<String, String>> = entries.iter().map(AttendanceEntry::texts).collect();
    let draft = DraftTexts { parts: [(LIST.to_owned(), texts.clone())].into(), ..DraftTexts::default() };
    let read = read::read(register(RegisterId::Training), &draft, Strictness::Import, today);
    let mut read = read.map_err(|problems| Error::Input { register: RegisterId::Training, problems })?;
    let values = read.parts.remove(LIST).unwrap_or_default();
    let mut rows = session.parts.remove(LIST).unwrap_or_default();
    let mut came = None;
    for ((entry, texts), values) in entries.iter().zip(texts).zip(values) {
        let line = line_of(&mut rows, entry, members, day)?;
        for key in texts.keys() {
            match values.get(key) {
                Some(value) => rows[line].insert(key.clone(), value.clone()),
                None => rows[line].remove(key),
            };
        }
        came_in_time(&rows[line], (day, today))?;
        let own = Facts(&values).first_day("attended_on").unwrap_or(day);
        came = Some(came.map_or(own, |before: NaiveDate| before.min(own)));
    }
    session.parts.insert(LIST.to_owned(), rows);
    Ok(came.unwrap_or(day))
}

/// A make-up follows the session and lies behind us.
fn came_in_time(row: &Values, (day, today): (NaiveDate, NaiveDate)) -> Result<()> {
    let Some(on) = Facts(row).date("attended_on") else { return Ok(()) };
    if on.last_day() >= day && on.first_day() <= today {
        return Ok(());
    }
    let params = [("name", name_of(row)), ("day", on.short()), ("held", PartialDate::from(day).short())];
    Err(refuse_with(ErrorCode::TrainingDayImpossible, params))
}

/// The line an entry means, a new one where it adds somebody.
fn line_of(
    rows: &mut Vec<Values>,
    entry: &AttendanceEntry,
    members: &[Member],
    day: NaiveDate,
) -> Result<usize> {
    if let Some(line) = entry.line {
        let index = usize::try_from(line).ok().and_then(|line| line.checked_sub(1));
        let unknown = || refuse_with(ErrorCode::TrainingLineUnknown, [("line", line.to_string())]);
        return index.filter(|index| *index < rows.len()).ok_or_else(unknown);
    }
    let member = meant_by(entry, members)?;
    if let Some(line) = rows.iter().position(|row| person(row) == Some(member.id)) {
        return Ok(line);
    }
    if !entry.add {
        return Err(refuse_with(ErrorCode::TrainingNotOnList, [("name", member.name.clone())]));
    }
    rows.push(row(member, day));
    Ok(rows.len() - 1)
}

/// By id, or by the number on the badge: one person or none.
fn meant_by<'a>(entry: &AttendanceEntry, members: &'a [Member]) -> Result<&'a Member> {
    let typed = entry.staff_no.as_deref().map(fold::code);
    let found = members.iter().find(|member| match entry.person {
        Some(id) => member.id == id,
        None => typed.as_ref().is_some_and(|typed| !typed.is_empty() && *typed == member.staff_no),
    });
    let number = || typed.clone().unwrap_or_else(|| entry.person.unwrap_or_default().to_string());
    found.ok_or_else(|| refuse_with(ErrorCode::TrainingStaffUnknown, [("number", number())]))
}
