//! What was bought, in SQLite: a row for each delivery, added once.
//!
//! The columns are for queries. `body` is the order as the server sent it, properties that this version does not know
//! included, and is read as an [`Order`] again.

use crate::Failure;
use generated_sdk::polar::models::Order;
use rusqlite::{Connection, params};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::spawn_blocking;

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS orders (
        delivery     TEXT PRIMARY KEY,
        id           TEXT NOT NULL,
        customer     TEXT NOT NULL,
        total_amount INTEGER NOT NULL,
        currency     TEXT NOT NULL,
        body         TEXT NOT NULL
    ) STRICT";

/// The orders that were delivered. Clones share the connection.
#[derive(Clone)]
pub(crate) struct Store(Arc<Mutex<Connection>>);

impl Store {
    /// Opens a database, or begins one.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or written, or is no database.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let connection = Connection::open(path)?;
        connection.execute_batch(TABLES)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Adds an order, unless this delivery was added before; says whether it was new. When it returns, it is on disk.
    ///
    /// # Errors
    ///
    /// If it cannot be written. Then it was not added.
    pub(crate) async fn add(&self, delivery: String, order: Order) -> Result<bool, Failure> {
        let added = self.with(move |connection| {
            let body = serde_json::to_string(&order)?;
            let (id, customer) = (order.id.as_str(), order.customer_id.as_str());
            let insert = "INSERT INTO orders VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (delivery) DO NOTHING";
            let row = params![delivery, id, customer, order.total_amount, order.currency, body];
            Ok(connection.execute(insert, row)?)
        });
        Ok(added.await? > 0)
    }

    /// Every order that was added, in the order in which they were.
    ///
    /// # Errors
    ///
    /// If the database cannot be read, or has a row that is no order.
    pub(crate) async fn orders(&self) -> Result<Vec<Order>, Failure> {
        let orders = self.with(|connection| {
            let mut select = connection.prepare("SELECT body FROM orders ORDER BY rowid")?;
            let bodies = select.query_map([], |row| row.get::<_, String>(0))?;
            bodies.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
        });
        orders.await
    }

    /// Works with the database where nobody waits behind it: it waits for the disk, and so would every other request.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let Self(connection) = self.clone();
        spawn_blocking(move || work(&connection.lock().unwrap_or_else(PoisonError::into_inner))).await?
    }
}
