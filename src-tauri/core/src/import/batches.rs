//! 取込みの単位: what was taken in when, and taking it back.
//!
//! Undoing voids what the batch made and gives back what it completed or corrected, in one transaction. Records
//! somebody has worked on since, or that are bound otherwise ([`touched`]), are listed first; they stay as they are, or nothing is done.

pub mod touched;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

pub use touched::kept_list;
use touched::{TouchKind, TouchedBy};

use crate::audit::{Action, Event};
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::ledgers::{Change, Ledgers, View};
use crate::records::actions::{missing, written};
use crate::records::{Record, image, numbers, store};
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::{PartialDate, RegisterId};
use crate::watch::Watch;

/// One commit.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct BatchInfo {
    #[ts(type = "number")]
    pub id: i64,
    /// Local time.
    pub at: String,
    pub by: String,
    pub files: Vec<String>,
    pub registers: Vec<BatchCount>,
    /// Local time of the undoing.
    pub undone: Option<String>,
}

/// How many records a ledger got.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct BatchCount {
    pub register: RegisterId,
    pub records: u32,
}

/// A file that is in the ledger already.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct KnownFile {
    pub file: String,
    #[ts(type = "number")]
    pub batch: i64,
    pub at: String,
}

/// What undoing a batch would take back, and what stands in the way.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct UndoPlan {
    /// Records that go back to what they were.
    pub records: u32,
    /// Records that were changed since, or stand in an open case.
    pub touched: Vec<Touched>,
}

/// A record of a batch that somebody has worked on since, or that stands in an open case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Touched {
    pub register: RegisterId,
    #[ts(type = "number")]
    pub record: i64,
    pub number: String,
    /// What stands in the way of taking it back.
    pub by: Vec<TouchedBy>,
}

/// What becomes of records that were changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TouchedRecords {
    /// Nothing is undone while there are any.
    Refuse,
    /// They stay as they are; the others are undone.
    Keep,
}

pub fn list(ledgers: &Ledgers, session: &Session) -> Result<Vec<BatchInfo>> {
    ledgers.read(session, Permission::ReadLedgers, |view| all(view.db))
}

fn all(db: &Connection) -> Result<Vec<BatchInfo>> {
    let mut statement = db.prepare("select id from import_batch order by id desc")?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    ids.into_iter().map(|id| read(db, id)).collect()
}

/// The imports so far, as they go out.
pub fn exported(view: &View<'_>) -> Result<Rows> {
    let state = format!("{}現在", PartialDate::from(view.today).long());
    Ok(Rows::of(state, &COLUMNS, &all(view.db)?))
}

pub(crate) const COLUMNS: [ListColumn<BatchInfo>; 6] = [
    ListColumn::new("取込番号", Holds::Number, |batch| Out::number(batch.id)),
    ListColumn::new("日時", Holds::Second, |batch| Out::moment(&batch.at)),
    ListColumn::new("利用者", Holds::Text, |batch| Out::text(&batch.by)),
    ListColumn::new("ファイル", Holds::Note, |batch| Out::text(batch.files.join("\n"))),
    ListColumn::new("取り込んだ件数", Holds::Note, |batch| {
        let count = |one: &BatchCount| format!("{} {}件", register(one.register).label.ja, one.records);
        Out::text(batch.registers.iter().map(count).collect::<Vec<_>>().join("\n"))
    }),
    ListColumn::new("取込みの取消", Holds::Second, |batch| Out::moment(batch.undone.as_deref()?)),
];

pub fn get(ledgers: &Ledgers, session: &Session, id: i64) -> Result<BatchInfo> {
    ledgers.read(session, Permission::ReadLedgers, |view| read(view.db, id))
}

/// The files among these hashes that were taken in and not taken back.
pub fn known_files(ledgers: &Ledgers, session: &Session, hashes: &[String]) -> Result<Vec<KnownFile>> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let known = hashes.iter().map(|hash| known(view.db, hash));
        Ok(known.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    })
}

