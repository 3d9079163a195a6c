//! Ledgers go out as workbooks and CSV, and read back as they were.

use std::collections::BTreeMap;
use std::path::PathBuf;

use mamori_core::error::ErrorCode;
use mamori_core::export::{self, ExportFormat, Exported};
use mamori_core::import::diff::view::{StandingCounts, compare};
use mamori_core::import::{
    Cancel, Decisions, Judged, Preview, ReadFile, ReaderProcess, Severity, TablePreview, commit, preview,
};
use mamori_core::records::view::ListQuery;
use mamori_core::records::{Record, list};
use mamori_core::registers::register;
use mamori_core::users::Permission;
use mamori_core::vocab::read::RowReader;
use mamori_core::vocab::{Content, RegisterId, Value};

use crate::support::{Office, medium, office};

mod csv_again;
mod lists;
mod of_record;
mod previewed;

const SAMPLES: [&str; 6] = [
    "職員名簿.xlsx",
    "可搬型記録媒体管理台帳.xlsx",
    "バックアップ媒体・作業記録.xls",
    "情報機器台帳・廃棄記録.xlsx",
    "研修出席者名簿.xlsx",
    "情報機器等持出管理簿.csv",
];

fn read(path: PathBuf) -> ReadFile {
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    ReadFile::open(&path, crate::support::today(), &reader, &Cancel::default(), &mut |_| {}).unwrap()
}

fn sample_office() -> Office {
    let mut office = office();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    let files: Vec<_> = SAMPLES.iter().map(|name| read(folder.join(name))).collect();
    let decisions = Decisions { accept_all: true, ..Decisions::default() };
    let judged = Judged::of(files, decisions);
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    commit::commit(ledgers, session, &judged, &Cancel::default(), &mut |_, _| {}).unwrap();
    office
}

fn records(office: &Office, id: RegisterId, query: &ListQuery) -> Vec<Record> {
    let all = office.ledgers.read(&office.session, Permission::ReadLedgers, |view| {
        let mut all = Vec::new();
        list::each(view.db, id, query, |record| {
            all.push(record);
            Ok(())
        })?;
        Ok(all)
    });
    all.unwrap()
}

fn export(
    office: &mut Office,
    id: RegisterId,
    format: ExportFormat,
    query: &ListQuery,
) -> mamori_core::error::Result<(Exported, PathBuf)> {
    let path = office.folder.path().join(format!("{id}.{}", format.ending()));
    let done = export::ledger(&mut office.ledgers, &office.session, (id, format), query, &path)?;
    Ok((done, path))
}

fn undecided(path: PathBuf) -> Preview {
    preview(&[read(path)], &Decisions::default())
}

/// Whom a name means is settled when a record is stored; a file only has the name.
fn without_ids(mut content: Content) -> Content {
    let rows = content.parts.values_mut().flatten();
    for values in std::iter::once(&mut content.values).chain(rows) {
        for (_, value) in values.iter_mut() {
            if let Value::Person { id, .. } = value {
                *id = None;
            }
        }
    }
    content
}

/// How the rows of an export stand to the ledger it came from, but for those that stand the same.
fn differences(office: &Office, path: PathBuf) -> Vec<String> {
    let judged = Judged::of(vec![read(path)], Decisions::default());
    let comparison = compare(&office.ledgers, &office.session, &judged).unwrap();
    let same = StandingCounts { same: comparison.counts.sum(), ..StandingCounts::default() };
    let mut lines: Vec<String> =
        (comparison.counts != same).then(|| comparison.text_ja(&judged.preview)).into_iter().collect();
    lines.extend(comparison.tables.values().filter(|one| one.absent_count > 0).map(|one| format!("{one:?}")));
    lines
}

fn contents(table: &TablePreview, office: &Office) -> Vec<Content> {
    let register = register(table.register);
    let drafts =
        table.drafts().map(|draft| draft.content(&RowReader::of(register, office.ledgers.today())).unwrap());
    drafts.collect()
}

