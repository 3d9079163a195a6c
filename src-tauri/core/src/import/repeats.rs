//! 同じ番号の行: asked about before anything is written. Rows of one number are one thing at two times, unless
//! the user says that they are two things.

use super::diff::Chains;
use super::preview::{Decisions, Preview, TablePreview};
use super::problem::{Finding, Issue, Place, Verdict};
use crate::registers::register;

/// Asks, at each row but the earliest of a number, whether it is the same thing later.
pub fn ask(preview: &mut Preview, decisions: &Decisions) {
    let chains = Chains::of(preview);
    let files: Vec<String> = preview
        .files
        .iter()
        .flat_map(|file| std::iter::repeat_n(file.file.clone(), file.tables.len()))
        .collect();
    let mut tables: Vec<&mut TablePreview> =
        preview.files.iter_mut().flat_map(|file| &mut file.tables).collect();
    for ((id, _), links) in chains.all() {
        for pair in links.windows(2) {
            let [before, link] = pair else { continue };
            let same_table = before.table == link.table;
            let sheet = tables.get(before.table).and_then(|table| table.sheet.clone());
            let at = match sheet.filter(|_| !same_table) {
                Some(sheet) => format!("{sheet} シート {}行目", before.row),
                None => format!("{}行目", before.row),
            };
            let file = files.get(before.table).filter(|file| Some(*file) != files.get(link.table));
            let at = file.map_or(at.clone(), |file| format!("「{file}」の{at}"));
            if let Some(table) = tables.get_mut(link.table) {
                let verdict = decisions.verdict(&table.id, register(*id).number, Issue::DuplicateNumber);
                ask_at(table, link.row, &at, verdict);
            }
        }
    }
}

fn ask_at(table: &mut TablePreview, row: u32, before: &str, verdict: Verdict) {
    let key = register(table.register).number;
    let Ok(at) = table.rows.binary_search_by_key(&row, |row| row.row) else { return };
    let sheet = table.sheet.clone();
    let preview = &mut table.rows[at];
    let Some(number) = preview.values.get(key).map(str::to_owned) else { return };
    let place = Place { sheet: sheet.as_deref(), row, heading: "", field: key };
    let finding = Finding::new(&place, Issue::DuplicateNumber, &number, before);
    let finding = finding.decided(verdict, false);
    let separate = finding.verdict == Verdict::Blank;
    preview.problems.push(finding);
    if separate {
        // Another thing with the same label: its number stays readable beside the fields.
        preview.values.remove(key);
        preview.raw.insert(key, number.as_str());
        let heading = table.columns.iter().find(|column| column.field.as_deref() == Some(key));
        let heading = heading.map_or("番号", |column| column.heading.as_str());
        preview.extra.insert(heading.to_owned(), number);
    }
}
