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
    /// `pdf`, `jpeg`, `png`, `docx`, `xlsx`, `pptx`, `xml` or `text`.
    pub kind: String,
    pub note: Option<String>,
    /// What it is to its record: `signed_original` or `text`.
    pub purpose: Option<String>,
    /// Which pages of a printed list it holds: `1,3`.
    pub pages: Option<String>,
    /// The step of a case it was taken or received at.
    pub step: Option<String>,
    /// The thing it shows; none where it is about the whole record.
    pub item: Option<String>,
    pub sha256: String,
    #[ts(type = "number")]
    pub size: i64,
    pub added_at: String,
    pub added_by: String,
}

/// What a file is about, besides the record.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    pub note: Option<&'a str>,
    pub purpose: Option<&'a str>,
    pub pages: Option<&'a str>,
    pub step: Option<&'a str>,
    pub item: Option<&'a str>,
}

impl Attachment {
    /// The name a copy is opened under. Its ending is one of what the bytes are, so that no viewer takes a
    /// text for a program; the number keeps two files of one name apart.
    pub fn viewing_name(&self) -> String {
        let endings: &[&str] = match self.kind.as_str() {
            "pdf" => &["pdf"],
            "jpeg" => &["jpg", "jpeg"],
            "png" => &["png"],
            "docx" => &["docx"],
            "xlsx" => &["xlsx"],
            "pptx" => &["pptx"],
            "tiff" => &["tif", "tiff"],
            "xml" => &["xml"],
            _ => &["txt", "csv", "log"],
        };
        let name = self.name.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "-");
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let honest = ending.is_some_and(|ending| endings.contains(&ending.as_str()));
        if honest { format!("{}-{name}", self.id) } else { format!("{}-{name}.{}", self.id, endings[0]) }
    }
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
    } else if starts(b"II*\0") || starts(b"MM\0*") {
        Some("tiff")
    } else if starts(b"PK\x03\x04") {
        office_document(bytes)
    } else if bytes.is_empty() || bytes.contains(&0) || starts(b"MZ") || starts(b"\x7fELF") || starts(b"#!") {
        None
    } else if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        Some("xml")
    } else {
        Some("text")
    }
}

/// Texts of trainings are slides and documents. One with macros could run something and has no place here.
fn office_document(bytes: &[u8]) -> Option<&'static str> {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if holds(b"vbaProject.bin") || !holds(b"[Content_Types].xml") {
        return None;
    }
    let kinds: [(&[u8], &'static str); 3] =
        [(b"ppt/presentation.xml", "pptx"), (b"word/document.xml", "docx"), (b"xl/workbook.xml", "xlsx")];
    kinds.into_iter().find(|(name, _)| holds(name)).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_opened_as_what_its_bytes_are() {
        let opened = |name: &str, kind: &str| {
            let (name, kind) = (name.to_owned(), kind.to_owned());
            let texts = || String::new();
            Attachment {
                id: 7,
                register: RegisterId::Disposals,
                record: 1,
                name,
                kind,
                note: None,
                purpose: None,
                pages: None,
                step: None,
                item: None,
                sha256: texts(),
                size: 1,
                added_at: texts(),
                added_by: texts(),
            }
            .viewing_name()
        };
        assert_eq!(opened("証明書.PDF", "pdf"), "7-証明書.PDF");
        assert_eq!(opened("消去.log", "text"), "7-消去.log");
        assert_eq!(opened("run.bat", "text"), "7-run.bat.txt");
        assert_eq!(opened("a:b.html", "xml"), "7-a-b.html.xml");
    }

    #[test]
    fn a_file_is_told_by_its_bytes() {
        let cases: [(&[u8], Option<&str>); 11] = [
            (b"%PDF-1.7 ...", Some("pdf")),
            (b"\xff\xd8\xff\xe0", Some("jpeg")),
            (b"\x89PNG\r\n\x1a\n...", Some("png")),
            (b" <?xml version='1.0'?>", Some("xml")),
            (b"[2026/11/09] nwipe", Some("text")),
            (b"PK\x03\x04..[Content_Types].xml..ppt/presentation.xml", Some("pptx")),
            (b"PK\x03\x04..[Content_Types].xml..word/document.xml..word/vbaProject.bin", None),
            (b"PK\x03\x04..setup.exe", None),
            (b"MZ\x90", None),
            (b"#!/bin/sh", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(kind_of(bytes), kind);
        }
    }
}
