//! Parameters and forms against the style table of OpenAPI 3.1 section 4.8.12.4, and beyond it.

use crate::runtime::encode::{Property, Rule, Style, cookie, entry, form, header, path, query};
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

/// What each style makes of a value, flat and exploded.
const QUERY: &str = r#"
text: "blue"
  Form            color=blue | color=blue
  SpaceDelimited  color=blue | color=blue
  PipeDelimited   color=blue | color=blue
  DeepObject      color=blue | color=blue
  Json            color=%22blue%22 | color=%22blue%22
empty text: ""
  Form            color= | color=
  SpaceDelimited  color= | color=
  PipeDelimited   color= | color=
  DeepObject      color= | color=
  Json            color=%22%22 | color=%22%22
list: ["blue","bl ack",3,null]
  Form            color=blue,bl%20ack,3 | color=blue&color=bl%20ack&color=3
  SpaceDelimited  color=blue%20bl%20ack%203 | color=blue&color=bl%20ack&color=3
  PipeDelimited   color=blue%7Cbl%20ack%7C3 | color=blue&color=bl%20ack&color=3
  DeepObject      color=blue&color=bl%20ack&color=3 | color[0]=blue&color[1]=bl%20ack&color[2]=3
  Json            color=%5B%22blue%22%2C%22bl%20ack%22%2C3%2Cnull%5D | color=%5B%22blue%22%2C%22bl%20ack%22%2C3%2Cnull%5D
object: {"R":100,"G&":true,"B":null}
  Form            color=R,100,G%26,true | R=100&G%26=true
  SpaceDelimited  color=R%20100%20G%26%20true | R=100&G%26=true
  PipeDelimited   color=R%7C100%7CG%26%7Ctrue | R=100&G%26=true
  DeepObject      color[R]=100&color[G%26]=true | color[R]=100&color[G%26]=true
  Json            color=%7B%22R%22%3A100%2C%22G%26%22%3Atrue%2C%22B%22%3Anull%7D | color=%7B%22R%22%3A100%2C%22G%26%22%3Atrue%2C%22B%22%3Anull%7D
object with a list: {"page":0,"sort":["name,asc","id"]}
  Form            color=page,0,sort,%5B%22name%2Casc%22%2C%22id%22%5D | page=0&sort=name%2Casc&sort=id
  DeepObject      color[page]=0&color[sort]=name%2Casc&color[sort]=id | color[page]=0&color[sort][0]=name%2Casc&color[sort][1]=id
list of objects: [{"a":1,"b":["x","y"]},{"a":2}]
  Form            color=%7B%22a%22%3A1%2C%22b%22%3A%5B%22x%22%2C%22y%22%5D%7D,%7B%22a%22%3A2%7D | color=%7B%22a%22%3A1%2C%22b%22%3A%5B%22x%22%2C%22y%22%5D%7D&color=%7B%22a%22%3A2%7D
  DeepObject      color[0][a]=1&color[0][b]=x&color[0][b]=y&color[1][a]=2 | color[0][a]=1&color[0][b][0]=x&color[0][b][1]=y&color[1][a]=2
object in an object: {"a b":{"c&d":"e=f","g":{}}}
  Form            color=a%20b,%7B%22c%26d%22%3A%22e%3Df%22%2C%22g%22%3A%7B%7D%7D | a%20b=%7B%22c%26d%22%3A%22e%3Df%22%2C%22g%22%3A%7B%7D%7D
  DeepObject      color[a%20b][c%26d]=e%3Df | color[a%20b][c%26d]=e%3Df
nothing: [null]
  Form             | 
  SpaceDelimited   | 
  PipeDelimited    | 
  DeepObject       | 
"#;

#[test]
fn query_styles() {
    let styles = [Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject, Style::Json];
    let (mut json, mut lines) = ("", 0);
    for line in QUERY.lines().filter(|line| !line.is_empty()) {
        let Some(case) = line.strip_prefix("  ") else {
            json = line.split_once(": ").expect("a value has a name").1;
            continue;
        };
        let (name, expected) = case.split_at(16);
        let style = styles.into_iter().find(|style| format!("{style:?}") == name.trim()).expect("a style");
        let got = EXPLODE.map(|explode| in_query(&rule(style, explode), json)).join(" | ");
        assert_eq!(got, expected, "{style:?} of {json}");
        lines += 1;
    }
    assert_eq!(lines, 30);
}

