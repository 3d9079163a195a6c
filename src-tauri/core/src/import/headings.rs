//! 見出しの語彙: what the headings of old ledgers mean, gathered from all ledgers' declarations and from the words of
//! everyday ([`everyday`]).

mod everyday;

pub use everyday::OVER_DAYS;

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::registers;
use crate::training::fields::ATTENDEES;
use crate::vocab::fold::match_key;
use crate::vocab::read::choice_words;
use crate::vocab::{Field, Kind, Part, Register, RegisterId};

/// A list of fields a table's columns can go to: a ledger's own, or those of one of its parts.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub register: &'static Register,
    /// Each row is a row of this part, and the whole table is one record.
    pub part: Option<&'static Part>,
}

impl Shape {
    pub fn fields(&self) -> &'static [Field] {
        self.part.map_or(self.register.fields, |part| part.fields)
    }
}

/// A word and the field it stands for.
#[derive(Debug)]
pub struct Word {
    pub key: String,
    pub field: &'static Field,
    pub rank: Rank,
}

/// How surely a word means its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// The field's own name.
    Label,
    Synonym,
    /// Means the field where no other column does ([`everyday`]).
    Everyday,
}

pub struct Headings {
    /// Every shape with its words.
    pub shapes: Vec<(Shape, Vec<Word>)>,
    known: HashSet<String>,
    /// Those over the number or the name by which a ledger knows its records.
    identities: HashSet<String>,
}

/// Headings that stand over no field of ours but still tell a heading row.
const FURNITURE: &[&str] = &[
    "No",
    "番号",
    "項番",
    "通番",
    "連番",
    "整理番号",
    "順番",
    "曜",
    "曜日",
    "印",
    "検印",
    "押印",
    "確認印",
    "種別",
    "区分",
    "備考",
];

pub fn headings() -> &'static Headings {
    static HEADINGS: OnceLock<Headings> = OnceLock::new();
    HEADINGS.get_or_init(gather)
}

fn gather() -> Headings {
    let mut shapes = Vec::new();
    for register in registers::ALL {
        shapes.push(with_words(Shape { register, part: None }));
        shapes.extend(register.parts.iter().map(|part| with_words(Shape { register, part: Some(part) })));
    }
    let old = || shapes.iter().filter(|(shape, _): &&(Shape, Vec<Word>)| !is_own(shape.register.id));
    // SSD and サーバ are headings of everyday, and stand in rows as often.
    let values = choices();
    let tells = |word: &&Word| word.rank != Rank::Everyday || !values.contains(&word.key);
    let words = old().flat_map(|(_, words)| words.iter().filter(tells).map(|word| word.key.clone()));
    let known = words.chain(FURNITURE.iter().map(|word| match_key(word))).collect();
    let whole = old().filter(|(shape, _)| shape.part.is_none());
    let identities = whole.flat_map(|(shape, words)| {
        let names = words.iter().filter(|word| word.field.key == shape.register.number);
        names.map(|word| word.key.clone())
    });
    let identities = identities.collect();
    Headings { shapes, known, identities }
}

/// What cells of pick lists say.
fn choices() -> HashSet<String> {
    let parts = registers::ALL.iter().flat_map(|register| register.parts).flat_map(|part| part.fields);
    let fields = registers::ALL.iter().flat_map(|register| register.fields).chain(parts);
    let choices = fields.flat_map(|field| match field.kind {
        Kind::Choice(choices) | Kind::ManyOf(choices) => choices,
        _ => &[],
    });
    choices
        .flat_map(|choice| choice_words(choice).chain(choice.likely.split_whitespace()))
        .map(match_key)
        .collect()
}

fn with_words(shape: Shape) -> (Shape, Vec<Word>) {
    let everyday = everyday::words(shape.register.id, shape.part.map(|part| part.key));
    let words = shape.fields().iter().flat_map(|field| {
        let more = everyday
            .iter()
            .filter(|(key, _)| *key == field.key)
            .flat_map(|(_, words)| words.split_whitespace());
        let own = [(field.label.ja, Rank::Label)].into_iter();
        let all = own.chain(field.synonyms.iter().map(|word| (*word, Rank::Synonym)));
        let all = all.chain(more.map(|word| (word, Rank::Everyday)));
        all.map(move |(word, rank)| Word { key: match_key(word), field, rank })
    });
    (shape, words.collect())
}

impl Headings {
    /// Whether a text is a heading somewhere. `key` is its match key.
    pub fn knows(&self, key: &str) -> bool {
        self.known.contains(key)
    }

    /// The same, or one of those whose columns are left out.
    pub fn is_heading(&self, key: &str) -> bool {
        self.knows(key) || (key.chars().count() <= 12 && is_sensitive(key))
    }

    /// Whether a heading stands over the control number of some ledger.
    pub fn identifies(&self, key: &str) -> bool {
        self.identities.contains(key)
    }

    /// Whether a heading says something of somebody who attended a training.
    pub fn is_of_attendee(&self, key: &str) -> bool {
        self.of_attendees().any(|word| word.key == key)
    }

    /// Whether it stands over their names.
    pub fn names_attendee(&self, key: &str) -> bool {
        self.of_attendees().any(|word| word.key == key && word.field.key == "name")
    }

    fn of_attendees(&self) -> impl Iterator<Item = &Word> {
        let part = |shape: &Shape| shape.part.is_some_and(|part| part.key == ATTENDEES.key);
        self.shapes.iter().filter(move |(shape, _)| part(shape)).flat_map(|(_, words)| words)
    }

    /// Whether more than one of the ledgers kept before knows a heading.
    pub fn is_of_several(&self, key: &str) -> bool {
        let whole =
            self.shapes.iter().filter(|(shape, _)| shape.part.is_none() && !is_own(shape.register.id));
        whole.filter(|(_, words)| words.iter().any(|word| word.key == key)).count() > 1
    }

    /// The field of a ledger a label beside a value means (研修名 | 情報セキュリティ研修).
    pub fn own_field(&self, register: RegisterId, key: &str) -> Option<&'static Field> {
        let (_, words) =
            self.shapes.iter().find(|(shape, _)| shape.register.id == register && shape.part.is_none())?;
        words.iter().find(|word| word.key == key).map(|word| word.field)
    }
}

/// Ledgers that only this program keeps: a table is one of them by the mark of our own export, or because
/// the user says so, never by the look of its headings.
pub fn is_own(id: RegisterId) -> bool {
    matches!(
        id,
        RegisterId::TrainingPlans
            | RegisterId::TrainingCourses
            | RegisterId::TrainingTexts
            | RegisterId::TrainingReports
            | RegisterId::TrainingFollowups
    )
}

/// Columns that hold what this program must not keep: 個人番号, 病名 and the like (mess 40).
pub fn is_sensitive(key: &str) -> bool {
    const SENSITIVE: &[&str] = &[
        "被保険者証",
        "被保険者番号",
        "記号番号",
        "個人番号",
        "マイナンバー",
        "生年月日",
        "自宅住所",
        "自宅電話",
        "住所",
        "病名",
        "傷病名",
    ];
    // 「個人番号の有無」 asks whether, not which.
    let asks = ["有無", "区分", "含む", "取扱"].iter().any(|word| key.contains(word));
    !asks && SENSITIVE.iter().any(|word| key.contains(word))
}

/// Running numbers and weekdays: a row that holds nothing else is an empty line of the form.
pub fn is_frame(key: &str) -> bool {
    matches!(key, "no" | "番号" | "項番" | "通番" | "連番" | "順番" | "曜" | "曜日" | "日" | "#")
}
