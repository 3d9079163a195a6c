//! 研修の手順: 計画 → 周知 → 実施 → 確定, or 中止 (spec 3.5).
//!
//! Pure: [`plan`] and [`advance`] take the session, what was said at the step and what stands around it,
//! and give the session as it then stands or a refusal. [`steps`] says what each step takes, [`targets`] who
//! stands on the list, [`attendance`] how marks are put there.

pub mod attendance;
pub mod steps;
pub mod targets;

use chrono::NaiveDateTime;

use super::choices::STATES;
use super::counts;
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::profile::Profile;
use crate::records::steps as common;
use crate::registers::{self, Facts, Severity};
use crate::vocab::fields::label as names;
use crate::vocab::{Content, Label, RegisterId, Value, Values};

pub use steps::Step;

/// 状態 of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Planned,
    Announced,
    Held,
    Confirmed,
    Cancelled,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Planned, Self::Announced, Self::Held, Self::Confirmed, Self::Cancelled];

    /// As the field `status` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Announced => "announced",
            Self::Held => "held",
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn of(session: &Content) -> Option<Self> {
        let status = Facts(&session.values).choice("status")?;
        Self::ALL.into_iter().find(|state| state.as_str() == status)
    }

    pub fn label(self) -> Label {
        STATES.iter().find(|choice| choice.id == self.as_str()).map_or(names("", ""), |choice| choice.label)
    }

    /// What the session waits for.
    pub fn waits_for(self) -> Label {
        match self {
            Self::Planned => names("周知・実施待ち", "waiting to be announced or held"),
            Self::Announced => names("実施待ち", "waiting to be held"),
            Self::Held => names("出欠・確定待ち", "waiting for attendance and confirmation"),
            Self::Confirmed | Self::Cancelled => names("", ""),
        }
    }
}

/// What a step is judged by, besides the session.
pub struct Context<'a> {
    pub profile: &'a Profile,
    pub now: NaiveDateTime,
    pub proof: Proof,
}

/// What stands in other ledgers and counts for the confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Proof {
    /// The file of the text is kept (R23).
    pub text_file: bool,
    /// The plan it belongs to is approved by the committee, of its year, and names its course (R21).
    pub plan_approved: bool,
}

/// Whether the record is a session run by steps, not the record of what was held elsewhere.
pub fn is_run(content: &Content) -> bool {
    Facts(&content.values).yes("by_steps") == Some(true)
}

/// 計画: a session dated and described. Its list is drawn up by [`targets::freeze`].
pub fn plan(given: &Content) -> Result<Content> {
    steps::belongs(Step::Plan, given)?;
    common::require(RegisterId::Training, &given.values, Step::Plan.required())?;
    let mut session = Content { values: given.values.clone(), ..Content::default() };
    session.values.insert("by_steps", Value::Bool(true));
    set_state(&mut session, State::Planned);
    in_order(&session)?;
    Ok(session)
}

/// Takes the session one step further. `given` holds what was said at this step only.
pub fn advance(session: &Content, step: Step, given: &Content, context: &Context<'_>) -> Result<Content> {
    allowed_now(session, step)?;
    steps::belongs(step, given)?;
    let mut next = session.clone();
    next.values.extend(given.values.clone());
    common::require(RegisterId::Training, &given.values, step.required())?;
    common::not_in_future(RegisterId::Training, given, context.now, &["makeup_on"])?;
    in_order(&next)?;
    if step == Step::Confirm
        && let Some(first) = hindrances(&next, context.profile, context.proof).into_iter().next()
    {
        return Err(first);
    }
    set_state(&mut next, step.leads_to());
    keeps_the_rules(&next, context.profile)?;
    Ok(next)
}

/// 訂正 of a session that was held: its texts, never its list or its state.
pub fn correct(
    session: &Content,
    given: &Content,
    cleared: &[&str],
    context: &Context<'_>,
) -> Result<Content> {
    let state = State::of(session).filter(|_| is_run(session));
    if !matches!(state, Some(State::Held | State::Confirmed)) {
        return Err(refused_state(session, "訂正"));
    }
    common::belongs(RegisterId::Training, steps::CORRECTABLE, &[], given)?;
    let mut next = session.clone();
    next.values.extend(given.values.clone());
    for key in cleared.iter().filter(|key| steps::CORRECTABLE.contains(key)) {
        next.values.remove(key);
    }
    common::require(RegisterId::Training, &next.values, Step::Plan.required())?;
    common::not_in_future(RegisterId::Training, given, context.now, &["makeup_on"])?;
    in_order(&next)?;
    stays_confirmed(&next, context)?;
    keeps_the_rules(&next, context.profile)?;
    Ok(next)
}

