//! 子プロセスからの流れ: how the reader process hands cells over. Frames of a kind, a length and a body.
//!
//! The parent trusts nothing in it: every length is checked, and a stream that does not end with
//! [`Frame::End`] counts as a reader that died.

use std::io::{self, Read, Write};
use std::sync::Arc;

use chrono::DateTime;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::cells::{Cell, Raw, Row, SheetHead, Struck};
use super::error::ReadFailure;
use super::options::ReadOptions;

/// No single row or sheet head is longer.
const MAX_FRAME: u32 = 64 * 1024 * 1024;
/// A password and a word or two.
const MAX_OPTIONS: u32 = 64 * 1024;

#[derive(Debug)]
pub enum Frame {
    /// A sheet begins, with its name; what else is known of it follows its rows.
    Sheet(SheetHead),
    Row(Row),
    /// The sheet just given is complete.
    SheetEnd(SheetHead),
    /// Everything was read; the number of rows given.
    End(u64),
    Failed(Failure),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Failure {
    pub failure: ReadFailure,
    pub detail: String,
}

impl From<ReadFailure> for Failure {
    fn from(failure: ReadFailure) -> Self {
        Self { failure, detail: String::new() }
    }
}

/// What the reader is told before the file's bytes.
pub fn write_options(out: &mut impl Write, options: &ReadOptions) -> io::Result<()> {
    let body = Zeroizing::new(serde_json::to_vec(options)?);
    out.write_all(&(body.len() as u32).to_le_bytes())?;
    out.write_all(&body)
}

pub fn read_options(input: &mut impl Read) -> Option<ReadOptions> {
    let mut length = [0; 4];
    input.read_exact(&mut length).ok()?;
    let length = Some(u32::from_le_bytes(length)).filter(|length| *length <= MAX_OPTIONS)?;
    let mut body = Zeroizing::new(vec![0; length as usize]);
    input.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// Writes one frame.
pub fn write(out: &mut impl Write, buffer: &mut Vec<u8>, frame: &Frame) -> io::Result<()> {
    buffer.clear();
    let kind = match frame {
        Frame::Sheet(head) => json(buffer, b'S', head)?,
        Frame::SheetEnd(head) => json(buffer, b'T', head)?,
        Frame::Failed(failure) => json(buffer, b'F', failure)?,
        Frame::End(rows) => {
            buffer.extend_from_slice(&rows.to_le_bytes());
            b'E'
        }
        Frame::Row(row) => return write_row(out, buffer, row),
    };
    framed(out, kind, buffer)
}

/// Writes the frame of a row, wherever its texts are.
pub fn write_row<T: AsRef<str>>(out: &mut impl Write, buffer: &mut Vec<u8>, row: &Row<T>) -> io::Result<()> {
    buffer.clear();
    put_row(buffer, row);
    framed(out, b'R', buffer)
}

fn framed(out: &mut impl Write, kind: u8, buffer: &[u8]) -> io::Result<()> {
    let length = u32::try_from(buffer.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    out.write_all(&[kind])?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(buffer)
}

fn json(buffer: &mut Vec<u8>, kind: u8, value: &impl Serialize) -> io::Result<u8> {
    serde_json::to_writer(buffer, value)?;
    Ok(kind)
}

/// What frames are read with, one after the other: room for one of them, and the texts seen of late.
#[derive(Default)]
pub struct Reading {
    buffer: Vec<u8>,
    texts: Texts,
}

/// What stands in a ledger's columns stands there again and again: it is kept once.
#[derive(Default)]
struct Texts(foldhash::HashSet<Arc<str>>);

impl Texts {
    /// Control numbers come once only; they are forgotten before they are more than a ledger's words.
    const MOST: usize = 65_536;
    /// A long text is hardly written twice.
    const LONGEST: usize = 64;

    fn share(&mut self, text: &str) -> Arc<str> {
        if text.len() > Self::LONGEST {
            return text.into();
        }
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        if self.0.len() >= Self::MOST {
            self.0.clear();
        }
        let text: Arc<str> = text.into();
        self.0.insert(Arc::clone(&text));
        text
    }
}

/// Reads one frame; `None` where the stream breaks off or is not one of ours.
pub fn read(input: &mut impl Read, reading: &mut Reading) -> Option<Frame> {
    let Reading { buffer, texts } = reading;
    let mut head = [0; 5];
    input.read_exact(&mut head).ok()?;
    let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]);
    if length > MAX_FRAME {
        return None;
    }
    buffer.resize(length as usize, 0);
    input.read_exact(buffer).ok()?;
    match head[0] {
        b'S' => serde_json::from_slice(buffer).ok().map(Frame::Sheet),
        b'T' => serde_json::from_slice(buffer).ok().map(Frame::SheetEnd),
        b'F' => serde_json::from_slice(buffer).ok().map(Frame::Failed),
        b'E' => Some(Frame::End(u64::from_le_bytes(buffer.as_slice().try_into().ok()?))),
        b'R' => take_row(&mut Bytes(buffer), texts).map(Frame::Row),
        _ => None,
    }
}

fn put_row<T: AsRef<str>>(buffer: &mut Vec<u8>, row: &Row<T>) {
    buffer.extend_from_slice(&row.number.to_le_bytes());
    buffer.push(u8::from(row.hidden));
    buffer.extend_from_slice(&(row.cells.len() as u32).to_le_bytes());
    for cell in &row.cells {
        buffer.extend_from_slice(&cell.col.to_le_bytes());
        buffer.push(cell.struck as u8);
        buffer.extend_from_slice(&cell.format.to_le_bytes());
        buffer.extend_from_slice(&cell.fill.to_le_bytes());
        buffer.extend_from_slice(&cell.ink.to_le_bytes());
        put_value(buffer, &cell.value);
    }
}

fn put_value<T: AsRef<str>>(buffer: &mut Vec<u8>, value: &Raw<T>) {
    match value {
        Raw::Empty => buffer.push(0),
        Raw::Text(text) => put_text(buffer, 1, text.as_ref()),
        Raw::Number(number) => {
            buffer.push(2);
            buffer.extend_from_slice(&number.to_le_bytes());
        }
        Raw::Bool(yes) => buffer.extend_from_slice(&[3, u8::from(*yes)]),
        Raw::DateTime(at) => {
            buffer.push(4);
            buffer.extend_from_slice(&at.and_utc().timestamp().to_le_bytes());
        }
        Raw::Error(text) => put_text(buffer, 5, text.as_ref()),
    }
}

fn put_text(buffer: &mut Vec<u8>, kind: u8, text: &str) {
    buffer.push(kind);
    buffer.extend_from_slice(&(text.len() as u32).to_le_bytes());
    buffer.extend_from_slice(text.as_bytes());
}

fn take_row(bytes: &mut Bytes<'_>, texts: &mut Texts) -> Option<Row> {
    let number = u32::from_le_bytes(bytes.take()?);
    let hidden = u8::from_le_bytes(bytes.take()?) == 1;
    let count = u32::from_le_bytes(bytes.take()?) as usize;
    // A cell takes fourteen bytes at least, so a lying count cannot reserve more than the frame holds.
    let mut cells = Vec::with_capacity(count.min(bytes.0.len() / 14));
    for _ in 0..count {
        let col = u16::from_le_bytes(bytes.take()?);
        let struck = match u8::from_le_bytes(bytes.take()?) {
            0 => Struck::No,
            1 => Struck::Partly,
            _ => Struck::Whole,
        };
        let format = u16::from_le_bytes(bytes.take()?);
        let fill = u32::from_le_bytes(bytes.take()?);
        let ink = u32::from_le_bytes(bytes.take()?);
        cells.push(Cell { col, struck, format, fill, ink, value: take_value(bytes, texts)? });
    }
    Some(Row { number, hidden, cells })
}

fn take_value(bytes: &mut Bytes<'_>, texts: &mut Texts) -> Option<Raw> {
    Some(match u8::from_le_bytes(bytes.take()?) {
        0 => Raw::Empty,
        1 => Raw::Text(texts.share(bytes.text()?)),
        2 => Raw::Number(f64::from_le_bytes(bytes.take()?)),
        3 => Raw::Bool(u8::from_le_bytes(bytes.take()?) == 1),
        4 => Raw::DateTime(DateTime::from_timestamp(i64::from_le_bytes(bytes.take()?), 0)?.naive_utc()),
        5 => Raw::Error(texts.share(bytes.text()?)),
        _ => return None,
    })
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = u32::from_le_bytes(self.take()?) as usize;
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(head).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_row_comes_through_whole() {
        let at = chrono::NaiveDate::from_ymd_opt(2026, 8, 14).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let values = [
            Raw::Empty,
            Raw::Text("辻󠄀".into()),
            Raw::Number(0.1),
            Raw::Bool(true),
            Raw::DateTime(at),
            Raw::Error("#REF!".into()),
        ];
        let cell = |(col, value): (usize, Raw)| Cell {
            col: col as u16,
            struck: Struck::Partly,
            format: 3,
            fill: 0xffff00,
            ink: 0xff0000,
            value,
        };
        let row = Row {
            number: 1_048_576,
            hidden: true,
            cells: values.into_iter().enumerate().map(cell).collect(),
        };
        let (mut out, mut buffer) = (Vec::new(), Vec::new());
        write(&mut out, &mut buffer, &Frame::Row(row.clone())).unwrap();
        let read = read(&mut out.as_slice(), &mut Reading::default());
        let Some(Frame::Row(back)) = read else { panic!("not a row") };
        assert_eq!(back, row);
    }

    #[test]
    fn a_word_that_comes_again_is_kept_once() {
        let mut texts = Texts::default();
        let one = texts.share("耐火金庫");
        assert!(Arc::ptr_eq(&one, &texts.share("耐火金庫")));
        for n in 0..2 * Texts::MOST {
            texts.share(&n.to_string());
        }
        assert!(texts.0.len() <= Texts::MOST);
        assert_eq!(&*texts.share("耐火金庫"), "耐火金庫");
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_or_read_but_never_fatal(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut framed = vec![b'R'];
            framed.extend((bytes.len() as u32).to_le_bytes());
            framed.extend(&bytes);
            let mut reading = Reading::default();
            let _ = read(&mut framed.as_slice(), &mut reading);
            let _ = read(&mut bytes.as_slice(), &mut reading);
        }
    }
}
