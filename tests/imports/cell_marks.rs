//! Lines, colours and comments on single cells, and text files that are not written as they should be.

use mamori_core::import::{
    Cancel, Decisions, ReadFile, ReadOptions, ReaderProcess, Severity, TextEncoding, Verdict, preview,
};
use mamori_core::vocab::read::RowReader;
use rust_xlsxwriter::{Color, Format, Note, Worksheet};

use super::hand::{asked, book, csv, issues, open, said, sheet, table, texts, undecided, values, verdict};
use super::traps::patched;
use mamori_core::import::Issue;

const HEAD: [&str; 4] = ["管理番号", "種別", "保管場所", "備考"];

#[test]
fn a_line_through_one_cell_is_told_and_kept() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["USB-1", "CD-R", "", "a"]);
        texts(sheet, 2, &["USB-2", "CD-R", "書庫", "a"]);
        sheet.write_with_format(1, 2, "金庫", &Format::new().set_font_strikethrough()).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(issues(&preview), ["struck_cell"]);
    let row = &table(&preview).rows[0];
    assert_eq!((row.problems[0].field.as_str(), &row.values["location"]), ("location", "金庫"));
    assert_eq!((row.extra["取消線のある欄"].as_str(), row.struck), ("保管場所", false));
}

#[test]
fn colours_of_single_cells_are_counted_for_the_table() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &HEAD);
        for row in 1..=6 {
            texts(sheet, row, &[&format!("USB-{row}"), "CD-R", "金庫", "a"]);
        }
        let yellow = Format::new().set_background_color(Color::RGB(0xFF_FF00));
        sheet.write_with_format(2, 2, "書庫", &yellow).unwrap();
        sheet.write_with_format(4, 3, "要確認", &yellow).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(said(&preview), ["marked_cells"]);
    let text = &table(&preview).problems[0].text;
    assert!(text.contains("#FFFF00 のセルが2個あります（3、5行目）"), "{text}");
    assert!(table(&preview).marks.is_empty(), "no row is marked as a whole");
}

fn note(sheet: &mut Worksheet, at: (u32, u16), text: &str) {
    sheet.insert_note(at.0, at.1, &Note::new(text).set_author("佐藤").add_author_prefix(false)).unwrap();
}

#[test]
fn a_comment_goes_with_its_cell_and_none_is_lost() {
    let file = sheet("USB", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "", "管理番号", "種別", "保管場所"]);
        texts(sheet, 1, &["USB-001", "CD-R", "金庫", "", "USB-101", "CD-R", "書庫"]);
        texts(sheet, 2, &["USB-002", "CD-R", "金庫", "", "USB-102", "CD-R", "書庫"]);
        texts(sheet, 3, &["合計", "2"]);
        note(sheet, (1, 0), "本体はロッカーB");
        note(sheet, (2, 6), "鍵は課長");
        note(sheet, (0, 4), "台帳の見方");
        note(sheet, (3, 0), "9月に数えた 123456789018");
        note(sheet, (20, 30), "枠外の覚え");
    });
    let preview = undecided(&file);
    let comments: Vec<Option<&str>> =
        preview.tables().flat_map(|table| &table.rows).map(|row| row.comment.as_deref()).collect();
    assert_eq!(comments, [Some("佐藤：本体はロッカーB"), None, None, Some("佐藤：鍵は課長")]);
    let beside: Vec<Vec<&str>> = preview
        .tables()
        .map(|table| table.problems.iter().map(|finding| finding.text.as_str()).collect())
        .collect();
    assert_eq!(
        beside,
        [
            vec!["USB シート 4行目: コメントがあります：佐藤：9月に数えた 〔12桁の番号〕"],
            vec![
                "USB シート 1行目: コメントがあります：佐藤：台帳の見方",
                "USB シート 21行目: コメントがあります：佐藤：枠外の覚え"
            ],
        ]
    );
}

