//! 案件の道しるべ: what the window shows beside a case. How far it is, which steps are open now, how good the
//! method is for each thing, and what closing it will write into other ledgers.
//!
//! It only looks. Whether a step is lawful is decided by [`super::case`] when it is taken; what stands here
//! keeps the window from offering what would be refused anyway.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::actions::endings::{Ends, as_it_went, ending, is_drive};
use super::case::finish::{must_be_sent, must_come_back};
use super::case::gates::stood_by;
use super::case::rows::{self, data_rows, is_certified, is_outsourced, is_worked, only_lent};
use super::case::work::leaves;
use super::case::{self, State, Step, certify};
use super::case_fields::{CERTIFICATES, CIRCUMSTANCES, KNOWN_BEFORE};
use super::photos::{self, Photo, PhotoPlaces, PhotoWanted};
use super::weigh::{self, Weighed};
use crate::attachments::{Attachment, store as attachments};
use crate::devices::fields::drive_state_label;
use crate::error::Result;
use crate::ledgers::{Ledgers, View};
use crate::people::posts;
use crate::profile::{Profile, clause};
use crate::records::store as records;
use crate::registers::{Facts, choice_label};
use crate::users::{Permission, Session};
use crate::vocab::{Content, Label, RegisterId, Values};

/// What a step takes, from which the window builds its form.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct StepInfo {
    pub step: Step,
    pub fields: Vec<&'static str>,
    pub required: Vec<&'static str>,
    pub parts: Vec<&'static str>,
    /// 確かめた条件 that can be known at this step.
    pub circumstances: Vec<&'static str>,
    /// As the office's own regulation has it.
    pub clause: String,
}

/// A case as the window guides through it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct CaseGuide {
    pub version: u32,
    pub state: Label,
    pub waits_for: Label,
    pub stages: Vec<Stage>,
    /// Steps open now; the first is what the case waits for. Nothing where it is over.
    pub next: Vec<Step>,
    /// Rows of the application as they would be typed again, while it may still be corrected.
    pub amend: Option<Vec<BTreeMap<String, String>>>,
    pub things: Vec<Weighed>,
    /// What closing writes into the ledgers of the things.
    pub endings: Vec<Ending>,
    /// Pictures the open step, or the one after the work, asks for.
    pub photos: Vec<PhotoWanted>,
    /// Without them the step is refused.
    pub photos_demanded: bool,
    /// Where a picture put to the wrong step or thing may be put; nothing where none may be.
    pub photo_places: Option<PhotoPlaces>,
    /// Certificates that do not say yet what they have to before the case can be accepted.
    pub incomplete: Vec<IncompleteCertificate>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct IncompleteCertificate {
    pub certificate_no: String,
    pub lacks: Vec<Label>,
    /// As they would be typed again.
    pub values: BTreeMap<String, String>,
}

/// One station of the case's own way.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Stage {
    pub step: Step,
    /// The day it was done (ISO), as far as it is over.
    pub done: Option<String>,
    pub now: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Ending {
    pub register: RegisterId,
    pub number: String,
    /// Of a drive inside it.
    pub serial: Option<String>,
    pub state: Label,
}

/// All steps, in the order of a case.
pub fn steps(profile: &Profile) -> Vec<StepInfo> {
    let own = |reference: &&str| profile.own_clause(reference).map(clause::as_printed);
    let info = |step: Step| StepInfo {
        step,
        fields: step.fields().to_vec(),
        required: step.required().to_vec(),
        parts: step.parts().to_vec(),
        circumstances: match step {
            Step::Apply => KNOWN_BEFORE.to_vec(),
            _ => CIRCUMSTANCES.iter().map(|one| one.id).collect(),
        },
        clause: clauses(step).iter().filter_map(own).collect::<Vec<_>>().join("、"),
    };
    Step::ALL.into_iter().map(info).collect()
}

