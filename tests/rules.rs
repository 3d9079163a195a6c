//! What the regulation says of one record holds when it is kept through the door everybody uses.

use mamori_core::error::ErrorCode;
use mamori_core::records::actions;
use mamori_core::vocab::RegisterId;

use crate::support::{Office, draft, medium, office};

/// Everything E-1 demands of a carry-out, permitted by another person.
fn carry_out() -> Vec<(&'static str, &'static str)> {
    vec![
        ("applied_on", "R8.11.19"),
        ("department", "業務課"),
        ("applicant", "渡邉　美穂"),
        ("contact", "090-0000-0000"),
        ("content", "特定健診データ"),
        ("item_no", "USB-001"),
        ("purpose", "支部会議"),
        ("out_at", "R8.11.20 9:00"),
        ("due_on", "R8.11.21"),
        ("what", "両方"),
        ("pii_class", "個人情報"),
        ("destination", "支部事務所"),
        ("byod", "無"),
        ("encrypted", "有"),
        ("safeguards", "encryption,password"),
        ("pledge", "有"),
        ("permitted_by", "山﨑　幸子"),
    ]
}

/// How the program refuses the carry-out with some of its texts replaced.
fn refused(
    office: &mut Office,
    changes: &[(&'static str, &'static str)],
) -> (ErrorCode, Vec<(String, String)>) {
    let mut texts = carry_out();
    texts.retain(|(key, _)| !changes.iter().any(|(changed, _)| changed == key));
    texts.extend_from_slice(changes);
    let made = actions::create(&mut office.ledgers, &office.session, RegisterId::CarryOuts, &draft(&texts));
    let error = made.err().unwrap();
    let problems = error.report().problems.into_iter();
    (error.code(), problems.map(|problem| (problem.field, problem.message)).collect())
}

#[test]
fn a_rule_not_kept_is_refused_at_its_field_with_what_to_do() {
    let mut office = office();
    let (code, own) = refused(&mut office, &[("permitted_by", "渡邉 美穂")]);
    let sentence = "申請者と許可者が同じ人です。別の人が許可するか、やむを得ない理由を書いてください。";
    assert_eq!(code, ErrorCode::OwnRequest);
    assert_eq!(own, [("permitted_by".to_owned(), sentence.to_owned())]);

    let (code, both) = refused(&mut office, &[("due_on", "R8.11.19"), ("encrypted", "無")]);
    assert_eq!(code, ErrorCode::Input);
    assert_eq!(both.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["due_on", "encrypted"]);
}

#[test]
fn a_reason_the_regulation_allows_lets_it_stand() {
    let mut office = office();
    let mut texts = carry_out();
    texts.retain(|(key, _)| *key != "permitted_by");
    texts.extend([("permitted_by", "渡邉 美穂"), ("self_approval_reason", "ほかの権限者が出張中のため")]);
    let made = office.create(RegisterId::CarryOuts, &texts);
    assert_eq!(made.cells["status"].value, "approved");
    assert_eq!(made.cells["fiscal_year"].value, "2026");
}

#[test]
fn what_follows_is_filled_and_what_is_doubtful_is_shown() {
    let mut office = office();
    let mut texts = medium("USB-001");
    texts.push(("loc_attributes", "fireproof"));
    let made = office.create(RegisterId::PortableMedia, &texts);
    assert_eq!(made.cells["technology"].value, "flash");
    assert_eq!(made.cells["status"].value, "in_storage");
    assert_eq!(
        made.findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(),
        ["place_not_locked"]
    );
}
