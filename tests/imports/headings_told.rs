//! Headings as offices write them: each ledger's everyday words, none of which needs a question.

use mamori_core::import::{Issue, TablePreview};
use mamori_core::vocab::RegisterId;

use super::hand::{open, said, table, undecided, values};

/// A ledger's headings with the field each means and a value that may stand under it.
type Head = &'static [(&'static str, &'static str, &'static str)];

const PORTABLE: &[Head] = &[
    &[
        ("媒体ID", "media_no", "USB-00#"),
        ("媒体種類", "media_kind", "USBメモリ"),
        ("製造者", "maker", "エレコム"),
        ("商品名", "model", "MF-X"),
        ("シリアルナンバー", "serial", "A12#"),
        ("記録容量", "capacity", "16GB"),
        ("暗号化対応", "encrypted", "有"),
        ("配布日", "registered_on", "R6.4.#"),
        ("データの内容", "content", "会議資料"),
        ("個人情報等の有無", "pii_class", "無"),
        ("置き場所", "location", "金庫"),
        ("使用課", "owner_dept", "総務課"),
        ("保管責任者", "owner", "佐藤 一"),
        ("利用状況", "status", "使用中"),
        ("最終確認日", "last_checked_on", "R7.3.31"),
        ("備考欄", "remarks", "x"),
    ],
    &[
        ("USB番号", "media_no", "#"),
        ("メディア種別", "media_kind", "USBメモリ"),
        ("型名", "model", "MF-X"),
        ("パスワードの有無", "encrypted", "有"),
        ("登録日", "registered_on", "R6.4.#"),
        ("配備日", "in_use_from", "R6.4.#"),
        ("使用用途", "content", "会議資料"),
        ("保管棚", "location", "金庫"),
        ("所属課", "owner_dept", "総務課"),
        ("使用者名", "owner", "佐藤 一"),
        ("除却日", "disposed_on", ""),
    ],
    &[
        ("媒体No", "media_no", "#"),
        ("媒体の名称", "media_kind", "CD-R"),
        ("設置年月日", "registered_on", "R6.4.#"),
        ("格納先", "location", "金庫"),
        ("使用責任者", "owner", "佐藤 一"),
        ("確認年月日", "last_checked_on", "R6.4.#"),
        ("その他", "remarks", ""),
    ],
];

const BACKUP_MEDIA: &[Head] = &[
    &[
        ("テープNo", "media_no", "LTO-00#"),
        ("対象サーバー", "system", "基幹"),
        ("テープ種別", "media_kind", "LTO"),
        ("世代管理", "generation", "#"),
        ("初回使用日", "in_use_from", "R6.4.#"),
        ("次回交換日", "replace_due", "R9.4.#"),
        ("累計使用回数", "use_count", "1#"),
        ("保管庫名", "location", "耐火金庫"),
    ],
    &[
        ("媒体番号", "media_no", "LTO-00#"),
        ("対象システム", "system", "基幹"),
        ("媒体種別", "media_kind", "LTO"),
        ("保管場所", "location", "金庫"),
        ("使用期限", "replace_due", "R9.4.#"),
    ],
];

const BACKUP_WORK: &[Head] = &[
    &[
        ("バックアップ実施日", "performed_on", "R6.4.#"),
        ("開始時間", "started_at", "9:3#"),
        ("終了時間", "ended_at", "10:3#"),
        ("対象サーバ", "system", "基幹"),
        ("バックアップ種別", "backup_type", "フル"),
        ("使用テープ", "media_no", "LTO-00#"),
        ("バックアップ結果", "result", "正常"),
        ("異常内容", "message", ""),
        ("対応内容", "action", ""),
        ("データサイズ", "data_size", "10GB"),
        ("作業者名", "operator", "佐藤 一"),
        ("確認者印", "approved_by", "鈴木 花子"),
        ("確認日", "approved_at", "R6.4.#"),
    ],
    &[
        ("作業日", "performed_on", "R6.4.#"),
        ("バックアップ対象", "system", "基幹"),
        ("テープ", "media_no", "LTO-00#"),
        ("取得方法", "backup_type", "フル"),
        ("判定", "result", "正常"),
        ("実施者", "operator", "佐藤 一"),
        ("責任者確認", "approved_by", "鈴木 花子"),
    ],
];

