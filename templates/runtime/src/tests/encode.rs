//! Parameters and forms against the style table of OpenAPI 3.1 section 4.8.12.4, and beyond it.

use crate::runtime::encode::{Property, Rule, Style, cookie, form, header, path, query};
use crate::runtime::json::Document;

const EMPTY: &str = r#""""#;
const STRING: &str = r#""blue""#;
const LIST: &str = r#"["blue","black","brown"]"#;
const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;

const EXPLODE: [bool; 2] = [false, true];

fn rule(style: Style, explode: bool) -> Rule<'static> {
    Rule { name: "color", style, explode, allow_reserved: false }
}

fn in_query(rule: &Rule<'_>, json: &str) -> String {
    query(rule, Document::parse(json.as_bytes()).expect("the value is JSON").root())
}

fn in_path(rule: &Rule<'_>, json: &str) -> String {
    let document = Document::parse(json.as_bytes()).expect("the value is JSON");
    path(rule, document.root()).unwrap_or_else(|error| error.to_string())
}

#[test]
fn path_styles() {
    for (style, [flat, exploded]) in [
        (
            Style::Simple,
            [["blue", "blue,black,brown", "R,100,G,200,B,150"], ["blue", "blue,black,brown", "R=100,G=200,B=150"]],
        ),
        (
            Style::Label,
            [
                [".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
                [".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
            ],
        ),
        (
            Style::Matrix,
            [
                [";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
                [";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
            ],
        ),
    ] {
        for (explode, expected) in EXPLODE.into_iter().zip([flat, exploded]) {
            let got = [STRING, LIST, OBJECT].map(|json| in_path(&rule(style, explode), json));
            assert_eq!(got, expected, "{style:?}, explode: {explode}");
        }
    }
}

#[test]
fn query_styles() {
    let exploded = ["color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"];
    for (style, flat) in [
        (Style::Form, ["color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
        (Style::SpaceDelimited, ["color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"]),
        (Style::PipeDelimited, ["color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"]),
    ] {
        for (explode, expected) in EXPLODE.into_iter().zip([flat, exploded]) {
            let got = [STRING, LIST, OBJECT].map(|json| in_query(&rule(style, explode), json));
            assert_eq!(got, expected, "{style:?}, explode: {explode}");
        }
    }
}

#[test]
fn deep_objects() {
    let rule = rule(Style::DeepObject, false);
    for (json, expected) in [
        (OBJECT, "color[R]=100&color[G]=200&color[B]=150"),
        (r#"{"a":["1","2"],"b":true,"c":null,"d":[]}"#, "color[a]=1&color[a]=2&color[b]=true"),
        (r#"{"a b":{"c&d":"e=f"}}"#, "color[a%20b][c%26d]=e%3Df"),
        (r#"{"a":[{"b":1},{"b":2}]}"#, "color[a][0][b]=1&color[a][1][b]=2"),
        (STRING, "color=blue"),
        (LIST, "color=blue&color=black&color=brown"),
        ("{}", ""),
    ] {
        assert_eq!(in_query(&rule, json), expected);
    }
}

#[test]
fn every_character_that_could_be_misread_is_encoded() {
    let text = r#""a/b?c#d&e=f+g h%i:é\u0000[]""#;
    let encoded = "a%2Fb%3Fc%23d%26e%3Df%2Bg%20h%25i%3A%C3%A9%00%5B%5D";
    assert_eq!(in_path(&rule(Style::Simple, false), text), encoded);
    assert_eq!(in_query(&rule(Style::Form, true), text), format!("color={encoded}"));
    let reserved = Rule { allow_reserved: true, ..rule(Style::Form, true) };
    assert_eq!(in_query(&reserved, text), "color=a/b?c%23d%26e=f%2Bg%20h%25i:%C3%A9%00%5B%5D");
}

#[test]
fn a_path_stays_the_path_of_the_operation() {
    let rule = rule(Style::Simple, false);
    let empty = "path parameter `color` is empty, which would address another resource";
    let dots = "path parameter `color` is `.` or `..`, which would address another resource";
    for (json, expected) in [
        (EMPTY, empty),
        ("null", empty),
        ("[]", empty),
        (r#"".""#, dots),
        (r#""..""#, dots),
        (r#""...""#, "..."),
        (r#""../x""#, "..%2Fx"),
        ("5", "5"),
    ] {
        assert_eq!(in_path(&rule, json), expected, "{json}");
    }
}

#[test]
fn null_is_never_sent() {
    for explode in EXPLODE {
        let rule = rule(Style::Form, explode);
        assert_eq!(["null", "[null]", r#"{"a":null}"#, "[]", "{}"].map(|json| in_query(&rule, json)), [""; 5]);
        assert_eq!(in_query(&rule, EMPTY), "color=");
    }
    assert_eq!(in_query(&rule(Style::Form, true), r#"["a",null,"b"]"#), "color=a&color=b");
}

#[test]
fn json_in_a_parameter() {
    assert_eq!(in_query(&rule(Style::Json, false), r#"{"a":[1]}"#), "color=%7B%22a%22%3A%5B1%5D%7D");
    assert_eq!(in_query(&rule(Style::Form, true), r#"[{"a":1.50}]"#), "color=%7B%22a%22%3A1.50%7D");
}

#[test]
fn headers_and_cookies() {
    let value = |json: &'static str| Document::parse(json.as_bytes()).expect("the value is JSON");
    let header = |explode, json| header(&rule(Style::Simple, explode), value(json).root());
    assert_eq!(header(false, OBJECT).as_deref(), Some("R,100,G,200,B,150"));
    assert_eq!(header(true, OBJECT).as_deref(), Some("R=100,G=200,B=150"));
    assert_eq!(header(false, r#"["a b","c"]"#).as_deref(), Some("a b,c"));
    assert_eq!(header(false, "null"), None);
    assert_eq!(cookie(&rule(Style::Form, true), value(r#"["a;b","c"]"#).root()), ["color=a%3Bb", "color=c"]);
}

#[test]
fn forms() {
    let json =
        r#"{"s":"a b&c*é","n":1.50,"t":true,"z":null,"l":["x","y"],"p":["x","y"],"o":{"k":"v w"},"d":{"k":["v","w"]}}"#;
    let document = Document::parse(json.as_bytes()).expect("the value is JSON");
    let properties = [
        Property { name: "p", style: Style::PipeDelimited, explode: false },
        Property { name: "d", style: Style::DeepObject, explode: true },
    ];
    assert_eq!(
        form(document.root(), &properties),
        "s=a+b%26c*%C3%A9&n=1.50&t=true&l=x&l=y&p=x%7Cy&o=%7B%22k%22%3A%22v+w%22%7D&d[k]=v&d[k]=w"
    );
}
