//! .ods beyond the values: hidden rows and columns, strike-through, colours, merges, comments.
//!
//! One pass over the styles and one over the content (OpenDocument 1.3). A style takes from its parent what it
//! does not say itself. Where a part cannot be followed the pass gives nothing, and the user is told so.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::cells::{Comment, Merge, Struck};
use super::workbook::{Look, MarkedBook, Marks};
use super::xlsx_extra::{Broken, Result, attribute, push_text, walk};

/// A cell said to be repeated oftener than this is no cell somebody filled.
const MOST_REPEATED: u32 = 10_000;
/// Unpacked; what is longer breaks off and is told as unread.
const MOST_BYTES: u64 = 400 * 1024 * 1024;
/// Parents of a style.
const DEEPEST: usize = 10;

/// All sheets by name; none where the file is not in order.
pub fn read(bytes: &[u8]) -> Option<MarkedBook> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut styles = Styles::default();
    // A file may do without styles of its own.
    if let Ok(part) = part(&mut zip, "styles.xml") {
        walk(part, |event| styles.take(event)).ok()?;
    }
    walk(part(&mut zip, "content.xml").ok()?, |event| styles.take(event)).ok()?;
    let mut pass = Pass::new(&styles);
    walk(part(&mut zip, "content.xml").ok()?, |event| pass.take(event)).ok()?;
    Some(MarkedBook { sheets: pass.sheets, formats: Vec::new() })
}

fn part<'z, 'b>(
    zip: &'z mut ZipArchive<Cursor<&'b [u8]>>,
    name: &str,
) -> Result<impl std::io::BufRead + use<'z, 'b>> {
    let file = zip.by_name(name)?;
    Ok(BufReader::with_capacity(64 * 1024, file.take(MOST_BYTES)))
}

/// What a style says itself.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    struck: Option<bool>,
    fill: Option<u32>,
    ink: Option<u32>,
}

#[derive(Default)]
struct Styles {
    all: HashMap<String, Style>,
    now: Option<String>,
}

impl Styles {
    fn take(&mut self, event: &Event<'_>) -> Result<()> {
        match event {
            Event::Start(tag) | Event::Empty(tag) => self.tag(tag),
            Event::End(tag) if tag.local_name().as_ref() == "style" => self.now = None,
            _ => {}
        }
        Ok(())
    }

    fn tag(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        if name.as_ref() == "style" {
            self.now = attribute(tag, "name");
            let parent = attribute(tag, "parent-style-name");
            if let Some(name) = &self.now {
                self.all.insert(name.clone(), Style { parent, ..Style::default() });
            }
            return;
        }
        let Some(style) = self.now.as_ref().and_then(|name| self.all.get_mut(name)) else { return };
        match name.as_ref() {
            "table-cell-properties" => {
                style.fill = attribute(tag, "background-color").map(|text| colour(&text))
            }
            "text-properties" => {
                let line = attribute(tag, "text-line-through-style");
                let line = line.or_else(|| attribute(tag, "text-line-through-type"));
                style.struck = line.map(|line| line != "none");
                style.ink = attribute(tag, "color").map(|text| colour(&text));
            }
            _ => {}
        }
    }

    /// What a style or one of its parents says.
    fn of<T>(&self, name: &str, says: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut name = name;
        for _ in 0..DEEPEST {
            let style = self.all.get(name)?;
            if let Some(said) = says(style) {
                return Some(said);
            }
            name = style.parent.as_deref()?;
        }
        None
    }

    fn look(&self, name: &str) -> Look {
        let fill = self.of(name, |style| style.fill).unwrap_or(0);
        Look {
            struck: self.of(name, |style| style.struck).unwrap_or(false),
            fill: if fill == 0x00ff_ffff { 0 } else { fill },
            ink: self.of(name, |style| style.ink).unwrap_or(0),
            ..Look::default()
        }
    }
}

/// `#ff0000`; none of `transparent`.
fn colour(text: &str) -> u32 {
    text.strip_prefix('#').and_then(|hex| u32::from_str_radix(hex, 16).ok()).unwrap_or(0)
}

/// Where the pass over the content stands.
struct Pass<'s> {
    styles: &'s Styles,
    sheets: HashMap<String, Marks>,
    name: String,
    marks: Marks,
    /// Styles of the columns' cells, with how many columns each is for.
    columns: Vec<(u32, String)>,
    column: u32,
    row: u32,
    rows: u32,
    cell: Option<Cell>,
    col: u32,
    note: Option<Comment>,
    /// Whether the words now read are struck by their own style, innermost last.
    spans: Vec<Option<bool>>,
    text: bool,
    author: bool,
}

/// The cell now read.
struct Cell {
    look: Look,
    repeated: u32,
    filled: bool,
    /// Whether any of its words are struck, and any not.
    struck: (bool, bool),
}

