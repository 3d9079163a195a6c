//! A CSV of ours that was opened and saved in Excel, and comes back: exactly what was edited differs.

use std::path::{Path, PathBuf};

use mamori_core::error::ErrorCode;
use mamori_core::export::{ExportFormat, ListWanted};
use mamori_core::import::diff::view::{Comparison, compare};
use mamori_core::import::{Decisions, Issue, Judged, TableDecisions, Verdict};
use mamori_core::records::actions as records;
use mamori_core::records::view::ListQuery;
use mamori_core::training::matrix::MatrixQuery;
use mamori_core::training::untrained::UntrainedQuery;
use mamori_core::vocab::RegisterId;

use super::{export, read, sample_office};
use crate::support::{Office, medium, office};

/// What Excel does to a CSV by opening and saving it: days lose their zeros and hyphens, and a Japanese Excel
/// writes CP932 where it can.
fn saved_in_excel(path: &Path, edit: impl Fn(&str) -> String) -> PathBuf {
    let bytes = std::fs::read(path).unwrap();
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes));
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows.records() {
        out.write_record(row.unwrap().iter().map(as_excel_shows)).unwrap();
    }
    let text = edit(&String::from_utf8(out.into_inner().unwrap()).unwrap());
    let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(&text);
    let saved = path.with_extension("excel.csv");
    std::fs::write(&saved, if lost { format!("\u{feff}{text}").into_bytes() } else { cp932.into_owned() })
        .unwrap();
    saved
}

fn as_excel_shows(cell: &str) -> String {
    if let Ok(day) = cell.parse::<chrono::NaiveDate>() {
        return day.format("%Y/%-m/%-d").to_string();
    }
    match chrono::NaiveDateTime::parse_from_str(cell, "%Y-%m-%d %H:%M") {
        Ok(at) => at.format("%Y/%-m/%-d %-H:%M").to_string(),
        Err(_) => cell.to_owned(),
    }
}

fn compared(office: &Office, path: &Path) -> Comparison {
    let judged = Judged::of(vec![read(path.to_owned())], Decisions::default());
    compare(&office.ledgers, &office.session, &judged).unwrap()
}

fn differences(comparison: &Comparison) -> Vec<String> {
    let rows = comparison.tables.values().flat_map(|table| &table.rows);
    rows.flat_map(|row| row.diffs.iter().map(|diff| format!("{} {}", row.number, diff.line_ja()))).collect()
}

#[test]
fn a_csv_saved_in_excel_without_an_edit_says_nothing_new() {
    let mut office = sample_office();
    for id in RegisterId::ALL {
        let (done, path) = export(&mut office, id, ExportFormat::CsvUtf8, &ListQuery::default()).unwrap();
        if done.rows == 0 {
            continue;
        }
        let found = compared(&office, &saved_in_excel(&path, str::to_owned));
        assert_eq!(differences(&found), Vec::<String>::new(), "{id}");
        assert_eq!(found.counts.same, done.rows, "{id}: {:?}", found.counts);
    }
}

#[test]
fn what_was_edited_in_a_csv_differs_and_nothing_else() {
    let mut office = office();
    for number in ["USB-001", "USB-002", "USB-003"] {
        let mut values = medium(number);
        values.push(("remarks", "=SUM(A1)"));
        office.create(RegisterId::PortableMedia, &values);
    }
    let all = ListQuery::default();
    let (_, path) = export(&mut office, RegisterId::PortableMedia, ExportFormat::CsvUtf8, &all).unwrap();
    let saved = saved_in_excel(&path, |text| {
        let lines = text.lines().filter(|line| !line.contains("USB-003"));
        let edited = lines.map(|line| match line.contains("USB-002") {
            true => line.replace("耐火金庫 棚2", "書庫Ｂ"),
            false => line.to_owned(),
        });
        edited.collect::<Vec<_>>().join("\r\n")
    });
    let found = compared(&office, &saved);
    assert_eq!(differences(&found), ["USB-002 保管場所: 耐火金庫 棚2 → 書庫Ｂ"]);
    let gone: Vec<&str> =
        found.tables.values().flat_map(|table| &table.absent).map(|one| one.number.as_str()).collect();
    assert_eq!(gone, ["USB-003"], "told, and no difference");
}

