//! 内蔵記憶媒体: a device is a container, what holds the data is the drive. Each has its own state and way: it is
//! built in, taken out and kept, put back or into the place of another, erased, disposed of by a case.
//!
//! A drive is known by its serial number. Its row is never struck out: what left the device stays written there
//! with the day and the case it left by.

use super::life::DeviceStep;
use crate::disposals::case::matching;
use crate::disposals::case::rows::text;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::records::steps as common;
use crate::registers::Facts;
use crate::vocab::{Content, RegisterId, Value, Values};

const DRIVES: &str = "drives";
/// What the program keeps of a drive, whatever a correction of its device types.
const KEPT: [&str; 5] = ["state", "state_on", "kept_at", "replaces", "disposal_ref"];

fn rows(device: &Content) -> &[Values] {
    device.parts.get(DRIVES).map(Vec::as_slice).unwrap_or_default()
}

/// 状態 of a drive; one of an old ledger of which nothing was said is built in.
pub fn state(drive: &Values) -> &str {
    Facts(drive).choice("state").unwrap_or("built_in")
}

/// Drives that are in the device.
pub fn inside(device: &Content) -> impl Iterator<Item = &Values> {
    rows(device).iter().filter(|drive| matches!(state(drive), "built_in" | "erased"))
}

/// Whether the drive has left the office for good.
pub fn is_gone(drive: &Values) -> bool {
    matches!(state(drive), "disposed" | "returned")
}

pub fn is_same(drive: &Values, serial: &str) -> bool {
    !serial.is_empty() && matching::key(&text(drive, "serial")) == matching::key(serial)
}

/// The one drive a step is about.
pub(super) fn only_one(given: &Content, step: DeviceStep) -> Result<&Values> {
    let (fields, required) = step.drive_fields();
    let row = match rows(given) {
        [row] => row,
        _ => return Err(refuse_with(ErrorCode::DriveOne, [])),
    };
    let typed = Content { values: row.clone(), ..Content::default() };
    common::belongs(RegisterId::Devices, fields, &[], &typed)?;
    common::require(RegisterId::Devices, row, required)?;
    Ok(row)
}

fn of_serial<'a>(device: &'a mut Content, serial: &str) -> Option<&'a mut Values> {
    device.parts.get_mut(DRIVES)?.iter_mut().find(|drive| is_same(drive, serial) && !is_gone(drive))
}

