//! What a call costs beside its request: the SDK against bare reqwest and serde_json, in turns within one run, over
//! kept connections on loopback: `cargo bench -p sdk-runtime --bench calls`.
//!
//! Both send the same request with the same `reqwest::Client` on the same runtime, both have the same timeout, read the
//! whole body and decode the same type. Batches are small and take turns, and each batch is compared with its neighbour
//! alone, so that whatever else the machine does meets both; the figure is the median of these ratios.

mod server;

use sdk_runtime::runtime::{
    json::{Decode, Fields},
    *,
};
use std::time::{Duration, Instant};

/// Calls in a batch: long enough to be timed, too short for the machine to change its mind within a pair.
const CALLS: u32 = 25;
/// Pairs of batches.
const PAIRS: usize = 2000;
/// How long an attempt may take in either: the default timeout of the SDK.
const TIMEOUT: Duration = Duration::from_secs(30);

static API: ApiInfo = ApiInfo {
    name: "bench",
    title: "Bench",
    version: "1",
    servers: &[],
    token_variable: "",
    token_url: None,
    token_required: true,
    scheme_variables: &[],
    server_variable: "",
    url_variables: &[],
    base_url_variable: "",
    version_header: None,
    takes_key_header: true,
    error: ErrorRules {
        code: &[],
        message: &[],
        request_id: None,
        issues: None,
        transient_codes: &[],
        decode_detail: |_, _, body| Err(body.expected("a documented body")),
        unknown_detail: |_| None,
    },
    credentials: &[],
    samples: Samples::new(""),
};

static BEARER: Auth = Auth { any_of: &[&[SchemeUse::bearer("token", &[])]], optional: false };

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
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self {
            id: fields.required("id"),
            name: fields.nullable("name"),
            amount: fields.required("amount"),
            tags: fields.required("tags"),
        }
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

/// What a careful user writes without the SDK.
async fn bare(client: &reqwest::Client, url: &str) -> usize {
    let request = client.get(format!("{url}/v1/things/t_1")).bearer_auth("secret").timeout(TIMEOUT);
    let request = request.header("accept", "application/json").header("user-agent", "bench/0.1.0");
    let request = request.header("accept-encoding", "gzip");
    let response = request.send().await.expect("the server answers");
    let response = response.error_for_status().expect("the status is good");
    let bytes = response.bytes().await.expect("the body is whole");
    serde_json::from_slice::<Thing>(&bytes).expect("the body is a thing").weight()
}

async fn ours(core: &Core<Async>) -> usize {
    core.call::<Thing, ()>(&GET).with_path("id", &"t_1").await.expect("the server answers").weight()
}

/// Time per call of a batch, in microseconds.
async fn batch<F: Future<Output = usize>>(call: impl Fn() -> F) -> f64 {
    let start = Instant::now();
    for _ in 0..CALLS {
        std::hint::black_box(call().await);
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS)
}

fn main() {
    rustls::crypto::ring::default_provider().install_default().expect("nobody else installed one");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let url = server::start().await;
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap_or_else(|error| panic!("a client: {error}"));
        let config = || ClientConfig::<Async>::new(&API).access_token("secret").base_url(&url);
        let core = config().reqwest_client(client.clone()).build().expect("a client");
        let (mut theirs, mut own) = (Vec::new(), Vec::new());
        for pair in 0..PAIRS {
            // Who goes first changes, so that neither always finds the caches the other left.
            if pair % 2 == 0 {
                theirs.push(batch(|| bare(&client, &url)).await);
                own.push(batch(|| ours(&core)).await);
            } else {
                own.push(batch(|| ours(&core)).await);
                theirs.push(batch(|| bare(&client, &url)).await);
            }
        }
        let ratios = own.iter().zip(&theirs).map(|(own, theirs)| own / theirs).collect();
        let core = config().transport(AtOnce).build().expect("a client");
        let mut alone = Vec::new();
        for _ in 0..PAIRS {
            alone.push(batch(|| ours(&core)).await);
        }
        println!("{:34} {:>8.2} us per call", "bare reqwest and serde_json", median(theirs));
        println!("{:34} {:>8.2} us per call", "this runtime", median(own));
        println!("{:34} {:>8.2} us per call", "this runtime without a transport", median(alone));
        println!("{:34} {:>8.3}", "ratio, median of the pairs", median(ratios));
    });
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
