//! Documents as frameworks write them, and the names that come out: the rows are what each makes of the same small
//! application, ids, tags and order included.

use generator::load::load_file;
use generator::naming::Level;
use generator::pipeline;
use serde_json::{Value, json};
use std::path::Path;

/// Method, path, `operationId`, tag; and what it is called. Without an id or a tag there is none in the document.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn document(title: &str, rows: &[Row]) -> Value {
    let mut paths = json!({});
    for (index, (method, path, id, tag, _)) in rows.iter().enumerate() {
        // Answers differ, so that each is a type of its own.
        let schema = json!({ "type": "object", "properties": { format!("text_{index}"): { "type": "string" } } });
        let content = json!({ "application/json": { "schema": schema } });
        let mut operation = json!({ "responses": { "200": { "description": "Done.", "content": content } } });
        if !id.is_empty() {
            operation["operationId"] = json!(id);
        }
        if !tag.is_empty() {
            operation["tags"] = json!([tag]);
        }
        let names = path.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        let parameter =
            |(name, _)| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
        operation["parameters"] = names.map(parameter).collect();
        paths[path][method] = operation;
    }
    json!({ "openapi": "3.1.0", "info": { "title": title, "version": "1" }, "security": [],
        "servers": [{ "url": "https://notes.example" }], "paths": paths })
}

/// What each operation and each type is called.
fn names(name: &str, document: &Value) -> (Vec<(String, String)>, Vec<String>) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("framework-{name}.json"));
    std::fs::write(&path, document.to_string()).expect("the target folder can be written");
    let (input, diagnostics) = load_file(&path, "notes");
    assert_eq!(diagnostics, [], "{name}");
    let outcome = pipeline::check(vec![input.expect("it can be read")], Level::Root);
    assert_eq!(outcome.diagnostics, [], "{name}");
    let report = outcome.apis[0].to_json();
    let rust = |entry: &Value| entry["rust"].as_str().expect("everything has a name").to_owned();
    let entries = |key: &str| report[key].as_array().cloned().unwrap_or_default();
    let operation = |entry: &Value| {
        let at = format!(
            "{} {}",
            entry["method"].as_str().unwrap_or_default().to_lowercase(),
            entry["path"].as_str().unwrap_or_default()
        );
        (at, rust(entry).replace("resources::", ""))
    };
    (entries("operations").iter().map(operation).collect(), entries("types").iter().map(rust).collect())
}

fn check(name: &str, title: &str, rows: &[Row]) -> Vec<String> {
    let (operations, types) = names(name, &document(title, rows));
    for (method, path, id, _, expected) in rows {
        let found = operations.iter().find(|(at, _)| *at == format!("{method} {path}"));
        assert_eq!(found.map(|(_, name)| name.as_str()), Some(*expected), "{name}: {method} {path} {id}");
    }
    types.into_iter().map(|name| name.replace("models::", "")).collect()
}

#[test]
fn fastapi() {
    let types = check(
        "fastapi",
        "Notes",
        &[
            ("get", "/notes/", "read_notes_notes__get", "notes", "Notes::list"),
            ("post", "/notes/", "create_note_notes__post", "notes", "Notes::create"),
            ("get", "/notes/{note_id}", "read_note_notes__note_id__get", "notes", "Notes::read"),
            ("put", "/notes/{note_id}", "update_note_notes__note_id__put", "notes", "Notes::update"),
            ("delete", "/notes/{note_id}", "delete_note_notes__note_id__delete", "notes", "Notes::delete"),
            ("get", "/users/me", "read_users_me_users_me_get", "users", "Users::read_me"),
            ("get", "/items", "get_items_items_get", "", "Items::list"),
            ("get", "/items/{id}", "get_items_id_get", "", "Items::get"),
            ("get", "/", "root__get", "", "DefaultGroup::root"),
        ],
    );
    assert!(types.contains(&"ReadNoteResponse".to_owned()), "{types:?}");
}

#[test]
fn drf_spectacular() {
    check(
        "drf",
        "Notes",
        &[
            ("get", "/api/notes/", "api_notes_list", "api", "Notes::list"),
            ("post", "/api/notes/", "api_notes_create", "api", "Notes::create"),
            ("get", "/api/notes/{id}/", "api_notes_retrieve", "api", "Notes::retrieve"),
            ("put", "/api/notes/{id}/", "api_notes_update", "api", "Notes::update"),
            ("patch", "/api/notes/{id}/", "api_notes_partial_update", "api", "Notes::partial_update"),
            ("delete", "/api/notes/{id}/", "api_notes_destroy", "api", "Notes::destroy"),
            ("post", "/api/notes/{id}/archive/", "api_notes_archive_create", "api", "Notes::archive_create"),
            ("get", "/api/tags/", "api_tags_list", "api", "Tags::list"),
        ],
    );
}

#[test]
fn springdoc() {
    check(
        "springdoc",
        "OpenAPI definition",
        &[
            ("get", "/notes", "list", "note-controller", "Note::list"),
            ("get", "/tags", "list_1", "tag-controller", "Tag::list"),
            ("get", "/tags/{id}", "getTagById", "tag-controller", "Tag::get_by_id"),
            ("post", "/tags", "create_1", "tag-controller", "Tag::create"),
            ("post", "/notes", "create", "note-controller", "Note::create"),
        ],
    );
}

