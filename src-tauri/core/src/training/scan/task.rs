//! 子プロセスの仕事: pages are looked at in the reader process; one line of JSON comes back for each.
//!
//! The parent believes nothing: a text that is not one of our codes is dropped, and a reader that ends
//! without saying so has died.

use std::io::{self, BufReader, Read, Write};
use std::process::ChildStdin;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use super::code::SheetCode;
use super::{Scan, ScanPage, finder, pictures};
use crate::import::{Cancel, Failure, ReadFailure, ReaderProcess};

/// How the reader process is told what to do.
pub const TASK: &str = "scan";
/// Looking at a page takes longer than reading a row.
const TIMES: u32 = 10;
/// No reader has more to say.
const MOST_SAID: u64 = 16 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
enum Said {
    /// The codes on the next page.
    Page(Vec<String>),
    /// All pages were looked at: so many.
    End(u32),
    Failed(Failure),
}

/// Has a file looked at; `progress` is told how many pages were done.
pub fn run(
    reader: &ReaderProcess,
    name: &str,
    bytes: &[u8],
    cancel: &Cancel,
    progress: &mut dyn FnMut(u64),
) -> Result<Scan, ReadFailure> {
    let patient = ReaderProcess { time: reader.time * TIMES, ..reader.clone() };
    let done = AtomicU64::new(0);
    let feed = |mut input: ChildStdin| input.write_all(bytes);
    let mut waiting = || {
        progress(done.load(Ordering::Relaxed));
        false
    };
    let answer = patient.run(&[TASK], name, feed, |output| collect(output, &done), cancel, &mut waiting);
    answer.map_err(|error| error.failure)
}

fn collect(output: impl Read, done: &AtomicU64) -> Option<Result<Scan, Failure>> {
    let said = BufReader::new(output).take(MOST_SAID);
    let mut scan = Scan::default();
    for said in serde_json::Deserializer::from_reader(said).into_iter::<Said>() {
        match said.ok()? {
            Said::Page(texts) => {
                let number = u32::try_from(scan.pages.len() + 1).ok()?;
                let codes = texts.iter().filter_map(|text| SheetCode::parse(text)).collect();
                scan.pages.push(ScanPage { number, codes });
                done.fetch_add(1, Ordering::Relaxed);
            }
            Said::End(pages) => return (scan.pages.len() == pages as usize).then_some(Ok(scan)),
            Said::Failed(failure) => return Some(Err(failure)),
        }
    }
    None
}

/// The reader's side: looks at the pages and says what is on them.
pub fn work(bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    let mut pages = 0;
    let end = pictures::each(bytes, |picture| {
        pages += 1;
        let codes = picture.map(|picture| finder::codes(&picture)).unwrap_or_default();
        say(out, &Said::Page(codes)).map_err(|_| ReadFailure::Crashed)
    });
    match end {
        Ok(()) => say(out, &Said::End(pages)),
        Err(failure) => say(out, &Said::Failed(Failure { failure, detail: String::new() })),
    }
}

fn say(out: &mut impl Write, said: &Said) -> io::Result<()> {
    serde_json::to_writer(&mut *out, said)?;
    out.write_all(b"\n")?;
    out.flush()
}
