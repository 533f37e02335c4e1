//! Export as text, as chunks, or into a file.

use crate::support::polar;
use generated_sdk::testing::{MockTransport, Reply};

const CSV: &str = "email,name\njane@example.com,Jane\n";

fn mock() -> MockTransport {
    MockTransport::new().on("customers.export", |_| Reply::text(200, CSV).header("content-type", "text/csv"))
}

#[tokio::test]
async fn as_text() -> generated_sdk::Result<()> {
    assert_eq!(polar(&mock()).customers().export().text().await?, CSV);
    Ok(())
}

#[tokio::test]
async fn chunk_by_chunk() -> generated_sdk::Result<()> {
    let mut stream = polar(&mock()).customers().export().stream().await?;
    let mut whole = Vec::new();
    while let Some(chunk) = stream.next().await {
        whole.extend_from_slice(&chunk?);
    }
    assert_eq!(whole, CSV.as_bytes());
    Ok(())
}

#[tokio::test]
async fn into_a_file_that_is_whole_or_not_there() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::temp_dir().join(format!("customers-{}.csv", std::process::id()));
    let bytes = polar(&mock()).customers().export().stream().await?.save_to(&path).await?;
    let saved = std::fs::read_to_string(&path)?;
    std::fs::remove_file(&path)?;
    assert_eq!((bytes, saved.as_str()), (CSV.len() as u64, CSV));
    Ok(())
}
