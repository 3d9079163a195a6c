//! 利用者登録: accounts as the ledger keeps them. The key to the file stands in [`super::keyring`].

use argon2::{Algorithm, Argon2, Params, Version};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::db::WriteTx;
use crate::error::{Error, Result};
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::ledgers::View;
use crate::vocab::PartialDate;

/// One person, one account, for ever (A ５．１ ３）ａ）).
#[derive(Debug, Clone)]
pub struct Account {
    pub id: i64,
    pub login: String,
    pub person: i64,
    /// The person's name as the 職員名簿 has it today.
    pub name: String,
    pub role: String,
    pub changed_on: NaiveDate,
    pub temporary: bool,
    pub disabled_on: Option<NaiveDate>,
    pub last_sign_in: Option<String>,
}

pub struct NewAccount<'a> {
    pub login: &'a str,
    pub person: i64,
    pub role: &'a str,
    pub today: NaiveDate,
    pub at: &'a str,
}

pub fn by_login(db: &Connection, login: &str) -> Result<Option<Account>> {
    let mut statement = db.prepare_cached(
        "select account.id, login, staff_id, staff.name, role, changed_on, temporary, disabled_on, last_sign_in
           from account
           join staff on staff.id = account.staff_id
          where login = :login",
    )?;
    Ok(statement.query_row(named_params! { ":login": login }, from_row).optional()?)
}

pub fn all(db: &Connection) -> Result<Vec<Account>> {
    let mut statement = db.prepare_cached(
        "select account.id, login, staff_id, staff.name, role, changed_on, temporary, disabled_on, last_sign_in
           from account
           join staff on staff.id = account.staff_id
          order by account.id",
    )?;
    let accounts = statement.query_map([], from_row)?.collect::<Result<_, _>>()?;
    Ok(accounts)
}

/// Who may sign in, as what, for the yearly review.
pub fn list(view: &View<'_>) -> Result<Rows> {
    let row = |account: Account| Listed { role: view.profile.role_label(&account.role), account };
    let rows: Vec<Listed> = all(view.db)?.into_iter().map(row).collect();
    let state = format!("{}現在", PartialDate::from(view.today).long());
    Ok(Rows::of(state, &COLUMNS, &rows))
}

/// An account with the name of its post.
pub(crate) struct Listed {
    account: Account,
    role: String,
}

pub(crate) const COLUMNS: [ListColumn<Listed>; 7] = [
    ListColumn::new("利用者ID", Holds::Text, |one| Out::text(&one.account.login)),
    ListColumn::new("氏名", Holds::Text, |one| Out::text(&one.account.name)),
    ListColumn::new("職務", Holds::Text, |one| Out::text(&one.role)),
    ListColumn::new("パスワードの変更日", Holds::Day, |one| {
        Out::date(Some(one.account.changed_on.into()))
    }),
    ListColumn::new("仮パスワード", Holds::Text, |one| {
        Out::text(if one.account.temporary { "仮" } else { "" })
    }),
    ListColumn::new("停止日", Holds::Day, |one| Out::date(one.account.disabled_on.map(Into::into))),
    ListColumn::new("最終サインイン", Holds::Second, |one| {
        Out::moment(one.account.last_sign_in.as_deref()?)
    }),
];

/// The day from which an account is shut, where there is one.
pub fn disabled_on(db: &Connection, id: i64) -> Result<Option<NaiveDate>> {
    let mut statement = db.prepare_cached("select disabled_on from account where id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?.flatten())
}

/// From which day on an account is shut; `None` opens it again.
pub fn disable(tx: &WriteTx<'_>, id: i64, from: Option<NaiveDate>) -> Result<()> {
    tx.execute("update account set disabled_on = ?2 where id = ?1", (id, from))?;
    Ok(())
}

pub fn insert(tx: &WriteTx<'_>, new: &NewAccount<'_>) -> Result<i64> {
    tx.execute(
        "insert into account (login, staff_id, role, changed_on, temporary, created_at)
         values (:login, :person, :role, :today, 0, :at)",
        named_params! {
            ":login": new.login,
            ":person": new.person,
            ":role": new.role,
            ":today": new.today,
            ":at": new.at,
        },
    )?;
    Ok(tx.last_insert_rowid())
}

pub fn note_sign_in(tx: &WriteTx<'_>, id: i64, at: &str) -> Result<()> {
    tx.execute(
        "update account set last_sign_in = :at where id = :id",
        named_params! { ":at": at, ":id": id },
    )?;
    Ok(())
}

pub fn note_password(tx: &WriteTx<'_>, id: i64, password: &str, today: NaiveDate) -> Result<()> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| Error::Corrupt(format!("no random numbers: {error}")))?;
    tx.execute(
        "insert into old_password (account_id, salt, hash, since) values (:id, :salt, :hash, :today)",
        named_params! {
            ":id": id,
            ":salt": hex::encode(salt),
            ":hash": hash(password, &salt)?,
            ":today": today,
        },
    )?;
    tx.execute(
        "update account set changed_on = :today, temporary = 0 where id = :id",
        named_params! { ":today": today, ":id": id },
    )?;
    Ok(())
}

/// The next sign-in may do one thing only: change the password.
pub fn make_temporary(tx: &WriteTx<'_>, id: i64) -> Result<()> {
    tx.execute("update account set temporary = 1 where id = ?1", [id])?;
    Ok(())
}

/// Whether this is one of the account's last passwords.
pub fn used_before(db: &Connection, id: i64, password: &str, last: i64) -> Result<bool> {
    let mut statement =
        db.prepare("select salt, hash from old_password where account_id = ?1 order by rowid desc limit ?2")?;
    let mut rows = statement.query([id, last])?;
    while let Some(row) = rows.next()? {
        let (salt, stored): (String, String) = (row.get(0)?, row.get(1)?);
        let salt = hex::decode(salt).map_err(|_| Error::Corrupt("old_password.salt".to_owned()))?;
        if hash(password, &salt)? == stored {
            return Ok(true);
        }
    }
    Ok(false)
}

fn hash(password: &str, salt: &[u8]) -> Result<String> {
    let bad = |error: argon2::Error| Error::Corrupt(format!("argon2: {error}"));
    let params = Params::new(19 * 1024, 2, 1, Some(32)).map_err(bad)?;
    let mut out = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut out)
        .map_err(bad)?;
    Ok(hex::encode(out))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        login: row.get(1)?,
        person: row.get(2)?,
        name: row.get(3)?,
        role: row.get(4)?,
        changed_on: row.get(5)?,
        temporary: row.get(6)?,
        disabled_on: row.get(7)?,
        last_sign_in: row.get(8)?,
    })
}
