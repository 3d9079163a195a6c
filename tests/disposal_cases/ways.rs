//! The way through a case, where it is not the straight one: a redo by a contractor, a certificate issued anew, what
//! leaves the office erased, and what is refused.

use mamori_core::attachments::actions as attachments;
use mamori_core::devices::actions as devices;
use mamori_core::devices::life::DeviceStep;
use mamori_core::disposals::guide::guide;
use mamori_core::disposals::proof;
use mamori_core::disposals::taken::taken;
use mamori_core::import::ReaderProcess;

use super::cast::{BACK, MANIFEST, SENT_OUT};
use super::corrections::{corrected, voided};
use super::*;

pub(super) const OUTSIDE: Texts<'static> =
    &[("performer", "外部委託"), ("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")];

pub(super) fn code<T>(made: Result<T, Error>) -> Option<ErrorCode> {
    made.err().map(|error| error.code())
}

pub(super) fn checked(office: &mut Office, changes: Texts<'_>, items: &[Texts<'_>]) -> RecordView {
    let case = apply(office, changes, items).unwrap();
    let case = step(office, &case, Step::Permit, PERMISSION);
    step(office, &case, Step::CheckBefore, BEFORE)
}

#[test]
fn nothing_unerased_leaves_before_secrecy_is_agreed_and_found_in_order() {
    let mut office = equipped();
    let case = checked(&mut office, REPAIR, &[&[("item_no", "PC-012")]]);
    let secret = changed(HAND_OVER, SECRECY);
    for (wrong, expected) in [
        (("secrecy_result", ""), ErrorCode::Input),
        (("secrecy_result", "不備あり"), ErrorCode::CaseSecrecy),
        (("nda_on", "R8.11.11"), ErrorCode::CaseOrder),
        (("secrecy_checked_on", "R8.11.11"), ErrorCode::CaseOrder),
    ] {
        let wrong = [wrong];
        let texts = changed(&secret, &wrong);
        assert_eq!(refused(&mut office, &case, Step::HandOver, &texts), expected, "{wrong:?}");
    }
    let case = step(&mut office, &case, Step::HandOver, &secret);
    let no_parts = changed(BACK, &[("old_parts", "")]);
    assert_eq!(refused(&mut office, &case, Step::Back, &no_parts), ErrorCode::Input);
    let case = step(&mut office, &case, Step::Back, BACK);
    let early = changed(AFTER, &[("post_check_items", "数量"), ("post_checked_at", "R8.11.16 9:00")]);
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, &early), ErrorCode::CaseOrder);
}

#[test]
fn what_failed_here_goes_to_a_contractor_and_what_held_stays() {
    let mut office = equipped();
    let items: &[Texts<'_>] = &[&[("item_no", "USB-001")], &[("item_no", "USB-002")]];
    let case = checked(&mut office, &[], items);
    let worked = with_rows(
        WORK,
        &[(
            "steps",
            &[
                &[("item_no", "USB-001"), ("result", "合格"), ("seal_no", "シ-7")],
                &[("item_no", "USB-002"), ("result", "不合格")],
            ],
        )],
    );
    let case = go(&mut office, &case, Step::Work, &worked).unwrap();
    assert_eq!(item(&case, "SN0001", "seal_no"), "シ-7");
    let redo: Texts<'_> = &[
        ("post_checked_at", "R8.11.9 12:00"),
        ("post_checked_by", "辻󠄀 香織"),
        ("validation", "上位の方法へ"),
        ("redo_reason", "チップが割れない"),
        ("redo_method", "溶解"),
        ("redo_performer", "外部委託"),
    ];
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, redo), ErrorCode::Input, "no contract");
    let commissioned = changed(redo, &[("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")]);
    let case = step(&mut office, &case, Step::CheckAfter, &commissioned);
    assert_eq!((item(&case, "SN0001", "result"), item(&case, "SN0002", "result")), ("pass", ""));
    assert_eq!(item(&case, "SN0002", "performer"), "outsourced");

    let case = step(&mut office, &case, Step::HandOver, HAND_OVER);
    assert_eq!(case.parts["handovers"][0]["things"].value, "USB-002（SN0002）");
    assert!(item(&case, "SN0001", "handed_on").is_empty());
    let other = go(&mut office, &case, Step::Certificate, &certificate(&[], &["SN0002"])).unwrap();
    assert_eq!(refused(&mut office, &other, Step::CheckAfter, AFTER), ErrorCode::CaseMethodChanged);
    let melted = certificate(&[("method", "溶解")], &["SN0002"]);
    let case = go(&mut office, &other, Step::Certificate, &melted).unwrap();
    // All holds now: a redo has to say what of.
    let all: Texts<'_> = &[
        ("post_checked_at", "R8.11.18 12:00"),
        ("post_checked_by", "辻󠄀 香織"),
        ("validation", "再実施"),
        ("redo_reason", "写真が不鮮明"),
    ];
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, all), ErrorCode::CaseRedoNothing);
    let case = step(&mut office, &case, Step::CheckAfter, AFTER);
    assert_eq!(state(&step(&mut office, &case, Step::Close, CLOSE)), "closed");
}

