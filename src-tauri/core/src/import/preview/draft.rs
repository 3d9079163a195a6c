//! 記録の下書き: the records the rows of a table become.

use super::{RowPreview, SAID, STRUCK, TablePreview, owned};
use crate::export::mark_of;
use crate::import::diff::is_own_form;
use crate::registers;
use crate::vocab::Content;
use crate::vocab::read::{DraftTexts, Problems, RowReader, Strictness, read};

/// One record to be stored, with the rows of the file it comes from.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    pub rows: Vec<u32>,
    pub struck: bool,
    /// Our own export says that its line was struck through where the record first came from.
    was_struck: bool,
    texts: Texts<'a>,
}

#[derive(Debug, Clone)]
enum Texts<'a> {
    /// A row is a record; its values stay where they are.
    Row(&'a RowPreview),
    /// A row is several records, each with a control number of its own.
    Numbered(&'a RowPreview, &'static str, &'a str),
    /// A table is a record.
    Whole(DraftTexts),
}

impl<'a> Draft<'a> {
    /// The row as it was read; none where it is a whole table.
    pub fn read(&self) -> Option<&'a RowPreview> {
        match &self.texts {
            Texts::Row(row) | Texts::Numbered(row, ..) => Some(row),
            Texts::Whole(_) => None,
        }
    }

    /// The first row it comes from, by which it is known.
    pub fn row(&self) -> u32 {
        self.rows.first().copied().unwrap_or_default()
    }

    /// How many rows it stands for in the sums: of several records from one row only the first counts it.
    pub fn row_count(&self) -> u32 {
        let counts = match &self.texts {
            Texts::Numbered(row, _, number) => row.numbers.first().is_some_and(|first| first == number),
            Texts::Row(_) | Texts::Whole(_) => true,
        };
        if counts { u32::try_from(self.rows.len()).unwrap_or(u32::MAX) } else { 0 }
    }

    /// Whether no state may be made up for it: a struck line may mean 廃棄 or a slip of the pen.
    pub fn is_of_unknown_state(&self) -> bool {
        self.struck || self.was_struck
    }

    /// What stands in a field, as it would be stored.
    pub fn text(&self, key: &str) -> Option<&str> {
        match &self.texts {
            Texts::Numbered(_, own, number) if key == *own => Some(number),
            Texts::Row(row) | Texts::Numbered(row, ..) => row.values.get(key),
            Texts::Whole(texts) => texts.values.get(key).map(String::as_str),
        }
    }

    /// Which record and version it was when our own export wrote it.
    pub fn mark(&self) -> Option<&str> {
        self.read().and_then(|row| row.mark.as_deref())
    }

    /// The record's content, or what cannot be stored of it.
    pub fn content(&self, reader: &RowReader) -> Result<Content, Problems> {
        match &self.texts {
            Texts::Row(row) => reader.read(row.values.iter(), &row.kept()),
            Texts::Numbered(row, key, number) => {
                let mut values = row.values.clone();
                values.insert(key, *number);
                reader.read(values.iter(), &row.kept())
            }
            Texts::Whole(texts) => {
                let mut content = read(reader.register, texts, Strictness::Import, reader.today)?;
                registers::follow_parts(reader.register.id, &mut content);
                Ok(content)
            }
        }
    }
}

impl TablePreview {
    /// The records this table becomes, in the order of its rows.
    pub fn drafts(&self) -> impl Iterator<Item = Draft<'_>> {
        let whole = self.part.as_ref().filter(|_| !self.rows.is_empty()).map(|part| self.whole(part));
        let key = registers::register(self.register).number;
        let own = self.rows.iter().filter(|_| self.part.is_none());
        let says_struck = self.says_struck();
        whole.into_iter().chain(own.flat_map(move |row| of_row(row, key, says_struck)))
    }

    /// Whether it is our own export and has the column that says which lines were struck through.
    fn says_struck(&self) -> bool {
        let heads = |wanted: &dyn Fn(&str) -> bool| self.columns.iter().any(|column| wanted(&column.heading));
        heads(&|heading| heading == STRUCK)
            && (heads(&|heading| mark_of(heading).is_some()) || is_own_form(self))
    }

    fn whole(&self, part: &str) -> Draft<'_> {
        let mut texts = DraftTexts {
            values: owned(self.values.iter().map(|(key, text)| (*key, text.as_str()))),
            extra: self.extra.clone(),
            ..DraftTexts::default()
        };
        texts.parts.insert(part.to_owned(), self.rows.iter().map(|row| owned(row.values.iter())).collect());
        for row in &self.rows {
            for (heading, text) in row.kept() {
                texts.extra.insert(format!("{heading}（{}行目）", row.row), text);
            }
        }
        Draft {
            rows: self.rows.iter().map(|row| row.row).collect(),
            struck: false,
            was_struck: false,
            texts: Texts::Whole(texts),
        }
    }
}

/// The record a row becomes, or each of those it becomes.
fn of_row<'r>(row: &'r RowPreview, key: &'static str, says_struck: bool) -> impl Iterator<Item = Draft<'r>> {
    let said = || row.extra.get(STRUCK).is_some_and(|text| text.lines().any(|line| line == SAID));
    let was_struck = says_struck && said();
    // Where somebody said what the line means, the state is known.
    let struck = row.struck && row.meant.is_none();
    let draft = move |texts| Draft { rows: vec![row.row], struck, was_struck, texts };
    let single = row.numbers.is_empty().then(|| draft(Texts::Row(row)));
    single.into_iter().chain(row.numbers.iter().map(move |number| draft(Texts::Numbered(row, key, number))))
}
