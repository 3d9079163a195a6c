//! Where tables, headings and cards begin and end on the sheets of real offices.

use std::collections::BTreeMap;

use mamori_core::import::{
    Decisions, Issue, Preview, ReadFile, RowClass, TableDecisions, TablePreview, Verdict, memory, preview,
};
use mamori_core::vocab::RegisterId;
use rust_xlsxwriter::Format;

use super::hand::{classes, decided, sheet, table, texts, undecided, values};

fn ledger(rows: &[&[&str]]) -> ReadFile {
    sheet("Sheet1", |sheet| {
        for (row, cells) in (0..).zip(rows) {
            texts(sheet, row, cells);
        }
    })
}

/// The tables found: what they are of, the row of their headings, and how many records they have.
fn found(preview: &Preview) -> Vec<(RegisterId, u32, usize)> {
    preview.tables().map(|table| (table.register, table.header_row, table.rows.len())).collect()
}

const MEDIA: RegisterId = RegisterId::PortableMedia;

#[test]
fn years_and_days_among_the_headings_make_no_card_of_a_ledger() {
    for day in [false, true] {
        let file = sheet("電子媒体管理台帳", |sheet| {
            texts(sheet, 0, &["管理番号", "媒体種別", "保管場所", "登録日"]);
            if day {
                let format = Format::new().set_num_format("yyyy/m/d");
                sheet.write_with_format(0, 4, 45_383.0, &format).unwrap();
            } else {
                sheet.write(0, 4, 2023).unwrap();
                sheet.write(0, 5, 2024).unwrap();
            }
            texts(sheet, 1, &["USB-001", "USBメモリ", "金庫", "R6.4.1", "○"]);
            texts(sheet, 2, &["USB-002", "USBメモリ", "金庫", "R6.4.1", "○"]);
        });
        let preview = undecided(&file);
        assert_eq!(found(&preview), [(MEDIA, 1, 2)]);
        let heading = if day { "2024-04-01" } else { "2023" };
        assert_eq!(table(&preview).rows[0].extra[heading], "○");
    }
}

#[test]
fn headings_far_down_are_found() {
    let file = sheet("電子媒体管理台帳", |sheet| {
        for row in 0..40 {
            texts(sheet, row, &[&format!("第{row}条　媒体は金庫に保管する。")]);
        }
        texts(sheet, 41, &["管理番号", "媒体種別", "保管場所", "登録日"]);
        texts(sheet, 42, &["USB-001", "USBメモリ", "金庫", "R6.4.1"]);
        texts(sheet, 43, &["USB-002", "USBメモリ", "金庫", "R6.4.1"]);
    });
    assert_eq!(found(&undecided(&file)), [(MEDIA, 42, 2)]);
}

#[test]
fn a_table_below_with_its_columns_in_another_order_is_read_by_its_own_headings() {
    let second: [(&[&str], RegisterId); 3] = [
        (&["管理番号", "媒体種別", "使用者", "保管場所", "備考"], MEDIA),
        (&["管理番号", "媒体種別", "使用者", "保管場所", "廃棄日"], MEDIA),
        (&["管理番号", "媒体種別", "廃棄日", "廃棄方法", "備考"], RegisterId::Disposals),
    ];
    for (head, register) in second {
        let file = ledger(&[
            &["管理番号", "媒体種別", "保管場所", "使用者", "備考"],
            &["USB-001", "USBメモリ", "金庫", "佐藤"],
            &[],
            head,
            &["USB-002", "USBメモリ", "鈴木", "書庫"],
        ]);
        let preview = undecided(&file);
        assert_eq!(found(&preview), [(MEDIA, 1, 1), (register, 4, 1)], "{head:?}");
        let second = &preview.tables().nth(1).unwrap().rows[0];
        if head[3] == "保管場所" {
            assert_eq!((&second.values["owner"], &second.values["location"]), ("鈴木", "書庫"));
        }
    }
}

#[test]
fn the_same_headings_under_the_title_of_another_year_are_another_table() {
    let head: &[&str] = &["管理番号", "媒体種別", "保管場所", "登録日"];
    let page = |title: &'static str| {
        ledger(&[
            &["電子媒体管理台帳（令和5年度）"],
            head,
            &["USB-1", "USBメモリ", "金庫", "4/1"],
            &[],
            &[title],
            head,
            &["USB-2", "USBメモリ", "金庫", "4/1"],
        ])
    };
    let preview = undecided(&page("電子媒体管理台帳（令和6年度）"));
    assert_eq!(values(&preview, "registered_on"), ["2023-04-01", "2024-04-01"]);
    let preview = undecided(&page("電子媒体管理台帳（令和5年度）"));
    assert_eq!(found(&preview), [(MEDIA, 2, 2)], "the next page of one table");
}

