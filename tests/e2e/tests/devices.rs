//! 情報機器 in the real window: a device is checked and used, a drive taken out, found by its number and sent its own
//! way, a leased one given back by its contract, and the ledger printed.

use std::fs;

use mamori_e2e::axe::accessibility;
use mamori_e2e::desk::{MANAGER, equip};
use mamori_e2e::hand::{days_ago, fill, tick};
use mamori_e2e::{Result, Window, in_window, road};

#[test]
fn a_device_and_its_drives_have_a_life_of_their_own() {
    in_window("devices", |window| {
        road::set_up(window)?;
        equip(window)?;
        let mut objections = introduce(window)?;
        objections += &take_out(window)?;
        find(window)?;
        dispose_of_the_drive(window)?;
        give_back(window)?;
        objections += &print_the_ledger(window)?;
        assert!(objections.is_empty(), "\n{objections}");
        Ok(())
    });
}

/// 導入確認: what is not looked at is refused; then the device is in use.
fn introduce(window: &Window) -> Result<String> {
    window.click("nav-devices")?;
    window.click("list-row-PC-012")?;
    window.wait_text("device-state", "導入確認中")?;
    window.shot("planned")?;
    window.click("device-introduce")?;
    let day = days_ago(window, 1)?;
    fill(window, &[("field-intro_checked_on", &day), ("field-intro_checked_by", MANAGER)])?;
    window.choose("field-intro_result", "pass")?;
    tick(window, "field-intro_check_items", &["機能の動作"])?;
    window.click("form-save")?;
    window.wait_text("app", "導入確認の事項")?;
    window.shot("introduction-refused")?;
    let objections = accessibility(window, "introduction")?;
    let rest = ["管理番号の表示", "セキュリティ設定", "製造番号の照合", "盗難防止"];
    tick(window, "field-intro_check_items", &rest)?;
    window.click("form-save")?;
    window.wait_text("list-row-PC-012", "使用中")?;
    window.shot("in-use")?;
    Ok(objections)
}

/// 取外し and 交換 of a disk of the server.
fn take_out(window: &Window) -> Result<String> {
    window.click("list-row-SV-002")?;
    window.click("drive-remove-WX41A1234567")?;
    let day = days_ago(window, 1)?;
    window.fill("field-state_on", &day)?;
    window.click("form-save")?;
    window.wait_for("form-save")?;
    window.fill("field-kept_at", "耐火金庫 棚1")?;
    window.shot("taking-out")?;
    window.click("form-save")?;
    window.wait_text("drive-WX41A1234567", "耐火金庫 棚1")?;
    window.click("drive-replace-WX41A1234567")?;
    window.choose("field-drive_kind", "ssd")?;
    let new =
        [("field-model", "MZ7L3480"), ("field-serial", "S6ESNX0T000001"), ("field-state_on", day.as_str())];
    fill(window, &new)?;
    window.shot("replacing")?;
    window.click("form-save")?;
    window.wait_text("drive-S6ESNX0T000001", "内蔵中")?;
    window.click("drive-history-WX41A1234567")?;
    window.wait_text("drive-WX41A1234567", "内蔵媒体の取外し")?;
    window.script("document.querySelector(\"[data-testid='drives']\").scrollIntoView();")?;
    window.shot("drives")?;
    accessibility(window, "drives")
}

/// 横断検索: the drive is found by its own number, folded as ever.
fn find(window: &Window) -> Result<()> {
    window.fill("search-all", "wx41a1234567")?;
    window.wait_text("search-hit-SV-002", "内蔵記憶媒体")?;
    window.shot("search")?;
    window.press("\u{E00C}")?;
    Ok(())
}

/// A drive that was taken out is applied for by itself; the server is not.
fn dispose_of_the_drive(window: &Window) -> Result<()> {
    window.click("nav-devices")?;
    window.click("list-row-SV-002")?;
    window.click("drive-dispose-WX41A1234567")?;
    let chosen = window.wait_text("chosen-SV-002", "WX41A1234567")?;
    assert!(!chosen.contains("MXQ9988") && !chosen.contains("S6ESNX0T000001"), "{chosen}");
    window.shot("drive-application")?;
    window.press("\u{E00C}")?;
    window.click("discard")?;
    Ok(())
}

/// A lease that ends soon stands on the first page, with what the contract allows.
fn give_back(window: &Window) -> Result<()> {
    let ends = window.script(
        "const day = new Date(); day.setDate(day.getDate() + 30);
         return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, '0')).join('-');",
    )?;
    window.click("nav-devices")?;
    window.click("list-row-PC-012")?;
    window.click("record-correct")?;
    window.choose("field-ownership", "lease")?;
    window.choose("field-lease_terms", "must_return")?;
    let contract = [
        ("field-contract_no", "L-2021-7"),
        ("field-lessor", "みなとリース㈱"),
        ("field-lease_end", ends.as_str().unwrap_or_default()),
        ("reason", "契約書で確かめたため"),
    ];
    fill(window, &contract)?;
    window.click("form-save")?;
    window.wait_text("device-returns", "返却まで 30 日")?;
    window.shot("leased")?;
    window.click("nav-home")?;
    window.wait_text("home-devices-due", "PC-012")?;
    window.shot("home")?;
    window.click("home-device-PC-012")?;
    window.click("device-return")?;
    window.wait_text("chosen-PC-012", "S64DNX0R123456")?;
    assert_eq!(window.value("field-disposition")?, "lease_return");
    window.shot("return-application")?;
    window.press("\u{E00C}")?;
    window.click("discard")?;
    Ok(())
}

/// 様式第9号 as the list stands, and blank for the pen.
fn print_the_ledger(window: &Window) -> Result<String> {
    window.click("nav-devices")?;
    window.click("list-print")?;
    window.wait_drawn("form-preview")?;
    window.shot("form-09")?;
    let pdf = window.shots().join("form-09.pdf");
    window.answer_dialog(&[&pdf])?;
    window.click("form-save-pdf")?;
    window.wait_until("the PDF", || Ok(fs::read(&pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"))))?;
    let objections = accessibility(window, "form of a ledger")?;
    window.click("form-blank")?;
    window.wait_drawn("form-preview")?;
    window.shot("form-09-blank")?;
    Ok(objections)
}
