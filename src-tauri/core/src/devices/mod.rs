//! 情報機器: PCs, servers, copiers, phones, and the drives inside them.
//!
//! A device carries no information, its drives do; what is erased or certified is the drive. [`life`] is what
//! happens to a device from its introduction on, [`drives`] what becomes of what is inside it.

pub mod actions;
pub mod drives;
pub mod fields;
pub mod form;
pub mod guide;
pub mod life;
mod store;

use crate::profile::Profile;
use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::Content;

/// A leased device has its contract, a notebook its lock, a terminal the regulation's screen lock.
pub fn check(content: &Content, profile: &Profile, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    if facts.before("disposed_on", "acquired_on") {
        findings.push(Finding::new("disposed_on", FindingCode::DisposedBeforeUse, Severity::Save));
    }
    if facts.before("lease_end", "acquired_on") {
        findings.push(Finding::new("lease_end", FindingCode::EndsBeforeStart, Severity::Save));
    }
    let hired = facts.is("ownership", &["lease", "rental"]);
    if hired && !(facts.has("contract_no") && facts.has("lease_end")) {
        findings.push(Finding::new("contract_no", FindingCode::ContractMissing, Severity::Warn));
    }
    let longest = profile.number("idle_lock_max_minutes").ok();
    // 0 stands for a screen that never locks.
    let too_long = |(minutes, longest)| minutes == 0 || minutes > longest;
    if facts.int("lock_minutes").zip(longest).is_some_and(too_long) {
        findings.push(Finding::new("lock_minutes", FindingCode::LockTooLong, Severity::Warn));
    }
    if facts.is("device_kind", &["notebook", "tablet"]) && facts.is("theft_lock", &["none"]) {
        findings.push(Finding::new("theft_lock", FindingCode::NotLocked, Severity::Warn));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::{codes, content};
    use crate::vocab::RegisterId::Devices;

    #[test]
    fn a_screen_locks_within_the_regulations_minutes() {
        let cases =
            [("5", vec![]), ("6", vec![FindingCode::LockTooLong]), ("0", vec![FindingCode::LockTooLong])];
        for (minutes, expected) in cases {
            assert_eq!(
                codes(Devices, &content(Devices, &[("lock_minutes", minutes)])),
                expected,
                "{minutes}"
            );
        }
    }

    #[test]
    fn a_leased_device_has_its_contract() {
        let leased = |number: &str, end: &str| {
            content(Devices, &[("ownership", "リース"), ("contract_no", number), ("lease_end", end)])
        };
        assert_eq!(codes(Devices, &leased("L-12", "")), [FindingCode::ContractMissing]);
        assert_eq!(codes(Devices, &leased("L-12", "R10.3.31")), []);
    }

    #[test]
    fn a_notebook_is_not_left_loose() {
        let record = content(Devices, &[("device_kind", "ノートＰＣ"), ("theft_lock", "なし")]);
        assert_eq!(codes(Devices, &record), [FindingCode::NotLocked]);
    }
}
