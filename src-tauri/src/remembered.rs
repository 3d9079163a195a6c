//! Which ledger was opened last: one line in the user's settings folder.

use std::path::{Path, PathBuf};

use mamori_core::db::files::write_atomically;
use tauri::{AppHandle, Manager};

/// Forgetting is no harm: the user is asked again.
pub fn save(app: &AppHandle, dir: &Path) {
    if let (Some(file), Some(text)) = (file(app), dir.to_str()) {
        let _ = file.parent().map(std::fs::create_dir_all);
        let _ = write_atomically(&file, text.as_bytes());
    }
}

pub fn load(app: &AppHandle) -> Option<PathBuf> {
    let text = std::fs::read_to_string(file(app)?).ok()?;
    Some(PathBuf::from(text.trim_end()))
}

fn file(app: &AppHandle) -> Option<PathBuf> {
    Some(app.path().app_config_dir().ok()?.join("ledger.txt"))
}
