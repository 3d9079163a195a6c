//! 読取りの子プロセス: foreign files are read in a process of their own, which may die.
//!
//! A workbook of 5 KB can make a reader ask for 549 GB or run for ever. The child limits its own memory
//! (Unix: RLIMIT_AS; elsewhere the parent watches and kills), the parent limits its time, and all that
//! comes back is checked. Both programs (`mamori`, `mamorictl`) call [`worker_main`] first thing in
//! `main` when their first argument is [`WORKER_FLAG`]. A second argument names another task than reading
//! a workbook: [`scan`] looks for the codes of sign-in sheets, [`reports`] reads certificates of erasure.

use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use super::cells::{Book, Row, Sheet, SheetHead};
use super::error::{ImportError, ReadFailure};
use super::hand_over::handing_over;
use super::options::{ReadOptions, ReadProgress};
use super::sniff::MAX_FILE;
use super::stream::{self, Failure, Frame};
use super::workbook::{self, Sink};
use crate::disposals::reports;
use crate::training::scan;

pub const WORKER_FLAG: &str = "--import-worker";

/// What the reader may use beyond what it had at its start.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// How long the reader may give nothing: it is stuck.
const TIME: Duration = Duration::from_secs(60);
/// How often that a reader may take that gives row after row: a workbook of 50 MB on a slow computer.
const PATIENCE: u32 = 10;
/// Cells that hold something; a ledger of 100,000 rows has two million.
const MAX_CELLS: u64 = 10_000_000;
const POLL: Duration = Duration::from_millis(20);

/// How the reader is started: the program itself, asked to read.
#[derive(Debug, Clone)]
pub struct ReaderProcess {
    pub exe: PathBuf,
    /// The longest silence.
    pub time: Duration,
}

/// Asked for by the window's cancel button.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl ReaderProcess {
    /// This program as its own reader.
    pub fn current() -> io::Result<Self> {
        Ok(Self::at(std::env::current_exe()?))
    }

    pub fn at(exe: impl Into<PathBuf>) -> Self {
        Self { exe: exe.into(), time: TIME }
    }

    /// Reads a file of these bytes; `name` is what the user calls it. The bytes and the password go
    /// through a pipe: no copy of personal data is left on a disk.
    pub fn read(
        &self,
        bytes: &[u8],
        name: &str,
        options: &ReadOptions,
        cancel: &Cancel,
        progress: &mut dyn FnMut(&ReadProgress<'_>),
    ) -> Result<Book, ImportError> {
        let seen = Seen::default();
        let feed = |input| feed(input, options, bytes);
        let collect = |output| collect(output, &seen);
        let mut before = 0;
        let mut waiting = || {
            let rows = seen.tell(name, progress);
            rows > std::mem::replace(&mut before, rows)
        };
        self.run(&[], name, feed, collect, cancel, &mut waiting)
    }

    /// Has a reader process do the task named by `arguments`: `feed` gives it the file, `collect` puts together
    /// what it says (`None` where it breaks off), and `waiting` is called again and again until it is done; it
    /// answers whether there is more than there was.
    pub(crate) fn run<T: Send>(
        &self,
        arguments: &[&str],
        name: &str,
        feed: impl FnOnce(ChildStdin) -> io::Result<()> + Send,
        collect: impl FnOnce(ChildStdout) -> Option<Result<T, Failure>> + Send,
        cancel: &Cancel,
        waiting: &mut dyn FnMut() -> bool,
    ) -> Result<T, ImportError> {
        let refuse = |failure, detail: String| ImportError::new(name, failure, detail);
        let started = self.start(arguments);
        let mut child = started.map_err(|error| refuse(ReadFailure::NoReader, error.to_string()))?;
        let Some((output, input)) = child.stdout.take().zip(child.stdin.take()) else {
            return Err(refuse(ReadFailure::NoReader, "no pipes".to_owned()));
        };
        let (sender, receiver) = mpsc::channel();
        let (answer, status) = std::thread::scope(|scope| {
            // Both end when the child closes its pipes, at the latest when it is killed.
            // A reader that dies early leaves the pipe broken; its answer says more than that.
            scope.spawn(|| drop(feed(input)));
            scope.spawn(|| sender.send(collect(output)));
            let answer = self.wait(&child, &receiver, cancel, waiting);
            let died = matches!(answer, Ok(None));
            if !died {
                // What it has to say is said; nothing may be left running.
                let _ = child.kill();
            }
            (answer, child.wait().ok())
        });
        match answer {
            Ok(Some(answer)) => answer.map_err(|failure| refuse(failure.failure, failure.detail)),
            Ok(None) => Err(refuse(death(status), format!("{status:?}"))),
            Err(failure) => Err(refuse(failure, String::new())),
        }
    }

    fn start(&self, arguments: &[&str]) -> io::Result<Child> {
        let mut command = Command::new(&self.exe);
        command.arg(WORKER_FLAG).args(arguments);
        // The allocator's usual store of a gigabyte would come on top of what the reader may use.
        command.env("MIMALLOC_ARENA_RESERVE", "32MiB");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(windows)]
        {
            const CREATE_NO_WINDOW: u32 = 0x0800_0000;
            std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
        }
        command.spawn()
    }

    fn wait<T>(
        &self,
        child: &Child,
        receiver: &mpsc::Receiver<Option<Result<T, Failure>>>,
        cancel: &Cancel,
        waiting: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Result<T, Failure>>, ReadFailure> {
        let started = Instant::now();
        let (mut heard, mut watched) = (started, started);
        loop {
            match receiver.recv_timeout(POLL) {
                Ok(answer) => return Ok(answer),
                Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(None),
                Err(mpsc::RecvTimeoutError::Timeout) if waiting() => heard = Instant::now(),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
            }
            if cancel.is_cancelled() {
                return Err(ReadFailure::Cancelled);
            }
            if heard.elapsed() > self.time || started.elapsed() > self.time * PATIENCE {
                return Err(ReadFailure::Timeout);
            }
            if watched.elapsed() > Duration::from_millis(500) {
                watched = Instant::now();
                if memory_of(child.id()).is_some_and(|used| used > MEMORY) {
                    return Err(ReadFailure::OutOfMemory);
                }
            }
        }
    }
}

