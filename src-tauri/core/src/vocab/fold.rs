//! 名寄せの鍵: foldings for comparing and searching. What is stored is never folded.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Variant kanji of names, one group a word: the first character stands for all others.
///
/// 異体字 that JIS, 戸籍 and people treat as the same name. Only for searching: two persons are never
/// taken for one because their names fold alike.
const VARIANTS: &str = "高髙 崎﨑嵜 辺邊邉 斎齋齊斉 徳德 浜濱濵 瀬瀨 吉𠮷 沢澤 広廣 \
    桜櫻 国國圀 島嶋嶌㠀 浅淺 滝瀧 竜龍 渡渉 黒黑 恵惠 増增 真眞 \
    万萬 与與 関關 条條 栄榮 円圓 桑桒 峰峯 館舘 岳嶽 富冨 宝寶 \
    実實 寿壽 将將 静靜 専專 荘莊 蔵藏 聡聰 巣巢 尭堯 伝傳 当當 \
    豊豐 弁辨瓣辯 穂穗 槙槇 頼賴 緑綠 礼禮 郎郞 鴎鷗 涼凉 亀龜 \
    亜亞 圧壓 囲圍 為爲 医醫 稲稻 飲飮 隠隱 鬱欝 営營 衛衞 駅驛 \
    塩鹽 奥奧 応應 欧歐 殴毆 穏穩 仮假 価價 会會 絵繪 壊壞 懐懷 \
    拡擴 学學 覚覺 楽樂 巻卷 寛寬 歓歡 観觀 陥陷 気氣 帰歸 偽僞 \
    戯戲 犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 郷鄕 暁曉 区區 \
    駆驅 勲勳 薫薰 径徑 経經 継繼 茎莖 軽輕 鶏鷄 芸藝 撃擊 県縣 \
    研硏 険險 圏圈 検檢 剣劍劒 献獻 権權 顕顯 験驗 厳嚴 呉吳 \
    娯娛 効效 号號 済濟 剤劑 砕碎 雑雜 参參 蚕蠶 賛贊 残殘 糸絲 \
    児兒 辞辭 湿濕 舎舍 写寫 釈釋 収收 従從 渋澁 獣獸 縦縱 粛肅 \
    処處 緒緖 叙敍 称稱 焼燒 証證 奨奬 浄淨 剰剩 乗乘 畳疊 縄繩 \
    壌壤 嬢孃 譲讓 醸釀 触觸 嘱囑 慎愼 晋晉 尽盡 図圖 随隨 髄髓 \
    枢樞 数數 声聲 青靑 清淸 摂攝 銭錢 践踐 繊纖 禅禪 潜潛 双雙 \
    壮壯 争爭 総總 捜搜 挿插 装裝 痩瘦 騒騷 属屬 続續 堕墮 対對 \
    体體 帯帶 滞滯 台臺 択擇 担擔 胆膽 単單 団團 弾彈 断斷 痴癡 \
    遅遲 昼晝 虫蟲 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵 転轉 \
    点點 灯燈 党黨 盗盜 闘鬪 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 \
    拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 晩晚 蛮蠻 秘祕 瓶甁 払拂 \
    仏佛 併倂 並竝 歩步 翻飜 毎每 満滿 麺麵 黙默 訳譯 薬藥 余餘 \
    予豫 誉譽 揺搖 様樣 謡謠 来來 覧覽 乱亂 両兩 猟獵 涙淚 塁壘 \
    励勵 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 楼樓 録錄 湾灣 \
    曽曾 桧檜 頚頸 薮藪 鯵鰺 鴬鶯 蛎蠣 撹攪 竈竃 潅灌 諌諫 砺礪 \
    侠俠 蝉蟬 蝋蠟 頬頰 掴摑 填塡 顛顚 祷禱 涜瀆 嚢囊 溌潑 醤醬 \
    繋繫 麹麴 屏屛 蒋蔣 莱萊 箪簞 掻搔 芦蘆 鈎鉤 壷壺 梼檮 籠篭 \
    藤籐 柳栁 柏栢 梁樑 淵渕 鶴靏靍 杉杦 松枩 橋𣘺 土圡 隈𡈽 \
    角⻆ 丘𠀋 野埜 秋穐 船舩 留畄 年秊 兎兔 飯飰 巌巖";

