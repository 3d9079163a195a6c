//! 研修講座の項目: what is taught again and again, how often and to whom. A session is one holding of a course.

use super::choices::{COURSE_KINDS, COURSE_STATES, MODES, TARGETS};
use crate::vocab::fields::{Field, Kind, Register, RegisterId, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::TrainingCourses,
    label: label("研修講座", "Courses"),
    table: "training_courses",
    number: "course_no",
    title: "course",
    fields: FIELDS,
    parts: &[],
    clause: "A 3.2",
    series: Some("研講"),
    personal: false,
};

pub const FIELDS: &[Field] = &[
    field("course_no", "講座番号", "Course number", Kind::Code).auto().list(),
    field("course", "研修名", "Course", Kind::Text).save().clause("A 3.2").list(),
    field("course_kind", "種別", "Kind", Kind::Choice(COURSE_KINDS)).save().clause("A 3.3(2)").list(),
    field("purpose", "目的", "Purpose", Kind::Note),
    field("targets", "対象", "For whom", Kind::ManyOf(TARGETS)).save().clause("B 4-2(2)④").list(),
    field("target_departments", "対象とする所属", "Departments meant", Kind::Text),
    field("interval_months", "受講の間隔（か月）", "Interval in months", Kind::Int)
        .clause("B 4-2(2)②")
        .list(),
    field("mode", "実施方法", "Mode", Kind::Choice(MODES)),
    field("content", "内容", "Content", Kind::Note),
    field("instructor", "講師", "Instructor", Kind::Person),
    field("text_no", "テキスト番号", "Text number", Kind::Link(RegisterId::TrainingTexts)),
    field("pass_score", "基準点", "Passing score", Kind::Int),
    field("basis", "根拠条項", "Clause", Kind::Text),
    field("since_on", "開始日", "Since", Kind::Date).save().list(),
    field("ended_on", "廃止日", "Ended on", Kind::Date),
    field("status", "状態", "State", Kind::Choice(COURSE_STATES)).auto().list(),
    field("remarks", "備考", "Remarks", Kind::Note),
];
