//! Random walks over a case: whatever is tried in whatever order, a closed case went the whole way.

use chrono::{NaiveDate, NaiveDateTime};
use mamori_core::disposals::case::{self, Context, State, Step, rows};
use mamori_core::disposals::photos::Photo;
use mamori_core::profile::Profile;
use mamori_core::registers::register;
use mamori_core::vocab::read::{DraftTexts, Strictness, read};
use mamori_core::vocab::{Content, RegisterId, Value};
use proptest::prelude::*;

use super::cast::{
    AFTER, APPLICATION, BACK, BEFORE, CERTIFICATE, CERTIFICATE_SHA256, CLOSE, HAND_OVER, MANIFEST,
    PERMISSION, SECRECY, SENT_OUT, Texts, WORK, changed, row,
};

pub fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

pub type Rows<'a> = Vec<Vec<(&'a str, &'a str)>>;

pub fn content(texts: Texts<'_>, parts: &[(&str, Rows<'_>)]) -> Content {
    let rows = |rows: &Rows<'_>| rows.iter().map(|texts| row(texts)).collect();
    let draft = DraftTexts {
        values: row(texts),
        parts: parts.iter().map(|(part, texts)| ((*part).to_owned(), rows(texts))).collect(),
        ..DraftTexts::default()
    };
    read(register(RegisterId::Disposals), &draft, Strictness::Import, now().date()).unwrap()
}

/// What a case can be about. Each walk goes through one.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// One stick for the office to crush, two disks for the contractor.
    Mixed,
    /// The same with 特定個人情報.
    IndividualNumbers,
    /// Two disks of a leased server, erased by the contractor and given back.
    Lease,
    /// A notebook and a disk sent to repair with their data.
    Repair,
    /// Logs and disks that have no serial number of their own.
    NoSerials,
}

const SHAPES: [Shape; 5] =
    [Shape::Mixed, Shape::IndividualNumbers, Shape::Lease, Shape::Repair, Shape::NoSerials];

impl Shape {
    fn application(self) -> Texts<'static> {
        match self {
            Self::Mixed | Self::NoSerials => &[],
            Self::IndividualNumbers => &[("pii_class", "特定個人情報"), ("planned_witness", "渡邉 美穂")],
            Self::Lease => &[
                ("disposition", "リース返却"),
                ("method", "Sanitize（上書き）"),
                ("level", "抹消"),
                ("lease_terms", "返却"),
            ],
            Self::Repair => &[("disposition", "修理"), ("method", "返却のみ"), ("level", "未消去")],
        }
    }

    /// Number, kind, serial, whether it goes out, and a method of its own.
    fn things(self) -> &'static [(&'static str, &'static str, &'static str, bool, Option<&'static str>)] {
        match self {
            Self::Mixed | Self::IndividualNumbers => &[
                ("USB-001", "USBメモリ", "SN0001", false, None),
                ("HD-1", "内蔵HDD", "HD0001", true, None),
                ("HD-2", "内蔵HDD", "HD0002", true, None),
            ],
            Self::Lease | Self::Repair => {
                &[("HD-1", "内蔵HDD", "HD0001", true, None), ("HD-2", "内蔵HDD", "HD0002", true, None)]
            }
            Self::NoSerials => &[
                ("FWログ", "ログ・データ", "なし", false, Some("ファイル削除ソフト")),
                ("DBログ", "ログ・データ", "なし", false, Some("ファイル削除ソフト")),
                ("HD-3", "内蔵HDD", "なし", true, None),
                ("HD-4", "内蔵HDD", "なし", true, None),
            ],
        }
    }

    /// What the certificate is to name.
    fn owed(self) -> [&'static str; 2] {
        match self {
            Self::NoSerials => ["HD-3", "HD-4"],
            _ => ["HD0001", "HD0002"],
        }
    }

    fn method(self) -> &'static str {
        if matches!(self, Self::Lease) { "Sanitize（上書き）" } else { "粉砕" }
    }
}

/// A step as somebody might try it: rightly, or with something wrong.
#[derive(Debug, Clone)]
struct Attempt {
    /// None for the one that would be right now.
    step: Option<Step>,
    twist: u8,
    /// Which of the lines of the certificate there are; beyond the first two, wrong ones.
    lines: Vec<usize>,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let any = proptest::sample::select(Step::ALL.to_vec()).prop_map(Some);
    let lines = prop_oneof![
        3 => Just(vec![0, 1]),
        2 => proptest::sample::subsequence(vec![0, 1, 2, 3], 0..=4),
    ];
    (prop_oneof![3 => Just(None), 2 => any], prop_oneof![5 => Just(0_u8), 1 => 1_u8..6], lines)
        .prop_map(|(step, twist, lines)| Attempt { step, twist, lines })
}

