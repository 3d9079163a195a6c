//! 一件の一覧: what belongs to one record — its history, the rows of a part, what is attached — as lists that
//! go out.

use std::rc::Rc;

use super::view::{FieldChange, HistoryEntry};
use super::{Record, open, store};
use crate::attachments::{self, Attachment};
use crate::audit::log;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::export::cells::{self, Holds, Out};
use crate::export::list::{Column, ListColumn, Rows};
use crate::export::part_key_heading;
use crate::ledgers::View;
use crate::registers;
use crate::vocab::{Part, PartialDate, Register, RegisterId};

/// One value that an entry changed; an entry that changed none has a line of its own.
pub(crate) struct Change {
    entry: Rc<HistoryEntry>,
    change: Option<FieldChange>,
}

pub(crate) const HISTORY: [ListColumn<Change>; 10] = [
    ListColumn::new("通番", Holds::Number, |line| Out::number(line.entry.seq)),
    ListColumn::new("日時", Holds::Second, |line| Out::moment(&line.entry.at)),
    ListColumn::new("操作", Holds::Text, |line| Out::text(log::action_name(&line.entry.action))),
    ListColumn::new("利用者", Holds::Text, |line| Out::text(&line.entry.by)),
    ListColumn::new("実際の日", Holds::Day, |line| Out::iso(line.entry.effective_on.as_deref())),
    ListColumn::new("事後入力", Holds::Text, |line| {
        Out::text(if line.entry.late { "事後入力" } else { "" })
    }),
    ListColumn::new("項目", Holds::Text, |line| Out::text(line.change.as_ref()?.label.ja)),
    ListColumn::new("変更前", Holds::Note, |line| Out::text(&line.change.as_ref()?.before)),
    ListColumn::new("変更後", Holds::Note, |line| Out::text(&line.change.as_ref()?.after)),
    ListColumn::new("理由", Holds::Note, |line| Out::text(line.entry.reason.as_deref()?)),
];

/// 経過: newest first, a row for each value that was changed.
pub fn history(view: &View<'_>, id: RegisterId, record: i64) -> Result<Rows> {
    let of = store::get(view.db, id, record)?;
    let mut lines = Vec::new();
    for mut entry in open::history(view.db, id, record)? {
        let changes = std::mem::take(&mut entry.changes);
        let entry = Rc::new(entry);
        if changes.is_empty() {
            lines.push(Change { entry, change: None });
            continue;
        }
        let line = |change| Change { entry: Rc::clone(&entry), change: Some(change) };
        lines.extend(changes.into_iter().map(line));
    }
    Ok(Rows { frozen: 2, ..Rows::of(state(&of, view), &HISTORY, &lines) })
}

/// 明細: every row of a part, each with the number of its record before it.
pub fn part(view: &View<'_>, (id, record): (RegisterId, i64), key: &str) -> Result<Rows> {
    let register = registers::register(id);
    let unknown = || refuse_with(ErrorCode::NotFound, [("what", "明細".to_owned()), ("key", key.to_owned())]);
    let part = register.part(key).ok_or_else(unknown)?;
    let of = store::get(view.db, id, record)?;
    let row = |values| {
        let number = Out::text(of.number());
        std::iter::once(number).chain(cells::row(part.fields, values)).collect()
    };
    let rows = of.content.parts.get(key).into_iter().flatten().map(row).collect();
    Ok(Rows {
        state: state(&of, view),
        columns: part_columns(register, part),
        rows,
        totals: Vec::new(),
        frozen: 1,
    })
}

/// The columns of a part's list: whose row it is, then its fields.
pub(crate) fn part_columns(register: &Register, part: &Part) -> Vec<Column> {
    let of = Column { heading: part_key_heading(register), holds: Holds::Text };
    let field =
        |field: &crate::vocab::Field| Column { heading: field.label.ja.to_owned(), holds: field.into() };
    std::iter::once(of).chain(part.fields.iter().map(field)).collect()
}

/// A cell of the row a record came from.
pub(crate) struct SourceCell {
    heading: String,
    text: String,
}

pub(crate) const SOURCE: [ListColumn<SourceCell>; 2] = [
    ListColumn::new("元の見出し", Holds::Text, |cell| Out::text(&cell.heading)),
    ListColumn::new("元の内容", Holds::Note, |cell| Out::text(&cell.text)),
];

/// 取込み元: each cell as it stood in the file; none of a record that was typed in.
pub fn source(view: &View<'_>, id: RegisterId, record: i64) -> Result<Rows> {
    let (of, seen) = open::get(view, id, record)?;
    let source = seen.imported;
    let place = source.as_ref().map(|source| {
        let sheet = source.sheet.as_deref().unwrap_or_default();
        format!("　取込み{} {} {sheet} {}行目", source.batch, source.file, source.row)
    });
    let cells = source.into_iter().flat_map(|source| source.raw);
    let cells: Vec<SourceCell> = cells.map(|(heading, text)| SourceCell { heading, text }).collect();
    Ok(Rows::of(format!("{}{}", state(&of, view), place.unwrap_or_default()), &SOURCE, &cells))
}

pub(crate) const ATTACHMENTS: [ListColumn<Attachment>; 8] = [
    ListColumn::new("添付ファイル", Holds::Text, |one| Out::text(&one.name)),
    ListColumn::new("形式", Holds::Text, |one| Out::text(&one.kind)),
    ListColumn::new("大きさ（バイト）", Holds::Number, |one| Out::number(one.size)),
    ListColumn::new("添付した日時", Holds::Second, |one| Out::moment(one.added_at.get(..19)?)),
    ListColumn::new("添付した人", Holds::Text, |one| Out::text(&one.added_by)),
    ListColumn::new("対象", Holds::Text, |one| Out::text(one.item.as_deref()?)),
    ListColumn::new("説明", Holds::Note, |one| Out::text(one.note.as_deref()?)),
    ListColumn::new("SHA-256", Holds::Text, |one| Out::text(&one.sha256)),
];

/// 添付, without its content.
pub fn attachments(view: &View<'_>, id: RegisterId, record: i64) -> Result<Rows> {
    let of = store::get(view.db, id, record)?;
    let all = attachments::store::of_record(view.db, id.as_str(), record)?;
    Ok(Rows::of(state(&of, view), &ATTACHMENTS, &all))
}

/// 令和8年11月20日現在　研修記録 研修-R8-001　情報セキュリティ研修
fn state(of: &Record, view: &View<'_>) -> String {
    let ledger = registers::register(of.register).label.ja;
    let (number, title) = (of.number(), of.title());
    let title = if title == number { String::new() } else { title };
    format!("{}現在　{ledger} {number} {title}", PartialDate::from(view.today).long()).trim_end().to_owned()
}
