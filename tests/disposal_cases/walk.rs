//! Random walks over a case: whatever is tried in whatever order, a closed case went the whole way.

use chrono::{NaiveDate, NaiveDateTime};
use mamori_core::disposals::case::{self, Context, State, Step, rows};
use mamori_core::profile::Profile;
use mamori_core::registers::register;
use mamori_core::vocab::read::{DraftTexts, Strictness, read};
use mamori_core::vocab::{Content, RegisterId, Value};
use proptest::prelude::*;

use super::cast::{
    AFTER, APPLICATION, BACK, BEFORE, CERTIFICATE, CLOSE, HAND_OVER, MANIFEST, PERMISSION, SENT_OUT, Texts,
    WORK, changed, row,
};

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

type Rows<'a> = Vec<Vec<(&'a str, &'a str)>>;

fn content(texts: Texts<'_>, parts: &[(&str, Rows<'_>)]) -> Content {
    let rows = |rows: &Rows<'_>| rows.iter().map(|texts| row(texts)).collect();
    let draft = DraftTexts {
        values: row(texts),
        parts: parts.iter().map(|(part, texts)| ((*part).to_owned(), rows(texts))).collect(),
        ..DraftTexts::default()
    };
    read(register(RegisterId::Disposals), &draft, Strictness::Import, now().date()).unwrap()
}

/// A step as somebody might try it: rightly, or with something wrong.
#[derive(Debug, Clone)]
struct Attempt {
    /// None for the one that would be right now.
    step: Option<Step>,
    twist: u8,
    serials: Vec<&'static str>,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let any = proptest::sample::select(Step::ALL.to_vec()).prop_map(Some);
    let serials = prop_oneof![
        3 => Just(vec!["HD0001", "HD0002"]),
        2 => proptest::sample::subsequence(vec!["HD0001", "HD0002", "HD0OO2", "XX"], 0..=4),
    ];
    (prop_oneof![3 => Just(None), 2 => any], prop_oneof![5 => Just(0_u8), 1 => 1_u8..6], serials)
        .prop_map(|(step, twist, serials)| Attempt { step, twist, serials })
}

fn next_step(case: &Content) -> Step {
    let has = |key: &str| case.values.contains_key(key);
    match State::of(case) {
        Some(State::Opened) if has("permitted_on") => Step::CheckBefore,
        Some(State::Opened) => Step::Permit,
        Some(State::BeforeChecked) => Step::HandOver,
        Some(State::InWork) if !has("handed_on") => Step::HandOver,
        Some(State::InWork)
            if rows::items(case).iter().any(|row| !rows::is_outsourced(row) && !rows::is_worked(row)) =>
        {
            Step::Work
        }
        Some(State::InWork | State::CertificateAwaited) => Step::Certificate,
        Some(State::WorkDone) => Step::CheckAfter,
        _ => Step::Close,
    }
}

fn given(attempt: &Attempt, step: Step) -> Content {
    let twisted = |base: Texts<'static>, twists: &[Texts<'static>]| {
        let twist = usize::from(attempt.twist).checked_sub(1).and_then(|n| twists.get(n));
        content(&changed(base, twist.copied().unwrap_or_default()), &[])
    };
    match step {
        Step::Apply => content(APPLICATION, &[]),
        Step::Permit => {
            twisted(PERMISSION, &[&[("permitted_by", "辻󠄀 香織")], &[("permitted_on", "R8.11.1")]])
        }
        Step::CheckBefore => {
            twisted(BEFORE, &[&[("pre_check_items", "数量")], &[("pre_checked_by", "髙橋 一郎")]])
        }
        Step::HandOver => twisted(HAND_OVER, &[&[("receipt_no", "")], &[("handed_on", "R8.11.3")]]),
        Step::Work => {
            twisted(WORK, &[&[("result", "不合格")], &[("result", "未確認")], &[("verification", "未実施")]])
        }
        Step::Report => content(&[("reported_on", "R8.11.15")], &[]),
        Step::Certificate => {
            let kind = ["データ消去証明書", "廃棄証明書", "マニフェスト"][usize::from(attempt.twist % 3)];
            let kind = [("certificate_type", kind)];
            let own = changed(CERTIFICATE, &kind);
            let lines = attempt.serials.iter().map(|serial| vec![("serial", *serial)]).collect();
            content(&[], &[("certificates", vec![own]), ("certificate_lines", lines)])
        }
        Step::CheckAfter => twisted(
            AFTER,
            &[
                &[("validation", "再実施"), ("redo_reason", "再確認")],
                &[("post_check_items", "数量")],
                &[("post_checked_by", "髙橋 一郎")],
            ],
        ),
        Step::Reject => content(
            &[("refused_on", "R8.11.4"), ("refused_by", "山﨑 幸子"), ("refused_reason", "まだ使える")],
            &[],
        ),
        Step::Back => content(BACK, &[]),
        Step::SendOut => content(SENT_OUT, &[]),
        Step::Manifest => content(MANIFEST, &[]),
        Step::Close => content(CLOSE, &[]),
        Step::Withdraw => content(&[("withdrawn_reason", "取止め")], &[]),
    }
}

