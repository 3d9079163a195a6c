//! 異動と退職: what happens to people. Joining is the registration of a record; these two touch more than one.
//!
//! A move keeps the place held before it, so that every list of a past day still says where somebody was.
//! Leaving lists what is still held, and shuts the account from the next day (A 5.1(1)).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::holdings::{self, Holdings, last_manager};
use super::store;
use crate::audit::{Action, Event};
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::ledgers::setup::account_detail;
use crate::ledgers::{Change, Ledgers};
use crate::profile::{Profile, clause};
use crate::records::actions::{refuse_broken_rules, settle, written};
use crate::records::people::People;
use crate::records::view::{Draft, RecordView};
use crate::records::{Record, open, step_actions, steps, store as records};
use crate::registers::{Facts, register};
use crate::users::{Permission, Session, accounts};
use crate::vocab::read::{self, DraftTexts, Strictness};
use crate::vocab::{Content, PartialDate, RegisterId, Values};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum PeopleStep {
    /// 異動
    Move,
    /// 退職
    Leave,
}

/// What a step takes, from which the window builds its form.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct PeopleStepInfo {
    pub step: PeopleStep,
    /// The part whose fields these are; the person's own where none.
    pub part: Option<&'static str>,
    pub fields: &'static [&'static str],
    pub required: &'static [&'static str],
    pub clause: String,
}

const MOVE: &[&str] = &["from_on", "department", "title", "employment", "move_reason", "order_no"];
const LEAVE: &[&str] = &["left_on", "left_reason"];
/// The part the places held stand in.
const MOVES: &str = "assignments";

pub fn steps(profile: &Profile) -> Vec<PeopleStepInfo> {
    let clause = profile.own_clause("A 5.1(1)").map(clause::as_printed).unwrap_or_default();
    vec![
        PeopleStepInfo {
            step: PeopleStep::Move,
            part: Some(MOVES),
            fields: MOVE,
            required: &["from_on", "department"],
            clause: clause.clone(),
        },
        PeopleStepInfo { step: PeopleStep::Leave, part: None, fields: LEAVE, required: &["left_on"], clause },
    ]
}

/// What leaving left behind.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Leaving {
    pub record: RecordView,
    pub holdings: Holdings,
}

/// 異動. What the draft does not name stays as it is; the day may lie ahead.
pub fn move_person(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    draft: &Draft,
) -> Result<RecordView> {
    ledgers.change(session, Permission::ManagePeople, |change| {
        let mut person = current(change, id, version)?;
        still_serves(&person, "異動")?;
        let row = moved(change, &person, draft)?;
        let from = Facts(&row).first_day("from_on");
        let late = step_actions::lateness(change, from, draft)?;
        let moves = person.content.parts.entry(MOVES.to_owned()).or_default();
        if moves.is_empty() {
            moves.push(first_place(&person.content.values));
        }
        moves.push(row);
        moves.sort_by_key(|row| Facts(row).first_day("from_on"));
        show_place(&mut person, change.today());
        write(change, &mut person)?;
        let event = written(Action::Moved, &person)?;
        let reason = draft.late_reason.as_ref().filter(|_| late).or(draft.values.get("move_reason"));
        let from = from.map(|day| day.to_string());
        Ok(((), event.effective(from.as_deref(), late).reason(reason.map(String::as_str))))
    })?;
    shown(ledgers, session, id)
}

fn moved(change: &Change<'_>, person: &Record, draft: &Draft) -> Result<Values> {
    let typed = DraftTexts {
        parts: [(MOVES.to_owned(), vec![draft.values.clone()])].into(),
        ..DraftTexts::default()
    };
    let read = read::read(register(RegisterId::Staff), &typed, Strictness::Import, change.today());
    let mut read = read.map_err(|problems| Error::Input { register: RegisterId::Staff, problems })?;
    let mut row = read.parts.remove(MOVES).and_then(|mut rows| rows.pop()).unwrap_or_default();
    steps::require(RegisterId::Staff, &row, &["from_on", "department"])?;
    for key in ["title", "employment"] {
        if let (false, Some(kept)) = (draft.values.contains_key(key), person.content.values.get(key)) {
            row.insert(key, kept.clone());
        }
    }
    Ok(row)
}

