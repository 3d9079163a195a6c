//! Why a sheet is not printed. The sentences about it stand in `assets/text/errors.json`.

/// A sheet that cannot be printed as it stands. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// A character no font has. Printing goes on only when it is replaced: never a tofu.
    #[error("no font has {code_point} in {text:?}")]
    MissingGlyph { ch: char, code_point: String, text: String },
    /// A bundled font could not be cut down to the characters used.
    #[error("font {font}: {reason}")]
    Font { font: &'static str, reason: String },
}
