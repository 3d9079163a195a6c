//! 持出し: who may take which information or device out of the office, and until when (A 4.3).

pub mod fields;
