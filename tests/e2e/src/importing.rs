//! 取込み as tests of it begin and end: a file is written and chosen, and taken in once everything is decided.

use std::fs;
use std::path::{Path, PathBuf};

use fantoccini::key::Key;

use crate::hand::until;
use crate::{Result, Window};

pub const HEADINGS: &str = "管理番号,種別,登録日,保管場所";
pub const ENTER: &str = "\u{e007}";

/// A file in the user's home.
pub fn file(window: &Window, name: &str, text: &str) -> Result<PathBuf> {
    let path = window.home().join(name);
    fs::write(&path, text)?;
    Ok(path)
}

/// Chooses files or a folder with a button, and waits for the preview.
pub fn choose(window: &Window, with: &str, paths: &[&Path]) -> Result<()> {
    window.click("nav-import")?;
    window.wait_for("import-pick")?;
    window.answer_dialog(paths)?;
    window.click(with)?;
    window.wait_for("import-reconciliation")
}

/// Whether everything is decided.
pub fn ready(window: &Window) -> Result<bool> {
    let ready = "return !document.querySelector(\"[data-testid='import-commit']\").disabled;";
    Ok(window.script(ready)?.as_bool() == Some(true))
}

/// Waits until it is.
pub fn until_ready(window: &Window) -> Result<()> {
    until(
        window,
        "everything decided",
        "document.querySelector(\"[data-testid='import-commit']\")?.disabled === false",
    )
}

/// Takes in what is decided, by the keyboard.
pub fn commit(window: &Window) -> Result<()> {
    window.press(&(Key::Control + ENTER))
}
