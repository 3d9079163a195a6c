//! Sheets as PDF. The only file naming printpdf.
//!
//! printpdf gets fonts already cut down and texts already resolved. What it does not do for us [`super::finish`]
//! does.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use printpdf::{
    Codepoint, Color, FontId, FontMetrics, FontType, Greyscale, Line, LineDashPattern, LinePoint, Op,
    PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions,
    Point, Polygon, PolygonRing, Pt, Rect, TextItem, TextMatrix, WindingOrder,
};
use qrcode::{EcLevel, QrCode};

use super::PrintError;
use super::finish::finish;
use super::glyph::{Cluster, FaceId, Fonts, Glyph, Role, Substitution, clusters};
use super::sheet::{Area, Mark, POINT, Page, Sheet};
use super::subset::{CutFont, SubsetId, Subsets};
use crate::import::Cancel;

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    pub title: String,
    /// The organisation.
    pub author: String,
    /// Name and version of the program.
    pub creator: String,
    pub created: DateTime<FixedOffset>,
}

/// Draws the sheet. Same sheet and same meta, same bytes.
pub fn render(sheet: &Sheet, fonts: &Fonts, meta: &Meta) -> Result<Vec<u8>, PrintError> {
    render_stepwise(sheet, fonts, meta, None, &mut || Ok(()))
}

/// The same of many pages: `step` is asked before each of them. Cancelled after the last, what comes back is
/// no file: ask once more.
pub fn render_stepwise<E: From<PrintError>>(
    sheet: &Sheet,
    fonts: &Fonts,
    meta: &Meta,
    cancel: Option<&Cancel>,
    step: &mut impl FnMut() -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let mut subsets = Subsets::default();
    let mut pages = Vec::with_capacity(sheet.pages.len());
    for page in &sheet.pages {
        step()?;
        pages.push(PageWriter::new(page, fonts, &mut subsets).write(page)?);
    }
    let mut document = PdfDocument::new(&meta.title);
    document.metadata.info.author.clone_from(&meta.author);
    document.metadata.info.creator.clone_from(&meta.creator);
    document.pages = pages;
    for cut in subsets.cut(fonts)? {
        let id = font_id(cut.id);
        document.resources.fonts.map.insert(id, PdfFont::new(parsed(fonts, cut)));
    }
    let file = printpdf::to_lopdf_doc(&document, &PdfSaveOptions::default(), &mut Vec::new());
    Ok(finish(file, meta, cancel))
}

