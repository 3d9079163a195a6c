//! Lines that go on from the record above them, though nothing in the headings says so.

use mamori_core::import::RowClass;

use super::hand::{classes, csv, said, sheet, table, texts, undecided, values};

#[test]
fn a_text_alone_below_a_record_is_asked_about_and_heads_no_rows() {
    let trips = csv(
        "持出日,持出先,媒体,持出者,返却日\nR6.5.8,県庁,USB-1,山田,R6.5.8\n,国保連合会,,,\nR6.5.9,市役所,USB-2,佐藤,R6.5.9\n,税務署,,,\n",
    );
    let parts = csv(
        "管理番号,品名,型番,使用者\nPC-10,ノートパソコン,LIFEBOOK,山田\n,ACアダプタ,,\n,マウス,,\nPC-11,ノートパソコン,LIFEBOOK,佐藤\n",
    );
    for (file, notes) in [(trips, [3, 5]), (parts, [3, 4])] {
        let preview = undecided(&file);
        let kept: Vec<_> =
            table(&preview).rows.iter().filter_map(|row| row.extra.get("小見出し")).collect();
        assert!(kept.is_empty(), "{kept:?}");
        assert_eq!(said(&preview).iter().filter(|said| **said == "doubtful_note").count(), 2);
        let noted = classes(table(&preview)).into_iter().filter(|(_, class)| *class == RowClass::Note);
        assert_eq!(noted.map(|(row, _)| row).collect::<Vec<_>>(), notes);
    }
}

#[test]
fn sections_headed_in_the_second_column_are_sections_still() {
    let file = csv(
        "登録日,保管場所,媒体種別,管理番号\n,第一書庫,,\nR6.4.1,棚1,USBメモリ,U-1\n,第二書庫,,\nR6.4.1,棚2,USBメモリ,U-2\n",
    );
    let preview = undecided(&file);
    let kept: Vec<_> = table(&preview).rows.iter().map(|row| row.extra["小見出し"].as_str()).collect();
    assert_eq!(kept, ["第一書庫", "第二書庫"]);
    let signed = csv(
        "登録日,保管場所,媒体種別,管理番号\nR6.4.1,棚1,USBメモリ,U-1\n,【第二書庫】,,\nR6.4.1,棚2,USBメモリ,U-2\n",
    );
    assert_eq!(table(&undecided(&signed)).rows[1].extra["小見出し"], "第二書庫");
}

#[test]
fn one_heading_below_another_makes_records_of_two_lines_where_every_record_has_two() {
    let file = sheet("職員名簿", |sheet| {
        texts(sheet, 0, &["番号", "ふりがな", "所属", "職名"]);
        texts(sheet, 1, &["", "氏名"]);
        texts(sheet, 2, &["1", "やまだ たろう", "総務課", "課長"]);
        texts(sheet, 3, &["", "山田 太郎"]);
        texts(sheet, 4, &["2", "さとう はなこ", "給付課", "主任"]);
        texts(sheet, 5, &["", "佐藤 花子"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "name"), ["山田 太郎", "佐藤 花子"]);
    assert_eq!(values(&preview, "kana"), ["やまだ たろう", "さとう はなこ"]);
    assert_eq!(said(&preview), Vec::<&str>::new());
}

#[test]
fn totals_vacant_numbers_and_further_pages_do_not_hide_that_a_column_holds_numbers() {
    let file = sheet("USB", |sheet| {
        texts(sheet, 0, &["USBメモリ管理台帳　1/2"]);
        texts(sheet, 1, &["番号", "容量", "登録日", "使用者"]);
        texts(sheet, 2, &["USB-1", "8GB", "R1.5.1", "山田"]);
        texts(sheet, 3, &["総務課計", "1本"]);
        texts(sheet, 4, &["頁計", "1本"]);
        texts(sheet, 5, &["USBメモリ管理台帳　2/2"]);
        texts(sheet, 6, &["番号", "容量", "登録日", "使用者"]);
        texts(sheet, 7, &["USB-2", "8GB", "R1.5.1", "佐藤"]);
        texts(sheet, 8, &["頁計", "1本"]);
        texts(sheet, 9, &["累計", "2本"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_no"), ["USB-1", "USB-2"]);
    assert_eq!(said(&preview), Vec::<&str>::new());
    let vacant = csv(
        "番号,媒体種別,容量,登録日\nUSB-1,USBメモリ,8GB,R1.5.1\n（欠番）,,,\n（欠番）,,,\n（欠番）,,,\nUSB-5,USBメモリ,8GB,R1.5.1\n",
    );
    assert_eq!(values(&undecided(&vacant), "media_no"), ["USB-1", "USB-5"]);
}
