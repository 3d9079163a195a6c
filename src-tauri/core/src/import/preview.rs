//! 取込みの下見: everything that would be taken in, with every finding, before anything is written.
//!
//! A preview is made from what was read and from the decisions so far, as often as a decision changes;
//! the files are not read again. Its totals account for every used row of every table.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use ts_rs::TS;

use crate::vocab::read::{DraftTexts, Problems, Strictness, read};
use crate::vocab::{Content, Register, RegisterId};

use super::cells::{Cell, Row, Sheet, Struck};
use super::context::Context;
use super::file::ReadFile;
use super::headings::{Shape, headings};
use super::mapping::{self, Mapped, Mapping, Places, Reason, Target};
use super::normalise::{Normal, Normaliser};
use super::problem::{Finding, Issue, Place, Severity, Verdict};
use super::rows::{Classifier, RowClass};
use super::tables::{self, Column, Labelled, Table};

/// What the user decided so far. Nothing decided means everything as the program proposes, still open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts")]
pub struct Decisions {
    /// All proposals as they stand, now and later (`--accept-proposals`).
    pub accept_all: bool,
    /// By the table's id.
    pub tables: BTreeMap<String, TableDecisions>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts")]
pub struct TableDecisions {
    pub exclude: bool,
    pub register: Option<RegisterId>,
    /// Where the headings stand, for the first table of the sheet.
    pub header_row: Option<u32>,
    /// Column (from 0) to field key; empty to keep it as another column, `-` to leave it out.
    pub columns: BTreeMap<u16, String>,
    pub exclude_rows: BTreeSet<u32>,
    /// Rows taken for notes or totals that are data after all.
    pub include_rows: BTreeSet<u32>,
    /// Field key to issue to verdict: one decision for the whole group.
    pub groups: BTreeMap<String, BTreeMap<Issue, Verdict>>,
}

impl Decisions {
    fn verdict(&self, table: &str, field: &str, issue: Issue) -> Verdict {
        let decided = self.tables.get(table).and_then(|table| table.groups.get(field)?.get(&issue));
        match decided {
            Some(verdict) => *verdict,
            None if self.accept_all && issue.severity() == Severity::Proposal => Verdict::Accept,
            None => Verdict::Open,
        }
    }
}

#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Preview {
    pub files: Vec<FilePreview>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FilePreview {
    pub file: String,
    pub sha256: String,
    /// Every sheet, those without a table too.
    pub sheets: Vec<SheetSummary>,
    pub tables: Vec<TablePreview>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SheetSummary {
    /// None for a CSV file.
    pub name: Option<String>,
    pub hidden: bool,
    pub rows: u32,
    pub tables: u32,
    pub hidden_rows: u32,
    pub merges: u32,
    pub formulas: u32,
    pub comments: u32,
    /// 図形: not taken in.
    pub drawings: u32,
    /// Why it could not be read.
    pub unreadable: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TablePreview {
    /// File, sheet and table by their places: `0/2/0`.
    pub id: String,
    pub sheet: Option<String>,
    pub register: RegisterId,
    /// The whole table is one record, whose rows are of this part.
    pub part: Option<String>,
    pub excluded: bool,
    pub header_row: u32,
    pub columns: Vec<ColumnMapping>,
    /// What stands once for the table (研修名, 日時).
    pub values: BTreeMap<String, String>,
    /// Findings in those.
    pub problems: Vec<Finding>,
    pub rows: Vec<RowPreview>,
    pub not_data: Vec<NotData>,
    pub totals: Totals,
    /// Rows not shown because there are too many; they are taken in all the same.
    pub left_out: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ColumnMapping {
    pub col: u16,
    pub heading: String,
    /// None where the column is kept beside the fields or left out.
    pub field: Option<String>,
    pub excluded: bool,
    /// Why: `same_name`, `synonym`, `contains`, `chosen`, `taken`, `unknown`, `sensitive`.
    pub reason: String,
    pub reason_text: String,
}

#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RowPreview {
    pub row: u32,
    pub hidden: bool,
    pub struck: bool,
    pub comment: Option<String>,
    /// Texts to be read into fields: the proposed ones where something is proposed.
    pub values: BTreeMap<String, String>,
    pub raw: BTreeMap<String, String>,
    /// Columns no field takes, by heading.
    pub extra: BTreeMap<String, String>,
    pub problems: Vec<Finding>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct NotData {
    pub row: u32,
    pub class: RowClass,
    /// What stands in the row, shortened.
    pub text: String,
}

/// The reconciliation: `rows` is the sum of all others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Totals {
    pub rows: u32,
    pub data: u32,
    pub header: u32,
    pub heading: u32,
    pub total: u32,
    pub note: u32,
    pub blank: u32,
    pub excluded: u32,
}

/// Problems of one kind in one column: one decision for all of them.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Group {
    pub table: String,
    pub field: String,
    pub issue: Issue,
    pub severity: Severity,
    pub verdict: Verdict,
    pub count: u32,
    /// The first of them, as it is told to the user.
    pub example: String,
}

/// One record to be stored, with the rows of the file it comes from.
#[derive(Debug, Clone)]
pub struct Draft {
    pub rows: Vec<u32>,
    pub struck: bool,
    pub texts: DraftTexts,
}

impl Draft {
    /// The record's content, or what cannot be stored of it.
    pub fn content(&self, register: &Register, today: NaiveDate) -> Result<Content, Problems> {
        read(register, &self.texts, Strictness::Import, today)
    }
}

/// What would be taken in from these files under these decisions.
pub fn preview(files: &[ReadFile], decisions: &Decisions) -> Preview {
    let file = |(n, file): (usize, &ReadFile)| file_preview(n, file, decisions);
    Preview { files: files.iter().enumerate().map(file).collect() }
}

fn file_preview(n: usize, file: &ReadFile, decisions: &Decisions) -> FilePreview {
    let (mut sheets, mut previews) = (Vec::new(), Vec::new());
    for (s, sheet) in file.book.sheets.iter().enumerate() {
        let first_id = format!("{n}/{s}/0");
        let header = decisions.tables.get(&first_id).and_then(|table| table.header_row);
        let before = previews.len();
        for (t, table) in tables::find(sheet, header).iter().enumerate() {
            let maker = Maker { id: format!("{n}/{s}/{t}"), file: &file.file, sheet, table, decisions };
            previews.extend(maker.make());
        }
        sheets.push(summary(sheet, (previews.len() - before) as u32));
    }
    FilePreview { file: file.file.clone(), sha256: file.sha256.clone(), sheets, tables: previews }
}

fn summary(sheet: &Sheet, tables: u32) -> SheetSummary {
    SheetSummary {
        name: sheet.head.name.clone(),
        hidden: sheet.head.hidden,
        rows: sheet.rows.last().map_or(0, |row| row.number),
        tables,
        hidden_rows: sheet.rows.iter().filter(|row| row.hidden).count() as u32,
        merges: sheet.head.merges.len() as u32,
        formulas: sheet.head.formulas.len() as u32,
        comments: sheet.head.comments.len() as u32,
        drawings: sheet.head.drawings,
        unreadable: sheet.head.unreadable.clone(),
    }
}

/// Makes the preview of one table.
struct Maker<'a> {
    id: String,
    file: &'a str,
    sheet: &'a Sheet,
    table: &'a Table,
    decisions: &'a Decisions,
}

impl Maker<'_> {
    /// None where the columns mean nothing to any ledger.
    fn make(&self) -> Option<TablePreview> {
        let decided = self.decisions.tables.get(&self.id);
        let name = self.sheet.head.name.as_deref();
        let places = Places { file: self.file, sheet: name.unwrap_or_default() };
        let wanted = decided.and_then(|decided| decided.register);
        let mut mapping = mapping::choose(self.table, &places, wanted)?;
        if let Some(decided) = decided {
            apply_columns(&mut mapping, &decided.columns);
        }
        let context = Context::of(name, &self.table.title);
        let verdicts = |field: &str, issue: Issue| self.decisions.verdict(&self.id, field, issue);
        let (values, problems) = self.labelled(&mapping, &context, &verdicts);
        let classes = self.classes(&mapping);
        let mut preview = TablePreview {
            id: self.id.clone(),
            sheet: self.sheet.head.name.clone(),
            register: mapping.shape.register.id,
            part: mapping.shape.part.map(|part| part.key.to_owned()),
            excluded: decided.is_some_and(|decided| decided.exclude),
            header_row: self.table.header_rows.first().copied().unwrap_or(1),
            columns: mapping.columns.iter().map(column_mapping).collect(),
            values,
            problems,
            rows: Vec::new(),
            not_data: Vec::new(),
            totals: Totals::default(),
            left_out: 0,
        };
        self.fill(&mut preview, &mapping, &context, &verdicts, &classes);
        Some(preview)
    }

