//! 選択肢 that several ledgers share: kinds of media and devices, classes of information, methods of
//! erasure. A list only one ledger uses stands in that ledger's `fields.rs`.
//!
//! Ids are kept in files and never change; labels and synonyms may grow. A synonym is how old ledgers
//! write the thing and is only listed where it can mean nothing else (a bare 物理破壊 or HDD is asked
//! about); width, blanks and brackets need no synonym of their own (see `vocab::fold`).

use crate::vocab::fields::{Choice, choice};

/// リース契約上の媒体の取扱い.
pub const LEASE_TERMS: &[Choice] = &[
    choice("may_destroy", "破壊してよい", "may be destroyed", &["破壊可"]),
    choice("buy_out", "媒体を買い取る", "drives are bought", &["買取"]),
    choice("must_return", "返却を要する", "must be returned", &["返却"]),
    choice("no_return", "媒体は返却しない", "drives stay", &["返却不可"]),
];

/// 媒体種別. What `technology` says of each decides how it can be erased.
pub const MEDIA_KINDS: &[Choice] = &[
    choice(
        "usb_memory",
        "USBメモリ",
        "USB memory",
        &[
            "USBメモリー",
            "USB",
            "USBフラッシュメモリ",
            "フラッシュメモリ",
            "セキュリティUSB",
            "暗号化USBメモリ",
        ],
    ),
    choice(
        "sd_card",
        "SDカード",
        "SD card",
        &["SD", "microSD", "microSDカード", "SDHC", "SDXC", "メモリカード"],
    ),
    choice("cf", "CFカード", "CompactFlash", &["CF", "コンパクトフラッシュ"]),
    choice("external_ssd", "外付けSSD", "external SSD", &["外付SSD", "ポータブルSSD", "SSD外付"]),
    choice("internal_ssd", "内蔵SSD", "internal SSD", &["NVMe", "M.2", "M.2 SSD", "eMMC"]),
    choice(
        "external_hdd",
        "外付けHDD",
        "external HDD",
        &["外付HDD", "外付けハードディスク", "外付ハードディスク", "ポータブルHDD", "USB-HDD", "HDD外付"],
    ),
    choice("internal_hdd", "内蔵HDD", "internal HDD", &["内蔵ハードディスク", "取り外しHDD"]),
    choice("cd_r", "CD-R", "CD-R", &["CDR"]),
    choice("cd_rw", "CD-RW", "CD-RW", &["CDRW"]),
    choice("cd_rom", "CD-ROM", "CD-ROM", &["CDROM"]),
    choice("dvd_r", "DVD-R", "DVD-R", &["DVDR", "DVD+R"]),
    choice("dvd_rw", "DVD-RW", "DVD-RW", &["DVDRW", "DVD+RW"]),
    choice("dvd_ram", "DVD-RAM", "DVD-RAM", &["DVDRAM"]),
    choice("dvd_rom", "DVD-ROM", "DVD-ROM", &["DVDROM"]),
    choice("bd_r", "BD-R", "BD-R", &["BDR"]),
    choice("bd_re", "BD-RE", "BD-RE", &["BDRE"]),
    choice("mo", "MO", "MO disk", &["光磁気ディスク", "MOディスク"]),
    choice(
        "fd",
        "FD",
        "floppy disk",
        &["フロッピー", "フロッピーディスク", "フロッピィディスク", "3.5インチFD", "3.5FD"],
    ),
    choice(
        "lto",
        "LTO",
        "LTO tape",
        &[
            "LTOテープ",
            "LTO-1",
            "LTO1",
            "LTO-2",
            "LTO2",
            "LTO-3",
            "LTO3",
            "LTO-4",
            "LTO4",
            "LTO-5",
            "LTO5",
            "LTO-6",
            "LTO6",
            "LTO-7",
            "LTO7",
            "LTO-8",
            "LTO8",
            "LTO-9",
            "LTO9",
        ],
    ),
    choice("lto_worm", "LTO（WORM）", "LTO WORM tape", &["WORM LTO", "WORM"]),
    choice("dat", "DAT", "DAT tape", &["DDS", "DATテープ", "DAT/DDS", "4mmテープ"]),
    choice("rdx", "RDX", "RDX cartridge", &["RDXカートリッジ", "RDX 500GB", "RDX 1TB", "RDX 2TB", "RDX 4TB"]),
    choice("video_tape", "ビデオテープ", "video tape", &["VHS", "ビデオ"]),
    choice("ic_card", "ICカード・トークン", "IC card or token", &["ICカード", "トークン", "ICチップ"]),
    choice("other", "その他", "other", &["その他の媒体"]),
];

