//! Steps corrected and voided: judged as if they had been said so at first, with their reason in the log.

use mamori_core::attachments::actions as attachments;
use mamori_core::disposals::actions::corrections::{correct_step, move_photo, void_step};
use mamori_core::disposals::guide;
use mamori_core::disposals::taken::{TakenStep, taken};
use mamori_core::ledgers::accounts::NewUser;
use mamori_core::ledgers::setup;

use super::proofs::photo;
use super::ways::{OUTSIDE, checked, code};
use super::*;
use crate::support::{PASSWORD, ledger_dir};

fn of_step(office: &Office, case: &RecordView, step: Step) -> TakenStep {
    let steps = taken(&office.ledgers, &office.session, case.id).unwrap();
    steps.into_iter().find(|one| one.step == step).unwrap_or_else(|| panic!("{step:?} was not taken"))
}

/// The step as it was said, with something else in its place.
pub(super) fn corrected(
    office: &mut Office,
    case: &RecordView,
    step: Step,
    changes: Texts<'_>,
) -> Result<RecordView, Error> {
    let was = of_step(office, case, step);
    let mut draft = was.draft;
    for (key, text) in changes {
        draft.values.insert((*key).to_owned(), (*text).to_owned());
    }
    mend(office, case, (was.entry, &draft))
}

fn mend(office: &mut Office, case: &RecordView, (entry, draft): (i64, &Draft)) -> Result<RecordView, Error> {
    let at = (case.id, case.version, entry);
    correct_step(&mut office.ledgers, &office.session, at, draft, "控えの写し誤り")
}

pub(super) fn voided(office: &mut Office, case: &RecordView, step: Step) -> Result<RecordView, Error> {
    let at = (case.id, case.version, of_step(office, case, step).entry);
    void_step(&mut office.ledgers, &office.session, at, "別の案件の記録だった")
}

#[test]
fn a_day_typed_too_late_is_corrected_and_the_case_judged_anew() {
    let mut office = equipped();
    let case = checked(&mut office, OUTSIDE, &[&[("item_no", "USB-001")]]);
    let case = step(&mut office, &case, Step::HandOver, &changed(HAND_OVER, &[("handed_on", "R8.11.19")]));
    let proof = certificate(&[], &["SN0001"]);
    assert_eq!(code(go(&mut office, &case, Step::Certificate, &proof)), Some(ErrorCode::CaseOrder));

    let impossible = corrected(&mut office, &case, Step::HandOver, &[("handed_on", "R8.11.3")]);
    assert_eq!(code(impossible), Some(ErrorCode::CaseOrder), "before the check: judged as at first");
    let at = (case.id, case.version, of_step(&office, &case, Step::HandOver).entry);
    let blank = correct_step(&mut office.ledgers, &office.session, at, &draft(HAND_OVER), "　");
    assert_eq!(code(blank), Some(ErrorCode::ReasonMissing));

    let case = corrected(&mut office, &case, Step::HandOver, &[("handed_on", "R8.11.10")]).unwrap();
    assert_eq!(case.cells["handed_on"].value, "2026-11-10");
    assert_eq!(item(&case, "SN0001", "handed_on"), "2026-11-10");
    let entry = &case.history[0];
    assert_eq!(
        (entry.action.as_str(), entry.reason.as_deref()),
        ("case_step_corrected", Some("控えの写し誤り"))
    );
    let day = entry.changes.iter().find(|change| change.field == "handed_on").unwrap();
    assert_eq!((day.before.as_str(), day.after.as_str()), ("R8.11.19", "R8.11.10"));
    let case = go(&mut office, &case, Step::Certificate, &proof).unwrap();
    assert_eq!(state(&case), "work_done");
    assert!(verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap().ok);
}

