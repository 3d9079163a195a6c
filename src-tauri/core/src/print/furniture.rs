//! 様式の共通部分: what every official form carries, whatever it is about.
//!
//! Form number, 決裁欄, seal, tick boxes in a row, footer with page number, chain head and QR.
//! Sizes are those of the conventions (spec 3.1).

use chrono::NaiveDateTime;

use super::glyph::{Fonts, Role};
use super::sheet::{Area, FRAME, POINT, Page, THIN};
use super::text::{Align, LABEL, NAME, SMALL, Style, VALUE, base_line, put, vertical, width};
use crate::vocab::PartialDate;

/// Left and upper margin of a portrait form: 25 mm for the binder, 15 mm above.
pub const LEFT: f32 = 25.0;
pub const TOP: f32 = 15.0;
/// Print area of a portrait form.
pub const WIDE: f32 = 170.0;

/// How a form is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SealMode {
    /// 押印
    #[default]
    Seal,
    /// 自署
    Sign,
    /// 電子承認: the program prints who and when.
    Electronic,
}

/// One box of the 決裁欄.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slot {
    pub label: String,
    pub name: Option<String>,
    pub at: Option<NaiveDateTime>,
}

impl Slot {
    pub fn empty(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }
}

/// The newest entry of the log when the form was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainHead {
    pub seq: u64,
    /// First eight hex digits of its hash.
    pub short: String,
}

/// What stands at the foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Footer {
    /// `form-04`
    pub form: String,
    /// Such as 保存期間　５年（令和13年3月31日まで）; left open where none is given.
    pub retention: Option<String>,
    /// Regulation profile and its revision.
    pub profile: Option<String>,
    pub record: Option<String>,
    pub doc_no: Option<String>,
    pub chain_head: Option<ChainHead>,
}

/// 様式番号, top left.
pub fn form_number(page: &mut Page, text: &str) {
    page.text(LEFT, base_line(TOP + 2.0, 9.0), 9.0, Role::Mincho, text);
}

/// 文書番号, top right.
pub fn document_number(page: &mut Page, fonts: &Fonts, number: Option<&str>) {
    document_number_to(page, fonts, LEFT + WIDE, number);
}

/// 文書番号 with its right edge where it is wanted.
pub fn document_number_to(page: &mut Page, fonts: &Fonts, right: f32, number: Option<&str>) {
    let text = format!("文書番号　{}", number.unwrap_or("　　　　　　　"));
    let area = Area::new(right - 70.0, TOP, 70.0, 4.0);
    put(page, fonts, area, &text, VALUE.size(9.0).align(Align::Right));
}

/// Centred and letter-spaced title in a band `h` high.
pub fn title(page: &mut Page, fonts: &Fonts, y: f32, h: f32, size: f32, text: &str) {
    let own = width(fonts, Role::Mincho, size, text);
    let count = super::glyph::clusters(text).count().max(2) as f32;
    let tracking = ((WIDE - 10.0 - own) / (count - 1.0)).clamp(0.0, size * POINT * 0.4);
    let whole = own + tracking * (count - 1.0);
    let x = LEFT + (WIDE - whole) / 2.0;
    page.spaced(x, base_line(y + h / 2.0, size), size, Role::Mincho, tracking, text);
}

/// Width of a 決裁 box, height of its header and of its body, width of the cell at its left.
pub const SLOT: (f32, f32, f32, f32) = (20.0, 5.0, 18.0, 6.0);

/// 決裁欄 whose right edge is the margin. The first slot is the rightmost: approval goes from right to left.
pub fn approvals(
    page: &mut Page,
    fonts: &Fonts,
    y: f32,
    heading: &str,
    slots: &[Slot],
    mode: SealMode,
) -> Area {
    approvals_to(page, fonts, (LEFT + WIDE, y), heading, slots, mode)
}

