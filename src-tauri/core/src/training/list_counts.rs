//! 名簿の数: 出席者数, 受講率 and the like, counted from the list.
//!
//! What is entered here has no other numbers. An old ledger says numbers of its own, often without a list: those
//! stand as they were said until a list contradicts them. Then the list counts, and the other number is kept
//! beside it as 取込時の数. Pure.

use crate::registers::Facts;
use crate::vocab::{Content, Field, Value, Values};

/// Behind the name of a number an old ledger said and the list contradicts.
const SAID: &str = "（取込時の数）";
const TARGET: &str = "target_count";
const PERCENT: &str = "attendance_percent";
const ABSENT: &str = "absent_count";
const EXEMPT: &str = "exempt_count";

/// 出席者数 and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Everybody on the list.
    pub meant: i64,
    pub attended: i64,
    pub absent: i64,
    pub exempt: i64,
    /// Of those who were meant and not exempt, rounded down; `None` where nobody is marked or all are exempt.
    pub percent: Option<i64>,
}

impl Counts {
    /// Nobody's attendance is known: a list of names counts nothing but those who were meant.
    fn is_unmarked(self) -> bool {
        self.attended + self.absent + self.exempt == 0
    }
}

/// Counts the list. 補講 counts as attended, 免除 as neither.
pub fn counts(content: &Content) -> Counts {
    let rows = content.parts.get("attendees").map(Vec::as_slice).unwrap_or_default();
    let of = |states: &[&str]| rows.iter().filter(|row| Facts(row).is("attendance", states)).count() as i64;
    let (attended, absent) = (of(&["attended", "makeup"]), of(&["absent"]));
    let (meant, exempt) = (rows.len() as i64, of(&["exempt"]));
    let percent = (100 * attended).checked_div(meant - exempt).filter(|_| attended + absent > 0);
    Counts { meant, attended, absent, exempt, percent }
}

/// What follows from the list of a training entered here.
pub fn derived(content: &Content) -> Values {
    let counts = counts(content);
    let numbers = [
        ("attended_count", Some(counts.attended)),
        (ABSENT, Some(counts.absent)),
        (EXEMPT, Some(counts.exempt)),
        (PERCENT, counts.percent),
        (TARGET, Some(counts.meant).filter(|meant| *meant > 0)),
        ("quiz_average", average(content)),
    ];
    let known = numbers.into_iter().filter_map(|(key, number)| Some((key, Value::Int(number?))));
    known.collect()
}

/// What follows from the list of an old ledger. Where nobody is marked, nothing was counted, and of those a list does
/// not name nobody knows whether they were absent: 0名 would be made up.
pub fn derived_of_old(content: &Content) -> Values {
    let mut values = derived(content);
    let counts = counts(content);
    if counts.is_unmarked() {
        values.retain(|key, _| key == TARGET || key == "quiz_average");
        return values;
    }
    if names_only_some(content, counts) {
        values.retain(|key, value| ![ABSENT, EXEMPT].contains(&key) || *value != Value::Int(0));
    }
    if let Some(percent) = percent(content, counts) {
        values.insert(PERCENT, Value::Int(percent.floor()));
    }
    values
}

/// More were meant than the list names: it may hold only those who came, or only a part of all.
fn names_only_some(content: &Content, counts: Counts) -> bool {
    Facts(&content.values).int(TARGET).is_some_and(|said| said > counts.meant)
}

/// 平均点 of those who have a score, rounded.
fn average(content: &Content) -> Option<i64> {
    let rows = content.parts.get("attendees").map(Vec::as_slice).unwrap_or_default();
    let scores: Vec<i128> = rows.iter().filter_map(|row| Facts(row).int("score").map(i128::from)).collect();
    let count = i128::try_from(scores.len()).ok().filter(|count| *count > 0)?;
    i64::try_from((scores.iter().sum::<i128>() * 2 + count).div_euclid(2 * count)).ok()
}

