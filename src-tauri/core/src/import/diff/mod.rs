//! 差分: what a file would change in the ledger, row by row, before anything is written.
//!
//! [`known`] finds the record a row is, [`chains`] the rows that are about the same record, [`merge`] weighs
//! value by value what changed on which side. A [`Differ`] is asked about one record after the other, by
//! the preview and, inside the transaction, by the commit: both see the same. [`view`] is what is shown.

mod chains;
mod checks;
mod known;
pub mod merge;
mod parts;
mod store;
pub mod view;

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::preview::{Decisions, Draft, Preview, STRUCK, Side, TablePreview};
use crate::disposals;
use crate::error::Result;
use crate::profile::Profile;
use crate::records::actions::settle;
use crate::records::people::People;
use crate::records::{Origin, Record};
use crate::registers::{self, Severity, register};
use crate::vocab::read::Problems;
use crate::vocab::{Content, RegisterId, Required};

pub use chains::{Chains, One, Threads, Told};
pub use known::Mark;
use known::{Clue, Found, Known};
use merge::{FieldDiff, Spoken};
use parts::OwnParts;
pub use store::Past;

/// How a row of a file stands to the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Standing {
    /// 新規
    New,
    /// 同じ: nothing in it is new to the ledger.
    Same,
    /// 変更: becomes a correction.
    Changed,
    /// 競合: changed here and in the file; what stands here stays, unless the file was chosen.
    Conflict,
    /// 取消済: voided here; it does not come back by itself.
    Voided,
    /// 経過: an earlier row about a record that a later row of the file is about too.
    Older,
}

impl Standing {
    pub const ALL: [Self; 6] =
        [Self::New, Self::Same, Self::Changed, Self::Conflict, Self::Voided, Self::Older];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Conflict => "conflict",
            Self::Voided => "voided",
            Self::Older => "older",
        }
    }

    pub fn label_ja(self) -> &'static str {
        match self {
            Self::New => "新規",
            Self::Same => "同じ",
            Self::Changed => "変更",
            Self::Conflict => "競合",
            Self::Voided => "取消済",
            Self::Older => "経過",
        }
    }
}

/// Why a file may not change a record, whatever is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fixed {
    /// A disposal case goes forward by its steps only.
    BySteps,
    /// The record would break these rules.
    Rules(String),
    /// What was changed follows from other fields.
    Derived,
}

impl Fixed {
    pub fn sentence_ja(&self) -> String {
        match self {
            Self::BySteps => {
                "手順で進める廃棄の案件は、取込みでは変わりません。案件の画面で進めてください。".to_owned()
            }
            Self::Derived => {
                "ほかの項目から決まる項目のため、取込みでは変わりません。元になる項目を直してください。"
                    .to_owned()
            }
            Self::Rules(broken) => format!("ファイルのとおりに変えると規則に反します。{broken}"),
        }
    }
}

/// What becomes of one record of a file.
pub struct Judgement {
    pub standing: Standing,
    /// The record it is, as it stands.
    pub record: Option<Record>,
    pub diffs: Vec<FieldDiff>,
    /// The record's content after the import, where that is another.
    pub after: Option<Content>,
    pub fixed: Option<Fixed>,
}

/// Judges records of files against the ledger, one after the other.
pub struct Differ<'a> {
    past: Past<'a>,
    profile: &'a Profile,
    today: NaiveDate,
    decisions: &'a Decisions,
    known: Known,
    own_parts: OwnParts,
    spoken: HashMap<String, Spoken>,
}

