//! 職務に就く者: whether a person holds one of the posts that a slot of the regulation profile names.

use chrono::NaiveDate;

use super::store;
use crate::ledgers::{Change, View};
use crate::vocab::Value;

/// Whether the person signs in as, or is appointed to, one of the posts of a slot on that day.
pub fn holds(change: &Change<'_>, person: &Value, slot: &str, day: NaiveDate) -> bool {
    let (Value::Person { id: Some(person), .. }, Some(slot)) = (person, change.profile.slot(slot)) else {
        return false;
    };
    store::holds_one_of(&change.tx, *person, &slot.roles, day)
}

/// The same of a person of the 職員名簿 today, for whoever only looks.
pub fn holds_today(view: &View<'_>, person: i64, slot: &str) -> bool {
    let slot = view.profile.slot(slot);
    slot.is_some_and(|slot| store::holds_one_of(view.db, person, &slot.roles, view.today))
}
