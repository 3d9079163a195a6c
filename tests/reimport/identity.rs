//! Which record a row is, where that is not certain: asked, and never decided silently.

use mamori_core::import::{Issue, Severity, Verdict};

use super::*;

/// What is still open, by what was found.
pub fn open(judged: &Judged, found: &Comparison) -> Vec<(Issue, u32)> {
    let groups = judged.preview.groups_with(&found.asked).into_iter();
    let open = groups.filter(|group| group.severity != Severity::Note && group.verdict == Verdict::Open);
    open.map(|group| (group.issue, group.count)).collect()
}

/// One answer for all of a kind.
fn answered(issue: Issue, verdict: Verdict) -> Decisions {
    let groups = BTreeMap::from([("media_no".to_owned(), BTreeMap::from([(issue, verdict)]))]);
    let table = TableDecisions { groups, ..TableDecisions::default() };
    Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..accepted() }
}

fn void(office: &mut Office, number: &str) {
    let record = find(office, MEDIA, number);
    let at = (MEDIA, record.id, record.version);
    actions::void(&mut office.ledgers, &office.session, at, "二重に登録したため").unwrap();
}

#[test]
fn a_number_voided_by_a_person_does_not_come_back_by_itself() {
    let mut office = office();
    let rows = [["USB-001", "金庫", ""], ["USB-002", "金庫", ""]];
    let path = old_ledger(&office, "台帳.csv", &rows);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    void(&mut office, "USB-001");
    let rows = [["USB-001", "金庫", ""], ["USB-002", "棚", ""]];
    let path = old_ledger(&office, "台帳2.csv", &rows);
    let asked = judged(&path, Decisions::default());
    let found = diff(&office, &asked);
    assert_eq!(found.counts, counts(&[(Standing::Voided, 1), (Standing::Changed, 1)]));
    assert_eq!(open(&asked, &found), [(Issue::VoidedHere, 1)]);
    assert_eq!(take_in(&mut office, &asked).unwrap_err().code(), ErrorCode::ImportOpenProposals);

    let anew = judged(&path, answered(Issue::VoidedHere, Verdict::KeepRaw));
    assert_eq!(diff(&office, &anew).counts, counts(&[(Standing::New, 1), (Standing::Changed, 1)]));
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    assert!(find(&mut office, MEDIA, "USB-001").voided);
}

#[test]
fn what_an_undone_import_took_back_is_new_by_number_and_by_mark() {
    let mut office = office();
    let path = old_ledger(&office, "台帳.csv", &[["USB-001", "金庫", ""]]);
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    let export = exported(&mut office, MEDIA);
    batches::undo(&mut office.ledgers, &office.session, batch.id, TouchedRecords::Refuse, "誤り").unwrap();
    for path in [&path, &export] {
        let again = judged(path, Decisions::default());
        let found = diff(&office, &again);
        assert_eq!(found.counts, counts(&[(Standing::New, 1)]), "{path:?}");
        assert_eq!(open(&again, &found), []);
    }
}

#[test]
fn rows_sorted_without_their_marks_are_known_by_their_numbers_once_somebody_says_so() {
    let mut office = office();
    for (number, place) in [("USB-001", "金庫"), ("USB-002", "書庫")] {
        office.usb(number);
        correct(&mut office, number, "location", place);
        correct(&mut office, number, "serial", &format!("SN-{number}"));
    }
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.swap_without_marks(1, "USB-001", "USB-002");
    book.save(&path);
    let sorted = judged(&path, Decisions::default());
    let found = diff(&office, &sorted);
    assert_eq!(open(&sorted, &found), [(Issue::MarkMismatch, 2)], "{}", found.text_ja(&sorted.preview));
    assert_eq!(found.counts, counts(&[(Standing::Same, 2)]), "{}", found.text_ja(&sorted.preview));
    assert_eq!(
        take_in(&mut office, &judged(&path, accepted())).unwrap_err().code(),
        ErrorCode::ImportNothingNew
    );
}

