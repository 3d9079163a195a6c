//! 取込みの机: the files that lie open, what was decided, and what the window is shown of it.

use std::path::PathBuf;

use serde::Serialize;
use ts_rs::TS;

use super::batches::{self, BatchInfo};
use super::commit::{self, Progress};
use super::error::ImportError;
use super::file::ReadFile;
use super::make::preview;
use super::preview::{Decisions, FilePreview, Group, Preview, TablePreview};
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
    files: Vec<ReadFile>,
    refused: Vec<ImportError>,
    decisions: Decisions,
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
        let mut desk = Self { id, files: Vec::new(), refused: Vec::new(), decisions: Decisions::default() };
        for path in paths {
            match ReadFile::open(path, reader, cancel, progress) {
                Ok(file) => desk.files.push(file),
                Err(error) => desk.refused.push(error),
            }
        }
        desk
    }

    pub fn id(&self) -> u32 {
        self.id
    }

    pub fn decide(&mut self, decisions: Decisions) {
        self.decisions = decisions;
    }

    pub fn view(&self, ledgers: &Ledgers, session: &Session) -> Result<ImportPreview> {
        let hashes: Vec<String> = self.files.iter().map(|file| file.sha256.clone()).collect();
        let known = batches::known_files(ledgers, session, &hashes)?;
        let Preview { files } = preview(&self.files, &self.decisions);
        let groups = Preview { files: files.clone() }.groups();
        Ok(ImportPreview {
            id: self.id,
            files: files.into_iter().map(shortened).collect(),
            groups,
            refused: self.refused.iter().map(RefusedFile::from).collect(),
            known: known.into_iter().map(|known| known.file).collect(),
            decisions: self.decisions.clone(),
        })
    }

    pub fn commit(
        &self,
        ledgers: &mut Ledgers,
        session: &Session,
        cancel: &Cancel,
        progress: Progress<'_>,
    ) -> Result<BatchInfo> {
        commit::commit(ledgers, session, &self.files, &self.decisions, cancel, progress)
    }
}

/// A table of 100,000 rows is not sent whole: its beginning, and the rows that ask something.
fn shortened(mut file: FilePreview) -> FilePreview {
    for table in &mut file.tables {
        shorten(table);
    }
    file
}

fn shorten(table: &mut TablePreview) {
    let before = table.rows.len();
    let (mut plain, mut asking) = (0, 0);
    table.rows.retain(|row| {
        let asks = row.problems.iter().any(|finding| finding.severity != Severity::Note);
        let count = if asks { &mut asking } else { &mut plain };
        *count += 1;
        *count <= SHOWN
    });
    table.not_data.truncate(SHOWN);
    table.left_out = u32::try_from(before - table.rows.len()).unwrap_or(u32::MAX);
}

impl From<&ImportError> for RefusedFile {
    fn from(error: &ImportError) -> Self {
        Self { file: error.file.clone(), report: Error::Import(error.clone()).report() }
    }
}
