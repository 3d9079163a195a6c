//! .xlsb beyond the values: hidden rows and columns, strike-through, colours, number formats, merges, comments.
//!
//! The workbook library gives values only. One pass over the records of each part ([MS-XLSB]). Where a part is not as
//! expected its sheet gives nothing, and the user is told so.

use std::collections::{BTreeSet, HashMap};

use super::biff::globals::{built_in, look_of};
use super::biff::strings::Runs;
use super::biff::{double, word};
use super::cells::{Comment, Merge};
use super::workbook::{Look, MarkedBook, Marks};
use super::xlsx_extra::{Parts, count_anchors};

/// Where the library looks for them too.
const BOOK: &str = "xl/workbook.bin";
const STYLES: &str = "xl/styles.bin";
const STRINGS: &str = "xl/sharedStrings.bin";
const LAST_COL: u32 = 16_383;
/// BrtCellRString: a cell with its text in it, parts of which are written otherwise.
const RICH_CELL: u16 = 0x3e;

/// All sheets by name; none where the file is not in order.
pub fn read(bytes: &[u8]) -> Option<MarkedBook> {
    let mut parts = Parts::of(bytes).ok()?;
    let targets = parts.relation_ids(BOOK).ok()?;
    let book = parts.whole(BOOK).ok()?;
    let styles =
        if parts.has(STYLES) { Styles::read(&parts.whole(STYLES).ok()?)? } else { Styles::default() };
    let texts = if parts.has(STRINGS) { texts(&parts.whole(STRINGS).ok()?)? } else { Vec::new() };
    let mut marked = MarkedBook { formats: styles.formats.clone(), ..MarkedBook::default() };
    let mut is_1904 = false;
    for (kind, body) in records(&book) {
        match kind {
            0x99 => is_1904 = double(body, 0)? & 1 != 0,
            0x9c => {
                let (id, after) = wide(body, 8)?;
                let (name, _) = wide(body, after)?;
                let Some((_, path)) = targets.get(&id) else { continue };
                if let Some(marks) = sheet(&mut parts, path, (&styles, &texts)) {
                    marked.sheets.insert(name, Marks { is_1904, ..marks });
                }
            }
            _ => {}
        }
    }
    Some(marked)
}

/// The records of a part: their kinds and bodies, up to where it breaks off.
fn records(part: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut byte = || {
            let byte = part.get(at).copied();
            at += 1;
            byte
        };
        let mut kind = u16::from(byte()?);
        if kind & 0x80 != 0 {
            kind = kind & 0x7f | (u16::from(byte()?) & 0x7f) << 7;
        }
        let mut length = 0;
        for n in 0..4 {
            let next = byte()?;
            length |= usize::from(next & 0x7f) << (7 * n);
            if next & 0x80 == 0 {
                break;
            }
        }
        let body = part.get(at..at + length)?;
        at += length;
        Some((kind, body))
    })
}

/// A text with its length before it, and where it ends.
fn wide(body: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::try_from(double(body, at)?).ok().filter(|length| *length != u32::MAX as usize)?;
    let end = length.checked_mul(2)?.checked_add(at + 4)?;
    let units = body.get(at + 4..end)?.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    Some((String::from_utf16_lossy(&units.collect::<Vec<_>>()), end))
}

/// What is said once for all sheets.
#[derive(Default)]
struct Styles {
    looks: Vec<Look>,
    formats: Vec<String>,
    /// Whether each font is struck through.
    fonts: Vec<bool>,
}

impl Styles {
    fn read(part: &[u8]) -> Option<Self> {
        let mut styles = Self { formats: vec!["General".to_owned()], ..Self::default() };
        let (mut fonts, mut fills, mut codes) = (Vec::new(), Vec::new(), HashMap::new());
        let mut in_cells = false;
        for (kind, body) in records(part) {
            match kind {
                0x2c => _ = codes.insert(word(body, 0)?, wide(body, 2)?.0),
                0x2b => fonts.push((word(body, 2)? & 8 != 0, colour(body.get(12..20)?))),
                0x2d => fills.push(if double(body, 0)? == 0 { 0 } else { colour(body.get(4..12)?) }),
                0x269 => in_cells = true,
                0x26a => in_cells = false,
                0x2f if in_cells => {
                    let format = word(body, 2)?;
                    let code = codes.get(&format).map_or_else(|| built_in(format), String::as_str).to_owned();
                    let (struck, ink) = fonts.get(usize::from(word(body, 4)?)).copied().unwrap_or_default();
                    let fill = fills.get(usize::from(word(body, 6)?)).copied().unwrap_or_default();
                    let look = Look { struck, ink, fill, ..Look::default() };
                    styles.looks.push(look_of(look, &code, &mut styles.formats));
                }
                _ => {}
            }
        }
        styles.fonts = fonts.iter().map(|(struck, _)| *struck).collect();
        Some(styles)
    }
}

/// Red, green and blue where they are said; the colour Excel chooses itself is none.
fn colour(body: &[u8]) -> u32 {
    match body {
        [how, _, _, _, red, green, blue, ..] if how & 1 != 0 && how >> 1 != 0 => {
            u32::from_be_bytes([0, *red, *green, *blue])
        }
        _ => 0,
    }
}

/// How parts of the texts are written, in the order cells name them.
fn texts(part: &[u8]) -> Option<Vec<Option<Runs>>> {
    let items = records(part).filter(|(kind, _)| *kind == 0x13);
    items.map(|(_, body)| runs(body)).collect()
}

