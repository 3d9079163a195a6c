//! 備考の状態: R6.3.1廃棄 written under 備考 of a thing whose state nobody filled in, or ○ in a column 紛失. Without a question it would come in
//! as one that is still kept.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::cell_rules::states::is_tick;
use super::diff::checks::DISPOSED;
use super::diff::reused::THINGS;
use super::headings::Shape;
use super::preview::RowPreview;
use super::problem::{Finding, Issue, Place, Verdict};
use crate::registers::register;
use crate::vocab::PartialDate;
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fields::{Choice, Field, Kind};
use crate::vocab::fold::match_key;
use crate::vocab::read::choice_words;
use crate::vocab::{Register, RegisterId};
use unicode_normalization::UnicodeNormalization;

const NOTE: &str = "remarks";
/// Characters of a day, a state, and what may stand between and behind them.
const LONGEST: usize = 40;
/// What may stand behind a state in a note.
const DONE: [&str; 6] = ["しました", "した", "済み", "済", "処理", "処分"];
/// Between a day and what happened on it.
const BETWEEN: [char; 14] = [' ', '　', '(', ')', '（', '）', '[', ']', '【', '】', ':', '：', 'に', '付'];

/// Proposes the state a note or a tick says, with the day where the ledger has a field for it.
pub fn propose(
    row: &mut RowPreview,
    shape: Shape,
    sheet: Option<&str>,
    verdict: &dyn Fn(&str, Issue) -> Verdict,
) {
    let register = shape.register;
    let meant = shape.part.is_none() && row.mark.is_none() && row.meant.is_none();
    let Some((field, _)) = states(register).filter(|_| meant) else { return };
    if is_said(row, field) {
        return;
    }
    let note = row.values.get(NOTE).unwrap_or_default().to_owned();
    let Some(Told { state, day, heading, raw }) =
        of_note(register, &note).or_else(|| ticked(register.id, row))
    else {
        return;
    };
    // 故障 of a thing that is gone says why, and not that it is being mended.
    if row.values.contains_key("disposed_on") && state.id == "in_repair" {
        return;
    }
    let on = register.field("disposed_on").filter(|_| state.id == DISPOSED).zip(day);
    let on = on.filter(|(field, _)| !row.values.contains_key(field.key));
    let told = on.map(|(field, day)| format!("、{}を {}", field.label.ja, day.long()));
    let place = Place { sheet, row: row.row, heading: &heading, field: field.key };
    let told = format!("「{}」{}", state.label.ja, told.unwrap_or_default());
    let finding = Finding::new(&place, Issue::StateInNote, &raw, &told);
    let finding = finding.decided(verdict(field.key, Issue::StateInNote), true);
    if finding.verdict != Verdict::KeepRaw {
        row.values.insert(field.key, state.id);
        if let Some((field, day)) = on {
            row.values.insert(field.key, day.to_string());
        }
    }
    row.problems.push(finding);
}

/// Whether something stands under the heading of the state itself.
fn is_said(row: &RowPreview, field: &Field) -> bool {
    row.values.contains_key(field.key)
        || row.raw.contains_key(field.key)
        || row.extra.contains_key(field.label.ja)
}

/// A state that is said elsewhere than under its heading.
struct Told {
    state: &'static Choice,
    day: Option<PartialDate>,
    heading: String,
    raw: String,
}

fn of_note(register: &'static Register, note: &str) -> Option<Told> {
    let (state, day) = said(register.id, note)?;
    let heading = register.field(NOTE).map_or("", |field| field.label.ja).to_owned();
    Some(Told { state, day, heading, raw: note.to_owned() })
}

/// ○ under 紛失, where each state has a column of its own; two of them leave it open.
fn ticked(id: RegisterId, row: &RowPreview) -> Option<Told> {
    let said = row.extra.iter().filter(|(_, text)| is_tick(text));
    let mut states = said.filter_map(|(heading, text)| Some((heading, text, known(id, heading)?)));
    let (heading, raw, state) = states.next().filter(|_| states.next().is_none())?;
    Some(Told { state, day: None, heading: heading.clone(), raw: raw.clone() })
}

fn states(register: &'static Register) -> Option<(&'static Field, &'static [Choice])> {
    let field = register.field("status").filter(|_| THINGS.iter().any(|(id, _)| *id == register.id))?;
    match field.kind {
        Kind::Choice(states) => Some((field, states)),
        _ => None,
    }
}

