//! import, undo-import: old ledgers from the command line.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use mamori_core::error::{Error, ErrorCode};
use mamori_core::export;
use mamori_core::import::answering::OfLedger;
use mamori_core::import::batches::{self, BatchInfo, TouchedRecords};
use mamori_core::import::diff::view::compare;
use mamori_core::import::groups::Group;
use mamori_core::import::left::{self, KnownHere};
use mamori_core::import::preview::Side;
use mamori_core::import::report::{self, ReportFormat};
use mamori_core::import::{
    Cancel, Decisions, ImportError, Judged, Preview, ReadFile, ReadOptions, ReaderProcess, Secret,
    TablePreview, TextEncoding, commit, file, memory, names, preview,
};
use mamori_core::ledgers::{Ledgers, Surroundings};
use mamori_core::registers;
use mamori_core::users::Session;
use mamori_core::vocab::RegisterId;
use mamori_core::watch::Watch;
use serde_json::json;

use crate::access::stdin_line;
use crate::answer::{Failure, Outcome};
use crate::export_list::{self, PreviewName};
use crate::{Access, answers, dry_run, good};

/// What to take in, and how far to go.
#[derive(Args)]
pub struct Import {
    /// 取り込むファイル、またはそれらのあるフォルダー
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// すべての表をこの台帳のものとして読む
    #[arg(long, value_name = "REGISTER")]
    register: Option<RegisterId>,
    /// 読むだけで、何も書き込まない
    #[arg(long)]
    dry_run: bool,
    /// 提案をすべて受け入れる
    #[arg(long)]
    accept_proposals: bool,
    /// 台帳でもファイルでも変わったところは、ファイルの値にする（省略すれば台帳のまま）
    #[arg(long)]
    prefer_file: bool,
    /// 同じ見出しの表を前に取り込んだときと同じに決める
    #[arg(long)]
    remembered: bool,
    /// ファイルを開くパスワードを標準入力から読む（--password-stdin の次の行）
    #[arg(long)]
    file_password_stdin: bool,
    /// CSVなどの文字コード（省略すれば見分ける）
    #[arg(long, value_name = "utf8|cp932|utf16|euc-jp|iso-2022-jp", value_parser = encoding)]
    encoding: Option<TextEncoding>,
    /// 読めないファイルや台帳の表のないファイルは、訳を確かめたので取り込まなくてよい
    #[arg(long)]
    leave_refused: bool,
    /// 問いの答えをこのファイルから読む（--dry-run --json の questions と decisions を見て書く）
    #[arg(long, value_name = "FILE.json")]
    decisions: Option<PathBuf>,
    /// 下見のこの一覧を --out に書き出す（--dry-run と）
    #[arg(long, requires_all = ["dry_run", "out"])]
    list: Option<PreviewName>,
    #[arg(long, value_name = "FILE.xlsx|FILE.csv", requires = "list")]
    out: Option<PathBuf>,
    /// CSVを UTF-8 ではなく CP932（Shift_JIS）で書く
    #[arg(long, requires = "list")]
    cp932: bool,
    /// どの表か（一覧 rows で、表が二つ以上あるとき。例 0/2/0）
    #[arg(long, value_name = "ID", requires = "list")]
    table: Option<String>,
}

fn encoding(text: &str) -> Result<TextEncoding, String> {
    match text {
        "utf8" => Ok(TextEncoding::Utf8),
        "cp932" => Ok(TextEncoding::Cp932),
        "utf16" => Ok(TextEncoding::Utf16),
        "euc-jp" => Ok(TextEncoding::EucJp),
        "iso-2022-jp" => Ok(TextEncoding::Iso2022Jp),
        _ => Err("utf8、cp932、utf16、euc-jp、iso-2022-jp のどれかを指定してください。".to_owned()),
    }
}

impl Import {
    /// The table that was named, or the only one.
    fn one_table(&self, judged: &Judged) -> Result<String, Failure> {
        let known = judged.preview.tables().filter(|table| !table.unmapped);
        match (&self.table, &known.collect::<Vec<_>>()[..]) {
            (Some(id), _) => Ok(id.clone()),
            (None, [only]) => Ok(only.id.clone()),
            (None, tables) => {
                let named = tables
                    .iter()
                    .map(|table| format!("{}（{}）", table.id, table.sheet.as_deref().unwrap_or("CSV")))
                    .collect::<Vec<_>>();
                let advice = format!("--table で表を指定してください: {}", named.join("、"));
                Err(Failure::Usage(advice))
            }
        }
    }

