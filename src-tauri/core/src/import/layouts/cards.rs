//! カード形式: one record to a sheet, or several below each other, labels beside or above their values.
//!
//! The values are laid out as one row, whose number is that of the card's first value; the rows it came
//! from stay where they are, as rows that continue the record. Nothing on the card is lost: a cell that
//! belongs to no label is kept under its address.

use std::collections::BTreeSet;

use crate::import::cells::{Cell, Raw, Row, Sheet};
use crate::import::headings::headings;
use crate::import::row_words::is_id;
use crate::import::tables::{Column, Table, adjacent, column_letters, is_stamps};
use crate::vocab::RegisterId;
use crate::vocab::fold::match_key;

/// Fewer labels with values make no card.
const LEAST: usize = 4;

type At = (u32, u16);

/// The sheet with each card as a row, and the tables of one record each; none where there are no cards. Cards end
/// above the row `below`, where a list of its own begins.
pub fn unfold(sheet: &Sheet, below: Option<u32>) -> Option<(Sheet, Vec<Table>)> {
    let last = sheet.rows.last().map_or(0, |row| row.number);
    let end = below.map_or(last, |row| row - 1);
    let labels = labels(&sheet.rows[..sheet.rows.partition_point(|row| row.number <= end)]);
    // A cover sheet has labels too; only a card says which record it is.
    if !labels.iter().any(|label| headings().identifies(&label.key)) || (below.is_none() && is_list(sheet)) {
        return None;
    }
    // 研修名 and 日時 above a list of names are of one record with it.
    let is_course = |label: &Label| {
        headings().own_field(RegisterId::Training, &label.key).is_some_and(|field| field.key == "course")
    };
    if below.is_some() && labels.iter().any(is_course) {
        return None;
    }
    // Records in columns beside each other are no card; what they are is for the user to say.
    if labels.iter().any(|label| headings().identifies(&label.key) && has_many(sheet, label.at)) {
        return None;
    }
    let first = labels.first()?.key.clone();
    let starts: Vec<u32> = labels.iter().filter(|label| label.key == first).map(|label| label.at.0).collect();
    let (mut unfolded, mut tables) = (sheet.clone(), Vec::new());
    unfolded.head.merges.retain(|merge| merge.first_row > end);
    if below.is_none() {
        unfolded.head.hidden_columns.clear();
    }
    for (n, start) in starts.iter().enumerate() {
        let rows = (*start, starts.get(n + 1).map_or(end, |next| next - 1));
        let own: Vec<&Label> =
            labels.iter().filter(|label| (rows.0..=rows.1).contains(&label.at.0)).collect();
        let card = Card::of(sheet, rows, &own)?;
        let first_row = if n == 0 { 1 } else { rows.0 };
        tables.push(card.table(first_row, rows.1, &title(sheet, rows.0)));
        card.put_into(&mut unfolded);
    }
    Some((unfolded, tables))
}

/// 管理番号 | USB-001 | USB-002: two numbers beside one label.
fn has_many(sheet: &Sheet, (row, col): At) -> bool {
    let Ok(at) = sheet.rows.binary_search_by_key(&row, |row| row.number) else { return false };
    let mut beside = sheet.rows[at].cells.iter().filter(|cell| cell.col > col && !cell.value.is_blank());
    let numbers =
        beside.clone().take_while(|cell| label_key(cell).is_none() && is_id(&cell.value.text())).count();
    numbers >= 2 && beside.all(|cell| label_key(cell).is_none())
}

/// Three headings side by side, with two rows of values under them, are a list whatever else is on the sheet.
fn is_list(sheet: &Sheet) -> bool {
    let under = |row: &Row, cols: &[u16]| {
        let value = |col: &&u16| {
            row.cell(**col).is_some_and(|cell| !cell.value.is_blank() && label_key(cell).is_none())
        };
        cols.iter().filter(value).count() >= 2
    };
    sheet.rows.iter().enumerate().any(|(n, row)| {
        let labels = |cell: &&Cell| label_key(cell).is_some();
        let cols: Vec<u16> = row.cells.iter().filter(labels).map(|cell| cell.col).collect();
        adjacent(row) >= 3 && sheet.rows[n + 1..].iter().filter(|row| under(row, &cols)).take(2).count() == 2
    })
}

struct Label {
    at: At,
    key: String,
    text: String,
    value: Option<At>,
}

/// Every known heading among the rows with the place of its value.
fn labels(rows: &[Row]) -> Vec<Label> {
    let mut found = Vec::new();
    let column = label_column(rows);
    for (n, row) in rows.iter().enumerate() {
        let cells: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.value.is_blank()).collect();
        // Beside a label of the column of labels stands its value, though it be a word like 管理者 itself.
        let is_value =
            |m: usize| m == 1 && column.as_ref().is_some_and(|column| column.values(cells[0], cells[1]));
        // A box for seals labels nothing of the record.
        let stamps = cells.len() >= 2 && is_stamps(row);
        let label = |m: usize| label_key(cells[m]).filter(|_| !is_value(m) && !stamps);
        for (m, cell) in cells.iter().enumerate() {
            let Some(key) = label(m) else { continue };
            let beside =
                (m + 1 < cells.len() && label(m + 1).is_none()).then(|| (row.number, cells[m + 1].col));
            found.push(Label {
                at: (row.number, cell.col),
                key,
                text: cell.value.text().split_whitespace().collect(),
                value: beside.or_else(|| value_below(rows, n, cell.col)),
            });
        }
    }
    found
}

