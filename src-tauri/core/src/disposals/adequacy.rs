//! 適否判定: whether a method really takes the data off a kind of medium, for the class of what was on it.
//!
//! The table of spec §4.3 in short, following NIST SP 800-88 and the 総務省 guideline: magnetism does
//! nothing to flash and discs, overwriting leaves the reserve of flash, and individual numbers call for
//! physical destruction. What only a note in the record can settle (拡張領域, key escrow) is a warning.

use crate::registers::choices::technology_of;

/// From good to bad, so that the worst of several is their maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Adequacy {
    Ok,
    Warn,
    Block,
}

impl Adequacy {
    /// As the field `adequacy` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Block => "block",
        }
    }
}

use Adequacy::{Block, Ok, Warn};

/// Whether the thing is itself a medium, not a machine around one.
pub fn is_medium(kind: &str) -> bool {
    crate::registers::choices::MEDIA_KINDS.iter().any(|medium| medium.id == kind)
}

/// `class` is the 個人情報区分. `None` where the method says nothing about erasure (業者委託, その他): then
/// the certificate does.
///
/// The guideline's 物理的破壊 for individual numbers binds municipalities and 広域連合; elsewhere
/// (`guideline_binds` false) it is the benchmark, and another method that works is a warning.
pub fn adequacy(kind: &str, method: &str, class: &str, guideline_binds: bool) -> Option<Adequacy> {
    let [light, personal, specific] = match technology_of(kind) {
        // The drives inside decide. Where disk and flash would differ, that is asked for by a warning.
        "container" => {
            let disk = by_class("magnetic", kind, method)?;
            let flash = by_class("flash", kind, method)?;
            [0, 1, 2].map(|n| if disk[n] == flash[n] { disk[n] } else { Warn })
        }
        // Unless someone looked, treated as strictly as flash.
        "unknown" => by_class("flash", kind, method)?,
        technology => by_class(technology, kind, method)?,
    };
    Some(match class {
        "none" => light,
        "specific" if guideline_binds => specific,
        "specific" => specific.min(personal.max(Warn)),
        _ => personal,
    })
}

fn by_class(technology: &str, kind: &str, method: &str) -> Option<[Adequacy; 3]> {
    let written_once = matches!(kind, "cd_r" | "cd_rom" | "dvd_r" | "dvd_rom" | "bd_r");
    Some(match (method, technology) {
        ("outsourced" | "other" | "paper", _) => return None,
        ("crush" | "shred" | "disintegrate" | "melt" | "incinerate", _) => [Ok, Ok, Ok],
        ("drill", "magnetic") if matches!(kind, "lto" | "lto_worm" | "dat" | "video_tape") => [Block; 3],
        ("drill", "optical" | "magneto_optical") => [Warn; 3],
        ("drill", _) => [Ok, Warn, Warn],
        ("bend", "magnetic") => [Ok, Warn, Warn],
        ("bend", "flash") if matches!(kind, "usb_memory" | "sd_card" | "cf") => [Warn; 3],
        ("bend", "flash") => [Block; 3],
        ("bend", _) => [Warn; 3],
        ("grind", "optical") => [Ok, Warn, Warn],
        ("grind", _) => [Block; 3],
        ("degauss", "magnetic") => [Ok, Ok, Block],
        ("degauss", _) => [Block; 3],
        ("format" | "file_delete", _) if written_once => [Block; 3],
        ("format", _) => [Warn, Block, Block],
        ("file_delete", "magnetic") => [Warn, Block, Block],
        ("file_delete", _) => [Block; 3],
        ("factory_reset", "flash") => [Ok, Warn, Block],
        ("factory_reset", _) => [Warn, Block, Block],
        ("overwrite", "optical") if written_once => [Block; 3],
        ("overwrite", "magnetic") => [Ok, Warn, Block],
        ("overwrite", _) => [Warn, Block, Block],
        ("ata_secure_erase", "magnetic" | "flash") => [Ok, Warn, Block],
        ("ata_secure_erase_enhanced" | "sanitize_overwrite" | "scsi_sanitize", "magnetic") => [Ok, Ok, Block],
        ("ata_secure_erase_enhanced" | "sanitize_overwrite" | "scsi_sanitize", "flash") => [Ok, Warn, Block],
        ("sanitize_block" | "nvme_sanitize" | "nvme_format", "flash") => [Ok, Ok, Block],
        ("crypto_erase" | "sanitize_crypto", "magnetic" | "flash") => [Ok, Warn, Block],
        ("return_only", _) => [Warn, Block, Block],
        _ => [Block; 3],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::choices::{METHODS, THING_KINDS};

    #[test]
    fn a_method_is_judged_by_medium_and_class() {
        let cases = [
            ("external_hdd", "degauss", [Ok, Ok, Block]),
            ("usb_memory", "degauss", [Block, Block, Block]),
            ("cd_r", "overwrite", [Block, Block, Block]),
            ("usb_memory", "overwrite", [Warn, Block, Block]),
            ("external_hdd", "overwrite", [Ok, Warn, Block]),
            ("internal_ssd", "sanitize_block", [Ok, Ok, Block]),
            ("lto", "drill", [Block, Block, Block]),
            ("notebook", "format", [Warn, Block, Block]),
            ("server", "overwrite", [Warn, Warn, Block]),
            ("rdx", "degauss", [Block, Block, Block]),
            ("dvd_r", "shred", [Ok, Ok, Ok]),
        ];
        for (kind, method, expected) in cases {
            let judged = ["none", "personal", "specific"].map(|class| adequacy(kind, method, class, true));
            assert_eq!(judged, expected.map(Some), "{kind} {method}");
        }
    }

    #[test]
    fn a_stricter_class_is_never_judged_milder() {
        for (kind, binds) in THING_KINDS.iter().flat_map(|kind| [(kind, true), (kind, false)]) {
            for method in METHODS {
                let judged = ["none", "personal", "sensitive", "specific"]
                    .map(|class| adequacy(kind.id, method.id, class, binds));
                assert!(judged.is_sorted(), "{} {}", kind.id, method.id);
            }
        }
    }

    #[test]
    fn what_destroys_the_medium_is_always_enough() {
        for kind in THING_KINDS {
            assert_eq!(adequacy(kind.id, "crush", "specific", true), Some(Ok), "{}", kind.id);
        }
    }

    #[test]
    fn who_was_commissioned_answers_by_certificate() {
        assert_eq!(adequacy("server", "outsourced", "specific", true), None);
    }

    #[test]
    fn where_the_guideline_does_not_bind_it_warns() {
        let specific = |kind, method| adequacy(kind, method, "specific", false);
        assert_eq!(specific("external_hdd", "degauss"), Some(Warn));
        assert_eq!(specific("external_hdd", "crush"), Some(Ok));
        // What does not work at all is refused everywhere.
        assert_eq!(specific("usb_memory", "degauss"), Some(Block));
    }
}
