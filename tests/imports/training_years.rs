//! The year of a training of which no day is known, and trainings of several years in one list.

use std::collections::BTreeMap;

use mamori_core::import::{Issue, Preview, TableDecisions, Verdict};
use rust_xlsxwriter::Worksheet;

use super::attended::{list, training, trainings, weak};
use super::hand::{book, decided, sheet, texts, undecided};

/// What was asked of the fields of the tables as a whole, table by table.
fn asked_of_tables(preview: &Preview) -> Vec<Vec<(&str, Issue)>> {
    preview
        .tables()
        .map(|table| {
            let of_fields = table.problems.iter().filter(|found| !found.field.is_empty());
            of_fields.map(|found| (found.field.as_str(), found.issue)).collect()
        })
        .collect()
}

fn years(preview: &Preview) -> Vec<Option<&str>> {
    preview.tables().map(|table| table.values.get("fiscal_year").map(String::as_str)).collect()
}

#[test]
fn the_year_of_a_title_or_a_sheet_is_proposed_where_no_day_stands() {
    let rows: [&[&str]; 3] = [
        &["氏名", "所属", "研修名", "出欠"],
        &["山田 太郎", "総務課", "個人情報保護研修", "出席"],
        &["佐藤 花子", "給付課", "個人情報保護研修", "欠席"],
    ];
    let write = |sheet: &mut Worksheet| {
        for (row, cells) in (0..).zip(rows) {
            texts(sheet, row, cells);
        }
    };
    let sheets = book(&[("令和5年度", &write), ("R6", &write)]);
    let preview = undecided(&sheets);
    assert_eq!(years(&preview), [Some("2023"), Some("2024")]);
    let asked = vec![("fiscal_year", Issue::FromTitle)];
    assert_eq!(asked_of_tables(&preview), [asked.clone(), asked.clone()]);
    let matrix = list(&[
        &["令和6年度 職員研修受講状況一覧"],
        &["氏名", "所属", "個人情報保護", "情報セキュリティ"],
        &["山田 太郎", "総務課", "○", "○"],
        &["佐藤 花子", "給付課", "○", "×"],
    ]);
    assert_eq!(years(&undecided(&matrix)), [Some("2024"), Some("2024")]);
}

#[test]
fn a_month_is_the_day_as_far_as_it_is_known() {
    let file = list(&[
        &["氏名", "研修名", "受講月", "出欠"],
        &["山田 太郎", "標的型訓練", "R6.9", "出席"],
        &["佐藤 花子", "標的型訓練", "R6.9", "出席"],
        &["山田 太郎", "個人情報保護研修", "R6.6", "出席"],
    ]);
    let expected = [
        training("標的型訓練", "2024-09", &["山田 太郎", "佐藤 花子"]),
        training("個人情報保護研修", "2024-06", &["山田 太郎"]),
    ];
    assert_eq!(trainings(&undecided(&file)), expected);
}

#[test]
fn years_over_the_marks_are_when_the_trainings_were() {
    let file = sheet("受講", |sheet| {
        texts(sheet, 0, &["情報セキュリティ研修"]);
        texts(sheet, 1, &["職員番号", "氏名", "R5年度", "R6年度"]);
        texts(sheet, 2, &["101", "山田 太郎", "○", "○"]);
        texts(sheet, 3, &["102", "佐藤 花子", "○", "×"]);
    });
    let preview = undecided(&file);
    let courses: Vec<_> = trainings(&preview).into_iter().map(|(course, ..)| course).collect();
    assert_eq!(courses, ["情報セキュリティ研修", "情報セキュリティ研修"]);
    assert_eq!(years(&preview), [Some("2023"), Some("2024")]);
    let asked = vec![("held_on", Issue::FiscalYearOnly)];
    assert_eq!(asked_of_tables(&preview), [asked.clone(), asked]);
}

