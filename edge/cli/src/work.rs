//! Work on many threads, results in the order of the items, and never more than a few items at once.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// Items between taking and giving, per thread: enough to keep threads busy behind one slow item.
const AHEAD: usize = 4;

/// Calls `work` on every item on `jobs` threads and `give` on every result, in the order of the items.
///
/// A thread needs a permit to take an item, and a permit comes back when a result is given. As the permits are few,
/// so are the items and results in memory, however long the sequence and however slow one item. There is no way to
/// wait for ever: the item whose result is due next has its permit already.
///
/// # Errors
/// The first error of `give`; items not yet taken are then left alone.
pub(crate) fn in_order<T, R, E>(
    jobs: NonZeroUsize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut give: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    R: Send,
{
    let items = Mutex::new(items.enumerate());
    let (return_permit, permits) = mpsc::channel();
    for _ in 0..jobs.get() * AHEAD {
        let _ = return_permit.send(());
    }
    let permits = Mutex::new(permits);
    let (done, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs.get() {
            let (items, permits, work, done) = (&items, &permits, &work, done.clone());
            scope.spawn(move || {
                while let Some((at, item)) = take(permits, items) {
                    if done.send((at, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        // Both ends go when this closure returns, early or late, and the threads stop at their next step.
        let (results, return_permit) = (results, return_permit);
        let (mut waiting, mut next) = (BTreeMap::new(), 0);
        for (at, result) in &results {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&next) {
                give(result)?;
                next += 1;
                let _ = return_permit.send(());
            }
        }
        Ok(())
    })
}

/// The next item and its number, as soon as there is a permit for it; `None` at the end of the work.
fn take<T>(
    permits: &Mutex<mpsc::Receiver<()>>,
    items: &Mutex<std::iter::Enumerate<impl Iterator<Item = T>>>,
) -> Option<(usize, T)> {
    permits.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()?;
    items.lock().unwrap_or_else(PoisonError::into_inner).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn jobs(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [1, 2, 7] {
            let mut given = Vec::new();
            let work = |at: u64| {
                thread::sleep(Duration::from_micros(at % 5 * 300));
                at
            };
            let done: Result<(), ()> = in_order(jobs(count), 0..100, work, |at| {
                given.push(at);
                Ok(())
            });
            assert_eq!((done, given), (Ok(()), (0..100).collect::<Vec<_>>()));
        }
    }

    #[test]
    fn few_items_are_taken_ahead_of_a_slow_one() {
        let taken = AtomicUsize::new(0);
        let items = (0..1000).inspect(|_| {
            taken.fetch_add(1, Ordering::SeqCst);
        });
        let work = |at: usize| {
            if at == 0 {
                thread::sleep(Duration::from_millis(100));
                return taken.load(Ordering::SeqCst);
            }
            0
        };
        let mut most = 0;
        let _: Result<(), ()> = in_order(jobs(3), items, work, |seen| {
            most = most.max(seen);
            Ok(())
        });
        assert!((3..=3 * AHEAD).contains(&most), "{most} items were held");
    }

    #[test]
    fn an_error_ends_the_work() {
        let items = (0..).inspect(|&at| assert!(at < 1000, "the work goes on"));
        let ended = in_order(jobs(2), items, |at| at, |at| if at == 10 { Err(at) } else { Ok(()) });
        assert_eq!(ended, Err(10));
    }
}
