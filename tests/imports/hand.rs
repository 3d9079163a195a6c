//! Small workbooks made by hand, one for each mess, and what the preview says of them.

use std::collections::BTreeMap;

use mamori_core::import::{
    Cancel, Decisions, Preview, ReadFile, ReaderProcess, RowClass, Severity, TableDecisions, TablePreview,
    preview,
};
use rust_xlsxwriter::{Workbook, Worksheet};

pub fn open(name: &str, bytes: &[u8]) -> ReadFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    ReadFile::open(&path, crate::support::today(), &reader, &Cancel::default(), &mut |_| {}).unwrap()
}

pub fn csv(text: &str) -> ReadFile {
    open("可搬型記録媒体管理台帳.csv", text.as_bytes())
}

/// A workbook of one sheet with this name.
pub fn sheet(name: &str, write: impl FnOnce(&mut Worksheet)) -> ReadFile {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    write(sheet);
    open("台帳.xlsx", &book.save_to_buffer().unwrap())
}

pub fn texts(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (col, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(row, col as u16, *text).unwrap();
    }
}

pub fn undecided(file: &ReadFile) -> Preview {
    preview(std::slice::from_ref(file), &Decisions::default())
}

pub fn decided(file: &ReadFile, table: TableDecisions) -> Preview {
    let tables = BTreeMap::from([("0/0/0".to_owned(), table)]);
    preview(std::slice::from_ref(file), &Decisions { tables, ..Decisions::default() })
}

pub fn table(preview: &Preview) -> &TablePreview {
    preview.tables().next().unwrap()
}

/// Row, field and issue of everything that is more than a note.
pub fn asked(preview: &Preview) -> Vec<(u32, String, &'static str)> {
    let rows = preview.tables().flat_map(|table| &table.rows);
    let findings = rows.flat_map(|row| row.problems.iter().map(move |finding| (row.row, finding)));
    let graver = findings.filter(|(_, finding)| finding.severity != Severity::Note);
    graver.map(|(row, finding)| (row, finding.field.clone(), finding.issue.as_str())).collect()
}

pub fn issues(preview: &Preview) -> Vec<&'static str> {
    preview
        .tables()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.problems)
        .map(|f| f.issue.as_str())
        .collect()
}

pub fn classes(table: &TablePreview) -> Vec<(u32, RowClass)> {
    table.not_data.iter().map(|row| (row.row, row.class)).collect()
}

/// A sheet's name, and what writes it.
pub type NamedSheet<'a> = (&'a str, &'a dyn Fn(&mut Worksheet));

/// A workbook of several sheets, each with its name.
pub fn book(sheets: &[NamedSheet<'_>]) -> ReadFile {
    let mut book = Workbook::new();
    for (name, write) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        write(sheet);
    }
    open("台帳.xlsx", &book.save_to_buffer().unwrap())
}

/// The values of one field, row by row; a dash where there is none.
pub fn values(preview: &Preview, field: &str) -> Vec<String> {
    let rows = preview.tables().flat_map(|table| &table.rows);
    rows.map(|row| row.values.get(field).unwrap_or("-").to_owned()).collect()
}

/// What was found in the first table itself, beside its rows.
pub fn said(preview: &Preview) -> Vec<&'static str> {
    table(preview).problems.iter().map(|finding| finding.issue.as_str()).collect()
}

/// One decision for a group of findings in the first table.
pub fn verdict(
    file: &ReadFile,
    field: &str,
    issue: mamori_core::import::Issue,
    verdict: mamori_core::import::Verdict,
) -> Preview {
    let groups = BTreeMap::from([(field.to_owned(), BTreeMap::from([(issue, verdict)]))]);
    decided(file, TableDecisions { groups, ..TableDecisions::default() })
}

/// One media of the usual kind, with `cells` in the columns after its number.
pub fn medium(column: &str, cell: &str) -> Preview {
    undecided(&csv(&format!("管理番号,種別,保管場所,{column}\nUSB-1,CD-R,金庫,\"{cell}\"\n")))
}
