//! 組版: measuring, 禁則 line breaking, shrinking to fit, 均等割付 and 縦書き.
//!
//! Widths are real advances of the fonts that will draw the text. There is no hanging punctuation and
//! no squeezing of spaces: a character that may not begin a line takes the one before it along.

use super::glyph::{Cluster, Fonts, Role, clusters};
use super::sheet::{Area, POINT, Page};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Centre,
    Right,
    /// 均等割付
    Spread,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upright {
    Top,
    Middle,
}

/// How a cell's text is set. Sizes in points; between them it shrinks to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub role: Role,
    pub size: f32,
    /// Down to this it shrinks to stay on one line before it is wrapped.
    pub one_line: f32,
    pub least: f32,
    pub align: Align,
    pub upright: Upright,
}

/// A label cell: 9 pt, spread over the cell.
pub const LABEL: Style = style(Role::Gothic, 9.0, 7.0, Align::Spread);
/// What was written into the form: 10.5 pt 明朝.
pub const VALUE: Style = style(Role::Mincho, 10.5, 9.0, Align::Left);
/// A person's name: kept on one line as long as it can be read.
pub const NAME: Style = style(Role::Mincho, 10.5, 6.5, Align::Left);
/// The form's own small words.
pub const SMALL: Style = style(Role::Gothic, 8.0, 7.0, Align::Left);
/// A cell of a ledger or list.
pub const CELL: Style = style(Role::Mincho, 9.0, 7.5, Align::Left);

/// Nothing is printed smaller than 6 pt but the labels of narrow boxes.
const fn style(role: Role, size: f32, one_line: f32, align: Align) -> Style {
    Style { role, size, one_line, least: 6.0, align, upright: Upright::Middle }
}

impl Style {
    pub const fn size(self, size: f32) -> Self {
        Self { size, ..self }
    }

    pub const fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    pub const fn top(self) -> Self {
        Self { upright: Upright::Top, ..self }
    }
}

/// Distance of lines in mm for a size in points.
pub fn leading(size: f32) -> f32 {
    size * POINT * 1.32
}

/// Base line of a line of `size` points whose middle is at `middle`.
pub fn base_line(middle: f32, size: f32) -> f32 {
    middle + 0.38 * size * POINT
}

/// Width in mm.
pub fn width(fonts: &Fonts, role: Role, size: f32, text: &str) -> f32 {
    fonts.width(role, text) * size * POINT
}

/// Text made to fit a box: its lines at one size, and what did not go in.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted<'a> {
    pub size: f32,
    pub lines: Vec<&'a str>,
    pub rest: &'a str,
}

/// Shrinks by half points: first to stay on one line, then until the wrapped text fits `w` × `h`. What is
/// left over at the least size is handed back, never cut off in silence.
pub fn fit<'a>(fonts: &Fonts, style: Style, text: &'a str, w: f32, h: f32) -> Fitted<'a> {
    if let Some(size) = one_line(fonts, style, text, w) {
        return Fitted { size, lines: vec![text], rest: "" };
    }
    if let Some(fitted) = halves(fonts, style, text, w, h) {
        return fitted;
    }
    let mut size = style.size;
    loop {
        let lines = wrap(fonts, style.role, size, text, w);
        let room = ((h / leading(size) + 0.01) as usize).max(1);
        if lines.len() <= room {
            return Fitted { size, lines: balanced(fonts, style, size, text, w, lines), rest: "" };
        }
        if size - 0.5 < style.least {
            let rest = &text[offset(text, lines[room])..];
            return Fitted { size, lines: lines[..room].to_vec(), rest };
        }
        size -= 0.5;
    }
}

/// The largest size at which the text is one line.
fn one_line(fonts: &Fonts, style: Style, text: &str, w: f32) -> Option<f32> {
    if text.contains('\n') {
        return None;
    }
    let em = fonts.width(style.role, text);
    let mut size = style.size;
    while size >= style.one_line.min(style.size) {
        if em * size * POINT <= w {
            return Some(size);
        }
        size -= 0.5;
    }
    None
}

