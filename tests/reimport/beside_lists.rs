//! Short lists drawn up beside the ledger: what they have no place for stays as it is, and numbers that are only alike
//! are not taken for one another.

use mamori_core::import::{Issue, Verdict};
use rust_xlsxwriter::{Format, Note, Worksheet};

use super::identity::open;
use super::unmarked::answered;
use super::*;
use crate::imports::hand;

/// A list of two memories with what somebody wrote over it: a comment and a line through one cell.
fn with_marks(sheet: &mut Worksheet) {
    hand::texts(sheet, 0, &["番号", "容量", "登録日", "使用者", "保管場所"]);
    hand::texts(sheet, 1, &["USB-11", "4GB", "R4.4.1", "山田", "金庫"]);
    hand::texts(sheet, 2, &["USB-12", "4GB", "R4.5.1", "", "ロッカー"]);
    let struck = Format::new().set_font_strikethrough();
    sheet.write_string_with_format(2, 3, "佐藤", &struck).unwrap();
    let note = Note::new("R5.4 鈴木へ変更").set_author("佐藤").add_author_prefix(false);
    sheet.insert_note(2, 3, &note).unwrap();
}

fn of_file(file: ReadFile, decisions: Decisions) -> Judged {
    Judged::of(vec![file], decisions)
}

#[test]
fn a_list_without_comments_says_nothing_about_those_of_the_ledger() {
    let mut office = office();
    take_in(&mut office, &of_file(hand::sheet("USB", with_marks), accepted())).unwrap();
    let kept = || ["コメント", "取消線のある欄"].map(str::to_owned);
    let extra = find(&mut office, MEDIA, "USB-12").extra;
    assert!(kept().iter().all(|mark| extra.contains_key(mark)), "{extra:?}");

    let taking_stock = hand::open("棚卸.csv", "番号,有無\nUSB-11,有\nUSB-12,無\n".as_bytes());
    let marked_less = |sheet: &mut Worksheet| {
        hand::texts(sheet, 0, &["番号", "有無"]);
        hand::texts(sheet, 1, &["USB-11", "有"]);
        hand::texts(sheet, 2, &["USB-12", "無"]);
    };
    for file in [taking_stock, hand::sheet("USB棚卸", marked_less)] {
        let judged = of_file(file, accepted());
        let found = diff(&office, &judged);
        let told = found.text_ja(&judged.preview);
        let changed = found.tables.values().flat_map(|table| &table.rows).flat_map(|row| &row.diffs);
        assert!(changed.map(|diff| diff.field.as_str()).all(|field| field == "last_check_result"), "{told}");
    }
    // The list itself with its comment taken out says so.
    let cleared = hand::sheet("USB", |sheet| {
        hand::texts(sheet, 0, &["番号", "容量", "登録日", "使用者", "保管場所"]);
        hand::texts(sheet, 1, &["USB-11", "4GB", "R4.4.1", "山田", "金庫"]);
        hand::texts(sheet, 2, &["USB-12", "4GB", "R4.5.1", "佐藤", "ロッカー"]);
    });
    let found = diff(&office, &of_file(cleared, accepted()));
    let changed = found.tables.values().flat_map(|table| &table.rows).flat_map(|row| &row.diffs);
    let changed: Vec<&str> = changed.map(|diff| diff.field.as_str()).collect();
    assert!(kept().iter().all(|mark| changed.contains(&mark.as_str())), "{changed:?}");
}

#[test]
fn a_number_that_is_only_alike_takes_no_record_whose_all_else_is_another() {
    let mut office = office();
    let list =
        |rows: &str| hand::open("USB.csv", format!("番号,容量,登録日,使用者,保管場所\n{rows}").as_bytes());
    take_in(&mut office, &of_file(list("USB-2,4GB,R4.4.1,山田,金庫\n"), accepted())).unwrap();
    let other = || list("USB-02,32GB,R5.6.1,鈴木,ロッカー\n");
    let asked = of_file(other(), accepted());
    let found = diff(&office, &asked);
    assert_eq!(open(&asked, &found), [(Issue::NumberNearly, 1)], "{}", found.text_ja(&asked.preview));
    let new = of_file(other(), answered("media_no", &[(Issue::NumberNearly, Verdict::KeepRaw)]));
    assert_eq!(diff(&office, &new).counts.new, 1);
    let same = of_file(other(), answered("media_no", &[(Issue::NumberNearly, Verdict::Accept)]));
    assert_eq!(diff(&office, &same).counts.new, 0);
    // Much the same thing, spelled otherwise, is proposed as before.
    let alike = of_file(list("USB-02,4GB,R4.4.1,鈴木,金庫\n"), accepted());
    let found = diff(&office, &alike);
    assert_eq!((open(&alike, &found), found.counts.new), (vec![], 0), "{}", found.text_ja(&alike.preview));
}
