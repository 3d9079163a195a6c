//! The spine: making and opening a ledger, the two doors, history, the past, and proof against tampering.

use chrono::Duration;
use mamori_core::audit::verify::{Fault, verify};
use mamori_core::audit::{self, Head};
use mamori_core::error::ErrorCode;
use mamori_core::import::Cancel;
use mamori_core::ledgers::setup;
use mamori_core::records::view::{Draft, ListQuery};
use mamori_core::records::{actions, undo};
use mamori_core::vocab::RegisterId;

use crate::support::{LOGIN, PASSWORD, draft, ledger_dir, medium, office, setup_in};

mod tampering;

#[test]
fn a_new_ledger_is_encrypted_and_opens_only_with_its_password() {
    let office = office();
    let file = std::fs::read(office.dir().join("ledger.mamori")).unwrap();
    assert!(!file.starts_with(b"SQLite format 3"));
    assert!(!String::from_utf8_lossy(&file).contains("国民健康保険組合"));

    let clock = office.clock.surroundings();
    let dir = office.dir();
    drop(office.ledgers);
    let wrong = setup::sign_in(&dir, LOGIN, "mamori-12!", clock.clone()).err().unwrap();
    let nobody = setup::sign_in(&dir, "nobody", PASSWORD, clock.clone()).err().unwrap();
    assert_eq!(wrong.code(), ErrorCode::WrongCredentials);
    assert_eq!(wrong.report().params, nobody.report().params, "the answer does not tell which was wrong");

    let (_, session, info) = setup::sign_in(&dir, "ＴＳＵＪＩ", PASSWORD, clock).unwrap();
    assert_eq!(session.name(), "辻󠄀 香織");
    assert_eq!(info.failures_since, 2);
}

#[test]
fn too_many_failures_make_one_wait_and_are_logged() {
    let office = office();
    let (dir, clock, folder) = (office.dir(), office.clock.clone(), office.folder);
    drop(office.ledgers);
    for _ in 0..5 {
        let refused = setup::sign_in(&dir, LOGIN, "wrong-pass1#", clock.surroundings()).err().unwrap();
        assert_eq!(refused.code(), ErrorCode::WrongCredentials);
    }
    let refused = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).err().unwrap();
    assert_eq!(refused.code(), ErrorCode::WaitBeforeRetry);
    assert_eq!(refused.report().params["seconds"], "60");

    clock.pass(Duration::seconds(61));
    let (mut ledgers, session, _) = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).unwrap();
    let log = audit::log::page(&mut ledgers, &session, &audit::log::EventQuery::default()).unwrap();
    assert_eq!(log.lines.iter().filter(|line| line.action == "sign_in_failed").count(), 5);
    drop(folder);
}

#[test]
fn the_recovery_key_gives_a_new_password() {
    let office = office();
    let (dir, clock) = (office.dir(), office.clock.clone());
    drop(office.ledgers);
    let recover =
        |password: &str| setup::recover(&dir, &office.recovery_key, LOGIN, password, clock.surroundings());
    assert_eq!(recover(PASSWORD).err().unwrap().code(), ErrorCode::PasswordReused);
    drop(recover("shinki-34$").unwrap());

    let old = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).err().unwrap();
    assert_eq!(old.code(), ErrorCode::WrongCredentials);
    assert!(setup::sign_in(&dir, LOGIN, "shinki-34$", clock.surroundings()).is_ok());
}

#[test]
fn a_ledger_is_open_in_one_place_only() {
    let office = office();
    let again = setup::sign_in(&office.dir(), LOGIN, PASSWORD, office.clock.surroundings()).err().unwrap();
    assert_eq!(again.code(), ErrorCode::LedgerOpenElsewhere);
    let over = setup::create(&setup_in(&office.dir()), office.clock.surroundings()).err().unwrap();
    assert_eq!(over.code(), ErrorCode::LedgerExists);
}

