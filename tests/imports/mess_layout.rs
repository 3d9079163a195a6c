//! The messes of layout, numbered as the specification of the import numbers them.

use mamori_core::import::{Decisions, Issue, RowClass, TablePreview, Verdict, preview};
use mamori_core::vocab::RegisterId;
use rust_xlsxwriter::{Color, Format, Formula, Note, Shape};

use super::hand::{asked, book, classes, csv, issues, said, sheet, table, texts, undecided, values, verdict};

const HEAD: [&str; 5] = ["管理番号", "種別", "登録日", "保管場所", "備考"];

#[test]
fn mess_01_titles_above_the_headings_are_notes_and_say_the_year() {
    let file = sheet("Sheet1", |sheet| {
        texts(sheet, 0, &["電子媒体管理台帳（令和6年度）", "", "", "", "", "", "作成日 R6.4.1"]);
        texts(sheet, 1, &["○○国民健康保険組合　総務課"]);
        texts(sheet, 3, &HEAD);
        texts(sheet, 4, &["USB-1", "CD-R", "4/1", "金庫"]);
    });
    let preview = undecided(&file);
    assert_eq!(table(&preview).header_row, 4);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01"], "the year stands in the title");
    let expected = [(1, RowClass::Note), (2, RowClass::Note), (3, RowClass::Blank), (4, RowClass::Header)];
    assert_eq!(classes(table(&preview)), expected);
}

#[test]
fn mess_02_headings_of_two_rows_become_a_path() {
    let file = sheet("台帳", |sheet| {
        let format = Format::new();
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "", ""]);
        sheet.merge_range(0, 3, 0, 4, "廃棄", &format).unwrap();
        for col in 0..3 {
            sheet
                .merge_range(0, col, 1, col, ["管理番号", "種別", "保管場所"][usize::from(col)], &format)
                .unwrap();
        }
        texts(sheet, 1, &["", "", "", "廃棄日", "方法"]);
        texts(sheet, 2, &["USB-1", "CD-R", "金庫", "R6.4.1", "細断"]);
    });
    let preview = undecided(&file);
    let headings: Vec<&str> = table(&preview).columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, ["管理番号", "種別", "保管場所", "廃棄/廃棄日", "廃棄/方法"]);
    assert_eq!(values(&preview, "disposed_on"), ["2024-04-01"]);
}

#[test]
fn mess_03_headings_padded_with_blanks_and_line_feeds_are_known() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理\n番号", "　種　　別", "登録年月日（和暦）", "保 管 場 所", "備　考"]);
        texts(sheet, 1, &["USB-1", "CD-R", "R6.4.1", "金庫", "x"]);
    });
    let preview = undecided(&file);
    let fields: Vec<&str> =
        table(&preview).columns.iter().filter_map(|column| column.field.as_deref()).collect();
    assert_eq!(fields, ["media_no", "media_kind", "registered_on", "location", "remarks"]);
}

#[test]
fn mess_04_values_merged_over_records_are_filled_down_and_said() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "登録日", "保管場所", "置き場の色"]);
        for (row, number) in (1..).zip(["USB-1", "USB-2", "USB-3"]) {
            texts(sheet, row, &[number]);
        }
        sheet.merge_range(1, 1, 3, 1, "USBメモリ", &Format::new()).unwrap();
        sheet.merge_range(1, 4, 3, 4, "赤", &Format::new()).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_kind"), ["usb_memory"; 3]);
    assert!(table(&preview).rows.iter().all(|row| row.extra["置き場の色"] == "赤"));
    assert_eq!(issues(&preview), ["merged_fill"; 4]);
    assert!(asked(&preview).is_empty());
}

#[test]
fn mess_05_blanks_below_a_value_are_filled_only_where_the_user_says_so() {
    let file = csv(
        "管理番号,種別,登録日,保管場所\nUSB-1,USBメモリ,,金庫\nUSB-2,,,書庫\nUSB-3,,,棚\nCD-1,CD-R,,書庫\n",
    );
    let before = undecided(&file);
    assert_eq!(values(&before, "media_kind"), ["usb_memory", "-", "-", "cd_r"]);
    assert_eq!(
        asked(&before).iter().map(|(row, _, issue)| (*row, *issue)).collect::<Vec<_>>(),
        [(3, "blank_above"), (4, "blank_above")]
    );
    let filled = verdict(&file, "media_kind", Issue::BlankAbove, Verdict::Accept);
    assert_eq!(values(&filled, "media_kind"), ["usb_memory", "usb_memory", "usb_memory", "cd_r"]);
    let all = preview(&[file], &Decisions { accept_all: true, ..Decisions::default() });
    assert_eq!(
        values(&all, "media_kind"),
        ["usb_memory", "-", "-", "cd_r"],
        "never by accepting everything at once"
    );
}

