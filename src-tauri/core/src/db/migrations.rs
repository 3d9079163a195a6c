//! The shape of the ledger file, step by step. A step is never edited once it was released.

use rusqlite::Connection;

use super::tx::WriteTx;
use crate::error::{ErrorCode, Result, refuse_with};

const STEPS: &[&str] = &[
    include_str!("../../migrations/0001_spine.sql"),
    include_str!("../../migrations/0002_registers.sql"),
    include_str!("../../migrations/0003_disposal_cases.sql"),
    include_str!("../../migrations/0004_attachments.sql"),
    include_str!("../../migrations/0005_lists_in_memory.sql"),
    include_str!("../../migrations/0006_training.sql"),
    include_str!("../../migrations/0007_import_mappings.sql"),
    include_str!("../../migrations/0008_devices_and_photos.sql"),
    include_str!("../../migrations/0009_disposal_rules.sql"),
    include_str!("../../migrations/0010_ways_through_a_case.sql"),
    include_str!("../../migrations/0011_training_counts.sql"),
];

/// Brings the file to today's shape; refuses one that a newer program has written.
pub fn migrate(connection: &mut Connection) -> Result<()> {
    let stands: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if stands as usize > STEPS.len() {
        let versions = [("file", stands.to_string()), ("program", STEPS.len().to_string())];
        return Err(refuse_with(ErrorCode::LedgerNewer, versions));
    }
    for (step, sql) in (1_u32..).zip(STEPS).skip(stands as usize) {
        let tx = WriteTx::begin(connection)?;
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", step)?;
        tx.commit()?;
    }
    Ok(())
}
