//! 列の下見: what a column as a whole says of its cells, before the first of them is read.

use std::borrow::Cow;

use crate::vocab::Required;
use crate::vocab::fields::{Field, Kind};

use super::Normaliser;
use super::sections::is_day_done;
use crate::import::cell_rules::numbers;
use crate::import::cells::Row;
use crate::import::mapping::{Mapped, Mapping};

impl Normaliser<'_> {
    /// Looks over the rows of data before they are read: where a column that must be filled has values
    /// that never repeat and gaps between them, its blanks may mean 上と同じ.
    pub fn survey<'r>(&mut self, rows: impl Iterator<Item = &'r Row> + Clone) {
        for n in 0..self.columns.len() {
            self.columns[n].carries_on =
                !self.own && !self.columns[n].is_merged() && self.leaves_out(n, rows.clone());
        }
        self.doubt_people();
        let number = self.mapping.shape.register.number;
        let columns = self.mapping.columns.iter().zip(&mut self.columns);
        for (mapped, state) in
            columns.filter(|(mapped, _)| mapped.field().is_some_and(|field| field.key == number))
        {
            let cells = rows.clone().filter_map(|row| row.cell(mapped.column.col));
            let texts = cells.filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.text());
            let (all, spans) = texts
                .fold((0, 0), |(all, spans), text| (all + 1, spans + usize::from(numbers::is_span(&text))));
            state.three_parts = spans >= 2 && spans * 2 >= all;
        }
    }

    /// Whether blanks of the column may stand for what is written above them.
    fn leaves_out<'r>(&self, n: usize, rows: impl Iterator<Item = &'r Row> + Clone) -> bool {
        let mapped = &self.mapping.columns[n];
        let Some(field) = mapped.field() else { return false };
        let texts = rows.clone().map(|row| text_in(row, mapped));
        match leaving_out(self.mapping, n, field) {
            None => false,
            Some(LeftOut::Any) => left_out_repeats(texts, Least::Third),
            Some(LeftOut::First) => left_out_repeats(texts, Least::One),
            Some(LeftOut::Done) => left_out_repeats(texts, Least::Third) && self.is_done_too(n, rows),
        }
    }

    /// Whether the rows without the day say as much as those with it: of what is still to be done less is known.
    fn is_done_too<'r>(&self, n: usize, rows: impl Iterator<Item = &'r Row>) -> bool {
        let others = || {
            self.mapping
                .columns
                .iter()
                .enumerate()
                .filter(|(other, mapped)| *other != n && mapped.field().is_some())
        };
        let (mut dated, mut said) = (0, vec![[0_usize; 2]; self.mapping.columns.len()]);
        let mut all = 0;
        for row in rows {
            let has_day = !text_in(row, &self.mapping.columns[n]).is_empty();
            (all, dated) = (all + 1, dated + usize::from(has_day));
            for (other, _) in others().filter(|(_, mapped)| !text_in(row, mapped).is_empty()) {
                said[other][usize::from(!has_day)] += 1;
            }
        }
        // What every row with a day says, nearly all of those without it say too.
        let always = others().filter(|(other, _)| said[*other][0] == dated);
        always.map(|(other, _)| said[other][1]).all(|without| without * 10 >= (all - dated) * 9)
    }

    /// In a list of numbered things one without a name is nobody's, unless merges or another column say
    /// that its sheet writes once what holds for several rows.
    fn doubt_people(&mut self) {
        let person = |mapped: &Mapped| mapped.field().is_some_and(|field| field.kind == Kind::Person);
        let number = self.mapping.shape.register.number;
        let mut fields = self.mapping.columns.iter().filter_map(Mapped::field);
        let numbered = fields.any(|field| field.key == number);
        let columns = self.mapping.columns.iter().zip(&self.columns);
        let mut others =
            columns.filter(|(mapped, state)| state.is_merged() || state.carries_on && !person(mapped));
        if !numbered || others.next().is_some() {
            return;
        }
        let columns = self.mapping.columns.iter().zip(&mut self.columns);
        columns.filter(|(mapped, _)| person(mapped)).for_each(|(_, state)| state.carries_on = false);
    }
}

fn text_in<'r>(row: &'r Row, mapped: &Mapped) -> Cow<'r, str> {
    let text = row.cell(mapped.column.col).map(|cell| cell.value.text()).unwrap_or_default();
    if text.trim().is_empty() { Cow::Borrowed("") } else { text }
}

/// What is left out where it would repeat what stands above it.
#[derive(Clone, Copy)]
enum LeftOut {
    /// What every record has.
    Any,
    /// The day everything to the right of it is sorted by.
    First,
    /// The day on which what a record is about was done, somewhere in the row: perhaps it was not done yet.
    Done,
}

/// A clean list leaves no such cell blank. The day of a thing may be unknown, unless its list begins with it.
fn leaving_out(mapping: &Mapping, n: usize, field: &'static Field) -> Option<LeftOut> {
    let register = mapping.shape.register.id;
    match field.kind {
        Kind::Date | Kind::DateTime if is_first(mapping, n) => Some(LeftOut::First),
        Kind::Date | Kind::DateTime if is_day_done(register, field) => Some(LeftOut::Done),
        Kind::Text | Kind::Choice(_) | Kind::Department | Kind::Person => {
            (field.required == Required::Save).then_some(LeftOut::Any)
        }
        _ => None,
    }
}

/// Whether nothing but running numbers stands to the left of a column.
fn is_first(mapping: &Mapping, n: usize) -> bool {
    let col = mapping.columns[n].column.col;
    mapping.columns.iter().filter(|other| other.column.col < col).all(|other| other.is_frame())
}

/// How much of a column must be blank, and how much said.
#[derive(Clone, Copy, PartialEq)]
enum Least {
    /// A single blank below a value.
    One,
    /// A third of the rows, below two values or more.
    Third,
}

/// Whether a column begins with a value, has enough blanks, and never the same value twice in a row, as where
/// someone wrote each value once and left the repeats out.
fn left_out_repeats<'a>(texts: impl Iterator<Item = Cow<'a, str>>, least: Least) -> bool {
    let (mut blanks, mut all, mut values) = (0, 0, 0);
    let mut last = Cow::Borrowed("");
    for text in texts {
        match text.trim() {
            "" if all == 0 => return false,
            "" => blanks += 1,
            // Most columns say so within a few rows.
            text if text == last.trim() => return false,
            _ => {
                values += 1;
                last = text;
            }
        }
        all += 1;
    }
    match least {
        Least::One => blanks > 0,
        Least::Third => values >= 2 && all >= 4 && blanks * 3 >= all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_taken_for_repeats_only_where_no_value_repeats() {
        let cases = [
            (vec!["USB", "", "", "CD-R", ""], true),
            (vec!["USB", "USB", "", "CD-R", ""], false),
            (vec!["", "USB", "", "CD-R", ""], false),
            (vec!["USB", "", "", "", ""], false),
            (vec!["USB", "CD-R", "MO", "FD", ""], false),
        ];
        for (texts, expected) in cases {
            assert_eq!(
                left_out_repeats(texts.iter().map(|text| Cow::Borrowed(*text)), Least::Third),
                expected,
                "{texts:?}"
            );
        }
    }
}
