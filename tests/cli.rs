//! The command line as an administrator uses it: the real program, its output and its exit status.

mod answers;
mod settled;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value as Json;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(folder)
}

/// Runs mamorictl with these lines on its standard input.
fn mamorictl(args: &[&str], lines: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mamorictl"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_dry_run_over_a_folder_counts_rows_proposals_and_refusals() {
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(fixtures("samples")).unwrap().flatten() {
        std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    std::fs::write(folder.path().join("~$台帳.xlsx"), b"lock").unwrap();
    std::fs::write(folder.path().join("壊れた.xlsx"), b"PK\x03\x04").unwrap();
    std::fs::write(folder.path().join("写真.jpg"), b"no ledger").unwrap();
    let folder = folder.path().to_str().unwrap();

    let output = mamorictl(&["import", "--dry-run", folder], "");
    assert_eq!(output.status.code(), Some(1), "one file was refused");
    let text = said(&output);
    assert!(text.contains("職員名簿.xlsx: 表1 "), "{text}");
    assert!(text.contains("断り: 「壊れた.xlsx」は壊れているか途中で切れています。"), "{text}");
    assert!(text.contains("[参考] 1件 情報機器等持出管理簿.csv 文字コードは"), "{text}");
    assert!(!text.contains("~$") && !text.contains("写真"), "{text}");
    let sums = text.lines().last().unwrap();
    assert!(sums.starts_with("合計: 読めたファイル6 断ったファイル1 表"), "{sums}");

    let json: Json =
        serde_json::from_slice(&mamorictl(&["--json", "import", "--dry-run", folder], "").stdout).unwrap();
    let summary = &json["summary"];
    let of = |key: &str| summary[key].as_u64().unwrap();
    assert_eq!((of("files_read"), of("files_refused")), (6, 1));
    let files = json["files"].as_array().unwrap();
    let tables = || files.iter().flat_map(|file| file["tables"].as_array().unwrap());
    let rows: u64 = tables().map(|table| table["totals"]["rows"].as_u64().unwrap()).sum();
    assert_eq!((of("rows"), of("tables")), (rows, tables().count() as u64));
    assert_eq!(
        sums,
        format!(
            "合計: 読めたファイル6 断ったファイル1 表{} 行{rows} データ{} 提案{} 要修正{} 参考{}",
            of("tables"),
            of("data"),
            of("proposals"),
            of("errors"),
            of("notes"),
        )
    );
}

#[test]
fn a_locked_workbook_opens_with_the_password_of_standard_input() {
    let path = fixtures("locked").join("agile.xlsx");
    let args = ["import", "--dry-run", "--file-password-stdin", path.to_str().unwrap()];
    let opened = mamorictl(&args, "kumiai-R8金庫\n");
    assert!(said(&opened).contains("データ2"), "{}", said(&opened));
    let wrong = mamorictl(&args, "kumiai\n");
    assert!(said(&wrong).contains("パスワードが違います"), "{}", said(&wrong));
    let none = mamorictl(&["import", "--dry-run", path.to_str().unwrap()], "");
    assert!(said(&none).contains("パスワードを入力してください"), "{}", said(&none));
}

/// A ledger of its own, and how to ask it something.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap() };
        let made = office
            .run(&["init", "--organisation", "組合", "--profile", "a", "--name", "辻 香織"], "mamori-12#\n");
        assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
        office
    }

    fn run(&self, args: &[&str], lines: &str) -> Output {
        let ledger = self.folder.path().join("台帳");
        let access = ["--ledger", ledger.to_str().unwrap(), "--user", "tsuji", "--password-stdin"];
        mamorictl(&[access.as_slice(), args].concat(), lines)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }
}

