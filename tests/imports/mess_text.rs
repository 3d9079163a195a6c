//! The messes of texts and files, numbered as the specification of the import numbers them.

use mamori_core::import::{Issue, Verdict};
use mamori_core::registers::register;
use mamori_core::vocab::RegisterId;
use mamori_core::vocab::read::RowReader;
use rust_xlsxwriter::Format;

use super::hand::{asked, csv, issues, medium, open, sheet, table, texts, undecided, values, verdict};

#[test]
fn mess_29_full_width_letters_and_every_hyphen_are_one_number() {
    for number in ["ＵＳＢ－００１", "USB‐001", "USB−001", "ＵＳＢー００１", "usb―001", "USB-001"]
    {
        let preview = undecided(&csv(&format!("管理番号,種別,保管場所\n{number},CD-R,金庫\n")));
        assert_eq!(
            (values(&preview, "media_no"), issues(&preview)),
            (vec!["USB-001".to_owned()], Vec::new()),
            "{number}"
        );
    }
}

#[test]
fn mess_30_blanks_at_the_ends_and_between_names_are_put_in_order() {
    let file = csv(
        "管理番号,種別,保管場所,管理者,メーカー\nUSB-1,ﾊﾟｿｺﾝ,　金庫\u{a0},山田　太郎,\u{200b}か\u{3099}\nUSB-2,CD-R,金庫,山田 太郎,x\nUSB-3,CD-R,金庫,山田太郎,x\n",
    );
    let preview = undecided(&file);
    assert_eq!(
        values(&preview, "owner"),
        ["山田 太郎", "山田 太郎", "山田太郎"],
        "where the file has no blank there is none"
    );
    assert_eq!(values(&preview, "location"), ["金庫"; 3]);
}

#[test]
fn mess_31_gaiji_are_kept_and_named_and_broken_characters_stop() {
    let file = csv(
        "管理番号,種別,保管場所,管理者\nUSB-1,CD-R,金庫,川\u{e3eb}　賢治\nUSB-2,CD-R,金庫,辻󠄀　香織\nUSB-3,CD-R,金庫,髙﨑　德\nUSB-4,CD-R,書\u{fffd},佐藤\n",
    );
    let preview = undecided(&file);
    assert_eq!(
        values(&preview, "owner"),
        ["川\u{e3eb} 賢治", "辻󠄀 香織", "髙﨑 德", "佐藤"],
        "no character is exchanged for another"
    );
    assert_eq!(issues(&preview), ["gaiji", "unreadable_char"]);
    assert!(table(&preview).rows[0].problems[0].text.contains("U+E3EB"));
}

#[test]
fn mess_32_circles_and_ticks_are_asked_about_once_for_the_column() {
    for mark in ["○", "〇", "◯", "●", "◎", "✓", "✔", "レ", "☑"] {
        let preview = medium("暗号化の有無", mark);
        assert_eq!(issues(&preview), ["mark_meaning"], "{mark}");
    }
    let file = csv("管理番号,種別,保管場所,個人情報の有無\nUSB-1,CD-R,金庫,×\nUSB-2,CD-R,金庫,×\n");
    let groups = undecided(&file).groups();
    assert_eq!(
        groups.iter().map(|group| (group.issue, group.count)).collect::<Vec<_>>(),
        [(Issue::MarkMeaning, 2)]
    );
}

