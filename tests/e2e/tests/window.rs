//! The real window, tried one fact at a time.

use std::net::TcpListener;
use std::path::Path;

use mamori_e2e::{Result, Window, road};
use serde_json::json;

/// Opens the window, tries it, and on failure tells with a picture and the program's log what was seen.
#[allow(clippy::panic, reason = "it is how a test fails, outside of a test function")]
fn in_window(name: &str, tried: impl FnOnce(&Window) -> Result<()>) {
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../e2e").join(name);
    let window = Window::open(&shots, &[]).unwrap_or_else(|error| panic!("{error}"));
    tried(&window).unwrap_or_else(|error| panic!("{}", window.explain(error)));
}

#[test]
fn opens_on_an_empty_home() {
    in_window("first-start", |window| {
        window.wait_text("app", "まもり台帳")?;
        window.shot("first-start")?;
        Ok(())
    });
}

#[test]
fn the_page_may_call_only_what_is_listed() {
    in_window("page-rights", |window| {
        window.wait_for("app")?;
        let invoke = |command: &str| {
            window.script(&format!("return await window.__TAURI_INTERNALS__.invoke('{command}', {{}});"))
        };

        assert!(invoke("start_state")?.is_object());
        for command in ["plugin:window|set_title", "plugin:opener|open_path", "plugin:dialog|open", "nothing"]
        {
            let answer = invoke(command)?;
            let text = answer.as_str().unwrap_or_default();
            assert!(text.contains("not allowed") || text.contains("not found"), "{command}: {answer}");
        }
        Ok(())
    });
}

#[test]
fn nothing_from_outside_gets_into_the_page() {
    in_window("page-walls", |window| {
        window.wait_for("app")?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = format!("http://{}/", listener.local_addr()?);

        let fetched = window.script(&format!("return (await fetch('{address}')).status;"))?;
        let inline = window.script(
            "const script = document.createElement('script');
             script.textContent = 'window.injected = true';
             document.head.append(script);
             return window.injected === true;",
        )?;
        let frozen = window.script("return Object.isFrozen(Object.prototype);")?;

        assert!(fetched.is_string(), "{fetched}");
        assert!(listener.accept().is_err(), "the page reached the network");
        assert_eq!([inline, frozen], [json!(false), json!(true)]);
        Ok(())
    });
}

#[test]
fn the_whole_road_can_be_walked() {
    in_window("road", road::walk);
}
