//! 廃棄の案件: one case from application to the entry in the ledger, step by step (spec 3.6).
//!
//! 申請 → 許可 → 作業前確認 → 作業・引渡し → 証明書 → 作業後確認 → 完了. There is no way round a step. This
//! file is pure: [`advance`] takes the case, what was said at the step and who holds which post, and gives
//! the case as it then stands or a refusal. [`steps`] says what each step takes, [`rows`] which of the
//! things carry data, [`passes`] which steps of the work count; [`open`], [`work`], [`certify`] and [`finish`] are
//! the steps themselves, [`gates`] what must be true of a case before it ends.

pub mod certify;
pub(super) mod finish;
pub(super) mod gates;
pub mod matching;
mod open;
pub mod passes;
pub mod rows;
pub mod steps;
mod takes;
pub(super) mod work;

use chrono::{NaiveDate, NaiveDateTime};

use super::choices::STATES;
use super::photos::{self, Photo};
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::profile::Profile;
use crate::records::steps as common;
use crate::registers::{self, Facts, FindingCode, Severity};
use crate::vocab::fields::label as names;
use crate::vocab::{Content, Label, RegisterId, Value, Values};

pub use steps::Step;
pub use takes::{OF_A_THING, PERMITTED, is_plain};

/// 状態 of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Opened,
    BeforeChecked,
    InWork,
    CertificateAwaited,
    WorkDone,
    AfterChecked,
    Closed,
    Withdrawn,
    Refused,
}

impl State {
    pub const ALL: [Self; 9] = [
        Self::Opened,
        Self::BeforeChecked,
        Self::InWork,
        Self::CertificateAwaited,
        Self::WorkDone,
        Self::AfterChecked,
        Self::Closed,
        Self::Withdrawn,
        Self::Refused,
    ];

    /// As the field `status` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::BeforeChecked => "before_checked",
            Self::InWork => "in_work",
            Self::CertificateAwaited => "certificate_awaited",
            Self::WorkDone => "work_done",
            Self::AfterChecked => "after_checked",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
        }
    }

    pub fn of(case: &Content) -> Option<Self> {
        let status = Facts(&case.values).choice("status")?;
        Self::ALL.into_iter().find(|state| state.as_str() == status)
    }

    pub fn label(self) -> Label {
        STATES.iter().find(|choice| choice.id == self.as_str()).map_or(names("", ""), |choice| choice.label)
    }

    pub fn label_ja(self) -> &'static str {
        self.label().ja
    }

    /// Nothing follows.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn | Self::Refused)
    }
}

/// What a step is judged by, besides the case.
pub struct Context<'a> {
    pub profile: &'a Profile,
    pub now: NaiveDateTime,
    /// Whether this person holds a post that the slot of the profile names, on that day.
    pub holds: &'a dyn Fn(&Value, &str, NaiveDate) -> bool,
    /// Pictures attached to the case.
    pub photos: &'a [Photo],
    /// SHA-256 of every file attached to the case.
    pub files: &'a [String],
}

/// Whether the record is a case run by steps, not a record of what was done elsewhere.
pub fn is_run(content: &Content) -> bool {
    Facts(&content.values).yes("by_steps") == Some(true)
}

/// Takes the case one step further. `given` holds what was said at this step only.
pub fn advance(case: &Content, step: Step, given: &Content, context: &Context<'_>) -> Result<Content> {
    if step != Step::Apply {
        allowed_now(case, step)?;
    }
    steps::belongs(step, given)?;
    steps::complete(step, given)?;
    common::not_in_future(RegisterId::Disposals, given, context.now, &["planned_on", "return_due"])?;
    let next = match step {
        Step::Apply => open::apply(given, context),
        Step::Permit => open::permit(case, given, context),
        Step::Reject => open::reject(case, given, context),
        Step::CheckBefore => open::check_before(case, given, context),
        Step::Withdraw => open::withdraw(case, given),
        Step::HandOver => work::hand_over(case, given, context),
        Step::Work => work::work(case, given),
        Step::Back => work::back(case, given),
        Step::Report => work::report(case, given),
        Step::Certificate => certify::certificate(case, given, context),
        Step::CheckAfter => finish::check_after(case, given, context),
        Step::SendOut => work::send_out(case, given),
        Step::Close => finish::close(case, given, context),
        Step::Manifest => finish::manifest(case, given),
    }?;
    common::in_order(RegisterId::Disposals, ORDER, &next)?;
    each_in_order(&next)?;
    keeps_the_rules(&next, step, context.profile)?;
    Ok(next)
}

/// What the case waits for, for the board of the year.
pub fn waits_for(case: &Content) -> Label {
    let facts = Facts(&case.values);
    match State::of(case) {
        Some(State::Opened) if facts.has("permitted_on") => {
            names("作業前確認待ち", "waiting for the check before the work")
        }
        Some(State::Opened) => names("許可待ち", "waiting for permission"),
        Some(State::BeforeChecked) => names("作業・引渡し待ち", "waiting for the work or the hand-over"),
        Some(State::InWork) => names("作業・終了報告待ち", "waiting for the work or the contractor's report"),
        Some(State::CertificateAwaited) => names("証明書待ち", "waiting for the certificate"),
        Some(State::WorkDone) => names("作業後確認待ち", "waiting for the check after the work"),
        Some(State::AfterChecked) if finish::must_be_sent(case) => {
            names("搬出・返却待ち", "waiting to be sent out")
        }
        Some(State::AfterChecked) if finish::must_come_back(case) => {
            names("修理からの返却待ち", "waiting to come back from repair")
        }
        Some(State::AfterChecked) => names("完了待ち", "waiting to be closed"),
        Some(State::Closed) if finish::manifest_open(case) => {
            names("マニフェストの最終処分（E票）待ち", "waiting for the last sheet of the manifest")
        }
        Some(State::Closed | State::Withdrawn | State::Refused) | None => names("", ""),
    }
}

