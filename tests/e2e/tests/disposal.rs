//! 廃棄の案件 in the real window: from the choice of things to the printed form, with the shortcuts refused.

use std::fs;

use mamori_e2e::axe::accessibility;
use mamori_e2e::desk::{MANAGER, OFFICER, equip};
use mamori_e2e::hand::{days_ago, fill, tick};
use mamori_e2e::{Result, Window, in_window, road};

const F2: &str = "\u{E032}";
const LATE: &str = "紙の控えから入力したため";

#[test]
fn a_case_goes_from_application_to_the_printed_form_and_no_shortcut_works() {
    in_window("disposal", |window| {
        road::set_up(window)?;
        equip(window)?;
        let mut objections = apply(window)?;
        objections += &permit(window)?;
        check_before(window)?;
        hand_over(window)?;
        objections += &work(window)?;
        objections += &first_page(window)?;
        objections += &certify(window)?;
        check_after(window)?;
        objections += &board(window)?;
        close(window)?;
        print(window)?;
        look_at_the_log(window)?;
        assert!(objections.is_empty(), "\n{objections}");
        Ok(())
    });
}

/// 申請: things from their ledgers, and the rule speaks while the method is chosen.
fn apply(window: &Window) -> Result<String> {
    window.click("nav-disposals")?;
    window.click("case-apply")?;
    // What the ledger says is waiting for disposal stands there without a search.
    for thing in ["thing-USB-001", "thing-USB-002", "thing-USB-003"] {
        window.click(thing)?;
    }
    window.fill("things-find", "PC-012")?;
    window.click("thing-PC-012")?;
    window.fill("things-find", "SV-002")?;
    window.click("thing-SV-002")?;
    window.wait_text("chosen-SV-002", "WX41A7654321")?;
    window.shot("things")?;

    window.choose("field-pii_class", "personal")?;
    window.choose("field-method", "degauss")?;
    window.wait_text("advice", "不可")?;
    window.script("document.querySelector(\"[data-testid='advice']\").scrollIntoView();")?;
    window.shot("advice-block")?;
    window.choose("field-method", "crush")?;
    window.script(
        "document.querySelector(\"[data-testid='chosen-SV-002'] details\").open = true;
         document.querySelector(\"[data-testid='chosen-SV-002']\").scrollIntoView();",
    )?;
    window.choose("item-SV-002-performer", "outsourced")?;
    window.choose("item-SV-002-method", "overwrite")?;
    window.wait_text("advice", "要注意")?;
    window.shot("advice-warn")?;
    let objections = accessibility(window, "application")?;

    window.click("form-save")?;
    window.wait_text("step-panel", "直すところが")?;
    window.shot("application-problems")?;
    let applied = days_ago(window, 20)?;
    fill(
        window,
        &[
            ("field-applied_on", &applied),
            ("field-department", "総務課"),
            ("field-reason", "更改により不要となったため"),
            ("field-content", "特定健診の結果"),
            ("field-vendor", "㈱セキュア・リサイクル"),
            ("field-contract_no", "委-12"),
            ("field-adequacy_reason", "HPA・DCOを含む消去を仕様書で求めた"),
            ("field-not_shred_reason", "業者が消去後に再使用するため"),
        ],
    )?;
    for (field, choice) in [
        ("field-disposition", "dispose"),
        ("field-backup_needed", "done"),
        ("field-hold_check", "expired"),
        ("field-level", "destruct"),
        ("field-performer", "own"),
    ] {
        window.choose(field, choice)?;
    }
    // Twenty days ago: it is entered late, and says why.
    window.click("form-save")?;
    window.wait_text("step-panel", "20日前のことの入力です")?;
    window.shot("late-without-reason")?;
    window.fill("late-reason", LATE)?;
    window.click("form-save")?;
    window.wait_text("case-state", "許可待ち")?;
    window.shot("applied")?;
    Ok(objections)
}

/// 許可: not by the applicant.
fn permit(window: &Window) -> Result<String> {
    let day = days_ago(window, 18)?;
    window.click("case-step-permit")?;
    let fields =
        [("field-permitted_on", day.as_str()), ("field-permitted_by", MANAGER), ("late-reason", LATE)];
    fill(window, &fields)?;
    window.click("form-save")?;
    window.wait_text("step-panel", "許可")?;
    window.wait_for("form-save")?;
    window.shot("own-permission-refused")?;
    let objections = accessibility(window, "permission")?;
    window.fill("field-permitted_by", OFFICER)?;
    window.click("form-save")?;
    window.wait_text("case-state", "作業前確認待ち")?;
    window.shot("permitted")?;
    Ok(objections)
}

fn check_before(window: &Window) -> Result<()> {
    let at = format!("{}T09:00", days_ago(window, 15)?);
    window.click("case-step-check_before")?;
    let fields =
        [("field-pre_checked_at", at.as_str()), ("field-pre_checked_by", MANAGER), ("late-reason", LATE)];
    fill(window, &fields)?;
    window.choose("field-serial_source", "label")?;
    photo(window)?;
    tick(window, "field-pre_check_items", &["数量"])?;
    window.click("form-save")?;
    window.wait_text("step-panel", "作業前の確認事項")?;
    tick(window, "field-pre_check_items", &["台帳一致", "内容"])?;
    window.click("form-save")?;
    window.wait_text("case-state", "作業・引渡し待ち")?;
    Ok(())
}

/// A picture of one stick with its number; asked for here, not demanded.
fn photo(window: &Window) -> Result<()> {
    let file = window.home().join("USB-001.jpg");
    fs::write(&file, b"\xff\xd8\xff a stick")?;
    window.answer_dialog(&[&file])?;
    window.click("photo-SN0001")?;
    window.wait_text("photos-SN0001", "1 枚")?;
    window.script("document.querySelector(\"[data-testid='step-photos']\").scrollIntoView();")?;
    window.shot("photos")?;
    Ok(())
}

/// 引渡し of the server; from here the case lists what the contractor signed for.
fn hand_over(window: &Window) -> Result<()> {
    let day = days_ago(window, 14)?;
    window.click("case-step-hand_over")?;
    let fields = [
        ("field-handed_on", day.as_str()),
        ("field-handed_by", MANAGER),
        ("field-collected_by", "佐藤 学"),
        ("field-receipt_no", "預り-77"),
        ("late-reason", LATE),
    ];
    fill(window, &fields)?;
    window.choose("field-handling", "taken_away")?;
    window.shot("hand-over")?;
    window.click("form-save")?;
    window.wait_text("case-state", "作業・終了報告待ち")?;
    window.shot("handed-over")?;
    Ok(())
}

/// 作業 of what stays in the office, drive by drive.
fn work(window: &Window) -> Result<String> {
    let day = days_ago(window, 13)?;
    window.click("case-step-work")?;
    let (start, end) = (format!("{day}T10:00"), format!("{day}T11:00"));
    fill(
        window,
        &[
            ("field-work_started_at", &start),
            ("field-work_ended_at", &end),
            ("field-place", "書庫前"),
            ("field-operator", "渡邉 美穂"),
            ("field-tool", "メディアシュレッダー MS-450"),
            ("field-verified_by", OFFICER),
            ("late-reason", LATE),
        ],
    )?;
    window.choose("field-verification", "visual")?;
    window.choose("field-result", "pass")?;
    window.click("work-each")?;
    window.wait_for("work-row-3")?;
    window.wait_for("advice")?;
    window.script("document.querySelector(\"[data-testid='work-row-0']\").scrollIntoView();")?;
    window.shot("work")?;
    let objections = accessibility(window, "work")?;
    window.click("form-save")?;
    window.wait_for("case-step-report")?;
    window.click("case-step-report")?;
    window.fill("field-reported_on", &days_ago(window, 6)?)?;
    window.click("form-save")?;
    window.wait_text("case-state", "証明書待ち")?;
    Ok(objections)
}

/// A certificate not received after fourteen days stands on the first page.
fn first_page(window: &Window) -> Result<String> {
    window.click("nav-home")?;
    window.wait_text("home-certificates", "14日経過")?;
    window.wait_text("home-certificates", "2 台")?;
    window.shot("home")?;
    let objections = accessibility(window, "home")?;
    window.click("home-case-*")?;
    window.wait_for("case-step-certificate")?;
    Ok(objections)
}

/// A scan has no text: it is kept with the case, and nothing is read from it.
fn scan(window: &Window) -> Result<()> {
    let file = window.home().join("スキャン.pdf");
    fs::write(&file, "%PDF-1.4\n% no text\n")?;
    window.answer_dialog(&[&file])?;
    window.click("report-read")?;
    window.wait_text("report-file", "読み取れませんでした")?;
    window.shot("certificate-scan")?;
    Ok(())
}

/// 証明書: one character of a number is wrong; it is seen, recorded for what it is, and mended.
fn certify(window: &Window) -> Result<String> {
    let (worked, issued, received) = (days_ago(window, 7)?, days_ago(window, 4)?, days_ago(window, 3)?);
    let mut objections = String::new();
    for (serial, found) in [("WX41A7654327", "1文字違い"), ("WX41A7654321", "一致")] {
        window.click("case-step-certificate")?;
        if found != "一致" {
            scan(window)?;
        }
        fill(
            window,
            &[
                ("certificate-certificate_no", "SR-2026-118"),
                ("certificate-issuer", "㈱セキュア・リサイクル"),
                ("certificate-issued_on", &issued),
                ("certificate-received_on", &received),
                ("certificate-checked_by", MANAGER),
                ("certificate-received_by", OFFICER),
                ("certificate-tool", "DataEraser 5.1"),
                ("certificate-worked_on", &worked),
                ("certificate-worked_by", "佐藤 学"),
                ("certificate-place", "㈱セキュア・リサイクル 第2工場"),
                ("certificate-verification", "全数読取り"),
            ],
        )?;
        window.choose("certificate-certificate_type", "erasure")?;
        window.choose("certificate-granularity", "batch")?;
        let file = window.home().join(format!("明細-{serial}.csv"));
        fs::write(
            &file,
            format!(
                "No,型番,製造番号,消去方式,結果\n1,WD10EZEX,WX41A1234567,上書き1回,正常完了\n2,WD10EZEX,{serial},上書き1回,正常完了\n"
            ),
        )?;
        window.answer_dialog(&[&file])?;
        window.click("report-read")?;
        window.wait_text("line-found-0", "一致")?;
        window.wait_text("line-found-1", found)?;
        window.click("form-save")?;
        window.wait_text("step-panel", "まだ確かめていない明細")?;
        window.click("lines-confirm")?;
        if found != "一致" {
            window.click("line-confirm-1")?;
            window.shot("certificate-one-off")?;
            objections += &accessibility(window, "certificate")?;
        }
        window.click("form-save")?;
        window.wait_text("attachments", &format!("明細-{serial}.csv"))?;
        window.shot("certificate-recorded")?;
    }
    window.wait_text("case-state", "作業後確認待ち")?;
    objections += &complete(window)?;
    Ok(objections)
}

/// The seal was not entered: that is said, F2 leads there, and the certificate stays the one it is.
fn complete(window: &Window) -> Result<String> {
    window.wait_text("certificate-incomplete", "に足りない項目があります（押印・署名）")?;
    window.shot("certificate-incomplete")?;
    window.press(F2)?;
    window.wait_text("step-panel", "受領済の SR-2026-118 に書き足します")?;
    tick(window, "certificate-seal", &["押印"])?;
    window.shot("certificate-completing")?;
    let objections = accessibility(window, "completing")?;
    window.click("form-save")?;
    window.wait_gone("certificate-incomplete")?;
    Ok(objections)
}

fn check_after(window: &Window) -> Result<()> {
    let at = format!("{}T16:00", days_ago(window, 2)?);
    // F2 is what the case waits for.
    window.wait_for("case-step-check_after")?;
    window.press(F2)?;
    fill(window, &[("field-post_checked_at", &at), ("field-post_checked_by", MANAGER)])?;
    tick(window, "field-post_check_items", &["復元不能", "残骸処分"])?;
    window.choose("field-validation", "accept")?;
    window.choose("field-destination", "recycler")?;
    window.shot("check-after")?;
    window.click("form-save")?;
    window.wait_text("case-state", "完了待ち")?;
    Ok(())
}

/// The board of the year shows the case where it stands.
fn board(window: &Window) -> Result<String> {
    window.click("view-board")?;
    window.wait_text("board-case-*", "完了待ち")?;
    window.shot("board")?;
    accessibility(window, "board")
}

fn close(window: &Window) -> Result<()> {
    window.click("case-step-close")?;
    window.wait_text("endings", "SV-002")?;
    window.fill("field-disposed_on", &days_ago(window, 1)?)?;
    window.shot("closing")?;
    window.click("form-save")?;
    window.wait_text("case-state", "することはもうありません")?;
    window.shot("closed")?;
    window.click("view-list")?;
    window.click("nav-portable_media")?;
    window.wait_text("list-row-USB-001", "廃棄済")?;
    Ok(())
}

fn print(window: &Window) -> Result<()> {
    window.click("nav-disposals")?;
    window.click("record-print")?;
    window.wait_drawn("form-preview")?;
    window.shot("form-04")?;
    let pdf = window.shots().join("form-04.pdf");
    window.answer_dialog(&[&pdf])?;
    window.click("form-save-pdf")?;
    window.wait_until("the PDF", || Ok(fs::read(&pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"))))
}

/// The refused shortcuts stand in the log.
fn look_at_the_log(window: &Window) -> Result<()> {
    window.click("nav-log")?;
    let text = window.wait_text("app", "拒否")?;
    assert!(text.matches("拒否").count() >= 2, "{text}");
    window.shot("log")?;
    Ok(())
}
