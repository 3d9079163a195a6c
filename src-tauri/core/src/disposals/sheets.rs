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
use crate::print::cells::{Overflow, attached};
use crate::print::furniture::{LEFT, TOP, WIDE, approvals, document_number, footer, form_number, title};
use crate::print::rows::Cell;
use crate::print::sheet::{Area, Page, Sheet};
use crate::print::table::Table;
use crate::print::text::{Align, SMALL, VALUE, put};
use crate::print::{Fonts, SealMode};
use crate::registers::{Facts, register};
use crate::vocab::{Content, Field, Kind, PartialDate, RegisterId, Value, Values};

/// A case on paper; without one, the paper is for the pen.
#[derive(Clone, Copy)]
pub struct OnPaper<'a> {
    pub letterhead: &'a Letterhead,
    pub case: Option<&'a Content>,
    pub seal: SealMode,
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

    /// Form number, document number, boxes and title of a first page.
    fn opening(self, fonts: &Fonts, heading: &str) -> Page {
        let mut page = Page::portrait();
        self.numbers(&mut page, fonts);
        approvals(&mut page, fonts, TOP + 6.0, "確認", &self.letterhead.slots, self.seal);
        title(&mut page, fonts, TOP + 31.0, 9.0, 15.0, heading);
        let office = Area::new(LEFT, TOP + 8.0, 90.0, 6.0);
        put(&mut page, fonts, office, &self.letterhead.organisation, VALUE);
        page
    }

    fn numbers(self, page: &mut Page, fonts: &Fonts) {
        form_number(page, &self.letterhead.form_number);
        document_number(page, fonts, self.letterhead.footer.doc_no.as_deref());
    }

    /// A further page with its heading.
    fn continued(self, fonts: &Fonts, heading: &str) -> Page {
        let mut page = Page::portrait();
        self.numbers(&mut page, fonts);
        let area = Area::new(LEFT, TOP + 5.0, WIDE, 8.0);
        put(&mut page, fonts, area, heading, VALUE.size(12.0).align(Align::Centre));
        page
    }

    /// Attaches what did not fit, and puts the foot on every page.
    fn finish(self, fonts: &Fonts, mut pages: Vec<Page>, overflow: &[Overflow<'_>]) -> Sheet {
        pages.extend(attached(fonts, overflow, CONTINUED_AT, |page| *page = self.continued(fonts, "別　紙")));
        let total = pages.len();
        for (n, page) in pages.iter_mut().enumerate() {
            footer(page, fonts, &self.letterhead.footer, n + 1, total);
        }
        Sheet { pages }
    }
}

/// Upper edge of a table on a further page, and the lower edge of all.
const CONTINUED_AT: f32 = 14.0;
const END: f32 = 258.0;

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
    (at, until): (f32, f32),
    heading: &str,
) {
    let body = |at: f32, until: f32| until - at - table.header;
    let (first, next) = (body(at, until), body(CONTINUED_AT, END));
    let rows = table.split_tall(fonts, rows, next.min(first));
    for (n, slice) in table.paginate(fonts, &rows, first, next).into_iter().enumerate() {
        if n > 0 {
            pages.push(paper.continued(fonts, heading));
        }
        let (top, room) = if n == 0 { (at, first) } else { (CONTINUED_AT, next) };
        let Some(page) = pages.last_mut() else { continue };
        let taken: f32 = slice.heights.iter().sum();
        let blank = paper.case.is_none();
        let empty = if blank { ((room - taken) / table.row) as usize } else { 0 };
        let area =
            table.draw(page, fonts, (LEFT, TOP + top), &rows[slice.rows.clone()], &slice.heights, empty);
        if !blank && slice.rows.end == rows.len() && taken + table.row <= room {
            let end = Area::new(LEFT, area.bottom() + 0.5, WIDE, 5.0);
            put(page, fonts, end, "以下余白", SMALL.align(Align::Centre));
        }
    }
}

/// Small words under a form.
fn notes(page: &mut Page, fonts: &Fonts, notes: &[&str]) {
    for (n, note) in notes.iter().enumerate() {
        let area = Area::new(LEFT, TOP + 259.5 + 3.0 * n as f32, 160.0, 3.0);
        put(page, fonts, area, note, SMALL.size(7.5));
    }
}
