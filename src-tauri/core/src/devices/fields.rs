//! 機器管理台帳の項目 (spec C-1, printed as 様式第9号).

use crate::registers::choices::{
    CHECK_RESULTS, DEVICE_KINDS, IMPORTANCES, LEASE_TERMS, PII_CLASSES, TECHNOLOGIES,
};
use crate::vocab::fields::{Choice, Field, Kind, Label, Part, Register, RegisterId, choice, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::Devices,
    label: label("機器管理台帳", "Devices"),
    table: "devices",
    number: "device_no",
    title: "model",
    fields: FIELDS,
    parts: &[DRIVES],
    clause: "A 4.3.3(5)",
    series: None,
    personal: false,
};

/// 内蔵記憶媒体: certificates of erasure name the drive, not the machine around it.
pub const DRIVES: Part = Part {
    key: "drives",
    label: label("内蔵記憶媒体", "Drives"),
    table: "devices_drives",
    fields: &[
        field("drive_kind", "種別", "Kind", Kind::Choice(DRIVE_KINDS))
            .save()
            .clause("B 3-1(5)②")
            .synonyms(&["媒体種別"]),
        field("technology", "記録方式", "Technology", Kind::Choice(TECHNOLOGIES)).auto(),
        field("maker", "メーカー", "Maker", Kind::Text),
        field("model", "型番", "Model", Kind::Text).coded().save(),
        field("serial", "製造番号", "Serial number", Kind::Text)
            .coded()
            .save()
            .synonyms(&["シリアル番号", "S/N"]),
        field("capacity", "容量", "Capacity", Kind::Text),
        field("state", "状態", "State", Kind::Choice(DRIVE_STATES)).auto().clause("A 4.2.5(3)"),
        field("state_on", "その日", "Since", Kind::Date).auto(),
        field("kept_at", "保管場所", "Kept in", Kind::Text).auto().clause("A 4.2.5(3)"),
        field("replaces", "交換前の製造番号", "Replaces", Kind::Text).auto(),
        field("disposal_ref", "廃棄記録番号", "Disposal record", Kind::Link(RegisterId::Disposals))
            .auto()
            .clause("A 4.2.5(5)"),
        field("remarks", "備考", "Remarks", Kind::Text),
    ],
};

/// 内蔵記憶媒体の状態: a drive leaves its device, or the office, by a step or a case; it is never struck out.
const DRIVE_STATES: &[Choice] = &[
    choice("built_in", "内蔵中", "built in", &[]),
    choice("removed", "取外し保管中", "taken out", &[]),
    choice("erased", "消去済", "erased", &[]),
    choice("disposed", "廃棄済", "disposed", &[]),
    choice("returned", "返却済", "returned", &[]),
];

/// What a state of a drive is called.
pub fn drive_state_label(state: &str) -> Label {
    let found = DRIVE_STATES.iter().find(|choice| choice.id == state);
    found.map_or(label("", ""), |choice| choice.label)
}

/// 導入確認の事項.
const INTRO_CHECKS: &[Choice] = &[
    choice("function", "機能の動作", "works", &[]),
    choice("label", "管理番号の表示", "labelled", &[]),
    choice("settings", "セキュリティ設定", "security settings", &[]),
    choice("theft_lock", "盗難防止", "against theft", &[]),
    choice("software", "導入ソフト", "software", &[]),
    choice("serials", "製造番号の照合", "serial numbers, drives included", &[]),
];

/// 導入確認の結果.
const INTRO_RESULTS: &[Choice] = &[
    choice("pass", "使用してよい", "may be used", &[]),
    choice("fail", "使用しない（要是正）", "not to be used", &[]),
];

