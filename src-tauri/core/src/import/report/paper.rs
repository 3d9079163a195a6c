//! 取込報告書の紙: A4 landscape, one list: files, tables with their sums, decisions, rows left out, records.

use super::Report;
use crate::error::Result;
use crate::print::ledger::{LedgerForm, lay_out_stepwise};
use crate::print::table::Column;
use crate::print::text::Align;
use crate::print::{ChainHead, Fonts, Footer, Meta, Role, check, render_stepwise, with_codes};
use crate::vocab::PartialDate;
use crate::watch::Watch;

/// How many control numbers stand in one row of the list.
const NUMBERS: usize = 12;

pub fn pdf(report: &Report, watch: &Watch<'_>) -> Result<Vec<u8>> {
    let fonts = Fonts::shared();
    let form = form(report);
    // Every line is fitted into its row, and every row onto its page.
    watch.expect(form.rows.len() as u64 * 2);
    let sheet = lay_out_stepwise(&form, fonts, "以上", &mut || watch.row())?;
    check(&sheet, fonts)?;
    let meta = Meta {
        title: format!("取込報告書 取込{}", report.batch.id),
        author: report.organisation.clone(),
        creator: format!("まもり台帳 {}", env!("CARGO_PKG_VERSION")),
        created: report.at,
    };
    let bytes = render_stepwise(&sheet, fonts, &meta, watch.cancel(), &mut || watch.look())?;
    watch.look()?;
    Ok(bytes)
}

fn form(report: &Report) -> LedgerForm {
    let batch = &report.batch;
    let column = |title: &str, width| Column::new(title, width, Align::Left);
    LedgerForm {
        form_number: format!("取込{}　{}　{}", batch.id, moment(&batch.at), batch.by),
        title: "取込報告書".into(),
        organisation: Some(report.organisation.clone()),
        state: batch.undone.as_ref().map(|at| format!("{} に取消し", moment(at))),
        columns: vec![
            column("区分", 20.0),
            column("ファイル・シート・行", 62.0),
            column("内容", 108.0),
            column("結果・決めた人", 77.0),
        ],
        rows: rows(report),
        footer: Footer {
            form: "import-report".into(),
            doc_no: Some(format!("取込{}", batch.id)),
            chain_head: Some(ChainHead {
                seq: report.head.seq.unsigned_abs(),
                short: report.head.short.clone(),
            }),
            ..Footer::default()
        },
        ..LedgerForm::default()
    }
}

fn rows(report: &Report) -> Vec<Vec<String>> {
    let row = |cells: [String; 4]| cells.to_vec();
    let place = |file: i64, sheet: &str| format!("{}　{sheet}", report.file(file));
    let by = &report.batch.by;
    let mut rows = Vec::new();
    for file in &report.files {
        let hash = format!("SHA-256 {}", file.sha256);
        rows.push(row(["ファイル".into(), file.name.clone(), hash, format!("{} バイト", file.size)]));
    }
    for left in &report.left_files {
        let hash = left.sha256.as_ref().map_or_else(String::new, |sha256| format!("SHA-256 {sha256}"));
        rows.push(row(["入れないファイル".into(), left.name.clone(), hash, left.why.clone()]));
    }
    if let Some(undone) = &report.undone {
        let at = report.batch.undone.as_deref().map(moment).unwrap_or_default();
        let why = format!("理由　{}", undone.reason);
        rows.push(row(["取消し".into(), at, why, undone.by.clone()]));
        for kept in undone.kept.chunks(NUMBERS) {
            let result = format!("取り消さずに残した記録　全{}件", undone.kept.len());
            rows.push(row(["取消し".into(), String::new(), kept.join("、"), result]));
        }
    }
    for table in report.tables() {
        rows.push(row([
            "表と行数".into(),
            place(table.file, &table.sheet),
            table.reconciliation(),
            table.went_into(),
        ]));
    }
    for choice in &report.choices {
        let kind = if choice.decided { "決めたこと" } else { "読み方" };
        let result = if choice.decided { format!("{}　{by}", choice.result) } else { choice.result.clone() };
        rows.push(row([kind.into(), place(choice.file, &choice.sheet), choice.what.clone(), result]));
    }
    for line in report.decisions() {
        let kind = if line.is_note() { "参考" } else { "決めたこと" };
        let at = format!("{}　{}行目から", place(line.file, &line.sheet), line.first_row);
        let what = format!("「{}」{}　{}か所", line.field, line.issue.label_ja(), line.count);
        let verdict = if line.is_note() {
            "そのまま記録".to_owned()
        } else {
            format!("{}　{by}", line.issue.answer_ja(line.verdict))
        };
        rows.push(row([kind.into(), at, what, verdict]));
    }
    for changed in report.changed() {
        let at =
            format!("{}　{}行目　{}", place(changed.file, &changed.sheet), changed.row, changed.numbers());
        for diff in &changed.diffs {
            let result = super::result_of(changed, diff);
            rows.push(row(["差分".into(), at.clone(), diff.line(), result]));
        }
    }
    for left in report.left_out() {
        let at = format!("{}　{}行目", place(left.file, &left.sheet), left.row);
        rows.push(row(["入れない行".into(), at, left.text(), left.outcome().label_ja().to_owned()]));
    }
    rows.extend(records(report));
    // What stood in a file may hold characters of another computer; the proof is not refused for them.
    let shown = |text: String| with_codes(&text, Fonts::shared(), Role::Mincho);
    rows.into_iter().map(|row| row.into_iter().map(shown).collect()).collect()
}

/// The control numbers of what came in, by ledger.
fn records(report: &Report) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for count in &report.batch.registers {
        let label = crate::registers::register(count.register).label.ja;
        let mut numbers: Vec<&str> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for row in report.rows.iter().filter(|row| row.register == Some(count.register)) {
            numbers.extend(row.records().filter(|(id, _)| seen.insert(*id)).map(|(_, number)| number));
        }
        for (n, some) in numbers.chunks(NUMBERS).enumerate() {
            let total = if n == 0 { format!("{}件", count.records) } else { String::new() };
            rows.push(vec!["記録".to_owned(), label.to_owned(), some.join("、"), total]);
        }
    }
    rows
}

/// 令和8年11月20日 9:12
fn moment(local: &str) -> String {
    let (day, time) = local.split_once('T').unwrap_or((local, ""));
    let day = day.parse::<PartialDate>().map_or_else(|_| day.to_owned(), PartialDate::long);
    format!("{day} {}", time.get(..5).unwrap_or_default()).trim_end().to_owned()
}
