//! メモリの割当て: mimalloc for every program that holds the core.
//!
//! A ledger is millions of short texts, and an import makes them on one thread and lets go of them on another;
//! the allocators of the systems are slow at both.

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;
