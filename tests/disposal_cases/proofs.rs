//! What a case must show: late steps their reason, 特定個人情報 its photos, work in the office its witness, logs
//! their age. And what can no longer be changed once the things were collected.

use mamori_core::attachments::{About, actions as attachments};
use mamori_core::disposals::{actions, guide};

use super::ways::{OUTSIDE, checked};
use super::*;

/// As the steps are taken without the reason the other stories give.
fn bare(office: &mut Office, case: &RecordView, step: Step, texts: Texts<'_>) -> Result<RecordView, Error> {
    actions::advance_case(&mut office.ledgers, &office.session, (case.id, case.version), step, &draft(texts))
}

pub(super) fn photo(office: &mut Office, case: &RecordView, step: &str, item: Option<&str>) {
    let bytes = [&b"\xff\xd8\xff"[..], step.as_bytes(), item.unwrap_or_default().as_bytes()].concat();
    let at = (RegisterId::Disposals, case.id);
    let about = About { step: Some(step), item, ..About::default() };
    attachments::attach(&mut office.ledgers, &office.session, at, ("写真.jpg", &bytes), about).unwrap();
}

#[test]
fn a_step_entered_long_after_its_day_says_why() {
    let mut office = equipped();
    let items: &[Texts<'_>] = &[&[("item_no", "USB-001")]];
    let application = with_rows(&changed(APPLICATION, &[]), &[("items", items)]);
    let unreasoned = actions::apply(&mut office.ledgers, &office.session, &application);
    let report = unreasoned.err().unwrap().report();
    assert_eq!((report.code, report.params["days"].as_str()), (ErrorCode::LateReasonMissing, "18"));

    // Within the days the profile allows nothing is asked.
    let soon = with_rows(&changed(APPLICATION, &[("applied_on", "R8.11.13")]), &[("items", items)]);
    let case = actions::apply(&mut office.ledgers, &office.session, &soon).unwrap();
    assert!(!case.history[0].late && case.history[0].reason.is_none());

    let early = [("permitted_on", "R8.11.13"), ("permitted_by", "山﨑 幸子")];
    let case = bare(&mut office, &case, Step::Permit, &early).unwrap();
    office.clock.pass(chrono::Duration::days(30));
    let before = changed(BEFORE, &[("pre_checked_at", "R8.11.16 9:00")]);
    assert_eq!(
        bare(&mut office, &case, Step::CheckBefore, &before).err().unwrap().code(),
        ErrorCode::LateReasonMissing
    );
    let case = step(&mut office, &case, Step::CheckBefore, &before);
    assert!(case.history[0].late);
    assert_eq!(case.history[0].effective_on.as_deref(), Some("2026-11-16"));
    assert_eq!(case.history[0].reason.as_deref(), Some("紙の控えから入力"));
}

#[test]
fn a_finished_disposal_is_put_down_whole_only_as_late_entry() {
    let mut office = equipped();
    let past = changed(
        APPLICATION,
        &[("device_no", "FD-001"), ("device_kind", "フロッピーディスク"), ("disposed_on", "R8.11.20")],
    );
    let create = |office: &mut Office, reason: Option<&str>| {
        let draft = Draft { late_reason: reason.map(str::to_owned), ..draft(&past) };
        records::create(&mut office.ledgers, &office.session, RegisterId::Disposals, &draft)
    };
    assert_eq!(create(&mut office, None).err().unwrap().code(), ErrorCode::PastDisposal);
    assert_eq!(create(&mut office, Some("　")).err().unwrap().code(), ErrorCode::PastDisposal);
    let made = create(&mut office, Some("前任者の控えによる")).unwrap();
    assert!(made.history[0].late);
    assert_eq!(made.history[0].reason.as_deref(), Some("前任者の控えによる"));
}

#[test]
fn individual_numbers_need_a_photo_of_each_thing_before_and_of_what_is_left() {
    let mut office = equipped();
    let specific: Texts<'_> =
        &[("pii_class", "特定個人情報"), ("adequacy_reason", "粉砕のみ"), ("planned_witness", "渡邉 美穂")];
    let items: &[Texts<'_>] = &[&[("item_no", "USB-001")], &[("item_no", "PC-012")]];
    let case = apply(&mut office, specific, items).unwrap();
    let case = step(&mut office, &case, Step::Permit, PERMISSION);
    let shown = guide::guide(&office.ledgers, &office.session, case.id).unwrap().unwrap();
    let wanted: Vec<_> = shown.photos.iter().map(|one| (one.item.as_str(), one.taken)).collect();
    assert_eq!(wanted, [("SN0001", 0), ("S64DNX0R123456", 0)], "the drive, not the notebook around it");
    assert!(shown.photos_demanded);

    // A picture of all of them does not show each number; a text is no picture.
    photo(&mut office, &case, "check_before", None);
    photo(&mut office, &case, "check_before", Some("SN0001"));
    let refused = go(&mut office, &case, Step::CheckBefore, &draft(BEFORE)).err().unwrap().report();
    assert_eq!(
        (refused.code, refused.params["items"].as_str()),
        (ErrorCode::CasePhoto, "PC-012（S64DNX0R123456）")
    );
    photo(&mut office, &case, "check_before", Some("S64DNX0R123456"));
    let case = step(&mut office, &case, Step::CheckBefore, BEFORE);

    let watched = changed(WORK, &[("witness", "渡邉 美穂"), ("witnessed_at", "R8.11.9 10:00")]);
    let case = step(&mut office, &case, Step::Work, &watched);
    let ticked = changed(AFTER, &[("post_check_items", "復元不能、残骸処分、写真")]);
    assert_eq!(super::refused(&mut office, &case, Step::CheckAfter, &ticked), ErrorCode::CasePhoto);
    photo(&mut office, &case, "check_after", None);
    let case = step(&mut office, &case, Step::CheckAfter, &ticked);
    assert_eq!(state(&case), "after_checked");
    let kept = attachments::list(&office.ledgers, &office.session, RegisterId::Disposals, case.id).unwrap();
    assert_eq!(kept[1].item.as_deref(), Some("SN0001"));
}

#[test]
fn without_individual_numbers_photos_are_asked_for_and_not_demanded() {
    let mut office = equipped();
    let case = stick(&mut office, &[], &[(Step::Permit, PERMISSION)]);
    let shown = guide::guide(&office.ledgers, &office.session, case.id).unwrap().unwrap();
    assert_eq!((shown.photos.len(), shown.photos_demanded), (1, false));
    step(&mut office, &case, Step::CheckBefore, BEFORE);
}

#[test]
fn what_was_collected_is_frozen_and_signed_for_once() {
    let mut office = equipped();
    let outside: Texts<'_> =
        &[("performer", "外部委託"), ("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")];
    let items: &[Texts<'_>] = &[&[("item_no", "USB-001")], &[("item_no", "SV-002"), ("method", "粉砕")]];
    let mut case = apply(&mut office, outside, items).unwrap();
    for (next, texts) in [(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE)] {
        case = step(&mut office, &case, next, texts);
    }
    let unsigned = changed(HAND_OVER, &[("collected_by", "")]);
    assert_eq!(refused(&mut office, &case, Step::HandOver, &unsigned), ErrorCode::Input);
    let case = step(&mut office, &case, Step::HandOver, HAND_OVER);
    assert_eq!(case.cells["collected_by"].text, "佐藤 学");

    // One list, one signature: nothing is added, taken off or handed over a second time.
    let more = with_rows(&changed(APPLICATION, outside), &[("items", &[&[("item_no", "USB-002")]])]);
    let at = (case.id, case.version);
    let amended = actions::amend(&mut office.ledgers, &office.session, at, &late(more), "追加");
    assert_eq!(amended.err().unwrap().code(), ErrorCode::CaseBySteps);
    assert_eq!(refused(&mut office, &case, Step::HandOver, HAND_OVER), ErrorCode::CaseWrongState);
    assert_eq!(
        refused(&mut office, &case, Step::Withdraw, &[("withdrawn_reason", "誤り")]),
        ErrorCode::CaseWrongState
    );
    let busy = apply(&mut office, &[], &[&[("item_no", "USB-001")]]).err().unwrap();
    assert_eq!(busy.code(), ErrorCode::CaseItemBusy);
}

#[test]
fn a_contractor_working_in_the_office_is_watched_and_one_who_takes_things_away_is_not() {
    let outside: Texts<'_> =
        &[("performer", "外部委託"), ("vendor", "㈱セキュア・リサイクル"), ("contract_no", "委-12")];
    for (handling, watched) in
        [("庁舎内で業者が作業", false), ("庁舎内で業者が作業", true), ("業者が持帰り", false)]
    {
        let mut office = equipped();
        let checked: &[(Step, Texts<'_>)] = &[(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE)];
        let case = stick(&mut office, outside, checked);
        let handling_of = [("handling", handling)];
        let handed = changed(HAND_OVER, &handling_of);
        let case = step(&mut office, &case, Step::HandOver, &handed);
        let watching: Texts<'_> = match watched {
            true => &[("witness", "渡邉 美穂"), ("witnessed_at", "R8.11.10 14:00")],
            false => &[],
        };
        let report = changed(&[("reported_on", "R8.11.15")], watching);
        let case = step(&mut office, &case, Step::Report, &report);
        let case = go(&mut office, &case, Step::Certificate, &certificate(&[], &["SN0001"])).unwrap();
        let accepted = go(&mut office, &case, Step::CheckAfter, &draft(AFTER));
        let found = accepted.err().map(|error| error.code());
        let expected = (handling != "業者が持帰り" && !watched).then_some(ErrorCode::CaseWitnessOnSite);
        assert_eq!(found, expected, "{handling} {watched}");
    }
}

#[test]
fn who_stood_by_may_be_reported_after_the_certificate_came() {
    let mut office = equipped();
    let case = checked(&mut office, OUTSIDE, &[&[("item_no", "USB-001")]]);
    let handed = changed(HAND_OVER, &[("handling", "庁舎内で業者が作業")]);
    let case = step(&mut office, &case, Step::HandOver, &handed);
    let case = go(&mut office, &case, Step::Certificate, &certificate(&[], &["SN0001"])).unwrap();
    assert_eq!(state(&case), "work_done");
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::CaseWitnessOnSite);
    let next =
        |office: &Office| guide::guide(&office.ledgers, &office.session, case.id).unwrap().unwrap().next;
    assert_eq!(next(&office)[0], Step::Report, "what the check would be refused for comes first");
    let watched: Texts<'_> =
        &[("reported_on", "R8.11.15"), ("witness", "渡邉 美穂"), ("witnessed_at", "R8.11.10 14:00")];
    let case = step(&mut office, &case, Step::Report, watched);
    assert_eq!((state(&case), next(&office)[0]), ("work_done", Step::CheckAfter));
    let case = step(&mut office, &case, Step::CheckAfter, AFTER);
    assert_eq!(state(&case), "after_checked");
    assert_eq!(refused(&mut office, &case, Step::Report, watched), ErrorCode::CaseWrongState);
}

#[test]
fn who_worked_on_one_drive_does_not_check_the_case() {
    let mut office = equipped();
    let items: &[Texts<'_>] = &[&[("item_no", "USB-001")], &[("item_no", "USB-002")]];
    let mut case = apply(&mut office, &[], items).unwrap();
    for (next, texts) in [(Step::Permit, PERMISSION), (Step::CheckBefore, BEFORE)] {
        case = step(&mut office, &case, next, texts);
    }
    let rows: [Texts<'_>; 2] = [&[("serial", "SN0001"), ("operator", "辻󠄀 香織")], &[("serial", "SN0002")]];
    let case = go(&mut office, &case, Step::Work, &with_rows(WORK, &[("steps", &rows)])).unwrap();
    assert_eq!(refused(&mut office, &case, Step::CheckAfter, AFTER), ErrorCode::OwnRequest);
    let explained = changed(AFTER, &[("same_checker_reason", "ほかに担当がいないため")]);
    step(&mut office, &case, Step::CheckAfter, &explained);
}

#[test]
fn a_log_goes_the_same_way_once_its_time_is_over() {
    let mut office = equipped();
    let log = |until: &'static str| -> Vec<(&'static str, &'static str)> {
        vec![
            ("item_no", "FWログ R6年度"),
            ("item_kind", "ログ・データ"),
            ("period_from", "R6.4.1"),
            ("period_until", until),
        ]
    };
    let erase: Texts<'_> = &[("method", "ファイル削除ソフト"), ("level", "消去"), ("pii_class", "なし")];
    let kept = apply(&mut office, erase, &[&log("R8.3.31")]).err().unwrap().report();
    assert_eq!((kept.code, kept.params["day"].as_str()), (ErrorCode::CaseLogKept, "令和9年3月31日"));
    let undated: Texts<'_> = &[("item_no", "FWログ"), ("item_kind", "ログ・データ")];
    assert_eq!(apply(&mut office, erase, &[undated]).err().unwrap().code(), ErrorCode::Input);

    let mut case =
        apply(&mut office, erase, &[&log("R7.3.31"), &[("item_no", "USB-001"), ("method", "粉砕")]]).unwrap();
    for (next, texts) in [
        (Step::Permit, PERMISSION),
        (Step::CheckBefore, BEFORE),
        (Step::Work, WORK),
        (Step::CheckAfter, AFTER),
        (Step::Close, CLOSE),
    ] {
        case = step(&mut office, &case, next, texts);
    }
    assert_eq!(state(&case), "closed");
    assert_eq!(status_of(&mut office, RegisterId::PortableMedia, "USB-001"), "disposed");
}

#[test]
fn a_backup_tape_goes_the_same_way() {
    let mut office = equipped();
    let tape = [
        ("media_no", "LTO-03"),
        ("system", "資格管理"),
        ("media_kind", "LTO"),
        ("model", "LTO-7"),
        ("serial", "VOL0003"),
        ("rotation", "日"),
        ("generation", "1"),
        ("encrypted", "無"),
        ("in_use_from", "R7.4.1"),
        ("location", "耐火金庫"),
        ("pii_class", "個人情報"),
    ];
    office.create(RegisterId::BackupMedia, &tape);
    let mut case = apply(&mut office, &[], &[&[("item_no", "LTO-03")]]).unwrap();
    assert_eq!(item(&case, "VOL0003", "item_ledger"), "backup_media");
    for (next, texts) in [
        (Step::Permit, PERMISSION),
        (Step::CheckBefore, BEFORE),
        (Step::Work, WORK),
        (Step::CheckAfter, AFTER),
        (Step::Close, CLOSE),
    ] {
        case = step(&mut office, &case, next, texts);
    }
    assert_eq!(status_of(&mut office, RegisterId::BackupMedia, "LTO-03"), "disposed");
}