#[test]
fn mess_06_dittos_are_resolved_with_a_click_and_their_marks_kept() {
    let file = csv(
        "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\nUSB-2,〃,″,同上\nUSB-3,仝,々,\"\"\"\"\"\"\n",
    );
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_kind"), ["cd_r"; 3]);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01"; 3]);
    assert_eq!(values(&preview, "location"), ["金庫"; 3]);
    assert_eq!(issues(&preview), ["ditto"; 6]);
    assert_eq!(&table(&preview).rows[1].raw["location"], "同上");
    let kept = verdict(&file, "location", Issue::Ditto, Verdict::KeepRaw);
    assert_eq!(values(&kept, "location"), ["金庫", "同上", "\"\""]);
}

#[test]
fn mess_07_section_headings_become_the_department_and_totals_and_notes_no_records() {
    let file = csv(
        "管理番号,種別,登録日,保管場所,管理部署\n【給付課】,,,,\nUSB-1,CD-R,R6.4.1,金庫,\n■総務課,,,,\nUSB-2,CD-R,R6.4.1,金庫,業務課\nUSB-3,CD-R,R6.4.1,金庫,\n小計,,,2,\n合計,3,,,\n以下余白,,,,\n※廃棄は別紙,,,,\n",
    );
    let preview = undecided(&file);
    assert_eq!(values(&preview, "owner_dept"), ["給付課", "業務課", "総務課"]);
    assert_eq!(
        asked(&preview).iter().map(|(row, _, issue)| (*row, *issue)).collect::<Vec<_>>(),
        [(3, "section_heading"), (6, "section_heading")]
    );
    let totals = table(&preview).totals;
    assert_eq!((totals.rows, totals.data, totals.heading, totals.total, totals.note), (10, 3, 2, 2, 2));
    assert!(table(&preview).adds_up());
    let left = verdict(&file, "owner_dept", Issue::SectionHeading, Verdict::Blank);
    assert_eq!(values(&left, "owner_dept"), ["-", "業務課", "-"]);
    assert_eq!(table(&left).rows[0].extra["小見出し"], "給付課", "nothing is lost");
}

#[test]
fn mess_08_headings_repeated_on_each_page_are_dropped_and_counted() {
    let file = csv(
        "管理番号,種別,保管場所\nUSB-1,CD-R,金庫\n管理番号,種別,保管場所\nUSB-2,CD-R,金庫\n管 理 番 号,種別,保管場所\nUSB-3,CD-R,金庫\n",
    );
    let preview = undecided(&file);
    let totals = table(&preview).totals;
    assert_eq!((totals.rows, totals.data, totals.header), (6, 3, 3));
}

#[test]
fn mess_09_tables_side_by_side_or_stacked_are_taken_apart() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "媒体種別", "保管場所", "", "職員番号", "氏名", "所属"]);
        texts(sheet, 1, &["USB-1", "CD-R", "金庫", "", "S001", "佐藤　一", "総務課"]);
        texts(sheet, 2, &["USB-2", "CD-R", "金庫"]);
        texts(sheet, 5, &["機器番号", "機器種別", "ホスト名", "設置場所"]);
        texts(sheet, 6, &["PC-1", "ノートPC", "PC01", "総務課"]);
    });
    let preview = undecided(&file);
    let found: Vec<(RegisterId, usize)> =
        preview.tables().map(|table| (table.register, table.rows.len())).collect();
    assert_eq!(found, [(RegisterId::PortableMedia, 2), (RegisterId::Staff, 1), (RegisterId::Devices, 1)]);
    assert!(preview.tables().all(TablePreview::adds_up));
    assert!(
        preview.tables().flat_map(|table| &table.rows).all(|row| row.extra.is_empty()),
        "none has the other's cells"
    );
}