#[test]
fn a_column_named_for_a_mark_keeps_its_own_words() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "備考", "コメント", "取消線", "塗りつぶし"]);
        let grey = Format::new().set_font_strikethrough().set_background_color(Color::RGB(0xC0_C0C0));
        for (col, text) in (0..).zip(["USB-1", "CD-R", "金庫", "a", "点検済", "3/1に引いた", "灰"])
        {
            sheet.write_with_format(1, col, text, &grey).unwrap();
        }
        note(sheet, (1, 0), "本体はロッカーB");
    });
    let preview = undecided(&file);
    let draft = table(&preview).drafts().next().unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let of = mamori_core::registers::register(table(&preview).register);
    let extra = draft.content(&RowReader::of(of, today)).unwrap().extra;
    assert_eq!(extra["コメント"], "点検済\n佐藤：本体はロッカーB");
    assert_eq!(extra["取消線"], "3/1に引いた\nあり");
    assert_eq!(extra["塗りつぶし"], "灰\n#C0C0C0");
}

#[test]
fn quotation_marks_inside_cells_are_named_by_their_lines() {
    for (text, lines) in [
        ("管理番号,種別,保管場所\nUSB-1,CD-R,\"金庫 \"左\" 棚\"\nUSB-2,CD-R,金庫\n", "2行目で"),
        ("管理番号,種別,保管場所\nUSB-1,CD-R,\"金庫\nUSB-2,CD-R,書庫\nUSB-3,\"USBメモリ\",金庫\n", "4行目で"),
    ] {
        let file = csv(text);
        let preview = undecided(&file);
        assert_eq!(said(&preview), ["stray_quote"], "{text}");
        assert!(table(&preview).problems[0].text.contains(lines), "{}", table(&preview).problems[0].text);
        assert_eq!(preview.open(Severity::Error), 1);
        assert_eq!(verdict(&file, "", Issue::StrayQuote, Verdict::KeepRaw).open(Severity::Error), 0);
    }
    assert!(said(&undecided(&csv("管理番号,種別,保管場所\nUSB-1,CD-R,\"金庫 \"\"左\"\" 棚\"\n"))).is_empty());
}

const CSV: &str = "管理番号,種別,保管場所\nUSB-1,CD-R,金庫\n";

#[test]
fn texts_of_old_mails_and_of_utf16_without_a_mark_are_read() {
    let jis = b"\x1b$B4IM}HV9f\x1b(B,\x1b$B<oJL\x1b(B,\x1b$BJ]4I>l=j\x1b(B\nUSB-1,CD-R,\x1b$B6b8K\x1b(B\n";
    let preview = undecided(&open("媒体.csv", jis));
    assert_eq!(
        (values(&preview, "location"), said(&preview)),
        (vec!["金庫".to_owned()], vec!["encoding_guess"])
    );
    for bytes in [
        CSV.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        CSV.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ] {
        assert_eq!(values(&undecided(&open("媒体.csv", &bytes)), "location"), ["金庫"]);
    }
}

#[test]
fn a_control_character_is_named_where_it_stands() {
    let text = "管理番号,種別,保管場所\nUSB-1,CD-R,金\u{1}庫\nUSB-2,CD-R,書\u{1b}庫\n";
    let preview = undecided(&csv(text));
    let found = asked(&preview);
    assert_eq!(found, [2, 3].map(|row| (row, "location".to_owned(), "unreadable_char")));
    assert!(table(&preview).rows[0].problems[0].text.contains("U+0001"));
}

#[test]
fn who_says_how_a_text_is_written_is_believed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("媒体.csv");
    std::fs::write(&path, b"\x07\x07\x07\x07\x07,a\n").unwrap();
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    let read = |encoding| {
        let options = ReadOptions { password: None, encoding };
        ReadFile::open_with(
            (&path, &options),
            crate::support::today(),
            &reader,
            &Cancel::default(),
            &mut |_| {},
        )
    };
    let refused = read(None).unwrap_err();
    assert!(
        refused.message_ja().contains("文字コードを「UTF-8」にして保存し直して"),
        "{}",
        refused.message_ja()
    );
    assert!(read(Some(TextEncoding::Cp932)).is_ok());
}

