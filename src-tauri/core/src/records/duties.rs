//! 期限一覧: everything the first page says is due, of all ledgers, as one list that goes out.
//!
//! Nothing is reckoned here: each ledger says what is due in it, and this file puts it under the same columns.

use chrono::NaiveDate;

use super::store;
use crate::devices;
use crate::disposals::board::{self, Awaited};
use crate::error::Result;
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::ledgers::View;
use crate::people::holdings;
use crate::registers;
use crate::training::courses;
use crate::training::duties::{self, DrillState, YearDuties};
use crate::vocab::{FiscalYear, PartialDate};

/// One thing that is due.
pub(crate) struct Duty {
    kind: &'static str,
    number: String,
    subject: String,
    due: Option<NaiveDate>,
    /// Days left; below zero it is overdue.
    left: Option<i64>,
    state: &'static str,
    note: String,
}

pub(crate) const COLUMNS: [ListColumn<Duty>; 7] = [
    ListColumn::new("区分", Holds::Text, |duty| Out::text(duty.kind)),
    ListColumn::new("番号", Holds::Text, |duty| Out::text(&duty.number)),
    ListColumn::new("件名", Holds::Text, |duty| Out::text(&duty.subject)),
    ListColumn::new("期限", Holds::Day, |duty| Out::date(duty.due.map(Into::into))),
    ListColumn::new("残り日数", Holds::Number, |duty| Out::number(duty.left?)),
    ListColumn::new("状況", Holds::Text, |duty| Out::text(duty.state)),
    ListColumn::new("内容", Holds::Note, |duty| Out::text(&duty.note)),
];

/// The most urgent first; what has no day comes last.
pub fn list(view: &View<'_>) -> Result<Rows> {
    let mut all = certificates(view)?;
    all.extend(devices_due(view)?);
    for year in duties::open_years(view)? {
        all.extend(of_year(view, &year));
    }
    all.extend(drill(view)?);
    all.extend(leavers(view)?);
    all.extend(incomplete(view)?);
    all.sort_by_key(|duty| (duty.due.is_none(), duty.due));
    Ok(Rows::of(format!("{}現在", PartialDate::from(view.today).long()), &COLUMNS, &all))
}

impl Duty {
    fn new(kind: &'static str, number: &str, subject: impl Into<String>, note: impl Into<String>) -> Self {
        Self {
            kind,
            number: number.to_owned(),
            subject: subject.into(),
            due: None,
            left: None,
            state: "",
            note: note.into(),
        }
    }

    fn by(self, due: Option<&str>, view: &View<'_>) -> Self {
        let due: Option<NaiveDate> = due.and_then(|day| day.parse().ok());
        Self { due, left: due.map(|due| (due - view.today).num_days()), ..self }
    }

    fn stands(self, state: &'static str) -> Self {
        Self { state, ..self }
    }
}

fn certificates(view: &View<'_>) -> Result<Vec<Duty>> {
    let awaited = board::made(view)?.into_iter().filter(|case| case.certificate != Awaited::No);
    let duty = |case: board::BoardCase| {
        let note =
            format!("消去証明書が届いていません（{}台）　{}", case.owed, case.vendor.unwrap_or_default());
        let duty = Duty::new("消去証明書", &case.number, case.items_shown, note.trim_end());
        duty.by(case.certificate_due.as_deref(), view).stands(case.certificate.label_ja())
    };
    Ok(awaited.map(duty).collect())
}

fn devices_due(view: &View<'_>) -> Result<Vec<Duty>> {
    let duty = |one: devices::guide::DeviceDue| {
        let terms = one.returns.terms.map(|terms| terms.ja).unwrap_or_default();
        let state = if one.returns.days < 0 { "期限超過" } else { "まもなく" };
        Duty::new("機器の返却", &one.number, one.title, terms).by(Some(&one.returns.day), view).stands(state)
    };
    Ok(devices::guide::going_back(view)?.into_iter().map(duty).collect())
}

fn of_year(view: &View<'_>, year: &YearDuties) -> Vec<Duty> {
    let name = FiscalYear(year.fiscal_year).to_string();
    let course = |one: &duties::CourseDuty| {
        let note = format!("{name}　未受講 {}名（うち期限超過 {}名）", one.due + one.overdue, one.overdue);
        let state = if one.overdue > 0 { "期限超過" } else { "まもなく" };
        Duty::new("未受講", courses::number_of(&one.course_no), &one.course, note)
            .by(one.nearest_due.as_deref(), view)
            .stands(state)
    };
    let mut all: Vec<Duty> = year.courses.iter().map(course).collect();
    let plan = match year.plan.as_str() {
        "missing" => Some("研修計画がありません"),
        "draft" => Some("研修計画が委員会の承認を待っています"),
        _ => None,
    };
    all.extend(plan.map(|note| Duty::new("研修計画", "", &name, note).stands("未了")));
    let report = match year.report.as_str() {
        "due" => Some("受講状況の報告の時期です"),
        "draft" => Some("受講状況の報告書が作りかけです"),
        _ => None,
    };
    let state = if year.past { "期限超過" } else { "未了" };
    all.extend(report.map(|note| Duty::new("研修の報告", "", &name, note).stands(state)));
    all
}

fn drill(view: &View<'_>) -> Result<Option<Duty>> {
    let drill = duties::drill(view)?;
    let state = match drill.state {
        DrillState::Ok => return Ok(None),
        DrillState::Soon => "まもなく",
        DrillState::Overdue => "期限超過",
        DrillState::Never => "記録なし",
    };
    let said = |what: &str, iso: &Option<String>| {
        let day: Option<PartialDate> = iso.as_deref().and_then(|iso| iso.parse().ok());
        day.map(|day| format!("{what} {}", day.long())).unwrap_or_default()
    };
    let note = [said("前回", &drill.last_on), said("予定", &drill.planned_on)].join("　");
    let duty = Duty::new("訓練", "", "緊急時対応訓練", note.trim());
    Ok(Some(duty.by(Some(&drill.due_on), view).stands(state)))
}

fn leavers(view: &View<'_>) -> Result<Vec<Duty>> {
    let duty = |one: holdings::Leaver| {
        let held = (one.count > 0).then(|| format!("返却・引継ぎが済んでいないもの {}件", one.count));
        let open = one.account_open.then(|| "利用者IDが停止されていません".to_owned());
        let note: Vec<String> = held.into_iter().chain(open).collect();
        let subject = format!("{}　{}", one.name, one.department);
        Duty::new("退職者", &one.staff_no, subject.trim_end(), note.join("　")).by(Some(&one.left_on), view)
    };
    Ok(holdings::open_with(view)?.into_iter().map(|one| duty(one).stands("未了")).collect())
}

fn incomplete(view: &View<'_>) -> Result<Vec<Duty>> {
    let mut all = Vec::new();
    for register in registers::ALL {
        let (_, missing) = store::counts(view.db, register.id)?;
        let note = format!("必須の項目が空欄の記録が {missing}件あります");
        all.extend((missing > 0).then(|| Duty::new("記入もれ", "", register.label.ja, note).stands("未了")));
    }
    Ok(all)
}
