//! 出席者数 and 受講率 of an old training go with its list, whoever changes it; what the old ledger said stays beside.

use super::*;

const TRAINING: RegisterId = RegisterId::Training;

fn list(office: &Office, name: &str, said: &str, marks: [&str; 3]) -> PathBuf {
    let path = office.folder.path().join(name);
    let head = format!(
        "研修番号,研修-1\n研修名,情報セキュリティ研修\n実施日,R6.6.14\n{said}\n職員番号,氏名,所属,出欠\n"
    );
    let rows = (1..).zip(["佐藤 一", "鈴木 二", "高橋 三"]).zip(marks);
    let rows: Vec<String> = rows.map(|((n, who), mark)| format!("S{n},{who},総務課,{mark}\n")).collect();
    std::fs::write(&path, format!("{head}{}", rows.concat())).unwrap();
    path
}

/// 出席者数, 欠席者数, 受講率, and what is kept beside them.
fn numbers(record: &RecordView) -> (Vec<String>, Vec<(String, String)>) {
    let number = |key: &str| record.cells.get(key).map(|cell| cell.text.clone()).unwrap_or_default();
    let beside = record.extra.iter().filter(|(name, _)| name.contains("取込時"));
    let beside = beside.map(|(name, was)| (name.clone(), was.clone()));
    (["attended_count", "absent_count", "attendance_percent"].map(number).into(), beside.collect())
}

fn mark(office: &mut Office, row: usize, attendance: &str) -> RecordView {
    let record = find(office, TRAINING, "研修-1");
    let typed = |cells: &BTreeMap<String, mamori_core::records::view::Cell>| -> BTreeMap<String, String> {
        cells.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect()
    };
    let mut texts = draft(&[]);
    texts.values = typed(&record.cells);
    texts.parts =
        record.parts.iter().map(|(part, rows)| (part.clone(), rows.iter().map(typed).collect())).collect();
    texts.parts.get_mut("attendees").unwrap()[row].insert("attendance".to_owned(), attendance.to_owned());
    let at = (TRAINING, record.id, record.version);
    actions::correct(&mut office.ledgers, &office.session, at, &texts, "署名を確かめたため").unwrap()
}

#[test]
fn the_numbers_follow_the_list_when_it_is_corrected_here_or_comes_again() {
    let mut office = office();
    let path = list(&office, "名簿.csv", "", ["○", "○", "欠席"]);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let none = || Vec::new();
    assert_eq!(
        numbers(&find(&mut office, TRAINING, "研修-1")),
        (vec!["2".into(), "1".into(), "66".into()], none())
    );
    let corrected = mark(&mut office, 2, "attended");
    assert_eq!(numbers(&corrected), (vec!["3".into(), "0".into(), "100".into()], none()));

    let path = exported(&mut office, TRAINING);
    let mut book = Workbook::open(&path);
    book.set(2, "佐藤 一", "出欠", "欠席");
    book.save(&path);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    assert_eq!(
        numbers(&find(&mut office, TRAINING, "研修-1")),
        (vec!["2".into(), "1".into(), "66".into()], none())
    );
}

#[test]
fn a_number_that_was_said_without_a_list_gives_way_to_the_list_and_is_kept_beside_it() {
    let mut office = office();
    let path = office.folder.path().join("年間.csv");
    let text =
        "研修番号,研修名,実施日,場所,出席者数,受講率\n研修-1,情報セキュリティ研修,R6.6.14,会議室,30,94\n";
    std::fs::write(&path, text).unwrap();
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let (said, _) = numbers(&find(&mut office, TRAINING, "研修-1"));
    assert_eq!(said, ["30", "", "94"], "what nobody said is not 0");

    let path = list(&office, "名簿.csv", "", ["○", "○", "欠席"]);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let record = find(&mut office, TRAINING, "研修-1");
    let beside = [("出席者数（取込時の数）", "30"), ("受講率（％）（取込時の数）", "94")];
    let beside = beside.map(|(name, was)| (name.to_owned(), was.to_owned()));
    let (now, mut kept) = numbers(&record);
    kept.sort();
    assert_eq!((now, kept), (vec!["2".to_owned(), "1".into(), "66".into()], beside.to_vec()));
    assert!(record.findings.iter().any(|finding| finding.code == "counts_differ"), "{:?}", record.findings);
    let path = list(&office, "名簿(2).csv", "備考,", ["○", "○", "欠席"]);
    let again = take_in(&mut office, &judged(&path, accepted()));
    assert_eq!(again.unwrap_err().code(), ErrorCode::ImportNothingNew);
}

