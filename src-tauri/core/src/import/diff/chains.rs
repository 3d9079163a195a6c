//! 経過: rows of one file that are about the same record, such as a medium in the sheets of two years.
//!
//! The later one says how it is now, the earlier ones how it came to be so. Later is what stands on a sheet
//! of a later year, else what comes later in the file. Looks at nothing but the file.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::known::{Mark, number_key};
use super::merge;
use crate::import::preview::{Draft, Preview, TablePreview};
use crate::registers::register;
use crate::vocab::{Content, RegisterId};

/// Numbers that stand in more than one row, and marks that do.
#[derive(Default)]
pub struct Chains {
    by_number: HashMap<(RegisterId, String), Vec<Link>>,
    /// A row of our export that was copied in Excel took its hidden mark along.
    doubled: HashSet<String>,
}

/// Numbers that come a second time. Most stand in one row only, and of those no text is kept.
#[derive(Default)]
struct Again {
    hasher: RandomState,
    once: HashSet<u64>,
    twice: HashSet<u64>,
}

impl Again {
    fn add(&mut self, key: &(RegisterId, String)) {
        let hash = self.hasher.hash_one(key);
        if !self.once.insert(hash) {
            self.twice.insert(hash);
        }
    }

    fn is_empty(&self) -> bool {
        self.twice.is_empty()
    }

    /// Two numbers may have one hash, but hardly ever do.
    fn holds(&self, key: &(RegisterId, String)) -> bool {
        self.twice.contains(&self.hasher.hash_one(key))
    }
}

/// One row of a chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    period: Option<(i32, u32)>,
    /// Which table of the preview, in the order of the file.
    pub table: usize,
    pub row: u32,
    /// That table's id.
    pub id: String,
}

impl Chains {
    pub fn of(preview: &Preview) -> Self {
        let tables: Vec<&TablePreview> = preview.tables().collect();
        let link = |(n, row): (usize, u32)| {
            let (period, id) = (tables[n].period, tables[n].id.clone());
            Link { period, table: n, row, id }
        };
        let mut chains = Self::default();
        let again = chains.look_over(&tables);
        if again.is_empty() {
            return chains;
        }
        for (n, table) in tables.iter().enumerate().filter(|(_, table)| takes_part(table)) {
            for draft in table.drafts() {
                if let Some(key) = key(table, &draft).filter(|key| again.holds(key)) {
                    chains.by_number.entry(key).or_default().push(link((n, draft.row())));
                }
            }
        }
        chains.by_number.retain(|_, links| links.len() > 1);
        chains.by_number.values_mut().for_each(|links| sort(links));
        chains
    }

    /// Notes the marks that stand twice, and answers which numbers may.
    fn look_over(&mut self, tables: &[&TablePreview]) -> Again {
        let mut marks = HashSet::new();
        let mut again = Again::default();
        for table in tables.iter().filter(|table| takes_part(table)) {
            again.once.reserve(table.rows.len());
            for draft in table.drafts() {
                if let Some(key) = key(table, &draft) {
                    again.add(&key);
                }
                if let Some(mark) = draft.mark().and_then(Mark::read)
                    && !marks.insert(mark.uuid.to_owned())
                {
                    self.doubled.insert(mark.uuid.to_owned());
                }
            }
        }
        again
    }

    /// The rows of all chains, the earliest of each first.
    pub fn all(&self) -> impl Iterator<Item = (&(RegisterId, String), &Vec<Link>)> {
        self.by_number.iter()
    }
}

/// By year where every sheet says its year, else as they stand in the file.
fn sort(links: &mut [Link]) {
    if links.iter().all(|link| link.period.is_some()) {
        links.sort();
    } else {
        links.sort_by_key(|link| (link.table, link.row));
    }
}

/// Holds back the rows of a chain until all of them have come.
pub struct Threads<'p> {
    chains: Chains,
    waiting: HashMap<(RegisterId, String), Vec<One<'p>>>,
}

/// One record of a file with what it says.
pub struct One<'p> {
    pub table: &'p TablePreview,
    pub draft: Draft<'p>,
    pub content: Content,
}

/// All that a file says about one record: the newest row, and those before it, the earliest first.
pub struct Told<'p> {
    pub newest: One<'p>,
    pub older: Vec<One<'p>>,
}

impl<'p> Threads<'p> {
    pub fn new(preview: &Preview) -> Self {
        Self { chains: Chains::of(preview), waiting: HashMap::new() }
    }

    /// Whether any row of a table belongs with another.
    pub fn concern(&self, table: &TablePreview) -> bool {
        self.chains.by_number.values().flatten().any(|link| link.id == table.id)
    }

    /// Answers once nothing more is to come about the record.
    pub fn add(&mut self, one: One<'p>) -> Option<Told<'p>> {
        let key = key(one.table, &one.draft).filter(|_| !self.chains.by_number.is_empty());
        let chain = key.and_then(|key| Some((self.chains.by_number.get(&key)?, key)));
        let Some((links, key)) = chain else { return Some(Told { newest: one, older: Vec::new() }) };
        let waiting = self.waiting.entry(key.clone()).or_default();
        waiting.push(one);
        if waiting.len() < links.len() {
            return None;
        }
        let mut all = self.waiting.remove(&key)?;
        all.sort_by_key(|one| {
            links.iter().position(|link| link.id == one.table.id && link.row == one.draft.row())
        });
        let newest = all.pop()?;
        Some(Told { newest, older: all })
    }

    /// A mark that stands in two rows says nothing about either.
    pub fn is_doubled(&self, mark: &Mark<'_>) -> bool {
        self.chains.doubled.contains(mark.uuid)
    }
}

impl Told<'_> {
    /// What all rows say together: what a later one leaves blank stays as an earlier one said it.
    pub fn content(&self) -> Content {
        let older = self.older.iter().map(|one| one.content.clone());
        let all = older.chain([self.newest.content.clone()]);
        all.reduce(merge::later).unwrap_or_default()
    }
}

fn takes_part(table: &TablePreview) -> bool {
    table.is_taken() && table.part.is_none()
}

fn key(table: &TablePreview, draft: &Draft<'_>) -> Option<(RegisterId, String)> {
    let number = draft.text(register(table.register).number)?;
    takes_part(table).then(|| (table.register, number_key(number)))
}
