//! What is called, or spelled, so that it could be mistaken for something else.

use super::*;

#[test]
fn a_name_is_compared_as_a_whole() {
    let of = |name: &str, from: &str, old: &str, new: &str| {
        assert_eq!(SHOP.matches(from).count(), 1, "`{from}` is in the document once");
        row(name, report(&SHOP.replace(from, old), &SHOP.replace(from, new)))
    };
    let (values, field) = ("[open, paid]", "digits:");
    let rows = of("a value with a space", values, "[\"past due\", paid]", "[\"PAST due\", paid]")
        + &of("a field with a point", field, "\"card.no\":", "\"Card.no\":")
        + &of("values with points", values, "[\"1.0\", \"1.1\"]", "[\"2.0\", \"2.1\"]")
        + &of("a field of another object", field, "\"a.digits\":", "\"b.digits\":");
    insta::assert_snapshot!(rows);
}

/// A generated crate has files of these names of its own.
#[test]
fn a_type_and_a_group_are_seen_whatever_they_are_called() {
    for (ty, group) in [("Info", "samples"), ("Catalog", "info"), ("Samples", "catalog")] {
        let shop = SHOP.replace("NewOrder", ty).replace("[carts]", &format!("[{group}]"));
        for (from, to) in [
            ("comment: { type: string }", "comment: { type: integer }"),
            ("    get: { operationId: getCart", "    put: { operationId: putCart"),
        ] {
            let verdict = report(&shop, &shop.replace(from, to)).verdict();
            assert_eq!(verdict, Some(Verdict::Breaking), "{ty}, {group}: {from}");
        }
    }
}

#[test]
fn an_operation_that_leaves_its_route_to_another_is_the_same() {
    let list = "  /orders:\n    get:\n      operationId: listOrders";
    let moved = SHOP.replace(list, &list.replace("/orders", "/v2/orders"));
    let post = "    post:\n      operationId: createOrder";
    let legacy =
        "    get: { operationId: listOldOrders, tags: [orders], responses: { \"204\": { description: None } } }";
    let new = moved.replace(post, &format!("  /orders:\n{legacy}\n{post}"));
    assert!(moved != SHOP && new != moved, "what is replaced is in the document");
    insta::assert_snapshot!(row("it moved", report(SHOP, &new)) + &row("it moved back", report(&new, SHOP)));
}

#[test]
fn a_type_whose_name_another_one_has_now_is_gone() {
    let second = |name: &str| {
        SHOP.replace(
            "    State:",
            &format!("    {name}: {{ type: object, properties: {{ x: {{ type: string }} }} }}\n    State:"),
        )
        .replace(
            "note: { type: string }\n        total",
            &format!("note: {{ $ref: \"#/components/schemas/{name}\" }}\n        total"),
        )
    };
    let rows =
        row("order beside Order", report(SHOP, &second("order"))) + &row("Order alone", report(&second("order"), SHOP));
    insta::assert_snapshot!(rows);
}
