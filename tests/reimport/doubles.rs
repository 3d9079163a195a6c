//! What has no number and comes again: known, asked about, and never there twice.

use mamori_core::import::{Issue, Verdict, names};

use super::identity::open;
use super::*;

/// A log of carry-outs as an office keeps it: no number anywhere, and the same people, media and places again and again.
fn carry_outs(office: &Office, name: &str, rows: &[&str]) -> PathBuf {
    let path = office.folder.path().join(name);
    let head = "持出日,持出者,持出媒体,持出先,利用目的,返却日";
    std::fs::write(&path, format!("{head}\r\n{}\r\n", rows.join("\r\n"))).unwrap();
    path
}

#[test]
fn a_row_without_number_that_was_corrected_is_its_record_once_somebody_says_so() {
    let mut office = office();
    let before = [
        "2026/4/1,髙橋 一郎,USB-001,県庁,健診結果の提出,2026/4/2",
        "2026/5/1,髙橋 一郎,USB-001,県庁,健診結果の提出,2026/5/2",
        "2026/6/1,髙橋 一郎,USB-001,県庁,健診結果の提出,2026/6/2",
    ];
    let path = carry_outs(&office, "持出.csv", &before);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    // One day was wrong, and July came: that row is as like the lost record, and comes after it.
    let after = [
        before[0],
        "2026/5/11,髙橋 一郎,USB-001,県庁,健診結果の提出,2026/5/2",
        before[2],
        "2026/7/1,髙橋 一郎,USB-001,県庁,健診結果の提出,2026/7/2",
    ];
    let path = carry_outs(&office, "持出（訂正）.csv", &after);
    let asked = judged(&path, accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::NearlySame, 1)], "{}", found.text_ja(&asked.preview));
    let finding = found.asked.values().flat_map(|rows| rows.iter()).next().unwrap();
    assert_eq!(*finding.0, 3, "the row that differs in one day only");
    assert!(finding.1[0].text.contains("持出日"), "{}", finding.1[0].text);

    let same = |verdict| {
        let groups = BTreeMap::from([("doc_no".to_owned(), BTreeMap::from([(Issue::NearlySame, verdict)]))]);
        let table = TableDecisions { groups, ..TableDecisions::default() };
        Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..accepted() }
    };
    let other = diff(&office, &judged(&path, same(Verdict::KeepRaw)));
    assert_eq!(other.counts, counts(&[(Standing::Same, 2), (Standing::New, 2)]));
    take_in(&mut office, &judged(&path, same(Verdict::Accept))).unwrap();
    let again = diff(&office, &judged(&path, accepted()));
    assert_eq!(again.counts, counts(&[(Standing::Same, 4)]), "{}", again.text_ja(&asked.preview));
    let goes_out = exported(&mut office, RegisterId::CarryOuts);
    assert_eq!(judged(&goes_out, accepted()).preview.tables().next().unwrap().rows.len(), 4);
}

#[test]
fn next_months_rows_are_no_edits_of_last_months() {
    let mut office = office();
    let april = ["2026/4/1,髙橋 一郎,USB-001,県庁,健診結果の提出,2026/4/2"];
    let may = ["2026/5/1,髙橋 一郎,USB-001,県庁,健診結果の提出,2026/5/2"];
    let path = carry_outs(&office, "持出4月.csv", &april);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let asked = judged(&carry_outs(&office, "持出5月.csv", &may), accepted());
    let found = diff(&office, &asked);
    assert_eq!((open(&asked, &found), found.counts.new), (vec![], 1));
}

fn written(office: &Office, name: &str, text: &str) -> PathBuf {
    let path = office.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// An answer for all of a kind in the first table.
fn answer(field: &str, issue: Issue, verdict: Verdict) -> Decisions {
    let groups = BTreeMap::from([(field.to_owned(), BTreeMap::from([(issue, verdict)]))]);
    let table = TableDecisions { groups, ..TableDecisions::default() };
    Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..accepted() }
}

