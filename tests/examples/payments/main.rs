//! A command line program with blocking clients: customers of Polar as CSV, and a payout of Circle.
//!
//! ```sh
//! cargo run -p examples --bin payments -- customers
//! cargo run -p examples --bin payments -- payout 0b6a4a0f-7a55-4f3c-9d0e-6a7a1a2b3c4d 3000.14 --key 8c5c0d2e-3a3b-4a6e-9b5a-1d6f4a1c2b3d
//! ```
//!
//! Without `--live` it calls a server on loopback that is made from the documents. With it, it calls what
//! `POLAR_ACCESS_TOKEN`, `POLAR_ENVIRONMENT`, `CIRCLE_API_KEY` and `CIRCLE_ENVIRONMENT` say.

mod csv;
mod payout;

use clap::{Parser, Subcommand};
use generated_sdk::values::DecimalString;
use generated_sdk::{circle, polar};
use sdk_tests::model_server;
use std::io::{self, Write};

type Failure = Box<dyn std::error::Error>;

#[derive(Parser)]
struct Arguments {
    /// Calls the APIs themselves.
    #[arg(long, global = true)]
    live: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes all customers as CSV.
    Customers,
    /// Pays USD out to a recipient of the address book.
    Payout {
        /// Id of the recipient.
        recipient: String,
        /// How much, such as `3000.14`.
        amount: DecimalString,
        /// UUID of this payout in your own books: sent again, it does not pay again.
        #[arg(long)]
        key: String,
    },
}

fn main() -> Result<(), Failure> {
    let Arguments { live, command } = Arguments::parse();
    match command {
        Command::Customers => {
            let server = model_server::start(polar::catalog::OPERATIONS, polar::catalog::SAMPLES);
            let client = if live {
                polar::blocking::Client::from_env()?
            } else {
                polar::blocking::Client::builder().access_token("polar_oat_example").base_url(server.url()).build()?
            };
            let mut output = io::stdout().lock();
            let written = csv::customers(&client, &mut output)?;
            output.flush()?;
            eprintln!("{written} customers");
        }
        Command::Payout { recipient, amount, key } => {
            let server = model_server::start(circle::catalog::OPERATIONS, circle::catalog::SAMPLES);
            let client = if live {
                circle::blocking::Client::from_env()?
            } else {
                circle::blocking::Client::builder()
                    .access_token("SAND_API_KEY:id:secret")
                    .base_url(server.url())
                    .build()?
            };
            println!("{}", payout::pay(&client, &recipient, amount, &key)?);
        }
    }
    Ok(())
}
