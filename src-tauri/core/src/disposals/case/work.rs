//! 作業・引渡し: what is done here is put down drive by drive; what goes to a contractor is handed over with a
//! receipt; what was erased here and leaves is sent out with another.

use chrono::NaiveDateTime;

use super::rows::{self, data_rows, is_certified, is_outsourced, is_worked, only_lent};
use super::{Context, State, passes, require, set, set_state, take};
use crate::disposals::adequacy::level_of;
use crate::error::{ErrorCode, Result, refuse, refuse_with};
use crate::registers::Facts;
use crate::vocab::{Content, Value, Values};

/// 引渡し of everything that waits for it. What a check sends back to a contractor is handed over once more.
pub fn hand_over(case: &Content, given: &Content, context: &Context<'_>) -> Result<Content> {
    let waiting: Vec<usize> = data_rows(case)
        .filter(|(_, thing)| is_outsourced(thing) && !rows::is_handed(case, thing))
        .map(|(row, _)| row)
        .collect();
    if waiting.is_empty() {
        let outsourced = data_rows(case).any(|(_, thing)| is_outsourced(thing));
        return Err(match outsourced {
            true => super::refused_step(case, super::Step::HandOver),
            false => refuse(ErrorCode::CaseNothingOutsourced),
        });
    }
    let mut next = case.clone();
    let again = Facts(&case.values).has("handed_on");
    let kept = |key: &str| again && OF_THE_FIRST.contains(&key) && case.values.contains_key(key);
    next.values
        .extend(given.values.iter().filter(|(key, _)| !kept(key)).map(|(k, v)| (k.clone(), v.clone())));
    require(&next.values, &["vendor", "contract_no"])?;
    for row in &waiting {
        let Some(thing) = next.parts.get_mut("items").and_then(|items| items.get_mut(*row)) else { continue };
        for key in ["handed_on", "handling"] {
            given.values.get(key).map(|value| thing.insert(key, value.clone()));
        }
    }
    secrecy(&next)?;
    erased_first(&next, context, &waiting)?;
    put_down_hand_over(&mut next, given, &waiting);
    set_state(&mut next, State::InWork);
    settle(&mut next);
    Ok(next)
}

/// What the case itself says of hand-overs is said by the first; [`crate::disposals::case_fields::HANDOVERS`]
/// lists them all.
const OF_THE_FIRST: [&str; 8] =
    ["handed_on", "handed_by", "collected_by", "receipt_no", "vendor", "contract_no", "handling", "carrier"];

fn put_down_hand_over(case: &mut Content, given: &Content, waiting: &[usize]) {
    let said =
        |key: &&str| Some(((*key).to_owned(), given.values.get(key).or(case.values.get(key))?.clone()));
    let mut handover: Values = OF_THE_FIRST.iter().filter_map(said).collect();
    let things = rows::names(waiting.iter().filter_map(|row| rows::items(case).get(*row)));
    handover.insert("things", Value::Text(things));
    let quantity = i64::try_from(waiting.len()).unwrap_or(i64::MAX);
    handover.insert("quantity", Value::Int(quantity));
    case.parts.entry("handovers".to_owned()).or_default().push(handover);
}

/// 修理: what leaves with its data leaves under a secrecy agreement whose keeping was checked (R45).
fn secrecy(case: &Content) -> Result<()> {
    let unerased = data_rows(case).any(|(_, thing)| is_outsourced(thing) && only_lent(thing));
    if !unerased {
        return Ok(());
    }
    require(
        &case.values,
        &["not_erased_reason", "nda_no", "nda_on", "secrecy_checked_on", "secrecy_result"],
    )?;
    if !Facts(&case.values).is("secrecy_result", &["kept"]) {
        return Err(refuse(ErrorCode::CaseSecrecy));
    }
    Ok(())
}

/// 特定個人情報 is not carried away before it was erased in the house, where the guideline binds.
fn erased_first(case: &Content, context: &Context<'_>, waiting: &[usize]) -> Result<()> {
    let binds = context.profile.demands("municipal_guideline");
    let strict = binds && Facts(&case.values).is("pii_class", &["specific"]);
    let not_yet = |row: &usize, thing: &Values| {
        waiting.contains(row)
            && Facts(thing).is("handling", &["taken_away"])
            && !passes::erased_before(case, thing)
    };
    match data_rows(case).find(|(row, thing)| strict && not_yet(row, thing)) {
        Some((_, thing)) => Err(refuse_with(ErrorCode::CaseEraseFirst, [("item", rows::named(thing))])),
        None => Ok(()),
    }
}