fn clauses(step: Step) -> &'static [&'static str] {
    match step {
        Step::Apply => &["A 4.2.2(3)", "A 4.2.5(2)", "B 2(2)⑩イ"],
        Step::Permit | Step::Reject => &["A 4.2.5(5)", "B 2(2)⑩イ"],
        Step::CheckBefore | Step::CheckAfter => &["A 4.2.5(5)"],
        Step::HandOver => &["A 4.2.5(4)", "A 2.4.1"],
        Step::Work => &["A 4.2.2(3)", "A 4.2.2(4)", "B 2(2)⑩イ"],
        Step::Report => &["A 2.4.1"],
        Step::Back => &["A 4.2.5(4)", "B 3-1(5)②"],
        Step::SendOut => &["A 4.2.2(3)", "A 4.2.5(4)", "B 3-2(3)②"],
        Step::Certificate => &["A 4.2.2(5)"],
        Step::Close => &["A 4.2.2(4)", "A 4.2.5(3)", "A 4.2.5(5)"],
        Step::Manifest | Step::Withdraw => &[],
    }
}

/// Nothing where the record is not a case but the record of what was done elsewhere.
pub fn guide(ledgers: &Ledgers, session: &Session, id: i64) -> Result<Option<CaseGuide>> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let record = records::get(view.db, RegisterId::Disposals, id)?;
        let attached = attachments::of_record(view.db, RegisterId::Disposals.as_str(), id)?;
        let run = case::is_run(&record.content);
        let guided = || guided(&record.content, record.version, &attached, view);
        Ok(run.then(guided).transpose()?.map(|guide| for_whom(guide, session, view)))
    })
}

/// Who keeps no ledgers is offered what he may sign himself, and nothing else.
fn for_whom(mut guide: CaseGuide, session: &Session, view: &View<'_>) -> CaseGuide {
    if session.may(Permission::KeepLedgers) {
        return guide;
    }
    let holds = |slot| posts::holds_today(view, session.person(), slot);
    guide.next.retain(|step| step.slot().is_some_and(holds));
    (guide.amend, guide.photo_places) = (None, None);
    guide
}

fn guided(case: &Content, version: u32, attached: &[Attachment], view: &View<'_>) -> Result<CaseGuide> {
    let taken: &[Photo] = &photos::of(attached);
    let files: Vec<String> = attached.iter().map(|one| one.sha256.clone()).collect();
    let next = open_steps(case, &files);
    let state = State::of(case);
    let may_amend = state == Some(State::Opened) && !Facts(&case.values).has("permitted_on");
    Ok(CaseGuide {
        version,
        state: state.map_or(Label { ja: "", en: "" }, State::label),
        waits_for: case::waits_for(case),
        stages: stages(case, &next, &files),
        amend: may_amend.then(|| typed_again(case)),
        things: weigh::of_case(case, view.profile),
        photos: photos::wanted(case, taken),
        photos_demanded: photos::are_demanded(case),
        photo_places: photos::places(case, attached),
        incomplete: if next.is_empty() { Vec::new() } else { incomplete(case, &files) },
        endings: if next.contains(&Step::Close) { endings(case, view)? } else { Vec::new() },
        next,
    })
}

fn incomplete(case: &Content, files: &[String]) -> Vec<IncompleteCertificate> {
    let fields = || CERTIFICATES.fields.iter();
    let label = |key: &&str| fields().find(|field| field.key == *key).map(|field| field.label);
    let shown = |one: certify::Incomplete| IncompleteCertificate {
        lacks: one.fields.iter().filter_map(label).collect(),
        values: one.values.iter().map(|(key, value)| (key.to_string(), value.to_text())).collect(),
        certificate_no: one.number,
    };
    certify::incomplete(case, files).into_iter().map(shown).collect()
}

/// Steps that could be taken now, what the case waits for first. `files` are those attached to the case.
pub fn open_steps(case: &Content, files: &[String]) -> Vec<Step> {
    let Some(state) = State::of(case).filter(|_| case::is_run(case)) else { return Vec::new() };
    let steps = Step::ALL.into_iter();
    let mut open: Vec<Step> =
        steps.filter(|step| step.may_follow(state) && has_object(case, *step, files)).collect();
    // What may be done besides comes after what the case waits for.
    open.sort_by_key(|step| besides(case, *step, (state, files)));
    open
}

