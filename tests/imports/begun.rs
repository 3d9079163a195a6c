//! 書きかけの行: rows in which only the first cell is filled, and which are no headings.

use mamori_core::import::{Issue, RowClass};

use super::hand::{said, sheet, table, texts, undecided, values};

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
