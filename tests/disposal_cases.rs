//! Disposal cases: no thing ends without permission, both checks and, if outsourced, its certificate.

use mamori_core::attachments::{self as attachments_of, actions as attachments};
use mamori_core::audit::log;
use mamori_core::audit::verify::verify;
use mamori_core::disposals::actions;
use mamori_core::disposals::board::{Awaited, board};
use mamori_core::disposals::case::Step;
use mamori_core::error::{Error, ErrorCode};
use mamori_core::export::ListWanted;
use mamori_core::forms::{FormId, Subject};
use mamori_core::import::Cancel;
use mamori_core::records::actions as records;
use mamori_core::records::view::{Draft, RecordView};
use mamori_core::vocab::RegisterId;

use crate::support::lists::{DAY, written};
use crate::support::papers::{printed, says};
use crate::support::{Office, draft, late};

pub mod cast;
mod corrections;
mod drives;
mod gates;
mod ledgers;
mod proofs;
mod walk;
mod ways;

use cast::{
    AFTER, APPLICATION, BACK, BEFORE, CERTIFICATE, CERTIFICATE_FILE, CLOSE, HAND_OVER, PERMISSION, REPAIR,
    SECRECY, Texts, WORK, changed, equipped, with_rows,
};

fn apply(office: &mut Office, changes: Texts<'_>, items: &[Texts<'_>]) -> Result<RecordView, Error> {
    let texts = changed(APPLICATION, changes);
    let draft = with_rows(&texts, &[("items", items)]);
    actions::apply(&mut office.ledgers, &office.session, &late(draft))
}

fn go(office: &mut Office, case: &RecordView, step: Step, draft: &Draft) -> Result<RecordView, Error> {
    if step == Step::Certificate {
        attach(office, case, CERTIFICATE_FILE);
    }
    actions::advance_case(
        &mut office.ledgers,
        &office.session,
        (case.id, case.version),
        step,
        &late(draft.clone()),
    )
}

fn attach(office: &mut Office, case: &RecordView, bytes: &[u8]) {
    let (at, file) = ((RegisterId::Disposals, case.id), ("証明書.pdf", bytes));
    attachments::attach(&mut office.ledgers, &office.session, at, file, attachments_of::About::default())
        .unwrap();
}

fn step(office: &mut Office, case: &RecordView, step: Step, texts: Texts<'_>) -> RecordView {
    go(office, case, step, &draft(texts)).unwrap_or_else(|error| panic!("{step:?}: {:?}", error.report()))
}

fn refused(office: &mut Office, case: &RecordView, step: Step, texts: Texts<'_>) -> ErrorCode {
    go(office, case, step, &draft(texts)).err().unwrap().code()
}

fn certificate(changes: Texts<'_>, serials: &[&str]) -> Draft {
    let own = changed(CERTIFICATE, changes);
    let lines: Vec<Vec<(&str, &str)>> = serials.iter().map(|serial| vec![("serial", *serial)]).collect();
    let lines: Vec<Texts<'_>> = lines.iter().map(Vec::as_slice).collect();
    with_rows(&[], &[("certificates", &[&own]), ("certificate_lines", &lines)])
}

fn state(case: &RecordView) -> &str {
    &case.cells["status"].value
}

fn item<'a>(case: &'a RecordView, serial: &str, key: &str) -> &'a str {
    let found = case.parts["items"].iter().find(|row| row["serial"].value == serial);
    found.and_then(|row| row.get(key)).map_or("", |cell| cell.value.as_str())
}

fn status_of(office: &mut Office, register: RegisterId, number: &str) -> String {
    let view = records::find(&mut office.ledgers, &office.session, register, number).unwrap();
    view.cells["status"].value.clone()
}

