//! 研修計画書の承認と改定. Approval is the committee's and has its day and minutes; whoever changes an approved
//! plan asks again.

use super::actions::given;
use super::plans::is_approved;
use crate::audit::Action;
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::records::actions::{refuse_broken_rules, written};
use crate::records::people::People;
use crate::records::step_actions::{self, dated_event, lateness, stored};
use crate::records::view::{Draft, RecordView};
use crate::records::{Record, steps};
use crate::registers::{Facts, register};
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;
use crate::vocab::read::{self, DraftTexts, Strictness};

const PLANS: RegisterId = RegisterId::TrainingPlans;
const APPROVAL: &[&str] = &["committee_on", "committee_decision", "minutes_no"];

/// 委員会の承認, or its refusal.
pub fn approve(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    draft: &Draft,
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let before = current(change, id, version)?;
        if is_approved(&before.content) {
            return Err(refuse_with(ErrorCode::PlanApproved, [("number", before.number())]));
        }
        if before.content.parts.get("lines").is_none_or(Vec::is_empty) {
            return Err(refuse_with(ErrorCode::PlanNothing, [("number", before.number())]));
        }
        let people = People::load(&change.tx)?;
        let given = step_actions::typed(PLANS, draft, change, &people)?;
        steps::belongs(PLANS, APPROVAL, &[], &given)?;
        steps::require(PLANS, &given.values, APPROVAL)?;
        steps::not_in_future(PLANS, &given, change.at().naive_local(), &[])?;
        let day = Facts(&given.values).first_day("committee_on");
        let late = lateness(change, day, draft)?;
        let mut content = before.content.clone();
        content.values.extend(given.values);
        let after = stored(change, before, content, &people)?;
        refuse_broken_rules(&after, change.profile)?;
        // What is logged and said is what the committee decided, not what was asked of it.
        let action = if is_approved(&after.content) { Action::PlanApproved } else { Action::PlanDecided };
        Ok(((), dated_event(action, &after, (day, late), draft)?))
    })?;
    step_actions::shown(ledgers, session, PLANS, id)
}

/// 改定: the plan as typed anew, without the approval it had.
pub fn revise(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    draft: &Draft,
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let reason = given(reason)?;
        let before = current(change, id, version)?;
        let texts =
            DraftTexts { values: draft.values.clone(), parts: draft.parts.clone(), ..DraftTexts::default() };
        let read = read::read(register(PLANS), &texts, Strictness::Entry, change.today());
        let mut content = read.map_err(|problems| Error::Input { register: PLANS, problems })?;
        for key in APPROVAL {
            content.values.remove(key);
        }
        if let Some(number) = before.content.values.get("doc_no") {
            content.values.insert("doc_no", number.clone());
        }
        let after = stored(change, before, content, &People::load(&change.tx)?)?;
        refuse_broken_rules(&after, change.profile)?;
        Ok(((), written(Action::PlanRevised, &after)?.reason(Some(reason))))
    })?;
    step_actions::shown(ledgers, session, PLANS, id)
}

fn current(change: &Change<'_>, id: i64, version: u32) -> Result<Record> {
    step_actions::current(change, (PLANS, id), version)
}
