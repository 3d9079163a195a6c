//! 適否の表 of spec §4.3: method by medium, for L (公開可・軽微), P (個人情報) and T (特定個人情報).

use super::Adequacy::{self, Block, Ok, Warn};
use super::{GUIDELINE, NIST, same};
use crate::registers::choices::is_tape;
use crate::vocab::Label;
use crate::vocab::fields::label;

/// How a medium keeps its data, as far as erasing it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    Disk,
    Ssd,
    /// USBメモリ, SD cards and chips: flash without a command to erase it whole.
    Card,
    Tape,
    Floppy,
    DiscOnce,
    DiscRewritable,
    Phone,
    /// ルータ等: configuration in flash.
    Network,
    /// Its drives decide.
    Container,
    Hybrid,
    Unknown,
    /// Data without a medium of its own.
    Data,
}

impl Family {
    pub fn is_magnetic(self) -> bool {
        matches!(self, Self::Disk | Self::Tape | Self::Floppy)
    }

    pub fn is_flash(self) -> bool {
        matches!(self, Self::Ssd | Self::Card | Self::Phone | Self::Network | Self::Unknown | Self::Hybrid)
    }
}

/// The family of a kind; `inside` where the kind leaves it open.
pub fn family(kind: &str, inside: Option<&str>) -> Family {
    match kind {
        "external_hdd" | "internal_hdd" | "hdd" => Family::Disk,
        "external_ssd" | "internal_ssd" | "ssd" | "nvme" | "emmc" => Family::Ssd,
        "usb_memory" | "sd_card" | "cf" | "ic_card" | "recorder" | "camera" => Family::Card,
        "video_tape" => Family::Tape,
        kind if is_tape(kind) => Family::Tape,
        "fd" => Family::Floppy,
        "cd_r" | "cd_rom" | "dvd_r" | "dvd_rom" | "bd_r" => Family::DiscOnce,
        "cd_rw" | "dvd_rw" | "dvd_ram" | "bd_re" | "mo" => Family::DiscRewritable,
        "tablet" | "smartphone" | "mobile_phone" => Family::Phone,
        "router" | "switch" | "firewall" | "ups" => Family::Network,
        "notebook" | "desktop" | "thin_client" | "server" | "nas" | "storage" => Family::Container,
        "mfp" | "fax" | "printer" => Family::Container,
        "internal_sshd" | "sshd" => Family::Hybrid,
        "log_data" => Family::Data,
        _ => match inside {
            Some("magnetic") => Family::Disk,
            Some("flash") => Family::Ssd,
            _ => Family::Unknown,
        },
    }
}

/// 破壊: nothing is left to be read.
pub fn destroys(method: &str) -> bool {
    matches!(method, "crush" | "shred" | "disintegrate" | "melt" | "incinerate")
}

/// 消去レベル of a method (NIST SP 800-88); `None` where the method does not tell.
pub fn level_of(method: &str) -> Option<&'static str> {
    Some(match method {
        "overwrite" | "format" | "factory_reset" | "file_delete" | "ata_secure_erase" => "clear",
        "ata_secure_erase_enhanced"
        | "sanitize_overwrite"
        | "sanitize_block"
        | "sanitize_crypto"
        | "scsi_sanitize"
        | "nvme_sanitize"
        | "nvme_format"
        | "crypto_erase"
        | "degauss" => "purge",
        "crush" | "shred" | "disintegrate" | "melt" | "incinerate" | "drill" | "bend" | "grind" | "paper" => {
            "destruct"
        }
        "return_only" => "none",
        _ => return None,
    })
}

type Cell = [Adequacy; 3];

const FINE: Cell = [Ok, Ok, Ok];
const ALMOST: Cell = [Ok, Ok, Block];
const DOUBTFUL: Cell = [Ok, Warn, Block];
const LOOKED_AT: Cell = [Ok, Warn, Warn];
const LIGHT_ONLY: Cell = [Warn, Block, Block];
const CARE: Cell = [Warn, Warn, Warn];
const NEVER: Cell = [Block, Block, Block];

