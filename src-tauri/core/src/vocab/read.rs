//! 読取り: texts from the screen or from Excel become a record's content, or all their problems at once.
//!
//! [`read`] is the only way in. It knows what a field may hold, not what a ledger's rules say.

mod numbers;
mod problems;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::date_reader::{self, DateProblem, Reading};
use super::fields::{Choice, Field, Kind, Register, Required};
use super::fold;
use super::unreadable::unreadable;
use super::value::{Content, Value};
use super::values::{Values, by_length};
use super::wareki::PartialDate;
pub(crate) use numbers::read_int;
pub use problems::{PartRow, Problem, ProblemCode, Problems};

/// A record as texts: typed on the screen, or read from a row of Excel.
///
/// A person may come with the number of the 職員名簿 entry it certainly means, under `<key>.id`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts")]
pub struct DraftTexts {
    pub values: BTreeMap<String, String>,
    pub parts: BTreeMap<String, Vec<BTreeMap<String, String>>>,
    pub extra: BTreeMap<String, String>,
}

/// How much must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Typed now: every ● field must be filled.
    Entry,
    /// From an old ledger: what is missing is listed by [`missing`], not refused.
    Import,
}

/// A ● field that stands empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Missing {
    pub field: String,
    pub part: Option<PartRow>,
}

/// Finds every problem at once, so that the form is mended in one go.
///
/// `today` gives dates typed without a year their fiscal year.
pub fn read(
    register: &Register,
    texts: &DraftTexts,
    strictness: Strictness,
    today: NaiveDate,
) -> Result<Content, Problems> {
    let mut reader = Reader { strictness, today, problems: Problems::default() };
    let own = InOrder::of(register.fields);
    let mut content = Content { values: reader.row(&own, each(&texts.values), None), ..Content::default() };
    for (key, rows) in &texts.parts {
        let Some(part) = register.part(key) else {
            reader.refuse(key, None, ProblemCode::UnknownField, "", "");
            continue;
        };
        let fields = InOrder::of(part.fields);
        let read = |(row, texts): (usize, &BTreeMap<String, String>)| {
            let at = PartRow { part: key.clone(), row };
            reader.row(&fields, each(texts), Some(&at))
        };
        content.parts.insert(key.clone(), rows.iter().enumerate().map(read).collect());
    }
    content.extra = reader.extra(&texts.extra);
    if reader.problems.0.is_empty() { Ok(content) } else { Err(reader.problems) }
}

/// Reads rows of an old ledger, one after the other. Same rules as [`read`].
pub struct RowReader {
    pub register: &'static Register,
    pub today: NaiveDate,
    fields: InOrder<'static>,
}

impl RowReader {
    pub fn of(register: &'static Register, today: NaiveDate) -> Self {
        Self { register, today, fields: InOrder::of(register.fields) }
    }

    /// A record without parts, whose texts are kept under the fields' own keys.
    pub fn read<'t>(
        &self,
        texts: impl Iterator<Item = (&'t str, &'t str)>,
        extra: &BTreeMap<String, String>,
    ) -> Result<Content, Problems> {
        let problems = Problems::default();
        let mut reader = Reader { strictness: Strictness::Import, today: self.today, problems };
        let values = reader.row(&self.fields, texts, None);
        let content = Content { values, extra: reader.extra(extra), ..Content::default() };
        if reader.problems.0.is_empty() { Ok(content) } else { Err(reader.problems) }
    }
}

/// The fields of a record or of a part, to be found by their keys.
struct InOrder<'f> {
    fields: &'f [Field],
    /// In the order of [`Values`].
    order: Vec<&'f Field>,
}

impl<'f> InOrder<'f> {
    /// How far ahead the next of some texts mostly stands.
    const NEAR: usize = 8;

    fn of(fields: &'f [Field]) -> Self {
        let mut order: Vec<&Field> = fields.iter().collect();
        order.sort_unstable_by(|one, other| by_length(one.key, other.key));
        Self { fields, order }
    }

