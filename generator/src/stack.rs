//! Room for recursion. The passes follow the nesting of a document, which may be 128 levels deep and deeper
//! where references are merged, and must not depend on how much stack their caller happens to have left.

/// Stack of the thread that does the work. Only what is touched is taken from the system.
const SIZE: usize = 256 << 20;

/// Runs `work` with room to recurse.
///
/// # Panics
///
/// If `work` does, or if the system has no thread left.
pub fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("generator".to_owned()).stack_size(SIZE);
        let running = thread.spawn_scoped(scope, work).expect("a thread can be started");
        running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
