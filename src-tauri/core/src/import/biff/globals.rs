//! What an .xls says once for all its sheets: their places, fonts, formats, colours, and the looks made of
//! them.

use std::collections::HashMap;

use super::strings::{self, Runs};
use super::{Record, double, text, word};
use crate::import::number_format;
use crate::import::workbook::Look;

#[derive(Debug, Default)]
pub struct Globals {
    /// Names of worksheets, and where their records begin.
    pub sheets: Vec<(String, u32)>,
    /// Looks in the order cells refer to them.
    pub looks: Vec<Look>,
    /// Codes of number formats; the first is the general one.
    pub formats: Vec<String>,
    pub is_1904: bool,
    /// How parts of texts are written, in the order cells refer to them.
    pub texts: Vec<Option<Runs>>,
    /// Whether each font is struck through.
    fonts: Vec<bool>,
}

/// As the records come, before looks can be made of them.
#[derive(Default)]
struct Raw {
    fonts: Vec<(bool, u16)>,
    formats: HashMap<u16, String>,
    /// Font, number format, fill pattern, fill colour.
    cells: Vec<(u16, u16, u8, u16)>,
    palette: Vec<u32>,
}

impl Globals {
    pub fn read<'a>(records: impl Iterator<Item = Record<'a>>) -> Option<Self> {
        let (mut globals, mut raw) = (Self::default(), Raw::default());
        let mut texts: Vec<&[u8]> = Vec::new();
        let mut last = 0;
        for Record { kind, body } in records {
            match kind {
                // SST, and the records it goes on in.
                0x00fc => texts = vec![body],
                0x003c if last == 0x00fc => {
                    texts.push(body);
                    continue;
                }
                _ => {}
            }
            last = kind;
            match kind {
                0x0809 if word(body, 0)? != 0x0600 => return None,
                0x0022 => globals.is_1904 = word(body, 0)? == 1,
                0x0031 => raw.fonts.push((word(body, 2)? & 8 != 0, word(body, 4)?)),
                0x041e => {
                    let code = text(*body.get(4)?, body.get(5..)?, usize::from(word(body, 2)?))?;
                    raw.formats.insert(word(body, 0)?, code);
                }
                0x00e0 => {
                    let pattern = (double(body, 14)? >> 26) as u8;
                    raw.cells.push((word(body, 0)?, word(body, 2)?, pattern, word(body, 18)? & 0x7f));
                }
                0x0092 => {
                    let colours = body.get(2..)?.chunks_exact(4);
                    raw.palette =
                        colours.map(|rgb| u32::from_be_bytes([0, rgb[0], rgb[1], rgb[2]])).collect();
                }
                0x0085 => globals.bound_sheet(body)?,
                _ => {}
            }
        }
        if !texts.is_empty() {
            globals.texts = strings::read(&texts)?;
        }
        globals.fonts = raw.fonts.iter().map(|(struck, _)| *struck).collect();
        globals.make_looks(&raw);
        Some(globals)
    }

    /// BOUNDSHEET: only worksheets; charts and macros hold no ledger.
    fn bound_sheet(&mut self, body: &[u8]) -> Option<()> {
        if *body.get(5)? == 0 {
            let name = text(*body.get(7)?, body.get(8..)?, usize::from(*body.get(6)?))?;
            self.sheets.push((name, double(body, 0)?));
        }
        Some(())
    }

    /// Whether a font, as cells and runs name it, is struck through.
    pub fn is_struck(&self, font: u16) -> bool {
        self.fonts.get(stored(font)).copied().unwrap_or_default()
    }

    fn make_looks(&mut self, raw: &Raw) {
        self.formats.push("General".to_owned());
        for (font, format, pattern, fill) in &raw.cells {
            let (struck, ink) = raw.fonts.get(stored(*font)).copied().unwrap_or_default();
            let code = raw.formats.get(format).map_or_else(|| built_in(*format), String::as_str).to_owned();
            let fill = if *pattern == 0 { 0 } else { raw.colour(*fill) };
            let look = Look { struck, ink: raw.colour(ink), fill, ..Look::default() };
            self.looks.push(look_of(look, &code, &mut self.formats));
        }
    }
}

/// A look with the format of this code, which joins those known. White is the colour of paper.
pub fn look_of(look: Look, code: &str, formats: &mut Vec<String>) -> Look {
    let known = formats.iter().position(|known| known == code).unwrap_or_else(|| {
        formats.push(code.to_owned());
        formats.len() - 1
    });
    Look {
        fill: if look.fill == 0x00ff_ffff { 0 } else { look.fill },
        format: u16::try_from(known).unwrap_or(0),
        date: number_format::is_date(code),
        ..look
    }
}

/// Where a font is stored: the one numbered 4 does not exist, so that 5 means the one stored fifth.
fn stored(font: u16) -> usize {
    usize::from(if font > 4 { font - 1 } else { font })
}

impl Raw {
    /// A colour by its number: 8 to 63 stand in the palette, those above are the window's own.
    fn colour(&self, number: u16) -> u32 {
        let at = match number {
            0..=7 => usize::from(number),
            8..=63 => usize::from(number) - 8,
            _ => return 0,
        };
        self.palette.get(at).or(PALETTE.get(at)).copied().unwrap_or(0)
    }
}

/// Formats every Excel knows by number. Those of 27 to 36 and 50 to 58 are days in a Japanese Excel.
pub fn built_in(number: u16) -> &'static str {
    match number {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        14..=17 | 22 => "yyyy/m/d",
        18..=21 | 45..=47 => "h:mm",
        27..=31 | 36 | 50..=54 | 57 | 58 => "ge.m.d",
        32..=35 | 55 | 56 => "h:mm",
        49 => "@",
        _ => "General",
    }
}

/// The colours of an Excel whose palette nobody changed, from number 8 on.
const PALETTE: [u32; 56] = [
    0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff, 0x800000, 0x008000,
    0x000080, 0x808000, 0x800080, 0x008080, 0xc0c0c0, 0x808080, 0x9999ff, 0x993366, 0xffffcc, 0xccffff,
    0x660066, 0xff8080, 0x0066cc, 0xccccff, 0x000080, 0xff00ff, 0xffff00, 0x00ffff, 0x800080, 0x800000,
    0x008080, 0x0000ff, 0x00ccff, 0xccffff, 0xccffcc, 0xffff99, 0x99ccff, 0xff99cc, 0xcc99ff, 0xffcc99,
    0x3366ff, 0x33cccc, 0x99cc00, 0xffcc00, 0xff9900, 0xff6600, 0x666699, 0x969696, 0x003366, 0x339966,
    0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333,
];
