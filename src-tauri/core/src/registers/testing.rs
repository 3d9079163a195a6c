//! Records made of texts, for the checks' tests.

use super::*;
use crate::vocab::read::{DraftTexts, Strictness, read};

pub fn content(id: RegisterId, texts: &[(&str, &str)]) -> Content {
    with_rows(id, texts, &[])
}

/// A part's rows, each a list of key and text.
pub type Rows<'a> = (&'a str, &'a [&'a [(&'a str, &'a str)]]);

pub fn with_rows(id: RegisterId, texts: &[(&str, &str)], parts: &[Rows<'_>]) -> Content {
    let row = |texts: &[(&str, &str)]| {
        texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    };
    let draft = DraftTexts {
        values: row(texts),
        parts: parts
            .iter()
            .map(|(part, rows)| ((*part).to_owned(), rows.iter().map(|texts| row(texts)).collect()))
            .collect(),
        ..DraftTexts::default()
    };
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    read(register(id), &draft, Strictness::Import, today).unwrap()
}

/// The codes a record's checks answer with, under profile A.
pub fn codes(id: RegisterId, content: &Content) -> Vec<FindingCode> {
    let profile = Profile::shipped("a").unwrap();
    check(id, content, &profile).into_iter().map(|finding| finding.code).collect()
}
