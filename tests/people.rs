//! People: joining in March, moving in mid-year, leaving, and what somebody leaves behind.

use chrono::Duration;
use mamori_core::audit::verify::verify;
use mamori_core::error::{ErrorCode, Result};
use mamori_core::import::Cancel;
use mamori_core::ledgers::accounts::NewUser;
use mamori_core::ledgers::setup;
use mamori_core::people::actions::{self, Leaving};
use mamori_core::people::holdings;
use mamori_core::records::actions as records;
use mamori_core::records::view::RecordView;
use mamori_core::training::actions as training;
use mamori_core::vocab::RegisterId;

use crate::support::{LOGIN, Office, PASSWORD, Texts, draft, late, ledger_dir, office, with_rows};

const SECOND: &str = "mamori-34%";

fn person(office: &mut Office, number: &str, name: &str, department: &str, hired: &str) -> RecordView {
    let texts = [
        ("staff_no", number),
        ("name", name),
        ("department", department),
        ("title", "主事"),
        ("employment", "正規"),
        ("hired_on", hired),
    ];
    office.create(RegisterId::Staff, &texts)
}

fn shift(office: &mut Office, person: &RecordView, texts: Texts<'_>) -> Result<RecordView> {
    actions::move_person(
        &mut office.ledgers,
        &office.session,
        (person.id, person.version),
        &late(draft(texts)),
    )
}

fn leave(office: &mut Office, person: &RecordView, on: &str) -> Result<Leaving> {
    let texts = [("left_on", on), ("left_reason", "定年")];
    actions::leave(&mut office.ledgers, &office.session, (person.id, person.version), &draft(&texts))
}

fn now(office: &mut Office, person: &RecordView) -> RecordView {
    records::view(&mut office.ledgers, &office.session, RegisterId::Staff, person.id).unwrap()
}

/// The department a session of that day puts behind the name.
fn department_on(office: &mut Office, day: &str, name: &str) -> String {
    let texts = [
        ("course", "説明会"),
        ("course_kind", "その他"),
        ("held_on", day),
        ("place", "会議室"),
        ("mode", "集合"),
        ("instructor", "外山 講師"),
        ("targets", "全職員"),
        ("content", "手順"),
    ];
    let session = training::plan(&mut office.ledgers, &office.session, &late(draft(&texts))).unwrap();
    let row = session.parts["attendees"].iter().find(|row| row["name"].text == name);
    row.map(|row| row["department"].text.clone()).unwrap_or_default()
}

#[test]
fn who_moves_in_mid_year_stands_on_every_list_where_he_was_that_day() {
    let mut office = office();
    let made = person(&mut office, "21", "渡辺 誠", "総務課", "H28.4.1");
    let moved = [("from_on", "R8.10.1"), ("department", "健診課"), ("move_reason", "定期異動")];
    let at = (made.id, made.version);
    let bare = actions::move_person(&mut office.ledgers, &office.session, at, &draft(&moved));
    assert_eq!(bare.unwrap_err().code(), ErrorCode::LateReasonMissing);
    let moved = shift(&mut office, &made, &moved).unwrap();
    assert!(moved.history[0].late);
    assert_eq!(moved.cells["department"].text, "健診課");
    assert_eq!(moved.cells["title"].text, "主事", "what the order does not name stays");
    let places: Vec<_> =
        moved.parts["assignments"].iter().map(|row| row["department"].text.as_str()).collect();
    assert_eq!(places, ["総務課", "健診課"]);
    let cases = [("R8.9.30", "総務課"), ("R8.10.1", "健診課")];
    for (day, department) in cases {
        assert_eq!(department_on(&mut office, day, "渡辺 誠"), department, "{day}");
    }
    let early = shift(&mut office, &moved, &[("from_on", "H27.4.1"), ("department", "給付課")]);
    assert_eq!(early.unwrap_err().code(), ErrorCode::Input);
}

