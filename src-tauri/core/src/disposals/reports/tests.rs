use super::*;
use crate::print::testing::meta;
use crate::print::{Fonts, Page, Role, Sheet, render};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../../../tests/fixtures/reports/", $name))
    };
}

fn code(file: &str, bytes: &[u8]) -> ErrorCode {
    read(file, bytes, &[]).map(|reading| panic!("{reading:?}")).unwrap_err().code()
}

/// Serial, result, errors.
fn told(reading: &Reading) -> Vec<(&str, Option<&str>, Option<i64>)> {
    reading
        .drives
        .iter()
        .map(|drive| (drive.serial.as_str(), drive.result.as_deref(), drive.error_count))
        .collect()
}

#[test]
fn a_real_log_of_nwipe_is_read_for_what_it_is() {
    // The loop device gave a broken serial number: there is nothing to match, and that is said.
    assert_eq!(code("nwipe.log", fixture!("nwipe-loop.log")), ErrorCode::ReportNoSerials);
    let good = nwipe::read(&String::from_utf8_lossy(fixture!("nwipe-loop.log")));
    let drive = &good.drives[0];
    assert_eq!((drive.result.as_deref(), drive.method.as_deref()), (Some("pass"), Some("overwrite")));
    assert_eq!(
        (drive.error_count, drive.erased_percent, drive.verification.as_deref()),
        (Some(0), Some(100), Some("full"))
    );
    assert_eq!(good.certificate["tool"], "nwipe 0.33");
    assert_eq!(drive.model, "Loopback device");

    let bad = nwipe::read(&String::from_utf8_lossy(fixture!("nwipe-write-error.log")));
    let drive = &bad.drives[0];
    assert_eq!(
        (drive.result.as_deref(), drive.error_count, drive.erased_percent),
        (Some("fail"), Some(2), Some(51))
    );
    assert!(
        drive.warnings.iter().any(|warning| warning.contains("Buffer flush failure")),
        "{:?}",
        drive.warnings
    );
}

#[test]
fn a_log_keeps_hidden_areas_and_the_drive_that_failed() {
    let reading = read("nwipe.log", fixture!("nwipe-two-disks.log"), &[]).unwrap();
    assert_eq!(
        told(&reading),
        [("WD-WCC6Y3LJ0KVT", Some("pass"), Some(0)), ("Z3TFK1XM", Some("fail"), Some(1))]
    );
    assert!(reading.drives[1].coverage.contains("HIDDEN SECTORS"));
    assert_eq!(reading.drives[1].erased_percent, Some(50));
    assert!(
        reading.notes.iter().any(|note| note.contains("失敗") && note.contains("Z3TFK1XM")),
        "{:?}",
        reading.notes
    );
    let work = &reading.as_work()[0];
    assert_eq!((work["method"].as_str(), work["started_at"].as_str()), ("overwrite", "2026-11-09T10:00"));
}

#[test]
fn a_report_of_blancco_keeps_errors_retries_and_warnings() {
    let reading = read("blancco.xml", fixture!("blancco.xml"), &[]).unwrap();
    assert_eq!(
        told(&reading),
        [
            ("WX41A1234567", Some("pass"), Some(0)),
            ("WX41A7654321", Some("pass"), Some(3)),
            ("9QG5XK1B", Some("fail"), None)
        ]
    );
    assert_eq!(reading.certificate["tool"], "Blancco Drive Eraser 7.8.0");
    assert_eq!(reading.certificate["certificate_no"], "7f0c4a0e-2b1d-4b53-9d86-1f0a5c7e9a11");
    let [first, second, _] = &reading.drives[..] else { panic!() };
    assert_eq!(first.model, "Western Digital WD10EZEX & co");
    assert_eq!(first.warnings, Vec::<String>::new());
    assert_eq!(second.retry_count, Some(12));
    assert_eq!(
        second.warnings,
        ["dco: Present, not removed", "exception: 3 remapped sectors could not be erased"]
    );
    assert!(reading.notes.iter().any(|note| note.contains("再試行") && note.contains("WX41A7654321")));
    let draft = reading.as_certificate();
    assert_eq!(draft.parts["certificate_lines"].len(), 3);
    assert_eq!(draft.parts["certificates"][0]["source"], "xml");
}

#[test]
fn a_list_in_an_old_encoding_is_read() {
    let reading = read("明細.csv", fixture!("list-sjis.csv"), &[]).unwrap();
    assert_eq!(told(&reading), [("WX41A1234567", Some("pass"), None), ("WX41A7654321", Some("fail"), None)]);
    assert_eq!(reading.drives[1].warnings, ["代替セクタあり"]);
}

