//! 様式の印刷: an official form from a record, or blank for the pen.
//!
//! How a form looks stands with its ledger (`form.rs`, filled by `paper.rs`); this file finds the record,
//! puts the office's regulation on the form and leaves the entry that printing is. The head of the log
//! that stands on the form includes that entry. Nothing is sent to a printer: the file is opened in the
//! system's viewer.

pub mod recovery;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::audit::{self, Action, Event, Head};
use crate::disposals::sheets::{self, OnPaper};
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::ledgers::Ledgers;
use crate::print::{self, ChainHead, Fonts, Footer, Meta, SealMode, Sheet, Slot};
use crate::profile::Profile;
use crate::records::{Record, store};
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::{PartialDate, RegisterId, Value};
use crate::{disposals, training};

/// The official forms that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub enum FormId {
    /// 様式第4号 媒体・機器廃棄申請書兼許可書・作業確認書
    #[serde(rename = "form-04")]
    Disposal,
    /// 消去作業記録, the continuation of 様式第4号 by itself
    #[serde(rename = "form-04-work")]
    WorkRecord,
    /// 様式第5号 消去証明書受領・照合票
    #[serde(rename = "form-05")]
    CertificateReceipt,
    /// 様式第10号 修理・リース返却票
    #[serde(rename = "form-10")]
    Lent,
    /// 消去証明書 for work done in the office
    #[serde(rename = "erasure-certificate")]
    OwnCertificate,
    /// 様式第12号 研修実施記録・出席者名簿
    #[serde(rename = "form-12")]
    Training,
}

impl FormId {
    pub const ALL: [Self; 6] = [
        Self::Disposal,
        Self::WorkRecord,
        Self::CertificateReceipt,
        Self::Lent,
        Self::OwnCertificate,
        Self::Training,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Disposal => "form-04",
            Self::WorkRecord => "form-04-work",
            Self::CertificateReceipt => "form-05",
            Self::Lent => "form-10",
            Self::OwnCertificate => "erasure-certificate",
            Self::Training => "form-12",
        }
    }

    pub fn register(self) -> RegisterId {
        match self {
            Self::Training => RegisterId::Training,
            _ => RegisterId::Disposals,
        }
    }
}

impl std::str::FromStr for FormId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|form| form.as_str() == text);
        found.ok_or_else(|| refuse_with(ErrorCode::FormUnknown, [("form", text.to_owned())]))
    }
}

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

/// The form on the screen. Seeing a filled one is an access to the record.
pub fn preview(ledgers: &mut Ledgers, session: &Session, form: FormId, record: Option<i64>) -> Result<Paper> {
    let (record, sheet) = laid_out(ledgers, session, form, record)?;
    if let Some(record) = record.as_ref().filter(|record| register(record.register).personal) {
        let event = Event::new(Action::Viewed).about(record.register, record.id, &record.number());
        ledgers.change(session, Permission::Print, |_| Ok(((), event.detail(json!({ "form": form })))))?;
    }
    finish(ledgers, session, form, record.as_ref(), &sheet)
}

/// The form for the printer: leaves an entry, and carries the head that includes it.
pub fn print(ledgers: &mut Ledgers, session: &Session, form: FormId, record: Option<i64>) -> Result<Paper> {
    let (found, sheet) = laid_out(ledgers, session, form, record)?;
    let substituted = print::check(&sheet, Fonts::shared())?;
    let detail = json!({ "form": form, "blank": found.is_none(), "pages": sheet.pages.len(),
                         "substituted": substituted.len() });
    let mut event = Event::new(Action::Printed).in_register(form.register()).detail(detail);
    if let Some(record) = &found {
        event = event.about(record.register, record.id, &record.number());
    }
    ledgers.change(session, Permission::Print, |_| Ok(((), event)))?;
    let (_, sheet) = laid_out(ledgers, session, form, record)?;
    finish(ledgers, session, form, found.as_ref(), &sheet)
}

