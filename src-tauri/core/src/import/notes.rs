//! 表についての注意: what holds for a whole table and is said once, above its rows.

use super::cells::{Row, Sheet};
use super::mapping::{Mapping, Target};
use super::options::TextEncoding;
use super::problem::{Finding, Issue, Verdict};
use super::tables::{Table, column_letters};
use crate::export::{HEAD_OF_LOG, WRITTEN_OUT, mark_of, own};
use crate::vocab::fold::match_key;

/// Everything about a table and its sheet that the user should know before taking it in.
pub fn of_table(sheet: &Sheet, table: &Table, mapping: &Mapping) -> Vec<Finding> {
    let head = &sheet.head;
    let place = place(sheet);
    let say = |issue, value: &str| Finding::in_place(&place, "", issue, "", value);
    let mut notes = Vec::new();
    if head.marks_unread {
        notes.push(say(Issue::MarksUnread, ""));
    }
    if head.hidden {
        notes.push(say(Issue::HiddenSheet, ""));
    }
    let taken = mapping.columns.iter().filter(|mapped| !matches!(mapped.target, Target::Excluded));
    for mapped in taken.filter(|mapped| head.hidden_columns.contains(&mapped.column.col)) {
        notes.push(say(Issue::HiddenColumn, &mapped.column.heading));
    }
    for col in hidden_without_heading(sheet, table, mapping) {
        notes.push(say(Issue::HiddenColumn, &format!("{}列", column_letters(col))));
    }
    if head.drawings > 0 {
        notes.push(say(Issue::Drawings, &head.drawings.to_string()));
    }
    let links = head.formulas.iter().filter(|formula| looks_elsewhere(&formula.text)).count();
    if links > 0 {
        notes.push(say(Issue::ExternalLinks, &links.to_string()));
    }
    match head.encoding {
        Some(TextEncoding::Cp932) => notes.push(say(Issue::EncodingGuess, "Shift_JIS（CP932）")),
        Some(TextEncoding::Iso2022Jp) => notes.push(say(Issue::EncodingGuess, "JIS（ISO-2022-JP）")),
        _ => {}
    }
    if let Some(column) = mapping.columns.iter().find(|mapped| Some(mapped.column.col) == table.meant_by) {
        notes.push(say(Issue::NotMeant, &column.column.heading));
    }
    notes
}

/// Hidden columns of the table whose cells are kept though nothing stands above them.
fn hidden_without_heading(sheet: &Sheet, table: &Table, mapping: &Mapping) -> Vec<u16> {
    let headed = |col: u16| {
        mapping.columns.iter().any(|mapped| (mapped.column.col..=mapped.column.last_col).contains(&col))
    };
    let rows = || sheet.rows.iter().filter(|row| (table.first_row..=table.last_row).contains(&row.number));
    let filled = |col: u16| rows().any(|row| row.cell(col).is_some_and(|cell| !cell.value.is_blank()));
    let inside = sheet.head.hidden_columns.iter().filter(|col| (table.cols.0..=table.cols.1).contains(*col));
    inside.copied().filter(|col| !headed(*col) && filled(*col)).collect()
}

/// Quotation marks that enclose less than a cell: what stands behind them may be in the wrong cell or row.
pub fn stray_quotes(sheet: &Sheet, verdicts: &dyn Fn(&str, Issue) -> Verdict) -> Option<Finding> {
    let lines = &sheet.head.stray_quotes;
    let finding = Finding::in_place(&place(sheet), "", Issue::StrayQuote, "", &lines_ja(lines));
    (!lines.is_empty()).then(|| finding.decided(verdicts("", Issue::StrayQuote), true))
}

/// 3行目、5行目ほか4か所
fn lines_ja(lines: &[u32]) -> String {
    let first: Vec<String> = lines.iter().take(5).map(|line| format!("{line}行目")).collect();
    let more = lines.len() - first.len();
    let more = if more > 0 { format!("ほか{more}か所") } else { String::new() };
    format!("{}{more}", first.join("、"))
}

/// Rows of a text file with more cells than its headings, where other rows have none there: a comma inside a cell
/// that stands in no quotation marks.
pub fn beyond_headings(
    sheet: &Sheet,
    table: &Table,
    verdicts: &dyn Fn(&str, Issue) -> Verdict,
) -> Option<Finding> {
    sheet.head.encoding?;
    let (last, header) =
        (table.columns.iter().map(|column| column.last_col).max()?, table.header_rows.last()?);
    let body = sheet.rows.iter().filter(|row| (header + 1..=table.last_row).contains(&row.number));
    let full: Vec<_> = body.filter(|row| row.cells.len() >= 2).collect();
    let beyond =
        full.iter().filter(|row| row.cells.iter().any(|cell| cell.col > last && !cell.value.is_blank()));
    let lines: Vec<u32> = beyond.map(|row| row.number).collect();
    let finding = Finding::in_place(&place(sheet), "", Issue::BeyondHeadings, "", &lines_ja(&lines));
    let some = !lines.is_empty() && lines.len() < full.len();
    some.then(|| finding.decided(verdicts("", Issue::BeyondHeadings), true))
}

