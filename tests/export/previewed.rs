//! The tables of an import's preview go out as they stand decided, before anything is taken in.

use std::path::{Path, PathBuf};

use mamori_core::error::ErrorCode;
use mamori_core::export::{self, ExportFormat};
use mamori_core::import::lists::ImportList;
use mamori_core::import::{Cancel, Decisions, Desk, Judged, ReaderProcess, commit};
use mamori_core::records::view::ListQuery;
use mamori_core::vocab::RegisterId;
use mamori_core::watch::Watch;

use super::read;
use crate::support::lists::{DAY, previewed};
use crate::support::workbook::Workbook;
use crate::support::{Office, office};

const TEXT: &str = "管理番号,種別,登録日,保管場所,札の色\n\
    USB-001,USBメモリ,R6.4.1,金庫,総務\n\
    USB-002,〃,R6.13.1,=書庫,\n\
    合計,2,,,\n";

fn csv(office: &Office, name: &str, text: &str) -> PathBuf {
    let path = office.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn judged(paths: &[&Path], decisions: Decisions) -> Judged {
    Judged::of(paths.iter().map(|path| read(path.to_path_buf())).collect(), decisions)
}

#[test]
fn original_and_result_stand_side_by_side_with_what_was_found() {
    let mut office = office();
    let path = csv(&office, "媒体.csv", TEXT);
    let judged = judged(&[&path], Decisions::default());
    let rows = ImportList::RowsRead { table: "0/0/0".into() };
    let read = previewed(&mut office, &judged, &rows);
    assert_eq!(read.title, "元の内容と記録される内容");
    assert!(read.state.contains("媒体.csv") && read.state.contains("可搬型記録媒体"), "{}", read.state);
    assert_eq!(read.column("行"), ["2", "3"]);
    assert_eq!(
        read.rows(&["媒体種別（元の内容）", "媒体種別", "その他の列：札の色"]),
        ["USBメモリ｜USBメモリ｜総務", "〃｜USBメモリ｜"]
    );
    // A day is a day; of what is none the result is blank, and what stands in the file is told.
    assert_eq!(read.rows(&["登録日（元の内容）", "登録日"]), ["R6.4.1｜2024-04-01", "R6.13.1｜"]);
    assert_eq!(read.kinds("登録日")[0], ("day", DAY.to_owned()));
    assert_eq!(read.column("保管場所"), ["金庫", "=書庫"]);
    assert!(read.column("気付いたこと")[1].contains("〃"), "{:?}", read.column("気付いたこと"));

    let gone = ImportList::RowsRead { table: "9/0/0".into() };
    let path = office.folder.path().join("ない.xlsx");
    let what = (&judged, &gone, ExportFormat::Xlsx);
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    let refused = export::import_list_watched(ledgers, session, what, &path, &Watch::default()).unwrap_err();
    assert_eq!((refused.code(), path.exists()), (ErrorCode::ImportNothing, false));
}

#[test]
fn questions_tables_columns_and_other_rows_go_out_for_all_files() {
    let mut office = office();
    let paths = [csv(&office, "媒体.csv", TEXT), csv(&office, "覚え.csv", "札,しな\nA,B\n")];
    let judged = judged(&[&paths[0], &paths[1]], Decisions::default());

    let questions = previewed(&mut office, &judged, &ImportList::Questions);
    let lines = questions.rows(&["ファイル", "項目", "程度", "種類", "か所", "決めたこと", "元の言葉と結果"]);
    assert!(
        lines
            .contains(&"媒体.csv｜媒体種別｜提案｜上の行と同じ印｜1｜未決定｜“〃”→USBメモリ（1）".to_owned()),
        "{lines:#?}"
    );
    assert!(
        lines.iter().any(|line| line.starts_with("媒体.csv｜登録日｜要修正｜暦にない日｜1｜未決定")),
        "{lines:#?}"
    );

    let tables = previewed(&mut office, &judged, &ImportList::TablesRead);
    assert_eq!(
        tables.rows(&["ファイル", "取込先の台帳", "扱い", "行数", "記録", "見出し", "合計", "新規"]),
        [
            "媒体.csv｜可搬型記録媒体管理台帳｜取り込む｜4｜2｜1｜1｜2",
            "覚え.csv｜｜台帳が分からない｜2｜0｜1｜0｜0",
        ]
    );
    assert_eq!(tables.kinds("行数")[0].0, "number");
    let left = previewed(&mut office, &judged, &ImportList::RowsLeft);
    assert!(left.rows(&["ファイル", "行", "種類"]).contains(&"媒体.csv｜4｜合計".to_owned()));
    let columns = previewed(&mut office, &judged, &ImportList::ColumnsMapped);
    let lines = columns.rows(&["列", "ファイルの見出し", "台帳の項目"]);
    assert!(lines.contains(&"B｜種別｜媒体種別".to_owned()), "{lines:?}");
    assert!(lines.contains(&"E｜札の色｜（その他の列として残す）".to_owned()), "{lines:?}");
    let sheets = previewed(&mut office, &judged, &ImportList::SheetsFound);
    assert_eq!(sheets.rows(&["ファイル", "使われている範囲"]), ["媒体.csv｜A1:E4", "覚え.csv｜A1:B2"]);
}

#[test]
fn the_differences_of_a_file_that_comes_again_go_out_whole() {
    const MANY: usize = 520;
    let mut office = office();
    let text = |place: &str, last: usize| {
        let row = |n: usize| format!("USB-{n:04},USBメモリ,R6.4.1,{place}\n");
        let rows: String = (1..=last).map(row).collect();
        format!("管理番号,種別,登録日,保管場所\n{rows}")
    };
    let first = judged(
        &[&csv(&office, "媒体.csv", &text("金庫", MANY))],
        Decisions { accept_all: true, ..Decisions::default() },
    );
    commit::commit(&mut office.ledgers, &office.session, &first, &Cancel::default(), &mut |_, _| {}).unwrap();

    let again = judged(&[&csv(&office, "媒体.csv", &text("書庫", MANY - 1))], Decisions::default());
    let read = previewed(&mut office, &again, &ImportList::Differences);
    let lines = read.rows(&["番号", "区分", "項目", "台帳の値", "ファイルの値", "結果"]);
    assert_eq!(lines.len(), MANY - 1, "more than the window shows");
    assert_eq!(lines[0], "USB-0001｜変更｜保管場所｜金庫｜書庫｜ファイルの値にする");
    let gone = previewed(&mut office, &again, &ImportList::NotInFile);
    assert_eq!(gone.rows(&["台帳", "番号"]), [format!("可搬型記録媒体管理台帳｜USB-{MANY:04}")]);
}

#[test]
fn a_value_changed_on_both_sides_says_which_one_stands() {
    let mut office = office();
    let made = office.usb("USB-001");
    let path = office.folder.path().join("媒体.xlsx");
    let what = (RegisterId::PortableMedia, ExportFormat::Xlsx);
    export::ledger(&mut office.ledgers, &office.session, what, &ListQuery::default(), &path).unwrap();
    let mut book = Workbook::open(&path);
    book.set(1, "USB-001", "保管場所", "書庫Ｂ");
    book.save(&path);
    let mut texts = crate::support::draft(&crate::support::medium("USB-001"));
    texts.values.insert("location".into(), "書庫Ａ".into());
    let of = (RegisterId::PortableMedia, made.id, made.version);
    mamori_core::records::actions::correct(&mut office.ledgers, &office.session, of, &texts, "移動").unwrap();

    let read = previewed(&mut office, &judged(&[&path], Decisions::default()), &ImportList::Differences);
    assert_eq!(
        read.rows(&["番号", "区分", "項目", "台帳の値", "ファイルの値", "結果", "理由・問い"]),
        ["USB-001｜競合｜保管場所｜書庫Ａ｜書庫Ｂ｜台帳のまま｜台帳でもファイルでも変更"]
    );
}

#[test]
fn the_desk_writes_what_the_user_sees_and_names_files_that_were_refused() {
    let mut office = office();
    let paths = [csv(&office, "媒体.csv", TEXT), csv(&office, "壊れた.xlsx", "PK\u{3}\u{4}")];
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    let mut desk =
        Desk::open((1, crate::support::today()), &paths, &reader, &mut |_| {}, &Watch::default()).unwrap();
    let out = office.folder.path().join("表.csv");
    let what = (&ImportList::TablesRead, ExportFormat::CsvUtf8);
    let (ledgers, session) = (&mut office.ledgers, &office.session);
    let done = desk.write_list(ledgers, session, what, &out, &Watch::default()).unwrap();
    assert_eq!(done.rows, 2);
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.contains("壊れた.xlsx,,,,読めない,"), "{text}");

    let cancel = Cancel::default();
    cancel.cancel();
    let (mut quiet, stopped) = (|_, _| {}, office.folder.path().join("止めた.csv"));
    let watch = Watch::new(&cancel, &mut quiet);
    let error = desk.write_list(ledgers, session, what, &stopped, &watch).unwrap_err();
    assert!(matches!(error.code(), ErrorCode::Cancelled), "{error:?}");
    assert!(!stopped.exists());
}
