//! What the user says about files on their way in: which of a set come in, what a sheet is that nobody knows, what
//! is meant by what cannot be read; and that taking in and taking back are stopped as readily as begun.

#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use fantoccini::key::Key;
use mamori_e2e::axe::accessibility;
use mamori_e2e::hand::until;
use mamori_e2e::importing::{ENTER, HEADINGS, choose, commit, file, ready, until_ready};
use mamori_e2e::{Result, Window, in_window, road};

#[test]
fn a_file_of_a_folder_is_taken_out_and_put_back() {
    in_window("folder", |window| {
        road::set_up(window)?;
        let folder = window.home().join("媒体の台帳");
        fs::create_dir(&folder)?;
        let rows = format!("{HEADINGS}\nUSB-1,USBメモリ,R6.4.1,金庫\nUSB-2,USBメモリ,R6.4.1,金庫\n");
        for name in ["台帳.csv", "台帳(2).csv", "~$台帳.xlsx", "覚書.docx"] {
            fs::write(folder.join(name), &rows)?;
        }
        choose(window, "import-pick-folder", &[&folder])?;
        // What Excel leaves beside open files, and what is no ledger, does not come along.
        window.wait_text("import-take-out-*", "外す")?;
        assert!(!window.text("import-preview")?.contains('~'));
        assert!(!window.text("import-preview")?.contains("覚書"));
        assert!(!ready(window)?, "the same file twice");
        window.shot("two-alike")?;

        // F8 finds the question, Enter answers it.
        window.press(&Key::F8.to_string())?;
        window.press(ENTER)?;
        window.wait_for("import-put-back-*")?;
        window.wait_text("import-commit", "2 件")?;
        assert!(ready(window)?);
        window.shot("taken-out")?;
        assert_eq!(accessibility(window, "a file taken out")?, "");

        window.click("import-put-back-*")?;
        window.wait_for("import-take-out-*")?;
        assert!(!ready(window)?);
        window.click("import-take-out-*")?;
        window.wait_for("import-put-back-*")?;
        commit(window)?;
        window.wait_gone("import-preview")?;
        window.wait_text("app", "2 件を取り込みました")?;

        let empty = window.home().join("空");
        fs::create_dir(&empty)?;
        window.answer_dialog(&[&empty])?;
        window.click("import-pick-folder")?;
        window.wait_text("app", "フォルダー")?;
        window.shot("empty-folder")?;
        Ok(())
    });
}

#[test]
fn a_sheet_no_ledger_knows_is_taken_in_once_somebody_says_what_it_is() {
    in_window("unknown-sheet", |window| {
        road::set_up(window)?;
        let text = "情報係の覚え,,\n（令和六年度）,,\n札,しな,ありか\nUSB-1,USBメモリ,耐火金庫\nUSB-2,USBメモリ,書庫\n";
        choose(window, "import-pick", &[&file(window, "覚え.csv", text)?])?;
        window.wait_text("import-preview", "台帳が分からない表")?;
        assert!(!ready(window)?);
        window.shot("unknown")?;
        assert_eq!(accessibility(window, "unknown sheet")?, "");

        window.choose("import-register", "portable_media")?;
        window.wait_gone("import-unmapped")?;
        window.fill("import-header", "3")?;
        window.press("\t")?;
        window.wait_text("import-preview", "見出し 3 行目")?;
        window.shot("heading-row")?;
        for (column, field) in [("0", "media_no"), ("1", "media_kind"), ("2", "location")] {
            let id = format!("import-column-{column}");
            window.choose(&id, field)?;
            let said = format!("document.querySelector(\"[data-testid='{id}']\")?.value === '{field}'");
            until(window, field, &said)?;
        }
        window.shot("said")?;
        if !ready(window)? {
            window.click("import-accept-all")?;
        }
        until_ready(window)?;
        commit(window)?;
        window.wait_gone("import-preview")?;

        window.click("nav-portable_media")?;
        window.wait_text("list-row-*", "USB-")?;
        window.fill("list-search", "書庫")?;
        window.wait_text("list-row-*", "USB-2")?;
        window.shot("taken-in")?;
        Ok(())
    });
}

#[test]
fn what_cannot_be_read_is_typed_once_for_all_its_places() {
    in_window("typed", |window| {
        road::set_up(window)?;
        let rows: String = (1..=3).map(|n| format!("USB-{n},USBメモリ,R6.4.31,金庫\n")).collect();
        choose(window, "import-pick", &[&file(window, "台帳.csv", &format!("{HEADINGS}\n{rows}"))?])?;
        window.wait_text("import-preview", "3 か所")?;
        assert!(!ready(window)?);
        window.shot("asked")?;
        assert_eq!(accessibility(window, "to be typed")?, "");

        window.fill("value-registered_on-R6.4.31", "R6.4.30")?;
        window.press("\t")?;
        until_ready(window)?;
        window.wait_text("import-preview", "R6.4.30")?;
        window.shot("typed")?;

        // Taken back, it is asked again.
        window.script("document.querySelector(\"[data-testid='value-registered_on-R6.4.31']\").focus();")?;
        window.press(&(Key::Control + "a"))?;
        window.press(&Key::Delete.to_string())?;
        window.press("\t")?;
        until(window, "the question", "document.querySelector(\"[data-testid='import-commit']\").disabled")?;
        window.fill("value-registered_on-R6.4.31", "R6.4.30")?;
        window.press("\t")?;
        until_ready(window)?;
        commit(window)?;
        window.wait_gone("import-preview")?;
        window.click("nav-portable_media")?;
        window.wait_for("list-row-*")?;
        window.click("list-row-*")?;
        window.wait_text("record-panel", "R6.4.30")?;
        window.shot("taken-in")?;
        Ok(())
    });
}

