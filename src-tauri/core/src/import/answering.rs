//! 問いと答え方: what is asked about the files, and by which key of [`Decisions`] it is answered.
//!
//! The window asks by buttons. Whoever takes files in without it finds every question here with the place its
//! answer has among the decisions and the values it may have, so that an import can be finished from a file of
//! answers. Nothing is decided here.

mod misplaced;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value as Json, json};

pub use misplaced::{Misplaced, misplaced};

use super::diff::view::{Comparison, TableDiff};
use super::groups::Group;
use super::in_words::{ERAS, Words, mark_name};
use super::judged::Judged;
use super::left::LeftFile;
use super::names::NameQuestion;
use super::preview::{Decisions, FilePreview, Preview, TablePreview};
use super::problem::{Finding, Issue, Verdict};
use super::row_marks::{EXCLUDE, IGNORE};
use crate::registers::register;
use crate::vocab::{Field, Kind, RegisterId};

/// One thing that is asked.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    pub file: String,
    pub sheet: Option<String>,
    /// Nothing is taken in before it is answered.
    pub required: bool,
    pub count: u32,
    pub text: String,
    /// Any of them settles it, or its part of it.
    pub ways: Vec<Way>,
}

/// Where an answer stands among the decisions, and what it may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Way {
    pub key: Vec<String>,
    pub how: How,
    pub values: Vec<Offered>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// One of the values.
    OneOf,
    /// Whatever is typed, as into a cell.
    Typed,
    /// The values are added to the list that stands there.
    Added,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offered {
    pub value: Json,
    /// In the office's words.
    pub means: String,
}

/// What the ledger was found to ask, where there is one to ask.
#[derive(Clone, Copy)]
pub struct OfLedger<'a> {
    pub comparison: &'a Comparison,
    pub names: &'a BTreeMap<String, Vec<NameQuestion>>,
    pub left: &'a [LeftFile],
    /// What it asks where less is said yet, once that is to be known: one answer may settle what another was given for.
    pub before: &'a [Comparison],
}

/// All that is not answered yet.
pub fn open(judged: &Judged, of_ledger: Option<OfLedger<'_>>) -> Vec<Asked> {
    asked(judged, of_ledger, false)
}

/// `settled`: also what was answered and may be answered otherwise.
fn asked(judged: &Judged, of_ledger: Option<OfLedger<'_>>, settled: bool) -> Vec<Asked> {
    let mut found: Vec<Asked> = of_ledger.iter().flat_map(|ledger| ledger.left).filter_map(of_file).collect();
    let groups = judged.preview.groups();
    for table in judged.preview.tables() {
        let at = At { preview: &judged.preview, table };
        if table.unmapped && !at.stays_out(judged.decisions()) {
            found.push(at.which_ledger());
        }
        if table.excluded && !settled {
            continue;
        }
        let own = groups.iter().filter(|group| group.table == table.id && group.is_open());
        found.extend(own.map(|group| at.of_group(group)));
        let marks = table.marks.iter().filter(|mark| settled || mark.meaning.is_none());
        found.extend(marks.map(|mark| at.of_mark(&mark.key, mark.rows)));
        let Some(OfLedger { comparison, names, .. }) = of_ledger else { continue };
        found.extend(at.of_rows(comparison));
        let names = names.get(&table.id).into_iter().flatten();
        found.extend(names.filter(|one| settled || one.chosen.is_none()).map(|one| at.of_name(one)));
        if let Some(diff) = comparison.tables.get(&table.id) {
            found.extend(at.of_sides(diff, (judged.decisions(), settled)));
        }
    }
    found
}

/// A file nobody has seen to bring nothing in.
fn of_file(left: &LeftFile) -> Option<Asked> {
    let offered = Offered { value: json!(left.file), means: "取り込まなくてよい".to_owned() };
    let way = Way { key: path(&["stay_out"]), how: How::Added, values: vec![offered] };
    left.asks.then(|| Asked {
        file: left.file.clone(),
        sheet: None,
        required: true,
        count: 1,
        text: left.why_ja(),
        ways: vec![way],
    })
}

