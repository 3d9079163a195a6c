//! What stories need: a fresh office with its ledger on a real disk, and a clock that can be set.

pub mod lists;
pub mod papers;
pub mod workbook;
pub mod xlsb;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use mamori_core::ledgers::setup::{self, Setup};
use mamori_core::ledgers::{Ledgers, Surroundings};
use mamori_core::records::actions;
use mamori_core::records::view::{Draft, RecordView};
use mamori_core::users::Session;
use mamori_core::vocab::RegisterId;

pub const LOGIN: &str = "tsuji";
pub const PASSWORD: &str = "mamori-12#";

/// An office on the day of 20 November 2026, with 辻󠄀 香織 signed in as システム管理者.
pub struct Office {
    pub ledgers: Ledgers,
    pub session: Session,
    pub recovery_key: String,
    pub clock: TestClock,
    pub folder: tempfile::TempDir,
}

/// The day on which the tests' clock begins.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(0)))
    }

    pub fn pass(&self, time: Duration) {
        self.0.fetch_add(time.num_milliseconds(), Ordering::SeqCst);
    }

    pub fn surroundings(&self) -> Surroundings {
        let passed = self.0.clone();
        let start: DateTime<FixedOffset> = "2026-11-20T09:00:00+09:00".parse().unwrap();
        Surroundings::with_clock("PC-012", move || {
            start + Duration::milliseconds(passed.load(Ordering::SeqCst))
        })
    }
}

pub fn setup_in(dir: &Path) -> Setup {
    Setup {
        dir: dir.display().to_string(),
        organisation: "○○国民健康保険組合".into(),
        profile: "a".into(),
        person_name: "辻󠄀　香織".into(),
        person_kana: "ﾂｼﾞ ｶｵﾘ".into(),
        department: "総務課".into(),
        title: "システム担当".into(),
        login: LOGIN.into(),
        password: PASSWORD.into(),
    }
}

pub fn office() -> Office {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::new();
    let created = setup::create(&setup_in(&ledger_dir(&folder)), clock.surroundings()).unwrap();
    Office {
        ledgers: created.ledgers,
        session: created.session,
        recovery_key: created.recovery_key,
        clock,
        folder,
    }
}

pub fn ledger_dir(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("台帳")
}

impl Office {
    pub fn dir(&self) -> PathBuf {
        ledger_dir(&self.folder)
    }

    /// Closes the ledger and signs in again, as on the next morning.
    pub fn reopen(self) -> Self {
        let Self { ledgers, session, recovery_key, clock, folder } = self;
        drop((ledgers, session));
        let (ledgers, session, _) =
            setup::sign_in(&ledger_dir(&folder), LOGIN, PASSWORD, clock.surroundings()).unwrap();
        Self { ledgers, session, recovery_key, clock, folder }
    }

    pub fn create(&mut self, register: RegisterId, values: &[(&str, &str)]) -> RecordView {
        actions::create(&mut self.ledgers, &self.session, register, &draft(values)).unwrap()
    }

    pub fn usb(&mut self, number: &str) -> RecordView {
        self.create(RegisterId::PortableMedia, &medium(number))
    }
}

/// The stories are told some days after they happened.
pub fn late(draft: Draft) -> Draft {
    Draft { late_reason: Some("紙の控えから入力".into()), ..draft }
}

pub fn draft(values: &[(&str, &str)]) -> Draft {
    let values: BTreeMap<_, _> =
        values.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    Draft { values, ..Draft::default() }
}

pub type Texts<'a> = &'a [(&'a str, &'a str)];

pub fn changed<'a>(base: Texts<'a>, changes: Texts<'a>) -> Vec<(&'a str, &'a str)> {
    let mut texts: Vec<_> =
        base.iter().filter(|(key, _)| !changes.iter().any(|(other, _)| other == key)).copied().collect();
    texts.extend(changes.iter().filter(|(_, text)| !text.is_empty()));
    texts
}

pub fn row(texts: Texts<'_>) -> BTreeMap<String, String> {
    texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

pub fn with_rows(texts: Texts<'_>, parts: &[(&str, &[Texts<'_>])]) -> Draft {
    let rows = |rows: &[Texts<'_>]| rows.iter().map(|texts| row(texts)).collect();
    Draft {
        parts: parts.iter().map(|(part, texts)| ((*part).to_owned(), rows(texts))).collect(),
        ..draft(texts)
    }
}

/// Everything A-1 demands of a USB stick.
pub fn medium(number: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("media_no", number),
        ("media_kind", "USBメモリ"),
        ("maker", "BUFFALO"),
        ("model", "RUF3-HSL32G"),
        ("serial", "SN4471093"),
        ("encrypted", "有"),
        ("acquisition", "own"),
        ("registered_on", "R5.5.1"),
        ("in_use_from", "R5.5.1"),
        ("content", "特定健診結果"),
        ("pii_class", "personal"),
        ("location", "耐火金庫 棚2"),
        ("owner_dept", "総務課"),
        ("owner", "髙橋　一郎"),
    ]
}

/// Compares with a file under `tests/golden`; `UPDATE_GOLDEN=1` rewrites it, and the diff is read.
pub fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        mamori_core::db::files::write_atomically(&path, found.as_bytes()).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(expected == found, "{} differs; look at it, then UPDATE_GOLDEN=1", path.display());
}
