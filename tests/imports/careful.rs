//! What a careful clerk stops at: words that say what became of a thing, headings that only look alike, odd marks.

use mamori_core::export::{self, ExportFormat};
use mamori_core::import::cells::{Cell, Raw};
use mamori_core::import::diff::view::compare;
use mamori_core::import::{Cancel, Decisions, Issue, Judged, Verdict, commit};
use mamori_core::records::actions::find;
use mamori_core::records::view::ListQuery;
use mamori_core::vocab::RegisterId;

use crate::support::{Office, office};

use super::hand::{asked, csv, issues, open, said, sheet, table, texts, undecided, values, verdict};

fn accepted() -> Decisions {
    Decisions { accept_all: true, ..Decisions::default() }
}

fn take_in(office: &mut Office, judged: &Judged) {
    let session = office.session.clone();
    commit::commit(&mut office.ledgers, &session, judged, &Cancel::default(), &mut |_, _| {}).unwrap();
}

/// The state of each record, by its number.
fn states(office: &mut Office, id: RegisterId, numbers: &[&str]) -> Vec<String> {
    let session = office.session.clone();
    let state = |number: &&str| {
        let record = find(&mut office.ledgers, &session, id, number).unwrap();
        record.cells.get("status").map_or("", |cell| cell.value.as_str()).to_owned()
    };
    numbers.iter().map(state).collect()
}

#[test]
fn a_session_with_odd_marks_is_still_a_session() {
    let file = sheet("R6年度研修", |sheet| {
        texts(sheet, 0, &["令和6年度 研修受講状況"]);
        texts(sheet, 1, &["職員番号", "氏名", "所属", "4/10\n新人研修", "第2回(7/1)", "第3回(1/15)", "備考"]);
        texts(sheet, 2, &["S1", "佐藤 一", "総務課", "○", "×", "○(補講2/1)", "○"]);
        texts(sheet, 3, &["S2", "鈴木 二", "総務課", "○", "○", "○(補講2/1)", ""]);
        texts(sheet, 4, &["S3", "田中 三", "総務課", "○", "×", "○", ""]);
        texts(sheet, 5, &["S4", "山田 四", "総務課", "○", "○", "別途個別に説明", ""]);
    });
    let preview = undecided(&file);
    let held: Vec<(&str, &str, usize)> = preview
        .tables()
        .map(|table| {
            let of = |key: &str| table.values.get(key).map_or("", String::as_str);
            (of("course"), of("held_on"), table.rows.len())
        })
        .collect();
    let expected = [("新人研修", "2024-04-10", 4), ("第2回", "2024-07-01", 4), ("第3回", "2025-01-15", 4)];
    assert_eq!(held, expected);
    let third = preview.tables().nth(2).unwrap();
    let attendance: Vec<Option<&str>> = third.rows.iter().map(|row| row.values.get("attendance")).collect();
    assert_eq!(attendance, [Some("makeup"), Some("makeup"), Some("attended"), None]);
    let issues: Vec<Issue> = third
        .rows
        .iter()
        .flat_map(|row| &row.problems)
        .filter(|one| one.field == "attendance")
        .map(|one| one.issue)
        .collect();
    let expected = [Issue::ChoiceGuess, Issue::ChoiceGuess, Issue::MarkMeaning, Issue::UnknownChoice];
    assert_eq!(issues, expected, "each odd word is asked about");
    assert_eq!(third.rows[0].extra["第3回(1/15)（原文）"], "○(補講2/1)");
}

