//! The life of a device: introduced, its drives in and out, given back, sent to repair, lost and found.

use chrono::Duration;
use mamori_core::audit::verify::verify;
use mamori_core::devices::actions;
use mamori_core::devices::guide::{self, DeviceGuide};
use mamori_core::devices::life::DeviceStep;
use mamori_core::disposals::actions as cases;
use mamori_core::disposals::case::Step;
use mamori_core::error::{Error, ErrorCode};
use mamori_core::import::Cancel;
use mamori_core::records::actions as records;
use mamori_core::records::view::{Draft, RecordView};
use mamori_core::vocab::RegisterId::Devices;

use crate::disposal_cases::cast::{
    AFTER, APPLICATION, BACK, BEFORE, CLOSE, HAND_OVER, PERMISSION, REPAIR, SECRECY, SENT_OUT, Texts, WORK,
    changed, equipped, with_rows,
};
use crate::support::{Office, draft};

const CHECKED: Texts<'static> = &[
    ("intro_checked_on", "R8.11.19"),
    ("intro_checked_by", "辻󠄀 香織"),
    ("intro_check_items", "機能の動作、管理番号の表示、セキュリティ設定、製造番号の照合、盗難防止"),
    ("intro_result", "使用してよい"),
];

fn open(office: &mut Office, number: &str) -> RecordView {
    records::find(&mut office.ledgers, &office.session, Devices, number).unwrap()
}

fn go(office: &mut Office, number: &str, step: DeviceStep, draft: &Draft) -> Result<RecordView, Error> {
    let device = open(office, number);
    actions::advance(&mut office.ledgers, &office.session, (device.id, device.version), step, draft)
}

fn drive(office: &mut Office, number: &str, step: DeviceStep, drive: Texts<'_>) -> Result<RecordView, Error> {
    go(office, number, step, &with_rows(&[], &[("drives", &[drive])]))
}

fn guided(office: &mut Office, number: &str) -> DeviceGuide {
    let device = open(office, number);
    guide::guide(&office.ledgers, &office.session, device.id).unwrap()
}

fn code<T>(made: Result<T, Error>) -> ErrorCode {
    made.err().unwrap().code()
}

fn late(texts: Texts<'_>, items: &[Texts<'_>]) -> Draft {
    let draft = if items.is_empty() { draft(texts) } else { with_rows(texts, &[("items", items)]) };
    Draft { late_reason: Some("控えから".into()), ..draft }
}

fn apply(office: &mut Office, changes: Texts<'_>, items: &[Texts<'_>]) -> Result<RecordView, Error> {
    let texts = changed(APPLICATION, changes);
    cases::apply(&mut office.ledgers, &office.session, &late(&texts, items))
}

fn take(office: &mut Office, mut case: RecordView, steps: &[(Step, Texts<'_>)]) -> RecordView {
    for (step, texts) in steps {
        let at = (case.id, case.version);
        case = cases::advance_case(&mut office.ledgers, &office.session, at, *step, &late(texts, &[]))
            .unwrap_or_else(|error| panic!("{step:?}: {:?}", error.report()));
    }
    case
}

fn correct(office: &mut Office, number: &str, changes: &[(&str, &str)]) -> Result<RecordView, Error> {
    let device = open(office, number);
    let mut texts = draft(&[]);
    texts.values = device.cells.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect();
    texts.values.extend(changes.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())));
    texts.parts = device
        .parts
        .iter()
        .map(|(part, rows)| {
            let row = |row: &std::collections::BTreeMap<String, mamori_core::records::view::Cell>| {
                row.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect()
            };
            (part.clone(), rows.iter().map(row).collect())
        })
        .collect();
    records::correct(
        &mut office.ledgers,
        &office.session,
        (Devices, device.id, device.version),
        &texts,
        "台帳の誤り",
    )
}

#[test]
fn a_new_device_is_used_once_the_system_manager_has_checked_it() {
    let mut office = equipped();
    assert_eq!(open(&mut office, "PC-012").cells["status"].value, "planned");
    assert_eq!(guided(&mut office, "PC-012").next[0], DeviceStep::Introduce);
    let nobody = draft(&changed(CHECKED, &[("intro_checked_by", "髙橋 一郎")]));
    assert_eq!(code(go(&mut office, "PC-012", DeviceStep::Introduce, &nobody)), ErrorCode::CaseRole);
    let unlocked = draft(&changed(
        CHECKED,
        &[("intro_check_items", "機能の動作、管理番号の表示、セキュリティ設定、製造番号の照合")],
    ));
    assert_eq!(code(go(&mut office, "PC-012", DeviceStep::Introduce, &unlocked)), ErrorCode::CaseCheckItems);
    let used = go(&mut office, "PC-012", DeviceStep::Introduce, &draft(CHECKED)).unwrap();
    assert_eq!(used.cells["status"].value, "active");
    assert_eq!(
        (used.history[0].action.as_str(), used.history[0].effective_on.as_deref()),
        ("device_introduced", Some("2026-11-19"))
    );
    // The check stays as it was said, whatever is corrected afterwards.
    let corrected = correct(&mut office, "PC-012", &[("hostname", "SOUMU-12")]).unwrap();
    assert_eq!(corrected.cells["intro_checked_by"].text, "辻󠄀 香織");
}

