//! The declarations agree with themselves, with the tables, and with the words of old ledgers.

mod old_words;

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::vocab::Value;
use crate::vocab::fields::{Choice, Field, Kind};
use crate::vocab::fold::match_key;
use crate::vocab::read::Strictness;

/// Each list of fields with its name: a ledger's own, and each of its parts'.
fn field_lists() -> Vec<(String, &'static [Field])> {
    let mut lists = Vec::new();
    for register in ALL {
        lists.push((register.id.to_string(), register.fields));
        lists
            .extend(register.parts.iter().map(|part| (format!("{}.{}", register.id, part.key), part.fields)));
    }
    lists
}

fn choices_of(field: &Field) -> &'static [Choice] {
    match field.kind {
        Kind::Choice(choices) | Kind::ManyOf(choices) => choices,
        _ => &[],
    }
}

/// What is said twice with two meanings.
fn ambiguous<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut meaning: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (word, of) in words {
        meaning.entry(match_key(word)).or_default().insert(of);
    }
    let doubtful = meaning.into_iter().filter(|(_, of)| of.len() > 1);
    doubtful.map(|(word, of)| format!("{word}: {of:?}")).collect()
}

#[test]
fn a_ledger_is_found_by_its_id() {
    for id in RegisterId::ALL {
        assert_eq!(register(id).id, id);
        assert_eq!(register(id).table, id.as_str());
    }
    assert_eq!(ALL.map(|register| register.id).len(), RegisterId::ALL.len());
}

#[test]
fn number_and_title_are_fields() {
    for register in ALL {
        assert!(register.field(register.number).is_some(), "{}", register.id);
        assert!(register.field(register.title).is_some(), "{}", register.id);
    }
}

#[test]
fn no_key_is_declared_twice() {
    for (name, fields) in field_lists() {
        let keys: BTreeSet<_> = fields.iter().map(|field| field.key).collect();
        assert_eq!(keys.len(), fields.len(), "{name}");
    }
}

