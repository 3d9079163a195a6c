//! Rows of real ledgers that are no records, and records that look like something else.

use mamori_core::import::{Decisions, Issue, Preview, ReadFile, RowClass, TableDecisions, Verdict, preview};
use rust_xlsxwriter::{Format, Formula};

use super::hand::{
    asked, classes, csv, decided, open, said, sheet, table, texts, undecided, values, verdict,
};
use super::hostile::{self, xlsx};

const HEAD: [&str; 7] = ["No", "管理番号", "媒体種別", "保管場所", "登録日", "管理部署", "備考"];

/// A ledger with running numbers, one medium and one row more.
fn with_row(row: &[&str]) -> ReadFile {
    sheet("電子媒体管理台帳", |sheet| {
        texts(sheet, 0, &HEAD);
        texts(sheet, 1, row);
        texts(sheet, 2, &["1", "USB-001", "USBメモリ", "金庫", "R6.4.1", "総務課"]);
        texts(sheet, 3, &["2", "USB-002", "USBメモリ", "金庫", "R6.4.1", "総務課"]);
    })
}

/// The class of the second row where it is no record.
fn class_of(preview: &Preview) -> Option<RowClass> {
    classes(table(preview)).iter().find(|(row, _)| *row == 2).map(|(_, class)| *class)
}

#[test]
fn text_under_the_running_numbers_is_no_empty_line() {
    let cases = [
        ("【給付課】", RowClass::Heading),
        ("廃棄済", RowClass::Heading),
        ("以上、令和6年4月1日現在の状況です", RowClass::Note),
        ("合計2個", RowClass::Total),
        ("参加者　計2名", RowClass::Total),
        ("3", RowClass::Blank),
        ("月", RowClass::Blank),
    ];
    for (text, class) in cases {
        let preview = undecided(&with_row(&[text]));
        assert_eq!(class_of(&preview), Some(class), "{text}");
        assert_eq!(values(&preview, "media_no"), ["USB-001", "USB-002"]);
    }
    let preview = undecided(&with_row(&["【給付課】"]));
    assert_eq!(table(&preview).rows[0].extra["小見出し"], "給付課");
}

#[test]
fn numbers_of_records_under_the_heading_number_are_control_numbers() {
    let file = csv(
        "番号,媒体種別,保管場所,登録日,管理者\nUSB-001,USBメモリ,金庫,R6.4.1,佐藤\nUSB-002,,,,\nUSB-003（欠番）,,,,\n【給付課】,,,,\nUSB-004,CD-R,金庫,R6.4.1,佐藤\n",
    );
    let preview = undecided(&file);
    let found = values(&preview, "media_no");
    assert_eq!(said(&preview), Vec::<&str>::new(), "nothing to ask");
    assert_eq!(found, ["USB-001", "USB-002", "USB-003(欠番)", "USB-004"]);
    assert_eq!(classes(table(&preview)), [(1, RowClass::Header), (5, RowClass::Heading)]);
    let running = csv(
        "番号,媒体種別,保管場所,登録日,管理者\n1,USBメモリ,金庫,R6.4.1,佐藤\n2,CD-R,金庫,R6.4.1,佐藤\n3,,,,\n",
    );
    let preview = undecided(&running);
    assert_eq!(values(&preview, "media_no"), ["-", "-"], "lines are counted, not numbered");
    assert_eq!(table(&preview).totals.blank, 1);
}

#[test]
fn a_number_alone_that_is_called_as_no_other_is_asked_about_and_a_vacant_one_is_no_heading() {
    let file = csv(
        "管理番号,媒体種別,保管場所,登録日,管理者\nキャビネットNo.1,,,,\nU-1,USBメモリ,金庫,R6.4.1,佐藤\nU-2,,,,\n欠番,,,,\nU-4,CD-R,金庫,R6.4.1,佐藤\n",
    );
    let preview = undecided(&file);
    assert_eq!(said(&preview), ["doubtful_record", "doubtful_note"]);
    assert_eq!(values(&preview, "media_no"), ["キャビネットNO.1", "U-1", "U-2", "U-4"]);
    let kept: Vec<_> = table(&preview).rows.iter().filter_map(|row| row.extra.get("小見出し")).collect();
    assert!(kept.is_empty(), "{kept:?}");
}

