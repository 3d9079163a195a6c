//! What the window has open: the ledger and who is signed in, behind one lock.

use crate::options::Options;

pub struct App {
    pub options: Options,
}

impl App {
    pub fn new(options: Options) -> Self {
        Self { options }
    }
}
