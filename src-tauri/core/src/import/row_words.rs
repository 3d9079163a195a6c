//! 行の言葉: what the words of a row say it is — a total, a note, a box for seals, the heading of a section, the
//! number of a record. Pure.

use unicode_normalization::UnicodeNormalization;

use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold::match_key;

const TOTALS: &[&str] = &[
    "計",
    "合計",
    "小計",
    "総計",
    "累計",
    "総合計",
    "年度計",
    "月計",
    "合計件数",
    "総数",
    "件数計",
    "頁計",
    "ページ計",
];

/// What a number counts.
const COUNTERS: &[char] = &['個', '件', '名', '人', '本', '台', '枚', '点', '回', '冊', '%'];

/// 合計, 小計（USB）, 計 10件, USBメモリ 計, 参加者　計2名, 出席者数
pub fn is_total(text: &str) -> bool {
    // What most cells are told by, without writing them anew.
    if !text.contains(['計', '数', '率', '者']) {
        return false;
    }
    let plain: String = text.trim().nfkc().collect();
    let label = without_count(&plain).trim_end();
    let bare = label.split(['(', ':']).next().unwrap_or_default().trim();
    let last = bare.split_whitespace().last().unwrap_or_default();
    let is_word = |word: &str| TOTALS.contains(&match_key(word).as_str());
    is_word(bare) || is_word(last) || is_word(label) || counts_people(bare) || is_total_of(bare)
}

/// 4月計, 令和6年度合計, 上期計; 総務課計
fn is_total_of(label: &str) -> bool {
    let of = ["合計", "小計", "計"].iter().find_map(|word| label.strip_suffix(word)).unwrap_or_default();
    let counted = |text: &str| text.chars().next_back().is_some_and(char::is_numeric);
    let ends = ["月", "月分", "年", "年度", "年分", "期", "四半期"];
    let departments = ["課", "部", "室", "係", "局", "班", "支部", "センター", "グループ"];
    ["年間", "年度", "月間", "上期", "下期", "上半期", "下半期", "前期", "後期"].contains(&of)
        || departments.iter().any(|end| of.strip_suffix(end).is_some_and(|name| !name.is_empty()))
        || ends.iter().any(|end| of.strip_suffix(end).is_some_and(counted))
}

/// 出席者数, 出席率, 出席者計
fn counts_people(label: &str) -> bool {
    let rest = ["出席", "欠席", "受講", "参加"].iter().find_map(|word| label.strip_prefix(word));
    rest.is_some_and(|rest| {
        ["者", "数", "率", "者数", "人数", "計", "者計", "者合計", "合計"].contains(&rest)
    })
}

/// 出席, 欠席: a total where nothing but amounts stand beside it.
pub fn is_attendance(text: &str) -> bool {
    ["出席", "欠席", "受講", "参加"].contains(&text.trim())
}

/// 総務課　3個: how many there are of something.
pub fn is_counted(text: &str) -> bool {
    let plain: String = text.trim().nfkc().collect();
    let label = without_count(&plain);
    label.len() < plain.len() && label.ends_with(' ')
}

/// Without the number and what it counts at the end.
fn without_count(plain: &str) -> &str {
    let digits = plain.trim_end_matches(COUNTERS);
    let label = digits.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if label.len() < digits.len() { label } else { plain }
}

/// 12, 12名, 85%, 3,000: what stands beside the word 合計.
pub fn is_amount(text: &str) -> bool {
    if !text.trim_start().starts_with(|c: char| c.is_numeric() || matches!(c, '-' | '－' | '.')) {
        return false;
    }
    let plain: String = text.trim().nfkc().collect();
    let digits = plain.trim_end_matches(COUNTERS).trim_end_matches('円');
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'))
}

/// 12名, or 台 beside its number.
pub fn counts_things(text: &str) -> bool {
    let text = text.trim();
    let counter = text.trim_end_matches(COUNTERS);
    counter.len() < text.len() && (counter.is_empty() || is_amount(counter))
}

/// ※, （注）, 以上、令和6年4月1日現在
pub fn is_note(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "※",
        "（注",
        "(注",
        "注）",
        "注)",
        "注：",
        "注:",
        "＊",
        "*",
        "備考：",
        "備考:",
        "以下余白",
        "以上",
        "［注",
        "[注",
        "追記",
        "注意",
        "なお、",
        "様式第",
        "別記様式",
        "（様式",
        "(様式",
    ];
    let text = text.trim_start();
    // 注1
    let numbered = text.strip_prefix('注').is_some_and(|rest| rest.starts_with(char::is_numeric));
    numbered || MARKS.iter().any(|mark| text.starts_with(mark)) || says_when_written(text)
}

/// 令和6年4月改訂, R6.4.1現在
fn says_when_written(text: &str) -> bool {
    let written = ["改訂", "改定", "現在", "作成", "更新", "印刷"].iter();
    let before = written.filter_map(|word| text.trim().strip_suffix(word)).next();
    before.is_some_and(|before| matches!(date_reader::read(before), Ok(Reading::Date { .. })))
}

/// （例）USB-000: shows how a row is to be filled in.
pub fn is_example(text: &str) -> bool {
    let bare = text.trim().trim_start_matches(['（', '(', '【', '［', '[', '〈', '<']);
    let marked = bare.len() < text.trim().len();
    let words = ["記入例", "記載例", "見本"];
    bare == "例"
        || bare.starts_with("例）")
        || bare.starts_with("例)")
        || bare.starts_with(['例']) && (marked || bare.starts_with("例：") || bare.starts_with("例:"))
        || words.iter().any(|word| bare.starts_with(word))
}

