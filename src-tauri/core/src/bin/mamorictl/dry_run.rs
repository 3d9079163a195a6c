//! import --dry-run: what would come in, file by file, with the sums below.

use std::fmt::Write as _;

use mamori_core::import::answering::{self, OfLedger};
use mamori_core::import::left::LeftFile;
use mamori_core::import::{FilePreview, ImportError, Judged, Preview, Severity, TablePreview};
use mamori_core::registers;
use serde_json::{Value as Json, json};

use crate::answer::Answer;

/// As text or as JSON, whichever is wanted: of a large ledger either alone is large. What the ledger says is told
/// where one was opened.
pub fn answer(
    judged: &Judged,
    (refused, of_ledger): (&[ImportError], Option<OfLedger<'_>>),
    wants_json: bool,
) -> Answer {
    let preview = &judged.preview;
    let sums = Sums::of(preview.rows(), preview.tables());
    let good = refused.is_empty() && preview.open(Severity::Error) == 0;
    if wants_json {
        let mut json = json(preview, refused, &sums);
        if let Some(OfLedger { comparison, left, .. }) = of_ledger {
            (json["diff"], json["left"]) = (comparison.to_json(preview), json!(left));
        }
        (json["questions"], json["decisions"]) =
            (json!(answering::open(judged, of_ledger)), json!(judged.decisions()));
        return Answer { text: String::new(), json, good };
    }
    let mut text = text(preview, refused, &sums);
    if let Some(OfLedger { comparison, left, .. }) = of_ledger {
        let lines = format!("{}{}", left_text(left), comparison.text_ja(preview));
        let _ = write!(text, "台帳との違い: {}\n{lines}", comparison.counts.sum_ja());
    }
    Answer { text, json: Json::Null, good }
}

/// By name, and why.
pub fn left_text(left: &[LeftFile]) -> String {
    let mut text = String::new();
    if !left.is_empty() {
        let _ = writeln!(text, "取り込まないファイル {}件", left.len());
    }
    for file in left {
        let _ = writeln!(text, "  {}: {}", file.file, file.why_ja());
    }
    text
}

fn json(preview: &Preview, refused: &[ImportError], sums: &Sums) -> Json {
    let mut json = preview.to_json();
    if let Some(files) = json["files"].as_array_mut() {
        files.extend(refused.iter().map(refused_json));
    }
    json["summary"] = sums.to_json(preview.files.len(), refused.len());
    json
}

fn refused_json(error: &ImportError) -> Json {
    let said = json!({ "code": error.failure.as_str(), "message": error.message_ja() });
    json!({ "file": error.file, "tables": [], "error": said })
}

/// Rows read, and what they ask.
#[derive(Default)]
struct Sums {
    tables: usize,
    rows: u32,
    data: u64,
    waiting: u64,
    proposals: usize,
    errors: usize,
    notes: usize,
}

impl Sums {
    /// `rows`: each once, though two tables may have it.
    fn of<'t>(rows: u32, tables: impl IntoIterator<Item = &'t TablePreview>) -> Self {
        let mut sums = Self { rows, ..Self::default() };
        for table in tables.into_iter().filter(|table| !table.unmapped) {
            sums.tables += 1;
            let data = if table.waits { &mut sums.waiting } else { &mut sums.data };
            *data += u64::from(table.totals.data);
            sums.proposals += table.count(Severity::Proposal);
            sums.errors += table.count(Severity::Error);
            sums.notes += table.count(Severity::Note);
        }
        sums
    }

    fn text(&self) -> String {
        let Self { tables, rows, data, waiting, proposals, errors, notes } = self;
        let waiting = if *waiting > 0 { format!(" 確認待ち{waiting}") } else { String::new() };
        format!("表{tables} 行{rows} データ{data}{waiting} 提案{proposals} 要修正{errors} 参考{notes}")
    }

    fn to_json(&self, read: usize, refused: usize) -> Json {
        json!({
            "files_read": read,
            "files_refused": refused,
            "tables": self.tables,
            "rows": self.rows,
            "data": self.data,
            "waiting": self.waiting,
            "proposals": self.proposals,
            "errors": self.errors,
            "notes": self.notes,
        })
    }
}

fn text(preview: &Preview, refused: &[ImportError], sums: &Sums) -> String {
    let mut text = String::new();
    for file in &preview.files {
        let _ = writeln!(text, "{}: {}", file.file, Sums::of(file.rows(), &file.tables).text());
        tables(&mut text, file);
    }
    for error in refused {
        let _ = writeln!(text, "断り: {}", error.message_ja());
    }
    for group in preview.groups() {
        let kind = match group.severity {
            Severity::Error => "要修正",
            Severity::Proposal => "提案",
            Severity::Note => "参考",
        };
        let file = file_of(preview, &group.table);
        let _ = writeln!(text, "[{kind}] {}件 {file} {}", group.count, group.example);
    }
    let (read, refused) = (preview.files.len(), refused.len());
    let _ = writeln!(text, "合計: 読めたファイル{read} 断ったファイル{refused} {}", sums.text());
    text
}

/// The file a table stands in, by the table's id.
fn file_of<'p>(preview: &'p Preview, table: &str) -> &'p str {
    let holds = |file: &&FilePreview| file.tables.iter().any(|one| one.id == table);
    preview.files.iter().find(holds).map_or("", |file| &file.file)
}

fn tables(text: &mut String, file: &FilePreview) {
    if file.tables.iter().all(|table| table.unmapped) {
        let _ = writeln!(text, "  台帳の表は見つかりませんでした。見出しの行のある表か確かめてください。");
    }
    for sheet in &file.sheets {
        if let Some(why) = &sheet.unreadable {
            let _ = writeln!(text, "  {}: {why}", sheet.name.as_deref().unwrap_or_default());
        }
    }
    for table in &file.tables {
        let sheet = table.sheet.as_deref().unwrap_or("表");
        let of = table.totals;
        if table.unmapped {
            let _ = writeln!(text, "  {sheet}: {}行。台帳の表と見分けられないため取り込みません。", of.rows);
            continue;
        }
        let register = registers::register(table.register).label.ja;
        let parts = [
            (if table.waits { "確認待ち" } else { "データ" }, of.data),
            ("見出し", of.header),
            ("小見出し", of.heading),
            ("計", of.total),
            ("注記", of.note),
            ("空白", of.blank),
            ("除外", of.excluded),
            ("続き", of.continued),
            ("ほかの表に入る行", of.elsewhere),
        ];
        let parts: Vec<String> = parts.iter().map(|(name, count)| format!("{name}{count}")).collect();
        let _ = writeln!(text, "  {sheet} → {register}: {}行 = {}", of.rows, parts.join(" + "));
    }
}
