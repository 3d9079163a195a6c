//! 台帳の作成: the first-start wizard's answers become an encrypted ledger with its first account.
//!
//! Everything that can be refused is refused before anything is made; a file that cannot be finished is
//! taken away again. Coming back to a ledger is [`super::setup`].

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::setup::{account_detail, check_password, is_ledger, limits, password_rule, session_of};
use super::{Ledgers, Surroundings};
use crate::audit::{self, Action, Event, store::Author};
use crate::db::{LedgerFile, WriteTx, place};
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::profile::Profile;
use crate::records::lists::Lists;
use crate::records::{self, Origin, Record};
use crate::users::Session;
use crate::users::accounts::{self, Account, NewAccount};
use crate::users::keyring::{self, FileKey, Keyring};
use crate::vocab::read::{self, DraftTexts, Strictness};
use crate::vocab::{RegisterId, fold};

/// What the first-start wizard asks.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Setup {
    pub dir: String,
    pub organisation: String,
    /// Id of a shipped regulation profile.
    pub profile: String,
    pub person_name: String,
    pub person_kana: String,
    pub department: String,
    pub title: String,
    pub login: String,
    pub password: String,
}

/// A ledger just made, with its first user signed in.
pub struct Created {
    pub ledgers: Ledgers,
    pub session: Session,
    /// Shown once, printed, and nowhere kept.
    pub recovery_key: String,
}

/// The role whose holder sets the ledger up.
const FIRST_ROLE: &str = "system_manager";

/// 台帳の作成. There is no built-in account: the first one is the person who sets up.
pub fn create(setup: &Setup, surroundings: Surroundings) -> Result<Created> {
    let dir = PathBuf::from(setup.dir.trim());
    place::check(&dir)?;
    let profile = Profile::shipped(&setup.profile)?;
    let login = login_name(&setup.login)?;
    check_password(&password_rule(&profile)?, &setup.password)?;
    let organisation = filled(&setup.organisation, "組合名")?;
    let person = first_person(setup, surroundings.now().date_naive())?;
    if is_ledger(&dir) {
        return Err(refuse_with(ErrorCode::LedgerExists, [("path", dir.display().to_string())]));
    }

    let key = keyring::new_file_key()?;
    let recovery_key = keyring::new_recovery_key()?;
    let uuid = records::new_uuid();
    let mut keyring = Keyring::new(uuid.clone(), organisation.to_owned(), limits(&profile)?);
    keyring.wrap(&login, &setup.password, &key)?;
    keyring.wrap_for_recovery(&recovery_key, &key)?;

    // The key before the file: a file whose key was lost could never be opened.
    std::fs::create_dir_all(&dir).map_err(|error| Error::io(&dir, error))?;
    keyring.save(&dir)?;
    let first = FirstRows { person, login: &login, uuid: &uuid, organisation, password: &setup.password };
    let made = make_file(&dir, &key, first, &profile, &surroundings);
    let (file, account) = made.inspect_err(|_| {
        // Half a ledger would bar the way to a second try. It holds nothing yet.
        let _ = std::fs::remove_file(dir.join(crate::db::file::FILE_NAME));
    })?;

    let session = session_of(&account, &profile, surroundings.now().date_naive())?;
    let ledgers = Ledgers {
        file,
        surroundings,
        profile,
        organisation: organisation.to_owned(),
        lists: Lists::default(),
    };
    Ok(Created { ledgers, session, recovery_key: recovery_key.to_string() })
}

/// What the first rows of a ledger say, checked before anything is made.
struct FirstRows<'a> {
    person: Record,
    login: &'a str,
    uuid: &'a str,
    organisation: &'a str,
    password: &'a str,
}

fn make_file(
    dir: &Path,
    key: &FileKey,
    first: FirstRows<'_>,
    profile: &Profile,
    surroundings: &Surroundings,
) -> Result<(LedgerFile, Account)> {
    let mut file = LedgerFile::create(dir, key)?;
    file.connection.pragma_update(None, "query_only", false)?;
    let account = write_first_rows(&mut file.connection, first, profile, surroundings)?;
    file.connection.pragma_update(None, "query_only", true)?;
    Ok((file, account))
}

