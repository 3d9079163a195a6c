//! 差分: what a file would change in the ledger, row by row, before anything is written.
//!
//! [`identity`] finds the record a row is among those [`known`], and asks where that is uncertain ([`asked`]): a row
//! that is nearly a record the files lack ([`edited`]), somebody of the same name ([`person`]), a row that stands in two
//! tables ([`repeats`]), a table of an earlier year ([`older`]), zeros that Excel ate ([`zeros`]). [`chains`] finds the
//! rows that are about the same record, or about two things of one number ([`reused`]), [`merge`] weighs value by value
//! what changed on which side, [`parts`] and [`part_rows`] row by row of a part.
//! A [`Differ`] is asked about one record after the other, by the preview and, inside the transaction, by the commit:
//! both see the same. [`view`] is what is shown.

mod absent;
pub mod asked;
mod at_home;
mod chains;
pub mod checks;
mod copies;
mod decide;
mod edited;
mod identity;
mod known;
mod lending;
mod lent;
mod likeness;
mod likest;
pub mod merge;
mod nearest;
mod numbers;
mod older;
mod owners;
mod part_rows;
mod part_standing;
mod parts;
mod person;
mod renumbered;
mod repeats;
pub mod reused;
mod serials;
mod standing;
mod store;
mod text;
mod threads;
mod together;
mod unknown;
pub mod view;
mod weigh;
mod zeros;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::preview::{Decisions, Draft, Preview, TablePreview};
use crate::error::Result;
use crate::export::Sent;
use crate::profile::Profile;
use crate::records::Record;
use crate::records::people::People;
use crate::registers;
use crate::vocab::read::{Problems, RowReader};
use crate::vocab::{Content, RegisterId};
use chrono::NaiveDate;

use asked::Asked;
pub use chains::{Chains, Link};
pub use decide::settle_corrected;
use edited::Edited;
use identity::{Identity, Said};
use known::Known;
pub use known::{Mark, number_key};
use lent::Lent;
pub(super) use lent::is_own_form;
use likeness::Claims;
use merge::{FieldDiff, Spoken};
pub use numbers::number_of;
use owners::Around;
use parts::{At, OwnParts, Whose};
use repeats::Repeats;
pub use serials::TWICE;
pub use standing::{Fixed, Standing};
pub use store::Past;
pub use threads::{One, Threads, Told};
use together::Places;
pub(super) use weigh::settle_row;

/// What becomes of one record of a file.
pub struct Judgement {
    pub standing: Standing,
    /// The record it is, as it stands.
    pub record: Option<Record>,
    pub diffs: Vec<FieldDiff>,
    /// The record's content after the import, where that is another.
    pub after: Option<Content>,
    pub fixed: Option<Fixed>,
    /// How the rows of its parts stand that our own export has on sheets of their own.
    pub part_rows: Vec<(String, u32, Standing)>,
    /// Where the rows of parts stood that several copies come to.
    places: Option<Places>,
}

/// Judges records of files against the ledger, one after the other.
pub struct Differ<'a> {
    past: Past<'a>,
    profile: &'a Profile,
    today: NaiveDate,
    readers: BTreeMap<RegisterId, RowReader>,
    preview: &'a Preview,
    decisions: &'a Decisions,
    known: Known,
    own_parts: OwnParts<'a>,
    /// Rows of parts that came in with their records, by table and row.
    parts_told: HashSet<(String, u32)>,
    spoken: HashMap<String, Spoken>,
    claims: OnceCell<Claims>,
    /// By table: the records the file lacks, by what the table could say of them.
    lacking: HashMap<String, HashMap<String, Vec<i64>>>,
    edited: Edited,
    lent: Lent,
    /// What rows without a mark likely began from, by table and row, and of which record.
    likeliest: HashMap<(String, u32), (String, Option<Content>)>,
    repeats: Repeats,
    /// Records some row without a number is as it stands.
    claimed: HashSet<(RegisterId, i64)>,
    pub asked: Asked<'a>,
    numbers: numbers::Numbers,
    /// Records other rows may be held against, as they stood before this import changed them.
    before: HashMap<(RegisterId, i64), Record>,
    serials: serials::Serials,
}

