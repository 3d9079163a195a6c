//! 規程プロファイル: what the office's regulation says, as data.
//!
//! The program knows no number and no approver; it asks the profile, by the keys in [`keys`]. A profile
//! that leaves a blank of its regulation open is refused. [`parts`] is what the file holds, [`check`]
//! what makes it whole.

mod check;
pub mod clause;
mod error;
pub mod keys;
pub mod parts;
mod summary;

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::NaiveDate;

pub use error::ProfileError;
pub use parts::{Class, Duty, Form, Number, Retention, Role, Rule, Scope, SealBox, Slot, Source};
pub(crate) use summary::NUMBERS;
pub use summary::{ProfileNumber, ProfileSummary, list};

use crate::vocab::FiscalYear;
use parts::Written;

/// The profiles in the program, by id.
const SHIPPED: &[(&str, &str)] = &[("a", include_str!("../../../../assets/profiles/a.toml"))];

/// A whole profile: every number has a value, and a clause or the mark that it is ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    written: Written,
    body: String,
}

impl Profile {
    pub fn shipped(id: &str) -> Result<Self, ProfileError> {
        let found = SHIPPED.iter().find(|(shipped, _)| *shipped == id);
        let (_, body) = found.ok_or_else(|| ProfileError::NotShipped(id.to_owned()))?;
        Self::parse(body)
    }

    /// Ids of the profiles an office can choose from.
    pub fn shipped_ids() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(id, _)| *id)
    }

    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let written: Written =
            toml::from_str(text).map_err(|error| ProfileError::Unreadable(error.message().to_owned()))?;
        check::whole(&written)?;
        Ok(Self { written, body: text.to_owned() })
    }

    /// The profile a ledger holds, which an older program may have written: what that program did not ask
    /// for yet is taken from the shipped profile of the same name. What the office said stands.
    pub fn stored(text: &str) -> Result<Self, ProfileError> {
        let mut written: Written =
            toml::from_str(text).map_err(|error| ProfileError::Unreadable(error.message().to_owned()))?;
        if let Some((_, shipped)) = SHIPPED.iter().find(|(id, _)| *id == written.id) {
            written.complete_from(Self::parse(shipped)?.written);
        }
        check::whole(&written)?;
        Ok(Self { written, body: text.to_owned() })
    }

    /// The text it was read from.
    pub fn body(&self) -> &str {
        &self.body
    }

    pub fn id(&self) -> &str {
        &self.written.id
    }

    pub fn revision(&self) -> u32 {
        self.written.revision
    }

    pub fn title(&self) -> &str {
        &self.written.title
    }

    pub fn source(&self) -> &Source {
        &self.written.source
    }

    /// The value of a number.
    pub fn number(&self, key: &str) -> Result<i64, ProfileError> {
        let number = self.number_entry(key)?;
        number.value.ok_or_else(|| ProfileError::Blank { what: "numbers", key: key.to_owned() })
    }

    pub fn numbers(&self) -> &[Number] {
        &self.written.numbers
    }

    /// A number with where it comes from: 5 分（A ５．３ １）） or 30 日（既定値・規程に定めなし）.
    pub fn number_shown(&self, key: &str) -> Result<String, ProfileError> {
        let number = self.number_entry(key)?;
        let value = self.number(key)?;
        let source = if number.ours {
            "既定値・規程に定めなし".to_owned()
        } else {
            self.cited(&number.clause)
        };
        Ok(format!("{value} {}（{source}）", number.unit))
    }

    fn number_entry(&self, key: &str) -> Result<&Number, ProfileError> {
        let found = self.written.numbers.iter().find(|number| number.key == key);
        found.ok_or_else(|| ProfileError::Unknown { what: "numbers", key: key.to_owned() })
    }

    /// Whether the regulation asks for it. What is no rule of ours is not asked.
    pub fn demands(&self, rule: &str) -> bool {
        self.written.rules.get(rule).is_some_and(|rule| rule.on)
    }

    pub fn rule(&self, key: &str) -> Option<&Rule> {
        self.written.rules.get(key)
    }

    /// The office's word for a thing; the key itself where it has none.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.written.vocabulary.get(key).map_or(key, String::as_str)
    }

    pub fn roles(&self) -> &[Role] {
        &self.written.roles
    }

    pub fn role(&self, id: &str) -> Option<&Role> {
        self.written.roles.iter().find(|role| role.id == id)
    }

    /// What the office calls a role; the id itself where the regulation knows no such role.
    pub fn role_label(&self, id: &str) -> String {
        self.role(id).map_or_else(|| id.to_owned(), |role| role.label.clone())
    }

    /// What a role may do, as the caller names permissions.
    pub fn permissions<P: FromStr + Ord>(&self, role: &str) -> Result<BTreeSet<P>, ProfileError> {
        let unknown = |what, key: &str| ProfileError::Unknown { what, key: key.to_owned() };
        let role = self.role(role).ok_or_else(|| unknown("roles", role))?;
        role.permissions.iter().map(|id| id.parse().map_err(|_| unknown("permissions", id))).collect()
    }

    /// 承認・確認する者 of a step.
    pub fn slot(&self, id: &str) -> Option<&Slot> {
        self.written.slots.iter().find(|slot| slot.id == id)
    }

    /// 重要性分類; empty where the regulation has none.
    pub fn classes(&self) -> &[Class] {
        &self.written.classes
    }

    pub fn duties(&self) -> &[Duty] {
        &self.written.duties
    }

    pub fn retention(&self, record: &str) -> Option<&Retention> {
        self.written.retention.iter().find(|retention| retention.record == record)
    }

    /// 保存期間満了日. The years begin on the 1 April after `since` (文書が発生した翌年度の初日).
    pub fn retain_until(&self, record: &str, since: NaiveDate) -> Option<NaiveDate> {
        let years = self.retention(record)?.years?;
        Some(FiscalYear(FiscalYear::of(since).0 + years).last_day())
    }

    pub fn form(&self, id: &str) -> Option<&Form> {
        self.written.forms.iter().find(|form| form.id == id)
    }

    pub fn forms(&self) -> &[Form] {
        &self.written.forms
    }

    /// What stands over a box of the 決裁欄.
    pub fn box_label(&self, seal: &SealBox) -> String {
        let role = seal.role.as_deref().map(|role| self.role_label(role));
        role.or_else(|| seal.label.clone()).unwrap_or_default()
    }

    /// Our summary of a clause; a reference to two items has two.
    pub fn clause_texts(&self, reference: &str) -> Vec<&str> {
        let each = clause::each(reference);
        each.iter().filter_map(|one| self.written.clauses.get(one)).map(String::as_str).collect()
    }

    /// A field's clause (`A 4.2.5(3)`) as printed, where it is this regulation's; another's binds nobody here.
    pub fn own_clause<'a>(&self, reference: &'a str) -> Option<&'a str> {
        reference.strip_prefix(&self.written.letter)?.strip_prefix(' ')
    }

    /// A ５．３ １）
    pub fn cited(&self, reference: &str) -> String {
        format!("{} {}", self.written.letter, clause::as_printed(reference))
    }

    /// For the editor: every number of a file, blanks and all, before the file is whole.
    pub fn blanks(text: &str) -> Result<Vec<Number>, ProfileError> {
        let written: Written =
            toml::from_str(text).map_err(|error| ProfileError::Unreadable(error.message().to_owned()))?;
        Ok(written.numbers.into_iter().filter(|number| number.value.is_none()).collect())
    }
}

#[cfg(test)]
mod tests;
