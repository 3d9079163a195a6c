//! 作業後確認と完了: accepted, sent back, or closed. What is asked of every case that ends stands in [`super::gates`].

use super::gates::acceptable;
use super::open::{lease_allows, level_from_method, methods_fit};
use super::passes::is_about;
use super::rows::{self, data_rows, is_certified, is_outsourced, only_lent};
use super::work::{leaves, row_of, settle};
use super::{Context, State, Step, common, must_hold, photographed, require, set, set_state, take, ticked};
use crate::error::{Error, ErrorCode, Result, refuse};
use crate::registers::{self, Facts, Severity};
use crate::vocab::{Content, RegisterId, Value, Values};

/// 作業後確認 by the system manager: accept, repeat, or go over to a stronger method (SP 800-88 §4.5.2).
pub fn check_after(case: &Content, given: &Content, context: &Context<'_>) -> Result<Content> {
    must_hold(context, "disposal_check", given, "post_checked_by", "post_checked_at")?;
    let mut next = case.clone();
    // Of an earlier redo nothing is left to steer this one.
    for key in ["redo_performer", "redo_method"] {
        next.values.remove(key);
    }
    let said = given.values.iter().filter(|(key, _)| !commissions(key) || !case.values.contains_key(key));
    next.values.extend(said.map(|(key, value)| (key.clone(), value.clone())));
    let named = given.parts.get("items").map(Vec::as_slice).unwrap_or_default();
    if !Facts(&next.values).is("validation", &["accept"]) {
        return again(next, named);
    }
    returned_first(&next)?;
    ticked(given, "post_check_items", post_checks(&next))?;
    require(&next.values, &["destination"])?;
    photographed(&next, Step::CheckAfter, context)?;
    acceptable(&next, context)?;
    set_state(&mut next, State::AfterChecked);
    Ok(next)
}

/// Whom a case commissioned stays; a redo names another only where there was none, the hand-over any.
fn commissions(key: &str) -> bool {
    matches!(key, "vendor" | "contract_no")
}

/// What leaves with its data is checked when it is back.
fn returned_first(case: &Content) -> Result<()> {
    let lent = data_rows(case).any(|(_, thing)| only_lent(thing));
    common::in_order(RegisterId::Disposals, if lent { &[("back_on", "post_checked_at")] } else { &[] }, case)
}

/// Boxes to be ticked; of 特定個人情報 there are photos, of what comes back there are no remains.
fn post_checks(case: &Content) -> &'static [&'static str] {
    let facts = Facts(&case.values);
    if data_rows(case).all(|(_, thing)| only_lent(thing)) {
        &["quantity"]
    } else if facts.is("pii_class", &["specific"]) {
        &["unreadable", "remains", "photo"]
    } else {
        &["unreadable", "remains"]
    }
}

/// 再実施・上位の方法へ: what did not hold, or is named, is done again, here or by a contractor. What held stays,
/// and nothing of the check stays but its reason.
fn again(mut case: Content, named: &[Values]) -> Result<Content> {
    require(&case.values, &["redo_reason"])?;
    let again = done_again(&case, named)?;
    let times = Facts(&case.values).int("redo_count").unwrap_or_default() + 1;
    set(&mut case, "redo_count", Value::Int(times));
    for key in ["post_checked_by", "post_checked_at", "post_check_items", "same_checker_reason", "result"] {
        case.values.remove(key);
    }
    handed_one_by_one(&mut case);
    let (performer, method) =
        (case.values.get("redo_performer").cloned(), case.values.get("redo_method").cloned());
    for row in again {
        discredit(&mut case, row);
        let Some(thing) = case.parts.get_mut("items").and_then(|items| items.get_mut(row)) else { continue };
        open_again(thing, performer.as_ref(), method.as_ref());
    }
    methods_fit(&case)?;
    lease_allows(&case)?;
    if rows::items(&case).iter().any(is_outsourced) {
        require(&case.values, &["vendor", "contract_no"])?;
    }
    for key in ["circumstances", "method_changed_reason"] {
        case.values.remove(key);
    }
    withdraw_certificates(&mut case);
    case.values.remove("reported_on");
    settle(&mut case);
    set_state(&mut case, State::InWork);
    Ok(case)
}

/// The rows that are done again: those named, else those that did not hold.
fn done_again(case: &Content, named: &[Values]) -> Result<Vec<usize>> {
    if !named.is_empty() {
        return named.iter().map(|row| row_of(case, row)).collect();
    }
    let held = |thing: &Values| {
        Facts(thing).is("result", &["pass"]) && (!is_outsourced(thing) || is_certified(thing))
    };
    let failed: Vec<usize> =
        data_rows(case).filter(|(_, thing)| !held(thing) && !only_lent(thing)).map(|(row, _)| row).collect();
    if failed.is_empty() { Err(refuse(ErrorCode::CaseRedoNothing)) } else { Ok(failed) }
}

