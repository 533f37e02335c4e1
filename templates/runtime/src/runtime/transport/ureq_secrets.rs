//! Keeps secrets out of what `ureq` logs.
//!
//! At level `TRACE` ureq logs the target and the head of every request. So it is given a request with placeholders in
//! place of the target and of sensitive headers, and the connection puts the real texts in right before they are sent.

use super::ureq_connect::cut_off;
use crate::runtime::support::random;
use http::{HeaderValue, Uri, request::Parts, uri::PathAndQuery};
use std::cell::RefCell;
use ureq::{
    Error,
    unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport},
};

thread_local! {
    /// The texts of the request that this thread is sending which are not sent yet, and their placeholders.
    static CONCEALED: RefCell<Vec<Concealed>> = const { RefCell::new(Vec::new()) };
}

struct Concealed {
    placeholder: String,
    text: Vec<u8>,
}

/// The secrets of a request that are concealed while this lives. A blocking exchange stays on its thread.
pub(super) struct Concealment(());

impl Concealment {
    /// Conceals path, query and the values of sensitive headers.
    pub(super) fn of(parts: &mut Parts) -> Self {
        let nonce = random::uuid_v4();
        let mut concealed = Vec::new();
        let mut placeholder = |text: &[u8]| {
            let placeholder = format!("{nonce}-{}", concealed.len());
            concealed.push(Concealed { placeholder: placeholder.clone(), text: text.to_owned() });
            placeholder
        };
        let target = parts.uri.path_and_query().map_or("", PathAndQuery::as_str);
        let target = format!("/{}", placeholder(target.strip_prefix('/').unwrap_or(target).as_bytes()));
        for value in parts.headers.values_mut().filter(|value| value.is_sensitive()) {
            *value = HeaderValue::try_from(placeholder(value.as_bytes())).expect("digits and dashes can be sent");
        }
        let mut uri = std::mem::take(&mut parts.uri).into_parts();
        uri.path_and_query = Some(target.try_into().expect("digits and dashes make a path"));
        parts.uri = Uri::from_parts(uri).expect("scheme and authority stay as they are");
        CONCEALED.set(concealed);
        Self(())
    }

    /// Whether everything was put in its place.
    pub(super) fn is_over(&self) -> bool {
        CONCEALED.with_borrow(Vec::is_empty)
    }
}

impl Drop for Concealment {
    fn drop(&mut self) {
        CONCEALED.take();
    }
}

/// The last step of a connection, which reveals what ureq must not see.
#[derive(Debug)]
pub(super) struct Reveal;

impl<In: Transport> Connector<In> for Reveal {
    type Out = Box<dyn Transport>;

    fn connect(&self, _: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        Ok(chained.map(|inner| Box::new(Revealing(inner)) as Self::Out))
    }
}

/// A connection that puts the real texts in the place of placeholders. What holds none, such as the `CONNECT` for a
/// proxy, is sent as it is, so that secrets go nowhere but where their placeholders would.
#[derive(Debug)]
struct Revealing<T>(T);

impl<T: Transport> Transport for Revealing<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let head = CONCEALED.with_borrow_mut(|concealed| revealed(&self.0.buffers().output()[..amount], concealed));
        let Some(head) = head else { return self.0.transmit_output(amount, timeout) };
        let mut rest = head.as_slice();
        while !rest.is_empty() {
            let output = self.0.buffers().output();
            let (piece, after) = rest.split_at(rest.len().min(output.len()));
            output[..piece.len()].copy_from_slice(piece);
            self.0.transmit_output(piece.len(), timeout)?;
            rest = after;
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.0.await_input(timeout).map_err(cut_off)
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

/// The bytes with the texts of the placeholders that stand in them, which are then not concealed any more; none if
/// none does. Lines of a head are never cut.
fn revealed(bytes: &[u8], concealed: &mut Vec<Concealed>) -> Option<Vec<u8>> {
    let mut whole = None;
    concealed.retain(|Concealed { placeholder, text }| {
        let current = whole.as_deref().unwrap_or(bytes);
        let Some(at) = current.windows(placeholder.len()).position(|window| window == placeholder.as_bytes()) else {
            return true;
        };
        whole = Some([&current[..at], text, &current[at + placeholder.len()..]].concat());
        false
    });
    whole
}
