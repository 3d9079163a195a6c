//! 一つの表の下見: what its columns mean, what its rows are, and every row as it would come in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::columns::{apply_columns, column_mapping};
use super::labelled::Whole;
use super::records::read_row;
use crate::import::ahead::ahead;
use crate::import::below_card::Subject;
use crate::import::cells::{Comment, Row, Sheet};
use crate::import::chosen::Chosen;
use crate::import::comments;
use crate::import::context::Context;
use crate::import::diff::is_own_form;
use crate::import::doubts::{self, Line};
use crate::import::halves::at_once;
use crate::import::mapping::{self, Mapping, Places};
use crate::import::normalise::Normaliser;
use crate::import::notes;
use crate::import::preview::{Decisions, TableDecisions, TablePreview, Totals};
use crate::import::problem::{Finding, Issue, Verdict};
use crate::import::questions;
use crate::import::row_marks::RowMarks;
use crate::import::rows::{Classifier, RowClass};
use crate::import::tables::Table;
use crate::import::tapes::Share;
use crate::vocab::RegisterId;
use crate::watch::Watch;

/// How what is asked of a field was decided.
pub(super) type Verdicts<'v> = dyn Fn(&str, Issue) -> Verdict + Sync + 'v;

/// Makes the preview of one table.
pub(super) struct Maker<'a, 'w> {
    pub id: String,
    pub file: &'a str,
    pub read_on: NaiveDate,
    pub out: bool,
    pub sheet: &'a Sheet,
    pub table: &'a Table,
    /// The title that says when the table is of: its own, or that of one before it.
    pub dated: &'a [String],
    /// The first of the tables it shares its rows with.
    pub family: Option<&'a str>,
    /// What the card above the table is about.
    pub above: Option<&'a Subject>,
    pub comments: &'a [&'a Comment],
    /// Which of its rows it has to itself.
    pub share: Option<Share<'a>>,
    pub decisions: &'a Decisions,
    pub watch: Option<&'a Watch<'w>>,
}

impl Maker<'_, '_> {
    pub fn make(&self) -> TablePreview {
        let decided = self.decisions.tables.get(&self.id);
        let name = self.sheet.head.name.as_deref();
        let places = Places { file: self.file, sheet: name.unwrap_or_default() };
        let chosen = decided.and_then(|decided| decided.register);
        let wanted = chosen.or(self.share.filter(|share| share.second).map(|share| share.register()));
        let mapping = self.mapping(&places, wanted);
        let context = Context::of(name, self.dated);
        let (decisions, id) = (self.decisions, self.id.as_str());
        let verdicts = |field: &str, issue: Issue| decisions.verdict(id, field, issue);
        let Whole { values, extra, mut problems } = self.labelled(&mapping, &context, &verdicts);
        problems.extend(self.noted(&mapping, &verdicts));
        // Without two columns that mean something to a ledger a table is not taken, until somebody says what it is.
        let unmapped = wanted.is_none() && !mapping.is_known();
        let (excluded, waits) = self.stays_out(&problems, unmapped);
        if !unmapped {
            problems.extend(questions::of_table(self.table, &mapping, &places, wanted.is_some(), &verdicts));
            problems.extend(self.share.and_then(|share| questions::of_tapes(share, &places, &verdicts)));
        }
        let (classes, doubtful) = self.classes(&mapping, excluded || unmapped, &verdicts);
        problems.extend(doubtful);
        let time = context.or_of_file(self.file);
        let mut preview = TablePreview {
            excluded,
            waits,
            unmapped,
            // Rows of a part that our own export wrote belong to many records, not to one.
            attached: mapping.shape.part.is_some() && mapping.is_own(),
            period: time.period(),
            whole_year: time.is_whole_year(),
            values,
            extra,
            problems,
            ..self.empty(&mapping)
        };
        self.fill(&mut preview, &mapping, &context, &verdicts, &classes);
        let own = is_own_form(&preview);
        preview.rows.iter_mut().for_each(|row| row.filtered = own || row.mark.is_some());
        preview
    }

    /// What its columns mean, as it was found and as the user said.
    fn mapping(&self, places: &Places<'_>, wanted: Option<RegisterId>) -> Mapping {
        let mut mapping = mapping::choose(self.table, places, wanted);
        if let Some(decided) = self.decisions.tables.get(&self.id) {
            apply_columns(&mut mapping, &decided.columns);
        }
        if let Some(subject) = self.above {
            subject.give(&mut mapping);
        }
        mapping
    }

    /// What is told or asked of the table as a whole.
    fn noted(&self, mapping: &Mapping, verdicts: &Verdicts<'_>) -> Vec<Finding> {
        let mut noted: Vec<Finding> = notes::of_table(self.sheet, self.table, mapping).into_iter().collect();
        noted.extend(notes::sample(self.sheet, verdicts));
        noted.extend(notes::broken_off(self.sheet, verdicts));
        noted.extend(notes::stray_quotes(self.sheet, verdicts));
        noted.extend(notes::beyond_headings(self.sheet, self.table, verdicts));
        noted
    }

    /// Whether the table stays out, and whether that waits for an answer.
    fn stays_out(&self, noted: &[Finding], unmapped: bool) -> (bool, bool) {
        let may = |finding: &&Finding| {
            matches!(finding.issue, Issue::SampleSheet | Issue::OldSheet | Issue::OwnList)
        };
        let may = noted.iter().find(may).map(|finding| finding.verdict);
        let asks = noted.iter().any(|finding| finding.issue == Issue::BrokenOff && finding.is_open());
        let decided = self.decisions.tables.get(&self.id).is_some_and(|decided| decided.exclude);
        let excluded = self.out || decided || may == Some(Verdict::Accept) || unmapped && !asks;
        (excluded, may == Some(Verdict::Open) && !excluded && !unmapped)
    }

