//! 利用者登録: an account for a person of the 職員名簿, registered by whoever may (A 5.1(1)).
//!
//! The new password is temporary: whoever signs in with it can do one thing only, change it. The file's key
//! is wrapped for the new account, which asks for the own password of the one who registers.

use super::Ledgers;
use super::create::login_name;
use super::setup::{account_detail, check_password, password_rule};
use crate::audit::{self, Action, Event};
use crate::error::{ErrorCode, Result, refuse, refuse_with};
use crate::records::store as records;
use crate::registers::Facts;
use crate::users::accounts::{self, NewAccount};
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

impl Ledgers {
    /// One person, one account, for ever.
    pub fn register_account(&mut self, session: &Session, own_password: &str, new: &NewUser) -> Result<()> {
        let (mut keyring, key) = self.key_of(session, own_password)?;
        let login = login_name(&new.login)?;
        check_password(&password_rule(&self.profile)?, &new.password)?;
        self.change(session, Permission::ManageAccounts, |change| {
            let person = records::get(&change.tx, RegisterId::Staff, new.person)?;
            if let Some(left) = Facts(&person.content.values).date("left_on") {
                let params =
                    [("name", person.title()), ("day", left.short()), ("step", "利用者登録".to_owned())];
                return Err(refuse_with(ErrorCode::PersonLeft, params));
            }
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
            let made =
                accounts::by_login(&change.tx, &login)?.ok_or_else(|| refuse(ErrorCode::Unexpected))?;
            Ok(((), Event::new(Action::AccountCreated).detail(account_detail(&made))))
        })?;
        keyring.wrap(&login, &new.password, &key)?;
        keyring.save(&self.file.dir)
    }
}
