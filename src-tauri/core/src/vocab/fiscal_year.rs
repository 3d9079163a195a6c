//! 年度: 1 April to 31 March, named by the calendar year it starts in.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::wareki::Era;

/// 年度, held as the year its April falls in: 令和8年度 is 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i32);

/// The text names no fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no fiscal year")]
pub struct NotAFiscalYear(pub String);

impl FiscalYear {
    pub fn of(date: NaiveDate) -> Self {
        Self(if date.month() >= 4 { date.year() } else { date.year() - 1 })
    }

    /// `R8`: how document numbers name the year.
    pub fn short(self) -> String {
        match self.era() {
            Some((era, year)) => format!("{}{year}", era.letter()),
            None => self.0.to_string(),
        }
    }

    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 4, 1).unwrap_or(NaiveDate::MIN)
    }

    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31).unwrap_or(NaiveDate::MAX)
    }

    pub fn contains(self, date: NaiveDate) -> bool {
        Self::of(date) == self
    }

    /// The calendar year in which `month` of this fiscal year falls: January to March lie in the next.
    pub fn year_of_month(self, month: u32) -> i32 {
        if month >= 4 { self.0 } else { self.0 + 1 }
    }

    // Named by the era of 1 May, not 1 April: the year that began as 平成31 was renamed 令和元年度
    // as a whole, and no other era began in April.
    fn era(self) -> Option<(Era, i32)> {
        Era::of(NaiveDate::from_ymd_opt(self.0, 5, 1)?)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.era() {
            Some((era, 1)) => write!(f, "{}元年度", era.name()),
            Some((era, year)) => write!(f, "{}{year}年度", era.name()),
            None => write!(f, "{}年度", self.0),
        }
    }
}

impl FromStr for FiscalYear {
    type Err = NotAFiscalYear;

    /// Reads `R8`, `令和8年度`, `令和元年度` and `2026`.
    fn from_str(text: &str) -> Result<Self, NotAFiscalYear> {
        let refuse = || NotAFiscalYear(text.to_owned());
        let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let (era, rest) = Era::take(&folded);
        let year = rest.trim_end_matches("年度").trim_end_matches('年');
        let year = if year == "元" { 1 } else { year.parse::<i32>().map_err(|_| refuse())? };
        match era {
            Some(era) if (1..=99).contains(&year) => Ok(Self(era.first_year() + year - 1)),
            None if (1868..=2100).contains(&year) => Ok(Self(year)),
            _ => Err(refuse()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn the_year_turns_on_the_first_of_april() {
        let cases = [((2026, 3, 31), 2025), ((2026, 4, 1), 2026), ((2027, 1, 1), 2026)];
        for ((y, m, d), year) in cases {
            assert_eq!(FiscalYear::of(day(y, m, d)), FiscalYear(year));
        }
    }

    #[test]
    fn printed_and_read_back() {
        let cases = [(2026, "令和8年度", "R8"), (2019, "令和元年度", "R1"), (2018, "平成30年度", "H30")];
        for (year, long, short) in cases {
            let year = FiscalYear(year);
            assert_eq!((year.to_string().as_str(), year.short().as_str()), (long, short));
            assert_eq!((long.parse(), short.parse()), (Ok(year), Ok(year)));
        }
        assert_eq!("平成31年度".parse(), Ok(FiscalYear(2019)));
        assert_eq!("Ｒ７年度".parse(), Ok(FiscalYear(2025)));
        assert_eq!("2026".parse(), Ok(FiscalYear(2026)));
        assert!("八年".parse::<FiscalYear>().is_err());
    }
}
