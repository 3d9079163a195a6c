//! サインイン: opening a ledger, changing a password, coming back by the recovery key. Making one: [`super::create`].
//!
//! A failed attempt is counted in the keyring, because the log cannot be opened then, and written to the
//! log at the next success. The answer to a wrong name and to a wrong password is the same.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, NaiveDate};
use serde::Serialize;
use serde_json::{Value as Json, json};
use ts_rs::TS;

pub use super::create::{Created, Setup, create};
use super::{Ledgers, Surroundings};
use crate::audit::{self, Action, Event, Head};
use crate::db::{LedgerFile, place};
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::profile::Profile;
use crate::records::lists::Lists;
use crate::users::accounts::{self, Account};
use crate::users::keyring::{Failure, FileKey, Keyring, Limits};
use crate::users::password::{PasswordAge, PasswordFault, PasswordRule};
use crate::users::{Permission, Session};
use crate::vocab::fold;

/// Who signed in and what the window should know of it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SessionInfo {
    pub login: String,
    pub name: String,
    pub role: String,
    pub role_label: String,
    pub organisation: String,
    /// Local time of the sign-in before this one.
    pub last_sign_in: Option<String>,
    /// Failed attempts since then.
    pub failures_since: u32,
    pub password: PasswordAge,
    pub password_days_left: i32,
    pub idle_lock_minutes: u32,
    pub permissions: Vec<String>,
    pub today: String,
    pub head: Head,
}

/// Opens the ledger for somebody who knows its password.
pub fn sign_in(
    dir: &Path,
    login: &str,
    password: &str,
    surroundings: Surroundings,
) -> Result<(Ledgers, Session, SessionInfo)> {
    place::check(dir)?;
    let login = fold::code(login.trim()).to_lowercase();
    let (mut keyring, key) = try_password(dir, &login, password, &surroundings)?;
    let mut ledgers = open(dir, &key, surroundings)?;
    let account = accounts::by_login(&ledgers.file.connection, &login)?;
    let account = account.ok_or_else(|| refuse(ErrorCode::WrongCredentials))?;
    if ledgers.drop_shut(&mut keyring)? {
        keyring.save(dir)?;
    }
    let session = session_of(&account, &ledgers.profile, ledgers.today())?;
    let failures = std::mem::take(&mut keyring.failures);
    ledgers.note_sign_in(&session, &account, &failures)?;
    ledgers.drop_shut(&mut keyring)?;
    keyring.save(dir)?;
    // Somebody may have followed since: then an account that had to stay is shut by now.
    let session = ledgers.session_again(&session)?;
    let info = ledgers.session_info(&session, Some(&account), failures.len())?;
    Ok((ledgers, session, info))
}

/// Checks name and password against the keyring, counting and delaying failures.
fn try_password(
    dir: &Path,
    login: &str,
    password: &str,
    surroundings: &Surroundings,
) -> Result<(Keyring, FileKey)> {
    let mut keyring = Keyring::load(dir)?;
    wait_if_too_often(&keyring, surroundings)?;
    match keyring.unwrap(login, password) {
        Ok(key) => Ok((keyring, key)),
        Err(error) => {
            if error.code() == ErrorCode::WrongCredentials {
                // What was typed for a name may be a password: only known names are kept.
                let shown = if keyring.has(login) { login } else { "（登録のない利用者）" };
                let at = audit::store::utc_text(surroundings.now());
                let terminal = surroundings.terminal.clone();
                keyring.failures.push(Failure { login: shown.to_owned(), at, terminal });
                keyring.save(dir)?;
            }
            Err(error)
        }
    }
}

/// After too many failures the next attempt waits, each time longer.
fn wait_if_too_often(keyring: &Keyring, surroundings: &Surroundings) -> Result<()> {
    let over = (keyring.failures.len() as i64 + 1) - i64::from(keyring.limits.attempts);
    let last = keyring.failures.last().and_then(|failure| DateTime::parse_from_rfc3339(&failure.at).ok());
    if let Some(last) = last
        && over > 0
    {
        let wait = keyring.limits.wait_seconds * over.min(15);
        let left = wait - (surroundings.now() - last).num_seconds();
        if (1..=wait).contains(&left) {
            return Err(refuse_with(ErrorCode::WaitBeforeRetry, [("seconds", left.to_string())]));
        }
    }
    Ok(())
}

fn open(dir: &Path, key: &FileKey, surroundings: Surroundings) -> Result<Ledgers> {
    let file = LedgerFile::open(dir, key)?;
    let body: String =
        file.connection
            .query_row("select body from profile order by revision desc limit 1", [], |row| row.get(0))?;
    let organisation = file.connection.query_row("select organisation from ledger", [], |row| row.get(0))?;
    let profile = Profile::stored(&body)?;
    Ok(Ledgers { file, surroundings, profile, organisation, lists: Lists::default() })
}

