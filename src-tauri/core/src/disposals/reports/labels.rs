//! 文面からの読取り: lines of a PDF, each with its cells, searched for labels and serial numbers.
//!
//! nwipe's PDF has a label for everything. A contractor's certificate is anybody's layout: its serial numbers
//! are taken from under their heading or after their label, and those of the case are found anywhere.

use super::{Drive, Reading, clean_serial, method_id, verdict};
use crate::disposals::case::matching;
use crate::vocab::date_reader;
use crate::vocab::fold::match_key;

/// A line of a page: its pieces of text from left to right.
pub type Line = Vec<String>;

pub fn read(lines: &[Line], expected: &[String]) -> Reading {
    let mut reading = Reading { source: "pdf".to_owned(), ..Reading::default() };
    if lines.iter().flatten().any(|cell| cell.contains("Disk Erasure Report")) {
        reading.drives = vec![nwipe(lines)];
        reading.certificate.insert("tool".to_owned(), nwipe_version(lines));
        return reading;
    }
    describe(lines, &mut reading);
    let method = lines.iter().flatten().find_map(|cell| method_id(cell));
    for serial in serials(lines, expected) {
        let row =
            lines.iter().find(|line| line.iter().any(|cell| matching::key(cell) == matching::key(&serial)));
        let said = row.and_then(|row| row.iter().rev().find_map(|cell| verdict_of_cell(cell)));
        reading.drives.push(Drive {
            serial,
            method: method.map(str::to_owned),
            result: said.map(str::to_owned),
            ..Drive::default()
        });
    }
    reading
}

/// A cell that is nothing but a word for a result.
fn verdict_of_cell(cell: &str) -> Option<&'static str> {
    (cell.chars().count() <= 8).then(|| verdict(cell)).flatten()
}

const SERIAL_LABELS: &[&str] = &[
    "製造番号",
    "シリアル番号",
    "シリアルNo",
    "シリアル",
    "S/N",
    "Serial Number",
    "Serial No",
    "Serial",
    "Disk S/N",
];

/// Serial numbers: under a heading, after a label, and those the case expects wherever they stand.
fn serials(lines: &[Line], expected: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let add = |text: &str, found: &mut Vec<String>| {
        let serial = clean_serial(text);
        if !serial.is_empty() && serial.chars().any(|c| c.is_ascii_digit()) && !found.contains(&serial) {
            found.push(serial);
        }
    };
    for (n, line) in lines.iter().enumerate() {
        for (place, cell) in line.iter().enumerate() {
            match labelled(cell, SERIAL_LABELS) {
                Some("") if line.len() > 2 => {
                    column_below(&lines[n + 1..], line.len(), place, &mut found, &add)
                }
                Some("") => line.get(place + 1).into_iter().for_each(|next| add(next, &mut found)),
                Some(rest) => add(rest.split_whitespace().next().unwrap_or_default(), &mut found),
                None => {}
            }
        }
    }
    let words = lines.iter().flatten().flat_map(|cell| cell.split_whitespace().chain([cell.as_str()]));
    for word in words {
        let key = matching::key(word.trim_matches(|c: char| !c.is_alphanumeric()));
        if expected.iter().any(|serial| matching::key(serial) == key)
            && !found.iter().any(|one| matching::key(one) == key)
        {
            found.push(clean_serial(word));
        }
    }
    found.retain(|serial| !serial.is_empty());
    found
}

/// Cells of the rows under a heading, as long as the rows have its shape.
fn column_below(
    lines: &[Line],
    width: usize,
    place: usize,
    found: &mut Vec<String>,
    add: &dyn Fn(&str, &mut Vec<String>),
) {
    for line in lines.iter().take_while(|line| line.len() + 1 >= width) {
        // A blank cell leaves no text, so the row is counted from the nearer end.
        let at = if line.len() >= width { place } else { place.min(line.len().saturating_sub(1)) };
        line.get(at).into_iter().for_each(|cell| add(cell, found));
    }
}

/// What follows a label in its cell; empty where the label stands alone.
fn labelled<'a>(cell: &'a str, labels: &[&str]) -> Option<&'a str> {
    let trimmed = cell.trim();
    labels.iter().find_map(|label| {
        if match_key(trimmed) == match_key(label) {
            return Some("");
        }
        let rest = trimmed.strip_prefix(label)?;
        rest.trim_start().strip_prefix([':', '：']).map(str::trim)
    })
}

/// The value of a label: in its own cell, or in the next.
fn value<'a>(lines: &'a [Line], labels: &[&str]) -> Option<&'a str> {
    lines.iter().find_map(|line| {
        let (place, rest) =
            line.iter().enumerate().find_map(|(place, cell)| Some((place, labelled(cell, labels)?)))?;
        let value = if rest.is_empty() { line.get(place + 1).map(|cell| cell.trim())? } else { rest };
        (!value.is_empty()).then_some(value)
    })
}

