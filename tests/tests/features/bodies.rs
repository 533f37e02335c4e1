//! What requests look like on the wire: parameters, forms, and bodies that are not JSON.

use feature_sdk::runtime::json::decode_slice;
use feature_sdk::runtime::testing::{MockTransport, Recorded, Reply, block_on};
use feature_sdk::*;
use std::future::IntoFuture;

/// A mock that answers every request with nothing, and what it was sent: line and body of each request.
fn nothing() -> MockTransport {
    MockTransport::new().on("*", |_| Reply::empty(204))
}

fn sent(mock: &MockTransport) -> Vec<String> {
    mock.requests().iter().map(|request| format!("{} {}", request.target(), request.text())).collect()
}

#[test]
fn lists_and_objects_are_written_as_servers_read_them() {
    use runtime::values::Map;
    use styles::models::{Charge, Pageable};
    let mock = nothing();
    macro_rules! calls {
        ($client:expr, $call:ident => $run:expr) => {{
            let things = $client.things();
            let pageable = Pageable::new().page(0).size(20).sort(["name,asc", "id,desc"]);
            let flat: Map<String> = [("c".to_owned(), "d".to_owned())].into();
            let charge = r#"{"items":[{"price":"p","tax":["t","u"]}],"flat":["a","b"],"named":{"k":"v"},"json":["a"],
                "plain":["a","b"]}"#;
            let charge: Charge = decode_slice(charge.as_bytes()).expect("a charge");
            let $call = things.users(pageable);
            $run;
            let $call = things.free().filter("a", "b").filter("e f", "g").flat(flat.clone()).whole(flat);
            $run;
            let $call = things.charges().expand(["a", "b"]);
            $run;
            let $call = things.literal("x/y", 5, true);
            $run;
            let $call = things.charge(charge);
            $run;
        }};
    }
    let client = styles::Client::builder().access_token("t").base_url("http://localhost").transport(mock.clone());
    calls!(client.build().expect("a client"), call => block_on(call.into_future()).expect("an answer"));
    let client = styles::blocking::Client::builder().access_token("t").base_url("http://localhost");
    let client = client.transport(mock.clone()).build().expect("a client");
    calls!(client, call => call.send().expect("an answer"));
    let sent = sent(&mock);
    let (asynchronous, blocking) = sent.split_at(sent.len() / 2);
    assert_eq!(asynchronous, blocking);
    insta::assert_snapshot!("styles_on_the_wire", asynchronous.join("\n"));
}

/// What requests sent in parts or as a file, with a word for the boundary.
fn sent_in_parts(mock: &MockTransport) -> String {
    let text = |request: &runtime::testing::Recorded| {
        let media_type = request.header("content-type").expect("a body has a media type");
        let boundary =
            media_type.split_once("boundary=").map_or("", |(_, rest)| rest.split(';').next().unwrap_or(rest));
        let text: String = request.body.iter().flat_map(|byte| byte.escape_ascii()).map(char::from).collect();
        let text = format!("{} {media_type}\n{}", request.target(), text.replace("\\r\\n", "\n"));
        if boundary.is_empty() { text } else { text.replace(boundary, "BOUNDARY") }
    };
    mock.requests().iter().map(text).collect::<Vec<_>>().join("\n")
}

