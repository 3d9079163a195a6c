//! 種別の列: in which column the kinds of the things stand, where its heading says less than what stands there.

use super::Reason;
use crate::import::headings::Shape;
use crate::import::tables::{Column, Table};
use crate::vocab::{Field, Kind};

/// USBメモリ under 品名 is the kind of the thing, where no other column says it.
pub fn kinds(table: &Table, shape: Shape, given: &mut [Option<(&'static Field, Reason)>]) {
    let kind = shape.fields().iter().find(|field| field.key.ends_with("_kind"));
    let is_kind = |field: &Field| kind.is_some_and(|kind| kind.key == field.key);
    if shape.part.is_some() {
        return;
    }
    kinds_of_generic(table, shape, given);
    if let Some(kind) = kind {
        kinds_elsewhere(table, shape, kind, given);
    }
    if given.iter().flatten().any(|(field, _)| is_kind(field)) {
        return;
    }
    let columns = table.columns.iter().zip(given.iter_mut());
    let named = |column: &Column, given: &Option<(&Field, Reason)>| match given {
        Some((field, reason)) => field.key == "model" && *reason == Reason::Synonym,
        None => !column.aside && column.keys.first().is_some_and(|key| key == "名称"),
    };
    let mut kinds = columns
        .filter(|(column, given)| named(column, given) && column.content.are_kinds_of(shape.register.id));
    if let (Some((_, given)), Some(kind)) = (kinds.next(), kind) {
        *given = Some((kind, Reason::Synonym));
    }
}

/// 区分 over サーバ and 複合機 parts the list by what the things are, and says of none whether it was bought or leased.
fn kinds_of_generic(table: &Table, shape: Shape, given: &mut [Option<(&'static Field, Reason)>]) {
    let id = shape.register.id;
    for (column, given) in table.columns.iter().zip(given) {
        let is_choice = |field: &Field| {
            matches!(field.kind, Kind::Choice(_)) && !field.key.ends_with("_kind") && field.key != "status"
        };
        if given.is_some_and(|(field, _)| is_choice(field))
            && is_generic(column)
            && column.content.share_of_kinds(id) > 0
        {
            *given = None;
        }
    }
}

/// Whether the heading says no more than that the things are parted by something.
fn is_generic(column: &Column) -> bool {
    matches!(column.keys.first().map(String::as_str), Some("区分" | "種別" | "分類" | "種類"))
}

/// ノートPC under 区分 and ThinkPad under 品名: the kind stands where the kinds do, and the name is the model.
fn kinds_elsewhere(
    table: &Table,
    shape: Shape,
    kind: &'static Field,
    given: &mut [Option<(&'static Field, Reason)>],
) {
    let id = shape.register.id;
    let share = |n: usize| table.columns[n].content.share_of_kinds(id);
    let has = |n: &usize| given[*n].is_some_and(|(field, _)| field.key == kind.key);
    let Some(named) = (0..given.len()).find(has) else { return };
    let generic = |n: &usize| {
        let column = &table.columns[*n];
        is_generic(column) && *n != named && column.content.are_kinds_of(id) && share(*n) > share(named)
    };
    let Some(kinds) = (0..given.len()).find(generic) else { return };
    let model = shape.fields().iter().find(|field| field.key == "model");
    let free = |field: &&Field| !given.iter().flatten().any(|(other, _)| other.key == field.key);
    given[named] = model.filter(free).map(|field| (field, Reason::Synonym));
    given[kinds] = Some((kind, Reason::Synonym));
}
