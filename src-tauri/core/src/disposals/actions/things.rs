//! The things of a case and their own ledgers: fetched when a case is applied for. What its end writes back: [`super::endings`].

use super::{
    Action, Change, Db, ErrorCode, Facts, Record, RegisterId, Result, Value, Values, records, refuse_with,
    store,
};
use super::{attachments, endings};
use crate::devices::drives;
use crate::devices::fields::drive_state_label;
use crate::disposals::case::{matching, rows};
use crate::records::states;
use crate::registers::register;
use crate::vocab::{Content, Kind};

/// Ledgers a thing may stand in, and the choice of `item_ledger` for each.
pub const LEDGERS: [RegisterId; 3] =
    [RegisterId::PortableMedia, RegisterId::BackupMedia, RegisterId::Devices];

/// Fills in what the ledgers know of the things named. A device comes with its drives, each a row.
pub fn expand(change: &Change<'_>, given: &mut Content, case: i64) -> Result<()> {
    let named = given.parts.remove("items").unwrap_or_default();
    let mut items: Vec<Values> = Vec::new();
    for typed in named {
        for row in described(&typed, |id, number| records::by_number(&change.tx, id, number))? {
            is_free(&change.tx, &row, case)?;
            items.push(row);
        }
    }
    given.parts.insert("items".to_owned(), items);
    Ok(())
}

/// The rows of one thing, as its ledger describes it. Data alone stands in no ledger.
pub fn described(
    typed: &Values,
    by_number: impl Fn(RegisterId, &str) -> Result<Record>,
) -> Result<Vec<Values>> {
    if Facts(typed).is("item_kind", &["log_data"]) {
        return Ok(vec![with(typed.clone(), [("item_ledger", Value::Choice("data".to_owned()))])]);
    }
    let record = find(&rows::text(typed, "item_no"), by_number)?;
    if !names_one_drive(&record, typed) {
        still_there(&record)?;
    }
    drive_still_there(&record, typed)?;
    known_inside(&record, typed)?;
    Ok(rows_of(&record, typed))
}

/// A number that is neither the device's nor that of a drive in it is somebody's mistake.
fn known_inside(record: &Record, typed: &Values) -> Result<()> {
    let serial = rows::text(typed, "serial");
    let known = serial.is_empty() || is_its_own(record, &serial) || names_one_drive(record, typed);
    if known || drives_of(record).is_empty() {
        return Ok(());
    }
    Err(refuse_with(ErrorCode::DriveUnknown, [("serial", serial)]))
}

/// Whether it is the serial number of the thing itself, not of what is inside.
fn is_its_own(record: &Record, serial: &str) -> bool {
    matching::key(&rows::text(&record.content.values, "serial")) == matching::key(serial)
}

