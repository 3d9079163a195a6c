//! The whole road: first start, import of old ledgers, a list, a record, printed forms, verification.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Result, Window};

pub const LOGIN: &str = "takahashi";
pub const PASSWORD: &str = "mamori-2026!";

/// Walks it all, leaving pictures and PDFs in the window's folder for them.
pub fn walk(window: &Window) -> Result<()> {
    set_up(window)?;
    window.shot("home-empty")?;
    take_in(window, &samples()?)?;
    find_record(window)?;
    correct_record(window)?;
    print(window, "form-04")?;
    print(window, "form-12")?;
    verify(window)
}

/// 初期設定: office, regulation, first person, recovery key.
pub fn set_up(window: &Window) -> Result<()> {
    window.fill("wizard-organisation", "つばめ国民健康保険組合")?;
    window.shot("wizard-office")?;
    window.click("wizard-next")?;
    window.click("wizard-profile-a")?;
    window.shot("wizard-regulation")?;
    window.click("wizard-next")?;
    let person = [
        ("wizard-person-name", "髙橋 一郎"),
        ("wizard-person-kana", "たかはし いちろう"),
        ("wizard-department", "総務課"),
        ("wizard-title", "課長"),
        ("wizard-login", LOGIN),
        ("wizard-password", PASSWORD),
        ("wizard-password-again", PASSWORD),
    ];
    for (field, text) in person {
        window.fill(field, text)?;
    }
    window.shot("wizard-person")?;
    window.click("wizard-next")?;
    window.shot("wizard-confirm")?;
    window.click("wizard-create")?;
    window.wait_for("recovery-key")?;
    window.shot("wizard-recovery-key")?;
    window.click("recovery-kept")?;
    window.click("wizard-done")?;
    window.wait_for("nav-home")
}

/// 取込み: choose the files, accept what is proposed, take them in.
pub fn take_in(window: &Window, files: &[PathBuf]) -> Result<()> {
    window.click("nav-import")?;
    window.answer_dialog(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    window.click("import-pick")?;
    window.wait_for("import-reconciliation")?;
    window.shot("import-preview")?;
    window.click("import-accept-all")?;
    window.shot("import-accepted")?;
    window.click("import-commit")?;
    window.wait_gone("import-preview")?;
    window.shot("import-done")?;
    window.click("nav-home")?;
    window.shot("home-filled")?;
    Ok(())
}

/// 高橋 finds 髙橋; the record opens beside the list with where it came from.
fn find_record(window: &Window) -> Result<()> {
    window.click("nav-portable_media")?;
    window.wait_for("list-row-*")?;
    window.shot("list")?;
    window.fill("list-search", "高橋")?;
    window.wait_text("list-row-*", "髙橋")?;
    window.click("list-row-*")?;
    window.wait_for("record-panel")?;
    window.shot("record")?;
    Ok(())
}

/// 訂正: the old ledger knew no maker; the history says who added it and why.
fn correct_record(window: &Window) -> Result<()> {
    window.click("record-correct")?;
    window.fill("field-maker", "エレコム")?;
    window.fill("reason", "現物の銘板で確かめたため")?;
    window.shot("correction")?;
    window.click("form-save")?;
    window.wait_text("record-panel", "現物の銘板で確かめたため")?;
    window.script("document.querySelector(\"[data-testid='record-panel'] ol\")?.scrollIntoView();")?;
    window.shot("history")?;
    Ok(())
}

/// 様式の印刷: the newest record, seen in the window and saved as PDF.
fn print(window: &Window, form: &str) -> Result<()> {
    window.click("nav-forms")?;
    window.click(&format!("form-choose-{form}"))?;
    window.click("form-record-*")?;
    window.wait_for("form-preview")?;
    window.wait_drawn("form-preview")?;
    window.shot(form)?;
    let pdf = window.shots().join(format!("{form}.pdf"));
    window.answer_dialog(&[&pdf])?;
    window.click("form-save-pdf")?;
    window.wait_until("the PDF", || Ok(fs::read(&pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"))))
}

/// 検証: nothing was altered.
fn verify(window: &Window) -> Result<()> {
    window.click("nav-log")?;
    window.click("verify-now")?;
    window.wait_for("verify-result")?;
    window.shot("verified")?;
    Ok(())
}

/// The office's old ledgers, as they come with the program's source.
pub fn samples() -> Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/samples").canonicalize()?;
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end != "json"));
    files.sort();
    Ok(files)
}
