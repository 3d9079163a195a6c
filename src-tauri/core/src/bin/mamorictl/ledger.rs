//! init, list, show, history, verify: the ledger itself.

use std::fmt::Write as _;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use clap::Args;
use mamori_core::audit::verify::VerifyReport;
use mamori_core::audit::{self, Head};
use mamori_core::db::files;
use mamori_core::error::Error;
use mamori_core::import::Cancel;
use mamori_core::ledgers::{Surroundings, setup};
use mamori_core::records::actions;
use mamori_core::records::view::{ListQuery, Page, RecordView};
use mamori_core::registers;
use mamori_core::vocab::RegisterId;
use serde_json::json;

use crate::answer::{Answer, Failure, Outcome};
use crate::{Access, good};

/// What a new ledger needs to know.
#[derive(Args)]
pub struct Init {
    /// 組合名
    #[arg(long)]
    organisation: String,
    /// 規程プロファイル
    #[arg(long, default_value = "a")]
    profile: String,
    /// 最初の利用者（システム管理者）の氏名
    #[arg(long)]
    name: String,
    #[arg(long, default_value = "")]
    kana: String,
    #[arg(long, default_value = "")]
    department: String,
    #[arg(long, default_value = "")]
    title: String,
}

pub fn init(access: &Access, init: &Init) -> Outcome {
    let setup = setup::Setup {
        dir: access.dir().display().to_string(),
        organisation: init.organisation.clone(),
        profile: init.profile.clone(),
        person_name: init.name.clone(),
        person_kana: init.kana.clone(),
        department: init.department.clone(),
        title: init.title.clone(),
        login: access.login()?.to_owned(),
        password: access.password()?,
    };
    let made = setup::create(&setup, Surroundings::of_this_machine())?;
    let text = format!(
        "台帳を作りました: {}\n復旧キー（いま一度だけ表示します。紙に控え、鍵のかかる場所に保管してください）:\n{}",
        setup.dir, made.recovery_key
    );
    let head = made.ledgers.head()?;
    Ok(good(text, json!({ "ledger": setup.dir, "recovery_key": made.recovery_key, "head": head })))
}

pub fn list(access: &Access, id: RegisterId, text: Option<String>, as_of: Option<&str>) -> Outcome {
    let (mut ledgers, session) = access.open()?;
    let as_of = as_of.map(|typed| iso_day(typed, ledgers.today())).transpose()?;
    let mut query = ListQuery { text, as_of, limit: Some(10_000), ..ListQuery::default() };
    let mut all = actions::list(&mut ledgers, &session, id, &query)?;
    while all.rows.len() < all.total as usize {
        query.offset = u32::try_from(all.rows.len()).ok();
        let next = actions::list(&mut ledgers, &session, id, &query)?;
        if next.rows.is_empty() {
            break;
        }
        all.rows.extend(next.rows);
    }
    Ok(good(list_text(id, &all), json!({ "register": id, "total": all.total, "rows": all.rows })))
}

pub fn iso_day(typed: &str, today: chrono::NaiveDate) -> Result<String, Failure> {
    let read = mamori_core::vocab::date_reader::typed(typed, today).ok().and_then(|date| date.to_day());
    let advice = || {
        Failure::Usage(format!(
            "「{typed}」は日付として読めません。2026-11-20 または R8.11.20 の形で書いてください。"
        ))
    };
    read.map(|day| day.to_string()).ok_or_else(advice)
}

fn list_text(id: RegisterId, page: &Page) -> String {
    let fields: Vec<_> = registers::register(id).fields.iter().filter(|field| field.list).collect();
    let heads: Vec<_> = fields.iter().map(|field| field.label.ja).collect();
    let mut text = heads.join("\t");
    for row in &page.rows {
        let cells = fields.iter().map(|field| row.cells.get(field.key).map_or("", |cell| cell.text.as_str()));
        let line = cells.map(|cell| cell.replace(['\t', '\n'], " ")).collect::<Vec<_>>().join("\t");
        let _ = write!(text, "\n{line}");
    }
    let _ = write!(text, "\n以上 {} 件", page.total);
    text
}

pub fn show(access: &Access, id: RegisterId, number: &str) -> Outcome {
    let (mut ledgers, session) = access.open()?;
    let record = actions::find(&mut ledgers, &session, id, number)?;
    let json = serde_json::to_value(&record).unwrap_or_default();
    Ok(good(record_text(id, &record), json))
}

