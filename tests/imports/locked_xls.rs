//! .xls with a password, as Excel 97 to 2003 wrote it. The workbooks are locked here, by another writing of the
//! standard than the program's: byte by byte along the key stream.

use std::io::{Cursor, Read, Seek, Write};

use mamori_core::import::{
    Cancel, Decisions, ImportError, ReadFailure, ReadFile, ReadOptions, ReaderProcess, preview,
};
use md5::Md5;
use sha1::{Digest, Sha1};

const PASSWORD: &str = "kumiai-R8金庫";
const SALT: [u8; 16] = *b"0123456789abcdef";
const VERIFIER: [u8; 16] = *b"verifier for you";

fn sample() -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/samples");
    std::fs::read(format!("{folder}/バックアップ媒体・作業記録.xls")).unwrap()
}

fn read(bytes: &[u8], password: Option<&str>) -> Result<ReadFile, ImportError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("台帳.xls");
    std::fs::write(&path, bytes).unwrap();
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    let options = ReadOptions { password: password.map(|text| text.to_owned().into()), encoding: None };
    ReadFile::open_with((&path, &options), crate::support::today(), &reader, &Cancel::default(), &mut |_| {})
}

/// RC4: the key stream, from its beginning.
fn stream(key: &[u8]) -> impl FnMut() -> u8 + use<> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0_usize;
    for i in 0..256 {
        j = (j + usize::from(state[i]) + usize::from(key[i % key.len()])) % 256;
        state.swap(i, j);
    }
    let (mut i, mut j) = (0_usize, 0_usize);
    move || {
        i = (i + 1) % 256;
        j = (j + usize::from(state[i])) % 256;
        state.swap(i, j);
        state[(usize::from(state[i]) + usize::from(state[j])) % 256]
    }
}

#[derive(Clone, Copy)]
enum Way {
    Excel97,
    /// Bits of the key.
    Provider(u32),
}

impl Way {
    fn key(self, password: &str, block: u32) -> Vec<u8> {
        let password: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
        match self {
            Self::Excel97 => {
                let mut long = Vec::new();
                for _ in 0..16 {
                    long.extend_from_slice(&Md5::digest(&password)[..5]);
                    long.extend_from_slice(&SALT);
                }
                let mut last = Md5::digest(&long)[..5].to_vec();
                last.extend(block.to_le_bytes());
                Md5::digest(&last).to_vec()
            }
            Self::Provider(bits) => {
                let first = Sha1::digest([&SALT[..], &password].concat()).to_vec();
                let hash = Sha1::digest([&first[..], &block.to_le_bytes()].concat());
                let mut key = hash[..bits as usize / 8].to_vec();
                if bits == 40 {
                    key.extend([0; 11]);
                }
                key
            }
        }
    }

    /// The body of FILEPASS.
    fn filepass(self, password: &str) -> Vec<u8> {
        let hash = match self {
            Self::Excel97 => Md5::digest(VERIFIER).to_vec(),
            Self::Provider(_) => Sha1::digest(VERIFIER).to_vec(),
        };
        let mut next = stream(&self.key(password, 0));
        let locked: Vec<u8> = VERIFIER.iter().chain(&hash).map(|byte| byte ^ next()).collect();
        let mut body = 1_u16.to_le_bytes().to_vec();
        match self {
            Self::Excel97 => {
                body.extend([1, 0, 1, 0]);
                body.extend(SALT);
                body.extend(locked);
            }
            Self::Provider(bits) => {
                let name: Vec<u8> = "Base\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
                body.extend([2, 0, 2, 0]);
                let words = [4, 32 + name.len() as u32, 4, 0, 0x6801, 0x8004, bits, 1, 0, 0];
                body.extend(words.iter().flat_map(|word: &u32| word.to_le_bytes()));
                body.extend(name);
                body.extend(16_u32.to_le_bytes());
                body.extend(SALT);
                body.extend(&locked[..16]);
                body.extend(20_u32.to_le_bytes());
                body.extend(&locked[16..]);
            }
        }
        body
    }
}

