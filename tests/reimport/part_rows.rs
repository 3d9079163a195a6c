//! Rows of parts on sheets of their own: one row more, one less, another order, another record.

use mamori_core::import::report::{self, ReportFormat};
use mamori_core::import::{Issue, Verdict};
use mamori_core::records::Record;
use mamori_core::records::list;
use mamori_core::records::view::ListQuery as Query;
use mamori_core::users::Permission;

use super::*;

pub const TRAINING: RegisterId = RegisterId::Training;

/// The sample office's trainings, gone out to Excel.
pub fn trainings() -> (Office, PathBuf) {
    let mut office = office();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    take_in(&mut office, &judged(&folder.join("研修出席者名簿.xlsx"), accepted())).unwrap();
    let path = exported(&mut office, TRAINING);
    (office, path)
}

pub fn all(office: &Office) -> Vec<Record> {
    let all = office.ledgers.read(&office.session, Permission::ReadLedgers, |view| {
        let mut all = Vec::new();
        list::each(view.db, TRAINING, &Query::default(), |record| {
            all.push(record);
            Ok(())
        })?;
        Ok(all)
    });
    all.unwrap()
}

pub fn attendees(record: &Record) -> Vec<String> {
    let rows = record.content.parts.get("attendees").into_iter().flatten();
    rows.map(|row| row["name"].to_text()).collect()
}

/// What heads the column that says which record a row belongs to, and what stands there in each row with its name.
fn key(judged: &Judged) -> (String, Vec<(String, String)>) {
    let table = judged.preview.tables().find(|table| table.attached).unwrap();
    let heading = table.columns.iter().find(|column| column.heading.contains('の')).unwrap().heading.clone();
    let rows = table.rows.iter().map(|row| (row.extra[&heading].clone(), row.values["name"].to_owned()));
    (heading.clone(), rows.collect())
}

fn issues(judged: &Judged, found: &Comparison) -> Vec<(Issue, u32)> {
    let groups = judged.preview.groups_with(&found.asked);
    let open = groups.into_iter().filter(|group| group.verdict == Verdict::Open);
    open.filter(|group| group.severity != mamori_core::import::Severity::Note)
        .map(|group| (group.issue, group.count))
        .collect()
}

#[test]
fn an_attendee_written_under_the_others_comes_to_the_training_of_its_number() {
    let (mut office, path) = trainings();
    let (heading, rows) = key(&judged(&path, Decisions::default()));
    let training = rows[0].0.clone();
    let mut book = Workbook::open(&path);
    book.add(2, &[(&heading, &training), ("氏名", "追加 花子"), ("所属", "総務課"), ("出欠", "出席")]);
    book.save(&path);
    let added = judged(&path, Decisions::default());
    let found = diff(&office, &added);
    assert_eq!((found.counts.changed, found.counts.new, found.writes), (1, 1, 1), "{:?}", found.counts);
    assert_eq!(issues(&added, &found), []);
    take_in(&mut office, &added).unwrap();
    let now = all(&office).into_iter().find(|record| record.number() == training).unwrap();
    assert_eq!(attendees(&now).last().map(String::as_str), Some("追加 花子"));
    let again = judged(&path, Decisions::default());
    assert_eq!(diff(&office, &again).writes, 0, "taken in once");
}

#[test]
fn an_attendee_of_no_training_is_asked_about_and_never_dropped() {
    let (mut office, path) = trainings();
    let (heading, _) = key(&judged(&path, Decisions::default()));
    let mut book = Workbook::open(&path);
    book.add(2, &[(&heading, "研修-99"), ("氏名", "追加 花子")]);
    book.save(&path);
    let lost = judged(&path, accepted());
    let found = diff(&office, &lost);
    assert_eq!(issues(&lost, &found), [(Issue::PartUnplaced, 1)]);
    assert_eq!(take_in(&mut office, &lost).unwrap_err().code(), ErrorCode::ImportErrors);

    // The training is in the file too: both are new.
    book.add(1, &[("研修番号", "研修-99"), ("研修名", "追加の研修"), ("実施日", "2026-10-01")]);
    book.save(&path);
    let both = judged(&path, accepted());
    let found = diff(&office, &both);
    assert_eq!((found.counts.new, found.writes), (2, 1), "{:?}", found.tables);
    take_in(&mut office, &both).unwrap();
    let new = all(&office).into_iter().find(|record| record.number() == "研修-99").unwrap();
    assert_eq!(attendees(&new), ["追加 花子"]);
}