/// Whether the method says what is done to the data. 業者委託, その他 and 紙 do not: nothing can be said of them.
pub fn is_judged(method: &str) -> bool {
    !matches!(method, "outsourced" | "other" | "paper")
}

/// The cell; `None` where the method says nothing about erasure.
pub fn cell(method: &str, family: Family, kind: &str) -> Option<Cell> {
    if !is_judged(method) || family == Family::Data {
        return None;
    }
    Some(match family {
        // The drives inside decide. Until they are recorded they are taken for flash, and where a disk would be
        // judged otherwise it is never simply OK.
        Family::Container => {
            let (disk, flash) = (plain(method, Family::Disk), plain(method, Family::Ssd));
            [0, 1, 2].map(|n| if disk[n] == flash[n] { disk[n] } else { flash[n].max(Warn) })
        }
        Family::Hybrid => {
            let (disk, flash) = (plain(method, Family::Disk), plain(method, Family::Ssd));
            [0, 1, 2].map(|n| disk[n].max(flash[n]))
        }
        // Unless someone looked, as strict as flash of the strictest sort.
        Family::Unknown => plain(method, Family::Card),
        Family::Tape if kind == "lto_worm" && method == "overwrite" => NEVER,
        family => plain(method, family),
    })
}

fn plain(method: &str, family: Family) -> Cell {
    use Family::{Card, DiscOnce, DiscRewritable, Disk, Floppy, Network, Phone, Ssd, Tape};
    match (method, family) {
        ("crush" | "shred" | "disintegrate" | "melt" | "incinerate", _) => FINE,
        ("format", Network) | ("factory_reset", Phone | Network) => DOUBTFUL,
        ("format", Phone) => DOUBTFUL,
        ("format", DiscOnce) => NEVER,
        ("format", _) => LIGHT_ONLY,
        ("file_delete", Disk | Tape | Floppy) => LIGHT_ONLY,
        ("overwrite", Disk | Tape | Floppy) => DOUBTFUL,
        ("overwrite", Ssd | Card | DiscRewritable) => LIGHT_ONLY,
        ("ata_secure_erase", Disk | Ssd) => DOUBTFUL,
        ("ata_secure_erase_enhanced" | "sanitize_overwrite" | "scsi_sanitize", Disk) => ALMOST,
        ("ata_secure_erase_enhanced" | "sanitize_overwrite" | "scsi_sanitize", Ssd) => DOUBTFUL,
        ("sanitize_block" | "nvme_sanitize" | "nvme_format", Ssd) => ALMOST,
        // P becomes OK where the conditions of cryptographic erase are recorded; see `mended`.
        ("crypto_erase" | "sanitize_crypto", Disk | Ssd | Card | Tape | Phone) => DOUBTFUL,
        ("degauss", Disk | Tape | Floppy) => ALMOST,
        ("drill", Disk | Ssd | Card | Phone | Network) => LOOKED_AT,
        ("drill", Floppy | DiscOnce | DiscRewritable) => CARE,
        ("bend", Disk) => LOOKED_AT,
        ("bend", Card | DiscOnce | DiscRewritable | Phone | Network) => CARE,
        ("grind", DiscOnce | DiscRewritable) => LOOKED_AT,
        ("return_only", _) => LIGHT_ONLY,
        _ => NEVER,
    }
}