fn write_first_rows(
    connection: &mut Connection,
    first: FirstRows<'_>,
    profile: &Profile,
    surroundings: &Surroundings,
) -> Result<Account> {
    let FirstRows { mut person, login, uuid, organisation, password } = first;
    let at = surroundings.now();
    let today = at.date_naive();
    let tx = WriteTx::begin(connection)?;
    let since = audit::store::utc_text(at);
    tx.execute(
        "insert into ledger (one, uuid, organisation, created_at) values (1, ?1, ?2, ?3)",
        (uuid, organisation, &since),
    )?;
    tx.execute("insert into profile (revision, body, since) values (1, ?1, ?2)", (profile.body(), &since))?;
    records::store::insert(&tx, &mut person)?;
    let new = NewAccount { login, person: person.id, role: FIRST_ROLE, today, at: &since };
    let id = accounts::insert(&tx, &new)?;
    accounts::note_password(&tx, id, password, today)?;
    let account = accounts::by_login(&tx, login)?.ok_or_else(|| refuse(ErrorCode::Unexpected))?;

    let author = Author::new(Some(id), &account.name, &surroundings.terminal, at);
    let detail = json!({
        "ledger": uuid, "organisation": organisation, "profile": profile.id(),
        "profile_sha256": hex::encode(Sha256::digest(profile.body())),
    });
    let made = Event::new(Action::LedgerCreated).reason(Some("初期設定"));
    audit::store::append(&tx, &author, &made.detail(detail))?;
    audit::store::append(&tx, &author, &records::actions::written(Action::Created, &person)?)?;
    let first = Event::new(Action::AccountCreated).reason(Some("初期設定")).detail(account_detail(&account));
    audit::store::append(&tx, &author, &first)?;
    tx.commit()?;
    Ok(account)
}

fn first_person(setup: &Setup, today: NaiveDate) -> Result<Record> {
    let register = crate::registers::register(RegisterId::Staff);
    let given = [
        ("name", &setup.person_name),
        ("kana", &setup.person_kana),
        ("department", &setup.department),
        ("title", &setup.title),
    ];
    let values = given.into_iter().map(|(key, text)| (key.to_owned(), text.clone())).collect();
    let texts = DraftTexts { values, ..DraftTexts::default() };
    let content = read::read(register, &texts, Strictness::Import, today)
        .map_err(|problems| Error::Input { register: RegisterId::Staff, problems })?;
    filled(&setup.person_name, "氏名")?;
    let mut person = Record {
        id: 0,
        register: RegisterId::Staff,
        uuid: records::new_uuid(),
        version: 1,
        origin: Origin::Entry,
        batch: None,
        source: None,
        effective_on: Some(today.to_string()),
        late_reason: None,
        voided: false,
        missing: 0,
        content,
    };
    person.missing = records::actions::missing(&person);
    Ok(person)
}

fn filled<'a>(text: &'a str, what: &str) -> Result<&'a str> {
    let text = text.trim();
    let missing = || refuse_with(ErrorCode::FieldMissing, [("field", what.to_owned())]);
    if text.is_empty() { Err(missing()) } else { Ok(text) }
}

/// 利用者ＩＤ: short, plain, personal. Names that belong to everybody are refused (A ５．１ ３）ａ）).
pub(super) fn login_name(text: &str) -> Result<String> {
    const SHARED: &[&str] = &["admin", "administrator", "root", "guest", "user", "test", "system", "owner"];
    let login = fold::code(text.trim()).to_lowercase();
    let plain = login.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !plain || !(2..=32).contains(&login.len()) || SHARED.contains(&login.as_str()) {
        return Err(refuse_with(ErrorCode::LoginRule, [("login", text.trim().to_owned())]));
    }
    Ok(login)
}