/// A name too long for one line is divided between family and given name, not inside either.
fn halves<'a>(fonts: &Fonts, style: Style, text: &'a str, w: f32, h: f32) -> Option<Fitted<'a>> {
    let (family, given) = text.split_once(' ').filter(|(_, given)| !given.contains([' ', '\n']))?;
    let em = fonts.width(style.role, family).max(fonts.width(style.role, given));
    let mut size = style.size;
    while size >= style.one_line {
        if em * size * POINT <= w && leading(size) * 2.0 <= h + 0.01 {
            return Some(Fitted { size, lines: vec![family, given], rest: "" });
        }
        size -= 0.5;
    }
    None
}

/// Centred lines share the text evenly, so that no single character is left on the last one.
fn balanced<'a>(
    fonts: &Fonts,
    style: Style,
    size: f32,
    text: &'a str,
    w: f32,
    lines: Vec<&'a str>,
) -> Vec<&'a str> {
    if style.align != Align::Centre || lines.len() < 2 || text.contains('\n') {
        return lines;
    }
    let mut narrow = width(fonts, style.role, size, text) / lines.len() as f32;
    let mut best = None;
    while narrow < w {
        let shared = wrap(fonts, style.role, size, text, narrow);
        if shared.len() == lines.len() {
            if !breaks_katakana(&shared) {
                return shared;
            }
            best = best.or(Some(shared));
        }
        narrow += size * POINT * 0.5;
    }
    best.unwrap_or(lines)
}

/// セキュ｜リティ: allowed, but hard to read in a label.
fn breaks_katakana(lines: &[&str]) -> bool {
    let katakana = |ch: Option<char>| ch.is_some_and(|ch| matches!(ch, 'ァ'..='ヺ' | 'ー'));
    lines.windows(2).any(|pair| katakana(pair[0].chars().last()) && katakana(pair[1].chars().next()))
}

/// Where a piece of `text` begins in it.
fn offset(text: &str, piece: &str) -> usize {
    piece.as_ptr() as usize - text.as_ptr() as usize
}

/// Breaks a text into lines of at most `w` mm.
pub fn wrap<'a>(fonts: &Fonts, role: Role, size: f32, text: &'a str, w: f32) -> Vec<&'a str> {
    let limit = w / (size * POINT) + 0.001;
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(fonts, role, paragraph.trim_end_matches('\r'), limit, &mut lines);
    }
    lines
}

fn wrap_paragraph<'a>(fonts: &Fonts, role: Role, text: &'a str, limit: f32, lines: &mut Vec<&'a str>) {
    let mut rest = text;
    loop {
        let end = line_end(fonts, role, rest, limit);
        lines.push(rest[..end].trim_end_matches([' ', '　']));
        let next = rest[end..].trim_start_matches(' ');
        if next.is_empty() {
            return;
        }
        rest = next;
    }
}

/// Length in bytes of the first line of `text`.
fn line_end(fonts: &Fonts, role: Role, text: &str, limit: f32) -> usize {
    let (mut pen, mut last_break, mut before) = (0.0, 0, None::<char>);
    for cluster in clusters(text) {
        let start = offset(text, cluster.text);
        if before.is_some_and(|before| may_break(before, cluster.base)) {
            last_break = start;
        }
        pen += fonts.advance(role, cluster);
        // A space at the end of a line hangs over without harm.
        if pen > limit && start > 0 && !matches!(cluster.base, ' ' | '　') {
            return if last_break > 0 { last_break } else { start };
        }
        before = Some(cluster.base);
    }
    text.len()
}

/// 行頭禁則: these do not begin a line.
const NOT_FIRST: &str = "、。，．・：；？！゛゜ヽヾゝゞ々ー）〕］｝〉》」』】〙〗’”»ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ\
    ,.!?:;)]}%％‰℃°′″…‥～〜｡､｣･ﾞﾟｰｧｨｩｪｫｬｭｮｯ";
/// 行末禁則: these do not end a line.
const NOT_LAST: &str = "（〔［｛〈《「『【〘〖‘“«([{｢￥＄№#＃";