fn find(number: &str, by_number: impl Fn(RegisterId, &str) -> Result<Record>) -> Result<Record> {
    for id in LEDGERS {
        match by_number(id, number) {
            Ok(record) if !record.voided && !number.is_empty() => return Ok(record),
            Ok(_) => {}
            Err(error) if error.code() == ErrorCode::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(refuse_with(ErrorCode::CaseItemUnknown, [("item", number.to_owned())]))
}

fn still_there(record: &Record) -> Result<()> {
    let facts = Facts(&record.content.values);
    if !facts.choice("status").is_some_and(states::is_final) {
        return Ok(());
    }
    let state = register(record.register).field("status").and_then(|field| match field.kind {
        Kind::Choice(choices) => choices.iter().find(|choice| Some(choice.id) == facts.choice("status")),
        _ => None,
    });
    let state = state.map_or("", |choice| choice.label.ja).to_owned();
    Err(refuse_with(ErrorCode::CaseItemGone, [("item", record.number()), ("state", state)]))
}

/// The drives its ledger knows of a device.
fn drives_of(record: &Record) -> &[Values] {
    record.content.parts.get("drives").map(Vec::as_slice).unwrap_or_default()
}

fn names_one_drive(record: &Record, typed: &Values) -> bool {
    let serial = rows::text(typed, "serial");
    drives_of(record).iter().any(|drive| drives::is_same(drive, &serial))
}

/// A drive that was disposed of or given back is not disposed of again.
fn drive_still_there(record: &Record, typed: &Values) -> Result<()> {
    let serial = rows::text(typed, "serial");
    let mut named = drives_of(record).iter().filter(|drive| drives::is_same(drive, &serial)).peekable();
    match named.peek() {
        Some(drive)
            if drives_of(record).iter().all(|one| !drives::is_same(one, &serial) || drives::is_gone(one)) =>
        {
            let state = drive_state_label(drives::state(drive)).ja.to_owned();
            Err(refuse_with(ErrorCode::CaseItemGone, [("item", serial), ("state", state)]))
        }
        _ => Ok(()),
    }
}

/// Refuses what another open case lists.
pub fn is_free(db: &Db, row: &Values, case: i64) -> Result<()> {
    let (number, serial) = (rows::text(row, "item_no"), rows::text(row, "serial"));
    match store::open_case_of(db, &number, &serial, case)? {
        Some(case) => Err(refuse_with(ErrorCode::CaseItemBusy, [("item", number), ("case", case)])),
        None => Ok(()),
    }
}

/// The rows for what was typed: one drive where its serial number was given, else the whole thing.
fn rows_of(record: &Record, typed: &Values) -> Vec<Values> {
    let whole = whole(record, typed);
    let wanted = rows::text(typed, "serial");
    // The device by its own number is the device with all that is in it.
    let all = wanted.is_empty() || is_its_own(record, &wanted);
    // What was taken out before goes its own way: it is named by its number.
    let drive = |drive: &&Values| match all {
        true => matches!(drives::state(drive), "built_in" | "erased"),
        false => drives::is_same(drive, &wanted) && !drives::is_gone(drive),
    };
    let chosen: Vec<Values> =
        drives_of(record).iter().filter(drive).map(|drive| drive_row(record, drive, typed)).collect();
    let own = all || chosen.is_empty();
    own.then_some(whole).into_iter().chain(chosen).collect()
}

/// A medium or device as its ledger describes it; what was typed goes before.
fn whole(record: &Record, typed: &Values) -> Values {
    let values = &record.content.values;
    let kind = if record.register == RegisterId::Devices { "device_kind" } else { "media_kind" };
    let taken = [
        ("item_kind", kind),
        ("maker", "maker"),
        ("model", "model"),
        ("serial", "serial"),
        ("capacity", "capacity"),
    ];
    let found = taken.into_iter().filter_map(|(key, own)| Some((key.to_owned(), values.get(own)?.clone())));
    let mut row: Values = found.collect();
    row.extend(typed.clone());
    with(row, ledger_of(record))
}

fn drive_row(record: &Record, drive: &Values, typed: &Values) -> Values {
    let mut row: Values = typed.clone();
    let kind = match Facts(drive).choice("drive_kind") {
        Some("hdd") => "internal_hdd",
        Some("sshd") => "internal_sshd",
        Some("ssd" | "nvme" | "emmc") => "internal_ssd",
        // その他, or one nobody looked at: a drive all the same, and judged as strictly as any.
        _ => "internal_other",
    };
    row.insert("item_kind", Value::Choice(kind.to_owned()));
    for key in ["maker", "model", "serial", "capacity"] {
        drive.get(key).map(|value| row.insert(key, value.clone()));
    }
    with(row, ledger_of(record))
}

fn ledger_of(record: &Record) -> [(&'static str, Value); 2] {
    [
        ("item_no", Value::Text(record.number())),
        ("item_ledger", Value::Choice(record.register.as_str().to_owned())),
    ]
}

fn with<const N: usize>(mut row: Values, more: [(&str, Value); N]) -> Values {
    row.extend(more.map(|(key, value)| (key.to_owned(), value)));
    row
}

/// A serial number of a thing that is corrected.
pub struct Renamed {
    pub number: String,
    pub was: String,
    pub now: String,
    /// The rows themselves, before and after.
    rows: (Values, Values),
}

impl Renamed {
    pub fn between(was: &Content, now: &Content) -> Vec<Self> {
        let rows = rows::items(was).iter().zip(rows::items(now));
        let renamed = rows.filter(|(was, now)| was.get("serial") != now.get("serial"));
        let one = |(was, now): (&Values, &Values)| Self {
            number: rows::text(now, "item_no"),
            was: rows::text(was, "serial"),
            now: rows::text(now, "serial"),
            rows: (was.clone(), now.clone()),
        };
        renamed.map(one).collect()
    }

    /// Where its own record stands.
    fn thing(&self) -> Option<(RegisterId, &str)> {
        let ledger = rows::text(&self.rows.1, "item_ledger");
        let register = LEDGERS.into_iter().find(|id| id.as_str() == ledger)?;
        Some((register, &self.number))
    }
}

/// A corrected serial number stands in the thing's own ledger and on its photos too. Where its ledger was corrected
/// before, it is left as it is. All are renamed at once: of two that were swapped, each gets the other's number.
pub fn rename(change: &Change<'_>, renamed: &[Renamed], case: &Record, reason: &str) -> Result<()> {
    for one in renamed {
        is_free(&change.tx, &one.rows.1, case.id)?;
    }
    attachments::rename(&change.tx, case.id, |shown| {
        let shows = |one: &&Renamed| rows::proof_key(&one.rows.0) == shown;
        renamed.iter().find(shows).map(|one| rows::proof_key(&one.rows.1))
    })?;
    let mut things: Vec<(RegisterId, &str)> = Vec::new();
    for thing in renamed.iter().filter_map(Renamed::thing) {
        if !things.contains(&thing) {
            things.push(thing);
        }
    }
    for thing in things {
        let mut record = records::by_number(&change.tx, thing.0, thing.1)?;
        if renamed_in(&mut record.content, renamed.iter().filter(|one| one.thing() == Some(thing))) {
            let why = format!("{}　{reason}", case.number());
            endings::written_back(change, record, (Action::Corrected, &why))?;
        }
    }
    Ok(())
}

/// The thing's own serial number, and those of its drives. Answers whether there was any of them.
fn renamed_in<'a>(thing: &mut Content, renamed: impl Iterator<Item = &'a Renamed>) -> bool {
    let (drives, own): (Vec<&Renamed>, Vec<_>) = renamed.partition(|one| endings::is_drive(&one.rows.1));
    let pairs: Vec<(&str, &str)> = drives.iter().map(|one| (one.was.as_str(), one.now.as_str())).collect();
    let mut any = drives::rename(thing, &pairs);
    if let Some(one) = own.into_iter().find(|one| drives::is_same(&thing.values, &one.was)) {
        thing.values.insert("serial", Value::Text(one.now.clone()));
        any = true;
    }
    any
}
