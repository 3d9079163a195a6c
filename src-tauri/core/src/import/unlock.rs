//! パスワードを解く: .xlsx files encrypted by Excel 2007 (standard) and since 2010 (agile), [MS-OFFCRYPTO]; [`xls`]
//! those of Excel 97 to 2003, [`ods`] those of LibreOffice.
//!
//! The password is checked against the verifier the file carries before anything is decrypted: a wrong one
//! is said to be wrong, instead of giving a damaged workbook. Runs in the reader process.

pub mod ods;
pub mod xls;
mod xor;

use std::io::{Cursor, Read};

use aes::cipher::{BlockModeDecrypt, KeyInit, KeyIvInit, block_padding::NoPadding};
use base64::Engine;
use quick_xml::events::{BytesStart, Event};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::error::ReadFailure;
use super::options::Secret;
use super::sniff::MAX_FILE;
use super::xlsx_extra::{attribute, walk};

type Result<T> = std::result::Result<T, ReadFailure>;

/// What Excel encrypts with where a workbook is only recommended to be read-only: no secret at all.
const NO_SECRET: &str = "VelvetSweatshop";
/// The most rounds the standard allows; they cost some seconds.
const MAX_ROUNDS: u32 = 10_000_000;
const SEGMENT: usize = 4096;

/// The workbook inside an encrypted file.
pub fn unlock(bytes: &[u8], password: Option<&Secret>) -> Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| ReadFailure::Damaged)?;
    let mut stream = |name: &str| -> Result<Vec<u8>> {
        let stream = file.open_stream(name).map_err(|_| ReadFailure::Damaged)?;
        let mut body = Vec::new();
        stream.take(MAX_FILE).read_to_end(&mut body).map_err(|_| ReadFailure::Damaged)?;
        Ok(body)
    };
    let (info, package) = (stream("/EncryptionInfo")?, stream("/EncryptedPackage")?);
    let lock = Lock::read(&info)?;
    lock.open(&key_of(password, |password| lock.key(password))?, &package)
}

/// What a lock gives for the password, or for the one that is no secret.
fn key_of<K>(password: Option<&Secret>, key: impl Fn(&str) -> Result<Option<K>>) -> Result<K> {
    let tried = [password.map(Secret::reveal), Some(NO_SECRET)].into_iter().flatten();
    let refused = if password.is_some() { ReadFailure::WrongPassword } else { ReadFailure::Password };
    tried.map(|password| key(password).transpose()).find_map(|key| key).unwrap_or(Err(refused))
}

enum Lock {
    Agile(Agile),
    Standard(Standard),
}

impl Lock {
    fn read(info: &[u8]) -> Result<Self> {
        let word = |at: usize| Some(u16::from_le_bytes([*info.get(at)?, *info.get(at + 1)?]));
        let body = info.get(8..).ok_or(ReadFailure::Damaged)?;
        match (word(0), word(2)) {
            (Some(4), Some(4)) => Agile::read(body).map(Self::Agile),
            (Some(2..=4), Some(2)) => Standard::read(body).map(Self::Standard),
            _ => Err(ReadFailure::PasswordUnsupported),
        }
    }

    /// The key of the workbook; none where the password is wrong.
    fn key(&self, password: &str) -> Result<Option<Vec<u8>>> {
        let password = utf16(password);
        match self {
            Self::Agile(lock) => lock.key(&password),
            Self::Standard(lock) => lock.key(&password),
        }
    }

    fn open(&self, key: &[u8], package: &[u8]) -> Result<Vec<u8>> {
        let (size, body) = package.split_first_chunk::<8>().ok_or(ReadFailure::Damaged)?;
        let size = usize::try_from(u64::from_le_bytes(*size)).map_err(|_| ReadFailure::Damaged)?;
        let mut plain = match self {
            Self::Agile(lock) => lock.segments(key, body)?,
            Self::Standard(_) => aes_ecb(key, body)?,
        };
        if plain.len() < size {
            return Err(ReadFailure::Damaged);
        }
        plain.truncate(size);
        Ok(plain)
    }
}

/// Excel 2010 and later: everything is said in a piece of XML.
struct Agile {
    /// Of the workbook's own key: salt and hash.
    salt: Vec<u8>,
    hash: Hash,
    password: PasswordKey,
}

/// How the password guards the workbook's key.
struct PasswordKey {
    salt: Vec<u8>,
    hash: Hash,
    rounds: u32,
    key_bytes: usize,
    verifier_input: Vec<u8>,
    verifier_value: Vec<u8>,
    key_value: Vec<u8>,
}

