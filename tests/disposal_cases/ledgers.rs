//! The ledgers of the things and the case: what a correction leaves to a step, what stays as it is while a case is open,
//! and what a case looks up in them.

use mamori_core::devices::actions as devices;
use mamori_core::devices::life::DeviceStep;

use super::corrections::corrected;
use super::ways::checked;
use super::*;

const DEVICES: RegisterId = RegisterId::Devices;
const MEDIA: RegisterId = RegisterId::PortableMedia;

fn open(office: &mut Office, register: RegisterId, number: &str) -> RecordView {
    records::find(&mut office.ledgers, &office.session, register, number).unwrap()
}

/// The record as it stands, typed again with some texts changed, and its drives too.
fn correct(
    office: &mut Office,
    (register, number): (RegisterId, &str),
    changes: Texts<'_>,
    drive: Texts<'_>,
) -> Result<RecordView, Error> {
    let record = open(office, register, number);
    let mut texts = draft(&[]);
    texts.values = record.cells.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect();
    texts.values.extend(cast::row(changes));
    for (part, rows) in &record.parts {
        let typed = rows.iter().map(|row| {
            let mut row: std::collections::BTreeMap<_, _> =
                row.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect();
            row.extend(cast::row(drive));
            row
        });
        texts.parts.insert(part.clone(), typed.collect());
    }
    let at = (register, record.id, record.version);
    records::correct(&mut office.ledgers, &office.session, at, &texts, "台帳の誤り")
}

fn code<T>(made: Result<T, Error>) -> Option<ErrorCode> {
    made.err().map(|error| error.code())
}

