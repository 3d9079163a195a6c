//! 列の並び: columns that mean something else beside certain others than their headings say by themselves.

use super::ledger::family;
use super::{Mapped, Mapping, Reason, Target};

/// Takes back the fields of columns that say something else beside others. Their texts stay under their headings.
pub fn read_together(mapping: &mut Mapping) {
    came_back(mapping);
    went_and_came(mapping);
    last_time(mapping);
}

fn take_back(mapped: &mut Mapped) {
    (mapped.target, mapped.reason) = (Target::Extra, Reason::Unknown);
}

/// 返却日 beside 貸与日 says when somebody gave a thing back, and not that it left the office.
fn came_back(mapping: &mut Mapping) {
    if !mapping.heads(&["貸与", "貸出", "支給"]) {
        return;
    }
    let left = |mapped: &Mapped| mapped.field().is_some_and(|field| field.key == "disposed_on");
    for mapped in mapping.columns.iter_mut().filter(|mapped| left(mapped) && mapped.begins(&["返却"])) {
        take_back(mapped);
    }
}

/// 搬出日, 受領者, 搬入日: who received the thing stands before the day it came back on, and is the one it went to.
fn went_and_came(mapping: &mut Mapping) {
    let at = |key: &str| {
        mapping.columns.iter().position(|mapped| mapped.field().is_some_and(|field| field.key == key))
    };
    let Some(((left, received), back)) = at("out_at").zip(at("in_checked_by")).zip(at("returned_on")) else {
        return;
    };
    let mapped = &mut mapping.columns[received];
    if mapped.begins(&["受領"]) && left < received && received < back {
        take_back(mapped);
    }
}

/// 最終取得日 of a medium: when it was last written to, and not when it was bought.
fn last_time(mapping: &mut Mapping) {
    if family(mapping.shape.register.id) != 0 {
        return;
    }
    let bought = ["purchased_on", "acquired_on", "registered_on", "in_use_from"];
    let is_bought = |mapped: &Mapped| mapped.field().is_some_and(|field| bought.contains(&field.key));
    let last = |mapped: &Mapped| is_bought(mapped) && mapped.begins(&["最終", "前回", "直近", "次回"]);
    mapping.columns.iter_mut().filter(|mapped| last(mapped)).for_each(take_back);
}
