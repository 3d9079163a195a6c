//! 様式の印刷: an official form of a record, of a ledger, or blank for the pen.
//!
//! How a form looks stands with its ledger (`form.rs`, filled by `paper.rs`); this file finds what it is
//! about ([`subject`]), puts the office's regulation on the form and leaves the entry that printing is. The
//! head of the log that stands on the form includes that entry. Nothing is sent to a printer: the file is
//! opened in the system's viewer.

mod dossier;
mod ids;
pub mod recovery;
pub mod subject;

use chrono::{DateTime, FixedOffset};
use serde_json::json;

use crate::audit::{self, Action, Event, Head};
use crate::disposals::sheets::{self, OnPaper};
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::ledgers::{Ledgers, View};
use crate::print::{self, ChainHead, Fonts, Footer, Meta, SealMode, Sheet, Slot};
use crate::profile::Profile;
use crate::records::{Record, store as records};
use crate::registers::{Facts, register};
use crate::users::{Permission, Session};
use crate::vocab::{PartialDate, RegisterId, Value};
use crate::{devices, disposals, people, training};

pub use ids::FormId;
pub use subject::{Selection, Subject};

use subject::Found;

/// A form ready for the printer.
pub struct Paper {
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// Such as 様式第4号_媒廃R8-003.pdf
    pub file_name: String,
    /// 異体字 no font has, drawn as their base character: to be looked at before stamping.
    pub substituted: Vec<String>,
}

/// What the office's regulation puts on a form besides the record.
pub struct Letterhead {
    pub form_number: String,
    pub organisation: String,
    pub addressee: Option<String>,
    pub slots: Vec<Slot>,
    /// Who confirms before and after, or for the training: the office's name of that role.
    pub checker: Option<String>,
    pub footer: Footer,
}

/// The form on the screen. Seeing a filled one is an access to what stands on it.
pub fn preview(ledgers: &mut Ledgers, session: &Session, form: FormId, subject: &Subject) -> Result<Paper> {
    let (found, sheet) = laid_out(ledgers, session, form, subject)?;
    if *subject != Subject::Blank && register(form.register()).personal {
        let event = about(Event::new(Action::Viewed), form, &found).detail(json!({ "form": form }));
        ledgers.change(session, Permission::Print, |_| Ok(((), event)))?;
    }
    finish(ledgers, session, form, &found, &sheet)
}

/// The form for the printer: leaves an entry, and carries the head that includes it.
pub fn print(ledgers: &mut Ledgers, session: &Session, form: FormId, subject: &Subject) -> Result<Paper> {
    let (found, sheet) = laid_out(ledgers, session, form, subject)?;
    let substituted = print::check(&sheet, Fonts::shared())?;
    let mut detail = json!({ "form": form, "blank": *subject == Subject::Blank,
                             "pages": sheet.pages.len(), "substituted": substituted.len() });
    if let Subject::List { selection } = subject {
        detail["selection"] = json!(selection);
    }
    let event = about(Event::new(Action::Printed).detail(detail), form, &found);
    ledgers.change(session, Permission::Print, |_| Ok(((), event)))?;
    let (found, sheet) = laid_out(ledgers, session, form, subject)?;
    finish(ledgers, session, form, &found, &sheet)
}

fn about(event: Event, form: FormId, found: &Found) -> Event {
    match found.record() {
        Some(record) => event.about(record.register, record.id, &record.number()),
        None => event.in_register(form.register()),
    }
}

/// What the file is called: 様式第４号_媒廃R8-003.pdf, 様式第９号_R8.11.20.pdf
pub fn file_name(ledgers: &Ledgers, session: &Session, form: FormId, subject: &Subject) -> Result<String> {
    let found = ledgers.read(session, Permission::Print, |view| subject::find(view, form, subject))?;
    Ok(named(ledgers, form, &found))
}

