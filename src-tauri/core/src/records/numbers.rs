//! 番号の明渡し: numbers that change hands within one transaction.

use crate::db::WriteTx;
use crate::error::Result;
use crate::registers::register;
use crate::vocab::RegisterId;

/// A record stands without its number until it is written again in the same transaction: what is to have the
/// number may be written first.
pub fn give_up(tx: &WriteTx<'_>, id: RegisterId, record: i64) -> Result<()> {
    let register = register(id);
    let sql = format!("update {} set {} = null where id = ?1", register.table, register.number);
    tx.prepare_cached(&sql)?.execute([record])?;
    Ok(())
}
