//! AWS Lambda on loopback: what the service does with a program.
//!
//! A program requests an invocation, answers it, and requests the next one; that is the whole of the service's interface:
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>. Requests come as the events of a function URL.

use crate::Failure;
use http::HeaderMap;
use sdk_tests::server::{Answer, Server};
use serde_json::{Map, Value, json};
use std::env;
use std::process::{Child, Command};
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long a program may take for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program that is stopped when nobody needs it any more.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // If it has ended already, there is nothing to stop.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program that is running once more, as the service would, and gives the status of its answer to each request.
///
/// # Errors
///
/// If the program cannot be started, or gives no answer.
pub fn invoke(requests: Vec<(HeaderMap, Vec<u8>)>, variables: &[(&str, &str)]) -> Result<Vec<Value>, Failure> {
    let events: Vec<Value> = requests.iter().map(|(headers, body)| event(headers, body)).collect();
    let (count, pending) = (events.len(), Mutex::new(events.into_iter()));
    let (sender, answers) = channel();
    let service = Server::start(move |request| {
        if request.method == "POST" {
            // Whoever wanted to know has given up if this fails.
            let _ = sender.send(serde_json::from_slice::<Value>(&request.body).unwrap_or_default());
            return Answer::empty(202);
        }
        match pending.lock().unwrap_or_else(PoisonError::into_inner).next() {
            Some(event) => invocation(&event),
            // Nothing happens any more. The service would keep the program waiting as well.
            None => {
                thread::sleep(PATIENCE);
                Answer::empty(500)
            }
        }
    });
    let mut command = Command::new(env::current_exe()?);
    command.env("AWS_LAMBDA_RUNTIME_API", service.url().trim_start_matches("http://"));
    let about = [("FUNCTION_NAME", "webhooks"), ("FUNCTION_VERSION", "1"), ("FUNCTION_MEMORY_SIZE", "128")];
    command.envs(about.map(|(name, value)| (format!("AWS_LAMBDA_{name}"), value)));
    let _running = Running(command.envs(variables.iter().copied()).spawn()?);
    let answer = |_| Ok(answers.recv_timeout(PATIENCE)?["statusCode"].take());
    (0..count).map(answer).collect()
}

fn invocation(event: &Value) -> Answer {
    let mut answer = Answer::json(200, event.to_string());
    let headers = [
        ("lambda-runtime-aws-request-id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        ("lambda-runtime-deadline-ms", "4102444800000"),
        ("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-central-1:123456789012:function:webhooks"),
    ];
    answer.headers.extend(headers.map(|(name, value)| (name.to_owned(), value.to_owned())));
    answer
}

/// A request, as a function URL has it.
fn event(headers: &HeaderMap, body: &[u8]) -> Value {
    let text = |value: &http::HeaderValue| Value::from(value.to_str().unwrap_or_default());
    let headers: Map<String, Value> = headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/",
        "rawQueryString": "",
        "headers": headers,
        "requestContext": {
            "http": { "method": "POST", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1" },
            "requestId": "id",
            "routeKey": "$default",
            "stage": "$default",
            "timeEpoch": 1_767_323_045_000_u64,
        },
        "body": String::from_utf8_lossy(body),
        "isBase64Encoded": false,
    })
}
