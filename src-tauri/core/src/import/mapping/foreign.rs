//! ほかのものの一覧: words for what this program keeps no ledger of. Pure.

use crate::vocab::fold::match_key;

/// 来訪者名簿, 鍵貸出簿, 図書台帳: the name of what this program keeps no ledger of.
pub fn is_foreign(text: &str) -> bool {
    const FOREIGN: [&str; 13] = [
        "来訪",
        "来客",
        "面会",
        "入退室",
        "鍵",
        "図書",
        "蔵書",
        "郵便",
        "切手",
        "車両",
        "公用車",
        "会議室",
        "消耗品",
    ];
    const LEDGERS: [&str; 6] = ["簿", "台帳", "一覧", "一覧表", "リスト", "記録"];
    let name = text.split(['（', '(', '.', ' ', '\u{3000}']).next().unwrap_or_default();
    // 電話帳 is a list of people, but not of those who work here.
    const WHOLE: [&str; 6] = ["電話帳", "内線表", "連絡網", "住所録", "座席表", "名刺"];
    let listed = LEDGERS.iter().any(|end| name.ends_with(end));
    listed && FOREIGN.iter().any(|word| name.contains(word)) || WHOLE.iter().any(|word| name.contains(word))
}

/// 車両, 図書: a sheet that is called so and no more. In a title it may be the place of a training.
pub fn is_named_foreign(sheet: &str) -> bool {
    ["鍵", "図書", "蔵書", "郵便", "切手", "車両", "公用車", "消耗品"].contains(&sheet.trim())
}

/// 車種, 著者: the heading of a list of other things.
pub fn is_of_others(heading: &str) -> bool {
    const HEADINGS: [&str; 10] = [
        "車種",
        "車名",
        "車両番号",
        "登録車番",
        "車検満了日",
        "走行距離",
        "書名",
        "著者",
        "来訪者",
        "鍵番号",
    ];
    let key = match_key(heading);
    HEADINGS.iter().any(|word| key == match_key(word))
}
