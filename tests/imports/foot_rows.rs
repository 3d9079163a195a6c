//! Totals, legends and notes below a list that stand where its numbers do.

use mamori_core::import::{Preview, ReadFile};

use super::hand::{sheet, texts, undecided, values};

fn list(rows: &[&[&str]]) -> ReadFile {
    sheet("台帳", |sheet| {
        for (row, cells) in (0..).zip(rows) {
            texts(sheet, row, cells);
        }
    })
}

/// A list of two devices with something below it.
fn above(rows: &[&[&str]]) -> ReadFile {
    let list_of = [
        ["管理番号", "機種", "導入日", "使用者"].as_slice(),
        &["PC-1", "ノートPC", "R5.4.1", "山田"],
        &["PC-2", "ノートPC", "R5.4.1", "佐藤"],
    ];
    list(&list_of.into_iter().chain(rows.iter().copied()).collect::<Vec<_>>())
}

/// What was asked of rows: which, and how.
fn asked_of_rows(preview: &Preview) -> Vec<&'static str> {
    let table = preview.tables().next().unwrap();
    let codes = table.problems.iter().map(|finding| finding.issue.as_str());
    codes.filter(|code| code.starts_with("doubtful")).collect()
}

#[test]
fn a_word_where_all_others_have_numbers_is_no_record_and_asked_about() {
    let note = "doubtful_note";
    let cases: [(&[&[&str]], &[&str]); 5] = [
        (&[&[], &["凡例"], &["○", "使用中"], &["×", "廃棄"]], &[note, note]),
        (&[&[], &["台数", "2"], &["内訳", "ノート2"]], &[note, note]),
        (&[&["最終更新", "R6.4.1"], &["作成者", "山田"]], &[note, note]),
        (&[&["集計"], &["Windows 10", "1台"], &["Windows 11", "1台"]], &[note, note]),
        (&[&["注1", "導入日は検収日"]], &[]),
    ];
    for (rows, asked) in cases {
        let preview = undecided(&above(rows));
        assert_eq!(preview.tables().next().unwrap().rows.len(), 2, "{rows:?}");
        assert_eq!(asked_of_rows(&preview), asked, "{rows:?}");
    }
    let full = undecided(&above(&[&["予備", "ノートPC", "R5.4.1", "木村"]]));
    assert_eq!((values(&full, "user").len(), asked_of_rows(&full)), (3, vec!["doubtful_record"]));
}

#[test]
fn a_list_whose_numbers_are_words_too_asks_nothing() {
    let file = list(&[
        &["管理番号", "種別", "登録日", "使用者", "備考"],
        &["USB-1", "USBメモリ", "R5.4.1", "山田", ""],
        &["総務専用", "USBメモリ", "R5.4.1", "佐藤", ""],
        &["USB-2", "USBメモリ", "R5.4.1", "木村", ""],
        &["予備", "USBメモリ", "", "", ""],
    ]);
    let preview = undecided(&file);
    assert_eq!((values(&preview, "media_kind").len(), asked_of_rows(&preview)), (4, vec![]));
}

#[test]
fn days_without_a_backup_are_asked_about_and_totals_of_a_month_are_totals() {
    let log = list(&[
        &["日付", "媒体", "結果", "担当"],
        &["R6.4.26", "T-1", "正常", "山田"],
        &["R6.4.29", "祝日"],
        &["R6.4.30", "T-2", "正常", "山田"],
    ]);
    let preview = undecided(&log);
    assert_eq!(
        (values(&preview, "media_no"), asked_of_rows(&preview)),
        (vec!["T-1".into(), "T-2".into()], vec!["doubtful_note"])
    );
    let out = list(&[
        &["持出日", "持出者", "媒体", "行先", "返却日"],
        &["R6.4.10", "山田", "USB-1", "公民館", "R6.4.10"],
        &["4月計", "1件"],
        &["R6.5.8", "山田", "USB-1", "県庁", "R6.5.8"],
        &["年間計", "2件"],
    ]);
    let preview = undecided(&out);
    assert_eq!((values(&preview, "out_at").len(), asked_of_rows(&preview)), (2, vec![]));
}
