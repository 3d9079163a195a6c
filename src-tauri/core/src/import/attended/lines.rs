//! 行の研修: which training each line of a list is of.

use std::collections::{HashMap, HashSet};

use super::columns::{Columns, Once, day_key, is_day};
use crate::import::cells::{Row, Sheet};
use crate::import::mapping::Mapping;
use crate::import::rows::{Classifier, RowClass};
use crate::import::tables::Table;
use crate::vocab::fold::match_key;

/// The lines of one training.
#[derive(Clone)]
pub struct Group {
    pub course: String,
    /// Blank where the training has no day, or where everybody took it on one of his own.
    pub day: String,
    /// 年度, as the first line has it.
    pub year: String,
    pub rows: Vec<u32>,
    /// By its name, and by 年度 and 回 where there are such columns.
    name: (String, Vec<String>),
    /// Who is on its list.
    people: Vec<String>,
}

/// The lines of a list by training and day; none where one of them does not say which training it is of.
pub fn groups(table: &Table, mapping: &Mapping, sheet: &Sheet, columns: &Columns) -> Option<Vec<Group>> {
    let groups = by_day(table, mapping, sheet, columns)?;
    let groups = if columns.kept.is_some() { with_absent(groups)? } else { all_with_days(groups)? };
    groups.iter().all(Group::has_each_once).then_some(groups)
}

fn by_day(table: &Table, mapping: &Mapping, sheet: &Sheet, columns: &Columns) -> Option<Vec<Group>> {
    let mut lines = Lines::of(sheet, columns);
    for line in Classifier::new(table, mapping, sheet).classify(sheet) {
        let at = sheet.rows.binary_search_by_key(&line.number, |row| row.number);
        let Some(row) = at.ok().map(|at| &sheet.rows[at]).filter(|_| line.class == RowClass::Data) else {
            continue;
        };
        // Whether ※補講を行うこと is a line at all is asked of it.
        if !lines.add(row, columns) && line.doubt.is_none() {
            return None;
        }
    }
    Some(lines.groups)
}

/// The lines read so far.
struct Lines {
    person: Once,
    course: Once,
    day: Option<Once>,
    apart: Vec<Once>,
    groups: Vec<Group>,
    known: HashMap<((String, Vec<String>), String), usize>,
}

impl Lines {
    fn of(sheet: &Sheet, columns: &Columns) -> Self {
        let once = |col: u16| Once::of(col, sheet);
        Self {
            person: once(columns.person),
            course: once(columns.course),
            day: columns.day.map(once),
            apart: columns.apart.iter().copied().map(once).collect(),
            groups: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Whether the line says of which training it is.
    fn add(&mut self, row: &Row, columns: &Columns) -> bool {
        let person = self.person.value(row).map(match_key).unwrap_or_default();
        let day = self.day.as_mut().and_then(|days| days.value(row)).unwrap_or_default();
        let day = if columns.kept.is_some() && !is_day(day) { String::new() } else { day.to_owned() };
        let apart = self.apart.iter_mut().map(|column| column.value(row).unwrap_or_default().to_owned());
        let apart: Vec<String> = apart.collect();
        let year = columns.year.and_then(|_| apart.first().cloned()).unwrap_or_default();
        let Some(course) = self.course.value(row) else { return false };
        // Trainings of one day are of one 年度, however it is written.
        let apart =
            if day.is_empty() { apart.iter().map(|text| match_key(text)).collect() } else { Vec::new() };
        let name = (match_key(course), apart);
        let groups = &mut self.groups;
        let at = *self.known.entry((name.clone(), day_key(&day))).or_insert_with(|| {
            let (course, day) = (course.to_owned(), day.clone());
            groups.push(Group { course, day, year, name, rows: Vec::new(), people: Vec::new() });
            groups.len() - 1
        });
        groups[at].rows.push(row.number);
        groups[at].people.push(person);
        true
    }
}

impl Group {
    /// Nobody attends a training twice: where somebody does and no day tells which is which, it is more than one.
    fn has_each_once(&self) -> bool {
        let mut seen = HashSet::new();
        let mut named = self.people.iter().filter(|person| !person.is_empty());
        !self.day.is_empty() || named.all(|person| seen.insert(person))
    }

    fn take(&mut self, other: Self) {
        self.rows.extend(other.rows);
        self.people.extend(other.people);
        self.rows.sort_unstable();
    }
}

/// The trainings as they are, unless a line of a course does not say its day where others do: it may be of any of them.
fn all_with_days(groups: Vec<Group>) -> Option<Vec<Group>> {
    let held: HashSet<&String> =
        groups.iter().filter(|group| !group.day.is_empty()).map(|group| &group.name.0).collect();
    let astray = |group: &Group| group.day.is_empty() && held.contains(&group.name.0);
    (!groups.iter().any(astray)).then_some(groups)
}

/// Whoever was absent has no 受講日: he is of the one day his training was held. A course that everybody took on a day
/// of his own is one training. Where it was held on several days and some are of one person only, nobody knows.
fn with_absent(groups: Vec<Group>) -> Option<Vec<Group>> {
    let mut courses: Vec<(String, Vec<Group>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for group in groups {
        let at = *known.entry(group.name.0.clone()).or_insert_with(|| {
            courses.push((group.name.0.clone(), Vec::new()));
            courses.len() - 1
        });
        courses[at].1.push(group);
    }
    courses.into_iter().map(|(_, days)| of_course(days)).collect::<Option<Vec<_>>>().map(|all| all.concat())
}

fn of_course(days: Vec<Group>) -> Option<Vec<Group>> {
    let (mut held, absent): (Vec<Group>, Vec<Group>) = days.into_iter().partition(|day| !day.day.is_empty());
    let lines: usize = held.iter().map(|day| day.rows.len()).sum();
    if held.is_empty() {
        return Some(absent);
    }
    if held.len() > 1 && held.len() == lines {
        // Who took it twice was at two of them.
        match on_own_days(&held).filter(Group::has_each_once) {
            Some(whole) => held = vec![whole],
            None if absent.is_empty() => {}
            None => return None,
        }
    } else if held.len() > 1 && (held.len() * 2 > lines || !absent.is_empty()) {
        return None;
    }
    for group in absent {
        held[0].take(group);
    }
    Some(held)
}

/// eラーニング: one training, of which each line has its own day.
fn on_own_days(days: &[Group]) -> Option<Group> {
    let mut days = days.iter().cloned();
    let mut whole = days.next()?;
    whole.day.clear();
    days.for_each(|day| whole.take(day));
    Some(whole)
}