#[test]
fn one_case_of_many_things_goes_from_application_to_the_ledger() {
    let mut office = equipped();
    let server: Texts<'_> = &[("item_no", "SV-002"), ("performer", "外部委託"), ("method", "上書き")];
    let items: [Texts<'_>; 5] = [
        &[("item_no", "USB-001")],
        &[("item_no", "USB-002")],
        &[("item_no", "USB-003")],
        &[("item_no", "PC-012")],
        server,
    ];
    let contract: Texts<'_> = &[
        ("vendor", "㈱セキュア・リサイクル"),
        ("contract_no", "委-12"),
        ("adequacy_reason", "HPA・DCOを含む消去を仕様書で求めた"),
        ("not_shred_reason", "業者が消去後に再使用するため"),
    ];
    let case = apply(&mut office, contract, &items).unwrap();
    assert_eq!(case.number, "媒廃R8-001");
    // Three sticks, the notebook with its drive, the server with its two.
    assert_eq!(case.parts["items"].len(), 3 + 2 + 3);
    assert_eq!(item(&case, "S64DNX0R123456", "item_kind"), "internal_ssd");

    let case = step(&mut office, &case, Step::Permit, PERMISSION);
    let case = step(&mut office, &case, Step::CheckBefore, BEFORE);
    let case = step(&mut office, &case, Step::HandOver, HAND_OVER);
    assert_eq!(case.cells["certificate_due"].value, "2026-12-10");
    let case = step(&mut office, &case, Step::Work, WORK);
    assert_eq!(case.parts["steps"].len(), 4);
    let case = step(&mut office, &case, Step::Report, &[("reported_on", "R8.11.15")]);
    assert_eq!(state(&case), "certificate_awaited");

    // One character of a serial number is wrong: shown, and not taken for it.
    let wrong = certificate(&[("method", "上書き")], &["WX41A1234567", "WX41A7654327"]);
    let case = go(&mut office, &case, Step::Certificate, &wrong).unwrap();
    assert_eq!(state(&case), "certificate_awaited");
    assert_eq!(case.cells["certificate_match"].value, "mismatch");
    assert_eq!(case.parts["certificate_lines"][1]["found_as"].value, "near");
    assert_eq!(case.parts["certificate_lines"][1]["item_serial"].value, "WX41A7654321");
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CaseWrongState);

    // The contractor issues it anew; the wrong one stays as superseded.
    let mended = certificate(&[("method", "上書き")], &["WX41A1234567", "WX41A7654321"]);
    let case = go(&mut office, &case, Step::Certificate, &mended).unwrap();
    assert_eq!((state(&case), case.cells["certificate_match"].value.as_str()), ("work_done", "match"));
    assert_eq!(case.parts["certificates"].len(), 2);
    assert_eq!(case.parts["certificates"][0]["superseded"].value, "1");

    let case = step(&mut office, &case, Step::CheckAfter, AFTER);
    assert_eq!(status_of(&mut office, RegisterId::PortableMedia, "USB-001"), "in_storage");
    let case = step(&mut office, &case, Step::Close, CLOSE);
    assert_eq!(state(&case), "closed");
    for number in ["USB-001", "USB-002", "USB-003"] {
        assert_eq!(status_of(&mut office, RegisterId::PortableMedia, number), "disposed");
    }
    let server = records::find(&mut office.ledgers, &office.session, RegisterId::Devices, "SV-002").unwrap();
    assert_eq!(server.cells["disposal_ref"].value, "媒廃R8-001");
    assert_eq!(server.cells["disposed_on"].value, "2026-11-18");
    assert_eq!(server.history[0].action, "item_ended");

    let report = verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap();
    assert!(report.ok, "{:?}", report.first_bad);
    let actions: Vec<_> = case.history.iter().rev().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "case_applied",
            "case_permitted",
            "case_checked_before",
            "case_handed_over",
            "case_worked",
            "case_reported",
            "attached",
            "certificate_received",
            "certificate_received",
            "case_checked_after",
            "case_closed",
        ]
    );
    papers_of(&mut office, case.id);
}

/// The binder of the case: its own form with the sheet behind it, the work, the receipt, the certificate.
fn papers_of(office: &mut Office, id: i64) {
    let subject = Subject::Record { id };
    let words: [(FormId, &[&str]); 4] = [
        (
            FormId::Disposal,
            &["媒廃R8-001", "USB-003", "PC-012", "SV-002", "令和8年11月2日", "更改により不要"],
        ),
        (FormId::WorkRecord, &["S64DNX0R123456", "メディアシュレッダー MS-450", "髙橋 一郎"]),
        (FormId::CertificateReceipt, &["SR-2026-118", "WX41A7654321", "㈱セキュア・リサイクル", "預り-77"]),
        (FormId::OwnCertificate, &["媒廃R8-001", "SN0001", "S64DNX0R123456", "粉砕"]),
    ];
    for (form, words) in words {
        says(&printed(office, form, &subject, "媒廃R8-001"), words);
    }
}

