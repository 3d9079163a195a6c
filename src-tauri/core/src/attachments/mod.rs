//! 添付: certificates, photos and erasure reports that belong to a record, kept in the ledger file itself.
//!
//! This file says what may be attached; [`actions`] attaches and opens, [`store`] keeps. A file is told by
//! its first bytes, not by its name; nothing attached is ever run.

pub mod actions;
pub(crate) mod store;

use serde::Serialize;
use ts_rs::TS;

use crate::vocab::RegisterId;

/// The largest file: a photo of 200 MB is to be made smaller, the ledger is one file.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// What stands attached to a record, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Attachment {
    #[ts(type = "number")]
    pub id: i64,
    pub register: RegisterId,
    #[ts(type = "number")]
    pub record: i64,
    pub name: String,
    /// `pdf`, `jpeg`, `png`, `xml` or `text`.
    pub kind: String,
    pub note: Option<String>,
    pub sha256: String,
    #[ts(type = "number")]
    pub size: i64,
    pub added_at: String,
    pub added_by: String,
}

/// What the bytes are; `None` for what has no place in a ledger, such as a program.
pub fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let starts = |head: &[u8]| bytes.starts_with(head);
    if starts(b"%PDF-") {
        Some("pdf")
    } else if starts(b"\xff\xd8\xff") {
        Some("jpeg")
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Some("png")
    } else if bytes.is_empty() || bytes.contains(&0) || starts(b"MZ") || starts(b"\x7fELF") || starts(b"#!") {
        None
    } else if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        Some("xml")
    } else {
        Some("text")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_bytes() {
        let cases: [(&[u8], Option<&str>); 8] = [
            (b"%PDF-1.7 ...", Some("pdf")),
            (b"\xff\xd8\xff\xe0", Some("jpeg")),
            (b"\x89PNG\r\n\x1a\n...", Some("png")),
            (b" <?xml version='1.0'?>", Some("xml")),
            (b"[2026/11/09] nwipe", Some("text")),
            (b"MZ\x90", None),
            (b"#!/bin/sh", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(kind_of(bytes), kind);
        }
    }
}
