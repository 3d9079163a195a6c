//! 同じ番号の行: asked about before anything is written. Rows of one number are one thing at two times, unless
//! the user says that they are two things; where the rows themselves look like two things, that is what is asked.

use super::diff::{Chains, Link, reused};
use super::preview::{Decisions, Preview, TablePreview};
use super::problem::{Finding, Issue, Place, Verdict};
use crate::registers::register;

/// What is asked at a later row of a number.
struct Question {
    at: (usize, u32),
    /// The row without the number, if they are two things of one label.
    apart: (usize, u32),
    issue: Issue,
    /// Where the number stands too, and why that may be another thing.
    told: String,
}

/// Asks, at each row but the earliest of a number, whether it is the same thing later.
pub fn ask(preview: &mut Preview, decisions: &Decisions) {
    let questions = questions(preview);
    let mut tables: Vec<&mut TablePreview> =
        preview.files.iter_mut().flat_map(|file| &mut file.tables).collect();
    for question in questions {
        let verdict = tables.get_mut(question.at.0).and_then(|table| ask_at(table, &question, decisions));
        let apart = match question.issue {
            Issue::NumberReused if verdict.is_some_and(|verdict| verdict != Verdict::KeepRaw) => {
                question.apart
            }
            Issue::DuplicateNumber if verdict == Some(Verdict::Blank) => question.at,
            _ => continue,
        };
        if let Some(table) = tables.get_mut(apart.0) {
            without_number(table, apart.1);
        }
    }
}

fn questions(preview: &Preview) -> Vec<Question> {
    let chains = Chains::of(preview);
    let tables: Vec<&TablePreview> = preview.tables().collect();
    let pairs = chains.of_numbers().flat_map(|links| links.windows(2));
    let question = |pair: &[Link]| match pair {
        [before, link] => question(preview, &tables, before, link),
        _ => None,
    };
    pairs.filter_map(question).collect()
}

fn question(preview: &Preview, tables: &[&TablePreview], before: &Link, link: &Link) -> Option<Question> {
    let of = |link: &Link| {
        let table = *tables.get(link.table)?;
        let at = table.rows.binary_search_by_key(&link.row, |row| row.row).ok()?;
        Some((table, &table.rows[at]))
    };
    let ((old, older), (new, newer)) = (of(before)?, of(link)?);
    let sheet = old.sheet.as_ref().filter(|_| before.table != link.table);
    let at = match sheet {
        Some(sheet) => format!("{sheet} シート {}行目", before.row),
        None => format!("{}行目", before.row),
    };
    let file = preview.files.iter().find(|file| file.tables.iter().any(|table| table.id == old.id));
    let file = file.filter(|_| old.file_id() != new.file_id());
    let at = file.map_or(at.clone(), |file| format!("「{}」の{at}", file.file));
    let why = reused::why_two((old, older), (new, newer));
    let (issue, told) = match why {
        Some(why) => (Issue::NumberReused, format!("{at}にもあり、{why}")),
        None => (Issue::DuplicateNumber, at),
    };
    // An older thing gives its number up to the one that has its label now; the record of a mark has it in the ledger.
    let apart = if before.is_marked() && !link.is_marked() { link } else { before };
    Some(Question { at: (link.table, link.row), apart: (apart.table, apart.row), issue, told })
}

fn ask_at(table: &mut TablePreview, question: &Question, decisions: &Decisions) -> Option<Verdict> {
    let (key, row) = (register(table.register).number, question.at.1);
    let verdict = decisions.verdict_in_row(&table.id, row, key, question.issue);
    let at = table.rows.binary_search_by_key(&row, |row| row.row).ok()?;
    let sheet = table.sheet.clone();
    let preview = &mut table.rows[at];
    let number = preview.values.get(key).map(str::to_owned)?;
    let place = Place { sheet: sheet.as_deref(), row, heading: "", field: key };
    let finding = Finding::new(&place, question.issue, &number, &question.told);
    let finding = finding.decided(verdict, false);
    let verdict = finding.verdict;
    preview.problems.push(finding);
    Some(verdict)
}

/// Another thing with the same label: its number stays readable beside the fields.
fn without_number(table: &mut TablePreview, row: u32) {
    let key = register(table.register).number;
    let Ok(at) = table.rows.binary_search_by_key(&row, |row| row.row) else { return };
    let preview = &mut table.rows[at];
    let Some(number) = preview.values.get(key).map(str::to_owned) else { return };
    preview.values.remove(key);
    preview.raw.insert(key, number.as_str());
    reused::keep_in_words(&table.columns, &number, (key, &mut preview.extra));
}
