//! Hours that stand in a column of their own: their day is that of the row.

use mamori_core::import::{Issue, Verdict};
use mamori_core::vocab::RegisterId;
use rust_xlsxwriter::Format;

use super::hand::{asked, csv, issues, open, sheet, table, texts, undecided, values, verdict};

const WORK: &str = "実施日,開始時刻,終了時刻,対象システム,媒体番号,方式,結果,作業者\n";

#[test]
fn hours_take_the_day_of_their_row() {
    let rows = "R6.4.1,9:30,10：15,基幹,LTO-001,フル,正常,佐藤 一\n\
                R6.4.2,22時30分,翌1:15,基幹,LTO-002,フル,正常,佐藤 一\n\
                R6.4.3,〃,午後11時,基幹,LTO-003,フル,正常,佐藤 一\n";
    let file = open("バックアップ作業記録.csv", format!("{WORK}{rows}").as_bytes());
    let preview = verdict(&file, "started_at", Issue::Ditto, Verdict::Accept);
    assert_eq!(
        values(&preview, "started_at"),
        ["2024-04-01T09:30", "2024-04-02T22:30", "2024-04-03T22:30"],
        "a ditto repeats the hour, not the day"
    );
    assert_eq!(values(&preview, "ended_at"), ["2024-04-01T10:15", "2024-04-03T01:15", "2024-04-03T23:00"]);
    assert_eq!(asked(&preview), [(4, "started_at".to_owned(), "ditto")]);
    assert_eq!(&table(&preview).rows[0].raw["started_at"], "9:30", "as the file has it");
}

#[test]
fn hours_of_excel_are_read_as_they_are_shown() {
    let file = sheet("バックアップ作業記録", |sheet| {
        texts(sheet, 0, &["実施日", "開始時刻", "終了時刻", "対象システム", "媒体番号", "結果"]);
        let (day, time) = (Format::new().set_num_format("yyyy/m/d"), Format::new().set_num_format("h:mm"));
        for (row, (from, to)) in [(1, (0.0, 9.5)), (2, (9.0, 10.25))] {
            sheet.write_number_with_format(row, 0, 45_383, &day).unwrap();
            for (col, hour) in [(1, from), (2, to)] {
                sheet.write_number_with_format(row, col, hour / 24.0, &time).unwrap();
            }
            texts(sheet, row, &["", "", "", "基幹", "LTO-001", "正常"]);
        }
        texts(sheet, 3, &["R6.4.2", "", "", "基幹", "LTO-002", "正常"]);
        sheet.write_number(3, 1, 0.395_833_333_3).unwrap();
    });
    let preview = undecided(&file);
    let started = ["2024-04-01T00:00", "2024-04-01T09:00", "2024-04-02T09:30"];
    assert_eq!(values(&preview, "started_at"), started);
    assert_eq!(values(&preview, "ended_at")[..2], ["2024-04-01T09:30", "2024-04-01T10:15"]);
    assert_eq!(asked(&preview), [(4, "started_at".to_owned(), "serial")], "a bare fraction is asked about");
}

#[test]
fn an_end_before_its_beginning_is_of_the_next_day_when_somebody_says_so() {
    let rows = "R6.4.1,23:30,1:15,基幹,LTO-001,フル,正常,佐藤 一\n";
    let file = open("バックアップ作業記録.csv", format!("{WORK}{rows}").as_bytes());
    let preview = undecided(&file);
    assert_eq!(asked(&preview), [(2, "ended_at".to_owned(), "next_day")]);
    assert_eq!(values(&preview, "ended_at"), ["2024-04-02T01:15"]);
    let blank = verdict(&file, "ended_at", Issue::NextDay, Verdict::Blank);
    assert_eq!(values(&blank, "ended_at"), ["-"]);
}

#[test]
fn without_a_day_in_the_row_hours_are_asked_about() {
    let rows = ",9:30,,基幹,LTO-001,フル,正常,佐藤 一\n";
    let file = open("バックアップ作業記録.csv", format!("{WORK}{rows}").as_bytes());
    assert_eq!(asked(&undecided(&file)), [(2, "started_at".to_owned(), "time_only")]);
    let rows = "そのうち,9:30,,基幹,LTO-001,フル,正常,佐藤 一\n";
    let unread = open("バックアップ作業記録.csv", format!("{WORK}{rows}").as_bytes());
    assert_eq!(
        asked(&undecided(&unread)),
        [(2, "performed_on".to_owned(), "not_a_date")],
        "one thing at a time"
    );
    let blank = verdict(&file, "started_at", Issue::TimeOnly, Verdict::Blank);
    assert_eq!(table(&blank).rows[0].extra["開始時刻"], "9:30");
}

