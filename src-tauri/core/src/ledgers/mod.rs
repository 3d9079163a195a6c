//! 台帳の戸口: the only doors to the data.
//!
//! [`Ledgers::read`] looks, [`Ledgers::change`] writes: in one transaction, with the entry in the log that
//! the work returns. A change that names no permission or leaves no event does not compile. What a rule
//! refuses is logged too. [`create`] makes a ledger, [`setup`] opens one; [`clock`] is the only place that asks the time.

pub mod accounts;
pub mod clock;
mod create;
pub mod setup;

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::Connection;
use serde_json::json;

use crate::audit::store::{Sealer, Writer};
use crate::audit::{self, Action, Event, Head};
use crate::db::{LedgerFile, WriteTx};
use crate::error::{Error, ErrorCode, Result, refuse};
use crate::profile::Profile;
use crate::records::lists::Lists;
use crate::users::{Permission, Session, accounts as accounts_of};

pub use clock::Surroundings;

/// An open ledger.
pub struct Ledgers {
    file: LedgerFile,
    surroundings: Surroundings,
    profile: Profile,
    organisation: String,
    lists: Lists,
}

/// What a piece of work that writes is given.
pub struct Change<'a> {
    pub tx: WriteTx<'a>,
    pub session: &'a Session,
    pub profile: &'a Profile,
    author: audit::store::Author<'a>,
}

impl Change<'_> {
    /// The day at the desk.
    pub fn today(&self) -> NaiveDate {
        self.author.at.date_naive()
    }

    pub fn at(&self) -> DateTime<FixedOffset> {
        self.author.at
    }

    /// The wall clock at the desk, `2026-11-20T09:12:03`.
    pub fn local_time(&self) -> String {
        self.author.at.format("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// Leaves an entry for one line of a larger action: an import is one action whose every row is traced.
    pub fn line(&self, event: &Event) -> Result<()> {
        audit::store::append(&self.tx, &self.author, event).map(drop)
    }

    /// Seals lines ahead of their writing; nothing else is written to the log until [`Change::writer`] has
    /// written them all.
    pub fn sealer(&self) -> Result<Sealer<'_>> {
        self.author.sealer(&self.tx)
    }

    /// Writes what was sealed so.
    pub fn writer(&self) -> Result<Writer<'_>> {
        Writer::of(&self.tx, &self.author)
    }
}

/// What a piece of work that only looks is given.
pub struct View<'a> {
    pub db: &'a Connection,
    pub profile: &'a Profile,
    pub today: NaiveDate,
    pub lists: &'a Lists,
}

impl Ledgers {
    /// Looks, and leaves no trace: for lists and choices. Records of persons are opened through
    /// [`Ledgers::change`] with [`Action::Viewed`].
    pub fn read<T>(
        &self,
        session: &Session,
        permission: Permission,
        work: impl FnOnce(&View<'_>) -> Result<T>,
    ) -> Result<T> {
        self.still_in(session)?;
        if !session.may(permission) {
            return Err(Error::Forbidden(permission));
        }
        work(&View {
            db: &self.file.connection,
            profile: &self.profile,
            today: self.today(),
            lists: &self.lists,
        })
    }

    /// Runs `work` in one transaction and writes down the event it returns.
    ///
    /// If anything fails, neither the rows nor the event are kept; if a rule refused, the refusal is
    /// logged in a transaction of its own.
    pub fn change<T>(
        &mut self,
        session: &Session,
        permission: Permission,
        work: impl FnOnce(&Change<'_>) -> Result<(T, Event)>,
    ) -> Result<T> {
        let done = match self.still_in(session) {
            Ok(()) if session.may(permission) => self.write(session, work),
            Ok(()) => Err(Error::Forbidden(permission)),
            Err(shut) => Err(shut),
        };
        if let Err(error) = &done
            && error.is_refusal()
        {
            let report = error.report();
            let detail =
                json!({ "code": report.code, "params": report.params, "needed": permission.as_str() });
            self.write(session, |_| Ok(((), Event::new(Action::Refused).detail(detail))))?;
        }
        done
    }

    /// An account shut meanwhile ends the session at its next call, not at the next sign-in.
    fn still_in(&self, session: &Session) -> Result<()> {
        match accounts_of::disabled_on(&self.file.connection, session.account())? {
            Some(day) if day <= self.today() => Err(refuse(ErrorCode::AccountDisabled)),
            _ => Ok(()),
        }
    }

    fn write<T>(
        &mut self,
        session: &Session,
        work: impl FnOnce(&Change<'_>) -> Result<(T, Event)>,
    ) -> Result<T> {
        self.file.connection.pragma_update(None, "query_only", false)?;
        let done = self.write_open(session, work);
        self.file.connection.pragma_update(None, "query_only", true)?;
        done
    }

    fn write_open<T>(
        &mut self,
        session: &Session,
        work: impl FnOnce(&Change<'_>) -> Result<(T, Event)>,
    ) -> Result<T> {
        let (terminal, at) = (&self.surroundings.terminal, self.surroundings.now());
        let author = audit::store::Author::new(Some(session.account()), session.name(), terminal, at);
        let (output, touched) = {
            let tx = WriteTx::begin(&mut self.file.connection)?;
            let change = Change { tx, session, profile: &self.profile, author };
            let (output, event) = work(&change)?;
            audit::store::append(&change.tx, &change.author, &event)?;
            (output, change.tx.commit()?)
        };
        self.lists.refresh(&self.file.connection, &touched);
        Ok(output)
    }

    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    pub fn dir(&self) -> &Path {
        &self.file.dir
    }

    pub fn today(&self) -> NaiveDate {
        self.surroundings.now().date_naive()
    }

    /// The moment at the desk as names of files hold it: 2026-11-20_0912.
    pub fn local_stamp(&self) -> String {
        self.surroundings.now().format("%Y-%m-%d_%H%M").to_string()
    }

    /// 鎖の頭, for the status bar and for every form.
    pub fn head(&self) -> Result<Head> {
        audit::store::head(&self.file.connection)
    }
}

/// Where a user's ledger lies unless he chooses otherwise.
pub fn usual_dir() -> PathBuf {
    directories::ProjectDirs::from("jp", "mamori", "daicho")
        .map(|dirs| dirs.data_local_dir().join("ledger"))
        .unwrap_or_else(|| PathBuf::from("mamori-ledger"))
}
