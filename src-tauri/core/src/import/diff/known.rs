//! 台帳にある記録: the records of the ledgers a file speaks of, by what tells them apart.
//!
//! Marks of our own export, control numbers, and of records without a number all that stands in them. Each record
//! is found once; a ledger without records costs nothing. Who a row is, is decided in [`super::identity`].

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::likeness::Claims;
use super::store::Past;
use crate::error::Result;
use crate::export::Sent;
use crate::import::headings::is_frame;
use crate::import::preview::TablePreview;
use crate::import::went_out;
use crate::records::store::Keys;
use crate::vocab::{Content, RegisterId, Value, Values, fold};

#[derive(Default)]
pub struct Known {
    registers: HashMap<RegisterId, Index>,
}

/// The records of one ledger.
#[derive(Default)]
pub struct Index {
    by_uuid: HashMap<String, (i64, bool)>,
    by_number: HashMap<String, i64>,
    /// The last of each number that was voided.
    voided_numbers: HashMap<String, i64>,
    /// Records without a number, by all that stands in them now or stood in them when they came in; those in force
    /// first.
    by_content: HashMap<String, Vec<(i64, bool)>>,
    /// Numbers but for zeros and hyphens, once they are asked for.
    loose: Option<HashMap<String, Vec<i64>>>,
    found: HashSet<i64>,
}

/// `uuid:version`, as our own export wrote it; of a row of a part with its place, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<'a> {
    pub uuid: &'a str,
    pub version: u32,
    pub position: Option<usize>,
}

impl<'a> Mark<'a> {
    pub fn read(text: &'a str) -> Option<Self> {
        let mut parts = went_out::bare(text.trim()).split([':', '/']);
        let (uuid, version, position) = (parts.next()?, parts.next()?, parts.next());
        let position = position.and_then(|position| position.parse().ok());
        Some(Self { uuid, version: version.parse().ok()?, position })
    }

    /// The mark of a row, which stays where it is while its drafts come and go.
    pub fn of_row(table: &'a TablePreview, row: u32) -> Option<Self> {
        let at = table.rows.binary_search_by_key(&row, |row| row.row).ok()?;
        table.rows[at].mark.as_deref().and_then(Self::read)
    }
}

/// The key by which control numbers are the same.
pub fn number_key(number: &str) -> String {
    fold::match_key(&fold::code(number))
}

/// A number as Excel and people spell it anew: without hyphens and leading zeros. USB-001 and USB1 look the same.
pub fn loose_key(key: &str) -> String {
    let mut loose = String::with_capacity(key.len());
    for c in key.chars().filter(|c| c.is_alphanumeric()) {
        let leads = !loose.ends_with(|last: char| last.is_ascii_digit());
        if c != '0' || !leads {
            loose.push(c);
        }
    }
    loose
}

impl Known {
    pub fn of(&mut self, past: Past<'_>, register: RegisterId) -> Result<&mut Index> {
        Ok(match self.registers.entry(register) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(Index::load(past, register)?),
        })
    }

    pub fn is_empty(&self, register: RegisterId) -> bool {
        self.registers.get(&register).is_some_and(|index| index.by_uuid.is_empty())
    }

    /// Whether a row was found to be this record.
    pub fn was_found(&self, register: RegisterId, id: i64) -> bool {
        self.registers.get(&register).is_some_and(|index| index.found.contains(&id))
    }

    /// Whether a row was found to be the record of a mark.
    pub fn was_marked_found(&self, register: RegisterId, uuid: &str) -> bool {
        let index = self.registers.get(&register);
        index.is_some_and(|index| index.marked(uuid).is_some_and(|(id, _)| index.found.contains(&id)))
    }

    /// Whether a mark is of a record that is here: the export of another ledger has marks too.
    pub fn has_mark(&self, register: RegisterId, uuid: &str) -> bool {
        self.registers.get(&register).is_some_and(|index| index.marked(uuid).is_some())
    }

    /// The record our own export marked, whether or not a row was found to be it; whether it is voided.
    pub fn marked(&mut self, past: Past<'_>, id: RegisterId, uuid: &str) -> Result<Option<(i64, bool)>> {
        Ok(self.of(past, id)?.marked(uuid))
    }
}

impl Index {
    fn load(past: Past<'_>, register: RegisterId) -> Result<Self> {
        let (mut index, mut unnumbered) = (Self::default(), Vec::new());
        past.keys(register, |Keys { id, uuid, voided, number }| {
            index.by_uuid.insert(uuid, (id, voided));
            match number {
                Some(number) if voided => drop(index.voided_numbers.insert(number_key(&number), id)),
                Some(number) => drop(index.by_number.insert(number_key(&number), id)),
                None => unnumbered.push((id, voided)),
            }
            Ok(())
        })?;
        unnumbered.sort_by_key(|(_, voided)| *voided);
        for (id, voided) in unnumbered {
            let now = past.record(register, id)?.content;
            let then = past.as_imported(register, id)?;
            // A CSV has no room for parts: without them the record is known by the rest.
            let bare = |content: &Content| Content { parts: BTreeMap::new(), ..content.clone() };
            let prints =
                then.iter().chain([&now]).flat_map(|one| [fingerprint(one), fingerprint(&bare(one))]);
            let prints: HashSet<String> = prints.collect();
            for print in prints {
                index.by_content.entry(print).or_default().push((id, voided));
            }
        }
        Ok(index)
    }

    pub fn marked(&self, uuid: &str) -> Option<(i64, bool)> {
        self.by_uuid.get(uuid).copied()
    }