#[test]
fn a_number_alone_above_the_next_headings_is_a_record_and_no_title() {
    let file = ledger(&[
        &["管理番号", "媒体種別", "保管場所", "登録日"],
        &["USB-1", "USBメモリ", "金庫", "R6.4.1"],
        &[],
        &["USB-2"],
        &[],
        &["機器番号", "機器種別", "設置場所", "使用者"],
        &["PC-1", "ノートPC", "総務課", "佐藤"],
    ]);
    assert_eq!(found(&undecided(&file)), [(MEDIA, 1, 2), (RegisterId::Devices, 6, 1)]);
}

#[test]
fn an_empty_table_does_not_swallow_the_next() {
    let file = ledger(&[
        &["管理番号", "媒体種別", "保管場所", "登録日"],
        &[],
        &["機器番号", "機器種別", "設置場所", "使用者"],
        &["PC-1", "ノートPC", "総務課", "佐藤"],
    ]);
    assert_eq!(found(&undecided(&file)), [(MEDIA, 1, 0), (RegisterId::Devices, 3, 1)]);
}

#[test]
fn tables_that_touch_each_other_are_taken_apart() {
    let file = ledger(&[
        &["管理番号", "媒体種別", "保管場所", "管理番号", "媒体種別", "保管場所"],
        &["USB-001", "USBメモリ", "金庫", "USB-002", "CD-R", "書庫"],
    ]);
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_no"), ["USB-001", "USB-002"]);
    assert_eq!(values(&preview, "location"), ["金庫", "書庫"]);
}

#[test]
fn a_table_beside_another_may_have_its_headings_lower() {
    let file = ledger(&[
        &["管理番号", "媒体種別", "保管場所"],
        &["USB-001", "USBメモリ", "金庫"],
        &["USB-002", "USBメモリ", "金庫", "", "機器番号", "機器種別", "設置場所"],
        &["USB-003", "USBメモリ", "金庫", "", "PC-001", "ノートPC", "総務課"],
    ]);
    let preview = undecided(&file);
    assert_eq!(found(&preview), [(MEDIA, 1, 3), (RegisterId::Devices, 3, 1)]);
    assert!(preview.tables().all(|table| table.adds_up()));
    assert!(preview.tables().flat_map(|table| &table.rows).all(|row| row.extra.is_empty()));
}

/// A card of six lines, with what stands below it.
fn card(more: &[&[&str]]) -> ReadFile {
    let own: [&[&str]; 6] = [
        &["管理番号", "USB-001"],
        &["媒体種別", "USBメモリ"],
        &["登録日", "R6.4.1"],
        &["保管場所", "金庫"],
        &["使用者", "管理者"],
        &["保存内容", "特定個人情報"],
    ];
    ledger(&[&own[..], more].concat())
}

#[test]
fn a_card_with_values_that_are_headings_elsewhere_stays_a_card() {
    for more in [&[][..], &[&[][..], &["承認者", "確認者", "担当者"], &["印", "印", "印"]][..]] {
        let preview = undecided(&card(more));
        assert_eq!(values(&preview, "media_no"), ["USB-001"]);
        assert_eq!(values(&preview, "location"), ["金庫"]);
        assert_eq!(values(&preview, "owner"), ["管理者"], "{:?}", table(&preview));
        assert_eq!(values(&preview, "content"), ["特定個人情報"]);
        assert!(table(&preview).adds_up());
    }
}

#[test]
fn records_in_columns_are_not_made_one() {
    let file = ledger(&[
        &["管理番号", "USB-001", "USB-002"],
        &["媒体種別", "USBメモリ", "CD-R"],
        &["保管場所", "金庫", "書庫"],
        &["登録日", "R6.4.1", "R6.5.1"],
    ]);
    let preview = undecided(&file);
    assert_eq!(found(&preview), [(MEDIA, 1, 2)]);
    assert_eq!(values(&preview, "media_no"), ["USB-001", "USB-002"]);
}

