//! XMLスプレッドシート 2003: one XML file, mostly named .xls. Streamed, with the marks of its cells.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cells::{Cell, Comment, Formula, Merge, Raw, Row, SheetHead, Struck};
use super::csv_text;
use super::error::ReadFailure;
use super::stream::Failure;
use super::workbook::{Look, Sink, iso};
use super::xlsx_extra::{attribute, push_text};
use super::xlsx_sheet::{MAX_COL, MAX_ROW};

/// Reads the sheets of a file in UTF-8, UTF-16 or CP932.
pub fn read(bytes: &[u8], sink: &mut impl Sink) -> Result<(), Failure> {
    let text = csv_text::decode(bytes, None).0;
    let mut xml = Reader::from_str(&text);
    let mut pass = Pass::default();
    loop {
        let event = xml.read_event().map_err(|error| damaged(&error))?;
        match &event {
            Event::Eof => return pass.finish(sink),
            Event::Start(tag) => pass.start(tag, sink)?,
            Event::Empty(tag) => {
                pass.start(tag, sink)?;
                pass.end(tag.local_name().as_ref(), sink)?;
            }
            Event::End(tag) => pass.end(tag.local_name().as_ref(), sink)?,
            _ => pass.text(&event),
        }
    }
}

fn damaged(why: &dyn std::fmt::Display) -> Failure {
    Failure { failure: ReadFailure::Damaged, detail: why.to_string() }
}

/// What the text that comes next belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Reading {
    #[default]
    Nothing,
    Data,
    Comment,
    Visible,
}

#[derive(Default)]
struct Pass {
    /// Looks by the id of their style; the format's code stands beside.
    styles: HashMap<String, (Look, String)>,
    /// The style whose parts are being read.
    style: String,
    sheet: Option<SheetHead>,
    row: Row,
    row_style: String,
    next_col: u32,
    next_column: u32,
    cell: Option<Open>,
    reading: Reading,
    visible: String,
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    col: u32,
    style: String,
    kind: String,
    text: String,
    formula: Option<String>,
    comment: Option<Comment>,
    struck: bool,
    plain: bool,
    in_struck: bool,
}

