//! Lists of who attended what: one line for each person and training.

use std::collections::BTreeMap;

use mamori_core::import::{Decisions, Issue, Preview, ReadFile, TableDecisions, Verdict, preview};
use mamori_core::vocab::RegisterId;

use super::hand::{decided, sheet, texts, undecided};

pub fn list(rows: &[&[&str]]) -> ReadFile {
    sheet("受講履歴", |sheet| {
        for (row, cells) in (0..).zip(rows) {
            texts(sheet, row, cells);
        }
    })
}

/// What each training is called, its day, and who is on its list.
pub fn trainings(preview: &Preview) -> Vec<(String, String, Vec<String>)> {
    let value =
        |values: &BTreeMap<&'static str, String>, key: &str| values.get(key).cloned().unwrap_or_default();
    let tables = preview.tables().filter(|table| table.register == RegisterId::Training);
    tables
        .map(|table| {
            let names = table.rows.iter().map(|row| row.values["name"].to_string()).collect();
            (value(&table.values, "course"), value(&table.values, "held_on"), names)
        })
        .collect()
}

pub fn training(course: &str, day: &str, names: &[&str]) -> (String, String, Vec<String>) {
    (course.to_owned(), day.to_owned(), names.iter().map(|name| (*name).to_owned()).collect())
}

pub fn weak(preview: &Preview) -> bool {
    preview.tables().flat_map(|table| &table.problems).any(|finding| finding.issue == Issue::WhichLedger)
}

#[test]
fn each_training_with_its_day_is_a_record_whatever_the_order_of_the_lines() {
    let file = list(&[
        &["氏名", "所属", "研修名", "受講日", "出欠"],
        &["山田 太郎", "総務課", "個人情報保護研修", "R7.6.20", "出席"],
        &["山田 太郎", "総務課", "情報セキュリティ研修", "R7.9.5", "出席"],
        &["佐藤 花子", "給付課", "個人情報保護研修", "R7.6.20", "出席"],
        &["佐藤 花子", "給付課", "情報セキュリティ研修", "", "欠席"],
    ]);
    let preview = undecided(&file);
    let expected = [
        training("個人情報保護研修", "2025-06-20", &["山田 太郎", "佐藤 花子"]),
        training("情報セキュリティ研修", "2025-09-05", &["山田 太郎", "佐藤 花子"]),
    ];
    assert_eq!(trainings(&preview), expected);
    assert!(!weak(&preview), "nothing is asked of what is clear");
    for table in preview.tables() {
        assert!(table.adds_up());
        assert_eq!(table.totals.elsewhere, 2);
        assert!(table.rows.iter().all(|row| row.extra.is_empty()), "said once for the training");
    }
    assert_eq!(preview.rows(), 5, "each row is counted once");
}

#[test]
fn dittos_and_what_is_said_of_the_training_go_with_it() {
    let file = list(&[
        &["年度", "研修名", "実施日", "会場", "氏名", "受講状況"],
        &["R7", "個人情報", "R7.6.20", "会議室", "山田 太郎", "受講"],
        &["R7", "〃", "〃", "会議室", "佐藤 花子", "受講"],
        &["R7", "セキュリティ", "R7.9.20", "会議室", "山田 太郎", "受講"],
        &["R7", "〃", "〃", "県庁", "佐藤 花子", "受講"],
    ]);
    let preview = undecided(&file);
    let expected = [
        training("個人情報", "2025-06-20", &["山田 太郎", "佐藤 花子"]),
        training("セキュリティ", "2025-09-20", &["山田 太郎", "佐藤 花子"]),
    ];
    assert_eq!(trainings(&preview), expected);
    let tables: Vec<_> = preview.tables().collect();
    assert_eq!(tables[0].values["place"], "会議室");
    assert!(!tables[1].values.contains_key("place"), "two places are of none of them");
    assert_eq!(tables[1].rows[1].extra["会場"], "県庁");
}

