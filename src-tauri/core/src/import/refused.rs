//! 読めなかったファイル: why, and where it may be a text after all, how it would read in each encoding.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::Serialize;
use ts_rs::TS;

use super::csv_text::decode;
use super::error::{ImportError, ReadFailure};
use super::options::TextEncoding;
use super::sniff::{Format, sniff_as};
use crate::error::{Error, Report};

/// A file that could not be read, beside those that could.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RefusedFile {
    pub file: String,
    /// By which it can be read again.
    pub path: String,
    /// A password is what it lacks: `password` or `wrong_password`; else another reason.
    pub failure: String,
    pub report: Report,
    /// How its beginning reads in each encoding; none where it is no text whatever one says.
    pub samples: Vec<TextSample>,
}

/// The beginning of a text in one encoding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TextSample {
    pub encoding: TextEncoding,
    pub text: String,
    /// Characters of it that no text has.
    pub broken: u32,
}

/// A file that was refused, as it lies on the desk.
pub struct Refused {
    pub path: PathBuf,
    pub error: ImportError,
    samples: Vec<TextSample>,
}

impl Refused {
    pub fn new(path: PathBuf, error: ImportError) -> Self {
        let unknown = error.failure == ReadFailure::UnknownFormat;
        let samples = if unknown { samples(&beginning(&path)) } else { Vec::new() };
        Self { path, error, samples }
    }

    pub fn shown(&self) -> RefusedFile {
        RefusedFile {
            file: self.error.file.clone(),
            path: self.path.display().to_string(),
            failure: self.error.failure.as_str().to_owned(),
            report: Error::Import(self.error.clone()).report(),
            samples: self.samples.clone(),
        }
    }
}

/// So much of a file is looked at.
const BEGINNING: u64 = 16 * 1024;
const LINES: usize = 5;
const LINE: usize = 80;
/// Stands for what no text has.
const BROKEN: char = '\u{fffd}';

fn beginning(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What cannot be read any more has no sample; the refusal says the rest.
    let _ = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes));
    bytes
}

/// The most readable first: a table has separators and lines in its own encoding, and hardly a broken character.
fn samples(bytes: &[u8]) -> Vec<TextSample> {
    const OFFERED: [TextEncoding; 5] = [
        TextEncoding::Utf8,
        TextEncoding::Cp932,
        TextEncoding::Utf16,
        TextEncoding::EucJp,
        TextEncoding::Iso2022Jp,
    ];
    let text = |encoding: &TextEncoding| sniff_as(bytes, Some(*encoding)) == Ok(Format::Text);
    let mut samples: Vec<_> = OFFERED.into_iter().filter(text).map(|one| sample(bytes, one)).collect();
    let parts = |sample: &TextSample| sample.text.matches([',', '\t', ';', '\n']).count();
    samples.sort_by_key(|sample| (std::cmp::Reverse(parts(sample)), sample.broken));
    samples
}

fn sample(bytes: &[u8], encoding: TextEncoding) -> TextSample {
    let (text, _) = decode(bytes, Some(encoding));
    let shown = |c: char| if c.is_control() && c != '\t' { BROKEN } else { c };
    let line = |line: &str| line.chars().take(LINE).map(shown).collect::<String>();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let text = lines.take(LINES).map(line).collect::<Vec<_>>().join("\n");
    let broken = u32::try_from(text.chars().filter(|c| *c == BROKEN).count()).unwrap_or(u32::MAX);
    TextSample { encoding, text, broken }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_that_reads_best_comes_first_and_no_picture_is_a_text() {
        let text = "管理番号,種別\r\n\u{1}\u{2}\u{3}\u{4}USB-1,USBメモリ\r\n";
        let cp932 = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
        let found = samples(&cp932);
        assert_eq!((found[0].encoding, found[0].broken), (TextEncoding::Cp932, 4));
        assert!(found[0].text.starts_with("管理番号,種別\n\u{fffd}"), "{}", found[0].text);
        assert_eq!(found.len(), 5);
        let utf8 = samples(text.as_bytes());
        assert_eq!((utf8[0].encoding, utf8[0].broken), (TextEncoding::Utf8, 4));
        assert_eq!(samples(b"<?xml version=\"1.0\"?><a/>"), []);
        assert_eq!(samples(b"PK\x03\x04"), []);
        assert_eq!(samples(b""), []);
    }
}
