//! What leaves the office, in the real window: a repair under a secrecy agreement whose hand-over was typed wrongly and
//! is corrected, and a lease given back after its notebook was erased here.

use mamori_e2e::axe::accessibility;
use mamori_e2e::desk::{self, MANAGER, OFFICER, equip};
use mamori_e2e::hand::{days_ago, fill, tick};
use mamori_e2e::{Result, Window, in_window, road};

const F2: &str = "\u{E032}";

/// A case of one device, checked before the work: the way there is tried elsewhere.
fn begun(window: &Window, number: &str, own: &str) -> Result<String> {
    let day = days_ago(window, 6)?;
    let case = window.script(&format!(
        "const call = window.__TAURI_INTERNALS__.invoke;
         const texts = (values, parts = {{}}) => ({{ values, parts, effective_on: null, late_reason: null }});
         const applied = await call('apply_disposal', {{ draft: texts({{
             applied_on: '{day}', department: '総務課', applicant: '{MANAGER}', reason: '電源が入らない',
             content: '資格情報', pii_class: 'personal', backup_needed: 'done', hold_check: 'expired',
             contract_no: '保守-3', {own} }}, {{ items: [{{ item_no: '{number}' }}] }}) }});
         const go = (made, step, values) =>
             call('advance_case', {{ id: made.id, version: made.version, step, draft: texts(values) }});
         const permitted = await go(applied, 'permit', {{ permitted_on: '{day}', permitted_by: '{OFFICER}' }});
         const made = await go(permitted, 'check_before', {{ pre_checked_at: '{day}T09:00', pre_checked_by: '{MANAGER}',
             pre_check_items: 'ledger,quantity,content', serial_source: 'label' }});
         return made.number;"
    ))?;
    case.as_str().map(str::to_owned).ok_or_else(|| format!("{number}: {case}").into())
}

/// 修理への引渡し: refused while secrecy is not found in order.
fn hand_over(window: &Window) -> Result<()> {
    window.wait_for("case-step-hand_over")?;
    window.press(F2)?;
    let (handed, agreed) = (days_ago(window, 3)?, days_ago(window, 30)?);
    let fields = [
        ("field-handed_on", handed.as_str()),
        ("field-handed_by", MANAGER),
        ("field-collected_by", "佐藤 学"),
        ("field-receipt_no", "預り-77"),
        ("field-not_erased_reason", "業務に多大な影響があり、消去できない"),
        ("field-nda_no", "守-5"),
        ("field-nda_on", agreed.as_str()),
        ("field-secrecy_checked_on", agreed.as_str()),
    ];
    fill(window, &fields)?;
    window.choose("field-handling", "taken_away")?;
    window.choose("field-secrecy_result", "lacking")?;
    window.click("form-save")?;
    window.wait_text("step-panel", "秘密保持体制に不備")?;
    window.shot("secrecy-refused")?;
    window.choose("field-secrecy_result", "kept")?;
    window.click("form-save")?;
    window.wait_text("case-state", "作業・終了報告待ち")?;
    Ok(())
}

/// 手順の訂正: chosen behind 「ほかの操作」, with its reason, and judged as if it had been typed so at first.
fn correct_the_day(window: &Window) -> Result<String> {
    window.click("deeds-more")?;
    window.click("case-correct")?;
    window.wait_text("steps-taken", "訂正する手順")?;
    window.shot("steps-taken")?;
    window.click("taken-correct")?;
    let (early, right) = (days_ago(window, 8)?, days_ago(window, 4)?);
    window.fill("field-handed_on", &early)?;
    window.fill("reason", "預り証の日付の写し誤り")?;
    window.click("form-save")?;
    window.wait_text("step-panel", "より前になっています")?;
    window.shot("correction-refused")?;
    let objections = accessibility(window, "correction")?;
    window.fill("field-handed_on", &right)?;
    window.click("form-save")?;
    window.wait_text("case-state", "作業・終了報告待ち")?;
    window.wait_text("record-panel", "手順の訂正")?;
    window.shot("corrected")?;
    Ok(objections)
}

fn back(window: &Window) -> Result<()> {
    window.click("case-step-back")?;
    let day = days_ago(window, 2)?;
    fill(
        window,
        &[("field-back_on", day.as_str()), ("field-back_checked", "起動を確認。改変・不審な装置なし")],
    )?;
    window.choose("field-old_parts", "returned")?;
    window.fill("field-old_parts_detail", "旧SSD 1枚")?;
    window.shot("back-from-repair")?;
    window.click("form-save")?;
    window.wait_text("case-state", "作業後確認待ち")?;
    Ok(())
}

fn accept(window: &Window, items: &[&str], destination: &str, days: u32) -> Result<()> {
    let at = format!("{}T16:00", days_ago(window, days)?);
    window.wait_for("case-step-check_after")?;
    window.press(F2)?;
    fill(window, &[("field-post_checked_at", &at), ("field-post_checked_by", MANAGER)])?;
    window.choose("field-validation", "accept")?;
    tick(window, "field-post_check_items", items)?;
    window.choose("field-destination", destination)?;
    window.click("form-save")?;
    Ok(())
}

fn close(window: &Window) -> Result<()> {
    window.wait_text("case-state", "完了待ち")?;
    window.press(F2)?;
    window.fill("field-disposed_on", &days_ago(window, 1)?)?;
    window.click("form-save")?;
    window.wait_text("case-state", "することはもうありません")?;
    Ok(())
}

fn erase(window: &Window) -> Result<()> {
    window.wait_for("case-step-work")?;
    desk::work(window, ("サーバー室", "nvme-cli 2.9"), ("full", "pass"))
}

/// 搬出・返却: the way on leads through it.
fn send_out(window: &Window) -> Result<()> {
    window.wait_text("case-state", "搬出・返却待ち")?;
    window.press(F2)?;
    let day = days_ago(window, 2)?;
    let fields = [
        ("field-sent_on", day.as_str()),
        ("field-sent_by", MANAGER),
        ("field-sent_to", "佐藤 学"),
        ("field-sent_receipt_no", "受-31"),
        ("field-carrier", "日本通運"),
        ("field-vendor", "○○リース"),
    ];
    fill(window, &fields)?;
    window.shot("sending-out")?;
    window.click("form-save")?;
    Ok(())
}

#[test]
fn a_repair_comes_back_and_a_lease_goes_back() {
    in_window("disposal-ways", |window| {
        road::set_up(window)?;
        equip(window)?;
        let repair = begun(
            window,
            "SV-002",
            "disposition: 'repair', performer: 'outsourced', method: 'return_only', level: 'clear', \
             vendor: '富士通エフサス', adequacy_reason: '業務に多大な影響があり消去できない'",
        )?;
        let lease = begun(
            window,
            "PC-012",
            "disposition: 'lease_return', performer: 'own', method: 'nvme_sanitize', level: 'purge', \
             adequacy_reason: '製造元の手順で全領域を消去'",
        )?;
        window.click("nav-disposals")?;
        window.click(&format!("list-row-{repair}"))?;
        hand_over(window)?;
        let objections = correct_the_day(window)?;
        back(window)?;
        accept(window, &["数量"], "manufacturer", 1)?;
        close(window)?;

        window.click(&format!("list-row-{lease}"))?;
        erase(window)?;
        accept(window, &["復元不能", "残骸処分"], "lessor", 3)?;
        send_out(window)?;
        close(window)?;
        window.shot("returned")?;
        window.click("nav-devices")?;
        window.wait_text("list-row-PC-012", "返却済")?;
        assert!(objections.is_empty(), "\n{objections}");
        Ok(())
    });
}