#[test]
fn a_card_of_three_pairs_a_row_is_no_list() {
    let file = ledger(&[
        &["管理番号", "USB-001", "媒体種別", "USBメモリ", "登録日", "R6.4.1"],
        &["保管場所", "金庫", "管理者", "佐藤", "備考", "特になし"],
    ]);
    let preview = undecided(&file);
    assert_eq!(values(&preview, "media_no"), ["USB-001"]);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01"]);
}

#[test]
fn a_card_and_the_list_of_what_happened_below_it_both_come_in() {
    let file = card(&[
        &[],
        &["持出履歴"],
        &["持出日", "持出者", "持出先", "目的", "返却日"],
        &["R6.5.1", "佐藤", "県庁", "会議", "R6.5.2"],
        &["R6.6.1", "鈴木", "県庁", "会議", "R6.6.2"],
    ]);
    let checks = card(&[&["点検日", "点検した人", "結果", "備考"], &["R6.5.1", "佐藤", "良"]]);
    assert_eq!(undecided(&checks).tables().count(), 2, "with nothing between them");
    let preview = undecided(&file);
    assert_eq!(found(&preview), [(MEDIA, 1, 1), (RegisterId::CarryOuts, 9, 2)]);
    assert_eq!(values(&preview, "media_no")[0], "USB-001");
    assert_eq!(values(&preview, "destination")[1..], ["県庁", "県庁"]);
    assert_eq!(values(&preview, "item_no")[1..], ["USB-001", "USB-001"], "what the card is about");
    assert!(preview.tables().all(|table| table.adds_up()));
    let cards = TableDecisions { exclude: true, ..TableDecisions::default() };
    let without = decided(&file, cards);
    assert_eq!(values(&without, "item_no"), ["USB-001", "USB-001"], "though the card itself stays out");
    let said = card(&[
        &[],
        &["持出日", "持出者", "管理番号", "目的", "返却日"],
        &["R6.5.1", "佐藤", "PC-001", "会議", "R6.5.2"],
    ]);
    assert_eq!(values(&undecided(&said), "item_no")[1..], ["PC-001"], "a list says itself what it is about");
}

#[test]
fn headings_merged_down_from_a_row_that_says_little_are_kept() {
    let file = sheet("機器台帳", |sheet| {
        let format = Format::new();
        sheet.merge_range(1, 0, 2, 0, "番号", &format).unwrap();
        sheet.merge_range(1, 1, 1, 3, "機器情報", &format).unwrap();
        sheet.merge_range(1, 4, 1, 5, "取得", &format).unwrap();
        sheet.merge_range(1, 6, 2, 6, "備考", &format).unwrap();
        texts(sheet, 0, &["機器台帳"]);
        texts(sheet, 2, &["", "型番", "メーカー", "ホスト名", "取得日", "購入先"]);
        texts(sheet, 3, &["PC-001", "L14", "Lenovo", "PC01", "R6.4.1", "商会", "予備"]);
    });
    let preview = undecided(&file);
    let of = |key: &str| values(&preview, key)[0].clone();
    assert_eq!(
        (of("device_no"), of("remarks"), of("acquired_on")),
        ("PC-001".into(), "予備".into(), "2024-04-01".into())
    );
}

#[test]
fn a_box_for_seals_above_the_headings_takes_nothing_from_the_table() {
    let file = sheet("Sheet1", |sheet| {
        texts(sheet, 0, &["電子媒体管理台帳（令和6年度）"]);
        texts(sheet, 1, &["", "", "承認者", "確認者", "担当者"]);
        texts(sheet, 2, &["", "", "佐藤", "鈴木", "高橋"]);
        texts(sheet, 3, &["管理番号", "媒体種別", "保管場所", "登録日"]);
        texts(sheet, 4, &["USB-001", "USBメモリ", "金庫", "4/1"]);
    });
    let preview = undecided(&file);
    assert_eq!(found(&preview), [(MEDIA, 4, 1)]);
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01"]);
}

#[test]
fn each_of_several_tables_below_each_other_has_its_own_title() {
    let file = sheet("Sheet1", |sheet| {
        texts(sheet, 0, &["電子媒体管理台帳"]);
        texts(sheet, 1, &["管理番号", "媒体種別", "保管場所", "登録日"]);
        texts(sheet, 2, &["USB-001", "USBメモリ", "金庫", "R6.4.1"]);
        texts(sheet, 4, &["USBメモリ持出簿（令和6年度）"]);
        texts(sheet, 5, &["管理番号", "使用者", "返却日"]);
        texts(sheet, 6, &["USB-001", "佐藤", "5/2"]);
    });
    let preview = undecided(&file);
    assert_eq!(found(&preview), [(MEDIA, 2, 1), (RegisterId::CarryOuts, 6, 1)]);
    let second = preview.tables().nth(1).unwrap();
    assert_eq!(&second.rows[0].values["returned_on"], "2024-05-02");
    assert_eq!(classes(second)[0], (5, RowClass::Note));
}