/// 内蔵記憶媒体の種別.
const DRIVE_KINDS: &[Choice] = &[
    choice("hdd", "HDD", "HDD", &["ハードディスク", "内蔵HDD"]),
    choice("sshd", "SSHD", "SSHD", &["ハイブリッドHDD"]),
    choice("ssd", "SSD", "SATA SSD", &["SATA SSD", "内蔵SSD"]),
    choice("nvme", "NVMe", "NVMe SSD", &["NVMe SSD", "M.2", "M.2 SSD"]),
    choice("emmc", "eMMC", "eMMC", &["UFS", "内蔵フラッシュ", "内蔵ストレージ"]),
    choice("other", "その他", "other", &[]),
];

/// 所有形態.
const OWNERSHIPS: &[Choice] = &[
    choice("owned", "所有", "owned", &["購入", "自己所有", "組合所有", "買取"])
        .also("買い取り 買取り 自己資産 組合資産 組合購入 自前")
        .likely("組合 固定資産 備品 寄贈"),
    choice("lease", "リース", "leased", &["リース品", "リース契約"])
        .also("リース物件 リース中 リース機器 リース機")
        .likely("賃借"),
    choice("rental", "レンタル", "rented", &["レンタル品"]),
    choice("lent", "貸与", "on loan", &["貸与品", "借用"])
        .also("無償貸与 連合会貸与 国保連貸与")
        .likely("借入 支給 国保連 連合会"),
    choice("contractor", "委託先資産", "the contractor's", &["委託先", "業者所有"]),
    choice("private", "私有", "private", &["私物", "個人所有"]),
];

/// 区域.
const ZONES: &[Choice] = &[
    choice("server_room", "サーバー室等", "server room", &["サーバー室", "サーバ室", "管理区域"])
        .also("電算室 電算機室 マシン室 機械室 サーバルーム コンピュータ室"),
    choice("office", "執務室等", "office", &["執務室", "事務室"]).also("事務所 事務局").likely("会議室"),
    choice("handling_area", "取扱区域", "handling area", &["取扱区域（特定個人情報）"]),
    choice("outside", "庁舎外", "outside", &["所外", "持出先"]).also("自宅 外部").likely("支所 支部 出張所"),
];

/// 盗難防止.
const LOCKS: &[Choice] = &[
    choice("wire", "ワイヤーロック", "wire lock", &["ワイヤー", "ワイヤ", "セキュリティワイヤー"])
        .also("チェーン ワイヤーチェーン セキュリティチェーン ワイヤー固定"),
    choice("locked_store", "施錠保管", "locked away", &["施錠", "鍵付保管庫", "保管庫", "施錠キャビネット"])
        .also("鍵付き保管庫 キャビネット保管 施錠保管庫")
        .likely("鍵 キャビネット"),
    choice("rack", "ラック固定", "rack", &["ラック", "サーバーラック"]),
    choice("none", "なし", "none", &["無", "未", "×"]),
];

/// セキュリティ設定.
const SECURITY: &[Choice] = &[
    choice("boot_password", "起動パスワード", "boot password", &["起動PW", "BIOSパスワード"]),
    choice("encryption", "暗号化", "encryption", &["ディスク暗号化", "BitLocker"]),
    choice("two_factor", "二要素認証", "two-factor", &["二要素", "多要素認証", "生体認証", "ICカード認証"]),
    choice("remote_wipe", "遠隔消去", "remote wipe", &["リモートワイプ", "MDM"]),
    choice(
        "antivirus",
        "ウイルス対策",
        "antivirus",
        &["ウィルス対策", "ウイルス対策ソフト", "ウィルス対策ソフト"],
    ),
    choice("screen_lock", "画面ロック", "screen lock", &["スクリーンロック"]),
];

