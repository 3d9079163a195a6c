//! What a careful clerk stops at: words that say what became of a thing, headings that only look alike, odd marks.

use std::collections::BTreeMap;

use mamori_core::import::{
    Cancel, Decisions, Issue, Judged, Severity, TableDecisions, Verdict, commit, preview,
};
use mamori_core::records::actions::find;
use mamori_core::vocab::RegisterId;
use rust_xlsxwriter::Format;

use crate::support::{Office, office};

use super::hand::{asked, csv, decided, issues, open, said, sheet, table, texts, undecided, values, verdict};

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
    let attendance: Vec<Option<&str>> =
        third.rows.iter().map(|row| row.values.get("attendance").map(String::as_str)).collect();
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
    assert_eq!(values(&preview, "media_no"), ["USB-003", "USB-003", "USB-004(予備)"]);
    assert_eq!(values(&preview, "status"), ["disposed", "-", "-"]);
    let number = |row, issue| (row, "media_no".to_owned(), issue);
    assert_eq!(asked(&preview), [number(2, "words_in_number"), number(3, "duplicate_number")]);
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
fn characters_a_file_could_not_hold_are_asked_about() {
    let file = csv(
        "管理番号,種別,保管場所,管理者\nUSB-1,CD-R,金?庫,?田 健\nUSB-2,CD-R,金庫,髙??\nUSB-3,CD-R,金庫?,?\n",
    );
    let preview = undecided(&file);
    let lost = |row, field: &str| (row, field.to_owned(), "lost_char");
    assert_eq!(asked(&preview), [lost(2, "location"), lost(2, "owner"), lost(3, "owner")]);
    assert_eq!(values(&preview, "owner")[2], "-", "nobody is called ?");
    let groups = preview.groups();
    let owner = groups.iter().find(|group| group.field == "owner" && group.issue == Issue::LostChar).unwrap();
    assert!(owner.typed && owner.verdicts == [Verdict::KeepRaw, Verdict::Blank], "{owner:?}");
    let kept = verdict(&file, "owner", Issue::LostChar, Verdict::KeepRaw);
    assert_eq!(values(&kept, "owner")[0], "?田 健");
}

#[test]
fn lists_of_cars_and_telephones_are_no_ledgers_of_ours() {
    let cars = sheet("車両", |sheet| {
        texts(sheet, 0, &["管理番号", "車種", "使用者", "使用開始日", "備考"]);
        texts(sheet, 1, &["1", "軽トラ", "佐藤", "R6.4.1", ""]);
    });
    let by_heading = csv("管理番号,車種,使用者,使用開始日,備考\n1,軽トラ,佐藤,R6.4.1,\n");
    let telephones = sheet("電話帳", |sheet| {
        texts(sheet, 0, &["氏名", "所属", "内線", "備考"]);
        texts(sheet, 1, &["佐藤 一", "総務課", "21", "x"]);
    });
    for file in [cars, by_heading, telephones] {
        assert_eq!(said(&undecided(&file)), ["which_ledger"]);
    }
}

/// What becomes of 登録日 and what is asked about it.
fn day(text: &str) -> (String, Vec<(u32, String, &'static str)>) {
    let preview = super::hand::medium("登録日", text);
    (values(&preview, "registered_on").remove(0), asked(&preview))
}

#[test]
fn days_that_cannot_be_right_are_asked_about() {
    let issue = |issue| vec![(2, "registered_on".to_owned(), issue)];
    assert_eq!(day("2024/4/1（火）"), ("2024-04-01".into(), issue("weekday_differs")));
    assert_eq!(day("R6.4.1(火曜日)"), ("2024-04-01".into(), issue("weekday_differs")));
    for right in ["2024/4/1（月）", "R6.4.1(月・祝)", "2024/4/1 (Mon)"] {
        assert_eq!(day(right), ("2024-04-01".into(), vec![]), "{right}");
    }
    for text in ["1899/12/31", "1900/1/1"] {
        assert_eq!(day(text), ("-".into(), issue("year_out_of_range")), "{text}");
    }
    let file = sheet("台帳", |sheet| {
        let date = Format::new().set_num_format("yyyy/m/d");
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "登録日"]);
        for (row, serial) in (1..).zip([0.0, 1.0, 60.0, 45_383.0, 111_000.0]) {
            texts(sheet, row, &[&format!("USB-{row}"), "CD-R", "金庫"]);
            sheet.write_with_format(row, 3, serial, &date).unwrap();
        }
    });
    let preview = undecided(&file);
    let rows: Vec<(u32, &str)> = asked(&preview).iter().map(|(row, _, issue)| (*row, *issue)).collect();
    let far = "year_out_of_range";
    assert_eq!(rows, [(2, "not_a_date"), (3, far), (4, far), (6, far)]);
}

