//! 決めたことの言葉: what was decided about a table, one line each, as the window and the report say it.

use super::decisions::TableDecisions;
use super::problem::Issue;
use super::row_marks::{EXCLUDE, IGNORE};
use crate::registers;
use crate::vocab::fields::Kind;
use crate::vocab::{Field, FiscalYear, Register};

/// What may be said of dates that name no era.
pub const ERAS: [(&str, &str); 5] =
    [("R", "令和"), ("H", "平成"), ("S", "昭和"), ("20", "西暦20xx年"), ("19", "西暦19xx年")];

/// A table as far as words about it need it.
pub struct Words<'a> {
    pub register: &'static Register,
    /// The heading of a column.
    pub heading: &'a dyn Fn(u16) -> Option<String>,
}

/// What was decided, and what it comes to.
pub type Line = (String, String);

impl Words<'_> {
    /// Ledger, headings, columns, meanings of words, dates, colours.
    pub fn of_form(&self, decided: &TableDecisions) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(id) = decided.register {
            lines.push(("取込先".to_owned(), registers::register(id).label.ja.to_owned()));
        }
        if let Some(row) = decided.header_row {
            lines.push(("見出しの行".to_owned(), format!("{row}行目")));
        }
        for (col, field) in &decided.columns {
            let heading = (self.heading)(*col).unwrap_or_else(|| format!("{}列目", col + 1));
            let to = match field.as_str() {
                "" => "その他の列として残す".to_owned(),
                "-" => "取り込まない".to_owned(),
                key => format!("「{}」", self.label(key)),
            };
            lines.push((format!("「{heading}」の列"), to));
        }
        for (field, words) in &decided.words {
            lines.extend(words.iter().map(|(word, meant)| {
                (format!("「{}」の“{}”", self.label(field), short(word)), self.shown(field, meant))
            }));
        }
        for (field, era) in &decided.eras {
            lines.push((format!("「{}」の元号のない日付", self.label(field)), era_name(era).to_owned()));
        }
        if let Some(year) = decided.fiscal_year {
            lines.push(("年のない日付".to_owned(), FiscalYear(year).to_string()));
        }
        lines.extend(decided.meanings.iter().map(|(mark, meaning)| (mark_name(mark), self.meaning(meaning))));
        lines
    }

    /// What was said of single rows.
    pub fn of_rows(&self, decided: &TableDecisions) -> Vec<Line> {
        let rows = |rows: &std::collections::BTreeSet<u32>| {
            rows.iter().map(|row| format!("{row}行目")).collect::<Vec<_>>().join("、")
        };
        let kinds = [("除いた行", &decided.exclude_rows), ("記録として入れた行", &decided.include_rows)];
        let said = kinds.into_iter().filter(|(_, of)| !of.is_empty());
        said.map(|(what, of)| (what.to_owned(), rows(of))).collect()
    }

    pub fn of_groups(&self, decided: &TableDecisions) -> Vec<Line> {
        let groups = decided
            .groups
            .iter()
            .flat_map(|(field, issues)| issues.iter().map(move |(issue, verdict)| (field, *issue, verdict)));
        let line = |(field, issue, verdict): (&String, Issue, &super::problem::Verdict)| {
            (format!("「{}」{}", self.label(field), issue.label_ja()), issue.answer_ja(*verdict).to_owned())
        };
        groups.map(line).collect()
    }

    fn field(&self, key: &str) -> Option<&'static Field> {
        self.register.anywhere(key)
    }

    fn label(&self, key: &str) -> String {
        self.field(key).map_or_else(|| key.to_owned(), |field| field.label.ja.to_owned())
    }

    fn shown(&self, field: &str, value: &str) -> String {
        match (self.field(field).map(|field| field.kind), value) {
            (_, "") => "空欄".to_owned(),
            (Some(Kind::Bool), "1") => "有".to_owned(),
            (Some(Kind::Bool), "0") => "無".to_owned(),
            (Some(_), value) => {
                self.field(field).map_or_else(String::new, |field| super::cell_rules::shown(field, value))
            }
            (None, value) => value.to_owned(),
        }
    }

    pub fn meaning(&self, meaning: &str) -> String {
        match meaning {
            IGNORE => "意味なし".to_owned(),
            EXCLUDE => "取り込まない".to_owned(),
            state => format!("状態「{}」", self.shown("status", state)),
        }
    }
}

fn era_name(era: &str) -> &str {
    ERAS.iter().find(|(id, _)| *id == era).map_or(era, |(_, name)| name)
}

/// `fill:FFFF00`: a colour is known by its code.
pub fn mark_name(mark: &str) -> String {
    match mark.split_once(':') {
        Some(("fill", colour)) => format!("塗りつぶし（#{colour}）の行"),
        Some(("ink", colour)) => format!("文字の色（#{colour}）の行"),
        _ => "取消線の行".to_owned(),
    }
}

fn short(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}
