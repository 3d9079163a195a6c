//! 判じたファイル: the files that were read, what was decided about them, and what that comes to.

use std::path::Path;

use super::error::ImportError;
use super::file::ReadFile;
use super::make::{made, preview};
use super::preview::{Decisions, Preview};
use super::problem::Issue;
use crate::error::{ErrorCode, Result, refuse};
use crate::watch::Watch;

/// Files judged under decisions: what a commit takes in, no more and no less.
pub struct Judged {
    pub(super) files: Vec<ReadFile>,
    pub(super) decisions: Decisions,
    /// Files that were chosen and could not be read, and why.
    pub(super) refused: Vec<ImportError>,
    pub preview: Preview,
}

/// What lay here before a file was read again.
pub(super) struct Before {
    file: Option<(usize, ReadFile)>,
    decisions: Decisions,
    preview: Preview,
}

impl Judged {
    pub fn of(files: Vec<ReadFile>, decisions: Decisions) -> Self {
        let preview = preview(&files, &decisions);
        Self { files, decisions, refused: Vec::new(), preview }
    }

    /// The same, watched: a big file takes its time.
    pub(super) fn watched(files: Vec<ReadFile>, decisions: Decisions, watch: &Watch<'_>) -> Result<Self> {
        let (decided, refused) = (Decisions::default(), Vec::new());
        let mut judged = Self { files, decisions: decided, refused, preview: Preview::default() };
        judged.decide_watched(decisions, watch)?;
        Ok(judged)
    }

    /// A file that was read again, in the place of what was read before; else after the others. What was
    /// decided about it before means nothing any more. Not judged yet; answers what lay here before.
    pub(super) fn put(&mut self, file: ReadFile, mut decisions: Decisions) -> Before {
        let known = self.files.iter().position(|known| known.path == file.path);
        let file = match known {
            Some(at) => {
                decisions.tables.retain(|id, _| !id.starts_with(&format!("{at}/")));
                Some((at, std::mem::replace(&mut self.files[at], file)))
            }
            None => {
                self.files.push(file);
                None
            }
        };
        let decisions = std::mem::replace(&mut self.decisions, decisions);
        Before { file, decisions, preview: std::mem::take(&mut self.preview) }
    }

    /// As it lay before.
    pub(super) fn put_back(&mut self, before: Before) {
        match before.file {
            Some((at, file)) => self.files[at] = file,
            None => drop(self.files.pop()),
        }
        (self.decisions, self.preview) = (before.decisions, before.preview);
    }

    pub(super) fn holds(&self, path: &Path) -> bool {
        self.files.iter().any(|file| file.path == path)
    }

    /// What could not be read is told with the import all the same.
    pub fn note_refused<'e>(&mut self, refused: impl IntoIterator<Item = &'e ImportError>) {
        self.refused = refused.into_iter().cloned().collect();
    }

    /// Looks at the same files as if nothing had been said yet of what `unsaid` asks, of whose value stands and of which
    /// rows stay out.
    pub fn before_answers<T>(&mut self, unsaid: fn(Issue) -> bool, look: impl FnOnce(&Self) -> T) -> T {
        let mut bare = self.decisions.clone();
        for said in bare.tables.values_mut() {
            for answers in said.groups.values_mut() {
                answers.retain(|issue, _| !unsaid(*issue));
            }
            said.sides.clear();
            said.exclude_rows.clear();
        }
        let preview = preview(&self.files, &bare);
        let own =
            (std::mem::replace(&mut self.decisions, bare), std::mem::replace(&mut self.preview, preview));
        let seen = look(self);
        (self.decisions, self.preview) = own;
        seen
    }

    /// Somebody has seen that these files bring nothing in; nothing else changes by it.
    pub fn let_stay_out(&mut self, files: impl IntoIterator<Item = String>) {
        self.decisions.stay_out.extend(files);
    }

    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// The same files under other decisions, watched. Stopped, nothing changes.
    pub(super) fn decide_watched(&mut self, decisions: Decisions, watch: &Watch<'_>) -> Result<()> {
        let rows = self.files.iter().flat_map(|file| &file.book.sheets).map(|sheet| sheet.rows.len() as u64);
        watch.expect(rows.sum());
        let preview = made(&self.files, &decisions, Some(watch));
        if watch.is_cancelled() {
            return Err(refuse(ErrorCode::Cancelled));
        }
        (self.preview, self.decisions) = (preview, decisions);
        Ok(())
    }

    /// The same files under other decisions.
    pub fn decide(&mut self, decisions: Decisions) {
        self.preview = preview(&self.files, &decisions);
        self.decisions = decisions;
    }
}