impl<'s> Pass<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            sheets: HashMap::new(),
            name: String::new(),
            marks: Marks::default(),
            columns: Vec::new(),
            column: 0,
            row: 1,
            rows: 1,
            cell: None,
            col: 0,
            note: None,
            spans: Vec::new(),
            text: false,
            author: false,
        }
    }

    fn take(&mut self, event: &Event<'_>) -> Result<()> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::Empty(tag) => {
                self.start(tag)?;
                self.end(tag.local_name().as_ref());
                Ok(())
            }
            Event::End(tag) => {
                self.end(tag.local_name().as_ref());
                Ok(())
            }
            Event::Text(_) | Event::GeneralRef(_) => {
                self.words(event);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<()> {
        match tag.local_name().as_ref() {
            "table" => {
                self.name = attribute(tag, "name").ok_or_else(|| Broken("a table without a name".into()))?;
                self.marks = Marks::default();
                (self.columns, self.column, self.row) = (Vec::new(), 0, 1);
            }
            "table-column" => self.begin_column(tag),
            "table-row" => {
                self.rows = times(tag, "number-rows-repeated");
                self.col = 0;
                if is_hidden(tag) {
                    let last = self.row.saturating_add(self.rows.min(MOST_REPEATED));
                    self.marks.hidden_rows.extend(self.row..last);
                }
            }
            "table-cell" | "covered-table-cell" => self.begin_cell(tag),
            "annotation" => {
                let col = u16::try_from(self.col).unwrap_or(u16::MAX);
                let (author, text) = (String::new(), String::new());
                self.note = Some(Comment { row: self.row, col, author, text });
            }
            "creator" => self.author = true,
            "p" => {
                self.text = true;
                if let Some(note) = self.note.as_mut().filter(|note| !note.text.is_empty()) {
                    note.text.push('\n');
                }
            }
            "span" => {
                let style = attribute(tag, "style-name").unwrap_or_default();
                self.spans.push(self.styles.of(&style, |style| style.struck));
            }
            "frame" | "custom-shape" => self.marks.drawings += 1,
            _ => {}
        }
        Ok(())
    }

    fn begin_column(&mut self, tag: &BytesStart<'_>) {
        let count = times(tag, "number-columns-repeated");
        if is_hidden(tag) {
            let last = self.column.saturating_add(count.min(MOST_REPEATED));
            self.marks.hidden_columns.extend((self.column..last).filter_map(|col| u16::try_from(col).ok()));
        }
        self.column = self.column.saturating_add(count);
        self.columns.push((self.column, attribute(tag, "default-cell-style-name").unwrap_or_default()));
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) {
        let of_column = || {
            let column = self.columns.iter().find(|(end, _)| self.col < *end);
            column.map(|(_, style)| style.clone()).unwrap_or_default()
        };
        let style = attribute(tag, "style-name").unwrap_or_else(of_column);
        let (wide, high) = (times(tag, "number-columns-spanned"), times(tag, "number-rows-spanned"));
        if wide > 1 || high > 1 {
            self.marks.merges.extend(self.merge(wide, high));
        }
        self.cell = Some(Cell {
            look: self.styles.look(&style),
            repeated: times(tag, "number-columns-repeated"),
            filled: attribute(tag, "value-type").is_some(),
            struck: (false, false),
        });
    }

    fn merge(&self, wide: u32, high: u32) -> Option<Merge> {
        Some(Merge {
            first_row: self.row,
            first_col: u16::try_from(self.col).ok()?,
            last_row: self.row.checked_add(high - 1)?,
            last_col: u16::try_from(self.col.checked_add(wide - 1)?).ok()?,
        })
    }

    fn words(&mut self, event: &Event<'_>) {
        match (&mut self.note, &mut self.cell) {
            (Some(note), _) if self.author => push_text(&mut note.author, event),
            (Some(note), _) if self.text => push_text(&mut note.text, event),
            (None, Some(cell)) if self.text => {
                let own = self.spans.iter().rev().find_map(|span| *span).unwrap_or(cell.look.struck);
                cell.filled = true;
                cell.struck = (cell.struck.0 || own, cell.struck.1 || !own);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table" => {
                let marks = std::mem::take(&mut self.marks);
                self.sheets.insert(std::mem::take(&mut self.name), marks);
            }
            "table-row" => self.row = self.row.saturating_add(self.rows),
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "annotation" => self.marks.comments.extend(self.note.take()),
            "creator" => self.author = false,
            "p" => self.text = false,
            "span" => drop(self.spans.pop()),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let partly = match cell.struck {
            (true, true) => Some(Struck::Partly),
            (true, false) if !cell.look.struck => Some(Struck::Whole),
            (false, true) if cell.look.struck => Some(Struck::No),
            _ => None,
        };
        let plain = !cell.look.struck && cell.look.fill == 0 && cell.look.ink == 0;
        if cell.filled && !(plain && partly.is_none()) {
            let last = self.col.saturating_add(cell.repeated.min(MOST_REPEATED));
            let rows = self.row..self.row.saturating_add(self.rows.min(MOST_REPEATED));
            for (row, col) in rows.flat_map(|row| (self.col..last).map(move |col| (row, col))).take(1_000_000)
            {
                let Ok(col) = u16::try_from(col) else { break };
                self.marks.looks.insert((row, col), cell.look);
                if let Some(partly) = partly {
                    self.marks.struck.insert((row, col), partly);
                }
            }
        }
        self.col = self.col.saturating_add(cell.repeated);
    }
}

fn times(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|text| text.parse().ok()).filter(|times| *times > 0).unwrap_or(1)
}

/// Hidden by hand, or by a filter.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "visibility").is_some_and(|text| text == "collapse" || text == "filter")
}
