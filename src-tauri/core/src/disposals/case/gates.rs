//! 関門: what must be true of a case before it is accepted and again before it is closed, whichever way it went.

use super::certify::{incomplete, standing, unexplained};
use super::open::{crushed_in_principle, judgeable, lease_allows};
use super::rows::{self, data_rows, is_certified, is_outsourced, only_lent};
use super::{Context, common, passes, require};
use crate::disposals::adequacy::{Adequacy, is_judged, level_of};
use crate::disposals::adviser;
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::registers::{self, Facts, FindingCode};
use crate::vocab::{Content, RegisterId, Values};

/// Everything that must be true of a case before it is accepted, and again before it is closed.
pub fn acceptable(case: &Content, context: &Context<'_>) -> Result<()> {
    let facts = Facts(&case.values);
    let done = [
        "permitted_by",
        "permitted_on",
        "pre_checked_by",
        "pre_checked_at",
        "post_checked_by",
        "post_checked_at",
    ];
    require(&case.values, &done)?;
    for (_, thing) in data_rows(case) {
        if only_lent(thing) {
            require(&case.values, &["back_on", "back_checked"])?;
        } else if is_outsourced(thing) {
            certified(case, thing)?;
        } else {
            verified(case, thing)?;
        }
        suffices(case, thing, context)?;
        stepped(case, thing, context)?;
    }
    crushed_in_principle(case, context)?;
    lease_allows(case)?;
    as_applied_for(case)?;
    told(case, context)?;
    two_persons(case, context)?;
    if facts.is("pii_class", &["specific"]) && !facts.has("witness") {
        return Err(refuse(ErrorCode::CaseWitness));
    }
    stood_by(case)
}

/// What the contractor did is what was permitted, or there is a reason for it.
fn as_applied_for(case: &Content) -> Result<()> {
    let reasoned = case.values.contains_key("method_changed_reason");
    for (_, thing) in data_rows(case).filter(|(_, thing)| is_outsourced(thing) && !reasoned) {
        let (planned, done) = (Facts(thing).choice("planned_method"), Facts(thing).choice("method"));
        let Some((planned, done)) = planned.filter(|method| is_judged(method)).zip(done) else { continue };
        if planned != done {
            let (planned, done) = (rows::method_label(planned), rows::method_label(done));
            let params = [
                ("item", rows::named(thing)),
                ("planned", planned.ja.to_owned()),
                ("done", done.ja.to_owned()),
                ("planned_en", planned.en.to_owned()),
                ("done_en", done.en.to_owned()),
            ];
            return Err(refuse_with(ErrorCode::CaseMethodChanged, params));
        }
    }
    Ok(())
}

/// The certificates say all they have to (C-4 ●), and are there to be shown.
fn told(case: &Content, context: &Context<'_>) -> Result<()> {
    let open = incomplete(case, context.files);
    let Some(first) = open.first() else { return Ok(()) };
    let fields: Vec<_> = first
        .fields
        .iter()
        .map(|key| common::part_label(RegisterId::Disposals, "certificates", key))
        .collect();
    let params = [("certificate", first.number.clone()), ("fields", fields.join("、"))];
    Err(refuse_with(ErrorCode::CertificateIncomplete, params))
}

/// 作業者, 検証者 and 立会者 are different people, or there is a reason (C-3).
fn two_persons(case: &Content, context: &Context<'_>) -> Result<()> {
    let mut broken = registers::check(RegisterId::Disposals, case, context.profile);
    broken.retain(|one| matches!(one.code, FindingCode::OwnVerification | FindingCode::OwnWitness));
    if broken.is_empty() { Ok(()) } else { Err(Error::Rules(broken)) }
}

/// 立会い: the contractor's work in the office was watched, by whom and when; what he carried away was not.
pub fn stood_by(case: &Content) -> Result<()> {
    let facts = Facts(&case.values);
    let outside = data_rows(case).any(|(_, thing)| rows::is_on_site(case, thing) && !only_lent(thing));
    let watched = facts.has("witness") && facts.has("witnessed_at");
    if outside && !watched {
        return Err(refuse(ErrorCode::CaseWitnessOnSite));
    }
    Ok(())
}

/// 未確認 is never taken for 合格, and nothing that nobody looked at is verified.
fn verified(case: &Content, thing: &Values) -> Result<()> {
    let last = passes::counted(case, thing).pop();
    let verified = last.is_some_and(|step| {
        Facts(step).choice("verification").is_some_and(|how| how != "none")
            && Facts(step).is("result", &["pass"])
    });
    if verified && Facts(thing).is("result", &["pass"]) {
        return Ok(());
    }
    Err(refuse_with(ErrorCode::CaseNotVerified, [("item", rows::named(thing))]))
}

fn certified(case: &Content, thing: &Values) -> Result<()> {
    if is_certified(thing) && standing(case) == "match" {
        return Ok(());
    }
    let doubtful = unexplained(case).into_iter().map(|line| rows::text(line, "serial"));
    let missing = data_rows(case)
        .filter(|(_, thing)| is_outsourced(thing) && !only_lent(thing) && !is_certified(thing));
    let missing = missing.map(|(_, thing)| rows::named(thing));
    let items = missing.chain(doubtful).collect::<Vec<_>>().join("、");
    Err(refuse_with(ErrorCode::CertificateUnmatched, [("items", items)]))
}

/// The method that was really used suffices, or says why it was taken.
fn suffices(case: &Content, thing: &Values, context: &Context<'_>) -> Result<()> {
    let Some(advice) = adviser(thing, case, context.profile) else { return judgeable(thing) };
    let why = advice.remarks.first().map(|remark| remark.message);
    let (ja, en) = why.map_or(("", ""), |why| (why.ja, why.en));
    let params = [("item", rows::named(thing)), ("why", ja.to_owned()), ("why_en", en.to_owned())];
    match advice.level {
        Adequacy::Ok => Ok(()),
        Adequacy::Warn if case.values.contains_key("adequacy_reason") => Ok(()),
        Adequacy::Warn => Err(refuse_with(ErrorCode::CaseMethodReason, params)),
        Adequacy::Block => Err(refuse_with(ErrorCode::CaseMethod, params)),
    }
}

/// A computer's disk is overwritten and then erased, or dealt with by something at least as strong (R43).
fn stepped(case: &Content, thing: &Values, context: &Context<'_>) -> Result<()> {
    let in_device = Facts(thing).is("item_ledger", &["devices"]) && !is_outsourced(thing);
    let clear = Facts(thing).choice("method").and_then(level_of) == Some("clear");
    let asked = context.profile.number("erase_steps").unwrap_or_default();
    if !(context.profile.demands("overwrite_then_erase") && in_device && clear) {
        return Ok(());
    }
    let passed = passes::passed(case, thing);
    if passed.len() as i64 >= asked && passes::overwritten_then_erased(&passed) {
        return Ok(());
    }
    Err(refuse_with(ErrorCode::CaseStepsMissing, [("item", rows::named(thing))]))
}