/// A case of one stick, taken up to some step.
fn stick(office: &mut Office, changes: Texts<'_>, steps: &[(Step, Texts<'_>)]) -> RecordView {
    let mut case = apply(office, changes, &[&[("item_no", "USB-001")]]).unwrap();
    for (next, texts) in steps {
        case = step(office, &case, *next, texts);
    }
    case
}

#[test]
fn there_is_no_way_round_a_step_and_each_attempt_is_in_the_log() {
    let mut office = equipped();
    let case = stick(&mut office, &[], &[]);
    for (step, texts) in
        [(Step::Work, WORK), (Step::HandOver, HAND_OVER), (Step::CheckAfter, AFTER), (Step::Close, CLOSE)]
    {
        assert_eq!(refused(&mut office, &case, step, texts), ErrorCode::CaseWrongState, "{step:?}");
    }
    assert_eq!(refused(&mut office, &case, Step::CheckBefore, BEFORE), ErrorCode::CaseNotPermitted);
    // A permission does not come in with another step's fields.
    let smuggled = changed(BEFORE, PERMISSION);
    assert_eq!(refused(&mut office, &case, Step::CheckBefore, &smuggled), ErrorCode::Input);

    // The doors all records have are closed to a case.
    let at = (RegisterId::Disposals, case.id, case.version);
    let closed = draft(&[("status", "完了")]);
    let corrected = records::correct(&mut office.ledgers, &office.session, at, &closed, "近道");
    assert_eq!(corrected.unwrap_err().code(), ErrorCode::CaseBySteps);
    let voided = records::void(&mut office.ledgers, &office.session, at, "近道");
    assert_eq!(voided.unwrap_err().code(), ErrorCode::CaseBySteps);

    let view =
        records::find(&mut office.ledgers, &office.session, RegisterId::Disposals, &case.number).unwrap();
    assert_eq!((state(&view), view.version), ("opened", 1));
    let log = log::page(&mut office.ledgers, &office.session, &log::EventQuery::default()).unwrap();
    let refused = log.lines.iter().filter(|line| line.action == "refused").count();
    assert!(refused >= 7, "{refused} refusals in the log");
}

#[test]
fn gates_of_the_application() {
    let mut office = equipped();
    let usb: Texts<'_> = &[("item_no", "USB-001")];
    let cases: [(Texts<'_>, &[Texts<'_>], ErrorCode); 9] = [
        (&[], &[], ErrorCode::Input),
        (&[], &[&[("item_no", "USB-999")]], ErrorCode::CaseItemUnknown),
        (&[], &[usb, usb], ErrorCode::CaseItemTwice),
        (&[("hold_check", "保存中")], &[usb], ErrorCode::Input),
        (&[("method", "磁気消去")], &[usb], ErrorCode::Input),
        (&[("performer", "外部委託")], &[usb], ErrorCode::Input),
        (&[("applied_on", "R8.11.21")], &[usb], ErrorCode::CaseFuture),
        (&[("lease_terms", "返却")], &[usb], ErrorCode::CaseLease),
        (&[("pre_checked_by", "辻󠄀 香織")], &[usb], ErrorCode::Input),
    ];
    for (changes, items, code) in cases {
        let error = apply(&mut office, changes, items).err();
        assert_eq!(error.map(|error| error.code()), Some(code), "{changes:?} {items:?}");
    }
    let first = apply(&mut office, &[], &[usb]).unwrap();
    let again = apply(&mut office, &[], &[usb]).err().unwrap().report();
    assert_eq!(again.code, ErrorCode::CaseItemBusy);
    assert_eq!(again.params["case"], first.number);
    // A withdrawn case sets its things free, and leaves no gap in the numbers.
    step(&mut office, &first, Step::Withdraw, &[("withdrawn_reason", "使い続けるため")]);
    assert_eq!(apply(&mut office, &[], &[usb]).unwrap().number, "媒廃R8-002");
}

