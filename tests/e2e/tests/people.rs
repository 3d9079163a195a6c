//! 職員名簿 in the real window: somebody moves, and gives back what is held before leaving.

use mamori_e2e::axe::accessibility;
use mamori_e2e::hand::{create, days_ago};
use mamori_e2e::{Result, Window, in_window, road};
use serde_json::json;

#[test]
fn who_leaves_gives_back_what_is_held_first() {
    in_window("people", |window| {
        road::set_up(window)?;
        let person = json!({
            "staff_no": "0002", "name": "𠮷田 花子", "department": "業務課", "title": "主事", "employment": "正規",
            "hired_on": "H25.4.1",
        });
        create(window, "staff", &person, &json!({}))?;
        let stick = json!({
            "media_no": "USB-003", "media_kind": "USBメモリ", "maker": "BUFFALO", "model": "RUF3", "serial": "SN3", "registered_on": "R5.5.1", "in_use_from": "R5.5.1",
            "content": "特定健診結果", "pii_class": "personal", "location": "耐火金庫 棚2", "owner_dept": "業務課",
            "owner": "𠮷田 花子", "acquisition": "own", "encrypted": "有", "status": "保管中",
        });
        create(window, "portable_media", &stick, &json!({}))?;
        let mut objections = moved(window)?;
        objections += &left(window)?;
        assert!(objections.is_empty(), "\n{objections}");
        Ok(())
    });
}

/// 異動: the old place stays in the record.
fn moved(window: &Window) -> Result<String> {
    window.click("nav-staff")?;
    window.click("list-row-0002")?;
    window.click("person-move")?;
    window.fill("field-from_on", &days_ago(window, 10)?)?;
    window.fill("field-department", "会計課")?;
    window.shot("move")?;
    let objections = accessibility(window, "move")?;
    window.click("form-save")?;
    // Ten days ago: the program asks why it is entered only now, at the field for it.
    window.wait_text("form-late-problem", "10日前のことの入力です")?;
    window.fill("late-reason", "辞令の写しが今日届いた")?;
    window.shot("move-late")?;
    window.click("form-save")?;
    window.wait_text("record-panel", "会計課")?;
    window.wait_text("record-panel", "業務課")?;
    window.shot("moved")?;
    Ok(objections)
}

/// 退職: what is still held is listed, here and on the first page.
fn left(window: &Window) -> Result<String> {
    window.click("person-leave")?;
    window.fill("field-left_on", &days_ago(window, 1)?)?;
    window.shot("leave")?;
    window.click("form-save")?;
    window.wait_text("holdings", "USB-003")?;
    window.shot("holdings")?;
    let mut objections = accessibility(window, "holdings")?;
    window.click("nav-home")?;
    window.wait_text("home-leavers", "𠮷田 花子")?;
    window.shot("home-leavers")?;
    objections += &accessibility(window, "home with leavers")?;
    window.click("home-leaver-0002")?;
    window.click("holding-USB-003")?;
    window.wait_text("record-panel", "USB-003")?;
    Ok(objections)
}

/// 利用者IDの登録: an approver is registered in the window, changes the temporary password and sees what the post may.
#[test]
fn a_new_user_is_registered_and_changes_the_temporary_password_first() {
    in_window("accounts", |window| {
        road::set_up(window)?;
        let person = json!({
            "staff_no": "0003", "name": "山﨑 幸子", "department": "総務課", "title": "事務局長", "employment": "正規",
            "hired_on": "H20.4.1",
        });
        create(window, "staff", &person, &json!({}))?;
        let objections = registered(window)?;
        signed_in_anew(window)?;
        assert!(objections.is_empty(), "\n{objections}");
        Ok(())
    });
}

const TEMPORARY: &str = "kari-4471#";

fn registered(window: &Window) -> Result<String> {
    window.click("nav-staff")?;
    window.click("list-row-0003")?;
    window.click("person-account-register")?;
    window.fill("account-login", "yamazaki")?;
    window.choose("account-role", "operations_officer")?;
    window.wait_text("account-may", "台帳の参照")?;
    window.fill("account-password", TEMPORARY)?;
    window.fill("account-own", road::PASSWORD)?;
    window.shot("register")?;
    let objections = accessibility(window, "register an account")?;
    window.click("account-go")?;
    window.wait_text("account-state", "yamazaki")?;
    window.wait_text("account-state", "仮パスワード")?;
    window.shot("registered")?;
    Ok(objections)
}

fn signed_in_anew(window: &Window) -> Result<()> {
    window.click("nav-settings")?;
    window.click("sign-out")?;
    window.fill("sign-in-login", "yamazaki")?;
    window.fill("sign-in-password", TEMPORARY)?;
    window.click("sign-in-go")?;
    window.fill("password-old", TEMPORARY)?;
    window.fill("password-new", "sachiko-88#")?;
    window.fill("password-again", "sachiko-88#")?;
    window.shot("forced")?;
    window.click("password-change")?;
    // She sees the ledgers, and neither registers staff nor manages user IDs.
    window.click("nav-staff")?;
    window.click("list-row-0003")?;
    window.wait_text("record-panel", "山﨑 幸子")?;
    window.shot("as-herself")?;
    assert!(
        !window.has("person-account-password")? && !window.has("person-leave")?,
        "no button of another post"
    );
    Ok(())
}
