//! Event streams to the letter of the HTML standard, section 9.2.6, in any pieces.

use crate::runtime::{Framing, events::parse::Parser};

/// The events of a body, and whether it ended in the middle of one. However the body is cut, they are the same.
fn events(framing: Framing, body: &str) -> (Vec<String>, bool) {
    let read = |cut: usize| {
        let mut parser = Parser::new(framing, 100);
        let (first, second) = body.as_bytes().split_at(cut);
        parser.feed(first).expect("it is short");
        parser.feed(second).expect("it is short");
        let is_cut_off = parser.finish();
        let frames = std::iter::from_fn(|| parser.next());
        let line = |frame: crate::runtime::events::parse::Frame| {
            format!("{}|{}|{}", frame.event, frame.id.unwrap_or_default(), String::from_utf8_lossy(&frame.data))
        };
        (frames.map(line).collect::<Vec<_>>(), is_cut_off)
    };
    let whole = read(0);
    (1..=body.len()).for_each(|cut| assert_eq!(read(cut), whole, "cut at {cut} of {body:?}"));
    whole
}

#[test]
fn the_examples_of_the_standard() {
    for (body, expected) in [
        ("data: YHOO\ndata: +2\ndata: 10\n\n", &["message||YHOO\n+2\n10"][..]),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            &["message|1|first event", "message||second event", "message|| third event"],
        ),
        ("data\n\ndata\ndata\n\ndata:", &["message||", "message||\n"]),
        ("data:test\n\ndata: test\n\n", &["message||test", "message||test"]),
    ] {
        assert_eq!(events(Framing::Events, body).0, expected, "{body:?}");
    }
}

#[test]
fn every_line_end_and_every_field() {
    for (body, expected) in [
        ("\u{feff}data: a\r\n\r\ndata: b\r\rdata: c\n\n", &["message||a", "message||b", "message||c"][..]),
        ("event: x\ndata: a\n\ndata: b\n\n", &["x||a", "message||b"]),
        ("event: x\n\ndata: a\n\n", &["message||a"]),
        ("event\ndata: a\n\n", &["message||a"]),
        ("id: 1\n\ndata: a\n\n", &["message|1|a"]),
        ("id: 1\ndata: a\n\nid: 2\u{0}3\ndata: b\n\n", &["message|1|a", "message|1|b"]),
        ("Data: a\n data: b\ndatas: c\nfoo\n: data: d\n:\n\n", &[]),
        ("data:: a\n\n", &["message||: a"]),
        ("\n\n\n", &[]),
    ] {
        assert_eq!(
            events(Framing::Events, body),
            (expected.iter().map(ToString::to_string).collect(), false),
            "{body:?}"
        );
    }
    for body in ["data: a", "data: a\n", "x"] {
        assert_eq!(events(Framing::Events, body), (vec![], true), "{body:?}");
    }
}

#[test]
fn times_to_reconnect_are_digits() {
    for (body, milliseconds) in [
        ("retry: 10\n", Some(10)),
        ("retry:0\n", Some(0)),
        ("retry: 10\nretry: 1s\nretry: -1\nretry:\nretry: +1\n", Some(10)),
        ("retry: 99999999999999999999999999\n", None),
    ] {
        let mut parser = Parser::new(Framing::Events, 100);
        parser.feed(body.as_bytes()).expect("it is short");
        assert_eq!(parser.reconnection_time().map(|time| time.as_millis()), milliseconds, "{body:?}");
    }
}

#[test]
fn a_line_and_the_data_of_an_event_have_a_limit() {
    for body in ["x".repeat(101), "data: 12345678901234567890\n".repeat(6)] {
        assert!(Parser::new(Framing::Events, 100).feed(body.as_bytes()).is_err());
    }
    let comments = ": a comment that keeps the connection alive\n".repeat(100);
    assert!(Parser::new(Framing::Events, 100).feed(comments.as_bytes()).is_ok());
}

#[test]
fn lines_and_sequences() {
    let expected = ["||{\"a\":1}", "||2"].map(str::to_owned).to_vec();
    assert_eq!(events(Framing::Lines, "{\"a\":1}\r\n\n 2"), (expected.clone(), false));
    assert_eq!(events(Framing::Sequence, "\u{1e}{\"a\":1}\n\u{1e}2\n"), (expected.clone(), false));
    assert_eq!(events(Framing::Sequence, "\u{1e}\u{1e}{\"a\":1}\u{1e}2\n\u{1e}"), (expected, false));
    assert_eq!(events(Framing::Sequence, "\u{1e}[]\u{1e}2"), (vec!["||[]".to_owned()], true));
}
