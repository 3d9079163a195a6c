//! 氏名の問い: written names that the 職員名簿 does not know for certain, with the people they might mean.
//!
//! Nobody is taken for somebody else: 髙橋 stays 髙橋 until somebody says that it is 高橋 of the 職員名簿, and the
//! name stays as it was written even then. Answering is never required. What our own export wrote out so, and nobody
//! changed since, is not asked about again: no answer would change anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use ts_rs::TS;

use super::diff::{Mark, Past};
use super::judged::Judged;
use super::preview::{Decisions, Preview, RowPreview, TablePreview};
use crate::error::Result;
use crate::ledgers::Ledgers;
use crate::records::people::People;
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::{Content, Field, Kind, Value};

/// One name of a table, and whom it might mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct NameQuestion {
    pub name: String,
    pub count: u32,
    pub candidates: Vec<Candidate>,
    /// The record of the 職員名簿 that was chosen; 0 for nobody.
    #[ts(type = "number | null")]
    pub chosen: Option<i64>,
}

/// A person of the 職員名簿.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Candidate {
    #[ts(type = "number")]
    pub id: i64,
    pub name: String,
}

/// The names of each table that are not certain and could be, held against the 職員名簿 as it stands; by table.
pub fn asked(
    ledgers: &Ledgers,
    session: &Session,
    judged: &Judged,
) -> Result<BTreeMap<String, Vec<NameQuestion>>> {
    ledgers.read(session, Permission::Import, |view| {
        questions(&judged.preview, judged.decisions(), &People::load(view.db)?, Past::of(view.db))
    })
}

fn questions(
    preview: &Preview,
    decisions: &Decisions,
    people: &People,
    past: Past<'_>,
) -> Result<BTreeMap<String, Vec<NameQuestion>>> {
    let mut questions = BTreeMap::new();
    for table in preview.tables().filter(|table| table.is_taken()) {
        let decided = decisions.tables.get(&table.id).map(|decided| &decided.people);
        let asked = names(table).into_iter().filter_map(|(name, count)| {
            let candidates = people.candidates(&name);
            let candidates: Vec<Candidate> =
                candidates.into_iter().map(|(id, name)| Candidate { id, name }).collect();
            let chosen = decided.and_then(|people| people.get(&name)).copied();
            (!candidates.is_empty()).then_some(NameQuestion { name, count, candidates, chosen })
        });
        let mut asked: Vec<NameQuestion> = asked.collect();
        if !asked.is_empty() {
            let names: BTreeSet<&str> = asked.iter().map(|one| one.name.as_str()).collect();
            let untouched = untouched(table, &names, past)?;
            asked.iter_mut().for_each(|one| one.count -= untouched.get(&one.name).copied().unwrap_or(0));
            asked.retain(|one| one.count > 0);
        }
        if !asked.is_empty() {
            questions.insert(table.id.clone(), asked);
        }
    }
    Ok(questions)
}

fn names(table: &TablePreview) -> BTreeMap<String, u32> {
    let mut names = BTreeMap::new();
    for (_, name) in table.rows.iter().flat_map(|row| named(table, row)) {
        *names.entry(name.to_owned()).or_default() += 1;
    }
    names
}

/// The fields of a row that name somebody, and whom.
fn named<'t>(table: &TablePreview, row: &'t RowPreview) -> impl Iterator<Item = (&'static Field, &'t str)> {
    let of = register(table.register);
    let fields: &'static [Field] = match table.part.as_deref().and_then(|part| of.part(part)) {
        Some(part) => part.fields,
        None => of.fields,
    };
    let people = fields.iter().filter(|field| matches!(field.kind, Kind::Person));
    let names = people.filter_map(|field| Some((field, row.values.get(field.key)?.trim())));
    names.filter(|(_, name)| !name.is_empty())
}

/// How often each of the names asked about stands where our own export wrote it.
fn untouched(table: &TablePreview, asked: &BTreeSet<&str>, past: Past<'_>) -> Result<BTreeMap<String, u32>> {
    let mut untouched = BTreeMap::new();
    let marked = |row: &'_ &RowPreview| row.mark.as_deref().and_then(Mark::read).is_some();
    if table.part.is_some() || !table.rows.iter().any(|row| marked(&row)) {
        return Ok(untouched);
    }
    let mut ids = HashMap::new();
    past.keys(table.register, |keys| {
        ids.insert(keys.uuid, keys.id);
        Ok(())
    })?;
    // Only of rows with such a name is looked up what went out.
    let is_asked = |row: &&RowPreview| named(table, row).any(|(_, name)| asked.contains(name));
    for row in table.rows.iter().filter(is_asked) {
        let Some(mark) = row.mark.as_deref().and_then(Mark::read) else { continue };
        let Some(id) = ids.get(mark.uuid) else { continue };
        let Some(then) = past.as_of_version(table.register, *id, mark.version)? else { continue };
        let text = |field: &Field| then.content.values.get(field.key).map(Value::to_text);
        for (_, name) in named(table, row).filter(|(field, name)| text(field).as_deref() == Some(*name)) {
            *untouched.entry(name.to_owned()).or_default() += 1;
        }
    }
    Ok(untouched)
}

/// Says in a record whom its names mean, as it was chosen. The names stay as they were written.
pub fn link(content: &mut Content, people: &BTreeMap<String, i64>) {
    if people.is_empty() {
        return;
    }
    let rows = content.parts.values_mut().flatten();
    for values in std::iter::once(&mut content.values).chain(rows) {
        for (_, value) in values.iter_mut() {
            if let Value::Person { id, name } = value {
                *id = id.or_else(|| people.get(name.as_str()).copied().filter(|id| *id > 0));
            }
        }
    }
}
