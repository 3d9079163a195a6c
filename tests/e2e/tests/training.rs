//! 研修 in the real window: from the plan to the report, with sixty people marked from the keyboard, the sign-in
//! sheet of a make-up session printed, and the signed sheet filed by its code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mamori_e2e::axe::accessibility;
use mamori_e2e::hand::{create, days_ago, fill, tick};
use mamori_e2e::{Result, Window, in_window, road};
use serde_json::json;

const MANAGER: &str = "髙橋 一郎";
const COURSE: &str = "情報セキュリティ研修";
const PEOPLE: usize = 60;
const CTRL_A: &str = "\u{E009}a\u{E000}";
const CTRL_ENTER: &str = "\u{E009}\u{E007}\u{E000}";
const DOWN: &str = "\u{E015}";
const UP: &str = "\u{E013}";
const END: &str = "\u{E010}";
const ENTER: &str = "\u{E007}";
const F2: &str = "\u{E032}";

#[test]
fn sixty_people_are_trained_the_absent_made_up_and_the_committee_told() {
    in_window("training", |window| {
        road::set_up(window)?;
        staff(window)?;
        let mut objections = course(window)?;
        objections += &plan(window)?;
        objections += &session(window)?;
        objections += &attendance(window)?;
        objections += &untrained(window)?;
        let sheet = makeup(window)?;
        objections += &file(window, &sheet)?;
        objections += &confirm(window)?;
        objections += &pictures(window)?;
        objections += &report(window)?;
        assert!(objections.is_empty(), "\n{objections}");
        Ok(())
    });
}

/// The clerk of the set-up and fifty-nine others, with names a program likes to spoil.
fn staff(window: &Window) -> Result<()> {
    let names =
        ["𠮷田 花子", "辻󠄀 香織", "渡邉 美穂", "渡邊 誠", "齋藤 健", "齊藤 直樹", "德永 修", "五十嵐 翔"];
    let families = ["佐藤", "鈴木", "田中", "伊藤", "山本", "中村", "小林", "加藤", "山田"];
    let given = ["明", "恵", "進", "由美", "隆", "久美子"];
    for n in 1..PEOPLE {
        let name = names.get(n - 1).map_or_else(
            || format!("{} {}", families[n % families.len()], given[n / families.len() % given.len()]),
            |name| (*name).to_owned(),
        );
        let department = ["総務課", "業務課", "保健事業課"][n % 3];
        let person = json!({
            "staff_no": format!("{:04}", n + 1), "name": name, "department": department, "title": "主事",
            "employment": "正規", "hired_on": "H25.4.1",
        });
        let roles =
            if n == 6 { json!([{ "role": "運用責任者", "from_on": "R5.4.1" }]) } else { json!([]) };
        create(window, "staff", &person, &json!({ "roles": roles }))?;
    }
    Ok(())
}

/// 研修講座: what is taught, to whom, how often.
fn course(window: &Window) -> Result<String> {
    window.click("nav-training")?;
    window.wait_for("view-training_courses")?;
    window.shot("empty")?;
    window.click("view-training_courses")?;
    window.click("create-open")?;
    fill(window, &[("field-course", COURSE), ("field-interval_months", "12"), ("field-since_on", "R6.4.1")])?;
    window.choose("field-course_kind", "system_use")?;
    tick(window, "field-targets", &["全職員"])?;
    window.click("form-save")?;
    window.wait_text("record-panel", COURSE)?;
    window.shot("course")?;
    accessibility(window, "course")
}

/// 研修計画書, approved by the committee.
fn plan(window: &Window) -> Result<String> {
    window.click("view-training_plans")?;
    window.click("create-open")?;
    fill(
        window,
        &[
            ("field-planned_on", &days_ago(window, 60)?),
            ("field-planned_by", MANAGER),
            ("field-policy", "可搬型記録媒体の取扱いを重点とする"),
            ("field-structure", "システム管理者が実施する"),
        ],
    )?;
    let year = window.script(
        "const d = new Date(); return String(d.getMonth() >= 3 ? d.getFullYear() : d.getFullYear() - 1);",
    )?;
    window.fill("field-fiscal_year", year.as_str().unwrap_or_default())?;
    window.click("part-add-lines")?;
    fill(window, &[("part-lines-0-course", COURSE), ("part-lines-0-planned_on", "R8.11")])?;
    tick(window, "part-lines-0-targets", &["全職員"])?;
    window.choose("part-lines-0-mode", "classroom")?;
    window.shot("plan")?;
    window.click("form-save")?;
    window.wait_for("plan-approve")?;
    window.click("plan-approve")?;
    fill(window, &[("field-committee_on", &days_ago(window, 3)?), ("field-minutes_no", "R8-3")])?;
    window.choose("field-committee_decision", "approved")?;
    window.click("form-save")?;
    window.wait_text("plan-state", "承認を受けた")?;
    window.shot("plan-approved")?;
    accessibility(window, "plan")
}

