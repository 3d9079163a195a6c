//! 今年度の案件: the cases by state, with their age and what each one waits for.

use serde::Serialize;
use ts_rs::TS;

use super::case::{self, State, rows};
use super::store;
use crate::error::Result;
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::ledgers::{Ledgers, View};
use crate::records::{Record, store as records};
use crate::registers::Facts;
use crate::users::{Permission, Session};
use crate::vocab::{FiscalYear, Label, PartialDate, RegisterId, Values};

/// One card of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct BoardCase {
    #[ts(type = "number")]
    pub id: i64,
    pub version: u32,
    pub number: String,
    /// Id of the state, and its name.
    pub state: String,
    pub state_label: Label,
    pub waits_for: Label,
    /// Days since the application.
    #[ts(type = "number")]
    pub age_days: i64,
    /// By their control numbers.
    pub items: u32,
    pub items_shown: String,
    /// Things handed over that no certificate names yet.
    pub owed: u32,
    pub vendor: Option<String>,
    /// ISO
    pub certificate_due: Option<String>,
    /// Days since the things were handed over.
    #[ts(type = "number | null")]
    pub handed_days: Option<i64>,
    pub certificate: Awaited,
}

/// How long a certificate has been awaited: reminded of and overdue by the regulation's days (R44).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Awaited {
    No,
    Yes,
    /// Long enough to be reminded of.
    Late,
    /// Past its day.
    Overdue,
}

impl Awaited {
    /// The word for it in files.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::No => "",
            Self::Yes => "受領待ち",
            Self::Late => "督促の時期",
            Self::Overdue => "期限超過",
        }
    }
}

/// Cases still open, and those of this fiscal year.
pub fn board(ledgers: &Ledgers, session: &Session) -> Result<Vec<BoardCase>> {
    ledgers.read(session, Permission::ReadLedgers, made)
}

/// The board for the program's own use.
pub fn made(view: &View<'_>) -> Result<Vec<BoardCase>> {
    let year = FiscalYear::of(view.today).0;
    let cases = store::cases(view.db, year)?.into_iter();
    let remind_after = view.profile.number("certificate_remind_days")?;
    let card = |id| Ok(card(&records::get(view.db, RegisterId::Disposals, id)?, view, remind_after));
    cases.map(card).collect()
}

/// The board as it goes out.
pub fn list(view: &View<'_>) -> Result<Rows> {
    let state = format!("{}現在　今年度の案件と未完了の案件", PartialDate::from(view.today).long());
    Ok(Rows::of(state, &COLUMNS, &made(view)?))
}

pub(crate) const COLUMNS: [ListColumn<BoardCase>; 10] = [
    ListColumn::new("文書番号", Holds::Text, |case| Out::text(&case.number)),
    ListColumn::new("状態", Holds::Text, |case| Out::text(case.state_label.ja)),
    ListColumn::new("次にすること", Holds::Text, |case| Out::text(case.waits_for.ja)),
    ListColumn::new("申請からの日数", Holds::Number, |case| Out::number(case.age_days)),
    ListColumn::new("対象数", Holds::Number, |case| Out::number(case.items)),
    ListColumn::new("対象（先頭3件）", Holds::Text, |case| Out::text(&case.items_shown)),
    ListColumn::new("委託業者", Holds::Text, |case| Out::text(case.vendor.as_deref()?)),
    ListColumn::new("証明書の期限", Holds::Day, |case| Out::iso(case.certificate_due.as_deref())),
    ListColumn::new("証明書の状況", Holds::Text, |case| Out::text(case.certificate.label_ja())),
    ListColumn::new("証明書のない台数", Holds::Number, |case| Out::number(case.owed)),
];

fn card(record: &Record, view: &View<'_>, remind_after: i64) -> BoardCase {
    let facts = Facts(&record.content.values);
    let state = State::of(&record.content);
    let applied = facts.first_day("applied_on").unwrap_or(view.today);
    let items: Vec<_> = case::rows::data_rows(&record.content).map(|(_, thing)| thing).collect();
    // A server of two disks is one thing by its number.
    let mut numbers: Vec<String> = Vec::new();
    for number in items.iter().map(|thing| rows::text(thing, "item_no")) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let owed = |thing: &&&Values| {
        rows::is_handed(&record.content, thing) && !rows::only_lent(thing) && !rows::is_certified(thing)
    };
    let owed = items.iter().filter(owed).count();
    let owed = u32::try_from(owed).unwrap_or(u32::MAX);
    let due = facts.date("certificate_due");
    let handed_days = rows::owed_since(&record.content).map(|handed| (view.today - handed).num_days());
    BoardCase {
        id: record.id,
        version: record.version,
        number: record.number(),
        state: state.map_or("", State::as_str).to_owned(),
        state_label: state.map_or(Label { ja: "", en: "" }, State::label),
        waits_for: case::waits_for(&record.content),
        age_days: (view.today - applied).num_days(),
        items: numbers.len().try_into().unwrap_or(u32::MAX),
        items_shown: numbers.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("、"),
        owed,
        vendor: record.content.values.get("vendor").map(|value| value.to_text()),
        certificate_due: due.map(|day| day.to_string()),
        handed_days,
        certificate: awaited(owed, handed_days.is_some_and(|days| days >= remind_after), due, view),
    }
}

/// Of what was handed over and is not certified; of a repair nothing is.
fn awaited(owed: u32, long: bool, due: Option<PartialDate>, view: &View<'_>) -> Awaited {
    match (owed > 0, due.is_some_and(|due| view.today > due.last_day()), long) {
        (false, ..) => Awaited::No,
        (true, true, _) => Awaited::Overdue,
        (true, false, true) => Awaited::Late,
        (true, false, false) => Awaited::Yes,
    }
}
