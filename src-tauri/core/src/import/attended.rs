//! 受講履歴: a list with one line for each person and training (氏名 | 研修名 | 受講日), in whatever order.
//!
//! Each training with its day is a record, and those who attended it are its rows: the list is taken for as many tables
//! of the same rows. Where it cannot be known which training a line is of, it stays one table, which is asked about
//! ([`super::mapping::doubt`]).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::cell_rules::is_ditto;
use super::cells::{Raw, Row, Sheet};
use super::headings::{Shape, headings};
use super::mapping::{Places, choose, doubt};
use super::tables::{Column, Labelled, Table};
use crate::registers::register;
use crate::training::fields::ATTENDEES;
use crate::vocab::RegisterId;
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold::match_key;

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

/// A list of who attended what as a table for each training; none of any other table.
pub fn by_training(table: &Table, sheet: &Sheet, places: &Places<'_>) -> Vec<Table> {
    let Some((columns, groups)) = groups(table, sheet, places) else { return Vec::new() };
    let rows = groups.iter().enumerate().flat_map(|(n, group)| group.rows.iter().map(move |row| (*row, n)));
    let of = Arc::new(rows.collect::<HashMap<u32, usize>>());
    let register = register(RegisterId::Training);
    let shape = Shape { register, part: register.part(ATTENDEES.key) };
    let of_group = |(own, group): (usize, &Group)| {
        let said = columns.once.iter().filter_map(|col| said(sheet, &columns, *col, group, table));
        let said: Vec<Labelled> = said.collect();
        let taken: Vec<u16> = said.iter().map(|label| label.col).collect();
        let once = |column: &Column| Column {
            once: taken.contains(&column.col) && Some(column.col) != columns.kept,
            ..column.clone()
        };
        Table {
            columns: table.columns.iter().map(once).collect(),
            labelled: said.into_iter().chain(table.labelled.iter().cloned()).collect(),
            shape: Some(shape),
            own_rows: Some(OwnRows { of: Arc::clone(&of), own }),
            ..table.clone()
        }
    };
    groups.iter().enumerate().map(of_group).collect()
}

/// The columns that say which training a line is of.
struct Columns {
    course: u16,
    day: Option<u16>,
    /// Those that say something of the training and not of the person.
    once: Vec<u16>,
    /// 受講日 says when somebody attended as well.
    kept: Option<u16>,
}

/// The lines of one training.
struct Group {
    course: String,
    day: String,
    rows: Vec<u32>,
}

fn groups(table: &Table, sheet: &Sheet, places: &Places<'_>) -> Option<(Columns, Vec<Group>)> {
    if table.shape.is_some() || table.record.is_some() {
        return None;
    }
    let columns = Columns::of(table)?;
    let mapping = choose(table, places, None);
    let training = mapping.shape.register.id == RegisterId::Training && !mapping.is_own();
    if !training || doubt(&mapping, table, places).is_some() && !says_training(table, places) {
        return None;
    }
    let groups = lines(table, sheet, &columns)?;
    let groups = if columns.kept.is_some() { with_absent(groups)? } else { all_with_days(groups)? };
    let lines: usize = groups.iter().map(|group| group.rows.len()).sum();
    let several = groups.len() < lines && groups.len() * sheet.rows.len() <= LARGEST;
    several.then_some((columns, groups))
}

/// 研修, 講座 over the column or in the title.
fn says_training(table: &Table, places: &Places<'_>) -> bool {
    let heads = table.columns.iter().map(|column| column.heading.as_str());
    let mut texts = heads.chain(table.title.iter().map(String::as_str)).chain([places.sheet, places.file]);
    texts.any(|text| ["研修", "講座", "講習", "受講", "コース"].iter().any(|word| text.contains(word)))
}

impl Columns {
    fn of(table: &Table) -> Option<Self> {
        let training = |column: &Column| {
            column.keys.iter().find_map(|key| headings().own_field(RegisterId::Training, key))
        };
        let of_person = |column: &Column| column.keys.iter().any(|key| headings().is_of_attendee(key));
        let means = |wanted: &str| {
            let is = |column: &&Column| training(column).is_some_and(|field| field.key == wanted);
            table.columns.iter().find(is)
        };
        let course = means("course")?.col;
        let day = means("held_on");
        let once = table.columns.iter().filter(|column| training(column).is_some());
        let once = once.filter(|column| !of_person(column) || day.is_some_and(|day| day.col == column.col));
        let once = once.map(|column| column.col).collect();
        let kept = day.filter(|day| of_person(day)).map(|day| day.col);
        Some(Self { course, day: day.map(|day| day.col), once, kept })
    }
}

/// The lines by training and day; none where one of them does not say which.
fn lines(table: &Table, sheet: &Sheet, columns: &Columns) -> Option<Vec<Group>> {
    let head = *table.header_rows.last()?;
    let person =
        table.columns.iter().find(|column| column.keys.iter().any(|key| headings().names_attendee(key)))?;
    let body = sheet.rows.iter().filter(|row| row.number > head && row.number <= table.last_row);
    let courses = Once::of(columns.course, sheet);
    let days = columns.day.map(|day| Once::of(day, sheet));
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let (mut course, mut day) = (String::new(), String::new());
    for row in body {
        if person.cell(row).is_none_or(|cell| cell.value.is_blank()) || is_head_again(row, person) {
            continue;
        }
        course = courses.value(row, &course)?;
        day = days.as_ref().and_then(|days| days.value(row, &day)).unwrap_or_default();
        let at = *places.entry((match_key(&course), day_key(&day))).or_insert_with(|| {
            groups.push(Group { course: course.clone(), day: day.clone(), rows: Vec::new() });
            groups.len() - 1
        });
        groups[at].rows.push(row.number);
    }
    Some(groups)
}

