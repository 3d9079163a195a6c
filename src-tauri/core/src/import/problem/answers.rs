//! 決められること: which answers make sense for a finding, so that nobody is offered what cannot be stored.

use super::{Issue, Severity, Verdict};

impl Issue {
    /// The decisions there are for a group of such findings. `keeps`: what stands in the file can go where it
    /// would go, which no date or choice allows.
    pub fn verdicts(self, keeps: bool) -> &'static [Verdict] {
        use Verdict::{Accept, Blank, KeepRaw};
        match (self, self.severity()) {
            (_, Severity::Note) => &[],
            (
                Self::SampleSheet
                | Self::OldSheet
                | Self::OwnList
                | Self::MyNumber
                | Self::DoubtfulNote
                | Self::TwoLedgers
                | Self::StateInNote,
                _,
            ) => &[Accept, KeepRaw],
            (Self::BrokenOff | Self::StrayQuote | Self::BeyondHeadings, _) => &[KeepRaw],
            // Anything else is said by choosing another ledger or another column.
            (Self::WhichLedger | Self::TwoColumns | Self::GuessedColumn | Self::TwoRowHeadings, _) => {
                &[Accept]
            }
            // Mended in the file, or left out.
            (Self::PartUnplaced | Self::NumberClash | Self::NumberTwice, _) => &[],
            (Self::PartNumber, _) => &[Accept],
            (issue, _) if issue.asks_which() => &[Accept, KeepRaw],
            // Nothing stands in the cell itself, or what stands there is the very question.
            (
                Self::DuplicateNumber
                | Self::BlankAbove
                | Self::SectionHeading
                | Self::DoubtfulRecord
                | Self::FormulaWithoutValue
                | Self::SameAsLeft,
                _,
            ) => &[Accept, Blank],
            (Self::UnreadableChar | Self::TooLong | Self::BadCode, _) => &[Blank],
            (_, Severity::Error) if keeps => &[KeepRaw, Blank],
            (_, Severity::Error) => &[Blank],
            (_, Severity::Proposal) if keeps => &[Accept, KeepRaw, Blank],
            (_, Severity::Proposal) => &[Accept, Blank],
        }
    }

    /// What a decision comes to: what cannot stay as it stands is left blank, and nothing is proposed by an error.
    pub fn effective(self, decided: Verdict, keeps: bool) -> Verdict {
        let offered = self.verdicts(keeps);
        match decided {
            _ if offered.contains(&decided) => decided,
            Verdict::KeepRaw if offered.contains(&Verdict::Blank) => Verdict::Blank,
            Verdict::Blank if offered == [Verdict::Accept, Verdict::KeepRaw] => Verdict::Accept,
            _ => Verdict::Open,
        }
    }

    /// What 提案をすべて認める says of it: 空欄＝上と同じ is never taken for granted.
    pub fn agreed(self) -> Verdict {
        match (self, self.severity()) {
            (Self::BlankAbove, _) => Verdict::Blank,
            // The same words may be of two things alike: each is answered by somebody who knows them.
            (
                Self::NumberReused
                | Self::ContentLike
                | Self::NumberNearly
                | Self::RowsDiffer
                | Self::NearlySame
                | Self::UnmarkedCopy
                | Self::SamePerson
                | Self::RepeatedRow
                | Self::CopiedRow
                | Self::OtherThing
                | Self::CopiesDiffer
                // Nearly always a slip of the hand.
                | Self::FarAhead,
                _,
            ) => Verdict::Open,
            (_, Severity::Proposal) => Verdict::Accept,
            _ => Verdict::Open,
        }
    }

    /// Which record a row is about: asked of the ledger as it stands, so that the answer is good for this import only.
    pub fn asks_which(self) -> bool {
        matches!(
            self,
            Self::NumberReused
                | Self::PartElsewhere
                | Self::PartNumber
                | Self::VoidedHere
                | Self::MarkMismatch
                | Self::NumberElsewhere
                | Self::NumberLike
                | Self::NumberNearly
                | Self::ZerosLost
                | Self::ContentLike
                | Self::RowsDiffer
                | Self::NearlySame
                | Self::UnmarkedCopy
                | Self::SamePerson
                | Self::RepeatedRow
                | Self::CopiedRow
                | Self::OtherThing
                | Self::OlderTable
                | Self::CopiesDiffer
        )
    }

    /// Whether it is about the records of one file or of the ledger as it stood: each row may be answered by itself,
    /// and no answer is a rule of the form.
    pub fn is_of_this_file(self) -> bool {
        self.asks_which() || self == Self::DuplicateNumber
    }

    /// Whether it is asked if a row is a certain record: 同じもの or 別のもの.
    pub fn asks_whether_same(self) -> bool {
        matches!(
            self,
            Self::NumberLike
                | Self::NumberNearly
                | Self::ContentLike
                | Self::RowsDiffer
                | Self::NearlySame
                | Self::UnmarkedCopy
                | Self::RepeatedRow
                | Self::CopiedRow
                | Self::OtherThing
        )
    }

    /// What a mark means, which is the same in all tables of one matrix.
    pub fn is_of_marks(self) -> bool {
        matches!(self, Self::MarkMeaning | Self::ChoiceGuess | Self::UnknownChoice)
    }

    /// Whether a value typed once for a word of the file settles every cell that says so.
    pub fn takes_a_value(self) -> bool {
        match self {
            Self::BrokenOff
            | Self::StrayQuote
            | Self::BeyondHeadings
            | Self::PartUnplaced
            | Self::NumberClash
            | Self::NumberTwice => false,
            Self::DittoWithoutSource
            | Self::MissingYear
            | Self::MarkMeaning
            | Self::ChoiceGuess
            | Self::ManyInCell
            | Self::HistoryInCell
            | Self::RoleOnly
            | Self::DateWithWords
            | Self::DoneWithoutDate
            | Self::WeekdayDiffers
            | Self::FarAhead
            | Self::WordsInNumber
            | Self::StruckPart
            | Self::ErrorCell
            | Self::DisplayUnknown => true,
            _ => self.severity() == Severity::Error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_stored_is_not_offered() {
        use Verdict::{Accept, Blank, KeepRaw, Open};
        let cases = [
            (Issue::UnreadableChar, true, KeepRaw, Blank),
            (Issue::TooLong, true, KeepRaw, Blank),
            (Issue::NotADate, false, KeepRaw, Blank),
            (Issue::NotADate, false, Accept, Open),
            (Issue::DigitsLost, true, KeepRaw, KeepRaw),
            (Issue::Ditto, true, KeepRaw, KeepRaw),
            (Issue::Ditto, false, KeepRaw, Blank),
            (Issue::BrokenOff, true, Blank, Open),
            (Issue::MyNumber, true, Blank, Accept),
        ];
        for (issue, keeps, decided, comes_to) in cases {
            assert_eq!(issue.effective(decided, keeps), comes_to, "{issue:?} {decided:?}");
        }
    }
}
