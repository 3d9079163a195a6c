//! 研修記録一式: everything an auditor asks about the training of a fiscal year, as one file (spec §5 Q15).
//!
//! A contents page, then each form as it is printed by itself: plan, sessions with their lists, report, who was
//! not trained, and the year's table. Each part keeps its own page numbers and codes.

use super::{FormId, Found, Letterhead, Selection, letterhead, listed, of_record};
use crate::audit::Head;
use crate::error::Result;
use crate::ledgers::View;
use crate::print::ledger::{self, LedgerForm};
use crate::print::table::Column;
use crate::print::text::Align;
use crate::print::{Fonts, Sheet};
use crate::records::{Record, store as records};
use crate::registers::Facts;
use crate::training::untrained::day;
use crate::training::year::Year;
use crate::vocab::{FiscalYear, RegisterId, Value};

/// The year's forms; without a selection, the same forms for the pen.
pub(super) fn lay_out(
    view: &View<'_>,
    cover: &Letterhead,
    head: &Head,
    selection: Option<&Selection>,
) -> Result<Sheet> {
    let year = selection.map(|selection| asked(view, selection)).transpose()?;
    let mut sheets = Vec::new();
    let mut rows = Vec::new();
    for (form, found) in parts(view, year)? {
        let own = letterhead(form, view.profile, &cover.organisation, &found, head)?;
        let sheet = match &found {
            Found::List(selection) => listed(form, view, &own, Some(selection))?,
            _ if form.is_list() => listed(form, view, &own, None)?,
            _ => of_record(form, own, found.record(), None),
        };
        rows.push(row(rows.len() + 1, view, (form, &found), sheet.pages.len()));
        sheets.push(sheet);
    }
    let mut all = ledger::lay_out(&contents(cover, year, rows), Fonts::shared());
    all.pages.extend(sheets.into_iter().flat_map(|sheet| sheet.pages));
    Ok(all)
}

fn asked(view: &View<'_>, selection: &Selection) -> Result<FiscalYear> {
    let on = day(selection.as_of.as_deref(), view.today)?;
    Ok(selection.fiscal_year.map_or(FiscalYear::of(on), FiscalYear))
}

/// What belongs to the year, in the order it is asked for.
fn parts(view: &View<'_>, year: Option<FiscalYear>) -> Result<Vec<(FormId, Found)>> {
    const FORMS: [FormId; 5] = [
        FormId::TrainingPlan,
        FormId::Training,
        FormId::TrainingReport,
        FormId::Untrained,
        FormId::TrainingMatrix,
    ];
    let Some(year) = year else { return Ok(FORMS.into_iter().map(|form| (form, Found::Blank)).collect()) };
    let selection = || Selection { fiscal_year: Some(year.0), ..Selection::default() };
    let mut parts = Vec::new();
    for form in FORMS {
        let found: Vec<Found> = match form {
            FormId::Training => sessions(view, year)?.into_iter().map(of).collect(),
            _ if form.is_list() => vec![Found::List(selection())],
            _ => selection().records(view, form.register())?.into_iter().map(of).collect(),
        };
        parts.extend(found.into_iter().map(|found| (form, found)));
    }
    Ok(parts)
}

fn of(record: Record) -> Found {
    Found::Record(Box::new(record))
}

/// What was held for the year, make-ups after its end too, by day.
fn sessions(view: &View<'_>, year: FiscalYear) -> Result<Vec<Record>> {
    let loaded = Year::load(view.db, view.profile, year, view.today)?;
    let held = loaded.sessions.iter().filter(|session| {
        session.counts_for() == year && matches!(session.status.as_str(), "held" | "confirmed")
    });
    held.map(|session| records::get(view.db, RegisterId::Training, session.id)).collect()
}

/// 8+72+30+75+64+18 = 267
fn contents(cover: &Letterhead, year: Option<FiscalYear>, rows: Vec<Vec<String>>) -> LedgerForm {
    let left = |title: &str, width| Column::new(title, width, Align::Left);
    let named = year.map_or_else(|| "令和　　年度".to_owned(), |year| year.to_string());
    LedgerForm {
        form_number: cover.form_number.clone(),
        title: "研　修　記　録　一　式".into(),
        organisation: Some(cover.organisation.clone()),
        state: Some(format!("{named}　目次")),
        columns: vec![
            Column::new("No", 8.0, Align::Centre),
            left("書類", 72.0),
            left("番号", 30.0),
            left("件名", 75.0),
            left("使用テキスト（版）", 64.0),
            Column::new("枚数", 18.0, Align::Right),
        ],
        rows,
        slots: cover.slots.clone(),
        for_the_pen: false,
        note: None,
        footer: cover.footer.clone(),
    }
}

fn row(number: usize, view: &View<'_>, (form, found): (FormId, &Found), pages: usize) -> Vec<String> {
    let described = view.profile.form(form.as_str());
    let title = described.map(|form| match form.title.replace('　', "") {
        title if title == form.label => title,
        title => format!("{}　{title}", form.label),
    });
    let record = found.record();
    let text = |key: &str| record.and_then(|record| record.content.values.get(key)).map(Value::to_text);
    let held = record.and_then(|record| Facts(&record.content.values).date("held_on"));
    let about = [held.map(|day| day.short()), text("course")].into_iter().flatten().collect::<Vec<_>>();
    let edition = text("text_edition").map(|edition| format!("（{edition}）"));
    vec![
        number.to_string(),
        title.unwrap_or_default(),
        record.map(Record::number).unwrap_or_default(),
        about.join("　"),
        [text("text_ref"), edition].into_iter().flatten().collect(),
        pages.to_string(),
    ]
}
