//! ファイルにない記録: records that went out or came in with such a file and are not in it any more. They stay.
//!
//! Our own export says in its heading, and on the sheet about itself, which records went out ([`Sent`]): whatever the
//! file and its sheets are called now, and though a sheet was taken out whole. Of any other file those are asked for
//! that last came in from a file and sheet of that name.

use std::collections::{BTreeMap, BTreeSet};

use super::view::{Absent, Comparison};
use super::{Differ, Past};
use crate::error::Result;
use crate::export::{MARK, Sent, mark_of};
use crate::import::ReadFile;
use crate::import::cells::Raw;
use crate::import::judged::Judged;
use crate::import::preview::{FilePreview, TablePreview};
use crate::vocab::RegisterId;

/// Records that went out or came in with such a file and are not in it any more.
pub fn absent(
    comparison: &mut Comparison,
    differ: &mut Differ<'_>,
    judged: &Judged,
    past: Past<'_>,
) -> Result<()> {
    for (file, preview) in judged.files.iter().zip(&judged.preview.files) {
        let mut ours = BTreeSet::new();
        for (id, sent) in sent(file) {
            let Some(ids) = differ.of_sent(id, &sent)? else { continue };
            ours.insert(id);
            if let Some(table) = told_at(preview, id) {
                comparison.lacks((table, id), ids, differ, past)?;
            }
        }
        let others =
            preview.tables.iter().filter(|table| table.is_taken() && !ours.contains(&table.register));
        for table in others {
            let ids = past.came_with(&file.file, table)?;
            comparison.lacks((table, table.register), ids, differ, past)?;
        }
    }
    Ok(())
}

/// What went out with a file of ours, by ledger; of two exports put into one workbook all that either says.
fn sent(file: &ReadFile) -> BTreeMap<RegisterId, BTreeSet<Sent>> {
    let cells = file.book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    let texts = cells.filter_map(|cell| match &cell.value {
        Raw::Text(text) if text.starts_with(MARK) => Some(text),
        _ => None,
    });
    let mut sent: BTreeMap<RegisterId, BTreeSet<Sent>> = BTreeMap::new();
    for text in texts {
        if let Some(((id, _), ids)) = mark_of(text).zip(Sent::of_heading(text)) {
            sent.entry(id).or_default().insert(ids);
        }
    }
    sent
}

/// The table beside which it is told what a file lacks of a ledger. None where its sheet was left out of the import:
/// it is in the file all the same.
fn told_at(file: &FilePreview, id: RegisterId) -> Option<&TablePreview> {
    let mut of_ledger = file.tables.iter().filter(|table| table.register == id && !table.attached);
    match of_ledger.clone().next() {
        Some(_) => of_ledger.find(|table| table.is_taken()),
        None => {
            let beside = file.tables.iter().find(|table| table.register == id);
            beside.or(file.tables.first())
        }
    }
}

impl Comparison {
    fn lacks(
        &mut self,
        (table, register): (&TablePreview, RegisterId),
        ids: Vec<i64>,
        differ: &Differ<'_>,
        past: Past<'_>,
    ) -> Result<()> {
        let most = self.most;
        let diff = self.tables.entry(table.id.clone()).or_default();
        for id in ids.into_iter().filter(|id| !differ.was_found(register, *id)) {
            let record = past.record(register, id)?;
            if record.voided {
                continue;
            }
            diff.absent_count += 1;
            if diff.absent.len() < most {
                diff.absent.push(Absent { register, number: record.number(), title: record.title() });
            }
        }
        Ok(())
    }
}
