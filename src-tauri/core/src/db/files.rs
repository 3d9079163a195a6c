//! Files beside the ledger are written whole or not at all.

use std::io::Write;
use std::path::Path;

use crate::error::{Error, Result};

/// Writes beside the target, flushes to the disk, then takes the target's name in one step.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error| Error::io(path, error);
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut draft = tempfile::NamedTempFile::new_in(dir).map_err(failed)?;
    draft.write_all(bytes).map_err(failed)?;
    draft.as_file().sync_all().map_err(failed)?;
    draft.persist(path).map_err(|error| failed(error.error))?;
    sync_dir(dir);
    Ok(())
}

/// Gives a folder made beside it the name it shall have, in one step. What was there must be empty.
pub fn put_folder(made: tempfile::TempDir, dir: &Path) -> Result<()> {
    if dir.exists() {
        std::fs::remove_dir(dir).map_err(|error| Error::io(dir, error))?;
    }
    // Kept only once it has its name: what fails before takes the draft away with it.
    std::fs::rename(made.path(), dir).map_err(|error| Error::io(dir, error))?;
    let _ = made.keep();
    sync_dir(dir);
    sync_dir(dir.parent().unwrap_or(Path::new(".")));
    Ok(())
}

/// The new name is on the disk only once the folder is. Not all systems let a folder be flushed.
pub fn sync_dir(dir: &Path) {
    if let Ok(dir) = std::fs::File::open(dir) {
        let _ = dir.sync_all();
    }
}
