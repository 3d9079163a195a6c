//! 対象の行: which rows of a case carry data, who deals with each, and how far it is.

use crate::disposals::adequacy::{Family, family};
use crate::registers::Facts;
use crate::vocab::{Content, Values};

/// The listed things.
pub fn items(case: &Content) -> &[Values] {
    case.parts.get("items").map(Vec::as_slice).unwrap_or_default()
}

/// Whether the row holds data itself. A machine whose drives are listed is a container: they do.
pub fn carries_data(items: &[Values], row: usize) -> bool {
    let Some(thing) = items.get(row) else { return false };
    if family_of(thing) != Family::Container {
        return true;
    }
    let number = text(thing, "item_no");
    !items.iter().any(|other| text(other, "item_no") == number && family_of(other) != Family::Container)
}

/// Rows that carry data, with their place.
pub fn data_rows(case: &Content) -> impl Iterator<Item = (usize, &Values)> {
    let items = items(case);
    items.iter().enumerate().filter(move |(row, _)| carries_data(items, *row))
}

fn family_of(thing: &Values) -> Family {
    let facts = Facts(thing);
    family(facts.choice("item_kind").unwrap_or_default(), facts.choice("inside"))
}

pub fn is_outsourced(thing: &Values) -> bool {
    Facts(thing).is("performer", &["outsourced"])
}

/// Sent out with its data under a secrecy agreement, to come back: 修理.
pub fn only_lent(thing: &Values) -> bool {
    Facts(thing).is("method", &["return_only"])
}

/// What the certificate must name: the serial number, or the control number of what has none.
pub fn proof_key(thing: &Values) -> String {
    let serial = text(thing, "serial");
    let none = ["", "なし", "無し", "無", "-", "－", "ナシ", "不明"].contains(&serial.as_str());
    if none { text(thing, "item_no") } else { serial }
}

pub fn text(values: &Values, key: &str) -> String {
    values.get(key).map(|value| value.to_text()).unwrap_or_default()
}

/// How a row of the office's own work stands.
pub fn is_worked(thing: &Values) -> bool {
    Facts(thing).has("result")
}

pub fn is_certified(thing: &Values) -> bool {
    Facts(thing).is("certificate_match", &["match"])
}

/// A thing and how it is called in a message: `PC-012（S/N 5Z1…）`.
pub fn named(thing: &Values) -> String {
    format!("{}（{}）", text(thing, "item_no"), text(thing, "serial"))
}

/// Names of several things for a message.
pub fn names<'a>(things: impl Iterator<Item = &'a Values>) -> String {
    things.map(named).collect::<Vec<_>>().join("、")
}
