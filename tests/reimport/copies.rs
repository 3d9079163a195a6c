//! Two copies of one export in one import: what each colleague changed is a change, what both changed is asked.

use mamori_core::import::{Issue, Verdict};

use super::identity::open;
use super::part_rows::{TRAINING, all, attendees, trainings};
use super::*;

fn together(paths: &[&Path], decisions: Decisions) -> Judged {
    Judged::of(paths.iter().map(|path| read(path)).collect(), decisions)
}

fn copy_of(path: &Path, name: &str) -> PathBuf {
    let copy = path.with_file_name(name);
    std::fs::copy(path, &copy).unwrap();
    copy
}

fn edited(path: &Path, edit: impl FnOnce(&mut Workbook)) {
    let mut book = Workbook::open(path);
    edit(&mut book);
    book.save(path);
}

/// Says whose value stands, in the first table of the second file.
fn whose(verdict: Verdict) -> Decisions {
    let groups = BTreeMap::from([("location".to_owned(), BTreeMap::from([(Issue::CopiesDiffer, verdict)]))]);
    let table = TableDecisions { groups, ..TableDecisions::default() };
    Decisions { tables: BTreeMap::from([("1/0/0".to_owned(), table)]), ..accepted() }
}

/// One colleague's copy and another's; both changed where USB-002 is kept.
fn two_copies(office: &mut Office) -> (PathBuf, PathBuf) {
    for number in ["USB-001", "USB-002", "USB-003", "USB-004"] {
        office.usb(number);
    }
    let one = exported(office, MEDIA);
    let other = copy_of(&one, "写し.xlsx");
    edited(&one, |book| {
        book.set(1, "USB-001", "備考", "甲の備考");
        book.set(1, "USB-002", "保管場所", "甲の棚");
        book.set(1, "USB-003", "管理番号", "USB-033");
    });
    edited(&other, |book| {
        book.set(1, "USB-002", "保管場所", "乙の棚");
        book.set(1, "USB-003", "備考", "乙の備考");
        book.set(1, "USB-004", "保管場所", "乙の棚");
    });
    (one, other)
}

fn shelf(office: &mut Office, number: &str) -> String {
    find(office, MEDIA, number).cells["location"].value.clone()
}

#[test]
fn what_each_colleague_changed_comes_in_and_what_both_changed_is_asked() {
    let mut office = office();
    let (one, other) = two_copies(&mut office);
    let asked = together(&[&one, &other], accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::CopiesDiffer, 1)], "accepting all does not choose");
    assert_eq!(found.counts, counts(&[(Standing::Changed, 4), (Standing::Older, 4)]));
    assert_eq!(found.writes, 4);
    assert_eq!(take_in(&mut office, &asked).unwrap_err().code(), ErrorCode::ImportOpenProposals);
    let text = &found.asked["1/0/0"].values().next().unwrap()[0].text;
    assert!(["保管場所", "甲の棚", "乙の棚"].iter().all(|word| text.contains(word)), "{text}");

    let batch = take_in(&mut office, &together(&[&one, &other], whose(Verdict::KeepRaw))).unwrap();
    assert_eq!(shelf(&mut office, "USB-002"), "甲の棚");
    assert_eq!(find(&mut office, MEDIA, "USB-001").cells["remarks"].value, "甲の備考");
    assert_eq!(find(&mut office, MEDIA, "USB-033").cells["remarks"].value, "乙の備考");
    assert_eq!(shelf(&mut office, "USB-004"), "乙の棚");

    batches::undo(&mut office.ledgers, &office.session, batch.id, TouchedRecords::Refuse, "誤り").unwrap();
    take_in(&mut office, &together(&[&one, &other], whose(Verdict::Accept))).unwrap();
    assert_eq!(shelf(&mut office, "USB-002"), "乙の棚");
}

#[test]
fn what_was_changed_here_meanwhile_is_a_conflict_with_the_copies() {
    let mut office = office();
    let (one, other) = two_copies(&mut office);
    correct(&mut office, "USB-004", "location", "書庫");
    let found = diff(&office, &together(&[&one, &other], whose(Verdict::Accept)));
    assert_eq!((found.counts.changed, found.counts.conflict), (3, 1), "{:?}", found.counts);
}

