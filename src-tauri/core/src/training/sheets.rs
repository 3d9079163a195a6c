//! 研修の帳票 besides 様式第12号: [`plan`] is 様式第11号, [`report`] 様式第13号, [`untrained`] the 未受講者一覧,
//! [`matrix`] the year's people × courses, [`rates`] the picture of the attendance over the years.
//!
//! Each is a function from a plain structure, or from nothing for the pen, to a sheet; who fills them is
//! [`super::paper`].

pub mod matrix;
pub mod plan;
pub mod rates;
pub mod report;
#[cfg(test)]
mod tests;
pub mod untrained;

use crate::forms::Letterhead;
use crate::print::SealMode;
use crate::print::booklet::Heads;
use crate::print::rows::Cell;
use crate::vocab::{FiscalYear, PartialDate};

fn heads<'a>(letterhead: &'a Letterhead, title: &'a str, boxes: &'a str) -> Heads<'a> {
    let Letterhead { form_number, organisation, slots, footer, .. } = letterhead;
    Heads { form_number, organisation, title, boxes, slots, seal: SealMode::Seal, footer }
}

/// A day, or room for one.
fn day(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "　　　年　　月　　日".to_owned(), PartialDate::long)
}

/// A day in a cell of a table.
fn short(date: Option<PartialDate>) -> String {
    date.map_or_else(String::new, PartialDate::short)
}

fn year(year: Option<FiscalYear>) -> String {
    year.map_or_else(|| "令和　　年度".to_owned(), |year| year.to_string())
}

/// A counted number with its unit, or room for it.
fn counted(number: Option<u32>, unit: &str) -> String {
    number.map_or_else(|| format!("　　　　{unit}"), |number| format!("{number}{unit}"))
}

fn percent(meant: u32, trained: u32) -> Option<u32> {
    let percent = u64::from(trained).saturating_mul(100).checked_div(u64::from(meant))?;
    u32::try_from(percent).ok()
}

/// Boxes of which the chosen one is ticked.
fn ticks(caption: &'static str, words: &[(&'static str, &'static str)], chosen: Option<&str>) -> Cell {
    Cell::Ticks { caption, boxes: words.iter().map(|(id, word)| (*word, chosen == Some(id))).collect() }
}