/// Numbers an old ledger said and its list contradicts give way to the list, and are kept beside it.
pub fn follow_list(content: &mut Content) {
    let counts = counts(content);
    if counts.is_unmarked() {
        return;
    }
    let said = |content: &Content, key: &str| Facts(&content.values).int(key);
    if said(content, TARGET).is_some_and(|said| said < counts.meant) {
        replace(content, TARGET, Some(counts.meant));
    }
    // It says nothing of the others.
    let others = names_only_some(content, counts);
    let numbers = [
        ("attended_count", counts.attended, false),
        (ABSENT, counts.absent, others),
        (EXEMPT, counts.exempt, others),
    ];
    for (key, counted, more) in numbers {
        if said(content, key).is_some_and(|said| if more { said < counted } else { said != counted }) {
            replace(content, key, Some(counted).filter(|counted| !more || *counted > 0));
        }
    }
    if let Some((percent, said)) = percent(content, counts).zip(said(content, PERCENT))
        && !percent.is_rounded_to(said)
    {
        replace(content, PERCENT, Some(percent.floor()));
    }
}

/// `counted`: nothing where the list does not say it.
fn replace(content: &mut Content, key: &'static str, counted: Option<i64>) {
    let was = match counted {
        Some(counted) => content.values.insert(key, Value::Int(counted)),
        None => content.values.remove(key),
    };
    let field = super::fields::FIELDS.iter().find(|field| field.key == key);
    if let Some((field, was)) = field.zip(was) {
        // What was said first is what the old ledger said.
        content.extra.entry(beside(field)).or_insert_with(|| was.to_text());
    }
}

/// 出席者数（取込時の数）
fn beside(field: &Field) -> String {
    format!("{}{SAID}", field.label.ja)
}

/// Whether a number is what the old ledger said, kept beside what was counted.
pub fn was_said(content: &Content, key: &str, text: &str) -> bool {
    let field = super::fields::FIELDS.iter().find(|field| field.key == key);
    field.and_then(|field| content.extra.get(&beside(field))).is_some_and(|said| said == text)
}

/// Whether a number of the old ledger is kept beside what was counted.
pub fn differs_from_old(content: &Content) -> bool {
    content.extra.keys().any(|name| name.ends_with(SAID))
}

/// What was counted before goes with the list that was changed; what an old ledger said is no count of it.
pub fn recount(before: &Content, after: &mut Content) {
    if before.parts.get("attendees") == after.parts.get("attendees") {
        return;
    }
    for (key, counted) in derived_of_old(before) {
        let was = before.values.get(&key);
        if was == Some(&counted) && after.values.get(&key) == was {
            after.values.remove(&key);
        }
    }
}

/// 受講率 before it is rounded: of those who were meant, on the list or not, and not exempt.
#[derive(Clone, Copy)]
struct Percent {
    attended: i64,
    of: i64,
}

fn percent(content: &Content, counts: Counts) -> Option<Percent> {
    let facts = Facts(&content.values);
    let meant = facts.int(TARGET).map_or(counts.meant, |said| said.max(counts.meant));
    // No fewer than none were exempt, whatever a file says.
    let exempt = facts.int(EXEMPT).filter(|said| *said >= 0).unwrap_or(counts.exempt);
    let of = meant.saturating_sub(exempt);
    (of > 0).then_some(Percent { attended: counts.attended, of })
}

impl Percent {
    fn floor(self) -> i64 {
        // Numbers of a file may be of any size; those who came are on the list.
        i64::try_from(100 * i128::from(self.attended) / i128::from(self.of)).unwrap_or(i64::MAX)
    }