/// Number, day, kind and issuer of a contractor's certificate, where the text names them.
fn describe(lines: &[Line], reading: &mut Reading) {
    let mut put = |key: &str, text: String| reading.certificate.insert(key.to_owned(), text);
    let number = value(
        lines,
        &[
            "証明書番号",
            "証明番号",
            "証明書No",
            "証明書No.",
            "発行番号",
            "管理番号",
            "文書番号",
            "Certificate No",
            "Certificate Number",
        ],
    );
    number.map(|number| put("certificate_no", number.to_owned()));
    let day = value(lines, &["発行日", "発行年月日", "作成日", "証明日", "Date", "Issued"])
        .and_then(|text| date_reader::read(text).ok())
        .and_then(|reading| match reading {
            date_reader::Reading::Date { date, .. } => Some(date.to_string()),
            _ => None,
        });
    day.map(|day| put("issued_on", day));
    let cells = || lines.iter().flatten();
    let kinds = [
        ("マニフェスト", "manifest"),
        ("産業廃棄物管理票", "manifest"),
        ("適正消去実行証明書", "adec"),
        ("消去証明書", "erasure"),
        ("破壊証明書", "destruction"),
        ("廃棄証明書", "disposal"),
    ];
    let squeezed = |cell: &String| cell.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let kind = kinds.iter().find(|(word, _)| cells().any(|cell| squeezed(cell).contains(word)));
    kind.map(|(_, id)| put("certificate_type", (*id).to_owned()));
    let company = |cell: &&String| {
        ["株式会社", "㈱", "（株）", "(株)", "有限会社", "合同会社"].iter().any(|word| cell.contains(word))
            && !cell.contains("御中")
            && !cell.contains('様')
    };
    cells().find(company).map(|cell| put("issuer", cell.trim().to_owned()));
    let tool = value(lines, &["使用ツール", "使用ソフト", "消去ソフト", "ツール", "Tool", "Software"]);
    tool.map(|tool| put("tool", tool.to_owned()));
}

/// The one drive of an nwipe report.
fn nwipe(lines: &[Line]) -> Drive {
    let text = |labels: &[&str]| value(lines, labels).unwrap_or_default().to_owned();
    let status = text(&["Status"]);
    let errors = text(&["Errors(pass/sync/verify)", "Errors"]);
    let hidden = [text(&["HPA/DCO"]), text(&["HPA/DCO Size", "HPA/DCO size"])].join(" ").trim().to_owned();
    let erased = text(&["*Bytes Erased", "Bytes Erased"]);
    let verify = text(&["Verify Pass(Last/All/None)", "Verify Pass"]);
    let method = text(&["Method"]);
    let information = text(&["Information"]);
    let mut drive = Drive {
        serial: clean_serial(&text(&["Serial", "Disk S/N"])),
        model: text(&["Make/Model", "Disk Model"]),
        capacity: text(&["Size(Apparent)", "Size"]),
        method: method_id(&method).map(str::to_owned),
        method_text: method,
        verification: Some(
            if verify.eq_ignore_ascii_case("none") || verify.is_empty() { "none" } else { "full" }.to_owned(),
        ),
        started_at: moment(&text(&["Start time"])),
        ended_at: moment(&text(&["End time"])),
        error_count: sum(&errors),
        erased_percent: percent(&erased),
        coverage: hidden.clone(),
        ..Drive::default()
    };
    let hides =
        ["enabled", "unknown", "sectors", "hidden"].iter().any(|word| hidden.to_lowercase().contains(word))
            && !hidden.contains("No hidden sectors");
    if hides {
        drive.warnings.push(format!("HPA/DCO: {hidden}"));
    }
    if !information.is_empty() {
        drive.warnings.push(information);
    }
    let whole =
        drive.erased_percent.is_none_or(|percent| percent >= 100) && drive.error_count.unwrap_or(0) == 0;
    let result = match verdict(&status) {
        Some("pass") if !whole => "fail",
        Some("pass") if drive.verification.as_deref() == Some("none") => "unknown",
        Some(other) => other,
        None => "unknown",
    };
    drive.result = Some(result.to_owned());
    drive
}

fn nwipe_version(lines: &[Line]) -> String {
    let found = lines.iter().flatten().find_map(|cell| {
        let at = cell.to_lowercase().find("nwipe version ")?;
        cell.get(at + "nwipe version ".len()..)?.split_whitespace().next()
    });
    format!("nwipe {}", found.unwrap_or_default()).trim().to_owned()
}

/// `2/0/1`
fn sum(text: &str) -> Option<i64> {
    let numbers: Option<Vec<i64>> = text.split('/').map(|part| part.trim().parse().ok()).collect();
    numbers.map(|numbers| numbers.iter().sum())
}

/// `500107862016, (100.00%)`
fn percent(text: &str) -> Option<i64> {
    let inside = text.split_once('(')?.1.split_once('%')?.0;
    inside.trim().parse::<f64>().ok().map(|percent| percent.floor() as i64)
}

/// `2026/11/09 10:00:00`
fn moment(text: &str) -> Option<String> {
    let head = text.get(..16)?.replace('/', "-").replace(' ', "T");
    chrono::NaiveDateTime::parse_from_str(&head, crate::vocab::value::DATE_TIME).ok().map(|_| head)
}
