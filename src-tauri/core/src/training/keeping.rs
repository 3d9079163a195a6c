//! テキストの保管: the file of a text, by its edition, and the session it was used in (A 3.2).
//!
//! A text that has its file keeps it: another file is another edition.

use super::actions::{held_on, shown};
use super::session::{self, State, refused_state};
use super::store;
use crate::attachments::About;
use crate::attachments::actions::{keep, told};
use crate::audit::Action;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::records::actions::{number, settle, written};
use crate::records::people::People;
use crate::records::step_actions::{self, stored};
use crate::records::view::{Draft, RecordView};
use crate::records::{Record, steps, store as records};
use crate::registers::Facts;
use crate::users::{Permission, Session};
use crate::vocab::{Content, PartialDate, RegisterId, Value};

const TEXTS: RegisterId = RegisterId::TrainingTexts;
const GIVEN: &[&str] = &["text_no", "title", "edition", "author", "made_on", "paper_place"];

/// Keeps the file of a text of the register.
pub fn attach(ledgers: &mut Ledgers, session: &Session, id: i64, file: (&str, &[u8])) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let text = records::get(&change.tx, TEXTS, id)?;
        let text = with_file(change, text, file)?;
        Ok(((), written(Action::TextKept, &text.0)?.detail(text.1)))
    })?;
    step_actions::shown(ledgers, session, TEXTS, id)
}

/// Keeps a text for a session: a new edition with its file, or one that is kept already, by its number.
pub fn keep_for(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    draft: &Draft,
    file: (&str, &[u8]),
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let before = step_actions::current(change, (RegisterId::Training, id), version)?;
        if !session::is_run(&before.content) || State::of(&before.content) == Some(State::Cancelled) {
            return Err(refused_state(&before.content, "テキストの保管"));
        }
        let people = People::load(&change.tx)?;
        let given = step_actions::typed(TEXTS, draft, change, &people)?;
        steps::belongs(TEXTS, GIVEN, &[], &given)?;
        let text = text_for(change, &given, &before, &people)?;
        let (text, detail) = with_file(change, text, file)?;
        change.line(&written(Action::TextKept, &text)?.detail(detail))?;
        let mut content = before.content.clone();
        let copied = [
            ("text_no", "text_no"),
            ("text_ref", "title"),
            ("text_edition", "edition"),
            ("text_place", "paper_place"),
        ];
        for (key, own) in copied {
            match text.content.values.get(own) {
                Some(value) => drop(content.values.insert(key, value.clone())),
                None => drop(content.values.remove(key)),
            }
        }
        used(change, &before.number(), &content)?;
        let after = stored(change, before, content, &people)?;
        Ok(((), written(Action::TextKept, &after)?))
    })?;
    shown(ledgers, session, id)
}

/// 最後の使用日, from which the term of keeping runs: the latest day a session with this text was held.
pub(super) fn used(change: &Change<'_>, number: &str, session: &Content) -> Result<()> {
    let held = matches!(State::of(session), Some(State::Held | State::Confirmed));
    let text = session.values.get("text_no").map(Value::to_text).filter(|_| held);
    let Some(mut text) = text.map(|text| store::by_number(&change.tx, TEXTS, &text)).transpose()?.flatten()
    else {
        return Ok(());
    };
    let on = held_on(session, change);
    if Facts(&text.content.values).first_day("last_used_on").is_some_and(|last| last >= on) {
        return Ok(());
    }
    text.content.values.insert("last_used_on", Value::Date(PartialDate::from(on)));
    text.version += 1;
    settle(&mut text, &People::load(&change.tx)?, change.profile);
    records::update(&change.tx, &text)?;
    change.line(&written(Action::Corrected, &text)?.reason(Some(&format!("{number}で使用"))))
}

/// The text named, or a new one of the register, stored without its file yet.
fn text_for(change: &Change<'_>, given: &Content, of: &Record, people: &People) -> Result<Record> {
    if let Some(number) = given.values.get("text_no").map(Value::to_text) {
        let unknown = || refuse_with(ErrorCode::TextUnknown, [("number", number.clone())]);
        return store::by_number(&change.tx, TEXTS, &number)?.ok_or_else(unknown);
    }
    steps::require(TEXTS, &given.values, &["title", "edition", "author"])?;
    let mut content = given.clone();
    if let Some(course) = of.content.values.get("course") {
        content.values.insert_new("used_for", || course.clone());
    }
    let mut text = Record::entered(TEXTS, content, change.today());
    settle(&mut text, people, change.profile);
    number(change, &mut text, held_on(&of.content, change))?;
    records::insert(&change.tx, &mut text)?;
    change.line(&written(Action::Created, &text)?)?;
    Ok(text)
}

/// The text with its file kept; the very same file once more changes nothing.
fn with_file(
    change: &Change<'_>,
    mut text: Record,
    (name, bytes): (&str, &[u8]),
) -> Result<(Record, serde_json::Value)> {
    let hash = crate::attachments::store::sha256(bytes);
    match text.content.values.get("file_sha256").map(Value::to_text) {
        Some(known) if known == hash => return Ok((text, serde_json::json!({ "again": hash }))),
        Some(_) => {
            let params = [("number", text.number()), ("edition", text_of(&text, "edition"))];
            return Err(refuse_with(ErrorCode::TextHasFile, params));
        }
        None => {}
    }
    let purpose = About { purpose: Some("text"), ..About::default() };
    let added = keep(change, (TEXTS, text.id), (name, bytes), purpose)?;
    text.content.values.insert("file_name", Value::Text(added.name.clone()));
    text.content.values.insert("file_sha256".to_owned(), Value::Text(added.sha256.clone()));
    text.version += 1;
    settle(&mut text, &People::load(&change.tx)?, change.profile);
    records::update(&change.tx, &text)?;
    Ok((text, told(&added)))
}

fn text_of(record: &Record, key: &str) -> String {
    record.content.values.get(key).map(Value::to_text).unwrap_or_default()
}
