//! Which training a line of a list of who attended what is of, where it does not say all of it itself.

use std::collections::BTreeMap;

use mamori_core::import::{Issue, TableDecisions};
use rust_xlsxwriter::Format;

use super::attended::{list, training, trainings, weak};
use super::hand::{asked, decided, sheet, texts, undecided, values};

#[test]
fn a_name_merged_over_its_trainings_is_on_the_list_of_each() {
    let file = sheet("履歴", |sheet| {
        texts(sheet, 0, &["氏名", "所属", "研修名", "受講日", "点数"]);
        let plain = Format::new();
        for (row, name, office) in [(1, "山田 太郎", "総務課"), (3, "佐藤 花子", "給付課")] {
            texts(sheet, row, &["", "", "個人情報", "R6.6.10", "90"]);
            texts(sheet, row + 1, &["", "", "セキュリティ", "R6.11.5", "80"]);
            sheet.merge_range(row, 0, row + 1, 0, name, &plain).unwrap();
            sheet.merge_range(row, 1, row + 1, 1, office, &plain).unwrap();
        }
    });
    let preview = undecided(&file);
    let expected = [
        training("個人情報", "2024-06-10", &["山田 太郎", "佐藤 花子"]),
        training("セキュリティ", "2024-11-05", &["山田 太郎", "佐藤 花子"]),
    ];
    assert_eq!(trainings(&preview), expected);
    assert_eq!(asked(&preview), []);
}

#[test]
fn a_name_left_out_below_itself_is_asked_of_the_training_of_its_own_line() {
    let file = list(&[
        &["氏名", "所属", "研修名", "受講日", "点数"],
        &["山田 太郎", "総務課", "個人情報", "R6.6.10", "90"],
        &["", "", "セキュリティ", "R6.11.5", "80"],
        &["佐藤 花子", "給付課", "個人情報", "R6.6.10", "100"],
        &["", "", "セキュリティ", "R6.11.5", "70"],
    ]);
    let preview = undecided(&file);
    let second = preview.tables().nth(1).unwrap();
    assert_eq!(second.values["course"], "セキュリティ");
    let rows: Vec<_> = second.rows.iter().map(|row| (row.row, row.values["score"].to_string())).collect();
    assert_eq!(rows, [(3, "80".to_owned()), (5, "70".to_owned())]);
    let names: Vec<_> = asked(&preview).into_iter().filter(|(_, field, _)| field == "name").collect();
    assert_eq!(names, [(3, "name".to_owned(), "blank_above"), (5, "name".to_owned(), "blank_above")]);
}

#[test]
fn notes_below_the_lines_part_nothing() {
    let file = list(&[
        &["氏名", "所属", "研修名", "受講日", "出欠"],
        &["山田 太郎", "総務課", "個人情報研修", "R6.6.1", "出席"],
        &["佐藤 花子", "給付課", "個人情報研修", "R6.6.1", "出席"],
        &["山田 太郎", "総務課", "標的型訓練", "R6.9.1", "出席"],
        &["佐藤 花子", "給付課", "標的型訓練", "R6.9.1", "欠席"],
        &["※欠席者は補講を行うこと"],
    ]);
    let preview = undecided(&file);
    let expected = [
        training("個人情報研修", "2024-06-01", &["山田 太郎", "佐藤 花子"]),
        training("標的型訓練", "2024-09-01", &["山田 太郎", "佐藤 花子"]),
    ];
    assert_eq!(trainings(&preview), expected);
    assert!(!weak(&preview) && asked(&preview).is_empty());
}

#[test]
fn each_of_several_courses_is_one_training_where_everybody_took_it_on_a_day_of_his_own() {
    let file = list(&[
        &["氏名", "所属", "研修名", "受講日", "点数"],
        &["山田 太郎", "総務課", "情報セキュリティ", "R6.6.10", "90"],
        &["佐藤 花子", "給付課", "情報セキュリティ", "R6.6.12", "80"],
        &["鈴木 一郎", "給付課", "情報セキュリティ", "R6.6.15", "100"],
        &["山田 太郎", "総務課", "個人情報", "R6.9.1", "70"],
        &["佐藤 花子", "給付課", "個人情報", "R6.9.3", "75"],
        &["鈴木 一郎", "給付課", "個人情報", "未受講", ""],
    ]);
    let people = ["山田 太郎", "佐藤 花子", "鈴木 一郎"];
    let expected = [training("情報セキュリティ", "", &people), training("個人情報", "", &people)];
    assert_eq!(trainings(&undecided(&file)), expected);
    let twice = list(&[
        &["氏名", "研修名", "受講日", "出欠"],
        &["山田 太郎", "情報セキュリティ", "R6.6.10", "出席"],
        &["山田 太郎", "情報セキュリティ", "R7.6.10", "出席"],
    ]);
    let expected = [
        training("情報セキュリティ", "2024-06-10", &["山田 太郎"]),
        training("情報セキュリティ", "2025-06-10", &["山田 太郎"]),
    ];
    assert_eq!(trainings(&undecided(&twice)), expected, "nobody takes one training twice");
}