fn besides(case: &Content, step: Step, (state, files): (State, &[String])) -> bool {
    let anew = || state == State::WorkDone && certify::incomplete(case, files).is_empty();
    let told = || state != State::InWork && stood_by(case).is_ok();
    matches!(step, Step::Reject | Step::Manifest | Step::Withdraw)
        || (step == Step::Certificate && anew())
        || (step == Step::Report && told())
}

/// Whether there is anything in the case the step would be about.
fn has_object(case: &Content, step: Step, files: &[String]) -> bool {
    let facts = Facts(&case.values);
    let some = |wanted: &dyn Fn(&Values) -> bool| data_rows(case).any(|(_, thing)| wanted(thing));
    let handed = |thing: &Values| rows::is_handed(case, thing);
    let leaves = leaves(case) && !facts.has("sent_on");
    match step {
        Step::Permit | Step::Reject => !facts.has("permitted_on"),
        Step::CheckBefore => facts.has("permitted_on"),
        Step::HandOver => some(&|thing| is_outsourced(thing) && !handed(thing)),
        Step::Work => some(&|thing| !is_outsourced(thing) && !is_worked(thing)),
        Step::Back if State::of(case) == Some(State::AfterChecked) => must_come_back(case),
        Step::Back => !facts.has("back_on") && some(&|thing| only_lent(thing) && handed(thing)),
        Step::Report => !facts.has("reported_on") && some(&|thing| handed(thing) && !only_lent(thing)),
        Step::Certificate => {
            let anew = State::of(case) == Some(State::WorkDone);
            let owed = some(&|thing| handed(thing) && !only_lent(thing) && (anew || !is_certified(thing)));
            owed || !certify::incomplete(case, files).is_empty()
        }
        Step::SendOut => leaves,
        Step::Close => !must_be_sent(case) && !must_come_back(case),
        Step::Manifest => {
            let wasted = facts.is("disposition", &["dispose"]) && some(&handed);
            facts.is("destination", &["recycler"]) || facts.has("manifest_no") || wasted
        }
        Step::Apply | Step::CheckAfter | Step::Withdraw => true,
    }
}

/// The way of this case: a case all done in the house has no contractor on it.
fn stages(case: &Content, open: &[Step], files: &[String]) -> Vec<Stage> {
    let now = open.first().copied();
    let facts = Facts(&case.values);
    let outside = data_rows(case).any(|(_, thing)| is_outsourced(thing));
    let own = data_rows(case).any(|(_, thing)| !is_outsourced(thing));
    let lent = data_rows(case).any(|(_, thing)| only_lent(thing));
    let certified = data_rows(case).any(|(_, thing)| is_outsourced(thing) && !only_lent(thing));
    let sent = facts.has("sent_on") || must_be_sent(case);
    let over = [
        (Step::Apply, "applied_on", true),
        (Step::Permit, "permitted_on", !facts.has("refused_on")),
        (Step::Reject, "refused_on", facts.has("refused_on")),
        (Step::CheckBefore, "pre_checked_at", true),
        (Step::HandOver, "handed_on", outside),
        (Step::Work, "work_ended_at", own),
        (Step::Back, "back_on", lent),
        (Step::Certificate, "certificate_received_on", certified),
        (Step::CheckAfter, "post_checked_at", true),
        (Step::SendOut, "sent_on", sent),
        (Step::Back, "back_on", sent && facts.is("disposition", &["repair"])),
        (Step::Close, "disposed_on", true),
    ];
    // A certificate that may be issued anew has come all the same.
    let waits = |step: Step| {
        open.contains(&step) && !State::of(case).is_some_and(|state| besides(case, step, (state, files)))
    };
    let ended = matches!(State::of(case), Some(State::Withdrawn | State::Refused));
    let mut stages: Vec<Stage> = over
        .into_iter()
        .filter(|(_, _, on_the_way)| *on_the_way)
        .map(|(step, key, _)| {
            let day = facts.first_day(key).map(|day| day.to_string());
            Stage { step, done: day.filter(|_| !waits(step)), now: now == Some(step) }
        })
        .collect();
    if ended {
        stages.retain(|stage| stage.done.is_some());
    }
    stages
}