    /// 93.75 is 93 to one office and 94 to another.
    fn is_rounded_to(self, said: i64) -> bool {
        let (said, of, attended) = (i128::from(said), i128::from(self.of), i128::from(self.attended));
        (0..=100).contains(&said) && (said * of - 100 * attended).abs() < of
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::with_rows;
    use crate::vocab::RegisterId::Training;

    fn held(said: &[(&str, &str)], attendances: &[&str]) -> Content {
        let rows: Vec<[(&str, &str); 1]> = attendances.iter().map(|state| [("attendance", *state)]).collect();
        let rows: Vec<&[(&str, &str)]> = rows.iter().map(|row| row.as_slice()).collect();
        with_rows(Training, said, &[("attendees", &rows)])
    }

    #[test]
    fn a_makeup_counts_and_an_exemption_does_not() {
        let counted = counts(&held(&[], &["○", "補講", "欠席（出張）", "免除"]));
        let expected = Counts { meant: 4, attended: 2, absent: 1, exempt: 1, percent: Some(66) };
        assert_eq!(counted, expected);
        assert_eq!(counts(&held(&[], &["免除"])).percent, None);
    }

    #[test]
    fn what_an_old_ledger_said_stands_until_its_list_says_otherwise() {
        type Numbers = &'static [(&'static str, &'static str)];
        // "-" where nobody said a number.
        const NONE: &str = "-";
        const MOST: &str = "9223372036854775807";
        const LEAST: &str = "-9223372036854775808";
        // Said, marks of the list, what stands then, and what is kept beside it.
        let cases: [(Numbers, &[&str], Numbers, Numbers); 9] = [
            (
                &[("attended_count", "30")],
                &[],
                &[("attended_count", "30"), ("absent_count", NONE), ("exempt_count", NONE)],
                &[],
            ),
            (
                &[("attended_count", "3")],
                &["○", "○"],
                &[("attended_count", "2"), ("absent_count", "0"), ("exempt_count", "0")],
                &[("出席者数", "3")],
            ),
            // Only those who came are on the list; 66.7 is rounded either way.
            (
                &[("target_count", "3"), ("absent_count", "1"), ("attendance_percent", "67")],
                &["○", "○"],
                &[
                    ("target_count", "3"),
                    ("absent_count", "1"),
                    ("exempt_count", NONE),
                    ("attendance_percent", "67"),
                ],
                &[],
            ),
            (
                &[("target_count", "1"), ("absent_count", "2"), ("attendance_percent", "90")],
                &["○", "欠席"],
                &[("target_count", "2"), ("absent_count", "1"), ("attendance_percent", "50")],
                &[("対象者数", "1"), ("欠席者数", "2"), ("受講率（％）", "90")],
            ),
            // Whether the other two were absent or exempt, nobody said.
            (
                &[("target_count", "4")],
                &["○", "○"],
                &[("attendance_percent", "50"), ("absent_count", NONE), ("exempt_count", NONE)],
                &[],
            ),
            (
                &[("target_count", "4")],
                &["○", "欠席"],
                &[("attendance_percent", "25"), ("absent_count", "1"), ("exempt_count", NONE)],
                &[],
            ),
            (&[], &[""], &[("target_count", "1"), ("attended_count", NONE), ("absent_count", NONE)], &[]),
            // No number of a file is too large or too small to be looked at.
            (
                &[("attendance_percent", MOST), ("target_count", MOST), ("exempt_count", LEAST)],
                &["○", "欠席"],
                &[("attendance_percent", "0"), ("target_count", MOST), ("exempt_count", NONE)],
                &[("受講率（％）", MOST), ("免除者数", LEAST)],
            ),
            (
                &[("attendance_percent", "-1"), ("absent_count", "-1")],
                &["○", "免除"],
                &[("attendance_percent", "100"), ("absent_count", "0"), ("exempt_count", "1")],
                &[("受講率（％）", "-1"), ("欠席者数", "-1")],
            ),
        ];
        for (said, list, stands, kept) in cases {
            // A ledger here may hold what a form here would not take.
            let mut content = held(&[], list);
            for (key, number) in said {
                content.values.insert(*key, Value::Int(number.parse().unwrap()));
            }
            follow_list(&mut content);
            for (key, value) in derived_of_old(&content) {
                content.values.insert_new(key, || value);
            }
            for (key, number) in stands {
                let stands = content.values.get(key).map(Value::to_text);
                assert_eq!(stands.as_deref().unwrap_or(NONE), *number, "{said:?} {list:?} {key}");
            }
            let beside: Vec<(String, String)> =
                kept.iter().map(|(name, was)| (format!("{name}{SAID}"), (*was).to_owned())).collect();
            let mut beside_now: Vec<(String, String)> = content.extra.clone().into_iter().collect();
            beside_now.sort();
            let mut beside = beside;
            beside.sort();
            assert_eq!(beside_now, beside, "{said:?} {list:?}");
        }
    }
}
