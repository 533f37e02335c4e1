//! What a maintainer runs when a document has a new release: `sync`, and `explain --at`.

use super::{DOCUMENT, folder, run};
use std::fs;

#[test]
fn sync_distils_and_is_idempotent() {
    let folder = folder("sync");
    fs::write(folder.join("upstream.yaml"), DOCUMENT).expect("the folder can be written");
    let (code, said, complaints) = run(&folder, &["sync", "shop", "--from", "upstream.yaml"]);
    assert_eq!((code, complaints.as_str()), (0, ""));
    assert!(said.contains("shop 1: wrote spec/shop/openapi.yaml and spec/shop/sdk.yaml"), "{said}");
    let facts = fs::read_to_string(folder.join("spec/shop/openapi.yaml")).expect("it was written");
    insta::assert_snapshot!(facts, @r#"
    openapi: 3.1.0
    info:
      title: Shop
      version: '1'
    servers:
    - url: https://shop.example
    security: []
    paths:
      /orders/{id}:
        get:
          operationId: getOrder
          parameters:
          - name: id
            in: path
            required: true
            schema:
              type: string
          responses:
            '200':
              content:
                application/json:
                  schema:
                    $ref: '#/components/schemas/Order'
    components:
      schemas:
        Order:
          type: object
          properties:
            zip:
              type: string
            id:
              type: string
    "#);
    let decisions = fs::read_to_string(folder.join("spec/shop/sdk.yaml")).expect("it was written");
    assert!(decisions.starts_with("document:\n  version: \"1\"\n  sha256: "), "{decisions}");

    let (code, said, _) = run(&folder, &["sync", "shop", "--from", "upstream.yaml"]);
    assert_eq!((code, said.as_str()), (0, "shop 1: up to date\n"));
    // What was distilled is its own distillate, and rewording or reordering the upstream document is no change.
    let reworded = DOCUMENT.replace("An order.", "What a customer orders.").replace("Sells things.", "A shop.");
    let (zip, id) = ("        zip: { type: string, example: \"1234\" }\n", "        id: { type: string }\n");
    let reordered = reworded.replace(&format!("{zip}{id}"), &format!("{id}{zip}"));
    assert!(reordered != reworded, "properties are in another order");
    fs::write(folder.join("upstream.yaml"), reordered).expect("the folder can be written");
    let (code, said, _) = run(&folder, &["sync", "shop", "--from", "upstream.yaml"]);
    assert_eq!((code, said.lines().count()), (0, 1), "only the hash is new: {said}");
    assert_eq!(fs::read_to_string(folder.join("spec/shop/openapi.yaml")).expect("it is there"), facts);
}

/// Takes `new` over after `old`; gives the exit code and what is said.
fn sync_after(name: &str, old: &str, new: &str, flags: &[&str]) -> (i32, String) {
    let folder = folder(name);
    fs::write(folder.join("old.yaml"), old).expect("the folder can be written");
    fs::write(folder.join("new.yaml"), new).expect("the folder can be written");
    assert_eq!(run(&folder, &["sync", "shop", "--from", "old.yaml"]).0, 0);
    let (code, said, complaints) = run(&folder, &[&["sync", "shop", "--from", "new.yaml"], flags].concat());
    (code, said + &complaints)
}

#[test]
fn a_version_that_changed_in_place_is_pointed_out() {
    let new = DOCUMENT.replace("        zip: { type: string, example: \"1234\" }\n", "");
    let (code, said) = sync_after("in-place", DOCUMENT, &new, &[]);
    assert_eq!(code, 0);
    assert!(said.contains("ATTENTION: the document still says version 1, and its content is different"), "{said}");
    assert!(said.contains("breaking: field Order.zip: is gone"), "{said}");
    let (_, said) = sync_after("in-order", DOCUMENT, &new.replace("version: \"1\"", "version: \"2\""), &[]);
    assert!(!said.contains("ATTENTION"), "{said}");
}

#[test]
fn a_version_that_is_a_placeholder_is_survived_and_pointed_out() {
    let new = DOCUMENT.replace("version: \"1\"", "version: \"${version}\"").replace("zip:", "city:");
    let (code, said) = sync_after("placeholder", DOCUMENT, &new, &[]);
    assert_eq!(code, 0);
    assert!(said.contains("ATTENTION: the version `${version}` is a placeholder that nobody filled in"), "{said}");
}

#[test]
fn a_document_of_another_api_is_refused_unless_it_is_meant() {
    let other = DOCUMENT.replace("title: Shop", "title: Zoo").replace("/orders/{id}", "/animals/{id}");
    let (code, said) = sync_after("another", DOCUMENT, &other, &[]);
    assert_eq!(code, 2);
    assert!(
        said.contains("of another API: it is `Zoo` with 0 of the 1 paths of `Shop`") && said.contains("--new"),
        "{said}"
    );
    assert_eq!(sync_after("another-meant", DOCUMENT, &other, &["--new"]).0, 0);
}

#[test]
fn what_a_new_version_leaves_to_decide_is_proposed() {
    let old = DOCUMENT.replace(
        "      type: object\n      properties:",
        "      type: object\n      required: [id, zip]\n      properties:",
    );
    let new = DOCUMENT.replace("version: \"1\"", "version: \"2\"").replace(
        "components:\n",
        "  /orders:\n    get: { operationId: listShopOrders, tags: [orders], responses: { \"204\": { description: None } } }\ncomponents:\n",
    );
    let (code, said) = sync_after("proposals", &old, &new, &[]);
    assert_eq!(code, 0);
    let open = said.split_once("\nnew operations").map(|(_, rest)| rest).unwrap_or_default();
    let open = open.split_once("\nshop 2: wrote").map_or(open, |(open, _)| open);
    insta::assert_snapshot!(open, @r#"
     and their names, which only a breaking change can change later; below those that could be
    shorter are the lines for `operations: overrides:` in spec/shop/sdk.yaml:
      orders().list_shop: GET /orders
          - { operation: "listShopOrders", method: list, because: The group has no other list. }

    properties that were required and may be missing now: releases of the version before read them from newer
    servers if these lines are in their sdk.yaml:
      presence:
        - at:
            - "Order.id"
            - "Order.zip"
          optional: true
          because: Required up to 1; newer servers leave it out.

    without words in spec/shop/docs.yaml: 7
      groups: orders
      operations: listShopOrders
      operations: getOrder
      overrides: getOrder/id
      types: Order
      overrides: Order.id
      overrides: Order.zip
    "#);
}

#[test]
fn decisions_that_became_stale_are_listed_and_do_not_stand_in_the_way() {
    let folder = folder("stale");
    fs::write(folder.join("upstream.yaml"), DOCUMENT).expect("the folder can be written");
    let sync = ["sync", "shop", "--from", "upstream.yaml"];
    assert_eq!(run(&folder, &sync).0, 0);
    let decisions = folder.join("spec/shop/sdk.yaml");
    let rule = "formats:\n  - { at: [Order.zip], format: plain, because: It has letters in some countries. }\n";
    let decided = fs::read_to_string(&decisions).expect("it is there") + rule;
    fs::write(&decisions, decided).expect("the folder can be written");
    let less = DOCUMENT.replace("        zip: { type: string, example: \"1234\" }\n", "");
    fs::write(folder.join("upstream.yaml"), less).expect("the folder can be written");
    let (code, said, complaints) = run(&folder, &sync);
    assert_eq!(code, 0, "{complaints}");
    assert!(said.contains("decisions and words that apply to nothing any more:"), "{said}");
    assert!(complaints.contains("SDK0505") && complaints.contains("spec/shop/sdk.yaml:5:"), "{complaints}");
    assert!(said.contains("wrote spec/shop/openapi.yaml"), "{said}");
}

#[test]
fn what_something_in_the_sdk_was_made_of_is_explained() {
    let folder = folder("explain-at");
    fs::create_dir_all(folder.join("spec/shop")).expect("the folder can be written");
    fs::write(folder.join("spec/shop/openapi.yaml"), DOCUMENT).expect("the folder can be written");
    let rules = "names:\n  - { at: Order.zip, name: postal_code, because: The rest of the SDK says so. }\n";
    fs::write(folder.join("spec/shop/sdk.yaml"), rules).expect("the folder can be written");
    let explain = |at: &str| run(&folder, &["explain", "--at", at]);
    let (code, said, complaints) = explain("models::Order.postal_code");
    assert_eq!((code, complaints.as_str()), (0, ""));
    insta::assert_snapshot!(said, @r"
    shop::models::Order.postal_code (field Order.zip)
      in the document   spec/shop/openapi.yaml:24:9  #/components/schemas/Order/properties/zip
      type              text
      presence          optional: `Option`, because it may be missing
      travels           received
      in Rust           shop::models::Order.postal_code: Option<String>
      decided           spec/shop/sdk.yaml:2:7  #/names/0: The rest of the SDK says so.
    ");
    let pointer = "/components/schemas/Order/properties/zip";
    for other in ["Order.zip", pointer, &format!("#{pointer}"), "the_sdk::shop::models::Order.postal_code"] {
        assert_eq!(explain(other).1, said, "{other}");
    }
    let operation = explain("getOrder").1;
    assert!(operation.starts_with("shop::resources::Orders::get() (operation GET /orders/{id})\n"), "{operation}");
    assert_eq!(explain("GET /orders/{id}").1, operation);
    assert_eq!((explain("Orders.get").0, explain("").0), (2, 2));
}

#[test]
fn prose_is_kept_on_request() {
    let folder = folder("prose");
    fs::write(folder.join("upstream.yaml"), DOCUMENT).expect("the folder can be written");
    run(&folder, &["sync", "shop", "--from", "upstream.yaml", "--keep-prose"]);
    let facts = fs::read_to_string(folder.join("spec/shop/openapi.yaml")).expect("it was written");
    assert!(facts.contains("description: An order.") && facts.contains("summary: Reads an order."), "{facts}");
    assert!(!facts.contains("x-codeSamples") && !facts.contains("Unused"), "{facts}");
}

#[test]
fn decisions_that_cannot_be_read_are_not_written_over() {
    let folder = folder("unreadable");
    fs::write(folder.join("upstream.yaml"), DOCUMENT).expect("the folder can be written");
    fs::create_dir_all(folder.join("spec/shop")).expect("the folder can be written");
    let decisions = folder.join("spec/shop/sdk.yaml");
    let broken = "formats:\n  - { at: [Order.zip], formt: plain }\n";
    fs::write(&decisions, broken).expect("the folder can be written");
    let sync = || run(&folder, &["sync", "shop", "--from", "upstream.yaml"]);
    let (code, _, complaints) = sync();
    assert!(code == 3 && complaints.contains("spec/shop/sdk.yaml:2:"), "{complaints}");
    assert_eq!(fs::read_to_string(&decisions).expect("it is there"), broken);
    assert!(!folder.join("spec/shop/openapi.yaml").exists());
    // Nobody has named these files: a pipe in their place would be waited for.
    #[cfg(unix)]
    for name in ["sdk.yaml", "openapi.yaml"] {
        let path = folder.join("spec/shop").join(name);
        let _ = fs::remove_file(&path);
        assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("it is installed").success());
        let (code, _, complaints) = sync();
        assert!(code == 4 && complaints.contains(&format!("spec/shop/{name}` is a pipe")), "{complaints}");
        fs::remove_file(&path).expect("it can be removed");
    }
}

#[test]
fn decisions_beside_a_document_count_wherever_it_is_read() {
    let folder = folder("beside");
    for (name, text) in [
        ("old/openapi.yaml", DOCUMENT.to_owned()),
        ("old/sdk.yaml", "names:\n  - { at: Order.zip, name: postal_code, because: We say so. }\n".to_owned()),
        ("new/openapi.yaml", DOCUMENT.to_owned()),
        // The second decision is about what this version does not have.
        (
            "new/sdk.yaml",
            "names:\n  - { at: Order.zip, name: post_code, because: We say so. }\n  - { at: Order.city, name: town, because: So too. }\n"
                .to_owned(),
        ),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder can be written");
        fs::write(path, text).expect("the folder can be written");
    }
    let (code, said, complaints) = run(&folder, &["diff", "old/openapi.yaml", "new/openapi.yaml"]);
    assert_eq!((code, complaints.as_str()), (0, ""));
    assert!(said.contains("~ models::Order.postal_code is models::Order.post_code"), "{said}");
    let (code, said, complaints) = run(&folder, &["show", "old/openapi.yaml", "--after", "name", "--type", "Order"]);
    assert!(code == 0 && said.contains("postal_code"), "{said}{complaints}");
    let explain = ["explain", "--at", "Order.zip", "--spec", "old/openapi.yaml"];
    let (code, said, complaints) = run(&folder, &explain);
    assert!(
        code == 0 && said.contains("decided           old/sdk.yaml:2:7  #/names/0: We say so."),
        "{said}{complaints}"
    );
}

#[test]
fn what_is_deprecated_is_proposed_with_the_version_since() {
    let folder = folder("deprecated");
    fs::write(folder.join("old.yaml"), DOCUMENT).expect("the folder can be written");
    let new =
        DOCUMENT.replace("      operationId: getOrder\n", "      operationId: getOrder\n      deprecated: true\n");
    let new = new.replace("zip: { type: string,", "zip: { type: string, deprecated: true,");
    fs::write(folder.join("new.yaml"), new).expect("the folder can be written");
    fs::create_dir_all(folder.join("generated-sdk")).expect("the folder can be written");
    fs::write(folder.join("generated-sdk/Cargo.toml"), "[package]\nversion = \"1.4.2\"\n").expect("it can be written");
    assert_eq!(run(&folder, &["sync", "shop", "--from", "old.yaml"]).0, 0);
    let (code, said, complaints) = run(&folder, &["sync", "shop", "--from", "new.yaml"]);
    assert_eq!((code, complaints.as_str()), (0, ""));
    let lines = said.split_once("says since when:\n").map(|(_, rest)| rest).unwrap_or_default();
    let lines: String =
        lines.lines().take_while(|line| line.starts_with("  ")).map(|line| format!("{}\n", &line[2..])).collect();
    insta::assert_snapshot!(lines, @r#"
    deprecations:
      - at:
          - "Order.zip"
          - "getOrder"
        since: "1.5.0"
    "#);
    assert!(said.contains("### Deprecated") && said.contains("## [1.5.0]"), "{said}");

    // The lines are decisions that apply, and the code has them.
    let decisions = folder.join("spec/shop/sdk.yaml");
    let decided = fs::read_to_string(&decisions).expect("it is there") + &lines;
    fs::write(&decisions, &decided).expect("the folder can be written");
    let (code, _, complaints) = run(&folder, &["generate", "--strict", "--name", "shops", "--out", "sdk"]);
    assert_eq!(code, 0, "{complaints}");
    let text = |file: &str| fs::read_to_string(folder.join("sdk/src/shop").join(file)).expect("it was written");
    let orders = text("resources/orders.rs");
    assert!(orders.contains("since = \"1.5.0\""), "{orders}");
    assert!(text("models/order.rs").contains("**Deprecated** since 1.5.0."), "{}", text("models/order.rs"));
    // Nothing else is deprecated, and a version is one of Rust's.
    fs::write(&decisions, decided.replace("Order.zip", "Order.id")).expect("the folder can be written");
    let (code, _, complaints) = run(&folder, &["generate", "--name", "shops", "--out", "sdk"]);
    assert!(
        code == 3 && complaints.contains("`Order.id` is nothing that the document marks as deprecated"),
        "{complaints}"
    );
    fs::write(&decisions, decided.replace("1.5.0", "soon")).expect("the folder can be written");
    assert_eq!(run(&folder, &["generate", "--name", "shops", "--out", "sdk"]).0, 3);
}

#[test]
fn a_name_that_a_new_version_would_change_can_be_kept() {
    let new = DOCUMENT
        .replace("operationId: getOrder", "operationId: fetchOrder")
        .replace("version: \"1\"", "version: \"2\"");
    let (code, said) = sync_after("renamed", DOCUMENT, &new, &[]);
    assert_eq!(code, 0);
    let lines = said.split_once("that keeps its name:\n").map(|(_, rest)| rest).unwrap_or_default();
    let lines: String =
        lines.lines().take_while(|line| line.starts_with("  ")).map(|line| format!("{line}\n")).collect();
    insta::assert_snapshot!(lines, @r#"
      GET /orders/{id}: orders().get is orders().fetch
          - { operation: "fetchOrder", method: get, because: It was called so before. }
    "#);
}

#[test]
fn a_version_header_that_stays_behind_is_pointed_out_and_a_step_is_proposed() {
    let folder = folder("version-header");
    fs::write(folder.join("old.yaml"), DOCUMENT).expect("the folder can be written");
    fs::write(folder.join("new.yaml"), DOCUMENT.replace("version: \"1\"", "version: \"2\""))
        .expect("it can be written");
    fs::create_dir_all(folder.join("generated-sdk")).expect("the folder can be written");
    fs::write(folder.join("generated-sdk/Cargo.toml"), "[package]\nversion = \"1.4.2\"\n").expect("it can be written");
    assert_eq!(run(&folder, &["sync", "shop", "--from", "old.yaml"]).0, 0);
    let decisions = folder.join("spec/shop/sdk.yaml");
    let header = "version_header: { name: Shop-Version, value: \"1\", because: So. }\n";
    let decided = fs::read_to_string(&decisions).expect("it is there") + header;
    fs::write(&decisions, decided).expect("the folder can be written");
    let (code, said, complaints) = run(&folder, &["sync", "shop", "--from", "new.yaml"]);
    assert_eq!((code, complaints.as_str()), (0, ""));
    assert!(said.contains("`version_header` in sdk.yaml still says 1") && said.contains("say 2 there"), "{said}");
    assert!(said.contains("nothing of the SDK changes: its version stays 1.4.2"), "{said}");
    // What no caller notices is a step of its own all the same, as the check of a release asks for.
    let moved = DOCUMENT.replace("version: \"1\"", "version: \"3\"").replace("  /orders/{id}:", "  /v3/orders/{id}:");
    fs::write(folder.join("moved.yaml"), moved).expect("the folder can be written");
    let (_, said, _) = run(&folder, &["sync", "shop", "--from", "moved.yaml", "--new"]);
    assert!(said.contains("and 1 that no caller notices") && said.contains("## [1.4.3]\n\nshop: 2 → 3.\n"), "{said}");
}