#[test]
fn a_device_leaves_for_whom_it_belongs_to_or_for_repair_as_long_as_it_is_here() {
    let mut office = equipped();
    let mut leaves = |ownership: &str| {
        correct(&mut office, "PC-012", &[("ownership", ownership), ("lease_end", "2027-03-31")]).unwrap();
        guided(&mut office, "PC-012").leaves_for
    };
    assert_eq!(leaves("rental"), ["rental_return", "repair"]);
    assert_eq!(leaves("lease"), ["lease_return", "repair"]);
    assert_eq!(leaves("owned"), ["repair"]);
    apply(&mut office, &[], &[&[("item_no", "PC-012")]]).unwrap();
    assert_eq!(guided(&mut office, "PC-012").leaves_for, Vec::<&str>::new(), "it stands in a case");
}

#[test]
fn a_move_keeps_the_place_before_and_a_late_one_says_why() {
    let mut office = equipped();
    let moved = [("moved_on", "R8.11.18"), ("location", "分室"), ("user", "渡邉 美穂")];
    let there = go(&mut office, "PC-012", DeviceStep::Move, &draft(&moved)).unwrap();
    assert_eq!(
        (there.cells["location"].text.as_str(), there.cells["department"].text.as_str()),
        ("分室", "総務課")
    );
    let change = there.history[0].changes.iter().find(|change| change.field == "location").unwrap();
    assert_eq!((change.before.as_str(), change.after.as_str()), ("事務室", "分室"));
    let long_ago = [("moved_on", "R8.11.1"), ("location", "書庫")];
    assert_eq!(
        code(go(&mut office, "PC-012", DeviceStep::Move, &draft(&long_ago))),
        ErrorCode::LateReasonMissing
    );
}

