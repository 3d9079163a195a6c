//! 分かれた表: lists that are several tables of the same rows, how each is numbered, and which answers are good for all.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::import::attended;
use crate::import::mapping::Places;
use crate::import::preview::Decisions;
use crate::import::problem::{Issue, Verdict};
use crate::import::tables::{Found, Table};
use crate::vocab::{Kind, RegisterId};

/// What is known of the tables of a sheet, in their order.
pub struct Parted {
    pub ids: Vec<String>,
    /// The first of the tables of the same rows, where there are several.
    pub families: Vec<Option<String>>,
    /// The number after that of the last table.
    pub next: usize,
}

/// Parts each list of who attended what, unless the user said that it is of another ledger. The first part keeps the
/// number of the list; the others are numbered after all lists, parted or not, so that no answer changes which table
/// is which.
pub fn parted(
    (n, s): (usize, usize),
    found: &mut Found<'_>,
    decisions: &Decisions,
    places: &Places<'_>,
) -> Parted {
    let lists = std::mem::take(&mut found.tables);
    let mut parted = Parted { ids: Vec::new(), families: Vec::new(), next: lists.len() };
    for (t, list) in lists.iter().enumerate() {
        let id = format!("{n}/{s}/{t}");
        let left_out = decisions.verdict(&id, "course", Issue::BlankAbove) != Verdict::Blank;
        let mut parts = attended::by_training(list, &found.sheet, places, left_out);
        let further = parts.len().saturating_sub(1);
        let chosen = decisions.tables.get(&id).and_then(|table| table.register);
        if parts.is_empty() || chosen.is_some_and(|id| id != RegisterId::Training) {
            let family = of_matrix(list, &lists).map(|first| format!("{n}/{s}/{first}"));
            (parts, parted.families) = (vec![list.clone()], with(parted.families, family, 1));
        } else {
            parted.families = with(parted.families, (further > 0).then(|| id.clone()), parts.len());
        }
        let own = (parted.next..).take(parts.len() - 1).map(|t| format!("{n}/{s}/{t}"));
        parted.ids.extend(std::iter::once(id).chain(own));
        parted.next += further;
        found.tables.append(&mut parts);
    }
    parted
}

fn with(mut families: Vec<Option<String>>, family: Option<String>, times: usize) -> Vec<Option<String>> {
    families.extend(std::iter::repeat_n(family, times));
    families
}

/// The first table of a matrix of several: their headings are the same rows.
fn of_matrix(table: &Table, tables: &[Table]) -> Option<usize> {
    table.meant_by?;
    let same = |one: &Table| one.meant_by.is_some() && one.header_rows == table.header_rows;
    let first = tables.iter().position(same)?;
    (tables.iter().filter(|one| same(one)).count() > 1).then_some(first)
}

/// The decisions with what was said of the marks of one table given to the others of its family.
pub fn shared<'d>(
    ids: &[String],
    families: &[Option<String>],
    tables: &[Table],
    decisions: &'d Decisions,
) -> Cow<'d, Decisions> {
    let mut shared = Cow::Borrowed(decisions);
    for family in families.iter().flatten().collect::<BTreeSet<_>>() {
        let of_it = || families.iter().enumerate().filter(|(_, of)| of.as_ref() == Some(family));
        let siblings: Vec<String> = of_it().map(|(n, _)| ids[n].clone()).collect();
        let shape = of_it().find_map(|(n, _)| tables[n].shape);
        let has_marks = |field: &str| {
            let field = shape.and_then(|shape| shape.register.anywhere(field));
            field.is_some_and(|field| matches!(field.kind, Kind::Choice(_) | Kind::Bool))
        };
        if siblings.iter().any(|id| decisions.tables.contains_key(id)) {
            shared.to_mut().share(&siblings, has_marks);
        }
    }
    shared
}
