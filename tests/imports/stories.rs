//! Old ledgers taken in, taken back and proved on paper: what was said in the preview is what happened.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use mamori_core::error::{ErrorCode, Result};
use mamori_core::import::batches::{self, BatchInfo, TouchedRecords};
use mamori_core::import::diff::view::compare;
use mamori_core::import::preview::Side;
use mamori_core::import::report::{self, ReportFormat};
use mamori_core::import::{
    Cancel, Decisions, Desk, Issue, Judged, ReadFile, ReaderProcess, TableDecisions, Verdict, commit, memory,
};
use mamori_core::records::actions;
use mamori_core::records::view::RecordView;
use mamori_core::vocab::RegisterId;
use mamori_core::watch::Watch;
use rust_xlsxwriter::Format;

use super::hand::{csv, open, sheet, texts};
use crate::support::{Office, office};

const MEDIA: RegisterId = RegisterId::PortableMedia;
const HEAD: &str = "管理番号,種別,登録日,保管場所,備考";

fn accepted() -> Decisions {
    Decisions { accept_all: true, ..Decisions::default() }
}

fn with(table: TableDecisions) -> Decisions {
    Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..accepted() }
}

fn take_in(office: &mut Office, files: Vec<ReadFile>, decisions: Decisions) -> Result<BatchInfo> {
    let judged = Judged::of(files, decisions);
    commit::commit(&mut office.ledgers, &office.session, &judged, &Cancel::default(), &mut |_, _| {})
}

fn find(office: &mut Office, number: &str) -> RecordView {
    actions::find(&mut office.ledgers, &office.session, MEDIA, number).unwrap()
}

/// The report as a workbook: the rows of one of its sheets.
fn report(office: &mut Office, batch: i64, name: &str) -> Vec<Vec<String>> {
    let path = office.folder.path().join(report::file_name(batch, ReportFormat::Xlsx));
    report::write(&mut office.ledgers, &office.session, batch, ReportFormat::Xlsx, &path).unwrap();
    let book = read(&path).book;
    let sheet = book.sheets.iter().find(|sheet| sheet.head.name.as_deref() == Some(name)).unwrap();
    let rows = sheet.rows.iter().skip(1);
    rows.map(|row| row.cells.iter().map(|cell| cell.value.text().into_owned()).collect()).collect()
}

fn read(path: &Path) -> ReadFile {
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    ReadFile::open(path, crate::support::today(), &reader, &Cancel::default(), &mut |_| {}).unwrap()
}

fn blank(fields: &[(&str, Issue)]) -> TableDecisions {
    let mut table = TableDecisions::default();
    for (field, issue) in fields {
        table.groups.entry((*field).to_owned()).or_default().insert(*issue, Verdict::Blank);
    }
    table
}

#[test]
fn a_file_with_broken_characters_comes_in_once_they_are_decided() {
    let mut office = office();
    let file = csv(&format!("{HEAD},棚\nUSB-1,CD-R,R6.4.1,金\u{fffd},,棚\u{fffd}\n"));
    let refused = take_in(&mut office, vec![file.clone()], accepted()).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ImportErrors);
    let both = blank(&[("location", Issue::UnreadableChar), ("棚", Issue::UnreadableChar)]);
    take_in(&mut office, vec![file], with(both)).unwrap();
    let extra = find(&mut office, "USB-1").extra;
    assert_eq!((extra["保管場所"].as_str(), extra["棚（原文）"].as_str()), ("金〔U+FFFD〕", "棚〔U+FFFD〕"));
}

#[test]
fn a_text_too_long_for_its_field_is_never_kept_there() {
    let mut office = office();
    let file = csv(&format!("{HEAD}\nUSB-1,CD-R,R6.4.1,{},\n", "長".repeat(1_200)));
    let mut table = blank(&[]);
    table.groups.entry("location".into()).or_default().insert(Issue::TooLong, Verdict::KeepRaw);
    take_in(&mut office, vec![file], with(table)).unwrap();
    let record = find(&mut office, "USB-1");
    assert!(!record.cells.contains_key("location") && record.extra["保管場所"].len() == 3_600);
}

