use super::*;
use crate::registers::choices::{DISPOSED_KINDS, METHODS, is_tape};
use crate::vocab::Label;

fn ask<'a>(kind: &'a str, method: &'a str, class: &'a str) -> Question<'a> {
    // Of the degausser nothing is doubted here: its own test is below.
    Question { kind, method, class, guideline_binds: true, erased_before: true, ..Question::default() }
}

/// The matrix of spec §4.3, cell by cell: L/P/T with O for OK, W for 要注意, X for 不可. A cell that names no
/// result there (–) is a method that medium does not know: 不可. A machine without recorded drives and an RDX nobody
/// looked into are flash; a hybrid is both; a WORM tape cannot be overwritten.
const MATRIX: &str = "
                            external_hdd internal_ssd usb_memory lto  fd   cd_r dvd_rw smartphone router notebook      internal_sshd lto_worm      rdx
format                      WXX          WXX          WXX        WXX  WXX  XXX  WXX    OWX        OWX    WXX           WXX           WXX           WXX
factory_reset               XXX          XXX          XXX        XXX  XXX  XXX  XXX    OWX        OWX    XXX           XXX           XXX           XXX
file_delete                 WXX          XXX          XXX        WXX  WXX  XXX  XXX    XXX        XXX    XXX           XXX           WXX           XXX
overwrite                   OWX          WXX          WXX        OWX  OWX  XXX  WXX    XXX        XXX    WXX           WXX           XXX           WXX
ata_secure_erase            OWX          OWX          XXX        XXX  XXX  XXX  XXX    XXX        XXX    OWX           OWX           XXX           XXX
ata_secure_erase_enhanced   OOX          OWX          XXX        XXX  XXX  XXX  XXX    XXX        XXX    OWX           OWX           XXX           XXX
sanitize_overwrite          OOX          OWX          XXX        XXX  XXX  XXX  XXX    XXX        XXX    OWX           OWX           XXX           XXX
scsi_sanitize               OOX          OWX          XXX        XXX  XXX  XXX  XXX    XXX        XXX    OWX           OWX           XXX           XXX
sanitize_block              XXX          OOX          XXX        XXX  XXX  XXX  XXX    XXX        XXX    WWX           XXX           XXX           XXX
nvme_sanitize               XXX          OOX          XXX        XXX  XXX  XXX  XXX    XXX        XXX    WWX           XXX           XXX           XXX
nvme_format                 XXX          OOX          XXX        XXX  XXX  XXX  XXX    XXX        XXX    WWX           XXX           XXX           XXX
crypto_erase                OWX          OWX          OWX        OWX  XXX  XXX  XXX    OWX        XXX    OWX           OWX           OWX           WWX
sanitize_crypto             OWX          OWX          OWX        OWX  XXX  XXX  XXX    OWX        XXX    OWX           OWX           OWX           WWX
degauss                     OOX          XXX          XXX        OOX  OOX  XXX  XXX    XXX        XXX    XXX           XXX           OOX           XXX
drill                       OWW          OWW          OWW        XXX  WWW  WWW  WWW    OWW        OWW    OWW           OWW           XXX           WWW
bend                        OWW          XXX          WWW        XXX  XXX  WWW  WWW    WWW        WWW    XXX           XXX           XXX           WWW
grind                       XXX          XXX          XXX        XXX  XXX  OWW  OWW    XXX        XXX    XXX           XXX           XXX           XXX
crush                       OOO          OOO          OOO        OOO  OOO  OOO  OOO    OOO        OOO    OOO           OOO           OOO           OOO
shred                       OOO          OOO          OOO        OOO  OOO  OOO  OOO    OOO        OOO    OOO           OOO           OOO           OOO
disintegrate                OOO          OOO          OOO        OOO  OOO  OOO  OOO    OOO        OOO    OOO           OOO           OOO           OOO
melt                        OOO          OOO          OOO        OOO  OOO  OOO  OOO    OOO        OOO    OOO           OOO           OOO           OOO
incinerate                  OOO          OOO          OOO        OOO  OOO  OOO  OOO    OOO        OOO    OOO           OOO           OOO           OOO
return_only                 WXX          WXX          WXX        WXX  WXX  WXX  WXX    WXX        WXX    WXX           WXX           WXX           WXX
";

#[test]
fn the_matrix_holds_cell_by_cell() {
    let rated = ["degausser_rated".to_owned()];
    let mut lines = MATRIX.lines().filter(|line| !line.is_empty());
    let kinds: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    let mut methods = Vec::new();
    for line in lines {
        let mut cells = line.split_whitespace();
        let method = cells.next().unwrap();
        methods.push(method);
        for (kind, cell) in kinds.iter().zip(cells) {
            let found: String = ["none", "personal", "specific"]
                .map(|class| {
                    match adequacy(&Question { circumstances: &rated, ..ask(kind, method, class) }) {
                        Some(Ok) => 'O',
                        Some(Warn) => 'W',
                        Some(Block) => 'X',
                        None => '?',
                    }
                })
                .iter()
                .collect();
            assert_eq!(found, cell, "{method} on {kind}");
        }
    }
    let judged =
        METHODS.iter().map(|method| method.id).filter(|id| !["paper", "outsourced", "other"].contains(id));
    assert!(judged.into_iter().all(|id| methods.contains(&id)), "every method stands in the matrix");
}

