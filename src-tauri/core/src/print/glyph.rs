//! 字形: which font draws which character.
//!
//! A cluster is a base character with its variation selector, where it has one (辻󠄀 is 辻 U+8FBB with
//! U+E0100). A font that has the sequence draws it; failing that the base is drawn and the result says
//! so; a base no font has is refused. The source text is never normalised: U+FA19 is not U+795E.

use std::fmt::Write as _;
use std::sync::OnceLock;

use unicode_normalization::char::{compose, is_combining_mark};

/// 明朝 for what people wrote (names above all), ゴシック for the form's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Mincho,
    Gothic,
}

/// One of the bundled fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaceId {
    Mincho,
    Gothic,
    /// IPAmj明朝: the kanji of 文字情報基盤.
    IpaMj,
    /// What the others lack, from Noto Serif CJK JP.
    Supplement,
}

impl FaceId {
    pub const ALL: [Self; 4] = [Self::Mincho, Self::Gothic, Self::IpaMj, Self::Supplement];

    pub fn name(self) -> &'static str {
        match self {
            Self::Mincho => "BIZUDMincho-Regular",
            Self::Gothic => "BIZUDGothic-Regular",
            Self::IpaMj => "IPAmjMincho",
            Self::Supplement => "MamoriMinchoSupplement-Regular",
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Mincho => include_bytes!("../../../../assets/fonts/BIZUDMincho-Regular.ttf"),
            Self::Gothic => include_bytes!("../../../../assets/fonts/BIZUDGothic-Regular.ttf"),
            Self::IpaMj => include_bytes!("../../../../assets/fonts/ipamjm.ttf"),
            Self::Supplement => include_bytes!("../../../../assets/fonts/MamoriMinchoSupplement-Regular.otf"),
        }
    }
}

impl Role {
    /// The fonts asked in turn.
    fn chain(self) -> &'static [FaceId] {
        match self {
            Self::Mincho => &[FaceId::Mincho, FaceId::IpaMj, FaceId::Supplement],
            Self::Gothic => &[FaceId::Gothic, FaceId::Mincho, FaceId::IpaMj, FaceId::Supplement],
        }
    }
}

/// A font, read once.
pub struct Face {
    pub bytes: &'static [u8],
    pub face: ttf_parser::Face<'static>,
    /// Glyph of each character of the basic plane; 0 where there is none.
    basic: Vec<u16>,
}

impl Face {
    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let face = ttf_parser::Face::parse(bytes, 0).ok()?;
        let mut basic = vec![0; 0x1_0000];
        for subtable in face.tables().cmap?.subtables {
            if subtable.is_unicode() {
                subtable.codepoints(|code| {
                    if let (Some(slot), Some(glyph)) =
                        (basic.get_mut(code as usize), subtable.glyph_index(code))
                        && *slot == 0
                    {
                        *slot = glyph.0;
                    }
                });
            }
        }
        Some(Self { bytes, face, basic })
    }

    fn glyph(&self, ch: char) -> Option<u16> {
        match self.basic.get(ch as usize) {
            Some(0) => None,
            Some(glyph) => Some(*glyph),
            None => self.face.glyph_index(ch).map(|glyph| glyph.0),
        }
    }

    fn variant(&self, ch: char, selector: char) -> Option<u16> {
        self.face.glyph_variation_index(ch, selector).map(|glyph| glyph.0)
    }

    /// Advance in em.
    fn advance(&self, glyph: u16) -> f32 {
        let advance = self.face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0);
        f32::from(advance) / f32::from(self.face.units_per_em())
    }
}

/// The bundled fonts. Each is read when first asked for; most sheets never need the big ones.
pub struct Fonts {
    faces: [OnceLock<Option<Face>>; 4],
}

impl Fonts {
    /// The fonts of this process.
    pub fn shared() -> &'static Self {
        static SHARED: Fonts = Fonts { faces: [const { OnceLock::new() }; 4] };
        &SHARED
    }

    /// None only if the bundled file were damaged; its characters then count as missing.
    pub fn face(&self, id: FaceId) -> Option<&Face> {
        self.faces[id as usize].get_or_init(|| Face::parse(id.bytes())).as_ref()
    }

    /// The glyph of a cluster, by the rule at the head of this file.
    pub fn resolve(&self, role: Role, cluster: Cluster<'_>) -> Option<Glyph> {
        match cluster.selector {
            None => self.plain(role, cluster.base),
            Some(selector) => self
                .sequence(role, cluster.base, selector)
                .or_else(|| self.plain(role, cluster.base).map(|glyph| Glyph { substituted: true, ..glyph })),
        }
    }

    fn sequence(&self, role: Role, base: char, selector: char) -> Option<Glyph> {
        role.chain().iter().find_map(|&id| {
            let face = self.face(id)?;
            let gid = face.variant(base, selector)?;
            Some(Glyph { face: id, gid, advance: face.advance(gid), substituted: false })
        })
    }

    fn plain(&self, role: Role, base: char) -> Option<Glyph> {
        role.chain().iter().find_map(|&id| {
            let face = self.face(id)?;
            let gid = face.glyph(base)?;
            Some(Glyph { face: id, gid, advance: face.advance(gid), substituted: false })
        })
    }

    /// Width of a text in em; a missing glyph counts as one em, and is refused when printed.
    pub fn width(&self, role: Role, text: &str) -> f32 {
        clusters(text).map(|cluster| self.advance(role, cluster)).sum()
    }

    pub fn advance(&self, role: Role, cluster: Cluster<'_>) -> f32 {
        if cluster.drawn_box().is_some() {
            return 1.0;
        }
        self.resolve(role, cluster).map_or(1.0, |glyph| glyph.advance)
    }
}

