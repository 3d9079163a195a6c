//! 項目の宣言: what a record holds, said once.
//!
//! Screen, validator, importer, printed ledger, search and export all read these declarations. The
//! declarations themselves stand in each ledger's `fields.rs`; this file only says what can be declared.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A word in both languages of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Label {
    pub ja: &'static str,
    pub en: &'static str,
}

/// Shorthand for declarations, which are mostly labels.
pub const fn label(ja: &'static str, en: &'static str) -> Label {
    Label { ja, en }
}

/// One entry of a pick list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Choice {
    pub id: &'static str,
    pub label: Label,
    /// How old ledgers write it; compared by [`super::fold::match_key`].
    #[serde(skip)]
    pub synonyms: &'static [&'static str],
    /// Further words for it, with blanks between them.
    #[serde(skip)]
    pub also: &'static str,
    /// Words that most likely mean it and are asked about, with blanks between them.
    #[serde(skip)]
    pub likely: &'static str,
}

impl Choice {
    pub const fn also(self, words: &'static str) -> Self {
        Self { also: words, ..self }
    }

    pub const fn likely(self, words: &'static str) -> Self {
        Self { likely: words, ..self }
    }
}

pub const fn choice(
    id: &'static str,
    ja: &'static str,
    en: &'static str,
    synonyms: &'static [&'static str],
) -> Choice {
    Choice { id, label: Label { ja, en }, synonyms, also: "", likely: "" }
}

/// What kind of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 管理番号 and the like: folded to half width as typed.
    Code,
    Text,
    /// 氏名 of the person a record of the 職員名簿 is about: nothing but its spaces is put in order.
    Name,
    /// Several lines.
    Note,
    /// A day, or a month where the old ledger knew no more.
    Date,
    DateTime,
    Int,
    Bool,
    Choice(&'static [Choice]),
    ManyOf(&'static [Choice]),
    /// A person: the name as it was, and whom of the 職員名簿 it means where that is certain.
    Person,
    /// 所属, as it was called then.
    Department,
    /// The control number of a record in another ledger.
    Link(RegisterId),
}

/// When a field must be filled (spec marks ● ◎ △).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// ● to save.
    Save,
    /// ◎ to close or approve.
    Close,
    /// △ on a condition, said in Japanese.
    When(&'static str),
    Optional,
    /// Filled by the program, never typed.
    Auto,
}

/// One field of a record.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub key: &'static str,
    pub label: Label,
    pub kind: Kind,
    pub required: Required,
    /// The clause that asks for it, such as `A 4.2.5(3)`; empty where it is ours.
    pub clause: &'static str,
    /// Headings old ledgers use; compared by [`super::fold::match_key`], longest wins.
    pub synonyms: &'static [&'static str],
    /// Width of its column on a printed ledger; 0 where it is not printed.
    pub paper_mm: u16,
    /// Shown as a column of the list.
    pub list: bool,
    /// Letters and digits off a label, such as 製造番号: never a day, whatever Excel made of it.
    pub coded: bool,
}

/// A field that may stay blank and stands in no list; the methods below say what is different.
pub const fn field(key: &'static str, ja: &'static str, en: &'static str, kind: Kind) -> Field {
    Field {
        key,
        label: label(ja, en),
        kind,
        required: Required::Optional,
        clause: "",
        synonyms: &[],
        paper_mm: 0,
        list: false,
        coded: false,
    }
}

/// Days that may well be to come.
const TO_COME: [&str; 5] = ["due_on", "new_due_on", "makeup_on", "planned_on", "until_on"];

impl Field {
    /// Whether what a day is of has happened by then: 登録日, and not 返却予定日 or リース満了日.
    pub fn is_past(&self) -> bool {
        self.key == "out_at" || self.key.ends_with("_on") && !TO_COME.contains(&self.key)
    }

    /// ●
    pub const fn save(self) -> Self {
        Self { required: Required::Save, ..self }
    }

    /// ◎
    pub const fn close(self) -> Self {
        Self { required: Required::Close, ..self }
    }

    /// △
    pub const fn when(self, condition: &'static str) -> Self {
        Self { required: Required::When(condition), ..self }
    }

