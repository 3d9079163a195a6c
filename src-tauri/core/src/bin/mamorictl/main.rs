//! mamorictl: the ledger without a window, for administrators, benches and tests.
//!
//! Every command does what the window does, through the same functions of the core. Exit status: 0 done,
//! 1 refused or problems found, 2 wrong use, 3 cannot open the ledger.
#![allow(clippy::print_stdout, reason = "a command line answers on standard output")]

mod access;
mod answer;
mod answers;
mod bench_data;
mod dry_run;
mod export;
mod export_list;
mod import;
mod ledger;
mod print;
mod training;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use mamori_core::import::{WORKER_FLAG, worker_main};
use mamori_core::vocab::RegisterId;

use answer::Answer;

/// まもり台帳を画面なしで使うためのコマンドです。
#[derive(Parser)]
#[command(name = "mamorictl", version, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    access: Access,
    #[command(subcommand)]
    command: Command,
}

/// Which ledger, who, and how to answer; allowed before and after the command.
#[derive(Args)]
pub struct Access {
    /// 台帳のフォルダー
    #[arg(long, global = true, value_name = "DIR")]
    pub ledger: Option<PathBuf>,
    /// 利用者ID
    #[arg(long, global = true, value_name = "ID")]
    pub user: Option<String>,
    /// パスワードを標準入力の1行目から読む
    #[arg(long, global = true)]
    pub password_stdin: bool,
    /// 答えを一つの JSON 文書にする
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// 台帳を作り、復旧キーを一度だけ表示する
    Init(ledger::Init),
    /// 旧台帳を取り込む
    Import(import::Import),
    /// 取込みを取り消す
    UndoImport {
        batch: i64,
        /// 取消しの理由
        #[arg(long)]
        reason: String,
        /// 取込み後に変わった記録は残し、ほかだけを取り消す
        #[arg(long)]
        keep_touched: bool,
    },
    /// 取込報告書を PDF か Excel で書き出す
    ImportReport {
        batch: i64,
        #[arg(long, value_name = "FILE.pdf|FILE.xlsx")]
        out: PathBuf,
    },
    /// 台帳の一覧
    List {
        register: RegisterId,
        #[arg(long, value_name = "TEXT")]
        query: Option<String>,
        /// 基準日（2026-11-20 または R8.11.20）
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
    /// 記録を一件開く
    Show { register: RegisterId, number: String },
    /// 記録の経過
    History { register: RegisterId, number: String },
    /// 様式を PDF にする
    Print(print::Print),
    /// 台帳を Excel か CSV に書き出す
    Export(export::Export),
    /// 台帳のほかの一覧を Excel か CSV に書き出す
    ExportList(export_list::ExportList),
    /// 未受講者の一覧
    Untrained(training::Untrained),
    /// 職員に利用者IDを登録する（標準入力の1行目に自分の、2行目に新しい仮のパスワード）
    RegisterAccount(training::RegisterAccount),
    /// 履歴と台帳を検証する
    Verify {
        /// 書き出した履歴（JSON Lines）だけを検証する
        #[arg(long, value_name = "FILE")]
        log: Option<PathBuf>,
        /// 様式に印刷された頭（例 1204-3fa901c7）
        #[arg(long, value_name = "SEQ-HEX")]
        head: Option<String>,
    },
    /// 履歴を書き出す（別の端末で検証できる形）
    ExportLog {
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// 計測用の架空の台帳を作る
    BenchData(bench_data::BenchData),
}

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == WORKER_FLAG) {
        return worker_main();
    }
    let cli = Cli::parse();
    let done = run(&cli.access, cli.command);
    answer::finish(done, cli.access.json)
}

fn run(access: &Access, command: Command) -> answer::Outcome {
    match command {
        Command::Init(init) => ledger::init(access, &init),
        Command::Import(asked) => import::import(access, &asked),
        Command::UndoImport { batch, reason, keep_touched } => {
            import::undo(access, batch, keep_touched, &reason)
        }
        Command::ImportReport { batch, out } => import::report(access, batch, &out),
        Command::Untrained(asked) => training::untrained(access, &asked),
        Command::RegisterAccount(asked) => training::register_account(access, &asked),
        Command::Print(asked) => print::print(access, &asked),
        Command::Export(asked) => export::export(access, &asked),
        Command::ExportList(asked) => export_list::export_list(access, &asked),
        Command::BenchData(asked) => bench_data::bench_data(&asked),
        Command::List { register, query, as_of } => ledger::list(access, register, query, as_of.as_deref()),
        Command::Show { register, number } => ledger::show(access, register, &number),
        Command::History { register, number } => ledger::history(access, register, &number),
        Command::Verify { log: Some(log), head } => ledger::verify_export(&log, head.as_deref()),
        Command::Verify { log: None, head } => ledger::verify(access, head.as_deref()),
        Command::ExportLog { out } => ledger::export_log(access, &out),
    }
}

/// Something to show, and whether it is good news.
pub fn good(text: String, json: serde_json::Value) -> Answer {
    Answer { text, json, good: true }
}
