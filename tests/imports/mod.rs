//! Taking in old ledgers: files nobody should have to open, and files every office has.

mod answers;
mod cell_marks;
mod cell_names;
mod cell_values;
mod formats;
mod hand;
mod hostile;
mod leavers;
mod left;
mod locked_xls;
mod mapping_told;
mod matrix_to_people;
mod matrix_ways;
mod mess_dates;
mod mess_layout;
mod mess_text;
mod messes;
mod ods;
mod old_xls;
mod rows_told;
mod samples;
mod stories;
mod tables_told;
mod times;
mod traps;
mod whole;
