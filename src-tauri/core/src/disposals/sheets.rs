//! 案件の帳票: the papers of a case besides 様式第4号. Each is a function from a case, or from nothing, to a
//! sheet: [`receipt`] is 様式第5号, [`lent`] 様式第10号, [`own_certificate`] our 消去証明書, [`work_record`] the
//! 消去作業記録 that continues 様式第4号.

pub mod lent;
pub mod own_certificate;
pub mod receipt;
#[cfg(test)]
mod tests;
pub mod work_record;

use crate::forms::Letterhead;
use crate::print::booklet::{self, CONTINUED_AT, END, Heads, Tabled};
use crate::print::cells::Overflow;
use crate::print::furniture::{LEFT, TOP};
use crate::print::rows::Cell;
use crate::print::sheet::{Area, Page, Sheet};
use crate::print::table::Table;
use crate::print::text::{Align, SMALL, put};
use crate::print::{Fonts, SealMode};
use crate::registers::{Facts, register};
use crate::vocab::{Content, Field, Kind, PartialDate, RegisterId, Value, Values};

/// A case on paper; without one, the paper is for the pen.
#[derive(Clone, Copy)]
pub struct OnPaper<'a> {
    pub letterhead: &'a Letterhead,
    pub case: Option<&'a Content>,
    /// Who did the work, for the paper that certifies it.
    pub worker: Option<&'a Worker>,
    pub seal: SealMode,
}

/// Where the one who worked belonged on that day, and how to reach him.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Worker {
    pub place: String,
    pub contact: String,
}

impl<'a> OnPaper<'a> {
    fn values(self) -> Option<&'a Values> {
        self.case.map(|case| &case.values)
    }

    /// What a field says, as the office writes it.
    fn text(self, key: &str) -> String {
        self.values().map(|values| text(values, FIELDS(), key)).unwrap_or_default()
    }

    /// A day, or room for one.
    fn day(self, key: &str) -> String {
        let day = self.values().and_then(|values| Facts(values).date(key));
        day.map_or_else(|| "　　年　　月　　日".to_owned(), PartialDate::long)
    }

    /// A day with its time, or room for it.
    fn moment(self, key: &str) -> String {
        let at = self.values().and_then(|values| Facts(values).at(key));
        at.map_or_else(
            || "　　年　　月　　日　　時　　分".to_owned(),
            |at| format!("{} {}", PartialDate::from(at.date()).long(), at.format("%-H時%M分")),
        )
    }

    /// Boxes for the choices of a field, the chosen one ticked.
    fn ticks(self, caption: &'static str, key: &str, words: &[(&str, &'static str)]) -> Cell {
        let chosen = |id: &str| {
            self.values().is_some_and(|values| {
                let facts = Facts(values);
                facts.choice(key) == Some(id) || facts.includes(key, id) == Some(true)
            })
        };
        Cell::Ticks { caption, boxes: words.iter().map(|(id, word)| (*word, chosen(id))).collect() }
    }

    fn part(self, key: &str) -> &'a [Values] {
        self.case.and_then(|case| case.parts.get(key)).map(Vec::as_slice).unwrap_or_default()
    }

    fn heads<'h>(self, title: &'h str) -> Heads<'h>
    where
        'a: 'h,
    {
        let Letterhead { form_number, organisation, slots, footer, .. } = self.letterhead;
        Heads { form_number, organisation, title, boxes: "確認", slots, seal: self.seal, footer }
    }

    fn opening(self, fonts: &Fonts, heading: &str) -> Page {
        self.heads(heading).opening(fonts)
    }

    fn continued(self, fonts: &Fonts, heading: &str) -> Page {
        self.heads(heading).continued(fonts, heading)
    }

    fn finish(self, fonts: &Fonts, pages: Vec<Page>, overflow: &[Overflow<'_>]) -> Sheet {
        self.heads("").finish(fonts, pages, overflow)
    }
}

#[expect(non_snake_case, reason = "reads as the list it is")]
fn FIELDS() -> &'static [Field] {
    register(RegisterId::Disposals).fields
}

fn part_fields(part: &str) -> &'static [Field] {
    register(RegisterId::Disposals).part(part).map(|part| part.fields).unwrap_or_default()
}

/// A value as the office writes it: 和暦, the name of a choice.
fn text(values: &Values, fields: &[Field], key: &str) -> String {
    let Some(value) = values.get(key) else { return String::new() };
    let name = |choices: &[crate::vocab::Choice], id: &str| {
        choices.iter().find(|choice| choice.id == id).map_or(id, |choice| choice.label.ja).to_owned()
    };
    match (fields.iter().find(|field| field.key == key).map(|field| field.kind), value) {
        (_, Value::Date(date)) => date.long(),
        (_, Value::DateTime(at)) if value.day_alone(key).is_some() => PartialDate::from(at.date()).short(),
        (_, Value::DateTime(at)) => {
            format!("{} {}", PartialDate::from(at.date()).short(), at.format("%-H:%M"))
        }
        (Some(Kind::Choice(choices)), Value::Choice(id)) => name(choices, id),
        (Some(Kind::ManyOf(choices)), Value::ManyOf(ids)) => {
            ids.iter().map(|id| name(choices, id)).collect::<Vec<_>>().join("、")
        }
        _ => value.to_text(),
    }
}

/// Rows of a table over the first page from `at` to `until` and as many more as it takes.
fn tabled(
    paper: OnPaper<'_>,
    fonts: &Fonts,
    pages: &mut Vec<Page>,
    (table, rows): (&Table, &[Vec<String>]),
    span: (f32, f32),
    continued: &str,
) {
    let pen = paper.case.is_none().then_some(usize::MAX);
    let what = Tabled { table, rows, continued, pen };
    let (below, left) = booklet::tabled(&paper.heads(continued), fonts, pages, &what, span);
    if let Some(page) = pages.last_mut().filter(|_| pen.is_none() && left >= table.row) {
        booklet::closing(page, fonts, below, "以下余白", Align::Centre);
    }
}

/// Small words under a form.
fn notes(page: &mut Page, fonts: &Fonts, notes: &[&str]) {
    for (n, note) in notes.iter().enumerate() {
        let area = Area::new(LEFT, TOP + 259.5 + 3.0 * n as f32, 160.0, 3.0);
        put(page, fonts, area, note, SMALL.size(7.5));
    }
}
