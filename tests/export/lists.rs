//! Lists that are no ledger go out as the screens show them, to whoever may see those screens.

use mamori_core::audit::log::{EventQuery, page};
use mamori_core::error::{Error, ErrorCode};
use mamori_core::export::{self, ExportFormat, ListWanted};
use mamori_core::ledgers::accounts::NewUser;
use mamori_core::ledgers::setup;
use mamori_core::records::actions as records;
use mamori_core::training::untrained::UntrainedQuery;
use mamori_core::users::Permission;
use mamori_core::vocab::RegisterId;

use super::sample_office;
use crate::support::lists::{DAY, read_csv, written};
use crate::support::{Office, PASSWORD, draft, office};

const SECOND: &str = "mamori-34%";

fn person(office: &mut Office, number: &str, name: &str) -> i64 {
    let texts = [
        ("staff_no", number),
        ("name", name),
        ("department", "総務課"),
        ("employment", "正規"),
        ("hired_on", "R2.4.1"),
    ];
    office.create(RegisterId::Staff, &texts).id
}

#[test]
fn the_log_goes_out_to_the_second_in_the_words_of_the_office() {
    let mut office = office();
    office.usb("USB-001");
    let all = ListWanted::Log { query: EventQuery::default() };
    let read = written(&mut office, &all);
    assert_eq!(read.title, "操作履歴");
    let actions = read.column("操作");
    assert!(actions.contains(&"登録".to_owned()) && actions.contains(&"台帳の作成（初期設定）".to_owned()));
    let made = actions.iter().position(|action| action == "登録").unwrap();
    assert_eq!(read.column("台帳")[made], "可搬型記録媒体管理台帳");
    assert_eq!(read.column("番号")[made], "USB-001");
    let (kind, format) = &read.kinds("日時")[made];
    assert_eq!((*kind, format.contains("h:mm:ss")), ("day", true));
    let (_, text) = read_csv(&mut office, &all);
    assert!(text.contains("書出し"), "the first export is in the second one");

    let narrowed = EventQuery { register: Some("portable_media".into()), ..EventQuery::default() };
    let read = written(&mut office, &ListWanted::Log { query: narrowed });
    assert_eq!(read.column("番号"), ["USB-001"]);
    assert!(read.state.contains("台帳「可搬型記録媒体管理台帳」"), "{}", read.state);
}

#[test]
fn a_search_goes_out_with_all_it_found() {
    let mut office = office();
    for n in 1..=60 {
        office.usb(&format!("USB-{n:03}"));
    }
    let shown = records::search(&mut office.ledgers, &office.session, "usb").unwrap().len();
    let read = written(&mut office, &ListWanted::Search { text: "usb".into() });
    assert_eq!((shown, read.column("番号").len()), (50, 60));
    assert_eq!(read.column("台帳")[0], "可搬型記録媒体管理台帳");
    assert!(read.state.contains("検索「usb」"), "{}", read.state);
}

#[test]
fn imports_go_out_with_their_files_and_counts() {
    let mut office = sample_office();
    let read = written(&mut office, &ListWanted::ImportBatches);
    assert_eq!(read.column("取込番号"), ["1"]);
    let (files, counts) = (&read.column("ファイル")[0], &read.column("取り込んだ件数")[0]);
    assert!(files.contains("職員名簿.xlsx\n"), "{files}");
    assert!(counts.contains("持出し 60件"), "{counts}");
    assert_eq!(read.column("取込みの取消"), [""]);
}

#[test]
fn what_is_due_and_what_a_leaver_holds_go_out_with_their_days() {
    let mut office = office();
    let id = person(&mut office, "10", "髙橋 一郎");
    office.usb("USB-001");
    let held = written(&mut office, &ListWanted::Holdings { person: id });
    assert_eq!([held.column("番号"), held.column("本人の確認")], [["USB-001"], ["本人"]]);
    assert!(held.state.contains("髙橋 一郎"), "{}", held.state);

    let version = records::view(&mut office.ledgers, &office.session, RegisterId::Staff, id).unwrap().version;
    let leaving = draft(&[("left_on", "R8.11.30")]);
    let at = (id, version);
    mamori_core::people::actions::leave(&mut office.ledgers, &office.session, at, &leaving).unwrap();
    let due = written(&mut office, &ListWanted::Duties);
    assert_eq!(due.title, "期限一覧");
    let at = due.column("区分").iter().position(|kind| kind == "退職者").unwrap();
    assert_eq!((due.column("番号")[at].as_str(), due.column("期限")[at].as_str()), ("10", "2026-11-30"));
    assert_eq!(
        (due.kinds("期限")[at].clone(), due.column("残り日数")[at].as_str()),
        (("day", DAY.into()), "10")
    );
    let kinds = due.column("区分");
    assert!(kinds.contains(&"訓練".to_owned()) && kinds.contains(&"研修計画".to_owned()), "{kinds:?}");
}

