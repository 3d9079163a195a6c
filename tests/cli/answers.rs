//! An import finished without the window: a dry run names each question with the key of its answer, and a file of
//! answers goes back.

use rust_xlsxwriter::{Color, Format, Workbook};

use super::*;

const LINES: &str = "mamori-12#\n";

fn media(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let yellow = Format::new().set_background_color(Color::Yellow);
    let rows = [
        ["管理番号", "媒体種別", "登録日", "使用者", "保管場所"],
        ["USB-1", "USBメモリ", "令和6年4月1日", "高橋 五", "金庫"],
        ["USB-2", "USBメモリ", "いつか", "髙橋 五", "金庫"],
        ["USB-3", "USBメモリ", "令和6年4月3日", "井上 一", "金庫"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (col, text) in (0..).zip(cells) {
            let plain = Format::new();
            let format = if row == 3 { &yellow } else { &plain };
            sheet.write_with_format(row, col, text, format).unwrap();
        }
    }
    book.save(path).unwrap();
}

fn put(decisions: &mut Json, way: &Json, value: Json) {
    let mut at = decisions;
    for key in way["key"].as_array().unwrap() {
        let key = key.as_str().unwrap();
        if at.is_null() {
            *at = Json::Object(serde_json::Map::new());
        }
        at = &mut at[key];
    }
    match way["how"].as_str().unwrap() {
        "added" => at.as_array_mut().unwrap().push(value),
        _ => *at = value,
    }
}

/// What a clerk would say, by the kind of question.
fn answer(way: &Json) -> Option<Json> {
    let key: Vec<&str> = way["key"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    let means = |text: &str| {
        let values = way["values"].as_array().unwrap();
        values.iter().find(|one| one["means"] == text).map(|one| one["value"].clone())
    };
    match key[..] {
        ["stay_out"] => means("取り込まなくてよい"),
        ["tables", _, "groups", _, "same_person"] => means("同じ人"),
        ["tables", _, "words", "registered_on", "いつか"] => Some("R6.4.2".into()),
        ["tables", _, "meanings", _] => means("状態「所在不明」"),
        ["tables", _, "people", "高橋 五"] => means("髙橋 五"),
        _ => None,
    }
}

#[test]
fn every_question_of_an_import_can_be_answered_from_a_file() {
    let office = Office::new();
    let head = "氏名,所属,役職";
    let staff = office.file("名簿.csv", &format!("{head}\n井上 一,総務課,主事\n髙橋 五,総務課,主事\n"));
    assert_eq!(
        office.run(&["import", "--accept-proposals", staff.to_str().unwrap()], LINES).status.code(),
        Some(0)
    );
    office.file("set/名簿R8.csv", &format!("{head}\n井上 一,給付課,主任\n髙橋 五,総務課,主事\n"));
    let notes = office.file("set/覚え.csv", "札,しな\nA,B\n");
    let folder = notes.parent().unwrap();
    media(&folder.join("媒体.xlsx"));
    let folder = folder.to_str().unwrap();

    let asked = |more: &[&str]| -> Json {
        let args = [&["--json", "import", "--dry-run"], more, &[folder]].concat();
        serde_json::from_slice(&office.run(&args, LINES).stdout).unwrap()
    };
    let mut dry = asked(&[]);
    let mut decisions = dry["decisions"].clone();
    let questions = dry["questions"].as_array().unwrap().clone();
    // What stays out as a file need not be told a ledger.
    let of_ledger = |one: &&Json| one["ways"][0]["key"][2] != "register";
    for question in questions.iter().filter(of_ledger) {
        let ways = question["ways"].as_array().unwrap();
        let said = ways.iter().find_map(|way| Some((way, answer(way)?)));
        let (way, value) = said.unwrap_or_else(|| panic!("no answer to {question}"));
        put(&mut decisions, way, value);
    }
    let required = questions.iter().filter(|one| one["required"] == true).count();
    assert_eq!((questions.len(), required), (6, 3), "{questions:?}");

    dry["decisions"] = decisions;
    let answers = office.file("答え.json", &dry.to_string());
    let answers = answers.to_str().unwrap();
    assert_eq!(asked(&["--decisions", answers])["questions"], Json::Array(Vec::new()));
    let taken = office.run(&["import", "--decisions", answers, folder], LINES);
    assert_eq!(taken.status.code(), Some(0), "{}", String::from_utf8_lossy(&taken.stderr));

    let people = said(&office.run(&["list", "staff"], LINES));
    assert!(people.contains("給付課") && people.matches("井上").count() == 1, "{people}");
    let show = |number: &str| said(&office.run(&["show", "portable_media", number], LINES));
    assert!(show("USB-2").contains("R6.4.2"), "{}", show("USB-2"));
    assert!(show("USB-3").contains("所在不明"), "{}", show("USB-3"));
    let holdings = office.folder.path().join("持ち物.csv");
    let staff: Json =
        serde_json::from_slice(&office.run(&["--json", "list", "staff"], LINES).stdout).unwrap();
    let takahashi =
        staff["rows"].as_array().unwrap().iter().find(|row| row.to_string().contains("髙橋")).unwrap();
    let number = takahashi["number"].as_str().unwrap();
    let out = ["export-list", "holdings", "--no", number, "--out", holdings.to_str().unwrap()];
    assert_eq!(office.run(&out, LINES).status.code(), Some(0));
    let held = std::fs::read_to_string(holdings).unwrap();
    assert!(held.contains("USB-1") && held.contains("USB-2"), "高橋 五 was said to be 髙橋 五: {held}");
}

#[test]
fn an_answer_that_goes_nowhere_is_refused() {
    let office = Office::new();
    let text = "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\n";
    let file = office.file("台帳.csv", text);
    let cases = [
        (r#"{"tabels":{}}"#, "tabels"),
        (r#"{"tables":{"0/0/0":{"meaning":{"struck":"ignore"}}}}"#, "tables/0/0/0/meaning"),
        (r#"{"tables":{"0/0/0":{"meanings":{"struck":"ignore"}}}}"#, "tables/0/0/0/meanings/struck"),
        (r#"{"tables":{"7/0/0":{"exclude":true}}}"#, "tables/7/0/0"),
        (r#"{"tables":{"0/0/0":{"groups":{"location":{"ditto":"yes"}}}}}"#, "使えない値"),
        (r#"{"files":[{"sha256":"00"}],"decisions":{}}"#, "別のファイル"),
        ("決めました", "JSONとして正しくありません"),
    ];
    for (answers, complaint) in cases {
        let answers = office.file("答え.json", answers);
        let args = ["import", "--decisions", answers.to_str().unwrap(), file.to_str().unwrap()];
        let done = office.run(&args, LINES);
        let complained = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.code() == Some(2) && complained.contains(complaint), "{complaint}: {complained}");
    }
    assert!(!said(&office.run(&["list", "portable_media"], LINES)).contains("USB-1"), "nothing came in");
}

#[test]
fn what_holds_an_import_up_is_told_with_file_row_column_and_what_to_do() {
    let office = Office::new();
    let text = |number: &str, day: &str| format!("管理番号,種別,登録日,保管場所\n{number},CD-R,{day},金庫\n");
    let first = office.file("set/一課.csv", &text("USB-1", "いつか"));
    office.file("set/二課.csv", &text("USB-2", "R6.13.1"));
    let folder = first.parent().unwrap().to_str().unwrap();
    let refused = office.run(&["import", "--accept-proposals", folder], LINES);
    assert_eq!(refused.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&refused.stderr).into_owned();
    for line in ["・1件 一課.csv 2行目『登録日』: ", "・1件 二課.csv 2行目『登録日』: ", "--decisions"]
    {
        assert!(complaint.contains(line), "{line} is not in {complaint}");
    }
    let told = complaint.lines().filter(|line| line.starts_with('・'));
    assert!(
        told.clone().count() == 2 && told.clone().all(|line| line.ends_with("ください。")),
        "{complaint}"
    );
    let dry = said(&office.run(&["import", "--dry-run", folder], LINES));
    assert!(dry.contains("  一課.csv → 可搬型記録媒体管理台帳") && dry.contains("  二課.csv → "), "{dry}");
}
