//! 取り込まないファイル: which of the files that were chosen bring nothing in, and why; and which of them are
//! here twice.

use std::collections::BTreeSet;

use serde::Serialize;
use ts_rs::TS;

use super::batches::{self, KnownFile};
use super::error::ReadFailure;
use super::judged::Judged;
use super::preview::{FilePreview, Preview, TablePreview};
use super::problem::{Issue, Verdict};
use crate::error::Result;
use crate::ledgers::Ledgers;
use crate::users::Session;

/// A file of the set that the ledger has already.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct KnownHere {
    /// Its place in the set.
    pub n: u32,
    pub file: String,
    #[ts(type = "number")]
    pub batch: i64,
    /// Local time.
    pub at: String,
}

/// A file of which nothing comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct LeftFile {
    pub file: String,
    /// None where it could not be read.
    pub sha256: Option<String>,
    pub why: LeftWhy,
    /// The file it is a copy of, the import it came in with, or the refusal.
    pub of: String,
    /// Nobody has said yet that it may stay out.
    pub asks: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum LeftWhy {
    /// It could not be read.
    Unreadable,
    /// No table in it is one of a ledger.
    NoLedger,
    /// It was taken out, as another of the set holds the same.
    Copy,
    /// It was taken out, as it came in before.
    Known,
    /// It was taken out.
    TakenOut,
    /// It is a list that was written out from here.
    OwnList,
    /// None of its tables is to come in.
    NothingTaken,
}

impl LeftFile {
    /// Why, as the report of the import says it.
    pub fn why_ja(&self) -> String {
        match self.why {
            LeftWhy::Unreadable => self.of.clone(),
            LeftWhy::NoLedger => "台帳の表が見つからない".to_owned(),
            LeftWhy::Copy => format!("「{}」と同じ内容", self.of),
            LeftWhy::Known => format!("取込み{}で取込済み", self.of),
            LeftWhy::TakenOut => "外したファイル".to_owned(),
            LeftWhy::OwnList => "まもり台帳が書き出した一覧".to_owned(),
            LeftWhy::NothingTaken => "どの表も取り込まないことにした".to_owned(),
        }
    }

    /// Whether it is no part of the import at all; else its rows are kept beside it as evidence.
    pub fn is_outside(&self) -> bool {
        matches!(self.why, LeftWhy::Unreadable | LeftWhy::Copy | LeftWhy::Known | LeftWhy::TakenOut)
    }
}

/// Which files of the set the ledger has already.
pub fn known_here(ledgers: &Ledgers, session: &Session, judged: &Judged) -> Result<Vec<KnownHere>> {
    let mut here = Vec::new();
    for (n, file) in (0..).zip(&judged.files) {
        let known = batches::known_files(ledgers, session, std::slice::from_ref(&file.sha256))?;
        here.extend(known.into_iter().map(|known| KnownHere {
            n,
            file: file.file.clone(),
            batch: known.batch,
            at: known.at,
        }));
    }
    Ok(here)
}

/// The files that would come in a second time, by their places: of each of them it has to be said that it stays out.
pub fn repeated(preview: &Preview, known: &[KnownHere]) -> BTreeSet<u32> {
    let twice = |(n, file): (u32, &FilePreview)| {
        let known = known.iter().any(|known| known.n == n);
        (!file.out && (known || file.copy_of.is_some())).then_some(n)
    };
    (0..).zip(&preview.files).filter_map(twice).collect()
}

/// The files of which nothing comes in, for the window and the command line.
pub fn shown(judged: &Judged, known: &[KnownHere]) -> Vec<LeftFile> {
    let batch = |n: usize| known.iter().find(|known| known.n as usize == n).map(|known| known.batch);
    of(judged, &batch)
}

/// The same, where it is known by its place with which import a file came.
pub(super) fn of(judged: &Judged, batch: &dyn Fn(usize) -> Option<i64>) -> Vec<LeftFile> {
    let read = judged.preview.files.iter().enumerate();
    let mut left: Vec<LeftFile> = read.filter_map(|(n, file)| of_read(judged, (n, file), batch)).collect();
    left.extend(judged.refused.iter().map(|refused| LeftFile {
        file: refused.file.clone(),
        sha256: None,
        why: LeftWhy::Unreadable,
        of: refused.message_ja(),
        // Of a file with nothing in it nothing can be missed.
        asks: refused.failure != ReadFailure::Empty && !judged.decisions.stay_out.contains(&refused.file),
    }));
    left
}

/// The files that bring nothing in and that nobody has seen yet, by name: nothing is taken in before.
pub(super) fn unseen(judged: &Judged) -> Vec<String> {
    of(judged, &|_| None).into_iter().filter(|left| left.asks).map(|left| left.file).collect()
}

fn of_read(
    judged: &Judged,
    (n, file): (usize, &FilePreview),
    batch: &dyn Fn(usize) -> Option<i64>,
) -> Option<LeftFile> {
    let same = || judged.preview.files.iter().find(|one| !one.out && one.sha256 == file.sha256);
    let (why, of) = match file.out {
        true => match (same(), batch(n)) {
            (Some(same), _) => (LeftWhy::Copy, same.file.clone()),
            (None, Some(batch)) => (LeftWhy::Known, batch.to_string()),
            (None, None) => (LeftWhy::TakenOut, String::new()),
        },
        false => (nothing_of(file)?, String::new()),
    };
    Some(LeftFile {
        file: file.file.clone(),
        sha256: Some(file.sha256.clone()),
        why,
        of,
        asks: why == LeftWhy::NoLedger && !judged.decisions.stay_out.contains(&file.file),
    })
}

/// Why none of its tables comes in, where none does.
fn nothing_of(file: &FilePreview) -> Option<LeftWhy> {
    if file.tables.iter().any(|table| !table.excluded && !table.unmapped) {
        return None;
    }
    let own = |table: &TablePreview| {
        let found = table.problems.iter().find(|finding| finding.issue == Issue::OwnList);
        found.is_some_and(|finding| table.unmapped || finding.verdict == Verdict::Accept)
    };
    Some(match () {
        () if file.tables.iter().any(own) => LeftWhy::OwnList,
        () if file.tables.iter().all(|table| table.unmapped) => LeftWhy::NoLedger,
        () => LeftWhy::NothingTaken,
    })
}

/// Those that came in with an import, for its entry in the log.
pub(super) fn in_log(judged: &Judged, known: &[Option<KnownFile>]) -> Vec<LeftFile> {
    let batch = |n: usize| known.get(n).and_then(Option::as_ref).map(|known| known.batch);
    of(judged, &batch).into_iter().filter(LeftFile::is_outside).collect()
}
