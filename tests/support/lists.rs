//! A list that was written out, read back by our own reader; what no reader tells, from the parts of the file.

use std::io::Read as _;
use std::path::Path;

use mamori_core::export::{self, ExportFormat, ListWanted};
use mamori_core::import::cells::{Raw, Sheet};
use mamori_core::import::lists::ImportList;
use mamori_core::import::{Cancel, Judged, ReadFile, ReaderProcess};
use mamori_core::watch::Watch;

use super::Office;

/// 令和8年11月20日, as Excel is told.
pub const DAY: &str = r#"[$-411]ggge"年"m"月"d"日";@"#;

/// The rows of the sheet before its headings, and those.
const HEADINGS: usize = 2;

pub struct Read {
    pub title: String,
    pub state: String,
    pub headings: Vec<String>,
    /// The range of its filter.
    pub filter: String,
    sheet: Sheet,
    pub file: ReadFile,
}

/// The list as a workbook, read back.
pub fn written(office: &mut Office, wanted: &ListWanted) -> Read {
    let path = office.folder.path().join("一覧.xlsx");
    let how = (wanted, ExportFormat::Xlsx);
    export::list(&mut office.ledgers, &office.session, how, &path).unwrap();
    read(&path)
}

/// A table of an import's preview as a workbook, read back.
pub fn previewed(office: &mut Office, judged: &Judged, wanted: &ImportList) -> Read {
    let path = office.folder.path().join("下見.xlsx");
    let what = (judged, wanted, ExportFormat::Xlsx);
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    export::import_list_watched(ledgers, session, what, &path, &Watch::default()).unwrap();
    read(&path)
}

fn read(path: &Path) -> Read {
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    let file =
        ReadFile::open(path, crate::support::today(), &reader, &Cancel::default(), &mut |_| {}).unwrap();
    let sheet = file.book.sheets[0].clone();
    let texts = |row: usize| -> Vec<String> {
        sheet.rows[row].cells.iter().map(|cell| cell.value.text().into_owned()).collect()
    };
    let xml = part(path, "xl/worksheets/sheet1.xml");
    let filter = xml.split_once("<autoFilter ref=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    Read {
        title: texts(0).remove(0),
        state: texts(1).remove(0),
        headings: texts(HEADINGS),
        filter,
        sheet,
        file,
    }
}

fn part(path: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The list as CSV: its bytes, and their text.
pub fn read_csv(office: &mut Office, wanted: &ListWanted) -> (Vec<u8>, String) {
    let path = office.folder.path().join("一覧.csv");
    let how = (wanted, ExportFormat::CsvUtf8);
    export::list(&mut office.ledgers, &office.session, how, &path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    (bytes, text)
}

impl Read {
    fn at(&self, heading: &str) -> u16 {
        let at = self.headings.iter().position(|one| one == heading);
        at.unwrap_or_else(|| panic!("no {heading} among {:?}", self.headings)) as u16
    }

    /// The rows under some of the headings, one text each.
    pub fn rows(&self, headings: &[&str]) -> Vec<String> {
        let columns: Vec<Vec<String>> = headings.iter().map(|heading| self.column(heading)).collect();
        let rows = 0..columns.first().map_or(0, Vec::len);
        rows.map(|n| columns.iter().map(|column| column[n].as_str()).collect::<Vec<_>>().join("｜")).collect()
    }

    /// What stands under a heading, blank cells as blank texts.
    pub fn column(&self, heading: &str) -> Vec<String> {
        self.told(heading).into_iter().map(|(_, _, text)| text).collect()
    }

    /// What kind of values they are, and their number formats.
    pub fn kinds(&self, heading: &str) -> Vec<(&'static str, String)> {
        self.told(heading).into_iter().map(|(kind, format, _)| (kind, format)).collect()
    }

    /// The cell in the row of that name.
    pub fn cell(&self, name: &str, heading: &str) -> (&'static str, String, String) {
        let row = self.column("氏名").iter().position(|one| one == name).unwrap();
        self.told(heading).remove(row)
    }

    fn told(&self, heading: &str) -> Vec<(&'static str, String, String)> {
        let col = self.at(heading);
        let cells = self.sheet.rows[HEADINGS + 1..].iter().map(|row| row.cell(col));
        let told = cells.map(|cell| {
            let Some(cell) = cell else { return ("blank", String::new(), String::new()) };
            let format = self.sheet.head.formats.get(usize::from(cell.format)).cloned().unwrap_or_default();
            let kind = match &cell.value {
                Raw::Text(_) => "text",
                Raw::DateTime(_) => "day",
                Raw::Number(_) => "number",
                _ => "other",
            };
            (kind, format, cell.value.text().into_owned())
        });
        told.collect()
    }

    /// The letters of the last column.
    pub fn last_column(&self) -> String {
        let n = self.headings.len() as u8;
        char::from(b'A' + n - 1).to_string()
    }
}
