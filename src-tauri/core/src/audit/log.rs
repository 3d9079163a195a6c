//! 操作履歴の閲覧: the log as people read it. Opening it is itself an entry (A ５．２．２ ８）).

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use ts_rs::TS;

use super::store::{self, Entry, LogQuery};
use super::{Action, Event};
use crate::error::{Error, Result};
use crate::ledgers::Ledgers;
use crate::users::{Permission, Session};

/// One entry for the eye.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct LogLine {
    #[ts(type = "number")]
    pub seq: i64,
    /// Local time, `2026-11-20T09:12:03`.
    pub at: String,
    pub who: String,
    pub terminal: String,
    pub action: String,
    pub register: Option<String>,
    #[ts(type = "number | null")]
    pub record: Option<i64>,
    pub number: Option<String>,
    pub effective_on: Option<String>,
    pub late: bool,
    pub reason: Option<String>,
    #[ts(type = "Record<string, unknown> | null")]
    pub detail: Option<Json>,
    /// First 8 hex digits of the seal.
    pub seal: String,
}

/// What the log screen asks for.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct EventQuery {
    pub text: Option<String>,
    pub register: Option<String>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct EventPage {
    pub total: u32,
    pub offset: u32,
    pub lines: Vec<LogLine>,
}

/// One page of the log, newest first. Turning a page of it is not a new opening.
pub fn page(ledgers: &mut Ledgers, session: &Session, query: &EventQuery) -> Result<EventPage> {
    let text = query.text.as_deref().filter(|text| !text.is_empty());
    let offset = query.offset.unwrap_or(0);
    let asked = LogQuery {
        text,
        register: query.register.as_deref().filter(|name| !name.is_empty()),
        offset,
        limit: query.limit.unwrap_or(200),
    };
    if offset == 0 {
        let event = Event::new(Action::LogViewed).detail(json!({ "text": text, "register": asked.register }));
        ledgers.change(session, Permission::ReadLog, |_| Ok(((), event)))?;
    }
    ledgers.read(session, Permission::ReadLog, |view| {
        let (total, entries) = store::page(view.db, &asked)?;
        let lines = entries.iter().map(line).collect::<Result<_>>()?;
        Ok(EventPage { total, offset, lines })
    })
}

/// The newest changes to records, for the first page.
pub fn recent(db: &Connection, limit: u32) -> Result<Vec<LogLine>> {
    let mut statement = db.prepare_cached(include_str!("sql/recent.sql"))?;
    let entries = statement.query_map([limit], store::from_row)?;
    entries.map(|entry| line(&entry?)).collect()
}

pub fn last_verify(db: &Connection) -> Result<Option<String>> {
    let mut statement = db.prepare_cached(include_str!("sql/last_verify.sql"))?;
    let entry = statement.query_row([], store::from_row).optional()?;
    Ok(entry.map(|entry| entry.local_time()))
}

fn line(entry: &Entry) -> Result<LogLine> {
    let broken = |error| Error::Corrupt(format!("detail of entry {}: {error}", entry.seq));
    Ok(LogLine {
        seq: entry.seq,
        at: entry.local_time(),
        who: entry.who.clone(),
        terminal: entry.terminal.clone(),
        action: entry.action.clone(),
        register: entry.register.clone(),
        record: entry.record,
        number: entry.number.clone(),
        effective_on: entry.effective_on.clone(),
        late: entry.late,
        reason: entry.reason.clone(),
        detail: entry.detail.as_deref().map(serde_json::from_str).transpose().map_err(broken)?,
        seal: hex::encode(&entry.hash[..4]),
    })
}
