//! 索引: what lists and searches ask for at every key pressed, kept in memory beside the file.
//!
//! Of each ledger: the order of its rows by a column, how many stand under each chip, and the folded texts
//! one may look for. Each is made at the first question, in one pass over the ledger's table, and brought
//! up to date by every committed change: orders and counts are forgotten, the texts of the records that
//! were written are read again. Answering then costs one pass over an array of ids, and, where something is
//! looked for, one over the texts (about 150 bytes a record). Nothing of this is ever written to the disk.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use memchr::memmem::Finder;
use rusqlite::Connection;

use super::store;
use super::view::SubsetCount;
use crate::db::Touched;
use crate::error::Result;
use crate::vocab::RegisterId;

/// More records than this at once, as an import writes them, and the texts are read anew.
const MANY: usize = 1_000;
/// How many orders of a ledger are kept: the columns somebody looks at, not all there could be.
const ORDERS: usize = 16;

/// Which records a list shows and how they are sorted, as the user asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct OrderKey {
    pub subset: String,
    pub sort: &'static str,
    pub descending: bool,
}

/// The indexes of an open ledger.
#[derive(Default)]
pub struct Lists(RefCell<HashMap<RegisterId, Kept>>);

#[derive(Default)]
struct Kept {
    orders: HashMap<OrderKey, Arc<[i64]>>,
    subsets: Option<Vec<SubsetCount>>,
    texts: Option<Texts>,
}

impl Lists {
    /// The ids of a list in its order; `make` asks the file where the order is not known yet.
    pub(super) fn order(
        &self,
        id: RegisterId,
        key: OrderKey,
        make: impl FnOnce() -> Result<Vec<i64>>,
    ) -> Result<Arc<[i64]>> {
        if let Some(known) = self.0.borrow().get(&id).and_then(|kept| kept.orders.get(&key)) {
            return Ok(Arc::clone(known));
        }
        let order: Arc<[i64]> = make()?.into();
        let mut all = self.0.borrow_mut();
        let orders = &mut all.entry(id).or_default().orders;
        if orders.len() >= ORDERS {
            orders.clear();
        }
        orders.insert(key, Arc::clone(&order));
        Ok(order)
    }

    /// The chips of a ledger with their counts.
    pub(super) fn subsets(
        &self,
        id: RegisterId,
        make: impl FnOnce() -> Result<Vec<SubsetCount>>,
    ) -> Result<Vec<SubsetCount>> {
        if let Some(known) = self.0.borrow().get(&id).and_then(|kept| kept.subsets.clone()) {
            return Ok(known);
        }
        let made = make()?;
        self.0.borrow_mut().entry(id).or_default().subsets = Some(made.clone());
        Ok(made)
    }

    /// The records that hold a folded text, in the order they came in.
    pub(super) fn find(&self, db: &Connection, id: RegisterId, key: &str) -> Result<Vec<i64>> {
        let mut all = self.0.borrow_mut();
        let texts = &mut all.entry(id).or_default().texts;
        let texts = match texts {
            Some(texts) => texts,
            none => none.insert(Texts::read(db, id)?),
        };
        Ok(texts.find(key))
    }

    /// After a change was committed: what it wrote is looked at anew. What cannot be read now is forgotten,
    /// and told when somebody asks for it; the change itself stands.
    pub(crate) fn refresh(&self, db: &Connection, touched: &Touched) {
        let mut all = self.0.borrow_mut();
        for (id, records) in touched {
            let texts = all.remove(id).and_then(|kept| kept.texts);
            let Some(mut texts) = texts.filter(|_| records.len() < MANY) else { continue };
            if texts.refresh(db, *id, records).is_ok_and(|worth_keeping| worth_keeping) {
                all.insert(*id, Kept { texts: Some(texts), ..Kept::default() });
            }
        }
    }
}

/// The folded texts of a ledger, one after the other. No key holds a line break, so none reaches from one
/// field or record into the next.
#[derive(Default)]
struct Texts {
    text: String,
    spans: Vec<Span>,
    place: HashMap<i64, usize>,
    dead: usize,
}

/// Where a record's text ends; it begins where the one before ends.
struct Span {
    /// None where the record was written again and its text stands further down.
    id: Option<i64>,
    end: usize,
}

impl Texts {
    fn read(db: &Connection, id: RegisterId) -> Result<Self> {
        let mut texts = Self::default();
        store::walk(db, id, |record| {
            texts.add(record.id, &store::search_text(&record));
            Ok(())
        })?;
        Ok(texts)
    }

    fn add(&mut self, id: i64, text: &str) {
        self.text.push_str(text);
        if let Some(old) = self.place.insert(id, self.spans.len()) {
            self.spans[old].id = None;
            self.dead += 1;
        }
        self.spans.push(Span { id: Some(id), end: self.text.len() });
    }

    /// Whether the texts are worth keeping: not when half of them are old ones.
    fn refresh(&mut self, db: &Connection, id: RegisterId, records: &BTreeSet<i64>) -> Result<bool> {
        for record in records {
            self.add(*record, &store::search_text(&store::get(db, id, *record)?));
        }
        Ok(self.dead * 2 <= self.spans.len())
    }

    fn find(&self, key: &str) -> Vec<i64> {
        if key.is_empty() {
            return self.spans.iter().filter_map(|span| span.id).collect();
        }
        let (text, finder) = (self.text.as_bytes(), Finder::new(key));
        let (mut found, mut from, mut n) = (Vec::new(), 0, 0);
        while let Some(at) = finder.find(&text[from..]).map(|at| from + at) {
            while self.spans[n].end <= at {
                n += 1;
            }
            found.extend(self.spans[n].id);
            from = self.spans[n].end;
        }
        found
    }
}

/// Those of a list that were found, in the list's order. Ids of a ledger follow one another, so that a mark
/// for each costs less than a set.
pub(super) fn keep(order: &[i64], found: &[i64]) -> Arc<[i64]> {
    let place = |id: i64| usize::try_from(id).unwrap_or(0);
    let mut marks = vec![false; found.iter().max().map_or(0, |id| place(*id) + 1)];
    found.iter().for_each(|id| marks[place(*id)] = true);
    order.iter().copied().filter(|id| marks.get(place(*id)) == Some(&true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[(i64, &str)]) -> Texts {
        let mut texts = Texts::default();
        all.iter().for_each(|(id, text)| texts.add(*id, text));
        texts
    }

    #[test]
    fn a_record_is_found_once_and_by_its_newest_text() {
        let mut texts = texts(&[(1, "usb-001\n高橋\n"), (2, "usb-002\n山田\n"), (3, "高橋\n高橋\n")]);
        assert_eq!(texts.find("高橋"), [1, 3]);
        assert_eq!(texts.find("usb-00"), [1, 2]);
        assert_eq!(texts.find(""), [1, 2, 3]);

        texts.add(1, "usb-001\n佐藤\n");
        assert_eq!(texts.find("高橋"), [3]);
        assert_eq!(texts.find("佐藤"), [1]);
        assert_eq!(texts.find("usb-001"), [1]);
    }

    #[test]
    fn nothing_is_found_across_two_records() {
        let texts = texts(&[(1, "山\n"), (2, "田\n")]);
        assert_eq!(texts.find("山田"), [] as [i64; 0]);
    }

    #[test]
    fn what_is_found_stands_in_the_order_of_the_list() {
        assert_eq!(&*keep(&[5, 3, 9, 1], &[1, 5, 7]), [5, 1]);
    }
}
