//! 研修を言う列: which columns of a list of who attended what say of which training a line is.

use crate::import::cell_rules::is_ditto;
use crate::import::cells::{Row, Sheet};
use crate::import::headings::headings;
use crate::import::mapping::Mapping;
use crate::import::tables::{Column, Table};
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold::match_key;
use crate::vocab::{FiscalYear, RegisterId};

/// The columns that say which training a line is of, and who it is about.
pub struct Columns {
    pub person: u16,
    /// None where the whole list is of one training, in years or on days of their own.
    pub course: Option<u16>,
    pub day: Option<u16>,
    /// 年度 tells one training from another of the same name, where no day does; 回 does on one day too.
    pub year: Option<u16>,
    pub session: Option<u16>,
    /// Those that say something of the training and not of the person.
    pub once: Vec<u16>,
    /// 受講日 says when somebody attended as well.
    pub kept: Option<u16>,
}

impl Columns {
    pub fn of(table: &Table, mapping: &Mapping) -> Option<Self> {
        let training = |column: &Column| {
            column.keys.iter().find_map(|key| headings().own_field(RegisterId::Training, key))
        };
        let of_person = |column: &Column| column.keys.iter().any(|key| headings().is_of_attendee(key));
        let columns = || table.columns.iter();
        let means = |wanted: &'static str| {
            move |column: &&Column| training(column).is_some_and(|field| field.key == wanted)
        };
        let course = columns().find(means("course")).map(|column| column.col);
        let named = |column: &&Column| column.keys.iter().any(|key| headings().names_attendee(key));
        let mapped = |key: &str| {
            let mut mapped = mapping.columns.iter().filter(|_| mapping.shape.part.is_some());
            mapped.find(|mapped| mapped.field().is_some_and(|field| field.key == key))
        };
        let person =
            mapped("name").map(|mapped| mapped.column.col).or_else(|| Some(columns().find(named)?.col))?;
        // 修了日
        let own_day = || mapped("attended_on").map(|mapped| &mapped.column);
        let day = columns().find(means("held_on")).or_else(own_day);
        let once = columns().filter(|column| training(column).is_some());
        let once = once.filter(|column| !of_person(column) || day.is_some_and(|day| day.col == column.col));
        let once = once.map(|column| column.col).collect();
        let col = |key: &'static str| columns().find(means(key)).map(|column| column.col);
        let (year, session) = (col("fiscal_year"), col("session"));
        let kept = day.filter(|day| of_person(day)).map(|day| day.col);
        if course.is_none() && day.is_none() && year.is_none() {
            return None;
        }
        Some(Self { person, course, day: day.map(|day| day.col), year, session, once, kept })
    }
}

/// A column in which 〃 and merged cells say what stands above.
pub struct Once {
    col: u16,
    /// First and last row of its merges, in order.
    merges: Vec<(u32, u32)>,
    above: String,
    /// A blank stands for what is written above it.
    pub carries_on: bool,
}

impl Once {
    pub fn of(col: u16, sheet: &Sheet) -> Self {
        let own = sheet.head.merges.iter().filter(|merge| merge.first_col == col);
        let mut merges: Vec<(u32, u32)> = own.map(|merge| (merge.first_row, merge.last_row)).collect();
        merges.sort_unstable();
        Self { col, merges, above: String::new(), carries_on: false }
    }

    /// What a line says in the column, by itself, by 〃 or by the merge it lies in. The lines are asked in their order.
    pub fn value(&mut self, row: &Row) -> Option<&str> {
        let text = self.text(row);
        let carries_on = || self.carries_on || self.is_merged(row.number);
        if !(is_ditto(&text) || text.is_empty() && carries_on()) {
            self.above = text;
        }
        Some(self.above.as_str()).filter(|text| !text.is_empty())
    }

    /// What stands in the cell itself.
    pub fn text(&self, row: &Row) -> String {
        row.cell(self.col).map(|cell| cell.value.text().trim().to_owned()).unwrap_or_default()
    }

    /// What is written above stands for nothing below this line.
    pub fn begin_anew(&mut self) {
        self.above.clear();
    }

    /// Whether each value is written once and left out below itself.
    pub fn leaves_out<'r>(&self, rows: impl Iterator<Item = &'r Row>) -> bool {
        let (mut last, mut blank) = (String::new(), false);
        for row in rows {
            let text = self.text(row);
            if text.is_empty() {
                blank = true;
            } else if text == last || is_ditto(&text) {
                return false;
            } else {
                last = text;
            }
            if last.is_empty() {
                return false;
            }
        }
        blank && self.merges.is_empty()
    }

    fn is_merged(&self, row: u32) -> bool {
        let next = self.merges.partition_point(|(first, _)| *first < row);
        next.checked_sub(1).is_some_and(|at| row <= self.merges[at].1)
    }
}

/// R6.5.1 and 2024/5/1 are one day; what is no date for certain is told apart by its text.
pub fn day_key(day: &str) -> String {
    match date_reader::read(day) {
        Ok(Reading::Date { date, time: None, doubt: None }) => String::from(date),
        Ok(Reading::Date { date, time: Some(time), doubt: None }) => format!("{} {time}", String::from(date)),
        _ => day.to_owned(),
    }
}

/// R6, 令和6年度 and any day in it are one year; what is none for certain is told apart by its text.
pub fn year_key(text: &str) -> String {
    let read = |text: &str| match date_reader::read(text) {
        Ok(Reading::FiscalYear(year)) => Some(year.0.to_string()),
        Ok(Reading::Date { date, doubt: None, .. }) if date.month().is_some() => {
            Some(FiscalYear::of(date.first_day()).0.to_string())
        }
        _ => None,
    };
    read(&format!("{}年度", text.trim_end_matches("年度")))
        .or_else(|| read(text))
        .unwrap_or_else(|| match_key(text))
}

/// 未受講 under 受講日 is no day.
pub fn is_day(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}
