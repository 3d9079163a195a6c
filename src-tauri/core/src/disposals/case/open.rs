//! 申請, 許可, 不許可, 作業前確認, 取止め: what happens before anything is done to the things.

use chrono::Months;

use super::Step;
use super::rows::{self, data_rows, is_outsourced, only_lent};
use super::{Context, State, must_hold, passes, photographed, require, set, set_state, take, ticked};
use crate::disposals::adequacy::{is_judged, level_of};
use crate::disposals::case_fields::{CIRCUMSTANCES, KNOWN_BEFORE};
use crate::disposals::is_left_uncrushed;
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::registers::Facts;
use crate::vocab::read::{PartRow, Problem, ProblemCode, Problems};
use crate::vocab::{Content, PartialDate, RegisterId, Value, Values};

/// 申請. Serial numbers are taken down now, while they can still be read.
pub fn apply(given: &Content, context: &Context<'_>) -> Result<Content> {
    let mut case = given.clone();
    set(&mut case, "by_steps", Value::Bool(true));
    set_state(&mut case, State::Opened);
    let (method, performer) = (case.values.get("method").cloned(), case.values.get("performer").cloned());
    for row in case.parts.get_mut("items").into_iter().flatten() {
        inherit(row, "method", method.as_ref());
        inherit(row, "performer", performer.as_ref());
        let planned = row.get("method").cloned();
        planned.map(|planned| row.insert("planned_method", planned));
        level_from_method(row);
    }
    identified(&case)?;
    listed_once(&case)?;
    commissioned(&case)?;
    methods_fit(&case)?;
    known_by_now(&case)?;
    crushed_in_principle(&case, context)?;
    lease_allows(&case)?;
    attended(&case)?;
    logs_are_old(&case, context)?;
    Ok(case)
}

fn inherit(row: &mut Values, key: &str, from_case: Option<&Value>) {
    if let Some(value) = from_case {
        row.insert_new(key.to_owned(), || value.clone());
    }
}

pub fn level_from_method(row: &mut Values) {
    if let Some(level) = Facts(row).choice("method").and_then(level_of) {
        row.insert("level", Value::Choice(level.to_owned()));
    }
}

fn identified(case: &Content) -> Result<()> {
    let lacking = data_rows(case).flat_map(|(row, thing)| {
        // Data alone has no number of its own; which days it is about says what is gone.
        let asked: &[&str] = match Facts(thing).is("item_kind", &["log_data"]) {
            true => &["item_no", "item_kind", "period_until"],
            // Of two things of one number, model or capacity says which is meant.
            false if thing.contains_key("capacity") => &["item_no", "item_kind", "serial"],
            false => &["item_no", "item_kind", "serial", "model"],
        };
        let blank = asked.iter().copied().filter(|key| !thing.contains_key(key));
        blank.map(move |key| Problem {
            field: key.to_owned(),
            part: Some(PartRow { part: "items".to_owned(), row }),
            code: ProblemCode::Required,
            text: String::new(),
            hint: String::new(),
        })
    });
    let problems: Vec<_> = lacking.collect();
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Input { register: RegisterId::Disposals, problems: Problems(problems) })
}

fn listed_once(case: &Content) -> Result<()> {
    let mut seen: Vec<(String, String)> = Vec::new();
    for thing in rows::items(case) {
        let key = (rows::text(thing, "item_no"), super::matching::key(&rows::text(thing, "serial")));
        if seen.contains(&key) {
            return Err(refuse_with(ErrorCode::CaseItemTwice, [("item", rows::named(thing))]));
        }
        seen.push(key);
    }
    Ok(())
}

/// Who is commissioned is named, with the contract (A 2.4.1).
fn commissioned(case: &Content) -> Result<()> {
    if rows::items(case).iter().any(is_outsourced) {
        require(&case.values, &["vendor", "contract_no"])?;
    }
    Ok(())
}

/// Who will stand by is settled beforehand where 特定個人情報 is concerned (C-2).
fn attended(case: &Content) -> Result<()> {
    match Facts(&case.values).is("pii_class", &["specific"]) {
        true => require(&case.values, &["planned_witness"]),
        false => Ok(()),
    }
}

/// What is done here is done by a method that can be judged; of a contractor's the certificate will tell. Unerased
/// a thing leaves for repair only.
pub fn methods_fit(case: &Content) -> Result<()> {
    let repair = Facts(&case.values).is("disposition", &["repair"]);
    for (_, thing) in data_rows(case) {
        let sent_out = repair && is_outsourced(thing);
        if only_lent(thing) && !sent_out {
            return Err(refuse_with(ErrorCode::CaseReturnOnly, [("item", rows::named(thing))]));
        }
        if !is_outsourced(thing) {
            judgeable(thing)?;
        }
    }
    Ok(())
}

/// 業者委託, その他 and the like say nothing about the data, so nothing could be concluded from them.
pub fn judgeable(thing: &Values) -> Result<()> {
    match Facts(thing).choice("method") {
        Some(method) if !is_judged(method) => {
            let method = rows::method_label(method);
            let params = [
                ("item", rows::named(thing)),
                ("method", method.ja.to_owned()),
                ("method_en", method.en.to_owned()),
            ];
            Err(refuse_with(ErrorCode::CaseMethodUnjudged, params))
        }
        _ => Ok(()),
    }
}

