//! CSV: one ledger as text, for other systems. Rows of parts have no place in it. The last column says which record
//! a row is, so that one that was edited elsewhere is known again though it has no number.
//!
//! A cell that a spreadsheet would take for a formula is written with an apostrophe before it, which our
//! own reader takes away again. In CP932 whatever the encoding cannot hold is named and nothing is written.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use chrono::Timelike;
use encoding_rs::SHIFT_JIS;

use super::cells::{self, Out, Rows, Shape};
use super::failed;
use super::list::List;
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::import::GUARDED;
use crate::records::Record;
use crate::vocab::value::DATE_TIME;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Cp932,
}

/// How many characters without a place are named in full.
const NAMED: usize = 10;

pub fn write(shape: &Shape, rows: Rows<'_>, encoding: Encoding) -> Result<Vec<u8>> {
    let headings = headings(shape);
    let mut out = Lines::new(encoding);
    out.line("見出し", &headings, headings.iter().map(|heading| Some(guarded(heading))))?;
    rows(&mut |record| out.line(&record.number(), &headings, texts(shape, &record)))?;
    out.finish()
}

/// A list that is no ledger; where a character has no place, the first cell says in which row.
pub fn write_list(list: &List, encoding: Encoding) -> Result<Vec<u8>> {
    let headings: Vec<String> = list.columns.iter().map(|column| column.heading.clone()).collect();
    let mut out = Lines::new(encoding);
    out.line("見出し", &headings, headings.iter().map(|heading| Some(guarded(heading))))?;
    for (n, row) in (1..).zip(&list.rows) {
        let number = format!("{n}行目");
        out.line(&number, &headings, row.iter().map(|cell| cell.clone().map(text)))?;
    }
    out.finish()
}

fn headings(shape: &Shape) -> Vec<String> {
    let own = shape.register.fields.iter().map(|field| field.label.ja.to_owned());
    own.chain(shape.extras.iter().cloned()).chain([shape.mark()]).collect()
}

fn texts<'a>(shape: &'a Shape, record: &'a Record) -> impl Iterator<Item = Option<Cow<'a, str>>> {
    let own = cells::row(shape.register.fields, &record.content.values);
    let extra = shape.extras.iter().map(|heading| record.content.extra.get(heading).map(String::as_str));
    let mark = std::iter::once_with(|| Some(Cow::Owned(cells::marked(record))));
    own.map(|cell| cell.map(text)).chain(extra.map(|text| text.map(guarded))).chain(mark)
}

fn text(cell: Out) -> Cow<'static, str> {
    Cow::Owned(match cell {
        Out::Text(text) => guarded(&text).into_owned(),
        Out::Date(day) => day.to_string(),
        Out::Moment(at) if at.second() > 0 => at.format("%Y-%m-%d %H:%M:%S").to_string(),
        Out::Moment(at) => at.format(DATE_TIME).to_string().replace('T', " "),
        Out::Number(number) => number.to_string(),
    })
}

