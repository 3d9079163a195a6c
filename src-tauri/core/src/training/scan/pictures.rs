//! ページの画像: every page of a scan as grey dots.
//!
//! The only file naming the libraries that draw PDF and unpack images; all of them are plain Rust. It runs
//! in the reader process, so that a file that asks for too much takes nobody else down.

use std::io::Cursor;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{ImageFormat, ImageReader, Limits};
use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult};

use crate::import::ReadFailure;

/// Grey dots of a page, row after row from above; 0 is black.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub grey: Vec<u8>,
}

/// A page of a scan is drawn with so many dots to the inch, as long as its longer side stays within [`SIDE`].
const DOTS: f32 = 250.0;
/// The longer side in dots: what has more is halved until it has not.
const SIDE: usize = 4200;
/// A sheet of A3 at 600 dpi.
const MOST_DOTS: u64 = 80_000_000;
const MOST_PAGES: usize = 500;
const MOST_BYTES: u64 = 400 * 1024 * 1024;

/// Hands over the pages one after the other, so that only one is in memory. A page nothing can be made of
/// is `None`.
pub fn each(
    bytes: &[u8],
    mut see: impl FnMut(Option<Picture>) -> Result<(), ReadFailure>,
) -> Result<(), ReadFailure> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    if bytes.is_empty() {
        Err(ReadFailure::Empty)
    } else if head.windows(5).any(|window| window == b"%PDF-") {
        pdf(bytes, see)
    } else if head.starts_with(b"II*\0") || head.starts_with(b"MM\0*") {
        tiff(bytes, see)
    } else if head.starts_with(b"\x89PNG") {
        see(Some(image(bytes, ImageFormat::Png)?))
    } else if head.starts_with(b"\xff\xd8\xff") {
        see(Some(image(bytes, ImageFormat::Jpeg)?))
    } else {
        Err(ReadFailure::UnknownFormat)
    }
}

fn pdf(
    bytes: &[u8],
    mut see: impl FnMut(Option<Picture>) -> Result<(), ReadFailure>,
) -> Result<(), ReadFailure> {
    let document = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadFailure::Password,
        LoadPdfError::Invalid => ReadFailure::Damaged,
    })?;
    let pages = document.pages();
    if pages.is_empty() {
        return Err(ReadFailure::Damaged);
    }
    if pages.len() > MOST_PAGES {
        return Err(ReadFailure::TooLarge);
    }
    for page in pages.iter() {
        // Of every page anew: what was unpacked for one page is not kept for the next.
        let cache = RenderCache::new();
        let (width, height) = page.render_dimensions();
        let scale = (DOTS / 72.0).min(SIDE as f32 / width.max(height).max(1.0));
        let drawn = (width * scale >= 1.0 && height * scale >= 1.0).then(|| {
            let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
            render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings)
        });
        see(drawn.map(|drawn| Picture {
            width: drawn.width().into(),
            height: drawn.height().into(),
            grey: drawn.data().iter().map(|dot| luma(dot.r, dot.g, dot.b)).collect(),
        }))?;
    }
    Ok(())
}

fn image(bytes: &[u8], format: ImageFormat) -> Result<Picture, ReadFailure> {
    let damaged = |_| ReadFailure::Damaged;
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let (width, height) = reader.into_dimensions().map_err(damaged)?;
    reasonable(width, height)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let grey = reader.decode().map_err(damaged)?.into_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    Ok(reduced(Picture { width, height, grey: grey.into_raw() }))
}

fn tiff(
    bytes: &[u8],
    mut see: impl FnMut(Option<Picture>) -> Result<(), ReadFailure>,
) -> Result<(), ReadFailure> {
    let damaged = |_| ReadFailure::Damaged;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(damaged)?;
    for _ in 0..MOST_PAGES {
        let (width, height) = decoder.dimensions().map_err(damaged)?;
        reasonable(width, height)?;
        let kind = decoder.colortype().map_err(damaged)?;
        let dots = decoder.read_image().map_err(damaged)?;
        see(greyed(width as usize, height as usize, kind, dots).map(reduced))?;
        if !decoder.more_images() {
            return Ok(());
        }
        decoder.next_image().map_err(damaged)?;
    }
    Err(ReadFailure::TooLarge)
}

fn reasonable(width: u32, height: u32) -> Result<(), ReadFailure> {
    if u64::from(width) * u64::from(height) > MOST_DOTS { Err(ReadFailure::TooLarge) } else { Ok(()) }
}

/// The kinds of TIFF that scanners write; nothing of others.
fn greyed(width: usize, height: usize, kind: ColorType, dots: DecodingResult) -> Option<Picture> {
    let DecodingResult::U8(bytes) = dots else { return None };
    let grey: Vec<u8> = match kind {
        ColorType::Gray(8) => bytes,
        ColorType::Gray(1) => {
            let row = width.div_ceil(8);
            let bit = |x: usize, y: usize| Some(bytes.get(y * row + x / 8)? >> (7 - x % 8) & 1);
            let at = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
            at.map(|(x, y)| bit(x, y).map(|bit| bit * 255)).collect::<Option<_>>()?
        }
        ColorType::RGB(8) => bytes.chunks_exact(3).map(|dot| luma(dot[0], dot[1], dot[2])).collect(),
        ColorType::RGBA(8) => bytes.chunks_exact(4).map(|dot| luma(dot[0], dot[1], dot[2])).collect(),
        _ => return None,
    };
    (grey.len() == width * height).then_some(Picture { width, height, grey })
}

fn luma(red: u8, green: u8, blue: u8) -> u8 {
    let weighed = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(weighed / 1000).unwrap_or(u8::MAX)
}

fn reduced(mut picture: Picture) -> Picture {
    while picture.width.max(picture.height) > SIDE {
        picture = picture.halved();
    }
    picture
}

impl Picture {
    /// Half as many dots each way.
    pub fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut grey = Vec::with_capacity(width * height);
        for y in 0..height {
            let [above, below] = [2 * y, 2 * y + 1].map(|y| &self.grey[y * self.width..][..2 * width]);
            let dots = above.chunks_exact(2).zip(below.chunks_exact(2));
            grey.extend(dots.map(|(a, b)| {
                let sum: u16 = a.iter().chain(b).map(|dot| u16::from(*dot)).sum();
                u8::try_from(sum / 4).unwrap_or(u8::MAX)
            }));
        }
        Self { width, height, grey }
    }

    /// Each dot as the mean of itself and its neighbours.
    pub fn smoothed(&self) -> Self {
        let across = blurred(&self.grey, self.width, 1);
        Self { grey: blurred(&across, self.width, self.width), ..*self }
    }
}

/// The mean of every dot and the two `step` away from it; at the edges, of what there is.
fn blurred(grey: &[u8], width: usize, step: usize) -> Vec<u8> {
    let at = |n: usize| grey.get(n).copied();
    let mean = |n: usize| {
        let (first, last) = (n.is_multiple_of(width), (n + 1).is_multiple_of(width));
        let before = n.checked_sub(step).filter(|_| step > 1 || !first).and_then(at);
        let after = Some(n + step).filter(|_| step > 1 || !last).and_then(at);
        let three = [before, at(n), after];
        let (sum, count) = three
            .into_iter()
            .flatten()
            .fold((0u16, 0u16), |(sum, count), dot| (sum + u16::from(dot), count + 1));
        u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX)
    };
    (0..grey.len()).map(mean).collect()
}
