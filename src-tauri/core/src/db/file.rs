//! Opening the ledger file: its lock, its key, its settings.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode as SqliteCode, OpenFlags};
use zeroize::Zeroizing;

use super::tx::hold_pages;
use super::{migrations, place};
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::users::keyring::FileKey;

pub const FILE_NAME: &str = "ledger.mamori";
const LOCK_NAME: &str = "ledger.lock";
/// How pages are sealed: bytes written at a time, and the digest that tells a page altered.
type Pages = (u32, &'static str);

/// An entry of the log takes most of a kilobyte: a page of the usual size holds four and a rest that stays empty.
/// Today's processors have SHA-256 built in.
const PAGES: Pages = (16_384, "HMAC_SHA256");
/// Of ledgers made before; they keep theirs.
const BEFORE: [Pages; 2] = [(16_384, "HMAC_SHA512"), (4_096, "HMAC_SHA512")];

/// The open file. One process at a time has it; the lock goes with this value.
pub struct LedgerFile {
    pub(crate) connection: Connection,
    pub(crate) dir: PathBuf,
    _lock: File,
}

impl LedgerFile {
    /// Makes an empty ledger in a folder that holds none yet.
    pub fn create(dir: &Path, key: &FileKey) -> Result<Self> {
        place::check(dir)?;
        std::fs::create_dir_all(dir).map_err(|error| Error::io(dir, error))?;
        let path = dir.join(FILE_NAME);
        if path.exists() {
            return Err(refuse_with(ErrorCode::LedgerExists, [("path", dir.display().to_string())]));
        }
        Self::open_with(dir, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens an existing ledger with its key and brings it to today's shape.
    pub fn open(dir: &Path, key: &FileKey) -> Result<Self> {
        place::check(dir)?;
        if !dir.join(FILE_NAME).exists() {
            return Err(refuse_with(ErrorCode::LedgerMissing, [("path", dir.display().to_string())]));
        }
        Self::open_with(dir, key, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    fn open_with(dir: &Path, key: &FileKey, flags: OpenFlags) -> Result<Self> {
        let lock = take_lock(dir)?;
        let open = |pages| {
            let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(dir.join(FILE_NAME), flags)?;
            set_up(&connection, key, pages).map(|()| connection)
        };
        let opened = BEFORE.into_iter().fold(open(PAGES), |opened, before| match opened {
            // Pages of another kind look like no database at all.
            Err(error) if error.sqlite_error_code() == Some(SqliteCode::NotADatabase) => open(before),
            opened => opened,
        });
        let mut connection = opened.map_err(damaged)?;
        migrations::migrate(&mut connection).map_err(|error| match error {
            Error::Storage(error) => damaged(error),
            other => other,
        })?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Self { connection, dir: dir.to_owned(), _lock: lock })
    }
}

/// The key fits (the keyring has opened), so a file that does not open now is broken or another's.
fn damaged(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(SqliteCode::NotADatabase | SqliteCode::DatabaseCorrupt) => refuse(ErrorCode::LedgerDamaged),
        Some(SqliteCode::DatabaseBusy | SqliteCode::DatabaseLocked) => refuse(ErrorCode::LedgerOpenElsewhere),
        _ => Error::Storage(error),
    }
}

fn set_up(connection: &Connection, key: &FileKey, (page, digest): Pages) -> rusqlite::Result<()> {
    // Its own messages about a wrong key go to stderr and would frighten; ours say what to do.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    let raw = Zeroizing::new(format!("x'{}'", hex::encode(key.as_ref())));
    connection.pragma_update(None, "key", raw.as_str())?;
    connection.pragma_update(None, "cipher_page_size", page)?;
    connection.pragma_update(None, "cipher_hmac_algorithm", digest)?;
    hold_pages(connection)?;
    connection.pragma_update(None, "locking_mode", "exclusive")?;
    connection.pragma_update(None, "journal_mode", "delete")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(128);
    // The first read is where a wrong key or a broken header shows.
    connection.query_row("select count(*) from sqlite_schema", [], |row| row.get::<_, i64>(0)).map(drop)
}

/// A lock of our own, because SQLite's is taken only at the first write.
fn take_lock(dir: &Path) -> Result<File> {
    let path = dir.join(LOCK_NAME);
    let failed = |error| Error::io(&path, error);
    let lock = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err(refuse_with(ErrorCode::LedgerOpenElsewhere, [("path", dir.display().to_string())]))
        }
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}
