//! CSV: records of a text, in whatever encoding it was written.
//!
//! Guessing by statistics is not used: half-width kana in CP932 look like EUC-JP to a guesser.

pub mod encodings;
mod quotes;

use super::cells::{Cell, Raw, Row};
use super::error::ReadFailure;
use super::stream::Failure;
pub use encodings::decode;
pub use quotes::Quotes;

/// Reads records of a text, one [`Row`] per record, with the row numbers Excel would show; `row` is called
/// for each.
pub fn read(text: &str, mut row: impl FnMut(Row) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut record = ::csv::StringRecord::new();
    let mut number = 0;
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        if !reader.read_record(&mut record).map_err(damaged)? {
            return Ok(());
        }
        number += 1 + blank_lines(text, from);
        let cell = |(col, text): (usize, &str)| {
            let value = Raw::Text(unformula(text).into());
            let col = u16::try_from(col).ok()?;
            (!value.is_blank()).then_some(Cell { col, value, ..Cell::default() })
        };
        row(Row { number, hidden: false, cells: record.iter().enumerate().filter_map(cell).collect() })?;
    }
}

fn damaged(error: ::csv::Error) -> Failure {
    Failure { failure: ReadFailure::Damaged, detail: error.to_string() }
}

/// Blank lines before a record, which the library passes over but Excel counts.
fn blank_lines(text: &str, from: usize) -> u32 {
    let (before, rest) = text.split_at_checked(from).unwrap_or((text, ""));
    // The library stops between the two characters of a line's end.
    let mut rest = if before.ends_with('\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    let mut blank = 0;
    while let Some(after) = ["\r\n", "\n", "\r"].iter().find_map(|end| rest.strip_prefix(end)) {
        (rest, blank) = (after, blank + 1);
    }
    blank
}

/// Tab where the first lines hold tabs and no commas.
fn delimiter(text: &str) -> u8 {
    let head: String = text.lines().take(20).collect();
    let count = |c: char| head.matches(c).count();
    if count('\t') > count(',') && count('\t') >= count(';') {
        b'\t'
    } else if count(';') > count(',') {
        b';'
    } else {
        b','
    }
}

/// `="001"` is how systems keep Excel from eating zeros, `'=1+1` how [`crate::export`] keeps it from reckoning.
fn unformula(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix('\'')
        && rest.trim_start_matches('\'').starts_with(GUARDED)
    {
        return rest;
    }
    text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(text)
}

/// What begins with these is written behind an apostrophe.
pub const GUARDED: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::options::TextEncoding;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        read(&decode(bytes, None).0, |row| {
            rows.push(row.cells.iter().map(|cell| cell.value.text().into_owned()).collect());
            Ok(())
        })
        .unwrap();
        rows
    }

    #[test]
    fn the_three_encodings_are_told_apart() {
        let text = "№,氏名\r\n1,髙橋　一郎\r\n";
        let cp932 = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for bytes in [text.as_bytes().to_vec(), cp932, utf16, format!("\u{feff}{text}").into_bytes()] {
            assert_eq!(rows(&bytes), [["№", "氏名"], ["1", "髙橋　一郎"]]);
        }
    }

    #[test]
    fn the_user_has_the_last_word_on_the_encoding() {
        let cp932 = encoding_rs::SHIFT_JIS.encode("ﾔﾏﾀﾞ,髙橋").0.into_owned();
        assert_eq!(decode(&cp932, None), ("ﾔﾏﾀﾞ,髙橋".into(), TextEncoding::Cp932));
        let (wrong, encoding) = decode(&cp932, Some(TextEncoding::Utf8));
        assert!(wrong.contains('\u{fffd}') && encoding == TextEncoding::Utf8);
        // Two bytes that are 「ﾂｰ」 in CP932 and 「°」 in UTF-8: only the user knows.
        assert_eq!(decode(&[0xc2, 0xb0], Some(TextEncoding::Cp932)).0, "ﾂｰ");
    }

    #[test]
    fn rows_are_numbered_as_excel_does() {
        let mut numbers = Vec::new();
        let text = "\n\na,b\r\n\r\n\"1\n2\",3\n\n\nlast";
        read(text, |row| {
            numbers.push(row.number);
            Ok(())
        })
        .unwrap();
        assert_eq!(numbers, [3, 5, 8]);
    }

    #[test]
    fn quoted_line_feeds_tabs_and_zeros() {
        assert_eq!(rows(b"a,\"1\n2\",=\"001\"\n"), [["a", "1\n2", "001"]]);
        assert_eq!(rows(b"a\tb\n1\t2\n"), [["a", "b"], ["1", "2"]]);
    }

    #[test]
    fn an_apostrophe_that_only_guards_a_formula_is_no_part_of_the_text() {
        let cases = [
            ("'=SUM(A1)", "=SUM(A1)"),
            ("'+81-98", "+81-98"),
            ("'-", "-"),
            ("'@総務", "@総務"),
            ("''=1", "'=1"),
            ("'90年度", "'90年度"),
            ("'001", "'001"),
        ];
        for (written, meant) in cases {
            assert_eq!(rows(format!("a,{written}\n").as_bytes()), [["a", meant]]);
        }
    }
}
