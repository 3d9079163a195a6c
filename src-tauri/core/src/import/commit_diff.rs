//! 確定：すでに台帳にあるもの. Rows about records that are here already, or that come more than once.
//!
//! A new record is made as the earliest row says it and corrected by each later one; a known one is corrected
//! by what the file changed, with before, after and the import as the reason. What is no news writes nothing.

use serde_json::json;

use super::ahead::ahead;
use super::commit::{Batch, Step, in_row};
use super::diff::{Judgement, Mark, One, Standing, Told, number_of, settle_corrected};
use super::evidence::Became;
use super::preview::TablePreview;
use crate::audit::Action;
use crate::error::{ErrorCode, Result, refuse};
use crate::records::actions::{settle_again, written};
use crate::records::{Record, numbers, states, store};
use crate::registers::register;
use crate::vocab::Content;

impl<'a> Batch<'a> {
    /// A table of a ledger that holds something, or with rows that belong together.
    pub(super) fn take_compared(&mut self, table: &'a TablePreview, step: Step<'_>) -> Result<()> {
        let maker = self.maker(table);
        let all = table.drafts().map(|draft| Ok(Some(One { table, content: maker.content(&draft)?, draft })));
        ahead(all, |one| {
            let Some(one) = one.take() else { return Ok(()) };
            step(one.draft.rows.len())?;
            self.take_one(one)
        })
    }

    /// One record of a file, once all rows about it have come.
    fn take_one(&mut self, mut one: One<'a>) -> Result<()> {
        self.differ.add_parts(one.table, &one.draft, &mut one.content);
        let Some(told) = self.threads.add(one) else { return Ok(()) };
        let mark = told.newest.draft.mark().and_then(Mark::read);
        let doubled = mark.is_some_and(|mark| self.threads.is_doubled(told.newest.table, &mark));
        let judgement = self.differ.judge(&told, doubled, &self.people)?;
        if self.waits(&told, &judgement)? {
            self.waiting.push((told, judgement));
            return Ok(());
        }
        self.write(told, judgement)
    }

    /// Whether a record gets a number that another had before: the other may give it up in a row to come.
    fn waits(&mut self, told: &Told<'_>, judgement: &Judgement) -> Result<bool> {
        let table = told.newest.table;
        let of = register(table.register);
        let (number, own) = match (&judgement.record, &judgement.after) {
            (None, Some(after)) => (number_of(of.id, after), None),
            (None, None) => (told.newest.draft.text(of.number).map(str::to_owned), None),
            (Some(record), Some(after)) => (number_of(of.id, after), Some(record.id)),
            _ => (None, None),
        };
        let Some(number) = number else { return Ok(false) };
        Ok(self.differ.holder(of.id, &number, own)?.is_some())
    }

