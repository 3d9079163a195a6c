//! 取込みの確定: everything previewed goes into the ledger in one transaction, or nothing does.
//!
//! Each record leaves its own entry in the log; the batch leaves one that seals the files and every row as
//! it stood. A file already taken in is recognised by its hash; rows about records that are here already become
//! corrections ([`super::commit_diff`]). Cost grows with the rows: one insert for the record, one for its
//! entry, one for its row as evidence; what they hold is made ready on a second thread.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rusqlite::params;
use serde_json::{Value as Json, json};

use super::ahead::ahead;
use super::batches::{self, BatchInfo};
use super::diff::{Differ, Judgement, Past, Standing, Threads, Told, settle_row, view::StandingCounts};
use super::evidence::{self, Became, Taken, TakenRows};
use super::file::ReadFile;
use super::judged::Judged;
use super::left;
use super::memory;
use super::names;
use super::preview::{Decisions, Draft, Preview, TableDecisions, TablePreview};
use super::problem::Severity;
use super::tables::column_letters;
use super::worker::Cancel;
use crate::audit::store::{Seal, Sealer, Writer};
use crate::audit::{Action, Event};
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::profile::Profile;
use crate::records::actions::written;
use crate::records::people::People;
use crate::records::store::{self, Inserter, NewRow};
use crate::records::{Origin, Record, new_uuid};
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::fold::match_key;
use crate::vocab::read::RowReader;
use crate::vocab::{Content, RegisterId};
use crate::watch::Progress;

/// Told before every record how many rows it is of; says no where the work is to stop.
pub(super) type Step<'a> = &'a mut dyn FnMut(usize) -> Result<()>;

/// Takes the files in as decided. Refused while anything is undecided.
pub fn commit(
    ledgers: &mut Ledgers,
    session: &Session,
    judged: &Judged,
    cancel: &Cancel,
    progress: Progress<'_>,
) -> Result<BatchInfo> {
    let Judged { files, preview, .. } = judged;
    let batch = ledgers.change(session, Permission::Import, |change| {
        ready(judged)?;
        refuse_known(change, files, preview)?;
        change.tx.flushing(|| write(change, judged, cancel, progress))
    })?;
    batches::get(ledgers, session, batch)
}

/// The batch with all it takes in; answers its number and what the log says of it.
fn write(
    change: &Change<'_>,
    judged: &Judged,
    cancel: &Cancel,
    progress: Progress<'_>,
) -> Result<(i64, Event)> {
    let Judged { files, decisions, preview, .. } = judged;
    let mut batch = Batch::open(change, preview, decisions)?;
    let total = batch.take_records(cancel, progress)?;
    answered(&batch)?;
    if batch.counts.is_empty() {
        return Err(refuse(ErrorCode::ImportNothingNew));
    }
    let (id, counts, rows) = (batch.id, batch.counts(), batch.rows);
    let files = evidence::keep(change, id, files, preview, &batch.taken)?;
    memory::keep(change, id, preview, decisions)?;
    // Only now: the originals are part of the work.
    progress(total, total);
    let left = evidence::left_out(change, id, judged)?;
    let detail = json!({ "batch": id, "files": files, "left_out": left, "records": counts, "rows": rows });
    Ok((id, Event::new(Action::ImportCommitted).detail(detail)))
}

/// Whether everything is decided, every row accounted for, and every file that brings nothing in was seen.
fn ready(judged: &Judged) -> Result<()> {
    let preview = &judged.preview;
    let count = |severity| [("count", preview.open(severity).to_string())];
    if preview.open(Severity::Error) > 0 {
        return Err(refuse_with(ErrorCode::ImportErrors, count(Severity::Error)));
    }
    if preview.open(Severity::Proposal) > 0 {
        return Err(refuse_with(ErrorCode::ImportOpenProposals, count(Severity::Proposal)));
    }
    let tables = || preview.tables().filter(|table| table.is_taken());
    if tables().all(|table| table.rows.is_empty()) {
        return Err(refuse(ErrorCode::ImportNothing));
    }
    let unseen = left::unseen(judged);
    if !unseen.is_empty() {
        return Err(refuse_with(ErrorCode::ImportFilesLeft, [("files", unseen.join("、"))]));
    }
    match preview.tables().find(|table| !table.adds_up()) {
        Some(table) => Err(refuse_with(ErrorCode::ImportDoesNotAddUp, [("sheet", preview.place(table))])),
        None => Ok(()),
    }
}

