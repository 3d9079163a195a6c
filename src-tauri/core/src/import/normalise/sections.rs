//! 小見出しと空欄: values a row takes from the lines above it, when the user says so.

use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fields::{Field, Kind};
use crate::vocab::read::find_choice;
use crate::vocab::unreadable::made_readable;
use crate::vocab::{RegisterId, Required};

use super::columns::Above;
use super::{Normal, Normaliser, Slot, Spot};
use crate::import::cells::Row;
use crate::import::context::Context;
use crate::import::headings::Shape;
use crate::import::problem::{Issue, Verdict};

/// Under this name a section's heading stays with the records below it.
const SECTION: &str = "小見出し";

impl Normaliser<'_> {
    /// 【給付課】: holds for the rows that follow, until the next.
    pub fn section(&mut self, row: &Row) {
        let texts: Vec<_> =
            row.cells.iter().filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.text()).collect();
        let text = texts.join(" ");
        let inner = inner(&text);
        self.section = (!inner.is_empty()).then(|| made_readable(inner).into_owned());
    }

    /// 令和7年度 or 5月 alone in a row: holds for the days below that do not say it themselves.
    pub fn period(&mut self, row: &Row) {
        let mut filled = row.cells.iter().filter(|cell| !cell.value.is_blank());
        if let (Some(cell), None) = (filled.next(), filled.next())
            && let Some(below) = self.context.below(&cell.value.text())
        {
            self.context = below;
        }
    }

    /// When the next row is of.
    pub fn context(&self) -> Context {
        self.context
    }

    /// The section's heading as the row's 所属, state or kind where that is blank and the heading is such a word;
    /// else it is kept beside the fields.
    pub(super) fn under_section(&self, row: &Row, normal: &mut Normal) {
        let Some(section) = &self.section else { return };
        self.among_leavers(section, row, normal);
        let meant = self
            .mapping
            .shape
            .fields()
            .iter()
            .find_map(|field| Some((field, meant_by(self.mapping.shape, field, section)?)));
        // 外付HDD under 種別 as well as above the rows says nothing more.
        if meant.as_ref().is_some_and(|(field, value)| normal.values.get(field.key) == Some(value)) {
            return;
        }
        if let Some((field, value)) = meant.filter(|(field, _)| !normal.values.contains_key(field.key)) {
            let spot = Spot { row, heading: "", key: field.key, keeps: false };
            let verdict = self.find(normal, &spot, Issue::SectionHeading, section, field.label.ja);
            if matches!(verdict, Verdict::Open | Verdict::Accept) {
                normal.values.insert(field.key, value);
                return;
            }
        }
        normal.extra.insert(SECTION.to_owned(), section.clone());
    }

    /// 【退職者】 over people of whom no day says that they left.
    fn among_leavers(&self, section: &str, row: &Row, normal: &mut Normal) {
        let left = self.mapping.shape.fields().iter().find(|field| field.key == "left_on");
        let unsaid = left.filter(|field| !normal.values.contains_key(field.key));
        if let Some(field) = unsaid.filter(|_| section.contains("退職") && !section.contains("予定")) {
            let spot = Spot { row, heading: "", key: field.key, keeps: false };
            self.find(normal, &spot, Issue::DoneWithoutDate, section, "");
        }
    }

    /// A blank cell below a value, in a column whose blanks may mean the same.
    pub(super) fn blank_below(&mut self, slot: Slot<'_>, normal: &mut Normal) {
        let Slot { n, field, .. } = slot;
        let Above::Value(above) = self.columns[n].above() else { return };
        if !self.columns[n].carries_on {
            return;
        }
        let above = above.to_owned();
        let shown = crate::import::cell_rules::shown(field, &above);
        let verdict = self.find(normal, &slot.spot(false), Issue::BlankAbove, "", &shown);
        if verdict == Verdict::Accept {
            normal.values.insert(field.key, above);
        }
    }
}

