//! 証明書・消去レポートの読取り: certificates and erasure reports as files, before anybody believes them.
//!
//! [`read_apart`] has a process of its own read them ([`task`]), since they come from outside; [`read`] is what is
//! done there. It takes the bytes as they came: a PDF with text, a CSV, an XML of Blancco, a log or report of nwipe.
//! What it finds is a proposal for the step that receives it, with errors, retries and warnings about hidden
//! areas kept. What it cannot read it says plainly; nothing is half-read: a file without serial numbers, a
//! scanned page, an XML that defines entities.

mod csv_list;
mod labels;
mod nwipe;
mod pdf;
mod task;
#[cfg(test)]
mod tests;
mod xml;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use task::read_apart;
pub(crate) use task::{TASK, work};

use crate::error::{ErrorCode, Result, refuse_with};
use crate::records::view::Draft;
use crate::vocab::fold::match_key;

/// A larger file is kept as an attachment, not read.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Reading {
    /// `pdf`, `csv`, `xml` or `log`, as the certificate's field `source` has it.
    pub source: String,
    /// Fields of the certificate, as texts.
    pub certificate: BTreeMap<String, String>,
    pub drives: Vec<Drive>,
    /// What to look at before it is taken over: Japanese sentences.
    pub notes: Vec<String>,
}

/// One medium, as the file describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Drive {
    pub serial: String,
    pub model: String,
    pub capacity: String,
    /// Id of a method, where the words are known.
    pub method: Option<String>,
    pub method_text: String,
    /// `pass`, `fail` or `unknown`; nothing where the file does not say.
    pub result: Option<String>,
    /// `full`, `sampling` or `none`.
    pub verification: Option<String>,
    /// `2026-11-09T10:00`
    pub started_at: Option<String>,
    pub ended_at: Option<String>,
    #[ts(type = "number | null")]
    pub error_count: Option<i64>,
    #[ts(type = "number | null")]
    pub retry_count: Option<i64>,
    #[ts(type = "number | null")]
    pub erased_percent: Option<i64>,
    /// HPA, DCO, remapped sectors.
    pub coverage: String,
    pub warnings: Vec<String>,
}

/// Reads a file. `expected` are the serial numbers of the case: in running text they are found by themselves.
pub fn read(file: &str, bytes: &[u8], expected: &[String]) -> Result<Reading> {
    let refused = |code| refuse_with(code, [("file", file.to_owned())]);
    if bytes.len() > LARGEST {
        return Err(refused(ErrorCode::ReportTooLarge));
    }
    let read = if bytes.starts_with(b"%PDF")
        || bytes.get(..1024).unwrap_or(bytes).windows(5).any(|w| w == b"%PDF-")
    {
        pdf::lines(bytes).map(|lines| labels::read(&lines, expected))
    } else if looks_like_xml(bytes) {
        xml::read(bytes)
    } else {
        match text_of(bytes) {
            Some(text) if nwipe::is_log(&text) => Ok(nwipe::read(&text)),
            Some(text) => csv_list::read(&text),
            None => Err(ErrorCode::ReportUnknown),
        }
    };
    let mut reading = read.map_err(refused)?;
    reading.drives.retain(|drive| !drive.serial.is_empty());
    if reading.drives.is_empty() {
        return Err(refused(ErrorCode::ReportNoSerials));
    }
    note_doubts(&mut reading);
    Ok(reading)
}

fn looks_like_xml(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    head.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// Text files come as UTF-8, UTF-16 with its mark, or CP932; a log may hold a few broken bytes.
fn text_of(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, bom)) = encoding_rs::Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(&bytes[bom..]).0.into_owned());
    }
    if bytes.iter().filter(|byte| **byte == 0).count() * 100 > bytes.len() {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) if bytes.windows(5).any(|w| w == b"nwipe") => {
            Some(String::from_utf8_lossy(bytes).into_owned())
        }
        Err(_) => {
            let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(bytes);
            (!broken).then(|| text.into_owned())
        }
    }
}

