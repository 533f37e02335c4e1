//! The stream itself, for both modes.

use super::{StreamEvent, decode::Decoder, parse::Parser, reconnect::Request};
#[cfg(feature = "blocking")]
use crate::runtime::{client::Blocking, execute::execute_blocking};
use crate::runtime::{
    client::{Async, Mode},
    error::{Error, ErrorKind},
    execute::execute,
    json::Decode,
    operation::Framing,
    request::Draft,
    response::{Answer, Output, is_json},
    support::BoxFuture,
    transport::{FailurePoint, TransportError},
};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

/// Events while they arrive: a [`Stream`] of asynchronous clients, an iterator of blocking ones.
///
/// - An event that cannot be read is an `Err`, behind which the stream goes on.
/// - A stream that breaks off goes on behind the last event that had an id, with `Last-Event-ID`, if its request can be
///   repeated: the method is idempotent, or the call has an idempotency key. It waits as long as the server says
///   (`retry:`), 3 seconds by default, and gives up after as many attempts without an event as the retry policy allows.
///   Else the break is an `Err`, and nothing follows. [`last_event_id`](Self::last_event_id) is where to go on by hand.
/// - The timeout of the call holds for each piece that arrives, keep-alive comments included; a deadline for all of it.
/// - A line, or the data of an event, may be as long as an answer of the client may be.
#[must_use = "a stream does nothing until it is polled"]
pub struct EventStream<T, M: Mode = Async> {
    state: State<M>,
    output: PhantomData<fn() -> T>,
}

/// What does not depend on the type of the events.
struct State<M: Mode> {
    decoder: Decoder,
    parser: Parser,
    request: Option<Box<Request<M>>>,
    pieces: M::Pieces,
    phase: Phase,
}

/// What a stream does.
enum Phase {
    /// It reads.
    Reading,
    /// It waits before it connects again.
    Waiting { wait: Duration, sleep: Option<BoxFuture<'static, ()>>, draft: Box<Draft> },
    /// It connects again.
    Connecting(BoxFuture<'static, Result<Answer, Error>>),
    /// There is no more but an error.
    Failed(Error),
    /// There is no more.
    Ended,
}

impl<T, M: Mode> EventStream<T, M> {
    /// Status of the answer.
    pub fn status(&self) -> StatusCode {
        self.state.decoder.head.status
    }

    /// Headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.state.decoder.head.headers
    }

    /// The id of the last event that had any. A call with it in the header `Last-Event-ID` goes on behind it.
    pub fn last_event_id(&self) -> Option<&str> {
        self.state.parser.last_id()
    }
}

impl<M: Mode> State<M> {
    fn new(mut answer: Answer) -> Result<Self, Error> {
        let decoder = Decoder::of(&answer);
        check_media_type(&answer, decoder.format.framing)?;
        let (limit, until) =
            answer.stream.as_ref().map_or((u64::MAX, None), |stream| (stream.limit, stream.patience.until));
        let mut request = answer.request.take().and_then(|request| request.downcast::<Request<M>>().ok());
        if let Some(request) = &mut request {
            request.until = until;
        }
        let parser = Parser::new(decoder.format.framing, limit);
        Ok(Self { parser, decoder, request, pieces: M::pieces(answer), phase: Phase::Reading })
    }

    /// The next event that has arrived already.
    fn ready<T: Decode>(&mut self) -> Option<Result<StreamEvent<T>, Error>> {
        let frame = self.parser.next()?;
        if self.decoder.is_end(&frame) {
            self.parser.clear();
            self.phase = Phase::Ended;
            return None;
        }
        if let Some(request) = &mut self.request {
            request.succeeded();
        }
        Some(self.decoder.read(frame))
    }

    /// What a piece of the body leads to; an error is the last that the stream gives.
    fn read(&mut self, piece: Option<Result<Bytes, Error>>) -> Result<(), Error> {
        let lost = match piece {
            Some(Ok(bytes)) => {
                if self.parser.feed(&bytes).is_err() {
                    // What came before it is complete.
                    let error = self.failed(ErrorKind::TooLarge, FailurePoint::TooLarge, "an event is too long");
                    self.phase = Phase::Failed(error);
                }
                return Ok(());
            }
            Some(Err(error)) => error,
            None if self.parser.finish() => {
                self.failed(ErrorKind::Transport, FailurePoint::Body, "the stream ended in the middle of an event")
            }
            None => {
                self.phase = Phase::Ended;
                return Ok(());
            }
        };
        let next = self.request.as_mut().and_then(|request| {
            let (draft, wait) = request.next(self.parser.last_id(), self.parser.reconnection_time())?;
            Some(Phase::Waiting { wait, sleep: None, draft: Box::new(draft) })
        });
        self.phase = next.ok_or(lost)?;
        Ok(())
    }

    fn failed(&self, kind: ErrorKind, point: FailurePoint, why: &str) -> Error {
        let mut error = Error::new(kind, &self.decoder.operation).with_source(TransportError::new(point, why));
        let repr = error.repr_mut();
        repr.status = Some(self.decoder.head.status);
        repr.attempts = self.decoder.head.attempts;
        repr.may_have_been_applied = !self.decoder.operation.only_reads();
        error
    }

