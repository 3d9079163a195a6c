//! The window of まもり台帳: Tauri around `mamori-core`. No rule, no SQL, no sentence for users.
//!
//! [`app`] keeps the opened ledger and who is signed in; [`commands`] is what the page may ask for;
//! [`dialogs`] is the only place where a file is chosen.

mod app;
mod commands;
mod dialogs;
mod options;

use std::process::ExitCode;

use tauri::Manager;
use tauri_plugin_window_state::StateFlags;

use crate::app::App;
use crate::options::Options;

#[cfg(all(feature = "e2e", not(debug_assertions)))]
compile_error!("the feature `e2e` replaces file dialogs by a queue: never in a release");

/// Opens the window and stays until it is closed.
pub fn run() -> ExitCode {
    let options = Options::from_args(std::env::args().skip(1));
    match builder(options).run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn builder(options: Options) -> tauri::Builder<tauri::Wry> {
    let practice = options.practice;
    // First of all plugins, as its documentation asks: a second start must end before it does anything.
    let builder = tauri::Builder::default();
    #[cfg(not(feature = "e2e"))]
    let builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| raise_window(app)));
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .manage(App::new(options))
        .invoke_handler(tauri::generate_handler![commands::start::start_state])
        .setup(move |app| {
            if practice && let Some(window) = app.get_webview_window("main") {
                window.set_title("まもり台帳（練習用）")?;
            }
            Ok(())
        })
}

/// A second start shows the window that is already open.
#[cfg(not(feature = "e2e"))]
fn raise_window(app: &tauri::AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that cannot be raised stays where it is; there is nobody to tell.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}
