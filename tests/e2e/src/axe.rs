//! WCAG 2.2 AA as far as axe-core can tell.

use std::path::Path;

use crate::{Result, Window};

/// What axe-core objects to, a line each.
pub fn accessibility(window: &Window, screen: &str) -> Result<String> {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&axe).map_err(|error| format!("{}: {error}", axe.display()))?;
    let tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']";
    // The body of a list scrolls by keys while the grid around it holds the focus; axe asks the body itself.
    let rules = "{ 'scrollable-region-focusable': { enabled: false } }";
    let found = window.script(&format!(
        "if (!window.axe) {{ {axe} }}
         const {{ violations }} = await window.axe.run(document, {{ runOnly: {tags}, rules: {rules} }});
         return violations.flatMap(({{ id, nodes }}) =>
             nodes.map((node) => `{screen}: ${{id}}: ${{node.html}}: ${{node.failureSummary}}\n`)).join('');"
    ))?;
    Ok(found.as_str().map_or_else(|| found.to_string(), str::to_owned))
}