fn runs(body: &[u8]) -> Option<Option<Runs>> {
    let rich = body.first()? & 1 != 0;
    let (text, at) = wide(body, 1)?;
    if !rich {
        return Some(None);
    }
    let fonts = body.get(at + 4..)?.chunks_exact(4).take(double(body, at)? as usize);
    let fonts = fonts.map(|run| (u16::from_le_bytes([run[0], run[1]]), u16::from_le_bytes([run[2], run[3]])));
    Some(Some(Runs::of(u16::try_from(text.encode_utf16().count()).ok()?, fonts.collect())))
}

type Said<'s> = (&'s Styles, &'s [Option<Runs>]);

fn sheet(parts: &mut Parts<'_>, path: &str, said: Said<'_>) -> Option<Marks> {
    let mut marks = of_records(&parts.whole(path).ok()?, said)?;
    for (kind, target) in parts.relations(path).unwrap_or_default() {
        if kind.ends_with("/comments") {
            marks.comments = comments(&parts.whole(&target).ok()?)?;
        } else if kind.ends_with("/drawing") {
            marks.drawings += parts.part(&target).and_then(count_anchors).unwrap_or(0);
        }
    }
    Some(marks)
}

fn of_records(part: &[u8], (styles, texts): Said<'_>) -> Option<Marks> {
    let (mut marks, mut row) = (Marks::default(), 0);
    let mut hidden_columns = BTreeSet::new();
    for (kind, body) in records(part) {
        match kind {
            // BrtRowHdr: a bit of its options says that it has no height.
            0x00 => {
                row = double(body, 0)?.checked_add(1)?;
                if body.get(11)? & 0x10 != 0 {
                    marks.hidden_rows.insert(row);
                }
            }
            // The cells, of whatever kind: column and look.
            0x01..=0x0b | RICH_CELL => {
                let col = u16::try_from(double(body, 0)?).ok()?;
                let look =
                    styles.looks.get((double(body, 4)? & 0x00ff_ffff) as usize).copied().unwrap_or_default();
                if !look.is_plain() {
                    marks.looks.insert((row, col), look);
                }
                let rich = if kind == RICH_CELL { body.get(8..) } else { None };
                if let Some(rich) = rich {
                    marks.texts.insert((row, col), wide(rich, 1)?.0);
                }
                let own = rich.and_then(runs).flatten();
                let text = if kind == 0x07 { Some(double(body, 8)? as usize) } else { None };
                if let Some(runs) = text.and_then(|text| texts.get(text)?.as_ref()).or(own.as_ref()) {
                    let font = |font| styles.fonts.get(usize::from(font)).copied().unwrap_or_default();
                    marks.struck.insert((row, col), runs.struck(look.struck, font));
                }
            }
            // BrtColInfo
            0x3c if word(body, 16)? & 1 != 0 => {
                let (first, last) = (double(body, 0)?, double(body, 4)?.min(LAST_COL));
                hidden_columns.extend((first..=last).filter_map(|col| u16::try_from(col).ok()));
            }
            // BrtMergeCell
            0xb0 => marks.merges.push(Merge {
                first_row: double(body, 0)?.checked_add(1)?,
                last_row: double(body, 4)?.checked_add(1)?,
                first_col: u16::try_from(double(body, 8)?).ok()?,
                last_col: u16::try_from(double(body, 12)?).ok()?,
            }),
            _ => {}
        }
    }
    marks.hidden_columns = hidden_columns.into_iter().collect();
    Some(marks)
}

fn comments(part: &[u8]) -> Option<Vec<Comment>> {
    let (mut authors, mut comments): (Vec<String>, Vec<Comment>) = (Vec::new(), Vec::new());
    for (kind, body) in records(part) {
        match kind {
            // BrtCommentAuthor, BrtBeginComment, BrtCommentText
            0x278 => authors.push(wide(body, 0)?.0),
            0x27b => comments.push(Comment {
                row: double(body, 4)?.checked_add(1)?,
                col: u16::try_from(double(body, 12)?).ok()?,
                author: authors.get(double(body, 0)? as usize).cloned().unwrap_or_default(),
                text: String::new(),
            }),
            0x27d => comments.last_mut()?.text = wide(body, 1)?.0,
            _ => {}
        }
    }
    Some(comments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_breaks_off_gives_what_was_there() {
        let part =
            [&[0x00, 0x0c][..], &[3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10], &[0x9c, 0x01, 0x03, 1]].concat();
        let kinds: Vec<u16> = records(&part).map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [0]);
        let marks = of_records(&part, (&Styles::default(), &[])).unwrap();
        assert_eq!(marks.hidden_rows.into_iter().collect::<Vec<_>>(), [4]);
        assert!(of_records(&[0x00, 0x01, 0], (&Styles::default(), &[])).is_none());
    }

    #[test]
    fn columns_that_are_hidden_again_and_again_are_hidden_once() {
        let info = [&[0x3c, 18][..], &[0; 4], &16_383_u32.to_le_bytes(), &[0; 8], &[1, 0]].concat();
        let marks = of_records(&info.repeat(50), (&Styles::default(), &[])).unwrap();
        assert_eq!(marks.hidden_columns.len(), 16_384);
    }

    #[test]
    fn comments_find_their_author() {
        let text = |text: &str| {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [&((units.len() / 2) as u32).to_le_bytes()[..], &units].concat()
        };
        let record = |kind: u16, body: &[u8]| {
            [&[(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8, body.len() as u8], body].concat()
        };
        let place = [0_u32, 4, 4, 2, 2, 0, 0, 0, 0].map(u32::to_le_bytes).concat();
        let said = [vec![0], text("ロッカーB")].concat();
        let part = [record(0x278, &text("佐藤")), record(0x27b, &place), record(0x27d, &said)].concat();
        let comment = Comment { row: 5, col: 2, author: "佐藤".into(), text: "ロッカーB".into() };
        assert_eq!(comments(&part), Some(vec![comment]));
    }
}