const DEVICES: &[Head] = &[
    &[
        ("端末ID", "device_no", "PC-00#"),
        ("機器名称", "device_kind", "ノートPC"),
        ("メーカー名", "maker", "富士通"),
        ("型名", "model", "LIFEBOOK"),
        ("製番", "serial", "A12#"),
        ("マシン名", "hostname", "SOUMU#"),
        ("OSバージョン", "os", "Windows 11"),
        ("設置年月日", "acquired_on", "R6.4.#"),
        ("設置フロア", "location", "2階"),
        ("使用職員", "user", "佐藤 一"),
        ("設置部署", "department", "総務課"),
        ("リース終了年月日", "lease_end", "R10.3.31"),
        ("販売店", "lessor", "県事務機"),
        ("撤去年月日", "disposed_on", ""),
    ],
    &[
        ("管理番号", "device_no", "PC-00#"),
        ("端末ID", "hostname", "SOUMU#"),
        ("端末種別", "device_kind", "ノートPC"),
        ("購入年月", "acquired_on", "R6.4"),
        ("管理責任者", "user", "佐藤 一"),
        ("使用課", "department", "総務課"),
        ("主な用途", "purpose", "事務"),
    ],
    &[
        ("端末番号", "device_no", "#"),
        ("機器の種類", "device_kind", "デスクトップPC"),
        ("配備日", "acquired_on", "R6.4.#"),
        ("設置場所", "location", "総務課"),
        ("利用者名", "user", "佐藤 一"),
    ],
];

const DISPOSALS: &[Head] = &[&[
    ("媒体ID", "device_no", "USB-00#"),
    ("廃棄物品", "device_kind", "USBメモリ"),
    ("廃棄実施日", "disposed_on", "R6.4.#"),
    ("廃棄手段", "method", "シュレッダー"),
    ("廃棄の理由", "reason", "故障"),
    ("廃棄担当者", "operator", "佐藤 一"),
    ("立会者氏名", "witness", "鈴木 花子"),
    ("確認者", "post_checked_by", "高橋 次郎"),
    ("確認日", "post_checked_at", "R6.4.#"),
    ("承認者印", "permitted_by", "田中 三郎"),
    ("廃棄業者名", "vendor", "県リサイクル"),
    ("廃棄証明書", "certificate_no", "S-#"),
    ("マニフェスト番号", "manifest_no", "M-#"),
    ("廃棄場所", "place", "会議室"),
]];

const CARRY_OUTS: &[Head] = &[
    &[
        ("持ち出し日", "out_at", "R6.4.#"),
        ("所属課", "department", "総務課"),
        ("持出者名", "applicant", "佐藤 一"),
        ("USB番号", "item_no", "USB-00#"),
        ("持出媒体", "item_name", "USBメモリ"),
        ("データ名", "content", "会議資料"),
        ("用途", "purpose", "会議"),
        ("行き先", "destination", "県庁"),
        ("返却期日", "due_on", "R6.4.#"),
        ("返還日", "returned_on", "R6.4.#"),
        ("返却受領者", "in_checked_by", "鈴木 花子"),
        ("返却確認日", "in_checked_at", "R6.4.#"),
        ("承認印", "permitted_by", "田中 三郎"),
        ("承認日", "permitted_on", "R6.4.#"),
    ],
    &[
        ("貸出年月日", "out_at", "R6.4.#"),
        ("借用者名", "applicant", "佐藤 一"),
        ("貸出機器", "item_name", "ノートPC"),
        ("端末番号", "item_no", "PC-00#"),
        ("出張先", "destination", "県庁"),
        ("用務", "purpose", "会議"),
        ("個人情報の件数", "record_count", "1#"),
        ("返納日", "returned_on", "R6.4.#"),
    ],
];

const STAFF: &[Head] = &[&[
    ("職員ID", "staff_no", "100#"),
    ("氏名（漢字）", "name", "佐藤 #"),
    ("氏名（カナ）", "kana", "サトウ"),
    ("所属部署", "department", "総務課"),
    ("職位", "title", "係長"),
    ("勤務形態", "employment", "正職員"),
    ("入社年月日", "hired_on", "R6.4.#"),
    ("退職予定年月日", "left_on", ""),
    ("内線電話", "contact", "12#"),
]];

fn written(head: Head) -> String {
    let line = |texts: Vec<String>| texts.join(",");
    let head_line = line(head.iter().map(|(heading, ..)| (*heading).to_owned()).collect());
    let rows =
        (1..=3).map(|n| line(head.iter().map(|(.., value)| value.replace('#', &n.to_string())).collect()));
    std::iter::once(head_line).chain(rows).collect::<Vec<_>>().join("\n")
}

fn fields(table: &TablePreview) -> Vec<(&str, &str)> {
    let columns = table.columns.iter();
    columns.map(|column| (column.heading.as_str(), column.field.as_deref().unwrap_or("-"))).collect()
}

