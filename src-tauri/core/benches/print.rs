//! 印刷の速さ: a list of a thousand pages by the program, against the same glyphs through printpdf alone.
//!
//! printpdf alone is given every advantage: its fonts are cut down beforehand, places and line breaks are
//! known, nothing is checked. What is left is building its operators and saving. Each ratio is one line.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::DateTime;
use mamori_core::print::glyph::{FaceId, clusters};
use mamori_core::print::sheet::POINT;
use mamori_core::print::{Fonts, Mark, Meta, Role, Sheet, render};
use mamori_core::training::form::{Attendee, TrainingForm, lay_out};
use printpdf::{
    FontId, FontMetrics, Line, LinePoint, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem, TextMatrix,
};
use subsetter::GlyphRemapper;

const PEOPLE: usize = 30 * 999;
const ROUNDS: usize = 5;

fn main() {
    let form = form();
    let fonts = Fonts::shared();
    let meta = meta();
    let sheet = lay_out(&form, fonts);
    let raw_fonts = cut_fonts(&sheet);

    let mut ours = Duration::MAX;
    let mut layout = Duration::MAX;
    let mut raw = Duration::MAX;
    let (mut our_size, mut raw_size) = (0, 0);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let sheet = lay_out(&form, fonts);
        layout = layout.min(start.elapsed());
        our_size = black_box(render(&sheet, fonts, &meta).unwrap()).len();
        ours = ours.min(start.elapsed());

        let start = Instant::now();
        raw_size = black_box(raw_pdf(&sheet, &raw_fonts)).len();
        raw = raw.min(start.elapsed());
    }
    println!("pages {} ours {ours:.2?} (layout {layout:.2?}) raw printpdf {raw:.2?}", sheet.pages.len());
    println!("bytes ours {our_size} raw {raw_size}");
    println!("print_1000_pages ratio {:.2} goal 1.20", ours.as_secs_f64() / raw.as_secs_f64());
}

fn form() -> TrainingForm {
    let names = ["髙橋 一郎", "𠮷田 健", "辻\u{e0100} 香織", "渡邉 美穂", "渡邊 誠", "德永 修", "ﾏﾙﾃｨﾈｽ ｱﾅ"];
    let departments = ["総務課", "業務部適用課", "保健事業推進室"];
    let attendees = (0..PEOPLE)
        .map(|n| Attendee {
            department: departments[n % 3].into(),
            title: ["主任", "課長補佐"][n % 2].into(),
            name: names[n % 7].into(),
            employment: Some("regular".into()),
            attendance: Some(["attended", "absent"][usize::from(n % 9 == 0)].into()),
            score: Some((n % 101) as u32),
            ..Attendee::default()
        })
        .collect();
    TrainingForm { course: Some("情報機器の持出し".into()), attendees, ..TrainingForm::default() }
}

fn meta() -> Meta {
    Meta {
        title: "様式第１２号".into(),
        author: "みなと健康保険組合".into(),
        creator: "まもり台帳".into(),
        created: DateTime::parse_from_rfc3339("2026-11-20T14:30:00+09:00").unwrap(),
    }
}

/// Fonts for printpdf, cut down to the sheet, and which of them draws which character.
struct RawFonts {
    fonts: Vec<(FontId, ParsedFont)>,
    face: HashMap<(bool, char), usize>,
}

fn cut_fonts(sheet: &Sheet) -> RawFonts {
    let fonts = Fonts::shared();
    let mut used: Vec<BTreeSet<(char, u16)>> = vec![BTreeSet::new(); FaceId::ALL.len()];
    let mut face = HashMap::new();
    for mark in sheet.pages.iter().flat_map(|page| &page.marks) {
        let Mark::Text { role, text, .. } = mark else { continue };
        for cluster in clusters(text) {
            let Some(glyph) = fonts.resolve(*role, cluster) else { continue };
            used[glyph.face as usize].insert((cluster.base, glyph.gid));
            face.insert((*role == Role::Mincho, cluster.base), glyph.face as usize);
        }
    }
    let fonts = FaceId::ALL.into_iter().zip(used).map(|(id, used)| cut(id, &used)).collect();
    RawFonts { fonts, face }
}

