//! Several things in one cell, names with seals and roles, and marks that point to a row above.

use mamori_core::import::{Issue, Verdict};

use super::hand::{asked, csv, issues, medium, sheet, table, texts, undecided, values, verdict};

/// What a control number becomes, and what is asked about it.
fn number(text: &str) -> (String, Vec<String>, Vec<&'static str>) {
    let preview = undecided(&csv(&format!(
        "管理番号,種別,保管場所\n\"{text}\",CD-R,金庫\nUSB-101,CD-R,金庫\nUSB-102,CD-R,金庫\n"
    )));
    let first = &table(&preview).rows[0];
    (values(&preview, "media_no").remove(0), first.numbers.clone(), issues(&preview))
}

fn owner(text: &str) -> (String, Vec<&'static str>) {
    let preview = medium("管理者", text);
    (values(&preview, "owner").remove(0), issues(&preview))
}

#[test]
fn several_numbers_in_a_cell_are_noticed_however_they_are_joined() {
    for (text, last) in [
        ("USB-011 USB-012", "USB-012"),
        ("USB-011　USB-012", "USB-012"),
        ("USB-030から032", "USB-032"),
        ("USB-030から032まで", "USB-032"),
        ("USB-020-025", "USB-025"),
        ("USB-001/3", "USB-003"),
    ] {
        let (_, numbers, asked) = number(text);
        assert_eq!((numbers.last().map(String::as_str), asked), (Some(last), vec!["number_range"]), "{text}");
    }
    for text in ["CD-R 5枚", "USB-001ほか2枚", "USB-001 他2本"] {
        assert_eq!((number(text).1, number(text).2), (Vec::new(), vec!["many_in_cell"]), "{text}");
    }
    for text in ["R6/001", "R6/12", "2024/001", "USB 001", "R6 001", "H30-012"] {
        assert_eq!(number(text), (text.to_owned(), Vec::new(), Vec::new()), "{text}");
    }
}

#[test]
fn numbers_of_three_parts_stay_as_they_are_where_all_are_so() {
    let file =
        csv("管理番号,種別,保管場所\nR06-001-002,CD-R,金庫\nR06-001-003,CD-R,金庫\nR06-002-001,CD-R,金庫\n");
    assert_eq!(issues(&undecided(&file)), Vec::<&str>::new());
}

