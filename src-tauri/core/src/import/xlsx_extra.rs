//! .xlsx beyond the values: hidden rows and columns, merges, formulas, comments, struck-through words.
//!
//! The workbook reader knows none of these. One pass over each part with an XML pull parser; names are
//! compared without their prefix, so strict and transitional files read alike.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::cells::{Comment, Formula, Merge, Struck};
use super::sniff::MAX_UNPACKED;
use super::xlsx_sheet::{cell_at, read_sheet, skim};

/// A part is missing, broken or out of the bounds of a sheet.
#[derive(Debug)]
pub struct Broken(pub String);

pub type Result<T> = std::result::Result<T, Broken>;

impl<E: std::error::Error> From<E> for Broken {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// What a sheet says besides its values.
#[derive(Debug, Default)]
pub struct Extra {
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: Vec<u16>,
    pub merges: Vec<Merge>,
    pub formulas: Vec<Formula>,
    pub comments: Vec<Comment>,
    pub drawings: u32,
    /// Cells whose text is struck through as a whole or in part by its own runs.
    pub struck: HashMap<(u32, u16), Struck>,
    /// A part that holds marks is missing or broken: what it said is not known.
    pub unread: bool,
}

/// The parts of a workbook file.
pub struct Parts<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, String>,
    /// Strings with struck runs, by their index in the shared table.
    struck: HashMap<usize, Struck>,
    /// The shared strings are there and cannot be followed.
    strings_unread: bool,
    sheets: BTreeMap<String, String>,
    strings: String,
}

