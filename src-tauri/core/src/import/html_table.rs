//! HTMLの表: pages that business systems write and name .xls. One sheet, as Excel would show it.
//!
//! Tables follow one another; text between them stands in a row of its own, since it often says the year.
//! Only what a table needs is understood: rows, cells, spans, line breaks, struck words, colours of cells.

use std::borrow::Cow;
use std::collections::BTreeMap;

use html5gum::{EndTag, StartTag, Token, Tokenizer};

use super::cells::{Cell, Merge, Raw, Row, SheetHead, Struck};
use super::csv_text;
use super::options::TextEncoding;
use super::stream::Failure;
use super::workbook::Sink;
use super::xlsx_sheet::{MAX_COL, MAX_ROW};

/// Reads the page as one sheet without a name.
pub fn read(bytes: &[u8], wanted: Option<TextEncoding>, sink: &mut impl Sink) -> Result<(), Failure> {
    let (text, encoding) = decode(bytes, wanted);
    let mut page =
        Page { head: SheetHead { encoding: Some(encoding), ..SheetHead::default() }, ..Page::default() };
    page.head.marks_unread = has_styles_of_marks(&text);
    sink.sheet(&page.head)?;
    // The tokenizer takes in anything and cannot fail on a string.
    for Ok(token) in Tokenizer::new(text.as_ref()) {
        match token {
            Token::StartTag(tag) => page.start(&tag, sink)?,
            Token::EndTag(tag) => page.end(&tag, sink)?,
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    page.end_row(sink)?;
    page.loose(sink)?;
    sink.sheet_end(page.head)
}

/// Whether styles hide rows or strike words through, which only a browser could follow.
fn has_styles_of_marks(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    ["display:none", "visibility:hidden", "line-through"].iter().any(|style| plain.contains(style))
}

/// As a text file, but where that leaves CP932 the page's own word on its encoding counts.
fn decode(bytes: &[u8], wanted: Option<TextEncoding>) -> (Cow<'_, str>, TextEncoding) {
    let (text, encoding) = csv_text::decode(bytes, wanted);
    let said =
        said_encoding(bytes).filter(|said| *said == encoding_rs::EUC_JP || *said == encoding_rs::ISO_2022_JP);
    match said {
        Some(said) if wanted.is_none() && encoding == TextEncoding::Cp932 => {
            let encoding =
                if said == encoding_rs::EUC_JP { TextEncoding::EucJp } else { TextEncoding::Iso2022Jp };
            (said.decode_without_bom_handling(bytes).0, encoding)
        }
        _ => (text, encoding),
    }
}

/// `<meta charset=…>` or `content="text/html; charset=…"`.
fn said_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    encoding_rs::Encoding::for_label(label.as_bytes())
}

/// Where the walk over the page stands.
#[derive(Default)]
struct Page {
    head: SheetHead,
    row: u32,
    cells: Vec<Cell>,
    in_row: bool,
    cell: Option<Open>,
    /// Tables within tables: what is inside a cell is text.
    depth: u32,
    /// Columns that cells of earlier rows still reach into, with the rows left.
    spans: BTreeMap<u16, u32>,
    /// Text outside any table.
    loose: String,
    struck: u32,
    skipping: bool,
}

/// A cell that is being read.
struct Open {
    cell: Cell,
    across: u16,
    down: u32,
    text: String,
    struck: bool,
    plain: bool,
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>, sink: &mut impl Sink) -> Result<(), Failure> {
        match tag.name.as_slice() {
            b"table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.loose(sink)?;
                    self.spans.clear();
                }
            }
            b"tr" if self.depth <= 1 => {
                self.end_row(sink)?;
                self.begin_row();
            }
            b"td" | b"th" if self.depth <= 1 => self.begin_cell(tag),
            b"br" => self.newline(),
            b"s" | b"strike" | b"del" => self.struck += 1,
            b"style" | b"script" | b"title" | b"xml" => self.skipping = !tag.self_closing,
            b"p" | b"div" | b"h1" | b"h2" | b"h3" | b"h4" | b"li" | b"caption" => self.block(sink)?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: &EndTag<()>, sink: &mut impl Sink) -> Result<(), Failure> {
        match tag.name.as_slice() {
            b"table" => {
                if self.depth == 1 {
                    self.end_row(sink)?;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            b"tr" if self.depth <= 1 => self.end_row(sink)?,
            b"td" | b"th" if self.depth <= 1 => self.end_cell(),
            b"s" | b"strike" | b"del" => self.struck = self.struck.saturating_sub(1),
            b"style" | b"script" | b"title" | b"xml" => self.skipping = false,
            b"p" | b"div" | b"h1" | b"h2" | b"h3" | b"h4" | b"li" | b"caption" => self.block(sink)?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.skipping {
            return;
        }
        let struck = self.struck > 0;
        match &mut self.cell {
            Some(open) => {
                push_collapsed(&mut open.text, text);
                let said = text.chars().any(|c| !c.is_whitespace());
                open.struck |= said && struck;
                open.plain |= said && !struck;
            }
            None if self.depth == 0 => push_collapsed(&mut self.loose, text),
            None => {}
        }
    }

    fn newline(&mut self) {
        match &mut self.cell {
            Some(open) => open.text.push('\n'),
            None => self.loose.push('\n'),
        }
    }

    /// A paragraph: a line of its own inside a cell, a row of its own outside.
    fn block(&mut self, sink: &mut impl Sink) -> Result<(), Failure> {
        match &mut self.cell {
            Some(open) if !open.text.trim().is_empty() => open.text.push('\n'),
            Some(_) => {}
            None if self.depth == 0 => self.loose(sink)?,
            None => {}
        }
        Ok(())
    }

    fn loose(&mut self, sink: &mut impl Sink) -> Result<(), Failure> {
        let text = std::mem::take(&mut self.loose);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.row = self.next_row();
            let cell = Cell { value: Raw::Text(line), ..Cell::default() };
            sink.row(&Row { number: self.row, hidden: false, cells: vec![cell] })?;
        }
        Ok(())
    }

    fn next_row(&self) -> u32 {
        (self.row + 1).min(MAX_ROW)
    }

    fn begin_row(&mut self) {
        self.row = self.next_row();
        self.in_row = true;
    }

    fn begin_cell(&mut self, tag: &StartTag<()>) {
        self.end_cell();
        if !self.in_row {
            self.begin_row();
        }
        let taken = self.cells.iter().map(|cell| cell.col + 1).max().unwrap_or(0);
        let mut col = taken.max(
            self.head
                .merges
                .iter()
                .filter(|merge| merge.first_row == self.row)
                .map(|merge| merge.last_col + 1)
                .max()
                .unwrap_or(0),
        );
        while self.spans.get(&col).is_some_and(|left| *left > 0) {
            col += 1;
        }
        let span = |name: &[u8], most: u32| {
            let value = tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
            value.and_then(|text| text.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, most)
        };
        let across = span(b"colspan", 1000) as u16;
        let colour = tag
            .attributes
            .get(b"bgcolor".as_slice())
            .map(|value| String::from_utf8_lossy(value).into_owned());
        let fill = colour.and_then(|text| u32::from_str_radix(text.trim_start_matches('#'), 16).ok());
        let fill = fill.filter(|rgb| *rgb < 0x00ff_ffff).unwrap_or(0);
        let cell = Cell { col, fill, ..Cell::default() };
        let (text, struck, plain) = (String::new(), false, false);
        self.cell = (u32::from(col) < MAX_COL).then_some(Open {
            cell,
            across,
            down: span(b"rowspan", 10_000),
            text,
            struck,
            plain,
        });
    }

    fn end_cell(&mut self) {
        let Some(mut open) = self.cell.take() else { return };
        let (first_col, last_col) = (open.cell.col, open.cell.col.saturating_add(open.across - 1));
        if open.across > 1 || open.down > 1 {
            self.head.merges.push(Merge {
                first_row: self.row,
                first_col,
                last_row: self.row + open.down - 1,
                last_col,
            });
        }
        if open.down > 1 {
            self.spans.extend((first_col..=last_col).map(|col| (col, open.down)));
        }
        open.cell.struck = match (open.struck, open.plain) {
            (true, false) => Struck::Whole,
            (true, true) => Struck::Partly,
            _ => Struck::No,
        };
        // A cell without text still takes its place.
        let text = open.text.trim();
        open.cell.value = Raw::Text(text.into());
        self.cells.push(open.cell);
    }

    fn end_row(&mut self, sink: &mut impl Sink) -> Result<(), Failure> {
        self.end_cell();
        if !std::mem::take(&mut self.in_row) {
            return Ok(());
        }
        self.spans.retain(|_, left| {
            *left -= 1;
            *left > 0
        });
        let mut cells = std::mem::take(&mut self.cells);
        cells.retain(|cell| !cell.value.is_blank());
        cells.sort_by_key(|cell| cell.col);
        if cells.is_empty() {
            return Ok(());
        }
        sink.row(&Row { number: self.row, hidden: false, cells })
    }
}

/// Text of a page: runs of blanks and line feeds are one blank, 全角 blanks stay.
fn push_collapsed(to: &mut String, text: &str) {
    for c in text.chars() {
        let blank = matches!(c, ' ' | '\t' | '\r' | '\n');
        if !blank {
            to.push(c);
        } else if !to.is_empty() && !to.ends_with([' ', '\n']) {
            to.push(' ');
        }
    }
}
