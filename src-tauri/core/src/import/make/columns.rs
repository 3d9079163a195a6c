//! 列の割当て: the fields of a table's columns as the user chose them, and as the preview shows them.

use std::collections::BTreeMap;

use crate::import::mapping::{Mapped, Mapping, Reason, Target};
use crate::import::preview::ColumnMapping;

/// The user's own choice of fields for columns.
pub(super) fn apply_columns(mapping: &mut Mapping, chosen: &BTreeMap<u16, String>) {
    let fields = mapping.shape.fields();
    for mapped in &mut mapping.columns {
        let Some(key) = chosen.get(&mapped.column.col) else { continue };
        mapped.reason = Reason::Chosen;
        mapped.target = match fields.iter().find(|field| field.key == key) {
            Some(field) => Target::Field(field),
            None if key == "-" => Target::Excluded,
            None => Target::Extra,
        };
    }
    // A field given by hand is taken from the column the program had chosen.
    let by_hand: Vec<&str> = mapping
        .columns
        .iter()
        .filter(|mapped| mapped.reason == Reason::Chosen)
        .filter_map(|mapped| mapped.field().map(|field| field.key))
        .collect();
    for mapped in &mut mapping.columns {
        let taken = mapped.field().is_some_and(|field| by_hand.contains(&field.key));
        if taken && mapped.reason != Reason::Chosen {
            (mapped.target, mapped.reason) = (Target::Extra, Reason::Taken);
        }
    }
}

pub(super) fn column_mapping(mapped: &Mapped) -> ColumnMapping {
    ColumnMapping {
        col: mapped.column.col,
        heading: mapped.column.heading.clone(),
        field: mapped.field().map(|field| field.key.to_owned()),
        excluded: matches!(mapped.target, Target::Excluded),
        reason: mapped.reason.as_str().to_owned(),
        reason_text: mapped.explanation_ja(),
    }
}
