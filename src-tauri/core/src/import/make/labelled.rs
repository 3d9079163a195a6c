//! 表の上の項目: 研修名, 日時 and the like, which stand once for all rows of a table.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::table::{Maker, Verdicts};
use crate::import::cells::{Cell, Row};
use crate::import::chosen::Chosen;
use crate::import::context::Context;
use crate::import::headings::{Shape, headings};
use crate::import::mapping::{Mapped, Mapping, Reason, Target};
use crate::import::my_number;
use crate::import::normalise::{Normal, Normaliser};
use crate::import::preview::RowPreview;
use crate::import::problem::{Finding, Issue};
use crate::import::row_marks::keep_beside;
use crate::import::tables::{Column, Labelled};
use crate::vocab::value::DATE_TIME;
use crate::vocab::{Field, Kind, PartialDate, Register, RegisterId, date_reader};

/// What stands once for a table.
#[derive(Default)]
pub(super) struct Whole {
    pub values: BTreeMap<&'static str, String>,
    /// What no field could hold, by its label.
    pub extra: BTreeMap<String, String>,
    pub problems: Vec<Finding>,
}

impl Maker<'_, '_> {
    /// 研修名, 日時 and the like above the headings, where the whole table is one record.
    pub(super) fn labelled(&self, mapping: &Mapping, context: &Context, verdicts: &Verdicts<'_>) -> Whole {
        let mut whole = Whole::default();
        if mapping.shape.part.is_none() {
            return whole;
        }
        // The day of the record before the hours that need it.
        let mut labels: Vec<&Labelled> = self.table.labelled.iter().collect();
        labels.sort_by_key(|label| date_reader::clock(label.value.text().trim()).is_some());
        let register = mapping.shape.register;
        for label in labels {
            let day = day_of(register, &whole.values);
            let Some(row) = self.one_value(label, day, mapping, context, verdicts) else { continue };
            for (key, value) in row.values {
                whole.values.entry(key).or_insert_with(|| value.to_string());
            }
            for (label, text) in row.extra {
                keep_beside(&mut whole.extra, &label, &text);
            }
            whole.problems.extend(row.problems);
        }
        whole.problems.extend(self.unnamed(verdicts));
        if register.id == RegisterId::Training && !mapping.is_own() {
            self.named_by_title(&mut whole, register, verdicts);
            self.dated_by_title(&mut whole, context, verdicts);
        }
        whole
    }

    fn one_value(
        &self,
        label: &Labelled,
        day: Option<PartialDate>,
        mapping: &Mapping,
        context: &Context,
        verdicts: &Verdicts<'_>,
    ) -> Option<RowPreview> {
        let register = mapping.shape.register;
        let field = headings().own_field(register.id, &label.key)?;
        let column = Column {
            col: label.col,
            last_col: label.col,
            heading: field.label.ja.to_owned(),
            keys: vec![label.key.clone()],
            ..Column::default()
        };
        let mapped = Mapped { column, target: Target::Field(field), reason: Reason::Synonym };
        let mapping =
            Mapping { shape: Shape { register, part: None }, columns: vec![mapped], constants: Vec::new() };
        let cell = Cell { col: label.col, value: label.value.clone(), ..Cell::default() };
        let row = Row { number: label.row, hidden: false, cells: vec![cell] };
        let chosen = Chosen::of(&mapping, self.decisions.tables.get(&self.id));
        let mut normaliser = Normaliser::new(&mapping, self.sheet, context, self.table.cols, verdicts);
        normaliser.read_on(self.read_on);
        let mut normal = normaliser.with_day_of_record(day).row(&chosen.row(&row, context));
        chosen.keep_raw(&row, context, &mut normal);
        split_time(&mut normal, field, register, &label.value.text());
        let Normal { values, raw, extra, findings, .. } = normal;
        let mut row =
            RowPreview { row: label.row, values, raw, extra, problems: findings, ..RowPreview::default() };
        my_number::hide(&mut row, register.fields, self.name(), verdicts);
        Some(row)
    }
}

/// The day of a record of which some values are known.
fn day_of(register: &Register, values: &BTreeMap<&'static str, String>) -> Option<PartialDate> {
    let dated = register.fields.iter().filter(|field| field.kind == Kind::Date);
    dated.filter_map(|field| values.get(field.key)).find_map(|day| day.parse().ok())
}

/// 日時 of an old attendance list says day, beginning and end in one cell.
fn split_time(normal: &mut Normal, field: &Field, register: &'static Register, raw: &str) {
    let Some(dropped) = normal.findings.iter_mut().find(|finding| finding.issue == Issue::TimeDropped) else {
        return;
    };
    let day = normal.values.get(field.key).and_then(|day| day.parse::<NaiveDate>().ok());
    let Some((day, (start, end))) = day.zip(date_reader::time_span(raw)) else { return };
    let times = [("started_at", Some(start)), ("ended_at", end)];
    let mut shown = Vec::new();
    for (key, time) in times.into_iter().filter_map(|(key, time)| Some((key, time?))) {
        let Some(field) = register.field(key).filter(|field| field.kind == Kind::DateTime) else { return };
        normal.values.insert(field.key, day.and_time(time).format(DATE_TIME).to_string());
        shown.push(time.format("%-H:%M").to_string());
    }
    let place = dropped.text.split_once(": ").map_or(String::new(), |(place, _)| place.to_owned());
    *dropped = Finding::in_place(&place, field.key, Issue::TimeSplit, raw, &shown.join("～"));
}
