//! The architecture as a test: which words a source file may say.

use std::path::{Path, PathBuf};

/// A word, and the only files of the core that may say it (by the end of their path).
const ONLY_IN: &[(&str, &[&str])] = &[
    (
        "calamine::",
        &[
            "import/workbook.rs",
            "import/workbook/values.rs",
            "import/workbook/xlsx.rs",
            "import/workbook/ranges.rs",
        ],
    ),
    ("hayro::", &["scan/pictures.rs"]),
    ("quircs::", &["scan/finder.rs"]),
    ("printpdf::", &["print/pdf.rs", "benches/print.rs"]),
    ("Local::now", &["ledgers/clock.rs"]),
    ("Utc::now", &[]),
    ("WriteTx::begin(", &["ledgers/mod.rs", "ledgers/create.rs", "db/migrations.rs", "db/tx.rs"]),
    ("store::append(", &["ledgers/mod.rs", "ledgers/create.rs", "audit/store.rs"]),
    ("delete from event", &[]),
    ("update event", &[]),
    ("tauri", &[]),
];

/// Who may speak to the database at all.
const STORAGE: &[&str] = &[
    "/db/",
    "/audit/",
    "/ledgers/",
    "/records/",
    "/users/accounts.rs",
    "/error.rs",
    "/import/commit",
    "/import/batches",
    "/import/evidence",
    "/import/kept_rows",
    "store.rs",
    "/benches/",
];

fn sources(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no {ending}");
    found
}

/// The text without its comments and without its tests, which may do what the program may not.
fn spoken(text: &str) -> String {
    let program = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    program.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn unix(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[test]
fn words_stay_in_their_files() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src-tauri/core/src", ".rs") {
        let (path, text) = (unix(&path), spoken(&text));
        for (word, allowed) in ONLY_IN {
            if text.contains(word) && !allowed.iter().any(|end| path.ends_with(end)) {
                wrong.push(format!("{path} says {word:?}"));
            }
        }
        if text.contains("rusqlite") && !STORAGE.iter().any(|part| path.contains(part)) {
            wrong.push(format!("{path} speaks to the database"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_ledgers_rules_and_fields_do_no_storage_and_no_time() {
    let ledgers =
        ["portable_media", "backup_media", "devices", "disposals", "training", "carry_outs", "people"];
    for ledger in ledgers {
        for (path, text) in sources(&format!("src-tauri/core/src/{ledger}"), ".rs") {
            let (path, text) = (unix(&path), spoken(&text));
            if path.ends_with("/mod.rs") || path.ends_with("fields.rs") {
                for word in ["crate::db", "crate::records::store", "crate::audit", "std::fs", "rusqlite"] {
                    assert!(!text.contains(word), "{path} says {word:?}");
                }
            }
        }
    }
}

#[test]
fn the_shell_holds_no_sql_and_no_sentence() {
    for (path, text) in sources("src-tauri/src", ".rs") {
        let text = spoken(&text);
        for word in ["rusqlite", "select ", "insert into"] {
            assert!(!text.contains(word), "{} says {word:?}", path.display());
        }
        let text = text.replace("まもり台帳", "");
        // The system's own file dialog has a title; the window cannot give it one.
        if path.ends_with("dialogs.rs") {
            continue;
        }
        let japanese = text.chars().find(|c| ('\u{3041}'..='\u{309F}').contains(c));
        assert_eq!(japanese, None, "{} speaks to the user", path.display());
    }
}

#[test]
fn only_the_api_file_calls_the_core() {
    let calling = |text: &str| text.contains("@tauri-apps/") || text.contains("__TAURI");
    for ending in [".ts", ".svelte"] {
        for (path, text) in sources("ui/src", ending) {
            let path = unix(&path);
            assert!(!calling(&text) || path.contains("/ui/src/api/"), "{path} calls the shell");
        }
    }
}

#[test]
fn no_source_file_is_longer_than_can_be_read() {
    let mut long = Vec::new();
    for (folder, ending) in [("src-tauri", ".rs"), ("ui/src", ".svelte"), ("ui/src", ".ts"), ("tests", ".rs")]
    {
        for (path, text) in sources(folder, ending) {
            let lines = text.lines().count();
            if lines > 500 && !unix(&path).ends_with(".gen.ts") && !unix(&path).contains("/target/") {
                long.push(format!("{}: {lines}", unix(&path)));
            }
        }
    }
    assert_eq!(long, Vec::<String>::new(), "split these by what they know");
}

#[test]
fn every_error_has_its_sentence() {
    let texts = include_str!("../assets/text/errors.json");
    let texts: serde_json::Value = serde_json::from_str(texts).unwrap();
    let types = include_str!("../ui/src/api/types.gen.ts");
    let codes = types.lines().find(|line| line.starts_with("export type ErrorCode")).unwrap();
    for code in codes.split('"').skip(1).step_by(2) {
        for language in ["ja", "en"] {
            let text = texts[code][language].as_str().unwrap_or_default();
            assert!(text.chars().count() > 5, "{code} has no {language} sentence");
        }
    }
}
