//! The messes of dates, numbered as the specification of the import numbers them.

use mamori_core::vocab::RegisterId;
use rust_xlsxwriter::{ExcelDateTime, Format};

use super::hand::{asked, csv, issues, medium, sheet, table, texts, undecided, values};

/// What a text in 登録日 becomes, and what is asked about it.
fn dated(text: &str) -> (String, Vec<&'static str>) {
    let preview = medium("登録日", text);
    (values(&preview, "registered_on").remove(0), issues(&preview))
}

fn plainly(cases: &[(&str, &str)]) {
    for (text, date) in cases {
        assert_eq!(dated(text), ((*date).to_owned(), Vec::new()), "{text}");
    }
}

fn asking(cases: &[(&str, &str, &'static str)]) {
    for (text, date, issue) in cases {
        assert_eq!(dated(text), ((*date).to_owned(), vec![*issue]), "{text}");
    }
}

#[test]
fn mess_19_every_way_of_writing_an_era() {
    plainly(&[
        ("令和6年4月1日", "2024-04-01"),
        ("令和 6年 4月 1日", "2024-04-01"),
        ("令和６年４月１日", "2024-04-01"),
        ("R02.07.21", "2020-07-21"),
        ("R6.4.1", "2024-04-01"),
        ("R06/04/01", "2024-04-01"),
        ("Ｒ６．４．１", "2024-04-01"),
        ("令6.4.1", "2024-04-01"),
        ("㋿6.4.1", "2024-04-01"),
        ("㍻31.4.30", "2019-04-30"),
        ("H31.4.30", "2019-04-30"),
        ("S38.01.14", "1963-01-14"),
        ("平成三十一年四月三十日", "2019-04-30"),
        ("令和元年5月1日", "2019-05-01"),
        ("R元.5.1", "2019-05-01"),
        ("R1.5.1", "2019-05-01"),
    ]);
    asking(&[("H31.5.1", "2019-05-01", "era_out_of_range"), ("S64.1.8", "1989-01-08", "era_out_of_range")]);
}

#[test]
fn mess_20_a_month_stays_a_month() {
    plainly(&[("令和6年4月", "2024-04"), ("2024年4月", "2024-04"), ("R6.4", "2024-04")]);
}

#[test]
fn mess_21_a_fiscal_year_is_no_date() {
    asking(&[("令和6年度", "-", "fiscal_year_only"), ("令和元年度", "-", "fiscal_year_only")]);
}

#[test]
fn mess_22_a_missing_year_is_proposed_from_the_sheet_and_asked_about() {
    let file = sheet("R6年度", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "登録日", "保管場所"]);
        for (row, day) in (1..).zip(["4/1", "4月1日", "3/31"]) {
            texts(sheet, row, &[&format!("USB-{row}"), "CD-R", day, "金庫"]);
        }
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01", "2024-04-01", "2025-03-31"]);
    assert_eq!(issues(&preview), ["missing_year"; 3]);
    assert_eq!(dated("4/1"), ("-".to_owned(), vec!["missing_year"]), "without a hint there is no proposal");
}

#[test]
fn mess_23_western_dates_as_numbers_and_texts_of_every_kind() {
    plainly(&[
        ("20240401", "2024-04-01"),
        ("2024.4.1", "2024-04-01"),
        ("2024-4-1", "2024-04-01"),
        ("2024/4/1(月)", "2024-04-01"),
        ("2017.3.31", "2017-03-31"),
        ("1999/1/23", "1999-01-23"),
        ("2026/04/15", "2026-04-15"),
    ]);
    asking(&[("2024/04/01 13:05", "2024-04-01", "time_dropped")]);
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "登録日", "保管場所"]);
        texts(sheet, 1, &["USB-1", "CD-R"]);
        sheet.write(1, 2, 20_240_401).unwrap();
    });
    assert_eq!(values(&undecided(&file), "registered_on"), ["2024-04-01"]);
}

#[test]
fn mess_24_serials_of_excel_are_asked_about_where_the_format_says_nothing() {
    asking(&[("45383", "2024-04-01", "serial")]);
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "登録日", "保管場所"]);
        texts(sheet, 1, &["USB-1", "CD-R"]);
        texts(sheet, 2, &["USB-2", "CD-R"]);
        sheet.write(1, 2, 45383).unwrap();
        sheet.write_with_format(2, 2, 45383, &Format::new().set_num_format("ge.m.d")).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01"; 2]);
    assert_eq!(
        asked(&preview).iter().map(|(row, _, issue)| (*row, *issue)).collect::<Vec<_>>(),
        [(2, "serial")]
    );
}

#[test]
fn mess_25_an_omitted_era_is_never_guessed() {
    asking(&[("6.4.1", "-", "era_omitted"), ("06/04/01", "-", "era_omitted")]);
}

