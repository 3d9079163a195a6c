//! 文字コード: BOM, then what only one of them can be, then strict UTF-8, then CP932; or as the user says.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::import::options::TextEncoding;

/// So much of a file shows how it is written.
const HEAD: usize = 65_536;

/// The text of a file and what it was written with. `wanted` is the user's word; what it cannot read comes
/// out as U+FFFD, which no cell gets past.
pub fn decode(bytes: &[u8], wanted: Option<TextEncoding>) -> (Cow<'_, str>, TextEncoding) {
    // Excel ends some text files with Ctrl-Z.
    let bytes = bytes.strip_suffix(&[0x1a]).unwrap_or(bytes);
    let (of_bom, bom) = Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let found = match (bom, of_bom == encoding_rs::UTF_8) {
        (0, _) => without_bom(bytes),
        (_, true) => TextEncoding::Utf8,
        (_, false) => TextEncoding::Utf16,
    };
    let encoding = wanted.unwrap_or(found);
    let by = match encoding {
        TextEncoding::Utf8 => encoding_rs::UTF_8,
        TextEncoding::Cp932 => encoding_rs::SHIFT_JIS,
        TextEncoding::Utf16 if of_bom == encoding_rs::UTF_16BE => of_bom,
        TextEncoding::Utf16 if bom == 0 => utf16(bytes).unwrap_or(encoding_rs::UTF_16LE),
        TextEncoding::Utf16 => encoding_rs::UTF_16LE,
        TextEncoding::EucJp => encoding_rs::EUC_JP,
        TextEncoding::Iso2022Jp => encoding_rs::ISO_2022_JP,
    };
    (by.decode_without_bom_handling(&bytes[bom..]).0, encoding)
}

fn without_bom(bytes: &[u8]) -> TextEncoding {
    if is_jis(bytes) {
        TextEncoding::Iso2022Jp
    } else if utf16(bytes).is_some() {
        TextEncoding::Utf16
    } else if std::str::from_utf8(bytes).is_ok() {
        TextEncoding::Utf8
    } else {
        TextEncoding::Cp932
    }
}

/// JIS: seven bits, and escapes that switch to kanji.
pub fn is_jis(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.windows(3).any(|three| matches!(three, [0x1b, b'$', b'B' | b'@']))
}

/// Which way round a UTF-16 text without a mark is: a separator or line feed beside a zero byte says so.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let separators = |zero: usize| {
        let pairs = head.chunks_exact(2);
        pairs.filter(|pair| pair[zero] == 0 && matches!(pair[1 - zero], b'\t' | b'\n' | b',' | b';')).count()
    };
    let (little, big) = (separators(1), separators(0));
    let encoding = if little >= big { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
    let (text, broken) = encoding.decode_without_bom_handling(head);
    let clean = !broken && !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
    (little.max(big) > 0 && bytes.len().is_multiple_of(2) && clean).then_some(encoding)
}

/// Control characters no text has, in a number that means it is none.
pub fn is_binary(bytes: &[u8]) -> bool {
    if is_jis(bytes)
        || utf16(bytes).is_some()
        || Encoding::for_bom(bytes).is_some_and(|(of, _)| of != encoding_rs::UTF_8)
    {
        return false;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\r' | b'\n' | 0x0b | 0x0c | 0x1a);
    let controls = head.iter().filter(control).count();
    // A few slipped in from a terminal or a database; those stand as what they are, and their cells say so.
    head.contains(&0) || controls * 4 >= head.len() || controls > 3 && controls * 50 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "№,氏名\r\n1,髙橋　一郎\r\n";

    #[test]
    fn what_can_only_be_one_encoding_is_read_so() {
        let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            assert_eq!(decode(&bytes, None), (TEXT.into(), TextEncoding::Utf16));
            assert!(!is_binary(&bytes));
        }
        let plain = "番号,氏名\n1,高橋\n";
        let jis = encoding_rs::ISO_2022_JP.decode(b"\x1b$BHV9f\x1b(B,a\n").0;
        assert_eq!(jis, "番号,a\n");
        assert_eq!(decode(b"\x1b$BHV9f\x1b(B,a\n", None), (jis, TextEncoding::Iso2022Jp));
        assert_eq!(decode(plain.as_bytes(), None).1, TextEncoding::Utf8);
    }

    #[test]
    fn a_slip_is_no_binary_file() {
        assert!(!is_binary("管理番号,種別\nUSB-1,\u{1}CD-R\n".as_bytes()));
        assert!(is_binary(b"\x01\x02\x03") && is_binary(b"MZ\x00\x01") && is_binary(&[7; 900]));
    }
}
