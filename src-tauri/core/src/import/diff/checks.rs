//! 確かめ: what the calendar or a rule says against a record of a file: a day to come, days in the wrong order, a
//! state that does not go with 廃棄日. Told before it comes in and never in its way: old records are as they are.

use chrono::NaiveDate;

use crate::profile::Profile;
use crate::registers::{self, register};
use crate::vocab::Kind;
use crate::vocab::{Content, RegisterId, Value};

pub const DISPOSED: &str = "disposed";

/// One sentence for each thing; the same sentence for the same thing in every row.
pub fn of(id: RegisterId, content: &Content, profile: &Profile, today: NaiveDate) -> Vec<String> {
    let fields = register(id).fields.iter();
    let ahead = fields.filter(|field| field.is_past()).filter(|field| match content.values.get(field.key) {
        Some(Value::Date(date)) => date.first_day() > today,
        Some(Value::DateTime(at)) => at.date() > today,
        _ => false,
    });
    let mut told: Vec<String> = ahead
        .map(|field| format!("「{}」が今日より先の日です。日付を確かめてください。", field.label.ja))
        .collect();
    told.extend(state_against_day(id, content));
    let broken = registers::check(id, content, profile);
    told.extend(broken.iter().map(|finding| finding.code.message_ja().to_owned()));
    told
}

/// 廃棄日 without 廃棄済, or the other way round.
fn state_against_day(id: RegisterId, content: &Content) -> Option<String> {
    let register = register(id);
    let (state, day) = (register.field("status")?, register.field("disposed_on")?);
    let Kind::Choice(states) = state.kind else { return None };
    let gone = states.iter().find(|choice| choice.id == DISPOSED)?;
    let said = content.values.get(state.key).map(Value::to_text)?;
    let dated = content.values.contains_key(day.key);
    let (state, day, gone) = (state.label.ja, day.label.ja, gone.label.ja);
    match said == DISPOSED {
        true if !dated => {
            Some(format!("「{state}」が「{gone}」なのに「{day}」がありません。確かめてください。"))
        }
        false if dated => {
            Some(format!("「{day}」があるのに「{state}」が「{gone}」ではありません。確かめてください。"))
        }
        _ => None,
    }
}