/// Why it is not OK, and where that is said.
pub fn message(method: &str, family: Family) -> (Label, Label) {
    match (method, family) {
        (_, Family::Container) => (
            label(
                "内蔵媒体の記録がないためフラッシュとして扱います。機器の台帳に内蔵媒体を1台ずつ記録してください。",
                "No drives are recorded, so it is treated as flash. Record the drives one by one in the ledger of devices.",
            ),
            NIST,
        ),
        ("overwrite" | "format" | "file_delete", Family::DiscOnce) => (
            label(
                "追記型・読取専用の媒体は上書きできません。粉砕してください。",
                "Write-once and read-only media cannot be overwritten. Crush them.",
            ),
            NIST,
        ),
        ("format", _) => (
            label(
                "初期化ではデータが残ります。上書きや破壊を加えてください。",
                "Formatting leaves the data in place. Overwrite or destroy as well.",
            ),
            GUIDELINE,
        ),
        ("factory_reset", _) => (
            label(
                "Clear相当にとどまります。暗号化が有効だったことを記録するか、破壊してください。",
                "This is no more than Clear. Record that encryption was on, or destroy it.",
            ),
            NIST,
        ),
        ("file_delete", _) => (
            label(
                "媒体の全域を対象としていません。全域の消去か破壊をしてください。",
                "This does not cover the whole medium. Erase all of it, or destroy it.",
            ),
            GUIDELINE,
        ),
        ("overwrite", Family::Disk) => (
            label(
                "HPA・DCO・代替セクタを含むかを記録してください。含めて消去した記録があれば適になります。",
                "Record whether HPA, DCO and remapped sectors were covered. If they were, it suffices.",
            ),
            NIST,
        ),
        ("overwrite", Family::Tape | Family::Floppy) => (
            label(
                "Clear相当にとどまります。磁気消去か粉砕を加えてください。",
                "This is no more than Clear. Degauss or crush as well.",
            ),
            NIST,
        ),
        ("overwrite", _) => (
            label(
                "フラッシュの予備領域が残ります（回数では強度は上がりません）。消去コマンドか破壊を選んでください。",
                "Spare areas of flash remain (more passes do not help). Choose an erase command or destruction.",
            ),
            NIST,
        ),
        ("ata_secure_erase", Family::Disk) => (
            label(
                "Purgeには拡張モード又はSanitizeを使ってください。",
                "For Purge use the enhanced mode or Sanitize.",
            ),
            NIST,
        ),
        (
            "ata_secure_erase" | "ata_secure_erase_enhanced" | "sanitize_overwrite" | "scsi_sanitize",
            Family::Ssd,
        ) => (
            label(
                "フラッシュではClear相当です。ブロック消去・NVMe Sanitizeか破壊を選んでください。",
                "On flash this is Clear only. Choose block erase, NVMe Sanitize or destruction.",
            ),
            NIST,
        ),
        ("crypto_erase" | "sanitize_crypto", Family::Card) => (
            label(
                "USBメモリ等の暗号化消去は標準化されていません。破壊を加えてください。",
                "Cryptographic erase of USB sticks is not standardised. Destroy them as well.",
            ),
            NIST,
        ),
        ("crypto_erase" | "sanitize_crypto", _) => (
            label(
                "記録の初めから128bit以上で暗号化し、鍵の控えも破棄して検証した記録があれば適になります。",
                "It suffices if it was encrypted with 128 bits or more from the start, all key copies were destroyed, and this was verified and recorded.",
            ),
            same("NIST SP 800-88 Rev.2 §3.2"),
        ),
        ("degauss", _) => (
            label(
                "磁気消去はフラッシュ・光媒体に効果がありません。破壊を選んでください。",
                "Degaussing does nothing to flash and optical media. Choose destruction.",
            ),
            NIST,
        ),
        ("drill" | "bend", _) => (
            label(
                "壊れていない部分は読み出せます。全プラッタ・全チップの破壊を写真で確かめてください。",
                "What is not broken can be read. Show by photo that every platter and chip is destroyed.",
            ),
            NIST,
        ),
        ("grind", _) => (
            label(
                "研磨では記録層が残ることがあります。粉砕を勧めます。",
                "Grinding may leave the recording layer. Crushing is better.",
            ),
            NIST,
        ),
        ("return_only", _) => (
            label(
                "消去せずに返すとデータが残ります。消去するか、守秘契約のある修理だけにしてください。",
                "Returned unerased, the data goes along. Erase it, or do this only for repair under a secrecy agreement.",
            ),
            same("B 3-1(5)②"),
        ),
        _ => (
            label(
                "この媒体ではできない方法です。別の方法を選んでください。",
                "This medium does not know this method. Choose another.",
            ),
            NIST,
        ),
    }
}
