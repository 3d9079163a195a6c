//! 検証: does the log hold together, do the records stand as it says, and does it reach the head on paper?
//!
//! Three findings are possible and each names the first offender: an entry whose seal does not fit (altered,
//! removed or swapped), a record that differs from its last image (altered behind the program's back), and a
//! head printed on paper that the log does not reach or does not contain (newest entries cut off).
//! Cost: one pass over the log and one over the records; memory holds 32 bytes per record.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::chain::{self, Hash, Head, START};
use super::store::{self, Entry};
use crate::attachments;
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::import::{Cancel, kept_rows};
use crate::ledgers::{Ledgers, setup};
use crate::records::{self, image};
use crate::registers;
use crate::users::{Permission, Session, accounts};
use crate::vocab::RegisterId;

/// What a verification found.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct VerifyReport {
    pub ok: bool,
    #[ts(type = "number")]
    pub entries: i64,
    pub records: u32,
    pub first_bad: Option<Bad>,
    pub head: Head,
    /// The head on paper that was compared, if one was given.
    pub printed: Option<Head>,
}

/// The first thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Bad {
    pub what: Fault,
    /// The entry, where one is meant.
    #[ts(type = "number | null")]
    pub seq: Option<i64>,
    /// The ledger or table, where a row is meant.
    pub register: Option<String>,
    pub number: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Fault {
    /// The entry's content does not fit its seal, or the one before was altered.
    EntryAltered,
    /// A number is left out: an entry was removed.
    EntryMissing,
    /// The record differs from its last image in the log.
    RecordAltered,
    /// The log knows the record, the ledger does not.
    RecordMissing,
    /// The ledger holds a record that the log does not know.
    RecordUnknown,
    /// The newest entries are gone: the head on paper is newer than the log.
    TailCut,
    /// The log has another entry at the place of the head on paper.
    HeadDiffers,
    /// An imported file or its cells differ from what was taken in.
    EvidenceAltered,
    /// An account or the regulation profile differs from the log.
    SettingAltered,
}

impl Fault {
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::EntryAltered => "履歴が書き換えられています",
            Self::EntryMissing => "履歴が抜き取られています",
            Self::RecordAltered => "台帳の行が書き換えられています",
            Self::RecordMissing => "台帳の行が失われています",
            Self::RecordUnknown => "履歴にない行が台帳にあります",
            Self::TailCut => "紙に印刷された頭より新しい履歴がありません（末尾が切り取られています）",
            Self::HeadDiffers => "紙に印刷された頭と履歴が一致しません",
            Self::EvidenceAltered => "取り込んだ原本が書き換えられています",
            Self::SettingAltered => "利用者または規程プロファイルが書き換えられています",
        }
    }
}

impl Bad {
    fn entry(what: Fault, seq: i64) -> Self {
        Self { what, seq: Some(seq), register: None, number: None }
    }

    fn row(what: Fault, register: &str, number: &str) -> Self {
        Self { what, seq: None, register: Some(register.to_owned()), number: Some(number.to_owned()) }
    }
}

/// Verifies chain and records, and a head read off a printed form; leaves its own entry.
pub fn verify(
    ledgers: &mut Ledgers,
    session: &Session,
    printed: Option<Head>,
    cancel: &Cancel,
) -> Result<VerifyReport> {
    let report = ledgers.read(session, Permission::Verify, |view| check(view.db, printed, cancel))?;
    let detail = serde_json::to_value(&report).map_err(|error| Error::Corrupt(error.to_string()))?;
    let event = super::Event::new(super::Action::Verified).detail(detail);
    ledgers.change(session, Permission::Verify, |_| Ok(((), event)))?;
    Ok(report)
}

/// A head as somebody typed it off a form.
pub fn read_head(text: &str) -> Result<Head> {
    text.parse().map_err(|_| refuse_with(ErrorCode::NotAHead, [("text", text.trim().to_owned())]))
}

fn stop_if_asked(cancel: &Cancel) -> Result<()> {
    if cancel.is_cancelled() { Err(refuse(ErrorCode::Cancelled)) } else { Ok(()) }
}

/// Every page of the file carries its own seal; a page nobody reads may still be broken.
fn check_pages(db: &Connection) -> Result<()> {
    let mut statement = db.prepare("pragma cipher_integrity_check")?;
    match statement.query([])?.next()? {
        None => Ok(()),
        Some(row) => Err(Error::Corrupt(row.get(0)?)),
    }
}