#[test]
fn a_move_entered_ahead_comes_into_force_on_its_day() {
    let mut office = office();
    let made = person(&mut office, "21", "渡辺 誠", "総務課", "H28.4.1");
    let ahead = [("from_on", "R8.12.1"), ("department", "給付課"), ("title", "係長")];
    let moved = shift(&mut office, &made, &ahead).unwrap();
    assert_eq!(moved.cells["department"].text, "総務課");
    office.clock.pass(Duration::days(11));
    let mut office = office.reopen();
    let today = now(&mut office, &made);
    assert_eq!(
        (today.cells["department"].text.as_str(), today.cells["title"].text.as_str()),
        ("給付課", "係長")
    );
    assert_eq!(today.history[0].action, "moved");
    let report = verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap();
    assert!(report.ok, "{:?}", report.first_bad);
}

#[test]
fn who_joins_in_march_is_on_the_list_from_his_day() {
    let mut office = office();
    person(&mut office, "31", "齋藤 優子", "総務課", "R9.3.15");
    assert_eq!(department_on(&mut office, "R9.3.14", "齋藤 優子"), "");
    assert_eq!(department_on(&mut office, "R9.3.15", "齋藤 優子"), "総務課");
}

#[test]
fn leaving_lists_what_is_held_until_it_is_settled() {
    let mut office = office();
    let made = person(&mut office, "10", "髙橋 一郎", "総務課", "H20.4.1");
    let stick = office.usb("USB-001");
    let left = leave(&mut office, &made, "R8.11.20").unwrap();
    let held: Vec<_> = left
        .holdings
        .items
        .iter()
        .map(|one| (one.register, one.number.as_str(), one.role.as_str()))
        .collect();
    assert_eq!(held, [(RegisterId::PortableMedia, "USB-001", "管理者")]);
    assert!(!left.holdings.settled);
    assert_eq!(holdings::leavers(&office.ledgers, &office.session).unwrap().len(), 1);
    let again = leave(&mut office, &left.record, "R8.11.21");
    assert_eq!(again.err().unwrap().code(), ErrorCode::PersonLeft);

    let mut owner: Vec<_> = crate::support::medium("USB-001");
    owner.retain(|(key, _)| *key != "owner");
    owner.push(("owner", "辻󠄀 香織"));
    let at = (RegisterId::PortableMedia, stick.id, stick.version);
    records::correct(&mut office.ledgers, &office.session, at, &draft(&owner), "返却").unwrap();
    assert_eq!(holdings::leavers(&office.ledgers, &office.session).unwrap(), []);
    assert!(holdings::holdings(&office.ledgers, &office.session, made.id).unwrap().settled);
    // The history of the stick still says who held it.
    let stick =
        records::view(&mut office.ledgers, &office.session, RegisterId::PortableMedia, stick.id).unwrap();
    let change = stick.history[0].changes.iter().find(|change| change.field == "owner").unwrap();
    assert_eq!(change.before, "髙橋 一郎");
}

