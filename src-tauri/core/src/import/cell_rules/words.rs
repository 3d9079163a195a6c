//! 語と印: the choice, the yes or no and the number a text means, and whether it has to be asked about.

use unicode_normalization::UnicodeNormalization;

use super::Outcome;
use crate::import::cells::Raw;
use crate::import::problem::Issue;
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fields::{Choice, Field};
use crate::vocab::fold::match_key;
use crate::vocab::read::{choice_labels, choice_words, find_choice, read_bool, read_int, read_many};

/// Say what a circle says where no choice is named so.
const TICKS: &[&str] = &["✓", "レ"];
/// Say 有 where a list has it. That something was done is no result of it.
const YES: &[&str] = &["済", "可", "要"];
/// Say 無 where a list has it.
const NO: &[&str] = &["未", "否", "不可", "不要"];

/// Somebody came in another's place, or was taught on another day.
pub const INSTEAD: &str = "代";

/// Marks and words that mean one thing in one office and another in the next: the column's meaning is asked.
fn asked_of(key: &str) -> Option<Issue> {
    let mark = matches!(key, "○" | "×" | "△" | "o" | "x" | INSTEAD)
        || [TICKS, YES, NO].iter().any(|words| words.contains(&key));
    // Not known where something is, and known to be lost, are two things.
    let guess = (key == "不明").then_some(Issue::ChoiceGuess);
    if mark { Some(Issue::MarkMeaning) } else { guess }
}

/// Whether a text says that there is no value. 未 in a list of choices says something of its own.
pub fn says_nothing(text: &str) -> bool {
    matches!(date_reader::read(text), Ok(Reading::Word)) && match_key(text) != "未"
}

/// The choice a text means, and whether that needs a question: a mark says little by itself, and words
/// around a known one may change its meaning.
pub fn meant_choice(choices: &'static [Choice], text: &str) -> Option<(&'static Choice, Option<Issue>)> {
    let key = match_key(text);
    if let Some(choice) = find_choice(choices, text) {
        return Some((choice, if match_key(choice.label.ja) == key { None } else { asked_of(&key) }));
    }
    let words = [(TICKS, "○"), (YES, "有"), (NO, "無")];
    let word = words.into_iter().find(|(words, _)| words.contains(&key.as_str()));
    if let Some((_, word)) = word
        && let Some(choice) = find_choice(choices, word)
    {
        return Some((choice, Some(Issue::MarkMeaning)));
    }
    if let Some(choice) = written_shorter(choices, &key) {
        return Some((choice, None));
    }
    let choice = choices.iter().flat_map(likely).find(|(_, word)| *word == key).map(|(choice, _)| choice);
    choice.or_else(|| by_part(choices, &key)).map(|choice| (choice, Some(Issue::ChoiceGuess)))
}

/// What most likely means a choice.
fn likely(choice: &'static Choice) -> impl Iterator<Item = (&'static Choice, String)> {
    choice.likely.split_whitespace().map(move |word| (choice, match_key(word)))
}

