//! 研修の道しるべ: what the window shows beside a session. How far it is, which steps are open now, what keeps
//! it from being confirmed, and everybody on its list.
//!
//! It only looks. Whether a step is lawful is decided by [`super::session`] when it is taken.

use serde::Serialize;
use ts_rs::TS;

use super::form::list;
use super::session::{self, State, Step, targets};
use super::{actions, counts, store};
use crate::attachments::store as attachments;
use crate::error::{Error, Result};
use crate::ledgers::{Ledgers, View};
use crate::people::roster::Member;
use crate::people::store as people;
use crate::records::home::PersonHint;
use crate::records::view::{Cell, FindingView};
use crate::records::{Record, open, store as records};
use crate::registers::{Facts, Severity, register};
use crate::users::{Permission, Session};
use crate::vocab::{Content, FiscalYear, Label, RegisterId, Value, Values, fold};

/// A session as the window guides through it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SessionGuide {
    pub version: u32,
    pub state: Label,
    pub waits_for: Label,
    pub stages: Vec<SessionStage>,
    /// Steps open now; the first is what the session waits for.
    pub next: Vec<Step>,
    /// What keeps it from being confirmed.
    pub hindrances: Vec<FindingView>,
    pub course: String,
    pub course_no: String,
    pub held_on: String,
    #[ts(type = "number | null")]
    pub pass_score: Option<i64>,
    pub attendees: Vec<AttendeeView>,
    pub counts: SessionCounts,
    pub text: Option<SessionText>,
    /// Pages of the sign-in sheet.
    pub pages: u32,
    pub signed: Vec<SignedPage>,
    pub missing_pages: Vec<u32>,
    pub makeup_of: Option<String>,
    /// The plan may still be changed.
    pub amend: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SessionStage {
    pub step: Step,
    /// The day it was done (ISO).
    pub done: Option<String>,
    pub now: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SessionCounts {
    pub meant: u32,
    pub attended: u32,
    pub absent: u32,
    pub exempt: u32,
    pub unmarked: u32,
    #[ts(type = "number | null")]
    pub percent: Option<i64>,
}

/// One line of the list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct AttendeeView {
    pub line: u32,
    #[ts(type = "number | null")]
    pub person: Option<i64>,
    pub staff_no: String,
    pub name: String,
    pub department: String,
    pub title: String,
    pub employment: Cell,
    pub attendance: Cell,
    pub reason: String,
    pub attended_on: Cell,
    pub signed: bool,
    pub score: String,
    pub remarks: String,
    /// Whom the name may mean, where nobody is certain.
    pub candidates: Vec<PersonHint>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SessionText {
    pub number: String,
    pub title: String,
    pub edition: String,
    pub file: Option<TextFile>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TextFile {
    pub name: String,
    pub sha256: String,
}

/// A page of the signed list that was filed.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SignedPage {
    pub page: u32,
    #[ts(type = "number")]
    pub attachment: i64,
    pub name: String,
}

/// How many pages the list of a session takes (様式第12号).
pub fn pages_of(session: &Content) -> u32 {
    let rows = session.parts.get("attendees").map_or(0, Vec::len);
    rows.div_ceil(list::ROWS).max(1).try_into().unwrap_or(u32::MAX)
}

/// A record of what was held elsewhere has its list and its signed pages, and no steps.
pub fn guide(ledgers: &Ledgers, session: &Session, id: i64) -> Result<SessionGuide> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        guided(&records::get(view.db, RegisterId::Training, id)?, view)
    })
}

/// The uuid of a session, as the code on its sign-in sheet holds it.
pub fn uuid(ledgers: &Ledgers, session: &Session, id: i64) -> Result<String> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        Ok(records::get(view.db, RegisterId::Training, id)?.uuid)
    })
}