pub(super) fn known(db: &Connection, sha256: &str) -> Result<Option<KnownFile>> {
    let mut statement = db.prepare_cached(include_str!("sql/known_file.sql"))?;
    let known = statement
        .query_row([sha256], |row| Ok(KnownFile { file: row.get(0)?, batch: row.get(1)?, at: row.get(2)? }));
    Ok(known.optional()?)
}

fn read(db: &Connection, id: i64) -> Result<BatchInfo> {
    let found = db
        .query_row("select at, who, undone_at from import_batch where id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let unknown =
        || refuse_with(ErrorCode::NotFound, [("what", "取込み".to_owned()), ("key", id.to_string())]);
    let (at, by, undone) = found.ok_or_else(unknown)?;
    let mut files = db.prepare_cached("select name from import_file where batch_id = ?1 order by id")?;
    let files = files.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut counts = db.prepare_cached(include_str!("sql/batch_counts.sql"))?;
    let counted = counts.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let counted = counted.collect::<rusqlite::Result<Vec<(String, u32)>>>()?;
    let counted =
        counted.into_iter().map(|(name, records)| Ok(BatchCount { register: ledger(&name)?, records }));
    Ok(BatchInfo { id, at, by, files, registers: counted.collect::<Result<_>>()?, undone })
}

fn ledger(name: &str) -> Result<RegisterId> {
    name.parse().map_err(|_| Error::Corrupt(format!("a ledger in an entry: {name}")))
}

/// Looks what undoing would do, before it is done.
pub fn plan_undo(ledgers: &Ledgers, session: &Session, batch: i64) -> Result<UndoPlan> {
    plan_undo_watched(ledgers, session, batch, &Watch::default())
}

/// The same, with a way to stop looking.
pub fn plan_undo_watched(
    ledgers: &Ledgers,
    session: &Session,
    batch: i64,
    watch: &Watch<'_>,
) -> Result<UndoPlan> {
    ledgers.read(session, Permission::Import, |view| plan(view, batch, watch))
}

fn plan(view: &View<'_>, batch: i64, watch: &Watch<'_>) -> Result<UndoPlan> {
    watch.expect(records_of(view.db, batch)?);
    let (touched, free) = touched::split(view.db, batch, made_by(view.db, batch, watch)?, watch)?;
    let records = u32::try_from(free.len()).unwrap_or(u32::MAX);
    Ok(UndoPlan { records, touched: touched.iter().map(Touched::from).collect() })
}

/// 取込みの取消. The files stay as evidence; the same file may be taken in again.
pub fn undo(
    ledgers: &mut Ledgers,
    session: &Session,
    batch: i64,
    touched: TouchedRecords,
    reason: &str,
) -> Result<BatchInfo> {
    undo_watched(ledgers, session, batch, (touched, reason), &Watch::default())
}

/// The same, with a way to stop it: then everything stays as it was.
pub fn undo_watched(
    ledgers: &mut Ledgers,
    session: &Session,
    batch: i64,
    (touched, reason): (TouchedRecords, &str),
    watch: &Watch<'_>,
) -> Result<BatchInfo> {
    ledgers.change(session, Permission::Import, |change| {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(refuse(ErrorCode::ReasonMissing));
        }
        if read(&change.tx, batch)?.undone.is_some() {
            return Err(refuse_with(ErrorCode::BatchUndone, [("batch", batch.to_string())]));
        }
        // Each is looked at, then taken back.
        watch.expect(2 * records_of(&change.tx, batch)?);
        let (kept, made) = touched::split(&change.tx, batch, made_by(&change.tx, batch, watch)?, watch)?;
        if touched == TouchedRecords::Refuse {
            refuse_touched(&kept)?;
        }
        // Where numbers changed hands, all give them up first.
        let swapped = made.iter().any(|one| one.before.is_some() && one.frees_number());
        for one in made.iter().filter(|one| swapped && one.frees_number()) {
            numbers::give_up(&change.tx, one.now.register, one.now.id)?;
        }
        for one in &made {
            watch.row()?;
            take_back(change, one)?;
        }
        change.tx.execute(
            "update import_batch set undone_at = ?2 where id = ?1",
            params![batch, change.local_time()],
        )?;
        let why = kept.iter().map(|one| {
            let by: Vec<String> = one.by.iter().map(TouchedBy::words_ja).collect();
            json!({ "register": one.now.register, "record": one.now.id, "number": one.now.number(), "by": by })
        });
        let why: Vec<_> = why.collect();
        let kept: Vec<String> = kept.iter().map(|one| one.now.number()).collect();
        let detail = json!({ "batch": batch, "records": made.len(), "kept": kept, "why": why });
        Ok(((), Event::new(Action::ImportUndone).reason(Some(reason)).detail(detail)))
    })?;
    get(ledgers, session, batch)
}

