//! 受講履歴: a list with one line for each person and training (氏名 | 研修名 | 受講日), in whatever order.
//!
//! Each training with its day is a record, and those who attended it are its rows: the list is taken for as many tables
//! of the same rows. Where it cannot be known which training a line is of, it stays one table, which is asked about
//! ([`super::mapping::doubt`]).
//!
//! [`columns`] says which columns tell a training, [`lines`] which training each line is of; [`sections`] are lists that
//! head the lines of each with its name.

mod columns;
mod lines;
mod sections;

use std::collections::HashMap;
use std::sync::Arc;

use super::cell_rules::is_ditto;
use super::cells::{Raw, Sheet};
use super::headings::{Shape, headings};
use super::mapping::{Mapping, Places, choose, doubt};
use super::tables::{Column, Labelled, Table};
use crate::registers::register;
use crate::training::fields::ATTENDEES;
use crate::vocab::RegisterId;
use crate::vocab::fold::match_key;
use columns::{Columns, day_key};
use lines::Group;
use sections::Section;

/// More rows times trainings than this are left as they are, and asked about.
const LARGEST: usize = 100_000;

/// Which of several tables of the same rows each row is of.
#[derive(Debug, Clone)]
pub struct OwnRows {
    of: Arc<HashMap<u32, usize>>,
    own: usize,
}

impl OwnRows {
    /// What is no line of anybody is of the first.
    pub fn has(&self, row: u32) -> bool {
        self.of.get(&row).copied().unwrap_or(0) == self.own
    }
}

/// A list of who attended what as a table for each training; none of any other table. `left_out`: whether a line that
/// leaves the name out may be of the training above it, which is asked.
pub fn by_training(table: &Table, sheet: &Sheet, places: &Places<'_>, left_out: bool) -> Vec<Table> {
    if table.shape.is_some() || table.record.is_some() {
        return Vec::new();
    }
    let mapping = choose(table, places, None);
    if mapping.shape.register.id != RegisterId::Training || mapping.is_own() {
        return Vec::new();
    }
    let sections = sections::of(table, &mapping, sheet);
    if !sections.is_empty() {
        return under_sections(table, sheet, sections);
    }
    let Some((columns, groups)) = groups(table, &mapping, sheet, places, left_out) else {
        return Vec::new();
    };
    let unnamed = groups.iter().filter_map(|group| Some((group.unnamed.first()?, &group.course)));
    let unnamed = unnamed.min().map(|(row, course)| (*row, course.clone()));
    let of = owners(groups.iter().map(|group| group.rows.as_slice()));
    let shape = Some(of_attendees());
    let of_group = |(own, group): (usize, &Group)| {
        let said = columns.once.iter().filter_map(|col| said(sheet, &columns, *col, group, table));
        let said: Vec<Labelled> = said.chain(year_alone(&columns, group)).collect();
        let taken: Vec<u16> = said.iter().map(|label| label.col).collect();
        let once = |column: &Column| Column {
            once: taken.contains(&column.col) && Some(column.col) != columns.kept,
            ..column.clone()
        };
        Table {
            columns: table.columns.iter().map(once).collect(),
            labelled: said.into_iter().chain(table.labelled.iter().cloned()).collect(),
            shape,
            own_rows: Some(OwnRows { of: Arc::clone(&of), own }),
            // Asked once for all of the list.
            unnamed: unnamed.clone().filter(|_| own == 0),
            ..table.clone()
        }
    };
    groups.iter().enumerate().map(of_group).collect()
}

/// The tables of 【個人情報保護研修 R7.6.20】 and those that follow: each has its section for a title.
fn under_sections(table: &Table, sheet: &Sheet, sections: Vec<Section>) -> Vec<Table> {
    if sections.len() * sheet.rows.len() > LARGEST {
        return Vec::new();
    }
    let of = owners(sections.iter().map(|section| section.rows.as_slice()));
    let shape = Some(of_attendees());
    let part = |(own, section): (usize, Section)| Table {
        title: section.title,
        above: table.title.clone(),
        shape,
        own_rows: Some(OwnRows { of: Arc::clone(&of), own }),
        ..table.clone()
    };
    sections.into_iter().enumerate().map(part).collect()
}

