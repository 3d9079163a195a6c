//! 研修の選択肢: the pick lists that the ledgers of training share, with the words old lists use for them.

use crate::vocab::fields::{Choice, choice};

/// 種別.
pub const COURSE_KINDS: &[Choice] = &[
    choice(
        "system_use",
        "情報システム取扱い",
        "use of the systems",
        &["システム取扱い", "ｼｽﾃﾑ取扱い", "取扱い"],
    ),
    choice("privacy", "プライバシー", "privacy", &["プライバシー保護", "個人情報保護", "特定個人情報"]),
    choice("carry_out", "持出し", "carry-out", &["持ち出し", "情報機器の持出し"]),
    choice("new_hire", "新規採用", "new hires", &["新規採用者", "新任", "採用時"]),
    choice("drill", "緊急時訓練", "emergency drill", &["訓練", "緊急時対応訓練"]),
    choice("other", "その他", "other", &[]),
];

/// 実施方法.
pub const MODES: &[Choice] = &[
    choice("classroom", "集合", "in a room", &["集合研修", "会議室", "対面"]),
    choice("e_learning", "e-ラーニング", "e-learning", &["eラーニング", "オンライン", "動画"]),
    choice("handout", "資料配布", "handout", &["資料配付", "書面"]),
    choice("drill", "訓練", "drill", &["実地訓練"]),
];

/// 対象者区分.
pub const TARGETS: &[Choice] = &[
    choice("all_staff", "全職員", "all staff", &["職員全員", "全員"]),
    choice("chief", "統括責任者", "chief officer", &["運用責任者", "最高情報統括責任者", "CISO"]),
    choice("officers", "責任者", "officers", &["監査責任者", "情報セキュリティ責任者"]),
    choice("managers", "管理者", "managers", &["部門管理者", "管理職"]),
    choice("system_managers", "システム管理者", "system managers", &["システム担当"]),
    choice("general_staff", "一般職員", "other staff", &["利用者"]),
    choice("new_hires", "新規採用", "new hires", &["新規採用者", "新任者"]),
    choice("part_time", "非常勤・派遣", "part-time and agency", &["非常勤", "派遣"]),
    choice("contractors", "委託先", "contractors", &["委託業者"]),
];

/// 雇用区分.
pub const EMPLOYMENTS: &[Choice] = &[
    choice("regular", "正規", "regular", &["正職員", "正規職員", "常勤", "職員", "1"]).also("正 正社員"),
    choice("part_time", "非常勤", "part-time", &["非常勤職員", "パート", "アルバイト", "2"])
        .also("パートタイム 短時間 短時間職員 バイト")
        .likely("会計年度 会計年度任用職員"),
    choice("agency", "派遣", "agency", &["派遣職員", "派遣社員", "3"]),
    choice("contracted", "嘱託", "contracted", &["嘱託職員", "再任用", "4"])
        .also("契約 契約職員 契約社員 再雇用 再雇用職員 定年後再雇用")
        .likely("任期付"),
    choice("temporary", "臨時", "temporary", &["臨時職員", "5"]),
];

/// 出欠. An absence with its reason in brackets is still an absence; the words stay in `absence_reason`.
pub const ATTENDANCES: &[Choice] = &[
    choice(
        "attended",
        "出席",
        "attended",
        &["○", "〇", "◯", "出", "済", "受講", "受講済", "参加", "✓", "✔", "レ", "㊞"],
    )
    .also("受講済み 出席済 修了")
    .likely("遅刻 早退 遅参 オンライン 合格 有"),
    choice(
        "absent",
        "欠席",
        "absent",
        &[
            "×",
            "欠",
            "未",
            "未受講",
            "不参加",
            "欠席（出張）",
            "欠席（休暇）",
            "欠席（病欠）",
            "欠席（公用）",
            "✕",
        ],
    )
    .also("欠勤 休み 休暇 年休 有休 年次休暇 年次有給休暇 病休 病気休暇 公休 出張 未修了"),
    choice("makeup", "補講", "made up", &["補講済", "後日受講", "代", "代替", "フォローアップ"])
        .also("後日 再受講 補習 後日受講済")
        .likely("動画視聴 eラーニング DVD視聴"),
    choice("exempt", "免除", "exempt", &["対象外", "免", "休職", "育休", "産休"])
        .also("育児休業 育休中 産休中 休職中 介護休業")
        .likely("退職"),
];

/// 状態.
pub const STATES: &[Choice] = &[
    choice("planned", "計画", "planned", &["予定", "準備中"]),
    choice("announced", "周知済", "announced", &["周知", "受付中"]),
    choice("held", "実施済", "held", &["実施", "終了"]),
    choice("confirmed", "確定", "confirmed", &["確定済", "報告済"]),
    choice("cancelled", "中止", "cancelled", &["取止め", "延期"]),
];

/// 委員会の議決.
pub const DECISIONS: &[Choice] = &[
    choice("approved", "承認", "approved", &["可決", "了承"]),
    choice("conditional", "条件付き承認", "approved on conditions", &["条件付"]),
    choice("rejected", "否決", "rejected", &["不承認", "差戻し"]),
];

/// 研修計画書の状態.
pub const PLAN_STATES: &[Choice] = &[
    choice("draft", "起案", "draft", &["案"]),
    choice("approved", "承認済", "approved", &[]),
    choice("rejected", "否決", "rejected", &[]),
];

/// 研修講座の状態.
pub const COURSE_STATES: &[Choice] =
    &[choice("open", "実施中", "open", &[]), choice("ended", "廃止", "ended", &[])];

/// テキストの状態.
pub const TEXT_STATES: &[Choice] =
    &[choice("kept", "保管中", "kept", &[]), choice("no_file", "ファイルなし", "without its file", &[])];

/// 受講状況報告書の状態.
pub const REPORT_STATES: &[Choice] =
    &[choice("draft", "作成中", "draft", &[]), choice("submitted", "報告済", "submitted", &[])];

/// 未受講者の督促の状態.
pub const FOLLOWUP_STATES: &[Choice] = &[
    choice("open", "未受講", "not trained yet", &[]),
    choice("reminded", "督促中", "reminded", &[]),
    choice("makeup_planned", "補講予定", "make-up planned", &[]),
    choice("exempt", "免除", "exempt", &[]),
];

/// 受講率の区分.
pub const GROUP_KINDS: &[Choice] = &[
    choice("role", "役割", "role", &[]),
    choice("department", "所属", "department", &[]),
    choice("employment", "雇用区分", "employment", &[]),
];