#[test]
fn a_correction_says_no_state_that_a_step_says() {
    let mut office = equipped();
    let cases: [((RegisterId, &str), Texts<'_>, Option<&str>); 9] = [
        (
            (MEDIA, "USB-001"),
            &[("status", "disposed"), ("disposed_on", "R8.11.18")],
            Some("廃棄・消去の申請"),
        ),
        ((MEDIA, "USB-001"), &[("status", "returned_to_owner")], Some("廃棄・消去の申請")),
        ((MEDIA, "USB-001"), &[("disposed_on", "R8.11.18")], Some("廃棄・消去の申請")),
        ((MEDIA, "USB-001"), &[("status", "使用中")], None),
        ((DEVICES, "PC-012"), &[("status", "使用中")], Some("導入確認")),
        ((DEVICES, "PC-012"), &[("status", "lost")], Some("紛失・盗難")),
        ((DEVICES, "PC-012"), &[("status", "in_repair")], Some("廃棄・消去の申請")),
        ((DEVICES, "PC-012"), &[("status", "returned_to_lessor")], Some("廃棄・消去の申請")),
        ((DEVICES, "PC-012"), &[("location", "書庫")], None),
    ];
    for (record, changes, expected) in cases {
        let refused = correct(&mut office, record, changes, &[]).err().map(|error| error.report());
        let step =
            refused.as_ref().map(|report| (report.code, report.params.get("step").map(String::as_str)));
        let expected = expected.map(|step| (ErrorCode::StateByStep, Some(step)));
        assert_eq!(step, expected, "{record:?} {changes:?}");
    }
    // Nor is anything registered as gone, or as used before it was checked.
    for (register, number, texts) in
        [(MEDIA, "USB-009", [("disposed_on", "R8.11.18")]), (MEDIA, "USB-009", [("status", "廃棄済")])]
    {
        let medium = crate::support::medium(number);
        let medium = draft(&changed(&medium, &texts));
        let made = records::create(&mut office.ledgers, &office.session, register, &medium);
        assert_eq!(code(made), Some(ErrorCode::StateByStep), "{texts:?}");
    }
}

#[test]
fn what_stands_in_an_open_case_is_not_changed_under_it() {
    let mut office = equipped();
    let case = apply(&mut office, &[], &[&[("item_no", "PC-012")], &[("item_no", "USB-001")]]).unwrap();
    let refused: [((RegisterId, &str), Texts<'_>, Texts<'_>); 5] = [
        ((MEDIA, "USB-001"), &[("media_no", "USB-100")], &[]),
        ((MEDIA, "USB-001"), &[("status", "使用中")], &[]),
        ((DEVICES, "PC-012"), &[("device_no", "PC-100")], &[]),
        ((DEVICES, "PC-012"), &[("serial", "5CG0000000")], &[]),
        ((DEVICES, "PC-012"), &[], &[("serial", "S64DNX0R000000")]),
    ];
    for (record, changes, drive) in refused {
        let error = correct(&mut office, record, changes, drive).err().map(|error| error.report());
        let error = error.unwrap_or_else(|| panic!("{record:?} {changes:?} {drive:?}"));
        assert_eq!(
            (error.code, error.params["case"].as_str()),
            (ErrorCode::ThingInCase, case.number.as_str())
        );
    }
    let device = open(&mut office, DEVICES, "PC-012");
    let at = (DEVICES, device.id, device.version);
    let voided = records::void(&mut office.ledgers, &office.session, at, "誤り");
    assert_eq!(code(voided), Some(ErrorCode::ThingInCase));
    // A drive built in now would leave with the notebook, and nobody would have looked at it.
    let drive: Texts<'_> =
        &[("drive_kind", "SSD"), ("model", "MZ7L3480"), ("serial", "S64D0009"), ("state_on", "R8.11.19")];
    let added = with_rows(&[], &[("drives", &[drive])]);
    let at = (device.id, device.version);
    let built_in = devices::advance(&mut office.ledgers, &office.session, at, DeviceStep::AddDrive, &added);
    assert_eq!(code(built_in), Some(ErrorCode::ThingInCase));
    // What the case does not know a thing by may be mended.
    correct(&mut office, (DEVICES, "PC-012"), &[("location", "書庫")], &[]).unwrap();
    step(&mut office, &case, Step::Withdraw, &[("withdrawn_reason", "使い続けるため")]);
    correct(&mut office, (MEDIA, "USB-001"), &[("media_no", "USB-100")], &[]).unwrap();
}

#[test]
fn one_drive_at_a_time_is_built_in() {
    let mut office = equipped();
    let device = open(&mut office, DEVICES, "PC-012");
    let drive: Texts<'_> =
        &[("drive_kind", "SSD"), ("model", "MZ7L3480"), ("serial", "S64D0009"), ("state_on", "R8.11.19")];
    let two = with_rows(&[], &[("drives", &[drive, drive])]);
    let at = (device.id, device.version);
    let built_in = devices::advance(&mut office.ledgers, &office.session, at, DeviceStep::AddDrive, &two);
    assert_eq!(code(built_in), Some(ErrorCode::DriveOne));
}

#[test]
fn a_device_by_its_own_serial_number_comes_with_its_drives() {
    for serial in ["", "5CG1234XYZ", "5cg-1234xyz"] {
        let mut office = equipped();
        let case = apply(&mut office, &[], &[&[("item_no", "PC-012"), ("serial", serial)]]).unwrap();
        assert_eq!(case.parts["items"].len(), 2, "{serial}");
        assert_eq!(item(&case, "S64DNX0R123456", "item_kind"), "internal_ssd");
    }
    let mut office = equipped();
    let unknown = apply(&mut office, &[], &[&[("item_no", "PC-012"), ("serial", "S64DNX0R999999")]]);
    assert_eq!(code(unknown), Some(ErrorCode::DriveUnknown));
}

#[test]
fn a_leased_device_is_not_sold_and_its_contract_is_that_of_the_ledger() {
    let mut office = equipped();
    let leased: Texts<'_> = &[
        ("ownership", "リース"),
        ("lessor", "みなとリース㈱"),
        ("contract_no", "L-2021-7"),
        ("lease_end", "R9.1.10"),
        ("lease_terms", "must_return"),
    ];
    correct(&mut office, (DEVICES, "PC-012"), leased, &[]).unwrap();
    let items: &[Texts<'_>] = &[&[("item_no", "PC-012")]];
    for disposition in ["廃棄", "譲渡・売却"] {
        assert_eq!(
            code(apply(&mut office, &[("disposition", disposition)], items)),
            Some(ErrorCode::CaseLeased)
        );
    }
    let typed: Texts<'_> = &[("disposition", "リース返却"), ("lease_terms", "may_destroy")];
    assert_eq!(code(apply(&mut office, typed, items)), Some(ErrorCode::CaseLease));
}

#[test]
fn no_certificate_is_awaited_where_none_is_owed() {
    let mut office = equipped();
    let secret = changed(HAND_OVER, SECRECY);
    let mut lent = apply(&mut office, REPAIR, &[&[("item_no", "PC-012")]]).unwrap();
    for (next, texts) in [(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE), (Step::HandOver, &secret)]
    {
        lent = step(&mut office, &lent, next, texts);
    }
    // Certified, while the office's own work goes on.
    let outside: Texts<'_> = &[("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")];
    let items: &[Texts<'_>] =
        &[&[("item_no", "USB-001")], &[("item_no", "USB-002"), ("performer", "外部委託")]];
    let mut mixed = apply(&mut office, outside, items).unwrap();
    for (next, texts) in
        [(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE), (Step::HandOver, HAND_OVER)]
    {
        mixed = step(&mut office, &mixed, next, texts);
    }
    go(&mut office, &mixed, Step::Certificate, &certificate(&[], &["SN0002"])).unwrap();
    office.clock.pass(chrono::Duration::days(60));
    for card in board(&office.ledgers, &office.session).unwrap() {
        assert_eq!((card.owed, card.certificate), (0, Awaited::No), "{}", card.number);
    }
}

#[test]
fn what_has_no_serial_number_has_its_own_work() {
    let mut office = equipped();
    let log = |name: &'static str| -> Vec<(&'static str, &'static str)> {
        vec![
            ("item_no", name),
            ("item_kind", "ログ・データ"),
            ("serial", "なし"),
            ("period_until", "R7.3.31"),
            ("method", "ファイル削除ソフト"),
        ]
    };
    let (firewall, database) = (log("FWログ"), log("DBログ"));
    let mut case = apply(&mut office, &[("pii_class", "なし")], &[&firewall, &database]).unwrap();
    for (next, texts) in [(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE)] {
        case = step(&mut office, &case, next, texts);
    }
    let rows: [Texts<'_>; 2] = [
        &[("item_no", "FWログ"), ("serial", "なし"), ("method", "ファイル削除ソフト"), ("result", "未確認")],
        &[("item_no", "DBログ"), ("serial", "なし"), ("method", "ファイル削除ソフト")],
    ];
    let case = go(&mut office, &case, Step::Work, &with_rows(WORK, &[("steps", &rows)])).unwrap();
    let refused = go(&mut office, &case, Step::CheckAfter, &draft(AFTER)).err().unwrap().report();
    assert_eq!(
        (refused.code, refused.params["item"].as_str()),
        (ErrorCode::CaseNotVerified, "FWログ（なし）")
    );
}

#[test]
fn a_pc_is_overwritten_and_then_erased_in_this_order() {
    let cases: [(&[&str], Option<ErrorCode>); 4] = [
        (&["上書き", "上書き"], Some(ErrorCode::CaseStepsMissing)),
        (&["初期化", "上書き"], Some(ErrorCode::CaseStepsMissing)),
        (&["上書き", "初期化"], None),
        (&["NVMe Sanitize"], None),
    ];
    for (methods, expected) in cases {
        let mut office = equipped();
        let reuse: Texts<'_> = &[
            ("method", "上書き"),
            ("level", "消去"),
            ("adequacy_reason", "庁内で転用"),
            ("disposition", "所内転用"),
            ("pii_class", "なし"),
        ];
        let mut case = apply(&mut office, reuse, &[&[("item_no", "PC-012")]]).unwrap();
        for (next, texts) in [(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE)] {
            case = step(&mut office, &case, next, texts);
        }
        let rows: Vec<Vec<(&str, &str)>> =
            methods.iter().map(|method| vec![("serial", "S64DNX0R123456"), ("method", *method)]).collect();
        let rows: Vec<Texts<'_>> = rows.iter().map(Vec::as_slice).collect();
        let case = go(&mut office, &case, Step::Work, &with_rows(WORK, &[("steps", &rows)])).unwrap();
        assert_eq!(code(go(&mut office, &case, Step::CheckAfter, &draft(AFTER))), expected, "{methods:?}");
    }
}

