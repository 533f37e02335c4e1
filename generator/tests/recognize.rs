//! How lists page where nobody has decided it: queries and answers as they are seen in the field, how each is understood,
//! and the decisions that `init` proposes for it, which mean the same.

use generator::config::PackageRule;
use generator::load::{Decisions, DocumentSource, Loaded, Request, load, load_file};
use generator::model::Api;
use generator::naming::Level;
use generator::pipeline::{Understood, understand};
use generator::propose::{Subject, propose};
use generator::source::Input;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A list: what its query takes, what it answers, and how it pages; nothing where there is a doubt.
///
/// Types are one letter: a text, a number, a flag, a list of items with an `id` (`L`: or null), or a time; `=0` is a default, `<0` a
/// minimum, and words in quotes are the description. `o` is a list of unions that lead back to themselves beside objects
/// with an `id`, and `v` is a union of nothing but itself.
type Row = (&'static str, &'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    ("google", "page_size:n page_token:t", "books:l unreachable:w next_page_token:t", "cursor `page_token`, books"),
    ("aws", "Marker:t MaxItems:n", "Users:l IsTruncated:f Marker:t", "cursor `Marker`, Users"),
    ("edges", "first:n after:t", "nodes:l pageInfo.hasNextPage:f pageInfo.endCursor:t", "cursor `after`, nodes"),
    ("twitter", "max_results:n pagination_token:t", "data:l meta.next_token:t", "cursor `pagination_token`, data"),
    ("asana", "limit:n offset:t", "data:l next_page.offset:t next_page.uri:t", "cursor `offset`, data"),
    ("airtable", "pageSize:n offset:t", "records:l offset:t", "cursor `offset`, records"),
    ("bitbucket", "start:n limit:n", "values:l isLastPage:f nextPageStart:n", "cursor `start`, values"),
    ("metadata", "limit:n cursor:t", "data:l list_metadata.after:t", "cursor `cursor`, data"),
    ("intercom", "per_page:n starting_after:t", "data:l pages.next.starting_after:t", "cursor `starting_after`, data"),
    ("jsonapi", "page[cursor]:t", "data:l meta.page.cursor:t meta.page.has_more:f", "cursor `page[cursor]`, data"),
    ("nullable", "page:n per_page:n", "L", "page number `page`, the first is 1, the body"),
    ("text", "page:t limit:n", "data:l next_page:t", "cursor `page`, data"),
    ("odata", "$top:n $skip:n", "value:l @odata.nextLink:t", "cursor `$skiptoken`, value"),
    ("azure", "api-version:t", "value:l nextLink:t", "cursor `$skiptoken`, value"),
    ("words", "per_page:n after:t'See the `Link` response header.'", "l", "cursor `after`, the body"),
    ("header", "limit:n'Pages are in the Link header.'", "l", "cursor `cursor`, the body"),
    ("elastic", "from:n=0.0 size:n=100.0", "count:n models:l", "offset `from`, models"),
    ("books", "startIndex:n<0 maxResults:n", "items:l totalItems:n", "offset `startIndex`, items"),
    ("index", "pageIndex:n=0 pageSize:n", "items:l totalPages:n", "page number `pageIndex`, the first is 0, items"),
    ("first", "page:n<0'First page is 0.' per_page:n", "users:l total:n", "page number `page`, the first is 0, users"),
    ("bare", "page:n'Number of the page.'", "l", "page number `page`, the first is 1, the body"),
    ("beside", "page:n page_size:n", "Warnings:l beside:l", "page number `page`, the first is 1, beside"),
    ("scim", "startIndex:n=1 count:n", "Resources:l totalResults:n", "offset `startIndex`, the first is 1, Resources"),
    (
        "said",
        "startIndex:n'The 1-based index.' count:n",
        "Resources:l",
        "offset `startIndex`, the first is 1, Resources",
    ),
    (
        "strapi",
        "pagination[page]:n",
        "data:l meta.pagination.pageCount:n",
        "page number `pagination[page]`, the first is 1, data",
    ),
    ("nested", "page.size:n page.token:t", "items:l page.nextToken:t", "cursor `page.token`, items"),
    ("default", "page:n=1", "l", "page number `page`, the first is 1, the body"),
    ("pagy", "page:n", "data:l pagy.next:n pagy.last:n", "page number `page`, the first is 1, data"),
    ("flagged", "continuation:t", "events:l pagination.continuation:t", "cursor `continuation`, events"),
    ("sorted", "search_after:t size:n", "results:l pagination.search_after:t", "cursor `search_after`, results"),
    ("lever", "offset:t limit:n", "data:l hasNext:f next:t", "cursor `offset`, data"),
    ("vpc", "start:t limit:n", "vpcs:l next.href:t", "cursor `start`, vpcs"),
    ("hal", "limit:n", "_embedded.users:l _links.next.href:t", "cursor `cursor`, _embedded.users"),
    ("linked", "page:n<0 size:n", "items:l links.next:t", "cursor `page`, items"),
    ("messages", "Page:n PageSize:n", "messages:l page:n", "page number `Page`, the first is 1, messages"),
    ("loop", "after:t limit:n", "data:o has_more:f", "cursor `after`, data"),
    // What is not paging, or not surely.
    ("void", "cursor:t", "data:l next:v", ""),
    ("moment", "start:t limit:n", "items:l next:t", ""),
    ("post", "id:t", "comments:l links.next:t", ""),
    ("echo", "after:t before:t limit:n", "data:l after:t before:t", ""),
    ("item", "startIndex:n count:n", "items:l", ""),
    ("times", "from:d to:d limit:n", "l", ""),
    ("filter", "after:d limit:n", "data:l has_more:f", ""),
    ("doubt", "pageIndex:n pageSize:n", "items:l", ""),
    ("start", "start:n limit:n", "items:l", ""),
    ("two", "page:n per_page:n", "users:l groups:l", ""),
    ("limit", "limit:n", "items:l total:n", ""),
];