/// A page with texts at places, as a contractor's printing program leaves them.
fn page_of(texts: &[(f32, f32, &str)]) -> Vec<u8> {
    let mut page = Page::portrait();
    for (x, y, text) in texts {
        page.text(*x, *y, 10.0, Role::Mincho, *text);
    }
    render(&Sheet { pages: vec![page] }, Fonts::shared(), &meta("証明書")).unwrap()
}

#[test]
fn a_contractors_certificate_is_read_from_its_text() {
    let pdf = page_of(&[
        (60.0, 20.0, "データ消去証明書"),
        (120.0, 30.0, "証明書番号：SR-2026-118"),
        (120.0, 36.0, "発行日：2026年11月16日"),
        (20.0, 42.0, "○○国民健康保険組合 御中"),
        (120.0, 50.0, "株式会社セキュア・リサイクル"),
        (20.0, 70.0, "No"),
        (35.0, 70.0, "型番"),
        (90.0, 70.0, "製造番号"),
        (150.0, 70.0, "結果"),
        (20.0, 78.0, "1"),
        (35.0, 78.0, "WD10EZEX"),
        (90.0, 78.0, "WX41A1234567"),
        (150.0, 78.0, "正常完了"),
        (20.0, 86.0, "2"),
        (35.0, 86.0, "ST1000DM010"),
        (90.0, 86.0, "WX41A7654327"),
        (150.0, 86.0, "正常完了"),
        (20.0, 100.0, "方法：上書き消去（1回）"),
    ]);
    let reading = read("証明書.pdf", &pdf, &["WX41A1234567".to_owned(), "WX41A7654321".to_owned()]).unwrap();
    assert_eq!(told(&reading), [("WX41A1234567", Some("pass"), None), ("WX41A7654327", Some("pass"), None)]);
    let described = ["certificate_no", "issued_on", "certificate_type", "issuer"]
        .map(|key| reading.certificate[key].as_str());
    assert_eq!(described, ["SR-2026-118", "2026-11-16", "erasure", "株式会社セキュア・リサイクル"]);
    assert_eq!(reading.drives[0].method.as_deref(), Some("overwrite"));
}

#[test]
fn a_manifest_is_told_from_a_certificate() {
    let pdf =
        page_of(&[(60.0, 20.0, "産業廃棄物管理票（マニフェスト）"), (20.0, 40.0, "製造番号：WX41A1234567")]);
    assert_eq!(read("m.pdf", &pdf, &[]).unwrap().certificate["certificate_type"], "manifest");
}

#[test]
fn a_pdf_of_nwipe_is_read_by_its_labels() {
    let pdf = page_of(&[
        (60.0, 15.0, "Disk Erasure Report"),
        (60.0, 20.0, "Page 1 - Erasure Status"),
        (20.0, 40.0, "Make/Model:"),
        (50.0, 40.0, "WDC WD10EZEX-08WN4A0"),
        (20.0, 46.0, "Serial:"),
        (50.0, 46.0, "WD-WCC6Y3LJ0KVT"),
        (20.0, 52.0, "Start time:"),
        (50.0, 52.0, "2026/11/09 10:00:06"),
        (110.0, 52.0, "End time:"),
        (140.0, 52.0, "2026/11/09 14:01:55"),
        (20.0, 58.0, "Status:"),
        (50.0, 58.0, "ERASED"),
        (20.0, 64.0, "Method:"),
        (50.0, 64.0, "Fill With Zeros"),
        (20.0, 70.0, "Verify Pass(Last/All/None):"),
        (80.0, 70.0, "Last"),
        (20.0, 76.0, "*Bytes Erased:"),
        (60.0, 76.0, "1000204886016, (100.00%)"),
        (20.0, 82.0, "HPA/DCO:"),
        (50.0, 82.0, "Enabled"),
        (80.0, 82.0, "HPA/DCO Size:"),
        (120.0, 82.0, "2048 sectors"),
        (20.0, 88.0, "Errors(pass/sync/verify):"),
        (80.0, 88.0, "0/0/0"),
        (20.0, 100.0, "Disc Erasure by NWIPE version 0.36"),
    ]);
    let reading = read("report.pdf", &pdf, &[]).unwrap();
    assert_eq!(told(&reading), [("WD-WCC6Y3LJ0KVT", Some("pass"), Some(0))]);
    let drive = &reading.drives[0];
    assert_eq!(drive.warnings, ["HPA/DCO: Enabled 2048 sectors"]);
    assert_eq!((drive.started_at.as_deref(), drive.erased_percent), (Some("2026-11-09T10:00"), Some(100)));
    assert_eq!(reading.certificate["tool"], "nwipe 0.36");
}