#[test]
fn the_account_is_shut_from_the_next_day_and_its_key_is_gone() {
    let mut office = office();
    let made = person(&mut office, "10", "髙橋 一郎", "総務課", "H20.4.1");
    let new = NewUser {
        person: made.id,
        login: "takahashi".into(),
        role: "operations_officer".into(),
        password: SECOND.into(),
    };
    office.ledgers.register_account(&office.session, PASSWORD, &new).unwrap();
    let twice = office.ledgers.register_account(&office.session, PASSWORD, &new);
    assert_eq!(twice.unwrap_err().code(), ErrorCode::LoginTaken);

    let left = leave(&mut office, &made, "R8.11.20").unwrap();
    let account = left.holdings.account.unwrap();
    assert_eq!((account.disabled_on.as_deref(), account.kept), (Some("2026-11-21"), false));
    let silent = records::correct(
        &mut office.ledgers,
        &office.session,
        (RegisterId::Staff, made.id, left.record.version),
        &draft(&[
            ("staff_no", "10"),
            ("name", "髙橋 一郎"),
            ("department", "総務課"),
            ("employment", "正規"),
            ("hired_on", "H20.4.1"),
        ]),
        "退職日を消す",
    );
    assert_eq!(silent.unwrap_err().code(), ErrorCode::LeavingByAction);
    let Office { ledgers, clock, folder, session, .. } = office;
    drop((ledgers, session));
    let sign_in = |login: &str, password: &str| {
        setup::sign_in(&ledger_dir(&folder), login, password, clock.surroundings())
            .map(|(_, session, _)| session)
    };
    // His last day is his; the temporary password may only be changed.
    assert_eq!(sign_in("takahashi", SECOND).unwrap().login(), "takahashi");
    clock.pass(Duration::days(1));
    assert_eq!(sign_in("takahashi", SECOND).unwrap_err().code(), ErrorCode::AccountDisabled);
    let keyring = std::fs::read_to_string(ledger_dir(&folder).join("keyring.json")).unwrap();
    assert!(!keyring.contains("takahashi"), "the key is not wrapped for him any more");
    assert_eq!(sign_in("takahashi", SECOND).unwrap_err().code(), ErrorCode::WrongCredentials);
    assert_eq!(sign_in(LOGIN, PASSWORD).unwrap().login(), LOGIN);
}

#[test]
fn the_last_who_may_register_others_is_not_locked_out() {
    let mut office = office();
    let own = records::view(&mut office.ledgers, &office.session, RegisterId::Staff, office.session.person())
        .unwrap();
    let left = leave(&mut office, &own, "R8.11.20").unwrap();
    let account = left.holdings.account.unwrap();
    assert_eq!((account.disabled_on, account.kept), (None, true));
    office.clock.pass(Duration::days(2));
    let mut office = office.reopen();
    let leavers = holdings::leavers(&office.ledgers, &office.session).unwrap();
    assert!(leavers[0].account_open, "it stays in sight until somebody follows");
    let stays = actions::withdraw_leaving(
        &mut office.ledgers,
        &office.session,
        (own.id, left.record.version),
        "継続雇用",
    );
    assert!(!stays.unwrap().cells.contains_key("left_on"));
}

#[test]
fn two_who_may_register_others_and_leave_on_different_days_do_not_lock_the_office_out() {
    let mut office = office();
    let other = person(&mut office, "10", "髙橋 一郎", "総務課", "H20.4.1");
    let new = new_user(&other, "takahashi", "system_manager");
    office.ledgers.register_account(&office.session, PASSWORD, &new).unwrap();
    let later = leave(&mut office, &other, "R8.12.20").unwrap();
    assert_eq!(later.holdings.account.unwrap().disabled_on.as_deref(), Some("2026-12-21"));
    let own = records::view(&mut office.ledgers, &office.session, RegisterId::Staff, office.session.person())
        .unwrap();
    let sooner = leave(&mut office, &own, "R8.12.10").unwrap().holdings.account.unwrap();
    assert_eq!((sooner.disabled_on, sooner.kept), (None, true), "nobody would be left from the 21st");
}

#[test]
fn an_account_shut_for_another_reason_stays_shut_when_a_leaving_is_withdrawn() {
    let mut office = office();
    let other = person(&mut office, "10", "髙橋 一郎", "総務課", "H20.4.1");
    let new = new_user(&other, "takahashi", "system_manager");
    office.ledgers.register_account(&office.session, PASSWORD, &new).unwrap();
    office.ledgers.shut_account(&office.session, other.id, "長期休業").unwrap();
    let left = leave(&mut office, &other, "R8.12.20").unwrap();
    let at = (other.id, left.record.version);
    actions::withdraw_leaving(&mut office.ledgers, &office.session, at, "継続雇用").unwrap();
    let held = holdings::holdings(&office.ledgers, &office.session, other.id).unwrap();
    assert_eq!(held.account.unwrap().disabled_on.as_deref(), Some("2026-11-20"));
}

