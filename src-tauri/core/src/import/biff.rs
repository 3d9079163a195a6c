//! .xls beyond the values: hidden rows and columns, strike-through, colours, number formats, comments.
//!
//! The workbook library gives values only. One pass over the records of the file ([MS-XLS], Excel 97 and
//! later): [`globals`] holds what is said once, [`strings`] the texts, this file what each sheet says. Where anything is not as expected the pass gives nothing, and the user is told so.

pub(super) mod globals;
pub(super) mod strings;

use std::collections::HashMap;
use std::io::{Cursor, Read};

use globals::Globals;

use super::cells::Comment;
use super::sniff::MAX_FILE;
use super::workbook::{MarkedBook, Marks};

/// A record: its kind and its body. A body that goes on in CONTINUE records is not joined.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    kind: u16,
    body: &'a [u8],
}

/// The marks of an Excel 97 workbook; none where it is another or not in order.
pub fn read(bytes: &[u8]) -> Option<MarkedBook> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut stream = Vec::new();
    file.open_stream("/Workbook").ok()?.take(MAX_FILE).read_to_end(&mut stream).ok()?;
    of_stream(&stream)
}

fn of_stream(stream: &[u8]) -> Option<MarkedBook> {
    let globals = Globals::read(records(stream, 0))?;
    let mut book = MarkedBook { formats: globals.formats.clone(), ..MarkedBook::default() };
    for (name, at) in &globals.sheets {
        let marks = sheet(records(stream, *at as usize), &globals)?;
        book.sheets.insert(name.clone(), marks);
    }
    Some(book)
}

/// Records from a place on, up to the end of what begins there. Embedded charts are passed over.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let (mut at, mut depth) = (from, 0u32);
    std::iter::from_fn(move || {
        loop {
            let head = stream.get(at..at + 4)?;
            let kind = u16::from_le_bytes([head[0], head[1]]);
            let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
            let body = stream.get(at + 4..at + 4 + length)?;
            at += 4 + length;
            match kind {
                0x0809 => depth += 1,
                0x000a => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        at = stream.len();
                    }
                }
                _ => {}
            }
            if depth <= 1 {
                return Some(Record { kind, body });
            }
        }
    })
}

pub(super) fn word(body: &[u8], at: usize) -> Option<u16> {
    body.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]))
}

pub(super) fn double(body: &[u8], at: usize) -> Option<u32> {
    body.get(at..at + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// Characters after their flags: one byte each where the flag says so, else UTF-16.
fn text(flags: u8, body: &[u8], count: usize) -> Option<String> {
    if flags & 1 == 0 {
        return body.get(..count).map(|bytes| bytes.iter().map(|byte| char::from(*byte)).collect());
    }
    let units = body.get(..count * 2)?.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    Some(String::from_utf16_lossy(&units.collect::<Vec<_>>()))
}

/// Where the walk over a sheet stands.
struct Pass<'g> {
    globals: &'g Globals,
    marks: Marks,
    /// Texts of drawn objects, by their id; comments find theirs here.
    texts: HashMap<u16, String>,
    object: u16,
    /// Characters the text of the object just begun still lacks.
    wanted: usize,
    notes: Vec<(u32, u16, u16, String)>,
}

fn sheet<'a>(records: impl Iterator<Item = Record<'a>>, globals: &Globals) -> Option<Marks> {
    let mut pass = Pass {
        globals,
        marks: Marks::default(),
        texts: HashMap::new(),
        object: 0,
        wanted: 0,
        notes: Vec::new(),
    };
    for record in records {
        pass.take(record)?;
    }
    let texts = pass.texts;
    let comment = |(row, col, id, author): (u32, u16, u16, String)| {
        let text = texts.get(&id).cloned().unwrap_or_default();
        Comment { row, col, author, text }
    };
    let comments = pass.notes.into_iter().map(comment).collect();
    Some(Marks { comments, is_1904: globals.is_1904, ..pass.marks })
}

