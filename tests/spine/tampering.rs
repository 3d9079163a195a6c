//! Somebody who has the key changes the file behind the program's back: `verify` names what.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use mamori_core::audit::verify::{Bad, Fault, verify};
use mamori_core::db::LedgerFile;
use mamori_core::import::Cancel;
use mamori_core::ledgers::setup;
use mamori_core::users::keyring::Keyring;
use rusqlite::functions::FunctionFlags;

use crate::road::{sample, take_in};
use crate::support::{LOGIN, Office, PASSWORD, office};

/// The file, opened with its key, as only somebody with the password can.
fn opened(dir: &Path) -> rusqlite::Connection {
    let file = rusqlite::Connection::open(dir.join("ledger.mamori")).unwrap();
    file.pragma_update(None, "key", raw_key(dir)).unwrap();
    file.pragma_update(None, "cipher_page_size", 16_384).unwrap();
    file.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256").unwrap();
    file
}

fn raw_key(dir: &Path) -> String {
    let key = Keyring::load(dir).unwrap().unwrap(LOGIN, PASSWORD).unwrap();
    format!("x'{}'", hex::encode(key.as_ref()))
}

/// Opens the file and runs SQL on it.
fn tamper(dir: &Path, sql: &str) {
    let file = opened(dir);
    packing(&file);
    file.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Lets SQL reach into the packets in which the rows of a file are kept.
fn packing(file: &rusqlite::Connection) {
    let flags = FunctionFlags::SQLITE_UTF8;
    file.create_scalar_function("inflated", 1, flags, |call| {
        let body: Vec<u8> = call.get(0)?;
        let mut text = String::new();
        DeflateDecoder::new(&body[..]).read_to_string(&mut text).unwrap();
        Ok(text)
    })
    .unwrap();
    file.create_scalar_function("deflated", 1, flags, |call| {
        let text: String = call.get(0)?;
        let mut body = Vec::new();
        DeflateEncoder::new(text.as_bytes(), Compression::best()).read_to_end(&mut body).unwrap();
        Ok(body)
    })
    .unwrap();
}

/// What `verify` says after `sql` was run on an office with two USB sticks.
fn after(sql: &str) -> Option<Bad> {
    let mut office = office();
    office.usb("USB-001");
    office.usb("USB-002");
    let Office { ledgers, session, clock, folder, .. } = office;
    let dir = ledgers.dir().to_owned();
    drop((ledgers, session));
    tamper(&dir, sql);
    let (mut ledgers, session, _) = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).unwrap();
    let report = verify(&mut ledgers, &session, None, &Cancel::default()).unwrap();
    drop(folder);
    assert_eq!(report.ok, report.first_bad.is_none());
    report.first_bad
}

const OPEN_LOG: &str = "drop trigger event_is_not_changed; drop trigger event_is_not_deleted;";

#[test]
fn an_altered_row_is_named() {
    let cases = [
        ("update portable_media set location = 'x' where media_no = 'USB-002'", "USB-002"),
        ("update portable_media set owner_id = 1 where media_no = 'USB-001'", "USB-001"),
        ("update portable_media set voided = 1 where media_no = 'USB-001'", "USB-001"),
        ("update portable_media set missing = 1 where media_no = 'USB-001'", "USB-001"),
    ];
    for (sql, number) in cases {
        let bad = after(sql).unwrap();
        assert_eq!((bad.what, bad.number.as_deref()), (Fault::RecordAltered, Some(number)), "{sql}");
    }
}

#[test]
fn a_removed_or_smuggled_row_is_named() {
    let gone = after("delete from portable_media where media_no = 'USB-001'").unwrap();
    assert_eq!((gone.what, gone.number.as_deref()), (Fault::RecordMissing, Some("USB-001")));
    let new = after(
        "insert into portable_media (uuid, version, origin, missing, media_no)
         values ('x', 1, 'entry', 0, 'USB-066')",
    );
    let new = new.unwrap();
    assert_eq!((new.what, new.number.as_deref()), (Fault::RecordUnknown, Some("USB-066")));
}

