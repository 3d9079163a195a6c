//! The words and headings of old ledgers, and what the declarations understand by them.

use crate::registers::{register, testing};
use crate::vocab::RegisterId;
use crate::vocab::fields::Field;
use crate::vocab::fold::match_key;

#[test]
fn the_words_of_old_ledgers_are_understood() {
    use RegisterId::{BackupMedia, BackupWork, CarryOuts, Devices, Disposals, PortableMedia};

    /// A ledger's field, and each word with the choice it means.
    type Words = (RegisterId, &'static str, &'static [(&'static str, &'static str)]);
    let cases: [Words; 16] = [
        (
            PortableMedia,
            "media_kind",
            &[
                ("ＭＯ", "mo"),
                ("FD", "fd"),
                ("ＵＳＢメモリ", "usb_memory"),
                ("USBﾒﾓﾘ", "usb_memory"),
                ("DVD-R", "dvd_r"),
                ("ＣＤ－Ｒ", "cd_r"),
                ("外付けHDD", "external_hdd"),
                ("SDカード", "sd_card"),
            ],
        ),
        (
            PortableMedia,
            "encrypted",
            &[("○", "yes"), ("有", "yes"), ("有（ＡＥＳ）", "aes"), ("無", "none"), ("×", "none")],
        ),
        (
            PortableMedia,
            "pii_class",
            &[("有", "personal"), ("○", "personal"), ("特定", "specific"), ("無", "none")],
        ),
        (BackupMedia, "media_kind", &[("ＬＴＯ７", "lto"), ("LTO-7", "lto"), ("RDX 1TB", "rdx")]),
        (BackupMedia, "status", &[("使用中", "in_rotation"), ("廃棄", "disposed")]),
        (BackupWork, "backup_type", &[("差分", "differential"), ("全体", "full")]),
        (BackupWork, "result", &[("○", "ok"), ("× 書込ｴﾗｰ", "error")]),
        (
            Devices,
            "device_kind",
            &[
                ("サーバ", "server"),
                ("サーバー", "server"),
                ("デスクトップPC", "desktop"),
                ("複合機", "mfp"),
                ("ﾀﾌﾞﾚｯﾄ", "tablet"),
                ("ノートＰＣ", "notebook"),
                ("ﾉｰﾄPC", "notebook"),
            ],
        ),
        (Devices, "ownership", &[("ﾚﾝﾀﾙ", "rental"), ("リース", "lease"), ("所有", "owned")]),
        (
            Devices,
            "status",
            &[
                ("使用中", "active"),
                ("予備", "spare"),
                ("返却済", "returned_to_lessor"),
                ("廃棄済", "disposed"),
            ],
        ),
        (Disposals, "device_kind", &[("ノートＰＣ", "notebook"), ("サーバ", "server")]),
        (
            Disposals,
            "method",
            &[
                ("物理破壊（穿孔）", "drill"),
                ("磁気消去", "degauss"),
                ("業者委託", "outsourced"),
                ("上書き消去３回→初期化", "overwrite"),
                ("初期化", "format"),
                ("粉砕", "crush"),
                ("細断", "shred"),
            ],
        ),
        (Disposals, "pii_class", &[("特定個人情報", "specific"), ("有", "personal"), ("無", "none")]),
        (
            Disposals,
            "destination",
            &[("産廃業者", "recycler"), ("リース会社返却", "lessor"), ("自所", "on_site")],
        ),
        (CarryOuts, "what", &[("両方", "both"), ("機器", "device"), ("情報", "information")]),
        (CarryOuts, "decision", &[("許可", "permitted")]),
    ];
    for (id, key, words) in cases {
        for (word, meant) in words {
            let content = testing::content(id, &[(key, word)]);
            assert_eq!(content.values[key].to_text(), *meant, "{id}.{key} {word}");
        }
    }
}

#[test]
fn an_absence_is_one_with_or_without_its_reason() {
    for (word, meant) in [("○", "attended"), ("欠席（出張）", "absent"), ("欠", "absent"), ("×", "absent")]
    {
        let row: &[(&str, &str)] = &[("attendance", word)];
        let content = testing::with_rows(RegisterId::Training, &[], &[("attendees", &[row])]);
        assert_eq!(content.parts["attendees"][0]["attendance"].to_text(), meant, "{word}");
    }
}

/// The field or part field a heading means, by its own words alone.
fn field_of(fields: &'static [Field], heading: &str) -> Option<&'static str> {
    let key = match_key(heading);
    let says = |field: &&Field| {
        let mut words = field.synonyms.iter().copied().chain([field.label.ja]);
        words.any(|word| match_key(word) == key)
    };
    fields.iter().find(says).map(|field| field.key)
}

#[test]
fn the_headings_of_old_ledgers_are_understood() {
    use RegisterId::{
        BackupMedia, BackupWork, CarryOuts, Devices, Disposals, PortableMedia, Staff, Training,
    };

    let attendees = register(Training).part("attendees").unwrap().fields;
    let own = |id| register(id).fields;
    let cases = [
        (
            own(PortableMedia),
            "管理番号 媒体/種別 媒体/メーカー・\n型番 媒体/製造番号 容量 暗号化 格納情報/内容 格納情報/個人情報\n有無 保管場所 管理者 登録年月日 備考",
            "media_no media_kind model serial capacity encrypted content pii_class location owner registered_on remarks",
        ),
        (
            own(BackupMedia),
            "媒体番号 対象システム 媒体種別 世代 使用開始日 交換予定日 保管場所 状態 備考",
            "media_no system media_kind generation in_use_from replace_due location status remarks",
        ),
        (
            own(BackupWork),
            "日 対象システム 方式 媒体番号 結果 作業者 承認 備考",
            "performed_on system backup_type media_no result operator approved_by remarks",
        ),
        (
            own(Devices),
            "管理番号 機器種別 メーカー 機種・型番 製造番号(S/N) 区分 設置場所 使用者 導入年月 内蔵媒体 状態 備考",
            "device_no device_kind maker model serial ownership location user acquired_on drives_note status remarks",
        ),
        (
            own(Disposals),
            "廃棄年月日 管理番号 製造番号 品名 個人情報 消去方法 消去業者 証明書番号 作業前確認者 作業者 作業後確認者 処分先 備考",
            "disposed_on device_no serial device_kind pii_class method vendor certificate_no pre_checked_by operator post_checked_by destination remarks",
        ),
        (own(Training), "研修名 日時 場所 講師 テキスト", "course held_on place instructor text_ref"),
        (
            attendees,
            "所属 職名 氏　　名 区分 出欠 印 備考",
            "department title name employment attendance signed remarks",
        ),
        (
            own(CarryOuts),
            "申請日 所属 氏名 連絡先 区分 持出物 管理番号 内容 目的 持出先 持出日時 返却予定 返却日 許可者 備考",
            "applied_on department applicant contact what item_name item_no content purpose destination out_at due_on returned_on permitted_by remarks",
        ),
        (
            own(Staff),
            "職員番号 氏名 ﾌﾘｶﾞﾅ 所属 役職 雇用形態 採用年月日 退職年月日",
            "staff_no name kana department title employment hired_on left_on",
        ),
    ];
    for (fields, headings, keys) in cases {
        // Newlines and wide blanks stand inside headings; a plain blank parts them here.
        let meant: Vec<_> =
            headings.split(' ').map(|heading| field_of(fields, heading).unwrap_or(heading)).collect();
        assert_eq!(meant.join(" "), keys);
    }
}
