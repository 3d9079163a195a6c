//! 取込みの机: the files that lie open, what was decided, and what the window is shown of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::batches::BatchInfo;
use super::commit;
use super::diff::asked::Findings;
use super::diff::view::{self, Comparison};
use super::error::{ImportError, ReadFailure};
use super::file::ReadFile;
use super::groups::Group;
use super::judged::Judged;
use super::left::{self, KnownHere, LeftFile};
use super::lists::ImportList;
use super::memory::{self, Remembered};
use super::names::{self, NameQuestion};
use super::options::ReadProgress;
use super::preview::{Decisions, FilePreview, Preview, RowPreview, TablePreview};
use super::problem::{Finding, Severity};
use super::refused::{Refused, RefusedFile};
use super::rows::RowClass;
use super::worker::{Cancel, ReaderProcess};
use crate::error::{Error, ErrorCode, Result, refuse};
use crate::export::{self, ExportFormat, Exported};
use crate::ledgers::Ledgers;
use crate::users::Session;
use crate::watch::{Progress, Watch};

/// How many rows of a table are shown besides those that ask something.
const SHOWN: usize = 500;

/// Files read and decisions made, until they are committed or put away.
pub struct Desk {
    id: u32,
    judged: Judged,
    /// As the user last saw it: where showing what was judged was stopped, this still counts.
    seen: Decisions,
    refused: Vec<Refused>,
}

/// What the window shows before anything is written.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ImportPreview {
    pub id: u32,
    pub files: Vec<FilePreview>,
    pub groups: Vec<Group>,
    pub refused: Vec<RefusedFile>,
    /// Files of which nothing comes in as it stands decided.
    pub left: Vec<LeftFile>,
    /// Files of the set that were taken in before, byte for byte.
    pub known: Vec<KnownHere>,
    pub decisions: Decisions,
    /// Against the ledger as it stands.
    pub comparison: Comparison,
    /// What was decided when tables with the same headings came in, by table; never applied by itself.
    pub remembered: BTreeMap<String, Remembered>,
    /// Written names that might mean somebody of the 職員名簿, by table.
    pub names: BTreeMap<String, Vec<NameQuestion>>,
    pub readiness: Readiness,
}

/// Whether it can be taken in, and what would be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Readiness {
    /// Every used row of every table is in exactly one class, and every data row has exactly one standing.
    pub adds_up: bool,
    pub open_errors: u32,
    pub open_proposals: u32,
    /// Rows that become records or corrections.
    pub writes: u32,
    /// Rows of all files; one that several tables share counts once.
    pub rows: u32,
    pub ready: bool,
}

