//! An import taken back: what was worked on since, or stands in an open case, is listed and left to the user.

use mamori_core::attachments::{About, actions as attachments};
use mamori_core::disposals::actions as cases;
use mamori_core::import::batches::{Touched, UndoPlan};
use mamori_core::ledgers::accounts::NewUser;
use mamori_core::watch::Watch;

use mamori_core::training::untrained::{self, UntrainedQuery};

use super::*;
use crate::disposal_cases::cast::{APPLICATION, equipped};
use crate::support::{late, with_rows};

/// What stays, and why.
fn kept(plan: &UndoPlan) -> Vec<String> {
    let line = |one: &Touched| {
        let why: Vec<String> = one.by.iter().map(|by| by.words_ja()).collect();
        format!("{} {}", one.number, why.join("・"))
    };
    plan.touched.iter().map(line).collect()
}

/// Undoes a batch around what stays; refused without saying that it may stay.
fn undo_around(office: &mut Office, batch: i64) {
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    let refused = batches::undo(ledgers, session, batch, TouchedRecords::Refuse, "誤り").unwrap_err();
    assert_eq!(refused.code(), ErrorCode::BatchTouched);
    batches::undo(ledgers, session, batch, TouchedRecords::Keep, "誤り").unwrap();
}

#[test]
fn somebody_who_signs_in_is_not_voided_with_the_staff_that_came_in() {
    let mut office = office();
    let path = office.folder.path().join("職員.csv");
    std::fs::write(&path, "職員番号,氏名,所属\r\n101,髙橋　一郎,総務課\r\n102,山﨑　幸子,総務課").unwrap();
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    let person = find(&mut office, RegisterId::Staff, "101");
    let new = NewUser {
        person: person.id,
        login: "takahashi".into(),
        role: "operations_officer".into(),
        password: "Dai2-no-pw#".into(),
    };
    office.ledgers.register_account(&office.session, crate::support::PASSWORD, &new).unwrap();
    let plan = batches::plan_undo(&office.ledgers, &office.session, batch.id).unwrap();
    assert_eq!(kept(&plan), ["101 利用者 takahashi が使用中"]);
    undo_around(&mut office, batch.id);
    assert!(!find(&mut office, RegisterId::Staff, "101").voided);
    assert!(find(&mut office, RegisterId::Staff, "102").voided);
}

#[test]
fn what_is_carried_out_or_has_something_attached_stays() {
    let mut office = office();
    let rows = [["USB-001", "金庫", ""], ["USB-002", "金庫", ""], ["USB-003", "金庫", ""]];
    let path = old_ledger(&office, "台帳.csv", &rows);
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    let carried = office.folder.path().join("持出.csv");
    let text =
        "申請番号,管理番号,氏名,持出日,持出確認者\r\n持出-1,USB-001,髙橋　一郎,2026-11-19 09:00,辻󠄀　香織";
    std::fs::write(&carried, text).unwrap();
    take_in(&mut office, &judged(&carried, accepted())).unwrap();
    let at = (MEDIA, find(&mut office, MEDIA, "USB-002").id);
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    attachments::attach(ledgers, session, at, ("写真.jpg", b"\xff\xd8\xff photo"), About::default()).unwrap();
    let plan = batches::plan_undo(&office.ledgers, &office.session, batch.id).unwrap();
    let mut stays = kept(&plan);
    stays.sort();
    assert_eq!(stays, ["USB-001 持出し 持出-1 が完了していない", "USB-002 取込みのあとに添付あり 写真.jpg"]);
    undo_around(&mut office, batch.id);
    let voided = ["USB-001", "USB-002", "USB-003"].map(|number| find(&mut office, MEDIA, number).voided);
    assert_eq!(voided, [false, false, true]);
}

#[test]
fn a_record_whose_old_number_is_anothers_by_now_stays_and_says_so() {
    let mut office = office();
    office.usb("USB-003");
    office.usb("USB-004");
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.set(1, "USB-003", "管理番号", "USB-033");
    book.set(1, "USB-004", "備考", "確認");
    book.save(&path);
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    office.usb("USB-003");
    let plan = batches::plan_undo(&office.ledgers, &office.session, batch.id).unwrap();
    assert_eq!(
        (plan.records, kept(&plan)),
        (1, vec!["USB-033 元の番号 USB-003 はほかの記録が使用中".to_owned()])
    );
    undo_around(&mut office, batch.id);
    assert_eq!(find(&mut office, MEDIA, "USB-033").cells["media_no"].text, "USB-033");
    assert_eq!(
        find(&mut office, MEDIA, "USB-004")
            .cells
            .get("remarks")
            .map(|cell| cell.text.clone())
            .unwrap_or_default(),
        ""
    );
}