#[test]
fn a_row_typed_over_with_another_thing_is_asked_about() {
    let mut office = office();
    office.usb("USB-001");
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    let new = [
        ("メーカー", "ELECOM"),
        ("型番", "MF-HSEC"),
        ("製造番号", "E-9"),
        ("保管場所", "書庫"),
        ("記録内容", "議事録"),
        ("登録日", "2026-10-01"),
        ("使用開始日", "2026-10-01"),
        ("管理責任者", "佐藤"),
        ("管理部署", "会計課"),
        ("暗号化", "無"),
        ("管理番号", "USB-900"),
    ];
    let headings: Vec<String> = judged(&path, Decisions::default())
        .preview
        .tables()
        .next()
        .unwrap()
        .columns
        .iter()
        .map(|c| c.heading.clone())
        .collect();
    for (heading, text) in new.iter().filter(|(heading, _)| headings.iter().any(|one| one == heading)) {
        book.set(1, "USB-001", heading, text);
    }
    for heading in
        headings.iter().filter(|one| !one.starts_with("mamori") && !new.iter().any(|(own, _)| own == one))
    {
        book.set(1, "USB-900", heading, "");
    }
    book.save(&path);
    let over = judged(&path, accepted());
    let found = diff(&office, &over);
    assert_eq!((found.counts.new, found.counts.changed), (1, 0), "{}", found.text_ja(&over.preview));
    let first = only(&found).rows.first().unwrap();
    assert_eq!(first.asked[0].issue, Issue::MarkMismatch);
}

#[test]
fn a_number_without_its_zeros_is_proposed_as_the_one_the_file_lacks() {
    let mut office = office();
    let rows = [["001", "金庫", ""], ["002", "棚", ""], ["USB-003", "金庫", ""]];
    let path = old_ledger(&office, "台帳.csv", &rows);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let rows = [["1", "書庫", ""], ["002", "棚", ""], ["USB3", "金庫", ""], ["USB-030", "金庫", ""]];
    let path = old_ledger(&office, "台帳2.csv", &rows);
    let asked = judged(&path, Decisions::default());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::NumberLike, 2)]);
    let expected = counts(&[(Standing::Changed, 1), (Standing::Same, 2), (Standing::New, 1)]);
    assert_eq!(found.counts, expected, "{}", found.text_ja(&asked.preview));
    let others = judged(&path, answered(Issue::NumberLike, Verdict::KeepRaw));
    assert_eq!(diff(&office, &others).counts, counts(&[(Standing::Same, 1), (Standing::New, 3)]));
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    assert_eq!(
        find(&mut office, MEDIA, "001").cells["location"].text,
        "書庫",
        "the number stays as it is here"
    );
}

#[test]
fn texts_made_numbers_in_a_workbook_are_asked_about_and_stay() {
    let mut office = office();
    let mut values = medium("007");
    values.retain(|(key, _)| *key != "serial");
    values.push(("serial", "0000123"));
    office.create(MEDIA, &values);
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.set(1, "007", "製造番号", "123");
    book.set(1, "007", "管理番号", "7");
    book.save(&path);
    let asked = judged(&path, Decisions::default());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::NumberLike, 1), (Issue::ZerosLost, 1)]);
    assert_eq!(found.counts, counts(&[(Standing::Same, 1)]), "{}", found.text_ja(&asked.preview));
    // The mark of the row it was typed over does not make it that record.
    let other = judged(&path, answered(Issue::NumberLike, Verdict::KeepRaw));
    assert_eq!(diff(&office, &other).counts, counts(&[(Standing::New, 1)]));
    take_in(&mut office, &other).unwrap();
    let numbers = ["007", "7"].map(|number| find(&mut office, MEDIA, number).cells["serial"].text.clone());
    assert_eq!(numbers, ["0000123", "123"]);
}

