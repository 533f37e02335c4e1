//! Every program runs to its end against the server on loopback, and says what it is there to show.

use std::process::Command;

/// What a program writes, with these arguments.
fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("the program was built");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program}: {}\n{out}\n{err}", output.status);
    format!("{out}{err}")
}

/// That a text has these lines, in this order; an ellipsis stands for any text.
fn has(text: &str, lines: &[&str]) {
    let mut rest = text.lines();
    for wanted in lines {
        let (start, end) = wanted.split_once('…').unwrap_or((wanted, ""));
        let fits = |line: &str| match wanted.contains('…') {
            true => line.len() >= start.len() + end.len() && line.starts_with(start) && line.ends_with(end),
            false => line == *wanted,
        };
        assert!(rest.any(fits), "`{wanted}` is not where it should be in:\n{text}");
    }
}

#[test]
fn a_first_checkout() {
    let text = run(env!("CARGO_BIN_EXE_checkout"), &[]);
    has(&text, &["created …", "it is …", "order …", "POST /v1/checkouts/", "GET /v1/checkouts/…", "GET /v1/orders/?…"]);
}

#[test]
fn a_shop_sells_delivers_once_and_refunds() {
    let text = run(env!("CARGO_BIN_EXE_shop"), &[]);
    has(
        &text,
        &[
            "bought: 303 See Other, on to https://…",
            "back in the shop: …",
            "order.paid: 202 Accepted",
            "order.paid: 202 Accepted",
            "order.paid of somebody else: 401 Unauthorized",
            "delivered …",
            "known …",
            "refund of …",
            "name forgotten: 204 No Content",
        ],
    );
    assert_eq!(text.matches("\ndelivered ").count(), 1, "what was announced twice is delivered once:\n{text}");
}

#[test]
fn receivers_of_webhooks() {
    let text = run(env!("CARGO_BIN_EXE_webhooks-axum"), &[]);
    has(
        &text,
        &["deliver order …", "order.paid: 202 Accepted", "take access of …", "nothing to do for customer.created"],
    );
    has(&text, &["not signed: 401 Unauthorized"]);
    let text = run(env!("CARGO_BIN_EXE_webhooks-http"), &[]);
    has(
        &text,
        &["order.paid: 200 OK, deliver order …", "customer.created: 200 OK, nothing to do for customer.created"],
    );
    has(&text, &["not signed: 401 Unauthorized"]);
    let text = run(env!("CARGO_BIN_EXE_webhooks-lambda"), &[]);
    for line in ["deliver order …", "nothing to do for customer.created", "refused: …"] {
        has(&text, &[line]);
    }
    has(&text, &["202", "202", "401"]);
    let text = run(env!("CARGO_BIN_EXE_webhooks-headers"), &[]);
    has(&text, &["deliver order …", "order.paid: 202 Accepted", "not signed: 401 Unauthorized"]);
}

#[test]
fn customers_as_csv_and_a_payout() {
    let text = run(env!("CARGO_BIN_EXE_payments"), &["customers"]);
    has(&text, &["id,external_id,name,created_at", "…Z", "1 customers"]);
    let recipient = "0b6a4a0f-7a55-4f3c-9d0e-6a7a1a2b3c4d";
    let key = "8c5c0d2e-3a3b-4a6e-9b5a-1d6f4a1c2b3d";
    let text = run(env!("CARGO_BIN_EXE_payments"), &["payout", recipient, "3000.14", "--key", key]);
    has(&text, &["payout …"]);
}

#[test]
fn usage_is_metered() {
    let text = run(env!("CARGO_BIN_EXE_metering"), &[]);
    has(&text, &["meter …", "100 events: …", "100 events: …", "50 events: …", "meter …left"]);
}