impl Desk {
    /// Reads the files and judges them. One that cannot be read does not keep the others from being looked at;
    /// stopped, nothing lies open.
    pub fn open(
        (id, today): (u32, NaiveDate),
        paths: &[PathBuf],
        reader: &ReaderProcess,
        progress: &mut dyn FnMut(&ReadProgress<'_>),
        watch: &Watch<'_>,
    ) -> Result<Self> {
        let cancel = watch.cancel().cloned().unwrap_or_default();
        let (mut files, mut refused) = (Vec::new(), Vec::new());
        for path in paths {
            match ReadFile::open(path, today, reader, &cancel, progress) {
                Ok(file) => files.push(file),
                Err(error) => refused.push(Refused::new(path.clone(), error)),
            }
        }
        let judged = Judged::watched(files, Decisions::default(), watch)?;
        let mut desk = Self { id, seen: judged.decisions.clone(), judged, refused };
        desk.note_refused();
        Ok(desk)
    }

    pub fn id(&self) -> u32 {
        self.id
    }

    /// Whether a file lies here, read or refused.
    pub fn knows(&self, path: &Path) -> Result<()> {
        let known = self.judged.holds(path) || self.refused.iter().any(|refused| refused.path == path);
        if known { Ok(()) } else { Err(refuse(ErrorCode::ImportNothing)) }
    }

    /// A file that was read again: with its password, or in another encoding. What was decided about the
    /// others stays; one that is refused again stays among the refused. Stopped, everything lies as it lay before.
    pub fn reread(
        &mut self,
        ledgers: &Ledgers,
        session: &Session,
        (path, read): (&Path, Result<ReadFile, ImportError>),
        watch: &Watch<'_>,
    ) -> Result<ImportPreview> {
        let file = match read {
            Ok(file) => file,
            Err(error) => return self.refuse_again(ledgers, session, (path, error), watch),
        };
        let before = self.judged.put(file, self.seen.clone());
        let waits = self.refused.iter().position(|refused| refused.path == path);
        let waited = waits.map(|at| self.refused.remove(at));
        self.note_refused();
        let decisions = self.judged.decisions.clone();
        let shown = self.decide(ledgers, session, decisions, watch);
        if shown.is_err() {
            self.judged.put_back(before);
            if let Some((at, refused)) = waits.zip(waited) {
                self.refused.insert(at, refused);
            }
            self.note_refused();
        }
        shown
    }

    /// Why a file is refused may be another reason now; one that lies here read stays as it was read.
    fn refuse_again(
        &mut self,
        ledgers: &Ledgers,
        session: &Session,
        (path, error): (&Path, ImportError),
        watch: &Watch<'_>,
    ) -> Result<ImportPreview> {
        let stopped = error.failure == ReadFailure::Cancelled;
        let Some(refused) = self.refused.iter_mut().find(|refused| refused.path == path && !stopped) else {
            return Err(Error::Import(error));
        };
        *refused = Refused::new(path.to_owned(), error);
        self.note_refused();
        self.view(ledgers, session, watch)
    }

    /// What could not be read is told with the import all the same.
    fn note_refused(&mut self) {
        self.judged.note_refused(self.refused.iter().map(|refused| &refused.error));
    }

    /// Judges the files anew and shows them; stopped, everything stays as it was decided before.
    pub fn decide(
        &mut self,
        ledgers: &Ledgers,
        session: &Session,
        decisions: Decisions,
        watch: &Watch<'_>,
    ) -> Result<ImportPreview> {
        self.judged.decide_watched(decisions, watch)?;
        self.view(ledgers, session, watch)
    }

    pub fn view(&mut self, ledgers: &Ledgers, session: &Session, watch: &Watch<'_>) -> Result<ImportPreview> {
        let Judged { decisions, preview, .. } = &self.judged;
        let known = left::known_here(ledgers, session, &self.judged)?;
        let left = left::shown(&self.judged, &known);
        let comparison = view::compare_watched(ledgers, session, &self.judged, watch)?;
        let readiness = Readiness::of(preview, &comparison, (&known, &left));
        let shown = ImportPreview {
            id: self.id,
            files: preview.files.iter().map(|file| shortened(file, &comparison.asked)).collect(),
            groups: preview.groups_with(&comparison.asked),
            refused: self.refused.iter().map(Refused::shown).collect(),
            left,
            known,
            decisions: decisions.clone(),
            comparison,
            remembered: memory::offers(ledgers, session, preview, decisions)?,
            names: names::asked(ledgers, session, &self.judged)?,
            readiness,
        };
        self.seen = shown.decisions.clone();
        Ok(shown)
    }

    /// Decides a table as it was decided when such a table came in last.
    pub fn recall(
        &mut self,
        ledgers: &Ledgers,
        session: &Session,
        table: &str,
        watch: &Watch<'_>,
    ) -> Result<ImportPreview> {
        let unknown = || refuse(ErrorCode::ImportNothing);
        let found = self.judged.preview.tables().find(|one| one.id == table).ok_or_else(unknown)?;
        let decisions = memory::recalled(ledgers, session, found, &self.seen)?;
        self.decide(ledgers, session, decisions, watch)
    }

    /// Takes in what the user saw.
    pub fn commit(
        &mut self,
        ledgers: &mut Ledgers,
        session: &Session,
        cancel: &Cancel,
        progress: Progress<'_>,
    ) -> Result<BatchInfo> {
        self.as_seen(&Watch::new(cancel, &mut *progress))?;
        commit::commit(ledgers, session, &self.judged, cancel, progress)
    }

    /// Writes one of the tables the user sees to a file.
    pub fn write_list(
        &mut self,
        ledgers: &mut Ledgers,
        session: &Session,
        (wanted, format): (&ImportList, ExportFormat),
        path: &Path,
        watch: &Watch<'_>,
    ) -> Result<Exported> {
        self.as_seen(watch)?;
        export::import_list_watched(ledgers, session, (&self.judged, wanted, format), path, watch)
    }

    /// What was decided and could not be shown any more does not count.
    fn as_seen(&mut self, watch: &Watch<'_>) -> Result<()> {
        if self.judged.decisions != self.seen {
            self.judged.decide_watched(self.seen.clone(), watch)?;
        }
        Ok(())
    }
}

impl Readiness {
    fn of(preview: &Preview, comparison: &Comparison, (known, left): (&[KnownHere], &[LeftFile])) -> Self {
        let count =
            |severity| u32::try_from(preview.open(severity) + comparison.open(severity)).unwrap_or(u32::MAX);
        let (open_errors, open_proposals) = (count(Severity::Error), count(Severity::Proposal));
        // Rows that cannot be read into a record yet have no standing; they are open errors.
        let stands = |table: &TablePreview| {
            let counts = comparison.tables.get(&table.id).map(|diff| diff.counts.sum()).unwrap_or_default();
            table.excluded || open_errors > 0 || counts == table.totals.data
        };
        let adds_up = preview.tables().all(|table| table.adds_up() && stands(table));
        let writes = comparison.writes;
        let settled = left::repeated(preview, known).is_empty() && left.iter().all(|left| !left.asks);
        let ready = adds_up && open_errors == 0 && open_proposals == 0 && writes > 0 && settled;
        Self { adds_up, open_errors, open_proposals, writes, rows: preview.rows(), ready }
    }
}

/// A table of 100,000 rows is not sent whole: its beginning, and the rows that ask something.
fn shortened(file: &FilePreview, asked: &Findings) -> FilePreview {
    FilePreview {
        tables: file.tables.iter().map(|table| shorten(table, asked.get(&table.id))).collect(),
        file: file.file.clone(),
        path: file.path.clone(),
        encoding: file.encoding,
        unlocked: file.unlocked,
        sha256: file.sha256.clone(),
        out: file.out,
        copy_of: file.copy_of.clone(),
        sheets: file.sheets.clone(),
    }
}

fn shorten(table: &TablePreview, asked: Option<&BTreeMap<u32, Vec<Finding>>>) -> TablePreview {
    let (mut plain, mut asking) = (0, 0);
    let of_ledger = |row: &RowPreview| asked.and_then(|asked| asked.get(&row.row));
    let rows = table.rows.iter().filter(|row| {
        let asks = row.problems.iter().any(|finding| finding.severity != Severity::Note);
        let asks = asks || of_ledger(row).is_some();
        let count = if asks { &mut asking } else { &mut plain };
        *count += 1;
        *count <= SHOWN
    });
    let with_asked = |row: &RowPreview| {
        let mut row = row.clone();
        row.problems.extend(of_ledger(&row).into_iter().flatten().cloned());
        row
    };
    let rows: Vec<RowPreview> = rows.map(with_asked).collect();
    // A blank line says nothing, and rows of another table are shown there; what says something and could be a record comes first to the eye.
    let others =
        || table.not_data.iter().filter(|row| !matches!(row.class, RowClass::Blank | RowClass::Elsewhere));
    TablePreview {
        left_out: u32::try_from(table.rows.len() - rows.len()).unwrap_or(u32::MAX),
        rows,
        not_data: others().take(SHOWN).cloned().collect(),
        not_data_left_out: u32::try_from(others().count().saturating_sub(SHOWN)).unwrap_or(u32::MAX),
        ..table.head()
    }
}