fn named(ledgers: &Ledgers, form: FormId, found: &Found) -> String {
    let label = ledgers.profile().form(form.as_str()).map(|form| form.label.clone()).unwrap_or_default();
    let subject = match found {
        Found::Blank => "空欄".to_owned(),
        Found::Record(record) => record.number(),
        Found::List(selection) => selection.day_shown(form.register(), ledgers.today()),
    };
    format!("{label}_{subject}.pdf").replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "-")
}

fn laid_out(ledgers: &Ledgers, session: &Session, form: FormId, subject: &Subject) -> Result<(Found, Sheet)> {
    let head = ledgers.head()?;
    let organisation = ledgers.organisation();
    ledgers.read(session, Permission::Print, |view| {
        let found = subject::find(view, form, subject)?;
        let letterhead = letterhead(form, view.profile, organisation, &found, &head)?;
        let sheet = match &found {
            Found::List(selection) if form == FormId::TrainingDossier => {
                dossier::lay_out(view, &letterhead, &head, Some(selection))?
            }
            _ if form == FormId::TrainingDossier => dossier::lay_out(view, &letterhead, &head, None)?,
            Found::List(selection) => listed(form, view, &letterhead, Some(selection))?,
            _ if form.is_list() => listed(form, view, &letterhead, None)?,
            _ => of_record(form, letterhead, found.record(), worker(form, view, found.record())?.as_ref()),
        };
        Ok((found, sheet))
    })
}

/// Who did the work a 消去証明書 certifies, as the 職員名簿 knows him on that day.
fn worker(form: FormId, view: &View<'_>, record: Option<&Record>) -> Result<Option<sheets::Worker>> {
    let Some(case) = record.filter(|_| form == FormId::OwnCertificate) else { return Ok(None) };
    let Some(Value::Person { id: Some(id), .. }) = case.content.values.get("operator") else {
        return Ok(None);
    };
    let day = Facts(&case.content.values).first_day("work_ended_at").unwrap_or(view.today);
    let staff = records::get(view.db, RegisterId::Staff, *id)?;
    let member = people::store::roster(view.db)?.into_iter().find(|member| member.id == *id);
    let place = member.map(|member| member.place_on(day).clone()).unwrap_or_default();
    let contact = staff.content.values.get("contact").map(|value| value.to_text()).unwrap_or_default();
    let place = format!("{} {}", place.department, place.title).trim().to_owned();
    Ok(Some(sheets::Worker { place, contact }))
}

fn of_record(
    form: FormId,
    letterhead: Letterhead,
    record: Option<&Record>,
    worker: Option<&sheets::Worker>,
) -> Sheet {
    let fonts = Fonts::shared();
    let case = record.map(|record| &record.content);
    let paper = OnPaper { letterhead: &letterhead, case, worker, seal: SealMode::Seal };
    match form {
        FormId::WorkRecord => sheets::work_record::lay_out(paper, fonts),
        FormId::CertificateReceipt => sheets::receipt::lay_out(paper, fonts),
        FormId::Lent => sheets::lent::lay_out(paper, fonts),
        FormId::OwnCertificate => sheets::own_certificate::lay_out(paper, fonts),
        FormId::TrainingPlan => {
            let plan = record.map(training::paper::plan::fill);
            training::sheets::plan::lay_out(&letterhead, plan.as_ref(), fonts)
        }
        FormId::Training => training::form::lay_out(&training::paper::fill(letterhead, record), fonts),
        FormId::TrainingReport => {
            let report = record.map(training::paper::report::fill);
            training::sheets::report::lay_out(&letterhead, report.as_ref(), fonts)
        }
        // What lists a ledger is laid out by `listed`.
        FormId::Disposal
        | FormId::DeviceLedger
        | FormId::Untrained
        | FormId::TrainingMatrix
        | FormId::TrainingRates
        | FormId::TrainingDossier => {
            disposals::form::lay_out(&disposals::paper::fill(letterhead, record), fonts)
        }
    }
}