    /// Both passwords are lines of standard input; the account's comes first.
    fn options(&self) -> Result<ReadOptions, Failure> {
        let password = self.file_password_stdin.then(stdin_line).transpose()?;
        Ok(ReadOptions { password: password.map(Secret::from), encoding: self.encoding })
    }
}

pub fn import(access: &Access, import: &Import) -> Outcome {
    // A dry run needs no ledger; with one it says what would change there.
    let alone = import.dry_run && import.list.is_none() && !access.password_stdin;
    let password = if alone { None } else { Some(access.password()?) };
    let (files, refused) = read_all(&import.files, &import.options()?)?;
    let said = import.decisions.as_deref().map(answers::read).transpose()?.unwrap_or_default();
    let decisions = decisions(import, said.decisions.clone(), &files);
    let mut judged = Judged::of(files, decisions);
    judged.note_refused(&refused);
    answers::same_files(&judged, &said.files)?;
    let Some(password) = password else {
        answers::check(&judged, &answers::beside(&said.decisions, &said.remembered), None)?;
        return Ok(dry_run::answer(&judged, (&refused, None), access.json));
    };
    let (mut ledgers, session) = access.open_as(&password)?;
    settle(import, &mut judged, &ledgers, &session)?;
    if let Some(list) = import.list {
        return write_list(&mut ledgers, &session, &judged, (import, list));
    }
    let known = left::known_here(&ledgers, &session, &judged)?;
    let (comparison, names) =
        (compare(&ledgers, &session, &judged)?, names::asked(&ledgers, &session, &judged)?);
    let left = left::shown(&judged, &known);
    let of_ledger = OfLedger { comparison: &comparison, names: &names, left: &left, before: &[] };
    let remembered = memory::all_recalled(&ledgers, &session, &judged.preview, &Decisions::default())?;
    let beside = answers::beside(&said.decisions, &remembered);
    answers::check_before(&mut judged, &beside, of_ledger, |judged| compare(&ledgers, &session, judged))?;
    if import.dry_run {
        let mut answer = dry_run::answer(&judged, (&refused, Some(of_ledger)), access.json);
        if import.remembered && access.json {
            answer.json["remembered"] = serde_json::json!(remembered);
        }
        return Ok(answer);
    }
    take_in(&mut ledgers, &session, &judged, of_ledger)
}

/// What the flags decide once the ledger is open.
fn settle(import: &Import, judged: &mut Judged, ledgers: &Ledgers, session: &Session) -> Result<(), Error> {
    if import.remembered {
        judged.decide(memory::all_recalled(ledgers, session, &judged.preview, judged.decisions())?);
    }
    let known = left::known_here(ledgers, session, judged)?;
    leave_out_repeated(judged, &known);
    if import.leave_refused {
        let left = left::shown(judged, &known).into_iter().filter(|left| left.asks);
        judged.let_stay_out(left.map(|left| left.file));
    }
    Ok(())
}

fn take_in(
    ledgers: &mut Ledgers,
    session: &Session,
    judged: &Judged,
    OfLedger { comparison, left, .. }: OfLedger<'_>,
) -> Outcome {
    match commit::commit(ledgers, session, judged, &Cancel::default(), &mut |_, _| {}) {
        Ok(batch) => {
            let lines = format!("{}{}", dry_run::left_text(left), comparison.text_ja(&judged.preview));
            let diff = comparison.to_json(&judged.preview);
            let text = format!("{}\n{lines}", batch_text(&batch));
            Ok(good(text, json!({ "batch": batch, "diff": diff, "left": left })))
        }
        Err(error) => {
            if error.code() == ErrorCode::ImportFilesLeft {
                eprint!("{}", dry_run::left_text(left));
                eprintln!("訳を確かめ、取り込まなくてよければ --leave-refused を付けてください。");
            }
            say_questions(&judged.preview, &judged.preview.groups_with(&comparison.asked));
            Err(error.into())
        }
    }
}

/// Each with its file where there are several, its sheet, row and column, and what to do.
fn say_questions(preview: &Preview, groups: &[Group]) {
    let mut open = groups.iter().filter(|group| group.is_open()).peekable();
    if open.peek().is_some() {
        eprintln!("問いは --dry-run --json で答え方を確かめ、--decisions で答えてください。");
    }
    for group in open {
        let table = preview.tables().find(|table| table.id == group.table);
        let file = table.and_then(|table| preview.file_of(table)).map(|file| format!("{file} "));
        eprintln!("・{}件 {}{}", group.count, file.unwrap_or_default(), group.example);
    }
}

