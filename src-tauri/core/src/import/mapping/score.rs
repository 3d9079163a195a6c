//! 台帳らしさ: how well the columns of a table, what stands in them and the words around it speak for a ledger.

use super::ledger::{Places, family};
use super::{Mapped, Mapping, Reason};
use crate::import::headings::headings;
use crate::import::tables::Table;
use crate::vocab::fold::match_key;
use crate::vocab::{Kind, RegisterId};

/// How well the columns, and the words around them, speak for a ledger.
pub fn score(mapping: &Mapping, table: &Table, places: &Places<'_>) -> f64 {
    let id = mapping.shape.register.id;
    let words =
        2.5 * hint(id, &table.title.concat()) + 2.5 * hint(id, places.sheet) + 0.8 * hint(id, places.file);
    by_headings(mapping) + of_a_part(mapping, table) + by_content(mapping) + words
        - if share_disposed(mapping) == Disposed::Few || is_of_things_kept(mapping) { 3.0 } else { 0.0 }
}

/// 作成日, リース開始 beside 廃棄日: a list of things from the day they came on, of which some are in use; and of what is
/// disposed of in the end, without a day on which it went out, no carry-outs either.
fn is_of_things_kept(mapping: &Mapping) -> bool {
    // 取得日 stands in a list of what was disposed of too.
    let came = || mapping.heads(&["作成", "リース開始", "リース満了"]);
    let day = |mapped: &&Mapped| {
        mapped.reason != Reason::Content
            && mapped.field().is_some_and(|field| days(mapping.shape.register.id).contains(&field.key))
    };
    let said = mapping.columns.iter().filter(day).map(|mapped| mapped.column.content.rows()).max();
    let things = mapping.columns.iter().map(|mapped| mapped.column.content.rows()).max().unwrap_or_default();
    match mapping.shape.register.id {
        RegisterId::Disposals => came() && said.is_some_and(|said| said < things),
        RegisterId::CarryOuts => came() && mapping.heads(&["廃棄"]) && said.is_none(),
        // 最終取得日: how the medium stands, and no more of what was done than the last time.
        RegisterId::BackupWork => {
            mapping.heads(&["媒体", "テープ"]) && mapping.heads(&["最終", "前回", "直近"])
        }
        _ => false,
    }
}

/// How many things of a list were disposed of, by the days in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposed {
    All,
    Some,
    /// The others are in use: it is a list of things, and says beside them how some were disposed of.
    Few,
}

pub fn share_disposed(mapping: &Mapping) -> Disposed {
    let of = |wanted: &dyn Fn(&str) -> bool| {
        let columns =
            mapping.columns.iter().filter(|mapped| mapped.field().is_some_and(|field| wanted(field.key)));
        columns.map(|mapped| mapped.column.content.rows()).max()
    };
    let register = mapping.shape.register;
    let (things, days) =
        (of(&|key| key == "device_no" || key == "serial"), of(&|key| days(register.id).contains(&key)));
    match things.zip(days) {
        Some((things, days)) if register.id == RegisterId::Disposals && days * 2 < things => Disposed::Few,
        Some((things, days)) if register.id == RegisterId::Disposals && days < things => Disposed::Some,
        _ => Disposed::All,
    }
}

fn by_headings(mapping: &Mapping) -> f64 {
    let worth = |mapped: &Mapped| match mapped.reason {
        Reason::SameName => 1.05,
        Reason::Synonym | Reason::Chosen => 1.0,
        Reason::Contains | Reason::TimeOf => 0.4,
        // Days and numbers stand in every ledger: what cells look like says nothing about which one it is.
        _ => -0.1,
    };
    // What happened has a day: without one it is a list of things.
    let timeless = if has_its_day(mapping) { 0.0 } else { -2.0 };
    mapping.columns.iter().map(worth).sum::<f64>() + timeless
}

/// A part by itself, without a word about the record it belongs to, is no table of an old ledger; but 出欠 is of a
/// training whoever held it.
fn of_a_part(mapping: &Mapping, table: &Table) -> f64 {
    let shape = mapping.shape;
    if shape.part.is_none() {
        return 0.0;
    }
    let own = |key: &str| headings().own_field(shape.register.id, key).is_some();
    let labelled = table.labelled.iter().filter(|label| own(&label.key)).count() + of_their_training(mapping);
    let attended = ["attendance", "attended_on", "score", "signed"];
    let mut fields = mapping.columns.iter().filter_map(Mapped::field);
    let alone = match fields.any(|field| attended.contains(&field.key)) {
        _ if labelled >= 2 => 0.0,
        true => -1.0,
        false => -3.0,
    };
    labelled as f64 + alone
}

