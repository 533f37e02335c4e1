//! A large stack for recursion. The passes follow the nesting of a document, which may be 128 levels deep and deeper
//! where references are merged, and must not depend on how much stack their caller happens to have left.

use std::cell::Cell;
use std::thread::{Builder, Scope, ScopedJoinHandle};

/// Stack of the thread that does the work. Only what is touched comes from the system.
const SIZE: usize = 256 << 20;

thread_local! {
    /// Whether this thread was started by [`run_with_large_stack`].
    static HAS_LARGE_STACK: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` with room to recurse: on a thread of its own, unless this one is such a thread. A command that
/// reads and works on the same thread uses the memory of one pass again for the next; what another thread has
/// freed stays with the allocator of that thread.
///
/// # Panics
///
/// If `work` does, or if the system has no thread left.
pub fn run_with_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if HAS_LARGE_STACK.get() {
        return work();
    }
    std::thread::scope(|scope| join(spawn(scope, work)))
}

/// Runs both at once: the first on a thread of its own, with the same room to recurse.
///
/// # Panics
///
/// As [`run_with_large_stack`].
pub fn run_both<A: Send, B>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let first = spawn(scope, first);
        let second = second();
        (join(first), second)
    })
}

fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let thread = Builder::new().name("generator".to_owned()).stack_size(SIZE);
    let marked = || {
        HAS_LARGE_STACK.set(true);
        work()
    };
    thread.spawn_scoped(scope, marked).expect("a thread can be started")
}

fn join<T>(running: ScopedJoinHandle<'_, T>) -> T {
    running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
