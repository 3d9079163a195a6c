//! The window of まもり台帳: Tauri around `mamori-core`. No rule, no SQL, no sentence for users.
//!
//! [`app`] keeps the opened ledger and who is signed in; [`commands`] is what the page may ask for;
//! [`dialogs`] is the only place where a file is chosen, [`dropped`] the one where files are let fall;
//! [`remembered`] is the ledger opened last.

mod app;
mod commands;
mod dialogs;
mod dropped;
mod options;
mod remembered;

use std::error::Error;
use std::process::ExitCode;

use mamori_core::import::{WORKER_FLAG, worker_main};
use mamori_core::ledgers::usual_dir;
use tauri::{Manager, RunEvent, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

use crate::app::App;
use crate::options::Options;

#[cfg(all(feature = "e2e", not(debug_assertions)))]
compile_error!("the feature `e2e` replaces file dialogs by a queue: never in a release");

/// Opens the window and stays until it is closed.
///
/// As a reader of workbooks it opens none: the program starts itself so, to read what may kill its reader.
pub fn run() -> ExitCode {
    let mut args = std::env::args_os().skip(1).peekable();
    if args.next_if(|first| first == WORKER_FLAG).is_some() {
        return worker_main();
    }
    let options = Options::from_args(args);
    match builder(options).build(tauri::generate_context!()) {
        Ok(app) => {
            app.run(|handle, event| {
                if matches!(event, RunEvent::Exit) {
                    commands::forms::clear_viewed(handle);
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn builder(options: Options) -> tauri::Builder<tauri::Wry> {
    let builder = tauri::Builder::default();
    // First of all plugins, as its documentation asks: a second start must end before it does anything.
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
        .manage(dropped::Dropped::default())
        .on_window_event(dropped::hear)
        .setup(move |app| open_window(app, options))
        .invoke_handler(tauri::generate_handler![
            commands::start::start_state,
            commands::start::suggest_ledger_dir,
            commands::start::pick_ledger_dir,
            commands::start::list_profiles,
            commands::start::create_ledger,
            commands::start::open_ledger,
            commands::users::sign_in,
            commands::users::recover_access,
            commands::users::lock,
            commands::users::unlock,
            commands::users::sign_out,
            commands::users::change_password,
            commands::users::account_roles,
            commands::users::register_account,
            commands::users::shut_account,
            commands::users::give_password,
            commands::records::describe,
            commands::records::list_records,
            commands::records::get_record,
            commands::records::create_record,
            commands::records::correct_record,
            commands::records::void_record,
            commands::records::undo_last,
            commands::records::search_all,
            commands::records::home,
            commands::records::suggest_people,
            commands::training::describe_training_steps,
            commands::training::training_board,
            commands::training::guide_training,
            commands::training::plan_training,
            commands::training::preview_targets,
            commands::training::amend_training,
            commands::training::refresh_targets,
            commands::training::advance_training,
            commands::training::save_attendance,
            commands::training::assign_attendee,
            commands::training::correct_training,
            commands::training::untrained,
            commands::training::remind,
            commands::training::note_untrained,
            commands::training::makeup_draft,
            commands::training::plan_makeup,
            commands::training::training_matrix,
            commands::training::attendance_rates,
            commands::training::training_duties,
            commands::training::report_figures,
            commands::training::draft_report,
            commands::training::submit_report,
            commands::training::approve_plan,
            commands::training::revise_plan,
            commands::training::attach_text,
            commands::training::keep_text,
            commands::training::file_signed_sheets,
            commands::training::file_dropped_sheets,
            commands::import::pick_import_files,
            commands::import::pick_import_folder,
            commands::import::preview_import,
            commands::import::reread_import,
            commands::import::decide_import,
            commands::import::commit_import,
            commands::import::list_batches,
            commands::import::undo_batch,
            commands::import::plan_undo,
            commands::import::recall_decisions,
            commands::import::save_import_report,
            commands::import::cancel_work,
            commands::people::describe_people_steps,
            commands::people::move_person,
            commands::people::leave_person,
            commands::people::withdraw_leaving,
            commands::people::holdings,
            commands::people::leavers_holding,
            commands::devices::describe_device_steps,
            commands::devices::guide_device,
            commands::devices::advance_device,
            commands::devices::devices_due,
            commands::disposals::describe_steps,
            commands::disposals::disposal_board,
            commands::disposals::guide_case,
            commands::disposals::apply_disposal,
            commands::disposals::amend_disposal,
            commands::disposals::advance_case,
            commands::disposals::weigh_application,
            commands::disposals::weigh_work,
            commands::disposals::expected_drives,
            commands::disposals::match_serials,
            commands::disposals::taken_steps,
            commands::disposals::correct_step,
            commands::disposals::void_step,
            commands::disposals::move_photo,
            commands::disposals::read_report,
            commands::attachments::list_attachments,
            commands::attachments::attach_file,
            commands::attachments::open_attachment,
            commands::forms::preview_form,
            commands::forms::save_form,
            commands::forms::open_form,
            commands::forms::open_recovery_sheet,
            commands::export::export_ledger,
            commands::export::export_list,
            commands::export::export_import_list,
            commands::export::export_everything,
            commands::audit::list_events,
            commands::audit::verify_ledger,
        ])
}

/// The state first, then the window: its page begins to ask as soon as it is there.
fn open_window(app: &mut tauri::App, options: Options) -> Result<(), Box<dyn Error>> {
    let remembered = remembered::load(app.handle());
    let dir = options.ledger.or(remembered).unwrap_or_else(usual_dir);
    app.manage(App::new(dir, options.practice));
    commands::forms::clear_viewed(app.handle());
    let config = app.config().app.windows.first().cloned().ok_or("tauri.conf.json names no window")?;
    let mut window = WebviewWindowBuilder::from_config(app.handle(), &config)?;
    if options.practice {
        window = window.title(format!("{}（練習用）", config.title));
    }
    window.build()?;
    Ok(())
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