#[test]
fn trainings_without_a_day_are_told_apart_by_their_year_and_the_day_is_asked_for() {
    let lines = |second: &str| {
        list(&[
            &["年度", "研修名", "氏名", "所属", "受講"],
            &["R6", "情報セキュリティ研修", "山田 太郎", "総務課", "受講"],
            &["〃", "情報セキュリティ研修", "佐藤 花子", "給付課", "未受講"],
            &[second, "情報セキュリティ研修", "山田 太郎", "総務課", "受講"],
            &["〃", "情報セキュリティ研修", "佐藤 花子", "給付課", "受講"],
        ])
    };
    let preview = undecided(&lines("R7"));
    let both = training("情報セキュリティ研修", "", &["山田 太郎", "佐藤 花子"]);
    assert_eq!(trainings(&preview), [both.clone(), both]);
    for (table, year) in preview.tables().zip(["2024", "2025"]) {
        assert_eq!(table.values["fiscal_year"], year);
        let asked: Vec<_> = table.problems.iter().map(|found| (found.field.as_str(), found.issue)).collect();
        assert_eq!(asked, [("held_on", Issue::FiscalYearOnly)]);
    }
    let typed = BTreeMap::from([("R6年度".to_owned(), "R6.6.1".to_owned())]);
    let words = BTreeMap::from([("held_on".to_owned(), typed)]);
    let answered = decided(&lines("R7"), TableDecisions { words, ..TableDecisions::default() });
    assert_eq!(answered.tables().next().unwrap().values["held_on"], "2024-06-01");
    let one_year = undecided(&lines("R6"));
    assert_eq!(one_year.tables().count(), 1);
    assert!(weak(&one_year), "somebody who attended the same training twice attended two");
}

#[test]
fn names_beside_a_training_and_its_day_disposed_of_nothing() {
    let with_day = sheet("R6", |sheet| {
        texts(sheet, 0, &["実施日", "研修名", "氏名", "所属", "出欠"]);
        texts(sheet, 1, &["R6.6.10", "個人情報保護研修", "山田 太郎", "総務課", "出席"]);
        texts(sheet, 2, &["〃", "〃", "佐藤 花子", "給付課", "欠席"]);
    });
    let people = ["山田 太郎", "佐藤 花子"];
    let preview = undecided(&with_day);
    assert_eq!(trainings(&preview), [training("個人情報保護研修", "2024-06-10", &people)]);
    assert!(!weak(&preview));
    let with_year = sheet("R", |sheet| {
        texts(sheet, 0, &["研修名", "年度", "氏名", "所属", "結果"]);
        texts(sheet, 1, &["情報セキュリティ研修", "R6", "山田 太郎", "総務課", "修了"]);
        texts(sheet, 2, &["情報セキュリティ研修", "R6", "佐藤 花子", "給付課", "修了"]);
    });
    assert_eq!(trainings(&undecided(&with_year)), [training("情報セキュリティ研修", "", &people)]);
}

#[test]
fn lines_below_the_name_of_a_training_are_of_it_and_that_is_asked() {
    let first = ["【個人情報保護研修 R7.6.20】"];
    let head = ["氏名", "所属", "出欠"];
    let rows: [&[&str]; 5] = [
        &["山田 太郎", "総務課", "出席"],
        &["佐藤 花子", "給付課", "出席"],
        &["【情報セキュリティ研修 R7.9.5】"],
        &["山田 太郎", "総務課", "出席"],
        &["佐藤 花子", "給付課", "欠席"],
    ];
    for top in [[head.as_slice(), &first], [&first, &head]] {
        let lines: Vec<&[&str]> = top.into_iter().chain(rows).collect();
        let preview = undecided(&list(&lines));
        let expected = [
            training("個人情報保護研修", "2025-06-20", &["山田 太郎", "佐藤 花子"]),
            training("情報セキュリティ研修", "2025-09-05", &["山田 太郎", "佐藤 花子"]),
        ];
        assert_eq!(trainings(&preview), expected);
        for table in preview.tables() {
            let asked: Vec<_> =
                table.problems.iter().map(|found| (found.field.as_str(), found.issue)).collect();
            assert_eq!(asked, [("course", Issue::FromTitle), ("held_on", Issue::FromTitle)]);
        }
    }
}

