//! 番号の使い回し: two rows of one number that may be two things: the older one is gone, or their serial numbers differ.
//! Of two rows nothing but the rows is looked at; a row without a mark may be another thing than the ledger's record too.

use std::collections::BTreeMap;

use super::checks::DISPOSED;
use super::known::{loose_key, number_key};
use super::merge;
use super::{Differ, One, Told};
use crate::error::Result;
use crate::import::preview::{ColumnMapping, Draft, RowPreview, TablePreview};
use crate::import::problem::{Issue, Verdict};
use crate::import::row_marks::keep_beside;
use crate::records::Record;
use crate::records::SERIAL;
use crate::registers::register;
use crate::vocab::{Content, RegisterId, Value};

/// Ledgers of things that have a label and a state given by hand, and since when each is there.
pub const THINGS: [(RegisterId, &str); 3] = [
    (RegisterId::PortableMedia, "registered_on"),
    (RegisterId::BackupMedia, "purchased_on"),
    (RegisterId::Devices, "acquired_on"),
];
/// What is over once another thing, or the same anew, has the label.
const END: [&str; 4] = ["status", "retired_on", "disposed_on", "disposal_ref"];

/// Since when a row's thing is there.
pub fn since<'d>(id: RegisterId, draft: &'d Draft<'_>) -> Option<&'d str> {
    let (_, field) = THINGS.iter().find(|(of, _)| *of == id)?;
    draft.text(field)
}

/// Why two rows of one number, the older first, may be two things; none where nothing says so.
pub fn why_two(older: (&TablePreview, &RowPreview), newer: (&TablePreview, &RowPreview)) -> Option<String> {
    let id = older.0.register;
    let (_, since) = THINGS.iter().find(|(of, _)| *of == id)?;
    let text = |row: &RowPreview, key: &str| row.values.get(key).map(str::to_owned);
    let code = |row: &RowPreview, key: &str| text(row, key).map(|text| loose_key(&number_key(&text)));
    let differs =
        |key: &&str| code(older.1, key).zip(code(newer.1, key)).is_some_and(|(one, other)| one != other);
    let gone = is_over(|key| text(older.1, key), |key| text(newer.1, key)) && speaks_of_end(older.0, newer.0);
    if !gone && !differs(&SERIAL) {
        return None;
    }
    let label = |key: &str| register(id).field(key).map_or("", |field| field.label.ja);
    let other: Vec<&str> = [SERIAL, since].into_iter().filter(differs).map(label).collect();
    let other = other.join("・");
    Some(match (gone, other.is_empty()) {
        (true, true) => "そちらは廃棄済です".to_owned(),
        (true, false) => format!("そちらは廃棄済で、{other}が違います"),
        (false, _) => format!("{other}が違います"),
    })
}

/// A later row on top of what the rows before it come to: what it leaves blank stays, but for an end that is over.
pub fn later(
    mut earlier: Content,
    (before, table): (&TablePreview, &TablePreview),
    content: Content,
) -> Content {
    let text = |content: &Content, key: &str| content.values.get(key).map(Value::to_text);
    let things = THINGS.iter().any(|(of, _)| *of == table.register);
    if things && speaks_of_end(before, table) && is_over(|key| text(&earlier, key), |key| text(&content, key))
    {
        END.iter().for_each(|key| _ = earlier.values.remove(key));
    }
    merge::later(earlier, content)
}

/// Whether the older one is gone and the newer one is not.
fn is_over(older: impl Fn(&str) -> Option<String>, newer: impl Fn(&str) -> Option<String>) -> bool {
    let gone = |of: &dyn Fn(&str) -> Option<String>| match of(END[0]) {
        Some(state) => state == DISPOSED,
        None => of("disposed_on").is_some(),
    };
    gone(&older) && !gone(&newer)
}

/// Whether a table would say that a thing is gone: the same table did, or it has a column for it.
fn speaks_of_end(older: &TablePreview, newer: &TablePreview) -> bool {
    let column = |field: &Option<String>| field.as_deref().is_some_and(|field| END.contains(&field));
    older.id == newer.id || newer.columns.iter().any(|of| column(&of.field))
}

/// Keeps the number of another thing with the same label readable beside its fields, under a name of its own: a second
/// column of the number's name would be taken for the number when it comes back.
pub fn keep_in_words(
    columns: &[ColumnMapping],
    number: &str,
    (field, extra): (&str, &mut BTreeMap<String, String>),
) {
    let heading = columns.iter().find(|column| column.field.as_deref() == Some(field));
    let name = format!("{}（原文）", heading.map_or("番号", |column| column.heading.as_str()));
    // What was kept of the cell may say it already, and more.
    if !extra.get(&name).is_some_and(|known| known.contains(number)) {
        keep_beside(extra, &name, number);
    }
}

impl Differ<'_> {
    /// Whether a row with no mark is another thing than the record of its number: asked where the serial numbers differ,
    /// or a thing that was gone is in use again. Then its number is kept in words only.
    pub(super) fn is_other_thing(&mut self, told: &Told<'_>, own: &mut Content) -> Result<bool> {
        let One { table, draft, .. } = &told.newest;
        let id = table.register;
        let field = register(id).number;
        let things = THINGS.iter().any(|(of, _)| *of == id);
        let Some(number) = draft.text(field).filter(|_| things && draft.mark().is_none()) else {
            return Ok(false);
        };
        let Some(record) = self.holder(id, number, None)?.filter(|record| !self.was_found(id, *record))
        else {
            return Ok(false);
        };
        let record = self.past.record(id, record)?;
        let base = self.base(&record, None)?;
        let Some(why) = why_other(&record, base.as_ref(), own) else { return Ok(false) };
        let at = (*table, draft.row());
        let value = format!("“{}”（{why}）", record.title());
        if self.asked.ask(at, (field, Issue::OtherThing), number, &value) != Verdict::KeepRaw {
            return Ok(false);
        }
        own.values.remove(field);
        keep_in_words(&table.columns, number, (field, &mut own.extra));
        Ok(true)
    }
}

/// Why a row is likely another thing than the record; none where it would be a conflict.
fn why_other(record: &Record, base: Option<&Content>, own: &Content) -> Option<&'static str> {
    let text = |content: &Content, key: &str| content.values.get(key).map(Value::to_text);
    let code = |content: &Content| text(content, SERIAL).map(|text| loose_key(&number_key(&text)));
    // What changed on both sides is a conflict and stays as it is here.
    let stood = |key: &str| base.is_some_and(|base| text(base, key) == text(&record.content, key));
    let differ = code(&record.content).zip(code(own)).is_some_and(|(here, there)| here != there);
    let over = |key: &str| text(&record.content, key);
    if differ && stood(SERIAL) {
        Some("製造番号が違います")
    } else if is_over(over, |key| text(own, key)) && own.values.contains_key(END[0]) && stood(END[0]) {
        Some("台帳では廃棄済です")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::keep_in_words;

    #[test]
    fn a_number_is_kept_beside_what_stands_there_and_only_once() {
        let kept = |said: &str| {
            let mut extra = BTreeMap::from([("番号（原文）".to_owned(), said.to_owned())]);
            keep_in_words(&[], "U-1", ("media_no", &mut extra));
            extra["番号（原文）"].clone()
        };
        assert_eq!(kept("旧 12"), "旧 12\nU-1");
        assert_eq!(kept("U-1（旧）"), "U-1（旧）", "the cell said more than its number");
        assert_eq!(kept(""), "U-1");
    }
}