const VERIFIER_INPUT: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const VERIFIER_VALUE: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const KEY_VALUE: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];

impl Agile {
    fn read(xml: &[u8]) -> Result<Self> {
        let (mut data, mut password) = (None, None);
        let walked = walk(xml, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event {
                match tag.local_name().as_ref() {
                    "keyData" => data = Some((bytes_of(tag, "saltValue"), Hash::of(tag))),
                    "encryptedKey" => password = Some(PasswordKey::of(tag)),
                    _ => {}
                }
            }
            Ok(())
        });
        walked.map_err(|_| ReadFailure::Damaged)?;
        let (salt, hash) = data.ok_or(ReadFailure::PasswordUnsupported)?;
        // A file locked for a certificate alone has no key for a password.
        let password = password.ok_or(ReadFailure::PasswordUnsupported)??;
        Ok(Self { salt: salt?, hash: hash?, password })
    }

    fn key(&self, password: &[u8]) -> Result<Option<Vec<u8>>> {
        let of = &self.password;
        let mut spun = of.hash.digest(&[&of.salt, password]);
        for round in 0..of.rounds {
            spun = of.hash.digest(&[&round.to_le_bytes(), &spun]);
        }
        let decrypt = |block: [u8; 8], body: &[u8]| {
            let key = sized(of.hash.digest(&[&spun, &block]), of.key_bytes);
            aes_cbc(&key, &of.salt, body)
        };
        let input = decrypt(VERIFIER_INPUT, &of.verifier_input)?;
        let value = decrypt(VERIFIER_VALUE, &of.verifier_value)?;
        let hash = of.hash.digest(&[input.get(..of.salt.len()).unwrap_or(&input)]);
        if value.get(..hash.len()) != Some(hash.as_slice()) {
            return Ok(None);
        }
        let mut key = decrypt(KEY_VALUE, &of.key_value)?;
        key.truncate(of.key_bytes);
        Ok(Some(key))
    }

    fn segments(&self, key: &[u8], body: &[u8]) -> Result<Vec<u8>> {
        let mut plain = Vec::with_capacity(body.len());
        for (number, segment) in (0_u32..).zip(body.chunks(SEGMENT)) {
            let iv = self.hash.digest(&[&self.salt, &number.to_le_bytes()]);
            plain.extend(aes_cbc(key, &iv, segment)?);
        }
        Ok(plain)
    }
}

impl PasswordKey {
    fn of(tag: &BytesStart<'_>) -> Result<Self> {
        let number = |name| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
        let rounds = number("spinCount").filter(|rounds| *rounds <= MAX_ROUNDS);
        let bits = number("keyBits").filter(|bits| matches!(bits, 128 | 192 | 256));
        let aes = attribute(tag, "cipherAlgorithm").as_deref() == Some("AES");
        let cbc = attribute(tag, "cipherChaining").as_deref() == Some("ChainingModeCBC");
        let Some((rounds, bits)) = rounds.zip(bits).filter(|_| aes && cbc) else {
            return Err(ReadFailure::PasswordUnsupported);
        };
        Ok(Self {
            salt: bytes_of(tag, "saltValue")?,
            hash: Hash::of(tag)?,
            rounds,
            key_bytes: bits as usize / 8,
            verifier_input: bytes_of(tag, "encryptedVerifierHashInput")?,
            verifier_value: bytes_of(tag, "encryptedVerifierHashValue")?,
            key_value: bytes_of(tag, "encryptedKeyValue")?,
        })
    }
}

/// Excel 2007: AES-ECB with SHA-1, fixed in all but the length of its key.
struct Standard {
    key_bytes: usize,
    salt: Vec<u8>,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
}