#[test]
fn any_column_of_an_entry_altered_is_named() {
    let columns = BTreeMap::from([
        ("at", "'2026-01-01T00:00:00.000Z'"),
        ("offset_minutes", "0"),
        ("account_id", "null"),
        ("who", "'別人'"),
        ("terminal", "'PC-999'"),
        ("action", "'viewed'"),
        ("register", "'devices'"),
        ("record_id", "99"),
        ("number", "'USB-099'"),
        ("effective_on", "'2026-01-01'"),
        ("late", "1"),
        ("reason", "'x'"),
        ("detail", "'{}'"),
        ("image", "replace(image, '耐火', '防火')"),
        ("hash", "zeroblob(32)"),
    ]);
    for (column, value) in columns {
        let sql = format!("{OPEN_LOG} update event set {column} = {value} where seq = 4");
        let bad = after(&sql).unwrap_or_else(|| panic!("{column} altered unseen"));
        assert!(matches!(bad.what, Fault::EntryAltered), "{column}: {bad:?}");
        assert_eq!(bad.seq, Some(4), "{column}");
    }
}

#[test]
fn a_removed_or_swapped_entry_is_named() {
    let gone = after(&format!("{OPEN_LOG} delete from event where seq = 3")).unwrap();
    assert_eq!((gone.what, gone.seq), (Fault::EntryMissing, Some(3)));
    let swapped = format!(
        "{OPEN_LOG} update event set seq = 100 where seq = 4; update event set seq = 4 where seq = 5;
         update event set seq = 5 where seq = 100"
    );
    assert_eq!(after(&swapped).unwrap().what, Fault::EntryAltered);
}

#[test]
fn a_cut_tail_contradicts_paper() {
    let mut office = office();
    office.usb("USB-001");
    let printed = office.ledgers.head().unwrap();
    let dir = office.dir();
    let clock = office.clock.clone();
    let folder = office.folder;
    drop(office.ledgers);
    // The row goes with its entry, so that nothing inside the file contradicts the cut.
    let sql = format!(
        "{OPEN_LOG} delete from event where seq = {0};
         delete from portable_media",
        printed.seq
    );
    tamper(&dir, &sql);
    let (mut ledgers, session, _) = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).unwrap();
    let inside = verify(&mut ledgers, &session, None, &Cancel::default()).unwrap();
    assert!(inside.ok, "the cut cannot be seen from inside: {:?}", inside.first_bad);
    let report = verify(&mut ledgers, &session, Some(printed.clone()), &Cancel::default()).unwrap();
    assert_eq!(report.first_bad.unwrap().what, Fault::HeadDiffers);
    drop(folder);
}

#[test]
fn accounts_and_profile_are_watched() {
    let cases = [
        "update account set role = 'audit_officer'",
        "update profile set body = replace(body, 'value = 8', 'value = 4')",
        "update ledger set organisation = '別の組合'",
    ];
    for sql in cases {
        assert_eq!(after(sql).unwrap().what, Fault::SettingAltered, "{sql}");
    }
}

#[test]
fn the_program_itself_cannot_change_the_log() {
    let office = office();
    let dir = office.dir();
    let folder = office.folder;
    drop(office.ledgers);
    let file = opened(&dir);
    for sql in ["update event set who = 'x' where seq = 1", "delete from event where seq = 1"] {
        let refused = file.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{refused}");
    }
    drop(folder);
}

