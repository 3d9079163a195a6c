//! Files by what they are, not by what they are called: each format an office has on its share.

use mamori_core::import::cells::{Raw, Sheet, Struck};
use mamori_core::import::{
    Cancel, Decisions, ImportError, ReadFailure, ReadFile, ReadOptions, ReaderProcess, TextEncoding, preview,
};
use mamori_core::vocab::RegisterId;
use rust_xlsxwriter::{Color, Format, Formula, Workbook};

fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<ReadFile, ImportError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    ReadFile::open_with((&path, options), crate::support::today(), &reader, &Cancel::default(), &mut |_| {})
}

fn plain(name: &str, bytes: &[u8]) -> ReadFile {
    read(name, bytes, &ReadOptions::default()).unwrap()
}

fn texts(sheet: &Sheet) -> Vec<(u32, Vec<String>)> {
    let row = |row: &mamori_core::import::cells::Row| {
        (row.number, row.cells.iter().map(|cell| cell.value.text().into_owned()).collect())
    };
    sheet.rows.iter().map(row).collect()
}

/// The two media every file here holds.
fn numbers(file: &ReadFile) -> Vec<String> {
    let preview = preview(std::slice::from_ref(file), &Decisions::default());
    let tables: Vec<_> = preview.tables().filter(|table| !table.unmapped).collect();
    assert_eq!(tables.len(), 1, "{}", file.file);
    assert_eq!(tables[0].register, RegisterId::PortableMedia);
    assert!(tables[0].adds_up());
    tables[0]
        .rows
        .iter()
        .map(|row| format!("{} {}", &row.values["media_no"], &row.values["registered_on"]))
        .collect()
}

const MEDIA: [&str; 2] = ["USB-001 2024-04-01", "USB-002 2024-05-01"];