    /// What waited for a number, once every row of the ledger has come. Two that swap numbers give up both first.
    pub(super) fn take_waiting(&mut self) -> Result<()> {
        let (known, new): (Vec<_>, Vec<_>) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|(_, judgement)| judgement.record.is_some());
        for record in known.iter().filter_map(|(_, judgement)| judgement.record.as_ref()) {
            numbers::give_up(&self.change.tx, record.register, record.id)?;
        }
        known.into_iter().chain(new).try_for_each(|(told, judgement)| self.write(told, judgement))
    }

    fn write(&mut self, told: Told<'a>, judgement: Judgement) -> Result<()> {
        let record = match judgement.standing {
            Standing::New => Some(self.take_new(&told, judgement.after.as_ref())?),
            _ => self.correct(&told, &judgement)?,
        };
        if record.is_some() {
            *self.counts.entry(told.newest.table.register).or_default() += 1;
        }
        self.note(&told, record, judgement);
        Ok(())
    }

    /// A record that is not here yet; `together` is what copies of its row come to.
    fn take_new(&mut self, told: &Told<'a>, together: Option<&Content>) -> Result<i64> {
        if let Some(content) = together {
            let one = &told.newest;
            return self.insert(self.maker(one.table).record(&one.draft, content.clone()), one);
        }
        let mut stories = told.older.iter().chain([&told.newest]);
        let Some(first) = stories.next() else { return Err(refuse(ErrorCode::ImportNothing)) };
        let record = self.maker(first.table).record(&first.draft, first.content.clone());
        let id = self.insert(record, first)?;
        let mut last = first;
        for later in stories {
            let before = store::get(&self.change.tx, first.table.register, id)?;
            let content = later.after(before.content.clone(), last);
            self.rewrite(before, content, later)?;
            last = later;
        }
        Ok(id)
    }

    fn insert(&self, mut record: Record, one: &One<'_>) -> Result<i64> {
        store::insert(&self.change.tx, &mut record)
            .map_err(|error| in_row(error, self.place(one.table), one.draft.row()))?;
        self.change.line(&written(Action::Imported, &record)?)?;
        Ok(record.id)
    }

    /// 訂正 of what the file changed; nothing where it changed nothing.
    fn correct(&self, told: &Told<'_>, judgement: &Judgement) -> Result<Option<i64>> {
        let Some((record, after)) = judgement.record.clone().zip(judgement.after.clone()) else {
            return Ok(None);
        };
        self.rewrite(record, after, &told.newest).map(Some)
    }

    fn rewrite(&self, before: Record, content: Content, one: &One<'_>) -> Result<i64> {
        let (table, row) = (one.table, one.draft.row());
        crate::people::actions::leaving_stands(self.change, &before, &content)?;
        let mut after = Record { version: before.version + 1, content, ..before.clone() };
        // A record of this very import is as its newest row says; others are corrected.
        let settle = if before.batch == Some(self.id) { settle_again } else { settle_corrected };
        settle(&before, &mut after, &self.people, self.change.profile);
        states::reimport_stands(&self.change.tx, &before, &after.content)
            .map_err(|error| in_row(error, self.place(table), row))?;
        store::update(&self.change.tx, &after).map_err(|error| in_row(error, self.place(table), row))?;
        let sheet = table.sheet.as_deref().unwrap_or("CSV");
        let reason = format!("取込み{}　{sheet}　{row}行目", self.id);
        let event = written(Action::Corrected, &after)?.reason(Some(&reason));
        let marked = one.draft.mark().is_some();
        self.change.line(&event.detail(json!({ "batch": self.id, "marked": marked })))?;
        Ok(after.id)
    }

    /// What became of the rows, for the evidence.
    fn note(&mut self, told: &Told<'a>, record: Option<i64>, judgement: Judgement) {
        let number = judgement.record.as_ref().map(Record::number).unwrap_or_default();
        let register = told.newest.table.register;
        let mut became = Became::of(register, record, Standing::New);
        if !number.is_empty() {
            became.say().number = number;
        }
        for (table, row, standing) in &judgement.part_rows {
            let mut of_part = became.clone();
            of_part.standing = *standing;
            self.note_part_row(table, *row, of_part);
        }
        became.standing = Standing::Older;
        for one in &told.older {
            self.note_one(one, became.clone());
        }
        became.standing = judgement.standing;
        if !judgement.diffs.is_empty() {
            became.say().diffs = judgement.diffs;
        }
        if let Some(fixed) = judgement.fixed {
            became.say().fixed = fixed.sentence_ja();
        }
        self.note_one(&told.newest, became);
    }

    fn note_one(&mut self, one: &One<'a>, mut became: Became) {
        self.note_asked(&one.table.id, one.draft.row(), &mut became);
        self.rows.add(became.standing, one.draft.row_count());
        for row in &one.draft.rows {
            self.became((&one.table.id, *row), became.clone());
        }
    }

    /// A row of a part stands with the record it belongs to.
    fn note_part_row(&mut self, table: &str, row: u32, mut became: Became) {
        if let Some(table) = self.preview.tables().find(|one| one.id == table) {
            self.note_asked(&table.id, row, &mut became);
            self.rows.add(became.standing, 1);
            self.became((&table.id, row), became);
        }
    }

    fn note_asked(&self, table: &str, row: u32, became: &mut Became) {
        let asked = self.differ.asked.of_row(table, row);
        if !asked.is_empty() {
            became.say().asked = asked.to_vec();
        }
    }

    /// Rows of parts of which nothing was to be taken.
    pub(super) fn note_untouched(&mut self) {
        let untouched = self.differ.untouched_parts().to_vec();
        for (id, row) in untouched {
            let Some(table) = self.preview.tables().find(|one| one.id == id) else { continue };
            let became = Became::of(table.register, None, Standing::Same);
            self.note_part_row(id, row, became);
        }
    }
}
