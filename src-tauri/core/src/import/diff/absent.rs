//! ファイルにない記録: records that went out or came in with such a file and are not in it any more. They stay.

use super::view::{Absent, Comparison};
use super::{Differ, Past};
use crate::error::Result;
use crate::import::judged::Judged;
use crate::vocab::RegisterId;

/// Records that went out or came in with such a file and are not in it any more.
pub fn absent(
    comparison: &mut Comparison,
    differ: &mut Differ<'_>,
    judged: &Judged,
    past: Past<'_>,
) -> Result<()> {
    for (file, preview) in judged.files.iter().zip(&judged.preview.files) {
        for table in preview.tables.iter().filter(|table| table.is_taken()) {
            let ids = match exported(file, table.register) {
                marks if !marks.is_empty() => differ.of_marks(table.register, &marks)?,
                _ => past.came_with(&file.file, table)?,
            };
            let gone = ids.into_iter().filter(|id| !differ.was_found(table.register, *id));
            let most = comparison.most;
            let diff = comparison.tables.entry(table.id.clone()).or_default();
            for id in gone {
                let record = past.record(table.register, id)?;
                if record.voided {
                    continue;
                }
                diff.absent_count += 1;
                if diff.absent.len() < most {
                    diff.absent.push(Absent { number: record.number(), title: record.title() });
                }
            }
        }
    }
    Ok(())
}

/// The marks of all records that went out with our own workbook, from the sheet that describes it.
fn exported(file: &crate::import::ReadFile, register: RegisterId) -> Vec<String> {
    let is_about = |sheet: &&crate::import::cells::Sheet| {
        sheet.head.hidden && sheet.head.name.as_deref() == Some(crate::export::ABOUT)
    };
    let Some(about) = file.book.sheets.iter().find(is_about) else { return Vec::new() };
    let own = file.book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    let ours = own.filter_map(|cell| crate::export::mark_of(&cell.value.text()).map(|(id, _)| id));
    if !ours.into_iter().any(|id| id == register) {
        return Vec::new();
    }
    let cells = about.rows.iter().filter_map(|row| row.cell(0));
    cells
        .map(|cell| cell.value.text().into_owned())
        .filter(|text| super::Mark::read(text).is_some())
        .collect()
}