fn schema(letter: &str) -> &'static str {
    match letter {
        "t" => "type: string",
        "n" => "type: number",
        "f" => "type: boolean",
        "w" => "type: array, items: { type: string }",
        "d" => "type: string, format: date-time",
        "l" => "type: array, items: { type: object, required: [id], properties: { id: { type: string } } }",
        "L" => "type: [array, 'null'], items: { type: object, required: [id], properties: { id: { type: string } } }",
        "o" => "type: array, items: { $ref: '#/components/schemas/One' }",
        "v" => "$ref: '#/components/schemas/Void'",
        other => panic!("{other}"),
    }
}

const UNIONS: &str = "components:
  schemas:
    One: { oneOf: [{ $ref: '#/components/schemas/Other' }, { $ref: '#/components/schemas/Known' }] }
    Other: { oneOf: [{ $ref: '#/components/schemas/One' }, { $ref: '#/components/schemas/Known' }] }
    Known: { type: object, required: [id], properties: { id: { type: string } } }
    Void: { oneOf: [{ $ref: '#/components/schemas/Back' }] }
    Back: { oneOf: [{ $ref: '#/components/schemas/Void' }] }
";

/// A parameter such as `page:n<0'Words.'`.
fn parameter(text: &str) -> String {
    let (text, words) = text.split_once('\'').unwrap_or((text, "'"));
    let (name, rest) = text.split_once(':').expect("a name and a type");
    let (letter, more) = rest.split_at(1);
    let more = match (more.strip_prefix('='), more.strip_prefix('<')) {
        (Some(default), _) => format!(", default: {default}"),
        (_, Some(least)) => format!(", minimum: {least}"),
        (None, None) => String::new(),
    };
    let words = words.trim_end_matches('\'');
    format!("{{ name: '{name}', in: query, description: '{words}', schema: {{ {}{more} }} }}", schema(letter))
}

/// An answer such as `data:l meta.next:t`.
fn answer(text: &str) -> String {
    let Some(_) = text.split_once(':') else { return schema(text).to_owned() };
    let mut inner: Vec<(&str, Vec<String>)> = Vec::new();
    for property in text.split(' ') {
        let (outer, rest) = match property.split_once(':').expect("a name and a type").0 {
            name if name.starts_with('@') || !name.contains('.') => property.split_once(':').expect("it has one"),
            _ => property.split_once('.').expect("it has one"),
        };
        let text = if rest.contains(':') { answer(rest) } else { schema(rest).to_owned() };
        match inner.iter_mut().find(|(name, _)| *name == outer) {
            Some((_, parts)) => parts.push(rest.to_owned()),
            None if rest.contains(':') => inner.push((outer, vec![rest.to_owned()])),
            None => inner.push((outer, vec![format!("= {text}")])),
        }
    }
    let property = |(name, parts): &(&str, Vec<String>)| {
        let whole = parts.join(" ");
        let text = whole.strip_prefix("= ").map_or_else(|| answer(&whole), str::to_owned);
        format!("'{name}': {{ {text} }}")
    };
    format!("type: object, properties: {{ {} }}", inner.iter().map(property).collect::<Vec<_>>().join(", "))
}

