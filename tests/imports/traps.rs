//! Traps of workbooks and of the libraries that read them: each is met before it can spoil a record.

use mamori_core::import::RowClass;
use mamori_core::import::cells::Raw;
use mamori_core::vocab::RegisterId;
use rust_xlsxwriter::{Format, Formula, Workbook};

use super::hand::{asked, csv, issues, open, said, sheet, table, texts, undecided, values};
use super::hostile::{self, xlsx};

const HEAD: [&str; 4] = ["管理番号", "種別", "登録日", "保管場所"];

fn cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
}

fn head() -> String {
    let cells = ["A1", "B1", "C1", "D1"].iter().zip(HEAD).map(|(at, text)| cell(at, text));
    format!("<row r=\"1\">{}</row>", cells.collect::<String>())
}

#[test]
fn a_lone_cell_far_away_neither_costs_memory_nor_makes_a_column() {
    let rows = format!(
        "{}<row r=\"2\">{}{}</row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
        head(),
        cell("A2", "USB-1"),
        cell("B2", "CD-R"),
    );
    let file = open("台帳.xlsx", &xlsx(&hostile::sheet(&rows)));
    let preview = undecided(&file);
    let table = table(&preview);
    assert_eq!((table.rows.len(), table.columns.len()), (1, 4));
    assert!(table.adds_up());
    assert_eq!(table.totals.rows, 3, "rows between that the file does not hold are not counted");
    assert!(table.not_data.iter().any(|row| row.row == 1_048_576 && row.class == RowClass::Note));
}

#[test]
fn values_under_merges_are_shown_and_asked_about() {
    let rows = format!(
        "{}<row r=\"2\">{}{}{}</row><row r=\"3\">{}{}{}</row>",
        head(),
        cell("A2", "USB-1"),
        cell("B2", "CD-R"),
        cell("D2", "金庫"),
        cell("A3", "USB-2"),
        cell("B3", "CD-R"),
        cell("D3", "書庫"),
    );
    let body = String::from_utf8(hostile::sheet(&rows)).unwrap();
    let body =
        body.replace("</worksheet>", "<mergeCells><mergeCell ref=\"D2:D3\"/></mergeCells></worksheet>");
    let preview = undecided(&open("台帳.xlsx", &xlsx(body.as_bytes())));
    assert_eq!(values(&preview, "location"), ["金庫", "書庫"]);
    assert_eq!(asked(&preview), [(3, "location".to_owned(), "under_merge")]);
}

#[test]
fn results_that_change_with_the_day_are_asked_about() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["USB-1", "CD-R", "R6.4.1"]);
        sheet.write_formula(1, 3, Formula::new("=IF(TODAY()>0,\"金庫\",\"\")").set_result("金庫")).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(asked(&preview), [(2, "location".to_owned(), "stale_formula")]);
    assert_eq!(values(&preview, "location"), ["金庫"]);
}

#[test]
fn a_formula_without_result_and_one_with_an_error_are_no_blanks() {
    let rows = format!(
        "{}<row r=\"2\">{}<c r=\"D2\"><f>E2</f></c></row><row r=\"3\">{}<c r=\"D3\" t=\"e\"><f>E3</f><v>#REF!</v></c></row>",
        head(),
        cell("A2", "USB-1"),
        cell("A3", "USB-2"),
    );
    let preview = undecided(&open("台帳.xlsx", &xlsx(&hostile::sheet(&rows))));
    assert_eq!(issues(&preview), ["formula_without_value", "error_cell"]);
}

#[test]
fn furigana_is_not_glued_to_the_name() {
    let phonetic = r#"<c r="A2" t="inlineStr"><is><t>USB-1</t></is></c><c r="D2" t="inlineStr"><is><t>金庫</t><rPh sb="0" eb="2"><t>キンコ</t></rPh></is></c>"#;
    let rows = format!("{}<row r=\"2\">{phonetic}</row>", head());
    let preview = undecided(&open("台帳.xlsx", &xlsx(&hostile::sheet(&rows))));
    assert_eq!(values(&preview, "location"), ["金庫"]);
}

#[test]
fn dates_of_1904_and_of_strict_files_are_the_days_they_are() {
    let file = sheet("台帳", |sheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, &["USB-1", "CD-R"]);
        sheet.write_with_format(1, 2, 45383, &Format::new().set_num_format("yyyy/m/d")).unwrap();
    });
    assert_eq!(values(&undecided(&file), "registered_on"), ["2024-04-01"]);
    let strict = format!(
        "{}<row r=\"2\">{}<c r=\"C2\" t=\"d\"><v>2024-04-01T00:00:00</v></c></row>",
        head(),
        cell("A2", "USB-1")
    );
    let file = open("台帳.xlsx", &xlsx(&hostile::sheet(&strict)));
    assert!(matches!(file.book.sheets[0].rows[1].cells[1].value, Raw::DateTime(_)));
    assert_eq!(values(&undecided(&file), "registered_on"), ["2024-04-01"]);
}

