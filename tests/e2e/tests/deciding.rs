//! What the user says about files on their way in: which of a set come in, what a sheet is that nobody knows, what
//! is meant by what cannot be read; and that taking in and taking back are stopped as readily as begun.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use fantoccini::key::Key;
use mamori_e2e::axe::accessibility;
use mamori_e2e::hand::until;
use mamori_e2e::{Result, Window, in_window, road};
use serde_json::Value;

#[path = "../../support/workbook.rs"]
#[allow(dead_code, reason = "other tests do more with it")]
mod workbook;

use workbook::Workbook;

const HEADINGS: &str = "管理番号,種別,登録日,保管場所";
const ENTER: &str = "\u{e007}";

fn file(window: &Window, name: &str, text: &str) -> Result<PathBuf> {
    let path = window.home().join(name);
    fs::write(&path, text)?;
    Ok(path)
}

fn choose(window: &Window, with: &str, paths: &[&Path]) -> Result<()> {
    window.click("nav-import")?;
    window.wait_for("import-pick")?;
    window.answer_dialog(paths)?;
    window.click(with)?;
    window.wait_for("import-reconciliation")
}

fn ready(window: &Window) -> Result<bool> {
    let ready = "return !document.querySelector(\"[data-testid='import-commit']\").disabled;";
    Ok(window.script(ready)?.as_bool() == Some(true))
}

fn until_ready(window: &Window) -> Result<()> {
    until(
        window,
        "everything decided",
        "document.querySelector(\"[data-testid='import-commit']\")?.disabled === false",
    )
}

fn commit(window: &Window) -> Result<()> {
    window.press(&(Key::Control + ENTER))
}

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

/// Tab until the element has the focus, as somebody without a mouse would; what has it is never out of sight.
fn tab_to(window: &Window, id: &str) -> Result<()> {
    for _ in 0..150 {
        window.press("\t")?;
        if in_sight(window)?["id"] == id {
            return Ok(());
        }
    }
    Err(format!("the Tab key does not reach {id}").into())
}

/// What the keyboard comes to on its way back up, and what would then lie under something else.
fn hidden(window: &Window) -> Result<String> {
    let hidden = format!(
        "const bad = [];
         for (const one of [...document.querySelectorAll('.page :is(button, select, input, summary)')].reverse()) {{
             if (one.disabled || one.getClientRects().length === 0) continue;
             one.focus();
             const at = await (async () => {{ {FOCUS} }})();
             if (!at.seen) bad.push(at.is);
         }}
         return bad.slice(0, 5).join('\\n');"
    );
    Ok(window.script(&hidden)?.as_str().unwrap_or_default().to_owned())
}

fn in_sight(window: &Window) -> Result<Value> {
    let at = window.script(FOCUS)?;
    if at["seen"] == true {
        Ok(at)
    } else {
        Err(format!("the keyboard's place is out of sight: {at}").into())
    }
}

/// What has the focus, and whether it can be seen: nothing lies over its middle.
const FOCUS: &str = "await new Promise(requestAnimationFrame);
    const at = document.activeElement, box = at.getBoundingClientRect();
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return { id: at.dataset.testid ?? '', is: at.outerHTML.slice(0, 80), seen: at === document.body || at.contains(over) };";

/// Answers one row by its list of answers, with the keys alone: so many answers further down.
fn answer_row(window: &Window, row: u32, down: usize) -> Result<()> {
    let id = format!("answer-row-{row}");
    tab_to(window, &id)?;
    for n in 1..=down {
        window.press(&Key::Down.to_string())?;
        let chosen = format!("document.querySelector(\"[data-testid='{id}']\")?.selectedIndex === {n}");
        until(window, "the answer", &chosen)?;
    }
    // The decision is on its way while the list already shows it.
    until(window, "the keyboard's place", &format!("document.activeElement?.dataset.testid === '{id}'"))
}

