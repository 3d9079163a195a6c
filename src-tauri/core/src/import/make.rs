//! 下見を作る: from what was read and what was decided to a [`Preview`], table by table.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::vocab::unreadable::made_readable;
use crate::vocab::value::DATE_TIME;
use crate::vocab::{Field, Kind, PartialDate, Register, date_reader};
use crate::watch::Watch;

use super::ahead::ahead;
use super::below_card::Subject;
use super::cells::{Cell, Comment, Row, Sheet};
use super::chosen::Chosen;
use super::comments;
use super::context::Context;
use super::doubts::{self, Line};
use super::file::ReadFile;
use super::headings::{Shape, headings};
use super::inventory;
use super::mapping::{self, Mapped, Mapping, Places, Reason, Target};
use super::my_number;
use super::normalise::{Normal, Normaliser};
use super::preview::{
    ColumnMapping, Decisions, FilePreview, NotData, Preview, RowPreview, SheetSummary, TableDecisions,
    TablePreview, Totals,
};
use super::problem::{Finding, Issue, Verdict};
use super::questions;
use super::repeats;
use super::row_marks::{RowMarks, keep_beside};
use super::rows::{Classifier, RowClass};
use super::tables::{self, Column, Labelled, Table};
use super::tapes::{self, Share, Tapes};
use super::{note_states, notes};

/// What would be taken in from these files under these decisions.
pub fn preview(files: &[ReadFile], decisions: &Decisions) -> Preview {
    made(files, decisions, None)
}

pub(super) fn made(files: &[ReadFile], decisions: &Decisions, watch: Option<&Watch<'_>>) -> Preview {
    let file = |(n, file): (usize, &ReadFile)| file_preview(n, file, decisions, watch);
    let mut preview = Preview { files: files.iter().enumerate().map(file).collect() };
    find_copies(&mut preview);
    repeats::ask(&mut preview, decisions);
    preview
}

/// `台帳(最新)(2).xlsx` beside `台帳.xlsx`: the first of them counts.
fn find_copies(preview: &mut Preview) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for file in preview.files.iter_mut().filter(|file| !file.out) {
        file.copy_of = seen.get(&file.sha256).cloned();
        seen.entry(file.sha256.clone()).or_insert_with(|| file.file.clone());
    }
}

fn file_preview(n: usize, file: &ReadFile, decisions: &Decisions, watch: Option<&Watch<'_>>) -> FilePreview {
    let sheets = &file.book.sheets;
    // The tables are not counted before they are known; all else is, meanwhile.
    let (counted, tables) = std::thread::scope(|scope| {
        let counted = scope.spawn(|| sheets.iter().map(inventory::of_sheet).collect::<Vec<_>>());
        let tables = sheets.iter().enumerate();
        let tables: Vec<_> =
            tables.map(|(s, sheet)| of_sheet((n, s), file, sheet, decisions, watch)).collect();
        (counted.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), tables)
    });
    let known = |tables: &[TablePreview]| tables.iter().filter(|table| !table.unmapped).count() as u32;
    let counted = counted.into_iter().zip(&tables);
    FilePreview {
        file: file.file.clone(),
        path: file.path.display().to_string(),
        encoding: file.encoding(),
        unlocked: file.unlocked(),
        sha256: file.sha256.clone(),
        out: is_out(decisions, n),
        copy_of: None,
        sheets: counted.map(|(sheet, tables)| SheetSummary { tables: known(tables), ..sheet }).collect(),
        tables: tables.into_iter().flatten().collect(),
    }
}

