//! export-list: every list that is no ledger, as a workbook or CSV; the tables of an import's preview go out by
//! [`crate::import`].

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use mamori_core::audit::log::EventQuery;
use mamori_core::export::{self, ExportFormat, Exported, ListWanted};
use mamori_core::import::lists::ImportList;
use mamori_core::ledgers::Ledgers;
use mamori_core::records::actions;
use mamori_core::registers;
use mamori_core::training::matrix::MatrixQuery;
use mamori_core::users::Session;
use mamori_core::vocab::{FiscalYear, RegisterId};

use crate::answer::{Answer, Failure, Outcome};
use crate::training::Untrained;
use crate::{Access, good};

/// Which list, narrowed how, and where to.
#[derive(Args)]
pub struct ExportList {
    list: Name,
    #[command(flatten)]
    to: To,
    /// 未受講者一覧と研修の一覧の年度・所属・雇用区分、未受講者一覧の講座・基準日
    #[command(flatten)]
    who: Untrained,
    /// 初めの年度（省略すれば4年前）：training-rates
    #[arg(long, value_name = "YEAR")]
    from: Option<FiscalYear>,
    /// この文字を探す：search・log
    #[arg(long, value_name = "TEXT")]
    query: Option<String>,
    /// 台帳：history・part・source・attachments・log
    #[arg(long)]
    register: Option<RegisterId>,
    /// 記録の番号：history・part・source・attachments、職員番号：holdings
    #[arg(long, value_name = "NO")]
    no: Option<String>,
    /// 明細（省略すれば台帳の初めの明細）：part
    #[arg(long)]
    part: Option<String>,
    /// 取込みの番号：undo-kept
    #[arg(long, value_name = "N")]
    batch: Option<i64>,
}

/// The file, and how it is written.
#[derive(Args)]
pub struct To {
    #[arg(long, value_name = "FILE.xlsx|FILE.csv")]
    pub out: PathBuf,
    /// CSVを UTF-8 ではなく CP932（Shift_JIS）で書く
    #[arg(long)]
    pub cp932: bool,
}

/// 一覧の名
#[derive(Clone, Copy, ValueEnum)]
enum Name {
    /// 未受講者一覧
    Untrained,
    /// 研修受講状況一覧表（年間表）
    TrainingMatrix,
    /// 研修受講率の推移
    TrainingRates,
    /// 廃棄の案件
    DisposalBoard,
    /// 期限一覧
    Duties,
    /// 台帳の件数
    LedgerCounts,
    /// 操作履歴
    Log,
    /// 検索結果
    Search,
    /// 取込みの一覧
    ImportBatches,
    /// 取込みを取り消しても残る記録
    UndoKept,
    /// 持ち物一覧
    Holdings,
    /// 利用者ID一覧
    Accounts,
    /// 規程の数値
    ProfileNumbers,
    /// 一件の経過
    History,
    /// 一件の明細（出席者名簿など）
    Part,
    /// 一件の取込み元
    Source,
    /// 一件の添付
    Attachments,
}

/// 取込みの下見の一覧
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PreviewName {
    /// 表とその行数
    Tables,
    /// ファイルの中身
    Sheets,
    /// 列の対応
    Columns,
    /// 決めること・知っておくこと
    Questions,
    /// 元の内容と、記録される内容（一つの表）
    Rows,
    /// 記録として扱わない行
    RowsLeft,
    /// 台帳との違い
    Differences,
    /// ファイルにない記録
    NotInFile,
}

impl PreviewName {
    /// `table` is asked for by the rows of one table.
    pub fn wanted(self, table: impl FnOnce() -> Result<String, Failure>) -> Result<ImportList, Failure> {
        Ok(match self {
            Self::Tables => ImportList::TablesRead,
            Self::Sheets => ImportList::SheetsFound,
            Self::Columns => ImportList::ColumnsMapped,
            Self::Questions => ImportList::Questions,
            Self::Rows => ImportList::RowsRead { table: table()? },
            Self::RowsLeft => ImportList::RowsLeft,
            Self::Differences => ImportList::Differences,
            Self::NotInFile => ImportList::NotInFile,
        })
    }
}