    /// The table before anything is known of its rows.
    fn empty(&self, mapping: &Mapping) -> TablePreview {
        TablePreview {
            id: self.id.clone(),
            sheet: self.sheet.head.name.clone(),
            register: mapping.shape.register.id,
            part: mapping.shape.part.map(|part| part.key.to_owned()),
            excluded: false,
            waits: false,
            unmapped: false,
            attached: false,
            header_row: self.table.header_rows.first().copied().unwrap_or(1),
            period: None,
            whole_year: false,
            second_half: self.share.is_some_and(|share| share.second),
            family: self.family.map(str::to_owned),
            columns: mapping.columns.iter().map(column_mapping).collect(),
            values: BTreeMap::new(),
            extra: BTreeMap::new(),
            problems: Vec::new(),
            marks: Vec::new(),
            rows: Vec::new(),
            known_by: Vec::new(),
            not_data: Vec::new(),
            totals: Totals::default(),
            left_out: 0,
            not_data_left_out: 0,
        }
    }

    fn classes(
        &self,
        mapping: &Mapping,
        excluded: bool,
        verdicts: &Verdicts<'_>,
    ) -> (Vec<(u32, RowClass)>, Vec<Finding>) {
        let mut lines = Classifier::new(self.table, mapping, self.sheet).classify(self.sheet);
        for line in lines.iter_mut().filter(|line| !self.has(line.number)) {
            let class = if line.class == RowClass::Data { RowClass::Elsewhere } else { line.class };
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
        if let Some(first) = self.first_section(mapping, &classes).map(|row| row.number) {
            let own = classes.iter_mut().filter(|(row, class)| *row == first && *class == RowClass::Note);
            own.for_each(|(_, class)| *class = RowClass::Heading);
        }
        (classes, asked)
    }

    fn fill(
        &self,
        preview: &mut TablePreview,
        mapping: &Mapping,
        context: &Context,
        verdicts: &Verdicts<'_>,
        classes: &[(u32, RowClass)],
    ) {
        let mut normaliser = Normaliser::new(mapping, self.sheet, context, self.table.cols, verdicts);
        normaliser.read_on(self.read_on);
        let decided = self.decisions.tables.get(&self.id);
        let body: Vec<&Row> = self.body(classes).collect();
        let marked = || self.marks(preview, (mapping, classes), &body);
        let surveyed = self.surveyed(classes, &body);
        let (marks, ()) = at_once(body.len(), marked, || normaliser.survey(surveyed.iter().copied()));
        let chosen = Chosen::of(mapping, decided);
        preview.rows.reserve_exact(classes.iter().filter(|(_, class)| *class == RowClass::Data).count());
        let excluded = preview.excluded;
        let headed = self.table.header_rows.last().copied().unwrap_or_default();
        let read = self.lines(classes).map(|(number, class, row)| {
            // What stands above the headings was read with the title.
            let read = row.filter(|_| class != RowClass::Note || number > headed);
            let normal = read.and_then(|row| read_row(&mut normaliser, &chosen, (class, row), excluded));
            Ok((number, class, row, normal))
        });
        // Stopped, the preview is not looked at.
        let _ = ahead(read, |(number, class, row, normal)| {
            let (number, class, row) = (*number, *class, *row);
            self.watch.map_or(Ok(()), Watch::row)?;
            preview.totals.count(class);
            match row.zip(normal.take()) {
                Some((row, normal)) => self.keep(marks.finish(row, normal), mapping, verdicts, preview),
                None => preview.not_data.push(self.not_data((number, class), row, mapping)),
            }
            Ok(())
        });
    }

    /// Lines, colours and comments of the rows, and what is to be said of them.
    fn marks(
        &self,
        preview: &mut TablePreview,
        (mapping, classes): (&Mapping, &[(u32, RowClass)]),
        body: &[&Row],
    ) -> RowMarks<'_> {
        let decided = self.decisions.tables.get(&self.id);
        let mut marks = RowMarks::of(self.sheet, mapping, decided, body);
        preview.marks = marks.groups();
        if !preview.excluded {
            let (comments, others) = comments::of_rows(self.comments, classes, self.name());
            marks.with_comments(comments);
            preview.problems.extend(others);
            preview.problems.extend(marks.of_cells(body.len()));
        }
        marks
    }

    /// Whether a row is of this table and not of the other one that stands in the same rows.
    fn has(&self, row: u32) -> bool {
        self.share.is_none_or(|share| share.has(row))
            && self.table.own_rows.as_ref().is_none_or(|rows| rows.has(row))
    }

    pub fn name(&self) -> Option<&str> {
        self.sheet.head.name.as_deref()
    }

    /// Rows of records, those left out too.
    fn body<'c>(&'c self, classes: &'c [(u32, RowClass)]) -> impl Iterator<Item = &'c Row> {
        let body = self.lines(classes).filter(|(number, class, _)| {
            matches!(class, RowClass::Data | RowClass::Excluded) && self.has(*number)
        });
        body.filter_map(|(.., row)| row)
    }

    /// The lines of the table, each with what stands in it; both are in order.
    pub(super) fn lines<'c>(
        &'c self,
        classes: &'c [(u32, RowClass)],
    ) -> impl Iterator<Item = (u32, RowClass, Option<&'c Row>)> {
        let mut rows = self.sheet.rows.iter().peekable();
        classes.iter().map(move |(number, class)| {
            while rows.next_if(|row| row.number < *number).is_some() {}
            (*number, *class, rows.next_if(|row| row.number == *number))
        })
    }

    pub fn row(&self, number: u32) -> Option<&Row> {
        let at = self.sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.sheet.rows.get(at)
    }
}
