//! Lists and searches always show what was last written, though they answer from memory.

use mamori_core::records::actions;
use mamori_core::records::view::{ListQuery, RecordView};
use mamori_core::vocab::RegisterId::PortableMedia;

use crate::support::{Office, draft, medium, office};

fn numbers(office: &mut Office, query: &ListQuery) -> Vec<String> {
    let page = actions::list(&mut office.ledgers, &office.session, PortableMedia, query).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    page.rows.into_iter().map(|row| row.number).collect()
}

fn found(office: &mut Office, text: &str) -> Vec<String> {
    let in_list = numbers(office, &ListQuery { text: Some(text.into()), ..ListQuery::default() });
    let hits = actions::search(&mut office.ledgers, &office.session, text).unwrap();
    let everywhere: Vec<_> = hits.into_iter().filter(|hit| hit.register == PortableMedia).collect();
    assert_eq!(in_list, everywhere.into_iter().map(|hit| hit.number).collect::<Vec<_>>());
    in_list
}

fn correct(office: &mut Office, record: &RecordView, key: &str, text: &str) -> RecordView {
    let mut values = medium(&record.number);
    values.retain(|(field, _)| *field != key);
    values.push((key, text));
    let of = (PortableMedia, record.id, record.version);
    actions::correct(&mut office.ledgers, &office.session, of, &draft(&values), "書き誤り").unwrap()
}

#[test]
fn a_search_finds_what_was_just_written_and_no_longer_what_was_before() {
    let mut office = office();
    let first = office.usb("USB-001");
    assert_eq!(found(&mut office, "高橋"), ["USB-001"], "髙橋 is found by 高橋");

    office.usb("USB-002");
    let first = correct(&mut office, &first, "owner", "𠮷田　花子");
    assert_eq!(found(&mut office, "高橋"), ["USB-002"]);
    assert_eq!(found(&mut office, "吉田"), ["USB-001"]);

    let of = (PortableMedia, first.id, first.version);
    actions::void(&mut office.ledgers, &office.session, of, "二重登録").unwrap();
    let query = ListQuery { text: Some("吉田".into()), ..ListQuery::default() };
    assert_eq!(numbers(&mut office, &query), [] as [&str; 0]);
}

#[test]
fn the_order_of_a_list_follows_a_correction() {
    let mut office = office();
    let first = office.usb("USB-001");
    let _ = office.usb("USB-002");
    let by_place = ListQuery { sort: Some("location".into()), ..ListQuery::default() };
    let down = ListQuery { descending: Some(true), ..by_place.clone() };
    assert_eq!(numbers(&mut office, &by_place), ["USB-001", "USB-002"]);
    assert_eq!(numbers(&mut office, &down), ["USB-002", "USB-001"]);

    correct(&mut office, &first, "location", "金庫Ｚ");
    assert_eq!(numbers(&mut office, &by_place), ["USB-002", "USB-001"]);
    assert_eq!(numbers(&mut office, &down), ["USB-001", "USB-002"]);
}

#[test]
fn chips_count_what_stands_there_now() {
    let mut office = office();
    let count = |office: &mut Office, id: &str| {
        let query = ListQuery::default();
        let page = actions::list(&mut office.ledgers, &office.session, PortableMedia, &query).unwrap();
        page.subsets.into_iter().find(|subset| subset.id == id).map_or(0, |subset| subset.count)
    };
    let record = office.usb("USB-001");
    assert_eq!((count(&mut office, "all"), count(&mut office, "voided")), (1, 0));
    let of = (PortableMedia, record.id, record.version);
    actions::void(&mut office.ledgers, &office.session, of, "二重登録").unwrap();
    assert_eq!((count(&mut office, "all"), count(&mut office, "voided")), (0, 1));
}
