//! 印の意味: strike-through and colours of cells, counted so that the user can say what they mean.
//!
//! Nothing is concluded from them here. Grey may be 廃棄 in one office and a repeated form line in another.

use std::collections::BTreeMap;

use super::cells::{Cell, Row, Struck};

/// A mark a cell carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// 取消線 through the whole text.
    Struck,
    /// 塗りつぶし, as RGB.
    Fill(u32),
    /// 文字の色, as RGB.
    Ink(u32),
}

impl Mark {
    /// `struck`, `fill:FFFF00`, `ink:FF0000`: by this name a meaning is given and remembered.
    pub fn key(self) -> String {
        match self {
            Self::Struck => "struck".to_owned(),
            Self::Fill(rgb) => format!("fill:{rgb:06X}"),
            Self::Ink(rgb) => format!("ink:{rgb:06X}"),
        }
    }

    /// The colour as CSS writes it.
    pub fn colour(self) -> Option<String> {
        match self {
            Self::Struck => None,
            Self::Fill(rgb) | Self::Ink(rgb) => Some(format!("#{rgb:06X}")),
        }
    }
}

fn marks_of(cell: &Cell) -> impl Iterator<Item = Mark> {
    let struck = (cell.struck == Struck::Whole).then_some(Mark::Struck);
    let fill = (cell.fill != 0).then_some(Mark::Fill(cell.fill));
    let ink = (cell.ink != 0).then_some(Mark::Ink(cell.ink));
    [struck, fill, ink].into_iter().flatten()
}

/// The marks a row carries as a whole: its number or name does (`identity`), or half of what it holds.
pub fn of_row(row: &Row, cols: (u16, u16), identity: &[u16]) -> Vec<Mark> {
    // Most rows have none, and need not be counted.
    if row.cells.iter().all(|cell| marks_of(cell).next().is_none()) {
        return Vec::new();
    }
    let (mut seen, mut filled) = (BTreeMap::<Mark, u32>::new(), 0);
    let mut whole = Vec::new();
    for cell in row.cells.iter().filter(|cell| inside(cell, cols)) {
        filled += 1;
        for mark in marks_of(cell) {
            *seen.entry(mark).or_default() += 1;
            if identity.contains(&cell.col) {
                whole.push(mark);
            }
        }
    }
    whole.extend(seen.into_iter().filter(|(_, count)| count * 2 >= filled).map(|(mark, _)| mark));
    whole.sort_unstable();
    whole.dedup();
    whole
}

/// The cells of a row with a mark the row as a whole does not carry.
pub fn of_cells<'r>(
    row: &'r Row,
    cols: (u16, u16),
    of_row: &[Mark],
) -> impl Iterator<Item = (Mark, &'r Cell)> {
    let looks = |cell: &&Cell| cell.struck != Struck::No || cell.fill != 0 || cell.ink != 0;
    let cells = row.cells.iter().filter(looks).filter(move |cell| inside(cell, cols));
    let marked = cells.flat_map(|cell| marks_of(cell).map(move |mark| (mark, cell)));
    marked.filter(move |(mark, _)| !of_row.contains(mark))
}

fn inside(cell: &Cell, (first, last): (u16, u16)) -> bool {
    (first..=last).contains(&cell.col) && !cell.value.is_blank()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cells::Raw;

    fn row(cells: &[(u16, Struck, u32, u32)]) -> Row {
        let cell = |(col, struck, fill, ink): &(u16, Struck, u32, u32)| Cell {
            col: *col,
            struck: *struck,
            fill: *fill,
            ink: *ink,
            value: Raw::Text("x".into()),
            ..Cell::default()
        };
        Row { number: 1, hidden: false, cells: cells.iter().map(cell).collect() }
    }

    #[test]
    fn a_row_is_marked_by_its_number_or_by_half_of_it() {
        let number = row(&[(0, Struck::Whole, 0, 0), (1, Struck::No, 0, 0), (2, Struck::No, 0, 0)]);
        let half =
            row(&[(0, Struck::No, 0, 0), (1, Struck::No, 0xffff00, 0), (2, Struck::No, 0xffff00, 0xff0000)]);
        let keys = |row: &Row| of_row(row, (0, 9), &[0]).into_iter().map(Mark::key).collect::<Vec<_>>();
        assert_eq!(keys(&number), ["struck"]);
        assert_eq!(keys(&half), ["fill:FFFF00"]);
        let single: Vec<(String, u16)> = of_cells(&half, (0, 9), &of_row(&half, (0, 9), &[0]))
            .map(|(mark, cell)| (mark.key(), cell.col))
            .collect();
        assert_eq!(single, [("ink:FF0000".to_owned(), 2)]);
    }
}
