//! A year or a month alone in a row: days below it that do not say theirs are of it.

use mamori_core::import::{ReadFile, TableDecisions};
use mamori_core::vocab::RegisterId;

use super::hand::{decided, issues, said, sheet, texts, undecided, values};

fn log(rows: &[&[&str]]) -> ReadFile {
    sheet("持出", |sheet| {
        for (row, cells) in (0..).zip(rows) {
            texts(sheet, row, cells);
        }
    })
}

const HEAD: &[&str] = &["持出日", "氏名", "持出物", "持出先", "返却日"];
const BY_DAY: &[&str] = &["日", "氏名", "持出物", "持出先", "返却"];

fn days(file: &ReadFile) -> Vec<String> {
    let preview = undecided(file);
    assert!(preview.tables().all(|table| table.register == RegisterId::CarryOuts && table.adds_up()));
    values(&preview, "out_at")
}

#[test]
fn days_are_of_the_year_of_their_section_with_its_own_headings_or_without() {
    let rows: [&[&str]; 4] = [
        &["4月3日", "山田", "ノートPC", "県庁", "4月3日"],
        &["3月9日", "佐藤", "USBメモリ", "連合会", "3月9日"],
        &["令和7年度"],
        &["4月8日", "山田", "ノートPC", "県庁", "4月8日"],
    ];
    let head = [["持出簿"].as_slice(), &["令和6年度"], HEAD];
    let once: Vec<&[&str]> = head.iter().copied().chain(rows).collect();
    let again: Vec<&[&str]> =
        head.iter().copied().chain(rows[..3].iter().copied()).chain([HEAD, rows[3]]).collect();
    for rows in [once, again] {
        let file = log(&rows);
        assert_eq!(days(&file), ["2024-04-03", "2025-03-09", "2025-04-08"]);
        let issues = issues(&undecided(&file));
        assert!(issues.iter().all(|issue| *issue == "missing_year"), "{issues:?}");
    }
}

#[test]
fn months_below_a_title_of_a_year_are_of_that_year() {
    let sections: [&[&[&str]]; 2] = [&[&["5月"], BY_DAY], &[&["5月"]]];
    for section in sections {
        let mut rows: Vec<&[&str]> = vec![&["令和7年度持出簿"], &["4月"], BY_DAY];
        rows.push(&["3", "山田", "ノートPC", "県庁", "3"]);
        rows.extend(section);
        rows.push(&["7", "山田", "ノートPC", "県庁", "7"]);
        rows.extend([["1月"].as_slice(), &["7", "佐藤", "ノートPC", "県庁", "7"]]);
        assert_eq!(days(&log(&rows)), ["2025-04-03", "2025-05-07", "2026-01-07"]);
    }
}

#[test]
fn months_of_no_year_take_the_year_that_is_said_for_them() {
    let file = log(&[
        &["持出簿"],
        BY_DAY,
        &["4月"],
        &["3", "山田", "ノートPC", "県庁", "3"],
        &["1月"],
        &["7", "山田", "ノートPC", "県庁", "7"],
    ]);
    assert_eq!(days(&file), ["-", "-"]);
    let said = TableDecisions { fiscal_year: Some(2025), ..TableDecisions::default() };
    assert_eq!(values(&decided(&file, said), "out_at"), ["2025-04-03", "2026-01-07"]);
}

#[test]
fn a_note_that_speaks_of_a_year_dates_nothing() {
    let file = log(&[
        &["令和7年度持出簿"],
        HEAD,
        &["4月3日", "山田", "ノートPC", "県庁", "4月3日"],
        &["※令和6年度は別冊"],
        &["4月8日", "山田", "ノートPC", "県庁", "4月8日"],
    ]);
    assert_eq!(days(&file), ["2025-04-03", "2025-04-08"]);
}

#[test]
fn a_whole_day_alone_in_a_row_is_proposed_for_what_was_done_below_it() {
    let file = log(&[
        &["氏名", "持出物", "持出先"],
        &["【R6.4.10】"],
        &["山田", "USB-1", "公民館"],
        &["令和6年4月12日（金）"],
        &["佐藤", "USB-2", "県庁"],
        &["鈴木", "USB-3", "県庁"],
    ]);
    assert_eq!(days(&file), ["2024-04-10", "2024-04-12", "2024-04-12"]);
    assert!(issues(&undecided(&file)).contains(&"section_heading"));
    let devices = sheet("機器", |sheet| {
        texts(sheet, 0, &["管理番号", "機種", "設置場所", "管理者"]);
        texts(sheet, 1, &["R6.4.10"]);
        texts(sheet, 2, &["PC-1", "ノートPC", "本部", "山田"]);
    });
    assert_eq!(values(&undecided(&devices), "disposed_on"), ["-"], "nothing says it was disposed of");
}

#[test]
fn a_day_on_which_nothing_was_done_is_no_heading_of_the_next() {
    let file = sheet("BK", |sheet| {
        texts(sheet, 0, &["実施予定日", "実施日", "媒体", "結果", "担当"]);
        texts(sheet, 1, &["R6.4.5", "R6.4.5", "T-1", "正常", "山田"]);
        texts(sheet, 2, &["R6.4.12"]);
        texts(sheet, 3, &["R6.4.19", "R6.4.19", "T-3", "正常", "山田"]);
    });
    let preview = undecided(&file);
    assert_eq!(said(&preview), ["doubtful_note"]);
    assert_eq!(values(&preview, "performed_on"), ["2024-04-05", "2024-04-19"]);
}

#[test]
fn a_month_below_one_with_its_year_is_the_next_of_its_name() {
    let file = log(&[
        &["持出簿"],
        BY_DAY,
        &["令和6年12月"],
        &["3", "山田", "ノートPC", "県庁", "3"],
        &["3月分"],
        &["5", "山田", "ノートPC", "県庁", "5"],
        &["4月分"],
        &["7", "佐藤", "ノートPC", "県庁", "7"],
    ]);
    assert_eq!(days(&file), ["2024-12-03", "2025-03-05", "2025-04-07"]);
}

#[test]
fn a_month_with_its_year_under_the_column_of_days_heads_those_that_follow() {
    let file = log(&[
        &["令和7年度持出簿"],
        BY_DAY,
        &["令和7年4月"],
        &["3", "山田", "ノートPC", "県庁", "3"],
        &["令和7年5月"],
        &["7", "佐藤", "ノートPC", "県庁", "7"],
    ]);
    assert_eq!(days(&file), ["2025-04-03", "2025-05-07"]);
}