fn new_user(person: &RecordView, login: &str, role: &str) -> NewUser {
    NewUser { person: person.id, login: login.into(), role: role.into(), password: SECOND.into() }
}

#[test]
fn who_had_to_stay_is_shut_out_once_somebody_follows() {
    let mut office = office();
    let follower = person(&mut office, "10", "髙橋 一郎", "総務課", "H20.4.1");
    let own = records::view(&mut office.ledgers, &office.session, RegisterId::Staff, office.session.person())
        .unwrap();
    leave(&mut office, &own, "R8.11.19").unwrap();
    let new = new_user(&follower, "takahashi", "system_manager");
    office.ledgers.register_account(&office.session, PASSWORD, &new).unwrap();
    // The day of leaving is past: the session ends at the next call.
    let next = holdings::leavers(&office.ledgers, &office.session);
    assert_eq!(next.unwrap_err().code(), ErrorCode::AccountDisabled);
    let dir = office.dir();
    let Office { ledgers, clock, folder, .. } = office;
    drop(ledgers);
    let again = setup::sign_in(&dir, LOGIN, PASSWORD, clock.surroundings()).map(|_| ());
    assert_eq!(again.unwrap_err().code(), ErrorCode::WrongCredentials, "the key is gone");
    let (_, session, _) = setup::sign_in(&dir, "takahashi", SECOND, clock.surroundings()).unwrap();
    assert_eq!(session.login(), "takahashi");
    drop(folder);
}

#[test]
fn whoever_leaves_while_signed_in_works_until_the_evening_and_no_longer() {
    let mut office = office();
    let made = person(&mut office, "10", "髙橋 一郎", "総務課", "H20.4.1");
    let new = new_user(&made, "takahashi", "system_manager");
    office.ledgers.register_account(&office.session, PASSWORD, &new).unwrap();
    let own = records::view(&mut office.ledgers, &office.session, RegisterId::Staff, office.session.person())
        .unwrap();
    leave(&mut office, &own, "R8.11.20").unwrap();
    assert!(holdings::leavers(&office.ledgers, &office.session).is_ok());
    office.clock.pass(Duration::days(1));
    let read = holdings::leavers(&office.ledgers, &office.session).map(|_| ());
    let written = records::void(
        &mut office.ledgers,
        &office.session,
        (RegisterId::Staff, made.id, made.version),
        "重複",
    );
    assert_eq!(
        [read.unwrap_err().code(), written.unwrap_err().code()],
        [ErrorCode::AccountDisabled, ErrorCode::AccountDisabled]
    );
}

#[test]
fn an_account_without_its_key_is_opened_by_a_new_temporary_password() {
    let mut office = office();
    let made = person(&mut office, "10", "髙橋 一郎", "総務課", "H20.4.1");
    let new = new_user(&made, "takahashi", "operations_officer");
    office.ledgers.register_account(&office.session, PASSWORD, &new).unwrap();
    let left = leave(&mut office, &made, "R8.11.18").unwrap();
    assert!(left.holdings.account.unwrap().keyless);
    let at = (made.id, left.record.version);
    actions::withdraw_leaving(&mut office.ledgers, &office.session, at, "継続雇用").unwrap();
    let account = |office: &Office| {
        holdings::holdings(&office.ledgers, &office.session, made.id).unwrap().account.unwrap()
    };
    assert_eq!((account(&office).disabled_on, account(&office).keyless), (None, true));

    let third = "mamori-56$";
    let mut give = |password: &str, reason: &str| {
        office.ledgers.give_password(&office.session, PASSWORD, (made.id, password), reason)
    };
    assert_eq!(give(third, " ").unwrap_err().code(), ErrorCode::ReasonMissing);
    assert_eq!(give(SECOND, "退職の取消し").unwrap_err().code(), ErrorCode::PasswordReused);
    give(third, "退職の取消し").unwrap();
    assert_eq!((account(&office).temporary, account(&office).keyless), (true, false));
    let signed = setup::sign_in(&office.dir(), "takahashi", third, office.clock.surroundings()).map(|_| ());
    assert!(signed.is_err_and(|error| error.code() == ErrorCode::LedgerOpenElsewhere));
    let report = verify(&mut office.ledgers, &office.session, None, &Cancel::default()).unwrap();
    assert!(report.ok, "{:?}", report.first_bad);
}

