//! 消去・廃棄の選択肢: how far an erasure goes, by what method, how it was checked and what came of it.

use crate::vocab::fields::{Choice, choice};

/// 消去レベル (NIST SP 800-88): how far a method goes.
pub const LEVELS: &[Choice] = &[
    choice("clear", "消去（Clear）", "clear", &["消去", "Clear"])
        .also("上書き消去 データ消去")
        .likely("初期化 フォーマット 上書き ソフト消去 データ消去ソフト"),
    choice("purge", "抹消（Purge）", "purge", &["抹消", "Purge", "除去"]).likely("消磁 磁気消去 完全消去"),
    choice("destruct", "破壊（Destruct）", "destruct", &["破壊", "Destruct", "Destroy", "物理破壊"])
        .also("物理的破壊 物理破壊処理")
        .likely("破砕 粉砕 裁断 細断 溶解 焼却 穿孔 シュレッダー"),
    choice("none", "未消去", "none", &["返却のみ", "消去なし"]).likely("返却"),
];

/// 消去・廃棄の方法.
pub const METHODS: &[Choice] = &[
    choice(
        "crush",
        "粉砕",
        "crushing",
        &["粉砕処理", "破砕", "破砕処理", "物理破壊（粉砕）", "物理的破壊（粉砕）"],
    )
    .also("粉砕機 圧壊 圧砕")
    .likely(
        "物理破壊 物理的破壊 物理破壊処理 物理的に破壊 破壊 破壊処理 破壊処分 ハンマー \
             ハンマー破壊 ハンマーで破壊 割る 割って廃棄",
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
    )
    .also("裁断処理 シュレッダー裁断 シュレッダー破砕")
    .likely("切断 ハサミで切断"),
    choice("disintegrate", "分解・崩壊", "disintegration", &["分解", "崩壊"]),
    choice(
        "melt",
        "溶解",
        "melting",
        &["溶融", "溶解（溶融）", "溶解処理", "溶解・溶融", "物理破壊（溶解）"],
    )
    .also("溶解処分"),
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
    )
    .also("穿孔破壊 穿孔処理 ドリル破壊 ドリルで穿孔 ドリルによる穿孔"),
    choice("bend", "折曲げ・V字破壊", "bending", &["折曲げ", "V字破壊", "折り曲げ", "物理破壊（折曲げ）"]),
    choice("grind", "光ディスク研磨", "disc grinding", &["研磨"]),
    choice(
        "degauss",
        "磁気消去",
        "degaussing",
        &["消磁", "磁気消去（消磁）", "磁気破壊", "磁力消去", "磁気データ消去"],
    )
    .also("消磁処理 消磁機 磁気破壊処理 強磁気破壊 電磁消去 デガウス"),
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
    )
    .also(
        "データ消去ソフト使用 データ消去ソフトによる消去 消去専用ソフト ソフトによる消去 \
             専用ソフトによる消去 データ消去ソフトウェア データ上書き消去 上書き処理 3回上書き \
             ゼロフィル ゼロ書込み ゼロ書き込み 乱数書込み 乱数書き込み 乱数上書き NSA方式 \
             米国国防総省方式 Blancco",
    )
    .likely("消去 消去済 データ消去 完全消去 データ完全消去 専用ソフト ソフト ソフトウェア"),
    choice(
        "format",
        "初期化・フォーマット",
        "formatting",
        &["初期化", "フォーマット", "論理フォーマット", "物理フォーマット"],
    )
    .also("初期化処理 フォーマット処理 ローレベルフォーマット")
    .likely("OS再インストール"),
    choice(
        "factory_reset",
        "工場出荷時初期化",
        "factory reset",
        &["出荷時初期化", "リセット", "工場出荷状態"],
    )
    .also("工場出荷時リセット 工場出荷状態に戻す 工場出荷時の状態に初期化")
    .likely("リカバリ 再セットアップ"),
    choice("file_delete", "ファイル削除ソフト", "file deletion", &["ファイル削除", "データ削除", "削除"])
        .likely("ごみ箱 データを削除"),
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
    )
    .also("暗号鍵消去 暗号鍵の消去 暗号鍵の破棄"),
    choice("paper", "紙の溶解・裁断", "pulping of paper", &["溶解（紙）"]),
    choice(
        "outsourced",
        "業者委託",
        "outsourced",
        &["外部委託", "委託", "業者", "業者消去", "委託業者", "業者による消去", "リース会社消去"],
    )
    .also("業者処分 業者に委託 業者廃棄 業者へ委託 委託処分 委託業者処理 専門業者委託 専門業者")
    .likely("産廃業者 産廃 産業廃棄物 産廃処理 リサイクル リサイクル業者 回収業者"),
    choice("return_only", "返却のみ（未消去）", "returned without erasure", &["返却のみ", "返却"])
        .likely("リース返却 リース会社へ返却 リース会社返却"),
    choice("other", "その他", "other", &[])
        .likely("廃棄 廃棄処分 処分 売却 埋立 ゴミ 不燃ごみ 可燃ごみ 燃えるごみ 燃えないごみ"),
];

/// 検証の方法.
pub const VERIFICATIONS: &[Choice] = &[
    choice("full", "全数", "full", &["全数検証", "全領域"]),
    choice("sampling", "抜取", "sampling", &["抜取り", "サンプリング"])
        .also("抜き取り サンプル 抜取検査 抜取り検査"),
    choice("visual", "目視", "visual", &["目視確認"]).also("目視による確認").likely("立会 立会い 立ち会い"),
    choice("other", "その他", "other", &[]).likely("復元ソフト 復元確認 読取確認 読み取り確認 証明書"),
    choice("none", "未実施", "none", &["未", "なし"]),
];

/// 検証の結果. 未確認 is never taken for 合格.
pub const VERDICTS: &[Choice] = &[
    choice("pass", "合格", "pass", &["合", "○", "〇", "◯", "良", "正常", "正常完了", "OK", "成功"])
        .also(
            "適 良好 異常なし 異常無し 異常無 問題なし 復元不可 復元不能 読取不可 読取不能 \
             読み取り不可 消去確認済",
        )
        .likely("確認済 確認済み"),
    choice("fail", "不合格", "fail", &["否", "×", "不良", "異常", "NG", "失敗"]),
    choice("unknown", "未確認", "unknown", &["未", "不明"]),
];
