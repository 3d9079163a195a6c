//! People × trainings with ○ × 欠: what comes in counts for exactly the people it means.

use mamori_core::import::{Cancel, Decisions, Judged, commit};
use mamori_core::records::actions as records;
use mamori_core::records::view::ListQuery;
use mamori_core::training::untrained::{self, UntrainedQuery};
use mamori_core::vocab::RegisterId;

use super::hand;
use crate::support::{Office, office};

/// Two whose names differ in one kanji, and one who shares his whole name with another.
const STAFF: &[(&str, &str, &str)] = &[
    ("0002", "齋藤　花子", "総務課"),
    ("0003", "齊藤　花子", "会計課"),
    ("0004", "渡邉　誠", "会計課"),
    ("0005", "渡邉　誠", "業務課"),
];

fn staffed() -> Office {
    let mut office = office();
    for (number, name, department) in STAFF {
        let person = [
            ("staff_no", *number),
            ("name", *name),
            ("department", *department),
            ("employment", "正規"),
            ("hired_on", "H20.4.1"),
        ];
        office.create(RegisterId::Staff, &person);
    }
    office
}

#[test]
fn a_matrix_counts_for_the_people_it_means_and_for_nobody_else() {
    let mut office = staffed();
    let file = hand::sheet("R7年度", |sheet| {
        hand::texts(sheet, 0, &["研修受講状況一覧（令和7年度）"]);
        hand::texts(
            sheet,
            2,
            &["No", "所属", "氏名", "情報セキュリティ研修(R7.6.10)", "持出し研修(R7.9.12)"],
        );
        hand::texts(sheet, 3, &["1", "総務課", "齋藤 花子", "○", "欠"]);
        hand::texts(sheet, 4, &["2", "会計課", "齊藤 花子", "×", "○"]);
        hand::texts(sheet, 5, &["3", "会計課", "渡邉 誠", "○", "○"]);
    });
    let judged = Judged::of(vec![file], Decisions { accept_all: true, ..Decisions::default() });
    commit::commit(&mut office.ledgers, &office.session, &judged, &Cancel::default(), &mut |_, _| {})
        .unwrap();

    let page =
        records::list(&mut office.ledgers, &office.session, RegisterId::Training, &ListQuery::default());
    let mut numbers: Vec<String> = page.unwrap().rows.into_iter().map(|row| row.number).collect();
    numbers.sort();
    assert_eq!(numbers, ["取込1-R7年度-4-D列", "取込1-R7年度-4-E列"], "each by its column");

    let query = UntrainedQuery { fiscal_year: Some(2025), ..UntrainedQuery::default() };
    let list = untrained::list(&mut office.ledgers, &office.session, &query).unwrap();
    let missing = |number: &str| {
        let rows = list.rows.iter().filter(|row| row.staff_no == number);
        rows.map(|row| row.course.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(missing("0002"), ["持出し研修"]);
    assert_eq!(missing("0003"), ["情報セキュリティ研修"]);
    // 渡邉 誠 of the sheet may be either of two: nobody is taken to have been there.
    for either in ["0004", "0005"] {
        assert_eq!(missing(either).len(), 2, "{either}");
        assert!(list.rows.iter().filter(|row| row.staff_no == either).all(|row| row.same_name));
    }
}
