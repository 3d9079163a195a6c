//! Single cells of foreign files: what Excel spoilt, numbers run together, words beside dates, words for yes and no.

use mamori_core::import::{Issue, Preview, Verdict};
use mamori_core::vocab::RegisterId;

use super::hand::{asked, csv, issues, medium, open, sheet, table, texts, undecided, values, verdict};

/// What a text in a column becomes, and what is found.
fn cell(column: &str, field: &str, text: &str) -> (String, Vec<&'static str>) {
    let preview = medium(column, text);
    (values(&preview, field).remove(0), issues(&preview))
}

/// One carry-out with this in 持出日時 and this in 件数.
fn carried_out(out: &str, count: &str) -> Preview {
    let file = csv(&format!(
        "申請日,氏名,持出物,管理番号,持出し先,持出日時,件数\nR6.4.1,佐藤,USB,USB-1,在宅,\"{out}\",\"{count}\"\n"
    ));
    let preview = undecided(&file);
    assert_eq!(table(&preview).register, RegisterId::CarryOuts);
    preview
}

fn extra(preview: &Preview, heading: &str) -> Option<String> {
    table(preview).rows[0].extra.get(heading).cloned()
}

#[test]
fn what_excel_spoilt_in_a_text_file_is_no_data() {
    for (text, issue) in [
        ("1.23457E+12", "digits_lost"),
        ("1E+15", "digits_lost"),
        ("-1.2E-04", "digits_lost"),
        ("0.00E+00", "digits_lost"),
        ("########", "hidden_by_width"),
        ("#REF!", "error_cell"),
        ("#N/A", "error_cell"),
        ("#VALUE!", "error_cell"),
    ] {
        for (column, field) in
            [("製造番号", "serial"), ("備考", "remarks"), ("管理者", "owner"), ("設置棚", "-")]
        {
            let (value, found) = cell(column, field, text);
            assert_eq!((value.as_str(), found), ("-", vec![issue]), "{column} {text}");
        }
    }
    for number in ["1E+15", "1.2E+04", "########", "#REF!", "2月1日", "2-Jan", "Jan-02", "2024/1/2"] {
        let preview =
            undecided(&csv(&format!("管理番号,種別,保管場所\n{number},CD-R,金庫\nUSB-2,CD-R,金庫\n")));
        assert_eq!(asked(&preview).len(), 1, "{number}: {:?}", asked(&preview));
        assert_eq!(values(&preview, "media_no"), ["-", "USB-2"], "{number}");
    }
    for (column, field, text) in [
        ("製造番号", "serial", "12E3"),
        ("製造番号", "serial", "1.23E12A"),
        ("型番", "model", "E+05"),
        ("備考", "remarks", "# 重要"),
        ("備考", "remarks", "2月1日"),
        ("備考", "remarks", "#1"),
    ] {
        assert_eq!(cell(column, field, text), (text.to_owned(), Vec::new()));
    }
}

#[test]
fn a_spoilt_number_can_still_be_kept_as_it_stands() {
    let file = csv("管理番号,種別,保管場所,製造番号\nUSB-1,CD-R,金庫,1.23457E+12\n");
    let kept = verdict(&file, "serial", Issue::DigitsLost, Verdict::KeepRaw);
    assert_eq!(values(&kept, "serial"), ["1.23457E+12"]);
    let preview = undecided(&file);
    let text = &table(&preview).rows[0].problems[0].text;
    assert!(text.contains("指数"), "{text}");
}

#[test]
fn numbers_are_never_put_together_from_pieces() {
    let count = |text: &str| {
        let preview = carried_out("R6.4.2 9:00", text);
        (values(&preview, "record_count").remove(0), issues(&preview))
    };
    for text in ["1 2", "3\n4", "1,2", "80,90", "10月", "5年", "1,0000", "3、4", ",5", "2番"] {
        assert_eq!(count(text), ("-".to_owned(), vec!["not_a_number"]), "{text:?}");
    }
    for (text, number) in
        [("3,000件", "3000"), ("12 件", "12"), ("１，２００名", "1200"), ("▲1", "-1"), ("30人分", "-")]
    {
        assert_eq!(count(text).0, number, "{text}");
    }
}

#[test]
fn a_unit_of_time_belongs_to_a_field_that_counts_it() {
    let file = open(
        "バックアップ作業記録.csv",
        "実施日,対象システム,作業者,結果,所要時間（分）\nR6.4.1,基幹,佐藤,正常,45分\nR6.4.2,基幹,佐藤,正常,45件\n".as_bytes(),
    );
    let preview = undecided(&file);
    assert_eq!(values(&preview, "duration_minutes"), ["45", "-"]);
}