#[test]
fn rows_of_one_number_are_each_answered_by_the_keyboard() {
    in_window("row-answers", |window| {
        road::set_up(window)?;
        let rows = "USB-1,USBメモリ,R6.4.1,金庫\nUSB-2,USBメモリ,R5.4.1,書庫Ａの棚3\nUSB-2,外付けHDD,R7.4.1,金庫\nUSB-3,USBメモリ,R5.4.1,書庫\nUSB-3,SDカード,R7.5.1,事務室\n";
        choose(window, "import-pick", &[&file(window, "台帳.csv", &format!("{HEADINGS}\n{rows}"))?])?;
        assert!(!ready(window)?, "a number that comes twice");

        // F8 to the question, Tab to its rows: one is the same thing later on, the other another thing.
        window.press(&Key::F8.to_string())?;
        window.shot("asked")?;
        tab_to(window, "by-row-media_no-duplicate_number")?;
        window.press(ENTER)?;
        window.wait_for("answer-row-4")?;
        window.shot("row-by-row")?;
        answer_row(window, 4, 2)?;
        assert!(!ready(window)?, "one of two");
        window.wait_text("import-preview", "6行目: “USB-3”は5行目にもあります")?;
        window.shot("one-answered")?;
        answer_row(window, 6, 1)?;
        until_ready(window)?;
        window.shot("both-answered")?;
        assert_eq!(accessibility(window, "answered row by row")?, "");

        // At its row it says so too, and is in sight once it is opened.
        tab_to(window, "import-why-4")?;
        window.press(ENTER)?;
        window.wait_for("import-reasons-4")?;
        tab_to(window, "answer-row-4")?;
        window.shot("at-its-row")?;
        assert_eq!(hidden(window)?, "");

        commit(window)?;
        window.wait_gone("import-preview")?;
        window.wait_text("app", "4 件を取り込みました")?;
        Ok(())
    });
}

#[test]
fn a_row_copied_in_an_export_is_answered_by_itself() {
    in_window("row-copied", |window| {
        road::set_up(window)?;
        let rows: String = (1..=12).map(|n| format!("USB-{n:03},USBメモリ,R6.4.{n},金庫 棚{n}\n")).collect();
        choose(window, "import-pick", &[&file(window, "台帳.csv", &format!("{HEADINGS}\n{rows}"))?])?;
        until_ready(window)?;
        commit(window)?;
        window.wait_gone("import-preview")?;
        let exported = window.home().join("書き出し.xlsx");
        window.click("nav-export")?;
        window.answer_dialog(&[&exported])?;
        window.script("document.querySelector('h1').focus();")?;
        window.press(&(Key::Control + "s"))?;
        window.wait_until("the workbook", || Ok(exported.is_file()))?;
        window.wait_text("app", "書き出し.xlsx")?;
        let mut book = Workbook::open(&exported);
        book.copy_to_end(1, "USB-002");
        book.set(1, "USB-003", "管理番号", "USB-3");
        book.set(1, "USB-004", "管理番号", "USB-4");
        book.set(1, "USB-005", "保管場所", "書庫Ｂ棚3");
        book.save(&exported);

        choose(window, "import-pick", &[&exported])?;
        window.wait_for("asked-6")?;
        window.shot("asked")?;
        assert_eq!(accessibility(window, "asked of the ledger")?, "");
        answer_row(window, 6, 1)?;
        answer_row(window, 7, 2)?;
        window.shot("answered")?;
        window.press(&Key::F8.to_string())?;
        window.shot("the-copy")?;
        window.press(ENTER)?;
        until_ready(window)?;
        window.shot("ready")?;
        commit(window)?;
        window.wait_gone("import-preview")?;
        window.shot("taken-in")?;
        window.click("nav-portable_media")?;
        window.wait_text("list-row-*", "USB-")?;
        window.shot("list")?;
        Ok(())
    });
}

#[test]
fn a_folder_of_many_old_ledgers_fits_the_window_and_hides_nothing_from_the_keyboard() {
    in_window("samples", |window| {
        road::set_up(window)?;
        let folder = road::samples()?[0].parent().unwrap().to_owned();
        choose(window, "import-pick-folder", &[&folder])?;
        window.shot("preview")?;
        assert_eq!(window.script(WIDER)?.as_str(), Some(""), "nothing is wider than the window");
        let tables =
            window.script("return document.querySelectorAll(\"[data-testid^='import-table-']\").length;")?;
        for n in 0..tables.as_u64().unwrap_or_default() {
            window.click(&format!("import-table-{n}"))?;
            window.shot(&format!("table-{n}"))?;
            assert_eq!(window.script(WIDER)?.as_str(), Some(""), "table {n}");
        }
        tab_to(window, "import-register")?;
        for _ in 0..120 {
            window.press("\t")?;
            in_sight(window)?;
        }
        window.shot("far-down")?;
        assert_eq!(hidden(window)?, "");
        Ok(())
    });
}

/// What sticks out of the page to the right, and is not in something that scrolls by itself.
const WIDER: &str = "const page = document.querySelector('main') ?? document.body;
    return page.scrollWidth > page.clientWidth + 1 ? `${page.scrollWidth} of ${page.clientWidth}` : '';";
