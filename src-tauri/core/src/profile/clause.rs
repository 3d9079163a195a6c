//! 条項: references such as `4.2.5(3)` and how the office writes them, `４．２．５ ３）`.

/// The reference as the regulation prints it: full width, items with a closing bracket.
///
/// `2.1.2(2)f` is ２．１．２ ２）ｆ）; several items follow one another, `5.2.3(4)(5)` is ５．２．３ ４）５）.
pub fn as_printed(reference: &str) -> String {
    let (section, items) = reference.split_at(reference.find('(').unwrap_or(reference.len()));
    let mut printed: String = section.chars().map(full_width).collect();
    if !items.is_empty() {
        printed.push(' ');
    }
    for c in items.chars() {
        match c {
            '(' => {}
            ')' => printed.push('）'),
            'a'..='z' => printed.extend([full_width(c), '）']),
            c => printed.push(full_width(c)),
        }
    }
    printed
}

/// 第４．２．５節, of a section without items.
pub fn section_as_printed(section: &str) -> String {
    format!("第{}節", as_printed(section))
}

/// The single clauses a reference names: `5.2.3(4)(5)` is two.
pub fn each(reference: &str) -> Vec<String> {
    let Some((section, items)) = reference.split_once('(') else {
        return vec![reference.to_owned()];
    };
    items.split('(').map(|item| format!("{section}({item}")).collect()
}

fn full_width(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(c as u32 - '!' as u32 + '！' as u32).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_printed_as_the_regulation_prints_it() {
        let cases = [
            ("3.2", "３．２"),
            ("4.2.5(3)", "４．２．５ ３）"),
            ("2.1.2(2)f", "２．１．２ ２）ｆ）"),
            ("5.2.3(4)(5)", "５．２．３ ４）５）"),
        ];
        for (reference, printed) in cases {
            assert_eq!(as_printed(reference), printed);
        }
        assert_eq!(section_as_printed("4.2.5"), "第４．２．５節");
    }

    #[test]
    fn a_reference_to_two_items_names_two_clauses() {
        assert_eq!(each("5.2.3(4)(5)"), ["5.2.3(4)", "5.2.3(5)"]);
        assert_eq!(each("2.1.2(2)f"), ["2.1.2(2)f"]);
        assert_eq!(each("3.2"), ["3.2"]);
    }
}
