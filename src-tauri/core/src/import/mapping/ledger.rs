//! 取込先の台帳: which ledger a table belongs to, and when that is to be asked.

use super::fit::map;
use super::{Mapped, Mapping, Reason};
use crate::export::mark_of;
use crate::import::headings::{Shape, headings, is_own};
use crate::import::tables::Table;
use crate::registers;
use crate::vocab::fold::match_key;
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
    best.map_or_else(|| map(table, whole()), |(_, mapping)| mapping)
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
    let (register, part) = table.columns.iter().find_map(|column| mark_of(&column.heading))?;
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

/// How well the columns, and the words around them, speak for a ledger.
fn score(mapping: &Mapping, table: &Table, places: &Places<'_>) -> f64 {
    let shape = mapping.shape;
    let columns: f64 = mapping
        .columns
        .iter()
        .map(|mapped| match mapped.reason {
            Reason::SameName => 1.05,
            Reason::Synonym | Reason::Chosen => 1.0,
            Reason::Contains | Reason::TimeOf => 0.4,
            // Days and numbers stand in every ledger: what cells look like says nothing about which one it is.
            _ => -0.1,
        })
        .sum();
    let labelled =
        table.labelled.iter().filter(|label| headings().own_field(shape.register.id, &label.key).is_some());
    let labelled = if shape.part.is_some() { labelled.count() as f64 } else { 0.0 };
    // A part by itself, without a word about the record it belongs to, is no table of an old ledger; but 出欠 is
    // of a training whoever held it.
    let of_attendance = ["attendance", "attended_on", "score", "signed"];
    let mut fields = mapping.columns.iter().filter_map(Mapped::field);
    let attended = fields.any(|field| of_attendance.contains(&field.key));
    let part = match (shape.part, labelled < 2.0) {
        (Some(_), true) if attended => -1.0,
        (Some(_), true) => -3.0,
        _ => 0.0,
    };
    let title = table.title.concat();
    let id = shape.register.id;
    // What happened has a day: without one it is a list of things.
    let timeless = if has_its_day(mapping) { 0.0 } else { -2.0 };
    // ノートPC is no kind of medium, whatever the other headings are.
    let other = if id == RegisterId::Devices { RegisterId::PortableMedia } else { RegisterId::Devices };
    let names_kinds = |mapped: &Mapped| {
        let mut keys = mapped.column.keys.iter();
        let fields = [mapped.field(), keys.find_map(|key| headings().own_field(other, key))];
        fields.into_iter().flatten().any(|field| field.key.ends_with("_kind"))
    };
    let of_other = |mapped: &Mapped| names_kinds(mapped) && mapped.column.content.are_kinds_of(other);
    let kinds = if family(id) == 0 && mapping.columns.iter().any(of_other) { -2.0 } else { 0.0 };
    // 種別 over ノートPC is no kind of backup.
    let odd = |mapped: &&Mapped| {
        let content = &mapped.column.content;
        let kinds = [RegisterId::PortableMedia, RegisterId::Devices];
        let field = mapped.field().filter(|field| matches!(field.kind, Kind::Choice(_)));
        field.is_some_and(|field| !field.key.ends_with("_kind"))
            && kinds.iter().any(|id| content.are_kinds_of(*id))
    };
    let odd = -1.5 * mapping.columns.iter().filter(odd).count() as f64;
    let lent = if family(id) == 0 && is_log_of_loans(mapping) { -3.0 } else { 0.0 };
    columns
        + kinds
        + lent
        + odd
        + timeless
        + labelled
        + part
        + 2.5 * hint(id, &title)
        + 2.5 * hint(id, places.sheet)
        + 0.8 * hint(id, places.file)
}

/// 貸出日 and 返却日 by row, and the same number in several rows: what was lent, not what there is.
fn is_log_of_loans(mapping: &Mapping) -> bool {
    let number = mapping.shape.register.number;
    let means = |wanted: &str| {
        let mut keys = mapping.columns.iter().flat_map(|mapped| &mapped.column.keys);
        let field = |key: &String| headings().own_field(RegisterId::CarryOuts, key);
        keys.any(|key| field(key).is_some_and(|field| field.key == wanted))
    };
    let again = |mapped: &Mapped| {
        mapped.field().is_some_and(|field| field.key == number) && mapped.column.content.repeats()
    };
    mapping.columns.iter().any(again) && means("out_at") && means("returned_on")
}

