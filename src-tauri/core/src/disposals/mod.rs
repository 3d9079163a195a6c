//! 廃棄・消去: a case that ends media and devices, confirmed before and after the work (A 4.2.5(5)).

pub mod fields;