#[test]
fn what_was_made_sure_of_takes_a_doubt_away() {
    let cases: [(&str, &str, &[&str], Adequacy); 9] = [
        ("external_hdd", "overwrite", &["hidden_areas_covered"], Ok),
        ("internal_ssd", "overwrite", &["hidden_areas_covered"], Block),
        ("internal_ssd", "crypto_erase", &["encrypted_from_start"], Warn),
        ("internal_ssd", "crypto_erase", &["encrypted_from_start", "keys_destroyed"], Ok),
        ("usb_memory", "crypto_erase", &["encrypted_from_start", "keys_destroyed"], Warn),
        ("smartphone", "factory_reset", &["device_encrypted"], Ok),
        ("external_hdd", "drill", &["all_parts_destroyed"], Ok),
        ("external_hdd", "degauss", &[], Warn),
        ("external_hdd", "degauss", &["degausser_rated"], Ok),
    ];
    for (kind, method, sure, level) in cases {
        let circumstances: Vec<String> = sure.iter().map(|id| (*id).to_owned()).collect();
        let question = Question { circumstances: &circumstances, ..ask(kind, method, "personal") };
        assert_eq!(adequacy(&question), Some(level), "{method} on {kind} with {sure:?}");
    }
}

#[test]
fn rdx_asks_what_is_inside_and_is_flash_until_then() {
    let rated = ["degausser_rated".to_owned()];
    let rdx = |inside| Question { inside, circumstances: &rated, ..ask("rdx", "degauss", "personal") };
    let unknown = advise(&rdx(None)).unwrap();
    assert_eq!(unknown.level, Block);
    assert!(unknown.remarks.iter().any(|remark| remark.message.ja.contains("HDDかSSDか")));
    assert_eq!(adequacy(&rdx(Some("magnetic"))), Some(Ok));
    assert_eq!(adequacy(&rdx(Some("flash"))), Some(Block));
}

#[test]
fn unverified_is_never_ok() {
    for kind in DISPOSED_KINDS {
        for method in METHODS {
            let question = Question { verified: Some(false), ..ask(kind.id, method.id, "none") };
            assert!(adequacy(&question) != Some(Ok), "{} {}", kind.id, method.id);
        }
    }
}

#[test]
fn individual_numbers_go_in_two_steps() {
    let crush = ask("internal_hdd", "crush", "specific");
    assert_eq!(adequacy(&crush), Some(Ok));
    let at_once = Question { erased_before: false, ..crush };
    assert_eq!(adequacy(&at_once), Some(Warn));
    // Where the guideline does not bind, one destruction stands, and another method that works is a warning.
    assert_eq!(adequacy(&Question { guideline_binds: false, ..at_once }), Some(Ok));
    let rated = ["degausser_rated".to_owned()];
    let degauss = Question { circumstances: &rated, ..ask("internal_hdd", "degauss", "specific") };
    assert_eq!(adequacy(&degauss), Some(Block));
    assert_eq!(adequacy(&Question { guideline_binds: false, ..degauss }), Some(Warn));
    let flash = ask("usb_memory", "degauss", "specific");
    assert_eq!(adequacy(&Question { guideline_binds: false, ..flash }), Some(Block));
}

#[test]
fn a_stricter_class_is_never_judged_milder() {
    for (kind, binds) in DISPOSED_KINDS.iter().flat_map(|kind| [(kind, true), (kind, false)]) {
        for method in METHODS {
            let judged = ["none", "personal", "sensitive", "specific"].map(|class| {
                adequacy(&Question { guideline_binds: binds, ..ask(kind.id, method.id, class) })
            });
            assert!(judged.is_sorted(), "{} {} {judged:?}", kind.id, method.id);
        }
    }
}

#[test]
fn whoever_was_commissioned_answers_by_certificate() {
    assert_eq!(adequacy(&ask("server", "outsourced", "specific")), None);
}

#[test]
fn every_warning_says_what_to_do_and_where_it_is_said() {
    for kind in DISPOSED_KINDS {
        for method in METHODS {
            for class in ["none", "personal", "specific"] {
                let Some(advice) = advise(&ask(kind.id, method.id, class)) else { continue };
                for remark in advice.remarks {
                    let Label { ja, en } = remark.message;
                    let said = ja.ends_with('。') && en.ends_with('.') && en.is_ascii();
                    let cited = !remark.source.ja.is_empty() && !remark.source.en.is_empty();
                    assert!(said && cited, "{} {}", kind.id, method.id);
                }
            }
        }
    }
}

#[test]
fn every_tape_is_erased_as_one() {
    let tapes = DISPOSED_KINDS.iter().filter(|choice| is_tape(choice.id));
    let families: Vec<_> = tapes.map(|choice| table::family(choice.id, None)).collect();
    assert_eq!(families, [table::Family::Tape; 3]);
}
