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
    touched: RefCell<Touched>,
}

impl<'a> WriteTx<'a> {
    /// Takes the write lock at once, so that no statement inside can find the file busy.
    pub(crate) fn begin(connection: &'a mut Connection) -> Result<Self> {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self { tx, touched: RefCell::default() })
    }

    /// Says that a record was written, so that lists look at it anew.
    pub(crate) fn touch(&self, register: RegisterId, record: i64) {
        self.touched.borrow_mut().entry(register).or_default().insert(record);
    }

    /// Makes it so; tells which records were written.
    pub(crate) fn commit(self) -> Result<Touched> {
        self.tx.commit()?;
        Ok(self.touched.into_inner())
    }
}

impl Deref for WriteTx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.tx
    }
}
