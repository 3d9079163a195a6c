//! The characters a document uses, font by font, and the fonts cut down to them.
//!
//! A PDF knows one text per glyph of a font. Where two texts share a glyph (葛 and 葛 with a selector
//! that asks for the same shape), the second goes into a further copy of the font, so that what is
//! copied out of the file is what was written into it.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::PrintError;
use super::glyph::{FaceId, Fonts, Glyph};

/// Which cut-down font: the face, and the how many-th copy of it.
pub type SubsetId = (FaceId, u16);

#[derive(Default)]
pub struct Subsets {
    /// The texts that use a glyph, in order of first use: text n is drawn by copy n.
    texts: HashMap<(FaceId, u16), Vec<Use>>,
    cuts: BTreeMap<SubsetId, Cut>,
}

/// A text, and the glyph's number in the copy that draws it.
type Use = (Box<str>, u16);

#[derive(Default)]
struct Cut {
    remapper: GlyphRemapper,
    glyphs: Vec<CutGlyph>,
}

/// A glyph of a cut-down font: its new number, its old one, what it stands for.
pub struct CutGlyph {
    pub new: u16,
    pub old: u16,
    pub text: Box<str>,
}

/// A cut-down font, ready to be embedded.
pub struct CutFont {
    pub id: SubsetId,
    pub name: String,
    pub bytes: Vec<u8>,
    pub glyphs: Vec<CutGlyph>,
}

impl Subsets {
    /// Notes a use; gives the font and the number the glyph has in it.
    pub fn note(&mut self, glyph: Glyph, text: &str) -> (SubsetId, u16) {
        let texts = self.texts.entry((glyph.face, glyph.gid)).or_default();
        if let Some(copy) = texts.iter().position(|(known, _)| &**known == text) {
            return ((glyph.face, copy as u16), texts[copy].1);
        }
        let id = (glyph.face, texts.len() as u16);
        let cut = self.cuts.entry(id).or_default();
        let new = cut.remapper.remap(glyph.gid);
        cut.glyphs.push(CutGlyph { new, old: glyph.gid, text: text.into() });
        texts.push((text.into(), new));
        (id, new)
    }

    pub fn cut(self, fonts: &Fonts) -> Result<Vec<CutFont>, PrintError> {
        self.cuts.into_iter().map(|(id, cut)| cut.finish(id, fonts)).collect()
    }
}

impl Cut {
    fn finish(self, id: SubsetId, fonts: &Fonts) -> Result<CutFont, PrintError> {
        let failed = |reason: String| PrintError::Font { font: id.0.name(), reason };
        let face = fonts.face(id.0).ok_or_else(|| failed("cannot be read".into()))?;
        let bytes =
            subsetter::subset(face.bytes, 0, &self.remapper).map_err(|error| failed(error.to_string()))?;
        let name = format!("{}+{}", tag(&bytes), id.0.name());
        Ok(CutFont { id, name, bytes, glyphs: self.glyphs })
    }
}

/// The six letters a cut-down font's name begins with; here from its content.
fn tag(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
