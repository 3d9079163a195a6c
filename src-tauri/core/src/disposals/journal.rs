//! 手順の控え: what was said at each step of a case, read back from the log.
//!
//! The entry of a step keeps what was said, a correction of it what stands in its place. From these the rule can
//! judge the whole case again, as if it had been said so at first. Entries of an earlier version kept only how the
//! case stood afterwards; from two of those follows what was said between them. Who sent a case back to be redone, and
//! when, an earlier version struck out: a correction of that step asks for it again.

use serde_json::{Value as Json, json};

use super::case::Step;
use super::store::Db;
use crate::audit::store::Entry;
use crate::audit::{self, Action};
use crate::error::{Error, Result};
use crate::records::image;
use crate::records::step_actions::Taken;
use crate::vocab::{Content, Key, RegisterId, Values};

/// One step that stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Number of its entry in the log, by which a correction names it.
    pub entry: i64,
    pub step: Step,
    pub given: Content,
    /// Who entered it.
    pub who: String,
}

/// What the entry of a step keeps.
pub fn told(given: &Content) -> Json {
    json!({ "values": given.values, "parts": given.parts })
}

/// The steps of a case as they stand, in their order.
pub fn of_case(db: &Db, id: i64) -> Result<Vec<Said>> {
    let mut entries = audit::store::of_record(db, RegisterId::Disposals.as_str(), id)?;
    entries.sort_by_key(|entry| entry.seq);
    let mut said: Vec<Said> = Vec::new();
    let mut before = Content::default();
    for entry in entries {
        let detail = detail(&entry)?;
        let after = entry.image_json()?.and_then(|image| image::read(RegisterId::Disposals, &image));
        let after = after.map_or_else(|| before.clone(), |record| record.content);
        match step_of(&entry, (&before, &after)) {
            Some(step) => {
                let given =
                    detail.get("said").and_then(read).unwrap_or_else(|| between(step, &before, &after));
                said.push(Said { entry: entry.seq, step, given, who: entry.who });
            }
            None => mended(&mut said, &entry, &detail, &after),
        }
        before = after;
    }
    Ok(said)
}

fn detail(entry: &Entry) -> Result<Json> {
    let broken = |error| Error::Corrupt(format!("detail of entry {}: {error}", entry.seq));
    entry.detail.as_deref().map_or(Ok(Json::Null), serde_json::from_str).map_err(broken)
}

fn read(json: &Json) -> Option<Content> {
    image::content(RegisterId::Disposals, json)
}

fn step_of(entry: &Entry, (before, after): (&Content, &Content)) -> Option<Step> {
    if entry.action == Action::CaseRedone.as_str() {
        return Some(Step::CheckAfter);
    }
    let step = Step::ALL.into_iter().find(|step| step.action().as_str() == entry.action)?;
    // An earlier version put the return from repair down as work.
    let back = step == Step::Work && after.values.get("back_on") != before.values.get("back_on");
    Some(if back { Step::Back } else { step })
}

/// A correction, a step voided, or an application amended before it was permitted.
fn mended(said: &mut Vec<Said>, entry: &Entry, detail: &Json, after: &Content) {
    if entry.action == Action::Corrected.as_str()
        && let Some(first) = said.first_mut()
    {
        let given = detail.get("said").and_then(read);
        first.given = given.unwrap_or_else(|| between(Step::Apply, &Content::default(), after));
    }
    for mended in detail.get("mended").and_then(Json::as_array).into_iter().flatten() {
        let number = mended.get("entry").and_then(Json::as_i64);
        let given = mended.get("said").and_then(read);
        if let Some((one, given)) = said.iter_mut().find(|one| Some(one.entry) == number).zip(given) {
            one.given = given;
        }
    }
    let voided = detail.get("voided").and_then(Json::as_i64);
    said.retain(|one| Some(one.entry) != voided);
}

/// What was said at a step, from how the case stood before and after it.
fn between(step: Step, before: &Content, after: &Content) -> Content {
    let mut given = Content::default();
    for key in step.fields() {
        let alone = Step::ALL.into_iter().filter(|step| step.fields().contains(key)).count() == 1;
        let own = alone || step.required().contains(key);
        let value = after.values.get(key).filter(|value| own || before.values.get(key) != Some(value));
        value.map(|value| given.values.insert((*key).to_owned(), value.clone()));
    }
    for part in step.parts() {
        let (was, is) = (rows(before, part), rows(after, part));
        let new = match *part {
            "items" if step == Step::Apply => is.iter().map(|row| following(row, &given.values)).collect(),
            "items" => Vec::new(),
            _ => {
                is.get(was.len()..).unwrap_or_default().iter().map(|row| typed(row, &after.values)).collect()
            }
        };
        if !new.is_empty() {
            given.parts.insert((*part).to_owned(), new);
        }
    }
    given
}

fn rows<'a>(case: &'a Content, part: &str) -> &'a [Values] {
    case.parts.get(part).map(Vec::as_slice).unwrap_or_default()
}

/// A thing that follows its case is left to follow it.
fn following(thing: &Values, case: &Values) -> Values {
    let follows = |key: &str| matches!(key, "method" | "performer");
    let own = thing.iter().filter(|(key, value)| !follows(key) || case.get(key) != Some(value));
    own.filter(|(key, _)| !matches!(&***key, "level" | "adequacy")).map(kept).collect()
}

