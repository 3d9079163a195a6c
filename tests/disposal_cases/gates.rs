//! Every gate of a case, each tried at the place where it stands, and what it takes to get through.

use mamori_core::attachments::{About, actions as attachments};
use mamori_core::disposals::case::{self, Context};
use mamori_core::profile::Profile;
use mamori_core::vocab::{Content, Value};

use super::walk::{Shape, applied, content, given_rightly, now};
use super::*;

/// A story up to a gate: an application for things, steps that are taken, and one that is tried.
struct Gate<'a> {
    code: ErrorCode,
    changes: Texts<'a>,
    way: &'a [(Step, Texts<'a>)],
    tried: (Step, Texts<'a>),
    /// Rows of the work, or certificates with a line for the stick.
    rows: (&'a str, &'a [Texts<'a>]),
}

const NONE: (&str, &[Texts<'static>]) = ("", &[]);

const STICK: &[Texts<'static>] = &[&[("item_no", "USB-001")]];
const OUTSIDE: Texts<'static> =
    &[("performer", "外部委託"), ("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")];
const CHECKED: &[(Step, Texts<'static>)] = &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE)];
const HANDED: &[(Step, Texts<'static>)] =
    &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE), (Step::HandOver, HAND_OVER)];
const WORKED: &[(Step, Texts<'static>)] =
    &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE), (Step::Work, WORK)];
const OVERWRITTEN: Texts<'static> = &[
    ("method", "上書き"),
    ("level", "消去"),
    ("pii_class", "なし"),
    ("not_shred_reason", "庁外で再使用するため"),
];
const VERIFIED_BY_OPERATOR: Texts<'static> = &[("verified_by", "髙橋 一郎")];
const WATCHED_BY_OPERATOR: Texts<'static> = &[("witness", "髙橋 一郎")];

fn tried(office: &mut Office, gate: &Gate<'_>) -> Option<ErrorCode> {
    let case = stick(office, gate.changes, gate.way);
    let line: &[Texts<'_>] = &[&[("serial", "SN0001")]];
    let (part, rows) = gate.rows;
    let parts: &[(&str, &[Texts<'_>])] = match part {
        "" => &[],
        "certificates" => &[("certificates", rows), ("certificate_lines", line)],
        part => &[(part, rows)],
    };
    let (next, texts) = gate.tried;
    go(office, &case, next, &with_rows(texts, parts)).err().map(|error| error.code())
}

#[test]
fn each_gate_holds_where_it_stands() {
    let stranger: &[Texts<'_>] = &[&[("serial", "ZZZ999"), ("method", "粉砕")]];
    let of_another: &[Texts<'_>] = &[&[("item_no", "USB-002"), ("serial", "SN0001"), ("method", "粉砕")]];
    let vague: &[Texts<'_>] = &[&[("serial", "SN0001"), ("method", "その他")]];
    let sent_back: &[Texts<'_>] = &[&[("serial", "SN0001"), ("method", "返却のみ")]];
    let too_early: &[Texts<'_>] = &[&[("serial", "SN0001"), ("started_at", "R8.11.9 8:59")]];
    let too_late: &[Texts<'_>] = &[&[("serial", "SN0001"), ("ended_at", "R8.11.19 9:00")]];
    let backwards: &[Texts<'_>] = &[&[("serial", "SN0001"), ("ended_at", "R8.11.9 9:30")]];
    let two: &[Texts<'_>] = &[CERTIFICATE, CERTIFICATE];
    let unattached = changed(CERTIFICATE, &[("file_sha256", "00")]);
    let unattached: &[Texts<'_>] = &[&unattached];
    let none_out: Texts<'_> = &[("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")];
    let own = |code, rows| Gate {
        code,
        changes: &[],
        way: CHECKED,
        tried: (Step::Work, WORK),
        rows: ("steps", rows),
    };
    let outside = |code, way, tried, rows| Gate { code, changes: OUTSIDE, way, tried, rows };
    let gates = [
        Gate {
            code: ErrorCode::CaseNothingOutsourced,
            changes: none_out,
            way: CHECKED,
            tried: (Step::HandOver, HAND_OVER),
            rows: NONE,
        },
        outside(ErrorCode::CaseNothingToWork, CHECKED, (Step::Work, WORK), NONE),
        own(ErrorCode::CaseNotAnItem, stranger),
        own(ErrorCode::CaseNotAnItem, of_another),
        own(ErrorCode::CaseMethodUnjudged, vague),
        own(ErrorCode::CaseReturnOnly, sent_back),
        own(ErrorCode::CaseOrder, too_early),
        own(ErrorCode::CaseOrder, backwards),
        Gate {
            code: ErrorCode::CaseMethodReason,
            changes: OVERWRITTEN,
            way: WORKED,
            tried: (Step::CheckAfter, AFTER),
            rows: NONE,
        },
        outside(ErrorCode::CertificateOne, HANDED, (Step::Certificate, &[]), ("certificates", two)),
        outside(ErrorCode::CertificateFile, HANDED, (Step::Certificate, &[]), ("certificates", unattached)),
    ];
    for gate in &gates {
        let (step, _) = gate.tried;
        assert_eq!(tried(&mut equipped(), gate), Some(gate.code), "{step:?}");
    }
    // The work of one drive after the check of the case is found when the case is checked.
    let mut office = equipped();
    let case = stick(&mut office, &[], CHECKED);
    let case = go(&mut office, &case, Step::Work, &with_rows(WORK, &[("steps", too_late)])).unwrap();
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CaseOrder);
}

#[test]
fn what_is_applied_for_can_be_judged_and_is_known_by_then() {
    let mut office = equipped();
    let server: &[Texts<'_>] = &[&[("item_no", "SV-002")]];
    let seen: &[Texts<'_>] = &[&[("item_no", "USB-001"), ("circumstances", "粒度2mm以下")]];
    let drill: Texts<'_> = &[("method", "穿孔"), ("level", "破壊")];
    let mixed: &[Texts<'_>] = &[&[("item_no", "USB-001")], &[("item_no", "USB-002"), ("method", "穿孔")]];
    let sent_back = changed(OUTSIDE, &[("method", "返却のみ"), ("pii_class", "なし")]);
    let cases: [(Texts<'_>, &[Texts<'_>], Option<ErrorCode>); 9] = [
        (&[("method", "その他")], STICK, Some(ErrorCode::CaseMethodUnjudged)),
        (&[("method", "業者委託")], STICK, Some(ErrorCode::CaseMethodUnjudged)),
        (
            &[("method", "紙の溶解・裁断"), ("pii_class", "特定個人情報")],
            STICK,
            Some(ErrorCode::CaseMethodUnjudged),
        ),
        (&[("method", "返却のみ"), ("pii_class", "なし")], server, Some(ErrorCode::CaseReturnOnly)),
        (&sent_back, STICK, Some(ErrorCode::CaseReturnOnly)),
        (&[], seen, Some(ErrorCode::CaseCircumstanceAhead)),
        // 粉砕の原則: a reason for what goes another way, if only one of many does.
        (drill, STICK, Some(ErrorCode::Input)),
        (&[], mixed, Some(ErrorCode::Input)),
        (&[("not_shred_reason", "粉砕機に入らないため")], mixed, None),
    ];
    for (changes, items, expected) in cases {
        let found = apply(&mut office, changes, items).err().map(|error| error.code());
        assert_eq!(found, expected, "{changes:?} {items:?}");
    }
}

#[test]
fn what_does_not_suffice_is_put_down_and_goes_no_further() {
    let mut office = equipped();
    let case = stick(&mut office, &[], CHECKED);
    let degaussed = with_rows(WORK, &[("steps", &[&[("serial", "SN0001"), ("method", "磁気消去")]])]);
    let case = go(&mut office, &case, Step::Work, &degaussed).unwrap();
    let reasoned = changed(AFTER, &[("not_shred_reason", "－"), ("adequacy_reason", "－")]);
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CaseMethod);
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, &reasoned), ErrorCode::CaseMethod);
    // Sent back and crushed after all; what was degaussed proves nothing any more.
    let repeat = changed(
        AFTER,
        &[
            ("validation", "上位の方法へ"),
            ("redo_reason", "フラッシュに磁気消去は効かない"),
            ("post_checked_at", "R8.11.9 12:00"),
        ],
    );
    let named = with_rows(&repeat, &[("items", STICK)]);
    let case = go(&mut office, &case, Step::CheckAfter, &named).unwrap();
    assert_eq!(case.parts["steps"][0]["discredited"].value, "1");
    assert_eq!(item(&case, "SN0001", "method"), "crush");
    let again = changed(WORK, &[("work_started_at", "R8.11.10 9:00"), ("work_ended_at", "R8.11.10 9:30")]);
    let case = step(&mut office, &case, Step::Work, &again);
    step(&mut office, &case, Step::CheckAfter, AFTER);
}

#[test]
fn who_works_does_not_verify_or_witness_his_own_work_without_a_reason() {
    for texts in [VERIFIED_BY_OPERATOR, WATCHED_BY_OPERATOR] {
        let mut office = equipped();
        let case = stick(&mut office, &[], CHECKED);
        let case = step(&mut office, &case, Step::Work, &changed(WORK, texts));
        assert!(case.findings.iter().any(|found| found.code.starts_with("own_")), "{texts:?}");
        assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::OwnRequest, "{texts:?}");
        let reasoned = changed(AFTER, &[("same_checker_reason", "ほかに担当がいないため")]);
        step(&mut office, &case, Step::CheckAfter, &reasoned);
    }
}

#[test]
fn individual_numbers_are_disposed_of_before_a_witness() {
    let mut office = equipped();
    let case = stick(
        &mut office,
        &[("pii_class", "特定個人情報"), ("planned_witness", "渡邉 美穂")],
        &[(Step::Permit, PERMISSION)],
    );
    for (step, item) in [("check_before", Some("SN0001")), ("check_after", None)] {
        let bytes = [&b"\xff\xd8\xff"[..], step.as_bytes()].concat();
        let about = About { step: Some(step), item, ..About::default() };
        let at = (RegisterId::Disposals, case.id);
        attachments::attach(&mut office.ledgers, &office.session, at, ("写真.jpg", &bytes), about).unwrap();
    }
    let case = step(&mut office, &case, Step::CheckBefore, BEFORE);
    let case = step(&mut office, &case, Step::Work, WORK);
    let ticked = changed(AFTER, &[("post_check_items", "復元不能、残骸処分、写真")]);
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, &ticked), ErrorCode::CaseWitness);
}

#[test]
fn what_the_certificate_says_was_done_is_judged() {
    // What it says instead of the 粉砕 that was applied for, and where that stops.
    let cases = [
        ("初期化・フォーマット", &[][..], Some(ErrorCode::CaseMethod)),
        ("溶解", &[], Some(ErrorCode::CaseMethodChanged)),
        ("溶解", &[("method_changed_reason", "粉砕機の故障のため溶解したとの回答")], None),
        ("その他", &[], Some(ErrorCode::CertificateIncomplete)),
        ("返却のみ", &[], Some(ErrorCode::CertificateIncomplete)),
        ("粉砕", &[], None),
    ];
    for (method, said, expected) in cases {
        let mut office = equipped();
        let case = stick(&mut office, OUTSIDE, HANDED);
        let paper = certificate(&[("method", method)], &["SN0001"]);
        let case = go(&mut office, &case, Step::Certificate, &paper).unwrap();
        let found = go(&mut office, &case, Step::CheckAfter, &draft(&changed(AFTER, said)));
        assert_eq!(found.err().map(|error| error.code()), expected, "{method}");
    }
    // Its lines may say it one by one, and go before what it says of all.
    let mut office = equipped();
    let case = stick(&mut office, OUTSIDE, HANDED);
    let line: Texts<'_> = &[("serial", "SN0001"), ("method", "初期化・フォーマット")];
    let paper = with_rows(&[], &[("certificates", &[CERTIFICATE]), ("certificate_lines", &[line])]);
    let case = go(&mut office, &case, Step::Certificate, &paper).unwrap();
    assert_eq!(
        (item(&case, "SN0001", "method"), item(&case, "SN0001", "planned_method")),
        ("format", "crush")
    );
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CaseMethod);
}

#[test]
fn a_contractor_whose_method_was_left_open_tells_it_by_his_certificate() {
    let mut office = equipped();
    let open = changed(OUTSIDE, &[("method", "業者委託")]);
    let case = stick(&mut office, &open, HANDED);
    let case =
        go(&mut office, &case, Step::Certificate, &certificate(&[("method", "")], &["SN0001"])).unwrap();
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CaseMethodUnjudged);
    let told = with_rows(&[], &[("certificates", &[CERTIFICATE])]);
    let case = go(&mut office, &case, Step::Certificate, &told).unwrap();
    assert_eq!(item(&case, "SN0001", "method"), "crush");
    step(&mut office, &case, Step::CheckAfter, AFTER);
}

#[test]
fn a_certificate_says_all_it_has_to_before_its_case_is_accepted() {
    let open = [
        "received_by",
        "seal",
        "granularity",
        "method",
        "tool",
        "worked_on",
        "worked_by",
        "place",
        "verification",
        "file_sha256",
    ];
    for key in open {
        let mut office = equipped();
        let case = stick(&mut office, OUTSIDE, HANDED);
        let paper = certificate(&[(key, "")], &["SN0001"]);
        let case = go(&mut office, &case, Step::Certificate, &paper).unwrap();
        assert_eq!(state(&case), "work_done", "it can be received without {key}");
        let shown = guide(&office, case.id);
        assert_eq!(shown.next[0], Step::Certificate, "what it waits for");
        assert_eq!(shown.incomplete[0].lacks.len(), 1, "{key}");
        let error = go(&mut office, &case, Step::CheckAfter, &draft(AFTER)).err().unwrap().report();
        assert_eq!(error.code, ErrorCode::CertificateIncomplete, "{key}");
        assert_eq!(error.params["fields"], shown.incomplete[0].lacks[0].ja);
        // Filled in later, it is the same certificate.
        let filled = with_rows(&[], &[("certificates", &[CERTIFICATE])]);
        let case = go(&mut office, &case, Step::Certificate, &filled).unwrap();
        assert_eq!((case.parts["certificates"].len(), guide(&office, case.id).incomplete.len()), (1, 0));
        step(&mut office, &case, Step::CheckAfter, AFTER);
    }
    // What it said already is not said otherwise in passing: then it is another one, of the same numbers.
    let mut office = equipped();
    let case = stick(&mut office, OUTSIDE, HANDED);
    let case = go(&mut office, &case, Step::Certificate, &certificate(&[("seal", "")], &["SN0001"])).unwrap();
    let other = changed(CERTIFICATE, &[("place", "第1工場")]);
    let other = with_rows(&[], &[("certificates", &[&other])]);
    let case = go(&mut office, &case, Step::Certificate, &other).unwrap();
    assert_eq!(case.parts["certificates"][0]["superseded"].value, "1");
    assert_eq!((case.parts["certificates"].len(), state(&case)), (2, "work_done"));
}

fn guide(office: &Office, id: i64) -> mamori_core::disposals::guide::CaseGuide {
    mamori_core::disposals::guide::guide(&office.ledgers, &office.session, id).unwrap().unwrap()
}

#[test]
fn what_was_seen_in_the_work_takes_a_doubt_away_and_not_before() {
    let mut office = equipped();
    let drilled: Texts<'_> =
        &[("method", "穿孔"), ("level", "破壊"), ("not_shred_reason", "粉砕機がないため")];
    for (seen, expected) in
        [("", Some(ErrorCode::CaseMethodReason)), ("全プラッタと全チップの破壊を写真で確認", None)]
    {
        let case = stick(&mut office, drilled, CHECKED);
        let seen_then = [("circumstances", seen)];
        let work = changed(WORK, &seen_then);
        let case = step(&mut office, &case, Step::Work, &work);
        let found = go(&mut office, &case, Step::CheckAfter, &draft(AFTER)).err().map(|error| error.code());
        assert_eq!(found, expected, "{seen}");
        office = equipped();
    }
}

#[test]
fn a_case_does_not_end_before_its_work() {
    let mut office = equipped();
    let mut case = stick(&mut office, &[], CHECKED);
    // Entered in any order, the work lasted from its first drive to its last.
    let days = [("R8.11.12 9:00", "R8.11.12 10:00"), ("R8.11.10 9:00", "R8.11.10 10:00")];
    for (from, to) in days {
        let row: Texts<'_> = &[("serial", "SN0001"), ("method", "粉砕")];
        let texts = changed(WORK, &[]);
        let mut work = with_rows(&texts, &[("steps", &[row])]);
        work.values.insert("work_started_at".into(), from.into());
        work.values.insert("work_ended_at".into(), to.into());
        case = match go(&mut office, &case, Step::Work, &work) {
            Ok(case) => case,
            Err(error) => {
                assert_eq!(error.code(), ErrorCode::CaseWrongState, "all is done after the first");
                break;
            }
        };
    }
    let case = step(&mut office, &case, Step::CheckAfter, AFTER);
    let early: Texts<'_> = &[("disposed_on", "R8.11.11")];
    assert_eq!(refused(&mut office, &case, Step::Close, early), ErrorCode::CaseOrder);
    step(&mut office, &case, Step::Close, CLOSE);
}

/// Where the guideline for municipalities binds, individual numbers are not carried away unerased.
#[test]
fn individual_numbers_are_erased_here_before_they_are_carried_away() {
    let body = Profile::shipped("a").unwrap().body().to_owned();
    let binding = body.replace(
        "municipal_guideline = { on = false",
        "municipal_guideline = { on = true, clause = \"4.2.2\"",
    );
    assert_ne!(body, binding);
    let profile = Profile::parse(&binding).unwrap();
    let holds = |_: &Value, _: &str, _: chrono::NaiveDate| true;
    let photos = super::walk::photos_of_all();
    let context = Context { profile: &profile, now: now(), holds: &holds, photos: &photos, files: &[] };
    let mut case = applied(Shape::IndividualNumbers, &context);
    for step in [Step::Permit, Step::CheckBefore] {
        case = case::advance(&case, step, &given_rightly(step), &context).unwrap();
    }
    let handed = given_rightly(Step::HandOver);
    let unerased = case::advance(&case, Step::HandOver, &handed, &context).unwrap_err();
    assert_eq!(unerased.code(), ErrorCode::CaseEraseFirst);
    let rows = vec![
        vec![("serial", "HD0001"), ("method", "上書き")],
        vec![("serial", "HD0002"), ("method", "上書き")],
    ];
    let erased: Content = content(WORK, &[("steps", rows)]);
    let case = case::advance(&case, Step::Work, &erased, &context).unwrap();
    case::advance(&case, Step::HandOver, &handed, &context).unwrap();
}
