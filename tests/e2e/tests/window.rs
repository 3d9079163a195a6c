//! The real window, tried one fact at a time.

use std::net::TcpListener;

use fantoccini::key::Key;
use mamori_e2e::axe::accessibility;
use mamori_e2e::hand::until;
use mamori_e2e::{Result, in_window, road};
use serde_json::json;

#[test]
fn opens_on_an_empty_home() {
    in_window("first-start", |window| {
        window.wait_text("app", "まもり台帳")?;
        window.shot("first-start")?;
        Ok(())
    });
}

#[test]
fn the_page_may_call_only_what_is_listed() {
    in_window("page-rights", |window| {
        window.wait_for("app")?;
        let invoke = |command: &str| {
            window.script(&format!("return await window.__TAURI_INTERNALS__.invoke('{command}', {{}});"))
        };

        assert!(invoke("start_state")?.is_object());
        for command in ["plugin:window|set_title", "plugin:opener|open_path", "plugin:dialog|open", "nothing"]
        {
            let answer = invoke(command)?;
            let text = answer.as_str().unwrap_or_default();
            assert!(text.contains("not allowed") || text.contains("not found"), "{command}: {answer}");
        }
        Ok(())
    });
}

#[test]
fn nothing_from_outside_gets_into_the_page() {
    in_window("page-walls", |window| {
        window.wait_for("app")?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = format!("http://{}/", listener.local_addr()?);

        let fetched = window.script(&format!("return (await fetch('{address}')).status;"))?;
        let inline = window.script(
            "const script = document.createElement('script');
             script.textContent = 'window.injected = true';
             document.head.append(script);
             return window.injected === true;",
        )?;
        let frozen = window.script("return Object.isFrozen(Object.prototype);")?;

        assert!(fetched.is_string(), "{fetched}");
        assert!(listener.accept().is_err(), "the page reached the network");
        assert_eq!([inline, frozen], [json!(false), json!(true)]);
        Ok(())
    });
}

#[test]
fn the_whole_road_can_be_walked() {
    in_window("road", road::walk);
}

#[test]
fn a_locked_window_shows_nothing_and_keeps_what_was_typed() {
    in_window("lock", |window| {
        road::set_up(window)?;
        window.click("nav-portable_media")?;
        window.click("create-open")?;
        window.fill("field-media_no", "USB-999")?;

        window.click("lock-now")?;
        window.wait_for("unlock-password")?;
        window.shot("locked")?;
        let page = window.script("return document.documentElement.outerHTML;")?.to_string();
        assert!(!page.contains("USB-999"), "{page}");
        let asked = window
            .script("return await window.__TAURI_INTERNALS__.invoke('home', {}).catch((no) => no.code);")?;
        assert_eq!(asked, json!("locked"));

        window.fill("unlock-password", "wrong-2026!")?;
        window.click("unlock-go")?;
        window.wait_text("app", "もう一度入力してください")?;
        window.fill("unlock-password", road::PASSWORD)?;
        window.click("unlock-go")?;
        assert_eq!(window.value("field-media_no")?, "USB-999");
        Ok(())
    });
}

#[test]
fn a_wrong_password_is_answered_like_a_wrong_name() {
    in_window("sign-in", |window| {
        road::set_up(window)?;
        window.click("nav-settings")?;
        window.click("sign-out")?;
        let try_in = |login: &str, password: &str| {
            window.fill("sign-in-login", login)?;
            window.fill("sign-in-password", password)?;
            window.click("sign-in-go")?;
            window.wait_text("app", "違います")
        };

        let wrong_password = try_in(road::LOGIN, "wrong-2026!")?;
        let wrong_name = try_in("nobody", road::PASSWORD)?;
        window.shot("refused")?;

        assert_eq!(wrong_password, wrong_name);
        window.fill("sign-in-login", road::LOGIN)?;
        window.fill("sign-in-password", road::PASSWORD)?;
        window.click("sign-in-go")?;
        window.wait_for("nav-home")
    });
}

