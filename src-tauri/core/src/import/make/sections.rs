//! 初めの小見出し: a section's heading that stands above the headings of the table itself.

use std::borrow::Cow;

use super::table::Maker;
use crate::import::cells::Row;
use crate::import::mapping::Mapping;
use crate::import::normalise::sections;
use crate::import::rows::RowClass;

impl Maker<'_, '_> {
    /// 【総務課】 right above the headings, where others like it part the rows below; or 総務課 there, where 給付課 does; or
    /// USBメモリ, where 外付HDD stands above the same headings further down.
    pub(super) fn first_section(&self, mapping: &Mapping, classes: &[(u32, RowClass)]) -> Option<&Row> {
        let header = *self.table.header_rows.first()?;
        let above =
            self.sheet.rows.iter().rfind(|row| row.number < header && row.number >= self.table.first_row)?;
        let text = only_text(above)?;
        let again = |row: u32| {
            classes
                .binary_search_by_key(&(row + 1), |(row, _)| *row)
                .is_ok_and(|at| classes[at].1 == RowClass::Header)
        };
        let like = |(row, class): &(u32, RowClass)| {
            let other = self.row(*row).filter(|_| *class == RowClass::Heading).and_then(only_text);
            other.is_some_and(|other| match sign(&text) {
                Some(sign_of) => sign(&other) == Some(sign_of),
                None => {
                    let alike = || sections::mean_the_same_field(mapping.shape, &text, &other);
                    let near = above.number + 1 == header && sign(&other).is_none() && !names_list(&text);
                    near && (again(*row) || alike())
                }
            })
        };
        classes.iter().any(like).then_some(above)
    }
}

/// What stands in a row of one cell.
fn only_text(row: &Row) -> Option<String> {
    let mut texts = row.cells.iter().filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.text());
    texts.next().filter(|_| texts.next().is_none()).map(Cow::into_owned)
}

/// The sign a section is marked with.
fn sign(text: &str) -> Option<char> {
    text.trim().chars().next().filter(|c| "【■□◆◇●▼★〔［[＜<".contains(*c))
}

/// 媒体管理台帳 is the name of the whole list.
fn names_list(text: &str) -> bool {
    ["台帳", "簿", "一覧", "一覧表", "リスト", "記録"].iter().any(|word| text.contains(word))
}
