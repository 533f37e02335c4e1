//! What a call costs beside its request: the SDK against bare reqwest and serde_json, in turns within one run, over
//! kept connections on loopback: `cargo bench -p sdk-runtime --bench calls`.

mod server;

use sdk_runtime::runtime::{
    json::{Decode, DecodeError, Value},
    *,
};
use std::time::{Duration, Instant};

/// Calls per round, and rounds of each kind.
const CALLS: u32 = 100;
const ROUNDS: usize = 150;

static API: ApiInfo = ApiInfo {
    name: "bench",
    title: "Bench",
    version: "1",
    servers: &[],
    token_variable: "",
    server_variable: "",
    base_url_variable: "",
    version_header: None,
    error: ErrorRules {
        code: &[],
        message: &[],
        request_id: None,
        issues: None,
        transient_codes: &[],
        decode_detail: |_, _, _| None,
    },
    credentials: &[],
    samples: &[],
};

static BEARER: Auth = Auth {
    any_of: &[Requirement {
        all_of: &[SchemeUse { scheme: &Scheme { name: "token", kind: SchemeKind::Bearer }, scopes: &[] }],
    }],
    optional: false,
};

static GET: Operation = Operation {
    id: "get",
    name: "things.get",
    method: http::Method::GET,
    path: &[Segment::Literal("/v1/things/"), Segment::Parameter("id")],
    parameters: &[Parameter::path("id")],
    auth: &BEARER,
    retry: Retry::Safe,
    success: &[Success { status: StatusPattern::Code(200), content: Content::Json }],
    envelope: None,
    pagination: None,
    body: None,
    failures: &[],
    api: &API,
    accept: "application/json",
    server: None,
};

/// A model of ordinary size, decoded by either.
#[derive(serde::Deserialize)]
struct Thing {
    id: String,
    name: Option<String>,
    amount: i64,
    tags: Vec<String>,
}

impl Decode for Thing {
    fn decode(value: Value<'_>) -> std::result::Result<Self, DecodeError> {
        let mut fields = value.fields()?;
        Ok(Self {
            id: fields.required("id")?,
            name: fields.nullable("name")?,
            amount: fields.required("amount")?,
            tags: fields.required("tags")?,
        })
    }
}

impl Thing {
    fn weight(&self) -> usize {
        self.id.len() + self.name.as_ref().map_or(0, String::len) + self.amount as usize + self.tags.len()
    }
}

/// Answers without going anywhere.
struct AtOnce;

impl Transport for AtOnce {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, std::result::Result<http::Response<Body>, BoxError>> {
        Box::pin(async { Ok(http::Response::new(server::BODY.into())) })
    }
}

async fn bare(client: &reqwest::Client, url: &str, timeout: Option<Duration>) -> usize {
    let response =
        client.get(format!("{url}/v1/things/t_1")).bearer_auth("secret").header("accept", "application/json");
    let response = timeout.into_iter().fold(response, reqwest::RequestBuilder::timeout);
    let bytes = response.send().await.expect("the server answers").bytes().await.expect("the body is whole");
    serde_json::from_slice::<Thing>(&bytes).expect("the body is a thing").weight()
}

async fn ours(core: &Core<Async>) -> usize {
    Call::<Thing, Async>::new(core, &GET).path("id", &"t_1").await.expect("the server answers").weight()
}

fn main() {
    rustls::crypto::ring::default_provider().install_default().expect("nobody else installed one");
    let url = server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let client = reqwest::Client::builder().build().unwrap_or_else(|error| panic!("a client: {error}"));
        let config = ClientConfig::<Async>::new(&API).access_token("secret").base_url(&url);
        let core = config.reqwest_client(client.clone()).build().expect("a client");
        let (mut unlimited, mut limited, mut own) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            for (times, timeout) in [(&mut unlimited, None), (&mut limited, Some(Duration::from_secs(30)))] {
                let start = Instant::now();
                for _ in 0..CALLS {
                    std::hint::black_box(bare(&client, &url, timeout).await);
                }
                times.push(start.elapsed() / CALLS);
            }
            let start = Instant::now();
            for _ in 0..CALLS {
                std::hint::black_box(ours(&core).await);
            }
            own.push(start.elapsed() / CALLS);
        }
        let config = ClientConfig::<Async>::new(&API).access_token("secret").base_url(&url);
        let core = config.transport(AtOnce).build().expect("a client");
        let mut alone = Vec::new();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            for _ in 0..CALLS {
                std::hint::black_box(ours(&core).await);
            }
            alone.push(start.elapsed() / CALLS);
        }
        let [unlimited, limited, own, alone] = [unlimited, limited, own, alone].map(fastest);
        let line = |what: &str, time: Duration| println!("{what:34} {:>8.1} us per call", time.as_secs_f64() * 1e6);
        line("bare reqwest, without a timeout", unlimited);
        line("bare reqwest, with a timeout", limited);
        line("this runtime, with its timeout", own);
        line("this runtime without a transport", alone);
        println!("{:34} {:>8.3}", "ratio to bare with a timeout", own.as_secs_f64() / limited.as_secs_f64());
        println!("{:34} {:>8.3}", "ratio to bare without", own.as_secs_f64() / unlimited.as_secs_f64());
    });
}

/// The round least disturbed by whatever else the machine does.
fn fastest(times: Vec<Duration>) -> Duration {
    times.into_iter().min().expect("there are rounds")
}
