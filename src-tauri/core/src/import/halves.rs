//! 二手に分かれて: work on the rows of a big sheet that two threads can do at once.

/// Fewer rows are done sooner than a thread is started.
const ENOUGH: usize = 4096;

/// Does both, at once where there are many rows.
pub(super) fn at_once<A, B: Send>(
    rows: usize,
    one: impl FnOnce() -> A,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    if rows < ENOUGH {
        return (one(), other());
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        (one, other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// What `look` says of the items, in their order: it is given all of them, or each half by itself.
pub(super) fn in_halves<'i, T: Sync, R: Send>(
    items: &'i [T],
    look: impl Fn(&'i [T]) -> Vec<R> + Sync,
) -> Vec<R> {
    if items.len() < ENOUGH {
        return look(items);
    }
    let (first, second) = items.split_at(items.len() / 2);
    let (mut said, rest) = at_once(items.len(), || look(first), || look(second));
    said.extend(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_stands_in_the_order_of_the_items() {
        for many in [0, 1, ENOUGH - 1, ENOUGH, ENOUGH + 1] {
            let items: Vec<usize> = (0..many).collect();
            let said = in_halves(&items, |part| part.iter().map(|n| n * 2).collect());
            assert!(said.iter().copied().eq((0..many).map(|n| n * 2)), "{many}");
        }
    }

    #[test]
    fn both_are_done_and_each_says_its_own() {
        assert_eq!(at_once(0, || 1, || "two"), (1, "two"));
        assert_eq!(at_once(ENOUGH, || 1, || "two"), (1, "two"));
    }
}
