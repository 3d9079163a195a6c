//! 気付きの文: what is said of each finding, in the words of whoever reads it.

use super::{Issue, NO_NUMBER};

impl Issue {
    /// 何が。どうするか: the part of the message after the place. `raw` is what stands in the cell,
    /// `value` what is proposed or the reason.
    pub(super) fn sentence_ja(self, raw: &str, value: &str) -> String {
        match self {
            Self::Ditto => format!("“{raw}”は上の行と同じという印です。{value}としますか？"),
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
            Self::TimeSplit => format!("“{raw}”の時刻（{value}）を、時刻の項目に分けて取り込みます。"),
            Self::DateWithWords => format!(
                "“{raw}”には日付のほかの言葉があります。日付を {value} とし、元の文字も記録に残しますか？"
            ),
            Self::DoneWithoutDate if value.is_empty() => {
                format!("“{raw}”は済んだという印で、日付が分かりません。日付は空欄とし、“{raw}”を記録に残しますか？")
            }
            Self::TimeOnly => {
                format!("“{raw}”は時刻だけで、同じ行に日付がありません。日付を加えて直してください。")
            }
            Self::NextDay => format!("“{raw}”は始まりより前の時刻です。翌日の {value} としますか？"),
            Self::DoneWithoutDate => {
                format!("“{raw}”は済んだという印で、日付が分かりません。日付は空欄、状態は「{value}」とし、“{raw}”を記録に残しますか？")
            }
            Self::WeekdayDiffers => format!("“{raw}”は日付と曜日が合いません（{value}）。日付のとおりに取り込みますか？"),
            Self::NotADate if value.is_empty() => {
                format!("“{raw}”は日付として読めません。日付に直してください。")
            }
            Self::NotADate => format!("“{raw}”は{value}、日付として読めません。年・月・日の順に直してください。"),
            Self::NoSuchDay => format!("“{raw}”は暦にない日です。日付を確かめてください。"),
            Self::FarAhead => format!("“{raw}”は{value}で、何年も先の日です。元号や年の誤りなら正しい日を入れてください。このままでよければ認めてください。"),
            Self::YearOutOfRange => format!("“{raw}”は年が離れすぎています。年を確かめてください。"),
            Self::UnknownWord => format!("“{raw}”は値がないという意味に読み、空欄で取り込みます。"),
            Self::MarkMeaning => format!("“{raw}”を「{value}」と読みます。よろしいですか？"),
            Self::ChoiceGuess => format!("“{raw}”を「{value}」としますか？"),
            Self::UnknownChoice => format!("“{raw}”は選択肢にありません。{value}から選んでください。"),
            Self::MergedFill => format!("結合されたセルの“{value}”を補いました。"),
            Self::LeadingZero => format!("“{raw}”は先頭の0が落ちています。“{value}”としますか？"),
            Self::UnitAdded => format!("見出しの単位を補い、“{value}”としました。"),
            Self::ManyInCell => {
                format!("“{raw}”は1つのセルに2つ以上入っています。1つの値のまま取り込みますか？")
            }
            Self::DateInId => {
                format!("“{raw}”はExcelが日付に変えた番号のようです。元の番号を入れてください。")
            }
            Self::DigitsLost if raw.contains('E') => {
                format!("“{raw}”はExcelが指数に縮めた数で、元の桁が失われています。元の番号を入れてください。")
            }
            Self::HiddenByWidth => {
                format!("“{raw}”は列の幅が足りないときにExcelが書く印で、元の値が失われています。元の値を入れてください。")
            }
            Self::DigitsLost => {
                format!("“{raw}”は16桁以上の数で、下の桁が失われています。元の番号を入れてください。")
            }
            Self::SealRemoved => format!("“{raw}”の印を除き、“{value}”としますか？"),
            Self::SealOnly => format!("“{raw}”は印だけで氏名が分からないため、空欄で取り込みます。"),
            Self::NotANumber if value.is_empty() => {
                format!("“{raw}”は数として読めません。数だけを入れてください。")
            }
            Self::NotANumber => format!("“{raw}”は{value}として読めません。令和6年度、2024のように入れてください。"),
            Self::NotYesOrNo => format!("“{raw}”は有無のどちらか分かりません。有か無を選んでください。"),
            Self::ErrorCell => format!("数式のエラー“{raw}”です。空欄で取り込みますか？"),
            Self::FormulaWithoutValue => {
                format!("数式“{raw}”の結果が保存されていません。空欄で取り込みますか？")
            }
            Self::TooLong => "文字が多すぎます。短くしてください。".to_owned(),
            Self::BadCode => format!("“{raw}”は番号として使えません。1行の番号に直してください。"),
            Self::WordsInNumber => format!("“{raw}”には番号のほかの言葉があります。{value}しますか？番号の一部なら「元のまま」を選んでください。"),
            Self::LostChar => format!("“{raw}”の「?」は、ファイルの文字コードにない字（𠮷や異体字など）が失われた跡のようです。元の字を入れるか、「?」のまま取り込むときは「元のまま」を選んでください。"),
            Self::UnreadableChar => {
                format!("“{raw}”に文字化けした字（{value}）があります。元の字を入れてください。")
            }
            Self::Gaiji => format!(
                "“{raw}”に外字（{value}）があります。表示できないことがありますが、そのまま残します。"
            ),
            Self::DuplicateNumber => {
                format!("“{raw}”は{value}にもあります。同じものの経過とし、この行を新しい状態としますか？別のものなら「空欄にする」を選ぶと、番号なしで取り込みます。")
            }
            Self::NumberReused => format!("“{raw}”は{value}。番号を使い回した別のものですか？「別のもの」なら、古い方の行（書き出したときの見えない印のある行と印のない行なら、印のない方）は番号なしの記録とし、“{raw}”は文字で残します。「同じもの」なら、古い方の行を経過とし、新しい方の行を今の状態とします。"),
            Self::StateInNote => format!("状態が空欄で、この欄に“{raw}”とあります。状態を{value}としますか？この欄の文字はそのまま残します。"),
            Self::Struck => "取消線が引かれています。".to_owned(),
            Self::StruckPart => format!("“{raw}”の一部に取消線が引かれています。消された文字も値に入ります。生きている文字だけを入れ直すか、このまま取り込むか決めてください。"),
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
            Self::BlankAbove => format!("空欄です。上の行と同じ“{value}”という意味なら「認める」、空欄のままなら「空欄にする」を選んでください。"),
            Self::NumberRange => format!("“{raw}”は2つ以上の番号です。{value}の記録に分けますか？"),
            Self::Approximate => format!("“{raw}”は概数です。{value} としますか？"),
            Self::HistoryInCell => format!("“{raw}”には変更の経過も書かれています。このまま取り込みますか？"),
            Self::RoleInName => format!("“{raw}”には所属・役職・旧姓が付いています。氏名を“{value}”としますか？"),
            Self::RoleOnly => format!("“{raw}”は役職で、氏名が分かりません。このまま取り込みますか？"),
            Self::HiddenColumn => format!("非表示の列「{value}」も取り込みます。要らないときは「取り込まない」を選んでください。"),
            Self::HiddenSheet => "Excelで非表示のシートです。".to_owned(),
            Self::Drawings => format!("図形や画像が{value}個あります。これらは取り込みません。"),
            Self::ExternalLinks => format!("ほかのブックを見る数式が{value}個あります。最後に保存されたときの値を取り込みます。"),
            Self::EncodingGuess => format!("文字コードは{value}として読みました。文字化けしていれば、文字コードを選び直してください。"),
            Self::SampleSheet => format!("「{raw}」は記入例や様式、選択肢のシートのようです。取り込まないことにしますか？取り込むときは「元のまま」を選んでください。"),
            Self::NotMeant => format!("「{value}」に印のない行は取り込みません。"),
            Self::OldSheet => format!("「{raw}」は古い版か写しのシートのようです。取り込まないことにしますか？取り込むときは「元のまま」を選んでください。"),
            Self::OwnList => format!("「{raw}」は、まもり台帳が書き出した一覧で、台帳ではありません。中身は台帳にもう入っているので、取り込まないことにしますか？取り込むときは「元のまま」を選んでください。"),
            Self::StrayQuote => format!("{value}で、セルの途中に引用符（\"）があります。そこから文字や行がずれていることがあります。元のファイルを直すか、下の表で確かめてから、このまま取り込むときは「元のまま」を選んでください。"),
            Self::BeyondHeadings => format!("{value}に、見出しより多いセルがあります。備考などの中の「,」で欄が分かれたのかもしれません。元のファイルでその欄を引用符（\"）で囲むか、下の表で確かめてから、このまま取り込むときは「元のまま」を選んでください。"),
            Self::StruckCell => format!("“{raw}”に取消線が引かれています。値は取り込み、取消線のある欄の名を記録に残します。"),
            Self::MarkedCells => format!("{value}。行全体の印ではないため、意味を持たせずに取り込みます。"),
            Self::PartElsewhere => format!("“{raw}”は、この行の見えない印の記録とは別の記録の番号です。番号の記録のものとしますか？印の記録のままにするときは「印の記録」を選んでください。"),
            Self::PartNumber => format!("“{raw}”という番号の記録がこのファイルにありません。見えない印の記録のものとしますか？"),
            Self::PartUnplaced => "どの記録のものか分かりません。記録の番号の列に、このファイルにある番号を入れて読み直すか、この行を除いてください。".to_owned(),
            Self::VoidedHere => format!("“{raw}”（{value}）は台帳で取り消されています。取り消したままとし、この行を取り込まないことにしますか？改めて新しい記録にするときは「新しい記録」を選んでください。"),
            Self::MarkMismatch => format!("“{raw}”の行の見えない印は別の記録のものです。この行は{value}としますか？印の記録の変更とするときは「印の記録」を選んでください。"),
            Self::NumberElsewhere => format!("“{raw}”はほかの記録の番号ですが、内容はこの行の見えない印の記録“{value}”です。“{value}”の番号を改めたものとしますか？番号の記録の変更とするときは「番号の記録」を選んでください。"),
            Self::NumberLike => format!("“{raw}”は台帳にありませんが、“{value}”がファイルにありません。“{value}”と同じものとしますか？番号は台帳のままにします。別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::NumberNearly => format!("“{raw}”は台帳にありませんが、よく似た番号の“{value}”がファイルにありません。ほかの欄はほとんど違います。同じものなら「同じもの」を選ぶと、番号は台帳のまま、違うところを変更として取り込みます。別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::ZerosLost => format!("“{raw}”は台帳では“{value}”です。Excelが先頭の0を消したものとし、台帳のままにしますか？ファイルの値に改めるときは「ファイルのとおり」を選んでください。"),
            Self::ContentLike => format!("番号のほかは、ファイルにない台帳の“{value}”と同じです。同じものとし、番号を“{raw}”に改めますか？別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::RowsDiffer => format!("明細のほかは、台帳の“{value}”と同じです。同じものとし、明細の違いを取り込みますか？別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::NearlySame => format!("番号がありませんが、ファイルにない台帳の“{value}”とよく似ています。それを直したものなら「同じもの」を選ぶと、違うところを変更として取り込みます。別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::UnmarkedCopy if raw != NO_NUMBER => format!("見えない印がなく、“{raw}”という番号の行はほかの写しにありません。{value}の写しで、どちらかで番号を改めたのなら「同じもの」を選ぶと、どちらで変えたところも合わせて取り込みます。別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::UnmarkedCopy => format!("番号も見えない印もなく、{value}とよく似ています。同じ記録の写しなら「同じもの」を選ぶと、どちらで変えたところも合わせて取り込みます。別のものなら「別のもの」を選ぶと、新しい記録にします。"),
            Self::SamePerson => format!("職員名簿に“{value}”がいますが、番号からは同じ人か分かりません。同じ人なら「同じ人」を選ぶと、違うところを変更として取り込みます。同姓同名や字体の違う別の人なら「別の人」を選ぶと、新しい職員にします。"),
            Self::RepeatedRow => format!("番号のない行で、まったく同じ内容の行が{value}にもあります。同じものとして記録を一つにしますか？たまたま同じ内容の別のものなら「別のもの」を選ぶと、それぞれ記録にします。"),
            Self::OtherThing => format!("“{raw}”は台帳の{value}の番号です。その記録を直したものなら「同じもの」を選ぶと、違うところを変更として取り込みます。番号を使い回した別のものなら「別のもの」を選ぶと、番号なしの新しい記録とし、“{raw}”は文字で残します。"),
            Self::CopiedRow => format!("行の見えない印が{value}と同じで、Excelで写した行のようです。同じ記録が二つあるだけなら「同じもの」を選ぶと、この行は取り込まず、ここで変えたところも入りません。写して別のものを書いたなら「別のもの」を選ぶと、新しい記録（明細なら、その記録に加わる行）にします。"),
            Self::OlderTable => format!("この表は{raw}のもので、台帳の記録はそれより後（{value}から）の表から取り込んだものです。新しい方を残し、台帳のままにしますか？この表のとおりに改めるときは「この表のとおり」を選んでください。"),
            Self::CopiesDiffer => format!("同じ記録の写しが、この行では“{raw}”、{value}と、違う値になっています。この行の値にしますか？もう一方の値にするときは「もう一方の行の値」を選んでください。"),
            Self::NumberClash => format!("“{raw}”は台帳の別の記録（{value}）の番号です。番号を直して読み直すか、この行を除いてください。"),
            Self::NumberTwice => format!("“{raw}”は{value}でも別の記録の番号になっています。どちらかの番号を直して読み直すか、この行を除いてください。"),
            Self::DoubtfulRecord => format!("“{raw}”の行は{value}。記録として取り込みますか？記録でない行なら、「空欄にする」を選ぶと取り込みません。"),
            Self::DoubtfulNote => format!("“{raw}”の行は{value}。記録にしないことにしますか？記録として取り込むときは「元のまま」を選んでください。"),
            Self::WhichLedger if raw.is_empty() => format!("この表を「{value}」に取り込みますか？ほかの台帳の表なら取込先を選び直し、どの台帳でもなければこの表を外してください。"),
            Self::WhichLedger => format!("この表を「{value}」に取り込みますか？「{raw}」にも似ています。そちらなら取込先を選び直してください。"),
            Self::TwoLedgers => format!("この一覧にはテープ（{raw}）とほかの媒体があります。テープはバックアップ媒体のため、種別によって『{value}』に分けて取り込みますか？一つの台帳に取り込むときは「分けない」を選んでください。"),
            Self::TwoColumns => format!("{raw}の列はどれも「{value}」に合います。初めの列を取り込みますか？ほかの列なら、列の項目を選び直してください。"),
            Self::GuessedColumn => format!("『{raw}』の列は、値の形や列の位置から「{value}」と見ました。よろしいですか？違うときは、列の項目を選び直してください。"),
            Self::FromTitle => format!("ほかに書かれていないため、{value}としますか？"),
            Self::TwoRowHeadings if raw.is_empty() => format!("{value}行目を見出しの二段目と見ました。よろしいですか？記録の行なら、見出しの行を選び直してください。"),
            Self::TwoRowHeadings => format!("{value}行目の“{raw}”を見出しに入れていません。このまま取り込みますか？見出しの一段目なら、見出しの行を{value}行目にしてください。"),
            Self::BrokenOff if value.is_empty() => {
                format!("{raw}シートを取り込まないときは、このシートを外してください。")
            }
            Self::BrokenOff => format!("{raw}{value}行目より後は読めていません。読めたところまでを取り込むときは「元のまま」を選び、取り込まないときはこのシートを外してください。"),
        }
    }
}
