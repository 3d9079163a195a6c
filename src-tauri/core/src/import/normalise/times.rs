//! 時刻の欄: a time of day takes its day from the row it stands in: 開始時刻 beside 実施日, 持出時刻 beside 持出日.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use crate::vocab::date_reader::{self, Clock, Reading};
use crate::vocab::fields::{Field, Kind};
use crate::vocab::value::DATE_TIME;

use super::dates::PERIODS;
use super::{Normal, Normaliser, Slot};
use crate::import::cell_rules::Outcome;
use crate::import::cells::{Cell, Raw, Row};
use crate::import::mapping::{Mapped, Target};
use crate::import::number_format;
use crate::import::problem::{Finding, Issue};

/// The day of a record, where only the moment of its beginning is written: バックアップ日時.
const DAYS: [(&str, &str); 2] = [("performed_on", "started_at"), ("held_on", "started_at")];

/// Days whose hours have a field of their own.
const HOURS: [(&str, &str); 2] = [("returned_on", "returned_time"), ("due_on", "due_time")];

impl Normaliser<'_> {
    /// A cell that says an hour and no day: 9:30, or 0.395833 as Excel counts hours.
    pub(super) fn hour(&self, cell: &Cell, text: &str) -> Option<Outcome> {
        if date_reader::clock(text).is_some() {
            return Some(Outcome::plain(text));
        }
        let serial: f64 = text.parse().ok().filter(|serial| (0.0..1.0).contains(serial))?;
        if serial == 0.0 {
            let code = self.formats.get(usize::from(cell.format))?;
            let midnight = matches!(cell.value, Raw::Number(_)) && number_format::has_hours(code);
            return midnight.then(|| Outcome::plain("0:00"));
        }
        let minutes = (serial * 1440.0).round() as u32;
        let time = NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0)?;
        let text = time.format("%-H:%M").to_string();
        Some(Outcome::with(Some(text.clone()), Issue::Serial, text))
    }

    /// Gives the hours of a row their day, those of the beginning first: an end is of the day it began on.
    pub(super) fn with_days(&mut self, row: &Row, normal: &mut Normal) {
        let mapping = self.mapping;
        let ends = |field: &Field| PERIODS.iter().any(|(_, end)| *end == field.key);
        for last in [false, true] {
            for (n, mapped) in mapping.columns.iter().enumerate() {
                let timed = mapped.field().filter(|field| field.kind == Kind::DateTime);
                if let Some(field) = timed.filter(|field| ends(field) == last) {
                    self.with_day(Slot { n, mapped, field, row }, normal);
                }
            }
        }
        self.day_of_beginning(normal);
        for (n, mapped) in mapping.columns.iter().enumerate() {
            if let Target::TimeOf(field) = mapped.target {
                self.beside_its_day(Slot { n, mapped, field, row }, normal);
            }
        }
    }

    /// 返却日時 over 17:30: the hour goes to the field of hours beside the day's, where nothing else stands there.
    pub(super) fn time_beside(&self, slot: Slot<'_>, raw: &str, normal: &mut Normal) {
        let Some((_, time)) = HOURS.iter().find(|(day, _)| *day == slot.field.key) else { return };
        let field = self.mapping.shape.fields().iter().find(|field| field.key == *time);
        let written = match (raw.split_once('T'), date_reader::read_beside(raw).0) {
            (_, Ok(Reading::Date { time, .. })) => time,
            (Some((_, hour)), _) => date_reader::clock(hour).map(|clock| clock.start),
            _ => None,
        };
        let Some((field, written)) = field.zip(written) else { return };
        if normal.values.contains_key(field.key) {
            return;
        }
        let written = written.format("%-H:%M").to_string();
        let dropped =
            |finding: &Finding| finding.issue == Issue::TimeDropped && finding.field == slot.field.key;
        normal.findings.retain(|finding| !dropped(finding));
        self.find(normal, &slot.spot(false), Issue::TimeSplit, raw, &written);
        normal.values.insert(field.key, written);
    }

    fn with_day(&mut self, slot: Slot<'_>, normal: &mut Normal) {
        let Slot { n, field, .. } = slot;
        let Some(text) = normal.values.get(field.key).map(str::to_owned) else { return };
        let Some(clock) = date_reader::clock(&text) else { return };
        normal.values.remove(field.key);
        normal.raw.insert_new(field.key, || text);
        let raw = normal.raw[field.key].to_owned();
        let outcome = match self.date_beside(n, normal).and_then(|date| date.to_day()) {
            Some(day) => self.on_day(day, clock, field, normal),
            // Once the day beside it is settled it has its own.
            None if self.has_open_day(normal) => return,
            None => Outcome::error(Issue::TimeOnly),
        };
        let Some(value) = self.settle(outcome, field, &slot.spot(false), &raw, normal) else { return };
        if let (Some(end), Some(day)) = (clock.end, value.get(..10)) {
            match self.end_of(field).filter(|end| !normal.values.contains_key(end.key)) {
                Some(field) => normal.values.insert(field.key, format!("{day}T{}", end.format("%H:%M"))),
                None => {
                    let original = format!("{}（原文）", slot.mapped.column.heading);
                    normal.extra.insert(original, raw);
                }
            }
        }
        normal.values.insert(field.key, value);
    }

    /// Whether it is still asked what day another cell of the row says.
    fn has_open_day(&self, normal: &Normal) -> bool {
        let mut fields = self.mapping.columns.iter().filter_map(Mapped::field);
        fields.any(|field| {
            let asked = |finding: &Finding| finding.field == field.key && finding.is_open();
            matches!(field.kind, Kind::Date | Kind::DateTime) && normal.findings.iter().any(asked)
        })
    }

    fn day_of_beginning(&self, normal: &mut Normal) {
        let fields = self.mapping.shape.fields();
        for (day, moment) in DAYS {
            let moment = normal.values.get(moment).filter(|_| !self.own);
            // Most ledgers have no such moment, and then nothing has to be looked for.
            let Some(text) = moment.and_then(|moment| moment.get(..10)) else { continue };
            let mut columns = self.mapping.columns.iter().filter_map(Mapped::field);
            if let Some(field) = fields.iter().find(|field| field.key == day)
                && !columns.any(|column| column.key == day)
            {
                let text = text.to_owned();
                normal.values.insert_new(field.key, || text);
            }
        }
    }

    /// 1:15 after 22:30 of the same row is of the day after, if somebody says so.
    fn on_day(&self, day: NaiveDate, clock: Clock, field: &Field, normal: &Normal) -> Outcome {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        let text = |day: NaiveDate| day.and_time(clock.start).format(DATE_TIME).to_string();
        if clock.next_day {
            return Outcome::plain(text(next));
        }
        let start = PERIODS
            .iter()
            .find(|(_, end)| *end == field.key)
            .and_then(|(start, _)| NaiveDateTime::parse_from_str(normal.values.get(start)?, DATE_TIME).ok());
        if start.is_some_and(|start| start.date() == day && start.time() > clock.start) {
            let shown = text(next).replace('T', " ");
            return Outcome::with(Some(text(next)), Issue::NextDay, shown);
        }
        Outcome::plain(text(day))
    }

    /// 持出時刻 beside 持出日: the hour goes to the day's field; where that cannot be, it is kept beside it.
    fn beside_its_day(&mut self, slot: Slot<'_>, normal: &mut Normal) {
        let Slot { n, mapped, field, row } = slot;
        let cell = mapped.column.cell(row);
        let raw = cell.map(|cell| cell.value.text()).unwrap_or_default();
        let clock = date_reader::clock(raw.trim()).filter(|clock| clock.end.is_none() && !clock.next_day);
        let day = normal.values.get(field.key).and_then(|day| day.parse::<NaiveDate>().ok());
        let Some((clock, day)) = clock.zip(day) else {
            self.extra(n, mapped, row, cell, normal);
            return;
        };
        let said = normal.raw.get(field.key).map_or_else(|| day.to_string(), str::to_owned);
        normal.raw.insert(field.key, format!("{} {}", said.trim(), raw.trim()));
        normal.values.insert(field.key, day.and_time(clock.start).format(DATE_TIME).to_string());
    }
}
