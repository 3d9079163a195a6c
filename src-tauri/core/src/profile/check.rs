//! What makes a profile whole: nothing blank, nothing missing, nothing the program does not ask for.

use std::collections::BTreeSet;

use super::clause;
use super::error::ProfileError;
use super::keys;
use super::parts::{Duty, Form, Number, Written};
use crate::vocab::RegisterId;

type Checked = Result<(), ProfileError>;

pub(super) fn whole(profile: &Written) -> Checked {
    exactly("numbers", keys::NUMBERS, profile.numbers.iter().map(|number| number.key.as_str()))?;
    exactly("rules", keys::RULES, profile.rules.keys().map(String::as_str))?;
    exactly("vocabulary", keys::WORDS, profile.vocabulary.keys().map(String::as_str))?;
    exactly("slots", keys::SLOTS, profile.slots.iter().map(|slot| slot.id.as_str()))?;
    profile.numbers.iter().try_for_each(|number| check_number(profile, number))?;
    let mut demanded = profile.rules.iter().filter(|(_, rule)| rule.on);
    demanded.try_for_each(|(key, rule)| has_source("rules", key, &rule.clause, profile))?;
    check_roles(profile)?;
    check_retention(profile)?;
    unique("duties", profile.duties.iter().map(|duty| duty.id.as_str()))?;
    profile.duties.iter().try_for_each(|duty| check_duty(profile, duty))?;
    unique("forms", profile.forms.iter().map(|form| form.id.as_str()))?;
    profile.forms.iter().try_for_each(|form| check_form(profile, form))
}

/// A number within what it can mean at all: a lock after 0 minutes is none, a thirteenth month neither.
fn check_number(profile: &Written, number: &Number) -> Checked {
    let key = || number.key.clone();
    let value = number.value.ok_or_else(|| ProfileError::Blank { what: "numbers", key: key() })?;
    let fits = match number.key.as_str() {
        "audit_month" | "training_red_month" | "training_remind_month" | "training_report_month" => {
            (1..=12).contains(&value)
        }
        // Nothing is late, or announced, before its day.
        "late_entry_days" | "password_notice_days" => (0..=10_000).contains(&value),
        _ => (1..=10_000).contains(&value),
    };
    if !fits {
        return Err(ProfileError::OutOfRange { key: key(), value });
    }
    if number.key == "idle_lock_minutes" && value > number_value(profile, "idle_lock_max_minutes") {
        return Err(ProfileError::OutOfRange { key: key(), value });
    }
    if number.ours { Ok(()) } else { has_source("numbers", &number.key, &number.clause, profile) }
}

fn number_value(profile: &Written, key: &str) -> i64 {
    let found = profile.numbers.iter().find(|number| number.key == key);
    found.and_then(|number| number.value).unwrap_or_default()
}

fn check_roles(profile: &Written) -> Checked {
    unique("roles", profile.roles.iter().map(|role| role.id.as_str()))?;
    for role in &profile.roles {
        has_clause(profile, &role.clause)?;
        for permission in &role.permissions {
            known("permissions", permission, keys::PERMISSIONS.contains(&permission.as_str()))?;
        }
    }
    for slot in &profile.slots {
        has_clause(profile, &slot.clause)?;
        if slot.roles.is_empty() {
            return Err(ProfileError::Blank { what: "slots", key: slot.id.clone() });
        }
        slot.roles.iter().try_for_each(|role| known_role(profile, role))?;
    }
    Ok(())
}

fn check_retention(profile: &Written) -> Checked {
    let records: Vec<&str> = RegisterId::ALL.map(RegisterId::as_str).into_iter().chain([keys::LOG]).collect();
    exactly("retention", &records, profile.retention.iter().map(|retention| retention.record.as_str()))?;
    for retention in &profile.retention {
        let key = retention.record.clone();
        let years = retention.years.ok_or(ProfileError::Blank { what: "retention", key: key.clone() })?;
        if !(1..=100).contains(&years) {
            return Err(ProfileError::OutOfRange { key, value: years.into() });
        }
        if !retention.ours {
            has_source("retention", &retention.record, &retention.clause, profile)?;
        }
    }
    Ok(())
}

fn check_duty(profile: &Written, duty: &Duty) -> Checked {
    has_clause(profile, &duty.clause)?;
    known_role(profile, &duty.role)?;
    for key in [&duty.every, &duty.fixed_month].into_iter().flatten() {
        known("numbers", key, keys::NUMBERS.contains(&key.as_str()))?;
    }
    if let Some(record) = &duty.per_record {
        known("duties", record, record.parse::<RegisterId>().is_ok())?;
    }
    if duty.every.is_none() && duty.fixed_month.is_none() && duty.per_record.is_none() {
        return Err(ProfileError::Blank { what: "duties", key: duty.id.clone() });
    }
    Ok(())
}

fn check_form(profile: &Written, form: &Form) -> Checked {
    known("forms", &form.record, form.record.parse::<RegisterId>().is_ok())?;
    form.clauses.iter().try_for_each(|section| has_clause(profile, section))?;
    let boxes = form.boxes.iter().filter_map(|seal| seal.role.as_ref());
    boxes.chain(&form.addressee).try_for_each(|role| known_role(profile, role))?;
    let unnamed = form.boxes.iter().any(|seal| seal.role.is_none() && seal.label.is_none());
    if unnamed { Err(ProfileError::Blank { what: "forms", key: form.id.clone() }) } else { Ok(()) }
}

/// All of `asked`, each once, and nothing else.
fn exactly<'a>(what: &'static str, asked: &[&str], given: impl Iterator<Item = &'a str> + Clone) -> Checked {
    unique(what, given.clone())?;
    let given: BTreeSet<&str> = given.collect();
    if let Some(key) = given.iter().find(|key| !asked.contains(key)) {
        return Err(ProfileError::Unknown { what, key: (*key).to_owned() });
    }
    match asked.iter().find(|key| !given.contains(*key)) {
        Some(key) => Err(ProfileError::Missing { what, key: (*key).to_owned() }),
        None => Ok(()),
    }
}

fn unique<'a>(what: &'static str, given: impl Iterator<Item = &'a str>) -> Checked {
    let mut seen = BTreeSet::new();
    for key in given {
        if !seen.insert(key) {
            return Err(ProfileError::Twice { what, key: key.to_owned() });
        }
    }
    Ok(())
}

fn known(what: &'static str, key: &str, is_known: bool) -> Checked {
    if is_known { Ok(()) } else { Err(ProfileError::Unknown { what, key: key.to_owned() }) }
}

fn known_role(profile: &Written, role: &str) -> Checked {
    known("roles", role, profile.roles.iter().any(|known| known.id == role))
}

fn has_source(what: &'static str, key: &str, clause: &str, profile: &Written) -> Checked {
    if clause.is_empty() {
        return Err(ProfileError::NoSource { what, key: key.to_owned() });
    }
    has_clause(profile, clause)
}

fn has_clause(profile: &Written, reference: &str) -> Checked {
    let each = clause::each(reference);
    let missing = each.into_iter().find(|one| !profile.clauses.contains_key(one));
    missing.map_or(Ok(()), |key| Err(ProfileError::Missing { what: "clauses", key }))
}
