//! import --decisions: the answers the window would give, read from a file.

use std::path::Path;

use mamori_core::import::answering::{self, OfLedger};
use mamori_core::import::{Decisions, Judged, TextEncoding, decode_text};
use serde_json::Value as Json;

use crate::answer::Failure;

/// What a file of answers says.
#[derive(Default)]
pub struct Said {
    pub decisions: Decisions,
    /// Hashes of the files it was written for, where it names them.
    pub files: Vec<String>,
}

/// The decisions of a file. A word it does not know would be passed over, so none is allowed.
pub fn read(path: &Path) -> Result<Said, Failure> {
    let failed = |why: String| {
        Failure::Usage(format!("決めたことのファイル「{}」を読めません。{why}", path.display()))
    };
    let bytes = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
    // PowerShell 5 writes UTF-16 behind its `>`, and an editor may have saved it as Shift_JIS.
    let (text, encoding) = decode_text(&bytes, None);
    // A word of a broken cell may hold U+FFFD itself.
    let broken = match encoding {
        TextEncoding::Utf8 => std::str::from_utf8(&bytes).is_err(),
        TextEncoding::Utf16 => bytes.len() % 2 == 1,
        _ => text.contains(char::REPLACEMENT_CHARACTER),
    };
    if broken {
        return Err(failed("文字コードを見分けられません。UTF-8で保存し直してください。".to_owned()));
    }
    let json: Json = serde_json::from_str(&text)
        .map_err(|error| failed(format!("JSONとして正しくありません（{error}）。")))?;
    // A whole answer of --dry-run, with its decisions written on, does as well.
    let files = json["files"].as_array().into_iter().flatten();
    let files = files.filter_map(|file| file["sha256"].as_str().map(str::to_owned)).collect();
    let json = json.get("decisions").cloned().unwrap_or(json);
    let decisions: Decisions = serde_json::from_value(json.clone())
        .map_err(|error| failed(format!("使えない値があります（{error}）。")))?;
    let known = serde_json::to_value(&decisions).map_err(|error| failed(error.to_string()))?;
    let mut strange = Vec::new();
    unknown(&json, &known, "", &mut strange);
    match &strange[..] {
        [] => Ok(Said { decisions, files }),
        names => Err(failed(format!(
            "知らない名前があります: {}。--dry-run --json の questions にある key を使ってください。",
            names.join("、")
        ))),
    }
}

/// Names of the file that came to nothing.
fn unknown(said: &Json, known: &Json, at: &str, strange: &mut Vec<String>) {
    for (key, value) in said.as_object().into_iter().flatten() {
        let at = if at.is_empty() { key.clone() } else { format!("{at}/{key}") };
        match known.get(key) {
            Some(known) => unknown(value, known, &at, strange),
            None => strange.push(at),
        }
    }
}

/// Tables are known by their places among the files: answers about others would go to the wrong ones.
pub fn same_files(judged: &Judged, files: &[String]) -> Result<(), Failure> {
    let here = judged.preview.files.iter().map(|file| &file.sha256);
    if files.is_empty() || here.eq(files) {
        return Ok(());
    }
    let advice = "決めたことは、いま選んだのとは別のファイルについてのものです。同じファイルを同じ順で指定するか、--dry-run --json からやり直してください。";
    Err(Failure::Usage(advice.to_owned()))
}

/// What was said, without what is remembered of the form: a dry run writes all of it down, also the meaning of a colour
/// this file lacks.
pub fn beside(said: &Decisions, remembered: &Decisions) -> Decisions {
    let mut said = said.clone();
    for (id, kept) in &remembered.tables {
        if let Some(table) = said.tables.get_mut(id) {
            table.meanings.retain(|mark, meant| kept.meanings.get(mark) != Some(meant));
        }
    }
    said
}

/// No answer goes where nobody asks.
pub fn check(judged: &Judged, said: &Decisions, of_ledger: Option<OfLedger<'_>>) -> Result<(), Failure> {
    let misplaced = answering::misplaced(judged, said, of_ledger);
    if misplaced.is_empty() {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "当てはまる問いのない答えがあります: {}。--dry-run --json の questions で、key と values を確かめてください。",
        misplaced.join("、")
    )))
}
