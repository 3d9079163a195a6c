//! 研修実施記録・出席者名簿の項目 (spec D-2 and D-3, printed as 様式第12号).

use crate::vocab::fields::{Choice, Field, Kind, Part, Register, RegisterId, choice, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::Training,
    label: label("研修実施記録・出席者名簿", "Training"),
    table: "training",
    number: "doc_no",
    title: "course",
    fields: FIELDS,
    parts: &[ATTENDEES],
    clause: "A 3.2",
    series: Some("研修"),
    personal: true,
};

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
    choice("all_staff", "全職員", "all staff", &["職員全員", "全員", "一般職員"]),
    choice("managers", "管理者", "managers", &["責任者", "管理職"]),
    choice("system_managers", "システム管理者", "system managers", &["システム担当"]),
    choice("new_hires", "新規採用", "new hires", &["新規採用者", "新任者"]),
    choice("part_time", "非常勤・派遣", "part-time and agency", &["非常勤", "派遣"]),
    choice("contractors", "委託先", "contractors", &["委託業者"]),
];

/// 雇用区分.
pub const EMPLOYMENTS: &[Choice] = &[
    choice("regular", "正規", "regular", &["正職員", "正規職員", "常勤", "職員", "1"]),
    choice("part_time", "非常勤", "part-time", &["非常勤職員", "パート", "アルバイト", "2"]),
    choice("agency", "派遣", "agency", &["派遣職員", "派遣社員", "3"]),
    choice("contracted", "嘱託", "contracted", &["嘱託職員", "再任用", "4"]),
    choice("temporary", "臨時", "temporary", &["臨時職員", "5"]),
];

/// 出欠. An absence with its reason in brackets is still an absence; the words stay in `absence_reason`.
pub const ATTENDANCES: &[Choice] = &[
    choice(
        "attended",
        "出席",
        "attended",
        &["○", "〇", "◯", "出", "済", "受講", "受講済", "参加", "✓", "✔", "レ", "㊞"],
    ),
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
    ),
    choice("makeup", "補講", "made up", &["補講済", "後日受講", "代", "代替", "フォローアップ"]),
    choice("exempt", "免除", "exempt", &["対象外", "免", "休職", "育休", "産休"]),
];

/// 状態.
pub const STATES: &[Choice] = &[
    choice("planned", "計画", "planned", &["予定", "準備中"]),
    choice("announced", "周知済", "announced", &["周知", "受付中"]),
    choice("held", "実施済", "held", &["実施", "終了"]),
    choice("confirmed", "確定", "confirmed", &["確定済", "報告済"]),
    choice("cancelled", "中止", "cancelled", &["取止め", "延期"]),
];

pub const ATTENDEES: Part = Part {
    key: "attendees",
    label: label("出席者名簿", "Attendees"),
    table: "training_attendees",
    fields: &[
        field("department", "所属", "Department", Kind::Department)
            .save()
            .clause("A 3.2")
            .synonyms(&["部署", "課名", "担当課", "所属部署"])
            .paper(34),
        field("title", "職名", "Title", Kind::Text).synonyms(&["役職", "職", "役職名"]).paper(22),
        field("name", "氏名", "Name", Kind::Person)
            .save()
            .clause("A 3.2")
            .synonyms(&["受講者", "出席者", "参加者", "職員名", "受講者氏名", "名前"])
            .paper(36),
        field("staff_no", "職員番号", "Staff number", Kind::Code).synonyms(&["社員番号", "職員No"]),
        field("employment", "雇用区分", "Employment", Kind::Choice(EMPLOYMENTS))
            .save()
            .clause("B 4-1(2)")
            .synonyms(&["区分", "雇用形態", "職員区分"])
            .paper(14),
        field("attendance", "出欠", "Attendance", Kind::Choice(ATTENDANCES))
            .save()
            .clause("A 3.2")
            .synonyms(&["出席", "受講", "参加", "受講状況", "済否", "出欠状況"]),
        field("absence_reason", "欠席・免除の理由", "Reason of absence", Kind::Text)
            .when("欠席又は免除のとき")
            .synonyms(&["欠席理由", "未受講理由"]),
        field("attended_on", "受講日", "Attended on", Kind::Date)
            .when("補講のとき")
            .synonyms(&["個別受講日", "補講日"]),
        field("signed", "署名又は㊞", "Signed", Kind::Bool)
            .clause("A 3.2")
            .synonyms(&["署名", "押印", "自署", "印", "受講印", "確認印"])
            .paper(32),
        field("score", "理解度点", "Score", Kind::Int)
            .synonyms(&["点数", "理解度", "テスト結果", "確認テスト"])
            .paper(10),
        field("remarks", "備考", "Remarks", Kind::Text).synonyms(&["摘要", "メモ", "欠席者対応"]).paper(14),
    ],
};

