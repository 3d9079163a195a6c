//! 作業の行: which steps of the work count for a thing, and what they amount to.
//!
//! A step belongs to a thing by control number and serial number together, since 「なし」 is the serial number of
//! many. What a check sent back stays on the record and counts no more.

use super::matching;
use super::rows::{has_no_serial, text};
use crate::disposals::adequacy::level_of;
use crate::registers::Facts;
use crate::vocab::{Content, Values};

/// Whether a row of the work is about this thing. A row of an old ledger may name no control number.
pub fn is_about(row: &Values, thing: &Values) -> bool {
    let (number, serial) = (text(row, "item_no"), text(row, "serial"));
    let same_serial = matching::key(&serial) == matching::key(&text(thing, "serial"));
    let same_number = number == text(thing, "item_no");
    same_serial && if number.is_empty() { !has_no_serial(row) } else { same_number }
}

/// The steps on a thing that still count, in the order they were done.
pub fn counted<'a>(case: &'a Content, thing: &Values) -> Vec<&'a Values> {
    let steps = case.parts.get("steps").into_iter().flatten();
    let mut own: Vec<_> = steps.filter(|step| is_about(step, thing) && !is_discredited(step)).collect();
    own.sort_by_key(|step| Facts(step).at("started_at"));
    own
}

/// Those of them that passed.
pub fn passed<'a>(case: &'a Content, thing: &Values) -> Vec<&'a Values> {
    let mut own = counted(case, thing);
    own.retain(|step| Facts(step).is("result", &["pass"]));
    own
}

pub fn is_discredited(step: &Values) -> bool {
    Facts(step).yes("discredited") == Some(true)
}

/// Whether a step before the destruction erased the thing and passed.
pub fn erased_before(case: &Content, thing: &Values) -> bool {
    let erases =
        |step: &&Values| matches!(Facts(step).choice("method").and_then(level_of), Some("clear" | "purge"));
    passed(case, thing).iter().any(erases)
}

/// 上書処理により書き換え、その後情報を消去 (A 4.2.2(3)): two different things, in this order.
pub fn overwritten_then_erased(steps: &[&Values]) -> bool {
    let methods: Vec<&str> = steps.iter().filter_map(|step| Facts(step).choice("method")).collect();
    let overwritten = methods.iter().position(|method| matches!(*method, "overwrite" | "ata_secure_erase"));
    overwritten.is_some_and(|first| {
        let erases = |method: &&str| level_of(method) == Some("clear") && *method != "overwrite";
        methods[first + 1..].iter().any(|method| erases(method) && *method != methods[first])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::with_rows;
    use crate::vocab::RegisterId::Disposals;

    type Texts<'a> = &'a [(&'a str, &'a str)];

    #[test]
    fn a_pc_is_first_overwritten_and_then_erased() {
        let cases: [(&[&str], bool); 7] = [
            (&["上書き", "初期化"], true),
            (&["初期化", "上書き", "初期化"], true),
            (&["上書き", "上書き"], false),
            (&["初期化", "上書き"], false),
            (&["初期化", "初期化"], false),
            (&["上書き", "ファイル削除"], true),
            (&["上書き"], false),
        ];
        for (methods, expected) in cases {
            let rows: Vec<[(&str, &str); 1]> = methods.iter().map(|method| [("method", *method)]).collect();
            let rows: Vec<Texts<'_>> = rows.iter().map(|row| &row[..]).collect();
            let case = with_rows(Disposals, &[], &[("steps", &rows)]);
            let steps: Vec<&Values> = case.parts["steps"].iter().collect();
            assert_eq!(overwritten_then_erased(&steps), expected, "{methods:?}");
        }
    }

    #[test]
    fn a_step_is_about_the_thing_of_its_number_and_serial() {
        let things: [Texts<'_>; 3] = [
            &[("item_no", "FWログ"), ("serial", "なし")],
            &[("item_no", "DBログ"), ("serial", "なし")],
            &[("item_no", "PC-1"), ("serial", "WX41-A1")],
        ];
        let steps: [Texts<'_>; 3] = [
            &[("item_no", "FWログ"), ("serial", "なし"), ("method", "ファイル削除"), ("result", "合格")],
            &[("serial", "なし"), ("method", "ファイル削除"), ("result", "合格")],
            &[("serial", "wx41a1"), ("method", "上書き"), ("result", "合格")],
        ];
        let case = with_rows(Disposals, &[], &[("items", &things), ("steps", &steps)]);
        let found: Vec<usize> = case.parts["items"].iter().map(|thing| counted(&case, thing).len()).collect();
        assert_eq!(found, [1, 0, 1]);
    }
}
