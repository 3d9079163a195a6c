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
        let kept: Vec<_> = table(&preview).rows.iter().filter_map(|row| row.extra.get("小見出し")).collect();
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

#[test]
fn a_second_drive_below_a_disposal_is_no_disposal_of_its_own() {
    let file = sheet("廃棄", |sheet| {
        texts(
            sheet,
            0,
            &["廃棄日", "機器番号", "機種", "シリアル", "内蔵HDD", "HDDシリアル", "消去", "証明書"],
        );
        texts(sheet, 1, &["R5.3.20", "PC-1", "ノートPC", "S1", "HDD1", "W1", "穴あけ", "A-1"]);
        texts(sheet, 2, &["", "", "", "", "HDD2", "W2", "穴あけ", "A-2"]);
        texts(sheet, 3, &["R5.3.20", "PC-2", "デスクトップ", "S2", "SSD", "W3", "破砕", "A-3"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "device_no"), ["PC-1", "PC-2"]);
    assert_eq!(said(&preview), ["doubtful_note"]);
}

#[test]
fn a_column_of_two_headings_whose_cells_have_two_lines_is_two_columns() {
    let ledger = |second: &str| {
        sheet("機器", |sheet| {
            texts(sheet, 0, &["部署", "管理番号/機種", "シリアル/ホスト名", "使用者"]);
            texts(sheet, 1, &["総務課", "PC-01\nLIFEBOOK A", "S001\nKEN-01", "山田"]);
            texts(sheet, 2, &["給付課", second, "S002\nKEN-02", "佐藤"]);
        })
    };
    let preview = undecided(&ledger("PC-02\nLIFEBOOK B"));
    assert_eq!(values(&preview, "device_no"), ["PC-01", "PC-02"]);
    assert_eq!(values(&preview, "model"), ["LIFEBOOK A", "LIFEBOOK B"]);
    assert_eq!(values(&preview, "serial"), ["S001", "S002"]);
    assert_eq!(values(&preview, "hostname"), ["KEN-01", "KEN-02"]);
    let odd = undecided(&ledger("PC-02"));
    assert_eq!(values(&odd, "device_no")[1], "PC-02", "what has one line only may be either");
    assert_eq!(values(&odd, "device_no")[0], "PC-01、LIFEBOOK A");
}

#[test]
fn a_holiday_in_place_of_a_tape_is_no_record_however_its_weekday_is_written() {
    let file = sheet("R6.4", |sheet| {
        texts(sheet, 0, &["バックアップ作業記録（2024年4月）"]);
        texts(sheet, 1, &["日", "曜", "テープ", "開始", "終了", "結果", "担当"]);
        texts(sheet, 2, &["1", "月", "月-1", "18:00", "19:10", "正常", "山田"]);
        texts(sheet, 3, &["2", "火", "火-1", "18:00", "19:12", "正常", "山田"]);
        texts(sheet, 4, &["29", "月", "祝日"]);
        texts(sheet, 5, &["30", "火", "火-1", "18:00", "19:12", "正常", "山田"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_no"), ["月-1", "火-1", "火-1"]);
    assert!(said(&preview).contains(&"doubtful_note"));
}

#[test]
fn whether_somebody_passed_says_that_he_attended_and_is_asked() {
    let file = sheet("eラーニング", |sheet| {
        texts(sheet, 0, &["令和6年度 情報セキュリティ研修 受講結果"]);
        texts(sheet, 1, &["職員番号", "氏名", "所属", "修了日", "点数", "合否"]);
        texts(sheet, 2, &["101", "山田 太郎", "総務課", "R6.7.3", "90", "合格"]);
        texts(sheet, 3, &["103", "鈴木 一郎", "給付課", "", "", "未修了"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "attendance"), ["attended", "absent"]);
    assert!(super::hand::asked(&preview).iter().any(|(_, field, _)| field == "attendance"));
}
