//! One number that was given to a second thing, and things that are gone by what stands under 備考.

use mamori_core::import::{Issue, Verdict, answering, memory};

use super::identity::open;
use super::*;

const HEAD: &str = "管理番号,種別,製造番号,登録日,状態,廃棄日,備考";

fn ledger(office: &Office, rows: &[&str]) -> PathBuf {
    let path = office.folder.path().join("台帳.csv");
    std::fs::write(&path, format!("{HEAD}\r\n{}\r\n", rows.join("\r\n"))).unwrap();
    path
}

fn reused(verdict: Verdict) -> Decisions {
    let groups = BTreeMap::from([("media_no".to_owned(), BTreeMap::from([(Issue::NumberReused, verdict)]))]);
    let table = TableDecisions { groups, ..TableDecisions::default() };
    Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..accepted() }
}

const OLD: &str = "U1,USBメモリ,A-11,2019/4/1,廃棄,2023/3/1,旧";
const NEW: &str = "U1,USBメモリ,B-22,2024/4/1,,,";

#[test]
fn a_number_given_to_a_second_thing_is_asked_about_and_the_living_one_has_it() {
    // As offices write them: the old line above, or the newest first.
    for rows in [[OLD, NEW], [NEW, OLD]] {
        let mut office = office();
        let path = ledger(&office, &rows);
        let asked = judged(&path, accepted());
        let found = diff(&office, &asked);
        assert_eq!(open(&asked, &found), [(Issue::NumberReused, 1)], "{rows:?}");
        let text = &asked
            .preview
            .groups()
            .into_iter()
            .find(|group| group.issue == Issue::NumberReused)
            .unwrap()
            .example;
        assert!(text.contains("廃棄済で、製造番号・登録日が違います"), "{text}");
        let refused = take_in(&mut office, &asked).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::ImportOpenProposals, "nobody is taken for granted to know");

        take_in(&mut office, &judged(&path, reused(Verdict::Accept))).unwrap();
        let living = find(&mut office, MEDIA, "U1");
        assert_eq!((&*living.cells["serial"].text, &*living.cells["status"].value), ("B-22", "in_storage"));
        assert!(!living.cells.contains_key("disposed_on"));
        let again = diff(&office, &judged(&path, reused(Verdict::Accept)));
        assert_eq!(
            again.counts,
            counts(&[(Standing::Same, 2)]),
            "two records: {}",
            again.text_ja(&asked.preview)
        );
    }
}

#[test]
fn the_same_thing_anew_is_what_its_newest_row_says() {
    for rows in [[OLD, NEW], [NEW, OLD]] {
        let mut office = office();
        let same = judged(&ledger(&office, &rows), reused(Verdict::KeepRaw));
        assert_eq!(diff(&office, &same).counts, counts(&[(Standing::New, 1), (Standing::Older, 1)]));
        take_in(&mut office, &same).unwrap();
        let record = find(&mut office, MEDIA, "U1");
        assert_eq!((&*record.cells["serial"].text, &*record.cells["status"].value), ("B-22", "in_storage"));
        assert!(!record.cells.contains_key("disposed_on"), "its end is over");
        assert_eq!(record.cells["remarks"].text, "旧", "what the newer row leaves blank stays");
        let before = record.history[0].changes.iter().find(|change| change.field == "serial").unwrap();
        assert_eq!(before.before, "A-11", "the older one is its history");
    }
}

#[test]
fn a_thing_that_came_to_its_end_later_is_the_same_thing() {
    let mut office = office();
    let rows = ["U1,USBメモリ,A-11,2019/4/1,使用中,,", "U1,USBメモリ,A-11,2019/4/1,廃棄,2023/3/1,"];
    let path = ledger(&office, &rows);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    assert_eq!(find(&mut office, MEDIA, "U1").cells["status"].value, "disposed");
}

#[test]
fn a_state_written_under_the_remarks_alone_is_proposed() {
    let mut office = office();
    let rows = ["U1,USBメモリ,A-11,2019/4/1,,,R6.3.1廃棄", "U2,USBメモリ,A-12,2019/4/1,使用中,,R6.3.1廃棄"];
    let path = ledger(&office, &rows);
    let asked = judged(&path, Decisions::default());
    assert_eq!(
        open(&asked, &diff(&office, &asked)),
        [(Issue::StateInNote, 1)],
        "a state that is filled in stands"
    );
    assert_eq!(take_in(&mut office, &asked).unwrap_err().code(), ErrorCode::ImportOpenProposals);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let gone = find(&mut office, MEDIA, "U1");
    let cells = ["status", "disposed_on"].map(|key| gone.cells[key].value.clone());
    assert_eq!(
        (cells, &*gone.cells["remarks"].text),
        (["disposed".into(), "2024-03-01".into()], "R6.3.1廃棄")
    );
}

