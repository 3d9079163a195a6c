//! 手順の訂正と取消: a step already taken, corrected with a reason or voided, and the whole case judged again as if
//! it had been said so at first. Nothing is written over: the entry keeps before and after.

use std::collections::BTreeSet;

use serde_json::json;

use super::things::{self, Renamed};
use super::{
    Action, Change, Content, Draft, ErrorCode, Facts, Ledgers, People, Permission, Record, RecordView,
    RegisterId, Result, Session, State, Step, Value, Values, advance, current, endings, leases, photos,
    posts, records, refuse_with, shown, stored, typed, written,
};
use crate::attachments::{Attachment, actions as attached, store as attachments};
use crate::disposals::case::{OF_A_THING, PERMITTED, is_plain, matching, rows};
use crate::disposals::journal::{self, Said};
use crate::error::{Error, refuse};
use crate::records::actions::keep_persons;

/// 訂正 of what was said at a step. `entry` names it by its place in the log.
pub fn correct_step(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version, entry): (i64, u32, i64),
    draft: &Draft,
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, Permission::ReadLedgers, |change| {
        let (before, mut said, reason) = begin(change, (id, version), reason)?;
        let at = place(&said, entry)?;
        let was = said[at].given.clone();
        let step = said[at].step;
        let over = State::of(&before.content).is_some_and(State::is_final);
        let mut now = said_now(change, &said[at], draft)?;
        // What may not be applied for is not corrected into an application either.
        if step == Step::Apply && !over {
            leases::allowed(&now, change)?;
            leases::fill(&mut now, change)?;
        }
        may_correct(change, step, rests_on(step, (&was, &now), &before.content))?;
        said[at].given = now.clone();
        let mut mended = BTreeSet::from([at]);
        let renamed = Renamed::between(&was, &now);
        mended.extend(renamed_in(&mut said, &renamed));
        things::rename(change, &renamed, &before, reason)?;
        let content = match over {
            true => plainly(&before.content, step, (&was, &now))?,
            false => judged(change, &before, &said)?,
        };
        let mended: Vec<_> = mended
            .into_iter()
            .map(|n| json!({ "entry": said[n].entry, "said": journal::told(&said[n].given) }))
            .collect();
        let detail = json!({
            "step": step.as_str(), "before": journal::told(&was), "after": journal::told(&now), "mended": mended,
        });
        write(change, (before, content), (Action::CaseStepCorrected, detail), reason)
    })?;
    shown(ledgers, session, id)
}

/// 取消 of a step that was not taken, or was put down in the wrong case.
pub fn void_step(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version, entry): (i64, u32, i64),
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, Permission::ReadLedgers, |change| {
        let (before, mut said, reason) = begin(change, (id, version), reason)?;
        let at = place(&said, entry)?;
        let step = said[at].step;
        if !may_be_voided(&before.content, step) {
            return Err(fixed(step));
        }
        may_correct(change, step, false)?;
        let voided = said.remove(at);
        let content = judged(change, &before, &said)?;
        let detail =
            json!({ "step": step.as_str(), "voided": entry, "before": journal::told(&voided.given) });
        write(change, (before, content), (Action::CaseStepVoided, detail), reason)
    })?;
    shown(ledgers, session, id)
}

/// A photo that was put to the wrong step or thing. It is looked at again whether every step still has its own.
pub fn move_photo(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, photo): (i64, i64),
    (step, item): (Step, Option<&str>),
) -> Result<Attachment> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let case = records::get(&change.tx, RegisterId::Disposals, id)?;
        let attached = attachments::of_record(&change.tx, RegisterId::Disposals.as_str(), id)?;
        let places = photos::places(&case.content, &attached);
        let places = places.filter(|to| to.steps.contains(&step)).ok_or_else(|| fixed(step))?;
        if !places.pictures.contains(&photo) {
            return Err(refuse(ErrorCode::CaseStepGone));
        }
        if item.is_some_and(|item| !places.things.iter().any(|thing| thing == item)) {
            return Err(refuse_with(
                ErrorCode::CaseNotAnItem,
                [("item", item.unwrap_or_default().to_owned())],
            ));
        }
        let (moved, event) = attached::put(change, photo, (Some(step.as_str()), item))?;
        if photos::are_demanded(&case.content) {
            judged(change, &case, &journal::of_case(&change.tx, id)?)?;
        }
        Ok((moved, event))
    })
}

/// What a case once ended with, and its application, are not voided; withdrawing gives the case up.
pub fn may_be_voided(case: &Content, step: Step) -> bool {
    step != Step::Apply && !State::of(case).is_some_and(State::is_final)
}

fn fixed(step: Step) -> Error {
    refuse_with(ErrorCode::CaseStepFixed, [("step", step.label_ja().to_owned())])
}

fn begin<'a>(
    change: &Change<'_>,
    (id, version): (i64, u32),
    reason: &'a str,
) -> Result<(Record, Vec<Said>, &'a str)> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(refuse(ErrorCode::ReasonMissing));
    }
    Ok((current(change, id, version)?, journal::of_case(&change.tx, id)?, reason))
}

fn place(said: &[Said], entry: i64) -> Result<usize> {
    said.iter().position(|one| one.entry == entry).ok_or_else(|| refuse(ErrorCode::CaseStepGone))
}

