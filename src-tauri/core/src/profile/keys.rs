//! 規程プロファイルの鍵: every number, rule, word and slot the program asks a profile for.
//!
//! A profile must give all of these and nothing else; a key that nobody asks for is most likely misspelt.

pub const NUMBERS: &[&str] = &[
    "admins_max",
    "audit_month",
    "backup_interval_days",
    "backup_replace_months",
    "backup_replace_notice_days",
    "boot_password_months",
    "carry_out_items",
    "certificate_due_days",
    "clock_check_months",
    "clock_tolerance_seconds",
    "committee_report_months",
    "disposal_checks",
    "erase_steps",
    "idle_lock_max_minutes",
    "idle_lock_minutes",
    "late_entry_days",
    "ledger_backup_days",
    "log_review_months",
    "maintenance_confirm_days",
    "media_log_check_months",
    "new_hire_training_days",
    "password_classes",
    "password_history",
    "password_max_age_months",
    "password_min_length",
    "password_notice_days",
    "remote_check_months",
    "restore_test_months",
    "risk_review_months",
    "server_check_months",
    "sign_in_attempts",
    "sign_in_wait_seconds",
    "stock_check_months",
    "stock_check_months_personal",
    "traffic_audit_months",
    "training_months",
    "unused_id_months",
    "virus_check_months",
];

pub const RULES: &[&str] = &[
    "certificate_required",
    "check_before_and_after",
    "disposal_permit_required",
    "encryption_required",
    "importance_classes",
    "individual_ids",
    "labels_required",
    "locked_storage",
    "municipal_guideline",
    "overwrite_then_erase",
    "shred_in_principle",
    "text_and_list_kept",
];

pub const WORDS: &[&str] = &[
    "attendance_list",
    "backup_media",
    "carry_in",
    "carry_out",
    "certificate",
    "committee",
    "crushing",
    "device",
    "electronic_media",
    "honorific",
    "office",
    "overwriting",
    "personal_info",
    "portable_media",
    "server",
    "specific_info",
    "terminal",
    "training",
    "virus",
];

pub const SLOTS: &[&str] = &[
    "backup_approval",
    "carry_out_check",
    "carry_out_permit",
    "disposal_check",
    "disposal_permit",
    "ledger_check",
    "training_check",
    "training_report",
];

pub const PERMISSIONS: &[&str] = &[
    "change_profile",
    "export",
    "import",
    "keep_ledgers",
    "manage_accounts",
    "manage_people",
    "print",
    "read_ledgers",
    "read_log",
    "read_own",
    "verify",
];

/// 操作履歴, the one thing with a retention that is no ledger.
pub const LOG: &str = "log";