#[test]
fn a_file_that_is_no_workbook_is_refused_by_name_and_the_program_lives() {
    in_window("no-workbook", |window| {
        road::set_up(window)?;
        let file = window.home().join("台帳ではない.xlsx");
        std::fs::write(&file, "PK\u{3}\u{4} は名ばかり")?;
        window.click("nav-import")?;
        window.answer_dialog(&[&file])?;
        window.click("import-pick")?;
        window.wait_text("app", "台帳ではない.xlsx")?;
        window.shot("refused")?;
        window.click("nav-home")?;
        window.click("nav-devices")?;
        window.wait_for("create-open")
    });
}

#[test]
fn a_form_opens_in_the_systems_viewer() {
    in_window("viewer", |window| {
        road::set_up(window)?;
        window.click("nav-forms")?;
        window.click("form-choose-form-12")?;
        window.click("form-blank")?;
        window.wait_drawn("form-preview")?;
        window.shot("blank-form")?;
        window.click("form-open")?;
        window.wait_until("the viewer", || Ok(!window.opened().is_empty()))?;
        let pdf = std::fs::read(&window.opened()[0])?;
        assert!(pdf.starts_with(b"%PDF-"));
        Ok(())
    });
}

/// WCAG 2.2 AA as far as axe-core can tell, on every screen.
#[test]
fn ledgers_go_out_as_files_and_imports_are_reported() {
    in_window("export", |window| {
        road::set_up(window)?;
        road::take_in(window, &road::samples()?)?;
        window.click("nav-portable_media")?;
        window.fill("list-search", "高橋")?;
        window.wait_text("list-row-*", "髙橋")?;
        window.click("list-export")?;
        window.shot("from-list")?;
        let saved = |button: &str, name: &str| {
            let path = window.home().join(name);
            window.answer_dialog(&[&path])?;
            window.click(button)?;
            window.wait_until(name, || Ok(path.is_file()))?;
            // What the window says of it moves the buttons down; the next one is looked for after that.
            window.wait_text("app", name).map(drop)
        };
        saved("export-go", "高橋.xlsx")?;
        window.shot("written")?;

        window.click("export-all-rows")?;
        window.click("export-csv_cp932")?;
        let refused = window.home().join("古い.csv");
        window.answer_dialog(&[&refused])?;
        window.click("export-go")?;
        window.wait_text("app", "U+20BB7")?;
        window.shot("no-place-in-cp932")?;
        assert!(!refused.exists());

        window.answer_dialog(&[window.home()])?;
        window.click("export-everything")?;
        window.wait_text("app", "まもり台帳_全件_")?;
        window.shot("everything")?;

        window.click("nav-import")?;
        saved("batch-report-pdf-*", "報告書.pdf")?;
        saved("batch-report-xlsx-*", "報告書.xlsx")?;
        window.shot("reports")?;
        Ok(())
    });
}

#[test]
fn lists_go_out_from_the_screens_that_show_them() {
    in_window("export-lists", |window| {
        road::set_up(window)?;
        road::take_in(window, &road::samples()?)?;
        let saved = |list: &str, name: &str| {
            let path = window.home().join(name);
            window.wait_for("export-go")?;
            assert_eq!(window.value("export-register")?, format!("list:{list}"));
            window.answer_dialog(&[&path])?;
            window.click("export-go")?;
            window.wait_until(name, || Ok(path.is_file()))?;
            window.wait_text("app", name).map(drop)
        };
        window.click("nav-training")?;
        window.click("view-matrix")?;
        window.wait_for("matrix")?;
        window.click("export-training_matrix")?;
        saved("training_matrix", "年間表.xlsx")?;
        window.shot("matrix")?;
        window.click("export-csv_utf8")?;
        saved("training_matrix", "年間表.csv")?;

        window.click("nav-home")?;
        window.wait_for("export-duties")?;
        window.press(&(Key::Control + "e"))?;
        saved("duties", "期限.csv")?;
        window.click("nav-log")?;
        window.click("export-log")?;
        saved("log", "履歴.csv")?;
        assert!(std::fs::read_to_string(window.home().join("履歴.csv"))?.contains("書出し"));

        window.fill("search-all", "高橋")?;
        window.wait_for("export-search")?;
        window.click("export-search")?;
        window.wait_text("export-narrowed", "検索「高橋」")?;
        saved("search", "検索.csv")?;
        window.shot("search")?;

        window.click("nav-settings")?;
        window.wait_for("export-profile_numbers")?;
        window.press(&(Key::Control + "e"))?;
        saved("profile_numbers", "規程.csv")?;
        window.click("nav-home")?;
        window.wait_for("export-ledger_counts")?;
        window.click("export-ledger_counts")?;
        saved("ledger_counts", "件数.csv")?;
        Ok(())
    });
}

