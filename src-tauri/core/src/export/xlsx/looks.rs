//! How cells look: a number stays text, a day is a day that Excel shows in its era.

use chrono::{Datelike, NaiveDate, Timelike};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Worksheet, XlsxError};

use super::Done;
use crate::export::cells::{Holds, Out};

/// 令和8年11月20日, as every Excel since 1997 knows it.
const DAY: &str = r#"[$-411]ggge"年"m"月"d"日";@"#;
const MOMENT: &str = r#"[$-411]ggge"年"m"月"d"日" h:mm;@"#;
const SECOND: &str = r#"[$-411]ggge"年"m"月"d"日" h:mm:ss;@"#;

/// The looks of cells; of a voided record they are struck through.
pub struct Looks {
    text: Format,
    note: Format,
    day: Format,
    moment: Format,
    second: Format,
    number: Format,
    year: Format,
}

impl Looks {
    pub fn new(struck: bool) -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        let plain = if struck { plain.set_font_strikethrough() } else { plain };
        let left = || plain.clone().set_align(FormatAlign::Left);
        Self {
            // 001 typed into such a cell stays 001.
            text: left().set_num_format("@"),
            note: left().set_text_wrap(),
            day: left().set_num_format(DAY),
            moment: left().set_num_format(MOMENT),
            second: left().set_num_format(SECOND),
            number: plain.clone().set_num_format("#,##0"),
            year: plain.clone().set_num_format(r#"0"年度""#),
        }
    }

    pub fn of(&self, holds: Holds) -> &Format {
        match holds {
            Holds::Text => &self.text,
            Holds::Note => &self.note,
            Holds::Day => &self.day,
            Holds::Moment => &self.moment,
            Holds::Second => &self.second,
            Holds::Number => &self.number,
            Holds::FiscalYear => &self.year,
        }
    }

    pub fn write(&self, sheet: &mut Worksheet, (row, col): (u32, u16), holds: Holds, cell: Out) -> Done {
        let look = self.of(holds);
        match cell {
            Out::Text(text) => {
                let look = if holds == Holds::Note { look } else { &self.text };
                sheet.write_string_with_format(row, col, text, look)?;
            }
            Out::Number(number) => {
                sheet.write_number_with_format(row, col, number as f64, look)?;
            }
            Out::Date(day) => {
                // Of a moment whose hour nobody said.
                let look = if holds == Holds::Moment { &self.day } else { look };
                sheet.write_datetime_with_format(row, col, &excel_day(day)?, look)?;
            }
            Out::Moment(at) => {
                let day = excel_day(at.date())?;
                let moment = day.and_hms(at.hour() as u16, at.minute() as u8, f64::from(at.second()))?;
                sheet.write_datetime_with_format(row, col, &moment, look)?;
            }
        }
        Ok(())
    }
}

pub fn excel_day(day: NaiveDate) -> std::result::Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)
}
