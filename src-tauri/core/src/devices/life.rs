//! 機器の一生 (spec 3.3): introduced, moved, lost and found, and what becomes of the drives inside.
//!
//! Each is a step: a short form with its own fields, as the steps of a disposal case are. What sends a device
//! out for good or for repair is such a case itself ([`crate::disposals`]). This file is pure: [`advance`]
//! takes the device and what was said, and gives the device as it then stands or a refusal.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::drives;
use crate::audit::Action;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::records::step_actions::Taken;
use crate::records::steps as common;
use crate::registers::{Facts, choice_label};
use crate::vocab::fields::label;
use crate::vocab::{Content, Label, RegisterId, Value};

const DEVICES: RegisterId = RegisterId::Devices;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum DeviceStep {
    /// 導入確認
    Introduce,
    /// 移動・使用者の変更
    Move,
    /// 内蔵媒体の取外し
    RemoveDrive,
    /// 内蔵媒体の取付け・交換
    AddDrive,
    /// 紛失・盗難
    Lose,
    /// 発見
    Find,
}

impl DeviceStep {
    pub const ALL: [Self; 6] =
        [Self::Introduce, Self::Find, Self::Move, Self::RemoveDrive, Self::AddDrive, Self::Lose];

    pub fn label(self) -> Label {
        match self {
            Self::Introduce => label("導入確認", "check on introduction"),
            Self::Move => label("移動", "move"),
            Self::RemoveDrive => label("内蔵媒体の取外し", "taking a drive out"),
            Self::AddDrive => label("内蔵媒体の取付け", "building a drive in"),
            Self::Lose => label("紛失・盗難", "loss or theft"),
            Self::Find => label("発見", "finding"),
        }
    }

    pub fn may_follow(self, status: &str) -> bool {
        match self {
            Self::Introduce => status == "planned",
            Self::Find => status == "lost",
            Self::Move | Self::RemoveDrive | Self::AddDrive => {
                matches!(status, "planned" | "active" | "spare" | "erase_pending")
            }
            Self::Lose => matches!(
                status,
                "planned" | "active" | "spare" | "carried_out" | "in_repair" | "erase_pending" | "erased"
            ),
        }
    }

    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Introduce => &["intro_checked_on", "intro_checked_by", "intro_check_items", "intro_result"],
            Self::Move => &["moved_on", "location", "zone", "user", "department"],
            Self::RemoveDrive | Self::AddDrive => &[],
            Self::Lose => &["lost_on", "lost_by", "lost_detail", "lost_response"],
            Self::Find => &["found_on", "found_detail"],
        }
    }

    pub fn required(self) -> &'static [&'static str] {
        match self {
            Self::Introduce => self.fields(),
            Self::Move => &["moved_on", "location"],
            Self::RemoveDrive | Self::AddDrive => &[],
            Self::Lose => &["lost_on", "lost_by", "lost_detail"],
            Self::Find => &["found_on", "found_detail"],
        }
    }

    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Self::RemoveDrive | Self::AddDrive => &["drives"],
            _ => &[],
        }
    }

    /// What is said of the one drive the step is about, and what of it cannot be missing.
    pub fn drive_fields(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::RemoveDrive => {
                (&["serial", "state_on", "kept_at", "remarks"], &["serial", "state_on", "kept_at"])
            }
            Self::AddDrive => (
                &["drive_kind", "maker", "model", "serial", "capacity", "state_on", "replaces", "remarks"],
                &["drive_kind", "model", "serial", "state_on"],
            ),
            _ => (&[], &[]),
        }
    }
}

impl Taken for DeviceStep {
    fn signed_by(self) -> Option<&'static str> {
        (self == Self::Introduce).then_some("intro_checked_by")
    }

    fn action(self) -> Action {
        match self {
            Self::Introduce => Action::DeviceIntroduced,
            Self::Move => Action::DeviceMoved,
            Self::RemoveDrive => Action::DriveRemoved,
            Self::AddDrive => Action::DriveAdded,
            Self::Lose => Action::DeviceLost,
            Self::Find => Action::DeviceFound,
        }
    }

    fn day(self, given: &Content) -> Option<NaiveDate> {
        let (key, values) = match self {
            Self::Introduce => ("intro_checked_on", &given.values),
            Self::Move => ("moved_on", &given.values),
            Self::RemoveDrive | Self::AddDrive => ("state_on", given.parts.get("drives")?.first()?),
            Self::Lose => ("lost_on", &given.values),
            Self::Find => ("found_on", &given.values),
        };
        Facts(values).first_day(key)
    }
}

