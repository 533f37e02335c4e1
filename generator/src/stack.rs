//! A large stack for recursion. The passes follow the nesting of a document, which may be 128 levels deep and deeper
//! where references are merged, and must not depend on how much stack their caller happens to have left.

use std::cell::Cell;

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
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("generator".to_owned()).stack_size(SIZE);
        let marked = || {
            HAS_LARGE_STACK.set(true);
            work()
        };
        let running = thread.spawn_scoped(scope, marked).expect("a thread can be started");
        running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
