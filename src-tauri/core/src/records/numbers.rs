//! 番号の明渡し: numbers that change hands within one transaction.

use super::sql;
use crate::db::WriteTx;
use crate::error::Result;
use crate::vocab::RegisterId;

/// A record stands without its number until it is written again in the same transaction: what is to have the
/// number may be written first.
pub fn give_up(tx: &WriteTx<'_>, id: RegisterId, record: i64) -> Result<()> {
    tx.prepare_cached(&sql::of(id).free_number)?.execute([record])?;
    Ok(())
}
