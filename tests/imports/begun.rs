//! 書きかけの行: rows in which only the first cell is filled, and rows of examples and records that are no headings.

use mamori_core::import::{Issue, RowClass};
use mamori_core::vocab::RegisterId;

use super::hand::{asked, said, sheet, table, texts, undecided, values};

fn classes_of(rows: &[&[&str]]) -> (Vec<RowClass>, usize) {
    let file = sheet("記録", |sheet| (0..).zip(rows).for_each(|(row, cells)| texts(sheet, row, cells)));
    let preview = undecided(&file);
    let lone = table(&preview).not_data.iter().filter(|row| row.class != RowClass::Header);
    let asked = said(&preview).iter().filter(|issue| **issue == Issue::DoubtfulNote.as_str()).count();
    assert!(!values(&preview, "remarks").iter().any(|text| text.contains("小見出し")));
    (lone.map(|row| row.class).collect(), asked)
}

#[test]
fn a_day_or_a_kind_that_stands_alone_is_asked_about_and_heads_nothing() {
    let days: &[&[&str]] = &[
        &["実施日", "システム", "媒体番号", "結果", "担当"],
        &["2025/4/4", "基幹", "LTO-01", "正常", "山田"],
        &["2025/4/5"],
        &["2025/4/6"],
        &["2025/4/7", "基幹", "LTO-02", "正常", "山田"],
    ];
    assert_eq!(classes_of(days), (vec![RowClass::Note, RowClass::Note], 2));
    let kinds: &[&[&str]] = &[
        &["品名", "管理番号", "廃棄日", "廃棄方法", "立会者"],
        &["ノートPC", "PC-1", "2024/5/1", "破砕", "山田"],
        &["外付HDD"],
        &["USBメモリ", "U-1", "2024/5/1", "破砕", "山田"],
    ];
    assert_eq!(classes_of(kinds), (vec![RowClass::Note], 1));
    let sections: &[&[&str]] = &[
        &["管理番号", "媒体種別", "保管場所", "登録日", "備考"],
        &["総務課"],
        &["USB-1", "USBメモリ", "金庫", "2024/4/1", ""],
        &["会計課"],
        &["USB-2", "USBメモリ", "金庫", "2024/4/1", ""],
    ];
    assert_eq!(classes_of(sections), (vec![RowClass::Heading, RowClass::Heading], 0));
}

#[test]
fn a_bare_first_section_heads_its_rows_as_those_like_it_do() {
    for (first, second) in [("総務課", "給付課"), ("1 総務課", "2 給付課")] {
        let file = sheet("名簿", |sheet| {
            texts(sheet, 0, &[first]);
            texts(sheet, 1, &["番号", "氏名", "職名", "採用日"]);
            texts(sheet, 2, &["101", "山田 太郎", "課長", "H10.4.1"]);
            texts(sheet, 3, &[second]);
            texts(sheet, 4, &["201", "鈴木 一郎", "課長", "H5.4.1"]);
        });
        let preview = undecided(&file);
        assert_eq!(values(&preview, "department"), ["総務課", "給付課"]);
        let sections = asked(&preview).into_iter().filter(|(_, _, issue)| *issue == "section_heading");
        assert_eq!(sections.count(), 2, "both are asked");
    }
    let office = sheet("名簿", |sheet| {
        texts(sheet, 0, &["職員名簿"]);
        texts(sheet, 1, &["職員番号", "氏名", "職名", "採用日"]);
        texts(sheet, 2, &["101", "山田 太郎", "課長", "H10.4.1"]);
        texts(sheet, 3, &["給付課"]);
        texts(sheet, 4, &["201", "鈴木 一郎", "課長", "H5.4.1"]);
    });
    assert_eq!(values(&undecided(&office), "department"), ["-", "給付課"], "a title is no section");
}

#[test]
fn rows_that_show_how_to_fill_the_form_in_are_no_headings() {
    for example in [
        ["見本", "機器", "型番", "氏名", "部署", "設置場所", "記入例"],
        ["(例)", "ノートPC", "メーカー・型番", "氏名", "所属課", "設置場所", "特記事項"],
    ] {
        let file = sheet("機器", |sheet| {
            texts(sheet, 0, &["管理番号", "機器種別", "機種", "使用者", "部署", "設置場所", "備考"]);
            texts(sheet, 1, &example);
            texts(sheet, 2, &["PC-01", "デスクトップ", "DELL 3000", "山田", "総務課", "執務室"]);
        });
        let preview = undecided(&file);
        assert_eq!((preview.tables().count(), table(&preview).register), (1, RegisterId::Devices));
        assert_eq!(values(&preview, "device_no"), ["PC-01"]);
        assert_eq!(said(&preview), ["doubtful_note"]);
    }
}

#[test]
fn a_bare_number_under_the_numbers_makes_a_record_whatever_stands_beside_it() {
    let file = sheet("USB", |sheet| {
        texts(sheet, 0, &["管理番号", "種類", "管理部署", "管理者", "使用者", "状態"]);
        texts(sheet, 1, &["01", "USBメモリ", "総務課", "課長", "各自", "使用中"]);
        texts(sheet, 2, &["02", "USBメモリ", "システム", "管理者", "担当", "保管"]);
        texts(sheet, 3, &["03", "USBメモリ", "給付課", "課長", "担当", "予備"]);
    });
    let preview = undecided(&file);
    assert_eq!(preview.tables().count(), 1);
    assert_eq!(values(&preview, "media_no"), ["01", "02", "03"]);
}

#[test]
fn a_row_of_choices_is_neither_heading_nor_record() {
    let file = sheet("機器", |sheet| {
        texts(sheet, 0, &["管理番号", "機器種別", "状態", "暗号化", "使用者"]);
        texts(sheet, 1, &["", "PC/サーバ/他", "使用/予備/廃棄", "有/無", "氏名"]);
        texts(sheet, 2, &["PC-1", "ノートPC", "使用", "有", "山田"]);
        texts(sheet, 3, &["PC-2", "ノートPC", "予備", "無", "佐藤"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "device_no"), ["PC-1", "PC-2"]);
    assert_eq!(said(&preview), ["doubtful_note"]);
}