/// The tables of one sheet, which is known by its place and its file's.
fn of_sheet(
    (n, s): (usize, usize),
    file: &ReadFile,
    sheet: &Sheet,
    decisions: &Decisions,
    watch: Option<&Watch<'_>>,
) -> Vec<TablePreview> {
    let header = decisions.tables.get(&format!("{n}/{s}/0")).and_then(|table| table.header_row);
    let found = tables::find(sheet, header);
    let comments = comments::of_tables(&found.sheet, &found.tables);
    let (mut card, mut previews, mut seconds) = (None, Vec::new(), Vec::new());
    for (t, (table, comments)) in found.tables.iter().zip(&comments).enumerate() {
        let id = format!("{n}/{s}/{t}");
        let (read_on, file, out) = (file.read_on, &file.file, is_out(decisions, n));
        let (sheet, above) = (&found.sheet, card.as_ref());
        let tapes = tapes_of(&id, file, sheet, table, decisions);
        let whole = decisions.verdict(&id, "", Issue::TwoLedgers) == Verdict::KeepRaw;
        let share = tapes.as_ref().map(|tapes| Share { tapes, second: false, whole });
        let maker = Maker { id, file, read_on, out, sheet, table, above, comments, share, decisions, watch };
        let preview = maker.make();
        if let Some(share) = share.filter(|share| !share.whole) {
            // After all others, so that no answer changes which table is which.
            let id = format!("{n}/{s}/{}", found.tables.len() + seconds.len());
            let share = Some(Share { second: true, ..share });
            seconds.push(Maker { id, share, ..maker }.make());
        }
        card = card.or_else(|| Subject::of(&found.tables, table, &preview, &found.sheet));
        previews.push(preview);
    }
    previews.extend(seconds);
    previews
}

/// The tapes among the media of a list, unless the user said which ledger it is.
fn tapes_of(id: &str, file: &str, sheet: &Sheet, table: &Table, decisions: &Decisions) -> Option<Tapes> {
    let places = Places { file, sheet: sheet.head.name.as_deref().unwrap_or_default() };
    let chosen = decisions.tables.get(id).is_some_and(|decided| decided.register.is_some());
    if chosen { None } else { tapes::among_others(table, sheet, &places) }
}

fn is_out(decisions: &Decisions, file: usize) -> bool {
    u32::try_from(file).is_ok_and(|file| decisions.out.contains(&file))
}

/// What stands once for a table.
#[derive(Default)]
struct Whole {
    values: BTreeMap<&'static str, String>,
    /// What no field could hold, by its label.
    extra: BTreeMap<String, String>,
    problems: Vec<Finding>,
}

/// Makes the preview of one table.
struct Maker<'a, 'w> {
    id: String,
    file: &'a str,
    read_on: NaiveDate,
    out: bool,
    sheet: &'a Sheet,
    table: &'a Table,
    /// What the card above the table is about.
    above: Option<&'a Subject>,
    comments: &'a [&'a Comment],
    /// Which of its rows it has to itself.
    share: Option<Share<'a>>,
    decisions: &'a Decisions,
    watch: Option<&'a Watch<'w>>,
}

