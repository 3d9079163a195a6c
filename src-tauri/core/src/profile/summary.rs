//! 規程プロファイルの要約: what the first-start wizard shows before one is chosen.

use serde::Serialize;
use ts_rs::TS;

use super::{Number, Profile, ProfileError};
use crate::error::Result as Answer;
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::ledgers::View;
use crate::vocab::PartialDate;

/// A profile to choose.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ProfileSummary {
    pub id: String,
    pub title: String,
    /// The document and who issued it.
    pub source: String,
    pub numbers: Vec<ProfileNumber>,
}

/// One of its numbers, with where it comes from.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ProfileNumber {
    pub key: String,
    pub label: String,
    pub value: String,
    pub unit: String,
    pub clause: String,
    /// The regulation names no number; this one is the program's own.
    pub ours: bool,
    /// All of it in one line: 5 分（A ５．３ １））.
    pub shown: String,
}

impl ProfileSummary {
    /// The profiles in the program.
    pub fn shipped() -> Result<Vec<Self>, ProfileError> {
        Profile::shipped_ids().map(|id| Self::of(&Profile::shipped(id)?)).collect()
    }

    fn of(profile: &Profile) -> Result<Self, ProfileError> {
        let source = profile.source();
        let numbers = profile.numbers().iter().map(|number| ProfileNumber::of(number, profile));
        Ok(Self {
            id: profile.id().to_owned(),
            title: profile.title().to_owned(),
            source: format!("{}（{}）", source.document, source.issuer),
            numbers: numbers.collect::<Result<_, _>>()?,
        })
    }
}

impl ProfileNumber {
    fn of(number: &Number, profile: &Profile) -> Result<Self, ProfileError> {
        Ok(Self {
            key: number.key.clone(),
            label: number.label.clone(),
            value: profile.number(&number.key)?.to_string(),
            unit: number.unit.clone(),
            clause: if number.ours { String::new() } else { profile.cited(&number.clause) },
            ours: number.ours,
            shown: profile.number_shown(&number.key)?,
        })
    }
}

pub(crate) const NUMBERS: [ListColumn<ProfileNumber>; 4] = [
    ListColumn::new("規程の数値", Holds::Text, |one| Out::text(&one.label)),
    ListColumn::new("値", Holds::Text, |one| Out::text(&one.value)),
    ListColumn::new("単位", Holds::Text, |one| Out::text(&one.unit)),
    ListColumn::new("根拠", Holds::Text, |one| {
        Out::text(if one.ours { "既定値（規程に定めなし）" } else { &one.clause })
    }),
];

/// The numbers in force, as they go out.
pub fn list(view: &View<'_>) -> Answer<Rows> {
    let ProfileSummary { title, numbers, .. } = ProfileSummary::of(view.profile)?;
    let state = format!("{}現在　{title}", PartialDate::from(view.today).long());
    Ok(Rows::of(state, &NUMBERS, &numbers))
}