#[test]
fn a_course_everybody_took_on_a_day_of_his_own_is_one_training() {
    let file = list(&[
        &["氏名", "部署", "コース名", "修了日", "得点"],
        &["山田 太郎", "総務課", "情報セキュリティ基礎", "R7.6.2", "90"],
        &["佐藤 花子", "総務課", "情報セキュリティ基礎", "R7.6.3", "85"],
    ]);
    let preview = undecided(&file);
    assert_eq!(trainings(&preview), [training("情報セキュリティ基礎", "", &["山田 太郎", "佐藤 花子"])]);
    let days: Vec<_> =
        preview.tables().flat_map(|table| &table.rows).map(|row| &row.values["attended_on"]).collect();
    assert_eq!(days, ["2025-06-02", "2025-06-03"]);
}

#[test]
fn lines_that_do_not_say_of_which_training_they_are_are_asked_about() {
    let unnamed = list(&[
        &["氏名", "所属", "研修名", "受講日", "出欠"],
        &["山田 太郎", "総務課", "個人情報保護研修", "R7.6.20", "出席"],
        &["佐藤 花子", "給付課", "", "R7.6.20", "出席"],
        &["鈴木 一郎", "給付課", "個人情報保護研修", "R7.6.20", "出席"],
    ]);
    let own_days = list(&[
        &["氏名", "所属", "研修名", "受講日", "出欠"],
        &["山田 太郎", "総務課", "個人情報保護研修", "R7.6.20", "出席"],
        &["佐藤 花子", "給付課", "個人情報保護研修", "R7.6.21", "出席"],
        &["鈴木 一郎", "給付課", "個人情報保護研修", "R7.7.2", "出席"],
        &["高橋 一郎", "給付課", "個人情報保護研修", "R7.7.2", "出席"],
        &["伊藤 一郎", "給付課", "個人情報保護研修", "R7.7.4", "出席"],
    ]);
    let preview = undecided(&own_days);
    assert_eq!(preview.tables().count(), 1);
    assert!(weak(&preview));
    let preview = undecided(&unnamed);
    let people = ["山田 太郎", "佐藤 花子", "鈴木 一郎"];
    assert_eq!(trainings(&preview), [training("個人情報保護研修", "2025-06-20", &people)]);
    let asked = preview.tables().next().unwrap().problems.iter();
    let asked: Vec<_> = asked.map(|found| (found.field.as_str(), found.issue)).collect();
    assert_eq!(asked, [("course", Issue::BlankAbove)]);
}

#[test]
fn a_list_of_trainings_stays_a_list_of_trainings() {
    let file = list(&[
        &["開催日", "研修名", "講師", "会場", "参加者数"],
        &["R7.4.15", "新任研修", "外部講師", "会議室", "3"],
        &["R7.6.20", "新任研修", "外部講師", "会議室", "12"],
    ]);
    let preview = undecided(&file);
    let table = preview.tables().next().unwrap();
    assert_eq!((preview.tables().count(), table.part.as_deref(), table.rows.len()), (1, None, 2));
}

#[test]
fn a_training_named_in_the_title_alone_is_proposed() {
    let file = list(&[
        &["令和7年度 第2回 情報セキュリティ研修 出席者名簿", "", "R7.6.1"],
        &["所属", "氏名", "出欠"],
        &["総務課", "山田 太郎", "出席"],
        &["総務課", "佐藤 花子", "欠席"],
    ]);
    let preview = undecided(&file);
    let table = preview.tables().next().unwrap();
    let asked: Vec<&str> = table.problems.iter().map(|finding| finding.field.as_str()).collect();
    assert_eq!(asked, ["course", "session", "held_on"]);
    let text = &table.problems[0].text;
    assert!(text.contains("表の題名“令和7年度 第2回 情報セキュリティ研修 出席者名簿”から"), "{text}");
    assert!(table.problems.iter().all(|finding| finding.issue == Issue::FromTitle && finding.is_open()));
    assert_eq!(table.values["course"], "情報セキュリティ研修");
    assert_eq!((table.values["session"].as_str(), table.values["held_on"].as_str()), ("2", "2025-06-01"));
    let groups =
        BTreeMap::from([("course".to_owned(), BTreeMap::from([(Issue::FromTitle, Verdict::Blank)]))]);
    let preview = decided(&file, TableDecisions { groups, ..TableDecisions::default() });
    let table = preview.tables().next().unwrap();
    assert!(!table.values.contains_key("course"));
    assert!(table.extra["研修名"].contains("情報セキュリティ研修"), "what was not taken is kept");
}