const LEASED: Texts<'static> = &[
    ("ownership", "リース"),
    ("lessor", "みなとリース㈱"),
    ("contract_no", "L-2021-7"),
    ("lease_end", "R9.1.10"),
    ("lease_terms", "must_return"),
];
const GIVEN_BACK: Texts<'static> = &[
    ("disposition", "リース返却"),
    ("method", "NVMe Sanitize"),
    ("level", "抹消"),
    ("adequacy_reason", "製造元の手順で全領域を消去した"),
    ("pii_class", "なし"),
];

#[test]
fn what_may_not_be_applied_for_is_not_corrected_into_an_application() {
    let mut office = equipped();
    correct(&mut office, (DEVICES, "PC-012"), LEASED, &[]).unwrap();
    let case = checked(&mut office, GIVEN_BACK, &[&[("item_no", "PC-012")]]);
    assert_eq!(case.cells["lease_terms"].value, "must_return");
    let sold: Texts<'_> = &[("disposition", "譲渡・売却"), ("lease_terms", "")];
    let crushed: Texts<'_> =
        &[("method", "粉砕"), ("level", "破壊"), ("lease_terms", "may_destroy"), ("not_shred_reason", "")];
    for (changes, expected) in [(sold, ErrorCode::CaseLeased), (crushed, ErrorCode::CaseLease)] {
        assert_eq!(code(corrected(&mut office, &case, Step::Apply, changes)), Some(expected), "{changes:?}");
    }
    // The contract says what its ledger says, whatever is typed into the application.
    let case = corrected(&mut office, &case, Step::Apply, &[("lease_terms", "may_destroy")]).unwrap();
    assert_eq!(case.cells["lease_terms"].value, "must_return");
}