/// A record a batch wrote: how it stands, as the batch left it, and as it was before.
pub(super) struct Made {
    pub now: Record,
    /// The version the batch left, and its entry.
    pub written: u32,
    pub seq: i64,
    pub before: Option<Record>,
    pub by: Vec<TouchedBy>,
}

impl From<&Made> for Touched {
    fn from(made: &Made) -> Self {
        Self {
            register: made.now.register,
            record: made.now.id,
            number: made.now.number(),
            by: made.by.clone(),
        }
    }
}

/// How many records a batch wrote.
fn records_of(db: &Connection, batch: i64) -> Result<u64> {
    let mut counts = db.prepare_cached(include_str!("sql/batch_counts.sql"))?;
    let counted = counts.query_map([batch], |row| row.get::<_, u32>(1))?;
    Ok(counted.sum::<rusqlite::Result<u32>>()?.into())
}

fn made_by(db: &Connection, batch: i64, watch: &Watch<'_>) -> Result<Vec<Made>> {
    let mut statement = db.prepare(include_str!("sql/made_by.sql"))?;
    let mut rows = statement.query([batch])?;
    let mut made = Vec::new();
    while let Some(row) = rows.next()? {
        watch.row()?;
        let (name, id): (String, i64) = (row.get(0)?, row.get(1)?);
        let register = ledger(&name)?;
        let (by_batch, before): (String, Option<String>) = (row.get(2)?, row.get(3)?);
        let by_batch = read_image(register, &by_batch)?;
        let before = before.map(|image| read_image(register, &image)).transpose()?;
        let now = store::get(db, register, id)?;
        made.push(Made { now, written: by_batch.version, seq: row.get(4)?, before, by: Vec::new() });
    }
    Ok(made)
}

fn read_image(register: RegisterId, text: &str) -> Result<Record> {
    let json = serde_json::from_str(text).ok();
    let record = json.and_then(|json| image::read(register, &json));
    record.ok_or_else(|| Error::Corrupt(format!("an image in {register}")))
}

fn refuse_touched(touched: &[Made]) -> Result<()> {
    if touched.is_empty() {
        return Ok(());
    }
    let cases = |one: &Made| one.by.iter().find(|by| by.kind == TouchKind::Case).map(|by| by.what.clone());
    let listed = touched.iter().find_map(|one| Some((one.now.number(), cases(one)?)));
    if let Some((number, case)) = listed {
        return Err(refuse_with(ErrorCode::ThingInCase, [("number", number), ("case", case)]));
    }
    let shown = touched.iter().take(10).map(|one| {
        let why: Vec<String> = one.by.iter().map(TouchedBy::words_ja).collect();
        format!("{}（{}）", one.now.number(), why.join("、"))
    });
    let shown = shown.collect::<Vec<_>>().join("、");
    let params = [("count", touched.len().to_string()), ("numbers", shown)];
    Err(refuse_with(ErrorCode::BatchTouched, params))
}

fn take_back(change: &Change<'_>, one: &Made) -> Result<()> {
    let version = one.now.version + 1;
    let mut back = match &one.before {
        Some(before) => Record { version, ..before.clone() },
        None => Record { version, voided: true, ..one.now.clone() },
    };
    back.missing = missing(&back);
    store::update(&change.tx, &back)?;
    change.line(&written(Action::ImportUndone, &back)?)
}
