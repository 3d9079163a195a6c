//! 和暦: dates as the office writes them, to the day or only to the month.
