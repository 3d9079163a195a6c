//! 写真: of a thing before the work, while its number can still be read, and of what is left of it afterwards.
//!
//! Of 特定個人情報 photos are demanded (A-4 ◎); otherwise they are asked for and nothing waits for them.

use serde::Serialize;
use ts_rs::TS;

use super::case::rows::{self, data_rows, is_outsourced, only_lent};
use super::case::{State, Step};
use crate::attachments::Attachment;
use crate::registers::Facts;
use crate::vocab::{Content, Values};

/// Steps a picture may be taken at.
const STEPS: [Step; 4] = [Step::CheckBefore, Step::Work, Step::Report, Step::CheckAfter];

/// A picture that was taken for a step of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub step: String,
    /// The thing it shows, by [`rows::proof_key`]; none where it shows all of them.
    pub item: Option<String>,
}

/// A picture the step asks for.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct PhotoWanted {
    pub step: Step,
    pub item_no: String,
    pub serial: String,
    /// What an attached picture names the thing by.
    pub item: String,
    /// How many show it already.
    pub taken: u32,
}

/// Where a picture that was put to the wrong step or thing may be put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct PhotoPlaces {
    /// The attachments that are pictures.
    #[ts(type = "Array<number>")]
    pub pictures: Vec<i64>,
    pub steps: Vec<Step>,
    /// What a picture names a thing by.
    pub things: Vec<String>,
}

/// Nowhere once the case is over.
pub fn places(case: &Content, attached: &[Attachment]) -> Option<PhotoPlaces> {
    let open = !State::of(case).is_some_and(State::is_final);
    open.then(|| PhotoPlaces {
        pictures: attached.iter().filter(|one| is_picture(one)).map(|one| one.id).collect(),
        steps: STEPS.to_vec(),
        things: data_rows(case).map(|(_, thing)| rows::proof_key(thing)).collect(),
    })
}

fn is_picture(file: &Attachment) -> bool {
    matches!(file.kind.as_str(), "jpeg" | "png")
}

/// The pictures among the files of a case.
pub fn of(attached: &[Attachment]) -> Vec<Photo> {
    let pictures = attached.iter().filter(|one| is_picture(one));
    let taken = |one: &Attachment| Some(Photo { step: one.step.clone()?, item: one.item.clone() });
    pictures.filter_map(taken).collect()
}

pub fn are_demanded(case: &Content) -> bool {
    Facts(&case.values).is("pii_class", &["specific"])
}

/// Things a picture can be taken of at this step. Data alone has no looks, and what the contractor carried
/// away is gone when the work is checked: his certificate speaks for it.
fn shown(case: &Content, step: Step) -> impl Iterator<Item = &Values> {
    data_rows(case).map(|(_, thing)| thing).filter(move |thing| {
        let data_alone = Facts(thing).is("item_kind", &["log_data"]);
        let away = is_outsourced(thing) && !rows::is_on_site(case, thing);
        let gone = step == Step::CheckAfter && (away || only_lent(thing));
        !data_alone && !gone
    })
}

fn shows(photo: &Photo, step: Step, thing: &Values) -> bool {
    photo.step == step.as_str() && photo.item.as_deref() == Some(rows::proof_key(thing).as_str())
}

/// Things no picture shows. Before the work each has its own, with its number; what is left of them
/// afterwards may lie together on one.
pub fn lacking<'a>(case: &'a Content, step: Step, photos: &[Photo]) -> Vec<&'a Values> {
    let of_all =
        |photo: &Photo| step == Step::CheckAfter && photo.step == step.as_str() && photo.item.is_none();
    if photos.iter().any(of_all) {
        return Vec::new();
    }
    let unseen = |thing: &&Values| !photos.iter().any(|photo| shows(photo, step, thing));
    shown(case, step).filter(unseen).collect()
}

/// What the step that is now open, or comes next, asks for.
pub fn wanted(case: &Content, photos: &[Photo]) -> Vec<PhotoWanted> {
    let step = match State::of(case) {
        Some(State::Opened) => Step::CheckBefore,
        Some(State::BeforeChecked | State::InWork | State::CertificateAwaited | State::WorkDone) => {
            Step::CheckAfter
        }
        _ => return Vec::new(),
    };
    let wanted = |thing: &Values| PhotoWanted {
        step,
        item_no: rows::text(thing, "item_no"),
        serial: rows::text(thing, "serial"),
        item: rows::proof_key(thing),
        taken: photos.iter().filter(|photo| shows(photo, step, thing)).count().try_into().unwrap_or(u32::MAX),
    };
    shown(case, step).map(wanted).collect()
}
