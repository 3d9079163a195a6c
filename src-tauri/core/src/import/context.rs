//! シートの年月: which month or fiscal year a sheet is of, said by its name or its title.

use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold::match_key;
use crate::vocab::{FiscalYear, PartialDate};

/// What a sheet's name and title say about time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context {
    pub month: Option<(i32, u32)>,
    /// 4月, of no year.
    pub month_alone: Option<u32>,
    pub fiscal_year: Option<FiscalYear>,
}

impl Context {
    /// The sheet's own name first, then the words of the title.
    pub fn of(sheet: Option<&str>, title: &[String]) -> Self {
        let mut context = Self::default();
        let words = sheet.into_iter().chain(title.iter().map(String::as_str));
        for word in words.flat_map(|text| text.split([' ', '\u{3000}', '（', '）', '(', ')', '\n'])) {
            let word = word.trim_end_matches(['分', '度']);
            if let Some(month) = month_alone(word) {
                context.month_alone.get_or_insert(month);
            }
            let year = format!("{word}度");
            for text in [word, year.as_str()] {
                context.learn(date_reader::read(text).ok());
            }
        }
        // 4月 of a sheet whose title says 令和6年度 is a month of that year.
        if let (None, Some(month), Some(year)) = (context.month, context.month_alone, context.fiscal_year) {
            context.month = Some((year.year_of_month(month), month));
        }
        context
    }

    fn learn(&mut self, reading: Option<Reading>) {
        match reading {
            Some(Reading::Date { date, doubt: None, .. }) => {
                if let Some(month) = date.month() {
                    self.month.get_or_insert((date.year(), month));
                }
            }
            Some(Reading::FiscalYear(year)) => {
                self.fiscal_year.get_or_insert(year);
            }
            _ => {}
        }
    }

    /// By which sheets of the same ledger follow each other.
    pub fn period(&self) -> Option<(i32, u32)> {
        self.month.or_else(|| self.fiscal_year.map(|year| (year.0, 4)))
    }

    /// 1 in the column 日 of the sheet R8.4.
    pub fn day_of_month(&self, text: &str) -> Option<PartialDate> {
        let (year, month) = self.month?;
        PartialDate::from_day(year, month, day_alone(text)?)
    }

    /// Month and day of 1 on the sheet 4月, of which nobody knows the year.
    pub fn day_without_year(&self, text: &str) -> Option<(u32, u32)> {
        let month = self.month_alone.filter(|_| self.month.is_none())?;
        // A leap year, so that 29 February may be one.
        let day = day_alone(text)?;
        PartialDate::from_day(2024, month, day).map(|_| (month, day))
    }

    /// 4/1 on a sheet of a known month or fiscal year.
    pub fn month_day(&self, month: u32, day: u32) -> Option<PartialDate> {
        let same_month = self.month.filter(|(_, of)| *of == month);
        let by_month = same_month.and_then(|(year, _)| PartialDate::from_day(year, month, day));
        let in_year = |year| in_fiscal_year(year, month, day);
        let around = || {
            self.month.and_then(|(year, of)| {
                let of = PartialDate::from_day(year, of, 1)?;
                in_year(FiscalYear::of(of.first_day()))
            })
        };
        by_month.or_else(|| self.fiscal_year.and_then(in_year)).or_else(around)
    }
}

/// 1, １日
fn day_alone(text: &str) -> Option<u32> {
    match_key(text).trim_end_matches('日').parse().ok()
}

/// 4月, ４月
fn month_alone(word: &str) -> Option<u32> {
    let month = match_key(word).strip_suffix('月')?.parse().ok()?;
    (1..=12).contains(&month).then_some(month)
}

/// The fiscal year a month and day fall in.
fn in_fiscal_year(year: FiscalYear, month: u32, day: u32) -> Option<PartialDate> {
    PartialDate::from_day(year.year_of_month(month), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_titles_give_the_month_or_the_year() {
        let title = |text: &str| vec![text.to_owned()];
        let cases = [
            (Context::of(Some("R8.4"), &[]), Some((2026, 4)), None),
            (Context::of(Some("Ｒ７年度"), &[]), None, Some(FiscalYear(2025))),
            (Context::of(None, &title("バックアップ作業記録\u{3000}令和８年４月分")), Some((2026, 4)), None),
            (Context::of(None, &title("電子媒体管理台帳（令和6年度）")), None, Some(FiscalYear(2024))),
            (Context::of(Some("Sheet1"), &[]), None, None),
        ];
        for (context, month, year) in cases {
            assert_eq!((context.month, context.fiscal_year), (month, year));
        }
    }

    #[test]
    fn january_to_march_lie_in_the_next_year() {
        let context = Context { fiscal_year: Some(FiscalYear(2025)), ..Context::default() };
        assert_eq!(context.month_day(3, 31).map(|d| d.to_string()).as_deref(), Some("2026-03-31"));
        assert_eq!(context.month_day(4, 1).map(|d| d.to_string()).as_deref(), Some("2025-04-01"));
    }
}