/// 機器種別.
pub const DEVICE_KINDS: &[Choice] = &[
    choice(
        "notebook",
        "ノートPC",
        "notebook PC",
        &[
            "ノート",
            "ノートパソコン",
            "ノート型PC",
            "ノート型パソコン",
            "モバイルPC",
            "ノートブック",
            "ラップトップ",
        ],
    ),
    choice(
        "desktop",
        "デスクトップPC",
        "desktop PC",
        &["デスクトップ", "デスクトップパソコン", "デスクトップ型PC", "一体型PC"],
    ),
    choice("thin_client", "シンクライアント", "thin client", &["シンクライアント端末"]),
    choice(
        "server",
        "サーバー",
        "server",
        &["サーバ", "サーバー機", "サーバ機", "ファイルサーバー", "ファイルサーバ"],
    ),
    choice("nas", "NAS", "NAS", &["ネットワークHDD", "ネットワークストレージ"]),
    choice("storage", "外部ストレージ", "storage unit", &["ストレージ", "ディスクアレイ", "テープ装置"]),
    choice("tablet", "タブレット", "tablet", &["タブレット端末", "タブレットPC", "iPad"]),
    choice("smartphone", "スマートフォン", "smartphone", &["スマホ", "iPhone"]),
    choice("mobile_phone", "携帯電話", "mobile phone", &["携帯", "ガラケー", "PHS"]),
    choice("mfp", "複合機", "multifunction printer", &["コピー機", "デジタル複合機", "MFP", "複写機"]),
    choice("fax", "FAX", "fax", &["ファクシミリ", "ファックス"]),
    choice("printer", "プリンタ", "printer", &["プリンター", "レーザープリンタ", "レーザープリンター"]),
    choice("router", "ルータ", "router", &["ルーター", "無線ルーター", "ONU"]),
    choice("switch", "スイッチ", "switch", &["ハブ", "HUB", "L2スイッチ", "L3スイッチ", "スイッチングハブ"]),
    choice("firewall", "ファイアウォール", "firewall", &["FW", "UTM"]),
    choice("ups", "UPS", "UPS", &["無停電電源装置", "無停電装置"]),
    choice("recorder", "ICレコーダ", "voice recorder", &["ICレコーダー", "レコーダー", "ボイスレコーダー"]),
    choice("camera", "デジタルカメラ", "digital camera", &["デジカメ", "カメラ"]),
    choice(
        "other_device",
        "その他の機器",
        "other device",
        &[
            "その他機器",
            "周辺機器",
            "モニタ",
            "モニター",
            "液晶モニタ",
            "液晶モニター",
            "ディスプレイ",
            "液晶ディスプレイ",
            "プロジェクタ",
            "プロジェクター",
            "スキャナ",
            "スキャナー",
            "マウス",
            "キーボード",
            "電話機",
        ],
    ),
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
    choice("none", "なし", "none", &["無", "無し", "×", "含まない", "該当なし"]),
    choice(
        "personal",
        "個人情報",
        "personal",
        &["個", "個人", "有", "有り", "あり", "○", "〇", "◯", "個人情報あり", "個人情報有", "含む"],
    ),
    choice("sensitive", "要配慮個人情報", "sensitive", &["要", "要配慮", "要配慮情報"]),
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
    choice("none", "無", "none", &["無し", "なし", "×"]),
    choice("yes", "有", "yes", &["有り", "あり", "○", "〇", "◯", "暗号化済", "対応"]),
    choice(
        "aes",
        "有（AES）",
        "yes, AES",
        &["AES", "AES256", "AES-256", "AES128", "AES-128", "有AES256", "有AES-256", "有256bit"],
    ),
    choice(
        "password",
        "パスワードのみ",
        "password only",
        &["パスワード", "PW", "パスワード保護", "有（パスワード）"],
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
    choice("present", "有", "present", &["有り", "あり", "○", "〇", "◯", "現物有", "確認済"]),
    choice("absent", "無", "absent", &["無し", "なし", "×", "現物無", "所在不明"]),
    choice("out", "持出中", "carried out", &["持出し中", "貸出中"]),
    choice("disposed", "廃棄済", "disposed", &["廃棄"]),
];

/// ウイルス検査の結果.
pub const SCAN_RESULTS: &[Choice] = &[
    choice("clean", "検出なし", "clean", &["異常なし", "感染なし", "○", "〇", "◯", "OK", "正常"]),
    choice("infected", "検出あり", "infected", &["感染", "異常あり", "×", "NG"]),
    choice("not_done", "未実施", "not done", &["未"]),
];

/// 済／不要／不明.
pub const DONE_OR_NOT: &[Choice] = &[
    choice("done", "済", "done", &["有", "あり", "○", "〇", "◯", "済み"]),
    choice("not_needed", "不要", "not needed", &["無", "なし", "対象外"]),
    choice("unknown", "不明", "unknown", &["未確認"]),
];

/// 消去レベル (NIST SP 800-88): how far a method goes.
pub const LEVELS: &[Choice] = &[
    choice("clear", "消去（Clear）", "clear", &["消去", "Clear"]),
    choice("purge", "抹消（Purge）", "purge", &["抹消", "Purge", "除去"]),
    choice("destruct", "破壊（Destruct）", "destruct", &["破壊", "Destruct", "Destroy", "物理破壊"]),
    choice("none", "未消去", "none", &["返却のみ", "消去なし"]),
];

/// 消去・廃棄の方法.
pub const METHODS: &[Choice] = &[
    choice(
        "crush",
        "粉砕",
        "crushing",
        &["粉砕処理", "破砕", "破砕処理", "物理破壊（粉砕）", "物理的破壊（粉砕）"],
    ),
    choice(
        "shred",
        "細断",
        "shredding",
        &[
            "裁断",
            "シュレッダー",
            "シュレッド",
            "細断（シュレッド）",
            "メディアシュレッダー",
            "物理破壊（細断）",
            "シュレッダー処理",
        ],
    ),
    choice("disintegrate", "分解・崩壊", "disintegration", &["分解", "崩壊"]),
    choice(
        "melt",
        "溶解",
        "melting",
        &["溶融", "溶解（溶融）", "溶解処理", "溶解・溶融", "物理破壊（溶解）"],
    ),
    choice("incinerate", "焼却", "incineration", &["焼却処理", "焼却処分"]),
    choice(
        "drill",
        "穿孔",
        "drilling",
        &[
            "物理破壊（穿孔）",
            "物理的破壊（穿孔）",
            "ドリル",
            "ドリル穿孔",
            "穴あけ",
            "穴開け",
            "ドリルで穴あけ",
        ],
    ),
    choice("bend", "折曲げ・V字破壊", "bending", &["折曲げ", "V字破壊", "折り曲げ", "物理破壊（折曲げ）"]),
    choice("grind", "光ディスク研磨", "disc grinding", &["研磨"]),
    choice(
        "degauss",
        "磁気消去",
        "degaussing",
        &["消磁", "磁気消去（消磁）", "磁気破壊", "磁力消去", "磁気データ消去"],
    ),
    choice(
        "overwrite",
        "上書き消去",
        "overwriting",
        &[
            "上書き",
            "上書",
            "上書処理",
            "上書消去",
            "データ上書き",
            "ソフト消去",
            "ソフトウェア消去",
            "データ消去ソフト",
            "消去ソフト",
            "上書き消去1回",
            "上書き消去2回",
            "上書き消去3回",
            "上書き消去3回→初期化",
            "上書き消去→初期化",
            "上書き＋消去",
            "上書き後消去",
            "上書き後初期化",
            "上書き3回",
            "DoD",
            "DoD方式",
        ],
    ),
    choice(
        "format",
        "初期化・フォーマット",
        "formatting",
        &["初期化", "フォーマット", "論理フォーマット", "物理フォーマット"],
    ),
    choice(
        "factory_reset",
        "工場出荷時初期化",
        "factory reset",
        &["出荷時初期化", "リセット", "工場出荷状態"],
    ),
    choice("file_delete", "ファイル削除ソフト", "file deletion", &["ファイル削除", "データ削除", "削除"]),
    choice("ata_secure_erase", "ATA Secure Erase", "ATA Secure Erase", &["Secure Erase", "セキュアイレース"]),
    choice(
        "ata_secure_erase_enhanced",
        "ATA Secure Erase（拡張）",
        "enhanced ATA Secure Erase",
        &["Enhanced Secure Erase"],
    ),
    choice(
        "sanitize_overwrite",
        "Sanitize（上書き）",
        "Sanitize overwrite",
        &["ATA Sanitize Overwrite", "Overwrite EXT"],
    ),
    choice(
        "sanitize_block",
        "Sanitize（ブロック消去）",
        "Sanitize block erase",
        &["ブロック消去", "Block Erase"],
    ),
    choice(
        "sanitize_crypto",
        "Sanitize（暗号スクランブル）",
        "Sanitize crypto scramble",
        &["暗号スクランブル"],
    ),
    choice("scsi_sanitize", "SCSI SANITIZE", "SCSI SANITIZE", &[]),
    choice("nvme_sanitize", "NVMe Sanitize", "NVMe Sanitize", &[]),
    choice("nvme_format", "NVMe Format", "NVMe Format", &["NVMe Format NVM"]),
    choice(
        "crypto_erase",
        "暗号化消去",
        "cryptographic erase",
        &["CE", "暗号鍵破棄", "暗号化消去（CE）", "鍵破棄", "TCG Opal 鍵変更"],
    ),
    choice("paper", "紙の溶解・裁断", "pulping of paper", &["溶解（紙）"]),
    choice(
        "outsourced",
        "業者委託",
        "outsourced",
        &["外部委託", "委託", "業者", "業者消去", "委託業者", "業者による消去", "リース会社消去"],
    ),
    choice("return_only", "返却のみ（未消去）", "returned without erasure", &["返却のみ", "返却"]),
    choice("other", "その他", "other", &[]),
];

/// 検証の方法.
pub const VERIFICATIONS: &[Choice] = &[
    choice("full", "全数", "full", &["全数検証", "全領域"]),
    choice("sampling", "抜取", "sampling", &["抜取り", "サンプリング"]),
    choice("visual", "目視", "visual", &["目視確認"]),
    choice("other", "その他", "other", &[]),
    choice("none", "未実施", "none", &["未", "なし"]),
];

/// 検証の結果. 未確認 is never taken for 合格.
pub const VERDICTS: &[Choice] = &[
    choice("pass", "合格", "pass", &["合", "○", "〇", "◯", "良", "正常", "正常完了", "OK", "成功"]),
    choice("fail", "不合格", "fail", &["否", "×", "不良", "異常", "NG", "失敗"]),
    choice("unknown", "未確認", "unknown", &["未", "不明"]),
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