#[test]
fn a_dry_run_counts_the_rows_of_a_list_with_tapes_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("媒体一覧.csv");
    let text = "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\nLTO-1,LTO7,R6.4.1,サーバ室\n";
    std::fs::write(&path, text).unwrap();
    let text = said(&mamorictl(&["import", "--dry-run", path.to_str().unwrap()], ""));
    assert!(text.contains("媒体一覧.csv: 表2 行3 データ2 "), "{text}");
    assert!(text.contains("合計: 読めたファイル1 断ったファイル0 表2 行3 データ2 "), "{text}");
    assert!(text.contains("除外0 + 続き0 + ほかの表に入る行1"), "{text}");
}

#[test]
fn a_dry_run_with_an_account_says_what_would_change() {
    let office = Office::new();
    let head = "管理番号,種別,登録日,保管場所\n";
    let first = office.file("一.csv", &format!("{head}USB-1,CD-R,R6.4.1,金庫\nUSB-2,CD-R,R6.4.1,金庫\n"));
    let taken = office.run(&["import", "--accept-proposals", first.to_str().unwrap()], "mamori-12#\n");
    assert_eq!(taken.status.code(), Some(0), "{}", String::from_utf8_lossy(&taken.stderr));

    let next = office.file(
        "二.csv",
        &format!("{head}USB-1,CD-R,R6.4.1,書庫\nUSB-2,CD-R,R6.4.1,金庫\nUSB-3,CD-R,R6.4.1,金庫\n"),
    );
    let dry = office.run(&["import", "--dry-run", next.to_str().unwrap()], "mamori-12#\n");
    for line in ["台帳との違い: 新規 1・同じ 1・変更 1", "2行目 USB-1（変更）", "保管場所: 金庫 → 書庫"]
    {
        assert!(said(&dry).contains(line), "{line} is not in {}", said(&dry));
    }
    let json: Json = serde_json::from_slice(
        &office.run(&["--json", "import", "--dry-run", next.to_str().unwrap()], "mamori-12#\n").stdout,
    )
    .unwrap();
    assert!(json["diff"].to_string().contains("書庫"), "{}", json["diff"]);
    let listed = office.run(&["list", "portable_media"], "mamori-12#\n");
    assert!(!said(&listed).contains("USB-3"), "nothing was written");
}

#[test]
fn of_a_folder_what_is_there_already_stays_out_and_is_said() {
    let office = Office::new();
    let text = |number: &str| format!("管理番号,種別,登録日,保管場所\n{number},CD-R,R6.4.1,金庫\n");
    let known = office.file("set/一.csv", &text("USB-1"));
    let import =
        |path: &Path| office.run(&["import", "--accept-proposals", path.to_str().unwrap()], "mamori-12#\n");
    assert_eq!(import(&known).status.code(), Some(0));
    office.file("set/二.csv", &text("USB-2"));
    office.file("set/二(2).csv", &text("USB-2"));
    let folder = import(known.parent().unwrap());
    assert_eq!(folder.status.code(), Some(0), "{}", String::from_utf8_lossy(&folder.stderr));
    for line in [
        "取り込まないファイル 2件",
        "一.csv: 取込み1で取込済み",
        "と同じ内容",
        "可搬型記録媒体管理台帳: 1 件",
    ] {
        assert!(said(&folder).contains(line), "{line} is not in {}", said(&folder));
    }
    assert_eq!(import(&known).status.code(), Some(1), "alone it is refused");
}

#[test]
fn an_empty_file_does_not_keep_the_others_of_its_folder_out() {
    let office = Office::new();
    let one = office.file("set/一.csv", "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\n");
    let empty = office.file("set/空.csv", "");
    let import =
        |path: &Path| office.run(&["import", "--accept-proposals", path.to_str().unwrap()], "mamori-12#\n");
    let folder = import(one.parent().unwrap());
    assert_eq!(folder.status.code(), Some(0), "{}", String::from_utf8_lossy(&folder.stderr));
    for line in ["「空.csv」は空です。", "可搬型記録媒体管理台帳: 1 件"] {
        assert!(said(&folder).contains(line), "{line} is not in {}", said(&folder));
    }
    assert_eq!(import(&empty).status.code(), Some(1), "alone it is refused");
}

