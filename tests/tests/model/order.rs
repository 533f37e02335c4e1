//! The same model whatever the order of the keys in the document's maps, but for the order in which properties are read.

use generator::model::{Api, Shape};
use sdk_tests::pipeline::{changed, lowered};
use serde_json::Value;

/// Turns the order of all keys around.
fn reverse(value: &mut Value) {
    match value {
        Value::Object(map) => {
            let entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
            for (key, mut member) in entries.into_iter().rev() {
                reverse(&mut member);
                map.insert(key, member);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(reverse),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Takes out the orders in which properties are read.
fn orders(api: &mut Api) -> Vec<Vec<String>> {
    let shapes = api.types.iter_mut().map(|decl| &mut decl.shape);
    shapes
        .filter_map(|shape| match shape {
            Shape::Object(object) if !object.fields.is_empty() => Some(std::mem::take(&mut object.order)),
            _ => None,
        })
        .collect()
}

#[test]
fn properties_are_read_in_the_order_of_the_document() {
    let (mut api, _) = lowered(
        "
openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      operationId: get
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }
components:
  schemas:
    A:
      allOf:
        - $ref: '#/components/schemas/Base'
        - { type: object, properties: { size: { type: integer }, color: { type: string } } }
    Base:
      type: object
      required: [made, id]
      properties: { type: { const: a }, name: { type: string }, id: { type: string }, made: { type: string } }
",
    );
    assert_eq!(orders(&mut api)[0], ["type", "name", "id", "made", "size", "color"]);
}

#[test]
fn the_order_of_keys_does_not_matter() {
    for name in ["polar", "circle"] {
        let (mut forwards, _) = changed(name, |_| {});
        let (mut backwards, _) = changed(name, reverse);
        let (order, reversed) = (orders(&mut forwards), orders(&mut backwards));
        assert!(order.iter().all(|names| !names.is_empty()) && order != reversed, "{name}");
        let (forwards, backwards) = (format!("{forwards:#?}"), format!("{backwards:#?}"));
        let differing = forwards.lines().zip(backwards.lines()).position(|(a, b)| a != b);
        assert_eq!(differing, None, "{name}");
    }
}
