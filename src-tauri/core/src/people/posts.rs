//! 職務に就く者: whether a person holds one of the posts that a slot of the regulation profile names.

use chrono::NaiveDate;

use rusqlite::Connection;

use super::store;
use crate::ledgers::Change;
use crate::profile::Profile;
use crate::vocab::Value;

/// Whether the person signs in as, or is appointed to, one of the posts of a slot on that day.
pub fn holds(change: &Change<'_>, person: &Value, slot: &str, day: NaiveDate) -> bool {
    match person {
        Value::Person { id: Some(person), .. } => holds_in((&change.tx, change.profile), *person, slot, day),
        _ => false,
    }
}

/// The same of a person of the 職員名簿, for whoever only looks.
pub fn holds_in((db, profile): (&Connection, &Profile), person: i64, slot: &str, day: NaiveDate) -> bool {
    let Some(slot) = profile.slot(slot) else { return false };
    let day = day.to_string();
    let accounts = store::roles_of_account(db, person, &day).unwrap_or_default();
    slot.roles
        .iter()
        .any(|role| accounts.contains(role) || store::is_appointed(db, person, role, &day).unwrap_or(false))
}
