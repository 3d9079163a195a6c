//! 語: words that were given a meaning, but stand in no cell of their column; and meanings its field cannot have.

use std::collections::BTreeSet;

use super::{Here, Misplaced};
use crate::import::answering::choices;
use crate::import::make::is_cut;
use crate::import::preview::{RowPreview, TableDecisions, TablePreview};
use crate::import::rows::RowClass;
use crate::registers::register;

/// How many words of a column are told.
const TOLD: usize = 8;

impl Here<'_> {
    pub(super) fn strange_words(&self, said: &TableDecisions) -> Vec<Misplaced> {
        let known = said.words.iter().filter(|(field, _)| self.is_known(field));
        let mut strange = Vec::new();
        for (field, words) in known {
            let meanings = register(self.table.register).anywhere(field).map(choices).unwrap_or_default();
            let possible: Vec<&str> = meanings.iter().filter_map(|(value, _)| value.as_str()).collect();
            let there = self.texts(field);
            for (word, meant) in words {
                let key = format!("words/{field}/{word}");
                if !there.contains(word.as_str()) && !self.stays_out(word) {
                    strange.push(Misplaced { key, possible: self.words_of(field) });
                } else if !possible.is_empty() && !possible.contains(&meant.as_str()) {
                    let told = meanings.iter().map(|(value, means)| format!("{value}（{means}）")).collect();
                    strange.push(Misplaced { key: format!("{key}={meant}"), possible: told });
                }
            }
        }
        strange
    }

    /// The table, and those of the same rows: what their marks mean is asked once.
    fn family(&self) -> impl Iterator<Item = &TablePreview> {
        let family = self.table.family.as_ref();
        let kin = move |one: &&TablePreview| family.is_some() && one.family.as_ref() == family;
        let others = self.judged.preview.tables().filter(|one| one.id != self.table.id);
        std::iter::once(self.table).chain(others.filter(kin))
    }

    /// What the cells of a column say.
    fn texts(&self, field: &str) -> BTreeSet<&str> {
        let cells = self.family().flat_map(|table| &table.rows).flat_map(|row| texts(row, field));
        let asked = self.family().flat_map(TablePreview::findings).filter(|one| one.field == field);
        cells.map(str::trim).chain(asked.map(|one| one.word.as_str())).collect()
    }

    /// It may stand in a row that is no record, or shall be none; of what was left out nobody kept all that stands in it.
    fn stays_out(&self, word: &str) -> bool {
        let mut rows = self.family().flat_map(|table| &table.not_data);
        rows.any(|row| row.class == RowClass::Excluded || is_cut(&row.text) || row.text.contains(word))
    }

    /// What could be meant: first what is asked about.
    fn words_of(&self, field: &str) -> Vec<String> {
        let asked = self.table.findings().filter(|one| one.field == field && !one.word.is_empty());
        let cells = self.table.rows.iter().flat_map(|row| texts(row, field)).map(str::trim);
        let mut seen = BTreeSet::new();
        let all = asked.map(|one| one.word.as_str()).chain(cells).filter(|text| !text.is_empty());
        let mut words: Vec<String> =
            all.filter(|text| seen.insert(*text)).take(TOLD + 1).map(|text| format!("“{text}”")).collect();
        if words.len() > TOLD {
            words[TOLD] = "ほか".to_owned();
        }
        words
    }
}

/// What the file has in a row's column; of one no field takes, by its heading.
fn texts<'r>(row: &'r RowPreview, field: &str) -> impl Iterator<Item = &'r str> {
    let original = format!("{field}（原文）");
    let own = row.raw.get(field).or_else(|| row.values.get(field));
    let extra = row.extra.get(&original).or_else(|| row.extra.get(field)).map(String::as_str);
    own.into_iter().chain(extra)
}