/// May a line end between these two?
pub fn may_break(before: char, after: char) -> bool {
    let in_word = |ch: char| ch.is_ascii_graphic();
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) {
        return false;
    }
    // Words, numbers and addresses of the net stay whole; so do …… and ――.
    let in_one_word = in_word(before) && in_word(after);
    let drawn_on = before == after && matches!(before, '…' | '―' | '‥');
    !in_one_word && !drawn_on
}

/// Sets a text into a cell; gives back what did not fit.
pub fn put<'a>(page: &mut Page, fonts: &Fonts, area: Area, text: &'a str, style: Style) -> &'a str {
    if text.is_empty() {
        return "";
    }
    if style.align == Align::Spread {
        spread(page, fonts, area, text, style);
        return "";
    }
    let fitted = fit(fonts, style, text, area.w, area.h);
    let step = leading(fitted.size);
    let block = step * fitted.lines.len() as f32;
    let top = match style.upright {
        Upright::Top => area.y,
        Upright::Middle => area.y + (area.h - block) / 2.0,
    };
    for (n, line) in fitted.lines.iter().enumerate() {
        let y = base_line(top + step * (n as f32 + 0.5), fitted.size);
        let slack = || area.w - width(fonts, style.role, fitted.size, line);
        let x = match style.align {
            Align::Left | Align::Spread => area.x,
            Align::Centre => area.x + slack() / 2.0,
            Align::Right => area.x + slack(),
        };
        page.text(x, y, fitted.size, style.role, *line);
    }
    fitted.rest
}

/// 均等割付: the characters share the room; a long label is set in centred lines instead.
fn spread(page: &mut Page, fonts: &Fonts, area: Area, text: &str, style: Style) {
    let count = clusters(text).count();
    let own = width(fonts, style.role, style.size, text);
    // Past this the letters would fall apart, and Latin words are not letterspaced.
    let widest = own + 2.2 * style.size * POINT * count.saturating_sub(1) as f32;
    if count < 2 || own > area.w || text.contains('\n') || text.is_ascii() {
        put(page, fonts, area, text, style.align(Align::Centre));
        return;
    }
    let room = area.w.min(widest);
    let tracking = (room - own) / (count - 1) as f32;
    let y = base_line(area.y + area.h / 2.0, style.size);
    page.spaced(area.x + (area.w - room) / 2.0, y, style.size, style.role, tracking, text);
}

/// 縦書き: one character under the other, shared over the height of the area.
pub fn vertical(page: &mut Page, fonts: &Fonts, area: Area, text: &str, role: Role, size: f32) {
    let count = clusters(text).count().max(1) as f32;
    let step = (area.h / count).min(size * POINT * 2.4);
    let top = area.y + (area.h - step * count) / 2.0;
    for (n, cluster) in clusters(text).enumerate() {
        let x = area.x + (area.w - fonts.advance(role, cluster) * size * POINT) / 2.0;
        page.text(x, base_line(top + step * (n as f32 + 0.5), size), size, role, upright(cluster));
    }
}