fn guided(record: &Record, view: &View<'_>) -> Result<SessionGuide> {
    let content = &record.content;
    let facts = Facts(&content.values);
    let state = State::of(content).filter(|_| session::is_run(content));
    let may_follow = |step: &Step| state.is_some_and(|state| step.may_follow(state));
    let next: Vec<Step> = Step::ALL.into_iter().filter(may_follow).collect();
    let text = |key: &str| content.values.get(key).map(Value::to_text).unwrap_or_default();
    let signed = signed_pages(view, record.id)?;
    let pages = pages_of(content);
    let blank = Label { ja: "", en: "" };
    Ok(SessionGuide {
        version: record.version,
        state: state.map_or(blank, State::label),
        waits_for: state.map_or(blank, State::waits_for),
        stages: if state.is_some() { stages(content, next.first().copied()) } else { Vec::new() },
        hindrances: if state == Some(State::Held) { hindrances(content, view)? } else { Vec::new() },
        course: text("course"),
        course_no: text("course_no"),
        held_on: text("held_on"),
        pass_score: facts.int("quiz_pass"),
        attendees: attendees(content, view)?,
        counts: session_counts(content),
        text: session_text(content, view)?,
        missing_pages: (1..=pages).filter(|page| !signed.iter().any(|one| one.page == *page)).collect(),
        pages,
        signed,
        makeup_of: content.values.get("makeup_of").map(Value::to_text),
        amend: matches!(state, Some(State::Planned | State::Announced)),
        next,
    })
}

fn stages(session: &Content, now: Option<Step>) -> Vec<SessionStage> {
    let facts = Facts(&session.values);
    let state = State::of(session);
    let held = matches!(state, Some(State::Held | State::Confirmed));
    let stage = |step: Step, done: Option<String>| SessionStage {
        step,
        now: done.is_none() && now == Some(step),
        done,
    };
    let day = |key: &str| facts.first_day(key).map(|day| day.to_string());
    let mut stages = vec![stage(Step::Plan, day("frozen_on")), stage(Step::Announce, day("announced_on"))];
    if state == Some(State::Cancelled) {
        stages.retain(|stage| stage.done.is_some());
        stages.push(stage(Step::Cancel, day("cancelled_on")));
        return stages;
    }
    // Not every training is announced; once it was held there is nothing to wait for.
    stages.retain(|stage| stage.step != Step::Announce || stage.done.is_some() || !held);
    stages.push(stage(Step::Hold, day("held_on").filter(|_| held)));
    stages.push(stage(Step::Confirm, day("checked_on").filter(|_| state == Some(State::Confirmed))));
    stages
}

fn hindrances(session: &Content, view: &View<'_>) -> Result<Vec<FindingView>> {
    let proof = actions::proof_of(view.db, session)?;
    let found = session::hindrances(session, view.profile, proof);
    Ok(found.iter().map(hindrance).collect())
}

fn hindrance(error: &Error) -> FindingView {
    let report = error.report();
    let code = serde_json::to_value(report.code).unwrap_or_default();
    FindingView {
        field: "attendees".to_owned(),
        code: code.as_str().unwrap_or_default().to_owned(),
        severity: Severity::Close.as_str().to_owned(),
        message: report.sentence_ja(),
    }
}

pub(super) fn session_counts(session: &Content) -> SessionCounts {
    let counts = counts(session);
    let small = |count: i64| u32::try_from(count).unwrap_or_default();
    SessionCounts {
        meant: small(counts.meant),
        attended: small(counts.attended),
        absent: small(counts.absent),
        exempt: small(counts.exempt),
        unmarked: small(counts.meant - counts.attended - counts.absent - counts.exempt),
        percent: counts.percent,
    }
}

