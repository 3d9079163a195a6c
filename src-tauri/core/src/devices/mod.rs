//! 情報機器: PCs, servers, copiers, phones, and the drives inside them.
//!
//! A device carries no information, its drives do; what is erased or certified is the drive.

pub mod fields;