/// Which of the tables each row is of.
fn owners<'r>(rows: impl Iterator<Item = &'r [u32]>) -> Arc<HashMap<u32, usize>> {
    Arc::new(rows.enumerate().flat_map(|(n, rows)| rows.iter().map(move |row| (*row, n))).collect())
}

fn of_attendees() -> Shape {
    let register = register(RegisterId::Training);
    Shape { register, part: register.part(ATTENDEES.key) }
}

fn groups(
    table: &Table,
    mapping: &Mapping,
    sheet: &Sheet,
    places: &Places<'_>,
    left_out: bool,
) -> Option<(Columns, Vec<Group>)> {
    let columns = Columns::of(table, mapping)?;
    if doubt(mapping, table, places).is_some() && !says_training(table, places) {
        return None;
    }
    let groups = lines::groups(table, mapping, sheet, &columns, left_out)?;
    if columns.course.is_none() && !lines::are_several(&groups) {
        return None;
    }
    let lines: usize = groups.iter().map(|group| group.rows.len()).sum();
    // A 受講日 is somebody's, and no list of trainings has one.
    let of_people = groups.len() < lines || columns.kept.is_some() && lines > 0;
    (of_people && groups.len() * sheet.rows.len() <= LARGEST).then_some((columns, groups))
}

/// 研修, 講座 over the column or in the title.
fn says_training(table: &Table, places: &Places<'_>) -> bool {
    let heads = table.columns.iter().map(|column| column.heading.as_str());
    let mut texts = heads.chain(table.title.iter().map(String::as_str)).chain([places.sheet, places.file]);
    texts.any(|text| ["研修", "講座", "講習", "受講", "コース"].iter().any(|word| text.contains(word)))
}

/// What all lines of a training say in a column of the training; none where they differ.
fn said(sheet: &Sheet, columns: &Columns, col: u16, group: &Group, table: &Table) -> Option<Labelled> {
    let column = table.columns.iter().find(|column| column.col == col)?;
    let known = column.keys.iter().find(|key| headings().own_field(RegisterId::Training, key).is_some());
    // 修了日 is somebody's, and that of all where they are one.
    let key = known.cloned().or_else(|| (Some(col) == columns.day).then(held_on))?;
    let cells = group.rows.iter().filter_map(|number| {
        let at = sheet.rows.binary_search_by_key(number, |row| row.number).ok()?;
        column.cell(&sheet.rows[at]).filter(|cell| !cell.value.is_blank()).map(|cell| (*number, &cell.value))
    });
    let written = |(_, value): &(u32, &Raw)| !is_ditto(value.text().trim());
    let first = cells.clone().find(written).map(|(row, value)| (row, value.clone()));
    let (row, value) = if Some(col) == columns.course {
        first.or_else(|| Some((group.rows[0], Raw::Text(group.course.as_str().into()))))?
    } else if Some(col) == columns.day {
        let own = |(_, value): &(u32, &Raw)| day_key(&value.text()) == day_key(&group.day);
        let cell = cells.clone().find(own).map(|(row, value)| (row, value.clone()));
        let day = || (group.rows[0], Raw::Text(group.day.as_str().into()));
        (!group.day.is_empty()).then(|| cell.unwrap_or_else(day))?
    } else if Some(col) == columns.year && group.day.is_empty() && !group.year.is_empty() {
        (group.rows[0], Raw::Text(group.year.as_str().into()))
    } else {
        first.filter(|(_, own)| cells.clone().all(|(_, other)| other == own))?
    };
    Some(Labelled { row, col, key, value })
}

/// Where a list knows no more of a training than its 年度, that stands for the day, which is asked for.
fn year_alone(columns: &Columns, group: &Group) -> Option<Labelled> {
    let unsaid = columns.day.is_none() || columns.kept.is_some() && !group.held;
    let text =
        if group.year.ends_with("年度") { group.year.clone() } else { format!("{}年度", group.year) };
    let label = |col, key| {
        Some(Labelled { row: *group.rows.first()?, col, key, value: Raw::Text(text.as_str().into()) })
    };
    match columns.year {
        _ if group.year.is_empty() => None,
        Some(col) => label(col, held_on()).filter(|_| unsaid),
        // The year in which everybody attended on a day of his own.
        None => label(columns.day?, match_key("年度")).filter(|_| group.day.is_empty()),
    }
}

fn held_on() -> String {
    match_key("実施日")
}
