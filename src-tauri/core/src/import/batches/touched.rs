//! 取り消せない記録: what stands in the way of taking a record of an import back, and what kind of thing that is.
//!
//! Somebody worked on it, signs in as it, attached something to it, carries it out; or its old number is another's
//! by now. Such a record is listed and stays as it is.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::{Made, Touched};
use crate::disposals;
use crate::error::Result;
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::import::diff::number_of;
use crate::ledgers::View;
use crate::records::{Record, store};
use crate::registers::register;
use crate::users::accounts;
use crate::vocab::{PartialDate, RegisterId};
use crate::watch::Watch;

/// What stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum TouchKind {
    /// Changed since.
    Changed,
    /// Listed by an open case.
    Case,
    /// Somebody signs in as this person.
    Account,
    /// Named by a carry-out that is not over.
    CarryOut,
    /// Something was attached since.
    Attachment,
    /// The number it had before is another record's.
    Number,
}

/// One thing that stands in the way, by its number or name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TouchedBy {
    pub kind: TouchKind,
    pub what: String,
}

impl TouchedBy {
    fn of(kind: TouchKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into() }
    }

    /// 案件 廃棄-R8-001 が手続中
    pub fn words_ja(&self) -> String {
        let what = &self.what;
        match self.kind {
            TouchKind::Changed => "取込みのあとに変更".to_owned(),
            TouchKind::Case => format!("案件 {what} で手続中"),
            TouchKind::Account => format!("利用者 {what} が使用中"),
            TouchKind::CarryOut => format!("持出し {what} が完了していない"),
            TouchKind::Attachment => format!("取込みのあとに添付あり {what}"),
            TouchKind::Number => format!("元の番号 {what} はほかの記録が使用中"),
        }
    }
}

pub(crate) const KEPT: [ListColumn<Touched>; 3] = [
    ListColumn::new("台帳", Holds::Text, |one| Out::text(register(one.register).label.ja)),
    ListColumn::new("番号", Holds::Text, |one| Out::text(&one.number)),
    ListColumn::new("取り消せない理由", Holds::Note, |one| {
        Out::text(one.by.iter().map(TouchedBy::words_ja).collect::<Vec<_>>().join("\n"))
    }),
];

/// What an undoing of the import would leave as it is, as it goes out.
pub fn kept_list(view: &View<'_>, batch: i64) -> Result<Rows> {
    let plan = super::plan(view, batch, &Watch::default())?;
    let state = format!("{}現在　取込み{batch}", PartialDate::from(view.today).long());
    Ok(Rows::of(state, &KEPT, &plan.touched))
}

/// Files attached to records since the import began, with the numbers of their entries.
type Attached = HashMap<(RegisterId, i64), Vec<(i64, String)>>;

/// What the ledgers hold that may stand in the way, read once.
struct Around {
    accounts: HashMap<i64, String>,
    /// Open carry-outs by the number of what they name.
    carried: HashMap<String, i64>,
    attached: Attached,
}

impl Around {
    fn of(db: &Connection, batch: i64, made: &[Made]) -> Result<Self> {
        // What came in with the same import and goes back with it is in nobody's way.
        let own: HashSet<i64> =
            made.iter().filter(|one| one.is_new(RegisterId::CarryOuts)).map(|one| one.now.id).collect();
        let accounts =
            accounts::all(db)?.into_iter().map(|account| (account.person, account.login)).collect();
        let mut carried = HashMap::new();
        let mut open = db.prepare(include_str!("../sql/open_carry_outs.sql"))?;
        let mut rows = open.query([])?;
        while let Some(row) = rows.next()? {
            let (id, number): (i64, String) = (row.get(0)?, row.get(1)?);
            if !own.contains(&id) {
                carried.entry(number).or_insert(id);
            }
        }
        Ok(Self { accounts, carried, attached: attached(db, batch)? })
    }