#[test]
fn tapes_among_other_media_go_to_the_ledger_of_backups_once_that_is_answered() {
    let rows: [&[&str]; 7] = [
        &["管理番号", "媒体種別", "保管場所", "登録日"],
        &["USB-001", "USBメモリ", "金庫", "R6.4.1"],
        &["LTO-01", "LTO7", "サーバ室", "R6.4.1"],
        &["LTO-02", "〃", "サーバ室", "R6.4.1"],
        &["CD-01", "CD-R", "書庫", "R6.4.1"],
        &["T-01", "磁気テープ", "書庫", "R6.4.1"],
        &["合計", "", "", ""],
    ];
    let numbers = |preview: &Preview| {
        let of = |table: &TablePreview| {
            let numbers = table.rows.iter().map(|row| row.values["media_no"].to_owned());
            (table.register, numbers.collect::<Vec<_>>().join(" "))
        };
        assert!(preview.tables().all(|table| table.adds_up()), "every row is accounted for in both");
        assert_eq!(preview.rows(), rows.len() as u32);
        preview.tables().map(of).collect::<Vec<_>>()
    };
    let file = sheet("媒体管理台帳", |sheet| {
        (0..).zip(rows).for_each(|(row, cells)| texts(sheet, row, cells))
    });
    let parted =
        [(MEDIA, "USB-001 CD-01".to_owned()), (RegisterId::BackupMedia, "LTO-01 LTO-02 T-01".to_owned())];
    let open = undecided(&file);
    assert_eq!(numbers(&open), parted);
    let asked: Vec<_> = open.tables().map(|table| table.problems.len()).collect();
    assert_eq!(asked, [1, 0], "asked once");
    assert!(open.tables().next().unwrap().problems[0].text.contains("LTO7、磁気テープなど3行"));
    assert_eq!(
        numbers(&preview(
            std::slice::from_ref(&file),
            &Decisions { accept_all: true, ..Decisions::default() }
        )),
        parted
    );

    let groups = BTreeMap::from([(String::new(), BTreeMap::from([(Issue::TwoLedgers, Verdict::KeepRaw)]))]);
    let together = decided(&file, TableDecisions { groups, ..TableDecisions::default() });
    assert_eq!(numbers(&together), [(MEDIA, "USB-001 LTO-01 LTO-02 CD-01 T-01".to_owned())]);

    let head = rows[0];
    let of_one = |name: &'static str, kind: &'static str| {
        undecided(&sheet(name, |sheet| {
            texts(sheet, 0, head);
            texts(sheet, 1, &["A-1", kind, "金庫", "R6.4.1"]);
            texts(sheet, 2, &["A-2", kind, "金庫", "R6.4.1"]);
        }))
    };
    for (name, kind, register, asks) in [
        ("媒体一覧", "USBメモリ", MEDIA, false),
        ("媒体一覧", "LTO7", RegisterId::BackupMedia, false),
        ("バックアップ媒体一覧", "RDX", RegisterId::BackupMedia, false),
        ("可搬型記録媒体管理台帳", "LTO7", MEDIA, true),
    ] {
        let preview = of_one(name, kind);
        let table = preview.tables().next().unwrap();
        let issues: Vec<Issue> = table.problems.iter().map(|finding| finding.issue).collect();
        assert_eq!((table.register, issues.contains(&Issue::WhichLedger)), (register, asks), "{name} {kind}");
    }
}

#[test]
fn a_list_with_columns_of_backups_alone_stays_one() {
    let file = ledger(&[
        &["媒体番号", "媒体種別", "対象システム", "世代", "ローテーション区分", "交換期限"],
        &["LTO-01", "LTO7", "国保システム", "1", "日次", "R9.4.1"],
        &["B-02", "外付HDD", "国保システム", "2", "週次", "R9.4.1"],
    ]);
    assert_eq!(found(&undecided(&file)), [(RegisterId::BackupMedia, 1, 2)]);
}

