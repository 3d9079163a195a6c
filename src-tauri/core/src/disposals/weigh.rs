//! 適否の助言: what the adequacy rule says while the clerk chooses thing, method and class. Nothing is written.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::actions::things;
use super::adequacy::{Advice, Family, advise, family};
use super::case::rows::{self, carries_data, is_outsourced};
use super::{is_left_uncrushed, question};
use crate::error::{Report, Result};
use crate::ledgers::{Ledgers, View};
use crate::profile::Profile;
use crate::records::view::{Cell, Draft};
use crate::records::{open, store as records};
use crate::registers::{Facts, register};
use crate::users::{Permission, Session};
use crate::vocab::read::{self, DraftTexts, Strictness};
use crate::vocab::{Content, RegisterId, Values};

/// One medium, machine or drive, and what its method is worth.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Weighed {
    /// The row it was typed in; of a device and its drives the same.
    pub row: u32,
    pub cells: BTreeMap<String, Cell>,
    /// A machine whose drives are listed holds no data itself.
    pub carries_data: bool,
    pub outsourced: bool,
    /// The kind alone does not say what is inside (RDX).
    pub ask_inside: bool,
    pub advice: Option<Advice>,
    /// Why it cannot be in the case.
    pub refused: Option<Report>,
}

/// Of an application as far as it is typed. `case` is the one being corrected, or 0.
pub fn application(ledgers: &Ledgers, session: &Session, draft: &Draft, case: i64) -> Result<Vec<Weighed>> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let mut content = readable(draft, &["items"], view);
        let typed = content.parts.remove("items").unwrap_or_default();
        let found: Vec<_> = typed.iter().map(|row| described(row, case, view)).collect();
        let rows = found.iter().enumerate().flat_map(|(n, found)| {
            let rows = found.as_ref().map(Vec::as_slice).unwrap_or_else(|_| &typed[n..=n]);
            rows.iter().map(move |row| (n, row.clone()))
        });
        let (places, items): (Vec<usize>, Vec<Values>) = rows.unzip();
        content.parts.insert("items".to_owned(), items);
        let mut weighed = of_case(&content, view.profile);
        for (thing, place) in weighed.iter_mut().zip(places) {
            thing.row = u32::try_from(place).unwrap_or(u32::MAX);
            thing.refused = found[place].as_ref().err().cloned();
        }
        Ok(weighed)
    })
}

fn described(typed: &Values, case: i64, view: &View<'_>) -> Result<Vec<Values>, Report> {
    let rows = things::described(typed, |id, number| records::by_number(view.db, id, number));
    let rows = rows.map_err(|error| error.report())?;
    for row in &rows {
        things::is_free(view.db, row, case).map_err(|error| error.report())?;
    }
    Ok(rows)
}

/// Of the work as far as it is typed: each step's method for the drive it names.
pub fn work(ledgers: &Ledgers, session: &Session, draft: &Draft, case: i64) -> Result<Vec<Weighed>> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let mut content = records::get(view.db, RegisterId::Disposals, case)?.content;
        let typed = readable(draft, &["steps"], view).parts.remove("steps").unwrap_or_default();
        let mut rows = Vec::new();
        for (n, step) in typed.iter().enumerate() {
            let serial = case_key(step);
            let thing = rows::items(&content).iter().find(|thing| case_key(thing) == serial);
            let Some(mut thing) = thing.cloned() else { continue };
            step.get("method").map(|method| thing.insert("method", method.clone()));
            thing.remove("result");
            rows.push((n, thing));
        }
        let (places, items): (Vec<usize>, Vec<Values>) = rows.into_iter().unzip();
        content.parts.insert("items".to_owned(), items);
        let mut weighed = of_case(&content, view.profile);
        for (thing, place) in weighed.iter_mut().zip(places) {
            thing.row = u32::try_from(place).unwrap_or(u32::MAX);
        }
        Ok(weighed)
    })
}

fn case_key(row: &Values) -> (String, String) {
    (rows::text(row, "item_no"), super::case::matching::key(&rows::text(row, "serial")))
}

/// Of a case as it stands.
pub fn of_case(case: &Content, profile: &Profile) -> Vec<Weighed> {
    let items = rows::items(case);
    let fields = register(RegisterId::Disposals).parts.iter().find(|part| part.key == "items");
    let fields = fields.map(|part| part.fields).unwrap_or_default();
    let weighed = items.iter().enumerate().map(|(row, thing)| Weighed {
        row: u32::try_from(row).unwrap_or(u32::MAX),
        cells: open::cells(fields, thing),
        carries_data: carries_data(items, row),
        outsourced: is_outsourced(thing) || performed_outside(thing, case),
        ask_inside: asks_inside(thing),
        advice: carries_data(items, row).then(|| said(thing, case, profile)).flatten(),
        refused: None,
    });
    weighed.collect()
}

fn performed_outside(thing: &Values, case: &Content) -> bool {
    !thing.contains_key("performer") && Facts(&case.values).is("performer", &["outsourced"])
}

fn asks_inside(thing: &Values) -> bool {
    let kind = Facts(thing).choice("item_kind");
    kind.is_some_and(|kind| family(kind, None) == Family::Unknown)
}

/// The rule's advice; the principle of crushing speaks too, while no reason against it is written.
fn said(thing: &Values, case: &Content, profile: &Profile) -> Option<Advice> {
    let mut question = question(thing, case, profile)?;
    let explained = Facts(&case.values).has("not_shred_reason");
    question.shred_in_principle = is_left_uncrushed(thing, case, profile) && !explained;
    advise(&question)
}

/// What can be read already; half-typed dates do not keep the rule from speaking.
fn readable(draft: &Draft, parts: &[&str], view: &View<'_>) -> Content {
    const SAID: [&str; 7] = [
        "method",
        "pii_class",
        "disposition",
        "performer",
        "not_shred_reason",
        "adequacy_reason",
        "lease_terms",
    ];
    const ROW: [&str; 8] =
        ["item_no", "item_kind", "serial", "model", "method", "performer", "inside", "circumstances"];
    let kept = |texts: &BTreeMap<String, String>, keys: &[&str]| -> BTreeMap<String, String> {
        let texts = texts.iter().filter(|(key, _)| keys.contains(&key.as_str()));
        texts.map(|(key, text)| (key.clone(), text.clone())).collect()
    };
    let rows = draft.parts.iter().filter(|(part, _)| parts.contains(&part.as_str()));
    let texts = DraftTexts {
        values: kept(&draft.values, &SAID),
        parts: rows
            .map(|(part, rows)| (part.clone(), rows.iter().map(|row| kept(row, &ROW)).collect()))
            .collect(),
        ..DraftTexts::default()
    };
    read::read(register(RegisterId::Disposals), &texts, Strictness::Import, view.today).unwrap_or_default()
}
