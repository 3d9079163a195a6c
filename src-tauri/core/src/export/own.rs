//! 書き出した一覧の見分け: a list of ours that comes back as a file is known by its headings, also where nothing else
//! of it says so, as in a CSV.

use super::list::{ListColumn, headings};
use super::wanted::ListWanted;
use super::xlsx::part_key_heading;
use crate::audit::log;
use crate::import::batches;
use crate::import::lists::{self as previewed, ImportList};
use crate::records::{duties, home, list as records, of_one};
use crate::registers;
use crate::training::{lists as training, sheets::untrained};
use crate::users::accounts;
use crate::vocab::{Part, Register};
use crate::{disposals, people, profile};

/// What the list is called whose headings these are, from the first to the last.
pub fn title_of(found: &[String]) -> Option<&'static str> {
    let declared = declared().into_iter().find(|(_, headings)| headings == found).map(|(title, _)| title);
    declared.or_else(|| part_of(found)).or_else(|| is_matrix(found).then(matrix)).or_else(|| {
        let rows = ImportList::RowsRead { table: String::new() };
        previewed::is_rows_read(found).then(|| rows.title())
    })
}

/// Whether a sheet of that title with these headings is one of our ledgers, though its marks are gone and perhaps some
/// of its columns.
pub fn is_ledger(title: &str, found: Option<&Vec<String>>) -> bool {
    let Some(register) = registers::ALL.iter().find(|register| register.label.ja == title) else {
        return false;
    };
    let known = |heading: &&String| register.fields.iter().any(|field| field.label.ja == heading.as_str());
    found.is_some_and(|found| found.len() >= 3 && found.iter().filter(known).count() * 2 >= found.len())
}

/// Whether a sheet of that title with these headings is one of rows of parts beside one of our ledgers, though its marks
/// are gone. The list of one record's rows is called by its part.
pub fn is_part_sheet(title: Option<&String>, found: &[String]) -> bool {
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    part_with(&found).is_some_and(|(register, _)| title.is_some_and(|title| title == register.label.ja))
}

/// The part whose rows stand under such headings, the one that says whose they are among them.
pub fn part_with(found: &[&str]) -> Option<(&'static Register, &'static Part)> {
    let own = registers::ALL.iter().find(|of| found.contains(&part_key_heading(of).as_str()))?;
    let known = |part: &Part| part.fields.iter().filter(|field| found.contains(&field.label.ja)).count();
    let part = own.parts.iter().max_by_key(|part| known(part))?;
    (known(part) >= 2).then_some((own, part))
}

/// Every list whose columns are always the same.
fn declared() -> Vec<(&'static str, Vec<String>)> {
    fn of<R>(list: &ListWanted, columns: &[ListColumn<R>]) -> (&'static str, Vec<String>) {
        (list.title(), headings(columns))
    }
    fn seen<R>(list: &ImportList, columns: &[ListColumn<R>]) -> (&'static str, Vec<String>) {
        (list.title(), headings(columns))
    }
    let (register, record) = (registers::ALL[0].id, 0);
    vec![
        of(&ListWanted::Untrained { query: Default::default() }, &untrained::COLUMNS),
        of(&ListWanted::TrainingRates { from_year: 0, to_year: 0 }, &training::RATE),
        of(&ListWanted::DisposalBoard, &disposals::board::COLUMNS),
        of(&ListWanted::Duties, &duties::COLUMNS),
        of(&ListWanted::LedgerCounts, &home::COUNTS),
        of(&ListWanted::Log { query: Default::default() }, &log::COLUMNS),
        of(&ListWanted::Search { text: String::new() }, &records::HIT_COLUMNS),
        of(&ListWanted::ImportBatches, &batches::COLUMNS),
        of(&ListWanted::UndoKept { batch: 0 }, &batches::touched::KEPT),
        of(&ListWanted::Holdings { person: 0 }, &people::holdings::COLUMNS),
        of(&ListWanted::Accounts, &accounts::COLUMNS),
        of(&ListWanted::ProfileNumbers, &profile::NUMBERS),
        of(&ListWanted::RecordHistory { register, record }, &of_one::HISTORY),
        of(&ListWanted::RecordSource { register, record }, &of_one::SOURCE),
        of(&ListWanted::RecordAttachments { register, record }, &of_one::ATTACHMENTS),
        seen(&ImportList::TablesRead, &previewed::TABLES),
        seen(&ImportList::SheetsFound, &previewed::SHEETS),
        seen(&ImportList::ColumnsMapped, &previewed::COLUMNS),
        seen(&ImportList::Questions, &previewed::QUESTIONS),
        seen(&ImportList::RowsLeft, &previewed::LEFT),
        seen(&ImportList::Differences, &previewed::DIFFERENCES),
        seen(&ImportList::NotInFile, &previewed::NOT_IN_FILE),
    ]
}

/// 明細 of one record.
fn part_of(found: &[String]) -> Option<&'static str> {
    let parts = registers::ALL.iter().flat_map(|of| of.parts.iter().map(move |part| (of, part)));
    let mut own = parts.filter(|(of, part)| {
        let columns = of_one::part_columns(of, part);
        columns.iter().map(|column| &column.heading).eq(found)
    });
    own.next().map(|(_, part)| part.label.ja)
}

/// 受講状況一覧表: behind its people stand two columns for each course.
fn is_matrix(found: &[String]) -> bool {
    let people = headings(&training::PERSON);
    let pairs = found.strip_prefix(people.as_slice()).unwrap_or_default().chunks(2);
    let is_pair = |pair: &[String]| matches!(pair, [sign, day] if *day == training::day_heading(sign));
    pairs.len() > 0 && pairs.into_iter().all(is_pair)
}

fn matrix() -> &'static str {
    ListWanted::TrainingMatrix { query: Default::default() }.title()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn no_two_lists_and_no_ledger_have_the_same_headings() {
        let lists = declared();
        for (title, headings) in &lists {
            assert_eq!(title_of(headings), Some(*title), "{headings:?}");
        }
        for register in registers::ALL {
            let own: Vec<String> = register.fields.iter().map(|field| field.label.ja.to_owned()).collect();
            assert_eq!(title_of(&own), None, "{}", register.id);
        }
    }

    #[test]
    fn a_list_of_people_that_somebody_made_is_none_of_ours() {
        let people = ["職員番号", "氏名", "所属", "雇用区分", "入職日", "退職日"];
        assert_eq!(title_of(&texts(&people)), None);
        let with_course = [&people[..], &["個人情報保護研修", "個人情報保護研修 受講日"]].concat();
        assert_eq!(title_of(&texts(&with_course)), Some("研修受講状況一覧表"));
        assert_eq!(title_of(&texts(&with_course[..7])), None);
        assert_eq!(title_of(&texts(&["行", "管理番号", "備考"])), None);
        assert_eq!(title_of(&[]), None);
    }
}
