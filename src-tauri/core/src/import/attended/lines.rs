//! 行の研修: which training each line of a list is of.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::columns::{Columns, Once, day_key, is_day, year_key};
use crate::import::cells::{Row, Sheet};
use crate::import::mapping::Mapping;
use crate::import::rows::{Classifier, RowClass};
use crate::import::tables::Table;
use crate::vocab::fold::match_key;

/// Which training by its name, and by 年度 and 回 where there are such columns; blank where a line does not say it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Occasion {
    course: String,
    year: String,
    session: String,
}

impl Occasion {
    /// Whether both may be one: neither says another 年度 or 回 than the other.
    fn may_be(&self, other: &Self) -> bool {
        let agree = |one: &str, other: &str| one == other || one.is_empty() || other.is_empty();
        self.course == other.course && agree(&self.year, &other.year) && agree(&self.session, &other.session)
    }
}

/// The lines of one training.
#[derive(Clone)]
pub struct Group {
    pub course: String,
    /// Blank where the training has no day, or where everybody took it on one of his own.
    pub day: String,
    /// 年度, as the first line has it.
    pub year: String,
    pub rows: Vec<u32>,
    /// Whether a line of it says a day.
    pub held: bool,
    occasion: Occasion,
    /// Who is on its list.
    people: Vec<String>,
    /// Those of its lines that leave its name out.
    pub unnamed: Vec<u32>,
}

/// The lines of a list by training and day; none where one of them does not say which training it is of. `left_out`:
/// whether what leaves the name out may be of the training above it, or of the only one of its day.
pub fn groups(
    table: &Table,
    mapping: &Mapping,
    sheet: &Sheet,
    columns: &Columns,
    left_out: bool,
) -> Option<Vec<Group>> {
    let groups = by_day(table, mapping, sheet, columns, left_out)?;
    let groups = if columns.kept.is_some() { with_absent(groups)? } else { all_with_days(groups)? };
    groups.iter().all(Group::has_each_once).then_some(groups)
}

fn by_day(
    table: &Table,
    mapping: &Mapping,
    sheet: &Sheet,
    columns: &Columns,
    left_out: bool,
) -> Option<Vec<Group>> {
    let mut lines = Lines::of(sheet, columns);
    let classes = Classifier::new(table, mapping, sheet).classify(sheet);
    let data = classes.iter().filter(|line| line.class == RowClass::Data).filter_map(|line| {
        let at = sheet.rows.binary_search_by_key(&line.number, |row| row.number).ok()?;
        Some((line, &sheet.rows[at]))
    });
    if left_out {
        lines.carry_on(data.clone().map(|(_, row)| row));
    }
    let mut unsaid = Vec::new();
    for (line, row) in data {
        // Whether ※補講を行うこと is a line at all is asked of it.
        if !lines.add(row, columns) && line.doubt.is_none() {
            unsaid.push(row);
        }
    }
    let said = unsaid.is_empty() || left_out && unsaid.into_iter().all(|row| lines.add_by_day(row));
    if !said {
        return None;
    }
    with_session(lines.groups)
}

/// Lines of a day that leave 回 blank are of the one that others of that day say; of which of two nobody knows.
fn with_session(groups: Vec<Group>) -> Option<Vec<Group>> {
    let bare = |group: &Group| group.occasion.session.is_empty() && !group.day.is_empty();
    let (unsaid, mut said): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(bare);
    for group in unsaid {
        let day = day_key(&group.day);
        let same = |other: &&mut Group| {
            !other.occasion.session.is_empty()
                && other.occasion.course == group.occasion.course
                && day_key(&other.day) == day
        };
        let mut of_day = said.iter_mut().filter(same);
        match (of_day.next(), of_day.next()) {
            (Some(one), None) => one.take(group),
            (Some(_), Some(_)) => return None,
            (None, _) => said.push(group),
        }
    }
    said.sort_by_key(|group| group.rows.first().copied());
    Some(said)
}

/// The lines read so far.
struct Lines {
    person: Once,
    course: Option<Once>,
    day: Option<Once>,
    year: Option<Once>,
    session: Option<Once>,
    groups: Vec<Group>,
    known: HashMap<(Occasion, String), usize>,
}

