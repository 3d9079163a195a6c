//! 疑わしい行: rows of which it is not clear whether they are records. Each is asked about, and what was decided for
//! one of them by itself stands.

use super::cells::Sheet;
use super::decisions::TableDecisions;
use super::make::text_of;
use super::problem::{Finding, Issue, Place, Verdict};
use super::rows::RowClass;

/// A row with its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub number: u32,
    pub class: RowClass,
    pub doubt: Option<Doubt>,
}

impl Line {
    pub fn of(number: u32, class: RowClass) -> Self {
        Self { number, class, doubt: None }
    }
}

/// Why a row may be something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Values without a number: taken for a record.
    NoNumber,
    /// A number and nothing else, perhaps of a box or a row of the form: taken for a record.
    NumberOnly,
    /// A name and nothing else: taken for a record.
    NameOnly,
    /// ※ before what looks like a record.
    LikeNote,
    /// 合計 before what looks like a record.
    LikeTotal,
    /// 総務課 stands above the table and begins a row right above repeated headings: taken for a record.
    LikeTitle,
    /// （例）: taken for none.
    Example,
    /// 確認日 | R7.3.31: a label and its value below the table, taken for no record.
    Labels,
    /// A lone text at the right: taken for none.
    GoesOn,
    /// 第1係 alone in the column of the numbers: taken for none.
    Alone,
    /// 台数 | 2 where all others are called USB-001: taken for none.
    WordForNumber,
    /// The same with more beside it: taken for a record.
    WordBesideNumbers,
}

impl Doubt {
    fn issue(self) -> Issue {
        match self {
            Self::NoNumber
            | Self::NumberOnly
            | Self::NameOnly
            | Self::LikeNote
            | Self::LikeTotal
            | Self::LikeTitle
            | Self::WordBesideNumbers => Issue::DoubtfulRecord,
            Self::Example | Self::Labels | Self::GoesOn | Self::Alone | Self::WordForNumber => {
                Issue::DoubtfulNote
            }
        }
    }

    fn reason_ja(self) -> &'static str {
        match self {
            Self::NoNumber => "番号がありません",
            Self::NumberOnly => "番号のほかに何もありません",
            Self::LikeNote => "注記の印で始まります",
            Self::LikeTotal => "合計の行にも見えます",
            Self::LikeTitle => "表の上の題名で始まります",
            Self::Example => "記入の例に見えます",
            Self::NameOnly => "氏名のほかに何もありません",
            Self::GoesOn => "前の行の続きか注記に見えます",
            Self::Labels => "項目名と値の組に見えます",
            Self::Alone => "小見出しか注記に見えます",
            Self::WordForNumber => "番号の欄が番号でなく、集計か注記に見えます",
            Self::WordBesideNumbers => "番号の欄が、ほかの行のような番号ではありません",
        }
    }

    /// What the row is once that is decided.
    fn settled(self, class: RowClass, verdict: Verdict) -> RowClass {
        match (self.issue(), verdict) {
            (Issue::DoubtfulRecord, Verdict::Blank) => RowClass::Note,
            (Issue::DoubtfulNote, Verdict::KeepRaw) => RowClass::Data,
            _ => class,
        }
    }
}

/// The classes as they were decided, and what is asked about them.
pub fn settle(
    lines: Vec<Line>,
    sheet: &Sheet,
    decided: Option<&TableDecisions>,
    verdicts: &dyn Fn(&str, Issue) -> Verdict,
) -> (Vec<(u32, RowClass)>, Vec<Finding>) {
    let by_itself = |row: u32| {
        decided
            .is_some_and(|decided| decided.include_rows.contains(&row) || decided.exclude_rows.contains(&row))
    };
    let mut asked = Vec::new();
    let mut class = |line: Line| {
        let Some(doubt) = line.doubt.filter(|_| !by_itself(line.number)) else {
            return (line.number, line.class);
        };
        let row = sheet.rows.binary_search_by_key(&line.number, |row| row.number);
        let text = row.map(|at| text_of(&sheet.rows[at])).unwrap_or_default();
        let place = Place { sheet: sheet.head.name.as_deref(), row: line.number, heading: "", field: "" };
        let finding = Finding::new(&place, doubt.issue(), &text, doubt.reason_ja());
        let finding = finding.decided(verdicts("", doubt.issue()), true);
        let class = doubt.settled(line.class, finding.verdict);
        asked.push(finding);
        (line.number, class)
    };
    let classes = lines.into_iter().map(&mut class).collect();
    (classes, asked)
}
