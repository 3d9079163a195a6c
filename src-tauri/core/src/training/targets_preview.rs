//! 対象者の見込み: whom a plan means, as far as it is typed; nothing is written.

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::session::targets::{self, meant};
use crate::error::Result;
use crate::ledgers::Ledgers;
use crate::people::roster::Member;
use crate::people::store as people;
use crate::records::open;
use crate::records::view::{Cell, Draft};
use crate::registers::{Facts, register};
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;
use crate::vocab::read::{DraftTexts, Strictness, read};

/// Whom a plan means, before anything is written.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TargetsPreview {
    pub count: u32,
    pub rows: Vec<TargetRow>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TargetRow {
    #[ts(type = "number")]
    pub person: i64,
    pub staff_no: String,
    pub name: String,
    pub department: String,
    pub title: String,
    pub employment: Cell,
}

/// As far as the plan is typed: targets, departments and day are enough.
pub fn preview_targets(ledgers: &Ledgers, session: &Session, draft: &Draft) -> Result<TargetsPreview> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let asked = ["targets", "target_departments", "held_on"];
        let values = draft.values.iter().filter(|(key, _)| asked.contains(&key.as_str()));
        let texts = DraftTexts {
            values: values.map(|(key, text)| (key.clone(), text.clone())).collect(),
            ..Default::default()
        };
        let strictness = Strictness::Import;
        let read = read(register(RegisterId::Training), &texts, strictness, view.today);
        let given = read.unwrap_or_default();
        let day = Facts(&given.values).first_day("held_on").unwrap_or(view.today);
        let members = people::roster(view.db)?;
        let rows: Vec<TargetRow> =
            meant(&given, &members, day, view.profile).into_iter().map(|one| target(one, day)).collect();
        Ok(TargetsPreview { count: rows.len().try_into().unwrap_or(u32::MAX), rows })
    })
}

fn target(member: &Member, day: NaiveDate) -> TargetRow {
    let place = member.place_on(day);
    let fields = register(RegisterId::Training).part("attendees").map(|part| part.fields).unwrap_or_default();
    let mut cells = open::cells(fields, &targets::row(member, day));
    TargetRow {
        person: member.id,
        staff_no: member.staff_no.clone(),
        name: member.name.clone(),
        department: place.department.clone(),
        title: place.title.clone(),
        employment: cells.remove("employment").unwrap_or_default(),
    }
}