/// The choice of which a text holds a word: the first of them, and the longest.
fn by_part(choices: &'static [Choice], key: &str) -> Option<&'static Choice> {
    let words = choices.iter().flat_map(|choice| {
        let own = [choice.label.ja].into_iter().chain(choice.synonyms.iter().copied());
        let all = own.chain(choice.also.split_whitespace());
        all.map(move |word| (choice, match_key(word))).chain(likely(choice))
    });
    let inside = words.filter_map(|(choice, word)| {
        let at = key.find(&word).filter(|_| !word.is_empty())?;
        if is_denied(&key[..at], &word, &key[at + word.len()..]) {
            return None;
        }
        // A single letter or digit inside a word says nothing, nor does sd inside ssd.
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let (before, after) = (key[..at].chars().next_back(), key[at + word.len()..].chars().next());
        let whole = !word.is_ascii() || !letter(before) && !letter(after);
        let tells = word.chars().count() > 1 && whole || !word.is_ascii() && at == 0;
        // ○（補講2/1）: the word says which kind of ○.
        let why = is_cause(&key[at + word.len()..]);
        tells.then_some(((asked_of(&word).is_some(), why, at, std::cmp::Reverse(word.len())), choice))
    });
    inside.min_by_key(|(order, _)| *order).map(|best| best.1)
}

/// 劣化により廃棄: what was done counts, and not why.
fn is_cause(after: &str) -> bool {
    ["により", "による", "によって", "のため", "の為", "につき"].iter().any(|word| after.starts_with(word))
}

/// 未使用 is not 使用, nor 異常なし 異常, 返却予定 返却, 廃棄していない 廃棄, 使用終了 使用 or 紛失（発見） 紛失.
fn is_denied(before: &str, word: &str, after: &str) -> bool {
    const SOMEWHERE: [&str; 11] =
        ["なし", "ない", "ません", "せず", "含まず", "不可", "不要", "停止", "予定", "以外", "発見"];
    const NEXT: [char; 3] = ['無', '待', '可'];
    /// What goes on until it is over.
    const LASTING: [&str; 5] = ["使用", "利用", "運用", "稼働", "貸出"];
    const OVER: [&str; 3] = ["済", "終了", "中止"];
    let over = LASTING.iter().any(|lasting| word.ends_with(lasting))
        && OVER.iter().any(|over| after.starts_with(over));
    let stopped = word.ends_with('中') && after.starts_with('止');
    stopped
        || before.ends_with(['未', '非', '不', '無', '要'])
        || SOMEWHERE.iter().any(|word| after.contains(word))
        || after.starts_with(NEXT)
        || over
}

/// プリンター and プリンタ are one word: the choice that is written so but for the last long vowel of a word.
fn written_shorter(choices: &'static [Choice], key: &str) -> Option<&'static Choice> {
    let key = shorter(key);
    let is_so = |choice: &&'static Choice| choice_words(choice).any(|word| shorter(&match_key(word)) == key);
    choices.iter().find(is_so)
}

/// Without the long vowel at the end of words in katakana.
fn shorter(key: &str) -> String {
    let katakana = |c: char| ('ァ'..='ヺ').contains(&c);
    let chars: Vec<char> = key.chars().collect();
    let is_last = |n: usize| {
        let long = n >= 3 && chars[n - 3..n].iter().all(|c| katakana(*c) || *c == 'ー');
        chars[n] == 'ー' && long && chars.get(n + 1).is_none_or(|next| !katakana(*next))
    };
    (0..chars.len()).filter(|n| !is_last(*n)).map(|n| chars[n]).collect()
}

pub fn boolean(text: &str) -> Outcome {
    let key = match_key(text);
    match (read_bool(text), key.as_str()) {
        (_, "-") => Outcome::with(None, Issue::UnknownWord, ""),
        (Some(yes), key) if asked_of(key).is_some() => {
            let value = if yes { "1" } else { "0" };
            Outcome::with(Some(value.to_owned()), Issue::MarkMeaning, if yes { "有" } else { "無" })
        }
        (Some(yes), _) => Outcome::plain(if yes { "1" } else { "0" }),
        (None, "印") => Outcome::with(Some("1".to_owned()), Issue::MarkMeaning, "有"),
        (None, _) => Outcome::error(Issue::NotYesOrNo),
    }
}

pub fn integer(field: &Field, value: &Raw, text: &str) -> Outcome {
    if matches!(value, Raw::Number(number) if number.fract() == 0.0) {
        return Outcome::plain(text);
    }
    if let Some(number) = text
        .strip_prefix(['約', '凡'])
        .or(text.strip_suffix("程度"))
        .and_then(|text| read_int(field, text).ok())
    {
        return Outcome::with(Some(number.to_string()), Issue::Approximate, number.to_string());
    }
    match read_int(field, text).or_else(|error| ordinal(text).ok_or(error)) {
        Ok(number) => Outcome::plain(number.to_string()),
        Err(_) if says_nothing(text) => Outcome::with(None, Issue::UnknownWord, ""),
        Err(_) if field.key == "fiscal_year" => Outcome::with(None, Issue::NotANumber, "年度"),
        Err(_) => Outcome::error(Issue::NotANumber),
    }
}

/// 第1世代, 第2回
fn ordinal(text: &str) -> Option<i64> {
    let plain: String = text.nfkc().collect();
    let counted = plain.trim().strip_prefix('第')?;
    let counted = ["世代", "回", "期", "版"].iter().find_map(|counter| counted.strip_suffix(counter))?;
    counted.trim().parse().ok()
}

pub fn many(choices: &'static [Choice], text: &str) -> Outcome {
    match read_many(choices, text) {
        Ok(ids) => Outcome::plain(ids.join(",")),
        Err(_) if says_nothing(text) => Outcome::with(None, Issue::UnknownWord, ""),
        Err(_) => Outcome::with(None, Issue::UnknownChoice, choice_labels(choices)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::register;
    use crate::vocab::{Kind, RegisterId};

    fn meant(id: RegisterId, key: &str, text: &str) -> Option<&'static str> {
        let Some(Kind::Choice(choices)) = register(id).anywhere(key).map(|field| field.kind) else {
            panic!("{key} is no list of choices")
        };
        meant_choice(choices, text).map(|(choice, _)| choice.id)
    }

    #[test]
    fn a_word_that_is_denied_behind_it_is_not_meant() {
        let cases = [
            (
                RegisterId::Devices,
                "status",
                &["使用中止", "使用終了", "使用可", "使用済", "使用していない"][..],
            ),
            (RegisterId::PortableMedia, "status", &["貸出可", "廃棄していない", "持出可", "紛失（発見）"]),
            (RegisterId::BackupWork, "result", &["正常に終了せず"]),
            (RegisterId::Training, "attendance", &["出席せず", "要受講", "出席予定"]),
        ];
        for (id, key, texts) in cases {
            for text in texts {
                assert_eq!(meant(id, key, text), None, "{id} {key} {text}");
            }
        }
        assert_eq!(meant(RegisterId::PortableMedia, "status", "廃棄済"), Some("disposed"));
        assert_eq!(meant(RegisterId::Training, "attendance", "出席（午後のみ）"), Some("attended"));
    }
}
