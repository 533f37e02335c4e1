//! Examples of what an API is sent and answers, kept as text beside the code: a test needs one of hundreds.

use crate::runtime::json::decode_slice;
use std::borrow::Cow;

/// Example requests, answers and webhooks of an API.
///
/// The text has a line for each, with tabs between: operation, `request` or the status of an answer, media type and body;
/// event, `webhook`, media type and payload. A body that is not JSON stands there as a JSON string. What requests are
/// held to stands in lines of its own: operation, a `RequestRule`, the path of a value as a JSON list, and the rule.
/// Lines that begin with `#` are comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Samples(&'static str);

/// How the line of a request goes on after the operation.
const REQUEST: &str = "request\tapplication/json\t";

/// How the line of a webhook goes on after the event.
const WEBHOOK: &str = "webhook\tapplication/json\t";

/// What a line holds requests to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestRule {
    /// `query limits`: the limits of a query parameter, in words.
    QueryLimits,
    /// `header limits`: the limits of a header, in words.
    HeaderLimits,
    /// `body limits`: the limits of a value in a JSON body, in words.
    BodyLimits,
    /// `query keys`: the names that a query parameter is sent under whose value is an object, as a JSON list; `*` for any.
    QueryKeys,
    /// `body keys`: the properties of an object in a JSON body, as a JSON list.
    BodyKeys,
}

impl RequestRule {
    /// What it is called in the text.
    const fn as_str(self) -> &'static str {
        match self {
            Self::QueryLimits => "query limits",
            Self::HeaderLimits => "header limits",
            Self::BodyLimits => "body limits",
            Self::QueryKeys => "query keys",
            Self::BodyKeys => "body keys",
        }
    }
}

/// An example answer of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// [`Operation::name`](super::Operation::name).
    pub operation: &'static str,
    /// Status of the answer.
    pub status: u16,
    /// Its media type; empty without a body.
    pub content_type: &'static str,
    /// Its body.
    pub body: Cow<'static, str>,
}

impl Samples {
    /// The examples in a text.
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// All answers, those of an operation one after the other.
    pub fn iter(self) -> impl Iterator<Item = Sample> {
        self.0.lines().filter_map(Sample::read)
    }

    /// The names of all operations, those without an answer of their own too; an operation may come up several times.
    pub fn operations(self) -> impl Iterator<Item = &'static str> {
        let lines = self.0.lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| line.split_once('\t'))
            .filter(|(_, rest)| !rest.starts_with(WEBHOOK))
            .map(|(name, _)| name)
    }

    /// An example of what the operation with this [name](super::Operation::name) is sent, as JSON whatever its media type.
    pub fn request(self, operation: &str) -> Option<&'static str> {
        self.find(operation, REQUEST)
    }

    /// An example payload of the webhook with this name.
    pub fn webhook(self, event: &str) -> Option<&'static str> {
        self.find(event, WEBHOOK)
    }

    /// The rules of this kind for the requests of the operation: the path of a value as a JSON list, and the rule.
    pub(crate) fn rules(
        self,
        operation: &str,
        rule: RequestRule,
    ) -> impl Iterator<Item = (&'static str, &'static str)> {
        let rule = rule.as_str();
        let of = move |line: &'static str| line.strip_prefix(operation)?.strip_prefix('\t')?.strip_prefix(rule);
        self.0.lines().filter_map(of).filter_map(|rest| rest.strip_prefix('\t')?.split_once('\t'))
    }

    fn find(self, name: &str, role: &str) -> Option<&'static str> {
        self.0.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t')?.strip_prefix(role))
    }

    /// The answers of the operation with this [name](super::Operation::name).
    pub fn of(self, operation: &str) -> impl Iterator<Item = Sample> {
        let is_of = move |line: &&str| line.strip_prefix(operation).is_some_and(|rest| rest.starts_with('\t'));
        self.0.lines().filter(is_of).filter_map(Sample::read)
    }
}

impl Sample {
    /// The answer of a line; none of a comment and of what is no answer.
    fn read(line: &'static str) -> Option<Self> {
        let mut columns = line.splitn(4, '\t').filter(|_| !line.starts_with('#'));
        let (operation, status, content_type, text) =
            (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
        let body = match content_type {
            "" | "application/json" => Cow::Borrowed(text),
            _ => Cow::Owned(decode_slice(text.as_bytes()).ok()?),
        };
        Some(Self { operation, status: status.parse().ok()?, content_type, body })
    }
}
