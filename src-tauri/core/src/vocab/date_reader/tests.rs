use super::*;
use crate::vocab::wareki::Era;
use proptest::prelude::*;

fn plain(text: &str) -> String {
    match read(text) {
        Ok(Reading::Date { date, time: None, doubt: None }) => date.to_string(),
        Ok(Reading::Date { date, time: Some(time), doubt: None }) => {
            format!("{date}T{}", time.format("%H:%M"))
        }
        Ok(Reading::Date { date, doubt: Some(doubt), .. }) => format!("{date} {doubt:?}"),
        Ok(Reading::MonthDay { month, day, time: None }) => format!("{month}/{day}"),
        Ok(Reading::FiscalYear(year)) => year.to_string(),
        Ok(Reading::Period(from, to)) => format!("{}..{}", moment(from), moment(to)),
        other => format!("{other:?}"),
    }
}

fn moment(Moment { date, time }: Moment) -> String {
    format!("{date}{}", time.map(|time| time.format("T%H:%M").to_string()).unwrap_or_default())
}

#[test]
fn every_style_of_old_ledgers() {
    let cases = [
        ("令和6年4月1日", "2024-04-01"),
        ("令和 6年 4月 1日", "2024-04-01"),
        ("令和６年４月１日", "2024-04-01"),
        ("R02.07.21", "2020-07-21"),
        ("R6.4.1", "2024-04-01"),
        ("R06/04/01", "2024-04-01"),
        ("Ｒ６．４．１", "2024-04-01"),
        ("令6.4.1", "2024-04-01"),
        ("㋿6.4.1", "2024-04-01"),
        ("㍻31.4.30", "2019-04-30"),
        ("H31.4.30", "2019-04-30"),
        ("S38.01.14", "1963-01-14"),
        ("平成三十一年四月三十日", "2019-04-30"),
        ("二〇二四年四月一日", "2024-04-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("R元.5.1", "2019-05-01"),
        ("R1.5.1", "2019-05-01"),
        ("令和元年度", "令和元年度"),
        ("令和6年4月", "2024-04"),
        ("2024年4月", "2024-04"),
        ("2023/5", "2023-05"),
        ("R6.4", "2024-04"),
        ("H30.9", "2018-09"),
        ("令和6年度", "令和6年度"),
        ("4/1", "4/1"),
        ("4月1日", "4/1"),
        ("20240401", "2024-04-01"),
        ("2024.4.1", "2024-04-01"),
        ("2024-4-1", "2024-04-01"),
        ("2024/4/1(月)", "2024-04-01"),
        ("2024/04/01 13:05", "2024-04-01T13:05"),
        ("2024-04-01T00:00:00", "2024-04-01T00:00"),
        ("令和6年6月14日（金）13:30～15:00", "2024-06-14T13:30"),
        ("令和6年6月14日午後1時半", "2024-06-14T13:30"),
        ("45383", "2024-04-01 Serial"),
        ("H31.5.1", "2019-05-01 OutsideEra"),
        ("S64.1.8", "1989-01-08 OutsideEra"),
        ("R6.4.1～R6.4.30", "2024-04-01..2024-04-30"),
        ("R6.12.28～1/4", "2024-12-28..2025-01-04"),
        ("R6.4.1 9:00～R6.4.3 17:00", "2024-04-01T09:00..2024-04-03T17:00"),
        ("R6.12.28 9時～1/4 17時", "2024-12-28T09:00..2025-01-04T17:00"),
        ("R6.4.1 9:00頃～", "2024-04-01T09:00"),
        ("2021-04", "2021-04"),
        ("R060401", "2024-04-01"),
    ];
    for (text, expected) in cases {
        assert_eq!(plain(text), expected, "{text}");
    }
}

#[test]
fn a_span_of_times_is_kept() {
    let span = |text| time_span(text).map(|(start, end)| (start.to_string(), end.map(|end| end.to_string())));
    let cases = [
        ("令和6年6月14日（金）13:30～15:00", Some(("13:30:00", Some("15:00:00")))),
        ("R6.6.14 午後1時半～午後3時", Some(("13:30:00", Some("15:00:00")))),
        ("2024-6-14 13:30-15:00", Some(("13:30:00", Some("15:00:00")))),
        ("2024/6/14 13:30", Some(("13:30:00", None))),
        ("R6.6.14", None),
    ];
    for (text, expected) in cases {
        let expected = expected.map(|(start, end)| (start.to_owned(), end.map(str::to_owned)));
        assert_eq!(span(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_date_says_why() {
    let cases = [
        ("令和6年13月1日", DateProblem::NoSuchDay),
        ("R6.2.30", DateProblem::NoSuchDay),
        ("2204/4/1", DateProblem::YearOutOfRange),
        ("耐火金庫", DateProblem::NotADate),
        ("R7.3.24 廃棄（粉砕）", DateProblem::NotADate),
        ("R7.3.24（紛失）", DateProblem::NotADate),
        ("R7.3.24 9:00～そのうち", DateProblem::NotADate),
        ("R7.3.24 17:00～R7.3.24 9:00", DateProblem::NotADate),
        ("済", DateProblem::NotADate),
        ("", DateProblem::NotADate),
        ("1", DateProblem::NotADate),
        ("R", DateProblem::NotADate),
    ];
    for (text, problem) in cases {
        assert_eq!(read(text), Err(problem), "{text}");
    }
}

#[test]
fn words_in_brackets_are_told_from_weekdays() {
    let cases = [
        ("R7.3.24（紛失）", "2025-03-24", true),
        ("（予定）R7.3.24（月）", "2025-03-24", true),
        ("R7.3.24（月）（予定） 9:00", "2025-03-24", true),
        ("R7.3.24（月・祝）", "2025-03-24", false),
        ("R7.3.24(Mon.)", "2025-03-24", false),
    ];
    for (text, day, words) in cases {
        let (read, beside) = read_beside(text);
        let Ok(Reading::Date { date, .. }) = read else { panic!("{text}: {read:?}") };
        assert_eq!((date.to_string().as_str(), beside), (day, words), "{text}");
    }
    assert_eq!(read_beside("未定（金庫）").0, Err(DateProblem::NotADate));
}

#[test]
fn words_and_omitted_eras_are_not_guessed() {
    for word in ["未定", "不明", "なし", "－", "―", "随時", "別途", "調整中", "廃棄済", "退職時"]
    {
        assert_eq!(read(word), Ok(Reading::Word), "{word}");
    }
    assert_eq!(read("6.4.1"), Ok(Reading::EraOmitted { year: 6, month: 4, day: 1 }));
    assert_eq!(read("06/04/01"), Ok(Reading::EraOmitted { year: 6, month: 4, day: 1 }));
}

#[test]
fn at_the_keyboard_the_year_may_be_left_out() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let cases = [
        ("11/20", Ok("2026-11-20")),
        ("３／３１", Ok("2027-03-31")),
        ("R8.11.20", Ok("2026-11-20")),
        ("20261120", Ok("2026-11-20")),
        ("2021-04", Ok("2021-04")),
        ("8.11.20", Err(DateProblem::EraOmitted)),
        ("H31.5.1", Err(DateProblem::OutsideEra)),
        ("45383", Err(DateProblem::NotADate)),
        ("令和8年度", Err(DateProblem::NotADate)),
        ("2/30", Err(DateProblem::NoSuchDay)),
    ];
    for (text, expected) in cases {
        assert_eq!(typed(text, today).map(|d| d.to_string()), expected.map(str::to_owned), "{text}");
    }
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c })
        .collect()
}

fn styles(date: PartialDate) -> Vec<String> {
    let (y, m, d) = (date.year(), date.month().unwrap(), date.day().unwrap());
    let short = date.short();
    vec![
        date.to_string(),
        date.long(),
        short.clone(),
        short.replace('.', "/"),
        full_width(&short),
        full_width(&date.long()),
        format!("{y}/{m}/{d}"),
        format!("{y}/{m:02}/{d:02} 9:00"),
        format!("{y}.{m}.{d}"),
        format!("{y}年{m}月{d}日"),
        format!("{y}{m:02}{d:02}"),
        format!("{}({})", date.long(), date.weekday_ja().unwrap()),
    ]
    .into_iter()
    .chain(era_styles(date))
    .collect()
}

/// Era as a letter, a word, its first character or one sign; years and days padded, spaced or in kanji.
fn era_styles(date: PartialDate) -> Vec<String> {
    let (m, d) = (date.month().unwrap(), date.day().unwrap());
    let (era, y) = Era::of(date.first_day()).unwrap();
    let sign = ['㍾', '㍽', '㍼', '㍻', '㋿'][Era::ALL.iter().position(|one| *one == era).unwrap()];
    let (name, letter) = (era.name(), era.letter());
    let first = name.chars().next().unwrap();
    let year = if y == 1 { "元".to_owned() } else { y.to_string() };
    vec![
        format!("{letter}{y:02}.{m:02}.{d:02}"),
        format!("{letter}{y:02}/{m:02}/{d:02}"),
        format!("{letter}{y:02}{m:02}{d:02}"),
        format!("{}{year}.{m}.{d}", letter.to_ascii_lowercase()),
        format!("{first}{y}.{m}.{d}"),
        format!("{sign}{y}.{m}.{d}"),
        format!("{name}{year}年{m}月{d}日"),
        format!("{name} {y}年 {m}月 {d}日"),
        format!("{name}{}年{}月{}日", kanji(y as u32), kanji(m), kanji(d)),
    ]
}

/// 三十一
fn kanji(number: u32) -> String {
    let digit = |n: u32| "〇一二三四五六七八九".chars().nth(n as usize).unwrap();
    let mut text = String::new();
    if number >= 20 {
        text.push(digit(number / 10));
    }
    if number >= 10 {
        text.push('十');
    }
    if !number.is_multiple_of(10) {
        text.push(digit(number % 10));
    }
    text
}

proptest! {
    #[test]
    fn a_date_in_any_style_reads_back(days in 0u64..84_000) {
        let start = NaiveDate::from_ymd_opt(1868, 1, 25).unwrap();
        let date = PartialDate::from(start + chrono::Days::new(days));
        for text in styles(date) {
            let read = read(&text);
            let Ok(Reading::Date { date: back, doubt: None, .. }) = read else {
                return Err(TestCaseError::fail(format!("{text}: {read:?}")));
            };
            prop_assert_eq!(back, date, "{}", text);
        }
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in ".{0,40}") {
        let _ = read(&text);
    }
}
