//! 下見のJSON: what `import --dry-run --json` answers.

use serde_json::{Value as Json, json};

use super::{ColumnMapping, FilePreview, Preview, RowPreview, TablePreview};
use crate::import::problem::Finding;
use crate::import::rows::RowClass;

impl Preview {
    /// What `import --dry-run --json` answers.
    pub fn to_json(&self) -> Json {
        let file = |file: &FilePreview| {
            let tables = file.tables.iter().filter(|table| !table.unmapped);
            let tables: Vec<Json> = tables.map(TablePreview::to_json).collect();
            let unmapped = file.tables.iter().filter(|table| table.unmapped).map(|table| {
                json!({ "id": table.id, "sheet": table.sheet, "header_row": table.header_row, "rows": table.totals.rows })
            });
            let unmapped: Vec<Json> = unmapped.collect();
            json!({ "file": file.file, "sha256": file.sha256, "tables": tables, "unmapped": unmapped })
        };
        json!({ "files": self.files.iter().map(file).collect::<Vec<_>>() })
    }
}

impl TablePreview {
    fn to_json(&self) -> Json {
        let rows: Vec<Json> = self.rows.iter().map(RowPreview::to_json).collect();
        let not_data = self.not_data.iter().map(|row| {
            // What was left out on purpose or stands in another table is no matter for a list.
            let left = matches!(row.class, RowClass::Excluded | RowClass::Elsewhere);
            let text = if left { "" } else { row.text.as_str() };
            json!({ "row": row.row, "class": row.class.as_str(), "text": text })
        });
        let mut table = json!({
            "id": self.id,
            "sheet": self.sheet,
            "register": self.register.as_str(),
            "header_row": self.header_row,
            "waits": self.waits,
            "values": self.values,
            "rows": rows,
            "columns": self.columns.iter().map(column_json).collect::<Vec<_>>(),
            "not_data": not_data.collect::<Vec<_>>(),
            "totals": self.totals,
        });
        if !self.problems.is_empty() {
            table["problems"] = self.problems.iter().map(finding_json).collect();
        }
        table
    }
}

impl RowPreview {
    fn to_json(&self) -> Json {
        json!({
            "row": self.row,
            "hidden": self.hidden,
            "struck": self.struck,
            "values": self.values,
            "raw": self.raw,
            "extra": self.kept(),
            "problems": self.problems.iter().map(finding_json).collect::<Vec<_>>(),
        })
    }
}

fn column_json(column: &ColumnMapping) -> Json {
    json!({
        "col": column.col,
        "heading": column.heading,
        "field": column.field,
        "excluded": column.excluded,
        "reason": column.reason,
    })
}

fn finding_json(finding: &Finding) -> Json {
    json!({
        "field": finding.field,
        "code": finding.issue.as_str(),
        "severity": finding.severity,
        "text": finding.text,
    })
}
