//! .xls files encrypted by Excel 97 to 2003: RC4 with a key of 40 bits, or with a key of the system's making
//! ([MS-OFFCRYPTO] 2.3.5 and 2.3.6, [MS-XLS] 2.2.10); [`xor`] is the weaker way of Excel 95.
//!
//! Records keep their place and length; only their bodies are encrypted, with a new key every 1,024 bytes. The
//! record that says so is turned into one that says nothing, and the file reads like any other.

use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::Sha1;
use sha2::Digest;

use super::{Result, key_of, utf16, xor};
use crate::import::error::ReadFailure;
use crate::import::options::Secret;
use crate::import::sniff::MAX_FILE;

/// Where the records are; Excel 95 named it otherwise.
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];
/// FILEPASS: how the bodies of all later records are encrypted.
pub const FILEPASS: u16 = 0x002f;
/// A record no program knows, and passes over.
const NOTHING: u16 = 0x0fff;
/// Records whose bodies stay plain: BOF, FILEPASS, INTERFACEHDR, and those about shared workbooks.
const PLAIN: [u16; 7] = [0x0809, FILEPASS, 0x00e1, 0x0138, 0x0194, 0x0195, 0x0196];
/// BOUNDSHEET: the place of its sheet, at its beginning, stays plain.
const SHEET: (u16, usize) = (0x0085, 4);
const BLOCK: usize = 1024;

/// The same file without its password.
pub fn unlock(bytes: &[u8], password: Option<&Secret>) -> Result<Vec<u8>> {
    let broken = |_| ReadFailure::Damaged;
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.to_vec())).map_err(broken)?;
    let name = STREAMS.into_iter().find(|name| file.is_stream(name)).ok_or(ReadFailure::Damaged)?;
    let mut stream = file.open_stream(name).map_err(broken)?;
    let mut book = Vec::new();
    Read::by_ref(&mut stream).take(MAX_FILE).read_to_end(&mut book).map_err(broken)?;
    let filepass = Records::of(&book).find(|record| record.kind == FILEPASS).ok_or(ReadFailure::Damaged)?;
    let (said, from) = (&book[filepass.body.clone()], filepass.body.end);
    if let Some(lock) = xor::Lock::read(said) {
        let mask = key_of(password, |password| Ok(lock.mask(password)))?;
        unmask(&mut book, from, &mask);
    } else {
        let lock = Lock::read(said)?;
        let key = key_of(password, |password| lock.key(password))?;
        decrypt(&mut book, from, &lock, &key)?;
    }
    let kind = filepass.body.start - 4;
    book[kind..kind + 2].copy_from_slice(&NOTHING.to_le_bytes());
    stream.seek(SeekFrom::Start(0)).map_err(broken)?;
    stream.write_all(&book).and_then(|()| stream.flush()).map_err(broken)?;
    drop(stream);
    Ok(file.into_inner().into_inner())
}

struct Record {
    kind: u16,
    body: std::ops::Range<usize>,
}

/// All records of the workbook, sheet after sheet.
struct Records<'a> {
    book: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn of(book: &'a [u8]) -> Self {
        Self { book, at: 0 }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let head = self.book.get(self.at..self.at + 4)?;
        let (kind, length) = (u16::from_le_bytes([head[0], head[1]]), u16::from_le_bytes([head[2], head[3]]));
        let start = self.at + 4;
        let end = start + usize::from(length);
        self.at = end;
        (end <= self.book.len()).then_some(Record { kind, body: start..end })
    }
}

/// The records from a place on that are encrypted, and from where in their bodies.
fn encrypted(book: &[u8], from: usize) -> Vec<(Record, usize)> {
    Records { book, at: from }
        .filter(|record| !PLAIN.contains(&record.kind))
        .map(|record| {
            let plain = if record.kind == SHEET.0 { SHEET.1.min(record.body.len()) } else { 0 };
            let begin = record.body.start + plain;
            (record, begin)
        })
        .collect()
}

/// Undoes the weaker way: each body by itself.
fn unmask(book: &mut [u8], from: usize, mask: &xor::Mask) {
    for (Record { body, .. }, begin) in encrypted(book, from) {
        for (at, byte) in (begin..).zip(&mut book[begin..body.end]) {
            *byte = mask.undo(*byte, at + body.len());
        }
    }
}

