//! 差分の文字: the differences as lines to read and as JSON, for the command line.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::Standing;
use super::merge::FieldDiff;
use super::view::{Comparison, StandingCounts};
use crate::import::preview::{Preview, TablePreview};
use crate::import::problem::Finding;
use crate::registers::register;

impl Comparison {
    /// As `mamorictl import --json` answers it, table by table.
    pub fn to_json(&self, preview: &Preview) -> Json {
        let table = |table: &TablePreview| {
            let diff = self.tables.get(&table.id)?;
            Some(json!({
                "id": table.id, "sheet": table.sheet, "register": table.register, "counts": diff.counts,
                "rows": diff.rows, "absent": diff.absent, "absent_count": diff.absent_count,
            }))
        };
        json!({ "counts": self.counts, "tables": preview.tables().filter_map(table).collect::<Vec<_>>() })
    }

    /// The same as lines to read.
    pub fn text_ja(&self, preview: &Preview) -> String {
        let mut lines = Vec::new();
        for table in preview.tables() {
            let Some(diff) = self.tables.get(&table.id) else { continue };
            let place = preview.place(table);
            let label = register(table.register).label.ja;
            lines.push(format!("  {place} → {label}: {}", diff.counts.sum_ja()));
            for row in &diff.rows {
                lines.push(format!("    {}行目 {}（{}）", row.row, row.number, row.standing.label_ja()));
                lines.extend(row.diffs.iter().map(|diff| format!("      {}", diff.line_ja())));
                lines.extend(row.fixed.iter().map(|why| format!("      {why}")));
            }
            if diff.rows_left_out > 0 {
                lines.push(format!("    ほか {}行の違いは省きました。", diff.rows_left_out));
            }
            lines.extend(diff.unread.iter().map(|one| format!("    {}行目: {}", one.row, one.why)));
            let asked = self.asked.get(&table.id).into_iter().flat_map(BTreeMap::values).flatten();
            let answer =
                |one: &Finding| if one.is_open() { "未決定" } else { one.issue.answer_ja(one.verdict) };
            lines.extend(asked.map(|one| format!("    {}: {}", answer(one), one.text)));
            for check in &diff.checks {
                let rows: Vec<String> = check.rows.iter().map(u32::to_string).collect();
                lines.push(format!(
                    "    確かめ {}件（{}行目）: {}",
                    check.count,
                    rows.join("・"),
                    check.text
                ));
            }
            if diff.absent_count > 0 {
                let numbers: Vec<&str> = diff.absent.iter().take(20).map(|one| one.number.as_str()).collect();
                let numbers = numbers.join("、");
                lines.push(format!(
                    "    ファイルにない記録 {}件（そのまま残します）: {numbers}",
                    diff.absent_count
                ));
            }
        }
        lines.join("\n")
    }
}

impl StandingCounts {
    /// 新規 3・変更 1
    pub fn sum_ja(&self) -> String {
        let counts = Standing::ALL.into_iter().map(|standing| (standing, self.of(standing)));
        let counts = counts.filter(|(_, count)| *count > 0);
        let counts: Vec<_> =
            counts.map(|(standing, count)| format!("{} {count}", standing.label_ja())).collect();
        if counts.is_empty() { "0件".to_owned() } else { counts.join("・") }
    }
}

impl FieldDiff {
    /// 保管場所: 金庫 → 書庫
    pub fn line_ja(&self) -> String {
        let text = |text: &str| if text.is_empty() { "（空欄）".to_owned() } else { text.to_owned() };
        let both = match (self.required, self.conflict) {
            (true, _) => "［空欄にできない項目］",
            (_, true) => "［両方で変更］",
            _ => "",
        };
        format!("{}{both}: {} → {}", self.label, text(&self.ledger), text(&self.file))
    }
}