/// 「全プラッタの破壊を写真で確認」 is said when it was seen, not applied for.
fn known_by_now(case: &Content) -> Result<()> {
    let ahead = |thing: &Values| match thing.get("circumstances") {
        Some(Value::ManyOf(ids)) => ids.iter().find(|id| !KNOWN_BEFORE.contains(&id.as_str())).cloned(),
        _ => None,
    };
    match rows::items(case).iter().find_map(ahead) {
        Some(id) => {
            let label = CIRCUMSTANCES.iter().find(|one| one.id == id).map_or("", |one| one.label.ja);
            Err(refuse_with(ErrorCode::CaseCircumstanceAhead, [("circumstance", label.to_owned())]))
        }
        None => Ok(()),
    }
}

/// 粉砕の原則 (A 4.2.5(2)), row by row: what goes another way needs the reason, as far as it is known by now.
pub fn crushed_in_principle(case: &Content, context: &Context<'_>) -> Result<()> {
    let known = |thing: &Values| Facts(thing).choice("method").is_some_and(is_judged);
    let mut rows = data_rows(case).filter(|(_, thing)| known(thing));
    if rows.any(|(_, thing)| is_left_uncrushed(thing, case, context.profile)) {
        require(&case.values, &["not_shred_reason"])?;
    }
    Ok(())
}

/// A log is not discarded before its time (A 5.2.2(6)).
fn logs_are_old(case: &Content, context: &Context<'_>) -> Result<()> {
    let months = u32::try_from(context.profile.number("log_keep_months")?).unwrap_or(0);
    for (_, thing) in data_rows(case) {
        let last = Facts(thing).date("period_until").map(PartialDate::last_day);
        let free = last.and_then(|last| last.checked_add_months(Months::new(months)));
        if let Some(free) = free.filter(|free| *free > context.now.date()) {
            let params = [
                ("item", rows::text(thing, "item_no")),
                ("months", months.to_string()),
                ("day", PartialDate::from(free).long()),
                ("day_en", free.to_string()),
            ];
            return Err(refuse_with(ErrorCode::CaseLogKept, params));
        }
    }
    Ok(())
}

/// What must go back to the lessor is not destroyed, nor made useless by a degausser: neither by plan nor in the work
/// that counts for it.
pub fn lease_allows(case: &Content) -> Result<()> {
    let must_return = Facts(&case.values).is("lease_terms", &["must_return"]);
    let destroys = |row: &Values| {
        let method = Facts(row).choice("method");
        method == Some("degauss") || method.and_then(level_of) == Some("destruct")
    };
    let destroyed = data_rows(case)
        .find(|(_, thing)| destroys(thing) || passes::counted(case, thing).into_iter().any(destroys));
    match destroyed {
        Some((_, thing)) if must_return => {
            Err(refuse_with(ErrorCode::CaseLease, [("item", rows::named(thing))]))
        }
        _ => Ok(()),
    }
}

/// 許可. By a person other than the applicant, or with the reason the regulation allows.
pub fn permit(case: &Content, given: &Content, context: &Context<'_>) -> Result<Content> {
    if Facts(&case.values).has("permitted_on") {
        return Err(super::refused_step(case, Step::Permit));
    }
    must_hold(context, "disposal_permit", given, "permitted_by", "permitted_on")?;
    let mut next = case.clone();
    take(&mut next, given);
    Ok(next)
}

/// 不許可, with the reason: the case is over, and its things are free again.
pub fn reject(case: &Content, given: &Content, context: &Context<'_>) -> Result<Content> {
    if Facts(&case.values).has("permitted_on") {
        return Err(super::refused_step(case, Step::Reject));
    }
    must_hold(context, "disposal_permit", given, "refused_by", "refused_on")?;
    let mut next = case.clone();
    take(&mut next, given);
    set_state(&mut next, State::Refused);
    Ok(next)
}

/// 作業前確認: the things agree with the ledger in kind, number and content (A 4.2.5(5)).
pub fn check_before(case: &Content, given: &Content, context: &Context<'_>) -> Result<Content> {
    if !Facts(&case.values).has("permitted_on") {
        return Err(refuse(ErrorCode::CaseNotPermitted));
    }
    must_hold(context, "disposal_check", given, "pre_checked_by", "pre_checked_at")?;
    ticked(given, "pre_check_items", &["ledger", "quantity", "content"])?;
    photographed(case, Step::CheckBefore, context)?;
    let mut next = case.clone();
    take(&mut next, given);
    let source = given.values.get("serial_source").cloned();
    for row in next.parts.get_mut("items").into_iter().flatten() {
        inherit(row, "serial_source", source.as_ref().filter(|_| row.contains_key("serial")));
    }
    set_state(&mut next, State::BeforeChecked);
    Ok(next)
}

/// 取止め, before anything was done.
pub fn withdraw(case: &Content, given: &Content) -> Result<Content> {
    let mut next = case.clone();
    take(&mut next, given);
    set_state(&mut next, State::Withdrawn);
    Ok(next)
}