fn attendees(session: &Content, view: &View<'_>) -> Result<Vec<AttendeeView>> {
    let rows = session.parts.get("attendees").map(Vec::as_slice).unwrap_or_default();
    let unsure = rows.iter().any(|row| targets::person(row).is_none());
    let members = if unsure { people::roster(view.db)? } else { Vec::new() };
    let fields = register(RegisterId::Training).part("attendees").map(|part| part.fields).unwrap_or_default();
    let view = |(n, row): (usize, &Values)| {
        let mut cells = open::cells(fields, row);
        let mut cell = |key: &str| cells.remove(key).unwrap_or_default();
        let person = targets::person(row);
        AttendeeView {
            line: u32::try_from(n + 1).unwrap_or(u32::MAX),
            person,
            staff_no: cell("staff_no").text,
            name: cell("name").text,
            department: cell("department").text,
            title: cell("title").text,
            employment: cell("employment"),
            attendance: cell("attendance"),
            reason: cell("absence_reason").text,
            attended_on: cell("attended_on"),
            signed: Facts(row).yes("signed") == Some(true),
            score: cell("score").text,
            remarks: cell("remarks").text,
            candidates: if person.is_none() {
                candidates(&session::name_of(row), &members)
            } else {
                Vec::new()
            },
        }
    };
    Ok(rows.iter().enumerate().map(view).collect())
}

/// Everybody whose name is this one, or differs from it by variant kanji only.
pub fn candidates(name: &str, members: &[Member]) -> Vec<PersonHint> {
    let key = fold::search_key(&fold::name_key(name));
    let fits = |member: &&Member| fold::search_key(&fold::name_key(&member.name)) == key;
    let hint = |member: &Member| PersonHint {
        id: member.id,
        staff_no: member.staff_no.clone(),
        name: member.name.clone(),
        department: member.place.department.clone(),
    };
    members.iter().filter(fits).map(hint).collect()
}

fn session_text(session: &Content, view: &View<'_>) -> Result<Option<SessionText>> {
    let Some(number) = session.values.get("text_no").map(Value::to_text) else { return Ok(None) };
    let kept = store::by_number(view.db, RegisterId::TrainingTexts, &number)?;
    Ok(kept.map(|kept| {
        let text = |key: &str| kept.content.values.get(key).map(Value::to_text);
        let file = text("file_name").zip(text("file_sha256"));
        SessionText {
            number,
            title: text("title").unwrap_or_default(),
            edition: text("edition").unwrap_or_default(),
            file: file.map(|(name, sha256)| TextFile { name, sha256 }),
        }
    }))
}

pub(super) fn signed_pages(view: &View<'_>, id: i64) -> Result<Vec<SignedPage>> {
    let attached = attachments::of_record(view.db, RegisterId::Training.as_str(), id)?;
    let signed = attached.into_iter().filter(|one| one.purpose.as_deref() == Some("signed_original"));
    let mut pages: Vec<SignedPage> = Vec::new();
    for one in signed {
        let listed = one.pages.unwrap_or_default();
        for page in listed.split(',').filter_map(|page| page.parse().ok()) {
            pages.push(SignedPage { page, attachment: one.id, name: one.name.clone() });
        }
    }
    pages.sort_by_key(|page| (page.page, page.attachment));
    Ok(pages)
}

/// One card of the year's board.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SessionCard {
    #[ts(type = "number")]
    pub id: i64,
    pub version: u32,
    pub number: String,
    pub course: String,
    pub course_kind: String,
    pub held_on: String,
    /// Id of the state, and its name.
    pub state: String,
    pub state_label: Label,
    pub waits_for: Label,
    pub place: String,
    pub counts: SessionCounts,
}

/// Sessions of a fiscal year, and those of others still open.
pub fn board(ledgers: &Ledgers, session: &Session, year: i32) -> Result<Vec<SessionCard>> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let ids = store::board(view.db, FiscalYear(year))?.into_iter();
        ids.map(|id| Ok(card(&records::get(view.db, RegisterId::Training, id)?))).collect()
    })
}

fn card(record: &Record) -> SessionCard {
    let text = |key: &str| record.content.values.get(key).map(Value::to_text).unwrap_or_default();
    let state = State::of(&record.content);
    let blank = Label { ja: "", en: "" };
    SessionCard {
        id: record.id,
        version: record.version,
        number: record.number(),
        course: text("course"),
        course_kind: text("course_kind"),
        held_on: text("held_on"),
        state: state.map_or("", State::as_str).to_owned(),
        state_label: state.map_or(blank, State::label),
        waits_for: state.map_or(blank, State::waits_for),
        place: text("place"),
        counts: session_counts(&record.content),
    }
}
