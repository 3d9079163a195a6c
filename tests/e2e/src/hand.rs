//! What every test's hand does: put records there that are not what is tried, fill in a form, tick its choices.

use serde_json::{Value, json};

use crate::{Result, Window};

/// What other tests type into the forms of the ledgers is put there directly.
pub fn create(window: &Window, register: &str, values: &Value, parts: &Value) -> Result<()> {
    let draft = json!({ "values": values, "parts": parts, "effective_on": null, "late_reason": null });
    let made = window.script(&format!(
        "return await window.__TAURI_INTERNALS__.invoke('create_record', {{ register: '{register}', draft: {draft} }})
             .then((made) => made.number, (no) => ({{ refused: no }}));"
    ))?;
    if made.is_string() { Ok(()) } else { Err(format!("{register}: {made}").into()) }
}

/// A day before today, ISO: a step is put down when it was done, never beforehand.
pub fn days_ago(window: &Window, days: u32) -> Result<String> {
    let day = window.script(&format!(
        "const day = new Date(); day.setDate(day.getDate() - {days});
         return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, '0')).join('-');"
    ))?;
    Ok(day.as_str().unwrap_or_default().to_owned())
}

pub fn fill(window: &Window, fields: &[(&str, &str)]) -> Result<()> {
    for (field, text) in fields {
        window.fill(field, text).map_err(|error| format!("{field}: {error}"))?;
    }
    Ok(())
}

pub fn tick(window: &Window, field: &str, choices: &[&str]) -> Result<()> {
    for choice in choices {
        let found = window.script(&format!(
            "const label = [...document.querySelectorAll(\"[data-testid='{field}'] label\")].find((one) => one.textContent.trim() === '{choice}');
             label?.querySelector('input').click();
             return label !== undefined;"
        ))?;
        if found != json!(true) {
            return Err(format!("{field} has no {choice}").into());
        }
    }
    Ok(())
}

/// Waits in the page until a condition holds there.
pub fn until(window: &Window, what: &str, condition: &str) -> Result<()> {
    let waited = window.script(&format!(
        "for (const late = performance.now() + 40_000; performance.now() < late; ) {{
             if ({condition}) return true;
             await new Promise(requestAnimationFrame);
         }}
         return false;"
    ))?;
    if waited == json!(true) { Ok(()) } else { Err(format!("waited in vain for {what}").into()) }
}
