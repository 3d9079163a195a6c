//! 経過: rows of one file that are about the same record, such as a medium in the sheets of two years.
//!
//! The later one says how it is now, the earlier ones how it came to be so. Later is what stands on a sheet
//! of a later year, else what was bought later, else what comes later in the file. Two marks of our own export are
//! two records, whatever their numbers became in Excel. Looks at nothing but the file.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::known::{Mark, number_key};
use super::reused;
use crate::import::preview::{Draft, Preview, TablePreview};
use crate::registers::register;
use crate::vocab::{Content, RegisterId};

/// Numbers that stand in more than one row, and marks that do.
#[derive(Default)]
pub struct Chains {
    by_number: HashMap<(RegisterId, String), Vec<Vec<Link>>>,
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
    /// Since when the thing is there.
    since: Option<String>,
    /// The record our own export marked it as, where that mark stands in no other row.
    mark: Option<String>,
    /// Which table of the preview, in the order of the file.
    pub table: usize,
    pub row: u32,
    /// That table's id.
    pub id: String,
}

impl Chains {
    pub fn of(preview: &Preview) -> Self {
        let mut chains = Self::default();
        if preview.one_by_one {
            return chains;
        }
        let tables: Vec<&TablePreview> = preview.tables().collect();
        let again = chains.look_over(&tables);
        if again.is_empty() {
            return chains;
        }
        let mut links: HashMap<(RegisterId, String), Vec<Link>> = HashMap::new();
        for (n, table) in tables.iter().enumerate().filter(|(_, table)| takes_part(table)) {
            for draft in table.drafts() {
                if let Some(key) = key(table, &draft).filter(|key| again.holds(key)) {
                    links.entry(key).or_default().push(chains.link(n, table, &draft));
                }
            }
        }
        let apart = links.into_iter().map(|(key, links)| {
            let chains = by_mark(sort(links)).into_iter().filter(|links| links.len() > 1);
            (key, chains.collect::<Vec<_>>())
        });
        chains.by_number = apart.filter(|(_, chains)| !chains.is_empty()).collect();
        chains
    }

    fn link(&self, n: usize, table: &TablePreview, draft: &Draft<'_>) -> Link {
        let mark = draft.mark().and_then(Mark::read).filter(|mark| !self.doubled.contains(mark.uuid));
        Link {
            period: table.period,
            since: reused::since(table.register, draft).map(str::to_owned),
            mark: mark.map(|mark| mark.uuid.to_owned()),
            table: n,
            row: draft.row(),
            id: table.id.clone(),
        }
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
    pub fn all(&self) -> impl Iterator<Item = &Vec<Link>> {
        self.by_number.values().flatten()
    }

    /// The chain a record of a file belongs to.
    fn with(&self, key: &(RegisterId, String), one: &One<'_>) -> Option<&Vec<Link>> {
        self.by_number.get(key)?.iter().find(|links| links.iter().any(|link| link.is(one)))
    }
}

impl Link {
    fn is(&self, one: &One<'_>) -> bool {
        self.id == one.table.id && self.row == one.draft.row()
    }
}

/// By year where every sheet says its year, by the day of purchase where every row says it, else as they stand.
fn sort(mut links: Vec<Link>) -> Vec<Link> {
    let timed = links.iter().all(|link| link.period.is_some());
    let dated = links.iter().all(|link| link.since.is_some());
    links.sort_by_cached_key(|link| {
        let (period, since) = (link.period.filter(|_| timed), link.since.clone().filter(|_| dated));
        (period, since, link.table, link.row)
    });
    links
}

/// Rows of one number by their marks; one without a mark goes with the row before it.
fn by_mark(links: Vec<Link>) -> Vec<Vec<Link>> {
    let mut apart: Vec<Vec<Link>> = Vec::new();
    for link in links {
        let marked = |links: &Vec<Link>| links.iter().any(|one| one.mark.is_some());
        let own = match apart.last() {
            Some(last) if link.mark.is_none() || !marked(last) => apart.last_mut(),
            _ => None,
        };
        match own {
            Some(own) => own.push(link),
            None => apart.push(vec![link]),
        }
    }
    apart
}

/// Holds back the rows of a chain until all of them have come.
pub struct Threads<'p> {
    chains: Chains,
    /// By the first row of the chain.
    waiting: HashMap<(String, u32), Vec<One<'p>>>,
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
        self.chains.by_number.values().flatten().flatten().any(|link| link.id == table.id)
    }

    /// Answers once nothing more is to come about the record.
    pub fn add(&mut self, one: One<'p>) -> Option<Told<'p>> {
        let key = key(one.table, &one.draft).filter(|_| !self.chains.by_number.is_empty());
        let links = key.as_ref().and_then(|key| self.chains.with(key, &one));
        let Some((links, first)) = links.and_then(|links| Some((links, links.first()?))) else {
            return Some(Told { newest: one, older: Vec::new() });
        };
        let chain = (first.id.clone(), first.row);
        let waiting = self.waiting.entry(chain.clone()).or_default();
        waiting.push(one);
        if waiting.len() < links.len() {
            return None;
        }
        let mut all = self.waiting.remove(&chain)?;
        all.sort_by_key(|one| links.iter().position(|link| link.is(one)));
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
        let mut all = self.older.iter().chain([&self.newest]);
        let Some(mut before) = all.next() else { return Content::default() };
        let mut content = before.content.clone();
        for one in all {
            content = one.after(content, before);
            before = one;
        }
        content
    }
}

impl One<'_> {
    /// This row on top of what those before it come to.
    pub fn after(&self, earlier: Content, before: &Self) -> Content {
        reused::later(earlier, (before.table, self.table), self.content.clone())
    }
}

fn takes_part(table: &TablePreview) -> bool {
    table.is_taken() && table.part.is_none()
}

fn key(table: &TablePreview, draft: &Draft<'_>) -> Option<(RegisterId, String)> {
    let number = draft.text(register(table.register).number)?;
    takes_part(table).then(|| (table.register, number_key(number)))
}
