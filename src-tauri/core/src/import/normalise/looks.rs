//! 見た目と値: what a cell shows against what it holds, what lies under merges, and results gone stale.

use crate::vocab::fields::{Choice, Kind};
use crate::vocab::read::choice_labels;

use super::Normaliser;
use crate::import::cell_rules::words::meant_choice;
use crate::import::cell_rules::{Outcome, holds_text};
use crate::import::cells::{Cell, Merge, Raw, Row, Sheet};
use crate::import::number_format;
use crate::import::problem::Issue;

/// Functions whose results are of the day on which Excel last reckoned, not of the day of the record.
const VOLATILE: [&str; 7] = ["TODAY(", "NOW(", "RAND(", "RANDBETWEEN(", "OFFSET(", "INDIRECT(", "CELL("];

pub fn is_volatile(formula: &str) -> bool {
    let formula = formula.to_ascii_uppercase();
    VOLATILE.iter().any(|name| {
        let at = formula.find(name);
        at.is_some_and(|at| {
            !formula[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.')
        })
    })
}

impl Normaliser<'_> {
    /// What the screen of Excel shows where it is not what the cell holds: `1` shown as `USB-001`.
    pub(super) fn displayed(&self, kind: Kind, cell: &Cell, text: &str) -> Option<Outcome> {
        let code =
            self.formats.get(usize::from(cell.format)).filter(|code| !number_format::is_plain(code))?;
        let numbered = matches!(kind, Kind::Code | Kind::Link(_));
        if self.own || !(holds_text(kind) || matches!(kind, Kind::Choice(_))) {
            return None;
        }
        let shown = match &cell.value {
            Raw::Number(number) => number_format::shown(code, *number),
            Raw::Text(text) => {
                return number_format::shown_text(code, text)
                    .filter(|shown| shown != text.as_ref())
                    .map(differs);
            }
            // A place typed as 2-1 became a day; a whole date, or one in the remarks, is what was meant.
            Raw::DateTime(at) if kind != Kind::Note && !number_format::has_year(code) => {
                number_format::shown_day(code, *at)
            }
            _ => return None,
        };
        match shown {
            // Commas between thousands are no part of the value.
            Some(shown) if shown == text || (!numbered && shown.replace(',', "") == text) => None,
            Some(shown) => Some(differs(shown)),
            None => Some(Outcome::with(Some(text.to_owned()), Issue::DisplayUnknown, code.as_str())),
        }
    }

    /// What has to be said of a cell whose text by itself is clear.
    pub(super) fn suspicious(&mut self, n: usize, row: &Row, cell: &Cell) -> Option<Issue> {
        if self.volatile.contains(&(row.number, cell.col)) {
            return Some(Issue::StaleFormula);
        }
        self.columns[n].is_covered(row.number).then_some(Issue::UnderMerge)
    }
}

/// The choice that is meant by what Excel shows.
pub fn as_choice(choices: &'static [Choice], outcome: Outcome) -> Outcome {
    let Outcome { value: Some(text), issue: Some((issue, shown)) } = outcome else { return outcome };
    match meant_choice(choices, &text) {
        Some((choice, _)) if issue == Issue::DisplayDiffers => {
            Outcome::with(Some(choice.id.to_owned()), issue, text)
        }
        Some((choice, _)) => Outcome::with(Some(choice.id.to_owned()), issue, shown),
        None => Outcome::with(None, Issue::UnknownChoice, choice_labels(choices)),
    }
}

fn differs(shown: String) -> Outcome {
    Outcome::with(Some(shown.clone()), Issue::DisplayDiffers, shown)
}

/// Rows of a column that lie under merges beginning elsewhere, in order.
pub fn covered_rows(sheet: &Sheet, col: u16) -> Vec<(u32, u32)> {
    let over = |merge: &&Merge| (merge.first_col..=merge.last_col).contains(&col);
    let rows = |merge: &Merge| {
        let first = if merge.first_col == col { merge.first_row + 1 } else { merge.first_row };
        (first <= merge.last_row).then_some((first, merge.last_row))
    };
    let mut covered: Vec<_> = sheet.head.merges.iter().filter(over).filter_map(rows).collect();
    covered.sort_unstable();
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_functions_that_change_by_themselves_are_stale() {
        for formula in ["TODAY()", "=A1-today()", "IF(A1=\"\",NOW(),A1)", "INDIRECT(\"A1\")"] {
            assert!(is_volatile(formula), "{formula}");
        }
        for formula in ["A1+1", "NETWORKDAYS(A1,B1)", "MYTODAY()", "VLOOKUP(A1,B:C,2,0)"] {
            assert!(!is_volatile(formula), "{formula}");
        }
    }
}