#[test]
fn nestjs() {
    let types = check(
        "nestjs",
        "Notes",
        &[
            ("get", "/", "AppController_getHello", "App", "App::get_hello"),
            ("get", "/notes", "NotesController_findAll", "notes", "Notes::find_all"),
            ("get", "/notes/{id}", "NotesController_findOne", "notes", "Notes::find_one"),
            ("delete", "/notes/{id}", "NotesController_remove", "notes", "Notes::remove"),
            ("get", "/v2/tags", "TagsController_findAll_v2", "tags", "Tags::find_all"),
            ("get", "/admin/notes", "AdminNotesController_findAll", "admin", "Admin::find_all_notes"),
            ("get", "/admin/tags", "AdminTagsController_findAll", "admin", "Admin::find_all_tags"),
        ],
    );
    assert!(types.contains(&"FindOneResponse".to_owned()), "{types:?}");
    assert!(types.contains(&"NotesFindAllResponse".to_owned()), "{types:?}");
}

#[test]
fn swashbuckle() {
    let types = check(
        "swashbuckle",
        "Shop | v1",
        &[
            ("get", "/api/Notes", "", "Notes", "Notes::list"),
            ("post", "/api/Notes", "", "Notes", "Notes::create"),
            ("get", "/api/Notes/{id}", "ApiNotesByIdGet", "Notes", "Notes::get"),
            ("put", "/api/Notes/{id}", "", "Notes", "Notes::update"),
            ("delete", "/api/Notes/{id}", "", "Notes", "Notes::delete"),
            ("post", "/api/Notes/{id}/archive", "", "Notes", "Notes::archive"),
            ("get", "/WeatherForecast", "GetWeatherForecast", "Weather", "Weather::get_forecast"),
        ],
    );
    assert!(types.contains(&"GetNoteResponse".to_owned()), "{types:?}");
    // A minimal API has the name of the application for a tag.
    check(
        "minimal",
        "Shop | v1",
        &[("get", "/notes", "", "Shop", "Notes::list"), ("get", "/tags/{id}", "", "Shop", "Tags::get")],
    );
}

#[test]
fn utoipa() {
    check(
        "utoipa",
        "notes",
        &[
            ("get", "/notes", "list_notes", "crate", "Notes::list"),
            ("get", "/notes/{id}", "get_note_by_id", "crate", "Notes::get_by_id"),
            ("post", "/tags", "create_tag", "crate", "Tags::create"),
        ],
    );
}

#[test]
fn go() {
    check(
        "go-swag",
        "Notes",
        &[
            ("get", "/accounts", "", "accounts", "Accounts::list"),
            ("post", "/accounts/{id}/images", "", "accounts", "Accounts::create_image"),
            ("get", "/containers/json", "ContainerList", "Container", "Container::list"),
            ("get", "/repos/{owner}", "repoGet", "repository", "Repository::get"),
            ("get", "/repos/{owner}/issues", "issueListIssues", "issue", "Issue::list"),
            ("get", "/v1/notes", "NotesService_ListNotes", "NotesService", "Notes::list"),
            ("get", "/v1/notes/{name}", "NotesService_GetNote", "NotesService", "Notes::get"),
            ("post", "/v1/notes/{name}:archive", "NotesService_ArchiveNote", "NotesService", "Notes::archive"),
        ],
    );
}

#[test]
fn ids_of_method_and_path() {
    check(
        "paths",
        "Payments",
        &[
            ("get", "/v1/accounts", "GetAccounts", "", "Accounts::list"),
            ("post", "/v1/accounts", "PostAccounts", "", "Accounts::create"),
            ("get", "/v1/accounts/{account}", "GetAccountsAccount", "", "Accounts::get"),
            ("post", "/v1/accounts/{account}", "post_accounts_account", "", "Accounts::update"),
            ("post", "/v1/accounts/{account}/reject", "PostAccountsAccountReject", "", "Accounts::reject"),
            ("get", "/v1/issuing/cards/{card}", "GetIssuingCardsCard", "", "Issuing::get_card"),
            ("get", "/v1/charges/search", "GetChargesSearch", "", "Charges::search"),
        ],
    );
}

#[test]
fn words_of_ids() {
    check(
        "words",
        "Machines",
        &[
            ("get", "/meta", "listAPIs", "meta", "Meta::list_apis"),
            ("get", "/meta/urls", "getURLs", "meta", "Meta::get_urls"),
            ("get", "/meta/vms", "listVMs", "meta", "Meta::list_vms"),
            ("post", "/meta/token", "createOAuth2Token", "meta", "Meta::create_oauth2_token"),
            ("get", "/meta/a", "getAResponse", "meta", "Meta::get_a_response"),
            ("get", "/meta/ip", "getIPv4Address", "meta", "Meta::get_ipv4_address"),
        ],
    );
}

#[test]
fn tags_of_one_resource_are_one_group() {
    check(
        "tags",
        "Shop",
        &[
            ("get", "/pets", "listPets", "Pet Store", "PetStore::list_pets"),
            ("get", "/cats", "listCats", "pet-store", "PetStore::list_cats"),
            ("get", "/dogs", "listDogs", "Pet Store", "PetStore::list_dogs"),
            ("get", "/birds", "listBirds", "PetStore", "PetStore::list_birds"),
            ("get", "/c", "getC", "C", "C::get"),
            ("get", "/cpp", "getCpp", "C++", "CPlusPlus::get_cpp"),
        ],
    );
}
