//! README.txt of a whole export: what stands in which file, for whoever opens it in twenty years.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::registers;
use crate::vocab::{Choice, Field, Kind, PartialDate, Register};

const HEAD: &str = "\
このフォルダーは、まもり台帳の台帳ファイル一つの内容すべてを、まもり台帳がなくても読める形で書き出したものです。

■ 形
文字はUTF-8です。拡張子 .jsonl のファイルは JSON Lines（1行が1件のJSON）で、メモ帳などの文字を扱う道具で開けます。
形の版は ledger.json の format にあります（mamori-open/1）。

■ ファイル
ledger.json             組合名、書き出した日時と利用者、規程プロファイルの版、履歴の頭
registers/台帳の名.jsonl  記録。取り消した記録（voided が true）も含みます
log.jsonl               操作履歴。1行が前の行とつながり、mamorictl verify --log log.jsonl で改変がないことを確かめられます
imports/batches.jsonl   取込み。日時、利用者、決めたこと、取り消した日時
imports/mappings.jsonl  見出しごとに覚えた取込みの決め方
imports/rows.jsonl      取り込んだファイルのすべての行。元のセル（cells）、気付いたことと決めたこと（problems）、なった記録
imports/files.jsonl     取り込んだ元のファイルの一覧（本体は imports/files）
attachments/files.jsonl 記録に添付したファイルの一覧（本体は attachments/files）
SHA256SUMS.txt          すべてのファイルのSHA-256。sha256sum -c SHA256SUMS.txt で確かめられます。
                        このファイル自身のSHA-256は、台帳の操作履歴の「書出し」に残っています

利用者のパスワードと暗号の鍵は含みません。

■ 記録の1行
id            台帳の中の番号          uuid          記録を一つに決める名
version       版（訂正のたびに1増える）  voided        取消済か
origin        entry 画面から / import 取込み   batch   取込みの番号
source        元の台帳での場所        effective_on  実際にあった日
late_reason   事後入力の理由          missing       空欄の必須項目の数
values        項目の値（下の一覧）     parts         明細（下の一覧）
extra         旧台帳の、どの項目にも当たらない列。見出しと文字のまま

■ 値の形
日付          2026-11-20。月までは 2026-11、年までは 2026
日時          2026-11-20T09:00（日本の時刻）
整数・有無     数、true / false
選択          下の一覧の＝の左の語。いくつも選ぶ項目はその配列
人            {\"id\": 職員名簿の id または null, \"name\": 書かれたままの氏名}
その他        文字
値のない項目は現れません。氏名の異体字（IVS）や外字は、入力されたままの符号です。
";

/// The whole text, with the line ends and the mark that old text editors need.
pub fn text(organisation: &str, today: NaiveDate) -> String {
    let today = PartialDate::from(today).long();
    let mut text = format!("まもり台帳　全件の書出し　{organisation}　{today}\n\n{HEAD}");
    for register in registers::ALL {
        describe(&mut text, register);
    }
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

fn describe(text: &mut String, register: &Register) {
    let _ = write!(text, "\n■ {}　registers/{}.jsonl\n", register.label.ja, register.id);
    fields(text, register.fields);
    for part in register.parts {
        let _ = writeln!(text, "　明細 parts.{}　{}", part.key, part.label.ja);
        fields(text, part.fields);
    }
}

fn fields(text: &mut String, fields: &[Field]) {
    for field in fields {
        let _ = writeln!(text, "{}\t{}\t{}", field.key, field.label.ja, kind(field.kind));
    }
}

fn kind(kind: Kind) -> String {
    let list = |choices: &[Choice]| {
        choices
            .iter()
            .map(|choice| format!("{}＝{}", choice.id, choice.label.ja))
            .collect::<Vec<_>>()
            .join("、")
    };
    match kind {
        Kind::Code => "番号".to_owned(),
        Kind::Text | Kind::Department => "文字".to_owned(),
        Kind::Name => "氏名".to_owned(),
        Kind::Note => "文字（改行あり）".to_owned(),
        Kind::Date => "日付".to_owned(),
        Kind::DateTime => "日時".to_owned(),
        Kind::Int => "整数".to_owned(),
        Kind::Bool => "有無".to_owned(),
        Kind::Choice(choices) => format!("選択 {}", list(choices)),
        Kind::ManyOf(choices) => format!("選択（いくつも） {}", list(choices)),
        Kind::Person => "人".to_owned(),
        Kind::Link(register) => format!("{}の番号", registers::register(register).label.ja),
    }
}
