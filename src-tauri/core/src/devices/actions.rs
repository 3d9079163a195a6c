//! What users can do with a device besides registering and correcting it: take it one step further.

use super::life::{self, DeviceStep};
use crate::audit::Event;
use crate::error::Result;
use crate::ledgers::{Change, Ledgers};
use crate::records::step_actions::{must_hold, take};
use crate::records::view::{Draft, RecordView};
use crate::records::{Record, states};
use crate::users::Session;
use crate::vocab::{Content, RegisterId};

const DEVICES: RegisterId = RegisterId::Devices;

/// The next step of a device. What the step takes is listed in [`DeviceStep::fields`].
pub fn advance(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    step: DeviceStep,
    draft: &Draft,
) -> Result<RecordView> {
    let rule = |change: &Change<'_>, before: &Content, given: &Content| {
        // What is built in after the application would leave with the device, and nobody would have looked at it.
        if step == DeviceStep::AddDrive {
            states::not_in_a_case(&change.tx, DEVICES, before)?;
        }
        let content = life::advance(before, step, given, change.at().naive_local())?;
        if step == DeviceStep::Introduce {
            must_hold(change, "ledger_check", given, (DEVICES, "intro_checked_by", "intro_checked_on"))?;
        }
        Ok(content)
    };
    // Which drive it was about is said beside the state.
    let ends = |_: &Change<'_>, (_, given): (&Record, &Content), mut event: Event| {
        let serial = given.parts.get("drives").and_then(|rows| rows.first()?.get("serial"));
        if let (Some(serial), Some(detail)) = (serial, event.detail.as_mut()) {
            detail["drive"] = serial.to_text().into();
        }
        Ok(event)
    };
    take(ledgers, session, (DEVICES, id, version), (step, draft), rule, ends)
}