/// Says what must be looked at before the reading is believed.
fn note_doubts(reading: &mut Reading) {
    let of = |doubtful: &dyn Fn(&Drive) -> bool| {
        let named = reading.drives.iter().filter(|drive| doubtful(drive));
        named.map(|drive| drive.serial.clone()).collect::<Vec<_>>()
    };
    let failed = of(&|drive| drive.result.as_deref() == Some("fail"));
    let unsure = of(&|drive| drive.result.as_deref() == Some("unknown"));
    let flawed = of(&|drive| {
        drive.result.as_deref() == Some("pass")
            && (drive.error_count.unwrap_or(0) > 0
                || drive.retry_count.unwrap_or(0) > 0
                || !drive.warnings.is_empty())
    });
    let said = [
        (failed, "消去に失敗した媒体があります。再実施するか物理破壊にしてください。"),
        (unsure, "結果を確かめられない媒体があります。未確認として扱います。"),
        (flawed, "合格でもエラー・再試行・警告があります。記載を確かめてください。"),
    ];
    let notes = said.into_iter().filter(|(serials, _)| !serials.is_empty());
    reading.notes.extend(notes.map(|(serials, what)| format!("{what}（{}）", serials.join("、"))));
}

impl Reading {
    /// For the step that receives a certificate; what is missing is typed by the clerk.
    pub fn as_certificate(&self) -> Draft {
        let mut certificate = self.certificate.clone();
        certificate.insert("source".to_owned(), self.source.clone());
        if let Some(method) = self.one_method() {
            certificate.entry("method".to_owned()).or_insert(method);
        }
        let lines = self.drives.iter().map(|drive| {
            let mut line = BTreeMap::from([
                ("serial".to_owned(), drive.serial.clone()),
                ("model".to_owned(), drive.model.clone()),
                ("capacity".to_owned(), drive.capacity.clone()),
                ("warnings".to_owned(), drive.warnings.join("\n")),
            ]);
            drive.method.clone().map(|method| line.insert("method".to_owned(), method));
            let counts = [("error_count", drive.error_count), ("retry_count", drive.retry_count)];
            line.extend(counts.into_iter().filter_map(|(key, n)| Some((key.to_owned(), n?.to_string()))));
            drive.result.clone().map(|result| line.insert("result".to_owned(), result));
            line
        });
        let parts = [
            ("certificates".to_owned(), vec![certificate]),
            ("certificate_lines".to_owned(), lines.collect()),
        ];
        Draft { parts: parts.into(), ..Draft::default() }
    }

    /// The method of all drives, where it is the same.
    fn one_method(&self) -> Option<String> {
        let first = self.drives.first()?.method.clone()?;
        self.drives.iter().all(|drive| drive.method.as_ref() == Some(&first)).then_some(first)
    }

    /// For the step of work done in the office: one row for each drive erased.
    pub fn as_work(&self) -> Vec<BTreeMap<String, String>> {
        let tool = self.certificate.get("tool").cloned().unwrap_or_default();
        let row = |drive: &Drive| {
            let texts = [
                ("serial", Some(drive.serial.clone())),
                ("method", drive.method.clone()),
                ("tool", Some(tool.clone())),
                ("result", drive.result.clone()),
                ("verification", drive.verification.clone()),
                ("started_at", drive.started_at.clone()),
                ("ended_at", drive.ended_at.clone()),
                ("coverage", Some(drive.coverage.clone())),
                ("error_count", drive.error_count.map(|n| n.to_string())),
                ("retry_count", drive.retry_count.map(|n| n.to_string())),
                ("erased_percent", drive.erased_percent.map(|n| n.to_string())),
                ("remarks", Some(drive.warnings.join(" / "))),
            ];
            let filled = texts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?)));
            filled.filter(|(_, text)| !text.is_empty()).collect()
        };
        self.drives.iter().map(row).collect()
    }
}

