//! 元の内容と、記録される内容: each row of a table as it would be recorded, with what stands in the file beside it;
//! and the rows that are no records.

use std::collections::BTreeSet;

use super::{At, Place, all};
use crate::export::cells::{self, Holds, Out};
use crate::export::list::{Column, ListColumn, Rows};
use crate::import::diff::view::Comparison;
use crate::import::judged::Judged;
use crate::import::preview::RowPreview;
use crate::import::problem::Finding;
use crate::import::rows::RowClass;
use crate::registers::register;
use crate::vocab::Field;
use crate::vocab::read::held;

/// What a row says in a column.
type Cell<'p> = Box<dyn Fn(&RowPreview) -> Option<Out> + 'p>;

/// One column of the list.
struct Cells<'p> {
    heading: String,
    holds: Holds,
    cell: Cell<'p>,
}

impl<'p> Cells<'p> {
    fn new(heading: impl Into<String>, holds: Holds, cell: impl Fn(&RowPreview) -> Option<Out> + 'p) -> Self {
        Self { heading: heading.into(), holds, cell: Box::new(cell) }
    }
}

/// A row for each row of the table. Where a cell is read as something else, its column has a second one before it
/// with what the file says.
pub fn read(at: At<'_>, compared: &Comparison, state: String) -> Rows {
    let Place { file, sheet, ledger } = at.place();
    let mut columns = vec![Cells::new(ROW, Holds::Number, |row| Out::number(row.row))];
    let mapped = at.table.columns.iter().filter_map(|column| column.field.as_deref());
    let mut seen = BTreeSet::new();
    for key in mapped.filter(|key| seen.insert(*key)) {
        columns.extend(of_field(at, key));
    }
    let extra: BTreeSet<&String> = at.table.rows.iter().flat_map(|row| row.extra.keys()).collect();
    columns.extend(extra.into_iter().map(|heading| {
        Cells::new(format!("その他の列：{heading}"), Holds::Text, move |row| {
            Out::text(row.extra.get(heading)?)
        })
    }));
    columns.extend(about_rows(at, compared));
    let once: Vec<String> = at
        .table
        .values
        .iter()
        .map(|(key, text)| format!("　{} {}", at.label(key), shown(at, key, text)))
        .collect();
    Rows {
        state: [
            state,
            format!("　{file} {sheet}").trim_end().to_owned(),
            format!("　{ledger}"),
            once.concat(),
        ]
        .concat(),
        rows: at
            .table
            .rows
            .iter()
            .map(|row| columns.iter().map(|column| (column.cell)(row)).collect())
            .collect(),
        columns: columns.into_iter().map(|Cells { heading, holds, .. }| Column { heading, holds }).collect(),
        totals: Vec::new(),
        frozen: 2,
    }
}

fn of_field<'p>(at: At<'p>, key: &'p str) -> Vec<Cells<'p>> {
    let label = at.label(key);
    let field = register(at.table.register).anywhere(key);
    let result =
        Cells::new(label.clone(), field.map_or(Holds::Text, Holds::from), move |row: &RowPreview| {
            let text = row.values.get(key).filter(|text| !text.is_empty())?;
            field.map_or_else(|| Out::text(text), |field| out(field, text))
        });
    if !at.table.rows.iter().any(|row| row.raw.contains_key(key)) {
        return vec![result];
    }
    let raw = move |row: &RowPreview| Out::text(row.raw.get(key).or_else(|| row.values.get(key))?);
    vec![Cells::new(format!("{label}（元の内容）"), Holds::Text, raw), result]
}

const ROW: &str = "行";
const ABOUT: [&str; 3] = ["行の印", "コメント", "気付いたこと"];

/// Whether these are the headings of such a list, whatever the table was.
pub(crate) fn is_rows_read(headings: &[String]) -> bool {
    let about = headings.len().checked_sub(ABOUT.len()).map(|from| &headings[from..]);
    headings.first().is_some_and(|first| first == ROW) && about.is_some_and(|about| about == ABOUT)
}

/// How the row was marked, and what was found in it.
fn about_rows<'p>(at: At<'p>, compared: &'p Comparison) -> [Cells<'p>; 3] {
    let asked = compared.asked.get(&at.table.id);
    let marks = |row: &RowPreview| {
        let marks = [(row.struck, "取消線"), (row.hidden, "非表示の行")];
        let there: Vec<&str> = marks.into_iter().filter(|(there, _)| *there).map(|(_, mark)| mark).collect();
        Out::text(there.join("・"))
    };
    let found = move |row: &RowPreview| {
        let of_ledger = asked.and_then(|asked| asked.get(&row.row)).into_iter().flatten();
        let texts: Vec<&str> =
            row.problems.iter().chain(of_ledger).map(|found: &Finding| found.text.as_str()).collect();
        Out::text(texts.join("\n"))
    };
    [
        Cells::new(ABOUT[0], Holds::Text, marks),
        Cells::new(ABOUT[1], Holds::Note, |row| Out::text(row.comment.as_deref()?)),
        Cells::new(ABOUT[2], Holds::Note, found),
    ]
}

/// A proposed text as it would stand in the record; what cannot be read stays as it is.
fn out(field: &Field, text: &str) -> Option<Out> {
    held(field, text).map_or_else(|| Out::text(text), |value| Some(cells::out(field, &value)))
}

fn shown(at: At<'_>, key: &str, text: &str) -> String {
    let field = register(at.table.register).anywhere(key);
    field.and_then(|field| out(field, text)).map_or_else(|| text.to_owned(), |out| out.shown())
}

/// A row that is no record.
pub struct LeftRow {
    place: Place,
    row: u32,
    kind: &'static str,
    text: String,
}

pub(crate) const LEFT: [ListColumn<LeftRow>; 5] = [
    ListColumn::new("ファイル", Holds::Text, |line| Out::text(&line.place.file)),
    ListColumn::new("シート", Holds::Text, |line| Out::text(&line.place.sheet)),
    ListColumn::new("行", Holds::Number, |line| Out::number(line.row)),
    ListColumn::new("種類", Holds::Text, |line| Out::text(line.kind)),
    ListColumn::new("内容", Holds::Note, |line| Out::text(&line.text)),
];

/// 記録として扱わない行 of all tables.
pub fn left(judged: &Judged, state: String) -> Rows {
    let mut lines = Vec::new();
    for at in all(judged) {
        let own = at.table.not_data.iter().filter(|row| row.class != RowClass::Elsewhere);
        lines.extend(own.map(|row| LeftRow {
            place: at.place(),
            row: row.row,
            kind: row.class.label_ja(),
            text: row.text.clone(),
        }));
    }
    Rows { frozen: 2, ..Rows::of(state, &LEFT, &lines) }
}
