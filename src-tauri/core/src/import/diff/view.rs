//! 差分の一覧: what an import would change, as the window and the command line show it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value as Json, json};
use ts_rs::TS;

use super::merge::FieldDiff;
use super::{Differ, Judgement, One, Past, Standing, Threads, Told};
use crate::error::Result;
use crate::import::make::Judged;
use crate::import::preview::{Preview, TablePreview};
use crate::ledgers::Ledgers;
use crate::records::people::People;
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;
use crate::watch::Watch;

/// How many rows of a table are shown with their differences, and how many absent records by name.
const SHOWN: usize = 500;

/// Rows of a new table that are held against rules and calendar: more than any office's ledger has.
const CHECKED: usize = 20_000;
/// Rows named for each thing that is said against some.
const EXAMPLES: usize = 10;

/// Files against the ledger.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Comparison {
    /// By the table's id.
    pub tables: BTreeMap<String, TableDiff>,
    /// Rows of all tables.
    pub counts: StandingCounts,
    /// Records that would be made or corrected.
    pub writes: u32,
}

/// One table against the ledger.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TableDiff {
    pub counts: StandingCounts,
    /// Rows that change something, or would.
    pub rows: Vec<RowDiff>,
    /// Records that came from here and are not in the file any more. They stay as they are.
    pub absent: Vec<Absent>,
    pub absent_count: u32,
    /// Rows that cannot become records as they stand, though nothing was found in their cells.
    pub unread: Vec<Unread>,
    /// What the calendar or a rule says against some of the records; nothing keeps them from coming in.
    pub checks: Vec<Check>,
    /// Rows there were too many of to be looked at so.
    pub unchecked: u32,
}

/// One thing said against records, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Check {
    pub text: String,
    pub count: u32,
    /// The first few rows.
    pub rows: Vec<u32>,
}

/// A row that cannot be read into a record, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Unread {
    pub row: u32,
    pub why: String,
}