#[test]
fn numbers_an_import_swapped_are_swapped_back() {
    let mut office = office();
    for number in ["USB-001", "USB-002"] {
        office.usb(number);
        correct(&mut office, number, "serial", &format!("SN-{number}"));
        correct(&mut office, number, "location", &format!("棚{number}"));
    }
    let path = exported(&mut office, MEDIA);
    let mut book = Workbook::open(&path);
    book.set(1, "USB-001", "管理番号", "USB-X");
    book.set(1, "USB-002", "管理番号", "USB-001");
    book.set(1, "USB-X", "管理番号", "USB-002");
    book.save(&path);
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    assert_eq!(find(&mut office, MEDIA, "USB-001").cells["serial"].text, "SN-USB-002");
    batches::undo(&mut office.ledgers, &office.session, batch.id, TouchedRecords::Refuse, "誤り").unwrap();
    assert_eq!(find(&mut office, MEDIA, "USB-001").cells["serial"].text, "SN-USB-001");
}

#[test]
fn undoing_lists_what_was_touched_since_and_leaves_it_to_the_user() {
    let mut office = office();
    let first = old_ledger(&office, "台帳.csv", &[["USB-001", "金庫", ""], ["USB-002", "金庫", ""]]);
    take_in(&mut office, &judged(&first, accepted())).unwrap();
    let rows = [["USB-001", "棚", ""], ["USB-002", "棚", ""], ["USB-003", "棚", ""]];
    let second = judged(&old_ledger(&office, "台帳2.csv", &rows), accepted());
    let batch = take_in(&mut office, &second).unwrap();
    correct(&mut office, "USB-002", "remarks", "確認済");

    let plan = batches::plan_undo(&office.ledgers, &office.session, batch.id).unwrap();
    let touched: Vec<&str> = plan.touched.iter().map(|one| one.number.as_str()).collect();
    assert_eq!((plan.records, touched), (2, vec!["USB-002"]));
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    let refused = batches::undo(ledgers, session, batch.id, TouchedRecords::Refuse, "誤り").unwrap_err();
    assert_eq!(refused.code(), ErrorCode::BatchTouched);
    let told = refused.report().sentence_ja();
    assert!(told.contains("USB-002（"), "{told}");
    batches::undo(ledgers, session, batch.id, TouchedRecords::Keep, "誤り").unwrap();
    assert_eq!(find(&mut office, MEDIA, "USB-001").cells["location"].text, "金庫");
    assert_eq!(find(&mut office, MEDIA, "USB-002").cells["location"].text, "棚");
    assert!(find(&mut office, MEDIA, "USB-003").voided);

    // Undone is undone: the same file brings its news again.
    let again = judged(&office.folder.path().join("台帳2.csv"), accepted());
    let found = diff(&office, &again).counts;
    assert_eq!((found.changed, found.new, found.same), (1, 1, 1), "{found:?}");
}

#[test]
fn what_an_open_case_lists_is_not_taken_back_under_it() {
    let mut office = equipped();
    let path = old_ledger(&office, "台帳.csv", &[["USB-101", "金庫", ""], ["USB-102", "金庫", ""]]);
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    let items: [&[(&str, &str)]; 1] =
        [&[("item_no", "USB-101"), ("item_kind", "USBメモリ"), ("serial", "SN0101"), ("model", "RUF3")]];
    let application = with_rows(APPLICATION, &[("items", &items)]);
    let case = cases::apply(&mut office.ledgers, &office.session, &late(application)).unwrap();

    let plan = batches::plan_undo(&office.ledgers, &office.session, batch.id).unwrap();
    assert_eq!((plan.records, kept(&plan)), (1, vec![format!("USB-101 案件 {} で手続中", case.number)]));
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    let refused = batches::undo(ledgers, session, batch.id, TouchedRecords::Refuse, "誤り").unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ThingInCase);
    batches::undo(ledgers, session, batch.id, TouchedRecords::Keep, "誤り").unwrap();
    assert!(!find(&mut office, MEDIA, "USB-101").voided);
    assert!(find(&mut office, MEDIA, "USB-102").voided);
}

/// The cells of one sheet of the report of a batch, a line each.
fn report_sheet(office: &mut Office, batch: i64, name: &str) -> Vec<String> {
    use mamori_core::import::report::{self, ReportFormat};
    let path = office.folder.path().join("報告書.xlsx");
    report::write(&mut office.ledgers, &office.session, batch, ReportFormat::Xlsx, &path).unwrap();
    let pdf = office.folder.path().join("報告書.pdf");
    report::write(&mut office.ledgers, &office.session, batch, ReportFormat::Pdf, &pdf).unwrap();
    let book = read(&path).book;
    let sheet = book.sheets.iter().find(|sheet| sheet.head.name.as_deref() == Some(name)).unwrap();
    let rows = sheet
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.value.text().into_owned()).collect::<Vec<_>>().join("|"));
    rows.collect()
}

#[test]
fn the_report_of_an_undone_import_says_who_why_and_what_stayed() {
    let mut office = office();
    let path = old_ledger(&office, "台帳.csv", &[["USB-001", "金庫", ""], ["USB-002", "金庫", ""]]);
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    correct(&mut office, "USB-002", "remarks", "確認済");
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    batches::undo(ledgers, session, batch.id, TouchedRecords::Keep, "列の読み違い").unwrap();
    let about = report_sheet(&mut office, batch.id, "概要").join("\n");
    for said in ["取り消した人|辻󠄀", "取消しの理由|列の読み違い", "USB-002（取込みのあとに変更）"]
    {
        assert!(about.contains(said), "{said} in {about}");
    }
}