    /// Where a field stands in that order.
    fn at(&self, key: &str) -> Option<usize> {
        self.order.binary_search_by(|field| by_length(field.key, key)).ok()
    }

    /// The same, soonest where it stands at `next` or soon after: texts mostly come in that order too.
    fn from(&self, next: usize, key: &str) -> Option<usize> {
        let near = self.order.iter().skip(next).take(Self::NEAR).position(|field| field.key == key);
        near.map(|ahead| next + ahead).or_else(|| self.at(key))
    }
}

/// The ● fields a record still lacks. A record from an old ledger may lack some; the home page says so.
pub fn missing(register: &'static Register, content: &Content) -> Vec<Missing> {
    let named = |(field, at): (&Field, Option<(&str, usize)>)| Missing {
        field: field.key.to_owned(),
        part: at.map(|(part, row)| PartRow { part: part.to_owned(), row }),
    };
    lacking(register, content).map(named).collect()
}

/// The same, to be counted: each field, with its part and row where it is not the record's own.
pub fn lacking<'c>(
    register: &'static Register,
    content: &'c Content,
) -> impl Iterator<Item = (&'static Field, Option<(&'static str, usize)>)> + 'c {
    let parts = register.parts.iter().flat_map(|part| {
        let rows = content.parts.get(part.key).map(Vec::as_slice).unwrap_or_default();
        let of_row =
            move |(row, values)| lacks(part.fields, values).map(move |field| (field, Some((part.key, row))));
        rows.iter().enumerate().flat_map(of_row)
    });
    lacks(register.fields, &content.values).map(|field| (field, None)).chain(parts)
}

fn lacks(fields: &'static [Field], values: &Values) -> impl Iterator<Item = &'static Field> {
    fields.iter().filter(|field| field.required == Required::Save && !values.contains_key(field.key))
}

fn each(texts: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
}

struct Reader {
    strictness: Strictness,
    today: NaiveDate,
    problems: Problems,
}

/// Why one text cannot stand in its field.
pub(crate) struct Refused {
    code: ProblemCode,
    hint: String,
}

impl From<ProblemCode> for Refused {
    fn from(code: ProblemCode) -> Self {
        Self { code, hint: String::new() }
    }
}

impl Reader {
    fn row<'t>(
        &mut self,
        fields: &InOrder<'_>,
        texts: impl Iterator<Item = (&'t str, &'t str)>,
        at: Option<&PartRow>,
    ) -> Values {
        // Of the many fields of a ledger a row fills few: its texts look for their fields, not the other way round.
        let (mut given, mut others) = (vec![""; fields.order.len()], Vec::new());
        let mut next = 0;
        for (key, text) in texts {
            match fields.from(next, key) {
                Some(n) => (given[n], next) = (text, n + 1),
                None => others.push((key, text)),
            }
        }
        let mut values = Values::with_room(given.iter().filter(|text| !text.is_empty()).count() + 4);
        let told = self.problems.0.len();
        for (field, text) in fields.order.iter().zip(given) {
            match read_field(field, text, self.today, self.strictness) {
                Ok(Some(value)) => {
                    values.insert(field.key, with_person_id(value, field.key, &others));
                }
                Ok(None) if field.required == Required::Save && self.strictness == Strictness::Entry => {
                    self.refuse(field.key, at, ProblemCode::Required, text, "");
                }
                Ok(None) => {}
                Err(refused) => self.refuse(field.key, at, refused.code, text, &refused.hint),
            }
        }
        // They are told as the form asks for them.
        let place = |problem: &Problem| fields.fields.iter().position(|field| field.key == problem.field);
        self.problems.0[told..].sort_by_key(place);
        for (key, text) in others {
            let key = key.strip_suffix(".id").unwrap_or(key);
            if fields.at(key).is_none() {
                self.refuse(key, at, ProblemCode::UnknownField, text, "");
            }
        }
        values
    }

    fn extra(&mut self, texts: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut kept = BTreeMap::new();
        for (heading, text) in texts {
            if let Some(c) = unreadable(text) {
                self.refuse(heading, None, ProblemCode::UnreadableChar, text, c);
            }
            kept.insert(heading.clone(), text.clone());
        }
        kept
    }

    fn refuse(&mut self, field: &str, at: Option<&PartRow>, code: ProblemCode, text: &str, hint: &str) {
        self.problems.0.push(Problem {
            field: field.to_owned(),
            part: at.cloned(),
            code,
            text: text.to_owned(),
            hint: hint.to_owned(),
        });
    }
}