impl<'a> Differ<'a> {
    pub fn new(
        past: Past<'a>,
        profile: &'a Profile,
        today: NaiveDate,
        (preview, decisions): (&'a Preview, &'a Decisions),
    ) -> Self {
        Self {
            past,
            profile,
            today,
            readers: registers::ALL.iter().map(|one| (one.id, RowReader::of(one, today))).collect(),
            preview,
            decisions,
            known: Known::default(),
            own_parts: OwnParts::default(),
            parts_told: HashSet::new(),
            spoken: HashMap::new(),
            claims: OnceCell::new(),
            lacking: HashMap::new(),
            edited: Edited::default(),
            lent: Lent::default(),
            likeliest: HashMap::new(),
            repeats: Repeats::default(),
            claimed: HashSet::new(),
            asked: Asked::new(decisions),
            numbers: numbers::Numbers::default(),
            before: HashMap::new(),
            serials: serials::Serials::default(),
        }
    }

    /// What a row says of its record, with the rows of parts on sheets of their own.
    pub fn content(&self, table: &TablePreview, draft: &Draft<'_>) -> Result<Content, Problems> {
        let mut content = draft.content(&self.readers[&table.register])?;
        self.add_parts(table, draft, &mut content);
        Ok(content)
    }

    pub fn add_parts(&self, table: &TablePreview, draft: &Draft<'_>, content: &mut Content) {
        let uuid = draft.mark().and_then(Mark::read).map(|mark| mark.uuid);
        self.own_parts.add_to(Whose { table, row: draft.row(), uuid }, content);
    }

    /// What the calendar or a rule says against a record of the file.
    fn checks(&self, register: RegisterId, content: &Content) -> Vec<String> {
        let mut followed = Cow::Borrowed(content);
        if !content.parts.is_empty() {
            registers::follow_parts(register, followed.to_mut());
        }
        checks::of(register, &followed, self.profile, self.today)
    }

    /// Learns what the ledgers hold before anything is written to them.
    pub fn look_around(&mut self, people: &People) -> Result<()> {
        for table in self.preview.tables().filter(|table| table.is_taken()) {
            self.known.of(self.past, table.register)?;
            if !self.known.is_empty(table.register) {
                self.spoken.insert(table.id.clone(), self.speak(table)?);
            }
        }
        self.lent = self.find_lent(people)?;
        let (past, today) = (self.past, self.today);
        if self.preview.tables().any(|table| table.attached && !table.excluded) {
            // Whose rows of parts are may have to be told by what stands in the rows of records.
            self.edited = self.find_edited(people)?;
        }
        let (known, asked, edited, lent) = (&mut self.known, &mut self.asked, &self.edited, &self.lent);
        let mut around = Around { past, known, asked, edited, lent, today };
        self.own_parts = OwnParts::of(self.preview, &mut around)?;
        self.edited = self.find_edited(people)?;
        self.repeats = self.find_repeats();
        Ok(())
    }

    /// Whether a table becomes new records as it stands: its ledger held none, and no other sheet adds to them.
    pub fn is_fresh(&self, table: &TablePreview) -> bool {
        let apart = self.own_parts.concern(table) || self.repeats.concern(table);
        self.known.is_empty(table.register) && !apart
    }

    /// Holds back the rows of one record until all of them have come.
    pub fn threads<'p>(&self) -> Threads<'p> {
        let copies = self.claims.get().map(|claims| Rc::clone(&claims.copies));
        Threads::new(self.preview, copies, self.lent.clone())
    }

    /// Whether a row was found to be this record.
    fn was_found(&self, register: RegisterId, id: i64) -> bool {
        self.known.was_found(register, id)
    }