    fn classes(&self, mapping: &Mapping) -> Vec<(u32, RowClass)> {
        let mut classes = Classifier::new(self.table, mapping).classify(self.table, self.sheet);
        let Some(decided) = self.decisions.tables.get(&self.id) else { return classes };
        for (row, class) in &mut classes {
            if *class == RowClass::Data && (decided.exclude || decided.exclude_rows.contains(row)) {
                *class = RowClass::Excluded;
            } else if decided.include_rows.contains(row) {
                *class = RowClass::Data;
            }
        }
        classes
    }

    fn fill(
        &self,
        preview: &mut TablePreview,
        mapping: &Mapping,
        context: &Context,
        verdicts: &dyn Fn(&str, Issue) -> Verdict,
        classes: &[(u32, RowClass)],
    ) {
        let mut normaliser = Normaliser::new(mapping, self.sheet, context, verdicts);
        let marks = Marks::of(self.sheet, mapping);
        let mut rows = self.sheet.rows.iter().peekable();
        for (number, class) in classes {
            preview.totals.count(*class);
            while rows.next_if(|row| row.number < *number).is_some() {}
            let row = rows.next_if(|row| row.number == *number);
            match (class, row) {
                (RowClass::Data, Some(row)) => preview.rows.push(marks.finish(row, normaliser.row(row))),
                _ => preview.not_data.push(NotData {
                    row: *number,
                    class: *class,
                    text: row.map(text_of).unwrap_or_default(),
                }),
            }
        }
    }