/// The folded form of one kanji; the same character where it has no variant.
fn base_kanji(c: char) -> char {
    // Kana, letters and digits make up most of what is searched.
    if (c as u32) < 0x2e80 {
        return c;
    }
    static TABLE: std::sync::OnceLock<std::collections::HashMap<char, char>> = std::sync::OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = std::collections::HashMap::new();
        for group in VARIANTS.split_whitespace() {
            let mut members = group.chars();
            let Some(base) = members.next() else { continue };
            for variant in members.filter(|variant| *variant != base) {
                table.entry(variant).or_insert(base);
            }
        }
        table
    });
    table.get(&c).copied().unwrap_or(c)
}

/// Compatibility forms made plain. Plain kana, kanji and ASCII, which is most of what is written, are
/// handed back as they are: looking each up would cost more than everything else here.
fn plain(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| matches!(c, '\0'..='\x7f' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='\u{9fff}');
    if text.chars().all(is_plain) { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
}

/// The key by which headings and choices of old ledgers are compared: width, case, blanks, brackets and
/// kinds of hyphens, circles and ticks make no difference.
pub fn match_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in plain(text).chars().filter(|c| !ignored_in_keys(*c)) {
        match c {
            '\0'..='\x7f' => key.push(c.to_ascii_lowercase()),
            'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='\u{9fff}' => key.push(c),
            c => key.extend(unify_mark(c).to_lowercase()),
        }
    }
    if key.contains('ー') {
        let mut chars: Vec<char> = key.chars().collect();
        mend_code_dashes(&mut chars);
        return chars.into_iter().collect();
    }
    key
}

fn ignored_in_keys(c: char) -> bool {
    match c {
        '-' | '0'..='9' | 'A'..='Z' | 'a'..='z' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='\u{9fff}' => false,
        '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '/' | '.' | ',' | ':' | '*' | '"' | '\'' => true,
        c => c.is_whitespace() || is_invisible(c) || "〈〉《》「」『』【】〔〕・、。※".contains(c),
    }
}

/// Zero-width characters, variation selectors and controls: nothing anyone can see.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
        || is_variation(c)
        || c.is_control()
}

fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn unify_hyphen(c: char) -> char {
    if matches!(c, '‐' | '‑' | '–' | '—' | '―' | '−' | '─' | '⁻' | '﹣') { '-' } else { c }
}

fn unify_mark(c: char) -> char {
    match unify_hyphen(c) {
        '〇' | '◯' | '●' | '◎' => '○',
        '✕' | '✖' | '✗' | '✘' | '╳' => '×',
        '✔' | '☑' | '✅' | '√' => '✓',
        c => c,
    }
}

/// `ー` between letters and digits is a hyphen typed in kana mode; inside カード it is a long vowel.
fn mend_code_dashes(text: &mut [char]) {
    let codelike = |c: char| c.is_ascii_alphanumeric() || c == '-';
    for n in 1..text.len().saturating_sub(1) {
        if text[n] == 'ー' && codelike(text[n - 1]) && codelike(text[n + 1]) {
            text[n] = '-';
        }
    }
}

/// The key by which records are searched: besides width and case, kana and variant kanji fold together.
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in plain(text).chars() {
        if c.is_whitespace() || is_invisible(c) {
            continue;
        }
        match c {
            'ヶ' | 'ヵ' => key.push(if c == 'ヶ' { 'け' } else { 'か' }),
            'ァ'..='ヶ' | 'ヽ' | 'ヾ' => key.extend(char::from_u32(c as u32 - 0x60)),
            'A'..='Z' => key.push(c.to_ascii_lowercase()),
            c => key.extend(base_kanji(unify_mark(c)).to_lowercase()),
        }
    }
    key
}

/// A control number as it is stored: half width, upper case, one kind of hyphen, no blank at its ends.
pub fn code(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_graphic()) {
        return text.to_ascii_uppercase();
    }
    let folded: String = plain(text).chars().filter(|c| !is_invisible(*c) || c.is_whitespace()).collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let upper = |c: char| unify_hyphen(c).to_ascii_uppercase();
    let mut code: Vec<char> = words.join(" ").chars().map(upper).collect();
    mend_code_dashes(&mut code);
    code.into_iter().collect()
}

