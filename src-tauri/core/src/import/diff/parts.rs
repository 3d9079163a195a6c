//! 書き出した明細: sheets of our own export that hold the rows of parts, each marked with its record.
//!
//! They are no table of records, but what a colleague edited in them is as much a change.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::known::Mark;
use super::merge::Spoken;
use crate::import::preview::{Preview, RowPreview};
use crate::registers::register;
use crate::vocab::read::{DraftTexts, Strictness, read};
use crate::vocab::{Content, RegisterId, Values};

/// Rows of parts by record and part.
#[derive(Default)]
pub struct OwnParts {
    rows: HashMap<(RegisterId, String, String), Vec<Values>>,
    /// Parts a file has a sheet for: no row there means none.
    sheets: Vec<(RegisterId, String)>,
}

impl OwnParts {
    pub fn of(preview: &Preview, today: NaiveDate) -> Self {
        let mut parts = Self::default();
        for table in preview.tables().filter(|table| table.attached && !table.excluded) {
            let Some(part) = &table.part else { continue };
            parts.sheets.push((table.register, part.clone()));
            for row in &table.rows {
                let Some(mark) = row.mark.as_deref().and_then(Mark::read) else { continue };
                let key = (table.register, mark.uuid.to_owned(), part.clone());
                parts.rows.entry(key).or_default().extend(values(table.register, part, row, today));
            }
        }
        parts
    }

    /// Adds to a record's content what its sheets of parts say.
    pub fn add_to(&self, id: RegisterId, uuid: &str, content: &mut Content, spoken: &mut Spoken) {
        for (_, part) in self.sheets.iter().filter(|(of, _)| *of == id) {
            spoken.parts.insert(part.clone());
            let rows = self.rows.get(&(id, uuid.to_owned(), part.clone()));
            if let Some(rows) = rows.filter(|rows| !rows.is_empty()) {
                content.parts.insert(part.clone(), rows.clone());
            }
        }
    }
}

/// One row of a part; what cannot be read was asked about as an error before.
fn values(id: RegisterId, part: &str, row: &RowPreview, today: NaiveDate) -> Option<Values> {
    let texts: BTreeMap<String, String> =
        row.values.iter().map(|(key, text)| ((*key).to_owned(), text.clone())).collect();
    let texts =
        DraftTexts { parts: BTreeMap::from([(part.to_owned(), vec![texts])]), ..DraftTexts::default() };
    let content = read(register(id), &texts, Strictness::Import, today).ok()?;
    content.parts.into_values().flatten().next()
}