/// What the file is called: 様式第4号_媒廃R8-003.pdf
pub fn file_name(ledgers: &Ledgers, session: &Session, form: FormId, record: Option<i64>) -> Result<String> {
    let record = ledgers.read(session, Permission::Print, |view| {
        record.map(|id| store::get(view.db, form.register(), id)).transpose()
    })?;
    let label = ledgers.profile().form(form.as_str()).map(|form| form.label.clone()).unwrap_or_default();
    let subject = record.map_or_else(|| "空欄".to_owned(), |record| record.number());
    Ok(format!("{label}_{subject}.pdf").replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "-"))
}

fn laid_out(
    ledgers: &Ledgers,
    session: &Session,
    form: FormId,
    record: Option<i64>,
) -> Result<(Option<Record>, Sheet)> {
    let head = ledgers.head()?;
    let organisation = ledgers.organisation();
    ledgers.read(session, Permission::Print, |view| {
        let record = record.map(|id| store::get(view.db, form.register(), id)).transpose()?;
        let letterhead = letterhead(form, view.profile, organisation, record.as_ref(), &head)?;
        let fonts = Fonts::shared();
        let case = record.as_ref().map(|record| &record.content);
        let paper = OnPaper { letterhead: &letterhead, case, seal: SealMode::Seal };
        let sheet = match form {
            FormId::WorkRecord => sheets::work_record::lay_out(paper, fonts),
            FormId::CertificateReceipt => sheets::receipt::lay_out(paper, fonts),
            FormId::Lent => sheets::lent::lay_out(paper, fonts),
            FormId::OwnCertificate => sheets::own_certificate::lay_out(paper, fonts),
            FormId::Disposal => {
                disposals::form::lay_out(&disposals::paper::fill(letterhead, record.as_ref()), fonts)
            }
            FormId::Training => {
                training::form::lay_out(&training::paper::fill(letterhead, record.as_ref()), fonts)
            }
        };
        Ok((record, sheet))
    })
}

fn letterhead(
    form: FormId,
    profile: &Profile,
    organisation: &str,
    record: Option<&Record>,
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
    let chain_head = record.map(|_| ChainHead { seq: head.seq.unsigned_abs(), short: head.short.clone() });
    Ok(Letterhead {
        form_number: described.heading(),
        organisation: organisation.to_owned(),
        addressee: described.addressee.as_deref().map(role),
        slots: described.boxes.iter().map(|seal| Slot::empty(profile.box_label(seal))).collect(),
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

/// 保存期間　５年（令和13年3月31日まで）
fn retention(form: FormId, profile: &Profile, record: Option<&Record>) -> Option<String> {
    let years = profile.retention(form.register().as_str())?.years?;
    let until = record.and_then(|record| match record.content.values.get("retain_until")? {
        Value::Date(date) => Some(PartialDate::long(*date)),
        _ => None,
    });
    let until = until.map_or_else(|| "　　年　月　日まで".to_owned(), |until| format!("{until}まで"));
    Some(format!("保存期間　{years}年（{until}）"))
}

fn finish(
    ledgers: &Ledgers,
    session: &Session,
    form: FormId,
    record: Option<&Record>,
    sheet: &Sheet,
) -> Result<Paper> {
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
        file_name: file_name(ledgers, session, form, record.map(|record| record.id))?,
        substituted: substituted.iter().map(|one| format!("{}（{}）", one.base, one.text)).collect(),
    })
}

/// The time of the newest entry, not of the moment: the same head always gives the same bytes.
fn written_at(ledgers: &Ledgers, session: &Session) -> Result<DateTime<FixedOffset>> {
    let at = ledgers.read(session, Permission::Print, |view| audit::store::newest_time(view.db))?;
    DateTime::parse_from_rfc3339(&at).map_err(|_| Error::Corrupt(format!("time of the newest entry: {at}")))
}
