//! Keeping and reading the log. Appending asks for the write transaction; nothing here changes an entry.

use std::cell::Cell;

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, ToSql, named_params};

use super::chain::{self, Hash, Head, START, Sealed};
use super::event::Event;
use crate::db::WriteTx;
use crate::error::{Error, Result};

/// Who writes, when and where: the same for all entries of one change.
pub struct Author<'a> {
    pub account: Option<i64>,
    pub who: &'a str,
    pub terminal: &'a str,
    pub at: DateTime<FixedOffset>,
    /// `at` as it stands in the log.
    at_utc: String,
    /// The newest entry, once this change has written one: nobody else writes meanwhile.
    newest: Cell<Option<(i64, Hash)>>,
}

impl<'a> Author<'a> {
    pub fn new(account: Option<i64>, who: &'a str, terminal: &'a str, at: DateTime<FixedOffset>) -> Self {
        Self { account, who, terminal, at, at_utc: utc_text(at), newest: Cell::new(None) }
    }
}

/// An entry as it stands in the file.
pub struct Entry {
    pub seq: i64,
    pub at: String,
    pub offset_minutes: i64,
    pub account: Option<i64>,
    pub who: String,
    pub terminal: String,
    pub action: String,
    pub register: Option<String>,
    pub record: Option<i64>,
    pub number: Option<String>,
    pub effective_on: Option<String>,
    pub late: bool,
    pub reason: Option<String>,
    pub detail: Option<String>,
    pub image: Option<String>,
    pub hash: Hash,
}

/// Seals entries one onto the other, before they are written and wherever that is.
pub struct Sealer<'a> {
    /// What all its entries have in common.
    author: Sealed<'a>,
    newest: (i64, Hash),
}

/// The place of an entry in the chain.
pub struct Seal {
    seq: i64,
    before: Hash,
    hash: Hash,
    /// The event's detail as it was sealed.
    detail: Option<String>,
}

impl Sealer<'_> {
    pub fn seal(&mut self, event: &Event) -> Seal {
        let (last, before) = self.newest;
        let (seq, detail) = (last + 1, event.detail.as_ref().map(ToString::to_string));
        let hash = chain::seal(&before, &entry(self.author, seq, event, detail.as_deref()));
        self.newest = (seq, hash);
        Seal { seq, before, hash, detail }
    }
}

impl Author<'_> {
    /// Seals onto the newest entry; what it seals is written next, by a [`Writer`].
    pub fn sealer(&self, tx: &WriteTx<'_>) -> Result<Sealer<'_>> {
        Ok(Sealer { author: self.common(), newest: self.newest(tx)? })
    }

    fn common(&self) -> Sealed<'_> {
        Sealed {
            at: &self.at_utc,
            offset_minutes: i64::from(self.at.offset().local_minus_utc() / 60),
            account: self.account,
            who: self.who,
            terminal: self.terminal,
            ..Sealed::default()
        }
    }

    fn newest(&self, tx: &WriteTx<'_>) -> Result<(i64, Hash)> {
        match self.newest.get() {
            Some(newest) => Ok(newest),
            None => Ok(newest(tx)?.unwrap_or((0, START))),
        }
    }
}

fn entry<'a>(author: Sealed<'a>, seq: i64, event: &'a Event, detail: Option<&'a str>) -> Sealed<'a> {
    Sealed {
        seq,
        action: event.action.as_str(),
        register: event.register.map(|register| register.as_str()),
        record: event.record,
        number: event.number.as_deref(),
        effective_on: event.effective_on.as_deref(),
        late: event.late,
        reason: event.reason.as_deref(),
        detail,
        image: event.image.as_deref(),
        ..author
    }
}

/// Seals an event onto the chain and writes it.
pub fn append(tx: &WriteTx<'_>, author: &Author<'_>, event: &Event) -> Result<Head> {
    let seal = author.sealer(tx)?.seal(event);
    Writer::of(tx, author)?.keep(event, &seal)
}

/// Writes the entries of one change. What they have in common is handed over once: an import leaves one entry for
/// every record.
pub struct Writer<'t> {
    tx: &'t WriteTx<'t>,
    author: &'t Author<'t>,
    statement: CachedStatement<'t>,
}

impl<'t> Writer<'t> {
    pub fn of(tx: &'t WriteTx<'t>, author: &'t Author<'t>) -> Result<Self> {
        let mut statement = tx.prepare_cached(include_str!("sql/insert.sql"))?;
        let Sealed { at, offset_minutes, account, who, terminal, .. } = author.common();
        let common: [&dyn ToSql; 5] = [&at, &offset_minutes, &account, &who, &terminal];
        for (place, value) in (2..).zip(common) {
            statement.raw_bind_parameter(place, value)?;
        }
        Ok(Self { tx, author, statement })
    }

