//! Days × systems and sessions × people, whichever stands across; months on sheets of their own.

use mamori_core::audit::verify::verify;
use mamori_core::import::{Cancel, Decisions, Judged, Preview, TableDecisions, commit};
use mamori_core::records::actions::list;
use mamori_core::records::view::ListQuery;
use mamori_core::vocab::RegisterId;

use crate::support::office;

use super::hand::{book, decided, sheet, texts, undecided};

/// Each row that would be a record of it: its day, its system, its result or medium.
fn work(preview: &Preview) -> Vec<[String; 4]> {
    let tables = preview.tables().filter(|table| table.register == RegisterId::BackupWork);
    let rows = tables.filter(|table| !table.excluded).flat_map(|table| &table.rows);
    rows.map(|row| ["performed_on", "system", "result", "media_no"].map(|key| row.values[key].to_owned()))
        .collect()
}

fn lines(rows: &[[&str; 4]]) -> Vec<[String; 4]> {
    rows.iter().map(|row| row.map(str::to_owned)).collect()
}

fn open(preview: &Preview) -> Vec<(String, &'static str, String)> {
    let groups = preview.groups().into_iter();
    groups.map(|group| (group.field.clone(), group.issue.as_str(), group.example)).collect()
}

#[test]
fn days_across_are_days_like_days_down() {
    let file = sheet("R6年4月", |sheet| {
        texts(sheet, 0, &["バックアップ実施表"]);
        texts(sheet, 2, &["システム名", "1", "2", "3", "4"]);
        texts(sheet, 3, &["曜", "月", "火", "水", "木"]);
        texts(sheet, 4, &["基幹系", "○", "○", "", "×"]);
        texts(sheet, 5, &["健診", "", "○", "○", "○"]);
    });
    let preview = undecided(&file);
    assert_eq!(
        work(&preview),
        lines(&[
            ["2024-04-01", "基幹系", "ok", ""],
            ["2024-04-02", "基幹系", "ok", ""],
            ["2024-04-04", "基幹系", "error", ""],
            ["2024-04-02", "健診", "ok", ""],
            ["2024-04-03", "健診", "ok", ""],
            ["2024-04-04", "健診", "ok", ""],
        ])
    );
    assert!(preview.tables().all(|table| table.adds_up()));
    // Rows and columns changed places, and every place named says so.
    let said = open(&preview);
    assert!(said.iter().any(|(_, _, text)| text.contains("R6年4月（行と列を入れ替え）")), "{said:?}");
    assert!(said.iter().any(|(field, issue, _)| field == "result" && *issue == "mark_meaning"), "{said:?}");

    let mut office = office();
    let judged = Judged::of(vec![file], Decisions { accept_all: true, ..Decisions::default() });
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    commit::commit(ledgers, session, &judged, &Cancel::default(), &mut |_, _| {}).unwrap();
    let taken = list(ledgers, session, RegisterId::BackupWork, &ListQuery::default()).unwrap();
    assert_eq!(taken.total, 6);
    assert!(verify(ledgers, session, None, &Cancel::default()).unwrap().ok);
}

#[test]
fn real_dates_across_and_a_corner_of_both_names() {
    use rust_xlsxwriter::{ExcelDateTime, Format};
    let file = sheet("実施状況", |sheet| {
        texts(sheet, 0, &["システム＼日付"]);
        let day = Format::new().set_num_format("m/d");
        for (col, number) in (1..).zip([1, 2, 3]) {
            let date = ExcelDateTime::from_ymd(2024, 4, number).unwrap();
            sheet.write_datetime_with_format(0, col, &date, &day).unwrap();
        }
        texts(sheet, 1, &["基幹系", "○", "○", "○"]);
        texts(sheet, 2, &["健診", "○", "", "○"]);
    });
    let days: Vec<String> = work(&undecided(&file)).into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(days, ["2024-04-01", "2024-04-02", "2024-04-03", "2024-04-01", "2024-04-03"]);
}

