//! 取り込むファイル: its bytes, their hash, and what the reader made of them.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::cells::Book;
use super::error::{ImportError, ReadFailure};
use super::options::{ReadOptions, ReadProgress, TextEncoding};
use super::sniff::{MAX_FILE, sniff_as};
use super::worker::{Cancel, ReaderProcess};

/// A file as it was when it was read. The bytes are kept as evidence with the batch.
#[derive(Debug, Clone)]
pub struct ReadFile {
    /// Name without its folder.
    pub file: String,
    pub path: PathBuf,
    pub sha256: String,
    pub bytes: Arc<[u8]>,
    /// Against which its days are held: what lies years ahead is a slip.
    pub read_on: NaiveDate,
    pub book: Book,
}

impl ReadFile {
    /// Reads a file about which nothing is known, today.
    pub fn open(
        path: &Path,
        today: NaiveDate,
        reader: &ReaderProcess,
        cancel: &Cancel,
        progress: &mut dyn FnMut(&ReadProgress<'_>),
    ) -> Result<Self, ImportError> {
        Self::open_with((path, &ReadOptions::default()), today, reader, cancel, progress)
    }

    /// Reads a file once; hash, evidence and preview are of the same bytes even if it changes meanwhile.
    pub fn open_with(
        (path, options): (&Path, &ReadOptions),
        today: NaiveDate,
        reader: &ReaderProcess,
        cancel: &Cancel,
        progress: &mut dyn FnMut(&ReadProgress<'_>),
    ) -> Result<Self, ImportError> {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let refuse = |failure, detail: String| ImportError::new(&file, failure, detail);
        if file.starts_with("~$") {
            return Err(refuse(ReadFailure::LockFile, String::new()));
        }
        let bytes = bytes_of(path).map_err(|error| refuse(failure_of(&error), error.to_string()))?;
        sniff_as(&bytes, options.encoding).map_err(|failure| refuse(failure, String::new()))?;
        // Copied before there is a book beside it.
        let bytes: Arc<[u8]> = bytes.into();
        let book = reader.read(&bytes, &file, options, cancel, progress)?;
        let sha256 = hex::encode(Sha256::digest(&bytes));
        Ok(Self { file, path: path.to_owned(), sha256, bytes, read_on: today, book })
    }

    /// What a text file was read with; none for a workbook.
    pub fn encoding(&self) -> Option<TextEncoding> {
        self.book.sheets.first().and_then(|sheet| sheet.head.encoding)
    }

    /// Whether a password was needed to read it.
    pub fn unlocked(&self) -> bool {
        self.book.sheets.first().is_some_and(|sheet| sheet.head.unlocked)
    }
}

/// What a folder holds: the ledgers in the order of their names, and the folders in it, which are not looked into.
#[derive(Debug, Default)]
pub struct InFolder {
    pub files: Vec<PathBuf>,
    /// By name.
    pub folders: Vec<String>,
}

/// The ledgers in a folder; what Excel leaves beside open files is none.
pub fn in_folder(folder: &Path) -> io::Result<InFolder> {
    const ENDINGS: [&str; 10] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "txt", "xml", "htm", "html"];
    let ledger = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
        !lock && path.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    };
    let mut found = InFolder::default();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.folders.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        } else {
            found.files.push(path);
        }
    }
    found.files.retain(ledger);
    found.files.sort();
    found.folders.sort();
    Ok(found)
}

/// The bytes of a file, but never more than a ledger can have.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let size = file.metadata().map_or(0, |about| about.len());
    let mut bytes = Vec::with_capacity(size.min(MAX_FILE + 1) as usize);
    file.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn failure_of(error: &io::Error) -> ReadFailure {
    match error.kind() {
        io::ErrorKind::NotFound => ReadFailure::NotFound,
        _ => ReadFailure::NoPermission,
    }
}
