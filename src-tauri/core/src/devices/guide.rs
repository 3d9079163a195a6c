//! 機器の道しるべ: what the window shows beside a device. Which steps are open, which case it stands in, when it
//! goes back to its lessor, and of each drive inside its state and its own history.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::drives;
use super::fields::{DRIVES, drive_state_label};
use super::life::{DeviceStep, open_steps};
use super::store;
use crate::audit;
use crate::disposals::case::{State, waits_for};
use crate::disposals::open_case;
use crate::error::Result;
use crate::ledgers::{Ledgers, View};
use crate::profile::{Profile, clause};
use crate::records::view::Cell;
use crate::records::{Record, image, open, store as records};
use crate::registers::{Facts, choice_label};
use crate::users::{Permission, Session};
use crate::vocab::{Label, RegisterId, Values};

/// What a step takes, from which the window builds its form.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct DeviceStepInfo {
    pub step: DeviceStep,
    pub fields: Vec<&'static str>,
    pub required: Vec<&'static str>,
    /// Fields of the one drive the step is about.
    pub drive_fields: Vec<&'static str>,
    pub drive_required: Vec<&'static str>,
    pub clause: String,
}

/// A device as the window guides through its life.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct DeviceGuide {
    pub version: u32,
    /// Steps open now; the first is what the device waits for.
    pub next: Vec<DeviceStep>,
    pub case: Option<CaseOfDevice>,
    pub returns: Option<ReturnDue>,
    pub drives: Vec<DriveView>,
    /// 処分の区分 a case of it may be begun with from here: back to its lessor, or to be repaired.
    pub leaves_for: Vec<&'static str>,
}

/// The open disposal case a device or one of its drives stands in.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct CaseOfDevice {
    #[ts(type = "number")]
    pub id: i64,
    pub number: String,
    pub state: Label,
    pub waits_for: Label,
}

/// リース・レンタルの返却.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ReturnDue {
    /// ISO
    pub day: String,
    /// Days left; below zero it is overdue.
    #[ts(type = "number")]
    pub days: i64,
    /// Near enough to be reminded of.
    pub near: bool,
    /// What the contract allows to be done with the drives.
    pub terms: Option<Label>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct DriveView {
    pub cells: BTreeMap<String, Cell>,
    pub state: String,
    pub state_label: Label,
    /// It can be disposed of by itself.
    pub disposable: bool,
    /// Oldest first.
    pub history: Vec<DriveEvent>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct DriveEvent {
    /// When it happened where the user said so (ISO), else when it was entered.
    pub on: String,
    pub by: String,
    pub action: String,
    pub state: Label,
}

/// All steps, in the order the window offers them.
pub fn steps(profile: &Profile) -> Vec<DeviceStepInfo> {
    let info = |step: DeviceStep| {
        let (drive_fields, drive_required) = step.drive_fields();
        DeviceStepInfo {
            step,
            fields: step.fields().to_vec(),
            required: step.required().to_vec(),
            drive_fields: drive_fields.to_vec(),
            drive_required: drive_required.to_vec(),
            clause: profile.own_clause(clause_of(step)).map(clause::as_printed).unwrap_or_default(),
        }
    };
    DeviceStep::ALL.into_iter().map(info).collect()
}

fn clause_of(step: DeviceStep) -> &'static str {
    match step {
        DeviceStep::Introduce => "A 2.1.2(2)",
        DeviceStep::Move => "A 4.3.3(5)",
        DeviceStep::RemoveDrive | DeviceStep::AddDrive => "A 4.2.5(3)",
        DeviceStep::Lose | DeviceStep::Find => "A 4.3.5",
    }
}

pub fn guide(ledgers: &Ledgers, session: &Session, id: i64) -> Result<DeviceGuide> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let device = records::get(view.db, RegisterId::Devices, id)?;
        let next = if device.voided { Vec::new() } else { open_steps(&device.content) };
        let past = past(view, id)?;
        let rows = device.content.parts.get(DRIVES.key).map(Vec::as_slice).unwrap_or_default();
        let case = case_of(view, &device.number())?;
        Ok(DeviceGuide {
            version: device.version,
            next,
            leaves_for: if case.is_some() { Vec::new() } else { leaves_for(&device) },
            case,
            returns: return_due(&device, view)?,
            drives: rows.iter().map(|drive| shown(drive, &past)).collect(),
        })
    })
}

