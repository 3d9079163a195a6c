//! 未受講者の督促の項目 (spec D-6): what was done about one person who missed one course in one fiscal year.

use super::choices::{EMPLOYMENTS, FOLLOWUP_STATES};
use crate::vocab::fields::{Field, Kind, Register, RegisterId, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::TrainingFollowups,
    label: label("未受講者の督促", "Follow-up of the untrained"),
    table: "training_followups",
    number: "doc_no",
    title: "person",
    fields: FIELDS,
    parts: &[],
    clause: "B 4-2(2)②",
    series: Some("研督"),
    personal: true,
};

pub const FIELDS: &[Field] = &[
    field("doc_no", "整理番号", "Number", Kind::Code).auto().list(),
    field("fiscal_year", "年度", "Fiscal year", Kind::Int).save().list(),
    field("course_no", "講座", "Course key", Kind::Text).save(),
    field("course", "研修名", "Course", Kind::Text).save().list(),
    field("person", "氏名", "Name", Kind::Person).save().list(),
    field("staff_no", "職員番号", "Staff number", Kind::Text),
    field("department", "所属", "Department", Kind::Department).list(),
    field("employment", "雇用区分", "Employment", Kind::Choice(EMPLOYMENTS)),
    field("due_on", "期限", "Due on", Kind::Date).list(),
    field("reason", "未受講の理由", "Reason", Kind::Text),
    field("reminded_1_on", "督促日１", "First reminder", Kind::Date).list(),
    field("reminded_2_on", "督促日２", "Second reminder", Kind::Date),
    field("reminded_3_on", "督促日３", "Third reminder", Kind::Date),
    field("makeup_on", "補講予定日", "Make-up on", Kind::Date).list(),
    field("makeup_no", "補講の研修番号", "Make-up session", Kind::Link(RegisterId::Training)),
    field("measure", "措置", "Measure", Kind::Text),
    field("exempt_reason", "免除の理由", "Why exempt", Kind::Text),
    field("exempt_by", "免除を認めた者", "Exempted by", Kind::Person).when("免除のとき"),
    field("status", "状態", "State", Kind::Choice(FOLLOWUP_STATES)).auto().list(),
    field("retain_until", "保存期間満了日", "Keep until", Kind::Date).auto(),
    field("remarks", "備考", "Remarks", Kind::Note),
];
