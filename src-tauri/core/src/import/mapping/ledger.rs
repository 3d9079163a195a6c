//! 取込先の台帳: which ledger a table belongs to, and when that is to be asked.

use super::beside::read_together;
use super::fit::map;
use super::foreign::{is_foreign, is_named_foreign, is_of_others};
use super::score::{Disposed, has_its_day, hint, is_of_tapes, score, share_disposed};
use super::{Mapped, Mapping, Reason};
use crate::export::{mark_of, own};
use crate::import::headings::{Shape, headings, is_own};
use crate::import::tables::Table;
use crate::registers;
use crate::training::fields::ATTENDEES;
use crate::vocab::{Kind, RegisterId, Required};

/// The ledger a table belongs to, and its columns there. `wanted` is the user's choice of ledger.
pub fn choose(table: &Table, places: &Places<'_>, wanted: Option<RegisterId>) -> Mapping {
    if wanted.is_none()
        && let Some(own) = own_shape(table)
    {
        return map(table, own);
    }
    if let Some(shape) = table.shape.filter(|shape| wanted.is_none_or(|id| shape.register.id == id)) {
        return map(table, shape);
    }
    let best = scored(table, places, wanted).reduce(|best, next| if next.0 > best.0 { next } else { best });
    let whole = || Shape { register: registers::register(wanted.unwrap_or(RegisterId::Staff)), part: None };
    let mut mapping = best.map_or_else(|| map(table, whole()), |(_, mapping)| mapping);
    read_together(&mut mapping);
    mapping
}

/// Every ledger it could be of, with how well it fits.
fn scored(
    table: &Table,
    places: &Places<'_>,
    wanted: Option<RegisterId>,
) -> impl Iterator<Item = (f64, Mapping)> {
    let wanted_one = move |id: RegisterId| wanted.map_or(!is_own(id), |wanted| wanted == id);
    let shapes = headings().shapes.iter().filter(move |(shape, _)| wanted_one(shape.register.id));
    shapes.map(move |(shape, _)| {
        let mapping = map(table, *shape);
        (score(&mapping, table, places), mapping)
    })
}

/// What a table is that our own export wrote.
fn own_shape(table: &Table) -> Option<Shape> {
    let Some((register, part)) = table.columns.iter().find_map(|column| mark_of(&column.heading)) else {
        let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
        return own::part_with(&headings).map(|(register, part)| Shape { register, part: Some(part) });
    };
    let register = registers::register(register);
    match part {
        Some(key) => register.part(key).map(|part| Shape { register, part: Some(part) }),
        None => Some(Shape { register, part: None }),
    }
}

/// Where words about a table's content may stand.
pub struct Places<'a> {
    pub file: &'a str,
    pub sheet: &'a str,
}

/// Why the ledger of a table has to be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Too little of the table is known to it.
    Weak,
    /// Another ledger fits about as well.
    Close(RegisterId),
}

/// Another kind of ledger that comes so near may be meant as well.
const NEAR: f64 = 0.5;

/// Whether the ledger chosen for a table may well be another. Titles that name it leave no doubt, those of things
/// this program keeps no ledger of always do.
pub fn doubt(mapping: &Mapping, table: &Table, places: &Places<'_>) -> Option<Doubt> {
    if mapping.is_own() || table.shape.is_some() {
        return None;
    }
    let id = mapping.shape.register.id;
    if is_of_other_things(mapping, table, places) {
        return Some(Doubt::Weak);
    }
    if is_of_tapes(mapping) {
        return Some(Doubt::Close(RegisterId::BackupMedia));
    }
    if is_of_attendance(mapping) || is_of_somebody(mapping) || is_record_of_somebody(mapping, table, places) {
        return Some(Doubt::Weak);
    }
    // The sheet and its title say what a table is; a file may hold several.
    if table.title.iter().map(String::as_str).chain([places.sheet]).any(|text| hint(id, text) > 0.0) {
        return None;
    }
    // 講習会 参加者名簿: a list of people, but not the one of the staff.
    if id == RegisterId::Staff && table.title.iter().any(|text| hint(RegisterId::Training, text) > 0.0) {
        return Some(Doubt::Close(RegisterId::Training));
    }
    if id == RegisterId::Staff
        && let Some(other) = what_happened(mapping)
    {
        return Some(Doubt::Close(other));
    }
    if hint(id, places.file) == 0.0 {
        if let Some(other) = RegisterId::ALL.into_iter().find(|other| hint(*other, places.file) > 0.0) {
            return Some(Doubt::Close(other));
        }
        if is_short_list_of_people(mapping, places) {
            return None;
        }
        if is_hardly_known(mapping) {
            return Some(Doubt::Weak);
        }
    }
    if is_transport(mapping) {
        return Some(Doubt::Close(RegisterId::BackupMedia));
    }
    rival(mapping, table, places).or_else(|| in_use_as_well(mapping, table, places)).map(Doubt::Close)
}

