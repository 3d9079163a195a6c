//! 台帳の一覧: the eight ledgers, and the words their checks answer with.
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
pub use facts::Facts;
pub use findings::{Finding, FindingCode, Severity};

use crate::profile::Profile;
use crate::vocab::Content;
use crate::vocab::fields::{Register, RegisterId};
use crate::{backup_media, carry_outs, devices, disposals, people, portable_media, training};

/// Every ledger, in the order the office thinks of them.
pub const ALL: [&Register; 8] = [
    &people::fields::REGISTER,
    &portable_media::fields::REGISTER,
    &backup_media::fields::REGISTER,
    &backup_media::work_fields::REGISTER,
    &devices::fields::REGISTER,
    &disposals::fields::REGISTER,
    &training::fields::REGISTER,
    &carry_outs::fields::REGISTER,
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
    }
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
    }
    findings
}

#[cfg(test)]
mod tests;