fn locked(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../tests/fixtures/locked/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn with_password(password: &str) -> ReadOptions {
    ReadOptions { password: Some(password.to_owned().into()), encoding: None }
}

#[test]
fn a_locked_workbook_opens_with_its_password_only() {
    for name in ["agile.xlsx", "standard.xlsx", "libreoffice.ods", "libreoffice.xls"] {
        let refused = |options: &ReadOptions| read("台帳.xlsx", &locked(name), options).unwrap_err();
        assert_eq!(refused(&ReadOptions::default()).failure, ReadFailure::Password, "{name}");
        let wrong = refused(&with_password("kumiai-r8金庫"));
        assert_eq!(wrong.failure, ReadFailure::WrongPassword, "{name}");
        assert!(!format!("{wrong:?}{wrong}").contains("kumiai"), "a password stands in no message");
        let file = read("台帳.xlsx", &locked(name), &with_password("kumiai-R8金庫")).unwrap();
        assert_eq!(numbers(&file), MEDIA, "{name}");
        assert!(file.unlocked());
        assert_eq!(file.bytes[..], locked(name)[..], "the evidence is the file as it was, still locked");
    }
}

#[test]
fn a_workbook_that_is_only_recommended_to_be_read_only_asks_for_nothing() {
    let file = plain("台帳.xlsx", &locked("read_only_recommended.xlsx"));
    assert_eq!(numbers(&file), MEDIA);
}

#[test]
fn a_locked_workbook_that_was_altered_is_damaged_or_wrong_but_never_garbage() {
    for (name, step) in [("agile.xlsx", 97), ("libreoffice.ods", 487)] {
        let good = locked(name);
        let mut whole = 0;
        for at in (0..good.len()).step_by(step) {
            let mut bytes = good.clone();
            bytes[at] ^= 0xff;
            // Bytes between the sectors in use change nothing; a sheet that broke says so.
            if let Ok(file) = read("台帳.xlsx", &bytes, &with_password("kumiai-R8金庫"))
                && file.book.sheets.iter().all(|sheet| sheet.head.unreadable.is_none())
            {
                assert_eq!(numbers(&file), MEDIA, "{name} byte {at}");
                whole += 1;
            }
        }
        assert!(whole > 0, "some bytes of {name} change nothing, and the files are read");
    }
}

const XML_2003: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles>
  <Style ss:ID="Default"/>
  <Style ss:ID="gone"><Font ss:StrikeThrough="1" ss:Color="#FF0000"/><Interior ss:Color="#C0C0C0" ss:Pattern="Solid"/></Style>
  <Style ss:ID="usb"><NumberFormat ss:Format="&quot;USB-&quot;000"/></Style>
 </Styles>
 <Worksheet ss:Name="R6年度"><Table>
  <Column ss:Index="5" ss:Hidden="1" ss:Span="1"/>
  <Row ss:Index="2"><Cell><Data ss:Type="String">管理番号</Data></Cell><Cell><Data ss:Type="String">種別</Data></Cell>
   <Cell><Data ss:Type="String">登録日</Data></Cell><Cell><Data ss:Type="String">保管場所</Data></Cell></Row>
  <Row><Cell ss:StyleID="gone"><Data ss:Type="String">USB-001</Data><Comment ss:Author="佐藤"><ss:Data>本体はロッカーB</ss:Data></Comment></Cell>
   <Cell ss:MergeDown="1"><Data ss:Type="String">USBメモリ</Data></Cell>
   <Cell><Data ss:Type="DateTime">2024-04-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">金庫 &amp; 書庫</Data></Cell></Row>
  <Row ss:Hidden="1"><Cell><Data ss:Type="String">USB-002</Data></Cell>
   <Cell ss:Index="3"><Data ss:Type="String">R6.5.1</Data></Cell><Cell ss:Formula="=R[-1]C"><Data ss:Type="String">金庫</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="控"><Table><Row><Cell ss:StyleID="usb"><Data ss:Type="Number">7</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row></Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"##;

#[test]
fn xml_spreadsheets_of_2003_come_with_their_marks() {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(XML_2003.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let cp932 = encoding_rs::SHIFT_JIS.encode(&XML_2003.replace("UTF-8", "Shift_JIS")).0.into_owned();
    for bytes in [XML_2003.as_bytes(), &utf16, &cp932] {
        let file = plain("台帳.xls", bytes);
        assert_eq!(numbers(&file), MEDIA);
        let (first, second) = (&file.book.sheets[0], &file.book.sheets[1]);
        assert_eq!(first.rows[0].number, 2);
        let gone = &first.rows[1].cells[0];
        assert_eq!((gone.struck, gone.fill, gone.ink), (Struck::Whole, 0xc0_c0c0, 0xff_0000));
        assert!(first.rows[2].hidden);
        assert_eq!(first.head.hidden_columns, [4, 5]);
        assert_eq!(
            (first.head.comments[0].author.as_str(), first.head.comments[0].text.as_str()),
            ("佐藤", "本体はロッカーB")
        );
        assert_eq!((first.head.merges.len(), first.head.formulas.len()), (1, 1));
        assert_eq!(first.rows[1].cells[3].value, Raw::Text("金庫 & 書庫".into()));
        assert!(second.head.hidden);
        assert_eq!(second.head.formats[usize::from(second.rows[0].cells[0].format)], "\"USB-\"000");
        assert_eq!(second.rows[0].cells[1].value, Raw::Error("#REF!".into()));
    }
}

#[test]
fn pages_named_xls_are_read_as_tables() {
    let page = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=Shift_JIS\"><title>無視</title>\
        <style>td { color: red }</style></head><body><h2>可搬型記録媒体管理台帳（令和6年度）</h2>\
        <table border=1><tr><th>管理番号<th>種別<th>登録日<th>保管場所</tr>\
        <tr><td><s>USB-001</s></td><td rowspan=2 bgcolor=\"#FFFF00\">USB&amp;メモリ</td><td>R6.4.1</td><td>耐火<br>金庫</td></tr>\
        <tr><td>USB-002</td><td>R6.5.1</td><td>&nbsp;</td></tr></table></body></html>";
    let cp932 = encoding_rs::SHIFT_JIS.encode(page).0.into_owned();
    let utf8 = page.replace("Shift_JIS", "UTF-8").into_bytes();
    let bom = [b"\xef\xbb\xbf".as_slice(), &utf8].concat();
    let bare = page.as_bytes()[page.find("<table").unwrap()..].to_vec();
    for (bytes, encoding) in [
        (cp932, TextEncoding::Cp932),
        (utf8, TextEncoding::Utf8),
        (bom, TextEncoding::Utf8),
        (bare, TextEncoding::Utf8),
    ] {
        let file = plain("台帳.xls", &bytes);
        assert_eq!(numbers(&file), MEDIA);
        assert_eq!(file.encoding(), Some(encoding));
        let rows = &file.book.sheets[0].rows;
        let first = &rows[rows.len() - 2];
        assert_eq!((first.cells[0].struck, first.cells[1].fill), (Struck::Whole, 0xff_ff00));
        assert_eq!(first.cells[3].value, Raw::Text("耐火\n金庫".into()));
        assert_eq!(rows[rows.len() - 1].cells.iter().map(|cell| cell.col).collect::<Vec<_>>(), [0, 2]);
    }
}

const CSV: &str = "管理番号,種別,登録日,保管場所\r\nUSB-001,USBメモリ,R6.4.1,\"耐火\r\n金庫\"\r\n=\"USB-002\",ＣＤ－Ｒ,R6.5.1,書庫,,,\r\n";

#[test]
fn text_files_come_with_their_encoding_and_can_be_read_with_another() {
    let cp932 = encoding_rs::SHIFT_JIS.encode(CSV).0.into_owned();
    let tabs = CSV.replace(',', "\t");
    let cases = [
        ("台帳.csv", CSV.as_bytes().to_vec(), TextEncoding::Utf8),
        ("台帳.csv", cp932.clone(), TextEncoding::Cp932),
        ("台帳.txt", tabs.into_bytes(), TextEncoding::Utf8),
    ];
    for (name, bytes, encoding) in cases {
        let file = plain(name, &bytes);
        assert_eq!(
            (numbers(&file), file.encoding()),
            (MEDIA.map(str::to_owned).to_vec(), Some(encoding)),
            "{name}"
        );
    }
    let as_utf8 = ReadOptions { encoding: Some(TextEncoding::Utf8), ..ReadOptions::default() };
    let wrong = read("台帳.csv", &cp932, &as_utf8).unwrap();
    assert_eq!(wrong.encoding(), Some(TextEncoding::Utf8));
    assert!(
        texts(&wrong.book.sheets[0])[0].1[0].contains('\u{fffd}'),
        "shown as it would come, so that the user sees it"
    );
}

#[test]
fn utf16_parts_and_old_passwords_get_advice() {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("<workbook/>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "xl/workbook.xml"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, &utf16).unwrap();
    }
    let refused =
        read("台帳.xlsx", &zip.finish().unwrap().into_inner(), &ReadOptions::default()).unwrap_err();
    assert_eq!(refused.failure, ReadFailure::Utf16Parts);
    assert!(refused.message_ja().contains(".xlsx で保存し直して"), "{}", refused.message_ja());
}

#[test]
fn a_workbook_gives_out_its_marks_and_formats() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let gone =
        Format::new().set_font_strikethrough().set_font_color(Color::Red).set_background_color(Color::Yellow);
    sheet.write_with_format(0, 0, "USB-001", &gone).unwrap();
    sheet.write_with_format(1, 0, 7, &Format::new().set_num_format("\"USB-\"000")).unwrap();
    for (row, code) in [(2, "ge.m.d"), (3, "aaa"), (4, "[$-411]ggge\"年\"")] {
        sheet.write_with_format(row, 0, 45383, &Format::new().set_num_format(code)).unwrap();
    }
    sheet.write_formula(5, 0, Formula::new("=TODAY()")).unwrap();
    let file = plain("台帳.xlsx", &book.save_to_buffer().unwrap());
    let sheet = &file.book.sheets[0];
    let cell = &sheet.rows[0].cells[0];
    assert_eq!((cell.struck, cell.fill, cell.ink), (Struck::Whole, 0xff_ff00, 0xff_0000));
    assert_eq!(sheet.head.formats[usize::from(sheet.rows[1].cells[0].format)], "\"USB-\"000");
    let days: Vec<String> =
        sheet.rows[2..5].iter().map(|row| row.cells[0].value.text().into_owned()).collect();
    assert_eq!(days, ["2024-04-01"; 3], "era and weekday formats make dates of numbers");
    assert_eq!(sheet.head.formulas.len(), 1);
}

#[test]
fn xls_comes_with_its_marks() {
    let bytes =
        std::fs::read(format!("{}/../../tests/fixtures/xls/marks.xls", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let file = plain("台帳.xls", &bytes);
    let sheet = &file.book.sheets[0];
    assert!(!sheet.head.marks_unread);
    assert_eq!(sheet.head.hidden_columns, [4]);
    assert_eq!(sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, false, true, false]);
    let looks: Vec<(Struck, u32, u32)> = sheet.rows[1..]
        .iter()
        .map(|row| (row.cells[0].struck, row.cells[0].fill, row.cells[1].ink))
        .collect();
    assert_eq!(looks, [(Struck::Whole, 0, 0), (Struck::No, 0, 0), (Struck::No, 0xc0_c0c0, 0xff_0000)]);
    assert_eq!(sheet.head.formats[usize::from(sheet.rows[2].cells[0].format)], "\"USB-\"000");
    let preview =
        preview(std::slice::from_ref(&file), &Decisions { accept_all: true, ..Decisions::default() });
    let table = preview.tables().next().unwrap();
    let rows: Vec<(&str, &str)> =
        table.rows.iter().map(|row| (&row.values["media_no"], &row.values["registered_on"])).collect();
    assert_eq!(rows, [("USB-001", "2024-04-01"), ("USB-002", "2024-05-01"), ("USB-003", "2024-04-01")]);
}
