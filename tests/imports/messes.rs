//! The messes of real ledgers, one small file each: nothing lost, nothing decided silently.

use std::collections::{BTreeMap, BTreeSet};

use mamori_core::import::cells::{Book, Cell, Raw, Row, Sheet, SheetHead};
use mamori_core::import::{Issue, ReadFile, RowClass, Severity, TableDecisions, TablePreview, Verdict};
use mamori_core::vocab::RegisterId;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

use super::hand::{asked, classes, csv, decided, issues, open, sheet, table, texts, undecided};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in a sheet: nothing falls over, and every used row is counted once.
    #[test]
    fn any_grid_adds_up(
        grid in proptest::collection::vec(
            proptest::collection::vec(
                prop_oneof![
                    Just(String::new()),
                    proptest::sample::select(vec![
                        "管理番号", "種別", "保管場所", "管理者", "登録日", "備考", "No", "計", "〃", "㊞", "※注", "R6.4.1",
                        "4/1", "USB-1", "USB-1〜USB-3", "○", "×", "欠", "氏名", "職員番号", "同左", "【給付課】",
                    ]).prop_map(str::to_owned),
                    "\\PC{0,6}",
                ],
                0..8,
            ),
            0..14,
        ),
    ) {
        let preview = undecided(&grid_file(grid));
        for table in preview.tables() {
            prop_assert!(table.adds_up(), "{:?}", table.totals);
            let findings = table.rows.iter().flat_map(|row| &row.problems);
            prop_assert!(findings.into_iter().all(|finding| finding.text.contains("行目")));
        }
    }
}

/// Texts in every other row, every third of those hidden.
fn grid_file(grid: Vec<Vec<String>>) -> ReadFile {
    let cell = |(col, text): (usize, String)| Cell {
        col: col as u16,
        value: Raw::Text(text.into()),
        ..Cell::default()
    };
    let row = |(n, cells): (usize, Vec<String>)| Row {
        number: n as u32 * 2 + 1,
        hidden: n % 3 == 0,
        cells: cells.into_iter().enumerate().filter(|(_, text)| !text.is_empty()).map(cell).collect(),
    };
    let sheet = Sheet { head: SheetHead::default(), rows: grid.into_iter().enumerate().map(row).collect() };
    ReadFile {
        read_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 28).unwrap(),
        file: "台帳.csv".to_owned(),
        path: "台帳.csv".into(),
        sha256: String::new(),
        bytes: Vec::new().into(),
        book: Book { sheets: vec![sheet] },
    }
}

#[test]
fn dates_of_every_style_are_read_or_asked_about() {
    let cases = [
        ("令和６年４月１日", "2024-04-01", None),
        ("R6.4", "2024-04", None),
        ("20240401", "2024-04-01", None),
        ("45383", "2024-04-01", Some("serial")),
        ("H31.5.1", "2019-05-01", Some("era_out_of_range")),
        ("6.4.1", "", Some("era_omitted")),
        ("4/1", "", Some("missing_year")),
        ("令和6年度", "", Some("fiscal_year_only")),
        ("R6.4.1～R6.4.30", "2024-04-01", Some("period")),
        ("R6.2.30", "", Some("no_such_day")),
        ("2204/4/1", "", Some("year_out_of_range")),
        ("そのうち", "", Some("not_a_date")),
        ("未定", "", Some("unknown_word")),
    ];
    for (text, value, issue) in cases {
        let preview = undecided(&csv(&format!("管理番号,種別,登録日,保管場所\nUSB-1,CD-R,{text},金庫\n")));
        let row = &table(&preview).rows[0];
        assert_eq!(row.values.get("registered_on").unwrap_or_default(), value, "{text}");
        assert_eq!(issues(&preview), issue.into_iter().collect::<Vec<_>>(), "{text}");
        assert_eq!(row.raw.get("registered_on"), (text != value).then_some(text));
    }
}

