//! 鍵束: the key of the ledger file, wrapped once per account and once by the printed recovery key.
//!
//! `keyring.json` beside the ledger holds no secret that opens anything by itself: every wrap is
//! XChaCha20-Poly1305 under a key that Argon2id draws from a password. The file also counts failed
//! sign-ins, because at that moment the ledger, and with it the log, cannot be opened yet.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::db::files;
use crate::error::{Error, ErrorCode, Result, refuse};

/// The key that encrypts the ledger file; wiped from memory when dropped.
pub type FileKey = Zeroizing<[u8; 32]>;

const FILE_NAME: &str = "keyring.json";
const RECOVERY: &str = "\u{0}recovery";

/// The whole file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Keyring {
    pub format: u32,
    /// Ties the keyring to its ledger.
    pub ledger: String,
    pub organisation: String,
    pub limits: Limits,
    wraps: Vec<Wrap>,
    /// Failed sign-ins not yet written to the log.
    pub failures: Vec<Failure>,
}

/// How often one may try; copied from the profile because the profile is inside the locked file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub attempts: u32,
    pub wait_seconds: i64,
}

/// A failed sign-in: when and where. The password tried is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub login: String,
    /// UTC, RFC 3339.
    pub at: String,
    pub terminal: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Wrap {
    login: String,
    disabled: bool,
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    wrapped: String,
}

/// A fresh random key for a new ledger.
pub fn new_file_key() -> Result<FileKey> {
    let mut key = Zeroizing::new([0; 32]);
    fill_random(key.as_mut())?;
    Ok(key)
}

/// A recovery key for printing: `ABCDE-…`, 160 bits and a check group that catches misreadings.
pub fn new_recovery_key() -> Result<Zeroizing<String>> {
    let mut secret = Zeroizing::new([0; 20]);
    fill_random(secret.as_mut())?;
    Ok(Zeroizing::new(recovery::print(&secret)))
}

impl Keyring {
    pub fn new(ledger: String, organisation: String, limits: Limits) -> Self {
        Self { format: 1, ledger, organisation, limits, wraps: Vec::new(), failures: Vec::new() }
    }

    pub fn load(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE_NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(refuse(ErrorCode::LedgerMissing));
            }
            Err(error) => return Err(Error::io(&path, error)),
        };
        serde_json::from_str(&text).map_err(|error| Error::Corrupt(format!("{FILE_NAME}: {error}")))
    }

    pub fn save(&self, dir: &Path) -> Result<()> {
        let text = serde_json::to_vec_pretty(self)
            .map_err(|error| Error::Corrupt(format!("{FILE_NAME}: {error}")))?;
        files::write_atomically(&dir.join(FILE_NAME), &text)
    }

    /// Wraps the file key for an account, replacing the wrap it had.
    pub fn wrap(&mut self, login: &str, password: &str, key: &FileKey) -> Result<()> {
        let wrap = Wrap::seal(login, password.as_bytes(), key, &self.ledger)?;
        self.wraps.retain(|old| old.login != login);
        self.wraps.push(wrap);
        Ok(())
    }

    pub fn wrap_for_recovery(&mut self, recovery_key: &str, key: &FileKey) -> Result<()> {
        let secret = recovery::read(recovery_key).ok_or_else(|| refuse(ErrorCode::RecoveryKeyWrong))?;
        let wrap = Wrap::seal(RECOVERY, secret.as_ref(), key, &self.ledger)?;
        self.wraps.retain(|old| old.login != RECOVERY);
        self.wraps.push(wrap);
        Ok(())
    }

    /// The file key, if login and password belong together.
    ///
    /// Wrong login, wrong password and disabled account take the same time and give the same answer.
    pub fn unwrap(&self, login: &str, password: &str) -> Result<FileKey> {
        let known = self.wraps.iter().find(|wrap| wrap.login == login && login != RECOVERY);
        match known {
            Some(wrap) if !wrap.disabled => wrap.open(password.as_bytes(), &self.ledger),
            _ => {
                Wrap::stretch(password.as_bytes(), &[0; 16], MEMORY_KIB, PASSES)?;
                Err(refuse(ErrorCode::WrongCredentials))
            }
        }
    }

    pub fn unwrap_by_recovery(&self, recovery_key: &str) -> Result<FileKey> {
        let wrong = || refuse(ErrorCode::RecoveryKeyWrong);
        let secret = recovery::read(recovery_key).ok_or_else(wrong)?;
        let wrap = self.wraps.iter().find(|wrap| wrap.login == RECOVERY).ok_or_else(wrong)?;
        wrap.open(secret.as_ref(), &self.ledger).map_err(|_| wrong())
    }

    /// Takes an account's way to the key away. Answers whether there was one.
    pub fn drop_wrap(&mut self, login: &str) -> bool {
        let before = self.wraps.len();
        self.wraps.retain(|wrap| wrap.login != login || login == RECOVERY);
        self.wraps.len() < before
    }

    pub fn has(&self, login: &str) -> bool {
        self.wraps.iter().any(|wrap| wrap.login == login)
    }
}

