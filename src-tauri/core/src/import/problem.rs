//! 気付き: what a cell needs before it can be stored, and who decides it.
//!
//! An error cannot be stored, a proposal is stored so if confirmed, a note only says what was done. Each
//! knows where it stands, what is there and what to do.

mod answers;
mod names;
mod sentences;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Severity {
    Error,
    Proposal,
    Note,
}

/// How a row without a number is called.
pub const NO_NUMBER: &str = "番号なし";

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Issue {
    Ditto,
    DittoWithoutSource,
    SameAsLeft,
    MissingYear,
    DayOnly,
    EraOutOfRange,
    EraOmitted,
    Serial,
    FiscalYearOnly,
    Period,
    TimeDropped,
    TimeSplit,
    DateWithWords,
    DoneWithoutDate,
    TimeOnly,
    NextDay,
    WeekdayDiffers,
    NotADate,
    NoSuchDay,
    YearOutOfRange,
    FarAhead,
    UnknownWord,
    MarkMeaning,
    ChoiceGuess,
    UnknownChoice,
    MergedFill,
    LeadingZero,
    UnitAdded,
    ManyInCell,
    DateInId,
    DigitsLost,
    HiddenByWidth,
    SealRemoved,
    SealOnly,
    NotANumber,
    NotYesOrNo,
    ErrorCell,
    FormulaWithoutValue,
    TooLong,
    BadCode,
    WordsInNumber,
    UnreadableChar,
    LostChar,
    Gaiji,
    DuplicateNumber,
    /// The rows of one number may be two things.
    NumberReused,
    StateInNote,
    Struck,
    PartlyStruck,
    /// The same in a value that says one thing: which part of it counts is asked.
    StruckPart,
    Hidden,
    Comment,
    MarksUnread,
    MyNumber,
    DisplayDiffers,
    DisplayUnknown,
    StaleFormula,
    UnderMerge,
    SectionHeading,
    BlankAbove,
    NumberRange,
    Approximate,
    HistoryInCell,
    RoleInName,
    RoleOnly,
    HiddenColumn,
    HiddenSheet,
    Drawings,
    ExternalLinks,
    EncodingGuess,
    SampleSheet,
    NotMeant,
    BrokenOff,
    OldSheet,
    /// A list this program wrote out, which is no ledger.
    OwnList,
    DoubtfulRecord,
    DoubtfulNote,
    WhichLedger,
    TwoLedgers,
    TwoColumns,
    GuessedColumn,
    TwoRowHeadings,
    /// Said by the title of the table alone.
    FromTitle,
    PartElsewhere,
    PartNumber,
    PartUnplaced,
    VoidedHere,
    MarkMismatch,
    NumberElsewhere,
    NumberLike,
    /// The same, of a record of which nearly all else differs.
    NumberNearly,
    ZerosLost,
    ContentLike,
    RowsDiffer,
    NearlySame,
    /// A row without a mark beside a copy that has it, where the two differ.
    UnmarkedCopy,
    SamePerson,
    RepeatedRow,
    /// A row with no mark that may be another thing than the record of its number.
    OtherThing,
    /// A row with the hidden mark of another row.
    CopiedRow,
    OlderTable,
    /// Copies of one row that say different things.
    CopiesDiffer,
    NumberClash,
    /// Two rows give one number to two records.
    NumberTwice,
    StrayQuote,
    BeyondHeadings,
    StruckCell,
    MarkedCells,
}

