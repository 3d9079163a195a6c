//! .ods with what its cells say besides their values.

use std::io::{Cursor, Write};

use mamori_core::import::cells::{Raw, Struck};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::hand::{open, undecided};

const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/""#;

fn ods(styles: &str, automatic: &str, body: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, body: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(body.as_bytes()).unwrap();
    };
    put("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    put(
        "META-INF/manifest.xml",
        r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#,
    );
    put(
        "styles.xml",
        &format!(
            "<office:document-styles {SPACES}><office:styles>{styles}</office:styles></office:document-styles>"
        ),
    );
    put(
        "content.xml",
        &format!(
            "<office:document-content {SPACES}><office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
        ),
    );
    zip.finish().unwrap().into_inner()
}

fn cell(style: &str, text: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!(r#" table:style-name="{style}""#) };
    format!(
        r#"<table:table-cell{style} office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
    )
}

fn row(more: &str, cells: &[String]) -> String {
    format!("<table:table-row{more}>{}</table:table-row>", cells.concat())
}

/// What LibreOffice writes for a small ledger with everything in it.
fn ledger() -> Vec<u8> {
    let styles = r##"<style:style style:name="Gone" style:family="table-cell"><style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>"##;
    let automatic = r##"<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Gone"><style:table-cell-properties fo:background-color="#c0c0c0"/></style:style>
        <style:style style:name="ce2" style:family="table-cell"><style:text-properties fo:color="#ff0000" style:text-line-through-style="none"/></style:style>
        <style:style style:name="ce3" style:family="table-cell"><style:table-cell-properties fo:background-color="#ffff00"/></style:style>
        <style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>"##;
    let head = ["管理番号", "種別", "登録日", "保管場所"].map(|text| cell("", text));
    let note = r#"<table:table-cell office:value-type="string"><office:annotation><dc:creator>佐藤</dc:creator><dc:date>2024-05-01T10:00:00</dc:date><text:p>本体は</text:p><text:p>ロッカーB</text:p></office:annotation><text:p>金庫</text:p></table:table-cell>"#;
    let rows = [
        row("", &head),
        row("", &[cell("ce1", "USB-001"), cell("ce1", "USBメモリ"), cell("", "R6.4.1"), note.to_owned()]),
        row(
            r#" table:visibility="collapse""#,
            &[cell("", r#"USB-002<text:span text:style-name="T1">（廃棄）</text:span>"#), cell("", "USBメモリ"), cell("ce2", "R6.5.1"), cell("", "書庫")],
        ),
        row(
            "",
            &[
                cell("", "USB-003"),
                r#"<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string"><text:p>USBメモリ</text:p></table:table-cell><table:covered-table-cell/>"#.to_owned(),
                cell("", "棚"),
            ],
        ),
        row("", &[cell("", r#"<text:span text:style-name="T1">USB-004</text:span>"#), cell("", "USBメモリ"), cell("", "R6.6.1"), cell("", "棚")]),
        r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#.to_owned(),
    ];
    let table = format!(
        r#"<table:table table:name="R6年度"><table:table-column table:number-columns-repeated="3"/><table:table-column table:default-cell-style-name="ce3"/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>{}</table:table>"#,
        rows.concat()
    );
    ods(styles, automatic, &table)
}

#[test]
fn an_ods_comes_with_its_marks() {
    let file = open("台帳.ods", &ledger());
    let sheet = &file.book.sheets[0];
    assert!(!sheet.head.marks_unread);
    let struck = |row: usize, col: usize| sheet.rows[row].cells[col].struck;
    assert_eq!(
        [struck(1, 0), struck(1, 2), struck(2, 0), struck(2, 2), struck(4, 0)],
        [Struck::Whole, Struck::No, Struck::Partly, Struck::No, Struck::Whole],
        "by a style's parent, by words of the text alone, and not where a style says there is none"
    );
    let first = &sheet.rows[1].cells;
    assert_eq!((first[0].fill, sheet.rows[2].cells[2].ink), (0xc0_c0c0, 0xff_0000));
    // A cell without a style has that of its column.
    assert_eq!(sheet.rows[2].cells[3].fill, 0xff_ff00);
    assert_eq!(
        sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(),
        [false, false, true, false, false]
    );
    assert_eq!(sheet.head.hidden_columns, [4, 5]);
    let merge = sheet.head.merges[0];
    assert_eq!((merge.first_row, merge.first_col, merge.last_row, merge.last_col), (4, 1, 4, 2));
    let comment = &sheet.head.comments[0];
    assert_eq!((comment.row, comment.col), (2, 3));
    assert_eq!((comment.author.as_str(), comment.text.as_str()), ("佐藤", "本体は\nロッカーB"));
    assert_eq!(first[3].value, Raw::Text("金庫".into()), "a comment is no part of the cell");

    let preview = undecided(&file);
    let table = preview.tables().next().unwrap();
    assert!(
        table.rows.iter().any(|row| row.problems.iter().any(|found| found.issue.as_str() == "partly_struck"))
    );
    assert!(!table.marks.is_empty(), "what a stroke or a colour means is asked");
}

#[test]
fn an_ods_whose_styles_are_broken_is_read_and_says_what_is_missing() {
    let whole = ledger();
    let mut zip = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..zip.len() {
        let mut part = zip.by_index(n).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut body = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut body).unwrap();
        if name == "styles.xml" {
            body = b"<office:document-styles><style:style".to_vec();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&body).unwrap();
    }
    let file = open("台帳.ods", &out.finish().unwrap().into_inner());
    let sheet = &file.book.sheets[0];
    assert_eq!(sheet.rows.len(), 5);
    assert!(sheet.head.marks_unread);
}
