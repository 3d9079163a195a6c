use super::*;
use crate::registers::testing::{codes, content, with_rows};
use crate::vocab::RegisterId::Disposals;

/// A case that keeps every rule, with some of its texts replaced.
fn case(changes: &[(&str, &str)]) -> Content {
    let mut texts = vec![
        ("device_no", "HDD-006"),
        ("device_kind", "外付けHDD"),
        ("method", "粉砕"),
        ("pii_class", "個人情報"),
        ("pre_checked_at", "2026/11/10 9:00"),
        ("work_started_at", "2026/11/10 10:00"),
        ("work_ended_at", "2026/11/10 11:00"),
        ("post_checked_at", "2026/11/10 13:00"),
    ];
    texts.retain(|(key, _)| !changes.iter().any(|(changed, _)| changed == key));
    texts.extend_from_slice(changes);
    content(Disposals, &texts)
}

/// Texts that differ from the case that keeps every rule, and what is then found.
type Case = (&'static [(&'static str, &'static str)], &'static [FindingCode]);

#[test]
fn each_rule_answers_with_its_code() {
    let cases: [Case; 15] = [
        (&[], &[]),
        (&[("device_no", ""), ("device_kind", "")], &[FindingCode::NothingListed]),
        (&[("pre_checked_at", "2026/11/10 10:01")], &[FindingCode::CheckedAfterWorkBegan]),
        (&[("post_checked_at", "2026/11/10 10:59")], &[FindingCode::CheckedBeforeWorkEnded]),
        (&[("work_ended_at", "2026/11/10 9:59")], &[FindingCode::EndsBeforeStart]),
        (&[("permitted_on", "R8.11.11")], &[FindingCode::PermittedAfterwards]),
        (&[("applicant", "柳瀨 文"), ("permitted_by", "柳瀨 文")], &[FindingCode::OwnRequest]),
        (
            &[("operator", "柳瀨 文"), ("post_checked_by", "柳瀨 文"), ("pre_checked_by", "渡邉 美穂")],
            &[FindingCode::OwnCheck],
        ),
        (&[("post_checked_by", "髙橋 一郎")], &[FindingCode::PreCheckMissing]),
        (&[("post_checked_by", "髙橋 一郎"), ("pre_checked_by", "渡邉 美穂")], &[]),
        (&[("hold_check", "保存中")], &[FindingCode::StillToBeKept]),
        (&[("method", "磁気消去")], &[FindingCode::NotCrushed, FindingCode::MethodDoubtful]),
        (
            &[
                ("method", "磁気消去"),
                ("not_shred_reason", "消磁装置による"),
                ("adequacy_reason", "能力は型式で確認"),
            ],
            &[],
        ),
        (
            &[("device_kind", "USBメモリ"), ("method", "磁気消去"), ("not_shred_reason", "－")],
            &[FindingCode::MethodInadequate],
        ),
        (
            &[("vendor", "（株）リサイクルテック"), ("certificate_no", "第589号")],
            &[FindingCode::CertificateMissing],
        ),
    ];
    for (changes, expected) in cases {
        assert_eq!(codes(Disposals, &case(changes)), expected, "{changes:?}");
    }
}

#[test]
fn a_pc_is_overwritten_then_erased() {
    let pc = [
        ("device_no", "PC006"),
        ("device_kind", "サーバ"),
        ("pii_class", "無"),
        ("method", "上書き"),
        ("adequacy_reason", "HDD"),
    ];
    let step = [("method", "上書き")];
    let then = [("method", "初期化")];
    assert_eq!(
        codes(Disposals, &with_rows(Disposals, &pc, &[("steps", &[&step])])),
        [FindingCode::StepsMissing]
    );
    assert_eq!(codes(Disposals, &with_rows(Disposals, &pc, &[("steps", &[&step, &then])])), []);
}

#[test]
fn an_old_row_is_one_thing_and_a_case_lists_its_own() {
    let old = case(&[]);
    assert_eq!(things(&old).len(), 1);
    assert_eq!(things(&old)[0]["item_no"], Value::Text("HDD-006".to_owned()));

    let items: [&[(&str, &str)]; 2] = [&[("item_no", "USB-001")], &[("item_no", "USB-002")]];
    assert_eq!(things(&with_rows(Disposals, &[], &[("items", &items)])).len(), 2);
}

#[test]
fn a_certificate_is_due_so_many_days_after_the_hand_over() {
    let profile = Profile::shipped("a").unwrap();
    let derived = derived(&case(&[("handed_on", "R8.11.20")]), &profile);
    assert_eq!(derived["certificate_due"], Value::Date("2026-12-20".parse().unwrap()));
}