#[test]
fn mess_10_a_card_for_each_record() {
    let card = |number: &'static str, place: &'static str| {
        move |sheet: &mut rust_xlsxwriter::Worksheet| {
            texts(sheet, 0, &["可搬型記録媒体　管理カード"]);
            texts(sheet, 2, &["管理番号", number, "種別", "USBメモリ"]);
            texts(sheet, 3, &["登録日", "R6.4.1", "製造番号：", "SN-1"]);
            texts(sheet, 4, &["保管場所"]);
            texts(sheet, 5, &[place]);
            texts(sheet, 7, &["管理者", "佐藤㊞", "", "次回点検は9月"]);
        }
    };
    let (one, two) = (card("USB-001", "金庫"), card("USB-002", "書庫"));
    let file = book(&[("USB-001", &one), ("USB-002", &two)]);
    let preview = undecided(&file);
    assert_eq!(preview.tables().count(), 2);
    assert_eq!(values(&preview, "media_no"), ["USB-001", "USB-002"]);
    assert_eq!(values(&preview, "media_kind"), ["usb_memory"; 2]);
    assert_eq!(values(&preview, "serial"), ["SN-1"; 2]);
    assert_eq!(values(&preview, "location"), ["金庫", "書庫"], "a value may stand below its label");
    let first = table(&preview);
    assert_eq!(first.rows[0].extra["D8"], "次回点検は9月", "what belongs to no label is kept");
    assert_eq!((first.totals.data, first.totals.continued, first.adds_up()), (1, 4, true));
    let seal = first.rows[0].problems.iter().find(|finding| finding.issue == Issue::SealRemoved).unwrap();
    assert!(seal.text.starts_with("USB-001 シート 8行目『管理者』"), "{}", seal.text);
}

#[test]
fn mess_11_one_sheet_a_year_with_samples_and_empty_sheets_between() {
    let year = |day: &'static str| {
        move |sheet: &mut rust_xlsxwriter::Worksheet| {
            texts(sheet, 0, &HEAD);
            texts(sheet, 1, &["USB-1", "CD-R", day, "金庫"]);
        }
    };
    let (first, second) = (year("4/1"), year("3/31"));
    let file = book(&[("R5年度", &first), ("R6年度", &second), ("記入例", &first), ("Sheet2", &|_| {})]);
    let undecided = undecided(&file);
    assert_eq!(values(&undecided, "registered_on")[..2], ["2023-04-01", "2025-03-31"]);
    let sheets: Vec<(Option<&str>, u32)> =
        undecided.files[0].sheets.iter().map(|sheet| (sheet.name.as_deref(), sheet.tables)).collect();
    assert_eq!(sheets, [(Some("R5年度"), 1), (Some("R6年度"), 1), (Some("記入例"), 1), (Some("Sheet2"), 0)]);
    let sample = undecided.tables().nth(2).unwrap();
    assert_eq!(sample.problems[0].issue, Issue::SampleSheet);
    assert!(!sample.excluded, "left out only when the user says so");
    let all = preview(&[file], &Decisions { accept_all: true, ..Decisions::default() });
    assert_eq!(all.tables().map(|table| table.excluded).collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn mess_12_hidden_rows_columns_and_sheets_come_in_with_a_tag() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["USB-1", "CD-R", "R6.4.1", "金庫", "x"]);
        texts(sheet, 2, &["USB-2", "CD-R", "R6.4.1", "金庫", "y"]);
        sheet.set_row_hidden(2).unwrap();
        sheet.set_column_hidden(4).unwrap();
        sheet.autofilter(0, 0, 2, 4).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(table(&preview).rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true]);
    assert_eq!(said(&preview), ["hidden_column"]);
    assert_eq!(preview.files[0].sheets[0].hidden_rows, 1);
    assert_eq!(issues(&preview), ["hidden"]);
}

#[test]
fn mess_13_struck_and_coloured_cells_are_given_out_for_the_user_to_say_what_they_mean() {
    let file = sheet("台帳", |sheet| {
        let struck = Format::new().set_font_strikethrough();
        let grey = Format::new().set_background_color(Color::RGB(0xc0_c0c0));
        let red = Format::new().set_font_color(Color::Red);
        texts(sheet, 0, &HEAD);
        for (row, format) in (1..).zip([&struck, &grey, &red]) {
            sheet.write_with_format(row, 0, format!("USB-{row}"), format).unwrap();
            sheet.write_with_format(row, 1, "CD-R", format).unwrap();
        }
        let runs = [(&struck, "USB-004"), (&Format::new(), "（廃棄）")];
        sheet.write_rich_string(4, 0, &runs).unwrap();
        texts(sheet, 4, &["", "CD-R"]);
    });
    let preview = undecided(&file);
    assert_eq!(
        table(&preview).rows.iter().map(|row| row.struck).collect::<Vec<_>>(),
        [true, false, false, false]
    );
    assert_eq!(issues(&preview), ["struck", "partly_struck", "words_in_number"]);
    let marks: Vec<(&str, u32)> =
        table(&preview).marks.iter().map(|group| (group.key.as_str(), group.rows)).collect();
    assert_eq!(marks, [("struck", 1), ("fill:C0C0C0", 1), ("ink:FF0000", 1)]);
}