/// Steps that are open for a device, what it waits for first.
pub fn open_steps(device: &Content) -> Vec<DeviceStep> {
    let status = Facts(&device.values).choice("status").unwrap_or_default();
    let has_object =
        |step: &DeviceStep| *step != DeviceStep::RemoveDrive || drives::inside(device).next().is_some();
    DeviceStep::ALL.into_iter().filter(|step| step.may_follow(status)).filter(has_object).collect()
}

/// Takes the device one step further. `given` holds what was said at this step only.
pub fn advance(device: &Content, step: DeviceStep, given: &Content, now: NaiveDateTime) -> Result<Content> {
    allowed_now(device, step)?;
    common::belongs(DEVICES, step.fields(), step.parts(), given)?;
    common::require(DEVICES, &given.values, step.required())?;
    common::not_in_future(DEVICES, given, now, &[])?;
    let mut next = device.clone();
    next.values.extend(given.values.clone());
    match step {
        DeviceStep::Introduce => introduce(&mut next)?,
        DeviceStep::Move => {}
        DeviceStep::RemoveDrive => drives::remove(&mut next, drives::only_one(given, step)?)?,
        DeviceStep::AddDrive => drives::add(&mut next, drives::only_one(given, step)?)?,
        DeviceStep::Lose => {
            next.values.remove("found_on");
            next.values.remove("found_detail");
            set_state(&mut next, "lost");
        }
        // What was out of sight is looked at before it is used again: the check of before is history.
        DeviceStep::Find => {
            next.values.retain(|key, _| !DeviceStep::Introduce.fields().contains(&key));
            set_state(&mut next, "planned");
        }
    }
    common::in_order(DEVICES, ORDER, &next)?;
    Ok(next)
}

const ORDER: &[(&str, &str)] =
    &[("acquired_on", "intro_checked_on"), ("lost_on", "found_on"), ("found_on", "intro_checked_on")];

fn allowed_now(device: &Content, step: DeviceStep) -> Result<()> {
    let status = Facts(&device.values).choice("status").unwrap_or_default();
    if step.may_follow(status) {
        return Ok(());
    }
    let (state, step) = (choice_label(DEVICES, "status", status), step.label());
    let params = [("state", state.ja), ("state_en", state.en), ("step", step.ja), ("step_en", step.en)];
    Err(refuse_with(ErrorCode::DeviceWrongState, params.map(|(key, text)| (key, text.to_owned()))))
}

/// 使用してよい needs what was looked at; a device that may be carried off also its lock.
fn introduce(device: &mut Content) -> Result<()> {
    let facts = Facts(&device.values);
    if !facts.is("intro_result", &["pass"]) {
        return Ok(());
    }
    let portable = facts.is("device_kind", &["notebook", "tablet"]);
    let mut asked = vec!["function", "label", "settings", "serials"];
    asked.extend(portable.then_some("theft_lock"));
    if asked.iter().any(|id| facts.includes("intro_check_items", id) != Some(true)) {
        let field = common::label(DEVICES, "intro_check_items");
        return Err(refuse_with(ErrorCode::CaseCheckItems, [("field", field)]));
    }
    set_state(device, "active");
    Ok(())
}

