//! Forms as small offices drew them over the years: records in two lines, titles on every page, sections, periods.

use mamori_core::import::{Issue, Preview, ReadFile, RowClass, Severity};
use rust_xlsxwriter::{Formula, Note};

use super::hand::{asked, classes, open, said, sheet, table, texts, undecided, values};

fn form(name: &str, rows: &[&[&str]]) -> ReadFile {
    sheet(name, |sheet| (0..).zip(rows).for_each(|(row, cells)| texts(sheet, row, cells)))
}

fn fields(preview: &Preview) -> Vec<&str> {
    table(preview).columns.iter().map(|column| column.field.as_deref().unwrap_or("-")).collect()
}

#[test]
fn a_record_in_two_lines_is_one_record() {
    let file = sheet("持出", |sheet| {
        texts(sheet, 0, &["番号", "持出日", "持出者", "媒体番号", "持出先"]);
        texts(sheet, 1, &["", "返却日", "返却確認者", "", "目的"]);
        texts(sheet, 2, &["1", "R6.4.1", "佐藤", "USB-1", "連合会"]);
        texts(sheet, 3, &["", "R6.4.2", "田中", "", "会議"]);
        texts(sheet, 4, &["2", "R6.5.1", "鈴木", "USB-2", "市役所"]);
        texts(sheet, 5, &["", "", "", "", "打合せ"]);
        let merged = rust_xlsxwriter::Format::new();
        sheet.merge_range(2, 0, 3, 0, "1", &merged).unwrap();
        sheet.merge_range(4, 0, 5, 0, "2", &merged).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "out_at"), ["2024-04-01", "2024-05-01"]);
    assert_eq!(values(&preview, "returned_on"), ["2024-04-02", "-"], "not the day it went out");
    assert_eq!(values(&preview, "purpose"), ["会議", "打合せ"]);
    assert_eq!(values(&preview, "in_checked_by"), ["田中", "-"]);
    let table = table(&preview);
    let rest =
        [(1, RowClass::Header), (2, RowClass::Header), (4, RowClass::Continued), (6, RowClass::Continued)];
    assert_eq!((classes(table), table.adds_up()), (rest.to_vec(), true));

    let group: &[&[&str]] = &[
        &["管理番号", "媒体種別", "廃棄", ""],
        &["", "", "廃棄日", "備考"],
        &["USB-1", "CD-R", "R6.4.1", ""],
        &["USB-2", "CD-R", "", "x"],
    ];
    assert_eq!(
        values(&undecided(&form("電子媒体", group)), "media_no"),
        ["USB-1", "USB-2"],
        "a group is none"
    );
}

#[test]
fn what_is_said_of_the_second_line_stays_with_its_cells() {
    let file = sheet("持出", |sheet| {
        texts(sheet, 0, &["番号", "持出日", "持出者", "媒体番号", "持出先"]);
        texts(sheet, 1, &["", "返却日", "返却確認者", "", "目的"]);
        texts(sheet, 2, &["1", "R6.4.1", "佐藤", "USB-1", "連合会"]);
        texts(sheet, 3, &["", "", "田中", "", "会議"]);
        sheet.write_formula(3, 1, Formula::new("=TEXT(TODAY(),\"e\")").set_result("R6.4.2")).unwrap();
        sheet.insert_note(3, 2, &Note::new("代理")).unwrap();
        texts(sheet, 4, &["2", "R6.5.1", "鈴木", "USB-2", "市役所"]);
        texts(sheet, 5, &["", "R6.5.2", "田中", "", "打合せ"]);
        sheet.set_row_hidden(5).unwrap();
    });
    let preview = undecided(&file);
    let table = table(&preview);
    let stale = table.rows[0].problems.iter().filter(|finding| finding.issue == Issue::StaleFormula);
    assert_eq!(stale.map(|finding| finding.field.as_str()).collect::<Vec<_>>(), ["returned_on"]);
    assert_eq!(table.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true]);
    assert!(table.rows[0].comment.as_deref().is_some_and(|text| text.ends_with("代理")));
}

#[test]
fn the_title_of_the_next_page_is_no_record() {
    let preview = undecided(&form(
        "備品",
        &[
            &["備品台帳", "", "1頁"],
            &["備品番号", "品名", "設置場所", "取得日"],
            &["B-001", "ノートPC", "総務課", "2019/4/1"],
            &["備品台帳", "", "2頁"],
            &["備品番号", "品名", "設置場所", "取得日"],
            &["B-002", "プリンタ", "総務課", "2019/4/1"],
        ],
    ));
    assert_eq!(values(&preview, "device_no"), ["B-001", "B-002"]);
    assert!(classes(table(&preview)).contains(&(4, RowClass::Note)) && table(&preview).adds_up());
}