/// Id of the method a tool or contractor names.
fn method_id(text: &str) -> Option<&'static str> {
    let folded = match_key(text);
    const WORDS: &[(&str, &str)] = &[
        ("enhancedsecureerase", "ata_secure_erase_enhanced"),
        ("secureerase", "ata_secure_erase"),
        ("blockerase", "sanitize_block"),
        ("ブロック消去", "sanitize_block"),
        ("nvmesanitize", "nvme_sanitize"),
        ("nvmeformat", "nvme_format"),
        ("crypto", "crypto_erase"),
        ("暗号化消去", "crypto_erase"),
        ("sanitize", "sanitize_overwrite"),
        ("磁気消去", "degauss"),
        ("消磁", "degauss"),
        ("磁気破壊", "degauss"),
        ("degauss", "degauss"),
        ("粉砕", "crush"),
        ("破砕", "crush"),
        ("細断", "shred"),
        ("シュレッ", "shred"),
        ("溶解", "melt"),
        ("溶融", "melt"),
        ("焼却", "incinerate"),
        ("穿孔", "drill"),
        ("ドリル", "drill"),
        ("上書", "overwrite"),
        ("overwrit", "overwrite"),
        ("zeros", "overwrite"),
        ("zero", "overwrite"),
        ("ones", "overwrite"),
        ("dod", "overwrite"),
        ("gutmann", "overwrite"),
        ("prng", "overwrite"),
        ("random", "overwrite"),
        ("nist80088", "overwrite"),
        ("ops-ii", "overwrite"),
        ("opsii", "overwrite"),
        ("hmg", "overwrite"),
        // Last: what was overwritten and then formatted was overwritten.
        ("出荷時", "factory_reset"),
        ("factoryreset", "factory_reset"),
        ("初期化", "format"),
        ("フォーマット", "format"),
    ];
    WORDS.iter().find(|(word, _)| folded.contains(&match_key(word))).map(|(_, id)| *id)
}

/// What a column for results says: a word nobody knows is no 合格.
fn result_of(text: &str) -> Option<&'static str> {
    verdict(text).or((!text.trim().is_empty()).then_some("unknown"))
}

/// `pass`, `fail` or `unknown` of a word for a result; nothing where it says neither. A good word with something
/// before it that turns it round is no good word.
fn verdict(text: &str) -> Option<&'static str> {
    const FINE: &[&str] =
        &["異常なし", "異常無し", "エラーなし", "エラー無し", "問題なし", "noerrors", "withouterrors"];
    const BAD: &[&str] = &[
        "fail",
        "失敗",
        "異常",
        "abort",
        "cancel",
        "中断",
        "中止",
        "insane",
        "witherror",
        "エラーあり",
        "incomplete",
        "せず",
        "できない",
        "いない",
        "ません",
    ];
    const OPEN: &[&str] =
        &["unknown", "pending", "progress", "running", "partial", "不明", "未", "途中", "予定", "一部"];
    const GOOD: &[&str] =
        &["success", "erased", "pass", "complete", "合格", "正常", "成功", "完了", "終了", "済", "良好"];
    let mut word = match_key(text);
    FINE.iter().for_each(|fine| word = word.replace(&match_key(fine), "正常"));
    let says = |words: &[&str]| words.iter().any(|one| word.contains(one));
    let is = |words: &[&str]| words.contains(&&*word) || words.contains(&text.trim());
    let turned = |good: &&str| {
        let turns = ["un", "not", "non", "不", "非"];
        word.match_indices(good).any(|(at, _)| turns.iter().any(|turn| word[..at].ends_with(turn)))
    };
    let english = text.to_lowercase();
    let denied =
        english.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| ["not", "never"].contains(&word));
    match () {
        () if word.is_empty() => None,
        () if denied || says(BAD) || GOOD.iter().any(turned) => Some("fail"),
        () if stands_last(&word, "ng") || is(&["×", "✕", "否", "不可", "不良"]) => Some("fail"),
        () if says(OPEN) => Some("unknown"),
        () if says(GOOD) || stands_last(&word, "ok") || is(&["○", "〇", "◯", "良", "可"]) => {
            Some("pass")
        }
        () => None,
    }
}

/// Whether it ends with this word: 「消去OK」, but not `knok`.
fn stands_last(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphabetic()))
}

/// A serial number as it may be printed: short, without control characters, with a digit or letter.
fn clean_serial(text: &str) -> String {
    let text = text.trim().trim_matches(['"', '\'', '-', ':', '：']).trim();
    let printable = text.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    let known =
        !["unknown", "na", "n/a", "none", "xxxxxx", "?????", "null"].contains(&text.to_lowercase().as_str());
    let long_enough = (3..=64).contains(&text.len());
    if printable && known && long_enough && text.chars().any(|c| c.is_ascii_alphanumeric()) {
        text.to_owned()
    } else {
        String::new()
    }
}
