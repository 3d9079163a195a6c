//! The file itself: same bytes, right text behind the glyphs, refusals.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Document, Object};

use super::*;

const NAMES: [&str; 9] = [
    "髙橋 一郎",
    "𠮷田 健",
    "辻\u{e0100} 香織",
    "辻 花子",
    "渡邉\u{e0101} 美穂",
    "渡邊 誠",
    "德永 修",
    "ﾏﾙﾃｨﾈｽ ｱﾅ",
    "葛\u{e0100}西 葛\u{e0101}城 葛飾",
];

fn sheet(texts: &[&str]) -> Sheet {
    let mut page = Page::portrait();
    for (n, text) in texts.iter().enumerate() {
        let role = if n % 2 == 0 { Role::Mincho } else { Role::Gothic };
        page.text(25.0, 20.0 + 8.0 * n as f32, 10.5, role, *text);
    }
    page.rect(Area::new(20.0, 10.0, 100.0, 100.0), 0.3).circle(50.0, 150.0, 12.0, 0.1, 0.4);
    page.check_box(20.0, 200.0, 3.0, true).dashed(20.0, 220.0, 100.0, 220.0, 0.1);
    page.qr(150.0, 250.0, 15.0, "mamori:form-04:渡邉:1-89abcdef:p1");
    Sheet { pages: vec![page] }
}

fn meta() -> Meta {
    Meta {
        title: "様式第４号".into(),
        author: "○○健康保険組合".into(),
        creator: "まもり台帳".into(),
        created: DateTime::parse_from_rfc3339("2026-11-20T14:30:00+09:00").unwrap(),
    }
}

fn pdf(texts: &[&str]) -> Vec<u8> {
    render(&sheet(texts), Fonts::shared(), &meta()).unwrap()
}

/// The texts of a file as a reader copies them out: codes through each font's ToUnicode.
fn copied_out(bytes: &[u8]) -> Vec<String> {
    let file = Document::load_mem(bytes).unwrap();
    let (_, page) = file.get_pages().into_iter().next().unwrap();
    let maps: HashMap<Vec<u8>, HashMap<u16, String>> = file
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| {
            let stream = font.get(b"ToUnicode").unwrap().as_reference().unwrap();
            let stream = file.get_object(stream).unwrap().as_stream().unwrap();
            (name, to_unicode(&stream.decompressed_content().unwrap()))
        })
        .collect();
    let content = Content::decode(&file.get_page_content(page)).unwrap();
    let (mut texts, mut font) = (Vec::<String>::new(), Vec::new());
    for operation in content.operations {
        match operation.operator.as_str() {
            "Tf" => font = operation.operands[0].as_name().unwrap().to_vec(),
            "Tm" => texts.push(String::new()),
            "Tj" | "TJ" => {
                let text = texts.last_mut().unwrap();
                for code in codes(&operation.operands[0]) {
                    text.push_str(&maps[&font][&code]);
                }
            }
            _ => {}
        }
    }
    texts
}

fn codes(object: &Object) -> Vec<u16> {
    match object {
        Object::Array(items) => items.iter().flat_map(codes).collect(),
        Object::String(bytes, _) => {
            bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
        }
        _ => Vec::new(),
    }
}

fn to_unicode(cmap: &[u8]) -> HashMap<u16, String> {
    let hex = |text: &str| hex::decode(text.trim_matches(['<', '>'])).unwrap();
    let units = |bytes: Vec<u8>| -> Vec<u16> {
        bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
    };
    std::str::from_utf8(cmap)
        .unwrap()
        .lines()
        .filter(|line| line.starts_with('<') && !line.contains("<0000> <FFFF>"))
        .map(|line| {
            let (code, text) = line.split_once(' ').unwrap();
            (units(hex(code))[0], String::from_utf16(&units(hex(text))).unwrap())
        })
        .collect()
}

#[test]
fn what_is_copied_out_is_what_was_written() {
    assert_eq!(copied_out(&pdf(&NAMES)), NAMES);
}

#[test]
fn two_texts_of_one_glyph_are_kept_apart() {
    let texts = ["辻\u{e0100}と辻", "✔✓", "か\u{3099}が"];
    assert_eq!(copied_out(&pdf(&texts)), texts);
}

#[test]
fn the_same_sheet_becomes_the_same_bytes() {
    let first = pdf(&NAMES);
    let _another_in_between = pdf(&["別の書類"]);
    assert_eq!(first, pdf(&NAMES));
    assert_ne!(first, pdf(&NAMES[1..]));
}

#[test]
fn the_files_id_comes_from_its_content() {
    let id = |bytes: &[u8]| format!("{:?}", Document::load_mem(bytes).unwrap().trailer.get(b"ID").unwrap());
    let (one, other) = (pdf(&["一"]), pdf(&["二"]));
    assert_eq!(id(&one), id(&pdf(&["一"])));
    assert_ne!(id(&one), id(&other));
}

#[test]
fn the_file_says_when_it_was_made_and_claims_no_standard() {
    let file = Document::load_mem(&pdf(&["一"])).unwrap();
    let info = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = file.get_dictionary(info).unwrap();
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20261120143000+09'00'");
    assert!(!info.has(b"GTS_PDFXVersion"));
    assert_eq!(file.version, "1.7");
}

#[test]
fn fonts_are_embedded_and_cut_down() {
    let bytes = pdf(&NAMES);
    assert!(bytes.len() < 120_000, "{} bytes", bytes.len());
    let file = Document::load_mem(&bytes).unwrap();
    let (_, page) = file.get_pages().into_iter().next().unwrap();
    for (name, font) in file.get_page_fonts(page).unwrap() {
        let base = String::from_utf8(font.get(b"BaseFont").unwrap().as_name().unwrap().to_vec()).unwrap();
        let (tag, _) = base.split_once('+').unwrap();
        assert!(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()), "{name:?} {base}");
    }
}

#[test]
fn a_character_in_no_font_is_refused_by_name() {
    let sheet = sheet(&["山田\u{1f600}太郎"]);
    let refused = PrintError::MissingGlyph {
        ch: '\u{1f600}',
        code_point: "U+1F600".into(),
        text: "山田\u{1f600}太郎".into(),
    };
    assert_eq!(check(&sheet, Fonts::shared()), Err(refused.clone()));
    assert_eq!(render(&sheet, Fonts::shared(), &meta()), Err(refused));
}

#[test]
fn a_variant_in_no_font_is_printed_as_its_base_and_reported() {
    let sheet = sheet(&["山\u{e01ef}田"]);
    let notes = check(&sheet, Fonts::shared()).unwrap();
    assert_eq!(notes, [Substitution { base: '山', selector: '\u{e01ef}', text: "山\u{e01ef}田".into() }]);
    assert_eq!(copied_out(&render(&sheet, Fonts::shared(), &meta()).unwrap()), ["山\u{e01ef}田"]);
}

#[test]
fn ticks_inside_a_text_are_drawn() {
    let sheet = sheet(&["☑済 ☐未"]);
    assert_eq!(check(&sheet, Fonts::shared()), Ok(Vec::new()));
    assert!(render(&sheet, Fonts::shared(), &meta()).is_ok());
}