#[test]
fn a_row_whose_number_and_mark_name_two_trainings_is_asked_about() {
    let (mut office, path) = trainings();
    let (heading, rows) = key(&judged(&path, Decisions::default()));
    let (from, name) = rows[0].clone();
    let to = rows.iter().map(|(number, _)| number.clone()).find(|number| *number != from).unwrap();
    let mut book = Workbook::open(&path);
    // The last row of that name is changed: the helper finds rows from below.
    let (from, _) = rows.iter().rfind(|(_, other)| *other == name).cloned().unwrap_or((from, name.clone()));
    let to = if to == from { rows[0].0.clone() } else { to };
    book.set(2, &name, &heading, &to);
    book.save(&path);
    let moved = judged(&path, Decisions::default());
    let found = diff(&office, &moved);
    assert_eq!(issues(&moved, &found), [(Issue::PartElsewhere, 1)]);
    assert_eq!(take_in(&mut office, &moved).unwrap_err().code(), ErrorCode::ImportOpenProposals);

    let count = |office: &Office, number: &str| {
        let record = all(office).into_iter().find(|record| record.number() == number).unwrap();
        attendees(&record).len()
    };
    let before = (count(&office, &from), count(&office, &to));
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    assert_eq!((count(&office, &from), count(&office, &to)), (before.0 - 1, before.1 + 1));
}

#[test]
fn an_attendee_taken_out_is_one_difference_and_another_order_is_none() {
    let (office, path) = trainings();
    let (_, rows) = key(&judged(&path, Decisions::default()));
    // The helper finds rows from below: those of the last training.
    let training = rows.last().unwrap().0.clone();
    let names: Vec<String> =
        rows.iter().filter(|(number, _)| *number == training).map(|(_, name)| name.clone()).collect();
    let mut sorted = Workbook::open(&path);
    sorted.swap_without_marks(2, &names[0], &names[1]);
    let elsewhere = office.folder.path().join("並べ替え.xlsx");
    sorted.save(&elsewhere);
    let found = diff(&office, &judged(&elsewhere, Decisions::default()));
    assert_eq!(found.writes, 0, "{}", found.text_ja(&judged(&elsewhere, Decisions::default()).preview));

    // The row taken out, or only emptied: its hidden mark stays.
    for take_out in [Workbook::remove, Workbook::clear] {
        let mut shorter = Workbook::open(&path);
        take_out(&mut shorter, 2, &names[0]);
        shorter.save(&elsewhere);
        let found = diff(&office, &judged(&elsewhere, Decisions::default()));
        let changed: Vec<_> = found.tables.values().flat_map(|table| &table.rows).collect();
        assert_eq!(changed.len(), 1);
        assert_eq!(changed[0].diffs.len(), 1, "{:?}", changed[0].diffs);
        assert!(changed[0].diffs[0].ledger.contains(&names[0]) && changed[0].diffs[0].file.is_empty());
    }
}

