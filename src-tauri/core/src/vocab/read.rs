//! 読取り: texts from the screen or from Excel become a record's content, or all their problems at once.