/// Everything the fonts have to say about a sheet before it is printed: a refusal, or the variants
/// that will be drawn as their base character.
pub fn check(sheet: &Sheet, fonts: &Fonts) -> Result<Vec<Substitution>, PrintError> {
    let mut found: Vec<Substitution> = Vec::new();
    for mark in sheet.pages.iter().flat_map(|page| &page.marks) {
        let Mark::Text { role, text, .. } = mark else { continue };
        for cluster in clusters(text) {
            let substituted = resolve(fonts, *role, cluster, text)?.is_some_and(|glyph| glyph.substituted);
            if let Some(selector) = cluster.selector
                && substituted
            {
                let one = Substitution { base: cluster.base, selector, text: text.clone() };
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
    }
    Ok(found)
}

/// None for boxes, which are drawn.
fn resolve(fonts: &Fonts, role: Role, cluster: Cluster<'_>, text: &str) -> Result<Option<Glyph>, PrintError> {
    if cluster.drawn_box().is_some() {
        return Ok(None);
    }
    let missing = || PrintError::MissingGlyph {
        ch: cluster.base,
        code_point: format!("U+{:04X}", u32::from(cluster.base)),
        text: text.to_owned(),
    };
    fonts.resolve(role, cluster).map(Some).ok_or_else(missing)
}

/// Turns marks into operators: grey grounds first, then shapes, then words, so that nothing is covered.
struct PageWriter<'a> {
    fonts: &'a Fonts,
    subsets: &'a mut Subsets,
    height: f32,
    grounds: Vec<Op>,
    shapes: Vec<Op>,
    words: Vec<Op>,
    pen: Pen,
    face: Option<(SubsetId, f32)>,
    tracking: f32,
}

/// The state of the drawing pen, to leave out what is already so.
#[derive(Default, PartialEq, Clone, Copy)]
struct Pen {
    width: f32,
    dashed: bool,
    stroke: f32,
    fill: f32,
}

impl<'a> PageWriter<'a> {
    fn new(page: &Page, fonts: &'a Fonts, subsets: &'a mut Subsets) -> Self {
        // A new page draws black, solid and one point wide.
        let pen = Pen { width: 1.0, dashed: false, stroke: 1.0, fill: 1.0 };
        let (grounds, shapes) = (Vec::new(), Vec::with_capacity(page.marks.len() * 2));
        let words = Vec::with_capacity(page.marks.len() * 4);
        let height = page.height;
        Self { fonts, subsets, height, grounds, shapes, words, pen, face: None, tracking: 0.0 }
    }

    fn write(mut self, page: &Page) -> Result<PdfPage, PrintError> {
        for mark in &page.marks {
            self.mark(mark)?;
        }
        let mut ops = self.grounds;
        ops.push(Op::SetFillColor { col: grey(1.0) });
        ops.append(&mut self.shapes);
        if !self.words.is_empty() {
            ops.push(Op::StartTextSection);
            ops.append(&mut self.words);
            ops.push(Op::EndTextSection);
        }
        Ok(PdfPage::new(printpdf::Mm(page.width), printpdf::Mm(page.height), ops))
    }

    fn mark(&mut self, mark: &Mark) -> Result<(), PrintError> {
        match mark {
            Mark::Text { x, y, size, role, tracking, text } => {
                return self.text((*x, *y), *size, *role, *tracking, text);
            }
            Mark::Line { x1, y1, x2, y2, width, dashed } => {
                self.pen(*width, *dashed, 1.0);
                self.path(&[(*x1, *y1), (*x2, *y2)], false);
            }
            Mark::Rect { area, width } => {
                self.pen(*width, false, 1.0);
                let rectangle = self.rectangle(*area, PaintMode::Stroke);
                self.shapes.push(Op::DrawRectangle { rectangle });
            }
            Mark::Fill { area, grey } => {
                self.fill(*grey);
                let rectangle = self.rectangle(*area, PaintMode::Fill);
                self.grounds.push(Op::DrawRectangle { rectangle });
            }
            Mark::Circle { x, y, diameter, width, grey } => {
                self.pen(*width, false, *grey);
                self.circle((*x, *y), *diameter / 2.0);
            }
            Mark::CheckBox { x, y, size, checked } => self.check_box((*x, *y), *size, *checked),
            Mark::Qr { x, y, size, text } => self.qr((*x, *y), *size, text),
        }
        Ok(())
    }

    fn point(&self, (x, y): (f32, f32)) -> Point {
        Point { x: Pt(round(x / POINT)), y: Pt(round((self.height - y) / POINT)) }
    }

    fn pen(&mut self, width: f32, dashed: bool, ink: f32) {
        let wanted = Pen { width, dashed, stroke: ink, fill: self.pen.fill };
        let now = std::mem::replace(&mut self.pen, wanted);
        if now.width != width {
            self.shapes.push(Op::SetOutlineThickness { pt: Pt(round(width / POINT)) });
        }
        if now.dashed != dashed {
            let dash = if dashed { LineDashPattern::new(0.0, &[2.2, 1.6]) } else { LineDashPattern::solid() };
            self.shapes.push(Op::SetLineDashPattern { dash });
        }
        if now.stroke != ink {
            self.shapes.push(Op::SetOutlineColor { col: grey(ink) });
        }
    }

    /// Ink of the grounds; shapes and words are filled black.
    fn fill(&mut self, ink: f32) {
        if self.pen.fill != ink {
            self.grounds.push(Op::SetFillColor { col: grey(ink) });
            self.pen.fill = ink;
        }
    }

    fn path(&mut self, points: &[(f32, f32)], curved: bool) {
        let points = points
            .iter()
            .enumerate()
            .map(|(n, at)| LinePoint { p: self.point(*at), bezier: curved && n % 3 != 0 })
            .collect();
        self.shapes.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn rectangle(&self, area: Area, mode: PaintMode) -> Rect {
        let corner = self.point((area.x, area.bottom()));
        Rect {
            x: corner.x,
            y: corner.y,
            width: Pt(round(area.w / POINT)),
            height: Pt(round(area.h / POINT)),
            mode: Some(mode),
            winding_order: None,
        }
    }

    fn circle(&mut self, (x, y): (f32, f32), r: f32) {
        /// Distance of a quarter circle's handles from its ends.
        const HANDLE: f32 = 0.552_285;
        let h = r * HANDLE;
        let points = [
            (x + r, y),
            (x + r, y + h),
            (x + h, y + r),
            (x, y + r),
            (x - h, y + r),
            (x - r, y + h),
            (x - r, y),
            (x - r, y - h),
            (x - h, y - r),
            (x, y - r),
            (x + h, y - r),
            (x + r, y - h),
            (x + r, y),
        ];
        self.path(&points, true);
    }

    fn check_box(&mut self, (x, y): (f32, f32), size: f32, checked: bool) {
        self.pen(0.2, false, 1.0);
        let rectangle = self.rectangle(Area::new(x, y, size, size), PaintMode::Stroke);
        self.shapes.push(Op::DrawRectangle { rectangle });
        if checked {
            self.pen(0.45, false, 1.0);
            let at = |dx: f32, dy: f32| (x + size * dx, y + size * dy);
            self.path(&[at(0.18, 0.48), at(0.42, 0.78), at(0.92, 0.05)], false);
        }
    }

    /// One path for all modules, so that no white hairlines appear between them.
    fn qr(&mut self, (x, y): (f32, f32), size: f32, text: &str) {
        // Only a text of kilobytes has no QR code; ours have some eighty bytes.
        let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return };
        let (count, colors) = (code.width(), code.to_colors());
        let module = size / count as f32;
        let mut rings = Vec::new();
        for (row, line) in colors.chunks(count).enumerate() {
            let mut column = 0;
            while column < count {
                let run = line[column..].iter().take_while(|color| **color == qrcode::Color::Dark).count();
                if run > 0 {
                    let (left, top) = (x + column as f32 * module, y + row as f32 * module);
                    rings.push(self.ring(left, top, run as f32 * module, module));
                }
                column += run.max(1);
            }
        }
        let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.shapes.push(Op::DrawPolygon { polygon });
    }

    fn ring(&self, x: f32, y: f32, w: f32, h: f32) -> PolygonRing {
        let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
        let points = corners.into_iter().map(|at| LinePoint { p: self.point(at), bezier: false }).collect();
        PolygonRing { points }
    }

    fn text(
        &mut self,
        at: (f32, f32),
        size: f32,
        role: Role,
        tracking: f32,
        text: &str,
    ) -> Result<(), PrintError> {
        let spacing = round(tracking / POINT);
        if self.tracking != spacing {
            self.tracking = spacing;
            self.words.push(Op::SetCharacterSpacing { multiplier: spacing });
        }
        let mut run = Run::new();
        let (mut pen, mut placed) = (at.0, false);
        for cluster in clusters(text) {
            let Some(glyph) = resolve(self.fonts, role, cluster, text)? else {
                self.inline_box((pen, at.1), size, cluster);
                run.items.push(TextItem::Offset(-1000.0 - spacing / size * 1000.0));
                pen += size * POINT + tracking;
                continue;
            };
            let (id, gid) = self.subsets.note(glyph, cluster.text);
            if run.face != Some(id) {
                self.show(&mut run, at, size, &mut placed);
                run.face = Some(id);
            }
            run.push(cluster, gid);
            pen += glyph.advance * size * POINT + tracking;
        }
        self.show(&mut run, at, size, &mut placed);
        Ok(())
    }

    fn inline_box(&mut self, (x, base): (f32, f32), size: f32, cluster: Cluster<'_>) {
        let em = size * POINT;
        self.check_box((x + em * 0.1, base - em * 0.78), em * 0.8, cluster.drawn_box() == Some(true));
    }

    /// Writes a run of one font; the first of a text is put in its place, the others follow it.
    fn show(&mut self, run: &mut Run, at: (f32, f32), size: f32, placed: &mut bool) {
        let Some(face) = run.face else { return };
        if run.items.is_empty() {
            return;
        }
        if self.face != Some((face, size)) {
            self.face = Some((face, size));
            self.words.push(Op::SetFont { font: PdfFontHandle::External(font_id(face)), size: Pt(size) });
        }
        if !*placed {
            let Point { x, y } = self.point(at);
            self.words.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(x, y) });
            *placed = true;
        }
        self.words.push(Op::ShowText { items: std::mem::take(&mut run.items) });
    }
}