impl Maker<'_, '_> {
    fn make(&self) -> TablePreview {
        let decided = self.decisions.tables.get(&self.id);
        let name = self.sheet.head.name.as_deref();
        let places = Places { file: self.file, sheet: name.unwrap_or_default() };
        let chosen = decided.and_then(|decided| decided.register);
        let wanted = chosen.or(self.share.filter(|share| share.second).map(|share| share.register()));
        let mut mapping = mapping::choose(self.table, &places, wanted);
        if let Some(decided) = decided {
            apply_columns(&mut mapping, &decided.columns);
        }
        if let Some(subject) = self.above {
            subject.give(&mut mapping);
        }
        // Rows of a part that our own export wrote belong to many records, not to one.
        let own_part = mapping.shape.part.is_some() && mapping.is_own();
        let context = Context::of(name, &self.table.title);
        let (decisions, id) = (self.decisions, self.id.as_str());
        let verdicts = |field: &str, issue: Issue| decisions.verdict(id, field, issue);
        let Whole { values, extra, mut problems } = self.labelled(&mapping, &context, &verdicts);
        problems.extend(notes::of_table(self.sheet, self.table, &mapping));
        problems.extend(notes::sample(self.sheet, &verdicts));
        problems.extend(notes::broken_off(self.sheet, &verdicts));
        problems.extend(notes::stray_quotes(self.sheet, &verdicts));
        problems.extend(notes::beyond_headings(self.sheet, self.table, &verdicts));
        let may_stay_out = problems
            .iter()
            .find(|finding| matches!(finding.issue, Issue::SampleSheet | Issue::OldSheet | Issue::OwnList));
        let may_stay_out = may_stay_out.map(|finding| finding.verdict);
        let left_out = may_stay_out == Some(Verdict::Accept);
        let asks = problems.iter().any(|finding| finding.issue == Issue::BrokenOff && finding.is_open());
        // Without two columns that mean something to a ledger a table is not taken, until somebody says what it is.
        let unmapped = wanted.is_none() && !mapping.is_known();
        let excluded =
            self.out || decided.is_some_and(|decided| decided.exclude) || left_out || unmapped && !asks;
        if !unmapped {
            problems.extend(questions::of_table(self.table, &mapping, &places, wanted.is_some(), &verdicts));
            problems.extend(self.share.and_then(|share| questions::of_tapes(share, &places, &verdicts)));
        }
        let (classes, doubtful) = self.classes(&mapping, excluded || unmapped, &verdicts);
        problems.extend(doubtful);
        let time = if context.period().is_some() { context } else { Context::of_file(self.file) };
        let mut preview = TablePreview {
            id: self.id.clone(),
            sheet: self.sheet.head.name.clone(),
            register: mapping.shape.register.id,
            part: mapping.shape.part.map(|part| part.key.to_owned()),
            excluded,
            waits: may_stay_out == Some(Verdict::Open) && !excluded && !unmapped,
            unmapped,
            attached: own_part,
            header_row: self.table.header_rows.first().copied().unwrap_or(1),
            period: time.period(),
            whole_year: time.is_whole_year(),
            columns: mapping.columns.iter().map(column_mapping).collect(),
            values,
            extra,
            problems,
            marks: Vec::new(),
            rows: Vec::new(),
            not_data: Vec::new(),
            totals: Totals::default(),
            left_out: 0,
            not_data_left_out: 0,
        };
        self.fill(&mut preview, &mapping, &context, &verdicts, &classes);
        preview
    }

    fn classes(
        &self,
        mapping: &Mapping,
        excluded: bool,
        verdicts: &(dyn Fn(&str, Issue) -> Verdict + Sync),
    ) -> (Vec<(u32, RowClass)>, Vec<Finding>) {
        let mut lines = Classifier::new(self.table, mapping, self.sheet).classify(self.sheet);
        for line in lines.iter_mut().filter(|line| !self.has(line.number)) {
            let class = if line.class == RowClass::Data { RowClass::Excluded } else { line.class };
            *line = Line::of(line.number, class);
        }
        let decided = self.decisions.tables.get(&self.id);
        let (mut classes, mut asked) = doubts::settle(lines, self.sheet, decided, verdicts);
        if excluded {
            asked.clear();
        }
        let says = |rows: fn(&TableDecisions) -> &BTreeSet<u32>, row: &u32| {
            decided.is_some_and(|decided| rows(decided).contains(row))
        };
        for (row, class) in &mut classes {
            if *class == RowClass::Data && (excluded || says(|decided| &decided.exclude_rows, row)) {
                *class = RowClass::Excluded;
            } else if !excluded
                && self.has(*row)
                && says(|decided| &decided.include_rows, row)
                && *class != RowClass::Blank
            {
                *class = RowClass::Data;
            }
        }
        if let Some(decided) = decided {
            RowMarks::leave_out(self.sheet, mapping, decided, &mut classes);
        }
        (classes, asked)
    }