#[test]
fn people_without_a_number_are_asked_about_and_none_is_lost() {
    let mut office = office();
    let first = "氏名,所属,役職\r\n井上 一,総務課,主事\r\n木村 二,総務課,主事\r\n";
    let path = written(&office, "名簿.csv", first);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    // One moved and rose, and another of the same name came.
    let second = "氏名,所属,役職\r\n井上　一,給付課,主任\r\n木村 二,総務課,主事\r\n";
    let path = written(&office, "名簿R8.csv", second);
    let asked = judged(&path, accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::SamePerson, 1)], "{}", found.text_ja(&asked.preview));
    assert_eq!(found.counts, counts(&[(Standing::Same, 1), (Standing::Changed, 1)]));
    let same = judged(&path, answer("staff_no", Issue::SamePerson, Verdict::Accept));
    take_in(&mut office, &same).unwrap();
    let kept = diff(&office, &judged(&path, accepted()));
    assert_eq!(kept.counts, counts(&[(Standing::Same, 2)]), "department and title were taken");

    let third = "氏名,所属,役職\r\n井上 一,給付課,主任\r\n井上 一,会計課,係長\r\n木村 二,総務課,主事\r\n";
    let path = written(&office, "名簿R9.csv", third);
    let found = diff(&office, &judged(&path, accepted()));
    assert_eq!(
        found.counts,
        counts(&[(Standing::Same, 2), (Standing::New, 1)]),
        "a namesake is somebody else"
    );

    let fourth = "氏名,所属,役職\r\n井上一,給付課,主任\r\n髙橋 三,会計課,主事\r\n高橋 三,総務課,主事\r\n";
    let path = written(&office, "名簿R10.csv", fourth);
    let found = diff(&office, &judged(&path, accepted()));
    assert_eq!((found.counts.changed, found.counts.new), (1, 2), "井上一 is 井上 一; 髙橋 and 高橋 are two");
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let fifth = "氏名,所属,役職\r\n井上 一,給付課,主任\r\n高橋 三,会計課,係長\r\n髙橋 三,会計課,主事\r\n";
    let asked = judged(&written(&office, "名簿R11.csv", fifth), accepted());
    assert_eq!(open(&asked, &diff(&office, &asked)), [(Issue::SamePerson, 1)]);
    let sixth = "氏名,所属,役職\r\n木村 二,総務課,主事\r\n井上 弌,会計課,係長\r\n木邨 二,総務課,主事\r\n";
    let asked = judged(&written(&office, "名簿R12.csv", sixth), accepted());
    assert_eq!(open(&asked, &diff(&office, &asked)), [], "what is no variant is another name");
    let path = written(&office, "名簿R13.csv", "氏名,所属,役職\r\n髙橋 五,会計課,係長\r\n");
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let path = written(&office, "名簿R14.csv", "氏名,所属,役職\r\n高橋 五,会計課,係長\r\n");
    let asked = judged(&path, accepted());
    assert_eq!(open(&asked, &diff(&office, &asked)), [(Issue::SamePerson, 1)], "髙橋 五 is here");
}

#[test]
fn a_line_put_in_above_renumbers_the_others_and_changes_none() {
    let mut office = office();
    let log = |lines: &[&str]| {
        let numbered = (1..).zip(lines).map(|(n, line)| format!("{n},{line}\r\n"));
        format!("№,持出日,持出者,持出媒体,持出先,利用目的\r\n{}", numbered.collect::<String>())
    };
    let before = ["2026/4/1,髙橋 一郎,USB-001,県庁,提出", "2026/5/1,髙橋 一郎,USB-002,県庁,提出"];
    let path = written(&office, "持出.csv", &log(&before));
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let after = ["2026/3/1,佐藤 花子,USB-003,市役所,説明", before[0], before[1]];
    let path = written(&office, "持出2.csv", &log(&after));
    let found = diff(&office, &judged(&path, accepted()));
    assert_eq!(found.counts, counts(&[(Standing::Same, 2), (Standing::New, 1)]));
}