/// `=1+1` becomes `'=1+1`. What begins with such an apostrophe already gets another.
fn guarded(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    // A lone － says "none" in many ledgers and is no formula anywhere.
    if bare.starts_with(GUARDED) && text != "－" {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The file as it grows, and what it could not hold.
struct Lines {
    encoding: Encoding,
    csv: ::csv::Writer<Vec<u8>>,
    unmappable: usize,
    named: Vec<String>,
}

impl Lines {
    fn new(encoding: Encoding) -> Self {
        let start = if encoding == Encoding::Utf8 { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
        let mut builder = ::csv::WriterBuilder::new();
        let csv = builder.terminator(::csv::Terminator::CRLF).from_writer(start);
        Self { encoding, csv, unmappable: 0, named: Vec::new() }
    }

    fn line<'a>(
        &mut self,
        number: &str,
        headings: &[String],
        cells: impl Iterator<Item = Option<Cow<'a, str>>>,
    ) -> Result<()> {
        let mut line = ::csv::ByteRecord::new();
        for (heading, cell) in headings.iter().zip(cells) {
            let text = cell.unwrap_or_default();
            match self.encoding {
                Encoding::Utf8 => line.push_field(text.as_bytes()),
                Encoding::Cp932 => line.push_field(&self.encoded(number, heading, &text)),
            }
        }
        self.csv.write_byte_record(&line).map_err(failed)
    }

    /// The bytes of a text. What comes back as another character is as lost as what has no place at all.
    fn encoded<'a>(&mut self, number: &str, heading: &str, text: &'a str) -> Cow<'a, [u8]> {
        let (bytes, had_errors) = cp932(text);
        if had_errors || SHIFT_JIS.decode_without_bom_handling(&bytes).0 != text {
            for c in text.chars().filter(|c| !has_place(*c)) {
                self.unmappable += 1;
                if self.named.len() < NAMED {
                    let around: String = text.chars().take(16).collect();
                    self.named.push(format!("{number} {heading}「{around}」の U+{:04X}", c as u32));
                }
            }
        }
        bytes
    }

    fn finish(self) -> Result<Vec<u8>> {
        if self.unmappable > 0 {
            let params = [("count", self.unmappable.to_string()), ("list", self.named.join("、"))];
            return Err(refuse_with(ErrorCode::ExportUnmappable, params));
        }
        self.csv.into_inner().map_err(|error| Error::Corrupt(error.to_string()))
    }
}

fn has_place(c: char) -> bool {
    let mut text = [0; 4];
    let text: &str = c.encode_utf8(&mut text);
    let (bytes, had_errors) = cp932(text);
    !had_errors && SHIFT_JIS.decode_without_bom_handling(&bytes).0 == text
}

/// Characters an office made itself, and where CP932 has them: F040 to F9FC.
const GAIJI: RangeInclusive<char> = '\u{e000}'..='\u{e757}';

/// The library reads 外字 and does not write them.
fn cp932(text: &str) -> (Cow<'_, [u8]>, bool) {
    if !text.contains(|c| GAIJI.contains(&c)) {
        let (bytes, _, had_errors) = SHIFT_JIS.encode(text);
        return (bytes, had_errors);
    }
    let (mut bytes, mut had_errors) = (Vec::new(), false);
    for part in text.split_inclusive(|c| GAIJI.contains(&c)) {
        let gaiji = part.chars().next_back().filter(|c| GAIJI.contains(c));
        let plain = gaiji.map_or(part, |c| &part[..part.len() - c.len_utf8()]);
        let (encoded, _, errors) = SHIFT_JIS.encode(plain);
        bytes.extend_from_slice(&encoded);
        had_errors |= errors;
        bytes.extend(gaiji.into_iter().flat_map(place));
    }
    (Cow::Owned(bytes), had_errors)
}

/// 188 to each lead byte; none ends in 7F.
fn place(gaiji: char) -> [u8; 2] {
    let n = gaiji as u32 - *GAIJI.start() as u32;
    let (lead, trail) = (0xf0 + n / 188, n % 188);
    [lead as u8, (0x40 + trail + u32::from(trail >= 0x3f)) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_like_a_formula() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+81-3", "'+81-3"),
            ("-", "'-"),
            ("@cmd", "'@cmd"),
            ("\tx", "'\tx"),
            ("＝HYPERLINK()", "'＝HYPERLINK()"),
            ("'=1", "''=1"),
            ("'90年", "'90年"),
            ("USB-001", "USB-001"),
        ];
        for (text, written) in cases {
            assert_eq!(guarded(text), written);
        }
    }

    #[test]
    fn what_cp932_would_change_silently_is_named_too() {
        for c in ('\u{e000}'..='\u{e757}').chain(['髙', '﨑', '①', '㈱', '～', 'ｱ', '－']) {
            assert!(has_place(c), "{c}");
        }
        assert_eq!(cp932("川\u{e000}a\u{e757}").0[..], [0x90, 0xec, 0xf0, 0x40, b'a', 0xf9, 0xfc]);
        for c in ['\u{e758}', '𠮷', '〜', '−', '¥', '\u{e0100}', '\u{a0}', '😀', 'é'] {
            assert!(!has_place(c), "{c} U+{:04X}", c as u32);
        }
    }
}