#[test]
fn one_row_may_be_answered_otherwise_than_its_group() {
    let mut office = office();
    let rows = [["001", "金庫", ""], ["002", "棚", ""]];
    let path = old_ledger(&office, "台帳.csv", &rows);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let path = old_ledger(&office, "台帳2.csv", &[["1", "金庫", ""], ["2", "棚", ""]]);
    let mut decisions = answered(Issue::NumberLike, Verdict::Accept);
    let own = BTreeMap::from([(Issue::NumberLike, Verdict::KeepRaw)]);
    decisions.tables.get_mut("0/0/0").unwrap().groups.insert("row:3".into(), own);
    let found = diff(&office, &judged(&path, decisions));
    assert_eq!(found.counts, counts(&[(Standing::Same, 1), (Standing::New, 1)]));
}

#[test]
fn a_row_that_only_got_another_number_is_proposed_and_never_agreed_to_unread() {
    let mut office = office();
    let rows = [["M-1", "金庫", "健診結果を入れたもの"], ["M-2", "棚", "会計の控え"]];
    let text = |rows: &[[&str; 3]]| {
        let rows: Vec<String> =
            rows.iter().map(|[no, place, note]| format!("{no},{place},{note},髙橋　一郎")).collect();
        format!("管理番号,保管場所,備考,管理責任者\r\n{}", rows.join("\r\n"))
    };
    let (first, second) = (office.folder.path().join("台帳.csv"), office.folder.path().join("台帳2.csv"));
    std::fs::write(&first, text(&rows)).unwrap();
    take_in(&mut office, &judged(&first, accepted())).unwrap();
    std::fs::write(
        &second,
        text(&[["USB-901", "金庫", "健診結果を入れたもの"], ["M-2", "棚", "会計の控え"]]),
    )
    .unwrap();
    let asked = judged(&second, accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::ContentLike, 1)], "{}", found.text_ja(&asked.preview));
    take_in(&mut office, &judged(&second, answered(Issue::ContentLike, Verdict::Accept))).unwrap();
    assert_eq!(find(&mut office, MEDIA, "USB-901").cells["remarks"].text, "健診結果を入れたもの");
    assert_eq!(diff(&office, &judged(&second, accepted())).counts, counts(&[(Standing::Same, 2)]));
}

#[test]
fn trainings_come_back_from_csv_as_the_same() {
    let mut office = office();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    take_in(&mut office, &judged(&folder.join("研修出席者名簿.xlsx"), accepted())).unwrap();
    let path = office.folder.path().join("training.csv");
    let what = (RegisterId::Training, ExportFormat::CsvUtf8);
    export::ledger(&mut office.ledgers, &office.session, what, &ListQuery::default(), &path).unwrap();
    let found = diff(&office, &judged(&path, Decisions::default()));
    assert_eq!(found.counts, counts(&[(Standing::Same, 3)]));
}

#[test]
fn trainings_sorted_without_their_marks_are_known_by_what_stands_in_them() {
    let mut office = office();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    take_in(&mut office, &judged(&folder.join("研修出席者名簿.xlsx"), accepted())).unwrap();
    let path = exported(&mut office, RegisterId::Training);
    let untouched = judged(&path, Decisions::default());
    let rows = &untouched.preview.tables().find(|table| !table.attached).unwrap().rows;
    let told = ["course", "place", "instructor", "content", "remarks"];
    let texts = told.iter().map(|key| rows.iter().filter_map(|row| row.values.get(key)).collect::<Vec<_>>());
    let telling = texts.into_iter().find(|texts| texts.len() > 1 && texts[0] != texts[1]).unwrap();
    let mut book = Workbook::open(&path);
    book.swap_without_marks(1, telling[0], telling[1]);
    book.save(&path);
    let sorted = judged(&path, accepted());
    let found = diff(&office, &sorted);
    assert_eq!((found.writes, found.counts.changed), (0, 0), "{}", found.text_ja(&sorted.preview));
    let asked = judged(&path, Decisions::default());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found).first().map(|(issue, _)| *issue), Some(Issue::MarkMismatch));
}

