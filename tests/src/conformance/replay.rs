//! One recorded exchange through the SDK: the request must come out as it was recorded, and the answer must be read
//! as a client reads it, nothing lost and nothing added.

use super::answer_of;
use super::exchange::Exchange;
use super::failure::failure;
use super::query::{pairs, path_values, query_values};
use super::request::{request_body, same_request};
use crate::fidelity::read_leniently;
use generated_sdk::runtime::{ClientConfig, Content, Core, Pagination, StatusPattern};
use generated_sdk::testing::{Catalogued, MockTransport, Recorded, Reply};
use generated_sdk::{Blocking, Bytes, Call, Error, Json, Output, Page, Raw, Response, RetryPolicy};

/// Replays an exchange of an operation. Gives the paths of the answer that had to be assumed.
///
/// # Errors
///
/// With the first thing that is not as recorded.
pub fn replay(entry: &'static Catalogued, exchange: &Exchange) -> Result<Vec<String>, String> {
    let player = Player { entry, exchange, body: request_body(entry, exchange)? };
    let (sent, outcome) = player.play::<Response<Raw>>()?;
    same_request(entry, exchange, &sent)?;
    match outcome {
        Ok(response) if response.status().as_u16() != exchange.status => {
            Err(format!("the status became {}", response.status()))
        }
        Ok(response) => player.success(&response.into_body()),
        Err(error) => failure(entry, exchange, &error).map(|()| Vec::new()),
    }
}

/// What it takes to make the recorded call as often as it is looked at.
struct Player<'a> {
    entry: &'static Catalogued,
    exchange: &'a Exchange,
    body: Option<Json>,
}

impl Player<'_> {
    /// Makes the call, with the recorded answer read as a `T`.
    fn play<T: Output>(&self) -> Result<(Recorded, Result<T::Value, Error>), String> {
        let mock = self.answering();
        let call: Call<T, Blocking> = self.call(&mock)?.with_output();
        let outcome = call.send();
        let why = || format!("nothing was sent: {:?}", outcome.as_ref().err().map(ToString::to_string));
        let sent = mock.requests().first().cloned().ok_or_else(why)?;
        Ok((sent, outcome))
    }

    fn call(&self, mock: &MockTransport) -> Result<Call<Raw, Blocking>, String> {
        let (operation, exchange) = (self.entry.operation, self.exchange);
        let mut call = core(self.entry, mock)?.call(operation).retry(RetryPolicy::none());
        let path = path_values(operation, &exchange.path)
            .ok_or_else(|| format!("{} is no path of {}", exchange.path, operation.template()))?;
        for (name, value) in path {
            call = call.with_path(name, &value);
        }
        let (values, extra) = query_values(operation, &pairs(exchange.query.as_deref().unwrap_or_default()));
        for (name, value) in values {
            call = call.with_query(name, &Json::from(value));
        }
        for (name, value) in extra {
            call = call.extra_query(&name, &value);
        }
        Ok(match &self.body {
            Some(body) => call.with_body(body),
            None => call,
        })
    }

    fn answering(&self) -> MockTransport {
        let exchange = self.exchange;
        let mut reply = Reply::bytes(exchange.status, exchange.response_body.clone());
        for (name, value) in &exchange.response_headers {
            if !name.eq_ignore_ascii_case("content-length") && !name.eq_ignore_ascii_case("transfer-encoding") {
                reply = reply.header(name, value);
            }
        }
        MockTransport::new().on(self.entry.operation.name, move |_| reply.clone())
    }

    /// A success is read by the operation's type and written again; text and bytes come as they are.
    fn success(&self, body: &Bytes) -> Result<Vec<String>, String> {
        if *body != self.exchange.response_body {
            return Err("the body of the answer is not the recorded one".into());
        }
        match content(self.entry, self.exchange.status) {
            Some(Content::Text | Content::Bytes | Content::Events(_) | Content::Empty) => return Ok(Vec::new()),
            // Nothing is promised for this status, and nothing was sent.
            None if body.trim_ascii().is_empty() => return Ok(Vec::new()),
            Some(Content::Json) | None => {}
        }
        let answer = self.play::<Json>()?.1.map_err(|error| format!("answer: {error}"))?;
        let Some(round_trip) = answer_of(self.entry, self.exchange.status) else { return Ok(Vec::new()) };
        let at = self.entry.operation.envelope.map_or("$".to_owned(), |property| format!("$.{property}"));
        let assumed =
            read_leniently(&at, round_trip, &answer.to_string()).map_err(|violation| format!("answer: {violation}"))?;
        self.page()?;
        Ok(assumed)
    }

    /// A list is read as a page too, which has all of its items.
    fn page(&self) -> Result<(), String> {
        let Some(Pagination { items, .. }) = self.entry.operation.pagination else { return Ok(()) };
        let page = self.play::<Page<Json>>()?.1.map_err(|error| format!("page: {error}"))?;
        let text = String::from_utf8_lossy(&self.exchange.response_body);
        let body = Json::parse(&text).map_err(|error| format!("page: {error}"))?;
        let listed = body.pointer(items).and_then(Json::as_list).map_or(0, <[Json]>::len);
        if page.items.len() == listed {
            Ok(())
        } else {
            Err(format!("the page has {} of {listed} items", page.items.len()))
        }
    }
}

fn core(entry: &Catalogued, mock: &MockTransport) -> Result<Core<Blocking>, String> {
    let config = ClientConfig::<Blocking>::new(entry.operation.api).access_token("recorded").transport(mock.clone());
    config.build().map_err(|error| error.to_string())
}

/// What the document says the body of a success is; nothing for statuses it does not list.
fn content(entry: &Catalogued, status: u16) -> Option<Content> {
    let fits = |pattern: StatusPattern| match pattern {
        StatusPattern::Code(code) => code == status,
        StatusPattern::Range(class) => u16::from(class) == status / 100,
        StatusPattern::Default => true,
    };
    entry.operation.success.iter().find(|success| fits(success.status)).map(|success| success.content)
}