/// 搬出日 and 搬入日 of 媒体番号: tapes that go to a storehouse and come back, as like as not.
fn is_transport(mapping: &Mapping) -> bool {
    mapping.shape.register.id == RegisterId::CarryOuts
        && mapping.heads(&["搬出"])
        && mapping.heads(&["搬入"])
        && mapping.heads(&["媒体", "テープ"])
}

/// Where some of the things say no day they were disposed of on, it may be the list of all of them.
fn in_use_as_well(mapping: &Mapping, table: &Table, places: &Places<'_>) -> Option<RegisterId> {
    if share_disposed(mapping) != Disposed::Some {
        return None;
    }
    let things = scored(table, places, None).filter(|(_, other)| family(other.shape.register.id) == 0);
    let best = things.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    Some(best.1.shape.register.id)
}

/// Whether a title or a heading names things no ledger is kept of.
fn is_of_other_things(mapping: &Mapping, table: &Table, places: &Places<'_>) -> bool {
    let mut texts = table.title.iter().map(String::as_str).chain([places.sheet, places.file]);
    texts.any(is_foreign)
        || is_named_foreign(places.sheet)
        || mapping.columns.iter().any(|mapped| is_of_others(&mapped.column.heading))
}

/// Whether too few of the columns are known to the ledger.
fn is_hardly_known(mapping: &Mapping) -> bool {
    let own = || mapping.columns.iter().filter(|mapped| !mapped.is_frame());
    let (known, all) = (own().filter(|mapped| mapped.field().is_some()).count(), own().count());
    known < 3 || known * 2 < all || !names_records(mapping) && known * 4 < all * 3
}

/// 氏名 | 所属 on a sheet called 名簿: nothing else is said, and all of it is known.
fn is_short_list_of_people(mapping: &Mapping, places: &Places<'_>) -> bool {
    let named = ["名簿", "職員", "職員名"].contains(&places.sheet.trim());
    let known = mapping.columns.iter().all(|mapped| mapped.is_frame() || mapped.field().is_some());
    mapping.shape.register.id == RegisterId::Staff && named && known && names_records(mapping)
}

/// The ledger of another family that fits about as well.
fn rival(mapping: &Mapping, table: &Table, places: &Places<'_>) -> Option<RegisterId> {
    let id = mapping.shape.register.id;
    let own = score(mapping, table, places);
    let others = scored(table, places, None)
        .filter(|(_, other)| family(other.shape.register.id) != family(id) && says_what_happened(other));
    let best = others.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.filter(|(score, _)| score + NEAR >= own).map(|(_, other)| other.shape.register.id)
}

/// Whether sheet, title or file of a table name a ledger.
pub fn names(id: RegisterId, table: &Table, places: &Places<'_>) -> bool {
    let mut texts = table.title.iter().map(String::as_str).chain([places.sheet, places.file]);
    texts.any(|text| hint(id, text) > 0.0)
}

/// Whether a column says which record, thing or person a row is about.
fn names_records(mapping: &Mapping) -> bool {
    let register = mapping.shape.register;
    mapping.columns.iter().filter_map(Mapped::field).any(|field| {
        let names = matches!(field.kind, Kind::Code | Kind::Link(_)) && field.required == Required::Save;
        names
            || field.key == register.number
            || (mapping.shape.part.is_some() || register.personal) && field.key == register.title
    })
}

