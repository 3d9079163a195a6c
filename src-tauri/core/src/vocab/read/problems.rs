//! 入力の問題: what is wrong with the texts of a record, and how that is said.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::vocab::fields::Register;

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum ProblemCode {
    Required,
    NotADate,
    NoSuchDay,
    YearOutOfRange,
    OutsideEra,
    EraOmitted,
    NotADateTime,
    NotANumber,
    NotYesOrNo,
    UnknownChoice,
    TooLong,
    BadCode,
    UnreadableChar,
    UnknownField,
}

/// One thing wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Problem {
    pub field: String,
    /// The part and its row (from 0), where the field stands in one.
    pub part: Option<PartRow>,
    pub code: ProblemCode,
    /// The text as it was.
    pub text: String,
    /// What could stand there instead: the choices, the limit.
    pub hint: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct PartRow {
    pub part: String,
    pub row: usize,
}

/// Everything wrong with a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Problems(pub Vec<Problem>);

impl Problem {
    /// 何が。どうすれば。
    pub fn message_ja(&self, register: &Register) -> String {
        let name = self.place_ja(register);
        let text = &self.text;
        match self.code {
            ProblemCode::Required => format!("「{name}」が入っていません。入力してください。"),
            ProblemCode::NotADate => {
                format!("「{name}」の“{text}”は日付として読めません。R8.11.20 のように入力してください。")
            }
            ProblemCode::NoSuchDay => {
                format!("「{name}」の“{text}”は暦にない日です。月と日を確かめてください。")
            }
            ProblemCode::YearOutOfRange => {
                format!("「{name}」の“{text}”は年が離れすぎています。年を確かめてください。")
            }
            ProblemCode::OutsideEra => {
                format!("「{name}」の“{text}”はその元号の期間にありません。元号か西暦を確かめてください。")
            }
            ProblemCode::EraOmitted => {
                format!(
                    "「{name}」の“{text}”には元号がありません。R8.11.20 か 2026/11/20 のように入力してください。"
                )
            }
            ProblemCode::NotADateTime => {
                format!("「{name}」は日付と時刻が要ります。R8.11.20 9:00 のように入力してください。")
            }
            ProblemCode::NotANumber => {
                format!("「{name}」の“{text}”は数として読めません。数字だけを入力してください。")
            }
            ProblemCode::NotYesOrNo => {
                format!("「{name}」の“{text}”は有無のどちらか分かりません。「有」か「無」を選んでください。")
            }
            ProblemCode::UnknownChoice => {
                format!("「{name}」に“{text}”という選択肢はありません。{}から選んでください。", self.hint)
            }
            ProblemCode::TooLong => {
                format!("「{name}」が長すぎます。{}字以内にしてください。", self.hint)
            }
            ProblemCode::BadCode => {
                format!("「{name}」の“{text}”は番号として使えません。1行で入力してください。")
            }
            ProblemCode::UnreadableChar => {
                format!("「{name}」に文字化けした字（{}）があります。元の字を入力してください。", self.hint)
            }
            ProblemCode::UnknownField => {
                format!("「{name}」という項目はこの台帳にありません。項目名を確かめてください。")
            }
        }
    }

    fn place_ja(&self, register: &Register) -> String {
        let Some(at) = &self.part else {
            let field = register.field(&self.field);
            return field.map_or(self.field.as_str(), |field| field.label.ja).to_owned();
        };
        let Some(part) = register.part(&at.part) else { return self.field.clone() };
        let field = part.fields.iter().find(|field| field.key == self.field);
        let field = field.map_or(self.field.as_str(), |field| field.label.ja);
        format!("{} {}行目の{field}", part.label.ja, at.row + 1)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.0.iter().enumerate() {
            let comma = if n == 0 { "" } else { ", " };
            write!(f, "{comma}{}: {:?} {:?}", problem.field, problem.code, problem.text)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl Problems {
    /// One sentence per problem.
    pub fn messages_ja(&self, register: &Register) -> Vec<String> {
        self.0.iter().map(|problem| problem.message_ja(register)).collect()
    }
}