#[test]
fn rows_that_stand_in_two_files_of_one_import_become_one_record_once_somebody_says_so() {
    let mut office = office();
    let rows =
        ["2026/4/1,髙橋 一郎,USB-001,県庁,提出,2026/4/2", "2026/5/1,髙橋 一郎,USB-001,県庁,提出,2026/5/2"];
    let files =
        [carry_outs(&office, "a.csv", &rows), carry_outs(&office, "b.csv", &[rows[1], rows[1], rows[0]])];
    let both = |decisions: Decisions| Judged::of(files.iter().map(|path| read(path)).collect(), decisions);
    let asked = both(accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::RepeatedRow, 2)], "{}", found.text_ja(&asked.preview));
    let mut decisions = answer("doc_no", Issue::RepeatedRow, Verdict::Accept);
    let table = decisions.tables.remove("0/0/0").unwrap();
    decisions.tables.insert("1/0/0".to_owned(), table);
    let found = diff(&office, &both(decisions.clone()));
    // The same row twice in one file is two carry-outs of one day.
    assert_eq!(found.counts, counts(&[(Standing::New, 3), (Standing::Same, 2)]));
    let batch = take_in(&mut office, &both(decisions)).unwrap();
    assert_eq!(batch.registers.iter().map(|count| count.records).sum::<u32>(), 3);
}

#[test]
fn a_row_that_was_emptied_in_excel_is_gone_from_the_file_and_no_record() {
    let mut office = office();
    let path = old_ledger(&office, "台帳.csv", &[["USB-001", "金庫", ""], ["USB-002", "棚", ""]]);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.clear(1, "USB-001");
    book.save(&path);
    let found = diff(&office, &judged(&path, accepted()));
    assert_eq!(found.counts, counts(&[(Standing::Same, 1)]));
    let gone: Vec<&str> = only(&found).absent.iter().map(|absent| absent.number.as_str()).collect();
    assert_eq!(gone, ["USB-001"]);
}

#[test]
fn the_table_of_an_earlier_year_does_not_undo_what_a_later_one_said() {
    let mut office = office();
    let year = |office: &Office, year: &str, place: &str, note: &str| {
        let text = format!("管理番号,種別,保管場所,備考\r\nUSB-001,USBメモリ,{place},{note}\r\n");
        written(office, &format!("媒体台帳_{year}.csv"), &text)
    };
    let new = year(&office, "R7", "新しい棚", "新");
    take_in(&mut office, &judged(&new, accepted())).unwrap();
    let old = year(&office, "R6", "古い棚", "");
    let asked = judged(&old, Decisions::default());
    let found = diff(&office, &asked);
    assert!(open(&asked, &found).contains(&(Issue::OlderTable, 1)), "{}", found.text_ja(&asked.preview));
    assert_eq!((found.writes, found.counts.changed), (0, 0));
    let refused = take_in(&mut office, &judged(&old, accepted())).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ImportNothingNew);
    let groups =
        BTreeMap::from([("media_no".to_owned(), BTreeMap::from([(Issue::OlderTable, Verdict::KeepRaw)]))]);
    let table = TableDecisions { groups, ..TableDecisions::default() };
    let decisions = Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..accepted() };
    assert_eq!(diff(&office, &judged(&old, decisions)).counts.changed, 1, "unless somebody says so");
    let later = year(&office, "R8", "金庫", "新");
    let found = diff(&office, &judged(&later, accepted()));
    assert_eq!((found.counts.changed, found.writes), (1, 1));
}

#[test]
fn the_old_ledger_taken_in_again_leaves_what_came_by_an_edited_export() {
    let mut office = office();
    let path = old_ledger(&office, "台帳.csv", &[["USB-001", "金庫", ""]]);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let export = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&export);
    book.set(1, "USB-001", "備考", "追記");
    book.save(&export);
    take_in(&mut office, &judged(&export, accepted())).unwrap();
    let again = old_ledger(&office, "台帳（再）.csv", &[["USB-001", "金庫", ""], ["USB-002", "棚", ""]]);
    let found = diff(&office, &judged(&again, accepted()));
    assert_eq!(found.counts, counts(&[(Standing::Same, 1), (Standing::New, 1)]), "追記 stays");
}

/// A workbook of a sheet for each year, each with its own media.
fn years(office: &Office, name: &str, place: &str) -> PathBuf {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (year, number, place) in [("R6年度", "USB-006", place), ("R7年度", "USB-007", "金庫")] {
        let sheet = book.add_worksheet();
        sheet.set_name(year).unwrap();
        sheet.write_row(0, 0, ["管理番号", "種別", "保管場所"]).unwrap();
        sheet.write_row(1, 0, [number, "USBメモリ", place]).unwrap();
    }
    let path = office.folder.path().join(name);
    book.save(&path).unwrap();
    path
}

