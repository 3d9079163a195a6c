//! 記録の特定: which record of the ledger a row of a file is.
//!
//! By the mark of our own export, else by the control number, else by everything that stands in the row.
//! Each record is found once; a ledger without records costs nothing.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::store::Past;
use crate::error::Result;
use crate::import::went_out;
use crate::records::Record;
use crate::records::store::Keys;
use crate::vocab::{Content, RegisterId, Value, Values, fold};

/// The records of the ledgers a file speaks of, by what tells them apart.
#[derive(Default)]
pub struct Known {
    registers: HashMap<RegisterId, Index>,
}

#[derive(Default)]
struct Index {
    by_uuid: HashMap<String, (i64, bool)>,
    by_number: HashMap<String, i64>,
    /// Records without a number, by all that stands in them now or stood in them when they came in.
    by_content: HashMap<String, Vec<i64>>,
    found: HashSet<i64>,
}

/// A record a row was found to be, and what both began from, where that is known.
pub struct Found {
    pub record: Record,
    pub base: Option<Content>,
}

/// What a row says about which record it is.
pub struct Clue<'a> {
    pub register: RegisterId,
    pub mark: Option<Mark<'a>>,
    /// The mark stands in another row too: the row that kept the number is the one that went out.
    pub doubled: bool,
    pub number: Option<&'a str>,
    pub content: &'a Content,
}

/// `uuid:version`, as our own export wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<'a> {
    pub uuid: &'a str,
    pub version: u32,
}

impl<'a> Mark<'a> {
    pub fn read(text: &'a str) -> Option<Self> {
        let mut parts = went_out::bare(text.trim()).split([':', '/']);
        let (uuid, version) = (parts.next()?, parts.next()?);
        Some(Self { uuid, version: version.parse().ok()? })
    }
}

/// The key by which control numbers are the same.
pub fn number_key(number: &str) -> String {
    fold::match_key(&fold::code(number))
}

impl Known {
    pub fn find(&mut self, past: Past<'_>, clue: &Clue<'_>) -> Result<Option<Found>> {
        let index = self.index(past, clue.register)?;
        let Some((id, marked)) = index.look_up(clue) else { return Ok(None) };
        index.found.insert(id);
        let record = past.record(clue.register, id)?;
        let base = match marked {
            Some(version) if version == record.version => Some(record.content.clone()),
            Some(version) => past.as_of_version(clue.register, id, version)?,
            None => past.as_imported(clue.register, id)?,
        };
        Ok(Some(Found { record, base }))
    }

    pub fn learn(&mut self, past: Past<'_>, register: RegisterId) -> Result<()> {
        self.index(past, register).map(drop)
    }

    pub fn is_empty(&self, register: RegisterId) -> bool {
        self.registers.get(&register).is_some_and(|index| index.by_uuid.is_empty())
    }

    /// Whether a row was found to be this record.
    pub fn was_found(&self, register: RegisterId, id: i64) -> bool {
        self.registers.get(&register).is_some_and(|index| index.found.contains(&id))
    }

    /// The record our own export marked, whether or not a row was found to be it.
    pub fn marked(
        &mut self,
        past: Past<'_>,
        register: RegisterId,
        uuid: &str,
    ) -> Result<Option<(i64, bool)>> {
        Ok(self.index(past, register)?.by_uuid.get(uuid).copied())
    }

    fn index(&mut self, past: Past<'_>, register: RegisterId) -> Result<&mut Index> {
        Ok(match self.registers.entry(register) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(Index::load(past, register)?),
        })
    }
}

impl Index {
    fn load(past: Past<'_>, register: RegisterId) -> Result<Self> {
        let (mut index, mut unnumbered) = (Self::default(), Vec::new());
        past.keys(register, |Keys { id, uuid, voided, number }| {
            index.by_uuid.insert(uuid, (id, voided));
            match number {
                _ if voided => {}
                Some(number) => drop(index.by_number.insert(number_key(&number), id)),
                None => unnumbered.push(id),
            }
            Ok(())
        })?;
        for id in unnumbered {
            let now = past.record(register, id)?.content;
            let then = past.as_imported(register, id)?;
            // A CSV has no room for parts: without them the record is known by the rest.
            let bare = |content: &Content| Content { parts: BTreeMap::new(), ..content.clone() };
            let prints =
                then.iter().chain([&now]).flat_map(|one| [fingerprint(one), fingerprint(&bare(one))]);
            let prints: HashSet<String> = prints.collect();
            for print in prints {
                index.by_content.entry(print).or_default().push(id);
            }
        }
        Ok(index)
    }

    /// The record, and the version the row was written from where the row says so.
    fn look_up(&self, clue: &Clue<'_>) -> Option<(i64, Option<u32>)> {
        if self.by_uuid.is_empty() {
            return None;
        }
        let marked = clue.mark.and_then(|mark| Some((self.by_uuid.get(mark.uuid)?.0, Some(mark.version))));
        let numbered = clue.number.and_then(|number| Some((*self.by_number.get(&number_key(number))?, None)));
        let marked = marked.filter(|(id, _)| !clue.doubled || numbered.is_some_and(|(same, _)| same == *id));
        let unfound = |(id, _): &(i64, Option<u32>)| !self.found.contains(id);
        marked.filter(unfound).or(numbered.filter(unfound)).or_else(|| {
            let same = clue.number.is_none().then(|| self.by_content.get(&fingerprint(clue.content)))??;
            same.iter().map(|id| (*id, None)).find(unfound)
        })
    }
}

/// All that stands in a record, as one text. Whom a name means is not in the file.
fn fingerprint(content: &Content) -> String {
    let texts = |values: &Values| -> BTreeMap<String, String> {
        values.iter().map(|(key, value)| (key.clone(), Value::to_text(value))).collect()
    };
    let parts: BTreeMap<&String, Vec<_>> =
        content.parts.iter().map(|(key, rows)| (key, rows.iter().map(texts).collect())).collect();
    format!("{:?}{:?}{:?}", texts(&content.values), parts, content.extra)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_record_and_a_version() {
        assert_eq!(Mark::read("ab-1:3"), Some(Mark { uuid: "ab-1", version: 3 }));
        assert_eq!(Mark::read("ab-1:3/2"), Some(Mark { uuid: "ab-1", version: 3 }));
        assert_eq!(Mark::read("USB-001"), None);
    }

    #[test]
    fn a_number_is_the_same_in_any_width() {
        assert_eq!(number_key("ＵＳＢ－００１"), number_key("usb-001"));
        assert_ne!(number_key("USB-001"), number_key("USB-01"));
    }
}
