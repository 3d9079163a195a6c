//! .xlsx, one sheet's part: hidden rows and columns, merges, formulas and struck strings, in one pass.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::cells::{Formula, Merge, Struck};
use super::xlsx_extra::{Broken, Extra, Result, Runs, attribute, push_text, walk};

pub const MAX_ROW: u32 = 1_048_576;
pub const MAX_COL: u32 = 16_384;
/// More formulas than this are not listed.
const MAX_LISTED: usize = 200_000;

/// Where the pass over a sheet's cells stands.
struct SheetPass<'x> {
    struck: &'x HashMap<usize, Struck>,
    row: u32,
    col: u32,
    shared: bool,
    formula: Option<String>,
    value: Option<String>,
    reading: Reading,
    /// Inside a string that stands in its cell.
    inline: Option<Runs>,
}

#[derive(PartialEq)]
enum Reading {
    Nothing,
    Formula,
    Value,
}

pub fn read_sheet(xml: impl BufRead, struck: &HashMap<usize, Struck>, extra: &mut Extra) -> Result<()> {
    let mut pass = SheetPass::new(struck);
    walk(xml, |event| {
        if let Some(runs) = &mut pass.inline {
            runs.take(event);
        }
        pass.take(event, extra)
    })
}

impl<'x> SheetPass<'x> {
    fn take(&mut self, event: &Event<'_>, extra: &mut Extra) -> Result<()> {
        match event {
            Event::Start(tag) => self.start(tag, extra),
            Event::Empty(tag) => {
                self.start(tag, extra)?;
                self.end(tag.local_name().as_ref(), extra);
                Ok(())
            }
            Event::End(tag) => {
                self.end(tag.local_name().as_ref(), extra);
                Ok(())
            }
            Event::Text(_) | Event::GeneralRef(_) if self.reading != Reading::Nothing => {
                let kept = if self.reading == Reading::Formula { &mut self.formula } else { &mut self.value };
                push_text(kept.get_or_insert_default(), event);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn new(struck: &'x HashMap<usize, Struck>) -> Self {
        let reading = Reading::Nothing;
        Self { struck, row: 0, col: 0, shared: false, formula: None, value: None, reading, inline: None }
    }

    fn start(&mut self, tag: &BytesStart<'_>, extra: &mut Extra) -> Result<()> {
        match tag.local_name().as_ref() {
            "row" => self.row(tag, extra)?,
            "c" => self.cell(tag)?,
            "f" => (self.reading, self.formula) = (Reading::Formula, Some(String::new())),
            "v" => {
                self.value = Some(String::new());
                // The text of a value matters only where strings with struck runs are to be found.
                let wanted = self.formula.is_some() || (self.shared && !self.struck.is_empty());
                self.reading = if wanted { Reading::Value } else { Reading::Nothing };
            }
            "is" => self.inline = Some(Runs::default()),
            "col" => hide_columns(tag, extra),
            "mergeCell" => extra.merges.extend(attribute(tag, "ref").and_then(|range| merge(&range))),
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self, tag: &BytesStart<'_>, extra: &mut Extra) -> Result<()> {
        let mut number = None;
        let mut hidden = false;
        for attribute in tag.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => number = Some(attribute.value.parse::<u32>()?),
                "hidden" => hidden = matches!(attribute.value.as_ref(), "1" | "true"),
                _ => {}
            }
        }
        self.row = number.unwrap_or(self.row + 1);
        self.col = 0;
        if self.row == 0 || self.row > MAX_ROW {
            return Err(Broken(format!("row {}", self.row)));
        }
        if hidden {
            extra.hidden_rows.insert(self.row);
        }
        Ok(())
    }

    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<()> {
        (self.formula, self.value, self.shared) = (None, None, false);
        self.col += 1;
        for attribute in tag.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => {
                    let at = cell_at(&attribute.value)
                        .ok_or_else(|| Broken(format!("cell {}", attribute.value)))?;
                    (self.row, self.col) = (at.0, u32::from(at.1) + 1);
                }
                "t" => self.shared = attribute.value.as_ref() == "s",
                _ => {}
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &str, extra: &mut Extra) {
        match name {
            "f" | "v" => self.reading = Reading::Nothing,
            "is" => {
                let runs = self.inline.take().map(|runs| runs.found);
                let how = runs.and_then(|found| found.get(&0).copied());
                if let (Some(how), Ok(col)) = (how, u16::try_from(self.col.saturating_sub(1))) {
                    extra.struck.insert((self.row, col), how);
                }
            }
            "c" => self.cell_end(extra),
            _ => {}
        }
    }

    fn cell_end(&mut self, extra: &mut Extra) {
        let Ok(col) = u16::try_from(self.col.saturating_sub(1)) else { return };
        if let Some(text) = self.formula.take()
            && extra.formulas.len() < MAX_LISTED
        {
            let no_value = self.value.as_deref().is_none_or(str::is_empty);
            extra.formulas.push(Formula { row: self.row, col, text, no_value });
        }
        if self.shared && !self.struck.is_empty() {
            let index = self.value.as_deref().and_then(|value| value.trim().parse::<usize>().ok());
            if let Some(how) = index.and_then(|index| self.struck.get(&index)) {
                extra.struck.insert((self.row, col), *how);
            }
        }
    }
}

/// Most sheets hold no formulas, and their cells need no second reading: only the tags of rows, columns
/// and merges are parsed. None where the sheet holds what only the full pass can tell.
pub fn skim(mut xml: impl BufRead) -> Result<Option<Extra>> {
    let (mut extra, mut tag) = (Extra::default(), Vec::new());
    let mut pass = SheetPass::new(&NO_STRUCK);
    // Whether the sheet's own names stand without a prefix; extensions always have one.
    let mut plain = false;
    loop {
        if xml.skip_until(b'<')? == 0 {
            return Ok(Some(extra));
        }
        // Cells, values and everything that ends.
        if matches!(xml.fill_buf()?, [b'c', b' ' | b'>', ..] | [b'v' | b'/' | b'i' | b't', ..]) {
            continue;
        }
        tag.clear();
        xml.read_until(b'>', &mut tag)?;
        let text = std::str::from_utf8(&tag)?.trim_end_matches(['>', '/']);
        let end = text.find([' ', '\t', '\r', '\n']).unwrap_or(text.len());
        match &text[..end] {
            "row" | "col" | "mergeCell" => pass.start(&BytesStart::from_content(text, end), &mut extra)?,
            "worksheet" => plain = true,
            name if name == "f"
                || name == "strike"
                || name.starts_with('!')
                || (!plain && name.contains(':')) =>
            {
                return Ok(None);
            }
            _ => {}
        }
    }
}

static NO_STRUCK: std::sync::LazyLock<HashMap<usize, Struck>> = std::sync::LazyLock::new(HashMap::new);

fn hide_columns(tag: &BytesStart<'_>, extra: &mut Extra) {
    if !matches!(attribute(tag, "hidden").as_deref(), Some("1" | "true")) {
        return;
    }
    let bound = |key| attribute(tag, key).and_then(|text| text.parse::<u32>().ok());
    if let Some((first, last)) = bound("min").zip(bound("max")) {
        let columns = first.clamp(1, MAX_COL) - 1..last.clamp(1, MAX_COL);
        extra.hidden_columns.extend(columns.filter_map(|col| u16::try_from(col).ok()));
    }
}

/// `C5:E5`
fn merge(range: &str) -> Option<Merge> {
    let (from, to) = range.split_once(':').unwrap_or((range, range));
    let ((first_row, first_col), (last_row, last_col)) = (cell_at(from)?, cell_at(to)?);
    (first_row <= last_row && first_col <= last_col).then_some(Merge {
        first_row,
        first_col,
        last_row,
        last_col,
    })
}

/// `XFD1048576` as row from 1 and column from 0.
pub fn cell_at(text: &str) -> Option<(u32, u16)> {
    let text = text.trim_matches('$');
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at(letters);
    let digit =
        |sum: u32, b: u8| sum.checked_mul(26)?.checked_add(u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let col = letters.bytes().try_fold(0u32, digit)?;
    let row = digits.trim_start_matches('$').parse::<u32>().ok()?;
    let inside = (1..=MAX_COL).contains(&col) && (1..=MAX_ROW).contains(&row);
    inside.then_some((row, u16::try_from(col.checked_sub(1)?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_inside_the_sheet() {
        let cases = [
            ("A1", Some((1, 0))),
            ("XFD1048576", Some((1_048_576, 16_383))),
            ("XFE1", None),
            ("A1048577", None),
            ("A0", None),
            ("1", None),
            ("A99999999999", None),
            ("", None),
        ];
        for (text, at) in cases {
            assert_eq!(cell_at(text), at, "{text}");
        }
    }

    #[test]
    fn skimming_finds_what_the_full_pass_finds() {
        let sheet = |cells: &str| {
            format!(
                "<?xml version=\"1.0\"?><worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>\
                 <row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"4\" hidden=\"1\"><c r=\"A4\">{cells}</c></row>\
                 </sheetData><mergeCells><mergeCell ref=\"A1:A4\"/></mergeCells></worksheet>"
            )
        };
        let plain = sheet("<v>1</v>");
        let skimmed = skim(plain.as_bytes()).unwrap().unwrap();
        let mut full = Extra::default();
        read_sheet(plain.as_bytes(), &HashMap::new(), &mut full).unwrap();
        assert_eq!(format!("{skimmed:?}"), format!("{full:?}"));
        assert_eq!(
            (skimmed.hidden_rows.len(), skimmed.hidden_columns.len(), skimmed.merges.len()),
            (1, 2, 1)
        );
        assert!(skim(sheet("<f>A1</f><v>1</v>").as_bytes()).unwrap().is_none());
        assert!(skim(&b"<x:worksheet><x:sheetData/></x:worksheet>"[..]).unwrap().is_none());
    }
}