#[test]
fn what_is_to_be_decided_is_shown_however_many_rows_differ() {
    let mut office = office();
    let numbers: Vec<String> = (1..=620).map(|n| format!("USB-{n:03}")).collect();
    let rows = |note: &'static str, place: &'static str| -> Vec<[&str; 3]> {
        let last = numbers.len() - 1;
        let row = |(n, number)| [String::as_str(number), if n == last { place } else { "金庫" }, note];
        numbers.iter().enumerate().map(row).collect()
    };
    let path = old_ledger(&office, "台帳.csv", &rows("", "金庫"));
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    correct(&mut office, "USB-620", "location", "書庫");
    let path = old_ledger(&office, "台帳2.csv", &rows("確認", "棚"));
    let found = diff(&office, &judged(&path, accepted()));
    let table = only(&found);
    assert_eq!((table.rows.len(), table.rows_left_out), (500, 120));
    assert_eq!((table.rows[0].number.as_str(), table.conflicts["location"]), ("USB-620", 1));
}

#[test]
fn every_answer_about_swapped_numbers_can_be_taken_in() {
    for answers in [[false, false], [false, true], [true, false], [true, true]] {
        let mut office = office();
        for number in ["USB-001", "USB-002", "USB-003"] {
            office.usb(number);
        }
        correct(&mut office, "USB-001", "location", "書庫の棚");
        correct(&mut office, "USB-001", "serial", "SN-111111");
        let path = exported(&mut office, MEDIA);
        let mut book = Workbook::open(&path);
        book.set(1, "USB-001", "管理番号", "一時");
        book.set(1, "USB-002", "管理番号", "USB-001");
        book.set(1, "一時", "管理番号", "USB-002");
        book.save(&path);
        let asked = judged(&path, Decisions::default());
        let found = diff(&office, &asked);
        assert_eq!(open(&asked, &found).iter().map(|(_, count)| count).sum::<u32>(), 2);
        let mut groups: BTreeMap<String, BTreeMap<Issue, Verdict>> = BTreeMap::new();
        let rows = found.asked.values().flatten();
        for ((row, findings), keeps) in rows.zip(answers) {
            let verdict = if keeps { Verdict::KeepRaw } else { Verdict::Accept };
            groups.entry(format!("row:{row}")).or_default().insert(findings[0].issue, verdict);
        }
        let table = TableDecisions { groups, ..TableDecisions::default() };
        let decided = Decisions { tables: [("0/0/0".to_owned(), table)].into(), ..Decisions::default() };
        let decided = judged(&path, decided);
        assert_eq!(open(&decided, &diff(&office, &decided)), [], "{answers:?}");
        take_in(&mut office, &decided).unwrap_or_else(|error| panic!("{answers:?}: {error:?}"));
    }
}

#[test]
fn what_follows_from_a_row_typed_over_another_is_no_conflict_the_next_time() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.usb(number);
    }
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    let heads = [
        "記録方式",
        "メーカー",
        "型番",
        "製造番号",
        "調達区分",
        "使用開始日",
        "個人情報区分",
        "管理部署",
        "管理者",
        "状態",
    ];
    heads.iter().for_each(|head| book.set(1, "USB-001", head, ""));
    let typed = [("媒体種別", "SDカード"), ("登録日", "2026-09-30"), ("暗号化", "無"), ("保管場所", "別室")];
    typed.iter().for_each(|(head, text)| book.set(1, "USB-001", head, text));
    book.set(1, "USB-001", "格納情報の内容", "広報の写真");
    book.set(1, "USB-001", "管理番号", "SD-888");
    book.save(&path);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let again = judged(&path, accepted());
    let found = diff(&office, &again);
    assert_eq!(found.counts, counts(&[(Standing::Same, 2)]), "{}", found.text_ja(&again.preview));
}