const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

impl Wrap {
    fn seal(login: &str, secret: &[u8], key: &FileKey, ledger: &str) -> Result<Self> {
        let mut salt = [0; 16];
        let mut nonce = [0; 24];
        fill_random(&mut salt)?;
        fill_random(&mut nonce)?;
        let cipher = Self::cipher(secret, &salt, MEMORY_KIB, PASSES)?;
        let payload = Payload { msg: key.as_ref(), aad: ledger.as_bytes() };
        let wrapped = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::Corrupt("sealing the key failed".to_owned()))?;
        Ok(Self {
            login: login.to_owned(),
            disabled: false,
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            salt: hex::encode(salt),
            nonce: hex::encode(nonce),
            wrapped: hex::encode(wrapped),
        })
    }

    fn open(&self, secret: &[u8], ledger: &str) -> Result<FileKey> {
        let bad = |what: &str| Error::Corrupt(format!("{FILE_NAME}: {what}"));
        let salt = hex::decode(&self.salt).map_err(|_| bad("salt"))?;
        let wrapped = hex::decode(&self.wrapped).map_err(|_| bad("wrap"))?;
        let mut nonce = [0; 24];
        hex::decode_to_slice(&self.nonce, &mut nonce).map_err(|_| bad("nonce"))?;

        let cipher = Self::cipher(secret, &salt, self.memory_kib, self.passes)?;
        let payload = Payload { msg: &wrapped, aad: ledger.as_bytes() };
        let opened =
            cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_| refuse(ErrorCode::WrongCredentials))?;
        let opened = Zeroizing::new(opened);
        let mut key = Zeroizing::new([0; 32]);
        if opened.len() != key.len() {
            return Err(bad("wrap"));
        }
        key.copy_from_slice(&opened);
        Ok(key)
    }

    fn cipher(secret: &[u8], salt: &[u8], memory_kib: u32, passes: u32) -> Result<XChaCha20Poly1305> {
        let stretched = Self::stretch(secret, salt, memory_kib, passes)?;
        let key: &[u8; 32] = &stretched;
        Ok(XChaCha20Poly1305::new(key.into()))
    }

    fn stretch(secret: &[u8], salt: &[u8], memory_kib: u32, passes: u32) -> Result<FileKey> {
        let bad = |error: argon2::Error| Error::Corrupt(format!("{FILE_NAME}: {error}"));
        let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(bad)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, key.as_mut())
            .map_err(bad)?;
        Ok(key)
    }
}

fn fill_random(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|error| Error::Corrupt(format!("no random numbers: {error}")))
}

/// How the recovery key looks on paper.
mod recovery {
    use sha2::{Digest, Sha256};
    use zeroize::Zeroizing;

    /// Crockford's alphabet: no I, L, O, U, which the hand confuses with 1 and 0.
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const GROUP: usize = 4;