#[test]
fn a_list_whose_head_says_another_number_is_told_before_it_comes_in_and_changes_nothing_the_next_time() {
    let mut office = office();
    let path = list(&office, "名簿.csv", "出席者数,3", ["○", "○", "欠席"]);
    let first = judged(&path, accepted());
    let found = diff(&office, &first);
    let checks = &only(&found).checks;
    assert!(checks.iter().any(|check| check.text.contains("取込時の数")), "{checks:?}");
    take_in(&mut office, &first).unwrap();
    let (now, kept) = numbers(&find(&mut office, TRAINING, "研修-1"));
    assert_eq!((now[0].as_str(), kept.len()), ("2", 1), "{kept:?}");
    let again = judged(&list(&office, "名簿(2).csv", "出席者数,3\n備考,", ["○", "○", "欠席"]), accepted());
    let found = diff(&office, &again);
    assert_eq!(found.counts, counts(&[(Standing::Same, 3)]), "{}", found.text_ja(&again.preview));
}

#[test]
fn of_those_a_list_does_not_name_nothing_is_counted() {
    let mut office = office();
    let path = list(&office, "名簿.csv", "対象者数,4", ["○", "○", "○"]);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let none = Vec::new();
    assert_eq!(
        numbers(&find(&mut office, TRAINING, "研修-1")),
        (vec!["3".into(), String::new(), "75".into()], none)
    );
}

#[test]
fn a_number_no_training_can_have_gives_way_to_the_list() {
    let mut office = office();
    let path = list(&office, "名簿.csv", "受講率,9223372036854775807", ["○", "○", "欠席"]);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let (now, kept) = numbers(&find(&mut office, TRAINING, "研修-1"));
    assert_eq!((now[2].as_str(), kept.len()), ("66", 1), "{kept:?}");
}

#[test]
fn numbers_typed_for_a_new_training_that_its_list_contradicts_are_told_and_stay_told() {
    let mut office = office();
    let old = list(&office, "名簿.csv", "", ["○", "○", "欠席"]);
    take_in(&mut office, &judged(&old, accepted())).unwrap();
    let path = exported(&mut office, TRAINING);
    let mut book = Workbook::open(&path);
    let typed =
        [("研修番号", "研修-9"), ("研修名", "新しい研修"), ("実施日", "2026-10-01"), ("出席者数", "99")];
    book.add(1, &typed);
    let of = "研修実施記録・出席者名簿の研修番号";
    book.add(2, &[(of, "研修-9"), ("氏名", "佐藤 一"), ("所属", "総務課"), ("出欠", "出席")]);
    book.save(&path);
    let first = judged(&path, accepted());
    let found = diff(&office, &first);
    let told =
        found.tables.values().flat_map(|table| &table.checks).any(|check| check.text.contains("取込時の数"));
    assert!(told, "{}", found.text_ja(&first.preview));
    take_in(&mut office, &first).unwrap();
    let again = diff(&office, &judged(&path, accepted()));
    assert_eq!(again.counts.conflict + again.counts.changed, 0, "{}", again.text_ja(&first.preview));
}

#[test]
fn typed_numbers_that_gave_way_do_not_come_up_again_in_copies_of_their_table() {
    let mut office = office();
    let old = list(&office, "名簿.csv", "", ["○", "○", "欠席"]);
    take_in(&mut office, &judged(&old, accepted())).unwrap();
    let path = exported(&mut office, TRAINING);
    let mut book = Workbook::open(&path);
    book.set(1, "情報セキュリティ研修", "出席者数", "99");
    book.save(&path);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let now = numbers(&find(&mut office, TRAINING, "研修-1"));
    assert_eq!(now.0[0], "2", "{now:?}");
    let copy = path.with_file_name("写し.xlsx");
    std::fs::copy(&path, &copy).unwrap();
    let both = Judged::of(vec![read(&path), read(&copy)], accepted());
    let found = diff(&office, &both);
    let told = found.text_ja(&both.preview);
    assert_eq!((found.counts.conflict, found.counts.changed, found.writes), (0, 0, 0), "{told}");
}
