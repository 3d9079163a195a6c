//! 適否判定: whether a method really takes the data off a medium, for the class of what was on it.
//!
//! [`advise`] answers while the clerk chooses: OK, 要注意 with a reason, or 不可, each with what to do and
//! where it is said (spec §4.3; NIST SP 800-88 and the 総務省 guideline). [`table`] is the matrix; this file
//! applies the circumstances somebody has made sure of. What nobody looked into is treated as flash.

mod table;
#[cfg(test)]
mod tests;

use serde::Serialize;
use ts_rs::TS;

use crate::vocab::Label;
use crate::vocab::fields::label;

pub use table::{Family, destroys, family, is_judged, level_of};

use Adequacy::{Block, Ok, Warn};

/// From good to bad, so that the worst of several is their maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
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

/// What the judgement rests on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// 種別 of the medium or device.
    pub kind: &'a str,
    /// `magnetic` or `flash`, where the kind leaves it open and somebody looked (RDX).
    pub inside: Option<&'a str>,
    pub method: &'a str,
    /// 個人情報区分
    pub class: &'a str,
    /// Ids of [`super::case_fields::CIRCUMSTANCES`].
    pub circumstances: &'a [String],
    /// An earlier step erased it in the office, at least to Clear, and was verified.
    pub erased_before: bool,
    /// `None` before the work; afterwards whether the result was verified. 未確認 is `Some(false)`.
    pub verified: Option<bool>,
    pub leased: bool,
    /// 修理: it comes back, and leaves under a secrecy agreement only.
    pub lent_for_repair: bool,
    /// The guideline for municipalities and 広域連合 binds this office.
    pub guideline_binds: bool,
    /// 粉砕 in principle (A 4.2.5(2)).
    pub shred_in_principle: bool,
}

/// What to say to the clerk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Advice {
    pub level: Adequacy,
    /// The weightiest first.
    pub remarks: Vec<Remark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Remark {
    pub level: Adequacy,
    pub message: Label,
    pub source: Label,
}

pub(super) const fn remark(level: Adequacy, message: Label, source: Label) -> Remark {
    Remark { level, message, source }
}

const GUIDELINE: Label =
    label("総務省ガイドライン（情報資産の廃棄等）", "MIC guideline (disposal of information assets)");
const NIST: Label = same("NIST SP 800-88");

/// A source both languages cite alike.
const fn same(text: &'static str) -> Label {
    label(text, text)
}

/// Whether the thing is itself a medium, not a machine around one.
pub fn is_medium(kind: &str) -> bool {
    kind.starts_with("internal_")
        || crate::registers::choices::MEDIA_KINDS.iter().any(|medium| medium.id == kind)
}

/// `None` where the method says nothing about erasure (業者委託, その他, 紙): a case waits for one that does.
pub fn advise(question: &Question<'_>) -> Option<Advice> {
    let family = family(question.kind, question.inside);
    let mut remarks = vec![by_table(question, family)?];
    remarks.extend(by_circumstances(question, family));
    remarks.retain(|remark| remark.level > Ok || !remark.message.ja.is_empty());
    remarks.sort_by_key(|remark| std::cmp::Reverse(remark.level));
    let level = remarks.iter().map(|remark| remark.level).max().unwrap_or(Ok);
    Some(Advice { level, remarks })
}

/// The level alone.
pub fn adequacy(question: &Question<'_>) -> Option<Adequacy> {
    advise(question).map(|advice| advice.level)
}

/// The cell of the matrix, mended by what was made sure of.
fn by_table(question: &Question<'_>, family: Family) -> Option<Remark> {
    let lent = question.method == "return_only" && question.lent_for_repair;
    let [light, personal, specific] = match lent {
        true => [Warn; 3],
        false => table::cell(question.method, family, question.kind)?,
    };
    let judged = match question.class {
        "none" => light,
        "specific" => specific,
        _ => personal,
    };
    let mended = mended(question, family, judged);
    let level = match question.class {
        // Where the guideline is a benchmark only, another method that works is a warning.
        "specific" if judged == Block && !question.guideline_binds => {
            specific.min(mended_as_personal(question, family, personal).max(Warn))
        }
        _ => mended,
    };
    let (message, source) = table::message(question.method, family);
    let specific_only = question.class == "specific" && personal < Block;
    Some(match level {
        Ok => remark(Ok, same(""), same("")),
        _ if specific_only && judged == Block => remark(
            level,
            label(
                "特定個人情報の媒体は物理的な破壊が必要です。自所で消去したうえで粉砕・溶解などを加えてください。",
                "Media with individual numbers must be destroyed physically. Erase them here first, then crush, melt or the like.",
            ),
            GUIDELINE,
        ),
        _ => remark(level, message, source),
    })
}

