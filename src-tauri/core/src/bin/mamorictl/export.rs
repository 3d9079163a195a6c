//! export: ledgers as workbooks, as CSV, and the whole ledger as open files.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use mamori_core::export::{self, ExportFormat};
use mamori_core::records::view::ListQuery;
use mamori_core::vocab::RegisterId;
use mamori_core::vocab::fields::UnknownRegister;

use crate::answer::{Failure, Outcome};
use crate::ledger::iso_day;
use crate::{Access, good};

/// What goes out, and where to.
#[derive(Args)]
pub struct Export {
    /// 台帳の名、または all（全件を誰でも読める形で）
    register: What,
    #[arg(long, value_name = "FILE.xlsx|FILE.csv", required_unless_present = "to")]
    out: Option<PathBuf>,
    /// all のとき：新しい、または空のフォルダー
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    to: Option<PathBuf>,
    /// CSVを UTF-8 ではなく CP932（Shift_JIS）で書く
    #[arg(long)]
    cp932: bool,
    /// この文字のある記録だけ
    #[arg(long, value_name = "TEXT")]
    query: Option<String>,
    /// 基準日（2026-11-20 または R8.11.20）
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

/// One ledger, or all there is.
#[derive(Clone, Copy)]
enum What {
    Register(RegisterId),
    All,
}

impl FromStr for What {
    type Err = UnknownRegister;

    fn from_str(text: &str) -> Result<Self, UnknownRegister> {
        if text == "all" { Ok(Self::All) } else { text.parse().map(Self::Register) }
    }
}

pub fn export(access: &Access, asked: &Export) -> Outcome {
    match (asked.register, &asked.out, &asked.to) {
        (What::Register(register), Some(out), None) => ledger(access, asked, register, out),
        (What::All, None, Some(to)) => all(access, to),
        (What::Register(_), ..) => {
            Err(Failure::Usage("一つの台帳は --out で書き出すファイルを指定してください。".to_owned()))
        }
        (What::All, ..) => Err(Failure::Usage("all は --to でフォルダーを指定してください。".to_owned())),
    }
}

fn all(access: &Access, to: &Path) -> Outcome {
    let (mut ledgers, session) = access.open()?;
    let done = export::everything(&mut ledgers, &session, to)?;
    let text = format!("全件（記録 {} 件）を書き出しました: {}", done.rows, done.path);
    Ok(good(text, serde_json::to_value(&done).unwrap_or_default()))
}

fn ledger(access: &Access, asked: &Export, register: RegisterId, out: &Path) -> Outcome {
    let format = format(out, asked.cp932)?;
    let (mut ledgers, session) = access.open()?;
    let as_of = asked.as_of.as_deref().map(|typed| iso_day(typed, ledgers.today())).transpose()?;
    let query = ListQuery { text: asked.query.clone(), as_of, ..ListQuery::default() };
    let done = export::ledger(&mut ledgers, &session, (register, format), &query, out)?;
    if done.parts_left_out > 0 {
        eprintln!(
            "明細 {} 行はCSVに入りません。明細も要るときは .xlsx に書き出してください。",
            done.parts_left_out
        );
    }
    let text = format!("{} 件を書き出しました: {}", done.rows, done.path);
    Ok(good(text, serde_json::to_value(&done).unwrap_or_default()))
}

/// The kind of file its name asks for.
pub fn format(out: &Path, cp932: bool) -> Result<ExportFormat, Failure> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match (ending.as_str(), cp932) {
        ("xlsx", false) => Ok(ExportFormat::Xlsx),
        ("csv", false) => Ok(ExportFormat::CsvUtf8),
        ("csv", true) => Ok(ExportFormat::CsvCp932),
        ("xlsx", true) => Err(Failure::Usage("--cp932 は .csv のときだけ使えます。".to_owned())),
        _ => Err(Failure::Usage("書き出すファイルの名前を .xlsx か .csv で終わらせてください。".to_owned())),
    }
}