#[test]
fn the_account_comes_before_the_file_on_standard_input() {
    let office = Office::new();
    let run = |args: &[&str], lines: &str| office.run(args, lines);
    let path = fixtures("locked").join("standard.xlsx");
    let args = ["import", "--accept-proposals", "--file-password-stdin", path.to_str().unwrap()];
    let taken = run(&args, "mamori-12#\nkumiai-R8金庫\n");
    assert_eq!(taken.status.code(), Some(0), "{}", String::from_utf8_lossy(&taken.stderr));
    let listed = run(&["list", "portable_media"], "mamori-12#\n");
    assert!(said(&listed).contains("USB-001") && said(&listed).contains("USB-002"), "{}", said(&listed));
}

#[test]
fn every_list_of_the_window_goes_out_from_the_command_line_too() {
    let office = Office::new();
    let samples = fixtures("samples");
    let run = |args: &[&str]| office.run(args, "mamori-12#\n");
    let taken = run(&["import", "--accept-proposals", samples.to_str().unwrap()]);
    assert_eq!(taken.status.code(), Some(0), "{}", String::from_utf8_lossy(&taken.stderr));
    let listed: Json = serde_json::from_slice(&run(&["--json", "list", "training"]).stdout).unwrap();
    let session = listed["rows"][0]["number"].as_str().unwrap().to_owned();
    let person: Json = serde_json::from_slice(&run(&["--json", "list", "staff"]).stdout).unwrap();
    let person = person["rows"][1]["number"].as_str().unwrap().to_owned();
    let of_session = ["--register", "training", "--no", &session];
    let lists: [(&str, &[&str], &str); 17] = [
        ("untrained", &["--fiscal-year", "R8"], "職員番号,氏名"),
        ("training-matrix", &["--fiscal-year", "R6"], "職員番号,氏名"),
        ("training-rates", &["--from", "R5", "--fiscal-year", "R8"], "区分,研修・所属"),
        ("disposal-board", &[], "文書番号,状態"),
        ("duties", &[], "区分,番号"),
        ("ledger-counts", &[], "台帳,件数"),
        ("log", &["--query", "USB"], "通番,日時"),
        ("search", &["--query", "USB"], "台帳,番号"),
        ("import-batches", &[], "取込番号,日時"),
        ("undo-kept", &["--batch", "1"], "台帳,番号"),
        ("holdings", &["--no", &person], "台帳,番号"),
        ("accounts", &[], "利用者ID,氏名"),
        ("profile-numbers", &[], "規程の数値,値"),
        ("history", &of_session, "通番,日時"),
        ("part", &of_session, "研修実施記録・出席者名簿の研修番号,所属"),
        ("source", &of_session, "元の見出し,元の内容"),
        ("attachments", &of_session, "添付ファイル,形式"),
    ];
    for (list, narrowed, headings) in lists {
        let path = office.folder.path().join(format!("{list}.csv"));
        let out = ["export-list", list, "--out", path.to_str().unwrap()];
        let done = run(&[&out, narrowed].concat());
        assert_eq!(done.status.code(), Some(0), "{list}: {}", String::from_utf8_lossy(&done.stderr));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(&format!("\u{feff}{headings}")), "{list}: {text}");
    }
    let help = String::from_utf8(mamorictl(&["export-list", "--help"], "").stdout).unwrap();
    let offered = help.lines().filter(|line| line.trim_start().starts_with("- ")).count();
    assert_eq!(offered, lists.len(), "every list is tried here: {help}");

    let path = office.folder.path().join("古い.csv");
    let out = path.to_str().unwrap();
    let done = run(&["export-list", "accounts", "--cp932", "--out", out]);
    assert_eq!(done.status.code(), Some(0));
    assert!(encoding_rs::SHIFT_JIS.decode(&std::fs::read(&path).unwrap()).0.starts_with("利用者ID"));
    let lacks = run(&["export-list", "history", "--out", out]);
    assert_eq!(lacks.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&lacks.stderr).contains("--register"));
}

