//! バックアップ媒体とその作業: which media hold the backups, when each must be replaced by a new one, and
//! who made which backup (A 5.2.3).
//!
//! One folder, two ledgers: [`fields`] declares the media, [`work_fields`] the work done with them.

pub mod fields;
pub mod work_fields;
