//! 行の区別: data, repeated headings, section headings, totals, notes and empty lines of the form.
//!
//! Every used row of a table gets exactly one class, so that the counts add up to the rows of the file.

mod lone;
mod titles;
mod unlike;
mod words;

use std::cmp::Ordering;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cells::{Cell, Merge, Raw, Row, Sheet};
use super::context::Context;
use super::doubts::{Doubt, Line};
use super::halves::in_halves;
use super::mapping::{Mapped, Mapping, Reason};
use super::normalise::sections;
use super::row_words::{column_number, is_section};
use super::tables::Table;
use crate::vocab::fold::match_key;
use crate::vocab::read::find_choice;
use crate::vocab::{Field, Kind, Required};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum RowClass {
    Data,
    Header,
    /// 【給付課】
    Heading,
    Total,
    Note,
    Blank,
    /// Left out by the user.
    Excluded,
    /// Part of the record above: a further row of a card.
    Continued,
    /// Of a list that is several tables (tapes among other media, attendees of several trainings): it comes in with
    /// another of them.
    Elsewhere,
}

impl RowClass {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Header => "header",
            Self::Heading => "heading",
            Self::Total => "total",
            Self::Note => "note",
            Self::Blank => "blank",
            Self::Excluded => "excluded",
            Self::Continued => "continued",
            Self::Elsewhere => "elsewhere",
        }
    }

    pub const fn label_ja(self) -> &'static str {
        match self {
            Self::Data => "記録",
            Self::Header => "見出し",
            Self::Heading => "小見出し",
            Self::Total => "合計",
            Self::Note => "注記",
            Self::Blank => "空白",
            Self::Excluded => "除外",
            Self::Continued => "続き",
            Self::Elsewhere => "ほかの表に入る行",
        }
    }
}

/// A longer run of rows the file does not hold is no part of the table: somewhere below lies a stray cell.
const LONG_GAP: u32 = 1000;

/// First and last column under a heading.
type Reach = (u16, u16);

/// Tells the rows of one table apart.
pub struct Classifier<'a> {
    mapping: &'a Mapping,
    table: &'a Table,
    identity: Vec<Reach>,
    /// Columns whose cells count as content, those that go to a field, and those of running numbers and weekdays.
    content: Vec<Reach>,
    fields: Vec<Reach>,
    frame: Vec<Reach>,
    /// Written by our own export, and where it says which record a row is.
    own: bool,
    mark: Option<u16>,
    /// Merges over several rows of the columns that say which record a row is.
    spans: Vec<Merge>,
    /// The column of the day on which what a record is about was done, and merges over several of its rows.
    done: Vec<Reach>,
    done_spans: Vec<Merge>,
    /// Cells of formulas whose result the file does not keep: something stands there.
    dead: HashSet<(u32, u16)>,
}

impl<'a> Classifier<'a> {
    pub fn new(table: &'a Table, mapping: &'a Mapping, sheet: &Sheet) -> Self {
        let reach = |wanted: &dyn Fn(&Mapped) -> bool| -> Vec<Reach> {
            let columns = mapping.columns.iter().filter(|mapped| wanted(mapped)).map(|mapped| &mapped.column);
            columns.map(|column| (column.col, column.last_col)).collect()
        };
        let named = mapping.identity();
        let identity = reach(&|mapped| named.contains(&mapped.column.col));
        let id = mapping.shape.register.id;
        let done = reach(&|mapped| mapped.field().is_some_and(|field| sections::is_day_done(id, field)));
        let over = |columns: &[Reach]| -> Vec<Merge> {
            let tall = sheet.head.merges.iter().filter(|merge| merge.last_row > merge.first_row);
            tall.filter(|merge| columns.iter().any(|(first, _)| *first == merge.first_col)).copied().collect()
        };
        let dead = sheet.head.formulas.iter().filter(|formula| formula.no_value);
        Self {
            mapping,
            table,
            content: reach(&|mapped| !mapped.is_frame()),
            fields: reach(&|mapped| mapped.field().is_some()),
            frame: reach(&Mapped::is_frame),
            own: mapping.is_own(),
            mark: mapping.columns.iter().find(|mapped| mapped.is_mark()).map(|mapped| mapped.column.col),
            spans: over(&identity),
            done_spans: over(&done),
            done,
            dead: dead.map(|formula| (formula.row, formula.col)).collect(),
            identity,
        }
    }