#[test]
fn records_above_repeated_headings_are_no_titles() {
    let head: &[&str] = &["持出日", "持出者", "持出媒体", "持出先", "返却日"];
    let log = undecided(&form(
        "持出簿",
        &[
            &["持出簿", "", "作成日", "R6.4.1", "3"],
            head,
            &["R6.4.2", "佐藤", "USB-1", "連合会", "R6.4.3"],
            &["R6.4.4", "鈴木", "USB-2", "連合会", "R6.4.5"],
            head,
            &["2024/4/8", "佐藤", "USB-1", "市役所", "R6.4.9"],
            &["持出簿", "", "作成日", "R6.5.1", "2/3"],
            head,
            &["R6.5.2", "鈴木", "USB-2", "市役所", "R6.5.3"],
        ],
    ));
    assert_eq!(values(&log, "out_at"), ["2024-04-02", "2024-04-04", "2024-04-08", "2024-05-02"]);
    assert!(classes(table(&log)).contains(&(7, RowClass::Note)) && table(&log).adds_up());
    assert!(!said(&log).contains(&"doubtful_record"), "{:?}", said(&log));

    let head: &[&str] = &["所属", "管理番号", "媒体種別", "保管場所"];
    let list = undecided(&form(
        "電子媒体",
        &[
            &["総務課", "", "1頁"],
            head,
            &["総務課", "USB-1", "USBメモリ", "金庫"],
            &["給付課", "USB-2", "USBメモリ", "金庫"],
            head,
            &["総務課", "USB-3", "USBメモリ", "金庫"],
        ],
    ));
    assert_eq!(values(&list, "media_no"), ["USB-1", "USB-2", "USB-3"]);
    assert_eq!(said(&list), ["doubtful_record"], "asked, and taken meanwhile");
}

#[test]
fn the_first_section_may_stand_above_the_headings() {
    let preview = undecided(&form(
        "出席者",
        &[
            &["研修名", "個人情報保護研修"],
            &["実施日", "R6.6.10"],
            &["【総務課】"],
            &["氏名", "職名", "出欠"],
            &["佐藤 花子", "主事", "出席"],
            &["【給付課】"],
            &["高橋 健", "課長", "出席"],
        ],
    ));
    assert_eq!(values(&preview, "department"), ["総務課", "給付課"]);
    let issues: Vec<_> = asked(&preview).iter().map(|(row, _, issue)| (*row, *issue)).collect();
    assert_eq!(issues, [(5, "section_heading"), (7, "section_heading")]);
}

#[test]
fn people_under_the_heading_of_those_who_left_are_asked_about() {
    let preview = undecided(&form(
        "職員名簿",
        &[
            &["職員番号", "氏名", "所属", "採用年月日"],
            &["1", "山田 太郎", "総務課", "H1.4.1"],
            &["【退職者】"],
            &["2", "高橋 健", "給付課", "H1.4.1"],
        ],
    ));
    assert_eq!(asked(&preview), [(4, "left_on".to_owned(), "done_without_date")]);
}

#[test]
fn the_days_of_a_loan_without_their_year_are_its_beginning_and_end() {
    let text = "申請日,申請者,媒体,持出期間,持出先,承認,返却\n\
                R6.4.1,佐藤,USB-1,4/2～4/3,在宅,田中,R6.4.3\n\
                R6.12.20,佐藤,USB-2,12/28～1/4,在宅,田中,R7.1.4\n";
    let preview = undecided(&open("持出簿.csv", text.as_bytes()));
    assert_eq!(values(&preview, "out_at"), ["2024-04-02", "2024-12-28"]);
    assert_eq!(values(&preview, "due_on"), ["2024-04-03", "2025-01-04"]);
    assert_eq!(values(&preview, "permitted_by"), ["田中"; 2]);
    assert_eq!(values(&preview, "returned_on"), ["2024-04-03", "2025-01-04"]);
    let found = asked(&preview);
    assert!(found.iter().all(|(_, field, issue)| field == "out_at" && *issue == "missing_year"), "{found:?}");
    assert_eq!(preview.open(Severity::Error), 0);
}

#[test]
fn who_attended_what_is_one_training_and_no_list_of_trainings() {
    let rows: &[&[&str]] = &[
        &["職員番号", "氏名", "研修名", "受講日", "会場"],
        &["1", "佐藤 花子", "情報セキュリティ研修", "R5.6.1", "会議室"],
        &["2", "鈴木 一郎", "情報セキュリティ研修", "R5.6.1", "会議室"],
    ];
    let preview = undecided(&form("研修受講履歴", rows));
    let table = table(&preview);
    assert_eq!((table.part.as_deref(), table.rows.len()), (Some("attendees"), 2));
    let said = ["course", "held_on", "place"].map(|key| table.values[key].as_str());
    assert_eq!(said, ["情報セキュリティ研修", "2023-06-01", "会議室"]);
}