#[test]
fn an_untouched_copy_beside_an_edited_one_changes_nothing_more() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.usb(number);
    }
    let one = exported(&mut office, MEDIA);
    let other = copy_of(&one, "写し.xlsx");
    edited(&one, |book| book.set(1, "USB-001", "保管場所", "甲の棚"));
    for order in [[&one, &other], [&other, &one]] {
        let judged = together(&[order[0], order[1]], Decisions::default());
        let found = diff(&office, &judged);
        assert_eq!(open(&judged, &found), []);
        assert_eq!((found.counts.changed, found.counts.same, found.writes), (1, 1, 1), "{:?}", found.counts);
    }
}

#[test]
fn attendees_of_two_copies_stay_as_many_as_there_were() {
    let (mut office, one) = trainings();
    let before: Vec<usize> = all(&office).iter().map(|record| attendees(record).len()).collect();
    let other = copy_of(&one, "写し.xlsx");
    edited(&one, |book| book.set(1, "情報セキュリティ研修", "備考", "甲"));
    let first = attendees(&all(&office)[0])[0].clone();
    edited(&other, |book| book.set(2, &first, "備考", "遅参"));
    let both = together(&[&one, &other], Decisions::default());
    let found = diff(&office, &both);
    assert_eq!(open(&both, &found), []);
    take_in(&mut office, &both).unwrap();
    let after: Vec<usize> = all(&office).iter().map(|record| attendees(record).len()).collect();
    assert_eq!(after, before);
    let late =
        |row: &mamori_core::vocab::Values| row.get("remarks").is_some_and(|text| text.to_text() == "遅参");
    let rows = all(&office).into_iter().flat_map(|record| record.content.parts["attendees"].clone());
    assert_eq!(rows.filter(late).count(), 1);
    assert_eq!(exported_again(&mut office), 0, "and all of it is here");
}

fn exported_again(office: &mut Office) -> u32 {
    let path = exported(office, TRAINING);
    diff(office, &judged(&path, Decisions::default())).writes
}

#[test]
fn copies_that_come_to_an_empty_ledger_are_one_record_each() {
    let mut from = office();
    let (one, other) = two_copies(&mut from);
    let mut into = office();
    let found = diff(&into, &together(&[&one, &other], accepted()));
    assert_eq!(found.counts, counts(&[(Standing::New, 4), (Standing::Older, 4)]));
    assert_eq!(
        take_in(&mut into, &together(&[&one, &other], accepted())).unwrap_err().code(),
        ErrorCode::ImportOpenProposals
    );
    let all_answered = Decisions { tables: answers(&one, &other, &into), ..accepted() };
    take_in(&mut into, &together(&[&one, &other], all_answered)).unwrap();
    assert_eq!(shelf(&mut into, "USB-002"), "甲の棚");
}

/// Keeps the first copy's value wherever it is asked.
fn answers(one: &Path, other: &Path, office: &Office) -> BTreeMap<String, TableDecisions> {
    let found = diff(office, &together(&[one, other], accepted()));
    let mut tables: BTreeMap<String, TableDecisions> = BTreeMap::new();
    for (table, rows) in &found.asked {
        for finding in rows.values().flatten() {
            let of = tables.entry(table.clone()).or_default();
            of.groups.entry(finding.field.clone()).or_default().insert(finding.issue, Verdict::KeepRaw);
        }
    }
    tables
}

#[test]
fn another_thing_typed_over_a_row_of_one_copy_does_not_replace_its_record() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.usb(number);
    }
    let one = exported(&mut office, MEDIA);
    let other = copy_of(&one, "写し.xlsx");
    edited(&one, |book| {
        let anew = [
            ("媒体種別", "SDカード"),
            ("登録日", "2026-09-30"),
            ("暗号化", "無"),
            ("保管場所", "別室"),
            ("状態", ""),
            ("管理者", ""),
            ("格納情報の内容", "広報の写真"),
            ("個人情報区分", ""),
            ("重要性分類", ""),
            ("製造番号", ""),
            ("メーカー", "SanDisk"),
            ("型番", ""),
            ("使用開始日", ""),
            ("記録方式", ""),
            ("調達区分", ""),
            ("ラベル表示済", ""),
            ("管理部署", ""),
        ];
        for (head, text) in anew {
            book.set(1, "USB-001", head, text);
        }
        book.set(1, "USB-001", "備考", "別のもの");
        book.set(1, "USB-001", "管理番号", "SD-888");
    });
    let judged = together(&[&one, &other], accepted());
    let found = diff(&office, &judged);
    let told = found.text_ja(&judged.preview);
    assert_eq!((found.counts.new, found.counts.changed), (1, 0), "{told}");
}