/// 研修名 and 実施日 beside the name in every row say of which training it is. A list of trainings has 参加者 too, and no
/// more than that of them.
fn of_their_training(mapping: &Mapping) -> usize {
    let people = || mapping.columns.iter().filter_map(|mapped| Some((mapped, mapped.field()?)));
    let named = people().any(|(mapped, field)| field.key == "name" && !mapped.column.content.are_lists());
    let also = people().any(|(_, field)| !matches!(field.key, "name" | "remarks"));
    if mapping.shape.register.id != RegisterId::Training || !named || !also {
        return 0;
    }
    let left = mapping.columns.iter().filter(|mapped| mapped.field().is_none());
    let means = |mapped: &Mapped| {
        let keys = || mapped.column.keys.iter();
        keys().find_map(|key| headings().own_field(RegisterId::Training, key)).filter(|field| {
            // 件名 is a word of other ledgers too.
            field.key != "course" || !keys().any(|key| headings().is_of_several(key))
        })
    };
    let said: Vec<_> = left.filter_map(means).collect();
    if said.iter().any(|field| field.key == "course") { said.len() } else { 0 }
}

/// What stands in the cells and does not go with the ledger.
fn by_content(mapping: &Mapping) -> f64 {
    let odd = mapping.columns.iter().filter(|mapped| is_odd(mapped)).count() as f64;
    if family(mapping.shape.register.id) != 0 {
        return -1.5 * odd;
    }
    let tapes = if is_of_tapes(mapping) { -1.0 } else { 0.0 };
    let others = if is_of_other_things(mapping) { -2.0 } else { 0.0 };
    let lent = if is_log_of_loans(mapping) { -3.0 } else { 0.0 };
    tapes + others + lent - 1.5 * odd
}

/// 種別 over ノートPC is no kind of backup.
fn is_odd(mapped: &Mapped) -> bool {
    let content = &mapped.column.content;
    let field = mapped.field().filter(|field| matches!(field.kind, Kind::Choice(_)));
    field.is_some_and(|field| !field.key.ends_with("_kind"))
        && [RegisterId::PortableMedia, RegisterId::Devices].iter().any(|id| content.are_kinds_of(*id))
}

/// LTO7 in a list of portable media: tapes belong to the other ledger of media.
pub fn is_of_tapes(mapping: &Mapping) -> bool {
    let tapes = |mapped: &Mapped| {
        mapped.field().is_some_and(|field| field.key == "media_kind") && mapped.column.content.are_tapes()
    };
    mapping.shape.register.id == RegisterId::PortableMedia && mapping.columns.iter().any(tapes)
}

/// ノートPC is no kind of medium, whatever the other headings are.
fn is_of_other_things(mapping: &Mapping) -> bool {
    let of_devices = mapping.shape.register.id == RegisterId::Devices;
    let other = if of_devices { RegisterId::PortableMedia } else { RegisterId::Devices };
    // サーバ under 名称 is one, too.
    let names_kinds = |mapped: &Mapped| {
        let mut keys = mapped.column.keys.iter();
        let fields = [mapped.field(), keys.find_map(|key| headings().own_field(other, key))];
        fields.into_iter().flatten().any(|field| field.key.ends_with("_kind") || field.key == "model")
    };
    mapping.columns.iter().any(|mapped| names_kinds(mapped) && mapped.column.content.are_kinds_of(other))
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
pub fn has_its_day(mapping: &Mapping) -> bool {
    let days = days(mapping.shape.register.id);
    days.is_empty() || mapping.columns.iter().filter_map(Mapped::field).any(|field| days.contains(&field.key))
}

/// The fields that say when it happened.
fn days(id: RegisterId) -> &'static [&'static str] {
    match id {
        RegisterId::BackupWork => &["performed_on", "started_at"],
        RegisterId::Disposals => &["disposed_on", "work_started_at", "applied_on", "handed_on", "planned_on"],
        RegisterId::CarryOuts => &["out_at", "returned_on", "applied_on", "due_on"],
        _ => &[],
    }
}

/// Whether a title speaks of a ledger; longer words speak clearer.
pub fn hint(register: RegisterId, text: &str) -> f64 {
    let words: &[&str] = match register {
        RegisterId::Staff => &["職員名簿", "職員一覧", "社員名簿"],
        RegisterId::PortableMedia => {
            &["可搬型", "電子媒体", "受領媒体", "記録媒体", "記録媒体管理", "usb", "外部記録媒体"]
        }
        RegisterId::BackupMedia => &[
            "バックアップ媒体",
            "バックアップ用媒体",
            "バックアップテープ",
            "テープ管理",
            "テープ一覧",
            "テープ台帳",
        ],
        RegisterId::BackupWork => &["バックアップ作業", "バックアップ記録", "バックアップ実施", "作業記録"],
        RegisterId::Devices => {
            &["機器管理", "機器台帳", "機器一覧", "備品台帳", "pc台帳", "pc一覧", "パソコン", "端末"]
        }
        RegisterId::Disposals => &["廃棄記録", "廃棄", "消去記録", "処分"],
        RegisterId::Training => &["研修", "出席者", "受講", "講習", "説明会", "参加者"],
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