/// 状態: the states of its life cycle, and 予備, which a ledger must be able to say.
pub const STATES: &[Choice] = &[
    choice("planned", "導入確認中", "being introduced", &["導入予定", "設定中", "準備中"]),
    choice("active", "使用中", "in use", &["使用", "稼働中", "稼働", "利用中", "運用中"])
        .also("現用 現役 配備 配備中 設置 設置中 設置済")
        .likely("貸与 貸与中"),
    choice("spare", "予備", "spare", &["予備機", "保管中", "保管", "未使用"])
        .also("在庫 空き 保管済 待機 待機中 未配備")
        .likely("休止 休止中 停止中 使用停止"),
    choice("carried_out", "持出中", "carried out", &["持出し中", "貸出中"])
        .also("貸出 貸出し中 持出 持ち出し中 持ち出し"),
    choice("in_repair", "修理中", "in repair", &["修理", "故障中", "故障"])
        .also("不具合 不調")
        .likely("使用不可"),
    choice("lost", "所在不明", "lost", &["紛失", "盗難", "不明"]),
    choice(
        "erase_pending",
        "消去待ち",
        "awaiting erasure",
        &["廃棄待ち", "廃棄予定", "返却予定", "撤去予定"],
    ),
    choice("erased", "消去済", "erased", &["消去済み", "データ消去済"]),
    choice("certificate_awaited", "証明書待ち", "awaiting certificate", &["証明書未受領"]),
    choice("disposed", "廃棄済", "disposed", &["廃棄", "廃棄済み", "除却", "除却済"])
        .also("廃棄処分 廃棄処分済 処分 処分済 処分済み 破棄 破棄済 破棄済み 除籍")
        .likely("撤去 撤去済 売却 譲渡 抹消"),
    choice(
        "returned_to_lessor",
        "返却済",
        "returned to the lessor",
        &["返却", "返却済み", "リース返却", "レンタル返却"],
    ),
];