#[test]
fn a_training_named_by_its_sheet_alone_is_proposed_from_the_sheet() {
    let rows = [["研修出席簿", "", ""], ["所属", "氏名", "出欠"], ["総務課", "山田 太郎", "出席"]];
    let file = sheet("情報セキュリティ研修", |sheet| {
        for (row, cells) in (0..).zip(&rows) {
            texts(sheet, row, cells);
        }
    });
    let preview = undecided(&file);
    let finding = &preview.tables().next().unwrap().problems[0];
    assert!(finding.text.contains("シートの名“情報セキュリティ研修”から研修名を"), "{}", finding.text);
}

#[test]
fn a_training_said_beside_its_label_or_nowhere_is_not_asked_about() {
    let said = list(&[
        &["情報セキュリティ研修 出席簿"],
        &["研修名", "個人情報保護研修"],
        &["実施日", "R7.6.1"],
        &["所属", "氏名", "出欠"],
        &["総務課", "山田 太郎", "出席"],
        &["総務課", "佐藤 花子", "欠席"],
    ]);
    let nowhere = list(&[
        &["研修出席簿"],
        &["所属", "氏名", "出欠"],
        &["総務課", "山田 太郎", "出席"],
        &["総務課", "佐藤 花子", "欠席"],
    ]);
    for (file, course) in [(said, Some("個人情報保護研修")), (nowhere, None)] {
        let preview = undecided(&file);
        let table = preview.tables().next().unwrap();
        assert_eq!(table.values.get("course").map(String::as_str), course);
        assert!(table.problems.iter().all(|finding| finding.issue != Issue::FromTitle));
    }
}

#[test]
fn a_mark_is_asked_once_for_all_sessions_of_a_matrix() {
    let file = list(&[
        &["所属", "氏名", "R7.4.15 新任研修", "R7.6.20 個人情報研修"],
        &["総務課", "山田 太郎", "○", "○"],
        &["総務課", "佐藤 花子", "－", "○"],
        &["給付課", "鈴木 一郎", "○", "×"],
    ]);
    let marks = |preview: &Preview| -> Vec<(String, u32, bool)> {
        let groups = preview.groups().into_iter().filter(|group| group.issue == Issue::MarkMeaning);
        groups.map(|group| (group.table.clone(), group.count, group.is_open())).collect()
    };
    assert_eq!(marks(&undecided(&file)), [("0/0/0".to_owned(), 5, true)]);
    let answer = |verdict| TableDecisions {
        groups: BTreeMap::from([("attendance".to_owned(), BTreeMap::from([(Issue::MarkMeaning, verdict)]))]),
        ..TableDecisions::default()
    };
    let answered = decided(&file, answer(Verdict::Accept));
    assert_eq!(marks(&answered), [("0/0/0".to_owned(), 5, false)]);
    let tables = BTreeMap::from([
        ("0/0/0".to_owned(), answer(Verdict::Accept)),
        ("0/0/1".to_owned(), answer(Verdict::Blank)),
    ]);
    let both = preview(std::slice::from_ref(&file), &Decisions { tables, ..Decisions::default() });
    let came = |n: usize| {
        let table = both.tables().nth(n).unwrap();
        table.rows.iter().filter(|row| row.values.contains_key("attendance")).count()
    };
    assert_eq!((came(0), came(1)), (2, 0), "an answer of its own stands");
}