#[test]
fn mess_33_several_media_in_a_cell_become_as_many_records() {
    let file = csv(
        "管理番号,種別,保管場所\nUSB-001〜USB-003,CD-R,金庫\n\"CD-1\nCD-5\",CD-R,金庫\n\"MO-01、02\",MO,金庫\nUSB-A〜B,CD-R,金庫\n",
    );
    let before = undecided(&file);
    assert_eq!(
        asked(&before).iter().map(|(row, _, issue)| (*row, *issue)).collect::<Vec<_>>(),
        [(2, "number_range"), (3, "number_range"), (4, "number_range"), (5, "many_in_cell")]
    );
    let one = |preview: &mamori_core::import::Preview| -> Vec<String> {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let of = register(RegisterId::PortableMedia);
        let drafts = table(preview).drafts().map(|draft| draft.content(&RowReader::of(of, today)).unwrap());
        drafts.map(|content| content.values["media_no"].to_text()).collect()
    };
    assert_eq!(one(&before), ["USB-001", "USB-002", "USB-003", "CD-1", "CD-5", "MO-01", "MO-02", "USB-A〜B"]);
    assert!(table(&before).adds_up());
    let kept = verdict(&file, "media_no", Issue::NumberRange, Verdict::KeepRaw);
    assert_eq!(one(&kept)[..2], ["USB-001〜USB-003", "CD-1、CD-5"]);
}

#[test]
fn mess_34_telephone_numbers_get_their_zero_back_on_being_asked() {
    let file = sheet("職員名簿", |sheet| {
        texts(sheet, 0, &["職員番号", "氏名", "所属", "電話"]);
        texts(sheet, 1, &["S1", "佐藤　一", "総務課"]);
        sheet.write(1, 3, 312_345_678).unwrap();
        texts(sheet, 2, &["S2", "鈴木　二", "総務課"]);
        sheet.write_with_format(2, 3, 312_345_678, &Format::new().set_num_format("0000000000")).unwrap();
    });
    let preview = undecided(&file);
    let found: Vec<(u32, &str)> = asked(&preview).iter().map(|(row, _, issue)| (*row, *issue)).collect();
    assert_eq!(found, [(2, "leading_zero"), (3, "display_differs")]);
    let texts: Vec<String> =
        table(&preview).rows.iter().map(|row| format!("{:?}{:?}", row.values, row.extra)).collect();
    assert!(texts.iter().all(|text| text.contains("0312345678")), "{texts:?}");
}

#[test]
fn mess_35_numbers_that_are_shown_otherwise_or_were_spoilt_are_asked_about() {
    let file = sheet("台帳", |sheet| {
        let shown = Format::new().set_num_format("\"USB-\"000");
        let day = Format::new().set_num_format("d-mmm");
        texts(sheet, 0, &["管理番号", "種別", "保管場所"]);
        for row in 1..=5 {
            texts(sheet, row, &["", "CD-R", "金庫"]);
        }
        sheet.write_with_format(1, 0, 1, &shown).unwrap();
        sheet.write_with_format(2, 0, 46024, &day).unwrap();
        sheet.write(3, 0, 1_234_567_890_123_456_f64).unwrap();
        sheet.write_with_format(4, 0, 5, &Format::new().set_num_format("[DBNum1]0")).unwrap();
        sheet.write_with_format(5, 0, "7", &Format::new().set_num_format("\"USB-\"@")).unwrap();
    });
    let preview = undecided(&file);
    let found: Vec<(u32, &str)> = asked(&preview).iter().map(|(row, _, issue)| (*row, *issue)).collect();
    assert_eq!(
        found,
        [
            (2, "display_differs"),
            (3, "date_in_id"),
            (4, "digits_lost"),
            (5, "display_unknown"),
            (6, "display_differs")
        ]
    );
    assert_eq!(values(&preview, "media_no"), ["USB-001", "-", "-", "5", "USB-7"]);
    assert_eq!(
        table(&preview).rows[0].problems[0].text,
        "台帳 シート 2行目『管理番号』: セルの値は“1”ですが、Excelでは“USB-001”と表示されています。“USB-001”としますか？"
    );
    let kept = verdict(&file, "media_no", Issue::DisplayDiffers, Verdict::KeepRaw);
    assert_eq!(values(&kept, "media_no")[0], "1");
}

