//! The shape of the ledger file, step by step. A step is never edited once it was released.

use rusqlite::Connection;

use super::tx::WriteTx;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::import::kept_rows;

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
    include_str!("../../migrations/0012_rows_in_packets.sql"),
];

/// Brings the file to today's shape; refuses one that a newer program has written.
pub fn migrate(connection: &mut Connection) -> Result<()> {
    let stands: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if stands as usize > STEPS.len() {
        let versions = [("file", stands.to_string()), ("program", STEPS.len().to_string())];
        return Err(refuse_with(ErrorCode::LedgerNewer, versions));
    }
    kept_rows::teach(connection)?;
    for (step, sql) in (1_u32..).zip(STEPS).skip(stands as usize) {
        let tx = WriteTx::begin(connection)?;
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", step)?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_kept_one_by_one_are_as_they_were_when_they_are_kept_together() {
        let mut file = Connection::open_in_memory().unwrap();
        STEPS[..11].iter().for_each(|sql| file.execute_batch(sql).unwrap());
        file.execute_batch(
            "pragma user_version = 11;
             insert into import_batch (id, at, who, decisions) values (1, '', '', '{}');
             insert into import_file (id, batch_id, name, sha256, body) values (1, 1, '台帳.xlsx', '', x'');",
        )
        .unwrap();
        let row = |n: u32| {
            let record = (n > 3).then_some(n + 1_000);
            (
                n,
                record,
                format!(r#"{{"a\n":"\u0001 {n}","番号":"USB-{n} 辻󠄀"}}"#),
                format!(r#"[{{"class":"{n}"}}]"#),
            )
        };
        for (n, record, cells, problems) in (1..=600).map(row) {
            let register = record.map(|_| "portable_media");
            file.execute(
                "insert into import_row values (1, 1, 0, 'R8年度', ?1, ?2, ?3, ?4, ?5)",
                (n, register, record, cells, problems),
            )
            .unwrap();
        }
        migrate(&mut file).unwrap();
        let mut found = Vec::new();
        let sql = "select 1, 1, '', 0, sheet, body from import_rows order by first_row";
        kept_rows::walk(&file, sql, [], |packet| {
            assert_eq!(packet.sheet.as_deref(), Some("R8年度"));
            let rows = packet.rows.iter().map(|row| {
                assert_eq!(row.register.is_some(), row.record.is_some());
                (row.row, row.record.map(|id| id as u32), row.cells().to_owned(), row.problems().to_owned())
            });
            found.extend(rows);
            Ok(())
        })
        .unwrap();
        assert_eq!(found, (1..=600).map(row).collect::<Vec<_>>());
        assert_eq!(kept_rows::count(&file, Some(1)).unwrap(), 600);
        assert_eq!(kept_rows::count(&file, Some(2)).unwrap(), 0);
    }
}