    /// All used rows of the table with their classes, short gaps included as blank, in order.
    pub fn classify(&self, sheet: &Sheet) -> Vec<Line> {
        let mut lines = Vec::with_capacity(sheet.rows.len());
        let (first, last) = (self.table.first_row, self.table.last_row);
        let mut next = first;
        let from = sheet.rows.partition_point(|row| row.number < first);
        let rows = &sheet.rows[from..sheet.rows.partition_point(|row| row.number <= last).max(from)];
        let classes = in_halves(rows, |rows| rows.iter().map(|row| self.class(row)).collect());
        for (row, (class, doubt)) in rows.iter().zip(classes) {
            if row.number - next <= LONG_GAP {
                lines.extend((next..row.number).map(|number| Line::of(number, self.gap(number))));
            }
            lines.push(Line { number: row.number, class, doubt });
            next = row.number + 1;
        }
        lines.extend(
            (next..=last)
                .take_while(|number| self.table.seconds.contains(number))
                .map(|number| Line::of(number, self.gap(number))),
        );
        self.doubt_values(sheet, &mut lines);
        self.doubt_second_lines(sheet, &mut lines);
        self.trust_numbers(sheet, &mut lines);
        self.doubt_words(sheet, &mut lines);
        demote_trailing_headings(&mut lines);
        titles::demote(self.table, &mut lines, sheet);
        lines
    }

    /// A row the sheet does not hold: nothing stands there, or what did was joined to the row above.
    fn gap(&self, number: u32) -> RowClass {
        let below_headings = self.table.header_rows.last().is_some_and(|last| number == last + 1);
        match self.table.seconds.contains(&number) {
            true if below_headings => RowClass::Header,
            true => RowClass::Continued,
            false => RowClass::Blank,
        }
    }

    fn class(&self, row: &Row) -> (RowClass, Option<Doubt>) {
        let certain = |class: RowClass| (class, None);
        let header = &self.table.header_rows;
        if header.contains(&row.number) {
            return certain(RowClass::Header);
        }
        let cells: Vec<&Cell> = row.cells.iter().filter(|cell| self.is_filled(row, cell)).collect();
        // A row of our export that was emptied in Excel keeps its hidden mark.
        if cells.iter().all(|cell| Some(cell.col) == self.mark) {
            return certain(RowClass::Blank);
        }
        if let Some(record) = self.table.record {
            return certain(match row.number.cmp(&record) {
                Ordering::Less => RowClass::Note,
                Ordering::Equal => RowClass::Data,
                Ordering::Greater => RowClass::Continued,
            });
        }
        let inside = |cell: &&&Cell| (self.table.cols.0..=self.table.cols.1).contains(&cell.col);
        let own: Vec<&Cell> = cells.iter().filter(inside).copied().collect();
        if header.first().is_some_and(|header| row.number < *header) || own.is_empty() {
            return certain(RowClass::Note);
        }
        if self.is_repeated_header(&own) || self.numbers_columns(row.number, &own) {
            return certain(RowClass::Header);
        }
        match self.body_class(row.number, &own) {
            (RowClass::Data, _) if self.is_unmarked(&own) => certain(RowClass::Note),
            class => class,
        }
    }

    fn is_filled(&self, row: &Row, cell: &Cell) -> bool {
        !cell.value.is_blank() || self.dead.contains(&(row.number, cell.col))
    }

    /// Nothing stands where the row of a matrix meets the table's column.
    fn is_unmarked(&self, cells: &[&Cell]) -> bool {
        self.table.meant_by.is_some_and(|col| cells.iter().all(|cell| cell.col != col))
    }

    /// Every cell is a heading of its own column.
    fn is_repeated_header(&self, cells: &[&Cell]) -> bool {
        let is_name = |cell: &&Cell| {
            let Raw::Text(text) = &cell.value else { return false };
            let key = match_key(text);
            let over = |column: &&super::tables::Column| (column.col..=column.last_col).contains(&cell.col);
            self.table.columns.iter().find(over).is_some_and(|column| column.keys.contains(&key))
        };
        cells.len() >= 2 && cells.iter().all(is_name)
    }

