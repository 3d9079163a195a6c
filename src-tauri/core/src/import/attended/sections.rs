//! 研修ごとの節: 【個人情報保護研修 R7.6.20】 over the lines of those who attended it, in a list that says it nowhere else.

use crate::import::cells::Sheet;
use crate::import::headings::headings;
use crate::import::make::{names_training, says_which_training};
use crate::import::mapping::Mapping;
use crate::import::rows::{Classifier, RowClass};
use crate::import::tables::Table;
use crate::vocab::RegisterId;

/// The lines below the name of their training, or below the year or the session of the one that the title names.
pub struct Section {
    pub title: Vec<String>,
    pub rows: Vec<u32>,
}

/// The sections of a list of attendees, where each of two or more names a training and every line stands below one.
pub fn of(table: &Table, mapping: &Mapping, sheet: &Sheet) -> Vec<Section> {
    let says_course = |key: &String| {
        headings().own_field(RegisterId::Training, key).is_some_and(|field| field.key == "course")
    };
    if mapping.shape.part.is_none() || table.columns.iter().any(|column| column.keys.iter().any(says_course))
    {
        return Vec::new();
    }
    // A day in each line tells one training from another better than a year above them.
    let dated =
        mapping.columns.iter().any(|mapped| mapped.field().is_some_and(|field| field.key == "attended_on"));
    let named = !dated && table.title.iter().any(|text| names_training(text));
    let headed = table.header_rows.last().copied().unwrap_or_default();
    let mut sections: Vec<Section> = Vec::new();
    for line in Classifier::new(table, mapping, sheet).classify(sheet) {
        match (line.class, sections.last_mut()) {
            (class @ (RowClass::Heading | RowClass::Note), _) => {
                let text = text_at(sheet, line.number);
                let title = if named && line.number > headed && says_which_training(&text) {
                    std::iter::once(text).chain(table.title.iter().cloned()).collect()
                } else if class == RowClass::Note {
                    continue;
                } else if names_training(&text) {
                    vec![text]
                } else {
                    return Vec::new();
                };
                sections.push(Section { title, rows: Vec::new() });
            }
            (RowClass::Data, Some(section)) => section.rows.push(line.number),
            (RowClass::Data, None) => match table.title.last().filter(|text| names_training(text)) {
                Some(text) => sections.push(Section { title: vec![text.clone()], rows: vec![line.number] }),
                None => return Vec::new(),
            },
            _ => {}
        }
    }
    if sections.len() < 2 { Vec::new() } else { sections }
}

fn text_at(sheet: &Sheet, row: u32) -> String {
    let at = sheet.rows.binary_search_by_key(&row, |row| row.number);
    let cells = at.map(|at| sheet.rows[at].cells.iter()).unwrap_or_default();
    let texts = cells.filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.text());
    texts.collect::<Vec<_>>().join(" ")
}
