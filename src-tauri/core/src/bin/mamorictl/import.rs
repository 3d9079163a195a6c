//! import, undo-import: old ledgers from the command line.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use mamori_core::import::batches::{self, BatchInfo, TouchedRecords};
use mamori_core::import::report::{self, ReportFormat};
use mamori_core::import::{
    Cancel, Decisions, ImportError, Judged, Preview, ReadFile, ReaderProcess, Severity, TableDecisions,
    commit, preview,
};
use mamori_core::registers;
use mamori_core::vocab::RegisterId;
use serde_json::{Value as Json, json};

use crate::answer::{Answer, Failure, Outcome};
use crate::{Access, good};

/// What to take in, and how far to go.
#[derive(Args)]
pub struct Import {
    /// 取り込むファイル、またはそれらのあるフォルダー
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// すべての表をこの台帳のものとして読む
    #[arg(long, value_name = "REGISTER")]
    register: Option<RegisterId>,
    /// 読むだけで、何も書き込まない
    #[arg(long)]
    dry_run: bool,
    /// 提案をすべて受け入れる
    #[arg(long)]
    accept_proposals: bool,
}

pub fn import(access: &Access, import: &Import) -> Outcome {
    let (files, refused) = read_all(&import.files)?;
    let decisions = decisions(import, &files);
    let judged = Judged::of(files, decisions);
    if import.dry_run {
        return Ok(dry_run(&judged.preview, &refused));
    }
    if let Some(first) = refused.first() {
        return Err(Failure::Said { sentence: first.message_ja(), code: "file_refused" });
    }
    let (mut ledgers, session) = access.open()?;
    let taken = commit::commit(&mut ledgers, &session, &judged, &Cancel::default(), &mut |_, _| {});
    match taken {
        Ok(batch) => Ok(good(batch_text(&batch), json!({ "batch": batch }))),
        Err(error) => {
            for group in judged.preview.groups().iter().filter(|group| group.severity != Severity::Note) {
                eprintln!("・{}件 {}", group.count, group.example);
            }
            Err(error.into())
        }
    }
}

/// The reader's own refusals do not keep the other files from being looked at.
fn read_all(paths: &[PathBuf]) -> Result<(Vec<ReadFile>, Vec<ImportError>), Failure> {
    let reader = ReaderProcess::current()
        .map_err(|error| Failure::Usage(format!("自分自身を読み取り用に起動できません（{error}）。")))?;
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    for path in paths.iter().flat_map(|path| expanded(path)) {
        match ReadFile::open(&path, &reader, &Cancel::default(), &mut |_| {}) {
            Ok(file) => files.push(file),
            Err(error) => refused.push(error),
        }
    }
    Ok((files, refused))
}

/// A folder stands for the ledgers in it, in the order of their names.
fn expanded(path: &Path) -> Vec<PathBuf> {
    const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "txt"];
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.to_owned()] };
    let ledger = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
        !hidden && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(ledger).collect();
    files.sort();
    files
}

fn decisions(import: &Import, files: &[ReadFile]) -> Decisions {
    let mut decisions = Decisions { accept_all: import.accept_proposals, ..Decisions::default() };
    if let Some(register) = import.register {
        for table in preview(files, &decisions).tables() {
            let chosen = TableDecisions { register: Some(register), ..TableDecisions::default() };
            decisions.tables.insert(table.id.clone(), chosen);
        }
    }
    decisions
}

fn dry_run(preview: &Preview, refused: &[ImportError]) -> Answer {
    let mut json = preview.to_json();
    if let Some(files) = json["files"].as_array_mut() {
        files.extend(refused.iter().map(refused_json));
    }
    for error in refused {
        eprintln!("{}", error.message_ja());
    }
    for file in preview.files.iter().filter(|file| file.tables.is_empty()) {
        eprintln!(
            "「{}」に台帳の表は見つかりませんでした。見出しの行のある表か確かめてください。",
            file.file
        );
    }
    Answer {
        text: dry_run_text(preview),
        json,
        good: refused.is_empty() && preview.open(Severity::Error) == 0,
    }
}

fn refused_json(error: &ImportError) -> Json {
    let said = json!({ "code": error.failure.as_str(), "message": error.message_ja() });
    json!({ "file": error.file, "tables": [], "error": said })
}

fn dry_run_text(preview: &Preview) -> String {
    let mut text = String::new();
    for file in &preview.files {
        let _ = writeln!(text, "{}", file.file);
        for table in &file.tables {
            let sheet = table.sheet.as_deref().unwrap_or("CSV");
            let sums = table.totals;
            let register = registers::register(table.register).label.ja;
            let _ = writeln!(
                text,
                "  {sheet} → {register}: {}行 = データ{} + 見出し{} + 小見出し{} + 計{} + 注記{} + 空白{} + 除外{}",
                sums.rows,
                sums.data,
                sums.header,
                sums.heading,
                sums.total,
                sums.note,
                sums.blank,
                sums.excluded
            );
        }
    }
    for group in preview.groups() {
        let kind = match group.severity {
            Severity::Error => "要修正",
            Severity::Proposal => "提案",
            Severity::Note => "参考",
        };
        let _ = writeln!(text, "[{kind}] {}件 {}", group.count, group.example);
    }
    text
}

fn batch_text(batch: &BatchInfo) -> String {
    let mut text = format!("取込み {} 番を確定しました。", batch.id);
    for count in &batch.registers {
        let _ = write!(text, "\n{}: {} 件", registers::register(count.register).label.ja, count.records);
    }
    text
}

pub fn undo(access: &Access, batch: i64, keep_touched: bool, reason: &str) -> Outcome {
    let touched = if keep_touched { TouchedRecords::Keep } else { TouchedRecords::Refuse };
    let (mut ledgers, session) = access.open()?;
    let undone = batches::undo(&mut ledgers, &session, batch, touched, reason)?;
    let text = format!("取込み {} 番を取り消しました。原本は証拠として残しています。", undone.id);
    Ok(good(text, json!({ "batch": undone })))
}

pub fn report(access: &Access, batch: i64, out: &Path) -> Outcome {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let format = match ending.as_str() {
        "pdf" => ReportFormat::Pdf,
        "xlsx" => ReportFormat::Xlsx,
        _ => {
            let advice = "報告書のファイルの名前を .pdf か .xlsx で終わらせてください。";
            return Err(Failure::Usage(advice.to_owned()));
        }
    };
    let (mut ledgers, session) = access.open()?;
    report::write(&mut ledgers, &session, batch, format, out)?;
    Ok(good(format!("取込報告書を書き出しました: {}", out.display()), json!({ "batch": batch, "out": out })))
}
