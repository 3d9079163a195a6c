//! 用紙: pages of marks, in millimetres from the top left corner of the paper.
//!
//! Pure data. It knows neither fonts nor PDF; [`Sheet::dump`] is its text for goldens.

use std::fmt::Write as _;

use super::glyph::Role;

/// 日本産業規格A列4番.
pub const A4_SHORT: f32 = 210.0;
pub const A4_LONG: f32 = 297.0;
/// One point in millimetres.
pub const POINT: f32 = 25.4 / 72.0;

/// Line widths of the conventions: inner rules, frames, outer frames.
pub const THIN: f32 = 0.1;
pub const FRAME: f32 = 0.3;
pub const OUTER: f32 = 0.5;

/// A document ready to be printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    pub pages: Vec<Page>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
}

/// A rectangle on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
}

impl Area {
    pub fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    pub fn right(self) -> f32 {
        self.x + self.w
    }

    pub fn bottom(self) -> f32 {
        self.y + self.h
    }

    /// The same, smaller by `by` left and right.
    pub fn padded(self, by: f32) -> Self {
        Self { x: self.x + by, w: self.w - 2.0 * by, ..self }
    }

    /// The part from `from` to `to`, counted from its left edge.
    pub fn columns(self, from: f32, to: f32) -> Self {
        Self { x: self.x + from, w: to - from, ..self }
    }

    /// The part from `from` to `to`, counted from its upper edge.
    pub fn rows(self, from: f32, to: f32) -> Self {
        Self { y: self.y + from, h: to - from, ..self }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// `y` is the base line; `tracking` is put after each character.
    Text {
        x: f32,
        y: f32,
        size: f32,
        role: Role,
        tracking: f32,
        text: String,
    },
    Line {
        x1: f32,
        y1: f32,
        x2: f32,
        y2: f32,
        width: f32,
        dashed: bool,
    },
    Rect {
        area: Area,
        width: f32,
    },
    /// `grey` is the part of ink: 0.05 for label cells.
    Fill {
        area: Area,
        grey: f32,
    },
    /// 印 (grey, for the seal) or a ring around a chosen word.
    Circle {
        x: f32,
        y: f32,
        diameter: f32,
        width: f32,
        grey: f32,
    },
    /// □ or ☑, drawn.
    CheckBox {
        x: f32,
        y: f32,
        size: f32,
        checked: bool,
    },
    Qr {
        x: f32,
        y: f32,
        size: f32,
        text: String,
    },
}

impl Page {
    pub fn portrait() -> Self {
        Self { width: A4_SHORT, height: A4_LONG, marks: Vec::new() }
    }

    pub fn landscape() -> Self {
        Self { width: A4_LONG, height: A4_SHORT, marks: Vec::new() }
    }

    pub fn text(&mut self, x: f32, y: f32, size: f32, role: Role, text: impl Into<String>) -> &mut Self {
        self.spaced(x, y, size, role, 0.0, text)
    }

    pub fn spaced(
        &mut self,
        x: f32,
        y: f32,
        size: f32,
        role: Role,
        tracking: f32,
        text: impl Into<String>,
    ) -> &mut Self {
        let text = text.into();
        if !text.is_empty() {
            self.marks.push(Mark::Text { x, y, size, role, tracking, text });
        }
        self
    }

    pub fn line(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, width: f32) -> &mut Self {
        self.marks.push(Mark::Line { x1, y1, x2, y2, width, dashed: false });
        self
    }

    pub fn dashed(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, width: f32) -> &mut Self {
        self.marks.push(Mark::Line { x1, y1, x2, y2, width, dashed: true });
        self
    }

    pub fn rect(&mut self, area: Area, width: f32) -> &mut Self {
        self.marks.push(Mark::Rect { area, width });
        self
    }

    /// 網掛け of label cells: prints on a monochrome printer and leaves the words readable.
    pub fn shade(&mut self, area: Area) -> &mut Self {
        self.fill(area, 0.05)
    }

    pub fn fill(&mut self, area: Area, grey: f32) -> &mut Self {
        self.marks.push(Mark::Fill { area, grey });
        self
    }

    pub fn circle(&mut self, x: f32, y: f32, diameter: f32, width: f32, grey: f32) -> &mut Self {
        self.marks.push(Mark::Circle { x, y, diameter, width, grey });
        self
    }

    pub fn check_box(&mut self, x: f32, y: f32, size: f32, checked: bool) -> &mut Self {
        self.marks.push(Mark::CheckBox { x, y, size, checked });
        self
    }

    pub fn qr(&mut self, x: f32, y: f32, size: f32, text: impl Into<String>) -> &mut Self {
        self.marks.push(Mark::Qr { x, y, size, text: text.into() });
        self
    }
}

impl Sheet {
    /// The sheet as text, one mark a line: what goldens hold.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for (number, page) in self.pages.iter().enumerate() {
            let _ = writeln!(out, "page {} {}x{}", number + 1, page.width, page.height);
            for mark in &page.marks {
                let _ = writeln!(out, "  {}", dump_mark(mark));
            }
        }
        out
    }

    /// All texts of the sheet in drawing order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().flat_map(|page| &page.marks).filter_map(|mark| match mark {
            Mark::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }
}

fn dump_mark(mark: &Mark) -> String {
    match mark {
        Mark::Text { x, y, size, role, tracking, text } => {
            let role = if *role == Role::Mincho { "mincho" } else { "gothic" };
            let tracking = if *tracking == 0.0 { String::new() } else { format!(" +{tracking:.2}") };
            format!("text {x:.2},{y:.2} {size:.1}pt {role}{tracking} {}", escaped(text))
        }
        Mark::Line { x1, y1, x2, y2, width, dashed } => {
            let dashed = if *dashed { " dashed" } else { "" };
            format!("line {x1:.2},{y1:.2} {x2:.2},{y2:.2} {width}{dashed}")
        }
        Mark::Rect { area, width } => format!("rect {} {width}", dump_area(area)),
        Mark::Fill { area, grey } => format!("fill {} {grey}", dump_area(area)),
        Mark::Circle { x, y, diameter, width, grey } => {
            format!("circle {x:.2},{y:.2} d{diameter:.1} {width} grey {grey}")
        }
        Mark::CheckBox { x, y, size, checked } => {
            format!("box {x:.2},{y:.2} {size:.1} {}", if *checked { "checked" } else { "open" })
        }
        Mark::Qr { x, y, size, text } => format!("qr {x:.2},{y:.2} {size:.1} {text}"),
    }
}

fn dump_area(area: &Area) -> String {
    format!("{:.2},{:.2} {:.2}x{:.2}", area.x, area.y, area.w, area.h)
}

/// Selectors cannot be seen in a diff: written by number.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('「');
    for ch in text.chars() {
        if super::glyph::is_selector(ch) {
            let _ = write!(out, "<{:X}>", u32::from(ch));
        } else {
            out.push(ch);
        }
    }
    out.push('」');
    out
}