fn mended_as_personal(question: &Question<'_>, family: Family, personal: Adequacy) -> Adequacy {
    mended(&Question { class: "personal", ..*question }, family, personal)
}

/// A doubt that a recorded circumstance takes away.
fn mended(question: &Question<'_>, family: Family, judged: Adequacy) -> Adequacy {
    if judged != Warn || question.class == "specific" {
        return judged;
    }
    let sure = |id: &str| question.circumstances.iter().any(|one| one == id);
    let settled = match question.method {
        "overwrite" if family == Family::Disk => sure("hidden_areas_covered"),
        "crypto_erase" | "sanitize_crypto" if family != Family::Card => {
            sure("encrypted_from_start") && sure("keys_destroyed") && question.verified != Some(false)
        }
        "factory_reset" if family == Family::Phone => sure("device_encrypted"),
        "drill" | "bend" => sure("all_parts_destroyed"),
        _ => false,
    };
    if settled { Ok } else { judged }
}

/// What holds beside the matrix.
fn by_circumstances(question: &Question<'_>, family: Family) -> Vec<Remark> {
    let sure = |id: &str| question.circumstances.iter().any(|one| one == id);
    let destroys = destroys(question.method);
    let mut remarks = Vec::new();
    if family == Family::Unknown && !destroys {
        remarks.push(remark(
            Warn,
            label(
"中がHDDかSSDかを確かめて「中の記録媒体」を選んでください。確かめるまではフラッシュとして扱います。",
"Find out whether an HDD or an SSD is inside and choose it. Until then it is treated as flash."),
            NIST,
        ));
    }
    if question.verified == Some(false) {
        remarks.push(remark(
            Warn,
            label(
                "検証が未確認です。結果を確かめるまで適とはしません。",
                "The result is not verified. Until it is, the method does not count as sufficient.",
            ),
            same("NIST SP 800-88 Rev.2 §4.5.1"),
        ));
    }
    if question.method == "degauss" && family.is_magnetic() && !sure("degausser_rated") {
        remarks.push(remark(
            Warn,
            label(
                "消磁装置の能力が媒体の保磁力に足りるかを確かめて記録してください。",
                "Make sure that the degausser is strong enough for the medium, and record it.",
            ),
            NIST,
        ));
    }
    if question.method == "degauss" && question.leased {
        remarks.push(remark(
            Warn,
            label(
                "磁気消去したリース品は返却できなくなります。契約を確かめてください。",
                "A degaussed leased drive can no longer be returned. Check the contract.",
            ),
            label("リース契約", "the lease"),
        ));
    }
    if question.class == "specific" && question.guideline_binds && destroys && !question.erased_before {
        remarks.push(remark(
            Warn,
            label(
                "特定個人情報は二段階です。自所で消去して確かめてから破壊し、両方を記録してください。",
                "Individual numbers take two steps: erase and verify here, then destroy, and record both.",
            ),
            GUIDELINE,
        ));
    }
    if question.shred_in_principle && is_medium(question.kind) && question.method != "crush" && !destroys {
        remarks.push(remark(
            Warn,
            label(
                "電子媒体の廃棄は粉砕が原則です。粉砕によらない理由を書いてください。",
                "Electronic media are crushed in principle. Write why this one is not.",
            ),
            same("A 4.2.5(2)"),
        ));
    }
    if matches!(question.method, "crush" | "shred" | "disintegrate")
        && family.is_flash()
        && !sure("particles_small")
    {
        remarks.push(remark(
            Ok,
            label(
                "フラッシュは粒度（2mm以下を目安）を記録してください。",
                "Record the particle size of flash media (2 mm or less as a guide).",
            ),
            label("IEEE 2883・既定値", "IEEE 2883, our default"),
        ));
    }
    if matches!(question.method, "melt" | "incinerate") {
        remarks.push(remark(
            Ok,
            label(
                "業者の証明書を必ず受け取ってください。",
                "Make sure to receive the contractor's certificate.",
            ),
            same("A 4.2.2(5)"),
        ));
    }
    remarks
}
