//! What goes out at the edges: headings like formulas, characters an office made itself, texts no cell can hold.

use std::path::PathBuf;

use mamori_core::error::{ErrorCode, Result};
use mamori_core::export::{self, ExportFormat, Exported};
use mamori_core::import::{
    Cancel, Decisions, Judged, Preview, ReadFile, ReaderProcess, commit, preview, report,
};
use mamori_core::records::list;
use mamori_core::records::view::ListQuery;
use mamori_core::users::Permission;
use mamori_core::vocab::RegisterId;

use crate::support::{Office, medium, office};

const MEDIA: RegisterId = RegisterId::PortableMedia;

fn read(path: PathBuf) -> ReadFile {
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    ReadFile::open(&path, crate::support::today(), &reader, &Cancel::default(), &mut |_| {}).unwrap()
}

/// Takes files in, all proposals accepted.
fn take_in(office: &mut Office, files: &[(&str, &str)]) {
    let written = |(name, text): &(&str, &str)| {
        let path = office.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        read(path)
    };
    let files: Vec<ReadFile> = files.iter().map(written).collect();
    let judged = Judged::of(files, Decisions { accept_all: true, ..Decisions::default() });
    commit::commit(&mut office.ledgers, &office.session, &judged, &Cancel::default(), &mut |_, _| {})
        .unwrap();
}

fn export(office: &mut Office, format: ExportFormat) -> (PathBuf, Result<Exported>) {
    let path = office.folder.path().join(format!("出.{}", format.ending()));
    let what = (MEDIA, format);
    let done = export::ledger(&mut office.ledgers, &office.session, what, &ListQuery::default(), &path);
    (path, done)
}

fn undecided(path: PathBuf) -> Preview {
    preview(&[read(path)], &Decisions::default())
}

#[test]
fn a_heading_like_a_formula_is_no_formula_in_a_csv() {
    let mut office = office();
    take_in(&mut office, &[("台帳.csv", "管理番号,種別,保管場所,'=HYPERLINK(A1)\nUSB-1,CD-R,金庫,x\n")]);
    let (path, done) = export(&mut office, ExportFormat::CsvUtf8);
    done.unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let headings = text.lines().next().unwrap().to_owned();
    assert!(headings.contains(",'=HYPERLINK(A1),mamori:portable_media"), "{headings}");
    let back = undecided(path);
    let table = back.tables().next().unwrap();
    assert_eq!(table.rows[0].extra["=HYPERLINK(A1)"], "x");
}

#[test]
fn characters_an_office_made_itself_go_out_in_cp932_and_come_back() {
    let mut office = office();
    let mut values = medium("USB-001");
    values.retain(|(key, _)| *key != "owner");
    values.push(("owner", "川\u{e3eb} 賢治"));
    values.push(("remarks", "\u{e000}と\u{e757}"));
    office.create(MEDIA, &values);
    let (path, done) = export(&mut office, ExportFormat::CsvCp932);
    done.unwrap();
    let back = undecided(path);
    let row = &back.tables().next().unwrap().rows[0];
    assert_eq!((&row.values["owner"], &row.values["remarks"]), ("川\u{e3eb} 賢治", "\u{e000}と\u{e757}"));
}

#[test]
fn a_text_no_cell_of_excel_can_hold_is_named() {
    let mut office = office();
    let long = "字".repeat(33_000);
    take_in(&mut office, &[("台帳.csv", &format!("管理番号,種別,保管場所,経緯\nUSB-7,CD-R,金庫,{long}\n"))]);
    let (path, done) = export(&mut office, ExportFormat::Xlsx);
    let refused = done.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ExportTooLong);
    let params = refused.report().params;
    assert_eq!(
        (params["number"].as_str(), params["heading"].as_str(), params["count"].as_str()),
        ("USB-7", "経緯", "33000")
    );
    assert!(!path.exists());
    export(&mut office, ExportFormat::CsvUtf8).1.unwrap();
}

#[test]
fn the_report_of_an_import_cuts_no_text() {
    let mut office = office();
    let long = "字".repeat(33_000);
    take_in(
        &mut office,
        &[("台帳.csv", &format!("管理番号,種別,保管場所,経緯\nUSB-7,CD-R,金庫,{long}末\n"))],
    );
    let path = office.folder.path().join("報告.xlsx");
    report::write(&mut office.ledgers, &office.session, 1, report::ReportFormat::Xlsx, &path).unwrap();
    let book = read(path).book;
    let sheet = book.sheets.iter().find(|sheet| sheet.head.name.as_deref() == Some("すべての行")).unwrap();
    let texts: Vec<String> = sheet
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.value.text().into_owned())
        .filter(|text| text.contains("字字"))
        .collect();
    assert!(texts[0].ends_with("（次の行に続く）"), "the cut is marked");
    let whole: usize = texts.iter().map(|text| text.matches('字').count()).sum();
    assert_eq!((texts.len(), whole, texts[1].contains('末')), (2, 33_000, true));
}

#[test]
fn records_of_several_text_files_have_sources_of_their_own() {
    let mut office = office();
    let text = |place: &str| format!("管理番号,種別,保管場所\n,CD-R,{place}\n");
    let (one, two, three) = (text("金庫"), text("書庫"), text("倉庫"));
    take_in(&mut office, &[("一.csv", &one), ("二.csv", &two), ("下/一.csv", &three)]);
    let query = ListQuery::default();
    let mut sources = Vec::new();
    let read = office.ledgers.read(&office.session, Permission::ReadLedgers, |view| {
        list::each(view.db, MEDIA, &query, |record| {
            sources.extend(record.source.clone());
            Ok(())
        })
    });
    read.unwrap();
    sources.sort();
    assert_eq!(sources, ["取込1-一.csv-2", "取込1-一.csv（2）-2", "取込1-二.csv-2"]);
}
