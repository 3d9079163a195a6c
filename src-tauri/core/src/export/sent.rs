//! 書き出した範囲: which records of a ledger went out with a file, so that rows taken out of it are told from rows that
//! never were in it: a list may have been narrowed before it was written.
//!
//! It stands behind the mark in the heading of the marks, where no spreadsheet and no CSV loses it: a digest of the
//! records' marks, and their ids as runs, how many are not in it and how many are, in turn.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// Begins it behind the mark.
pub const SEPARATOR: char = '#';
/// A cell of Excel holds no more; what is longer is left away.
const LONGEST: usize = 32_000;

/// No ledger has so many records: a heading somebody wrote is not to take up the memory or the day.
const MOST: i64 = 1_000_000;

/// The records that went out, by the ids they have in the ledger they went out from.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sent {
    /// Runs of ids, the first to the last of each: what stands in a heading costs no more than its text. Between two
    /// of them is at least one id that did not go out.
    runs: BTreeMap<i64, i64>,
    check: u32,
}

impl Sent {
    pub fn add(&mut self, id: i64, uuid: &str) {
        if self.holds(id) {
            return;
        }
        let before = self.run_up_to(id).filter(|(_, last)| last + 1 == id);
        let last = self.runs.remove(&(id + 1)).unwrap_or(id);
        self.runs.insert(before.map_or(id, |(first, _)| first), last);
        let digest = Sha256::digest(uuid);
        self.check ^= digest.iter().take(4).fold(0, |check, byte| check << 8 | u32::from(*byte));
    }

    /// What stands behind the mark of a heading.
    pub fn noted(&self) -> String {
        let mut next = 0_i64;
        let mut text = format!("{SEPARATOR}{:08x}", self.check);
        for (first, last) in &self.runs {
            text.push_str(&format!(".{}.{}", first - next, last - first + 1));
            next = last + 1;
        }
        if self.runs.is_empty() || text.len() > LONGEST { String::new() } else { text }
    }

    /// What a heading says, where it is one of ours and was not cut.
    pub fn of_heading(heading: &str) -> Option<Self> {
        let mut words = heading.trim().split_once(SEPARATOR)?.1.split('.');
        let check = u32::from_str_radix(words.next()?, 16).ok()?;
        let mut sent = Self { check, ..Self::default() };
        let (mut next, mut all) = (0_i64, 0_i64);
        while let Some(skipped) = words.next() {
            let first = next.checked_add(count(skipped)?)?;
            let length = count(words.next()?).filter(|length| *length > 0)?;
            all = all.checked_add(length).filter(|all| *all <= MOST)?;
            next = first.checked_add(length)?;
            sent.join(first, next - 1);
        }
        Some(sent)
    }

    pub fn holds(&self, id: i64) -> bool {
        self.run_up_to(id).is_some_and(|(_, last)| id <= last)
    }

    /// Adds a run behind all others.
    fn join(&mut self, first: i64, last: i64) {
        match self.runs.last_entry() {
            Some(mut run) if *run.get() + 1 == first => _ = run.insert(last),
            _ => _ = self.runs.insert(first, last),
        }
    }

    /// The last run that begins with an id or before it.
    fn run_up_to(&self, id: i64) -> Option<(i64, i64)> {
        self.runs.range(..=id).next_back().map(|(first, last)| (*first, *last))
    }
}

fn count(word: &str) -> Option<i64> {
    word.parse().ok().filter(|count| *count >= 0)
}

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

    #[test]
    fn ids_that_come_in_any_order_are_the_same_runs() {
        let mut sent = Sent::default();
        [5, 1, 3, 2, 5, 9].iter().for_each(|id| sent.add(*id, &format!("u-{id}")));
        assert!(sent.noted().ends_with(".1.3.1.1.3.1"), "{}", sent.noted());
        let held: Vec<i64> = (0..=10).filter(|id| sent.holds(*id)).collect();
        assert_eq!(held, [1, 2, 3, 5, 9]);
    }

    #[test]
    fn a_heading_somebody_wrote_does_not_fill_the_memory() {
        // Each run by itself could be of a ledger; all of them together could not.
        let runs = |length: i64, many: usize| format!("a#00000000{}", format!(".1.{length}").repeat(many));
        assert_eq!(Sent::of_heading(&runs(MOST, 4_000)), None);
        assert_eq!(Sent::of_heading(&runs(MOST / 4, 5)), None);
        let sent = Sent::of_heading(&runs(MOST / 4, 4)).unwrap();
        assert_eq!(sent.runs.len(), 4, "what is kept is what stands there");
        assert!(sent.holds(MOST / 4) && !sent.holds(MOST / 4 + 1));
    }
}