impl Pass {
    fn start(&mut self, tag: &BytesStart<'_>, sink: &mut impl Sink) -> Result<(), Failure> {
        match tag.local_name().as_ref() {
            "Style" => self.style = attribute(tag, "ID").unwrap_or_default(),
            "Font" | "Interior" | "NumberFormat" => self.style_part(tag),
            "Worksheet" => {
                let name = attribute(tag, "Name");
                let head = SheetHead { name, formats: vec!["General".to_owned()], ..SheetHead::default() };
                sink.sheet(&head)?;
                self.sheet = Some(head);
                self.row.number = 0;
                self.next_column = 1;
            }
            "Column" => self.column(tag),
            "Row" => self.begin_row(tag)?,
            "Cell" => self.begin_cell(tag)?,
            "Comment" => self.begin_comment(tag),
            "Data" => self.begin_data(tag),
            "S" | "s" => self.in_struck(true),
            "Visible" => self.reading = Reading::Visible,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, sink: &mut impl Sink) -> Result<(), Failure> {
        match name {
            "Data" => self.reading = Reading::Nothing,
            "S" | "s" => self.in_struck(false),
            "Cell" => self.end_cell(),
            "Row" => {
                let number = self.row.number;
                let done = std::mem::replace(&mut self.row, Row { number, ..Row::default() });
                if !done.cells.is_empty() {
                    sink.row(&done)?;
                }
            }
            "Visible" => {
                self.reading = Reading::Nothing;
                let hidden = std::mem::take(&mut self.visible).trim().starts_with("SheetHidden");
                if let Some(head) = &mut self.sheet {
                    head.hidden |= hidden;
                }
            }
            "Worksheet" => self.finish(sink)?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, event: &Event<'_>) {
        match (self.reading, &mut self.cell) {
            (Reading::Data, Some(open)) => {
                let before = open.text.len();
                push_text(&mut open.text, event);
                let said = !open.text[before..].trim().is_empty();
                open.struck |= said && open.in_struck;
                open.plain |= said && !open.in_struck;
            }
            (Reading::Comment, Some(Open { comment: Some(comment), .. })) => {
                push_text(&mut comment.text, event)
            }
            (Reading::Visible, _) => push_text(&mut self.visible, event),
            _ => {}
        }
    }

    fn style_part(&mut self, tag: &BytesStart<'_>) {
        let (look, format) = self.styles.entry(self.style.clone()).or_default();
        let colour = attribute(tag, "Color");
        let colour = colour.and_then(|text| u32::from_str_radix(text.trim_start_matches('#'), 16).ok());
        match tag.local_name().as_ref() {
            "Font" => {
                look.struck = attribute(tag, "StrikeThrough").as_deref() == Some("1");
                look.ink = colour.unwrap_or(0);
            }
            "Interior" => look.fill = colour.filter(|rgb| *rgb < 0x00ff_ffff).unwrap_or(0),
            _ => *format = attribute(tag, "Format").unwrap_or_default(),
        }
    }

    fn column(&mut self, tag: &BytesStart<'_>) {
        let first = number(tag, "Index").unwrap_or(self.next_column).max(1);
        let last = first.saturating_add(number(tag, "Span").unwrap_or(0)).min(MAX_COL);
        self.next_column = last.saturating_add(1);
        if attribute(tag, "Hidden").as_deref() == Some("1")
            && let Some(head) = &mut self.sheet
        {
            head.hidden_columns.extend((first - 1..last).filter_map(|col| u16::try_from(col).ok()));
        }
    }

    fn begin_row(&mut self, tag: &BytesStart<'_>) -> Result<(), Failure> {
        let at = number(tag, "Index").unwrap_or(self.row.number + 1);
        if at <= self.row.number || at > MAX_ROW {
            return Err(damaged(&format!("row {at}")));
        }
        self.row =
            Row { number: at, hidden: attribute(tag, "Hidden").as_deref() == Some("1"), cells: Vec::new() };
        self.row_style = attribute(tag, "StyleID").unwrap_or_default();
        self.next_col = 1;
        Ok(())
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), Failure> {
        let col = number(tag, "Index").unwrap_or(self.next_col);
        let across = number(tag, "MergeAcross").unwrap_or(0);
        let down = number(tag, "MergeDown").unwrap_or(0);
        let last = col.saturating_add(across);
        if col < self.next_col.max(1) || last > MAX_COL || self.row.number.saturating_add(down) > MAX_ROW {
            return Err(damaged(&format!("cell {},{col}", self.row.number)));
        }
        self.next_col = last + 1;
        if let Some(head) = &mut self.sheet
            && (across > 0 || down > 0)
        {
            head.merges.push(Merge {
                first_row: self.row.number,
                first_col: (col - 1) as u16,
                last_row: self.row.number + down,
                last_col: (last - 1) as u16,
            });
        }
        self.cell = Some(Open {
            col: col - 1,
            style: attribute(tag, "StyleID").unwrap_or_else(|| self.row_style.clone()),
            formula: attribute(tag, "Formula"),
            ..Open::default()
        });
        Ok(())
    }

    fn begin_comment(&mut self, tag: &BytesStart<'_>) {
        let row = self.row.number;
        if let Some(open) = &mut self.cell {
            let author = attribute(tag, "Author").unwrap_or_default();
            open.comment = Some(Comment { row, col: open.col as u16, author, text: String::new() });
        }
    }

    /// Of the cell, or of the comment that stands in it.
    fn begin_data(&mut self, tag: &BytesStart<'_>) {
        let Some(open) = &mut self.cell else { return };
        if open.comment.is_some() {
            self.reading = Reading::Comment;
        } else {
            open.kind = attribute(tag, "Type").unwrap_or_default();
            self.reading = Reading::Data;
        }
    }

    fn in_struck(&mut self, inside: bool) {
        if let Some(open) = &mut self.cell {
            open.in_struck = inside;
        }
    }

    fn end_cell(&mut self) {
        let Some((open, head)) = self.cell.take().zip(self.sheet.as_mut()) else { return };
        let col = open.col as u16;
        head.comments.extend(open.comment);
        let value = value(&open.kind, open.text);
        if let Some(text) = open.formula {
            let no_value = value == Raw::Empty;
            head.formulas.push(Formula { row: self.row.number, col, text, no_value });
        }
        if value == Raw::Empty {
            return;
        }
        let (mut look, format) = self.styles.get(&open.style).cloned().unwrap_or_default();
        look.format = format_index(&mut head.formats, &format);
        let struck = match (look.struck || open.struck, open.plain && !look.struck) {
            (true, false) => Struck::Whole,
            (true, true) => Struck::Partly,
            _ => Struck::No,
        };
        self.row.cells.push(Cell { col, struck, format: look.format, fill: look.fill, ink: look.ink, value });
    }

    fn finish(&mut self, sink: &mut impl Sink) -> Result<(), Failure> {
        match self.sheet.take() {
            Some(head) => sink.sheet_end(head),
            None => Ok(()),
        }
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name).and_then(|text| text.parse().ok())
}

fn value(kind: &str, text: String) -> Raw {
    match kind {
        _ if text.is_empty() => Raw::Empty,
        "Number" => text.trim().parse().map_or_else(|_| Raw::Text(text.into()), Raw::Number),
        "DateTime" => iso(text.as_str()),
        "Boolean" => Raw::Bool(text.trim() == "1"),
        "Error" => Raw::Error(text.into()),
        _ => Raw::Text(text.into()),
    }
}

/// The place of a format among those of its sheet.
fn format_index(formats: &mut Vec<String>, code: &str) -> u16 {
    if code.is_empty() {
        return 0;
    }
    let known = formats.iter().position(|known| known == code).unwrap_or_else(|| {
        formats.push(code.to_owned());
        formats.len() - 1
    });
    u16::try_from(known).unwrap_or(0)
}
