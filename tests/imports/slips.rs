//! Slips of the pen and of Excel that leave something readable behind: each is asked about, with where and why.

use std::collections::BTreeMap;

use mamori_core::import::{Decisions, Issue, Severity, TableDecisions, Verdict, preview};
use rust_xlsxwriter::Format;

use super::hand::{asked, csv, decided, issues, open, said, sheet, table, texts, undecided, values, verdict};

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

#[test]
fn of_a_number_struck_out_in_part_it_is_asked_which_part_holds() {
    let struck = Format::new().set_font_strikethrough();
    let plain = Format::new();
    // What is struck out, what follows it, and what the number would be.
    let cases = [
        ("USB-001", "\nUSB-101", "USB-001、USB-101"),
        ("USB-001", "→USB-101", "USB-001→USB-101"),
        ("USB-00", "1", "USB-001"),
        ("USB-001", "〜USB-003", "USB-001〜USB-003"),
    ];
    for (gone, left, whole) in cases {
        let file = sheet("台帳", |sheet| {
            texts(sheet, 0, &["管理番号", "種別", "保管場所", "登録日"]);
            texts(sheet, 1, &["", "CD-R", "金庫", "R6.4.1"]);
            sheet.write_rich_string(1, 0, &[(&struck, gone), (&plain, left)]).unwrap();
        });
        let preview = undecided(&file);
        assert_eq!(asked(&preview), [(2, "media_no".to_owned(), "struck_part")], "{gone}{left}");
        let row = &table(&preview).rows[0];
        assert_eq!((&row.values["media_no"], row.numbers.len()), (whole, 0), "one record, not several");
        let word = format!("{gone}{left}");
        let words = BTreeMap::from([("media_no".to_owned(), BTreeMap::from([(word, "USB-101".into())]))]);
        let typed = decided(&file, TableDecisions { words, ..TableDecisions::default() });
        assert_eq!((values(&typed, "media_no"), asked(&typed)), (vec!["USB-101".to_owned()], vec![]));
    }
}

#[test]
fn eras_that_end_and_days_years_ahead_are_asked_about_without_any_ledger() {
    let issue = |issue| vec![(2, "registered_on".to_owned(), issue)];
    for (text, stored) in
        [("S65.4.1", "1990-04-01"), ("H40.4.1", "2028-04-01"), ("平成31年5月1日", "2019-05-01")]
    {
        assert_eq!(day(text).0, stored);
        assert_ne!(day(text).1, vec![], "{text}");
    }
    for text in ["R60.4.1", "令和60年4月1日", "Ｒ６０．４", "2078/4/1", "20780401", "R60.4.1～R60.4.5"]
    {
        assert_eq!(day(text).1, issue("far_ahead"), "{text}");
    }
    for (text, asked) in [("H60.4.1", "era_out_of_range"), ("R60.4.1（予定）", "date_with_words")] {
        assert_eq!(day(text).1, issue(asked), "{text}: what it asks already stays");
    }
    for text in ["R6.4.1", "R8.11.28", "S63.4.1"] {
        assert_eq!(day(text).1, vec![], "{text}");
    }
    let file = csv("管理番号,種別,保管場所,登録日\nUSB-1,CD-R,金庫,R60.4.1\n");
    let all = preview(&[file], &Decisions { accept_all: true, ..Decisions::default() });
    assert_eq!(all.open(Severity::Proposal), 1, "not taken for granted with all proposals");
    let leased = |day: &str| {
        let text = format!("機器番号,機器種別,設置場所,リース満了日\nPC-1,ノートPC,総務課,{day}\n");
        asked(&undecided(&open("機器台帳.csv", text.as_bytes()))).len()
    };
    assert_eq!([leased("R15.3.31"), leased("R70.3.31")], [0, 1], "a lease ends in years to come");
}
