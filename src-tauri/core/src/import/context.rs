//! シートの年月: which month or fiscal year a sheet is of, said by its name or its title.

use unicode_normalization::UnicodeNormalization;

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
    /// 令和7年4月1日現在: as of when the table is, which says nothing of the days in it.
    pub as_of: Option<(i32, u32)>,
    /// 作成日 R6.4.1 or 媒体_20240401.xlsx: when it was made, which tells the older of two where nothing else does.
    pub made: Option<(i32, u32)>,
}

/// Of these a table says how things were then; the day it was printed is any day.
const AS_OF: [&str; 5] = ["現在", "終了時点", "時点", "更新日", "改訂日"];

/// A list that was made later is the newer one; printed it is on any day.
const MADE: [&str; 2] = ["作成日", "作成年月日"];

/// Words beside a day that say when the sheet was written, not what it is about.
pub const WRITTEN: [&str; 11] = [
    "作成日",
    "作成年月日",
    "印刷日",
    "出力日",
    "入力日",
    "記入日",
    "更新日",
    "改訂日",
    "現在",
    "改訂",
    "時点",
];

impl Context {
    /// The sheet's own name first, then the words of the title.
    pub fn of(sheet: Option<&str>, title: &[String]) -> Self {
        let mut context = Self::default();
        if let Some(name) = sheet {
            context.learn_words(name);
            context.fiscal_year = context.fiscal_year.or_else(|| bare_year(name));
        }
        let is_written = |text: &str| WRITTEN.iter().any(|word| text.contains(word));
        let mut before = "";
        for text in title {
            // 作成日 and its day may stand in two cells.
            let follows = is_written(before) && before.chars().count() <= 8;
            if !follows && !is_written(text) {
                context.learn_words(text);
            }
            let beside = if follows { format!("{before} {text}") } else { text.clone() };
            context.as_of = context.as_of.or_else(|| day_beside(&beside, &AS_OF));
            context.made = context.made.or_else(|| day_beside(&beside, &MADE));
            before = text;
        }
        if context.month.is_none() && context.fiscal_year.is_none() {
            context.fiscal_year =
                title.iter().filter(|text| !is_written(text)).find_map(|text| year_named(text));
        }
        // 4月 of a sheet whose title says 令和6年度 is a month of that year.
        if let (None, Some(month), Some(year)) = (context.month, context.month_alone, context.fiscal_year) {
            context.month = Some((year.year_of_month(month), month));
        }
        context
    }

    /// What holds for the rows below 令和7年度, 【5月】 or 令和7年5月分 that stands alone in a row; none where a text says
    /// anything else.
    pub fn below(&self, text: &str) -> Option<Self> {
        let plain: String = text.nfkc().collect();
        let word = plain.trim().trim_matches(|c| "【】■□◆◇●○▼▽★☆〔〕[]<>()".contains(c));
        let word = word.trim().trim_end_matches('分');
        if let Some(month) = month_alone(word) {
            let of_year = self.fiscal_year.map(|year| year.year_of_month(month));
            // 4月 below 令和7年3月 is the next April.
            let next = || self.month.map(|(year, before)| year + i32::from(month < before));
            let of = of_year.or_else(next).map(|year| (year, month));
            let fiscal_year = self.fiscal_year;
            return Some(Self { month: of, month_alone: Some(month), fiscal_year, ..Self::default() });
        }
        match date_reader::read(word) {
            Ok(Reading::FiscalYear(year)) => Some(Self { fiscal_year: Some(year), ..Self::default() }),
            Ok(Reading::Date { date, doubt: None, time: None }) if date.day().is_none() => {
                Some(Self { month: Some((date.year(), date.month()?)), ..Self::default() })
            }
            _ => None,
        }
    }

    /// What the name of a file says, such as 媒体台帳R7.csv. A day in it says when it was made.
    pub fn of_file(name: &str) -> Self {
        let stem: String = name.rsplit_once('.').map_or(name, |(stem, _)| stem).nfkc().collect();
        Self { fiscal_year: year_within(&stem), made: day_within(&stem), ..Self::default() }
    }

    /// The words of the sheet before those of its file's name; a day it was made says least.
    pub fn or_of_file(self, name: &str) -> Self {
        let said = Self { made: None, ..self };
        let file = Self::of_file(name);
        match said.period() {
            Some(_) => said,
            None => Self { made: self.made.or(file.made), ..file },
        }
    }

