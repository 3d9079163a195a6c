//! Who and what the stories of disposal are about, and the texts each step is given.

use mamori_core::records::actions as records;
use mamori_core::vocab::RegisterId;

use crate::support::{Office, medium, office};
pub use crate::support::{Texts, changed, row, with_rows};

/// The clock of the stories stands at 20 November 2026, 9:00; work was done the days before.
pub const APPLICATION: Texts<'static> = &[
    ("applied_on", "R8.11.2"),
    ("department", "総務課"),
    ("applicant", "辻󠄀 香織"),
    ("disposition", "廃棄"),
    ("reason", "更改により不要"),
    ("content", "特定健診の結果"),
    ("pii_class", "個人情報"),
    ("backup_needed", "済"),
    ("hold_check", "満了"),
    ("level", "破壊"),
    ("method", "粉砕"),
    ("performer", "自所"),
];
pub const PERMISSION: Texts<'static> = &[("permitted_on", "R8.11.4"), ("permitted_by", "山﨑 幸子")];
pub const BEFORE: Texts<'static> = &[
    ("pre_checked_at", "R8.11.9 9:00"),
    ("pre_checked_by", "辻󠄀 香織"),
    ("pre_check_items", "台帳一致、数量、内容"),
    ("serial_source", "ラベル目視"),
];
pub const WORK: Texts<'static> = &[
    ("work_started_at", "R8.11.9 10:00"),
    ("work_ended_at", "R8.11.9 11:00"),
    ("place", "書庫前"),
    ("operator", "髙橋 一郎"),
    ("tool", "メディアシュレッダー MS-450"),
    ("verification", "目視"),
    ("result", "合格"),
    ("verified_by", "渡邉 美穂"),
];
pub const AFTER: Texts<'static> = &[
    ("post_checked_at", "R8.11.18 16:00"),
    ("post_checked_by", "辻󠄀 香織"),
    ("post_check_items", "復元不能、残骸処分"),
    ("validation", "受容"),
    ("destination", "産廃業者"),
];
pub const CLOSE: Texts<'static> = &[("disposed_on", "R8.11.18")];
pub const HAND_OVER: Texts<'static> = &[
    ("handed_on", "R8.11.10"),
    ("handed_by", "髙橋 一郎"),
    ("collected_by", "佐藤 学"),
    ("receipt_no", "預り-77"),
    ("handling", "業者が持帰り"),
];
/// A device that goes to be repaired with its data still in it,
pub const REPAIR: Texts<'static> = &[
    ("disposition", "修理"),
    ("performer", "外部委託"),
    ("method", "返却のみ"),
    ("level", "未消去"),
    ("vendor", "富士通エフサス"),
    ("contract_no", "保守-3"),
    ("adequacy_reason", "業務に多大な影響があり消去できない"),
];
/// and what has to be agreed before it is handed over.
pub const SECRECY: Texts<'static> = &[
    ("not_erased_reason", "業務に多大な影響"),
    ("nda_no", "守-5"),
    ("nda_on", "R8.4.1"),
    ("secrecy_checked_on", "R8.11.5"),
    ("secrecy_result", "適切"),
];
pub const CERTIFICATE: Texts<'static> = &[
    ("certificate_no", "SR-2026-118"),
    ("certificate_type", "データ消去証明書"),
    ("issuer", "㈱セキュア・リサイクル"),
    ("issued_on", "R8.11.16"),
    ("received_on", "R8.11.17"),
    ("checked_by", "辻󠄀 香織"),
    ("received_by", "髙橋 一郎"),
    ("seal", "押印"),
    ("granularity", "1台ごと"),
    ("method", "粉砕"),
    ("tool", "HDDクラッシャー HC-2"),
    ("worked_on", "R8.11.12"),
    ("worked_by", "佐藤 学"),
    ("place", "㈱セキュア・リサイクル 第2工場"),
    ("verification", "全数目視"),
    ("file_sha256", CERTIFICATE_SHA256),
];
/// The paper itself, which is attached to the case before the certificate is entered.
pub const CERTIFICATE_FILE: &[u8] = b"%PDF-1.7 certificate";
pub const CERTIFICATE_SHA256: &str = "1ace057a0b433b7f2d37fb147b795266cbbe03acb06a2664c06d434b6d5be717";

pub const SENT_OUT: Texts<'static> = &[
    ("sent_on", "R8.11.18"),
    ("sent_by", "髙橋 一郎"),
    ("sent_to", "佐藤 学"),
    ("sent_receipt_no", "受-31"),
    ("carrier", "日本通運"),
    ("vendor", "○○リース"),
];
pub const BACK: Texts<'static> =
    &[("back_on", "R8.11.17"), ("back_checked", "動作・改変なし"), ("old_parts", "交換なし")];
pub const MANIFEST: Texts<'static> = &[
    ("waste_vendor", "㈱県央クリーン"),
    ("waste_licence_no", "第0123456789号"),
    ("waste_items", "廃プラスチック類・金属くず"),
    ("waste_quantity", "12kg"),
    ("manifest_no", "12345678901"),
    ("manifest_a_on", "R8.11.18"),
];

/// An office with three sticks, a notebook, a server of two disks, and an officer who may permit.
pub fn equipped() -> Office {
    let mut office = office();
    let officer = with_rows(
        &[
            ("staff_no", "2"),
            ("name", "山﨑 幸子"),
            ("department", "事務局"),
            ("employment", "正規"),
            ("hired_on", "H15.4.1"),
        ],
        &[("roles", &[&[("role", "運用責任者"), ("from_on", "R5.4.1")]])],
    );
    records::create(&mut office.ledgers, &office.session, RegisterId::Staff, &officer).unwrap();
    for (number, serial) in [("USB-001", "SN0001"), ("USB-002", "SN0002"), ("USB-003", "SN0003")] {
        let mut texts = medium(number);
        texts.retain(|(key, _)| *key != "serial");
        texts.push(("serial", serial));
        office.create(RegisterId::PortableMedia, &texts);
    }
    device(&mut office, "PC-012", "ノートPC", "5CG1234XYZ", &[("NVMe", "S64DNX0R123456")]);
    device(&mut office, "SV-002", "サーバー", "MXQ9988", &[("HDD", "WX41A1234567"), ("HDD", "WX41A7654321")]);
    office
}

pub fn device(office: &mut Office, number: &str, kind: &str, serial: &str, drives: &[(&str, &str)]) {
    let texts = [
        ("device_no", number),
        ("device_kind", kind),
        ("maker", "富士通"),
        ("model", "LIFEBOOK U9313"),
        ("serial", serial),
        ("ownership", "所有"),
        ("acquired_on", "R3.4.1"),
        ("location", "事務室"),
        ("zone", "執務室等"),
        ("user", "髙橋 一郎"),
        ("department", "総務課"),
        ("purpose", "資格管理"),
        ("pii_class", "個人情報"),
        ("portable_ok", "不可"),
        ("theft_lock", "ワイヤーロック"),
        ("security", "起動パスワード"),
        ("lock_minutes", "5"),
    ];
    let drives: Vec<Vec<(&str, &str)>> = drives
        .iter()
        .map(|(kind, serial)| vec![("drive_kind", *kind), ("model", "MZVL2512"), ("serial", *serial)])
        .collect();
    let drives: Vec<Texts<'_>> = drives.iter().map(Vec::as_slice).collect();
    let made = with_rows(&texts, &[("drives", &drives)]);
    records::create(&mut office.ledgers, &office.session, RegisterId::Devices, &made).unwrap();
}
