//! What the user says of a file while it is read: its password, its encoding.

use std::fs;
use std::path::{Path, PathBuf};

use mamori_e2e::axe::accessibility;
use mamori_e2e::{Result, Window, in_window, road};

fn locked() -> Result<PathBuf> {
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/locked/agile.xlsx").canonicalize()?)
}

fn pick(window: &Window, files: &[&Path]) -> Result<()> {
    window.click("nav-import")?;
    window.answer_dialog(files)?;
    window.click("import-pick")?;
    window.wait_for("import-preview")
}

#[test]
fn a_locked_workbook_asks_for_its_password_until_it_is_right() {
    in_window("locked-workbook", |window| {
        road::set_up(window)?;
        pick(window, &[&locked()?])?;
        window.wait_text("import-preview", "パスワードがかかっています")?;
        window.shot("asks")?;
        assert_eq!(accessibility(window, "locked workbook")?, "");

        window.fill("import-password", "kumiai")?;
        window.click("import-unlock")?;
        window.wait_text("import-preview", "パスワードが違います")?;
        window.shot("wrong")?;
        assert_eq!(window.value("import-password")?, "", "what was typed does not stay");

        // Enter alone is enough.
        window.fill("import-password", "kumiai-R8金庫")?;
        window.press("\u{e007}")?;
        window.wait_gone("import-password")?;
        window.wait_text("import-table-0", "R6年度")?;
        window.shot("opened")?;
        Ok(())
    });
}

#[test]
fn the_encoding_of_a_text_file_can_be_switched_while_looking() {
    in_window("encoding", |window| {
        road::set_up(window)?;
        let csv = window.home().join("媒体.csv");
        fs::write(&csv, "管理番号,種別,保管場所\nUSB-1,CD-R,耐火金庫\n")?;
        pick(window, &[&csv])?;
        window.wait_for("import-table-0")?;
        assert_eq!(window.value("import-encoding")?, "utf8");
        window.shot("utf8")?;
        window.choose("import-encoding", "cp932")?;
        window.wait_text("import-table-0", "台帳が分からない表")?;
        window.shot("cp932")?;
        window.choose("import-encoding", "utf8")?;
        window.wait_text("import-table-0", "可搬型記録媒体")?;
        Ok(())
    });
}

/// Old terminals leave control characters in a text, so many that it could be anything.
#[test]
fn a_text_file_that_was_refused_offers_its_encodings_with_a_sample_of_each() {
    in_window("refused-text", |window| {
        road::set_up(window)?;
        let csv = window.home().join("端末.csv");
        let rows = "管理番号,種別,登録日,保管場所\r\nUSB-1,CD-R,R6.4.1,\u{1}\u{2}\u{3}\u{4}\u{5}耐火金庫\r\n";
        fs::write(&csv, rows)?;
        pick(window, &[&csv])?;
        window.wait_text("import-samples", "UTF-8 で読む")?;
        window.wait_text("import-samples", "管理番号,種別,登録日,保管場所")?;
        window.shot("samples")?;
        assert_eq!(accessibility(window, "samples")?, "");
        window.click("import-read-as-utf8")?;
        window.wait_gone("import-samples")?;
        window.wait_text("import-table-0", "可搬型記録媒体")?;
        assert_eq!(window.value("import-encoding")?, "utf8");
        window.shot("read")?;
        Ok(())
    });
}