/// 決裁欄 with its right edge and its upper edge where they are wanted.
pub fn approvals_to(
    page: &mut Page,
    fonts: &Fonts,
    (right, y): (f32, f32),
    heading: &str,
    slots: &[Slot],
    mode: SealMode,
) -> Area {
    let (w, header, body, side) = SLOT;
    let whole = side + w * slots.len() as f32;
    let area = Area::new(right - whole, y, whole, header + body);
    page.shade(area.columns(0.0, side));
    vertical(page, fonts, area.columns(0.0, side), heading, Role::Gothic, 9.0);
    page.shade(area.columns(side, whole).rows(0.0, header));
    for (n, slot) in slots.iter().rev().enumerate() {
        let x = side + w * n as f32;
        let cell = area.columns(x, x + w);
        page.line(cell.x, cell.y, cell.x, cell.bottom(), if n == 0 { FRAME } else { THIN });
        let label = LABEL.size(7.5).align(Align::Centre);
        let label = Style { one_line: 6.5, least: 4.5, ..label };
        put(page, fonts, cell.rows(0.0, header).padded(0.6), &slot.label, label);
        approved(page, fonts, cell.rows(header, header + body), slot, mode);
    }
    page.line(area.x + side, area.y + header, area.right(), area.y + header, THIN);
    page.rect(area, FRAME);
    area
}

/// Who approved and when; the box stays empty for the seal where the office seals.
fn approved(page: &mut Page, fonts: &Fonts, area: Area, slot: &Slot, mode: SealMode) {
    let (Some(name), SealMode::Electronic) = (&slot.name, mode) else { return };
    let centred = NAME.size(9.0).align(Align::Centre);
    put(page, fonts, area.rows(1.5, 7.5).padded(0.6), name, centred);
    if let Some(at) = slot.at {
        put(page, fonts, area.rows(7.5, 11.5).padded(0.6), &short_day(at), centred.size(7.5));
        put(
            page,
            fonts,
            area.rows(11.0, 15.0).padded(0.6),
            &at.format("%H:%M").to_string(),
            centred.size(7.5),
        );
    }
}

fn short_day(at: NaiveDateTime) -> String {
    let date = at.date();
    use chrono::Datelike;
    PartialDate::from_day(date.year(), date.month(), date.day()).map_or_else(String::new, PartialDate::short)
}

/// ㊞: a grey ring for the seal, or nothing where the office signs or approves on the screen.
pub fn seal(page: &mut Page, fonts: &Fonts, centre: (f32, f32), diameter: f32, mode: SealMode) {
    if mode != SealMode::Seal {
        return;
    }
    page.circle(centre.0, centre.1, diameter, THIN, 0.4);
    let em = width(fonts, Role::Mincho, 7.5, "印");
    page.text(centre.0 - em / 2.0, base_line(centre.1, 7.5), 7.5, Role::Mincho, "印");
}

/// A shaded label cell.
pub fn label(page: &mut Page, fonts: &Fonts, area: Area, text: &str) {
    page.shade(area);
    put(page, fonts, area.padded(2.0), text, LABEL);
}

/// Words, tick boxes and blanks on one line, from left to right.
pub struct Flow<'a> {
    page: &'a mut Page,
    fonts: &'a Fonts,
    x: f32,
    end: f32,
    middle: f32,
    size: f32,
}

impl<'a> Flow<'a> {
    pub fn new(page: &'a mut Page, fonts: &'a Fonts, area: Area, size: f32) -> Self {
        let (x, end, middle) = (area.x, area.right(), area.y + area.h / 2.0);
        Self { page, fonts, x, end, middle, size }
    }

    /// A word of the form itself.
    pub fn word(&mut self, text: &str) -> &mut Self {
        self.page.text(self.x, base_line(self.middle, self.size), self.size, Role::Gothic, text);
        self.x += width(self.fonts, Role::Gothic, self.size, text);
        self
    }

    /// □ or ☑ with its word.
    pub fn check(&mut self, text: &str, checked: bool) -> &mut Self {
        let box_size = (self.size * POINT * 0.95).max(2.8);
        self.page.check_box(self.x, self.middle - box_size / 2.0, box_size, checked);
        self.x += box_size + 0.7;
        self.word(text)
    }

    pub fn gap(&mut self, w: f32) -> &mut Self {
        self.x += w;
        self
    }

