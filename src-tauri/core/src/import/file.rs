//! 取り込むファイル: its bytes, their hash, and what the reader made of them.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::cells::Book;
use super::error::{ImportError, ReadFailure};
use super::sniff::{MAX_FILE, sniff};
use super::worker::{Cancel, ReaderProcess};

/// A file as it was when it was read. The bytes are kept as evidence with the batch.
#[derive(Debug, Clone)]
pub struct ReadFile {
    /// Name without its folder.
    pub file: String,
    pub sha256: String,
    pub bytes: Arc<[u8]>,
    pub book: Book,
}

impl ReadFile {
    /// Reads a file once; hash, evidence and preview are of the same bytes even if it changes meanwhile.
    pub fn open(
        path: &Path,
        reader: &ReaderProcess,
        cancel: &Cancel,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Self, ImportError> {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let refuse = |failure, detail: String| ImportError::new(&file, failure, detail);
        if file.starts_with("~$") {
            return Err(refuse(ReadFailure::LockFile, String::new()));
        }
        let bytes = bytes_of(path).map_err(|error| refuse(failure_of(&error), error.to_string()))?;
        sniff(&bytes).map_err(|failure| refuse(failure, String::new()))?;
        let book = reader.read(&bytes, &file, cancel, progress)?;
        Ok(Self { file, sha256: hex::encode(Sha256::digest(&bytes)), bytes: bytes.into(), book })
    }
}

/// The bytes of a file, but never more than a ledger can have.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn failure_of(error: &io::Error) -> ReadFailure {
    match error.kind() {
        io::ErrorKind::NotFound => ReadFailure::NotFound,
        _ => ReadFailure::NoPermission,
    }
}
