//! バックアップ媒体とその作業: which media hold the backups, when each must be replaced by a new one, and
//! who made which backup (A 5.2.3).
//!
//! One folder, two ledgers: [`fields`] declares the media, [`work_fields`] the work done with them.

pub mod fields;
pub mod work_fields;

use chrono::Months;

use crate::profile::Profile;
use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::{Content, PartialDate, Value, Values};

/// 交換期限: the day a year (as the profile has it) after the first use; from 29 February, 28 February.
///
/// Where only the month or year of the first use is known, the earliest month it can mean counts.
pub fn replace_due(in_use_from: PartialDate, months: i64) -> Option<PartialDate> {
    let due = in_use_from.first_day().checked_add_months(Months::new(u32::try_from(months).ok()?))?;
    let due = PartialDate::from(due);
    if in_use_from.day().is_some() { Some(due) } else { PartialDate::from_month(due.year(), due.month()?) }
}

pub fn derived(content: &Content, profile: &Profile) -> Values {
    let months = profile.number("backup_replace_months").ok();
    let due = Facts(&content.values).date("in_use_from").zip(months);
    let due = due.and_then(|(from, months)| replace_due(from, months));
    due.map(|due| ("replace_due", Value::Date(due))).into_iter().collect()
}

/// A medium is not disposed of before its first use; an encrypted one has a key holder.
pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    if facts.before("disposed_on", "in_use_from") || facts.before("disposed_on", "purchased_on") {
        findings.push(Finding::new("disposed_on", FindingCode::DisposedBeforeUse, Severity::Save));
    }
    if facts.is("encrypted", &["yes", "aes"]) && !facts.has("key_holder") {
        findings.push(Finding::new("key_holder", FindingCode::KeyHolderMissing, Severity::Warn));
    }
    let used_up =
        facts.int("use_count").zip(facts.int("use_limit")).is_some_and(|(count, limit)| count >= limit);
    if used_up && !facts.is("status", &["retired", "disposal_pending", "disposed"]) {
        findings.push(Finding::new("use_count", FindingCode::UseLimitReached, Severity::Warn));
    }
}

/// 作業記録: whoever worked does not approve, and a fault is answered (A 5.2.3(2)(5)).
pub fn check_work(content: &Content, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    if facts.before("ended_at", "started_at") {
        findings.push(Finding::new("ended_at", FindingCode::EndsBeforeStart, Severity::Save));
    }
    if facts.same_person("operator", "approved_by") && !facts.has("self_approval_reason") {
        findings.push(Finding::new("approved_by", FindingCode::OwnWork, Severity::Save));
    }
    if facts.before("approved_at", "ended_at") || facts.before("approved_at", "performed_on") {
        findings.push(Finding::new("approved_at", FindingCode::ApprovedBeforeEnd, Severity::Save));
    }
    if facts.is("result", &["warning", "error"]) && !facts.has("action") && !facts.has("remarks") {
        findings.push(Finding::new("action", FindingCode::FaultWithoutAction, Severity::Close));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::{codes, content};
    use crate::vocab::RegisterId::{BackupMedia, BackupWork};

    #[test]
    fn a_medium_is_replaced_a_year_after_its_first_use() {
        let cases = [
            ("2025-06-12", "2026-06-12"),
            ("2024-02-29", "2025-02-28"),
            ("2025-06", "2026-06"),
            ("2025", "2026-01"),
        ];
        for (from, due) in cases {
            assert_eq!(replace_due(from.parse().unwrap(), 12).unwrap().to_string(), due);
        }
    }

    #[test]
    fn who_made_the_backup_does_not_approve_it() {
        let work = |by: &str, reason: &str| {
            content(
                BackupWork,
                &[("operator", "辻󠄀　香織"), ("approved_by", by), ("self_approval_reason", reason)],
            )
        };
        assert_eq!(codes(BackupWork, &work("辻󠄀 香織", "")), [FindingCode::OwnWork]);
        assert_eq!(codes(BackupWork, &work("辻󠄀 香織", "他の職員が出張中のため")), []);
        assert_eq!(codes(BackupWork, &work("山﨑 幸子", "")), []);
    }

    #[test]
    fn a_fault_asks_what_was_done() {
        let work = |action: &str| content(BackupWork, &[("result", "×"), ("action", action)]);
        assert_eq!(codes(BackupWork, &work("")), [FindingCode::FaultWithoutAction]);
        assert_eq!(codes(BackupWork, &work("再実施 正常")), []);
    }

    #[test]
    fn an_encrypted_medium_has_a_key_holder() {
        let record = content(BackupMedia, &[("encrypted", "有（ＡＥＳ）")]);
        assert_eq!(codes(BackupMedia, &record), [FindingCode::KeyHolderMissing]);
    }
}