/// By which key the answers of one row stand.
fn of_row(row: u32) -> String {
    format!("row:{row}")
}

fn path(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// The table that is asked about.
#[derive(Clone, Copy)]
struct At<'a> {
    preview: &'a Preview,
    table: &'a TablePreview,
}

impl At<'_> {
    fn ask(&self, (required, count): (bool, u32), text: String, ways: Vec<Way>) -> Asked {
        let file = self.file().map(|file| file.file.clone()).unwrap_or_default();
        Asked { file, sheet: self.table.sheet.clone(), required, count, text, ways }
    }

    fn way(&self, keys: &[&str], how: How, values: Vec<(Json, String)>) -> Way {
        let values = values.into_iter().map(|(value, means)| Offered { value, means }).collect();
        Way { key: [&path(&["tables", &self.table.id])[..], &path(keys)].concat(), how, values }
    }

    /// It was said of the table, or of its file, that nothing of it is wanted.
    fn stays_out(&self, decisions: &Decisions) -> bool {
        let excluded = decisions.tables.get(&self.table.id).is_some_and(|table| table.exclude);
        excluded || self.file().is_some_and(|file| decisions.stay_out.contains(&file.file))
    }

    fn file(&self) -> Option<&FilePreview> {
        self.preview.file_with(self.table)
    }

    fn which_ledger(&self) -> Asked {
        let ledgers =
            RegisterId::ALL.iter().map(|id| (json!(id), register(*id).label.ja.to_owned())).collect();
        let text = format!("{}行目からの表は、どの台帳のものですか。", self.table.header_row);
        let ways =
            [self.way(&["register"], How::OneOf, ledgers), self.way(&["header_row"], How::Typed, Vec::new())];
        self.ask((false, self.table.totals.rows), text, ways.into())
    }

    fn of_group(&self, group: &Group) -> Asked {
        let mut ways = Vec::new();
        if !group.verdicts.is_empty() {
            ways.push(self.verdicts(&group.field, group.issue, &group.verdicts));
            ways.extend(self.by_row(group));
        }
        let field = register(self.table.register).anywhere(&group.field);
        for word in group.words.iter().filter(|_| group.typed) {
            let choices = field.map(choices).unwrap_or_default();
            let how = if choices.is_empty() { How::Typed } else { How::OneOf };
            ways.push(self.way(&["words", &group.field, &word.word], how, choices));
        }
        match group.issue {
            Issue::MissingYear => ways.push(self.way(&["fiscal_year"], How::Typed, Vec::new())),
            Issue::EraOmitted => {
                let eras = ERAS.iter().map(|(era, name)| (json!(era), (*name).to_owned())).collect();
                ways.push(self.way(&["eras", &group.field], How::OneOf, eras));
            }
            _ => {}
        }
        if ways.is_empty() {
            let asks = |one: &Finding| one.issue == group.issue && one.field == group.field;
            let rows = self.table.rows.iter().filter(|row| row.problems.iter().any(asks)).map(|row| row.row);
            ways.push(self.without(rows));
        }
        self.ask((true, group.count), group.example.clone(), ways)
    }

    /// The rows of a group that may each be answered otherwise.
    fn by_row(&self, group: &Group) -> impl Iterator<Item = Way> {
        let mine = |one: &&Finding| one.by_row && one.issue == group.issue && one.field == group.field;
        let rows = self.table.rows.iter();
        let open = rows.filter(move |row| row.problems.iter().filter(mine).any(Finding::is_open));
        open.map(|row| self.verdicts(&of_row(row.row), group.issue, &group.verdicts))
    }

    /// Where nothing else can be said, the rows may stay out.
    fn without(&self, rows: impl Iterator<Item = u32>) -> Way {
        let rows = rows.map(|row| (json!(row), format!("{row}行目を取り込まない"))).collect();
        self.way(&["exclude_rows"], How::Added, rows)
    }

    fn verdicts(&self, field: &str, issue: Issue, verdicts: &[Verdict]) -> Way {
        let said = |verdict: &Verdict| (json!(verdict), issue.answer_ja(*verdict).to_owned());
        self.way(&["groups", field, issue.as_str()], How::OneOf, verdicts.iter().map(said).collect())
    }

    /// What the ledger asks of single rows.
    fn of_rows(&self, comparison: &Comparison) -> Vec<Asked> {
        let rows = comparison.asked.get(&self.table.id).into_iter().flatten();
        let open = rows.flat_map(|(row, found)| found.iter().map(move |one| (*row, one)));
        let open = open.filter(|(_, one)| one.is_open());
        let asked = open.map(|(row, one)| {
            let verdicts = one.issue.verdicts(one.keeps);
            let way = match verdicts {
                [] => self.without([row].into_iter()),
                _ => self.verdicts(&of_row(row), one.issue, verdicts),
            };
            self.ask((true, 1), one.text.clone(), vec![way])
        });
        asked.collect()
    }

    fn of_mark(&self, mark: &str, rows: u32) -> Asked {
        let register = register(self.table.register);
        let words = Words { register, heading: &|_| None };
        let states = register.field("status").map(choices).unwrap_or_default();
        let states = states.iter().filter_map(|(value, _)| value.as_str()).filter(|state| !state.is_empty());
        let means = |meaning: &str| (json!(meaning), words.meaning(meaning));
        let values = states.chain([IGNORE, EXCLUDE]).map(means).collect();
        let text = format!("{}は、何を表しますか。", mark_name(mark));
        self.ask((false, rows), text, vec![self.way(&["meanings", mark], How::OneOf, values)])
    }

    fn of_name(&self, asked: &NameQuestion) -> Asked {
        let people = asked.candidates.iter().map(|one| (json!(one.id), one.name.clone()));
        let values = people.chain([(json!(0), "職員名簿の誰でもない".to_owned())]).collect();
        let text = format!("“{}”は、職員名簿の誰ですか。", asked.name);
        self.ask((false, asked.count), text, vec![self.way(&["people", &asked.name], How::OneOf, values)])
    }

    /// Values changed on both sides: of all rows at once, and of each that is shown.
    fn of_sides(&self, diff: &TableDiff, (decisions, settled): (&Decisions, bool)) -> Vec<Asked> {
        let decided = decisions.tables.get(&self.table.id).map(|table| &table.sides);
        let open = |field: &&String| settled || !decided.is_some_and(|sides| sides.contains_key(*field));
        let asked = diff.conflicts.keys().filter(open).map(|field| {
            let rows = diff.rows.iter().flat_map(|row| row.diffs.iter().map(move |one| (row.row, one)));
            let rows = rows.filter(|(_, one)| one.conflict && !one.required && one.field == *field);
            let rows = rows.map(|(row, one)| self.side(&format!("row:{row}:{}", one.key)));
            let ways = [self.side(field)].into_iter().chain(rows).collect();
            let label =
                register(self.table.register).anywhere(field).map_or(field.as_str(), |of| of.label.ja);
            let text = format!("『{label}』は、台帳でもファイルでも変わっています。どちらにしますか。");
            self.ask((false, diff.conflicts[field]), text, ways)
        });
        asked.collect()
    }

    fn side(&self, key: &str) -> Way {
        let values = [("ledger", "台帳のまま"), ("file", "ファイルのとおり")];
        let values = values.map(|(value, means)| (json!(value), means.to_owned()));
        self.way(&["sides", key], How::OneOf, values.into())
    }
}

/// What a word may mean, of a field that takes no other values.
fn choices(field: &Field) -> Vec<(Json, String)> {
    let of_field: Vec<(Json, String)> = match field.kind {
        Kind::Bool => vec![(json!("1"), "有".to_owned()), (json!("0"), "無".to_owned())],
        Kind::Choice(all) => all.iter().map(|one| (json!(one.id), one.label.ja.to_owned())).collect(),
        _ => return Vec::new(),
    };
    of_field.into_iter().chain([(json!(""), "空欄".to_owned())]).collect()
}