#[test]
fn the_named_thing_alone_is_done_again_and_handed_over_on_a_day_of_its_own() {
    let mut office = equipped();
    let items: &[Texts<'_>] =
        &[&[("item_no", "USB-001")], &[("item_no", "USB-002"), ("performer", "外部委託")]];
    let contract: Texts<'_> = &[("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")];
    let case = checked(&mut office, contract, items);
    let case = step(&mut office, &case, Step::HandOver, HAND_OVER);
    let case = step(&mut office, &case, Step::Work, WORK);
    let case = go(&mut office, &case, Step::Certificate, &certificate(&[], &["SN0002"])).unwrap();
    let redo: Texts<'_> = &[
        ("post_checked_at", "R8.11.18 9:00"),
        ("post_checked_by", "辻󠄀 香織"),
        ("validation", "再実施"),
        ("redo_reason", "破片が大きい"),
        ("redo_performer", "外部委託"),
    ];
    let named = with_rows(redo, &[("items", &[&[("item_no", "USB-001"), ("serial", "SN0001")]])]);
    let case = go(&mut office, &case, Step::CheckAfter, &named).unwrap();
    assert_eq!(item(&case, "SN0002", "certificate_match"), "match", "what was proven stays proven");
    let second = changed(
        HAND_OVER,
        &[
            ("handed_on", "R8.11.18"),
            ("receipt_no", "預り-81"),
            ("vendor", "㈱溶解処理"),
            ("contract_no", "委-30"),
        ],
    );
    let case = step(&mut office, &case, Step::HandOver, &second);
    assert_eq!(case.cells["handed_on"].value, "2026-11-10", "the case itself tells of the first");
    assert_eq!(case.cells["certificate_due"].value, "2026-12-18", "and waits for the second");
    assert_eq!(case.parts["handovers"].len(), 2);
    assert_eq!(case.parts["handovers"][1]["vendor"].value, "㈱溶解処理");
    let early = certificate(&[("certificate_no", "Y-1")], &["SN0001"]);
    assert_eq!(code(go(&mut office, &case, Step::Certificate, &early)), Some(ErrorCode::CaseOrder));
    let late = certificate(
        &[("certificate_no", "Y-1"), ("issued_on", "R8.11.19"), ("received_on", "R8.11.20")],
        &["SN0001"],
    );
    let case = go(&mut office, &case, Step::Certificate, &late).unwrap();
    assert_eq!(state(&case), "work_done");
    let sheet =
        printed(&mut office, FormId::CertificateReceipt, &Subject::Record { id: case.id }, "二度の引渡し");
    says(&sheet, &["預り-77", "預り-81", "㈱溶解処理"]);
}

