//! 書き出した明細: sheets of our own export that hold the rows of parts, each marked with its record.
//!
//! They are no table of records, but what a colleague edited in them is as much a change. A row belongs to the
//! record of its mark; one that was written in Excel has no mark and belongs where its number says. Where both say
//! different things, or nothing says anything, it is asked about: no row is dropped.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::known::Mark;
use super::owners::{Around, Owners};
use crate::error::Result;
use crate::import::preview::{Preview, RowPreview, TablePreview, owned};
use crate::import::rows::RowClass;
use crate::registers::register;
use crate::vocab::read::{DraftTexts, Strictness, read};
use crate::vocab::{Content, RegisterId, Values};

/// A row of a table.
pub type At<'p> = (&'p str, u32);

/// Whose rows of parts are: a record's by its file and mark, wherever its own row was sorted to; else a row's.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Owner<'p> {
    Mark(&'p str, &'p str),
    Row(At<'p>),
}

/// One row of a record, with the mark of the record it is found to be.
#[derive(Clone, Copy)]
pub struct Whose<'s> {
    pub table: &'s TablePreview,
    pub row: u32,
    pub uuid: Option<&'s str>,
}

/// One row of a part.
pub struct PartRow<'p> {
    pub at: At<'p>,
    /// Where it stood in the record when it went out.
    pub position: Option<usize>,
    /// The record whose mark says that it belongs here.
    pub uuid: Option<&'p str>,
    values: Values,
}

/// Rows of parts by what they belong to.
#[derive(Default)]
pub struct OwnParts<'p> {
    rows: HashMap<Owner<'p>, BTreeMap<&'p str, Vec<PartRow<'p>>>>,
    /// Parts a file has a sheet for, by file and ledger: no row there means none.
    sheets: BTreeSet<(&'p str, RegisterId, &'p str)>,
    /// Places of rows that were left out of the import, by file and record, then by part: they stay as they are.
    left_out: HashMap<(&'p str, &'p str), BTreeMap<&'p str, BTreeSet<usize>>>,
    /// Rows as they went out, of records whose own row is not in the file.
    untouched: Vec<At<'p>>,
    /// Rows of which nobody has said yet whose they are.
    unplaced: Vec<At<'p>>,
}

impl<'p> OwnParts<'p> {
    pub fn of(preview: &'p Preview, around: &mut Around<'_, '_>) -> Result<Self> {
        let mut parts = Self::default();
        for table in preview.tables().filter(|table| table.attached && !table.excluded) {
            let Some(part) = table.part.as_deref() else { continue };
            let owners = Owners::of(preview, table, around)?;
            parts.sheets.insert((table.file_id(), table.register, part));
            for row in table.not_data.iter().filter(|row| row.class != RowClass::Blank) {
                // A row that does not come in is not one that was taken out or emptied.
                let mark = row.mark.as_deref().and_then(Mark::read);
                if let Some((mark, place)) = mark.and_then(|mark| Some((mark, mark.position?))) {
                    let of_record = parts.left_out.entry((table.file_id(), mark.uuid)).or_default();
                    of_record.entry(part).or_default().insert(place);
                }
            }
            let mut seen = HashMap::new();
            for row in &table.rows {
                parts.place(row, (table, part), &owners, around, &mut seen)?;
            }
        }
        Ok(parts)
    }

    fn place(
        &mut self,
        row: &'p RowPreview,
        (table, part): (&'p TablePreview, &'p str),
        owners: &Owners<'p>,
        around: &mut Around<'_, '_>,
        seen: &mut HashMap<&'p str, &'p RowPreview>,
    ) -> Result<()> {
        // What cannot be read was asked about as an error before.
        let Some(values) = values(table.register, part, row, around.today) else { return Ok(()) };
        let at = (table.id.as_str(), row.row);
        let first = row.mark.as_deref().map(|mark| *seen.entry(mark).or_insert(row));
        if let Some(first) = first.filter(|first| first.row != row.row && is_copy(row, first))
            && around.leaves_copy((table, row.row), first)
        {
            self.untouched.push(at);
            return Ok(());
        }
        let mark = row.mark.as_deref().filter(|_| first.is_none_or(|first| first.row == row.row));
        let mark = mark.and_then(Mark::read);
        let twin = row.mark.as_deref().and_then(Mark::read).filter(|_| mark.is_none());
        let Some((owner, by_mark)) = owners.of_row(row, mark.or(twin), (table, part, &values), around)?
        else {
            self.unplaced.push(at);
            return Ok(());
        };
        let Some(owner) = owner else {
            self.untouched.push(at);
            return Ok(());
        };
        // A row copied in Excel took its mark along: it is another row.
        let position = mark.filter(|_| by_mark).and_then(|mark| mark.position);
        let uuid = mark.filter(|_| by_mark).map(|mark| mark.uuid);
        let of_mark = mark.or(twin).filter(|mark| by_mark && owners.goes_with_mark(mark.uuid));
        let owner = of_mark.map_or(Owner::Row(owner), |mark| Owner::Mark(table.file_id(), mark.uuid));
        let rows = self.rows.entry(owner).or_default().entry(part).or_default();
        rows.push(PartRow { at, position, uuid, values });
        Ok(())
    }