#[test]
fn entries_of_an_object_are_written_one_by_one() {
    let entry = |rule, json: &str| entry(&rule, "a b", Document::parse(json.as_bytes()).expect("it is JSON").root());
    for (json, deep, exploded) in [
        (r#""x""#, "color[a%20b]=x", "a%20b=x"),
        (r#"["x","y"]"#, "color[a%20b][0]=x&color[a%20b][1]=y", "a%20b=x&a%20b=y"),
        ("null", "", ""),
    ] {
        assert_eq!(entry(rule(Style::DeepObject, true), json), deep);
        assert_eq!(entry(rule(Style::Form, true), json), exploded);
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
    assert_eq!(in_query(&reserved, r#""a%2Fb%2%zz100%""#), "color=a%2Fb%252%25zz100%25");
    let reserved = Rule { allow_reserved: true, ..rule(Style::Simple, false) };
    assert_eq!(in_path(&reserved, text), "a/b%3Fc%23d&e=f+g%20h%25i:%C3%A9%00%5B%5D");
    assert_eq!(in_path(&reserved, r#""a%2Fb%2""#), "a%2Fb%252");
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
    let reserved = Rule { allow_reserved: true, ..rule };
    for (json, expected) in [
        (EMPTY, empty),
        (r#""a/../b""#, dots),
        (r#""a/%2E./b""#, dots),
        (r#""a/.""#, dots),
        (r#"["..","a"]"#, "..,a"),
        (r#""a/..b/c""#, "a/..b/c"),
    ] {
        assert_eq!(in_path(&reserved, json), expected, "{json}");
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
    let rule = rule(Style::Json, false);
    assert_eq!(in_path(&rule, r#"{"a":1}"#), "%7B%22a%22%3A1%7D");
    assert_eq!(in_path(&rule, "null"), "path parameter `color` is empty, which would address another resource");
    let in_header = |json: &str| header(&rule, Document::parse(json.as_bytes()).expect("it is JSON").root());
    assert_eq!((in_header(r#"{"a":"b"}"#).as_deref(), in_header("null")), (Some(r#"{"a":"b"}"#), None));
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
    const PROPERTIES: &[Property<'_>] = &[
        Property { name: "pipes", style: Style::PipeDelimited, explode: false, allow_reserved: false },
        Property { name: "spaces", style: Style::SpaceDelimited, explode: false, allow_reserved: false },
        Property { name: "flat", style: Style::Form, explode: false, allow_reserved: false },
        Property { name: "exploded", style: Style::Form, explode: true, allow_reserved: false },
        Property { name: "deep", style: Style::DeepObject, explode: true, allow_reserved: false },
        Property { name: "json", style: Style::Json, explode: true, allow_reserved: false },
        Property { name: "url", style: Style::Form, explode: true, allow_reserved: true },
    ];
    for (json, expected) in [
        (r#"{"s":"a b&c*é","n":1.50,"t":true,"z":null,"l":["x","y"]}"#, "s=a+b%26c*%C3%A9&n=1.50&t=true&l=x&l=y"),
        (r#"{"o":{"k":"v w"}}"#, "o=%7B%22k%22%3A%22v+w%22%7D"),
        (r#"{"pipes":["x","y z"],"spaces":["x","y z"]}"#, "pipes=x%7Cy+z&spaces=x+y+z"),
        (r#"{"flat":["x","y"]}"#, "flat=x,y"),
        (r#"{"flat":{"a":1,"b":"c d"}}"#, "flat=a,1,b,c+d"),
        (r#"{"exploded":["x","y"]}"#, "exploded=x&exploded=y"),
        (r#"{"exploded":{"a":1,"b":["c d","e"]}}"#, "a=1&b=c+d&b=e"),
        (r#"{"deep":["a"]}"#, "deep[0]=a"),
        (r#"{"deep":[{"price":"p","tax":["t","u"]}]}"#, "deep[0][price]=p&deep[0][tax][0]=t&deep[0][tax][1]=u"),
        (r#"{"json":["x",1]}"#, "json=%5B%22x%22%2C1%5D"),
        (r#"{"url":"https://a.test/b?c=d e%2F&f"}"#, "url=https://a.test/b?c=d+e%2F%26f"),
    ] {
        let document = Document::parse(json.as_bytes()).expect("the value is JSON");
        assert_eq!(form(document.root(), PROPERTIES), expected);
    }
}