    fn learn_words(&mut self, text: &str) {
        for word in text.split([' ', '\u{3000}', '（', '）', '(', ')', '\n']) {
            let word = without_week(word).trim_end_matches(['分', '度']);
            if let Some(month) = month_alone(word) {
                self.month_alone.get_or_insert(month);
            }
            let year = format!("{word}度");
            for text in [word, year.as_str()] {
                self.learn(date_reader::read(text).ok());
            }
        }
    }

    fn learn(&mut self, reading: Option<Reading>) {
        match reading {
            Some(Reading::Date { date, doubt: None, .. }) => {
                // A month outside the year the sheet's name says is of something else.
                let other = |year: FiscalYear| FiscalYear::of(date.first_day()) != year;
                if let Some(month) = date.month()
                    && !self.fiscal_year.is_some_and(other)
                {
                    self.month.get_or_insert((date.year(), month));
                }
            }
            Some(Reading::FiscalYear(year)) => {
                self.fiscal_year.get_or_insert(year);
            }
            // R5.4～R6.3
            Some(Reading::Period(from, to)) => {
                let year = FiscalYear::of(from.date.first_day());
                if FiscalYear::of(to.date.first_day()) == year {
                    self.fiscal_year.get_or_insert(year);
                }
            }
            _ => {}
        }
    }

    /// By which sheets of the same ledger follow each other.
    pub fn period(&self) -> Option<(i32, u32)> {
        let year = || self.fiscal_year.map(|year| (year.0, 4));
        self.month.or_else(|| self.as_of_within_year()).or_else(year).or(self.as_of).or(self.made)
    }

    /// Whether that is a whole year and no day or month in it.
    pub fn is_whole_year(&self) -> bool {
        self.month.is_none() && self.fiscal_year.is_some() && self.as_of_within_year().is_none()
    }

    /// 令和6年度 as of R6.12.1 comes after the same as of R6.6.1.
    fn as_of_within_year(&self) -> Option<(i32, u32)> {
        let within = |(year, month): &(i32, u32)| {
            let day = PartialDate::from_day(*year, *month, 1);
            day.map(|day| FiscalYear::of(day.first_day())) == self.fiscal_year
        };
        self.as_of.filter(within)
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

/// 令和7年4月 of 令和7年4月第1週
fn without_week(word: &str) -> &str {
    let week =
        |(_, rest): &(&str, &str)| rest.trim_end_matches('目').ends_with('週') && rest.chars().count() <= 4;
    word.split_once('第').filter(week).map_or(word, |(before, _)| before)
}

/// R6, 2024, H31(R1), 6年度: the name of a sheet that is a year and no more.
fn bare_year(name: &str) -> Option<FiscalYear> {
    let plain: String = name.trim().nfkc().collect();
    let word = plain.split(['(', ' ']).next()?.trim_end_matches("年度");
    let digits = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let with_era = if word.len() < plain.len() && digits(word) && word.len() <= 2 {
        // A sheet without its era is of the era in force; 平成 came to 31 years.
        let era = if word.parse::<u32>().is_ok_and(|year| year <= 20) { "R" } else { "H" };
        format!("{era}{word}")
    } else {
        word.to_owned()
    };
    let number = with_era.trim_start_matches(|c: char| c.is_alphabetic());
    let is_year = digits(number) && (number.len() == 4 || number.len() < with_era.len());
    match is_year.then(|| date_reader::read(&format!("{with_era}年度")))? {
        Ok(Reading::FiscalYear(year)) => Some(year),
        _ => None,
    }
}

/// R6, 令和6年度 or 2024 somewhere in a text, where no month or further digit follows.
fn year_within(text: &str) -> Option<FiscalYear> {
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !text[..*at].ends_with(|before: char| before.is_ascii_digit() || before == '.')
    });
    let year = |at: usize| {
        let digits = &text[at..at + text[at..].bytes().take_while(u8::is_ascii_digit).count()];
        let rest = text[at + digits.len()..].trim_start_matches("年度");
        let dated = rest.starts_with(['.', '年', '月']) || rest.starts_with('-') && digits.len() <= 2;
        let era = ["令和", "平成", "R", "H", "r", "h"].into_iter().find(|era| text[..at].ends_with(era));
        let apart = |era: &&str| {
            era.len() > 1 || !text[..at - 1].ends_with(|before: char| before.is_ascii_alphanumeric())
        };
        let word = match (era.filter(apart), digits.len()) {
            (Some(era), 1 | 2) => format!("{era}{digits}年度"),
            (None, 4) => format!("{digits}年度"),
            _ => return None,
        };
        match date_reader::read(&word) {
            // 台帳_1234 counts something else.
            Ok(Reading::FiscalYear(year)) if !dated && (1989..=2100).contains(&year.0) => Some(year),
            _ => None,
        }
    };
    starts.map(|(at, _)| at).find_map(year)
}

