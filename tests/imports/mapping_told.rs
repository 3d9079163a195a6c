//! Which ledger a foreign table is, and which column means what, where its headings leave it open.

use mamori_core::import::{Decisions, Issue, Preview, ReadFile, TableDecisions, Verdict, preview};
use mamori_core::vocab::RegisterId;

use super::hand::{book, decided, open, said, sheet, table, texts, undecided, values, verdict};

fn plain(name: &str, rows: &[&[&str]]) -> ReadFile {
    sheet(name, |sheet| {
        for (row, cells) in (0..).zip(rows) {
            texts(sheet, row, cells);
        }
    })
}

/// The field a column goes to.
fn field_of(preview: &Preview, heading: &str) -> Option<String> {
    let column = table(preview).columns.iter().find(|column| column.heading == heading);
    column.unwrap_or_else(|| panic!("no column {heading}")).field.clone()
}

#[test]
fn two_columns_for_one_field_are_asked_about() {
    let cases: &[(&[&str], &str)] = &[
        (&["整理番号", "管理番号", "媒体種別", "保管場所"], "media_no"),
        (&["管理番号", "媒体種別", "保管場所", "使用者", "管理者"], "owner"),
        (&["管理番号", "媒体種別", "保管場所", "登録日", "購入日"], "registered_on"),
    ];
    for (head, field) in cases {
        let file = plain("電子媒体管理台帳", &[head, &["A-1", "USB-1", "CD-R", "金庫"]]);
        let open = undecided(&file);
        assert_eq!(said(&open), ["two_columns"], "{head:?}");
        assert_eq!(table(&open).problems[0].field, *field);
        let agreed = verdict(&file, field, Issue::TwoColumns, Verdict::Accept);
        assert!(!table(&agreed).problems[0].is_open());
    }
    let file = plain("電子媒体管理台帳", &[cases[0].0, &["A-1", "USB-1", "CD-R", "金庫"]]);
    let open = undecided(&file);
    let text = &table(&open).problems[0].text;
    assert!(text.contains("『管理番号』『整理番号』の列はどれも「管理番号」に合います。"), "{text}");
    let columns = [(0, "media_no".to_owned())].into();
    let other = decided(&file, TableDecisions { columns, ..TableDecisions::default() });
    assert_eq!((values(&other, "media_no"), said(&other).len()), (vec!["A-1".to_owned()], 0));
}

#[test]
fn columns_whose_headings_say_nothing_are_known_by_their_content() {
    let file = plain(
        "電子媒体管理台帳",
        &[
            &["コード", "媒体種別", "保管場所", "日付", "メモ"],
            &["USB-001", "USBメモリ", "金庫", "R6.4.1", "x"],
            &["USB-002", "CD-R", "金庫", "R6.5.1"],
        ],
    );
    let preview = undecided(&file);
    assert_eq!(table(&preview).register, RegisterId::PortableMedia);
    assert_eq!(values(&preview, "media_no"), ["USB-001", "USB-002"]);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01", "2024-05-01"]);
    assert_eq!(said(&preview), ["guessed_column", "guessed_column"]);
    let column = &table(&preview).columns[0];
    assert_eq!(column.reason, "content");
    assert!(column.reason_text.ends_with("（値の100%）"), "{}", column.reason_text);
}

#[test]
fn a_table_that_may_belong_to_another_ledger_or_to_none_is_asked_about() {
    let cases: &[(&str, &[&[&str]], bool)] = &[
        ("来訪者名簿", &[&["日付", "氏名", "所属", "用件"], &["R6.4.1", "佐藤", "県", "会議"]], true),
        ("鍵貸出簿", &[&["鍵番号", "貸出日", "氏名", "返却日"], &["K1", "R6.4.1", "佐藤", "R6.4.2"]], true),
        ("図書台帳", &[&["管理番号", "書名", "保管場所", "備考"], &["B-1", "規程集", "書庫", ""]], true),
        ("Sheet1", &[&["管理番号", "使用者", "返却日", "備考"], &["USB-1", "佐藤", "R6.4.1", ""]], true),
        (
            "研修",
            &[
                &["研修名", "操作研修"],
                &["場所", "会議室"],
                &[],
                &["氏名", "所属", "出欠"],
                &["佐藤", "県", "○"],
            ],
            false,
        ),
        ("電子媒体管理台帳", &[&["管理番号", "種別", "保管場所"], &["USB-1", "CD-R", "金庫"]], false),
        (
            "Sheet1",
            &[&["管理番号", "種別", "登録日", "保管場所", "備考"], &["USB-1", "CD-R", "R6.4.1", "金庫"]],
            false,
        ),
    ];
    for (name, rows, asks) in cases {
        let file = plain(name, rows);
        let open = undecided(&file);
        assert_eq!(said(&open).contains(&"which_ledger"), *asks, "{name} {:?}: {:?}", rows[0], said(&open));
        let chosen = TableDecisions { register: Some(RegisterId::CarryOuts), ..TableDecisions::default() };
        assert!(!said(&decided(&file, chosen)).contains(&"which_ledger"), "the user has said it");
    }
    let file = plain(cases[3].0, cases[3].1);
    let all = preview(&[file], &Decisions { accept_all: true, ..Decisions::default() });
    assert!(table(&all).problems.iter().all(|finding| !finding.is_open()));
}

