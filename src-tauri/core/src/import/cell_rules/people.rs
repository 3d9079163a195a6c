//! 氏名の欄: names without the seals, roles and history that old ledgers write beside them.

use super::Outcome;
use crate::import::problem::Issue;
use crate::vocab::fold;

/// A name: the seal beside it is not part of it.
pub fn person(text: &str) -> Outcome {
    let bare = text.trim_end_matches(['㊞', '印']);
    if bare.trim().is_empty() {
        return Outcome::with(None, Issue::SealOnly, "");
    }
    let name = fold::name(bare);
    if matches!(name.as_str(), "-" | "－" | "―" | "なし" | "未定" | "不明") {
        return Outcome::with(None, Issue::UnknownWord, "");
    }
    if name.chars().count() > 100 {
        return Outcome::error(Issue::TooLong);
    }
    if text.contains('㊞') {
        return Outcome::with(Some(name.clone()), Issue::SealRemoved, name);
    }
    if text.contains(['→', '⇒', '←']) || text.contains("へ変更") || text.starts_with("同上") {
        return Outcome::with(Some(fold::name(text)), Issue::HistoryInCell, fold::name(text));
    }
    if let Some(bare) = without_role(&name) {
        return Outcome::with(Some(bare.clone()), Issue::RoleInName, bare);
    }
    // 印 alone may end a name; only after a blank is it a seal.
    let name = fold::name(text);
    if text.contains('\n') {
        Outcome::with(Some(name.clone()), Issue::ManyInCell, name)
    } else {
        Outcome::plain(name)
    }
}

/// 総務課 佐藤, 佐藤（旧姓 田中）, 佐藤課長: the name alone. What is left out stays in the raw text.
fn without_role(name: &str) -> Option<String> {
    // 服部, 阿部 and 小室 are families, so 部 and 室 alone name no place.
    const PLACES: [&str; 9] =
        ["課", "係", "支部", "センター", "総務部", "業務部", "事業部", "事務局", "企画室"];
    const ROLES: [&str; 9] = ["課長", "係長", "部長", "室長", "局長", "主任", "主査", "主幹", "事務長"];
    let (outside, _) = name.split_once(['(', '（']).unwrap_or((name, ""));
    let mut words: Vec<&str> = outside.split(' ').filter(|word| !word.is_empty()).collect();
    let is_place = |word: &str| word.chars().count() >= 2 && PLACES.iter().any(|end| word.ends_with(end));
    while words.len() > 1 && (is_place(words[0]) || ROLES.contains(&words[0])) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| ROLES.contains(word)) {
        words.pop();
    }
    if let [word] = words.as_mut_slice() {
        let role = ROLES.iter().find(|role| word.len() > role.len() && word.ends_with(**role));
        *word = role.map_or(*word, |role| &word[..word.len() - role.len()]);
    }
    let bare = words.join(" ");
    (!bare.is_empty() && bare != name).then_some(bare)
}
