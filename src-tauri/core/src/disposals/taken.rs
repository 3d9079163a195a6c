//! 済んだ手順: what was said at each step of a case, as it would be typed again. The window corrects a step from it.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::actions::corrections::may_be_voided;
use super::case::{OF_A_THING, State, Step, is_plain};
use super::journal::{self, Said};
use crate::error::Result;
use crate::ledgers::Ledgers;
use crate::records::step_actions::Taken as _;
use crate::records::steps::typed_again;
use crate::records::store as records;
use crate::records::view::Draft;
use crate::users::{Permission, Session};
use crate::vocab::{Content, RegisterId};

/// A step that was taken.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TakenStep {
    /// Its entry in the log.
    #[ts(type = "number")]
    pub entry: i64,
    pub step: Step,
    /// ISO; none where it was taken by being entered.
    pub day: Option<String>,
    pub who: String,
    pub draft: Draft,
    /// Fields that may be corrected now.
    pub fields: Vec<&'static str>,
    /// Columns of a listed thing that may be; none once the case is over.
    pub of_a_thing: Vec<&'static str>,
    pub may_void: bool,
}

/// The steps that may be corrected or voided, the newest first.
pub fn taken(ledgers: &Ledgers, session: &Session, id: i64) -> Result<Vec<TakenStep>> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let case = records::get(view.db, RegisterId::Disposals, id)?.content;
        let said = journal::of_case(view.db, id)?;
        let steps = said.into_iter().rev().map(|said| shown(&case, said));
        Ok(steps.filter(|step| step.may_void || !step.fields.is_empty()).collect())
    })
}

fn shown(case: &Content, said: Said) -> TakenStep {
    let over = State::of(case).is_some_and(State::is_final);
    let fields = said.step.fields().iter().copied().filter(|key| !over || is_plain(key)).collect();
    let things = said.step == Step::Apply && !over;
    TakenStep {
        entry: said.entry,
        step: said.step,
        day: said.step.day(&said.given).map(|day| day.to_string()),
        who: said.who,
        draft: Draft {
            values: typed_again(&said.given.values),
            parts: said
                .given
                .parts
                .iter()
                .map(|(key, rows)| {
                    (key.clone(), rows.iter().map(typed_again).collect::<Vec<BTreeMap<_, _>>>())
                })
                .collect(),
            ..Draft::default()
        },
        fields,
        of_a_thing: if things { OF_A_THING.to_vec() } else { Vec::new() },
        may_void: may_be_voided(case, said.step),
    }
}