/// What a row took over from the case is left to be taken over again.
fn typed(row: &Values, case: &Values) -> Values {
    const FROM_CASE: [(&str, &str); 6] = [
        ("started_at", "work_started_at"),
        ("ended_at", "work_ended_at"),
        ("tool", "tool"),
        ("operator", "operator"),
        ("verification", "verification"),
        ("result", "result"),
    ];
    let taken = |key: &str| FROM_CASE.iter().find(|(own, _)| *own == key).map(|(_, source)| *source);
    let own = row.iter().filter(|(key, value)| taken(key).is_none_or(|from| case.get(from) != Some(value)));
    own.filter(|(key, _)| !matches!(&***key, "found_as" | "item_serial" | "superseded")).map(kept).collect()
}

fn kept((key, value): (&Key, &crate::vocab::Value)) -> (Key, crate::vocab::Value) {
    (key.clone(), value.clone())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::disposals::case::{self, Context};
    use crate::profile::Profile;
    use crate::registers::testing::{Rows, with_rows};
    use crate::vocab::Value;

    type Texts<'a> = &'a [(&'a str, &'a str)];

    /// A step, its fields, and the rows of its parts.
    type Taken = (Step, Texts<'static>, &'static [Rows<'static>]);

    const CASE: [Taken; 7] = [
        (
            Step::Apply,
            &[
                ("applied_on", "R8.11.2"),
                ("department", "総務課"),
                ("applicant", "辻󠄀 香織"),
                ("disposition", "廃棄"),
                ("reason", "更改"),
                ("content", "特定健診の結果"),
                ("pii_class", "個人情報"),
                ("backup_needed", "済"),
                ("hold_check", "満了"),
                ("level", "破壊"),
                ("method", "粉砕"),
                ("performer", "自所"),
            ],
            &[(
                "items",
                &[
                    &[
                        ("item_no", "USB-001"),
                        ("item_kind", "USBメモリ"),
                        ("serial", "SN0001"),
                        ("model", "A"),
                    ],
                    &[
                        ("item_no", "USB-002"),
                        ("item_kind", "USBメモリ"),
                        ("serial", "SN0002"),
                        ("model", "A"),
                    ],
                ],
            )],
        ),
        (Step::Permit, &[("permitted_on", "R8.11.4"), ("permitted_by", "山﨑 幸子")], &[]),
        (
            Step::CheckBefore,
            &[
                ("pre_checked_at", "R8.11.9 9:00"),
                ("pre_checked_by", "辻󠄀 香織"),
                ("pre_check_items", "台帳一致、数量、内容"),
                ("serial_source", "ラベル目視"),
            ],
            &[],
        ),
        (
            Step::Work,
            WORK,
            &[("steps", &[&[("item_no", "USB-001")], &[("item_no", "USB-002"), ("result", "不合格")]])],
        ),
        (
            Step::CheckAfter,
            &[
                ("post_checked_at", "R8.11.9 12:00"),
                ("post_checked_by", "辻󠄀 香織"),
                ("validation", "再実施"),
                ("redo_reason", "割れていない"),
            ],
            &[],
        ),
        (
            Step::Work,
            &[
                ("work_started_at", "R8.11.10 10:00"),
                ("work_ended_at", "R8.11.10 11:00"),
                ("place", "書庫前"),
                ("operator", "髙橋 一郎"),
                ("tool", "シュレッダー"),
                ("verification", "目視"),
                ("result", "合格"),
                ("verified_by", "渡邉 美穂"),
            ],
            &[],
        ),
        (
            Step::CheckAfter,
            &[
                ("post_checked_at", "R8.11.18 16:00"),
                ("post_checked_by", "辻󠄀 香織"),
                ("post_check_items", "復元不能、残骸処分"),
                ("validation", "受容"),
                ("destination", "産廃業者"),
            ],
            &[],
        ),
    ];
    const WORK: Texts<'static> = &[
        ("work_started_at", "R8.11.9 10:00"),
        ("work_ended_at", "R8.11.9 11:00"),
        ("place", "書庫前"),
        ("operator", "髙橋 一郎"),
        ("tool", "シュレッダー"),
        ("verification", "目視"),
        ("result", "合格"),
        ("verified_by", "渡邉 美穂"),
    ];

    #[test]
    fn what_an_earlier_version_did_not_keep_follows_from_how_the_case_stood() {
        let profile = Profile::shipped("a").unwrap();
        let holds = |_: &Value, _: &str, _: NaiveDate| true;
        let now = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let context = Context { profile: &profile, now, holds: &holds, photos: &[], files: &[] };
        let (mut told, mut guessed) = (Content::default(), Content::default());
        for (step, texts, parts) in CASE {
            let given = with_rows(RegisterId::Disposals, texts, parts);
            let next = case::advance(&told, step, &given, &context).unwrap();
            let mut again = between(step, &told, &next);
            // Struck out of a case that was sent back: to be typed again.
            for key in ["post_checked_at", "post_checked_by"] {
                if let Some(value) = given.values.get(key) {
                    again.values.insert_new(key, || value.clone());
                }
            }
            guessed = case::advance(&guessed, step, &again, &context)
                .unwrap_or_else(|error| panic!("{step:?}: {:?}", error.report()));
            assert_eq!(guessed, next, "{step:?}");
            told = next;
        }
    }
}