#[test]
fn a_struck_row_keeps_the_state_it_says() {
    let mut office = office();
    let file = sheet("台帳", |sheet| {
        let struck = Format::new().set_font_strikethrough();
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "状態"]);
        for (row, (number, state)) in (1..).zip([("USB-1", "廃棄済"), ("USB-2", "")]) {
            sheet.write_with_format(row, 0, number, &struck).unwrap();
            sheet.write_with_format(row, 1, "CD-R", &struck).unwrap();
            sheet.write_with_format(row, 2, "金庫", &struck).unwrap();
            sheet.write_with_format(row, 3, state, &struck).unwrap();
        }
    });
    take_in(&mut office, vec![file.clone()], accepted()).unwrap();
    assert_eq!(find(&mut office, "USB-1").cells["status"].text, "廃棄済");
    assert!(!find(&mut office, "USB-2").cells.contains_key("status"), "no state is made up for a struck row");
    let again = Judged::of(vec![file], accepted());
    let counts = compare(&office.ledgers, &office.session, &again).unwrap().counts;
    assert_eq!((counts.same, counts.changed, counts.conflict), (2, 0, 0));
}

#[test]
fn mess_18_copies_in_one_folder_and_files_taken_in_before_can_be_taken_out() {
    let mut office = office();
    let text = |rows: &str| format!("{HEAD}\n{rows}").into_bytes();
    let old = text("USB-1,CD-R,R6.4.1,金庫,\n");
    take_in(&mut office, vec![open("去年.csv", &old)], accepted()).unwrap();

    let new = text("USB-2,CD-R,R6.4.1,金庫,\n");
    let set = || vec![open("去年の写し.csv", &old), open("台帳.csv", &new), open("台帳(最新)(2).csv", &new)];
    let judged = Judged::of(set(), accepted());
    let copies: Vec<_> = judged.preview.files.iter().map(|file| file.copy_of.as_deref()).collect();
    assert_eq!(copies, [None, None, Some("台帳.csv")]);
    assert_eq!(take_in(&mut office, set(), accepted()).unwrap_err().code(), ErrorCode::ImportKnownFile);
    let one_out = Decisions { out: BTreeSet::from([0]), ..accepted() };
    assert_eq!(take_in(&mut office, set(), one_out).unwrap_err().code(), ErrorCode::ImportCopies);
    let both_out = Decisions { out: BTreeSet::from([0, 2]), ..accepted() };
    let batch = take_in(&mut office, set(), both_out).unwrap();
    assert_eq!((batch.files, batch.registers[0].records), (vec!["台帳.csv".to_owned()], 1));
    find(&mut office, "USB-2");
}

#[test]
fn the_desk_says_which_files_stand_in_the_way() {
    let office = office();
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = ["台帳.csv", "台帳(2).csv"].map(|name| folder.path().join(name)).into();
    for path in &paths {
        std::fs::write(path, format!("{HEAD}\nUSB-1,CD-R,R6.4.1,金庫,\n")).unwrap();
    }
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    let mut desk =
        Desk::open((1, crate::support::today()), &paths, &reader, &mut |_| {}, &Watch::default()).unwrap();
    let view = desk.view(&office.ledgers, &office.session, &Watch::default()).unwrap();
    assert_eq!((view.files[1].copy_of.as_deref(), view.readiness.ready), (Some("台帳.csv"), false));
    let out = Decisions { out: BTreeSet::from([1]), ..accepted() };
    let view = desk.decide(&office.ledgers, &office.session, out, &Watch::default()).unwrap();
    assert!(view.readiness.ready);
}

#[test]
fn rows_of_other_kinds_are_never_cut_off_unsaid() {
    let office = office();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("台帳.csv");
    let notes: String = (0..600).map(|n| format!("※注{n},,,,\n")).collect();
    std::fs::write(&path, format!("{HEAD}\nUSB-1,CD-R,R6.4.1,金庫,\n{notes}")).unwrap();
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    let mut desk =
        Desk::open((1, crate::support::today()), &[path], &reader, &mut |_| {}, &Watch::default()).unwrap();
    let mut view = desk.view(&office.ledgers, &office.session, &Watch::default()).unwrap();
    let table = view.files.remove(0).tables.remove(0);
    assert_eq!((table.not_data.len(), table.not_data_left_out), (500, 101));
}

