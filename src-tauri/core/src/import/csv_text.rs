//! CSV: BOM, then strict UTF-8, then CP932, the only three ways Japanese offices write text files.
//!
//! Guessing by statistics is not used: half-width kana in CP932 look like EUC-JP to a guesser.

use super::cells::{Cell, Raw, Row, Struck};
use super::error::ReadFailure;

/// Reads records of a text file, one [`Row`] per record; `row` is called for each.
pub fn read(bytes: &[u8], mut row: impl FnMut(Row) -> Result<(), ReadFailure>) -> Result<(), ReadFailure> {
    let text = decode(bytes);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut record = ::csv::StringRecord::new();
    let mut number = 0;
    while reader.read_record(&mut record).map_err(|_| ReadFailure::Damaged)? {
        number += 1;
        let cell = |(col, text): (usize, &str)| {
            let value = Raw::Text(unformula(text).into());
            let col = u16::try_from(col).ok()?;
            (!value.is_blank()).then_some(Cell { col, struck: Struck::No, format: 0, fill: 0, value })
        };
        row(Row { number, hidden: false, cells: record.iter().enumerate().filter_map(cell).collect() })?;
    }
    Ok(())
}

fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    // Excel ends some text files with Ctrl-Z.
    let bytes = bytes.strip_suffix(&[0x1a]).unwrap_or(bytes);
    if let Some((encoding, bom)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[bom..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::SHIFT_JIS.decode_without_bom_handling(bytes).0,
    }
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

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        read(bytes, |row| {
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
    fn quoted_line_feeds_tabs_and_zeros() {
        assert_eq!(rows(b"a,\"1\n2\",=\"001\"\n"), [["a", "1\n2", "001"]]);
        assert_eq!(rows(b"a\tb\n1\t2\n"), [["a", "b"], ["1", "2"]]);
    }
}