fn next_step(case: &Content) -> Step {
    let has = |key: &str| case.values.contains_key(key);
    let out = |row: &&mamori_core::vocab::Values| rows::is_outsourced(row);
    let own_open = rows::items(case).iter().any(|row| !rows::is_outsourced(row) && !rows::is_worked(row));
    let lent = rows::items(case).iter().filter(out).all(rows::only_lent);
    match State::of(case) {
        Some(State::Opened) if has("permitted_on") => Step::CheckBefore,
        Some(State::Opened) => Step::Permit,
        Some(State::BeforeChecked) => Step::HandOver,
        Some(State::InWork) if !has("handed_on") => Step::HandOver,
        Some(State::InWork) if own_open => Step::Work,
        Some(State::InWork) if lent && !has("back_on") => Step::Back,
        Some(State::InWork | State::CertificateAwaited) => Step::Certificate,
        Some(State::WorkDone) => Step::CheckAfter,
        _ => Step::Close,
    }
}

/// The step done as it should be, for a case of the plainest shape.
pub fn given_rightly(step: Step) -> Content {
    given(Shape::Mixed, &Attempt { step: Some(step), twist: 0, lines: vec![0, 1] }, step)
}

fn given(shape: Shape, attempt: &Attempt, step: Step) -> Content {
    let twisted = |base: &[(&'static str, &'static str)], twists: &[Texts<'static>]| {
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
        Step::HandOver => {
            let secret: Texts<'_> = match shape {
                Shape::Repair => SECRECY,
                _ => &[],
            };
            let twists: &[Texts<'_>] =
                &[&[("receipt_no", "")], &[("handed_on", "R8.11.3")], &[("nda_no", ""), ("nda_on", "")]];
            twisted(&changed(HAND_OVER, secret), twists)
        }
        Step::Work => {
            let watched = changed(WORK, &[("witness", "渡邉 美穂")]);
            let twists: &[Texts<'_>] = &[
                &[("result", "不合格")],
                &[("result", "未確認")],
                &[("verification", "未実施")],
                &[("witness", "髙橋 一郎")],
                &[("verified_by", "髙橋 一郎"), ("witness", "")],
            ];
            twisted(&watched, twists)
        }
        Step::Report => content(&[("reported_on", "R8.11.15")], &[]),
        Step::Certificate => certificate(shape, attempt),
        Step::CheckAfter => twisted(
            &changed(AFTER, &[("post_check_items", "復元不能、残骸処分、数量、写真")]),
            &[
                &[("validation", "再実施"), ("redo_reason", "再確認")],
                &[("post_check_items", "写真")],
                &[("post_checked_by", "髙橋 一郎")],
            ],
        ),
        Step::Reject => content(
            &[("refused_on", "R8.11.4"), ("refused_by", "山﨑 幸子"), ("refused_reason", "まだ使える")],
            &[],
        ),
        Step::Back => twisted(BACK, &[&[("back_checked", "")], &[("back_on", "R8.11.9")]]),
        Step::SendOut => content(SENT_OUT, &[]),
        Step::Manifest => content(MANIFEST, &[]),
        Step::Close => twisted(CLOSE, &[&[("disposed_on", "R8.11.9")]]),
        Step::Withdraw => content(&[("withdrawn_reason", "取止め")], &[]),
    }
}

fn certificate(shape: Shape, attempt: &Attempt) -> Content {
    let twists: [Texts<'_>; 6] = [
        &[],
        &[("certificate_type", "廃棄証明書")],
        &[("certificate_type", "マニフェスト")],
        &[("method", "初期化・フォーマット")],
        &[("file_sha256", ""), ("seal", "")],
        &[("method", "その他")],
    ];
    let method = [("method", shape.method())];
    let right = changed(CERTIFICATE, &method);
    let own = changed(&right, twists[usize::from(attempt.twist)]);
    let [first, second] = shape.owed();
    let named = [first, second, "HD0OO2", "XX"];
    let lines = attempt.lines.iter().map(|n| vec![("serial", named[*n])]).collect();
    content(&[], &[("certificates", vec![own]), ("certificate_lines", lines)])
}

/// The case of a shape as it is opened.
pub fn applied(shape: Shape, context: &Context<'_>) -> Content {
    let contract: Texts<'_> = &[
        ("vendor", "㈱セキュア・リサイクル"),
        ("contract_no", "委-12"),
        ("adequacy_reason", "業務に多大な影響があり消去できない"),
    ];
    let base = changed(APPLICATION, contract);
    let texts = changed(&base, shape.application());
    let things = shape.things().iter().map(|(number, kind, serial, out, method)| {
        let mut row =
            vec![("item_no", *number), ("item_kind", *kind), ("serial", *serial), ("capacity", "16GB")];
        row.extend(method.map(|method| ("method", method)));
        row.extend(kind.starts_with("ログ").then_some(("period_until", "R6.3.31")));
        row.push(("performer", if *out { "外部委託" } else { "自所" }));
        row
    });
    let given = content(&texts, &[("items", things.collect())]);
    case::advance(&Content::default(), Step::Apply, &given, context).unwrap()
}