/// The long vowel mark and brackets stand upright in vertical text.
fn upright(cluster: Cluster<'_>) -> &str {
    match cluster.base {
        'ー' => "｜",
        '（' => "︵",
        '）' => "︶",
        '…' => "︙",
        _ => cluster.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, em: f32) -> Vec<&str> {
        wrap(Fonts::shared(), Role::Mincho, 10.0, text, em * 10.0 * POINT)
    }

    #[test]
    fn lines_break_by_kinsoku() {
        let cases: [(&str, f32, &[&str]); 8] = [
            ("情報機器を廃棄する。", 5.0, &["情報機器を", "廃棄する。"]),
            ("情報機器を廃棄した。", 9.0, &["情報機器を廃棄し", "た。"]),
            ("申請（正本）提出", 3.0, &["申請", "（正", "本）提", "出"]),
            ("型番USB-32Gを廃棄", 5.0, &["型番", "USB-32Gを", "廃棄"]),
            ("https://portal.example.jp/", 4.0, &["https://", "portal.e", "xample.j", "p/"]),
            ("一行目\n二行目", 9.0, &["一行目", "二行目"]),
            ("コーヒーメーカー", 4.0, &["コーヒー", "メーカー"]),
            ("", 4.0, &[""]),
        ];
        for (text, em, lines) in cases {
            assert_eq!(wrapped(text, em), lines, "{text}");
        }
    }

    #[test]
    fn a_selector_stays_with_its_kanji() {
        assert_eq!(
            wrapped("辻\u{e0100}辻\u{e0100}辻\u{e0100}", 2.0),
            ["辻\u{e0100}辻\u{e0100}", "辻\u{e0100}"]
        );
    }

    #[test]
    fn text_shrinks_before_it_wraps_and_hands_back_what_is_left() {
        let fonts = Fonts::shared();
        let short = fit(fonts, VALUE, "健康保険組合", 20.0, 8.0);
        assert_eq!((short.size, short.lines.len()), (9.0, 1));
        let name = fit(fonts, NAME, "サンパウロ マルティネス", 30.0, 8.0);
        assert_eq!((name.size, name.lines.len()), (7.0, 1));
        let two = fit(fonts, VALUE, "個人情報保護管理者補佐", 18.0, 8.0);
        assert_eq!(two.lines.len(), 2);
        let long = "廃棄の理由".repeat(20);
        let cut = fit(fonts, VALUE, &long, 20.0, 8.0);
        assert_eq!(format!("{}{}", cut.lines.concat(), cut.rest), long);
        assert_eq!(cut.size, VALUE.least);
    }

    #[test]
    fn centred_lines_are_of_even_length() {
        let label = LABEL.align(Align::Centre).size(7.5);
        let label = Style { least: 4.5, ..label };
        let fitted = fit(Fonts::shared(), label, "情報システム運用責任者", 18.8, 5.0);
        assert_eq!(fitted.lines, ["情報システム", "運用責任者"]);
        let fitted = fit(Fonts::shared(), label, "情報セキュリティ管理者", 18.8, 5.0);
        assert_eq!(fitted.lines, ["情報セキュリティ", "管理者"]);
    }

    #[test]
    fn a_long_name_is_divided_between_its_parts() {
        let fitted = fit(Fonts::shared(), NAME, "サンパウロ・マルティネス アナマリア", 30.0, 8.0);
        assert_eq!(fitted.lines, ["サンパウロ・マルティネス", "アナマリア"]);
    }

    #[test]
    fn no_line_is_wider_than_its_box() {
        let text = "特定保健指導の委託先（㈱健保サービス）において、対象者リスト１，２３４件の突合作業をUSBメモリで行うため。";
        for em in 2..30 {
            for line in wrapped(text, em as f32) {
                assert!(Fonts::shared().width(Role::Mincho, line) <= em as f32 + 0.01, "{em}: {line}");
            }
        }
    }

    #[test]
    fn spread_text_reaches_both_edges() {
        let mut page = Page::portrait();
        put(&mut page, Fonts::shared(), Area::new(10.0, 10.0, 20.0, 8.0), "理由", LABEL);
        let Some(super::super::Mark::Text { x, tracking, .. }) = page.marks.first() else { panic!() };
        let end = x + 2.0 * 9.0 * POINT + tracking;
        assert!((x - 10.0).abs() + (end - 30.0).abs() < 8.0, "{x} {end}");
    }

    proptest::proptest! {
        /// Whatever is written, breaking and fitting lose nothing but spaces at line ends.
        #[test]
        fn no_text_is_lost(text in "[あ-ん亜-腕、。（）「」A-z0-9 　\\n]{0,80}", w in 1.0_f32..60.0, h in 1.0_f32..30.0) {
            let bare = |text: &str| text.replace([' ', '　', '\n'], "");
            let lines = wrap(Fonts::shared(), Role::Mincho, 9.0, &text, w).concat();
            proptest::prop_assert_eq!(bare(&lines), bare(&text));
            let fitted = fit(Fonts::shared(), VALUE, &text, w, h);
            let all = format!("{}{}", fitted.lines.concat(), fitted.rest);
            proptest::prop_assert_eq!(bare(&all), bare(&text));
        }
    }
}
