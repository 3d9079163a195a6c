//! 経過: rows of one file that are about the same record, such as a medium in the sheets of two years.
//!
//! The later one says how it is now, the earlier ones how it came to be so. Later is what stands on a sheet
//! of a later year, else what was bought later, else what comes later in the file. Two marks of our own export are
//! two records, whatever their numbers became in Excel; one mark in two files is one ([`super::copies`]). Looks at
//! nothing but the files.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::rc::Rc;

use super::copies::{Copies, takes_part};
use super::known::{Mark, number_key};
use super::lent::{Beside, Lent};
use super::reused;
use super::threads::One;
use crate::import::preview::{Draft, Preview, TablePreview};
use crate::registers::register;
use crate::vocab::RegisterId;

/// By what rows belong together.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Number(RegisterId, String),
    /// Copies of one row of our own export.
    Mark(String),
}

/// Numbers that stand in more than one row, and marks that do.
#[derive(Default)]
pub struct Chains {
    pub(super) by_key: HashMap<Key, Vec<Vec<Link>>>,
    copies: Rc<Copies>,
    lent: Lent,
}

/// Numbers that come a second time. Most stand in one row only, and of those no text is kept.
#[derive(Default)]
struct Again {
    hasher: RandomState,
    once: HashSet<u64>,
    twice: HashSet<u64>,
}

impl Again {
    fn add(&mut self, key: &Key) {
        let hash = self.hasher.hash_one(key);
        if !self.once.insert(hash) {
            self.twice.insert(hash);
        }
    }

    fn is_empty(&self) -> bool {
        self.twice.is_empty()
    }

    /// Two numbers may have one hash, but hardly ever do.
    fn holds(&self, key: &Key) -> bool {
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
    /// What the files alone tell.
    pub fn of(preview: &Preview) -> Self {
        if preview.one_by_one {
            return Self::default();
        }
        let tables: Vec<&TablePreview> = preview.tables().collect();
        let copies = Rc::new(Copies::of(&tables));
        let lent = Lent::by_number(&Beside::all(&tables, &copies));
        Self::with_copies(&tables, (copies, lent))
    }

    /// With the marks that were lent to rows; the copies, where they are known.
    pub(super) fn lending(preview: &Preview, copies: Option<Rc<Copies>>, lent: Lent) -> Self {
        if preview.one_by_one && lent.is_empty() {
            return Self::default();
        }
        let tables: Vec<&TablePreview> = preview.tables().collect();
        let copies = copies.unwrap_or_else(|| Rc::new(Copies::of(&tables)));
        Self::with_copies(&tables, (copies, lent))
    }

    fn with_copies(tables: &[&TablePreview], (copies, lent): (Rc<Copies>, Lent)) -> Self {
        let mut chains = Self { copies, lent, ..Self::default() };
        let again = chains.look_over(tables);
        if again.is_empty() {
            return chains;
        }
        let mut links: HashMap<Key, Vec<Link>> = HashMap::new();
        for (n, table) in tables.iter().enumerate().filter(|(_, table)| takes_part(table)) {
            for draft in table.drafts() {
                if let Some(key) = chains.key(table, &draft).filter(|key| again.holds(key)) {
                    links.entry(key).or_default().push(chains.link(n, table, &draft));
                }
            }
        }
        let apart = links.into_iter().map(|(key, links)| {
            let of_key = match key {
                Key::Number(..) => by_mark(sort(links)),
                Key::Mark(_) => vec![marked_last(links)],
            };
            (key, of_key.into_iter().filter(|links| links.len() > 1).collect::<Vec<_>>())
        });
        chains.by_key = apart.filter(|(_, chains)| !chains.is_empty()).collect();
        chains
    }

    fn link(&self, n: usize, table: &TablePreview, draft: &Draft<'_>) -> Link {
        let mark = draft.mark().and_then(Mark::read).filter(|mark| !self.is_doubled(table, mark));
        Link {
            period: table.period,
            since: reused::since(table.register, draft).map(str::to_owned),
            mark: mark.map(|mark| mark.uuid.to_owned()),
            table: n,
            row: draft.row(),
            id: table.id.clone(),
        }
    }

    /// Answers which numbers and marks may stand twice.
    fn look_over(&self, tables: &[&TablePreview]) -> Again {
        let mut again = Again::default();
        for table in tables.iter().filter(|table| takes_part(table)) {
            again.once.reserve(table.rows.len());
            for draft in table.drafts() {
                if let Some(key) = self.key(table, &draft) {
                    again.add(&key);
                }
            }
        }
        again
    }

    pub(super) fn key(&self, table: &TablePreview, draft: &Draft<'_>) -> Option<Key> {
        if !takes_part(table) {
            return None;
        }
        let copied = |uuid: &&str| self.copies.is_copied(uuid) || self.lent.has(uuid);
        let own = draft.mark().and_then(Mark::read).filter(|mark| !self.is_doubled(table, mark));
        let own = own.map(|mark| mark.uuid).filter(copied);
        match own.or_else(|| self.lent.to(&table.id, draft.row())) {
            Some(uuid) => Some(Key::Mark(uuid.to_owned())),
            None => {
                let number = draft.text(register(table.register).number)?;
                Some(Key::Number(table.register, number_key(number)))
            }
        }
    }

    pub(super) fn is_doubled(&self, table: &TablePreview, mark: &Mark<'_>) -> bool {
        self.copies.is_doubled(mark.uuid, table.file_id())
    }

    /// The rows of one number, the earliest of each chain first.
    pub fn of_numbers(&self) -> impl Iterator<Item = &Vec<Link>> {
        let numbers = self.by_key.iter().filter(|(key, _)| matches!(key, Key::Number(..)));
        numbers.flat_map(|(_, chains)| chains)
    }

    /// The chain a record of a file belongs to.
    pub(super) fn with(&self, key: &Key, one: &One<'_>) -> Option<&Vec<Link>> {
        self.by_key.get(key)?.iter().find(|links| links.iter().any(|link| link.is(one)))
    }
}

impl Link {
    /// Whether a mark says which record the row is.
    pub fn is_marked(&self) -> bool {
        self.mark.is_some()
    }

    pub(super) fn is(&self, one: &One<'_>) -> bool {
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

/// A row with the mark itself says best which record all of them are.
fn marked_last(mut links: Vec<Link>) -> Vec<Link> {
    links.sort_by_key(|link| link.mark.is_some());
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
