//! File dialogs. Called from Rust only: the page never sees or names a path of its own.

use std::path::PathBuf;

use tauri::AppHandle;

/// What the user is asked to choose.
#[cfg_attr(feature = "e2e", allow(dead_code, reason = "the queue does not look at what is asked"))]
pub enum Ask<'a> {
    /// Workbooks to take in, several at once.
    Workbooks,
    /// A folder of workbooks to take in.
    ImportFolder,
    /// A certificate or an erasure report.
    Report,
    /// A certificate, a photo or a paper to keep with a record.
    Attachment,
    /// Scanned sign-in sheets, several at once.
    SignedSheets,
    /// The folder a ledger lives in.
    LedgerFolder,
    /// Where to put a PDF; the name proposed.
    SavePdf(&'a str),
    /// Where to put a ledger that goes out; the name proposed, whose ending says what kind of file it is.
    SaveTable(&'a str),
    /// The folder in which everything is written.
    ExportFolder,
}

/// Asks, and waits for the answer: nothing where the user cancelled. Not for the main thread.
#[cfg(not(feature = "e2e"))]
pub fn ask(app: &AppHandle, what: Ask<'_>) -> Vec<PathBuf> {
    use tauri_plugin_dialog::DialogExt;

    let dialog = app.dialog().file();
    let chosen = match what {
        Ask::Workbooks => dialog
            .add_filter(
                "Excel・CSV",
                &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "txt", "xml", "htm", "html"],
            )
            .add_filter("すべてのファイル", &["*"])
            .blocking_pick_files()
            .unwrap_or_default(),
        Ask::Report => dialog
            .add_filter("証明書・消去レポート", &["pdf", "csv", "xml", "log", "txt"])
            .add_filter("すべてのファイル", &["*"])
            .blocking_pick_file()
            .into_iter()
            .collect(),
        Ask::Attachment => dialog
            .add_filter("PDF・写真・文書", &["pdf", "jpg", "jpeg", "png", "xml", "txt", "csv", "log"])
            .add_filter("すべてのファイル", &["*"])
            .blocking_pick_file()
            .into_iter()
            .collect(),
        Ask::SignedSheets => dialog
            .add_filter("PDF・画像", &["pdf", "jpg", "jpeg", "png", "tif", "tiff"])
            .blocking_pick_files()
            .unwrap_or_default(),
        Ask::LedgerFolder | Ask::ExportFolder | Ask::ImportFolder => {
            dialog.blocking_pick_folder().into_iter().collect()
        }
        Ask::SaveTable(name) => {
            let (kind, ending) = if name.ends_with(".csv") { ("CSV", "csv") } else { ("Excel", "xlsx") };
            let dialog = dialog.add_filter(kind, &[ending]).set_file_name(name);
            dialog.blocking_save_file().into_iter().collect()
        }
        Ask::SavePdf(name) => {
            dialog.add_filter("PDF", &["pdf"]).set_file_name(name).blocking_save_file().into_iter().collect()
        }
    };
    chosen.into_iter().filter_map(|path| path.into_path().ok()).collect()
}

/// In window tests nobody can click a system dialog: each call takes the next line of the file named by
/// MAMORI_DIALOG_QUEUE, its paths parted by tabs. An empty line is a cancel.
#[cfg(feature = "e2e")]
pub fn ask(_: &AppHandle, _: Ask<'_>) -> Vec<PathBuf> {
    pop_line().unwrap_or_default().split('\t').filter(|path| !path.is_empty()).map(PathBuf::from).collect()
}

#[cfg(feature = "e2e")]
fn pop_line() -> Option<String> {
    let queue = PathBuf::from(std::env::var_os("MAMORI_DIALOG_QUEUE")?);
    let text = std::fs::read_to_string(&queue).ok()?;
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    std::fs::write(&queue, rest).ok()?;
    Some(first.to_owned())
}
