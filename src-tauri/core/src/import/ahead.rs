//! 先回り: making things ready on another thread while this one writes.
//!
//! Only one thread holds the transaction. Reading texts into fields and writing images takes about as long
//! as the inserts do, so that both together take little more than the longer of the two. The preview is made so
//! too: cells are read one after the other, and what was read is looked over meanwhile.

use std::sync::mpsc;

use crate::error::Result;

/// Made at once: enough that waking the other thread costs nothing, little enough that a cancelled import ends soon.
const CHUNK: usize = 1024;
/// How many chunks lie ready at most, so that memory does not grow with the rows.
const WAITING: usize = 4;

/// Calls `write` with every item in its order; `items` makes them on a thread of its own, where they are more than
/// a few, and lets go of what is left of them there: memory is cheapest where it was asked for. The first error of
/// either ends both.
pub(super) fn ahead<T: Send>(
    mut items: impl Iterator<Item = Result<T>> + Send,
    mut write: impl FnMut(&mut T) -> Result<()>,
) -> Result<()> {
    if items.size_hint().1.is_some_and(|most| most <= CHUNK) {
        return items.try_for_each(|item| write(&mut item?));
    }
    let (give, take) = mpsc::sync_channel(WAITING);
    let (back, used) = mpsc::channel::<Vec<Result<T>>>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            loop {
                let mut chunk = used.try_recv().unwrap_or_default();
                chunk.clear();
                chunk.extend(items.by_ref().take(CHUNK));
                // Nobody takes any more where a write failed.
                if chunk.is_empty() || give.send(chunk).is_err() {
                    return;
                }
            }
        });
        for mut chunk in take {
            for at in 0..chunk.len() {
                match &mut chunk[at] {
                    Ok(item) => write(item)?,
                    Err(_) => return chunk.swap_remove(at).map(drop),
                }
            }
            // Nobody takes it back any more where all are made.
            let _ = back.send(chunk);
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, ErrorCode, refuse};

    fn refused() -> Error {
        refuse(ErrorCode::Cancelled)
    }

    #[test]
    fn everything_comes_in_its_order() {
        let mut written = Vec::new();
        ahead((0..3_000).map(Ok), |n| {
            written.push(*n);
            Ok(())
        })
        .unwrap();
        assert_eq!(written, (0..3_000).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_error_of_either_ends_both() {
        let mut written = 0;
        let items = (0..9_000).map(|n| if n == 2_000 { Err(refused()) } else { Ok(n) });
        let ended = ahead(items, |_| {
            written += 1;
            Ok(())
        });
        assert!(ended.is_err());
        assert_eq!(written, 2_000);

        let mut tried = 0;
        let ended = ahead((0..9_000).map(Ok), |n: &mut i32| {
            tried += 1;
            if *n == 10 { Err(refused()) } else { Ok(()) }
        });
        assert!(ended.is_err());
        assert_eq!(tried, 11);
    }
}
