//! What several window tests begin with: an office with media, devices and somebody who may permit, put into its
//! ledgers directly.

use serde_json::{Value, json};

use crate::hand::{create, days_ago, fill};
use crate::{Result, Window};

pub const OFFICER: &str = "山﨑 幸子";
pub const MANAGER: &str = "髙橋 一郎";

/// Three sticks, a notebook with its SSD, a server with two disks, and an officer who may permit.
pub fn equip(window: &Window) -> Result<()> {
    let roles = json!([{ "role": "運用責任者", "from_on": "R5.4.1" }]);
    let officer = json!({ "staff_no": "2", "name": OFFICER, "department": "事務局", "employment": "正規", "hired_on": "H15.4.1" });
    create(window, "staff", &officer, &json!({ "roles": roles }))?;
    for n in 1..=3 {
        let stick = json!({
            "media_no": format!("USB-00{n}"), "media_kind": "USBメモリ", "maker": "BUFFALO", "model": "RUF3-HSL32G",
            "serial": format!("SN000{n}"), "encrypted": "有", "acquisition": "own", "registered_on": "R5.5.1",
            "in_use_from": "R5.5.1", "content": "特定健診結果", "pii_class": "personal", "location": "耐火金庫 棚2",
            "owner_dept": "総務課", "owner": MANAGER, "status": "廃棄待ち",
        });
        create(window, "portable_media", &stick, &json!({}))?;
    }
    let notebook = json!([{ "drive_kind": "NVMe", "model": "MZVL2512", "serial": "S64DNX0R123456" }]);
    device(window, "PC-012", "ノートPC", "5CG1234XYZ", &notebook)?;
    let disks = json!([
        { "drive_kind": "HDD", "model": "WD10EZEX", "serial": "WX41A1234567" },
        { "drive_kind": "HDD", "model": "WD10EZEX", "serial": "WX41A7654321" },
    ]);
    device(window, "SV-002", "サーバー", "MXQ9988", &disks)
}

pub fn device(window: &Window, number: &str, kind: &str, serial: &str, drives: &Value) -> Result<()> {
    let device = json!({
        "device_no": number, "device_kind": kind, "maker": "富士通", "model": "LIFEBOOK U9313", "serial": serial,
        "ownership": "所有", "acquired_on": "R3.4.1", "location": "事務室", "zone": "執務室等", "user": MANAGER,
        "department": "総務課", "purpose": "資格管理", "pii_class": "個人情報", "portable_ok": "不可",
        "theft_lock": "ワイヤーロック", "security": "起動パスワード", "lock_minutes": "5",
    });
    create(window, "devices", &device, &json!({ "drives": drives }))
}

/// Takes the step 作業, four days ago from ten to eleven, with its place and tool, and how it was verified with what
/// result (their ids).
pub fn work(
    window: &Window,
    (place, tool): (&str, &str),
    (verification, result): (&str, &str),
) -> Result<()> {
    const F2: &str = "\u{E032}";
    window.press(F2)?;
    let day = days_ago(window, 4)?;
    let (start, end) = (format!("{day}T10:00"), format!("{day}T11:00"));
    let fields = [
        ("field-work_started_at", start.as_str()),
        ("field-work_ended_at", &end),
        ("field-place", place),
        ("field-operator", "渡邉 美穂"),
        ("field-tool", tool),
        ("field-verified_by", OFFICER),
    ];
    fill(window, &fields)?;
    window.choose("field-verification", verification)?;
    window.choose("field-result", result)?;
    window.click("form-save")?;
    window.wait_text("case-state", "作業後確認待ち")?;
    Ok(())
}
