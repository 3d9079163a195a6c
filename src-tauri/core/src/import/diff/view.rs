//! 差分の一覧: what an import would change, as the window and the command line show it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use ts_rs::TS;

use super::absent::absent;
use super::asked::{self, Findings};
use super::merge::FieldDiff;
use super::{Differ, Judgement, One, Past, Standing, TWICE, Threads, Told};
use crate::error::Result;
use crate::import::judged::Judged;
use crate::import::preview::{Draft, TablePreview};
use crate::import::problem::{Finding, Severity};
use crate::ledgers::Ledgers;
use crate::records::people::People;
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::{Content, RegisterId};
use crate::watch::Watch;

/// How many rows of a table are shown with their differences, and how many absent records by name.
const SHOWN: usize = 500;

/// Rows of a new table that are held against rules and calendar: more than any office's ledger has.
const CHECKED: usize = 20_000;
/// Rows named for each thing that is said against some.
const EXAMPLES: usize = 10;

/// Files against the ledger.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Comparison {
    /// By the table's id.
    pub tables: BTreeMap<String, TableDiff>,
    /// Rows of all tables.
    pub counts: StandingCounts,
    /// Records that would be made or corrected.
    pub writes: u32,
    /// What the ledger asks about rows, beside what the file does.
    #[serde(skip)]
    #[ts(skip)]
    pub asked: Findings,
    /// How many rows and absent records of a table are kept.
    #[serde(skip)]
    #[ts(skip)]
    pub(super) most: usize,
}

/// One table against the ledger.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TableDiff {
    pub counts: StandingCounts,
    /// Rows that change something, or would; where there are too many, those to be decided come first.
    pub rows: Vec<RowDiff>,
    /// Rows that change something and are not shown because there are too many.
    pub rows_left_out: u32,
    /// Fields changed on both sides that may still be decided, with how often, of all rows.
    pub conflicts: BTreeMap<String, u32>,
    /// Records that came from here and are not in the file any more. They stay as they are.
    pub absent: Vec<Absent>,
    pub absent_count: u32,
    /// Rows that cannot become records as they stand, though nothing was found in their cells.
    pub unread: Vec<Unread>,
    /// What the calendar or a rule says against some of the records; nothing keeps them from coming in.
    pub checks: Vec<Check>,
    /// Rows there were too many of to be looked at so.
    pub unchecked: u32,
}

/// One thing said against records, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Check {
    pub text: String,
    pub count: u32,
    /// The first few rows.
    pub rows: Vec<u32>,
}

/// A row that cannot be read into a record, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Unread {
    pub row: u32,
    pub why: String,
}

