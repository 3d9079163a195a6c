//! 項目の値: a cell that goes to a field, from what it says to what is stored and remembered of it.

use std::sync::Arc;

use super::columns::Above;
use super::{Normal, Normaliser, Slot, Spot, kept_as};
use crate::import::cell_rules::words::INSTEAD;
use crate::import::cell_rules::{
    Outcome, holds_text, is_dash, is_ditto, numbers, one_line_code, says_more, shown,
};
use crate::import::cells::{Cell, Raw, Row, Struck};
use crate::import::mapping::Mapped;
use crate::import::problem::{Issue, Severity, Verdict};
use crate::vocab::fields::{Field, Kind};
use crate::vocab::fold::match_key;
use crate::vocab::read::can_hold;

/// 欠席.
const ABSENT: &str = "absent";

/// By which a record is known, here or in another ledger.
fn is_number(field: &Field) -> bool {
    matches!(field.kind, Kind::Code | Kind::Link(_))
}

impl Normaliser<'_> {
    /// A cell whose column goes to a field. Says whether it waits for the other days of its row.
    pub(super) fn field(&mut self, slot: Slot<'_>, cell: Option<&Cell>, normal: &mut Normal) -> bool {
        let Slot { n, field, row, .. } = slot;
        let Some(cell) = cell.filter(|cell| !cell.value.is_blank()) else {
            self.blank(slot, normal);
            return false;
        };
        if self.as_before(n, field, row, cell, normal) {
            return false;
        }
        let raw = cell.value.text();
        let said = normal.said();
        let mut outcome = self.outcome(slot, cell, raw.trim(), normal);
        // Most cells ask nothing, and then nobody needs to know.
        let asks = outcome.issue.is_some() && holds_text(field.kind);
        let spot = slot.spot(asks && can_hold(field, &kept_as(field, raw.trim())));
        self.partly_struck(cell, &spot, field, &mut outcome, normal);
        if let (Kind::Date | Kind::DateTime, Some((Issue::MissingYear, _))) = (field.kind, &outcome.issue) {
            normal.raw.insert(field.key, raw);
            return true;
        }
        let issue = outcome.issue.as_ref().map(|(issue, _)| *issue);
        if let Some(value) = self.value((slot, cell), &spot, outcome, &raw, normal) {
            self.several(slot, issue, &value, raw.trim(), normal);
            self.keep_more(field, &value, spot.heading, raw.trim(), normal);
            if normal.said() == said && self.is_plain(cell) && !self.went_out(field, raw.trim()) {
                self.columns[n].plain.put(cell, &raw, &value);
            }
            normal.values.insert(field.key, shared(&cell.value, &value));
        }
        false
    }

    /// What the cell says, and what has to be asked of it though its text is clear.
    fn outcome(&mut self, slot: Slot<'_>, cell: &Cell, text: &str, normal: &Normal) -> Outcome {
        let mut outcome = self.read(slot.n, slot.field, cell, text, normal);
        if self.came_for_another(slot, text) && matches!(outcome.issue, Some((Issue::MarkMeaning, _))) {
            outcome = Outcome::with(Some(ABSENT.to_owned()), Issue::MarkMeaning, shown(slot.field, ABSENT));
        }
        if outcome.issue.is_none()
            && let Some(issue) = self.suspicious(slot.n, slot.row, cell)
        {
            let value = outcome.value.as_deref().unwrap_or_default();
            outcome.issue = Some((issue, shown(slot.field, value)));
        }
        outcome
    }

    /// 代 beside 代理：小林: somebody else was there, and nobody was taught on another day.
    fn came_for_another(&self, slot: Slot<'_>, text: &str) -> bool {
        let says = |mapped: &Mapped| {
            mapped.field().is_some_and(|field| field.key == "remarks")
                && mapped.column.cell(slot.row).is_some_and(|cell| cell.value.text().contains("代理"))
        };
        slot.field.key == "attendance" && match_key(text) == INSTEAD && self.mapping.columns.iter().any(says)
    }

    /// The value as decided. What stands in the file, and what the next row's 〃 means, is remembered.
    fn value(
        &mut self,
        (slot, cell): (Slot<'_>, &Cell),
        spot: &Spot<'_>,
        outcome: Outcome,
        raw: &str,
        normal: &mut Normal,
    ) -> Option<String> {
        let issue = outcome.issue.as_ref().map(|(issue, _)| *issue);
        let value = self.settle(outcome, slot.field, spot, raw, normal);
        if let Some(issue) = issue {
            self.state_beside(slot.field, issue, raw.trim(), normal);
        }
        self.gaiji(spot, raw, normal);
        if value.as_deref() != Some(raw) {
            normal.raw.insert(slot.field.key, shared(&cell.value, raw));
        }
        if value.is_none() && issue == Some(Issue::Ditto) {
            self.keep_word(slot.n, spot.heading, normal);
        }
        self.columns[slot.n].settled(slot.row.number, value.as_deref(), issue, raw.trim());
        value
    }

    /// What one cell says more than one value of: the numbers of several records, the end of a period.
    fn several(&self, slot: Slot<'_>, issue: Option<Issue>, value: &str, raw: &str, normal: &mut Normal) {
        if issue == Some(Issue::NumberRange) {
            let numbers = numbers::expand(raw, !self.columns[slot.n].three_parts).unwrap_or_default();
            // Kept as it stands it is one record.
            let one_by_one = numbers.first().is_some_and(|first| first == value);
            normal.numbers = if one_by_one { numbers } else { Vec::new() };
        }
        if issue == Some(Issue::Period) {
            self.period_end(slot.field, raw, normal);
        }
        if issue == Some(Issue::TimeDropped) {
            self.time_beside(slot, raw, normal);
        }
    }

    /// A line through a part of a value: what counts is asked, of a number before anything else, of others where
    /// nothing else is. In a note it is only told.
    fn partly_struck(
        &self,
        cell: &Cell,
        spot: &Spot<'_>,
        field: &Field,
        outcome: &mut Outcome,
        normal: &mut Normal,
    ) {
        if cell.struck != Struck::Partly {
            return;
        }
        // USB-001（廃棄） is asked about in a question of its own.
        let asked = |issue: Issue| issue.severity() == Severity::Error || issue == Issue::WordsInNumber;
        let graver = |(issue, _): &(Issue, String)| !is_number(field) || asked(*issue);
        if outcome.issue.as_ref().is_some_and(graver) || field.kind == Kind::Note {
            self.find(normal, spot, Issue::PartlyStruck, &cell.value.text(), "");
        } else {
            if is_number(field) {
                // USB-001 struck out before USB-101 is one number and not two.
                outcome.value = one_line_code(cell.value.text().trim()).or(outcome.value.take());
            }
            outcome.issue = Some((Issue::StruckPart, String::new()));
        }
    }

    /// Most cells say what others of their column said, of which nothing had to be asked or told.
    fn as_before(&mut self, n: usize, field: &Field, row: &Row, cell: &Cell, normal: &mut Normal) -> bool {
        if !self.is_plain(cell) || self.suspicious(n, row, cell).is_some() {
            return false;
        }
        let Some((value, same)) = self.columns[n].plain.get(cell) else { return false };
        let value = Arc::clone(value);
        if let Raw::Text(raw) = &cell.value
            && !same
        {
            normal.raw.insert(field.key, Arc::clone(raw));
        }
        self.columns[n].settled(row.number, Some(&value), None, &value);
        normal.values.insert(field.key, value);
        true
    }

    /// A text that shows what it holds, or a day, with no mark of its own.
    fn is_plain(&self, cell: &Cell) -> bool {
        let shown = match cell.value {
            Raw::Text(_) => self.plain_formats.get(usize::from(cell.format)).copied().unwrap_or(true),
            Raw::DateTime(_) => true,
            _ => false,
        };
        shown && cell.struck == Struck::No
    }

    /// A pick list has no room for the reason in 欠席（出張）, a day none for the words in R6.4.1（予定）; they
    /// stay with the record.
    pub(super) fn keep_more(
        &self,
        field: &Field,
        value: &str,
        heading: &str,
        raw: &str,
        normal: &mut Normal,
    ) {
        let more = match field.kind {
            Kind::Choice(choices) => {
                let choice = choices.iter().find(|choice| choice.id == value);
                choice.is_some_and(|choice| !is_ditto(raw) && says_more(choice, raw))
            }
            Kind::Date | Kind::DateTime => self.says_more_than_a_day(field, raw, normal),
            Kind::Code | Kind::Link(_) => {
                normal.findings.last().is_some_and(|finding| finding.issue == Issue::WordsInNumber)
                    && value != raw
            }
            _ => false,
        };
        if more {
            normal.extra.insert(format!("{heading}（原文）"), raw.to_owned());
            self.reason(value, raw, normal);
        }
    }

    /// 欠席（出張）: the words in brackets are the reason, where the ledger has a field for it.
    fn reason(&self, value: &str, raw: &str, normal: &mut Normal) {
        let field = self.mapping.shape.fields().iter().find(|field| field.key == "absence_reason");
        let inside = raw.split_once(['(', '（']).and_then(|(_, rest)| rest.trim().strip_suffix([')', '）']));
        if let (Some(field), Some(inside)) = (field, inside)
            && matches!(value, "absent" | "exempt")
        {
            normal.values.insert_new(field.key, || inside.trim());
        }
    }

    /// 〃 under 未定 is as much 未定.
    fn keep_word(&self, n: usize, heading: &str, normal: &mut Normal) {
        let blank = normal.findings.last().is_some_and(|finding| finding.verdict == Verdict::Blank);
        if let Above::Word(word) = self.columns[n].above()
            && !blank
            && !is_dash(word)
        {
            normal.extra.insert(format!("{heading}（原文）"), word.to_owned());
        }
    }

    /// A cell with nothing in it: perhaps under a merge, perhaps a formula without its result.
    fn blank(&mut self, slot: Slot<'_>, normal: &mut Normal) {
        let (Slot { n, mapped, field, row }, spot) = (slot, slot.spot(false));
        if let Some(formula) = self.dead_formulas.get(&(row.number, mapped.column.col)).copied() {
            self.find(normal, &spot, Issue::FormulaWithoutValue, formula, "");
        } else if let Some(value) = self.columns[n].under_merge(row.number) {
            self.find(normal, &spot, Issue::MergedFill, "", &shown(field, &value));
            self.columns[n].remember(&value);
            normal.values.insert(field.key, value);
        } else {
            self.blank_below(slot, normal);
        }
    }
}

/// A text for the row: the cell's own where it is the same.
fn shared(cell: &Raw, text: &str) -> Arc<str> {
    match cell {
        Raw::Text(own) if **own == *text => Arc::clone(own),
        _ => text.into(),
    }
}
