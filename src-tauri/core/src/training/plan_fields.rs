//! 研修計画書の項目 (spec D-1): what is to be taught in a fiscal year, and the committee's approval of it.

use super::choices::{DECISIONS, MODES, PLAN_STATES, TARGETS};
use crate::vocab::fields::{Field, Kind, Part, Register, RegisterId, field, label};

pub const REGISTER: Register = Register {
    id: RegisterId::TrainingPlans,
    label: label("研修計画書", "Training plans"),
    table: "training_plans",
    number: "doc_no",
    title: "policy",
    fields: FIELDS,
    parts: &[LINES],
    clause: "B 4-2(2)①",
    series: Some("研計"),
    personal: false,
};

/// 計画行: one training of the year.
pub const LINES: Part = Part {
    key: "lines",
    label: label("計画行", "Trainings planned"),
    table: "training_plans_lines",
    fields: &[
        field("course_no", "研修講座番号", "Course number", Kind::Link(RegisterId::TrainingCourses)),
        field("course", "研修名", "Course", Kind::Text).save().paper(45),
        field("purpose", "目的", "Purpose", Kind::Text).paper(40),
        field("targets", "対象区分", "For whom", Kind::ManyOf(TARGETS)).save().clause("B 4-2(2)④").paper(34),
        field("content", "内容", "Content", Kind::Text).paper(48),
        field("mode", "方法", "Mode", Kind::Choice(MODES)).save().paper(20),
        field("planned_on", "予定月", "Planned for", Kind::Date).save().paper(18),
        field("instructor", "講師", "Instructor", Kind::Text).paper(22),
        field("text_draft", "テキスト案", "Text", Kind::Text).paper(18),
        field("evaluation", "効果測定", "Evaluation", Kind::Text).paper(15),
    ],
};

pub const FIELDS: &[Field] = &[
    field("doc_no", "計画書番号", "Document number", Kind::Code).auto().list(),
    field("fiscal_year", "年度", "Fiscal year", Kind::Int).save().clause("B 4-2(2)①").list(),
    field("planned_on", "策定日", "Drawn up on", Kind::Date).save().list(),
    field("planned_by", "策定者", "Drawn up by", Kind::Person).save().clause("B 4-2(2)①").list(),
    field("policy", "方針・重点", "Policy", Kind::Note).save(),
    field("structure", "実施体制", "Structure", Kind::Note).save().clause("B 4-2(2)①"),
    field("drill_plan", "緊急時対応訓練の計画", "Plan of drills", Kind::Note).clause("B 4-2(3)①"),
    field("improvement_ref", "改善計画との関連", "From the improvement plan", Kind::Text).clause("B 1-2(7)③"),
    field("committee_on", "委員会開催日", "Committee met on", Kind::Date).close().clause("B 4-2(2)①").list(),
    field("committee_decision", "議決", "Decision", Kind::Choice(DECISIONS))
        .close()
        .clause("B 4-2(2)①")
        .list(),
    field("minutes_no", "議事録番号", "Minutes", Kind::Text).close().clause("B 4-2(2)①"),
    field("status", "状態", "State", Kind::Choice(PLAN_STATES)).auto().list(),
    field("retain_until", "保存期間満了日", "Keep until", Kind::Date).auto(),
    field("remarks", "備考", "Remarks", Kind::Note),
];
