//! 利用者登録: an account for a person of the 職員名簿, registered by whoever may (A 5.1(1)); shut and opened again.
//!
//! The new password is temporary: whoever signs in with it can do one thing only, change it. The file's key
//! is wrapped for the account, which asks for the own password of the one who gives it.

use serde::Serialize;
use ts_rs::TS;

use super::create::login_name;
use super::setup::{account_detail, check_password, password_rule};
use super::{Change, Ledgers};
use crate::audit::{self, Action, Event};
use crate::error::{ErrorCode, Result, refuse, refuse_with};
use crate::people::actions::shut_left;
use crate::people::holdings::last_manager;
use crate::records::{Record, store as records};
use crate::registers::Facts;
use crate::users::accounts::{self, Account, NewAccount};
use crate::users::keyring::Keyring;
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;

pub struct NewUser {
    /// Id in the 職員名簿.
    pub person: i64,
    pub login: String,
    pub role: String,
    /// Temporary.
    pub password: String,
}

/// 職務 an account can be registered for, and what it opens.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RoleChoice {
    pub id: String,
    pub label: String,
    pub permissions: Vec<String>,
}

impl Ledgers {
    /// The posts of the regulation, each with what it may do.
    pub fn roles(&self, session: &Session) -> Result<Vec<RoleChoice>> {
        self.read(session, Permission::ManageAccounts, |view| {
            let choice = |role: &crate::profile::parts::Role| {
                let may = view.profile.permissions::<Permission>(&role.id)?;
                Ok(RoleChoice {
                    id: role.id.clone(),
                    label: role.label.clone(),
                    permissions: may.iter().map(ToString::to_string).collect(),
                })
            };
            view.profile.roles().iter().map(choice).collect()
        })
    }

    /// Whether somebody could still open the file with this account's password.
    pub fn has_key(&self, login: &str) -> Result<bool> {
        Ok(Keyring::load(&self.file.dir)?.has(login))
    }

    /// One person, one account, for ever.
    pub fn register_account(&mut self, session: &Session, own_password: &str, new: &NewUser) -> Result<()> {
        let (mut keyring, key) = self.key_of(session, own_password)?;
        let login = login_name(&new.login)?;
        check_password(&password_rule(&self.profile)?, &new.password)?;
        self.change(session, Permission::ManageAccounts, |change| {
            still_serves(change, new.person, "利用者登録")?;
            let all = accounts::all(&change.tx)?;
            let taken = all.iter().find(|one| one.login == login || one.person == new.person);
            if let Some(taken) = taken {
                let params = [("login", taken.login.clone()), ("name", taken.name.clone())];
                return Err(refuse_with(ErrorCode::LoginTaken, params));
            }
            let role = change.profile.roles().iter().find(|role| role.id == new.role);
            let unknown = || refuse_with(ErrorCode::RoleUnknown, [("role", new.role.clone())]);
            let at = audit::store::utc_text(change.at());
            let account = NewAccount {
                login: &login,
                person: new.person,
                role: &role.ok_or_else(unknown)?.id,
                today: change.today(),
                at: &at,
            };
            let id = accounts::insert(&change.tx, &account)?;
            accounts::note_password(&change.tx, id, &new.password, change.today())?;
            accounts::make_temporary(&change.tx, id)?;
            // Whoever had to stay because nobody could follow may go now.
            shut_left(change)?;
            let made =
                accounts::by_login(&change.tx, &login)?.ok_or_else(|| refuse(ErrorCode::Unexpected))?;
            Ok(((), Event::new(Action::AccountCreated).detail(account_detail(&made))))
        })?;
        keyring.wrap(&login, &new.password, &key)?;
        keyring.save(&self.file.dir)?;
        self.drop_shut_keys()
    }

    /// 利用の停止, from now on.
    pub fn shut_account(&mut self, session: &Session, person: i64, reason: &str) -> Result<()> {
        self.change(session, Permission::ManageAccounts, |change| {
            let reason = given(reason)?;
            let (account, all) = of_person(change, person)?;
            if account.id == session.account() || last_manager(change.profile, &all, &account) {
                return Err(refuse_with(ErrorCode::AccountNeeded, [("login", account.login)]));
            }
            // One that was shut before keeps its day.
            let today = change.today();
            if account.disabled_on.is_none_or(|on| on > today) {
                accounts::disable(&change.tx, account.id, Some(today))?;
            }
            Ok(((), changed(change, person)?.reason(Some(reason))))
        })?;
        self.drop_shut_keys()
    }

    /// 仮パスワードの発行: for whoever forgot his own, or lost it with an account that was shut. Opens the account.
    pub fn give_password(
        &mut self,
        session: &Session,
        own_password: &str,
        (person, password): (i64, &str),
        reason: &str,
    ) -> Result<()> {
        let (mut keyring, key) = self.key_of(session, own_password)?;
        check_password(&password_rule(&self.profile)?, password)?;
        let login = self.change(session, Permission::ManageAccounts, |change| {
            let reason = given(reason)?;
            still_serves(change, person, "仮パスワードの発行")?;
            let (account, _) = of_person(change, person)?;
            let last = change.profile.number("password_history")?;
            if accounts::used_before(&change.tx, account.id, password, last)? {
                return Err(refuse(ErrorCode::PasswordReused));
            }
            accounts::disable(&change.tx, account.id, None)?;
            accounts::note_password(&change.tx, account.id, password, change.today())?;
            accounts::make_temporary(&change.tx, account.id)?;
            Ok((account.login, changed(change, person)?.reason(Some(reason))))
        })?;
        keyring.wrap(&login, password, &key)?;
        keyring.save(&self.file.dir)
    }
}

/// Whoever has left, or has the day of leaving put down, gets no access.
fn still_serves(change: &Change<'_>, person: i64, step: &str) -> Result<()> {
    let person: Record = records::get(&change.tx, RegisterId::Staff, person)?;
    match Facts(&person.content.values).date("left_on") {
        Some(left) => {
            let params = [("name", person.title()), ("day", left.short()), ("step", step.to_owned())];
            Err(refuse_with(ErrorCode::PersonLeft, params))
        }
        None => Ok(()),
    }
}

/// The account of a person, among all.
fn of_person(change: &Change<'_>, person: i64) -> Result<(Account, Vec<Account>)> {
    let all = accounts::all(&change.tx)?;
    let own = all.iter().find(|account| account.person == person).cloned();
    Ok((own.ok_or_else(|| records::not_found(RegisterId::Staff, &person.to_string()))?, all))
}

fn changed(change: &Change<'_>, person: i64) -> Result<Event> {
    Ok(Event::new(Action::AccountChanged).detail(account_detail(&of_person(change, person)?.0)))
}

fn given(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if reason.is_empty() { Err(refuse(ErrorCode::ReasonMissing)) } else { Ok(reason) }
}