#[test]
fn a_number_where_day_and_system_meet_is_the_medium_and_no_result() {
    let file = sheet("R6.4", |sheet| {
        texts(sheet, 0, &["バックアップ媒体使用状況"]);
        texts(sheet, 1, &["", "基幹系", "健診"]);
        texts(sheet, 2, &["1", "T-01", "Ｂ－０１"]);
        texts(sheet, 3, &["2", "T-02", ""]);
        texts(sheet, 4, &["3", "T-03", "B-02"]);
    });
    let preview = undecided(&file);
    assert_eq!(
        work(&preview),
        lines(&[
            ["2024-04-01", "基幹系", "", "T-01"],
            ["2024-04-02", "基幹系", "", "T-02"],
            ["2024-04-03", "基幹系", "", "T-03"],
            ["2024-04-01", "健診", "", "B-01"],
            ["2024-04-03", "健診", "", "B-02"],
        ]),
        "that it went well is nowhere said"
    );
}

#[test]
fn done_is_no_result_until_somebody_says_what_it_means() {
    let file = sheet("R6.4", |sheet| {
        texts(sheet, 0, &["バックアップ実施記録"]);
        texts(sheet, 1, &["日", "基幹系", "健診"]);
        texts(sheet, 2, &["1", "済", "済"]);
        texts(sheet, 3, &["2", "済", "未"]);
        texts(sheet, 4, &["3", "", "済"]);
    });
    let preview = undecided(&file);
    assert!(work(&preview).iter().all(|row| row[2].is_empty()), "{:?}", work(&preview));
    assert!(open(&preview).iter().any(|(field, _, text)| field == "result" && text.contains('済')));
    let words = [("result".to_owned(), [("済".to_owned(), "ok".to_owned())].into())].into();
    let preview = decided(&file, TableDecisions { words, ..TableDecisions::default() });
    let first: Vec<String> =
        preview.tables().next().unwrap().rows.iter().map(|row| row.values["result"].to_owned()).collect();
    assert_eq!(first, ["ok", "ok"]);
}

#[test]
fn a_day_on_which_one_system_alone_was_backed_up_is_a_record_of_it() {
    let file = sheet("R6.4", |sheet| {
        texts(sheet, 0, &["バックアップ実施記録"]);
        texts(sheet, 1, &["日", "曜", "基幹系", "健診", "メール"]);
        texts(sheet, 2, &["1", "月", "○", "", ""]);
        texts(sheet, 3, &["2", "火", "○", "○", ""]);
        texts(sheet, 4, &["3", "水", "", "○", "○"]);
        texts(sheet, 5, &["4", "木", "", "", ""]);
    });
    let preview = undecided(&file);
    let found: Vec<_> =
        work(&preview).into_iter().map(|row| format!("{} {}", &row[0][8..], row[1])).collect();
    // メール is backed up once a month.
    assert_eq!(found, ["01 基幹系", "02 基幹系", "02 健診", "03 健診", "03 メール"]);
    assert!(preview.tables().all(|table| table.adds_up()));
}

#[test]
fn a_month_without_its_year_asks_for_it() {
    let days_down: super::hand::NamedSheet<'_> = ("4月", &|sheet| {
        texts(sheet, 0, &["バックアップ実施記録"]);
        texts(sheet, 1, &["日", "基幹系", "健診"]);
        texts(sheet, 2, &["1", "○", "○"]);
        texts(sheet, 3, &["2", "○", "×"]);
    });
    let days_across: super::hand::NamedSheet<'_> = ("２月", &|sheet| {
        texts(sheet, 0, &["バックアップ実施記録"]);
        texts(sheet, 1, &["システム", "27日", "28日"]);
        texts(sheet, 2, &["基幹系", "○", "○"]);
        texts(sheet, 3, &["健診", "○", "○"]);
    });
    let file = book(&[days_down, days_across]);
    let preview = undecided(&file);
    assert!(work(&preview).iter().all(|row| row[0].is_empty()), "{:?}", work(&preview));
    let asked: Vec<_> = open(&preview).into_iter().filter(|(_, issue, _)| *issue == "missing_year").collect();
    assert_eq!(asked.len(), 4, "once for each system of each sheet: {asked:?}");

    let year = TableDecisions { fiscal_year: Some(2024), ..TableDecisions::default() };
    let tables = ["0/0/0", "0/0/1", "0/1/0", "0/1/1"].map(|id| (id.to_owned(), year.clone())).into();
    let decisions = Decisions { tables, ..Decisions::default() };
    let preview = mamori_core::import::preview(std::slice::from_ref(&file), &decisions);
    let days: Vec<String> = work(&preview).into_iter().map(|row| row[0].clone()).collect();
    let (april, february) = (["2024-04-01", "2024-04-02"], ["2025-02-27", "2025-02-28"]);
    assert_eq!(days, [april, april, february, february].concat());
}

