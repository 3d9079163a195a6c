//! 差込み値: what a statement is given of a record. Most columns of a ledger stay empty, and what records of one ledger
//! have in common is not handed over for each of them.

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{CachedStatement, Statement};

/// What a statement is given, by the places of its parameters. Of the many columns of a ledger most stay empty.
pub(super) type Filled = Vec<(usize, Given)>;

/// What one parameter is given; what is the same in most records needs no room of its own.
pub(super) type Given = ToSqlOutput<'static>;

pub(super) const NOTHING: Given = Given::Borrowed(ValueRef::Null);

pub(super) fn int(number: impl Into<i64>) -> Given {
    Given::Owned(Sql::Integer(number.into()))
}

pub(super) fn text(text: String) -> Given {
    Given::Owned(Sql::Text(text))
}

pub(super) fn word(word: &'static str) -> Given {
    Given::Borrowed(ValueRef::Text(word.as_bytes()))
}

/// For a single record.
pub(super) fn execute(statement: &mut Statement<'_>, row: &Filled) -> rusqlite::Result<usize> {
    statement.clear_bindings();
    for (place, value) in row {
        statement.raw_bind_parameter(*place, value)?;
    }
    statement.raw_execute()
}

/// A statement for one record after the other. Records of a ledger have much in common: what stays as it was in the
/// record before is not handed over again.
pub(super) struct Refilled<'t> {
    statement: CachedStatement<'t>,
    /// What each parameter holds, by its place, and in which turn it was last wanted.
    held: Vec<(Given, u64)>,
    /// The places that hold something.
    filled: Vec<usize>,
    turn: u64,
}

impl<'t> Refilled<'t> {
    pub fn of(statement: CachedStatement<'t>) -> Self {
        let held = vec![(NOTHING, 0); statement.parameter_count() + 1];
        Self { statement, held, filled: Vec::new(), turn: 0 }
    }

    pub fn execute(&mut self, row: &mut Filled) -> rusqlite::Result<usize> {
        self.turn += 1;
        for (place, value) in row {
            let (held, turn) = &mut self.held[*place];
            if *held != *value {
                self.statement.raw_bind_parameter(*place, &*value)?;
                std::mem::swap(held, value);
            }
            if *turn == 0 {
                self.filled.push(*place);
            }
            *turn = self.turn;
        }
        self.empty_the_others()?;
        self.statement.raw_execute()
    }

    /// What this record does not have, the one before it had.
    fn empty_the_others(&mut self) -> rusqlite::Result<()> {
        let (held, turn, statement) = (&mut self.held, self.turn, &mut self.statement);
        let mut done = Ok(());
        self.filled.retain(|place| {
            let wanted = held[*place].1 == turn;
            if !wanted {
                held[*place] = (NOTHING, 0);
                done =
                    std::mem::replace(&mut done, Ok(())).and(statement.raw_bind_parameter(*place, NOTHING));
            }
            wanted
        });
        done
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn what_a_record_does_not_have_is_not_what_the_one_before_it_had() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("create table t (a, b, c)").unwrap();
        let mut insert = Refilled::of(db.prepare_cached("insert into t values (?, ?, ?)").unwrap());
        let rows: [Filled; 5] = [
            vec![(1, word("import")), (3, text("SN1".into()))],
            vec![(3, text("SN2".into())), (1, word("import"))],
            vec![(2, int(7))],
            vec![],
            vec![(3, text("SN2".into())), (2, int(7))],
        ];
        for mut row in rows {
            insert.execute(&mut row).unwrap();
        }
        let mut select = db.prepare("select a, b, c from t order by rowid").unwrap();
        let stored = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        let stored: Vec<(Option<String>, Option<i64>, Option<String>)> = stored.map(Result::unwrap).collect();
        let sn = |sn: &str| Some(sn.to_owned());
        let expected = [
            (sn("import"), None, sn("SN1")),
            (sn("import"), None, sn("SN2")),
            (None, Some(7), None),
            (None, None, None),
            (None, Some(7), sn("SN2")),
        ];
        assert_eq!(stored, expected);
    }
}