/// The place somebody was hired for, as the first of his moves.
fn first_place(values: &Values) -> Values {
    let from = values.get("hired_on").map(|day| ("from_on".to_owned(), day.clone()));
    let place = ["department", "title", "employment"];
    let place = place.iter().filter_map(|key| Some(((*key).to_owned(), values.get(key)?.clone())));
    from.into_iter().chain(place).collect()
}

/// Puts the place of today where the list shows it.
fn show_place(person: &mut Record, today: NaiveDate) {
    let moves = person.content.parts.get(MOVES).into_iter().flatten();
    let mut begun = moves.filter(|row| Facts(row).first_day("from_on").is_none_or(|from| from <= today));
    let Some(now) = begun.next_back().cloned() else { return };
    for key in ["department", "title", "employment"] {
        match now.get(key) {
            Some(value) => drop(person.content.values.insert(key, value.clone())),
            None => drop(person.content.values.remove(key)),
        }
    }
}

/// Accounts of those who left and had to stay until somebody followed: shut once somebody has.
pub(crate) fn shut_left(change: &Change<'_>) -> Result<()> {
    for (person, left) in store::left_with_account(&change.tx)? {
        shut_accounts(change, person, left)?;
    }
    Ok(())
}

/// Moves entered ahead come into force; called as somebody signs in.
pub(crate) fn catch_up(change: &Change<'_>) -> Result<()> {
    for id in store::moves_due(&change.tx, &change.today().to_string())? {
        let mut person = records::get(&change.tx, RegisterId::Staff, id)?;
        person.version += 1;
        show_place(&mut person, change.today());
        write(change, &mut person)?;
        let event = written(Action::Moved, &person)?.reason(Some("発令日が来た異動"));
        change.line(&event)?;
    }
    shut_left(change)
}

/// 退職.
pub fn leave(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    draft: &Draft,
) -> Result<Leaving> {
    let given = DraftTexts { values: draft.values.clone(), ..DraftTexts::default() };
    ledgers.change(session, Permission::ManagePeople, |change| {
        let read = read::read(register(RegisterId::Staff), &given, Strictness::Import, change.today());
        let given = read.map_err(|problems| Error::Input { register: RegisterId::Staff, problems })?;
        steps::belongs(RegisterId::Staff, LEAVE, &[], &given)?;
        steps::require(RegisterId::Staff, &given.values, &["left_on"])?;
        let mut person = current(change, id, version)?;
        still_serves(&person, "退職")?;
        let left = Facts(&given.values).date("left_on").map_or(change.today(), PartialDate::last_day);
        let late = step_actions::lateness(change, Some(left), draft)?;
        person.content.values.extend(given.values);
        write(change, &mut person)?;
        shut_accounts(change, id, left)?;
        let held = store::held(&change.tx, Some(id))?;
        let numbers: Vec<_> = held.iter().map(|one| format!("{} {}", one.register, one.number)).collect();
        let event = written(Action::Left, &person)?.effective(Some(&left.to_string()), late);
        let event = event.reason(draft.late_reason.as_deref().filter(|_| late));
        Ok(((), event.detail(json!({ "holdings": numbers }))))
    })?;
    ledgers.drop_shut_keys()?;
    let record = shown(ledgers, session, id)?;
    Ok(Leaving { record, holdings: holdings::holdings(ledgers, session, id)? })
}

