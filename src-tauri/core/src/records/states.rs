//! 状態と訂正: what a correction may not say of a medium or device, because a step or a case says it.
//!
//! A thing ends by a disposal case, is used after its introduction check, is lost and found by a step. A correction
//! that said so would leave out what these prove. Only what an old ledger left open can be said by a correction:
//! of a record that was imported, has gone through no step since, and stands in no case.

use rusqlite::Connection;

use super::{Origin, Record, image};
use crate::audit::{self, Action};
use crate::disposals;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::registers::{self, Facts, choice_label, register};
use crate::vocab::fields::label;
use crate::vocab::read::Strictness;
use crate::vocab::{Content, Label, RegisterId, Value};

/// The ledgers of things that end.
fn is_of_things(id: RegisterId) -> bool {
    matches!(id, RegisterId::PortableMedia | RegisterId::BackupMedia | RegisterId::Devices)
}

/// Nothing follows.
pub fn is_final(state: &str) -> bool {
    matches!(state, "disposed" | "returned_to_owner" | "returned_to_lessor")
}

/// Whether the record after a correction may stand so.
pub fn correction_stands(db: &Connection, before: &Record, after: &Content) -> Result<()> {
    stands(db, before, after, |past| past.came_in_open && !past.stepped)
}

/// The same of what a file says about a record that is here already; old ledgers of several years tell one story.
pub fn reimport_stands(db: &Connection, before: &Record, after: &Content) -> Result<()> {
    stands(db, before, after, |past| !past.stepped)
}

fn stands(
    db: &Connection,
    before: &Record,
    after: &Content,
    may_say: impl FnOnce(&Past) -> bool,
) -> Result<()> {
    if !is_of_things(before.register) {
        return Ok(());
    }
    if told_by(before.register, &before.content) != told_by(before.register, after) {
        not_in_a_case(db, before.register, &before.content)?;
    }
    let (was, is) = (state(&before.content), state(after));
    let ended = |key: &str| before.content.values.get(key) != after.values.get(key);
    if was == is && !ended("disposed_on") && !ended("disposal_ref") {
        return Ok(());
    }
    if before.origin == Origin::Import && may_say(&past(db, before)?) {
        return Ok(());
    }
    match step_between(before.register, was, is) {
        Some(step) => Err(by_step(before, is, step)),
        None if was == is => Err(by_step(before, "disposed", CASE)),
        None => Ok(()),
    }
}

/// A record typed in begins at the beginning.
pub fn beginning_stands(record: &Record) -> Result<()> {
    if !is_of_things(record.register) {
        return Ok(());
    }
    let typed = &record.content.values;
    let mut blank = Content { values: typed.clone(), ..Content::default() };
    for key in ["status", "disposed_on"] {
        blank.values.remove(key);
    }
    let first = registers::first_state(record.register, &blank, Strictness::Entry).unwrap_or_default();
    let begun = state(&record.content);
    match step_between(record.register, first, begun).filter(|_| first != begun) {
        Some(step) => Err(by_step(record, begun, step)),
        None => Ok(()),
    }
}

/// Refuses what is known of a thing to change under an open case.
pub fn not_in_a_case(db: &Connection, id: RegisterId, thing: &Content) -> Result<()> {
    if !is_of_things(id) {
        return Ok(());
    }
    let number = thing.values.get(register(id).number).map(Value::to_text).unwrap_or_default();
    match disposals::open_case(db, id, &number)? {
        Some((_, case)) => Err(refuse_with(ErrorCode::ThingInCase, [("number", number), ("case", case)])),
        None => Ok(()),
    }
}

fn state(content: &Content) -> &str {
    Facts(&content.values).choice("status").unwrap_or_default()
}

/// What a case knows a thing and its drives by.
fn told_by(id: RegisterId, content: &Content) -> (Vec<Option<&Value>>, Vec<Vec<Option<&Value>>>) {
    let own = [register(id).number, "status", "serial", "device_kind", "media_kind"];
    let drives = content.parts.get("drives").into_iter().flatten();
    let told = drives.map(|row| ["drive_kind", "serial", "state"].map(|key| row.get(key)).to_vec());
    (own.map(|key| content.values.get(key)).to_vec(), told.collect())
}

const CASE: Label = label("廃棄・消去の申請", "an application for disposal");
const VOID: Label = label("取消", "voiding the record");

/// The step that says a state instead of a correction.
fn step_between(id: RegisterId, from: &str, to: &str) -> Option<Label> {
    if from == to {
        return None;
    }
    let devices = id == RegisterId::Devices;
    match (from, to) {
        _ if is_final(to) => Some(CASE),
        _ if is_final(from) => Some(VOID),
        (_, "in_repair" | "erased" | "certificate_awaited") if devices => Some(CASE),
        ("in_repair" | "erased" | "certificate_awaited", _) if devices => Some(CASE),
        ("lost", _) if devices => Some(label("発見", "finding")),
        (_, "lost") if devices => Some(label("紛失・盗難", "loss or theft")),
        ("planned", "active" | "spare" | "carried_out") if devices => {
            Some(label("導入確認", "check on introduction"))
        }
        _ => None,
    }
}

fn by_step(record: &Record, to: &str, step: Label) -> crate::error::Error {
    let state = choice_label(record.register, "status", to);
    let params = [
        ("number", record.number()),
        ("state", state.ja.to_owned()),
        ("state_en", state.en.to_owned()),
        ("step", step.ja.to_owned()),
        ("step_en", step.en.to_owned()),
    ];
    refuse_with(ErrorCode::StateByStep, params)
}

/// What the log says of a record's way so far.
struct Past {
    came_in_open: bool,
    stepped: bool,
}

fn past(db: &Connection, record: &Record) -> Result<Past> {
    const STEPS: [Action; 5] = [
        Action::DeviceIntroduced,
        Action::DeviceLost,
        Action::DeviceFound,
        Action::ItemSentOut,
        Action::ItemEnded,
    ];
    let mut entries = audit::store::of_record(db, record.register.as_str(), record.id)?;
    entries.sort_by_key(|entry| entry.seq);
    let stepped = entries.iter().any(|entry| STEPS.iter().any(|step| step.as_str() == entry.action));
    let mut came_in_open = true;
    for entry in &entries {
        if let Some(image) = entry.image_json()? {
            let first = image::read(record.register, &image);
            came_in_open = first.is_none_or(|first| !is_final(state(&first.content)));
            break;
        }
    }
    Ok(Past { came_in_open, stepped })
}
