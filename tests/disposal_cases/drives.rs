//! Drives of whatever sort: each is a thing of its own, and ends neither more nor less than itself.

use super::ways::checked;
use super::*;

const DEVICES: RegisterId = RegisterId::Devices;

fn drive_state(office: &mut Office, number: &str, serial: &str) -> String {
    let device = records::find(&mut office.ledgers, &office.session, DEVICES, number).unwrap();
    let drive = device.parts["drives"].iter().find(|drive| drive["serial"].value == serial).unwrap();
    drive.get("state").map_or_else(String::new, |state| state.value.clone())
}

/// From the work to the closing, all done here.
fn ended(office: &mut Office, case: &RecordView) -> RecordView {
    let case = step(office, case, Step::Work, WORK);
    let case = step(office, &case, Step::CheckAfter, AFTER);
    step(office, &case, Step::Close, CLOSE)
}

#[test]
fn a_device_with_a_drive_of_another_sort_ends_with_it() {
    let mut office = equipped();
    cast::device(&mut office, "PC-020", "ノートPC", "5CG0000020", &[("その他", "XP-0020")]);
    let case = checked(&mut office, &[], &[&[("item_no", "PC-020")]]);
    assert_eq!(item(&case, "XP-0020", "item_kind"), "internal_other");
    let case = ended(&mut office, &case);
    assert_eq!(state(&case), "closed");
    assert_eq!(status_of(&mut office, DEVICES, "PC-020"), "disposed");
    assert_eq!(drive_state(&mut office, "PC-020", "XP-0020"), "disposed");
}

#[test]
fn a_drive_of_another_sort_ends_alone() {
    let mut office = equipped();
    let drives = [("その他", "XP-0021"), ("SSD", "S64D0021")];
    cast::device(&mut office, "PC-021", "ノートPC", "5CG0000021", &drives);
    let before = status_of(&mut office, DEVICES, "PC-021");
    let overwritten: Texts<'_> = &[("method", "磁気消去"), ("level", "抹消"), ("not_shred_reason", "再使用")];
    let one: &[Texts<'_>] = &[&[("item_no", "PC-021"), ("serial", "XP-0021")]];
    let unknown = apply(&mut office, overwritten, one).unwrap_err().report();
    let why: Vec<_> = unknown.problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!((unknown.code, why), (ErrorCode::Input, vec!["method"]), "judged as if it were flash");

    let case = checked(&mut office, &[], one);
    assert_eq!(case.parts["items"].len(), 1);
    ended(&mut office, &case);
    assert_eq!(status_of(&mut office, DEVICES, "PC-021"), before);
    assert_eq!(drive_state(&mut office, "PC-021", "XP-0021"), "disposed");
    assert_eq!(drive_state(&mut office, "PC-021", "S64D0021"), "", "still built in");
}