    /// 研修名, 日時 and the like above the headings, where the whole table is one record.
    fn labelled(
        &self,
        mapping: &Mapping,
        context: &Context,
        verdicts: &dyn Fn(&str, Issue) -> Verdict,
    ) -> (BTreeMap<String, String>, Vec<Finding>) {
        let (mut values, mut problems) = (BTreeMap::new(), Vec::new());
        if mapping.shape.part.is_none() {
            return (values, problems);
        }
        for label in &self.table.labelled {
            let Some(normal) = self.one_value(label, mapping, context, verdicts) else { continue };
            for (key, value) in normal.values {
                values.entry(key.to_owned()).or_insert(value);
            }
            problems.extend(normal.findings);
        }
        (values, problems)
    }

    fn one_value(
        &self,
        label: &Labelled,
        mapping: &Mapping,
        context: &Context,
        verdicts: &dyn Fn(&str, Issue) -> Verdict,
    ) -> Option<Normal> {
        let register = mapping.shape.register;
        let field = headings().own_field(register.id, &label.key)?;
        let column =
            Column { col: label.col, heading: field.label.ja.to_owned(), keys: vec![label.key.clone()] };
        let mapped = Mapped { column, target: Target::Field(field), reason: Reason::Synonym };
        let mapping = Mapping { shape: Shape { register, part: None }, columns: vec![mapped] };
        let cell =
            Cell { col: label.col, struck: Struck::No, format: 0, fill: 0, value: label.value.clone() };
        let row = Row { number: label.row, hidden: false, cells: vec![cell] };
        Some(Normaliser::new(&mapping, self.sheet, context, verdicts).row(&row))
    }
}

/// The user's own choice of fields for columns.
fn apply_columns(mapping: &mut Mapping, chosen: &BTreeMap<u16, String>) {
    let fields = mapping.shape.fields();
    for mapped in &mut mapping.columns {
        let Some(key) = chosen.get(&mapped.column.col) else { continue };
        mapped.reason = Reason::Chosen;
        mapped.target = match fields.iter().find(|field| field.key == key) {
            Some(field) => Target::Field(field),
            None if key == "-" => Target::Excluded,
            None => Target::Extra,
        };
    }
    // A field given by hand is taken from the column the program had chosen.
    let by_hand: Vec<&str> = mapping
        .columns
        .iter()
        .filter(|mapped| mapped.reason == Reason::Chosen)
        .filter_map(|mapped| mapped.field().map(|field| field.key))
        .collect();
    for mapped in &mut mapping.columns {
        let taken = mapped.field().is_some_and(|field| by_hand.contains(&field.key));
        if taken && mapped.reason != Reason::Chosen {
            (mapped.target, mapped.reason) = (Target::Extra, Reason::Taken);
        }
    }
}

