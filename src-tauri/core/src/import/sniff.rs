//! 形式の見分け: what a file is, by its first bytes and never by its extension.
//!
//! What must be refused before a parser sees it is refused here: passwords nobody can give, ancient
//! formats, and archives that claim to unpack to more than any ledger holds.

use std::io::{Read, Seek};

use super::csv_text::encodings;
use super::error::ReadFailure;
use super::ole;
use super::options::TextEncoding;
use super::unlock::ods;

/// A file larger than this is no ledger.
pub const MAX_FILE: u64 = 50 * 1024 * 1024;
/// Sum of the declared sizes of an archive's parts. A plain ledger unpacks to nine or ten times its size, and its
/// sheets are streamed; what is kept of them is bounded by the reader's memory.
pub const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;
/// How much larger than its packed form one part may be. Sheets of one repeated row reach 60.
const MAX_RATIO: u64 = 200;
/// Small parts may be of one repeated byte without harm.
const RATIO_FROM: u64 = 10 * 1024 * 1024;

/// A format with a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Xlsb,
    Ods,
    /// `codepage` is what texts must be read with where the file says something impossible.
    Xls {
        codepage: Option<u16>,
    },
    /// An .xlsx inside a container that needs a password.
    Locked,
    /// An .xls whose records need a password.
    LockedXls,
    /// An .ods whose parts need a password.
    LockedOds,
    /// XMLスプレッドシート 2003, mostly named .xls.
    Xml2003,
    /// A page with tables, as business systems write it and name it .xls.
    Html,
    Text,
}

/// Finds out what `bytes` are, or why they are refused.
pub fn sniff(bytes: &[u8]) -> Result<Format, ReadFailure> {
    sniff_as(bytes, None)
}

/// As [`sniff`]; whoever says how a text is `written` knows that it is one.
pub fn sniff_as(bytes: &[u8], written: Option<TextEncoding>) -> Result<Format, ReadFailure> {
    if bytes.is_empty() {
        return Err(ReadFailure::Empty);
    }
    if bytes.len() as u64 > MAX_FILE {
        return Err(ReadFailure::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if bytes.starts_with(&ole::MAGIC) {
        return ole::examine(bytes);
    }
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, len, 0x00, ..] if (4..=16).contains(len)) {
        return Err(ReadFailure::AncientExcel);
    }
    text(bytes, written.is_some())
}

fn archive(bytes: &[u8]) -> Result<Format, ReadFailure> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|_| ReadFailure::Damaged)?;
    refuse_bombs(&mut zip)?;
    let has = |name: &str| {
        zip.file_names().flatten().any(|part| part.trim_start_matches('/').eq_ignore_ascii_case(name))
    };
    // One part that holds all others, encrypted as a whole: LibreOffice 24.8 and later.
    if has("encrypted-package") {
        return Err(ReadFailure::PasswordUnsupported);
    }
    let (binary, is_ods) = (has("xl/workbook.bin"), has("content.xml"));
    if binary {
        return Ok(Format::Xlsb);
    }
    if is_ods {
        let mut manifest = String::new();
        if let Ok(part) = zip.by_name(ods::MANIFEST) {
            // Unreadable here means unreadable for the reader too, which will say so.
            let _ = part.take(1 << 20).read_to_string(&mut manifest);
        }
        return if manifest.contains(ods::MARK) { Ok(Format::LockedOds) } else { Ok(Format::Ods) };
    }
    if !has("[Content_Types].xml") && !has("xl/workbook.xml") {
        return Err(ReadFailure::UnknownFormat);
    }
    if is_utf16(&mut zip) { Err(ReadFailure::Utf16Parts) } else { Ok(Format::Xlsx) }
}

/// Whether the workbook's own part is in UTF-16, which the reader takes for a broken file.
fn is_utf16<R: Read + Seek>(zip: &mut zip::ZipArchive<R>) -> bool {
    let mut head = [0; 4];
    let Ok(mut part) = zip.by_name("xl/workbook.xml") else { return false };
    part.read_exact(&mut head).is_ok()
        && matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, ..] | [0, b'<', ..])
}

fn refuse_bombs<R: Read + Seek>(zip: &mut zip::ZipArchive<R>) -> Result<(), ReadFailure> {
    if zip.len() > 10_000 {
        return Err(ReadFailure::Bomb);
    }
    let mut sum = 0u64;
    for n in 0..zip.len() {
        let part = zip.by_index_raw(n).map_err(|_| ReadFailure::Damaged)?;
        let (size, packed) = (part.size(), part.compressed_size().max(1));
        sum = sum.saturating_add(size);
        if sum > MAX_UNPACKED || (size > RATIO_FROM && size / packed > MAX_RATIO) {
            return Err(ReadFailure::Bomb);
        }
    }
    Ok(())
}

/// How a page begins; business systems leave out most of it.
const HTML: &[&str] = &["<html", "<!doctype html", "<table", "<head", "<meta", "<body", "<style", "<!--"];

/// Text files: CSV, or one of the formats that business systems name .xls.
fn text(bytes: &[u8], is_text: bool) -> Result<Format, ReadFailure> {
    let head: String =
        bytes.iter().take(4096).filter(|b| **b != 0).map(|b| b.to_ascii_lowercase() as char).collect();
    let head = head.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    if head.starts_with("<?xml") || head.starts_with("<workbook") {
        let excel =
            head.contains("schemas-microsoft-com:office:spreadsheet") || head.contains("mso-application");
        let page = head.contains("<html") || head.contains("<table");
        return match (excel, page) {
            (true, _) => Ok(Format::Xml2003),
            (false, true) => Ok(Format::Html),
            (false, false) => Err(ReadFailure::UnknownFormat),
        };
    }
    if HTML.iter().any(|begin| head.starts_with(begin)) {
        return Ok(Format::Html);
    }
    if !is_text && encodings::is_binary(bytes) {
        return Err(ReadFailure::UnknownFormat);
    }
    Ok(Format::Text)
}
