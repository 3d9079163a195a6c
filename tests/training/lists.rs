//! 未受講者一覧, 受講状況一覧表 and 受講率 as files: what stands in the cells, and how.

use mamori_core::export::{self, ExportFormat, ListWanted};
use mamori_core::training::matrix::MatrixQuery;
use mamori_core::training::untrained::UntrainedQuery;

use super::*;
use crate::support::lists::{DAY, read_csv, written};

#[test]
fn the_untrained_go_out_with_real_days_and_numbers_as_text() {
    let (mut office, _) = office_with_two_untrained();
    let wanted = ListWanted::Untrained { query: UntrainedQuery::default() };
    let read = written(&mut office, &wanted);
    assert_eq!(read.title, "未受講者一覧");
    assert!(read.state.contains("令和8年度　令和8年11月20日現在　2件"), "{}", read.state);
    assert_eq!(
        read.headings[..5],
        ["職員番号", "氏名", "フリガナ", "所属", "職名"].map(str::to_owned),
        "the office's own words"
    );
    assert_eq!(read.column("氏名"), ["渡邊 誠", "齋藤 優子"]);
    // A number stays the text it is, a day is a day that Excel shows in its era.
    assert_eq!(read.kinds("職員番号"), [("text", "@".to_owned()), ("text", "@".to_owned())]);
    let day = ("day", DAY.to_owned());
    assert_eq!(read.kinds("期限"), [day.clone(), day.clone()]);
    assert_eq!(read.column("期限"), ["2027-03-31", "2027-03-31"]);
    assert_eq!(read.kinds("入職日"), [day.clone(), day]);
    assert_eq!(read.column("未受講の区分"), ["欠席", "欠席"]);
    assert_eq!(read.filter, format!("A3:{}5", read.last_column()));

    let only = UntrainedQuery { department: Some("給付課".into()), ..UntrainedQuery::default() };
    let read = written(&mut office, &ListWanted::Untrained { query: only });
    assert_eq!(read.column("氏名"), ["齋藤 優子"]);
    assert!(read.state.contains("所属「給付課」"), "{}", read.state);
}

#[test]
fn the_matrix_goes_out_with_a_sign_and_a_day_for_each_course() {
    let (mut office, _) = office_with_two_untrained();
    let query = MatrixQuery { fiscal_year: 2026, ..MatrixQuery::default() };
    let read = written(&mut office, &ListWanted::TrainingMatrix { query });
    assert_eq!(read.title, "研修受講状況一覧表");
    let signs: Vec<_> = read.column("氏名").into_iter().zip(read.column("情報セキュリティ研修")).collect();
    let people = signs.iter().take_while(|(name, _)| !name.is_empty() && name != "対象").count();
    assert!(read.state.contains(&format!("{people}件")), "{}", read.state);
    let said = |name: &str| signs.iter().find(|(who, _)| who == name).map(|(_, sign)| sign.as_str());
    assert_eq!(
        [said("髙橋 一郎"), said("渡邊 誠"), said("対象"), said("受講"), said("受講率（％）")],
        [Some("○"), Some("欠"), Some("6"), Some("4"), Some("66")]
    );
    // What is reckoned of the people stands below, outside the filter.
    assert!(read.filter.ends_with(&(3 + people).to_string()), "{}", read.filter);
    // Were it opened as a file to take in, its sessions would be here twice.
    let preview = mamori_core::import::preview(std::slice::from_ref(&read.file), &Default::default());
    let issues: Vec<_> = preview.groups().iter().map(|group| group.issue.as_str()).collect();
    assert!(issues.contains(&"own_list"), "{issues:?}");
    let accepted = mamori_core::import::Decisions { accept_all: true, ..Default::default() };
    let accepted = mamori_core::import::preview(std::slice::from_ref(&read.file), &accepted);
    assert!(accepted.tables().all(|table| table.excluded || table.rows.is_empty()));
    let of_first = read.cell("髙橋 一郎", "情報セキュリティ研修 受講日");
    assert_eq!(of_first, ("day", DAY.to_owned(), "2026-11-13".to_owned()));
    assert!(read.state.contains("○ 受講　補 補講で受講"), "{}", read.state);
}

#[test]
fn rates_go_out_a_row_for_each_year_to_be_filtered() {
    let (mut office, _) = office_with_two_untrained();
    let read = written(&mut office, &ListWanted::TrainingRates { from_year: 2025, to_year: 2026 });
    let rows: Vec<_> = read.column("区分").into_iter().zip(read.column("年度")).collect();
    assert!(rows.contains(&("研修別".into(), "令和8年度".into())), "{rows:?}");
    assert!(rows.contains(&("所属別".into(), "令和7年度".into())), "{rows:?}");
    let at = rows.iter().position(|row| *row == ("研修別".into(), "令和8年度".into())).unwrap();
    assert_eq!(
        [&read.column("対象者数")[at], &read.column("受講者数")[at], &read.column("受講率（％）")[at]],
        ["6", "4", "66"]
    );
    assert_eq!(read.kinds("対象者数")[at].0, "number");
}

#[test]
fn a_list_as_csv_guards_formulas_and_names_what_cp932_lacks() {
    let (mut office, _) = office_with_two_untrained();
    let course_no =
        untrained::list(&mut office.ledgers, &office.session, &UntrainedQuery::default()).unwrap().rows[0]
            .clone();
    let whom = (course_no.course_no.as_str(), course_no.person);
    let evil = draft(&[("reason", "=HYPERLINK(\"http://example.invalid\")")]);
    chasing::note(&mut office.ledgers, &office.session, 2026, whom, &evil).unwrap();
    let wanted = ListWanted::Untrained { query: UntrainedQuery::default() };
    let (bytes, text) = read_csv(&mut office, &wanted);
    assert!(bytes.starts_with("\u{feff}".as_bytes()));
    assert!(
        text.contains("'=HYPERLINK") && !text.contains(",\"=HYPER") && !text.contains(",=HYPER"),
        "{text}"
    );
    assert!(text.contains("2027-03-31"));

    let second = course_no.person;
    let names = draft(&[("reason", "𠮷田さんの代わり")]);
    chasing::note(&mut office.ledgers, &office.session, 2026, (whom.0, second), &names).unwrap();
    let path = office.folder.path().join("一覧.csv");
    let how = (&wanted, ExportFormat::CsvCp932);
    let refused = export::list(&mut office.ledgers, &office.session, how, &path).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ExportUnmappable);
    assert!(refused.report().params["list"].contains("未受講の理由"), "{:?}", refused.report().params);
    assert!(!path.exists());
}
