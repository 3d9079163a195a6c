//! nwipe の記録: the text log of nwipe (0.30 and later). What it does not say is not made up.

use std::collections::BTreeMap;

use super::{Drive, Reading, clean_serial, method_id};

pub fn is_log(text: &str) -> bool {
    text.contains("nwipe") && text.contains("] ") && text.contains("notice:")
}

/// What the log tells of one device before it is judged.
#[derive(Default)]
struct Told {
    drive: Drive,
    finished: bool,
    verified: bool,
    errors: [i64; 3],
    failed: bool,
    written: i64,
    size: i64,
}

/// Reads the whole log. A drive is 合格 only if its last round is finished, verified and without any error.
pub fn read(text: &str) -> Reading {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    let mut reading = Reading { source: "log".to_owned(), ..Reading::default() };
    let mut verifies = true;
    for line in text.lines() {
        let (at, message) = parts(line);
        if let Some(version) = message.strip_prefix("nwipe ").or_else(|| after(message, "banner   = nwipe "))
        {
            reading.certificate.insert("tool".to_owned(), format!("nwipe {}", version.trim()));
        }
        if let Some(verify) = after(message, "verify   = ") {
            verifies = !verify.contains("off");
        }
        if let Some(found) = after(message, "Found ") {
            introduce(&mut told, found);
        }
        let Some(device) = device_of(message) else { continue };
        let known = told.entry(device.clone()).or_default();
        told_of(known, &device, message, at, line);
    }
    reading.drives = told.into_values().map(|told| judged(told, verifies)).collect();
    reading
}

/// Time and message of `[2026/11/20 10:44:15]  notice: Found ...`.
fn parts(line: &str) -> (Option<String>, &str) {
    let Some((stamp, rest)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) else {
        return (None, line);
    };
    let time = chrono::NaiveDateTime::parse_from_str(stamp, "%Y/%m/%d %H:%M:%S").ok();
    let message = rest.trim_start();
    let message = message.split_once(": ").map_or(message, |(level, message)| {
        if level.chars().all(|c| c.is_ascii_alphabetic()) { message } else { rest.trim_start() }
    });
    (time.map(|time| time.format("%Y-%m-%dT%H:%M").to_string()), message)
}

fn after<'a>(text: &'a str, lead: &str) -> Option<&'a str> {
    text.trim_start().strip_prefix(lead)
}

/// `/dev/sda, ATA, WDC WD10EZEX, 1000 GB, S/N=WD-WCC6Y0123456`
fn introduce(told: &mut BTreeMap<String, Told>, found: &str) {
    let Some((device, rest)) = found.split_once(", ") else { return };
    let (described, serial) = rest.rsplit_once("S/N=").unwrap_or((rest, ""));
    let mut cells = described.split(", ").map(str::trim);
    let (_bus, model) = (cells.next(), cells.next().unwrap_or_default());
    let drive = &mut told.entry(device.to_owned()).or_default().drive;
    drive.model = model.to_owned();
    drive.capacity = cells.next().unwrap_or_default().trim_end_matches(',').to_owned();
    drive.serial = clean_serial(serial);
}

/// The device a message is about: `/dev/sda` anywhere in it.
fn device_of(message: &str) -> Option<String> {
    let rest = &message[message.find("/dev/")?..];
    let end = rest[5..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '/' || c == '_'));
    let device = &rest[..end.map_or(rest.len(), |end| end + 5)];
    let whole = !["/dev/urandom", "/dev/random", "/dev/mem", "/dev/"].contains(&device);
    whole.then(|| device.to_owned())
}

fn told_of(told: &mut Told, device: &str, message: &str, at: Option<String>, line: &str) {
    if let Some(serial) = message.strip_prefix(&format!("{device} has serial number ")) {
        let serial = clean_serial(serial);
        if !serial.is_empty() {
            told.drive.serial = serial;
        }
    }
    if let Some(method) = after(message, "Invoking method '") {
        let method = method.split('\'').next().unwrap_or_default();
        told.drive.method_text = method.to_owned();
        told.drive.method = method_id(method).map(str::to_owned);
        told.drive.started_at = at.clone();
    }
    if let Some(size) = message.rsplit_once("sect/blk/dev ").and_then(|(_, sizes)| sizes.rsplit('/').next()) {
        told.size = size.trim().parse().unwrap_or_default();
    }
    if let Some((bytes, _)) = message.split_once(" bytes written to ") {
        told.written = bytes.trim().parse().unwrap_or_default();
    }
    told.verified |= message.starts_with("Verified ");
    if message.starts_with("Finished final round") {
        told.finished = true;
        told.drive.ended_at = at;
    }
    if let Some(status) = message.strip_prefix("Status: ") {
        let value = |key: &str| {
            status.split(", ").find_map(|pair| pair.strip_prefix(key)?.trim().parse::<i64>().ok())
        };
        told.errors = [
            value("pass_errors=").unwrap_or(0),
            value("verify_errors=").unwrap_or(0),
            value("fsync_errors=").unwrap_or(0),
        ];
        told.failed |= value("result=").is_some_and(|result| result != 0);
    }
    let level = line.split("] ").nth(1).unwrap_or_default().trim_start();
    let grave = level.starts_with("error:") || level.starts_with("fatal:");
    told.failed |= level.starts_with("fatal:");
    let hidden = ["HPA", "DCO", "hidden sectors", "HIDDEN SECTORS"].iter().any(|word| message.contains(word));
    if grave || level.starts_with("warning:") || hidden {
        keep(&mut told.drive, message, hidden);
    }
}

fn keep(drive: &mut Drive, message: &str, hidden: bool) {
    let message = message.trim().to_owned();
    if hidden {
        drive.coverage = [drive.coverage.as_str(), &message].join(" ").trim().to_owned();
    }
    if !drive.warnings.contains(&message) && drive.warnings.len() < 20 {
        drive.warnings.push(message);
    }
}

fn judged(told: Told, verifies: bool) -> Drive {
    let errors: i64 = told.errors.iter().sum();
    let mut drive = told.drive;
    drive.error_count = Some(errors);
    drive.verification = Some(if told.verified { "full" } else { "none" }.to_owned());
    if told.size > 0 {
        drive.erased_percent = Some(told.written.min(told.size) * 100 / told.size);
    }
    let result = if told.failed || errors > 0 || !told.finished {
        "fail"
    } else if verifies && told.verified {
        "pass"
    } else {
        "unknown"
    };
    drive.result = Some(result.to_owned());
    drive
}
