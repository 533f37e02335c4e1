//! What was bought, in a file: a line of JSON for each delivery, added and never changed.
//!
//! A table of SQLite does the same with `INSERT … ON CONFLICT DO NOTHING` on the id of the delivery, and the column for the
//! order takes what `serde_json::to_string` makes of it. A file keeps the example free of a C library to compile.

use generated_sdk::polar::models::Order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A line of the file. Models are stored as the server sent them, properties that this version does not know included.
#[derive(Deserialize, Serialize)]
struct Line {
    delivery: String,
    order: Order,
}

/// The orders that were delivered, by the id of the delivery.
pub(crate) struct Store(Mutex<Stored>);

struct Stored {
    file: File,
    orders: BTreeMap<String, Order>,
}

impl Store {
    /// Opens a store, or begins one.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or written, or has a line that is none of its own.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut orders = BTreeMap::new();
        for line in BufReader::new(&file).lines() {
            let Line { delivery, order } = serde_json::from_str(&line?)?;
            orders.insert(delivery, order);
        }
        Ok(Self(Mutex::new(Stored { file, orders })))
    }

    /// Adds an order, unless this delivery was added before; says whether it was new. When it returns, it is on disk.
    ///
    /// # Errors
    ///
    /// If it cannot be written. Then it was not added.
    pub(crate) fn add(&self, delivery: &str, order: Order) -> io::Result<bool> {
        let mut stored = self.stored();
        if stored.orders.contains_key(delivery) {
            return Ok(false);
        }
        let line = Line { delivery: delivery.to_owned(), order };
        let text = serde_json::to_string(&line)? + "\n";
        stored.file.write_all(text.as_bytes())?;
        stored.file.sync_data()?;
        stored.orders.insert(line.delivery, line.order);
        Ok(true)
    }

    /// Every order that was added.
    pub(crate) fn orders(&self) -> Vec<Order> {
        self.stored().orders.values().cloned().collect()
    }

    fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