#[test]
fn days_in_sections_are_of_the_year_in_the_title_of_the_list() {
    let file = list(&[
        &["令和6年度研修受講者名簿"],
        &["氏名", "所属", "出欠", "受講日"],
        &["【個人情報保護研修】"],
        &["山田 太郎", "総務課", "出席", "6/20"],
        &["佐藤 花子", "給付課", "出席", "6/21"],
        &["【情報セキュリティ研修】"],
        &["山田 太郎", "総務課", "出席", "1/9"],
    ]);
    let preview = undecided(&file);
    let courses: Vec<_> = trainings(&preview).into_iter().map(|(course, ..)| course).collect();
    assert_eq!(courses, ["個人情報保護研修", "情報セキュリティ研修"]);
    assert_eq!(values(&preview, "attended_on"), ["2024-06-20", "2024-06-21", "2025-01-09"]);
}

#[test]
fn groups_over_all_headings_are_read_with_them() {
    let file = list(&[
        &["研修", "", "", "受講者", "", "結果"],
        &["名称", "実施日", "講師", "所属", "氏名", "出欠", "点数"],
        &["個人情報保護研修", "R7.6.20", "中村", "総務課", "山田 太郎", "出席", "90"],
        &["個人情報保護研修", "R7.6.20", "中村", "給付課", "佐藤 花子", "欠席", ""],
        &["標的型訓練", "R7.9.1", "木下", "総務課", "山田 太郎", "出席", "80"],
    ]);
    let preview = undecided(&file);
    let expected = [
        training("個人情報保護研修", "2025-06-20", &["山田 太郎", "佐藤 花子"]),
        training("標的型訓練", "2025-09-01", &["山田 太郎"]),
    ];
    assert_eq!(trainings(&preview), expected);
    assert_eq!((preview.tables().next().unwrap().header_row, asked(&preview).len()), (1, 0));
}

#[test]
fn a_day_within_a_title_is_proposed_with_its_training() {
    let file = list(&[
        &["令和7年度情報セキュリティ研修（R7.9.5開催）出席者一覧"],
        &["職員番号", "氏名", "出欠"],
        &["101", "山田 太郎", "出席"],
    ]);
    assert_eq!(
        trainings(&undecided(&file)),
        [training("情報セキュリティ研修", "2025-09-05", &["山田 太郎"])]
    );
}

#[test]
fn a_list_of_trainings_with_those_who_came_stays_a_list_of_trainings() {
    for people in [["山田、佐藤、鈴木", "山田、佐藤"], ["全職員", "総務課"]] {
        let file = list(&[
            &["研修名", "実施日", "講師", "参加者", "欠席者"],
            &["個人情報研修", "R6.6.1", "中村", people[0], "高橋"],
            &["標的型訓練", "R6.9.1", "木下", people[1], ""],
        ]);
        let preview = undecided(&file);
        let table = preview.tables().next().unwrap();
        assert_eq!((preview.tables().count(), table.part.as_deref(), table.rows.len()), (1, None, 2));
        assert!(!table.unmapped);
    }
}

#[test]
fn what_one_person_attended_on_a_sheet_of_his_own_is_asked_about() {
    let of_one = list(&[
        &["研修受講履歴　山田 太郎"],
        &["受講日", "研修名", "時間", "修了"],
        &["R6.6.10", "個人情報保護研修", "1.5", "○"],
        &["R6.9.1", "標的型訓練", "0.5", "×"],
    ]);
    let of_all = list(&[
        &["研修実施記録"],
        &["受講日", "研修名", "講師", "会場"],
        &["R6.6.10", "個人情報保護研修", "中村", "会議室"],
        &["R6.9.1", "標的型訓練", "木下", "会議室"],
    ]);
    assert!(weak(&undecided(&of_one)) && !weak(&undecided(&of_all)));
    let in_sections = list(&[
        &["研修受講記録"],
        &["■山田 太郎（総務課）"],
        &["研修名", "受講日", "講師", "結果"],
        &["個人情報保護研修", "R6.6.10", "中村", "修了"],
        &["■佐藤 花子（給付課）"],
        &["研修名", "受講日", "講師", "結果"],
        &["個人情報保護研修", "R6.6.10", "中村", "修了"],
    ]);
    assert!(weak(&undecided(&in_sections)));
}

