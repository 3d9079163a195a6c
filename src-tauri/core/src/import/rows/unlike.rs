//! 番号でない番号: 台数 | 2 or ○ | 使用中 under 管理番号, where every record is called as USB-001 is.

use super::{Classifier, RowClass};
use crate::import::cells::{Cell, Row, Sheet};
use crate::import::doubts::{Doubt, Line};
use crate::vocab::Kind;

/// So many records tell how records are called.
const TELLING: usize = 2;

impl Classifier<'_> {
    /// What little stands in a row may be a total or a note, where a word stands for its number.
    pub(super) fn word_for_number(&self, cells: &[&Cell]) -> Option<Doubt> {
        let few = cells.len() * 2 <= self.mapping.columns.len().max(4);
        // The weekday beside a day says no more of the row than the day does.
        let said = cells.iter().filter(|cell| !super::is_under(&self.frame, cell)).count();
        let doubt = if said <= 2 { Doubt::WordForNumber } else { Doubt::WordBesideNumbers };
        (few && self.number_of(cells)?.is_word).then_some(doubt)
    }

    /// Asks about rows that have a word for their number, where all others have numbers; among the last rows however
    /// much stands in them.
    pub(super) fn doubt_words(&self, sheet: &Sheet, lines: &mut [Line]) {
        if self.own || self.table.meant_by.is_some() {
            return;
        }
        let number = |line: &Line| {
            let at = sheet.rows.binary_search_by_key(&line.number, |row| row.number).ok()?;
            self.number_in(&sheet.rows[at])
        };
        for line in lines.iter_mut().rev().filter(|line| line.class == RowClass::Data && line.doubt.is_none())
        {
            if !number(line).is_some_and(|number| number.is_word) {
                break;
            }
            line.doubt = Some(Doubt::WordBesideNumbers);
        }
        if !lines.iter().any(is_doubted) {
            return;
        }
        let records = || lines.iter().filter(|line| line.class == RowClass::Data && !is_doubted(line));
        let numbered = records().filter_map(number).take(TELLING).count() == TELLING;
        let all = numbered && records().filter_map(number).all(|number| !number.is_word);
        for line in lines.iter_mut().filter(|line| is_doubted(line)) {
            match (all, line.doubt) {
                (false, _) => line.doubt = None,
                (true, Some(Doubt::WordForNumber)) => line.class = RowClass::Note,
                _ => {}
            }
        }
    }

    fn number_in(&self, row: &Row) -> Option<Number> {
        self.number_of(&row.cells.iter().filter(|cell| !cell.value.is_blank()).collect::<Vec<_>>())
    }

    /// What stands under the number by which the records are known.
    fn number_of(&self, cells: &[&Cell]) -> Option<Number> {
        let is_number = |cell: &&&Cell| {
            super::is_under(&self.identity, cell)
                && self.field_over(cell).is_some_and(|field| matches!(field.kind, Kind::Code | Kind::Link(_)))
        };
        let cell = cells.iter().find(is_number)?;
        Some(Number { is_word: !cell.value.text().chars().any(char::is_numeric) })
    }
}

struct Number {
    is_word: bool,
}

fn is_doubted(line: &Line) -> bool {
    matches!(line.doubt, Some(Doubt::WordForNumber | Doubt::WordBesideNumbers))
}