impl<'a> Differ<'a> {
    pub fn new(
        past: Past<'a>,
        profile: &'a Profile,
        today: NaiveDate,
        (preview, decisions): (&Preview, &'a Decisions),
    ) -> Self {
        Self {
            past,
            profile,
            today,
            decisions,
            known: Known::default(),
            own_parts: OwnParts::of(preview, today),
            spoken: HashMap::new(),
        }
    }

    pub fn content(&self, table: &TablePreview, draft: &Draft<'_>) -> Result<Content, Problems> {
        draft.content(register(table.register), self.today)
    }

    /// What the calendar or a rule says against a record of the file.
    fn checks(&self, register: RegisterId, content: &Content) -> Vec<String> {
        checks::of(register, content, self.profile, self.today)
    }

    /// Learns what the ledgers hold before anything is written to them.
    pub fn look_around(&mut self, preview: &Preview) -> Result<()> {
        let tables = preview.tables().filter(|table| table.is_taken());
        tables.map(|table| table.register).try_for_each(|id| self.known.learn(self.past, id))
    }

    /// Whether a ledger held no record.
    pub fn is_fresh(&self, register: RegisterId) -> bool {
        self.known.is_empty(register)
    }

    /// Whether a row was found to be this record.
    fn was_found(&self, register: RegisterId, id: i64) -> bool {
        self.known.was_found(register, id)
    }

    /// The records in force that our own export marked so.
    fn of_marks(&mut self, register: RegisterId, marks: &[String]) -> Result<Vec<i64>> {
        let mut ids = Vec::new();
        for mark in marks.iter().filter_map(|mark| Mark::read(mark)) {
            let known = self.known.marked(self.past, register, mark.uuid)?;
            ids.extend(known.filter(|(_, voided)| !voided).map(|(id, _)| id));
        }
        Ok(ids)
    }

    /// How one record of the file stands. `doubled`: its mark stands in another row too.
    pub fn judge(&mut self, told: &Told<'_>, doubled: bool, people: &People) -> Result<Judgement> {
        let One { table, draft, .. } = &told.newest;
        let said = told.content();
        let file = self.settled(table.register, draft, said.clone(), people);
        let clue = Clue {
            register: table.register,
            mark: draft.mark().and_then(Mark::read),
            doubled,
            number: draft.text(register(table.register).number),
            content: &file,
        };
        match self.known.find(self.past, &clue)? {
            Some(found) => self.weigh(table, draft, (said, file), found, people),
            None => Ok(Judgement::of(Standing::New, None)),
        }
    }

    /// What a row says, with what follows from it, as a new record would have it.
    fn settled(&self, id: RegisterId, draft: &Draft<'_>, content: Content, people: &People) -> Content {
        let mut record = blank(id, content);
        let said = record.content.values.contains_key("status");
        settle(&mut record, people, self.profile);
        if draft.struck && !said {
            record.content.values.remove("status");
        }
        record.content
    }

    fn weigh(
        &mut self,
        table: &TablePreview,
        draft: &Draft<'_>,
        (mut file, settled): (Content, Content),
        Found { record, base }: Found,
        people: &People,
    ) -> Result<Judgement> {
        let mut spoken = self.spoken(table).and(&file);
        // Neither here nor there does anybody say how it stands; what a new record would begin as is no word of the file.
        let unsaid =
            draft.text("status").is_none_or(str::is_empty) && !record.content.values.contains_key("status");
        if unsaid || draft.struck && !file.values.contains_key("status") {
            spoken.silent_about("status");
        }
        if draft.mark().is_none() {
            follow(&mut file, settled, base.as_ref(), &mut spoken);
        }
        if draft.mark().is_some() {
            self.own_parts.add_to(table.register, &record.uuid, &mut file, &mut spoken);
        }
        if record.voided {
            // Our own export strikes through what is voided.
            file.extra.remove(STRUCK);
        }
        let of = register(table.register);
        let diffs = merge::compare(of, &spoken, base.as_ref(), &record.content, &file);
        let mut judgement = Judgement { diffs, ..Judgement::of(Standing::Same, Some(record)) };
        self.decide(table, draft, &file, &mut judgement, people);
        Ok(judgement)
    }

    /// What is taken from the file, and what that makes of the record.
    fn decide(
        &self,
        table: &TablePreview,
        draft: &Draft<'_>,
        file: &Content,
        judgement: &mut Judgement,
        people: &People,
    ) {
        let Some(record) = judgement.record.clone() else { return };
        if judgement.diffs.is_empty() {
            return;
        }
        if record.voided {
            judgement.standing = Standing::Voided;
            return;
        }
        for diff in &mut judgement.diffs {
            // A ● field that is filled is not emptied, as in any correction.
            diff.conflict |= diff.file.is_empty() && is_required(record.register, &diff.field);
        }
        let file_wins =
            |diff: &FieldDiff| !diff.conflict || self.side(table, draft, &diff.field) == Side::File;
        let taken = |diff: &&FieldDiff| file_wins(diff) && !keeps_filled(record.register, diff);
        let content = merge::merged(&record.content, file, judgement.diffs.iter().filter(taken));
        let mut after = Record { content, ..record.clone() };
        settle(&mut after, people, self.profile);
        judgement.fixed = self.fixed(&record, &after);
        if judgement.fixed.is_none()
            && after.content == record.content
            && judgement.diffs.iter().any(|diff| taken(&diff))
        {
            judgement.fixed = Some(Fixed::Derived);
        }
        let takes: Vec<bool> = judgement.diffs.iter().map(|diff| taken(&diff)).collect();
        for (diff, takes) in judgement.diffs.iter_mut().zip(takes) {
            diff.taken = takes && judgement.fixed.is_none();
        }
        let open = judgement.fixed.is_some() || judgement.diffs.iter().any(|diff| !diff.taken);
        judgement.standing = if open { Standing::Conflict } else { Standing::Changed };
        if judgement.fixed.is_none() && after.content != record.content {
            judgement.after = Some(after.content);
        }
    }

    fn fixed(&self, before: &Record, after: &Record) -> Option<Fixed> {
        if before.register == RegisterId::Disposals && disposals::case::is_run(&before.content) {
            return Some(Fixed::BySteps);
        }
        if before.origin == Origin::Import {
            return None;
        }
        let mut broken = registers::check(after.register, &after.content, self.profile);
        broken.retain(|finding| finding.severity == Severity::Save);
        let sentences: Vec<String> =
            broken.iter().map(|finding| finding.code.message_ja().to_owned()).collect();
        (!broken.is_empty()).then(|| Fixed::Rules(sentences.join("")))
    }

    fn side(&self, table: &TablePreview, draft: &Draft<'_>, field: &str) -> Side {
        let Some(decided) = self.decisions.tables.get(&table.id) else { return self.decisions.prefer };
        let row = draft.row();
        let of_row = decided.sides.get(&format!("row:{row}:{field}"));
        let of_row = of_row.or_else(|| decided.sides.get(&format!("row:{row}")));
        of_row.or_else(|| decided.sides.get(field)).copied().unwrap_or(self.decisions.prefer)
    }

    fn spoken(&mut self, table: &TablePreview) -> &Spoken {
        self.spoken.entry(table.id.clone()).or_insert_with(|| Spoken::of(table))
    }
}

impl Judgement {
    fn of(standing: Standing, record: Option<Record>) -> Self {
        Self { standing, record, diffs: Vec::new(), after: None, fixed: None }
    }
}

/// What only follows from a row is no statement of it. It is weighed where it followed the last time too, so that
/// it goes with what it follows from; our own export has a column for it and needs no such help.
fn follow(file: &mut Content, settled: Content, base: Option<&Content>, spoken: &mut Spoken) {
    for (key, value) in settled.values {
        if file.values.contains_key(&key) {
            continue;
        }
        if base.is_some_and(|base| base.values.contains_key(&key)) {
            file.values.insert(key, value);
        } else {
            spoken.silent_about(&key);
        }
    }
    file.parts = settled.parts;
}

fn is_required(id: RegisterId, field: &str) -> bool {
    register(id).field(field).is_some_and(|field| field.required == Required::Save)
}

fn keeps_filled(id: RegisterId, diff: &FieldDiff) -> bool {
    diff.file.is_empty() && is_required(id, &diff.field)
}

fn blank(id: RegisterId, content: Content) -> Record {
    Record {
        id: 0,
        register: id,
        uuid: String::new(),
        version: 1,
        origin: Origin::Import,
        batch: None,
        source: None,
        effective_on: None,
        late_reason: None,
        voided: false,
        missing: 0,
        content,
    }
}
