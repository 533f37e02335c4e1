//! Where calls go: regions, variables in the URLs of servers, and operations that have servers of their own.

use feature_sdk::runtime::testing::{MockTransport, Recorded, Reply, block_on};
use feature_sdk::*;
use std::future::IntoFuture;

/// What was sent where, with the credential if one went along.
fn sent(mock: &MockTransport) -> Vec<String> {
    let line = |request: &Recorded| {
        let credential = request.header("authorization").map(|text| format!(" | {text}"));
        format!("{}{}", request.uri, credential.unwrap_or_default())
    };
    mock.requests().iter().map(line).collect()
}

fn nothing() -> MockTransport {
    MockTransport::new().on("*", |_| Reply::empty(204))
}

#[test]
fn variables_in_urls_are_settings_of_a_client() {
    let mock = nothing();
    let builder = || servers::Client::builder().access_token("t").transport(mock.clone());
    let client = builder().tenant("acme").region(servers::ServerRegion::Us).build().expect("the tenant is there");
    block_on(client.things().get().into_future()).expect("it is sent");
    let client = builder().tenant("acme").region("mars").version("v9").build().expect("regions are open");
    block_on(client.things().get().into_future()).expect("it is sent");
    let sandbox = builder().environment(servers::Environment::Sandbox).build().expect("it has no tenant");
    block_on(sandbox.things().get().into_future()).expect("it is sent");
    let builder = servers::blocking::Client::builder().access_token("t").transport(mock.clone());
    let client = builder.tenant("acme").build().expect("the tenant is there");
    client.things().get().send().expect("it is sent");
    assert_eq!(
        sent(&mock),
        [
            "https://acme.us.example.com/v1/things | Bearer t",
            "https://acme.mars.example.com/v9/things | Bearer t",
            "https://sandbox.example.com/v2/things | Bearer t",
            "https://acme.eu.example.com/v1/things | Bearer t",
        ]
    );
    servers::Client::new("acme", "t").expect("the constructor takes what nobody can guess");
    let error = builder_without_tenant(&mock);
    assert!(error.contains("`tenant`") && error.contains("`SERVERS_SERVER_TENANT`"), "{error}");
    for tenant in ["evil.test/", "evil.test#", "user@evil.test"] {
        let error = servers::Client::new(tenant, "t").expect_err("it would be another host").to_string();
        assert!(error.contains("`tenant`"), "{error}");
    }
}

fn builder_without_tenant(mock: &MockTransport) -> String {
    let builder = servers::Client::builder().access_token("t").transport(mock.clone());
    builder.build().expect_err("nobody said which tenant").to_string()
}

#[test]
fn an_operation_with_servers_of_its_own_goes_there() {
    let mock = nothing();
    let builder = || servers::Client::builder().access_token("t").transport(mock.clone());
    let calls = |client: servers::Client| {
        block_on(client.things().put_file().into_future()).expect("it is sent");
        block_on(client.things().get_old().into_future()).expect("it is sent");
    };
    calls(builder().tenant("acme").region("us").build().expect("it is complete"));
    calls(builder().environment(servers::Environment::Sandbox).build().expect("it is complete"));
    // A base URL is the API's; what the document says about an operation stays.
    calls(builder().base_url("https://proxy.test/api").build().expect("it is complete"));
    calls(builder().base_url("https://proxy.test/api").base_url_for_all().build().expect("it is complete"));
    let client = servers::blocking::Client::builder().access_token("t").transport(mock.clone());
    client
        .base_url("https://proxy.test")
        .build()
        .expect("it is complete")
        .things()
        .put_file()
        .send()
        .expect("it is sent");
    let urls: Vec<String> = sent(&mock).into_iter().map(|line| line.replace(" | Bearer t", "")).collect();
    assert_eq!(
        urls,
        [
            "https://files.us.example.com/files",
            "https://acme.us.example.com/v0/old",
            "https://files.sandbox.example.com/files",
            "https://sandbox.example.com/v0/old",
            "https://files.eu.example.com/files",
            "https://proxy.test/v0/old",
            "https://proxy.test/api/files",
            "https://proxy.test/api/old",
            "https://files.eu.example.com/files",
        ]
    );
    // The credential goes to what the document names, and nowhere else.
    assert!(sent(&mock).iter().all(|line| line.ends_with(" | Bearer t")), "{:?}", sent(&mock));
}

#[test]
fn an_api_without_servers_is_where_its_operations_are() {
    let mock = nothing();
    servers_own::Client::new("t").expect("the operations say where they are");
    let builder = || servers_own::Client::builder().access_token("t").transport(mock.clone());
    let client = builder().build().expect("the operations say where they are");
    block_on(client.things().get().into_future()).expect("it is sent");
    let client = builder().environment(servers_own::Environment::Eu).build().expect("it is a region");
    block_on(client.things().create().into_future()).expect("it is sent");
    block_on(client.things().put_file().into_future()).expect("it is sent");
    let blocking = servers_own::blocking::Client::builder().access_token("t").transport(mock.clone());
    blocking.build().expect("it is complete").things().get().send().expect("it is sent");
    assert_eq!(
        sent(&mock),
        [
            "https://us.example.com/things | Bearer t",
            "https://eu.example.com/things | Bearer t",
            "https://files.example.com/files | Bearer t",
            "https://us.example.com/things | Bearer t",
        ]
    );
    let names: Vec<_> = servers_own::Environment::ALL.iter().map(|server| server.as_str()).collect();
    assert_eq!(names, ["us", "eu"]);
}

#[test]
fn an_operation_may_be_the_only_one_that_says_where_it_is() {
    let mock = nothing();
    // The others are where the caller says; nothing can be made that could reach none of them.
    let builder = || server_none::Client::builder().access_token("t").transport(mock.clone());
    assert!(builder().build().is_err());
    let client = builder().base_url("https://api.example.com/v1").build().expect("it is complete");
    block_on(client.things().get().into_future()).expect("it is sent");
    block_on(client.things().put_file().into_future()).expect("it is sent");
    let blocking = server_none::blocking::Client::builder().access_token("t").transport(mock.clone());
    let client = blocking.base_url("https://api.example.com/v1").build().expect("it is complete");
    client.things().put_file().send().expect("it is sent");
    assert_eq!(
        sent(&mock),
        [
            "https://api.example.com/v1/things | Bearer t",
            "https://files.example.com/files | Bearer t",
            "https://files.example.com/files | Bearer t",
        ]
    );
}