/// Whether what the ledger asks about the rows was answered.
fn answered(batch: &Batch<'_>) -> Result<()> {
    for (severity, code) in
        [(Severity::Error, ErrorCode::ImportErrors), (Severity::Proposal, ErrorCode::ImportOpenProposals)]
    {
        let open = batch.differ.asked.open(severity);
        if open > 0 {
            return Err(refuse_with(code, [("count", open.to_string())]));
        }
    }
    Ok(())
}

/// A file counts once: neither what was taken in before nor a copy beside it comes in again.
fn refuse_known(change: &Change<'_>, files: &[ReadFile], preview: &Preview) -> Result<()> {
    for (file, preview) in files.iter().zip(&preview.files).filter(|(_, preview)| !preview.out) {
        if let Some(other) = &preview.copy_of {
            let params = [("file", file.file.clone()), ("other", other.clone())];
            return Err(refuse_with(ErrorCode::ImportCopies, params));
        }
        if let Some(known) = batches::known(&change.tx, &file.sha256)? {
            let params = [("file", file.file.clone()), ("at", known.at), ("batch", known.batch.to_string())];
            return Err(refuse_with(ErrorCode::ImportKnownFile, params));
        }
    }
    Ok(())
}

/// How often a long work says how far it is, however many rows each of its steps takes.
#[derive(Default)]
struct Pace {
    done: u64,
    next: u64,
}

impl Pace {
    const EVERY: u64 = 256;

    /// How much is done before a step of so many rows, where it is time to say so.
    fn before(&mut self, rows: u64) -> Option<u64> {
        let now = (self.done >= self.next).then_some(self.done);
        if now.is_some() {
            self.next = self.done + Self::EVERY;
        }
        self.done += rows;
        now
    }
}

/// A batch while it is being written.
pub(super) struct Batch<'a> {
    pub change: &'a Change<'a>,
    pub preview: &'a Preview,
    decisions: &'a Decisions,
    pub id: i64,
    pub people: Arc<People>,
    pub differ: Differ<'a>,
    pub threads: Threads<'a>,
    /// Records that get a number another had.
    pub waiting: Vec<(Told<'a>, Judgement)>,
    /// What became of each row.
    pub taken: Taken<'a>,
    /// Records made or corrected.
    pub counts: HashMap<RegisterId, u32>,
    /// Rows by how they stood to the ledger.
    pub rows: StandingCounts,
}

impl<'a> Batch<'a> {
    fn open(change: &'a Change<'a>, preview: &'a Preview, decisions: &'a Decisions) -> Result<Self> {
        let decided = serde_json::to_string(decisions).map_err(|error| Error::Corrupt(error.to_string()))?;
        change.tx.execute(
            "insert into import_batch (at, who, decisions) values (?1, ?2, ?3)",
            params![change.local_time(), change.session.name(), decided],
        )?;
        let mut differ =
            Differ::new(Past::of(&change.tx), change.profile, change.today(), (preview, decisions));
        let people = Arc::new(People::load(&change.tx)?);
        differ.look_around(&people)?;
        Ok(Self {
            change,
            preview,
            decisions,
            threads: differ.threads(),
            differ,
            id: change.tx.last_insert_rowid(),
            people,
            waiting: Vec::new(),
            taken: Taken::default(),
            counts: HashMap::new(),
            rows: StandingCounts::default(),
        })
    }