/// 作業. Rows of `steps` name the drives; without any, the whole of what is done here was done alike.
pub fn work(case: &Content, given: &Content) -> Result<Content> {
    let mut next = case.clone();
    let typed = given.parts.get("steps").cloned().unwrap_or_default();
    let done = if typed.is_empty() { alike(case) } else { typed };
    if done.is_empty() {
        return Err(refuse(ErrorCode::CaseNothingToWork));
    }
    let before = [Facts(&case.values).at("work_started_at"), Facts(&case.values).at("work_ended_at")];
    take(&mut next, given);
    for step in done {
        put_down(&mut next, step, given)?;
    }
    stretch(&mut next, before);
    set_state(&mut next, State::InWork);
    settle(&mut next);
    Ok(next)
}

/// Work that goes on over several days began with the first drive and ended with the last, in whatever order it
/// is put down.
fn stretch(case: &mut Content, before: [Option<NaiveDateTime>; 2]) {
    let steps = case.parts.get("steps").map(Vec::as_slice).unwrap_or_default();
    let of = |own: &'static str, key: &str, before| {
        let steps = steps.iter().filter_map(move |step| Facts(step).at(own));
        steps.chain(Facts(&case.values).at(key)).chain(before).collect::<Vec<_>>()
    };
    let first = of("started_at", "work_started_at", before[0]).into_iter().min();
    let last = of("ended_at", "work_ended_at", before[1]).into_iter().max();
    for (key, at) in [("work_started_at", first), ("work_ended_at", last)] {
        if let Some(at) = at {
            set(case, key, Value::DateTime(at));
        }
    }
}

/// One step for each row still to be worked on here, by its planned method.
fn alike(case: &Content) -> Vec<Values> {
    let open = data_rows(case).filter(|(_, thing)| !is_outsourced(thing) && !is_worked(thing));
    let step = |thing: &Values| {
        let keys = ["item_no", "serial", "method"].into_iter();
        keys.filter_map(|key| Some((key.to_owned(), thing.get(key)?.clone()))).collect()
    };
    open.map(|(_, thing)| step(thing)).collect()
}

fn put_down(case: &mut Content, mut step: Values, given: &Content) -> Result<()> {
    let row = row_of(case, &step)?;
    let from_case = [
        ("started_at", "work_started_at"),
        ("ended_at", "work_ended_at"),
        ("tool", "tool"),
        ("operator", "operator"),
        ("verification", "verification"),
        ("result", "result"),
        ("circumstances", "circumstances"),
    ];
    for (key, source) in from_case {
        if let Some(value) = given.values.get(source) {
            step.insert_new(key, || value.clone());
        }
    }
    let Some(thing) = case.parts.get_mut("items").and_then(|items| items.get_mut(row)) else { return Ok(()) };
    for key in ["item_no", "serial", "method"] {
        if let Some(value) = thing.get(key).filter(|_| key != "method" || !step.contains_key(key)) {
            step.insert(key, value.clone());
        }
    }
    really_erases(&step)?;
    if let Some(level) = Facts(&step).choice("method").and_then(level_of) {
        step.insert("level", Value::Choice(level.to_owned()));
    }
    if !is_outsourced(thing) {
        rows::add_circumstances(thing, step.get("circumstances"));
        for key in ["result", "coverage", "error_count", "erased_percent", "seal_no"] {
            if let Some(value) = step.get(key) {
                thing.insert(key, value.clone());
            }
        }
    }
    case.parts.entry("steps".to_owned()).or_default().push(step);
    strongest(case, row);
    Ok(())
}

/// Work that is put down says what was done to the data. 返却のみ is no work.
fn really_erases(step: &Values) -> Result<()> {
    super::open::judgeable(step)?;
    match only_lent(step) {
        true => Err(refuse_with(ErrorCode::CaseReturnOnly, [("item", rows::named(step))])),
        false => Ok(()),
    }
}

/// What counts of several steps is the strongest that passed: 上書き, whatever was formatted afterwards.
fn strongest(case: &mut Content, row: usize) {
    let Some(thing) = rows::items(case).get(row).filter(|thing| !is_outsourced(thing)) else { return };
    let passed = passes::passed(case, thing).into_iter();
    let best = passed.filter_map(|step| step.get("method")).max_by_key(|method| strength(&method.to_text()));
    let Some(best) = best.cloned() else { return };
    if let Some(thing) = case.parts.get_mut("items").and_then(|items| items.get_mut(row)) {
        thing.insert("method", best);
        super::open::level_from_method(thing);
    }
}

