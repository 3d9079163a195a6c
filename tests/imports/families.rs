//! Tables of the same rows, on a sheet with others: which answer is of which table, and which are good for several.

use std::collections::BTreeMap;

use mamori_core::import::{Decisions, Issue, Preview, ReadFile, TableDecisions, Verdict, preview};
use mamori_core::vocab::RegisterId;

use super::hand::{sheet, texts, undecided};

/// Two lists of who attended what, below each other.
fn two_lists() -> ReadFile {
    sheet("受講履歴", |sheet| {
        texts(sheet, 0, &["令和7年度 受講履歴"]);
        texts(sheet, 1, &["氏名", "所属", "研修名", "受講日", "出欠"]);
        texts(sheet, 2, &["山田 太郎", "総務課", "個人情報保護研修", "R7.6.20", "○"]);
        texts(sheet, 3, &["佐藤 花子", "給付課", "個人情報保護研修", "R7.6.20", "○"]);
        texts(sheet, 4, &["山田 太郎", "総務課", "情報セキュリティ研修", "R7.9.5", "○"]);
        texts(sheet, 5, &["佐藤 花子", "給付課", "情報セキュリティ研修", "R7.9.5", "○"]);
        texts(sheet, 7, &["令和6年度 受講履歴"]);
        texts(sheet, 8, &["氏名", "所属", "研修名", "受講日", "出欠"]);
        texts(sheet, 9, &["鈴木 一郎", "総務課", "新任研修", "R6.4.20", "○"]);
        texts(sheet, 10, &["高橋 次郎", "給付課", "新任研修", "R6.4.20", "○"]);
        texts(sheet, 11, &["鈴木 一郎", "総務課", "管理者研修", "R6.5.20", "○"]);
        texts(sheet, 12, &["高橋 次郎", "給付課", "管理者研修", "R6.5.20", "○"]);
    })
}

/// People and three sessions.
fn matrix() -> ReadFile {
    sheet("受講", |sheet| {
        texts(sheet, 0, &["所属", "氏名", "R7.4.15 新任研修", "R7.6.20 個人情報研修", "R7.9.5 情報研修"]);
        texts(sheet, 1, &["総務課", "山田 太郎", "○", "○", "○"]);
        texts(sheet, 2, &["総務課", "佐藤 花子", "－", "○", "○"]);
        texts(sheet, 3, &["給付課", "鈴木 一郎", "○", "×", "○"]);
    })
}

fn with(file: &ReadFile, tables: &[(&str, TableDecisions)]) -> Preview {
    let tables = tables.iter().map(|(id, of)| ((*id).to_owned(), of.clone()));
    preview(std::slice::from_ref(file), &Decisions { tables: tables.collect(), ..Decisions::default() })
}

fn marks_mean(verdict: Verdict) -> TableDecisions {
    let groups = BTreeMap::from([("attendance".to_owned(), BTreeMap::from([(Issue::MarkMeaning, verdict)]))]);
    TableDecisions { groups, ..TableDecisions::default() }
}

fn word(field: &str, word: &str, means: &str) -> TableDecisions {
    let words = BTreeMap::from([(word.to_owned(), means.to_owned())]);
    TableDecisions { words: BTreeMap::from([(field.to_owned(), words)]), ..TableDecisions::default() }
}

/// Each table by its number with the training it is of.
fn courses(preview: &Preview) -> BTreeMap<String, String> {
    let course = |table: &mamori_core::import::TablePreview| table.values.get("course").cloned();
    preview.tables().map(|table| (table.id.clone(), course(table).unwrap_or_default())).collect()
}

/// What is asked of marks: the table it is asked of, the others it is of, whether it is open, and decided unlike.
fn marks(preview: &Preview) -> Vec<(String, Vec<String>, bool, bool)> {
    let groups = preview.groups().into_iter().filter(|group| group.issue == Issue::MarkMeaning);
    groups.map(|group| (group.table.clone(), group.siblings.clone(), group.is_open(), group.mixed)).collect()
}

#[test]
fn no_answer_changes_which_table_is_which() {
    let file = two_lists();
    let before = courses(&undecided(&file));
    assert_eq!(before.len(), 4, "{before:?}");
    assert_eq!(before["0/0/1"], "新任研修", "each list has its own number: {before:?}");
    let ledger = |id| TableDecisions { register: Some(id), ..TableDecisions::default() };
    for list in ["0/0/0", "0/0/1"] {
        let answered = with(&file, &[(list, ledger(RegisterId::PortableMedia))]);
        let after = courses(&answered);
        let table = answered.tables().find(|table| table.id == list).unwrap();
        assert_eq!(table.register, RegisterId::PortableMedia);
        let others = after.iter().filter(|(id, _)| *id != list);
        assert!(others.clone().all(|(id, course)| before.get(id) == Some(course)), "{list}: {after:?}");
        assert_eq!(others.count(), 2, "the other list stays parted: {after:?}");
    }
}

#[test]
fn what_marks_mean_in_one_list_is_not_said_of_the_next() {
    let file = two_lists();
    let first = |preview: &Preview| -> Vec<(String, bool)> {
        marks(preview).into_iter().map(|(table, _, open, _)| (table, open)).collect()
    };
    let both = [("0/0/0".to_owned(), true), ("0/0/1".to_owned(), true)];
    assert_eq!(first(&undecided(&file)), both, "each list is asked about");
    let answered = with(&file, &[("0/0/0", marks_mean(Verdict::Accept))]);
    assert_eq!(first(&answered), [("0/0/0".to_owned(), false), ("0/0/1".to_owned(), true)]);
}

#[test]
fn where_two_sessions_differ_the_third_is_asked_about() {
    let file = matrix();
    let differ = [("0/0/0", marks_mean(Verdict::Accept)), ("0/0/1", marks_mean(Verdict::Blank))];
    let asked = marks(&with(&file, &differ));
    assert!(asked[0].2, "nobody said what marks mean in the third");
    let words = [("0/0/0", word("attendance", "○", "present")), ("0/0/1", word("attendance", "○", "absent"))];
    let answered = with(&file, &words);
    let last = answered.tables().nth(2).unwrap();
    let asked = last.rows.iter().flat_map(|row| &row.problems);
    assert_eq!(asked.filter(|one| one.issue == Issue::MarkMeaning).count(), 3);
}

#[test]
fn only_meanings_of_marks_go_from_session_to_session() {
    let file = matrix();
    let answered = with(&file, &[("0/0/0", word("name", "山田 太郎", "山田 二郎"))]);
    let names: Vec<&str> = answered.tables().map(|table| table.rows[0].values["name"].trim()).collect();
    assert_eq!(names, ["山田 二郎", "山田 太郎", "山田 太郎"]);
    let answered = with(&file, &[("0/0/0", word("attendance", "○", "absent"))]);
    let means: Vec<&str> = answered.tables().map(|table| table.rows[0].values["attendance"].trim()).collect();
    assert_eq!(means, ["absent", "absent", "absent"]);
}

#[test]
fn a_group_says_which_tables_it_is_of_and_whether_all_are_decided_alike() {
    let file = matrix();
    let of = |mixed| [("0/0/0".to_owned(), vec!["0/0/1".to_owned(), "0/0/2".to_owned()], false, mixed)];
    assert_eq!(marks(&with(&file, &[("0/0/0", marks_mean(Verdict::Accept))])), of(false));
    let [one, two] = [marks_mean(Verdict::Accept), marks_mean(Verdict::Blank)];
    let differ = [("0/0/0", one.clone()), ("0/0/1", two), ("0/0/2", one)];
    assert_eq!(marks(&with(&file, &differ)), of(true));
}