    /// What stands alone at the left and is a value like those above and below it may be a record somebody began: a
    /// day of the calendar, USBメモリ under 品名. It is no heading of the rows that follow unasked.
    fn doubt_values(&self, sheet: &Sheet, lines: &mut [Line]) {
        let cell_of = |number: u32| {
            let at = sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
            let mut filled = sheet.rows[at].cells.iter().filter(|cell| !cell.value.is_blank());
            filled.next().filter(|_| filled.next().is_none())
        };
        let headings = lines.iter().enumerate().filter(|(_, line)| line.class == RowClass::Heading);
        let lone = headings.filter_map(|(n, line)| {
            let heads = |text: &str| is_section(text) || Context::default().below(text).is_some();
            let cell = cell_of(line.number).filter(|cell| !heads(&cell.value.text()))?;
            let field = self.field_over(cell);
            (field.is_some() || self.is_day_of_its_column(cell)).then_some((n, cell, field))
        });
        let lone: Vec<(usize, &Cell, Option<&Field>)> = lone.collect();
        if lone.is_empty() {
            return;
        }
        let cols: HashSet<u16> = lone.iter().map(|(_, cell, _)| cell.col).collect();
        let data: HashSet<u32> =
            lines.iter().filter(|line| line.class == RowClass::Data).map(|line| line.number).collect();
        let rows = sheet.rows.iter().filter(|row| data.contains(&row.number));
        let cells = rows.flat_map(|row| row.cells.iter().filter(|cell| cols.contains(&cell.col)));
        let written: HashSet<(u16, String)> =
            cells.map(|cell| (cell.col, match_key(&cell.value.text()))).collect();
        // Blank cells say nothing of a column.
        let used: HashSet<u16> =
            written.iter().filter(|(_, key)| !key.is_empty()).map(|(col, _)| *col).collect();
        for (n, cell, field) in lone {
            let again = written.contains(&(cell.col, match_key(&cell.value.text())));
            if again || used.contains(&cell.col) && field.is_none_or(|field| is_of_kind(cell, field)) {
                (lines[n].class, lines[n].doubt) = (RowClass::Note, Some(Doubt::Alone));
            }
        }
    }

    /// A day in a column of days no field takes: 実施予定日.
    fn is_day_of_its_column(&self, cell: &Cell) -> bool {
        let over = |mapped: &&Mapped| (mapped.column.col..=mapped.column.last_col).contains(&cell.col);
        let column = self.mapping.columns.iter().find(over);
        column.is_some_and(|mapped| mapped.column.content.are_dates()) && lone::is_day(&cell.value.text())
    }

    /// ①|②|③ right below the headings.
    fn numbers_columns(&self, number: u32, cells: &[&Cell]) -> bool {
        let follows = self.table.header_rows.last().is_some_and(|last| number == last + 1);
        let in_order = |(n, cell): (usize, &&Cell)| {
            column_number(&cell.value.text()).is_some_and(|found| found as usize == n + 1)
        };
        follows && cells.len() >= 3 && cells.len() + 1 >= self.table.columns.len() && {
            cells.iter().enumerate().all(in_order)
        }
    }

    fn body_class(&self, number: u32, cells: &[&Cell]) -> (RowClass, Option<Doubt>) {
        if self.own {
            return self.in_own_export(cells);
        }
        if let Some(class) = self.by_words(cells) {
            return class;
        }
        let columns = self.mapping.columns.len();
        // However little else stands in it: the mark of a matrix makes its row a record.
        if self.table.meant_by.is_some() && !self.is_unmarked(cells) {
            return (RowClass::Data, None);
        }
        let content = cells.iter().filter(|cell| is_under(&self.content, cell)).count();
        if content == 0 {
            return (self.beside_content(cells), None);
        }
        let under_span = |merge: &Merge| merge.first_row < number && number <= merge.last_row;
        let identified =
            cells.iter().any(|cell| is_under(&self.identity, cell)) || self.spans.iter().any(under_span);
        let sparse = content * 3 <= columns || (content <= 2 && columns >= 4);
        if let [one] = cells
            && sparse
        {
            return self.alone(one, identified);
        }
        let mapped = cells.iter().filter(|cell| is_under(&self.fields, cell)).count();
        match (identified, sparse) {
            // Of a table that has numbers nowhere no row lacks its own.
            (false, true) if mapped >= 2 => {
                (RowClass::Data, (!self.identity.is_empty()).then_some(Doubt::NoNumber))
            }
            (false, true) => (RowClass::Note, None),
            (false, false) if self.goes_on(number, cells, mapped) => (RowClass::Note, Some(Doubt::GoesOn)),
            (false, false) if self.is_numbered() => (RowClass::Data, Some(Doubt::NoNumber)),
            _ => (RowClass::Data, self.word_for_number(cells)),
        }
    }