#[test]
fn a_serial_number_typed_wrongly_is_corrected_in_case_ledger_and_photos() {
    let mut office = equipped();
    cast::device(&mut office, "SV-009", "サーバー", "MXQ7777", &[("HDD", "WX41A000O001")]);
    let items: &[Texts<'_>] = &[&[("item_no", "SV-009"), ("method", "粉砕")]];
    let case = checked(&mut office, OUTSIDE, items);
    photo(&mut office, &case, "check_before", Some("WX41A000O001"));
    let case = step(&mut office, &case, Step::HandOver, HAND_OVER);
    let case = go(&mut office, &case, Step::Certificate, &certificate(&[], &["WX41A0000001"])).unwrap();
    assert_eq!(case.parts["certificate_lines"][0]["found_as"].value, "near");

    let was = of_step(&office, &case, Step::Apply);
    let mut draft = was.draft.clone();
    let drive = draft.parts.get_mut("items").unwrap().iter_mut().find(|row| row["serial"] == "WX41A000O001");
    drive.unwrap().insert("serial".into(), "WX41A0000001".into());
    let case = mend(&mut office, &case, (was.entry, &draft)).unwrap();
    assert_eq!((state(&case), case.cells["certificate_match"].value.as_str()), ("work_done", "match"));
    let server = records::find(&mut office.ledgers, &office.session, RegisterId::Devices, "SV-009").unwrap();
    assert_eq!(server.parts["drives"][0]["serial"].value, "WX41A0000001");
    assert_eq!(server.history[0].action, "corrected");
    let photos = attachments::list(&office.ledgers, &office.session, RegisterId::Disposals, case.id).unwrap();
    assert_eq!(photos[0].item.as_deref(), Some("WX41A0000001"));

    // The list is what was permitted: nothing is slipped in with a correction.
    let was = of_step(&office, &case, Step::Apply);
    let mut longer = was.draft.clone();
    longer.parts.get_mut("items").unwrap().push([("item_no".to_owned(), "USB-002".to_owned())].into());
    assert_eq!(code(mend(&mut office, &case, (was.entry, &longer))), Some(ErrorCode::CaseListFixed));
    assert!(verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap().ok);
}

#[test]
fn a_step_of_the_wrong_case_is_voided_and_the_case_given_up() {
    let mut office = equipped();
    let case = checked(&mut office, REPAIR, &[&[("item_no", "PC-012")]]);
    let case = step(&mut office, &case, Step::HandOver, &changed(HAND_OVER, SECRECY));
    assert_eq!(status_of(&mut office, RegisterId::Devices, "PC-012"), "in_repair");
    assert_eq!(code(voided(&mut office, &case, Step::Permit)), Some(ErrorCode::CaseNotPermitted));
    assert_eq!(code(voided(&mut office, &case, Step::Apply)), Some(ErrorCode::CaseStepFixed));

    let case = voided(&mut office, &case, Step::HandOver).unwrap();
    assert_eq!((state(&case), case.history[0].action.as_str()), ("before_checked", "case_step_voided"));
    assert!(!case.cells.contains_key("handed_on"));
    assert_eq!(status_of(&mut office, RegisterId::Devices, "PC-012"), "planned");
    let case = step(&mut office, &case, Step::Withdraw, &[("withdrawn_reason", "誤って起案した")]);
    assert_eq!(state(&case), "withdrawn");
}

/// The same office, with somebody signed in who keeps ledgers and may not permit.
fn kept_by_a_department_manager(mut office: Office) -> Office {
    let texts = [
        ("staff_no", "5"),
        ("name", "渡邉 美穂"),
        ("department", "総務課"),
        ("employment", "正規"),
        ("hired_on", "H25.4.1"),
    ];
    let person = office.create(RegisterId::Staff, &texts).id;
    let (login, first) = ("watanabe", "hajimete-34#");
    let new =
        NewUser { person, login: login.into(), role: "department_manager".into(), password: first.into() };
    office.ledgers.register_account(&office.session, PASSWORD, &new).unwrap();
    let Office { ledgers, session, recovery_key, clock, folder } = office;
    drop((ledgers, session));
    let signed = setup::sign_in(&ledger_dir(&folder), login, first, clock.surroundings());
    let (mut ledgers, session, _) = signed.unwrap();
    let (session, _) = ledgers.change_password(&session, first, "tsugi-no-56#").unwrap();
    Office { ledgers, session, recovery_key, clock, folder }
}

#[test]
fn a_permission_and_what_it_rests_on_are_corrected_by_whoever_may_permit() {
    let mut office = equipped();
    let case = checked(&mut office, &[], &[&[("item_no", "USB-001")]]);
    let case = corrected(&mut office, &case, Step::Permit, &[("permit_no", "許R8-012")]).unwrap();
    assert_eq!(case.cells["permit_no"].value, "許R8-012");

    let mut office = kept_by_a_department_manager(office);
    let other = corrected(&mut office, &case, Step::Permit, &[("permit_no", "許R8-013")]);
    assert_eq!(code(other), Some(ErrorCode::CasePermitCorrection));
    let method = corrected(&mut office, &case, Step::Apply, &[("method", "細断")]);
    assert_eq!(code(method), Some(ErrorCode::CasePermitCorrection));
    assert_eq!(code(voided(&mut office, &case, Step::Permit)), Some(ErrorCode::CasePermitCorrection));
    // Words that nothing rests on are the keeper's own matter.
    let case = corrected(&mut office, &case, Step::Apply, &[("reason", "更改のため")]).unwrap();
    assert_eq!(case.cells["reason"].value, "更改のため");
}

#[test]
fn a_photo_is_put_to_the_step_it_was_taken_at_but_never_away_from_one_that_needs_it() {
    let mut office = equipped();
    let specific: Texts<'_> = &[
        ("pii_class", "特定個人情報"),
        ("adequacy_reason", "粉砕のみ"),
        ("planned_witness", "渡邉 美穂"),
        ("planned_place", "書庫前"),
    ];
    let case = apply(&mut office, specific, &[&[("item_no", "USB-001")]]).unwrap();
    let case = step(&mut office, &case, Step::Permit, PERMISSION);
    photo(&mut office, &case, "check_after", Some("SN0001"));
    assert_eq!(refused(&mut office, &case, Step::CheckBefore, BEFORE), ErrorCode::CasePhoto);
    let taken = attachments::list(&office.ledgers, &office.session, RegisterId::Disposals, case.id).unwrap();
    let guided = guide::guide(&office.ledgers, &office.session, case.id).unwrap().unwrap();
    let places = guided.photo_places.unwrap();
    assert_eq!((places.pictures, places.things), (vec![taken[0].id], vec!["SN0001".to_owned()]));
    assert!(places.steps.contains(&Step::CheckBefore) && !places.steps.contains(&Step::Permit));
    let put = |office: &mut Office, step: Step, item: Option<&str>| {
        move_photo(&mut office.ledgers, &office.session, (case.id, taken[0].id), (step, item))
    };
    assert_eq!(code(put(&mut office, Step::CheckBefore, Some("SN9999"))), Some(ErrorCode::CaseNotAnItem));
    let moved = put(&mut office, Step::CheckBefore, Some("SN0001")).unwrap();
    assert_eq!((moved.step.as_deref(), moved.item.as_deref()), (Some("check_before"), Some("SN0001")));
    step(&mut office, &case, Step::CheckBefore, BEFORE);
    assert_eq!(code(put(&mut office, Step::CheckAfter, None)), Some(ErrorCode::CasePhoto));
    assert!(verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap().ok);
}
