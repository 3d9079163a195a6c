//! 下見の全体: what is told of all files together, and in which of them a table stands.

use std::collections::BTreeSet;

use super::{FilePreview, Preview, TablePreview};
use crate::import::problem::Severity;

impl FilePreview {
    /// Rows of the file, each once however many tables it is of.
    pub fn rows(&self) -> u32 {
        let sheets = self.tables.chunk_by(|one, next| one.sheet_id() == next.sheet_id());
        sheets
            .map(|tables| match tables {
                [table] => table.totals.rows,
                _ => {
                    let rows = tables.iter().flat_map(TablePreview::used_rows).collect::<BTreeSet<u32>>();
                    u32::try_from(rows.len()).unwrap_or(u32::MAX)
                }
            })
            .sum()
    }
}

impl Preview {
    pub fn tables(&self) -> impl Iterator<Item = &TablePreview> {
        self.files.iter().flat_map(|file| &file.tables)
    }

    /// The file a table stands in.
    pub(in crate::import) fn file_with(&self, table: &TablePreview) -> Option<&FilePreview> {
        self.files.iter().find(|file| file.tables.iter().any(|one| one.id == table.id))
    }

    /// Rows of the files: a matrix makes a table of each of its columns, but its rows are there once.
    pub fn rows(&self) -> u32 {
        self.files.iter().filter(|file| !file.out).map(FilePreview::rows).sum()
    }

    /// The name of the file a table stands in, where there are several: two of one name are told apart.
    pub fn file_of(&self, table: &TablePreview) -> Option<String> {
        let files = || self.files.iter().filter(|file| !file.out);
        let of = self.file_with(table).filter(|of| !of.out && files().count() > 1)?;
        let same =
            files().take_while(|file| file.path != of.path).filter(|file| file.file == of.file).count();
        Some(if same == 0 { of.file.clone() } else { format!("{}（{}）", of.file, same + 1) })
    }

    /// Where the rows of a table stand: its sheet, and its file where there are several.
    pub fn place(&self, table: &TablePreview) -> String {
        match (self.file_of(table), &table.sheet) {
            (Some(file), Some(sheet)) => format!("{file}-{sheet}"),
            (Some(file), None) => file,
            (None, sheet) => sheet.clone().unwrap_or_else(|| "CSV".to_owned()),
        }
    }

    /// How many findings of a severity are still to be decided.
    pub fn open(&self, severity: Severity) -> usize {
        let findings = self.tables().filter(|table| !table.excluded).flat_map(TablePreview::findings);
        findings.filter(|finding| finding.severity == severity && finding.is_open()).count()
    }
}
