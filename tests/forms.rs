//! Forms that list a ledger: as of a day, searched, for the pen; and what each form cannot be printed of.

use chrono::Duration;
use mamori_core::audit::log::{self, EventQuery};
use mamori_core::disposals::reports;
use mamori_core::error::ErrorCode;
use mamori_core::forms::{self, FormId, Paper, Selection, Subject};
use mamori_core::records::actions;
use mamori_core::vocab::RegisterId;

use crate::disposal_cases::cast::{device, equipped};
use crate::support::Office;

fn print(office: &mut Office, subject: &Subject) -> Paper {
    forms::print(&mut office.ledgers, &office.session, FormId::DeviceLedger, subject).unwrap()
}

fn list(selection: Selection) -> Subject {
    Subject::List { selection }
}

/// Which of these serial numbers stand on the paper, as a reader of PDFs finds them.
fn serials(paper: &Paper) -> Vec<String> {
    let known = ["5CG1234XYZ", "S64DNX0R123456", "MXQ9988", "WX41A1234567", "WX41A7654321", "NEW0001"];
    let known = known.map(str::to_owned);
    let read = reports::read("台帳.pdf", &paper.pdf, &known);
    let mut found: Vec<_> = read.map(|read| read.drives).unwrap_or_default();
    found.retain(|drive| known.contains(&drive.serial));
    let mut serials: Vec<_> = found.into_iter().map(|drive| drive.serial).collect();
    serials.sort();
    serials
}

#[test]
fn the_device_ledger_is_printed_with_its_drives_as_of_any_day() {
    let mut office = equipped();
    office.clock.pass(Duration::days(3));
    device(&mut office, "PC-013", "ノートPC", "NEW0001", &[]);

    let now = print(&mut office, &list(Selection::default()));
    assert_eq!(now.file_name, "様式第９号_R8.11.23.pdf");
    assert_eq!(
        serials(&now),
        ["5CG1234XYZ", "MXQ9988", "NEW0001", "S64DNX0R123456", "WX41A1234567", "WX41A7654321"]
    );

    let then = list(Selection { as_of: Some("2026-11-20".into()), ..Selection::default() });
    let then = print(&mut office, &then);
    assert_eq!(then.file_name, "様式第９号_R8.11.20.pdf");
    assert!(!serials(&then).contains(&"NEW0001".to_owned()), "it was not there yet");

    let searched = list(Selection { text: Some("wx41a7654321".into()), ..Selection::default() });
    assert_eq!(serials(&print(&mut office, &searched)), ["MXQ9988", "WX41A1234567", "WX41A7654321"]);
}

#[test]
fn a_ledger_of_a_past_year_is_the_ledger_at_its_end() {
    let mut office = equipped();
    let year = |year| list(Selection { fiscal_year: Some(year), ..Selection::default() });
    office.clock.pass(Duration::days(200));
    device(&mut office, "PC-013", "ノートPC", "NEW0001", &[]);
    let ended = print(&mut office, &year(2026));
    assert_eq!(ended.file_name, "様式第９号_R9.3.31.pdf");
    assert!(!serials(&ended).contains(&"NEW0001".to_owned()));
    assert!(serials(&print(&mut office, &year(2027))).contains(&"NEW0001".to_owned()));

    let refused = forms::print(&mut office.ledgers, &office.session, FormId::DeviceLedger, &year(i32::MAX));
    assert_eq!(refused.err().unwrap().code(), ErrorCode::NotFound);
}

#[test]
fn what_was_printed_of_a_ledger_stands_in_the_log() {
    let mut office = equipped();
    let day = list(Selection { as_of: Some("2026-11-20".into()), ..Selection::default() });
    print(&mut office, &day);
    print(&mut office, &Subject::Blank);
    let query = EventQuery { register: Some("devices".into()), ..EventQuery::default() };
    let page = log::page(&mut office.ledgers, &office.session, &query).unwrap();
    let printed: Vec<_> = page.lines.iter().filter(|line| line.action == "printed").collect();
    let said: Vec<_> = printed.iter().rev().filter_map(|line| line.detail.as_ref()).collect();
    assert_eq!(said[0]["selection"]["as_of"], "2026-11-20");
    assert_eq!((&said[0]["blank"], &said[1]["blank"]), (&false.into(), &true.into()));
}

#[test]
fn a_form_is_not_printed_of_what_it_is_not_about() {
    let mut office = equipped();
    let device = actions::find(&mut office.ledgers, &office.session, RegisterId::Devices, "PC-012").unwrap();
    let cases = [
        (FormId::DeviceLedger, Subject::Record { id: device.id }, ErrorCode::FormOfList),
        (FormId::Disposal, list(Selection::default()), ErrorCode::FormOfRecord),
    ];
    for (form, subject, expected) in cases {
        let before = office.ledgers.head().unwrap();
        let refused = forms::print(&mut office.ledgers, &office.session, form, &subject);
        assert_eq!(refused.err().unwrap().code(), expected);
        assert_eq!(office.ledgers.head().unwrap(), before, "what was not printed is not logged as printed");
    }
}

/// The lists of the training are worked out from records, so an office without any has them too.
#[test]
fn the_lists_of_the_training_are_printed_for_any_year_and_for_the_pen() {
    let mut office = equipped();
    for (form, label) in [
        (FormId::Untrained, "未受講者一覧"),
        (FormId::TrainingMatrix, "研修受講状況一覧表"),
        (FormId::TrainingRates, "研修受講率の推移"),
        (FormId::TrainingDossier, "研修記録一式"),
    ] {
        let mut print =
            |subject: &Subject| forms::print(&mut office.ledgers, &office.session, form, subject).unwrap();
        assert_eq!(print(&Subject::Blank).file_name, format!("{label}_空欄.pdf"));
        assert_eq!(print(&list(Selection::default())).file_name, format!("{label}_R8.11.20.pdf"));
        let past = Selection { as_of: Some("2026-05-01".into()), ..Selection::default() };
        assert!(print(&list(past)).pages > 0);
        let wrong = Subject::Record { id: 1 };
        let refused = forms::print(&mut office.ledgers, &office.session, form, &wrong);
        assert_eq!(refused.err().unwrap().code(), ErrorCode::FormOfList);
    }
}