#[test]
fn taking_in_and_taking_back_stop_at_esc_and_leave_nothing_half_done() {
    in_window("stopped", |window| {
        road::set_up(window)?;
        let rows: String = (1..=40_000).map(|n| format!("USB-{n:05},USBメモリ,R6.4.1,金庫\n")).collect();
        choose(window, "import-pick", &[&file(window, "台帳.csv", &format!("{HEADINGS}\n{rows}"))?])?;
        until_ready(window)?;

        commit(window)?;
        window.wait_text("progress", "台帳に記録しています")?;
        window.press(&Key::Escape.to_string())?;
        window.wait_text("app", "中止しました")?;
        window.wait_gone("progress")?;
        window.shot("stopped")?;
        assert_eq!(window.script(BATCHES)?.as_u64(), Some(0), "nothing is in the ledger");
        assert!(ready(window)?, "what was decided stays");

        commit(window)?;
        window.wait_for("progress")?;
        window.shot("taking-in")?;
        window.wait_for("batch-undo-1")?;

        let report = window.home().join("報告書.pdf");
        stop_writing(window, &report, "batch-report-pdf-1", "取込報告書を作っています")?;
        window.click("nav-export")?;
        stop_writing(window, window.home(), "export-everything", "処理しています")?;
        window.click("nav-import")?;

        window.click("batch-undo-1")?;
        window.wait_text("undo-plan", "40,000")?;
        window.fill("reason", "別の台帳だったため")?;
        commit(window)?;
        window.wait_text("progress", "取込みを取り消しています")?;
        window.press(&Key::Escape.to_string())?;
        window.wait_gone("progress")?;
        window.wait_text("app", "中止しました")?;
        window.shot("undoing-stopped")?;
        assert!(window.has("batch-undo-go")?, "the question is still open");
        assert_eq!(window.script(BATCHES)?.as_u64(), Some(1), "all of it is still there");

        window.click("batch-undo-go")?;
        window.wait_for("progress")?;
        window.shot("undoing")?;
        window.wait_gone("batch-undo-go")?;
        window.wait_text("app", "取消済")?;
        window.shot("undone")?;
        Ok(())
    });
}

/// Begins to write something out, and thinks better of it: nothing new lies in the folder.
fn stop_writing(window: &Window, to: &Path, with: &str, bar: &str) -> Result<()> {
    window.answer_dialog(&[to])?;
    let lying = || fs::read_dir(window.home()).map(Iterator::count);
    let before = lying()?;
    window.click(with)?;
    window.wait_text("progress", bar)?;
    window.press(&Key::Escape.to_string())?;
    window.wait_gone("progress")?;
    window.wait_text("app", "中止しました")?;
    assert_eq!(lying()?, before, "{with}");
    Ok(())
}

/// How many imports the ledger holds that were not taken back.
const BATCHES: &str = "const all = await window.__TAURI_INTERNALS__.invoke('list_batches');
    return all.filter((batch) => batch.undone === null).length;";

#[test]
fn files_that_bring_nothing_in_are_seen_before_the_rest_is_taken_in() {
    in_window("files-left", |window| {
        road::set_up(window)?;
        let folder = window.home().join("台帳一式");
        fs::create_dir(&folder)?;
        fs::write(folder.join("台帳.csv"), format!("{HEADINGS}\nUSB-1,USBメモリ,R6.4.1,金庫\n"))?;
        fs::write(folder.join("覚え.csv"), "札,しな\nA,B\n")?;
        fs::write(folder.join("壊れた.xlsx"), b"PK\x03\x04 broken")?;
        choose(window, "import-pick-folder", &[&folder])?;
        window.wait_text("import-left", "取り込まないファイル 2 件")?;
        window.wait_text("import-left", "台帳の表が見つかりません")?;
        window.wait_text("import-left", "読み取れません")?;
        assert!(!ready(window)?, "nobody has seen them yet");
        window.shot("left")?;
        assert_eq!(accessibility(window, "files left")?, "");

        window.press(&Key::F8.to_string())?;
        until(window, "the question", "document.activeElement?.dataset.testid === 'import-stay-out'")?;
        window.press(ENTER)?;
        until_ready(window)?;
        window.shot("seen")?;
        window.click("import-left")?;
        window.click("import-stay-out-back")?;
        window.wait_for("import-stay-out")?;
        assert!(!ready(window)?);
        window.click("import-stay-out")?;
        until_ready(window)?;
        commit(window)?;
        window.wait_gone("import-preview")?;
        window.wait_text("app", "1 件を取り込みました")?;
        Ok(())
    });
}
