//! セルの読取り: what the text of one cell becomes, by the field it goes to and what stands around it.

use super::columns::Above;
use super::{Normal, Normaliser, looks};
use crate::import::cell_rules::people::person;
use crate::import::cell_rules::spoilt::{
    has_lost_chars, has_lost_digits, is_error, is_made_a_date, is_too_wide,
};
use crate::import::cell_rules::states;
use crate::import::cell_rules::words::{boolean, integer, many, meant_choice, says_nothing};
use crate::import::cell_rules::{
    Outcome, code, is_dash, is_ditto, is_textual, limited, numbers, repeats, shown,
};
use crate::import::cells::{Cell, Raw};
use crate::import::problem::{Issue, Verdict};
use crate::import::went_out;
use crate::vocab::fields::{Choice, Field, Kind};
use crate::vocab::fold;
use crate::vocab::read::{can_hold, choice_labels};
use crate::vocab::unreadable::unreadable;

impl Normaliser<'_> {
    pub(super) fn read(
        &mut self,
        n: usize,
        field: &'static Field,
        cell: &Cell,
        text: &str,
        normal: &Normal,
    ) -> Outcome {
        if let Some(outcome) = broken(cell, text).filter(|_| !self.kept_before(field, cell, text)) {
            return outcome;
        }
        if let Some(outcome) = self.standing_for(n, field, text, normal) {
            return outcome;
        }
        if let Some(issue) = self.spoilt(field, cell, text) {
            return Outcome::error(issue);
        }
        if let Some(outcome) = self.displayed(field.kind, cell, text) {
            return match field.kind {
                Kind::Choice(choices) => looks::as_choice(choices, outcome),
                _ => outcome,
            };
        }
        self.by_kind(n, field, cell, text)
    }

    /// 〃 and 同左: the value of another cell, unless our own export wrote them as a value.
    fn standing_for(&self, n: usize, field: &'static Field, text: &str, normal: &Normal) -> Option<Outcome> {
        let rest = text.strip_prefix('〃').filter(|rest| rest.starts_with(['.', '-', '．', '－']));
        if let Some(rest) = rest.filter(|_| !self.own) {
            return Some(self.begun_above(n, field, text, rest));
        }
        if !repeats(text) || self.went_out(field, text) {
            return None;
        }
        if is_ditto(text) {
            return Some(self.ditto(n, field, text));
        }
        let left = self.left_of(n, normal).filter(|left| can_hold(field, left));
        let value = left.clone().unwrap_or_else(|| "空欄".to_owned());
        Some(Outcome::with(left, Issue::SameAsLeft, value))
    }

    fn ditto(&self, n: usize, field: &'static Field, text: &str) -> Outcome {
        match self.columns[n].above() {
            Above::Value(last) => {
                let whence = self.columns[n].whence(self.row).map(|row| format!("{row}行目の"));
                let shown = format!("{}“{}”", whence.unwrap_or_default(), shown(field, last));
                Outcome::with(Some(last.to_owned()), Issue::Ditto, shown)
            }
            Above::Word(word) => Outcome::with(None, Issue::Ditto, format!("“{word}”（空欄）")),
            Above::Nothing if is_textual(field.kind) => {
                Outcome::with(Some(text.to_owned()), Issue::DittoWithoutSource, "")
            }
            Above::Nothing => Outcome::with(None, Issue::DittoWithoutSource, ""),
        }
    }

    /// 〃.12 under 192.168.0.11: only the end is another. Nothing is made up where the value above has no such end.
    fn begun_above(&self, n: usize, field: &'static Field, text: &str, rest: &str) -> Outcome {
        let (end, above) = (fold::code(rest), self.columns[n].above());
        let begun = |last: &str| {
            let (begun, _) = last.rsplit_once(end.chars().next()?)?;
            Some(format!("{begun}{end}")).filter(|whole| can_hold(field, whole))
        };
        match above {
            Above::Value(last) => match begun(last) {
                Some(whole) => Outcome::with(Some(whole.clone()), Issue::Ditto, format!("“{whole}”")),
                None => Outcome::with(None, Issue::DittoWithoutSource, ""),
            },
            _ if is_textual(field.kind) => {
                Outcome::with(Some(text.to_owned()), Issue::DittoWithoutSource, "")
            }
            _ => Outcome::with(None, Issue::DittoWithoutSource, ""),
        }
    }

    /// What Excel made of a number that looked like another kind of value.
    fn spoilt(&self, field: &Field, cell: &Cell, text: &str) -> Option<Issue> {
        if has_lost_digits(&cell.value) && !matches!(field.kind, Kind::Date | Kind::DateTime) {
            return Some(Issue::DigitsLost);
        }
        let coded = field.coded || matches!(field.kind, Kind::Code | Kind::Link(_));
        let dated = || matches!(cell.value, Raw::DateTime(_)) || is_made_a_date(text);
        (coded && dated() && !self.went_out(field, text)).then_some(Issue::DateInId)
    }

    fn by_kind(&mut self, n: usize, field: &'static Field, cell: &Cell, text: &str) -> Outcome {
        let named = matches!(field.kind, Kind::Person | Kind::Name);
        let worded = named || matches!(field.kind, Kind::Text | Kind::Department);
        if worded && text != "?" && has_lost_chars(text, named) && !self.went_out(field, text) {
            return Outcome::with(Some(text.to_owned()), Issue::LostChar, "");
        }
        match field.kind {
            Kind::Date => self.done(field, text, self.not_far_ahead(field, self.date(cell, text, false))),
            Kind::DateTime => self.done(field, text, self.not_far_ahead(field, self.date(cell, text, true))),
            Kind::Choice(choices) => self.choice(n, choices, text),
            Kind::Bool => boolean(text),
            Kind::Int => integer(field, &cell.value, text),
            Kind::Code | Kind::Link(_) => self.number(n, field, text),
            // What our own export wrote is a name as it stands.
            Kind::Person | Kind::Name if self.went_out(field, text) => Outcome::plain(fold::name(text)),
            Kind::Person | Kind::Name => person(text),
            Kind::ManyOf(choices) => many(choices, text),
            Kind::Text | Kind::Note | Kind::Department => self.text(n, field, &cell.value, text),
        }
    }

    /// A text as it stands, but for a unit that only its heading says and a zero Excel took from a telephone number.
    fn text(&self, n: usize, field: &Field, value: &Raw, text: &str) -> Outcome {
        if field.kind != Kind::Note && is_dash(text) && !self.own {
            return Outcome::with(None, Issue::UnknownWord, "");
        }
        let whole = self.with_unit(n, text).filter(|_| field.kind == Kind::Text);
        match (whole, self.leading_zero(n, value, text)) {
            (Some(whole), _) => Outcome::with(Some(whole.clone()), Issue::UnitAdded, whole),
            (None, Some(zero)) => Outcome::with(Some(zero.clone()), Issue::LeadingZero, zero),
            (None, None) => limited(text, if field.kind == Kind::Note { 20_000 } else { 1_000 }),
        }
    }

    /// USB-001; USB-001〜USB-003, USB-003（廃棄）.
    fn number(&self, n: usize, field: &'static Field, text: &str) -> Outcome {
        if !self.is_number(field) {
            return code(text);
        }
        if let Some((number, state)) = states::beside_number(self.mapping.shape.fields(), text) {
            let shown = format!("番号を“{number}”、状態を「{}」と", state.label.ja);
            return Outcome::with(Some(number), Issue::WordsInNumber, shown);
        }
        match numbers::expand(text, !self.columns[n].three_parts) {
            Some(all) => Outcome::with(all.first().cloned(), Issue::NumberRange, numbers::summary(&all)),
            None => code(text),
        }
    }

    /// 済 in place of a day says how the thing stands, where it is the day of that.
    fn done(&self, field: &Field, text: &str, outcome: Outcome) -> Outcome {
        let said = outcome.value.is_none()
            && outcome.issue.is_some()
            && (states::is_done(text) || states::is_tick(text));
        match states::state_of(self.mapping.shape.fields(), field.key, text).filter(|_| said) {
            Some(state) => Outcome::with(None, Issue::DoneWithoutDate, state.label.ja),
            None => outcome,
        }
    }

    /// The state a cell says besides its value, unless the user did not want it so.
    pub(super) fn state_beside(&self, field: &Field, issue: Issue, raw: &str, normal: &mut Normal) {
        let fields = self.mapping.shape.fields();
        let state = match issue {
            Issue::DoneWithoutDate => states::state_of(fields, field.key, raw),
            Issue::WordsInNumber => states::beside_number(fields, raw).map(|(_, state)| state),
            _ => None,
        };
        let wanted = normal.findings.last().map(|finding| finding.verdict);
        if let Some(state) = state
            && matches!(wanted, Some(Verdict::Open | Verdict::Accept))
        {
            normal.values.insert_new("status", || state.id);
        }
    }

    /// Whether a field is the control number by which the ledger knows its records.
    fn is_number(&self, field: &Field) -> bool {
        let shape = self.mapping.shape;
        shape.part.is_none() && field.key == shape.register.number && !self.own
    }

    /// Our own export wrote this very text in this field.
    pub(super) fn went_out(&self, field: &Field, text: &str) -> bool {
        self.own && went_out::held(&self.mark, field.key, text)
    }

    /// #REF! that went out as the text of a record, kept as what once stood in an old ledger. An error of Excel's own
    /// is no text.
    fn kept_before(&self, field: &Field, cell: &Cell, text: &str) -> bool {
        matches!(cell.value, Raw::Text(_))
            && (is_error(text) || is_too_wide(text))
            && self.went_out(field, text)
    }

    /// What the column to the left became.
    fn left_of(&self, n: usize, normal: &Normal) -> Option<String> {
        let left = self.mapping.columns.get(n.checked_sub(1)?)?;
        match left.field() {
            Some(field) => normal.values.get(field.key).map(str::to_owned),
            None => normal.extra.get(&left.column.heading).cloned(),
        }
    }

    fn choice(&mut self, n: usize, choices: &'static [Choice], text: &str) -> Outcome {
        let known = &mut self.columns[n].choices;
        if !known.contains_key(text) {
            known.insert(text.to_owned(), meant_choice(choices, text));
        }
        match known.get(text).copied().flatten() {
            Some((choice, None)) => Outcome::plain(choice.id),
            Some((choice, Some(issue))) => Outcome::with(Some(choice.id.to_owned()), issue, choice.label.ja),
            None if says_nothing(text) => Outcome::with(None, Issue::UnknownWord, ""),
            None => Outcome::with(None, Issue::UnknownChoice, choice_labels(choices)),
        }
    }

    /// 16 under 容量(GB).
    fn with_unit(&self, n: usize, text: &str) -> Option<String> {
        let unit = self.columns[n].unit?;
        let number = text.starts_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok();
        number.then(|| format!("{text}{unit}"))
    }

    /// 9012345678 in a column of telephone numbers.
    fn leading_zero(&self, n: usize, value: &Raw, text: &str) -> Option<String> {
        let digits = text.len() >= 9 && text.len() <= 10 && text.bytes().all(|b| b.is_ascii_digit());
        let number = matches!(value, Raw::Number(_) | Raw::Text(_));
        (self.columns[n].phone && digits && number && !text.starts_with('0')).then(|| format!("0{text}"))
    }
}

/// What no field can hold, whatever its kind.
pub(super) fn broken(cell: &Cell, text: &str) -> Option<Outcome> {
    if let Raw::Error(error) = &cell.value {
        return Some(Outcome::with(None, Issue::ErrorCell, error.as_ref()));
    }
    if is_error(text) {
        return Some(Outcome::with(None, Issue::ErrorCell, text));
    }
    if is_too_wide(text) {
        return Some(Outcome::error(Issue::HiddenByWidth));
    }
    unreadable(text).map(|code| Outcome::with(None, Issue::UnreadableChar, code))
}