#[test]
fn very_hidden_sheets_are_read_and_tagged() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("表紙").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("台帳").unwrap().set_very_hidden(true);
    texts(sheet, 0, &HEAD);
    texts(sheet, 1, &["USB-1", "CD-R", "R6.4.1", "金庫"]);
    let preview = undecided(&open("台帳.xlsx", &book.save_to_buffer().unwrap()));
    assert_eq!(values(&preview, "media_no"), ["USB-1"]);
    assert_eq!(said(&preview), ["hidden_sheet"]);
}

#[test]
fn a_guessed_encoding_is_said() {
    let text = "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\n";
    let cp932 = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let preview = undecided(&open("台帳.csv", &cp932));
    assert_eq!(said(&preview), ["encoding_guess"]);
    assert!(table(&preview).problems[0].text.starts_with("文字コードは"), "a text file has no sheet to name");
    assert!(said(&undecided(&csv(text))).is_empty());
}

#[test]
fn a_sheet_that_claims_rows_beyond_the_last_is_unreadable_by_itself() {
    let rows = format!("{}<row r=\"4294967295\"><c r=\"A4294967295\"><v>1</v></c></row>", head());
    let file = open("台帳.xlsx", &xlsx(&hostile::sheet(&rows)));
    assert!(file.book.sheets[0].head.unreadable.is_some());
}

#[test]
fn people_and_sessions_where_they_meet() {
    let file = sheet("受講状況", |sheet| {
        texts(sheet, 0, &["研修受講状況一覧（令和6年度）"]);
        texts(
            sheet,
            2,
            &["職員番号", "氏名", "所属", "情報セキュリティ研修", "個人情報保護研修（9/3）", "備考"],
        );
        texts(sheet, 3, &["", "", "", "R6.6.14", ""]);
        texts(sheet, 4, &["S001", "佐藤　一", "総務課", "○", "×", "育休明け"]);
        texts(sheet, 5, &["S002", "鈴木　二", "給付課", "欠", "", ""]);
        texts(sheet, 6, &["S003", "髙橋　三", "給付課", "○", "○", ""]);
        texts(sheet, 7, &["計", "", "", "", ""]);
    });
    let preview = undecided(&file);
    let sessions: Vec<(RegisterId, &str, &str, usize)> = preview
        .tables()
        .map(|table| {
            (
                table.register,
                table.values["course"].as_str(),
                table.values["held_on"].as_str(),
                table.rows.len(),
            )
        })
        .collect();
    let expected = [
        (RegisterId::Training, "情報セキュリティ研修", "2024-06-14", 3),
        (RegisterId::Training, "個人情報保護研修", "2024-09-03", 2),
    ];
    assert_eq!(sessions, expected);
    assert!(preview.tables().all(|table| table.adds_up() && table.part.as_deref() == Some("attendees")));
    let first: Vec<(&str, &str)> =
        table(&preview).rows.iter().map(|row| (&row.values["name"], &row.values["attendance"])).collect();
    assert_eq!(first, [("佐藤 一", "attended"), ("鈴木 二", "absent"), ("髙橋 三", "attended")]);
    assert!(said(&preview).contains(&"not_meant"));
    assert!(
        preview.tables().flat_map(|table| &table.rows).all(|row| row.extra.is_empty()),
        "no session stands in another's extras"
    );
}

#[test]
fn days_and_systems_where_they_meet() {
    let file = sheet("R6.4", |sheet| {
        texts(sheet, 0, &["バックアップ実施記録　令和6年4月分"]);
        texts(sheet, 1, &["日", "曜", "基幹系", "給付システム", "実施者"]);
        texts(sheet, 2, &["1", "月", "○", "○", "佐藤"]);
        texts(sheet, 3, &["2", "火", "○", "×", "佐藤"]);
        texts(sheet, 4, &["3", "水", "", "○", "鈴木"]);
    });
    let preview = undecided(&file);
    let found: Vec<(RegisterId, usize)> =
        preview.tables().map(|table| (table.register, table.rows.len())).collect();
    assert_eq!(found, [(RegisterId::BackupWork, 2), (RegisterId::BackupWork, 3)]);
    assert_eq!(
        values(&preview, "system"),
        ["基幹系", "基幹系", "給付システム", "給付システム", "給付システム"]
    );
    assert_eq!(values(&preview, "result"), ["ok", "ok", "ok", "error", "ok"]);
    assert_eq!(values(&preview, "performed_on")[..2], ["2024-04-01", "2024-04-02"]);
    assert!(preview.tables().all(|table| table.adds_up()));
}

#[test]
fn an_ordinary_attendance_list_is_no_matrix_and_a_cover_no_card() {
    let file = sheet("研修", |sheet| {
        texts(sheet, 0, &["研修名", "情報セキュリティ研修", "実施日", "R6.6.14"]);
        texts(sheet, 2, &["職員番号", "氏名", "所属", "出欠", "資料受領"]);
        for (row, number) in (3..).zip(["S1", "S2", "S3"]) {
            texts(sheet, row, &[number, "佐藤", "総務課", "○", "○"]);
        }
    });
    assert_eq!(undecided(&file).tables().count(), 1);
    let cover = sheet("表紙", |sheet| {
        texts(sheet, 0, &["部署", "総務課"]);
        texts(sheet, 1, &["作成日", "R6.4.1"]);
        texts(sheet, 2, &["担当者", "佐藤"]);
        texts(sheet, 3, &["備考", "保管すること"]);
    });
    assert!(undecided(&cover).tables().all(|table| table.unmapped));
}

