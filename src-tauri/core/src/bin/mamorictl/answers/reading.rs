//! 答えのファイル: how it is read, and what it is told where it cannot be: which place of it, and what to do.

use std::io;
use std::path::Path;

use mamori_core::import::{Decisions, TextEncoding, decode_text};
use serde_json::error::Category;
use serde_json::{Error, Value as Json, json};

use crate::answer::Failure;

/// What a file of answers says.
#[derive(Default)]
pub struct Said {
    pub decisions: Decisions,
    /// Hashes of the files it was written for, where it names them.
    pub files: Vec<String>,
    /// What of it a dry run took from the memory of the form.
    pub remembered: Decisions,
}

/// The decisions of a file. A word it does not know would be passed over, so none is allowed.
pub fn read(path: &Path) -> Result<Said, Failure> {
    let failed = |why: String| {
        Failure::Usage(format!("決めたことのファイル「{}」を読めません。{why}", path.display()))
    };
    let bytes = std::fs::read(path).map_err(|error| failed(unread_ja(&error)))?;
    let text = text_of(&bytes)
        .ok_or_else(|| failed("文字コードを見分けられません。UTF-8で保存し直してください。".to_owned()))?;
    let json: Json = serde_json::from_str(&text).map_err(|error| failed(broken_ja(&error, &text)))?;
    // A whole answer of --dry-run, with its decisions written on, does as well.
    let files = json["files"].as_array().into_iter().flatten();
    let files = files.filter_map(|file| file["sha256"].as_str().map(str::to_owned)).collect();
    let remembered = json.get("remembered").cloned().unwrap_or_else(|| json!({}));
    let remembered = decisions(&remembered).map_err(failed)?;
    let decisions = decisions(json.get("decisions").unwrap_or(&json)).map_err(failed)?;
    Ok(Said { decisions, files, remembered })
}

/// PowerShell 5 writes UTF-16 behind its `>`, and an editor may have saved it as Shift_JIS.
fn text_of(bytes: &[u8]) -> Option<String> {
    let (text, encoding) = decode_text(bytes, None);
    // A word of a broken cell may hold U+FFFD itself.
    let broken = match encoding {
        TextEncoding::Utf8 => std::str::from_utf8(bytes).is_err(),
        TextEncoding::Utf16 => bytes.len() % 2 == 1,
        _ => text.contains(char::REPLACEMENT_CHARACTER),
    };
    (!broken).then(|| text.into())
}

fn decisions(json: &Json) -> Result<Decisions, String> {
    const ADVICE: &str = "--dry-run --json の questions で、key と values を確かめてください。";
    let read = serde_json::from_value::<Decisions>(json.clone()).ok().filter(|_| json.is_object());
    let Some(decisions) = read else {
        let (key, value) = unusable(json, &|said| said);
        let key = if key.is_empty() { "いちばん外側".to_owned() } else { key };
        let what =
            if value.is_object() || value.is_array() { "の形".to_owned() } else { format!(" に {value}") };
        return Err(format!("使えない値があります: {key}{what}。{ADVICE}"));
    };
    let mut strange = Vec::new();
    unknown(json, &json!(decisions), "", &mut strange);
    match &strange[..] {
        [] => Ok(decisions),
        names => Err(format!("知らない名前があります: {}。{ADVICE}", names.join("、"))),
    }
}

/// The smallest part that cannot be read: each is tried in its place with nothing beside it.
fn unusable(said: &Json, within: &dyn Fn(Json) -> Json) -> (String, Json) {
    for (key, value) in said.as_object().into_iter().flatten() {
        let alone = |value: Json| within(json!({ key: value }));
        if serde_json::from_value::<Decisions>(alone(value.clone())).is_err() {
            let (deeper, value) = unusable(value, &alone);
            let key = if deeper.is_empty() { key.clone() } else { format!("{key}/{deeper}") };
            return (key, value);
        }
    }
    (String::new(), said.clone())
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

fn unread_ja(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "この場所にありません。名前と場所を確かめてください。".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "開く権限がありません。ほかの場所に写して指定してください。".to_owned()
        }
        io::ErrorKind::IsADirectory => "フォルダーです。答えを書いたファイルを指定してください。".to_owned(),
        _ => format!("読み取れませんでした（{error}）。ほかの場所に写して指定してください。"),
    }
}

/// Where JSON is written wrongly, and what is usually the matter there.
fn broken_ja(error: &Error, text: &str) -> String {
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    // The parser counts bytes, and what it did not expect is the last of them.
    let before = line.get(..line.floor_char_boundary(error.column().saturating_sub(1))).unwrap_or(line);
    let place = format!("{}行目の{}文字目", error.line().max(1), before.chars().count() + 1);
    if error.classify() == Category::Eof {
        return format!(
            "JSONが{place}で途切れています。閉じるかっこ（ }} や ] ）か引用符（\"）を補ってください。"
        );
    }
    let rest: String = line[before.len()..].chars().take(10).collect();
    format!(
        "{place}「{rest}」で、JSONとして正しくありません。その手前のカンマ（,）・コロン（:）・引用符（\"）・かっこの過不足を直してください。"
    )
}
