//! 名寄せの鍵: foldings for comparing and searching. What is stored is never folded.
