//! Words of `docs.yaml` find their place on the model, and those that do not are reported.

use generator::diagnostic::Diagnostic;
use generator::docs_overlay::{DocsOverlay, apply};
use generator::model::{
    Api, Constraints, Docs, Enumeration, Field, NameSource, Object, Origin, Presence, Scalar, Scheme, SchemeKind,
    Shape, Ty, TypeDecl,
};
use std::process::Command;

fn words(yaml: &str) -> DocsOverlay {
    serde_yaml::from_str(yaml).expect("the words of a test are well-formed")
}

fn field(wire: &str, said: Option<&str>) -> Field {
    Field {
        wire: wire.to_owned(),
        ty: Ty::Boolean,
        presence: Presence::Required,
        constant: None,
        default: None,
        constraints: Constraints::default(),
        read_only: false,
        write_only: false,
        docs: Docs { summary: said.map(str::to_owned), text: None },
        deprecated: false,
        deprecated_since: None,
        boxed: false,
        origin: Origin::default(),
    }
}

fn ty(name_source: NameSource, shape: Shape) -> TypeDecl {
    TypeDecl::new("", name_source, shape)
}

fn an_object(name_source: NameSource, fields: Vec<Field>) -> Api {
    let shape = Shape::Object(Object { fields, ..Object::default() });
    Api { types: vec![ty(name_source, shape)], ..Api::default() }
}

fn said(api: &Api) -> Vec<Option<&str>> {
    let Shape::Object(object) = &api.types[0].shape else { panic!("the tests made an object") };
    object.fields.iter().map(|field| field.docs.summary.as_deref()).collect()
}

fn applied(api: &mut Api, yaml: &str) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    apply(api, &words(yaml), &[], 2, &mut diagnostics);
    diagnostics
}

#[test]
fn words_about_one_property_win_over_the_documents_and_general_ones_do_not() {
    let fields = vec![field("own", Some("document")), field("kept", Some("document")), field("silent", None)];
    let mut api = an_object(NameSource::Component("Order".to_owned()), fields);
    let diagnostics = applied(
        &mut api,
        "properties: { own: general, kept: general, silent: general }\noverrides: { Order.own: override }",
    );
    assert_eq!(said(&api), [Some("override"), Some("document"), Some("general")]);
    assert_eq!(diagnostics, []);
}

#[test]
fn an_inline_type_is_filed_under_the_words_of_its_place() {
    let mut api =
        an_object(NameSource::Position(vec!["Order".to_owned(), "ship_to".to_owned()]), vec![field("line1", None)]);
    let diagnostics =
        applied(&mut api, "types: { OrderShipTo: Where it goes. }\noverrides: { OrderShipTo.line1: Street. }");
    assert_eq!(api.types[0].docs.summary.as_deref(), Some("Where it goes."));
    assert_eq!(said(&api), [Some("Street.")]);
    assert_eq!(diagnostics, []);
}

#[test]
fn values_get_their_words() {
    let values = ["paid", "open"].map(|value| Scalar::String(value.to_owned())).to_vec();
    let shape = Shape::Enum(Enumeration { values, ..Enumeration::default() });
    let mut api = Api { types: vec![ty(NameSource::Component("Status".to_owned()), shape)], ..Api::default() };
    let diagnostics = applied(&mut api, "values: { Status: { open: Waiting., gone: Nothing. } }");
    let Shape::Enum(enumeration) = &api.types[0].shape else { panic!("the test made an enumeration") };
    assert_eq!(enumeration.value_docs, [None, Some("Waiting.".to_owned())]);
    let place = diagnostics[0].place.as_ref().expect("the place is known");
    assert_eq!((place.file, place.pointer.as_str()), (2, "/values/Status/gone"));
}

#[test]
fn words_about_nothing_are_reported() {
    let mut api = an_object(NameSource::Component("Order".to_owned()), vec![field("id", None)]);
    let diagnostics = applied(
        &mut api,
        "groups: { a: x }\noperations: { b: { summary: x } }\ntypes: { C: x }\nproperties: { d: x }\noverrides: { Order.e: x }\nvalues: { F: {} }\nwebhooks: { g: x }\nerrors: { H: x }",
    );
    let pointers: Vec<&str> =
        diagnostics.iter().filter_map(|one| one.place.as_ref()).map(|place| place.pointer.as_str()).collect();
    let expected = [
        "/groups/a",
        "/operations/b",
        "/types/C",
        "/properties/d",
        "/overrides/Order.e",
        "/values/F",
        "/webhooks/g",
        "/errors/H",
    ];
    assert_eq!(pointers, expected);
}

#[test]
fn nothing_of_both_apis_is_without_words() {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec");
    let output = Command::new(env!("CARGO_BIN_EXE_generator")).args(["docs", spec, "--missing"]).output();
    let said = String::from_utf8(output.expect("it was built").stdout).expect("reports are text");
    let states: Vec<&str> = said.lines().filter_map(|line| line.split(", ").next()).collect();
    assert_eq!(states, ["circle: complete", "polar: complete"], "{said}");
}

#[test]
fn security_schemes_get_their_words() {
    let scheme = Scheme {
        name: "key".to_owned(),
        kind: SchemeKind::Bearer,
        token_url: None,
        addresses: Vec::new(),
        scopes: Vec::new(),
        docs: Docs { summary: Some("document".to_owned()), text: None },
    };
    let mut api = Api { schemes: vec![scheme], ..Api::default() };
    let diagnostics = applied(&mut api, "schemes: { key: The key of a shop., gone: Nothing. }");
    assert_eq!(api.schemes[0].docs.summary.as_deref(), Some("The key of a shop."));
    let messages: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["`docs.yaml` has words about a security scheme `gone`, which the document does not have"]);
}
