//! Forms printed of records as they stand, as the office would hold them in its hands.

use std::path::Path;

use lopdf::Document;
use mamori_core::forms::{self, FormId, Subject};

use super::Office;

/// Prints, keeps the PDF under target/tmp/papers to be looked at, and answers the words of all its pages.
pub fn printed(office: &mut Office, form: FormId, subject: &Subject, name: &str) -> String {
    let paper = forms::print(&mut office.ledgers, &office.session, form, subject).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{}-{name}.pdf", form.as_str())), &paper.pdf).unwrap();
    let document = Document::load_mem(&paper.pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    assert_eq!(pages.len(), paper.pages);
    document.extract_text(&pages).unwrap().split_whitespace().collect()
}

/// Every one of these words stands on the paper.
pub fn says(text: &str, words: &[&str]) {
    for word in words {
        let word: String = word.split_whitespace().collect();
        assert!(text.contains(&word), "{word} is not on the paper:\n{text}");
    }
}