fn check(db: &Connection, printed: Option<Head>, cancel: &Cancel) -> Result<VerifyReport> {
    check_pages(db)?;
    let mut known = Known::default();
    let mut walk = ChainWalk::new(printed.as_ref());
    store::walk(db, |entry| {
        stop_if_asked(cancel)?;
        walk.step(&entry);
        known.take(&entry)
    })?;
    let mut report = VerifyReport {
        ok: false,
        entries: walk.last,
        records: 0,
        first_bad: walk.finish(),
        head: Head::new(walk.last, &walk.hash),
        printed,
    };
    if report.first_bad.is_none() {
        report.first_bad = known.check_records(db, &mut report.records, cancel)?;
    }
    if report.first_bad.is_none() {
        report.first_bad = known.check_settings(db)?;
    }
    if report.first_bad.is_none() {
        report.first_bad = known.check_evidence(db)?;
    }
    if report.first_bad.is_none() {
        report.first_bad = known.check_attachments(db)?;
    }
    report.ok = report.first_bad.is_none();
    Ok(report)
}

/// The chain alone: works as well on an exported log on another machine.
pub(super) struct ChainWalk<'a> {
    pub last: i64,
    pub hash: Hash,
    bad: Option<Bad>,
    printed: Option<&'a Head>,
}

impl<'a> ChainWalk<'a> {
    pub fn new(printed: Option<&'a Head>) -> Self {
        Self { last: 0, hash: START, bad: None, printed }
    }

    pub fn step(&mut self, entry: &Entry) {
        let sealed = chain::seal(&self.hash, &entry.sealed());
        if self.bad.is_none() {
            if entry.seq != self.last + 1 {
                self.bad = Some(Bad::entry(Fault::EntryMissing, self.last + 1));
            } else if sealed != entry.hash {
                self.bad = Some(Bad::entry(Fault::EntryAltered, entry.seq));
            } else if self.printed.is_some_and(|head| head.seq == entry.seq && differs(head, &entry.hash)) {
                self.bad = Some(Bad::entry(Fault::HeadDiffers, entry.seq));
            }
        }
        self.last = entry.seq;
        self.hash = entry.hash;
    }

    pub fn finish(&self) -> Option<Bad> {
        let cut = self.printed.filter(|head| head.seq > self.last);
        self.bad.clone().or_else(|| cut.map(|head| Bad::entry(Fault::TailCut, head.seq)))
    }
}

fn differs(head: &Head, hash: &Hash) -> bool {
    !head.short.eq_ignore_ascii_case(&Head::new(head.seq, hash).short)
}

/// What the log says should stand in the tables.
#[derive(Default)]
struct Known {
    images: HashMap<(RegisterId, i64), (Hash, String)>,
    accounts: HashMap<i64, Json>,
    profile: Option<String>,
    organisation: Option<String>,
    files: HashMap<i64, (String, String)>,
    attachments: HashMap<i64, String>,
}

impl Known {
    fn take(&mut self, entry: &Entry) -> Result<()> {
        let register = entry.register.as_deref().and_then(|name| name.parse().ok());
        if let (Some(register), Some(record), Some(image)) = (register, entry.record, &entry.image) {
            let number = entry.number.clone().unwrap_or_default();
            self.images.insert((register, record), (Sha256::digest(image).into(), number));
        }
        let Some(detail) = &entry.detail else { return Ok(()) };
        let detail: Json = serde_json::from_str(detail)
            .map_err(|error| Error::Corrupt(format!("detail of entry {}: {error}", entry.seq)))?;
        if let Some(account) = detail.get("account") {
            self.accounts.insert(account["id"].as_i64().unwrap_or_default(), account.clone());
        }
        if let Some(hash) = detail.get("profile_sha256").and_then(Json::as_str) {
            self.profile = Some(hash.to_owned());
        }
        if let Some(name) = detail.get("organisation").and_then(Json::as_str) {
            self.organisation = Some(name.to_owned());
        }
        if let Some(attached) = detail.get("attachment") {
            let hash = attached.get("sha256").and_then(Json::as_str).unwrap_or_default();
            self.attachments.insert(attached["id"].as_i64().unwrap_or_default(), hash.to_owned());
        }
        for file in detail.get("files").and_then(Json::as_array).into_iter().flatten() {
            let text = |key: &str| file.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
            if let Some(id) = file.get("id").and_then(Json::as_i64) {
                self.files.insert(id, (text("sha256"), text("rows_sha256")));
            }
        }
        Ok(())
    }

