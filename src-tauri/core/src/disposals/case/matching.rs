//! 照合: the serial numbers of a certificate against those of the case, one by one.
//!
//! Nothing is taken by halves: a number one character off, one named twice or one that is not in the case
//! is shown for what it is. Width, blanks and hyphens do not count; O and 0 are different characters.

use unicode_normalization::UnicodeNormalization;

/// What a line of the certificate was found to be; the number is the place in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Match(usize),
    /// One character off a thing nobody has certified.
    Near(usize),
    /// Named before.
    Double(usize),
    /// Not in the case.
    Extra,
}

impl Found {
    /// As the field `found_as` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Match(_) => "match",
            Self::Near(_) => "near",
            Self::Double(_) => "double",
            Self::Extra => "extra",
        }
    }

    pub fn row(self) -> Option<usize> {
        match self {
            Self::Match(row) | Self::Near(row) | Self::Double(row) => Some(row),
            Self::Extra => None,
        }
    }
}

/// A serial number for comparing.
pub fn key(serial: &str) -> String {
    let folded = serial.nfkc().filter(|c| !c.is_whitespace() && !"-‐‑‒–—―−ー_".contains(*c));
    folded.flat_map(char::to_uppercase).collect()
}

/// Matches each line of the certificate; lines that fit exactly are served first.
pub fn matched<A: AsRef<str>, B: AsRef<str>>(expected: &[A], lines: &[B]) -> Vec<Found> {
    let expected: Vec<String> = expected.iter().map(|serial| key(serial.as_ref())).collect();
    let lines: Vec<String> = lines.iter().map(|serial| key(serial.as_ref())).collect();
    let mut served = vec![false; expected.len()];
    let mut found: Vec<Option<Found>> = Vec::with_capacity(lines.len());
    for line in &lines {
        let same = |row: &usize| !line.is_empty() && expected[*row] == *line;
        let rows = || (0..expected.len()).filter(same);
        found.push(match rows().find(|row| !served[*row]) {
            Some(row) => {
                served[row] = true;
                Some(Found::Match(row))
            }
            None => rows().next().map(Found::Double),
        });
    }
    let near = |line: &String| {
        let close = (0..expected.len()).filter(|row| !served[*row] && one_off(&expected[*row], line));
        close.map(Found::Near).next().unwrap_or(Found::Extra)
    };
    found.into_iter().zip(&lines).map(|(found, line)| found.unwrap_or_else(|| near(line))).collect()
}

/// Whether one character replaced, added, left out, or two neighbours swapped make one of the other.
fn one_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || a.is_empty() || b.is_empty() {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => a == &b[1..],
        std::cmp::Ordering::Greater => &a[1..] == b,
        std::cmp::Ordering::Equal if a.is_empty() => false,
        std::cmp::Ordering::Equal => {
            a[1..] == b[1..] || (a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_shown_for_what_it_is() {
        let case = ["WD-WX41A1234567", "S3Z4NB0K123456", "5VG0ABCD", "5VG0ABCE"];
        let cases: [(&[&str], &[Found]); 9] = [
            (&["WD-WX41A1234567"], &[Found::Match(0)]),
            (&["ｗｄ wx41a1234567"], &[Found::Match(0)]),
            (&["S3Z4NBOK123456"], &[Found::Near(1)]),
            (&["S3Z4NB0K12345"], &[Found::Near(1)]),
            (&["S3Z4NB0K1234566"], &[Found::Near(1)]),
            (&["S3Z4NBK0123456"], &[Found::Near(1)]),
            (&["WDWX41A1234567", "WD-WX41A1234567"], &[Found::Match(0), Found::Double(0)]),
            (&["ZZZ999", ""], &[Found::Extra, Found::Extra]),
            // The one that fits is not near its neighbour; what is left is.
            (&["5VG0ABCE", "5VG0ABCF"], &[Found::Match(3), Found::Near(2)]),
        ];
        for (lines, expected) in cases {
            assert_eq!(matched(&case, lines), expected, "{lines:?}");
        }
    }
}
