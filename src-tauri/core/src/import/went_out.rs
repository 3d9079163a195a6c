//! 書き出したまま: what our own export wrote need not be asked about when it comes back as it was.
//!
//! 〃, texts Excel makes of numbers (1月2日), errors, names with a seal and numbers that look like a 個人番号 are asked
//! about in every file. Where a record holds such a text, its
//! row goes out with a short digest of it: too short to tell the number by, long enough to know it again.

use sha2::{Digest, Sha256};

use super::cell_rules::people::person;
use super::cell_rules::repeats;
use super::cell_rules::spoilt::{has_lost_chars, is_error, is_made_a_date, is_too_wide};
use super::my_number;

/// Begins the digests behind a row's mark.
const SEPARATOR: char = '#';

/// What is added to the mark of a row that goes out with these texts, each with the key of its field and whether it
/// is the name of somebody.
pub fn noted<'t>(uuid: &str, texts: impl Iterator<Item = (&'t str, String, bool)>) -> String {
    let asked = |text: &str, named: bool| {
        repeats(text)
            || is_made_a_date(text)
            || is_error(text)
            || is_too_wide(text)
            || my_number::masked(text).is_some()
            || has_lost_chars(text, named)
            || named && person(text).issue.is_some()
    };
    let told = texts.filter(|(_, text, named)| asked(text.trim(), *named));
    let digests: Vec<String> = told.map(|(key, text, _)| digest(uuid, key, &text)).collect();
    if digests.is_empty() { String::new() } else { format!("{SEPARATOR}{}", digests.join(",")) }
}

/// The mark itself, without what was noted behind it.
pub fn bare(mark: &str) -> &str {
    mark.split(SEPARATOR).next().unwrap_or(mark)
}

/// Whether the row of this mark went out with this text in the field. Columns no field takes have no key.
pub fn held(mark: &str, key: &str, text: &str) -> bool {
    let Some((of, digests)) = mark.split_once(SEPARATOR) else { return false };
    let uuid = of.split(':').next().unwrap_or_default().trim();
    let digest = digest(uuid, key, text);
    digests.split(',').any(|one| one.trim() == digest)
}

fn digest(uuid: &str, key: &str, text: &str) -> String {
    let mut hasher = Sha256::new();
    for part in [uuid, key, text.trim()] {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hex::encode(&hasher.finalize()[..2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_text_in_the_same_field_of_the_same_record_is_known_again() {
        let texts = [("serial", "123456789018"), ("location", "〃"), ("remarks", "金庫")];
        let texts = texts.map(|(key, text)| (key, text.to_owned(), false));
        let mark = format!("u-1:3{}", noted("u-1", texts.into_iter()));
        assert_eq!((bare(&mark), mark.len()), ("u-1:3", "u-1:3#0000,0000".len()));
        assert!(held(&mark, "serial", " 123456789018") && held(&mark, "location", "〃"));
        assert!(!held(&mark, "remarks", "123456789018") && !held(&mark, "serial", "123456789026"));
        assert!(!held(&mark.replace("u-1", "u-2"), "location", "〃") && !held("u-1:3", "location", "〃"));
    }
}
