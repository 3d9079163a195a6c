//! 台帳の一覧: the eight ledgers, and the words their checks answer with.
//!
//! What a ledger holds is declared in its own folder (`fields.rs`), and so are its checks; this file only
//! gathers them. Pick lists that several ledgers share are in [`choices`].

pub mod choices;
mod facts;
mod findings;

pub use facts::Facts;
pub use findings::{Finding, FindingCode, Severity};

use crate::profile::Profile;
use crate::vocab::fields::{Register, RegisterId};
use crate::vocab::read::Strictness;
use crate::vocab::{Content, FiscalYear, PartialDate, Value, Values};
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

/// What the rules of the regulation say about one record, by itself and as it stands.
pub fn check(id: RegisterId, content: &Content, profile: &Profile) -> Vec<Finding> {
    let mut findings = Vec::new();
    match id {
        RegisterId::Staff => people::check(content, &mut findings),
        RegisterId::PortableMedia => portable_media::check(content, profile, &mut findings),
        RegisterId::BackupMedia => backup_media::check(content, &mut findings),
        RegisterId::BackupWork => backup_media::check_work(content, &mut findings),
        RegisterId::Devices => devices::check(content, profile, &mut findings),
        RegisterId::Disposals => disposals::check(content, profile, &mut findings),
        RegisterId::Training => training::check(content, profile, &mut findings),
        RegisterId::CarryOuts => carry_outs::check(content, profile, &mut findings),
    }
    findings
}

/// Fills the fields that follow from the others: 記録方式 from the kind, 交換期限 from the first use, counts,
/// 年度, 保存期間満了日. In a record typed here they are replaced; in one from an old ledger what the ledger
/// said stands, and only blanks are filled.
pub fn complete(id: RegisterId, content: &mut Content, profile: &Profile, strictness: Strictness) {
    let mut values = match id {
        RegisterId::PortableMedia => portable_media::derived(content),
        RegisterId::BackupMedia => backup_media::derived(content, profile),
        RegisterId::Disposals => disposals::derived(content, profile),
        RegisterId::Training => training::derived(content),
        RegisterId::Staff | RegisterId::BackupWork | RegisterId::Devices | RegisterId::CarryOuts => {
            Values::new()
        }
    };
    values.extend(years(id, Facts(&content.values), profile));
    let rows = rows_completed(id, content, profile);
    fill(&mut content.values, values, strictness);
    for (part, row, values) in rows {
        if let Some(row) = content.parts.get_mut(part).and_then(|rows| rows.get_mut(row)) {
            fill(row, values, strictness);
        }
    }
}

fn fill(values: &mut Values, derived: Values, strictness: Strictness) {
    for (key, value) in derived {
        match strictness {
            Strictness::Entry => drop(values.insert(key, value)),
            Strictness::Import => drop(values.entry(key).or_insert(value)),
        }
    }
}

