//! 台帳への反映: what a case writes into the records of its things, when it closes and when something leaves for
//! repair.

use super::things::LEDGERS;
use super::{
    Action, Change, Db, ErrorCode, Facts, Record, RegisterId, Result, Value, Values, missing, records,
    refuse_with, written,
};
use crate::audit;
use crate::devices::drives;
use crate::disposals::adequacy::level_of;
use crate::disposals::case::rows;
use crate::records::{image, states};
use crate::vocab::Content;

/// Each thing of a closed case gets its last state, with an entry of its own.
pub fn end(change: &Change<'_>, case: &Record) -> Result<()> {
    let mut touched: Vec<(RegisterId, String)> = Vec::new();
    for ending in ending(&case.content) {
        let thing = (ending.register, ending.number);
        if !touched.contains(&thing) {
            touched.push(thing);
        }
    }
    touched.into_iter().try_for_each(|(register, number)| put_to_rest(change, case, register, &number))
}

/// What the closing of a case writes into the record of a thing: the thing itself, or a drive inside it.
pub struct Ends {
    pub register: RegisterId,
    pub number: String,
    /// Of a drive.
    pub serial: Option<String>,
    /// Id of the state it is left in. Nothing of what comes back as it went: [`as_it_went`].
    pub state: Option<&'static str>,
}

/// The things whose own records the closing of the case touches, each once, and their drives.
pub fn ending(case: &Content) -> Vec<Ends> {
    let disposition = Facts(&case.values).choice("disposition").unwrap_or_default();
    let mut found: Vec<Ends> = Vec::new();
    for thing in rows::items(case) {
        let (number, ledger) = (rows::text(thing, "item_no"), rows::text(thing, "item_ledger"));
        let Some(register) = LEDGERS.into_iter().find(|id| id.as_str() == ledger) else { continue };
        // A drive taken out of a device that stays is no end of the device.
        let known =
            found.iter().any(|one| one.register == register && one.number == number && one.serial.is_none());
        if !known && ends_whole(case, &number) {
            let state = last_state(register, disposition);
            found.push(Ends { register, number: number.clone(), serial: None, state });
        }
        if let Some(state) = is_drive(thing).then(|| drive_state(thing, disposition)).flatten() {
            let serial = Some(rows::text(thing, "serial"));
            found.push(Ends { register, number, serial, state: Some(state) });
        }
    }
    found
}

/// What is inside a device, whatever its sort.
pub fn is_drive(thing: &Values) -> bool {
    let kind = Facts(thing).choice("item_kind").unwrap_or_default();
    rows::text(thing, "item_ledger") == "devices" && kind.starts_with("internal_")
}

/// Whether the thing itself is listed, not only a drive out of it.
fn ends_whole(case: &Content, number: &str) -> bool {
    rows::items(case).iter().any(|thing| rows::text(thing, "item_no") == number && !is_drive(thing))
}

/// What becomes of a drive; from repair it comes back as it was.
fn drive_state(thing: &Values, disposition: &str) -> Option<&'static str> {
    let destroyed = Facts(thing).choice("method").and_then(level_of) == Some("destruct");
    match disposition {
        "repair" => None,
        "internal_reuse" => Some("erased"),
        "lease_return" | "rental_return" if !destroyed => Some("returned"),
        _ => Some("disposed"),
    }
}

fn put_to_rest(change: &Change<'_>, case: &Record, register: RegisterId, number: &str) -> Result<()> {
    let mut record = records::by_number(&change.tx, register, number)?;
    nothing_left_inside(&case.content, &record)?;
    let day = Facts(&case.content.values).date("disposed_on").map(Value::Date);
    for ends in
        ending(&case.content).into_iter().filter(|one| one.register == register && one.number == number)
    {
        let state =
            ends.state.map_or_else(|| as_it_went(&change.tx, &record), |state| Ok(state.to_owned()))?;
        match ends.serial {
            Some(serial) => {
                drives::end(&mut record.content, &serial, &state, (day.clone(), &case.number()))?;
            }
            None => {
                let goes_on = !states::is_final(&state);
                let values = &mut record.content.values;
                values.insert("status", Value::Choice(state));
                values.insert("disposal_ref", Value::Text(case.number()));
                if let Some(day) = day.clone().filter(|_| !goes_on) {
                    values.insert("disposed_on", day);
                }
            }
        }
    }
    written_back(change, record, (Action::ItemEnded, &case.number()))
}

/// A device that ends with its case holds no drive nobody looked at.
fn nothing_left_inside(case: &Content, device: &Record) -> Result<()> {
    let number = device.number();
    let lent = Facts(&case.values).is("disposition", &["repair"]);
    if device.register != RegisterId::Devices || lent || !ends_whole(case, &number) {
        return Ok(());
    }
    let listed = |serial: &str| {
        let mut things = rows::items(case).iter().filter(|thing| rows::text(thing, "item_no") == number);
        things.any(|thing| is_drive(thing) && drives::is_same(thing, serial))
    };
    let serials = drives::inside(&device.content).map(|drive| rows::text(drive, "serial"));
    match serials.into_iter().find(|serial| !listed(serial)) {
        Some(serial) => {
            Err(refuse_with(ErrorCode::CaseDriveUnlisted, [("item", number.clone()), ("serial", serial)]))
        }
        None => Ok(()),
    }
}

