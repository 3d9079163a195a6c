//! 受講状況報告書の項目 (spec D-4): the yearly report to the committee, with the figures as they stood.

use super::choices::{COURSE_KINDS, EMPLOYMENTS, GROUP_KINDS, REPORT_STATES};
use crate::vocab::fields::{Field, Kind, Part, Register, RegisterId, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::TrainingReports,
    label: label("受講状況報告書", "Training reports"),
    table: "training_reports",
    number: "doc_no",
    title: "fiscal_year",
    fields: FIELDS,
    parts: &[COURSES, GROUPS, UNTRAINED],
    clause: "B 4-2(2)⑤",
    series: Some("研報"),
    personal: true,
};

/// 研修別.
pub const COURSES: Part = Part {
    key: "courses",
    label: label("研修別の受講状況", "By course"),
    table: "training_reports_courses",
    fields: &[
        field("course_no", "研修講座番号", "Course number", Kind::Text).auto(),
        field("course", "研修名", "Course", Kind::Text).auto(),
        field("course_kind", "種別", "Kind", Kind::Choice(COURSE_KINDS)).auto(),
        field("sessions", "回数", "Sessions", Kind::Int).auto(),
        field("meant", "延べ対象者数", "Meant", Kind::Int).auto(),
        field("trained", "延べ受講者数", "Trained", Kind::Int).auto(),
        field("percent", "受講率（％）", "Per cent", Kind::Int).auto(),
        field("exempt", "延べ免除者数", "Exempt", Kind::Int).auto(),
    ],
};

/// 役割区分別、所属別、雇用区分別.
pub const GROUPS: Part = Part {
    key: "groups",
    label: label("役割・区分別の受講率", "By role and group"),
    table: "training_reports_groups",
    fields: &[
        field("group_kind", "区分", "Kind of group", Kind::Choice(GROUP_KINDS)).auto(),
        field("group_name", "名称", "Group", Kind::Text).auto(),
        field("meant", "延べ対象者数", "Meant", Kind::Int).auto(),
        field("trained", "延べ受講者数", "Trained", Kind::Int).auto(),
        field("percent", "受講率（％）", "Per cent", Kind::Int).auto(),
    ],
};

/// 未受講者と理由・措置.
pub const UNTRAINED: Part = Part {
    key: "untrained",
    label: label("未受講者と措置", "Not trained"),
    table: "training_reports_untrained",
    fields: &[
        field("name", "氏名", "Name", Kind::Person).auto(),
        field("staff_no", "職員番号", "Staff number", Kind::Text).auto(),
        field("department", "所属", "Department", Kind::Department).auto(),
        field("employment", "雇用区分", "Employment", Kind::Choice(EMPLOYMENTS)).auto(),
        field("course", "研修名", "Course", Kind::Text).auto(),
        field("due_on", "期限", "Due on", Kind::Date).auto(),
        field("reason", "未受講の理由", "Reason", Kind::Text).auto(),
        field("reminders", "督促の回数", "Reminders", Kind::Int).auto(),
        field("makeup_on", "補講予定日", "Make-up on", Kind::Date).auto(),
        field("measure", "措置", "Measure", Kind::Text).auto(),
    ],
};

pub const FIELDS: &[Field] = &[
    field("doc_no", "報告書番号", "Document number", Kind::Code).auto().list(),
    field("fiscal_year", "年度", "Fiscal year", Kind::Int).save().clause("B 4-2(2)⑤").list(),
    field("figures_on", "集計の基準日", "Figures as of", Kind::Date).auto().list(),
    field("meant_count", "延べ対象者数", "Meant", Kind::Int).auto(),
    field("trained_count", "延べ受講者数", "Trained", Kind::Int).auto(),
    field("trained_percent", "受講率（％）", "Per cent", Kind::Int).auto().list(),
    field("untrained_count", "延べ未受講者数", "Not trained", Kind::Int).auto().clause("B 4-2(2)②"),
    field("exempt_count", "延べ免除者数", "Exempt", Kind::Int).auto(),
    field("meant_people", "対象者（実人数）", "Persons meant", Kind::Int).auto(),
    field("untrained_people", "未受講者（実人数）", "Persons not trained", Kind::Int)
        .auto()
        .clause("B 4-2(2)②")
        .list(),
    field("reporter", "報告者", "Reported by", Kind::Person).close().clause("B 4-2(2)⑤"),
    field("reported_on", "報告日", "Reported on", Kind::Date).close().clause("B 4-2(2)⑤").list(),
    field("new_hire_note", "新規採用者の実施状況", "New hires", Kind::Note).clause("B 4-2(2)③"),
    field("drill_note", "訓練の実施状況", "Drills", Kind::Note).clause("B 4-2(3)①"),
    field("untrained_measure", "未受講者への措置", "Measures for the untrained", Kind::Note)
        .clause("B 4-2(2)②"),
    field("issues", "課題", "Issues", Kind::Note),
    field("next_plan", "次年度計画への反映", "For next year's plan", Kind::Note),
    field("committee_on", "委員会開催日", "Committee met on", Kind::Date).close().clause("B 4-2(2)⑤"),
    field("minutes_no", "議事録番号", "Minutes", Kind::Text).close().clause("B 4-2(2)⑤"),
    field("status", "状態", "State", Kind::Choice(REPORT_STATES)).auto().list(),
    field("retain_until", "保存期間満了日", "Keep until", Kind::Date).auto(),
    field("remarks", "備考", "Remarks", Kind::Note),
];