#[test]
fn a_missing_year_comes_from_the_sheet_where_the_row_has_none() {
    let file = sheet("R6年度", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "登録日", "保管場所"]);
        texts(sheet, 1, &["USB-1", "CD-R", "4/1", "金庫"]);
        texts(sheet, 2, &["USB-2", "CD-R", "3月31日", "金庫"]);
    });
    let preview = undecided(&file);
    let dates: Vec<&str> = table(&preview).rows.iter().map(|row| &row.values["registered_on"]).collect();
    assert_eq!(dates, ["2024-04-01", "2025-03-31"]);
    assert_eq!(
        table(&preview).rows[0].problems[0].text,
        "R6年度 シート 2行目『登録日』: “4/1”は年がありません。2024-04-01 としますか？"
    );
}

#[test]
fn totals_notes_headings_and_repeated_headings_are_no_data() {
    let file = csv(
        "媒体管理台帳\n\n管理番号,種別,保管場所,管理者,備考\n【給付課】\nUSB-1,CD-R,金庫,佐藤,\n管理番号,種別,保管場所,管理者,備考\nUSB-2,CD-R,金庫,佐藤,\n,,,,\n合計,2\n※廃棄した媒体は別紙\n,,確認者,㊞\n",
    );
    let preview = undecided(&file);
    let table = table(&preview);
    let rows: Vec<u32> = table.rows.iter().map(|row| row.row).collect();
    assert_eq!(rows, [5, 7]);
    let expected = [
        (1, RowClass::Note),
        (2, RowClass::Blank),
        (3, RowClass::Header),
        (4, RowClass::Heading),
        (6, RowClass::Header),
        (8, RowClass::Blank),
        (9, RowClass::Total),
        (10, RowClass::Note),
        (11, RowClass::Note),
    ];
    assert_eq!(classes(table), expected);
    assert!(table.adds_up());
}

#[test]
fn stacked_and_neighbouring_tables_are_taken_apart() {
    let stacked = sheet("台帳", |sheet| {
        texts(sheet, 0, &["管理番号", "媒体種別", "保管場所", "管理者", "登録日"]);
        texts(sheet, 1, &["USB-1", "CD-R", "金庫", "佐藤", "R6.4.1"]);
        texts(sheet, 3, &["職員番号", "氏名", "フリガナ", "所属", "採用年月日"]);
        texts(sheet, 4, &["S001", "佐藤　一", "ｻﾄｳ ﾊｼﾞﾒ", "総務課", "H20.4.1"]);
    });
    let preview = undecided(&stacked);
    let found: Vec<(RegisterId, u32, usize)> =
        preview.tables().map(|table| (table.register, table.header_row, table.rows.len())).collect();
    assert_eq!(found, [(RegisterId::PortableMedia, 1, 1), (RegisterId::Staff, 4, 1)]);
    assert!(preview.tables().all(TablePreview::adds_up));

    let beside = sheet("USB", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "", "管理番号", "種別", "保管場所"]);
        texts(sheet, 1, &["USB-1", "CD-R", "金庫", "", "USB-3", "CD-R", "書庫"]);
        texts(sheet, 2, &["USB-2", "CD-R", "金庫"]);
    });
    let preview = undecided(&beside);
    let numbers: Vec<Vec<&str>> = preview
        .tables()
        .map(|table| table.rows.iter().map(|row| &row.values["media_no"]).collect())
        .collect();
    assert_eq!(numbers, [vec!["USB-1", "USB-2"], vec!["USB-3"]]);
    assert!(preview.tables().flat_map(|table| &table.rows).all(|row| row.extra.is_empty()));
}