#[test]
fn the_day_a_sheet_was_printed_does_not_make_its_state_the_newest() {
    let year = |written: &'static str, place: &'static str| {
        move |sheet: &mut rust_xlsxwriter::Worksheet| {
            texts(sheet, 0, &["電子媒体管理台帳", "", "作成日", written]);
            texts(sheet, 1, &["管理番号", "種別", "登録日", "保管場所"]);
            texts(sheet, 2, &["USB-1", "CD-R", "4/1", place]);
        }
    };
    let (old, new) = (year("R7.4.1", "金庫"), year("R7.3.31", "書庫"));
    let preview = undecided(&book(&[("R5年度", &old), ("R6年度", &new)]));
    let periods: Vec<_> = preview.tables().map(|table| table.period).collect();
    assert_eq!(periods, [Some((2023, 4)), Some((2024, 4))]);
    assert_eq!(values(&preview, "registered_on"), ["2023-04-01", "2024-04-01"]);
}

#[test]
fn sections_that_name_a_state_or_a_kind_are_proposed_for_their_column() {
    let file = plain(
        "電子媒体管理台帳",
        &[
            &["管理番号", "媒体種別", "保管場所", "登録日", "状態", "管理部署"],
            &["■廃棄済"],
            &["USB-001", "USBメモリ", "金庫", "R6.4.1"],
            &["【USBメモリ】"],
            &["USB-002", "", "金庫", "R6.4.1"],
            &["（総務課分）"],
            &["USB-003", "CD-R", "金庫", "R6.4.1"],
        ],
    );
    let preview = undecided(&file);
    let of = |key: &str| values(&preview, key);
    assert_eq!(of("status"), ["disposed", "-", "-"]);
    assert_eq!(of("media_kind"), ["usb_memory", "usb_memory", "cd_r"]);
    assert_eq!(of("owner_dept"), ["-", "-", "総務課"]);
    let issues: Vec<&str> = super::hand::asked(&preview).iter().map(|(_, _, issue)| *issue).collect();
    assert_eq!(issues.iter().filter(|issue| **issue == "section_heading").count(), 3);
    let blank = verdict(&file, "status", Issue::SectionHeading, Verdict::Blank);
    assert_eq!(values(&blank, "status")[0], "-");
    assert_eq!(table(&blank).rows[0].extra["小見出し"], "廃棄済", "nothing is lost");
}

#[test]
fn what_kinds_stand_in_a_table_says_which_ledger_it_is() {
    let head = ["管理番号", "種類", "容量", "購入日", "使用者"];
    for (kinds, ledger) in [
        (["ノートPC", "デスクトップPC"], RegisterId::Devices),
        (["USBメモリ", "CD-R"], RegisterId::PortableMedia),
    ] {
        let file = sheet("Sheet1", |sheet| {
            texts(sheet, 0, &head);
            for (row, kind) in (1..).zip(kinds) {
                texts(sheet, row, &[&format!("K-{row:02}"), kind, "16GB", "R6.4.1", "佐藤"]);
            }
        });
        let preview = undecided(&file);
        assert_eq!(table(&preview).register, ledger, "{kinds:?}");
    }
}

