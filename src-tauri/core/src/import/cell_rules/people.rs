//! 氏名の欄: names without the seals, roles and history that old ledgers write beside them.

use super::{Outcome, is_dash, is_ditto};
use crate::import::problem::Issue;
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold;

/// A name: the seal beside it is not part of it. What may be more than one name is left as it stands, and asked.
pub fn person(text: &str) -> Outcome {
    // 佐藤 and in the next line （総務課） is one name.
    let in_one_line = text.replace("\n（", "（").replace("\n(", "(");
    let text = in_one_line.as_str();
    let bare = without_seal(text);
    if bare.is_empty() {
        return Outcome::with(None, Issue::SealOnly, "");
    }
    let (name, whole) = (fold::name(bare), fold::name(text));
    if is_dash(&name) || matches!(name.as_str(), "?" | "なし" | "未定" | "不明") {
        return Outcome::with(None, Issue::UnknownWord, "");
    }
    if name.chars().count() > 100 {
        return Outcome::error(Issue::TooLong);
    }
    let as_it_stands = |issue| Outcome::with(Some(whole.clone()), issue, whole.clone());
    if is_history(bare) {
        as_it_stands(Issue::HistoryInCell)
    } else if is_several(bare) {
        as_it_stands(Issue::ManyInCell)
    } else if is_role(&name) {
        as_it_stands(Issue::RoleOnly)
    } else if bare.len() < text.trim().len() {
        Outcome::with(Some(name.clone()), Issue::SealRemoved, name)
    } else if let Some(bare) = without_role(&name) {
        Outcome::with(Some(bare.clone()), Issue::RoleInName, bare)
    } else {
        Outcome::plain(whole)
    }
}

/// 佐藤㊞, ㊞佐藤, 佐藤（印）, 佐藤 印. 印 alone may end a name: 海印.
fn without_seal(text: &str) -> &str {
    let mut bare = text.trim();
    loop {
        let ends = ["㊞", "(印)", "（印）", "(㊞)", "（㊞）"].iter();
        let cut = ends.filter_map(|seal| bare.strip_suffix(seal)).chain(bare.strip_prefix('㊞')).next();
        let apart =
            bare.strip_suffix('印').filter(|rest| rest.is_empty() || rest.ends_with(char::is_whitespace));
        match cut.or(apart) {
            Some(rest) => bare = rest.trim(),
            None => return bare,
        }
    }
}

/// 佐藤→鈴木, 旧：佐藤 新：鈴木, 佐藤 R5.4～, 退職（佐藤）
fn is_history(text: &str) -> bool {
    const SIGNS: [char; 6] = ['→', '⇒', '←', '～', '〜', '~'];
    const WORDS: [&str; 8] = ["へ変更", "旧：", "旧:", "新：", "新:", "前任", "後任", "まで"];
    const STANDINGS: [&str; 7] = ["退職", "異動", "休職", "転出", "産休", "育休", "退任"];
    let words = || text.split(|c: char| c.is_whitespace() || "()（）".contains(c));
    let first = words().next().unwrap_or_default();
    text.contains(SIGNS)
        || WORDS.iter().any(|word| text.contains(word))
        || text.starts_with("同上")
        || first.len() < text.len() && (is_ditto(first) || STANDINGS.contains(&first))
        || text.chars().any(char::is_numeric) && words().any(is_day)
}

fn is_day(word: &str) -> bool {
    let day = matches!(
        date_reader::read(word),
        Ok(Reading::Date { doubt: None, .. } | Reading::MonthDay { .. } | Reading::EraOmitted { .. })
    );
    day && word.contains(['.', '/', '年', '月', '．', '／'])
}

/// 佐藤、鈴木 and 佐藤ほか2名. A point between names in kana is part of a foreign name.
fn is_several(text: &str) -> bool {
    let kanji = |part: &str| part.chars().any(|c| matches!(c, '一'..='\u{9fff}' | '々'));
    text.contains(['\n', '、', '，', ',', '/', '／', '&', '＆'])
        || text.contains("ほか")
        || text.split_once('他').is_some_and(|(_, after)| after.trim().starts_with(char::is_numeric))
        || text.contains(['・', '･']) && text.split(['・', '･']).all(kanji)
}

const ROLES: [&str; 11] =
    ["課長", "係長", "部長", "室長", "局長", "所長", "次長", "主任", "主査", "主幹", "事務長"];

/// 総務課長: a role without a name. 佐藤課長 has one.
fn is_role(name: &str) -> bool {
    // What departments are for; nobody is called so.
    const WORK: [&str; 30] = [
        "総務",
        "業務",
        "給付",
        "企画",
        "庶務",
        "経理",
        "会計",
        "保健",
        "事業",
        "適用",
        "徴収",
        "資格",
        "情報",
        "管理",
        "人事",
        "財務",
        "審査",
        "事務",
        "電算",
        "システム",
        "監査",
        "年金",
        "医療",
        "健康",
        "保険",
        "収納",
        "賦課",
        "広報",
        "調査",
        "支",
    ];
    let stem = ROLES.iter().find_map(|role| name.strip_suffix(role));
    stem.is_some_and(|stem| stem.is_empty() || WORK.iter().any(|work| stem.ends_with(work)))
}

/// 総務課 佐藤, 佐藤（旧姓 田中）, 佐藤課長: the name alone. What is left out stays in the raw text.
fn without_role(name: &str) -> Option<String> {
    // 服部, 阿部 and 小室 are families, so 部 and 室 alone name no place.
    const PLACES: [&str; 9] =
        ["課", "係", "支部", "センター", "総務部", "業務部", "事業部", "事務局", "企画室"];
    // （総）佐藤: of the 総務課.
    let after = name.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）']));
    let whole = after.map_or(name, |(_, after)| after.trim_start());
    let (outside, _) = whole.split_once(['(', '（']).unwrap_or((whole, ""));
    let mut words: Vec<&str> = outside.split(' ').filter(|word| !word.is_empty()).collect();
    let is_place = |word: &str| word.chars().count() >= 2 && PLACES.iter().any(|end| word.ends_with(end));
    while words.len() > 1 && (is_place(words[0]) || is_role(words[0])) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_role(word)) {
        words.pop();
    }
    if let [word] = words.as_mut_slice() {
        let role = ROLES.iter().find(|role| word.len() > role.len() && word.ends_with(**role));
        *word = role.map_or(*word, |role| &word[..word.len() - role.len()]);
    }
    let bare = words.join(" ");
    (!bare.is_empty() && bare != name).then_some(bare)
}