#[test]
fn a_number_of_something_else_is_no_number_of_the_record() {
    let people =
        undecided(&open("職員名簿.csv", "氏名,所属,役職,PC番号\n佐藤 花子,総務課,係長,7\n".as_bytes()));
    assert_eq!(fields(&people), ["name", "department", "title", "-"]);
    let lent = undecided(&form(
        "4月",
        &[
            &["USBメモリ貸出簿　令和6年4月"],
            &["日", "番号", "貸出者", "返却日"],
            &["1", "USB-1", "佐藤", "R6.4.1"],
            &["30", "USB-2", "鈴木", "R6.5.1"],
        ],
    ));
    assert_eq!(
        (values(&lent, "item_no"), values(&lent, "out_at")),
        (
            vec!["USB-1".to_owned(), "USB-2".to_owned()],
            vec!["2024-04-01".to_owned(), "2024-04-30".to_owned()]
        )
    );
}

#[test]
fn short_headings_of_old_forms_say_what_stands_below_them() {
    let cases = [
        (
            "機器台帳.csv",
            "機器番号,物件名,使用者（課名）,取得日,廃棄\nPC-1,ノートPC,\"佐藤\n（総務課）\",R2.4.1,R6.3.31\n",
            vec!["device_no", "device_kind", "user", "acquired_on", "disposed_on"],
        ),
        (
            "電子媒体管理台帳.csv",
            "管理番号,媒体,タイトル,保管,登録日\nCD-1,CD-R,健診データ,書庫,R6.4.1\n",
            vec!["media_no", "media_kind", "content", "location", "registered_on"],
        ),
        (
            "廃棄記録.csv",
            "管理番号,機器,HDD処理,廃棄日\nPC-1,ノートPC,破砕,R6.4.1\n",
            vec!["device_no", "device_kind", "method", "disposed_on"],
        ),
        (
            "持出簿.csv",
            "持出日,持出者,持出物,承認,返却\nR6.4.1,佐藤,USB,○,済\n",
            vec!["out_at", "applicant", "item_name", "-", "returned_on"],
        ),
    ];
    for (name, text, known) in cases {
        let preview = undecided(&open(name, text.as_bytes()));
        assert_eq!(fields(&preview), known, "{name}");
        if known.contains(&"user") {
            assert_eq!(
                (values(&preview, "user"), asked(&preview)[0].2),
                (vec!["佐藤".to_owned()], "role_in_name")
            );
        }
    }
}

#[test]
fn systems_over_their_results_and_media_are_backups_of_each() {
    let file = sheet("バックアップ", |sheet| {
        let merged = rust_xlsxwriter::Format::new();
        texts(sheet, 0, &["年月日", "国保システム", "", "財務システム", "", "担当"]);
        texts(sheet, 1, &["", "結果", "媒体", "結果", "媒体", ""]);
        sheet.merge_range(0, 1, 0, 2, "国保システム", &merged).unwrap();
        sheet.merge_range(0, 3, 0, 4, "財務システム", &merged).unwrap();
        texts(sheet, 2, &["R6.4.1", "正常", "A1", "正常", "B1", "佐藤"]);
        texts(sheet, 3, &["R6.4.2", "異常", "A2", "正常", "B2", "佐藤"]);
        texts(sheet, 4, &["R6.4.3", "正常", "A3", "休", "", "鈴木"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "system"), [["国保システム"; 3], ["財務システム"; 3]].concat());
    assert_eq!(values(&preview, "media_no"), ["A1", "A2", "A3", "B1", "B2", "-"]);
    assert_eq!(values(&preview, "result"), ["ok", "error", "ok", "ok", "ok", "-"]);
    assert_eq!(asked(&preview), [(5, "result".to_owned(), "unknown_choice")]);
}

#[test]
fn the_last_line_of_a_card_below_another_is_its_own() {
    let card: &[&[&str]] = &[
        &["申請者", "佐藤 花子", "媒体番号", "USB-1"],
        &["持出先", "連合会", "目的", "会議"],
        &["持出日", "令和6年4月2日", "返却予定日", "令和6年4月3日"],
        &["許可者", "田中", "返却日", ""],
        &[],
    ];
    let preview = undecided(&form("申請", &[card, card].concat()));
    assert_eq!(values(&preview, "permitted_by"), ["田中", "田中"]);
}

#[test]
fn records_that_stand_side_by_side_below_their_labels_are_read_across() {
    let preview = undecided(&form(
        "機器",
        &[
            &["管理番号", "PC-1", "PC-2", "PC-3"],
            &["種別", "ノートPC", "デスクトップ", "サーバ"],
            &["設置場所", "総務課", "給付課", "サーバ室"],
            &["取得日", "R2.4.1", "R2.4.1", "R1.10.1"],
        ],
    ));
    assert_eq!(values(&preview, "device_no"), ["PC-1", "PC-2", "PC-3"]);
    assert_eq!(values(&preview, "acquired_on"), ["2020-04-01", "2020-04-01", "2019-10-01"]);
    assert!(table(&preview).sheet.as_deref().is_some_and(|name| name.ends_with("（行と列を入れ替え）")));
}