/// Whether a ledger of what happens to things has the day on which it happened.
fn has_its_day(mapping: &Mapping) -> bool {
    let days: &[&str] = match mapping.shape.register.id {
        RegisterId::BackupWork => &["performed_on", "started_at"],
        RegisterId::Disposals => &["disposed_on", "work_started_at", "applied_on", "handed_on", "planned_on"],
        RegisterId::CarryOuts => &["out_at", "returned_on", "applied_on", "due_on"],
        _ => return true,
    };
    mapping.columns.iter().filter_map(Mapped::field).any(|field| days.contains(&field.key))
}

/// Whether a title speaks of a ledger; longer words speak clearer.
fn hint(register: RegisterId, text: &str) -> f64 {
    let words: &[&str] = match register {
        RegisterId::Staff => &["職員名簿", "職員一覧", "社員名簿"],
        RegisterId::PortableMedia => {
            &["可搬型", "電子媒体", "受領媒体", "記録媒体", "記録媒体管理", "usb", "外部記録媒体"]
        }
        RegisterId::BackupMedia => &["バックアップ媒体", "テープ管理", "媒体一覧"],
        RegisterId::BackupWork => &["バックアップ作業", "バックアップ記録", "バックアップ実施", "作業記録"],
        RegisterId::Devices => {
            &["機器管理", "機器台帳", "機器一覧", "備品台帳", "pc台帳", "pc一覧", "パソコン", "端末"]
        }
        RegisterId::Disposals => &["廃棄記録", "廃棄", "消去記録", "処分"],
        RegisterId::Training => &["研修", "出席者名簿", "受講"],
        RegisterId::CarryOuts => &["持出", "持ち出し", "貸出"],
        RegisterId::TrainingPlans
        | RegisterId::TrainingCourses
        | RegisterId::TrainingTexts
        | RegisterId::TrainingReports
        | RegisterId::TrainingFollowups => &[],
    };
    let key = match_key(text);
    let longest = words.iter().filter(|word| key.contains(**word)).map(|word| word.chars().count()).max();
    longest.map_or(0.0, |length| 1.0 + length as f64 / 20.0)
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
    let mut texts = table.title.iter().map(String::as_str).chain([places.sheet, places.file]);
    if texts.any(is_foreign) {
        return Some(Doubt::Weak);
    }
    // The sheet and its title say what a table is; a file may hold several.
    if table.title.iter().map(String::as_str).chain([places.sheet]).any(|text| hint(id, text) > 0.0) {
        return None;
    }
    if hint(id, places.file) == 0.0
        && let Some(other) = RegisterId::ALL.into_iter().find(|other| hint(*other, places.file) > 0.0)
    {
        return Some(Doubt::Close(other));
    }
    let known =
        mapping.columns.iter().filter(|mapped| mapped.field().is_some() && !mapped.is_frame()).count();
    let all = mapping.columns.iter().filter(|mapped| !mapped.is_frame()).count();
    let weak = known < 3 || known * 2 < all || !names_records(mapping) && known * 4 < all * 3;
    if weak && hint(id, places.file) == 0.0 {
        return Some(Doubt::Weak);
    }
    let own = score(mapping, table, places);
    let others = scored(table, places, None)
        .filter(|(_, other)| family(other.shape.register.id) != family(id) && says_what_happened(other));
    let best = others.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.filter(|(score, _)| score + NEAR >= own).map(|(_, other)| Doubt::Close(other.shape.register.id))
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

/// Things, what happens to them, and people: within one of these the headings mean the same.
fn family(id: RegisterId) -> u8 {
    match id {
        RegisterId::PortableMedia | RegisterId::BackupMedia | RegisterId::Devices => 0,
        RegisterId::BackupWork => 1,
        RegisterId::Disposals => 2,
        RegisterId::CarryOuts => 3,
        RegisterId::Staff => 4,
        _ => 5,
    }
}

/// 来訪者名簿, 鍵貸出簿, 図書台帳: the name of what this program keeps no ledger of.
fn is_foreign(text: &str) -> bool {
    const FOREIGN: [&str; 13] = [
        "来訪",
        "来客",
        "面会",
        "入退室",
        "鍵",
        "図書",
        "蔵書",
        "郵便",
        "切手",
        "車両",
        "公用車",
        "会議室",
        "消耗品",
    ];
    const LEDGERS: [&str; 6] = ["簿", "台帳", "一覧", "一覧表", "リスト", "記録"];
    let name = text.split(['（', '(', '.', ' ', '\u{3000}']).next().unwrap_or_default();
    LEDGERS.iter().any(|end| name.ends_with(end)) && FOREIGN.iter().any(|word| name.contains(word))
}
