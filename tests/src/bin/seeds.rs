//! Writes what the fuzzers of the runtime start from: values made from the schemas of both APIs, and signed deliveries
//! of every event.
//!
//! `cargo run -p sdk-tests --bin seeds -- templates/runtime/fuzz/corpus` fills `corpus/decode` and `corpus/webhook`.

use generated_sdk::polar::webhooks::Event;
use generated_sdk::webhooks::Signer;
use sdk_tests::samples::{Fullness, Schemas};
use serde_json::{Value, json};
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

/// Longer inputs make a fuzzer slow and teach it nothing.
const LONGEST: usize = 4096;
/// Secrets of both readings.
const SECRETS: [&str; 2] = ["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "a secret of one's own choice"];

fn main() -> ExitCode {
    let Some(corpus) = std::env::args().nth(1) else {
        eprintln!("usage: seeds CORPUS");
        return ExitCode::from(2);
    };
    match write(Path::new(&corpus)) {
        Ok(count) => {
            println!("{count} seeds in {corpus}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{corpus}: {error}");
            ExitCode::from(4)
        }
    }
}

fn write(corpus: &Path) -> io::Result<usize> {
    let mut values: Vec<String> = Vec::new();
    let mut deliveries: Vec<Vec<u8>> = Vec::new();
    for api in ["polar", "circle"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(api).join("openapi.yaml");
        let document: Value = serde_yaml::from_str(&std::fs::read_to_string(path)?).map_err(io::Error::other)?;
        let schemas = Schemas::new(document);
        for component in schemas.root()["components"]["schemas"].as_object().into_iter().flatten().map(|(name, _)| name)
        {
            let schema = json!({"$ref": format!("#/components/schemas/{component}")});
            let samples = [Fullness::Full, Fullness::Minimal].map(|fullness| schemas.valid(&schema, fullness));
            values.extend(samples.iter().filter_map(|samples| Some(samples.first()?.value.to_string())));
        }
        for item in schemas.root()["webhooks"].as_object().into_iter().flatten().map(|(_, item)| item) {
            let schema = &item["post"]["requestBody"]["content"]["application/json"]["schema"];
            let sample = schemas.valid(schema, Fullness::Minimal).into_iter().next();
            deliveries.extend(sample.map(|sample| delivery(deliveries.len(), &sample.value.to_string())));
        }
    }
    let values: Vec<Vec<u8>> = values.into_iter().map(String::into_bytes).collect();
    Ok(seeds(&corpus.join("decode"), &values)? + seeds(&corpus.join("webhook"), &deliveries)?)
}

/// An input of the webhook fuzzer: secret, id, time, signatures and body, a line each.
fn delivery(number: usize, payload: &str) -> Vec<u8> {
    let secret = SECRETS[number % SECRETS.len()];
    let (id, sent) = (format!("msg_{number}"), SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_856_000));
    let signed = Signer::<Event>::new(secret).expect("the secrets can be read").sign_as(&id, sent, payload);
    let header = |name: &str| signed.headers[name].to_str().expect("signed headers are ASCII").to_owned();
    let (time, signature) = (header("webhook-timestamp"), header("webhook-signature"));
    format!("{secret}\n{id}\n{time}\n{signature}\n{payload}").into_bytes()
}

fn seeds(folder: &Path, inputs: &[Vec<u8>]) -> io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let short = inputs.iter().filter(|input| input.len() <= LONGEST);
    short
        .enumerate()
        .map(|(number, input)| std::fs::write(folder.join(format!("seed{number}")), input).map(|()| 1))
        .sum()
}
