//! 取込みの断り: every way a file is not taken in, with the file's name and what to do.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a file could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadFailure {
    NotFound,
    NoPermission,
    /// ~$台帳.xlsx: what Excel leaves beside a file it has open.
    LockFile,
    TooLarge,
    /// What the file says it unpacks to is beyond all reason.
    Bomb,
    Empty,
    /// Needs a password that was not given.
    Password,
    WrongPassword,
    /// A kind of password this program cannot undo: a certificate, an old or a very new way.
    PasswordUnsupported,
    /// Excel 2 to 4.
    AncientExcel,
    /// An .xlsx whose parts are in UTF-16.
    Utf16Parts,
    /// A format this program does not know.
    UnknownFormat,
    /// The file breaks off or contradicts itself.
    Damaged,
    TooManyCells,
    Timeout,
    OutOfMemory,
    /// The reader process fell over.
    Crashed,
    /// The reader process could not be started.
    NoReader,
    Cancelled,
}

/// A file that was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {failure:?} ({detail})")]
pub struct ImportError {
    /// The file's name, as the user knows it.
    pub file: String,
    pub failure: ReadFailure,
    /// For the log: what the library said.
    pub detail: String,
}

impl ImportError {
    pub fn new(file: impl Into<String>, failure: ReadFailure, detail: impl fmt::Display) -> Self {
        Self { file: file.into(), failure, detail: detail.to_string() }
    }

    /// 何が起きたか。どうすればよいか。
    pub fn message_ja(&self) -> String {
        format!("「{}」{}", self.file, self.failure.sentence_ja())
    }
}

impl ReadFailure {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NoPermission => "no_permission",
            Self::LockFile => "lock_file",
            Self::TooLarge => "too_large",
            Self::Bomb => "bomb",
            Self::Empty => "empty",
            Self::Password => "password",
            Self::WrongPassword => "wrong_password",
            Self::PasswordUnsupported => "password_unsupported",
            Self::AncientExcel => "ancient_excel",
            Self::Utf16Parts => "utf16_parts",
            Self::UnknownFormat => "unknown_format",
            Self::Damaged => "damaged",
            Self::TooManyCells => "too_many_cells",
            Self::Timeout => "timeout",
            Self::OutOfMemory => "out_of_memory",
            Self::Crashed => "crashed",
            Self::NoReader => "no_reader",
            Self::Cancelled => "cancelled",
        }
    }

    fn sentence_ja(self) -> &'static str {
        match self {
            Self::NotFound => "が見つかりません。場所と名前を確かめてください。",
            Self::NoPermission => "を開けません。Excelで開いていれば閉じ、読む権限があるか確かめてください。",
            Self::LockFile => {
                "はExcelが作業中に作る一時ファイルです。Excelを閉じ、「~$」の付かない元のファイルを選んでください。"
            }
            Self::TooLarge => "は50MBを超えています。台帳の表だけを新しいブックに写して取り込んでください。",
            Self::Bomb => {
                "は展開すると異常に大きくなるため読みません。Excelで開き、表だけを新しいブックに写して保存し直してください。"
            }
            Self::Empty => "は空です。正しいファイルか確かめてください。",
            Self::Password => {
                "にはパスワードがかかっています。ファイルを開くためのパスワードを入力してください。"
            }
            Self::WrongPassword => {
                "のパスワードが違います。大文字・小文字と全角・半角を確かめて、もう一度入力してください。"
            }
            Self::PasswordUnsupported => {
                "には、このプログラムで解けない形式のパスワードがかかっています。ExcelやLibreOfficeで開き、パスワードを外した写しを .xlsx で保存して取り込んでください。"
            }
            Self::AncientExcel => {
                "は古いExcel（95より前）の形式です。Excelで開き、.xlsx で保存し直してください。"
            }
            Self::Utf16Parts => {
                "は中の文字コードがUTF-16のため読めません。Excelで開き、.xlsx で保存し直してください。"
            }
            Self::UnknownFormat => {
                "はExcelでもCSVでもありません。.xlsx、.xls、.csv のどれかを選んでください。文字だけのファイルなら、メモ帳で開き、文字コードを「UTF-8」にして保存し直してください。"
            }
            Self::Damaged => {
                "は壊れているか途中で切れています。元のファイルをもう一度写すか、Excelで開いて .xlsx で保存し直してください。"
            }
            Self::TooManyCells => {
                "は使われているセルが多すぎます。表の外の余分な行と列を削除し、保存し直してください。"
            }
            Self::Timeout => {
                "は60秒待っても先へ進みませんでした。表だけを新しいブックに写し、保存し直してください。"
            }
            Self::OutOfMemory => {
                "は読むのに1GBを超えるメモリが要るため中止しました。表だけを新しいブックに写し、保存し直してください。"
            }
            Self::Crashed => "を読む途中で読取りが止まりました。Excelで開き、.xlsx で保存し直してください。",
            Self::NoReader => {
                "を読む準備ができませんでした。プログラムを入れ直すか、管理者に連絡してください。"
            }
            Self::Cancelled => "の読取りを中止しました。何も取り込んでいません。",
        }
    }
}
