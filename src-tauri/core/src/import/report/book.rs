//! 取込報告書の表: the same as a workbook, with every single row of every file and what it became.

use super::{Report, RowLine};
use crate::error::Result;
use crate::export::{PlainSheet, workbook};
use crate::registers::register;
use crate::watch::Watch;

pub fn xlsx(report: &Report, watch: &Watch<'_>) -> Result<Vec<u8>> {
    let sheets =
        [about(report), tables(report), choices(report), decisions(report), changes(report), rows(report)];
    workbook(&sheets, report.at, &report.by, watch)
}

fn about(report: &Report) -> PlainSheet {
    let batch = &report.batch;
    let line = |what: &str, text: String| vec![what.to_owned(), text, String::new()];
    let mut rows = vec![
        line("組合", report.organisation.clone()),
        line("取込み", batch.id.to_string()),
        line("日時", batch.at.clone()),
        line("取り込んだ人", batch.by.clone()),
        line("取消し", batch.undone.clone().unwrap_or_default()),
    ];
    if let Some(undone) = &report.undone {
        rows.push(line("取り消した人", undone.by.clone()));
        rows.push(line("取消しの理由", undone.reason.clone()));
        rows.push(line("取り消さずに残した記録", format!("{}件", undone.kept.len())));
        rows.extend(undone.kept.iter().map(|kept| line("", kept.clone())));
    }
    rows.extend([line("履歴の頭", format!("{}-{}", report.head.seq, report.head.short))]);
    for file in &report.files {
        rows.push(vec!["ファイル".to_owned(), file.name.clone(), file.sha256.clone()]);
    }
    for left in &report.left_files {
        let text = format!("{}：{}", left.name, left.why);
        rows.push(vec!["入れないファイル".to_owned(), text, left.sha256.clone().unwrap_or_default()]);
    }
    PlainSheet::new("概要", &[("項目", 16.0), ("内容", 44.0), ("SHA-256", 68.0)], rows)
}

fn tables(report: &Report) -> PlainSheet {
    let rows = report.tables().into_iter().map(|table| {
        vec![
            report.file(table.file).to_owned(),
            table.sheet.clone(),
            table.reconciliation(),
            table.went_into(),
        ]
    });
    let columns = [("ファイル", 30.0), ("シート", 18.0), ("行数", 60.0), ("取込先", 40.0)];
    PlainSheet::new("表と行数", &columns, rows.collect())
}

fn choices(report: &Report) -> PlainSheet {
    let rows = report.choices.iter().map(|line| {
        let by = if line.decided { report.batch.by.clone() } else { String::new() };
        let file = report.file(line.file).to_owned();
        vec![file, line.sheet.clone(), line.what.clone(), line.result.clone(), by]
    });
    let columns = [
        ("ファイル", 30.0),
        ("シート", 18.0),
        ("表や列", 40.0),
        ("読み方・決めたこと", 60.0),
        ("決めた人", 18.0),
    ];
    PlainSheet::new("表と列", &columns, rows.collect())
}

fn decisions(report: &Report) -> PlainSheet {
    let rows = report.decisions().into_iter().map(|line| {
        let by = if line.is_note() { String::new() } else { report.batch.by.clone() };
        vec![
            report.file(line.file).to_owned(),
            line.sheet.clone(),
            line.field.clone(),
            line.issue.label_ja().to_owned(),
            line.count.to_string(),
            line.issue.answer_ja(line.verdict).to_owned(),
            by,
        ]
    });
    let columns = [
        ("ファイル", 30.0),
        ("シート", 18.0),
        ("項目", 20.0),
        ("気付いたこと", 26.0),
        ("か所", 8.0),
        ("決めたこと", 30.0),
        ("決めた人", 18.0),
    ];
    PlainSheet::new("決めたこと", &columns, rows.collect())
}

fn changes(report: &Report) -> PlainSheet {
    let columns = [
        ("ファイル", 30.0),
        ("シート", 18.0),
        ("行", 8.0),
        ("台帳の番号", 18.0),
        ("項目", 24.0),
        ("台帳の値", 36.0),
        ("ファイルの値", 36.0),
        ("結果", 22.0),
    ];
    let line = |row: &RowLine, diff: &super::Differed| {
        vec![
            report.file(row.file).to_owned(),
            row.sheet.clone(),
            row.row.to_string(),
            row.numbers(),
            diff.label.clone(),
            diff.ledger.clone(),
            diff.file.clone(),
            super::result_of(row, diff),
        ]
    };
    let rows = report.changed().flat_map(|row| row.diffs.iter().map(move |diff| line(row, diff)));
    PlainSheet::new("台帳との差分", &columns, rows.collect())
}

fn rows(report: &Report) -> PlainSheet {
    let columns = [
        ("ファイル", 30.0),
        ("シート", 18.0),
        ("行", 8.0),
        ("区別", 10.0),
        ("台帳", 26.0),
        ("記録の番号", 18.0),
        ("元の文字（記録と違うもの）", 60.0),
        ("気付いたことと決めたこと", 60.0),
    ];
    PlainSheet::new("すべての行", &columns, report.rows.iter().map(|row| line(report, row)).collect())
}

fn line(report: &Report, row: &RowLine) -> Vec<String> {
    let findings = row.findings.iter().map(|(field, issue, verdict)| {
        let field = row.register.map_or_else(|| field.clone(), |id| super::field_label(id, field));
        format!("「{field}」{}：{}", issue.label_ja(), issue.answer_ja(*verdict))
    });
    vec![
        report.file(row.file).to_owned(),
        row.sheet.clone(),
        row.row.to_string(),
        row.outcome().label_ja().to_owned(),
        row.register.map_or(String::new(), |id| register(id).label.ja.to_owned()),
        row.numbers(),
        row.text(),
        findings.collect::<Vec<_>>().join("\n"),
    ]
}