fn record_text(id: RegisterId, record: &RecordView) -> String {
    let register = registers::register(id);
    let mut text = format!("{} {}", register.label.ja, record.number);
    if record.voided {
        text.push_str("（取消済）");
    }
    for field in register.fields {
        if let Some(cell) = record.cells.get(field.key) {
            let _ = write!(text, "\n{}\t{}", field.label.ja, cell.text);
        }
    }
    for part in register.parts {
        for (row, cells) in (1..).zip(record.parts.get(part.key).into_iter().flatten()) {
            let shown = part.fields.iter().filter_map(|field| cells.get(field.key));
            let line = shown.map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
            let _ = write!(text, "\n{} {row}\t{line}", part.label.ja);
        }
    }
    for (heading, value) in &record.extra {
        let _ = write!(text, "\n（旧台帳）{heading}\t{value}");
    }
    text
}

pub fn history(access: &Access, id: RegisterId, number: &str) -> Outcome {
    let (mut ledgers, session) = access.open()?;
    let record = actions::find(&mut ledgers, &session, id, number)?;
    let mut text = format!("{} {} の経過", registers::register(id).label.ja, record.number);
    for entry in &record.history {
        let late = if entry.late { "（事後入力）" } else { "" };
        let action = audit::Action::ALL.into_iter().find(|action| action.as_str() == entry.action);
        let action = action.map_or("", audit::Action::label_ja);
        let _ = write!(text, "\n{}\t{}\t{action}{late}\t{}", entry.seq, entry.at, entry.by);
        if let Some(reason) = &entry.reason {
            let _ = write!(text, "\t理由: {reason}");
        }
        for change in &entry.changes {
            let _ = write!(text, "\n\t{}: {} → {}", change.label.ja, change.before, change.after);
        }
    }
    Ok(good(text, json!({ "register": id, "number": record.number, "history": record.history })))
}

pub fn verify(access: &Access, head: Option<&str>) -> Outcome {
    let head = head.map(read_head).transpose()?;
    let (mut ledgers, session) = access.open()?;
    let report = audit::verify::verify(&mut ledgers, &session, head, &Cancel::default())?;
    Ok(verdict(&report))
}

pub fn verify_export(file: &Path, head: Option<&str>) -> Outcome {
    let head = head.map(read_head).transpose()?;
    let input = File::open(file).map_err(|error| Error::io(file, error))?;
    Ok(verdict(&audit::export::verify(BufReader::new(input), head)?))
}

/// `1204-3fa901c7`, as it is printed on forms.
fn read_head(text: &str) -> Result<Head, Failure> {
    let advice = || {
        Failure::Usage(format!(
            "「{text}」は頭の形ではありません。様式の右下にある 番号-8桁 を書いてください。"
        ))
    };
    text.parse().map_err(|_| advice())
}

fn verdict(report: &VerifyReport) -> Answer {
    let counted = format!(
        "履歴 {} 件、台帳の行 {} 件、頭 {}-{}",
        report.entries, report.records, report.head.seq, report.head.short
    );
    let text = match &report.first_bad {
        None if report.ok => format!("改変は見つかりませんでした。{counted}"),
        None => format!("履歴が一件もありません。書き出したファイルを確かめてください。{counted}"),
        Some(bad) => {
            let place = match (&bad.seq, &bad.register) {
                (Some(seq), _) => format!("履歴 {seq} 番"),
                (None, Some(name)) => format!("{} {}", table_name(name), bad.number.as_deref().unwrap_or("")),
                (None, None) => String::new(),
            };
            format!(
                "{}: {place}\nこのファイルをこれ以上変えずに、控えと突き合わせてください。{counted}",
                bad.what.label_ja()
            )
        }
    };
    let json = serde_json::to_value(report).unwrap_or_default();
    Answer { text, json, good: report.ok }
}

fn table_name(name: &str) -> &str {
    match name.parse::<RegisterId>() {
        Ok(id) => registers::register(id).label.ja,
        Err(_) => match name {
            "account" => "利用者",
            "profile" => "規程プロファイル",
            "ledger" => "組合名",
            "import_file" => "取込みの原本",
            other => other,
        },
    }
}

pub fn export_log(access: &Access, out: &Path) -> Outcome {
    let (mut ledgers, session) = access.open()?;
    let mut bytes = Vec::new();
    let head = audit::export::write(&mut ledgers, &session, &mut bytes)?;
    files::write_atomically(out, &bytes)?;
    let text = format!("履歴 {} 件を書き出しました: {}", head.seq, out.display());
    Ok(good(text, json!({ "entries": head.seq, "head": head, "out": out })))
}
