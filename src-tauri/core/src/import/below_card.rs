//! カードの下の履歴: the list below a card is of the thing the card is about, and its rows need not say so again.

use super::cells::Sheet;
use super::mapping::{Mapped, Mapping};
use super::preview::TablePreview;
use super::tables::Table;
use crate::registers::register;
use crate::vocab::RegisterId;
use crate::vocab::fold;

/// The thing a card is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    ledger: RegisterId,
    number: String,
}

impl Subject {
    /// The thing of a sheet's only card, as the card itself numbers it.
    pub fn of(tables: &[Table], table: &Table, preview: &TablePreview, sheet: &Sheet) -> Option<Self> {
        let record =
            table.record.filter(|_| tables.iter().filter(|one| one.record.is_some()).count() == 1)?;
        let key = register(preview.register).number;
        let column = preview.columns.iter().find(|column| column.field.as_deref() == Some(key))?;
        let at = sheet.rows.binary_search_by_key(&record, |row| row.number).ok()?;
        let number = fold::code(&sheet.rows[at].cell(column.col)?.value.text());
        (!number.is_empty()).then_some(Self { ledger: preview.register, number })
    }

    /// Gives the rows of a list below the card its number, where no column of theirs says one.
    pub fn give(&self, mapping: &mut Mapping) {
        let Some(key) = self.key_in(mapping.shape.register.id) else { return };
        let has = |mapped: &Mapped| mapped.field().is_some_and(|field| field.key == key);
        let field = mapping.shape.register.field(key).filter(|_| mapping.shape.part.is_none());
        if let Some(field) = field.filter(|_| !mapping.columns.iter().any(has)) {
            mapping.constants.push((field, self.number.clone()));
        }
    }

    /// The field by which a ledger of what happens to things names the thing.
    fn key_in(&self, happened: RegisterId) -> Option<&'static str> {
        match (happened, self.ledger) {
            (RegisterId::CarryOuts, RegisterId::PortableMedia | RegisterId::Devices) => Some("item_no"),
            (
                RegisterId::Disposals,
                RegisterId::PortableMedia | RegisterId::BackupMedia | RegisterId::Devices,
            ) => Some("device_no"),
            (RegisterId::BackupWork, RegisterId::BackupMedia) => Some("media_no"),
            _ => None,
        }
    }
}