/// Signs before and after a heading, and pairs of brackets around all of it.
const SIGNS: &str = "■□◆◇●○◎▼▽★☆:： \u{3000}";
const PAIRS: [(char, char); 7] =
    [('【', '】'), ('〔', '〕'), ('[', ']'), ('［', '］'), ('<', '>'), ('＜', '＞'), ('（', '）')];

/// 給付課 of ■【給付課】; a bracket that belongs to its words stays: 総務課（庶務担当）.
fn inner(text: &str) -> &str {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || SIGNS.contains(c));
    let within = PAIRS.iter().chain(&[('(', ')')]).find_map(|(open, close)| {
        let within = bare.strip_prefix(*open)?.strip_suffix(*close)?;
        (!within.contains([*open, *close])).then_some(within)
    });
    within.map_or(bare, inner)
}

/// What a field takes from a section's heading: a department its name, a choice the one that is called so.
fn meant_by(of: Shape, field: &Field, section: &str) -> Option<String> {
    let name = section.strip_suffix('分').unwrap_or(section).trim_end();
    match field.kind {
        Kind::Department => is_department(name).then(|| without_ordinal(name).to_owned()),
        Kind::Date | Kind::DateTime if is_day_done(of.register.id, field) => day_of(name),
        Kind::Choice(choices) if field.key == "status" || field.required == Required::Save => {
            find_choice(choices, section).map(|choice| choice.id.to_owned())
        }
        _ => None,
    }
}

/// The days on which what a record is about was done: they may stand once over all that was done on them.
const DONE: [(RegisterId, &str); 4] = [
    (RegisterId::BackupWork, "performed_on"),
    (RegisterId::CarryOuts, "out_at"),
    (RegisterId::Disposals, "disposed_on"),
    (RegisterId::Training, "held_on"),
];

/// Whether it is the day on which what a record of the ledger is about was done.
pub fn is_day_done(register: RegisterId, field: &Field) -> bool {
    DONE.contains(&(register, field.key))
}

/// 令和6年4月10日（水）, or R6.3.25廃棄.
fn day_of(text: &str) -> Option<String> {
    let text = ["廃棄", "持出", "実施", "作業"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    match date_reader::read(text.trim_end()) {
        Ok(Reading::Date { date, doubt: None, .. }) => date.to_day().map(|day| day.to_string()),
        _ => None,
    }
}

/// 総務課 of 1 総務課, （2）給付課 or ３．保健課.
fn without_ordinal(name: &str) -> &str {
    let digits = name.trim_start_matches(['(', '（']).trim_start_matches(char::is_numeric);
    let rest = digits.trim_start_matches([' ', '\u{3000}', '.', '．', '、', ')', '）']);
    let counted = digits.len() < name.len() && rest.len() < digits.len() && !rest.is_empty();
    if counted { rest } else { name }
}

/// 総務課 and 給付課 are both departments, USBメモリ and 外付HDD both kinds.
pub fn mean_the_same_field(of: Shape, one: &str, other: &str) -> bool {
    of.fields().iter().any(|field| meant_by(of, field, one).is_some() && meant_by(of, field, other).is_some())
}

fn is_department(text: &str) -> bool {
    let ends = ["課", "部", "室", "係", "局", "支部", "センター", "グループ", "班", "担当"];
    // 総務課（庶務担当）, 総務課（3階）
    let (name, beside) = text.split_once(['(', '（']).unwrap_or((text, ""));
    let part = beside.is_empty() || text.ends_with([')', '）']);
    part && text.chars().count() <= 20 && ends.iter().any(|end| name.trim_end().ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_around_a_whole_heading_are_no_part_of_it() {
        let cases = [
            ("【給付課】", "給付課"),
            ("■ 総務課（庶務担当）", "総務課（庶務担当）"),
            ("◆【 Ｂ箱（銀行） 】：", "Ｂ箱（銀行）"),
            ("(1) 総務課 (3階)", "(1) 総務課 (3階)"),
            ("[支部（東）]", "支部（東）"),
            ("＜＞", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(inner(text), expected, "{text}");
        }
        assert!(is_department("総務課（3階）") && !is_department("第1回（6月10日）"));
    }
}
