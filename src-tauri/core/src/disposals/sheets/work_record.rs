//! 消去作業記録 (C-3): every step on every drive, as the continuation of 様式第4号.

use super::{CONTINUED_AT, OnPaper, part_fields, tabled, text};
use crate::disposals::case::{passes, rows};
use crate::print::Fonts;
use crate::print::sheet::Sheet;
use crate::print::table::{Column, Table};
use crate::print::text::{Align, CELL};
use crate::registers::Facts;
use crate::vocab::{Content, Values};

pub const TITLE: &str = "続紙（消去作業記録）";

pub fn lay_out(paper: OnPaper<'_>, fonts: &Fonts) -> Sheet {
    let mut pages = vec![paper.continued(fonts, TITLE)];
    let rows = paper.case.map(self::rows).unwrap_or_default();
    tabled(paper, fonts, &mut pages, (&table(), &rows), (CONTINUED_AT, super::END), TITLE);
    paper.finish(fonts, pages, &[])
}

/// One line for each step, with where the number was read and who verified (C-3).
pub fn rows(case: &Content) -> Vec<Vec<String>> {
    let steps = case.parts.get("steps").map(Vec::as_slice).unwrap_or_default();
    let verifier = case.values.get("verified_by").map(|value| value.to_text()).unwrap_or_default();
    let source = |step: &Values| {
        let thing = rows::items(case).iter().find(|thing| passes::is_about(step, thing));
        thing.map(|thing| text(thing, part_fields("items"), "serial_source")).unwrap_or_default()
    };
    let line = |(n, step): (usize, &Values)| cells(n + 1, step, (&source(step), &verifier));
    steps.iter().enumerate().map(line).collect()
}

/// 7+20+29+26+24+22+20+22 = 170
pub fn table() -> Table {
    let column = |title: &str, width, align| Column::new(title, width, align);
    Table {
        columns: vec![
            column("No", 7.0, Align::Centre),
            column("管理番号", 20.0, Align::Left),
            column("製造番号", 29.0, Align::Left),
            column("方法（レベル）", 26.0, Align::Left),
            column("ツール・版", 24.0, Align::Left),
            column("開始〜終了", 22.0, Align::Left),
            column("検証・結果", 20.0, Align::Left),
            column("作業者・備考", 22.0, Align::Left),
        ],
        header: 8.0,
        row: 13.0,
        grows: true,
        style: CELL.size(8.0),
    }
}

fn cells(number: usize, step: &Values, (source, verifier): (&str, &str)) -> Vec<String> {
    let said = |key: &str| text(step, part_fields("steps"), key);
    let facts = Facts(step);
    let joined = |parts: &[String]| {
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n")
    };
    let passes = facts.int("passes").map(|n| format!("{n}回")).unwrap_or_default();
    let counted = |key: &str, word: &str| {
        facts.int(key).filter(|n| *n > 0).map(|n| format!("{word}{n}")).unwrap_or_default()
    };
    let after = |word: &str, text: &str| {
        if text.is_empty() { String::new() } else { format!("{word}{text}") }
    };
    let (verified, seal) = (after("検証者\n", verifier), after("シール ", &said("seal_no")));
    let span = span(&said("started_at"), &said("ended_at"));
    vec![
        number.to_string(),
        said("item_no"),
        joined(&[said("serial"), bracketed(source)]),
        joined(&[format!("{}{passes}", said("method")), said("level"), said("coverage")]),
        said("tool"),
        span,
        joined(&[said("verification"), said("result"), verified]),
        joined(&[
            said("operator"),
            seal,
            counted("error_count", "エラー"),
            counted("retry_count", "再試行"),
            said("remarks"),
        ]),
    ]
}

fn bracketed(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("（{text}）") }
}

/// R8.11.9 10:00 〜 11:00: the day is said once.
fn span(from: &str, until: &str) -> String {
    let hours = from.split_once(' ').and_then(|(day, _)| until.strip_prefix(day)).map(str::trim);
    format!("{from}\n〜{}", hours.unwrap_or(until))
}
