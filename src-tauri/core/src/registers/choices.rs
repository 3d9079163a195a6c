//! 選択肢 that several ledgers share: kinds of media and devices, classes of information, methods of
//! erasure. A list only one ledger uses stands in that ledger's `fields.rs`.
//!
//! Ids are kept in files and never change; labels and synonyms may grow. A synonym is how old ledgers
//! write the thing and is only listed where it can mean nothing else; what it most likely means, such as a bare
//! 物理破壊 or HDD, is listed apart and asked about. Width, blanks and brackets need no synonym of their own (see
//! `vocab::fold`).

mod erasure;
mod kinds;

pub use erasure::{LEVELS, METHODS, VERDICTS, VERIFICATIONS};
pub use kinds::{DEVICE_KINDS, MEDIA_KINDS, is_tape};

use crate::vocab::fields::{Choice, choice};

/// リース契約上の媒体の取扱い.
pub const LEASE_TERMS: &[Choice] = &[
    choice("may_destroy", "破壊してよい", "may be destroyed", &["破壊可"]),
    choice("buy_out", "媒体を買い取る", "drives are bought", &["買取"]),
    choice("must_return", "返却を要する", "must be returned", &["返却"]),
    choice("no_return", "媒体は返却しない", "drives stay", &["返却不可"]),
];

/// Whatever can be taken out or disposed of: a medium or a device.
pub const THING_KINDS: &[Choice] =
    &joined::<{ MEDIA_KINDS.len() + DEVICE_KINDS.len() }>(MEDIA_KINDS, DEVICE_KINDS);

const fn joined<const N: usize>(first: &[Choice], second: &[Choice]) -> [Choice; N] {
    let mut all = [first[0]; N];
    let mut n = 0;
    while n < N {
        all[n] = if n < first.len() { first[n] } else { second[n - first.len()] };
        n += 1;
    }
    all
}

/// What a disposal is about: media, devices, and data alone, such as a log whose time is over (A 5.2.2(7)).
pub const DISPOSED_KINDS: &[Choice] =
    &joined::<{ THING_KINDS.len() + DATA_KINDS.len() }>(THING_KINDS, DATA_KINDS);

const DATA_KINDS: &[Choice] = &[
    choice("internal_sshd", "内蔵SSHD", "internal SSHD", &["内蔵ハイブリッドHDD"]),
    choice("internal_other", "その他の内蔵媒体", "other drive inside", &[]),
    choice("log_data", "ログ・データ", "log or data", &["アクセスログ", "ログファイル"]),
];

/// 記録方式.
pub const TECHNOLOGIES: &[Choice] = &[
    choice("magnetic", "磁気", "magnetic", &[]),
    choice("flash", "フラッシュ", "flash", &["半導体"]),
    choice("optical", "光", "optical", &["光ディスク"]),
    choice("magneto_optical", "光磁気", "magneto-optical", &[]),
    choice("hybrid", "ハイブリッド", "hybrid", &["SSHD"]),
    choice("container", "内蔵媒体による", "by its drives", &["内蔵媒体ごと"]),
    choice("logical", "データのみ", "data alone", &[]),
    choice("unknown", "不明", "unknown", &["未確認"]),
];

/// 記録方式 of a kind of medium or device. What the kind does not settle (RDX holds an HDD or an SSD) is
/// `unknown` until someone looks, and is then erased as strictly as flash.
pub fn technology_of(kind: &str) -> &'static str {
    match kind {
        "usb_memory" | "sd_card" | "cf" | "external_ssd" | "internal_ssd" | "ic_card" => "flash",
        "tablet" | "smartphone" | "mobile_phone" | "recorder" | "camera" => "flash",
        "router" | "switch" | "firewall" | "ups" => "flash",
        "external_hdd" | "internal_hdd" | "fd" | "lto" | "lto_worm" | "dat" | "video_tape" => "magnetic",
        "cd_r" | "cd_rw" | "cd_rom" | "dvd_r" | "dvd_rw" | "dvd_ram" | "dvd_rom" | "bd_r" | "bd_re" => {
            "optical"
        }
        // The drives inside a device have kinds of their own.
        "hdd" => "magnetic",
        "ssd" | "nvme" | "emmc" => "flash",
        "sshd" | "internal_sshd" => "hybrid",
        "log_data" => "logical",
        "mo" => "magneto_optical",
        "notebook" | "desktop" | "thin_client" | "server" | "nas" | "storage" => "container",
        "mfp" | "fax" | "printer" => "container",
        _ => "unknown",
    }
}

/// 個人情報区分 (A 1.2(2)). An old ledger's bare 有 says 個人情報 and no more.
pub const PII_CLASSES: &[Choice] = &[
    choice("none", "なし", "none", &["無", "無し", "×", "含まない", "該当なし"])
        .also("個人情報なし 個人情報無し 個人情報無 個人情報を含まない 含まず 非該当 N"),
    choice(
        "personal",
        "個人情報",
        "personal",
        &["個", "個人", "有", "有り", "あり", "○", "〇", "◯", "個人情報あり", "個人情報有", "含む"],
    )
    .also("Y")
    .likely("該当 氏名のみ"),
    choice("sensitive", "要配慮個人情報", "sensitive", &["要", "要配慮", "要配慮情報"])
        .likely("機微 機微情報 センシティブ センシティブ情報"),
    choice(
        "specific",
        "特定個人情報",
        "specific personal",
        &["特", "特定", "特定個人", "個人番号", "マイナンバー", "特定個人情報あり"],
    ),
];

