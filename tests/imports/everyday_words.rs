//! Everyday words in columns of pick lists.

use mamori_core::vocab::RegisterId;

use super::hand::{asked, open, table, undecided, values};

#[test]
fn everyday_words_of_pick_lists_are_proposed_or_known_and_keep_nothing_out() {
    // Heading, word, what it is taken for, and whether that is asked.
    let cases = [
        ("媒体種別", "外付けHD", "external_hdd", false),
        ("媒体種別", "ＨＤＤ", "external_hdd", true),
        ("媒体種別", "ﾊｰﾄﾞﾃﾞｨｽｸ", "external_hdd", true),
        ("媒体種別", "USB外付けHDD", "external_hdd", false),
        ("媒体種別", "ＣＤ", "cd_r", true),
        ("媒体種別", "DVD", "dvd_r", true),
        ("媒体種別", "ﾌﾞﾙｰﾚｲ", "bd_r", true),
        ("媒体種別", "メモリーカード", "sd_card", false),
        ("媒体種別", "DDS4", "dat", false),
        ("個人情報の有無", "個人情報なし", "none", false),
        ("個人情報の有無", "該当", "personal", true),
        ("暗号化", "未対応", "none", false),
        ("暗号化", "暗号化あり", "yes", false),
        ("状態", "破棄済", "disposed", false),
        ("状態", "未使用", "in_storage", false),
        ("状態", "使用停止", "in_storage", true),
        ("最終所在確認の結果", "異常なし", "present", true),
        ("機器種別", "ﾊﾟｿｺﾝ", "desktop", true),
        ("機器種別", "モバイルパソコン", "notebook", false),
        ("機器種別", "ボイスレコーダ", "recorder", false),
        ("機器種別", "L2SW", "switch", false),
        ("機器種別", "その他", "other_device", true),
        ("所有形態", "リース物件", "lease", false),
        ("廃棄方法", "物理破壊", "crush", true),
        ("廃棄方法", "シュレッダ", "shred", false),
        ("廃棄方法", "データ消去", "overwrite", true),
        ("廃棄方法", "廃棄", "other", true),
        ("検証結果", "復元不可", "pass", false),
    ];
    for (heading, word, choice, asks) in cases {
        let file = match heading {
            "機器種別" | "所有形態" => {
                csv_of("機器管理台帳", "機器番号,設置場所,取得日", "PC-1,総務課,R6.4.1", heading, word)
            }
            "廃棄方法" | "検証結果" => {
                csv_of("廃棄記録", "管理番号,品名,廃棄日", "PC-1,ノートPC,R6.4.1", heading, word)
            }
            _ => {
                csv_of("可搬型記録媒体管理台帳", "管理番号,保管場所,登録日", "U-1,金庫,R6.4.1", heading, word)
            }
        };
        let preview = undecided(&file);
        let values: Vec<&str> = table(&preview).rows[0].values.iter().map(|(_, value)| value).collect();
        assert!(values.contains(&choice), "{heading} {word}: {values:?}");
        let expected = if asks { vec!["choice_guess"] } else { vec![] };
        let asked: Vec<&str> = asked(&preview).iter().map(|(_, _, issue)| *issue).collect();
        assert_eq!(asked, expected, "{heading} {word}");
    }
}

fn csv_of(name: &str, heads: &str, row: &str, heading: &str, word: &str) -> mamori_core::import::ReadFile {
    open(&format!("{name}.csv"), format!("{heads},{heading}\n{row},{word}\n").as_bytes())
}

#[test]
fn names_that_are_kinds_of_devices_make_a_list_of_devices() {
    let text = "番号,名称,用途,設置場所,管理部署,状態\n\
                S-1,サーバ,業務システム,サーバ室,情報課,使用中\nS-2,プリンタ,印刷,事務室,総務課,使用中\n";
    let preview = undecided(&open("一覧.csv", text.as_bytes()));
    assert_eq!(table(&preview).register, RegisterId::Devices);
    assert_eq!(values(&preview, "device_kind"), ["server", "printer"]);
    assert_eq!(values(&preview, "device_no"), ["S-1", "S-2"]);
}
