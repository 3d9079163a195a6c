//! 廃棄・消去: a case that ends media and devices, confirmed before and after the work (A 4.2.5(5)).

pub mod actions;
pub mod adequacy;
pub mod board;
pub mod case;
pub mod case_fields;
pub mod choices;
pub mod fields;
pub mod form;
pub mod guide;
pub mod journal;
pub mod paper;
pub mod photos;
pub mod proof;
pub mod reports;
pub mod sheets;
mod store;
pub mod taken;
pub mod weigh;

use chrono::Days;

pub use adequacy::{Adequacy, Advice, Question, advise};
pub use store::open_case;

use crate::profile::Profile;
use crate::registers::{Facts, Finding, FindingCode, Severity, is_same_person};
use crate::vocab::{Content, PartialDate, Value, Values};

/// The things a case is about: its listed items, or the one thing an old ledger's row names.
pub fn things(content: &Content) -> Vec<Values> {
    let listed = content.parts.get("items").cloned().unwrap_or_default();
    if !listed.is_empty() {
        return listed;
    }
    let own =
        [("device_no", "item_no"), ("device_kind", "item_kind"), ("model", "model"), ("serial", "serial")];
    let own =
        own.into_iter().filter_map(|(key, part)| Some((part.to_owned(), content.values.get(key)?.clone())));
    let thing: Values = own.collect();
    if thing.is_empty() { Vec::new() } else { vec![thing] }
}

/// 証明書受領期限, and how adequate the method is where it can be told.
pub fn derived(content: &Content, profile: &Profile) -> Values {
    let mut values = Values::new();
    let days = profile.number("certificate_due_days").ok().and_then(|days| u64::try_from(days).ok());
    let handed = case::rows::owed_since(content).zip(days);
    if let Some(due) = handed.and_then(|(handed, days)| handed.checked_add_days(Days::new(days))) {
        values.insert("certificate_due", Value::Date(PartialDate::from(due)));
    }
    if let Some(worst) = worst_adequacy(content, profile) {
        values.insert("adequacy", Value::Choice(worst.as_str().to_owned()));
    }
    values
}

/// How adequate the method is for one of the case's things, whose own method goes before the case's.
pub fn judged(thing: &Values, content: &Content, profile: &Profile) -> Option<Adequacy> {
    adviser(thing, content, profile).map(|advice| advice.level)
}

/// What there is to say about the method for one of the case's things.
pub fn adviser(thing: &Values, content: &Content, profile: &Profile) -> Option<Advice> {
    advise(&question(thing, content, profile)?)
}

/// What is asked about one of the case's things. `None` while kind, method or class is not known.
pub fn question<'a>(thing: &'a Values, content: &'a Content, profile: &Profile) -> Option<Question<'a>> {
    let (row, case) = (Facts(thing), Facts(&content.values));
    let circumstances = match thing.get("circumstances") {
        Some(Value::ManyOf(ids)) => ids.as_slice(),
        _ => &[],
    };
    Some(Question {
        kind: row.choice("item_kind")?,
        inside: row.choice("inside"),
        method: row.choice("method").or(case.choice("method"))?,
        class: case.choice("pii_class")?,
        circumstances,
        erased_before: case::passes::erased_before(content, thing),
        verified: row.choice("result").map(|result| result != "unknown"),
        leased: case.is("disposition", &["lease_return", "rental_return"]),
        lent_for_repair: case.is("disposition", &["repair"]),
        guideline_binds: profile.demands("municipal_guideline"),
        // 粉砕の原則 has a finding of its own, with its own reason.
        shred_in_principle: false,
    })
}

/// The least adequate of all things of the case.
fn worst_adequacy(content: &Content, profile: &Profile) -> Option<Adequacy> {
    let things = things(content);
    let carrying = (0..things.len()).filter(|row| case::rows::carries_data(&things, *row));
    carrying.filter_map(|row| judged(&things[row], content, profile)).max()
}

/// Confirmed before and after, by others than those who asked and worked, and by means that suffice.
pub fn check(content: &Content, profile: &Profile, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    if things(content).is_empty() {
        findings.push(Finding::new("items", FindingCode::NothingListed, Severity::Save));
    }
    if facts.is("hold_check", &["on_hold"]) {
        findings.push(Finding::new("hold_check", FindingCode::StillToBeKept, Severity::Save));
    }
    let twice = profile.demands("check_before_and_after");
    if twice && facts.has("post_checked_by") && !facts.has("pre_checked_by") {
        findings.push(Finding::new("pre_checked_by", FindingCode::PreCheckMissing, Severity::Save));
    }
    check_order(facts, findings);
    check_persons(content, findings);
    check_method(content, profile, findings);
    check_certificate(content, profile, findings);
}

/// 許可, 作業前確認, 作業, 作業後確認: in this order.
fn check_order(facts: Facts<'_>, findings: &mut Vec<Finding>) {
    if facts.before("work_ended_at", "work_started_at") {
        findings.push(Finding::new("work_ended_at", FindingCode::EndsBeforeStart, Severity::Save));
    }
    if facts.before("work_started_at", "permitted_on") {
        findings.push(Finding::new("permitted_on", FindingCode::PermittedAfterwards, Severity::Save));
    }
    if facts.before("work_started_at", "pre_checked_at") {
        findings.push(Finding::new("pre_checked_at", FindingCode::CheckedAfterWorkBegan, Severity::Save));
    }
    let work = ["work_ended_at", "work_started_at", "pre_checked_at"];
    if work.into_iter().any(|work| facts.before("post_checked_at", work)) {
        findings.push(Finding::new("post_checked_at", FindingCode::CheckedBeforeWorkEnded, Severity::Save));
    }
}

