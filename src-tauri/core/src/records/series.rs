//! 文書番号: 媒廃R8-003. One gapless series per form and fiscal year, given inside the transaction.

use chrono::NaiveDate;

use crate::db::WriteTx;
use crate::error::Result;
use crate::vocab::FiscalYear;

/// The next number of a series in the fiscal year of `day`. If the transaction fails, so does the number.
pub fn next(tx: &WriteTx<'_>, series: &str, day: NaiveDate) -> Result<String> {
    let year = FiscalYear::of(day);
    let number: i64 = tx
        .prepare_cached(
            "insert into number_series (series, fiscal_year, last) values (?1, ?2, 1)
             on conflict (series, fiscal_year) do update set last = last + 1
             returning last",
        )?
        .query_row((series, year.0), |row| row.get(0))?;
    Ok(format!("{series}{}-{number:03}", year.short()))
}
