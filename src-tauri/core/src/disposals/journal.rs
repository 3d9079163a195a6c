//! 手順の控え: what was said at each step of a case, read back from the log.
//!
//! The entry of a step keeps what was said, a correction of it what stands in its place. From these the rule can
//! judge the whole case again, as if it had been said so at first. Entries of an earlier version kept only how the
//! case stood afterwards; from two of those follows what was said between them.

use serde_json::{Value as Json, json};

use super::case::Step;
use super::store::Db;
use crate::audit::store::Entry;
use crate::audit::{self, Action};
use crate::error::{Error, Result};
use crate::records::image;
use crate::records::step_actions::Taken;
use crate::vocab::{Content, RegisterId, Values};

/// One step that stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Number of its entry in the log, by which a correction names it.
    pub entry: i64,
    pub step: Step,
    pub given: Content,
    /// Who entered it.
    pub who: String,
}

/// What the entry of a step keeps.
pub fn told(given: &Content) -> Json {
    json!({ "values": given.values, "parts": given.parts })
}

/// The steps of a case as they stand, in their order.
pub fn of_case(db: &Db, id: i64) -> Result<Vec<Said>> {
    let mut entries = audit::store::of_record(db, RegisterId::Disposals.as_str(), id)?;
    entries.sort_by_key(|entry| entry.seq);
    let mut said: Vec<Said> = Vec::new();
    let mut before = Content::default();
    for entry in entries {
        let detail = detail(&entry)?;
        let after = entry.image_json()?.and_then(|image| image::read(RegisterId::Disposals, &image));
        let after = after.map_or_else(|| before.clone(), |record| record.content);
        match step_of(&entry, (&before, &after)) {
            Some(step) => {
                let given =
                    detail.get("said").and_then(read).unwrap_or_else(|| between(step, &before, &after));
                said.push(Said { entry: entry.seq, step, given, who: entry.who });
            }
            None => mended(&mut said, &entry, &detail, &after),
        }
        before = after;
    }
    Ok(said)
}

fn detail(entry: &Entry) -> Result<Json> {
    let broken = |error| Error::Corrupt(format!("detail of entry {}: {error}", entry.seq));
    entry.detail.as_deref().map_or(Ok(Json::Null), serde_json::from_str).map_err(broken)
}

fn read(json: &Json) -> Option<Content> {
    image::content(RegisterId::Disposals, json)
}

fn step_of(entry: &Entry, (before, after): (&Content, &Content)) -> Option<Step> {
    if entry.action == Action::CaseRedone.as_str() {
        return Some(Step::CheckAfter);
    }
    let step = Step::ALL.into_iter().find(|step| step.action().as_str() == entry.action)?;
    // An earlier version put the return from repair down as work.
    let back = step == Step::Work && after.values.get("back_on") != before.values.get("back_on");
    Some(if back { Step::Back } else { step })
}

/// A correction, a step voided, or an application amended before it was permitted.
fn mended(said: &mut Vec<Said>, entry: &Entry, detail: &Json, after: &Content) {
    if entry.action == Action::Corrected.as_str()
        && let Some(first) = said.first_mut()
    {
        let given = detail.get("said").and_then(read);
        first.given = given.unwrap_or_else(|| between(Step::Apply, &Content::default(), after));
    }
    for mended in detail.get("mended").and_then(Json::as_array).into_iter().flatten() {
        let number = mended.get("entry").and_then(Json::as_i64);
        let given = mended.get("said").and_then(read);
        if let Some((one, given)) = said.iter_mut().find(|one| Some(one.entry) == number).zip(given) {
            one.given = given;
        }
    }
    let voided = detail.get("voided").and_then(Json::as_i64);
    said.retain(|one| Some(one.entry) != voided);
}

/// What was said at a step, from how the case stood before and after it.
fn between(step: Step, before: &Content, after: &Content) -> Content {
    let mut given = Content::default();
    for key in step.fields() {
        let own = Step::ALL.into_iter().filter(|step| step.fields().contains(key)).count() == 1;
        let value = after.values.get(*key).filter(|value| own || before.values.get(*key) != Some(value));
        value.map(|value| given.values.insert((*key).to_owned(), value.clone()));
    }
    for part in step.parts() {
        let (was, is) = (rows(before, part), rows(after, part));
        let new = match *part {
            "items" if step == Step::Apply => is.iter().map(|row| following(row, &given.values)).collect(),
            "items" => Vec::new(),
            _ => {
                is.get(was.len()..).unwrap_or_default().iter().map(|row| typed(row, &after.values)).collect()
            }
        };
        if !new.is_empty() {
            given.parts.insert((*part).to_owned(), new);
        }
    }
    given
}

fn rows<'a>(case: &'a Content, part: &str) -> &'a [Values] {
    case.parts.get(part).map(Vec::as_slice).unwrap_or_default()
}

/// A thing that follows its case is left to follow it.
fn following(thing: &Values, case: &Values) -> Values {
    let follows = |key: &str| matches!(key, "method" | "performer");
    let own = thing.iter().filter(|(key, value)| !follows(key) || case.get(*key) != Some(value));
    own.filter(|(key, _)| !matches!(key.as_str(), "level" | "adequacy")).map(kept).collect()
}

/// What a row took over from the case is left to be taken over again.
fn typed(row: &Values, case: &Values) -> Values {
    const FROM_CASE: [(&str, &str); 6] = [
        ("started_at", "work_started_at"),
        ("ended_at", "work_ended_at"),
        ("tool", "tool"),
        ("operator", "operator"),
        ("verification", "verification"),
        ("result", "result"),
    ];
    let taken = |key: &str| FROM_CASE.iter().find(|(own, _)| *own == key).map(|(_, source)| *source);
    let own = row.iter().filter(|(key, value)| taken(key).is_none_or(|from| case.get(from) != Some(value)));
    own.filter(|(key, _)| !matches!(key.as_str(), "found_as" | "item_serial" | "superseded"))
        .map(kept)
        .collect()
}

fn kept((key, value): (&String, &crate::vocab::Value)) -> (String, crate::vocab::Value) {
    (key.clone(), value.clone())
}