/// The session: whom it means is said while it is typed, and frozen when it is confirmed.
fn session(window: &Window) -> Result<String> {
    let day = days_ago(window, 0)?;
    window.click("view-training")?;
    window.click("create-open")?;
    window.fill("field-course_no", "研講R8-001")?;
    window.fill("field-held_on", &day)?;
    // A time alone is of that day.
    fill(
        window,
        &[
            ("field-started_at", "13:30"),
            ("field-ended_at", "15:00"),
            ("field-place", "大会議室"),
            ("field-instructor", MANAGER),
            ("field-content", "規程の要点と、持出しの手続き"),
        ],
    )?;
    window.wait_text("targets", "60 名")?;
    window.choose("field-mode", "classroom")?;
    window.script("document.querySelector(\"[data-testid='targets']\").scrollIntoView();")?;
    window.shot("session-plan")?;
    let objections = accessibility(window, "session plan")?;
    window.click("form-save")?;
    window.wait_text("session-counts", "対象 60")?;
    window.shot("session-planned")?;
    Ok(objections + &accessibility(window, "session")?)
}

/// Attendance of sixty people: one press for all, then only the three who were not there.
fn attendance(window: &Window) -> Result<String> {
    window.wait_for("session-roll")?;
    window.press(F2)?;
    window.wait_for("roll-list")?;
    window.shot("roll")?;
    let mut pressed = press(window, &[CTRL_A])?;
    window.wait_text("roll-counts", "全員の記入が済みました")?;
    pressed += press(window, &[END, "-", DOWN, ENTER, ENTER])?;
    window.wait_text("roll-counts", "欠席 1")?;
    pressed += press(window, &[UP, "-", ENTER, UP, UP, "-", ENTER])?;
    window.wait_text("roll-counts", "欠席 3")?;
    window.shot("roll-marked")?;
    // A scanner types a number and Enter; one that nobody has is told.
    press(window, &["9999", ENTER])?;
    window.wait_text("roll", "職員番号 9999 は職員名簿にありません")?;
    let objections = accessibility(window, "roll")?;
    pressed += press(window, &[CTRL_ENTER])?;
    assert!(pressed < PEOPLE, "{pressed} presses for {PEOPLE} people");
    window.wait_text("session-counts", "出席 57")?;
    window.wait_text("session-counts", "欠席 3")?;
    window.shot("session-held")?;
    Ok(objections)
}

/// Presses keys one after the other where the focus is; answers how many.
fn press(window: &Window, keys: &[&str]) -> Result<usize> {
    for key in keys {
        window.press(key)?;
    }
    Ok(keys.len())
}

/// 未受講者一覧: exactly the three, reminded once.
fn untrained(window: &Window) -> Result<String> {
    window.click("view-untrained")?;
    window.wait_text("untrained", "3 件")?;
    window.shot("untrained")?;
    let objections = accessibility(window, "untrained")?;
    window.click("untrained-all")?;
    window.click("untrained-remind")?;
    window.wait_text("app", "3 件の督促")?;
    window.wait_text("untrained", "①")?;
    window.shot("reminded")?;
    Ok(objections)
}

