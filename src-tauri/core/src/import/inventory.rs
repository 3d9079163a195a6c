//! 棚卸し: what a sheet holds besides its values, counted, so that nothing is overlooked.

use super::cells::{Cell, Raw, Row, Sheet, Struck};
use super::preview::SheetSummary;
use super::tables::column_letters;

/// Everything but its tables.
pub fn of_sheet(sheet: &Sheet) -> SheetSummary {
    let head = &sheet.head;
    let cells = Counted::of(&sheet.rows);
    SheetSummary {
        name: head.name.clone(),
        hidden: head.hidden,
        rows: sheet.rows.last().map_or(0, |row| row.number),
        tables: 0,
        used: cells.used(),
        hidden_rows: sheet.rows.iter().filter(|row| row.hidden).count() as u32,
        hidden_columns: head.hidden_columns.len() as u32,
        merges: head.merges.len() as u32,
        formulas: head.formulas.len() as u32,
        dead_formulas: head.formulas.iter().filter(|formula| formula.no_value).count() as u32,
        errors: cells.errors,
        struck: cells.struck,
        coloured: cells.coloured,
        comments: head.comments.len() as u32,
        drawings: head.drawings,
        unreadable: head.unreadable.clone(),
    }
}

/// What the cells of a sheet look like, and where the first and the last stand that say something.
#[derive(Default)]
struct Counted {
    errors: u32,
    struck: u32,
    coloured: u32,
    rows: Option<(u32, u32)>,
    cols: Option<(u16, u16)>,
}

impl Counted {
    fn of(rows: &[Row]) -> Self {
        let mut counted = Self::default();
        for (row, cell) in rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
            counted.count(row.number, cell);
        }
        counted
    }

    fn count(&mut self, row: u32, cell: &Cell) {
        self.errors += u32::from(matches!(cell.value, Raw::Error(_)));
        self.struck += u32::from(cell.struck != Struck::No);
        self.coloured += u32::from(cell.fill != 0);
        let outside = |col: (u16, u16)| cell.col < col.0 || cell.col > col.1;
        let seen = self.rows.is_some_and(|(_, last)| last == row) && !self.cols.is_none_or(outside);
        if seen || cell.value.is_blank() {
            return;
        }
        let (first, (left, right)) =
            (self.rows.map_or(row, |(first, _)| first), self.cols.unwrap_or((cell.col, cell.col)));
        self.rows = Some((first, row));
        self.cols = Some((left.min(cell.col), right.max(cell.col)));
    }

    /// `A1:H69`
    fn used(&self) -> String {
        let Some(((first, last), (left, right))) = self.rows.zip(self.cols) else { return String::new() };
        format!("{}{first}:{}{last}", column_letters(left), column_letters(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_used_range_is_from_the_first_to_the_last_cell_that_says_something() {
        let cell = |col, text: &str| Cell { col, value: Raw::Text(text.into()), ..Cell::default() };
        let row = |number, cells| Row { number, hidden: false, cells };
        let rows = vec![
            row(2, vec![cell(1, "x")]),
            row(4, vec![cell(0, "  "), cell(27, "y")]),
            row(9, vec![cell(3, " ")]),
        ];
        assert_eq!(Counted::of(&rows).used(), "B2:AB4");
        assert_eq!(Counted::of(&[]).used(), "");
    }
}