fn column_mapping(mapped: &Mapped) -> ColumnMapping {
    ColumnMapping {
        col: mapped.column.col,
        heading: mapped.column.heading.clone(),
        field: mapped.field().map(|field| field.key.to_owned()),
        excluded: matches!(mapped.target, Target::Excluded),
        reason: mapped.reason.as_str().to_owned(),
        reason_text: mapped.reason.sentence_ja().to_owned(),
    }
}

fn text_of(row: &Row) -> String {
    let texts = row.cells.iter().filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.text());
    let text = texts.collect::<Vec<_>>().join(" | ");
    text.chars().take(80).collect()
}

/// What stands on a row besides its values.
struct Marks<'a> {
    sheet: &'a Sheet,
    identity: Vec<u16>,
    comments: BTreeMap<u32, String>,
}

impl<'a> Marks<'a> {
    fn of(sheet: &'a Sheet, mapping: &Mapping) -> Self {
        let mut comments: BTreeMap<u32, String> = BTreeMap::new();
        for comment in &sheet.head.comments {
            let text = comments.entry(comment.row).or_default();
            if !text.is_empty() {
                text.push('\n');
            }
            let author = comment.author.trim();
            // Excel itself begins the text with the author's name.
            if !author.is_empty() && !comment.text.starts_with(author) {
                text.push_str(author);
                text.push('：');
            }
            text.push_str(comment.text.trim());
        }
        Self { sheet, identity: mapping.identity(), comments }
    }

    fn finish(&self, row: &Row, normal: Normal) -> RowPreview {
        let own =
            |map: BTreeMap<&'static str, String>| map.into_iter().map(|(key, text)| (key.to_owned(), text));
        let mut preview = RowPreview {
            row: row.number,
            hidden: row.hidden,
            struck: self.is_struck(row),
            comment: self.comments.get(&row.number).cloned(),
            values: own(normal.values).collect(),
            raw: own(normal.raw).collect(),
            extra: normal.extra,
            problems: normal.findings,
        };
        let place = Place { sheet: self.sheet.head.name.as_deref(), row: row.number, heading: "", field: "" };
        let marks = [
            (preview.hidden, Issue::Hidden, ""),
            (preview.struck, Issue::Struck, ""),
            (preview.comment.is_some(), Issue::Comment, preview.comment.as_deref().unwrap_or_default()),
        ];
        let notes = marks.into_iter().filter(|(there, ..)| *there);
        let notes: Vec<Finding> =
            notes.map(|(_, issue, text)| Finding::new(&place, issue, "", text)).collect();
        preview.problems.extend(notes);
        preview
    }

    /// Struck as a whole: its number is, or half of its cells are.
    fn is_struck(&self, row: &Row) -> bool {
        let struck = row.cells.iter().filter(|cell| cell.struck == Struck::Whole && !cell.value.is_blank());
        let mut count = 0;
        for cell in struck {
            if self.identity.contains(&cell.col) {
                return true;
            }
            count += 1;
        }
        count > 0 && count * 2 >= row.cells.iter().filter(|cell| !cell.value.is_blank()).count()
    }
}

impl Totals {
    fn count(&mut self, class: RowClass) {
        self.rows += 1;
        *match class {
            RowClass::Data => &mut self.data,
            RowClass::Header => &mut self.header,
            RowClass::Heading => &mut self.heading,
            RowClass::Total => &mut self.total,
            RowClass::Note => &mut self.note,
            RowClass::Blank => &mut self.blank,
            RowClass::Excluded => &mut self.excluded,
        } += 1;
    }
}

