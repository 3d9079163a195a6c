//! 操作履歴の閲覧: the log as people read it. Opening it is itself an entry (A ５．２．２ ８）).

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use ts_rs::TS;

use super::store::{self, Entry, LogQuery};
use super::{Action, Event};
use crate::error::{Error, Result};
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::ledgers::{Ledgers, View};
use crate::registers;
use crate::users::{Permission, Session};
use crate::vocab::PartialDate;

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
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
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

/// The log as it goes out: every entry the screen's search finds, newest first.
pub fn list(view: &View<'_>, query: &EventQuery) -> Result<Rows> {
    let wanted = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (text, register) = (wanted(&query.text), wanted(&query.register));
    let all = LogQuery { text: text.as_deref(), register: register.as_deref(), offset: 0, limit: u32::MAX };
    let (_, entries) = store::page(view.db, &all)?;
    let lines: Vec<LogLine> = entries.iter().map(line).collect::<Result<_>>()?;
    let mut state = format!("{}現在", PartialDate::from(view.today).long());
    for (what, chosen) in [("検索", text), ("台帳", register.as_deref().and_then(ledger_name))] {
        if let Some(chosen) = chosen {
            state.push_str(&format!("　{what}「{chosen}」"));
        }
    }
    Ok(Rows::of(state, &COLUMNS, &lines))
}

pub(crate) const COLUMNS: [ListColumn<LogLine>; 12] = [
    ListColumn::new("通番", Holds::Number, |line| Out::number(line.seq)),
    ListColumn::new("日時", Holds::Second, |line| Out::moment(&line.at)),
    ListColumn::new("利用者", Holds::Text, |line| Out::text(&line.who)),
    ListColumn::new("端末", Holds::Text, |line| Out::text(&line.terminal)),
    ListColumn::new("操作", Holds::Text, |line| Out::text(action_name(&line.action))),
    ListColumn::new("台帳", Holds::Text, |line| Out::text(ledger_name(line.register.as_deref()?)?)),
    ListColumn::new("番号", Holds::Text, |line| Out::text(line.number.as_deref()?)),
    ListColumn::new("実際の日", Holds::Day, |line| Out::iso(line.effective_on.as_deref())),
    ListColumn::new("事後入力", Holds::Text, |line| {
        Out::text(if line.late { "事後入力" } else { "" })
    }),
    ListColumn::new("理由", Holds::Note, |line| Out::text(line.reason.as_deref()?)),
    ListColumn::new("詳細", Holds::Note, |line| Out::text(line.detail.as_ref()?.to_string())),
    ListColumn::new("封印（先頭8桁）", Holds::Text, |line| Out::text(&line.seal)),
];

/// The office's word for what was done; the id of what this version does not know.
pub(crate) fn action_name(id: &str) -> &str {
    let known = Action::ALL.into_iter().find(|action| action.as_str() == id);
    known.map_or(id, |action| action.label_ja())
}

fn ledger_name(id: &str) -> Option<String> {
    Some(registers::register(id.parse().ok()?).label.ja.to_owned())
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
