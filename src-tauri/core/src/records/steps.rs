//! 手順で進める記録: what every step of a disposal case or a training asks before its own rule is heard.
//!
//! A step takes its own fields and no others, lacks none it cannot do without, and is put down once it was
//! done. Which fields those are is said by the ledger's own list of steps.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::registers::{Facts, register};
use crate::vocab::read::{Problem, ProblemCode, Problems};
use crate::vocab::{Content, RegisterId, Value, Values};

/// Nobody slips a permission into a work record.
pub fn belongs(id: RegisterId, fields: &[&str], parts: &[&str], given: &Content) -> Result<()> {
    let fields = given.values.keys().map(|key| &**key).filter(|key| !fields.contains(key));
    let parts = given.parts.keys().map(String::as_str).filter(|key| !parts.contains(key));
    refuse_all(id, fields.chain(parts).map(|key| problem(key, ProblemCode::UnknownField)).collect())
}

/// Refuses, with the fields that are still to be filled.
pub fn require(id: RegisterId, given: &Values, keys: &[&str]) -> Result<()> {
    let lacking = keys.iter().filter(|key| !given.contains_key(key));
    refuse_all(id, lacking.map(|key| problem(key, ProblemCode::Required)).collect())
}

fn refuse_all(register: RegisterId, problems: Vec<Problem>) -> Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Input { register, problems: Problems(problems) })
}

pub fn problem(field: &str, code: ProblemCode) -> Problem {
    Problem { field: field.to_owned(), part: None, code, text: String::new(), hint: String::new() }
}

/// A step is put down when it was done, not beforehand. `ahead` may lie ahead: due days and plans.
pub fn not_in_future(id: RegisterId, given: &Content, now: NaiveDateTime, ahead: &[&str]) -> Result<()> {
    let rows = given.parts.values().flatten().flat_map(|row| row.iter());
    for (key, value) in given.values.iter().chain(rows).filter(|(key, _)| !ahead.contains(&&***key)) {
        let future = match value {
            Value::Date(date) => date.first_day() > now.date(),
            Value::DateTime(at) => *at > now,
            _ => false,
        };
        if future {
            return Err(refuse_with(ErrorCode::CaseFuture, [("field", label(id, key))]));
        }
    }
    Ok(())
}

/// Days that follow one another: the later is never before the earlier.
pub fn in_order(id: RegisterId, order: &[(&str, &str)], content: &Content) -> Result<()> {
    let facts = Facts(&content.values);
    match order.iter().find(|(earlier, later)| facts.before(later, earlier)) {
        Some((earlier, later)) => {
            let params = [("earlier", label(id, earlier)), ("later", label(id, later))];
            Err(refuse_with(ErrorCode::CaseOrder, params))
        }
        None => Ok(()),
    }
}

/// A field of a part in the office's words.
pub fn part_label(id: RegisterId, part: &str, key: &str) -> String {
    let fields = register(id).part(part).map(|part| part.fields).unwrap_or_default();
    fields.iter().find(|field| field.key == key).map_or(key, |field| field.label.ja).to_owned()
}

/// A field in the office's words.
pub fn label(id: RegisterId, key: &str) -> String {
    let register = register(id);
    let parts = register.parts.iter().flat_map(|part| part.fields);
    let found = register.fields.iter().chain(parts).find(|field| field.key == key);
    found.map_or(key, |field| field.label.ja).to_owned()
}

/// Values as they would be typed again.
pub fn typed_again(values: &Values) -> BTreeMap<String, String> {
    values.iter().map(|(key, value)| (key.to_string(), value.to_text())).collect()
}
