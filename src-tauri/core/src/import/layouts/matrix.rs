//! 行列の表: people × 研修, or days × システム, with ○ and × where they meet; or the number of the medium.
//!
//! Each column of marks becomes a table of its own: the others stand beside it as columns that are not
//! taken. A blank where they meet says nothing, so that row is no record of that column. Where the days or
//! the people stand across, the sheet is [`turned()`] first.

mod looks;
mod sessions;
mod turned;

use std::borrow::Cow;

use looks::{
    Marks, are_people, field_of, filled, holds_days, holds_marks, is_day, is_heading_of, is_own_heading,
    is_running_number, is_weekday, is_year, names, parts_of, words,
};
pub use turned::turned;

use crate::import::cells::{Cell, Raw, Row, Sheet};
use crate::import::headings::{Shape, headings};
use crate::import::row_words::is_total;
use crate::import::tables::{Column, Labelled, Table, text_over};
use crate::vocab::fields::Choice;
use crate::vocab::fold::match_key;
use crate::vocab::{Field, Kind, RegisterId};

/// Headings stand within the first rows of a sheet.
const SEARCHED: usize = 30;

/// So many marks tell what a column holds.
const LOOKED_AT: usize = 200;

/// What a matrix can be of.
struct Of {
    shape: Shape,
    /// The field a row is about, by which its column is found.
    row: &'static Field,
    /// The field of the whole record that a column is about: the course, the system.
    across: &'static Field,
    /// The field the marks go to.
    mark: &'static Field,
    choices: &'static [Choice],
    /// The field a number in place of a mark goes to.
    medium: Option<&'static Field>,
    /// The one that points go to.
    score: Option<&'static Field>,
}

impl Of {
    fn is_backup(&self) -> bool {
        self.shape.register.id == RegisterId::BackupWork
    }
}

/// The tables of a matrix sheet and the sheet as they see it; none where it is no matrix.
pub fn find(sheet: &Sheet) -> Option<(Cow<'_, Sheet>, Vec<Table>)> {
    if let Some(tables) = look(sheet, false) {
        return Some((Cow::Borrowed(sheet), tables));
    }
    let turned = turned(sheet)?;
    let tables = look(&turned, true)?;
    Some((Cow::Owned(turned), tables))
}

fn look(sheet: &Sheet, turned: bool) -> Option<Vec<Table>> {
    kinds().iter().find_map(|of| {
        let mut in_list = false;
        let mut head = sheet.rows.iter().take(SEARCHED).enumerate();
        head.find_map(|(at, row)| {
            in_list &= at > 0 && sheet.rows[at - 1].number + 1 == row.number;
            // 作業日 | システム | 結果: what stands below is of a list, whatever it looks like.
            in_list |= row.cells.len() >= 3 && row.cells.iter().any(|cell| is_heading_of(of, cell));
            if in_list || row.cells.len() < 2 {
                return None;
            }
            Matrix::at(sheet, at, of, turned)?.tables()
        })
    })
}

fn kinds() -> Vec<Of> {
    let wanted = [
        (RegisterId::Training, Some("attendees"), "name", "course", "attendance"),
        (RegisterId::BackupWork, None, "performed_on", "system", "result"),
    ];
    let shapes = &headings().shapes;
    let kind = |(id, part, row, across, mark): (RegisterId, Option<&str>, &str, &str, &str)| {
        let is = |shape: &Shape| shape.register.id == id && shape.part.map(|part| part.key) == part;
        let (shape, _) = shapes.iter().find(|(shape, _)| is(shape))?;
        let field = |key: &str| shape.fields().iter().find(|field| field.key == key);
        let (row, mark) = field(row).zip(field(mark))?;
        let across = shape.register.field(across)?;
        let Kind::Choice(choices) = mark.kind else { return None };
        Some(Of {
            shape: *shape,
            row,
            across,
            mark,
            choices,
            medium: field("media_no"),
            score: field("score"),
        })
    };
    wanted.into_iter().filter_map(kind).collect()
}

