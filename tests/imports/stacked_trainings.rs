//! Several trainings on one sheet: below each other with lines of their own above them, and people × trainings in
//! whose columns not everything is a mark.

use mamori_core::import::Preview;
use mamori_core::vocab::RegisterId;

use super::hand::{asked, said, sheet, texts, undecided};

/// Each training with its day and how many people are on its list.
fn trainings(preview: &Preview) -> Vec<(String, String, usize)> {
    let tables = preview.tables().filter(|table| table.register == RegisterId::Training);
    let value = |table: &mamori_core::import::TablePreview, key: &str| {
        table.values.get(key).cloned().unwrap_or_default()
    };
    tables.map(|table| (value(table, "course"), value(table, "held_on"), table.rows.len())).collect()
}

fn expected(of: &[(&str, &str, usize)]) -> Vec<(String, String, usize)> {
    of.iter().map(|(course, day, rows)| ((*course).to_owned(), (*day).to_owned(), *rows)).collect()
}

fn of(rows: &[&[&str]]) -> Preview {
    let file = sheet("R6", |sheet| {
        for (n, row) in rows.iter().enumerate() {
            texts(sheet, n as u32, row);
        }
    });
    undecided(&file)
}

fn asks(preview: &Preview, what: &str) -> bool {
    asked(preview).iter().any(|(_, _, issue)| *issue == what)
}

const BOTH: [(&str, &str, usize); 2] =
    [("個人情報保護研修", "2024-06-10", 2), ("情報セキュリティ研修", "2024-11-05", 1)];

#[test]
fn each_block_below_its_own_labels_is_a_training_of_its_own() {
    let head: &[&str] = &["氏名", "所属", "出欠"];
    let people: [&[&str]; 2] = [&["山田 太郎", "総務課", "出席"], &["佐藤 花子", "給付課", "欠席"]];
    let beside = of(&[
        &["研修名", "個人情報保護研修"],
        &["開催日", "R6.6.10"],
        head,
        people[0],
        people[1],
        &[],
        &["研修名", "情報セキュリティ研修"],
        &["開催日", "R6.11.5"],
        head,
        people[0],
    ]);
    let in_brackets = of(&[
        &["【研修名】個人情報保護研修"],
        &["【実施日】令和6年6月10日"],
        head,
        people[0],
        people[1],
        &["【研修名】情報セキュリティ研修"],
        &["【実施日】令和6年11月5日"],
        head,
        people[1],
    ]);
    let in_one_cell = of(&[
        &["研修名：個人情報保護研修　　開催日：令和6年6月10日"],
        head,
        people[0],
        people[1],
        &[],
        &["研修名：情報セキュリティ研修、開催日：令和6年11月5日　講師：木下"],
        head,
        people[0],
    ]);
    for preview in [&beside, &in_brackets, &in_one_cell] {
        assert_eq!(trainings(preview), expected(&BOTH));
        assert_eq!(said(preview), Vec::<&str>::new(), "nothing to ask");
    }
    assert_eq!(in_one_cell.tables().nth(1).unwrap().values["instructor"], "木下");
    let pages = of(&[
        &["研修名", "個人情報保護研修"],
        head,
        people[0],
        &[],
        &["研修名", "個人情報保護研修"],
        head,
        people[1],
    ]);
    assert_eq!(trainings(&pages), expected(&[("個人情報保護研修", "", 2)]), "two pages of one list");
}

#[test]
fn a_session_with_unusual_words_is_a_session_and_its_words_are_asked_about() {
    let years = of(&[
        &["番号", "氏名", "第１回", "第２回", "第３回", "計"],
        &["", "", "個人情報", "セキュリティ", "訓練メール"],
        &["", "", "R5.5.12（金）", "R5.10.6（金）", "R6.2.9（金）"],
        &["1", "山田 太郎", "○", "○", "○", "3"],
        &["2", "佐藤 花子", "○", "欠", "○", "2"],
        &["3", "鈴木 一郎", "ビデオ", "○", "○", "2"],
    ]);
    let sessions = [
        ("第１回 個人情報", "2023-05-12", 3),
        ("第２回 セキュリティ", "2023-10-06", 3),
        ("第３回 訓練メール", "2024-02-09", 3),
    ];
    assert_eq!(trainings(&years), expected(&sessions));
    assert!(asks(&years, "unknown_choice"), "ビデオ is asked about");
    let two = of(&[
        &["氏名", "個人情報研修", "情報セキュリティ研修"],
        &["", "R6.6.10", "R6.11.5"],
        &["山田 太郎", "○", "○"],
        &["佐藤 花子", "○", "○"],
        &["鈴木 一郎", "ビデオ", "○"],
    ]);
    let both = [("個人情報研修", "2024-06-10", 3), ("情報セキュリティ研修", "2024-11-05", 3)];
    assert_eq!(trainings(&two), expected(&both));
}

#[test]
fn points_and_hours_under_dated_trainings_are_told_of_those_who_attended() {
    let points = of(&[
        &["令和6年度 理解度テスト結果"],
        &["職員番号", "氏名", "個人情報", "セキュリティ"],
        &["", "", "R6.6.10", "R6.11.5"],
        &["101", "山田 太郎", "90", "85"],
        &["102", "佐藤 花子", "75", "未受験"],
    ]);
    assert_eq!(
        trainings(&points),
        expected(&[("個人情報", "2024-06-10", 2), ("セキュリティ", "2024-11-05", 2)])
    );
    assert_eq!(&points.tables().next().unwrap().rows[0].values["score"], "90");
    assert!(asks(&points, "not_a_number"), "未受験 is asked about");
    let hours = of(&[
        &["氏名", "所属", "個人情報（R6.6.10）", "ｾｷｭﾘﾃｨ（R6.11.5）"],
        &["山田 太郎", "総務課", "13:25", "9:55"],
        &["佐藤 花子", "給付課", "13:30", "欠"],
        &["鈴木 一郎", "給付課", "欠", "9:58"],
    ]);
    assert_eq!(trainings(&hours).len(), 2);
    assert!(asks(&hours, "unknown_choice"), "whether an hour means 出席 is asked");
}

#[test]
fn what_came_of_one_drill_is_no_training_each_and_the_days_of_one_training_are() {
    let drill = of(&[
        &["標的型攻撃メール訓練結果（令和6年9月2日実施）"],
        &["職員番号", "氏名", "所属", "開封", "URLクリック", "報告"],
        &["101", "山田 太郎", "総務課", "○", "－", "○"],
        &["102", "佐藤 花子", "給付課", "○", "○", "×"],
        &["103", "鈴木 一郎", "給付課", "－", "－", "－"],
    ]);
    assert_eq!(trainings(&drill), expected(&[("標的型攻撃メール訓練", "2024-09-02", 3)]));
    let first = &drill.tables().next().unwrap().rows[0];
    assert!(first.values.get("attendance").is_none(), "開封 is no attendance");
    assert_eq!(first.extra["開封"], "○");
    let days = of(&[
        &["令和6年度　新任職員研修"],
        &["期日：令和6年4月3日～4月5日"],
        &["氏名", "所属", "3日", "5日"],
        &["山田 太郎", "総務課", "○", "○"],
        &["佐藤 花子", "給付課", "○", "×"],
    ]);
    let held: Vec<String> = trainings(&days).into_iter().map(|(_, day, _)| day).collect();
    assert_eq!(held, ["2024-04-03", "2024-04-05"]);
}