    fn fill(
        &self,
        preview: &mut TablePreview,
        mapping: &Mapping,
        context: &Context,
        verdicts: &(dyn Fn(&str, Issue) -> Verdict + Sync),
        classes: &[(u32, RowClass)],
    ) {
        let mut normaliser = Normaliser::new(mapping, self.sheet, context, self.table.cols, verdicts);
        normaliser.read_on(self.read_on);
        let decided = self.decisions.tables.get(&self.id);
        let body: Vec<&Row> = self.body(classes).collect();
        let mut marks = RowMarks::of(self.sheet, mapping, decided, &body);
        preview.marks = marks.groups();
        if !preview.excluded {
            let (comments, others) = comments::of_rows(self.comments, classes, self.name());
            marks.with_comments(comments);
            preview.problems.extend(others);
            preview.problems.extend(marks.of_cells(body.len()));
        }
        let chosen = Chosen::of(mapping, context, decided);
        normaliser.survey(body.iter().copied());
        if let Some(row) = self.first_section(classes) {
            normaliser.section(row);
        }
        let mut rows = self.sheet.rows.iter().peekable();
        preview.rows.reserve_exact(classes.iter().filter(|(_, class)| *class == RowClass::Data).count());
        let excluded = preview.excluded;
        let read = classes.iter().map(|(number, class)| {
            while rows.next_if(|row| row.number < *number).is_some() {}
            let row = rows.next_if(|row| row.number == *number);
            let normal = match (class, row) {
                (RowClass::Data, Some(row)) => {
                    let mut normal = normaliser.row(&chosen.row(row));
                    chosen.keep_raw(row, &mut normal);
                    Some(normal)
                }
                // 〃 and merges below stand for what is written here, whether it comes in or not.
                (RowClass::Excluded, Some(row)) if !excluded => {
                    normaliser.row(&chosen.row(row));
                    None
                }
                (RowClass::Heading, Some(row)) => {
                    normaliser.section(row);
                    None
                }
                _ => None,
            };
            Ok((*number, *class, row, normal))
        });
        // Stopped, the preview is not looked at.
        let _ = ahead(read, |(number, class, row, normal)| {
            let (number, class, row) = (*number, *class, *row);
            self.watch.map_or(Ok(()), Watch::row)?;
            preview.totals.count(class);
            if let Some((row, normal)) = row.zip(normal.take()) {
                let mut row = marks.finish(row, normal);
                note_states::propose(&mut row, mapping.shape, self.name(), verdicts);
                my_number::hide(&mut row, mapping.shape.fields(), self.name(), verdicts);
                preview.rows.push(row);
            } else {
                let text = row.map(text_of).unwrap_or_default();
                preview.not_data.push(NotData { row: number, class, text });
            }
            Ok(())
        });
    }

    /// Whether a row is of this table and not of the other one that stands in the same rows.
    fn has(&self, row: u32) -> bool {
        self.share.is_none_or(|share| share.has(row))
    }

