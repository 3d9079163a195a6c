//! 職員名簿: the people the ledgers speak of. Whether someone may sign in is an account's matter, not theirs.

pub mod fields;