/// A value in the cell below its label; what has a label to its left is that label's.
fn value_below(rows: &[Row], n: usize, col: u16) -> Option<At> {
    let below = rows.get(n + 1).filter(|below| below.number == rows[n].number + 1)?;
    let under = below.cell(col).filter(|cell| !cell.value.is_blank() && label_key(cell).is_none())?;
    let left = below.cells.iter().any(|left| left.col < under.col && label_key(left).is_some());
    (!left).then_some((below.number, under.col))
}

/// The first column of a card that has all its labels there, and those beside it that hold values.
struct LabelColumn {
    col: u16,
    beside: BTreeSet<u16>,
}

impl LabelColumn {
    fn values(&self, label: &Cell, beside: &Cell) -> bool {
        label.col == self.col && label_key(label).is_some() && self.beside.contains(&beside.col)
    }
}

fn label_column(rows: &[Row]) -> Option<LabelColumn> {
    let filled =
        |col: u16| rows.iter().filter_map(move |row| row.cell(col)).filter(|cell| !cell.value.is_blank());
    let count =
        |col: u16| (filled(col).filter(|cell| label_key(cell).is_some()).count(), filled(col).count());
    let col = rows.iter().flat_map(|row| &row.cells).find(|cell| label_key(cell).is_some())?.col;
    let (labels, all) = count(col);
    let cols: BTreeSet<u16> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.col).collect();
    let values = |other: &u16| {
        let (labels, all) = count(*other);
        *other > col && labels * 2 <= all
    };
    (labels >= 3 && labels * 10 >= all * 6)
        .then(|| LabelColumn { col, beside: cols.iter().copied().filter(values).collect() })
}

/// The match key of a cell that is a label.
fn label_key(cell: &Cell) -> Option<String> {
    let Raw::Text(text) = &cell.value else { return None };
    let text = text.trim().trim_end_matches(['：', ':']);
    let key = match_key(text);
    (text.chars().count() <= 20 && headings().knows(&key)).then_some(key)
}

fn title(sheet: &Sheet, before: u32) -> Vec<String> {
    let above = sheet.rows.iter().filter(|row| row.number < before);
    let cells = above.flat_map(|row| &row.cells).filter(|cell| !cell.value.is_blank());
    cells.map(|cell| cell.value.text().into_owned()).collect()
}

/// One card, laid out.
struct Card {
    row: u32,
    columns: Vec<Column>,
    cells: Vec<Cell>,
    /// Where each cell of the new row came from.
    from: Vec<At>,
    hidden: bool,
    rows: (u32, u32),
}

impl Card {
    fn of(sheet: &Sheet, rows: (u32, u32), labels: &[&Label]) -> Option<Self> {
        let valued: Vec<&&Label> = labels.iter().filter(|label| label.value.is_some()).collect();
        if valued.len() < LEAST {
            return None;
        }
        let mut card = Self {
            row: valued.iter().filter_map(|label| label.value).map(|(row, _)| row).min()?,
            columns: Vec::new(),
            cells: Vec::new(),
            from: Vec::new(),
            hidden: false,
            rows,
        };
        let mut taken: BTreeSet<At> = labels.iter().map(|label| label.at).collect();
        for label in labels {
            let key = label.key.clone();
            card.put(
                sheet,
                label.text.trim_end_matches(['：', ':']),
                vec![key],
                label.value.filter(|at| taken.insert(*at)),
            );
        }
        let inside = sheet.rows.iter().filter(|row| (rows.0..=rows.1).contains(&row.number));
        for row in inside {
            card.hidden |= row.hidden;
            for cell in row.cells.iter().filter(|cell| !cell.value.is_blank()) {
                let at = (row.number, cell.col);
                if taken.insert(at) {
                    card.put(sheet, &format!("{}{}", column_letters(at.1), at.0), Vec::new(), Some(at));
                }
            }
        }
        Some(card)
    }

    fn put(&mut self, sheet: &Sheet, heading: &str, keys: Vec<String>, at: Option<At>) {
        let Ok(col) = u16::try_from(self.columns.len()) else { return };
        let row = at.map(|(row, _)| row);
        self.columns.push(Column {
            col,
            last_col: col,
            heading: heading.to_owned(),
            keys,
            row,
            ..Column::default()
        });
        let found = at.and_then(|at| Some((at, cell_at(sheet, at)?)));
        if let Some((at, cell)) = found {
            self.cells.push(Cell { col, ..cell.clone() });
            self.from.push(at);
        }
    }

    fn table(&self, first_row: u32, last_row: u32, title: &[String]) -> Table {
        Table {
            columns: self.columns.clone(),
            first_row,
            last_row,
            title: title.to_vec(),
            record: Some(self.row),
            ..Table::default()
        }
    }

    /// Puts the new row in the place of its first, and what was said of its cells with it.
    fn put_into(self, sheet: &mut Sheet) {
        let place = |row: u32, col: u16| {
            let at = self.from.iter().position(|from| *from == (row, col))?;
            Some(self.cells[at].col)
        };
        for comment in sheet
            .head
            .comments
            .iter_mut()
            .filter(|comment| (self.rows.0..=self.rows.1).contains(&comment.row))
        {
            (comment.row, comment.col) = (self.row, place(comment.row, comment.col).unwrap_or(0));
        }
        for formula in &mut sheet.head.formulas {
            if let Some(col) = place(formula.row, formula.col) {
                (formula.row, formula.col) = (self.row, col);
            }
        }
        if let Ok(at) = sheet.rows.binary_search_by_key(&self.row, |row| row.number) {
            sheet.rows[at] = Row { number: self.row, hidden: self.hidden, cells: self.cells };
        }
    }
}

fn cell_at(sheet: &Sheet, (row, col): At) -> Option<&Cell> {
    let at = sheet.rows.binary_search_by_key(&row, |row| row.number).ok()?;
    sheet.rows[at].cell(col)
}