    /// Whether the table has the column of a number that every record of its ledger must have.
    fn is_numbered(&self) -> bool {
        let register = self.mapping.shape.register;
        let number = |field: &Field| field.key == register.number && field.required == Required::Save;
        self.mapping.shape.part.is_none() && self.mapping.columns.iter().filter_map(Mapped::field).any(number)
    }

    /// A row of one cell.
    fn alone(&self, cell: &Cell, identified: bool) -> (RowClass, Option<Doubt>) {
        let text = cell.value.text();
        let field = self.field_over(cell);
        let named = field.is_some_and(|field| matches!(field.kind, Kind::Person | Kind::Name));
        // Sections are headed at the left; what stands alone further right goes on from the row above.
        let left = self.mapping.columns.iter().take(2).any(|mapped| mapped.column.col >= cell.col);
        match lone::class(&text, identified) {
            (RowClass::Heading, None) if identified && named && lone::is_name(&text) => {
                (RowClass::Data, (!self.as_exported()).then_some(Doubt::NameOnly))
            }
            (RowClass::Heading, None) if !left && field.is_some() => (RowClass::Note, Some(Doubt::GoesOn)),
            class => class,
        }
    }

    /// So many headings that are all the ledger's own words come from an export: a person may have a name only.
    fn as_exported(&self) -> bool {
        let mut fields = self.mapping.columns.iter().filter(|mapped| mapped.field().is_some());
        fields.clone().count() >= 6 && fields.all(|mapped| mapped.reason == Reason::SameName)
    }

    /// The field whose column a cell stands in.
    fn field_over(&self, cell: &Cell) -> Option<&'static Field> {
        let over = |mapped: &&Mapped| (mapped.column.col..=mapped.column.last_col).contains(&cell.col);
        self.mapping.columns.iter().find(over).and_then(Mapped::field)
    }

    /// Rows that hold nothing but what stands under running numbers and weekdays, or beside the table.
    fn beside_content(&self, cells: &[&Cell]) -> RowClass {
        if !cells.iter().all(|cell| is_under(&self.frame, cell)) {
            // A lone cell beside the table is no empty line of its form.
            RowClass::Note
        } else if let [one] = cells
            && Context::default().below(&one.value.text()).is_some()
        {
            // 令和7年5月 under 日 heads the days that follow.
            RowClass::Heading
        } else if cells.iter().all(|cell| lone::is_running_number(&cell.value.text())) {
            RowClass::Blank
        } else if cells.len() == 1 {
            lone::class(&cells[0].value.text(), false).0
        } else {
            RowClass::Note
        }
    }
}

/// Whether a text is a day under days, or a choice under its choices.
fn is_of_kind(cell: &Cell, field: &Field) -> bool {
    let text = cell.value.text();
    match field.kind {
        Kind::Date | Kind::DateTime => lone::is_day(&text),
        Kind::Choice(choices) => find_choice(choices, &text).is_some(),
        _ => false,
    }
}

fn is_under(columns: &[Reach], cell: &Cell) -> bool {
    columns.iter().any(|(first, last)| (*first..=*last).contains(&cell.col))
}

/// A section heading stands before data; what stands alone at the end is a note.
fn demote_trailing_headings(lines: &mut [Line]) {
    for line in lines.iter_mut().rev() {
        match line.class {
            RowClass::Data => return,
            RowClass::Heading => line.class = RowClass::Note,
            _ => {}
        }
    }
}
