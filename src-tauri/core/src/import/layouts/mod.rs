//! 表でない並べ方: sheets whose records do not stand one to a row under headings.
//!
//! [`matrix`]: people × sessions, days × systems. [`cards`]: one record to a sheet, labels beside values.
//! Both give the same [`super::tables::Table`]s as any list, so that nothing after them knows the difference.

pub mod cards;
pub mod matrix;
