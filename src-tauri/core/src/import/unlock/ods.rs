//! .ods files encrypted by LibreOffice: OpenDocument 1.2 and later, part 3, 3.4 ([ODF packages]).
//!
//! Each part is packed, then encrypted by itself; the manifest says how. A part carries a hash of its beginning, by
//! which a wrong password is told before anything is unpacked. AES is undone; Blowfish of OpenOffice.org and the
//! single package of LibreOffice 24.8 and later are not.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use flate2::read::DeflateDecoder;
use quick_xml::events::{BytesStart, Event};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Result, aes_cbc, bytes_of};
use crate::import::error::ReadFailure;
use crate::import::options::Secret;
use crate::import::sniff::MAX_UNPACKED;
use crate::import::xlsx_extra::{attribute, walk};

pub const MANIFEST: &str = "META-INF/manifest.xml";
/// What stands in the manifest of an encrypted file.
pub const MARK: &str = "encryption-data";
/// The part that is a workbook of its own to its readers.
const CONTENT: &str = "content.xml";
/// So much of a part is hashed.
const HASHED: usize = 1024;
const MAX_ROUNDS: u32 = 10_000_000;

/// The same file without its password: the parts a reader of tables needs, unpacked.
pub fn unlock(bytes: &[u8], password: Option<&Secret>) -> Result<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadFailure::Damaged)?;
    let locks = read_manifest(&stored(&mut zip, MANIFEST)?)?;
    let password = password.ok_or(ReadFailure::Password)?.reveal();
    let mut plain = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, body: &[u8]| -> Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        plain.start_file(name, options).map_err(|_| ReadFailure::Damaged)?;
        plain.write_all(body).map_err(|_| ReadFailure::Damaged)
    };
    add("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")?;
    add(MANIFEST, PLAIN_MANIFEST.as_bytes())?;
    let mut room = MAX_UNPACKED;
    for (name, lock) in &locks {
        let body = lock.open(password, &stored(&mut zip, name)?, room)?;
        room -= body.len() as u64;
        add(name, &body)?;
    }
    Ok(plain.finish().map_err(|_| ReadFailure::Damaged)?.into_inner())
}

/// Nothing in it is encrypted any more.
const PLAIN_MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#;

/// A part as it stands in the archive; an encrypted one is stored as it is.
fn stored(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>> {
    let part = zip.by_name(name).map_err(|_| ReadFailure::Damaged)?;
    let mut body = Vec::new();
    part.take(MAX_UNPACKED).read_to_end(&mut body).map_err(|_| ReadFailure::Damaged)?;
    Ok(body)
}

/// How each part the readers need is locked, by name.
fn read_manifest(xml: &[u8]) -> Result<BTreeMap<String, Lock>> {
    let (mut name, mut locks) = (String::new(), BTreeMap::<String, Result<Lock>>::new());
    let walked = walk(xml, |event| {
        let (Event::Start(tag) | Event::Empty(tag)) = event else { return Ok(()) };
        if tag.local_name().as_ref() == "file-entry" {
            name = attribute(tag, "full-path").unwrap_or_default();
        } else if [CONTENT, "styles.xml", "settings.xml"].contains(&name.as_str()) {
            let lock = locks.entry(name.clone()).or_insert_with(|| Ok(Lock::default()));
            if let Ok(known) = lock
                && let Err(failure) = known.learn(tag)
            {
                *lock = Err(failure);
            }
        }
        Ok(())
    });
    walked.map_err(|_| ReadFailure::Damaged)?;
    // One package that holds all the others, or a way this program does not know.
    if !locks.contains_key(CONTENT) {
        return Err(ReadFailure::PasswordUnsupported);
    }
    locks.into_iter().map(|(name, lock)| lock?.whole().map(|lock| (name, lock))).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hash {
    Sha1,
    Sha256,
}

impl Hash {
    /// By the end of its name, which has been spelt in several ways.
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix("-1k").or_else(|| name.strip_suffix("/1k")).unwrap_or(&name);
        match name.rsplit(['#', ':']).next()? {
            "sha256" => Some(Self::Sha256),
            "sha1" => Some(Self::Sha1),
            _ => None,
        }
    }

    fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(bytes).to_vec(),
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
        }
    }
}

/// What the manifest says of one part.
#[derive(Default)]
struct Lock {
    aes: bool,
    pbkdf2: bool,
    iv: Vec<u8>,
    salt: Vec<u8>,
    rounds: u32,
    key_bytes: usize,
    /// The password's own hash; SHA-1 where nothing is said.
    start: Option<Hash>,
    checksum: Vec<u8>,
    check: Option<Hash>,
}