#[test]
fn what_was_said_of_single_rows_is_no_rule_for_the_next_file_of_the_form() {
    let mut office = office();
    // Each of them answered by itself.
    let rows = [
        OLD,
        NEW,
        "U2,USBメモリ,C-11,2019/4/1,廃棄,2023/3/1,",
        "U2,USBメモリ,C-22,2024/4/1,,,",
        "U3,USBメモリ,D-11,2019/4/1,使用中,,",
        "U3,USBメモリ,D-11,2019/4/1,使用中,,",
    ];
    let path = ledger(&office, &rows);
    let mut decisions = accepted();
    let of_row = |issue, verdict| BTreeMap::from([(issue, verdict)]);
    let groups = BTreeMap::from([
        ("row:3".to_owned(), of_row(Issue::NumberReused, Verdict::Accept)),
        ("row:5".to_owned(), of_row(Issue::NumberReused, Verdict::KeepRaw)),
        ("row:7".to_owned(), of_row(Issue::DuplicateNumber, Verdict::Blank)),
    ]);
    decisions.tables.insert("0/0/0".to_owned(), TableDecisions { groups, ..TableDecisions::default() });
    take_in(&mut office, &judged(&path, decisions)).unwrap();

    let next = judged(&path, Decisions::default());
    let (ledgers, session) = (&office.ledgers, &office.session);
    let recalled = memory::all_recalled(ledgers, session, &next.preview, &Decisions::default()).unwrap();
    let kept = recalled.tables.get("0/0/0").map(|table| table.groups.clone()).unwrap_or_default();
    let issues: Vec<_> =
        kept.iter().flat_map(|(key, issues)| issues.keys().map(move |one| (key, one))).collect();
    assert!(issues.is_empty(), "{issues:?}");
}

#[test]
fn each_row_of_a_number_that_comes_twice_may_be_answered_by_itself() {
    let office = office();
    let rows = [OLD, NEW, "U2,USBメモリ,C-11,2019/4/1,廃棄,2023/3/1,", "U2,USBメモリ,C-22,2024/4/1,,,"];
    let path = ledger(&office, &rows);
    let ways = |judged: &Judged| -> Vec<String> {
        let asked = answering::open(judged, None);
        asked.iter().flat_map(|one| &one.ways).map(|way| way.key[3..].join("/")).collect()
    };
    let both = judged(&path, accepted());
    let expected = ["media_no/number_reused", "row:3/number_reused", "row:5/number_reused"];
    assert_eq!(ways(&both), expected);
    let findings = both.preview.tables().flat_map(|table| &table.rows).flat_map(|row| &row.problems);
    assert!(findings.filter(|one| one.issue == Issue::NumberReused).all(|one| one.by_row));

    let mut decisions = accepted();
    let groups =
        BTreeMap::from([("row:3".to_owned(), BTreeMap::from([(Issue::NumberReused, Verdict::Accept)]))]);
    decisions.tables.insert("0/0/0".to_owned(), TableDecisions { groups, ..TableDecisions::default() });
    let expected = ["media_no/number_reused", "row:5/number_reused"];
    assert_eq!(ways(&judged(&path, decisions)), expected, "what is answered is not asked again");
}

#[test]
fn another_serial_number_under_a_number_of_the_ledger_is_asked_about() {
    let mut office = office();
    let rows = ["U1,USBメモリ,A-1111,2019/4/1,保管中,,旧", "U2,USBメモリ,A-2222,2019/4/1,保管中,,"];
    let path = ledger(&office, &rows);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let rows = ["U1,SDカード,B-9999,2024/4/1,保管中,,", rows[1]];
    let path = ledger(&office, &rows);
    let asked = judged(&path, accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::OtherThing, 1)], "{}", found.text_ja(&asked.preview));
    assert_eq!(take_in(&mut office, &asked).unwrap_err().code(), ErrorCode::ImportOpenProposals);
    let answered = |verdict| {
        let groups = BTreeMap::from([(Issue::OtherThing, verdict)]);
        let table =
            TableDecisions { groups: [("media_no".to_owned(), groups)].into(), ..TableDecisions::default() };
        Decisions { tables: [("0/0/0".to_owned(), table)].into(), ..accepted() }
    };
    let same = diff(&office, &judged(&path, answered(Verdict::Accept)));
    assert_eq!(same.counts, counts(&[(Standing::Same, 1), (Standing::Changed, 1)]));
    let another = judged(&path, answered(Verdict::KeepRaw));
    assert_eq!(diff(&office, &another).counts, counts(&[(Standing::Same, 1), (Standing::New, 1)]));
    take_in(&mut office, &another).unwrap();
    assert_eq!(
        find(&mut office, MEDIA, "U1").cells["serial"].text,
        "A-1111",
        "the record of the number stays"
    );
    let again = diff(&office, &judged(&path, answered(Verdict::KeepRaw)));
    assert_eq!(again.counts, counts(&[(Standing::Same, 2)]), "and the other thing comes once");
}