#[test]
fn an_answer_about_one_list_with_tapes_leaves_the_others_their_places() {
    let file = ledger(&[
        &["管理番号", "媒体種別", "保管場所", "登録日"],
        &["USB-001", "USBメモリ", "金庫", "R6.4.1"],
        &["LTO-01", "LTO7", "サーバ室", "R6.4.1"],
        &[""],
        &["出張所の媒体"],
        &["媒体番号", "種別", "設置場所", "登録年月日", "備考"],
        &["CD-01", "CD-R", "書庫", "R6.4.1"],
        &["LTO-02", "LTO7", "書庫", "R6.4.1"],
    ]);
    let ids = |preview: &Preview| preview.tables().map(|table| table.id.clone()).collect::<Vec<_>>();
    let open = undecided(&file);
    assert_eq!(ids(&open), ["0/0/0", "0/0/1", "0/0/2", "0/0/3"]);
    let tables: Vec<&TablePreview> = open.tables().collect();
    assert_ne!(memory::fingerprint(tables[0]), memory::fingerprint(tables[2]), "of another ledger");
    let elsewhere = |table: &TablePreview| (table.totals.elsewhere, table.totals.excluded);
    assert_eq!((elsewhere(tables[0]), elsewhere(tables[2])), ((1, 0), (1, 0)));

    let groups = BTreeMap::from([(String::new(), BTreeMap::from([(Issue::TwoLedgers, Verdict::KeepRaw)]))]);
    let together = decided(&file, TableDecisions { groups, ..TableDecisions::default() });
    assert_eq!(ids(&together), ["0/0/0", "0/0/1", "0/0/3"]);
    assert_eq!(together.tables().last().unwrap().rows[0].values["media_no"], *"LTO-02");
}

#[test]
fn of_two_lists_of_one_year_the_later_one_is_known_by_its_day() {
    let told = |day: &str| {
        let preview = undecided(&ledger(&[
            &["電子媒体管理台帳（令和6年度）"],
            &[day],
            &["管理番号", "媒体種別", "保管場所"],
            &["USB-001", "USBメモリ", "金庫"],
        ]));
        (table(&preview).period, table(&preview).whole_year)
    };
    assert_eq!(told("R6.6.1現在"), (Some((2024, 6)), false));
    assert_eq!(told("R6.12.1現在"), (Some((2024, 12)), false));
    for other in ["", "R7.4.1現在"] {
        assert_eq!(told(other), (Some((2024, 4)), true), "{other}");
    }
}

#[test]
fn a_record_whose_words_are_headings_somewhere_is_a_record() {
    let lists: [&[&[&str]]; 3] = [
        &[
            &["媒体番号", "用途", "保管場所", "管理者", "備考"],
            &["B-1", "バックアップ", "保管庫", "システム管理者"],
            &["B-2", "データ", "金庫", "総務課長"],
            &["B-3", "業務", "保管庫", "システム管理者"],
        ],
        &[
            &["廃棄日", "管理番号", "種別", "廃棄方法", "委託先", "立会者", "証明"],
            &["R6.3.1", "M-1", "媒体", "処分", "業者", "管理者", "証明書"],
            &["R6.3.2", "M-2", "媒体", "処分", "業者", "管理者", "証明書"],
        ],
        &[
            &["作業日", "システム名", "バックアップ種別", "使用媒体", "結果", "作業者"],
            &["2025/4/1", "基幹システム", "フル", "LTO-01", "正常", "山田"],
            &["", "給付システム", "フル", "LTO-02", "正常", "山田"],
            &["2025/4/2", "基幹システム", "フル", "LTO-03", "正常", "佐藤"],
            &["", "給付システム", "フル", "LTO-04", "正常", "佐藤"],
            &["2025/4/3", "基幹システム", "フル", "LTO-01", "正常", "佐藤"],
            &["", "給付システム", "フル", "LTO-02", "正常", "佐藤"],
        ],
    ];
    for (n, rows) in lists.into_iter().enumerate() {
        let file = sheet("一覧", |sheet| {
            for (row, cells) in (0..).zip(rows) {
                texts(sheet, row, cells);
            }
            for day in [1, 3, 5].into_iter().filter(|_| n == 2) {
                let format = rust_xlsxwriter::Format::new();
                sheet.merge_range(day, 0, day + 1, 0, rows[day as usize][0], &format).unwrap();
            }
        });
        let preview = undecided(&file);
        let tables: Vec<_> = preview.tables().map(|table| (table.header_row, table.rows.len())).collect();
        assert_eq!(tables, [(1, rows.len() - 1)], "{n}");
    }
}
