//! Attaching a file to a record, and opening it again. Both leave an entry.

use serde_json::{Value as Json, json};

use super::{About, Attachment, LARGEST, kind_of, store};
use crate::audit::{Action, Event};
use crate::error::{ErrorCode, Result, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::records::store as records;
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;

/// Attaches a file. The same bytes a second time, about the same thing, are the attachment that is there already.
pub fn attach(
    ledgers: &mut Ledgers,
    session: &Session,
    (register, record): (RegisterId, i64),
    (name, bytes): (&str, &[u8]),
    about: About<'_>,
) -> Result<Attachment> {
    let known = ledgers.read(session, Permission::KeepLedgers, |view| {
        let same = store::same(view.db, register.as_str(), record, &store::sha256(bytes))?;
        Ok(same
            .into_iter()
            .find(|one| one.step.as_deref() == about.step && one.item.as_deref() == about.item))
    })?;
    if let Some(known) = known {
        return Ok(known);
    }
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let number = records::get(&change.tx, register, record)?.number();
        let added = keep(change, (register, record), (name, bytes), about)?;
        let event = Event::new(Action::Attached).about(register, record, &number).detail(told(&added));
        Ok((added, event))
    })
}

/// Keeps a file with a record, inside a change that says in its own entry why ([`told`]).
pub(crate) fn keep(
    change: &Change<'_>,
    (register, record): (RegisterId, i64),
    (name, bytes): (&str, &[u8]),
    about: About<'_>,
) -> Result<Attachment> {
    let refused = |code| refuse_with(code, [("file", name.to_owned())]);
    if bytes.len() > LARGEST {
        return Err(refused(ErrorCode::AttachmentTooLarge));
    }
    let kind = kind_of(bytes).ok_or_else(|| refused(ErrorCode::AttachmentKind))?;
    let own = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut added = Attachment {
        id: 0,
        register,
        record,
        name: plain_name(name),
        kind: kind.to_owned(),
        note: own(about.note),
        purpose: own(about.purpose),
        pages: own(about.pages),
        step: own(about.step),
        item: own(about.item),
        sha256: store::sha256(bytes),
        size: bytes.len().try_into().unwrap_or(i64::MAX),
        added_at: change.at().to_rfc3339(),
        added_by: change.session.name().to_owned(),
    };
    added.id = store::insert(&change.tx, &added, bytes)?;
    Ok(added)
}

/// What the entry in the log keeps of a file, so that a change of it shows.
pub(crate) fn told(added: &Attachment) -> Json {
    json!({ "attachment": {
        "id": added.id, "name": added.name, "sha256": added.sha256, "size": added.size,
        "step": added.step, "item": added.item,
    } })
}

/// The name without its folders, which say where a user keeps things.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Puts a photo to the step of its case it was taken at, and to the thing it shows, or to all of them.
pub(crate) fn put(
    change: &Change<'_>,
    id: i64,
    (step, item): (Option<&str>, Option<&str>),
) -> Result<(Attachment, Event)> {
    let was = found(change, id)?.0;
    let number = records::get(&change.tx, was.register, was.record)?.number();
    store::put(&change.tx, id, step, item)?;
    let now = Attachment { step: step.map(str::to_owned), item: item.map(str::to_owned), ..was.clone() };
    let detail = json!({ "moved": {
        "id": id, "name": now.name, "step": [was.step, now.step], "item": [was.item, now.item],
    } });
    let event = Event::new(Action::AttachmentMoved).about(was.register, was.record, &number).detail(detail);
    Ok((now, event))
}

fn found(change: &Change<'_>, id: i64) -> Result<(Attachment, Vec<u8>)> {
    let missing = || refuse_with(ErrorCode::NotFound, [("what", "添付".to_owned()), ("key", id.to_string())]);
    store::get(&change.tx, id)?.ok_or_else(missing)
}

/// What is attached to a record.
pub fn list(
    ledgers: &Ledgers,
    session: &Session,
    register: RegisterId,
    record: i64,
) -> Result<Vec<Attachment>> {
    ledgers
        .read(session, Permission::ReadLedgers, |view| store::of_record(view.db, register.as_str(), record))
}

/// Opens an attachment: an access to the record it belongs to.
pub fn open(ledgers: &mut Ledgers, session: &Session, id: i64) -> Result<(Attachment, Vec<u8>)> {
    ledgers.change(session, Permission::ReadLedgers, |change| {
        let (found, body) = found(change, id)?;
        let number = records::get(&change.tx, found.register, found.record)?.number();
        let event = Event::new(Action::Viewed)
            .about(found.register, found.record, &number)
            .detail(json!({ "opened": { "id": id, "name": found.name } }));
        Ok(((found, body), event))
    })
}
