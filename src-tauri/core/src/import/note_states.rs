//! 備考の状態: R6.3.1廃棄 written under 備考 of a thing whose state nobody filled in. Without a question it would come in
//! as one that is still kept.

use super::headings::Shape;
use super::preview::RowPreview;
use super::problem::{Finding, Issue, Place, Verdict};
use crate::vocab::PartialDate;
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fields::{Choice, Field, Kind};
use crate::vocab::read::find_choice;
use crate::vocab::{Register, RegisterId};
use unicode_normalization::UnicodeNormalization;

/// Ledgers whose things somebody gives a state by hand.
const LEDGERS: [RegisterId; 3] = [RegisterId::PortableMedia, RegisterId::BackupMedia, RegisterId::Devices];
const NOTE: &str = "remarks";
/// What may stand behind a state in a note.
const DONE: [&str; 6] = ["しました", "した", "済み", "済", "処理", "処分"];
/// Between a day and what happened on it.
const BETWEEN: [char; 14] = [' ', '　', '(', ')', '（', '）', '[', ']', '【', '】', ':', '：', 'に', '付'];

/// Proposes the state a note says, with the day where the ledger has a field for it.
pub fn propose(
    row: &mut RowPreview,
    shape: Shape,
    sheet: Option<&str>,
    verdict: &dyn Fn(&str, Issue) -> Verdict,
) {
    let register = shape.register;
    if shape.part.is_some() {
        return;
    }
    let Some((field, states)) = states(register).filter(|_| row.mark.is_none() && row.meant.is_none()) else {
        return;
    };
    let note = row.values.get(NOTE).unwrap_or_default().to_owned();
    if row.values.contains_key(field.key)
        || row.raw.contains_key(field.key)
        || row.extra.contains_key(field.label.ja)
    {
        return;
    }
    let Some((state, day)) = said(states, &note) else { return };
    let on = register.field("disposed_on").filter(|_| state.id == "disposed").zip(day);
    let on = on.filter(|(field, _)| !row.values.contains_key(field.key));
    let told = on.map(|(field, day)| format!("、{}を {}", field.label.ja, day.long()));
    let heading = register.field(NOTE).map_or("", |field| field.label.ja);
    let place = Place { sheet, row: row.row, heading, field: field.key };
    let told = format!("「{}」{}", state.label.ja, told.unwrap_or_default());
    let finding = Finding::new(&place, Issue::StateInNote, &note, &told);
    let finding = finding.decided(verdict(field.key, Issue::StateInNote), true);
    if finding.verdict != Verdict::KeepRaw {
        row.values.insert(field.key, state.id);
        if let Some((field, day)) = on {
            row.values.insert(field.key, day.to_string());
        }
    }
    row.problems.push(finding);
}

fn states(register: &'static Register) -> Option<(&'static Field, &'static [Choice])> {
    let field = register.field("status").filter(|_| LEDGERS.contains(&register.id))?;
    match field.kind {
        Kind::Choice(states) => Some((field, states)),
        _ => None,
    }
}

/// The last state a note says in words of its own, and on which day.
fn said(states: &'static [Choice], note: &str) -> Option<(&'static Choice, Option<PartialDate>)> {
    let note: String = note.nfkc().collect();
    note.split(['\n', '。', '、', ',']).rev().find_map(|line| of_line(states, line.trim_matches(BETWEEN)))
}

/// 廃棄, R6.3.1廃棄, R6.3.1に廃棄しました, 廃棄(R6.3.1)
fn of_line(states: &'static [Choice], line: &str) -> Option<(&'static Choice, Option<PartialDate>)> {
    if let Some(state) = state(states, line) {
        return Some((state, None));
    }
    let cuts = line.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    let mut parts = cuts.flat_map(|at| {
        let (one, other) = line.split_at(at);
        [(one, other), (other, one)]
    });
    parts.find_map(|(day, words)| {
        Some((state(states, words.trim_matches(BETWEEN))?, Some(self::day(day.trim_matches(BETWEEN))?)))
    })
}

fn state(states: &'static [Choice], words: &str) -> Option<&'static Choice> {
    let bare = |words: &str| DONE.iter().find_map(|done| words.strip_suffix(done).map(str::to_owned));
    let mut words = words.to_owned();
    loop {
        if let Some(state) = find_choice(states, &words) {
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
    use crate::registers::register;

    #[test]
    fn a_note_that_says_a_state_and_no_more() {
        let (_, states) = states(register(RegisterId::PortableMedia)).unwrap();
        let of = |note: &str| {
            let (state, day) = said(states, note)?;
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
