//! Tables with their sums, sheets with what they hold, columns with where they go.

use super::{At, Place, all};
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::import::diff::Standing;
use crate::import::diff::view::{Comparison, StandingCounts};
use crate::import::judged::Judged;
use crate::import::preview::{SheetSummary, TablePreview, Totals};
use crate::import::problem::Finding;
use crate::import::rows::RowClass;
use crate::import::tables::column_letters;

/// A table, or a file of which nothing could be read.
pub struct TableLine {
    place: Place,
    header: Option<u32>,
    /// 取り込む, 外す, 読めない …
    fate: &'static str,
    totals: Option<Totals>,
    counts: StandingCounts,
    open: usize,
    why: String,
}

fn count(line: &TableLine, of: fn(&Totals) -> u32) -> Option<Out> {
    Out::number(of(line.totals.as_ref()?))
}

fn standing(line: &TableLine, of: Standing) -> Option<Out> {
    line.totals?;
    Out::number(line.counts.of(of))
}

pub(crate) const TABLES: [ListColumn<TableLine>; 24] = [
    ListColumn::new("ファイル", Holds::Text, |line| Out::text(&line.place.file)),
    ListColumn::new("シート", Holds::Text, |line| Out::text(&line.place.sheet)),
    ListColumn::new("見出しの行", Holds::Number, |line| Out::number(line.header?)),
    ListColumn::new("取込先の台帳", Holds::Text, |line| Out::text(line.place.ledger)),
    ListColumn::new("扱い", Holds::Text, |line| Out::text(line.fate)),
    ListColumn::new("行数", Holds::Number, |line| count(line, |of| of.rows)),
    ListColumn::new("記録", Holds::Number, |line| count(line, |of| of.data)),
    ListColumn::new("見出し", Holds::Number, |line| count(line, |of| of.header)),
    ListColumn::new("小見出し", Holds::Number, |line| count(line, |of| of.heading)),
    ListColumn::new("合計", Holds::Number, |line| count(line, |of| of.total)),
    ListColumn::new("注記", Holds::Number, |line| count(line, |of| of.note)),
    ListColumn::new("空白", Holds::Number, |line| count(line, |of| of.blank)),
    ListColumn::new("除外", Holds::Number, |line| count(line, |of| of.excluded)),
    ListColumn::new("続き", Holds::Number, |line| count(line, |of| of.continued)),
    ListColumn::new(RowClass::Elsewhere.label_ja(), Holds::Number, |line| count(line, |of| of.elsewhere)),
    ListColumn::new("新規", Holds::Number, |line| standing(line, Standing::New)),
    ListColumn::new("同じ", Holds::Number, |line| standing(line, Standing::Same)),
    ListColumn::new("変更", Holds::Number, |line| standing(line, Standing::Changed)),
    ListColumn::new("競合", Holds::Number, |line| standing(line, Standing::Conflict)),
    ListColumn::new("取消済", Holds::Number, |line| standing(line, Standing::Voided)),
    ListColumn::new("経過", Holds::Number, |line| standing(line, Standing::Older)),
    ListColumn::new("確認待ち", Holds::Number, |line| standing(line, Standing::Waiting)),
    ListColumn::new("決めること", Holds::Number, |line| {
        line.totals?;
        Out::number(i64::try_from(line.open).ok()?)
    }),
    ListColumn::new("理由", Holds::Note, |line| Out::text(&line.why)),
];

/// Every table, then the files that could not be read.
pub fn tables(judged: &Judged, compared: &Comparison, state: String) -> Rows {
    let read = all(judged).map(|at| TableLine::of(&at, compared));
    let refused = judged.refused.iter().map(|refused| TableLine {
        place: Place { file: refused.file.clone(), ..Place::default() },
        header: None,
        fate: "読めない",
        totals: None,
        counts: StandingCounts::default(),
        open: 0,
        why: refused.message_ja(),
    });
    Rows::of(state, &TABLES, &read.chain(refused).collect::<Vec<_>>())
}

impl TableLine {
    fn of(at: &At<'_>, compared: &Comparison) -> Self {
        let asked = compared.asked.get(&at.table.id).into_iter().flat_map(|rows| rows.values()).flatten();
        let open = |finding: &&Finding| finding.is_open();
        Self {
            place: at.place(),
            header: Some(at.table.header_row),
            fate: fate(at),
            totals: Some(at.table.totals),
            counts: compared.of(at).map(|diff| diff.counts).unwrap_or_default(),
            open: if at.table.excluded { 0 } else { at.table.findings().chain(asked).filter(open).count() },
            why: String::new(),
        }
    }
}

