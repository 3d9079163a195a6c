//! 対象の行: which rows of a case carry data, who deals with each, and how far it is.

use chrono::NaiveDate;

use crate::disposals::adequacy::{Family, family};
use crate::disposals::case_fields::KNOWN_BEFORE;
use crate::registers::Facts;
use crate::registers::choices::METHODS;
use crate::vocab::{Content, Label, Value, Values};

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
    if has_no_serial(thing) { text(thing, "item_no") } else { text(thing, "serial") }
}

/// 「なし」 is what many things have in common; it tells none of them.
pub fn has_no_serial(thing: &Values) -> bool {
    let serial = text(thing, "serial");
    ["", "なし", "無し", "無", "-", "－", "ナシ", "不明"].contains(&serial.as_str())
}

pub fn text(values: &Values, key: &str) -> String {
    values.get(key).map(|value| value.to_text()).unwrap_or_default()
}

/// A method in the office's words.
pub fn method_label(method: &str) -> Label {
    METHODS.iter().find(|choice| choice.id == method).map_or(Label { ja: "", en: "" }, |choice| choice.label)
}

/// Which of the circumstances that were made sure of, and these besides.
pub fn add_circumstances(thing: &mut Values, said: Option<&Value>) {
    let Some(Value::ManyOf(said)) = said else { return };
    let mut ids = match thing.get("circumstances") {
        Some(Value::ManyOf(ids)) => ids.clone(),
        _ => Vec::new(),
    };
    ids.extend(said.iter().filter(|id| !ids.contains(id)).cloned().collect::<Vec<_>>());
    thing.insert("circumstances", Value::ManyOf(ids));
}

/// What was seen only in work that counts no more, is not made sure of any more.
pub fn forget_circumstances(thing: &mut Values) {
    if let Some(Value::ManyOf(ids)) = thing.get_mut("circumstances") {
        ids.retain(|id| KNOWN_BEFORE.contains(&id.as_str()));
        if ids.is_empty() {
            thing.remove("circumstances");
        }
    }
}

/// The method as it was applied for, before anything was done.
pub fn back_to_plan(thing: &mut Values) {
    if let Some(planned) = thing.get("planned_method").cloned() {
        thing.insert("method", planned);
        super::open::level_from_method(thing);
    }
}

/// How a row of the office's own work stands.
pub fn is_worked(thing: &Values) -> bool {
    Facts(thing).has("result")
}

/// Whether the thing was given to the contractor. A case of an earlier version knew one day for all of them.
pub fn is_handed(case: &Content, thing: &Values) -> bool {
    let one_day_for_all = || {
        Facts(&case.values).has("handed_on") && !items(case).iter().any(|item| item.contains_key("handed_on"))
    };
    is_outsourced(thing) && (thing.contains_key("handed_on") || one_day_for_all())
}

/// Since when a certificate is owed: of several hand-overs the first that nothing certifies yet.
pub fn owed_since(case: &Content) -> Option<NaiveDate> {
    let first = Facts(&case.values).first_day("handed_on");
    let owed = data_rows(case).map(|(_, thing)| thing);
    let owed = owed.filter(|thing| is_handed(case, thing) && !only_lent(thing) && !is_certified(thing));
    owed.filter_map(|thing| Facts(thing).first_day("handed_on").or(first)).min().or(first)
}

/// Whether the contractor works, or worked, on the thing in the office.
pub fn is_on_site(case: &Content, thing: &Values) -> bool {
    let own = Facts(thing).choice("handling").or_else(|| Facts(&case.values).choice("handling"));
    is_outsourced(thing) && own == Some("on_site")
}

/// Things with data that still stand in the office when the work is done, though they are to leave it.
pub fn still_here(case: &Content) -> bool {
    data_rows(case).any(|(_, thing)| !is_outsourced(thing) || is_on_site(case, thing))
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