fn set_state(device: &mut Content, state: &str) {
    device.values.insert("status", Value::Choice(state.to_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::{content, with_rows};
    use crate::vocab::RegisterId::Devices;

    fn now() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 0, 0).unwrap()
    }

    fn device(status: &str, kind: &str) -> Content {
        let drive: &[(&str, &str)] =
            &[("drive_kind", "HDD"), ("model", "WD10EZEX"), ("serial", "WX41A1234567")];
        let texts = [("device_no", "PC-1"), ("device_kind", kind), ("status", status)];
        with_rows(Devices, &texts, &[("drives", &[drive])])
    }

    fn status(device: &Content) -> &str {
        Facts(&device.values).choice("status").unwrap()
    }

    fn code(device: &Content, step: DeviceStep, given: &Content) -> ErrorCode {
        advance(device, step, given, now()).unwrap_err().code()
    }

    #[test]
    fn a_device_is_used_after_it_was_checked() {
        let checked = |items: &str, result: &str| {
            content(
                Devices,
                &[
                    ("intro_checked_on", "R8.11.18"),
                    ("intro_checked_by", "辻󠄀 香織"),
                    ("intro_check_items", items),
                    ("intro_result", result),
                ],
            )
        };
        let all = "機能の動作、管理番号の表示、セキュリティ設定、製造番号の照合";
        let desktop = device("導入確認中", "デスクトップPC");
        let passed = advance(&desktop, DeviceStep::Introduce, &checked(all, "使用してよい"), now()).unwrap();
        assert_eq!(status(&passed), "active");
        let notebook = device("導入確認中", "ノートPC");
        let hasty = checked(all, "使用してよい");
        assert_eq!(code(&notebook, DeviceStep::Introduce, &hasty), ErrorCode::CaseCheckItems);
        let failed = checked("機能の動作", "使用しない（要是正）");
        let failed = advance(&notebook, DeviceStep::Introduce, &failed, now()).unwrap();
        assert_eq!(status(&failed), "planned");
        assert_eq!(code(&passed, DeviceStep::Introduce, &hasty), ErrorCode::DeviceWrongState);
    }

    #[test]
    fn what_was_lost_and_found_is_checked_again_before_use() {
        let lost = content(
            Devices,
            &[("lost_on", "R8.11.10"), ("lost_by", "髙橋 一郎"), ("lost_detail", "電車に置き忘れた")],
        );
        let gone = advance(&device("持出中", "ノートPC"), DeviceStep::Lose, &lost, now()).unwrap();
        assert_eq!((status(&gone), open_steps(&gone)), ("lost", vec![DeviceStep::Find]));
        let early = content(Devices, &[("found_on", "R8.11.9"), ("found_detail", "駅で")]);
        assert_eq!(code(&gone, DeviceStep::Find, &early), ErrorCode::CaseOrder);
        let found = content(Devices, &[("found_on", "R8.11.11"), ("found_detail", "駅の遺失物係")]);
        let back = advance(&gone, DeviceStep::Find, &found, now()).unwrap();
        assert_eq!(status(&back), "planned");
        // One that was checked before it was lost is found too, and checked once more.
        let items = "機能の動作、管理番号の表示、セキュリティ設定、製造番号の照合、盗難防止";
        let texts = [
            ("intro_checked_on", "R8.4.2"),
            ("intro_checked_by", "辻󠄀 香織"),
            ("intro_check_items", items),
            ("intro_result", "使用してよい"),
        ];
        let mut used = device("使用中", "ノートPC");
        used.values.extend(content(Devices, &texts).values);
        let gone = advance(&used, DeviceStep::Lose, &lost, now()).unwrap();
        let back = advance(&gone, DeviceStep::Find, &found, now()).unwrap();
        assert_eq!((status(&back), back.values.contains_key("intro_checked_on")), ("planned", false));
        assert_eq!(code(&device("廃棄済", "ノートPC"), DeviceStep::Lose, &lost), ErrorCode::DeviceWrongState);
    }

    #[test]
    fn a_step_takes_its_own_fields_and_no_state() {
        let smuggled =
            content(Devices, &[("moved_on", "R8.11.18"), ("location", "書庫"), ("status", "廃棄済")]);
        assert_eq!(code(&device("使用中", "サーバー"), DeviceStep::Move, &smuggled), ErrorCode::Input);
        let ahead = content(Devices, &[("moved_on", "R8.11.21"), ("location", "書庫")]);
        assert_eq!(code(&device("使用中", "サーバー"), DeviceStep::Move, &ahead), ErrorCode::CaseFuture);
    }
}