fn named(serial: &str) -> [(&'static str, String); 1] {
    [("serial", serial.to_owned())]
}

/// 取外し: where it is kept is written down, since it is a medium of its own from now on.
pub(super) fn remove(device: &mut Content, given: &Values) -> Result<()> {
    let serial = text(given, "serial");
    let drive = of_serial(device, &serial).filter(|drive| state(drive) != "removed");
    let drive = drive.ok_or_else(|| refuse_with(ErrorCode::DriveUnknown, named(&serial)))?;
    drive.remove("replaces");
    for key in ["state_on", "kept_at", "remarks"] {
        given.get(key).map(|value| drive.insert(key.to_owned(), value.clone()));
    }
    set_state(drive, "removed");
    Ok(())
}

/// 取付け: a new drive, or one that was taken out before; it may stand in the place of another.
pub(super) fn add(device: &mut Content, given: &Values) -> Result<()> {
    let (serial, replaces) = (text(given, "serial"), text(given, "replaces"));
    if !replaces.is_empty() {
        let old = rows(device).iter().find(|drive| is_same(drive, &replaces));
        let old = old.ok_or_else(|| refuse_with(ErrorCode::DriveUnknown, named(&replaces)))?;
        if matches!(state(old), "built_in" | "erased") {
            return Err(refuse_with(ErrorCode::DriveStillInside, named(&replaces)));
        }
    }
    let mut built = given.clone();
    set_state(&mut built, "built_in");
    match of_serial(device, &serial) {
        Some(drive) if state(drive) != "removed" => Err(refuse_with(ErrorCode::DriveTwice, named(&serial))),
        Some(drive) => {
            drive.remove("kept_at");
            drive.extend(built);
            Ok(())
        }
        None => {
            device.parts.entry(DRIVES.to_owned()).or_default().push(built);
            Ok(())
        }
    }
}

fn set_state(drive: &mut Values, state: &str) {
    drive.insert("state", Value::Choice(state.to_owned()));
}

/// 案件による処分: the state a closed case leaves a drive in, with the case it left by.
pub fn end(
    device: &mut Content,
    serial: &str,
    state: &str,
    (day, case): (Option<Value>, &str),
) -> Result<()> {
    let Some(drive) = of_serial(device, serial) else {
        return Err(refuse_with(ErrorCode::DriveUnknown, named(serial)));
    };
    set_state(drive, state);
    drive.remove("kept_at");
    day.map(|day| drive.insert("state_on".to_owned(), day));
    drive.insert("disposal_ref", Value::Text(case.to_owned()));
    Ok(())
}

/// Serial numbers of drives, corrected all at once; also where another drive stands in the place of one. Answers
/// whether there was any of them.
pub fn rename(device: &mut Content, renamed: &[(&str, &str)]) -> bool {
    let place = |was: &str| rows(device).iter().position(|drive| is_same(drive, was) && !is_gone(drive));
    let places: Vec<(usize, &str, &str)> =
        renamed.iter().filter_map(|(was, now)| Some((place(was)?, *was, *now))).collect();
    for (n, drive) in device.parts.get_mut(DRIVES).into_iter().flatten().enumerate() {
        let replaced = matching::key(&text(drive, "replaces"));
        if let Some((_, _, now)) = places.iter().find(|(place, ..)| *place == n) {
            drive.insert("serial", Value::Text((*now).to_owned()));
        }
        if let Some((_, _, now)) = places.iter().find(|(_, was, _)| matching::key(was) == replaced) {
            drive.insert("replaces", Value::Text((*now).to_owned()));
        }
    }
    !places.is_empty()
}

/// A correction of the device keeps what its drives went through, and strikes none out that left it.
pub fn carry_over(before: &Content, after: &mut Content) -> Result<()> {
    let old = rows(before);
    let mut taken = vec![false; old.len()];
    let places: Vec<Option<usize>> = rows(after)
        .iter()
        .enumerate()
        .map(|(n, row)| {
            let same = old.iter().position(|drive| is_same(drive, &text(row, "serial")));
            // A mended number: the row in the same place, if no other row goes by its old number.
            let mended = (n < old.len()
                && !rows(after).iter().any(|row| is_same(row, &text(&old[n], "serial"))))
            .then_some(n);
            same.or(mended)
        })
        .collect();
    for (row, place) in after.parts.get_mut(DRIVES).into_iter().flatten().zip(places) {
        let Some(place) = place.filter(|place| !taken[*place]) else { continue };
        taken[place] = true;
        for key in KEPT {
            match old[place].get(key) {
                Some(value) => drop(row.insert(key, value.clone())),
                None => drop(row.remove(key)),
            }
        }
    }
    match old.iter().zip(taken).find(|(drive, taken)| !taken && state(drive) != "built_in") {
        Some((drive, _)) => Err(refuse_with(ErrorCode::DriveKept, named(&text(drive, "serial")))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::life;
    use crate::registers::testing::with_rows;
    use crate::vocab::RegisterId::Devices;

    type Texts<'a> = &'a [(&'a str, &'a str)];

    const FIRST: Texts<'static> = &[("drive_kind", "HDD"), ("model", "WD10EZEX"), ("serial", "WX41A1234567")];
    const SECOND: Texts<'static> = &[("drive_kind", "SSD"), ("model", "MZ7L3480"), ("serial", "S64D0001")];

    fn server(drives: &[Texts<'_>]) -> Content {
        with_rows(Devices, &[("device_no", "SV-1"), ("status", "使用中")], &[("drives", drives)])
    }

    fn go(device: &Content, step: DeviceStep, drive: Texts<'_>) -> Result<Content> {
        let given = with_rows(Devices, &[], &[("drives", &[drive])]);
        let now = "2026-11-20T09:00:00".parse().unwrap();
        life::advance(device, step, &given, now)
    }

    fn states(device: &Content) -> Vec<(String, &str)> {
        rows(device).iter().map(|drive| (text(drive, "serial"), state(drive))).collect()
    }

    #[test]
    fn a_drive_is_taken_out_kept_and_replaced() {
        let server = server(&[FIRST]);
        let out: Texts<'_> =
            &[("serial", "wx41a-1234567"), ("state_on", "R8.11.18"), ("kept_at", "耐火金庫")];
        let new: Vec<_> = [SECOND, &[("state_on", "R8.11.18"), ("replaces", "WX41A1234567")]].concat();
        assert_eq!(go(&server, DeviceStep::AddDrive, &new).unwrap_err().code(), ErrorCode::DriveStillInside);
        let nowhere: Texts<'_> = &[("serial", "WX41A1234567"), ("state_on", "R8.11.18")];
        assert_eq!(go(&server, DeviceStep::RemoveDrive, nowhere).unwrap_err().code(), ErrorCode::Input);
        let opened = go(&server, DeviceStep::RemoveDrive, out).unwrap();
        assert_eq!(go(&opened, DeviceStep::RemoveDrive, out).unwrap_err().code(), ErrorCode::DriveUnknown);
        let mended = go(&opened, DeviceStep::AddDrive, &new).unwrap();
        assert_eq!(states(&mended), [("WX41A1234567".into(), "removed"), ("S64D0001".into(), "built_in")]);
        assert_eq!(text(&rows(&mended)[1], "replaces"), "WX41A1234567");
        assert_eq!(inside(&mended).count(), 1);
        assert_eq!(go(&mended, DeviceStep::AddDrive, &new).unwrap_err().code(), ErrorCode::DriveTwice);
        // Put back, it is no second drive.
        let back: Vec<_> = [FIRST, &[("state_on", "R8.11.19")]].concat();
        let back = go(&mended, DeviceStep::AddDrive, &back).unwrap();
        assert_eq!(states(&back)[0], ("WX41A1234567".into(), "built_in"));
        assert_eq!(rows(&back).len(), 2);
    }

    #[test]
    fn a_correction_keeps_what_a_drive_went_through() {
        let out: Texts<'_> = &[("serial", "WX41A1234567"), ("state_on", "R8.11.18"), ("kept_at", "耐火金庫")];
        let before = go(&server(&[FIRST, SECOND]), DeviceStep::RemoveDrive, out).unwrap();
        let mut turned = server(&[SECOND, FIRST]);
        carry_over(&before, &mut turned).unwrap();
        assert_eq!(states(&turned), [("S64D0001".into(), "built_in"), ("WX41A1234567".into(), "removed")]);
        let mended: Texts<'_> = &[("drive_kind", "HDD"), ("model", "WD10EZEX"), ("serial", "WX41A1234568")];
        let mut mended = server(&[mended, SECOND]);
        carry_over(&before, &mut mended).unwrap();
        assert_eq!(states(&mended)[0], ("WX41A1234568".into(), "removed"));
        let mut struck = server(&[SECOND]);
        assert_eq!(carry_over(&before, &mut struck).unwrap_err().code(), ErrorCode::DriveKept);
    }
}
