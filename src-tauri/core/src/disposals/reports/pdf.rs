//! PDF の文字: the text of a page by where it stands, so that a row of a table stays a row.
//!
//! A scanned certificate holds a picture and no text; that is said, not guessed at. Streams are unpacked
//! under a limit.

use lopdf::content::Content;
use lopdf::{Document, Encoding, LoadOptions, Object};

use super::labels::Line;
use crate::error::ErrorCode;

const UNPACKED: usize = 32 * 1024 * 1024;
const MOST_PAGES: usize = 300;
const MOST_OPERATIONS: usize = 2_000_000;

/// A piece of text and where it begins; y grows upwards.
struct Piece {
    x: f32,
    y: f32,
    size: f32,
    text: String,
}

/// The lines of all pages, from above.
pub fn lines(bytes: &[u8]) -> Result<Vec<Line>, ErrorCode> {
    let options = LoadOptions { max_decompressed_size: Some(UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| ErrorCode::ReportDamaged)?;
    if document.is_encrypted() {
        return Err(ErrorCode::ReportLocked);
    }
    let pages = document.get_pages();
    if pages.is_empty() || pages.len() > MOST_PAGES {
        return Err(ErrorCode::ReportDamaged);
    }
    let mut lines = Vec::new();
    for page in pages.into_values() {
        lines.extend(arranged(pieces(&document, page)?));
    }
    let readable =
        lines.iter().flatten().flat_map(|cell| cell.chars()).filter(|c| c.is_alphanumeric()).count();
    if readable < 10 { Err(ErrorCode::ReportNoText) } else { Ok(lines) }
}

/// Where the pen stands: the text matrix reduced to place and scale, under the page's own.
#[derive(Clone, Copy)]
struct Pen {
    page: [f32; 6],
    line: [f32; 6],
    leading: f32,
    size: f32,
}

const UNMOVED: [f32; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(a: [f32; 6], b: [f32; 6]) -> [f32; 6] {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn pieces(document: &Document, page: (u32, u16)) -> Result<Vec<Piece>, ErrorCode> {
    let damaged = |_| ErrorCode::ReportDamaged;
    let fonts = document.get_page_fonts(page).map_err(damaged)?;
    let content = document.get_page_content_with_limit(page, UNPACKED).map_err(damaged)?;
    let content = Content::decode(&content).map_err(damaged)?;
    if content.operations.len() > MOST_OPERATIONS {
        return Err(ErrorCode::ReportTooLarge);
    }
    let mut pen = Pen { page: UNMOVED, line: UNMOVED, leading: 0.0, size: 10.0 };
    let mut kept = Vec::new();
    let mut encoding: Option<Encoding<'_>> = None;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut moved = true;
    for operation in &content.operations {
        let numbers: Vec<f32> = operation.operands.iter().filter_map(|one| one.as_float().ok()).collect();
        let six = |n: &[f32]| <[f32; 6]>::try_from(n).ok();
        match operation.operator.as_str() {
            "q" => kept.push(pen),
            "Q" => pen = kept.pop().unwrap_or(pen),
            "cm" => pen.page = six(&numbers).map_or(pen.page, |m| times(m, pen.page)),
            "BT" => (pen.line, moved) = (UNMOVED, true),
            "Tm" => (pen.line, moved) = (six(&numbers).unwrap_or(pen.line), true),
            "TL" => pen.leading = numbers.first().copied().unwrap_or(pen.leading),
            "Td" | "TD" => {
                if let [x, y] = numbers[..] {
                    pen.line = times([1.0, 0.0, 0.0, 1.0, x, y], pen.line);
                    pen.leading = if operation.operator == "TD" { -y } else { pen.leading };
                    moved = true;
                }
            }
            "T*" => (pen.line, moved) = (times([1.0, 0.0, 0.0, 1.0, 0.0, -pen.leading], pen.line), true),
            "Tf" => {
                pen.size = numbers.last().copied().unwrap_or(pen.size);
                let font = operation.operands.first().and_then(|name| name.as_name().ok());
                let font = font.and_then(|name| fonts.get(name));
                encoding = font.and_then(|font| font.get_font_encoding_with_limit(document, UNPACKED).ok());
            }
            "Tj" | "TJ" | "'" | "\"" => {
                if matches!(operation.operator.as_str(), "'" | "\"") {
                    pen.line = times([1.0, 0.0, 0.0, 1.0, 0.0, -pen.leading], pen.line);
                    moved = true;
                }
                let text = shown(&operation.operands, encoding.as_ref());
                write_down(&mut pieces, &pen, text, moved);
                moved = false;
            }
            _ => {}
        }
    }
    Ok(pieces)
}

fn write_down(pieces: &mut Vec<Piece>, pen: &Pen, text: String, moved: bool) {
    match pieces.last_mut().filter(|_| !moved) {
        Some(last) => last.text.push_str(&text),
        None if text.trim().is_empty() => {}
        None => {
            let at = times(pen.line, pen.page);
            let size = pen.size.abs() * at[3].abs().max(at[0].abs());
            pieces.push(Piece { x: at[4], y: at[5], size, text });
        }
    }
}

/// The characters of a text operator. A wide gap inside it parts words.
fn shown(operands: &[Object], encoding: Option<&Encoding<'_>>) -> String {
    let mut text = String::new();
    for operand in operands {
        match operand {
            Object::String(bytes, _) => text.push_str(&decoded(bytes, encoding)),
            Object::Array(parts) => {
                for part in parts {
                    match part {
                        Object::String(bytes, _) => text.push_str(&decoded(bytes, encoding)),
                        gap if gap.as_float().is_ok_and(|gap| gap < -200.0) => text.push(' '),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    text
}

fn decoded(bytes: &[u8], encoding: Option<&Encoding<'_>>) -> String {
    match encoding {
        Some(Encoding::SimpleEncoding(name)) if name.windows(4).any(|w| w == b"RKSJ") => {
            encoding_rs::SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned()
        }
        Some(Encoding::SimpleEncoding(name)) if name.starts_with(b"UniJIS") => {
            encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned()
        }
        Some(encoding) => Document::decode_text(encoding, bytes).unwrap_or_default(),
        None => bytes
            .iter()
            .filter(|byte| byte.is_ascii_graphic() || **byte == b' ')
            .map(|byte| char::from(*byte))
            .collect(),
    }
}

/// Pieces on one height make a line; what stands close together makes one cell.
fn arranged(mut pieces: Vec<Piece>) -> Vec<Line> {
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let same = |line: &&mut Vec<Piece>| {
            line.first().is_some_and(|first| (first.y - piece.y).abs() < 0.4 * first.size.clamp(4.0, 20.0))
        };
        match lines.last_mut().filter(same) {
            Some(line) => line.push(piece),
            None => lines.push(vec![piece]),
        }
    }
    lines.into_iter().map(cells).filter(|line| !line.is_empty()).collect()
}

fn cells(mut line: Vec<Piece>) -> Line {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut cells: Vec<String> = Vec::new();
    let mut end = f32::MIN;
    for piece in line {
        let close = piece.x - end < 0.6 * piece.size;
        end = piece.x + width(&piece);
        match cells.last_mut().filter(|_| close) {
            Some(cell) => cell.push_str(&piece.text),
            None => cells.push(piece.text),
        }
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
}

/// About how wide a piece is: half an em for Latin, one for Japanese.
fn width(piece: &Piece) -> f32 {
    let em = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
    piece.text.chars().map(em).sum::<f32>() * piece.size
}
