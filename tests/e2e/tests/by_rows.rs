//! Rows of a question answered one by one, with the keys alone, and nothing of a preview out of the keyboard's sight.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use fantoccini::key::Key;
use mamori_e2e::axe::accessibility;
use mamori_e2e::hand::until;
use mamori_e2e::importing::{ENTER, HEADINGS, choose, commit, file, ready, until_ready};
use mamori_e2e::{Result, Window, in_window, road};
use serde_json::Value;

#[path = "../../support/workbook.rs"]
#[allow(dead_code, reason = "other tests do more with it")]
mod workbook;

use workbook::Workbook;

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
