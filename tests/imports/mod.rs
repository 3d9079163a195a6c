//! Taking in old ledgers: files nobody should have to open, and files every office has.

mod hostile;
mod messes;
mod samples;