#[test]
fn another_serial_number_on_the_sheets_of_two_years_is_asked_about_too() {
    let mut office = office();
    let path = ledger(&office, &["U1,USBメモリ,A-1111,2019/4/1,保管中,,旧"]);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let path = office.folder.path().join("年度別.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (year, note) in [("R5年度", "点検済"), ("R6年度", "")] {
        let sheet = book.add_worksheet().set_name(year).unwrap();
        sheet.write_row(0, 0, HEAD.split(',')).unwrap();
        sheet.write_row(1, 0, ["U1", "SDカード", "B-9999", "2023/4/1", "保管中", "", note]).unwrap();
    }
    book.save(&path).unwrap();
    let asked = judged(&path, accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::OtherThing, 1)], "{}", found.text_ja(&asked.preview));
    let groups = BTreeMap::from([(Issue::OtherThing, Verdict::KeepRaw)]);
    let table =
        TableDecisions { groups: [("media_no".to_owned(), groups)].into(), ..TableDecisions::default() };
    let tables = found.asked.keys().map(|id| (id.clone(), table.clone())).collect();
    let another = judged(&path, Decisions { tables, ..accepted() });
    let found = diff(&office, &another);
    assert_eq!(found.counts, counts(&[(Standing::New, 1), (Standing::Older, 1)]));
    take_in(&mut office, &another).unwrap();
    assert_eq!(find(&mut office, MEDIA, "U1").cells["serial"].text, "A-1111");
}

#[test]
fn a_serial_number_that_stands_twice_in_a_first_file_is_told() {
    let office = office();
    let rows = ["U1,USBメモリ,A-1111,2019/4/1,保管中,,", "U2,USBメモリ,A-1111,2019/4/1,保管中,,"];
    let found = diff(&office, &judged(&ledger(&office, &rows), accepted()));
    let told: Vec<_> = only(&found).checks.iter().filter(|check| check.text.contains("製造番号")).collect();
    assert_eq!((told.len(), &*told[0].rows), (1, &[2, 3][..]), "{:?}", only(&found).checks);
}

#[test]
fn a_serial_number_that_would_be_there_twice_is_told() {
    let mut office = office();
    let rows = ["U1,USBメモリ,A-1111,2019/4/1,保管中,,", "U2,USBメモリ,,2019/4/1,保管中,,"];
    let path = ledger(&office, &rows);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    // Exchanged in Excel: what U1 has must not be blank and stays.
    let rows = ["U1,USBメモリ,,2019/4/1,保管中,,", "U2,USBメモリ,A-1111,2019/4/1,保管中,,"];
    let found = diff(&office, &judged(&ledger(&office, &rows), accepted()));
    let told: Vec<_> = only(&found).checks.iter().filter(|check| check.text.contains("製造番号")).collect();
    assert_eq!(told.len(), 1, "{:?}", only(&found).checks);
    assert_eq!(told[0].rows, [3]);
    let moved = ["U1,USBメモリ,A-3333,2019/4/1,保管中,,", "U2,USBメモリ,A-1111,2019/4/1,保管中,,"];
    let found = diff(&office, &judged(&ledger(&office, &moved), accepted()));
    assert!(only(&found).checks.iter().all(|check| !check.text.contains("製造番号")), "U1 has another now");
}

#[test]
fn a_state_nobody_said_is_not_made_up_because_something_else_was_corrected() {
    let mut office = office();
    let mut book = rust_xlsxwriter::Workbook::new();
    let struck = rust_xlsxwriter::Format::new().set_font_strikethrough();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["管理番号", "種別", "保管場所", "備考"]).unwrap();
    sheet.write_row(1, 0, ["U1", "USBメモリ", "金庫", ""]).unwrap();
    sheet.write_row_with_format(2, 0, ["U2", "USBメモリ", "金庫", ""], &struck).unwrap();
    let path = office.folder.path().join("台帳.xlsx");
    book.save(&path).unwrap();
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    assert!(!find(&mut office, MEDIA, "U2").cells.contains_key("status"));
    let export = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&export);
    book.set(1, "U2", "備考", "現物なし");
    book.save(&export);
    take_in(&mut office, &judged(&export, accepted())).unwrap();
    let now = find(&mut office, MEDIA, "U2");
    assert_eq!(now.cells["remarks"].value, "現物なし");
    assert!(!now.cells.contains_key("status"), "{:?}", now.cells["status"]);
}

#[test]
fn a_foreign_column_called_as_ours_takes_no_state_away() {
    let head = "管理番号,種別,製造番号,保管場所,登録日,取消線";
    for (foreign, said) in [("なし", true), ("あり", true), ("", true)] {
        let mut office = office();
        let path = office.folder.path().join("可搬型記録媒体管理台帳.csv");
        let rows = format!(
            "{head}\r\nU1,USBメモリ,SN1,書庫,2020/4/1,{foreign}\r\nU2,USBメモリ,SN2,書庫,2020/4/1,\r\n"
        );
        std::fs::write(&path, rows).unwrap();
        take_in(&mut office, &judged(&path, accepted())).unwrap();
        assert_eq!(find(&mut office, MEDIA, "U1").cells.contains_key("status"), said, "{foreign}");
    }
}