#[test]
fn the_title_gives_the_year_of_months_on_sheets_of_their_own() {
    let write = |sheet: &mut rust_xlsxwriter::Worksheet| {
        texts(sheet, 0, &["バックアップ実施記録（令和6年度）"]);
        texts(sheet, 1, &["日", "基幹系", "健診"]);
        texts(sheet, 2, &["30", "○", "○"]);
        texts(sheet, 3, &["31", "○", "○"]);
    };
    let file = book(&[("4月", &write), ("1月", &write)]);
    let preview = undecided(&file);
    let days: Vec<String> = work(&preview).into_iter().map(|row| row[0].clone()).collect();
    // There is no 31 April: asked, not moved to May.
    assert_eq!(days[..2], ["2024-04-30", ""]);
    assert_eq!(days[4..6], ["2025-01-30", "2025-01-31"]);
}

#[test]
fn sessions_down_and_people_across_are_attendance_lists() {
    let file = sheet("R6年度", |sheet| {
        texts(sheet, 0, &["研修受講状況（令和6年度）"]);
        texts(sheet, 2, &["研修名", "実施日", "佐藤 一", "鈴木 二", "髙橋 三"]);
        texts(sheet, 3, &["情報セキュリティ研修", "R6.6.14", "○", "欠", "○"]);
        texts(sheet, 4, &["持出し研修", "R6.9.12", "○", "○", ""]);
    });
    let preview = undecided(&file);
    let tables: Vec<_> = preview.tables().collect();
    assert_eq!(tables.len(), 2);
    let said = |n: usize, key: &str| tables[n].values.get(key).cloned().unwrap_or_default();
    assert_eq!([said(0, "course"), said(0, "held_on")], ["情報セキュリティ研修", "2024-06-14"]);
    assert_eq!([said(1, "course"), said(1, "held_on")], ["持出し研修", "2024-09-12"]);
    let rows = |n: usize| -> Vec<(&str, &str)> {
        tables[n].rows.iter().map(|row| (&row.values["name"], &row.values["attendance"])).collect()
    };
    assert_eq!(rows(0), [("佐藤 一", "attended"), ("鈴木 二", "absent"), ("髙橋 三", "attended")]);
    assert_eq!(rows(1), [("佐藤 一", "attended"), ("鈴木 二", "attended")], "a blank says nothing");
    assert!(tables.iter().all(|table| table.adds_up()));
}

#[test]
fn a_plan_by_months_and_an_ordinary_list_are_not_turned() {
    let plan = sheet("計画", |sheet| {
        texts(sheet, 0, &["研修名", "対象", "4月", "5月", "6月"]);
        texts(sheet, 1, &["情報セキュリティ研修", "全職員", "○", "", "○"]);
        texts(sheet, 2, &["持出し研修", "全職員", "", "○", "○"]);
    });
    let list = sheet("研修", |sheet| {
        texts(sheet, 0, &["研修名", "実施日", "出欠", "資料受領", "理解度確認"]);
        texts(sheet, 1, &["情報セキュリティ研修", "R6.6.14", "○", "○", "○"]);
        texts(sheet, 2, &["持出し研修", "R6.9.12", "○", "○", "○"]);
    });
    for file in [plan, list] {
        let preview = undecided(&file);
        let names: Vec<_> = preview.tables().map(|table| table.sheet.clone().unwrap()).collect();
        assert!(names.iter().all(|name| !name.contains("入れ替え")), "{names:?}");
    }
}
