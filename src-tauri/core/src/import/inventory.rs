//! 棚卸し: what a sheet holds besides its values, counted, so that nothing is overlooked.

use super::cells::{Cell, Raw, Sheet, Struck};
use super::preview::SheetSummary;
use super::tables::column_letters;

/// Everything but its tables.
pub fn of_sheet(sheet: &Sheet) -> SheetSummary {
    let head = &sheet.head;
    let cells = |fits: &dyn Fn(&Cell) -> bool| {
        sheet.rows.iter().flat_map(|row| &row.cells).filter(|cell| fits(cell)).count() as u32
    };
    SheetSummary {
        name: head.name.clone(),
        hidden: head.hidden,
        rows: sheet.rows.last().map_or(0, |row| row.number),
        tables: 0,
        used: used_range(sheet),
        hidden_rows: sheet.rows.iter().filter(|row| row.hidden).count() as u32,
        hidden_columns: head.hidden_columns.len() as u32,
        merges: head.merges.len() as u32,
        formulas: head.formulas.len() as u32,
        dead_formulas: head.formulas.iter().filter(|formula| formula.no_value).count() as u32,
        errors: cells(&|cell| matches!(cell.value, Raw::Error(_))),
        struck: cells(&|cell| cell.struck != Struck::No),
        coloured: cells(&|cell| cell.fill != 0),
        comments: head.comments.len() as u32,
        drawings: head.drawings,
        unreadable: head.unreadable.clone(),
    }
}

fn used_range(sheet: &Sheet) -> String {
    let used = || sheet.rows.iter().filter(|row| !row.is_blank());
    let cols =
        || used().flat_map(|row| &row.cells).filter(|cell| !cell.value.is_blank()).map(|cell| cell.col);
    let rows = used().next().zip(used().next_back());
    let (Some((first, last)), Some((left, right))) = (rows, cols().min().zip(cols().max())) else {
        return String::new();
    };
    format!("{}{}:{}{}", column_letters(left), first.number, column_letters(right), last.number)
}

#[cfg(test)]
mod tests {
    use super::super::cells::Row;
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
        assert_eq!(used_range(&Sheet { rows, ..Sheet::default() }), "B2:AB4");
        assert_eq!(used_range(&Sheet::default()), "");
    }
}