fn document() -> String {
    let mut text = "openapi: 3.1.0\ninfo: { title: Lists, version: '1' }\nservers: [{ url: https://lists.example }]\n\
                    security: []\npaths:\n"
        .to_owned();
    for (name, query, answered, _) in ROWS {
        // Words in quotes have blanks in them.
        let mut parameters: Vec<String> = Vec::new();
        for piece in query.split(' ') {
            match parameters.last_mut().filter(|last| last.matches('\'').count() == 1) {
                Some(last) => write!(last, " {piece}").expect("text can be written"),
                None => parameters.push(piece.to_owned()),
            }
        }
        let parameters: Vec<String> = parameters.iter().map(|text| parameter(text)).collect();
        writeln!(
            text,
            "  /{name}:\n    get:\n      operationId: {name}\n      tags: [all]\n      parameters: [{}]\n      responses: \
             {{ '200': {{ description: A page., content: {{ application/json: {{ schema: {{ {} }} }} }} }} }}",
            parameters.join(", "),
            answer(answered)
        )
        .expect("text can be written");
    }
    text + UNIONS
}

fn understood(mut input: Input) -> Understood {
    let mut diagnostics = Vec::new();
    let value = std::mem::take(&mut input.document.value);
    let understood = understand(value, &input, Level::Root, &mut diagnostics);
    let is_bad = |code: &str| !matches!(code, "SDK0309");
    assert!(!diagnostics.iter().any(|found| is_bad(found.code.as_str())), "{diagnostics:#?}");
    understood.expect("the document has no errors")
}

fn styles(api: &Api) -> Vec<(String, String)> {
    let style = |operation: &generator::model::Operation| {
        let said = operation.pagination.as_ref().map(|pagination| {
            let items = if pagination.items.is_empty() { "the body".to_owned() } else { pagination.items.join(".") };
            format!("{}, {items}", pagination.style.to_string().trim_start_matches("by "))
        });
        (operation.id.clone(), said.unwrap_or_default())
    };
    api.operations.iter().map(style).collect()
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recognize");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

#[test]
fn lists_of_the_field_page_and_doubtful_ones_do_not() {
    let path = folder().join("lists.yaml");
    fs::write(&path, document()).expect("the target folder can be written");
    let (input, diagnostics) = load_file(&path, "lists");
    assert_eq!(diagnostics, []);
    let assumed = understood(input.expect("it can be read"));
    let found = styles(&assumed.api);
    for (name, query, answer, expected) in ROWS {
        let style = &found.iter().find(|(id, _)| id == name).expect("it is an operation").1;
        assert_eq!(style, expected, "{name}: {query} -> {answer}");
    }

    // Taking over what `init` proposes about pages changes nothing.
    let package = PackageRule { name: Some("lists".to_owned()), ..PackageRule::default() };
    let Understood { api, names, .. } = &assumed;
    let proposed = propose(&Subject { api, names, document: "lists.yaml", package: &package });
    let lines = proposed.lines().skip_while(|line| *line != "# pagination:").take_while(|line| line.starts_with("# "));
    let rules: String = lines.map(|line| format!("{}\n", &line[2..])).collect();
    let decisions = folder().join("sdk.yaml");
    fs::write(&decisions, format!("document: lists.yaml\n{rules}")).expect("the target folder can be written");
    let request = Request {
        document: Some(DocumentSource::from(path)),
        decisions: Decisions::At(decisions),
        root: None,
        name: "lists".to_owned(),
    };
    let Loaded { input, diagnostics, .. } = load(&request);
    assert_eq!(diagnostics, [], "{rules}");
    let decided = understood(input.expect("it can be read"));
    for (one, other) in assumed.api.operations.iter().zip(&decided.api.operations) {
        assert_eq!(one.pagination, other.pagination, "{}: {rules}", one.id);
    }
}
