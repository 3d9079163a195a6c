//! print: official forms as PDF files.

use std::path::PathBuf;

use clap::Args;
use mamori_core::db::files;
use mamori_core::forms::{self, FormId, Selection, Subject};
use mamori_core::ledgers::Ledgers;
use mamori_core::records::actions;
use mamori_core::users::Session;
use mamori_core::vocab::FiscalYear;
use serde_json::json;

use crate::answer::{Failure, Outcome};
use crate::ledger::iso_day;
use crate::{Access, good};

/// Which form of what.
#[derive(Args)]
pub struct Print {
    /// 様式（form-04, form-05, form-09〜form-13, untrained, training-matrix, training-rates, training-dossier ほか）
    form: FormId,
    /// 記録の番号（記録ごとの様式）
    #[arg(long, value_name = "NO", conflicts_with = "blank")]
    no: Option<String>,
    /// 手書き用の空の様式
    #[arg(long)]
    blank: bool,
    /// 台帳の様式：基準日（2026-11-20 または R8.11.20）
    #[arg(long, value_name = "DATE", conflicts_with_all = ["no", "blank"])]
    as_of: Option<String>,
    /// 台帳の様式：年度（R8）
    #[arg(long, value_name = "YEAR", conflicts_with_all = ["no", "blank", "as_of"])]
    fiscal_year: Option<FiscalYear>,
    /// 台帳の様式：この文字のある記録だけ
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["no", "blank"])]
    query: Option<String>,
    #[arg(long, value_name = "FILE.pdf")]
    out: PathBuf,
}

pub fn print(access: &Access, print: &Print) -> Outcome {
    if print.no.is_none() && !print.blank && !print.form.is_list() {
        let advice =
            "どの記録を印刷するか分かりません。--no 番号、または手書き用なら --blank を付けてください。";
        return Err(Failure::Usage(advice.to_owned()));
    }
    let (mut ledgers, session) = access.open()?;
    let subject = subject(print, &mut ledgers, &session)?;
    let paper = forms::print(&mut ledgers, &session, print.form, &subject)?;
    files::write_atomically(&print.out, &paper.pdf)?;
    for one in &paper.substituted {
        eprintln!("異体字の字形がないため、基本の字で印刷しました: {one}");
    }
    let text = format!("{}ページを書き出しました: {}", paper.pages, print.out.display());
    let json = json!({ "out": print.out, "pages": paper.pages, "substituted": paper.substituted });
    Ok(good(text, json))
}

/// What is asked for; whether the form can be printed of it is the core's to say.
fn subject(print: &Print, ledgers: &mut Ledgers, session: &Session) -> Result<Subject, Failure> {
    match &print.no {
        _ if print.blank => return Ok(Subject::Blank),
        Some(number) => {
            let id = actions::find(ledgers, session, print.form.register(), number)?.id;
            return Ok(Subject::Record { id });
        }
        None => {}
    }
    let as_of = print.as_of.as_deref().map(|typed| iso_day(typed, ledgers.today())).transpose()?;
    let fiscal_year = print.fiscal_year.map(|year| year.0);
    Ok(Subject::List {
        selection: Selection { text: print.query.clone(), as_of, fiscal_year, ..Selection::default() },
    })
}