#[test]
fn every_ledger_of_the_sample_office_reads_back_from_excel_unchanged() {
    let mut office = sample_office();
    for id in RegisterId::ALL {
        let all = ListQuery::default();
        let before = records(&office, id, &all);
        let (done, path) = export(&mut office, id, ExportFormat::Xlsx, &all).unwrap();
        assert_eq!(done.rows as usize, before.len());
        assert_eq!(differences(&office, path.clone()), Vec::<String>::new(), "{id}");
        let preview = undecided(path);
        let asked = preview.groups().into_iter().filter(|group| group.severity != Severity::Note);
        let asked: Vec<_> = asked.map(|group| group.example).collect();
        assert_eq!(asked, Vec::<String>::new(), "{id}");
        let mut tables = preview.tables();
        let main = tables.next().unwrap();
        assert_eq!((main.register, &main.part), (id, &None));
        let again = contents(main, &office);
        assert_eq!(again.len(), before.len(), "{id}");
        for (record, again) in before.iter().zip(again) {
            let parts = BTreeMap::new();
            let own = Content { parts, ..without_ids(record.content.clone()) };
            assert_eq!(again, own, "{id} {}", record.number());
        }
        for table in tables {
            let key = table.part.clone().unwrap();
            let rows = before.iter().flat_map(|record| record.content.parts.get(&key).into_iter().flatten());
            let before: Vec<_> = rows.cloned().collect();
            let content = Content { parts: BTreeMap::from([(key.clone(), before)]), ..Content::default() };
            let again = contents(table, &office).remove(0);
            assert_eq!(again.parts[&key], without_ids(content).parts[&key], "{id} {key}");
            assert!(table.attached, "rows of many records are no record");
        }
    }
}

#[test]
fn csv_reads_back_unchanged_too() {
    let mut office = sample_office();
    for id in [RegisterId::PortableMedia, RegisterId::CarryOuts, RegisterId::BackupWork] {
        let all = ListQuery::default();
        let before = records(&office, id, &all);
        let (done, path) = export(&mut office, id, ExportFormat::CsvUtf8, &all).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert!(bytes.starts_with("\u{feff}".as_bytes()));
        assert_eq!(done.parts_left_out, 0);
        assert_eq!(differences(&office, path.clone()), Vec::<String>::new(), "{id}");
        let preview = undecided(path);
        let table = preview.tables().next().unwrap();
        assert_eq!(table.register, id);
        let again = contents(table, &office);
        for (record, again) in before.iter().zip(again) {
            assert_eq!(again, without_ids(record.content.clone()), "{id} {}", record.number());
        }
    }
}

#[test]
fn a_list_goes_out_as_it_was_narrowed_or_as_it_stood_then() {
    let mut office = office();
    office.usb("USB-001");
    office.clock.pass(chrono::Duration::days(3));
    office.usb("USB-002");
    let search = ListQuery { text: Some("usb-002".into()), ..ListQuery::default() };
    let (done, _) = export(&mut office, RegisterId::PortableMedia, ExportFormat::Xlsx, &search).unwrap();
    assert_eq!(done.rows, 1);
    let then = ListQuery { as_of: Some("2026-11-21".into()), ..ListQuery::default() };
    let (done, path) = export(&mut office, RegisterId::PortableMedia, ExportFormat::Xlsx, &then).unwrap();
    assert_eq!(done.rows, 1);
    let preview = undecided(path);
    assert_eq!(&preview.tables().next().unwrap().rows[0].values["media_no"], "USB-001");
}

#[test]
fn every_export_leaves_its_entry_with_the_hash_of_the_file() {
    use mamori_core::audit::log::{EventQuery, page};
    let mut office = office();
    office.usb("USB-001");
    let all = ListQuery::default();
    let (done, path) = export(&mut office, RegisterId::PortableMedia, ExportFormat::CsvUtf8, &all).unwrap();
    let lines = page(&mut office.ledgers, &office.session, &EventQuery::default()).unwrap().lines;
    let entry = lines.iter().find(|line| line.action == "exported").unwrap();
    let detail = entry.detail.as_ref().unwrap();
    assert_eq!(detail["rows"], 1);
    assert_eq!(detail["format"], "csv_utf8");
    assert_eq!(detail["sha256"], done.sha256);
    use sha2::Digest;
    assert_eq!(done.sha256, hex::encode(sha2::Sha256::digest(std::fs::read(path).unwrap())));
}

#[test]
fn what_cp932_cannot_hold_is_named_and_nothing_is_written() {
    let mut office = office();
    let mut values = medium("USB-001");
    values.retain(|(key, _)| *key != "owner");
    values.push(("owner", "𠮷田 健"));
    values.push(("remarks", "4月〜9月"));
    office.create(RegisterId::PortableMedia, &values);
    let all = ListQuery::default();
    let refused = export(&mut office, RegisterId::PortableMedia, ExportFormat::CsvCp932, &all).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ExportUnmappable);
    let params = refused.report().params;
    assert_eq!(params["count"], "2");
    assert!(params["list"].contains("USB-001") && params["list"].contains("U+20BB7"), "{}", params["list"]);
    assert!(!office.folder.path().join("portable_media.csv").exists());
}