pub(super) fn written_back(
    change: &Change<'_>,
    mut record: Record,
    (action, case): (Action, &str),
) -> Result<()> {
    record.version += 1;
    record.missing = missing(&record);
    records::update(&change.tx, &record)?;
    change.line(&written(action, &record)?.reason(Some(case)))
}

/// 修理への搬出: where the device is says its own record too. All else waits until the case closes.
pub fn sent_out(change: &Change<'_>, case: &Record) -> Result<()> {
    match is_out(&case.content) {
        true => put(change, case, Action::ItemSentOut, |_| Ok(IN_REPAIR.to_owned())),
        false => Ok(()),
    }
}

/// Whether the things of the case were sent to be repaired.
pub fn is_out(case: &Content) -> bool {
    let facts = Facts(&case.values);
    facts.is("disposition", &["repair"]) && (facts.has("handed_on") || facts.has("sent_on"))
}

/// The hand-over was voided: the device is where it was.
pub fn never_left(change: &Change<'_>, case: &Record) -> Result<()> {
    put(change, case, Action::Corrected, |device| as_it_went(&change.tx, device))
}

fn put(
    change: &Change<'_>,
    case: &Record,
    action: Action,
    state: impl Fn(&Record) -> Result<String>,
) -> Result<()> {
    for ends in ending(&case.content).into_iter().filter(|one| one.register == RegisterId::Devices) {
        let mut device = records::by_number(&change.tx, ends.register, &ends.number)?;
        let state = state(&device)?;
        device.content.values.insert("status", Value::Choice(state));
        written_back(change, device, (action, &case.number()))?;
    }
    Ok(())
}

const IN_REPAIR: &str = "in_repair";

/// The state a device had before it went to be repaired, as the log has it: repair proves nothing that only another
/// step does. One that is not in repair any more stays as it is.
pub fn as_it_went(db: &Db, device: &Record) -> Result<String> {
    let state = |content: &Content| Facts(&content.values).choice("status").unwrap_or_default().to_owned();
    let now = state(&device.content);
    if now != IN_REPAIR {
        return Ok(now);
    }
    let mut entries = audit::store::of_record(db, device.register.as_str(), device.id)?;
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
    for entry in entries {
        let before = entry.image_json()?.and_then(|json| image::read(device.register, &json));
        if let Some(before) = before.map(|before| state(&before.content)).filter(|before| before != IN_REPAIR)
        {
            return Ok(before);
        }
    }
    // One an old ledger brought in as being repaired.
    Ok("active".to_owned())
}

/// The state a thing is left in.
pub fn last_state(register: RegisterId, disposition: &str) -> Option<&'static str> {
    Some(match (register, disposition) {
        (RegisterId::Devices, "repair") => return None,
        (RegisterId::Devices, "internal_reuse") => "spare",
        (RegisterId::Devices, "lease_return" | "rental_return") => "returned_to_lessor",
        (RegisterId::PortableMedia, "repair" | "internal_reuse") => "in_storage",
        (RegisterId::PortableMedia, "lease_return" | "rental_return") => "returned_to_owner",
        (RegisterId::BackupMedia, "repair" | "internal_reuse") => "in_rotation",
        _ => "disposed",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::with_rows;

    type Texts<'a> = &'a [(&'a str, &'a str)];

    /// However a drive got into the device after the application, the device does not end with it.
    #[test]
    fn a_device_does_not_end_with_a_drive_nobody_looked_at() {
        let items: [Texts<'_>; 2] = [
            &[("item_no", "PC-1"), ("item_kind", "ノートPC"), ("item_ledger", "機器")],
            &[("item_no", "PC-1"), ("item_kind", "内蔵SSD"), ("serial", "S64D0001"), ("item_ledger", "機器")],
        ];
        let case = |disposition| {
            with_rows(RegisterId::Disposals, &[("disposition", disposition)], &[("items", &items)])
        };
        let device = |drives: &[Texts<'_>]| {
            let content = with_rows(RegisterId::Devices, &[("device_no", "PC-1")], &[("drives", drives)]);
            Record::entered(RegisterId::Devices, content, chrono::NaiveDate::default())
        };
        let (known, other): (Texts<'_>, Texts<'_>) = (&[("serial", "S64D0001")], &[("serial", "S64D0002")]);
        let removed: Texts<'_> = &[("serial", "S64D0002"), ("state", "取外し保管中")];
        let cases: [(&str, &[Texts<'_>], bool); 4] = [
            ("廃棄", &[known], true),
            ("廃棄", &[known, other], false),
            ("廃棄", &[known, removed], true),
            ("修理", &[known, other], true),
        ];
        for (disposition, drives, expected) in cases {
            let ended = nothing_left_inside(&case(disposition), &device(drives));
            assert_eq!(ended.is_ok(), expected, "{disposition} {drives:?}");
        }
        let refused = nothing_left_inside(&case("廃棄"), &device(&[known, other])).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::CaseDriveUnlisted);
    }
}
