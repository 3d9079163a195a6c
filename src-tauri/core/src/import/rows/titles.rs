//! ページごとの題名: the title of the ledger again above the headings of each further page. Pure.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::RowClass;
use crate::import::cells::{Row, Sheet};
use crate::import::doubts::{Doubt, Line};
use crate::import::tables::Table;
use crate::vocab::fold::match_key;

/// So many rows above repeated headings may belong to the title of the page.
const HEIGHT: usize = 3;
/// A shorter text above the table says too little: 日 or R.
const TELLING: usize = 3;

/// 備品台帳 | 2頁 above the headings of the next page is the title again, and no record. A row that says it in its
/// first cell and something else besides is asked about.
pub fn demote(table: &Table, lines: &mut [Line], sheet: &Sheet) {
    let titles: HashSet<String> = table.title.iter().map(|text| key(text)).collect();
    let first = table.header_rows.first().copied().unwrap_or_default();
    for n in 0..lines.len() {
        if lines[n].class != RowClass::Header || lines[n].number <= first {
            continue;
        }
        let may = |line: &&mut Line| line.class == RowClass::Data || line.doubt.is_some();
        for line in lines[n.saturating_sub(HEIGHT)..n].iter_mut().filter(may) {
            let row = sheet.rows.binary_search_by_key(&line.number, |row| row.number);
            let Ok(row) = row.map(|at| &sheet.rows[at]) else { continue };
            match likeness(row, &titles) {
                Likeness::Title => *line = Line::of(line.number, RowClass::Note),
                Likeness::Begins if line.class == RowClass::Data => {
                    line.doubt = line.doubt.or(Some(Doubt::LikeTitle))
                }
                Likeness::Begins | Likeness::None => {}
            }
        }
    }
}

enum Likeness {
    Title,
    /// Only its first cell stands above the table too.
    Begins,
    None,
}

fn likeness(row: &Row, titles: &HashSet<String>) -> Likeness {
    let cells = row.cells.iter().filter(|cell| !cell.value.is_blank());
    let texts: Vec<_> = cells.map(|cell| cell.value.text()).collect();
    let is_title = |text: &str| {
        let key = key(text);
        !key.is_empty() && titles.contains(&key)
    };
    let tells = |text: &str| is_title(text) && key(text).chars().count() >= TELLING;
    let whole = texts.iter().all(|text| is_title(text) || is_page(text));
    if whole && texts.iter().any(|text| tells(text)) {
        Likeness::Title
    } else if texts.first().is_some_and(|text| tells(text)) {
        Likeness::Begins
    } else {
        Likeness::None
    }
}

/// Without the digits, of which the day it was printed and the page have others every time.
fn key(text: &str) -> String {
    match_key(text).chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// 2頁, P.2, 2/3: a bare 2 may count anything.
fn is_page(text: &str) -> bool {
    let said = matches!(key(text).as_str(), "頁" | "ページ" | "p" | "page");
    let text: String = text.nfkc().collect();
    let counted = text.split_once('/').is_some_and(|(page, of)| {
        [page, of].iter().all(|part| part.trim().parse::<u16>().is_ok_and(|page| page > 0))
    });
    said && text.contains(|c: char| c.is_ascii_digit()) || counted
}