/// What is typed stands in the place of what was said; whom an unchanged name means, stays.
fn said_now(change: &Change<'_>, one: &Said, draft: &Draft) -> Result<Content> {
    let people = People::load(&change.tx)?;
    let mut now = typed(draft, change, &people)?;
    keep_persons(&one.given.values, &mut now.values);
    if one.step == Step::Apply {
        let rows = now.parts.remove("items").unwrap_or_default();
        now.parts.insert("items".to_owned(), things_now(&one.given, &rows)?);
    }
    for (part, rows) in &mut now.parts {
        let was = one.given.parts.get(part).into_iter().flatten();
        was.zip(rows).for_each(|(was, now)| keep_persons(was, now));
    }
    Ok(now)
}

/// The list of things is what was permitted; what is said of each may be corrected.
fn things_now(was: &Content, typed: &[Values]) -> Result<Vec<Values>> {
    let known = rows::items(was);
    let same = known.len() == typed.len()
        && known.iter().zip(typed).all(|(was, now)| rows::text(was, "item_no") == rows::text(now, "item_no"));
    if !same {
        return Err(refuse(ErrorCode::CaseListFixed));
    }
    let corrected = known.iter().zip(typed).map(|(was, now)| {
        let mut thing = was.clone();
        for key in OF_A_THING {
            match now.get(key) {
                Some(value) => thing.insert((*key).to_owned(), value.clone()),
                None => thing.remove(key),
            };
        }
        thing
    });
    Ok(corrected.collect())
}

/// Whether the correction touches what the permission rests on.
fn rests_on(step: Step, (was, now): (&Content, &Content), case: &Content) -> bool {
    let differs = |a: &Values, b: &Values, keys: &[&str]| keys.iter().any(|key| a.get(key) != b.get(key));
    const OF_THE_THING: [&str; 4] = ["method", "performer", "inside", "circumstances"];
    let things = || rows::items(was).iter().zip(rows::items(now));
    step == Step::Apply
        && Facts(&case.values).has("permitted_on")
        && (differs(&was.values, &now.values, PERMITTED)
            || things().any(|(was, now)| differs(was, now, &OF_THE_THING)))
}

/// A permission is corrected only by whoever may permit; the rest by whoever keeps ledgers.
fn may_correct(change: &Change<'_>, step: Step, permitted: bool) -> Result<()> {
    const SLOT: &str = "disposal_permit";
    let own = Value::Person { id: Some(change.session.person()), name: change.session.name().to_owned() };
    if !permitted && step != Step::Permit {
        return match change.session.may(Permission::KeepLedgers) {
            true => Ok(()),
            false => Err(Error::Forbidden(Permission::KeepLedgers)),
        };
    }
    if posts::holds(change, &own, SLOT, change.today()) {
        return Ok(());
    }
    let roles = change.profile.slot(SLOT).map(|slot| slot.roles.as_slice()).unwrap_or_default();
    let roles: Vec<_> = roles.iter().map(|role| change.profile.role_label(role)).collect();
    Err(refuse_with(ErrorCode::CasePermitCorrection, [("roles", roles.join("・"))]))
}

/// Later steps name a thing by its serial number. What a certificate says stays as it is written there.
fn renamed_in(said: &mut [Said], renamed: &[Renamed]) -> Vec<usize> {
    let mut touched = Vec::new();
    for (n, said) in said.iter_mut().enumerate().filter(|(_, said)| said.step != Step::Apply) {
        for part in ["steps", "items"] {
            for row in said.given.parts.get_mut(part).into_iter().flatten() {
                let (number, key) = (rows::text(row, "item_no"), matching::key(&rows::text(row, "serial")));
                let means = |one: &&Renamed| {
                    (number.is_empty() || number == one.number) && matching::key(&one.was) == key
                };
                let Some(one) = renamed.iter().find(means) else { continue };
                row.insert("serial", Value::Text(one.now.clone()));
                touched.push(n);
            }
        }
    }
    touched
}

/// Of a case that is over, only texts are corrected that no gate hangs on.
fn plainly(case: &Content, step: Step, (was, now): (&Content, &Content)) -> Result<Content> {
    let mut next = case.clone();
    for key in step.fields() {
        let (before, after) = (was.values.get(key), now.values.get(key));
        let emptied = after.is_none() && step.required().contains(key);
        if before == after {
            continue;
        }
        if !is_plain(key) || emptied {
            return Err(fixed(step));
        }
        match after {
            Some(value) => next.values.insert((*key).to_owned(), value.clone()),
            None => next.values.remove(key),
        };
    }
    if was.parts == now.parts { Ok(next) } else { Err(fixed(step)) }
}

/// The case as it would stand, had all this been said at first.
fn judged(change: &Change<'_>, before: &Record, said: &[Said]) -> Result<Content> {
    let mut case = Content::default();
    for one in said {
        case = advance(change, (&case, before.id), one.step, &one.given)?;
    }
    for key in ["doc_no", "fiscal_year"] {
        before.content.values.get(key).map(|kept| case.values.insert(key, kept.clone()));
    }
    case.extra.clone_from(&before.content.extra);
    Ok(case)
}

fn write(
    change: &Change<'_>,
    (before, content): (Record, Content),
    (action, detail): (Action, serde_json::Value),
    reason: &str,
) -> Result<((), crate::audit::Event)> {
    let was_out = endings::is_out(&before.content);
    let people = People::load(&change.tx)?;
    let after = stored(change, before, content, &people)?;
    match (was_out, endings::is_out(&after.content)) {
        (false, true) => endings::sent_out(change, &after)?,
        (true, false) => endings::never_left(change, &after)?,
        _ => {}
    }
    Ok(((), written(action, &after)?.reason(Some(reason)).detail(detail)))
}