    /// Whether rows of parts belong to rows of that table.
    pub fn concern(&self, table: &TablePreview) -> bool {
        !self.rows.is_empty() && self.spoken(table).next().is_some()
    }

    /// Adds to a record's content what its sheets of parts say.
    pub fn add_to(&self, whose: Whose<'_>, content: &mut Content) {
        for (part, rows) in self.rows_of(whose) {
            content.parts.insert(part.to_owned(), rows.iter().map(|row| row.values.clone()).collect());
        }
    }

    /// The parts the file of a table speaks of.
    pub fn spoken(&self, table: &TablePreview) -> impl Iterator<Item = &str> {
        let own =
            self.sheets.iter().filter(|(file, id, _)| *file == table.file_id() && *id == table.register);
        own.map(|(_, _, part)| *part)
    }

    /// The rows of parts of a record, by part; those of its mark first.
    pub fn rows_of<'s>(&'s self, whose: Whose<'s>) -> BTreeMap<&'s str, Vec<&'s PartRow<'s>>> {
        let own = Owner::Row((whose.table.id.as_str(), whose.row));
        let mut of: BTreeMap<&'s str, Vec<&'s PartRow<'s>>> = BTreeMap::new();
        let of_mark = whose.uuid.map(|uuid| Owner::Mark(whose.table.file_id(), uuid));
        for owner in of_mark.into_iter().chain([own]) {
            for (part, rows) in self.rows.get(&owner).into_iter().flatten() {
                of.entry(part).or_default().extend(rows);
            }
        }
        of
    }

    /// Where rows of a record stood that were left out of the file of a table.
    pub fn left_out<'s>(
        &'s self,
        table: &'s TablePreview,
        uuid: &'s str,
    ) -> BTreeMap<&'s str, &'s BTreeSet<usize>> {
        let own = self.left_out.get(&(table.file_id(), uuid)).into_iter().flatten();
        own.map(|(part, places)| (*part, places)).collect()
    }

    pub fn untouched(&self) -> &[At<'p>] {
        &self.untouched
    }

    /// Rows that are not among those told, with the mark, the part and what they say.
    pub fn left(&self, told: &HashSet<(String, u32)>) -> Vec<(Option<&'p str>, &'p str, At<'p>, Values)> {
        let mut left = Vec::new();
        for (owner, parts) in &self.rows {
            let uuid = match owner {
                Owner::Mark(_, uuid) => Some(*uuid),
                Owner::Row(_) => None,
            };
            for (part, row) in parts.iter().flat_map(|(part, rows)| rows.iter().map(move |row| (*part, row)))
            {
                if !told.contains(&(row.at.0.to_owned(), row.at.1)) {
                    left.push((uuid, part, row.at, row.values.clone()));
                }
            }
        }
        left.sort_by_key(|(.., at, _)| *at);
        left
    }

    /// A row says nothing.
    pub fn leave(&mut self, at: At<'p>) {
        self.untouched.push(at);
    }

    /// Whose a row is was asked.
    pub fn ask(&mut self, at: At<'p>) {
        self.unplaced.push(at);
    }

    pub fn unplaced(&self) -> &[At<'p>] {
        &self.unplaced
    }
}

/// Whether all that stands in a row, the record it is of too, stands in another.
fn is_copy(row: &RowPreview, other: &RowPreview) -> bool {
    row.extra == other.extra && row.values.iter().eq(other.values.iter())
}

pub(super) fn same(one: &Values, other: &Values) -> bool {
    let texts = |values: &Values| -> BTreeMap<String, String> {
        values.iter().map(|(key, value)| (key.to_string(), value.to_text())).collect()
    };
    texts(one) == texts(other)
}

/// One row of a part.
fn values(id: RegisterId, part: &str, row: &RowPreview, today: NaiveDate) -> Option<Values> {
    let rows = vec![owned(row.values.iter())];
    let texts = DraftTexts { parts: BTreeMap::from([(part.to_owned(), rows)]), ..DraftTexts::default() };
    let content = read(register(id), &texts, Strictness::Import, today).ok()?;
    content.parts.into_values().flatten().next()
}
