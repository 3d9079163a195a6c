//! What users can do with a device besides registering and correcting it: take it one step further.

use serde_json::json;

use super::life::{self, DeviceStep};
use crate::error::Result;
use crate::ledgers::Ledgers;
use crate::records::people::People;
use crate::records::step_actions::{
    answers_for, current, dated_event, lateness, must_hold, shown, stored, typed,
};
use crate::records::view::{Draft, RecordView};
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;

const DEVICES: RegisterId = RegisterId::Devices;

/// The next step of a device. What the step takes is listed in [`DeviceStep::fields`].
pub fn advance(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    step: DeviceStep,
    draft: &Draft,
) -> Result<RecordView> {
    let door = match step.signed_by() {
        Some(_) => Permission::ReadLedgers,
        None => Permission::KeepLedgers,
    };
    ledgers.change(session, door, |change| {
        let before = current(change, (DEVICES, id), version)?;
        let people = People::load(&change.tx)?;
        let given = typed(DEVICES, draft, change, &people)?;
        answers_for(session, step.signed_by(), &given)?;
        let late = lateness(change, step.day(&given), draft)?;
        let content = life::advance(&before.content, step, &given, change.at().naive_local())?;
        if step == DeviceStep::Introduce {
            must_hold(change, "ledger_check", &given, (DEVICES, "intro_checked_by", "intro_checked_on"))?;
        }
        let after = stored(change, before, content, &people)?;
        let event = dated_event(step.action(), &after, (step.day(&given), late), draft)?;
        // Which drive it was about stands in the entry, so that its own history can be read off the log.
        let serial = given.parts.get("drives").and_then(|rows| rows.first()?.get("serial"));
        let event = match serial {
            Some(serial) => event.detail(json!({ "drive": serial.to_text() })),
            None => event,
        };
        Ok(((), event))
    })?;
    shown(ledgers, session, DEVICES, id)
}