/// Of a set of files what is taken in already, and copies of each other, stay out. Where nothing else is left, the
/// import itself refuses them.
fn leave_out_repeated(judged: &mut Judged, known: &[KnownHere]) {
    let mut out = left::repeated(&judged.preview, known);
    let more = !out.is_empty();
    out.extend(&judged.decisions().out);
    if more && out.len() < judged.preview.files.len() {
        judged.decide(Decisions { out, ..judged.decisions().clone() });
    }
}

/// One table of the preview goes out; nothing is taken in.
fn write_list(
    ledgers: &mut Ledgers,
    session: &Session,
    judged: &Judged,
    (import, list): (&Import, PreviewName),
) -> Outcome {
    let out =
        import.out.as_ref().ok_or_else(|| Failure::Usage("--list には --out が要ります。".to_owned()))?;
    let format = crate::export::format(out, import.cp932)?;
    let wanted = list.wanted(|| import.one_table(judged))?;
    let what = (judged, &wanted, format);
    let done = export::import_list_watched(ledgers, session, what, out, &Watch::default())?;
    Ok(export_list::written(&done))
}

/// The reader's own refusals do not keep the other files from being looked at.
fn read_all(paths: &[PathBuf], options: &ReadOptions) -> Result<(Vec<ReadFile>, Vec<ImportError>), Failure> {
    let reader = ReaderProcess::current()
        .map_err(|error| Failure::Usage(format!("自分自身を読み取り用に起動できません（{error}）。")))?;
    let today = Surroundings::of_this_machine().now().date_naive();
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    let mut all = Vec::new();
    for path in paths {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        // A folder stands for the ledgers in it.
        let found = file::in_folder(path).map_err(|error| Error::io(path, error))?;
        for folder in found.folders {
            eprintln!(
                "フォルダー「{folder}」の中は読んでいません。要るときは、そのフォルダーも指定してください。"
            );
        }
        all.extend(found.files);
    }
    for path in all {
        match ReadFile::open_with((&path, options), today, &reader, &Cancel::default(), &mut |_| {}) {
            Ok(file) => files.push(file),
            Err(error) => refused.push(error),
        }
    }
    Ok((files, refused))
}

/// Of the file of answers, and what the flags say beside it.
fn decisions(import: &Import, mut decisions: Decisions, files: &[ReadFile]) -> Decisions {
    decisions.accept_all |= import.accept_proposals;
    if import.prefer_file {
        decisions.prefer = Side::File;
    }
    if let Some(register) = import.register {
        // A list that is of one ledger is not split: there is no second half.
        let own = |table: &&TablePreview| !table.unmapped && !table.second_half;
        for table in preview(files, &decisions).tables().filter(own) {
            decisions.tables.entry(table.id.clone()).or_default().register.get_or_insert(register);
        }
    }
    decisions
}

fn batch_text(batch: &BatchInfo) -> String {
    let mut text = format!("取込み {} 番を確定しました。", batch.id);
    for count in &batch.registers {
        let _ = write!(text, "\n{}: {} 件", registers::register(count.register).label.ja, count.records);
    }
    text
}

pub fn undo(access: &Access, batch: i64, keep_touched: bool, reason: &str) -> Outcome {
    let touched = if keep_touched { TouchedRecords::Keep } else { TouchedRecords::Refuse };
    let (mut ledgers, session) = access.open()?;
    let undone = batches::undo(&mut ledgers, &session, batch, touched, reason)?;
    let text = format!("取込み {} 番を取り消しました。原本は証拠として残しています。", undone.id);
    Ok(good(text, json!({ "batch": undone })))
}

pub fn report(access: &Access, batch: i64, out: &Path) -> Outcome {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let format = match ending.as_str() {
        "pdf" => ReportFormat::Pdf,
        "xlsx" => ReportFormat::Xlsx,
        _ => {
            let advice = "報告書のファイルの名前を .pdf か .xlsx で終わらせてください。";
            return Err(Failure::Usage(advice.to_owned()));
        }
    };
    let (mut ledgers, session) = access.open()?;
    report::write(&mut ledgers, &session, batch, format, out)?;
    Ok(good(format!("取込報告書を書き出しました: {}", out.display()), json!({ "batch": batch, "out": out })))
}
