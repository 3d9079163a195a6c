//! 決めること・知っておくこと: what asks for a decision, what was decided, and what is only told, by group.

use std::collections::BTreeMap;

use super::{At, Place, all};
use crate::export::cells::{Holds, Out};
use crate::export::list::{ListColumn, Rows};
use crate::import::diff::view::{Comparison, TableDiff};
use crate::import::groups::{Group, GroupWord};
use crate::import::in_words::{Words, mark_name};
use crate::import::judged::Judged;
use crate::import::names::NameQuestion;
use crate::import::problem::{Severity, Verdict};
use crate::import::row_marks::MarkGroup;
use crate::registers::register;

const UNDECIDED: &str = "未決定";

/// One thing that is asked or told of a table.
pub struct Question {
    place: Place,
    field: String,
    /// 要修正, 提案, 参考
    weight: &'static str,
    kind: &'static str,
    count: u32,
    decided: String,
    text: String,
    words: String,
}

pub(crate) const QUESTIONS: [ListColumn<Question>; 10] = [
    ListColumn::new("ファイル", Holds::Text, |line| Out::text(&line.place.file)),
    ListColumn::new("シート", Holds::Text, |line| Out::text(&line.place.sheet)),
    ListColumn::new("取込先の台帳", Holds::Text, |line| Out::text(line.place.ledger)),
    ListColumn::new("項目", Holds::Text, |line| Out::text(&line.field)),
    ListColumn::new("程度", Holds::Text, |line| Out::text(line.weight)),
    ListColumn::new("種類", Holds::Text, |line| Out::text(line.kind)),
    ListColumn::new("か所", Holds::Number, |line| Out::number(line.count)),
    ListColumn::new("決めたこと", Holds::Text, |line| Out::text(&line.decided)),
    ListColumn::new("内容（初めの例）", Holds::Note, |line| Out::text(&line.text)),
    ListColumn::new("元の言葉と結果", Holds::Note, |line| Out::text(&line.words)),
];

/// Table by table: groups, colours and lines, names, rows that cannot be records, and what the calendar or a
/// rule says against some.
pub fn list(
    judged: &Judged,
    compared: &Comparison,
    names: &BTreeMap<String, Vec<NameQuestion>>,
    state: String,
) -> Rows {
    let groups = judged.preview.groups_with(&compared.asked);
    let mut lines = Vec::new();
    for at in all(judged) {
        let own = groups.iter().filter(|group| group.table == at.table.id);
        lines.extend(own.map(|group| of_group(&at, group)));
        lines.extend(at.table.marks.iter().map(|mark| of_mark(&at, mark)));
        lines.extend(names.get(&at.table.id).into_iter().flatten().map(|asked| of_name(&at, asked)));
        lines.extend(compared.of(&at).into_iter().flat_map(|diff| of_ledger(&at, diff)));
    }
    Rows { frozen: 2, ..Rows::of(state, &QUESTIONS, &lines) }
}

fn of_group(at: &At<'_>, group: &Group) -> Question {
    let decided = match (group.severity, group.verdict) {
        (Severity::Note, _) => "",
        (_, Verdict::Open) => UNDECIDED,
        (_, verdict) => group.issue.answer_ja(verdict),
    };
    let words = group.words.iter().map(|word| in_words(at, &group.field, word)).collect::<Vec<_>>();
    Question {
        place: at.place(),
        field: if group.field.is_empty() { "行全体".to_owned() } else { at.label(&group.field) },
        weight: match group.severity {
            Severity::Error => "要修正",
            Severity::Proposal => "提案",
            Severity::Note => "参考",
        },
        kind: group.issue.label_ja(),
        count: group.count,
        decided: decided.to_owned(),
        text: group.example.clone(),
        words: words.join("\n"),
    }
}

/// “〃” → 金庫（3）
fn in_words(at: &At<'_>, key: &str, GroupWord { word, value, count }: &GroupWord) -> String {
    let field = register(at.table.register).anywhere(key);
    let shown = match field {
        _ if value.is_empty() => "空欄".to_owned(),
        Some(field) => crate::import::cell_rules::shown(field, value),
        None => value.clone(),
    };
    format!("“{word}”→{shown}（{count}）")
}

fn of_mark(at: &At<'_>, mark: &MarkGroup) -> Question {
    let words = Words { register: register(at.table.register), heading: &|_| None };
    let decided = mark.meaning.as_ref().map_or_else(|| UNDECIDED.to_owned(), |said| words.meaning(said));
    Question {
        field: "行全体".to_owned(),
        decided,
        ..told(at, "印の意味", mark.rows, mark_name(&mark.key), &mark.examples)
    }
}

fn of_name(at: &At<'_>, asked: &NameQuestion) -> Question {
    let name_of = |id| asked.candidates.iter().find(|one| one.id == id).map(|one| one.name.clone());
    let decided = match asked.chosen {
        None => UNDECIDED.to_owned(),
        Some(0) => "職員名簿の誰でもない".to_owned(),
        Some(id) => name_of(id).unwrap_or_default(),
    };
    let candidates: Vec<&str> = asked.candidates.iter().map(|one| one.name.as_str()).collect();
    let words = format!("候補: {}", candidates.join("、"));
    let text = asked.name.clone();
    Question {
        field: "氏名".to_owned(),
        decided,
        words,
        ..told(at, "職員名簿の誰か分からない氏名", asked.count, text, &[])
    }
}

/// What the ledger, the calendar or a rule says.
fn of_ledger<'a>(at: &'a At<'_>, diff: &'a TableDiff) -> impl Iterator<Item = Question> + 'a {
    let unread = diff.unread.iter().map(|one| Question {
        weight: "要修正",
        decided: UNDECIDED.to_owned(),
        ..told(at, "記録にできない行", 1, one.why.clone(), &[one.row])
    });
    let checks = diff.checks.iter();
    unread.chain(checks.map(|one| told(at, "日付や規則との食い違い", one.count, one.text.clone(), &one.rows)))
}

/// What is said of rows as a whole.
fn told(at: &At<'_>, kind: &'static str, count: u32, text: String, rows: &[u32]) -> Question {
    let rows: Vec<String> = rows.iter().map(|row| format!("{row}行目")).collect();
    Question {
        place: at.place(),
        field: String::new(),
        weight: "参考",
        kind,
        count,
        decided: String::new(),
        text,
        words: rows.join("、"),
    }
}
