//! 退職者の持ち物: what the ledgers say somebody still holds, so that nothing walks out with him (E 第6 1(1)ケ).
//!
//! Nothing is kept of its own: the list is what the other ledgers say now, and grows shorter as they are
//! put right. It stays in sight until it is empty and the account is shut.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use ts_rs::TS;

use super::roster::Member;
use super::store::{self, Held};
use crate::error::{Error, Result};
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::ledgers::{Ledgers, View};
use crate::profile::Profile;
use crate::records::steps::label;
use crate::registers::{choice_label, register};
use crate::users::accounts::{self, Account};
use crate::users::{Permission, Session};
use crate::vocab::{PartialDate, RegisterId};

/// What a person holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Holdings {
    #[ts(type = "number")]
    pub person: i64,
    pub name: String,
    /// ISO
    pub left_on: Option<String>,
    pub items: Vec<Holding>,
    pub account: Option<HeldAccount>,
    /// Nothing is left to settle.
    pub settled: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Holding {
    pub register: RegisterId,
    #[ts(type = "number")]
    pub id: i64,
    pub number: String,
    pub title: String,
    /// As what he stands there: 管理者, 使用者, 申請者.
    pub role: String,
    pub state: String,
    /// The ledger names him for certain; otherwise it only gives the same name.
    pub sure: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct HeldAccount {
    pub login: String,
    pub role_label: String,
    /// The password is one given by somebody else, to be changed at the first sign-in.
    pub temporary: bool,
    /// Nobody's password opens the ledger as this account any more.
    pub keyless: bool,
    /// From this day on nobody signs in with it (ISO).
    pub disabled_on: Option<String>,
    /// The last account that may register others: it stays until somebody follows.
    pub kept: bool,
}

/// Somebody who leaves or left, and what is open with him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Leaver {
    #[ts(type = "number")]
    pub person: i64,
    pub staff_no: String,
    pub name: String,
    pub department: String,
    pub left_on: String,
    pub count: u32,
    pub account_open: bool,
}

pub fn holdings(ledgers: &Ledgers, session: &Session, person: i64) -> Result<Holdings> {
    let mut held = ledgers.read(session, Permission::ReadLedgers, |view| of(view, person))?;
    if let Some(account) = &mut held.account {
        account.keyless = !ledgers.has_key(&account.login)?;
    }
    Ok(held)
}

/// Whoever left, or has his day of leaving, with something still to settle.
pub fn leavers(ledgers: &Ledgers, session: &Session) -> Result<Vec<Leaver>> {
    ledgers.read(session, Permission::ReadLedgers, open_with)
}

pub fn of(view: &View<'_>, person: i64) -> Result<Holdings> {
    let members = store::roster(view.db)?;
    let member = members.into_iter().find(|member| member.id == person);
    let member =
        member.ok_or_else(|| crate::records::store::not_found(RegisterId::Staff, &person.to_string()))?;
    let sure = store::held(view.db, Some(person))?;
    let settled = sure.is_empty();
    let named = store::held_by_name(view.db, person, &member.name)?;
    let items = sure.iter().map(|held| holding(held, view, true));
    let items = items.chain(named.iter().map(|held| holding(held, view, false)));
    let items = items.collect::<Result<Vec<_>>>()?;
    let accounts = accounts::all(view.db)?;
    let account = accounts.iter().find(|account| account.person == person);
    let left = member.left_last();
    let account = account.map(|account| {
        let kept =
            left.is_some() && account.disabled_on.is_none() && last_manager(view.profile, &accounts, account);
        HeldAccount {
            login: account.login.clone(),
            role_label: view.profile.role_label(&account.role),
            temporary: account.temporary,
            keyless: false,
            disabled_on: account.disabled_on.map(|day| day.to_string()),
            kept,
        }
    });
    let open = account.as_ref().is_some_and(|account| account.disabled_on.is_none());
    Ok(Holdings {
        person,
        name: member.name,
        left_on: member.left_on.map(|day| day.to_string()),
        settled: settled && !open,
        items,
        account,
    })
}

/// What somebody holds, as it goes out.
pub fn list(view: &View<'_>, person: i64) -> Result<Rows> {
    let held = of(view, person)?;
    let day = |iso: &str| iso.parse().map_or_else(|_| iso.to_owned(), |day: PartialDate| day.long());
    let left = held.left_on.as_deref().map(|on| format!("　{}退職", day(on))).unwrap_or_default();
    let state = format!("{}現在　{}{left}", PartialDate::from(view.today).long(), held.name);
    Ok(Rows::of(state, &COLUMNS, &held.items))
}

pub(crate) const COLUMNS: [ListColumn<Holding>; 6] = [
    ListColumn::new("台帳", Holds::Text, |held| Out::text(register(held.register).label.ja)),
    ListColumn::new("番号", Holds::Text, |held| Out::text(&held.number)),
    ListColumn::new("名称", Holds::Text, |held| Out::text(&held.title)),
    ListColumn::new("立場", Holds::Text, |held| Out::text(&held.role)),
    ListColumn::new("状態", Holds::Text, |held| Out::text(&held.state)),
    ListColumn::new("本人の確認", Holds::Text, |held| {
        Out::text(if held.sure { "本人" } else { "同じ氏名（未確定）" })
    }),
];

/// Whoever left with something open, for the program's own use.
pub fn open_with(view: &View<'_>) -> Result<Vec<Leaver>> {
    let mut counts: BTreeMap<i64, u32> = BTreeMap::new();
    for held in store::held(view.db, None)? {
        *counts.entry(held.person).or_default() += 1;
    }
    let accounts = accounts::all(view.db)?;
    let open = |member: &Member| {
        accounts.iter().any(|account| account.person == member.id && account.disabled_on.is_none())
    };
    let members = store::roster(view.db)?;
    let leaver = |member: &Member| {
        let left = member.left_on?;
        let (count, account_open) = (counts.get(&member.id).copied().unwrap_or_default(), open(member));
        (count > 0 || account_open).then(|| Leaver {
            person: member.id,
            staff_no: member.staff_no.clone(),
            name: member.name.clone(),
            department: member.place_on(left.last_day()).department.clone(),
            left_on: left.to_string(),
            count,
            account_open,
        })
    };
    Ok(members.iter().filter_map(leaver).collect())
}

/// Whether no other account could register users once this one is shut: then nobody could ever again. One whose
/// end is set already, on whatever day, is none to rely on.
pub fn last_manager(profile: &Profile, accounts: &[Account], account: &Account) -> bool {
    let manages = |one: &Account| {
        let permissions: BTreeSet<Permission> = profile.permissions(&one.role).unwrap_or_default();
        permissions.contains(&Permission::ManageAccounts)
    };
    let lasts = |one: &Account| one.id != account.id && one.disabled_on.is_none();
    manages(account) && !accounts.iter().any(|other| manages(other) && lasts(other))
}

fn holding(held: &Held, view: &View<'_>, sure: bool) -> Result<Holding> {
    let register: RegisterId =
        held.register.parse().map_err(|_| Error::Corrupt(format!("held in {}", held.register)))?;
    let state = choice_label(register, "status", &held.state).ja;
    let kind = match register {
        RegisterId::Staff => view.profile.role_label(&held.title),
        _ => choice_label(register, "media_kind", &held.title).ja.to_owned(),
    };
    Ok(Holding {
        register,
        id: held.id,
        number: held.number.clone(),
        title: if kind.is_empty() { held.title.clone() } else { kind },
        role: label(register, &held.field),
        state: state.to_owned(),
        sure,
    })
}
