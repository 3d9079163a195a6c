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

/// Takes a file in with these answers and flags; what it complained of, where it did.
fn answered(office: &Office, answers: &str, more: &[&str], file: &Path) -> (Option<i32>, String) {
    let answers = office.file("答え.json", answers);
    let args = [&["import", "--accept-proposals", "--decisions", answers.to_str().unwrap()], more];
    let done = office.run(&[&args.concat()[..], &[file.to_str().unwrap()]].concat(), LINES);
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
}

#[test]
fn what_is_remembered_or_said_by_a_flag_is_no_answer_that_goes_nowhere() {
    let office = Office::new();
    let coloured = office.folder.path().join("媒体.xlsx");
    media(&coloured);
    let missing = r#"{"tables":{"0/0/0":{"meanings":{"fill:FFFF00":"lost"},
        "words":{"registered_on":{"いつか":"R6.4.2"}}}}}"#;
    let took = answered(&office, missing, &[], &coloured);
    assert_eq!(took.0, Some(0), "{took:?}");

    let head = "管理番号,媒体種別,登録日,使用者,保管場所";
    let plain = office.file("次.csv", &format!("{head}\nUSB-9,USBメモリ,R6.4.9,,金庫\n"));
    let path = plain.to_str().unwrap();
    let dry = said(&office.run(&["--json", "import", "--dry-run", "--remembered", path], LINES));
    assert!(dry.contains("fill:FFFF00"), "the next file has no yellow row, but the form has it: {dry}");
    let sheet = answered(&office, &dry, &["--dry-run"], &plain);
    assert_eq!(sheet.0, Some(0), "what a dry run wrote down is read again: {sheet:?}");
    let took = answered(&office, "{}", &["--remembered"], &plain);
    assert_eq!(took.0, Some(0), "{took:?}");

    let head = "管理番号,媒体種別,保管場所,登録日";
    let mixed = format!("{head}\nUSB-20,USBメモリ,金庫,R6.4.1\nLTO-20,LTO7,棚,R6.4.1\n");
    let mixed = office.file("混在.csv", &mixed);
    let took = answered(&office, "{}", &["--register", "portable_media"], &mixed);
    assert_eq!(took.0, Some(0), "{took:?}");
    assert!(said(&office.run(&["list", "portable_media"], LINES)).contains("LTO-20"));
    let told = office.file("控え.csv", &format!("{head},備考\nLTO-30,LTO7,棚,R6.4.1,\n"));
    let backup = r#"{"tables":{"0/0/0":{"register":"backup_media"}}}"#;
    let took = answered(&office, backup, &["--register", "portable_media"], &told);
    assert_eq!(took.0, Some(0), "{took:?}");
    let backups = said(&office.run(&["list", "backup_media"], LINES));
    assert!(backups.contains("LTO-30"), "what the file says goes before the flag: {backups}");
}