#[test]
fn mess_26_words_that_say_there_is_no_date() {
    for word in ["未定", "不明", "なし", "-", "―", "－", "随時", "別途", "調整中", "廃棄済", "退職時"]
    {
        let preview = medium("登録日", word);
        assert_eq!(
            (values(&preview, "registered_on").remove(0).as_str(), issues(&preview)),
            ("-", vec!["unknown_word"]),
            "{word}"
        );
        assert_eq!(&table(&preview).rows[0].raw["registered_on"], word);
    }
}

#[test]
fn mess_27_days_no_calendar_knows_are_problems() {
    asking(&[
        ("令和6年13月1日", "-", "no_such_day"),
        ("R6.2.30", "-", "no_such_day"),
        ("2204/4/1", "-", "year_out_of_range"),
    ]);
    let file = sheet("台帳", |sheet| {
        let day = Format::new().set_num_format("yyyy/m/d");
        texts(sheet, 0, &["管理番号", "種別", "登録日", "保管場所"]);
        texts(sheet, 1, &["USB-1", "CD-R"]);
        sheet.write_with_format(1, 2, 0, &day).unwrap();
    });
    assert_eq!(issues(&undecided(&file)), ["not_a_date"], "1900-01-00 is what Excel shows for nothing");
}

#[test]
fn mess_28_a_period_in_one_cell_is_proposed_as_beginning_and_end() {
    let file = csv(
        "申請日,氏名,持出物,管理番号,持出し先,持出日時,返却日\nR6.4.1,佐藤,USB,USB-1,在宅,R6.4.2～R6.4.30,R6.4.30\n",
    );
    let preview = undecided(&file);
    assert_eq!(table(&preview).register, RegisterId::CarryOuts);
    assert_eq!(values(&preview, "due_on"), ["2024-04-30"]);
    assert_eq!(issues(&preview), ["period"]);
    asking(&[("R6.4.1～R6.4.30", "2024-04-01", "period")]);
}

#[test]
fn dates_of_excel_itself_need_no_question() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "登録日", "保管場所"]);
        texts(sheet, 1, &["USB-1", "CD-R"]);
        let date = ExcelDateTime::from_ymd(2024, 4, 1).unwrap();
        sheet
            .write_with_format(1, 2, &date, &Format::new().set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\""))
            .unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(
        (values(&preview, "registered_on"), issues(&preview)),
        (vec!["2024-04-01".to_owned()], Vec::new())
    );
}

#[test]
fn a_day_over_three_columns_is_one() {
    let media = sheet("USB", |sheet| {
        texts(sheet, 0, &["", "登録", "", "", "廃棄"]);
        texts(sheet, 1, &["管理番号", "年", "月", "日", "年", "月", "日", "備考"]);
        texts(sheet, 2, &["U-1", "R6", "3", "1", "", "", "", "予備"]);
        texts(sheet, 3, &["U-2", "R6", "3", "2", "R7", "3", "1"]);
    });
    let preview = undecided(&media);
    assert_eq!(values(&preview, "registered_on"), ["2024-03-01", "2024-03-02"]);
    assert_eq!(values(&preview, "disposed_on"), ["-", "2025-03-01"]);
    assert!(asked(&preview).is_empty() && table(&preview).problems.is_empty());
    let log = sheet("令和7年度", |sheet| {
        texts(sheet, 0, &["バックアップ作業記録"]);
        texts(sheet, 1, &["月", "日", "曜日", "媒体番号", "結果", "実施者"]);
        texts(sheet, 2, &["4", "1", "火", "T-1", "正常", "山田"]);
        texts(sheet, 3, &["3", "2", "月", "T-1", "正常", "山田"]);
    });
    let preview = undecided(&log);
    assert_eq!(values(&preview, "performed_on"), ["2025-04-01", "2026-03-02"]);
    assert_eq!(issues(&preview), ["missing_year"; 2]);
}

#[test]
fn what_is_left_out_of_a_day_over_three_columns_stands_above_it() {
    let log = sheet("作業記録", |sheet| {
        texts(sheet, 0, &["年", "月", "日", "システム名", "使用媒体", "結果", "作業者"]);
        let days = [
            ["R7", "4", "1"],
            ["〃", "〃", "5"],
            ["〃", "〃", "〃"],
            ["〃", "5", "2"],
            ["R7", "12", "6"],
            ["", "", "9"],
            ["", "1", "8"],
            ["R8", "1", "9"],
        ];
        for (row, [year, month, day]) in (1..).zip(days) {
            texts(sheet, row, &[year, month, day, "基幹", "LTO-01", "正常", "山田"]);
        }
    });
    let preview = undecided(&log);
    let days = [
        "2025-04-01",
        "2025-04-05",
        "2025-04-05",
        "2025-05-02",
        "2025-12-06",
        "2025-12-09",
        "-",
        "2026-01-09",
    ];
    assert_eq!(values(&preview, "performed_on"), days);
    let of = |row: u32, issue: &'static str| (row, "performed_on".to_owned(), issue);
    assert_eq!(asked(&preview), [of(4, "ditto"), of(8, "missing_year")], "January below December");
}