fn strength(method: &str) -> u8 {
    match level_of(method) {
        Some("destruct") => 4,
        Some("purge") => 3,
        Some("clear") if matches!(method, "overwrite" | "ata_secure_erase") => 2,
        Some("clear") => 1,
        _ => 0,
    }
}

/// Which thing a step is about: by serial number, or by control number where that names one thing only.
pub(super) fn row_of(case: &Content, step: &Values) -> Result<usize> {
    let (serial, number) = (rows::text(step, "serial"), rows::text(step, "item_no"));
    let key = super::matching::key(&serial);
    let fits = |thing: &Values| {
        let same = super::matching::key(&rows::text(thing, "serial")) == key;
        let numbered = number.is_empty() || rows::text(thing, "item_no") == number;
        numbered && (same || serial.is_empty())
    };
    let found: Vec<usize> = data_rows(case).filter(|(_, thing)| fits(thing)).map(|(row, _)| row).collect();
    match found.as_slice() {
        [row] if !(serial.is_empty() && number.is_empty()) => Ok(*row),
        _ => {
            let item = format!("{number} {serial}").trim().to_owned();
            Err(refuse_with(ErrorCode::CaseNotAnItem, [("item", item)]))
        }
    }
}

/// 修理から戻った. A disk the repairer exchanged came back, or is certified as erased.
pub fn back(case: &Content, given: &Content) -> Result<Content> {
    let facts = Facts(&case.values);
    let lent = data_rows(case).any(|(_, thing)| only_lent(thing) && rows::is_handed(case, thing));
    let sent = facts.has("sent_on") && facts.is("disposition", &["repair"]);
    if facts.has("back_on") || !(lent || sent) {
        return Err(super::refused_step(case, super::Step::Back));
    }
    let mut next = case.clone();
    take(&mut next, given);
    if lent {
        settle(&mut next);
    }
    Ok(next)
}

/// 搬出・返却 of what was erased in the house: to its lessor, to be repaired, or to its new owner.
pub fn send_out(case: &Content, given: &Content) -> Result<Content> {
    let facts = Facts(&case.values);
    if facts.has("sent_on") || !leaves(case) {
        return Err(super::refused_step(case, super::Step::SendOut));
    }
    let mut next = case.clone();
    take(&mut next, given);
    require(&next.values, &["vendor"])?;
    Ok(next)
}

/// Whether the things are to leave the office after the work, and still stand in it.
pub fn leaves(case: &Content) -> bool {
    let goes =
        Facts(&case.values).is("disposition", &["lease_return", "rental_return", "repair", "transfer"]);
    goes && rows::still_here(case)
}

/// 終了報告 of the contractor.
pub fn report(case: &Content, given: &Content) -> Result<Content> {
    if !Facts(&case.values).has("handed_on") {
        return Err(refuse(ErrorCode::CaseNothingOutsourced));
    }
    let mut next = case.clone();
    take(&mut next, given);
    settle(&mut next);
    Ok(next)
}

/// Where a case in work stands: everything done here, everything handed over certified?
pub fn settle(case: &mut Content) {
    let facts = Facts(&case.values);
    let (reported, back) = (facts.has("reported_on"), facts.has("back_on"));
    let mut state = State::WorkDone;
    for (_, thing) in data_rows(case) {
        state = match (is_outsourced(thing), state) {
            (false, _) if !is_worked(thing) => State::InWork,
            (true, _) if !rows::is_handed(case, thing) || (only_lent(thing) && !back) => State::InWork,
            (true, State::WorkDone) if !only_lent(thing) && !is_certified(thing) => State::CertificateAwaited,
            (_, state) => state,
        };
        if state == State::InWork {
            break;
        }
    }
    let received = case.parts.get("certificates").is_some_and(|rows| !rows.is_empty());
    if state == State::CertificateAwaited && !reported && !received {
        state = State::InWork;
    }
    let listed = data_rows(case).next().is_some();
    set_state(case, if listed { state } else { State::InWork });
    worst_result(case);
}

/// The case's result is that of its worst thing.
fn worst_result(case: &mut Content) {
    let results: Vec<String> =
        data_rows(case).filter_map(|(_, thing)| Some(Facts(thing).choice("result")?.to_owned())).collect();
    let worst = ["fail", "unknown", "pass"].into_iter().find(|id| results.iter().any(|one| one == id));
    if let Some(worst) = worst {
        set(case, "result", Value::Choice(worst.to_owned()));
    }
}