#[test]
fn files_are_sent_as_they_are_wherever_they_stand() {
    use runtime::values::{File, FileOrText};
    use uploads::models::{
        Album, Cover, EitherRequestFileUpload, EitherRequestUrlUpload, Parts, PartsDoc, Related, Shot,
    };
    const PNG: &[u8] = b"\x89PNG\xff\x00";
    macro_rules! calls {
        ($client:expr, $call:ident => $run:expr) => {{
            let things = $client.things();
            let $call = things.either(EitherRequestFileUpload::new(PNG));
            $run;
            let $call = things.either(EitherRequestUrlUpload::new("https://a.test"));
            $run;
            let $call = things.any([("a".to_owned(), PNG.into()), ("b".to_owned(), "b".into())].into());
            $run;
            let fields = [("file", FileOrText::from(PNG)), ("text", "b".into())];
            let $call = things.unsaid(fields.map(|(name, value)| (name.to_owned(), value)).into());
            $run;
            let parts =
                Parts::new(File::from(PNG).name("a.jpeg")).files([File::from("a"), File::from("b").name("b.txt")]);
            let parts = parts.either("text").untyped("%PDF").doc(PartsDoc::new().content(PNG)).note("note");
            let $call = things.parts(parts.clone());
            $run;
            let $call = things.parts(parts.either(File::from("file")));
            $run;
            let $call = things.related(Related::new().media(PNG).meta("k", "v"));
            $run;
            let $call = things.mixed([File::from("a"), File::from("b")]);
            $run;
            let files = [File::from(PNG), File::from("b").name("b.jpeg"), File::from("c")];
            let parts = std::iter::once(Cover::new("c").into()).chain(files.map(Into::into));
            let $call = things.ordered(parts.collect::<Vec<uploads::models::OrderedRequestItem>>());
            $run;
            let $call = things.image(PNG);
            $run;
            let $call = things.image(File::bytes(PNG).name("a.jpg"));
            $run;
            let album = Album::new(PNG).pages([File::from(PNG).name("a.webp"), File::from("b")]).raw(File::from(PNG));
            let album = album.tags(["a", "b c"]).shots([Shot::new().file(PNG).at([1, 2])]);
            let $call = things.album_multipart(album);
            $run;
            let $call = things.album(Album::new("text"));
            $run;
        }};
    }
    let (asynchronous, blocking) = (nothing(), nothing());
    let client =
        uploads::Client::builder().access_token("t").base_url("http://localhost").transport(asynchronous.clone());
    calls!(client.build().expect("a client"), call => block_on(call.into_future()).expect("an answer"));
    let client = uploads::blocking::Client::builder().access_token("t").base_url("http://localhost");
    let client = client.transport(blocking.clone()).build().expect("a client");
    calls!(client, call => call.send().expect("an answer"));
    assert_eq!(sent_in_parts(&asynchronous), sent_in_parts(&blocking));
    insta::assert_snapshot!("files_on_the_wire", sent_in_parts(&asynchronous));
}

#[test]
fn parts_have_the_media_type_of_their_schema_and_a_form_can_be_a_choice() {
    use uploads::models::{FormRequestAccount, FormRequestCard, Typed};
    let mock = MockTransport::new().on("*", |_| Reply::empty(204));
    let typed =
        || Typed::new(runtime::values::File::from("png"), "<svg/>").pages([runtime::values::File::from("%PDF")]);
    let client =
        uploads::Client::builder().base_url("http://localhost").transport(mock.clone()).build().expect("a client");
    block_on(client.things().typed(typed()).into_future()).expect("it is sent");
    block_on(client.things().form(FormRequestCard::new("42")).into_future()).expect("it is sent");
    let client = uploads::blocking::Client::builder().base_url("http://localhost").transport(mock.clone());
    let client = client.build().expect("a client");
    client.things().typed(typed()).send().expect("it is sent");
    client.things().form(FormRequestAccount::new("DE1")).send().expect("it is sent");
    let texts: Vec<String> = mock.requests().iter().map(Recorded::text).collect();
    for multipart in [&texts[0], &texts[2]] {
        let types = multipart
            .lines()
            .filter_map(|line| line.to_ascii_lowercase().strip_prefix("content-type: ").map(str::to_owned));
        assert_eq!(types.collect::<Vec<_>>(), ["image/svg+xml", "application/pdf", "image/png"], "{multipart}");
    }
    assert_eq!((texts[1].as_str(), texts[3].as_str()), ("number=42", "iban=DE1"));
}