pub fn export_list(access: &Access, asked: &ExportList) -> Outcome {
    let format = asked.to.format()?;
    let (mut ledgers, session) = access.open()?;
    let wanted = asked.wanted(&mut ledgers, &session)?;
    let done = export::list(&mut ledgers, &session, (&wanted, format), &asked.to.out)?;
    Ok(written(&done))
}

/// What is said of a file that was written.
pub fn written(done: &Exported) -> Answer {
    let text = format!("{} 件を書き出しました: {}", done.rows, done.path);
    good(text, serde_json::to_value(done).unwrap_or_default())
}

impl ExportList {
    fn wanted(&self, ledgers: &mut Ledgers, session: &Session) -> Result<ListWanted, Failure> {
        let year = self.who.fiscal_year.unwrap_or_else(|| FiscalYear::of(ledgers.today())).0;
        let (department, employment) = (self.who.department.clone(), self.who.employment.clone());
        Ok(match self.list {
            Name::Untrained => ListWanted::Untrained { query: self.who.query(ledgers.today())? },
            Name::TrainingMatrix => ListWanted::TrainingMatrix {
                query: MatrixQuery { fiscal_year: year, department, employment },
            },
            Name::TrainingRates => ListWanted::TrainingRates {
                from_year: self.from.map_or(year - 4, |from| from.0),
                to_year: year,
            },
            Name::DisposalBoard => ListWanted::DisposalBoard,
            Name::Duties => ListWanted::Duties,
            Name::LedgerCounts => ListWanted::LedgerCounts,
            Name::Log => ListWanted::Log { query: self.log() },
            Name::Search => ListWanted::Search { text: self.needs("--query", self.query.clone())? },
            Name::ImportBatches => ListWanted::ImportBatches,
            Name::UndoKept => ListWanted::UndoKept { batch: self.needs("--batch", self.batch)? },
            Name::Holdings => {
                ListWanted::Holdings { person: self.find(RegisterId::Staff, ledgers, session)? }
            }
            Name::Accounts => ListWanted::Accounts,
            Name::ProfileNumbers => ListWanted::ProfileNumbers,
            Name::History | Name::Part | Name::Source | Name::Attachments => {
                self.of_record(ledgers, session)?
            }
        })
    }

    fn log(&self) -> EventQuery {
        let register = self.register.map(|register| register.as_str().to_owned());
        EventQuery { text: self.query.clone(), register, ..EventQuery::default() }
    }

    fn of_record(&self, ledgers: &mut Ledgers, session: &Session) -> Result<ListWanted, Failure> {
        let register = self.needs("--register", self.register)?;
        let record = self.find(register, ledgers, session)?;
        Ok(match self.list {
            Name::Part => {
                let first = registers::register(register).parts.first().map(|part| part.key.to_owned());
                ListWanted::RecordPart {
                    register,
                    record,
                    part: self.needs("--part", self.part.clone().or(first))?,
                }
            }
            Name::Source => ListWanted::RecordSource { register, record },
            Name::Attachments => ListWanted::RecordAttachments { register, record },
            _ => ListWanted::RecordHistory { register, record },
        })
    }

    fn find(&self, id: RegisterId, ledgers: &mut Ledgers, session: &Session) -> Result<i64, Failure> {
        let number = self.needs("--no", self.no.clone())?;
        Ok(actions::find(ledgers, session, id, &number)?.id)
    }

    fn needs<T>(&self, option: &str, given: Option<T>) -> Result<T, Failure> {
        let name = self.list.to_possible_value().map(|name| name.get_name().to_owned()).unwrap_or_default();
        given.ok_or_else(|| Failure::Usage(format!("{name} には {option} が要ります。")))
    }
}

impl To {
    /// The kind of file its name asks for.
    pub fn format(&self) -> Result<ExportFormat, Failure> {
        crate::export::format(&self.out, self.cp932)
    }
}
