//! 記録: what all ledgers share. A record is created, corrected with a reason, voided with a reason, and
//! never deleted; it is listed, searched and opened. What a record holds is declared in each ledger's
//! `fields.rs`; what may happen to it beyond this stands in each ledger's `actions.rs`.
//!
//! [`actions`] is what users can do, [`store`] keeps records in the tables, [`list`] answers lists with the
//! help of [`lists`],
//! [`image`] is a record as the log keeps it, [`view`] is what the window is shown, [`states`] what a correction
//! leaves to a step.

pub mod actions;
pub mod duties;
mod filled;
pub mod home;
pub mod image;
pub mod list;
pub mod lists;
pub mod numbers;
pub mod of_one;
pub mod open;
pub mod people;
pub mod series;
mod sql;
pub mod states;
pub mod step_actions;
pub mod steps;
pub mod store;
pub mod undo;
pub mod view;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::vocab::{Content, RegisterId};

pub use sql::SERIAL;

/// A record as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub id: i64,
    pub register: RegisterId,
    pub uuid: String,
    pub version: u32,
    pub origin: Origin,
    pub batch: Option<i64>,
    /// Where it stood in the old ledger: `R5年度!7`.
    pub source: Option<String>,
    pub effective_on: Option<String>,
    pub late_reason: Option<String>,
    pub voided: bool,
    /// How many ● fields are blank.
    pub missing: u32,
    pub content: Content,
}

/// How a record came in. Old ledgers break rules that were not kept then; what is entered here may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Entry,
    Import,
}

impl Origin {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Import => "import",
        }
    }
}

/// 記録の識別子. One made later sorts later, so that an index of a hundred thousand grows at its end.
pub(crate) fn new_uuid() -> String {
    Uuid::now_v7().to_string()
}

impl Record {
    /// One entered here, before it is numbered and stored.
    pub fn entered(register: RegisterId, content: Content, effective_on: NaiveDate) -> Self {
        Self {
            id: 0,
            register,
            uuid: new_uuid(),
            version: 1,
            origin: Origin::Entry,
            batch: None,
            source: None,
            effective_on: Some(effective_on.to_string()),
            late_reason: None,
            voided: false,
            missing: 0,
            content,
        }
    }

    /// The control number, or what the old ledger's place says where it had none.
    pub fn number(&self) -> String {
        let register = crate::registers::register(self.register);
        let number = self.content.values.get(register.number).map(|value| value.to_text());
        number.or_else(|| self.source.clone()).unwrap_or_default()
    }

    pub fn title(&self) -> String {
        let register = crate::registers::register(self.register);
        let value = self.content.values.get(register.title);
        let field = register.field(register.title);
        field.zip(value).map(|(field, value)| open::shown(field, value)).unwrap_or_default()
    }
}
