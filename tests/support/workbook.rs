//! What a colleague does to a workbook in Excel, done to the XML inside it: cells typed over, rows taken out.
//! Knows nothing of the program, so that it edits what was really written.

use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// An .xlsx as its parts.
pub struct Workbook {
    parts: Vec<(String, Vec<u8>)>,
    texts: Vec<String>,
}

/// A row of a sheet: its number and its cells by column.
struct Line {
    head: String,
    cells: Vec<(usize, String)>,
}

impl Workbook {
    pub fn open(path: &Path) -> Self {
        let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
        let mut parts = Vec::new();
        for n in 0..zip.len() {
            let mut part = zip.by_index(n).unwrap();
            let mut body = Vec::new();
            part.read_to_end(&mut body).unwrap();
            parts.push((part.name().unwrap().into_owned(), body));
        }
        let mut book = Self { parts, texts: Vec::new() };
        let shared = book.part("xl/sharedStrings.xml");
        book.texts = shared.split("<si>").skip(1).map(text_of).collect();
        book
    }

    pub fn save(&self, path: &Path) {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, body) in &self.parts {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(body).unwrap();
        }
        std::fs::write(path, zip.finish().unwrap().into_inner()).unwrap();
    }

    /// Gives a sheet another name.
    pub fn rename_sheet(&mut self, from: &str, to: &str) {
        self.edit("xl/workbook.xml", |text| {
            text.replace(&format!(r#"name="{from}""#), &format!(r#"name="{to}""#))
        });
    }

    /// Puts a copy of a sheet behind all others, hidden cells and all, and answers its number.
    pub fn copy_sheet(&mut self, sheet: usize, name: &str) -> usize {
        let number = (1..).find(|n| !self.parts.iter().any(|(part, _)| *part == sheet_name(*n))).unwrap();
        let body = self.part(&sheet_name(sheet)).into_bytes();
        self.parts.push((sheet_name(number), body));
        let kind = "officeDocument/2006/relationships/worksheet";
        let link = format!(
            r#"<Relationship Id="copy" Type="http://schemas.openxmlformats.org/{kind}" Target="worksheets/sheet{number}.xml"/>"#
        );
        let id = number + 100;
        let entry = format!(r#"<sheet name="{name}" sheetId="{id}" r:id="copy"/></sheets>"#);
        self.edit("xl/_rels/workbook.xml.rels", |text| {
            text.replace("</Relationships>", &format!("{link}</Relationships>"))
        });
        self.edit("xl/workbook.xml", |text| text.replace("</sheets>", &entry));
        let of_type = format!(
            r#"<Override PartName="/{}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#,
            sheet_name(number)
        );
        self.edit("[Content_Types].xml", |text| text.replace("</Types>", &format!("{of_type}</Types>")));
        number
    }

    /// Takes a sheet out whole.
    pub fn remove_sheet(&mut self, name: &str) {
        self.edit("xl/workbook.xml", |text| {
            let start = text.find(&format!(r#"<sheet name="{name}""#)).unwrap();
            let end = start + text[start..].find("/>").unwrap() + 2;
            format!("{}{}", &text[..start], &text[end..])
        });
    }

    fn edit(&mut self, name: &str, edit: impl FnOnce(&str) -> String) {
        let edited = edit(&self.part(name));
        self.parts.iter_mut().find(|(part, _)| part == name).unwrap().1 = edited.into_bytes();
    }

    /// Types over the cell in the row where `at` stands, under a heading. Sheets count from 1.
    pub fn set(&mut self, sheet: usize, at: &str, heading: &str, text: &str) {
        let (row, _) = self.find(sheet, at);
        let (_, col) = self.find(sheet, heading);
        let cell = inline(col, row, text);
        self.change(sheet, |lines| {
            let line = lines.iter_mut().find(|line| line.number() == row).unwrap();
            line.cells.retain(|(at, _)| *at != col);
            if !text.is_empty() {
                line.cells.push((col, cell.clone()));
                line.cells.sort_by_key(|(at, _)| *at);
            }
        });
    }

    /// Deletes the hidden first column.
    pub fn remove_marks(&mut self, sheet: usize) {
        self.change(sheet, |lines| {
            let before: usize = lines.iter().map(|line| line.cells.len()).sum();
            lines.iter_mut().for_each(|line| line.cells.retain(|(col, _)| *col > 1));
            let after: usize = lines.iter().map(|line| line.cells.len()).sum();
            assert!(after < before, "sheet {sheet} has no column of marks");
        });
    }

    /// Takes out all rows below the one in which `at` stands.
    pub fn remove_below(&mut self, sheet: usize, at: &str) {
        let (row, _) = self.find(sheet, at);
        self.change(sheet, |lines| lines.retain(|line| line.number() <= row));
    }

    /// Hides the row in which `at` stands.
    pub fn hide(&mut self, sheet: usize, at: &str) {
        let (row, _) = self.find(sheet, at);
        self.change(sheet, |lines| {
            let line = lines.iter_mut().find(|line| line.number() == row).unwrap();
            line.head = line.head.replacen("<row ", r#"<row hidden="1" "#, 1);
        });
    }

    /// Writes a row under the last one, as somebody who does not see the hidden column of marks.
    pub fn add(&mut self, sheet: usize, cells: &[(&str, &str)]) {
        let mut places: Vec<(usize, &str)> =
            cells.iter().map(|(heading, text)| (self.find(sheet, heading).1, *text)).collect();
        places.sort_unstable();
        self.change(sheet, |lines| {
            let row = lines.last().unwrap().number() + 1;
            let cells = places.iter().map(|(col, text)| (*col, inline(*col, row, text))).collect();
            lines.push(Line { head: format!(r#"<row r="{row}">"#), cells });
        });
    }

    /// Two rows change places, but not what stands in the hidden first column: sorted without it.
    pub fn swap_without_marks(&mut self, sheet: usize, one: &str, other: &str) {
        let (one, other) = (self.find(sheet, one).0, self.find(sheet, other).0);
        self.change(sheet, |lines| {
            let at = |lines: &[Line], row: usize| lines.iter().position(|line| line.number() == row).unwrap();
            let (one_at, other_at) = (at(lines, one), at(lines, other));
            let moved = |line: &Line, from: usize, to: usize| -> Vec<(usize, String)> {
                let renumbered = |cell: &str| cell.replacen(&format!("{from}\""), &format!("{to}\""), 1);
                line.cells
                    .iter()
                    .filter(|(col, _)| *col > 1)
                    .map(|(col, cell)| (*col, renumbered(cell)))
                    .collect()
            };
            let (to_other, to_one) = (moved(&lines[one_at], one, other), moved(&lines[other_at], other, one));
            for (line, cells) in [(one_at, to_one), (other_at, to_other)] {
                lines[line].cells.retain(|(col, _)| *col == 1);
                lines[line].cells.extend(cells);
            }
        });
    }

    /// Gives all cells of the row where `at` stands the look of a heading.
    pub fn paint(&mut self, sheet: usize, at: &str, heading: &str) {
        let ((row, _), (head, col)) = (self.find(sheet, at), self.find(sheet, heading));
        self.change(sheet, |lines| {
            let of_head = lines.iter().find(|line| line.number() == head).unwrap();
            let cell = &of_head.cells.iter().find(|(at, _)| *at == col).unwrap().1;
            let look = between(cell, " s=\"", "\"").unwrap();
            let line = lines.iter_mut().find(|line| line.number() == row).unwrap();
            for (_, cell) in &mut line.cells {
                let (tag, rest) = cell.split_once('>').unwrap();
                let bare = match between(tag, " s=\"", "\"") {
                    Some(old) => tag.replace(&format!(" s=\"{old}\""), ""),
                    None => tag.to_owned(),
                };
                *cell = format!(
                    "{} s=\"{look}\"{}>{rest}",
                    bare.trim_end_matches('/'),
                    if tag.ends_with('/') { "/" } else { "" }
                );
            }
        });
    }

    /// Takes the row out in which `at` stands; what follows keeps its number, as if it had been cleared.
    pub fn remove(&mut self, sheet: usize, at: &str) {
        let (row, _) = self.find(sheet, at);
        self.change(sheet, |lines| lines.retain(|line| line.number() != row));
    }

    /// Empties the row in which `at` stands: the hidden cell at its beginning stays.
    pub fn clear(&mut self, sheet: usize, at: &str) {
        let (row, _) = self.find(sheet, at);
        self.change(sheet, |lines| {
            let line = lines.iter_mut().find(|line| line.number() == row).unwrap();
            line.cells.retain(|(col, _)| *col == 1);
        });
    }

    /// Puts a copy of a row under the last one, hidden cells and all.
    pub fn copy_to_end(&mut self, sheet: usize, at: &str) {
        let (row, _) = self.find(sheet, at);
        self.change(sheet, |lines| {
            let last = lines.last().unwrap().number() + 1;
            let from = lines.iter().find(|line| line.number() == row).unwrap();
            let renumbered = |text: &str| text.replace(&format!("{row}\""), &format!("{last}\""));
            let cells = from.cells.iter().map(|(col, cell)| (*col, renumbered(cell))).collect();
            let copy = Line { head: renumbered(&from.head), cells };
            lines.push(copy);
        });
    }

    fn find(&self, sheet: usize, text: &str) -> (usize, usize) {
        let lines = lines(&self.part(&sheet_name(sheet)));
        let found = lines.iter().rev().find_map(|line| {
            let cell = line.cells.iter().find(|(_, cell)| self.shown(cell) == text)?;
            Some((line.number(), cell.0))
        });
        found.unwrap_or_else(|| panic!("no cell of sheet {sheet} says {text:?}"))
    }

    fn shown(&self, cell: &str) -> String {
        match cell.contains(r#"t="s""#) {
            true => {
                let index = between(cell, "<v>", "</v>").unwrap_or_default();
                index.parse().ok().and_then(|n: usize| self.texts.get(n)).cloned().unwrap_or_default()
            }
            false => text_of(cell),
        }
    }

    fn change(&mut self, sheet: usize, edit: impl FnOnce(&mut Vec<Line>)) {
        let name = sheet_name(sheet);
        let xml = self.part(&name);
        let (before, rest) = xml.split_once("<sheetData>").unwrap();
        let (_, after) = rest.split_once("</sheetData>").unwrap();
        let mut lines = lines(&xml);
        edit(&mut lines);
        let rows: String = lines
            .iter()
            .map(|line| {
                let cells: String = line.cells.iter().map(|(_, cell)| cell.as_str()).collect();
                format!("{}{cells}</row>", line.head)
            })
            .collect();
        let xml = format!("{before}<sheetData>{rows}</sheetData>{after}");
        let part = self.parts.iter_mut().find(|(part, _)| *part == name).unwrap();
        part.1 = xml.into_bytes();
    }

    fn part(&self, name: &str) -> String {
        let part = self.parts.iter().find(|(part, _)| part == name);
        String::from_utf8(part.unwrap_or_else(|| panic!("no {name}")).1.clone()).unwrap()
    }
}

impl Line {
    fn number(&self) -> usize {
        between(&self.head, "r=\"", "\"").unwrap().parse().unwrap()
    }
}

fn sheet_name(sheet: usize) -> String {
    format!("xl/worksheets/sheet{sheet}.xml")
}

fn lines(xml: &str) -> Vec<Line> {
    let rows = xml.split("<row ").skip(1).filter_map(|row| row.split_once("</row>").map(|(row, _)| row));
    rows.map(|row| {
        let (head, cells) = row.split_once('>').unwrap();
        let cells = cells.split("<c ").skip(1).map(|cell| {
            let cell = format!("<c {cell}");
            (column(&between(&cell, "r=\"", "\"").unwrap()), cell)
        });
        Line { head: format!("<row {head}>"), cells: cells.collect() }
    })
    .collect()
}

fn between(text: &str, start: &str, end: &str) -> Option<String> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(inner, _)| inner.to_owned())
}

/// The text of all `<t>` inside a piece of XML.
fn text_of(xml: &str) -> String {
    let texts = xml.split("<t").skip(1).filter_map(|piece| {
        let (_, text) = piece.split_once('>')?;
        text.split_once("</t>").map(|(text, _)| text)
    });
    texts.collect::<String>().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn inline(col: usize, row: usize, text: &str) -> String {
    let text = escaped(text);
    format!(r#"<c r="{}{row}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#, letters(col))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn column(reference: &str) -> usize {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    letters.fold(0, |n, letter| n * 26 + usize::from(letter - b'A') + 1)
}

fn letters(mut column: usize) -> String {
    let mut letters = String::new();
    while column > 0 {
        letters.insert(0, char::from(b'A' + ((column - 1) % 26) as u8));
        column = (column - 1) / 26;
    }
    letters
}
