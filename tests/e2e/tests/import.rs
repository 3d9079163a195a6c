//! An old media ledger on its whole way through the window, by keyboard: looked at, decided, taken in, undone,
//! taken in again, written out, edited in Excel by a colleague, and taken in as the differences.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use fantoccini::key::Key;
use mamori_e2e::axe::accessibility;
use mamori_e2e::hand::until;
use mamori_e2e::{Result, Window, in_window, road};

#[path = "../../support/workbook.rs"]
#[allow(dead_code, reason = "other tests do more with it")]
mod workbook;

use workbook::Workbook;

fn media() -> Result<PathBuf> {
    let files = road::samples()?;
    let found = files.into_iter().find(|path| path.ends_with("可搬型記録媒体管理台帳.xlsx"));
    found.ok_or_else(|| "the sample is gone".into())
}

/// Chooses files with the keyboard alone.
fn choose(window: &Window, path: &Path) -> Result<()> {
    window.click("nav-import")?;
    window.wait_for("import-pick")?;
    window.answer_dialog(&[path])?;
    window.script("document.querySelector('h1').focus();")?;
    window.press(&Key::Insert.to_string())?;
    window.wait_for("import-reconciliation")
}

fn attribute(window: &Window, id: &str, name: &str) -> Result<String> {
    let asked =
        format!("return document.querySelector(\"[data-testid='{id}']\")?.getAttribute('{name}') ?? '';");
    Ok(window.script(&asked)?.as_str().unwrap_or_default().to_owned())
}

fn open(window: &Window) -> Result<usize> {
    Ok(attribute(window, "import-reconciliation", "data-open")?.parse()?)
}

/// F8 to the next open question, Enter on what is proposed, until nothing is open.
fn decide_by_keyboard(window: &Window) -> Result<usize> {
    let mut pressed = 0;
    while open(window)? > 0 {
        let before = open(window)?;
        window.press(&Key::F8.to_string())?;
        until(window, "the next question", "document.activeElement?.dataset.openQuestion === 'true'")?;
        window.press(&Key::Enter.to_string())?;
        let open = "Number(document.querySelector(\"[data-testid='import-reconciliation']\").dataset.open)";
        until(window, "the decision", &format!("{open} < {before}"))?;
        pressed += 1;
        assert!(pressed < 100, "the keyboard goes in circles");
    }
    Ok(pressed)
}

fn commit(window: &Window) -> Result<()> {
    window.press(&(Key::Control + "\u{e007}"))?;
    window.wait_gone("import-preview")
}

#[test]
fn an_old_ledger_is_decided_taken_in_undone_and_comes_back_as_its_differences() {
    in_window("import", |window| {
        road::set_up(window)?;
        choose(window, &media()?)?;
        window.shot("preview")?;
        let mut found = accessibility(window, "preview")?;
        window.script("document.querySelector(\"[data-testid='import-inventory']\").open = true;")?;
        window.shot("inventory")?;

        // What a line through a row means is said once for all of them.
        window.choose("mark-struck", "disposed")?;
        until(
            window,
            "the meaning",
            "document.querySelector(\"[data-testid='mark-struck']\").value === 'disposed'",
        )?;
        assert!(decide_by_keyboard(window)? > 0, "the sample asks something");
        assert_eq!(attribute(window, "import-reconciliation", "data-adds-up")?, "true");
        window.shot("decided")?;
        commit(window)?;
        window.shot("taken-in")?;

        window.click("batch-undo-1")?;
        window.fill("reason", "列の読み違い")?;
        window.shot("undo")?;
        window.press(&(Key::Control + "\u{e007}"))?;
        window.wait_gone("batch-undo-go")?;
        window.wait_text("app", "取消済")?;

        // The same file again: what was decided is offered, and nothing of it is applied by itself.
        choose(window, &media()?)?;
        assert!(open(window)? > 0);
        window.wait_for("import-recall")?;
        window.shot("remembered")?;
        let tables =
            window.script("return document.querySelectorAll(\"[data-testid^='import-table-']\").length;")?;
        for n in 0..tables.as_u64().unwrap_or_default() {
            window.click(&format!("import-table-{n}"))?;
            if window.has("import-recall")? {
                window.click("import-recall")?;
                window.wait_gone("import-recall")?;
            }
        }
        decide_by_keyboard(window)?;
        commit(window)?;

        window.click("nav-portable_media")?;
        window.fill("list-search", "USB-003")?;
        window.wait_text("list-row-*", "USB-003")?;
        window.click("list-row-*")?;
        window.wait_text("record-panel", "廃棄済")?;
        window.shot("struck-means-disposed")?;

        let exported = window.home().join("台帳.xlsx");
        window.click("nav-export")?;
        window.answer_dialog(&[&exported])?;
        window.script("document.querySelector('h1').focus();")?;
        window.press(&(Key::Control + "s"))?;
        window.wait_until("the workbook", || Ok(exported.is_file()))?;
        window.wait_text("app", "台帳.xlsx")?;
        let mut book = Workbook::open(&exported);
        book.set(1, "USB-009", "保管場所", "書庫Ｂ棚3");
        book.set(1, "USB-010", "備考", "棚卸で確認");
        book.remove(1, "USB-011");
        book.save(&exported);

        choose(window, &exported)?;
        window.wait_text("standing-changed", "2")?;
        window.wait_text("import-diff", "書庫Ｂ棚3")?;
        window.wait_text("import-absent", "1")?;
        assert_eq!(open(window)?, 0, "an export asks nothing but what was edited");
        window.shot("differences")?;
        found += &accessibility(window, "differences")?;
        commit(window)?;
        window.shot("corrected")?;
        window.click("nav-portable_media")?;
        window.fill("list-search", "USB-009")?;
        window.wait_text("list-row-*", "USB-009")?;
        window.click("list-row-*")?;
        window.wait_text("record-panel", "書庫Ｂ棚3")?;
        window.wait_text("record-panel", "取込み3")?;
        window.shot("history")?;
        assert!(found.is_empty(), "\n{found}");
        Ok(())
    });
}
