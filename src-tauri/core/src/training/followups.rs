//! 未受講者の督促: reminders one to three, the reason, the make-up planned, the measure, or an exemption.

use chrono::NaiveDate;

use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::{Content, PartialDate, Value, Values};

/// The fields of the reminders, in their order.
pub const REMINDERS: [&str; 3] = ["reminded_1_on", "reminded_2_on", "reminded_3_on"];

/// Puts the next reminder down; `None` where all three are used.
pub fn remind(values: &mut Values, on: NaiveDate) -> Option<()> {
    let free = REMINDERS.into_iter().find(|key| !values.contains_key(key))?;
    values.insert(free.to_owned(), Value::Date(PartialDate::from(on)));
    Some(())
}

/// The days of the reminders so far (ISO).
pub fn reminders(values: &Values) -> Vec<String> {
    REMINDERS.iter().filter_map(|key| values.get(key).map(Value::to_text)).collect()
}

pub fn derived(content: &Content) -> Values {
    let facts = Facts(&content.values);
    let status = if facts.has("exempt_reason") {
        "exempt"
    } else if facts.has("makeup_on") || facts.has("makeup_no") {
        "makeup_planned"
    } else if facts.has(REMINDERS[0]) {
        "reminded"
    } else {
        "open"
    };
    Values::from([("status", Value::Choice(status.to_owned()))])
}

/// Nobody exempts himself, and reminders follow one another.
pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    if facts.same_person("person", "exempt_by") {
        findings.push(Finding::new("exempt_by", FindingCode::OwnExemption, Severity::Save));
    }
    if facts.has("exempt_reason") && !facts.has("exempt_by") {
        findings.push(Finding::new("exempt_by", FindingCode::ExemptedByNobody, Severity::Save));
    }
    for pair in REMINDERS.windows(2) {
        if facts.before(pair[1], pair[0]) {
            findings.push(Finding::new(REMINDERS[1], FindingCode::RemindersOutOfOrder, Severity::Save));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::{codes, content};
    use crate::vocab::RegisterId::TrainingFollowups;

    #[test]
    fn three_reminders_and_no_fourth() {
        let mut values = Values::new();
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(
            [1, 8, 15, 22].map(|on| remind(&mut values, day(on)).is_some()),
            [true, true, true, false]
        );
        assert_eq!(reminders(&values), ["2026-11-01", "2026-11-08", "2026-11-15"]);
    }

    #[test]
    fn nobody_exempts_himself() {
        let texts = |by: &str, id: &str| {
            let row = [("person", "渡邊 誠"), ("person.id", "5"), ("exempt_reason", "育児休業")];
            let by = [("exempt_by", by), ("exempt_by.id", id)];
            content(TrainingFollowups, &[&row[..], &by[..]].concat())
        };
        assert_eq!(codes(TrainingFollowups, &texts("渡邊 誠", "5")), [FindingCode::OwnExemption]);
        assert_eq!(codes(TrainingFollowups, &texts("辻󠄀 香織", "1")), []);
    }
}
