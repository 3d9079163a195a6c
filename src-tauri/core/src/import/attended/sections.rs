//! 研修ごとの節: 【個人情報保護研修 R7.6.20】 over the lines of those who attended it, in a list that says it nowhere else.

use crate::import::cells::Sheet;
use crate::import::headings::headings;
use crate::import::make::names_training;
use crate::import::mapping::Mapping;
use crate::import::rows::{Classifier, RowClass};
use crate::import::tables::Table;
use crate::vocab::RegisterId;

/// The lines below the name of their training.
pub struct Section {
    pub text: String,
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
    let mut sections: Vec<Section> = Vec::new();
    for line in Classifier::new(table, mapping, sheet).classify(sheet) {
        match (line.class, sections.last_mut()) {
            (RowClass::Heading, _) => {
                let at = sheet.rows.binary_search_by_key(&line.number, |row| row.number);
                let cells = at.map(|at| sheet.rows[at].cells.iter()).unwrap_or_default();
                let texts = cells.filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.text());
                let text = texts.collect::<Vec<_>>().join(" ");
                if !names_training(&text) {
                    return Vec::new();
                }
                sections.push(Section { text, rows: Vec::new() });
            }
            (RowClass::Data, Some(section)) => section.rows.push(line.number),
            (RowClass::Data, None) => match table.title.last().filter(|text| names_training(text)) {
                Some(text) => sections.push(Section { text: text.clone(), rows: vec![line.number] }),
                None => return Vec::new(),
            },
            _ => {}
        }
    }
    if sections.len() < 2 { Vec::new() } else { sections }
}
