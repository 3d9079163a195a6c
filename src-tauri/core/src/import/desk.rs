//! 取込みの机: the files that lie open, what was decided, and what the window is shown of it.

use std::path::PathBuf;

use serde::Serialize;
use ts_rs::TS;

use super::batches::{self, BatchInfo};
use super::commit::{self, Progress};
use super::error::ImportError;
use super::file::ReadFile;
use super::make::Judged;
use super::preview::{Decisions, FilePreview, Group, RowPreview, TablePreview};
use super::problem::Severity;
use super::worker::{Cancel, ReaderProcess};
use crate::error::{Error, Report, Result};
use crate::ledgers::Ledgers;
use crate::users::Session;

/// How many rows of a table are shown besides those that ask something.
const SHOWN: usize = 500;

/// Files read and decisions made, until they are committed or put away.
pub struct Desk {
    id: u32,
    judged: Judged,
    refused: Vec<ImportError>,
}

/// What the window shows before anything is written.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ImportPreview {
    pub id: u32,
    pub files: Vec<FilePreview>,
    pub groups: Vec<Group>,
    pub refused: Vec<RefusedFile>,
    /// Names of files taken in before, byte for byte.
    pub known: Vec<String>,
    pub decisions: Decisions,
}

/// A file that could not be read, beside those that could.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RefusedFile {
    pub file: String,
    pub report: Report,
}

impl Desk {
    /// Reads the files. One that cannot be read does not keep the others from being looked at.
    pub fn open(
        id: u32,
        paths: &[PathBuf],
        reader: &ReaderProcess,
        cancel: &Cancel,
        progress: &mut dyn FnMut(u64),
    ) -> Self {
        let (mut files, mut refused) = (Vec::new(), Vec::new());
        for path in paths {
            match ReadFile::open(path, reader, cancel, progress) {
                Ok(file) => files.push(file),
                Err(error) => refused.push(error),
            }
        }
        Self { id, judged: Judged::of(files, Decisions::default()), refused }
    }

    pub fn id(&self) -> u32 {
        self.id
    }

    pub fn decide(&mut self, decisions: Decisions) {
        self.judged.decide(decisions);
    }

    pub fn view(&self, ledgers: &Ledgers, session: &Session) -> Result<ImportPreview> {
        let Judged { files, decisions, preview } = &self.judged;
        let hashes: Vec<String> = files.iter().map(|file| file.sha256.clone()).collect();
        let known = batches::known_files(ledgers, session, &hashes)?;
        Ok(ImportPreview {
            id: self.id,
            files: preview.files.iter().map(shortened).collect(),
            groups: preview.groups(),
            refused: self.refused.iter().map(RefusedFile::from).collect(),
            known: known.into_iter().map(|known| known.file).collect(),
            decisions: decisions.clone(),
        })
    }

    pub fn commit(
        &self,
        ledgers: &mut Ledgers,
        session: &Session,
        cancel: &Cancel,
        progress: Progress<'_>,
    ) -> Result<BatchInfo> {
        commit::commit(ledgers, session, &self.judged, cancel, progress)
    }
}

/// A table of 100,000 rows is not sent whole: its beginning, and the rows that ask something.
fn shortened(file: &FilePreview) -> FilePreview {
    FilePreview {
        file: file.file.clone(),
        sha256: file.sha256.clone(),
        sheets: file.sheets.clone(),
        tables: file.tables.iter().map(shorten).collect(),
    }
}

fn shorten(table: &TablePreview) -> TablePreview {
    let (mut plain, mut asking) = (0, 0);
    let rows = table.rows.iter().filter(|row| {
        let asks = row.problems.iter().any(|finding| finding.severity != Severity::Note);
        let count = if asks { &mut asking } else { &mut plain };
        *count += 1;
        *count <= SHOWN
    });
    let rows: Vec<RowPreview> = rows.cloned().collect();
    TablePreview {
        left_out: u32::try_from(table.rows.len() - rows.len()).unwrap_or(u32::MAX),
        rows,
        not_data: table.not_data.iter().take(SHOWN).cloned().collect(),
        ..table.head()
    }
}

impl From<&ImportError> for RefusedFile {
    fn from(error: &ImportError) -> Self {
        Self { file: error.file.clone(), report: Error::Import(error.clone()).report() }
    }
}
