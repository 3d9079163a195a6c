//! 受渡し: what the reader process says goes into its pipe on a thread of its own. A pipe holds little; without it the
//! reading would wait again and again until the other side has taken some.

use std::io::{self, Write};
use std::sync::mpsc;

/// Handed over at once.
const CHUNK: usize = 256 * 1024;
/// How many chunks wait at most, so that memory does not grow with the file.
const WAITING: usize = 4;

/// Has `say` write; what it wrote goes to `out` in its order, all of it before this ends.
pub(super) fn handing_over(
    out: impl Write + Send,
    say: impl FnOnce(&mut HandOver) -> io::Result<()>,
) -> io::Result<()> {
    let (give, take) = mpsc::sync_channel(WAITING);
    let (back, used) = mpsc::channel();
    std::thread::scope(|scope| {
        let passed = scope.spawn(move || pass_on(out, &take, &back));
        let mut pipe = HandOver { give, used, chunk: Vec::with_capacity(CHUNK) };
        let said = say(&mut pipe).and_then(|()| pipe.flush());
        // Nothing more comes; what waits is written.
        drop(pipe);
        let passed = passed.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        passed.and(said)
    })
}

fn pass_on(
    mut out: impl Write,
    take: &mpsc::Receiver<Vec<u8>>,
    back: &mpsc::Sender<Vec<u8>>,
) -> io::Result<()> {
    for mut chunk in take {
        out.write_all(&chunk)?;
        chunk.clear();
        // Nobody takes it back any more where all is said.
        let _ = back.send(chunk);
    }
    out.flush()
}

/// Takes what is written, and hands it over when it is much.
pub(super) struct HandOver {
    give: mpsc::SyncSender<Vec<u8>>,
    used: mpsc::Receiver<Vec<u8>>,
    chunk: Vec<u8>,
}

impl Write for HandOver {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.chunk.extend_from_slice(bytes);
        if self.chunk.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let next = self.used.try_recv().unwrap_or_else(|_| Vec::with_capacity(CHUNK));
        let chunk = std::mem::replace(&mut self.chunk, next);
        // Whoever takes them ended with an error, which is told at the end.
        self.give.send(chunk).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_said_comes_out_in_its_order() {
        let said: Vec<u8> = (0..3 * CHUNK + 5).map(|n| n as u8).collect();
        let mut out = Vec::new();
        handing_over(&mut out, |pipe| said.chunks(1000).try_for_each(|part| pipe.write_all(part))).unwrap();
        assert_eq!(out, said);
    }

    #[test]
    fn nobody_waits_for_a_side_that_takes_no_more() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::ConnectionReset.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut said = 0;
        let ended = handing_over(Closed, |pipe| {
            (0..100 * WAITING).try_for_each(|_| {
                said += 1;
                pipe.write_all(&[0; CHUNK])
            })
        });
        assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
        assert!(said < 100 * WAITING);
    }
}