#[test]
fn what_must_go_back_is_not_destroyed_by_a_redo_or_in_the_work() {
    let mut office = equipped();
    correct(&mut office, (DEVICES, "PC-012"), LEASED, &[]).unwrap();
    let case = checked(&mut office, GIVEN_BACK, &[&[("item_no", "PC-012")]]);
    let redo = |case: &RecordView, office: &mut Office, at: &str, method: &str| {
        let texts: Texts<'_> = &[
            ("post_checked_at", at),
            ("post_checked_by", "辻󠄀 香織"),
            ("validation", "再実施"),
            ("redo_reason", "消去が終わらなかった"),
            ("redo_method", method),
        ];
        go(office, case, Step::CheckAfter, &draft(texts))
    };
    let failed = step(&mut office, &case, Step::Work, &changed(WORK, &[("result", "不合格")]));
    assert_eq!(code(redo(&failed, &mut office, "R8.11.9 12:00", "粉砕")), Some(ErrorCode::CaseLease));
    let case = redo(&failed, &mut office, "R8.11.9 12:00", "NVMe Sanitize").unwrap();

    // Done against the contract, it is put down as it was; the case is neither accepted nor closed with it.
    let rows: [Texts<'_>; 1] = [&[("serial", "S64DNX0R123456"), ("method", "粉砕")]];
    let later = changed(WORK, &[("work_started_at", "R8.11.9 13:00"), ("work_ended_at", "R8.11.9 14:00")]);
    let crushed = go(&mut office, &case, Step::Work, &with_rows(&later, &[("steps", &rows)])).unwrap();
    let after = changed(AFTER, &[("destination", "リース会社返却")]);
    assert_eq!(refused(&mut office, &crushed, Step::CheckAfter, &after), ErrorCode::CaseLease);
}

#[test]
fn what_went_back_to_its_owner_is_not_disposed_of_again() {
    let mut office = equipped();
    let hired: Texts<'_> = &[
        ("disposition", "レンタル返却"),
        ("method", "上書き"),
        ("level", "消去"),
        ("pii_class", "なし"),
        ("adequacy_reason", "全領域を上書きした"),
        ("vendor", "○○レンタル"),
        ("contract_no", "R-3"),
    ];
    let items: &[Texts<'_>] = &[&[("item_no", "USB-001")]];
    let case = checked(&mut office, hired, items);
    let case = step(&mut office, &case, Step::Work, WORK);
    let case = step(&mut office, &case, Step::CheckAfter, AFTER);
    let case = step(&mut office, &case, Step::SendOut, cast::SENT_OUT);
    step(&mut office, &case, Step::Close, CLOSE);
    assert_eq!(status_of(&mut office, MEDIA, "USB-001"), "returned_to_owner");
    assert_eq!(code(apply(&mut office, &[], items)), Some(ErrorCode::CaseItemGone));
}
