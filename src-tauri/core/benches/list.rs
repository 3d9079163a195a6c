//! Opening, sorting, searching and verifying a ledger of 100,000 records, beside one of 1,000 and beside
//! plain work on the same data in the same run.
//!
//! Lists cost a sort of the table unless they go by the control number, which has an index; searching costs
//! one pass over the folded texts; verifying grows with log and records together.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use mamori_core::audit::verify::verify;
use mamori_core::import::Cancel;
use mamori_core::ledgers::Ledgers;
use mamori_core::records::actions;
use mamori_core::records::view::ListQuery;
use mamori_core::users::Session;
use mamori_core::vocab::{RegisterId, fold};
use sha2::{Digest, Sha256};

mod support;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (mut small, of_small) = support::filled(folder.path(), 1_000);
    let (mut large, of_large) = support::filled(folder.path(), 100_000);
    for sort in ["media_no", "location", "registered_on", "status"] {
        let query = ListQuery { sort: Some(sort.into()), ..ListQuery::default() };
        let few = list(&mut small, &of_small, &query);
        let many = list(&mut large, &of_large, &query);
        println!(
            "first rows of 100,000 by {sort}: {:.1} x those of 1,000; goal 2.0 [{few:.2?}, {many:.2?}]",
            many.as_secs_f64() / few.as_secs_f64()
        );
    }
    search(&mut large, &of_large);
    verifying(&mut large, &of_large);
}

/// The middle of seven runs.
fn middle(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..7)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[3]
}

fn list(ledgers: &mut Ledgers, session: &Session, query: &ListQuery) -> Duration {
    middle(|| {
        black_box(actions::list(ledgers, session, RegisterId::PortableMedia, query).unwrap());
    })
}

/// Search as one types, beside folding and scanning the same texts without any preparation.
fn search(ledgers: &mut Ledgers, session: &Session) {
    let all = ListQuery { limit: Some(100_000), ..ListQuery::default() };
    let page = actions::list(ledgers, session, RegisterId::PortableMedia, &all).unwrap();
    let line = |row: &mamori_core::records::view::Row| {
        row.cells.values().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\n")
    };
    let texts: Vec<String> = page.rows.iter().map(line).collect();
    for text in ["高", "高橋", "USB-0", "ｷｬﾋﾞﾈ", "金庫"] {
        let query = ListQuery { text: Some(text.into()), ..ListQuery::default() };
        let ours = list(ledgers, session, &query);
        let key = fold::search_key(text);
        let scan = middle(|| {
            black_box(texts.iter().filter(|text| fold::search_key(text).contains(&key)).count());
        });
        println!(
            "search {text:?} over 100,000: 1/{:.0} of a folding scan, {ours:.2?}; goal 1/50 and 16 ms",
            scan.as_secs_f64() / ours.as_secs_f64()
        );
    }
}

/// Verification beside hashing the same bytes once they are read.
fn verifying(ledgers: &mut Ledgers, session: &Session) {
    let mut log = Vec::new();
    mamori_core::audit::export::write(ledgers, session, &mut log).unwrap();
    let reading = middle(|| {
        let mut all = Vec::new();
        mamori_core::audit::export::write(ledgers, session, &mut all).unwrap();
        black_box(Sha256::digest(&all));
    });
    let start = Instant::now();
    let report = verify(ledgers, session, None, &Cancel::default()).unwrap();
    assert!(report.ok);
    let ours = start.elapsed();
    println!(
        "verify {} entries and {} records: {:.2} x reading the log and hashing it; goal 3.0 [{ours:.2?}]",
        report.entries,
        report.records,
        ours.as_secs_f64() / reading.as_secs_f64()
    );
}
