//! 書込みの取引: the type that every write asks for. Only [`crate::ledgers`] makes one.

use std::ops::Deref;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Result;

/// An open transaction that may write. Dropped without [`WriteTx::commit`], it leaves nothing.
pub struct WriteTx<'a>(Transaction<'a>);

impl<'a> WriteTx<'a> {
    /// Takes the write lock at once, so that no statement inside can find the file busy.
    pub(crate) fn begin(connection: &'a mut Connection) -> Result<Self> {
        Ok(Self(connection.transaction_with_behavior(TransactionBehavior::Immediate)?))
    }

    pub(crate) fn commit(self) -> Result<()> {
        Ok(self.0.commit()?)
    }
}

impl Deref for WriteTx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}
