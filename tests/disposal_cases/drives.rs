//! Drives of whatever sort: each is a thing of its own, and ends neither more nor less than itself.

use mamori_core::attachments::actions as attachments;
use mamori_core::disposals::actions::corrections::correct_step;
use mamori_core::disposals::taken::taken;

use super::proofs::photo;
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

/// The application with the serial numbers of its things put right, each by its number before.
fn renamed(office: &mut Office, case: &RecordView, numbers: Texts<'_>) -> Result<RecordView, Error> {
    let steps = taken(&office.ledgers, &office.session, case.id).unwrap();
    let was = steps.into_iter().find(|one| one.step == Step::Apply).unwrap();
    let mut draft = was.draft;
    for row in draft.parts.get_mut("items").unwrap() {
        if let Some((_, now)) = numbers.iter().find(|(before, _)| row["serial"] == *before) {
            row.insert("serial".into(), (*now).into());
        }
    }
    let at = (case.id, case.version, was.entry);
    correct_step(&mut office.ledgers, &office.session, at, &draft, "ラベルの取り違え")
}

/// What each photo shows, in the order they were taken.
fn shown(office: &Office, case: &RecordView) -> Vec<String> {
    let photos = attachments::list(&office.ledgers, &office.session, RegisterId::Disposals, case.id).unwrap();
    photos.into_iter().filter_map(|one| one.item).collect()
}

#[test]
fn two_swapped_numbers_are_put_right_in_one_correction() {
    let mut office = equipped();
    let case = checked(&mut office, &[], &[&[("item_no", "USB-001")], &[("item_no", "USB-002")]]);
    photo(&mut office, &case, "check_before", Some("SN0001"));
    photo(&mut office, &case, "check_before", Some("SN0002"));
    let rows: [Texts<'_>; 2] =
        [&[("item_no", "USB-001"), ("serial", "SN0001")], &[("item_no", "USB-002"), ("serial", "SN0002")]];
    let case = go(&mut office, &case, Step::Work, &with_rows(WORK, &[("steps", &rows)])).unwrap();

    let case = renamed(&mut office, &case, &[("SN0001", "SN0002"), ("SN0002", "SN0001")]).unwrap();
    assert_eq!((item(&case, "SN0002", "item_no"), item(&case, "SN0001", "item_no")), ("USB-001", "USB-002"));
    assert_eq!(shown(&office, &case), ["SN0002", "SN0001"]);
    let worked: Vec<_> = case.parts["steps"]
        .iter()
        .map(|row| (row["item_no"].value.as_str(), row["serial"].value.as_str()))
        .collect();
    assert_eq!(worked, [("USB-001", "SN0002"), ("USB-002", "SN0001")]);
    for (number, serial) in [("USB-001", "SN0002"), ("USB-002", "SN0001")] {
        let stick = records::find(&mut office.ledgers, &office.session, RegisterId::PortableMedia, number);
        assert_eq!(stick.unwrap().cells["serial"].value, serial, "{number}");
    }
    let case = step(&mut office, &case, Step::CheckAfter, AFTER);
    step(&mut office, &case, Step::Close, CLOSE);
}

#[test]
fn numbers_of_two_disks_move_on_at_once() {
    let chain: Texts<'_> = &[("WX41A1234567", "WX41A7654321"), ("WX41A7654321", "WX41A0000003")];
    let swapped: Texts<'_> = &[("WX41A1234567", "WX41A7654321"), ("WX41A7654321", "WX41A1234567")];
    for numbers in [chain, swapped] {
        let mut office = equipped();
        let case = checked(&mut office, &[], &[&[("item_no", "SV-002")]]);
        photo(&mut office, &case, "check_before", Some("WX41A1234567"));
        photo(&mut office, &case, "check_before", Some("WX41A7654321"));
        let case = renamed(&mut office, &case, numbers).unwrap();
        let expected: Vec<_> = numbers.iter().map(|(_, now)| *now).collect();
        assert_eq!(shown(&office, &case), expected);
        let server = records::find(&mut office.ledgers, &office.session, DEVICES, "SV-002").unwrap();
        let drives: Vec<_> =
            server.parts["drives"].iter().map(|drive| drive["serial"].value.as_str()).collect();
        assert_eq!(drives, expected);
        let case = ended(&mut office, &case);
        assert_eq!(state(&case), "closed");
        assert!(verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap().ok);
    }
}
