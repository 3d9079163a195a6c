//! Why a sheet is not printed.

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

impl PrintError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingGlyph { .. } => "print_missing_glyph",
            Self::Font { .. } => "print_font",
        }
    }

    /// The sentence of mamorictl.
    pub fn message_ja(&self) -> String {
        match self {
            Self::MissingGlyph { ch, code_point, text } => format!(
                "文字「{ch}」（{code_point}）の字形がないため印刷できません。「{text}」を別の文字に直してください。"
            ),
            Self::Font { font, .. } => {
                format!("フォント「{font}」を読み取れません。プログラムを入れ直してください。")
            }
        }
    }
}