#[test]
fn everyday_headings_are_known_in_every_ledger() {
    let ledgers = [
        (RegisterId::PortableMedia, PORTABLE),
        (RegisterId::BackupMedia, BACKUP_MEDIA),
        (RegisterId::BackupWork, BACKUP_WORK),
        (RegisterId::Devices, DEVICES),
        (RegisterId::Disposals, DISPOSALS),
        (RegisterId::CarryOuts, CARRY_OUTS),
        (RegisterId::Staff, STAFF),
    ];
    for (register, heads) in ledgers {
        for head in heads {
            let preview = undecided(&open("Book1.csv", written(head).as_bytes()));
            let meant: Vec<_> = head.iter().map(|(heading, field, _)| (*heading, *field)).collect();
            assert_eq!(table(&preview).register, register, "{head:?}");
            assert_eq!(fields(table(&preview)), meant, "{register}");
            assert!(said(&preview).is_empty(), "{register}: {:?} of {head:?}", said(&preview));
        }
    }
}

#[test]
fn attendance_is_known_by_everyday_words_below_the_name_of_its_training() {
    let preview = undecided(&open(
        "出席者.csv",
        "研修テーマ,情報セキュリティ\n研修日時,R6.4.1 13:30～15:00\n研修場所,会議室\n\n\
         所属名,職位,受講者名,受講の有無,サイン,得点,欠席事由\n総務課,係長,佐藤 一,○,済,90,\n"
            .as_bytes(),
    ));
    let known = ["department", "title", "name", "attendance", "signed", "score", "absence_reason"];
    assert_eq!(fields(table(&preview)).iter().map(|(_, field)| *field).collect::<Vec<_>>(), known);
    let whole = &table(&preview).values;
    assert_eq!(whole["course"], "情報セキュリティ");
    assert_eq!((whole["started_at"].as_str(), whole["place"].as_str()), ("2024-04-01T13:30", "会議室"));
}

#[test]
fn beside_a_better_heading_everyday_words_ask_nothing() {
    let text = "管理番号,媒体種別,保管場所,登録日,購入年月,受領日,管理者,使用者名\n\
                USB-001,CD-R,金庫,R6.4.1,R6.3,R6.3.31,佐藤 一,鈴木 花子\n";
    let preview = undecided(&open("電子媒体管理台帳.csv", text.as_bytes()));
    assert!(said(&preview).is_empty());
    assert_eq!(values(&preview, "registered_on"), ["2024-04-01"]);
    let extra = &table(&preview).rows[0].extra;
    assert_eq!((extra["購入年月"].as_str(), extra["使用者名"].as_str()), ("R6.3", "鈴木 花子"));
}

#[test]
fn part_of_a_heading_says_nothing_where_the_cells_are_of_another_kind() {
    let text = "管理番号,機器種別,取得日,メモリ,使用者交代日,廃棄日予定\n\
                PC-001,ノートPC,R5.4.1,8GB,R6.4.1,あり\nPC-002,ノートPC,R5.4.1,16GB,R6.5.1,なし\n";
    let preview = undecided(&open("機器台帳.csv", text.as_bytes()));
    let fields: Vec<&str> = fields(table(&preview)).iter().map(|(_, field)| *field).collect();
    assert_eq!(fields, ["device_no", "device_kind", "acquired_on", "-", "-", "-"]);
    let asked = said(&preview);
    assert!(!asked.contains(&Issue::TwoColumns.as_str()), "{asked:?}");
}

#[test]
fn values_called_as_headings_are_make_no_heading_of_their_row() {
    let text = "機器番号,機器種別,メーカー,内蔵媒体,用途,設置場所,備考\n\
                PC-001,ノートPC,富士通,HDD,事務,総務課,\n\
                SV-001,サーバ,富士通,SSD,その他,サーバー,テープ\n\
                PC-002,ノートPC,富士通,SSD,その他,総務課,対象\n";
    let preview = undecided(&open("機器台帳.csv", text.as_bytes()));
    assert_eq!(preview.tables().count(), 1);
    assert_eq!(values(&preview, "device_no"), ["PC-001", "SV-001", "PC-002"]);
}

#[test]
fn a_record_below_the_headings_is_no_second_line_of_them() {
    let text = "氏名,所属,出欠,受講\n佐藤 一,総務課,出席,受講\n鈴木 花子,総務課,欠席,欠席\n";
    let preview = undecided(&open("研修出席者名簿.csv", text.as_bytes()));
    assert_eq!((table(&preview).register, table(&preview).rows.len()), (RegisterId::Training, 2));
}