/// Rows by their standing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct StandingCounts {
    pub new: u32,
    pub same: u32,
    pub changed: u32,
    pub conflict: u32,
    pub voided: u32,
    pub older: u32,
    pub waiting: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RowDiff {
    pub row: u32,
    pub standing: Standing,
    pub number: String,
    pub diffs: Vec<FieldDiff>,
    /// What is asked about it.
    pub asked: Vec<Finding>,
    /// Why nothing can be taken from the file, whatever is decided.
    pub fixed: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Absent {
    pub register: RegisterId,
    pub number: String,
    pub title: String,
}

impl StandingCounts {
    pub fn add(&mut self, standing: Standing, rows: u32) {
        *match standing {
            Standing::New => &mut self.new,
            Standing::Same => &mut self.same,
            Standing::Changed => &mut self.changed,
            Standing::Conflict => &mut self.conflict,
            Standing::Voided => &mut self.voided,
            Standing::Older => &mut self.older,
            Standing::Waiting => &mut self.waiting,
        } += rows;
    }

    pub fn of(&self, standing: Standing) -> u32 {
        match standing {
            Standing::New => self.new,
            Standing::Same => self.same,
            Standing::Changed => self.changed,
            Standing::Conflict => self.conflict,
            Standing::Voided => self.voided,
            Standing::Older => self.older,
            Standing::Waiting => self.waiting,
        }
    }

    pub fn sum(&self) -> u32 {
        Standing::ALL.into_iter().map(|standing| self.of(standing)).sum()
    }
}

/// What committing these files would do. Nothing is written.
pub fn compare(ledgers: &Ledgers, session: &Session, judged: &Judged) -> Result<Comparison> {
    compare_watched(ledgers, session, judged, &Watch::default())
}

/// The same, with a way to stop it.
pub fn compare_watched(
    ledgers: &Ledgers,
    session: &Session,
    judged: &Judged,
    watch: &Watch<'_>,
) -> Result<Comparison> {
    compared(ledgers, session, judged, SHOWN, watch)
}

/// The same with every row that changes something and every absent record, however many: for a file.
pub fn compare_whole(
    ledgers: &Ledgers,
    session: &Session,
    judged: &Judged,
    watch: &Watch<'_>,
) -> Result<Comparison> {
    compared(ledgers, session, judged, usize::MAX, watch)
}

fn compared(
    ledgers: &Ledgers,
    session: &Session,
    judged: &Judged,
    most: usize,
    watch: &Watch<'_>,
) -> Result<Comparison> {
    ledgers.read(session, Permission::Import, |view| {
        let people = People::load(view.db)?;
        let seen = (&judged.preview, &judged.decisions);
        let past = Past::of(view.db).until(watch.cancel());
        let mut differ = Differ::new(past, view.profile, view.today, seen);
        differ.look_around(&people)?;
        let mut comparison = Comparison { most, ..Comparison::default() };
        let mut threads = differ.threads();
        let taken = || judged.preview.tables().filter(|table| table.is_taken());
        watch.expect(taken().map(|table| table.drafts().count() as u64).sum());
        for table in taken() {
            if differ.is_fresh(table) && !threads.concern(table) {
                comparison.add_fresh(table, &mut differ, watch)?;
            } else {
                comparison.add_table(table, &mut threads, (&mut differ, &people), watch)?;
            }
        }
        for table in judged.preview.tables().filter(|table| table.waits) {
            comparison.count(&table.id, Standing::Waiting, table.totals.data);
        }
        differ.settle_parts()?;
        for (table, _) in differ.untouched_parts() {
            comparison.count(table, Standing::Same, 1);
        }
        for (table, _) in differ.unplaced_parts() {
            comparison.count(table, Standing::Waiting, 1);
        }
        differ.find_clashes()?;
        for (table, rows) in differ.serials_twice()? {
            if let Some(table) = judged.preview.tables().find(|one| one.id == table) {
                rows.iter().for_each(|row| comparison.check(table, *row, vec![TWICE.to_owned()]));
            }
        }
        absent(&mut comparison, &mut differ, judged, past)?;
        comparison.finish(differ);
        Ok(comparison)
    })
}

impl Comparison {
    /// A table of a ledger that holds nothing: all of it is new, and nothing needs a second look.
    fn add_fresh(&mut self, table: &TablePreview, differ: &mut Differ<'_>, watch: &Watch<'_>) -> Result<()> {
        for (n, draft) in table.drafts().enumerate() {
            watch.row()?;
            if n >= CHECKED {
                self.tables.entry(table.id.clone()).or_default().unchecked += draft.row_count();
            } else if let Some(content) = self.content(table, &draft, differ) {
                self.check(table, draft.row(), differ.checks(table.register, &content));
                differ.serials.note_new((table, &draft), &content);
            } else {
                continue;
            }
            self.count(&table.id, Standing::New, draft.row_count());
            self.writes += 1;
        }
        Ok(())
    }

    /// What a row says; one that cannot be read into a record is told.
    fn content(&mut self, table: &TablePreview, draft: &Draft<'_>, differ: &Differ<'_>) -> Option<Content> {
        match differ.content(table, draft) {
            Ok(content) => Some(content),
            Err(problems) => {
                let why = problems.messages_ja(register(table.register)).join("");
                let diff = self.tables.entry(table.id.clone()).or_default();
                diff.unread.push(Unread { row: draft.row(), why });
                None
            }
        }
    }

    fn check(&mut self, table: &TablePreview, row: u32, told: Vec<String>) {
        for text in told {
            let checks = &mut self.tables.entry(table.id.clone()).or_default().checks;
            let at = checks.iter().position(|check| check.text == text).unwrap_or_else(|| {
                checks.push(Check { text, count: 0, rows: Vec::new() });
                checks.len() - 1
            });
            checks[at].count += 1;
            if checks[at].rows.len() < EXAMPLES {
                checks[at].rows.push(row);
            }
        }
    }

    /// Every record of a table, once all that the files say about it has been read.
    fn add_table<'p>(
        &mut self,
        table: &'p TablePreview,
        threads: &mut Threads<'p>,
        (differ, people): (&mut Differ<'_>, &People),
        watch: &Watch<'_>,
    ) -> Result<()> {
        for draft in table.drafts() {
            watch.row()?;
            let Some(content) = self.content(table, &draft, differ) else { continue };
            if let Some(told) = threads.add(One { table, draft, content }) {
                let mark = told.newest.draft.mark().and_then(super::Mark::read);
                let doubled = mark.is_some_and(|mark| threads.is_doubled(told.newest.table, &mark));
                let judgement = differ.judge(&told, doubled, people)?;
                let One { table, draft, content } = &told.newest;
                // What the file leaves as it is was looked at when it came.
                let new = (judgement.standing == Standing::New).then_some(content);
                let written = judgement.after.as_ref().or(new);
                let checks = written.map(|content| differ.checks(table.register, content));
                self.check(table, draft.row(), checks.unwrap_or_default());
                let asked = differ.asked.of_row(&table.id, draft.row()).to_vec();
                self.add(&told, judgement, asked);
            }
        }
        Ok(())
    }

    fn add(&mut self, told: &Told<'_>, judgement: Judgement, asked: Vec<Finding>) {
        for older in &told.older {
            self.count(&older.table.id, Standing::Older, older.draft.row_count());
        }
        for (table, _, standing) in &judgement.part_rows {
            self.count(table, *standing, 1);
        }
        let One { table, draft, .. } = &told.newest;
        self.writes += u32::from(judgement.standing == Standing::New || judgement.after.is_some());
        self.count(&table.id, judgement.standing, draft.row_count());
        if !judgement.diffs.is_empty() || !asked.is_empty() {
            let most = self.most;
            self.tables.entry(table.id.clone()).or_default().push(
                most,
                RowDiff {
                    row: draft.row(),
                    standing: judgement.standing,
                    number: judgement.record.as_ref().map(crate::records::Record::number).unwrap_or_default(),
                    diffs: judgement.diffs,
                    asked,
                    fixed: judgement.fixed.as_ref().map(super::Fixed::sentence_ja),
                },
            );
        }
    }

    fn count(&mut self, table: &str, standing: Standing, rows: u32) {
        self.tables.entry(table.to_owned()).or_default().counts.add(standing, rows);
        self.counts.add(standing, rows);
    }

    /// Everything was judged: what is to be decided comes first where not all is shown.
    fn finish(&mut self, differ: Differ<'_>) {
        self.asked = differ.asked.into_findings();
        for table in self.tables.values_mut().filter(|table| table.rows_left_out > 0) {
            table.rows.sort_by_key(|row| !row.is_to_decide());
        }
    }

    /// How many questions of a severity the ledger asks that are not answered yet.
    pub fn open(&self, severity: Severity) -> usize {
        asked::open(&self.asked, severity)
    }
}

impl TableDiff {
    fn push(&mut self, most: usize, row: RowDiff) {
        for field in row.conflicts() {
            *self.conflicts.entry(field).or_default() += 1;
        }
        if self.rows.len() < most {
            return self.rows.push(row);
        }
        self.rows_left_out += 1;
        if row.is_to_decide()
            && let Some(at) = self.rows.iter().rposition(|shown| !shown.is_to_decide())
        {
            self.rows.remove(at);
            self.rows.push(row);
        }
    }
}

impl RowDiff {
    /// Fields changed on both sides of which one may be chosen.
    fn conflicts(&self) -> BTreeSet<String> {
        let may = self.fixed.is_none() && self.standing != Standing::Voided;
        let both = self.diffs.iter().filter(|diff| may && diff.conflict && !diff.required);
        both.map(|diff| diff.field.clone()).collect()
    }

    fn is_to_decide(&self) -> bool {
        !self.asked.is_empty() || !self.conflicts().is_empty()
    }
}