/// Where a cluster's picture is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    pub face: FaceId,
    pub gid: u16,
    /// In em.
    pub advance: f32,
    /// The sequence is in no font: the base character is drawn in its place.
    pub substituted: bool,
}

/// One character as it is drawn: a base, its selector, and the text it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cluster<'a> {
    pub text: &'a str,
    pub base: char,
    pub selector: Option<char>,
}

impl Cluster<'_> {
    /// ☐ ☑ ☒ are in none of our fonts and are drawn as boxes with or without a tick.
    pub fn drawn_box(&self) -> Option<bool> {
        match self.base {
            '☐' => Some(false),
            '☑' | '☒' => Some(true),
            _ => None,
        }
    }
}

/// A variation sequence that is in no font, drawn as its base character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    pub base: char,
    pub selector: char,
    pub text: String,
}

/// The text with every character that is in no font as its code: 外字 of another computer become 〔U+E000〕.
pub fn with_codes(text: &str, fonts: &Fonts, role: Role) -> String {
    let mut shown = String::new();
    for cluster in clusters(text) {
        if cluster.drawn_box().is_some() || fonts.resolve(role, cluster).is_some() {
            shown.push_str(cluster.text);
        } else {
            let _ = write!(shown, "〔U+{:04X}〕", u32::from(cluster.base));
        }
    }
    shown
}

/// Cuts a text into clusters. Characters without a picture (zero-width, marks of direction) are left out.
pub fn clusters(text: &str) -> impl Iterator<Item = Cluster<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (cluster, after) = next_cluster(rest)?;
            rest = after;
            if !is_invisible(cluster.base) {
                return Some(cluster);
            }
        }
    })
}

fn next_cluster(text: &str) -> Option<(Cluster<'_>, &str)> {
    let mut chars = text.chars();
    let mut base = shown_as(chars.next()?);
    let mut selector = None;
    loop {
        let here = chars.clone();
        let end = text.len() - chars.as_str().len();
        match chars.next() {
            Some(ch) if selector.is_none() && is_selector(ch) => selector = Some(ch),
            // か with U+3099, as macOS writes it: drawn as が, the text stays as it was.
            Some(ch) if is_combining_mark(ch) && compose(base, ch).is_some() => {
                base = compose(base, ch).unwrap_or(base);
            }
            _ => return Some((Cluster { text: &text[..end], base, selector }, here.as_str())),
        }
    }
}

/// Tabs and line ends are spaces on paper; the heavy tick of Excel's symbol fonts is a tick.
fn shown_as(ch: char) -> char {
    match ch {
        '\t' | '\n' | '\r' | '\u{a0}' => ' ',
        '✔' => '✓',
        other => other,
    }
}

pub fn is_selector(ch: char) -> bool {
    matches!(ch, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_invisible(ch: char) -> bool {
    is_selector(ch)
        || ch.is_control()
        || matches!(ch, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(role: Role, text: &str) -> Glyph {
        let mut all = clusters(text);
        let found = Fonts::shared().resolve(role, all.next().unwrap()).unwrap();
        assert_eq!(all.next(), None, "{text} is one cluster");
        found
    }

    #[test]
    fn every_bundled_font_can_be_read() {
        for id in FaceId::ALL {
            assert!(Fonts::shared().face(id).is_some(), "{id:?}");
        }
    }

    #[test]
    fn names_of_the_register_have_a_font() {
        let cases = [
            ("髙", FaceId::Mincho),
            ("﨑", FaceId::Mincho),
            ("德", FaceId::Mincho),
            ("𠮷", FaceId::IpaMj),
            ("辻\u{e0100}", FaceId::Mincho),
            ("邉\u{e0101}", FaceId::Supplement),
            ("邉\u{e010f}", FaceId::IpaMj),
            ("邊\u{e0108}", FaceId::IpaMj),
            ("们", FaceId::Supplement),
            ("ﾏ", FaceId::Mincho),
        ];
        for (text, face) in cases {
            let found = glyph(Role::Mincho, text);
            assert_eq!((found.face, found.substituted), (face, false), "{text}");
        }
    }

    #[test]
    fn a_variant_differs_from_its_base() {
        let cases =
            ["辻\u{e0100}", "邉\u{e0101}", "邉\u{e010f}", "邊\u{e0108}", "辺\u{e0102}", "葛\u{e0100}"];
        for text in cases {
            let base: String = text.chars().take(1).collect();
            let (variant, plain) = (glyph(Role::Mincho, text), glyph(Role::Mincho, &base));
            assert_ne!((variant.face, variant.gid), (plain.face, plain.gid), "{text}");
        }
    }

    #[test]
    fn a_variant_no_font_has_is_its_base_and_says_so() {
        assert!(glyph(Role::Mincho, "山\u{e01ef}").substituted);
    }

    #[test]
    fn a_character_no_font_has_is_not_resolved() {
        let tofu = clusters("\u{1f600}").next().unwrap();
        assert_eq!(Fonts::shared().resolve(Role::Gothic, tofu), None);
    }

    #[test]
    fn compatibility_ideographs_keep_their_own_glyph() {
        assert_ne!(glyph(Role::Mincho, "\u{fa19}").gid, glyph(Role::Mincho, "神").gid);
    }

    #[test]
    fn marks_written_apart_are_drawn_together() {
        let cluster = clusters("か\u{3099}").next().unwrap();
        assert_eq!((cluster.base, cluster.text), ('が', "か\u{3099}"));
    }

    #[test]
    fn half_and_full_width() {
        let fonts = Fonts::shared();
        for (text, em) in [("USB-001", 3.5), ("媒体", 2.0), ("ﾏﾙﾃｨﾈｽ", 3.0), ("\u{200b}媒", 1.0)]
        {
            assert_eq!(fonts.width(Role::Mincho, text), em, "{text}");
        }
    }
}
