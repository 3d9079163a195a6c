//! 機器の一生, as the window calls it: one action each; no rule.

use mamori_core::devices::actions;
use mamori_core::devices::guide::{self, DeviceDue, DeviceGuide, DeviceStepInfo};
use mamori_core::devices::life::DeviceStep;
use mamori_core::records::view::{Draft, RecordView};
use tauri::State;

use crate::app::{Answer, App};

#[tauri::command(async)]
pub fn describe_device_steps(app: State<'_, App>) -> Answer<Vec<DeviceStepInfo>> {
    app.signed_in(|ledgers, _| Ok(guide::steps(ledgers.profile())))
}

#[tauri::command(async)]
pub fn guide_device(app: State<'_, App>, id: i64) -> Answer<DeviceGuide> {
    app.signed_in(|ledgers, session| guide::guide(ledgers, session, id))
}

#[tauri::command(async)]
pub fn advance_device(
    app: State<'_, App>,
    id: i64,
    version: u32,
    step: DeviceStep,
    draft: Draft,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::advance(ledgers, session, (id, version), step, &draft))
}

/// Hired devices that go back soon.
#[tauri::command(async)]
pub fn devices_due(app: State<'_, App>) -> Answer<Vec<DeviceDue>> {
    app.signed_in(|ledgers, session| guide::due(ledgers, session))
}
