//! Who works in the office of these stories, and the texts each step is given.

use mamori_core::records::actions as records;
use mamori_core::training::session::attendance::AttendanceEntry;
use mamori_core::vocab::RegisterId;

use crate::support::{Office, draft, office};
pub use crate::support::{Texts, changed, with_rows};

/// The clock of the stories stands at 20 November 2026, 9:00.
pub const PLAN: Texts<'static> = &[
    ("course", "情報セキュリティ研修"),
    ("course_kind", "システム取扱い"),
    ("held_on", "R8.11.13"),
    ("started_at", "R8.11.13 13:30"),
    ("ended_at", "R8.11.13 15:00"),
    ("place", "大会議室"),
    ("mode", "集合"),
    ("instructor", "外山 講師"),
    ("targets", "全職員"),
    ("content", "持出しの手順と標的型攻撃への備え"),
];
pub const HOLD: Texts<'static> =
    &[("held_on", "R8.11.13"), ("started_at", "R8.11.13 13:30"), ("ended_at", "R8.11.13 15:10")];
pub const CONFIRM: Texts<'static> = &[("checked_by", "辻󠄀 香織"), ("checked_on", "R8.11.13")];

pub fn line(line: u32, attendance: &str) -> AttendanceEntry {
    AttendanceEntry { line: Some(line), attendance: Some(attendance.to_owned()), ..Default::default() }
}

pub fn by_number(number: &str, attendance: &str) -> AttendanceEntry {
    AttendanceEntry {
        staff_no: Some(number.to_owned()),
        attendance: Some(attendance.to_owned()),
        ..Default::default()
    }
}

/// Seven people besides 辻󠄀: two 渡辺 of different kanji, 齋藤 and 齊藤, one who left, one who joins later.
pub fn staffed() -> Office {
    let mut office = office();
    let people: [(&str, &str, &str, &str, Texts<'_>); 7] = [
        ("10", "髙橋 一郎", "総務課", "H20.4.1", &[]),
        ("11", "渡邊 誠", "総務課", "H25.4.1", &[]),
        ("12", "渡辺 誠", "健診課", "H28.4.1", &[("employment", "パート")]),
        ("13", "齋藤 優子", "給付課", "R2.4.1", &[]),
        ("14", "齊藤 優子", "給付課", "R3.4.1", &[]),
        ("15", "𠮷田 武", "健診課", "R1.6.1", &[("left_on", "R8.9.30")]),
        ("16", "外間 葵", "総務課", "R8.12.1", &[]),
    ];
    for (number, name, department, hired, more) in people {
        let base = [
            ("staff_no", number),
            ("name", name),
            ("department", department),
            ("employment", "正規"),
            ("hired_on", hired),
        ];
        let texts = changed(&base, more);
        records::create(&mut office.ledgers, &office.session, RegisterId::Staff, &draft(&texts)).unwrap();
    }
    office
}
