//! 印刷: marks on a sheet in millimetres, and their PDF. Knows no ledger.
//!
//! A form is a function from a record and [`Fonts`] to a [`Sheet`]; a sheet becomes a file by
//! [`render`]. The same sheet, with the same [`Meta`], becomes the same bytes.
//!
//! ```text
//! let fonts = Fonts::shared();
//! let sheet = disposals::form::lay_out(&form, fonts);
//! let notes = print::check(&sheet, fonts)?;        // refused, or which 異体字 are drawn as their base
//! let pdf = print::render(&sheet, fonts, &meta)?;
//! ```
//!
//! Read in this order: [`sheet`] (what can be drawn), [`glyph`] (which font draws which character,
//! and why a name is never printed as a tofu), [`text`] (measuring, 禁則, 均等割付), [`table`],
//! [`furniture`] (what every official form carries), [`cells`], [`booklet`] (forms of several pages), [`ledger`]
//! (a whole ledger as a list, A4 landscape), [`pdf`] (the only file naming printpdf).
//! There is no printing to a device here: the file is opened in the viewer.

pub mod booklet;
pub mod cells;
pub mod error;
mod finish;
pub mod furniture;
pub mod glyph;
pub mod ledger;
pub mod pdf;
pub mod rows;
pub mod sheet;
mod subset;
pub mod table;
#[cfg(test)]
pub mod testing;
pub mod text;

pub use error::PrintError;
pub use furniture::{ChainHead, Footer, SealMode, Slot};
pub use glyph::{Fonts, Role, Substitution, with_codes};
pub use pdf::{Meta, check, render, render_stepwise};
pub use sheet::{Mark, Page, Sheet};