/// How far the reading is, told by the thread that collects to the one that waits.
#[derive(Default)]
struct Seen {
    rows: AtomicU64,
    sheet: Mutex<Option<String>>,
}

impl Seen {
    fn enter(&self, sheet: &SheetHead) {
        self.sheet.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&sheet.name);
    }

    /// Answers how many rows there are.
    fn tell(&self, file: &str, progress: &mut dyn FnMut(&ReadProgress<'_>)) -> u64 {
        let sheet = self.sheet.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let rows = self.rows.load(Ordering::Relaxed);
        progress(&ReadProgress { file, sheet: sheet.as_deref(), rows });
        rows
    }
}

fn feed(mut input: impl Write, options: &ReadOptions, bytes: &[u8]) -> io::Result<()> {
    stream::write_options(&mut input, options)?;
    input.write_all(&(bytes.len() as u64).to_le_bytes())?;
    input.write_all(bytes)
}

/// Puts the frames together; `None` where they break off.
fn collect(output: impl io::Read, seen: &Seen) -> Option<Result<Book, Failure>> {
    let mut input = BufReader::with_capacity(256 * 1024, output);
    let mut reading = stream::Reading::default();
    let mut book = Book::default();
    let mut cells = 0u64;
    loop {
        match stream::read(&mut input, &mut reading)? {
            Frame::Sheet(head) => {
                seen.enter(&head);
                book.sheets.push(Sheet { head, rows: Vec::new() });
            }
            Frame::SheetEnd(head) => book.sheets.last_mut()?.finish(head),
            Frame::Row(row) => {
                cells += row.cells.len() as u64;
                if cells > MAX_CELLS {
                    return Some(Err(too_many()));
                }
                seen.rows.fetch_add(1, Ordering::Relaxed);
                book.sheets.last_mut()?.rows.push(row);
            }
            Frame::End(count) => return (count == seen.rows.load(Ordering::Relaxed)).then_some(Ok(book)),
            Frame::Failed(failure) => return Some(Err(failure)),
        }
    }
}

fn too_many() -> Failure {
    Failure { failure: ReadFailure::TooManyCells, detail: MAX_CELLS.to_string() }
}

/// How a reader that ended without a word died.
fn death(status: Option<ExitStatus>) -> ReadFailure {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        // The allocator aborts when the limit is reached.
        if status.and_then(|status| status.signal()) == Some(6) {
            return ReadFailure::OutOfMemory;
        }
    }
    let _ = status;
    ReadFailure::Crashed
}

/// Resident memory of the child, where its own limit cannot be relied on.
#[cfg(target_os = "linux")]
fn memory_of(_pid: u32) -> Option<u64> {
    None
}

