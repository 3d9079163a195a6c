//! 何を刷るか: a form is printed blank for the pen, of one record, or of a ledger as far as it was asked for.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::FormId;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::export;
use crate::ledgers::View;
use crate::records::view::ListQuery;
use crate::records::{Record, list, store};
use crate::registers::{Facts, register};
use crate::vocab::{FiscalYear, PartialDate, RegisterId};

/// What is to stand on a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "of")]
#[ts(export_to = "types.gen.ts")]
pub enum Subject {
    /// 手書き用
    Blank,
    /// 一件の記録
    Record {
        #[ts(type = "number")]
        id: i64,
    },
    /// 台帳
    List { selection: Selection },
}

/// What of a ledger is printed: narrowed as its list is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct Selection {
    /// Searched with width, kana and variant kanji folded.
    pub text: Option<String>,
    /// A chip of the list, such as `status:active`.
    pub subset: Option<String>,
    /// 基準日 (ISO): the ledger as it stood at the end of that day.
    pub as_of: Option<String>,
    /// 年度, named by the calendar year it begins in.
    pub fiscal_year: Option<i32>,
    /// Lists of the training: the first of several years, and what they are narrowed to.
    pub from_year: Option<i32>,
    pub course_no: Option<String>,
    pub department: Option<String>,
    pub employment: Option<String>,
}

impl Selection {
    /// The list's own question. A ledger whose records belong to no year is printed as it stood at its end.
    fn query(&self, id: RegisterId, today: NaiveDate) -> ListQuery {
        let ended = self
            .fiscal_year
            .filter(|_| register(id).field("fiscal_year").is_none())
            .map(|year| FiscalYear(year).last_day())
            .filter(|last| *last < today);
        let text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        ListQuery {
            text: text(&self.text),
            subset: text(&self.subset),
            as_of: text(&self.as_of).or_else(|| ended.map(|day| day.to_string())),
            ..ListQuery::default()
        }
    }

    /// The records that stand on the form, in the order of their numbers.
    pub fn records(&self, view: &View<'_>, id: RegisterId) -> Result<Vec<Record>> {
        let by_year = self.fiscal_year.filter(|_| register(id).field("fiscal_year").is_some());
        let mut records = Vec::new();
        list::each(view.db, id, &self.query(id, view.today), |record| {
            let year = Facts(&record.content.values).int("fiscal_year");
            if by_year.is_none_or(|wanted| year == Some(wanted.into())) {
                records.push(record);
            }
            Ok(())
        })?;
        Ok(records)
    }

    /// 令和8年11月20日現在　検索「金庫」: as of when, and what the rows were chosen by.
    pub fn shown(&self, id: RegisterId, today: NaiveDate) -> String {
        let state = export::state(register(id), &self.query(id, today), today);
        match self.fiscal_year {
            Some(year) => format!("{}　{state}", FiscalYear(year)),
            None => state,
        }
    }

    /// The part of a file's name that says what was printed: R8.11.20
    pub fn day_shown(&self, id: RegisterId, today: NaiveDate) -> String {
        let as_of = self.query(id, today).as_of.and_then(|day| day.parse().ok());
        as_of.unwrap_or_else(|| PartialDate::from(today)).short()
    }
}

/// What was found to stand on the form.
pub(super) enum Found {
    Blank,
    Record(Box<Record>),
    List(Selection),
}

impl Found {
    pub(super) fn record(&self) -> Option<&Record> {
        match self {
            Self::Record(record) => Some(record),
            _ => None,
        }
    }
}

/// Fetches the record; refuses a ledger where the form is about one record, and the other way round.
pub(super) fn find(view: &View<'_>, form: FormId, subject: &Subject) -> Result<Found> {
    let refuse = |code| {
        let label = view.profile.form(form.as_str()).map(|form| form.label.clone()).unwrap_or_default();
        Err(refuse_with(code, [("form", label)]))
    };
    match subject {
        Subject::Blank => Ok(Found::Blank),
        Subject::Record { .. } if form.is_list() => refuse(ErrorCode::FormOfList),
        Subject::List { .. } if !form.is_list() => refuse(ErrorCode::FormOfRecord),
        Subject::Record { id } => Ok(Found::Record(Box::new(store::get(view.db, form.register(), *id)?))),
        Subject::List { selection } => {
            readable_year(selection)?;
            Ok(Found::List(selection.clone()))
        }
    }
}

/// A year that has no calendar is nobody's fiscal year.
fn readable_year(selection: &Selection) -> Result<()> {
    let readable = |year: &i32| NaiveDate::from_ymd_opt(*year, 4, 1).is_some_and(|day| day.year() >= 1900);
    match selection.fiscal_year.filter(|year| !readable(year)) {
        Some(year) => {
            let params = [("what", "年度".to_owned()), ("key", year.to_string())];
            Err(refuse_with(ErrorCode::NotFound, params))
        }
        None => Ok(()),
    }
}
