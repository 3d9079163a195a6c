//! テキスト保管台帳: an edition counts as kept once its file is (A 3.2). The file itself is an attachment.

use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::{Content, Value, Values};

pub fn derived(content: &Content) -> Values {
    let kept = Facts(&content.values).has("file_sha256");
    let status = if kept { "kept" } else { "no_file" };
    Values::from([("status", Value::Choice(status.to_owned()))])
}

pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    if !Facts(&content.values).has("file_sha256") {
        findings.push(Finding::new("file_name", FindingCode::TextFileMissing, Severity::Close));
    }
}