impl Lines {
    fn of(sheet: &Sheet, columns: &Columns) -> Self {
        let once = |col: u16| Once::of(col, sheet);
        Self {
            person: once(columns.person),
            course: columns.course.map(once),
            day: columns.day.map(once),
            year: columns.year.map(once),
            session: columns.session.map(once),
            groups: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Blanks stand for what is written above them, where each training is named once.
    fn carry_on<'r>(&mut self, rows: impl Iterator<Item = &'r Row>) {
        if !self.course.as_ref().is_some_and(|course| course.leaves_out(rows)) {
            return;
        }
        for column in self.of_training() {
            column.carries_on = true;
        }
    }

    fn of_training(&mut self) -> impl Iterator<Item = &mut Once> {
        [&mut self.course, &mut self.day, &mut self.year, &mut self.session].into_iter().flatten()
    }

    /// A line that says no more than a day is of the only training of that day.
    fn add_by_day(&mut self, row: &Row) -> bool {
        let day = self.day.as_ref().map(|days| day_key(&days.text(row))).unwrap_or_default();
        let mut of_day = self.groups.iter_mut().filter(|group| is_day(&day) && day_key(&group.day) == day);
        let (Some(group), None) = (of_day.next(), of_day.next()) else { return false };
        group.rows.push(row.number);
        group.rows.sort_unstable();
        group.people.push(match_key(&self.person.text(row)));
        group.unnamed.push(row.number);
        true
    }

    /// Whether the line says of which training it is.
    fn add(&mut self, row: &Row, columns: &Columns) -> bool {
        let person = self.person.value(row).map(match_key).unwrap_or_default();
        let named = self.course.as_ref().is_none_or(|course| !course.text(row).is_empty());
        if named && self.course.as_ref().is_some_and(|course| course.carries_on) {
            self.of_training().for_each(Once::begin_anew);
        }
        let carried = !named && self.course.as_ref().is_some_and(|course| course.carries_on);
        let day = self.day.as_mut().and_then(|days| days.value(row)).unwrap_or_default();
        let day = if columns.kept.is_some() && !is_day(day) { String::new() } else { day.to_owned() };
        let said = |column: &mut Option<Once>| {
            column.as_mut().and_then(|column| column.value(row)).map(str::to_owned)
        };
        let year = said(&mut self.year).unwrap_or_default();
        let session = said(&mut self.session).as_deref().map(match_key).unwrap_or_default();
        let course = match &mut self.course {
            Some(column) => column.value(row),
            None => Some(""),
        };
        let Some(course) = course else { return false };
        let year_of =
            if year.is_empty() && columns.year.is_some() { year_key(&day) } else { year_key(&year) };
        let occasion = Occasion { course: match_key(course), year: year_of, session };
        // Trainings of one day are of one 年度, whatever is written.
        let known = match day.is_empty() {
            true => occasion.clone(),
            false => Occasion { year: String::new(), ..occasion.clone() },
        };
        let groups = &mut self.groups;
        let at = *self.known.entry((known, day_key(&day))).or_insert_with(|| {
            let (course, day, held) = (course.to_owned(), day.clone(), !day.is_empty());
            groups.push(Group {
                course,
                day,
                year,
                occasion,
                held,
                rows: Vec::new(),
                people: Vec::new(),
                unnamed: Vec::new(),
            });
            groups.len() - 1
        });
        groups[at].rows.push(row.number);
        groups[at].people.push(person);
        groups[at].unnamed.extend(Some(row.number).filter(|_| carried));
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

    /// Whether somebody is on both lists.
    fn shares_people_with(&self, other: &Self) -> bool {
        let own: HashSet<&String> = self.people.iter().filter(|person| !person.is_empty()).collect();
        other.people.iter().any(|person| own.contains(person))
    }

    fn take(&mut self, other: Self) {
        self.rows.extend(other.rows);
        self.people.extend(other.people);
        self.unnamed.extend(other.unnamed);
        self.rows.sort_unstable();
    }
}

/// The trainings as they are, unless a line of a course does not say its day where others do: it may be of any of them.
fn all_with_days(groups: Vec<Group>) -> Option<Vec<Group>> {
    let held: HashSet<&String> =
        groups.iter().filter(|group| !group.day.is_empty()).map(|group| &group.occasion.course).collect();
    let astray = |group: &Group| group.day.is_empty() && held.contains(&group.occasion.course);
    (!groups.iter().any(astray)).then_some(groups)
}

/// Whoever was absent has no 受講日: he is of the one day his training was held, unless 年度 or 回 say that it was
/// another. A course that everybody took on a day of his own is one training. Where it was held on several days and some
/// are of one person only, nobody knows.
fn with_absent(groups: Vec<Group>) -> Option<Vec<Group>> {
    let (held, absent): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| !group.day.is_empty());
    let mut occasions: Vec<Vec<Group>> = Vec::new();
    let mut known: HashMap<Occasion, usize> = HashMap::new();
    for group in held {
        let at = *known.entry(group.occasion.clone()).or_insert_with(|| {
            occasions.push(Vec::new());
            occasions.len() - 1
        });
        occasions[at].push(group);
    }
    let missed = |days: &[Group]| absent.iter().any(|group| group.occasion.may_be(&days[0].occasion));
    let settled = occasions.into_iter().map(|days| {
        let missed = missed(&days);
        on_days(days, missed)
    });
    let mut occasions = settled.collect::<Option<Vec<_>>>()?;
    let held = occasions.len();
    for group in absent {
        place(group, &mut occasions, held)?;
    }
    let mut all = occasions.concat();
    all.sort_by_key(|group| group.rows.first().copied());
    Some(all)
}

/// Puts those who were absent to the training they missed, which is one of the first so many; one that nobody attended
/// is one by itself.
fn place(group: Group, occasions: &mut Vec<Vec<Group>>, held: usize) -> Option<()> {
    let missed = |days: &&mut Vec<Group>| group.occasion.may_be(&days[0].occasion);
    let mut own = occasions.iter_mut().take(held).filter(missed);
    match (own.next(), own.next()) {
        (None, _) => occasions.push(vec![group]),
        (Some(days), None) if days.len() == 1 && !days[0].shares_people_with(&group) => days[0].take(group),
        _ => return None,
    }
    Some(())
}

/// The days of one occasion as the trainings they are; `missed`: by people who do not say which of them.
fn on_days(days: Vec<Group>, missed: bool) -> Option<Vec<Group>> {
    let lines: usize = days.iter().map(|day| day.rows.len()).sum();
    if days.len() == 1 {
        return Some(days);
    }
    if days.len() < lines {
        return (days.len() * 2 <= lines && !missed).then_some(days);
    }
    // Who took it twice was at two of them.
    match on_own_days(&days).filter(Group::has_each_once) {
        Some(whole) => Some(vec![whole]),
        None => (!missed).then(|| each_year(&days).unwrap_or(days)),
    }
}

/// A course that everybody takes each year, on a day of his own.
fn each_year(days: &[Group]) -> Option<Vec<Group>> {
    let mut years: BTreeMap<String, Vec<Group>> = BTreeMap::new();
    for day in days {
        years.entry(year_key(&day.day)).or_default().push(day.clone());
    }
    let of_year = |(year, days): (String, Vec<Group>)| {
        let whole = on_own_days(&days).filter(|whole| days.len() > 1 && whole.has_each_once())?;
        Some(Group { year: format!("{year}年度"), ..whole })
    };
    years.into_iter().map(of_year).collect()
}

/// Whether the lines of a list that names no training are of several: somebody is on it twice, or they are of several
/// years.
pub fn are_several(groups: &[Group]) -> bool {
    let year = |group: &Group| match group.occasion.year.as_str() {
        "" => year_key(&group.day),
        year => year.to_owned(),
    };
    let of_years = groups.windows(2).any(|pair| year(&pair[0]) != year(&pair[1]));
    of_years
        || groups
            .iter()
            .enumerate()
            .any(|(n, one)| groups[n + 1..].iter().any(|other| one.shares_people_with(other)))
}

/// eラーニング: one training, of which each line has its own day.
fn on_own_days(days: &[Group]) -> Option<Group> {
    let mut days = days.iter().cloned();
    let mut whole = days.next()?;
    whole.day.clear();
    days.for_each(|day| whole.take(day));
    Some(whole)
}
