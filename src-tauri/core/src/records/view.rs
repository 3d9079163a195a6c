//! What a window, a command line or a test is shown of a record. Shapes only; no storage.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::profile::{Profile, clause};
use crate::vocab::fields::{Choice, Field, Kind, Label, Register, RegisterId, Required};

/// 台帳 as the window needs to know it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RegisterInfo {
    pub id: RegisterId,
    pub label: Label,
    /// Key of the control number's field.
    pub number: String,
    /// Key of the field that says what the record is about.
    pub title: String,
    pub clause: String,
    pub personal: bool,
    pub fields: Vec<FieldInfo>,
    pub parts: Vec<PartInfo>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct PartInfo {
    pub key: String,
    pub label: Label,
    pub fields: Vec<FieldInfo>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FieldInfo {
    pub key: String,
    pub label: Label,
    pub kind: FieldKind,
    pub choices: Vec<Choice>,
    /// The ledger a link points into.
    pub link: Option<RegisterId>,
    pub required: RequiredKind,
    /// The condition of a △ field, in Japanese.
    pub when: Option<String>,
    pub clause: String,
    pub list: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum FieldKind {
    Code,
    Text,
    Note,
    Date,
    DateTime,
    Int,
    Bool,
    Choice,
    ManyOf,
    Person,
    Department,
    Link,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum RequiredKind {
    Save,
    Close,
    When,
    Optional,
    Auto,
}

/// What the list is asked for. Sorting and filtering happen here, never in the window.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct ListQuery {
    /// Searched with width, kana and variant kanji folded.
    pub text: Option<String>,
    /// A chip: `missing`, `voided`, or `status:carried_out` (a field's key and a choice's id).
    pub subset: Option<String>,
    /// Key of a field; the control number where absent.
    pub sort: Option<String>,
    pub descending: Option<bool>,
    pub offset: Option<u32>,
    /// 200 where absent.
    pub limit: Option<u32>,
    /// 基準日 (ISO): the ledger as it stood at the end of that day.
    pub as_of: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Page {
    pub total: u32,
    pub offset: u32,
    pub rows: Vec<Row>,
    pub subsets: Vec<SubsetCount>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SubsetCount {
    pub id: String,
    /// Absent for the program's own subsets, whose names the window knows.
    pub label: Option<Label>,
    pub count: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Row {
    #[ts(type = "number")]
    pub id: i64,
    pub number: String,
    pub voided: bool,
    /// How many ● fields are blank.
    pub missing: u32,
    pub cells: BTreeMap<String, Cell>,
}

/// A value for the eye.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Cell {
    /// As shown: 和暦, the choice's label, the name.
    pub text: String,
    /// As typed or stored: ISO date, id of the choice.
    pub value: String,
}

/// A record opened beside the list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RecordView {
    pub register: RegisterId,
    #[ts(type = "number")]
    pub id: i64,
    /// Goes back with a correction, so that nobody overwrites what he did not see.
    pub version: u32,
    pub number: String,
    pub title: String,
    pub cells: BTreeMap<String, Cell>,
    pub parts: BTreeMap<String, Vec<BTreeMap<String, Cell>>>,
    /// Columns of the old ledger that no field took.
    pub extra: BTreeMap<String, String>,
    /// Keys of ● fields still blank.
    pub missing: Vec<String>,
    pub findings: Vec<FindingView>,
    pub imported: Option<SourceView>,
    pub voided: bool,
    pub history: Vec<HistoryEntry>,
}

/// Something a rule says about the record as it stands.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FindingView {
    pub field: String,
    pub code: String,
    /// `warn`, `close` or `save`: what it holds up.
    pub severity: String,
    pub message: String,
}

/// Where an imported record came from.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SourceView {
    #[ts(type = "number")]
    pub batch: i64,
    pub file: String,
    pub sheet: Option<String>,
    pub row: u32,
    /// The cells as they stood, heading to text.
    pub raw: BTreeMap<String, String>,
}

/// 経過: one entry of a record's history.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct HistoryEntry {
    #[ts(type = "number")]
    pub seq: i64,
    /// Local time, `2026-11-20T09:12:03`.
    pub at: String,
    /// When it happened, where the user said so.
    pub effective_on: Option<String>,
    /// 事後入力
    pub late: bool,
    pub by: String,
    pub action: String,
    pub reason: Option<String>,
    pub changes: Vec<FieldChange>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FieldChange {
    pub field: String,
    pub label: Label,
    pub before: String,
    pub after: String,
}

/// A record as texts: typed in the window, or read from a row of Excel.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts")]
pub struct Draft {
    pub values: BTreeMap<String, String>,
    pub parts: BTreeMap<String, Vec<BTreeMap<String, String>>>,
    /// When it happened (ISO); today where blank.
    pub effective_on: Option<String>,
    /// Why it is entered late (事後入力).
    pub late_reason: Option<String>,
}

impl RegisterInfo {
    /// As the office's regulation has it: clauses of other regulations bind nobody here and are left out.
    pub fn of(register: &Register, profile: &Profile) -> Self {
        let field = |field| FieldInfo::of(field, profile);
        Self {
            id: register.id,
            label: register.label,
            number: register.number.to_owned(),
            title: register.title.to_owned(),
            clause: own_clause(register.clause, profile),
            personal: register.personal,
            fields: register.fields.iter().map(field).collect(),
            parts: register
                .parts
                .iter()
                .map(|part| PartInfo {
                    key: part.key.to_owned(),
                    label: part.label,
                    fields: part.fields.iter().map(field).collect(),
                })
                .collect(),
        }
    }
}

impl FieldInfo {
    fn of(field: &Field, profile: &Profile) -> Self {
        let (kind, choices, link) = match field.kind {
            Kind::Code => (FieldKind::Code, &[][..], None),
            Kind::Text | Kind::Name => (FieldKind::Text, &[][..], None),
            Kind::Note => (FieldKind::Note, &[][..], None),
            Kind::Date => (FieldKind::Date, &[][..], None),
            Kind::DateTime => (FieldKind::DateTime, &[][..], None),
            Kind::Int => (FieldKind::Int, &[][..], None),
            Kind::Bool => (FieldKind::Bool, &[][..], None),
            Kind::Choice(choices) => (FieldKind::Choice, choices, None),
            Kind::ManyOf(choices) => (FieldKind::ManyOf, choices, None),
            Kind::Person => (FieldKind::Person, &[][..], None),
            Kind::Department => (FieldKind::Department, &[][..], None),
            Kind::Link(register) => (FieldKind::Link, &[][..], Some(register)),
        };
        let (required, when) = match field.required {
            Required::Save => (RequiredKind::Save, None),
            Required::Close => (RequiredKind::Close, None),
            Required::When(condition) => (RequiredKind::When, Some(condition.to_owned())),
            Required::Optional => (RequiredKind::Optional, None),
            Required::Auto => (RequiredKind::Auto, None),
        };
        Self {
            key: field.key.to_owned(),
            label: field.label,
            kind,
            choices: choices.to_vec(),
            link,
            required,
            when,
            clause: own_clause(field.clause, profile),
            list: field.list,
        }
    }
}

fn own_clause(reference: &str, profile: &Profile) -> String {
    profile.own_clause(reference).map(clause::as_printed).unwrap_or_default()
}
