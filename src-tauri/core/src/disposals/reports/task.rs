//! 子プロセスの仕事: a contractor's file is read in the reader process; what it says comes back as one line of JSON.
//!
//! A reader that dies, takes too long or too much memory is the file's fault, and is said to be.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::ChildStdin;

use serde::{Deserialize, Serialize};

use super::Reading;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::import::{Cancel, ReadFailure, ReaderProcess};

/// How the reader process is told what to do.
pub const TASK: &str = "report";
/// No reader has more to say.
const MOST_SAID: u64 = 64 * 1024 * 1024;

/// What goes before the bytes of the file.
#[derive(Serialize, Deserialize)]
struct Asked {
    file: String,
    expected: Vec<String>,
}

type Said = std::result::Result<Reading, ErrorCode>;

/// Has a file read. `expected` are the serial numbers of the case.
pub fn read_apart(reader: &ReaderProcess, file: &str, bytes: &[u8], expected: &[String]) -> Result<Reading> {
    let asked = Asked { file: file.to_owned(), expected: expected.to_vec() };
    let feed = |mut input: ChildStdin| {
        serde_json::to_writer(&mut input, &asked)?;
        input.write_all(b"\n")?;
        input.write_all(bytes)
    };
    let collect =
        |output| serde_json::from_reader::<_, Said>(BufReader::new(output).take(MOST_SAID)).ok().map(Ok);
    let answer = reader.run(&[TASK], file, feed, collect, &Cancel::default(), &mut || false);
    let said = answer.unwrap_or_else(|error| Err(code_of(error.failure)));
    said.map_err(|code| refuse_with(code, [("file", file.to_owned())]))
}

fn code_of(failure: ReadFailure) -> ErrorCode {
    match failure {
        ReadFailure::Timeout => ErrorCode::FileTooSlow,
        ReadFailure::OutOfMemory => ErrorCode::FileTooMuchMemory,
        _ => ErrorCode::ReportDamaged,
    }
}

/// The reader's side.
pub fn work(input: impl Read, out: &mut impl Write) -> io::Result<()> {
    let mut input = BufReader::new(input);
    let mut asked = String::new();
    input.read_line(&mut asked)?;
    let asked: Asked = serde_json::from_str(&asked)?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let said: Said = super::read(&asked.file, &bytes, &asked.expected).map_err(|error| error.code());
    serde_json::to_writer(&mut *out, &said)?;
    out.flush()
}
