//! 読取り: a scanned sign-in sheet finds its session by the code on its pages.
//!
//! [`read`] takes a PDF, PNG, JPEG or TIFF as it came from the scanner and says what stands on each page.
//! The file is somebody else's: it is opened in a process of its own, with limits on time and memory
//! ([`crate::import::worker`]). [`code`] is what is printed, [`pictures`] makes a grey picture of each page,
//! [`finder`] looks for codes in it, [`task`] is what the reader process does and says.

mod code;
mod finder;
mod pictures;
mod task;

use std::collections::BTreeMap;

pub use code::SheetCode;
pub(crate) use task::{TASK, work};

use crate::error::{ErrorCode, Result, refuse_with};
use crate::import::{Cancel, ReadFailure, ReaderProcess};

/// What is too large to be kept with its session is not looked at.
pub const LARGEST: usize = crate::attachments::LARGEST;

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scan {
    pub pages: Vec<ScanPage>,
}

/// A page of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanPage {
    /// In the file, from 1.
    pub number: u32,
    /// Our codes on it: as a rule one; none where nothing could be read.
    pub codes: Vec<SheetCode>,
}

/// What of one session is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPages {
    /// The id of the session.
    pub record: String,
    /// Pages of its list, each once, in their order.
    pub pages: Vec<u32>,
    /// Pages the list had when it was printed; the greatest, where it was printed several times.
    pub pages_of: u32,
    /// Whether its 研修実施記録 is among them.
    pub front: bool,
    /// Where in the file.
    pub in_file: Vec<u32>,
}

/// Reads a file of these bytes; `name` is what the user calls it, `progress` is told how many pages are done.
/// A file without any code of ours is refused.
pub fn read(
    reader: &ReaderProcess,
    name: &str,
    bytes: &[u8],
    cancel: &Cancel,
    progress: &mut dyn FnMut(u64),
) -> Result<Scan> {
    let refused = |code| refuse_with(code, [("file", name.to_owned())]);
    if bytes.len() > LARGEST {
        return Err(refused(ErrorCode::ScanTooLarge));
    }
    let scan =
        task::run(reader, name, bytes, cancel, progress).map_err(|failure| refused(said_of(failure)))?;
    match scan.pages.iter().any(|page| !page.codes.is_empty()) {
        true => Ok(scan),
        false => Err(refused(ErrorCode::SheetNoCode)),
    }
}

fn said_of(failure: ReadFailure) -> ErrorCode {
    match failure {
        ReadFailure::Empty | ReadFailure::UnknownFormat => ErrorCode::ScanUnknown,
        ReadFailure::Password => ErrorCode::ScanLocked,
        ReadFailure::TooLarge | ReadFailure::Bomb | ReadFailure::OutOfMemory => ErrorCode::ScanTooLarge,
        ReadFailure::Timeout => ErrorCode::ScanTooSlow,
        ReadFailure::Cancelled => ErrorCode::ScanCancelled,
        _ => ErrorCode::ScanDamaged,
    }
}

impl Scan {
    /// All codes, each once.
    pub fn codes(&self) -> Vec<SheetCode> {
        let mut codes: Vec<SheetCode> = self.pages.iter().flat_map(|page| page.codes.clone()).collect();
        codes.sort();
        codes.dedup();
        codes
    }

    /// The pages by the session they belong to, sessions in the order of their ids.
    pub fn by_session(&self) -> Vec<SessionPages> {
        let mut sessions: BTreeMap<&str, SessionPages> = BTreeMap::new();
        for (page, code) in self.pages.iter().flat_map(|page| page.codes.iter().map(move |code| (page, code)))
        {
            let session = sessions.entry(&code.record).or_insert_with(|| SessionPages {
                record: code.record.clone(),
                pages: Vec::new(),
                pages_of: 0,
                front: false,
                in_file: Vec::new(),
            });
            session.pages_of = session.pages_of.max(code.pages);
            session.front |= code.page == 0;
            session.pages.extend(Some(code.page).filter(|page| *page > 0));
            session.in_file.push(page.number);
        }
        let mut sessions: Vec<SessionPages> = sessions.into_values().collect();
        for numbers in sessions.iter_mut().flat_map(|session| [&mut session.pages, &mut session.in_file]) {
            numbers.sort_unstable();
            numbers.dedup();
        }
        sessions
    }

    /// Pages of the file on which nothing was found: to be looked at by a person.
    pub fn without_code(&self) -> Vec<u32> {
        self.pages.iter().filter(|page| page.codes.is_empty()).map(|page| page.number).collect()
    }
}

#[cfg(test)]
mod tests;