#[test]
fn the_hour_of_carrying_out_joins_its_day() {
    let file = open(
        "情報機器等持出管理簿.csv",
        "管理番号,持出日,持出時刻,氏名,持出先,目的,返却日,返却時刻\n\
         USB-001,R6.4.1,13:05,佐藤 一,県庁,会議,R6.4.1,17:00\n\
         USB-002,R6.4.2 9:00,午前,佐藤 一,県庁,会議,R6.4.2,\n"
            .as_bytes(),
    );
    let preview = undecided(&file);
    assert_eq!(table(&preview).register, RegisterId::CarryOuts);
    assert_eq!(values(&preview, "out_at"), ["2024-04-01T13:05", "2024-04-02T09:00"]);
    assert_eq!(values(&preview, "returned_time"), ["17:00", "-"]);
    let rows = &table(&preview).rows;
    assert_eq!((&rows[0].raw["out_at"], rows[0].extra.len()), ("R6.4.1 13:05", 0));
    assert_eq!(rows[1].extra["持出時刻"], "午前", "no hour: kept beside the record");
}

#[test]
fn the_hours_above_a_list_of_attendance_take_the_day_above_it() {
    let file = open(
        "研修出席者名簿.csv",
        "研修名,情報セキュリティ研修\n終了時刻,15:00\n開始時刻,13:30\n実施日,令和6年4月1日\n\n所属,氏名,出欠\n\
         総務課,佐藤 一,出席\n給付課,鈴木 花子,出席\n"
            .as_bytes(),
    );
    let preview = undecided(&file);
    let whole = &table(&preview).values;
    let both = ["started_at", "ended_at"].map(|key| whole.get(key).map_or("-", String::as_str));
    assert_eq!(both, ["2024-04-01T13:30", "2024-04-01T15:00"]);
    assert!(issues(&preview).is_empty());
}

#[test]
fn a_span_of_hours_is_beginning_and_end() {
    let file = csv("実施日,開始時刻,対象システム,媒体番号,結果\nR6.4.1,13:30～15:00,基幹,LTO-001,正常\n");
    let preview = undecided(&file);
    assert_eq!(values(&preview, "started_at"), ["2024-04-01T13:30"]);
    assert_eq!(values(&preview, "ended_at"), ["2024-04-01T15:00"]);
}

#[test]
fn the_day_of_a_record_is_that_of_its_beginning_where_no_other_is_written() {
    let text = "バックアップ日時,対象システム,媒体番号,方式,結果\nR6.4.1 22:30,基幹,LTO-001,フル,正常\n";
    let preview = undecided(&open("バックアップ作業記録.csv", text.as_bytes()));
    assert_eq!(values(&preview, "started_at"), ["2024-04-01T22:30"]);
    assert_eq!(values(&preview, "performed_on"), ["2024-04-01"]);
}

#[test]
fn a_day_of_excel_says_no_hour_and_the_hour_of_a_return_has_its_own_field() {
    let file = sheet("持出管理簿", |sheet| {
        texts(sheet, 0, &["持出日", "返却日時", "氏名", "持出先", "管理番号"]);
        let day = Format::new().set_num_format("yyyy/m/d");
        sheet.write_number_with_format(1, 0, 45_383, &day).unwrap();
        texts(sheet, 1, &["", "2024/4/2 17:30", "佐藤 一", "県庁", "PC-1"]);
        let hours = Format::new().set_num_format("yyyy/m/d h:mm");
        sheet.write_number_with_format(2, 0, 45_384, &hours).unwrap();
        texts(sheet, 2, &["", "2024/4/3", "佐藤 一", "県庁", "PC-1"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "out_at"), ["2024-04-01", "2024-04-02T00:00"]);
    assert_eq!(values(&preview, "returned_on"), ["2024-04-02", "2024-04-03"]);
    assert_eq!(&table(&preview).rows[0].values["returned_time"], "17:30");
    assert!(issues(&preview).contains(&"time_split"));
}