#[test]
fn a_table_that_stays_out_may_be_answered_all_the_same() {
    let office = Office::new();
    let staff = office.file("名簿.csv", "氏名,所属,役職\n髙橋 五,総務課,主事\n");
    assert_eq!(answered(&office, "{}", &[], &staff).0, Some(0));
    let folder = office.folder.path().join("set");
    std::fs::create_dir_all(&folder).unwrap();
    let mut book = Workbook::new();
    for name in ["R7", "旧台帳"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (col, text) in (0..).zip(["管理番号", "媒体種別", "登録日", "使用者", "保管場所"])
        {
            sheet.write(0, col, text).unwrap();
        }
        let yellow = Format::new().set_background_color(Color::Yellow);
        let number = if name == "R7" { "USB-1" } else { "USB-2" };
        for (col, text) in (0..).zip([number, "USBメモリ", "R6.4.1", "高橋 五", "金庫"]) {
            sheet.write_with_format(1, col, text, &yellow).unwrap();
        }
    }
    let path = folder.join("媒体.xlsx");
    book.save(&path).unwrap();
    let said_of = |more: &str| {
        let said = r#""meanings":{"fill:FFFF00":"lost"},"people":{"高橋 五":0}"#;
        format!(r#"{{"tables":{{"0/1/0":{{{more},{said}}}}}}}"#)
    };
    for out in [r#""exclude":true"#, r#""groups":{"":{"old_sheet":"accept"}}"#] {
        let done = answered(&office, &said_of(out), &["--dry-run"], &path);
        assert_eq!(done.0, Some(0), "{out}: {done:?}");
    }
}

#[test]
fn answers_about_rows_columns_fields_and_files_that_are_not_there_are_refused() {
    let office = Office::new();
    let file = office.file("台帳.csv", "管理番号,種別,登録日,保管場所,置き場\nUSB-1,CD-R,R6.4.1,金庫,棚\n");
    let of_table = [
        (r#""exclude_rows":[99]"#, "exclude_rows/99"),
        (r#""include_rows":[3]"#, "include_rows/3"),
        (r#""header_row":40"#, "header_row/40"),
        (r#""columns":{"3":"typo"}"#, "columns/3"),
        (r#""columns":{"30":"location"}"#, "columns/30"),
        (r#""words":{"typo":{"金庫":"棚"}}"#, "words/typo"),
        (r#""eras":{"typo":"R"}"#, "eras/typo"),
        (r#""eras":{"registered_on":"X"}"#, "eras/registered_on"),
        (r#""groups":{"wrong_field":{"ditto":"accept"}}"#, "groups/wrong_field"),
        (r#""groups":{"row:99":{"same_person":"accept"}}"#, "groups/row:99"),
        (r#""sides":{"row:99:location":"file"}"#, "sides/row:99:location"),
    ];
    let of_table = of_table
        .map(|(said, at)| (format!(r#"{{"tables":{{"0/0/0":{{{said}}}}}}}"#), format!("tables/0/0/0/{at}")));
    let of_files = [(r#"{"out":[7]}"#, "out/7"), (r#"{"stay_out":["typo"]}"#, "stay_out/typo")];
    let of_files = of_files.map(|(said, at)| (said.to_owned(), at.to_owned()));
    for (answers, at) in of_table.into_iter().chain(of_files) {
        let (exit, complaint) = answered(&office, &answers, &["--dry-run"], &file);
        assert!(exit == Some(2) && complaint.contains(&format!(": {at}。")), "{at}: {complaint}");
    }
    let good = r#"{"tables":{"0/0/0":{"header_row":1,"columns":{"3":"","4":"-","2":"registered_on"},
        "words":{"保管場所":{"金庫":"棚"}},"eras":{"registered_on":"R"},"exclude_rows":[],"include_rows":[2],
        "sides":{"row:2:location":"file"}}},
        "stay_out":["台帳.csv"]}"#;
    let done = answered(&office, good, &["--dry-run"], &file);
    assert_eq!(done.0, Some(0), "{done:?}");
}

#[test]
fn answers_about_words_and_questions_the_file_lacks_are_refused_and_told_what_there_is() {
    let office = Office::new();
    let rows = "USB-1,○,R6.4.1,金庫\nUSB-2,CD-R,いつか,〃\nUSB-3,CD-R,R6.4.31,金庫\n";
    let file = office.file("台帳.csv", &format!("管理番号,種別,登録日,保管場所\n{rows}"));
    let cases = [
        (
            r#""words":{"registered_on":{"いつも":"R6.4.2"}}"#,
            "words/registered_on/いつも（ここに書けるのは “いつか”、“R6.4.31”、",
        ),
        (
            r#""words":{"media_kind":{"○":"floppy-disc"}}"#,
            "words/media_kind/○=floppy-disc（ここに書けるのは ",
        ),
        (
            r#""groups":{"location":{"leading_zero":"accept"}}"#,
            "groups/location/leading_zero（ここに書けるのは ditto）",
        ),
        (
            r#""groups":{"registered_on":{"not_a_date":"accept"}}"#,
            "groups/registered_on/not_a_date=accept（ここに書けるのは blank（空欄",
        ),
        (
            r#""groups":{"row:3":{"duplicate_number":"accept"}}"#,
            "groups/row:3/duplicate_number（ここに書けるのは ditto、not_a_date）",
        ),
    ];
    for (said, at) in cases {
        let answers = format!(r#"{{"tables":{{"0/0/0":{{{said}}}}}}}"#);
        for more in [&["--dry-run"][..], &[]] {
            let (exit, complaint) = answered(&office, &answers, more, &file);
            assert!(exit == Some(2) && complaint.contains(at), "{at} is not in {complaint}");
        }
    }
    // What one answer settles may have been asked before, and was answered in the same breath.
    let good = r#"{"tables":{"0/0/0":{"words":{"registered_on":{"いつか":"R6.4.2","R6.4.31":"R6.4.30"},"media_kind":{"○":""}},
        "groups":{"registered_on":{"not_a_date":"blank"},"row:3":{"ditto":"keep_raw"}}}}}"#;
    let done = answered(&office, good, &[], &file);
    assert_eq!(done.0, Some(0), "{done:?}");
    let only_ledger = r#"{"tables":{"0/0/0":{"groups":{"row:2":{"same_person":"accept"}}}}}"#;
    let done = answered(&office, only_ledger, &["--dry-run"], &file);
    assert_eq!(done.0, Some(2), "nobody asks who that is: {done:?}");
}

#[test]
fn a_broken_file_of_answers_is_told_in_japanese_where_to_mend_it() {
    let office = Office::new();
    let file = office.file("台帳.csv", "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\n");
    let cases = [
        (
            "{\n  \"tables\": {\n    \"金庫\" \"書庫\"\n",
            "3行目の10文字目「\"書庫\"」で、JSONとして正しくありません",
        ),
        ("{\n  \"tables\": {", "2行目の13文字目で途切れています"),
        ("", "1行目の1文字目で途切れています"),
        (r#"{"accept_all":"はい"}"#, "使えない値があります: accept_all に \"はい\"。"),
        (
            r#"{"tables":{"0/0/0":{"exclude_rows":["三"]}}}"#,
            "使えない値があります: tables/0/0/0/exclude_rowsの形。",
        ),
        (
            r#"{"tables":{"0/0/0":{"exclude":true,"sides":{"location":"both"}}}}"#,
            "tables/0/0/0/sides/location に \"both\"。",
        ),
        ("[]", "使えない値があります: いちばん外側の形。"),
    ];
    let english = |text: &str| ["expected", "invalid", "line", "EOF"].iter().any(|word| text.contains(word));
    for (answers, told) in cases {
        let (exit, complaint) = answered(&office, answers, &["--dry-run"], &file);
        assert!(
            exit == Some(2) && complaint.contains(told) && !english(&complaint),
            "{told} is not in {complaint}"
        );
    }
    let nowhere = office.run(&["import", "--decisions", "ない.json", file.to_str().unwrap()], LINES);
    let complaint = String::from_utf8_lossy(&nowhere.stderr).into_owned();
    assert!(complaint.contains("この場所にありません") && !complaint.contains("os error"), "{complaint}");
}

#[test]
fn a_file_of_answers_may_be_written_in_utf_16_and_an_unreadable_one_is_refused_in_japanese() {
    let office = Office::new();
    let file = office.file("台帳.csv", "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\n");
    let answers = office.folder.path().join("答え.json");
    let args = ["import", "--decisions", answers.to_str().unwrap(), file.to_str().unwrap()];
    let text = r#"{"tables":{"0/0/0":{"words":{"location":{"金庫":"書庫"}}}}}"#;
    std::fs::write(&answers, [b"{\"".as_slice(), &[0xff, 0xfe, 0xfd], b"\":1}"].concat()).unwrap();
    let refused = office.run(&args, LINES);
    let complaint = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(2) && complaint.contains("UTF-8で保存し直して"), "{complaint}");
    let wide = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes);
    std::fs::write(&answers, wide.collect::<Vec<u8>>()).unwrap();
    let taken = office.run(&args, LINES);
    assert_eq!(taken.status.code(), Some(0), "{}", String::from_utf8_lossy(&taken.stderr));
    assert!(said(&office.run(&["show", "portable_media", "USB-1"], LINES)).contains("書庫"));
}

#[test]
fn files_that_stay_out_are_told_where_they_are_what_holds_the_import_up() {
    let office = Office::new();
    let first = office.file("set/一課.csv", "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,いつか,金庫\n");
    office.file("set/覚え.csv", "札,しな\nA,B\n");
    let folder = first.parent().unwrap().to_str().unwrap();
    let complaint = |args: &[&str]| {
        let done = office.run(&[&["import", "--accept-proposals", folder][..], args].concat(), LINES);
        assert_eq!(done.status.code(), Some(1));
        String::from_utf8_lossy(&done.stderr).into_owned()
    };
    let of_row = complaint(&[]);
    assert!(of_row.contains("登録日") && !of_row.contains("取り込まないファイル"), "{of_row}");
    let answers = r#"{"tables":{"0/0/0":{"words":{"registered_on":{"いつか":"R6.4.2"}}}}}"#;
    let answers = office.file("答え.json", answers);
    let of_file = complaint(&["--decisions", answers.to_str().unwrap()]);
    assert!(of_file.contains("覚え.csv: ") && of_file.contains("--leave-refused"), "{of_file}");
}

#[test]
fn a_word_of_another_session_of_the_matrix_is_answered_with_the_first() {
    let office = Office::new();
    let rows = "総務課,山田 太郎,○,○\n給付課,鈴木 一郎,○,×\n給付課,高橋 次郎,○,○\n";
    let file = office.file("受講.csv", &format!("所属,氏名,R7.4.15 新任研修,R7.6.20 個人情報研修\n{rows}"));
    let answers = |word: &str, means: &str| {
        format!(r#"{{"tables":{{"0/0/0":{{"words":{{"attendance":{{"{word}":"{means}"}}}}}}}}}}"#)
    };
    let done = answered(&office, &answers("×", "absent"), &["--dry-run"], &file);
    assert_eq!(done.0, Some(0), "{done:?}");
    let done = answered(&office, &answers("◎", "absent"), &["--dry-run"], &file);
    assert!(done.0 == Some(2) && done.1.contains("words/attendance/◎"), "{done:?}");
}

#[test]
fn a_word_of_a_row_left_out_may_stand_far_to_its_right() {
    let office = Office::new();
    let long = "長い備考".repeat(40);
    let rows = format!("USB-1,{long},金庫,CD-R\nUSB-2,{long},金庫,謎の円盤\n");
    let file = office.file("台帳.csv", &format!("管理番号,備考,保管場所,種別\n{rows}"));
    let said = r#"{"tables":{"0/0/0":{"exclude_rows":[3],"words":{"media_kind":{"謎の円盤":""}}}}}"#;
    let done = answered(&office, said, &["--dry-run"], &file);
    assert_eq!(done.0, Some(0), "{done:?}");
}

#[test]
fn whether_a_row_is_a_record_and_which_one_may_be_answered_at_once() {
    let office = Office::new();
    let row = |number: &str, shelf: &str| {
        let kinds = "USBメモリ,BUFFALO,RUF3-HSL32G";
        format!("{number},{kinds},令和6年4月1日,{shelf},総務課")
    };
    let list = |rows: [String; 3]| {
        format!("管理番号,媒体種別,メーカー,型番,登録日,保管場所,管理部署\n{}\n", rows.join("\n"))
    };
    let first = list([row("USB-1", "第一の棚"), row("USB-2", "第二の棚"), row("USB-3", "第三の棚")]);
    let first = office.file("台帳.csv", &first);
    let done = office.run(&["import", "--accept-proposals", first.to_str().unwrap()], LINES);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let second = list([row("USB-1", "第一の棚"), row("USB-2", "第二の棚"), row("", "倉庫")]);
    let second = office.file("台帳R8.csv", &second);
    for (record, which) in [("blank", "keep_raw"), ("blank", "accept"), ("accept", "keep_raw")] {
        let groups =
            format!(r#"{{"":{{"doubtful_record":"{record}"}},"row:4":{{"nearly_same":"{which}"}}}}"#);
        let answers = format!(r#"{{"tables":{{"0/0/0":{{"groups":{groups}}}}}}}"#);
        let done = answered(&office, &answers, &["--dry-run"], &second);
        assert_eq!(done.0, Some(0), "{record} {which}: {}", done.1);
    }
    let nobody_asks = r#"{"tables":{"0/0/0":{"groups":{"row:3":{"nearly_same":"keep_raw"}}}}}"#;
    let done = answered(&office, nobody_asks, &["--dry-run"], &second);
    assert!(done.0 == Some(2) && done.1.contains("groups/row:3/nearly_same"), "{done:?}");
    // Rows that are left out say nothing of what may be answered of others.
    let nobody_asks =
        r#"{"tables":{"0/0/0":{"exclude_rows":[2],"groups":{"row:3":{"nearly_same":"keep_raw"}}}}}"#;
    let done = answered(&office, nobody_asks, &["--dry-run"], &second);
    assert!(done.0 == Some(2) && done.1.contains("groups/row:3/nearly_same"), "{done:?}");
    let left_out =
        r#"{"tables":{"0/0/0":{"exclude_rows":[4],"groups":{"row:4":{"nearly_same":"keep_raw"}}}}}"#;
    let done = answered(&office, left_out, &["--dry-run"], &second);
    assert_eq!(done.0, Some(0), "{}", done.1);
}
