//! 署名入り原本: a scanned sign-in sheet goes to the session its code names, page by page.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::guide::{pages_of, signed_pages};
pub use super::scan::SheetCode;
use super::store;
use crate::attachments::About;
use crate::attachments::actions::{keep, told};
use crate::attachments::store as attachments;
use crate::audit::{Action, Event};
use crate::error::{ErrorCode, Report, Result, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::records::store as records;
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;

/// What a scan was filed to.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FiledSheet {
    pub sessions: Vec<FiledSession>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FiledSession {
    #[ts(type = "number")]
    pub id: i64,
    pub number: String,
    pub course: String,
    /// Pages of this scan; 0 is the 研修実施記録 in front of the list.
    pub pages: Vec<u32>,
    pub pages_of: u32,
    /// Pages of the list nobody filed yet.
    pub missing_pages: Vec<u32>,
}

/// What became of one file: filed, or refused and why. One bad file does not keep the good ones out.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FiledFile {
    /// As the user calls it.
    pub file: String,
    pub filed: Option<FiledSheet>,
    /// Pages of the file on which no code was found: to be looked at.
    pub without_code: Vec<u32>,
    pub refused: Option<Report>,
}

impl FiledFile {
    pub fn refused(file: String, refused: Report) -> Self {
        Self { file, filed: None, without_code: Vec::new(), refused: Some(refused) }
    }
}

const PURPOSE: &str = "signed_original";

/// Files a scan to every session its codes name, or to none. The same scan a second time changes nothing.
pub fn file(
    ledgers: &mut Ledgers,
    session: &Session,
    (name, bytes): (&str, &[u8]),
    codes: &[SheetCode],
) -> Result<FiledSheet> {
    let found = ledgers.change(session, Permission::KeepLedgers, |change| {
        let found = found(change, name, codes)?;
        let mut events = found.iter().map(|(id, pages)| filed(change, *id, pages, (name, bytes)));
        // One action, however many sessions it touches: the last entry is its own, the others lines of it.
        let last = events.next_back().transpose()?;
        let none = || refuse_with(ErrorCode::SheetNoCode, [("file", name.to_owned())]);
        for event in events {
            change.line(&event?)?;
        }
        let ids: Vec<i64> = found.into_keys().collect();
        Ok((ids, last.ok_or_else(none)?))
    })?;
    let codes = pages_by_uuid(codes);
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let session = |id: &i64| {
            let record = records::get(view.db, RegisterId::Training, *id)?;
            let signed = signed_pages(view, *id)?;
            let pages_of = pages_of(&record.content);
            let missing = |page: &u32| !signed.iter().any(|one| one.page == *page);
            Ok(FiledSession {
                id: *id,
                number: record.number(),
                course: record.title(),
                pages: codes.get(&record.uuid).cloned().unwrap_or_default(),
                pages_of,
                missing_pages: (1..=pages_of).filter(missing).collect(),
            })
        };
        Ok(FiledSheet { sessions: found.iter().map(session).collect::<Result<_>>()? })
    })
}

fn pages_by_uuid(codes: &[SheetCode]) -> BTreeMap<String, Vec<u32>> {
    let mut pages: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for code in codes {
        let known = pages.entry(code.record.clone()).or_default();
        if !known.contains(&code.page) {
            known.push(code.page);
        }
    }
    pages.values_mut().for_each(|pages| pages.sort_unstable());
    pages
}

/// The sessions and their pages; refused as a whole where one code is not ours.
fn found(change: &Change<'_>, name: &str, codes: &[SheetCode]) -> Result<BTreeMap<i64, Vec<u32>>> {
    let file = || name.to_owned();
    if codes.is_empty() {
        return Err(refuse_with(ErrorCode::SheetNoCode, [("file", file())]));
    }
    let mut found = BTreeMap::new();
    for (uuid, pages) in pages_by_uuid(codes) {
        let page = pages.last().copied().unwrap_or_default();
        let unknown = || refuse_with(ErrorCode::SheetUnknown, [("file", file()), ("page", page.to_string())]);
        let id = store::by_uuid(&change.tx, &uuid)?.ok_or_else(unknown)?;
        // As many as there were when it was printed: the list may have grown or shrunk since.
        let beyond = codes.iter().find(|code| code.record == uuid && code.page > code.pages);
        if let Some(code) = beyond {
            let params = [
                ("file", file()),
                ("number", records::get(&change.tx, RegisterId::Training, id)?.number()),
                ("page", code.page.to_string()),
                ("pages", code.pages.to_string()),
            ];
            return Err(refuse_with(ErrorCode::SheetPage, params));
        }
        found.insert(id, pages);
    }
    Ok(found)
}

fn filed(change: &Change<'_>, id: i64, pages: &[u32], file: (&str, &[u8])) -> Result<Event> {
    let number = records::get(&change.tx, RegisterId::Training, id)?.number();
    let of = (RegisterId::Training, id);
    let hash = attachments::sha256(file.1);
    let event = Event::new(Action::SheetFiled).about(RegisterId::Training, id, &number);
    let known = attachments::same(&change.tx, RegisterId::Training.as_str(), id, &hash)?;
    if let Some(known) = known.into_iter().find(|known| known.purpose.as_deref() == Some(PURPOSE)) {
        return Ok(event.detail(json!({ "again": known.id, "pages": pages })));
    }
    let listed = pages.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    let words = pages.iter().map(|page| if *page == 0 { "実施記録".to_owned() } else { page.to_string() });
    let note = format!("署名入り原本 {}ページ", words.collect::<Vec<_>>().join("・"));
    let purpose =
        About { note: Some(&note), purpose: Some(PURPOSE), pages: Some(&listed), ..About::default() };
    let added = keep(change, of, file, purpose)?;
    let mut detail = told(&added);
    detail["pages"] = json!(pages);
    Ok(event.detail(detail))
}