#[test]
fn only_a_bare_form_or_an_example_is_taken_for_a_sample() {
    for (name, sample) in
        [("様式第4号", false), ("様式", true), ("記入例", true), ("台帳（記入例）", true), ("R6年度", false)]
    {
        let file = sheet(name, |sheet| {
            texts(sheet, 0, &HEAD);
            texts(sheet, 1, &["USB-1", "CD-R", "R6.4.1", "金庫"]);
        });
        assert_eq!(said(&undecided(&file)).contains(&"sample_sheet"), sample, "{name}");
    }
}

#[test]
fn a_row_that_a_broken_file_holds_twice_is_one_row() {
    let rows = format!(
        "{}<row r=\"3\">{}</row><row r=\"2\">{}</row><row r=\"3\">{}{}</row>",
        head(),
        cell("A3", "USB-2"),
        cell("A2", "USB-1"),
        cell("A3", "USB-9"),
        cell("D3", "金庫"),
    );
    let preview = undecided(&open("台帳.xlsx", &xlsx(&hostile::sheet(&rows))));
    assert_eq!(values(&preview, "media_no"), ["USB-1", "USB-2"]);
    assert_eq!(values(&preview, "location"), ["-", "金庫"]);
    assert!(table(&preview).adds_up());
}

/// The same workbook with one text of one of its parts replaced.
pub fn patched(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut body = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut body).unwrap();
        if name == part {
            let text = String::from_utf8(body).unwrap();
            assert!(text.contains(from), "{text}");
            body = text.replacen(from, to, 1).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut out, &body).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn dated(rows: &[(u32, f64)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    texts(sheet, 0, &HEAD);
    for (row, serial) in rows {
        texts(sheet, *row, &[&format!("USB-{row}"), "CD-R", "", "金庫"]);
        sheet.write_with_format(*row, 2, *serial, &Format::new().set_num_format("yyyy/m/d")).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_file_that_counts_from_1904_has_its_own_days() {
    let bytes = dated(&[(1, 45_383.0 - 1_462.0)]);
    let old = patched(&bytes, "xl/workbook.xml", "<workbookPr", "<workbookPr date1904=\"1\"");
    assert_eq!(values(&undecided(&open("台帳.xlsx", &old)), "registered_on"), ["2024-04-01"]);
    assert_eq!(values(&undecided(&open("台帳.xlsx", &bytes)), "registered_on"), ["2020-03-31"]);
}

#[test]
fn marks_that_cannot_be_followed_are_said_to_be_unread() {
    let broken = patched(
        &dated(&[(1, 45_383.0)]),
        "xl/_rels/workbook.xml.rels",
        "worksheets/sheet1",
        "worksheets/sheet9",
    );
    let lost = patched(&dated(&[(1, 45_383.0)]), "xl/sharedStrings.xml", "</si>", "</so>");
    for bytes in [broken, lost] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台帳.xlsx");
        std::fs::write(&path, bytes).unwrap();
        let reader = mamori_core::import::ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
        let cancel = mamori_core::import::Cancel::default();
        let read = mamori_core::import::ReadFile::open(
            &path,
            crate::support::today(),
            &reader,
            &cancel,
            &mut |_| {},
        );
        // Refused as a whole, or every sheet says what is missing of it.
        for sheet in read.iter().flat_map(|file| &file.book.sheets) {
            assert!(sheet.head.marks_unread || sheet.head.unreadable.is_some());
        }
    }
    let page = "<style>.x{text-decoration: line-through}</style><table><tr><td>管理番号<td>種別<td>保管場所<tr class=x><td>USB-1<td>CD-R<td>金庫</table>";
    assert!(said(&undecided(&open("台帳.xls", page.as_bytes()))).contains(&"marks_unread"));
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_asked_about() {
    let file = csv("管理番号,種別,保管場所,備考\nUSB-1,CD-R,金庫,\"箱\nUSB-2,CD-R,金庫,\n");
    assert!(said(&undecided(&file)).contains(&"broken_off"));
}

#[test]
fn the_code_page_an_old_program_wrote_changes_no_word() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/xls/marks.xls");
    let bytes = std::fs::read(path).unwrap();
    let unicode = [0x42, 0x00, 0x02, 0x00, 0xb0, 0x04];
    let at = bytes.windows(6).position(|six| six == unicode).expect("the file says its code page");
    let mut other = bytes.clone();
    other[at + 4..at + 6].copy_from_slice(&932_u16.to_le_bytes());
    let cells = |bytes: &[u8]| open("台帳.xls", bytes).book.sheets[0].rows.clone();
    assert_eq!(cells(&other), cells(&bytes));
}
