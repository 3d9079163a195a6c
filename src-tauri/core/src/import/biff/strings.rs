//! 一部の取消線: which texts of an .xls are struck through by their own runs ([MS-XLS] SST, rich text runs).
//!
//! The texts stand once, in one long record that goes on in others; a cell names one by its place. Only where
//! runs begin and in which font is kept.

use super::word;
use crate::import::cells::Struck;

/// Runs of a text: from which character on which font holds. Before the first it is the cell's own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Runs {
    length: u16,
    fonts: Vec<(u16, u16)>,
}

impl Runs {
    pub fn of(length: u16, fonts: Vec<(u16, u16)>) -> Self {
        Self { length, fonts }
    }

    /// How a text is struck whose cell is, or is not, struck itself.
    pub fn struck(&self, own: bool, font: impl Fn(u16) -> bool) -> Struck {
        let first = self.fonts.first().map_or(self.length, |(from, _)| *from);
        let mut spans = vec![(first, own)];
        for (n, (from, number)) in self.fonts.iter().enumerate() {
            let to = self.fonts.get(n + 1).map_or(self.length, |(next, _)| *next);
            spans.push((to.saturating_sub(*from), font(*number)));
        }
        spans.retain(|(length, _)| *length > 0);
        match (spans.iter().any(|(_, struck)| *struck), spans.iter().all(|(_, struck)| *struck)) {
            (true, true) => Struck::Whole,
            (true, false) => Struck::Partly,
            (false, _) => Struck::No,
        }
    }
}

/// The runs of every text, in the order cells name them; plain texts have none. `parts`: the record and those it
/// goes on in. None where it is not as it should be.
pub fn read(parts: &[&[u8]]) -> Option<Vec<Option<Runs>>> {
    let mut bytes = Bytes { parts, part: 0, at: 8 };
    let count = super::double(parts.first()?, 4)?;
    let mut texts = Vec::new();
    for _ in 0..count {
        texts.push(text(&mut bytes)?);
    }
    Some(texts)
}

fn text(bytes: &mut Bytes<'_>) -> Option<Option<Runs>> {
    let length = bytes.word()?;
    let flags = bytes.byte()?;
    let runs = if flags & 8 == 0 { 0 } else { bytes.word()? };
    let more = if flags & 4 == 0 { 0 } else { u32::from(bytes.word()?) | u32::from(bytes.word()?) << 16 };
    bytes.pass_characters(usize::from(length), flags & 1 != 0)?;
    let mut fonts = Vec::new();
    for _ in 0..runs {
        fonts.push((bytes.word()?, bytes.word()?));
    }
    bytes.pass(usize::try_from(more).ok()?)?;
    Some((!fonts.is_empty()).then_some(Runs { length, fonts }))
}

/// The bytes of a record and of those it goes on in, as one.
struct Bytes<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    at: usize,
}

impl Bytes<'_> {
    /// What is left of the part, the next one where this is used up.
    fn left(&mut self) -> Option<usize> {
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        Some(self.parts[self.part].len() - self.at)
    }

    fn byte(&mut self) -> Option<u8> {
        self.left()?;
        let byte = self.parts[self.part][self.at];
        self.at += 1;
        Some(byte)
    }

    fn word(&mut self) -> Option<u16> {
        word(&[self.byte()?, self.byte()?], 0)
    }

    fn pass(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let step = self.left()?.min(count);
            (self.at, count) = (self.at + step, count - step);
        }
        Some(())
    }

    /// Where a text goes on in the next part, that says anew whether a character takes two bytes.
    fn pass_characters(&mut self, mut count: usize, mut wide: bool) -> Option<()> {
        while count > 0 {
            let before = self.part;
            let left = self.left()?;
            if self.part != before {
                wide = self.byte()? & 1 != 0;
                continue;
            }
            let size = if wide { 2 } else { 1 };
            let step = (left / size).min(count);
            if step == 0 {
                return None;
            }
            (self.at, count) = (self.at + step * size, count - step);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[u16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn runs_are_found_across_the_end_of_a_record() {
        let first = [
            words(&[3, 0, 3, 0]),
            // A plain text, then one of six wide characters with two runs, cut after its second.
            [words(&[2]), vec![0], b"ab".to_vec()].concat(),
            [words(&[6]), vec![9], words(&[2]), words(&[0x4e00, 0x4e01])].concat(),
        ]
        .concat();
        let second = [
            vec![0],
            b"cdef".to_vec(),
            words(&[2, 5, 4, 0]),
            [words(&[1]), vec![4], words(&[3, 0]), b"x".to_vec(), vec![7, 7, 7]].concat(),
        ]
        .concat();
        let runs = Runs { length: 6, fonts: vec![(2, 5), (4, 0)] };
        assert_eq!(read(&[&first, &second]), Some(vec![None, Some(runs), None]));
        for end in 0..second.len() - 1 {
            assert_eq!(read(&[&first, &second[..end]]), None, "cut at {end}");
        }
    }

    #[test]
    fn a_text_is_struck_as_its_runs_say() {
        let runs = |fonts: &[(u16, u16)]| Runs { length: 4, fonts: fonts.to_vec() };
        let cases = [
            (runs(&[(2, 5)]), false, Struck::Partly),
            (runs(&[(0, 5)]), false, Struck::Whole),
            (runs(&[(2, 0)]), true, Struck::Partly),
            (runs(&[(2, 5)]), true, Struck::Whole),
            (runs(&[(2, 0)]), false, Struck::No),
        ];
        for (runs, own, expected) in cases {
            assert_eq!(runs.struck(own, |font| font == 5), expected, "{runs:?}");
        }
    }
}