#[test]
fn a_word_in_place_of_the_day_of_disposal_says_the_state() {
    let file = csv(
        "管理番号,種別,保管場所,廃棄日\nUSB-1,CD-R,金庫,廃棄済\nUSB-2,CD-R,金庫,済\nUSB-3,CD-R,金庫,未\n",
    );
    let preview = undecided(&file);
    let done = (2, "disposed_on".to_owned(), "done_without_date");
    assert_eq!(asked(&preview), [done.clone(), (3, done.1, done.2)]);
    assert_eq!(values(&preview, "status"), ["disposed", "disposed", "-"]);
    let first = &table(&preview).rows[0].problems[0].text;
    assert!(first.contains("状態は「廃棄済」"), "{first}");

    let unwanted = verdict(&file, "disposed_on", Issue::DoneWithoutDate, Verdict::Blank);
    assert_eq!(values(&unwanted, "status"), ["-", "-", "-"]);

    let mut office = office();
    take_in(&mut office, &Judged::of(vec![file], accepted()));
    let states = states(&mut office, RegisterId::PortableMedia, &["USB-1", "USB-2", "USB-3"]);
    assert_eq!(states, ["disposed", "disposed", "in_storage"]);
}

#[test]
fn a_state_written_beside_a_number_is_no_part_of_it() {
    let file = csv(
        "管理番号,種別,保管場所\nUSB-003(廃棄),CD-R,金庫\nUSB-003,CD-R,金庫\nUSB-004（予備）,CD-R,金庫\n",
    );
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_no"), ["-", "USB-003", "USB-004(予備)"]);
    assert_eq!(values(&preview, "status"), ["disposed", "-", "-"]);
    let number = |row, issue| (row, "media_no".to_owned(), issue);
    assert_eq!(asked(&preview), [number(2, "words_in_number"), number(3, "number_reused")]);
    assert_eq!(table(&preview).rows[0].extra["管理番号（原文）"], "USB-003(廃棄)");

    let kept = verdict(&file, "media_no", Issue::WordsInNumber, Verdict::KeepRaw);
    assert_eq!(values(&kept, "media_no")[0], "USB-003(廃棄)");
    assert_eq!(asked(&kept).len(), 1, "they are two things then");
}

#[test]
fn what_left_and_is_not_said_to_be_back_is_out() {
    let file = open(
        "持出管理簿.csv",
        "申請番号,氏名,持出物,持出日,返却予定日,返却日\nM-1,佐藤,PC,R6.4.2,R6.4.3,\nM-2,佐藤,PC,R6.4.2,R6.4.3,済\n\
         M-3,佐藤,PC,R6.4.2,R6.4.3,未\nM-4,佐藤,PC,R6.4.2,R6.4.3,R6.4.3\nM-5,佐藤,PC,R6.4.2,R6.4.3,返却済\n"
            .as_bytes(),
    );
    let preview = undecided(&file);
    let done = |row| (row, "returned_on".to_owned(), "done_without_date");
    assert_eq!(asked(&preview), [done(3), done(6)]);
    let mut office = office();
    take_in(&mut office, &Judged::of(vec![file], accepted()));
    let found = states(&mut office, RegisterId::CarryOuts, &["M-1", "M-2", "M-3", "M-4", "M-5"]);
    assert_eq!(found, ["out", "returned", "out", "returned", "returned"]);
}

#[test]
fn the_new_number_counts_and_which_is_it_is_asked() {
    let file = csv("旧管理番号,新管理番号,種別,保管場所\nA-1,USB-1,CD-R,金庫\nA-2,USB-2,CD-R,金庫\n");
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_no"), ["USB-1", "USB-2"]);
    assert_eq!(table(&preview).rows[0].extra["旧管理番号"], "A-1");
    assert_eq!(said(&preview), ["two_columns"]);
    // Where one column is called by the field's own name nothing is doubtful.
    let plain = csv("旧管理番号,管理番号,種別,保管場所\nA-1,USB-1,CD-R,金庫\n");
    assert_eq!(
        (values(&undecided(&plain), "media_no"), said(&undecided(&plain))),
        (vec!["USB-1".into()], vec![])
    );
}