#[test]
fn several_people_in_a_cell_are_noticed() {
    for text in
        ["佐藤、鈴木", "佐藤・鈴木", "佐藤/鈴木", "佐藤／鈴木", "佐藤，鈴木", "佐藤＆鈴木", "佐藤 ほか2名"]
    {
        let (name, asked) = owner(text);
        assert_eq!(asked, ["many_in_cell"], "{text}");
        assert!(name.starts_with("佐藤"), "{name}");
    }
    for text in
        ["旧：佐藤 新：鈴木", "旧:佐藤 新:鈴木", "佐藤 R5.4～", "佐藤（R5.4～）", "前任 佐藤、後任 鈴木"]
    {
        assert_eq!(owner(text).1, ["history_in_cell"], "{text}");
    }
    for text in ["マリア・ゴメス", "佐藤 一", "ﾏﾘｱ･ｺﾞﾒｽ", "新井 一", "前田 新"]
    {
        assert_eq!(owner(text).1, Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn a_seal_is_told_from_the_end_of_a_name() {
    for text in ["佐藤　印", "㊞佐藤", "佐藤（印）", "佐藤(印)", "佐藤 ㊞"] {
        assert_eq!(owner(text), ("佐藤".to_owned(), vec!["seal_removed"]), "{text}");
    }
    assert_eq!(owner("海印"), ("海印".to_owned(), Vec::new()));
    assert_eq!(owner("（印）").1, ["seal_only"]);
}

#[test]
fn a_role_is_no_name_and_words_in_brackets_are_not_always_besides() {
    for text in ["総務課長", "課長", "業務部長", "事務長", "給付係長"] {
        assert_eq!(owner(text), (text.to_owned(), vec!["role_only"]), "{text}");
    }
    for text in ["退職（佐藤）", "〃（佐藤）", "異動（鈴木）"] {
        assert_eq!(owner(text), (text.to_owned(), vec!["history_in_cell"]), "{text}");
    }
    assert_eq!(owner("佐藤課長"), ("佐藤".to_owned(), vec!["role_in_name"]));
    assert_eq!(owner("総務課長 佐藤"), ("佐藤".to_owned(), vec!["role_in_name"]));
}

#[test]
fn a_ditto_says_from_which_row_it_comes() {
    let file = csv(
        "管理番号,種別,保管場所,備考\nUSB-1,CD-R,金庫,a\nUSB-2,CD-R,〃,a\nUSB-3,CD-R,,a\nUSB-4,CD-R,〃,a\n合計,3,,\nUSB-5,CD-R,〃,a\n",
    );
    let preview = undecided(&file);
    assert_eq!(
        asked(&preview).iter().map(|(row, _, issue)| (*row, *issue)).collect::<Vec<_>>(),
        [(3, "ditto"), (5, "ditto"), (7, "ditto")]
    );
    let text = |row: usize| table(&preview).rows[row].problems[0].text.clone();
    assert!(text(1).contains("上の行と同じという印です。“金庫”としますか"), "{}", text(1));
    for (row, whence) in [(3, "3行目"), (4, "5行目")] {
        assert!(text(row).contains(&format!("{whence}の“金庫”としますか")), "{}", text(row));
    }
}

#[test]
fn a_ditto_under_a_word_keeps_the_word() {
    let file = csv(
        "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,未定,金庫\nUSB-2,CD-R,〃,金庫\nUSB-3,CD-R,-,金庫\nUSB-4,CD-R,〃,金庫\n",
    );
    let accepted = verdict(&file, "registered_on", Issue::Ditto, Verdict::Accept);
    let words: Vec<Option<&str>> =
        table(&accepted).rows.iter().map(|row| row.extra.get("登録日（原文）").map(String::as_str)).collect();
    assert_eq!(words, [Some("未定"), Some("未定"), None, None]);
}

#[test]
fn what_excel_shows_counts_for_people_places_and_choices_too() {
    use rust_xlsxwriter::Format;
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "管理者", "所属", "状態"]);
        texts(sheet, 1, &["USB-1", "CD-R", "", "", "", ""]);
        sheet.write_with_format(1, 2, 46054, &Format::new().set_num_format("m\"月\"d\"日\"")).unwrap();
        sheet.write_with_format(1, 3, 12, &Format::new().set_num_format("\"職員\"000")).unwrap();
        sheet.write_with_format(1, 4, 3, &Format::new().set_num_format("\"第\"0\"課\"")).unwrap();
        sheet.write_with_format(1, 5, 1, &Format::new().set_num_format("\"使用中\";;\"廃棄\"")).unwrap();
    });
    let preview = undecided(&file);
    let found: Vec<String> =
        asked(&preview).iter().map(|(_, field, issue)| format!("{field} {issue}")).collect();
    assert_eq!(
        found,
        [
            "location display_differs",
            "owner display_differs",
            "owner_dept display_differs",
            "status display_differs"
        ]
    );
    for (field, value) in
        [("location", "2月1日"), ("owner", "職員012"), ("owner_dept", "第3課"), ("status", "in_use")]
    {
        assert_eq!(values(&preview, field), [value], "{field}");
    }
    let kept = verdict(&file, "location", Issue::DisplayDiffers, Verdict::KeepRaw);
    assert_eq!(values(&kept, "location"), ["2026-02-01"]);
}

#[test]
fn a_whole_day_in_a_text_column_and_a_day_in_the_remarks_need_no_question() {
    use rust_xlsxwriter::Format;
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "備考", "実査", "登録日"]);
        texts(sheet, 1, &["USB-1", "CD-R", "", "", "", "R6.4.1"]);
        sheet.write_with_format(1, 2, 46054, &Format::new().set_num_format("yyyy/m/d")).unwrap();
        sheet.write_with_format(1, 3, 46054, &Format::new().set_num_format("m/d")).unwrap();
        sheet.write_with_format(1, 4, 46054, &Format::new().set_num_format("m\"月\"d\"日\"")).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(issues(&preview), Vec::<&str>::new());
    assert_eq!(table(&preview).rows[0].extra["実査"], "2026-02-01");
}