#[test]
fn persons_and_posts_are_looked_at() {
    let mut office = equipped();
    let case = stick(&mut office, &[], &[]);
    let own: Texts<'_> = &[("permitted_on", "R8.11.4"), ("permitted_by", "辻󠄀 香織")];
    assert_eq!(refused(&mut office, &case, Step::Permit, own), ErrorCode::OwnRequest);
    let nobody: Texts<'_> = &[("permitted_on", "R8.11.4"), ("permitted_by", "髙橋 一郎")];
    assert_eq!(refused(&mut office, &case, Step::Permit, nobody), ErrorCode::CaseRole);
    let before_appointment: Texts<'_> = &[("permitted_on", "R4.11.4"), ("permitted_by", "山﨑 幸子")];
    assert_eq!(refused(&mut office, &case, Step::Permit, before_appointment), ErrorCode::CaseRole);
    let early: Texts<'_> = &[("permitted_on", "R8.11.1"), ("permitted_by", "山﨑 幸子")];
    assert_eq!(refused(&mut office, &case, Step::Permit, early), ErrorCode::CaseOrder);

    let with_reason = changed(own, &[("self_approval_reason", "運用責任者が長期出張中のため")]);
    let case = step(&mut office, &case, Step::Permit, &with_reason);
    let twice = PERMISSION;
    assert_eq!(refused(&mut office, &case, Step::Permit, twice), ErrorCode::CaseWrongState);

    let outsider = changed(BEFORE, &[("pre_checked_by", "髙橋 一郎")]);
    assert_eq!(refused(&mut office, &case, Step::CheckBefore, &outsider), ErrorCode::CaseRole);
    let careless = changed(BEFORE, &[("pre_check_items", "数量")]);
    assert_eq!(refused(&mut office, &case, Step::CheckBefore, &careless), ErrorCode::CaseCheckItems);
    let case = step(&mut office, &case, Step::CheckBefore, BEFORE);

    // Who worked does not check his own work, unless there is a reason.
    let own_work = changed(WORK, &[("operator", "辻󠄀 香織")]);
    let case = step(&mut office, &case, Step::Work, &own_work);
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::OwnRequest);
    let explained = changed(AFTER, &[("same_checker_reason", "ほかに担当がいないため")]);
    step(&mut office, &case, Step::CheckAfter, &explained);
}

#[test]
fn days_follow_one_another() {
    let mut office = equipped();
    let checked: &[(Step, Texts<'_>)] = &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE)];
    let case = stick(&mut office, &[], checked);
    let hasty = changed(WORK, &[("work_started_at", "R8.11.9 8:59")]);
    assert_eq!(refused(&mut office, &case, Step::Work, &hasty), ErrorCode::CaseOrder);
    let backwards = changed(WORK, &[("work_ended_at", "R8.11.9 9:30")]);
    assert_eq!(refused(&mut office, &case, Step::Work, &backwards), ErrorCode::CaseOrder);
    let tomorrow = changed(WORK, &[("work_ended_at", "R8.11.21 9:30")]);
    assert_eq!(refused(&mut office, &case, Step::Work, &tomorrow), ErrorCode::CaseFuture);
    let case = step(&mut office, &case, Step::Work, WORK);
    let too_soon = changed(AFTER, &[("post_checked_at", "R8.11.9 10:30")]);
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, &too_soon), ErrorCode::CaseOrder);
}

#[test]
fn what_did_not_hold_is_done_again() {
    let mut office = equipped();
    let failed = changed(WORK, &[("result", "不合格")]);
    let case = stick(
        &mut office,
        &[],
        &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE), (Step::Work, &failed)],
    );
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CaseNotVerified);
    let repeat: Texts<'_> =
        &[("post_checked_at", "R8.11.9 12:00"), ("post_checked_by", "辻󠄀 香織"), ("validation", "再実施")];
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, repeat), ErrorCode::Input);
    let reasoned = changed(repeat, &[("redo_reason", "チップの一部が割れていない")]);
    let case = step(&mut office, &case, Step::CheckAfter, &reasoned);
    assert_eq!((state(&case), case.history[0].action.as_str()), ("in_work", "case_redone"));
    assert!(!case.cells.contains_key("post_checked_by"));

    let unverified = changed(
        WORK,
        &[("result", "未確認"), ("work_started_at", "R8.11.9 13:00"), ("work_ended_at", "R8.11.9 14:00")],
    );
    let case = step(&mut office, &case, Step::Work, &unverified);
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CaseNotVerified);
    let again = changed(&reasoned, &[("post_checked_at", "R8.11.9 15:00")]);
    let case = step(&mut office, &case, Step::CheckAfter, &again);
    let third = changed(WORK, &[("work_started_at", "R8.11.10 13:00"), ("work_ended_at", "R8.11.10 14:00")]);
    let case = step(&mut office, &case, Step::Work, &third);
    let case = step(&mut office, &case, Step::CheckAfter, AFTER);
    let case = step(&mut office, &case, Step::Close, CLOSE);
    assert_eq!(case.cells["redo_count"].value, "2");
    // Every attempt stays on the record.
    let results: Vec<_> = case.parts["steps"].iter().map(|row| row["result"].value.as_str()).collect();
    assert_eq!(results, ["fail", "unknown", "pass"]);
}

