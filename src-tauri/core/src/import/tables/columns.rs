//! 列の見出し: what stands over each column of a table, and labels with their values above it.

use super::{Column, Labelled, two_rows};
use crate::export::bare_heading;
use crate::import::cells::{Merge, Raw, Row};
use crate::import::headings::headings;
use crate::vocab::fold::match_key;

/// The columns under headings of one or more rows.
pub fn columns(header: &Row, lower: &[&Row], merges: &[Merge]) -> Vec<Column> {
    let rows = || std::iter::once(header).chain(lower.iter().copied());
    let below = || lower.iter().map(|row| Some(*row)).chain([None]);
    let over: Vec<Vec<Merge>> = rows().map(|row| two_rows::merges_of(row, merges)).collect();
    let mut cols: Vec<u16> = rows().flat_map(|row| &row.cells).map(|cell| cell.col).collect();
    cols.sort_unstable();
    cols.dedup();
    let column = |col: u16| {
        let text = |((row, below), merges): ((&Row, Option<&Row>), &Vec<Merge>)| {
            text_over(row, col, merges).or_else(|| two_rows::over(row, below?, col, merges))
        };
        let mut path: Vec<String> = rows().zip(below()).zip(&over).filter_map(text).collect();
        path.dedup();
        let keys = column_keys(&path);
        (!path.is_empty()).then(|| Column {
            col,
            last_col: col,
            heading: bare_heading(&path.join("/")).to_owned(),
            keys,
            ..Column::default()
        })
    };
    let mut columns: Vec<Column> = cols.iter().copied().filter_map(column).collect();
    // The lowest heading says how far its column reaches.
    let lowest = rows().last().map_or(header.number, |row| row.number);
    for n in 0..columns.len() {
        let col = columns[n].col;
        let over = |merge: &&Merge| {
            merge.first_col == col && merge.last_row >= lowest && merge.first_row >= header.number
        };
        let reach = merges.iter().find(over).map_or(col, |merge| merge.last_col);
        let next = columns.get(n + 1).map_or(u16::MAX, |next| next.col);
        columns[n].last_col = reach.min(next.saturating_sub(1)).max(col);
    }
    columns
}

/// The text over a column, from the cell itself or from the horizontal merge it lies in.
pub fn text_over(row: &Row, col: u16, merges: &[Merge]) -> Option<String> {
    let lies_in =
        |merge: &&Merge| merge.first_row == row.number && (merge.first_col..=merge.last_col).contains(&col);
    let anchor = merges.iter().find(lies_in).map_or(col, |merge| merge.first_col);
    let text = row.cell(anchor)?.value.text().split_whitespace().collect::<String>();
    (!text.is_empty()).then_some(text)
}

fn column_keys(path: &[String]) -> Vec<String> {
    let mut keys = vec![match_key(&path.concat())];
    keys.extend(path.last().map(|text| match_key(text)));
    keys.extend(path.first().map(|text| match_key(text)));
    keys.extend(path.last().and_then(|text| without_remark(text)).map(match_key));
    // 取得 over 日付 is 取得日.
    if let [group, day] = path
        && ["日付", "年月日"].contains(&match_key(day).as_str())
    {
        keys.insert(1, match_key(&format!("{group}日")));
    }
    keys.extend(path.last().and_then(|text| somebody(text)));
    keys.dedup();
    keys
}

/// 持出者 of 持出者氏名（印）: who it is, whose seal is asked for beside.
fn somebody(text: &str) -> Option<String> {
    let key = match_key(text);
    let who = key.strip_suffix("印")?;
    let named = ["氏名", "名"].iter().find_map(|name| who.strip_suffix(name));
    let beside = named.is_some() || text.ends_with(['）', ')']);
    let who = named.unwrap_or(who);
    let is_one = ["者", "人", "承認", "確認"].iter().any(|end| who.ends_with(end));
    (beside && is_one && who.chars().count() > 2).then(|| who.to_owned())
}

/// 使用者 of 使用者（課名）: what a heading says before it says how to fill its cells in.
fn without_remark(text: &str) -> Option<&str> {
    const REMARKS: [&str; 16] = [
        "課名",
        "課",
        "所属",
        "所属課",
        "部署",
        "職名",
        "漢字",
        "フルネーム",
        "自署",
        "記名",
        "和暦",
        "西暦",
        "年月日",
        "必須",
        "任意",
        "名称",
    ];
    let (before, remark) = text.split_once(['（', '('])?;
    let remark = remark.strip_suffix(['）', ')'])?;
    (!before.is_empty() && REMARKS.contains(&remark)).then_some(before)
}

/// Labels with their values: two cells side by side, or 研修名：情報セキュリティ研修 in one.
pub fn labelled(row: &Row) -> Vec<Labelled> {
    let mut found = Vec::new();
    let cells: Vec<_> = row.cells.iter().filter(|cell| !cell.value.is_blank()).collect();
    for (n, cell) in cells.iter().enumerate() {
        let Raw::Text(text) = &cell.value else { continue };
        let said = said_in(text);
        if said.is_empty()
            && let (key, Some(next)) = (match_key(text), cells.get(n + 1))
            && headings().knows(&key)
        {
            found.push(Labelled { row: row.number, col: next.col, key, value: next.value.clone() });
        }
        found.extend(said.into_iter().map(|(key, value)| Labelled {
            row: row.number,
            col: cell.col,
            key,
            value: Raw::Text(value.into()),
        }));
    }
    found
}

/// Every label of one text with its value: 研修名：個人情報保護研修　開催日：令和6年6月10日, or 【研修名】個人情報保護研修.
fn said_in(text: &str) -> Vec<(String, &str)> {
    let bracketed = || text.trim_start().strip_prefix('【')?.split_once('】');
    let mut said = Vec::new();
    let mut rest = label_of(text).or_else(|| known(bracketed()?));
    while let Some((key, value)) = rest {
        let next = value.char_indices().filter(|(_, c)| c.is_whitespace() || "、，,;；／/".contains(*c));
        let next = next.map(|(at, c)| (at, &value[at + c.len_utf8()..]));
        let next = next.into_iter().find_map(|(at, after)| Some((at, label_of(after)?)));
        let (own, after) = next.map_or((value, None), |(at, after)| (&value[..at], Some(after)));
        let own = own.trim_matches(|c: char| c.is_whitespace() || "、，,;；／/".contains(c));
        said.extend((!own.is_empty()).then_some((key, own)));
        rest = after;
    }
    said
}

/// The label a text begins with, and what stands behind it. No label is long, and a remark of pages is not searched for
/// one at each of its words.
fn label_of(text: &str) -> Option<(String, &str)> {
    const LONGEST: usize = 20;
    let (at, sign) = text.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '：' | ':'))?;
    known((&text[..at], &text[at + sign.len_utf8()..]))
}

fn known<'t>((label, value): (&'t str, &'t str)) -> Option<(String, &'t str)> {
    Some((match_key(label), value)).filter(|(key, _)| headings().knows(key))
}

/// `AB` for column 27.
pub fn column_letters(col: u16) -> String {
    let (mut n, mut letters) = (u32::from(col) + 1, Vec::new());
    while n > 0 {
        letters.push(char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}