#[test]
fn two_copies_that_note_different_attendees_come_together() {
    let (mut office, path) = trainings();
    let (heading, rows) = key(&judged(&path, Decisions::default()));
    let training = rows[0].0.clone();
    let second = office.folder.path().join("写し.xlsx");
    for (path, name, note) in [(&path, "追加 一郎", "遅参"), (&second, "追加 二郎", "早退")] {
        let mut book = Workbook::open(&office.folder.path().join("training.xlsx"));
        if note == "早退" {
            // The second copy went out before the first came back.
            book = Workbook::open(&office.folder.path().join("元.xlsx"));
        } else {
            book.save(&office.folder.path().join("元.xlsx"));
        }
        book.add(2, &[(&heading, &training), ("氏名", name), ("出欠", "出席")]);
        book.save(path);
    }
    for path in [&path, &second] {
        let copy = judged(path, Decisions::default());
        let found = diff(&office, &copy);
        assert_eq!((found.counts.conflict, found.counts.changed), (0, 1), "{:?}", found.counts);
        take_in(&mut office, &copy).unwrap();
    }
    let now = all(&office).into_iter().find(|record| record.number() == training).unwrap();
    assert!(
        attendees(&now).ends_with(&["追加 一郎".to_owned(), "追加 二郎".to_owned()]),
        "{:?}",
        attendees(&now)
    );
}

#[test]
fn a_training_that_comes_back_with_its_attendees_lacks_none() {
    let (office, path) = trainings();
    let found = diff(&office, &judged(&path, Decisions::default()));
    let said: Vec<_> =
        found.tables.values().flat_map(|table| &table.checks).map(|check| &check.text).collect();
    assert!(!said.iter().any(|text| text.contains("出席者")), "{said:?}");
}

#[test]
fn the_report_counts_rows_of_parts_with_their_record() {
    let (mut office, path) = trainings();
    let (_, rows) = key(&judged(&path, Decisions::default()));
    let mut book = Workbook::open(&path);
    book.set(2, &rows[3].1, "備考", "遅参");
    book.save(&path);
    let batch = take_in(&mut office, &judged(&path, Decisions::default())).unwrap();
    let path = office.folder.path().join("報告書.xlsx");
    report::write(&mut office.ledgers, &office.session, batch.id, ReportFormat::Xlsx, &path).unwrap();
    let book = read(&path).book;
    let sheet = book.sheets.iter().find(|sheet| sheet.head.name.as_deref() == Some("表と行数")).unwrap();
    let text = |row: &mamori_core::import::cells::Row| {
        row.cells.iter().skip(1).map(|cell| cell.value.text().into_owned()).collect::<Vec<_>>().join("|")
    };
    let parts = text(sheet.rows.last().unwrap());
    assert!(!parts.contains("除外") && !parts.contains("取り込まない"), "{parts}");
    assert!(parts.contains(&format!("同じ {}", rows.len() - 1)) && parts.contains("変更 1"), "{parts}");
}

#[test]
fn an_attendee_left_out_of_the_import_stays_on_the_list() {
    let (office, path) = trainings();
    let untouched = judged(&path, Decisions::default());
    let table = untouched.preview.tables().find(|table| table.attached).unwrap();
    let left = TableDecisions {
        exclude_rows: std::collections::BTreeSet::from([table.rows[2].row]),
        ..TableDecisions::default()
    };
    let tables = BTreeMap::from([(table.id.clone(), left)]);
    let found = diff(&office, &judged(&path, Decisions { tables, ..Decisions::default() }));
    assert_eq!((found.writes, found.counts.changed), (0, 0), "{:?}", found.counts);
}

#[test]
fn words_typed_for_the_attendance_are_looked_at_and_a_reason_is_kept() {
    let (mut office, path) = trainings();
    let name = attendees(&all(&office)[0])[0].clone();
    let mut book = Workbook::open(&path);
    book.set(2, &name, "出欠", "欠席（出張）");
    book.save(&path);
    let back = judged(&path, Decisions::default());
    assert_eq!(issues(&back, &diff(&office, &back)), []);
    take_in(&mut office, &back).unwrap();
    let records = all(&office);
    let rows = records.iter().filter_map(|record| record.content.parts.get("attendees")).flatten();
    let of_name = rows.filter(|row| row["name"].to_text() == name);
    let reasons = of_name.filter_map(|row| Some((row.get("attendance")?, row.get("absence_reason")?)));
    let texts: Vec<_> = reasons.map(|(one, why)| (one.to_text(), why.to_text())).collect();
    assert_eq!(texts, [("absent".to_owned(), "出張".to_owned())]);

    let path = exported(&mut office, TRAINING);
    let mut book = Workbook::open(&path);
    book.set(2, &name, "出欠", "代");
    book.save(&path);
    let back = judged(&path, Decisions::default());
    assert_eq!(issues(&back, &diff(&office, &back)), [(Issue::MarkMeaning, 1)]);
}

