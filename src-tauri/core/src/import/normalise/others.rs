//! その他の列: columns no field takes. Their texts stay with the record under their headings, and are looked at as
//! closely as those of any field: what Excel spoilt there is as lost.

use std::borrow::Cow;

use super::reading::broken;
use super::{Normal, Normaliser, Spot};
use crate::import::cell_rules::Outcome;
use crate::import::cells::{Cell, Row, Struck};
use crate::import::mapping::Mapped;
use crate::import::problem::{Issue, Verdict};
use crate::import::tables::column_letters;
use crate::vocab::fields::{Field, Kind, field};
use crate::vocab::unreadable::made_readable;

/// Stands for the columns no field takes: any text, however long.
static OTHER: Field = field("", "", "", Kind::Note);

impl Normaliser<'_> {
    pub(super) fn extra(
        &mut self,
        n: usize,
        mapped: &Mapped,
        row: &Row,
        cell: Option<&Cell>,
        normal: &mut Normal,
    ) {
        let heading = mapped.column.heading.as_str();
        let spot = Spot { row, heading, key: heading, keeps: true };
        let Some(cell) = cell.filter(|cell| !cell.value.is_blank()) else {
            self.extra_blank(n, mapped.column.col, &spot, normal);
            return;
        };
        let raw = cell.value.text();
        let mut outcome = self.read(n, &OTHER, cell, raw.trim(), normal);
        if let Some((Issue::TooLong, _)) = outcome.issue {
            outcome = Outcome::plain(raw.trim());
        }
        if outcome.issue.is_none()
            && let Some(issue) = self.suspicious(n, row, cell)
        {
            outcome.issue = Some((issue, outcome.value.clone().unwrap_or_default()));
        }
        let issue = outcome.issue.as_ref().map(|(issue, _)| *issue);
        let value = self.keep(outcome, &spot, (cell, &raw), normal);
        self.columns[n].settled(row.number, value.as_deref(), issue, raw.trim());
        if let Some(value) = value {
            normal.extra.insert(heading.to_owned(), value);
        }
    }

    fn extra_blank(&mut self, n: usize, col: u16, spot: &Spot<'_>, normal: &mut Normal) {
        if let Some(formula) = self.dead_formulas.get(&(spot.row.number, col)).copied() {
            self.find(normal, spot, Issue::FormulaWithoutValue, formula, "");
        } else if let Some(value) = self.columns[n].under_merge(spot.row.number) {
            self.find(normal, spot, Issue::MergedFill, "", &value);
            self.columns[n].remember(&value);
            normal.extra.insert(spot.heading.to_owned(), value);
        }
    }

    /// What stays under the heading itself. What is left blank there is still kept, as the original.
    fn keep(
        &self,
        outcome: Outcome,
        spot: &Spot<'_>,
        (cell, raw): (&Cell, &Cow<'_, str>),
        normal: &mut Normal,
    ) -> Option<String> {
        if cell.struck == Struck::Partly {
            self.find(normal, spot, Issue::PartlyStruck, raw, "");
        }
        self.gaiji(spot, raw, normal);
        let Some((issue, shown)) = outcome.issue else { return outcome.value };
        let verdict = self.find(normal, spot, issue, raw, &shown);
        let value = match verdict {
            Verdict::Open | Verdict::Accept => outcome.value,
            Verdict::KeepRaw => Some(raw.trim().to_owned()),
            Verdict::Blank => None,
        };
        if value.is_none() && verdict != Verdict::Open && issue != Issue::Ditto {
            let original = format!("{}（原文）", spot.heading);
            normal.extra.insert(original, made_readable(raw.trim()).into_owned());
        }
        value
    }

    /// Cells without a heading over them are kept under the name of their column.
    pub(super) fn unnamed(&self, row: &Row, normal: &mut Normal) {
        let named = |cell: &Cell| {
            self.narrow.get(usize::from(cell.col)) == Some(&true)
                || self.mapping.columns.iter().any(|mapped| mapped.column.holds(row, cell))
        };
        for cell in &row.cells {
            let inside = (self.cols.0..=self.cols.1).contains(&cell.col);
            if inside && !named(cell) && !cell.value.is_blank() {
                let heading = format!("{}列", column_letters(cell.col));
                let spot = Spot { row, heading: &heading, key: &heading, keeps: true };
                let raw = cell.value.text();
                let outcome = broken(cell, raw.trim()).unwrap_or_else(|| Outcome::plain(raw.trim()));
                if let Some(value) = self.keep(outcome, &spot, (cell, &raw), normal) {
                    normal.extra.insert(heading, value);
                }
            }
        }
    }
}