/// What belongs to one record, and what an import would do before it does it.
#[test]
fn a_records_own_lists_and_the_preview_of_an_import_go_out() {
    in_window("export-own-lists", |window| {
        road::set_up(window)?;
        let written = |list: &str, name: &str| -> Result<String> {
            let path = window.home().join(name);
            window.click(&format!("export-{list}"))?;
            window.wait_for("export-go")?;
            assert_eq!(window.value("export-register")?, format!("list:{list}"));
            window.click("export-csv_utf8")?;
            window.answer_dialog(&[&path])?;
            window.click("export-go")?;
            window.wait_until(name, || Ok(path.is_file()))?;
            window.wait_text("app", name)?;
            Ok(std::fs::read_to_string(path)?)
        };
        window.click("nav-import")?;
        window.wait_for("import-pick")?;
        let samples = road::samples()?;
        let paths: Vec<&std::path::Path> = samples.iter().map(std::path::PathBuf::as_path).collect();
        window.answer_dialog(&paths)?;
        window.click("import-pick")?;
        window.wait_for("import-reconciliation")?;
        window.shot("preview")?;
        let tables = written("tables_read", "表.csv")?;
        assert!(tables.contains("職員名簿.xlsx") && tables.contains("取り込む"), "{tables}");
        window.shot("offered")?;
        for list in ["questions", "rows_read"] {
            window.click("nav-import")?;
            window.wait_for(&format!("export-{list}"))?;
            assert!(written(list, &format!("{list}.csv"))?.lines().count() > 1, "{list}");
        }
        window.click("nav-import")?;
        window.wait_for("import-accept-all")?;
        window.click("import-accept-all")?;
        let ready = "document.querySelector(\"[data-testid='import-commit']\")?.disabled === false";
        until(window, "everything decided", ready)?;
        window.click("import-commit")?;
        window.wait_gone("import-preview")?;

        window.click("nav-training")?;
        window.wait_for("list-row-*")?;
        window.click("list-row-*")?;
        window.wait_for("export-record_part")?;
        window.shot("record")?;
        let roll = written("record_part", "名簿.csv")?;
        assert!(roll.contains("の研修番号,"), "{roll}");
        window.wait_text("export-narrowed", "出席者名簿")?;
        window.click("nav-training")?;
        window.wait_for("export-record_history")?;
        let history = written("record_history", "経過.csv")?;
        assert!(history.contains("取込み"), "{history}");

        // What went out as a list is told from a ledger where it comes back.
        window.click("nav-import")?;
        window.wait_for("import-pick")?;
        window.answer_dialog(&[&window.home().join("名簿.csv")])?;
        window.click("import-pick")?;
        window.wait_text("import-own-list", "台帳ではありません")?;
        window.shot("own-list")?;
        Ok(())
    });
}

#[test]
fn every_screen_is_accessible() {
    in_window("accessible", |window| {
        let mut found = accessibility(window, "wizard")?;
        road::set_up(window)?;
        road::take_in(window, &road::samples()?)?;
        window.click("nav-home")?;
        found += &accessibility(window, "home")?;
        window.click("nav-portable_media")?;
        window.click("list-row-*")?;
        window.wait_for("record-panel")?;
        found += &accessibility(window, "record")?;
        window.click("record-correct")?;
        window.wait_for("form-save")?;
        found += &accessibility(window, "form")?;
        for screen in ["import", "export", "forms", "log", "settings"] {
            window.click(&format!("nav-{screen}"))?;
            found += &accessibility(window, screen)?;
        }
        window.click("lock-now")?;
        window.wait_for("unlock-go")?;
        found += &accessibility(window, "locked")?;
        assert!(found.is_empty(), "\n{found}");
        Ok(())
    });
}
