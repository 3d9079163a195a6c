//! セルの値: the library's kinds of values as ours.

use std::borrow::Cow;

use calamine::{Data, DataRef, ExcelDateTime, ExcelDateTimeType};
use chrono::{NaiveDateTime, NaiveTime};

use crate::import::cells::Raw;

/// A value whose text may still be the file's own: of most cells it is.
pub type RawOf<'a> = Raw<Cow<'a, str>>;

/// `date` where the cell's format shows days though the library saw a mere number.
pub fn raw_ref<'a>(value: &DataRef<'a>, date: bool, is_1904: bool) -> RawOf<'a> {
    match value {
        DataRef::Empty => Raw::Empty,
        DataRef::String(text) => text_or_empty(text.clone()),
        DataRef::SharedString(text) => text_or_empty(*text),
        DataRef::Float(number) if date => day(*number, is_1904),
        DataRef::Int(number) if date => day(*number as f64, is_1904),
        DataRef::Float(number) => Raw::Number(*number),
        DataRef::Int(number) => Raw::Number(*number as f64),
        DataRef::Bool(yes) => Raw::Bool(*yes),
        DataRef::DateTime(at) => date_time(*at),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso(text.clone()),
        DataRef::Error(error) => Raw::Error(error.to_string().into()),
    }
}

fn day<T: From<String>>(serial: f64, is_1904: bool) -> Raw<T> {
    date_time(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904))
}

pub fn raw(value: &Data, date: bool, is_1904: bool) -> Raw {
    match value {
        Data::Empty => Raw::Empty,
        Data::Float(number) if date => day(*number, is_1904),
        Data::Int(number) if date => day(*number as f64, is_1904),
        Data::String(text) => text_or_empty(text.as_str()),
        Data::Float(number) => Raw::Number(*number),
        Data::Int(number) => Raw::Number(*number as f64),
        Data::Bool(yes) => Raw::Bool(*yes),
        Data::DateTime(at) => date_time(*at),
        Data::DateTimeIso(text) | Data::DurationIso(text) => iso(text.as_str()),
        Data::Error(error) => Raw::Error(error.to_string().into()),
    }
}

fn text_or_empty<T: AsRef<str>, U: From<T>>(text: T) -> Raw<U> {
    if text.as_ref().is_empty() { Raw::Empty } else { Raw::Text(text.into()) }
}

/// A time of day alone is text; a serial no calendar knows stays a number.
fn date_time<T: From<String>>(at: ExcelDateTime) -> Raw<T> {
    let serial = at.as_f64();
    let Some(moment) = at.as_datetime().filter(|_| !at.is_duration() && serial.abs() < 3_000_000.0) else {
        return Raw::Number(serial);
    };
    if (0.0..1.0).contains(&serial) && serial > 0.0 {
        return Raw::Text(to_minute(moment).format("%-H:%M").to_string().into());
    }
    if serial == 0.0 { Raw::Number(0.0) } else { Raw::DateTime(to_minute(moment)) }
}

/// Serials are fractions of a day: 9:00 may come out as 8:59:59.999.
fn to_minute(moment: NaiveDateTime) -> NaiveDateTime {
    let rounded = moment + chrono::TimeDelta::milliseconds(500);
    rounded.date().and_time(
        NaiveTime::from_num_seconds_from_midnight_opt(
            chrono::Timelike::num_seconds_from_midnight(&rounded.time()),
            0,
        )
        .unwrap_or_default(),
    )
}

/// `2024-04-01T00:00:00.000`, as files in XML write moments.
pub fn iso<T: AsRef<str>, U: From<T>>(text: T) -> Raw<U> {
    let moment = moment(text.as_ref());
    moment.map_or_else(|| text_or_empty(text), Raw::DateTime)
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let moment = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day =
        || chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    moment.or_else(day)
}