#[test]
fn the_report_calls_records_as_they_were_called_then() {
    let mut office = office();
    let path = old_ledger(&office, "台帳.csv", &[["USB-003", "金庫", ""]]);
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    correct(&mut office, "USB-003", "media_no", "USB-033");
    let rows = report_sheet(&mut office, batch.id, "すべての行").join("\n");
    assert!(rows.contains("USB-003") && !rows.contains("USB-033"), "{rows}");
}

#[test]
fn the_report_names_the_files_that_were_chosen_and_left_out() {
    let mut office = office();
    let first = old_ledger(&office, "台帳.csv", &[["USB-001", "金庫", ""]]);
    let before = take_in(&mut office, &judged(&first, accepted())).unwrap();
    let second = old_ledger(&office, "次.csv", &[["USB-002", "金庫", ""]]);
    let files = vec![read(&first), read(&second)];
    let decisions = Decisions { out: std::collections::BTreeSet::from([0]), ..accepted() };
    let batch = take_in(&mut office, &Judged::of(files, decisions)).unwrap();
    let about = report_sheet(&mut office, batch.id, "概要").join("\n");
    let left = format!("入れないファイル|台帳.csv：取込み{}で取込済み", before.id);
    assert!(about.contains(&left), "{about}");
}

#[test]
fn a_file_that_could_not_be_read_is_named_in_the_report() {
    use mamori_core::import::Desk;
    let mut office = office();
    let good = old_ledger(&office, "台帳.csv", &[["USB-001", "金庫", ""]]);
    let broken = office.folder.path().join("壊れた.xlsx");
    std::fs::write(&broken, b"PK\x03\x04 broken").unwrap();
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    let mut desk =
        Desk::open((1, crate::support::today()), &[good, broken], &reader, &mut |_| {}, &Watch::default())
            .unwrap();
    let stay_out = std::collections::BTreeSet::from(["壊れた.xlsx".to_owned()]);
    let decided = Decisions { stay_out, ..accepted() };
    desk.decide(&office.ledgers, &office.session, decided, &Watch::default()).unwrap();
    let batch =
        desk.commit(&mut office.ledgers, &office.session, &Cancel::default(), &mut |_, _| {}).unwrap();
    let about = report_sheet(&mut office, batch.id, "概要").join("\n");
    assert!(about.contains("入れないファイル|壊れた.xlsx："), "{about}");
}

#[test]
fn a_row_of_many_media_of_which_one_is_new_stands_as_new_with_all_its_numbers() {
    let mut office = office();
    let rows = [["USB-001", "金庫", ""], ["USB-002", "金庫", ""]];
    let path = old_ledger(&office, "台帳.csv", &rows);
    take_in(&mut office, &judged(&path, accepted())).unwrap();
    let path = old_ledger(&office, "台帳2.csv", &[["USB-001〜003", "金庫", ""]]);
    let batch = take_in(&mut office, &judged(&path, accepted())).unwrap();
    let rows = report_sheet(&mut office, batch.id, "すべての行");
    let row = rows.iter().find(|row| row.contains("USB-003")).unwrap();
    assert!(row.contains("|新規|"), "{row}");
    assert!(["USB-001", "USB-002"].iter().all(|number| row.contains(number)), "{row}");
}

/// Who has not been trained in the years of the samples.
fn untrained(office: &mut Office) -> Vec<String> {
    let mut names = Vec::new();
    for year in 2023..=2026 {
        let query = UntrainedQuery { fiscal_year: Some(year), ..UntrainedQuery::default() };
        let list = untrained::list(&mut office.ledgers, &office.session, &query).unwrap();
        names.extend(list.rows.into_iter().map(|row| format!("{year} {} {}", row.name, row.course)));
    }
    names
}

#[test]
fn lists_of_a_training_find_their_people_whenever_those_come_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/samples");
    let (staff, training) = (folder.join("職員名簿.xlsx"), folder.join("研修出席者名簿.xlsx"));
    let mut in_order = office();
    take_in(&mut in_order, &judged(&staff, accepted())).unwrap();
    take_in(&mut in_order, &judged(&training, accepted())).unwrap();
    let expected = untrained(&mut in_order);

    let mut office = office();
    take_in(&mut office, &judged(&training, accepted())).unwrap();
    assert_ne!(untrained(&mut office), expected, "nobody of the list is known yet");
    let batch = take_in(&mut office, &judged(&staff, accepted())).unwrap();
    assert_eq!(untrained(&mut office), expected, "the people came after their training");
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    batches::undo(ledgers, session, batch.id, TouchedRecords::Refuse, "誤り").unwrap();
    take_in(&mut office, &judged(&staff, accepted())).unwrap();
    assert_eq!(untrained(&mut office), expected, "they were taken back and came again");
}