fn cut(id: FaceId, used: &BTreeSet<(char, u16)>) -> (FontId, ParsedFont) {
    let face = Fonts::shared().face(id).unwrap();
    let mut remapper = GlyphRemapper::new();
    let (mut characters, mut widths) = (BTreeMap::new(), BTreeMap::new());
    for (ch, gid) in used {
        let new = remapper.remap(*gid);
        characters.insert(u32::from(*ch), new);
        widths.insert(new, face.face.glyph_hor_advance(ttf_parser::GlyphId(*gid)).unwrap());
    }
    let bytes = subsetter::subset(face.bytes, 0, &remapper).unwrap();
    let metrics = FontMetrics { ascent: face.face.ascender(), descent: face.face.descender() };
    let per_em = face.face.units_per_em();
    let name = Some(format!("AAAAAA+{}", id.name()));
    let font = ParsedFont::with_glyph_data(bytes, 0, name, characters, widths, per_em, metrics);
    (FontId(format!("R{}", id as usize)), font)
}

fn raw_pdf(sheet: &Sheet, fonts: &RawFonts) -> Vec<u8> {
    let mut document = PdfDocument::new("raw");
    for (id, font) in &fonts.fonts {
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(font.clone()));
    }
    for page in &sheet.pages {
        let mut ops = Vec::with_capacity(page.marks.len() * 4);
        for mark in &page.marks {
            raw_mark(&mut ops, mark, page.height, fonts);
        }
        document.pages.push(PdfPage::new(Mm(page.width), Mm(page.height), ops));
    }
    document.save(&PdfSaveOptions::default(), &mut Vec::new())
}

fn raw_mark(ops: &mut Vec<Op>, mark: &Mark, height: f32, fonts: &RawFonts) {
    let at = |x: f32, y: f32| Point { x: Pt(x / POINT), y: Pt((height - y) / POINT) };
    match mark {
        Mark::Text { x, y, size, role, text, .. } => {
            ops.push(Op::StartTextSection);
            let Point { x, y } = at(*x, *y);
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(x, y) });
            let mut run = (usize::MAX, String::new());
            for cluster in clusters(text) {
                let face =
                    fonts.face.get(&(*role == Role::Mincho, cluster.base)).copied().unwrap_or_default();
                if run.0 != face {
                    raw_run(ops, &mut run, *size, fonts);
                    run.0 = face;
                }
                run.1.push(cluster.base);
            }
            raw_run(ops, &mut run, *size, fonts);
            ops.push(Op::EndTextSection);
        }
        Mark::Line { x1, y1, x2, y2, width, .. } => {
            ops.push(Op::SetOutlineThickness { pt: Pt(width / POINT) });
            let point = |x, y| LinePoint { p: at(x, y), bezier: false };
            ops.push(Op::DrawLine {
                line: Line { points: vec![point(*x1, *y1), point(*x2, *y2)], is_closed: false },
            });
        }
        Mark::Rect { area, .. } | Mark::Fill { area, .. } => {
            let corner = at(area.x, area.y + area.h);
            let rectangle = Rect {
                x: corner.x,
                y: corner.y,
                width: Pt(area.w / POINT),
                height: Pt(area.h / POINT),
                mode: Some(PaintMode::Stroke),
                winding_order: None,
            };
            ops.push(Op::DrawRectangle { rectangle });
        }
        Mark::Circle { .. } | Mark::CheckBox { .. } | Mark::Qr { .. } => {}
    }
}

fn raw_run(ops: &mut Vec<Op>, run: &mut (usize, String), size: f32, fonts: &RawFonts) {
    if run.1.is_empty() {
        return;
    }
    let font = PdfFontHandle::External(fonts.fonts[run.0].0.clone());
    ops.push(Op::SetFont { font, size: Pt(size) });
    ops.push(Op::ShowText { items: vec![TextItem::Text(std::mem::take(&mut run.1))] });
}
