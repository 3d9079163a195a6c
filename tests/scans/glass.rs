//! A scanner for tests: prints a form, lays it crooked on the glass, and writes the files scanners write.

use std::io::Cursor;
use std::process::Command;

use fax::encoder::Encoder;
use fax::{Color, VecWriter};
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use tiff::encoder::{TiffEncoder, colortype};

/// A page as grey dots.
#[derive(Clone)]
pub struct Grey {
    pub width: usize,
    pub height: usize,
    pub dots: Vec<u8>,
}

/// How a page was scanned.
#[derive(Clone, Copy)]
pub struct Glass {
    /// Degrees the sheet lies crooked; 180 is upside down.
    pub turned: f64,
    /// Spread of the noise, in grey levels.
    pub noise: f64,
    /// Black and white, divided at this grey level.
    pub bilevel: Option<u8>,
}

/// The pages of a printed form as they come out of the printer.
pub fn printed(pdf: &[u8], dpi: u32) -> Vec<Grey> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("form.pdf");
    std::fs::write(&file, pdf).unwrap();
    let mut drawing = Command::new("pdftoppm");
    drawing.args(["-gray", "-r", &dpi.to_string()]).arg(&file).arg(folder.path().join("page"));
    let drawn = drawing.status();
    assert!(drawn.is_ok_and(|status| status.success()), "pdftoppm is needed: install poppler-utils");
    let entries = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "pgm")).collect();
    pages.sort();
    pages.iter().map(|path| pgm(&std::fs::read(path).unwrap())).collect()
}

/// `P5 1654 2339 255` and the dots.
fn pgm(bytes: &[u8]) -> Grey {
    let mut at = 0;
    let mut word = || {
        let from = at;
        at += bytes[from..].iter().position(u8::is_ascii_whitespace).unwrap() + 1;
        String::from_utf8(bytes[from..at - 1].to_vec()).unwrap()
    };
    assert_eq!(word(), "P5");
    let (width, height) = (word().parse().unwrap(), word().parse().unwrap());
    assert_eq!(word(), "255");
    Grey { width, height, dots: bytes[at..].to_vec() }
}

/// Noise that is the same in every run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(1u32 << 31)
    }

    /// About normally distributed.
    fn spread(&mut self) -> f64 {
        (0..4).map(|_| self.next()).sum::<f64>() - 2.0
    }
}

impl Grey {
    pub fn scanned(&self, glass: Glass) -> Self {
        let (sin, cos) = glass.turned.to_radians().sin_cos();
        let (middle_x, middle_y) = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        let mut noise = Noise(42);
        let mut dots = Vec::with_capacity(self.dots.len());
        for y in 0..self.height {
            for x in 0..self.width {
                let (dx, dy) = (x as f64 - middle_x, y as f64 - middle_y);
                let ink = self.between(dx * cos + dy * sin + middle_x, dy * cos - dx * sin + middle_y);
                // Toner is not black, paper is not white.
                let seen = (30.0 + 0.8 * ink + glass.noise * noise.spread()).clamp(0.0, 255.0) as u8;
                dots.push(glass.bilevel.map_or(seen, |level| if seen > level { 255 } else { 0 }));
            }
        }
        Self { dots, ..*self }
    }

    fn between(&self, x: f64, y: f64) -> f64 {
        let (left, top) = (x.floor(), y.floor());
        let (right, below) = (x - left, y - top);
        let dot = |x: f64, y: f64| {
            let inside = x >= 0.0 && y >= 0.0 && x < self.width as f64 && y < self.height as f64;
            if inside { f64::from(self.dots[y as usize * self.width + x as usize]) } else { 235.0 }
        };
        let upper = dot(left, top) * (1.0 - right) + dot(left + 1.0, top) * right;
        let lower = dot(left, top + 1.0) * (1.0 - right) + dot(left + 1.0, top + 1.0) * right;
        upper * (1.0 - below) + lower * below
    }