/// From here on each thing knows its own day, also where the case was begun by an earlier version.
fn handed_one_by_one(case: &mut Content) {
    let known = ["handed_on", "handling"].map(|key| (key, case.values.get(key).cloned()));
    let handed: Vec<usize> =
        data_rows(case).filter(|(_, thing)| rows::is_handed(case, thing)).map(|(row, _)| row).collect();
    for row in handed {
        let Some(thing) = case.parts.get_mut("items").and_then(|items| items.get_mut(row)) else { continue };
        for (key, value) in &known {
            if let Some(value) = value {
                thing.insert_new(*key, || value.clone());
            }
        }
    }
}

/// Another performer: what he is given, or gives back, is handed over anew.
fn open_again(thing: &mut Values, performer: Option<&Value>, method: Option<&Value>) {
    for key in ["result", "certificate_match", "certificate_no", "error_count"] {
        thing.remove(key);
    }
    if performer.is_some() && thing.get("performer") != performer {
        for key in ["handed_on", "handling"] {
            thing.remove(key);
        }
    }
    rows::back_to_plan(thing);
    rows::forget_circumstances(thing);
    for (key, value) in [("performer", performer), ("method", method), ("planned_method", method)] {
        value.cloned().map(|value| thing.insert(key, value));
    }
    level_from_method(thing);
}

/// The office's own work on what is done again stays on the record and counts no more. Of what a contractor has,
/// the erasing before the hand-over stands: what is sent back is his part.
fn discredit(case: &mut Content, row: usize) {
    let Some(thing) = rows::items(case).get(row).filter(|thing| !is_outsourced(thing)).cloned() else {
        return;
    };
    for step in case.parts.get_mut("steps").into_iter().flatten().filter(|step| is_about(step, &thing)) {
        step.insert("discredited", Value::Bool(true));
    }
}

/// Lines that certified what is now done again certify nothing any more.
fn withdraw_certificates(case: &mut Content) {
    let open: Vec<String> = data_rows(case)
        .filter(|(_, thing)| is_outsourced(thing) && !is_certified(thing))
        .map(|(_, thing)| rows::proof_key(thing))
        .collect();
    for line in case.parts.get_mut("certificate_lines").into_iter().flatten() {
        if open.contains(&rows::text(line, "item_serial")) {
            line.insert("superseded", Value::Bool(true));
        }
    }
}

/// 完了. Only now do the things change in their own ledgers.
pub fn close(case: &Content, given: &Content, context: &Context<'_>) -> Result<Content> {
    let mut next = case.clone();
    take(&mut next, given);
    acceptable(&next, context)?;
    if !Facts(&next.values).is("validation", &["accept"]) {
        return Err(super::refused_step(case, super::Step::Close));
    }
    if must_be_sent(&next) {
        return Err(refuse(ErrorCode::CaseNotSentOut));
    }
    if must_come_back(&next) {
        require(&next.values, &["back_on", "back_checked"])?;
    }
    let mut open = registers::check(RegisterId::Disposals, &next, context.profile);
    open.retain(|finding| finding.severity >= Severity::Close);
    if !open.is_empty() {
        return Err(Error::Rules(open));
    }
    set(&mut next, "ledger_closed_at", Value::DateTime(context.now));
    set_state(&mut next, State::Closed);
    Ok(next)
}

/// What was erased here and is to leave is not closed while it still stands here.
pub fn must_be_sent(case: &Content) -> bool {
    let facts = Facts(&case.values);
    let goes = facts.is("disposition", &["lease_return", "rental_return", "repair"]);
    goes && leaves(case) && !facts.has("sent_on")
}

/// What was sent to be repaired comes back before the case is closed.
pub fn must_come_back(case: &Content) -> bool {
    let facts = Facts(&case.values);
    facts.is("disposition", &["repair"]) && facts.has("sent_on") && !facts.has("back_on")
}

/// 産業廃棄物管理票: where the remains went, as its sheets come back one after the other (C-5).
pub fn manifest(case: &Content, given: &Content) -> Result<Content> {
    let mut next = case.clone();
    take(&mut next, given);
    Ok(next)
}

/// A manifest was issued, and its last sheet has not come.
pub fn manifest_open(case: &Content) -> bool {
    let facts = Facts(&case.values);
    facts.has("manifest_no") && !facts.has("manifest_e_on")
}
