//! 台帳との違い: value by value what a file says otherwise than the ledger, and what the ledger gets of it.

use super::{Place, all};
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::import::diff::Standing;
use crate::import::diff::merge::FieldDiff;
use crate::import::diff::view::{Comparison, RowDiff};
use crate::import::judged::Judged;
use crate::import::problem::Finding;
use crate::registers::register;

/// One value that differs, or one thing that is asked of a row.
pub struct Difference {
    place: Place,
    row: u32,
    number: String,
    standing: &'static str,
    field: String,
    ledger: String,
    file: String,
    result: &'static str,
    text: String,
}

pub(crate) const DIFFERENCES: [ListColumn<Difference>; 11] = [
    ListColumn::new("ファイル", Holds::Text, |line| Out::text(&line.place.file)),
    ListColumn::new("シート", Holds::Text, |line| Out::text(&line.place.sheet)),
    ListColumn::new("取込先の台帳", Holds::Text, |line| Out::text(line.place.ledger)),
    ListColumn::new("行", Holds::Number, |line| Out::number(line.row)),
    ListColumn::new("番号", Holds::Text, |line| Out::text(&line.number)),
    ListColumn::new("区分", Holds::Text, |line| Out::text(line.standing)),
    ListColumn::new("項目", Holds::Text, |line| Out::text(&line.field)),
    ListColumn::new("台帳の値", Holds::Note, |line| Out::text(&line.ledger)),
    ListColumn::new("ファイルの値", Holds::Note, |line| Out::text(&line.file)),
    ListColumn::new("結果", Holds::Text, |line| Out::text(line.result)),
    ListColumn::new("理由・問い", Holds::Note, |line| Out::text(&line.text)),
];

/// Of all tables, in the order of their rows.
pub fn list(judged: &Judged, compared: &Comparison, state: String) -> Rows {
    let mut lines = Vec::new();
    for at in all(judged) {
        let rows = compared.of(&at).into_iter().flat_map(|diff| &diff.rows);
        for row in rows {
            lines.extend(row.asked.iter().map(|asked| of_question(at.place(), row, asked)));
            lines.extend(row.diffs.iter().map(|diff| of_value(at.place(), row, diff)));
        }
    }
    Rows { frozen: 2, ..Rows::of(state, &DIFFERENCES, &lines) }
}

fn of_question(place: Place, row: &RowDiff, asked: &Finding) -> Difference {
    let result = if asked.is_open() { "未決定" } else { asked.issue.answer_ja(asked.verdict) };
    Difference { result, text: asked.text.clone(), ..begun(place, row) }
}

fn of_value(place: Place, row: &RowDiff, diff: &FieldDiff) -> Difference {
    Difference {
        field: diff.label.clone(),
        ledger: diff.ledger.clone(),
        file: diff.file.clone(),
        result: match (row.standing, diff.taken) {
            (Standing::Voided, _) => "取り消したまま",
            (_, true) => "ファイルの値にする",
            (_, false) => "台帳のまま",
        },
        text: match (&row.fixed, diff.required, diff.conflict) {
            (Some(why), ..) => why.clone(),
            (None, true, _) => "空欄にできない項目".to_owned(),
            (None, false, true) => "台帳でもファイルでも変更".to_owned(),
            _ => String::new(),
        },
        ..begun(place, row)
    }
}

fn begun(place: Place, row: &RowDiff) -> Difference {
    Difference {
        place,
        row: row.row,
        number: row.number.clone(),
        standing: row.standing.label_ja(),
        field: String::new(),
        ledger: String::new(),
        file: String::new(),
        result: "",
        text: String::new(),
    }
}

/// A record that came from such a file and is not in it any more.
pub struct Gone {
    place: Place,
    ledger: &'static str,
    number: String,
    title: String,
}

pub(crate) const NOT_IN_FILE: [ListColumn<Gone>; 5] = [
    ListColumn::new("ファイル", Holds::Text, |line| Out::text(&line.place.file)),
    ListColumn::new("シート", Holds::Text, |line| Out::text(&line.place.sheet)),
    ListColumn::new("台帳", Holds::Text, |line| Out::text(line.ledger)),
    ListColumn::new("番号", Holds::Text, |line| Out::text(&line.number)),
    ListColumn::new("名称", Holds::Text, |line| Out::text(&line.title)),
];

/// They stay as they are.
pub fn not_in_file(judged: &Judged, compared: &Comparison, state: String) -> Rows {
    let mut lines = Vec::new();
    for at in all(judged) {
        let gone = compared.of(&at).into_iter().flat_map(|diff| &diff.absent);
        let line = |one: &crate::import::diff::view::Absent| Gone {
            place: at.place(),
            ledger: register(one.register).label.ja,
            number: one.number.clone(),
            title: one.title.clone(),
        };
        lines.extend(gone.map(line));
    }
    Rows::of(format!("{state}　台帳にはそのまま残る"), &NOT_IN_FILE, &lines)
}
