//! The things of a case and their own ledgers: fetched when a case is applied for, put to rest when it closes.

use super::{
    Action, Change, Db, ErrorCode, Facts, PartialDate, Record, RegisterId, Result, Value, Values, missing,
    records, refuse_with, store, written,
};
use crate::disposals::case::rows;
use crate::registers::register;
use crate::vocab::{Content, Kind};

/// Ledgers a thing may stand in, and the choice of `item_ledger` for each.
const LEDGERS: [RegisterId; 3] = [RegisterId::PortableMedia, RegisterId::BackupMedia, RegisterId::Devices];

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
    still_there(&record)?;
    Ok(rows_of(&record, typed))
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
    if !facts.is("status", &["disposed", "returned_to_lessor"]) {
        return Ok(());
    }
    let state = register(record.register).field("status").and_then(|field| match field.kind {
        Kind::Choice(choices) => choices.iter().find(|choice| Some(choice.id) == facts.choice("status")),
        _ => None,
    });
    let state = state.map_or("", |choice| choice.label.ja).to_owned();
    Err(refuse_with(ErrorCode::CaseItemGone, [("item", record.number()), ("state", state)]))
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
    let drives = record.content.parts.get("drives").map(Vec::as_slice).unwrap_or_default();
    let wanted = rows::text(typed, "serial");
    let drive = |drive: &&Values| wanted.is_empty() || rows::text(drive, "serial") == wanted;
    let chosen: Vec<Values> =
        drives.iter().filter(drive).map(|drive| drive_row(record, drive, typed)).collect();
    let named = rows::text(&record.content.values, "serial") == wanted;
    let own = wanted.is_empty() || named || chosen.is_empty();
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
        _ => "other",
    };
    row.insert("item_kind".to_owned(), Value::Choice(kind.to_owned()));
    for key in ["maker", "model", "serial", "capacity"] {
        drive.get(key).map(|value| row.insert(key.to_owned(), value.clone()));
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

/// 台帳への反映: each thing of a closed case gets its last state, with an entry of its own.
pub fn end(change: &Change<'_>, case: &Record) -> Result<()> {
    let facts = Facts(&case.content.values);
    let disposition = facts.choice("disposition").unwrap_or_default();
    let day = facts.date("disposed_on");
    for (register, number) in ending(&case.content) {
        put_to_rest(change, case, register, &number, (disposition, day))?;
    }
    Ok(())
}

/// The things whose own records the closing of the case touches, each once.
pub fn ending(case: &Content) -> Vec<(RegisterId, String)> {
    let mut found: Vec<(RegisterId, String)> = Vec::new();
    for thing in rows::items(case) {
        let (number, ledger) = (rows::text(thing, "item_no"), rows::text(thing, "item_ledger"));
        let ledger = LEDGERS.into_iter().find(|id| id.as_str() == ledger);
        // A drive taken out of a device that stays is no end of the device.
        if let Some(ledger) = ledger.filter(|_| ends_whole(case, &number)) {
            let thing = (ledger, number);
            if !found.contains(&thing) {
                found.push(thing);
            }
        }
    }
    found
}

/// Whether the thing itself is listed, not only a drive out of it.
fn ends_whole(case: &Content, number: &str) -> bool {
    let items = rows::items(case);
    let own = items.iter().filter(|thing| rows::text(thing, "item_no") == number);
    own.into_iter().any(|thing| {
        let kind = Facts(thing).choice("item_kind").unwrap_or_default();
        rows::text(thing, "item_ledger") != "devices" || !kind.starts_with("internal_")
    })
}

fn put_to_rest(
    change: &Change<'_>,
    case: &Record,
    register: RegisterId,
    number: &str,
    (disposition, day): (&str, Option<PartialDate>),
) -> Result<()> {
    let mut record = records::by_number(&change.tx, register, number)?;
    let state = last_state(register, disposition);
    let values = &mut record.content.values;
    values.insert("status".to_owned(), Value::Choice(state.to_owned()));
    values.insert("disposal_ref".to_owned(), Value::Text(case.number()));
    if matches!(state, "disposed" | "returned_to_lessor") {
        day.map(|day| values.insert("disposed_on".to_owned(), Value::Date(day)));
    }
    record.version += 1;
    record.missing = missing(&record);
    records::update(&change.tx, &record)?;
    change.line(&written(Action::ItemEnded, &record)?.reason(Some(&case.number())))
}

/// The state a thing is left in.
pub fn last_state(register: RegisterId, disposition: &str) -> &'static str {
    match (register, disposition) {
        (RegisterId::Devices, "repair") => "active",
        (RegisterId::Devices, "internal_reuse") => "spare",
        (RegisterId::Devices, "lease_return" | "rental_return") => "returned_to_lessor",
        (RegisterId::PortableMedia, "repair" | "internal_reuse") => "in_storage",
        (RegisterId::BackupMedia, "repair" | "internal_reuse") => "in_rotation",
        _ => "disposed",
    }
}
