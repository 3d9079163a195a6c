//! The time and the terminal, asked here and nowhere else.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Local};

type Clock = Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>;

/// What the core takes from the machine it runs on.
#[derive(Clone)]
pub struct Surroundings {
    clock: Clock,
    /// 端末ＩＤ: which PC (A ５．２．２ ２）ｂ）).
    pub terminal: String,
}

impl Surroundings {
    /// This machine: its clock and its name.
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the system's clock")]
    pub fn of_this_machine() -> Self {
        let name = std::env::var("COMPUTERNAME").or_else(|_| std::env::var("HOSTNAME"));
        let name = name.or_else(|_| std::fs::read_to_string("/etc/hostname"));
        let terminal = name.map(|name| name.trim().to_owned()).unwrap_or_default();
        let terminal = if terminal.is_empty() { "この端末".to_owned() } else { terminal };
        Self { clock: Arc::new(|| Local::now().fixed_offset()), terminal }
    }

    /// Another clock, for tests and for replaying a day.
    pub fn with_clock(
        terminal: &str,
        clock: impl Fn() -> DateTime<FixedOffset> + Send + Sync + 'static,
    ) -> Self {
        Self { clock: Arc::new(clock), terminal: terminal.to_owned() }
    }

    pub fn now(&self) -> DateTime<FixedOffset> {
        (self.clock)()
    }
}