/// 補講 of exactly those: planning it leads to its sign-in sheet. Answers the sheet as a scanner would see it.
fn makeup(window: &Window) -> Result<PathBuf> {
    let day = days_ago(window, 0)?;
    window.click("untrained-all")?;
    window.click("untrained-makeup")?;
    fill(
        window,
        &[
            ("field-held_on", &day),
            ("field-started_at", "16:00"),
            ("field-ended_at", "17:00"),
            ("field-place", "小会議室"),
        ],
    )?;
    // How it is held, by whom and about what stands there from the last time.
    assert_eq!(window.value("field-mode")?, "classroom");
    assert_eq!(window.value("field-instructor")?, MANAGER);
    window.shot("makeup")?;
    window.click("form-save")?;
    window.wait_drawn("form-preview")?;
    window.shot("makeup-sheet")?;
    let pdf = window.shots().join("makeup-sheet.pdf");
    // One of an earlier run is of another session.
    let _ = fs::remove_file(&pdf);
    window.answer_dialog(&[&pdf])?;
    window.click("form-save-pdf")?;
    window.wait_until("the PDF", || Ok(fs::read(&pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"))))?;
    scanned(window, &pdf)
}

/// The sheet's last page as a picture, as a scanner at 200 dpi makes one.
fn scanned(window: &Window, pdf: &Path) -> Result<PathBuf> {
    let pages = window.home().join("スキャン");
    let made = Command::new("pdftoppm").args(["-r", "200", "-gray", "-png"]).arg(pdf).arg(&pages).status()?;
    assert!(made.success(), "pdftoppm draws the sheet");
    let mut drawn: Vec<PathBuf> = fs::read_dir(window.home())?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().contains("スキャン"))
        .collect();
    drawn.sort();
    drawn.pop().ok_or_else(|| "the sheet has no page".into())
}

/// The signed sheet finds its session by its code; what has none is named, with what to do.
fn file(window: &Window, sheet: &Path) -> Result<String> {
    window.click("nav-training")?;
    window.click("view-training")?;
    window.click("list-row-研修R8-002")?;
    window.wait_for("session-file")?;
    let other = window.home().join("メモ.png");
    fs::copy(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/icons/128x128.png"), &other)?;
    window.answer_dialog(&[sheet, &other])?;
    window.click("session-file")?;
    window.wait_text("scan-results", "研修R8-002")?;
    window.wait_text("scan-results", "メモ.png")?;
    window.shot("filed")?;
    let objections = accessibility(window, "filed")?;
    window.click("scan-close")?;
    window.wait_text("session-signed", "ページ")?;
    window.wait_for("session-roll")?;
    window.press(F2)?;
    window.wait_for("roll-list")?;
    press(window, &[CTRL_A, CTRL_ENTER])?;
    window.wait_text("session-counts", "出席 3")?;
    window.shot("made-up")?;
    Ok(objections)
}

/// 確定 of the first session asks for its text.
fn confirm(window: &Window) -> Result<String> {
    window.click("list-row-研修R8-001")?;
    window.wait_text("record-panel", "研修R8-001")?;
    window.click("session-text")?;
    fill(
        window,
        &[
            ("field-title", "情報セキュリティ研修テキスト"),
            ("field-edition", "第3版"),
            ("field-author", MANAGER),
        ],
    )?;
    let text = window.home().join("研修テキスト.pdf");
    fs::write(&text, "%PDF-1.4\n% the text that was handed out\n%%EOF\n")?;
    window.answer_dialog(&[&text])?;
    window.click("form-save")?;
    window.wait_text("record-panel", "第3版")?;
    window.click("session-step-confirm")?;
    window.fill("field-checked_by", MANAGER)?;
    window.shot("confirming")?;
    let objections = accessibility(window, "confirming")?;
    window.click("form-save")?;
    window.wait_text("session-state", "確定")?;
    window.shot("confirmed")?;
    Ok(objections)
}

/// 年間表 and 受講率.
fn pictures(window: &Window) -> Result<String> {
    window.click("view-matrix")?;
    window.wait_text("matrix", "100%")?;
    window.shot("matrix")?;
    let mut objections = accessibility(window, "matrix")?;
    window.click("view-rates")?;
    window.wait_text("rates", COURSE)?;
    window.shot("rates")?;
    objections += &accessibility(window, "rates")?;
    window.click("view-untrained")?;
    window.wait_text("untrained", "未受講の人はいません")?;
    Ok(objections)
}

/// 受講状況報告書 to the committee.
fn report(window: &Window) -> Result<String> {
    window.click("view-training_reports")?;
    window.click("create-open")?;
    window.wait_for("report-submit")?;
    window.click("report-submit")?;
    fill(
        window,
        &[
            ("field-reported_on", &days_ago(window, 0)?),
            ("field-reporter", MANAGER),
            ("field-committee_on", &days_ago(window, 0)?),
            ("field-minutes_no", "R8-4"),
        ],
    )?;
    window.shot("report")?;
    window.click("form-save")?;
    window.wait_text("report-state", "報告しました")?;
    window.shot("reported")?;
    let mut objections = accessibility(window, "report")?;
    window.click("nav-training")?;
    window.click("view-matrix")?;
    window.click("dossier-print")?;
    window.wait_drawn("form-preview")?;
    window.shot("dossier")?;
    window.click("nav-home")?;
    window.wait_text("home-training", "緊急時対応訓練")?;
    window.shot("home")?;
    objections += &accessibility(window, "home")?;
    Ok(objections)
}