#[test]
fn a_certificate_issued_anew_under_another_number_takes_the_place_of_the_old() {
    let mut office = equipped();
    let case = checked(&mut office, OUTSIDE, &[&[("item_no", "USB-001")], &[("item_no", "USB-002")]]);
    let case = step(&mut office, &case, Step::HandOver, HAND_OVER);
    let case = go(&mut office, &case, Step::Certificate, &certificate(&[], &["SN0001", "SN0002"])).unwrap();
    assert_eq!(state(&case), "work_done");
    let at = (case.id, Step::Certificate);
    let found = |office: &Office, names: (&str, &str)| {
        let serials = ["SN0001".to_owned(), "SN0002".to_owned()];
        let shown = proof::matched(&office.ledgers, &office.session, at, names, &serials).unwrap();
        shown.lines.into_iter().map(|line| line.found).collect::<Vec<_>>()
    };
    assert_eq!(found(&office, ("SR-2026-140", "")), ["double", "double"]);
    assert_eq!(found(&office, ("SR-2026-140", "SR-2026-118")), ["match", "match"]);
    let anew =
        certificate(&[("certificate_no", "SR-2026-140"), ("replaces", "SR-2026-118")], &["SN0001", "SN0002"]);
    let case = go(&mut office, &case, Step::Certificate, &anew).unwrap();
    assert_eq!((state(&case), case.cells["certificate_match"].value.as_str()), ("work_done", "match"));
    assert_eq!(item(&case, "SN0001", "certificate_no"), "SR-2026-140");
    let case = step(&mut office, &case, Step::CheckAfter, AFTER);
    let more = certificate(&[("certificate_no", "X")], &["SN0001"]);
    assert_eq!(code(go(&mut office, &case, Step::Certificate, &more)), Some(ErrorCode::CaseWrongState));
}

/// 髙橋 一郎, as the 職員名簿 knows him: he works, and a certificate says where he can be reached.
fn worker(office: &mut Office) {
    let texts = [
        ("staff_no", "3"),
        ("name", "髙橋 一郎"),
        ("department", "総務課"),
        ("title", "主任"),
        ("employment", "正規"),
        ("hired_on", "H20.4.1"),
        ("contact", "内線 212"),
    ];
    office.create(RegisterId::Staff, &texts);
}

/// A notebook erased in the office, up to the check after the work.
fn erased(office: &mut Office, disposition: &str) -> RecordView {
    let erase: Texts<'_> = &[
        ("disposition", disposition),
        ("method", "NVMe Sanitize"),
        ("level", "抹消"),
        ("adequacy_reason", "製造元の手順で全領域を消去した"),
        ("pii_class", "なし"),
        ("vendor", "○○リース"),
        ("contract_no", "L-7"),
    ];
    let case = checked(office, erase, &[&[("item_no", "PC-012")]]);
    let case = step(office, &case, Step::Work, &changed(WORK, &[("verification", "全数")]));
    let after = changed(AFTER, &[("destination", "リース会社返却"), ("post_checked_at", "R8.11.17 16:00")]);
    step(office, &case, Step::CheckAfter, &after)
}