/// A picture of everything at every step.
pub fn photos_of_all() -> Vec<Photo> {
    let items = ["SN0001", "HD0001", "HD0002"].map(|item| Some(item.to_owned()));
    let before = items.into_iter().map(|item| Photo { step: "check_before".to_owned(), item });
    before.chain([Photo { step: "check_after".to_owned(), item: None }]).collect()
}

/// What must be true of every closed case.
fn went_the_whole_way(shape: Shape, case: &Content, trail: &[Step]) -> Result<(), TestCaseError> {
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
    let proof = if matches!(shape, Shape::Repair) { Step::Back } else { Step::Certificate };
    let order = [Step::Permit, Step::CheckBefore, Step::HandOver, proof, Step::CheckAfter, Step::Close];
    let mut left = trail.iter();
    prop_assert!(order.iter().all(|step| left.any(|done| done == step)), "closed by way of {trail:?}");
    for thing in rows::items(case) {
        if rows::only_lent(thing) {
            prop_assert!(matches!(shape, Shape::Repair), "sent back unerased: {}", rows::named(thing));
            prop_assert!(["nda_no", "nda_on", "back_on"].iter().all(|key| case.values.contains_key(key)));
            continue;
        }
        let proof =
            if rows::is_outsourced(thing) { rows::is_certified(thing) } else { rows::is_worked(thing) };
        prop_assert!(proof, "closed without proof for {}", rows::named(thing));
        prop_assert_eq!(rows::text(thing, "result"), "pass");
        let method = rows::text(thing, "method");
        let fits = ["crush", "file_delete", "sanitize_overwrite"].contains(&method.as_str());
        prop_assert!(fits, "closed with {method}");
        // Each has its own work or line: nothing of another of the same 「なし」.
        let (part, key) = match rows::is_outsourced(thing) {
            true => ("certificate_lines", "item_serial"),
            false => ("steps", "item_no"),
        };
        let wanted = if key == "item_no" { rows::text(thing, key) } else { rows::proof_key(thing) };
        prop_assert!(case.parts[part].iter().any(|row| rows::text(row, key) == wanted));
    }
    if matches!(shape, Shape::IndividualNumbers) {
        prop_assert!(case.values.contains_key("witness"));
    }
    prop_assert!(case.values.get("verified_by").is_none_or(|who| who.to_text() != "髙橋 一郎"));
    Ok(())
}

fn files() -> [String; 1] {
    [CERTIFICATE_SHA256.to_owned()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, ..ProptestConfig::default() })]

    #[test]
    fn no_walk_closes_a_case_without_every_gate(
        shape in proptest::sample::select(SHAPES.to_vec()),
        attempts in proptest::collection::vec(attempt(), 20..80),
    ) {
        let profile = Profile::shipped("a").unwrap();
        let (files, photos) = (files(), photos_of_all());
        let holds = |person: &Value, _: &str, _: NaiveDate| person.to_text() != "髙橋 一郎";
        let context = Context { profile: &profile, now: now(), holds: &holds, photos: &photos, files: &files };
        let mut case = applied(shape, &context);
        let mut trail = Vec::new();
        for attempt in &attempts {
            let before = State::of(&case);
            let step = attempt.step.unwrap_or_else(|| next_step(&case));
            match case::advance(&case, step, &given(shape, attempt, step), &context) {
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
                went_the_whole_way(shape, &case, &trail)?;
                break;
            }
        }
    }
}

/// The walk is worth something only if some of it arrives: of every shape the right way round is open.
#[test]
fn the_right_way_is_open() {
    let profile = Profile::shipped("a").unwrap();
    let (files, photos) = (files(), photos_of_all());
    let holds = |_: &Value, _: &str, _: NaiveDate| true;
    let context = Context { profile: &profile, now: now(), holds: &holds, photos: &photos, files: &files };
    for shape in SHAPES {
        let mut case = applied(shape, &context);
        let mut trail = Vec::new();
        while State::of(&case) != Some(State::Closed) {
            let step = next_step(&case);
            let attempt = Attempt { step: Some(step), twist: 0, lines: vec![0, 1] };
            case = case::advance(&case, step, &given(shape, &attempt, step), &context)
                .unwrap_or_else(|error| panic!("{shape:?} {step:?}: {:?}", error.report()));
            trail.push(step);
            assert!(trail.len() < 10, "{shape:?} {trail:?}");
        }
        went_the_whole_way(shape, &case, &trail).unwrap();
    }
}
