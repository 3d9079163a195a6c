//! 書き出した明細: sheets of our own export that hold the rows of parts, each marked with its record.
//!
//! They are no table of records, but what a colleague edited in them is as much a change. A row belongs to the
//! record of its mark; one that was written in Excel has no mark and belongs where its number says. Where both say
//! different things, or nothing says anything, it is asked about: no row is dropped.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::asked::Asked;
use super::edited::Edited;
use super::known::{Known, Mark, number_key};
use super::lent::Lent;
use super::likeness::{is_another, likeness};
use super::merge::Spoken;
use super::store::Past;
use crate::error::Result;
use crate::export::part_key_heading;
use crate::import::preview::{Draft, Preview, RowPreview, TablePreview, owned};
use crate::import::problem::{Issue, Verdict};
use crate::import::rows::RowClass;
use crate::records::Record;
use crate::registers::register;
use crate::vocab::read::RowReader;
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

/// The ledger, and where to ask.
pub struct Around<'x, 'a> {
    pub past: Past<'a>,
    pub known: &'x mut Known,
    pub asked: &'x mut Asked<'a>,
    pub edited: &'x Edited,
    pub lent: &'x Lent,
    pub today: NaiveDate,
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
        let of_mark = mark.or(twin).filter(|mark| by_mark && owners.is_once(mark.uuid));
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

/// The rows of records a sheet of parts may speak of.
#[derive(Default)]
struct Owners<'p> {
    by_number: HashMap<String, At<'p>>,
    by_uuid: HashMap<String, Vec<At<'p>>>,
    /// Records whose rows lost their mark and are known by what stands in them.
    unmarked: HashSet<String>,
    /// Marks of another ledger, of rows without a number.
    strangers: HashSet<String>,
}

impl<'p> Owners<'p> {
    fn of(preview: &'p Preview, parts: &TablePreview, around: &mut Around<'_, '_>) -> Result<Self> {
        let mut owners = Self::default();
        let beside = |table: &&TablePreview| {
            table.is_taken() && table.register == parts.register && table.file_id() == parts.file_id()
        };
        let key = register(parts.register).number;
        for table in preview.tables().filter(beside) {
            for draft in table.drafts() {
                let at = (table.id.as_str(), draft.row());
                let mark = Mark::of_row(table, draft.row());
                let number = match (draft.text(key), mark) {
                    (Some(number), _) => Some(number.to_owned()),
                    // Without a number a record is called by its place in the old ledger.
                    (None, Some(mark)) => {
                        let now = around.now(table.register, mark)?;
                        if now.is_none() {
                            owners.strangers.insert(mark.uuid.to_owned());
                        }
                        now.map(|record| record.number())
                    }
                    (None, None) => {
                        let record = around.known_by_content(table, draft.row())?;
                        record.map(|record| owners.unmarked(&record, at))
                    }
                };
                if let Some(number) = number {
                    owners.by_number.entry(number_key(&number)).or_insert(at);
                }
                if let Some(mark) = mark
                    && !around.is_typed_over((table, &draft), mark)?
                {
                    let rows = owners.by_uuid.entry(mark.uuid.to_owned()).or_default();
                    if rows.last() != Some(&at) {
                        rows.push(at);
                    }
                }
            }
        }
        owners.learn_from(parts);
        Ok(owners)
    }

    /// In another ledger a record without a number is called by a place it does not have here: rows of the same sheet
    /// that have its mark tell whose that is.
    fn learn_from(&mut self, parts: &TablePreview) {
        let heading = part_key_heading(register(parts.register));
        let mut told: HashMap<String, BTreeSet<&str>> = HashMap::new();
        for row in &parts.rows {
            let mark = row.mark.as_deref().and_then(Mark::read);
            let mark = mark.filter(|mark| self.strangers.contains(mark.uuid) && self.is_once(mark.uuid));
            if let Some((mark, number)) = mark.zip(row.extra.get(&heading)) {
                told.entry(number_key(number)).or_default().insert(mark.uuid);
            }
        }
        for (number, uuids) in told {
            let owner = uuids.first().filter(|_| uuids.len() == 1).and_then(|uuid| self.by_uuid.get(*uuid));
            if let Some(at) = owner.and_then(|rows| rows.first().copied()) {
                self.by_number.entry(number).or_insert(at);
            }
        }
    }

    /// The row of a record that lost its mark, by the record's own, and what it is called.
    fn unmarked(&mut self, record: &Record, at: At<'p>) -> String {
        self.by_uuid.entry(record.uuid.clone()).or_default().push(at);
        self.unmarked.insert(record.uuid.clone());
        record.number()
    }

    /// Whether a mark stands in one row only.
    fn is_once(&self, uuid: &str) -> bool {
        self.by_uuid.get(uuid).is_some_and(|rows| rows.len() == 1) && !self.unmarked.contains(uuid)
    }

