//! 経過を待つ行: holds back the rows of one record until all of them have come, and what they say together.

use std::collections::HashMap;
use std::rc::Rc;

use super::chains::{Chains, Key};
use super::copies::Copies;
use super::known::Mark;
use super::lent::Lent;
use super::reused;
use crate::import::preview::{Draft, Preview, TablePreview};
use crate::vocab::Content;

/// Holds back the rows of a chain until all of them have come.
pub struct Threads<'p> {
    chains: Chains,
    /// By what they have in common and the first row of the chain: a row of several numbers begins several.
    waiting: HashMap<(Key, String, u32), Vec<One<'p>>>,
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
    /// They are copies of one row, none of them older than another.
    pub copies: bool,
}

impl<'p> Threads<'p> {
    /// Of files a [`super::Differ`] has looked around in.
    pub(super) fn new(preview: &Preview, copies: Option<Rc<Copies>>, lent: Lent) -> Self {
        Self { chains: Chains::lending(preview, copies, lent), waiting: HashMap::new() }
    }

    /// Whether any row of a table belongs with another.
    pub fn concern(&self, table: &TablePreview) -> bool {
        self.chains.by_key.values().flatten().flatten().any(|link| link.id == table.id)
    }

    /// Answers once nothing more is to come about the record.
    pub fn add(&mut self, one: One<'p>) -> Option<Told<'p>> {
        let chains = &self.chains;
        let key = chains.key(one.table, &one.draft).filter(|_| !chains.by_key.is_empty());
        let links = key.and_then(|key| Some((chains.with(&key, &one)?, key)));
        let Some((links, first, key)) = links.and_then(|(links, key)| Some((links, links.first()?, key)))
        else {
            return Some(Told { newest: one, older: Vec::new(), copies: false });
        };
        let copies = matches!(key, Key::Mark(_));
        let chain = (key, first.id.clone(), first.row);
        let waiting = self.waiting.entry(chain.clone()).or_default();
        waiting.push(one);
        if waiting.len() < links.len() {
            return None;
        }
        let mut all = self.waiting.remove(&chain)?;
        all.sort_by_key(|one| links.iter().position(|link| link.is(one)));
        let newest = all.pop()?;
        Some(Told { newest, older: all, copies })
    }

    /// A mark that stands in two rows says nothing about either.
    pub fn is_doubled(&self, table: &TablePreview, mark: &Mark<'_>) -> bool {
        self.chains.is_doubled(table, mark)
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
