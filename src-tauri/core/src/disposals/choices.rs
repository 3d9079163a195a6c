//! 廃棄・消去の選択肢 that only a disposal uses; see also [`super::case_fields`]. Ids never change.

use crate::vocab::fields::{Choice, choice};

/// 処分区分.
pub const DISPOSITIONS: &[Choice] = &[
    choice("dispose", "廃棄", "disposal", &["廃棄処分", "処分"]).also("破棄 除却").likely("産廃"),
    choice("lease_return", "リース返却", "return to lessor", &["リース満了", "リース会社返却"])
        .likely("返却"),
    choice("rental_return", "レンタル返却", "return of a rental", &["レンタル満了"]),
    choice("transfer", "譲渡・売却", "transfer or sale", &["譲渡", "売却", "下取り"]),
    choice("repair", "修理", "repair", &["修理依頼"]).also("修理交換").likely("交換 故障交換"),
    choice("internal_reuse", "所内転用", "reuse inside", &["転用", "再利用"]),
];

/// 残骸の処分先.
pub const DESTINATIONS: &[Choice] = &[
    choice("on_site", "自所", "the office itself", &["自所処分", "組合", "自組合"]),
    choice(
        "recycler",
        "産廃業者",
        "waste contractor",
        &["産業廃棄物処理業者", "廃棄業者", "リサイクル業者", "処理業者"],
    )
    .also("産廃処理業者 回収業者")
    .likely("産廃 業者 リサイクル"),
    choice(
        "lessor",
        "リース会社返却",
        "lessor",
        &["リース会社", "リース返却", "レンタル会社返却", "レンタル会社"],
    ),
    choice("manufacturer", "製造元", "manufacturer", &["メーカー", "メーカー返却"]),
    choice("internal_reuse", "所内再利用", "reuse inside", &["再利用", "所内転用"]),
    choice("external_reuse", "所外再利用", "reuse outside", &["譲渡", "売却"]),
    choice("other", "その他", "other", &[]).likely("不燃ごみ 燃えないごみ 一般ごみ 市 市の回収 自治体"),
];

/// 適否判定.
pub const ADEQUACIES: &[Choice] = &[
    choice("ok", "適", "adequate", &["OK"]),
    choice("warn", "要注意", "warning", &["注意"]),
    choice("block", "不可", "not adequate", &["不適"]),
];

/// 保存義務の確認.
pub const HOLDS: &[Choice] = &[
    choice("expired", "満了", "period over", &["保存期間満了", "期間満了"]),
    choice("not_applicable", "対象外", "not subject", &["該当なし", "なし"]),
    choice("on_hold", "保存中", "must be kept", &["保全中", "保存期間中"]),
];

/// 実施者の別.
pub const PERFORMERS: &[Choice] = &[
    choice("own", "自所", "the office itself", &["自所実施", "内部", "職員"])
        .also("自組合 組合 庁内 所内 内部職員"),
    choice("outsourced", "外部委託", "outsourced", &["委託", "業者", "業者委託"])
        .also("外注 外部 外部業者 委託業者"),
];

/// 製造番号の取得元.
pub const SERIAL_SOURCES: &[Choice] = &[
    choice("label", "ラベル目視", "label", &["目視", "ラベル"]),
    choice("software", "ソフト", "software", &["ソフトウェア"]),
    choice("vendor", "業者報告", "contractor's report", &["業者"]),
];

/// 妥当性判断.
pub const VALIDATIONS: &[Choice] = &[
    choice("accept", "受容", "accept", &["可", "合格", "承認"]),
    choice("repeat", "再実施", "repeat", &["やり直し"]),
    choice("escalate", "上位の方法へ", "stronger method", &["上位方法"]),
];

/// 証明書種別. A 廃棄証明書 or a manifest says nothing about data.
pub const CERTIFICATE_TYPES: &[Choice] = &[
    choice("erasure", "データ消去証明書", "erasure certificate", &["消去証明書", "データ消去"]),
    choice("destruction", "物理破壊証明書", "destruction certificate", &["破壊証明書"]),
    choice("disposal", "廃棄証明書", "disposal certificate", &["廃棄処分証明書"]),
    choice("manifest", "マニフェスト", "manifest", &["産業廃棄物管理票"]).also("産廃マニフェスト"),
    choice("adec", "ADEC証明書", "ADEC certificate", &["ADEC", "データ適正消去実行証明書"]),
];

/// 明細照合.
pub const MATCHES: &[Choice] = &[
    choice("match", "一致", "match", &["○", "〇", "◯"]),
    choice("mismatch", "不一致", "mismatch", &["×"]),
    choice("missing", "欠落", "missing", &["記載なし"]),
];

/// 状態: the states of a case.
pub const STATES: &[Choice] = &[
    choice("opened", "起案", "opened", &["申請中", "起案中"]),
    choice("before_checked", "作業前確認済", "checked before", &["作業前確認"]),
    choice("in_work", "作業中", "in work", &["委託中", "実施中"]),
    choice("work_done", "作業済", "work done", &["作業完了", "実施済"]),
    choice("certificate_awaited", "証明書待ち", "awaiting certificate", &["証明書未受領"]),
    choice("after_checked", "作業後確認済", "checked after", &["作業後確認"]),
    choice("closed", "完了", "closed", &["廃棄済", "廃棄済み", "済", "完結"]),
    choice("withdrawn", "取止め", "withdrawn", &["中止", "取下げ"]),
    choice("refused", "不許可", "refused", &[]),
];

/// 秘密保持体制の確認結果 (R45).
pub const SECRECY_RESULTS: &[Choice] = &[
    choice("kept", "適切", "in order", &["良", "問題なし"]),
    choice("lacking", "不備あり", "lacking", &["不適切"]),
];

/// 交換部品: a disk the repairer took out holds what it held (C-7).
pub const OLD_PARTS: &[Choice] = &[
    choice("none", "交換なし", "none", &["なし"]),
    choice("no_data", "記録媒体でない部品のみ交換", "none that holds data", &[]),
    choice("returned", "旧部品の返却を受けた", "given back", &["返却"]),
    choice("certified", "旧部品の消去証明を受けた", "certified as erased", &["消去証明"]),
];

/// 作業前の確認事項, as boxes of 様式第4号.
pub const PRE_CHECKS: &[Choice] = &[
    choice("ledger", "台帳一致", "agrees with the ledger", &[]),
    choice("quantity", "数量", "quantity", &[]),
    choice("content", "内容", "content", &[]),
    choice("photo", "写真", "photo", &[]),
];

/// 作業後の確認事項.
pub const POST_CHECKS: &[Choice] = &[
    choice("unreadable", "復元不能", "cannot be read again", &[]),
    choice("remains", "残骸処分", "remains dealt with", &[]),
    choice("quantity", "数量", "quantity", &[]),
    choice("photo", "写真", "photo", &[]),
];
