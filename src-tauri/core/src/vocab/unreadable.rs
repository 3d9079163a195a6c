//! 文字化け: characters that only a broken decoding leaves behind. No record holds them.

use std::borrow::Cow;

/// The first such character of a text, as its code point.
pub fn unreadable(text: &str) -> Option<&'static str> {
    // Hardly any text has one: whether a byte of such is in it is seen without looking where.
    let suspect = text.bytes().fold(false, |any, byte| any | (byte < 0x20) | (byte == LEAD_OF_FFFD));
    if suspect { first_unreadable(text) } else { None }
}

/// The first of the three bytes of U+FFFD; full-width letters begin with it too.
const LEAD_OF_FFFD: u8 = 0xef;

fn first_unreadable(text: &str) -> Option<&'static str> {
    let control = text.bytes().find(|byte| is_control(*byte)).and_then(|byte| CODES.get(usize::from(byte)));
    control.copied().or(text.contains('\u{fffd}').then_some("U+FFFD"))
}

/// What no key types and no printer prints; tabs and ends of lines are texts.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0b | 0x0c | b'\r')
}

const CODES: [&str; 32] = [
    "U+0000", "U+0001", "U+0002", "U+0003", "U+0004", "U+0005", "U+0006", "U+0007", "U+0008", "U+0009",
    "U+000A", "U+000B", "U+000C", "U+000D", "U+000E", "U+000F", "U+0010", "U+0011", "U+0012", "U+0013",
    "U+0014", "U+0015", "U+0016", "U+0017", "U+0018", "U+0019", "U+001A", "U+001B", "U+001C", "U+001D",
    "U+001E", "U+001F",
];

/// A text in which such characters stand as their code points.
pub fn made_readable(text: &str) -> Cow<'_, str> {
    match unreadable(text) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let shown = |c: char| match u8::try_from(c) {
                Ok(byte) if is_control(byte) => format!("〔{}〕", CODES[usize::from(byte)]),
                _ if c == '\u{fffd}' => "〔U+FFFD〕".to_owned(),
                _ => c.to_string(),
            };
            text.chars().map(shown).collect::<String>().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_shown_by_its_code() {
        assert_eq!(made_readable("金\u{fffd}\0庫\u{1b}"), "金〔U+FFFD〕〔U+0000〕庫〔U+001B〕");
        assert_eq!((unreadable("\u{1}"), unreadable("1\t2\r\n3\u{b}4")), (Some("U+0001"), None));
        assert!(matches!(made_readable("金庫"), Cow::Borrowed("金庫")));
    }
}