#[test]
fn a_row_that_became_several_records_is_the_source_of_each() {
    let mut office = office();
    let file = csv(&format!("{HEAD}\nUSB-001〜003,USBメモリ,R6.4.1,金庫,\n"));
    let batch = take_in(&mut office, vec![file], accepted()).unwrap();
    for number in ["USB-001", "USB-002", "USB-003"] {
        let source = find(&mut office, number).imported.unwrap();
        assert_eq!((source.row, source.batch), (2, batch.id), "{number}");
    }
    let rows = report(&mut office, batch.id, "すべての行");
    assert!(rows.iter().any(|row| row.contains(&"USB-001、USB-002、USB-003".to_owned())), "{rows:?}");
    let tables = report(&mut office, batch.id, "表と行数");
    assert!(tables[0][3].contains("3件"), "{tables:?}");
    let undone =
        batches::undo(&mut office.ledgers, &office.session, batch.id, TouchedRecords::Refuse, "試し")
            .unwrap();
    assert!(undone.undone.is_some());
    assert!(["USB-001", "USB-002", "USB-003"].iter().all(|number| find(&mut office, number).voided));
}

#[test]
fn what_is_remembered_of_a_form_fits_it_wherever_it_begins() {
    let mut office = office();
    let columns = BTreeMap::from([(4, "-".to_owned())]);
    let said = TableDecisions { columns, ..TableDecisions::default() };
    take_in(&mut office, vec![csv(&format!("{HEAD}\nUSB-1,CD-R,R6.4.1,金庫,メモ\n"))], with(said)).unwrap();

    let shifted = sheet("台帳", |sheet| {
        texts(sheet, 0, &["", "管理番号", "種別", "登録日", "保管場所", "備考"]);
        texts(sheet, 1, &["", "USB-2", "CD-R", "R6.4.1", "金庫", "メモ"]);
    });
    let judged = Judged::of(vec![shifted.clone()], Decisions::default());
    let table = judged.preview.tables().next().unwrap();
    let offers =
        memory::offers(&office.ledgers, &office.session, &judged.preview, &Decisions::default()).unwrap();
    assert_eq!(offers["0/0/0"].lines, ["「備考」の列 → 取り込まない"]);
    let recalled = memory::recalled(&office.ledgers, &office.session, table, &Decisions::default()).unwrap();
    let again = Judged::of(vec![shifted], recalled);
    let table = again.preview.tables().next().unwrap();
    let out: Vec<&str> =
        table.columns.iter().filter(|column| column.excluded).map(|column| column.heading.as_str()).collect();
    assert_eq!(out, ["備考"], "not the column that has its place now");
}

#[test]
fn the_report_tells_rows_of_another_ledger_from_those_left_out() {
    let mut office = office();
    let file = csv(&format!("{HEAD}\nUSB-1,CD-R,R6.4.1,金庫,\nLTO-1,LTO7,R6.4.1,サーバ室,\n"));
    let batch = take_in(&mut office, vec![file], accepted()).unwrap();
    let tables = report(&mut office, batch.id, "表と行数");
    let told: Vec<&str> =
        tables.iter().flatten().map(String::as_str).filter(|text| text.contains('＝')).collect();
    assert_eq!(told, ["3行 ＝ 新規 1 ＋ 見出し 1 ＋ ほかの表に入る行 1"; 2]);
}

#[test]
fn the_report_says_how_tables_were_read_and_what_was_said_of_them() {
    let mut office = office();
    let file = csv(&format!(
        "{HEAD},暗号化,棚,生年月日,外字\nUSB-1,CD-R,4/1,金庫,,印有,上,S50.1.1,川\u{e3eb}\n※川\u{e3eb}氏より,,,,,,,,\n"
    ));
    let said = TableDecisions {
        fiscal_year: Some(2024),
        words: BTreeMap::from([(
            "encrypted".to_owned(),
            BTreeMap::from([("印有".to_owned(), "yes".to_owned())]),
        )]),
        columns: BTreeMap::from([(4, "-".to_owned())]),
        ..TableDecisions::default()
    };
    let batch = take_in(&mut office, vec![file], with(said)).unwrap();
    let lines: Vec<(String, String)> = report(&mut office, batch.id, "表と列")
        .into_iter()
        .map(|row| (row[row.len() - 3].clone(), row[row.len() - 2].clone()))
        .collect();
    let all = format!("{:?}", report(&mut office, batch.id, "表と列"));
    for told in [
        "管理番号 → 管理番号",
        "「棚」の列",
        "その他の列として残す（合う項目がないため、その他の列として残します）",
        "「生年月日」の列",
        "「備考」の列",
        "取り込まない",
        "印有",
        "年のない日付",
        "令和6年度",
    ] {
        assert!(all.contains(told), "{told} is not in {lines:?}");
    }
    let path = office.folder.path().join("報告.pdf");
    report::write(&mut office.ledgers, &office.session, batch.id, ReportFormat::Pdf, &path).unwrap();
}

