//! Answers of a server of another release, read by today's SDK.

use sdk_tests::conformance::skew::skew;
use std::fs;

fn document(version: &str, schema: &str) -> String {
    format!(
        r#"{{
  "openapi": "3.1.0", "info": {{ "title": "Circle", "version": "{version}" }},
  "paths": {{
    "/ping": {{ "get": {{ "operationId": "ping", "responses": {{ "200": {{ "content": {{ "application/json": {{ "schema": {schema} }} }} }} }} }} }},
    "/gone": {{ "get": {{ "operationId": "gone", "responses": {{ "200": {{ "content": {{ "application/json": {{ "schema": {schema} }} }} }} }} }} }}
  }}
}}"#
    )
}

#[test]
fn what_other_releases_answer_is_read_mended_or_refused_and_counted() {
    let folder = std::env::temp_dir().join(format!("sdk-skew-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let object = |kind: &str| {
        format!(
            r#"{{ "type": "object", "required": ["message"], "properties": {{ "message": {{ "type": "{kind}" }} }} }}"#
        )
    };
    let releases = [
        ("10.0", object("string")),
        ("9.0", object("integer")),
        ("8.0", r#"{ "type": "array", "items": {} }"#.to_owned()),
    ];
    for (version, schema) in releases {
        fs::write(folder.join(format!("{version}.json")), document(version, &schema))
            .expect("the folder can be written");
    }
    let rows = skew(std::slice::from_ref(&folder)).expect("the documents can be read");
    fs::remove_dir_all(&folder).expect("the folder is ours");
    assert_eq!(rows.keys().collect::<Vec<_>>(), [&"circle"]);
    let [refused, mended, equal] = rows["circle"].as_slice() else { panic!("{rows:?}") };
    assert_eq!((refused.version.as_str(), refused.operations, refused.equal + refused.mended), ("8.0", (1, 1), 0));
    assert!(refused.refused["GET /ping"] > 0, "{refused:?}");
    assert_eq!((mended.operations, mended.equal), ((1, 1), 0));
    assert_eq!(mended.assumed.keys().collect::<Vec<_>>(), ["$.message"]);
    assert!(equal.equal > 0 && equal.mended == 0 && equal.refused.is_empty(), "{equal:?}");
}
