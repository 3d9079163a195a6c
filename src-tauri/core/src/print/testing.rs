//! For tests of forms: goldens as text, and the printed page where someone wants to look at it.

#![expect(clippy::disallowed_methods, reason = "writes goldens, never a ledger")]

use std::path::PathBuf;

use chrono::DateTime;

use super::{Fonts, Mark, Meta, Sheet, check, render};

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/forms").join(name)
}

/// Compares the sheet with its golden; `UPDATE_GOLDEN=1` writes it anew, `SHOW_FORMS=dir` writes the PDF.
pub fn matches_golden(name: &str, sheet: &Sheet) {
    assert_eq!(check(sheet, Fonts::shared()), Ok(Vec::new()), "every character has a font");
    if let Some(folder) = std::env::var_os("SHOW_FORMS") {
        let pdf = render(sheet, Fonts::shared(), &meta(name)).unwrap();
        std::fs::write(PathBuf::from(folder).join(format!("{name}.pdf")), pdf).unwrap();
    }
    let path = golden(&format!("{name}.txt"));
    let dump = sheet.dump();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &dump).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = kept.lines().zip(dump.lines()).position(|(kept, now)| kept != now);
    assert!(kept == dump, "{name}: differs from line {differs:?}; UPDATE_GOLDEN=1 rewrites it");
}

pub fn meta(title: &str) -> Meta {
    Meta {
        title: title.into(),
        author: "みなと健康保険組合".into(),
        creator: "まもり台帳".into(),
        created: DateTime::parse_from_rfc3339("2026-11-20T14:30:00+09:00").unwrap(),
    }
}

/// No text of the sheet leaves the paper, less `margin`.
pub fn stays_on_paper(sheet: &Sheet, margin: f32) {
    for page in &sheet.pages {
        for mark in &page.marks {
            if let Mark::Text { x, y, size, role, tracking, text } = mark {
                let count = super::glyph::clusters(text).count().saturating_sub(1) as f32;
                let w = super::text::width(Fonts::shared(), *role, *size, text.trim_end()) + tracking * count;
                let inside = *x >= margin && x + w <= page.width - margin && *y <= page.height - 4.0;
                assert!(inside, "{text:?} at {x},{y} is {w} wide");
            }
        }
    }
}
