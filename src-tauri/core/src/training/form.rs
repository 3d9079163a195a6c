//! 様式第12号 研修実施記録・出席者名簿, A4 portrait.
//!
//! Everything may be absent: the same function prints the blank record with a sign-in sheet. [`record`] is
//! page 1, [`list`] the list of attendees, thirty to a page. Sizes are those of spec 3.6.

pub(super) mod list;
mod record;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;

use crate::print::cells::attached;
use crate::print::furniture::{LEFT, TOP, WIDE, document_number_to, footer, form_number};
use crate::print::glyph::Fonts;
use crate::print::sheet::{Area, Page, Sheet};
use crate::print::text::{Align, SMALL, VALUE, put};
use crate::print::{Footer, SealMode, Slot};
use crate::training::scan::SheetCode;
use crate::vocab::{FiscalYear, PartialDate};

/// What is printed. Choices are the ids of [`super::fields`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrainingForm {
    /// 様式番号 as the regulation cites it; ours where none is given.
    pub form_number: Option<String>,
    pub organisation: Option<String>,
    /// 回覧 from right to left.
    pub slots: Vec<Slot>,
    /// With [`SealMode::Electronic`] the list says 出席; otherwise the cell is left for signature or seal.
    pub seal: SealMode,
    pub doc_no: Option<String>,
    pub fiscal_year: Option<FiscalYear>,
    pub session: Option<u32>,
    pub course: Option<String>,
    pub course_kind: Option<String>,
    pub held_on: Option<PartialDate>,
    pub started_at: Option<NaiveDateTime>,
    pub ended_at: Option<NaiveDateTime>,
    pub place: Option<String>,
    pub mode: Option<String>,
    pub instructor_org: Option<String>,
    pub instructor: Option<String>,
    pub targets: Vec<String>,
    pub target_count: Option<u32>,
    /// Counted from the list where not given.
    pub attended_count: Option<u32>,
    pub absent_count: Option<u32>,
    pub exempt_count: Option<u32>,
    pub content: Option<String>,
    pub text_ref: Option<String>,
    pub text_edition: Option<String>,
    pub text_place: Option<String>,
    pub text_no: Option<String>,
    pub quiz_method: Option<String>,
    pub quiz_average: Option<u32>,
    pub quiz_pass: Option<u32>,
    pub quiz_failed_action: Option<String>,
    pub makeup_on: Option<PartialDate>,
    pub absent_action: Option<String>,
    pub findings: Option<String>,
    pub attendees: Vec<Attendee>,
    /// Printed before the training: names stand ready, nobody is marked, free rows are for more people.
    pub sign_in: bool,
    pub checked_by: Option<String>,
    pub footer: Footer,
}

/// A row of the 出席者名簿.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attendee {
    pub department: String,
    pub title: String,
    pub name: String,
    pub employment: Option<String>,
    pub attendance: Option<String>,
    pub attended_on: Option<PartialDate>,
    pub score: Option<u32>,
    pub remarks: String,
}

/// The record and its list, with a 別紙 for texts that do not fit.
pub fn lay_out(form: &TrainingForm, fonts: &Fonts) -> Sheet {
    let mut overflow = Vec::new();
    let mut pages = vec![record::page(form, fonts, &mut overflow)];
    list::pages(form, fonts, &mut pages);
    pages.extend(attached(fonts, &overflow, 14.0, |page| {
        heads(page, fonts, form);
        let title = Area::new(LEFT, TOP + 5.0, WIDE, 8.0);
        put(page, fonts, title, "別　紙", VALUE.size(12.0).align(Align::Centre));
    }));
    let total = pages.len();
    for (n, page) in pages.iter_mut().enumerate() {
        code(page, fonts, form, n);
        footer(page, fonts, &form.footer, n + 1, total);
    }
    Sheet { pages }
}

fn heads(page: &mut Page, fonts: &Fonts, form: &TrainingForm) {
    let number = "様式第１２号（第３．２節、第３．３節関係）";
    form_number(page, form.form_number.as_deref().unwrap_or(number));
    document_number_to(page, fonts, right_edge(form), form.doc_no.as_deref());
}

/// What stands in the upper right corner makes room for the code.
fn right_edge(form: &TrainingForm) -> f32 {
    LEFT + WIDE - if form.footer.record.is_some() { CODE + 3.0 } else { 0.0 }
}

/// Side of the 読取りコード. A module of 0.65 mm is five dots of a scan at 200 dpi.
const CODE: f32 = 19.0;

/// 読取りコード in the upper right corner: whose scan this page will be. Page 0 of the document is the record,
/// then come the pages of the list; a 別紙 belongs to the record.
fn code(page: &mut Page, fonts: &Fonts, form: &TrainingForm, number: usize) {
    let Some(record) = &form.footer.record else { return };
    let lists = list::count(form);
    let number = if number > lists { 0 } else { number };
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let code = SheetCode { record: record.clone(), page: small(number), pages: small(lists) };
    let words = if number == 0 { "実施記録".to_owned() } else { format!("名簿 {number}/{lists}") };
    let at = Area::new(LEFT + WIDE - CODE, TOP - 9.5, CODE, CODE);
    page.qr(at.x, at.y, CODE, code.to_string());
    let beside = Area::new(right_edge(form) - 30.0, at.y + 2.0, 30.0, 4.0);
    put(page, fonts, beside, &words, SMALL.align(Align::Right));
}

impl TrainingForm {
    fn count(&self, given: Option<u32>, ids: &[&str]) -> Option<u32> {
        if given.is_some() || self.sign_in || self.attendees.is_empty() {
            return given;
        }
        let counted =
            |attendee: &&Attendee| attendee.attendance.as_deref().is_some_and(|id| ids.contains(&id));
        u32::try_from(self.attendees.iter().filter(counted).count()).ok()
    }

    /// Present on the day or made up later.
    fn attended(&self) -> Option<u32> {
        self.count(self.attended_count, &["attended", "makeup"])
    }

    fn exempt(&self) -> Option<u32> {
        self.count(self.exempt_count, &["exempt"])
    }

    /// 受講率 as the window shows it: of those who were meant and not exempt, rounded down.
    fn percent(&self) -> Option<u32> {
        let (attended, meant) = (self.attended()?, self.target_count?);
        (100 * attended).checked_div(meant.saturating_sub(self.exempt().unwrap_or(0)))
    }

    fn absent(&self) -> Option<u32> {
        self.count(self.absent_count, &["absent"])
    }
}
