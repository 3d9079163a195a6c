//! 一覧: pages of a ledger, today or as of a past day; chips with their counts; search across ledgers.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Days, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::lists::{self, OrderKey};
use super::sql::{self, Narrowing};
use super::view::{Cell, ListQuery, Page, Row, SubsetCount};
use super::{Record, image, open, store};
use crate::audit;
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::ledgers::View;
use crate::registers::{self, register};
use crate::vocab::{Field, Kind, PartialDate, Register, RegisterId, Values, fold};

const PAGE: u32 = 200;

/// One page of a ledger, sorted and narrowed here.
pub fn page(from: &View<'_>, id: RegisterId, query: &ListQuery) -> Result<Page> {
    let register = register(id);
    let asked = Asked::read(register, query)?;
    if let Some(day) = as_of(query)? {
        return past_page(from.db, register, query, &asked, day);
    }
    let ids = asked.ids(from, register)?;
    let (limit, offset) = (query.limit.unwrap_or(PAGE), query.offset.unwrap_or(0));
    let shown = ids.iter().skip(offset as usize).take(limit as usize);
    let rows = shown.map(|record| Ok(row_of(&store::line(from.db, id, *record)?)));
    Ok(Page {
        total: count(ids.iter()),
        offset,
        rows: rows.collect::<Result<_>>()?,
        subsets: from.lists.subsets(id, || subsets(from.db, register))?,
    })
}

/// A query whose field names were looked up among the declared ones.
struct Asked {
    text: Option<String>,
    /// The chip as it was asked for, `all` where none was.
    subset: String,
    narrowing: Narrowing,
    choice: Option<String>,
    sort: &'static Field,
    descending: bool,
}

impl Asked {
    fn read(register: &'static Register, query: &ListQuery) -> Result<Self> {
        let field = |key: &str| {
            let unknown = || {
                let names = [("what", register.label.ja.to_owned()), ("key", key.to_owned())];
                refuse_with(ErrorCode::NotFound, names)
            };
            register.field(key).ok_or_else(unknown)
        };
        let subset = query.subset.as_deref().unwrap_or("all").to_owned();
        let (narrowing, choice) = match subset.split_once(':') {
            Some((key, choice)) => (Narrowing::Choice(field(key)?), Some(choice.to_owned())),
            None if subset == "missing" => (Narrowing::Missing, None),
            None if subset == "voided" => (Narrowing::Voided, None),
            None => (Narrowing::InForce, None),
        };
        let text = query.text.as_deref().map(fold::search_key).filter(|text| !text.is_empty());
        let sort = field(query.sort.as_deref().unwrap_or(register.number))?;
        Ok(Self { text, subset, narrowing, choice, sort, descending: query.descending.unwrap_or(false) })
    }

    /// The ids that are asked for, in their order.
    fn ids(&self, from: &View<'_>, register: &'static Register) -> Result<Arc<[i64]>> {
        let key = OrderKey { subset: self.subset.clone(), sort: self.sort.key, descending: self.descending };
        let order = from.lists.order(register.id, key, || self.order(from.db, register))?;
        match &self.text {
            None => Ok(order),
            Some(text) => Ok(lists::keep(&order, &from.lists.find(from.db, register.id, text)?)),
        }
    }

