//! 題名の項目: what only the title of a list of attendees or the name of its sheet says of the training: its name, its day
//! or its year. Proposed, and asked.

use super::labelled::Whole;
use super::table::{Maker, Verdicts};
use super::titled;
use crate::import::context::Context;
use crate::import::problem::{Finding, Issue, Place, Verdict};
use crate::import::row_marks::keep_beside;
use crate::registers::register;
use crate::vocab::{Register, RegisterId};

impl Maker<'_, '_> {
    /// Which training it is, where only the title or the name of the sheet says so.
    pub(super) fn named_by_title(
        &self,
        whole: &mut Whole,
        register: &'static Register,
        verdicts: &Verdicts<'_>,
    ) {
        let title = &self.table.title;
        let mut texts = title.iter().map(String::as_str).chain(self.name());
        let named = texts.find_map(|text| Some((text, titled::training(text)?)));
        let untold = |whole: &Whole, key: &str| !whole.values.contains_key(key);
        if let Some((text, course)) = named.filter(|_| untold(whole, "course")) {
            self.propose(whole, register, ("course", &course), text, verdicts);
            if let Some((text, session)) = titled::session(title).filter(|_| untold(whole, "session")) {
                self.propose(whole, register, ("session", &session.to_string()), text, verdicts);
            }
        }
    }

    fn propose(
        &self,
        whole: &mut Whole,
        register: &'static Register,
        (key, value): (&str, &str),
        text: &str,
        verdicts: &Verdicts<'_>,
    ) {
        let Some(field) = register.field(key) else { return };
        let place = self.name().map(|name| format!("{name} シート")).unwrap_or_default();
        let said_by = if self.name() != Some(text) { "表の題名" } else { "シートの名" };
        let says = format!("{said_by}“{text}”から{}を「{value}」", field.label.ja);
        let finding = Finding::in_place(&place, key, Issue::FromTitle, text, &says);
        let finding = finding.decided(verdicts(key, Issue::FromTitle), false);
        if finding.verdict == Verdict::Blank {
            keep_beside(&mut whole.extra, field.label.ja, text);
        } else {
            whole.values.insert(field.key, value.to_owned());
        }
        whole.problems.push(finding);
    }

    /// Lines of a list of several trainings that leave out of which they are.
    pub(super) fn unnamed(&self, verdicts: &Verdicts<'_>) -> Option<Finding> {
        let (row, course) = self.table.unnamed.as_ref()?;
        let place = Place { sheet: self.name(), row: *row, heading: "研修名", field: "course" };
        let finding = Finding::new(&place, Issue::BlankAbove, "", course);
        Some(finding.decided(verdicts("course", Issue::BlankAbove), false))
    }

    /// When it was, where nothing else says so: its day, else its month, else its 年度.
    pub(super) fn dated_by_title(&self, whole: &mut Whole, context: &Context, verdicts: &Verdicts<'_>) {
        let register = register(RegisterId::Training);
        let told = |key: &str| {
            whole.values.contains_key(key) || whole.problems.iter().any(|finding| finding.field == key)
        };
        if told("held_on") {
            return;
        }
        let year = context.fiscal_year.filter(|_| !told("fiscal_year"));
        if let Some((text, date)) = titled::day(&self.table.title, context) {
            self.propose(whole, register, ("held_on", &date.to_string()), text, verdicts);
        } else if let Some((text, (year, month))) = self.told_by(|of| of.month).zip(context.month) {
            self.propose(whole, register, ("held_on", &format!("{year:04}-{month:02}")), text, verdicts);
        } else if let Some((text, year)) = self.told_by(|of| of.fiscal_year).zip(year) {
            self.propose(whole, register, ("fiscal_year", &year.0.to_string()), text, verdicts);
        }
    }

    /// The text above the list, or the name of its sheet, that says when it is of.
    fn told_by<T>(&self, when: fn(&Context) -> Option<T>) -> Option<&str> {
        let says = |text: &&String| when(&Context::of(None, std::slice::from_ref(*text))).is_some();
        let title = || self.dated.iter().find(says).map(String::as_str);
        self.name().filter(|name| when(&Context::of(Some(name), &[])).is_some()).or_else(title)
    }
}