fn with_person_id(value: Value, key: &str, others: &[(&str, &str)]) -> Value {
    let Value::Person { name, .. } = value else { return value };
    let id = others.iter().find(|(other, _)| other.strip_suffix(".id") == Some(key));
    Value::Person { id: id.and_then(|(_, id)| id.parse().ok()), name }
}

/// One text of one field; `None` where it is blank.
fn read_field(
    field: &Field,
    text: &str,
    today: NaiveDate,
    strictness: Strictness,
) -> Result<Option<Value>, Refused> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(code) = unreadable(text) {
        return Err(Refused { code: ProblemCode::UnreadableChar, hint: code.to_owned() });
    }
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}');
    if trimmed.is_empty() {
        return Ok(None);
    }
    let value = match field.kind {
        Kind::Code | Kind::Link(_) => Value::Text(read_code(trimmed)?),
        Kind::Text | Kind::Department => Value::Text(limited(unix_lines(trimmed), TEXT_LIMIT)?),
        Kind::Note => Value::Text(limited(unix_lines(trimmed), NOTE_LIMIT)?),
        Kind::Date => Value::Date(read_date(trimmed, today)?),
        Kind::DateTime => Value::DateTime(read_date_time(trimmed, today, strictness)?),
        Kind::Int => Value::Int(read_int(field, trimmed)?),
        Kind::Bool => Value::Bool(read_bool(trimmed).ok_or(ProblemCode::NotYesOrNo)?),
        Kind::Choice(choices) => Value::Choice(read_choice(choices, trimmed)?),
        Kind::ManyOf(choices) => Value::ManyOf(read_many(choices, trimmed)?),
        Kind::Name => Value::Text(limited(fold::name(trimmed), NAME_LIMIT)?),
        Kind::Person => Value::Person { id: None, name: limited(fold::name(trimmed), NAME_LIMIT)? },
    };
    Ok(Some(value))
}

const CODE_LIMIT: usize = 64;
const NAME_LIMIT: usize = 100;
const TEXT_LIMIT: usize = 1_000;
const NOTE_LIMIT: usize = 20_000;

/// Whether a field can hold a text as it stands, read as part of an import.
pub fn can_hold(field: &Field, text: &str) -> bool {
    as_imported(field, text).is_ok()
}

/// What a field would hold of a text, where it can hold it.
pub fn held(field: &Field, text: &str) -> Option<Value> {
    as_imported(field, text).ok().flatten()
}

fn as_imported(field: &Field, text: &str) -> Result<Option<Value>, Refused> {
    // Only a date without its year asks for the day, and such a date is held whatever the day is.
    let any_day = NaiveDate::from_ymd_opt(2000, 4, 1).unwrap_or_default();
    read_field(field, text, any_day, Strictness::Import)
}

fn unix_lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

fn limited(text: String, limit: usize) -> Result<String, Refused> {
    if text.len() > limit && text.chars().count() > limit {
        return Err(Refused { code: ProblemCode::TooLong, hint: limit.to_string() });
    }
    Ok(text)
}

fn read_code(text: &str) -> Result<String, Refused> {
    if text.contains(['\n', '\r', '\t']) {
        return Err(ProblemCode::BadCode.into());
    }
    limited(fold::code(text), CODE_LIMIT)
}