pub const FIELDS: &[Field] = &[
    field("device_no", "管理番号", "Control number", Kind::Code)
        .save()
        .clause("A 4.3.3(5)")
        .synonyms(&[
            "機器管理番号",
            "機器番号",
            "資産番号",
            "備品番号",
            "管理No",
            "整理番号",
            "登録番号",
            "ラベル番号",
        ])
        .paper(24)
        .list(),
    field("device_kind", "機器種別", "Kind of device", Kind::Choice(DEVICE_KINDS))
        .save()
        .clause("A 4.2.2")
        .synonyms(&["種別", "機器名", "品名", "種類", "機器区分"])
        .paper(22)
        .list(),
    field("maker", "メーカー", "Maker", Kind::Text).save().synonyms(&["製造元", "メーカ", "メーカー名"]),
    field("model", "型番", "Model", Kind::Text)
        .coded()
        .save()
        .synonyms(&["機種・型番", "メーカー・型番", "型式", "機種", "モデル", "製品名", "機種名"])
        .paper(44)
        .list(),
    field("serial", "製造番号", "Serial number", Kind::Text)
        .coded()
        .save()
        .synonyms(&["製造番号(S/N)", "シリアル番号", "シリアルNo", "シリアル", "S/N", "製造No"])
        .paper(32)
        .list(),
    field("hostname", "ホスト名", "Host name", Kind::Text)
        .when("通信する機器のとき")
        .clause("A 5.4.1(2)")
        .synonyms(&["コンピュータ名", "端末名", "PC名", "コンピューター名"]),
    field("ip_address", "IPアドレス", "IP address", Kind::Text)
        .when("通信する機器のとき")
        .clause("A 5.4.1(2)")
        .synonyms(&["IP"]),
    field("mac_address", "MACアドレス", "MAC address", Kind::Text)
        .when("通信する機器のとき")
        .clause("A 5.4.1(2)")
        .synonyms(&["MAC", "物理アドレス"]),
    field("imei", "IMEI", "IMEI", Kind::Text).when("携帯する通信機器のとき"),
    field("phone_no", "電話番号", "Phone number", Kind::Text)
        .when("携帯する通信機器のとき")
        .synonyms(&["回線番号"]),
    field("drives_note", "内蔵媒体", "Drives as written", Kind::Text).clause("B 3-1(5)②").synonyms(&[
        "内蔵記憶媒体",
        "記憶媒体",
        "ディスク",
        "ストレージ",
        "HDD",
        "HDD容量",
        "HDD/SSD",
    ]),
    field("ownership", "所有形態", "Ownership", Kind::Choice(OWNERSHIPS))
        .save()
        .clause("A 4.2.2(3)")
        .synonyms(&["区分", "所有区分", "所有", "調達区分", "契約区分", "取得区分"])
        .paper(16),
    field("contract_no", "契約番号", "Contract number", Kind::Text)
        .when("リース又はレンタルのとき")
        .clause("A 4.2.2(3)")
        .synonyms(&["リース契約番号"]),
    field("lessor", "リース会社", "Lessor", Kind::Text)
        .when("リース又はレンタルのとき")
        .clause("A 4.2.2(3)")
        .synonyms(&["購入先", "納入業者", "レンタル会社", "調達先"]),
    field("lease_end", "契約満了日", "Contract ends on", Kind::Date)
        .when("リース又はレンタルのとき")
        .clause("A 4.2.2(3)")
        .synonyms(&["リース満了日", "リース終了日", "満了日", "返却予定日", "リース期限"]),
    field("return_due", "返却期限", "To be returned by", Kind::Date)
        .when("リース又はレンタルのとき")
        .clause("A 4.2.2(3)"),
    field("lease_terms", "契約上の媒体の取扱い", "Drives under the contract", Kind::Choice(LEASE_TERMS))
        .when("リース又はレンタルのとき")
        .clause("A 4.2.2(3)"),
    field("acquired_on", "取得日", "Acquired on", Kind::Date)
        .save()
        .clause("B 5-4(2)④")
        .synonyms(&[
            "導入年月",
            "導入年月日",
            "導入日",
            "購入年月日",
            "購入日",
            "取得年月日",
            "リース開始日",
            "登録日",
        ])
        .paper(17)
        .list(),
    field("warranty_end", "保証期限", "Warranty ends on", Kind::Date).synonyms(&["保証期間", "保証満了日"]),
    field("maintenance_end", "保守期限", "Maintenance ends on", Kind::Date)
        .synonyms(&["保守満了日", "保守期間"]),
    field("os", "OS", "Operating system", Kind::Text).synonyms(&["OS名", "基本ソフト"]),
    field("os_support_end", "OSサポート期限", "OS support ends on", Kind::Date)
        .clause("B 5-4(2)④")
        .synonyms(&["サポート期限", "OSサポート終了日"]),
    field("location", "設置場所", "Place", Kind::Text)
        .save()
        .clause("A 4.1.1")
        .synonyms(&["保管場所", "所在", "配置場所", "設置先", "使用場所"])
        .paper(30)
        .list(),
    field("zone", "区域", "Zone", Kind::Choice(ZONES)).save().clause("A 4.1.3").synonyms(&["設置区域"]),
    field("user", "使用者", "User", Kind::Person)
        .save()
        .clause("A 2.1.2(4)")
        .synonyms(&["利用者", "使用者名", "担当者", "管理者", "氏名", "使用者氏名"])
        .paper(24)
        .list(),
    field("department", "管理部署", "Department", Kind::Department)
        .save()
        .clause("A 2.1.2(4)")
        .synonyms(&["部署", "所属", "課名", "担当課", "所管課", "使用部署", "配置先"])
        .paper(24),
    field("purpose", "用途・取扱情報", "Used for", Kind::Text).save().clause("A 1.2").synonyms(&[
        "用途",
        "取扱情報",
        "使用目的",
        "業務",
    ]),
    field("pii_class", "個人情報区分", "Personal information", Kind::Choice(PII_CLASSES))
        .save()
        .clause("A 1.2(2)")
        .synonyms(&["個人情報", "個人情報有無", "個人情報の有無"])
        .paper(14),
    field("importance", "重要性分類", "Importance", Kind::Choice(IMPORTANCES))
        .when("規程に重要性分類があるとき")
        .clause("B 2(1)")
        .synonyms(&["分類", "重要度"]),
    field("portable_ok", "持出可否", "May be carried out", Kind::Bool)
        .save()
        .clause("A 4.3.1(1)")
        .synonyms(&["持出", "持出し可否", "持出許可"]),
    field("theft_lock", "盗難防止", "Against theft", Kind::Choice(LOCKS))
        .when("ノートPC等のとき")
        .clause("A 4.2.2(1)")
        .synonyms(&["盗難防止措置", "盗難対策", "ワイヤーロック"]),
    field("security", "セキュリティ設定", "Security settings", Kind::ManyOf(SECURITY))
        .save()
        .clause("A 4.3.3(2)")
        .synonyms(&["安全措置", "セキュリティ", "セキュリティ対策"]),
    field("lock_minutes", "ロック時間（分）", "Locks after (minutes)", Kind::Int)
        .save()
        .clause("A 5.3(1)")
        .synonyms(&["ロック時間", "スクリーンロック時間"]),
    field("status", "状態", "State", Kind::Choice(STATES))
        .auto()
        .clause("A 4.3.3(5)")
        .synonyms(&["状況", "現況", "使用状況", "ステータス"])
        .paper(12)
        .list(),
    field("last_checked_on", "最終所在確認日", "Last seen on", Kind::Date)
        .auto()
        .clause("A 4.3.3(5)")
        .synonyms(&["所在確認日", "棚卸日", "実査日", "点検日", "確認日"]),
    field("last_check_result", "最終所在確認の結果", "Last check", Kind::Choice(CHECK_RESULTS))
        .auto()
        .clause("A 4.3.3(5)")
        .synonyms(&["所在確認", "棚卸結果", "所在確認結果"]),
    // 導入確認, 移動, 紛失・発見: filled by the steps of its life.
    field("intro_checked_on", "導入確認日", "Checked on introduction on", Kind::Date)
        .auto()
        .clause("A 2.1.2(2)"),
    field("intro_checked_by", "導入確認者", "Checked on introduction by", Kind::Person)
        .auto()
        .clause("A 2.1.2(2)"),
    field("intro_check_items", "導入確認の事項", "Checked on introduction", Kind::ManyOf(INTRO_CHECKS))
        .auto()
        .clause("A 2.1.2(2)"),
    field("intro_result", "導入確認の結果", "Result of the introduction check", Kind::Choice(INTRO_RESULTS))
        .auto()
        .clause("A 2.1.2(2)"),
    field("moved_on", "最終移動日", "Last moved on", Kind::Date).auto().clause("A 4.3.3(5)"),
    field("lost_on", "紛失・盗難の日", "Lost on", Kind::Date).auto().clause("A 4.3.5"),
    field("lost_by", "届け出た人", "Reported by", Kind::Person).auto().clause("A 4.3.5"),
    field("lost_detail", "紛失・盗難の経緯", "How it was lost", Kind::Note).auto().clause("A 4.3.5"),
    field("lost_response", "対応", "Response", Kind::Note).auto().clause("A 4.3.5"),
    field("found_on", "発見日", "Found on", Kind::Date).auto(),
    field("found_detail", "発見の経緯", "How it was found", Kind::Note).auto(),
    field("disposed_on", "廃棄・返却日", "Disposed of on", Kind::Date)
        .close()
        .clause("A 4.2.2(4)")
        .synonyms(&["廃棄日", "廃棄年月日", "返却日", "撤去日", "除却日", "処分日"]),
    field("disposal_ref", "廃棄・返却記録番号", "Disposal record", Kind::Link(RegisterId::Disposals))
        .close()
        .clause("A 4.2.2(4)")
        .synonyms(&["廃棄記録番号", "返却記録番号"]),
    field("remarks", "備考", "Remarks", Kind::Note).synonyms(&["摘要", "特記事項", "メモ", "コメント"]),
];