/// PC/サーバ/他 | 有/無: what may be written in the columns, and no record.
pub fn lists_choices<'t>(texts: impl Iterator<Item = std::borrow::Cow<'t, str>>) -> bool {
    let (mut lists, mut all) = (0, 0);
    for text in texts {
        if text.contains(char::is_numeric) {
            return false;
        }
        all += 1;
        let mut parts = text.split(['/', '／']);
        let short = |part: &str| (1..=8).contains(&part.trim().chars().count());
        lists += usize::from(text.contains(['/', '／']) && parts.all(short));
    }
    lists >= 2 && lists * 2 >= all
}

/// ■1階サーバー室, 【給付課】
pub fn is_section(text: &str) -> bool {
    let mut chars = text.trim().chars();
    chars.next().is_some_and(|c| "【■□◆◇●▼▽★☆〔［＜《≪▶▷◎".contains(c)) && chars.next().is_some()
}

/// 承認印, 確認者, ㊞: a box to be stamped.
pub fn is_stamp(text: &str) -> bool {
    const STAMPS: &[&str] = &[
        "印",
        "承認",
        "承認者",
        "承認印",
        "確認",
        "確認者",
        "確認印",
        "点検",
        "点検者",
        "点検印",
        "検印",
        "決裁",
        "決裁印",
        "押印",
        "担当",
        "担当者",
        "担当印",
        "担当者印",
        "係長",
        "課長",
        "部長",
        "所属長",
        "所属長印",
        "責任者",
        "責任者印",
        "管理者印",
        "事務局長",
        "常務理事",
        "理事長",
        "起案",
        "起案者",
        "審査",
        "主任",
        "作成者",
        "受付",
    ];
    text.len() <= 40 && STAMPS.contains(&match_key(text).as_str())
}

/// USB-001, 総-12, 1001, USB-003（欠番）: begins as the number of a record does.
pub fn is_id(text: &str) -> bool {
    let plain: String = text.trim().nfkc().collect();
    let end = |c: char| c.is_whitespace() || "([【〔、,~〜→/".contains(c);
    let head = plain.split(end).next().unwrap_or_default();
    if !head.is_empty() && head.chars().all(|c| c.is_ascii_digit()) {
        return head.len() == plain.len();
    }
    let prefix = head.chars().take_while(|c| !c.is_ascii_digit());
    let foreign = prefix.clone().filter(|c| !c.is_ascii()).count();
    let rest = head.chars().skip(prefix.count());
    let is_tail = |c: char| c.is_ascii_alphanumeric() || "-‐‑–—―−ー_.#".contains(c);
    let shape = head.chars().any(|c| c.is_ascii_digit())
        && head.ends_with(|c: char| c.is_ascii_alphanumeric())
        && foreign <= 6
        && !head.chars().any(is_hiragana)
        && rest.clone().all(is_tail)
        && head.chars().any(|c| c.is_alphabetic() || "-‐–ー".contains(c));
    shape && (has_long_tail(head) || date_reader::read(head).is_err())
}

/// R6-001 is no month: three digits stand behind the hyphen.
fn has_long_tail(head: &str) -> bool {
    head.rsplit_once('-').is_some_and(|(_, tail)| tail.len() >= 3 && tail.bytes().all(|b| b.is_ascii_digit()))
}

/// 1. 媒体は施錠保管すること: a sentence.
pub fn is_prose(text: &str) -> bool {
    text.contains('。') || text.chars().count() >= 8 && text.chars().filter(|c| is_hiragana(*c)).count() >= 2
}

fn is_hiragana(c: char) -> bool {
    ('ぁ'..='ん').contains(&c)
}

/// ①, 1: the number of a column. What it counts from is for the caller to see.
pub fn column_number(text: &str) -> Option<u32> {
    let plain: String = text.trim().nfkc().collect();
    plain.trim_matches(['(', ')']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_names() {
        for text in [
            "合計",
            "小計（USB）",
            "計10件",
            "頁計",
            "計 10件",
            "合計2個",
            "参加者　計2名",
            "USBメモリ 計",
            "出席者数",
            "出席率",
            "出席者計",
            "4月計",
            "総務課計",
            "令和6年度合計",
            "年間計",
        ] {
            assert!(is_total(text), "{text}");
        }
        for text in [
            "会計",
            "USB-001",
            "時計",
            "統計データ",
            "合計表の写し",
            "設計書",
            "参加者名簿",
            "湿度計",
            "計1号",
        ] {
            assert!(!is_total(text), "{text}");
        }
    }

    #[test]
    fn numbers_of_records_are_told_from_days_and_counts() {
        for text in
            ["USB-001", "ＵＳＢ－００３", "PC001", "1001", "総-12", "R6-001", "USB-003（欠番）", "媒001"]
        {
            assert!(is_id(text), "{text}");
        }
        for text in [
            "R6.4.1",
            "2024/4/1",
            "3個",
            "第1係",
            "総務課　3個",
            "16GB入り",
            "CD-R",
            "令和6年4月改訂",
            "1. 施錠のこと",
        ] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn notes_and_boxes_for_seals_are_told_from_values() {
        for text in ["※廃棄は別紙", "以上、令和6年4月1日現在", "令和6年4月改訂", "追記：令和8年度棚卸済み"]
        {
            assert!(is_note(text), "{text}");
        }
        assert!(!is_note("USB-001") && !is_note("在庫現在"));
        assert!(is_stamp("承認印") && is_stamp("㊞") && !is_stamp("佐藤"));
        assert!(is_prose("1. 媒体は施錠保管すること") && !is_prose("第1係"));
    }
}