/// 令和6年度媒体管理台帳: the year in a title that runs on. 令和6年度から is no year of the table.
fn year_named(text: &str) -> Option<FiscalYear> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let (before, after) = plain.split_once("年度")?;
    let goes_on = ["から", "以降", "まで", "版", "改", "より"].iter().any(|word| after.starts_with(word));
    if goes_on { None } else { year_within(&format!("{before}年度")) }
}

/// 20240401, R6.4.1, 2024-04-01 or 令和6年4月1日 somewhere in the name of a file.
fn day_within(text: &str) -> Option<(i32, u32)> {
    let eras = ["令和", "平成", "R", "H", "r", "h"];
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !text[..*at].ends_with(|c: char| c.is_ascii_digit() || ".-/年月".contains(c))
    });
    let month = |at: usize| {
        let day = text[at..].split(|c: char| !c.is_ascii_digit() && !".-/年月日".contains(c)).next()?;
        let day = day.trim_end_matches(['.', '-', '/']);
        if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
            let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
            return month_of(&day).filter(|(year, _)| (1989..=2100).contains(year));
        }
        let era = eras.iter().find(|era| text[..at].ends_with(**era)).copied().unwrap_or_default();
        month_of(&format!("{era}{day}"))
    };
    starts.map(|(at, _)| at).find_map(month)
}

fn month_of(text: &str) -> Option<(i32, u32)> {
    match date_reader::read(text) {
        Ok(Reading::Date { date, doubt: None, .. }) => date.month().map(|month| (date.year(), month)),
        _ => None,
    }
}

