//! export: ledgers as workbooks, as CSV, and the whole ledger as open files.

use std::path::{Path, PathBuf};

use clap::Args;
use mamori_core::export::{self, ExportFormat};
use mamori_core::records::view::ListQuery;
use mamori_core::vocab::RegisterId;
use serde_json::json;

use crate::answer::{Failure, Outcome};
use crate::ledger::iso_day;
use crate::{Access, good};

/// What goes out, and where to.
#[derive(Args)]
pub struct Export {
    /// 台帳の名
    register: RegisterId,
    #[arg(long, value_name = "FILE.xlsx|FILE.csv")]
    out: PathBuf,
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

pub fn export(access: &Access, asked: &Export) -> Outcome {
    let format = format(&asked.out, asked.cp932)?;
    let (mut ledgers, session) = access.open()?;
    let as_of = asked.as_of.as_deref().map(|typed| iso_day(typed, ledgers.today())).transpose()?;
    let query = ListQuery { text: asked.query.clone(), as_of, ..ListQuery::default() };
    let done = export::ledger(&mut ledgers, &session, (asked.register, format), &query, &asked.out)?;
    if done.parts_left_out > 0 {
        eprintln!(
            "明細 {} 行はCSVに入りません。明細も要るときは .xlsx に書き出してください。",
            done.parts_left_out
        );
    }
    let text = format!("{} 件を書き出しました: {}", done.rows, done.path);
    let json = serde_json::to_value(&done).unwrap_or_else(|_| json!({}));
    Ok(good(text, json))
}

/// The kind of file its name asks for.
fn format(out: &Path, cp932: bool) -> Result<ExportFormat, Failure> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match (ending.as_str(), cp932) {
        ("xlsx", false) => Ok(ExportFormat::Xlsx),
        ("csv", false) => Ok(ExportFormat::CsvUtf8),
        ("csv", true) => Ok(ExportFormat::CsvCp932),
        ("xlsx", true) => Err(Failure::Usage("--cp932 は .csv のときだけ使えます。".to_owned())),
        _ => Err(Failure::Usage("書き出すファイルの名前を .xlsx か .csv で終わらせてください。".to_owned())),
    }
}