    /// Writes an event that was sealed onto the newest entry; where another came between, nothing is written.
    pub fn keep(&mut self, event: &Event, seal: &Seal) -> Result<Head> {
        if self.author.newest(self.tx)? != (seal.seq - 1, seal.before) {
            return Err(Error::Corrupt(format!("entry {} was not sealed onto the newest", seal.seq)));
        }
        let entry = entry(Sealed::default(), seal.seq, event, seal.detail.as_deref());
        let own: [&dyn ToSql; 10] = [
            &entry.action,
            &entry.register,
            &entry.record,
            &entry.number,
            &entry.effective_on,
            &entry.late,
            &entry.reason,
            &entry.detail,
            &entry.image,
            &seal.hash,
        ];
        self.statement.raw_bind_parameter(1, entry.seq)?;
        for (place, value) in (7..).zip(own) {
            self.statement.raw_bind_parameter(place, value)?;
        }
        self.statement.raw_execute()?;
        self.author.newest.set(Some((seal.seq, seal.hash)));
        Ok(Head::new(seal.seq, &seal.hash))
    }
}

/// How times stand in the log.
pub fn utc_text(at: DateTime<FixedOffset>) -> String {
    at.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Number and hash of the newest entry.
pub fn newest(db: &Connection) -> Result<Option<(i64, Hash)>> {
    let found = db
        .prepare_cached("select seq, hash from event order by seq desc limit 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found)
}

/// When the newest entry was written, UTC.
pub fn newest_time(db: &Connection) -> Result<String> {
    let mut statement = db.prepare_cached("select at from event order by seq desc limit 1")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

pub fn head(db: &Connection) -> Result<Head> {
    let (seq, hash) = newest(db)?.unwrap_or((0, START));
    Ok(Head::new(seq, &hash))
}

/// Walks the whole log from the first entry; stops where `visit` fails.
pub fn walk(db: &Connection, mut visit: impl FnMut(Entry) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare(include_str!("sql/all.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(from_row(row)?)?;
    }
    Ok(())
}

/// The entries about one record, newest first.
pub fn of_record(db: &Connection, register: &str, record: i64) -> Result<Vec<Entry>> {
    let mut statement = db.prepare_cached(include_str!("sql/of_record.sql"))?;
    let params = named_params! { ":register": register, ":record": record };
    let entries = statement.query_map(params, from_row)?.collect::<Result<_, _>>()?;
    Ok(entries)
}

/// Entries for the log screen, newest first.
pub fn page(db: &Connection, query: &LogQuery<'_>) -> Result<(u32, Vec<Entry>)> {
    let filter = named_params! { ":text": query.text, ":register": query.register };
    let total = db.prepare_cached(include_str!("sql/count.sql"))?.query_row(filter, |row| row.get(0))?;
    let mut statement = db.prepare_cached(include_str!("sql/page.sql"))?;
    let params = named_params! {
        ":text": query.text,
        ":register": query.register,
        ":limit": query.limit,
        ":offset": query.offset,
    };
    let entries = statement.query_map(params, from_row)?.collect::<Result<_, _>>()?;
    Ok((total, entries))
}

pub struct LogQuery<'a> {
    pub text: Option<&'a str>,
    pub register: Option<&'a str>,
    pub offset: u32,
    pub limit: u32,
}

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: row.get(0)?,
        at: row.get(1)?,
        offset_minutes: row.get(2)?,
        account: row.get(3)?,
        who: row.get(4)?,
        terminal: row.get(5)?,
        action: row.get(6)?,
        register: row.get(7)?,
        record: row.get(8)?,
        number: row.get(9)?,
        effective_on: row.get(10)?,
        late: row.get(11)?,
        reason: row.get(12)?,
        detail: row.get(13)?,
        image: row.get(14)?,
        hash: row.get(15)?,
    })
}

impl Entry {
    pub fn sealed(&self) -> Sealed<'_> {
        Sealed {
            seq: self.seq,
            at: &self.at,
            offset_minutes: self.offset_minutes,
            account: self.account,
            who: &self.who,
            terminal: &self.terminal,
            action: &self.action,
            register: self.register.as_deref(),
            record: self.record,
            number: self.number.as_deref(),
            effective_on: self.effective_on.as_deref(),
            late: self.late,
            reason: self.reason.as_deref(),
            detail: self.detail.as_deref(),
            image: self.image.as_deref(),
        }
    }

    /// The wall clock at the desk, `2026-11-20T09:12:03`.
    pub fn local_time(&self) -> String {
        let shown = DateTime::parse_from_rfc3339(&self.at).ok().and_then(|at| {
            let offset = FixedOffset::east_opt(i32::try_from(self.offset_minutes).ok()? * 60)?;
            Some(at.with_timezone(&offset).format("%Y-%m-%dT%H:%M:%S").to_string())
        });
        shown.unwrap_or_else(|| self.at.clone())
    }

    pub fn image_json(&self) -> Result<Option<serde_json::Value>> {
        let broken = |error| Error::Corrupt(format!("image of entry {}: {error}", self.seq));
        self.image.as_deref().map(serde_json::from_str).transpose().map_err(broken)
    }
}