    pub fn print(secret: &[u8; 20]) -> String {
        let mut text: String = letters(secret);
        text.push_str(&check(secret));
        let groups: Vec<&str> =
            (0..text.len()).step_by(GROUP).filter_map(|at| text.get(at..at + GROUP)).collect();
        groups.join("-")
    }

    /// Reads what was printed, forgiving case, spaces, hyphens and the letters mistaken for digits.
    pub fn read(text: &str) -> Option<Zeroizing<[u8; 20]>> {
        let mut bits = 0_u64;
        let mut held = 0;
        let mut bytes = Zeroizing::new(Vec::new());
        let typed: Vec<char> = text.chars().filter_map(plain).collect();
        let (secret, given) = typed.split_at_checked(32)?;
        for letter in secret {
            let value = LETTERS.iter().position(|known| char::from(*known) == *letter)?;
            bits = bits << 5 | value as u64;
            held += 5;
            if held >= 8 {
                held -= 8;
                bytes.push((bits >> held) as u8);
                bits &= (1 << held) - 1;
            }
        }
        let mut read = Zeroizing::new([0; 20]);
        read.copy_from_slice(bytes.get(..20)?);
        let given: String = given.iter().collect();
        (given == check(&read)).then_some(read)
    }

    fn plain(c: char) -> Option<char> {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            // Full-width letters, as an IME leaves them.
            wide @ '！'..='～' => char::from_u32(wide as u32 - 0xFEE0)?.to_ascii_uppercase(),
            c => c,
        };
        c.is_ascii_alphanumeric().then_some(c)
    }

    fn check(secret: &[u8; 20]) -> String {
        letters(&Sha256::digest(secret)).chars().take(GROUP).collect()
    }

    fn letters(bytes: &[u8]) -> String {
        let mut text = String::new();
        let (mut bits, mut held) = (0_u32, 0);
        for byte in bytes {
            bits = bits << 8 | u32::from(*byte);
            held += 8;
            while held >= 5 {
                held -= 5;
                text.push(char::from(LETTERS[(bits >> held & 31) as usize]));
            }
            bits &= (1 << held) - 1;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyring() -> (Keyring, FileKey) {
        let limits = Limits { attempts: 5, wait_seconds: 60 };
        let mut keyring = Keyring::new("ledger-1".into(), "組合".into(), limits);
        let key = new_file_key().unwrap();
        keyring.wrap("tsuji", "mamori-12#", &key).unwrap();
        (keyring, key)
    }

    #[test]
    fn only_the_right_password_opens() {
        let (keyring, key) = keyring();
        assert_eq!(keyring.unwrap("tsuji", "mamori-12#").unwrap(), key);
        for (login, password) in [("tsuji", "mamori-12"), ("nobody", "mamori-12#"), ("", "")] {
            let refused = keyring.unwrap(login, password).unwrap_err();
            assert_eq!(refused.code(), ErrorCode::WrongCredentials, "{login}");
        }
    }

    #[test]
    fn recovery_key_opens_as_printed_and_as_typed() {
        let (mut keyring, key) = keyring();
        let printed = new_recovery_key().unwrap();
        keyring.wrap_for_recovery(&printed, &key).unwrap();

        assert_eq!(keyring.unwrap_by_recovery(&printed).unwrap(), key);
        assert_eq!(keyring.unwrap_by_recovery(&printed.to_lowercase().replace('-', " ")).unwrap(), key);
        let first = if printed.starts_with('7') { "8" } else { "7" };
        let misread = format!("{first}{}", &printed[1..]);
        assert_eq!(keyring.unwrap_by_recovery(&misread).unwrap_err().code(), ErrorCode::RecoveryKeyWrong);
    }

    #[test]
    fn a_wrap_of_another_ledger_does_not_open() {
        let (mut keyring, _) = keyring();
        keyring.ledger = "ledger-2".into();
        assert!(keyring.unwrap("tsuji", "mamori-12#").is_err());
    }
}