/// Characters of one font, gathered.
struct Run {
    face: Option<SubsetId>,
    items: Vec<TextItem>,
}

impl Run {
    fn new() -> Self {
        Self { face: None, items: Vec::new() }
    }

    fn push(&mut self, cluster: Cluster<'_>, gid: u16) {
        // A character that stands for itself goes as text; what is more than one goes by glyph.
        if cluster.text.len() == cluster.base.len_utf8() {
            if let Some(TextItem::Text(text)) = self.items.last_mut() {
                text.push_str(cluster.text);
            } else {
                self.items.push(TextItem::Text(cluster.text.to_owned()));
            }
        } else {
            let glyph = Codepoint::with_cid(gid, 0.0, cluster.text.to_owned());
            self.items.push(TextItem::GlyphIds(vec![glyph]));
        }
    }
}

fn round(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

/// Ink from 0 (paper) to 1 (black).
fn grey(ink: f32) -> Color {
    Color::Greyscale(Greyscale { percent: round(1.0 - ink), icc_profile: None })
}

fn font_id((face, copy): SubsetId) -> FontId {
    let letter = match face {
        FaceId::Mincho => 'M',
        FaceId::Gothic => 'G',
        FaceId::IpaMj => 'J',
        FaceId::Supplement => 'S',
    };
    FontId(format!("{letter}{copy}"))
}

/// The cut-down font in printpdf's shape.
fn parsed(fonts: &Fonts, cut: CutFont) -> ParsedFont {
    let mut characters = BTreeMap::new();
    let mut widths = BTreeMap::new();
    let face = fonts.face(cut.id.0).map(|face| &face.face);
    for glyph in &cut.glyphs {
        let mut chars = glyph.text.chars();
        if let (Some(ch), None) = (chars.next(), chars.next()) {
            characters.insert(u32::from(ch), glyph.new);
        }
        let advance = face.and_then(|face| face.glyph_hor_advance(ttf_parser::GlyphId(glyph.old)));
        widths.insert(glyph.new, advance.unwrap_or(0));
    }
    let per_em = face.map_or(1000, ttf_parser::Face::units_per_em);
    let metrics = FontMetrics {
        ascent: face.map_or(0, ttf_parser::Face::ascender),
        descent: face.map_or(0, ttf_parser::Face::descender),
    };
    let bytes = cut.bytes;
    let mut font = ParsedFont::with_glyph_data(bytes, 0, Some(cut.name), characters, widths, per_em, metrics);
    if cut.id.0 == FaceId::Supplement {
        font.font_type = FontType::OpenTypeCFF(());
    }
    if let Some(bounds) = face.map(ttf_parser::Face::global_bounding_box) {
        font.pdf_font_metrics = PdfFontMetricsStub {
            units_per_em: per_em,
            x_min: bounds.x_min,
            y_min: bounds.y_min,
            x_max: bounds.x_max,
            y_max: bounds.y_max,
            us_weight_class: 400,
            ..PdfFontMetricsStub::default()
        };
    }
    font
}

#[cfg(test)]
#[path = "pdf_tests.rs"]
mod tests;