    /// The records a heading says went out, where they are those of this ledger.
    pub fn of_sent(&self, sent: &Sent) -> Option<Vec<i64>> {
        let (mut ids, mut here) = (Vec::new(), Sent::default());
        for (uuid, (id, _)) in self.by_uuid.iter().filter(|(_, (id, _))| sent.holds(*id)) {
            here.add(*id, uuid);
            ids.push(*id);
        }
        ids.sort_unstable();
        (here == *sent).then_some(ids)
    }

    /// The record in force with that number.
    pub fn numbered(&self, number: &str) -> Option<i64> {
        self.by_number.get(&number_key(number)).copied()
    }

    /// The last voided record with that number.
    pub fn voided(&self, number: &str) -> Option<i64> {
        self.voided_numbers.get(&number_key(number)).copied()
    }

    /// Records without a number in which all but the parts is the same, those in force first.
    pub fn same(&self, content: &Content) -> impl Iterator<Item = (i64, bool)> {
        let same = self.by_content.get(&fingerprint(content)).into_iter().flatten();
        same.copied().filter(|(id, _)| self.is_free(*id))
    }

    /// Records in force without a number in which all but the parts is the same, whether or not a row was found to be them.
    pub fn standing(&self, content: &Content) -> impl Iterator<Item = i64> {
        let same = self.by_content.get(&fingerprint(content)).into_iter().flatten();
        same.filter(|(_, voided)| !voided).map(|(id, _)| *id)
    }

    /// Records in force whose number differs in zeros and hyphens only.
    pub fn alike(&mut self, number: &str) -> Vec<i64> {
        let by_number = &self.by_number;
        let loose = self.loose.get_or_insert_with(|| {
            let mut loose: HashMap<String, Vec<i64>> = HashMap::new();
            for (key, id) in by_number {
                loose.entry(loose_key(key)).or_default().push(*id);
            }
            loose
        });
        let mut alike = loose.get(&loose_key(&number_key(number))).cloned().unwrap_or_default();
        alike.sort_unstable();
        alike
    }

    /// Records in force that no row of the files speaks of; and whether any row speaks of a record that is here.
    pub fn lacking(&self, numbers: Option<&HashSet<String>>, claims: &Claims) -> (Vec<i64>, bool) {
        let told = |key: &String| numbers.is_some_and(|numbers| numbers.contains(key));
        let told = self.by_number.iter().filter(|(key, _)| told(key)).map(|(_, id)| *id);
        let told: HashSet<i64> = told.collect();
        let unmarked = self.by_uuid.iter().filter(|(uuid, _)| !claims.mark(uuid));
        let lacking = unmarked.filter(|(_, (id, voided))| !voided && self.is_free(*id) && !told.contains(id));
        let known = !told.is_empty() || self.by_uuid.keys().any(|uuid| claims.marks.contains_key(uuid));
        (lacking.map(|(_, (id, _))| *id).collect(), known)
    }

    pub fn is_free(&self, id: i64) -> bool {
        !self.found.contains(&id)
    }

    pub fn take(&mut self, id: i64) {
        self.found.insert(id);
    }
}

/// All that stands in a record but its parts, as one text. Whom a name means is not in the file, and the number of a
/// line is another once a line is put in above.
pub fn fingerprint(content: &Content) -> String {
    let extra: BTreeMap<_, _> =
        content.extra.iter().filter(|(heading, text)| !is_running(heading, text)).collect();
    // 鈴木 二 and 鈴木二 differ in no more than how they are set.
    let print = format!("{:?}{extra:?}", texts(&content.values));
    print.chars().filter(|c| !c.is_whitespace()).collect()
}

/// № of a line, under a heading that counts.
fn is_running(heading: &str, text: &str) -> bool {
    let text = text.trim();
    let counts = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    counts && is_frame(&fold::match_key(heading))
}

/// A row that moved to another line of its file says nothing new by that.
pub fn keep_running(file: &mut Content, ledger: &Content) {
    for (heading, text) in &mut file.extra {
        if let Some(own) = ledger.extra.get(heading).filter(|own| is_running(heading, own))
            && is_running(heading, text)
        {
            text.clone_from(own);
        }
    }
}

pub fn texts(values: &Values) -> BTreeMap<&str, String> {
    values.iter().map(|(key, value)| (&**key, Value::to_text(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_record_and_a_version() {
        assert_eq!(Mark::read("ab-1:3"), Some(Mark { uuid: "ab-1", version: 3, position: None }));
        assert_eq!(Mark::read("ab-1:3/2"), Some(Mark { uuid: "ab-1", version: 3, position: Some(2) }));
        assert_eq!(Mark::read("USB-001"), None);
    }

    #[test]
    fn a_number_is_the_same_in_any_width() {
        assert_eq!(number_key("ＵＳＢ－００１"), number_key("usb-001"));
        assert_ne!(number_key("USB-001"), number_key("USB-01"));
    }

    #[test]
    fn a_number_without_zeros_and_hyphens_looks_the_same() {
        let loose = |number: &str| loose_key(&number_key(number));
        for other in ["USB-1", "USB1", "USB-01", "ＵＳＢ００１"] {
            assert_eq!(loose("USB-001"), loose(other), "{other}");
        }
        for other in ["USB-100", "USB-010", "DVD-001"] {
            assert_ne!(loose("USB-001"), loose(other), "{other}");
        }
        assert_eq!(loose("007"), loose("7"));
    }
}
