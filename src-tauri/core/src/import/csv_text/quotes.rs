//! 引用符: where the quotation marks of a text file do not enclose its cells, so that text or whole rows stand
//! where they do not belong.

use super::delimiter;

/// What is wrong with the quotation marks of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// One opens a cell and none closes it: all that follows is then in that one cell.
    pub unclosed: bool,
    /// Lines with one inside a cell that it enclosed, as an editor counts them.
    pub stray: Vec<u32>,
}

/// No message lists more.
const MOST: usize = 1000;

impl Quotes {
    pub fn of(text: &str) -> Self {
        let separator = char::from(delimiter(text));
        let (mut found, mut line, mut begins) = (Self::default(), 1_u32, true);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if begins => {
                    let stray = inside(&mut chars, separator, &mut line);
                    found.unclosed = stray.is_none();
                    if stray == Some(true) && found.stray.len() < MOST && found.stray.last() != Some(&line) {
                        found.stray.push(line);
                    }
                    begins = false;
                }
                '\n' => (line, begins) = (line + 1, true),
                '\r' => begins = true,
                c => begins = c == separator,
            }
        }
        found
    }
}

/// Reads on to the mark that closes a cell. Whether anything but the end of the cell follows it; nothing where
/// none closes it.
fn inside(
    chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
    separator: char,
    line: &mut u32,
) -> Option<bool> {
    loop {
        match chars.next()? {
            '\n' => *line += 1,
            // A doubled mark is one of the text.
            '"' if chars.next_if_eq(&'"').is_some() => {}
            '"' => {
                while chars.next_if(|c| *c == ' ' && *c != separator).is_some() {}
                return Some(chars.peek().is_some_and(|c| *c != separator && !matches!(c, '\n' | '\r')));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_do_not_enclose_a_cell_are_found() {
        let cases: [(&str, bool, &[u32]); 10] = [
            ("a,b\n1,2\n", false, &[]),
            ("a,\"b\nc\"\n1,2\n", false, &[]),
            ("a,\"b \"\"c\"\"\"\n", false, &[]),
            ("a,5\" disk\n", false, &[]),
            ("a,\"b\" ,c\r\n\"d\"\r\n", false, &[]),
            ("a,\"b\n1,2\n", true, &[]),
            ("a,\"b\"\" c\n1,2\n", true, &[]),
            ("a,b\n1,\"金庫 \"左\" 棚\"\n", false, &[2]),
            ("a,b\n2,\"USB, 8GB\n3,\"USB\",x\n", false, &[3]),
            ("a\tb\n\"1\"x\t\"2\"y\n", false, &[2]),
        ];
        for (text, unclosed, stray) in cases {
            assert_eq!(Quotes::of(text), Quotes { unclosed, stray: stray.to_vec() }, "{text:?}");
        }
    }
}
