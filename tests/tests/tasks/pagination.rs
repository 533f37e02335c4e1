//! Go through a list, page by page or item by item.

use crate::support::polar;
use futures_util::TryStreamExt;
use generated_sdk::Cursor;
use generated_sdk::polar::models::EventTypeWithStats;
use generated_sdk::testing::{MockTransport, Recorded, Reply};
use serde_json::json;

/// 250 event types, of which the server grants at most 100 at a time whatever is requested.
fn many() -> MockTransport {
    MockTransport::new().on("event_types.list", |request: &Recorded| {
        let requested = |name: &str| -> Option<usize> {
            let query = request.uri.query()?;
            query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?.parse().ok()
        };
        let (page, limit) = (requested("page").unwrap_or(1), requested("limit").unwrap_or(10).min(100));
        let items: Vec<_> = ((page - 1) * limit..(page * limit).min(250))
            .map(|index| {
                json!({
                    "id": null, "name": format!("e{index}"), "label": "l", "label_property_selector": null,
                    "created_at": null, "modified_at": null, "organization_id": "o", "source": "system",
                    "occurrences": 1, "first_seen": "2026-01-02T03:04:05Z", "last_seen": "2026-01-02T03:04:05Z",
                })
            })
            .collect();
        let pages = 250usize.div_ceil(limit);
        Reply::json(200, json!({ "items": items, "pagination": { "total_count": 250, "max_page": pages } }))
    })
}

#[tokio::test]
async fn every_item() -> generated_sdk::Result<()> {
    let mock = many();
    let polar = polar(&mock);
    let mut types = polar.event_types().list().stream();
    let mut seen = 0;
    while let Some(one) = types.try_next().await? {
        assert_eq!(one.name, format!("e{seen}"));
        seen += 1;
    }
    assert_eq!((seen, mock.requests().len()), (250, 3), "the largest page is requested");
    Ok(())
}

#[tokio::test]
async fn the_first_few() -> generated_sdk::Result<()> {
    let first: Vec<EventTypeWithStats> = polar(&many()).event_types().list().stream().max_items(120).collect().await?;
    assert_eq!(first.len(), 120);
    Ok(())
}

#[tokio::test]
async fn page_by_page_and_on_from_a_saved_cursor() -> generated_sdk::Result<()> {
    let polar = polar(&many());
    let mut pages = polar.event_types().list().limit(100).pages();
    let first = pages.try_next().await?.expect("there is a first page");
    let saved = first.next_cursor().expect("another page follows").to_string();

    let cursor: Cursor = saved.parse().expect("a cursor can be stored as text");
    let rest: Vec<EventTypeWithStats> =
        polar.event_types().list().limit(100).from_cursor(cursor).stream().prefetch(1).collect().await?;
    assert_eq!(first.items.len() + rest.len(), 250);
    Ok(())
}

#[tokio::test]
async fn without_what_came_before() -> generated_sdk::Result<()> {
    // An event type that is added while the list is read pushes another one to the next page.
    let page = |ids: [&str; 2]| {
        let items = ids.map(|id| {
            json!({
                "id": id, "name": id, "label": "l", "label_property_selector": null, "created_at": null,
                "modified_at": null, "organization_id": "o", "source": "user", "occurrences": 1,
                "first_seen": "2026-01-02T03:04:05Z", "last_seen": "2026-01-02T03:04:05Z",
            })
        });
        Reply::json(200, json!({ "items": items, "pagination": { "total_count": 3, "max_page": 2 } }))
    };
    let mock = MockTransport::new().on("event_types.list", move |_| page(["a", "b"]).then(page(["b", "c"])));
    let types: Vec<EventTypeWithStats> = polar(&mock).event_types().list().stream().dedup().collect().await?;
    assert_eq!(types.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    Ok(())
}

#[tokio::test]
async fn as_a_stream_of_the_futures_crate() -> generated_sdk::Result<()> {
    let names: Vec<String> = polar(&many()).event_types().list().stream().map_ok(|one| one.name).try_collect().await?;
    assert_eq!(names.len(), 250);
    Ok(())
}
