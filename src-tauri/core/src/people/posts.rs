//! 職務に就く者: whether a person holds one of the posts that a slot of the regulation profile names.

use chrono::NaiveDate;

use super::store;
use crate::ledgers::Change;
use crate::vocab::Value;

/// Whether the person signs in as, or is appointed to, one of the posts of a slot on that day.
pub fn holds(change: &Change<'_>, person: &Value, slot: &str, day: NaiveDate) -> bool {
    let (Value::Person { id: Some(person), .. }, Some(slot)) = (person, change.profile.slot(slot)) else {
        return false;
    };
    let day = day.to_string();
    let accounts = store::roles_of_account(&change.tx, *person, &day).unwrap_or_default();
    slot.roles.iter().any(|role| {
        accounts.contains(role) || store::is_appointed(&change.tx, *person, role, &day).unwrap_or(false)
    })
}