#[test]
fn an_account_is_shut_with_a_reason_and_its_person_is_not_struck_off() {
    let mut office = office();
    let made = person(&mut office, "10", "髙橋 一郎", "総務課", "H20.4.1");
    let new = new_user(&made, "takahashi", "operations_officer");
    office.ledgers.register_account(&office.session, PASSWORD, &new).unwrap();
    let own = office.session.person();
    let mut shut = |person, reason| office.ledgers.shut_account(&office.session, person, reason);
    assert_eq!(shut(own, "長期休暇").unwrap_err().code(), ErrorCode::AccountNeeded);
    assert_eq!(shut(made.id, "").unwrap_err().code(), ErrorCode::ReasonMissing);
    shut(made.id, "長期休暇").unwrap();
    let held = holdings::holdings(&office.ledgers, &office.session, made.id).unwrap();
    assert_eq!(held.account.unwrap().disabled_on.as_deref(), Some("2026-11-20"));
    let at = (RegisterId::Staff, made.id, made.version);
    let struck = records::void(&mut office.ledgers, &office.session, at, "重複");
    assert_eq!(struck.unwrap_err().code(), ErrorCode::PersonHasAccount);
    let roles = office.ledgers.roles(&office.session).unwrap();
    let officer = roles.iter().find(|role| role.id == "operations_officer").unwrap();
    assert!(officer.permissions.contains(&"read_ledgers".to_owned()));
}

#[test]
fn things_under_the_name_as_an_old_ledger_wrote_it_are_listed() {
    let mut office = office();
    // Half-width kana, and a blank that nobody sees.
    for (number, owner) in
        [("USB-001", "ﾏﾙﾃｨﾈｽ　ｱﾅ"), ("USB-002", "マルティネス\u{200b}アナ"), ("USB-003", "髙橋 一郎")]
    {
        let texts = crate::support::medium(number);
        let owned = [("owner", owner)];
        office.create(RegisterId::PortableMedia, &crate::support::changed(&texts, &owned));
    }
    let made = person(&mut office, "12", "マルティネス アナ", "業務課", "H20.4.1");
    let held = holdings::holdings(&office.ledgers, &office.session, made.id).unwrap();
    let items: Vec<_> = held.items.iter().map(|item| (item.number.as_str(), item.sure)).collect();
    assert_eq!(items, [("USB-001", false), ("USB-002", false)]);
}

#[test]
fn a_leavers_posts_and_things_of_the_same_name_are_listed() {
    let mut office = office();
    let base: Texts<'_> = &[
        ("staff_no", "10"),
        ("name", "髙橋 一郎"),
        ("department", "総務課"),
        ("employment", "正規"),
        ("hired_on", "H20.4.1"),
    ];
    let role: Texts<'_> = &[("role", "システム管理者"), ("from_on", "R5.4.1")];
    let draft = with_rows(base, &[("roles", &[role])]);
    // Registered before its owner stood in the 職員名簿: the name alone says whose it may be.
    office.usb("USB-001");
    let made = records::create(&mut office.ledgers, &office.session, RegisterId::Staff, &draft).unwrap();
    let held = holdings::holdings(&office.ledgers, &office.session, made.id).unwrap();
    let items: Vec<_> =
        held.items.iter().map(|item| (item.register, item.title.as_str(), item.sure)).collect();
    assert_eq!(
        items,
        [(RegisterId::Staff, "システム管理者", true), (RegisterId::PortableMedia, "USBメモリ", false),]
    );
}