/// 氏名 below 氏名: the headings of the next page.
fn is_head_again(row: &Row, person: &Column) -> bool {
    person.cell(row).is_some_and(|cell| headings().names_attendee(&match_key(&cell.value.text())))
}

/// A column in which 〃 and merged cells say what stands above.
struct Once {
    col: u16,
    /// First and last row of its merges, in order.
    merges: Vec<(u32, u32)>,
}

impl Once {
    fn of(col: u16, sheet: &Sheet) -> Self {
        let own = sheet.head.merges.iter().filter(|merge| merge.first_col == col);
        let mut merges: Vec<(u32, u32)> = own.map(|merge| (merge.first_row, merge.last_row)).collect();
        merges.sort_unstable();
        Self { col, merges }
    }

    /// What a line says in the column, by itself, by 〃 or by the merge it lies in.
    fn value(&self, row: &Row, above: &str) -> Option<String> {
        let text = row.cell(self.col).map(|cell| cell.value.text().trim().to_owned()).unwrap_or_default();
        let same = is_ditto(&text) || text.is_empty() && self.is_merged(row.number);
        let text = if same { above.to_owned() } else { text };
        (!text.is_empty()).then_some(text)
    }

    fn is_merged(&self, row: u32) -> bool {
        let next = self.merges.partition_point(|(first, _)| *first < row);
        next.checked_sub(1).is_some_and(|at| row <= self.merges[at].1)
    }
}

/// R6.5.1 and 2024/5/1 are one day; what is no date for certain is told apart by its text.
fn day_key(day: &str) -> String {
    match date_reader::read(day) {
        Ok(Reading::Date { date, time: None, doubt: None }) => String::from(date),
        Ok(Reading::Date { date, time: Some(time), doubt: None }) => format!("{} {time}", String::from(date)),
        _ => day.to_owned(),
    }
}

/// The trainings as they are, unless a line of a course does not say its day where others do: it may be of any of them.
fn all_with_days(groups: Vec<Group>) -> Option<Vec<Group>> {
    let held: HashSet<String> =
        groups.iter().filter(|group| !group.day.is_empty()).map(|group| match_key(&group.course)).collect();
    let astray = |group: &Group| group.day.is_empty() && held.contains(&match_key(&group.course));
    (!groups.iter().any(astray)).then_some(groups)
}

/// Whoever was absent has no 受講日: he is of the one day his training was held. Where it was held on several, or
/// everybody took it on a day of his own, nobody knows.
fn with_absent(groups: Vec<Group>) -> Option<Vec<Group>> {
    let mut held: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, group) in groups.iter().enumerate().filter(|(_, group)| !group.day.is_empty()) {
        held.entry(match_key(&group.course)).or_default().push(n);
    }
    let rows: usize = groups.iter().map(|group| group.rows.len()).sum();
    if held.values().any(|days| days.len() > 1) && groups.len() * 2 > rows {
        return None;
    }
    let mut absent: Vec<(usize, Vec<u32>)> = Vec::new();
    for group in groups.iter().filter(|group| group.day.is_empty()) {
        match held.get(&match_key(&group.course)).map(Vec::as_slice) {
            Some([only]) => absent.push((*only, group.rows.clone())),
            Some(_) => return None,
            None => {}
        }
    }
    let mut groups = groups;
    for (of, rows) in absent {
        groups[of].rows.extend(rows);
    }
    let several = |group: &Group| !group.day.is_empty() || !held.contains_key(&match_key(&group.course));
    groups.retain(several);
    Some(groups)
}

/// What all lines of a training say in a column of the training; none where they differ.
fn said(sheet: &Sheet, columns: &Columns, col: u16, group: &Group, table: &Table) -> Option<Labelled> {
    let column = table.columns.iter().find(|column| column.col == col)?;
    let key = column.keys.iter().find(|key| headings().own_field(RegisterId::Training, key).is_some())?;
    let cells = group.rows.iter().filter_map(|number| {
        let at = sheet.rows.binary_search_by_key(number, |row| row.number).ok()?;
        column.cell(&sheet.rows[at]).filter(|cell| !cell.value.is_blank()).map(|cell| (*number, &cell.value))
    });
    let written = |(_, value): &(u32, &Raw)| !is_ditto(value.text().trim());
    let first = cells.clone().find(written).map(|(row, value)| (row, value.clone()));
    let (row, value) = if col == columns.course {
        first.or_else(|| Some((group.rows[0], Raw::Text(group.course.as_str().into()))))?
    } else if Some(col) == columns.day {
        let day = (!group.day.is_empty()).then(|| (group.rows[0], Raw::Text(group.day.as_str().into())));
        first.or(day)?
    } else {
        first.filter(|(_, own)| cells.clone().all(|(_, other)| other == own))?
    };
    Some(Labelled { row, col, key: key.clone(), value })
}