    /// 職員名簿 first, so that the names in the other ledgers find their people.
    fn take_records(&mut self, cancel: &Cancel, progress: Progress<'_>) -> Result<u64> {
        let tables = self.preview.tables().filter(|table| table.is_taken());
        let mut tables: Vec<&TablePreview> = tables.collect();
        tables.sort_by_key(|table| table.register);
        let total = tables.iter().map(|table| table.rows.len() as u64).sum();
        let mut pace = Pace::default();
        let mut step = |rows: usize| {
            if let Some(done) = pace.before(rows as u64) {
                progress(done, total);
                if cancel.is_cancelled() {
                    return Err(refuse(ErrorCode::Cancelled));
                }
            }
            Ok(())
        };
        for (n, table) in tables.iter().copied().enumerate() {
            if self.differ.is_fresh(table) && !self.threads.concern(table) {
                self.take_fresh(table, &mut step)?;
            } else {
                self.take_compared(table, &mut step)?;
            }
            if tables.get(n + 1).is_none_or(|next| next.register != table.register) {
                self.take_waiting()?;
            }
            if table.register == RegisterId::Staff {
                self.people = Arc::new(People::load(&self.change.tx)?);
            }
        }
        self.differ.settle_parts()?;
        self.note_untouched();
        Ok(total)
    }

    /// A table of a ledger that held nothing: every row is a new record.
    fn take_fresh(&mut self, table: &'a TablePreview, step: Step<'_>) -> Result<()> {
        let maker = self.maker(table);
        let first = store::next_id(&self.change.tx, table.register)?;
        let mut inserter = Inserter::of(&self.change.tx, table.register)?;
        let (mut sealer, mut writer) = (self.change.sealer()?, self.change.writer()?);
        let mut taken = self.taken.remove(table.id.as_str()).unwrap_or_default();
        taken.reserve(table.rows.len());
        let drafts = (first..).zip(table.drafts());
        ahead(drafts.map(|(id, draft)| maker.ready(id, &draft, &mut sealer)), |ready| {
            step(ready.rows.len())?;
            self.take(table, ready, &mut taken, (&mut inserter, &mut writer))
        })?;
        self.taken.insert(&table.id, taken);
        Ok(())
    }

    pub fn maker(&self, table: &'a TablePreview) -> Maker<'a> {
        let place = self.place(table);
        Maker {
            table,
            people: Arc::clone(&self.people),
            profile: self.change.profile,
            reader: RowReader::of(register(table.register), self.change.today()),
            batch: self.id,
            sources: (format!("取込{}-{place}-", self.id), column_of_marks(table)),
            place,
            decided: self.decisions.tables.get(&table.id),
        }
    }

    /// Where the rows of a table stand: its sheet, and its file where the batch has several.
    pub fn place(&self, table: &TablePreview) -> String {
        self.preview.place(table)
    }

    fn take(
        &mut self,
        table: &'a TablePreview,
        ready: &mut Ready,
        taken: &mut TakenRows,
        (inserter, writer): (&mut Inserter<'_>, &mut Writer<'_>),
    ) -> Result<()> {
        let first = ready.rows.first().copied().unwrap_or_default();
        inserter.insert(&mut ready.new).map_err(|error| in_row(error, self.place(table), first))?;
        writer.keep(&ready.event, &ready.seal)?;
        *self.counts.entry(table.register).or_default() += 1;
        self.rows.add(Standing::New, ready.row_count);
        for row in &ready.rows {
            note(taken, *row, Became::of(table.register, Some(ready.new.id), Standing::New));
        }
        Ok(())
    }

    pub fn became(&mut self, (table, row): (&'a str, u32), became: Became) {
        note(self.taken.entry(table).or_default(), row, became);
    }

    fn counts(&self) -> Json {
        let counts = RegisterId::ALL.into_iter().filter_map(|id| Some((id, self.counts.get(&id)?)));
        counts.map(|(id, count)| (id.to_string(), json!(count))).collect::<serde_json::Map<_, _>>().into()
    }
}

/// USB-001〜010: a row becomes several records, and each is one of them.
fn note(taken: &mut TakenRows, row: u32, became: Became) {
    match taken.entry(row) {
        Entry::Vacant(first) => drop(first.insert(became)),
        Entry::Occupied(mut first) => first.get_mut().and(became),
    }
}

/// Makes the drafts of a table into records; needs nothing of the transaction.
pub(super) struct Maker<'a> {
    table: &'a TablePreview,
    people: Arc<People>,
    profile: &'a Profile,
    reader: RowReader,
    batch: i64,
    place: String,
    /// What stands before and after the row where a record's place in the old ledger is told.
    sources: (String, String),
    decided: Option<&'a TableDecisions>,
}

/// A record ready to be written, with its entry sealed.
struct Ready {
    rows: Vec<u32>,
    row_count: u32,
    new: NewRow,
    event: Event,
    seal: Seal,
}

impl Maker<'_> {
    fn ready(&self, id: i64, draft: &Draft<'_>, sealer: &mut Sealer<'_>) -> Result<Ready> {
        let record = Record { id, ..self.record(draft, self.content(draft)?) };
        let event = written(Action::Imported, &record)?;
        let (new, seal) = (NewRow::of(record)?, sealer.seal(&event));
        Ok(Ready { rows: draft.rows.clone(), row_count: draft.row_count(), new, event, seal })
    }