/// 重要性分類.
pub const IMPORTANCES: &[Choice] = &[
    choice("I", "Ⅰ", "I", &["1", "分類1", "重要性分類Ⅰ"]),
    choice("II", "Ⅱ", "II", &["2", "分類2", "重要性分類Ⅱ"]),
    choice("III", "Ⅲ", "III", &["3", "分類3", "重要性分類Ⅲ"]),
    choice("IV", "Ⅳ", "IV", &["4", "分類4", "重要性分類Ⅳ"]),
];

/// 暗号化機能.
pub const ENCRYPTIONS: &[Choice] = &[
    choice("none", "無", "none", &["無し", "なし", "×"]).also(
        "暗号化なし 暗号化無し 暗号化無 未暗号化 非暗号化 暗号化していない 暗号化しない \
             未対応 非対応 しない",
    ),
    choice("yes", "有", "yes", &["有り", "あり", "○", "〇", "◯", "暗号化済", "対応"])
        .also(
            "暗号化 暗号化済み 暗号化あり 暗号化有 暗号化有り 暗号化している 対応済 対応済み \
             自動暗号化 強制暗号化 ハードウェア暗号化 ソフトウェア暗号化 ソフト暗号化 BitLocker \
             BitLocker暗号化 BitLockerで暗号化",
        )
        .likely("する 指紋認証"),
    choice(
        "aes",
        "有（AES）",
        "yes, AES",
        &["AES", "AES256", "AES-256", "AES128", "AES-128", "有AES256", "有AES-256", "有256bit"],
    )
    .also("AES256bit AES-256bit AES128bit AES-128bit"),
    choice(
        "password",
        "パスワードのみ",
        "password only",
        &["パスワード", "PW", "パスワード保護", "有（パスワード）"],
    )
    .also(
        "パスワード有 パスワード有り パスワードあり PW有 パスワード設定 パスワード設定あり \
             パスワード設定有 パスワードロック",
    ),
    choice("unknown", "不明", "unknown", &["未確認", "?"]),
];

/// 施錠・耐火 and the like of a place.
pub const PLACE_ATTRIBUTES: &[Choice] = &[
    choice("locked", "施錠", "locked", &["施錠可", "鍵付", "鍵付き"]),
    choice("fireproof", "耐火", "fire-proof", &["耐火金庫"]),
    choice("heatproof", "耐熱", "heat-proof", &[]),
    choice("waterproof", "耐水", "water-proof", &[]),
    choice("humidity_proof", "耐湿", "humidity-proof", &["防湿"]),
    choice("remote", "遠隔地", "remote site", &["遠隔地保管", "外部保管"]),
];

/// 所在確認の結果.
pub const CHECK_RESULTS: &[Choice] = &[
    choice("present", "有", "present", &["有り", "あり", "○", "〇", "◯", "現物有", "確認済"])
        .also(
            "確認済み 現物確認 現物確認済 現物確認済み 現品有 現品確認 現品確認済 在庫有 在庫あり \
             所在確認 所在確認済 所在確認済み OK",
        )
        .likely("良 異常なし 異常無し 異常無"),
    choice("absent", "無", "absent", &["無し", "なし", "×", "現物無", "所在不明"])
        .also("紛失 現品無 在庫無")
        .likely("NG"),
    choice("out", "持出中", "carried out", &["持出し中", "貸出中"]).also("貸出し中 持ち出し中"),
    choice("disposed", "廃棄済", "disposed", &["廃棄"]).also("廃棄済み 処分済 処分済み"),
];

/// ウイルス検査の結果.
pub const SCAN_RESULTS: &[Choice] = &[
    choice("clean", "検出なし", "clean", &["異常なし", "感染なし", "○", "〇", "◯", "OK", "正常"])
        .also("異常無し 異常無 感染無し 検出無し 検出無 問題なし"),
    choice("infected", "検出あり", "infected", &["感染", "異常あり", "×", "NG"]),
    choice("not_done", "未実施", "not done", &["未"]),
];

/// 済／不要／不明.
pub const DONE_OR_NOT: &[Choice] = &[
    choice("done", "済", "done", &["有", "あり", "○", "〇", "◯", "済み"])
        .also("実施 実施済 実施済み 取得済 取得済み"),
    choice("not_needed", "不要", "not needed", &["無", "なし", "対象外"]),
    choice("unknown", "不明", "unknown", &["未確認"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_but_the_open_ones_has_a_technology() {
        let open: Vec<_> =
            THING_KINDS.iter().map(|kind| kind.id).filter(|id| technology_of(id) == "unknown").collect();
        assert_eq!(open, ["rdx", "other", "other_device"]);
    }
}