#[test]
fn what_is_refused_at_set_up() {
    let folder = tempfile::tempdir().unwrap();
    let dir = ledger_dir(&folder);
    let clock = crate::support::TestClock::new();
    let mut cases = Vec::new();
    for (what, code) in [
        ("password", ErrorCode::PasswordRule),
        ("login", ErrorCode::LoginRule),
        ("organisation", ErrorCode::FieldMissing),
        ("person", ErrorCode::FieldMissing),
        ("broken name", ErrorCode::Input),
        ("cloud", ErrorCode::LedgerInCloud),
    ] {
        let mut setup = setup_in(&dir);
        match what {
            "password" => setup.password = "kantan".into(),
            "login" => setup.login = "Administrator".into(),
            "organisation" => setup.organisation = "　".into(),
            "person" => setup.person_name = "　".into(),
            "broken name" => setup.person_name = "辻\u{FFFD} 香織".into(),
            _ => setup.dir = folder.path().join("OneDrive - 組合").display().to_string(),
        }
        cases.push((setup::create(&setup, clock.surroundings()).err().unwrap().code(), code));
    }
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
    assert!(!dir.exists(), "a refused set-up leaves nothing");
    assert!(setup::create(&setup_in(&dir), clock.surroundings()).is_ok(), "and the next try succeeds");
}

#[test]
fn a_record_is_created_corrected_and_voided_with_its_history() {
    let mut office = office();
    let made = office.usb("ＵＳＢ－００１");
    assert_eq!((made.number.as_str(), made.missing.len()), ("USB-001", 0));
    assert_eq!(made.cells["registered_on"].text, "R5.5.1");
    assert_eq!(made.cells["owner"].text, "髙橋 一郎");

    let mut values = medium("USB-001");
    values.retain(|(key, _)| *key != "location");
    values.push(("location", "施錠キャビネットA"));
    let at = (RegisterId::PortableMedia, made.id, made.version);
    let unreasoned = actions::correct(&mut office.ledgers, &office.session, at, &draft(&values), "  ");
    assert_eq!(unreasoned.unwrap_err().code(), ErrorCode::ReasonMissing);
    let corrected =
        actions::correct(&mut office.ledgers, &office.session, at, &draft(&values), "棚の入替え").unwrap();
    let change = &corrected.history[0].changes[0];
    assert_eq!((change.before.as_str(), change.after.as_str()), ("耐火金庫 棚2", "施錠キャビネットA"));
    assert_eq!(corrected.history[0].reason.as_deref(), Some("棚の入替え"));

    let stale = actions::void(&mut office.ledgers, &office.session, at, "重複");
    assert_eq!(stale.unwrap_err().code(), ErrorCode::ChangedMeanwhile);
    let at = (RegisterId::PortableMedia, made.id, corrected.version);
    let voided = actions::void(&mut office.ledgers, &office.session, at, "重複登録").unwrap();
    assert!(voided.voided);
    assert_eq!(voided.history.len(), 3);
    // The number is free again, the voided record stays.
    office.usb("USB-001");
}

#[test]
fn a_number_is_given_once() {
    let mut office = office();
    office.usb("USB-001");
    let twice = actions::create(
        &mut office.ledgers,
        &office.session,
        RegisterId::PortableMedia,
        &draft(&medium("usb-001")),
    );
    let error = twice.unwrap_err();
    assert_eq!(error.code(), ErrorCode::NumberTaken);
    assert_eq!(error.report().params["number"], "USB-001");
}

#[test]
fn all_missing_fields_are_named_at_once() {
    let mut office = office();
    let empty = draft(&[("media_no", "USB-9"), ("registered_on", "R6.2.30")]);
    let error =
        actions::create(&mut office.ledgers, &office.session, RegisterId::PortableMedia, &empty).unwrap_err();
    let problems = error.report().problems;
    assert!(problems.iter().any(|p| p.field == "registered_on" && p.code == "no_such_day"), "{problems:?}");
    assert!(problems.iter().any(|p| p.field == "location" && p.code == "required"));
    assert!(problems.iter().all(|p| p.message.ends_with('。')), "{problems:?}");
}

#[test]
fn late_entry_asks_for_a_reason_and_is_marked() {
    let mut office = office();
    let mut late = draft(&medium("USB-002"));
    late.effective_on = Some("2026-10-01".into());
    let create = |office: &mut crate::support::Office, draft: &Draft| {
        actions::create(&mut office.ledgers, &office.session, RegisterId::PortableMedia, draft)
    };
    assert_eq!(create(&mut office, &late).unwrap_err().code(), ErrorCode::LateReasonMissing);
    late.late_reason = Some("紙で受け付けていたため".into());
    let made = create(&mut office, &late).unwrap();
    assert!(made.history[0].late);
    assert_eq!(made.history[0].effective_on.as_deref(), Some("2026-10-01"));
}