#[test]
fn a_flipped_byte_anywhere_is_damage_said_so() {
    let mut office = office();
    office.usb("USB-001");
    let dir = office.dir();
    let (clock, folder) = (office.clock.clone(), office.folder);
    drop(office.ledgers);
    let path = dir.join("ledger.mamori");
    let whole = std::fs::read(&path).unwrap();
    for at in [0, 20, 5000, whole.len() / 2, whole.len() - 100] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        mamori_core::db::files::write_atomically(&path, &bytes).unwrap();
        let opened = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings())
            .and_then(|(mut ledgers, session, _)| verify(&mut ledgers, &session, None, &Cancel::default()));
        let code = opened.err().map(|error| error.code());
        assert_eq!(code, Some(mamori_core::error::ErrorCode::LedgerDamaged), "byte {at}");
    }
    drop(folder);
}

#[test]
fn a_ledger_of_a_newer_program_is_left_alone() {
    let office = office();
    let (dir, clock, folder) = (office.dir(), office.clock.clone(), office.folder);
    drop(office.ledgers);
    tamper(&dir, "pragma user_version = 99");
    let key = Keyring::load(&dir).unwrap().unwrap(LOGIN, PASSWORD).unwrap();
    let refused = LedgerFile::open(&dir, &key).err().unwrap();
    assert_eq!(refused.code(), mamori_core::error::ErrorCode::LedgerNewer);
    assert!(setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).is_err());
    drop(folder);
}

#[test]
fn a_ledger_of_pages_sealed_as_before_opens_as_it_did() {
    for (page, digest) in [(16_384, "HMAC_SHA512"), (4_096, "HMAC_SHA512")] {
        opens_with_pages(page, digest);
    }
}

fn opens_with_pages(page: u32, digest: &str) {
    let mut office = office();
    office.usb("USB-001");
    let dir = office.dir();
    let (clock, folder) = (office.clock.clone(), office.folder);
    drop(office.ledgers);
    let (file, before) = (opened(&dir), dir.join("before.mamori"));
    let attach = format!("attach ?1 as before key \"{}\"", raw_key(&dir));
    file.execute(&attach, [before.to_str().unwrap()]).unwrap();
    let shape =
        format!("pragma before.cipher_page_size = {page}; pragma before.cipher_hmac_algorithm = {digest}");
    file.execute_batch(&shape).unwrap();
    file.query_row("select sqlcipher_export('before')", [], |_| Ok(())).unwrap();
    let version: u32 = file.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    file.execute_batch(&format!("pragma before.user_version = {version}; detach before")).unwrap();
    drop(file);
    std::fs::rename(&before, dir.join("ledger.mamori")).unwrap();
    let (mut ledgers, session, _) = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).unwrap();
    let report = verify(&mut ledgers, &session, None, &Cancel::default()).unwrap();
    assert!(report.ok && report.records == 2, "{report:?}");
    drop(folder);
}

#[test]
fn an_altered_original_or_cell_of_it_is_named() {
    let cases = [
        "update import_file set body = x'00'",
        "update import_file set sha256 = 'x', name = name",
        "update import_rows set body = deflated(replace(inflated(body), '髙橋', '山田'))",
        "update import_rows set body = deflated(replace(inflated(body), '[4,', '[40,'))",
        "update import_rows set body = deflated(replace(inflated(body), ',[]]', ',[{}]]'))",
        "update import_rows set body = substr(body, 1, length(body) / 2)",
        "update import_rows set body = x'00'",
        "delete from import_rows",
    ];
    for sql in cases {
        let mut office = office();
        take_in(&mut office, &[sample("職員名簿.xlsx")]).unwrap();
        let dir = office.dir();
        let (clock, folder) = (office.clock.clone(), office.folder);
        drop(office.ledgers);
        tamper(&dir, sql);
        let (mut ledgers, session, _) = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).unwrap();
        let report = verify(&mut ledgers, &session, None, &Cancel::default()).unwrap();
        let bad = report.first_bad.unwrap_or_else(|| panic!("unseen: {sql}"));
        assert_eq!(
            (bad.what, bad.number.as_deref()),
            (Fault::EvidenceAltered, Some("職員名簿.xlsx")),
            "{sql}"
        );
        drop(folder);
    }
}
