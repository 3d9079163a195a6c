//! 列と項目: which field of a ledger each column means.

use super::kinds::kinds;
use super::place::by_place;
use super::{Mapped, Mapping, Reason, Target};
use crate::export::mark_of;
use crate::import::context::WRITTEN;
use crate::import::headings::{OVER_DAYS, Rank, Shape, Word, headings, is_sensitive};
use crate::import::normalise::sections;
use crate::import::tables::{Column, Table};
use crate::registers;
use crate::vocab::fold::match_key;
use crate::vocab::{Field, Kind, RegisterId, Required};

/// Gives each column its field; a field is given once, to the column that fits it best.
pub fn map(table: &Table, shape: Shape) -> Mapping {
    let mut fits: Vec<(u32, usize, &'static Field, Reason)> = Vec::new();
    let words = headings().shapes.iter().find(|(known, _)| same_shape(known, &shape)).map(|(_, words)| words);
    for (n, column) in table.columns.iter().enumerate().filter(|(_, column)| !column.once) {
        for word in words.into_iter().flatten() {
            if let Some((fit, reason)) = fit(column, word) {
                fits.push((fit, n, word.field, reason));
            }
        }
    }
    fits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut given: Vec<Option<(&'static Field, Reason)>> = vec![None; table.columns.len()];
    let mut taken = vec![false; table.columns.len()];
    for (_, n, field, reason) in fits {
        let used = given.iter().flatten().any(|(other, _)| other.key == field.key);
        taken[n] |= used;
        if given[n].is_none() && !used {
            given[n] = Some((field, reason));
        }
    }
    kinds(table, shape, &mut given);
    hours(table, &mut given);
    by_content(table, shape, &mut given);
    by_place(table, shape, &mut given);
    let column = |(n, column): (usize, &Column)| mapped(column, given[n], taken[n]);
    let columns = table.columns.iter().enumerate().map(column).collect();
    Mapping { shape, columns, constants: table.constants.clone() }
}

fn same_shape(one: &Shape, other: &Shape) -> bool {
    one.register.id == other.register.id && one.part.map(|part| part.key) == other.part.map(|part| part.key)
}

fn mapped(column: &Column, given: Option<(&'static Field, Reason)>, taken: bool) -> Mapped {
    if column.aside {
        return Mapped { column: column.clone(), target: Target::Excluded, reason: Reason::Aside };
    }
    if column.once {
        return Mapped { column: column.clone(), target: Target::Excluded, reason: Reason::Once };
    }
    if mark_of(&column.heading).is_some() {
        return Mapped { column: column.clone(), target: Target::Excluded, reason: Reason::OwnMark };
    }
    let sensitive = column.keys.iter().any(|key| is_sensitive(key));
    let exact = given.filter(|(_, reason)| *reason != Reason::Contains || !sensitive);
    let (target, reason) = match exact {
        Some((field, Reason::TimeOf)) => (Target::TimeOf(field), Reason::TimeOf),
        Some((field, reason)) => (Target::Field(field), reason),
        None if sensitive => (Target::Excluded, Reason::Sensitive),
        None if taken => (Target::Extra, Reason::Taken),
        None => (Target::Extra, Reason::Unknown),
    };
    Mapped { column: column.clone(), target, reason }
}

/// How well a word fits a column's heading. The whole path counts most, then the lowest heading, then
/// the uppermost; a bare running number only where nothing else wants the field.
fn fit(column: &Column, word: &Word) -> Option<(u32, Reason)> {
    let weak = column.is_frame() && column.keys.first().is_some_and(|key| key != "日");
    let label = word.rank == Rank::Label;
    // The field's own name over the column beats any synonym, however long.
    let named = |level: usize| {
        let own = if label && level == 0 { 9 } else { u32::from(label) };
        100 - 10 * level as u32 + own + 2 * word.key.chars().count().min(4) as u32
    };
    let exact = column.keys.iter().position(|key| *key == word.key).map(|level| {
        let fit = match word.rank {
            _ if weak => 45,
            Rank::Everyday => 78 - level as u32,
            _ => named(level),
        };
        (fit, if label { Reason::SameName } else { Reason::Synonym })
    });
    let everyday = word.rank == Rank::Everyday;
    let exact = exact.filter(|_| match word.field.kind {
        // 部 over numbers counts copies.
        Kind::Department if everyday => !column.content.are_numbers() && !column.content.are_dates(),
        Kind::Person => may_be_somebody(column, &word.key, everyday),
        Kind::Date | Kind::DateTime if everyday && OVER_DAYS.contains(&word.key.as_str()) => {
            column.content.may_be_dates()
        }
        // 消去証明書 over 有 says that there is one.
        _ => label || !is_number_over_marks(column, word),
    });
    // Of everyday words only the whole says something.
    exact.or_else(|| within(column, word).filter(|_| word.rank != Rank::Everyday))
}

/// 消去証明書 over 有: no number stands there.
fn is_number_over_marks(column: &Column, word: &Word) -> bool {
    word.field.key.ends_with("_no") && column.content.are_marks()
}

/// 承認 and 返却確認 over names or seals is who, over ○ only that; 確認者 and 印 is somebody whatever stands below.
fn may_be_somebody(column: &Column, key: &str, everyday: bool) -> bool {
    let named = key.ends_with('印') || !everyday && key.ends_with(['者', '人', '名']);
    named || !column.content.are_marks() || !everyday && column.content.are_seals()
}

/// A word that makes up most of the heading, over cells that may be what its field holds.
fn within(column: &Column, word: &Word) -> Option<(u32, Reason)> {
    let length = word.key.chars().count();
    let holds = |key: &&String| {
        length >= 2
            && length * 2 >= key.chars().count()
            && key.rsplit_once(&word.key).is_some_and(|(_, after)| !is_another(word.field.kind, after))
            && !is_part_of_a_word(key, &word.key)
            && !(word.key == "区分" && word.field.kind == Kind::Text)
            && !is_number_of_others(word.field.kind, key)
    };
    let key = column.keys.iter().find(holds)?;
    let fits = match word.field.kind {
        Kind::Date | Kind::DateTime => column.content.may_be_dates(),
        Kind::Person if !may_be_somebody(column, key, false) => false,
        // 持出物 is a word of another ledger, and says of no device whether it may leave.
        Kind::Bool if headings().knows(key) => false,
        Kind::Choice(_) | Kind::Bool | Kind::Person | Kind::Name | Kind::Department => {
            !column.content.are_dates() && !column.content.are_numbers()
        }
        _ => !is_number_over_marks(column, word),
    };
    let fit = 50 + (length * 20 / key.chars().count()) as u32;
    // 旧管理番号 is how it was: 新管理番号 counts, where both stand there.
    fits.then_some((if is_former(key) { fit - 25 } else { fit }, Reason::Contains))
}

/// PC番号 in a list of people, 申請番号 over no number of a thing: by its whole heading the number of another ledger.
fn is_number_of_others(kind: Kind, key: &str) -> bool {
    matches!(kind, Kind::Code | Kind::Link(_)) && headings().identifies(key)
}

/// メモ in メモリ: two signs of a longer word in katakana.
fn is_part_of_a_word(key: &str, word: &str) -> bool {
    let katakana = |c: char| ('ァ'..='ー').contains(&c);
    let Some((before, after)) = key.split_once(word) else { return false };
    word.chars().count() == 2
        && word.chars().all(katakana)
        && (before.ends_with(katakana) || after.starts_with(katakana))
}

/// 持出時刻 beside 持出日: the hours of the days in the column of that name, where its field takes hours.
fn hours(table: &Table, given: &mut [Option<(&'static Field, Reason)>]) {
    let of = |column: &Column| {
        let key = column.keys.first()?;
        let hours = key.strip_suffix("時間").filter(|_| column.content.are_clocks());
        key.strip_suffix("時刻").or(hours).map(str::to_owned)
    };
    let is_day = |column: &Column, stem: &str| {
        let key = column.keys.first().and_then(|key| key.strip_prefix(stem));
        key.is_some_and(|rest| matches!(rest, "日" | "年月日" | "月日"))
    };
    for n in (0..table.columns.len()).filter(|n| given[*n].is_none()).collect::<Vec<_>>() {
        let Some(stem) = of(&table.columns[n]) else { continue };
        let days = table.columns.iter().zip(given.iter()).filter(|(column, _)| is_day(column, &stem));
        let mut fields = days.filter_map(|(_, given)| given.map(|(field, _)| field));
        let field = fields.find(|field| field.kind == Kind::DateTime);
        given[n] = field.map(|field| (field, Reason::TimeOf));
    }
}

/// Whether what follows a word in a heading makes it another thing: 管理者コード is no 管理者, 廃棄日確認者 no day.
fn is_another(kind: Kind, after: &str) -> bool {
    const CODES: [&str; 4] = ["コード", "番号", "no", "id"];
    const DAYS: [&str; 4] = ["日", "日時", "年月", "時刻"];
    const PEOPLE: [&str; 3] = ["者", "者名", "氏名"];
    // What is said of a person beside the name.
    const OF_PEOPLE: [&str; 15] = [
        "所属",
        "部署",
        "課",
        "課名",
        "係",
        "役職",
        "職名",
        "印",
        "電話",
        "連絡先",
        "内線",
        "カナ",
        "フリガナ",
        "メール",
        "アドレス",
    ];
    let ends = |words: &[&str]| words.iter().any(|word| after.ends_with(word));
    match kind {
        Kind::Person | Kind::Name => ends(&CODES) || ends(&DAYS) || ends(&OF_PEOPLE),
        Kind::Date | Kind::DateTime => ends(&CODES) || ends(&PEOPLE) || after.ends_with('印'),
        Kind::Code | Kind::Link(_) => ends(&DAYS) || ends(&PEOPLE),
        _ => false,
    }
}

/// 旧管理番号, 管理番号（旧）, 変更前の管理番号
fn is_former(key: &str) -> bool {
    ["旧", "前の", "変更前", "元の"].iter().any(|word| key.starts_with(word))
        || key.ends_with('旧')
        || key.ends_with("変更前")
}

/// Columns whose heading means nothing to the ledger, by what their cells look like: control numbers, days and
/// telephone numbers, as far as such a field has no column yet. Only what the ledger asks for first: a second day or
/// number may be anything.
fn by_content(table: &Table, shape: Shape, given: &mut [Option<(&'static Field, Reason)>]) {
    if table.shape.is_some() || table.columns.iter().any(|column| mark_of(&column.heading).is_some()) {
        return;
    }
    for look in [Look::Number, Look::Day, Look::Phone] {
        let free = |n: &usize| {
            let column = &table.columns[*n];
            let sensitive = column.keys.iter().any(|key| is_sensitive(key));
            // What is a word of another ledger says what it is: 貸出日 is no 登録日.
            let word = |key: &String| {
                headings().knows(key) && !ANY_DAY.contains(&key.as_str())
                    || WRITTEN.iter().chain(&LATER).any(|word| key.contains(word))
            };
            let elsewhere = match look {
                Look::Day => column.keys.iter().any(word),
                Look::Number => column.keys.iter().any(|key| is_number_of_event(key)),
                Look::Phone => false,
            };
            given[*n].is_none() && !column.aside && column.row.is_none() && !sensitive && !elsewhere
        };
        let n = (0..table.columns.len()).filter(free).find(|n| look.is_of(&table.columns[*n]));
        let Some(n) = n else { continue };
        let free = |field: &&Field| !given.iter().flatten().any(|(other, _)| other.key == field.key);
        let asked = || shape.fields().iter().find(|field| look.is_asked_by(field, shape));
        let field = day_done(look, &table.columns[n], shape).filter(free).or_else(asked);
        let of_thing = || number_of_thing(look, &table.columns[n], shape);
        let Some(field) = field.or_else(of_thing) else { continue };
        // 8GB in every other row tells no two things apart, however much it looks like a number.
        let own = shape.part.is_none() && [shape.register.number, shape.register.title].contains(&field.key);
        if own && table.columns[n].content.repeats() {
            continue;
        }
        if !given.iter().flatten().any(|(other, _)| other.key == field.key) {
            // 番号 over USB-001 says what it is; over bare numbers it may count lines.
            let says_so = is_frame_word(&table.columns[n])
                && table.columns[n].content.are_ids()
                && field.key != shape.register.title;
            given[n] = Some((field, if says_so { Reason::Synonym } else { Reason::Content }));
        }
    }
}

/// Words over days on which something ends or is looked at: no record begins with them.
const LATER: [&str; 15] = [
    "予定",
    "期限",
    "廃棄",
    "消去",
    "返却",
    "戻",
    "満了",
    "終了",
    "確認",
    "点検",
    "交代",
    "交換",
    "契約",
    "リース",
    "提出",
];

/// Headings over days that do not say of what.
const ANY_DAY: [&str; 2] = ["日付", "年月日"];

/// What cells can look like.
#[derive(Clone, Copy)]
enum Look {
    Number,
    Day,
    Phone,
}

impl Look {
    fn is_of(self, column: &Column) -> bool {
        match self {
            Self::Number => {
                column.content.are_ids() || is_frame_word(column) && column.content.are_numbers_of_records()
            }
            Self::Day => column.content.are_dates(),
            Self::Phone => column.content.are_phones(),
        }
    }

    fn is_asked_by(self, field: &Field, shape: Shape) -> bool {
        let must = field.required == Required::Save;
        let register = shape.register;
        match self {
            Self::Number => {
                must && matches!(field.kind, Kind::Code | Kind::Link(_))
                    || shape.part.is_none() && field.key == register.number && register.series.is_none()
            }
            // A day beside a name may be any day of somebody's life.
            Self::Day => {
                must && register.id != RegisterId::Staff && matches!(field.kind, Kind::Date | Kind::DateTime)
            }
            Self::Phone => field.label.ja.contains("電話") || field.label.ja.contains("連絡先"),
        }
    }
}

/// 年月日 in a list of disposals is most likely the day of the disposal, and not of what was asked before it.
fn day_done(look: Look, column: &Column, shape: Shape) -> Option<&'static Field> {
    let any = matches!(look, Look::Day) && column.keys.iter().any(|key| ANY_DAY.contains(&key.as_str()));
    let done = |field: &&Field| sections::is_day_done(shape.register.id, field);
    shape.fields().iter().filter(|_| any && shape.part.is_none()).find(done)
}

/// 番号 over USB-001 in a list of disposals is most likely that of the thing, though the disposals may be numbered so.
fn number_of_thing(look: Look, column: &Column, shape: Shape) -> Option<&'static Field> {
    let ids = matches!(look, Look::Number) && is_frame_word(column) && column.content.are_ids();
    let title = shape.fields().iter().find(|field| shape.part.is_none() && field.key == shape.register.title);
    title.filter(|field| ids && field.kind == Kind::Code)
}

/// 申請番号: the number of what happened, and of no thing.
fn is_number_of_event(key: &str) -> bool {
    let events = [RegisterId::CarryOuts, RegisterId::Disposals, RegisterId::Training];
    events.iter().any(|id| {
        headings().own_field(*id, key).is_some_and(|field| field.key == registers::register(*id).number)
    })
}

fn is_frame_word(column: &Column) -> bool {
    let counts = |key: &String| !matches!(key.as_str(), "日" | "曜" | "曜日");
    column.keys.first().is_some_and(|key| counts(key) && crate::import::headings::is_frame(key))
}

/// 所属 over 課 and 係: the word is that of the group, and each of its columns has its own.
fn is_only_of_group(column: &Column, word: &str) -> bool {
    let Some((group, own)) = column.heading.rsplit_once('/') else { return false };
    group.split('/').any(|part| match_key(part) == word) && match_key(own) != word
}

/// Columns that fit a field a record must have as well as the one that has it: by its name or a synonym, over the
/// whole column and not as a running number; where none has such a heading, those whose heading contains it. With
/// the column that has it, first.
pub fn rivals(mapping: &Mapping) -> Vec<(&'static Field, Vec<&Column>)> {
    if mapping.is_own() {
        return Vec::new();
    }
    let words =
        headings().shapes.iter().find(|(known, _)| same_shape(known, &mapping.shape)).map(|(_, words)| words);
    let fits = |column: &Column, field: &Field, as_well: Reason| {
        let own = |word: &&Word| {
            word.field.key == field.key
                && word.rank != Rank::Everyday
                && match as_well {
                    Reason::Contains => fit(column, word).is_some(),
                    _ => column.keys.contains(&word.key) && !is_only_of_group(column, &word.key),
                }
        };
        !column.is_frame() && words.into_iter().flatten().any(|word| own(&word))
    };
    let named =
        |mapped: &&Mapped| matches!(mapped.reason, Reason::SameName | Reason::Synonym | Reason::Contains);
    let must = |mapped: &&Mapped| mapped.field().is_some_and(|field| field.required == Required::Save);
    let having =
        mapping.columns.iter().filter(named).filter(must).filter(|mapped| mapped.column.row.is_none());
    having
        .filter_map(|mapped| {
            let field = mapped.field()?;
            let others = mapping.columns.iter().filter(|other| other.reason == Reason::Taken);
            let others =
                others.map(|other| &other.column).filter(|column| fits(column, field, mapped.reason));
            // Names of models beside the column in which the kinds stand are no kinds.
            let kinds = |column: &Column| column.content.share_of_kinds(mapping.shape.register.id);
            let told = field.key.ends_with("_kind");
            let others = others.filter(|column| !told || kinds(column) >= kinds(&mapped.column));
            let all: Vec<&Column> = std::iter::once(&mapped.column).chain(others).collect();
            (all.len() > 1).then_some((field, all))
        })
        .collect()
}
