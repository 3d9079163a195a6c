//! 読み方の指定: what a file does not say by itself — its password, the encoding of a text file.
//!
//! The password goes to the reader process through its pipe and nowhere else: it is not stored, not
//! logged, and never part of a command line.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

/// How to read one file. Nothing given means: no password, and the encoding found by looking.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ReadOptions {
    pub password: Option<Secret>,
    pub encoding: Option<TextEncoding>,
}

/// パスワード of a workbook. Cannot be shown by accident, and leaves no copy in memory when dropped.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> Self {
        secret.reveal().to_owned()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// 文字コード of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum TextEncoding {
    Utf8,
    /// Shift_JIS as Windows writes it.
    Cp932,
    Utf16,
    /// Of old Unix systems.
    EucJp,
    /// JIS, of old mails.
    Iso2022Jp,
}

/// How far the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadProgress<'a> {
    pub file: &'a str,
    /// None before the first sheet, and for a text file, which has none.
    pub sheet: Option<&'a str>,
    /// Rows of the whole file so far.
    pub rows: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let options = ReadOptions { password: Some("kumiai-R8".to_owned().into()), encoding: None };
        assert_eq!(format!("{options:?}"), "ReadOptions { password: Some(…), encoding: None }");
    }
}
