//! 研修: what was taught, with which text, and who was there (A 3.2, 3.3(2)).

pub mod fields;
