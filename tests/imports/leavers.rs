//! A sheet of staff that says somebody left: no import shuts out, or leaves in, whoever signs in here.

use mamori_core::error::ErrorCode;
use mamori_core::import::{Cancel, Decisions, Judged, commit};
use mamori_core::vocab::RegisterId;

use super::hand;
use crate::support::office;

#[test]
fn the_leaving_of_somebody_with_an_account_is_no_matter_of_a_sheet() {
    let mut office = office();
    let mut take = |name: &str| {
        let file = hand::sheet("職員名簿", |sheet| {
            hand::texts(sheet, 0, &["職員番号", "氏名", "所属", "雇用形態", "採用年月日", "退職年月日"]);
            hand::texts(sheet, 1, &["0001", name, "総務課", "正規", "H20.4.1", "R8.9.30"]);
        });
        let judged = Judged::of(vec![file], Decisions { accept_all: true, ..Decisions::default() });
        commit::commit(&mut office.ledgers, &office.session, &judged, &Cancel::default(), &mut |_, _| {})
    };
    assert_eq!(take("辻󠄀 香織").err().unwrap().code(), ErrorCode::LeavingByAction);
    assert!(take("髙橋 一郎").is_ok());
    let own = office.session.person();
    let kept =
        mamori_core::records::actions::view(&mut office.ledgers, &office.session, RegisterId::Staff, own);
    assert!(!kept.unwrap().cells.contains_key("left_on"));
}