#[test]
fn a_correction_on_the_sheet_of_an_earlier_year_comes_in_where_no_later_sheet_speaks_of_it() {
    let mut office = office();
    let path = years(&office, "台帳.xlsx", "書庫");
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let asked = judged(&years(&office, "台帳2.xlsx", "棚"), accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), []);
    assert_eq!(found.counts, counts(&[(Standing::Same, 1), (Standing::Changed, 1)]));
}

/// Lists of two trainings, as an office writes them, with the mark of one person in the first.
fn lists(office: &Office, name: &str, mark: &str) -> PathBuf {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (day, course, mark) in
        [("令和6年6月14日", "情報セキュリティ研修", mark), ("令和7年7月4日", "持出し研修", "○")]
    {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["研修名", course]).unwrap();
        sheet.write_row(1, 0, ["日時", day]).unwrap();
        sheet.write_row(2, 0, ["場所", "第１会議室"]).unwrap();
        sheet.write_row(4, 0, ["No", "所属", "氏名", "出欠"]).unwrap();
        for (n, (name, mark)) in
            [("髙橋 一郎", "○"), ("佐藤 花子", mark), ("鈴木 健", "○")].iter().enumerate()
        {
            sheet.write_row(5 + n as u32, 0, [&format!("{}", n + 1), "総務課", name, mark]).unwrap();
        }
    }
    let path = office.folder.path().join(name);
    book.save(&path).unwrap();
    path
}

#[test]
fn a_training_whose_list_was_corrected_is_the_same_training() {
    let mut office = office();
    let path = lists(&office, "研修.xlsx", "○");
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let path = lists(&office, "研修（訂正）.xlsx", "欠席");
    let asked = judged(&path, accepted());
    let found = diff(&office, &asked);
    assert_eq!((found.counts.new, found.writes), (0, 1), "{}", found.text_ja(&asked.preview));
    assert_eq!(open(&asked, &found), [(Issue::NearlySame, 1)]);
}

