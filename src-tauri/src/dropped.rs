//! Files dropped onto the window. The page hears that some come and are let go; where they lie, it does not.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tauri::{DragDropEvent, Emitter, Manager, Window, WindowEvent};

/// What was dropped last and nobody has taken yet.
#[derive(Default)]
pub struct Dropped(Mutex<Vec<PathBuf>>);

impl Dropped {
    /// Whoever asks for the files has them; a second question finds nothing.
    pub fn take(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.held())
    }

    fn held(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub fn hear(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    let told = match event {
        DragDropEvent::Enter { .. } => "over",
        DragDropEvent::Leave => "gone",
        DragDropEvent::Drop { paths, .. } => {
            *window.state::<Dropped>().held() = paths.clone();
            "dropped"
        }
        _ => return,
    };
    // A page that is not there yet has nothing to show.
    let _ = window.emit("files", told);
}