#[test]
fn mess_14_comments_stay_with_the_record_and_name_their_author() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["USB-1", "CD-R", "R6.4.1", "金庫"]);
        sheet.insert_note(1, 3, &Note::new("本体はロッカーB").set_author("佐藤")).unwrap();
    });
    let preview = undecided(&file);
    let comment = table(&preview).rows[0].comment.clone().unwrap();
    assert!(comment.contains("佐藤") && comment.contains("本体はロッカーB"), "{comment}");
    assert_eq!(issues(&preview), ["comment"]);
}

#[test]
fn mess_15_shapes_are_counted_and_said_not_to_come_in() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["USB-1", "CD-R", "R6.4.1", "金庫"]);
        sheet.insert_shape(3, 1, &Shape::textbox().set_text("印")).unwrap();
        sheet.insert_shape(4, 1, &Shape::textbox().set_text("佐藤")).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(preview.files[0].sheets[0].drawings, 2);
    assert_eq!(
        table(&preview).problems[0].text,
        "台帳 シート: 図形や画像が2個あります。これらは取り込みません。"
    );
}

#[test]
fn mess_16_graph_paper_of_narrow_merged_columns() {
    let file = sheet("台帳", |sheet| {
        let merged = |sheet: &mut rust_xlsxwriter::Worksheet, row: u32, cells: &[(u16, u16, &str)]| {
            for (from, to, text) in cells {
                sheet.merge_range(row, *from, row, *to, text, &Format::new()).unwrap();
            }
        };
        merged(sheet, 0, &[(0, 4, "管理番号"), (5, 9, "種別"), (10, 14, "登録日"), (15, 20, "保管場所")]);
        merged(sheet, 1, &[(0, 4, "USB-1"), (5, 9, "CD-R"), (10, 14, "R6.4.1"), (15, 20, "金庫")]);
        // Another hand began its cells elsewhere under the same headings.
        merged(sheet, 2, &[(1, 3, "USB-2"), (6, 9, "CD-R"), (11, 14, "R6.5.1"), (16, 20, "書庫")]);
    });
    let preview = undecided(&file);
    assert_eq!(preview.tables().count(), 1);
    assert_eq!(values(&preview, "media_no"), ["USB-1", "USB-2"]);
    assert_eq!(values(&preview, "location"), ["金庫", "書庫"]);
    assert!(table(&preview).rows.iter().all(|row| row.extra.is_empty()));
}

#[test]
fn mess_17_formulas_bring_their_value_and_errors_are_problems() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["USB-1", "CD-R"]);
        sheet.write_formula(1, 2, Formula::new("=TODAY()").set_result("45383")).unwrap();
        sheet.write_formula(1, 3, Formula::new("=[1]棚!A1").set_result("金庫")).unwrap();
        sheet.write_formula(1, 4, Formula::new("=#REF!").set_result("#REF!")).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "location"), ["金庫"]);
    assert_eq!(said(&preview), ["external_links"]);
    assert_eq!(preview.files[0].sheets[0].formulas, 3);
    let found = asked(&preview);
    assert!(
        found.iter().any(|(_, field, issue)| (field.as_str(), *issue) == ("remarks", "error_cell")),
        "{found:?}"
    );
}

#[test]
fn mess_18_the_same_file_under_another_name_has_the_same_hash() {
    let text = "管理番号,種別,保管場所\nUSB-1,CD-R,金庫\n".as_bytes();
    let (one, copy) = (super::hand::open("台帳.csv", text), super::hand::open("台帳(最新)(2).csv", text));
    assert_eq!(one.sha256, copy.sha256);
}

#[test]
fn a_numbered_row_without_a_person_is_no_repeat_of_the_one_above() {
    let rows = |depts: [&str; 5]| {
        let people = ["佐藤 一", "", "鈴木 花子", "", "高橋 次郎"];
        let row = |(n, (dept, person)): (usize, (&str, &str))| format!("USB-{n},CD-R,金庫,{dept},{person}\n");
        let rows: String = depts.into_iter().zip(people).enumerate().map(row).collect();
        undecided(&csv(&format!("管理番号,種別,保管場所,管理部署,管理者\n{rows}")))
    };
    let plain = rows(["総務課", "総務課", "給付課", "給付課", "給付課"]);
    assert_eq!(asked(&plain), []);
    assert_eq!(values(&plain, "owner")[1], "-", "nobody is named");
    // Where the department is written once for several rows, so may be the person.
    let once = rows(["総務課", "", "給付課", "", "保健課"]);
    let of_people = asked(&once).into_iter().filter(|(_, field, _)| field == "owner").count();
    assert_eq!(of_people, 2);
}