#[test]
fn a_day_is_one_day_however_it_is_written() {
    use rust_xlsxwriter::{ExcelDateTime, Format};
    for day in ["受講日", "実施日"] {
        let file = sheet("受講履歴", |sheet| {
            texts(sheet, 0, &["氏名", "所属", "研修名", day, "出欠"]);
            texts(sheet, 1, &["山田 太郎", "総務課", "個人情報保護研修", "R6.5.1", "出席"]);
            texts(sheet, 2, &["佐藤 花子", "給付課", "個人情報保護研修", "2024/5/1", "出席"]);
            texts(sheet, 3, &["鈴木 一郎", "給付課", "個人情報保護研修", "", "出席"]);
            let date = ExcelDateTime::from_ymd(2024, 5, 1).unwrap();
            let format = Format::new().set_num_format("yyyy/m/d");
            sheet.write_datetime_with_format(3, 3, &date, &format).unwrap();
            texts(sheet, 4, &["山田 太郎", "総務課", "新任研修", "令和6年4月15日", "出席"]);
            texts(sheet, 5, &["佐藤 花子", "給付課", "新任研修", "R6.4.15", "出席"]);
        });
        let expected = [
            training("個人情報保護研修", "2024-05-01", &["山田 太郎", "佐藤 花子", "鈴木 一郎"]),
            training("新任研修", "2024-04-15", &["山田 太郎", "佐藤 花子"]),
        ];
        assert_eq!(trainings(&undecided(&file)), expected, "{day}");
    }
}

#[test]
fn a_line_without_its_day_where_others_of_the_course_have_one_is_asked_about() {
    let lines = |day: &str| {
        list(&[
            &["研修名", "実施日", "氏名", "受講状況"],
            &["個人情報", "R7.6.20", "山田 太郎", "受講"],
            &["個人情報", "R7.6.20", "佐藤 花子", "受講"],
            &["個人情報", day, "鈴木 一郎", "受講"],
            &["新任", "", "山田 太郎", "受講"],
            &["新任", "", "佐藤 花子", "受講"],
        ])
    };
    let preview = undecided(&lines(""));
    assert_eq!(preview.tables().count(), 1);
    assert!(weak(&preview));
    let preview = undecided(&lines("R7.6.20"));
    assert_eq!(preview.tables().count(), 2, "where no line of a course has a day, all are of one");
}

#[test]
fn merged_cells_say_the_training_of_each_of_their_lines() {
    let file = sheet("受講履歴", |sheet| {
        texts(sheet, 0, &["研修名", "実施日", "所属", "氏名", "受講状況"]);
        for (row, name) in (1..).zip(["山田 太郎", "佐藤 花子", "鈴木 一郎", "山田 太郎", "佐藤 花子"])
        {
            texts(sheet, row, &["", "", "総務課", name, "受講"]);
        }
        let plain = rust_xlsxwriter::Format::new();
        for (row, last, course, day) in [(4, 5, "セキュリティ", "R7.9.20"), (1, 3, "個人情報", "R7.6.20")]
        {
            sheet.merge_range(row, 0, last, 0, course, &plain).unwrap();
            sheet.merge_range(row, 1, last, 1, day, &plain).unwrap();
        }
    });
    let expected = [
        training("個人情報", "2025-06-20", &["山田 太郎", "佐藤 花子", "鈴木 一郎"]),
        training("セキュリティ", "2025-09-20", &["山田 太郎", "佐藤 花子"]),
    ];
    assert_eq!(trainings(&undecided(&file)), expected);
}

#[test]
fn a_list_of_very_many_trainings_stays_one_table_and_is_asked_about() {
    let file = sheet("受講履歴", |sheet| {
        texts(sheet, 0, &["研修名", "実施日", "氏名", "受講状況"]);
        for row in 1..=480 {
            let course = format!("研修{}", row % 230);
            texts(sheet, row, &[&course, "R7.6.20", &format!("山田 太郎{row}"), "受講"]);
        }
    });
    let preview = undecided(&file);
    assert_eq!(preview.tables().count(), 1);
    assert!(weak(&preview));
}