pub const FIELDS: &[Field] = &[
    field("doc_no", "研修番号", "Document number", Kind::Code)
        .auto()
        .synonyms(&["文書番号", "研修No"])
        .list(),
    field("fiscal_year", "年度", "Fiscal year", Kind::Int).auto().clause("B 4-2(2)②").list(),
    field("session", "回", "Session", Kind::Int).synonyms(&["実施回", "回数"]),
    field("course", "研修名", "Course", Kind::Text)
        .save()
        .clause("A 3.2")
        .synonyms(&["講座名", "件名", "テーマ", "研修名称", "研修会名"])
        .list(),
    field("course_kind", "種別", "Kind", Kind::Choice(COURSE_KINDS))
        .save()
        .clause("A 3.3(2)")
        .synonyms(&["研修種別", "研修区分"])
        .list(),
    field("held_on", "実施日", "Held on", Kind::Date)
        .save()
        .clause("A 3.2")
        .synonyms(&["日時", "開催日", "受講日", "実施日時", "開催日時", "研修日", "実施年月日"])
        .list(),
    field("started_at", "開始日時", "Began at", Kind::DateTime)
        .save()
        .clause("A 3.2")
        .synonyms(&["開始", "開始時刻"]),
    field("ended_at", "終了日時", "Ended at", Kind::DateTime)
        .save()
        .clause("A 3.2")
        .synonyms(&["終了", "終了時刻"]),
    field("place", "場所", "Place", Kind::Text).save().synonyms(&["会場", "開催場所", "実施場所"]),
    field("mode", "実施方法", "Mode", Kind::Choice(MODES)).save().synonyms(&["方法", "研修方法"]),
    field("instructor", "講師", "Instructor", Kind::Person).save().synonyms(&["講師名", "講師氏名"]).list(),
    field("instructor_org", "講師の所属", "Instructor's office", Kind::Text).synonyms(&["講師所属"]),
    field("targets", "対象", "For whom", Kind::ManyOf(TARGETS))
        .save()
        .clause("B 4-2(2)②")
        .synonyms(&["対象者", "対象者区分"]),
    field("target_count", "対象者数", "Number meant", Kind::Int)
        .save()
        .clause("B 4-2(2)⑤")
        .synonyms(&["対象人数", "対象者人数"]),
    field("content", "内容", "Content", Kind::Note).save().clause("A 3.2").synonyms(&[
        "研修内容",
        "実施内容",
        "概要",
    ]),
    field("text_ref", "使用テキスト", "Text used", Kind::Text).save().clause("A 3.2").synonyms(&[
        "テキスト",
        "使用教材",
        "教材",
        "資料",
        "配布資料",
        "テキスト名",
    ]),
    field("text_edition", "テキストの版・番号", "Edition of the text", Kind::Text)
        .clause("A 3.2")
        .synonyms(&["版"]),
    field("text_place", "テキストの保管場所", "Text kept in", Kind::Text)
        .clause("A 3.2")
        .synonyms(&["テキスト保管場所"]),
    field("attended_count", "出席者数", "Attended", Kind::Int)
        .auto()
        .clause("A 3.2")
        .synonyms(&["出席人数", "受講者数"])
        .list(),
    field("absent_count", "欠席者数", "Absent", Kind::Int)
        .auto()
        .clause("A 3.2")
        .synonyms(&["欠席人数"])
        .list(),
    field("attendance_percent", "受講率（％）", "Attendance per cent", Kind::Int)
        .auto()
        .synonyms(&["受講率"]),
    field("quiz_method", "理解度確認の方法", "Quiz", Kind::Text)
        .clause("B 4-2(2)④")
        .synonyms(&["理解度確認"]),
    field("quiz_average", "平均点", "Average score", Kind::Int),
    field("quiz_pass", "基準点", "Passing score", Kind::Int).synonyms(&["合格点"]),
    field("quiz_failed_action", "不合格者の措置", "For those who failed", Kind::Text),
    field("makeup_on", "補講予定日", "Make-up on", Kind::Date).synonyms(&["補講日"]),
    field("absent_action", "欠席者措置", "For those absent", Kind::Note)
        .clause("B 4-2(2)②")
        .synonyms(&["欠席者対応"]),
    field("findings", "所見・改善点", "Findings", Kind::Note).synonyms(&["所見", "アンケート", "改善点"]),
    field("checked_by", "システム管理者確認", "Checked by", Kind::Person)
        .close()
        .clause("A 3.2")
        .synonyms(&["確認者", "システム管理者", "確認印"]),
    field("checked_on", "確認日", "Checked on", Kind::Date).close().clause("A 3.2"),
    field("reported_to", "運用責任者報告", "Reported to", Kind::Person)
        .close()
        .clause("A 2.1.2(2)f")
        .synonyms(&["運用責任者", "報告先"]),
    field("reported_on", "報告日", "Reported on", Kind::Date).close().clause("A 2.1.2(2)f"),
    field("status", "状態", "State", Kind::Choice(STATES)).auto().synonyms(&["状況", "ステータス"]).list(),
    field("retain_until", "保存期間満了日", "Keep until", Kind::Date).auto().synonyms(&["保存期限"]),
    field("remarks", "備考", "Remarks", Kind::Note).synonyms(&["摘要", "特記事項", "メモ"]),
];