fn check_persons(content: &Content, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    let steps = content.parts.get("steps").map(Vec::as_slice).unwrap_or_default();
    let worked = |who: &str| {
        let who = content.values.get(who);
        let mut operators =
            steps.iter().map(|step| step.get("operator")).chain([content.values.get("operator")]);
        operators.any(|operator| is_same_person(operator, who))
    };
    if facts.same_person("applicant", "permitted_by") && !facts.has("self_approval_reason") {
        findings.push(Finding::new("permitted_by", FindingCode::OwnRequest, Severity::Save));
    }
    let twofold = [
        ("post_checked_by", FindingCode::OwnCheck, Severity::Save),
        // 作業者・確認者（相互確認） are two people (C-3); before an old ledger it is only said.
        ("verified_by", FindingCode::OwnVerification, Severity::Warn),
        ("witness", FindingCode::OwnWitness, Severity::Warn),
    ];
    for (who, code, severity) in twofold {
        if worked(who) && !facts.has("same_checker_reason") {
            findings.push(Finding::new(who, code, severity));
        }
    }
    if facts.is("pii_class", &["specific"]) && facts.has("disposed_on") && !facts.has("witness") {
        findings.push(Finding::new("witness", FindingCode::WitnessMissing, Severity::Close));
    }
}

fn check_method(content: &Content, profile: &Profile, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    let things = things(content);
    let any = |kinds: &dyn Fn(&str) -> bool| {
        things.iter().any(|thing| Facts(thing).choice("item_kind").is_some_and(kinds))
    };
    let computer = any(&|kind| matches!(kind, "notebook" | "desktop" | "thin_client" | "server"));
    let not_crushed = things.iter().any(|thing| is_left_uncrushed(thing, content, profile));
    if not_crushed && !facts.has("not_shred_reason") {
        findings.push(Finding::new("method", FindingCode::NotCrushed, Severity::Warn));
    }
    // A case run by steps is looked at drive by drive when its work is checked.
    let steps: Vec<&Values> = content.parts.get("steps").into_iter().flatten().collect();
    let asked = profile.number("erase_steps").unwrap_or_default();
    let stepped = steps.len() as i64 >= asked && case::passes::overwritten_then_erased(&steps);
    if profile.demands("overwrite_then_erase")
        && !case::is_run(content)
        && computer
        && facts.is("method", &["overwrite"])
        && !stepped
    {
        findings.push(Finding::new("steps", FindingCode::StepsMissing, Severity::Close));
    }
    let explained = facts.has("adequacy_reason");
    match worst_adequacy(content, profile) {
        Some(Adequacy::Block) => {
            findings.push(Finding::new("method", FindingCode::MethodInadequate, Severity::Save))
        }
        _ if facts.is("method", &["format"]) && !explained => {
            findings.push(Finding::new("method", FindingCode::FormattingOnly, Severity::Warn));
        }
        Some(Adequacy::Warn) if !explained => {
            findings.push(Finding::new("method", FindingCode::MethodDoubtful, Severity::Warn));
        }
        _ => {}
    }
}

/// 粉砕の原則 (A 4.2.5(2)): whether one of the case's media goes some other way, for which a reason is written.
/// What comes back, stays or goes to its owner is not crushed.
pub(crate) fn is_left_uncrushed(thing: &Values, content: &Content, profile: &Profile) -> bool {
    let (row, case) = (Facts(thing), Facts(&content.values));
    let stays = case.is("disposition", &["repair", "internal_reuse", "lease_return", "rental_return"]);
    let method = row.choice("method").or(case.choice("method"));
    profile.demands("shred_in_principle")
        && !stays
        && row.choice("item_kind").is_some_and(adequacy::is_medium)
        && method.is_some_and(|method| !adequacy::destroys(method))
}

fn check_certificate(content: &Content, profile: &Profile, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    let by_row = content.parts.get("items").into_iter().flatten().any(case::rows::is_outsourced);
    // An old ledger names the contractor only; of a lease given back the lessor is named, and erases nothing.
    let vendor_only = facts.has("vendor") && !facts.has("performer");
    let outsourced = facts.is("performer", &["outsourced"])
        || facts.is("method", &["outsourced"])
        || by_row
        || vendor_only;
    let lent = facts.is("disposition", &["repair"]) && facts.is("method", &["return_only"]);
    let outsourced = outsourced && !lent;
    let received = facts.has("certificate_no") && facts.has("certificate_received_on");
    if profile.demands("certificate_required") && outsourced && !received {
        findings.push(Finding::new("certificate_no", FindingCode::CertificateMissing, Severity::Close));
    }
    if facts.is("certificate_match", &["mismatch", "missing"]) {
        findings.push(Finding::new("certificate_match", FindingCode::CertificateMismatch, Severity::Close));
    }
}

#[cfg(test)]
mod tests;
