//! 証明書・消去レポートの照合, before it is recorded: which serial number stands for which drive.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::case::rows::{self, data_rows, is_certified, is_outsourced, is_worked, only_lent};
use super::case::{Step, certify, matching};
use super::reports;
use crate::attachments::Attachment;
use crate::error::{Report, Result};
use crate::import::ReaderProcess;
use crate::ledgers::Ledgers;
use crate::records::store as records;
use crate::records::view::Draft;
use crate::registers::Facts;
use crate::users::{Permission, Session};
use crate::vocab::{Content, RegisterId, Value, Values};

/// Serial numbers against the case.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Matching {
    /// One for each line, in their order.
    pub lines: Vec<MatchedLine>,
    /// Drives that should be named and are not.
    pub missing: Vec<Named>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct MatchedLine {
    pub serial: String,
    /// `match`, `near`, `double` or `extra`; blank where no number is typed yet.
    pub found: String,
    /// The drive it stands for, or nearly does.
    pub item: Option<Named>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Named {
    pub item_no: String,
    pub serial: String,
}

/// A file that came in, for the form of the step. It is attached to the case whether it could be read or not.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ReadReport {
    pub file: String,
    pub draft: Draft,
    /// What to look at: Japanese sentences.
    pub notes: Vec<String>,
    /// Why nothing could be read from it: a scan, no serial numbers.
    pub refused: Option<Report>,
}

/// The certificate's lines, or for the work done here the drives of an erasure report. `certificate` is its own
/// number and the one it replaces.
pub fn matched(
    ledgers: &Ledgers,
    session: &Session,
    (id, step): (i64, Step),
    certificate: (&str, &str),
    serials: &[String],
) -> Result<Matching> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let case = records::get(view.db, RegisterId::Disposals, id)?.content;
        Ok(match step {
            Step::Certificate => against_handed_over(&case, certificate, serials),
            _ => against_own(&case, serials),
        })
    })
}

fn against_handed_over(case: &Content, (own, replaces): (&str, &str), serials: &[String]) -> Matching {
    let names = [("certificate_no", own), ("replaces", replaces)];
    let number = names.map(|(key, text)| (key.to_owned(), Value::Text(text.to_owned()))).into();
    let line = |serial: &String| Values::from([("serial", Value::Text(serial.clone()))]);
    let tried = certify::tried(case, &number, serials.iter().map(line).collect());
    let all = tried.parts.get("certificate_lines").map(Vec::as_slice).unwrap_or_default();
    let new = &all[all.len().saturating_sub(serials.len())..];
    let things = || data_rows(&tried).filter(|(_, thing)| rows::is_handed(case, thing) && !only_lent(thing));
    let lines = new.iter().map(|line| {
        let (serial, key) = (rows::text(line, "serial"), rows::text(line, "item_serial"));
        let item = things().find(|(_, thing)| !key.is_empty() && rows::proof_key(thing) == key);
        let found = Facts(line).choice("found_as").filter(|_| !serial.is_empty()).unwrap_or_default();
        MatchedLine { serial, found: found.to_owned(), item: item.map(|(_, thing)| named(thing)) }
    });
    let missing = things().filter(|(_, thing)| !is_certified(thing)).map(|(_, thing)| named(thing));
    Matching { lines: lines.collect(), missing: missing.collect() }
}

fn against_own(case: &Content, serials: &[String]) -> Matching {
    let things: Vec<&Values> = data_rows(case)
        .map(|(_, thing)| thing)
        .filter(|thing| !is_outsourced(thing) && !is_worked(thing))
        .collect();
    let keys: Vec<String> = things.iter().map(|thing| rows::proof_key(thing)).collect();
    let found = matching::matched(&keys, serials);
    let lines = serials.iter().zip(&found).map(|(serial, found)| MatchedLine {
        serial: serial.clone(),
        found: if serial.is_empty() { String::new() } else { found.as_str().to_owned() },
        item: found.row().and_then(|row| things.get(row)).map(|thing| named(thing)),
    });
    let named_rows: Vec<Option<usize>> = found.iter().map(|found| found.row()).collect();
    let missing = things.iter().enumerate().filter(|(row, _)| !named_rows.contains(&Some(*row)));
    Matching { lines: lines.collect(), missing: missing.map(|(_, thing)| named(thing)).collect() }
}

fn named(thing: &Values) -> Named {
    Named { item_no: rows::text(thing, "item_no"), serial: rows::text(thing, "serial") }
}

/// Drives the step still waits for: what the form of the work begins with.
pub fn expected(ledgers: &Ledgers, session: &Session, id: i64, step: Step) -> Result<Vec<Named>> {
    matched(ledgers, session, (id, step), ("", ""), &[]).map(|matching| matching.missing)
}

/// Reads a file for a step, in a process of its own. The ledger is not needed for it, and not held meanwhile.
pub fn read(
    reader: &ReaderProcess,
    step: Step,
    kept: &Attachment,
    bytes: &[u8],
    expected: &[Named],
) -> ReadReport {
    let serials: Vec<String> = expected.iter().map(|named| named.serial.clone()).collect();
    let (mut draft, notes, refused) = match reports::read_apart(reader, &kept.name, bytes, &serials) {
        Ok(reading) if step == Step::Certificate => (reading.as_certificate(), reading.notes, None),
        Ok(reading) => (of_work(&reading), reading.notes, None),
        Err(error) => (Draft::default(), Vec::new(), Some(error.report())),
    };
    let (part, key) = match step {
        Step::Certificate => ("certificates", "file_sha256"),
        _ => ("steps", "report_sha256"),
    };
    if step == Step::Certificate {
        let certificates = draft.parts.entry(part.to_owned()).or_default();
        if certificates.is_empty() {
            certificates.push(BTreeMap::new());
        }
    }
    for row in draft.parts.get_mut(part).into_iter().flatten() {
        row.insert(key.to_owned(), kept.sha256.clone());
    }
    ReadReport { file: kept.name.clone(), draft, notes, refused }
}

fn of_work(reading: &reports::Reading) -> Draft {
    Draft { parts: [("steps".to_owned(), reading.as_work())].into(), ..Draft::default() }
}