#[test]
fn a_thing_taken_out_in_years_to_come_is_told() {
    let mut office = office();
    let file = open(
        "持出管理簿.csv",
        "申請番号,氏名,持出物,持出日,返却予定日\nM-1,佐藤,PC,2030/4/2,2030/4/3\n".as_bytes(),
    );
    let judged = Judged::of(vec![file], accepted());
    let told = mamori_core::import::diff::view::compare(&office.ledgers, &office.session, &judged).unwrap();
    let checks = &told.tables.values().next().unwrap().checks;
    assert!(checks.iter().any(|check| check.text.contains("「持出日時」が今日より先")), "{checks:?}");
    take_in(&mut office, &judged);
}

#[test]
fn a_line_through_a_part_of_a_value_is_asked_about_wherever_the_string_stands() {
    let struck = Format::new().set_font_strikethrough();
    let shared = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "管理者", "備考"]);
        texts(sheet, 1, &["USB-1", "CD-R", "金庫"]);
        for col in [3, 4] {
            sheet.write_rich_string(1, col, &[(&struck, "佐藤"), (&Format::new(), "鈴木")]).unwrap();
        }
    });
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let rich = |at: &str| {
        format!(
            r#"<c r="{at}" t="inlineStr"><is><r><rPr><strike/></rPr><t>佐藤</t></r><r><t>鈴木</t></r></is></c>"#
        )
    };
    let head = [("A1", "管理番号"), ("B1", "種別"), ("C1", "保管場所"), ("D1", "管理者"), ("E1", "備考")];
    let head = head.map(|(at, name)| text(at, name)).concat();
    let row = [text("A2", "USB-1"), text("B2", "CD-R"), text("C2", "金庫"), rich("D2"), rich("E2")].concat();
    let rows = format!(r#"<row r="1">{head}</row><row r="2">{row}</row>"#);
    let inline = open("台帳.xlsx", &super::hostile::xlsx(&super::hostile::sheet(&rows)));
    for file in [shared, inline] {
        let preview = undecided(&file);
        assert_eq!(asked(&preview), [(2, "owner".to_owned(), "struck_part")]);
        assert_eq!(issues(&preview), ["struck_part", "partly_struck"]);
        let words =
            BTreeMap::from([("owner".to_owned(), BTreeMap::from([("佐藤鈴木".into(), "鈴木".into())]))]);
        let typed = decided(&file, TableDecisions { words, ..TableDecisions::default() });
        assert_eq!((values(&typed, "owner"), asked(&typed)), (vec!["鈴木".to_owned()], vec![]));
    }
}

#[test]
fn a_comma_inside_a_cell_without_quotation_marks_is_noticed() {
    let file = csv(
        "管理番号,種別,保管場所,備考\nU-1,CD-R,金庫,a,b,c\nU-2,CD-R,金庫,棚,x\nU-3,CD-R,金庫,y\nU-4,CD-R,金庫,\n",
    );
    let preview = undecided(&file);
    assert_eq!(said(&preview), ["beyond_headings"]);
    assert!(
        table(&preview).problems[0].text.starts_with("2行目、3行目に"),
        "{}",
        table(&preview).problems[0].text
    );
    assert_eq!(preview.open(Severity::Error), 1);
    // A column nobody named is a column.
    let unnamed = csv("管理番号,種別,保管場所\nU-1,CD-R,金庫,a\nU-2,CD-R,金庫,b\n");
    assert_eq!(said(&undecided(&unnamed)), Vec::<&str>::new());
}

#[test]
fn questions_say_where_and_why() {
    let first = open("台帳_R6.csv", "管理番号,種別,保管場所\nUSB-1,CD-R,旧棚\n".as_bytes());
    let second = open("台帳_R7.csv", "管理番号,種別,保管場所\nUSB-1,CD-R,新棚\n".as_bytes());
    let both = preview(&[first, second], &Decisions::default());
    let text = &both.files[1].tables[0].rows[0].problems[0].text;
    assert!(text.contains("“USB-1”は「台帳_R6.csv」の2行目にもあります"), "{text}");

    let dittos = csv("管理番号,種別,保管場所\nUSB-1,CD-R,〃\nUSB-2,CD-R,〃\n");
    assert_eq!(
        asked(&undecided(&dittos)).iter().map(|one| one.2).collect::<Vec<_>>(),
        ["ditto_without_source"; 2]
    );

    let (value, asked) = day("4/1/2024");
    assert_eq!((value.as_str(), asked[0].2), ("-", "not_a_date"));
    let told = super::hand::medium("登録日", "4/1/2024");
    assert!(table(&told).rows[0].problems[0].text.contains("年が終わりにあり"));

    let year =
        open("研修.csv", "研修番号,研修名,年度,実施日\nK-1,情報セキュリティ研修,1234,R6.4.1\n".as_bytes());
    let told = undecided(&year);
    let texts: Vec<&str> =
        table(&told).rows.iter().flat_map(|row| &row.problems).map(|one| one.text.as_str()).collect();
    assert!(texts.iter().any(|text| text.contains("“1234”は年度として読めません")), "{texts:?}");
}