/// Rows by their standing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct StandingCounts {
    pub new: u32,
    pub same: u32,
    pub changed: u32,
    pub conflict: u32,
    pub voided: u32,
    pub older: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RowDiff {
    pub row: u32,
    pub standing: Standing,
    pub number: String,
    pub diffs: Vec<FieldDiff>,
    /// Why nothing can be taken from the file, whatever is decided.
    pub fixed: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Absent {
    pub number: String,
    pub title: String,
}

impl StandingCounts {
    pub fn add(&mut self, standing: Standing, rows: u32) {
        *match standing {
            Standing::New => &mut self.new,
            Standing::Same => &mut self.same,
            Standing::Changed => &mut self.changed,
            Standing::Conflict => &mut self.conflict,
            Standing::Voided => &mut self.voided,
            Standing::Older => &mut self.older,
        } += rows;
    }

    pub fn of(&self, standing: Standing) -> u32 {
        match standing {
            Standing::New => self.new,
            Standing::Same => self.same,
            Standing::Changed => self.changed,
            Standing::Conflict => self.conflict,
            Standing::Voided => self.voided,
            Standing::Older => self.older,
        }
    }

    pub fn sum(&self) -> u32 {
        Standing::ALL.into_iter().map(|standing| self.of(standing)).sum()
    }
}

/// What committing these files would do. Nothing is written.
pub fn compare(ledgers: &Ledgers, session: &Session, judged: &Judged) -> Result<Comparison> {
    compare_watched(ledgers, session, judged, &Watch::default())
}

/// The same, with a way to stop it.
pub fn compare_watched(
    ledgers: &Ledgers,
    session: &Session,
    judged: &Judged,
    watch: &Watch<'_>,
) -> Result<Comparison> {
    ledgers.read(session, Permission::Import, |view| {
        let people = People::load(view.db)?;
        let seen = (&judged.preview, &judged.decisions);
        let past = Past::of(view.db).until(watch.cancel());
        let mut differ = Differ::new(past, view.profile, view.today, seen);
        differ.look_around(&judged.preview)?;
        let mut comparison = Comparison::default();
        let mut threads = Threads::new(&judged.preview);
        let taken = || judged.preview.tables().filter(|table| table.is_taken());
        watch.expect(taken().map(|table| table.drafts().count() as u64).sum());
        for table in taken() {
            if differ.is_fresh(table.register) && !threads.concern(table) {
                comparison.add_fresh(table, &differ, watch)?;
            } else {
                comparison.add_table(table, &mut threads, (&mut differ, &people), watch)?;
            }
        }
        comparison.attach(&judged.preview);
        absent(&mut comparison, &mut differ, judged, past)?;
        Ok(comparison)
    })
}

impl Comparison {
    /// A table of a ledger that holds nothing: all of it is new, and nothing needs a second look.
    fn add_fresh(&mut self, table: &TablePreview, differ: &Differ<'_>, watch: &Watch<'_>) -> Result<()> {
        for (n, draft) in table.drafts().enumerate() {
            watch.row()?;
            self.count(table, Standing::New, draft.row_count());
            self.writes += 1;
            if n >= CHECKED {
                self.tables.entry(table.id.clone()).or_default().unchecked += draft.row_count();
            } else if let Ok(content) = differ.content(table, &draft) {
                self.check(table, draft.row(), differ.checks(table.register, &content));
            }
        }
        Ok(())
    }

    fn check(&mut self, table: &TablePreview, row: u32, told: Vec<String>) {
        for text in told {
            let checks = &mut self.tables.entry(table.id.clone()).or_default().checks;
            let at = checks.iter().position(|check| check.text == text).unwrap_or_else(|| {
                checks.push(Check { text, count: 0, rows: Vec::new() });
                checks.len() - 1
            });
            checks[at].count += 1;
            if checks[at].rows.len() < EXAMPLES {
                checks[at].rows.push(row);
            }
        }
    }

    /// Every record of a table, once all that the files say about it has been read.
    fn add_table<'p>(
        &mut self,
        table: &'p TablePreview,
        threads: &mut Threads<'p>,
        (differ, people): (&mut Differ<'_>, &People),
        watch: &Watch<'_>,
    ) -> Result<()> {
        for draft in table.drafts() {
            watch.row()?;
            let content = match differ.content(table, &draft) {
                Ok(content) => content,
                Err(problems) => {
                    let why = problems.messages_ja(register(table.register)).join("");
                    let diff = self.tables.entry(table.id.clone()).or_default();
                    diff.unread.push(Unread { row: draft.row(), why });
                    continue;
                }
            };
            self.check(table, draft.row(), differ.checks(table.register, &content));
            if let Some(told) = threads.add(One { table, draft, content }) {
                let mark = told.newest.draft.mark().and_then(super::Mark::read);
                let doubled = mark.is_some_and(|mark| threads.is_doubled(&mark));
                let judgement = differ.judge(&told, doubled, people)?;
                self.add(&told, &judgement);
            }
        }
        Ok(())
    }

    fn add(&mut self, told: &Told<'_>, judgement: &Judgement) {
        for older in &told.older {
            self.count(older.table, Standing::Older, older.draft.row_count());
        }
        let One { table, draft, .. } = &told.newest;
        self.writes += u32::from(judgement.standing == Standing::New || judgement.after.is_some());
        self.count(table, judgement.standing, draft.row_count());
        let rows = &mut self.tables.entry(table.id.clone()).or_default().rows;
        if !judgement.diffs.is_empty() && rows.len() < SHOWN {
            rows.push(RowDiff {
                row: draft.row(),
                standing: judgement.standing,
                number: judgement.record.as_ref().map(crate::records::Record::number).unwrap_or_default(),
                diffs: judgement.diffs.clone(),
                fixed: judgement.fixed.as_ref().map(super::Fixed::sentence_ja),
            });
        }
    }

    fn count(&mut self, table: &TablePreview, standing: Standing, rows: u32) {
        self.tables.entry(table.id.clone()).or_default().counts.add(standing, rows);
        self.counts.add(standing, rows);
    }

    /// Rows of parts stand as the records they belong to do; a table of them is neither new nor changed.
    fn attach(&mut self, preview: &Preview) {
        for table in preview.tables().filter(|table| table.attached && !table.excluded) {
            self.count(table, Standing::Same, table.totals.data);
        }
    }

    /// As `mamorictl import --json` answers it, table by table.
    pub fn to_json(&self, preview: &Preview) -> Json {
        let table = |table: &TablePreview| {
            let diff = self.tables.get(&table.id)?;
            Some(json!({
                "sheet": table.sheet, "register": table.register, "counts": diff.counts,
                "rows": diff.rows, "absent": diff.absent, "absent_count": diff.absent_count,
            }))
        };
        json!({ "counts": self.counts, "tables": preview.tables().filter_map(table).collect::<Vec<_>>() })
    }

    /// The same as lines to read.
    pub fn text_ja(&self, preview: &Preview) -> String {
        let mut lines = Vec::new();
        for table in preview.tables() {
            let Some(diff) = self.tables.get(&table.id) else { continue };
            let sheet = table.sheet.as_deref().unwrap_or("CSV");
            let label = register(table.register).label.ja;
            lines.push(format!("  {sheet} → {label}: {}", diff.counts.sum_ja()));
            for row in &diff.rows {
                lines.push(format!("    {}行目 {}（{}）", row.row, row.number, row.standing.label_ja()));
                lines.extend(row.diffs.iter().map(|diff| format!("      {}", diff.line_ja())));
                lines.extend(row.fixed.iter().map(|why| format!("      {why}")));
            }
            for check in &diff.checks {
                let rows: Vec<String> = check.rows.iter().map(u32::to_string).collect();
                lines.push(format!(
                    "    確かめ {}件（{}行目）: {}",
                    check.count,
                    rows.join("・"),
                    check.text
                ));
            }
            if diff.absent_count > 0 {
                let numbers: Vec<&str> = diff.absent.iter().take(20).map(|one| one.number.as_str()).collect();
                let numbers = numbers.join("、");
                lines.push(format!(
                    "    ファイルにない記録 {}件（そのまま残します）: {numbers}",
                    diff.absent_count
                ));
            }
        }
        lines.join("\n")
    }
}

impl StandingCounts {
    /// 新規 3・変更 1
    pub fn sum_ja(&self) -> String {
        let counts = Standing::ALL.into_iter().map(|standing| (standing, self.of(standing)));
        let counts = counts.filter(|(_, count)| *count > 0);
        let counts: Vec<_> =
            counts.map(|(standing, count)| format!("{} {count}", standing.label_ja())).collect();
        if counts.is_empty() { "0件".to_owned() } else { counts.join("・") }
    }
}

impl FieldDiff {
    /// 保管場所: 金庫 → 書庫
    pub fn line_ja(&self) -> String {
        let text = |text: &str| if text.is_empty() { "（空欄）".to_owned() } else { text.to_owned() };
        let both = if self.conflict { "［両方で変更］" } else { "" };
        format!("{}{both}: {} → {}", self.label, text(&self.ledger), text(&self.file))
    }
}

/// Records that went out or came in with such a file and are not in it any more.
fn absent(
    comparison: &mut Comparison,
    differ: &mut Differ<'_>,
    judged: &Judged,
    past: Past<'_>,
) -> Result<()> {
    for (file, preview) in judged.files.iter().zip(&judged.preview.files) {
        for table in preview.tables.iter().filter(|table| table.is_taken()) {
            let ids = match exported(file, table.register) {
                marks if !marks.is_empty() => differ.of_marks(table.register, &marks)?,
                _ => past.came_with(&file.file, table)?,
            };
            let gone = ids.into_iter().filter(|id| !differ.was_found(table.register, *id));
            let diff = comparison.tables.entry(table.id.clone()).or_default();
            for id in gone {
                let record = past.record(table.register, id)?;
                if record.voided {
                    continue;
                }
                diff.absent_count += 1;
                if diff.absent.len() < SHOWN {
                    diff.absent.push(Absent { number: record.number(), title: record.title() });
                }
            }
        }
    }
    Ok(())
}

/// The marks of all records that went out with our own workbook, from the sheet that describes it.
fn exported(file: &crate::import::ReadFile, register: RegisterId) -> Vec<String> {
    let is_about = |sheet: &&crate::import::cells::Sheet| {
        sheet.head.hidden && sheet.head.name.as_deref() == Some(crate::export::ABOUT)
    };
    let Some(about) = file.book.sheets.iter().find(is_about) else { return Vec::new() };
    let own = file.book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    let ours = own.filter_map(|cell| crate::export::mark_of(&cell.value.text()).map(|(id, _)| id));
    if !ours.into_iter().any(|id| id == register) {
        return Vec::new();
    }
    let cells = about.rows.iter().filter_map(|row| row.cell(0));
    cells
        .map(|cell| cell.value.text().into_owned())
        .filter(|text| super::Mark::read(text).is_some())
        .collect()
}