    /// 【総務課】 right above the headings, where others like it part the rows below.
    fn first_section(&self, classes: &[(u32, RowClass)]) -> Option<&Row> {
        let header = *self.table.header_rows.first()?;
        let first_of = |row: &Row| {
            let mut texts =
                row.cells.iter().filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.text());
            let text = texts.next().filter(|_| texts.next().is_none())?;
            text.trim().chars().next().filter(|c| "【■□◆◇●▼★〔［[＜<".contains(*c))
        };
        let row_of = |number: &u32| self.sheet.rows.iter().find(|row| row.number == *number);
        let above =
            self.sheet.rows.iter().rfind(|row| row.number < header && row.number >= self.table.first_row)?;
        let sign = first_of(above)?;
        let headings = classes.iter().filter(|(_, class)| *class == RowClass::Heading);
        let mut rows = headings.filter_map(|(number, _)| row_of(number));
        rows.any(|row| first_of(row) == Some(sign)).then_some(above)
    }

    fn name(&self) -> Option<&str> {
        self.sheet.head.name.as_deref()
    }

    /// Rows of records, those left out too.
    fn body<'c>(&'c self, classes: &'c [(u32, RowClass)]) -> impl Iterator<Item = &'c Row> {
        let body = classes
            .iter()
            .filter(|(row, class)| matches!(class, RowClass::Data | RowClass::Excluded) && self.has(*row));
        body.filter_map(|(number, _)| {
            let at = self.sheet.rows.binary_search_by_key(number, |row| row.number).ok()?;
            self.sheet.rows.get(at)
        })
    }

    /// 研修名, 日時 and the like above the headings, where the whole table is one record.
    fn labelled(
        &self,
        mapping: &Mapping,
        context: &Context,
        verdicts: &(dyn Fn(&str, Issue) -> Verdict + Sync),
    ) -> Whole {
        let mut whole = Whole::default();
        if mapping.shape.part.is_none() {
            return whole;
        }
        // The day of the record before the hours that need it.
        let mut labels: Vec<&Labelled> = self.table.labelled.iter().collect();
        labels.sort_by_key(|label| date_reader::clock(label.value.text().trim()).is_some());
        let register = mapping.shape.register;
        for label in labels {
            let day = day_of(register, &whole.values);
            let Some(row) = self.one_value(label, day, mapping, context, verdicts) else { continue };
            for (key, value) in row.values {
                whole.values.entry(key).or_insert_with(|| value.to_string());
            }
            for (label, text) in row.extra {
                keep_beside(&mut whole.extra, &label, &text);
            }
            whole.problems.extend(row.problems);
        }
        whole
    }

    fn one_value(
        &self,
        label: &Labelled,
        day: Option<PartialDate>,
        mapping: &Mapping,
        context: &Context,
        verdicts: &(dyn Fn(&str, Issue) -> Verdict + Sync),
    ) -> Option<RowPreview> {
        let register = mapping.shape.register;
        let field = headings().own_field(register.id, &label.key)?;
        let column = Column {
            col: label.col,
            last_col: label.col,
            heading: field.label.ja.to_owned(),
            keys: vec![label.key.clone()],
            ..Column::default()
        };
        let mapped = Mapped { column, target: Target::Field(field), reason: Reason::Synonym };
        let mapping =
            Mapping { shape: Shape { register, part: None }, columns: vec![mapped], constants: Vec::new() };
        let cell = Cell { col: label.col, value: label.value.clone(), ..Cell::default() };
        let row = Row { number: label.row, hidden: false, cells: vec![cell] };
        let chosen = Chosen::of(&mapping, context, self.decisions.tables.get(&self.id));
        let mut normaliser = Normaliser::new(&mapping, self.sheet, context, self.table.cols, verdicts);
        normaliser.read_on(self.read_on);
        let mut normal = normaliser.with_day_of_record(day).row(&chosen.row(&row));
        chosen.keep_raw(&row, &mut normal);
        split_time(&mut normal, field, register, &label.value.text());
        let Normal { values, raw, extra, findings, .. } = normal;
        let mut row =
            RowPreview { row: label.row, values, raw, extra, problems: findings, ..RowPreview::default() };
        my_number::hide(&mut row, register.fields, self.name(), verdicts);
        Some(row)
    }
}

/// The day of a record of which some values are known.
fn day_of(register: &Register, values: &BTreeMap<&'static str, String>) -> Option<PartialDate> {
    let dated = register.fields.iter().filter(|field| field.kind == Kind::Date);
    dated.filter_map(|field| values.get(field.key)).find_map(|day| day.parse().ok())
}

/// 日時 of an old attendance list says day, beginning and end in one cell.
fn split_time(normal: &mut Normal, field: &Field, register: &'static Register, raw: &str) {
    let Some(dropped) = normal.findings.iter_mut().find(|finding| finding.issue == Issue::TimeDropped) else {
        return;
    };
    let day = normal.values.get(field.key).and_then(|day| day.parse::<NaiveDate>().ok());
    let Some((day, (start, end))) = day.zip(date_reader::time_span(raw)) else { return };
    let times = [("started_at", Some(start)), ("ended_at", end)];
    let mut shown = Vec::new();
    for (key, time) in times.into_iter().filter_map(|(key, time)| Some((key, time?))) {
        let Some(field) = register.field(key).filter(|field| field.kind == Kind::DateTime) else { return };
        normal.values.insert(field.key, day.and_time(time).format(DATE_TIME).to_string());
        shown.push(time.format("%-H:%M").to_string());
    }
    let place = dropped.text.split_once(": ").map_or(String::new(), |(place, _)| place.to_owned());
    *dropped = Finding::in_place(&place, field.key, Issue::TimeSplit, raw, &shown.join("～"));
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
        reason_text: mapped.explanation_ja(),
    }
}

/// What stands in a row, as it is shown.
pub(super) fn text_of(row: &Row) -> String {
    let texts = row.cells.iter().filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.text());
    let text = texts.collect::<Vec<_>>().join(" | ");
    let text = my_number::masked(&text).unwrap_or(text);
    made_readable(&text).chars().take(80).collect()
}
