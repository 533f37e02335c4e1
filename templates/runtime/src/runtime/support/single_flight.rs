//! Work that many want done at once and one does for all.

use std::{
    future::poll_fn,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

/// Work of which no two run at once, and whose result goes to all who waited for it.
pub(crate) struct SingleFlight<T> {
    state: Mutex<State<T>>,
    ended: Condvar,
}

struct State<T> {
    /// How often the work was done.
    generation: u64,
    running: bool,
    last: Option<T>,
    waiting: Vec<Waker>,
}

/// Whose turn it is.
pub(crate) enum Turn<'a, T> {
    /// Somebody has done it in the meantime.
    Done(T),
    /// The caller is to do it.
    Lead(Lead<'a, T>),
}

/// The right to do the work. Dropped without a result, it goes to another who waits.
pub(crate) struct Lead<'a, T>(&'a SingleFlight<T>);

impl<T> SingleFlight<T> {
    pub(crate) const fn new() -> Self {
        let state = State { generation: 0, running: false, last: None, waiting: Vec::new() };
        Self { state: Mutex::new(state), ended: Condvar::new() }
    }

    /// How often the work was done.
    pub(crate) fn generation(&self) -> u64 {
        self.lock().generation
    }

    /// The right to do the work, unless somebody has it.
    pub(crate) fn try_lead(&self) -> Option<Lead<'_, T>> {
        let mut state = self.lock();
        (!std::mem::replace(&mut state.running, true)).then(|| Lead(self))
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, result: Option<T>) {
        let mut state = self.lock();
        state.running = false;
        if let Some(result) = result {
            state.generation += 1;
            state.last = Some(result);
        }
        state.waiting.drain(..).for_each(Waker::wake);
        drop(state);
        self.ended.notify_all();
    }
}

impl<T: Clone> SingleFlight<T> {
    /// Waits until the work was done after the generation `since`, with a result that fits, or until it is the caller's
    /// turn to do it.
    pub(crate) async fn turn(&self, since: u64, fits: impl Fn(&T) -> bool) -> Turn<'_, T> {
        poll_fn(|context| {
            let mut state = self.lock();
            match self.now(&mut state, since, &fits) {
                Some(turn) => Poll::Ready(turn),
                None => {
                    state.waiting.push(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// [`Self::turn`] on the calling thread.
    pub(crate) fn turn_blocking(&self, since: u64, fits: impl Fn(&T) -> bool) -> Turn<'_, T> {
        let mut state = self.lock();
        loop {
            if let Some(turn) = self.now(&mut state, since, &fits) {
                return turn;
            }
            state = self.ended.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn now(&self, state: &mut State<T>, since: u64, fits: &impl Fn(&T) -> bool) -> Option<Turn<'_, T>> {
        let newer = state.last.as_ref().filter(|last| state.generation > since && fits(last));
        match newer {
            Some(last) => Some(Turn::Done(last.clone())),
            None if state.running => None,
            None => {
                state.running = true;
                Some(Turn::Lead(Lead(self)))
            }
        }
    }
}

impl<T> Lead<'_, T> {
    /// Gives the result to all who wait.
    pub(crate) fn finish(self, result: T) {
        self.0.end(Some(result));
        std::mem::forget(self);
    }
}

impl<T> Drop for Lead<'_, T> {
    fn drop(&mut self) {
        self.0.end(None);
    }
}