#[test]
fn what_was_erased_here_goes_back_to_its_lessor_with_a_receipt() {
    let mut office = equipped();
    worker(&mut office);
    let case = erased(&mut office, "リース返却");
    assert_eq!(refused(&mut office, &case, Step::Close, CLOSE), ErrorCode::CaseNotSentOut);
    let early = changed(SENT_OUT, &[("sent_on", "R8.11.16")]);
    assert_eq!(refused(&mut office, &case, Step::SendOut, &early), ErrorCode::CaseOrder);
    let case = step(&mut office, &case, Step::SendOut, &changed(SENT_OUT, &[("sent_witness", "渡邉 美穂")]));
    let case = step(&mut office, &case, Step::Close, CLOSE);
    assert_eq!(status_of(&mut office, RegisterId::Devices, "PC-012"), "returned_to_lessor");
    let subject = Subject::Record { id: case.id };
    let sheet = printed(&mut office, FormId::Lent, &subject, "リース返却");
    says(&sheet, &["日本通運", "受-31", "佐藤 学", "渡邉 美穂", "令和8年11月18日"]);
    let own = printed(&mut office, FormId::OwnCertificate, &subject, "リース返却");
    says(&own, &["S64DNX0R123456", "ラベル目視", "髙橋 一郎", "総務課 主任", "内線 212"]);
    let work = printed(&mut office, FormId::WorkRecord, &subject, "リース返却");
    says(&work, &["S64DNX0R123456", "髙橋 一郎", "渡邉 美穂"]);
}

/// 導入確認 of a device: from then on it is in use.
fn introduced(office: &mut Office, number: &str) {
    let device = records::find(&mut office.ledgers, &office.session, RegisterId::Devices, number).unwrap();
    let check = draft(&[
        ("intro_checked_on", "R8.11.19"),
        ("intro_checked_by", "辻󠄀 香織"),
        ("intro_check_items", "機能の動作、管理番号の表示、セキュリティ設定、製造番号の照合、盗難防止"),
        ("intro_result", "使用してよい"),
    ]);
    let at = (device.id, device.version);
    devices::advance(&mut office.ledgers, &office.session, at, DeviceStep::Introduce, &check).unwrap();
}

#[test]
fn repair_begins_with_erasure_and_the_device_is_in_repair_meanwhile() {
    let mut office = equipped();
    introduced(&mut office, "PC-012");
    let case = erased(&mut office, "修理");
    assert_eq!(refused(&mut office, &case, Step::Back, BACK), ErrorCode::CaseWrongState);
    let case = step(&mut office, &case, Step::SendOut, &changed(SENT_OUT, &[("vendor", "富士通エフサス")]));
    assert_eq!(status_of(&mut office, RegisterId::Devices, "PC-012"), "in_repair");
    assert_eq!(refused(&mut office, &case, Step::Close, CLOSE), ErrorCode::Input);
    let back = changed(
        BACK,
        &[("back_on", "R8.11.19"), ("old_parts", "旧部品の返却を受けた"), ("old_parts_detail", "旧SSD 1枚")],
    );
    let case = step(&mut office, &case, Step::Back, &back);
    let shown = guide(&office.ledgers, &office.session, case.id).unwrap().unwrap();
    assert_eq!(shown.endings[0].state.ja, "使用中");
    let case = step(&mut office, &case, Step::Close, &[("disposed_on", "R8.11.19")]);
    assert_eq!(status_of(&mut office, RegisterId::Devices, "PC-012"), "active");
    let sheet = printed(&mut office, FormId::Lent, &Subject::Record { id: case.id }, "消去後の修理");
    says(&sheet, &["富士通エフサス", "旧SSD 1枚", "動作・改変なし"]);
}

#[test]
fn a_refusal_has_its_reason_and_sets_the_things_free() {
    let mut office = equipped();
    let usb: &[Texts<'_>] = &[&[("item_no", "USB-001")]];
    let case = apply(&mut office, &[], usb).unwrap();
    let no: Texts<'_> = &[
        ("refused_on", "R8.11.4"),
        ("refused_by", "山﨑 幸子"),
        ("refused_reason", "監査が終わるまで保存する"),
    ];
    let nobody = changed(no, &[("refused_by", "髙橋 一郎")]);
    assert_eq!(refused(&mut office, &case, Step::Reject, &nobody), ErrorCode::CaseRole);
    assert_eq!(
        refused(&mut office, &case, Step::Reject, &changed(no, &[("refused_reason", "")])),
        ErrorCode::Input
    );
    let case = step(&mut office, &case, Step::Reject, no);
    assert_eq!(state(&case), "refused");
    assert_eq!(refused(&mut office, &case, Step::Permit, PERMISSION), ErrorCode::CaseWrongState);
    apply(&mut office, &[], usb).unwrap();
    let sheet = printed(&mut office, FormId::Disposal, &Subject::Record { id: case.id }, "不許可");
    says(&sheet, &["監査が終わるまで保存する", "山﨑 幸子"]);
}

