//! Opening the ledger from the command line.

use std::path::PathBuf;

use mamori_core::ledgers::{self, Ledgers, Surroundings, setup};
use mamori_core::users::Session;

use crate::Access;
use crate::answer::Failure;

impl Access {
    pub fn dir(&self) -> PathBuf {
        self.ledger.clone().unwrap_or_else(ledgers::usual_dir)
    }

    /// The first line of standard input. A password on the command line would stand in the shell's history.
    pub fn password(&self) -> Result<String, Failure> {
        if !self.password_stdin {
            let advice = "パスワードが渡されていません。--password-stdin を付け、標準入力の1行目にパスワードを書いてください。";
            return Err(Failure::Usage(advice.to_owned()));
        }
        stdin_line()
    }

    pub fn login(&self) -> Result<&str, Failure> {
        let advice = "利用者IDが渡されていません。--user ID を付けてください。";
        self.user.as_deref().ok_or_else(|| Failure::Usage(advice.to_owned()))
    }

    pub fn open(&self) -> Result<(Ledgers, Session), Failure> {
        self.open_as(&self.password()?)
    }

    /// With a password that was read before other lines of standard input.
    pub fn open_as(&self, password: &str) -> Result<(Ledgers, Session), Failure> {
        let login = self.login()?;
        let (ledgers, session, _) =
            setup::sign_in(&self.dir(), login, password, Surroundings::of_this_machine())?;
        Ok((ledgers, session))
    }
}

/// The next line of standard input.
pub fn stdin_line() -> Result<String, Failure> {
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line);
    read.map_err(|error| Failure::Usage(format!("標準入力を読めません（{error}）。")))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