#[test]
fn what_is_no_day_over_three_columns_is_asked_about_as_one_text() {
    let media = sheet("USB", |sheet| {
        texts(sheet, 0, &["管理番号", "年", "月", "日", "媒体種別", "保管場所"]);
        let days = [["R6", "4", "1"], ["R6", "4", "不明"], ["R6", "4", ""], ["R6", "5", "2"], ["", "", ""]];
        for (row, [year, month, day]) in (1..).zip(days) {
            texts(sheet, row, &[&format!("U-{row}"), year, month, day, "USBメモリ", "書庫"]);
        }
    });
    let preview = undecided(&media);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01", "-", "2024-04", "2024-05-02", "-"]);
    let asked = asked(&preview);
    assert_eq!(asked, [(3, "registered_on".to_owned(), "not_a_date")]);
    let finding = &table(&preview).rows[1].problems[0];
    assert!(finding.text.contains("R6年 4月 不明"), "{}", finding.text);
    assert!(table(&preview).rows.iter().all(|row| row.extra.is_empty()), "nothing is left beside it");
}

#[test]
fn a_day_left_out_below_itself_in_a_log_is_asked() {
    let file = sheet("作業記録", |sheet| {
        texts(sheet, 0, &["作業日", "システム名", "使用媒体", "結果", "作業者"]);
        texts(sheet, 1, &["2025/4/1", "基幹", "LTO-01", "正常", "山田"]);
        texts(sheet, 2, &["", "給付", "LTO-02", "正常", "山田"]);
        texts(sheet, 3, &["2025/4/2", "基幹", "LTO-03", "正常", "佐藤"]);
        texts(sheet, 4, &["", "給付", "LTO-04", "正常", "佐藤"]);
    });
    let blank = |row: u32| (row, "performed_on".to_owned(), "blank_above");
    assert_eq!(asked(&undecided(&file)), [blank(3), blank(5)]);
    let unknown = medium("登録日", "");
    assert_eq!(asked(&unknown), [], "the day of a thing may be unknown");
}

#[test]
fn a_day_left_out_below_itself_where_a_list_begins_with_it_is_asked() {
    let thing = |head: [&str; 4], kind: &str, days: [&str; 4]| {
        sheet("一覧", |sheet| {
            texts(sheet, 0, &head);
            for (row, day) in (1..).zip(days) {
                texts(sheet, row, &[day, &format!("X-{row}"), kind, "山田"]);
            }
        })
    };
    let cases = [
        (["登録日", "管理番号", "種別", "使用者"], "USBメモリ", "registered_on"),
        (["使用開始日", "媒体番号", "種類", "保管場所"], "LTO6", "in_use_from"),
        (["導入日", "管理番号", "機種", "使用者"], "ノートPC", "acquired_on"),
    ];
    for (head, kind, field) in cases {
        let asked_of = |days| asked(&undecided(&thing(head, kind, days)));
        let blank = |row: u32| (row, field.to_owned(), "blank_above");
        assert_eq!(asked_of(["R6.3.25", "", "", "R7.3.25"]), [blank(3), blank(4)]);
        assert_eq!(asked_of(["R6.3.25", "R6.3.25", "", "R7.3.25"]), [], "repeats are written");
    }
}

#[test]
fn a_disposal_without_its_day_is_asked_only_where_it_was_done() {
    let head = ["管理番号", "種別", "廃棄日", "方法", "立会者"];
    let disposals = |rows: [[&str; 3]; 4]| {
        sheet("廃棄簿", |sheet| {
            texts(sheet, 0, &head);
            for (row, [day, method, witness]) in (1..).zip(rows) {
                texts(sheet, row, &[&format!("U-{row}"), "USBメモリ", day, method, witness]);
            }
        })
    };
    let done = |day| [day, "破砕", "山田"];
    let blank = |row: u32| (row, "disposed_on".to_owned(), "blank_above");
    let all_done = disposals([done("R6.3.25"), done(""), done(""), done("R7.3.25")]);
    assert_eq!(asked(&undecided(&all_done)), [blank(3), blank(4)]);
    let to_do = disposals([done("R6.3.25"), ["", "破砕", ""], done("R7.3.25"), ["", "", ""]]);
    assert_eq!(asked(&undecided(&to_do)), [], "nobody stood by");
}

#[test]
fn a_year_beside_month_and_day_is_theirs() {
    let file = sheet("持出", |sheet| {
        texts(sheet, 0, &["年", "月日", "媒体", "持出者", "行先", "返却日"]);
        texts(sheet, 1, &["", "4/3", "USB-1", "山田", "県庁", "R4.4.3"]);
        texts(sheet, 2, &["", "12/28", "USB-2", "佐藤", "連合会", "R5.1.5"]);
        texts(sheet, 3, &["R5", "1月10日", "USB-1", "山田", "県庁", "R5.1.10"]);
        sheet.merge_range(1, 0, 2, 0, "R4", &rust_xlsxwriter::Format::new()).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "out_at"), ["2022-04-03", "2022-12-28", "2023-01-10"]);
    assert_eq!(asked(&preview), []);
}
