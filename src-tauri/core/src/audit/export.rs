//! 履歴の書出しと、別の端末での検証: the log as JSON lines, verifiable with nothing but this file.
//!
//! One entry per line, its fields under the names of [`Line`], `hash` in hex; how it is sealed stands in
//! [`super::chain`]. The export says nothing of the records themselves beyond their images.

use std::io::{BufRead, Write};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::chain::Head;
use super::store::{self, Entry};
use super::verify::{ChainWalk, VerifyReport};
use super::{Action, Event};
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::ledgers::Ledgers;
use crate::users::{Permission, Session};
use crate::watch::Watch;

#[derive(Serialize, Deserialize)]
struct Line {
    seq: i64,
    at: String,
    offset_minutes: i64,
    account: Option<i64>,
    who: String,
    terminal: String,
    action: String,
    register: Option<String>,
    record: Option<i64>,
    number: Option<String>,
    effective_on: Option<String>,
    late: bool,
    reason: Option<String>,
    detail: Option<String>,
    image: Option<String>,
    hash: String,
}

/// Writes the whole log; the entry about the export itself is its last line.
pub fn write(ledgers: &mut Ledgers, session: &Session, out: &mut impl Write) -> Result<Head> {
    ledgers.change(session, Permission::Export, |_| Ok(((), Event::new(Action::Exported))))?;
    ledgers.read(session, Permission::Export, |view| lines(view.db, out, &Watch::default()))?;
    ledgers.head()
}

/// The log as it stands, one entry per line.
pub(crate) fn lines(db: &Connection, out: &mut impl Write, watch: &Watch<'_>) -> Result<()> {
    store::walk(db, |entry| {
        watch.row()?;
        let failed = |error: std::io::Error| Error::Io { path: "log".to_owned(), source: error };
        serde_json::to_writer(&mut *out, &Line::from(entry)).map_err(|error| failed(error.into()))?;
        out.write_all(b"\n").map_err(failed)
    })
}

/// Verifies an exported log: chain only, no ledger needed.
pub fn verify(input: impl BufRead, printed: Option<Head>) -> Result<VerifyReport> {
    let mut walk = ChainWalk::new(printed.as_ref());
    for (number, line) in (1_u64..).zip(input.lines()) {
        let unreadable = |detail: String| {
            let params = [("file", "履歴".to_owned()), ("row", number.to_string()), ("detail", detail)];
            refuse_with(ErrorCode::FileUnreadable, params)
        };
        let line = line.map_err(|error| unreadable(error.to_string()))?;
        let line: Line = serde_json::from_str(&line).map_err(|error| unreadable(error.to_string()))?;
        let entry = Entry::try_from(line).map_err(unreadable)?;
        walk.step(&entry);
    }
    let (bad, head) = (walk.finish(), Head::new(walk.last, &walk.hash));
    // An empty file proves nothing and is not good.
    let ok = bad.is_none() && walk.last > 0;
    Ok(VerifyReport { ok, entries: walk.last, records: 0, first_bad: bad, head, printed: printed.clone() })
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at,
            offset_minutes: entry.offset_minutes,
            account: entry.account,
            who: entry.who,
            terminal: entry.terminal,
            action: entry.action,
            register: entry.register,
            record: entry.record,
            number: entry.number,
            effective_on: entry.effective_on,
            late: entry.late,
            reason: entry.reason,
            detail: entry.detail,
            image: entry.image,
            hash: hex::encode(entry.hash),
        }
    }
}

impl TryFrom<Line> for Entry {
    type Error = String;

    fn try_from(line: Line) -> Result<Self, String> {
        let mut hash = [0; 32];
        hex::decode_to_slice(&line.hash, &mut hash).map_err(|error| error.to_string())?;
        Ok(Self {
            seq: line.seq,
            at: line.at,
            offset_minutes: line.offset_minutes,
            account: line.account,
            who: line.who,
            terminal: line.terminal,
            action: line.action,
            register: line.register,
            record: line.record,
            number: line.number,
            effective_on: line.effective_on,
            late: line.late,
            reason: line.reason,
            detail: line.detail,
            image: line.image,
            hash,
        })
    }
}