/// A new password through the printed recovery key; the key itself stays good.
pub fn recover(
    dir: &Path,
    recovery_key: &str,
    login: &str,
    password: &str,
    surroundings: Surroundings,
) -> Result<(Ledgers, Session, SessionInfo)> {
    place::check(dir)?;
    let mut keyring = Keyring::load(dir)?;
    wait_if_too_often(&keyring, &surroundings)?;
    let key = keyring.unwrap_by_recovery(recovery_key)?;
    let login = fold::code(login.trim()).to_lowercase();
    let mut ledgers = open(dir, &key, surroundings)?;
    let account = accounts::by_login(&ledgers.file.connection, &login)?;
    let account = account.ok_or_else(|| refuse(ErrorCode::WrongCredentials))?;
    let session = session_of(&account, &ledgers.profile, ledgers.today())?;
    ledgers.renew_password(&session, password, Action::AccessRecovered, &mut keyring, &key)?;
    let session = ledgers.session_again(&session)?;
    let failures = std::mem::take(&mut keyring.failures);
    ledgers.note_sign_in(&session, &account, &failures)?;
    keyring.save(dir)?;
    let renewed = accounts::by_login(&ledgers.file.connection, &login)?;
    let info = ledgers.session_info(&session, renewed.as_ref(), failures.len())?;
    Ok((ledgers, session, info))
}

impl Ledgers {
    /// Whether this is the password of the person who locked the window. Failures count as at sign-in.
    ///
    /// A password that ran out behind the lock lets its owner in only to change it, hence the new session.
    pub fn unlock(&mut self, session: &Session, password: &str) -> Result<(Session, SessionInfo)> {
        let dir = self.file.dir.clone();
        let (mut keyring, _) = try_password(&dir, session.login(), password, &self.surroundings)?;
        let failures = std::mem::take(&mut keyring.failures);
        self.note(session, &failures, Action::Unlocked)?;
        keyring.save(&dir)?;
        let session = self.session_again(session)?;
        let info = self.info(&session)?;
        Ok((session, info))
    }

    /// The file's key, for whoever knows his own password. Failures count as at sign-in.
    pub(super) fn key_of(&self, session: &Session, own_password: &str) -> Result<(Keyring, FileKey)> {
        try_password(&self.file.dir, session.login(), own_password, &self.surroundings)
    }

    /// Accounts whose last day is over lose their way to the key.
    pub(crate) fn drop_shut_keys(&self) -> Result<()> {
        let mut keyring = Keyring::load(&self.file.dir)?;
        if self.drop_shut(&mut keyring)? { keyring.save(&self.file.dir) } else { Ok(()) }
    }

    fn drop_shut(&self, keyring: &mut Keyring) -> Result<bool> {
        let today = self.today();
        let shut = |account: &Account| account.disabled_on.is_some_and(|day| day <= today);
        let mut any = false;
        for account in accounts::all(&self.file.connection)?.iter().filter(|one| shut(one)) {
            any |= keyring.drop_wrap(&account.login);
        }
        Ok(any)
    }

    /// ロック and サインアウト leave their entry; what the window shows then is its own affair.
    pub fn note_leaving(&mut self, session: &Session, action: Action) -> Result<()> {
        self.note(session, &[], action)
    }

    /// パスワードの変更. The old one opens no longer; none used before is taken.
    pub fn change_password(
        &mut self,
        session: &Session,
        old: &str,
        new: &str,
    ) -> Result<(Session, SessionInfo)> {
        let dir = self.file.dir.clone();
        let (mut keyring, key) = try_password(&dir, session.login(), old, &self.surroundings)?;
        self.renew_password(session, new, Action::PasswordChanged, &mut keyring, &key)?;
        keyring.save(&dir)?;
        let session = self.session_again(session)?;
        let info = self.info(&session)?;
        Ok((session, info))
    }

    pub fn info(&self, session: &Session) -> Result<SessionInfo> {
        let account = accounts::by_login(&self.file.connection, session.login())?;
        self.session_info(session, account.as_ref(), 0)
    }

    /// The session as the account stands now.
    fn session_again(&self, session: &Session) -> Result<Session> {
        let account = accounts::by_login(&self.file.connection, session.login())?;
        let account = account.ok_or_else(|| refuse(ErrorCode::WrongCredentials))?;
        session_of(&account, &self.profile, self.today())
    }

    fn renew_password(
        &mut self,
        session: &Session,
        password: &str,
        action: Action,
        keyring: &mut Keyring,
        key: &FileKey,
    ) -> Result<()> {
        check_password(&password_rule(&self.profile)?, password)?;
        let last = self.profile.number("password_history")?;
        if accounts::used_before(&self.file.connection, session.account(), password, last)? {
            return Err(refuse(ErrorCode::PasswordReused));
        }
        keyring.wrap(session.login(), password, key)?;
        self.change(session, Permission::ReadOwn, |change| {
            accounts::note_password(&change.tx, session.account(), password, change.today())?;
            let account = accounts::by_login(&change.tx, session.login())?;
            let account = account.ok_or_else(|| refuse(ErrorCode::Unexpected))?;
            Ok(((), Event::new(action).detail(account_detail(&account))))
        })
    }