/// The things as the clerk named them: a device without the drives its ledger adds by itself.
fn typed_again(case: &Content) -> Vec<BTreeMap<String, String>> {
    let items = rows::items(case);
    let whole =
        |number: &str| items.iter().any(|thing| rows::text(thing, "item_no") == number && !is_drive(thing));
    let named = items.iter().filter(|thing| !is_drive(thing) || !whole(&rows::text(thing, "item_no")));
    let row = |thing: &Values| {
        let mut keys = vec!["item_no", "inside", "circumstances", "remarks"];
        if is_drive(thing) || Facts(thing).is("item_ledger", &["data"]) {
            keys.extend(["serial", "item_kind"]);
        }
        // What follows the case is left to follow it.
        keys.extend(["method", "performer"].into_iter().filter(|key| thing.get(key) != case.values.get(key)));
        keys.into_iter().filter_map(|key| Some((key.to_owned(), thing.get(key)?.to_text()))).collect()
    };
    named.map(row).collect()
}

fn endings(case: &Content, view: &View<'_>) -> Result<Vec<Ending>> {
    let end = |ends: Ends| {
        let state = match ends.state {
            Some(state) => state.to_owned(),
            None => as_it_went(view.db, &records::by_number(view.db, ends.register, &ends.number)?)?,
        };
        let state = match &ends.serial {
            Some(_) => drive_state_label(&state),
            None => choice_label(ends.register, "status", &state),
        };
        Ok(Ending { register: ends.register, number: ends.number, serial: ends.serial, state })
    };
    ending(case).into_iter().map(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::Value;

    fn case(state: State, keys: &[&str], things: &[&[(&str, &str)]]) -> Content {
        let mut case = Content::default();
        case.values.insert("by_steps", Value::Bool(true));
        case.values.insert("status", Value::Choice(state.as_str().to_owned()));
        for key in keys {
            case.values.insert((*key).to_owned(), Value::Date("2026-11-09".parse().unwrap()));
        }
        let row = |thing: &&[(&str, &str)]| {
            let mut row = Values::new();
            for (key, text) in *thing {
                row.insert((*key).to_owned(), Value::Choice((*text).to_owned()));
            }
            row.insert("item_kind", Value::Choice("usb_memory".to_owned()));
            row
        };
        case.parts.insert("items".to_owned(), things.iter().map(row).collect());
        case
    }

    #[test]
    fn only_steps_about_something_are_offered_and_the_awaited_one_comes_first() {
        use Step::{CheckAfter, CheckBefore, Close, HandOver, Permit, Reject, Report, Withdraw, Work};
        let own: &[(&str, &str)] = &[("performer", "own")];
        let done: &[(&str, &str)] = &[("performer", "own"), ("result", "pass")];
        let out: &[(&str, &str)] = &[("performer", "outsourced")];
        let cases: [(Content, &[Step]); 8] = [
            (case(State::Opened, &[], &[own]), &[Permit, Reject, Withdraw]),
            (case(State::Opened, &["permitted_on"], &[own]), &[CheckBefore, Withdraw]),
            (case(State::BeforeChecked, &["permitted_on"], &[own, out]), &[HandOver, Work, Withdraw]),
            (case(State::BeforeChecked, &["permitted_on"], &[own]), &[Work, Withdraw]),
            (case(State::InWork, &["handed_on"], &[done, out]), &[Report, Step::Certificate]),
            (case(State::WorkDone, &[], &[done]), &[CheckAfter]),
            (case(State::AfterChecked, &[], &[done]), &[Close]),
            (case(State::Closed, &[], &[done]), &[]),
        ];
        for (case, expected) in cases {
            assert_eq!(open_steps(&case, &[]), expected, "{:?}", State::of(&case));
        }
    }
}