#[test]
fn a_conflict_is_decided_value_by_value_and_the_report_says_which_side_stood() {
    let mut office = office();
    let first = csv(&format!("{HEAD}\nUSB-1,CD-R,R6.4.1,金庫,甲\n"));
    take_in(&mut office, vec![first], accepted()).unwrap();
    let record = find(&mut office, "USB-1");
    let mut typed = crate::support::draft(&[]);
    typed.values = record.cells.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect();
    typed.values.insert("location".into(), "書庫".into());
    typed.values.insert("remarks".into(), "乙".into());
    let at = (MEDIA, record.id, record.version);
    actions::correct(&mut office.ledgers, &office.session, at, &typed, "現物を確かめたため").unwrap();

    let sides = BTreeMap::from([("row:2:location".to_owned(), Side::File)]);
    let said = TableDecisions { sides, ..TableDecisions::default() };
    let second = csv(&format!("{HEAD}\nUSB-1,CD-R,R6.4.1,棚,丙\n"));
    let batch = take_in(&mut office, vec![second], with(said)).unwrap();
    let now = find(&mut office, "USB-1");
    assert_eq!((now.cells["location"].text.as_str(), now.cells["remarks"].text.as_str()), ("棚", "乙"));
    let lines: Vec<String> = report(&mut office, batch.id, "台帳との差分")
        .iter()
        .map(|row| format!("{}: {}", row[row.len() - 4], row[row.len() - 1]))
        .collect();
    let expected = ["保管場所: ファイルのとおりに訂正（両方で変更）", "備考: 台帳のまま（両方で変更）"];
    assert_eq!(lines, expected);
}

#[test]
fn mess_27_days_to_come_and_states_against_their_days_are_told_before_anything_is_written() {
    let mut office = office();
    let rows = "USB-1,CD-R,R9.4.1,金庫,,使用中,\nUSB-2,CD-R,R6.4.1,金庫,,廃棄済,\nUSB-3,CD-R,R6.4.1,金庫,,使用中,R6.5.1\n";
    let file = csv(&format!("{HEAD},状態,廃棄日\n{rows}"));
    let told = |office: &Office, file: &ReadFile| {
        let judged = Judged::of(vec![file.clone()], accepted());
        let comparison = compare(&office.ledgers, &office.session, &judged).unwrap();
        let checks = comparison.tables["0/0/0"].checks.clone();
        checks.into_iter().map(|check| (check.rows, check.text)).collect::<Vec<_>>()
    };
    let first = told(&office, &file);
    let has = |rows: &[u32], words: &str| {
        assert!(first.iter().any(|(at, text)| at == rows && text.contains(words)), "{words}: {first:?}");
    };
    has(&[2], "「登録日」が今日より先の日です");
    has(&[3], "「廃棄日」がありません");
    has(&[4], "「廃棄済」ではありません");
    take_in(&mut office, vec![file.clone()], accepted()).unwrap();
    assert_eq!(told(&office, &file), [], "what stays as it is was looked at when it came");
    let moved = csv(&format!("{HEAD},状態,廃棄日\n{}", rows.replacen("金庫", "書庫", 1)));
    assert_eq!(told(&office, &moved), first[..1], "only of what changes");
}

#[test]
fn the_report_says_an_original_text_once() {
    let mut office = office();
    let file = csv(&format!("{HEAD}\nUSB-1,USBメモリ（白）,R6.4.1,金庫,\n"));
    let batch = take_in(&mut office, vec![file], accepted()).unwrap();
    assert_eq!(find(&mut office, "USB-1").extra["種別（原文）"], "USBメモリ（白）");
    let rows = report(&mut office, batch.id, "すべての行");
    let texts: Vec<&str> =
        rows.iter().flatten().map(String::as_str).filter(|text| text.contains("（白）")).collect();
    assert_eq!(texts.concat().matches("（白）").count(), 1, "{texts:?}");
    assert!(texts[0].contains("種別：USBメモリ（白）"), "{texts:?}");
}
