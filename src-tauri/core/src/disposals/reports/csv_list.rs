//! CSV の明細: one row for each medium under a heading for its serial number.

use super::{Drive, Reading, clean_serial, method_id, result_of};
use crate::error::ErrorCode;
use crate::vocab::fold::match_key;

/// Headings of each column, as contractors write them.
const HEADINGS: &[(&str, &[&str])] = &[
    (
        "serial",
        &[
            "製造番号",
            "シリアル番号",
            "シリアルNo",
            "シリアル",
            "S/N",
            "SN",
            "Serial",
            "Serial Number",
            "SerialNo",
            "HDDシリアル",
            "ディスクシリアル",
            "媒体製造番号",
        ],
    ),
    ("model", &["型番", "型式", "モデル", "機種", "Model", "Model Number", "メーカー・型番"]),
    ("capacity", &["容量", "Capacity", "Size"]),
    ("method", &["方法", "消去方法", "消去方式", "処理方法", "破壊方法", "Method", "Erasure Method"]),
    ("result", &["結果", "消去結果", "判定", "ステータス", "状態", "Status", "Result"]),
    ("errors", &["エラー数", "エラー", "Errors", "Error Count"]),
    ("retries", &["再試行数", "リトライ", "Retries"]),
    ("warnings", &["備考", "特記事項", "警告", "Remarks", "Warnings", "Notes"]),
    ("ended_at", &["終了日時", "完了日時", "実施日", "消去日", "作業日", "End time", "Finished"]),
    ("certificate_no", &["証明書番号", "証明書No", "Certificate No", "Certificate Number"]),
];

const HEADING_WITHIN: usize = 20;

pub fn read(text: &str) -> Result<Reading, ErrorCode> {
    let rows = rows(text)?;
    let heading = rows
        .iter()
        .take(HEADING_WITHIN)
        .position(|row| row.iter().any(|cell| column(cell) == Some("serial")));
    let Some(heading) = heading else { return Err(ErrorCode::ReportUnknown) };
    let columns: Vec<Option<&str>> = rows[heading].iter().map(|cell| column(cell)).collect();
    let mut reading = Reading { source: "csv".to_owned(), ..Reading::default() };
    for row in &rows[heading + 1..] {
        let cell = |key: &str| {
            let at = columns.iter().position(|column| *column == Some(key));
            at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim())
        };
        let serial = clean_serial(&fold(cell("serial")));
        if serial.is_empty() {
            continue;
        }
        if !cell("certificate_no").is_empty() {
            reading.certificate.insert("certificate_no".to_owned(), cell("certificate_no").to_owned());
        }
        let warnings = Some(cell("warnings")).filter(|text| !text.is_empty());
        reading.drives.push(Drive {
            serial,
            model: cell("model").to_owned(),
            capacity: cell("capacity").to_owned(),
            method: method_id(cell("method")).map(str::to_owned),
            method_text: cell("method").to_owned(),
            result: result_of(cell("result")).map(str::to_owned),
            error_count: cell("errors").parse().ok(),
            retry_count: cell("retries").parse().ok(),
            warnings: warnings.map(str::to_owned).into_iter().collect(),
            ..Drive::default()
        });
    }
    Ok(reading)
}

/// Full-width letters and digits of a serial number are the same number.
fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().collect()
}

fn column(cell: &str) -> Option<&'static str> {
    let key = match_key(cell);
    let says = |words: &&(&str, &[&str])| words.1.iter().any(|word| match_key(word) == key);
    HEADINGS.iter().find(says).map(|(column, _)| *column)
}

fn rows(text: &str) -> Result<Vec<Vec<String>>, ErrorCode> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let most = |c: char| text.lines().take(HEADING_WITHIN).map(|line| line.matches(c).count()).sum::<usize>();
    let delimiter = if most('\t') > most(',') { b'\t' } else { b',' };
    if first.is_empty() {
        return Err(ErrorCode::ReportUnknown);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let read = reader.records().map(|row| row.map(|row| row.iter().map(str::to_owned).collect()));
    read.collect::<Result<_, _>>().map_err(|_| ErrorCode::ReportDamaged)
}