    pub fn content(&self, draft: &Draft<'_>) -> Result<Content> {
        let failed = |problems| Error::Input { register: self.table.register, problems };
        let content = draft.content(&self.reader).map_err(failed);
        let mut content = content.map_err(|error| in_row(error, self.place.clone(), draft.row()))?;
        if let Some(decided) = self.decided {
            names::link(&mut content, &decided.people);
        }
        Ok(content)
    }

    /// The record a draft would be, but for its id.
    pub fn record(&self, draft: &Draft<'_>, content: Content) -> Record {
        let (before, after) = &self.sources;
        let mut record = Record {
            id: 0,
            register: self.table.register,
            uuid: new_uuid(),
            version: 1,
            origin: Origin::Import,
            batch: Some(self.batch),
            source: Some(format!("{before}{}{after}", draft.row())),
            effective_on: None,
            late_reason: None,
            voided: false,
            missing: 0,
            content,
        };
        settle_row(&mut record, draft, &self.people, self.profile);
        record
    }
}

/// Of a sheet of marks each column is a table: its letters tell their records apart.
fn column_of_marks(table: &TablePreview) -> String {
    let fields = register(table.register).parts.iter().flat_map(|part| part.fields);
    let marks = fields.filter(|field| field.key == "attendance").find_map(|field| {
        let column = table.columns.iter().find(|column| column.field.as_deref() == Some(field.key))?;
        let words = field.synonyms.iter().chain([&field.label.ja]);
        let own = words.map(|word| match_key(word)).any(|word| word == match_key(&column.heading));
        (!own).then(|| format!("-{}列", column_letters(column.col)))
    });
    marks.unwrap_or_default()
}

/// What cannot be written is told with the row it stands in, and `place`: its sheet, or its file where there are several.
pub(super) fn in_row(error: Error, place: String, row: u32) -> Error {
    match error {
        Error::Refused { code: ErrorCode::NumberTaken, mut params } => {
            params.insert("sheet".to_owned(), place);
            params.insert("row".to_owned(), row.to_string());
            Error::Refused { code: ErrorCode::ImportNumberTaken, params }
        }
        Error::Input { register: id, problems } => {
            let why = problems.messages_ja(register(id)).join("");
            let params = [("sheet", place), ("row", row.to_string()), ("why", why)];
            refuse_with(ErrorCode::ImportRowRefused, params)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_of_many_rows_does_not_keep_the_work_from_being_stopped() {
        for rows in [1, 43, 300] {
            let mut pace = Pace::default();
            let told: Vec<u64> = (0..100).filter_map(|_| pace.before(rows)).collect();
            let gaps = told.windows(2).map(|pair| pair[1] - pair[0]);
            assert!(told[0] == 0 && gaps.into_iter().all(|gap| gap < Pace::EVERY + rows), "{told:?}");
            assert!(told.len() as u64 >= 100 * rows / (Pace::EVERY + rows), "{rows}: {told:?}");
        }
    }
}
