//! How a command answers: text or one JSON document on standard output, refusals on standard error.

use std::io::{self, Write};
use std::process::ExitCode;

use mamori_core::error::{Error, ErrorCode};
use serde_json::{Value as Json, json};

/// What a command has to say.
pub struct Answer {
    pub text: String,
    pub json: Json,
    /// False where problems were found.
    pub good: bool,
}

/// Why a command did not answer.
pub enum Failure {
    /// The core said no.
    Refused(Error),
    /// The command line does not make sense.
    Usage(String),
}

pub type Outcome = Result<Answer, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

pub fn finish(outcome: Outcome, json: bool) -> ExitCode {
    match outcome {
        Ok(answer) => {
            let shown = if json { pretty(&answer.json) } else { answer.text.trim_end().to_owned() };
            print(&shown);
            ExitCode::from(if answer.good { 0 } else { 1 })
        }
        Err(Failure::Usage(sentence)) => say(&sentence, "usage", &[], json, 2),
        Err(Failure::Refused(error)) => {
            let report = error.report();
            let problems: Vec<String> =
                report.problems.iter().map(|problem| problem.message.clone()).collect();
            let code = serde_json::to_value(report.code).unwrap_or_default();
            let code = code.as_str().unwrap_or("unexpected");
            say(&report.sentence_ja(), code, &problems, json, exit_of(report.code))
        }
    }
}

fn say(sentence: &str, code: &str, problems: &[String], json: bool, exit: u8) -> ExitCode {
    eprintln!("{sentence}");
    for problem in problems {
        eprintln!("・{problem}");
    }
    if json {
        print(&pretty(&json!({ "error": { "code": code, "message": sentence, "problems": problems } })));
    }
    ExitCode::from(exit)
}

/// Whoever reads it may have seen enough and gone.
fn print(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

fn pretty(json: &Json) -> String {
    serde_json::to_string_pretty(json).unwrap_or_default()
}

/// 3 where the ledger could not be opened at all.
fn exit_of(code: ErrorCode) -> u8 {
    match code {
        ErrorCode::WrongCredentials
        | ErrorCode::WaitBeforeRetry
        | ErrorCode::AccountDisabled
        | ErrorCode::LedgerMissing
        | ErrorCode::LedgerOpenElsewhere
        | ErrorCode::LedgerNewer
        | ErrorCode::LedgerDamaged
        | ErrorCode::LedgerOnNetwork
        | ErrorCode::LedgerInCloud
        | ErrorCode::ProfileInvalid => 3,
        _ => 1,
    }
}