#[test]
fn messages_say_what_the_window_shows() {
    let file = book(&[("台帳", &|sheet: &mut Worksheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["USB-1", "", "金庫", "a"]);
        texts(sheet, 2, &["USB-2", "", "金庫", "a"]);
        sheet.merge_range(1, 1, 2, 1, "USBメモリ", &Format::new()).unwrap();
        texts(sheet, 3, &["USB-3", "CD-R", "金庫", "a"]);
        sheet.write_string(3, 4, "控え").unwrap();
        sheet.set_column_hidden(4).unwrap();
    })]);
    let preview = undecided(&file);
    let merged = &table(&preview).rows[1].problems[0];
    assert_eq!(
        (merged.issue, merged.text.contains("“USBメモリ”")),
        (Issue::MergedFill, true),
        "{}",
        merged.text
    );
    assert!(table(&preview).problems.iter().any(|finding| finding.text.contains("非表示の列「E列」")));

    let blank = csv("管理番号,種別,保管場所\nUSB-1,CD-R,金庫\nUSB-2,,金庫\nUSB-3,,金庫\nUSB-4,MO,金庫\n");
    let text = undecided(&blank).groups()[0].example.clone();
    assert!(text.contains("「認める」") && text.contains("「空欄にする」"), "{text}");
}

#[test]
fn a_serial_with_its_hour_is_a_serial() {
    let out = csv("申請日,氏名,持出物,管理番号,持出し先,持出日時\nR6.4.1,佐藤,USB,USB-1,在宅,45384.375\n");
    let preview = undecided(&out);
    assert_eq!(
        (values(&preview, "out_at"), issues(&preview)),
        (vec!["2024-04-02T09:00".to_owned()], vec!["serial"])
    );
}

#[test]
fn a_dry_run_as_json_leaves_nothing_out() {
    let file = csv("媒体管理台帳,,,\n管理番号,種別,保管場所,棚番\nUSB-1,CD-R,金庫,3\n※廃棄は別紙,,,\n");
    let unknown = open("覚え.csv", "いろは,にほへ\n1,2\n".as_bytes());
    let json = preview(&[file, unknown], &Decisions::default()).to_json();
    let found = &json["files"][0]["tables"][0];
    assert_eq!(found["rows"][0]["extra"]["棚番"], "3");
    assert_eq!(found["columns"][3]["heading"], "棚番");
    assert_eq!(found["columns"][1]["field"], "media_kind");
    let not_data = found["not_data"].to_string();
    assert!(not_data.contains("※廃棄は別紙") && not_data.contains("媒体管理台帳"), "{not_data}");
    assert_eq!(json["files"][1]["unmapped"][0]["rows"], 2);
}

#[test]
fn comments_whose_relations_are_broken_are_said_to_be_unread() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    texts(sheet, 0, &HEAD);
    texts(sheet, 1, &["USB-1", "CD-R", "金庫", "a"]);
    note(sheet, (1, 0), "本体はロッカーB");
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(said(&undecided(&open("台帳.xlsx", &bytes))), Vec::<&str>::new());
    let broken = patched(&bytes, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", "</Relation");
    assert_eq!(said(&undecided(&open("台帳.xlsx", &broken))), ["marks_unread"]);
}

#[test]
fn what_cannot_be_read_above_a_table_is_kept_with_its_record() {
    let file = open(
        "研修出席者名簿.csv",
        "研修名,情報セキュリティ研修\n日時,そのうち\n\n職員番号,氏名,所属,出欠\nS1,佐藤 一,総務課,出席\nS2,鈴木 二,総務課,出席\n"
            .as_bytes(),
    );
    let decided = verdict(&file, "held_on", Issue::NotADate, Verdict::Blank);
    let draft = table(&decided).drafts().next().unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let of = mamori_core::registers::register(table(&decided).register);
    let extra = draft.content(&RowReader::of(of, today)).unwrap().extra;
    assert!(extra.values().any(|text| text == "そのうち"), "{extra:?}");
}