    pub const fn auto(self) -> Self {
        Self { required: Required::Auto, ..self }
    }

    pub const fn clause(self, clause: &'static str) -> Self {
        Self { clause, ..self }
    }

    /// 製造番号, 型番
    pub const fn coded(self) -> Self {
        Self { coded: true, ..self }
    }

    pub const fn synonyms(self, synonyms: &'static [&'static str]) -> Self {
        Self { synonyms, ..self }
    }

    pub const fn paper(self, paper_mm: u16) -> Self {
        Self { paper_mm, ..self }
    }

    pub const fn list(self) -> Self {
        Self { list: true, ..self }
    }
}

/// Rows inside a record: attendees of a training, drives of a server, items of a disposal.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub key: &'static str,
    pub label: Label,
    pub table: &'static str,
    pub fields: &'static [Field],
}

/// 台帳 as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Register {
    pub id: RegisterId,
    pub label: Label,
    pub table: &'static str,
    /// Key of the field that holds the control number.
    pub number: &'static str,
    /// Key of the field that says in one line what the record is about.
    pub title: &'static str,
    pub fields: &'static [Field],
    pub parts: &'static [Part],
    pub clause: &'static str,
    /// Prefix of the document number the program gives (媒廃R8-003); none where the office labels things itself.
    pub series: Option<&'static str>,
    /// Opening a record of it leaves an entry in the log (A ５．２．２ ２）).
    pub personal: bool,
}

impl Register {
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// A field of the record or of one of its parts.
    pub fn anywhere(&self, key: &str) -> Option<&'static Field> {
        let parts = self.parts.iter().flat_map(|part| part.fields);
        self.fields.iter().chain(parts).find(|field| field.key == key)
    }

    pub fn part(&self, key: &str) -> Option<&'static Part> {
        self.parts.iter().find(|part| part.key == key)
    }
}

/// Which ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum RegisterId {
    /// 職員名簿
    Staff,
    /// 可搬型記録媒体管理台帳
    PortableMedia,
    /// バックアップ媒体管理台帳
    BackupMedia,
    /// バックアップ作業記録
    BackupWork,
    /// 機器管理台帳
    Devices,
    /// 廃棄・消去の記録
    Disposals,
    /// 研修実施記録・出席者名簿
    Training,
    /// 持出し
    CarryOuts,
    /// 研修計画書
    TrainingPlans,
    /// 研修講座
    TrainingCourses,
    /// テキスト保管台帳
    TrainingTexts,
    /// 受講状況報告書
    TrainingReports,
    /// 未受講者の督促
    TrainingFollowups,
}

impl RegisterId {
    pub const ALL: [Self; 13] = [
        Self::Staff,
        Self::PortableMedia,
        Self::BackupMedia,
        Self::BackupWork,
        Self::Devices,
        Self::Disposals,
        Self::Training,
        Self::CarryOuts,
        Self::TrainingPlans,
        Self::TrainingCourses,
        Self::TrainingTexts,
        Self::TrainingReports,
        Self::TrainingFollowups,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::PortableMedia => "portable_media",
            Self::BackupMedia => "backup_media",
            Self::BackupWork => "backup_work",
            Self::Devices => "devices",
            Self::Disposals => "disposals",
            Self::Training => "training",
            Self::CarryOuts => "carry_outs",
            Self::TrainingPlans => "training_plans",
            Self::TrainingCourses => "training_courses",
            Self::TrainingTexts => "training_texts",
            Self::TrainingReports => "training_reports",
            Self::TrainingFollowups => "training_followups",
        }
    }
}

impl fmt::Display for RegisterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Names no ledger of ours.
#[derive(Debug, thiserror::Error)]
#[error("no ledger is called {0:?}")]
pub struct UnknownRegister(pub String);

impl FromStr for RegisterId {
    type Err = UnknownRegister;

    fn from_str(text: &str) -> Result<Self, UnknownRegister> {
        Self::ALL.into_iter().find(|id| id.as_str() == text).ok_or_else(|| UnknownRegister(text.to_owned()))
    }
}
