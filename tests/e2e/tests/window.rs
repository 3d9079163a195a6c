//! The real window, tried one fact at a time.

use mamori_e2e::Window;
use std::path::Path;

#[test]
fn the_window_opens_on_an_empty_home() {
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../e2e");
    let window = Window::open(&shots, &[]).unwrap();

    window.wait_text("app", "まもり台帳").map_err(|error| window.explain(error)).unwrap();

    window.shot("first-start").unwrap();
}