/// A confirmed session stays one that could be confirmed.
pub fn stays_confirmed(session: &Content, context: &Context<'_>) -> Result<()> {
    let broken = hindrances(session, context.profile, context.proof).into_iter().next();
    match broken.filter(|_| State::of(session) == Some(State::Confirmed)) {
        Some(broken) => Err(broken),
        None => Ok(()),
    }
}

/// What keeps a session from being confirmed, all of it (R21, R23).
pub fn hindrances(session: &Content, profile: &Profile, proof: Proof) -> Vec<Error> {
    let mut found = Vec::new();
    let timed = ["started_at", "ended_at"].iter().all(|key| session.values.contains_key(key));
    if !timed {
        found.push(refuse(ErrorCode::TrainingTimesMissing));
    }
    let rows = session.parts.get("attendees").map(Vec::as_slice).unwrap_or_default();
    if profile.demands("text_and_list_kept") {
        if !proof.text_file {
            found.push(refuse(ErrorCode::TrainingNoText));
        }
        if counts(session).attended == 0 {
            found.push(refuse(ErrorCode::TrainingNobodyCame));
        }
    }
    if profile.demands("training_plan_approved") && !proof.plan_approved {
        found.push(refuse(ErrorCode::TrainingPlanMissing));
    }
    let open: Vec<&Values> = rows.iter().filter(|row| !row.contains_key("attendance")).collect();
    if let Some(first) = open.first() {
        let params = [("count", open.len().to_string()), ("name", name_of(first))];
        found.push(refuse_with(ErrorCode::TrainingOpenRows, params));
    }
    let lacks = |state: &str, key: &str, code: ErrorCode| {
        let row = rows.iter().find(|row| Facts(row).is("attendance", &[state]) && !row.contains_key(key))?;
        Some(refuse_with(code, [("name", name_of(row))]))
    };
    found.extend(lacks("exempt", "absence_reason", ErrorCode::TrainingReasonMissing));
    found.extend(lacks("makeup", "attended_on", ErrorCode::TrainingDayMissing));
    found
}

pub fn name_of(row: &Values) -> String {
    row.get("name").map(Value::to_text).unwrap_or_default()
}

pub fn set_state(session: &mut Content, state: State) {
    session.values.insert("status", Value::Choice(state.as_str().to_owned()));
}

pub fn refused_state(session: &Content, step: &str) -> Error {
    let state = State::of(session).map_or("", |state| state.label().ja).to_owned();
    refuse_with(ErrorCode::TrainingWrongState, [("state", state), ("step", step.to_owned())])
}

fn allowed_now(session: &Content, step: Step) -> Result<()> {
    let state = State::of(session).filter(|_| is_run(session));
    match state.filter(|state| step.may_follow(*state)) {
        Some(_) => Ok(()),
        None => Err(refused_state(session, step.label_ja())),
    }
}

/// Days that follow one another.
const ORDER: &[(&str, &str)] = &[
    ("held_on", "started_at"),
    ("started_at", "ended_at"),
    ("announced_on", "held_on"),
    ("held_on", "checked_on"),
    ("checked_on", "reported_on"),
];

/// The session begins on its day, and nothing before what it follows.
fn in_order(session: &Content) -> Result<()> {
    common::in_order(RegisterId::Training, ORDER, session)?;
    let facts = Facts(&session.values);
    match facts.date("held_on").zip(facts.at("started_at")) {
        Some((held, began)) if began.date() > held.last_day() => {
            let label = |key| common::label(RegisterId::Training, key);
            let params = [("earlier", label("started_at")), ("later", label("held_on"))];
            Err(refuse_with(ErrorCode::CaseOrder, params))
        }
        _ => Ok(()),
    }
}

fn keeps_the_rules(session: &Content, profile: &Profile) -> Result<()> {
    let mut broken = registers::check(RegisterId::Training, session, profile);
    broken.retain(|finding| finding.severity == Severity::Save);
    if broken.is_empty() { Ok(()) } else { Err(Error::Rules(broken)) }
}