#[test]
fn words_beside_a_date_are_asked_about_and_kept() {
    for (text, date, issue) in [
        ("R6.4.1（紛失）", "2024-04-01", "date_with_words"),
        ("R6.4.1(予定)", "2024-04-01", "date_with_words"),
        ("R6.4.1（R5.3.1の誤り）", "2024-04-01", "date_with_words"),
        ("R6.4（頃）", "2024-04", "date_with_words"),
    ] {
        let preview = medium("登録日", text);
        assert_eq!(
            (values(&preview, "registered_on"), issues(&preview)),
            (vec![date.to_owned()], vec![issue]),
            "{text}"
        );
        assert_eq!(extra(&preview, "登録日（原文）").as_deref(), Some(text));
    }
    for text in ["R6.4.1(月)", "R6.4.1（月・祝）", "R6.4.1（月曜日）", "2024/4/1(Mon)", "R6.4.1（休日）"]
    {
        assert_eq!(cell("登録日", "registered_on", text), ("2024-04-01".to_owned(), Vec::new()), "{text}");
    }
    let file = sheet("R6年度", |sheet| {
        texts(sheet, 0, &["管理番号", "種別", "登録日", "保管場所"]);
        texts(sheet, 1, &["USB-1", "CD-R", "4/1（予定）", "金庫"]);
    });
    let without_year = undecided(&file);
    assert_eq!(issues(&without_year), ["missing_year"]);
    assert_eq!(values(&without_year, "registered_on"), ["2024-04-01"]);
    assert_eq!(extra(&without_year, "登録日（原文）").as_deref(), Some("4/1（予定）"));
}

#[test]
fn done_and_not_done_are_answers_and_not_the_lack_of_one() {
    for (text, value) in [("済", "yes"), ("未", "none"), ("可", "yes"), ("否", "none"), ("要", "yes")] {
        let (found, asked) = cell("暗号化", "encrypted", text);
        assert_eq!((found.as_str(), asked), (value, vec!["mark_meaning"]), "{text}");
    }
    let file = open(
        "持出管理簿.csv",
        "申請日,氏名,持出物,管理番号,持出し先,持出日時,返却日\nR6.4.1,佐藤,USB,USB-1,在宅,R6.4.2 9:00,済\nR6.4.1,佐藤,USB,USB-1,在宅,R6.4.3 9:00,未\n".as_bytes(),
    );
    let preview = undecided(&file);
    assert_eq!(issues(&preview), ["done_without_date", "unknown_word"]);
    assert_eq!(values(&preview, "returned_on"), ["-", "-"]);
    let accepted = verdict(&file, "returned_on", Issue::DoneWithoutDate, Verdict::Accept);
    assert_eq!(extra(&accepted, "返却日").as_deref(), Some("済"));
}

#[test]
fn not_known_is_not_lost_and_needed_is_not_sensitive() {
    for (column, field, text, value) in
        [("状態", "status", "不明", "lost"), ("個人情報", "pii_class", "要", "sensitive")]
    {
        let (found, asked) = cell(column, field, text);
        assert_eq!((found.as_str(), asked.len()), (value, 1), "{text}: {asked:?}");
    }
    let file =
        open("機器台帳.csv", "管理番号,機器種別,設置場所,状態\nPC-1,ノートPC,事務室,不明\n".as_bytes());
    assert_eq!(issues(&undecided(&file)), ["choice_guess"]);
    assert_eq!(cell("状態", "status", "紛失"), ("lost".to_owned(), Vec::new()));
}

#[test]
fn a_day_without_a_year_keeps_its_hour() {
    let file = open(
        "持出管理簿.csv",
        "申請日,氏名,持出物,管理番号,持出し先,持出日時,件数\nR6.4.1,佐藤,USB,USB-1,在宅,4/2 9:00,1\n"
            .as_bytes(),
    );
    assert_eq!(values(&undecided(&file), "out_at"), ["2024-04-02T09:00"]);
    let day = open(
        "持出管理簿.csv",
        "申請日,氏名,持出物,管理番号,持出し先,持出日時,返却予定日\nR6.4.1,佐藤,USB,USB-1,在宅,R6.4.2 9:00,4/3 17:00\n"
            .as_bytes(),
    );
    let preview = undecided(&day);
    assert_eq!(values(&preview, "due_on"), ["2024-04-03"]);
    assert_eq!(issues(&preview), ["missing_year", "time_dropped"]);
}

#[test]
fn a_period_with_hours_keeps_both_ends() {
    for text in ["R6.4.1 9:00～R6.4.3 17:00", "R6.4.1 9:00～4/3 17:00", "R6.4.1 9:00 ～ 4/3"] {
        let preview = carried_out(text, "1");
        assert_eq!(values(&preview, "out_at"), ["2024-04-01T09:00"], "{text}");
        assert_eq!(values(&preview, "due_on"), ["2024-04-03"], "{text}");
        assert_eq!(issues(&preview), ["period"], "{text}");
        let hour_of_the_end = text.contains("17:00").then_some(text);
        assert_eq!(extra(&preview, "持出日時（原文）").as_deref(), hour_of_the_end, "{text}");
    }
    let preview = carried_out("R6.4.1 9:00～17:00", "1");
    assert_eq!(values(&preview, "out_at"), ["2024-04-01T09:00"]);
    assert_eq!(extra(&preview, "持出日時（原文）").as_deref(), Some("R6.4.1 9:00～17:00"));
    assert_eq!(issues(&carried_out("R6.4.1 9:00～そのうち", "1")), ["not_a_date"]);
}