#[test]
fn a_row_copied_in_excel_without_a_number_is_asked_about() {
    let mut office = office();
    let log = "持出日,持出者,持出媒体,持出先,利用目的\r\n2026/4/1,髙橋 一郎,USB-001,県庁,提出\r\n\
               2026/5/1,髙橋 一郎,USB-002,市役所,説明\r\n";
    let old = office.folder.path().join("持出.csv");
    std::fs::write(&old, log).unwrap();
    take_in(&mut office, &judged(&old, accepted())).unwrap();
    let path = exported(&mut office, RegisterId::CarryOuts);
    edited(&path, |book| book.copy_to_end(1, "USB-001"));
    for typed in ["", "写して書いた"] {
        if !typed.is_empty() {
            edited(&path, |book| book.set(1, "USB-001", "備考", typed));
        }
        let asked = judged(&path, accepted());
        let found = diff(&office, &asked);
        let told = found.text_ja(&asked.preview);
        assert!(open(&asked, &found).contains(&(Issue::CopiedRow, 1)), "{told}");
        assert_eq!(found.counts.new, 0, "{told}");
        let groups = BTreeMap::from([(Issue::CopiedRow, Verdict::KeepRaw)]);
        let table =
            TableDecisions { groups: [("doc_no".to_owned(), groups)].into(), ..TableDecisions::default() };
        let another = Decisions { tables: [("0/0/0".to_owned(), table)].into(), ..accepted() };
        assert_eq!(diff(&office, &judged(&path, another)).counts.new, 1);
    }
}

#[test]
fn an_export_of_before_a_correction_beside_one_of_after_it_brings_nothing_back() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.usb(number);
    }
    let old = copy_of(&exported(&mut office, MEDIA), "前.xlsx");
    correct(&mut office, "USB-001", "location", "書庫");
    correct(&mut office, "USB-002", "location", "書庫");
    let new = exported(&mut office, MEDIA);
    for order in [[&old, &new], [&new, &old]] {
        let judged = together(&[order[0], order[1]], Decisions::default());
        let found = diff(&office, &judged);
        assert_eq!(open(&judged, &found), []);
        let told = found.text_ja(&judged.preview);
        assert_eq!((found.counts.same, found.writes), (2, 0), "{told}");
    }
    edited(&old, |book| {
        book.set(1, "USB-001", "備考", "前の写しに書いた");
        book.set(1, "USB-002", "保管場所", "別室");
    });
    for order in [[&old, &new], [&new, &old]] {
        let judged = together(&[order[0], order[1]], accepted());
        let found = diff(&office, &judged);
        let told = found.text_ja(&judged.preview);
        assert_eq!(
            open(&judged, &found),
            [(Issue::CopiesDiffer, 1)],
            "the shelf was corrected since: {told}"
        );
        let asked = found.asked.values().flat_map(|rows| rows.values()).flatten();
        let text = &asked.into_iter().next().unwrap().text;
        assert!(text.contains("この行では“別室”") && text.contains("5行目では“書庫”"), "{text}");
        let of_first = found.tables.values().flat_map(|table| &table.rows).flat_map(|row| &row.diffs);
        assert!(of_first.clone().any(|diff| diff.file == "前の写しに書いた"), "{told}");
    }
}