#[test]
fn a_manifest_follows_the_remains_and_closes_nothing() {
    let mut office = equipped();
    let case = checked(&mut office, &[], &[&[("item_no", "USB-001")]]);
    let case = step(&mut office, &case, Step::Work, WORK);
    let case = step(&mut office, &case, Step::CheckAfter, AFTER);
    let case = step(&mut office, &case, Step::Manifest, MANIFEST);
    assert_eq!(state(&case), "after_checked");
    let case = step(&mut office, &case, Step::Close, CLOSE);
    let later = changed(MANIFEST, &[("manifest_b2_on", "R8.11.19"), ("manifest_d_on", "R8.11.18")]);
    assert_eq!(refused(&mut office, &case, Step::Manifest, &later), ErrorCode::CaseOrder);
    let case =
        step(&mut office, &case, Step::Manifest, &changed(MANIFEST, &[("manifest_b2_on", "R8.11.19")]));
    assert_eq!((state(&case), case.cells["manifest_b2_on"].value.as_str()), ("closed", "2026-11-19"));

    // Closed: what no gate hangs on is corrected, nothing else.
    let gates = taken(&office.ledgers, &office.session, case.id).unwrap();
    assert!(!gates.iter().any(|one| one.step == Step::CheckBefore), "nothing of it may be corrected");
    let gate = corrected(&mut office, &case, Step::Apply, &[("method", "細断")]);
    assert_eq!(code(gate), Some(ErrorCode::CaseStepFixed));
    assert_eq!(code(voided(&mut office, &case, Step::Manifest)), Some(ErrorCode::CaseStepFixed));
    let case =
        corrected(&mut office, &case, Step::Apply, &[("reason", "更改により不要（R8年度計画）")]).unwrap();
    assert_eq!(
        (state(&case), case.cells["reason"].value.as_str()),
        ("closed", "更改により不要（R8年度計画）")
    );
}

#[test]
fn a_contractors_file_is_read_in_a_process_of_its_own() {
    let mut office = equipped();
    let case = checked(&mut office, OUTSIDE, &[&[("item_no", "USB-001")]]);
    let case = step(&mut office, &case, Step::HandOver, HAND_OVER);
    let expected = proof::expected(&office.ledgers, &office.session, case.id, Step::Certificate).unwrap();
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    let mut read = |name: &str, bytes: &[u8], reader: &ReaderProcess| {
        let at = (RegisterId::Disposals, case.id);
        let about = attachments_of::About::default();
        let kept =
            attachments::attach(&mut office.ledgers, &office.session, at, (name, bytes), about).unwrap();
        proof::read(reader, Step::Certificate, &kept, bytes, &expected)
    };
    let csv = read("証明書.csv", "製造番号,結果\nSN0001,合格\n".as_bytes(), &reader);
    assert!(csv.refused.is_none(), "{:?}", csv.refused);
    assert_eq!(csv.draft.parts["certificate_lines"][0]["serial"], "SN0001");
    let bomb = read("bomb.xml", b"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", &reader);
    assert_eq!(bomb.refused.unwrap().code, ErrorCode::ReportXmlUnsafe);
    // A reader that dies takes nothing with it.
    let dying = ReaderProcess::at("/bin/false");
    let dead = read("証明書2.csv", "製造番号,結果\nSN0001,合格\n\n".as_bytes(), &dying);
    assert_eq!(dead.refused.unwrap().code, ErrorCode::ReportDamaged);
}