/// 記入例, 台帳(旧) and the like: left out unless the user wants it.
pub fn sample(sheet: &Sheet, verdicts: &dyn Fn(&str, Issue) -> Verdict) -> Option<Finding> {
    const SAMPLES: [&str; 6] = ["記入例", "記載例", "入力例", "記入見本", "見本", "サンプル"];
    // 様式第4号 may be the ledger itself; only a bare 様式 is an empty form.
    const FORMS: [&str; 3] = ["様式", "ひな形", "ひな型"];
    let decided = |issue, what: &str| {
        let finding = Finding::in_place(&place(sheet), "", issue, what, "");
        Some(finding.decided(verdicts("", issue), true))
    };
    if let Some(title) = own_list(sheet) {
        return decided(Issue::OwnList, &title);
    }
    let name = sheet.head.name.as_deref()?;
    let key = match_key(name);
    let choices = sheet.head.hidden && is_of_choices(&key);
    if SAMPLES.iter().any(|word| key.contains(word)) || FORMS.contains(&key.as_str()) || choices {
        return decided(Issue::SampleSheet, name);
    }
    if is_old(name) { decided(Issue::OldSheet, name) } else { None }
}

/// リスト, 選択肢: on a hidden sheet of that name stand the words the cells of the others may have, and no records.
fn is_of_choices(key: &str) -> bool {
    const CHOICES: [&str; 11] = [
        "リスト",
        "選択肢",
        "選択リスト",
        "プルダウン",
        "ドロップダウン",
        "入力規則",
        "マスタ",
        "マスター",
        "候補",
        "list",
        "master",
    ];
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
    CHOICES.iter().any(|word| bare == match_key(word))
        || ["マスタ", "用リスト"].iter().any(|end| bare.ends_with(end))
}

/// 未受講者一覧 and the like as they were written out, by their title: below it stands the head of the log and no mark
/// says which records the rows are; or the first row holds the headings of such a list. A ledger of ours whose column
/// of marks somebody deleted is a ledger all the same: its rows are known by their numbers and by what stands in them.
fn own_list(sheet: &Sheet) -> Option<String> {
    let texts = |row: &Row| -> Vec<String> {
        row.cells
            .iter()
            .map(|cell| cell.value.text().trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect()
    };
    let head: Vec<Vec<String>> = sheet.rows.iter().take(3).map(texts).collect();
    let (title, below) = (head.first()?, head.get(1));
    let marked = head.iter().flatten().any(|text| mark_of(text).is_some());
    let written = |line: &Vec<String>| {
        line.first().is_some_and(|text| text.contains(WRITTEN_OUT) && text.contains(HEAD_OF_LOG))
    };
    if !marked && below.is_some_and(written) {
        let is_part = head.get(2).is_some_and(|found| own::is_part_sheet(title.first(), found));
        let ledger = |title: &&String| is_part || own::is_ledger(title, head.get(2));
        return title.first().filter(|title| !ledger(title)).cloned();
    }
    own::title_of(title).map(str::to_owned)
}

/// 台帳(旧), 旧台帳, 台帳のコピー: a copy somebody kept beside the one in use.
fn is_old(name: &str) -> bool {
    let name = name.trim();
    let key = match_key(name);
    ["(旧)", "（旧）", "(古)", "（古）"].iter().any(|mark| name.contains(mark))
        || name.starts_with('旧')
        || name.ends_with('旧')
        // 台帳のコピー, 台帳（控） and コピー ～ 台帳; コピー機一覧 is a ledger like any other.
        || ["コピー", "控", "控え", "使用しない", "不使用", "削除予定"].iter().any(|end| key.ends_with(end))
        || ["コピー~", "コピー-", "copyof"].iter().any(|start| key.starts_with(start))
}

/// A sheet that broke off while it was read: what follows is missing, and nobody is to miss it unawares.
pub fn broken_off(sheet: &Sheet, verdicts: &dyn Fn(&str, Issue) -> Verdict) -> Option<Finding> {
    let why = sheet.head.unreadable.as_deref()?;
    let last = sheet.rows.last().map(|row| row.number.to_string()).unwrap_or_default();
    let finding = Finding::in_place(&place(sheet), "", Issue::BrokenOff, why, &last);
    Some(finding.decided(verdicts("", Issue::BrokenOff), true))
}

/// `[1]Sheet1!A1` or `'[台帳.xlsx]R5'!A1`.
fn looks_elsewhere(formula: &str) -> bool {
    formula.split_once('[').is_some_and(|(_, after)| after.contains(']') && after.contains('!'))
}

fn place(sheet: &Sheet) -> String {
    sheet.head.name.as_ref().map(|name| format!("{name} シート")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_that_look_into_other_books() {
        for formula in ["[1]Sheet1!A1", "VLOOKUP(A1,'[台帳.xlsx]R5'!A:B,2,0)"] {
            assert!(looks_elsewhere(formula), "{formula}");
        }
        for formula in ["Sheet1!A1", "表1[管理番号]", "SUM(A1:A3)"] {
            assert!(!looks_elsewhere(formula), "{formula}");
        }
    }
}