    /// Goes on with another answer; one without content says that there is no more (HTML standard, section 9.2.3).
    fn go_on(&mut self, answer: Result<Answer, Error>) -> Result<(), Error> {
        let answer = answer?;
        if answer.head.status == StatusCode::NO_CONTENT {
            self.phase = Phase::Ended;
            return Ok(());
        }
        self.decoder = Decoder::of(&answer);
        check_media_type(&answer, self.decoder.format.framing)?;
        self.parser.restart(self.decoder.format.framing);
        self.pieces = M::pieces(answer);
        self.phase = Phase::Reading;
        Ok(())
    }

    /// The end, which an error is.
    fn end<T>(&mut self, error: Error) -> Option<Result<StreamEvent<T>, Error>> {
        self.phase = Phase::Ended;
        Some(Err(error))
    }
}

/// Refuses JSON in place of events, in which there would be none.
fn check_media_type(answer: &Answer, framing: Framing) -> Result<(), Error> {
    match answer.media_type() {
        Some(media_type) if framing == Framing::Events && is_json(&media_type) => {
            let why = format!("the body is `{media_type}`, no stream of events");
            let mut error = Error::with_message(ErrorKind::Decode, &answer.operation, why);
            let may_have_been_applied = !answer.operation.only_reads();
            let repr = error.repr_mut();
            repr.status = Some(answer.head.status);
            repr.attempts = answer.head.attempts;
            repr.headers = answer.head.headers.clone();
            repr.may_have_been_applied = may_have_been_applied;
            Err(error)
        }
        _ => Ok(()),
    }
}

impl<T: Decode + Send + 'static> EventStream<T, Async> {
    /// The next event; none at the end.
    pub async fn next(&mut self) -> Option<Result<StreamEvent<T>, Error>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    /// The next event; none at the end.
    ///
    /// # Errors
    ///
    /// If the event cannot be read, or the stream breaks off.
    pub async fn try_next(&mut self) -> Result<Option<StreamEvent<T>>, Error> {
        self.next().await.transpose()
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<StreamEvent<T>, Error>>> {
        let state = &mut self.state;
        loop {
            if let Some(event) = state.ready() {
                return Poll::Ready(Some(event));
            }
            let step = match &mut state.phase {
                Phase::Ended => return Poll::Ready(None),
                Phase::Failed(_) => match std::mem::replace(&mut state.phase, Phase::Ended) {
                    Phase::Failed(error) => Err(error),
                    _ => Ok(()),
                },
                Phase::Reading => {
                    let piece = ready!(state.pieces.poll_piece(context));
                    state.read(piece)
                }
                Phase::Waiting { wait, sleep, draft } => {
                    let core = &state.request.as_ref().expect("who waits has a request").core;
                    ready!(sleep.get_or_insert_with(|| core.shared().clock.sleep(*wait)).as_mut().poll(context));
                    state.phase = Phase::Connecting(execute(core.clone(), draft));
                    Ok(())
                }
                Phase::Connecting(answer) => {
                    let answer = ready!(answer.as_mut().poll(context));
                    state.go_on(answer)
                }
            };
            if let Err(error) = step {
                return Poll::Ready(state.end(error));
            }
        }
    }
}

impl<T: Decode + Send + 'static> Stream for EventStream<T, Async> {
    type Item = Result<StreamEvent<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(context)
    }
}

#[cfg(feature = "blocking")]
impl<T: Decode + Send + 'static> Iterator for EventStream<T, Blocking> {
    type Item = Result<StreamEvent<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let state = &mut self.state;
        loop {
            if let Some(event) = state.ready() {
                return Some(event);
            }
            let step = match std::mem::replace(&mut state.phase, Phase::Reading) {
                Phase::Reading => {
                    let piece = state.pieces.next_piece();
                    state.read(piece)
                }
                Phase::Waiting { wait, mut draft, sleep: _ } => {
                    let core = state.request.as_ref().expect("who waits has a request").core.clone();
                    core.shared().clock.block(wait);
                    state.go_on(execute_blocking(core, &mut draft))
                }
                Phase::Failed(error) => Err(error),
                Phase::Connecting(_) | Phase::Ended => {
                    state.phase = Phase::Ended;
                    return None;
                }
            };
            if let Err(error) = step {
                return state.end(error);
            }
        }
    }
}

impl<T: Decode + Send + 'static> Output for EventStream<T, Async> {
    type Value = Self;

    fn read(answer: Answer, _: &mut Vec<String>) -> Result<Self, Error> {
        Ok(Self { state: State::new(answer)?, output: PhantomData })
    }
}

#[cfg(feature = "blocking")]
impl<T: Decode + Send + 'static> Output for EventStream<T, Blocking> {
    type Value = Self;

    fn read(answer: Answer, _: &mut Vec<String>) -> Result<Self, Error> {
        Ok(Self { state: State::new(answer)?, output: PhantomData })
    }
}

impl<T, M: Mode> fmt::Debug for EventStream<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventStream({})", self.status())
    }
}
