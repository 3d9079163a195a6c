//! 似た記録: what the files speak of, and which of the records they lack is like a row.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::Differ;
use super::copies::Copies;
use super::known::{Mark, number_key, texts};
use super::lent::is_own_form;
use super::merge::Spoken;
use crate::error::Result;
use crate::import::preview::{FilePreview, Preview, TablePreview};
use crate::records::Record;
use crate::registers::register;
use crate::vocab::{Content, RegisterId, Required, fold};

/// Of so many records that a file lacks none is looked at for what stands in it.
pub(super) const LACKING: usize = 2_000;
/// So many values at least make a row worth comparing.
pub(super) const TELLING: usize = 3;

/// Numbers and marks of all rows of the files: their records are spoken for.
#[derive(Default)]
pub struct Claims {
    pub(super) numbers: HashMap<RegisterId, HashSet<String>>,
    /// With the version that went out.
    pub(super) marks: HashMap<String, u32>,
    pub(super) copies: Rc<Copies>,
    /// Marks that say nothing in one file and something in another.
    once: HashSet<String>,
    /// Of the 職員名簿: how often each name stands there.
    pub(super) names: HashMap<String, u32>,
}

impl Claims {
    pub fn of(preview: &Preview) -> Self {
        let tables: Vec<&TablePreview> = preview.tables().collect();
        let mut claims = Self { copies: Rc::new(Copies::of(&tables)), ..Self::default() };
        for table in preview.tables().filter(|table| table.is_taken()) {
            let key = register(table.register).number;
            for draft in table.drafts() {
                if let Some(number) = draft.text(key) {
                    claims.numbers.entry(table.register).or_default().insert(number_key(number));
                }
                if let Some(name) = draft.text("name").filter(|_| table.register == RegisterId::Staff) {
                    *claims.names.entry(fold::name_key(name)).or_default() += 1;
                }
                if let Some(mark) = draft.mark().and_then(Mark::read) {
                    if claims.copies.is_ever_doubled(mark.uuid) && claims.mark_in(table, mark.uuid) {
                        claims.once.insert(mark.uuid.to_owned());
                    }
                    claims.marks.insert(mark.uuid.to_owned(), mark.version);
                }
            }
        }
        claims
    }

    /// Whether the mark says which record a row is, or its copies are.
    pub(super) fn mark(&self, uuid: &str) -> bool {
        let told = !self.copies.is_ever_doubled(uuid) || self.once.contains(uuid);
        self.marks.contains_key(uuid) && told
    }

    /// Whether it says so of a row of that table.
    pub(super) fn mark_in(&self, table: &TablePreview, uuid: &str) -> bool {
        !self.copies.is_doubled(uuid, table.file_id())
    }

    pub(super) fn speak_of(&self, record: &Record) -> bool {
        let numbers = self.numbers.get(&record.register);
        self.mark(&record.uuid)
            || numbers.is_some_and(|numbers| numbers.contains(&number_key(&record.number())))
    }
}

impl Differ<'_> {
    /// The records of a ledger that no row speaks of. Only of a file that is of the same ledger: it speaks of other
    /// records there (`is_of_it`, if that is known already), or came in before under its name.
    pub(super) fn lacking_in(&mut self, table: &TablePreview, is_of_it: bool) -> Result<Vec<i64>> {
        let id = table.register;
        let claims = self.claims.get_or_init(|| Claims::of(self.preview));
        let (mut lacking, known) = self.known.of(self.past, id)?.lacking(claims.numbers.get(&id), claims);
        // Our own form without its column of numbers speaks of none by its number.
        if !known && !is_of_it && !is_own_form(table) {
            let beside = |file: &&FilePreview| file.tables.iter().any(|one| one.id == table.id);
            let file = self.preview.files.iter().find(beside).map_or("", |file| file.file.as_str());
            let came = self.past.came_with(file, table)?;
            lacking.retain(|id| came.contains(id));
        }
        Ok(lacking)
    }

    /// The same, by what the table could say of them.
    pub(super) fn lacking_prints(
        &mut self,
        table: &TablePreview,
        spoken: &Spoken,
    ) -> Result<HashMap<String, Vec<i64>>> {
        let lacking = self.lacking_in(table, false)?;
        let mut prints: HashMap<String, Vec<i64>> = HashMap::new();
        // A file that lacks so much is about something else.
        for record in lacking.iter().filter(|_| lacking.len() <= LACKING) {
            let record = self.past.record(table.register, *record)?;
            if let Some(print) = partial_print(table.register, &record.content, spoken) {
                prints.entry(print).or_default().push(record.id);
            }
        }
        Ok(prints)
    }

    pub(super) fn claims(&self) -> &Claims {
        self.claims.get_or_init(|| Claims::of(self.preview))
    }
}

/// All but the number that a table says of a record; none where that is too little to know it by.
pub(super) fn partial_print(id: RegisterId, content: &Content, spoken: &Spoken) -> Option<String> {
    let key = register(id).number;
    let mut values = texts(&content.values);
    values.retain(|field, _| spoken.speaks_of(field) && *field != key);
    let extra: BTreeMap<_, _> =
        content.extra.iter().filter(|(heading, _)| spoken.speaks_of_extra(heading)).collect();
    (values.len() + extra.len() >= TELLING).then(|| format!("{values:?}{extra:?}"))
}

/// Of the values a table says, but for the number and for what only follows from others: how many are the same, of how
/// many.
pub(super) fn likeness(id: RegisterId, file: &Content, ledger: &Content, spoken: &Spoken) -> (usize, usize) {
    let key = register(id).number;
    let (one, other) = (texts(&file.values), texts(&ledger.values));
    let fields =
        register(id).fields.iter().filter(|field| field.required != Required::Auto).map(|field| field.key);
    let told = fields.filter(|field| *field != key && spoken.speaks_of(field));
    let told: Vec<&str> = told.filter(|field| one.contains_key(field) || other.contains_key(field)).collect();
    let same = told.iter().filter(|field| one.get(*field) == other.get(*field)).count();
    (same, told.len())
}

/// Whether of a row's values so few are a record's that it is another.
pub(super) fn is_another((same, all): (usize, usize)) -> bool {
    all >= TELLING && same * 5 <= all
}

pub(super) fn rows<'c>(content: &'c Content, part: &str) -> Vec<BTreeMap<&'c str, String>> {
    content.parts.get(part).into_iter().flatten().map(texts).collect()
}