    /// What was written, in a room of `w`; blank it is room for the pen.
    pub fn value(&mut self, text: Option<&str>, w: f32) -> &mut Self {
        let area = Area::new(self.x, self.middle - 3.6, w, 7.2);
        put(self.page, self.fonts, area, text.unwrap_or_default(), VALUE.size(self.size + 0.5));
        self.x += w;
        self
    }

    /// A number between words.
    pub fn number(&mut self, number: Option<String>, w: f32) -> &mut Self {
        let area = Area::new(self.x, self.middle - 3.6, w, 7.2);
        let style = VALUE.size(self.size + 0.5).align(Align::Centre);
        put(self.page, self.fonts, area, &number.unwrap_or_default(), style);
        self.x += w;
        self
    }

    /// The rest of the line but for `keep` at its end, as room for a value.
    pub fn rest(&mut self, text: Option<&str>, keep: f32) -> &mut Self {
        let w = (self.end - keep - self.x).max(1.0);
        self.value(text, w)
    }

    /// A word with a ring around it where it is the one chosen.
    pub fn ringed(&mut self, text: &str, chosen: bool) -> &mut Self {
        let w = width(self.fonts, Role::Gothic, self.size, text);
        if chosen {
            let diameter = (w + 1.6).max(5.0);
            self.page.circle(self.x + w / 2.0, self.middle, diameter, FRAME, 1.0);
        }
        self.word(text)
    }
}

/// `令和8年11月20日`, or the same left open for the pen.
pub fn long_date(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "令和　　年　　月　　日".to_owned(), PartialDate::long)
}

/// Where the foot of a page is: its left edge, its width, and the upper edge of the footer.
fn foot(page: &Page) -> Area {
    if page.width > page.height {
        // 横: 15 mm at the sides, 10 mm below.
        Area::new(15.0, page.height - 19.0, page.width - 30.0, 15.0)
    } else {
        Area::new(LEFT, page.height - 18.5, WIDE, 15.0)
    }
}

/// Retention left, page number in the middle, program, profile, record and chain at the right with the QR.
pub fn footer(page: &mut Page, fonts: &Fonts, footer: &Footer, number: usize, total: usize) {
    let foot = foot(page);
    let line = foot.rows(8.7, 13.7);
    let open = "保存期間　　　年（令和　　年　　月　　日まで）";
    put(page, fonts, line.columns(0.0, 68.0), footer.retention.as_deref().unwrap_or(open), SMALL.size(7.5));
    let number_text = format!("- {number} / {total} -");
    put(page, fonts, line, &number_text, SMALL.size(7.5).align(Align::Centre));
    let code = qr_text(footer, number);
    let reserved = if code.is_some() { 17.0 } else { 0.0 };
    let lines = [
        Some(program_line(footer)),
        footer.record.as_ref().map(|record| format!("記録 {record}")),
        footer.chain_head.as_ref().map(|head| format!("記録連鎖 {}-{}", head.seq, head.short)),
    ];
    for (n, line) in lines.iter().flatten().enumerate() {
        let top = 5.1 + 2.8 * n as f32;
        let area = foot.columns(foot.w / 2.0 + 11.0, foot.w - reserved).rows(top, top + 2.8);
        put(page, fonts, area, line, SMALL.size(6.5).align(Align::Right));
    }
    if let Some(code) = code {
        // 15 mm with the white the readers ask for around it.
        page.qr(foot.right() - 14.0, foot.y + 0.8, 13.0, code);
    }
}

fn program_line(footer: &Footer) -> String {
    let program = concat!("まもり台帳 ", env!("CARGO_PKG_VERSION"));
    match &footer.profile {
        Some(profile) => format!("{program}　規程 {profile}"),
        None => program.to_owned(),
    }
}

/// `mamori:form-04:<record or document number>:<seq>-<8 hex>:p1`; blank forms carry none.
fn qr_text(footer: &Footer, page: usize) -> Option<String> {
    let record = footer.record.as_ref().or(footer.doc_no.as_ref())?;
    let chain =
        footer.chain_head.as_ref().map_or_else(String::new, |head| format!("{}-{}", head.seq, head.short));
    Some(format!("mamori:{}:{record}:{chain}:p{page}", footer.form))
}