#[test]
fn spoilt_cells_are_asked_about_and_kept() {
    let file = sheet("USB", |sheet| {
        let date = Format::new().set_num_format("yyyy/m/d");
        texts(sheet, 0, &["管理番号", "種別", "保管場所", "管理者", "登録日", "備考"]);
        texts(sheet, 1, &["", "CD-R", "金庫", "川\u{e3eb}　賢治", "R6.4.1"]);
        sheet.write_with_format(1, 0, 46024.0, &date).unwrap();
        texts(sheet, 2, &["USB-1〜USB-5", "石板", "金庫", "佐藤㊞", "R6.4.1"]);
        texts(sheet, 3, &["USB-6", "CD-R", "書\u{fffd}", "佐藤", "R6.4.1"]);
        texts(sheet, 4, &["USB-6", "CD-R", "書庫", "佐藤", "R6.4.1"]);
    });
    let preview = undecided(&file);
    let expected = [
        (2, "media_no", "date_in_id"),
        (3, "media_no", "number_range"),
        (3, "media_kind", "unknown_choice"),
        (3, "owner", "seal_removed"),
        (4, "location", "unreadable_char"),
        (5, "media_no", "duplicate_number"),
    ];
    assert_eq!(asked(&preview), expected.map(|(row, field, issue)| (row, field.to_owned(), issue)));
    let first = &table(&preview).rows[0];
    assert_eq!(&first.values["owner"], "川\u{e3eb} 賢治");
    assert!(
        first.problems.iter().any(|finding| finding.issue == Issue::Gaiji && finding.text.contains("U+E3EB"))
    );
}

#[test]
fn a_formula_without_its_result_is_no_blank_cell() {
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let head =
        [("A1", "管理番号"), ("B1", "種別"), ("C1", "保管場所")].map(|(at, name)| text(at, name)).concat();
    let rows = format!(
        r#"<row r="1">{head}</row><row r="2">{}<c r="C2"><f>D2</f></c></row><row r="3">{}<c r="C3" t="e"><f>D3</f><v>#REF!</v></c></row>"#,
        text("A2", "USB-1"),
        text("A3", "USB-2"),
    );
    let preview = undecided(&open("台帳.xlsx", &super::hostile::xlsx(&super::hostile::sheet(&rows))));
    let expected = [(2, "location", "formula_without_value"), (3, "location", "error_cell")];
    assert_eq!(asked(&preview), expected.map(|(row, field, issue)| (row, field.to_owned(), issue)));
}

#[test]
fn columns_that_must_not_be_kept_are_left_out() {
    let file = csv(
        "管理番号,種別,保管場所,個人番号,生年月日,個人番号の有無\nUSB-1,CD-R,金庫,123456789018,S38.1.14,無\n",
    );
    let preview = undecided(&file);
    let excluded: Vec<&str> = table(&preview)
        .columns
        .iter()
        .filter(|column| column.excluded)
        .map(|column| column.heading.as_str())
        .collect();
    assert_eq!(excluded, ["個人番号", "生年月日"]);
    let json = preview.to_json().to_string();
    assert!(!json.contains("123456789018") && !json.contains("S38.1.14"));
    assert_eq!(table(&preview).rows[0].extra["個人番号の有無"], "無");
}

#[test]
fn words_no_field_takes_stay_with_the_record() {
    let file = csv("管理番号,種別,保管場所,色\nUSB-1,LTO 第7世代,金庫,赤,欄外の字\n");
    let preview = undecided(&file);
    let row = &table(&preview).rows[0];
    assert_eq!(&row.values["media_kind"], "lto");
    let extra: Vec<(&str, &str)> =
        row.extra.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
    assert_eq!(extra, [("E列", "欄外の字"), ("種別（原文）", "LTO 第7世代"), ("色", "赤")]);
}