#[test]
fn the_tables_of_a_preview_go_out_and_nothing_is_taken_in() {
    let office = Office::new();
    let text = "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\nUSB-2,〃,R6.4.1,金庫\n";
    let file = office.file("台帳.csv", text);
    let out = office.folder.path().join("下見.csv");
    let (file, out) = (file.to_str().unwrap(), out.to_str().unwrap());
    let lists = [
        ("tables", "台帳.csv,,1,可搬型記録媒体管理台帳,取り込む,3,2,"),
        ("sheets", "台帳.csv,,,A1:D3,3,1,"),
        ("columns", "台帳.csv,,可搬型記録媒体管理台帳,B,種別,媒体種別,"),
        ("questions", "台帳.csv,,可搬型記録媒体管理台帳,媒体種別,提案,"),
        ("rows", "2,USB-1,CD-R,CD-R,"),
        ("rows-left", "台帳.csv,,1,見出し,"),
        ("differences", "ファイル,シート,取込先の台帳,行,番号,"),
        ("not-in-file", "ファイル,シート,台帳,番号,名称"),
    ];
    for (list, line) in lists {
        let args = ["import", "--dry-run", "--list", list, "--out", out, file];
        let done = office.run(&args, "mamori-12#\n");
        assert_eq!(done.status.code(), Some(0), "{list}: {}", String::from_utf8_lossy(&done.stderr));
        let text = std::fs::read_to_string(out).unwrap();
        assert!(text.contains(line), "{list}: {text}");
    }
    let listed = office.run(&["list", "portable_media"], "mamori-12#\n");
    assert!(!said(&listed).contains("USB-1"), "nothing was written");
    let alone = office.run(&["import", "--list", "rows", "--out", out, file], "mamori-12#\n");
    assert_eq!(alone.status.code(), Some(2), "only with --dry-run");
}

#[test]
fn files_that_bring_nothing_in_are_told_by_name_and_left_where_that_is_said() {
    let office = Office::new();
    let text = "管理番号,種別,登録日,保管場所\nUSB-1,CD-R,R6.4.1,金庫\n";
    let folder = office.file("set/台帳.csv", text).parent().unwrap().to_owned();
    office.file("set/覚え.csv", "札,しな\nA,B\n");
    office.file("set/壊れた.xlsx", "PK\u{3}\u{4}");
    let folder = folder.to_str().unwrap();
    let dry = office.run(&["import", "--dry-run", folder], "mamori-12#\n");
    for line in [
        "取り込まないファイル 2件",
        "  覚え.csv: 台帳の表が見つからない",
        "  壊れた.xlsx: 「壊れた.xlsx」は壊れて",
    ] {
        assert!(said(&dry).contains(line), "{line} is not in {}", said(&dry));
    }
    let whole = office.run(&["import", "--accept-proposals", folder], "mamori-12#\n");
    assert_eq!(whole.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&whole.stderr).into_owned();
    for line in ["取り込まないファイル 2件", "--leave-refused", "（覚え.csv、壊れた.xlsx）"]
    {
        assert!(complaint.contains(line), "{line} is not in {complaint}");
    }
    // A table no ledger knows is no less a question than a file that cannot be read.
    std::fs::remove_file(Path::new(folder).join("壊れた.xlsx")).unwrap();
    assert_eq!(office.run(&["import", "--accept-proposals", folder], "mamori-12#\n").status.code(), Some(1));
    office.file("set/壊れた.xlsx", "PK\u{3}\u{4}");
    let left = office.run(&["import", "--accept-proposals", "--leave-refused", folder], "mamori-12#\n");
    assert_eq!(left.status.code(), Some(0), "{}", String::from_utf8_lossy(&left.stderr));
    assert!(
        said(&left).contains("可搬型記録媒体管理台帳: 1 件")
            && said(&left).contains("取り込まないファイル 2件")
    );
}
