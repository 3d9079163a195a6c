//! import --decisions: the answers the window would give, read from a file.

mod reading;

use std::collections::BTreeMap;

use mamori_core::error::Error;
use mamori_core::import::answering::{self, OfLedger};
use mamori_core::import::diff::view::Comparison;
use mamori_core::import::{Decisions, Issue, Judged};

pub use reading::read;

use crate::answer::Failure;

/// Tables are known by their places among the files: answers about others would go to the wrong ones.
pub fn same_files(judged: &Judged, files: &[String]) -> Result<(), Failure> {
    let here = judged.preview.files.iter().map(|file| &file.sha256);
    if files.is_empty() || here.eq(files) {
        return Ok(());
    }
    let advice = "決めたことは、いま選んだのとは別のファイルについてのものです。同じファイルを同じ順で指定するか、--dry-run --json からやり直してください。";
    Err(Failure::Usage(advice.to_owned()))
}

/// What was said, without what is remembered of the form: a dry run writes all of it down, also the meaning of a colour
/// or a word this file lacks.
pub fn beside(said: &Decisions, remembered: &Decisions) -> Decisions {
    let mut said = said.clone();
    for (id, kept) in &remembered.tables {
        let Some(table) = said.tables.get_mut(id) else { continue };
        table.meanings.retain(|mark, meant| kept.meanings.get(mark) != Some(meant));
        strip(&mut table.words, &kept.words);
        strip(&mut table.groups, &kept.groups);
    }
    said
}

fn strip<K: Ord, V: PartialEq>(
    said: &mut BTreeMap<String, BTreeMap<K, V>>,
    kept: &BTreeMap<String, BTreeMap<K, V>>,
) {
    for (field, answers) in said {
        let kept = kept.get(field);
        answers.retain(|key, answer| kept.and_then(|kept| kept.get(key)) != Some(answer));
    }
}

/// No answer goes where nobody asks, nor asked before others were given; `before` finds that out where it must be known.
pub fn check_before(
    judged: &mut Judged,
    said: &Decisions,
    of_ledger: OfLedger<'_>,
    before: impl Fn(&Judged) -> Result<Comparison, Error>,
) -> Result<(), Failure> {
    if answering::misplaced(judged, said, Some(of_ledger)).is_empty() {
        return Ok(());
    }
    // Before it was said which record a row is; and before anything, such as whether it is a record.
    let which = judged.before_answers(Issue::asks_which, &before)?;
    let any = judged.before_answers(|_| true, &before)?;
    check(judged, said, Some(OfLedger { before: &[which, any], ..of_ledger }))
}

/// No answer goes where nobody asks.
pub fn check(judged: &Judged, said: &Decisions, of_ledger: Option<OfLedger<'_>>) -> Result<(), Failure> {
    let misplaced = answering::misplaced(judged, said, of_ledger);
    if misplaced.is_empty() {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "当てはまる問いのない答えがあります: {}。--dry-run --json の questions で、key と values を確かめてください。",
        misplaced.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
    )))
}
