//! 前の年度の表: a table of an earlier year than the one a record last came from says how things were then.

use super::Differ;
use crate::error::Result;
use crate::import::preview::{Draft, TablePreview};
use crate::import::problem::{Issue, Verdict};
use crate::records::Record;
use crate::registers::register;
use crate::vocab::{FiscalYear, PartialDate};

impl Differ<'_> {
    /// Whether a record stays as it is because what the row says is older: asked, and taken for granted until answered.
    pub(super) fn stays_newer(
        &mut self,
        (table, draft): (&TablePreview, &Draft<'_>),
        record: &Record,
    ) -> Result<bool> {
        let Some(period) = table.period else { return Ok(false) };
        let Some(batch) = self.past.last_import(table.register, record.id)? else { return Ok(false) };
        let latest = self.past.period_of(batch, (table.register, record.id))?;
        // A table of a year says how things were until its end.
        let last = if table.whole_year { (period.0 + 1, 3) } else { period };
        let Some(latest) = latest.filter(|latest| *latest > last) else { return Ok(false) };
        let field = register(table.register).number;
        let own = if table.whole_year { FiscalYear(period.0).to_string() } else { month(period) };
        let newer = month(latest);
        let verdict = self.asked.ask((table, draft.row()), (field, Issue::OlderTable), &own, &newer);
        Ok(verdict != Verdict::KeepRaw)
    }
}

fn month((year, month): (i32, u32)) -> String {
    PartialDate::from_month(year, month).map(PartialDate::long).unwrap_or_default()
}
