//! untrained, register-account: people and their training.

use std::fmt::Write as _;

use chrono::NaiveDate;
use clap::Args;
use mamori_core::ledgers::accounts::NewUser;
use mamori_core::records::actions;
use mamori_core::training::untrained::{self, UntrainedQuery};
use mamori_core::vocab::{FiscalYear, RegisterId};
use serde_json::json;

use crate::access::stdin_line;
use crate::answer::{Failure, Outcome};
use crate::ledger::iso_day;
use crate::{Access, good};

/// Whom to list.
#[derive(Args)]
pub struct Untrained {
    /// 年度（R8 または 2026。省略すれば今年度）
    #[arg(long, value_name = "YEAR")]
    pub fiscal_year: Option<FiscalYear>,
    /// 研修講座番号
    #[arg(long, value_name = "NO")]
    course: Option<String>,
    #[arg(long)]
    pub department: Option<String>,
    /// 雇用区分（正規・非常勤…）
    #[arg(long)]
    pub employment: Option<String>,
    /// 基準日
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

impl Untrained {
    pub fn query(&self, today: NaiveDate) -> Result<UntrainedQuery, Failure> {
        Ok(UntrainedQuery {
            fiscal_year: self.fiscal_year.map(|year| year.0),
            course_no: self.course.clone(),
            department: self.department.clone(),
            employment: self.employment.clone(),
            on: self.on.as_deref().map(|typed| iso_day(typed, today)).transpose()?,
        })
    }
}

pub fn untrained(access: &Access, asked: &Untrained) -> Outcome {
    let (mut ledgers, session) = access.open()?;
    let query = asked.query(ledgers.today())?;
    let list = untrained::list(&mut ledgers, &session, &query)?;
    let mut text = "期限\t職員番号\t氏名\t所属\t雇用区分\t研修名\t督促\t理由".to_owned();
    for row in &list.rows {
        let _ = write!(
            text,
            "\n{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            row.due_on,
            row.staff_no,
            row.name,
            row.department,
            row.employment,
            row.course,
            row.reminders.len(),
            row.reason.as_deref().unwrap_or_default().replace(['\t', '\n'], " "),
        );
    }
    let _ = write!(text, "\n以上 {} 件", list.rows.len());
    Ok(good(text, json!(list)))
}

/// Who gets an account.
#[derive(Args)]
pub struct RegisterAccount {
    /// 職員番号
    #[arg(long, value_name = "STAFF_NO")]
    person: String,
    /// 新しい利用者ID
    #[arg(long, value_name = "ID")]
    login: String,
    /// 職務（operations_officer など）
    #[arg(long)]
    role: String,
}

/// The first line of standard input is the own password, the second the new, temporary one.
pub fn register_account(access: &Access, asked: &RegisterAccount) -> Outcome {
    let own = access.password()?;
    let password = stdin_line()?;
    if password.is_empty() {
        let advice = "新しい利用者の仮のパスワードがありません。標準入力の2行目に書いてください。";
        return Err(Failure::Usage(advice.to_owned()));
    }
    let (mut ledgers, session) = access.open_as(&own)?;
    let person = actions::find(&mut ledgers, &session, RegisterId::Staff, &asked.person)?;
    let new = NewUser { person: person.id, login: asked.login.clone(), role: asked.role.clone(), password };
    ledgers.register_account(&session, &own, &new)?;
    let text = format!(
        "{}さんの利用者ID {} を登録しました。最初のサインインでパスワードを変更します。",
        person.title, asked.login
    );
    Ok(good(text, json!({ "login": asked.login, "person": person.id })))
}