/// One stick for the office to crush, two disks for the contractor.
fn opened(context: &Context<'_>) -> Content {
    let mut applied = content(
        &changed(APPLICATION, &[("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")]),
        &[(
            "items",
            vec![
                vec![
                    ("item_no", "USB-001"),
                    ("item_kind", "USBメモリ"),
                    ("serial", "SN0001"),
                    ("capacity", "16GB"),
                ],
                vec![("item_no", "HD-1"), ("item_kind", "内蔵HDD"), ("serial", "HD0001"), ("model", "WD10")],
                vec![("item_no", "HD-2"), ("item_kind", "内蔵HDD"), ("serial", "HD0002"), ("model", "WD10")],
            ],
        )],
    );
    for disk in applied.parts.get_mut("items").unwrap().iter_mut().skip(1) {
        disk.insert("performer".to_owned(), Value::Choice("outsourced".to_owned()));
    }
    case::advance(&Content::default(), Step::Apply, &applied, context).unwrap()
}

/// What must be true of every closed case.
fn went_the_whole_way(case: &Content, trail: &[Step]) -> Result<(), TestCaseError> {
    for key in [
        "permitted_by",
        "permitted_on",
        "pre_checked_by",
        "pre_checked_at",
        "post_checked_by",
        "post_checked_at",
    ] {
        prop_assert!(case.values.contains_key(key), "closed without {key}");
    }
    let order =
        [Step::Permit, Step::CheckBefore, Step::HandOver, Step::Certificate, Step::CheckAfter, Step::Close];
    let mut left = trail.iter();
    prop_assert!(order.iter().all(|step| left.any(|done| done == step)), "closed by way of {trail:?}");
    for thing in rows::items(case) {
        let proof =
            if rows::is_outsourced(thing) { rows::is_certified(thing) } else { rows::is_worked(thing) };
        prop_assert!(proof, "closed without proof for {}", rows::named(thing));
        prop_assert_eq!(rows::text(thing, "result"), "pass");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_walk_closes_a_case_without_every_gate(attempts in proptest::collection::vec(attempt(), 20..80)) {
        let profile = Profile::shipped("a").unwrap();
        let holds = |person: &Value, _: &str, _: NaiveDate| person.to_text() != "髙橋 一郎";
        let context = Context { profile: &profile, now: now(), holds: &holds, photos: &[] };
        let mut case = opened(&context);
        let mut trail = Vec::new();
        for attempt in &attempts {
            let before = State::of(&case);
            let step = attempt.step.unwrap_or_else(|| next_step(&case));
            match case::advance(&case, step, &given(attempt, step), &context) {
                // Another case, which does not concern this one.
                Ok(next) if step == Step::Apply => drop(next),
                Ok(next) => {
                    prop_assert!(!before.unwrap().is_final(), "{step:?} after {before:?}");
                    trail.push(step);
                    case = next;
                }
                Err(error) => prop_assert!(error.report().code != mamori_core::error::ErrorCode::Unexpected),
            }
            if State::of(&case) == Some(State::Closed) {
                went_the_whole_way(&case, &trail)?;
                break;
            }
        }
    }
}

/// The walk is worth something only if some of it arrives: the right way round is open.
#[test]
fn the_right_way_is_open() {
    let profile = Profile::shipped("a").unwrap();
    let holds = |_: &Value, _: &str, _: NaiveDate| true;
    let context = Context { profile: &profile, now: now(), holds: &holds, photos: &[] };
    let mut case = opened(&context);
    let right = [
        Step::Permit,
        Step::CheckBefore,
        Step::HandOver,
        Step::Work,
        Step::Report,
        Step::Certificate,
        Step::CheckAfter,
        Step::Close,
    ];
    for step in right {
        let attempt = Attempt { step: Some(step), twist: 0, serials: vec!["HD0001", "HD0002"] };
        case = case::advance(&case, step, &given(&attempt, step), &context)
            .unwrap_or_else(|error| panic!("{step:?}: {:?}", error.report()));
    }
    assert_eq!(State::of(&case), Some(State::Closed));
    went_the_whole_way(&case, &right).unwrap();
}
