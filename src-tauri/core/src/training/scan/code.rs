//! 読取りコード: what a sign-in sheet carries so that its scan finds its way back.
//!
//! `MAMORI:T:0B8E4F9C21D74C3E8A1F6F3A2B9C7D55:2/3` is the second of three pages of the list of the session
//! with that id. The letters are those a QR code keeps in 5½ bits each, so that the code has few and large
//! modules. The code at the foot of every form (`mamori:form-12:…`) finds a record on the screen and says at
//! which entry of the log the form was printed; it is small, and a scan need not show it.

use std::fmt;

/// 出席者名簿の一枚.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetCode {
    /// The id of the session, as [`crate::print::Footer::record`] has it.
    pub record: String,
    /// Page of the list, from 1; 0 is the 研修実施記録 in front of it and its 別紙.
    pub page: u32,
    /// Pages the list had when it was printed.
    pub pages: u32,
}

const HEAD: &str = "MAMORI:T:";
/// Nobody prints a list of more pages; a code that says so is not ours.
const MOST_PAGES: u32 = 9999;

impl fmt::Display for SheetCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let record = self.record.replace('-', "").to_ascii_uppercase();
        write!(f, "{HEAD}{record}:{}/{}", self.page, self.pages)
    }
}

impl SheetCode {
    /// A text found in a code; nothing where it is not one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let (record, place) = text.strip_prefix(HEAD)?.split_once(':')?;
        let (page, pages) = place.split_once('/')?;
        let number = |text: &str| text.parse().ok().filter(|number| *number <= MOST_PAGES);
        let (page, pages) = (number(page)?, number(pages)?);
        let whole = record.len() == 32 && !record.contains(|c: char| c.is_ascii_lowercase());
        let record = uuid::Uuid::try_parse(record).ok().filter(|_| whole && page <= pages)?;
        Some(Self { record: record.hyphenated().to_string(), page, pages })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back() {
        let code = SheetCode { record: "0b8e4f9c-21d7-4c3e-8a1f-6f3a2b9c7d55".into(), page: 2, pages: 3 };
        assert_eq!(code.to_string(), "MAMORI:T:0B8E4F9C21D74C3E8A1F6F3A2B9C7D55:2/3");
        assert_eq!(SheetCode::parse(&code.to_string()), Some(code));
    }

    #[test]
    fn other_codes_are_not_ours() {
        let others = [
            "",
            "https://example.jp/",
            "mamori:form-12:0b8e4f9c-21d7-4c3e-8a1f-6f3a2b9c7d55:1-77ab04e2:p1",
            "MAMORI:T:0B8E4F9C21D74C3E8A1F6F3A2B9C7D55:4/3",
            "MAMORI:T:0B8E4F9C21D74C3E8A1F6F3A2B9C7D55:2",
            "MAMORI:T:0B8E4F9C21D74C3E8A1F6F3A2B9C7D5:2/3",
            "MAMORI:T:0B8E4F9C21D74C3E8A1F6F3A2B9C7D55:2/99999",
            "MAMORI:T:G0000000000000000000000000000000:2/3",
        ];
        for other in others {
            assert_eq!(SheetCode::parse(other), None, "{other}");
        }
    }
}