#[cfg(target_os = "macos")]
fn memory_of(pid: u32) -> Option<u64> {
    let output = Command::new("ps").args(["-o", "rss=", "-p", &pid.to_string()]).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// `"mamori.exe","1234","Console","1","12,345 K"`: the last column, in kilobytes.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn memory_of(pid: u32) -> Option<u64> {
    let mut command = Command::new("tasklist");
    command.args(["/FI", &format!("PID eq {pid}"), "/FO", "CSV", "/NH"]);
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(&mut command, 0x0800_0000);
    let output = command.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = text.trim().trim_end_matches('"').rsplit('"').next()?.to_owned();
    let digits: String = last.chars().filter(char::is_ascii_digit).collect();
    digits.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// The reader process itself: a file's bytes come in on standard input, what is in it goes out on the other.
pub fn worker_main() -> ExitCode {
    limit_self();
    let task = std::env::args_os().nth(2);
    if task.as_ref().is_some_and(|task| task == scan::TASK) {
        return ended(look_at_scan());
    }
    if task.is_some_and(|task| task == reports::TASK) {
        return ended(reports::work(io::stdin().lock(), &mut io::stdout().lock()));
    }
    ended(handing_over(io::stdout(), |pipe| {
        let mut out = Output { out: pipe, buffer: Vec::new(), rows: 0, cells: 0 };
        let end = match read_into(&mut out) {
            Ok(()) => Frame::End(out.rows),
            Err(failure) => Frame::Failed(failure),
        };
        out.put(&end)
    }))
}

fn ended<E>(result: Result<(), E>) -> ExitCode {
    if result.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn look_at_scan() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes)?;
    scan::work(&bytes, &mut io::stdout().lock())
}

fn read_into(out: &mut impl Sink) -> Result<(), Failure> {
    let mut input = io::stdin().lock();
    let options = stream::read_options(&mut input).ok_or_else(|| Failure::from(ReadFailure::Crashed))?;
    // Its size comes first, so that room is made once and not twice too much.
    let mut size = [0; 8];
    io::Read::read_exact(&mut input, &mut size).map_err(io_failure)?;
    let mut bytes = Vec::with_capacity(u64::from_le_bytes(size).min(MAX_FILE + 1) as usize);
    io::Read::read_to_end(&mut input, &mut bytes).map_err(io_failure)?;
    workbook::read(&bytes, &options, out)
}

fn io_failure(error: io::Error) -> Failure {
    let failure = match error.kind() {
        io::ErrorKind::OutOfMemory => ReadFailure::OutOfMemory,
        _ => ReadFailure::Crashed,
    };
    Failure { failure, detail: error.to_string() }
}

/// What a limit cannot stop, the parent's clock does; so a refusal to set one is no reason to stop.
#[cfg(unix)]
fn limit_self() {
    use rlimit::Resource;
    // The window's program has much mapped before it begins to read.
    let mapped = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = mapped.and_then(|text| text.split(' ').next()?.parse::<u64>().ok()).unwrap_or(0);
    let memory = MEMORY + pages * 4096;
    // The parent's clock is stricter; this one is for a reader whose parent is gone.
    let seconds = u64::from(PATIENCE) * TIME.as_secs() + 30;
    for (resource, limit) in [(Resource::AS, memory), (Resource::CPU, seconds), (Resource::CORE, 0)] {
        let _ = rlimit::setrlimit(resource, limit, limit);
    }
}

#[cfg(not(unix))]
fn limit_self() {}

struct Output<W: Write> {
    out: W,
    buffer: Vec<u8>,
    rows: u64,
    cells: u64,
}

impl<W: Write> Output<W> {
    fn put(&mut self, frame: &Frame) -> io::Result<()> {
        stream::write(&mut self.out, &mut self.buffer, frame)
    }
}

impl<W: Write> Sink for Output<W> {
    fn sheet(&mut self, head: &SheetHead) -> Result<(), Failure> {
        self.put(&Frame::Sheet(head.clone())).map_err(io_failure)
    }

    fn row<T: AsRef<str>>(&mut self, row: &Row<T>) -> Result<(), Failure> {
        self.rows += 1;
        self.cells += row.cells.len() as u64;
        if self.cells > MAX_CELLS {
            return Err(too_many());
        }
        stream::write_row(&mut self.out, &mut self.buffer, row).map_err(io_failure)
    }

    fn sheet_end(&mut self, head: SheetHead) -> Result<(), Failure> {
        self.put(&Frame::SheetEnd(head)).map_err(io_failure)
    }
}
