//! 項目への割当て: which ledger a table belongs to and which field each column means, with the reason.
//!
//! Exact name before synonym before part of a name. The ledger decides what an ambiguous heading means:
//! 返却日 is the disposal of a leased machine in one list and the return of a carry-out in another.

use super::headings::{Shape, headings, is_frame, is_sensitive};
use super::tables::{Column, Table};
use crate::export::mark_of;
use crate::registers;
use crate::vocab::fold::match_key;
use crate::vocab::{Field, Kind, RegisterId, Required};

/// Where a column goes.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    Field(&'static Field),
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
}

impl Reason {
    pub const ALL: [Self; 9] = [
        Self::SameName,
        Self::Synonym,
        Self::Contains,
        Self::Chosen,
        Self::Taken,
        Self::Unknown,
        Self::Sensitive,
        Self::OwnMark,
        Self::Aside,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameName => "same_name",
            Self::Synonym => "synonym",
            Self::Contains => "contains",
            Self::Chosen => "chosen",
            Self::Taken => "taken",
            Self::Unknown => "unknown",
            Self::Sensitive => "sensitive",
            Self::OwnMark => "own_mark",
            Self::Aside => "aside",
        }
    }

    /// As the preview shows it beside the column.
    pub fn sentence_ja(self) -> &'static str {
        match self {
            Self::SameName => "項目名と同じ見出しです。",
            Self::Synonym => "同じ意味の見出しです。",
            Self::Contains => "見出しに項目名が含まれます。確かめてください。",
            Self::Chosen => "選ばれた項目です。",
            Self::Taken => "同じ項目に合う列がほかにあるため、その他の列として残します。",
            Self::Unknown => "合う項目がないため、その他の列として残します。",
            Self::Sensitive => "取り扱わない個人情報の列のため、取り込みません。",
            Self::OwnMark => "まもり台帳が書き出したときの目印の列です。",
            Self::Aside => "同じシートのほかの表の列です。",
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

    /// Holds the mark that our own export gave each row.
    pub fn is_mark(&self) -> bool {
        self.reason == Reason::OwnMark
    }

    /// Holds only running numbers or weekdays of the form.
    pub fn is_frame(&self) -> bool {
        self.column.keys.first().is_some_and(|key| is_frame(key))
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
    /// Written by our own export, which says itself what its columns are.
    pub fn is_own(&self) -> bool {
        self.columns.iter().any(Mapped::is_mark)
    }

    /// Whether it says enough to be taken for a ledger's table.
    pub fn is_known(&self) -> bool {
        self.is_own() || self.columns.iter().filter(|mapped| mapped.field().is_some()).count() >= 2
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

/// The ledger a table belongs to, and its columns there. `wanted` is the user's choice of ledger.
pub fn choose(table: &Table, places: &Places<'_>, wanted: Option<RegisterId>) -> Mapping {
    if wanted.is_none()
        && let Some(own) = own_shape(table)
    {
        return map(table, own);
    }
    if let Some(shape) = table.shape.filter(|shape| wanted.is_none_or(|id| shape.register.id == id)) {
        return map(table, shape);
    }
    let wanted_one = |id: RegisterId| wanted.map_or(!super::headings::is_own(id), |wanted| wanted == id);
    let shapes = headings().shapes.iter().filter(|(shape, _)| wanted_one(shape.register.id));
    let scored = shapes.map(|(shape, _)| {
        let mapping = map(table, *shape);
        (score(&mapping, table, places), mapping)
    });
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let whole = || Shape { register: registers::register(wanted.unwrap_or(RegisterId::Staff)), part: None };
    best.map_or_else(|| map(table, whole()), |(_, mapping)| mapping)
}

/// What a table is that our own export wrote.
fn own_shape(table: &Table) -> Option<Shape> {
    let (register, part) = table.columns.iter().find_map(|column| mark_of(&column.heading))?;
    let register = registers::register(register);
    match part {
        Some(key) => register.part(key).map(|part| Shape { register, part: Some(part) }),
        None => Some(Shape { register, part: None }),
    }
}

/// Where words about a table's content may stand.
pub struct Places<'a> {
    pub file: &'a str,
    pub sheet: &'a str,
}

fn score(mapping: &Mapping, table: &Table, places: &Places<'_>) -> f64 {
    let shape = mapping.shape;
    let columns: f64 = mapping
        .columns
        .iter()
        .map(|mapped| match mapped.reason {
            Reason::SameName => 1.05,
            Reason::Synonym | Reason::Chosen => 1.0,
            Reason::Contains => 0.4,
            _ => -0.1,
        })
        .sum();
    let labelled =
        table.labelled.iter().filter(|label| headings().own_field(shape.register.id, &label.key).is_some());
    let labelled = if shape.part.is_some() { labelled.count() as f64 } else { 0.0 };
    // A part by itself, without a word about the record it belongs to, is no table of an old ledger.
    let part = if shape.part.is_some() && labelled < 2.0 { -3.0 } else { 0.0 };
    let title = table.title.concat();
    let id = shape.register.id;
    columns
        + labelled
        + part
        + 2.5 * hint(id, &title)
        + 2.5 * hint(id, places.sheet)
        + 0.8 * hint(id, places.file)
}

/// Whether a title speaks of a ledger; longer words speak clearer.
fn hint(register: RegisterId, text: &str) -> f64 {
    let words: &[&str] = match register {
        RegisterId::Staff => &["職員名簿", "職員一覧", "社員名簿"],
        RegisterId::PortableMedia => &["可搬型", "電子媒体", "記録媒体管理", "usb", "外部記録媒体"],
        RegisterId::BackupMedia => &["バックアップ媒体", "テープ管理", "媒体一覧"],
        RegisterId::BackupWork => &["バックアップ作業", "バックアップ記録", "バックアップ実施", "作業記録"],
        RegisterId::Devices => &["機器管理", "機器台帳", "機器一覧", "備品台帳", "pc台帳"],
        RegisterId::Disposals => &["廃棄記録", "廃棄", "消去記録", "処分"],
        RegisterId::Training => &["研修", "出席者名簿", "受講"],
        RegisterId::CarryOuts => &["持出", "持ち出し", "貸出"],
        RegisterId::TrainingPlans
        | RegisterId::TrainingCourses
        | RegisterId::TrainingTexts
        | RegisterId::TrainingReports
        | RegisterId::TrainingFollowups => &[],
    };
    let key = match_key(text);
    let longest = words.iter().filter(|word| key.contains(**word)).map(|word| word.chars().count()).max();
    longest.map_or(0.0, |length| 1.0 + length as f64 / 20.0)
}

/// Gives each column its field; a field is given once, to the column that fits it best.
pub fn map(table: &Table, shape: Shape) -> Mapping {
    let mut fits: Vec<(u32, usize, &'static Field, Reason)> = Vec::new();
    let words = headings().shapes.iter().find(|(known, _)| same_shape(known, &shape)).map(|(_, words)| words);
    for (n, column) in table.columns.iter().enumerate() {
        for word in words.into_iter().flatten() {
            if let Some((fit, reason)) = fit(column, &word.key, word.label) {
                fits.push((fit, n, word.field, reason));
            }
        }
    }
    fits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut given: Vec<Option<(&'static Field, Reason)>> = vec![None; table.columns.len()];
    let mut taken = vec![false; table.columns.len()];
    for (_, n, field, reason) in fits {
        let used = given.iter().flatten().any(|(other, _)| other.key == field.key);
        taken[n] |= used;
        if given[n].is_none() && !used {
            given[n] = Some((field, reason));
        }
    }
    let column = |(n, column): (usize, &Column)| mapped(column, given[n], taken[n]);
    let columns = table.columns.iter().enumerate().map(column).collect();
    Mapping { shape, columns, constants: table.constants.clone() }
}

fn same_shape(one: &Shape, other: &Shape) -> bool {
    one.register.id == other.register.id && one.part.map(|part| part.key) == other.part.map(|part| part.key)
}

fn mapped(column: &Column, given: Option<(&'static Field, Reason)>, taken: bool) -> Mapped {
    if column.aside {
        return Mapped { column: column.clone(), target: Target::Excluded, reason: Reason::Aside };
    }
    if mark_of(&column.heading).is_some() {
        return Mapped { column: column.clone(), target: Target::Excluded, reason: Reason::OwnMark };
    }
    let sensitive = column.keys.iter().any(|key| is_sensitive(key));
    let exact = given.filter(|(_, reason)| *reason != Reason::Contains || !sensitive);
    let (target, reason) = match exact {
        Some((field, reason)) => (Target::Field(field), reason),
        None if sensitive => (Target::Excluded, Reason::Sensitive),
        None if taken => (Target::Extra, Reason::Taken),
        None => (Target::Extra, Reason::Unknown),
    };
    Mapped { column: column.clone(), target, reason }
}

/// How well a word fits a column's heading. The whole path counts most, then the lowest heading, then
/// the uppermost; a bare running number only where nothing else wants the field.
fn fit(column: &Column, word: &str, label: bool) -> Option<(u32, Reason)> {
    let weak = column.keys.first().is_some_and(|key| is_frame(key) && key != "日");
    // The field's own name over the column beats any synonym, however long.
    let named = |level: usize| {
        let own = if label && level == 0 { 9 } else { u32::from(label) };
        100 - 10 * level as u32 + own + 2 * word.chars().count().min(4) as u32
    };
    let exact = column.keys.iter().position(|key| key == word).map(|level| {
        let fit = if weak { 45 } else { named(level) };
        (fit, if label { Reason::SameName } else { Reason::Synonym })
    });
    exact.or_else(|| {
        let length = word.chars().count();
        let within = |key: &&String| length >= 2 && key.contains(word) && length * 2 >= key.chars().count();
        let key = column.keys.iter().find(within)?;
        Some((50 + (length * 20 / key.chars().count()) as u32, Reason::Contains))
    })
}