/// 年度 and 保存期間満了日 of the ledgers that have them: from the day it was done, from the day it was over.
fn years(id: RegisterId, facts: Facts<'_>, profile: &Profile) -> Values {
    let (done, over) = match id {
        RegisterId::BackupWork => ("performed_on", "performed_on"),
        RegisterId::Disposals if facts.has("applied_on") => ("applied_on", "disposed_on"),
        RegisterId::Disposals => ("disposed_on", "disposed_on"),
        RegisterId::Training => ("held_on", "held_on"),
        RegisterId::CarryOuts if facts.has("applied_on") => ("applied_on", "returned_on"),
        RegisterId::CarryOuts => ("out_at", "returned_on"),
        RegisterId::Staff | RegisterId::PortableMedia | RegisterId::BackupMedia | RegisterId::Devices => {
            return Values::new();
        }
    };
    let year = facts.first_day(done).map(|day| Value::Int(FiscalYear::of(day).0.into()));
    let until = facts.date(over).and_then(|day| profile.retain_until(id.as_str(), day.last_day()));
    let until = until.map(|day| Value::Date(PartialDate::from(day)));
    let found = [("fiscal_year", year), ("retain_until", until)];
    found.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

/// What follows inside rows: 記録方式 of drives and items, 判定 of items.
fn rows_completed(
    id: RegisterId,
    content: &Content,
    profile: &Profile,
) -> Vec<(&'static str, usize, Values)> {
    let (part, kind_key) = match id {
        RegisterId::Devices => ("drives", "drive_kind"),
        RegisterId::Disposals => ("items", "item_kind"),
        _ => return Vec::new(),
    };
    let rows = content.parts.get(part).map(Vec::as_slice).unwrap_or_default();
    let completed = rows.iter().enumerate().map(|(row, values)| {
        let technology = Facts(values).choice(kind_key).map(choices::technology_of);
        let adequacy = match id {
            RegisterId::Disposals => {
                disposals::judged(values, content, profile).map(disposals::Adequacy::as_str)
            }
            _ => None,
        };
        let found = [("technology", technology), ("adequacy", adequacy)];
        let choice = |(key, id): (&str, Option<&str>)| Some((key.to_owned(), Value::Choice(id?.to_owned())));
        (part, row, found.into_iter().filter_map(choice).collect())
    });
    completed.collect()
}

/// The state a record begins in, read off what it says of itself; `None` for 職員名簿, which has no states.
pub fn first_state(id: RegisterId, content: &Content) -> Option<&'static str> {
    let facts = Facts(&content.values);
    Some(match id {
        RegisterId::Staff => return None,
        RegisterId::PortableMedia => portable_media::first_state(facts),
        RegisterId::BackupMedia if facts.has("disposed_on") => "disposed",
        RegisterId::BackupMedia => {
            if facts.has("in_use_from") {
                "in_rotation"
            } else {
                "new_stock"
            }
        }
        RegisterId::BackupWork => {
            if facts.has("approved_by") {
                "approved"
            } else {
                "recorded"
            }
        }
        RegisterId::Devices if facts.has("disposed_on") => "disposed",
        RegisterId::Devices => "active",
        RegisterId::Disposals => {
            if facts.has("disposed_on") {
                "closed"
            } else {
                "opened"
            }
        }
        RegisterId::Training => {
            if content.parts.is_empty() {
                "planned"
            } else {
                "held"
            }
        }
        RegisterId::CarryOuts => carry_outs::first_state(facts),
    })
}

#[cfg(test)]
pub(crate) mod testing {
    //! Records made of texts, for the checks' tests.

    use super::*;
    use crate::vocab::read::{DraftTexts, read};

    pub fn content(id: RegisterId, texts: &[(&str, &str)]) -> Content {
        with_rows(id, texts, &[])
    }

    /// A part's rows, each a list of key and text.
    pub type Rows<'a> = (&'a str, &'a [&'a [(&'a str, &'a str)]]);

    pub fn with_rows(id: RegisterId, texts: &[(&str, &str)], parts: &[Rows<'_>]) -> Content {
        let row = |texts: &[(&str, &str)]| {
            texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
        };
        let draft = DraftTexts {
            values: row(texts),
            parts: parts
                .iter()
                .map(|(part, rows)| ((*part).to_owned(), rows.iter().map(|texts| row(texts)).collect()))
                .collect(),
            ..DraftTexts::default()
        };
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        read(register(id), &draft, Strictness::Import, today).unwrap()
    }

    /// The codes a record's checks answer with, under profile A.
    pub fn codes(id: RegisterId, content: &Content) -> Vec<FindingCode> {
        let profile = Profile::shipped("a").unwrap();
        check(id, content, &profile).into_iter().map(|finding| finding.code).collect()
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

    #[test]
    fn what_follows_is_filled_and_an_old_ledgers_word_stands() {
        let profile = Profile::shipped("a").unwrap();
        let typed = testing::content(
            RegisterId::BackupMedia,
            &[("in_use_from", "R7.6.12"), ("replace_due", "R9.1.1")],
        );
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
        let found: Vec<_> =
            device.parts["drives"].iter().map(|drive| drive["technology"].to_text()).collect();
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
                assert_eq!(first_state(register.id, &Content::default()), None);
                continue;
            };
            let dates = ["disposed_on", "returned_on", "in_use_from"];
            for date in dates.into_iter().filter(|date| register.field(date).is_some()).chain([""]) {
                let content = match date {
                    "" => Content::default(),
                    date => testing::content(register.id, &[(date, "R7.3.24")]),
                };
                let state = first_state(register.id, &content).unwrap();
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
}