    pub fn white(&self) -> Self {
        Self { dots: vec![250; self.dots.len()], ..*self }
    }

    pub fn png(&self) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let (width, height) = (self.width as u32, self.height as u32);
        image::write_buffer_with_format(
            &mut out,
            &self.dots,
            width,
            height,
            ExtendedColorType::L8,
            image::ImageFormat::Png,
        )
        .unwrap();
        out.into_inner()
    }

    pub fn jpeg(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut out, 55);
        encoder.encode(&self.dots, self.width as u32, self.height as u32, ExtendedColorType::L8).unwrap();
        out
    }

    /// CCITT G4, black where the dot is darker than half.
    pub fn fax(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(VecWriter::new());
        for row in self.dots.chunks(self.width) {
            let dots = row.iter().map(|dot| if *dot < 128 { Color::Black } else { Color::White });
            encoder.encode_line(dots, self.width as u16).unwrap();
        }
        encoder.finish().unwrap().finish()
    }

    /// A page of JBIG2 whose one region is packed like a fax.
    fn jbig2(&self) -> Vec<u8> {
        let (width, height) = ((self.width as u32).to_be_bytes(), (self.height as u32).to_be_bytes());
        let page = [&width[..], &height, &[0; 8], &[0, 0, 0]].concat();
        let region = [&width[..], &height, &[0; 8], &[0], &[1], &self.fax()].concat();
        let segment = |number: u32, kind: u8, body: &[u8]| {
            [&number.to_be_bytes()[..], &[kind, 0, 1], &(body.len() as u32).to_be_bytes(), body].concat()
        };
        [segment(0, 48, &page), segment(1, 38, &region)].concat()
    }
}

/// How the image of a page is packed in a PDF.
#[derive(Clone, Copy)]
pub enum Packed {
    Flate,
    Jpeg,
    Fax,
    Jbig2,
}

/// A PDF of nothing but images, as scanners write it.
pub fn pdf(pages: &[(&Grey, Packed)]) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let parent = document.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for (page, packed) in pages {
        let image = document.add_object(stream(page, *packed));
        let drawn = Stream::new(Dictionary::new(), b"q 595.28 0 0 841.89 0 0 cm /I Do Q".to_vec());
        let content = document.add_object(drawn);
        kids.push(
            document
                .add_object(dictionary! {
                    "Type" => "Page", "Parent" => parent, "Contents" => content,
                    "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                    "Resources" => dictionary! { "XObject" => dictionary! { "I" => image } },
                })
                .into(),
        );
    }
    let count = kids.len() as i64;
    document
        .objects
        .insert(parent, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    document.trailer.set("Root", catalog);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

fn stream(page: &Grey, packed: Packed) -> Stream {
    let (width, height) = (page.width as i64, page.height as i64);
    let described = |bits: i64| {
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => bits,
        }
    };
    let filtered = |bits: i64, filter: &str, bytes: Vec<u8>| {
        let mut described = described(bits);
        described.set("Filter", filter);
        Stream::new(described, bytes)
    };
    match packed {
        Packed::Flate => {
            let mut stream = Stream::new(described(8), page.dots.clone());
            stream.compress().unwrap();
            stream
        }
        Packed::Jpeg => filtered(8, "DCTDecode", page.jpeg()),
        Packed::Jbig2 => filtered(1, "JBIG2Decode", page.jbig2()),
        Packed::Fax => {
            let mut stream = filtered(1, "CCITTFaxDecode", page.fax());
            stream.dict.set("DecodeParms", dictionary! { "K" => -1, "Columns" => width, "Rows" => height });
            stream
        }
    }
}

/// A TIFF of several pages.
pub fn tiff(pages: &[&Grey]) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut out).unwrap();
    for page in pages {
        encoder.write_image::<colortype::Gray8>(page.width as u32, page.height as u32, &page.dots).unwrap();
    }
    out.into_inner()
}
