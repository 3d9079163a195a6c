//! 可搬型記録媒体: USB memories, discs and cards, and where each of them is (A 4.2.5(3)).
//!
//! This folder says what the ledger holds and what must agree inside one record. It touches no file and
//! no clock. [`fields`] is the declaration everything else reads.

pub mod fields;

use crate::profile::Profile;
use crate::registers::choices::technology_of;
use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::{Content, Value, Values};

/// A medium is not disposed of before it was there; with personal information on it, it is locked away.
pub fn check(content: &Content, profile: &Profile, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    if facts.before("disposed_on", "registered_on") || facts.before("disposed_on", "in_use_from") {
        findings.push(Finding::new("disposed_on", FindingCode::DisposedBeforeUse, Severity::Save));
    }
    let personal = facts.choice("pii_class").is_some_and(|class| class != "none");
    let unlocked = facts.includes("loc_attributes", "locked") == Some(false);
    if profile.demands("locked_storage") && personal && unlocked {
        findings.push(Finding::new("location", FindingCode::PlaceNotLocked, Severity::Warn));
    }
}

/// 記録方式 follows from the kind.
pub fn derived(content: &Content) -> Values {
    let kind = Facts(&content.values).choice("media_kind");
    let technology = kind.map(|kind| Value::Choice(technology_of(kind).to_owned()));
    technology.map(|technology| ("technology", technology)).into_iter().collect()
}

/// What comes from outside waits for its virus scan (A 5.5.2(1)).
pub fn first_state(facts: Facts<'_>) -> &'static str {
    if facts.has("disposed_on") {
        "disposed"
    } else if facts.is("acquisition", &["from_principal", "from_outside"])
        && !facts.is("av_result", &["clean"])
    {
        "intake_check"
    } else {
        "in_storage"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::{codes, content};
    use crate::vocab::RegisterId::PortableMedia;

    #[test]
    fn a_medium_is_not_disposed_of_before_it_was_registered() {
        let record = content(PortableMedia, &[("registered_on", "R6.4.1"), ("disposed_on", "R6.3.31")]);
        assert_eq!(codes(PortableMedia, &record), [FindingCode::DisposedBeforeUse]);
    }

    #[test]
    fn personal_information_is_kept_under_lock() {
        let cases = [
            ("特定", "耐火", vec![FindingCode::PlaceNotLocked]),
            ("特定", "施錠,耐火", vec![]),
            ("無", "耐火", vec![]),
            // Nothing said of the place is no finding: the field itself is asked for.
            ("特定", "", vec![]),
        ];
        for (class, place, expected) in cases {
            let record = content(PortableMedia, &[("pii_class", class), ("loc_attributes", place)]);
            assert_eq!(codes(PortableMedia, &record), expected, "{class} {place}");
        }
    }

    #[test]
    fn what_comes_from_outside_waits_for_its_scan() {
        let cases = [
            (vec![("acquisition", "組合調達")], "in_storage"),
            (vec![("acquisition", "外部より受領")], "intake_check"),
            (vec![("acquisition", "外部より受領"), ("av_result", "検出なし")], "in_storage"),
            (vec![("disposed_on", "R7.3.24")], "disposed"),
        ];
        for (texts, state) in cases {
            assert_eq!(first_state(Facts(&content(PortableMedia, &texts).values)), state);
        }
    }
}
