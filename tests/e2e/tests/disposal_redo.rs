//! 再実施 and 取止め in the real window: what failed is done again, and a case is dropped before anything was done.

use mamori_e2e::desk::{self, MANAGER, OFFICER, equip};
use mamori_e2e::hand::{days_ago, fill, tick};
use mamori_e2e::{Result, Window, in_window, road};

const F2: &str = "\u{E032}";

/// A stick, ready to be crushed: the way up to the check before the work is tried in disposal.rs.
fn begun(window: &Window, number: &str) -> Result<String> {
    let day = days_ago(window, 6)?;
    let case = window.script(&format!(
        "const call = window.__TAURI_INTERNALS__.invoke;
         const texts = (values, parts = {{}}) => ({{ values, parts, effective_on: null, late_reason: null }});
         const applied = await call('apply_disposal', {{ draft: texts({{
             applied_on: '{day}', department: '総務課', applicant: '{MANAGER}', disposition: 'dispose', reason: '更改',
             content: '健診の結果', pii_class: 'personal', backup_needed: 'done', hold_check: 'expired',
             level: 'destruct', method: 'crush', performer: 'own' }}, {{ items: [{{ item_no: '{number}' }}] }}) }});
         const go = (made, step, values) =>
             call('advance_case', {{ id: made.id, version: made.version, step, draft: texts(values) }});
         const permitted = await go(applied, 'permit', {{ permitted_on: '{day}', permitted_by: '{OFFICER}' }});
         const made = await go(permitted, 'check_before', {{ pre_checked_at: '{day}T09:00', pre_checked_by: '{MANAGER}',
             pre_check_items: 'ledger,quantity,content', serial_source: 'label' }});
         return made.number;"
    ))?;
    case.as_str().map(str::to_owned).ok_or_else(|| format!("{number}: {case}").into())
}

fn crush(window: &Window, result: &str) -> Result<()> {
    desk::work(window, ("書庫前", "メディアシュレッダー MS-450"), ("visual", result))
}

fn validate(window: &Window, validation: &str) -> Result<()> {
    let at = format!("{}T16:00", days_ago(window, 3)?);
    window.wait_for("case-step-check_after")?;
    window.press(F2)?;
    fill(window, &[("field-post_checked_at", &at), ("field-post_checked_by", MANAGER)])?;
    window.choose("field-validation", validation)?;
    Ok(())
}

#[test]
fn what_failed_is_done_again_and_a_case_is_withdrawn() {
    in_window("disposal-redo", |window| {
        road::set_up(window)?;
        equip(window)?;
        let (failed, dropped) = (begun(window, "USB-001")?, begun(window, "USB-002")?);
        window.click("nav-disposals")?;
        window.click(&format!("list-row-{failed}"))?;
        window.wait_for("case-step-work")?;
        crush(window, "fail")?;

        // Accepting what failed is refused; it goes back into work with a reason.
        validate(window, "accept")?;
        tick(window, "field-post_check_items", &["復元不能", "残骸処分"])?;
        window.choose("field-destination", "recycler")?;
        window.click("form-save")?;
        window.wait_text("step-panel", "USB-001")?;
        window.shot("failed-refused")?;
        window.choose("field-validation", "repeat")?;
        window.fill("field-redo_reason", "チップの一部が割れていない")?;
        window.click("form-save")?;
        window.wait_text("case-state", "作業・終了報告待ち")?;
        window.shot("sent-back")?;
        crush(window, "pass")?;
        validate(window, "accept")?;
        tick(window, "field-post_check_items", &["復元不能", "残骸処分"])?;
        window.choose("field-destination", "recycler")?;
        window.click("form-save")?;
        window.wait_text("case-state", "完了待ち")?;

        window.click(&format!("list-row-{dropped}"))?;
        window.click("case-step-withdraw")?;
        window.click("form-save")?;
        window.wait_text("step-panel", "取止め")?;
        window.fill("field-withdrawn_reason", "使い続けることになったため")?;
        window.shot("withdrawing")?;
        window.click("form-save")?;
        window.wait_text("case-state", "することはもうありません")?;
        window.click("view-board")?;
        window.wait_text(&format!("board-case-{dropped}"), "USB-002")?;
        window.shot("board")?;
        window.click("view-list")?;
        window.click("nav-portable_media")?;
        window.wait_text("list-row-USB-002", "廃棄待ち")?;
        Ok(())
    });
}
