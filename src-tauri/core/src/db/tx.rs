//! 書込みの取引: the type that every write asks for. Only [`crate::ledgers`] makes one.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Result;
use crate::vocab::RegisterId;

/// Which records a change wrote, by ledger.
pub type Touched = BTreeMap<RegisterId, BTreeSet<i64>>;

/// An open transaction that may write. Dropped without [`WriteTx::commit`], it leaves nothing.
pub struct WriteTx<'a> {
    tx: Transaction<'a>,
    /// As they were written, some perhaps twice.
    touched: RefCell<BTreeMap<RegisterId, Vec<i64>>>,
}

/// How many KiB of pages are held while a big work goes on: those being filled, and small enough to be sealed before
/// they have left the processor's own memory.
const FLUSHING_KIB: i64 = -4_096;

const HELD_KIB: i64 = -131_072;

/// Else pages stay: lists are read from them again and again, and what changes is written once, at the end.
pub(super) fn hold_pages(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", HELD_KIB)?;
    // From how many pages on they are written early. Off, it could not be turned on within a transaction.
    connection.pragma_update(None, "cache_spill", i32::MAX)
}

/// Holds pages again, however a big work ends.
struct HoldAgain<'t>(&'t Connection);

impl Drop for HoldAgain<'_> {
    fn drop(&mut self) {
        // Nothing depends on it but speed.
        let _ = hold_pages(self.0);
    }
}

impl<'a> WriteTx<'a> {
    /// Takes the write lock at once, so that no statement inside can find the file busy.
    pub(crate) fn begin(connection: &'a mut Connection) -> Result<Self> {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self { tx, touched: RefCell::default() })
    }

    /// Says that a record was written, so that lists look at it anew.
    pub(crate) fn touch(&self, register: RegisterId, record: i64) {
        self.touched.borrow_mut().entry(register).or_default().push(record);
    }

    /// Does a work that writes much: what is written goes to the disk bit by bit, sealed while the next is being made
    /// ready, and memory does not grow with the rows. Whatever happens, the journal can still take all of it back.
    pub(crate) fn flushing<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let _again = HoldAgain(self);
        self.pragma_update(None, "cache_size", FLUSHING_KIB)?;
        self.pragma_update(None, "cache_spill", 1)?;
        work()
    }

    /// Makes it so; tells which records were written.
    pub(crate) fn commit(self) -> Result<Touched> {
        self.tx.commit()?;
        let touched = self.touched.into_inner().into_iter();
        Ok(touched.map(|(register, records)| (register, records.into_iter().collect())).collect())
    }
}

impl Deref for WriteTx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.tx
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKETS: i64 = 300;

    fn written(connection: &mut Connection) -> u64 {
        let path = connection.path().unwrap().to_owned();
        let tx = WriteTx::begin(connection).unwrap();
        let fill = || {
            for _ in 0..PACKETS {
                tx.execute("insert into t values (randomblob(65536))", [])?;
            }
            Ok(std::fs::metadata(&path).unwrap().len())
        };
        let on_disk = tx.flushing(fill).unwrap();
        let held: i64 = tx.pragma_query_value(None, "cache_size", |row| row.get(0)).unwrap();
        assert_eq!(held, HELD_KIB);
        on_disk
    }

    #[test]
    fn a_big_work_goes_to_the_disk_while_it_goes_on_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = Connection::open(folder.path().join("t.db")).unwrap();
        hold_pages(&connection).unwrap();
        connection.execute_batch("create table t (body blob); insert into t values ('before')").unwrap();
        let before = std::fs::read(connection.path().unwrap()).unwrap();

        let on_disk = written(&mut connection);
        assert!(on_disk > PACKETS as u64 * 65_536 / 2, "{on_disk}");
        // Dropped without a commit.
        assert_eq!(std::fs::read(connection.path().unwrap()).unwrap(), before);
        let rows = |connection: &Connection| {
            connection.query_row("select count(*) from t", [], |row| row.get::<_, i64>(0)).unwrap()
        };
        assert_eq!(rows(&connection), 1);

        // A small change waits for its end.
        let tx = WriteTx::begin(&mut connection).unwrap();
        for _ in 0..PACKETS {
            tx.execute("insert into t values (randomblob(65536))", []).unwrap();
        }
        assert_eq!(std::fs::metadata(tx.path().unwrap()).unwrap().len(), before.len() as u64);
        tx.commit().unwrap();
        assert_eq!(rows(&connection), 1 + PACKETS);
    }
}
