//! 文字化け: characters that only a broken decoding leaves behind. No record holds them.

use std::borrow::Cow;

/// The first such character of a text, as its code point.
pub fn unreadable(text: &str) -> Option<&'static str> {
    if text.contains('\u{fffd}') {
        Some("U+FFFD")
    } else if text.contains('\0') {
        Some("U+0000")
    } else {
        None
    }
}

/// A text in which such characters stand as their code points.
pub fn made_readable(text: &str) -> Cow<'_, str> {
    match unreadable(text) {
        None => Cow::Borrowed(text),
        Some(_) => text.replace('\u{fffd}', "〔U+FFFD〕").replace('\0', "〔U+0000〕").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_shown_by_its_code() {
        assert_eq!(made_readable("金\u{fffd}\0庫"), "金〔U+FFFD〕〔U+0000〕庫");
        assert!(matches!(made_readable("金庫"), Cow::Borrowed("金庫")));
    }
}
