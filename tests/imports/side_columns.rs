//! Columns that say something else than their heading does elsewhere, and signs that stand for other words.

use super::hand::{asked, book, csv, open, said, table, texts, undecided, values};
use mamori_core::import::{Decisions, preview};
use mamori_core::vocab::RegisterId;

/// A table of that name with nothing over its headings.
fn list(name: &str, rows: &str) -> mamori_core::import::Preview {
    undecided(&open(name, rows.as_bytes()))
}

#[test]
fn who_received_it_out_there_is_nobody_who_checked_it_back_in() {
    let preview = list(
        "搬送.csv",
        "媒体番号,取得日,搬出日,搬出先,受領者,搬入日,確認\n\
         LTO-01,R6.4.1,R6.4.2,倉庫会社,鈴木運送,R6.5.2,山田\n\
         LTO-02,R6.6.3,R6.6.4,倉庫会社,鈴木運送,,\n",
    );
    assert_eq!(values(&preview, "destination"), ["倉庫会社"; 2]);
    assert_eq!(values(&preview, "in_checked_by"), ["-"; 2]);
    assert_eq!(table(&preview).rows[1].extra["受領者"], "鈴木運送");
    assert_eq!(said(&preview), ["which_ledger"], "tapes that go to a storehouse are as likely no carry-outs");
    let lent = list(
        "持出し管理簿.csv",
        "管理番号,持出者,持出日,持出先,目的,返却日,受領者\nUSB-1,山田,R6.4.2,県庁,説明会,R6.4.3,佐藤\n",
    );
    assert_eq!((values(&lent, "in_checked_by"), said(&lent)), (vec!["佐藤".to_owned()], vec![]));
}

#[test]
fn any_dash_says_nothing_and_a_sign_for_the_above_may_begin_a_value() {
    for dash in ["−", "－", "—", "–", "‐"] {
        let preview = list(
            "機器管理台帳.csv",
            &format!(
                "管理番号,機種,IPアドレス,使用者,所属\n\
                 PC-1,ノートPC,192.168.0.11,山田,総務課\nPC-2,ノートPC,〃.12,佐藤,総務課\n\
                 PC-3,ノートPC,{dash},{dash},{dash}\n"
            ),
        );
        assert_eq!(values(&preview, "ip_address"), ["192.168.0.11", "192.168.0.12", "-"], "{dash}");
        assert_eq!(values(&preview, "department")[2], "-", "{dash}");
        assert_eq!(values(&preview, "user")[2], "-", "{dash}");
        assert_eq!(asked(&preview), [(3, "ip_address".to_owned(), "ditto")], "{dash}");
        assert_eq!(table(&preview).rows[2].raw.get("department"), Some(dash), "what stood there is kept");
    }
}

#[test]
fn words_for_no_number_are_none() {
    let preview = undecided(&csv("管理番号,種別,保管場所\nUSB-1,CD-R,金庫\n番号なし,CD-R,金庫\n"));
    assert_eq!(values(&preview, "media_no"), ["USB-1", "-"]);
}

#[test]
fn a_zero_is_missed_from_any_number_of_a_telephone() {
    let preview = list(
        "職員名簿.csv",
        "職員番号,氏名,内線,外線\n001,山田 太郎,101,238231234\n002,佐藤 花子,102,238231235\n",
    );
    let zeros = asked(&preview).into_iter().filter(|(_, _, issue)| *issue == "leading_zero").count();
    assert_eq!(zeros, 2, "{:?}", asked(&preview));
}

#[test]
fn parts_of_a_list_of_devices_are_no_way_they_were_bought() {
    let preview = list(
        "機器管理台帳.csv",
        "区分,管理番号,機器名,設置場所,導入日\nＰＣ,PC-1,ノートPC,総務課,R3.4.1\n\
         〃,PC-2,ノートPC,給付課,R3.4.1\n周辺,PR-1,プリンタ,総務課,R3.4.1\n",
    );
    assert_eq!(table(&preview).register, RegisterId::Devices);
    assert_eq!(values(&preview, "ownership"), ["-"; 3]);
    assert_eq!(asked(&preview), [(3, "区分".to_owned(), "ditto")]);
    let bought = list(
        "機器管理台帳.csv",
        "区分,管理番号,機器名,設置場所\n購入,PC-1,ノートPC,総務課\nリース,PC-2,ノートPC,給付課\n",
    );
    assert_eq!(values(&bought, "ownership"), ["owned", "lease"]);
}

#[test]
fn a_tick_in_the_column_of_a_state_says_that_state_and_is_asked_about() {
    let preview = list(
        "可搬型記録媒体管理台帳.csv",
        "番号,種類,登録日,使用中,保管中,紛失,廃棄\n\
         USB-1,USBメモリ,R4.4.1,○,,,\nUSB-2,USBメモリ,R4.4.1,,○,,\n\
         USB-3,USBメモリ,H28.4.1,,,,○\nUSB-4,USBメモリ,H28.4.1,,,○,\nUSB-5,USBメモリ,H28.4.1,○,,○,\n",
    );
    assert_eq!(values(&preview, "status"), ["in_use", "in_storage", "disposed", "lost", "-"]);
    let codes: Vec<_> = asked(&preview).into_iter().map(|(row, _, code)| (row, code)).collect();
    let tick = "state_in_note";
    assert_eq!(codes, [(2, tick), (3, tick), (4, "done_without_date"), (5, tick)]);
    assert_eq!(table(&preview).rows[3].extra["紛失"], "○");
}