/// A system, and the columns below it with the field of each.
type Group = (String, Vec<(u16, &'static Field)>);

/// A heading row under which marks stand.
struct Matrix<'a> {
    sheet: &'a Sheet,
    of: &'a Of,
    /// The days or the people stood across, and the sheet was turned.
    turned: bool,
    /// First and last row of the headings.
    header: (u32, u32),
    /// The column that says what a row is about: its day, its person.
    subject: u16,
    /// Columns that say more of a row, the subject among them.
    fixed: Vec<u16>,
    /// Columns of marks, and the field each goes to.
    marked: Vec<(u16, &'static Field)>,
}

impl<'a> Matrix<'a> {
    fn at(sheet: &'a Sheet, at: usize, of: &'a Of, turned: bool) -> Option<Self> {
        let row = &sheet.rows[at];
        let subject = subject(sheet, at, of, turned)?;
        let fixed = row.cells.iter().filter(|cell| field_of(of, cell).is_some() || is_running_number(cell));
        let mut fixed: Vec<u16> =
            fixed.map(|cell| cell.col).filter(|col| *col > subject || !turned).collect();
        if !fixed.contains(&subject) {
            fixed.push(subject);
        }
        // Where one column is the mark's own, the others are its columns and no further marks.
        if row.cells.iter().any(|cell| is_heading_of(of, cell)) {
            return None;
        }
        let last = header_end(sheet, at, subject, turned.then_some(of));
        let body: Vec<&Row> =
            sheet.rows.iter().filter(|row| row.number > last && is_subject(row, subject)).collect();
        if turned && !of.is_backup() && !are_people(&body, subject, of) {
            return None;
        }
        let first = header_begin(sheet, at, (subject, &fixed), turned.then_some(of));
        let marked = marked(sheet, (first, last), &body, of, &|col| {
            !fixed.contains(&col) && (!turned || col > subject)
        });
        (marked.len() >= 2).then_some(Self {
            sheet,
            of,
            turned,
            header: (first, last),
            subject,
            fixed,
            marked,
        })
    }

    fn tables(&self) -> Option<Vec<Table>> {
        let title = self.title();
        // Days and marks alone may be anything; only a sheet that speaks of バックアップ or of systems is a record of it.
        let named = title.concat() + self.sheet.head.name.as_deref().unwrap_or_default();
        let speaks = ["バックアップ", "ﾊﾞｯｸｱｯﾌﾟ", "backup"]
            .iter()
            .any(|word| match_key(&named).contains(&match_key(word)));
        let corner = self.texts(self.subject).concat();
        if self.of.is_backup() && !speaks && !parts_of(&corner).any(|part| names(self.of.across, part)) {
            return None;
        }
        let heads = self.marked.iter().map(|(col, _)| self.texts(*col));
        if !self.of.is_backup() && !self.turned && sessions::are_of_one(&title, heads) {
            return Some(vec![self.table_of_one(&title)]);
        }
        if let Some(groups) = self.groups() {
            return Some(groups.iter().map(|(name, cols)| self.table_of_group(name, cols, &title)).collect());
        }
        Some(self.marked.iter().map(|(col, mark)| self.table(*col, mark, &title)).collect())
    }

    /// 国保システム over 結果 and 媒体, 財務システム over the same: the columns of each system.
    fn groups(&self) -> Option<Vec<Group>> {
        let own = [Some(self.of.mark), self.of.medium];
        let mut groups: Vec<Group> = Vec::new();
        let over = self.sheet.rows.iter().filter(|row| (self.header.0..=self.header.1).contains(&row.number));
        let mut cols: Vec<u16> = over.flat_map(|row| row.cells.iter().map(|cell| cell.col)).collect();
        cols.sort_unstable();
        cols.dedup();
        for col in cols {
            let texts = self.texts(col);
            let [name, field] = texts.as_slice() else { continue };
            let Some(field) = own.iter().flatten().find(|own| means(own, field)) else { continue };
            match groups.last_mut().filter(|(last, _)| last == name) {
                Some((_, cols)) => cols.push((col, field)),
                None => groups.push((name.clone(), vec![(col, field)])),
            }
        }
        let grouped = |col: u16| groups.iter().any(|(_, cols)| cols.iter().any(|(other, _)| *other == col));
        let whole = self.marked.iter().all(|(col, _)| grouped(*col));
        let named =
            groups.iter().all(|(_, cols)| cols.iter().any(|(_, field)| field.key == self.of.mark.key));
        (self.of.is_backup() && groups.len() >= 2 && whole && named).then_some(groups)
    }

    fn table_of_group(&self, name: &str, cols: &[(u16, &'static Field)], title: &[String]) -> Table {
        let own = |col: u16| cols.iter().find(|(other, _)| *other == col).map(|(_, field)| *field);
        let result = cols.iter().find(|(_, field)| field.key == self.of.mark.key).or(cols.first());
        let mut table = self.table(result.map_or(0, |(col, _)| *col), self.of.mark, title);
        let fixed: Vec<Column> =
            table.columns.iter().filter(|column| self.fixed.contains(&column.col)).cloned().collect();
        let all = self.groups().unwrap_or_default();
        let others = all.iter().flat_map(|(_, cols)| cols).map(|(col, _)| match own(*col) {
            Some(field) => Column { keys: vec![match_key(field.label.ja)], ..self.column(*col) },
            None => Column { aside: true, keys: Vec::new(), ..self.column(*col) },
        });
        table.columns = fixed.into_iter().chain(others).collect();
        table.columns.sort_by_key(|column| column.col);
        table.constants = vec![(self.of.across, name.to_owned())];
        table
    }

    /// The list of one training whose columns of marks say more of each of its people.
    fn table_of_one(&self, title: &[String]) -> Table {
        let mut cols: Vec<u16> =
            self.fixed.iter().copied().chain(self.marked.iter().map(|(col, _)| *col)).collect();
        cols.sort_unstable();
        Table {
            columns: cols.into_iter().map(|col| self.column(col)).collect(),
            labelled: Vec::new(),
            meant_by: None,
            ..self.table(self.subject, self.of.mark, title)
        }
    }

    /// What stands above the headings; of a turned sheet beside them.
    fn title(&self) -> Vec<String> {
        let known = |col: u16| self.fixed.contains(&col) || self.marked.iter().any(|(mark, _)| *mark == col);
        let is_title = |row: &Row, cell: &Cell| match self.turned {
            false => row.number < self.header.0,
            true => cell.col < self.subject || row.number <= self.header.1 && !known(cell.col),
        };
        let cells = self.sheet.rows.iter().flat_map(|row| {
            row.cells.iter().filter(move |cell| is_title(row, cell) && !cell.value.is_blank())
        });
        cells.map(|cell| cell.value.text().into_owned()).collect()
    }

    fn table(&self, col: u16, mark: &Field, title: &[String]) -> Table {
        let mut columns: Vec<Column> = self.fixed.iter().map(|col| self.column(*col)).collect();
        let others = self.marked.iter().map(|(other, _)| *other).filter(|other| *other != col);
        columns.extend(others.map(|other| Column { aside: true, keys: Vec::new(), ..self.column(other) }));
        columns.push(Column { keys: vec![match_key(mark.label.ja)], ..self.column(col) });
        columns.sort_by_key(|column| column.col);
        let (labelled, constants) = self.said_by(col, title);
        Table {
            header_rows: (self.header.0..=self.header.1).collect(),
            columns,
            cols: if self.turned { (self.subject, u16::MAX) } else { (0, u16::MAX) },
            first_row: 1,
            last_row: self.sheet.rows.last().map_or(0, |row| row.number),
            title: title.to_vec(),
            labelled,
            constants,
            shape: Some(self.of.shape),
            meant_by: Some(col),
            ..Table::default()
        }
    }

    fn column(&self, col: u16) -> Column {
        let texts = self.texts(col);
        let keys = match col == self.subject {
            true => vec![match_key(self.of.row.label.ja)],
            false => texts.iter().rev().map(|text| match_key(text)).collect(),
        };
        let heading = match texts.join("/") {
            blank if blank.is_empty() => self.of.row.label.ja.to_owned(),
            heading => heading,
        };
        Column { col, last_col: col, heading, keys, ..Column::default() }
    }

    fn texts(&self, col: u16) -> Vec<String> {
        heading(self.sheet, self.header, col)
    }

    /// What the heading of a column of marks says: which 研修 and when, or which system.
    fn said_by(&self, col: u16, title: &[String]) -> (Vec<Labelled>, Vec<(&'static Field, String)>) {
        let texts = self.texts(col);
        if self.of.shape.part.is_none() {
            return (Vec::new(), vec![(self.of.across, texts.join(" "))]);
        }
        let words: Vec<&str> = texts.iter().flat_map(|text| words(text)).collect();
        let is_day = |word: &str| is_day(word) || sessions::is_day_of_month(word);
        let (days, names): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| is_day(word));
        let (years, names): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|word| is_year(word));
        // 5/12（金）
        let names: Vec<&str> =
            names.into_iter().filter(|word| days.is_empty() || !is_weekday(word)).collect();
        let name = match (names.is_empty(), title.first()) {
            (false, _) => names.join(" "),
            (true, Some(title)) => title.clone(),
            // What a training of R6年度 was called nobody knows.
            (true, None) => years.join(" "),
        };
        let label = |key: &str, text: String| Labelled {
            row: self.header.0,
            col,
            key: match_key(key),
            value: Raw::Text(text.into()),
        };
        let course = (!name.is_empty()).then(|| label("研修名", name));
        let of_month = |day: &str| sessions::of_month(day, title).filter(|_| sessions::is_day_of_month(day));
        let day = days.first().map(|day| label("実施日", of_month(day).unwrap_or_else(|| (*day).to_owned())));
        let year = years.first().filter(|_| day.is_none()).map(|year| label("実施日", (*year).to_owned()));
        let of_year = years.first().map(|year| label("年度", (*year).to_owned()));
        (course.into_iter().chain(day).chain(year).chain(of_year).collect(), Vec::new())
    }
}

/// The parts of a column's heading from top to bottom.
fn heading(sheet: &Sheet, header: (u32, u32), col: u16) -> Vec<String> {
    let rows = sheet.rows.iter().filter(|row| (header.0..=header.1).contains(&row.number));
    let mut texts: Vec<String> = rows.filter_map(|row| text_over(row, col, &sheet.head.merges)).collect();
    texts.dedup();
    texts
}

/// Whether a heading is the field's, by its name or an everyday word for it.
fn means(field: &Field, heading: &str) -> bool {
    let key = match_key(heading);
    let own = headings().own_field(RegisterId::BackupWork, &key);
    names(field, heading) || own.is_some_and(|own| own.key == field.key)
}

/// The column whose cells say what the rows are about: by its heading, else by the days that stand in it.
fn subject(sheet: &Sheet, at: usize, of: &Of, turned: bool) -> Option<u16> {
    let row = &sheet.rows[at];
    let named = |field: &Field| {
        let is = |cell: &&Cell| field_of(of, cell).is_some_and(|found| found.key == field.key);
        row.cells.iter().find(is).map(|cell| cell.col)
    };
    let by_heading = if turned { None } else { named(of.row) };
    if let Some(col) = by_heading {
        // Under 曜日 every seventh day is 日, and no heading.
        return Some(col).filter(|col| !of.is_backup() || holds_days(&sheet.rows[at + 1..], *col));
    }
    if !of.is_backup() {
        // The heading in the corner is that of what now stands across.
        let corner = |cell: &&Cell| names(of.across, &cell.value.text());
        return row.cells.iter().find(corner).filter(|_| turned).map(|cell| cell.col);
    }
    let first = row.cells.iter().find(|cell| !cell.value.is_blank())?.col;
    let is_corner = |col: u16| {
        let text = row.cell(col).map(|cell| cell.value.text().into_owned()).unwrap_or_default();
        let known = |part: &str| names(of.across, part) || names(of.row, part);
        text.trim().is_empty() || parts_of(&text).any(known)
    };
    // Turned, everything above the table stands before it.
    let upto = if turned { row.cells.iter().map(|cell| cell.col).max()? } else { first };
    (first.saturating_sub(1)..=upto).find(|col| is_corner(*col) && holds_days(&sheet.rows[at + 1..], *col))
}

/// Columns under the headings that hold marks, with the field each goes to. Where several do, one that holds a
/// single mark is one of them: a backup of once a month.
fn marked(
    sheet: &Sheet,
    header: (u32, u32),
    body: &[&Row],
    of: &Of,
    may: &dyn Fn(u16) -> bool,
) -> Vec<(u16, &'static Field)> {
    let over = sheet.rows.iter().filter(|row| (header.0..=header.1).contains(&row.number));
    let mut columns: Vec<u16> = over.flat_map(|row| row.cells.iter().map(|cell| cell.col)).collect();
    columns.sort_unstable();
    columns.dedup();
    let title = if of.is_backup() { Vec::new() } else { sessions::above(sheet, header.0) };
    let held = columns.into_iter().filter(|col| may(*col)).filter_map(|col| {
        let texts = if of.is_backup() { Vec::new() } else { heading(sheet, header, col) };
        let session = sessions::is_session(&texts, &title);
        Some((col, holds_marks(body, col, of, session, sessions::is_day_of_training(&texts, &title))?))
    });
    let held: Vec<(u16, Marks)> = held.collect();
    if held.iter().filter(|(_, marks)| marks.certain && marks.count >= 2).count() < 2 {
        return Vec::new();
    }
    // Beside other sessions, one with odd marks in it is a session too: what they mean is asked.
    let named = |col: u16| {
        let rows = sheet.rows.iter().filter(|row| (header.0..=header.1).contains(&row.number));
        let mut cells = rows.filter_map(|row| row.cell(col));
        cells.any(|cell| field_of(of, cell).is_some() || is_own_heading(of, cell) || is_running_number(cell))
    };
    let taken = held.into_iter().filter(|(col, marks)| marks.certain || !named(*col));
    taken.map(|(col, marks)| (col, marks.field)).collect()
}

/// Somebody or some day stands there, and no 出席者数 or 合計.
fn is_subject(row: &Row, col: u16) -> bool {
    filled(row, col) && !row.cells.iter().take(2).any(|cell| is_total(&cell.value.text()))
}

/// Rows below the heading that still belong to it: nobody stands in them, or on a turned sheet the name of a field.
fn header_end(sheet: &Sheet, at: usize, subject: u16, turned: Option<&Of>) -> u32 {
    let mut last = sheet.rows[at].number;
    for row in sheet.rows[at + 1..].iter().take(2) {
        let own = || turned.is_some_and(|of| row.cell(subject).is_some_and(|cell| is_own_heading(of, cell)));
        if row.number != last + 1 || filled(row, subject) && !own() {
            break;
        }
        last = row.number;
    }
    last
}

/// Rows above it that hold headings over the marks alone.
fn header_begin(sheet: &Sheet, at: usize, (subject, fixed): (u16, &[u16]), turned: Option<&Of>) -> u32 {
    let mut first = sheet.rows[at].number;
    for row in sheet.rows[..at].iter().rev().take(2) {
        let own = turned.is_some_and(|of| row.cell(subject).is_some_and(|cell| is_own_heading(of, cell)));
        let beside = row
            .cells
            .iter()
            .filter(|cell| !cell.value.is_blank())
            .all(|cell| cell.col > subject && !fixed.contains(&cell.col));
        if row.number + 1 != first || row.cells.len() < 2 || !(beside || own) {
            break;
        }
        first = row.number;
    }
    first
}