#[test]
fn one_decision_settles_a_group() {
    let file = csv(
        "管理番号,種別,保管場所,備考\nUSB-1,CD-R,〃,\nUSB-2,CD-R,金庫,\nUSB-3,CD-R,〃,\nUSB-4,石板,〃,\n",
    );
    assert_eq!((undecided(&file).open(Severity::Proposal), undecided(&file).open(Severity::Error)), (3, 1));
    let verdicts = [
        ("location", Issue::Ditto, Verdict::KeepRaw),
        ("location", Issue::DittoWithoutSource, Verdict::Accept),
        ("media_kind", Issue::UnknownChoice, Verdict::Blank),
    ];
    let mut table_decisions = TableDecisions::default();
    for (field, issue, verdict) in verdicts {
        table_decisions.groups.entry(field.to_owned()).or_default().insert(issue, verdict);
    }
    let preview = decided(&file, table_decisions);
    assert_eq!((preview.open(Severity::Proposal), preview.open(Severity::Error)), (0, 0));
    let places: Vec<&str> = table(&preview).rows.iter().map(|row| &row.values["location"]).collect();
    assert_eq!(places, ["〃", "金庫", "〃", "〃"]);
    let last = &table(&preview).rows[3];
    assert_eq!(
        (last.values.get("media_kind"), last.extra.get("種別").map(String::as_str)),
        (None, Some("石板"))
    );
}

#[test]
fn rows_columns_headings_and_ledger_can_be_chosen_by_hand() {
    let file = csv("管理番号,種別,保管場所,置き場\nUSB-1,CD-R,金庫,3段目\nUSB-2,CD-R,金庫,4段目\n,,参考,\n");
    let chosen = decided(
        &file,
        TableDecisions {
            register: Some(RegisterId::BackupMedia),
            columns: BTreeMap::from([(3, "location".to_owned()), (1, "-".to_owned())]),
            exclude_rows: BTreeSet::from([2]),
            include_rows: BTreeSet::from([4]),
            ..TableDecisions::default()
        },
    );
    let table_ = table(&chosen);
    assert_eq!(table_.register, RegisterId::BackupMedia);
    assert_eq!(table_.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(&table_.rows[0].values["location"], "4段目");
    assert_eq!(table_.rows[0].extra["保管場所"], "金庫");
    assert_eq!((table_.totals.data, table_.totals.excluded, table_.adds_up()), (2, 1, true));
    assert!(!table_.rows[0].values.contains_key("media_kind"));

    let moved = decided(&file, TableDecisions { header_row: Some(2), ..TableDecisions::default() });
    let unknown = table(&moved);
    assert!(unknown.unmapped && unknown.rows.is_empty(), "no ledger knows headings such as USB-1");
    assert_eq!((unknown.header_row, unknown.adds_up()), (2, true), "but the row can be chosen again");

    let without = decided(&file, TableDecisions { exclude: true, ..TableDecisions::default() });
    assert_eq!((table(&without).rows.len(), table(&without).totals.excluded), (0, 2));
}

#[test]
fn the_ledger_decides_what_a_heading_means() {
    let out =
        csv("申請日,氏名,持出物,管理番号,持出先,持出日,返却日\nR8.4.1,佐藤,USB,USB-1,在宅,R8.4.1,R8.4.2\n");
    let gone = open(
        "廃棄.csv",
        "管理番号,品名,製造番号,返却日,消去方法,作業者\nPC-1,ノートPC,SN1,R8.3.31,上書き消去,佐藤\n"
            .as_bytes(),
    );
    for (file, register, field) in
        [(out, RegisterId::CarryOuts, "returned_on"), (gone, RegisterId::Disposals, "disposed_on")]
    {
        let preview = undecided(&file);
        let column =
            table(&preview).columns.iter().find(|column| column.heading == "返却日").unwrap().clone();
        assert_eq!((table(&preview).register, column.field.as_deref()), (register, Some(field)));
    }
}

#[test]
fn sheets_without_a_table_are_still_listed() {
    let mut book = Workbook::new();
    let (empty, list) = ("Sheet1", "リスト");
    book.add_worksheet().set_name(empty).unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name(list).unwrap().set_hidden(true);
    texts(sheet, 0, &["有", "無"]);
    let preview = undecided(&open("台帳.xlsx", &book.save_to_buffer().unwrap()));
    let sheets: Vec<(Option<&str>, bool, u32)> = preview.files[0]
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_deref(), sheet.hidden, sheet.tables))
        .collect();
    assert_eq!(sheets, [(Some(empty), false, 0), (Some(list), true, 0)]);
}