    /// What the chip lets through, sorted, asked of the file.
    fn order(&self, db: &Connection, register: &'static Register) -> Result<Vec<i64>> {
        let mut statement =
            db.prepare_cached(&sql::order(register, self.narrowing, self.sort, self.descending))?;
        Ok(statement.query_map([&self.choice], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Of the records of a past day those that are asked for, sorted.
    fn of_past<'a>(&self, all: &'a [Record]) -> Vec<&'a Record> {
        let mut held: Vec<&Record> = all.iter().filter(|record| self.holds(record)).collect();
        let key = |record: &Record| record.content.values.get(self.sort.key).map(|value| value.to_text());
        held.sort_by_cached_key(|record| (key(record).is_none(), key(record), record.id));
        if self.descending {
            held.reverse();
        }
        held
    }

    fn holds(&self, record: &Record) -> bool {
        let narrowed = match self.narrowing {
            Narrowing::InForce => !record.voided,
            Narrowing::Missing => !record.voided && record.missing > 0,
            Narrowing::Voided => record.voided,
            Narrowing::Choice(field) => {
                let value = record.content.values.get(field.key).map(|value| value.to_text());
                !record.voided && value == self.choice
            }
        };
        narrowed && self.finds(record)
    }

    fn finds(&self, record: &Record) -> bool {
        self.text.as_ref().is_none_or(|text| store::search_text(record).contains(text))
    }
}

/// Every record a list shows, with its parts, in the list's order and without its pages.
pub fn each(
    db: &Connection,
    id: RegisterId,
    query: &ListQuery,
    mut visit: impl FnMut(Record) -> Result<()>,
) -> Result<()> {
    let register = register(id);
    let asked = Asked::read(register, query)?;
    if let Some(day) = as_of(query)? {
        let past = as_of_day(db, id, day)?;
        return asked.of_past(&past).into_iter().try_for_each(|record| visit(record.clone()));
    }
    for record in asked.order(db, register)? {
        let record = store::get(db, id, record)?;
        if asked.finds(&record) {
            visit(record)?;
        }
    }
    Ok(())
}

/// A record as a line of the list: the columns that are shown, and the keys chips ask for.
pub fn row_of(record: &Record) -> Row {
    let register = register(record.register);
    let mut cells = open::cells(register.fields, &record.content.values);
    cells.retain(|key, _| register.field(key).is_some_and(|field| field.list));
    // A record of an old ledger may have no number; its place there stands in for it.
    let number = record.number();
    cells.entry(register.number.to_owned()).or_insert_with(|| Cell { text: number, value: String::new() });
    Row { id: record.id, number: record.number(), voided: record.voided, missing: record.missing, cells }
}

fn subsets(db: &Connection, register: &'static Register) -> Result<Vec<SubsetCount>> {
    let fields: Vec<&'static Field> = chip_fields(register).collect();
    let (mut all, mut missing, mut voided) = (0, 0, 0);
    let mut chosen: HashMap<(usize, String), u32> = HashMap::new();
    let mut statement = db.prepare_cached(&sql::chips(register, &fields))?;
    let mut groups = statement.query([])?;
    while let Some(group) = groups.next()? {
        let count: u32 = group.get(0)?;
        if group.get(1)? {
            voided += count;
            continue;
        }
        all += count;
        missing += if group.get(2)? { count } else { 0 };
        for n in 0..fields.len() {
            if let Some(choice) = group.get(3 + n)? {
                *chosen.entry((n, choice)).or_default() += count;
            }
        }
    }
    let own = |id: &str, count| SubsetCount { id: id.to_owned(), label: None, count };
    let mut subsets = vec![own("all", all)];
    for (n, field) in fields.iter().enumerate() {
        let Kind::Choice(choices) = field.kind else { continue };
        subsets.extend(choices.iter().filter_map(|choice| {
            let count = *chosen.get(&(n, choice.id.to_owned()))?;
            Some(SubsetCount { id: format!("{}:{}", field.key, choice.id), label: Some(choice.label), count })
        }));
    }
    subsets.extend([own("missing", missing), own("voided", voided)]);
    Ok(subsets)
}

/// The fields whose choices make chips: the state, and 特定個人情報 and its like.
fn chip_fields(register: &'static Register) -> impl Iterator<Item = &'static Field> {
    register.fields.iter().filter(|field| matches!(field.key, "status" | "pii_class" | "result"))
}

fn as_of(query: &ListQuery) -> Result<Option<NaiveDate>> {
    let Some(text) = query.as_of.as_deref().filter(|text| !text.is_empty()) else { return Ok(None) };
    let day = text.parse().map_err(|_| {
        refuse_with(ErrorCode::NotFound, [("what", "基準日".to_owned()), ("key", text.to_owned())])
    })?;
    Ok(Some(day))
}

/// The ledger as the log knew it at the end of a day: each record's last image up to then.
fn past_page(
    db: &Connection,
    register: &'static Register,
    query: &ListQuery,
    asked: &Asked,
    day: NaiveDate,
) -> Result<Page> {
    let all = as_of_day(db, register.id, day)?;
    let mut subsets = vec![SubsetCount { id: "all".to_owned(), label: None, count: 0 }];
    subsets[0].count = count(all.iter().filter(|record| !record.voided));
    let held = asked.of_past(&all);
    let (limit, offset) = (query.limit.unwrap_or(PAGE), query.offset.unwrap_or(0));
    let rows = held.iter().skip(offset as usize).take(limit as usize).map(|record| row_of(record)).collect();
    Ok(Page { total: count(held.iter()), offset, rows, subsets })
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// All records as they stood at the end of a day at the desk.
pub fn as_of_day(db: &Connection, id: RegisterId, day: NaiveDate) -> Result<Vec<Record>> {
    let mut statement = db.prepare_cached(include_str!("sql/as_of.sql"))?;
    let cutoff = end_of_day(day);
    let mut records = Vec::new();
    let mut rows = statement.query((id.as_str(), cutoff))?;
    while let Some(row) = rows.next()? {
        let (seq, image): (i64, String) = (row.get(0)?, row.get(1)?);
        let broken = || Error::Corrupt(format!("image of entry {seq}"));
        let image = serde_json::from_str(&image).map_err(|_| broken())?;
        records.push(image::read(id, &image).ok_or_else(broken)?);
    }
    Ok(records)
}

/// Midnight at the desk, in the log's UTC. Offices of this program are in Japan; the log keeps the offset.
fn end_of_day(day: NaiveDate) -> String {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day).and_time(NaiveTime::MIN);
    let japan = FixedOffset::east_opt(9 * 3600).and_then(|offset| offset.from_local_datetime(&next).single());
    japan.map(audit::store::utc_text).unwrap_or_default()
}

/// 横断検索: one line per record found.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SearchHit {
    pub register: RegisterId,
    #[ts(type = "number")]
    pub id: i64,
    pub number: String,
    pub title: String,
    /// The field and text that fitted.
    pub snippet: String,
}

/// Looks through all ledgers with width, kana and variant kanji folded; at most `limit` hits.
pub fn search(from: &View<'_>, text: &str, limit: usize) -> Result<Vec<SearchHit>> {
    let key = fold::search_key(text);
    let mut hits = Vec::new();
    if key.is_empty() {
        return Ok(hits);
    }
    for register in registers::ALL {
        let found = from.lists.find(from.db, register.id, &key)?;
        for record in found.into_iter().take(limit - hits.len()) {
            let record = store::get(from.db, register.id, record)?;
            hits.push(SearchHit {
                register: register.id,
                id: record.id,
                number: record.number(),
                title: record.title(),
                snippet: snippet(&record, &key),
            });
        }
    }
    Ok(hits)
}

/// Everything a search finds, as it goes out.
pub fn found(view: &View<'_>, text: &str) -> Result<Rows> {
    let state = format!("{}現在　検索「{text}」", PartialDate::from(view.today).long());
    Ok(Rows::of(state, &HIT_COLUMNS, &search(view, text, usize::MAX)?))
}

pub(crate) const HIT_COLUMNS: [ListColumn<SearchHit>; 4] = [
    ListColumn::new("台帳", Holds::Text, |hit| Out::text(register(hit.register).label.ja)),
    ListColumn::new("番号", Holds::Text, |hit| Out::text(&hit.number)),
    ListColumn::new("名称", Holds::Text, |hit| Out::text(&hit.title)),
    ListColumn::new("見つかったところ", Holds::Note, |hit| Out::text(&hit.snippet)),
];

fn snippet(record: &Record, key: &str) -> String {
    let register = register(record.register);
    let fits = |field: &Field, values: &Values| {
        let shown = open::shown(field, values.get(field.key)?);
        fold::search_key(&shown).contains(key).then(|| format!("{}：{shown}", field.label.ja))
    };
    let own = || register.fields.iter().find_map(|field| fits(field, &record.content.values));
    // A drive is found by its own number, and said to be one.
    let inside = || {
        register.parts.iter().find_map(|part| {
            let rows = record.content.parts.get(part.key).into_iter().flatten();
            let mut found = rows.filter_map(|row| part.fields.iter().find_map(|field| fits(field, row)));
            found.next().map(|found| format!("{}　{found}", part.label.ja))
        })
    };
    own().or_else(inside).unwrap_or_default()
}

/// The most incomplete records of all ledgers, for the first page.
pub fn incomplete(db: &Connection, limit: u32) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for register in registers::ALL {
        let mut statement = db.prepare_cached(&sql::of(register.id).incomplete)?;
        let found = statement.query_and_then([limit], |row| store::from_row(register.id, row))?;
        records.extend(found.collect::<Result<Vec<_>>>()?);
    }
    records.sort_by_key(|record| std::cmp::Reverse(record.missing));
    records.truncate(limit as usize);
    // What is missing may be missing in a row of theirs.
    records.iter_mut().try_for_each(|record| store::read_parts(db, record))?;
    Ok(records)
}