    /// The row a row of a part belongs to, and whether its mark says so. None where that had to be asked; no row
    /// where its record is not in the file and nothing was changed in it.
    fn of_row(
        &self,
        row: &RowPreview,
        mark: Option<Mark<'_>>,
        (table, part, values): (&TablePreview, &str, &Values),
        around: &mut Around<'_, '_>,
    ) -> Result<Option<(Option<At<'p>>, bool)>> {
        let heading = part_key_heading(register(table.register));
        let number = row.extra.get(&heading).map(|number| number.trim()).filter(|number| !number.is_empty());
        let named = number.and_then(|number| self.by_number.get(&number_key(number))).copied();
        let marked = mark.and_then(|mark| self.by_uuid.get(mark.uuid)).map_or(&[][..], Vec::as_slice);
        if let Some(named) = named.filter(|named| marked.contains(named)) {
            return Ok(Some((Some(named), true)));
        }
        let then = mark.map(|mark| around.as_it_went_out(table.register, mark)).transpose()?.flatten();
        let was = then.as_ref().map(Record::number);
        // In the export of another ledger what has no number is called by its place there.
        let foreign = mark.is_some_and(|mark| self.strangers.contains(mark.uuid));
        let kept = number.is_none_or(|number| {
            foreign || was.as_ref().is_some_and(|was| number_key(was) == number_key(number))
        });
        let said = number.unwrap_or_default();
        let at = (table, row.row);
        Ok(match (named, marked) {
            (_, [first, ..]) if kept => Some((Some(*first), true)),
            (Some(named), []) if mark.is_none() => Some((Some(named), false)),
            (Some(named), _) => match around.asked.ask(at, ("", Issue::PartElsewhere), said, said) {
                Verdict::KeepRaw if !marked.is_empty() => Some((marked.first().copied(), true)),
                _ => Some((Some(named), false)),
            },
            (None, [first, ..]) => {
                around.asked.ask(at, ("", Issue::PartNumber), said, "");
                Some((Some(*first), true))
            }
            (None, []) => {
                let was = then
                    .as_ref()
                    .and_then(|then| then.content.parts.get(part)?.get(mark?.position?.checked_sub(1)?));
                if kept && was.is_some_and(|was| same(was, values)) {
                    Some((None, true))
                } else {
                    around.asked.ask(at, ("", Issue::PartUnplaced), said, "");
                    None
                }
            }
        })
    }
}

impl Around<'_, '_> {
    /// Whether a row that is as another, its mark and all, says nothing.
    fn leaves_copy(&mut self, at: (&TablePreview, u32), first: &RowPreview) -> bool {
        let value = format!("{}行目", first.row);
        self.asked.ask(at, ("", Issue::CopiedRow), "", &value) != Verdict::KeepRaw
    }

    /// The record a row is by what stands in it.
    fn known_by_content(&mut self, table: &TablePreview, row: u32) -> Result<Option<Record>> {
        let lent = self.lent.to(&table.id, row);
        let lent = lent.map(|uuid| self.known.marked(self.past, table.register, uuid)).transpose()?.flatten();
        let record = lent.map(|(id, _)| id).or_else(|| self.edited.record_of(&table.id, row));
        record.map(|record| self.past.record(table.register, record)).transpose()
    }

    fn now(&mut self, id: RegisterId, mark: Mark<'_>) -> Result<Option<Record>> {
        let known = self.known.marked(self.past, id, mark.uuid)?;
        known.map(|(record, _)| self.past.record(id, record)).transpose()
    }

    /// Whether the row of a mark is another record that somebody typed over it, with a number of its own: the rows of
    /// parts do not go with it, unless it was said to be the record of the mark.
    fn is_typed_over(&mut self, (table, draft): (&TablePreview, &Draft<'_>), mark: Mark<'_>) -> Result<bool> {
        let of = register(table.register);
        let Some(number) = draft.text(of.number) else { return Ok(false) };
        // Most numbers are known: no record is read for them.
        if self.known.of(self.past, table.register)?.numbered(number).is_some() {
            return Ok(false);
        }
        let Some(now) = self.now(table.register, mark)?.filter(|now| !now.voided) else { return Ok(false) };
        if number_key(&now.number()) == number_key(number) {
            return Ok(false);
        }
        let Ok(own) = draft.content(&RowReader::of(of, self.today)) else { return Ok(false) };
        let spoken = Spoken::of(table).and(&own);
        let then = self.as_it_went_out(table.register, mark)?;
        let like =
            then.iter().chain([&now]).map(|one| likeness(table.register, &own, &one.content, &spoken)).max();
        let kept = self.asked.verdict((table, draft.row()), (of.number, Issue::MarkMismatch));
        Ok(kept != Verdict::KeepRaw && like.is_some_and(is_another))
    }

    fn as_it_went_out(&mut self, id: RegisterId, mark: Mark<'_>) -> Result<Option<Record>> {
        match self.known.marked(self.past, id, mark.uuid)? {
            Some((record, _)) => self.past.as_of_version(id, record, mark.version),
            None => Ok(None),
        }
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
