//! 数の読取り: whole numbers with the units their field counts in. Nothing is put together from pieces.

use unicode_normalization::UnicodeNormalization;

use super::{ProblemCode, Refused};
use crate::vocab::fields::Field;
use crate::vocab::fiscal_year::FiscalYear;

/// Units of things counted in a field that names no unit of its own.
const COUNTERS: &[&str] = &["件", "枚", "本", "回", "人", "名", "台", "個", "部", "円", "点", "世代"];

pub(crate) fn read_int(field: &Field, text: &str) -> Result<i64, Refused> {
    if field.key == "fiscal_year" {
        return read_year(text);
    }
    let folded: String = text.nfkc().collect();
    let folded = folded.trim().replace(['▲', '△', '−'], "-");
    whole(without_unit(field, &folded)).ok_or_else(|| ProblemCode::NotANumber.into())
}

/// 年度: 2026, R8 or 令和8年度.
fn read_year(text: &str) -> Result<i64, Refused> {
    let year: Result<FiscalYear, _> = text.parse();
    year.map(|year| year.0.into()).map_err(|_| ProblemCode::NotANumber.into())
}

/// 45分 in 所要時間（分）, 12件 anywhere.
fn without_unit<'t>(field: &Field, text: &'t str) -> &'t str {
    let named = field.label.ja.split_once('（').and_then(|(_, unit)| unit.strip_suffix('）'));
    let named: String = named.unwrap_or_default().nfkc().collect();
    let bare = match named.as_str() {
        "" => COUNTERS.iter().find_map(|unit| text.strip_suffix(unit)),
        named => text.strip_suffix(named),
    };
    bare.unwrap_or(text).trim_end()
}

/// Digits in one run, or with commas between thousands.
fn whole(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits.trim_start()),
        None => (false, text),
    };
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let (mut number, mut thousands) = (first.to_owned(), false);
    for group in groups {
        thousands = true;
        if group.len() != 3 {
            return None;
        }
        number.push_str(group);
    }
    let fits = !thousands || (1..=3).contains(&first.len());
    let plain = fits && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = plain.then(|| number.parse::<i64>().ok()).flatten()?;
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::fields::{Kind, field};

    #[test]
    fn numbers_with_their_units_and_nothing_else() {
        let (count, minutes) =
            (field("n", "件数", "", Kind::Int), field("m", "所要時間（分）", "", Kind::Int));
        let year = field("fiscal_year", "年度", "", Kind::Int);
        let cases = [
            (&count, "１，２３４件", Some(1234)),
            (&count, "▲ 3,000円", Some(-3000)),
            (&count, "12 枚", Some(12)),
            (&minutes, "45分", Some(45)),
            (&year, "令和8年度", Some(2026)),
            (&count, "1 2", None),
            (&count, "3\n4", None),
            (&count, "1,2", None),
            (&count, "1234,567", None),
            (&count, "10月", None),
            (&count, "45分", None),
            (&minutes, "45時", None),
            (&minutes, "45件", None),
            (&count, "--3", None),
            (&count, "", None),
        ];
        for (field, text, number) in cases {
            assert_eq!(read_int(field, text).ok(), number, "{text}");
        }
    }
}