    fn check_records(&mut self, db: &Connection, counted: &mut u32, cancel: &Cancel) -> Result<Option<Bad>> {
        let mut bad = None;
        for register in registers::ALL {
            records::store::walk(db, register.id, |record| {
                stop_if_asked(cancel)?;
                *counted += 1;
                let image: Hash = Sha256::digest(image::of(&record)?).into();
                let fault = match self.images.remove(&(register.id, record.id)) {
                    Some((known, _)) if known == image => None,
                    Some(_) => Some(Fault::RecordAltered),
                    None => Some(Fault::RecordUnknown),
                };
                let row = || fault.map(|fault| Bad::row(fault, register.id.as_str(), &record.number()));
                bad = bad.take().or_else(row);
                Ok(())
            })?;
        }
        let lost = self.images.iter().min_by_key(|((register, id), _)| (*register, *id));
        let lost = lost
            .map(|((register, _), (_, number))| Bad::row(Fault::RecordMissing, register.as_str(), number));
        Ok(bad.or(lost))
    }

    fn check_settings(&self, db: &Connection) -> Result<Option<Bad>> {
        for account in accounts::all(db)? {
            let stands = setup::account_detail(&account);
            if self.accounts.get(&account.id) != stands.get("account") {
                return Ok(Some(Bad::row(Fault::SettingAltered, "account", &account.login)));
            }
        }
        let body: String =
            db.query_row("select body from profile order by revision desc limit 1", [], |row| row.get(0))?;
        if self.profile.as_deref() != Some(&hex::encode(Sha256::digest(&body))) {
            return Ok(Some(Bad::row(Fault::SettingAltered, "profile", "")));
        }
        let name: String = db.query_row("select organisation from ledger", [], |row| row.get(0))?;
        let same = self.organisation.as_ref() == Some(&name);
        Ok((!same).then(|| Bad::row(Fault::SettingAltered, "ledger", &name)))
    }

    /// Every attachment holds the bytes it was attached with.
    fn check_attachments(&mut self, db: &Connection) -> Result<Option<Bad>> {
        let mut bad = None;
        attachments::store::hashes(db, |id, name, stated, found| {
            let known = self.attachments.remove(&id);
            if bad.is_none() && (stated != found || known.as_deref() != Some(found)) {
                bad = Some(Bad::row(Fault::EvidenceAltered, "attachment", name));
            }
        })?;
        let lost = self.attachments.keys().min().map(ToString::to_string);
        Ok(bad.or(lost.map(|id| Bad::row(Fault::EvidenceAltered, "attachment", &id))))
    }

    fn check_evidence(&mut self, db: &Connection) -> Result<Option<Bad>> {
        let mut statement = db.prepare("select id, name, sha256, body from import_file order by id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, name, stated): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let body: Vec<u8> = row.get(3)?;
            let found = (hex::encode(Sha256::digest(&body)), rows_digest(db, id)?);
            let known = self.files.remove(&id);
            if stated != found.0 || known.as_ref() != Some(&found) {
                return Ok(Some(Bad::row(Fault::EvidenceAltered, "import_file", &name)));
            }
        }
        let lost = self.files.keys().min().map(ToString::to_string);
        Ok(lost.map(|id| Bad::row(Fault::EvidenceAltered, "import_file", &id)))
    }
}

/// A digest over every row of an imported file as it stood.
fn rows_digest(db: &Connection, file: i64) -> Result<String> {
    let mut hasher = Sha256::new();
    let walked = kept_rows::walk(db, include_str!("sql/import_rows.sql"), [file], |packet| {
        for row in &packet.rows {
            hash_row(&mut hasher, packet.table, row.row.into(), row.cells(), row.problems());
        }
        Ok(())
    });
    match walked {
        Ok(()) => Ok(hex::encode(hasher.finalize())),
        // What cannot be unpacked any more has no digest.
        Err(Error::Corrupt(_)) => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// One row of an imported file, each part after its length.
pub(crate) fn hash_row(hasher: &mut Sha256, table: i64, row: i64, cells: &str, problems: &str) {
    hasher.update(table.to_be_bytes());
    hasher.update(row.to_be_bytes());
    for part in [cells, problems] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
}
