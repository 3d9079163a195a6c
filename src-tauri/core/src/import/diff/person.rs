//! 同じ人: a row of the 職員名簿 whose number is not known, or that has none, may be somebody who is there already,
//! perhaps in other characters.
//!
//! Names alone do not tell people apart: it is asked. Only whoever set the ledger up, who has no number yet and whose
//! name stands once in the file, is known without a question.

use super::Differ;
use super::identity::Said;
use super::likeness::Claims;
use crate::error::Result;
use crate::import::preview::{Draft, TablePreview};
use crate::records::people::People;
use crate::records::{Origin, Record};
use crate::registers::register;
use crate::vocab::{RegisterId, Value, fold};

impl Differ<'_> {
    /// Somebody of the row's name whom no other row speaks of, and whether that is certain. Two numbers are two people.
    pub(super) fn same_person(
        &mut self,
        (table, draft): (&TablePreview, &Draft<'_>),
        said: Said<'_>,
        people: &People,
    ) -> Result<Option<(Record, bool)>> {
        let id = table.register;
        let name = said.own.values.get("name").map(Value::to_text);
        let Some(name) = name.filter(|_| id == RegisterId::Staff) else { return Ok(None) };
        let numbered = draft.text(register(id).number).is_some();
        let named = people.named(&name);
        let variants = people.in_variants(&name);
        for person in named.iter().chain(&variants) {
            let record = self.past.record(id, *person)?;
            let told = self.claims().speak_of(&record) || self.claimed.contains(&(id, *person));
            let two_numbers = numbered && !record.number().is_empty();
            // Whoever set the ledger up is known by the very name.
            let founder = record.origin != Origin::Import && record.number().is_empty();
            let other = founder && !named.contains(person);
            if told || two_numbers || other || self.known.was_found(id, *person) {
                continue;
            }
            let only = named == [*person] && self.claims().named(&name) == 1;
            let certain = founder && only;
            return Ok(Some((record, certain)));
        }
        Ok(None)
    }
}

impl Claims {
    /// How many rows of the 職員名簿 have that name.
    fn named(&self, name: &str) -> u32 {
        self.names.get(&fold::name_key(name)).copied().unwrap_or_default()
    }
}