/// A form that lists a ledger, as far as it was asked for; without a selection, for the pen.
fn listed(
    form: FormId,
    view: &View<'_>,
    letterhead: &Letterhead,
    selection: Option<&Selection>,
) -> Result<Sheet> {
    let id = form.register();
    if id == RegisterId::Training {
        return training::paper::lists::lay_out(form, view, letterhead, selection);
    }
    let state = selection.map(|selection| selection.shown(id, view.today));
    let records = selection.map(|selection| selection.records(view, id)).transpose()?;
    Ok(devices::form::lay_out(letterhead, records.as_deref(), state, Fonts::shared()))
}

fn letterhead(
    form: FormId,
    profile: &Profile,
    organisation: &str,
    found: &Found,
    head: &Head,
) -> Result<Letterhead> {
    let unknown = || refuse_with(ErrorCode::FormUnknown, [("form", form.as_str().to_owned())]);
    let described = profile.form(form.as_str()).ok_or_else(unknown)?;
    let role = |id: &str| profile.role_label(id);
    let checking = match form {
        FormId::Training => "training_check",
        _ => "disposal_check",
    };
    let checker = profile.slot(checking).and_then(|slot| slot.roles.first()).map(|id| role(id));
    // A blank form says nothing of a head: it is not about anything the log knows.
    let head = ChainHead { seq: head.seq.unsigned_abs(), short: head.short.clone() };
    let chain_head = Some(head).filter(|_| !matches!(found, Found::Blank));
    let record = found.record();
    Ok(Letterhead {
        form_number: described.heading(),
        organisation: organisation.to_owned(),
        addressee: described.addressee.as_deref().map(role),
        // The regulation names the boxes from the left, the sheet from the right.
        slots: described.boxes.iter().rev().map(|seal| Slot::empty(profile.box_label(seal))).collect(),
        checker,
        footer: Footer {
            form: form.as_str().to_owned(),
            retention: retention(form, profile, record),
            profile: Some(format!("{} 版{}", profile.id(), profile.revision())),
            record: record.map(|record| record.uuid.clone()),
            doc_no: record.map(Record::number).filter(|number| !number.is_empty()),
            chain_head,
        },
    })
}

/// 保存期間　５年（令和13年3月31日まで）; of a ledger, 保存期間　廃棄又は返却後５年.
fn retention(form: FormId, profile: &Profile, record: Option<&Record>) -> Option<String> {
    let retention = profile.retention(form.register().as_str())?;
    let years = retention.years?;
    if form.is_list() {
        return Some(format!("保存期間　{}後{years}年", retention.from));
    }
    let until = record.and_then(|record| match record.content.values.get("retain_until")? {
        Value::Date(date) => Some(PartialDate::long(*date)),
        _ => None,
    });
    let until = until.map_or_else(|| "　　年　月　日まで".to_owned(), |until| format!("{until}まで"));
    Some(format!("保存期間　{years}年（{until}）"))
}

fn finish(ledgers: &Ledgers, session: &Session, form: FormId, found: &Found, sheet: &Sheet) -> Result<Paper> {
    let fonts = Fonts::shared();
    let substituted = print::check(sheet, fonts)?;
    let described = ledgers.profile().form(form.as_str());
    let title = described.map(|form| form.title.clone()).unwrap_or_default();
    let meta = Meta {
        title: title.replace('\u{3000}', " "),
        author: ledgers.organisation().to_owned(),
        creator: format!("まもり台帳 {}", env!("CARGO_PKG_VERSION")),
        created: written_at(ledgers, session)?,
    };
    Ok(Paper {
        pdf: print::render(sheet, fonts, &meta)?,
        pages: sheet.pages.len(),
        file_name: named(ledgers, form, found),
        substituted: substituted.iter().map(|one| format!("{}（{}）", one.base, one.text)).collect(),
    })
}

/// The time of the newest entry, not of the moment: the same head always gives the same bytes.
fn written_at(ledgers: &Ledgers, session: &Session) -> Result<DateTime<FixedOffset>> {
    let at = ledgers.read(session, Permission::Print, |view| audit::store::newest_time(view.db))?;
    DateTime::parse_from_rfc3339(&at).map_err(|_| Error::Corrupt(format!("time of the newest entry: {at}")))
}
