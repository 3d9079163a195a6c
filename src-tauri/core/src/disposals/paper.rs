//! A disposal record on 様式第4号: which field goes into which box.

use super::case::rows;
use super::form::{Certificate, Confirmation, DisposalForm, DisposalItem, Permission, Verification, Work};
use super::{fields, things};
use crate::forms::Letterhead;
use crate::print::SealMode;
use crate::records::Record;
use crate::registers::{Facts, choices};
use crate::vocab::{Choice, Values};

/// The form for the pen, or with what a record says.
pub fn fill(letterhead: Letterhead, record: Option<&Record>) -> DisposalForm {
    let blank = DisposalForm {
        form_number: Some(letterhead.form_number),
        organisation: Some(letterhead.organisation),
        addressee: letterhead.addressee,
        slots: letterhead.slots,
        seal: SealMode::Seal,
        checker: letterhead.checker,
        footer: letterhead.footer,
        ..DisposalForm::default()
    };
    match record {
        None => blank,
        Some(record) => filled(blank, record),
    }
}

fn filled(blank: DisposalForm, record: &Record) -> DisposalForm {
    let values = &record.content.values;
    let facts = Facts(values);
    let text = |key: &str| values.get(key).map(|value| value.to_text());
    let choice = |key: &str| facts.choice(key).map(str::to_owned);
    let things = things(&record.content);
    DisposalForm {
        doc_no: text("doc_no"),
        applied_on: facts.date("applied_on"),
        department: text("department"),
        applicant: text("applicant"),
        disposition: choice("disposition"),
        reason: text("reason"),
        content: text("content"),
        pii_class: choice("pii_class"),
        importance: choice("importance"),
        backup_needed: choice("backup_needed"),
        backup_loc: text("backup_loc"),
        hold_check: choice("hold_check"),
        items: (0..things.len()).map(|row| item(&things, row)).collect(),
        methods: methods(record),
        passes: passes(record),
        method_detail: text("method_detail"),
        performers: performers(record),
        place: text("place").or_else(|| text("planned_place")),
        vendor: text("vendor"),
        subcontracted: facts.has("vendor").then(|| facts.has("subcontractor")),
        permission: permission(record),
        pre_check: confirmation(record, "pre_check"),
        work: Work {
            on: facts.date("disposed_on"),
            from: facts.at("work_started_at"),
            to: facts.at("work_ended_at"),
            tool: text("tool"),
            operator: text("operator"),
            witness: text("witness"),
        },
        verification: Verification {
            at: facts.at("work_ended_at").filter(|_| facts.has("verification")),
            scope: choice("verification"),
            result: choice("result"),
            by: text("verified_by"),
        },
        post_check: confirmation(record, "post_check"),
        work_rows: super::sheets::work_record::rows(&record.content),
        certificate: Certificate {
            received_on: facts.date("certificate_received_on"),
            number: text("certificate_no"),
            matches: choice("certificate_match"),
            by: text("certificate_checked_by"),
        },
        ..blank
    }
}

/// Permitted, or refused with the reason in the place of a condition.
fn permission(record: &Record) -> Permission {
    let values = &record.content.values;
    let facts = Facts(values);
    let text = |key: &str| values.get(key).map(|value| value.to_text());
    if facts.has("refused_on") {
        let (on, by) = (facts.date("refused_on"), text("refused_by"));
        return Permission { granted: Some(false), condition: text("refused_reason"), number: None, on, by };
    }
    Permission {
        granted: facts.has("permitted_by").then_some(true),
        condition: text("permit_condition"),
        number: text("permit_no"),
        on: facts.date("permitted_on"),
        by: text("permitted_by"),
    }
}

/// Who does the work: of a mixed case both, each thing by its own. An old ledger names the contractor only.
fn performers(record: &Record) -> Vec<String> {
    let facts = Facts(&record.content.values);
    let of_things =
        rows::data_rows(&record.content).filter_map(|(_, thing)| Facts(thing).choice("performer"));
    let mut performers: Vec<String> = of_things.map(str::to_owned).collect();
    if performers.is_empty() {
        let named = facts.choice("performer").or(facts.has("vendor").then_some("outsourced"));
        performers.extend(named.map(str::to_owned));
    }
    performers.sort();
    performers.dedup();
    performers
}

fn item(things: &[Values], row: usize) -> DisposalItem {
    let thing = &things[row];
    let facts = Facts(thing);
    let text = |key: &str| thing.get(key).map(|value| value.to_text()).unwrap_or_default();
    let kind = facts.choice("item_kind").map(|id| label(choices::DISPOSED_KINDS, id)).unwrap_or_default();
    let maker_model = [text("maker"), text("model")].join(" ").trim().to_owned();
    DisposalItem {
        number: text("item_no"),
        kind,
        maker_model,
        serial: text("serial"),
        capacity: text("capacity"),
        adequacy: match rows::carries_data(things, row) {
            true => facts.choice("adequacy").map(str::to_owned),
            false => Some("inside".to_owned()),
        },
    }
}

fn label(choices: &[Choice], id: &str) -> String {
    let found = choices.iter().find(|choice| choice.id == id);
    found.map_or_else(|| id.to_owned(), |choice| choice.label.ja.to_owned())
}

/// The method of the case and those of its steps, each once.
fn methods(record: &Record) -> Vec<String> {
    let steps = record.content.parts.get(fields::STEPS.key).into_iter().flatten();
    let all = std::iter::once(&record.content.values).chain(steps);
    let mut methods: Vec<String> = Vec::new();
    for method in all.filter_map(|values| Facts(values).choice("method")) {
        if !methods.iter().any(|known| known == method) {
            methods.push(method.to_owned());
        }
    }
    methods
}

fn passes(record: &Record) -> Option<u32> {
    let mut steps = record.content.parts.get(fields::STEPS.key).into_iter().flatten();
    steps.find_map(|step| Facts(step).int("passes")).and_then(|passes| passes.try_into().ok())
}

/// ①作業前確認 and ④作業後確認 are kept under keys that differ only in their beginning.
fn confirmation(record: &Record, stem: &str) -> Confirmation {
    let values = &record.content.values;
    let items = match values.get(&format!("{stem}_items")) {
        Some(crate::vocab::Value::ManyOf(ids)) => ids.clone(),
        _ => Vec::new(),
    };
    Confirmation {
        at: Facts(values).at(&format!("{stem}ed_at")),
        items,
        by: values.get(&format!("{stem}ed_by")).map(|value| value.to_text()),
    }
}