#[test]
fn whoever_missed_a_training_of_another_year_or_session_is_no_absentee_of_the_one_held() {
    let file = |head: &str, missed: &str| {
        let held = if head == "年度" { "令和6年度" } else { "第1回" };
        list(&[
            &[head, "研修名", "氏名", "受講日", "点数"],
            &[held, "個人情報", "山田 太郎", "R6.6.10", "90"],
            &[held, "個人情報", "佐藤 花子", "R6.6.10", "80"],
            &[missed, "個人情報", "山田 太郎", "未受講", ""],
            &[missed, "個人情報", "佐藤 花子", "", ""],
        ])
    };
    let people = ["山田 太郎", "佐藤 花子"];
    let expected = [training("個人情報", "2024-06-10", &people), training("個人情報", "", &people)];
    for (head, missed) in [("年度", "令和7年度"), ("回", "第2回")] {
        let preview = undecided(&file(head, missed));
        assert_eq!(trainings(&preview), expected, "{missed}");
        let second = preview.tables().nth(1).unwrap();
        let asked = second.problems.iter().any(|found| found.issue == Issue::FiscalYearOnly);
        assert_eq!(asked, head == "年度", "its day is asked for where something is known of it");
    }
    for (head, missed) in [("年度", "R6"), ("年度", ""), ("回", "第1回")] {
        let preview = undecided(&file(head, missed));
        assert!(weak(&preview) && preview.tables().count() == 1, "who attended it did not miss it: {missed}");
    }
    let next_year = list(&[
        &["年度", "研修名", "氏名", "受講日", "点数"],
        &["令和6年度", "個人情報", "山田 太郎", "R6.6.10", "90"],
        &["令和6年度", "個人情報", "佐藤 花子", "R6.6.10", "80"],
        &["R7", "個人情報", "山田 太郎", "R7.6.10", "90"],
        &["R7", "個人情報", "鈴木 一郎", "R7.6.10", "90"],
        &["令和7年度", "個人情報", "佐藤 花子", "", ""],
    ]);
    let preview = undecided(&next_year);
    let second = training("個人情報", "2025-06-10", &["山田 太郎", "鈴木 一郎", "佐藤 花子"]);
    assert_eq!(trainings(&preview), [expected[0].clone(), second]);
    assert!(asked(&preview).is_empty(), "{:?}", asked(&preview));
}

#[test]
fn two_sessions_on_one_day_are_two_trainings() {
    let file = |last: &str| {
        list(&[
            &["研修名", "回", "実施日", "氏名", "出欠"],
            &["個人情報", "第1回", "R7.6.20", "山田 太郎", "出席"],
            &["個人情報", "第1回", "R7.6.20", "佐藤 花子", "出席"],
            &["個人情報", "第2回", "R7.6.20", "鈴木 一郎", "出席"],
            &["個人情報", last, "R7.6.20", "高橋 次郎", "出席"],
        ])
    };
    let preview = undecided(&file("第2回"));
    let expected = [
        training("個人情報", "2025-06-20", &["山田 太郎", "佐藤 花子"]),
        training("個人情報", "2025-06-20", &["鈴木 一郎", "高橋 次郎"]),
    ];
    assert_eq!(trainings(&preview), expected);
    let sessions: Vec<_> = preview.tables().map(|table| table.values["session"].clone()).collect();
    assert_eq!(sessions, ["1", "2"]);
    assert!(weak(&undecided(&file(""))), "of which of the two the last line is nobody knows");
    let once = list(&[
        &["研修名", "回", "実施日", "氏名", "出欠"],
        &["個人情報", "第1回", "R7.6.20", "山田 太郎", "出席"],
        &["個人情報", "", "R7.6.20", "佐藤 花子", "出席"],
    ]);
    assert_eq!(trainings(&undecided(&once)), expected[..1]);
}
