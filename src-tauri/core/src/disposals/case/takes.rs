//! 手順の項目: what each step takes and what it cannot do without.
//!
//! The window builds the form of a step from these lists and the declarations of the fields.

use super::Step;

/// Fields of the application; until it is permitted they may be corrected freely.
pub const APPLICATION: &[&str] = &[
    "applied_on",
    "department",
    "applicant",
    "disposition",
    "reason",
    "content",
    "pii_class",
    "importance",
    "backup_needed",
    "backup_loc",
    "hold_check",
    "deprovision",
    "level",
    "method",
    "method_detail",
    "not_shred_reason",
    "planned_on",
    "planned_place",
    "planned_witness",
    "performer",
    "vendor",
    "subcontractor",
    "contract_no",
    "adequacy_reason",
    "return_due",
    "lease_terms",
    "not_erased_reason",
    "nda_no",
    "nda_on",
    "secrecy_checked_on",
    "secrecy_result",
    "remarks",
];

/// What a permission rests on: who changes it afterwards must be one who may permit.
pub const PERMITTED: &[&str] = &[
    "disposition",
    "content",
    "pii_class",
    "importance",
    "hold_check",
    "level",
    "method",
    "performer",
    "lease_terms",
];

/// Texts that no gate hangs on; see [`is_plain`].
const PLAIN: &[&str] = &[
    "reason",
    "backup_loc",
    "deprovision",
    "method_detail",
    "planned_place",
    "subcontractor",
    "permit_no",
    "permit_condition",
    "receipt_no",
    "carrier",
    "sent_receipt_no",
    "back_checked",
    "old_parts_detail",
    "redo_reason",
    "withdrawn_reason",
    "refused_reason",
    "remarks",
];

/// Whether no gate hangs on a text, so that it may be corrected even after the case is closed.
pub fn is_plain(key: &str) -> bool {
    PLAIN.contains(&key) || MANIFEST.contains(&key)
}

/// マニフェスト: its sheets come in after the work, some after the case is closed.
const MANIFEST: &[&str] = &[
    "waste_vendor",
    "waste_licence_no",
    "waste_items",
    "waste_quantity",
    "manifest_no",
    "manifest_a_on",
    "manifest_b2_on",
    "manifest_d_on",
    "manifest_e_on",
];

/// What may be corrected of a thing that is listed; the list itself is what was permitted.
pub const OF_A_THING: &[&str] =
    &["serial", "maker", "model", "capacity", "method", "performer", "inside", "circumstances", "remarks"];

pub fn fields(step: Step) -> &'static [&'static str] {
    match step {
        Step::Apply => APPLICATION,
        Step::Permit => {
            &["permitted_on", "permitted_by", "permit_no", "permit_condition", "self_approval_reason"]
        }
        Step::Reject => &["refused_on", "refused_by", "refused_reason"],
        Step::CheckBefore => &["pre_checked_at", "pre_checked_by", "pre_check_items", "serial_source"],
        Step::HandOver => &[
            "handed_on",
            "handed_by",
            "collected_by",
            "receipt_no",
            "vendor",
            "contract_no",
            "handling",
            "carrier",
            "witness",
            "not_erased_reason",
            "nda_no",
            "nda_on",
            "secrecy_checked_on",
            "secrecy_result",
        ],
        Step::Work => &[
            "work_started_at",
            "work_ended_at",
            "place",
            "operator",
            "witness",
            "witnessed_at",
            "handling",
            "tool",
            "method_detail",
            "verification",
            "result",
            "verified_by",
            "circumstances",
        ],
        Step::Back => &["back_on", "back_checked", "old_parts", "old_parts_detail", "witness"],
        Step::Report => &["reported_on", "witness", "witnessed_at"],
        Step::Certificate => &[],
        Step::CheckAfter => &[
            "post_checked_at",
            "post_checked_by",
            "post_check_items",
            "validation",
            "same_checker_reason",
            "adequacy_reason",
            "not_shred_reason",
            "method_changed_reason",
            "destination",
            "redo_reason",
            "redo_method",
            "redo_performer",
            "vendor",
            "contract_no",
            "verified_by",
        ],
        Step::SendOut => &[
            "sent_on",
            "sent_by",
            "sent_to",
            "sent_receipt_no",
            "carrier",
            "sent_witness",
            "vendor",
            "contract_no",
        ],
        Step::Close => &["disposed_on", "remarks"],
        Step::Manifest => MANIFEST,
        Step::Withdraw => &["withdrawn_reason"],
    }
}

pub fn required(step: Step) -> &'static [&'static str] {
    match step {
        Step::Apply => &[
            "applied_on",
            "department",
            "applicant",
            "disposition",
            "reason",
            "content",
            "pii_class",
            "backup_needed",
            "hold_check",
            "level",
            "method",
            "performer",
        ],
        Step::Permit => &["permitted_on", "permitted_by"],
        Step::Reject => &["refused_on", "refused_by", "refused_reason"],
        Step::CheckBefore => &["pre_checked_at", "pre_checked_by", "pre_check_items", "serial_source"],
        Step::HandOver => &["handed_on", "handed_by", "collected_by", "receipt_no", "handling"],
        Step::Work => &[
            "work_started_at",
            "work_ended_at",
            "place",
            "operator",
            "tool",
            "verification",
            "result",
            "verified_by",
        ],
        Step::Back => &["back_on", "back_checked", "old_parts"],
        Step::Report => &["reported_on"],
        Step::Certificate => &[],
        Step::CheckAfter => &["post_checked_at", "post_checked_by", "validation"],
        Step::SendOut => &["sent_on", "sent_by", "sent_to", "sent_receipt_no", "carrier"],
        Step::Manifest => &["waste_vendor", "waste_licence_no", "manifest_no", "manifest_a_on"],
        Step::Close => &["disposed_on"],
        Step::Withdraw => &["withdrawn_reason"],
    }
}