impl TablePreview {
    /// The records this table becomes, in the order of its rows.
    pub fn drafts(&self) -> impl Iterator<Item = Draft> + '_ {
        let whole = self.part.as_ref().filter(|_| !self.rows.is_empty()).map(|part| self.whole(part));
        let single = self.rows.iter().filter(|_| self.part.is_none()).map(|row| Draft {
            rows: vec![row.row],
            struck: row.struck,
            texts: DraftTexts { values: row.values.clone(), extra: row.kept(), ..DraftTexts::default() },
        });
        whole.into_iter().chain(single)
    }

    fn whole(&self, part: &str) -> Draft {
        let mut texts = DraftTexts { values: self.values.clone(), ..DraftTexts::default() };
        texts.parts.insert(part.to_owned(), self.rows.iter().map(|row| row.values.clone()).collect());
        for row in &self.rows {
            for (heading, text) in row.kept() {
                texts.extra.insert(format!("{heading}（{}行目）", row.row), text);
            }
        }
        Draft { rows: self.rows.iter().map(|row| row.row).collect(), struck: false, texts }
    }

    /// The reconciliation: every used row is in exactly one class.
    pub fn adds_up(&self) -> bool {
        let totals = self.totals;
        let parts = [
            totals.data,
            totals.header,
            totals.heading,
            totals.total,
            totals.note,
            totals.blank,
            totals.excluded,
        ];
        totals.rows == parts.iter().sum::<u32>()
            && totals.data as usize == self.rows.len()
            && (totals.rows - totals.data) as usize == self.not_data.len()
    }

    fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.problems.iter().chain(self.rows.iter().flat_map(|row| &row.problems))
    }

    fn to_json(&self) -> Json {
        let rows: Vec<Json> = self.rows.iter().map(RowPreview::to_json).collect();
        let not_data: Vec<Json> =
            self.not_data.iter().map(|row| json!({ "row": row.row, "class": row.class.as_str() })).collect();
        let mut table = json!({
            "sheet": self.sheet,
            "register": self.register.as_str(),
            "header_row": self.header_row,
            "values": self.values,
            "rows": rows,
            "not_data": not_data,
            "totals": self.totals,
        });
        if !self.problems.is_empty() {
            table["problems"] = self.problems.iter().map(finding_json).collect();
        }
        table
    }
}

impl RowPreview {
    /// What is kept beside the fields: columns no field takes, and how the row was marked.
    fn kept(&self) -> BTreeMap<String, String> {
        let mut kept = self.extra.clone();
        let marks = [(self.struck, "取消線"), (self.hidden, "非表示の行")];
        for (_, mark) in marks.into_iter().filter(|(there, _)| *there) {
            kept.insert(mark.to_owned(), "あり".to_owned());
        }
        if let Some(comment) = &self.comment {
            kept.insert("コメント".to_owned(), comment.clone());
        }
        kept
    }

    fn to_json(&self) -> Json {
        json!({
            "row": self.row,
            "hidden": self.hidden,
            "struck": self.struck,
            "values": self.values,
            "raw": self.raw,
            "problems": self.problems.iter().map(finding_json).collect::<Vec<_>>(),
        })
    }
}

fn finding_json(finding: &Finding) -> Json {
    json!({
        "field": finding.field,
        "code": finding.issue.as_str(),
        "severity": finding.severity,
        "text": finding.text,
    })
}

impl Preview {
    /// What `import --dry-run --json` answers.
    pub fn to_json(&self) -> Json {
        let file = |file: &FilePreview| {
            let tables: Vec<Json> = file.tables.iter().map(TablePreview::to_json).collect();
            json!({ "file": file.file, "sha256": file.sha256, "tables": tables })
        };
        json!({ "files": self.files.iter().map(file).collect::<Vec<_>>() })
    }

    pub fn tables(&self) -> impl Iterator<Item = &TablePreview> {
        self.files.iter().flat_map(|file| &file.tables)
    }

    /// How many findings of a severity are still to be decided.
    pub fn open(&self, severity: Severity) -> usize {
        let findings = self.tables().filter(|table| !table.excluded).flat_map(TablePreview::findings);
        findings.filter(|finding| finding.severity == severity && finding.is_open()).count()
    }

    /// The findings grouped by repair, the gravest first.
    pub fn groups(&self) -> Vec<Group> {
        let mut groups: BTreeMap<(Severity, String, String, Issue), Group> = BTreeMap::new();
        for table in self.tables() {
            for finding in table.findings() {
                let key = (finding.severity, table.id.clone(), finding.field.clone(), finding.issue);
                let group = groups.entry(key).or_insert_with(|| Group {
                    table: table.id.clone(),
                    field: finding.field.clone(),
                    issue: finding.issue,
                    severity: finding.severity,
                    verdict: finding.verdict,
                    count: 0,
                    example: finding.text.clone(),
                });
                group.count += 1;
            }
        }
        groups.into_values().collect()
    }
}