fn allowed_now(case: &Content, step: Step) -> Result<()> {
    let state = State::of(case).filter(|_| is_run(case));
    if state.is_some_and(|state| step.may_follow(state)) {
        return Ok(());
    }
    Err(refused_step(case, step))
}

fn refused_step(case: &Content, step: Step) -> Error {
    let state = State::of(case).map_or("", State::label_ja).to_owned();
    refuse_with(ErrorCode::CaseWrongState, [("state", state), ("step", step.label_ja().to_owned())])
}

/// Days that follow one another: the later is never before the earlier.
const ORDER: &[(&str, &str)] = &[
    ("applied_on", "permitted_on"),
    ("permitted_on", "pre_checked_at"),
    ("pre_checked_at", "handed_on"),
    ("pre_checked_at", "work_started_at"),
    ("work_started_at", "work_ended_at"),
    ("handed_on", "reported_on"),
    ("handed_on", "certificate_issued_on"),
    ("certificate_issued_on", "certificate_received_on"),
    ("nda_on", "handed_on"),
    ("secrecy_checked_on", "handed_on"),
    ("handed_on", "back_on"),
    ("applied_on", "refused_on"),
    ("post_checked_at", "sent_on"),
    ("sent_on", "back_on"),
    ("sent_on", "disposed_on"),
    ("back_on", "disposed_on"),
    ("manifest_a_on", "manifest_b2_on"),
    ("manifest_b2_on", "manifest_d_on"),
    ("manifest_d_on", "manifest_e_on"),
    ("work_ended_at", "post_checked_at"),
    ("handed_on", "post_checked_at"),
    ("certificate_received_on", "post_checked_at"),
    ("pre_checked_at", "disposed_on"),
    ("work_ended_at", "disposed_on"),
    ("handed_on", "disposed_on"),
    ("back_on", "disposed_on"),
];

/// The same drive by drive (R40): each is worked on after the check before and looked at after its work.
fn each_in_order(case: &Content) -> Result<()> {
    let case_says = |key: &str| case.values.get(key).map(|value| (key.to_owned(), value.clone()));
    for step in case.parts.get("steps").into_iter().flatten() {
        let mut days = Content { values: step.clone(), ..Content::default() };
        days.values
            .extend(["permitted_on", "pre_checked_at", "post_checked_at"].into_iter().filter_map(case_says));
        common::in_order(RegisterId::Disposals, ORDER_OF_EACH, &days)?;
    }
    Ok(())
}

const ORDER_OF_EACH: &[(&str, &str)] = &[
    ("permitted_on", "started_at"),
    ("pre_checked_at", "started_at"),
    ("started_at", "ended_at"),
    ("ended_at", "post_checked_at"),
];

/// The rules every new record keeps: persons, order, means that suffice. Nobody applies for what does not suffice;
/// what was done, or certified, is put down as it is, and [`gates`] lets it go no further.
fn keeps_the_rules(case: &Content, step: Step, profile: &Profile) -> Result<()> {
    let mut broken = registers::check(RegisterId::Disposals, case, profile);
    broken.retain(|finding| {
        let of_method = finding.code == FindingCode::MethodInadequate && step != Step::Apply;
        finding.severity == Severity::Save && !of_method
    });
    if broken.is_empty() { Ok(()) } else { Err(Error::Rules(broken)) }
}

/// Refuses a person who does not hold a post of the slot.
fn must_hold(context: &Context<'_>, slot: &str, given: &Content, who: &str, when: &str) -> Result<()> {
    let facts = Facts(&given.values);
    let day = facts.first_day(when).unwrap_or(context.now.date());
    if given.values.get(who).is_some_and(|person| (context.holds)(person, slot, day)) {
        return Ok(());
    }
    let roles = context.profile.slot(slot).map(|slot| slot.roles.as_slice()).unwrap_or_default();
    let roles: Vec<_> = roles.iter().map(|role| context.profile.role_label(role)).collect();
    Err(refuse_with(ErrorCode::CaseRole, [("field", label(who)), ("roles", roles.join("・"))]))
}

/// Refuses, with the fields that are still to be filled.
fn require(given: &Values, keys: &[&str]) -> Result<()> {
    common::require(RegisterId::Disposals, given, keys)
}

/// A box of the form that must be ticked.
fn ticked(given: &Content, field: &str, ids: &[&str]) -> Result<()> {
    let facts = Facts(&given.values);
    match ids.iter().find(|id| facts.includes(field, id) != Some(true)) {
        Some(_) => Err(refuse_with(ErrorCode::CaseCheckItems, [("field", label(field))])),
        None => Ok(()),
    }
}

/// Of 特定個人情報 every thing is on a picture.
fn photographed(case: &Content, step: Step, context: &Context<'_>) -> Result<()> {
    let lacking = photos::lacking(case, step, context.photos);
    if !photos::are_demanded(case) || lacking.is_empty() {
        return Ok(());
    }
    let items = rows::names(lacking.into_iter());
    Err(refuse_with(ErrorCode::CasePhoto, [("items", items)]))
}

fn label(key: &str) -> String {
    common::label(RegisterId::Disposals, key)
}

fn set(case: &mut Content, key: &str, value: Value) {
    case.values.insert(key.to_owned(), value);
}

fn set_state(case: &mut Content, state: State) {
    set(case, "status", Value::Choice(state.as_str().to_owned()));
}

/// Takes over everything said at the step.
fn take(case: &mut Content, given: &Content) {
    case.values.extend(given.values.clone());
}