#[test]
pub fn attendees_stay_with_their_training_where_another_was_typed_over_its_row() {
    let (mut office, path) = trainings();
    let before = all(&office);
    let titles = || before.iter().map(Record::title);
    let only = |record: &&Record| titles().filter(|title| *title == record.title()).count() == 1;
    let before = before.iter().find(only).unwrap();
    let mut book = Workbook::open(&path);
    let typed = [
        ("実施日", "2027-02-03"),
        ("場所", "大会議室"),
        ("講師", "外部講師"),
        ("開始日時", "2027-02-03 10:00"),
        ("終了日時", "2027-02-03 11:00"),
        ("研修番号", "研修-99"),
        ("研修名", "持出し手続の研修"),
    ];
    let fields = mamori_core::registers::register(TRAINING).fields.iter();
    let emptied = fields
        .filter(|field| before.content.values.contains_key(field.key))
        .map(|field| (field.label.ja, ""));
    let emptied =
        emptied.filter(|(heading, _)| !typed.iter().any(|(one, _)| one == heading)).collect::<Vec<_>>();
    for (heading, text) in emptied.into_iter().chain(typed) {
        book.set(1, &before.title(), heading, text);
    }
    book.save(&path);
    let asked = judged(&path, Decisions::default());
    let found = diff(&office, &asked);
    assert_eq!(issues(&asked, &found), [(Issue::MarkMismatch, 1)], "{}", found.text_ja(&asked.preview));

    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let now = all(&office);
    let of = |number: &str| now.iter().find(|record| record.number() == number).map(attendees);
    assert!(!attendees(before).is_empty());
    assert_eq!(of("研修-99"), Some(Vec::new()), "nobody is said to have attended it");
    assert_eq!(of(&before.number()), Some(attendees(before)), "and the old one keeps its people");
}

/// Rows of parts that differ are those of the record that is the same otherwise.
fn the_same() -> Decisions {
    let number = mamori_core::registers::register(TRAINING).number.to_owned();
    let groups = BTreeMap::from([(number, BTreeMap::from([(Issue::RowsDiffer, Verdict::Accept)]))]);
    let table = TableDecisions { groups, ..TableDecisions::default() };
    Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..Decisions::default() }
}

#[test]
fn sheets_without_their_column_of_marks_are_compared_all_the_same() {
    for sheets in [&[1][..], &[2], &[1, 2]] {
        let (mut office, path) = trainings();
        let first = attendees(&all(&office)[0])[0].clone();
        let mut book = Workbook::open(&path);
        sheets.iter().for_each(|sheet| book.remove_marks(*sheet));
        book.save(&path);
        let untouched = judged(&path, Decisions::default());
        let found = diff(&office, &untouched);
        assert_eq!(issues(&untouched, &found), [], "{sheets:?}");
        assert_eq!((found.writes, found.counts.sum()), (0, found.counts.same), "{sheets:?}");
        assert_eq!(untouched.preview.tables().map(|table| table.totals.data).sum::<u32>(), found.counts.same);

        book.set(2, &first, "備考", "遅参");
        book.save(&path);
        let asked = judged(&path, Decisions::default());
        let found = diff(&office, &asked);
        // Where no mark is left at all, the rows may be another training's.
        let rows_differ = if sheets.len() == 2 { vec![(Issue::RowsDiffer, 1)] } else { vec![] };
        assert_eq!((issues(&asked, &found), found.writes), (rows_differ, 1), "{sheets:?}");
        let edited = judged(&path, the_same());
        let lines: Vec<String> = found.tables.values().flat_map(lines).collect();
        assert_eq!(lines.len(), 1, "{lines:?}");
        take_in(&mut office, &edited).unwrap();
    }
}