#[test]
fn a_drive_taken_out_is_found_by_its_number_and_disposed_of_by_itself() {
    let mut office = equipped();
    let out: Texts<'_> = &[("serial", "WX41A1234567"), ("state_on", "R8.11.18"), ("kept_at", "耐火金庫 棚1")];
    drive(&mut office, "SV-002", DeviceStep::RemoveDrive, out).unwrap();
    let new: Texts<'_> = &[
        ("drive_kind", "SSD"),
        ("model", "MZ7L3480"),
        ("serial", "S6ESNX0T000001"),
        ("state_on", "R8.11.18"),
        ("replaces", "WX41A1234567"),
    ];
    drive(&mut office, "SV-002", DeviceStep::AddDrive, new).unwrap();
    let hits = records::search(&mut office.ledgers, &office.session, "wx41a1234567").unwrap();
    let hit = hits.iter().find(|hit| hit.register == Devices).unwrap();
    assert_eq!(
        (hit.number.as_str(), hit.snippet.as_str()),
        ("SV-002", "内蔵記憶媒体　製造番号：WX41A1234567")
    );

    // The server goes on with its new drive; the old one goes its own way.
    let whole = apply(&mut office, &[], &[&[("item_no", "SV-002")]]).unwrap();
    let serials: Vec<_> = whole.parts["items"].iter().map(|row| row["serial"].value.as_str()).collect();
    assert_eq!(serials, ["MXQ9988", "WX41A7654321", "S6ESNX0T000001"]);
    take(&mut office, whole, &[(Step::Withdraw, &[("withdrawn_reason", "使い続ける")])]);
    let alone: &[Texts<'_>] = &[&[("item_no", "SV-002"), ("serial", "WX41A1234567")]];
    let case = apply(&mut office, &[], alone).unwrap();
    assert_eq!(case.parts["items"].len(), 1);
    assert_eq!(guided(&mut office, "SV-002").case.unwrap().number, case.number);
    let steps: &[(Step, Texts<'_>)] = &[
        (Step::Permit, PERMISSION),
        (Step::CheckBefore, BEFORE),
        (Step::Work, WORK),
        (Step::CheckAfter, AFTER),
        (Step::Close, CLOSE),
    ];
    let case = take(&mut office, case, steps);

    let guide = guided(&mut office, "SV-002");
    assert_eq!(open(&mut office, "SV-002").cells["status"].value, "planned", "the server stays");
    let states: Vec<_> = guide.drives.iter().map(|drive| drive.state.as_str()).collect();
    assert_eq!(states, ["disposed", "built_in", "built_in"]);
    let gone = &guide.drives[0];
    assert_eq!((gone.cells["disposal_ref"].value.as_str(), gone.disposable), (case.number.as_str(), false));
    let history: Vec<_> = gone.history.iter().map(|entry| (entry.action.as_str(), entry.state.ja)).collect();
    assert_eq!(history, [("created", "内蔵中"), ("drive_removed", "取外し保管中"), ("item_ended", "廃棄済")]);
    assert_eq!(guide.drives[1].history.len(), 1, "what happened to one drive is not said of another");
    assert_eq!(code(apply(&mut office, &[], alone)), ErrorCode::CaseItemGone);

    // A correction of the server strikes no drive out that left it.
    let mut texts = draft(&[]);
    let device = open(&mut office, "SV-002");
    texts.values = device.cells.iter().map(|(key, cell)| (key.clone(), cell.value.clone())).collect();
    let at = (Devices, device.id, device.version);
    assert_eq!(
        code(records::correct(&mut office.ledgers, &office.session, at, &texts, "行の整理")),
        ErrorCode::DriveKept
    );
    assert!(verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap().ok);
}

#[test]
fn a_leased_device_goes_back_by_its_contract() {
    let mut office = equipped();
    let leased = [
        ("ownership", "lease"),
        ("lessor", "みなとリース㈱"),
        ("contract_no", "L-2021-7"),
        ("lease_end", "2027-01-10"),
        ("lease_terms", "must_return"),
    ];
    correct(&mut office, "PC-012", &leased).unwrap();
    let due = guide::due(&office.ledgers, &office.session).unwrap();
    assert_eq!((due[0].number.as_str(), due[0].returns.days, due[0].returns.near), ("PC-012", 51, true));
    assert_eq!(due[0].returns.terms.unwrap().ja, "返却を要する");

    let items: &[Texts<'_>] = &[&[("item_no", "PC-012")]];
    assert_eq!(code(apply(&mut office, &[], items)), ErrorCode::CaseLeased);
    let back: Texts<'_> = &[("disposition", "リース返却"), ("adequacy_reason", "リース会社と取決めのうえ")];
    assert_eq!(code(apply(&mut office, back, items)), ErrorCode::CaseLease, "crushed, it cannot go back");
    let erased = changed(back, &[("method", "NVMe Sanitize"), ("level", "抹消")]);
    let case = apply(&mut office, &erased, items).unwrap();
    let said = |key: &str| case.cells[key].value.as_str();
    assert_eq!(
        (said("vendor"), said("contract_no"), said("return_due")),
        ("みなとリース㈱", "L-2021-7", "2027-01-10")
    );
    let steps: &[(Step, Texts<'_>)] =
        &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE), (Step::Work, WORK), (Step::Work, WORK)];
    let case = take(&mut office, case, &steps[..3]);
    let accepted = changed(AFTER, &[("destination", "リース会社返却")]);
    let sent = changed(SENT_OUT, &[("vendor", "")]);
    take(&mut office, case, &[(Step::CheckAfter, &accepted), (Step::SendOut, &sent), (Step::Close, CLOSE)]);
    assert_eq!(open(&mut office, "PC-012").cells["status"].value, "returned_to_lessor");
    assert_eq!(guided(&mut office, "PC-012").drives[0].state, "returned");
    office.clock.pass(Duration::days(60));
    assert!(
        guide::due(&office.ledgers, &office.session).unwrap().is_empty(),
        "what went back is due no more"
    );
}

#[test]
fn a_device_in_repair_is_said_to_be_there_until_it_is_back_and_checked() {
    let mut office = equipped();
    let case = apply(&mut office, REPAIR, &[&[("item_no", "PC-012")]]).unwrap();
    let secret = changed(HAND_OVER, SECRECY);
    let out: &[(Step, Texts<'_>)] =
        &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE), (Step::HandOver, &secret)];
    let case = take(&mut office, case, out);
    let device = open(&mut office, "PC-012");
    assert_eq!(
        (device.cells["status"].value.as_str(), device.history[0].action.as_str()),
        ("in_repair", "item_sent_out")
    );
    let accepted = changed(AFTER, &[("post_check_items", "数量")]);
    let back: &[(Step, Texts<'_>)] =
        &[(Step::Back, BACK), (Step::CheckAfter, &accepted), (Step::Close, CLOSE)];
    take(&mut office, case, back);
    let back = open(&mut office, "PC-012");
    assert_eq!(back.cells["status"].value, "planned", "repair is no check on introduction");
    assert_eq!(guided(&mut office, "PC-012").next[0], DeviceStep::Introduce);
    assert_eq!(guided(&mut office, "PC-012").drives[0].state, "built_in", "it came back with its drive");
}