/// The remark of the second record, with an addition.
fn one_cell_edited(text: &str) -> String {
    let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).into_records();
    let mut rows: Vec<csv::StringRecord> = rows.map(Result::unwrap).collect();
    let remarks = rows[0].iter().position(|heading| heading == "備考").unwrap();
    let edit =
        |(n, cell): (usize, &str)| if n == remarks { format!("{cell}（訂正）") } else { cell.to_owned() };
    rows[2] = rows[2].iter().enumerate().map(edit).collect();
    written(&rows)
}

fn written(rows: &[csv::StringRecord]) -> String {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        out.write_record(row).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

#[test]
fn an_edited_row_is_its_record_in_every_ledger_with_or_without_a_number() {
    let mut office = sample_office();
    let mut seen = 0;
    for id in RegisterId::ALL {
        let (done, path) = export(&mut office, id, ExportFormat::CsvUtf8, &ListQuery::default()).unwrap();
        if done.rows == 0 || id == RegisterId::Disposals {
            continue;
        }
        let found = compared(&office, &saved_in_excel(&path, one_cell_edited));
        let differ = differences(&found);
        assert_eq!(differ.len(), 1, "{id}: {differ:?}");
        assert!(differ[0].ends_with("（訂正）") && !differ[0].contains("両方"), "{id}: {differ:?}");
        assert_eq!((found.counts.same, found.counts.new), (done.rows - 1, 0), "{id}: {:?}", found.counts);
        seen += 1;
    }
    assert!(seen >= 5, "{seen} ledgers");
}

#[test]
fn without_the_column_of_marks_an_edited_row_is_asked_about() {
    let mut office = sample_office();
    let all = ListQuery::default();
    let (done, path) = export(&mut office, RegisterId::CarryOuts, ExportFormat::CsvUtf8, &all).unwrap();
    let saved = saved_in_excel(&path, |text| {
        let edited = one_cell_edited(text);
        let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(edited.as_bytes()).into_records();
        let unmarked = rows.map(|row| {
            let row = row.unwrap();
            row.iter().take(row.len() - 1).collect::<csv::StringRecord>()
        });
        written(&unmarked.collect::<Vec<_>>())
    });
    let found = compared(&office, &saved);
    assert_eq!(found.counts.new, 0, "{:?}", found.counts);
    assert_eq!((found.counts.same, found.counts.changed), (done.rows - 1, 1), "{:?}", found.counts);
    let asked: Vec<Issue> =
        found.asked.values().flat_map(|rows| rows.values()).flatten().map(|finding| finding.issue).collect();
    assert_eq!(asked, [Issue::NearlySame]);
}

#[test]
fn a_row_that_was_copied_and_both_edited_is_asked_about() {
    let mut office = sample_office();
    let all = ListQuery::default();
    let (done, path) = export(&mut office, RegisterId::CarryOuts, ExportFormat::CsvUtf8, &all).unwrap();
    let saved = saved_in_excel(&path, |text| {
        let edited = one_cell_edited(text);
        let copy =
            edited.lines().find(|line| line.contains("（訂正）")).unwrap().replace("（訂正）", "（写し）");
        format!("{edited}{copy}\r\n")
    });
    let found = compared(&office, &saved);
    let counts = (found.counts.same, found.counts.changed, found.counts.new);
    assert_eq!(counts, (done.rows, 1, 0), "{:?}", found.counts);
    let asked = found.asked.values().flat_map(|rows| rows.values()).flatten();
    let asked: Vec<Issue> = asked.map(|finding| finding.issue).collect();
    assert_eq!(asked, [Issue::NearlySame, Issue::CopiedRow]);
}

#[test]
fn a_ledger_that_went_out_twice_comes_back_once() {
    let mut office = sample_office();
    let all = ListQuery::default();
    let id = RegisterId::CarryOuts;
    let (done, csv) = export(&mut office, id, ExportFormat::CsvUtf8, &all).unwrap();
    let (_, xlsx) = export(&mut office, id, ExportFormat::Xlsx, &all).unwrap();
    let judged = Judged::of(vec![read(xlsx), read(csv)], Decisions::default());
    let found = compare(&office.ledgers, &office.session, &judged).unwrap();
    // Copies of one row are one record.
    let counts = (found.counts.same, found.counts.older, found.writes);
    assert_eq!(counts, (done.rows, done.rows, 0), "{:?}", found.counts);
}

/// A list as CSV has no line above its headings that would say where it comes from.
#[test]
fn a_list_that_comes_back_as_csv_is_told_from_a_ledger() {
    let mut office = sample_office();
    let staff = records::list(&mut office.ledgers, &office.session, RegisterId::Staff, &ListQuery::default());
    let training = RegisterId::Training;
    let session = records::list(&mut office.ledgers, &office.session, training, &ListQuery::default());
    let of = |page: mamori_core::records::view::Page| page.rows[0].id;
    let (person, session) = (of(staff.unwrap()), of(session.unwrap()));
    let lists = [
        (ListWanted::Untrained { query: UntrainedQuery::default() }, "未受講者一覧"),
        (
            ListWanted::TrainingMatrix { query: MatrixQuery { fiscal_year: 2024, ..MatrixQuery::default() } },
            "研修受講状況一覧表",
        ),
        (ListWanted::Duties, "期限一覧"),
        (ListWanted::Search { text: "USB".into() }, "検索結果"),
        (ListWanted::Holdings { person }, "持ち物一覧"),
        (ListWanted::RecordHistory { register: training, record: session }, "経過"),
        (
            ListWanted::RecordPart { register: training, record: session, part: "attendees".into() },
            "出席者名簿",
        ),
    ];
    for (wanted, title) in lists {
        let path = office.folder.path().join("一覧.csv");
        let how = (&wanted, ExportFormat::CsvUtf8);
        mamori_core::export::list(&mut office.ledgers, &office.session, how, &path).unwrap();
        let saved = saved_in_excel(&path, str::to_owned);
        let again = saved.clone();
        let asked = Judged::of(vec![read(saved)], Decisions::default());
        let groups = asked.preview.groups();
        let own = groups.iter().find(|group| group.issue.as_str() == "own_list");
        let said = own.map(|group| group.example.as_str()).unwrap_or_default();
        assert!(
            said.starts_with(&format!("「{title}」は、まもり台帳が書き出した一覧で")),
            "{title}: {groups:?}"
        );
        assert!(asked.preview.tables().all(|table| table.unmapped || !table.excluded), "{title} is asked");

        let decisions = Decisions { accept_all: true, ..Decisions::default() };
        let left = Judged::of(vec![read(again)], decisions);
        assert!(left.preview.tables().all(|table| table.excluded), "{title}");
        let (ledgers, session) = (&mut office.ledgers, &office.session);
        let taken = mamori_core::import::commit::commit(
            ledgers,
            session,
            &left,
            &mamori_core::import::Cancel::default(),
            &mut |_, _| {},
        );
        assert_eq!(taken.unwrap_err().code(), ErrorCode::ImportNothing, "{title}");
    }
}

#[test]
fn marks_that_stand_as_values_are_no_marks_when_they_come_back() {
    let mut office = office();
    for (number, place) in
        [("USB-001", "〃"), ("USB-002", "耐火金庫"), ("USB-003", "同上"), ("USB-004", "'←")]
    {
        let mut values = medium(number);
        values.retain(|(key, _)| *key != "location");
        values.extend([("location", place), ("remarks", "←")]);
        office.create(RegisterId::PortableMedia, &values);
    }
    let all = ListQuery::default();
    let (_, path) = export(&mut office, RegisterId::PortableMedia, ExportFormat::CsvUtf8, &all).unwrap();
    let judged = Judged::of(vec![read(path.clone())], Decisions::default());
    let rows = judged.preview.tables().flat_map(|table| &table.rows);
    let asked: Vec<&str> = rows.flat_map(|row| &row.problems).map(|finding| finding.issue.as_str()).collect();
    assert_eq!(asked, [""; 0]);
    assert_eq!(differences(&compared(&office, &saved_in_excel(&path, str::to_owned))), Vec::<String>::new());
}

#[test]
fn zeros_that_excel_took_from_a_number_are_asked_about_and_stay() {
    let mut office = office();
    for number in ["007", "010"] {
        office.create(RegisterId::PortableMedia, &medium(number));
    }
    let all = ListQuery::default();
    let (_, path) = export(&mut office, RegisterId::PortableMedia, ExportFormat::CsvUtf8, &all).unwrap();
    let saved =
        saved_in_excel(&path, |text| text.replace("\r\n007,", "\r\n7,").replace("\r\n010,", "\r\n10,"));
    let found = compared(&office, &saved);
    let asked = found.asked.values().flat_map(|rows| rows.values()).flatten();
    assert_eq!(asked.map(|finding| finding.issue).collect::<Vec<_>>(), [Issue::NumberLike; 2]);
    assert_eq!((found.counts.same, differences(&found)), (2, Vec::<String>::new()));
}

#[test]
fn two_marks_are_two_records_whatever_excel_made_of_their_numbers() {
    let mut office = office();
    for number in ["007", "7"] {
        office.create(RegisterId::PortableMedia, &medium(number));
    }
    let all = ListQuery::default();
    let (_, path) = export(&mut office, RegisterId::PortableMedia, ExportFormat::CsvUtf8, &all).unwrap();
    let untouched = compared(&office, &path);
    assert_eq!((untouched.counts.same, untouched.counts.older), (2, 0), "{:?}", untouched.counts);
    let saved = saved_in_excel(&path, |text| text.replace("\r\n007,", "\r\n7,"));
    let found = compared(&office, &saved);
    let asked = found.asked.values().flat_map(|rows| rows.values()).flatten();
    assert_eq!(asked.map(|finding| finding.issue).collect::<Vec<_>>(), [Issue::NumberLike]);
    assert_eq!((found.counts.same, found.counts.older), (2, 0), "{:?}", found.counts);
    assert_eq!(differences(&found), Vec::<String>::new());
}

#[test]
fn zeros_that_excel_took_from_a_serial_number_are_asked_about_and_stay() {
    let mut office = office();
    let mut values = medium("USB-001");
    values.retain(|(key, _)| *key != "serial");
    values.push(("serial", "0000123"));
    office.create(RegisterId::PortableMedia, &values);
    let all = ListQuery::default();
    let (_, path) = export(&mut office, RegisterId::PortableMedia, ExportFormat::CsvUtf8, &all).unwrap();
    let saved = saved_in_excel(&path, |text| text.replace(",0000123,", ",123,"));
    let found = compared(&office, &saved);
    let asked: Vec<_> = found.asked.values().flat_map(|rows| rows.values()).flatten().collect();
    assert_eq!(asked.iter().map(|finding| finding.issue).collect::<Vec<_>>(), [Issue::ZerosLost]);
    assert!(asked[0].text.contains("“0000123”"), "{}", asked[0].text);
    assert_eq!((found.counts.same, differences(&found)), (1, Vec::<String>::new()));

    let groups = [("serial".to_owned(), [(Issue::ZerosLost, Verdict::KeepRaw)].into())].into();
    let table = TableDecisions { groups, ..TableDecisions::default() };
    let decisions = Decisions { tables: [("0/0/0".to_owned(), table)].into(), ..Decisions::default() };
    let as_file = Judged::of(vec![read(saved)], decisions);
    let found = compare(&office.ledgers, &office.session, &as_file).unwrap();
    assert_eq!(differences(&found), ["USB-001 製造番号: 0000123 → 123"]);
}