    /// The records that went out with a file; none where it is of another ledger file than this.
    fn of_sent(&mut self, id: RegisterId, sent: &BTreeSet<Sent>) -> Result<Option<Vec<i64>>> {
        let index = self.known.of(self.past, id)?;
        let all: Option<BTreeSet<Vec<i64>>> = sent.iter().map(|sent| index.of_sent(sent)).collect();
        Ok(all.map(|all| all.into_iter().flatten().collect::<BTreeSet<_>>().into_iter().collect()))
    }

    /// Rows of parts as they went out, of records whose own row is not in the file.
    pub fn untouched_parts(&self) -> &[At<'a>] {
        self.own_parts.untouched()
    }

    /// Rows of parts of which nobody has said yet whose they are.
    pub fn unplaced_parts(&self) -> &[At<'a>] {
        self.own_parts.unplaced()
    }

    /// How one record of the file stands. `doubled`: its mark stands in another row too.
    pub fn judge(&mut self, told: &Told<'_>, doubled: bool, people: &People) -> Result<Judgement> {
        let One { table, draft, .. } = &told.newest;
        let mut own = if told.copies { told.newest.content.clone() } else { told.content() };
        let apart = self.is_other_thing(told, &mut own)?;
        let settled = self.settled(table.register, draft, own.clone(), people);
        let mut spoken = self.spoken(table).and(&own);
        spoken.parts.extend(self.own_parts.spoken(table).map(str::to_owned));
        let said = Said { own: &own, settled: &settled };
        let identity = match apart {
            true => self.without_number(table.register, said)?,
            false => self.identify(told, doubled, said, (&spoken, people))?,
        };
        let mut judgement = match identity {
            Identity::New if apart => {
                Judgement { after: Some(own.clone()), ..Judgement::of(Standing::New, None) }
            }
            Identity::New if !told.copies && self.is_no_record_of_its_own(told, said)? => {
                Judgement::of(Standing::Same, None)
            }
            Identity::New if self.is_mark_taken(&told.newest) => {
                Judgement { after: Some(self.without_parts(told)), ..Judgement::of(Standing::New, None) }
            }
            Identity::Known(found) if told.copies => self.weigh_copies(told, *found, people)?,
            Identity::New if told.copies => Judgement {
                after: Some(self.together(told, None)?.content),
                ..Judgement::of(Standing::New, None)
            },
            Identity::Known(found) => self.weigh((table, draft), (own, settled), spoken, *found, people)?,
            Identity::New => Judgement::of(Standing::New, None),
            Identity::Voided(record) => Judgement::of(Standing::Voided, Some(*record)),
        };
        judgement.part_rows = self.part_rows(told, &judgement);
        self.parts_told.extend(judgement.part_rows.iter().map(|(table, row, _)| (table.clone(), *row)));
        self.numbers.note((table, draft), &judgement);
        self.keep_before((table, draft), &judgement);
        self.serials.note((table, draft), &judgement, &told.newest.content);
        Ok(judgement)
    }

    fn spoken(&mut self, table: &TablePreview) -> &Spoken {
        self.spoken.entry(table.id.clone()).or_insert_with(|| Spoken::of(table))
    }

    /// What a table says, its lines, colours and comments too.
    fn speak(&self, table: &TablePreview) -> Result<Spoken> {
        Ok(Spoken::of(table).with_marks(table, self.is_known_list(table)?))
    }

    /// Whether a list is our own export, or one that came in before under its name.
    fn is_known_list(&self, table: &TablePreview) -> Result<bool> {
        let file = self.preview.file_with(table).map_or("", |file| file.file.as_str());
        Ok(table.rows.iter().any(|row| row.mark.is_some()) || self.past.came_before(file, table)?)
    }
}

impl Judgement {
    fn of(standing: Standing, record: Option<Record>) -> Self {
        let (diffs, part_rows) = (Vec::new(), Vec::new());
        Self { standing, record, diffs, after: None, fixed: None, part_rows, places: None }
    }
}