#[test]
fn a_row_copied_with_its_mark_and_left_as_it_is_comes_in_when_somebody_says_so() {
    let (mut office, path) = trainings();
    let people = |office: &Office| all(office).iter().map(|record| attendees(record).len()).sum::<usize>();
    let before = people(&office);
    let mut book = Workbook::open(&path);
    book.copy_to_end(2, &attendees(&all(&office)[0])[0]);
    book.save(&path);
    let asked = judged(&path, accepted());
    let found = diff(&office, &asked);
    assert_eq!((issues(&asked, &found), found.writes), (vec![(Issue::CopiedRow, 1)], 0));

    let other = |verdict| {
        let groups = BTreeMap::from([(String::new(), BTreeMap::from([(Issue::CopiedRow, verdict)]))]);
        let table = TableDecisions { groups, ..TableDecisions::default() };
        Decisions { tables: BTreeMap::from([("0/1/0".to_owned(), table)]), ..accepted() }
    };
    let same = judged(&path, other(Verdict::Accept));
    assert_eq!(take_in(&mut office, &same).unwrap_err().code(), ErrorCode::ImportNothingNew);
    take_in(&mut office, &judged(&path, other(Verdict::KeepRaw))).unwrap();
    assert_eq!(people(&office), before + 1);
}

#[test]
fn the_export_of_another_ledger_comes_again_with_its_people() {
    let (_from, path) = trainings();
    let mut into = office();
    take_in(&mut into, &judged(&path, accepted())).unwrap();
    let people = |office: &Office| all(office).iter().map(|record| attendees(record).len()).sum::<usize>();
    let before = (all(&into).len(), people(&into));
    let edited = path.with_file_name("直した研修.xlsx");
    let mut book = Workbook::open(&path);
    book.set(1, &all(&into)[0].title(), "備考", "甲の備考");
    book.save(&edited);
    let asked = judged(&edited, accepted());
    assert_eq!(issues(&asked, &diff(&into, &asked)), [(Issue::NearlySame, 1)], "and nothing of its people");
    let number = mamori_core::registers::register(TRAINING).number.to_owned();
    let groups = BTreeMap::from([(number, BTreeMap::from([(Issue::NearlySame, Verdict::Accept)]))]);
    let table = TableDecisions { groups, ..TableDecisions::default() };
    let same = Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..accepted() };
    take_in(&mut into, &judged(&edited, same)).unwrap();
    assert_eq!((all(&into).len(), people(&into)), before);
}

#[test]
fn an_attendee_added_to_a_training_without_a_number_goes_with_it_into_another_ledger() {
    let (_from, path) = trainings();
    let (heading, rows) = key(&judged(&path, Decisions::default()));
    let training = rows[0].0.clone();
    let mut book = Workbook::open(&path);
    book.add(2, &[(&heading, &training), ("氏名", "追加 花子"), ("所属", "総務課"), ("出欠", "出席")]);
    book.save(&path);
    let mut into = office();
    let added = judged(&path, accepted());
    let found = diff(&into, &added);
    assert_eq!(issues(&added, &found), [], "{}", found.text_ja(&added.preview));
    take_in(&mut into, &added).unwrap();
    let of: Vec<usize> = all(&into)
        .iter()
        .filter(|record| attendees(record).iter().any(|name| name == "追加 花子"))
        .map(|record| attendees(record).len())
        .collect();
    let beside = rows.iter().filter(|(number, _)| *number == training).count();
    assert_eq!(of, [beside + 1]);
}