#[test]
fn names_of_things_say_whether_a_list_is_of_devices_or_of_media() {
    let devices = ["管理番号", "品名", "保管場所", "暗号化", "登録日"];
    let cases: [(&[&str], [&str; 3], RegisterId, &str); 2] = [
        (&devices, ["ノートPC", "プリンタ", "モニタ"], RegisterId::Devices, "device_kind"),
        (&devices, ["USBメモリ", "SDカード", "CD-R"], RegisterId::PortableMedia, "media_kind"),
    ];
    for (head, names, ledger, field) in cases {
        let file = sheet("Sheet1", |sheet| {
            texts(sheet, 0, head);
            for (row, name) in (1..).zip(names) {
                texts(sheet, row, &[&format!("K-{row:02}"), name, "総務課", "無", "R6.4.1"]);
            }
        });
        let preview = undecided(&file);
        assert_eq!(table(&preview).register, ledger, "{names:?}");
        assert!(!values(&preview, field).contains(&"-".to_owned()), "{names:?}");
    }
    let monitor = plain("機器管理台帳", &[&devices, &["K-1", "モニタ", "総務課", "無", "R6.4.1"]]);
    let preview = undecided(&monitor);
    assert_eq!(values(&preview, "device_kind"), ["other_device"]);
    assert_eq!(table(&preview).rows[0].extra["品名（原文）"], "モニタ", "and which is kept");
}

#[test]
fn the_same_number_lent_again_and_again_is_a_log_whatever_its_sheet_is_called() {
    let head: &[&str] = &["USB番号", "種別", "容量", "保管場所", "貸出日", "返却日", "使用者", "備考"];
    let rows: [&[&str]; 4] = [
        head,
        &["USB-01", "USBメモリ", "16GB", "金庫", "R6.4.1", "R6.4.2", "佐藤 一"],
        &["USB-02", "USBメモリ", "16GB", "金庫", "R6.4.3", "R6.4.4", "鈴木 花子"],
        &["USB-01", "USBメモリ", "16GB", "金庫", "R6.4.5", "R6.4.6", "鈴木 花子"],
    ];
    for name in ["USB管理", "Sheet1"] {
        let preview = undecided(&plain(name, &rows));
        assert_eq!(table(&preview).register, RegisterId::CarryOuts, "{name}");
        assert_eq!(values(&preview, "item_no"), ["USB-01", "USB-02", "USB-01"]);
    }
    // Each lent once: a list of media that says who has them.
    let once = undecided(&plain("USB管理", &rows[..3]));
    assert_eq!(table(&once).register, RegisterId::PortableMedia);
}

#[test]
fn an_office_is_not_asked_what_its_list_says_clearly() {
    let cases: [(&str, &[&[&str]], RegisterId); 5] = [
        (
            "一覧",
            &[
                &["管理番号", "種別", "品名", "保管場所", "取得日", "備考"],
                &["1", "パソコン", "LIFEBOOK", "総務課", "R6.4.1"],
                &["2", "プリンタ", "LP-S", "総務課", "R6.4.1"],
            ],
            RegisterId::Devices,
        ),
        (
            "参加者",
            &[
                &["所属", "職名", "氏名", "受講日", "理解度テスト"],
                &["総務課", "主任", "佐藤 一", "R6.6.1", "90"],
            ],
            RegisterId::Training,
        ),
        (
            "棚卸",
            &[
                &["管理番号", "品名", "確認日", "確認者", "有無", "備考"],
                &["U-01", "USBメモリ", "R6.3.31", "佐藤 一", "有"],
                &["U-02", "USBメモリ", "R6.3.31", "佐藤 一", "無", "所在不明"],
            ],
            RegisterId::PortableMedia,
        ),
        (
            "保管媒体",
            &[
                &["管理No", "媒体", "内容", "作成日", "保管場所", "廃棄予定", "廃棄日"],
                &["A-1", "CD-R", "決算", "R2.4.10", "書庫", "R11.3.31"],
            ],
            RegisterId::PortableMedia,
        ),
        (
            "記録媒体一覧",
            &[&["管理番号", "媒体種別", "保管場所", "点検日"], &["U-01", "CD-R", "書庫", "R6.3.31"]],
            RegisterId::PortableMedia,
        ),
    ];
    for (name, rows, ledger) in cases {
        let file = open_named(name, rows);
        let preview = undecided(&file);
        assert_eq!((table(&preview).register, said(&preview)), (ledger, Vec::new()), "{name}");
    }
}

/// A workbook whose file says what it is, and its sheet nothing.
fn open_named(name: &str, rows: &[&[&str]]) -> ReadFile {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        texts(sheet, row, cells);
    }
    open(&format!("{name}.xlsx"), &book.save_to_buffer().unwrap())
}

