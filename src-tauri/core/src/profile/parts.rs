//! 規程プロファイルの部分: what stands in the file, as written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::clause;

/// Where the profile comes from, and what is odd about its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub document: String,
    pub issuer: String,
    /// 施行日; a template may give only the year.
    pub in_force: String,
    #[serde(default)]
    pub notes: Vec<String>,
}

/// 職務 and what it may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub id: String,
    pub label: String,
    pub clause: String,
    pub scope: Scope,
    pub permissions: Vec<String>,
}

/// How far a role's permissions reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    All,
    /// 担当部門
    Department,
    /// 本人の記録
    Own,
}

/// 承認・確認する者: the role that signs, then those it passes to when it would sign its own request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    pub id: String,
    pub label: String,
    pub clause: String,
    pub roles: Vec<String>,
}

/// A number of the regulation. Without a value it is one of the text's blanks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    pub key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
    pub unit: String,
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// The text gives no number; this one is our proposal.
    #[serde(default)]
    pub ours: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Something the regulation asks or does not ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub on: bool,
    /// What asks for it; empty where nothing does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
    pub label: String,
}

/// 重要性分類.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    pub id: String,
    pub label: String,
    pub clause: String,
    pub meaning: String,
}

/// 保存期間, counted from the 1 April after what `from` names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Id of a ledger, or `log`.
    pub record: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<i32>,
    pub from: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
    #[serde(default)]
    pub ours: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// 務め: what must be done again and again, or once for each record that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub id: String,
    pub label: String,
    pub clause: String,
    pub role: String,
    /// Key of the number that says how often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<String>,
    /// Key of the number that says in which month of each year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_month: Option<String>,
    /// Ledger whose records each bring the duty with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_record: Option<String>,
}

/// 様式: what is printed on it besides the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// As `mamorictl print` names it: `form-04`.
    pub id: String,
    pub label: String,
    pub title: String,
    pub record: String,
    /// Sections the form answers to.
    pub clauses: Vec<String>,
    /// Role the form is addressed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// 決裁, 確認, 承認 or 回覧, down the side of the boxes.
    pub boxes_label: String,
    pub boxes: Vec<SealBox>,
}

/// One box of the 決裁欄: a role's, or one with a name of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealBox {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Form {
    /// 様式第４号（第４．２．２節、第４．２．５節関係）
    pub fn heading(&self) -> String {
        let sections: Vec<_> =
            self.clauses.iter().map(|section| clause::section_as_printed(section)).collect();
        format!("{}（{}関係）", self.label, sections.join("、"))
    }
}

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub id: String,
    /// As clauses cite the document: `A`.
    pub letter: String,
    pub revision: u32,
    pub title: String,
    pub source: Source,
    pub vocabulary: BTreeMap<String, String>,
    pub rules: BTreeMap<String, Rule>,
    pub roles: Vec<Role>,
    pub slots: Vec<Slot>,
    pub numbers: Vec<Number>,
    #[serde(default)]
    pub classes: Vec<Class>,
    pub retention: Vec<Retention>,
    pub duties: Vec<Duty>,
    pub forms: Vec<Form>,
    pub clauses: BTreeMap<String, String>,
}

impl Written {
    /// Takes from another what is missing here.
    pub(super) fn complete_from(&mut self, other: Self) {
        self.vocabulary = other.vocabulary.into_iter().chain(std::mem::take(&mut self.vocabulary)).collect();
        self.rules = other.rules.into_iter().chain(std::mem::take(&mut self.rules)).collect();
        self.clauses = other.clauses.into_iter().chain(std::mem::take(&mut self.clauses)).collect();
        add_missing(&mut self.roles, other.roles, |role| &role.id);
        add_missing(&mut self.slots, other.slots, |slot| &slot.id);
        add_missing(&mut self.numbers, other.numbers, |number| &number.key);
        add_missing(&mut self.retention, other.retention, |retention| &retention.record);
        add_missing(&mut self.duties, other.duties, |duty| &duty.id);
        add_missing(&mut self.forms, other.forms, |form| &form.id);
    }
}

fn add_missing<T>(own: &mut Vec<T>, other: Vec<T>, key: fn(&T) -> &str) {
    for one in other {
        if !own.iter().any(|known| key(known) == key(&one)) {
            own.push(one);
        }
    }
}
