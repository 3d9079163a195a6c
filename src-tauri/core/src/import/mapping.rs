//! 項目への割当て: which ledger a table belongs to and which field each column means, with the reason.
//!
//! Exact name before synonym before part of a name before what the cells look like ([`fit`]). The ledger
//! ([`ledger`], by its [`score`]) decides what an ambiguous heading means:
//! 返却日 is the disposal of a leased machine in one list and the return of a carry-out in another.

mod beside;
mod fit;
mod foreign;
mod kinds;
mod ledger;
mod place;
mod score;

use super::headings::Shape;
use super::tables::Column;
use crate::export::part_key_heading;
use crate::vocab::{Field, Kind, Required};

pub use fit::rivals;
pub use ledger::{Doubt, Places, choose, doubt, names};

/// Where a column goes.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    Field(&'static Field),
    /// The hours of a day that stands in the column of this field: 持出時刻 beside 持出日.
    TimeOf(&'static Field),
    /// Kept with the record under its heading.
    Extra,
    /// Left out: it holds what must not be kept here.
    Excluded,
}

/// Why a column goes there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    SameName,
    Synonym,
    Contains,
    /// Says the hour of another column's day.
    TimeOf,
    /// What stands in its cells looks so; the heading says nothing.
    Content,
    /// Stands where our own export has it, under another heading.
    Place,
    /// The user said so.
    Chosen,
    /// Another column fits the same field better.
    Taken,
    Unknown,
    Sensitive,
    /// Which record a row is, written by our own export.
    OwnMark,
    /// Belongs to another table of the same sheet.
    Aside,
    /// Says the same in every row, and is taken once for all of them.
    Once,
}

impl Reason {
    pub const ALL: [Self; 13] = [
        Self::SameName,
        Self::Synonym,
        Self::Contains,
        Self::TimeOf,
        Self::Content,
        Self::Place,
        Self::Chosen,
        Self::Taken,
        Self::Unknown,
        Self::Sensitive,
        Self::OwnMark,
        Self::Aside,
        Self::Once,
    ];

    /// Whether the heading says nothing of it, so that it is asked.
    pub fn is_guess(self) -> bool {
        matches!(self, Self::Content | Self::Place)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameName => "same_name",
            Self::Synonym => "synonym",
            Self::Contains => "contains",
            Self::TimeOf => "time_of",
            Self::Content => "content",
            Self::Place => "place",
            Self::Chosen => "chosen",
            Self::Taken => "taken",
            Self::Unknown => "unknown",
            Self::Sensitive => "sensitive",
            Self::OwnMark => "own_mark",
            Self::Aside => "aside",
            Self::Once => "once",
        }
    }

    /// As the preview shows it beside the column.
    pub fn sentence_ja(self) -> &'static str {
        match self {
            Self::SameName => "項目名と同じ見出しです。",
            Self::Synonym => "同じ意味の見出しです。",
            Self::Contains => "見出しに項目名が含まれます。確かめてください。",
            Self::TimeOf => "日付の列と合わせて、その日の時刻として取り込みます。",
            Self::Content => "見出しではなく、値の形からこの項目と見ました。確かめてください。",
            Self::Place => {
                "見出しではなく、書き出した表での列の位置からこの項目と見ました。確かめてください。"
            }
            Self::Chosen => "選ばれた項目です。",
            Self::Taken => "同じ項目に合う列がほかにあるため、その他の列として残します。",
            Self::Unknown => "合う項目がないため、その他の列として残します。",
            Self::Sensitive => "取り扱わない個人情報の列のため、取り込みません。",
            Self::OwnMark => "まもり台帳が書き出したときの目印の列です。",
            Self::Aside => "同じシートのほかの表の列です。",
            Self::Once => "どの行も同じ値のため、研修の項目として一度だけ取り込みます。",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Mapped {
    pub column: Column,
    pub target: Target,
    pub reason: Reason,
}

impl Mapped {
    pub fn field(&self) -> Option<&'static Field> {
        match self.target {
            Target::Field(field) => Some(field),
            _ => None,
        }
    }

    /// Whether the heading begins with one of these words.
    pub fn begins(&self, words: &[&str]) -> bool {
        self.column.keys.first().is_some_and(|key| words.iter().any(|word| key.starts_with(word)))
    }

    /// Holds the mark that our own export gave each row.
    pub fn is_mark(&self) -> bool {
        self.reason == Reason::OwnMark
    }

    /// Why it goes there, with how much of its content says so where that is the reason.
    pub fn explanation_ja(&self) -> String {
        match self.reason {
            Reason::Content => {
                format!("{}（値の{}%）", self.reason.sentence_ja(), self.column.content.share())
            }
            reason => reason.sentence_ja().to_owned(),
        }
    }

    /// Holds only running numbers or weekdays of the form.
    pub fn is_frame(&self) -> bool {
        self.column.is_frame()
    }
}

#[derive(Debug, Clone)]
pub struct Mapping {
    pub shape: Shape,
    pub columns: Vec<Mapped>,
    /// What stands for every row of the table without standing in it: the system over a column of marks.
    pub constants: Vec<(&'static Field, String)>,
}

impl Mapping {
    /// Whether a heading begins with one of these words.
    pub fn heads(&self, words: &[&str]) -> bool {
        self.columns.iter().any(|mapped| mapped.begins(words))
    }

    /// Written by our own export, which says itself what its columns are: by its marks, or as rows of parts by the
    /// heading that says whose they are.
    pub fn is_own(&self) -> bool {
        let key = self.shape.part.map(|_| part_key_heading(self.shape.register));
        let is_key = |mapped: &Mapped| key.as_ref().is_some_and(|key| mapped.column.heading == *key);
        self.columns.iter().any(|mapped| mapped.is_mark() || is_key(mapped))
    }

    /// Whether its headings say enough to be taken for a ledger's table.
    pub fn is_known(&self) -> bool {
        let by_heading = |mapped: &&Mapped| mapped.field().is_some() && !mapped.reason.is_guess();
        let known = self.columns.iter().filter(|mapped| by_heading(mapped) || mapped.column.once);
        self.is_own() || known.count() >= 2
    }

    /// Whether a column says which record a row is: its number, or what or whom it is about.
    pub fn identity(&self) -> Vec<u16> {
        let register = self.shape.register;
        let named = |field: &Field| field.key == register.number || field.key == register.title;
        let owning = |field: &Field| {
            field.required == Required::Save
                && matches!(field.kind, Kind::Code | Kind::Link(_) | Kind::Person | Kind::Name)
        };
        let cols = |wanted: &dyn Fn(&Field) -> bool| -> Vec<u16> {
            let fits = |mapped: &&Mapped| mapped.field().is_some_and(wanted);
            self.columns.iter().filter(fits).map(|mapped| mapped.column.col).collect()
        };
        let certain = if self.shape.part.is_none() { cols(&named) } else { Vec::new() };
        if certain.is_empty() { cols(&owning) } else { certain }
    }
}
