//! 曜日: a column of weekdays beside the days says 日 every seventh row.

use mamori_core::import::Severity;

use super::hand::{sheet, table, texts, undecided, values};

#[test]
fn a_sunday_is_no_heading_of_days() {
    let file = sheet("4月分", |sheet| {
        texts(sheet, 0, &["令和7年4月 バックアップ記録"]);
        texts(sheet, 1, &["実施日", "曜日", "媒体番号", "結果", "担当", "確認"]);
        for (row, weekday) in (2..).zip("火水木金土日月火水木".chars()) {
            let (day, tape) = (format!("2025/4/{}", row - 1), format!("LTO-{:02}", row % 5 + 1));
            texts(sheet, row, &[&day, &weekday.to_string(), &tape, "正常", "山田", "佐藤"]);
        }
    });
    let preview = undecided(&file);
    assert_eq!((preview.tables().count(), table(&preview).header_row), (1, 2));
    assert_eq!(values(&preview, "performed_on").len(), 10);
    assert_eq!(values(&preview, "performed_on")[5], "2025-04-06");
    assert_eq!(values(&preview, "media_no")[5], "LTO-03");
    assert_eq!((preview.open(Severity::Error), preview.open(Severity::Proposal)), (0, 0));
}
