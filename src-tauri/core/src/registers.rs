//! 台帳の一覧: the eight ledgers, and the words their checks answer with.
//!
//! What a ledger holds is declared in its own folder (`fields.rs`); this file only gathers the
//! declarations. Pick lists that several ledgers share are in [`choices`].

pub mod choices;

use crate::vocab::fields::{Register, RegisterId};
use crate::{backup_media, carry_outs, devices, disposals, people, portable_media, training};

/// Every ledger, in the order the office thinks of them.
pub const ALL: [&Register; 8] = [
    &people::fields::REGISTER,
    &portable_media::fields::REGISTER,
    &backup_media::fields::REGISTER,
    &backup_media::work_fields::REGISTER,
    &devices::fields::REGISTER,
    &disposals::fields::REGISTER,
    &training::fields::REGISTER,
    &carry_outs::fields::REGISTER,
];

/// The declaration of a ledger.
pub fn register(id: RegisterId) -> &'static Register {
    match id {
        RegisterId::Staff => &people::fields::REGISTER,
        RegisterId::PortableMedia => &portable_media::fields::REGISTER,
        RegisterId::BackupMedia => &backup_media::fields::REGISTER,
        RegisterId::BackupWork => &backup_media::work_fields::REGISTER,
        RegisterId::Devices => &devices::fields::REGISTER,
        RegisterId::Disposals => &disposals::fields::REGISTER,
        RegisterId::Training => &training::fields::REGISTER,
        RegisterId::CarryOuts => &carry_outs::fields::REGISTER,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::vocab::fields::{Choice, Field, Kind};
    use crate::vocab::fold::match_key;

    /// Each list of fields with its name: a ledger's own, and each of its parts'.
    fn field_lists() -> Vec<(String, &'static [Field])> {
        let mut lists = Vec::new();
        for register in ALL {
            lists.push((register.id.to_string(), register.fields));
            lists.extend(
                register.parts.iter().map(|part| (format!("{}.{}", register.id, part.key), part.fields)),
            );
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
                    words.map(|word| (word, choice.id))
                });
                assert_eq!(ambiguous(words), Vec::<String>::new(), "{name}.{}", field.key);
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

    /// The columns of a table as the migration creates it: name and type, without its constraints.
    fn columns_made(table: &str) -> Vec<(String, String)> {
        let sql = include_str!("../migrations/0002_registers.sql");
        let opening = format!("create table {table} (\n");
        let body = &sql[sql.find(&opening).expect(table) + opening.len()..];
        let body = &body[..body.find("\n) strict;").expect(table)];
        // A blank line parts the columns from the conditions on the whole row.
        let columns = body.lines().take_while(|line| !line.is_empty());
        let words = columns.map(|line| line.trim_end_matches(',').split_whitespace());
        words.filter_map(|mut words| Some((words.next()?.to_owned(), words.next()?.to_owned()))).collect()
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
}
