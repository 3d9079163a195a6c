//! 導かれる項目: what the program fills itself, because it follows from the rest of the record.

use super::choices::technology_of;
use super::facts::Facts;
use crate::profile::Profile;
use crate::vocab::read::Strictness;
use crate::vocab::{Content, FiscalYear, PartialDate, RegisterId, Value, Values};
use crate::{backup_media, carry_outs, disposals, portable_media, training};

/// Fills the fields that follow from the others: 記録方式 from the kind, 交換期限 from the first use, counts,
/// 年度, 保存期間満了日. In a record typed here they are replaced; in one from an old ledger what the ledger
/// said stands, and only blanks are filled.
pub fn complete(id: RegisterId, content: &mut Content, profile: &Profile, strictness: Strictness) {
    let mut values = match id {
        RegisterId::PortableMedia => portable_media::derived(content),
        RegisterId::BackupMedia => backup_media::derived(content, profile),
        RegisterId::Disposals => disposals::derived(content, profile),
        RegisterId::Training if strictness == Strictness::Import => {
            training::follow_list(content);
            training::derived_of_old(content)
        }
        RegisterId::Training => training::derived(content),
        RegisterId::TrainingPlans => training::plans::derived(content),
        RegisterId::TrainingCourses => training::courses::derived(content),
        RegisterId::TrainingTexts => training::texts::derived(content),
        RegisterId::TrainingFollowups => training::followups::derived(content),
        RegisterId::TrainingReports
        | RegisterId::Staff
        | RegisterId::BackupWork
        | RegisterId::Devices
        | RegisterId::CarryOuts => Values::new(),
    };
    values.extend(years(id, Facts(&content.values), profile));
    let rows = rows_completed(id, content, profile);
    fill(&mut content.values, values, strictness);
    for (part, row, values) in rows {
        if let Some(row) = content.parts.get_mut(part).and_then(|rows| rows.get_mut(row)) {
            fill(row, values, strictness);
        }
    }
}

fn fill(values: &mut Values, derived: Values, strictness: Strictness) {
    for (key, value) in derived {
        match strictness {
            Strictness::Entry => drop(values.insert(key, value)),
            Strictness::Import => values.insert_new(key, || value),
        }
    }
}

/// 年度 and 保存期間満了日 of the ledgers that have them: from the day it was done, from the day it was over.
fn years(id: RegisterId, facts: Facts<'_>, profile: &Profile) -> Values {
    let (done, over) = match id {
        RegisterId::BackupWork => ("performed_on", "performed_on"),
        RegisterId::Disposals if facts.has("applied_on") => ("applied_on", "disposed_on"),
        RegisterId::Disposals => ("disposed_on", "disposed_on"),
        RegisterId::Training => ("held_on", "held_on"),
        RegisterId::CarryOuts if facts.has("applied_on") => ("applied_on", "returned_on"),
        RegisterId::CarryOuts => ("out_at", "returned_on"),
        // Their fiscal year is the one they are about, and typed.
        RegisterId::TrainingPlans => ("", "committee_on"),
        RegisterId::TrainingReports => ("", "reported_on"),
        RegisterId::TrainingTexts => ("", "last_used_on"),
        RegisterId::TrainingFollowups => ("", "due_on"),
        RegisterId::TrainingCourses
        | RegisterId::Staff
        | RegisterId::PortableMedia
        | RegisterId::BackupMedia
        | RegisterId::Devices => {
            return Values::new();
        }
    };
    let year = facts.first_day(done).map(|day| Value::Int(FiscalYear::of(day).0.into()));
    let until = facts.date(over).and_then(|day| profile.retain_until(id.as_str(), day.last_day()));
    let until = until.map(|day| Value::Date(PartialDate::from(day)));
    let found = [("fiscal_year", year), ("retain_until", until)];
    found.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// What follows inside rows: 記録方式 of drives and items, 判定 of items.
fn rows_completed(
    id: RegisterId,
    content: &Content,
    profile: &Profile,
) -> Vec<(&'static str, usize, Values)> {
    let (part, kind_key) = match id {
        RegisterId::Devices => ("drives", "drive_kind"),
        RegisterId::Disposals => ("items", "item_kind"),
        _ => return Vec::new(),
    };
    let rows = content.parts.get(part).map(Vec::as_slice).unwrap_or_default();
    let completed = rows.iter().enumerate().map(|(row, values)| {
        let technology = Facts(values).choice(kind_key).map(technology_of);
        let adequacy = match id {
            // Of a machine the drives inside are judged, where they are listed.
            RegisterId::Disposals if disposals::case::rows::carries_data(rows, row) => {
                disposals::judged(values, content, profile).map(disposals::Adequacy::as_str)
            }
            _ => None,
        };
        let found = [("technology", technology), ("adequacy", adequacy)];
        let choice = |(key, id): (&str, Option<&str>)| Some((key.to_owned(), Value::Choice(id?.to_owned())));
        (part, row, found.into_iter().filter_map(choice).collect())
    });
    completed.collect()
}

/// The state a record begins in, read off what it says of itself; `None` for 職員名簿, which has no states.
///
/// A device typed in here is new and waits for its introduction check; an old ledger's was in use already.
pub fn first_state(id: RegisterId, content: &Content, strictness: Strictness) -> Option<&'static str> {
    let facts = Facts(&content.values);
    Some(match id {
        RegisterId::Staff => return None,
        RegisterId::PortableMedia => portable_media::first_state(facts),
        RegisterId::BackupMedia if facts.has("disposed_on") => "disposed",
        RegisterId::BackupMedia => {
            if facts.has("in_use_from") {
                "in_rotation"
            } else {
                "new_stock"
            }
        }
        RegisterId::BackupWork => {
            if facts.has("approved_by") {
                "approved"
            } else {
                "recorded"
            }
        }
        RegisterId::Devices if facts.has("disposed_on") => "disposed",
        RegisterId::Devices if strictness == Strictness::Entry => "planned",
        RegisterId::Devices => "active",
        RegisterId::Disposals => {
            if facts.has("disposed_on") {
                "closed"
            } else {
                "opened"
            }
        }
        RegisterId::Training => {
            if content.parts.is_empty() {
                "planned"
            } else {
                "held"
            }
        }
        RegisterId::CarryOuts => carry_outs::first_state(facts, strictness == Strictness::Import),
        RegisterId::TrainingPlans | RegisterId::TrainingReports => "draft",
        RegisterId::TrainingCourses | RegisterId::TrainingFollowups => "open",
        RegisterId::TrainingTexts => "no_file",
    })
}
