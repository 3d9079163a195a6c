//! The command line as an administrator uses it: the real program, its output and its exit status.

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
        "「一.csv」は取込み1で取込済みのため、除きました。",
        "と同じ内容のため、除きました。",
        "可搬型記録媒体管理台帳: 1 件",
    ] {
        assert!(said(&folder).contains(line), "{line} is not in {}", said(&folder));
    }
    assert_eq!(import(&known).status.code(), Some(1), "alone it is refused");
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
