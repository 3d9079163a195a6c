//! 語彙: the words every ledger uses. Dates in 和暦, fiscal years, control numbers, names, and the
//! declaration of what a record holds. Nothing here knows a ledger, a file or a clock.

pub mod date_reader;
pub mod fields;
pub mod fiscal_year;
pub mod fold;
pub mod read;
pub mod unreadable;
pub mod value;
pub mod values;
pub mod wareki;

pub use fields::{Choice, Field, Kind, Label, Part, Register, RegisterId, Required};
pub use fiscal_year::FiscalYear;
pub use value::{Content, Value};
pub use values::{Key, Values};
pub use wareki::PartialDate;