fn date_refused(problem: DateProblem) -> Refused {
    Refused::from(match problem {
        DateProblem::NotADate => ProblemCode::NotADate,
        DateProblem::NoSuchDay => ProblemCode::NoSuchDay,
        DateProblem::YearOutOfRange => ProblemCode::YearOutOfRange,
        DateProblem::OutsideEra => ProblemCode::OutsideEra,
        DateProblem::EraOmitted => ProblemCode::EraOmitted,
    })
}

/// What the program itself wrote is read without a second look.
fn read_date(text: &str, today: NaiveDate) -> Result<PartialDate, Refused> {
    match text.parse::<PartialDate>() {
        Ok(date) if date_reader::YEARS.contains(&date.year()) => Ok(date),
        _ => date_reader::typed(text, today).map_err(date_refused),
    }
}

/// A day and a time. Old ledgers often give no time; midnight then stands for "not known"
/// ([`Value::day_alone`]).
fn read_date_time(text: &str, today: NaiveDate, strictness: Strictness) -> Result<NaiveDateTime, Refused> {
    let date = date_reader::typed(text, today).map_err(date_refused)?;
    let time = match date_reader::read(text) {
        Ok(Reading::Date { time, .. } | Reading::MonthDay { time, .. }) => time,
        _ => None,
    };
    let day = date.to_day().ok_or(ProblemCode::NotADateTime)?;
    match (time, strictness) {
        (Some(time), _) => Ok(day.and_time(time)),
        (None, Strictness::Import) => Ok(day.and_time(NaiveTime::MIN)),
        (None, Strictness::Entry) => Err(ProblemCode::NotADateTime.into()),
    }
}

/// Words for yes and no, by [`fold::match_key`].
pub(crate) fn read_bool(text: &str) -> Option<bool> {
    const YES: &[&str] =
        &["1", "○", "✓", "レ", "有", "あり", "済", "はい", "要", "可", "true", "yes", "y", "on"];
    const NO: &[&str] =
        &["0", "×", "-", "無", "なし", "未", "いいえ", "不要", "不可", "否", "false", "no", "n", "off"];
    let key = fold::match_key(text);
    let is = |words: &[&str]| words.contains(&key.as_str());
    if is(YES) {
        Some(true)
    } else if is(NO) {
        Some(false)
    } else {
        None
    }
}

/// The choice a text means: its id, its label or a synonym.
pub fn find_choice(choices: &'static [Choice], text: &str) -> Option<&'static Choice> {
    if let Some(choice) = choices.iter().find(|choice| choice.id == text) {
        return Some(choice);
    }
    let key = fold::match_key(text);
    choices.iter().find(|choice| choice_words(choice).any(|word| fold::match_key(word) == key))
}

/// What a choice is called.
pub fn choice_words(choice: &'static Choice) -> impl Iterator<Item = &'static str> {
    let own = [choice.label.ja, choice.label.en].into_iter();
    own.chain(choice.synonyms.iter().copied()).chain(choice.also.split_whitespace())
}

fn read_choice(choices: &'static [Choice], text: &str) -> Result<String, Refused> {
    match find_choice(choices, text) {
        Some(choice) => Ok(choice.id.to_owned()),
        None => Err(Refused { code: ProblemCode::UnknownChoice, hint: choice_labels(choices) }),
    }
}

pub(crate) fn read_many(choices: &'static [Choice], text: &str) -> Result<Vec<String>, Refused> {
    if let Some(whole) = find_choice(choices, text) {
        return Ok(vec![whole.id.to_owned()]);
    }
    let words = text.split(['、', ',', '，', '・', '\n', '/', '／', ';']).map(str::trim);
    let mut ids = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let id = read_choice(choices, word)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// The choices by name, for a message.
pub fn choice_labels(choices: &[Choice]) -> String {
    choices.iter().map(|choice| choice.label.ja).collect::<Vec<_>>().join("・")
}

/// The date of a value, to the day or the month, where it holds one.
pub fn date_of(value: &Value) -> Option<PartialDate> {
    match value {
        Value::Date(date) => Some(*date),
        Value::DateTime(at) => Some(at.date().into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