impl<'a> Parts<'a> {
    /// Of any package, before anything in it is looked for.
    pub fn of(bytes: &'a [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes))?;
        let lower = |name: &str| name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase();
        let names = zip.file_names().flatten().map(|name| (lower(&name), name.into_owned())).collect();
        Ok(Self {
            zip,
            names,
            struck: HashMap::new(),
            strings_unread: false,
            sheets: BTreeMap::new(),
            strings: "xl/sharedStrings.xml".to_owned(),
        })
    }

    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        let mut parts = Self::of(bytes)?;
        // A sheet that is not found by its name says so where it is asked for its marks.
        parts.sheets = parts.sheet_paths().unwrap_or_default();
        match parts.struck_strings() {
            Ok(struck) => parts.struck = struck,
            // A workbook may do without shared strings.
            Err(_) => parts.strings_unread = parts.names.contains_key(&parts.strings.to_ascii_lowercase()),
        }
        Ok(parts)
    }

    /// Everything about each sheet with its name, until `give` wants no more.
    pub fn each(mut self, mut give: impl FnMut(String, Result<Extra>) -> bool) {
        let names: Vec<String> = self.sheets.keys().cloned().collect();
        for name in names {
            let extra = self.extra(&name);
            if !give(name, extra) {
                return;
            }
        }
    }

    /// Everything about the sheet of this name; where its part cannot be found by name, only that it is unread.
    pub fn extra(&mut self, sheet: &str) -> Result<Extra> {
        let mut extra = Extra { unread: true, ..Extra::default() };
        let Some(path) = self.sheets.get(sheet).cloned() else { return Ok(extra) };
        let struck = std::mem::take(&mut self.struck);
        let fast = if struck.is_empty() { self.part(&path).and_then(skim)? } else { None };
        let read = match fast {
            Some(skimmed) => {
                extra = skimmed;
                Ok(())
            }
            None => self.part(&path).and_then(|xml| read_sheet(xml, &struck, &mut extra)),
        };
        self.struck = struck;
        read?;
        extra.unread = self.strings_unread;
        let related = self.relations(&path);
        // A sheet may do without relations; where they are broken, its comments are not known.
        extra.unread |=
            related.is_err() && self.names.contains_key(&relations_of(&path).to_ascii_lowercase());
        for (kind, target) in related.unwrap_or_default() {
            if kind.ends_with("/comments") {
                match self.part(&target).and_then(read_comments) {
                    Ok(comments) => extra.comments = comments,
                    Err(_) => extra.unread = true,
                }
            } else if kind.ends_with("/drawing") {
                extra.drawings += self.part(&target).and_then(count_anchors).unwrap_or(0);
            }
        }
        Ok(extra)
    }

    /// The names of the sheets.
    #[cfg(fuzzing)]
    pub fn names(&self) -> Vec<String> {
        self.sheets.keys().cloned().collect()
    }

    pub fn has(&self, path: &str) -> bool {
        self.names.contains_key(&path.to_ascii_lowercase())
    }

    /// A part that is no XML.
    pub fn whole(&mut self, path: &str) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.part(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    pub fn part(&mut self, path: &str) -> Result<impl BufRead> {
        let name = self.names.get(&path.to_ascii_lowercase()).ok_or_else(|| Broken(format!("no {path}")))?;
        let file = self.zip.by_name(name)?;
        Ok(BufReader::with_capacity(64 * 1024, file.take(MAX_UNPACKED)))
    }

    /// Sheet names and the paths of their parts.
    fn sheet_paths(&mut self) -> Result<BTreeMap<String, String>> {
        let book = self.relations("").unwrap_or_default();
        let office = book.into_iter().find(|(kind, _)| kind.ends_with("/officeDocument"));
        let book = office.map_or_else(|| "xl/workbook.xml".to_owned(), |(_, path)| path);
        let targets = self.relation_ids(&book)?;
        if let Some((_, path)) = targets.values().find(|(kind, _)| kind.ends_with("/sharedStrings")) {
            self.strings.clone_from(path);
        }
        let mut sheets = BTreeMap::new();
        walk(self.part(&book)?, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event
                && tag.local_name().as_ref() == "sheet"
            {
                let path = attribute(tag, "id").and_then(|id| targets.get(&id).cloned());
                if let Some((name, (_, path))) = attribute(tag, "name").zip(path) {
                    sheets.insert(name, path);
                }
            }
            Ok(())
        })?;
        Ok(sheets)
    }

    pub fn relations(&mut self, of: &str) -> Result<Vec<(String, String)>> {
        Ok(self.relation_ids(of)?.into_values().collect())
    }

    /// Relation ids of a part, each with its kind and the path it leads to.
    pub fn relation_ids(&mut self, of: &str) -> Result<BTreeMap<String, (String, String)>> {
        let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut found = BTreeMap::new();
        walk(self.part(&relations_of(of))?, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event
                && tag.local_name().as_ref() == "Relationship"
            {
                let of = |key| attribute(tag, key).unwrap_or_default();
                found.insert(of("Id"), (of("Type"), resolve(folder, &of("Target"))));
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn struck_strings(&mut self) -> Result<HashMap<usize, Struck>> {
        let mut runs = Runs::default();
        let strings = self.strings.clone();
        walk(self.part(&strings)?, |event| {
            runs.take(event);
            Ok(())
        })?;
        Ok(runs.found)
    }
}

/// Where the relations of a part stand.
fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels").trim_start_matches('/').to_owned()
}

/// Follows the runs of the shared strings, or of one that stands in its cell, and remembers which of them are struck through.
#[derive(Default)]
pub(super) struct Runs {
    index: usize,
    plain: bool,
    struck: bool,
    run_struck: bool,
    in_run: bool,
    /// Inside a reading in kana, which nobody strikes through.
    phonetic: bool,
    pub(super) found: HashMap<usize, Struck>,
}

impl Runs {
    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "si" => (self.plain, self.struck) = (false, false),
                "r" => (self.in_run, self.run_struck) = (true, false),
                "strike" if self.in_run => self.run_struck = is_on(tag),
                "rPh" => self.phonetic = matches!(event, Event::Start(_)),
                "t" if self.phonetic => {}
                "t" if self.in_run => {
                    self.struck |= self.run_struck;
                    self.plain |= !self.run_struck;
                }
                "t" => self.plain = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "r" => self.in_run = false,
                "rPh" => self.phonetic = false,
                "si" | "is" => {
                    if self.struck {
                        let how = if self.plain { Struck::Partly } else { Struck::Whole };
                        self.found.insert(self.index, how);
                    }
                    self.index += 1;
                }
                _ => {}
            },
            _ => {}
        }
    }
}

fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(attribute(tag, "val").as_deref(), Some("0" | "false"))
}

fn read_comments(xml: impl BufRead) -> Result<Vec<Comment>> {
    let (mut authors, mut comments) = (Vec::new(), Vec::<Comment>::new());
    let (mut in_author, mut in_text) = (false, false);
    walk(xml, |event| {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "author" => {
                    in_author = matches!(event, Event::Start(_));
                    authors.push(String::new());
                }
                "comment" => {
                    let at = attribute(tag, "ref").and_then(|at| cell_at(&at)).unwrap_or((1, 0));
                    let author = attribute(tag, "authorId").and_then(|n| n.parse::<usize>().ok());
                    let author = author.and_then(|n| authors.get(n).cloned()).unwrap_or_default();
                    comments.push(Comment { row: at.0, col: at.1, author, text: String::new() });
                }
                "t" => in_text = matches!(event, Event::Start(_)),
                _ => {}
            },
            Event::End(_) => (in_author, in_text) = (false, false),
            _ if in_author => {
                if let Some(author) = authors.last_mut() {
                    push_text(author, event);
                }
            }
            _ if in_text => {
                if let Some(comment) = comments.last_mut() {
                    push_text(&mut comment.text, event);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(comments)
}

pub fn count_anchors(xml: impl BufRead) -> Result<u32> {
    let mut count = 0;
    walk(xml, |event| {
        if let Event::Start(tag) = event
            && tag.local_name().as_ref().ends_with("Anchor")
        {
            count += 1;
        }
        Ok(())
    })?;
    Ok(count)
}

pub fn walk(xml: impl BufRead, mut each: impl FnMut(&Event<'_>) -> Result<()>) -> Result<()> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::with_capacity(1024);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        if matches!(event, Event::Eof) {
            return Ok(());
        }
        each(&event)?;
    }
}

/// Text comes in pieces: between `&amp;` and its kin, and as CDATA.
pub fn push_text(to: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => to.push_str(&text.xml10_content()),
        Event::CData(text) => to.push_str(&text.xml10_content()),
        Event::GeneralRef(name) => match (name.resolve_char_ref(), name.xml10_content().as_ref()) {
            (Ok(Some(c)), _) => to.push(c),
            (_, "amp") => to.push('&'),
            (_, "lt") => to.push('<'),
            (_, "gt") => to.push('>'),
            (_, "quot") => to.push('"'),
            (_, "apos") => to.push('\''),
            _ => {}
        },
        _ => {}
    }
}

/// An attribute by its local name, unescaped.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attributes = tag.attributes();
    let mut found = attributes.flatten().filter(|attribute| attribute.key.local_name().as_ref() == name);
    found.next().and_then(|attribute| {
        attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    })
}

/// `../comments1.xml` seen from `xl/worksheets` is `xl/comments1.xml`.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        assert_eq!(resolve("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
    }

    #[test]
    fn struck_runs_are_told_from_plain_ones() {
        let xml = "<sst><si><t>a</t></si><si><r><rPr><strike/></rPr><t>USB-001</t></r><r><t>(廃棄)</t></r></si>\
                   <si><r><rPr><strike val=\"1\"/></rPr><t>b</t></r></si>\
                   <si><r><rPr><strike val=\"0\"/></rPr><t>c</t></r></si></sst>";
        let mut runs = Runs::default();
        walk(xml.as_bytes(), |event| {
            runs.take(event);
            Ok(())
        })
        .unwrap();
        assert_eq!(runs.found, HashMap::from([(1, Struck::Partly), (2, Struck::Whole)]));
    }
}
