//! A workbook of 50 MB, the largest that is read: the window answers while it is read, and reading it is stopped
//! at a word.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it measured"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use mamori_e2e::{Result, Window, in_window, road};
use rust_xlsxwriter::{Workbook, Worksheet};

/// What the program refuses is larger than this.
const LIMIT: u64 = 50 * 1024 * 1024;
/// A window that does not answer for longer is frozen to whoever sits there. The machine of a test is a slow one.
const FROZEN: Duration = Duration::from_millis(1000);

const ROWS: u32 = 60_000;
const NOTE: usize = 380;

/// A ledger whose remarks are of arbitrary kanji, which no packing makes much smaller.
fn big(path: &Path) -> Result<()> {
    let mut sheet = Worksheet::new();
    sheet.set_name("R6年度")?;
    for (col, heading) in (0..).zip(["管理番号", "種別", "登録日", "保管場所", "備考"]) {
        sheet.write_string(0, col, heading)?;
    }
    let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
    for row in 1..=ROWS {
        let note: String = (0..NOTE).map(|_| kanji(&mut dice)).collect();
        let number = format!("USB-{row:05}");
        for (col, text) in (0..).zip([&number, "USBメモリ", "R6.4.1", "耐火金庫", &note]) {
            sheet.write_string(row, col, text)?;
        }
    }
    let mut book = Workbook::new();
    book.push_worksheet(sheet);
    book.save(path)?;
    let size = fs::metadata(path)?.len();
    assert!((45 * 1024 * 1024..LIMIT).contains(&size), "{size} bytes are not just under the limit");
    Ok(())
}

/// One of 20,000, by a xorshift: the same in every run.
fn kanji(dice: &mut u64) -> char {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    char::from_u32(0x4e00 + (*dice % 20_000) as u32).unwrap_or('々')
}

fn choose(window: &Window, path: &Path) -> Result<()> {
    window.answer_dialog(&[path])?;
    window.click("import-pick")
}

/// Has the page look at its clock all the time, from now on.
fn watch_clock(window: &Window) -> Result<()> {
    window.script(
        "clearInterval(window.watching);
         [window.longest, window.last] = [0, performance.now()];
         window.watching = setInterval(() => {
             const now = performance.now();
             window.longest = Math.max(window.longest, now - window.last);
             window.last = now;
         }, 10);",
    )?;
    Ok(())
}

/// The longest time in which the page did nothing.
fn longest(window: &Window) -> Result<Duration> {
    let longest = window.script("return window.longest;")?;
    Ok(Duration::from_secs_f64(longest.as_f64().unwrap_or(f64::MAX / 1e6) / 1000.0))
}

/// Asks the page again and again until something is there; answers how long the slowest answer took.
fn ask_until(window: &Window, id: &str) -> Result<Duration> {
    let (deadline, mut slowest) = (Instant::now() + Duration::from_secs(300), Duration::ZERO);
    while Instant::now() < deadline {
        let asked = Instant::now();
        let there = window.has(id)?;
        slowest = slowest.max(asked.elapsed());
        if there {
            return Ok(slowest);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(format!("{id} never came").into())
}

/// Reader processes of the program under test.
#[cfg(target_os = "linux")]
fn readers() -> usize {
    let commands = fs::read_dir("/proc").into_iter().flatten().flatten();
    let commands = commands.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    let own = std::env::current_exe().unwrap();
    let program = own.ancestors().nth(2).unwrap().join("mamori");
    let ours = format!("{}\0--import-worker", program.display());
    commands.filter(|command| command.starts_with(ours.as_bytes())).count()
}

#[test]
fn the_window_answers_while_50_mb_are_read_and_stops_at_a_word() {
    in_window("big-workbook", |window| {
        let path = window.home().join("大きな台帳.xlsx");
        big(&path)?;
        road::set_up(window)?;
        window.click("nav-import")?;
        window.wait_for("import-pick")?;

        watch_clock(window)?;
        choose(window, &path)?;
        window.wait_text("progress", "行")?;
        window.shot("reading")?;
        #[cfg(target_os = "linux")]
        assert_eq!(readers(), 1);
        let asked = Instant::now();
        window.click("stop")?;
        window.wait_gone("progress")?;
        let stopped = asked.elapsed();
        window.wait_text("app", "中止しました")?;
        #[cfg(target_os = "linux")]
        assert_eq!(readers(), 0, "nothing reads on");
        assert!(!window.has("import-preview")?);
        window.shot("stopped")?;
        let while_stopped = longest(window)?;

        watch_clock(window)?;
        choose(window, &path)?;
        let began = Instant::now();
        let slowest = ask_until(window, "import-reconciliation")?;
        println!(
            "stopped after {stopped:.2?}; read in {:.1?}; slowest answer {slowest:.2?}, longest gap {:.2?}",
            began.elapsed(),
            longest(window)?
        );
        window.shot("read")?;
        window.wait_text("import-reconciliation", "60,001")?;
        assert!(stopped < Duration::from_secs(2), "{stopped:?}");
        for gap in [while_stopped, longest(window)?, slowest] {
            assert!(gap < FROZEN, "{gap:?}");
        }
        Ok(())
    });
}