#[test]
fn the_past_can_be_listed() {
    let mut office = office();
    let made = office.usb("USB-001");
    office.clock.pass(Duration::days(10));
    let at = (RegisterId::PortableMedia, made.id, made.version);
    actions::void(&mut office.ledgers, &office.session, at, "廃棄した媒体のため").unwrap();
    office.usb("USB-002");

    let mut numbers = |as_of: Option<&str>| {
        let query = ListQuery { as_of: as_of.map(str::to_owned), ..ListQuery::default() };
        let page =
            actions::list(&mut office.ledgers, &office.session, RegisterId::PortableMedia, &query).unwrap();
        page.rows.into_iter().map(|row| row.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(None), ["USB-002"]);
    assert_eq!(numbers(Some("2026-11-20")), ["USB-001"]);
    assert_eq!(numbers(Some("2026-11-19")), Vec::<String>::new());
}

#[test]
fn search_folds_width_kana_and_variant_kanji() {
    let mut office = office();
    let mut values = medium("USB-003");
    values.retain(|(key, _)| *key != "content");
    values.push(("content", "はんこ注文データ"));
    office.create(RegisterId::PortableMedia, &values);
    for (text, found) in [
        ("高橋", true),
        ("髙橋", true),
        ("ﾊﾝ", true),
        ("ハン", true),
        ("ｕｓｂ－００３", true),
        ("buffalo", true),
        ("山田", false),
    ] {
        let query = ListQuery { text: Some(text.into()), ..ListQuery::default() };
        let page =
            actions::list(&mut office.ledgers, &office.session, RegisterId::PortableMedia, &query).unwrap();
        assert_eq!(page.total == 1, found, "{text}");
        let hits = actions::search(&mut office.ledgers, &office.session, text).unwrap();
        assert_eq!(!hits.is_empty(), found, "{text}");
    }
}

#[test]
fn undo_takes_back_the_last_own_step_and_only_that() {
    let mut office = office();
    let made = office.usb("USB-004");
    let mut values = medium("USB-004");
    values.retain(|(key, _)| *key != "location");
    values.push(("location", "施錠キャビネットB"));
    let at = (RegisterId::PortableMedia, made.id, made.version);
    actions::correct(&mut office.ledgers, &office.session, at, &draft(&values), "移動").unwrap();

    let undone = undo::undo_last(&mut office.ledgers, &office.session).unwrap();
    assert_eq!(undone.action, "corrected");
    assert_eq!(undone.record.cells["location"].text, "耐火金庫 棚2");
    let again = undo::undo_last(&mut office.ledgers, &office.session).unwrap_err();
    assert_eq!(again.code(), ErrorCode::UndoNotAllowed);
}

#[test]
fn opening_a_personal_record_and_being_refused_leave_entries() {
    let mut office = office();
    let page = actions::list(&mut office.ledgers, &office.session, RegisterId::Staff, &ListQuery::default())
        .unwrap();
    actions::view(&mut office.ledgers, &office.session, RegisterId::Staff, page.rows[0].id).unwrap();
    office.usb("USB-005");
    let _ = actions::create(
        &mut office.ledgers,
        &office.session,
        RegisterId::PortableMedia,
        &draft(&medium("USB-005")),
    );
    let log =
        audit::log::page(&mut office.ledgers, &office.session, &audit::log::EventQuery::default()).unwrap();
    let refused = log.lines.iter().find(|line| line.action == "refused").unwrap();
    assert_eq!(refused.detail.as_ref().unwrap()["code"], "number_taken");
    assert!(
        log.lines.iter().any(|line| line.action == "viewed" && line.register.as_deref() == Some("staff"))
    );
}

#[test]
fn an_untouched_ledger_verifies_also_after_a_night_and_against_paper() {
    let mut office = office();
    office.usb("USB-001");
    let printed = office.ledgers.head().unwrap();
    let mut office = office.reopen();
    let report = verify(&mut office.ledgers, &office.session, Some(printed), &Cancel::default()).unwrap();
    assert!(report.ok, "{:?}", report.first_bad);
    assert!(report.records >= 2 && report.entries >= 4);
    let wrong = Head { seq: 1, short: "00000000".into() };
    let report = verify(&mut office.ledgers, &office.session, Some(wrong), &Cancel::default()).unwrap();
    assert_eq!(report.first_bad.unwrap().what, Fault::HeadDiffers);
}

#[test]
fn an_exported_log_verifies_without_the_ledger() {
    let mut office = office();
    office.usb("USB-001");
    let mut file = Vec::new();
    let head = audit::export::write(&mut office.ledgers, &office.session, &mut file).unwrap();
    let report = audit::export::verify(file.as_slice(), Some(head.clone())).unwrap();
    assert!(report.ok && report.entries == head.seq);

    let altered = String::from_utf8(file.clone()).unwrap().replacen("耐火金庫", "耐火金塊", 1);
    assert_eq!(
        audit::export::verify(altered.as_bytes(), None).unwrap().first_bad.unwrap().what,
        Fault::EntryAltered
    );
    let cut: Vec<&str> = std::str::from_utf8(&file).unwrap().lines().collect();
    let cut = cut[..cut.len() - 1].join("\n");
    let report = audit::export::verify(cut.as_bytes(), Some(head)).unwrap();
    assert_eq!(report.first_bad.unwrap().what, Fault::TailCut);
    assert!(!audit::export::verify(&b""[..], None).unwrap().ok, "nothing proves nothing");
}

#[test]
fn nobody_permits_his_own_carry_out() {
    let mut office = office();
    let own = draft(&[
        ("applied_on", "R8.11.20"),
        ("applicant", "辻󠄀 香織"),
        ("contact", "内線12"),
        ("item_no", "USB-001"),
        ("permitted_by", "辻󠄀　香織"),
        ("permitted_on", "R8.11.20"),
    ]);
    let mut own = own;
    let register = mamori_core::registers::register(RegisterId::CarryOuts);
    for field in register.fields {
        use mamori_core::vocab::{Kind, Required};
        if field.required == Required::Save && !own.values.contains_key(field.key) {
            let text = match field.kind {
                Kind::Choice(choices) | Kind::ManyOf(choices) => choices[0].id.to_owned(),
                Kind::Date => "R8.11.21".to_owned(),
                Kind::DateTime => "2026-11-21T09:00".to_owned(),
                Kind::Int => "1".to_owned(),
                Kind::Bool => "はい".to_owned(),
                _ => "在宅".to_owned(),
            };
            own.values.insert(field.key.to_owned(), text);
        }
    }
    let refused =
        actions::create(&mut office.ledgers, &office.session, RegisterId::CarryOuts, &own).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::OwnRequest, "{refused:?}");
    let log =
        audit::log::page(&mut office.ledgers, &office.session, &audit::log::EventQuery::default()).unwrap();
    assert_eq!(log.lines.iter().filter(|line| line.action == "refused").count(), 1);
    own.values.insert("permitted_by".into(), "山﨑 幸子".into());
    own.values.insert("encrypted".into(), "有".into());
    let made = actions::create(&mut office.ledgers, &office.session, RegisterId::CarryOuts, &own).unwrap();
    assert_eq!(made.number, "持出R8-001");
}

#[test]
fn a_password_that_ran_out_lets_one_only_change_it() {
    let office = office();
    let (dir, clock, folder) = (office.dir(), office.clock.clone(), office.folder);
    drop(office.ledgers);
    clock.pass(Duration::days(61));
    let (mut ledgers, session, info) = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).unwrap();
    assert_eq!(info.password, mamori_core::users::password::PasswordAge::Expired);
    let looking = actions::list(&mut ledgers, &session, RegisterId::Staff, &ListQuery::default());
    assert_eq!(looking.unwrap_err().code(), ErrorCode::Forbidden);
    let weak = ledgers.change_password(&session, PASSWORD, "mijikai").unwrap_err();
    assert_eq!(weak.code(), ErrorCode::PasswordRule);
    let (session, _) = ledgers.change_password(&session, PASSWORD, "atarashii-56%").unwrap();
    assert!(actions::list(&mut ledgers, &session, RegisterId::Staff, &ListQuery::default()).is_ok());
    drop(folder);
}