/// Out of the house without being disposed of, as long as it is here.
fn leaves_for(device: &Record) -> Vec<&'static str> {
    let facts = Facts(&device.content.values);
    if device.voided || facts.is("status", &["disposed", "returned_to_lessor", "lost"]) {
        return Vec::new();
    }
    let back = match facts.choice("ownership") {
        Some("lease") => Some("lease_return"),
        Some("rental") => Some("rental_return"),
        _ => None,
    };
    back.into_iter().chain(["repair"]).collect()
}

fn case_of(view: &View<'_>, number: &str) -> Result<Option<CaseOfDevice>> {
    let Some((id, _)) = open_case(view.db, RegisterId::Devices, number)? else { return Ok(None) };
    let case = records::get(view.db, RegisterId::Disposals, id)?;
    Ok(Some(CaseOfDevice {
        id,
        number: case.number(),
        state: State::of(&case.content).map_or(Label { ja: "", en: "" }, State::label),
        waits_for: waits_for(&case.content),
    }))
}

/// When a hired device goes back: by its own day, or by the end of its contract.
pub fn return_due(device: &Record, view: &View<'_>) -> Result<Option<ReturnDue>> {
    let facts = Facts(&device.content.values);
    let hired = facts.is("ownership", &["lease", "rental"]);
    let gone = facts.is("status", &["disposed", "returned_to_lessor"]);
    let day = facts.date("return_due").or_else(|| facts.date("lease_end"));
    let Some(day) = day.filter(|_| hired && !gone && !device.voided) else { return Ok(None) };
    let days = (day.last_day() - view.today).num_days();
    let near = days <= view.profile.number("lease_notice_days")?;
    let terms = facts.choice("lease_terms").map(|id| choice_label(RegisterId::Devices, "lease_terms", id));
    Ok(Some(ReturnDue { day: day.last_day().to_string(), days, near, terms }))
}

/// One entry of the device's log with the drives as they then stood.
struct Past {
    on: String,
    by: String,
    action: String,
    drives: Vec<Values>,
}

fn past(view: &View<'_>, id: i64) -> Result<Vec<Past>> {
    let mut past = Vec::new();
    for entry in audit::store::of_record(view.db, RegisterId::Devices.as_str(), id)? {
        let Some(record) = entry.image_json()?.and_then(|image| image::read(RegisterId::Devices, &image))
        else {
            continue;
        };
        past.push((
            entry.seq,
            Past {
                on: entry.effective_on.clone().unwrap_or_else(|| entry.local_time()),
                by: entry.who.clone(),
                action: entry.action.clone(),
                drives: record.content.parts.get(DRIVES.key).cloned().unwrap_or_default(),
            },
        ));
    }
    past.sort_by_key(|(seq, _)| *seq);
    Ok(past.into_iter().map(|(_, past)| past).collect())
}

fn shown(drive: &Values, past: &[Past]) -> DriveView {
    let state = drives::state(drive);
    DriveView {
        cells: open::cells(DRIVES.fields, drive),
        state: state.to_owned(),
        state_label: drive_state_label(state),
        disposable: !drives::is_gone(drive),
        history: history(drive, past),
    }
}

/// What happened to this one drive: the entries in which its row is new or another.
fn history(drive: &Values, past: &[Past]) -> Vec<DriveEvent> {
    let serial = drive.get("serial").map(|serial| serial.to_text()).unwrap_or_default();
    let mut history = Vec::new();
    let mut before: Option<&Values> = None;
    for entry in past {
        let Some(now) = entry.drives.iter().find(|row| drives::is_same(row, &serial)) else { continue };
        if before != Some(now) {
            history.push(DriveEvent {
                on: entry.on.clone(),
                by: entry.by.clone(),
                action: entry.action.clone(),
                state: drive_state_label(drives::state(now)),
            });
        }
        before = Some(now);
    }
    history
}

/// Hired devices that go back soon or should have gone, the most urgent first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct DeviceDue {
    #[ts(type = "number")]
    pub id: i64,
    pub number: String,
    pub title: String,
    pub returns: ReturnDue,
}

/// For the first page.
pub fn due(ledgers: &Ledgers, session: &Session) -> Result<Vec<DeviceDue>> {
    ledgers.read(session, Permission::ReadLedgers, going_back)
}

/// The same for the program's own use.
pub fn going_back(view: &View<'_>) -> Result<Vec<DeviceDue>> {
    let mut due = Vec::new();
    for id in store::hired(view.db)? {
        let device = records::get(view.db, RegisterId::Devices, id)?;
        if let Some(returns) = return_due(&device, view)?.filter(|returns| returns.near) {
            due.push(DeviceDue { id, number: device.number(), title: device.title(), returns });
        }
    }
    due.sort_by_key(|one| one.returns.days);
    Ok(due)
}