impl Standard {
    fn read(info: &[u8]) -> Result<Self> {
        let word = |at: usize| -> Result<u32> {
            let four = info.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes).ok_or(ReadFailure::Damaged)
        };
        let (header, algorithm, bits) = (word(0)? as usize, word(12)?, word(20)?);
        // 0x660E, 0x660F, 0x6610: AES of three key lengths. The older RC4 is not undone here.
        if !(0x660e..=0x6610).contains(&algorithm) || !matches!(bits, 128 | 192 | 256) {
            return Err(ReadFailure::PasswordUnsupported);
        }
        let verifier = info.get(header.saturating_add(4)..).ok_or(ReadFailure::Damaged)?;
        let part =
            |from: usize, to: usize| verifier.get(from..to).map(<[u8]>::to_vec).ok_or(ReadFailure::Damaged);
        Ok(Self {
            key_bytes: bits as usize / 8,
            salt: part(4, 20)?,
            verifier: part(20, 36)?,
            verifier_hash: part(40, 72)?,
        })
    }

    fn key(&self, password: &[u8]) -> Result<Option<Vec<u8>>> {
        let hash = |parts: &[&[u8]]| Hash::Sha1.digest(parts);
        let mut spun = hash(&[&self.salt, password]);
        for round in 0..50_000_u32 {
            spun = hash(&[&round.to_le_bytes(), &spun]);
        }
        let last = hash(&[&spun, &0_u32.to_le_bytes()]);
        let half = |pad: u8| {
            let mut block = [pad; 64];
            block.iter_mut().zip(&last).for_each(|(to, from)| *to ^= from);
            hash(&[&block])
        };
        let key = sized([half(0x36), half(0x5c)].concat(), self.key_bytes);
        let expected = hash(&[&aes_ecb(&key, &self.verifier)?]);
        let found = aes_ecb(&key, &self.verifier_hash)?;
        Ok((found.get(..expected.len()) == Some(expected.as_slice())).then_some(key))
    }
}

#[derive(Debug, Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn of(tag: &BytesStart<'_>) -> Result<Self> {
        match attribute(tag, "hashAlgorithm").as_deref() {
            Some("SHA1" | "SHA-1") => Ok(Self::Sha1),
            Some("SHA256" | "SHA-256") => Ok(Self::Sha256),
            Some("SHA384" | "SHA-384") => Ok(Self::Sha384),
            Some("SHA512" | "SHA-512") => Ok(Self::Sha512),
            _ => Err(ReadFailure::PasswordUnsupported),
        }
    }

    fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        fn all<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut hasher = D::new();
            parts.iter().for_each(|part| hasher.update(part));
            hasher.finalize().to_vec()
        }
        match self {
            Self::Sha1 => all::<Sha1>(parts),
            Self::Sha256 => all::<Sha256>(parts),
            Self::Sha384 => all::<Sha384>(parts),
            Self::Sha512 => all::<Sha512>(parts),
        }
    }
}

/// A password as it is hashed.
fn utf16(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn bytes_of(tag: &BytesStart<'_>, name: &str) -> Result<Vec<u8>> {
    let text = attribute(tag, name).ok_or(ReadFailure::Damaged)?;
    base64::engine::general_purpose::STANDARD.decode(text.trim()).map_err(|_| ReadFailure::Damaged)
}

/// Cut, or filled up with the byte the standard names.
fn sized(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, 0x36);
    bytes
}

fn aes_cbc(key: &[u8], iv: &[u8], body: &[u8]) -> Result<Vec<u8>> {
    let iv = sized(iv.to_vec(), 16);
    let broken = |_| ReadFailure::Damaged;
    match key.len() {
        16 => decrypted(cbc::Decryptor::<aes::Aes128>::new_from_slices(key, &iv).map_err(broken)?, body),
        24 => decrypted(cbc::Decryptor::<aes::Aes192>::new_from_slices(key, &iv).map_err(broken)?, body),
        32 => decrypted(cbc::Decryptor::<aes::Aes256>::new_from_slices(key, &iv).map_err(broken)?, body),
        _ => Err(ReadFailure::Damaged),
    }
}

fn aes_ecb(key: &[u8], body: &[u8]) -> Result<Vec<u8>> {
    let broken = |_| ReadFailure::Damaged;
    match key.len() {
        16 => decrypted(ecb::Decryptor::<aes::Aes128>::new_from_slice(key).map_err(broken)?, body),
        24 => decrypted(ecb::Decryptor::<aes::Aes192>::new_from_slice(key).map_err(broken)?, body),
        32 => decrypted(ecb::Decryptor::<aes::Aes256>::new_from_slice(key).map_err(broken)?, body),
        _ => Err(ReadFailure::Damaged),
    }
}

/// Whole blocks only: what is left over at the end of a damaged file is dropped.
fn decrypted(cipher: impl BlockModeDecrypt, body: &[u8]) -> Result<Vec<u8>> {
    let whole = &body[..body.len() / 16 * 16];
    cipher.decrypt_padded_vec::<NoPadding>(whole).map_err(|_| ReadFailure::Damaged)
}