/// 令和7年4月1日現在, （R7.4.1 時点）, 更新日：R7.4.1, by the words that may stand beside the day.
fn day_beside(text: &str, words: &[&str]) -> Option<(i32, u32)> {
    let plain: String = text.nfkc().collect();
    let word = words.iter().find(|word| plain.contains(**word))?;
    let bare = plain.replace(word, " ");
    let whole: String = bare.chars().filter(|c| !c.is_whitespace() && !"()[]【】:".contains(*c)).collect();
    let words = bare.split(|c: char| c.is_whitespace() || "()[]【】:".contains(c));
    std::iter::once(whole.as_str()).chain(words).find_map(month_of)
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
            (Context::of(None, &title("令和７年４月第１週")), Some((2025, 4)), None),
            (Context::of(None, &title("電子媒体管理台帳（令和6年度）")), None, Some(FiscalYear(2024))),
            (Context::of(Some("Sheet1"), &[]), None, None),
            (Context::of(None, &title("令和６年度媒体管理台帳")), None, Some(FiscalYear(2024))),
            (Context::of(None, &title("媒体管理台帳（令和6年度から使用）")), None, None),
            (Context::of_file("(最新)媒体台帳_R7.csv"), None, Some(FiscalYear(2025))),
            (Context::of_file("媒体台帳Ｒ６.csv"), None, Some(FiscalYear(2024))),
            (Context::of_file("令和6年度台帳.xlsx"), None, Some(FiscalYear(2024))),
            (Context::of_file("台帳2024.xlsx"), None, Some(FiscalYear(2024))),
            (Context::of_file("2024年度 台帳.xlsx"), None, Some(FiscalYear(2024))),
            (Context::of_file("台帳R6.3.31.xlsx"), None, None),
            (Context::of_file("台帳2024年4月.xlsx"), None, None),
            (Context::of_file("USB12.xlsx"), None, None),
            (Context::of_file("USB管理 令和6年度.xlsx"), None, Some(FiscalYear(2024))),
            (Context::of_file("台帳_20260401.csv"), None, None),
            (Context::of_file("台帳-1234（12）.csv"), None, None),
            (Context::of(Some("Sheet 2"), &[]), None, None),
            (Context::of(Some("R6"), &[]), None, Some(FiscalYear(2024))),
            (Context::of(Some("２０２４"), &[]), None, Some(FiscalYear(2024))),
            (Context::of(Some("H31(R1)"), &[]), None, Some(FiscalYear(2019))),
            (Context::of(Some("6年度"), &[]), None, Some(FiscalYear(2024))),
            (Context::of(Some("30年度"), &[]), None, Some(FiscalYear(2018))),
            (Context::of(Some("R5.4～R6.3"), &[]), None, Some(FiscalYear(2023))),
            (Context::of(Some("12"), &[]), None, None),
        ];
        for (context, month, year) in cases {
            assert_eq!((context.month, context.fiscal_year), (month, year));
        }
    }

    #[test]
    fn a_day_in_the_name_of_a_file_tells_when_it_was_made() {
        let cases = [
            ("媒体_20240401.xlsx", Some((2024, 4))),
            ("媒体R6.4.1.csv", Some((2024, 4))),
            ("媒体 2024-04-01.xlsx", Some((2024, 4))),
            ("媒体（令和６年４月１日現在）.xlsx", Some((2024, 4))),
            ("台帳2024年4月.xlsx", Some((2024, 4))),
            ("台帳-1234（12）.csv", None),
            ("媒体_20241399.xlsx", None),
            ("USB12.xlsx", None),
            ("台帳2024.xlsx", None),
        ];
        for (name, made) in cases {
            assert_eq!(Context::of_file(name).made, made, "{name}");
        }
        let made = Context::of(None, &["作成日 R7.4.1".to_owned()]);
        assert_eq!(made.or_of_file("台帳R6.xlsx").period(), Some((2024, 4)));
        assert_eq!(made.or_of_file("台帳_20240101.xlsx").period(), Some((2025, 4)));
        assert_eq!(
            Context::of_file("媒体台帳R7_20250610.xlsx").period(),
            Some((2025, 4)),
            "its year comes first"
        );
    }

    #[test]
    fn the_day_a_sheet_was_written_is_not_what_it_is_about() {
        let titles = [
            ("作成日 R7.4.1", None),
            ("R7.3.31現在", Some((2025, 3))),
            ("印刷日：R7.4.1", None),
            ("令和7年3月31日 時点", Some((2025, 3))),
            ("（令和７年 ４月１日現在）", Some((2025, 4))),
            ("媒体管理台帳　令和7年4月1日現在", Some((2025, 4))),
            ("更新日：R7.10.1", Some((2025, 10))),
            ("現在の台帳", None),
        ];
        for (title, as_of) in titles {
            let context = Context::of(Some("R5年度"), &[title.to_owned()]);
            assert_eq!(context.period(), Some((2023, 4)), "{title}");
            let alone = Context::of(None, &[title.to_owned()]);
            let made = alone.made.filter(|_| title.starts_with("作成日"));
            assert_eq!(alone, Context { as_of, made, ..Context::default() }, "{title}");
            assert_eq!(alone.period(), as_of.or(made), "{title}");
        }
        assert_eq!(Context::of(None, &["作成日 R7.4.1".to_owned()]).made, Some((2025, 4)));
        let apart = ["作成日".to_owned(), "2025-04-01".to_owned()];
        assert_eq!(Context::of(Some("R5年度"), &apart).period(), Some((2023, 4)));
        let other = Context::of(Some("R5年度"), &["令和7年4月".to_owned()]);
        assert_eq!(other.period(), Some((2023, 4)), "the sheet's own year stands");
    }

    #[test]
    fn a_year_or_a_month_alone_in_a_row_holds_below_it() {
        let year = Context { fiscal_year: Some(FiscalYear(2025)), ..Context::default() };
        let below = |text: &str| year.below(text).map(|of| (of.month, of.fiscal_year));
        assert_eq!(below("令和6年度"), Some((None, Some(FiscalYear(2024)))));
        assert_eq!(below("【３月】"), Some((Some((2026, 3)), Some(FiscalYear(2025)))));
        assert_eq!(below("令和7年5月分"), Some((Some((2025, 5)), None)));
        for text in ["令和6年度は該当なし", "R6.5.1", "総務課", "5"] {
            assert_eq!(below(text), None, "{text}");
        }
        assert_eq!(Context::default().below("5月").map(|of| of.month_alone), Some(Some(5)));
        let march = Context { month: Some((2025, 3)), ..Context::default() };
        let next = |text: &str| march.below(text).and_then(|of| of.month);
        assert_eq!(
            (next("3月"), next("4月分"), next("1月")),
            (Some((2025, 3)), Some((2025, 4)), Some((2026, 1)))
        );
    }

    #[test]
    fn january_to_march_lie_in_the_next_year() {
        let context = Context { fiscal_year: Some(FiscalYear(2025)), ..Context::default() };
        assert_eq!(context.month_day(3, 31).map(|d| d.to_string()).as_deref(), Some("2026-03-31"));
        assert_eq!(context.month_day(4, 1).map(|d| d.to_string()).as_deref(), Some("2025-04-01"));
    }
}