#[test]
fn names_beside_words_of_a_permit_are_no_list_of_people_unasked() {
    let asked = |head: &str| {
        let text = format!("{head}\n1,佐藤 花子,田中 一郎,\n2,鈴木 一,田中 一郎,\n");
        let preview = undecided(&open("Book1.csv", text.as_bytes()));
        let found = said(&preview);
        found.contains(&Issue::WhichLedger.as_str())
    };
    for head in ["申請番号,氏名,許可者,備考", "番号,氏名,承認者,備考", "申請番号,氏名,所属長印,備考"]
    {
        assert!(asked(head), "{head}");
    }
    for head in ["職員番号,氏名,フリガナ,備考", "職員番号,氏名,上司,備考"] {
        assert!(!asked(head), "{head}");
    }
}

#[test]
fn what_comes_again_and_again_is_no_number_of_a_record() {
    let rows: &[&[&str]] = &[
        &["機種", "メモリ", "設置場所", "利用者", "購入日"],
        &["ノートPC", "8GB", "総務課", "佐藤 一", "2024/4/1"],
        &["ノートPC", "8GB", "総務課", "鈴木 二", "2024/4/1"],
        &["デスクトップPC", "16GB", "会計課", "田中 三", "2024/4/1"],
        &["ノートPC", "8GB", "会計課", "山田 四", "2024/4/1"],
    ];
    let preview = undecided(&plain("PC一覧", rows));
    let field = |heading: &str| {
        let column = table(&preview).columns.iter().find(|column| column.heading == heading).unwrap();
        column.field.clone()
    };
    assert_eq!(field("メモリ"), None);
    assert_eq!(values(&preview, "device_no"), ["-", "-", "-", "-"]);
}

#[test]
fn marks_name_nobody_and_no_number() {
    let text = "申請日,申請者,持出先,管理番号,持出日,返却確認\nR7.4.8,山田,連合会,USB-001,R7.4.10,済\nR7.5.8,鈴木,連合会,USB-002,R7.5.10,済\n";
    let preview = undecided(&open("持出管理簿.csv", text.as_bytes()));
    assert_eq!(
        field_of(&preview, "返却確認").as_deref(),
        Some("returned_on"),
        "that it came back, not who saw it"
    );
    let text = "管理番号,機器種別,廃棄日,廃棄方法,消去証明書\nPC-1,ノートPC,R6.12.3,粉砕,有\nPC-2,ノートPC,R6.12.3,粉砕,有\n";
    let preview = undecided(&open("廃棄記録.csv", text.as_bytes()));
    assert_eq!(field_of(&preview, "消去証明書"), None, "有 is no number");
    let seals = text.replace(",有", ",123-4");
    let preview = undecided(&open("廃棄記録.csv", seals.as_bytes()));
    assert_eq!(field_of(&preview, "消去証明書").as_deref(), Some("certificate_no"));
}

#[test]
fn days_and_kinds_of_something_else_are_not_taken_for_the_ledgers_own() {
    let text = "USB番号,容量,貸与先,貸与日\n01,16GB,総務課,R5.4.1\n02,16GB,給付課,R5.4.1\n";
    let preview = undecided(&open("USB台帳.csv", text.as_bytes()));
    assert_eq!(field_of(&preview, "貸与日").as_deref(), Some("in_use_from"));
    let text = "職員番号,氏名,所属,在職区分\n1,山田 太郎,総務課,在職\n2,佐藤 花子,給付課,退職\n";
    let preview = undecided(&open("職員名簿.csv", text.as_bytes()));
    assert_eq!(field_of(&preview, "在職区分"), None, "who is there is no kind of employment");
}

#[test]
fn who_takes_out_what_is_no_list_of_devices() {
    let text = "申請番号,氏名,持出物,備考\nX-1,佐藤 一郎,ノートPC,a\nX-2,鈴木 一郎,ノートPC,b\n";
    let preview = undecided(&open("一覧.csv", text.as_bytes()));
    assert_eq!(table(&preview).register, RegisterId::CarryOuts);
    assert_eq!(values(&preview, "doc_no"), ["X-1", "X-2"]);
    let text = "月日,媒体番号,使用者,目的,返却\n4/3,USB-1,佐藤 一郎,会議,済\n5/3,USB-1,佐藤 一郎,会議,済\n";
    let preview = undecided(&open("可搬媒体持出簿R6.csv", text.as_bytes()));
    assert_eq!(field_of(&preview, "月日").as_deref(), Some("out_at"));
}