/// 退職の取消: entered by mistake, or somebody stays after all.
pub fn withdraw_leaving(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, Permission::ManagePeople, |change| {
        let reason = Some(reason.trim()).filter(|reason| !reason.is_empty());
        let reason = reason.ok_or_else(|| refuse(ErrorCode::ReasonMissing))?;
        let mut person = current(change, id, version)?;
        let Some(left) = Facts(&person.content.values).date("left_on") else {
            return Err(refuse_with(ErrorCode::PersonStays, [("name", person.title())]));
        };
        for key in ["left_on", "left_reason"] {
            person.content.values.remove(key);
        }
        write(change, &mut person)?;
        // An account that was shut before, for another reason, stays shut.
        let ends = left.last_day().checked_add_days(Days::new(1));
        if accounts::all(&change.tx)?.iter().any(|one| one.person == id && one.disabled_on == ends) {
            store::disable_accounts(&change.tx, id, None)?;
            note_accounts(change, id)?;
        }
        Ok(((), written(Action::LeavingWithdrawn, &person)?.reason(Some(reason))))
    })?;
    shown(ledgers, session, id)
}

/// The day of leaving of somebody with an account is no matter of a correction: the account hangs on it.
pub(crate) fn leaving_stands(change: &Change<'_>, before: &Record, after: &Content) -> Result<()> {
    let same = before.content.values.get("left_on") == after.values.get("left_on");
    if before.register != RegisterId::Staff || same {
        return Ok(());
    }
    if accounts::all(&change.tx)?.iter().any(|account| account.person == before.id) {
        return Err(refuse_with(ErrorCode::LeavingByAction, [("name", before.title())]));
    }
    Ok(())
}

/// Nobody who signs in is struck from the 職員名簿: the account would be nobody's.
pub(crate) fn nobody_signs_in_as(change: &Change<'_>, record: &Record) -> Result<()> {
    let all = accounts::all(&change.tx)?;
    match all.iter().find(|account| record.register == RegisterId::Staff && account.person == record.id) {
        Some(account) => {
            let params = [("name", record.title()), ("login", account.login.clone())];
            Err(refuse_with(ErrorCode::PersonHasAccount, params))
        }
        None => Ok(()),
    }
}

/// From the day after, unless nobody could register users any more.
fn shut_accounts(change: &Change<'_>, person: i64, left: NaiveDate) -> Result<()> {
    let all = accounts::all(&change.tx)?;
    let own: Vec<_> = all.iter().filter(|account| account.person == person).collect();
    let from = left.checked_add_days(Days::new(1)).unwrap_or(left);
    if own.iter().all(|account| account.disabled_on.is_some_and(|day| day <= from))
        || own.iter().any(|account| last_manager(change.profile, &all, account))
    {
        return Ok(());
    }
    store::disable_accounts(&change.tx, person, Some(&from.to_string()))?;
    note_accounts(change, person)
}

fn note_accounts(change: &Change<'_>, person: i64) -> Result<()> {
    for account in accounts::all(&change.tx)?.iter().filter(|account| account.person == person) {
        change.line(&Event::new(Action::AccountChanged).detail(account_detail(account)))?;
    }
    Ok(())
}

fn current(change: &Change<'_>, id: i64, version: u32) -> Result<Record> {
    let mut person = step_actions::current(change, (RegisterId::Staff, id), version)?;
    person.version += 1;
    Ok(person)
}

fn still_serves(person: &Record, step: &str) -> Result<()> {
    match Facts(&person.content.values).date("left_on") {
        Some(left) => {
            let params = [("name", person.title()), ("day", left.short()), ("step", step.to_owned())];
            Err(refuse_with(ErrorCode::PersonLeft, params))
        }
        None => Ok(()),
    }
}

fn write(change: &Change<'_>, person: &mut Record) -> Result<()> {
    settle(person, &People::load(&change.tx)?, change.profile);
    refuse_broken_rules(person, change.profile)?;
    records::update(&change.tx, person)
}

fn shown(ledgers: &Ledgers, session: &Session, id: i64) -> Result<RecordView> {
    ledgers.read(session, Permission::ReadLedgers, |view| Ok(open::get(view, RegisterId::Staff, id)?.1))
}
