//! What documents do differently from each other, and headers of every request.

use crate::support::{examples, only, polar};
use generated_sdk::polar::catalog::TYPES;
use generated_sdk::polar::models::{EventsIngest, EventsIngestResponse, MetricsLimits};
use generator::diagnostic::Severity;
use generator::model::dump;
use sdk_tests::pipeline::lowered;

const ODD: &str = r##"
openapi: 3.0.3
info: { title: Odd, version: "${version}" }
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      parameters:
        - { name: type, in: query, schema: { type: string } }
        - { name: X-Request-Id, in: header, schema: { type: string } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Wallet' } } } }
components:
  schemas:
    Wallet:
      oneOf: [{ $ref: '#/components/schemas/Mine' }, { $ref: '#/components/schemas/Theirs' }]
      discriminator: { propertyName: custody }
    Mine:
      type: object
      required: [custody, code]
      properties: { custody: { type: string, enum: [MINE] }, code: { type: integer, enum: [-1, 1, 2] } }
    Theirs:
      type: object
      required: [custody]
      properties: { custody: { type: string, enum: [THEIRS] }, kind: { type: string, enum: ['', '*', all] } }
"##;

#[test]
fn a_version_that_is_none_and_a_discriminator_without_mapping() {
    let (api, diagnostics) = lowered(ODD);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.code.severity() != Severity::Error), "{diagnostics:?}");
    let types = dump::types(&api);
    assert!(types.contains("Wallet union by tag custody"), "{types}");
    assert!(types.contains("\"MINE\"") && types.contains("\"THEIRS\""), "{types}");
}

#[test]
fn enums_of_integers_and_of_signs() {
    let types = dump::types(&lowered(ODD).0);
    assert!(types.contains("enum -1 | 1 | 2"), "{types}");
    assert!(types.contains(r#"enum "" | "*" | "all""#), "{types}");
}

#[test]
fn parameters_in_headers_and_named_like_keywords() {
    let operations = dump::operations(&lowered(ODD).0);
    assert!(
        operations.contains("Query type?: String") && operations.contains("Header X-Request-Id?: String"),
        "{operations}"
    );
    let mock = examples();
    polar(&mock)
        .benefits()
        .list()
        .type_filter(generated_sdk::polar::models::BenefitType::Custom)
        .send()
        .expect("it is read");
    assert_eq!(only(&mock).uri.query(), Some("type=custom"));
}

#[test]
fn what_nothing_reaches_is_not_there() {
    let mut types = TYPES.iter().copied().flatten().peekable();
    assert!(types.peek().is_some(), "there are types");
    assert!(types.all(|(name, _)| !name.starts_with("ListResource__")));
}

#[test]
fn names_of_operations_and_components_do_not_meet() {
    let names = [EventsIngest::type_name(), EventsIngestResponse::type_name(), MetricsLimits::type_name()];
    assert_eq!(names, ["EventsIngest", "EventsIngestResponse", "MetricsLimits"]);
}

/// The name of a type as Rust has it.
trait TypeName {
    fn type_name() -> &'static str {
        std::any::type_name::<Self>().rsplit("::").next().unwrap_or_default()
    }
}

impl TypeName for EventsIngest {}
impl TypeName for EventsIngestResponse {}
impl TypeName for MetricsLimits {}

#[test]
fn the_version_is_sent_and_no_header_that_the_document_does_not_have() {
    let mock = examples();
    polar(&mock).products().list().organization_id("org_1").send().expect("the example is read");
    let request = only(&mock);
    assert_eq!((request.header("polar-version"), request.header("polar-organization")), (Some("2026-04"), None));
    assert_eq!(request.uri.query(), Some("organization_id=org_1"));
}

#[test]
fn a_customers_token_is_given_to_the_portal_alone() {
    let mock = examples();
    let client = polar(&mock);
    client.portal("polar_cst_x").orders().list().send().expect("the example is read");
    client.orders().list().send().expect("the example is read");
    let tokens: Vec<_> =
        mock.requests().iter().map(|request| request.header("authorization").map(str::to_owned)).collect();
    assert_eq!(tokens, [Some("Bearer polar_cst_x".to_owned()), Some("Bearer polar_oat_test".to_owned())]);
}