/// The key by which a written name is looked up in the 職員名簿: blanks and width make no difference,
/// variant kanji do. 髙橋 and 高橋 may be two persons.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut run = String::new();
    for c in name.chars().filter(|c| !c.is_whitespace() && !is_blank_joiner(*c)) {
        let widths = matches!(c, '\u{ff01}'..='\u{ffee}');
        if widths || matches!(c, '\u{3099}' | '\u{309a}') {
            // Voicing marks compose with the kana before them, so the run is folded as one.
            if !widths && run.is_empty() {
                run.extend(key.pop());
            }
            run.push(c);
        } else {
            key.extend(run.nfkc());
            run.clear();
            key.push(c);
        }
    }
    key.extend(run.nfkc());
    key
}

fn is_blank_joiner(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// A name as it is stored: one half-width space between family and given name, every other character
/// as it was typed, variation selectors and private characters included.
pub fn name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace()) {
        let before = name.len();
        name.extend(word.chars().filter(|c| !is_blank_joiner(*c)));
        if before > 0 && name.len() > before {
            name.insert(before, ' ');
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn headings_and_choices_compare_by_what_they_say() {
        let cases = [
            ("氏\u{3000}\u{3000}名", "氏名"),
            ("個人情報\n有無", "個人情報有無"),
            ("製造番号(S/N)", "製造番号ＳＮ"),
            ("№", "No."),
            ("ＵＳＢメモリ", "USBﾒﾓﾘ"),
            ("ＣＤ－Ｒ", "cd-r"),
            ("CDーR", "cd-r"),
            ("◯", "○"),
            ("〇", "○"),
        ];
        for (one, other) in cases {
            assert_eq!(match_key(one), match_key(other));
        }
        assert_ne!(match_key("メモリー"), match_key("メモリ-"));
    }

    #[test]
    fn search_finds_variant_kanji_and_other_kana() {
        let cases = [
            ("髙橋", "高橋"),
            ("山﨑", "山崎"),
            ("𠮷田", "吉田"),
            ("辻󠄀", "辻"),
            ("渡邊", "渡辺"),
            ("渡邉", "渡辺"),
            ("齋藤", "斉藤"),
            ("德永", "徳永"),
            ("濵田", "浜田"),
            ("柳瀨", "柳瀬"),
            ("ﾊﾝ", "はん"),
            ("サーバー", "さーばー"),
            ("ＵＳＢ　００１", "usb001"),
            ("霞ヶ関", "霞ケ関"),
        ];
        for (one, other) in cases {
            assert_eq!(search_key(one), search_key(other));
        }
    }

    #[test]
    fn control_numbers_are_half_width() {
        let cases = [
            ("ＵＳＢ－００３", "USB-003"),
            ("usb‐003", "USB-003"),
            ("ＵＳＢー００３", "USB-003"),
            (" PC-0012 ", "PC-0012"),
            ("媒廃Ｒ８−００３", "媒廃R8-003"),
            ("サーバー1", "サーバー1"),
        ];
        for (typed, stored) in cases {
            assert_eq!(code(typed), stored);
        }
    }

    #[test]
    fn a_name_keeps_its_characters() {
        assert_eq!(name(" 辻󠄀\u{3000}\u{3000}香織 "), "辻󠄀 香織");
        assert_eq!(name("\u{e200}田 太郎"), "\u{e200}田 太郎");
        assert_eq!(name("ﾏﾙﾃｨﾈｽ\u{3000}ｱﾅ"), "ﾏﾙﾃｨﾈｽ ｱﾅ");
        assert_eq!(name_key("ﾏﾙﾃｨﾈｽ ｱﾅ"), name_key("マルティネス　アナ"));
        assert_eq!(name_key("か\u{3099}"), "が");
        assert_ne!(name_key("髙橋一郎"), name_key("高橋一郎"));
        assert_ne!(name_key("辻󠄀"), name_key("辻"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[ -~ぁ-んァ-ヶー一-龥０-９Ａ-Ｚｦ-ﾟ\u{3000}‐−]{0,30}") {
            prop_assert_eq!(code(&code(&text)), code(&text));
            prop_assert_eq!(name(&name(&text)), name(&text));
            prop_assert_eq!(search_key(&search_key(&text)), search_key(&text));
        }
    }
}