#[test]
fn words_for_the_cells_of_other_sheets_on_a_hidden_sheet_are_no_records() {
    let file = |hidden: bool| {
        book(&[
            ("USB", &|sheet| {
                texts(sheet, 0, &["管理番号", "種類", "使用者", "保管場所"]);
                texts(sheet, 1, &["USB-1", "USBメモリ", "山田", "金庫"]);
            }),
            ("リスト", &|sheet| {
                sheet.set_hidden(hidden);
                texts(sheet, 0, &["種類", "部署"]);
                texts(sheet, 1, &["USBメモリ", "総務課"]);
                texts(sheet, 2, &["CD-R", "給付課"]);
            }),
        ])
    };
    let all = Decisions { accept_all: true, ..Decisions::default() };
    let left_out = |hidden| {
        let preview = preview(&[file(hidden)], &all);
        preview.tables().map(|table| table.excluded).collect::<Vec<_>>()
    };
    assert_eq!(left_out(true), [false, true]);
    assert_eq!(left_out(false), [false, false]);
    let asked = undecided(&file(true));
    let lists = asked.tables().flat_map(|table| &table.problems).map(|finding| finding.issue.as_str());
    assert!(lists.into_iter().any(|issue| issue == "sample_sheet"));
}

#[test]
fn a_list_of_things_with_the_day_they_ended_on_is_the_ledger_of_things() {
    let cases = [
        (
            "CD.csv",
            "光ディスク管理台帳\n管理番号,種類,保存内容,作成日,作成者,保管場所,廃棄日,廃棄方法,立会者,備考\n\
             CD-001,CD-R,レセプト,R4.6.10,山田,耐火金庫,R5.7.3,裁断,佐藤,\n\
             CD-002,CD-R,レセプト,R4.7.11,山田,耐火金庫,R5.7.3,裁断,佐藤,\n\
             DVD-001,DVD-R,健診,R6.4.15,佐藤,耐火金庫,,,,\n",
            RegisterId::PortableMedia,
        ),
        (
            "CD.csv",
            "番号,媒体,内容,作成日,作成者,件数,提出先,提出日,廃棄日,方法\n\
             CD-1,CD-R,基金,R5.4.10,山田,203,支払基金,R5.4.11,,\nCD-2,CD-R,統計,R5.5.10,佐藤,30,県,R5.5.11,R6.5.1,裁断\n",
            RegisterId::PortableMedia,
        ),
        (
            "PC.csv",
            "機番,機種,リース開始,リース満了,再リース満了,返却日,データ消去,備考\n\
             PC-01,ノートPC,H28.10.1,R3.9.30,R4.9.30,R4.10.14,業者消去,故障\nPC-02,ノートPC,R3.10.1,R8.9.30,,,,\n",
            RegisterId::Devices,
        ),
        (
            "廃棄.csv",
            "廃棄記録簿\n管理番号,種類,取得日,廃棄日,廃棄方法,立会者\n\
             CD-1,CD-R,R4.6.10,R5.7.3,裁断,佐藤\nCD-2,CD-R,R4.7.11,,裁断,佐藤\n",
            RegisterId::Disposals,
        ),
    ];
    let leased = list(cases[2].0, cases[2].1);
    assert_eq!(values(&leased, "status"), ["-"; 2], "故障 says why it went back");
    for (name, rows, ledger) in cases {
        assert_eq!(table(&list(name, rows)).register, ledger, "{rows}");
    }
}

#[test]
fn why_something_was_disposed_of_is_not_how_it_stands() {
    let preview = list(
        "バックアップ媒体管理台帳.csv",
        "媒体番号,種類,容量,状態,処分日\nT-1,LTO5,1.5TB,劣化により廃棄,R1.5.20\nT-2,LTO5,1.5TB,劣化,\n",
    );
    assert_eq!(values(&preview, "status"), ["disposed", "needs_replacement"]);
}

#[test]
fn who_sent_somebody_in_his_place_was_not_there() {
    let preview = list(
        "研修.csv",
        "令和6年度　第1回個人情報保護研修会　出席者名簿\n所属,職名,氏名,出欠,備考\n総務課,課長,山田 太郎,出,\n\
         総務課,主事,高橋 三郎,代,代理：小林\n総務課,主事,木村 花子,代,後日\n",
    );
    assert_eq!(values(&preview, "attendance"), ["attended", "absent", "makeup"]);
    let marks: Vec<_> = asked(&preview).into_iter().filter(|(_, field, _)| field == "attendance").collect();
    assert_eq!(marks.len(), 2, "{marks:?}");
}

#[test]
fn a_list_of_generations_with_the_last_time_each_was_written_is_of_media() {
    let preview = list(
        "世代.csv",
        "世代管理表\n世代,媒体番号,保管場所,最終取得日,保存期限\n祖父（月次）,M-04,銀行貸金庫,R6.4.30,R7.4.30\n\
         父（週次）,W-3,耐火金庫,R6.5.17,R6.6.14\n子（日次）,D-1,サーバ室,R6.5.20,R6.5.27\n",
    );
    assert_eq!(table(&preview).register, RegisterId::BackupMedia);
    assert_eq!(values(&preview, "purchased_on"), ["-"; 3]);
    assert_eq!(table(&preview).rows[0].extra["最終取得日"], "R6.4.30");
}