impl Issue {
    pub fn severity(self) -> Severity {
        match self {
            Self::EraOmitted
            | Self::FiscalYearOnly
            | Self::TimeOnly
            | Self::NotADate
            | Self::NoSuchDay
            | Self::YearOutOfRange
            | Self::UnknownChoice
            | Self::DateInId
            | Self::DigitsLost
            | Self::HiddenByWidth
            | Self::NotANumber
            | Self::NotYesOrNo
            | Self::TooLong
            | Self::BadCode
            | Self::UnreadableChar
            | Self::LostChar
            | Self::BrokenOff
            | Self::PartUnplaced
            | Self::NumberClash
            | Self::NumberTwice
            | Self::StrayQuote
            | Self::BeyondHeadings => Severity::Error,
            Self::TimeDropped
            | Self::TimeSplit
            | Self::UnknownWord
            | Self::MergedFill
            | Self::UnitAdded
            | Self::SealOnly
            | Self::Gaiji
            | Self::Struck
            | Self::PartlyStruck
            | Self::StruckCell
            | Self::MarkedCells
            | Self::Hidden
            | Self::Comment
            | Self::MarksUnread
            | Self::HiddenColumn
            | Self::HiddenSheet
            | Self::Drawings
            | Self::ExternalLinks
            | Self::EncodingGuess
            | Self::NotMeant => Severity::Note,
            _ => Severity::Proposal,
        }
    }
}

/// What the user decided about a group of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Verdict {
    /// Not yet decided.
    #[default]
    Open,
    /// As proposed.
    Accept,
    /// As it stands in the file, where the field can hold it.
    KeepRaw,
    /// Blank; the text is kept with the record among the other columns.
    Blank,
}

impl Verdict {
    /// As the report of an import says it.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Open => "参考（決めることなし）",
            Self::Accept => "提案のとおり",
            Self::KeepRaw => "元のまま",
            Self::Blank => "空欄（元の文字は記録に残す）",
        }
    }
}

/// One finding in one cell or row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Finding {
    /// Key of the field; the heading where the column goes to no field; empty for the row as a whole.
    pub field: String,
    pub issue: Issue,
    pub severity: Severity,
    pub text: String,
    pub verdict: Verdict,
    /// What stands in the file can be kept as it stands.
    pub keeps: bool,
    /// It may be answered for its row alone, otherwise than its group.
    pub by_row: bool,
    /// What stands in the cell, where a value may be typed for it.
    #[serde(skip)]
    #[ts(skip)]
    pub word: String,
}

/// Where a finding stands, for its message.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub sheet: Option<&'a str>,
    pub row: u32,
    /// The heading as the file has it; empty for the row as a whole.
    pub heading: &'a str,
    pub field: &'a str,
}

impl Finding {
    pub fn new(place: &Place<'_>, issue: Issue, raw: &str, value: &str) -> Self {
        let sheet = place.sheet.map(|name| format!("{name} シート ")).unwrap_or_default();
        let heading =
            if place.heading.is_empty() { String::new() } else { format!("『{}』", place.heading) };
        Self::in_place(&format!("{sheet}{}行目{heading}", place.row), place.field, issue, raw, value)
    }

    /// As [`Finding::new`], where the place is already said in words.
    pub fn in_place(place: &str, field: &str, issue: Issue, raw: &str, value: &str) -> Self {
        let sentence = issue.sentence_ja(&shortened(raw), &shortened(value));
        let text = if place.is_empty() { sentence } else { format!("{place}: {sentence}") };
        let word = if issue.takes_a_value() { raw.trim().to_owned() } else { String::new() };
        let (severity, verdict) = (issue.severity(), Verdict::Open);
        let by_row = issue.is_of_this_file();
        Self { field: field.to_owned(), issue, severity, text, verdict, keeps: true, by_row, word }
    }

    /// The same with what was decided, as far as that can be done.
    pub fn decided(self, verdict: Verdict, keeps: bool) -> Self {
        Self { verdict: self.issue.effective(verdict, keeps), keeps, ..self }
    }

    /// Still to be decided before anything is written.
    pub fn is_open(&self) -> bool {
        self.verdict == Verdict::Open && self.severity != Severity::Note
    }
}

/// A message shows the beginning of a long cell.
fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]).replace('\n', " "),
        None => text.replace('\n', " "),
    }
}