#[test]
fn a_formula_in_a_cell_goes_out_as_text_and_comes_back_as_it_was() {
    let mut office = office();
    let evil = r#"=HYPERLINK("http://example.invalid","見る")"#;
    let mut values = medium("USB-001");
    values.push(("remarks", evil));
    office.create(RegisterId::PortableMedia, &values);
    let all = ListQuery::default();
    for format in [ExportFormat::CsvUtf8, ExportFormat::Xlsx] {
        let (_, path) = export(&mut office, RegisterId::PortableMedia, format, &all).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("\"=HYPER"));
        let preview = undecided(path);
        assert_eq!(&preview.tables().next().unwrap().rows[0].values["remarks"], evil);
    }
}

#[test]
fn where_no_file_can_be_written_no_entry_is_left() {
    let mut office = office();
    office.usb("USB-001");
    let path = office.folder.path().join("nowhere/台帳.xlsx");
    let at = (RegisterId::PortableMedia, ExportFormat::Xlsx);
    let before = office.ledgers.head().unwrap();
    let failed = export::ledger(&mut office.ledgers, &office.session, at, &ListQuery::default(), &path);
    assert_eq!(failed.unwrap_err().code(), ErrorCode::Io);
    assert_eq!(office.ledgers.head().unwrap().seq, before.seq);
}

/// Texts as they are typed (but no ditto, which a CSV cannot tell from a text): all scripts of the office, line ends inside, what XML and Excel treat specially.
fn some_texts(count: usize) -> Vec<String> {
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let piece = prop_oneof![
        4 => "[ -~]{1,12}",
        4 => "[ぁ-んァ-ヶ一-龠〆ヵヶ]{1,8}",
        2 => "[\u{e000}-\u{e0ff}\u{e0100}-\u{e01ef}😀𠮷〜～−－]{1,3}",
        2 => "(_x000D_|_x0041_|&amp;|<b>|''|=1\\+1|\\$\\{x\\}|\u{200b}|\u{a0})",
        1 => "\n",
    ];
    let text = prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::deterministic();
    let texts = std::iter::repeat_with(move || text.new_tree(&mut runner).unwrap().current());
    texts.filter(|text| text.chars().any(char::is_alphanumeric)).take(count).collect()
}

#[test]
fn any_text_and_any_minute_survive_the_way_out_and_in() {
    let mut office = office();
    for (n, text) in some_texts(150).iter().enumerate() {
        let minute = n * 419 % 1440;
        let at = format!("2026-10-{:02}T{:02}:{:02}", n % 28 + 1, minute / 60, minute % 60);
        let typed = [
            ("performed_on", "R8.10.1"),
            ("started_at", at.as_str()),
            ("ended_at", "R8.10.30 9:00"),
            ("system", text.as_str()),
            ("scope", "情報、システムファイル"),
            ("backup_type", "全体"),
            ("media_no", "B-1"),
            ("result", "正常"),
            ("verify", "未実施"),
            ("stored_at", "耐火金庫"),
            ("stored_by", "海野 洋"),
            ("operator", "海野 洋"),
            ("message", text.as_str()),
        ];
        office.create(RegisterId::BackupWork, &typed);
    }
    let all = ListQuery::default();
    let before = records(&office, RegisterId::BackupWork, &all);
    for format in [ExportFormat::Xlsx, ExportFormat::CsvUtf8] {
        let (_, path) = export(&mut office, RegisterId::BackupWork, format, &all).unwrap();
        let preview = undecided(path);
        let again = contents(preview.tables().next().unwrap(), &office);
        assert_eq!(again.len(), before.len());
        for (record, again) in before.iter().zip(again) {
            assert_eq!(again, without_ids(record.content.clone()), "{format:?} {}", record.number());
        }
    }
}