#[test]
fn a_department_is_known_by_one_word_and_a_loan_by_where_it_went() {
    for heading in ["課", "係", "班", "部", "室", "所属課", "部署", "所管", "担当係", "支部"]
    {
        let ledgers = [
            (
                "電子媒体管理台帳.csv",
                format!("管理番号,媒体種別,{heading},登録日"),
                "USB-1,CD-R,給付課,R6.4.1",
                "owner_dept",
            ),
            (
                "機器管理台帳.csv",
                format!("機器番号,機器種別,{heading},取得日"),
                "PC-1,ノートPC,給付課,R6.4.1",
                "department",
            ),
            (
                "持出管理簿.csv",
                format!("持出日,持出者,{heading},持出物"),
                "R6.4.1,佐藤 一,給付課,USB",
                "department",
            ),
            ("職員名簿.csv", format!("職員番号,氏名,{heading},役職"), "1,佐藤 一,給付課,係長", "department"),
        ];
        for (name, head, row, field) in ledgers {
            let preview = undecided(&open(name, format!("{head}\n{row}\n").as_bytes()));
            assert_eq!(values(&preview, field), ["給付課"], "{name} {heading}");
        }
    }
    let copies = undecided(&open(
        "電子媒体管理台帳.csv",
        "管理番号,媒体種別,部,登録日\nUSB-1,CD-R,2,R6.4.1\n".as_bytes(),
    ));
    assert_eq!(table(&copies).rows[0].extra["部"], "2");
    let lent = undecided(&open(
        "USB貸出簿.csv",
        "貸出日,借用者,媒体番号,貸出先,返却日\nR6.4.1,佐藤 一,USB-1,健診センター,R6.4.2\n".as_bytes(),
    ));
    assert_eq!(
        (table(&lent).register, values(&lent, "destination")),
        (RegisterId::CarryOuts, vec!["健診センター".to_owned()])
    );
}

#[test]
fn who_and_when_are_known_by_short_headings_and_those_that_ask_for_a_seal() {
    let cases = [
        (
            "持出管理簿.csv",
            "持出日,持出者（印）,行き先,品名,戻し日",
            "R6.4.1,佐藤 一,県庁,USB,R6.4.2",
            "applicant",
        ),
        (
            "持出管理簿.csv",
            "持出日,持出者氏名・印,行き先,品名,戻",
            "R6.4.1,佐藤 一,県庁,USB,R6.4.2",
            "applicant",
        ),
        (
            "持出管理簿.csv",
            "持出日,持出者,用務先,機器,管理者承認（印）",
            "R6.4.1,佐藤 一,県庁,USB,中村",
            "destination",
        ),
        (
            "持出管理簿.csv",
            "持出日,持出者,用務先,機器,管理者承認（印）",
            "R6.4.1,佐藤 一,県庁,USB,中村",
            "permitted_by",
        ),
        (
            "持出管理簿.csv",
            "持出日,持出者,行き先,品名,戻し日",
            "R6.4.1,佐藤 一,県庁,USB,R6.4.2",
            "returned_on",
        ),
        ("バックアップ記録.csv", "実施日,使用テープ,正常・異常,担当", "R6.4.1,LTO-1,異常,佐藤 一", "result"),
        ("バックアップ記録.csv", "実施日,使用テープ,成功・失敗,担当", "R6.4.1,LTO-1,失敗,佐藤 一", "result"),
        ("職員名簿.csv", "職員番号,氏名,採用,退職", "1,佐藤 一,H10.4.1,R5.3.31", "left_on"),
        ("職員名簿.csv", "職員番号,氏名,採用,退職", "1,佐藤 一,H10.4.1,R5.3.31", "hired_on"),
        ("廃棄記録.csv", "管理番号,品名,廃棄理由,廃棄方法,廃棄済", "U-1,USB,故障,破砕,R6.4.1", "disposed_on"),
        (
            "電子媒体管理台帳.csv",
            "管理番号,媒体種別,保管場所,登録",
            "U-1,USBメモリ,金庫,R6.4.1",
            "registered_on",
        ),
    ];
    for (name, head, row, field) in cases {
        let preview = undecided(&open(name, format!("{head}\n{row}\n").as_bytes()));
        assert_eq!(values(&preview, field).len(), 1, "{field} of {head}: {:?}", fields(table(&preview)));
    }
    // Over anything but days they say that it was done.
    let done = undecided(&open(
        "電子媒体管理台帳.csv",
        "管理番号,媒体種別,保管場所,登録\nU-1,USBメモリ,金庫,済\n".as_bytes(),
    ));
    assert_eq!(table(&done).rows[0].extra["登録"], "済");
    // A day of another kind is no 申請日, only because none stands there.
    let lent =
        undecided(&open("持出管理簿.csv", "持出者,行き先,品名,提出日\n佐藤 一,県庁,USB,R6.4.2\n".as_bytes()));
    assert_eq!(table(&lent).rows[0].extra["提出日"], "R6.4.2");
}
