//! 書き出した範囲: which records of a ledger went out with a file, so that rows taken out of it are told from rows that
//! never were in it: a list may have been narrowed before it was written.
//!
//! It stands behind the mark in the heading of the marks, where no spreadsheet and no CSV loses it: a digest of the
//! records' marks, and their ids as runs, how many are not in it and how many are, in turn.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

/// Begins it behind the mark.
pub const SEPARATOR: char = '#';
/// A cell of Excel holds no more; what is longer is left away.
const LONGEST: usize = 32_000;

/// The records that went out, by the ids they have in the ledger they went out from.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sent {
    ids: BTreeSet<i64>,
    check: u32,
}

impl Sent {
    pub fn add(&mut self, id: i64, uuid: &str) {
        if self.ids.insert(id) {
            let digest = Sha256::digest(uuid);
            self.check ^= digest.iter().take(4).fold(0, |check, byte| check << 8 | u32::from(*byte));
        }
    }

    /// What stands behind the mark of a heading.
    pub fn noted(&self) -> String {
        let (mut runs, mut next): (Vec<(i64, i64)>, i64) = (Vec::new(), 0);
        for id in &self.ids {
            match runs.last_mut() {
                Some((_, length)) if *id == next => *length += 1,
                _ => runs.push((id - next, 1)),
            }
            next = id + 1;
        }
        let runs: String = runs.iter().map(|(skipped, length)| format!(".{skipped}.{length}")).collect();
        let text = format!("{SEPARATOR}{:08x}{runs}", self.check);
        if runs.is_empty() || text.len() > LONGEST { String::new() } else { text }
    }

    /// What a heading says, where it is one of ours and was not cut.
    pub fn of_heading(heading: &str) -> Option<Self> {
        let mut words = heading.trim().split_once(SEPARATOR)?.1.split('.');
        let check = u32::from_str_radix(words.next()?, 16).ok()?;
        let runs: Vec<i64> =
            words.map(|word| word.parse().ok().filter(|n| *n >= 0)).collect::<Option<_>>()?;
        let (mut ids, mut next) = (BTreeSet::new(), 0_i64);
        for run in runs.chunks(2) {
            let [skipped, length] = run else { return None };
            let first = next.checked_add(*skipped)?;
            next = first.checked_add(*length).filter(|_| *length <= MOST)?;
            ids.extend(first..next);
        }
        Some(Self { ids, check })
    }

    pub fn holds(&self, id: i64) -> bool {
        self.ids.contains(&id)
    }
}

/// No ledger has so many records: a heading somebody wrote is not to fill the memory.
const MOST: i64 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_out_is_read_again_and_nothing_else() {
        for ids in [&[1, 2, 3][..], &[7], &[1, 3, 4, 900]] {
            let mut sent = Sent::default();
            ids.iter().for_each(|id| sent.add(*id, &format!("u-{id}")));
            let heading = format!("mamori:portable_media{}", sent.noted());
            assert_eq!(Sent::of_heading(&heading), Some(sent), "{heading}");
        }
        let mut sent = Sent::default();
        (1..=450).chain(452..=900).for_each(|id| sent.add(id, "u"));
        assert!(sent.noted().ends_with(".1.450.1.449"), "{}", sent.noted());
        for other in
            ["mamori:devices", "mamori:devices#", "a#0000000g.1.1", "a#00000000.1", "a#00000000.1.-1"]
        {
            assert_eq!(Sent::of_heading(other), None, "{other}");
        }
        assert_eq!(Sent::of_heading("a#00000000.0.9000000000"), None);
    }

    #[test]
    fn a_heading_no_cell_holds_says_nothing() {
        let mut sent = Sent::default();
        (0..20_000).for_each(|n| sent.add(2 * n, "u"));
        assert_eq!(sent.noted(), "");
    }
}