impl Lock {
    fn learn(&mut self, tag: &BytesStart<'_>) -> Result<()> {
        let said = |name: &str| attribute(tag, name).unwrap_or_default();
        let hash = |name: &str| Hash::named(&said(name)).ok_or(ReadFailure::PasswordUnsupported);
        match tag.local_name().as_ref() {
            MARK => {
                self.check = Some(hash("checksum-type")?);
                self.checksum = bytes_of(tag, "checksum")?;
            }
            "algorithm" => {
                let name = said("algorithm-name");
                self.aes = ["aes128-cbc", "aes192-cbc", "aes256-cbc"].iter().any(|aes| name.ends_with(aes));
                self.iv = bytes_of(tag, "initialisation-vector")?;
            }
            "key-derivation" => {
                let number = |name: &str| said(name).parse::<u32>().ok();
                self.pbkdf2 = said("key-derivation-name").to_ascii_lowercase().ends_with("pbkdf2");
                self.salt = bytes_of(tag, "salt")?;
                self.rounds = number("iteration-count").unwrap_or_default();
                self.key_bytes = number("key-size").unwrap_or(16) as usize;
            }
            "start-key-generation" => self.start = Some(hash("start-key-generation-name")?),
            _ => {}
        }
        Ok(())
    }

    /// The lock, where this program can undo it.
    fn whole(self) -> Result<Self> {
        let known = self.aes && self.pbkdf2 && matches!(self.key_bytes, 16 | 24 | 32) && self.iv.len() == 16;
        if !known || self.check.is_none() || !(1..=MAX_ROUNDS).contains(&self.rounds) {
            return Err(ReadFailure::PasswordUnsupported);
        }
        Ok(self)
    }

    /// The part as it was before it was packed and encrypted.
    fn open(&self, password: &str, body: &[u8], room: u64) -> Result<Vec<u8>> {
        let start = self.start.unwrap_or(Hash::Sha1).of(password.as_bytes());
        let mut key = vec![0; self.key_bytes];
        pbkdf2::pbkdf2_hmac::<Sha1>(&start, &self.salt, self.rounds, &mut key);
        let mut packed = aes_cbc(&key, &self.iv, body)?;
        // The last byte says how many were added to fill the last block.
        let padded = packed.last().copied().map_or(0, usize::from);
        if !(1..=16).contains(&padded) || padded > packed.len() {
            return Err(ReadFailure::WrongPassword);
        }
        packed.truncate(packed.len() - padded);
        let check = self.check.unwrap_or(Hash::Sha256);
        if check.of(&packed[..packed.len().min(HASHED)]) != self.checksum {
            return Err(ReadFailure::WrongPassword);
        }
        let mut plain = Vec::new();
        let unpacked = DeflateDecoder::new(&packed[..]).take(room + 1).read_to_end(&mut plain);
        match unpacked {
            Ok(_) if plain.len() as u64 > room => Err(ReadFailure::Bomb),
            Ok(_) => Ok(plain),
            Err(_) => Err(ReadFailure::Damaged),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str, inside: &str) -> String {
        format!(
            r#"<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="{name}">
            <m:encryption-data m:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k" m:checksum="AAAA">{inside}
            </m:encryption-data></m:file-entry></m:manifest>"#
        )
    }

    #[test]
    fn what_cannot_be_undone_is_said_before_a_password_is_asked_for() {
        let ways = |algorithm: &str, iv: &str, derivation: &str, rounds: u32| {
            format!(
                r#"<m:algorithm m:algorithm-name="{algorithm}" m:initialisation-vector="{iv}"/>
                <m:key-derivation m:key-derivation-name="{derivation}" m:key-size="32" m:iteration-count="{rounds}" m:salt="AAAA"/>"#
            )
        };
        let (aes, iv) = ("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "AAAAAAAAAAAAAAAAAAAAAA==");
        let cases = [
            ("content.xml", ways(aes, iv, "PBKDF2", 100_000), true),
            ("content.xml", ways("Blowfish CFB", "AAAAAAAAAAA=", "PBKDF2", 1024), false),
            ("content.xml", ways(aes, iv, "urn:org:documentfoundation:names:argon2id", 3), false),
            ("content.xml", ways(aes, iv, "PBKDF2", u32::MAX), false),
            ("encrypted-package", ways(aes, iv, "PBKDF2", 100_000), false),
        ];
        for (name, inside, known) in cases {
            let read = read_manifest(manifest(name, &inside).as_bytes()).map(|locks| locks.len());
            let expected = if known { Ok(1) } else { Err(ReadFailure::PasswordUnsupported) };
            assert_eq!(read, expected, "{name} {inside}");
        }
    }
}