#[test]
fn a_sheet_copied_within_the_workbook_for_the_next_year_is_the_later_year_and_no_copy() {
    let mut office = office();
    office.usb("USB-001");
    let path = exported(&mut office, MEDIA);
    let sheet = judged(&path, Decisions::default()).preview.tables().next().unwrap().sheet.clone().unwrap();
    edited(&path, |book| {
        // The newest year stands first, as offices like it.
        let before = book.copy_sheet(1, "R5年度");
        book.rename_sheet(&sheet, "R6年度");
        book.set(1, "USB-001", "保管場所", "書庫");
        book.set(before, "USB-001", "保管場所", "棚");
    });
    let years = judged(&path, accepted());
    let found = diff(&office, &years);
    let told = found.text_ja(&years.preview);
    assert!(!open(&years, &found).iter().any(|(issue, _)| *issue == Issue::CopiesDiffer), "{told}");
    take_in(&mut office, &years).unwrap();
    assert_eq!(shelf(&mut office, "USB-001"), "書庫", "{told}");
}

#[test]
fn an_attendee_taken_out_between_two_exports_does_not_come_back_with_the_older_one() {
    let (mut office, path) = trainings();
    let old = copy_of(&path, "前.xlsx");
    let first = attendees(&all(&office)[0])[0].clone();
    edited(&path, |book| book.remove(2, &first));
    take_in(&mut office, &judged(&path, Decisions::default())).unwrap();
    let before: Vec<Vec<String>> = all(&office).iter().map(attendees).collect();
    let new = exported(&mut office, TRAINING);
    for order in [[&old, &new], [&new, &old]] {
        let both = together(&[order[0], order[1]], Decisions::default());
        let found = diff(&office, &both);
        assert_eq!((open(&both, &found), found.writes), (Vec::new(), 0), "{}", found.text_ja(&both.preview));
    }
    let last = before[0].last().unwrap();
    edited(&old, |book| book.set(2, last, "備考", "遅参"));
    let both = together(&[&old, &new], Decisions::default());
    take_in(&mut office, &both).unwrap();
    let now: Vec<Vec<String>> = all(&office).iter().map(attendees).collect();
    assert_eq!(now, before, "one more remark, and nobody more");
    let rows = all(&office).into_iter().flat_map(|record| record.content.parts["attendees"].clone());
    let late: Vec<String> = rows
        .filter(|row| row.get("remarks").is_some_and(|text| text.to_text() == "遅参"))
        .map(|row| row["name"].to_text())
        .collect();
    assert_eq!(late, [last.as_str()]);
}

#[test]
fn an_attendee_left_out_of_one_copy_or_both_stays_on_the_list() {
    let (office, one) = trainings();
    let other = copy_of(&one, "写し.xlsx");
    let untouched = together(&[&one, &other], Decisions::default());
    let sheets = untouched.preview.tables().filter(|table| table.attached);
    let left = sheets.map(|table| {
        let exclude_rows = [table.rows[2].row].into();
        (table.id.clone(), TableDecisions { exclude_rows, ..TableDecisions::default() })
    });
    let left: Vec<_> = left.collect();
    assert_eq!(left.len(), 2);
    for tables in [&left[..1], &left[1..], &left[..]] {
        let tables = tables.iter().cloned().collect();
        let both = together(&[&one, &other], Decisions { tables, ..Decisions::default() });
        let found = diff(&office, &both);
        assert_eq!((open(&both, &found), found.writes), (Vec::new(), 0), "{}", found.text_ja(&both.preview));
    }
}

#[test]
fn people_two_colleagues_added_to_one_training_both_come_in() {
    let (mut office, one) = trainings();
    let other = copy_of(&one, "写し.xlsx");
    let out = judged(&one, Decisions::default());
    let table = out.preview.tables().find(|table| table.attached).unwrap();
    let heading = table.columns.iter().find(|column| column.heading.contains('の')).unwrap().heading.clone();
    let training = table.rows[0].extra[&heading].clone();
    for (path, name) in [(&one, "追加 甲子"), (&other, "追加 乙男")] {
        let row =
            [(heading.as_str(), training.as_str()), ("所属", "総務課"), ("氏名", name), ("出欠", "出席")];
        edited(path, |book| book.add(2, &row));
    }
    let both = together(&[&one, &other], Decisions::default());
    assert_eq!(open(&both, &diff(&office, &both)), []);
    take_in(&mut office, &both).unwrap();
    let names: Vec<String> = all(&office).iter().flat_map(attendees).collect();
    assert!(["追加 甲子", "追加 乙男"].iter().all(|name| names.iter().any(|one| one == name)), "{names:?}");
    assert_eq!(exported_again(&mut office), 0);
}
