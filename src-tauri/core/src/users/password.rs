//! パスワードの規則 (A ５．１ ３）ｂ）ｃ）): length, kinds of characters, age. Pure; the numbers are the profile's.

use chrono::{Months, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

/// What the profile asks of a password.
#[derive(Debug, Clone, Copy)]
pub struct PasswordRule {
    pub min_length: usize,
    /// How many of letters, digits and symbols must occur.
    pub classes: usize,
    pub max_age_months: u32,
    /// Days before the end at which we begin to remind.
    pub notice_days: i64,
}

/// Why a password is not good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    TooShort,
    TooFewKinds,
}

/// Where a password stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum PasswordAge {
    Ok,
    ExpiresSoon,
    Expired,
    /// Given by somebody else; must be changed before anything (A ５．１ ３）ｅ）).
    Temporary,
}

impl PasswordRule {
    pub fn check(&self, password: &str) -> Result<(), PasswordFault> {
        if password.chars().count() < self.min_length {
            return Err(PasswordFault::TooShort);
        }
        let letters = password.chars().any(char::is_alphabetic);
        let digits = password.chars().any(|c| c.is_ascii_digit());
        let symbols = password.chars().any(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let kinds = [letters, digits, symbols].into_iter().filter(|found| *found).count();
        if kinds < self.classes { Err(PasswordFault::TooFewKinds) } else { Ok(()) }
    }

    /// The day on which the password no longer holds: 2 calendar months after its change, that day included.
    pub fn ends_on(&self, changed_on: NaiveDate) -> NaiveDate {
        changed_on.checked_add_months(Months::new(self.max_age_months)).unwrap_or(NaiveDate::MAX)
    }

    /// Days left and the state they amount to.
    pub fn age(&self, changed_on: NaiveDate, temporary: bool, today: NaiveDate) -> (PasswordAge, i64) {
        let left = (self.ends_on(changed_on) - today).num_days();
        let age = match left {
            _ if temporary => PasswordAge::Temporary,
            ..=0 => PasswordAge::Expired,
            days if days <= self.notice_days => PasswordAge::ExpiresSoon,
            _ => PasswordAge::Ok,
        };
        (age, left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: PasswordRule = PasswordRule { min_length: 8, classes: 3, max_age_months: 2, notice_days: 7 };

    #[test]
    fn eight_with_letters_digits_and_symbols() {
        let cases = [
            ("abc12#x", Err(PasswordFault::TooShort)),
            ("abc12#xy", Ok(())),
            ("abcd1234", Err(PasswordFault::TooFewKinds)),
            ("abcdefg#", Err(PasswordFault::TooFewKinds)),
            ("まもり台帳12#", Ok(())),
            ("abc 1234", Err(PasswordFault::TooFewKinds)),
        ];
        for (password, expected) in cases {
            assert_eq!(RULE.check(password), expected, "{password}");
        }
    }

    #[test]
    fn ends_two_calendar_months_later() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(RULE.ends_on(day(2026, 12, 31)), day(2027, 2, 28));
        assert_eq!(RULE.age(day(2026, 9, 20), false, day(2026, 11, 19)).0, PasswordAge::ExpiresSoon);
        assert_eq!(RULE.age(day(2026, 9, 20), false, day(2026, 11, 20)).0, PasswordAge::Expired);
        assert_eq!(RULE.age(day(2026, 11, 1), false, day(2026, 11, 20)).0, PasswordAge::Ok);
        assert_eq!(RULE.age(day(2026, 11, 20), true, day(2026, 11, 20)).0, PasswordAge::Temporary);
    }
}