    fn note_sign_in(&mut self, session: &Session, account: &Account, failures: &[Failure]) -> Result<()> {
        self.change(session, Permission::ReadOwn, |change| {
            log_failures(change, failures)?;
            accounts::note_sign_in(
                &change.tx,
                account.id,
                &change.at().format("%Y-%m-%dT%H:%M:%S").to_string(),
            )?;
            crate::people::actions::catch_up(change)?;
            Ok(((), Event::new(Action::SignedIn)))
        })
    }

    /// Also of somebody whose account was shut meanwhile: leaving is always noted.
    fn note(&mut self, session: &Session, failures: &[Failure], action: Action) -> Result<()> {
        self.write(session, |change| {
            log_failures(change, failures)?;
            Ok(((), Event::new(action)))
        })
    }

    fn session_info(
        &self,
        session: &Session,
        account: Option<&Account>,
        failures: usize,
    ) -> Result<SessionInfo> {
        let rule = password_rule(&self.profile)?;
        let today = self.today();
        let (password, left) = match account {
            Some(account) => rule.age(account.changed_on, account.temporary, today),
            None => (PasswordAge::Ok, 0),
        };
        Ok(SessionInfo {
            login: session.login().to_owned(),
            name: session.name().to_owned(),
            role: session.role().to_owned(),
            role_label: self.profile.role_label(session.role()),
            organisation: self.organisation.clone(),
            last_sign_in: account.and_then(|account| account.last_sign_in.clone()),
            failures_since: failures.try_into().unwrap_or(u32::MAX),
            password,
            password_days_left: left.try_into().unwrap_or(i32::MAX),
            idle_lock_minutes: u32::try_from(self.profile.number("idle_lock_minutes")?).unwrap_or(1).max(1),
            permissions: session.permissions().map(|permission| permission.to_string()).collect(),
            today: today.to_string(),
            head: self.head()?,
        })
    }
}

fn log_failures(change: &super::Change<'_>, failures: &[Failure]) -> Result<()> {
    for failure in failures {
        let detail = json!({ "login": failure.login, "at": failure.at, "terminal": failure.terminal });
        change.line(&Event::new(Action::SignInFailed).detail(detail))?;
    }
    Ok(())
}

/// What the log keeps of an account, so that a change behind the program's back shows.
pub(crate) fn account_detail(account: &Account) -> Json {
    json!({ "account": {
        "id": account.id,
        "login": account.login,
        "person": account.person,
        "role": account.role,
        "changed_on": account.changed_on.to_string(),
        "temporary": account.temporary,
        "disabled_on": account.disabled_on.map(|day| day.to_string()),
    }})
}

/// Who runs out of a password may do one thing only: change it (A ５．１ ３）ｃ）ｅ）).
pub(super) fn session_of(account: &Account, profile: &Profile, today: NaiveDate) -> Result<Session> {
    if account.disabled_on.is_some_and(|day| day <= today) {
        return Err(refuse(ErrorCode::AccountDisabled));
    }
    let (age, _) = password_rule(profile)?.age(account.changed_on, account.temporary, today);
    let mut permissions: BTreeSet<Permission> = match age {
        PasswordAge::Ok | PasswordAge::ExpiresSoon => profile.permissions(&account.role)?,
        PasswordAge::Expired | PasswordAge::Temporary => BTreeSet::new(),
    };
    // One's own account is everybody's to see.
    permissions.insert(Permission::ReadOwn);
    Ok(Session::new(
        account.id,
        account.person,
        account.login.clone(),
        account.name.clone(),
        account.role.clone(),
        permissions,
    ))
}

pub(super) fn limits(profile: &Profile) -> Result<Limits> {
    let attempts = u32::try_from(profile.number("sign_in_attempts")?).unwrap_or(1).max(1);
    Ok(Limits { attempts, wait_seconds: profile.number("sign_in_wait_seconds")? })
}

pub(super) fn password_rule(profile: &Profile) -> Result<PasswordRule> {
    let positive = |key: &str| Ok::<_, Error>(profile.number(key)?.max(1));
    Ok(PasswordRule {
        min_length: usize::try_from(positive("password_min_length")?).unwrap_or(usize::MAX),
        classes: usize::try_from(positive("password_classes")?).unwrap_or(usize::MAX),
        max_age_months: u32::try_from(positive("password_max_age_months")?).unwrap_or(u32::MAX),
        notice_days: profile.number("password_notice_days")?,
    })
}

pub(super) fn check_password(rule: &PasswordRule, password: &str) -> Result<()> {
    rule.check(password).map_err(|fault| {
        let fault = match fault {
            PasswordFault::TooShort => "文字数が足りません",
            PasswordFault::TooFewKinds => "英字・数字・記号のいずれかが足りません",
        };
        refuse_with(
            ErrorCode::PasswordRule,
            [("fault", fault.to_owned()), ("length", rule.min_length.to_string())],
        )
    })
}

/// Who may sign in where: the organisation's name, readable without a key.
pub fn organisation_of(dir: &Path) -> Result<String> {
    Ok(Keyring::load(dir)?.organisation)
}

/// Whether a folder holds a ledger.
pub fn is_ledger(dir: &Path) -> bool {
    dir.join(crate::db::file::FILE_NAME).exists()
}