fn lines(path: PathBuf) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn everything_goes_out_in_a_form_that_needs_no_program() {
    use sha2::Digest;
    let mut office = sample_office();
    let before = office.ledgers.head().unwrap();
    let dir = office.folder.path().join("全件");
    let done = export::everything(&mut office.ledgers, &office.session, &dir).unwrap();
    for id in RegisterId::ALL {
        let kept = lines(dir.join(format!("registers/{id}.jsonl")));
        let records = records(&office, id, &ListQuery::default());
        assert_eq!(kept.len(), records.len(), "{id}");
        for line in kept {
            let record = mamori_core::records::image::read(id, &line).unwrap();
            assert!(records.contains(&record), "{id} {}", record.number());
        }
    }
    let log = std::fs::File::open(dir.join("log.jsonl")).unwrap();
    let report = mamori_core::audit::export::verify(std::io::BufReader::new(log), Some(before)).unwrap();
    assert!(report.ok);
    let files = lines(dir.join("imports/files.jsonl"));
    assert_eq!(files.len(), SAMPLES.len());
    for file in files {
        let bytes = std::fs::read(dir.join(file["path"].as_str().unwrap())).unwrap();
        assert_eq!(file["about"]["sha256"], hex::encode(sha2::Sha256::digest(bytes)));
    }
    assert!(lines(dir.join("imports/rows.jsonl")).len() > 230);
    let readme = std::fs::read_to_string(dir.join("README.txt")).unwrap();
    for register in mamori_core::registers::ALL {
        assert!(register.fields.iter().all(|field| readme.contains(field.label.ja)), "{}", register.id);
    }
    for line in std::fs::read_to_string(dir.join("SHA256SUMS.txt")).unwrap().lines() {
        let (sum, path) = line.split_once("  ").unwrap();
        assert_eq!(sum, hex::encode(sha2::Sha256::digest(std::fs::read(dir.join(path)).unwrap())), "{path}");
    }
    let sums = std::fs::read(dir.join("SHA256SUMS.txt")).unwrap();
    assert_eq!(done.sha256, hex::encode(sha2::Sha256::digest(sums)));
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    assert!(mamori_core::audit::verify::verify(ledgers, session, None, &Cancel::default()).unwrap().ok);
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let mut office = office();
    let dir = office.folder.path().join("控え");
    std::fs::create_dir(&dir).unwrap();
    export::everything(&mut office.ledgers, &office.session, &dir).unwrap();
    let refused = export::everything(&mut office.ledgers, &office.session, &dir).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ExportNotEmpty);
    let drafts = std::fs::read_dir(office.folder.path()).unwrap().flatten();
    let drafts = drafts.filter(|entry| entry.file_name().to_string_lossy().starts_with(".mamori-"));
    assert_eq!(drafts.count(), 0);
}

#[test]
fn the_report_of_an_import_accounts_for_every_row() {
    use mamori_core::import::report::{self, ReportFormat};
    let mut office = sample_office();
    for format in [ReportFormat::Pdf, ReportFormat::Xlsx] {
        let path = office.folder.path().join(report::file_name(1, format));
        report::write(&mut office.ledgers, &office.session, 1, format, &path).unwrap();
        assert!(std::fs::metadata(&path).unwrap().len() > 10_000);
    }
    let book = read(office.folder.path().join(report::file_name(1, ReportFormat::Xlsx))).book;
    let sheet =
        |name: &str| book.sheets.iter().find(|sheet| sheet.head.name.as_deref() == Some(name)).unwrap();
    let texts = |name: &str| -> Vec<Vec<String>> {
        let rows = sheet(name).rows.iter().skip(1);
        rows.map(|row| row.cells.iter().map(|cell| cell.value.text().into_owned()).collect()).collect()
    };
    let about = texts("概要");
    assert_eq!(about.iter().filter(|row| row[0] == "ファイル").count(), SAMPLES.len());
    let all = texts("すべての行");
    let made = all.iter().filter(|row| ["新規", "経過", "変更"].contains(&row[3].as_str())).count();
    for line in texts("表と行数") {
        let (rows, parts) = line[2].split_once("行 ＝ ").unwrap();
        let parts = parts.split(" ＋ ").map(|part| part.rsplit(' ').next().unwrap().parse::<u32>().unwrap());
        assert_eq!(rows.parse::<u32>().unwrap(), parts.sum::<u32>(), "{}", line[2]);
        let of_table = all.iter().filter(|row| row[0] == line[0] && row[1] == line[1]).count();
        assert!(of_table >= rows.parse().unwrap());
    }
    // 43 attendees are three records.
    assert!(made >= 230, "{made}");
    let decided = texts("決めたこと");
    assert!(decided.iter().any(|row| row[5] == "提案のとおり" && row[6] == "辻\u{e0100} 香織"));
}
