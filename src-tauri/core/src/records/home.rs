//! 今日: what the ledgers hold, what is incomplete, what changed last. Duties come with their own ledger.

use rusqlite::OptionalExtension;
use serde::Serialize;
use ts_rs::TS;

use super::{list as lists, open, store};
use crate::audit::Head;
use crate::audit::log::{self, LogLine};
use crate::error::Result;
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::ledgers::{Ledgers, View};
use crate::registers;
use crate::users::{Permission, Session};
use crate::vocab::{PartialDate, RegisterId};

/// The first page.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Home {
    pub today: String,
    pub fiscal_year: String,
    pub registers: Vec<RegisterCount>,
    pub incomplete: Vec<Incomplete>,
    pub recent: Vec<LogLine>,
    pub head: Head,
    /// Local time of the last verification.
    pub last_verify: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RegisterCount {
    pub id: RegisterId,
    pub total: u32,
    pub missing: u32,
}

/// A record that lacks ● fields.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Incomplete {
    pub register: RegisterId,
    #[ts(type = "number")]
    pub id: i64,
    pub number: String,
    pub title: String,
    /// Labels of the fields, in the office's words.
    pub missing: Vec<String>,
}

pub fn home(ledgers: &Ledgers, session: &Session) -> Result<Home> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        Ok(Home {
            today: view.today.to_string(),
            fiscal_year: crate::vocab::FiscalYear::of(view.today).to_string(),
            registers: counts(view)?,
            incomplete: lists::incomplete(view.db, 8)?.iter().map(incomplete).collect(),
            recent: log::recent(view.db, 10)?,
            head: ledgers.head()?,
            last_verify: log::last_verify(view.db)?,
        })
    })
}

pub(crate) const COUNTS: [ListColumn<RegisterCount>; 3] = [
    ListColumn::new("台帳", Holds::Text, |one| Out::text(registers::register(one.id).label.ja)),
    ListColumn::new("件数", Holds::Number, |one| Out::number(one.total)),
    ListColumn::new("記入の足りない件数", Holds::Number, |one| Out::number(one.missing)),
];

/// How many records each ledger holds, as it goes out.
pub fn list(view: &View<'_>) -> Result<Rows> {
    Ok(Rows::of(format!("{}現在", PartialDate::from(view.today).long()), &COUNTS, &counts(view)?))
}

fn counts(view: &View<'_>) -> Result<Vec<RegisterCount>> {
    let count = |register: &&crate::vocab::Register| {
        let (total, missing) = store::counts(view.db, register.id)?;
        Ok(RegisterCount { id: register.id, total, missing })
    };
    registers::ALL.iter().map(count).collect()
}

fn incomplete(record: &super::Record) -> Incomplete {
    Incomplete {
        register: record.register,
        id: record.id,
        number: record.number(),
        title: record.title(),
        missing: open::missing_labels(record),
    }
}

/// How many people are offered at once.
const HINTS: usize = 12;

/// A person of the 職員名簿 offered while a name is typed.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct PersonHint {
    #[ts(type = "number")]
    pub id: i64,
    pub staff_no: String,
    pub name: String,
    pub department: String,
}

/// Staff whose name, reading or number contains what was typed.
pub fn suggest_people(ledgers: &Ledgers, session: &Session, text: &str) -> Result<Vec<PersonHint>> {
    let key = crate::vocab::fold::search_key(text);
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let mut statement = view.db.prepare_cached(include_str!("sql/person_hint.sql"))?;
        let mut hints = Vec::new();
        for person in view.lists.find(view.db, RegisterId::Staff, &key)? {
            let hint = |row: &rusqlite::Row<'_>| {
                Ok(PersonHint {
                    id: row.get(0)?,
                    staff_no: row.get(1)?,
                    name: row.get(2)?,
                    department: row.get(3)?,
                })
            };
            hints.extend(statement.query_row([person], hint).optional()?);
        }
        hints.sort_by(|one, other| one.staff_no.cmp(&other.staff_no));
        hints.truncate(HINTS);
        Ok(hints)
    })
}