#[test]
fn a_list_goes_out_to_nobody_who_may_not_see_or_write_it_out() {
    let mut office = office();
    let id = person(&mut office, "10", "髙橋 一郎");
    let new = NewUser {
        person: id,
        login: "takahashi".into(),
        role: "operations_officer".into(),
        password: SECOND.into(),
    };
    office.ledgers.register_account(&office.session, PASSWORD, &new).unwrap();
    let accounts = written(&mut office, &ListWanted::Accounts);
    assert_eq!(accounts.column("利用者ID"), ["tsuji", "takahashi"]);
    assert_eq!(accounts.column("仮パスワード"), ["", "仮"]);

    let dir = office.dir();
    let Office { ledgers, clock, folder, .. } = office;
    drop(ledgers);
    let (mut ledgers, session, _) = setup::sign_in(&dir, "takahashi", SECOND, clock.surroundings()).unwrap();
    let (session, _) = ledgers.change_password(&session, SECOND, "mamori-56$").unwrap();
    let path = folder.path().join("見られない一覧.xlsx");
    let mut refused = |wanted: &ListWanted| {
        export::list(&mut ledgers, &session, (wanted, ExportFormat::Xlsx), &path).unwrap_err()
    };
    let log = refused(&ListWanted::Log { query: EventQuery::default() });
    assert!(matches!(log, Error::Forbidden(Permission::Export)), "{log:?}");
    let accounts = refused(&ListWanted::Accounts);
    assert!(matches!(accounts, Error::Forbidden(Permission::ManageAccounts)), "{accounts:?}");
    assert!(!path.exists());
}

#[test]
fn a_list_that_goes_out_leaves_its_entry_and_a_file_that_cannot_be_written_none() {
    let mut office = office();
    person(&mut office, "10", "髙橋 一郎");
    written(&mut office, &ListWanted::Accounts);
    let lines = page(&mut office.ledgers, &office.session, &EventQuery::default()).unwrap().lines;
    let entry = lines.iter().find(|line| line.action == "exported").unwrap();
    let detail = entry.detail.as_ref().unwrap();
    assert_eq!((&detail["wanted"]["list"], &detail["rows"]), (&"accounts".into(), &1.into()));
    assert_eq!(entry.register.as_deref(), Some("staff"));
    use sha2::Digest;
    let bytes = std::fs::read(office.folder.path().join("一覧.xlsx")).unwrap();
    assert_eq!(detail["sha256"], hex::encode(sha2::Sha256::digest(bytes)));

    let before = office.ledgers.head().unwrap().seq;
    let nowhere = office.folder.path().join("nowhere/一覧.xlsx");
    let how = (&ListWanted::Duties, ExportFormat::Xlsx);
    let failed = export::list(&mut office.ledgers, &office.session, how, &nowhere).unwrap_err();
    assert_eq!((failed.code(), office.ledgers.head().unwrap().seq), (ErrorCode::Io, before));
}

#[test]
fn a_course_that_no_register_knows_has_no_number() {
    let mut office = sample_office();
    let lists = [
        (ListWanted::Duties, "番号", "件名"),
        (ListWanted::Untrained { query: UntrainedQuery::default() }, "研修番号", "対象となる研修"),
    ];
    for (wanted, number, name) in lists {
        let read = written(&mut office, &wanted);
        let rows: Vec<_> = read.column(name).into_iter().zip(read.column(number)).collect();
        let of_course: Vec<_> = rows.iter().filter(|(name, _)| name.contains("研修")).collect();
        assert!(!of_course.is_empty(), "{rows:?}");
        assert!(of_course.iter().all(|(_, number)| number.is_empty()), "{rows:?}");
    }
}