impl Pass<'_> {
    fn take(&mut self, record: Record<'_>) -> Option<()> {
        let body = record.body;
        match record.kind {
            // ROW: the sixth bit of its options says that it has no height.
            0x0208 if double(body, 12)? & 0x20 != 0 => {
                self.marks.hidden_rows.insert(u32::from(word(body, 0)?) + 1);
            }
            // COLINFO
            0x007d if word(body, 8)? & 1 != 0 => {
                let last = word(body, 2)?.min(255);
                self.marks.hidden_columns.extend(word(body, 0)?..=last);
            }
            // LABELSST names its text by its place.
            0x00fd => {
                let (row, col, format) = (word(body, 0)?, word(body, 2)?, word(body, 4)?);
                self.cell(row, col, format);
                self.text(row, col, format, double(body, 6)?);
            }
            // FORMULA, LABEL, BOOLERR, NUMBER, RK, RSTRING: row, column, format.
            0x0006 | 0x0204 | 0x0205 | 0x0203 | 0x027e | 0x00d6 => {
                self.cell(word(body, 0)?, word(body, 2)?, word(body, 4)?);
            }
            // MULRK: several numbers beside each other, each with its format.
            0x00bd => {
                let (row, first) = (word(body, 0)?, word(body, 2)?);
                for (n, part) in (0..).zip(body.get(4..body.len().saturating_sub(2))?.chunks_exact(6)) {
                    self.cell(row, first.checked_add(n)?, word(part, 0)?);
                }
            }
            0x001c => self.note(body)?,
            // OBJ: what kind of object it is, and its id.
            0x005d => {
                let (kind, id) = (word(body, 4)?, word(body, 6)?);
                self.object = id;
                // Comments and the arrows of filters are no drawings.
                self.marks.drawings += u32::from(!matches!(kind, 0x19 | 0x14));
            }
            // TXO: how long the object's text is; the text follows.
            0x01b6 => self.wanted = usize::from(word(body, 10)?),
            0x003c if self.wanted > 0 => self.object_text(body),
            _ => {}
        }
        Some(())
    }

    fn cell(&mut self, row: u16, col: u16, format: u16) {
        let look = self.globals.looks.get(usize::from(format)).copied().unwrap_or_default();
        if !look.is_plain() {
            self.marks.looks.insert((u32::from(row) + 1, col), look);
        }
    }

    fn text(&mut self, row: u16, col: u16, format: u16, text: u32) {
        let runs = usize::try_from(text).ok().and_then(|text| self.globals.texts.get(text)?.as_ref());
        let Some(runs) = runs else { return };
        let own = self.globals.looks.get(usize::from(format)).is_some_and(|look| look.struck);
        let struck = runs.struck(own, |font| self.globals.is_struck(font));
        self.marks.struck.insert((u32::from(row) + 1, col), struck);
    }

    /// NOTE: a comment's place, its object and its author.
    fn note(&mut self, body: &[u8]) -> Option<()> {
        let author = text(*body.get(10)?, body.get(11..)?, usize::from(word(body, 8)?)).unwrap_or_default();
        self.notes.push((u32::from(word(body, 0)?) + 1, word(body, 2)?, word(body, 6)?, author));
        Some(())
    }

    /// A CONTINUE record after TXO: flags, then as much of the text as fits.
    fn object_text(&mut self, body: &[u8]) {
        let Some((flags, rest)) = body.split_first() else { return };
        let wide = if flags & 1 == 0 { 1 } else { 2 };
        let count = self.wanted.min(rest.len() / wide);
        if let Some(part) = text(*flags, rest, count) {
            self.texts.entry(self.object).or_default().push_str(&part.replace('\r', "\n"));
        }
        self.wanted -= count;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &(body.len() as u16).to_le_bytes(), body].concat()
    }

    fn words(words: &[u16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// A workbook of one sheet with these records.
    fn book(sheet: &[Vec<u8>]) -> Vec<u8> {
        let bof = record(0x0809, &words(&[0x0600, 0x0005, 0, 0, 0, 0, 0, 0]));
        let bound = |at: u32| record(0x0085, &[&at.to_le_bytes(), [0u8, 0, 1, 0].as_slice(), b"S"].concat());
        let end = record(0x000a, &[]);
        let start = bof.len() + bound(0).len() + end.len();
        [bof.clone(), bound(start as u32), end.clone(), bof, sheet.concat(), end].concat()
    }

    #[test]
    fn comments_find_their_text_and_author() {
        let note =
            [words(&[4, 2, 0, 7, 2]), vec![1], "佐藤".encode_utf16().flat_map(u16::to_le_bytes).collect()]
                .concat();
        let records = [
            record(0x005d, &words(&[0x15, 0x12, 0x19, 7])),
            record(0x01b6, &words(&[0, 0, 0, 0, 0, 4, 0, 0, 0])),
            record(
                0x003c,
                &[&[1u8][..], &"ロッカ".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()]
                    .concat(),
            ),
            record(0x003c, &[0, b'B']),
            record(0x003c, &[9; 16]),
            record(0x005d, &words(&[0x15, 0x12, 0x02, 8])),
            record(0x001c, &note),
        ];
        let book = of_stream(&book(&records)).unwrap();
        let sheet = &book.sheets["S"];
        let comment = Comment { row: 5, col: 2, author: "佐藤".into(), text: "ロッカB".into() };
        assert_eq!((sheet.comments.as_slice(), sheet.drawings), ([comment].as_slice(), 1));
    }

    #[test]
    fn hidden_rows_and_columns() {
        let records = [
            record(0x007d, &words(&[1, 2, 2560, 15, 1])),
            record(0x0208, &words(&[3, 0, 4, 255, 0, 0, 0x120, 0])),
            record(0x0208, &words(&[4, 0, 4, 255, 0, 0, 0x100, 0])),
        ];
        let sheets = of_stream(&book(&records)).unwrap().sheets;
        assert_eq!(sheets["S"].hidden_rows, BTreeSet::from([4]));
        assert_eq!(sheets["S"].hidden_columns, [1, 2]);
    }

    #[test]
    fn a_stream_that_breaks_off_gives_nothing_or_what_was_there() {
        let whole = book(&[record(0x0208, &words(&[3, 0, 4, 255, 0, 0, 0x120, 0]))]);
        for end in 0..whole.len() {
            let _ = of_stream(&whole[..end]);
        }
        assert!(of_stream(&book(&[record(0x0208, &[0])])).is_none());
    }
}