#[test]
fn mess_36_units_and_words_around_numbers() {
    let count = |text: &str| {
        let file = csv(&format!(
            "申請日,氏名,持出物,管理番号,持出し先,持出日時,件数\nR6.4.1,佐藤,USB,USB-1,在宅,R6.4.2 9:00,\"{text}\"\n"
        ));
        let preview = undecided(&file);
        (values(&preview, "record_count").remove(0), issues(&preview))
    };
    for (text, number) in [("５件", "5"), ("3,000件", "3000"), ("▲1", "-1"), ("１２", "12")] {
        assert_eq!(count(text), (number.to_owned(), Vec::new()), "{text}");
    }
    assert_eq!(count("約10"), ("10".to_owned(), vec!["approximate"]));
    assert_eq!(count("多数"), ("-".to_owned(), vec!["not_a_number"]));
    assert_eq!(values(&medium("容量", "16GB"), "capacity"), ["16GB"]);
}

#[test]
fn mess_37_the_same_number_twice_is_asked_about_however_it_is_written() {
    let file = csv("管理番号,種別,保管場所\nUSB-1,CD-R,金庫\nＵＳＢ－１,CD-R,廃棄\n,CD-R,金庫\n");
    let preview = undecided(&file);
    assert_eq!(asked(&preview), [(3, "media_no".to_owned(), "duplicate_number")]);
    assert!(table(&preview).rows.iter().all(|row| row.row != 4 || !row.values.contains_key("media_no")));
}

#[test]
fn mess_38_history_written_into_a_cell_is_asked_about() {
    for text in ["佐藤→鈴木 R5.4.1", "→佐藤へ変更 R5.4.1", "同上（給付課）"] {
        assert_eq!(issues(&medium("管理者", text)), ["history_in_cell"], "{text}");
    }
    assert_eq!(issues(&medium("管理者", "佐藤\n鈴木")), ["many_in_cell"]);
}

#[test]
fn mess_39_names_with_seals_roles_and_former_names() {
    let owner = |text: &str| {
        let preview = medium("管理者", text);
        (values(&preview, "owner").remove(0), issues(&preview))
    };
    assert_eq!(owner("佐藤㊞"), ("佐藤".to_owned(), vec!["seal_removed"]));
    assert_eq!(owner("総務課　佐藤"), ("佐藤".to_owned(), vec!["role_in_name"]));
    assert_eq!(owner("佐藤（旧姓　田中）"), ("佐藤".to_owned(), vec!["role_in_name"]));
    assert_eq!(owner("服部　半蔵"), ("服部 半蔵".to_owned(), Vec::new()));
    assert_eq!(&table(&medium("管理者", "総務課　佐藤")).rows[0].raw["owner"], "総務課　佐藤");
}

#[test]
fn mess_40_columns_nobody_may_keep_are_left_out() {
    let file = csv(
        "管理番号,種別,保管場所,被保険者証記号番号,個人番号,生年月日,病名,自宅電話\nUSB-1,CD-R,金庫,123,123456789018,S38.1.14,x,03\n",
    );
    let preview = undecided(&file);
    let out: Vec<&str> = table(&preview)
        .columns
        .iter()
        .filter(|column| column.excluded)
        .map(|column| column.heading.as_str())
        .collect();
    assert_eq!(out, ["被保険者証記号番号", "個人番号", "生年月日", "病名", "自宅電話"]);
    assert!(!preview.to_json().to_string().contains("123456789018"));
}

#[test]
fn mess_41_text_files_of_business_systems() {
    let text = "管理番号,種別,保管場所,備考,,\r\n=\"001\",CD-R,\"耐火\r\n金庫\",x,,\r\n";
    let cp932 = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    for bytes in [cp932, [b"\xef\xbb\xbf", text.as_bytes()].concat(), text.replace(',', "\t").into_bytes()] {
        let preview = undecided(&open("媒体.txt", &bytes));
        assert_eq!(values(&preview, "media_no"), ["001"]);
        assert_eq!(values(&preview, "location"), ["耐火\r\n金庫"]);
        assert!(table(&preview).rows[0].extra.is_empty(), "trailing commas are no columns");
    }
}
