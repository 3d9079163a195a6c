//! 気付きの言葉: what each finding is called, in the log, in a list and as a message.

use super::{Issue, Verdict};

impl Issue {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ditto => "ditto",
            Self::DittoWithoutSource => "ditto_without_source",
            Self::SameAsLeft => "same_as_left",
            Self::MissingYear => "missing_year",
            Self::DayOnly => "day_only",
            Self::EraOutOfRange => "era_out_of_range",
            Self::EraOmitted => "era_omitted",
            Self::Serial => "serial",
            Self::FiscalYearOnly => "fiscal_year_only",
            Self::Period => "period",
            Self::TimeDropped => "time_dropped",
            Self::TimeSplit => "time_split",
            Self::NotADate => "not_a_date",
            Self::NoSuchDay => "no_such_day",
            Self::YearOutOfRange => "year_out_of_range",
            Self::UnknownWord => "unknown_word",
            Self::MarkMeaning => "mark_meaning",
            Self::ChoiceGuess => "choice_guess",
            Self::UnknownChoice => "unknown_choice",
            Self::MergedFill => "merged_fill",
            Self::LeadingZero => "leading_zero",
            Self::ManyInCell => "many_in_cell",
            Self::DateInId => "date_in_id",
            Self::DigitsLost => "digits_lost",
            Self::SealRemoved => "seal_removed",
            Self::SealOnly => "seal_only",
            Self::NotANumber => "not_a_number",
            Self::NotYesOrNo => "not_yes_or_no",
            Self::ErrorCell => "error_cell",
            Self::FormulaWithoutValue => "formula_without_value",
            Self::TooLong => "too_long",
            Self::BadCode => "bad_code",
            Self::UnreadableChar => "unreadable_char",
            Self::Gaiji => "gaiji",
            Self::DuplicateNumber => "duplicate_number",
            Self::Struck => "struck",
            Self::PartlyStruck => "partly_struck",
            Self::Hidden => "hidden",
            Self::Comment => "comment",
            Self::MarksUnread => "marks_unread",
            Self::MyNumber => "my_number",
            Self::DisplayDiffers => "display_differs",
            Self::DisplayUnknown => "display_unknown",
            Self::StaleFormula => "stale_formula",
            Self::UnderMerge => "under_merge",
            Self::SectionHeading => "section_heading",
            Self::BlankAbove => "blank_above",
            Self::NumberRange => "number_range",
            Self::Approximate => "approximate",
            Self::HistoryInCell => "history_in_cell",
            Self::RoleInName => "role_in_name",
            Self::HiddenColumn => "hidden_column",
            Self::HiddenSheet => "hidden_sheet",
            Self::Drawings => "drawings",
            Self::ExternalLinks => "external_links",
            Self::EncodingGuess => "encoding_guess",
            Self::SampleSheet => "sample_sheet",
            Self::NotMeant => "not_meant",
            Self::BrokenOff => "broken_off",
            Self::OldSheet => "old_sheet",
            Self::PartElsewhere => "part_elsewhere",
            Self::PartNumber => "part_number",
            Self::PartUnplaced => "part_unplaced",
            Self::VoidedHere => "voided_here",
            Self::MarkMismatch => "mark_mismatch",
            Self::NumberElsewhere => "number_elsewhere",
            Self::NumberLike => "number_like",
            Self::ContentLike => "content_like",
            Self::RowsDiffer => "rows_differ",
            Self::NumberClash => "number_clash",
        }
    }

    /// In a word or two, where many are listed.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Ditto => "上の行と同じ印",
            Self::DittoWithoutSource => "元のない「同上」の印",
            Self::SameAsLeft => "左の列と同じ印",
            Self::MissingYear => "年のない日付",
            Self::DayOnly => "日だけの日付",
            Self::EraOutOfRange => "元号の期間外の日付",
            Self::EraOmitted => "元号のない日付",
            Self::Serial => "Excelの通し番号の日付",
            Self::FiscalYearOnly => "年度だけの日付",
            Self::Period => "期間",
            Self::TimeDropped => "時刻を除いた日付",
            Self::TimeSplit => "開始と終了に分けた日時",
            Self::NotADate => "読めない日付",
            Self::NoSuchDay => "暦にない日",
            Self::YearOutOfRange => "年の離れた日付",
            Self::UnknownWord => "値がないという語",
            Self::MarkMeaning => "印の意味",
            Self::ChoiceGuess => "選択肢の推定",
            Self::UnknownChoice => "選択肢にない語",
            Self::MergedFill => "結合からの補い",
            Self::LeadingZero => "先頭の0",
            Self::ManyInCell => "1セルに2つ以上",
            Self::DateInId => "日付になった番号",
            Self::DigitsLost => "桁の失われた番号",
            Self::SealRemoved => "印を除いた氏名",
            Self::SealOnly => "印だけの欄",
            Self::NotANumber => "数でないもの",
            Self::NotYesOrNo => "有無の分からないもの",
            Self::ErrorCell => "数式のエラー",
            Self::FormulaWithoutValue => "結果のない数式",
            Self::TooLong => "長すぎる文字",
            Self::BadCode => "番号にならないもの",
            Self::UnreadableChar => "文字化け",
            Self::Gaiji => "外字",
            Self::DuplicateNumber => "番号の重複",
            Self::Struck => "取消線",
            Self::PartlyStruck => "一部の取消線",
            Self::Hidden => "非表示の行",
            Self::Comment => "コメント",
            Self::MarksUnread => "読めない形式の印",
            Self::MyNumber => "個人番号と思われる数",
            Self::DisplayDiffers => "表示と値の違い",
            Self::DisplayUnknown => "表示の分からない番号",
            Self::StaleFormula => "日によって変わる数式",
            Self::UnderMerge => "結合の下に隠れた値",
            Self::SectionHeading => "小見出しからの所属",
            Self::BlankAbove => "上と同じかもしれない空欄",
            Self::NumberRange => "1セルに2つ以上の番号",
            Self::Approximate => "概数",
            Self::HistoryInCell => "経過の書かれた氏名",
            Self::RoleInName => "所属や役職の付いた氏名",
            Self::HiddenColumn => "非表示の列",
            Self::HiddenSheet => "非表示のシート",
            Self::Drawings => "図形",
            Self::ExternalLinks => "ほかのブックを見る数式",
            Self::EncodingGuess => "文字コードの推定",
            Self::SampleSheet => "見本のシート",
            Self::NotMeant => "印のない欄",
            Self::BrokenOff => "読めないシート",
            Self::OldSheet => "古い版のシート",
            Self::PartElsewhere => "印と番号の違う明細",
            Self::PartNumber => "記録のない番号の明細",
            Self::PartUnplaced => "記録の分からない明細",
            Self::VoidedHere => "取り消された記録",
            Self::MarkMismatch => "印と内容の違う行",
            Self::NumberElsewhere => "ほかの記録の番号になった行",
            Self::NumberLike => "書き方の違う番号",
            Self::ContentLike => "番号のほかは同じ行",
            Self::RowsDiffer => "明細のほかは同じ行",
            Self::NumberClash => "ほかの記録の番号",
        }
    }

    /// What a decision about it is called: which record a row is, is answered in words of its own.
    pub fn answer_ja(self, verdict: Verdict) -> &'static str {
        match (self, verdict) {
            (Self::NumberLike | Self::ContentLike | Self::RowsDiffer, Verdict::Accept) => "同じもの",
            (Self::NumberLike | Self::ContentLike | Self::RowsDiffer, Verdict::KeepRaw) => "別のもの",
            (Self::VoidedHere, Verdict::Accept) => "取り消したまま",
            (Self::VoidedHere, Verdict::KeepRaw) => "新しい記録",
            (Self::NumberElsewhere, Verdict::Accept) => "番号を改める",
            (Self::PartElsewhere, Verdict::Accept) | (Self::NumberElsewhere, Verdict::KeepRaw) => {
                "番号の記録"
            }
            (Self::PartNumber, Verdict::Accept)
            | (Self::PartElsewhere | Self::MarkMismatch, Verdict::KeepRaw) => "印の記録",
            (_, verdict) => verdict.label_ja(),
        }
    }

    /// 何が。どうするか: the part of the message after the place. `raw` is what stands in the cell,
    /// `value` what is proposed or the reason.
    pub(super) fn sentence_ja(self, raw: &str, value: &str) -> String {
        match self {
            Self::Ditto => format!("“{raw}”は上の行と同じという印です。“{value}”としますか？"),
            Self::DittoWithoutSource => {
                format!("“{raw}”の元になる値が上にありません。正しい値を入れるか、このまま残してください。")
            }
            Self::SameAsLeft => format!("“{raw}”は左の列と同じという印です。“{value}”としますか？"),
            Self::MissingYear if value.is_empty() => {
                format!("“{raw}”は年がありません。年を補ってください。")
            }
            Self::MissingYear => format!("“{raw}”は年がありません。{value} としますか？"),
            Self::DayOnly => format!("“{raw}”は日だけです。シートの月から {value} としますか？"),
            Self::EraOutOfRange => format!("“{raw}”はその元号の期間にありません。{value} としますか？"),
            Self::EraOmitted => {
                format!("“{raw}”は元号か西暦の上2桁がありません。元号を選んで直してください。")
            }
            Self::Serial => format!("“{raw}”はExcelの日付の通し番号のようです。{value} としますか？"),
            Self::FiscalYearOnly => format!("“{raw}”は年度だけです。日付を入れてください。"),
            Self::Period => format!("“{raw}”は期間です。初日の {value} としますか？"),
            Self::TimeDropped => format!("“{raw}”の時刻はこの項目に入らないため、日付だけを取り込みます。"),
            Self::TimeSplit => format!("“{raw}”の時刻（{value}）を開始日時と終了日時に分けました。"),
            Self::NotADate => format!("“{raw}”は日付として読めません。日付に直してください。"),
            Self::NoSuchDay => format!("“{raw}”は暦にない日です。日付を確かめてください。"),
            Self::YearOutOfRange => format!("“{raw}”は年が離れすぎています。年を確かめてください。"),
            Self::UnknownWord => format!("“{raw}”は値がないという意味に読み、空欄で取り込みます。"),
            Self::MarkMeaning => format!("“{raw}”を「{value}」と読みます。よろしいですか？"),
            Self::ChoiceGuess => format!("“{raw}”を「{value}」としますか？"),
            Self::UnknownChoice => format!("“{raw}”は選択肢にありません。{value}から選んでください。"),
            Self::MergedFill => format!("結合されたセルの“{value}”を補いました。"),
            Self::LeadingZero => format!("“{raw}”は先頭の0が落ちています。“{value}”としますか？"),
            Self::ManyInCell => {
                format!("“{raw}”は1つのセルに2つ以上入っています。1つの値のまま取り込みますか？")
            }
            Self::DateInId => {
                format!("“{raw}”はExcelが日付に変えた番号のようです。元の番号を入れてください。")
            }
            Self::DigitsLost => {
                format!("“{raw}”は16桁以上の数で、下の桁が失われています。元の番号を入れてください。")
            }
            Self::SealRemoved => format!("“{raw}”の印を除き、“{value}”としますか？"),
            Self::SealOnly => format!("“{raw}”は印だけで氏名が分からないため、空欄で取り込みます。"),
            Self::NotANumber => format!("“{raw}”は数として読めません。数だけを入れてください。"),
            Self::NotYesOrNo => format!("“{raw}”は有無のどちらか分かりません。有か無を選んでください。"),
            Self::ErrorCell => format!("数式のエラー“{raw}”です。空欄で取り込みますか？"),
            Self::FormulaWithoutValue => {
                format!("数式“{raw}”の結果が保存されていません。空欄で取り込みますか？")
            }
            Self::TooLong => "文字が多すぎます。短くしてください。".to_owned(),
            Self::BadCode => format!("“{raw}”は番号として使えません。1行の番号に直してください。"),
            Self::UnreadableChar => {
                format!("“{raw}”に文字化けした字（{value}）があります。元の字を入れてください。")
            }
            Self::Gaiji => format!(
                "“{raw}”に外字（{value}）があります。表示できないことがありますが、そのまま残します。"
            ),
            Self::DuplicateNumber => {
                format!("“{raw}”は{value}にもあります。同じものの経過とし、この行を新しい状態としますか？別のものなら空欄を選ぶと、番号なしで取り込みます。")
            }
            Self::Struck => "取消線が引かれています。".to_owned(),
            Self::PartlyStruck => format!("“{raw}”の一部に取消線が引かれています。"),
            Self::Hidden => "Excelで非表示の行です。".to_owned(),
            Self::Comment => format!("コメントがあります：{value}"),
            Self::MarksUnread => "この形式では取消線・非表示の行・コメント・色を読めません。台帳で意味を持つときは、Excelで .xlsx に保存し直してから取り込んでください。".to_owned(),
            Self::MyNumber => format!(
                "検査用数字の合う12桁の数があります。個人番号なら取り込めません。伏せて“{value}”としますか？"
            ),
            Self::DisplayDiffers => format!("セルの値は“{raw}”ですが、Excelでは“{value}”と表示されています。“{value}”としますか？"),
            Self::DisplayUnknown => format!("“{raw}”はExcelでは表示形式「{value}」で表示されています。値が“{raw}”でよいか確かめてください。"),
            Self::StaleFormula => format!("“{raw}”は開いた日によって変わる数式の、最後に保存したときの結果です。この値のまま取り込みますか？"),
            Self::UnderMerge => format!("結合されたセルの下に“{raw}”が隠れています。この値としますか？"),
            Self::SectionHeading => format!("小見出し“{raw}”の下の行です。{value}を“{raw}”としますか？"),
            Self::BlankAbove => format!("空欄です。上の行と同じ“{value}”という意味なら「提案どおり」、空欄のままなら「空欄」を選んでください。"),
            Self::NumberRange => format!("“{raw}”は2つ以上の番号です。{value}の記録に分けますか？"),
            Self::Approximate => format!("“{raw}”は概数です。{value} としますか？"),
            Self::HistoryInCell => format!("“{raw}”には変更の経過も書かれています。このまま取り込みますか？"),
            Self::RoleInName => format!("“{raw}”には所属・役職・旧姓が付いています。氏名を“{value}”としますか？"),
            Self::HiddenColumn => format!("非表示の列「{value}」も取り込みます。要らないときは「取り込まない」を選んでください。"),
            Self::HiddenSheet => "Excelで非表示のシートです。".to_owned(),
            Self::Drawings => format!("図形や画像が{value}個あります。これらは取り込みません。"),
            Self::ExternalLinks => format!("ほかのブックを見る数式が{value}個あります。最後に保存されたときの値を取り込みます。"),
            Self::EncodingGuess => format!("文字コードは{value}として読みました。文字化けしていれば、文字コードを選び直してください。"),
            Self::SampleSheet => format!("「{raw}」は記入例や様式のシートのようです。取り込まないことにしますか？取り込むときは「元のまま」を選んでください。"),
            Self::NotMeant => format!("「{value}」に印のない行は取り込みません。"),
            Self::OldSheet => format!("「{raw}」は古い版のシートのようです。取り込まないことにしますか？取り込むときは「元のまま」を選んでください。"),
            Self::PartElsewhere => format!("“{raw}”は、この行の見えない印の記録とは別の記録の番号です。番号の記録のものとしますか？印の記録のままにするときは「印の記録」を選んでください。"),
            Self::PartNumber => format!("“{raw}”という番号の記録がこのファイルにありません。見えない印の記録のものとしますか？"),
            Self::PartUnplaced => "どの記録のものか分かりません。記録の番号の列に、このファイルにある番号を入れて読み直すか、この行を除いてください。".to_owned(),
            Self::VoidedHere => format!("“{raw}”（{value}）は台帳で取り消されています。取り消したままとし、この行を取り込まないことにしますか？改めて新しい記録にするときは「新しい記録」を選んでください。"),
            Self::MarkMismatch => format!("“{raw}”の行の見えない印は別の記録のものです。この行は{value}としますか？印の記録の変更とするときは「印の記録」を選んでください。"),
            Self::NumberElsewhere => format!("“{raw}”はほかの記録の番号ですが、内容はこの行の見えない印の記録“{value}”です。“{value}”の番号を改めたものとしますか？番号の記録の変更とするときは「番号の記録」を選んでください。"),
            Self::NumberLike => format!("“{raw}”は台帳にありませんが、“{value}”がファイルにありません。“{value}”と同じものとしますか？番号は台帳のままにします。別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::ContentLike => format!("番号のほかは、ファイルにない台帳の“{value}”と同じです。同じものとし、番号を“{raw}”に改めますか？別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::RowsDiffer => format!("明細のほかは、台帳の“{value}”と同じです。同じものとし、明細の違いを取り込みますか？別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::NumberClash => format!("“{raw}”は台帳の別の記録（{value}）の番号です。番号を直して読み直すか、この行を除いてください。"),
            Self::BrokenOff if value.is_empty() => {
                format!("{raw}シートを取り込まないときは、このシートを外してください。")
            }
            Self::BrokenOff => format!("{raw}{value}行目より後は読めていません。読めたところまでを取り込むときは「元のまま」を選び、取り込まないときはこのシートを外してください。"),
        }
    }
}
