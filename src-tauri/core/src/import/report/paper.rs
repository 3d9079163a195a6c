//! 取込報告書の紙: A4 landscape, one list: files, tables with their sums, decisions, rows left out, records.

use super::choices::ChoiceLine;
use super::{DecisionLine, Report};
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

/// What kind of thing, where, what, and what became of it.
type Line = [String; 4];

fn rows(report: &Report) -> Vec<Vec<String>> {
    let mut lines = files(report);
    lines.extend(undone(report));
    lines.extend(tables(report));
    lines.extend(report.choices.iter().map(|choice| chosen(report, choice)));
    lines.extend(report.decisions().iter().map(|line| decided(report, line)));
    lines.extend(differences(report));
    lines.extend(left_rows(report));
    lines.extend(records(report));
    // What stood in a file may hold characters of another computer; the proof is not refused for them.
    let shown = |text: String| with_codes(&text, Fonts::shared(), Role::Mincho);
    lines.into_iter().map(|line| line.map(shown).to_vec()).collect()
}

fn place(report: &Report, file: i64, sheet: &str) -> String {
    format!("{}　{sheet}", report.file(file))
}

fn files(report: &Report) -> Vec<Line> {
    let mut lines = Vec::new();
    for file in &report.files {
        let hash = format!("SHA-256 {}", file.sha256);
        lines.push(["ファイル".into(), file.name.clone(), hash, format!("{} バイト", file.size)]);
    }
    for left in &report.left_files {
        let hash = left.sha256.as_ref().map_or_else(String::new, |sha256| format!("SHA-256 {sha256}"));
        lines.push(["入れないファイル".into(), left.name.clone(), hash, left.why.clone()]);
    }
    lines
}

fn undone(report: &Report) -> Vec<Line> {
    let Some(undone) = &report.undone else { return Vec::new() };
    let at = report.batch.undone.as_deref().map(moment).unwrap_or_default();
    let why = format!("理由　{}", undone.reason);
    let mut lines = vec![["取消し".into(), at, why, undone.by.clone()]];
    for kept in undone.kept.chunks(NUMBERS) {
        let result = format!("取り消さずに残した記録　全{}件", undone.kept.len());
        lines.push(["取消し".into(), String::new(), kept.join("、"), result]);
    }
    lines
}

fn tables(report: &Report) -> Vec<Line> {
    let mut lines = Vec::new();
    for table in report.tables() {
        let at = place(report, table.file, &table.sheet);
        lines.push(["表と行数".into(), at, table.reconciliation(), table.went_into()]);
    }
    lines
}

fn chosen(report: &Report, choice: &ChoiceLine) -> Line {
    let kind = if choice.decided { "決めたこと" } else { "読み方" };
    let by = &report.batch.by;
    let result = if choice.decided { format!("{}　{by}", choice.result) } else { choice.result.clone() };
    [kind.into(), place(report, choice.file, &choice.sheet), choice.what.clone(), result]
}

fn decided(report: &Report, line: &DecisionLine) -> Line {
    let kind = if line.is_note() { "参考" } else { "決めたこと" };
    let at = format!("{}　{}行目から", place(report, line.file, &line.sheet), line.first_row);
    let what = format!("「{}」{}　{}か所", line.field, line.issue.label_ja(), line.count);
    let verdict = if line.is_note() {
        "そのまま記録".to_owned()
    } else {
        format!("{}　{}", line.issue.answer_ja(line.verdict), report.batch.by)
    };
    [kind.into(), at, what, verdict]
}

fn differences(report: &Report) -> Vec<Line> {
    let mut lines = Vec::new();
    for changed in report.changed() {
        let at = place(report, changed.file, &changed.sheet);
        let at = format!("{at}　{}行目　{}", changed.row, changed.numbers());
        for diff in &changed.diffs {
            lines.push(["差分".into(), at.clone(), diff.line(), super::result_of(changed, diff)]);
        }
    }
    lines
}

fn left_rows(report: &Report) -> Vec<Line> {
    let mut lines = Vec::new();
    for left in report.left_out() {
        let at = format!("{}　{}行目", place(report, left.file, &left.sheet), left.row);
        lines.push(["入れない行".into(), at, left.text(), left.outcome().label_ja().to_owned()]);
    }
    lines
}

/// The control numbers of what came in, by ledger.
fn records(report: &Report) -> Vec<Line> {
    let mut lines = Vec::new();
    for count in &report.batch.registers {
        let label = crate::registers::register(count.register).label.ja;
        let mut numbers: Vec<&str> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for row in report.rows.iter().filter(|row| row.register == Some(count.register)) {
            numbers.extend(row.records().filter(|(id, _)| seen.insert(*id)).map(|(_, number)| number));
        }
        for (n, some) in numbers.chunks(NUMBERS).enumerate() {
            let total = if n == 0 { format!("{}件", count.records) } else { String::new() };
            lines.push(["記録".to_owned(), label.to_owned(), some.join("、"), total]);
        }
    }
    lines
}

/// 令和8年11月20日 9:12
fn moment(local: &str) -> String {
    let (day, time) = local.split_once('T').unwrap_or((local, ""));
    let day = day.parse::<PartialDate>().map_or_else(|_| day.to_owned(), PartialDate::long);
    format!("{day} {}", time.get(..5).unwrap_or_default()).trim_end().to_owned()
}