fn word(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

/// The workbook's records with FILEPASS behind the first, places of sheets moved on, and all bodies encrypted: each
/// byte by where it stands and where its record ends.
fn locked_records(book: &[u8], filepass: &[u8], lock: impl Fn(u8, usize, usize) -> u8) -> Vec<u8> {
    let first = 4 + usize::from(word(book, 2));
    let added = 4 + filepass.len();
    let head = [0x2f, 0, filepass.len() as u8, 0];
    let mut all = [&book[..first], &head, filepass, &book[first..]].concat();
    let mut at = 0;
    while at + 4 <= all.len() {
        let (kind, body) = (word(&all, at), at + 4..at + 4 + usize::from(word(&all, at + 2)));
        let plain = match kind {
            0x85 => {
                let place = u32::from_le_bytes(all[body.start..body.start + 4].try_into().unwrap());
                let moved = place + added as u32;
                all[body.start..body.start + 4].copy_from_slice(&moved.to_le_bytes());
                4
            }
            0x809 | 0x2f | 0xe1 => body.len(),
            _ => 0,
        };
        let bodies = body.start + plain..body.end;
        for (one, byte) in all.iter_mut().enumerate().take(bodies.end).skip(bodies.start) {
            *byte = lock(*byte, one, body.len());
        }
        at = body.end;
    }
    all
}

fn locked(way: Way) -> Vec<u8> {
    rewritten(|book| {
        locked_records(book, &way.filepass(PASSWORD), |byte, at, _| {
            let mut next = stream(&way.key(PASSWORD, at as u32 / 1024));
            byte ^ (0..=at % 1024).map(|_| next()).last().unwrap()
        })
    })
}

/// The weak way of Excel 95. The key comes out of a register turned bit by bit, not of the standard's tables, and
/// bytes are turned after they are mixed.
fn weakly_locked(password: &[u8], says_way: bool) -> Vec<u8> {
    const FILL: [u8; 15] = [0xbb, 255, 255, 0xba, 255, 255, 0xb9, 0x80, 0, 0xbe, 15, 0, 0xbf, 15, 0];
    let turned = |word: u16| word.rotate_left(1) ^ if word & 0x8000 == 0 { 0 } else { 0x1020 };
    let (mut key, mut base, mut end) = (0_u16, 0x8000_u16, 0xffff_u16);
    for byte in password.iter().rev() {
        for bit in 0..8 {
            (base, end) = (turned(base), turned(end));
            key ^= if byte & 0x7f & (1 << bit) == 0 { 0 } else { base };
        }
    }
    let key = (key ^ end).to_le_bytes();
    let check = (0..).zip(password).fold(0xce4b ^ password.len() as u32, |sum, (n, byte)| {
        let by = (n + 1) % 15;
        sum ^ (u32::from(*byte) << by | u32::from(*byte) >> (15 - by)) & 0x7fff
    });
    let mut filepass = if says_way { vec![0, 0] } else { Vec::new() };
    filepass.extend(key);
    filepass.extend((check as u16).to_le_bytes());
    let text: Vec<u8> = password.iter().chain(&FILL).copied().take(16).collect();
    rewritten(|book| {
        locked_records(book, &filepass, |byte, at, length| {
            let one = (at + length) % 16;
            (byte ^ (text[one] ^ key[one % 2]).rotate_left(2)).rotate_right(3)
        })
    })
}

/// The sample with other records.
fn rewritten(records: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut file = cfb::CompoundFile::open(Cursor::new(sample())).unwrap();
    let mut stream = file.open_stream("/Workbook").unwrap();
    let mut book = Vec::new();
    stream.read_to_end(&mut book).unwrap();
    let all = records(&book);
    stream.set_len(0).unwrap();
    stream.rewind().unwrap();
    stream.write_all(&all).unwrap();
    stream.flush().unwrap();
    drop(stream);
    file.into_inner().into_inner()
}

fn told(file: &ReadFile) -> String {
    let preview = preview(std::slice::from_ref(file), &Decisions::default());
    let tables = preview.tables().map(|table| {
        format!("{} {:?}", table.register, table.rows.iter().map(|row| &row.values).collect::<Vec<_>>())
    });
    let marks = file.book.sheets.iter().map(|sheet| format!("{:?}", sheet.head.hidden_columns));
    tables.chain(marks).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_old_workbook_opens_with_its_password_only_and_says_the_same() {
    let open = told(&read(&sample(), None).unwrap());
    for way in [Way::Excel97, Way::Provider(40), Way::Provider(128)] {
        let bytes = locked(way);
        assert_eq!(read(&bytes, None).unwrap_err().failure, ReadFailure::Password);
        let wrong = read(&bytes, Some("kumiai-r8金庫")).unwrap_err();
        assert_eq!(wrong.failure, ReadFailure::WrongPassword);
        assert!(!format!("{wrong:?}{wrong}").contains("kumiai"), "a password stands in no message");
        let file = read(&bytes, Some(PASSWORD)).unwrap();
        assert!(file.unlocked());
        assert_eq!(file.bytes[..], bytes[..], "the evidence is the file as it was, still locked");
        assert!(file.book.sheets.iter().all(|sheet| !sheet.head.marks_unread), "marks are read too");
        assert_eq!(told(&file), open);
    }
}

#[test]
fn the_weak_protection_of_excel_95_opens_with_its_password_and_without_one_where_it_is_no_secret() {
    let open = told(&read(&sample(), None).unwrap());
    let (password, _, _) = encoding_rs::SHIFT_JIS.encode(PASSWORD);
    for says_way in [true, false] {
        let bytes = weakly_locked(&password, says_way);
        assert_eq!(read(&bytes, None).unwrap_err().failure, ReadFailure::Password);
        for wrong in ["kumiai-r8金庫", "金", "kumiai-R8金庫とても長い"] {
            assert_eq!(read(&bytes, Some(wrong)).unwrap_err().failure, ReadFailure::WrongPassword, "{wrong}");
        }
        let file = read(&bytes, Some(PASSWORD)).unwrap();
        assert!(file.unlocked() && told(&file) == open);
    }
    let structure_only = read(&weakly_locked(b"VelvetSweatshop", true), None).unwrap();
    assert_eq!(told(&structure_only), open);
    let short = read(&weakly_locked(b"a", true), Some("a")).unwrap();
    assert_eq!(told(&short), open);
}

#[test]
fn a_lock_that_was_altered_gives_no_garbage() {
    let good = locked(Way::Excel97);
    let open = told(&read(&good, Some(PASSWORD)).unwrap());
    let filepass = good.windows(SALT.len()).position(|window| window == SALT).unwrap();
    for at in filepass - 10..filepass + 48 {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        if let Ok(file) = read(&bytes, Some(PASSWORD)) {
            assert_eq!(told(&file), open, "byte {at}");
        }
    }
}
