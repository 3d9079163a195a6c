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
