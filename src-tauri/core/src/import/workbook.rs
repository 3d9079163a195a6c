//! 表計算ファイルを読む: each format by its reader. Runs in the reader process.
//!
//! .xlsx is streamed ([`xlsx`]), so that a lone cell in the last corner costs nothing. The other binary
//! formats come as full ranges ([`ranges`]); the limits of the reader process bound what they may cost.
//! This folder is the only place that names the workbook library.

mod ranges;
mod values;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Cursor;

use calamine::{Reader, SheetVisible};

use super::cells::{Comment, Merge, Row, SheetHead, Struck};
use super::csv_text::Quotes;
use super::error::ReadFailure;
use super::options::ReadOptions;
use super::sniff::{self, Format};
use super::stream::Failure;
use super::{csv_text, html_table, unlock, xml2003};

pub use values::iso;

/// Where what is read goes.
pub trait Sink {
    fn sheet(&mut self, head: &SheetHead) -> Result<()>;
    fn row<T: AsRef<str>>(&mut self, row: &Row<T>) -> Result<()>;
    fn sheet_end(&mut self, head: SheetHead) -> Result<()>;
}

type Result<T> = std::result::Result<T, Failure>;

/// What matters of a cell's style.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    pub struck: bool,
    pub fill: u32,
    pub ink: u32,
    pub format: u16,
    /// The number is a day, whatever the library takes it for.
    pub date: bool,
}

impl Look {
    /// Nothing is said by it.
    pub fn is_plain(&self) -> bool {
        !self.struck && !self.date && self.fill == 0 && self.ink == 0 && self.format == 0
    }
}

/// What a sheet says besides its values, where the library tells only those.
#[derive(Debug, Default)]
pub struct Marks {
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: Vec<u16>,
    pub merges: Vec<Merge>,
    pub comments: Vec<Comment>,
    pub drawings: u32,
    /// Looks by row (from 1) and column, of cells that are not plain.
    pub looks: HashMap<(u32, u16), Look>,
    /// Cells whose text is struck through, or not, by its own runs.
    pub struck: HashMap<(u32, u16), Struck>,
    /// Texts of cells the library passes over.
    pub texts: BTreeMap<(u32, u16), String>,
    /// Days are counted from 1904.
    pub is_1904: bool,
}

/// All sheets by name, and the number formats their looks refer to.
#[derive(Debug, Default)]
pub struct MarkedBook {
    pub sheets: HashMap<String, Marks>,
    pub formats: Vec<String>,
}

/// Reads everything in a file, whatever it is.
pub fn read(bytes: &[u8], options: &ReadOptions, sink: &mut impl Sink) -> Result<()> {
    match sniff::sniff_as(bytes, options.encoding)? {
        Format::Locked => {
            let plain = unlock::unlock(bytes, options.password.as_ref())?;
            // What was inside must be a workbook of its own, and pass what any other passes.
            match sniff::sniff(&plain)? {
                Format::Xlsx => xlsx::read(&plain, true, sink),
                Format::Xlsb => ranges::xlsb(&plain, true, sink),
                _ => Err(ReadFailure::UnknownFormat.into()),
            }
        }
        Format::LockedXls => {
            let plain = unlock::xls::unlock(bytes, options.password.as_ref())?;
            match sniff::sniff(&plain)? {
                Format::Xls { codepage } => ranges::xls(&plain, true, codepage, sink),
                _ => Err(ReadFailure::UnknownFormat.into()),
            }
        }
        Format::LockedOds => {
            let plain = unlock::ods::unlock(bytes, options.password.as_ref())?;
            match sniff::sniff(&plain)? {
                Format::Ods => ranges::ods(&plain, true, sink),
                _ => Err(ReadFailure::UnknownFormat.into()),
            }
        }
        Format::Xlsx => xlsx::read(bytes, false, sink),
        Format::Xlsb => ranges::xlsb(bytes, false, sink),
        Format::Ods => ranges::ods(bytes, false, sink),
        Format::Xls { codepage } => ranges::xls(bytes, false, codepage, sink),
        Format::Xml2003 => xml2003::read(bytes, sink),
        Format::Html => html_table::read(bytes, options.encoding, sink),
        Format::Text => text(bytes, options, sink),
    }
}

fn text(bytes: &[u8], options: &ReadOptions, sink: &mut impl Sink) -> Result<()> {
    let (text, encoding) = csv_text::decode(bytes, options.encoding);
    let head = SheetHead { encoding: Some(encoding), ..SheetHead::default() };
    sink.sheet(&head)?;
    csv_text::read(&text, |row| sink.row(&row))?;
    let why =
        "引用符（\"）が閉じられていないため、途中から1つのセルになっています。元のファイルを直してください。";
    let Quotes { unclosed, stray } = Quotes::of(&text);
    let unreadable = unclosed.then(|| why.to_owned());
    sink.sheet_end(SheetHead { unreadable, stray_quotes: stray, ..head })
}

fn open<'a, R: Reader<Cursor<&'a [u8]>>>(bytes: &'a [u8]) -> Result<R>
where
    R::Error: std::fmt::Display,
{
    R::new(Cursor::new(bytes)).map_err(|error| failed(&error))
}

/// The library's errors, sorted into what the user can do about them.
fn failed(error: &dyn std::fmt::Display) -> Failure {
    let detail = error.to_string();
    let password = detail.to_ascii_lowercase().contains("password");
    let failure = if password { ReadFailure::PasswordUnsupported } else { ReadFailure::Damaged };
    Failure { failure, detail }
}

fn head_of(sheet: &calamine::Sheet, unlocked: bool) -> SheetHead {
    SheetHead {
        name: Some(sheet.name.clone()),
        hidden: sheet.visible != SheetVisible::Visible,
        unlocked,
        ..SheetHead::default()
    }
}

/// What the library said stands in brackets, for whoever is asked for help.
fn cannot_read(why: &str) -> String {
    format!(
        "このシートは壊れていて読めません。Excelで開き、表を新しいブックに写して取り込んでください。（{why}）"
    )
}

fn unreadable(mut head: SheetHead, why: &str, sink: &mut impl Sink) -> Result<()> {
    sink.sheet(&head)?;
    head.unreadable = Some(cannot_read(why));
    sink.sheet_end(head)
}