    fn touches(&self, db: &Connection, one: &Made) -> Result<Vec<TouchedBy>> {
        let (id, number) = (one.now.register, one.now.number());
        let mut by = Vec::new();
        if one.now.version != one.written {
            by.push(TouchedBy::of(TouchKind::Changed, ""));
        }
        if let Some((_, case)) = disposals::open_case(db, id, &number)? {
            by.push(TouchedBy::of(TouchKind::Case, case));
        }
        if let Some(login) =
            self.accounts.get(&one.now.id).filter(|_| id == RegisterId::Staff && !one.leaves_person())
        {
            by.push(TouchedBy::of(TouchKind::Account, login.clone()));
        }
        let is_carried =
            matches!(id, RegisterId::PortableMedia | RegisterId::BackupMedia | RegisterId::Devices);
        if let Some(carry_out) = self.carried.get(&number).filter(|_| is_carried) {
            let carry_out = store::get(db, RegisterId::CarryOuts, *carry_out)?;
            by.push(TouchedBy::of(TouchKind::CarryOut, carry_out.number()));
        }
        let since = self.attached.get(&one.key()).into_iter().flatten().find(|(seq, _)| *seq > one.seq);
        by.extend(since.map(|(_, name)| TouchedBy::of(TouchKind::Attachment, name.clone())));
        Ok(by)
    }
}

fn attached(db: &Connection, batch: i64) -> Result<Attached> {
    let mut attached = Attached::new();
    let mut since = db.prepare(include_str!("../sql/attached.sql"))?;
    let mut rows = since.query([batch])?;
    while let Some(row) = rows.next()? {
        let (register, record): (String, i64) = (row.get(0)?, row.get(1)?);
        let Ok(register) = register.parse() else { continue };
        let name = row.get::<_, Option<String>>(3)?.unwrap_or_default();
        attached.entry((register, record)).or_default().push((row.get(2)?, name));
    }
    Ok(attached)
}

/// Those that stay, with what stands in their way, and those that go back.
pub(super) fn split(
    db: &Connection,
    batch: i64,
    made: Vec<Made>,
    watch: &Watch<'_>,
) -> Result<(Vec<Made>, Vec<Made>)> {
    let around = Around::of(db, batch, &made)?;
    let (mut kept, mut free) = (Vec::new(), Vec::new());
    for mut one in made {
        watch.stop()?;
        one.by = around.touches(db, &one)?;
        if one.by.is_empty() { free.push(one) } else { kept.push(one) }
    }
    // One that stays keeps its number, which may be the one another had before.
    loop {
        let freed: HashSet<(RegisterId, i64)> =
            free.iter().filter(|one| one.frees_number()).map(Made::key).collect();
        let (mut goes, before) = (Vec::new(), kept.len());
        for mut one in free {
            match number_taken(db, &one, &freed)? {
                Some(number) => {
                    one.by.push(TouchedBy::of(TouchKind::Number, number));
                    kept.push(one);
                }
                None => goes.push(one),
            }
        }
        free = goes;
        if kept.len() == before {
            return Ok((kept, free));
        }
    }
}

/// The number a record had before, where another record has it that does not give it up.
fn number_taken(db: &Connection, one: &Made, freed: &HashSet<(RegisterId, i64)>) -> Result<Option<String>> {
    let id = one.now.register;
    let Some(number) =
        one.before.as_ref().filter(|before| !before.voided).and_then(|before| number_of(id, &before.content))
    else {
        return Ok(None);
    };
    let Ok(holder) = store::by_number(db, id, &number) else { return Ok(None) };
    let other =
        holder.id != one.now.id && !holder.voided && number_of(id, &holder.content).as_ref() == Some(&number);
    Ok((other && !freed.contains(&(id, holder.id))).then_some(number))
}

impl Made {
    fn is_new(&self, id: RegisterId) -> bool {
        self.now.register == id && self.before.is_none()
    }

    fn key(&self) -> (RegisterId, i64) {
        (self.now.register, self.now.id)
    }

    /// Whether it has another number, or none in force, once it is taken back.
    pub(super) fn frees_number(&self) -> bool {
        let id = self.now.register;
        let number = |record: &Record| number_of(id, &record.content);
        self.before.as_ref().is_none_or(|before| number(before) != number(&self.now))
    }

    /// Whether the person is there before and after, and leaves on the same day.
    fn leaves_person(&self) -> bool {
        let left = |record: &Record| record.content.values.get("left_on").cloned();
        self.before.as_ref().is_some_and(|before| left(before) == left(&self.now))
    }
}