/// Decrypts the bodies of all records from a place on. Heads are plain and take their part of the key stream.
fn decrypt(book: &mut [u8], from: usize, lock: &Lock, key: &[u8]) -> Result<()> {
    let bodies = encrypted(book, from).into_iter().map(|(record, begin)| (begin, record.body.end));
    let mut bodies = bodies.peekable();
    for (number, block) in (0_u32..).zip(book.chunks_mut(BLOCK)) {
        let start = number as usize * BLOCK;
        let mut stream = [0; BLOCK];
        lock.cipher(key, number)?.apply_keystream(&mut stream);
        while let Some((begin, end)) = bodies.peek().copied() {
            let within = begin.max(start)..end.min(start + block.len());
            for at in within {
                block[at - start] ^= stream[at - start];
            }
            if end > start + block.len() {
                break;
            }
            bodies.next();
        }
    }
    Ok(())
}

/// What the file says of its password.
struct Lock {
    salt: Vec<u8>,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    way: Way,
}

#[derive(Clone, Copy)]
enum Way {
    /// Excel 97 and 2000: MD5, 40 bits.
    Plain,
    /// Excel 2002 and 2003 with a provider of the system: SHA-1, so many bytes.
    Provider { key_bytes: usize },
}

impl Lock {
    fn read(body: &[u8]) -> Result<Self> {
        let word = |at: usize| Some(u16::from_le_bytes([*body.get(at)?, *body.get(at + 1)?]));
        match (word(0), word(2), word(4)) {
            (Some(1), Some(1), Some(1)) => {
                let part = |at: usize| body.get(at..at + 16).map(<[u8]>::to_vec).ok_or(ReadFailure::Damaged);
                Ok(Self { salt: part(6)?, verifier: part(22)?, verifier_hash: part(38)?, way: Way::Plain })
            }
            (Some(1), Some(2..=4), Some(2)) => Self::of_provider(body.get(6..).unwrap_or_default()),
            _ => Err(ReadFailure::PasswordUnsupported),
        }
    }

    /// After flags and a length come the header and the verifier.
    fn of_provider(body: &[u8]) -> Result<Self> {
        let word = |at: usize| -> Result<u32> {
            let four = body.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes).ok_or(ReadFailure::Damaged)
        };
        let (header, algorithm, bits) = (word(4)? as usize, word(16)?, word(24)?);
        let bits = if bits == 0 { 40 } else { bits };
        // 0x6801: RC4.
        if algorithm != 0x6801 || !(40..=128).contains(&bits) || bits % 8 != 0 {
            return Err(ReadFailure::PasswordUnsupported);
        }
        let verifier = body.get(header.saturating_add(8)..).ok_or(ReadFailure::Damaged)?;
        let part =
            |from: usize, to: usize| verifier.get(from..to).map(<[u8]>::to_vec).ok_or(ReadFailure::Damaged);
        let way = Way::Provider { key_bytes: bits as usize / 8 };
        Ok(Self { salt: part(4, 20)?, verifier: part(20, 36)?, verifier_hash: part(40, 60)?, way })
    }

    /// What all keys are made of; none where the password is wrong.
    fn key(&self, password: &str) -> Result<Option<Vec<u8>>> {
        let password = utf16(password);
        let key = match self.way {
            Way::Plain => {
                let short = Md5::digest(&password)[..5].to_vec();
                let round = [short, self.salt.clone()].concat();
                Md5::digest(round.repeat(16))[..5].to_vec()
            }
            Way::Provider { .. } => {
                Sha1::new().chain_update(&self.salt).chain_update(&password).finalize().to_vec()
            }
        };
        let mut cipher = self.cipher(&key, 0)?;
        let (mut verifier, mut hash) = (self.verifier.clone(), self.verifier_hash.clone());
        cipher.apply_keystream(&mut verifier);
        cipher.apply_keystream(&mut hash);
        let expected = match self.way {
            Way::Plain => Md5::digest(&verifier).to_vec(),
            Way::Provider { .. } => Sha1::digest(&verifier).to_vec(),
        };
        Ok((hash == expected).then_some(key))
    }

    fn cipher(&self, key: &[u8], block: u32) -> Result<Rc4> {
        let block = block.to_le_bytes();
        let key = match self.way {
            Way::Plain => Md5::new().chain_update(key).chain_update(block).finalize().to_vec(),
            Way::Provider { key_bytes } => {
                let mut key =
                    Sha1::new().chain_update(key).chain_update(block).finalize()[..key_bytes].to_vec();
                // A key of 40 bits is filled up with zeros; any other is as long as it says.
                if key_bytes == 5 {
                    key.resize(16, 0);
                }
                key
            }
        };
        Rc4::new_from_slice(&key).map_err(|_| ReadFailure::Damaged)
    }
}