#[test]
fn no_heading_means_two_fields() {
    for (name, fields) in field_lists() {
        let headings = fields.iter().flat_map(|field| {
            let words = field.synonyms.iter().copied().chain([field.label.ja]);
            words.map(|word| (word, field.key))
        });
        assert_eq!(ambiguous(headings), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn no_word_means_two_choices() {
    for (name, fields) in field_lists() {
        for field in fields {
            let words = choices_of(field).iter().flat_map(|choice| {
                let words = choice.synonyms.iter().copied().chain([choice.label.ja, choice.id]);
                words.chain(choice.also.split_whitespace()).map(|word| (word, choice.id))
            });
            assert_eq!(ambiguous(words), Vec::<String>::new(), "{name}.{}", field.key);
            let likely = choices_of(field)
                .iter()
                .flat_map(|choice| choice.likely.split_whitespace().map(|word| (word, choice.id)));
            assert_eq!(ambiguous(likely), Vec::<String>::new(), "{name}.{}", field.key);
        }
    }
}

#[test]
fn a_list_shows_six_to_twelve_columns() {
    for register in ALL {
        let shown = register.fields.iter().filter(|field| field.list).count();
        assert!((6..=12).contains(&shown), "{}: {shown}", register.id);
    }
}

#[test]
fn a_printed_ledger_fits_its_paper() {
    // 曜 of 様式第7号; the running number of the others takes 8.
    const LEAD_COLUMN: u16 = 7;
    for (name, fields) in field_lists() {
        let width: u16 = fields.iter().map(|field| field.paper_mm).sum();
        assert!(width + LEAD_COLUMN <= 267, "{name}: {width}");
    }
}

#[test]
fn every_demand_names_its_clause_or_its_condition_in_japanese() {
    for (name, fields) in field_lists() {
        for field in fields {
            if let crate::vocab::Required::When(condition) = field.required {
                assert!(condition.ends_with("とき"), "{name}.{}: {condition}", field.key);
            }
        }
    }
}

/// The columns of a table as the migrations make it: name and type, without constraints, by name.
fn columns_made(table: &str) -> Vec<(String, String)> {
    let sql = concat!(
        include_str!("../../migrations/0002_registers.sql"),
        include_str!("../../migrations/0003_disposal_cases.sql"),
        include_str!("../../migrations/0004_attachments.sql"),
        include_str!("../../migrations/0006_training.sql"),
        include_str!("../../migrations/0008_devices_and_photos.sql"),
        include_str!("../../migrations/0009_disposal_rules.sql"),
        include_str!("../../migrations/0010_ways_through_a_case.sql"),
        include_str!("../../migrations/0011_training_counts.sql")
    );
    let opening = format!("create table {table} (\n");
    let body = &sql[sql.find(&opening).expect(table) + opening.len()..];
    let body = &body[..body.find("\n) strict;").expect(table)];
    // A blank line parts the columns from the conditions on the whole row.
    let created = body.lines().take_while(|line| !line.is_empty());
    let adding = format!("alter table {table} add column ");
    let added = sql.lines().filter_map(|line| line.strip_prefix(&adding));
    let words = created.chain(added).map(|line| line.trim_end_matches([',', ';']).split_whitespace());
    let mut columns: Vec<_> =
        words.filter_map(|mut words| Some((words.next()?.to_owned(), words.next()?.to_owned()))).collect();
    columns.sort();
    columns
}

fn columns_declared(common: &[(&str, &str)], fields: &[Field]) -> Vec<(String, String)> {
    let mut columns: Vec<_> =
        common.iter().map(|(name, kind)| ((*name).to_owned(), (*kind).to_owned())).collect();
    for field in fields {
        let kind = if matches!(field.kind, Kind::Int | Kind::Bool) { "integer" } else { "text" };
        columns.push((field.key.to_owned(), kind.to_owned()));
        if field.kind == Kind::Person {
            columns.push((format!("{}_id", field.key), "integer".to_owned()));
        }
    }
    columns.sort();
    columns
}

#[test]
fn a_table_holds_what_its_ledger_declares() {
    const RECORD: &[(&str, &str)] = &[
        ("id", "integer"),
        ("uuid", "text"),
        ("version", "integer"),
        ("origin", "text"),
        ("batch_id", "integer"),
        ("source", "text"),
        ("effective_on", "text"),
        ("late_reason", "text"),
        ("extra", "text"),
        ("missing", "integer"),
        ("voided", "integer"),
    ];
    const ROW: &[(&str, &str)] = &[("id", "integer"), ("record_id", "integer"), ("position", "integer")];
    for register in ALL {
        assert_eq!(columns_made(register.table), columns_declared(RECORD, register.fields));
        for part in register.parts {
            assert_eq!(columns_made(part.table), columns_declared(ROW, part.fields));
        }
    }
}

#[test]
fn what_follows_is_filled_and_an_old_ledgers_word_stands() {
    let profile = Profile::shipped("a").unwrap();
    let typed =
        testing::content(RegisterId::BackupMedia, &[("in_use_from", "R7.6.12"), ("replace_due", "R9.1.1")]);
    let due = |strictness| {
        let mut content = typed.clone();
        complete(RegisterId::BackupMedia, &mut content, &profile, strictness);
        content.values["replace_due"].to_text()
    };
    assert_eq!(due(Strictness::Entry), "2026-06-12");
    assert_eq!(due(Strictness::Import), "2027-01-01");
}

#[test]
fn years_follow_from_the_days_of_a_record() {
    let profile = Profile::shipped("a").unwrap();
    let texts = [("applied_on", "R8.3.31"), ("returned_on", "R8.4.2")];
    let mut content = testing::content(RegisterId::CarryOuts, &texts);
    complete(RegisterId::CarryOuts, &mut content, &profile, Strictness::Entry);
    assert_eq!(content.values["fiscal_year"], Value::Int(2025));
    assert_eq!(content.values["retain_until"].to_text(), "2030-03-31");
}

#[test]
fn drives_and_items_get_their_technology() {
    let profile = Profile::shipped("a").unwrap();
    let drives: [&[(&str, &str)]; 2] = [&[("drive_kind", "HDD")], &[("drive_kind", "NVMe SSD")]];
    let mut device = testing::with_rows(RegisterId::Devices, &[], &[("drives", &drives)]);
    complete(RegisterId::Devices, &mut device, &profile, Strictness::Entry);
    let found: Vec<_> = device.parts["drives"].iter().map(|drive| drive["technology"].to_text()).collect();
    assert_eq!(found, ["magnetic", "flash"]);

    let item: &[(&str, &str)] = &[("item_kind", "USBメモリ")];
    let texts = [("method", "磁気消去"), ("pii_class", "個人情報")];
    let mut case = testing::with_rows(RegisterId::Disposals, &texts, &[("items", &[item])]);
    complete(RegisterId::Disposals, &mut case, &profile, Strictness::Entry);
    assert_eq!(case.parts["items"][0]["adequacy"].to_text(), "block");
}

#[test]
fn every_state_a_record_begins_in_is_one_of_its_states() {
    for register in ALL {
        let Some(Kind::Choice(states)) = register.field("status").map(|field| field.kind) else {
            assert_eq!(first_state(register.id, &Content::default(), Strictness::Entry), None);
            continue;
        };
        let dates = ["disposed_on", "returned_on", "in_use_from"];
        for date in dates.into_iter().filter(|date| register.field(date).is_some()).chain([""]) {
            let content = match date {
                "" => Content::default(),
                date => testing::content(register.id, &[(date, "R7.3.24")]),
            };
            let state = first_state(register.id, &content, Strictness::Entry).unwrap();
            assert!(states.iter().any(|choice| choice.id == state), "{}: {state}", register.id);
        }
    }
}

#[test]
fn a_finding_points_at_a_field_or_part_of_its_ledger() {
    let profile = Profile::shipped("a").unwrap();
    for register in ALL {
        for finding in check(register.id, &Content::default(), &profile) {
            let known = register.field(finding.field).is_some() || register.part(finding.field).is_some();
            assert!(known, "{}: {}", register.id, finding.field);
        }
    }
}
