//! 状態を言う語: words in the cell of a day or of a number that say what became of the thing: 廃棄日 | 済, USB-003（廃棄）.

use crate::import::row_words::is_id;
use crate::vocab::fields::{Choice, Field, Kind};
use crate::vocab::fold::{self, match_key};
use crate::vocab::read::find_choice;

/// Say that something was done, not what.
const DONE: [&str; 3] = ["済", "済み", "完了"];

/// What the day of it says of the state, where only a word stands there.
const DAYS: [(&str, &str); 2] = [("disposed_on", "廃棄"), ("returned_on", "返却済")];

/// 済, 返却済, 廃棄済み: done, and no day. 未済 is not.
pub fn is_done(text: &str) -> bool {
    let key = match_key(text);
    let said = key.chars().count() <= 6 && !key.starts_with(['未', '不']) && !key.contains(char::is_numeric);
    said && DONE.iter().any(|done| key.ends_with(done))
}

/// ○ under 廃棄 or 紛失: that it is so.
pub fn is_tick(text: &str) -> bool {
    matches!(match_key(text).as_str(), "○" | "✓" | "レ")
}

/// The state such a word means in the cell of this day.
pub fn state_of(fields: &'static [Field], day: &str, text: &str) -> Option<&'static Choice> {
    let states = states(fields)?;
    let (_, word) = DAYS.iter().find(|(key, _)| *key == day)?;
    let bare = DONE.contains(&match_key(text).as_str()) || is_tick(text);
    let said = if bare { None } else { find_choice(states, text) };
    said.or_else(|| find_choice(states, word))
}

/// USB-003（廃棄）, 【紛失】USB-004, USB-005 廃棄済: the number, and the state written beside it.
pub fn beside_number(fields: &'static [Field], text: &str) -> Option<(String, &'static Choice)> {
    if text.is_ascii() {
        return None;
    }
    let states = states(fields)?;
    let words = text.split(|c: char| c.is_whitespace() || "()（）[]［］【】〔〕".contains(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let [one, other] = words.as_slice() else { return None };
    let is_state = |word: &str| !is_done_alone(word) && !is_id(word);
    let meant = |number: &str, word: &str| {
        let state = find_choice(states, word).filter(|_| is_state(word))?;
        is_id(number).then(|| (fold::code(number), state))
    };
    meant(one, other).or_else(|| meant(other, one))
}

fn is_done_alone(word: &str) -> bool {
    DONE.contains(&match_key(word).as_str())
}

fn states(fields: &'static [Field]) -> Option<&'static [Choice]> {
    let status = fields.iter().find(|field| field.key == "status")?;
    match status.kind {
        Kind::Choice(states) => Some(states),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::register;
    use crate::vocab::RegisterId;

    #[test]
    fn words_in_place_of_a_day_say_that_it_was_done() {
        for text in ["済", "済み", "返却済", "廃棄済み", "完了", "処分済"] {
            assert!(is_done(text), "{text}");
        }
        for text in ["未", "未済", "未返却", "R6.4.1 済", "未定"] {
            assert!(!is_done(text), "{text}");
        }
        let state = |id: RegisterId, day: &str, text: &str| {
            state_of(register(id).fields, day, text).map(|choice| choice.id)
        };
        assert_eq!(state(RegisterId::PortableMedia, "disposed_on", "済"), Some("disposed"));
        assert_eq!(state(RegisterId::Devices, "disposed_on", "廃棄済"), Some("disposed"));
        assert_eq!(state(RegisterId::CarryOuts, "returned_on", "済"), Some("returned"));
        assert_eq!(state(RegisterId::PortableMedia, "registered_on", "済"), None);
    }

    #[test]
    fn a_state_beside_a_number_is_no_part_of_it() {
        let of = |text: &str| {
            beside_number(register(RegisterId::PortableMedia).fields, text)
                .map(|(number, state)| format!("{number} {}", state.id))
        };
        for text in ["USB-003(廃棄)", "USB-003（廃棄）", "【廃棄】USB-003", "ＵＳＢ－００３　廃棄済"]
        {
            assert_eq!(of(text).as_deref(), Some("USB-003 disposed"), "{text}");
        }
        for text in ["USB-003", "USB-003（予備）", "USB-003（欠番）", "総務課 USB-003", "廃棄"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