#[test]
fn what_cannot_be_read_is_said_plainly() {
    let scanned = render(&Sheet { pages: vec![Page::portrait()] }, Fonts::shared(), &meta("写し")).unwrap();
    let bomb = br#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a><serial>&c;</serial></a>"#;
    let deep = "<a>".repeat(500);
    let undefined = b"<root><erasure><serial>&evil;</serial></erasure></root>";
    let no_serials = page_of(&[(60.0, 20.0, "データ消去証明書"), (20.0, 40.0, "パソコン 3台を消去しました")]);
    let huge = vec![b' '; LARGEST + 1];
    let cases: [(&str, &[u8], ErrorCode); 10] = [
        ("scan.pdf", &scanned, ErrorCode::ReportNoText),
        ("bomb.xml", bomb, ErrorCode::ReportXmlUnsafe),
        ("deep.xml", deep.as_bytes(), ErrorCode::ReportXmlUnsafe),
        ("undefined.xml", undefined, ErrorCode::ReportXmlUnsafe),
        ("cut.xml", b"<root><erasure><serial>A", ErrorCode::ReportDamaged),
        ("broken.pdf", b"%PDF-1.7 nothing follows", ErrorCode::ReportDamaged),
        ("none.pdf", &no_serials, ErrorCode::ReportNoSerials),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\0\0\0\0\0JFIF", ErrorCode::ReportUnknown),
        ("names.csv", "氏名,所属\n山田,総務課\n".as_bytes(), ErrorCode::ReportUnknown),
        ("huge.csv", &huge, ErrorCode::ReportTooLarge),
    ];
    for (file, bytes, expected) in cases {
        assert_eq!(code(file, bytes), expected, "{file}");
    }
}

#[test]
fn only_a_word_that_says_so_is_a_pass() {
    let cases: [(&[&str], Option<&str>); 4] = [
        (
            &[
                "合格",
                "正常完了",
                "消去済",
                "完了",
                "成功",
                "OK",
                "消去OK",
                "○",
                "良",
                "異常なし",
                "エラーなし",
            ],
            Some("pass"),
        ),
        (&["Success", "ERASED", "Completed", "Passed", "completed without errors"], Some("pass")),
        (
            &["未完了", "未済", "未実施", "未確認", "一部完了", "partially erased", "In progress"],
            Some("unknown"),
        ),
        (
            &[
                "不合格",
                "失敗",
                "NG",
                "消去NG",
                "×",
                "不可",
                "完了せず",
                "unsuccessful",
                "not completed",
                "not yet erased",
                "Not erased",
                "incomplete",
                "Erased with errors",
                "aborted",
            ],
            Some("fail"),
        ),
    ];
    for (words, expected) in cases {
        for word in words {
            assert_eq!(verdict(word), expected, "{word}");
        }
    }
    assert_eq!((result_of("要再検査"), result_of("　")), (Some("unknown"), None));
}

#[test]
fn what_a_certificate_says_was_done_comes_with_each_of_its_lines() {
    let csv = "製造番号,消去方式,結果\nWX41A1234567,初期化,完了\nWX41A7654321,上書き後初期化,完了\n";
    let draft = read("明細.csv", csv.as_bytes(), &[]).unwrap().as_certificate();
    let methods: Vec<&str> =
        draft.parts["certificate_lines"].iter().map(|line| line["method"].as_str()).collect();
    assert_eq!(methods, ["format", "overwrite"]);
    assert!(!draft.parts["certificates"][0].contains_key("method"), "they differ");
    let alike = read("明細.csv", csv.replace("初期化,完了\nWX41A7", "粉砕,完了\nWX41A7").as_bytes(), &[]);
    assert_eq!(alike.unwrap().drives[0].method.as_deref(), Some("crush"));
}

/// A PDF that asks for a password: its text cannot be read, and nothing of it is guessed.
#[test]
fn a_locked_pdf_says_that_it_is_locked() {
    let page = page_of(&[(60.0, 20.0, "データ消去証明書"), (20.0, 40.0, "S/N: WX41A1234567")]);
    let mut document = lopdf::Document::load_mem(&page).unwrap();
    let secret = || lopdf::Object::string_literal(vec![7_u8; 32]);
    let mut lock = lopdf::Dictionary::new();
    lock.set("Filter", lopdf::Object::Name(b"Standard".to_vec()));
    for (key, number) in [("V", 1), ("R", 2), ("P", -4)] {
        lock.set(key, number);
    }
    lock.set("O", secret());
    lock.set("U", secret());
    let id = || lopdf::Object::string_literal(vec![1_u8; 16]);
    document.trailer.set("ID", vec![id(), id()]);
    let lock = document.add_object(lock);
    document.trailer.set("Encrypt", lock);
    let mut locked = Vec::new();
    document.save_to(&mut locked).unwrap();
    assert_eq!(code("証明書.pdf", &locked), ErrorCode::ReportLocked);
}