#[test]
fn clear_lists_of_people_ask_nothing() {
    let lists = [
        (
            "職員.csv",
            "課,係,職名,氏名,内線\n総務課,庶務係,課長,山田 太郎,101\n給付課,審査係,主事,佐藤 花子,104\n",
        ),
        (
            "一覧.csv",
            "役職名,氏名,担当業務,メールアドレス\n事務長,山田 太郎,総括,y@example.jp\n主事,佐藤 花子,経理,s@example.jp\n",
        ),
    ];
    for (name, text) in lists {
        let preview = undecided(&open(name, text.as_bytes()));
        assert_eq!((table(&preview).register, said(&preview)), (RegisterId::Staff, Vec::new()), "{text}");
    }
    let two = plain("名簿", &[&["氏名", "所属"], &["山田 太郎", "総務課"], &["佐藤 花子", "給付課"]]);
    assert_eq!((table(&undecided(&two)).register, said(&undecided(&two)).len()), (RegisterId::Staff, 0));
    let groups = plain(
        "職員",
        &[
            &["職員番号", "氏名", "", "所属", ""],
            &["", "漢字", "カナ", "課", "係"],
            &["1", "山田 太郎", "ヤマダ", "総務課", "庶務係"],
        ],
    );
    let preview = undecided(&groups);
    assert_eq!(said(&preview), Vec::<&str>::new(), "課 and 係 are two things of one group");
    assert_eq!(table(&preview).rows[0].extra["所属/係"], "庶務係");
}

#[test]
fn kinds_are_taken_from_the_column_they_stand_in() {
    let text = "管理番号,区分,品名,型式,設置場所\n1,ノートPC,ThinkPad L15,20X3,事務室\n2,プリンタ,LBP,LBP621C,事務室\n3,NAS,LinkStation,LS520,サーバ室\n";
    let preview = undecided(&open("情報機器管理台帳.csv", text.as_bytes()));
    assert_eq!(values(&preview, "device_kind"), ["notebook", "printer", "nas"]);
    assert_eq!(said(&preview), Vec::<&str>::new());
    assert_eq!(table(&preview).rows[0].extra["品名"], "ThinkPad L15");
}

#[test]
fn generations_with_their_counter_are_numbers() {
    let text = "テープ番号,世代,対象システム,使用開始日,保管先\nT-1,第1世代,基幹,R6.4.1,金庫\nT-2,第２世代,基幹,R6.4.1,金庫\n";
    let preview = undecided(&open("LTOテープ管理表.csv", text.as_bytes()));
    assert_eq!(
        (values(&preview, "generation"), said(&preview).len()),
        (vec!["1".to_owned(), "2".to_owned()], 0)
    );
}

#[test]
fn a_thing_somebody_gave_back_is_not_disposed_of() {
    let file = sheet("PC", |sheet| {
        texts(sheet, 0, &["番号", "機種", "使用者", "貸与日", "返却日"]);
        texts(sheet, 1, &["PC-1", "A", "山田", "R5.4.1"]);
        texts(sheet, 2, &["PC-2", "A", "佐藤", "R5.4.1", "R7.3.31"]);
    });
    let preview = undecided(&file);
    let table = table(&preview);
    assert_eq!(table.register, RegisterId::Devices);
    assert!(table.rows.iter().all(|row| row.values.get("disposed_on").is_none()));
    assert_eq!(table.rows[1].extra["返却日"], "R7.3.31");
}

#[test]
fn whether_those_who_came_to_a_lecture_are_the_staff_is_asked() {
    for title in ["令和7年度 個人情報保護講習会 参加者名簿", "情報セキュリティ説明会 出席者"]
    {
        let file = sheet("R7", |sheet| {
            texts(sheet, 0, &[title]);
            texts(sheet, 1, &["番号", "所属", "氏名", "備考"]);
            texts(sheet, 2, &["1", "総務課", "山田 太郎"]);
            texts(sheet, 3, &["2", "給付課", "佐藤 花子", "代理出席"]);
        });
        let preview = undecided(&file);
        assert!(said(&preview).contains(&"which_ledger"), "{title}: {:?}", said(&preview));
    }
}
