//! An import taken back: what was worked on since, or stands in an open case, is listed and left to the user.

use mamori_core::disposals::actions as cases;

use super::*;
use crate::disposal_cases::cast::{APPLICATION, equipped};
use crate::support::{late, with_rows};

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
    let touched: Vec<_> = plan.touched.iter().map(|one| (one.number.as_str(), one.case.as_deref())).collect();
    assert_eq!((plan.records, touched), (1, vec![("USB-101", Some(case.number.as_str()))]));
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    let refused = batches::undo(ledgers, session, batch.id, TouchedRecords::Refuse, "誤り").unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ThingInCase);
    batches::undo(ledgers, session, batch.id, TouchedRecords::Keep, "誤り").unwrap();
    assert!(!find(&mut office, MEDIA, "USB-101").voided);
    assert!(find(&mut office, MEDIA, "USB-102").voided);
}