#[test]
fn what_is_said_of_a_person_is_no_name() {
    for heading in ["使用者所属", "管理者コード", "担当者印", "管理者電話番号"] {
        let file = csv(&format!("管理番号,種別,保管場所,{heading}\nUSB-1,CD-R,金庫,総務課\n"));
        let preview = undecided(&file);
        assert_eq!(values(&preview, "owner"), ["-"], "{heading}");
        assert_eq!(table(&preview).rows[0].extra[heading], "総務課");
    }
    for heading in ["現在の使用者", "管理者（正）"] {
        let file = csv(&format!("管理番号,種別,保管場所,{heading}\nUSB-1,CD-R,金庫,佐藤\n"));
        assert_eq!(values(&undecided(&file), "owner"), ["佐藤"], "{heading}");
    }
}

#[test]
fn a_bare_number_takes_the_unit_of_its_heading() {
    for (heading, text, whole) in
        [("容量(GB)", "16", "16GB"), ("容量（ＭＢ）", "700", "700MB"), ("容量(GB)", "1TB", "1TB")]
    {
        let file = csv(&format!("管理番号,種別,保管場所,{heading}\nUSB-1,CD-R,金庫,{text}\n"));
        let preview = undecided(&file);
        assert_eq!(values(&preview, "capacity"), [whole], "{heading}");
        assert_eq!(asked(&preview), []);
        assert_eq!(issues(&preview).contains(&"unit_added"), text != whole);
    }
}

#[test]
fn a_thing_taken_out_in_years_to_come_is_told() {
    let mut office = office();
    let file = open(
        "持出管理簿.csv",
        "申請番号,氏名,持出物,持出日,返却予定日\nM-1,佐藤,PC,2030/4/2,2030/4/3\n".as_bytes(),
    );
    let judged = Judged::of(vec![file], accepted());
    let told = compare(&office.ledgers, &office.session, &judged).unwrap();
    let checks = &told.tables.values().next().unwrap().checks;
    assert!(checks.iter().any(|check| check.text.contains("「持出日時」が今日より先")), "{checks:?}");
    take_in(&mut office, &judged);
}

#[test]
fn a_day_without_its_hour_stays_a_day() {
    let mut office = office();
    let file = open(
        "持出管理簿.csv",
        "申請番号,氏名,持出物,持出日,返却予定日\nM-1,佐藤,PC,R6.4.2,R6.4.3\nM-2,佐藤,PC,R6.4.2 9:05,R6.4.3\n"
            .as_bytes(),
    );
    take_in(&mut office, &Judged::of(vec![file], accepted()));
    let session = office.session.clone();
    let shown = |office: &mut Office, number: &str| {
        find(&mut office.ledgers, &session, RegisterId::CarryOuts, number).unwrap().cells["out_at"]
            .text
            .clone()
    };
    assert_eq!([shown(&mut office, "M-1"), shown(&mut office, "M-2")], ["R6.4.2", "R6.4.2 9:05"]);
    for (format, name) in [(ExportFormat::CsvUtf8, "持出.csv"), (ExportFormat::Xlsx, "持出.xlsx")] {
        let path = office.folder.path().join(name);
        let what = (RegisterId::CarryOuts, format);
        export::ledger(&mut office.ledgers, &session, what, &ListQuery::default(), &path).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        if format == ExportFormat::CsvUtf8 {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(
                text.contains("2024-04-02,") && text.contains("2024-04-02 09:05") && !text.contains("00:00"),
                "{text}"
            );
        } else {
            let sheet = &open(name, &bytes).book.sheets[0];
            let formats: Vec<&str> = sheet.rows[3..5]
                .iter()
                .map(|row| {
                    let of = |cell: &&Cell| matches!(cell.value, Raw::DateTime(_));
                    sheet.head.formats[usize::from(row.cells.iter().find(of).unwrap().format)].as_str()
                })
                .collect();
            assert!(!formats[0].contains("h:mm") && formats[1].contains("h:mm"), "{formats:?}");
        }
        let judged = Judged::of(vec![open(name, &bytes)], Decisions::default());
        let back = compare(&office.ledgers, &session, &judged).unwrap();
        assert_eq!((back.counts.same, back.writes), (2, 0), "{name}");
    }
}