/// The state of a ledger that words mean. Folded once for all: a note is held against them many times.
fn known(id: RegisterId, words: &str) -> Option<&'static Choice> {
    type Known = HashMap<(RegisterId, String), &'static Choice>;
    static KNOWN: LazyLock<Known> = LazyLock::new(|| {
        let lists = THINGS.into_iter().filter_map(|(id, _)| Some((id, states(register(id))?.1)));
        let choices = lists.flat_map(|(id, list)| list.iter().map(move |choice| (id, choice)));
        let words = choices.flat_map(|(id, choice)| choice_words(choice).map(move |word| (id, word, choice)));
        let mut known = Known::new();
        for (id, word, choice) in words {
            known.entry((id, match_key(word))).or_insert(choice);
        }
        known
    });
    KNOWN.get(&(id, match_key(words))).copied()
}

/// The last state a note says in words of its own, and on which day.
fn said(id: RegisterId, note: &str) -> Option<(&'static Choice, Option<PartialDate>)> {
    let note: String = note.nfkc().collect();
    note.split(['\n', '。', '、', ',']).rev().find_map(|line| of_line(id, line.trim_matches(BETWEEN)))
}

/// 廃棄, R6.3.1廃棄, R6.3.1に廃棄しました, 廃棄(R6.3.1)
fn of_line(id: RegisterId, line: &str) -> Option<(&'static Choice, Option<PartialDate>)> {
    if let Some(state) = state(id, line) {
        return Some((state, None));
    }
    // A state and a day are soon said; a long remark says more than that.
    if line.chars().nth(LONGEST).is_some() {
        return None;
    }
    let cuts = line.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    let parts = cuts.flat_map(|at| {
        let (one, other) = line.split_at(at);
        [(one, other), (other, one)]
    });
    let mut parts = parts.map(|(day, words)| (day.trim_matches(BETWEEN), words.trim_matches(BETWEEN)));
    parts.find_map(|(day, words)| {
        let state = looks_like_day(day).then(|| state(id, words))??;
        Some((state, Some(self::day(day)?)))
    })
}

/// Only then it is worth reading.
fn looks_like_day(text: &str) -> bool {
    let starts = |c: char| c.is_ascii_digit() || "RHSrhs令平昭".contains(c);
    let ends = |c: char| c.is_ascii_digit() || "年月日".contains(c);
    text.starts_with(starts) && text.ends_with(ends)
}

fn state(id: RegisterId, words: &str) -> Option<&'static Choice> {
    let bare = |words: &str| DONE.iter().find_map(|done| words.strip_suffix(done).map(str::to_owned));
    let mut words = words.to_owned();
    loop {
        if let Some(state) = known(id, &words) {
            return Some(state);
        }
        words = bare(&words).filter(|bare| !bare.is_empty())?;
    }
}

fn day(text: &str) -> Option<PartialDate> {
    match date_reader::read(text) {
        Ok(Reading::Date { date, doubt: None, .. }) => Some(date),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::RegisterId;

    #[test]
    fn a_note_that_says_a_state_and_no_more() {
        let of = |note: &str| {
            let (state, day) = said(RegisterId::PortableMedia, note)?;
            Some(format!("{} {}", state.id, day.map(|day| day.to_string()).unwrap_or_default()))
        };
        let cases = [
            ("R6.3.1廃棄", "disposed 2024-03-01"),
            ("令和6年3月1日 廃棄済み", "disposed 2024-03-01"),
            ("Ｒ６．３．１に廃棄しました", "disposed 2024-03-01"),
            ("廃棄（R6.3.1）", "disposed 2024-03-01"),
            ("予備機\n2024/3/1 廃棄処分済", "disposed 2024-03-01"),
            ("廃棄", "disposed "),
            ("R6.3.1 紛失", "lost 2024-03-01"),
            ("R6.3 返却", "returned_to_owner 2024-03"),
        ];
        for (note, said) in cases {
            assert_eq!(of(note).as_deref(), Some(said), "{note}");
        }
        for note in ["", "廃棄の手順は別紙", "R6.3.1購入", "PC-003の廃棄後に使用", "総務課", "R6.3.1"]
        {
            assert_eq!(of(note), None, "{note}");
        }
    }
}