#[test]
fn a_certificate_is_of_erasure_and_names_what_was_handed_over() {
    let mut office = equipped();
    let outside: Texts<'_> =
        &[("performer", "外部委託"), ("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")];
    let case = stick(
        &mut office,
        outside,
        &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE), (Step::HandOver, HAND_OVER)],
    );
    assert_eq!(refused(&mut office, &case, Step::HandOver, HAND_OVER), ErrorCode::CaseWrongState);
    assert_eq!(board(&office.ledgers, &office.session).unwrap()[0].certificate, Awaited::Yes);
    let code = |office: &mut Office, changes: Texts<'_>, serials: &[&str]| {
        go(office, &case, Step::Certificate, &certificate(changes, serials)).err().map(|error| error.code())
    };
    for kind in ["廃棄証明書", "マニフェスト"] {
        let refused = code(&mut office, &[("certificate_type", kind)], &["SN0001"]);
        assert_eq!(refused, Some(ErrorCode::CertificateKind), "{kind}");
    }
    assert_eq!(code(&mut office, &[], &[]), Some(ErrorCode::CertificateNoSerials));
    assert_eq!(code(&mut office, &[("issued_on", "R8.11.9")], &["SN0001"]), Some(ErrorCode::CaseOrder));
    assert_eq!(code(&mut office, &[("issuer", "")], &["SN0001"]), Some(ErrorCode::Input));

    // A line too many holds the case up until somebody says why it is there.
    let extra = certificate(&[], &["SN0001", "ZZ9999"]);
    let case = go(&mut office, &case, Step::Certificate, &extra).unwrap();
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CertificateUnmatched);
    office.clock.pass(chrono::Duration::days(1));
    // Anew under another number, it names the one it replaces.
    let reasoned = certificate(
        &[
            ("certificate_no", "SR-2026-119"),
            ("replaces", "SR-2026-118"),
            ("extra_reason", "別の案件（媒廃R8-009）の分"),
        ],
        &["SN0001", "ZZ9999"],
    );
    let case = go(&mut office, &case, Step::Certificate, &reasoned).unwrap();
    let case =
        step(&mut office, &case, Step::CheckAfter, &changed(AFTER, &[("post_checked_at", "R8.11.20 16:00")]));
    assert_eq!(state(&case), "after_checked");
}

#[test]
fn a_certificate_is_kept_with_its_case_and_proven_unchanged() {
    let mut office = equipped();
    let case = stick(&mut office, &[], &[]);
    let at = (RegisterId::Disposals, case.id);
    let from_vendor = attachments_of::About { note: Some("業者より受領"), ..Default::default() };
    let mut attach = |name: &str, bytes: &[u8]| {
        attachments::attach(&mut office.ledgers, &office.session, at, (name, bytes), from_vendor)
    };
    let pdf = attach("C:\\Users\\tsuji\\証明書.pdf", b"%PDF-1.7 certificate").unwrap();
    assert_eq!((pdf.name.as_str(), pdf.kind.as_str(), pdf.size), ("証明書.pdf", "pdf", 20));
    assert_eq!(attach("again.pdf", b"%PDF-1.7 certificate").unwrap().id, pdf.id);
    let refused = |made: Result<_, Error>| made.map(|_: attachments_of::Attachment| ()).unwrap_err().code();
    assert_eq!(refused(attach("virus.pdf", b"MZ\x90\0")), ErrorCode::AttachmentKind);
    let photo = [&b"\xff\xd8\xff"[..], &vec![7; 21 << 20]].concat();
    assert_eq!(refused(attach("写真.jpg", &photo)), ErrorCode::AttachmentTooLarge);
    let listed = attachments::list(&office.ledgers, &office.session, RegisterId::Disposals, case.id).unwrap();
    assert_eq!(listed.len(), 1);
    let (_, body) = attachments::open(&mut office.ledgers, &office.session, pdf.id).unwrap();
    assert_eq!(body, b"%PDF-1.7 certificate");
    assert!(verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap().ok);
}

