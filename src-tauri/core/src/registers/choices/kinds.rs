//! 種別の選択肢: what kinds of media and devices there are.

use crate::vocab::fields::{Choice, choice};

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
    )
    .also(
        "USBスティック USBメモリースティック USBフラッシュ USBフラッシュドライブ 暗号化USB \
             セキュリティUSBメモリ 指紋認証USB",
    )
    .likely("メモリ フラッシュ メモリースティック"),
    choice(
        "sd_card",
        "SDカード",
        "SD card",
        &["SD", "microSD", "microSDカード", "SDHC", "SDXC", "メモリカード"],
    )
    .also(
        "メモリーカード SDメモリ SDメモリカード SDメモリーカード マイクロSD マイクロSDカード miniSD ミニSD \
             ミニSDカード",
    ),
    choice("cf", "CFカード", "CompactFlash", &["CF", "コンパクトフラッシュ"])
        .also("コンパクトフラッシュカード CFメモリ"),
    choice("external_ssd", "外付けSSD", "external SSD", &["外付SSD", "ポータブルSSD", "SSD外付"])
        .also("USB-SSD USBSSD スティックSSD スティック型SSD 外部SSD")
        .likely("SSD"),
    choice("internal_ssd", "内蔵SSD", "internal SSD", &["NVMe", "M.2", "M.2 SSD", "eMMC"])
        .also("SATASSD NVMeSSD 内蔵型SSD"),
    choice(
        "external_hdd",
        "外付けHDD",
        "external HDD",
        &["外付HDD", "外付けハードディスク", "外付ハードディスク", "ポータブルHDD", "USB-HDD", "HDD外付"],
    )
    .also(
        "外付HD 外付けHD ポータブルHD ポータブルハードディスク 外部HDD 外部ハードディスク \
             USBHDD USB-HD USBハードディスク USB外付けHDD USB外付HDD 外付けハードディスクドライブ \
             外付ハードディスクドライブ 外付け型HDD",
    )
    .likely(
        "HDD HD ハードディスク ハードディスクドライブ 外付け 外付 外付けディスク \
             ポータブルディスク リムーバブルディスク リムーバブルHDD 2.5インチHDD",
    ),
    choice("internal_hdd", "内蔵HDD", "internal HDD", &["内蔵ハードディスク", "取り外しHDD"])
        .also("内蔵HD 内蔵型HDD 内蔵ハードディスクドライブ 取外しHDD")
        .likely("内蔵ディスク 3.5インチHDD"),
    choice("cd_r", "CD-R", "CD-R", &["CDR"]).likely("CD CDディスク コンパクトディスク"),
    choice("cd_rw", "CD-RW", "CD-RW", &["CDRW"]),
    choice("cd_rom", "CD-ROM", "CD-ROM", &["CDROM"]),
    choice("dvd_r", "DVD-R", "DVD-R", &["DVDR", "DVD+R"]).also("DVD±R").likely("DVD DVDディスク"),
    choice("dvd_rw", "DVD-RW", "DVD-RW", &["DVDRW", "DVD+RW"]),
    choice("dvd_ram", "DVD-RAM", "DVD-RAM", &["DVDRAM"]),
    choice("dvd_rom", "DVD-ROM", "DVD-ROM", &["DVDROM"]),
    choice("bd_r", "BD-R", "BD-R", &["BDR"])
        .likely("BD BDディスク ブルーレイ ブルーレイディスク Blu-ray Blu-rayディスク BluRay"),
    choice("bd_re", "BD-RE", "BD-RE", &["BDRE"]),
    choice("mo", "MO", "MO disk", &["光磁気ディスク", "MOディスク"]).also("3.5インチMO 3.5MO"),
    choice(
        "fd",
        "FD",
        "floppy disk",
        &["フロッピー", "フロッピーディスク", "フロッピィディスク", "3.5インチFD", "3.5FD"],
    )
    .also("フロッピ 5インチFD 3.5インチフロッピー 3.5インチフロッピーディスク")
    .likely("FDD"),
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
    )
    .also("Ultrium LTOUltrium LTOカートリッジ LTOデータカートリッジ LTO-10 LTO10"),
    choice("lto_worm", "LTO（WORM）", "LTO WORM tape", &["WORM LTO", "WORM"]),
    choice("dat", "DAT", "DAT tape", &["DDS", "DATテープ", "DAT/DDS", "4mmテープ"])
        .also("DAT72 DAT160 DDS2 DDS-2 DDS3 DDS-3 DDS4 DDS-4 4mmDAT DATカートリッジ"),
    choice("rdx", "RDX", "RDX cartridge", &["RDXカートリッジ", "RDX 500GB", "RDX 1TB", "RDX 2TB", "RDX 4TB"])
        .also("RDXデータカートリッジ"),
    choice("video_tape", "ビデオテープ", "video tape", &["VHS", "ビデオ"])
        .also("DVテープ 8ミリテープ ビデオカセット"),
    choice("ic_card", "ICカード・トークン", "IC card or token", &["ICカード", "トークン", "ICチップ"])
        .also("USBトークン")
        .likely("職員証"),
    choice("other", "その他", "other", &["その他の媒体"])
        .also("スマートメディア xDピクチャーカード カセットテープ マイクロフィルム 磁気カード")
        .likely(
            "テープ 磁気テープ カートリッジテープ データカートリッジ クリーニングテープ DLT AIT \
             カセット 紙 書類 文書 帳票 紙文書",
        ),
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
    )
    .also("ノート型 ノートコンピュータ モバイルパソコン モバイルノート NotePC")
    .likely("Note モバイル"),
    choice(
        "desktop",
        "デスクトップPC",
        "desktop PC",
        &["デスクトップ", "デスクトップパソコン", "デスクトップ型PC", "一体型PC"],
    )
    .also(
        "デスクトップ型 デスクトップ型パソコン デスクトップ機 DesktopPC 一体型パソコン \
             一体型デスクトップ 液晶一体型PC モニタ一体型 モニタ一体型PC タワー型PC 据置型PC \
             据え置き型PC 省スペース型PC",
    )
    .likely(
        "一体型 タワー型 省スペース型 ミニPC 小型PC DTPC パソコン PC パーソナルコンピュータ \
             コンピュータ PC本体 パソコン本体 端末 端末機 業務端末 専用端末 クライアント \
             クライアントPC クライアント端末 業務用PC 事務用PC ワークステーション",
    ),
    choice("thin_client", "シンクライアント", "thin client", &["シンクライアント端末"])
        .also("ゼロクライアント"),
    choice(
        "server",
        "サーバー",
        "server",
        &["サーバ", "サーバー機", "サーバ機", "ファイルサーバー", "ファイルサーバ"],
    )
    .also("サーバ装置 サーバ機器 サーバ本体 DBサーバ Webサーバ APサーバ 認証サーバ"),
    choice("nas", "NAS", "NAS", &["ネットワークHDD", "ネットワークストレージ"]).also(
        "LANディスク LAN-HDD LANHDD LinkStation TeraStation ネットワークディスク \
             ネットワーク接続HDD",
    ),
    choice("storage", "外部ストレージ", "storage unit", &["ストレージ", "ディスクアレイ", "テープ装置"])
        .also("ストレージ装置 ディスク装置 LTO装置 LTOドライブ テープドライブ RAID装置"),
    choice("tablet", "タブレット", "tablet", &["タブレット端末", "タブレットPC", "iPad"])
        .also("アイパッド タブレット型PC タブレット型端末 タブレットパソコン")
        .likely("Surface 2in1"),
    choice("smartphone", "スマートフォン", "smartphone", &["スマホ", "iPhone"])
        .also("スマートホン スマートフォン端末 アイフォン")
        .likely("Android"),
    choice("mobile_phone", "携帯電話", "mobile phone", &["携帯", "ガラケー", "PHS"])
        .also("携帯電話機 ガラホ フィーチャーフォン")
        .likely("携帯端末"),
    choice("mfp", "複合機", "multifunction printer", &["コピー機", "デジタル複合機", "MFP", "複写機"])
        .also("カラー複合機 モノクロ複合機 コピー複合機"),
    choice("fax", "FAX", "fax", &["ファクシミリ", "ファックス"]).also("ファクス FAX機 ファックス機"),
    choice("printer", "プリンタ", "printer", &["プリンター", "レーザープリンタ", "レーザープリンター"])
        .also(
            "LBP カラーレーザープリンタ モノクロレーザープリンタ インクジェットプリンタ \
             ドットプリンタ ドットインパクトプリンタ ラベルプリンタ ページプリンタ",
        )
        .likely("カラーレーザー 印刷機"),
    choice("router", "ルータ", "router", &["ルーター", "無線ルーター", "ONU"])
        .also(
            "ブロードバンドルータ VPNルータ 無線LANルータ Wi-Fiルータ WiFiルータ モバイルルータ \
             モバイルWi-Fi モバイルWiFi ポケットWi-Fi ポケットWiFi モバイルWi-Fiルータ \
             モバイルWiFiルータ",
        )
        .likely("モデム 無線LAN 無線AP アクセスポイント 無線アクセスポイント 無線LANアクセスポイント"),
    choice("switch", "スイッチ", "switch", &["ハブ", "HUB", "L2スイッチ", "L3スイッチ", "スイッチングハブ"])
        .also("L2SW L3SW スイッチハブ スイッチングHUB ネットワークスイッチ")
        .likely("SW L2 L3"),
    choice("firewall", "ファイアウォール", "firewall", &["FW", "UTM"])
        .also("ファイヤーウォール ファイアーウォール ファイヤウォール UTM装置 UTM機器"),
    choice("ups", "UPS", "UPS", &["無停電電源装置", "無停電装置"]).also("無停電電源"),
    choice("recorder", "ICレコーダ", "voice recorder", &["ICレコーダー", "レコーダー", "ボイスレコーダー"]),
    choice("camera", "デジタルカメラ", "digital camera", &["デジカメ", "カメラ"])
        .also("ビデオカメラ Webカメラ 監視カメラ 防犯カメラ デジタルビデオカメラ"),
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
    )
    .also(
        "ディスプレー カードリーダー ICカードリーダー カードリーダライタ \
             バーコードリーダー シュレッダー テレビ ドライブレコーダー 外付けDVDドライブ \
             ヘッドセット スピーカー",
    )
    .likely("その他"),
];

/// Whether a kind is a tape that data is backed up to; a video tape is none.
pub fn is_tape(kind: &str) -> bool {
    matches!(kind, "lto" | "lto_worm" | "dat")
}