#[test]
fn a_training_of_every_year_is_one_of_each_year() {
    let people = ["山田 太郎", "佐藤 花子"];
    let by_year = list(&[
        &["年度", "氏名", "所属", "受講"],
        &["R5", "山田 太郎", "総務課", "受講"],
        &["R5", "佐藤 花子", "給付課", "受講"],
        &["R6", "山田 太郎", "総務課", "受講"],
        &["R6", "佐藤 花子", "給付課", "未受講"],
    ]);
    let preview = undecided(&by_year);
    assert_eq!(trainings(&preview), [training("", "", &people), training("", "", &people)]);
    assert_eq!(years(&preview), [Some("2023"), Some("2024")]);
    let by_day = |year: &'static [&'static str]| {
        let rows: [&[&str]; 7] = [
            &["情報セキュリティ研修受講者"],
            &["氏名", "所属", "受講日"],
            &["山田 太郎", "総務課", "R5.6.10"],
            &["佐藤 花子", "給付課", "R5.6.10"],
            year,
            &["山田 太郎", "総務課", "R6.6.12"],
            &["佐藤 花子", "給付課", "R6.6.12"],
        ];
        list(&rows)
    };
    let course = "情報セキュリティ研修";
    let expected = [training(course, "2023-06-10", &people), training(course, "2024-06-12", &people)];
    for year in [["令和6年度"].as_slice(), &[]] {
        assert_eq!(trainings(&undecided(&by_day(year))), expected);
    }
}

#[test]
fn a_course_everybody_takes_each_year_on_a_day_of_his_own_is_one_training_a_year() {
    let people = ["山田 太郎", "佐藤 花子"];
    let rows = |last: &'static str| {
        list(&[
            &["氏名", "講座名", "修了日", "点数"],
            &["山田 太郎", "情報セキュリティ基礎", "2023/6/3", "90"],
            &["佐藤 花子", "情報セキュリティ基礎", "2023/6/4", "85"],
            &["山田 太郎", "情報セキュリティ基礎", "2024/6/3", "95"],
            &["佐藤 花子", "情報セキュリティ基礎", last, "88"],
        ])
    };
    let preview = undecided(&rows("2024/6/5"));
    let expected = training("情報セキュリティ基礎", "", &people);
    assert_eq!(trainings(&preview), [expected.clone(), expected]);
    assert_eq!(years(&preview), [Some("2023"), Some("2024")]);
}

#[test]
fn years_or_sessions_over_the_names_are_trainings_of_the_title() {
    let file = list(&[
        &["令和6年度 個人情報保護研修"],
        &["氏名", "所属", "出欠"],
        &["第1回（6月10日）"],
        &["山田 太郎", "総務課", "出席"],
        &["第2回（6月17日）"],
        &["佐藤 花子", "給付課", "出席"],
        &["木村 次郎", "給付課", "出席"],
    ]);
    let expected = [
        training("個人情報保護研修", "2024-06-10", &["山田 太郎"]),
        training("個人情報保護研修", "2024-06-17", &["佐藤 花子", "木村 次郎"]),
    ];
    let preview = undecided(&file);
    assert_eq!(trainings(&preview), expected);
    let sessions: Vec<_> = preview.tables().map(|table| table.values["session"].clone()).collect();
    assert_eq!(sessions, ["1", "2"]);
}

#[test]
fn lines_that_leave_the_training_out_are_of_the_one_above_or_of_the_only_one_of_their_day() {
    let expected = [
        training("個人情報保護研修", "2024-06-10", &["山田 太郎", "佐藤 花子", "鈴木 一郎"]),
        training("標的型訓練", "2024-09-01", &["山田 太郎", "佐藤 花子"]),
    ];
    let left_out: [&[&str]; 6] = [
        &["研修名", "実施日", "氏名", "出欠"],
        &["個人情報保護研修", "R6.6.10", "山田 太郎", "出席"],
        &["", "", "佐藤 花子", "出席"],
        &["", "", "鈴木 一郎", "欠席"],
        &["標的型訓練", "R6.9.1", "山田 太郎", "出席"],
        &["", "", "佐藤 花子", "出席"],
    ];
    let forgotten: [&[&str]; 6] = [
        &["研修名", "実施日", "氏名", "出欠"],
        &["個人情報保護研修", "R6.6.10", "山田 太郎", "出席"],
        &["個人情報保護研修", "R6.6.10", "佐藤 花子", "出席"],
        &["", "R6.6.10", "鈴木 一郎", "欠席"],
        &["標的型訓練", "R6.9.1", "山田 太郎", "出席"],
        &["標的型訓練", "R6.9.1", "佐藤 花子", "出席"],
    ];
    for rows in [left_out, forgotten] {
        let file = list(&rows);
        let preview = undecided(&file);
        assert_eq!(trainings(&preview), expected);
        assert_eq!(asked_of_tables(&preview), [vec![("course", Issue::BlankAbove)], vec![]]);
        let blank =
            BTreeMap::from([("course".to_owned(), BTreeMap::from([(Issue::BlankAbove, Verdict::Blank)]))]);
        let denied = decided(&file, TableDecisions { groups: blank, ..TableDecisions::default() });
        assert!(weak(&denied) && denied.tables().count() == 1, "of which they are nobody knows");
    }
}