#[test]
fn how_many_there_are_of_something_is_no_record_unless_somebody_says_so() {
    let head = "管理番号,媒体種別,保管場所,登録日,管理者\nU-1,USBメモリ,金庫,R6.4.1,佐藤\n";
    for count in ["使用中,1本", "廃棄,1,台", "総務課,2名"] {
        let preview = undecided(&csv(&format!("{head}{count},,\n")));
        assert_eq!(values(&preview, "media_no"), ["U-1"], "{count}");
        assert_eq!(said(&preview), ["doubtful_note"], "{count}");
    }
    let preview = undecided(&csv(&format!("{head}U-2,1本,,,\n")));
    assert_eq!(values(&preview, "media_no"), ["U-1", "U-2"], "a number is no word");
}

#[test]
fn a_row_of_formulas_without_results_is_asked_about() {
    let cell = |at: &str, text: &str| {
        format!(r#"<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
    };
    let formula = |at: &str| format!("<c r=\"{at}\"><f>\"a\"&amp;\"b\"</f></c>");
    let rows = format!(
        "<row r=\"1\">{}{}{}{}</row><row r=\"2\">{}{}{}</row><row r=\"3\">{}{}</row>",
        cell("A1", "管理番号"),
        cell("B1", "種別"),
        cell("C1", "登録日"),
        cell("D1", "保管場所"),
        formula("A2"),
        formula("B2"),
        formula("D2"),
        formula("A3"),
        cell("B3", "USBメモリ"),
    );
    let preview = undecided(&open("可搬型記録媒体.xlsx", &xlsx(&hostile::sheet(&rows))));
    let found: Vec<(u32, &str)> = asked(&preview).iter().map(|(row, _, issue)| (*row, *issue)).collect();
    assert_eq!(
        found,
        [(2, "formula_without_value"); 3]
            .into_iter()
            .chain([(3, "formula_without_value")])
            .collect::<Vec<_>>()
    );
    assert_eq!(table(&preview).totals.data, 2);
}

#[test]
fn a_record_without_its_number_is_taken_in_and_asked_about() {
    let file = with_row(&["", "", "CD-R", "", "", "", "番号シール剥がれ"]);
    let open = undecided(&file);
    assert_eq!(values(&open, "media_kind"), ["cd_r", "usb_memory", "usb_memory"]);
    assert_eq!(said(&open), ["doubtful_record"]);
    assert_eq!(
        table(&open).problems[0].text,
        "電子媒体管理台帳 シート 2行目: “CD-R | 番号シール剥がれ”の行は番号がありません。記録として取り込みますか？記録でない行なら、「空欄にする」を選ぶと取り込みません。"
    );
    let note = verdict(&file, "", Issue::DoubtfulRecord, Verdict::Blank);
    assert_eq!((class_of(&note), table(&note).adds_up()), (Some(RowClass::Note), true));
    let out = TableDecisions { exclude_rows: [2].into(), ..TableDecisions::default() };
    let out = decided(&file, out);
    assert_eq!(
        (class_of(&out), said(&out).len()),
        (Some(RowClass::Excluded), 0),
        "decided for the row itself"
    );
}

#[test]
fn who_signs_below_the_table_is_asked_about_before_he_is_a_medium() {
    let file = sheet("電子媒体管理台帳", |sheet| {
        texts(sheet, 0, &HEAD[1..6]);
        texts(sheet, 1, &["USB-001", "USBメモリ", "金庫", "R6.4.1"]);
        texts(sheet, 3, &["", "", "情報管理者", "佐藤", "㊞"]);
    });
    assert_eq!(said(&undecided(&file)), ["doubtful_record"]);
    let note = verdict(&file, "", Issue::DoubtfulRecord, Verdict::Blank);
    assert_eq!(values(&note, "media_no"), ["USB-001"]);
}

#[test]
fn a_row_under_a_merged_number_is_a_record_of_that_number() {
    let file = sheet("電子媒体管理台帳", |sheet| {
        texts(sheet, 0, &HEAD[1..]);
        texts(sheet, 1, &["", "USBメモリ", "金庫", "R6.4.1"]);
        texts(sheet, 2, &["", "DVD-R", "書庫"]);
        sheet.merge_range(1, 0, 2, 0, "USB-001", &Format::new()).unwrap();
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_no"), ["USB-001"; 2]);
    assert!(asked(&preview).contains(&(3, "media_no".to_owned(), "duplicate_number")));
}

#[test]
fn a_mark_before_a_record_makes_no_note_of_it() {
    let file = sheet("電子媒体管理台帳", |sheet| {
        texts(
            sheet,
            0,
            &["管理番号", "媒体種別", "保管場所", "登録日", "管理部署", "容量", "暗号化", "備考"],
        );
        texts(sheet, 1, &["※USB-002", "USBメモリ", "金庫", "R6.4.1"]);
        texts(sheet, 2, &["※廃棄したものは別紙"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "location"), ["金庫"]);
    assert_eq!(said(&preview), ["doubtful_record"]);
}

#[test]
fn titles_totals_notes_and_boxes_for_seals_are_no_records() {
    let cases: &[(&[&str], RowClass, &[&str])] = &[
        (&["■1階サーバー室"], RowClass::Heading, &[]),
        (&["第1係"], RowClass::Heading, &["doubtful_note"]),
        (&["総務課　3個"], RowClass::Total, &["doubtful_note"]),
        (&["計 10件"], RowClass::Total, &[]),
        (&["小計（USB）"], RowClass::Total, &[]),
        (&["USBメモリ 計", "10"], RowClass::Total, &[]),
        (&["合計", "", "10", "5", "3", "2"], RowClass::Total, &[]),
        (&["承認印", "", "点検印"], RowClass::Note, &[]),
        (&["1. 媒体は施錠保管すること"], RowClass::Note, &[]),
        (&["令和6年4月改訂"], RowClass::Note, &[]),
        (&["追記：令和8年度棚卸済み"], RowClass::Note, &[]),
        (&["（例）USB-000", "USBメモリ", "金庫", "R6.4.1"], RowClass::Note, &["doubtful_note"]),
        (&["確認日", "R7.3.31"], RowClass::Note, &["doubtful_note"]),
        (&["確認日", "R7.3.31", "確認者", "鈴木"], RowClass::Note, &["doubtful_note"]),
        (&["記入例", "USBメモリ", "金庫", "R6.4.1"], RowClass::Note, &["doubtful_note"]),
        (&["", "", "", "", "", "R6.5.1 発見"], RowClass::Note, &["doubtful_note"]),
        (&["令和7年3月31日"], RowClass::Heading, &[]),
        (&["総務課媒体その2"], RowClass::Note, &["doubtful_note"]),
        (&["①", "②", "③", "④", "⑤", "⑥"], RowClass::Header, &[]),
        (&["1", "2", "3", "4", "5", "6"], RowClass::Header, &[]),
    ];
    for (row, class, questions) in cases {
        let file = sheet("電子媒体管理台帳", |sheet| {
            texts(sheet, 0, &HEAD[1..]);
            texts(sheet, 1, row);
            texts(sheet, 2, &["USB-001", "USBメモリ", "金庫", "R6.4.1", "総務課"]);
        });
        let preview = undecided(&file);
        assert_eq!(class_of(&preview), Some(*class), "{row:?}");
        assert_eq!(said(&preview), *questions, "{row:?}");
        assert_eq!(values(&preview, "media_no"), ["USB-001"], "{row:?}");
    }
    let example = with_row(&["", "（例）USB-000", "USBメモリ", "金庫"]);
    let kept = verdict(&example, "", Issue::DoubtfulNote, Verdict::KeepRaw);
    assert_eq!(table(&kept).rows.len(), 3, "the user may say that it is a record");
}

#[test]
fn sums_of_attendance_are_nobody() {
    let file = sheet("研修受講状況", |sheet| {
        texts(sheet, 0, &["氏名", "4/10 情報セキュリティ研修", "9/3 個人情報保護研修"]);
        texts(sheet, 1, &["佐藤　一", "○", "×"]);
        texts(sheet, 2, &["鈴木　二", "○", "○"]);
        for (row, label) in (3..).zip(["出席者数", "合計", "出席率"]) {
            texts(sheet, row, &[label, "2", "1"]);
        }
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "name"), ["佐藤 一", "鈴木 二", "佐藤 一", "鈴木 二"]);
    assert_eq!(table(&preview).totals.total, 3);
}

#[test]
fn a_name_by_itself_is_a_person() {
    let file = sheet("職員名簿", |sheet| {
        texts(sheet, 0, &["氏名", "所属", "役職", "フリガナ", "備考"]);
        texts(sheet, 1, &["総務課"]);
        texts(sheet, 2, &["佐藤　一", "総務課", "課長"]);
        texts(sheet, 3, &["鈴木　二"]);
    });
    let preview = undecided(&file);
    assert_eq!(values(&preview, "name"), ["佐藤 一", "鈴木 二"]);
    assert_eq!(said(&preview), ["doubtful_record"]);
    assert_eq!(class_of(&preview), Some(RowClass::Heading));
}

#[test]
fn a_name_by_itself_below_the_headings_of_our_own_export_is_a_record_and_a_total_is_none() {
    let file = csv(
        "mamori:staff,職員番号,氏名,フリガナ,所属,役職,雇用形態,採用年月日\n,,辻 香織,,,,,\n,,合計,,,,,\n",
    );
    let preview = undecided(&file);
    assert_eq!(values(&preview, "name"), ["辻 香織"]);
    assert_eq!(table(&preview).totals.total, 1);
}

#[test]
fn what_is_agreed_to_all_at_once_loses_no_record() {
    let file = with_row(&["", "", "CD-R", "", "", "", "番号シール剥がれ"]);
    let all = preview(&[file], &Decisions { accept_all: true, ..Decisions::default() });
    assert_eq!(table(&all).rows.len(), 3);
    let formula = sheet("電子媒体管理台帳", |sheet| {
        texts(sheet, 0, &HEAD[1..]);
        texts(sheet, 1, &["USB-001", "USBメモリ", "金庫"]);
        texts(sheet, 2, &["計"]);
        sheet.write_formula(2, 1, Formula::new("=COUNTA(A2:A2)").set_result("1")).unwrap();
    });
    assert_eq!(table(&undecided(&formula)).totals.total, 1);
}

#[test]
fn a_number_without_digits_is_a_record_where_a_row_stands_beside_it() {
    let file = csv(
        "管理番号,種別,保管場所,管理者,登録日\n予備,USBメモリ,金庫,佐藤 一,R6.4.1\n共用,CD-R,,,\n\
                    【予備】,USBメモリ,金庫,佐藤 一,R6.4.1\n総務課,,,,\nUSB-001,USBメモリ,金庫,佐藤 一,R6.4.1\n",
    );
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_no"), ["予備", "共用", "【予備】", "USB-001"]);
    assert_eq!(classes(table(&preview)), [(1, RowClass::Header), (5, RowClass::Heading)]);
}

#[test]
fn a_kind_above_the_headings_is_a_section_as_the_next_one_is() {
    let head = ["管理番号", "容量", "使用者", "保管場所"];
    let ledger = |first: &str| {
        sheet("Sheet1", |sheet| {
            texts(sheet, 0, &[first]);
            texts(sheet, 1, &head);
            texts(sheet, 2, &["U-1", "8GB", "山田 一", "金庫"]);
            texts(sheet, 4, &["外付けHDD"]);
            texts(sheet, 5, &head);
            texts(sheet, 6, &["H-1", "1TB", "山田 一", "金庫"]);
        })
    };
    let preview = undecided(&ledger("USBメモリ"));
    assert_eq!(values(&preview, "media_kind"), ["usb_memory", "external_hdd"]);
    assert_eq!(table(&preview).totals.heading, 2);
    let preview = undecided(&ledger("電子媒体管理台帳"));
    assert_eq!(table(&preview).totals.heading, 1, "the name of the list is no part of it");
    assert!(!table(&preview).rows[0].extra.contains_key("小見出し"));
}

#[test]
fn a_week_without_a_year_is_of_the_month_the_sheet_says() {
    let file = sheet("作業記録", |sheet| {
        texts(sheet, 0, &["バックアップ作業記録（令和7年度）"]);
        texts(sheet, 1, &["第1週"]);
        texts(sheet, 2, &["日付", "媒体番号", "結果", "担当者"]);
        texts(sheet, 3, &["4/1", "T-1", "正常", "山田 一"]);
        texts(sheet, 4, &["4/2", "T-2", "正常", "山田 一"]);
        texts(sheet, 7, &["第2週"]);
        texts(sheet, 8, &["No", "日付", "媒体番号", "結果", "担当者"]);
        texts(sheet, 9, &["1", "4/8", "T-1", "正常", "山田 一"]);
        texts(sheet, 10, &["2", "4/9", "T-2", "正常", "山田 一"]);
    });
    let preview = undecided(&file);
    let days: Vec<String> = preview
        .tables()
        .flat_map(|table| &table.rows)
        .filter_map(|row| row.values.get("performed_on").map(ToString::to_string))
        .collect();
    assert_eq!(days, ["2025-04-01", "2025-04-02", "2025-04-08", "2025-04-09"]);
}
