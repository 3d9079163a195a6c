//! 台帳の一覧: the ledgers, and the words their checks answer with.
//!
//! What a ledger holds is declared in its own folder (`fields.rs`), and so are its checks; this file only
//! gathers them. Pick lists that several ledgers share are in [`choices`].

pub mod choices;
mod complete;
mod facts;
mod findings;
#[cfg(test)]
pub(crate) mod testing;

pub use complete::{complete, first_state};
pub use facts::{Facts, is_same_person};
pub use findings::{Finding, FindingCode, Severity};

use crate::profile::Profile;
use crate::vocab::Content;
use crate::vocab::fields::{Kind, Label, Register, RegisterId};
use crate::{backup_media, carry_outs, devices, disposals, people, portable_media, training};

/// Every ledger, in the order the office thinks of them.
pub const ALL: [&Register; 13] = [
    &people::fields::REGISTER,
    &portable_media::fields::REGISTER,
    &backup_media::fields::REGISTER,
    &backup_media::work_fields::REGISTER,
    &devices::fields::REGISTER,
    &disposals::fields::REGISTER,
    &training::fields::REGISTER,
    &carry_outs::fields::REGISTER,
    &training::plan_fields::REGISTER,
    &training::course_fields::REGISTER,
    &training::text_fields::REGISTER,
    &training::report_fields::REGISTER,
    &training::followup_fields::REGISTER,
];

/// The declaration of a ledger.
pub fn register(id: RegisterId) -> &'static Register {
    match id {
        RegisterId::Staff => &people::fields::REGISTER,
        RegisterId::PortableMedia => &portable_media::fields::REGISTER,
        RegisterId::BackupMedia => &backup_media::fields::REGISTER,
        RegisterId::BackupWork => &backup_media::work_fields::REGISTER,
        RegisterId::Devices => &devices::fields::REGISTER,
        RegisterId::Disposals => &disposals::fields::REGISTER,
        RegisterId::Training => &training::fields::REGISTER,
        RegisterId::CarryOuts => &carry_outs::fields::REGISTER,
        RegisterId::TrainingPlans => &training::plan_fields::REGISTER,
        RegisterId::TrainingCourses => &training::course_fields::REGISTER,
        RegisterId::TrainingTexts => &training::text_fields::REGISTER,
        RegisterId::TrainingReports => &training::report_fields::REGISTER,
        RegisterId::TrainingFollowups => &training::followup_fields::REGISTER,
    }
}

/// What a choice of a ledger's field is called; blank for what is none.
pub fn choice_label(id: RegisterId, field: &str, choice: &str) -> Label {
    let found = register(id).field(field).and_then(|field| match field.kind {
        Kind::Choice(choices) => choices.iter().find(|one| one.id == choice),
        _ => None,
    });
    found.map_or(Label { ja: "", en: "" }, |choice| choice.label)
}

/// What the rules of the regulation say about one record, by itself and as it stands.
pub fn check(id: RegisterId, content: &Content, profile: &Profile) -> Vec<Finding> {
    let mut findings = Vec::new();
    match id {
        RegisterId::Staff => people::check(content, &mut findings),
        RegisterId::PortableMedia => portable_media::check(content, profile, &mut findings),
        RegisterId::BackupMedia => backup_media::check(content, &mut findings),
        RegisterId::BackupWork => backup_media::check_work(content, &mut findings),
        RegisterId::Devices => devices::check(content, profile, &mut findings),
        RegisterId::Disposals => disposals::check(content, profile, &mut findings),
        RegisterId::Training => training::check(content, profile, &mut findings),
        RegisterId::CarryOuts => carry_outs::check(content, profile, &mut findings),
        RegisterId::TrainingPlans => training::plans::check(content, &mut findings),
        RegisterId::TrainingCourses => training::courses::check(content, &mut findings),
        RegisterId::TrainingTexts => training::texts::check(content, &mut findings),
        RegisterId::TrainingReports => {}
        RegisterId::TrainingFollowups => training::followups::check(content, &mut findings),
    }
    findings
}

/// What was counted of a record before goes with what was changed in it since.
pub fn recount(id: RegisterId, before: &Content, after: &mut Content) {
    if id == RegisterId::Training {
        training::recount(before, after);
    }
}

/// Numbers an old ledger said of the rows of a record, which its rows contradict, give way to the rows.
pub fn follow_parts(id: RegisterId, content: &mut Content) {
    if id == RegisterId::Training {
        training::follow_list(content);
    }
}

/// Whether a number that comes in is what an old ledger said before, which its rows contradicted.
pub fn was_said(id: RegisterId, content: &Content, key: &str, text: &str) -> bool {
    id == RegisterId::Training && training::was_said(content, key, text)
}

#[cfg(test)]
mod tests;
