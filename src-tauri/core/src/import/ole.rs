//! OLE files (.xls, and encrypted .xlsx): just enough of the container to see, before the parser runs,
//! whether it is a workbook, whether it has a password, and which code page it claims.

use super::error::ReadFailure;
use super::sniff::Format;
use super::unlock::xls::FILEPASS;

pub const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const END: u32 = 0xffff_fff0;

/// What is in the container, with the code page to force where the file's own is impossible; or why it is
/// refused.
pub fn examine(bytes: &[u8]) -> Result<Format, ReadFailure> {
    let file = Container::open(bytes).ok_or(ReadFailure::Damaged)?;
    let entries = file.entries().ok_or(ReadFailure::Damaged)?;
    let find = |name: &str| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    if find("EncryptedPackage").is_some() || find("EncryptionInfo").is_some() {
        return Ok(Format::Locked);
    }
    let book = find("Workbook").or_else(|| find("Book")).ok_or(ReadFailure::UnknownFormat)?;
    let root = entries.first().ok_or(ReadFailure::Damaged)?;
    let head = file.head(book, root).ok_or(ReadFailure::Damaged)?;
    records(&head)
}

/// Walks over the first records of the workbook's globals.
fn records(stream: &[u8]) -> Result<Format, ReadFailure> {
    let mut at = 0;
    let (mut version, mut codepage) = (0, None);
    while let Some([kind_low, kind_high, len_low, len_high]) = stream.get(at..at + 4) {
        let kind = u16::from_le_bytes([*kind_low, *kind_high]);
        let len = usize::from(u16::from_le_bytes([*len_low, *len_high]));
        let body = stream.get(at + 4..at + 4 + len).unwrap_or_default();
        let word = |n: usize| body.get(n..n + 2).map(|b| u16::from_le_bytes([b[0], b[1]]));
        match kind {
            0x0809 => version = word(0).unwrap_or(0),
            0x0009 | 0x0209 | 0x0409 => return Err(ReadFailure::AncientExcel),
            // What comes after is encrypted.
            FILEPASS => return Ok(Format::LockedXls),
            0x0042 => codepage = word(0),
            0x000a => break,
            _ => {}
        }
        at += 4 + len;
    }
    Ok(Format::Xls { codepage: forced_codepage(version, codepage) })
}

/// Excel 97 and later always write UTF-16, whatever the code page record says; business systems write
/// nonsense into it. Excel 95 without one is taken for Japanese.
fn forced_codepage(version: u16, codepage: Option<u16>) -> Option<u16> {
    match (version, codepage) {
        (0x0600, Some(1200)) => None,
        (0x0600, _) => Some(1200),
        (0x0500, None) => Some(932),
        _ => None,
    }
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
}

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30)?;
        let sector = 1usize << if (9..=12).contains(&shift) { shift } else { return None };
        let mut file = Self { bytes, sector, fat: Vec::new() };
        // Sectors of the FAT: 109 in the header, more in a chain.
        let mut sectors: Vec<u32> = (0..109).filter_map(|n| u32_at(bytes, 76 + 4 * n)).collect();
        let mut next = u32_at(bytes, 68)?;
        let limit = bytes.len() / sector + 2;
        for _ in 0..limit {
            let Some(part) = (next < END).then(|| file.sector(next)).flatten() else { break };
            let count = sector / 4 - 1;
            sectors.extend((0..count).filter_map(|n| u32_at(part, 4 * n)));
            next = u32_at(part, 4 * count)?;
        }
        for number in sectors.into_iter().filter(|number| *number < END).take(limit) {
            let Some(part) = file.sector(number) else { continue };
            file.fat.extend((0..sector / 4).filter_map(|n| u32_at(part, 4 * n)));
        }
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The first `limit` bytes of a chain of sectors; a loop ends by the limit.
    fn chain(&self, start: u32, limit: usize) -> Vec<u8> {
        let (mut next, mut out) = (start, Vec::new());
        while next < END && out.len() < limit {
            let Some(part) = self.sector(next) else { break };
            out.extend_from_slice(part);
            next = self.fat.get(next as usize).copied().unwrap_or(END);
            if part.is_empty() {
                break;
            }
        }
        out
    }

    fn entries(&self) -> Option<Vec<Entry>> {
        let directory = self.chain(u32_at(self.bytes, 48)?, 1 << 20);
        let entry = |raw: &[u8]| {
            let len = usize::from(u16_at(raw, 64)?).checked_sub(2)?.min(64);
            let units: Vec<u16> =
                raw.get(..len)?.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
            let size = u64::from(u32_at(raw, 120)?);
            Some(Entry { name: String::from_utf16_lossy(&units), start: u32_at(raw, 116)?, size })
        };
        Some(directory.chunks_exact(128).filter_map(entry).collect())
    }

    /// The first bytes of a stream; short streams lie in the root's mini sectors.
    fn head(&self, entry: &Entry, root: &Entry) -> Option<Vec<u8>> {
        const HEAD: usize = 64 * 1024;
        if entry.size >= 4096 {
            return Some(self.chain(entry.start, HEAD));
        }
        let mini = self.chain(root.start, 1 << 22);
        let start = (entry.start as usize).checked_mul(64)?;
        let end = start.checked_add(4096)?.min(mini.len());
        mini.get(start..end).map(<[u8]>::to_vec)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}
