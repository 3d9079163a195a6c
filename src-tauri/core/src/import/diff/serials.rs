//! 製造番号の重なり: a serial number that an import leaves in two records, as where numbers were exchanged in Excel and
//! only one of the rows could be changed. Told with the other 確かめ; nothing keeps it from coming in.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::known::{loose_key, number_key};
use super::{Differ, Judgement, Standing};
use crate::error::Result;
use crate::import::preview::{Draft, TablePreview};
use crate::records::SERIAL;
use crate::vocab::{Content, RegisterId, Value};

/// What is told of such a row.
pub const TWICE: &str = "「製造番号」が同じ記録がほかにもあります。現物の番号を確かめてください。";
/// What is shorter is no number of a maker.
const LEAST: usize = 4;

/// Serial numbers rows bring to records that did not have them, and records that were changed.
#[derive(Default)]
pub struct Serials {
    written: HashMap<(RegisterId, String), Written>,
    changed: HashSet<(RegisterId, i64)>,
}

/// Records that have a serial number once they are written.
#[derive(Default)]
struct Written {
    records: u32,
    /// The rows, by table, that bring it to a record which did not have it.
    brought: Vec<(String, u32)>,
}

impl Serials {
    pub fn note(
        &mut self,
        (table, draft): (&TablePreview, &Draft<'_>),
        judgement: &Judgement,
        own: &Content,
    ) {
        let id = table.register;
        let new = (judgement.standing == Standing::New).then_some(own);
        let Some(after) = judgement.after.as_ref().or(new) else { return };
        let before = judgement.record.as_ref().and_then(|record| serial(&record.content));
        if let Some(record) = &judgement.record {
            self.changed.insert((id, record.id));
        }
        self.note_written((table, draft), before.as_deref(), after);
    }

    /// A row that becomes a new record as it stands.
    pub fn note_new(&mut self, at: (&TablePreview, &Draft<'_>), content: &Content) {
        self.note_written(at, None, content);
    }

    fn note_written(
        &mut self,
        (table, draft): (&TablePreview, &Draft<'_>),
        before: Option<&str>,
        after: &Content,
    ) {
        let Some(brought) = serial(after) else { return };
        let is_news = before != Some(brought.as_str());
        let written = self.written.entry((table.register, brought)).or_default();
        written.records += 1;
        written.brought.extend(is_news.then(|| (table.id.clone(), draft.row())));
    }
}

impl Differ<'_> {
    /// The rows, by table, that bring a serial number another record has then.
    pub fn serials_twice(&mut self) -> Result<BTreeMap<String, Vec<u32>>> {
        let mut serials = std::mem::take(&mut self.serials);
        serials.written.retain(|_, written| !written.brought.is_empty());
        let ledgers: HashSet<RegisterId> = serials.written.keys().map(|(id, _)| *id).collect();
        let mut twice: HashSet<(RegisterId, String)> = HashSet::new();
        for id in ledgers {
            self.past.serials(id, |other, text| {
                let key = of_maker(&text).filter(|_| !serials.changed.contains(&(id, other)));
                twice.extend(key.map(|key| (id, key)).filter(|key| serials.written.contains_key(key)));
                Ok(())
            })?;
        }
        let mut rows: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (key, written) in serials.written {
            if written.records > 1 || twice.contains(&key) {
                for (table, row) in written.brought {
                    rows.entry(table).or_default().push(row);
                }
            }
        }
        rows.values_mut().for_each(|rows| rows.sort_unstable());
        Ok(rows)
    }
}

fn serial(content: &Content) -> Option<String> {
    of_maker(&content.values.get(SERIAL).map(Value::to_text)?)
}

/// What tells one thing of a maker from another; none where words stand for it.
fn of_maker(text: &str) -> Option<String> {
    let key = loose_key(&number_key(text));
    (key.len() >= LEAST && key.contains(|c: char| c.is_ascii_digit())).then_some(key)
}
