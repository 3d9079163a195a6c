//! print: official forms as PDF files.

use std::path::PathBuf;

use clap::Args;
use mamori_core::db::files;
use mamori_core::forms::{self, FormId};
use mamori_core::records::actions;
use serde_json::json;

use crate::answer::{Failure, Outcome};
use crate::{Access, good};

/// Which form of which record.
#[derive(Args)]
pub struct Print {
    /// 様式（form-04, form-05, form-10, form-12, erasure-certificate ほか）
    form: FormId,
    /// 記録の番号
    #[arg(long, value_name = "NO", conflicts_with = "blank")]
    no: Option<String>,
    /// 手書き用の空の様式
    #[arg(long)]
    blank: bool,
    #[arg(long, value_name = "FILE.pdf")]
    out: PathBuf,
}

pub fn print(access: &Access, print: &Print) -> Outcome {
    if print.no.is_none() && !print.blank {
        let advice =
            "どの記録を印刷するか分かりません。--no 番号、または手書き用なら --blank を付けてください。";
        return Err(Failure::Usage(advice.to_owned()));
    }
    let (mut ledgers, session) = access.open()?;
    let record = match &print.no {
        Some(number) => Some(actions::find(&mut ledgers, &session, print.form.register(), number)?.id),
        None => None,
    };
    let paper = forms::print(&mut ledgers, &session, print.form, record)?;
    files::write_atomically(&print.out, &paper.pdf)?;
    for one in &paper.substituted {
        eprintln!("異体字の字形がないため、基本の字で印刷しました: {one}");
    }
    let text = format!("{}ページを書き出しました: {}", paper.pages, print.out.display());
    let json = json!({ "out": print.out, "pages": paper.pages, "substituted": paper.substituted });
    Ok(good(text, json))
}