#[test]
fn a_certificate_long_awaited_is_shown() {
    let mut office = equipped();
    let outside: Texts<'_> =
        &[("performer", "外部委託"), ("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")];
    stick(
        &mut office,
        outside,
        &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE), (Step::HandOver, HAND_OVER)],
    );
    for (days, expected) in
        [(0, Awaited::Yes), (4, Awaited::Late), (16, Awaited::Late), (1, Awaited::Overdue)]
    {
        office.clock.pass(chrono::Duration::days(days));
        let card = board(&office.ledgers, &office.session).unwrap().remove(0);
        assert_eq!((card.certificate, card.waits_for.ja), (expected, "作業・終了報告待ち"));
    }
    // What the board and the first page say goes out in the same words.
    let board = written(&mut office, &ListWanted::DisposalBoard);
    let said = |heading: &str| board.column(heading).remove(0);
    assert_eq!([said("文書番号"), said("次にすること")], ["媒廃R8-001", "作業・終了報告待ち"]);
    assert_eq!([said("証明書の状況"), said("証明書のない台数")], ["期限超過", "1"]);
    assert_eq!(board.kinds("証明書の期限"), [("day", DAY.to_owned())]);
    let due = written(&mut office, &ListWanted::Duties);
    assert_eq!(due.column("区分")[0], "消去証明書", "the most urgent stands first");
    assert_eq!([&due.column("番号")[0], &due.column("残り日数")[0]], ["媒廃R8-001", "-1"]);
}

#[test]
fn a_device_goes_to_repair_with_its_data_only_under_secrecy() {
    let mut office = equipped();
    let mut case = apply(&mut office, REPAIR, &[&[("item_no", "PC-012")]]).unwrap();
    for (next, texts) in [(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE)] {
        case = step(&mut office, &case, next, texts);
    }
    assert_eq!(refused(&mut office, &case, Step::HandOver, HAND_OVER), ErrorCode::Input);
    let secret = changed(HAND_OVER, SECRECY);
    let case = step(&mut office, &case, Step::HandOver, &secret);
    let case = step(&mut office, &case, Step::Back, BACK);
    let accepted = changed(AFTER, &[("post_check_items", "数量")]);
    let case = step(&mut office, &case, Step::CheckAfter, &accepted);
    let case = step(&mut office, &case, Step::Close, CLOSE);
    assert_eq!(status_of(&mut office, RegisterId::Devices, "PC-012"), "planned");
    let sheet = printed(&mut office, FormId::Lent, &Subject::Record { id: case.id }, "修理");
    says(&sheet, &["富士通エフサス", "PC-012", "守-5", "業務に多大な影響", "動作・改変なし", "山﨑 幸子"]);
}

#[test]
fn a_pc_is_overwritten_and_then_erased_drive_by_drive() {
    let mut office = equipped();
    let overwrite: Texts<'_> = &[
        ("method", "上書き"),
        ("level", "消去"),
        ("adequacy_reason", "予備領域を含む消去後、庁内で転用"),
        ("disposition", "所内転用"),
        ("pii_class", "なし"),
    ];
    let mut case = apply(&mut office, overwrite, &[&[("item_no", "PC-012")]]).unwrap();
    for (next, texts) in [(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE)] {
        case = step(&mut office, &case, next, texts);
    }
    let first = with_rows(
        WORK,
        &[("steps", &[&[("serial", "s64dnx0r-123456"), ("method", "上書き"), ("passes", "1")]])],
    );
    let case = go(&mut office, &case, Step::Work, &first).unwrap();
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CaseStepsMissing);
    let stranger = with_rows(WORK, &[("steps", &[&[("serial", "ZZZ"), ("method", "上書き")]])]);
    assert_eq!(
        go(&mut office, &case, Step::Work, &stranger).err().unwrap().code(),
        ErrorCode::CaseWrongState
    );
}