/// What happens to things has a day; people have names.
fn says_what_happened(mapping: &Mapping) -> bool {
    let register = mapping.shape.register;
    let mut fields = mapping.columns.iter().filter_map(Mapped::field);
    match family(register.id) {
        1..=3 => has_its_day(mapping),
        4 | 5 => fields.any(|field| field.key == register.title),
        _ => true,
    }
}

/// 氏名 beside 研修名 in every row: who attended what, and no list of trainings.
fn is_of_attendance(mapping: &Mapping) -> bool {
    let shape = mapping.shape;
    if shape.part.is_some_and(|part| part.key == ATTENDEES.key) {
        let course = |key: &String| {
            headings().own_field(RegisterId::Training, key).is_some_and(|field| field.key == "course")
        };
        return mapping.columns.iter().any(|mapped| mapped.column.keys.iter().any(course));
    }
    let left = mapping.columns.iter().filter(|mapped| mapped.field().is_none() && !mapped.column.aside);
    let is_name = |key: &String| {
        matches!(
            key.as_str(),
            "氏名" | "職員名" | "職員氏名" | "受講者" | "受講者名" | "受講者氏名" | "参加者名"
        )
    };
    shape.register.id == RegisterId::Training
        && shape.part.is_none()
        && left.flat_map(|mapped| &mapped.column.keys).any(is_name)
}

/// 受講日 and 研修名 and nothing else of a training: what one person attended, on a sheet that bears his name.
fn is_of_somebody(mapping: &Mapping) -> bool {
    let few = ["course", "held_on", "fiscal_year", "session", "remarks"];
    let of_person = |mapped: &Mapped| {
        let keys = || mapped.column.keys.iter();
        mapped.field().is_some_and(|field| field.key == "held_on")
            && keys().any(|key| headings().is_of_attendee(key))
    };
    mapping.shape.register.id == RegisterId::Training
        && mapping.shape.part.is_none()
        && mapping.columns.iter().filter_map(Mapped::field).all(|field| few.contains(&field.key))
        && mapping.columns.iter().any(of_person)
}

/// 研修受講カード or 受講記録 over trainings without names: those of one person, or of one in each section.
fn is_record_of_somebody(mapping: &Mapping, table: &Table, places: &Places<'_>) -> bool {
    // The title of a list says more than the name of its sheet.
    let sheet = Some(places.sheet).filter(|_| table.title.is_empty());
    let mut titles = table.title.iter().chain(&table.above).map(String::as_str).chain(sheet);
    mapping.shape.register.id == RegisterId::Training
        && mapping.shape.part.is_none()
        && !table.columns.iter().any(|column| column.keys.iter().any(|key| headings().names_attendee(key)))
        && titles.any(|text| {
            ["受講記録", "受講履歴", "受講歴", "受講カード"].iter().any(|word| text.contains(word))
        })
}

/// 許可者 and 申請番号 beside names: who asked to take something out, or to get rid of it, and no list of people.
fn what_happened(mapping: &Mapping) -> Option<RegisterId> {
    let known = |id: RegisterId| {
        let left = mapping
            .columns
            .iter()
            .filter(|mapped| matches!(mapped.reason, Reason::Unknown | Reason::Contains | Reason::Taken));
        // PC番号 beside somebody is what he uses; 係 beside 課 is where he works.
        let says = |key: &String| {
            headings().own_field(id, key).is_some_and(|field| !matches!(field.key, "item_no" | "device_no"))
                && headings().own_field(RegisterId::Staff, key).is_none()
        };
        left.filter(|mapped| mapped.column.keys.iter().any(says)).count()
    };
    let all = [RegisterId::CarryOuts, RegisterId::Disposals].map(|id| (known(id), id));
    all.into_iter()
        .filter(|(count, _)| *count > 0)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, id)| id)
}

/// Things, what happens to them, and people: within one of these the headings mean the same.
pub fn family(id: RegisterId) -> u8 {
    match id {
        RegisterId::PortableMedia | RegisterId::BackupMedia | RegisterId::Devices => 0,
        RegisterId::BackupWork => 1,
        RegisterId::Disposals => 2,
        RegisterId::CarryOuts => 3,
        RegisterId::Staff => 4,
        _ => 5,
    }
}