#[test]
fn one_answer_settles_all_nearly_the_same_rows_but_those_answered_by_themselves() {
    let mut office = office();
    let row = |month: u32, media: &str| {
        format!("2026/{month}/1,髙橋 一郎,USB-00{month},県庁,{media},2026/{month}/2")
    };
    let rows = |purpose: &str| (1..=4).map(|month| row(month, purpose)).collect::<Vec<_>>();
    let write = |office: &Office, name: &str, rows: &[String]| {
        carry_outs(office, name, &rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let path = write(&office, "持出.csv", &rows("健診結果の提出"));
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let mut corrected = rows("健診結果の提出");
    corrected[1..].clone_from_slice(&rows("健診結果の送付")[1..]);
    let path = write(&office, "持出（訂正）.csv", &corrected);

    let by_itself =
        BTreeMap::from([("row:3".to_owned(), BTreeMap::from([(Issue::NearlySame, Verdict::KeepRaw)]))]);
    let decided = |groups: BTreeMap<_, _>| {
        let table = TableDecisions { groups, ..TableDecisions::default() };
        judged(&path, Decisions { tables: BTreeMap::from([("0/0/0".to_owned(), table)]), ..accepted() })
    };
    let one = decided(by_itself.clone());
    let found = diff(&office, &one);
    assert_eq!(
        open(&one, &found),
        [(Issue::NearlySame, 3)],
        "the first of them is answered, the others are not"
    );

    let mut all = by_itself;
    all.insert("doc_no".to_owned(), BTreeMap::from([(Issue::NearlySame, Verdict::Accept)]));
    let all = decided(all);
    let found = diff(&office, &all);
    assert_eq!(open(&all, &found), []);
    assert_eq!(found.counts.new, 1, "{}", found.text_ja(&all.preview));
    assert_eq!((found.counts.same, found.counts.changed), (1, 2), "{}", found.text_ja(&all.preview));
}

/// A workbook whose sheet says in its title of when it is.
fn titled(office: &Office, name: &str, title: [&str; 2], place: &str) -> PathBuf {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, title).unwrap();
    sheet.write_row(2, 0, ["管理番号", "種別", "保管場所"]).unwrap();
    sheet.write_row(3, 0, ["USB-001", "USBメモリ", place]).unwrap();
    let path = office.folder.path().join(name);
    book.save(&path).unwrap();
    path
}

#[test]
fn the_year_in_a_title_tells_an_older_table_as_well() {
    let cases = [
        (["媒体管理台帳", "令和7年4月1日現在"], ["媒体管理台帳", "令和6年4月1日現在"], true),
        (["令和7年度 媒体管理台帳", ""], ["令和6年度媒体管理台帳", ""], true),
        (["媒体管理台帳", "令和7年4月1日現在"], ["令和6年度 媒体管理台帳", ""], true),
        (["媒体管理台帳", "令和7年4月1日現在"], ["媒体管理台帳", "令和7年10月1日現在"], false),
        // The table of a year goes on until its end.
        (["媒体管理台帳", "令和7年10月1日現在"], ["令和7年度 媒体管理台帳", ""], false),
        (["媒体管理台帳", "作成日 R7.4.1"], ["媒体管理台帳", "作成日：令和6年4月1日"], true),
        (["媒体管理台帳", "印刷日：R7.4.1"], ["媒体管理台帳", "印刷日：R6.4.1"], false),
    ];
    for (before, after, older) in cases {
        let mut office = office();
        let path = titled(&office, "台帳.xlsx", before, "新しい棚");
        take_in(&mut office, &judged(&path, accepted())).unwrap();
        let asked = judged(&titled(&office, "台帳（写し）.xlsx", after, "古い棚"), Decisions::default());
        let found = diff(&office, &asked);
        let is_asked = open(&asked, &found).iter().any(|(issue, _)| *issue == Issue::OlderTable);
        assert_eq!(is_asked, older, "{before:?} {after:?} {}", found.text_ja(&asked.preview));
    }
}

#[test]
fn a_day_in_the_names_of_files_tells_the_older_table() {
    let title = ["媒体管理台帳", ""];
    for (before, after, older) in [
        ("媒体_20250401.xlsx", "媒体_20240401.xlsx", true),
        ("媒体R7.4.1.xlsx", "媒体 2024-04-01.xlsx", true),
        ("媒体_20240401.xlsx", "媒体_20250401.xlsx", false),
    ] {
        let mut office = office();
        let first = titled(&office, before, title, "新しい棚");
        take_in(&mut office, &judged(&first, accepted())).unwrap();
        let second = titled(&office, after, title, "古い棚");
        let asked = judged(&second, Decisions::default());
        let found = diff(&office, &asked);
        let is_asked = open(&asked, &found).iter().any(|(issue, _)| *issue == Issue::OlderTable);
        assert_eq!(is_asked, older, "{before} {after} {}", found.text_ja(&asked.preview));

        // Both at once: the later day says how it is, in whatever order they are given.
        let mut office = self::office();
        let files = vec![read(&first), read(&second)];
        take_in(&mut office, &Judged::of(files, accepted())).unwrap();
        let now = find(&mut office, MEDIA, "USB-001").cells["location"].value.clone();
        assert_eq!(now, if older { "新しい棚" } else { "古い棚" });
    }
}

#[test]
fn names_that_went_out_and_came_back_untouched_are_not_asked_about() {
    let mut office = office();
    let staff =
        written(&office, "職員.csv", "職員番号,氏名,所属\r\nS9,𠮷田 健,総務課\r\nS1,髙橋 一郎,総務課\r\n");
    take_in(&mut office, &judged(&staff, accepted())).unwrap();
    let path = carry_outs(&office, "持出.csv", &["2026/4/1,吉田 健,USB-001,県庁,提出,2026/4/2"]);
    let asked = |office: &Office, path: &Path| {
        names::asked(&office.ledgers, &office.session, &judged(path, accepted())).unwrap()
    };
    assert!(!asked(&office, &path).is_empty(), "吉田 may be 𠮷田");
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let export = exported(&mut office, RegisterId::CarryOuts);
    assert!(asked(&office, &export).is_empty(), "{:?}", asked(&office, &export));
    let mut book = Workbook::open(&export);
    book.set(1, "USB-001", "氏名", "高橋 一郎");
    book.save(&export);
    let changed = asked(&office, &export);
    assert_eq!(changed.values().flatten().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["高橋 一郎"]);
}