fn fate(at: &At<'_>) -> &'static str {
    match at.table {
        _ if at.file.out => "ファイルごと外す",
        TablePreview { unmapped: true, .. } => "台帳が分からない",
        TablePreview { excluded: true, .. } => "取り込まない",
        TablePreview { waits: true, .. } => "確認待ち",
        _ => "取り込む",
    }
}

/// A sheet of a file.
pub struct SheetLine {
    file: String,
    sheet: SheetSummary,
}

pub(crate) const SHEETS: [ListColumn<SheetLine>; 17] = [
    ListColumn::new("ファイル", Holds::Text, |line| Out::text(&line.file)),
    ListColumn::new("シート", Holds::Text, |line| Out::text(line.sheet.name.as_deref()?)),
    ListColumn::new("表示", Holds::Text, |line| {
        Out::text(if line.sheet.hidden { "非表示" } else { "" })
    }),
    ListColumn::new("使われている範囲", Holds::Text, |line| Out::text(&line.sheet.used)),
    ListColumn::new("行数", Holds::Number, |line| Out::number(line.sheet.rows)),
    ListColumn::new("台帳の表", Holds::Number, |line| Out::number(line.sheet.tables)),
    ListColumn::new("非表示の行", Holds::Number, |line| Out::number(line.sheet.hidden_rows)),
    ListColumn::new("非表示の列", Holds::Number, |line| Out::number(line.sheet.hidden_columns)),
    ListColumn::new("結合", Holds::Number, |line| Out::number(line.sheet.merges)),
    ListColumn::new("数式", Holds::Number, |line| Out::number(line.sheet.formulas)),
    ListColumn::new("結果のない数式", Holds::Number, |line| Out::number(line.sheet.dead_formulas)),
    ListColumn::new("エラー", Holds::Number, |line| Out::number(line.sheet.errors)),
    ListColumn::new("取消線", Holds::Number, |line| Out::number(line.sheet.struck)),
    ListColumn::new("色", Holds::Number, |line| Out::number(line.sheet.coloured)),
    ListColumn::new("コメント", Holds::Number, |line| Out::number(line.sheet.comments)),
    ListColumn::new("図形", Holds::Number, |line| Out::number(line.sheet.drawings)),
    ListColumn::new("読めない理由", Holds::Note, |line| Out::text(line.sheet.unreadable.as_deref()?)),
];

/// 棚卸し: every sheet of every file, those without a table too.
pub fn sheets(judged: &Judged, state: String) -> Rows {
    let of_file = judged.preview.files.iter().flat_map(|file| {
        let line = |sheet: &SheetSummary| SheetLine { file: file.file.clone(), sheet: sheet.clone() };
        file.sheets.iter().map(line)
    });
    Rows { frozen: 2, ..Rows::of(state, &SHEETS, &of_file.collect::<Vec<_>>()) }
}

/// A column of a table.
pub struct ColumnLine {
    place: Place,
    letters: String,
    heading: String,
    field: String,
    why: String,
}

pub(crate) const COLUMNS: [ListColumn<ColumnLine>; 7] = [
    ListColumn::new("ファイル", Holds::Text, |line| Out::text(&line.place.file)),
    ListColumn::new("シート", Holds::Text, |line| Out::text(&line.place.sheet)),
    ListColumn::new("取込先の台帳", Holds::Text, |line| Out::text(line.place.ledger)),
    ListColumn::new("列", Holds::Text, |line| Out::text(&line.letters)),
    ListColumn::new("ファイルの見出し", Holds::Text, |line| Out::text(&line.heading)),
    ListColumn::new("台帳の項目", Holds::Text, |line| Out::text(&line.field)),
    ListColumn::new("対応の理由", Holds::Note, |line| Out::text(&line.why)),
];

/// 列の対応 of the tables a ledger knows.
pub fn columns(judged: &Judged, state: String) -> Rows {
    let mut lines = Vec::new();
    for at in all(judged).filter(|at| !at.table.unmapped) {
        for column in &at.table.columns {
            let field = match &column.field {
                Some(key) => at.label(key),
                None if column.excluded => "（取り込まない）".to_owned(),
                None => "（その他の列として残す）".to_owned(),
            };
            let (letters, heading) = (column_letters(column.col), column.heading.clone());
            let (place, why) = (at.place(), column.reason_text.clone());
            lines.push(ColumnLine { place, letters, heading, field, why });
        }
    }
    Rows { frozen: 2, ..Rows::of(state, &COLUMNS, &lines) }
}
