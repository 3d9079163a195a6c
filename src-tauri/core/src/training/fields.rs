//! 研修実施記録・出席者名簿の項目 (spec D-2 and D-3, printed as 様式第12号).

use super::choices::{ATTENDANCES, COURSE_KINDS, EMPLOYMENTS, MODES, STATES, TARGETS};
use crate::vocab::fields::{Field, Kind, Part, Register, RegisterId, field, label};

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
        // Blank until the day: whoever is meant stands on the list before it is known who came.
        field("attendance", "出欠", "Attendance", Kind::Choice(ATTENDANCES))
            .close()
            .clause("A 3.2")
            .synonyms(&["出席", "受講", "参加", "受講状況", "済否", "出欠状況"]),
        field("absence_reason", "欠席・免除の理由", "Reason of absence", Kind::Text)
            .when("免除のとき")
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
        .auto()
        .clause("B 4-2(2)⑤")
        .synonyms(&["対象人数", "対象者人数"]),
    field("content", "内容", "Content", Kind::Note).save().clause("A 3.2").synonyms(&[
        "研修内容",
        "実施内容",
        "概要",
    ]),
    field("text_ref", "使用テキスト", "Text used", Kind::Text).close().clause("A 3.2").synonyms(&[
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
    // 手順で進める研修 (see [`super::session`])
    field("by_steps", "手順による進行", "Run by steps", Kind::Bool).auto(),
    field("course_no", "研修講座番号", "Course number", Kind::Link(RegisterId::TrainingCourses)),
    field("plan_no", "研修計画書番号", "Plan", Kind::Link(RegisterId::TrainingPlans)).clause("B 4-2(2)①"),
    field("text_no", "テキスト番号", "Text number", Kind::Link(RegisterId::TrainingTexts)).clause("A 3.2"),
    field("makeup_of", "補講の元の研修番号", "Make-up of", Kind::Link(RegisterId::Training))
        .auto()
        .clause("B 4-2(2)②"),
    field("target_departments", "対象とする所属", "Departments meant", Kind::Text),
    // 補講: the list holds the people named and takes no others.
    field("fixed_list", "対象者を名指しした研修", "Named people only", Kind::Bool).auto(),
    field("frozen_on", "対象者の確定日", "List drawn up on", Kind::Date).auto().clause("B 4-2(2)②"),
    field("announced_on", "周知日", "Announced on", Kind::Date).clause("A 3.3"),
    field("announced_how", "周知の方法", "How announced", Kind::Text),
    field("exempt_count", "免除者数", "Exempt", Kind::Int).auto(),
    field("cancelled_on", "中止日", "Called off on", Kind::Date).auto(),
    field("cancelled_reason", "中止の理由", "Why called off", Kind::Text).auto(),
    field("drill_structure", "訓練実施の体制", "Structure of the drill", Kind::Note).clause("B 4-2(3)②"),
    field("drill_scope", "訓練の範囲", "Scope of the drill", Kind::Note).clause("B 4-2(3)②"),
];
